// What `proof on` says of curves, and where it puts its marks.
#include "stage.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Has rounding errors where it is 0 near 0, of which nothing can be proven.
#define ROUGH "if(abs(x) < 0.05, 1e16*(tan(atan(20*x))-20*x), x)"

static int setup(void **state)
{
    struct stage *stage = stage_new();
    stage_apply(stage, "reduced-motion on; cursor off; points off; hints off; proof on");
    *state = stage;
    return 0;
}

static int teardown(void **state)
{
    stage_free(*state);
    return 0;
}

static int count_words(const struct stage *stage, const char *words)
{
    const struct draw_list *list = &stage->scene.list;
    int n = 0;
    for (size_t i = 0; i < list->item_n; i++)
        n += list->items[i].kind == DRAW_TEXT &&
             strstr(draw_item_text(list, &list->items[i]), words) != NULL;
    return n;
}

// Without points, cursor and arrows, only squiggles are lines of many points in a panel.
static bool is_mark(const struct draw_item *item)
{
    return item->kind == DRAW_LINE && item->point_n > 2;
}

static int count_marks(const struct stage *stage)
{
    int n = 0;
    for (size_t i = 0; i < stage->scene.list.item_n; i++)
        n += is_mark(&stage->scene.list.items[i]);
    return n;
}

static void words_say_what_is_proven(void **state)
{
    struct stage *stage = *state;
    static const struct {
        const char *line, *words;
        int times;
        bool marks;
    } rows[] = {
        {"only sigmoid tanh; derivative 0", "σ, tanh: proven to 0.1 px", 1, false},
        {"derivative 0,1; layout stacked", "σ′, tanh′: proven to 0.1 px", 1, false},
        {"layout overlay", "σ, σ′, tanh, tanh′: proven to 0.1 px", 1, false},
        {"layout side-by-side", "tanh: proven to 0.1 px", 1, false},
        {"layout stacked; proof off", "proven", 0, false},
        {"proof toggle", "proven to 0.1 px", 2, false},
        {"view -1 1 5 6", "proven", 0, false}, // nothing in view
        {"view home; depth 30", "|f′|ᴸ: not proven", 1, false},
        {"depth off; scale y log; view fit", "proven to 0.1 px", 2, false},
        {"scale y linear all; scale x symlog; view fit", "proven to 0.1 px", 2, false},
        {"scale x linear; only relu step; view home; derivative 0", "proven to 0.1 px", 1, false},
        {"define u = " ROUGH "; only u; view -1 1 -2 2", " strokes unproven", 1, true},
        {"view 0.5 1 -2 2", "u: proven to 0.1 px", 1, false},
        {"view -1 1 -2 2; only u tanh", "tanh: proven to 0.1 px; u: ", 1, true},
        {"view -1 1 -2 -1.5", "proven", 0, false},
        {"define u = sqrt(-1-x^2); only u; view -5 5", "proven", 0, false}, // no strokes
        {"define u = x*0 + 1e305", "proven", 0, false},
        {"hide all", "proven", 0, false},
        {"only tanh; page network", "proven", 0, false},
    };
    for (size_t r = 0; r < COUNT(rows); r++) {
        stage_apply(stage, rows[r].line);
        int times = count_words(stage, rows[r].words);
        if (times != rows[r].times)
            fail_msg("%s: \"%s\" %d times", rows[r].line, rows[r].words, times);
        if ((count_marks(stage) > 0) != rows[r].marks)
            fail_msg("%s: %d marks", rows[r].line, count_marks(stage));
    }
}

// --- Marks

static double px_of(const struct draw_item *item, const struct curve_vertex *v)
{
    return item->shift_x + v->u * item->unit_x;
}

static double py_of(const struct draw_item *item, const struct curve_vertex *v)
{
    return item->shift_y + v->v * item->unit_y;
}

// A stroke within the panel that is not proven at this zoom, cut to the panel; false for others.
static bool doubtful(const struct draw_item *item, const struct rect *plot, size_t i, double *from,
                     double *to)
{
    const struct curve *curve = item->curve;
    const struct curve_vertex *a = &curve->vertices[i - 1], *b = a + 1;
    double times = fmax(item->unit_x / curve->unit_x, -item->unit_y / curve->unit_y);
    *from = fmax(px_of(item, a), plot->x);
    *to = fmin(px_of(item, b), plot->x + plot->w);
    bool is_above = py_of(item, a) < plot->y && py_of(item, b) < plot->y;
    bool is_below = py_of(item, a) > plot->y + plot->h && py_of(item, b) > plot->y + plot->h;
    return *from <= *to && !is_above && !is_below && !((double)b->bound * times <= 0.1);
}

// A squiggle may be several lines, one after the other.
static bool is_marked(const struct draw_list *list, double from, double to)
{
    bool is_met = false;
    for (size_t i = 0; i < list->item_n; i++) {
        if (!is_mark(&list->items[i]))
            continue;
        const double *xy = draw_item_points(list, &list->items[i]);
        double left = xy[0], right = xy[2 * (list->items[i].point_n - 1)];
        if (left > from + 0.01 || right < from - 0.01)
            continue;
        is_met = true;
        from = right;
    }
    return is_met && from >= to - 0.01;
}

// Checks that all that is not proven is marked, and counts it.
static int check_marked(const struct stage *stage, const char *line)
{
    const struct draw_list *list = &stage->scene.list;
    const struct rect *plot = &stage->scene.panels[0].plot;
    double from, to;
    int n = 0;
    for (size_t k = 0; k < list->item_n; k++) {
        const struct curve *curve = list->items[k].curve;
        for (size_t run = 0; list->items[k].kind == DRAW_CURVE && run < curve->run_n; run++)
            for (size_t i = curve->runs[run] + 1; i < curve_run_end(curve, run); i++) {
                if (!doubtful(&list->items[k], plot, i, &from, &to))
                    continue;
                n++;
                if (!is_marked(list, from, to))
                    fail_msg("%s: %g to %g is not marked", line, from, to);
            }
    }
    return n;
}

// Marks are no wider than what they mark, but for what makes narrow ones visible.
static void check_marks(const struct stage *stage, const char *line, double left, double right)
{
    const struct draw_list *list = &stage->scene.list;
    const struct panel *panel = &stage->scene.panels[0];
    double low = panel->plot.x + axis_fraction(&panel->x, left) * panel->plot.w - 20;
    double high = panel->plot.x + axis_fraction(&panel->x, right) * panel->plot.w + 20;
    for (size_t i = 0; i < list->item_n; i++) {
        if (!is_mark(&list->items[i]))
            continue;
        const double *xy = draw_item_points(list, &list->items[i]);
        for (size_t k = 0; k < list->items[i].point_n; k++)
            if (!(xy[2 * k] >= low && xy[2 * k] <= high) ||
                !(xy[2 * k + 1] > panel->plot.y + panel->plot.h / 2 &&
                  xy[2 * k + 1] <= panel->plot.y + panel->plot.h))
                fail_msg("%s: a mark at %g, %g", line, xy[2 * k], xy[2 * k + 1]);
    }
}

static void marks_lie_under_what_is_not(void **state)
{
    struct stage *stage = *state;
    static const struct {
        const char *line;
        double left, right; // between which there may be doubt
        bool doubt;
    } rows[] = {
        {"define u = " ROUGH "; only u; derivative 0; view -1 1 -2 2", -0.05, 0.05, true},
        {"zoom 0.7", -0.05, 0.05, true}, // the curve of before, but its bounds have grown
        {"pan 0.3 0", -0.05, 0.05, true},
        {"view -1e-3 1e-3 -2 2", -1e-3, 1e-3, true}, // all of it
        {"define u = if(x < 2, x, 1e16*(tan(atan(x))-x)); view -1 5 -2 2", 2, 5, true},
        {"define w = " ROUGH "; only u w tanh; view -1 5 -2 2", -1, 5, true},
        {"define u = sin(1/x); only u; view -1 1 -2 2", -0.05, 0.05, true}, // swings
        {"only tanh; view -5 5", 0, 0, false},
        {"zoom 0.7", 0, 0, false},
        {"zoom 0.7; zoom 0.7; pan 0.1 0.2", 0, 0, false},
    };
    for (size_t r = 0; r < COUNT(rows); r++) {
        stage_apply(stage, rows[r].line);
        int n = check_marked(stage, rows[r].line), marks = count_marks(stage);
        if ((n > 0) != rows[r].doubt || (marks > 0) != rows[r].doubt)
            fail_msg("%s: %d doubtful, %d marks", rows[r].line, n, marks);
        check_marks(stage, rows[r].line, rows[r].left, rows[r].right);
    }
}

// --- Sizes

// Whether a text lies within one of the panels; in the stage's letters each is 0.6 capitals wide.
static bool is_within_a_panel(const struct scene *scene, const struct draw_item *item)
{
    const char *words = draw_item_text(&scene->list, item);
    double w = 0.6 * item->size * (double)utf8_count(words, strlen(words));
    for (int i = 0; i < scene->panel_n; i++) {
        const struct rect *p = &scene->panels[i].plot;
        if (item->x >= p->x && item->x + w <= p->x + p->w && item->y - item->size >= p->y &&
            item->y <= p->y + p->h)
            return true;
    }
    return false;
}

static void words_stay_in_their_panel(void **state)
{
    struct stage *stage = *state;
    static const char *const notes[] = {"proven", "no values", "single points"};
    static const char *const lines[] = {
        "define u = " ROUGH "; define v = sqrt(-1-x^2); define w = x^x; derivative 0,1,2",
        "only u v w tanh sigmoid relu gelu; layout overlay",
        "layout stacked",
        "layout side-by-side",
        "layout grid",
        "text-size 2",
        "lecture on",
        "only v",
    };
    static const double sizes[][2] = {{1280, 720}, {640, 480}, {1920, 1080}, {300, 200}};
    int met = 0;
    for (size_t s = 0; s < COUNT(sizes) * COUNT(lines); s++) {
        stage->width = sizes[s / COUNT(lines)][0];
        stage->height = sizes[s / COUNT(lines)][1];
        stage_apply(stage, s % COUNT(lines) == 0 ? "lecture off; text-size 1" : "help off");
        stage_apply(stage, lines[s % COUNT(lines)]);
        const struct draw_list *list = &stage->scene.list;
        for (size_t i = 0; i < list->item_n; i++)
            for (size_t k = 0; list->items[i].kind == DRAW_TEXT && k < COUNT(notes); k++) {
                const char *words = draw_item_text(list, &list->items[i]);
                if (strstr(words, notes[k]) == NULL)
                    continue;
                met++;
                if (!is_within_a_panel(&stage->scene, &list->items[i]))
                    fail_msg("%s, %g x %g: \"%s\" at %g, %g", lines[s % COUNT(lines)], stage->width,
                             stage->height, words, list->items[i].x, list->items[i].y);
            }
    }
    assert_true(met > 50);
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(words_say_what_is_proven),
        TEST(marks_lie_under_what_is_not),
        TEST(words_stay_in_their_panel),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
