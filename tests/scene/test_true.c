// What the picture says about its own limits: where zooming ends, what a log axis leaves out; and
// that `actscope polyline` prints what the picture draws.
#include "stage.h"

#include "control/command.h"
#include "plot/ticks.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// --- The end of zooming

#define FOUR 4.0 // doubles in the narrowest pixel

static double spacing(double value)
{
    return nextafter(fabs(value), INFINITY) - fabs(value);
}

// A pixel at an end of the axis, counted in what can be told apart there: doubles, or on a
// logarithm the doubles of the axis coordinate, which are further apart.
static double pixel_in_doubles(const struct axis *axis, double pixels, double end)
{
    double length = scale_forward(axis->scale, axis->high) - scale_forward(axis->scale, axis->low);
    double digit = spacing(end) / scale_stretch(axis->scale, end);
    if (axis->scale != SCALE_LINEAR)
        digit = fmax(digit, spacing(scale_forward(axis->scale, end)));
    return length / pixels / digit;
}

// The least of both ends: zooming stops before it falls below four.
static double narrowest(const struct axis *axis, double pixels)
{
    return fmin(pixel_in_doubles(axis, pixels, axis->low),
                pixel_in_doubles(axis, pixels, axis->high));
}

static void labels_differ(const struct axis *axis)
{
    struct ticks ticks;
    const char *last = NULL;
    ticks_build(axis, 10, &ticks);
    for (int i = 0; i < ticks.n; i++) {
        if (!ticks.items[i].major)
            continue;
        if (last != NULL && strcmp(last, ticks.items[i].label) == 0)
            fail_msg("two labels \"%s\" in a row, [%.17g, %.17g] %s", last, axis->low, axis->high,
                     scale_name(axis->scale));
        last = ticks.items[i].label;
    }
}

// Where each zoom begins and goes to.
static const struct {
    const char *view, *scale;
    double centre;
} depths[] = {
    {"view -5 5", "linear", 0},
    {"view -4 6", "linear", 1},
    {"view -6 4", "linear", -1},
    {"view 0.5e300 1e300", "linear", 0.75e300},
    {"view 0.5e-300 1.5e-300", "linear", 1e-300},
    {"view 0.1 10", "log", 1},
    {"view 1e-301 1e-299", "log", 1e-300},
    {"view 1e299 1e301", "log", 1e300},
    {"view -5 5", "symlog", 0},
    {"view 0.5 1.5", "symlog", 1},
    {"view -1.5 -0.5", "symlog", -1},
    {"view 0.5e-300 1.5e-300", "symlog", 1e-300},
};

static void zooming_stops_and_says_so(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(depths); i++) {
        struct stage *stage = stage_new();
        char line[64];
        snprintf(line, sizeof line, "scale x %s", depths[i].scale);
        stage_apply(stage, line);
        stage_apply(stage, depths[i].view);
        const struct axis *x = &stage->session.state.x;
        struct fault fault = {0};
        int steps = 0;
        do {
            if (steps++ > 4000)
                fail_msg("%s %s: no end", depths[i].view, depths[i].scale);
            labels_differ(x);
            snprintf(line, sizeof line, "zoom 0.5 %.17g 0.5 x", axis_fraction(x, depths[i].centre));
        } while (command_apply(&stage->session, line, NULL, 0, &fault));
        double width = stage->session.panel_width, doubles = narrowest(x, width);
        bool short_enough = x->scale != SCALE_LOG && x->high - x->low < 2 * AXIS_SHORTEST;
        assert_int_equal(fault.id, FAULT_LIMIT);
        assert_non_null(strstr(fault.text, "four numbers wide"));
        if (fabs(depths[i].centre) <= 1e-300 && x->scale != SCALE_LOG)
            assert_true(short_enough);
        else if (!(doubles >= FOUR * (1 - 1e-9) && doubles < 4 * FOUR))
            fail_msg("%s %s: a pixel is %g doubles wide", depths[i].view, depths[i].scale, doubles);
        assert_true(fabs(axis_fraction(x, depths[i].centre) - 0.5) <= 0.51);
        stage_build(stage);
        stage_free(stage);
    }
}

// --- What is absent

static bool says(const struct stage *stage, const char *what)
{
    const struct draw_list *list = &stage->scene.list;
    for (size_t i = 0; i < list->item_n; i++)
        if (list->items[i].kind == DRAW_TEXT &&
            strstr(list->strings + list->items[i].text_at, what) != NULL)
            return true;
    return false;
}

static void absences_are_said(void **state)
{
    (void)state;
    static const char negative_y[] = ": values ≤ 0 are not on a log axis";
    static const char vanished[] = ": too small for a double where it ends";
    static const char negative_x[] = "x ≤ 0 is not on a log axis";
    static const struct {
        const char *only, *scale_x, *scale_y, *order;
        bool says_x, says_y;
        const char *view;
        bool says_vanished;
    } rows[] = {
        {"only tanh", "linear", "linear", "derivative 0", false, false, NULL, false},
        {"only tanh", "linear", "log", "derivative 0", false, true, NULL, false},
        {"only tanh", "log", "linear", "derivative 0", true, false, NULL, false},
        {"only tanh", "log", "log", "derivative 0", true, false, NULL,
         false}, // tanh > 0 right of 0
        {"only sigmoid", "linear", "log", "derivative 0", false, false, NULL, false},
        {"only sigmoid", "linear", "log", "derivative 2", false, true, NULL, false},
        {"only sigmoid", "log", "log", "derivative 2", true, true, NULL, false},
        {"only tanh", "symlog", "symlog", "derivative 0", false, false, NULL, false},
        {"only sigmoid", "linear", "log", "derivative 0", false, false, "view -800 40", true},
        {"only sigmoid", "linear", "log", "derivative 1", false, false, "view -800 800", true},
        {"only sigmoid", "linear", "log", "derivative 1", false, false, "view -700 700", false},
        {"only sigmoid relu", "linear", "log", "derivative 0", false, true, "view -800 40", true},
        {"only relu", "linear", "log", "derivative 0", false, true, NULL,
         false}, // 0 is no value of it, either
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct stage *stage = stage_new();
        char line[64];
        stage_apply(stage, rows[i].only);
        stage_apply(stage, rows[i].order);
        snprintf(line, sizeof line, "scale x %s", rows[i].scale_x);
        stage_apply(stage, line);
        snprintf(line, sizeof line, "scale y %s", rows[i].scale_y);
        stage_apply(stage, line);
        if (rows[i].view != NULL)
            stage_apply(stage, rows[i].view);
        if (says(stage, vanished) != rows[i].says_vanished)
            fail_msg("row %zu: vanished %d", i, !rows[i].says_vanished);
        if (says(stage, negative_x) != rows[i].says_x || says(stage, negative_y) != rows[i].says_y)
            fail_msg("row %zu: x %d, y %d", i, says(stage, negative_x), says(stage, negative_y));
        stage_free(stage);
    }
}

// --- `actscope polyline`

// Cases: linear, log and symlog, kinks, jumps and poles. A formula gets its own number.
static const struct {
    const char *shown, *id; // how the stage gets it; what polyline is told
    const char *view, *scale_x, *scale_y;
    int order;
} drawn[] = {
    {"only sigmoid", "sigmoid", "view -5 5", "linear", "linear", 0},
    {"only sigmoid", "sigmoid", "view -700 700 1e-300 1", "linear", "log", 1},
    {"only tanh", "tanh", "view -1e6 1e3", "symlog", "symlog", 2},
    {"only gelu", "gelu", "view 1e-6 1e3", "log", "log", 0},
    {"only step", "step", "view -5 5", "linear", "linear", 0},
    {"only relu", "relu", "view -3 4", "linear", "linear", 1},
    {"only leaky_relu", "leaky_relu", "view -3e-12 3e-12", "linear", "linear", 0},
    {"define g = 1/x; only g", "1/x", "view -5 5", "linear", "linear", 0}, // fitted
    {"only sigmoid", "sigmoid", "view -800 40", "linear", "log", 0},
    {"define g = 1/x; only g", "1/x", "view -5 5 -9 9", "linear", "linear", 0},
    {"define g = floor(x); only g", "floor(x)", "view -3.5 3.5 -4 4", "linear", "linear", 0},
    {"define g = tan(x); only g", "tan(x)", "view -10 10 -8 8", "linear", "linear", 0},
    {"only sinusoid", "sinusoid", "view -4000 4000", "linear", "linear", 0},
};

static FILE *polyline_open(size_t i, const struct panel *panel)
{
    const struct axis *x = &panel->x, *y = &panel->y;
    char line[512], range[64] = ""; // y is fitted by both where the view does not say it
    double low;
    if (sscanf(drawn[i].view, "view %*g %*g %lg", &low) == 1)
        snprintf(range, sizeof range, "-y %.17g:%.17g", y->low, y->high);
    snprintf(line, sizeof line,
             "'%s' polyline '%s' -x %.17g:%.17g %s --size %.0fx%.0f --order %d "
             "--x-scale %s --y-scale %s",
             getenv("ACTSCOPE"), drawn[i].id, x->low, x->high, range, panel->plot.w, panel->plot.h,
             drawn[i].order, drawn[i].scale_x, drawn[i].scale_y);
    FILE *file = popen(line, "r");
    assert_non_null(file);
    return file;
}

// The next vertex printed that is inside the panel. `begins`: whether it is the first of a run.
static bool polyline_next(FILE *file, const struct panel *panel, double at[2], bool *begins)
{
    char line[128];
    while (fgets(line, sizeof line, file) != NULL) {
        *begins |= line[0] == '\n';
        if (sscanf(line, "%lf,%lf", &at[0], &at[1]) != 2)
            continue;
        if (at[0] >= panel->x.low && at[0] <= panel->x.high && at[1] >= panel->y.low &&
            at[1] <= panel->y.high)
            return true;
    }
    return false;
}

static const struct curve *curve_drawn(const struct stage *stage)
{
    for (size_t i = 0; i < stage->scene.list.item_n; i++)
        if (stage->scene.list.items[i].kind == DRAW_CURVE)
            return stage->scene.list.items[i].curve;
    fail_msg("no curve");
    return NULL;
}

static size_t compare_polyline(size_t i, const struct stage *stage)
{
    const struct panel *panel = &stage->scene.panels[0];
    const struct curve *curve = curve_drawn(stage);
    FILE *file = polyline_open(i, panel);
    double at[2];
    bool begins = false;
    size_t n = 0;
    for (size_t k = 0; k < curve->n; k++) {
        const struct curve_vertex *v = &curve->vertices[k];
        if (!(v->x >= panel->x.low && v->x <= panel->x.high && v->y >= panel->y.low &&
              v->y <= panel->y.high))
            continue;
        if (!polyline_next(file, panel, at, &begins) || at[0] != v->x || at[1] != v->y)
            fail_msg("%s: vertex %zu is (%.17g, %.17g), printed was (%.17g, %.17g)", drawn[i].id, k,
                     v->x, v->y, at[0], at[1]);
        n++;
    }
    assert_false(polyline_next(file, panel, at, &begins)); // and nothing more
    assert_int_equal(pclose(file), 0);
    return n;
}

static void polyline_prints_what_is_drawn(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(drawn); i++) {
        struct stage *stage = stage_new();
        char line[64], shown[64];
        snprintf(shown, sizeof shown, "%s", drawn[i].shown);
        char *second = strchr(shown, ';');
        if (second != NULL)
            *second = '\0';
        stage_apply(stage, shown);
        if (second != NULL)
            stage_apply(stage, second + 2);
        snprintf(line, sizeof line, "derivative %d", drawn[i].order);
        stage_apply(stage, line);
        stage_apply(stage, "layout overlay");
        snprintf(line, sizeof line, "scale x %s", drawn[i].scale_x);
        stage_apply(stage, line);
        snprintf(line, sizeof line, "scale y %s", drawn[i].scale_y);
        stage_apply(stage, line);
        stage_apply(stage, drawn[i].view);
        curve_cache_free(&stage->cache); // a curve of an earlier view may still be true
        stage->cache = (struct curve_cache){0};
        stage_build(stage);
        assert_true(stage->scene.panels[0].plot.w == floor(stage->scene.panels[0].plot.w));
        assert_true(stage->scene.panels[0].plot.h == floor(stage->scene.panels[0].plot.h));
        assert_true(compare_polyline(i, stage) >= 2);
        stage_free(stage);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(zooming_stops_and_says_so),
        cmocka_unit_test(absences_are_said),
        cmocka_unit_test(polyline_prints_what_is_drawn),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
