#include "scene/parts.h"
#include "activation/reading.h"
#include "base/language.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "plot/decades.h"

double part_text_width(const struct part *part, const char *string, double cap,
                       enum text_weight weight)
{
    const struct text_metrics *metrics = part->input->metrics;
    return metrics->width(metrics->user, string, cap, weight);
}

void part_fit_text(const struct part *part, const char *from, double cap, enum text_weight weight,
                   double width, char *out, size_t size)
{
    text_copy(out, size - 4, from);
    size_t n = strlen(out);
    while (n > 0 && part_text_width(part, out, cap, weight) > width) {
        n = utf8_previous(out, n);
        memcpy(out + n, "…", sizeof "…");
    }
}

// A function's own colour, by its place in the catalogue (sigmoid the first, tanh the second); if
// one before it in the list has that, the next that is free. So colours stay while others come and
// go.
int part_place(const struct part *part, int slot)
{
    bool taken[THEME_CURVES] = {false};
    int used = 0, color = 0;
    for (int i = 0; i <= slot; i++) {
        if (part->state->shown[i].hidden && i != slot)
            continue; // what is not drawn takes no colour from what is
        if (used++ % THEME_CURVES == 0)
            memset(taken, 0, sizeof taken);
        color = (part->state->shown[i].function + THEME_CURVES - 1) % THEME_CURVES;
        while (taken[color])
            color = (color + 1) % THEME_CURVES;
        taken[color] = true;
    }
    return color;
}

struct color part_color(const struct part *part, int slot)
{
    return part->theme->curves[part_place(part, slot)];
}

struct color part_ink(const struct part *part, int slot)
{
    return color_ink(part_color(part, slot), part->theme);
}

double part_text_overlap(const struct part *part, struct rect r)
{
    static const double below = 0.3; // of a capital's height: what hangs below the line
    double length = 0;
    for (size_t i = part->scene->item_from; i < part->list->item_n; i++) {
        const struct draw_item *item = &part->list->items[i];
        if (item->kind != DRAW_TEXT || item->y + below * item->size < r.y ||
            item->y - item->size > r.y + r.h)
            continue;
        double width =
            part_text_width(part, draw_item_text(part->list, item), item->size, item->weight);
        double left = item->x - (item->align == TEXT_RIGHT    ? width
                                 : item->align == TEXT_CENTER ? width / 2
                                                              : 0);
        length += fmax(0, fmin(left + width, r.x + r.w) - fmax(left, r.x));
    }
    return length;
}

double panel_px(const struct panel *panel, double x)
{
    return panel->plot.x + axis_fraction(&panel->x, x) * panel->plot.w;
}

double panel_py(const struct panel *panel, double y)
{
    return panel->plot.y + (1 - axis_fraction(&panel->y, y)) * panel->plot.h;
}

void panel_ticks_y(const struct panel *panel, int most, struct ticks *ticks)
{
    if (panel->depth > 0)
        decades_ticks(&panel->y, most, ticks);
    else
        ticks_build(&panel->y, most, ticks);
}

double panel_value(const struct state *state, const struct panel *panel, int function,
                   enum order order, double x)
{
    double y = drawn_value(state_function(state, function), state->parameters[function], order, x);
    return panel->depth > 0 ? decades_of_slope(y, panel->depth) : y;
}

double panel_reading(const struct state *state, const struct panel *panel, int function,
                     enum order order, double x)
{
    double y =
        reading_value(state_function(state, function), state->parameters[function], order, x);
    return panel->depth > 0 ? decades_of_slope(y, panel->depth) : y;
}

void cursor_text(const struct part *part, char *out, size_t size)
{
    enum { SHORT = 8, MOST = 17 };
    const struct axis *axis = &part->input->view->x;
    double x = part->state->cursor_x, at = axis_fraction(axis, x);
    double pixel = fabs(axis_value(axis, at + 1 / fmax(part->input->width, 1)) - x);
    // As many digits as make a pixel's difference; all of a number that is short.
    double digits = x != 0 && pixel > 0 ? floor(log10(fabs(x))) - floor(log10(pixel)) + 1 : MOST;
    int told = (int)fmin(fmax(isfinite(digits) ? digits : MOST, FACT_DIGITS), MOST);
    struct fact fact = fact_number(x, told > SHORT ? told : SHORT, told);
    fact_write(out, size, "x", &fact);
}

struct zone *zone_add(const struct part *part, struct rect rect, int function, const char *click,
                      const char *double_click)
{
    if (part->scene->zone_n == ZONES_MAX)
        return NULL;
    struct zone *zone = &part->scene->zones[part->scene->zone_n++];
    *zone = (struct zone){.rect = rect, .function = function};
    text_copy(zone->click, sizeof zone->click, click);
    text_copy(zone->double_click, sizeof zone->double_click, double_click);
    return zone;
}

// The length of segment (x, y)-(x + dx, y + dy) inside a rectangle (Liang and Barsky 1984).
static double length_inside(struct rect r, double x, double y, double dx, double dy)
{
    const double p[4] = {-dx, dx, -dy, dy};
    const double q[4] = {x - r.x, r.x + r.w - x, y - r.y, r.y + r.h - y};
    double enter = 0, leave = 1;
    for (int i = 0; i < 4; i++) {
        if (p[i] == 0 && q[i] < 0)
            return 0;
        double at = q[i] / p[i];
        if (p[i] < 0)
            enter = at > enter ? at : enter;
        else if (p[i] > 0)
            leave = at < leave ? at : leave;
    }
    return enter < leave ? (leave - enter) * sqrt(dx * dx + dy * dy) : 0;
}

// The last vertex of [from, to) before u, or `from`: curves run rightwards.
static size_t vertex_before(const struct curve *curve, size_t from, size_t to, double u)
{
    while (to - from > 1) {
        size_t middle = from + (to - from) / 2;
        if (curve->vertices[middle].u < u)
            from = middle;
        else
            to = middle;
    }
    return from;
}

static double run_inside(const struct draw_item *item, size_t from, size_t to, struct rect r)
{
    const struct curve_vertex *vertices = item->curve->vertices;
    double low = (r.x - item->shift_x) / item->unit_x, length = 0;
    double high = (r.x + r.w - item->shift_x) / item->unit_x;
    for (size_t i = vertex_before(item->curve, from, to, low); i + 1 < to; i++) {
        const struct curve_vertex *a = &vertices[i], *b = a + 1;
        if (a->u > high)
            break;
        double y = item->shift_y + a->v * item->unit_y, dy = (b->v - a->v) * item->unit_y;
        if ((y < r.y && y + dy < r.y) || (y > r.y + r.h && y + dy > r.y + r.h))
            continue;
        length += length_inside(r, item->shift_x + a->u * item->unit_x, y,
                                (b->u - a->u) * item->unit_x, dy);
    }
    return length;
}

static double curve_inside(const struct draw_item *item, struct rect r)
{
    const struct curve *curve = item->curve;
    double length = 0;
    for (size_t run = 0; run < curve->run_n && item->unit_x > 0; run++) {
        size_t from = curve->runs[run], to = curve_run_end(curve, run);
        if (to > from)
            length += run_inside(item, from, to, r);
    }
    return length;
}

static double line_inside(const struct draw_list *list, const struct draw_item *item, struct rect r)
{
    const double *xy = draw_item_points(list, item);
    double length = 0;
    for (size_t i = 0; i + 1 < item->point_n; i++, xy += 2)
        length += length_inside(r, xy[0], xy[1], xy[2] - xy[0], xy[3] - xy[1]);
    return length;
}

double part_coverage(const struct part *part, struct rect rect)
{
    return part_coverage_up_to(part, rect, HUGE_VAL);
}

double part_coverage_up_to(const struct part *part, struct rect rect, double most)
{
    double length = 0;
    for (size_t i = part->scene->item_from; i < part->list->item_n && length <= most; i++) {
        const struct draw_item *item = &part->list->items[i];
        if (item->kind == DRAW_CURVE)
            length += curve_inside(item, rect);
        else if (item->kind == DRAW_LINE && item->point_n > 2) // not a leader or a bound
            length += line_inside(part->list, item, rect);
    }
    return length;
}

void order_symbol(const struct activation *activation, enum order order, char *out, size_t size)
{
    static const char *const primes[ORDER_COUNT] = {"", "′", "″"};
    snprintf(out, size, "%s%s", activation->symbol, primes[order]);
}
