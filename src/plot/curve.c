#include "plot/curve.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void curve_free(struct curve *curve)
{
    if (curve == NULL)
        return;
    free(curve->vertices);
    free(curve->runs);
    memset(curve, 0, sizeof *curve);
}

size_t curve_run_end(const struct curve *curve, size_t run)
{
    return run + 1 < curve->run_n ? curve->runs[run + 1] : curve->n;
}

double curve_bound(const struct curve *curve, size_t i, double unit_x, double unit_y)
{
    double zoom = fmax(fabs(unit_x) / curve->unit_x, fabs(unit_y) / fabs(curve->unit_y));
    return (double)curve->vertices[i].bound * zoom;
}

struct curve_proof curve_proof(const struct curve *curve)
{
    struct curve_proof proof = {.pieces = 0};
    for (size_t run = 0; run < curve->run_n; run++)
        for (size_t i = curve->runs[run] + 1; i < curve_run_end(curve, run); i++) {
            double bound = (double)curve->vertices[i].bound;
            proof.pieces++;
            proof.bounded += bound < HUGE_VAL;
            if (!(bound <= CURVE_PROVEN_PIXELS))
                continue;
            proof.proven++;
            proof.worst = fmax(proof.worst, bound);
        }
    return proof;
}

// The geometric mean of two units, in which lengths along a curve are compared.
static double mean_unit(double unit_x, double unit_y)
{
    return sqrt(fabs(unit_x * unit_y));
}

double curve_anchor_along(const struct curve *curve, double unit_x, double unit_y)
{
    if (curve->anchor >= curve->n)
        return 0;
    if (curve->dashes_kept)
        return curve->anchor_along * mean_unit(unit_x, unit_y) /
               mean_unit(curve->unit_x, curve->unit_y);
    if (curve->vertices[curve->anchor].x == 0)
        return 0;
    return (curve->origin_u + curve->vertices[curve->anchor].u) * unit_x;
}

// The length of the strokes, in pixels, from the first vertex to vertex `last`, or to where u is
// reached if that is sooner. Gaps between runs have no length.
static double drawn_length(const struct curve *curve, size_t last, double u)
{
    double length = 0;
    for (size_t run = 0; run < curve->run_n; run++)
        for (size_t i = curve->runs[run] + 1; i < curve_run_end(curve, run); i++) {
            const struct curve_vertex *a = &curve->vertices[i - 1], *b = a + 1;
            if (i > last || a->u > u)
                return length;
            double share = b->u > u ? (u - a->u) / (b->u - a->u) : 1;
            length += share * hypot((b->u - a->u) * curve->unit_x, (b->v - a->v) * curve->unit_y);
        }
    return length;
}

// The length of the strokes from the anchor to x, in pixels; negative to the left.
static double length_from_anchor(const struct curve *curve, double x, enum scale_kind scale)
{
    double u = scale_forward(scale, x) - curve->origin_u;
    return drawn_length(curve, curve->n, u) - drawn_length(curve, curve->anchor, HUGE_VAL);
}

// The x of a vertex in view where the curve is flattest, or `otherwise` if there is none. A mark
// must not lie on a steep stroke: there, a small error of x is a large one along the curve.
static double flattest_in_view(const struct curve *curve, const struct axis *view, double otherwise)
{
    double best = otherwise, least = HUGE_VAL;
    for (size_t run = 0; run < curve->run_n; run++)
        for (size_t i = curve->runs[run] + 1; i < curve_run_end(curve, run); i++) {
            const struct curve_vertex *a = &curve->vertices[i - 1], *b = a + 1;
            double slope = fabs((b->v - a->v) / (b->u - a->u));
            if (a->x < view->low || b->x > view->high || !(slope < least))
                continue;
            least = slope;
            best = b->x;
        }
    return best;
}

struct dash_mark curve_mark_dashes(const struct curve *curve, const struct axis *view)
{
    struct dash_mark mark = {.set = false};
    if (curve->revision == 0 || curve->anchor >= curve->n)
        return mark;
    double from = curve->vertices[curve->anchor].x;
    if (from == 0 && !curve->dashes_kept && view->low <= 0 && view->high >= 0)
        return mark;
    from = fmin(fmax(from, view->low), view->high);
    mark.x = fmin(fmax(flattest_in_view(curve, view, from), curve->low), curve->high);
    mark.set = mark.x >= view->low && mark.x <= view->high;
    mark.along = curve_anchor_along(curve, curve->unit_x, curve->unit_y) +
                 length_from_anchor(curve, mark.x, view->scale);
    mark.unit = mean_unit(curve->unit_x, curve->unit_y);
    return mark;
}

void curve_keep_dashes(struct curve *curve, const struct dash_mark *mark, enum scale_kind scale)
{
    curve->dashes_kept = mark->set && curve->n > 0;
    if (!curve->dashes_kept)
        return;
    double zoom = mean_unit(curve->unit_x, curve->unit_y) / mark->unit;
    curve->anchor_along = mark->along * zoom - length_from_anchor(curve, mark->x, scale);
    curve->dashes_kept = isfinite(curve->anchor_along);
}
