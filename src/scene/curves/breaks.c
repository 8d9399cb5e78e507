#include "scene/curves/breaks.h"

#include <math.h>
#include <stdio.h>

#include "activation/expression/expression.h"
#include "base/fact.h"
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

// --- words beside a mark ---

// What is done with the marks of a panel, in turn: they are drawn; where they stand is noted; their
// words are written.
enum doing { DRAW_MARKS, NOTE_MARKS, WRITE_WORDS };

// Where the marks of a panel stand, in pixels.
struct marks {
    enum doing doing;
    double x[BREAKS_MAX * 2];
    int n;
};

static void note_mark(struct marks *marks, double x)
{
    if (marks->n < (int)(sizeof marks->x / sizeof *marks->x))
        marks->x[marks->n++] = x;
}

enum {
    WORDS_MOST = 6
}; // marks with words in one panel: of more, some are an example for the others

// Writes words beside an upright mark around x, at a height or a little below or above it, between
// two limits; the first of two texts that covers nothing. Without room there are none.
static void draw_beside(const struct part *part, const struct marks *marks, double x, double y,
                        double side, const struct rect *between, const char *const texts[2],
                        struct color color)
{
    static const double levels[] = {0, 1.6, -1.6, 3.2, -3.2};
    enum { PLACES = 2 * sizeof levels / sizeof *levels };
    double cap = part->look->cap_label, clear = part->look->dot * 0.3; // of other marks
    for (int i = 0; i < 2; i++) {
        double w = part_text_width(part, texts[i], cap, WEIGHT_MEDIUM);
        struct place_search search = {.within = between, .jumps = marks->x, .jump_n = marks->n};
        for (int k = 0; k < PLACES; k++) {
            double left = k % 2 == 0 ? x + side : x - side - w;
            place_offer(
                &search,
                (struct rect){left - clear, y + levels[k / 2] * cap, w + 2 * clear, cap * 1.25},
                0.1 * k);
        }
        struct place_found found = place_find(part, &search);
        if (!found.fits || found.covered > 0 || found.dots > 0)
            continue;
        draw_text(part->list, found.rect.x + clear, found.rect.y + cap, cap, WEIGHT_MEDIUM,
                  TEXT_LEFT, color, texts[i]);
        return;
    }
}

// --- bars

// Writes which slopes lie between those at both sides of a kink: "∂ReLU(0) = [0, 1]".
static void slopes_text(const struct part *part, const struct panel *panel, int k,
                        const struct jump *jump, char *out, size_t size)
{
    const struct activation *activation = state_function(part->state, panel->functions[k]);
    struct fact x = fact_of(NULL, jump->x);
    struct fact low = fact_of(NULL, fmin(jump->left, jump->right));
    struct fact high = fact_of(NULL, fmax(jump->left, jump->right));
    snprintf(out, size, "∂%s(%s) %s [%s, %s]", activation->symbol, x.text,
             x.exact && low.exact && high.exact ? "=" : "≈", low.text, high.text);
}

// The bars of later functions are narrower, so that both are seen where one lies over another.
static double bar_width(const struct look *look, int k)
{
    return fmax(look->dot * fmax(0.12, 0.3 - 0.05 * k), look->grid);
}

// Draws the bar of a kink, or its name.
static void draw_bar(const struct part *part, const struct panel *panel, int k,
                     const struct jump *jump, struct marks *marks)
{
    const struct rect *p = &panel->plot;
    double x = panel_px(panel, jump->x);
    double from = panel_py(panel, jump->left), to = panel_py(panel, jump->right);
    if (!within(panel, x) || isnan(from) || isnan(to))
        return;
    double top = clamped(panel, fmin(from, to)), bottom = clamped(panel, fmax(from, to));
    double w = bar_width(part->look, k);
    if (!(bottom - top > 1))
        return;
    if (marks->doing == NOTE_MARKS)
        note_mark(marks, x);
    if (marks->doing == DRAW_MARKS)
        draw_rect(part->list, (struct rect){x - w / 2, top, w, bottom - top},
                  color_mix(part_color(part, panel->slots[k]), part->theme->background, 0.45));
    if (marks->doing != WRITE_WORDS)
        return;
    char name[3 * FACT_SIZE + 96];
    slopes_text(part, panel, k, jump, name, sizeof name);
    draw_beside(part, marks, x, (top + bottom) / 2 - part->look->cap_label, part->look->gap * 1.2,
                p, (const char *const[]){name, name}, part_ink(part, panel->slots[k]));
}

static void draw_bars(const struct part *part, const struct panel *panel, struct marks *marks)
{
    bool words = marks->doing == WRITE_WORDS;
    struct jumps kinks;
    int named = 0;
    if (!panel->orders[ORDER_DF] || panel->depth > 0)
        return;
    for (int k = 0; k < panel->function_n; k++) {
        if (words && panel_recedes(part, panel, panel->functions[k]))
            continue;
        find_first_jumps(part, panel, panel->functions[k], ORDER_DF, &kinks);
        for (int i = 0; i < kinks.n && kinks.n < BREAKS_MAX; i++)
            if (!words || named++ < WORDS_MOST)
                draw_bar(part, panel, k, &kinks.items[i], marks);
    }
}

void scene_subgradients(const struct part *part, const struct panel *panel)
{
    draw_bars(part, panel, &(struct marks){.doing = DRAW_MARKS});
}

// --- arrows

// The arrows drawn so far, in pixels: where a later function has one at the same place, its arrow
// stands beside it.
struct arrows {
    double at[BREAKS_MAX * 2];
    int n, others; // how many there are; how many of them are not this function's
    struct marks *marks;
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

// Draws a shaft with a gap between two slanted strokes: it is not to scale, as an impulse is
// infinitely high.
static void draw_shaft(const struct part *part, double x, double from, double tip,
                       struct color color)
{
    const struct look *look = part->look;
    double width = look->derivative, head = head_size(look);
    double way = tip < from ? 1 : -1; // from the tip back to the shaft
    double neck = tip + way * head, middle = (from + neck) / 2;
    double slant = head * 0.4, half = fmax(width * 1.1, head * 0.16);
    const double triangle[] = {x,   tip, x - head * HEAD_WIDTH / 2, neck, x + head * HEAD_WIDTH / 2,
                               neck};
    const struct stroke stroke = {.width = width, .color = color};
    draw_line(part->list, (const double[]){x, from, x, middle + way * half}, 2, &stroke);
    draw_line(part->list, (const double[]){x, middle - way * half, x, neck}, 2, &stroke);
    for (int i = -1; i <= 1; i += 2) {
        double y = middle + i * half;
        draw_line(part->list, (const double[]){x - slant, y + slant / 2, x + slant, y - slant / 2},
                  2, &stroke);
    }
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

// Writes an arrow's weight beside its tip, where several functions have arrows with the derivative
// that it belongs to, unless it would run into a neighbour, a curve or words.
static void draw_weight(const struct part *part, const struct panel *panel, int k, enum order order,
                        const struct jump *jump, double x, double tip, struct beside beside,
                        const struct marks *marks)
{
    const struct look *look = part->look;
    const struct rect *p = &panel->plot;
    double side = look->dot + look->gap * 0.4, head = look->dot * 0.3, cap = look->cap_label;
    double left = fmax(p->x, beside.left + head), right = fmin(p->x + p->w, beside.right - head);
    const struct rect between = {left, p->y, right - left, p->h};
    char weight[80], symbol[64], whole[160];
    weight_text(jump->right - jump->left, weight, sizeof weight);
    order_symbol(state_function(part->state, panel->functions[k]), order, symbol, sizeof symbol);
    snprintf(whole, sizeof whole, "%s: %s", symbol, weight);
    double y = fmin(fmax(tip, p->y + 2), p->y + p->h - 2 - cap);
    draw_beside(part, marks, x, y, side, &between,
                (const char *const[]){panel->function_n > 1 ? whole : weight, weight},
                part_ink(part, panel->slots[k]));
}

// All arrows of a panel are equally long, as far as there is room: their length means nothing.
#define ARROW_LENGTH 0.5 // of the panel's height

// Draws an impulse as an arrow from zero; where zero is out of the view, or not on the axis, it
// begins at the panel's edge.
static void draw_arrow(const struct part *part, const struct panel *panel, int k, enum order order,
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
    double length = fmin(panel->plot.h * ARROW_LENGTH, fabs(edge - from) * 0.9);
    double tip = up ? from - length : from + length;
    double at = x + arrows_at(arrows, x, part->look->dot) * head_size(part->look);
    if (arrows->marks->doing == NOTE_MARKS)
        note_mark(arrows->marks, at);
    else if (arrows->marks->doing == WRITE_WORDS)
        draw_weight(part, panel, k, order, jump, at, tip, beside, arrows->marks);
    else
        draw_shaft(part, at, from, tip, part_color(part, panel->slots[k]));
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
                draw_arrow(part, panel, k, (enum order)o, &jumps.items[i],
                           neighbours(panel, &jumps, i), arrows);
    }
}

static void draw_arrows(const struct part *part, const struct panel *panel, struct marks *marks)
{
    struct arrows arrows = {.marks = marks};
    if (panel->depth > 0)
        return;
    for (int k = 0; k < panel->function_n; k++)
        draw_arrows_of(part, panel, k, &arrows);
}

void scene_impulses(const struct part *part, const struct panel *panel)
{
    draw_arrows(part, panel, &(struct marks){.doing = DRAW_MARKS});
}

void scene_break_words(const struct part *part, const struct panel *panel)
{
    struct marks marks = {.doing = NOTE_MARKS};
    draw_arrows(part, panel, &marks);
    draw_bars(part, panel, &marks);
    marks.doing = WRITE_WORDS;
    draw_arrows(part, panel, &marks);
    if (panel->plot.h >= part->look->cap_label * 8)
        draw_bars(part, panel, &marks);
}
