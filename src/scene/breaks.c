// What a curve of numbers cannot show at a break: the impulse in the derivative of a jump, as an
// arrow with its weight, and the sub-gradients at a kink, as a bar between the one-sided slopes.

#include <math.h>
#include <stdio.h>

#include "base/text.h"
#include "scene/parts.h"

static bool agree(double a, double b)
{
    return fabs(a - b) <= 1e-12 * fmax(fabs(a), fabs(b));
}

static bool jumps(const struct activation_break *b, enum order order)
{
    return isfinite(b->left[order]) && isfinite(b->right[order]) &&
           !agree(b->left[order], b->right[order]);
}

// Whether the order's derivative has an impulse here: the order below is the first that jumps.
static bool has_impulse(const struct activation_break *b, enum order order)
{
    bool below = order == ORDER_D2F && !agree(b->left[ORDER_F], b->right[ORDER_F]);
    return order > ORDER_F && !below && jumps(b, (enum order)(order - 1));
}

static int breaks_of(const struct part *part, int function, struct activation_break *out)
{
    return activation_breaks(state_function(part->state, function),
                             part->state->parameters[function], out);
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

// Later bars are narrower, so that one over another shows both.
static void draw_bar(const struct part *part, const struct panel *panel, int k,
                     const struct activation_break *b)
{
    double x = panel_px(panel, b->x);
    double from = panel_py(panel, b->left[ORDER_DF]), to = panel_py(panel, b->right[ORDER_DF]);
    if (!within(panel, x) || isnan(from) || isnan(to))
        return;
    double top = clamped(panel, fmin(from, to)), bottom = clamped(panel, fmax(from, to));
    if (!(bottom - top > 1))
        return;
    double w = part->scene->look.dot * fmax(0.25, 0.7 - 0.15 * k);
    draw_rect(part->list, (struct rect){x - w / 2, top, w, bottom - top},
              color_mix(part_color(part, panel->slots[k]), part->theme->background, 0.6));
}

void scene_subgradients(const struct part *part, const struct panel *panel)
{
    struct activation_break breaks[ACTIVATION_BREAKS_MAX];
    if (!panel->orders[ORDER_DF] || panel->depth > 0)
        return;
    for (int k = 0; k < panel->function_n; k++) {
        int n = breaks_of(part, panel->functions[k], breaks);
        for (int i = 0; i < n; i++)
            if (agree(breaks[i].left[ORDER_F], breaks[i].right[ORDER_F]) &&
                jumps(&breaks[i], ORDER_DF))
                draw_bar(part, panel, k, &breaks[i]);
    }
}

// --- arrows

// Arrows that were drawn at a place: the next one there ends lower, so that every tip is seen.
struct arrows {
    double at[ACTIVATION_BREAKS_MAX * SHOWN_MAX];
    int n;
};

static int arrows_at(const struct arrows *arrows, double x, double reach)
{
    int n = 0;
    for (int i = 0; i < arrows->n; i++)
        n += fabs(arrows->at[i] - x) < reach;
    return n;
}

static void draw_shaft(const struct part *part, double x, double from, double tip,
                       struct color color)
{
    const struct look *look = &part->scene->look;
    double width = look->derivative, head = fmax(width * 4.5, look->dot * 1.3);
    double way = tip < from ? 1 : -1; // from the tip back to the shaft
    double neck = tip + way * head;
    const double line[] = {x, from, x, neck};
    const double triangle[] = {x, tip, x - head * 0.42, neck, x + head * 0.42, neck};
    const struct stroke stroke = {.width = width, .color = color};
    draw_line(part->list, line, 2, &stroke);
    draw_fill(part->list, triangle, 3, color);
}

// "δ", "0.5 δ", "−2 δ".
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

static void draw_weight(const struct part *part, const struct panel *panel, double x, double tip,
                        double weight, struct color color)
{
    const struct look *look = &part->scene->look;
    double cap = look->cap_label, side = look->dot + look->gap * 0.4;
    char label[80];
    weight_text(weight, label, sizeof label);
    double w = part_text_width(part, label, cap, WEIGHT_MEDIUM);
    bool left = x + side + w > panel->plot.x + panel->plot.w;
    double baseline =
        fmin(fmax(tip + cap, panel->plot.y + cap + 2), panel->plot.y + panel->plot.h - 2);
    draw_text(part->list, left ? x - side : x + side, baseline, cap, WEIGHT_MEDIUM,
              left ? TEXT_RIGHT : TEXT_LEFT, color, label);
}

// An impulse starts at zero and is infinitely high: the arrow goes most of the way to the panel's
// edge. Zero below the view, or a log axis: it comes in through the edge.
static void draw_arrow(const struct part *part, const struct panel *panel, int k, double at,
                       double weight, struct arrows *arrows)
{
    double x = panel_px(panel, at), zero = panel_py(panel, 0);
    double top = panel->plot.y, bottom = top + panel->plot.h;
    bool up = weight > 0, is_log = panel->y.scale == SCALE_LOG;
    if (!within(panel, x) || (is_log && !up))
        return;
    double from = is_log || isnan(zero) ? bottom : clamped(panel, zero), edge = up ? top : bottom;
    if (fabs(edge - from) < part->scene->look.dot * 3)
        return;
    int before = arrows_at(arrows, x, part->scene->look.dot);
    double reach = fmax(0.82 - 0.16 * before, 0.2);
    double tip = from + (edge - from) * reach;
    struct color color = part_color(part, panel->slots[k]);
    draw_shaft(part, x, from, tip, color);
    draw_weight(part, panel, x, tip, weight, color);
    if (arrows->n < (int)(sizeof arrows->at / sizeof *arrows->at))
        arrows->at[arrows->n++] = x;
}

static void draw_arrows_of(const struct part *part, const struct panel *panel, int k,
                           struct arrows *arrows)
{
    struct activation_break breaks[ACTIVATION_BREAKS_MAX];
    int n = breaks_of(part, panel->functions[k], breaks);
    for (int o = ORDER_DF; o < ORDER_COUNT; o++)
        for (int i = 0; panel->orders[o] && i < n; i++)
            if (has_impulse(&breaks[i], (enum order)o))
                draw_arrow(part, panel, k, breaks[i].x,
                           breaks[i].right[o - 1] - breaks[i].left[o - 1], arrows);
}

void scene_impulses(const struct part *part, const struct panel *panel)
{
    struct arrows arrows = {.n = 0};
    if (panel->depth > 0)
        return;
    for (int k = 0; k < panel->function_n; k++)
        draw_arrows_of(part, panel, k, &arrows);
}
