#include "scene/curves/axes.h"

#include <math.h>

#include "scene/curves/curve.h"

static double snap(double position, double width)
{
    return floor(position - width / 2 + 0.5);
}

void axes_vertical(const struct part *part, const struct panel *panel, double fraction,
                   double width, struct color color)
{
    double x = snap(panel->plot.x + fraction * panel->plot.w, width);
    draw_rect(part->list, (struct rect){x, panel->plot.y, width, panel->plot.h}, color);
}

static void horizontal(const struct part *part, const struct panel *panel, double fraction,
                       double width, struct color color)
{
    double y = snap(panel->plot.y + (1 - fraction) * panel->plot.h, width);
    draw_rect(part->list, (struct rect){panel->plot.x, y, panel->plot.w, width}, color);
}

void axes_ticks(const struct part *part, const struct panel *panel, struct panel_ticks *ticks)
{
    const struct look *look = part->look;
    double cap = look->cap_axis;
    ticks_build(&panel->x, (int)fmin(look->ticks_x, fmax(2, panel->plot.w / (cap * 5.5))),
                &ticks->x);
    panel_ticks_y(panel, (int)fmin(look->ticks_y, fmax(2, panel->plot.h / (cap * 4.2))), &ticks->y);
}

void axes_grid(const struct part *part, const struct panel *panel, const struct panel_ticks *ticks)
{
    double width = part->look->grid;
    for (int i = 0; i < ticks->x.n; i++)
        if (ticks->x.items[i].major)
            axes_vertical(part, panel, ticks->x.items[i].fraction, width, part->theme->grid);
    for (int i = 0; i < ticks->y.n; i++)
        if (ticks->y.items[i].major)
            horizontal(part, panel, ticks->y.items[i].fraction, width, part->theme->grid);
}

// The lines x = 0 and y = 0; where 0 is out of sight, the panel's left and lower edge, fainter.
void axes_lines(const struct part *part, const struct panel *panel)
{
    const struct look *look = part->look;
    double x0 = axis_fraction(&panel->x, 0), y0 = axis_fraction(&panel->y, 0);
    bool has_x = panel->x.scale != SCALE_LOG && x0 >= 0 && x0 <= 1;
    bool has_y = panel->y.scale != SCALE_LOG && y0 >= 0 && y0 <= 1;
    axes_vertical(part, panel, has_x ? x0 : 0, has_x ? look->axis : look->grid,
                  has_x ? part->theme->axis : part->theme->grid);
    horizontal(part, panel, has_y ? y0 : 0, has_y ? look->axis : look->grid,
               has_y ? part->theme->axis : part->theme->grid);
}

void axes_numbers_x(const struct part *part, const struct panel *panel, const struct ticks *ticks)
{
    double cap = part->look->cap_axis, bottom = panel->plot.y + panel->plot.h;
    double baseline = bottom + panel->band + cap * 1.75;
    double right_edge = panel->plot.x + panel->plot.w;
    double note_at = right_edge;
    if (ticks->note[0] != '\0') {
        double w = part_text_width(part, ticks->note, cap, WEIGHT_REGULAR);
        note_at = right_edge - w;
        draw_text(part->list, right_edge, baseline, cap, WEIGHT_REGULAR, TEXT_RIGHT,
                  part->theme->text, ticks->note);
    }
    double free_from = -HUGE_VAL;
    for (int i = 0; i < ticks->n; i++) {
        const struct tick *t = &ticks->items[i];
        if (!t->major)
            continue;
        double x = panel->plot.x + t->fraction * panel->plot.w;
        double half = part_text_width(part, t->label, cap, WEIGHT_REGULAR) / 2;
        bool hits_note = ticks->note[0] != '\0' && x + half + cap > note_at;
        if (x - half < free_from || hits_note)
            continue;
        draw_text(part->list, x, baseline, cap, WEIGHT_REGULAR, TEXT_CENTER, part->theme->quiet,
                  t->label);
        free_from = x + half + cap * 0.6;
    }
}

void axes_numbers_y(const struct part *part, const struct panel *panel, const struct ticks *ticks)
{
    double cap = part->look->cap_axis, x = panel->plot.x - cap * 0.75;
    for (int i = 0; i < ticks->n; i++) {
        const struct tick *t = &ticks->items[i];
        if (!t->major)
            continue;
        double y = panel->plot.y + (1 - t->fraction) * panel->plot.h;
        draw_text(part->list, x, y + cap / 2, cap, WEIGHT_REGULAR, TEXT_RIGHT, part->theme->quiet,
                  t->label);
    }
}
