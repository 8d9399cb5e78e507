// What is drawn at breaks: impulses as arrows with their weight, sub-gradients as bars.
#include "stage.h"

#include <math.h>
#include <string.h>

static int setup(void **state)
{
    *state = stage_new();
    return 0;
}

static int teardown(void **state)
{
    stage_free(*state);
    return 0;
}

static int said(const struct stage *stage, const char *text)
{
    const struct draw_list *list = &stage->scene.list;
    int n = 0;
    for (size_t i = 0; i < list->item_n; i++)
        n += list->items[i].kind == DRAW_TEXT &&
             strcmp(draw_item_text(list, &list->items[i]), text) == 0;
    return n;
}

static int arrow_heads(const struct stage *stage)
{
    int n = 0;
    for (size_t i = 0; i < stage->scene.list.item_n; i++) {
        const struct draw_item *item = &stage->scene.list.items[i];
        if (item->kind != DRAW_FILL || item->point_n != 3)
            continue; // nor the button that lets a parameter run, under the panels
        const double y = draw_item_points(&stage->scene.list, item)[1];
        const struct rect *last = &stage->scene.panels[stage->scene.panel_n - 1].plot;
        n += y <= last->y + last->h;
    }
    return n;
}

static void impulses_are_arrows_with_their_weight(void **state)
{
    struct stage *stage = *state;
    static const struct {
        const char *line, *label;
        int n, heads;
    } rows[] = {
        {"only step; derivative 0,1", "δ", 1, 1},
        {"only sign; derivative 0,1", "2 δ", 1, 1},
        {"only step sign; derivative 0,1", "sgn′: 2 δ", 1, 2},
        {"only step; derivative 0", "δ", 0, 0},
        {"only step; derivative 0,1,2", "δ", 1, 1}, // f'' has the impulse's derivative: no arrow
        {"only relu; derivative 0,1", "δ", 0, 0},
        {"only relu; derivative 0,1,2", "δ", 1, 1},
        {"only leaky_relu; derivative 2", "0.99 δ", 1, 1},
        {"only hard_shrink; derivative 0,1", "0.5 δ", 2, 2},
        {"define j = if(x < 0, 3, 1); only j; derivative 0,1", "−2 δ", 1, 1},
        // More jumps and kinks than a formula names: those in view.
        {"define fl = floor(x); only fl; derivative 0,1; view -3.5 3.5", "δ", 7, 7},
        {"only fl; derivative 1; view -20.5 20.5 -1 1", "δ", 41, 41},
        {"only fl; derivative 1; view 1000.5 1003.2 -1 1", "δ", 3, 3},
        {"define w = sign(sin(100*x))*x; only w; derivative 1; view -0.3 0.3 -1 1",
         "w′: no arrows where jumps crowd", 0, 18},
        {"only w; derivative 1; view -9 9 -1 1", "w′: no arrows where jumps crowd", 1, 0},
        {"only fl; derivative 2; view -3.5 3.5", "δ", 0, 0},
        {"define w = abs(sin(x)); only w; derivative 2; view -10 10", "2 δ", 7, 7},
        {"only w; derivative 1; view -10 10", "2 δ", 0, 0},
        {"define fast = floor(30*x); only fast; derivative 1; view -0.99 0.99 -1 1", "δ", 0,
         59},                                                                           // crowded
        {"define p = 1/(1-cos(x)); only p; derivative 0,1; view -8 8 -6 6", "δ", 0, 0}, // poles
        {"define p = tan(cbrt(x)); derivative 0,1", "δ", 0, 0},
        {"only sigmoid tanh gelu; derivative 0,1,2; view home", "δ", 0, 0},
        {"only step; derivative 0,1; view 1 5", "δ", 0, 0},  // not in view
        {"only step; derivative 0,1; depth 3", "δ", 0, 0},   // |f'|^3 has none
        {"only step; derivative 0,1; depth off", "δ", 0, 0}, // (still away from 0)
        {"only step; derivative 0,1; view home", "δ", 1, 1},
        {"only step; derivative 1; scale y log", "δ", 1, 1}, // from the edge, as 0 is not there
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        stage_apply(stage, rows[i].line);
        if (said(stage, rows[i].label) != rows[i].n || arrow_heads(stage) != rows[i].heads)
            fail_msg("%s: \"%s\" is said %d times, %d arrows", rows[i].line, rows[i].label,
                     said(stage, rows[i].label), arrow_heads(stage));
    }
}

// Arrows of one panel are equally long, whatever their weights; none hides another.
static void arrows_are_equally_long(void **state)
{
    struct stage *stage = *state;
    static const struct {
        const char *line;
        int n;
    } rows[] = {
        {"only step sign hard_shrink; derivative 1; layout overlay; view -5 5", 4},
        {"only step sign; derivative 1; view -5 5 -1 3", 2},
        {"define up = 100*step(x-1); only step up sign; derivative 1; view -5 5", 3},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        const double *tips[16];
        int n = 0;
        stage_apply(stage, rows[i].line);
        const struct rect *p = &stage->scene.panels[0].plot;
        for (size_t k = 0; k < stage->scene.list.item_n && n < (int)COUNT(tips); k++) {
            const struct draw_item *item = &stage->scene.list.items[k];
            if (item->kind != DRAW_FILL || item->point_n != 3)
                continue;
            tips[n] = draw_item_points(&stage->scene.list, item);
            n += tips[n][1] > p->y && tips[n][1] < p->y + p->h; // no button under the panel
        }
        if (n != rows[i].n)
            fail_msg("%s: %d arrows", rows[i].line, n);
        for (int k = 1; k < n; k++) {
            assert_true(fabs(tips[k][1] - tips[0][1]) < 0.01);
            for (int other = 0; other < k; other++)
                assert_true(fabs(tips[k][0] - tips[other][0]) > 4);
        }
    }
    stage_apply(stage, "view home");
}

static void subgradients_have_names(void **state)
{
    struct stage *stage = *state;
    static const struct {
        const char *line, *name;
        int n;
    } rows[] = {
        {"only relu; derivative 1; view -5 5", "∂ReLU(0) = [0, 1]", 1},
        {"only leaky_relu", "∂LReLU(0) = [0.01, 1]", 1},
        {"only abs; view -5 5 -2 2", "∂abs(0) = [−1, 1]", 1},
        {"only hard_tanh; view -5 5 -1 2", "∂htanh(−1) = [0, 1]", 1},
        {"only sigmoid; view -5 5", "∂σ(0) = [0, 1]", 0},
        {"only step", "∂step(0) = [0, 1]", 0},
        {"only relu; derivative 0", "∂ReLU(0) = [0, 1]", 0},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        stage_apply(stage, rows[i].line);
        if (said(stage, rows[i].name) != rows[i].n)
            fail_msg("%s: \"%s\" is said %d times", rows[i].line, rows[i].name,
                     said(stage, rows[i].name));
    }
    stage_apply(stage, "view home");
}

static int discs(const struct stage *stage)
{
    int n = 0;
    for (size_t i = 0; i < stage->scene.list.item_n; i++)
        n += stage->scene.list.items[i].kind == DRAW_MARKER && stage->scene.list.items[i].ring == 0;
    return n;
}

// Whether a narrow bar stands in the panel between the pixels of two values, at x.
static bool has_bar(const struct stage *stage, const struct panel *panel, double x, double low,
                    double high)
{
    double px = panel->plot.x + axis_fraction(&panel->x, x) * panel->plot.w;
    double top = panel->plot.y + (1 - axis_fraction(&panel->y, high)) * panel->plot.h;
    double bottom = panel->plot.y + (1 - axis_fraction(&panel->y, low)) * panel->plot.h;
    for (size_t i = 0; i < stage->scene.list.item_n; i++) {
        const struct draw_item *item = &stage->scene.list.items[i];
        const struct rect *r = &item->rect;
        if (item->kind == DRAW_RECT && fabs(r->x + r->w / 2 - px) < 0.01 && r->w < 20 &&
            fabs(r->y - top) < 0.01 && fabs(r->y + r->h - bottom) < 0.01)
            return true;
    }
    return false;
}

static void subgradients_are_bars(void **state)
{
    struct stage *stage = *state;
    static const struct {
        const char *line;
        double x, low, high;
        bool is;
    } rows[] = {
        {"only relu", 0, 0, 1, true},
        {"only leaky_relu", 0, 0.01, 1, true},
        {"only abs", 0, -1, 1, true},
        {"only relu6", 6, 0, 1, true},
        {"only step", 0, 0, 1, false},
        {"only sigmoid", 0, 0, 0.25, false},
        {"only elu", 0, 0, 1, false}, // smooth where alpha is 1
        {"only relu leaky_relu", 0, 0, 1, true},
        {"define w = abs(sin(x)); only w", 0, -1, 1, true},
        {"only w", 6.283185307179586, -1, 1, true}, // found along the curve
        {"define fl = floor(x)+x; only fl", 7, 0, 1, false},
    };
    stage_apply(stage, "derivative 1; layout stacked; view -8 8");
    for (size_t i = 0; i < COUNT(rows); i++) {
        stage_apply(stage, rows[i].line);
        if (has_bar(stage, &stage->scene.panels[0], rows[i].x, rows[i].low, rows[i].high) !=
            rows[i].is)
            fail_msg("%s: bar [%g, %g]", rows[i].line, rows[i].low, rows[i].high);
    }
    stage_apply(stage, "only relu; derivative 0"); // f itself has none
    assert_false(has_bar(stage, &stage->scene.panels[0], 0, 0, 1));
}

static int dots(const struct stage *stage)
{
    const struct rect *plot = &stage->scene.panels[0].plot;
    int n = 0;
    for (size_t i = 0; i < stage->scene.list.item_n; i++) {
        const struct draw_item *item = &stage->scene.list.items[i];
        n += item->kind == DRAW_MARKER && item->x >= plot->x && item->x <= plot->x + plot->w;
    }
    return n;
}

// Two at every jump, a third where the value is neither limit; none where no jump can be told from
// its neighbours, and above all none that are not there.
static void dots_stand_at_jumps(void **state)
{
    static const struct {
        const char *line;
        int n;
    } rows[] = {
        {"only step; view -5 5", 2},
        {"only relu; view -5 5", 0},
        {"define s = sign(x); only s; view -5 5", 3},
        {"define fl = floor(x); only fl; view -3.5 3.5", 14},
        {"define h = floor(1000*x); only h; view -5 5", 0},
        {"define w = sin(1/x); only w; view -0.5 0.5", 0},
        {"only w; view -0.01 0.01", 0},
        {"define c = x*cos(1/x); only c; view -0.1 0.1", 1}, // the hole at 0, and no jump
    };
    struct stage *stage = *state;
    stage_apply(stage, "derivative 0; points off; cursor off; hints off");
    for (size_t i = 0; i < COUNT(rows); i++) {
        stage_apply(stage, rows[i].line);
        if (dots(stage) != rows[i].n)
            fail_msg("%s: %d dots, not %d", rows[i].line, dots(stage), rows[i].n);
    }
}

// At the cursor a filled dot says that there is a value.
static void the_cursor_has_dots_at_values_only(void **state)
{
    static const struct {
        const char *line;
        int n;
    } rows[] = {
        {"define t = tanh(1/x); only t; cursor 0", 0}, // 1/0 is infinite in doubles, not here
        {"cursor 1", 1},
        {"define t = exp(tan(x)); only t; cursor 1.5707963267948966", 0},
        {"define t = sin(x)/x; only t; cursor 0", 0},
        {"define t = if(x == 0, 2, sin(x)/x); only t; cursor 0", 1},
        {"define t = 1/x; only t; cursor 0", 0},
        {"only step; cursor 0", 1},
        {"only sigmoid tanh; cursor 0.5", 2},
    };
    struct stage *stage = *state;
    stage_apply(stage, "derivative 0; points off; hints off; readout off; view -4 4 -3 3");
    for (size_t i = 0; i < COUNT(rows); i++) {
        stage_apply(stage, rows[i].line);
        int with = discs(stage);
        stage_apply(stage, "cursor off");
        int without = discs(stage);
        if (with - without != 2 * rows[i].n) // and its ground
            fail_msg("%s: %d discs more", rows[i].line, with - without);
    }
}

// Where doubles cancel, too, the dot is on the curve.
static void the_cursor_has_its_dot_on_the_curve(void **state)
{
    struct stage *stage = *state;
    stage_apply(stage, "derivative 0; points off; hints off; readout off; define t = hypot(x,1)-1");
    stage_apply(stage, "only t; view -2e-8 2e-8 -1e-17 3e-16; cursor 1e-8");
    const struct panel *panel = &stage->scene.panels[0];
    double px = panel->plot.x + axis_fraction(&panel->x, 1e-8) * panel->plot.w;
    double py = panel->plot.y + (1 - axis_fraction(&panel->y, 5e-17)) * panel->plot.h;
    int n = 0;
    for (size_t i = 0; i < stage->scene.list.item_n; i++) {
        const struct draw_item *item = &stage->scene.list.items[i];
        n += item->kind == DRAW_MARKER && hypot(item->x - px, item->y - py) < 0.1;
    }
    assert_int_equal(n, 2); // and its ground
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(impulses_are_arrows_with_their_weight, setup, teardown),
        cmocka_unit_test_setup_teardown(subgradients_are_bars, setup, teardown),
        cmocka_unit_test_setup_teardown(arrows_are_equally_long, setup, teardown),
        cmocka_unit_test_setup_teardown(subgradients_have_names, setup, teardown),
        cmocka_unit_test_setup_teardown(dots_stand_at_jumps, setup, teardown),
        cmocka_unit_test_setup_teardown(the_cursor_has_dots_at_values_only, setup, teardown),
        cmocka_unit_test_setup_teardown(the_cursor_has_its_dot_on_the_curve, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
