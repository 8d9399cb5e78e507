// picture_compare A.png B.png: how far apart two pictures of the same size are.
//
// Prints, on a scale of 0 to 255, the mean absolute difference of each channel and the largest
// difference of any, then the share of pixels of which a channel differs by more than 40. Exit
// status: 0, or 1 if the sizes differ or a file cannot be read, or 2 if the call was wrong.

#include <cairo.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CHANNELS = 3, FAR_APART = 40 };

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
    printf("mean %.4f %.4f %.4f largest %d far %.6f\n", difference.sums[0] / n,
           difference.sums[1] / n, difference.sums[2] / n, difference.largest,
           (double)difference.far_pixels / n);
    return 0;
}

int main(int argc, char **argv)
{
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
