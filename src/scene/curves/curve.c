#include "scene/curves/curve.h"

#include <math.h>
#include <string.h>

#include "activation/reading.h"
#include "plot/layered_slope.h"

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

// The axis that a panel's curves are sampled for: its own, or of |f'|^L the log axis on which |f'|
// is drawn at the same heights, since log |f'|^L is L log |f'|.
static struct axis sampled_y(const struct panel *panel)
{
    if (panel->depth == 0)
        return panel->y;
    return (struct axis){.scale = SCALE_LOG,
                         .low = pow(10, panel->y.low / panel->depth),
                         .high = pow(10, panel->y.high / panel->depth)};
}

void panel_curve_map(const struct panel *panel, const struct curve *curve, double map[4])
{
    const struct axis y = sampled_y(panel);
    double ul = scale_forward(panel->x.scale, panel->x.low);
    double uh = scale_forward(panel->x.scale, panel->x.high);
    double vl = scale_forward(y.scale, y.low);
    double vh = scale_forward(y.scale, y.high);
    map[2] = panel->plot.w / (uh - ul);
    map[3] = -panel->plot.h / (vh - vl);
    map[0] = panel->plot.x + (curve->origin_u - ul) * map[2];
    map[1] = panel->plot.y + panel->plot.h + (curve->origin_v - vl) * map[3];
}

// The function's parameters; for the members of a family (from 1) with the one that is swept going
// evenly over its range.
static void parameters_of(const struct state *state, int function, int member,
                          double parameters[ACTIVATION_PARAMETERS_MAX])
{
    memcpy(parameters, state->parameters[function], sizeof state->parameters[function]);
    if (member > 0)
        parameters[state->sweep_parameter] =
            activation_sweep(state_function(state, function), state->sweep_parameter,
                             (double)(member - 1) / (SWEEP_CURVES - 1));
}

const struct curve *panel_curve(const struct part *part, const struct panel *panel, int index,
                                int function, enum order order, int member)
{
    double parameters[ACTIVATION_PARAMETERS_MAX];
    parameters_of(part->state, function, member, parameters);
    const struct sample_request request = {
        .activation = state_function(part->state, function),
        .parameters = parameters,
        .order = order,
        .x = panel->x,
        .y = sampled_y(panel),
        .width = panel->plot.w,
        .height = panel->plot.h,
        .margin = part->input->margin,
        .as_computed = panel->depth > 0,
        .magnitude = panel->depth > 0,
    };
    return curve_cache_get(part->input->cache, index * PANEL_CURVES + member, &request);
}

bool panel_crowded(const struct panel *panel)
{
    enum { READ_AT_ONCE = 8 };
    return panel->function_n > READ_AT_ONCE;
}

bool panel_recedes(const struct part *part, const struct panel *panel, int function)
{
    return panel_crowded(panel) && function != part->state->focus &&
           function != part->input->session->highlight;
}

static bool derivative_dashed(const struct panel *panel, enum order order)
{
    for (int o = 0; o < (int)order; o++)
        if (panel->orders[o])
            return true;
    return false;
}

void panel_dash(const struct part *part, const struct panel *panel, enum order order,
                struct stroke *stroke)
{
    const struct look *look = part->look;
    if (!derivative_dashed(panel, order))
        return;
    stroke->width *= look->derivative / look->curve;
    bool dotted = order == ORDER_D2F && derivative_dashed(panel, ORDER_DF);
    stroke->dash[0] = stroke->width * (dotted ? 1.5 : 5);
    stroke->dash[1] = stroke->width * (dotted ? 2.1 : 3);
    stroke->dash_n = 2;
}
