#include "scene/curves/markers.h"

#include <math.h>

#include "scene/curves/curve.h"

#define PER_PANEL 6.0 // about so many markers along a curve

bool part_marked(const struct part *part)
{
    bool crowd = state_visible_count(part->state) > THEME_CURVES && !state_by_function(part->state);
    return part->theme->marked || part->state->lecture.markers || crowd;
}

// Draws a bar from one corner of a square to the opposite one, falling to the right for 1 and to
// the left for -1.
static void draw_diagonal(struct draw_list *list, double x, double y, double r, double half,
                          double falls, struct color color)
{
    double d = half * 0.7071;
    const double bar[] = {x - r - d, y - falls * (r - d), x - r + d, y - falls * (r + d),
                          x + r + d, y + falls * (r - d), x + r - d, y + falls * (r + d)};
    draw_fill(list, bar, 4, color);
}

void marker_draw(const struct part *part, enum marker marker, double x, double y, double size,
                 struct color color)
{
    struct draw_list *list = part->list;
    double r = size / 2, bar = fmax(1.5, size * 0.26);
    switch (marker) {
    case MARKER_CIRCLE:
        draw_disc(list, x, y, size, color);
        break;
    case MARKER_SQUARE:
        r *= 0.88;
        draw_fill(list, (const double[]){x - r, y - r, x + r, y - r, x + r, y + r, x - r, y + r}, 4,
                  color);
        break;
    case MARKER_TRIANGLE:
        r *= 1.15;
        draw_fill(list,
                  (const double[]){x, y - r, x + 0.87 * r, y + 0.5 * r, x - 0.87 * r, y + 0.5 * r},
                  3, color);
        break;
    case MARKER_DIAMOND:
        r *= 1.15;
        draw_fill(list, (const double[]){x, y - r, x + r, y, x, y + r, x - r, y}, 4, color);
        break;
    case MARKER_PLUS:
        r *= 1.15;
        draw_rect(list, (struct rect){x - r, y - bar / 2, 2 * r, bar}, color);
        draw_rect(list, (struct rect){x - bar / 2, y - r, bar, 2 * r}, color);
        break;
    case MARKER_CROSS:
        draw_diagonal(list, x, y, r, bar / 2, 1, color);
        draw_diagonal(list, x, y, r, bar / 2, -1, color);
        break;
    case MARKER_NONE:
    case MARKER_COUNT:
        break;
    }
}

void marker_swatch(const struct part *part, int slot, double x, double y, double size)
{
    enum marker marker = look_marker(part->theme, part_look(part, slot));
    struct color color = part_color(part, slot);
    if (!part_marked(part))
        draw_disc(part->list, x, y, size, color);
    else if (marker != MARKER_NONE)
        marker_draw(part, marker, x, y, size, color);
    else // its line
        draw_rect(part->list, (struct rect){x - size / 2, y - size / 6, size, size / 3}, color);
}

// A round distance, at most 1/PER_PANEL of the axis: 1, 2 or 5 times a power of ten.
static double round_step(double span)
{
    double raw = span / PER_PANEL, unit = pow(10, floor(log10(raw)));
    double times = raw / unit;
    return unit * (times >= 5 ? 5 : times >= 2 ? 2 : 1);
}

// Markers stand at round values of x, so that they keep still while the view moves. Those of each
// look are shifted a little further, so that the markers of curves that run together
// lie side by side.
void scene_markers(const struct part *part, const struct panel *panel, int k, enum order order,
                   struct color color)
{
    int look = part_look(part, panel->slots[k]), round = look / THEME_CURVES;
    double among = (look_place(look) + (double)round / MARKER_COUNT) / THEME_CURVES;
    enum marker marker = look_marker(part->theme, look);
    double low = scale_forward(panel->x.scale, panel->x.low);
    double high = scale_forward(panel->x.scale, panel->x.high);
    double step = round_step(high - low), shift = step * among;
    if (!part_marked(part) || marker == MARKER_NONE || !(step > 0))
        return;
    double first = ceil((low - shift) / step);
    for (int i = 0; i < 4 * PER_PANEL; i++) {
        double u = (first + i) * step + shift;
        if (u > high)
            return;
        double x = scale_inverse(panel->x.scale, u);
        double value = panel_value(part->state, panel, panel->functions[k], order, x);
        double py = panel_py(panel, value);
        if (py >= panel->plot.y && py <= panel->plot.y + panel->plot.h)
            marker_draw(part, marker, panel_px(panel, x), py, part->look->point * 1.35, color);
    }
}

void part_dash(const struct part *part, int slot, struct stroke *stroke)
{
    int place = look_place(part_look(part, slot));
    if (!part_marked(part) || stroke->dash_n > 0)
        return;
    stroke->dash_n = part->theme->dash_n[place];
    for (int i = 0; i < stroke->dash_n; i++)
        stroke->dash[i] = part->theme->dashes[place][i] * stroke->width;
}
