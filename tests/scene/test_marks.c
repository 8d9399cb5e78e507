// What small marks say: filled and hollow dots, pale and strong strokes, names at the curves' ends,
// marks before names, families and ghosts. All of it is measured from the draw list.
#include "stage.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MANY = 64 };

static int setup(void **state)
{
    struct stage *stage = stage_new();
    stage_apply(stage, "reduced-motion on; points off; cursor off; layout stacked; derivative 0");
    *state = stage;
    return 0;
}

static int teardown(void **state)
{
    stage_free(*state);
    return 0;
}

// --- measuring ---

static double pixel_x(const struct panel *panel, double x)
{
    return panel->plot.x + panel->plot.w * (x - panel->x.low) / (panel->x.high - panel->x.low);
}

static double pixel_y(const struct panel *panel, double y)
{
    return panel->plot.y + panel->plot.h * (panel->y.high - y) / (panel->y.high - panel->y.low);
}

static const struct theme *theme_of(const struct stage *stage)
{
    return themes_find(&stage->session.themes, stage->session.state.theme);
}

// Functions have their colours by their place in the catalogue: sigmoid the first.
static struct color color_of(const struct stage *stage, const char *id)
{
    int sigmoid = activation_find("sigmoid"), function = activation_find(id);
    return theme_of(stage)->curves[(function - sigmoid + THEME_CURVES) % THEME_CURVES];
}

static bool same_color(struct color a, struct color b)
{
    return a.r == b.r && a.g == b.g && a.b == b.b;
}

// How far a colour is from the ground that it stands on.
static double strength(const struct stage *stage, struct color c)
{
    struct color ground = theme_of(stage)->background;
    return abs(c.r - ground.r) + abs(c.g - ground.g) + abs(c.b - ground.b);
}

static const struct draw_item *item_at(const struct stage *stage, size_t i)
{
    return &stage->scene.list.items[i];
}

static int count_items(const struct stage *stage, enum draw_kind kind)
{
    int n = 0;
    for (size_t i = 0; i < stage->scene.list.item_n; i++)
        n += item_at(stage, i)->kind == kind;
    return n;
}

// The last text that is exactly this; NULL for none.
static const struct draw_item *text_item(const struct stage *stage, const char *text)
{
    const struct draw_item *found = NULL;
    for (size_t i = 0; i < stage->scene.list.item_n; i++)
        if (item_at(stage, i)->kind == DRAW_TEXT &&
            strcmp(draw_item_text(&stage->scene.list, item_at(stage, i)), text) == 0)
            found = item_at(stage, i);
    return found;
}

// The n-th curve that is drawn, from 0.
static const struct draw_item *curve_item(const struct stage *stage, int n)
{
    for (size_t i = 0; i < stage->scene.list.item_n; i++)
        if (item_at(stage, i)->kind == DRAW_CURVE && n-- == 0)
            return item_at(stage, i);
    fail_msg("there is no such curve");
    return NULL;
}

// --- dots at breaks ---

struct dot {
    double x, y;
    bool hollow;
};

static void check_dots(const struct stage *stage, const char *line, const struct dot *dots, int n)
{
    const struct panel *panel = &stage->scene.panels[0];
    for (int k = 0; k < n; k++) {
        int met = 0;
        for (size_t i = 0; i < stage->scene.list.item_n; i++) {
            const struct draw_item *item = item_at(stage, i);
            met += item->kind == DRAW_MARKER && (item->ring > 0) == dots[k].hollow &&
                   fabs(item->x - pixel_x(panel, dots[k].x)) < 0.5 &&
                   fabs(item->y - pixel_y(panel, dots[k].y)) < 0.5;
        }
        if (met != 1)
            fail_msg("%s: %d %s dots at %g, %g", line, met, dots[k].hollow ? "hollow" : "filled",
                     dots[k].x, dots[k].y);
    }
    int all = 0;
    for (size_t i = 0; i < stage->scene.list.item_n; i++) {
        const struct draw_item *item = item_at(stage, i);
        bool within = item->x >= panel->plot.x && item->x <= panel->plot.x + panel->plot.w &&
                      item->y <= panel->plot.y + panel->plot.h + 1; // not the knobs of sliders
        all += item->kind == DRAW_MARKER && within;
    }
    if (all != n)
        fail_msg("%s: %d dots, not %d", line, all, n);
}

// Filled where the value is, hollow at a limit that is not taken.
static void dots_are_filled_where_the_value_is(void **state)
{
    struct stage *stage = *state;
    static const struct {
        const char *line;
        int n;
        struct dot dots[6];
    } rows[] = {
        {"only step", 2, {{0, 1, false}, {0, 0, true}}},
        {"only sign", 3, {{0, 0, false}, {0, -1, true}, {0, 1, true}}},
        {"only relu; derivative 1", 2, {{0, 1, false}, {0, 0, true}}},
        {"only leaky_relu", 2, {{0, 1, false}, {0, 0.01, true}}},
        {"only sigmoid; derivative 0", 0, {{0, 0, false}}},
        {"define h = (x^2-1)/(x-1); only h; view -3 3 -3 5", 1, {{1, 2, true}}},
        {"define h = if(x == 1, 3, x)", 2, {{1, 3, false}, {1, 1, true}}},
        {"define h = floor(x); view -1.5 0.5 -3 3",
         4,
         {{-1, -1, false}, {-1, -2, true}, {0, 0, false}, {0, -1, true}}},
        {"define h = ceil(x)", 4, {{-1, -1, false}, {-1, 0, true}, {0, 0, false}, {0, 1, true}}},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        stage_apply(stage, rows[i].line);
        check_dots(stage, rows[i].line, rows[i].dots, rows[i].n);
    }
}

// The same of |f'| to the power of a depth, in decades: 1 is 0, 0.01² is -4; 0 has no place.
static void dots_of_powers_are_filled_where_the_value_is(void **state)
{
    struct stage *stage = *state;
    static const struct {
        const char *line;
        int n;
        struct dot dots[2];
    } rows[] = {
        {"only leaky_relu; derivative 1; depth 2", 2, {{0, 0, false}, {0, -4, true}}},
        {"only relu; depth 5", 1, {{0, 0, false}}},
        {"only tanh", 0, {{0, 0, false}}},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        stage_apply(stage, rows[i].line);
        check_dots(stage, rows[i].line, rows[i].dots, rows[i].n);
    }
}

// How far a curve, as it is drawn, is from a point, in pixels; infinite if it is not drawn at that
// x.
static double distance_from(const struct draw_item *item, double x, double y)
{
    const struct curve *curve = item->curve;
    double least = HUGE_VAL;
    for (size_t run = 0; run < curve->run_n; run++)
        for (size_t i = curve->runs[run]; i + 1 < curve_run_end(curve, run); i++) {
            const struct curve_vertex *v = &curve->vertices[i];
            double ax = item->shift_x + v[0].u * item->unit_x;
            double ay = item->shift_y + v[0].v * item->unit_y;
            double dx = (v[1].u - v[0].u) * item->unit_x, dy = (v[1].v - v[0].v) * item->unit_y;
            double t = ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy);
            t = fmin(fmax(t, 0), 1);
            least = fmin(least, hypot(ax + t * dx - x, ay + t * dy - y));
        }
    return least;
}

// The curve of |f'| to the power of a depth passes within a quarter of a pixel of L log10 |f'|,
// which is computed here anew, wherever that is in the panel: it is computed four times a pixel,
// and is steep beside a zero. It is not sampled again for a cursor.
static void curves_of_powers_are_the_power_of_the_slope(void **state)
{
    enum { PLACES = 997 };
    struct stage *stage = *state;
    static const char *const lines[] = {
        "only sigmoid; derivative 1; depth 30",
        "only tanh; depth 7",
        "only gelu; depth 12", // f' < 0 on the left
        "only leaky_relu; depth 3",
        "define w = sin(3*x); only w; depth 5",
    };
    for (size_t i = 0; i < COUNT(lines); i++) {
        stage_apply(stage, lines[i]);
        const struct state *now = &stage->session.state;
        const struct panel *panel = &stage->scene.panels[0];
        const struct draw_item *item = curve_item(stage, 0);
        int met = 0, id = panel->functions[0];
        for (int k = 0; k < PLACES; k++) {
            double x = axis_value(&panel->x, (k + 0.37) / PLACES);
            double slope =
                activation_value(state_function(now, id), now->parameters[id], ORDER_DF, x);
            double decades = now->compare.depth * log10(fabs(slope));
            double share = (decades - panel->y.low) / (panel->y.high - panel->y.low);
            if (!(share > 0 && share < 1))
                continue;
            double px = panel->plot.x + panel->plot.w * (k + 0.37) / PLACES;
            double off = distance_from(item, px, panel->plot.y + panel->plot.h * (1 - share));
            if (!(off <= 0.25))
                fail_msg("%s: %g px off at x = %g", lines[i], off, x);
            met++;
        }
        assert_true(met > PLACES / 3);
        long samplings = stage->cache.samplings;
        stage_apply(stage, "cursor 0.5");
        stage_apply(stage, "cursor off");
        assert_int_equal(stage->cache.samplings, samplings);
    }
    // In the same panel f' on a log axis is another curve.
    stage_apply(stage, "only gelu; depth 12");
    stage_apply(stage, "depth off; scale y log");
    const struct curve *curve = curve_item(stage, 0)->curve;
    for (size_t i = 0; i < curve->n; i++)
        assert_true(curve->vertices[i].x >= -0.7518);
}

// A point with a label has a dot in the curve's colour; a hole has its hollow one and no other.
static void labelled_points_have_their_dot(void **state)
{
    struct stage *stage = *state;
    static const struct {
        const char *line;
        int n;
        struct dot dots[4];
    } rows[] = {
        {"only swish; points on", 1, {{-1.2784645427610738, -0.27846454276107380, false}}},
        {"define bay(t=1) = sin(t*x)/x; only bay; points on", 1, {{0, 1, true}}},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        stage_apply(stage, rows[i].line);
        stage_build(stage);
        check_dots(stage, rows[i].line, rows[i].dots, rows[i].n);
    }
}

// --- what stands out ---

// A label of a point is six pixels at least from every dot but its own, which it does not cover.
static void labels_keep_off_dots(void **state)
{
    struct stage *stage = *state;
    static const char *const lines[] = {
        "only sigmoid tanh relu gelu; derivative 0,1; layout overlay; points on; cursor off",
        "layout side-by-side",
        "layout stacked; only sigmoid tanh relu elu selu gelu; derivative 0,1,2",
        "layout grid",
        "lecture on; layout side-by-side; only sigmoid tanh relu",
        "lecture off; layout overlay; only mish silu gelu step sign hard_tanh; derivative 0,1",
    };
    int labels = 0;
    for (size_t i = 0; i < COUNT(lines); i++) {
        const struct draw_list *list = &stage->scene.list;
        stage_apply(stage, lines[i]);
        for (size_t k = 0; k < list->item_n; k++) {
            const struct draw_item *item = &list->items[k];
            const char *text = item->kind == DRAW_TEXT ? draw_item_text(list, item) : "";
            bool is_label = strchr(text, '(') != NULL && strstr(text, "∂") == NULL &&
                            (strstr(text, " = ") != NULL || strstr(text, " ≈ ") != NULL);
            double w = 0.6 * item->size * (double)utf8_count(text, strlen(text));
            int near = 0;
            for (size_t d = 0; is_label && d < list->item_n; d++) {
                const struct draw_item *dot = &list->items[d];
                double dx = fmax(0, fmax(item->x - dot->x, dot->x - item->x - w));
                double dy = fmax(0, fmax(item->y - item->size - dot->y, dot->y - item->y));
                near += dot->kind == DRAW_MARKER && hypot(dx, dy) - dot->size / 2 < 5.9;
            }
            labels += is_label;
            if (near > 1)
                fail_msg("%s: %d dots at \"%s\"", lines[i], near, text);
        }
    }
    assert_true(labels >= 10);
}

static void a_highlight_makes_the_others_pale(void **state)
{
    struct stage *stage = *state;
    stage_apply(stage, "only sigmoid tanh relu; focus relu");
    struct color name = text_item(stage, "Sigmoid")->color, own = text_item(stage, "Tanh")->color;
    double width = curve_item(stage, 0)->stroke.width;
    assert_true(same_color(curve_item(stage, 0)->stroke.color, color_of(stage, "sigmoid")));
    stage_apply(stage, "highlight tanh");
    const struct draw_item *tanh = curve_item(stage, 2); // the last one lies on top
    assert_true(same_color(tanh->stroke.color, color_of(stage, "tanh")));
    assert_true(tanh->stroke.width > 1.2 * width);
    static const char *const others[] = {"sigmoid", "relu"};
    for (int i = 0; i < 2; i++) {
        double now = strength(stage, curve_item(stage, i)->stroke.color);
        double before = strength(stage, color_of(stage, others[i]));
        if (!(now < 0.5 * before && now > 0.1 * before))
            fail_msg("%s: %g of %g", others[i], now, before);
    }
    assert_true(same_color(text_item(stage, "Tanh")->color, own));
    double pale = strength(stage, text_item(stage, "Sigmoid")->color);
    assert_true(pale < 0.6 * strength(stage, name) && pale > 0.1 * strength(stage, name));
    stage_apply(stage, "highlight off");
    assert_true(same_color(curve_item(stage, 0)->stroke.color, color_of(stage, "sigmoid")));
    stage_apply(stage, "highlight gelu"); // which is not there: nothing gives way
    assert_true(same_color(curve_item(stage, 0)->stroke.color, color_of(stage, "sigmoid")));
}

static void what_has_the_focus_lies_on_top(void **state)
{
    struct stage *stage = *state;
    static const char *const rows[][2] = {{"focus sigmoid", "sigmoid"},
                                          {"focus tanh", "tanh"},
                                          {"highlight sigmoid", "sigmoid"},
                                          {"highlight off; focus relu", "relu"}};
    stage_apply(stage, "only sigmoid tanh relu");
    for (size_t i = 0; i < COUNT(rows); i++) {
        stage_apply(stage, rows[i][0]);
        if (!same_color(curve_item(stage, 2)->stroke.color, color_of(stage, rows[i][1])))
            fail_msg("%s: not %s", rows[i][0], rows[i][1]);
    }
}

// Where orders share a panel f is a line, f' dashes, and f'' dots.
static void orders_have_strokes_of_their_own(void **state)
{
    struct stage *stage = *state;
    stage_apply(stage, "only sigmoid; layout overlay; derivative 0,1,2");
    const struct stroke *dotted = &curve_item(stage, 0)->stroke; // f'' is drawn first
    const struct stroke *dashed = &curve_item(stage, 1)->stroke;
    assert_int_equal(curve_item(stage, 2)->stroke.dash_n, 0);
    assert_true(dashed->dash_n == 2 && dotted->dash_n == 2);
    assert_true(dashed->dash[0] > 3 * dashed->width && dashed->dash[1] < dashed->dash[0]);
    assert_true(dotted->dash[0] < 2 * dotted->width && dotted->dash[1] > dotted->dash[0]);
    stage_apply(stage, "layout stacked");
    for (int i = 0; i < 3; i++)
        assert_int_equal(curve_item(stage, i)->stroke.dash_n, 0);
}

// --- ink ---

static double light(double v)
{
    v /= 255;
    return v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4);
}

// WCAG 2: (lighter + 0.05)/(darker + 0.05) of relative luminances.
static double contrast(struct color a, struct color b)
{
    double x = 0.2126 * light(a.r) + 0.7152 * light(a.g) + 0.0722 * light(a.b);
    double y = 0.2126 * light(b.r) + 0.7152 * light(b.g) + 0.0722 * light(b.b);
    return (fmax(x, y) + 0.05) / (fmin(x, y) + 0.05);
}

// A curve may be of any colour; its name is as light or dark as WCAG asks for (AAA: 7 to 1), on the
// ground of the picture and on that of a panel.
static void names_can_be_read_on_their_ground(void **state)
{
    struct stage *stage = *state;
    for (int i = 0; i < stage->session.themes.n; i++) {
        const struct theme *theme = &stage->session.themes.items[i];
        for (int k = 0; k < THEME_CURVES; k++) {
            struct color ink = color_ink(theme->curves[k], theme);
            double least = fmin(contrast(ink, theme->background), contrast(ink, theme->panel));
            if (!(least >= 7))
                fail_msg("%s, curve %d: %.2f to 1", theme->name, k + 1, least);
        }
    }
}

// --- axes ---

// How many rectangles of a colour stand as high (or lie as wide) as the panel, at a pixel.
static int lines_at(const struct stage *stage, bool vertical, double pixel, struct color color)
{
    const struct rect *p = &stage->scene.panels[0].plot;
    int n = 0;
    for (size_t i = 0; i < stage->scene.list.item_n; i++) {
        const struct draw_item *item = item_at(stage, i);
        const struct rect *r = &item->rect;
        bool spans = vertical ? r->h == p->h && r->y == p->y && fabs(r->x + r->w / 2 - pixel) <= 1
                              : r->w == p->w && r->x == p->x && fabs(r->y + r->h / 2 - pixel) <= 1;
        n += item->kind == DRAW_RECT && spans && same_color(item->color, color);
    }
    return n;
}

// The axes are the lines of 0; where that is out of sight, the left and the lower edge, fainter.
static void axes_are_where_0_is(void **state)
{
    struct stage *stage = *state;
    static const struct {
        const char *line;
        bool has_x, has_y;
    } rows[] = {
        {"view -5 5 -1 2", true, true},
        {"view 2 5 -1 2", false, true},
        {"view -5 5 1 2", true, false},
        {"view -5 -2 -3 -1", false, false},
        {"view 0 5 0 2", true, true},
        {"view -5 5 0.1 2; scale y log", true, false},
        {"scale x log; scale y linear; view 0.1 5 -1 2", false, true},
    };
    stage_apply(stage, "only sigmoid; grid off");
    for (size_t i = 0; i < COUNT(rows); i++) {
        stage_apply(stage, rows[i].line);
        const struct panel *panel = &stage->scene.panels[0];
        const struct theme *theme = theme_of(stage);
        double left = panel->plot.x, bottom = panel->plot.y + panel->plot.h;
        double x = rows[i].has_x ? pixel_x(panel, 0) : left;
        double y = rows[i].has_y ? pixel_y(panel, 0) : bottom;
        int down = lines_at(stage, true, x, rows[i].has_x ? theme->axis : theme->grid);
        int across = lines_at(stage, false, y, rows[i].has_y ? theme->axis : theme->grid);
        if (down != 1 || across != 1)
            fail_msg("%s: %d lines down and %d across", rows[i].line, down, across);
    }
}

// --- names at the ends ---

// A name at the right end of a curve, as measured: where the curve ends, and where the name stands.
struct name {
    double want, is;
};

static int by_want(const void *a, const void *b)
{
    const struct name *p = a, *q = b;
    return p->want < q->want ? -1 : p->want > q->want;
}

static int find_names(const struct stage *stage, struct name names[MANY])
{
    const struct panel *panel = &stage->scene.panels[0];
    const struct state *state = &stage->session.state;
    double bottom = panel->plot.y + panel->plot.h;
    int n = 0;
    for (int i = 0; i < stage->scene.zone_n; i++) {
        const struct zone *zone = &stage->scene.zones[i];
        if (zone->function < 0 || strncmp(zone->click, "hide ", 5) != 0)
            continue;
        double y = activation_value(state_function(state, zone->function),
                                    state->parameters[zone->function], ORDER_F, panel->x.high);
        names[n++] = (struct name){fmin(fmax(pixel_y(panel, y), panel->plot.y), bottom),
                                   zone->rect.y + zone->rect.h / 2};
    }
    qsort(names, (size_t)n, sizeof *names, by_want);
    return n;
}

// The places nearest to where the curves end, by least squares, that are a step apart: isotonic
// regression by the min-max formula (Barlow, Bartholomew, Bremner and Brunk 1972).
static double settled_place(const struct name *names, int n, int i, double step)
{
    double most = -HUGE_VAL;
    for (int j = 0; j <= i; j++) {
        double least = HUGE_VAL;
        for (int k = i; k < n; k++) {
            double sum = 0;
            for (int m = j; m <= k; m++)
                sum += names[m].want - step * m;
            least = fmin(least, sum / (k - j + 1));
        }
        most = fmax(most, least);
    }
    return most + step * i;
}

static void names_settle_as_near_as_they_can(void **state)
{
    struct stage *stage = *state;
    static const char *const lines[] = {
        "only sigmoid relu; view -2 2 -1 3", // far apart
        "only sigmoid tanh; view -8 8 -2 3", // at the same height, nearly
        "only sigmoid tanh softsign arctan; view -8 8 -2 3",
        "only sigmoid tanh softsign arctan relu gelu identity; view -3 3 -4 5",
        "only sigmoid tanh softsign arctan relu gelu identity silu; view -2 2 -4 5",
        "only sigmoid tanh relu gelu silu softplus elu selu mish; view -2 2 -4 5",
    };
    for (size_t i = 0; i < COUNT(lines); i++) {
        struct name names[MANY];
        stage_apply(stage, lines[i]);
        int n = find_names(stage, names);
        double step = 2 * text_item(stage, i == 0 ? "ReLU" : "Tanh")->size;
        assert_int_equal(n, state_visible_count(&stage->session.state));
        for (int k = 0; k < n; k++) {
            double place = settled_place(names, n, k, step);
            if (fabs(names[k].is - place) > 0.01)
                fail_msg("%s: name %d of %d at %g, not %g; its curve ends at %g", lines[i], k, n,
                         names[k].is, place, names[k].want);
        }
    }
}

// At the panel's upper and lower edge names stand in it, one above the other.
static void names_stay_beside_their_panel(void **state)
{
    struct stage *stage = *state;
    static const char *const lines[] = {
        "only relu gelu silu softplus identity; view -5 5 -1 2", // all leave at the top
        "only relu gelu silu softplus mish; view -15 -10 -1 4",
        "only gaussian sinc exponential step relu; view -20 -10 0 4", // all end at the lower edge
    };
    for (size_t i = 0; i < COUNT(lines); i++) {
        struct name names[MANY];
        stage_apply(stage, lines[i]);
        const struct rect *p = &stage->scene.panels[0].plot;
        int n = find_names(stage, names);
        double cap = stage->scene.look.cap_label;
        assert_int_equal(n, 5);
        for (int k = 0; k < n; k++) {
            assert_true(names[k].is >= p->y + cap / 2 - 0.01);
            assert_true(names[k].is <= p->y + p->h - cap / 2 + 0.01);
            for (int j = 0; j < k; j++)
                assert_true(fabs(names[k].is - names[j].is) >= 2 * cap - 0.01);
        }
    }
}

// Lines of two points that begin beside the panel: from the end of a curve to a name that gave way.
static int leaders(const struct stage *stage)
{
    const struct rect *p = &stage->scene.panels[0].plot;
    int n = 0;
    for (size_t i = 0; i < stage->scene.list.item_n; i++) {
        const struct draw_item *item = item_at(stage, i);
        n += item->kind == DRAW_LINE && item->point_n == 2 &&
             draw_item_points(&stage->scene.list, item)[0] > p->x + p->w;
    }
    return n;
}

static void names_that_gave_way_have_a_leader(void **state)
{
    struct stage *stage = *state;
    stage_apply(stage, "only sigmoid relu; view -2 2 -1 3");
    assert_int_equal(leaders(stage), 0);
    stage_apply(stage, "only sigmoid tanh; view -8 8 -2 3");
    assert_int_equal(leaders(stage), 2);
    stage_apply(stage, "only relu gelu silu; view -5 5 -1 2"); // they end elsewhere
    assert_int_equal(leaders(stage), 0);
}

// --- the read-out ---

// Before each name in the read-out stands its curve's colour.
static void rows_of_the_readout_have_their_mark(void **state)
{
    struct stage *stage = *state;
    static const struct {
        const char *id, *name;
    } rows[] = {{"sigmoid", "Sigmoid"}, {"tanh", "Tanh"}, {"relu", "ReLU"}};
    stage_apply(stage, "only sigmoid tanh relu; derivative 0; cursor 0.5");
    for (size_t k = 0; k < COUNT(rows); k++) {
        int met = 0;
        for (size_t i = 0; i < stage->scene.list.item_n; i++)
            for (size_t j = 0; j < stage->scene.list.item_n; j++) {
                const struct draw_item *mark = item_at(stage, i), *name = item_at(stage, j);
                met += mark->kind == DRAW_MARKER && name->kind == DRAW_TEXT &&
                       same_color(mark->color, color_of(stage, rows[k].id)) &&
                       strcmp(draw_item_text(&stage->scene.list, name), rows[k].name) == 0 &&
                       mark->x < name->x && name->x - mark->x < 2 * name->size &&
                       fabs(mark->y - (name->y - name->size / 2)) < 0.5;
            }
        if (met != 1)
            fail_msg("%s has %d marks", rows[k].name, met);
    }
}

// --- families and ghosts ---

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

// Nine members from one end of the parameter's range to the other in even steps, thin and pale, and
// the curve itself. A leaky ReLU's slope on the left is its parameter.
static void a_family_goes_over_the_whole_range(void **state)
{
    struct stage *stage = *state;
    enum { MEMBERS = 9 };
    const struct activation *a = activation_at(activation_find("leaky_relu"));
    const struct activation_parameter *p = &a->parameters[0];
    double slopes[MEMBERS];
    stage_apply(stage, "only leaky_relu; view -10 10; param leaky_relu alpha 0.01");
    const struct stroke own = curve_item(stage, 0)->stroke;
    stage_apply(stage, "param leaky_relu alpha sweep");
    assert_int_equal(count_items(stage, DRAW_CURVE), MEMBERS + 1);
    for (int i = 0; i < MEMBERS; i++) {
        const struct draw_item *item = curve_item(stage, i);
        slopes[i] = item->curve->vertices[0].y / item->curve->vertices[0].x;
        assert_true(item->stroke.width < 0.8 * own.width);
        assert_true(strength(stage, item->stroke.color) < 0.6 * strength(stage, own.color));
    }
    qsort(slopes, MEMBERS, sizeof *slopes, by_value);
    for (int i = 0; i < MEMBERS; i++)
        if (fabs(slopes[i] - (p->low + (p->high - p->low) * i / (MEMBERS - 1))) > 1e-9)
            fail_msg("member %d has %g", i, slopes[i]);
    const struct draw_item *itself = curve_item(stage, MEMBERS);
    assert_true(fabs(itself->curve->vertices[0].y / itself->curve->vertices[0].x - 0.01) < 1e-12);
    assert_true(itself->stroke.width == own.width && same_color(itself->stroke.color, own.color));
}

// A ghost is the textbook formula with the function's own parameters, in the doubles that it has.
static void ghosts_are_what_the_textbook_gives(void **state)
{
    struct stage *stage = *state;
    stage_apply(stage, "only elu; param elu alpha 2; view -5 5 -3 3; naive on");
    assert_int_equal(count_items(stage, DRAW_CURVE), 2);
    const struct draw_item *ghost = curve_item(stage, 1);
    assert_true(same_color(ghost->stroke.color, theme_of(stage)->text));
    assert_int_equal(ghost->stroke.dash_n, 2);
    for (size_t i = 0; i < ghost->curve->n && ghost->curve->vertices[i].x < 0; i++) {
        const struct curve_vertex *v = &ghost->curve->vertices[i];
        assert_true(fabs(v->y - 2 * (exp(v->x) - 1)) < 1e-12);
    }
    // s (1 - s) is 0 from 37 on in doubles, though σ' is not: the ghost ends there.
    stage_apply(stage, "only sigmoid; derivative 1; scale y log; view 20 60 1e-30 1");
    const struct curve *exact = curve_item(stage, 0)->curve, *naive = curve_item(stage, 1)->curve;
    assert_true(exact->vertices[exact->n - 1].x >= 60);
    assert_true(naive->n > 0 && naive->vertices[naive->n - 1].x < 38);
    stage_apply(stage, "only relu"); // which a textbook computes as exactly
    assert_int_equal(count_items(stage, DRAW_CURVE), 1);
}

// Curves that run together have their markers side by side.
static void markers_of_curves_lie_side_by_side(void **state)
{
    struct stage *stage = *state;
    double xs[2][MANY];
    int n[2] = {0};
    stage_apply(stage,
                "define a = x; define b = x; only a b; markers on; view -4 4 -4 4; legend on");
    const struct rect *p = &stage->scene.panels[0].plot;
    struct color first = curve_item(stage, 0)->stroke.color;
    for (size_t i = 0; i < stage->scene.list.item_n; i++) {
        const struct draw_item *item = item_at(stage, i);
        bool mark = item->kind == DRAW_FILL || item->kind == DRAW_MARKER;
        const double *xy =
            item->kind == DRAW_FILL ? draw_item_points(&stage->scene.list, item) : NULL;
        double left = HUGE_VAL, right = -HUGE_VAL;
        for (size_t k = 0; xy != NULL && k < item->point_n; k++) {
            left = fmin(left, xy[2 * k]);
            right = fmax(right, xy[2 * k]);
        }
        double x = xy != NULL ? (left + right) / 2 : item->x;
        int which = same_color(item->color, first) ? 0 : 1;
        if (mark && x > p->x && x < p->x + p->w && n[which] < MANY)
            xs[which][n[which]++] = x;
    }
    assert_true(n[0] >= 3 && n[1] >= 3);
    for (int i = 0; i < n[0]; i++)
        for (int k = 0; k < n[1]; k++)
            if (fabs(xs[0][i] - xs[1][k]) < 10)
                fail_msg("markers at %g and %g", xs[0][i], xs[1][k]);
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(dots_are_filled_where_the_value_is),
        TEST(dots_of_powers_are_filled_where_the_value_is),
        TEST(curves_of_powers_are_the_power_of_the_slope),
        TEST(labelled_points_have_their_dot),
        TEST(labels_keep_off_dots),
        TEST(a_highlight_makes_the_others_pale),
        TEST(what_has_the_focus_lies_on_top),
        TEST(orders_have_strokes_of_their_own),
        TEST(names_can_be_read_on_their_ground),
        TEST(axes_are_where_0_is),
        TEST(names_settle_as_near_as_they_can),
        TEST(names_stay_beside_their_panel),
        TEST(names_that_gave_way_have_a_leader),
        TEST(rows_of_the_readout_have_their_mark),
        TEST(a_family_goes_over_the_whole_range),
        TEST(ghosts_are_what_the_textbook_gives),
        TEST(markers_of_curves_lie_side_by_side),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
