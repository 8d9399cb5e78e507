#include "scene/curves/cursor_values.h"

#include <math.h>
#include <stdio.h>

#include "activation/reading.h"
#include "base/fact.h"
#include "base/text.h"
#include "plot/layered_slope.h"
#include "scene/curves/curve.h"
#include "scene/place.h"

enum { VALUE_DIGITS = 4 };

void cursor_text(const struct part *part, char *out, size_t size)
{
    enum { SHORT = 8, MOST = 17 };
    const struct axis *axis = &part->input->view->x;
    double x = part->state->cursor_x, at = axis_fraction(axis, x);
    double pixel = fabs(axis_value(axis, at + 1 / fmax(part->input->width, 1)) - x);
    // It gets as many digits as make a difference of a pixel; a short number is written whole.
    double digits = x != 0 && pixel > 0 ? floor(log10(fabs(x))) - floor(log10(pixel)) + 1 : MOST;
    int told = (int)fmin(fmax(isfinite(digits) ? digits : MOST, FACT_DIGITS), MOST);
    struct fact fact = fact_number(x, told > SHORT ? told : SHORT, told);
    fact_write(out, size, "x", &fact);
}

bool values_in_panels(const struct part *part)
{
    return state_by_function(part->state) && state_visible_count(part->state) > 1;
}

static bool cursor_in_view(const struct part *part)
{
    double at = axis_fraction(&part->input->view->x, part->state->cursor_x);
    return part->state->readout && part->state->cursor_on && at >= 0 && at <= 1;
}

// The best place for a value in the panel: right or left of its point, or above or below it, and
// then more to one side or the other.
static struct rect value_place(const struct part *part, const struct panel *panel, double x,
                               double y, double w, double h, bool *ambiguous)
{
    static const double levels[] = {0, -0.9, 0.9, -1.8, 1.8, -2.7, 2.7, -3.6, 3.6};
    enum { LEVELS = sizeof levels / sizeof levels[0], SIDES = 7 };
    const struct rect *p = &panel->plot;
    double gap = part->look->gap;
    struct place_search search = {
        .panels = panel, .panel_n = 1, .within = p, .has_own = true, .own_x = x, .own_y = y};
    const double sides[SIDES] = {x + gap,      x - gap - w, x + 4 * gap, x - 4 * gap - w,
                                 x - 0.25 * w, x - 0.5 * w, x - 0.75 * w};
    static const double costs[SIDES] = {0, 0.15, 2, 2.15, 0.3, 0.3, 0.3};
    for (int i = 0; i < SIDES * LEVELS; i++) {
        double level = levels[i / SIDES];
        bool on_point = i % SIDES >= 4 && fabs(level) < 1; // where the value would lie on it
        if (on_point)
            continue;
        struct rect r = {sides[i % SIDES], y - h / 2 + level * h, w, h};
        r.x = fmax(p->x, fmin(r.x, p->x + p->w - w));
        r.y = fmax(p->y, fmin(r.y, p->y + p->h - h));
        place_offer(&search, r, gap * (0.6 * fabs(level) + costs[i % SIDES]));
    }
    struct rect found = place_find(part, &search).rect;
    *ambiguous = place_is_ambiguous(part, &search, found);
    return found;
}

// Draws a thin line from a point to its value.
static void draw_leader(const struct part *part, struct rect r, double x, double y)
{
    const struct stroke thin = {.width = fmax(1, part->look->grid), .color = part->theme->quiet};
    const double line[] = {x, y, fmin(fmax(x, r.x), r.x + r.w), fmin(fmax(y, r.y), r.y + r.h)};
    draw_line(part->list, line, 2, &thin);
}

// Writes the value of an order at the cursor, or the power of it that the panel draws.
static void value_text(const struct part *part, const struct panel *panel, int function,
                       enum order order, char *out, size_t size)
{
    const struct state *state = part->state;
    struct reading reading = reading_at(state_function(state, function),
                                        state->parameters[function], order, state->cursor_x);
    if (panel->depth > 0)
        decades_show(out, size, panel_reading(state, panel, function, order, state->cursor_x),
                     VALUE_DIGITS - 1);
    else
        reading_text(&reading, VALUE_DIGITS, out, size);
}

static void draw_value(const struct part *part, const struct panel *panel, enum order order)
{
    const struct look *look = part->look;
    double cap = fmax(look->cap_label * 0.95, fmin(look->cap_label, look->least_readout));
    double x = part->state->cursor_x, px = panel_px(panel, x);
    double py = panel_py(panel, panel_value(part->state, panel, panel->functions[0], order, x));
    char text[FACT_SIZE];
    value_text(part, panel, panel->functions[0], order, text, sizeof text);
    double edge = panel->plot.y + panel->plot.h;
    // A value that is beyond the panel is written at its edge, so that it can be read nevertheless.
    double at = isnan(py) ? edge : fmin(fmax(py, panel->plot.y), edge);
    double w = part_text_width(part, text, cap, WEIGHT_MEDIUM) + cap * 0.7, h = cap * 1.7;
    bool ambiguous;
    if (w > panel->plot.w) // a value that is cut is another value
        return;
    struct rect r = value_place(part, panel, px, at, w, h, &ambiguous);
    if (ambiguous || place_distance(r, px, at) > look->gap * 3)
        draw_leader(part, r, px, at);
    struct color back = part->theme->background;
    back.a = 215;
    draw_round_rect(part->list, r, cap * 0.4, back);
    draw_text(part->list, r.x + w / 2, r.y + h / 2 + cap / 2, cap, WEIGHT_MEDIUM, TEXT_CENTER,
              part->theme->text, text);
}

void scene_values(const struct part *part, const struct panel *panel)
{
    bool room = panel->plot.h >= part->look->cap_label * 3;
    if (!values_in_panels(part) || !cursor_in_view(part) || panel->function_n == 0 || !room)
        return;
    for (int o = 0; o < ORDER_COUNT; o++)
        if (panel->orders[o])
            draw_value(part, panel, (enum order)o);
}

double scene_cursor_x(const struct part *part, double right, double baseline)
{
    const struct look *look = part->look;
    char text[FACT_SIZE + 16];
    if (!values_in_panels(part) || !cursor_in_view(part))
        return 0;
    cursor_text(part, text, sizeof text);
    draw_text(part->list, right, baseline, look->cap_readout, WEIGHT_BOLD, TEXT_RIGHT,
              part->theme->text, text);
    double w = part_text_width(part, "x = −0.00000", look->cap_readout, WEIGHT_BOLD);
    return fmax(w, part_text_width(part, text, look->cap_readout, WEIGHT_BOLD)) + 2 * look->gap;
}
