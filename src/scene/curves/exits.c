#include "scene/curves/exits.h"

#include <math.h>

#include "scene/curves/curve.h"

enum { EXITS_MAX = 4 }; // of a curve that comes and goes more often, the first ones

// The arrows drawn of one curve.
struct exits {
    double x[EXITS_MAX];
    int n;
};

static void draw_exit(const struct part *part, const struct panel *panel, double x, bool upwards,
                      struct color color, struct exits *exits)
{
    const struct rect *p = &panel->plot;
    double size = part->look->point * 1.5, way = upwards ? 1 : -1;
    double tip = upwards ? p->y + 1 : p->y + p->h - 1;
    if (x < p->x || x > p->x + p->w || exits->n == EXITS_MAX)
        return;
    for (int i = 0; i < exits->n; i++)
        if (fabs(exits->x[i] - x) < size * 2)
            return;
    exits->x[exits->n++] = x;
    const double arrow[] = {
        x, tip, x + size * 0.55, tip + way * size, x - size * 0.55, tip + way * size};
    draw_fill(part->list, arrow, 3, color);
}

void scene_exits(const struct part *part, const struct panel *panel, const struct curve *curve,
                 const double map[4], struct color color)
{
    const struct rect *p = &panel->plot;
    struct exits exits = {.n = 0};
    if (part->state->y_fixed[panel->row] || panel->depth > 0)
        return;
    for (size_t run = 0; run < curve->run_n; run++)
        for (size_t i = curve->runs[run]; i + 1 < curve_run_end(curve, run); i++) {
            const struct curve_vertex *a = &curve->vertices[i], *b = a + 1;
            double ya = map[1] + a->v * map[3], yb = map[1] + b->v * map[3];
            double edge = fmin(ya, yb) < p->y ? p->y : p->y + p->h;
            if ((ya - edge) * (yb - edge) >= 0)
                continue;
            double u = a->u + (b->u - a->u) * (edge - ya) / (yb - ya);
            draw_exit(part, panel, map[0] + u * map[2], edge == p->y, color, &exits);
        }
}
