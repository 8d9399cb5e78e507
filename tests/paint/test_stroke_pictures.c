// Strokes in pixels: both painters against the exact coverage of the set of points that a stroke
// means, which is everything within half the width of the polyline; of dashes, of what is inked of
// it. Angles, hairpins, tiny legs, closed and crossing lines, 1 to 40 pixels, opaque and
// translucent: where a line meets itself it must not get darker.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gl_stage.h"

enum { SIDE = 240, SUPERSAMPLES = 6, POINTS_MAX = 400, WIDTHS = 4 };
#ifdef ACTSCOPE_FEW_CASES // see tests/CMakeLists.txt
enum { WIDTH_STEP = 2 };
#else
enum { WIDTH_STEP = 1 };
#endif

static const double widths[WIDTHS] = {1, 4, 10, 40};
static const struct color white = {255, 255, 255, 255};
static const double turn = 6.283185307179586;

struct line {
    double xy[2 * POINTS_MAX];
    size_t n;
};

static void add(struct line *line, double x, double y)
{
    assert_true(line->n < POINTS_MAX);
    line->xy[2 * line->n] = x;
    line->xy[2 * line->n + 1] = y;
    line->n++;
}

// --- shapes ---

static void vee(struct line *line, double degrees)
{
    double half = degrees / 360 * turn / 2;
    double reach = fmin(150, 80 / fmax(sin(half), 1e-9));
    add(line, 120.3 - reach * sin(half), 45.4 + reach * cos(half));
    add(line, 120.3, 45.4);
    add(line, 120.3 + reach * sin(half), 45.4 + reach * cos(half));
}

// Legs much shorter than the stroke is wide, about a circle of `radius`.
static void arc(struct line *line, double radius)
{
    for (int i = 0; i <= 120; i++)
        add(line, 120 + radius * cos(turn * 0.8 * i / 120),
            120 + radius * sin(turn * 0.8 * i / 120));
}

static void closed(struct line *line, double corners)
{
    for (int i = 0; i <= (int)corners; i++)
        add(line, 120 + 80 * cos(turn * i / corners), 120.2 + 80 * sin(turn * i / corners));
}

static void star(struct line *line, double unused)
{
    (void)unused;
    for (int i = 0; i <= 5; i++)
        add(line, 120 + 85 * sin(turn * 2 * i / 5), 124 - 85 * cos(turn * 2 * i / 5));
}

static void zigzag(struct line *line, double step)
{
    for (int i = 0; 50 + step * i < 190; i++)
        add(line, 50 + step * i, i % 2 ? 60 : 180);
}

static void wave(struct line *line, double period)
{
    for (int i = 0; i <= 390; i++)
        add(line, 45 + 150.0 * i / 390, 120 + 60 * sin(turn * 150 * i / 390 / period));
}

static void there_and_back(struct line *line, double aside)
{
    add(line, 50, 100);
    add(line, 190, 130);
    add(line, 50, 100 + aside);
}

// A step down on a line: two corners closer to each other than the stroke is wide.
static void jog(struct line *line, double height)
{
    add(line, 40, 110);
    add(line, 118, 110);
    add(line, 120, 110 + height);
    add(line, 200, 110 + height);
}

static void spiral(struct line *line, double turns)
{
    for (int i = 0; i <= 300; i++)
        add(line, 120 + 90.0 * i / 300 * cos(turn * turns * i / 300),
            120 + 90.0 * i / 300 * sin(turn * turns * i / 300));
}

static const struct {
    const char *name;
    void (*make)(struct line *line, double value);
    double value;
    bool dashed; // also tested with dashes
} shapes[] = {
    {"vee-5", vee, 5, true},
    {"vee-20", vee, 20, true},
    {"vee-45", vee, 45, true},
    {"vee-90", vee, 90, true},
    {"vee-150", vee, 150, true},
    {"vee-178", vee, 178, true},
    {"hairpin", vee, 1, true},
    {"back", there_and_back, 0, true},
    {"beside", there_and_back, 3, true},
    {"arc-60", arc, 60, true},
    {"arc-12", arc, 12, false},
    {"arc-3", arc, 3, false},
    {"triangle", closed, 3, true},
    {"square", closed, 4, true},
    {"hexagon", closed, 6, true},
    {"star", star, 0, true},
    {"zigzag-30", zigzag, 30, true},
    {"zigzag-7", zigzag, 7, true},
    {"wave-100", wave, 100, false},
    {"wave-30", wave, 30, false},
    {"jog-2", jog, 2, true},
    {"jog-12", jog, 12, true},
    {"spiral", spiral, 2.5, false},
};
enum { SHAPES = sizeof shapes / sizeof shapes[0] };

// --- what a stroke means ---

struct segment {
    double x, y, dx, dy, length, along; // unit direction; arc length where it begins
};

struct truth {
    struct segment segments[POINTS_MAX];
    size_t n;
    double r;
    const struct stroke *stroke;
};

static void set_truth(struct truth *truth, const struct line *line, const struct stroke *stroke)
{
    double along = 0;
    truth->n = 0;
    truth->r = stroke->width / 2;
    truth->stroke = stroke;
    for (size_t i = 1; i < line->n; i++) {
        const double *a = line->xy + 2 * i - 2, *b = a + 2;
        double length = hypot(b[0] - a[0], b[1] - a[1]);
        if (length > 0)
            truth->segments[truth->n++] = (struct segment){
                a[0], a[1], (b[0] - a[0]) / length, (b[1] - a[1]) / length, length, along};
        along += length;
    }
}

static double distance(const struct truth *truth, double x, double y)
{
    double least = HUGE_VAL; // squared
    for (size_t i = 0; i < truth->n; i++) {
        const struct segment *s = &truth->segments[i];
        double t = (x - s->x) * s->dx + (y - s->y) * s->dy;
        t = t < 0 ? 0 : t > s->length ? s->length : t;
        double across = x - s->x - t * s->dx, down = y - s->y - t * s->dy;
        double square = across * across + down * down;
        least = square < least ? square : least;
    }
    return sqrt(least);
}

static bool inked_at(const struct stroke *stroke, double along)
{
    double period = stroke->dash[0] + stroke->dash[1];
    return along - floor(along / period) * period < stroke->dash[0];
}

// Whether a dash covers a point: one whose foot on a leg is inked, or a round corner's of an inked
// corner.
static bool dashed_inside(const struct truth *truth, double x, double y)
{
    double behind = 0; // the end of the last leg
    for (size_t i = 0; i < truth->n; i++) {
        const struct segment *s = &truth->segments[i];
        double t = (x - s->x) * s->dx + (y - s->y) * s->dy;
        double across = fabs((x - s->x) * s->dy - (y - s->y) * s->dx);
        if (t >= 0 && t <= s->length && across <= truth->r && inked_at(truth->stroke, s->along + t))
            return true;
        if (i > 0 && t < 0 && behind > 0 && hypot(x - s->x, y - s->y) <= truth->r &&
            inked_at(truth->stroke, s->along))
            return true;
        behind = t - s->length;
    }
    return false;
}

static bool is_inside(const struct truth *truth, double x, double y)
{
    return truth->stroke->dash_n ? dashed_inside(truth, x, y) : distance(truth, x, y) <= truth->r;
}

// The share of the pixel at (x, y) that the stroke covers.
static double coverage(const struct truth *truth, int x, int y)
{
    double d = distance(truth, x + 0.5, y + 0.5) - truth->r;
    if (d > 0.75)
        return 0;
    if (d < -0.75 && !truth->stroke->dash_n)
        return 1;
    int hits = 0;
    for (int i = 0; i < SUPERSAMPLES * SUPERSAMPLES; i++)
        hits += is_inside(truth, x + (i % SUPERSAMPLES + 0.5) / SUPERSAMPLES,
                          y + (i / SUPERSAMPLES + 0.5) / SUPERSAMPLES);
    return (double)hits / (SUPERSAMPLES * SUPERSAMPLES);
}

// --- comparing ---

struct limits {
    double rms;
    int largest;
};

struct error {
    double rms;  // over touched pixels, grey levels
    int largest; // of 255
    int darker;  // the most by which a pixel is darker than the stroke
    int x, y;    // of the largest
};

static struct error error_of(const uint8_t *rgba, const uint8_t *exact, int full)
{
    struct error out = {0};
    double sum = 0;
    long touched = 0;
    for (int i = 0; i < SIDE * SIDE; i++) {
        int found = rgba[4 * i], off = found - exact[i];
        touched += found != 255 || exact[i] != 255;
        sum += (double)off * off;
        out.darker = full - found > out.darker ? full - found : out.darker;
        if (abs(off) > abs(out.largest)) {
            out.largest = off;
            out.x = i % SIDE;
            out.y = i / SIDE;
        }
    }
    out.rms = touched ? sqrt(sum / (double)touched) : 0;
    return out;
}

static int grey(const struct stroke *stroke, double share)
{
    double alpha = stroke->color.a / 255.0 * share;
    return (int)lround(255 * (1 - alpha) + stroke->color.r * alpha);
}

// A pixel's distance from the stroke's edge tells how many of its neighbours are like it.
static int alike_from(const struct truth *truth, int x, int y)
{
    double d = distance(truth, x + 0.5, y + 0.5) - truth->r;
    bool uniform = d > 0.75 || (d < -0.75 && !truth->stroke->dash_n);
    return uniform ? (int)fmax(1, floor(fabs(d) - 0.75)) : 1;
}

static void draw_exact(const struct truth *truth, uint8_t *exact)
{
    for (int y = 0; y < SIDE; y++)
        for (int x = 0, n = 1; x < SIDE; x += n) {
            n = alike_from(truth, x, y);
            uint8_t shade = (uint8_t)grey(truth->stroke, coverage(truth, x, y));
            for (int i = x; i < x + n && i < SIDE; i++)
                exact[y * SIDE + i] = shade;
        }
}

// Draws a line both ways and holds each picture against the exact one.
static void check(struct stage *stage, const char *name, const struct line *line,
                  const struct stroke *stroke, struct limits limits)
{
    static uint8_t exact[SIDE * SIDE];
    static struct truth truth;
    set_truth(&truth, line, stroke);
    draw_exact(&truth, exact);
    draw_line(stage_begin(stage, white), line->xy, line->n, stroke);
    stage_draw_both(stage, &stage->list, name);
    const uint8_t *pictures[] = {stage->gl, stage->cairo};
    for (int i = 0; i < 2; i++) {
        struct error error = error_of(pictures[i], exact, grey(stroke, 1));
        const char *painter = i == 0 ? "gl" : "cairo";
        if (getenv("ACTSCOPE_TEST_PICTURES") || error.rms > limits.rms ||
            abs(error.largest) > limits.largest || error.darker > 1)
            print_message("%s, %s: rms %.2f, largest %d at (%d, %d), darker %d\n", name, painter,
                          error.rms, error.largest, error.x, error.y, error.darker);

        assert_true(error.rms <= limits.rms);

        assert_true(abs(error.largest) <= limits.largest);

        assert_true(error.darker <= 1);
    }
}

// Whether the line's ends lie on each other, or its legs.
static bool meets_its_end(int shape)
{
    return shapes[shape].make == closed || shapes[shape].make == star ||
           shapes[shape].make == there_and_back;
}

// In grey levels of a black stroke. The window computes coverage from the distance to a leg: where
// two edges of a thin line lie in one pixel that is not the area, and a dash's end on a bend
// tighter than the stroke is wide is cut otherwise. Where the ends of thin opaque lines lie on each
// other, their edges add up.
static struct limits limits_of(const struct stroke *stroke, int shape)
{
    bool dashed = stroke->dash_n > 0, thin = stroke->width < 6 && stroke->color.a == 255;
    if (thin && meets_its_end(shape))
        return (struct limits){stroke->width <= 1 ? 50 : 25, 95};
    if (thin)
        return (struct limits){stroke->width <= 1 ? 18 : 8, stroke->width <= 1 ? 70 : 60};
    if (stroke->width <= 1)
        return (struct limits){21, 90};
    if (stroke->width >= 40 && dashed)
        return (struct limits){36, 130};
    return dashed ? (struct limits){16, 140} : (struct limits){10.5, 55};
}

static void check_shape(struct stage *stage, int shape, const struct stroke *stroke)
{
    static struct line line;
    char name[64];
    snprintf(name, sizeof name, "%s-%g%s%s", shapes[shape].name, stroke->width,
             stroke->color.a < 255 ? "-veil" : "", stroke->dash_n ? "-dashed" : "");
    line.n = 0;
    shapes[shape].make(&line, shapes[shape].value);
    struct limits limits = limits_of(stroke, shape);
    limits.rms *= stroke->color.a / 255.0;
    limits.largest = limits.largest * stroke->color.a / 255;
    check(stage, name, &line, stroke, limits);
}

static void opaque_strokes_are_exact(void **state)
{
    for (int s = 0; s < SHAPES; s++)
        for (int w = 0; w < WIDTHS; w += WIDTH_STEP)
            check_shape(*state, s, &(struct stroke){.width = widths[w], .color = {0, 0, 0, 255}});
}

// A pixel of a translucent stroke is never darker than the stroke, wherever it meets itself.
static void translucent_strokes_are_exact(void **state)
{
    for (int s = 0; s < SHAPES; s++)
        for (int w = 0; w < WIDTHS; w += WIDTH_STEP)
            check_shape(*state, s, &(struct stroke){.width = widths[w], .color = {0, 0, 0, 128}});
}

// What is dashed has fewer points: each pixel of these takes a look at every leg, many times.
static void dashes_are_exact(void **state)
{
    for (int s = 0; s < SHAPES; s++)
        for (int w = 0; w < WIDTHS && shapes[s].dashed; w += WIDTH_STEP)
            check_shape(
                *state, s,
                &(struct stroke){
                    .width = widths[w], .color = {0, 0, 0, 128}, .dash = {17, 11}, .dash_n = 2});
}

static int set_up(void **state)
{
    *state = stage_open(SIDE, SIDE);
    return *state ? 0 : -1;
}

static int tear_down(void **state)
{
    stage_close(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(opaque_strokes_are_exact),
        cmocka_unit_test(translucent_strokes_are_exact),
        cmocka_unit_test(dashes_are_exact),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
