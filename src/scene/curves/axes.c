#include "scene/curves/axes.h"

#include <math.h>

#include "scene/curves/curve.h"
#include "scene/zone.h"

#define NUMBERS_APART 0.6 // at least, in capital heights

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

static double x_width(const struct part *part, const struct tick *tick)
{
    return part_text_width(part, tick->label, part->look->cap_axis, WEIGHT_REGULAR);
}

// Whether all numbers of an axis of that length have room beside each other: as words along x, as
// lines along y.
static bool numbers_fit(const struct part *part, const struct ticks *ticks, double length,
                        bool along_x)
{
    double cap = part->look->cap_axis;
    const struct tick *before = NULL;
    for (int i = 0; i < ticks->n; i++) {
        const struct tick *t = &ticks->items[i];
        if (!t->major)
            continue;
        double least = along_x && before != NULL
                           ? (x_width(part, t) + x_width(part, before)) / 2 + cap * NUMBERS_APART
                           : cap * 2;
        if (before != NULL && (t->fraction - before->fraction) * length < least)
            return false;
        before = t;
    }
    return true;
}

// A short axis has three numbers where these fit, so that 0 can stand between two others.
enum { SHORT_AXIS = 3 };

void axes_ticks_x(const struct part *part, const struct panel *panel, struct ticks *ticks)
{
    const struct look *look = part->look;
    int most = (int)fmin(look->ticks_x, fmax(2, panel->plot.w / (look->cap_axis * 5.5)));
    ticks_build(&panel->x, most < SHORT_AXIS ? SHORT_AXIS : most, ticks);
    if (most < SHORT_AXIS && !numbers_fit(part, ticks, panel->plot.w, true))
        ticks_build(&panel->x, most, ticks);
}

void axes_ticks_y(const struct part *part, const struct panel *panel, struct ticks *ticks)
{
    const struct look *look = part->look;
    int most = (int)fmin(look->ticks_y, fmax(2, panel->plot.h / (look->cap_axis * 4.2)));
    panel_ticks_y(panel, most < SHORT_AXIS ? SHORT_AXIS : most, ticks);
    if (most < SHORT_AXIS && !numbers_fit(part, ticks, panel->plot.h, false))
        panel_ticks_y(panel, most, ticks);
}

double axes_widest_x(const struct part *part, const struct ticks *ticks)
{
    double widest = 0;
    for (int i = 0; i < ticks->n; i++)
        if (ticks->items[i].major)
            widest = fmax(widest, x_width(part, &ticks->items[i]));
    return widest;
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

double axes_note_height(const struct part *part)
{
    return part->look->cap_axis * 1.9;
}

// The stretches of an axis, in pixels, that numbers have taken.
struct taken {
    struct {
        double from, to;
    } items[TICKS_MAX];
    int n;
};

// Takes a stretch, if none of the others is nearer to it than `apart`.
static bool take(struct taken *taken, double from, double to, double apart)
{
    for (int i = 0; i < taken->n; i++)
        if (from < taken->items[i].to + apart && taken->items[i].from - apart < to)
            return false;
    taken->items[taken->n].from = from;
    taken->items[taken->n++].to = to;
    return true;
}

// Draws one number, unless it would be cut or run into another.
static void draw_number_x(const struct part *part, const struct panel *panel,
                          const struct tick *tick, double baseline, struct taken *taken)
{
    double cap = part->look->cap_axis, x = panel->plot.x + tick->fraction * panel->plot.w;
    double half = x_width(part, tick) / 2;
    if (x - half < panel->plot.x - panel->reach_left ||
        x + half > panel->plot.x + panel->plot.w + panel->reach_right ||
        !take(taken, x - half, x + half, cap * NUMBERS_APART))
        return;
    draw_text(part->list, x, baseline, cap, WEIGHT_REGULAR, TEXT_CENTER, part->theme->quiet,
              tick->label);
}

void axes_numbers_x(const struct part *part, const struct panel *panel, const struct ticks *ticks)
{
    const struct rect *r = &panel->numbers_x;
    double around = part->look->cap_axis * 1.2; // the outer numbers hang over
    zone_ground(part, (struct rect){r->x - around, r->y, r->w + 2 * around, r->h});
    double cap = part->look->cap_axis;
    double baseline = panel->plot.y + panel->plot.h + panel->band + cap * 1.75;
    struct taken taken = {.n = 0};
    for (int pass = 0; pass < 2; pass++)
        for (int i = 0; i < ticks->n; i++)
            if (ticks->items[i].major && (ticks->items[i].value == 0) == (pass == 0))
                draw_number_x(part, panel, &ticks->items[i], baseline, &taken);
    if (panel->notes_x)
        draw_text(part->list, panel->plot.x + panel->plot.w, baseline + axes_note_height(part), cap,
                  WEIGHT_REGULAR, TEXT_RIGHT, part->theme->text, ticks->note);
}

void axes_numbers_y(const struct part *part, const struct panel *panel, const struct ticks *ticks)
{
    double cap = part->look->cap_axis, x = panel->plot.x - cap * 0.75;
    struct taken taken = {.n = 0};
    for (int pass = 0; pass < 2; pass++)
        for (int i = 0; i < ticks->n; i++) {
            const struct tick *t = &ticks->items[i];
            double y = panel->plot.y + (1 - t->fraction) * panel->plot.h;
            if (t->major && (t->value == 0) == (pass == 0) &&
                take(&taken, y - cap / 2, y + cap / 2, cap * 0.4))
                draw_text(part->list, x, y + cap / 2, cap, WEIGHT_REGULAR, TEXT_RIGHT,
                          part->theme->quiet, t->label);
        }
}
