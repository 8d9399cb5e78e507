#include "scene/curves/ghost.h"

#include <stdlib.h>
#include <string.h>

#include "activation/own.h"
#include "base/memory.h"
#include "scene/curves/curve.h"

// A textbook formula, compiled. It is kept as long as the scene lives.
struct ghost {
    const struct activation *of;
    enum order order;
    struct own own;
};

enum { GHOSTS_MAX = 64 };

struct ghosts {
    int n;
    struct ghost items[GHOSTS_MAX];
};

void ghosts_free(struct ghosts *ghosts)
{
    if (ghosts == NULL)
        return;
    for (int i = 0; i < ghosts->n; i++)
        own_clear(&ghosts->items[i].own);
    free(ghosts);
}

static const struct ghost *compile(struct ghosts *ghosts, const struct activation *of,
                                   enum order order, const char *formula)
{
    struct ghost *ghost = &ghosts->items[ghosts->n];
    *ghost = (struct ghost){.of = of, .order = order};
    if (!own_formula(&ghost->own, formula, NULL))
        return NULL;
    expression_take_doubles(ghost->own.expression);
    ghosts->n++;
    return ghost;
}

static const struct ghost *ghost_find(const struct part *part, const struct activation *of,
                                      enum order order)
{
    const char *formula = of->textbook[order];
    struct scene *scene = part->scene;
    if (formula == NULL)
        return NULL;
    if (scene->ghosts == NULL)
        scene->ghosts = memory_new(1, sizeof *scene->ghosts);
    for (int i = 0; i < scene->ghosts->n; i++)
        if (scene->ghosts->items[i].of == of && scene->ghosts->items[i].order == order)
            return &scene->ghosts->items[i];
    return scene->ghosts->n < GHOSTS_MAX ? compile(scene->ghosts, of, order, formula) : NULL;
}

// The values of the function's parameters, in the order in which the formula names them.
static void ghost_parameters(const struct ghost *ghost, const double *parameters,
                             double out[ACTIVATION_PARAMETERS_MAX])
{
    const struct activation *own = &ghost->own.activation;
    for (int i = 0; i < own->parameter_count; i++) {
        int k = activation_parameter_find(ghost->of, own->parameters[i].name);
        out[i] = k >= 0 ? parameters[k] : own->parameters[i].initial;
    }
}

void scene_ghost(const struct part *part, const struct panel *panel, int place, int k,
                 enum order order)
{
    int function = panel->functions[k];
    const struct ghost *ghost = part->state->naive && panel->depth == 0
                                    ? ghost_find(part, state_function(part->state, function), order)
                                    : NULL;
    if (ghost == NULL)
        return;
    double parameters[ACTIVATION_PARAMETERS_MAX], map[4];
    ghost_parameters(ghost, part->state->parameters[function], parameters);
    const struct sample_request request = {
        .activation = &ghost->own.activation,
        .parameters = parameters,
        .order = ORDER_F,
        .x = panel->x,
        .y = panel->y,
        .width = panel->plot.w,
        .height = panel->plot.h,
        .margin = part->input->margin,
        .as_computed = true,
    };
    const struct curve *curve = curve_cache_get(part->input->cache, place, &request);
    double width = part->look->derivative * 0.8;
    const struct stroke stroke = {
        .width = width,
        .color = part->theme->text,
        .dash = {width * 1.4, width * 2.2},
        .dash_n = 2,
    };
    panel_curve_map(panel, curve, map);
    draw_curve(part->list, curve, map[0], map[1], map[2], map[3], &stroke);
}
