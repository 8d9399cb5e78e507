// picture_compare --pixel A.png X Y: the colour of one pixel, "R G B".
// picture_compare --dark A.png X Y W H: how many pixels of this box are darker than middle grey.
// picture_compare A.png B.png: how far apart two pictures of the same size are.
//
// Prints, on a scale of 0 to 255, the mean absolute difference of each channel and the largest
// difference of any, then the share of pixels of which a channel differs by more than 40, and the
// share of squares of 16 pixels whose mean colour differs by more than 20 in a channel: letters of
// another font leave that alone, a curve or a ground that is not there does not. Exit status: 0, or
// 1 if the sizes differ or a file cannot be read, or 2 if the call was wrong.

#include <cairo.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CHANNELS = 3, FAR_APART = 40, SQUARE = 16, SQUARES_APART = 20 };

struct difference {
    double sums[CHANNELS]; // red, green, blue
    int largest;
    long far_pixels;
};

static cairo_surface_t *picture_open(const char *path)
{
    cairo_surface_t *picture = cairo_image_surface_create_from_png(path);
    cairo_status_t status = cairo_surface_status(picture);
    if (status == CAIRO_STATUS_SUCCESS)
        return picture;
    fprintf(stderr, "picture_compare: %s: %s\n", path, cairo_status_to_string(status));
    cairo_surface_destroy(picture);
    return NULL;
}

// Both formats that cairo reads PNG files into have 32 bits a pixel, 0xAARRGGBB.
static uint32_t pixel_at(cairo_surface_t *picture, int x, int y)
{
    const unsigned char *row = cairo_image_surface_get_data(picture) +
                               (size_t)y * (size_t)cairo_image_surface_get_stride(picture);
    uint32_t pixel;
    memcpy(&pixel, row + (size_t)x * sizeof pixel, sizeof pixel);
    return pixel;
}

static void compare_pixels(uint32_t a, uint32_t b, struct difference *out)
{
    int most = 0;
    for (int c = 0; c < CHANNELS; c++) {
        int shift = 16 - 8 * c;
        int apart = abs((int)(a >> shift & 0xFF) - (int)(b >> shift & 0xFF));
        out->sums[c] += apart;
        most = apart > most ? apart : most;
    }
    out->largest = most > out->largest ? most : out->largest;
    out->far_pixels += most > FAR_APART;
}

// Whether the mean colours of two pictures differ in the square whose first pixel is (left, top).
static bool square_differs(cairo_surface_t *a, cairo_surface_t *b, int left, int top, int w, int h)
{
    int sums[CHANNELS] = {0}, n = 0;
    for (int y = top; y < top + SQUARE && y < h; y++)
        for (int x = left; x < left + SQUARE && x < w; x++, n++)
            for (int c = 0; c < CHANNELS; c++)
                sums[c] += (int)(pixel_at(a, x, y) >> 8 * c & 0xFF) -
                           (int)(pixel_at(b, x, y) >> 8 * c & 0xFF);
    for (int c = 0; c < CHANNELS; c++)
        if (abs(sums[c]) > SQUARES_APART * n)
            return true;
    return false;
}

static double share_of_squares(cairo_surface_t *a, cairo_surface_t *b, int w, int h)
{
    int differ = 0, n = 0;
    for (int y = 0; y < h; y += SQUARE)
        for (int x = 0; x < w; x += SQUARE, n++)
            differ += square_differs(a, b, x, y, w, h);
    return (double)differ / n;
}

static int compare(cairo_surface_t *a, cairo_surface_t *b)
{
    int w = cairo_image_surface_get_width(a), h = cairo_image_surface_get_height(a);
    int other_w = cairo_image_surface_get_width(b), other_h = cairo_image_surface_get_height(b);
    struct difference difference = {0};
    if (w != other_w || h != other_h) {
        fprintf(stderr, "picture_compare: %dx%d is not %dx%d\n", w, h, other_w, other_h);
        return 1;
    }
    for (int y = 0; y < h; y++)
        for (int x = 0; x < w; x++)
            compare_pixels(pixel_at(a, x, y), pixel_at(b, x, y), &difference);
    double n = (double)w * h;
    printf("mean %.4f %.4f %.4f largest %d far %.6f squares %.6f\n", difference.sums[0] / n,
           difference.sums[1] / n, difference.sums[2] / n, difference.largest,
           (double)difference.far_pixels / n, share_of_squares(a, b, w, h));
    return 0;
}

// "R G B", or how many dark pixels a box holds; both lie within the picture.
static int look(const char *path, int x, int y, int w, int h)
{
    cairo_surface_t *picture = picture_open(path);
    long dark = 0;
    if (picture == NULL)
        return 1;
    if (x < 0 || y < 0 || x + w > cairo_image_surface_get_width(picture) ||
        y + h > cairo_image_surface_get_height(picture)) {
        fprintf(stderr, "picture_compare: outside the picture\n");
        cairo_surface_destroy(picture);
        return 1;
    }
    for (int j = y; j < y + h; j++)
        for (int i = x; i < x + w; i++) {
            uint32_t p = pixel_at(picture, i, j);
            dark += (p >> 16 & 0xFF) + 2 * (p >> 8 & 0xFF) + (p & 0xFF) < 4 * 128;
        }
    uint32_t p = pixel_at(picture, x, y);
    if (w == 1 && h == 1)
        printf("%u %u %u\n", p >> 16 & 0xFF, p >> 8 & 0xFF, p & 0xFF);
    else
        printf("%ld\n", dark);
    cairo_surface_destroy(picture);
    return 0;
}

int main(int argc, char **argv)
{
    if (argc == 5 && strcmp(argv[1], "--pixel") == 0)
        return look(argv[2], atoi(argv[3]), atoi(argv[4]), 1, 1);
    if (argc == 7 && strcmp(argv[1], "--dark") == 0)
        return look(argv[2], atoi(argv[3]), atoi(argv[4]), atoi(argv[5]), atoi(argv[6]));
    if (argc != 3) {
        fprintf(stderr, "usage: picture_compare A.png B.png\n");
        return 2;
    }
    cairo_surface_t *a = picture_open(argv[1]);
    cairo_surface_t *b = a != NULL ? picture_open(argv[2]) : NULL;
    int status = b != NULL ? compare(a, b) : 1;
    if (b != NULL)
        cairo_surface_destroy(b);
    if (a != NULL)
        cairo_surface_destroy(a);
    return status;
}
