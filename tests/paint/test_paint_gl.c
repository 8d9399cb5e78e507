// The window's painter against the file painter: the same lists through OpenGL, into a framebuffer
// object, and through Cairo. Needs no display; without a GL context it fails.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gl_stage.h"

enum { WIDTH = 480, HEIGHT = 360, PIXELS = WIDTH * HEIGHT };

static const struct color white = {255, 255, 255, 255};
static const struct color dark = {24, 26, 32, 255};
static const struct color blue = {0, 90, 200, 255};
static const struct color red = {210, 40, 30, 255};
static const struct color black = {0, 0, 0, 255};
static const struct color veil = {20, 160, 90, 120};

static int set_up(void **state)
{
    *state = stage_open(WIDTH, HEIGHT);
    return *state ? 0 : -1;
}

static int tear_down(void **state)
{
    stage_close(*state);
    return 0;
}

static struct draw_list *begin(struct stage *stage, struct color background)
{
    return stage_begin(stage, background);
}

static bool is_background(const uint8_t *pixel, struct color color)
{
    return pixel[0] == color.r && pixel[1] == color.g && pixel[2] == color.b;
}

static void draw_gl(struct stage *stage)
{
    stage_draw_gl(stage, &stage->list);
}

static void draw_both(struct stage *stage, const char *name)
{
    stage_draw_both(stage, &stage->list, name);
}

static struct difference compare(const struct stage *stage)
{
    return stage_compare(stage, stage->list.background);
}

// Draws the list both ways; the mean over touched pixels and the largest difference are limited.
static void check_alike(struct stage *stage, const char *name, double touched, int largest)
{
    draw_both(stage, name);
    struct difference found = compare(stage);
    print_message("%-14s mean %.3f, over touched pixels %.3f, largest %d at (%d, %d)\n", name,
                  found.mean, found.touched, found.largest, found.x, found.y);
    assert_true(found.mean <= 2);
    assert_true(found.touched <= touched);
    assert_true(found.largest <= largest);
}

// Pictures alike.

static void rects_are_alike(void **state)
{
    struct draw_list *list = begin(*state, dark);
    draw_rect(list, (struct rect){10, 10, 100, 60}, blue);
    draw_rect(list, (struct rect){60, 30, 120, 80}, veil);
    draw_rect(list, (struct rect){200, 20, 1, 200}, white);
    draw_rect(list, (struct rect){-20, 300, 700, 2}, white);
    draw_rect(list, (struct rect){100, 130, 301, 171}, (struct color){255, 200, 0, 90}); // large
    draw_rect(list, (struct rect){-30, 250, 280, 500}, veil);
    draw_round_rect(list, (struct rect){220, 40, 120, 60}, 12, red);
    draw_round_rect(list, (struct rect){220.5, 120.25, 90, 30}, 100, veil);
    draw_round_rect(list, (struct rect){330, 120, 40, 40}, 1, white);
    draw_rect(list, (struct rect){5, 5, 0, 10}, red);
    draw_rect(list, (struct rect){5, 5, -3, 10}, red);
    check_alike(*state, "rects", 0.5, 40);
}

static void polygons_are_alike(void **state)
{
    struct draw_list *list = begin(*state, white);
    draw_fill(list, (double[]){20, 20, 200, 60, 120, 180}, 3, blue);
    draw_fill(list, (double[]){120.4, 180, 200, 60.3, 20, 20}, 3, veil); // the other way round
    draw_fill(list, (double[]){250, 30, 330, 30, 330, 110, 250, 110}, 4, red);
    draw_fill(list, (double[]){250, 150, 250, 150, 300, 140, 420, 190, 380, 300, 250, 150}, 6,
              black);
    draw_fill(list, (double[]){10, 290, 100, 304, 10, 318}, 3, black);
    draw_fill(list, (double[]){10, 330, 200, 340}, 2, black);
    check_alike(*state, "polygons", 1.0, 90);
}

static void markers_are_alike(void **state)
{
    struct draw_list *list = begin(*state, white);
    for (int i = 0; i < 8; i++) {
        double x = 30 + 55 * i, size = 2 + 6 * i;
        draw_disc(list, x, 50, size, blue);
        draw_disc(list, x + 0.3, 120.7, size, veil);
        draw_ring(list, x, 200, size + 4, 2, red, white);
        draw_ring(list, x + 0.5, 280.25, size + 4, 1 + i, black, veil);
    }
    draw_ring(list, 40, 330, 20, 10, red, blue); // no hole is left
    check_alike(*state, "markers", 2.5, 40);
}

static void lines_are_alike(void **state)
{
    static const double widths[] = {0.5, 1, 1.5, 2.5, 4, 10, 24, 40};
    struct draw_list *list = begin(*state, white);
    for (int i = 0; i < 8; i++) {
        double y = 25 + 38 * i;
        double xy[] = {40, y, 150, y + 30, 260, y - 10, 330, y + 20, 420, y + 18};
        struct color color = i % 2 ? blue : red;
        draw_line(list, xy, 5, &(struct stroke){.width = widths[i], .color = color});
    }
    check_alike(*state, "lines", 1.5, 40);
}

static void sharp_lines_are_alike(void **state)
{
    struct draw_list *list = begin(*state, dark);
    for (int i = 0; i < 6; i++) {
        double x = 40 + 72 * i, open = 2 + 6 * i;
        double xy[] = {x - open, 300, x, 60, x + open, 300};
        draw_line(list, xy, 3, &(struct stroke){.width = 1 + 2 * i, .color = white});
    }
    draw_line(list, (double[]){30, 330}, 1, &(struct stroke){.width = 12, .color = white});
    draw_line(list, (double[]){80, 330, 80, 330}, 2, &(struct stroke){.width = 12, .color = white});
    check_alike(*state, "sharp-lines", 2.5, 60);
}

static void dashes_are_alike(void **state)
{
    static const struct stroke strokes[] = {
        {.width = 1, .color = {0, 0, 0, 255}, .dash = {4, 4}, .dash_n = 2},
        {.width = 2.5, .color = {0, 90, 200, 255}, .dash = {10, 5, 2, 5}, .dash_n = 4},
        {.width = 6, .color = {210, 40, 30, 255}, .dash = {12.5, 6.25}, .dash_n = 2},
        {.width = 3, .color = {0, 0, 0, 255}, .dash = {9, 3, 3}, .dash_n = 3},
        {.width = 3, .color = {0, 0, 0, 255}, .dash = {20, 4, 3, 4, 3, 4}, .dash_n = 6},
        {.width = 14, .color = {20, 160, 90, 120}, .dash = {30, 12}, .dash_n = 2},
        {.width = 4, .color = {0, 0, 0, 255}, .dash = {0, 0}, .dash_n = 2}, // solid
    };
    struct draw_list *list = begin(*state, white);
    for (int i = 0; i < 7; i++) {
        double y = 30 + 45 * i;
        draw_line(list, (double[]){30, y, 220, y + 14, 450, y - 6}, 3, &strokes[i]);
    }
    check_alike(*state, "dashes", 4, 90);
}

// Two of one look and another between them in the same place of the list.
static void lines_keep_their_colors(void **state)
{
    struct draw_list *list = begin(*state, white);
    for (int i = 0; i < 6; i++)
        draw_line(list, (double[]){40, 40 + 50 * i, 200, 40 + 50 * i}, 2,
                  &(struct stroke){.width = 12, .color = i % 2 ? blue : red});
    check_alike(*state, "colors", 0.5, 40);
}

// Of what lies over itself, every pixel is covered once.
static void veils_cover_once(void **state)
{
    struct draw_list *list = begin(*state, white);
    double xy[] = {40, 40, 400, 300, 400, 60, 60, 280};
    draw_line(list, xy, 4, &(struct stroke){.width = 5, .color = veil});
    check_alike(*state, "veils", 1, 40);
}

// A curve as the sampler makes them: three runs, one of them a single vertex.
enum { CURVE_MAX = 200 };

struct test_curve {
    struct curve curve;
    struct curve_vertex vertices[CURVE_MAX];
    size_t runs[3];
};

static void make_curve(struct test_curve *made, uint64_t identity)
{
    *made = (struct test_curve){.curve = {.identity = identity, .revision = 1000 + identity}};
    size_t n = 0;
    for (double x = -6; x <= 6; x += 0.1)
        made->vertices[n++] = (struct curve_vertex){.x = x, .y = tanh(x), .u = x, .v = tanh(x)};
    made->runs[1] = n;
    for (double x = 6.5; x <= 9; x += 0.5)
        made->vertices[n++] = (struct curve_vertex){.x = x, .y = 0, .u = x, .v = sin(3 * x) / 8};
    made->runs[2] = n;
    made->vertices[n++] = (struct curve_vertex){.u = 9.5, .v = 0.8};
    assert_true(n <= CURVE_MAX);
    made->curve.vertices = made->vertices;
    made->curve.n = n;
    made->curve.runs = made->runs;
    made->curve.run_n = 3;
    made->curve.anchor = 60;
}

static const struct stroke solid = {.width = 3, .color = {0, 90, 200, 255}};
static const struct stroke dashed = {
    .width = 3, .color = {210, 40, 30, 255}, .dash = {12, 6}, .dash_n = 2};

static void curves_are_alike(void **state)
{
    struct test_curve made;
    make_curve(&made, 1);
    struct draw_list *list = begin(*state, white);
    draw_clip(list, (struct rect){20, 20, 440, 250});
    draw_curve(list, &made.curve, 200, 150, 26, -90, &solid);
    draw_curve(list, &made.curve, 200, 190, 26, -90, &dashed);
    draw_clip(list, (struct rect){0});
    draw_curve(list, &made.curve, 200, 250, 26, -90,
               &(struct stroke){.width = 8, .color = {20, 160, 90, 120}});
    // Where a dash ends right at a sharp corner, Cairo paints across the bisector and GL does not.
    check_alike(*state, "curves", 2, 160);
}

// Zoomed by half and by twice with the same buffer, the picture is still the one that Cairo draws.
static void zoomed_curves_are_alike(void **state)
{
    struct stage *stage = *state;
    struct test_curve made;
    make_curve(&made, 2);
    for (double zoom = 0.55; zoom < 2; zoom *= 1.5) {
        struct draw_list *list = begin(stage, white);
        draw_curve(list, &made.curve, 240, 180, 30, -100, &dashed);
        draw_gl(stage);
        list = begin(stage, white);
        draw_curve(list, &made.curve, 240, 180, 30 * zoom, -100 * zoom, &dashed);
        check_alike(stage, "zoomed", 3, 110);
        assert_int_equal(paint_gl_counts(stage->paint).uploads, 0);
    }
}

// Far out, whole turns of the pattern are left away; the dashes are still those that Cairo draws.
static void dashes_far_out_are_alike(void **state)
{
    static const struct stroke strokes[] = {
        {.width = 3, .color = {0, 0, 0, 255}, .dash = {7, 5}, .dash_n = 2},
        {.width = 3, .color = {0, 0, 0, 255}, .dash = {9, 2, 4}, .dash_n = 3},
    };
    enum { LINES = 12 };
    size_t runs[] = {0};
    struct curve_vertex vertices[] = {{.x = 1000}, {.x = 1020, .u = 20}};
    struct curve lines[LINES];
    struct draw_list *list = begin(*state, white);
    for (int i = 0; i < LINES; i++) {
        lines[i] = (struct curve){.identity = 20 + (uint64_t)i,
                                  .revision = 1,
                                  .origin_u = 1000 + 0.31 * i,
                                  .vertices = vertices,
                                  .n = 2,
                                  .runs = runs,
                                  .run_n = 1};
        draw_curve(list, &lines[i], 20, 20 + 28 * i, 20, -20, &strokes[i % 2]);
    }
    check_alike(*state, "far-out", 5, 20);
}

static void add_clipped(struct draw_list *list, double x, double y)
{
    draw_rect(list, (struct rect){x - 20, y - 20, 60, 60}, veil);
    draw_rect(list, (struct rect){x - 40, y + 60, 220, 60}, (struct color){255, 200, 0, 90});
    draw_round_rect(list, (struct rect){x + 40, y - 10, 100, 70}, 20, red);
    draw_disc(list, x + 130, y + 50, 60, blue);
    draw_ring(list, x, y + 50, 40, 5, black, white);
    draw_fill(list, (double[]){x + 60, y + 20, x + 180, y + 40, x + 40, y + 120}, 3, veil);
    draw_line(list, (double[]){x - 30, y + 20, x + 170, y + 90}, 2, &solid);
    draw_text(list, x - 10, y + 80, 14, WEIGHT_BOLD, TEXT_LEFT, black, "clipped at both ends");
}

static void clips_are_alike(void **state)
{
    struct draw_list *list = begin(*state, white);
    draw_clip(list, (struct rect){30.4, 40.6, 150, 100});
    add_clipped(list, 30, 40);
    draw_clip(list, (struct rect){250, 60, 120, 70});
    add_clipped(list, 240, 50);
    draw_clip(list, (struct rect){300, 200, 600, 600});
    add_clipped(list, 320, 250);
    draw_clip(list, (struct rect){10, 200, 100, 0}); // nothing at all
    add_clipped(list, 20, 200);
    draw_clip(list, (struct rect){0});
    draw_rect(list, (struct rect){0, 350, 480, 4}, black);
    check_alike(*state, "clips", 2, 60);
}

static void text_is_alike(void **state)
{
    struct draw_list *list = begin(*state, white);
    for (int i = 0; i < 3; i++) {
        enum text_align align = (enum text_align)i;
        double x = 20 + 220.3 * i;
        draw_text(list, x, 40.4, 9, WEIGHT_REGULAR, align, black, "σ'(0) = 1/4, gradient");
        draw_text(list, x, 80.6, 12, WEIGHT_MEDIUM, align, blue, "Leaky ReLU");
        draw_text(list, x, 130, 20.25, WEIGHT_BOLD, align, red, "tanh");
        draw_text(list, x, 180, 14, WEIGHT_REGULAR, align, veil, "活性化関数");
    }
    draw_text(list, 240, 300, 60, WEIGHT_BOLD, TEXT_CENTER, black, "Sigmoid");
    draw_text(list, 240, 300, 10, WEIGHT_BOLD, TEXT_CENTER, black, "");
    draw_text(list, 240, 300, 10, WEIGHT_BOLD, TEXT_CENTER, black, "  ");
    check_alike(*state, "text", 1, 40);
}

struct ink {
    int x0, y0, x1, y1;
};

static struct ink ink_of(const uint8_t *rgba)
{
    struct ink ink = {WIDTH, HEIGHT, -1, -1};
    for (int i = 0; i < PIXELS; i++) {
        int x = i % WIDTH, y = i / WIDTH;
        if (is_background(rgba + 4 * i, white))
            continue;
        ink.x0 = x < ink.x0 ? x : ink.x0;
        ink.x1 = x > ink.x1 ? x : ink.x1;
        ink.y0 = y < ink.y0 ? y : ink.y0;
        ink.y1 = y > ink.y1 ? y : ink.y1;
    }
    return ink;
}

static void text_stands_in_the_same_place(void **state)
{
    struct stage *stage = *state;
    for (int i = 0; i < 30; i++) {
        struct draw_list *list = begin(stage, white);
        enum text_align align = (enum text_align)(i % 3);
        draw_text(list, 200 + 0.37 * i, 100 + 0.21 * i, 7 + 0.4 * i, WEIGHT_REGULAR, align, black,
                  "−1.25 gj");
        draw_both(stage, "text-place");
        struct ink a = ink_of(stage->gl), b = ink_of(stage->cairo);
        assert_true(a.x1 > a.x0);
        assert_memory_equal(&a, &b, sizeof a);
    }
}

// Buffers of curves.

static struct paint_gl_counts draw_one(struct stage *stage, const struct curve *curve, double x,
                                       double unit_x, double unit_y, const struct stroke *stroke)
{
    draw_curve(begin(stage, white), curve, x, 180, unit_x, unit_y, stroke);
    draw_gl(stage);
    return paint_gl_counts(stage->paint);
}

static void panning_uploads_nothing(void **state)
{
    struct stage *stage = *state;
    struct test_curve made;
    make_curve(&made, 3);
    struct paint_gl_counts counts = draw_one(stage, &made.curve, 100, 30, -90, &solid);
    assert_int_equal(counts.uploads, 1);
    assert_int_equal(counts.draw_calls, 1);
    assert_true(counts.vertices >= (long)(2 * made.curve.n));
    for (int i = 0; i < 20; i++) {
        double zoom = 1 + 0.04 * i;
        counts = draw_one(stage, &made.curve, 100 + 9.3 * i, 30 * zoom, -90 * zoom, &solid);
        assert_int_equal(counts.uploads, 0);
    }
}

static void changes_upload(void **state)
{
    struct stage *stage = *state;
    struct test_curve made;
    make_curve(&made, 4);
    const struct curve *curve = &made.curve;
    struct stroke wide = solid;
    wide.width = 5;
    struct stroke red_one = solid;
    red_one.color = red;
    assert_int_equal(draw_one(stage, curve, 100, 30, -90, &solid).uploads, 1);
    assert_int_equal(draw_one(stage, curve, 100, 30, -90, &red_one).uploads, 0);
    assert_int_equal(draw_one(stage, curve, 100, 30, -90, &wide).uploads, 1);
    assert_int_equal(draw_one(stage, curve, 100, 30, -90, &dashed).uploads, 1);
    assert_int_equal(draw_one(stage, curve, 100, 30, -90, &solid).uploads, 0);
    assert_int_equal(draw_one(stage, curve, 100, 30.2, -90, &solid).uploads, 0);
    assert_int_equal(draw_one(stage, curve, 100, 33, -90, &solid).uploads, 1);
    assert_int_equal(draw_one(stage, curve, 100, 67, -183, &solid).uploads, 1);
    assert_int_equal(draw_one(stage, curve, 100, 33, -90, &solid).uploads, 1);
    made.curve.revision = 77777;
    assert_int_equal(draw_one(stage, curve, 100, 33, -90, &solid).uploads, 1);
    assert_int_equal(draw_one(stage, curve, 100, 33, -90, &solid).uploads, 0);
}

static void one_curve_at_two_scales(void **state)
{
    struct stage *stage = *state;
    struct test_curve made;
    make_curve(&made, 9);
    for (int frame = 0; frame < 3; frame++) {
        struct draw_list *list = begin(stage, white);
        draw_curve(list, &made.curve, 150, 100, 14, -60, &solid);
        draw_curve(list, &made.curve, 250, 250, 22, -200, &solid);
        check_alike(stage, "two-scales", 2, 60);
        assert_int_equal(paint_gl_counts(stage->paint).uploads, frame == 0 ? 2 : 0);
    }
}

static void old_buffers_are_released(void **state)
{
    struct stage *stage = *state;
    struct test_curve made, other;
    make_curve(&made, 5);
    make_curve(&other, 6);
    assert_int_equal(draw_one(stage, &made.curve, 100, 30, -90, &solid).uploads, 1);
    for (int i = 0; i < 100; i++)
        draw_one(stage, &other.curve, 100, 30, -90, &solid);
    assert_int_equal(draw_one(stage, &made.curve, 100, 30, -90, &solid).uploads, 0);
    for (int i = 0; i < 125; i++)
        draw_one(stage, &other.curve, 100, 30, -90, &solid);
    assert_int_equal(draw_one(stage, &made.curve, 100, 30, -90, &solid).uploads, 1);
}

static void odd_curves_are_no_danger(void **state)
{
    struct stage *stage = *state;
    struct test_curve made;
    make_curve(&made, 7);
    made.vertices[3].v = 1e300;
    made.vertices[9].u = -1e300;
    made.vertices[12].v = NAN;
    draw_one(stage, &made.curve, 1e300, 30, -90, &solid);
    draw_one(stage, &made.curve, NAN, 30, -90, &dashed);
    draw_one(stage, &made.curve, 100, 0, -90, &solid);
    draw_one(stage, &made.curve, 100, 1e300, -1e300, &solid);
    draw_one(stage, &made.curve, 100, 1e-300, -1e-300, &solid);
    draw_one(stage, &(struct curve){.identity = 8, .revision = 1}, 100, 30, -90, &solid);
}

// A frame's items share draw calls as far as their order allows, clips notwithstanding.
static void draw_calls_are_few(void **state)
{
    struct stage *stage = *state;
    struct draw_list *list = begin(stage, white);
    for (int i = 0; i < 10; i++) {
        draw_clip(list, (struct rect){10 + 40 * i, 10, 35, 200});
        draw_disc(list, 20 + 40 * i, 200, 30, red);
        draw_ring(list, 20 + 40 * i, 20, 30, 4, red, veil);
        draw_round_rect(list, (struct rect){40 * i, 20.5, 60, 100}, 8, veil);
    }
    draw_gl(stage);
    assert_int_equal(paint_gl_counts(stage->paint).draw_calls, 1);
    list = begin(stage, white);
    for (int i = 0; i < 10; i++) {
        draw_clip(list, (struct rect){10 + 40 * i, 10, 35, 200});
        draw_rect(list, (struct rect){40 * i, 20, 60, 100}, veil);
        draw_text(list, 20 + 40 * i, 100, 10, WEIGHT_REGULAR, TEXT_CENTER, black, "label");
    }
    draw_gl(stage);
    assert_int_equal(paint_gl_counts(stage->paint).draw_calls, 1);
    list = begin(stage, white);
    for (int i = 0; i < 10; i++)
        draw_line(list, (double[]){20, 10 + 20 * i, 300, 50 + 20 * i}, 2, &solid);
    draw_rect(list, (struct rect){40, 20, 60, 100}, veil);
    draw_gl(stage);
    assert_int_equal(paint_gl_counts(stage->paint).draw_calls, 2);
}

static void order_is_kept(void **state)
{
    struct draw_list *list = begin(*state, white);
    draw_rect(list, (struct rect){50, 50, 200, 100}, blue);
    draw_line(list, (double[]){20, 100, 300, 100}, 2, &(struct stroke){.width = 30, .color = red});
    draw_rect(list, (struct rect){100, 80, 60, 40}, dark);
    draw_line(list, (double[]){130, 60, 130, 140}, 2, &(struct stroke){.width = 9, .color = white});
    draw_disc(list, 130, 100, 20, black);
    check_alike(*state, "order", 0.5, 60);
}

// Shaders.

static void add_something(struct draw_list *list)
{
    draw_rect(list, (struct rect){50, 50, 90, 90}, blue);
    draw_line(list, (double[]){20, 200, 300, 100}, 2, &solid);
    draw_text(list, 100, 300, 20, WEIGHT_REGULAR, TEXT_LEFT, black, "still here");
}

static void check_refused(struct stage *stage, const struct shader_sources *sources,
                          const char *name)
{
    struct fault fault = {0};
    add_something(begin(stage, white));
    draw_gl(stage);
    memcpy(stage->cairo, stage->gl, (size_t)PIXELS * 4);
    assert_false(paint_gl_load_shaders(stage->paint, sources, &fault));
    assert_int_equal(fault.id, FAULT_SHADER);
    assert_non_null(strstr(fault.text, name));
    assert_true(strlen(fault.text) > strlen(name) + 30); // has the compiler's words
    draw_gl(stage);
    assert_memory_equal(stage->cairo, stage->gl, (size_t)PIXELS * 4);
}

static void broken_shaders_leave_the_old(void **state)
{
    struct shader_sources sources = shader_sources_embedded;
    sources.stroke_fragment = "#version 330 core\nvoid main() { fragment = 1; }\n";
    check_refused(*state, &sources, "stroke_fragment.glsl");
    sources = shader_sources_embedded;
    sources.shape_vertex = "not GLSL at all";
    check_refused(*state, &sources, "shape_vertex.glsl");
    sources = shader_sources_embedded;
    sources.shape_fragment = "#version 330 core\nflat in vec2 ink; out vec4 fragment;\n"
                             "void main() { fragment = ink.xyxy; }\n";
    check_refused(*state, &sources, "shape_fragment.glsl");
}

static void other_shaders_are_used(void **state)
{
    struct stage *stage = *state;
    struct fault fault = {0};
    struct shader_sources sources = shader_sources_embedded;
    sources.shape_fragment = "#version 330 core\nout vec4 fragment;\n"
                             "void main() { fragment = vec4(1, 0, 0, 1); }\n";
    assert_true(paint_gl_load_shaders(stage->paint, &sources, &fault));
    add_something(begin(stage, white));
    draw_gl(stage);
    const uint8_t *pixel = stage->gl + 4 * (100 * WIDTH + 100);
    assert_true(pixel[0] == 255 && pixel[1] == 0 && pixel[2] == 0);
    assert_true(paint_gl_load_shaders(stage->paint, &shader_sources_embedded, &fault));
}

// The atlas.

static void add_labels(struct draw_list *list, int frame)
{
    for (int i = 0; i < 24; i++) {
        char label[32];
        snprintf(label, sizeof label, "%d.%03d", frame, i * 41 + frame);
        enum text_weight weight = (enum text_weight)(i % 3);
        draw_text(list, 20 + 110 * (i % 4), 30 + 55 * (i / 4), 8 + frame % 5 + i % 3, weight,
                  TEXT_LEFT, black, label);
    }
    draw_text(list, 20, 350, 11, WEIGHT_REGULAR, TEXT_LEFT, red, "the same in every frame");
}

// Labels that change all the time, in textures that hold less than a frame, a frame, and more.
static void changing_labels_fill_the_atlas(void **state)
{
    struct stage *stage = *state;
    static const int sides[][2] = {{96, 96}, {128, 256}, {64, 4096}, {1024, 4096}};
    for (size_t s = 0; s < sizeof sides / sizeof sides[0]; s++) {
        paint_gl_set_atlas(stage->paint, sides[s][0], sides[s][1]);
        for (int frame = 0; frame < 200; frame++) {
            add_labels(begin(stage, white), frame);
            if (sides[s][1] == 96) // too narrow for this one, which is then cut
                stage->list.item_n--;
            draw_gl(stage);
            if (frame % 20 != 19)
                continue;
            draw_both(stage, "labels");
            struct difference found = compare(stage);
            assert_true(found.largest <= 40);
            assert_true(found.touched > 0 || found.largest == 0);
        }
    }
    paint_gl_set_atlas(stage->paint, 1024, 4096);
}

static void pixels_are_upright_and_opaque(void **state)
{
    struct stage *stage = *state;
    draw_rect(begin(stage, white), (struct rect){0, 0, 10, 20}, (struct color){9, 8, 7, 255});
    draw_gl(stage);
    const uint8_t first[] = {9, 8, 7, 255}, other[] = {255, 255, 255, 255};
    assert_memory_equal(stage->gl, first, 4);
    assert_memory_equal(stage->gl + 4 * (19 * WIDTH + 9), first, 4);
    assert_memory_equal(stage->gl + 4 * (20 * WIDTH + 9), other, 4);
    assert_memory_equal(stage->gl + 4 * 10, other, 4);
    assert_memory_equal(stage->gl + 4 * (PIXELS - 1), other, 4);
}

static void the_context_describes_itself(void **state)
{
    (void)state;
    struct text out = {0};
    gl_describe(&out);
    size_t lines = 0;
    for (const char *c = text_string(&out); *c; c++)
        lines += *c == '\n';
    assert_int_equal(lines, 3);
    print_message("%s", text_string(&out));
    text_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_context_describes_itself),
        cmocka_unit_test(pixels_are_upright_and_opaque),
        cmocka_unit_test(rects_are_alike),
        cmocka_unit_test(polygons_are_alike),
        cmocka_unit_test(markers_are_alike),
        cmocka_unit_test(lines_are_alike),
        cmocka_unit_test(sharp_lines_are_alike),
        cmocka_unit_test(lines_keep_their_colors),
        cmocka_unit_test(veils_cover_once),
        cmocka_unit_test(dashes_are_alike),
        cmocka_unit_test(curves_are_alike),
        cmocka_unit_test(zoomed_curves_are_alike),
        cmocka_unit_test(dashes_far_out_are_alike),
        cmocka_unit_test(clips_are_alike),
        cmocka_unit_test(text_is_alike),
        cmocka_unit_test(text_stands_in_the_same_place),
        cmocka_unit_test(panning_uploads_nothing),
        cmocka_unit_test(changes_upload),
        cmocka_unit_test(one_curve_at_two_scales),
        cmocka_unit_test(old_buffers_are_released),
        cmocka_unit_test(odd_curves_are_no_danger),
        cmocka_unit_test(draw_calls_are_few),
        cmocka_unit_test(order_is_kept),
        cmocka_unit_test(broken_shaders_leave_the_old),
        cmocka_unit_test(other_shaders_are_used),
        cmocka_unit_test(changing_labels_fill_the_atlas),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
