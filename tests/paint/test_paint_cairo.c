// Pictures through Cairo: the right pixels at known places, and files that are what they say.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "paint/paint_cairo.h"

// cmocka compares floats.
#define assert_near(a, b, tolerance) assert_true(fabs((a) - (b)) <= (tolerance))

enum { W = 200, H = 100 };

static const struct color white = {255, 255, 255, 255};
static const struct color black = {0, 0, 0, 255};
static const struct color red = {200, 30, 10, 255};
static const struct color half_blue = {0, 0, 255, 128};
static const struct color none = {0};

struct bench {
    struct font *font;
    struct draw_list list;
    uint8_t pixels[W * H * 4];
};

static int open_bench(void **state)
{
    struct bench *bench = calloc(1, sizeof *bench);
    bench->font = font_create(NULL);
    *state = bench;
    return bench->font ? 0 : -1;
}

static int close_bench(void **state)
{
    struct bench *bench = *state;
    font_destroy(bench->font);
    draw_list_free(&bench->list);
    free(bench);
    return 0;
}

static struct draw_list *fresh(struct bench *bench)
{
    draw_list_begin(&bench->list, W, H, white);
    return &bench->list;
}

static void paint(struct bench *bench)
{
    struct fault fault = {0};
    assert_true(paint_cairo_pixels(&bench->list, bench->font, bench->pixels, &fault));
}

static void check_pixel(const struct bench *bench, int x, int y, struct color expected)
{
    const uint8_t *p = bench->pixels + 4 * (y * W + x);
    assert_int_equal(p[0], expected.r);
    assert_int_equal(p[1], expected.g);
    assert_int_equal(p[2], expected.b);
    assert_int_equal(p[3], 255);
}

// Black on white: how many pixels are covered between two columns, counting parts.
static double ink_between(const struct bench *bench, int x0, int x1)
{
    double sum = 0;
    for (int y = 0; y < H; y++)
        for (int x = x0; x < x1; x++)
            sum += (255 - bench->pixels[4 * (y * W + x)]) / 255.0;
    return sum;
}

static double ink(const struct bench *bench)
{
    return ink_between(bench, 0, W);
}

static double painted_ink(struct bench *bench)
{
    paint(bench);
    return ink(bench);
}

static struct stroke pen(double width)
{
    return (struct stroke){.width = width, .color = black};
}

static struct stroke dashed_pen(double width, double on, double off)
{
    return (struct stroke){.width = width, .color = black, .dash = {on, off}, .dash_n = 2};
}

static void background_fills_everything(void **state)
{
    struct bench *bench = *state;
    draw_list_begin(&bench->list, W, H, red);
    paint(bench);
    check_pixel(bench, 0, 0, red);
    check_pixel(bench, W - 1, H - 1, red);
}

static void rect_has_its_edges(void **state)
{
    struct bench *bench = *state;
    draw_rect(fresh(bench), (struct rect){10, 20, 30, 40}, red);
    paint(bench);
    check_pixel(bench, 10, 20, red);
    check_pixel(bench, 39, 59, red);
    check_pixel(bench, 9, 20, white);
    check_pixel(bench, 10, 19, white);
    check_pixel(bench, 40, 59, white);
    check_pixel(bench, 39, 60, white);
}

static void colours_blend_as_on_the_screen(void **state)
{
    struct bench *bench = *state;
    draw_rect(fresh(bench), (struct rect){0, 0, 50, 50}, half_blue);
    paint(bench);
    check_pixel(bench, 20, 20, (struct color){127, 127, 255, 255});
}

static void round_rect_lacks_its_corners(void **state)
{
    struct bench *bench = *state;
    draw_round_rect(fresh(bench), (struct rect){10, 10, 60, 40}, 10, black);
    paint(bench);
    check_pixel(bench, 10, 10, white);
    check_pixel(bench, 69, 49, white);
    check_pixel(bench, 40, 10, black);
    check_pixel(bench, 13, 13, black);
    assert_near(ink(bench), 60 * 40 - 100 * (4 - 3.14159265), 1);
}

static void radius_is_held_to_half_a_side(void **state)
{
    struct bench *bench = *state;
    draw_round_rect(fresh(bench), (struct rect){10, 10, 60, 40}, 1000, black);
    assert_near(painted_ink(bench), 20 * 40 + 3.14159265 * 400, 2);
}

static void polygon_is_filled(void **state)
{
    struct bench *bench = *state;
    draw_fill(fresh(bench), (const double[]){10, 10, 90, 10, 10, 70}, 3, black);
    assert_near(painted_ink(bench), 80 * 60 / 2, 3);
    check_pixel(bench, 20, 20, black);
    check_pixel(bench, 80, 60, white);
}

static void huge_polygon_is_cut_not_bent(void **state)
{
    struct bench *bench = *state;
    draw_fill(fresh(bench), (const double[]){0, 0, 2e9, 1e9, 0, 1e9}, 3, black); // below y = x / 2
    paint(bench);
    check_pixel(bench, 60, 35, black);
    check_pixel(bench, 180, 95, black);
    check_pixel(bench, 60, 25, white);
    check_pixel(bench, 180, 85, white);
}

static void endless_polygon_stays_in_reach(void **state)
{
    struct bench *bench = *state;
    draw_fill(fresh(bench), (const double[]){-1e300, -1e300, 1e300, -1e300, 1e300, 1e300}, 3,
              black); // above y = x
    paint(bench);
    check_pixel(bench, 180, 5, black);
    draw_fill(fresh(bench), (const double[]){0, 0, 2e300, 1e300, 0, 1e300}, 3, black);
    paint(bench);
    check_pixel(bench, 60, 35, black);
    check_pixel(bench, 60, 25, white);
}

static void disc_is_round(void **state)
{
    struct bench *bench = *state;
    draw_disc(fresh(bench), 50.5, 50.5, 21, black);
    assert_near(painted_ink(bench), 3.14159265 * 10.5 * 10.5, 0.01 * 346);
    check_pixel(bench, 50, 50, black);
    check_pixel(bench, 62, 50, white);
    check_pixel(bench, 42, 42, white);
}

static void ring_has_a_filled_hole(void **state)
{
    struct bench *bench = *state;
    draw_ring(fresh(bench), 50.5, 50.5, 21, 3, black, red);
    paint(bench);
    check_pixel(bench, 50, 50, red);
    check_pixel(bench, 50, 44, red);
    check_pixel(bench, 50, 41, black);
    check_pixel(bench, 50, 38, white);
}

static void ring_without_fill_shows_what_is_below(void **state)
{
    struct bench *bench = *state;
    draw_ring(fresh(bench), 50.5, 50.5, 21, 3, black, none);
    assert_near(painted_ink(bench), 3.14159265 * (10.5 * 10.5 - 7.5 * 7.5), 2);
    check_pixel(bench, 50, 50, white);
}

static void clip_is_respected_and_lifted(void **state)
{
    struct bench *bench = *state;
    struct draw_list *list = fresh(bench);
    const struct rect all = {0, 0, W, H};
    draw_clip(list, (struct rect){20.4, 10.4, 30, 20}); // whole pixels: 20 to 50, 10 to 30
    draw_rect(list, all, black);
    draw_clip(list, (struct rect){100, 10, 10, 10}); // in place of the first
    draw_rect(list, all, red);
    draw_clip(list, (struct rect){0});
    draw_rect(list, (struct rect){0, 90, W, 10}, red);
    paint(bench);
    check_pixel(bench, 20, 10, black);
    check_pixel(bench, 49, 29, black);
    check_pixel(bench, 19, 10, white);
    check_pixel(bench, 50, 29, white);
    check_pixel(bench, 100, 10, red);
    check_pixel(bench, 110, 10, white);
    check_pixel(bench, 5, 95, red);
}

static void clip_beyond_the_picture_hides_all(void **state)
{
    struct bench *bench = *state;
    static const struct rect beyond[] = {{300, 0, 10, 10}, {5, 5, -3, 10}, {5, 5, 10, 0}};
    for (size_t i = 0; i < sizeof beyond / sizeof *beyond; i++) {
        draw_clip(fresh(bench), beyond[i]);
        draw_rect(&bench->list, (struct rect){0, 0, W, H}, black);
        assert_near(painted_ink(bench), 0, 0);
    }
}

// width x length, and the two half discs of the round ends.
static double solid_ink(double width, double length)
{
    return width * length + 3.14159265 * width * width / 4;
}

static void line_covers_width_times_length(void **state)
{
    struct bench *bench = *state;
    static const double widths[] = {1, 1.5, 2, 3, 5.3, 12};
    for (size_t i = 0; i < sizeof widths / sizeof *widths; i++) {
        const struct stroke stroke = pen(widths[i]);
        const double xy[] = {20.3, 20.7, 160.1, 80.2};
        draw_line(fresh(bench), xy, 2, &stroke);
        double expected = solid_ink(widths[i], hypot(xy[2] - xy[0], xy[3] - xy[1]));
        assert_near(painted_ink(bench), expected, 0.01 * expected);
    }
}

static void one_point_is_a_dot_if_solid(void **state)
{
    struct bench *bench = *state;
    struct stroke stroke = pen(8);
    draw_line(fresh(bench), (const double[]){50, 50}, 1, &stroke);
    assert_near(painted_ink(bench), 3.14159265 * 16, 1);
    stroke = dashed_pen(8, 5, 5);
    draw_line(fresh(bench), (const double[]){50, 50}, 1, &stroke);
    assert_near(painted_ink(bench), 0, 0);
    draw_line(fresh(bench), NULL, 0, &stroke);
    assert_near(painted_ink(bench), 0, 0);
}

static void joins_are_round(void **state)
{
    struct bench *bench = *state;
    const struct stroke stroke = pen(20);
    draw_line(fresh(bench), (const double[]){20, 80, 60, 30, 100, 80}, 3, &stroke);
    paint(bench);
    check_pixel(bench, 60, 22, black);
    check_pixel(bench, 60, 18, white); // where a mitre would reach
}

static void dashes_have_their_duty(void **state)
{
    struct bench *bench = *state;
    const struct stroke stroke = dashed_pen(4, 9, 3);
    draw_line(fresh(bench), (const double[]){20, 50, 164, 50}, 2, &stroke); // twelve periods
    assert_near(painted_ink(bench), 4 * 144 * 0.75, 1);
    check_pixel(bench, 20, 50, black);
    check_pixel(bench, 28, 50, black);
    check_pixel(bench, 29, 50, white);
    check_pixel(bench, 31, 50, white);
    check_pixel(bench, 32, 50, black);
    check_pixel(bench, 19, 50, white); // butt, not round
}

// On and off change places in every other turn of three lengths, also where the line was cut far
// from its start: at x = 33 it is 1040 long.
static void an_odd_pattern_is_gone_through_twice(void **state)
{
    struct bench *bench = *state;
    const struct stroke stroke = {.width = 4, .color = black, .dash = {10, 6, 4}, .dash_n = 3};
    draw_line(fresh(bench), (const double[]){-1007, 50, 200, 50}, 2, &stroke);
    paint(bench);
    check_pixel(bench, 38, 50, black);
    check_pixel(bench, 46, 50, white);
    check_pixel(bench, 51, 50, black);
    check_pixel(bench, 58, 50, white);
    check_pixel(bench, 66, 50, black);
    check_pixel(bench, 71, 50, white);
    check_pixel(bench, 78, 50, black);
}

static void impossible_dashes_are_solid(void **state)
{
    struct bench *bench = *state;
    static const double dashes[][2] = {{0, 0}, {-1, 3}, {NAN, 3}};
    for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++) {
        const struct stroke stroke = dashed_pen(4, dashes[i][0], dashes[i][1]);
        draw_line(fresh(bench), (const double[]){20, 50, 120, 50}, 2, &stroke);
        assert_near(painted_ink(bench), solid_ink(4, 100), 4);
    }
}

static void strokes_without_width_are_nothing(void **state)
{
    struct bench *bench = *state;
    static const double widths[] = {0, -1, NAN, INFINITY};
    for (size_t i = 0; i < sizeof widths / sizeof *widths; i++) {
        const struct stroke stroke = pen(widths[i]);
        draw_line(fresh(bench), (const double[]){20, 50, 120, 50}, 2, &stroke);
        assert_near(painted_ink(bench), 0, 0);
    }
}

// Far beyond what Cairo can count: cut, keeping its direction, and dashes keeping their place.
static void far_points_bend_nothing(void **state)
{
    struct bench *bench = *state;
    const struct stroke solid = pen(2);
    draw_line(fresh(bench), (const double[]){-1e12, -0.5e12, 1e12, 0.5e12}, 2, &solid);
    assert_near(painted_ink(bench), 2 * hypot(W, H), 5);
    check_pixel(bench, 120, 60, black);
    const struct stroke dashed = dashed_pen(4, 10, 10);
    draw_line(fresh(bench), (const double[]){-1e9, 50, 1e9, 50}, 2, &dashed);
    paint(bench);
    check_pixel(bench, 5, 50, black); // 1e9 is a whole number of periods
    check_pixel(bench, 15, 50, white);
    check_pixel(bench, 105, 50, black);
}

static void points_that_are_no_numbers_leave_gaps(void **state)
{
    struct bench *bench = *state;
    const struct stroke stroke = pen(2);
    const double xy[] = {20, 50, 40, 50, NAN, 50, 100, 50, 120, 50, INFINITY, 50};
    draw_line(fresh(bench), xy, 6, &stroke);
    assert_near(painted_ink(bench), 2 * solid_ink(2, 20), 1);
    check_pixel(bench, 70, 50, white);
    const double huge[] = {-1e308, -1e308, 1e308, 1e308};
    draw_line(fresh(bench), huge, 2, &stroke); // too long to have a length: nothing, and no harm
    paint(bench);
}

static void things_out_of_reach_do_no_harm(void **state)
{
    struct bench *bench = *state;
    static const double places[] = {1e9, -1e300, INFINITY, NAN};
    struct draw_list *list = fresh(bench);
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        double p = places[i];
        draw_rect(list, (struct rect){p, p, 10, 10}, black);
        draw_rect(list, (struct rect){0, 0, p, -1}, black);
        draw_fill(list, (const double[]){p, 0, p, 10, p, 20}, 3, black);
        draw_disc(list, p, 0, 10, black);
        draw_disc(list, 50, 50, -fabs(p), black);
        draw_ring(list, p, 0, 10, 2, black, red);
        draw_text(list, p, 0, 10, WEIGHT_REGULAR, TEXT_LEFT, black, "far");
    }
    assert_near(painted_ink(bench), 0, 0);
    draw_rect(fresh(bench), (struct rect){-1e9, 50, 2e9, 10}, black);
    assert_near(painted_ink(bench), 10 * W, 0);
}

// Runs [0, 3) and [3, 5): u = 0 1 2, then 3 4; v = 0.
static struct curve_vertex flat_vertices[5] = {{.u = 0}, {.u = 1}, {.u = 2}, {.u = 3}, {.u = 4}};
static size_t flat_runs[2] = {0, 3};
static const struct curve flat = {
    .identity = 1, .vertices = flat_vertices, .n = 5, .runs = flat_runs, .run_n = 2, .anchor = 1};

static void curve_is_placed_and_keeps_its_gap(void **state)
{
    struct bench *bench = *state;
    const struct stroke stroke = pen(4);
    draw_curve(fresh(bench), &flat, 20, 50, 30, -10, &stroke);
    assert_near(painted_ink(bench), solid_ink(4, 60) + solid_ink(4, 30), 2);
    check_pixel(bench, 20, 50, black);
    check_pixel(bench, 79, 49, black);
    check_pixel(bench, 95, 50, white);
    check_pixel(bench, 120, 50, black);
}

static void curve_goes_up_with_v(void **state)
{
    struct bench *bench = *state;
    struct curve_vertex vertices[2] = {{.u = 0, .v = 2}, {.u = 1, .v = 2}};
    size_t runs[1] = {0};
    const struct curve curve = {
        .identity = 1, .vertices = vertices, .n = 2, .runs = runs, .run_n = 1};
    const struct stroke stroke = pen(4);
    draw_curve(fresh(bench), &curve, 20, 50, 30, -10, &stroke);
    paint(bench);
    check_pixel(bench, 30, 30, black);
    check_pixel(bench, 30, 50, white);
}

static void empty_curve_is_nothing(void **state)
{
    struct bench *bench = *state;
    const struct curve curve = {.identity = 1};
    const struct stroke stroke = dashed_pen(4, 3, 3);
    draw_curve(fresh(bench), &curve, 20, 50, 30, -10, &stroke);
    assert_near(painted_ink(bench), 0, 0);
}

static void dashes_begin_at_the_anchor(void **state)
{
    struct bench *bench = *state;
    const struct stroke stroke = dashed_pen(4, 10, 15);
    draw_curve(fresh(bench), &flat, 20, 50, 30, -10, &stroke); // anchor at x = 50
    paint(bench);
    check_pixel(bench, 49, 50, white);
    check_pixel(bench, 50, 50, black);
    check_pixel(bench, 59, 50, black);
    check_pixel(bench, 60, 50, white);
    check_pixel(bench, 25, 50, black); // a period before
    check_pixel(bench, 24, 50, white);
    check_pixel(bench, 110, 50, black); // the gap does not count: 30 along, 5 into a dash
    check_pixel(bench, 116, 50, white);
}

// Panned so that the first vertices are far out of the clip: what is left moves along as a whole.
static void dashes_keep_still_while_panning(void **state)
{
    struct bench *bench = *state;
    const struct stroke stroke = dashed_pen(4, 10, 15);
    for (int shift = 1; shift < 600; shift += 37) {
        draw_curve(fresh(bench), &flat, 20 - shift, 50, 300, -10, &stroke);
        paint(bench);
        bool on = (120 + shift - 320 + 25 * 40) % 25 < 10; // x = 120, measured from the anchor
        check_pixel(bench, 120, 50, on && shift < 500 ? black : white);
    }
}

static void text_is_aligned(void **state)
{
    struct bench *bench = *state;
    static const struct {
        enum text_align align;
        double left, right; // shares of the ink on either side of the anchor
    } cases[] = {{TEXT_LEFT, 0, 1}, {TEXT_CENTER, 0.5, 0.5}, {TEXT_RIGHT, 1, 0}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        draw_text(fresh(bench), 100, 60, 16, WEIGHT_REGULAR, cases[i].align, black, "HOH");
        double sum = painted_ink(bench);
        assert_true(sum > 50);
        assert_near(ink_between(bench, 0, 100) / sum, cases[i].left, 0.05);
        assert_near(ink_between(bench, 100, W) / sum, cases[i].right, 0.05);
    }
}

static void text_stands_on_its_baseline(void **state)
{
    struct bench *bench = *state;
    draw_text(fresh(bench), 20, 60, 20, WEIGHT_BOLD, TEXT_LEFT, black, "HHH");
    draw_clip(&bench->list, (struct rect){0, 60, W, H - 60});
    draw_rect(&bench->list, (struct rect){0, 0, W, H}, white);
    double above = painted_ink(bench);
    draw_text(fresh(bench), 20, 60, 20, WEIGHT_BOLD, TEXT_LEFT, black, "HHH");
    assert_near(painted_ink(bench), above, 0.01 * above);
}

static void compose(struct bench *bench)
{
    static const struct stroke solid = {.width = 2.5, .color = {0, 114, 178, 255}};
    static const struct stroke dashed = {
        .width = 2, .color = {213, 94, 0, 255}, .dash = {8, 4}, .dash_n = 2};
    struct draw_list *list = fresh(bench);
    draw_rect(list, (struct rect){5, 5, 40, 30}, red);
    draw_clip(list, (struct rect){10, 10, 150, 80});
    draw_line(list, (const double[]){0, 90, 60, 20, 200, 80}, 3, &solid);
    draw_curve(list, &flat, 20, 70, 30, -10, &dashed);
    draw_clip(list, (struct rect){0});
    draw_ring(list, 60, 20, 9, 2, black, white);
    draw_text(list, 100, 30, 10, WEIGHT_MEDIUM, TEXT_CENTER, black, "sigmoid 0.25");
}

struct reader {
    const struct text *text;
    size_t at;
};

static cairo_status_t read_bytes(void *user, unsigned char *bytes, unsigned int n)
{
    struct reader *reader = user;
    if (n > reader->text->n - reader->at)
        return CAIRO_STATUS_READ_ERROR;
    memcpy(bytes, reader->text->data + reader->at, n);
    reader->at += n;
    return CAIRO_STATUS_SUCCESS;
}

static void check_png(const struct bench *bench, const struct text *file, size_t at)
{
    struct reader reader = {file, at};
    cairo_surface_t *image = cairo_image_surface_create_from_png_stream(read_bytes, &reader);
    assert_int_equal(cairo_surface_status(image), CAIRO_STATUS_SUCCESS);
    assert_int_equal(reader.at, file->n);
    assert_int_equal(cairo_image_surface_get_width(image), W);
    assert_int_equal(cairo_image_surface_get_height(image), H);
    for (int y = 0; y < H; y++) {
        const unsigned char *row =
            cairo_image_surface_get_data(image) + y * cairo_image_surface_get_stride(image);
        for (int x = 0; x < W; x++) {
            uint32_t pixel;
            memcpy(&pixel, row + 4 * x, sizeof pixel);
            check_pixel(
                bench, x, y,
                (struct color){(uint8_t)(pixel >> 16), (uint8_t)(pixel >> 8), (uint8_t)pixel, 255});
        }
    }
    cairo_surface_destroy(image);
}

static void png_holds_the_same_pixels(void **state)
{
    struct bench *bench = *state;
    struct text file = {0}, encoded = {0};
    compose(bench);
    paint(bench);
    text_add(&file, "before");
    assert_true(paint_cairo_file(&bench->list, bench->font, PICTURE_PNG, NULL, &file, NULL));
    check_png(bench, &file, strlen("before"));
    bench->pixels[3] = 7; // alpha is ignored
    assert_true(paint_cairo_encode_png(bench->pixels, W, H, NULL, &encoded, NULL));
    bench->pixels[3] = 255;
    check_png(bench, &encoded, 0);
    assert_memory_equal(file.data, "before", strlen("before"));
    text_free(&file);
    text_free(&encoded);
}

static int count(const char *haystack, const char *needle)
{
    int n = 0;
    for (const char *at = haystack; (at = strstr(at, needle)) != NULL; at += strlen(needle))
        n++;
    return n;
}

// Enough of XML for what Cairo writes: every tag opened is closed, in turn, and nothing is left
// over.
static bool tags_match(const char *xml)
{
    char names[32][32];
    int depth = 0;
    for (const char *at = strchr(xml, '<'); at; at = strchr(at, '<')) {
        const char *end = strchr(at, '>');
        if (!end)
            return false;
        bool closing = at[1] == '/';
        size_t n = strcspn(at + 1 + closing, " />\n");
        if (closing && (depth == 0 || strncmp(names[--depth], at + 2, n) != 0 || names[depth][n]))
            return false;
        if (!closing && at[1] != '?' && end[-1] != '/') {
            if (depth == 32 || n > 31)
                return false;
            memcpy(names[depth], at + 1, n);
            names[depth++][n] = '\0';
        }
        at = end;
    }
    return depth == 0;
}

// Cairo 1.16 writes properties into style="…", 1.18 as attributes of their own; numbers in a list
// are separated by commas or blanks.
static bool has_property(const char *svg, const char *name, const char *value)
{
    char style[100], attribute[100];
    snprintf(style, sizeof style, "%s:%s;", name, value);
    snprintf(attribute, sizeof attribute, "%s=\"%s\"", name, value);
    for (char *comma = strchr(attribute, ','); comma != NULL; comma = strchr(comma, ','))
        *comma = ' ';
    return strstr(svg, style) != NULL || strstr(svg, attribute) != NULL;
}

static void svg_is_xml_with_paths(void **state)
{
    struct bench *bench = *state;
    struct text file = {0};
    compose(bench);
    assert_true(paint_cairo_file(&bench->list, bench->font, PICTURE_SVG, NULL, &file, NULL));
    const char *svg = text_string(&file);
    assert_int_equal(strncmp(svg, "<?xml", 5), 0);
    assert_int_equal(count(svg, "<svg"), 1);
    assert_true(tags_match(svg));
    assert_non_null(strstr(svg, "width=\"200px\" height=\"100px\" viewBox=\"0 0 200 100\""));
    assert_non_null(strstr(svg, "<path"));
    assert_true(has_property(svg, "stroke-linecap", "round"));
    assert_true(has_property(svg, "stroke-linejoin", "round"));
    assert_true(has_property(svg, "stroke-dasharray", "8,4"));
    assert_int_equal(count(svg, "<image"), 0); // nothing fell back to pixels
    text_free(&file);
}

// The last of the fills of these colours that an SVG has, by what stands last in the file.
static const char *last_fill(const char *svg)
{
    const char *last = NULL;
    for (const char *at = strstr(svg, "fill=\"#"); at != NULL; at = strstr(at + 1, "fill=\"#"))
        last = at + 6;
    return last;
}

// Shapes of one colour become one path only where none of another colour lies between them.
static void svg_keeps_what_covers_what(void **state)
{
    struct bench *bench = *state;
    static const double turned[] = {10, 10, 10, 30, 30, 30, 30, 10};
    struct text file = {0};
    struct draw_list *list = fresh(bench);
    draw_rect(list, (struct rect){0, 0, 40, 40}, black);
    draw_rect(list, (struct rect){5, 5, 30, 30}, white);
    draw_rect(list, (struct rect){8, 8, 24, 24}, black);
    draw_fill(list, turned, 4, white);
    assert_true(paint_cairo_file(list, bench->font, PICTURE_SVG, NULL, &file, NULL));
    assert_int_equal(count(text_string(&file), "<path"), 5); // with the ground
    assert_int_equal(strncmp(last_fill(text_string(&file)), "#ffffff", 7), 0);
    text_clear(&file);
    list = fresh(bench);
    for (int i = 0; i < 20; i++)
        draw_rect(list, (struct rect){2 * i, 0, 1, 10}, i % 2 == 0 ? black : white);
    assert_true(paint_cairo_file(list, bench->font, PICTURE_SVG, NULL, &file, NULL));
    assert_int_equal(count(text_string(&file), "<path"), 3); // these lie beside each other
    text_free(&file);
}

static void pdf_is_the_same_every_time(void **state)
{
    struct bench *bench = *state;
    struct text one = {0}, two = {0};
    compose(bench);
    assert_true(paint_cairo_file(&bench->list, bench->font, PICTURE_PDF,
                                 &(struct picture_facts){.title = "Sigmoid"}, &one, NULL));
    assert_true(paint_cairo_file(&bench->list, bench->font, PICTURE_PDF,
                                 &(struct picture_facts){.title = "Sigmoid"}, &two, NULL));
    assert_memory_equal(one.data, "%PDF", 4);
    assert_memory_equal(one.data + one.n - 6, "%%EOF\n", 6);
    assert_int_equal(one.n, two.n);
    assert_memory_equal(one.data, two.data, one.n);
    bool named = false;
    for (size_t i = 0; i + 15 < one.n; i++)
        named = named || memcmp(one.data + i, "/Title (Sigmoid", 15) == 0;
    assert_true(named);
    text_free(&one);
    text_free(&two);
}

static void impossible_sizes_are_faults(void **state)
{
    struct bench *bench = *state;
    static const double sides[] = {0, -5, 16385, 100.5, NAN, INFINITY};
    for (size_t i = 0; i < sizeof sides / sizeof *sides; i++) {
        for (int format = PICTURE_PNG; format <= PICTURE_PDF; format++) {
            struct fault fault = {0};
            struct text out = {0};
            text_add(&out, "kept");
            draw_list_begin(&bench->list, W, sides[i], white);
            assert_false(paint_cairo_file(&bench->list, bench->font, (enum picture_format)format,
                                          NULL, &out, &fault));
            assert_int_equal(fault.id, FAULT_SIZE);
            assert_string_equal(text_string(&out), "kept");
            text_free(&out);
        }
        struct fault fault = {0};
        assert_false(paint_cairo_pixels(&bench->list, bench->font, bench->pixels, &fault));
        assert_int_equal(fault.id, FAULT_SIZE);
    }
    struct text out = {0};
    assert_false(paint_cairo_encode_png(bench->pixels, 0, 10, NULL, &out, NULL));
    assert_int_equal(out.n, 0);
}

static void endings_name_the_format(void **state)
{
    (void)state;
    static const struct {
        const char *path;
        enum picture_format format;
    } good[] = {{"a.png", PICTURE_PNG}, {"dir.pdf/a.SVG", PICTURE_SVG}, {"x.y.Pdf", PICTURE_PDF}};
    static const char *const bad[] = {"", "png", ".png", "a.jpg", "a.png.txt", "a.pdfx"};
    enum picture_format format;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        assert_true(picture_format_of(good[i].path, &format, NULL));
        assert_int_equal(format, good[i].format);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct fault fault = {0};
        assert_false(picture_format_of(bad[i], &format, &fault));
        assert_int_equal(fault.id, FAULT_FILE);
        assert_non_null(strstr(fault.text, ".png, .svg, .pdf or .tex"));
    }
}

// Two samplings of a level line far from 0, in the same view: their dashes are at the same places.
static void dashes_keep_still_far_out(void **state)
{
    struct bench *bench = *state;
    struct stroke stroke = {.width = 2, .color = black, .dash = {7, 4}, .dash_n = 2};
    uint8_t first[4 * W];
    const double starts[] = {100, 100.7, 101.33};
    for (size_t i = 0; i < 3; i++) {
        size_t runs[] = {0};
        struct curve_vertex vertices[] = {{.x = starts[i]}, {.x = starts[i] + 9, .u = 9}};
        struct curve line = {.identity = 9,
                             .origin_u = starts[i],
                             .vertices = vertices,
                             .n = 2,
                             .runs = runs,
                             .run_n = 1};
        draw_curve(fresh(bench), &line, 10 + 20 * (starts[i] - 100), 50, 20, -10, &stroke);
        paint(bench);
        if (i == 0)
            memcpy(first, bench->pixels + (size_t)4 * W * 50, sizeof first);
        for (int x = 40; x < 150; x++)
            assert_in_range(bench->pixels[4 * (W * 50 + x)],
                            first[4 * x] < 3 ? 0 : first[4 * x] - 3, first[4 * x] + 3);
    }
}

// Pictures of one row, of one column, of bands and between, flat and as wild as can be.
static void png_of_any_size_reads_back(void **state)
{
    (void)state;
    static const int sizes[][2] = {{1, 1},    {1, 300},   {300, 1},   {17, 127},
                                   {33, 128}, {640, 129}, {40, 1001}, {16384, 130}};
    uint64_t random = 7;
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
        int w = sizes[s][0], h = sizes[s][1];
        size_t n = 4 * (size_t)w * (size_t)h;
        uint8_t *rgba = malloc(n);
        assert_non_null(rgba);
        for (size_t i = 0; i < n; i++) {
            random = random * 6364136223846793005u + 1442695040888963407u;
            rgba[i] = i % 4 == 3 ? 255 : i / 997 % 3 ? 200 : (uint8_t)(random >> 56);
        }
        struct text file = {0};
        assert_true(paint_cairo_encode_png(rgba, w, h, NULL, &file, NULL));
        struct reader reader = {&file, 0};
        cairo_surface_t *image = cairo_image_surface_create_from_png_stream(read_bytes, &reader);
        assert_int_equal(cairo_surface_status(image), CAIRO_STATUS_SUCCESS);
        assert_int_equal(cairo_image_surface_get_width(image), w);
        assert_int_equal(cairo_image_surface_get_height(image), h);
        for (int y = 0; y < h; y++)
            for (int x = 0; x < w; x++) {
                uint32_t pixel;
                memcpy(&pixel,
                       cairo_image_surface_get_data(image) +
                           (size_t)y * (size_t)cairo_image_surface_get_stride(image) +
                           4 * (size_t)x,
                       sizeof pixel);
                const uint8_t *p = rgba + 4 * ((size_t)y * (size_t)w + (size_t)x);
                if ((pixel & 0xffffff) != ((uint32_t)p[0] << 16 | (uint32_t)p[1] << 8 | p[2]))
                    fail_msg("%dx%d: another pixel at (%d, %d)", w, h, x, y);
            }
        cairo_surface_destroy(image);
        text_free(&file);
        free(rgba);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(background_fills_everything),
        cmocka_unit_test(rect_has_its_edges),
        cmocka_unit_test(colours_blend_as_on_the_screen),
        cmocka_unit_test(round_rect_lacks_its_corners),
        cmocka_unit_test(radius_is_held_to_half_a_side),
        cmocka_unit_test(polygon_is_filled),
        cmocka_unit_test(huge_polygon_is_cut_not_bent),
        cmocka_unit_test(endless_polygon_stays_in_reach),
        cmocka_unit_test(disc_is_round),
        cmocka_unit_test(ring_has_a_filled_hole),
        cmocka_unit_test(ring_without_fill_shows_what_is_below),
        cmocka_unit_test(clip_is_respected_and_lifted),
        cmocka_unit_test(clip_beyond_the_picture_hides_all),
        cmocka_unit_test(line_covers_width_times_length),
        cmocka_unit_test(one_point_is_a_dot_if_solid),
        cmocka_unit_test(joins_are_round),
        cmocka_unit_test(dashes_have_their_duty),
        cmocka_unit_test(an_odd_pattern_is_gone_through_twice),
        cmocka_unit_test(impossible_dashes_are_solid),
        cmocka_unit_test(strokes_without_width_are_nothing),
        cmocka_unit_test(far_points_bend_nothing),
        cmocka_unit_test(points_that_are_no_numbers_leave_gaps),
        cmocka_unit_test(things_out_of_reach_do_no_harm),
        cmocka_unit_test(curve_is_placed_and_keeps_its_gap),
        cmocka_unit_test(curve_goes_up_with_v),
        cmocka_unit_test(empty_curve_is_nothing),
        cmocka_unit_test(dashes_begin_at_the_anchor),
        cmocka_unit_test(dashes_keep_still_while_panning),
        cmocka_unit_test(text_is_aligned),
        cmocka_unit_test(text_stands_on_its_baseline),
        cmocka_unit_test(png_holds_the_same_pixels),
        cmocka_unit_test(dashes_keep_still_far_out),
        cmocka_unit_test(png_of_any_size_reads_back),
        cmocka_unit_test(svg_is_xml_with_paths),
        cmocka_unit_test(svg_keeps_what_covers_what),
        cmocka_unit_test(pdf_is_the_same_every_time),
        cmocka_unit_test(impossible_sizes_are_faults),
        cmocka_unit_test(endings_name_the_format),
    };
    return cmocka_run_group_tests(tests, open_bench, close_bench);
}
