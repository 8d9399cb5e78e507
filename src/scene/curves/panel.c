#include "scene/curves/panel.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "activation/reading.h"
#include "plot/ticks.h"
#include "scene/curves/above.h"
#include "scene/curves/absences.h"
#include "scene/curves/axes.h"
#include "scene/curves/breaks.h"
#include "scene/curves/cursor_values.h"
#include "scene/curves/curve.h"
#include "scene/curves/depth.h"
#include "scene/curves/exits.h"
#include "scene/curves/ghost.h"
#include "scene/curves/histogram.h"
#include "scene/curves/labels.h"
#include "scene/curves/markers.h"
#include "scene/curves/points.h"
#include "scene/curves/proof.h"
#include "scene/curves/saturation.h"
#include "scene/formula/inset.h"

// --- curves ---

// Whether several orders share the panel: then dashes tell these apart, and not functions.
static bool orders_share(const struct panel *panel)
{
    int n = 0;
    for (int o = 0; o < ORDER_COUNT; o++)
        n += panel->orders[o];
    return n > 1;
}

static struct stroke curve_stroke(const struct part *part, const struct panel *panel, int k,
                                  enum order order)
{
    const struct look *look = part->look;
    int function = panel->functions[k];
    int highlight = part->input->session->highlight;
    bool focused = function == part->state->focus && panel->function_n > 1;
    struct stroke stroke = {
        .width = focused ? look->focused : look->curve,
        .color = part_color(part, panel->slots[k]),
    };
    bool highlights = highlight >= 0 && state_shown_find(part->state, highlight) >= 0;
    if (highlights && function == highlight)
        stroke.width = look->focused * 1.25;
    else if (panel_recedes(part, panel, function))
        stroke.color = color_mix(stroke.color, part->theme->background, highlights ? 0.75 : 0.5);
    else if (highlights && !panel_crowded(panel))
        stroke.color = color_mix(stroke.color, part->theme->background, 0.68);
    panel_dash(part, panel, order, &stroke);
    if (!orders_share(panel))
        part_dash(part, panel->slots[k], &stroke);
    return stroke;
}

static void draw_dots(const struct part *part, const struct curve *curve, const double map[4],
                      const struct stroke *stroke)
{
    const struct look *look = part->look;
    double diameter = fmax(look->dot, stroke->width * 2.4);
    for (size_t i = 0; i < curve->dot_n; i++) {
        const struct curve_dot *dot = &curve->dots[i];
        double x = map[0] + dot->u * map[2], y = map[1] + dot->v * map[3];
        if (dot->filled)
            draw_disc(part->list, x, y, diameter, stroke->color);
        else
            draw_ring(part->list, x, y, diameter, look->dot_ring, stroke->color,
                      part->theme->background);
    }
}

// The family of a sweep: nine values over the parameter's range, thin and pale, under the curve
// itself.
static void draw_sweep(const struct part *part, const struct panel *panel, int index, int k,
                       enum order order)
{
    struct stroke stroke = curve_stroke(part, panel, k, order);
    stroke.width *= 0.6;
    stroke.color = color_mix(stroke.color, part->theme->background, 0.55);
    for (int i = 1; i <= SWEEP_CURVES; i++) {
        double map[4];
        const struct curve *curve = panel_curve(part, panel, index, panel->functions[k], order, i);
        panel_curve_map(panel, curve, map);
        draw_curve(part->list, curve, map[0], map[1], map[2], map[3], &stroke);
    }
}

static void draw_one_curve(const struct part *part, const struct panel *panel, int panel_index,
                           int k, enum order order)
{
    int function = panel->functions[k];
    double map[4];
    if (function == part->state->sweep_function)
        draw_sweep(part, panel, panel_index, k, order);
    const struct curve *curve = panel_curve(part, panel, panel_index, function, order, 0);
    panel_curve_map(panel, curve, map);
    struct stroke stroke = curve_stroke(part, panel, k, order);
    draw_curve(part->list, curve, map[0], map[1], map[2], map[3], &stroke);
    scene_markers(part, panel, k, order, stroke.color);
    draw_dots(part, curve, map, &stroke);
    scene_exits(part, panel, curve, map, stroke.color);
    scene_ghost(part, panel, panel_index * PANEL_CURVES, k, order);
}

// All curves, the highlighted and the focused function last, so that they lie on top.
static void draw_curves(const struct part *part, const struct panel *panel, int index)
{
    int top = part->input->session->highlight;
    if (top < 0 || state_shown_find(part->state, top) < 0)
        top = part->state->focus;
    for (int pass = 0; pass < 2; pass++)
        for (int k = 0; k < panel->function_n; k++)
            if ((panel->functions[k] == top) == (pass == 1))
                for (int o = ORDER_COUNT; o-- > 0;)
                    if (panel->orders[o])
                        draw_one_curve(part, panel, index, k, (enum order)o);
}

// --- the trace cursor ---

static void draw_cursor(const struct part *part, const struct panel *panel)
{
    const struct look *look = part->look;
    double x = part->state->cursor_x, fraction = axis_fraction(&panel->x, x);
    if (!part->state->cursor_on || !(fraction >= 0 && fraction <= 1))
        return;
    axes_vertical(part, panel, fraction, look->cursor, part->theme->cursor);
}

// The height of the curve at the cursor; NaN where the function has no value there, even if
// computing in doubles gives one.
static double cursor_py(const struct part *part, const struct panel *panel, int function,
                        enum order order)
{
    const struct state *state = part->state;
    struct reading reading = reading_at(state_function(state, function),
                                        state->parameters[function], order, state->cursor_x);
    return isnan(reading.value)
               ? (double)NAN
               : panel_py(panel, panel_value(state, panel, function, order, state->cursor_x));
}

static void draw_cursor_dots(const struct part *part, const struct panel *panel)
{
    const struct look *look = part->look;
    double x = part->state->cursor_x, px = panel_px(panel, x);
    if (!part->state->cursor_on || !(px >= panel->plot.x && px <= panel->plot.x + panel->plot.w))
        return;
    for (int k = 0; k < panel->function_n; k++)
        for (int o = 0; o < ORDER_COUNT; o++) {
            if (!panel->orders[o])
                continue;
            int id = panel->functions[k];
            double py = cursor_py(part, panel, id, (enum order)o);
            if (!(py >= panel->plot.y - 1 && py <= panel->plot.y + panel->plot.h + 1))
                continue;
            bool focused = id == part->state->focus;
            draw_disc(part->list, px, py, look->point * (focused ? 1.9 : 1.5),
                      part->theme->background);
            draw_disc(part->list, px, py, look->point * (focused ? 1.4 : 1.0),
                      part_color(part, panel->slots[k]));
        }
}

// What lies under the curves, and the curves with their marks, which end at the panel's edges.
static void draw_plot(const struct part *part, const struct panel *panel, int index,
                      const struct panel_ticks *ticks)
{
    if (part->state->grid)
        axes_grid(part, panel, ticks);
    scene_saturation_shade(part, panel);
    scene_histograms(part, panel);
    axes_lines(part, panel);
    draw_cursor(part, panel);
    draw_clip(part->list, panel->plot);
    scene_subgradients(part, panel);
    scene_impulses(part, panel);
    draw_curves(part, panel, index);
    scene_proof_marks(part, panel, index);
    scene_points(part, panel);
    scene_break_words(part, panel);
    draw_cursor_dots(part, panel);
    draw_clip(part->list, (struct rect){0});
}

void scene_panel(const struct part *page, const struct panel *panel, int index)
{
    struct panel_ticks *ticks = &(struct panel_ticks){0};
    // Words in a panel keep off what this panel has drawn, not off its neighbours.
    struct part own = *page;
    own.first_item = page->list->item_n;
    const struct part *part = &own;
    axes_ticks_x(part, panel, &ticks->x);
    axes_ticks_y(part, panel, &ticks->y);
    draw_plot(part, panel, index, ticks);
    if (panel->numbers_x.w > 0)
        axes_numbers_x(part, panel, &ticks->x);
    if (panel->numbers_y.w > 0)
        axes_numbers_y(part, panel, &ticks->y);
    scene_above(part, panel, panel->numbers_y.w > 0 ? ticks->y.note : "");
    scene_formula(part, panel);
    scene_absences(part, panel, index);
    scene_proof_words(part, panel, index);
    scene_depth_absences(part, panel);
    scene_depth_bounds(part, panel);
    scene_histogram_words(part, panel);
    scene_band(part, panel);
    scene_values(part, panel);
    if (!part->state->legend)
        scene_end_labels(part, panel);
}
