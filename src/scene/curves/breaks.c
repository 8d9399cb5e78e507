#include "scene/curves/breaks.h"

#include <math.h>
#include <stdio.h>

#include "activation/expression/expression.h"
#include "base/text.h"
#include "scene/curves/curve.h"
#include "scene/place.h"

static bool agree(double a, double b)
{
    return fabs(a - b) <= 1e-12 * fmax(fabs(a), fabs(b));
}

static bool jumps(const struct activation_break *b, enum order order)
{
    return isfinite(b->left[order]) && isfinite(b->right[order]) &&
           !agree(b->left[order], b->right[order]);
}

// A jump of one order at x, from the value `left` to the value `right`, in the units of the axes.
struct jump {
    double x, left, right;
};

enum { BREAKS_MAX = EXPRESSION_BREAKS_IN_MAX };

struct jumps {
    struct jump items[BREAKS_MAX];
    int n;
};

static bool jumps_at(const struct jumps *jumps, double x)
{
    for (int i = 0; i < jumps->n; i++)
        if (agree(jumps->items[i].x, x))
            return true;
    return false;
}

// Finds the jumps of one order of a function in a panel's view. If there are BREAKS_MAX, there are
// more than anybody could tell apart.
static void find_jumps(const struct part *part, const struct panel *panel, int function,
                       enum order order, struct jumps *out)
{
    struct activation_break found[BREAKS_MAX];
    const struct activation *activation = state_function(part->state, function);
    const double *parameters = part->state->parameters[function];
    const struct expression_view view = {panel->x.low, panel->x.high, axis_bent(&panel->x),
                                         PART_VIEW};
    int n = activation->expression
                ? expression_breaks_in(activation->expression, parameters, &view, found)
                : activation_breaks(activation, parameters, found);
    out->n = 0;
    for (int i = 0; i < n; i++)
        if (jumps(&found[i], order))
            out->items[out->n++] =
                (struct jump){found[i].x, found[i].left[order], found[i].right[order]};
}

// Finds the jumps of an order at which the order below it does not jump as well: where f jumps, its
// impulse in f' is drawn, and the jump of f' adds nothing.
static void find_first_jumps(const struct part *part, const struct panel *panel, int function,
                             enum order order, struct jumps *out)
{
    struct jumps below = {.n = 0};
    find_jumps(part, panel, function, order, out);
    if (order > ORDER_F)
        find_jumps(part, panel, function, (enum order)(order - 1), &below);
    int kept = 0;
    for (int i = 0; i < out->n; i++)
        if (!jumps_at(&below, out->items[i].x))
            out->items[kept++] = out->items[i];
    out->n = kept;
}

static bool within(const struct panel *panel, double px)
{
    return px >= panel->plot.x && px <= panel->plot.x + panel->plot.w;
}

static double clamped(const struct panel *panel, double py)
{
    return fmin(fmax(py, panel->plot.y), panel->plot.y + panel->plot.h);
}

// --- bars

// The bars of later functions are narrower, so that both are seen where one lies over another.
static void draw_bar(const struct part *part, const struct panel *panel, int k,
                     const struct jump *jump)
{
    double x = panel_px(panel, jump->x);
    double from = panel_py(panel, jump->left), to = panel_py(panel, jump->right);
    if (!within(panel, x) || isnan(from) || isnan(to))
        return;
    double top = clamped(panel, fmin(from, to)), bottom = clamped(panel, fmax(from, to));
    if (!(bottom - top > 1))
        return;
    double w = part->look->dot * fmax(0.25, 0.7 - 0.15 * k);
    draw_rect(part->list, (struct rect){x - w / 2, top, w, bottom - top},
              color_mix(part_color(part, panel->slots[k]), part->theme->background, 0.6));
}

void scene_subgradients(const struct part *part, const struct panel *panel)
{
    struct jumps kinks;
    if (!panel->orders[ORDER_DF] || panel->depth > 0)
        return;
    for (int k = 0; k < panel->function_n; k++) {
        find_first_jumps(part, panel, panel->functions[k], ORDER_DF, &kinks);
        for (int i = 0; i < kinks.n && kinks.n < BREAKS_MAX; i++)
            draw_bar(part, panel, k, &kinks.items[i]);
    }
}

// --- arrows

// The arrows drawn so far, in pixels: where a later function has one at the same place, its arrow
// is shorter, so that every tip is seen.
struct arrows {
    double at[BREAKS_MAX * 2];
    int n, others; // how many there are; how many of them are not this function's
};

static int arrows_at(const struct arrows *arrows, double x, double reach)
{
    int n = 0;
    for (int i = 0; i < arrows->others; i++)
        n += fabs(arrows->at[i] - x) < reach;
    return n;
}

// Where the arrows to the left and right of one stand, in pixels; infinitely far where there are
// none.
struct beside {
    double left, right;
};

static struct beside neighbours(const struct panel *panel, const struct jumps *jumps, int i)
{
    struct beside beside = {-HUGE_VAL, HUGE_VAL};
    for (int k = 0; k < jumps->n; k++) {
        double x = jumps->items[k].x, px = panel_px(panel, x);
        if (x > jumps->items[i].x)
            beside.right = fmin(beside.right, px);
        else if (x < jumps->items[i].x)
            beside.left = fmax(beside.left, px);
    }
    return beside;
}

#define HEAD_WIDTH 0.84 // of its length

static double head_size(const struct look *look)
{
    return fmax(look->derivative * 4.5, look->dot * 1.3);
}

// Whether an arrow would overlap its neighbours; such arrows are left out.
static bool is_crowded(const struct part *part, const struct panel *panel,
                       const struct jumps *jumps, int i)
{
    struct beside beside = neighbours(panel, jumps, i);
    double x = panel_px(panel, jumps->items[i].x);
    return fmin(x - beside.left, beside.right - x) < HEAD_WIDTH * head_size(part->look);
}

bool scene_impulses_crowd(const struct part *part, const struct panel *panel, int function,
                          enum order order)
{
    struct jumps jumps;
    if (order == ORDER_F || panel->depth > 0)
        return false;
    find_first_jumps(part, panel, function, order - 1, &jumps);
    for (int i = 0; i < jumps.n; i++)
        if (is_crowded(part, panel, &jumps, i))
            return true;
    return jumps.n == BREAKS_MAX;
}

static void draw_shaft(const struct part *part, double x, double from, double tip,
                       struct color color)
{
    const struct look *look = part->look;
    double width = look->derivative, head = head_size(look);
    double way = tip < from ? 1 : -1; // from the tip back to the shaft
    double neck = tip + way * head;
    const double line[] = {x, from, x, neck};
    const double triangle[] = {x,   tip, x - head * HEAD_WIDTH / 2, neck, x + head * HEAD_WIDTH / 2,
                               neck};
    const struct stroke stroke = {.width = width, .color = color};
    draw_line(part->list, line, 2, &stroke);
    draw_fill(part->list, triangle, 3, color);
}

// Writes the weight of an impulse: "δ", "0.5 δ", "−2 δ".
static void weight_text(double weight, char *out, size_t size)
{
    char number[64];
    if (weight == 1)
        text_copy(out, size, "δ");
    else if (weight == -1)
        text_copy(out, size, "−δ");
    else
        snprintf(out, size, "%s δ", number_show(number, sizeof number, weight, 4));
}

// Writes an arrow's weight beside its tip, unless it would run into a neighbour or into words:
// among many arrows those that have room are an example for the others.
static void draw_weight(const struct part *part, const struct panel *panel, double x, double tip,
                        struct beside beside, const char *label, struct color color)
{
    const struct look *look = part->look;
    const struct rect *p = &panel->plot;
    double cap = look->cap_label, side = look->dot + look->gap * 0.4, head = look->dot * 0.6;
    double w = part_text_width(part, label, cap, WEIGHT_MEDIUM);
    double y = fmin(fmax(tip, p->y + 2), p->y + p->h - 2 - cap);
    double left = fmax(p->x, beside.left + head), right = fmin(p->x + p->w, beside.right - head);
    const struct rect between = {left, p->y, right - left, p->h};
    struct place_search search = {.within = &between};
    place_offer(&search, (struct rect){x + side, y, w, cap}, 0);
    place_offer(&search, (struct rect){x - side - w, y, w, cap}, look->gap);
    struct place_found found = place_find(part, &search);
    if (found.fits && found.covered == 0)
        draw_text(part->list, found.rect.x, y + cap, cap, WEIGHT_MEDIUM, TEXT_LEFT, color, label);
}

// Draws an impulse. It is infinitely high, so its arrow goes from zero most of the way to the
// panel's edge; where zero is out of the view, or not on the axis, it begins at the other edge.
static void draw_arrow(const struct part *part, const struct panel *panel, int k,
                       const struct jump *jump, struct beside beside, struct arrows *arrows)
{
    double x = panel_px(panel, jump->x), zero = panel_py(panel, 0);
    double top = panel->plot.y, bottom = top + panel->plot.h;
    bool up = jump->right > jump->left, is_log = panel->y.scale == SCALE_LOG;
    if (!within(panel, x) || (is_log && !up))
        return;
    double from = is_log || isnan(zero) ? bottom : clamped(panel, zero), edge = up ? top : bottom;
    if (fabs(edge - from) < part->look->dot * 3)
        return;
    int before = arrows_at(arrows, x, part->look->dot);
    double reach = fmax(0.82 - 0.16 * before, 0.2);
    double tip = from + (edge - from) * reach;
    struct color color = part_color(part, panel->slots[k]);
    char label[80];
    weight_text(jump->right - jump->left, label, sizeof label);
    draw_shaft(part, x, from, tip, color);
    draw_weight(part, panel, x, tip, beside, label, part_ink(part, panel->slots[k]));
    if (arrows->n < (int)(sizeof arrows->at / sizeof *arrows->at))
        arrows->at[arrows->n++] = x;
}

static void draw_arrows_of(const struct part *part, const struct panel *panel, int k,
                           struct arrows *arrows)
{
    struct jumps jumps;
    arrows->others = arrows->n;
    for (int o = ORDER_DF; o < ORDER_COUNT; o++) {
        if (!panel->orders[o])
            continue;
        find_first_jumps(part, panel, panel->functions[k], (enum order)(o - 1), &jumps);
        for (int i = 0; i < jumps.n && jumps.n < BREAKS_MAX; i++)
            if (!is_crowded(part, panel, &jumps, i))
                draw_arrow(part, panel, k, &jumps.items[i], neighbours(panel, &jumps, i), arrows);
    }
}

void scene_impulses(const struct part *part, const struct panel *panel)
{
    struct arrows arrows = {.n = 0};
    if (panel->depth > 0)
        return;
    for (int k = 0; k < panel->function_n; k++)
        draw_arrows_of(part, panel, k, &arrows);
}
