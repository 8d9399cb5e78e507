#include "plot/curve.h"

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

double curve_anchor_along(const struct curve *curve, double unit_x)
{
    if (curve->anchor >= curve->n || curve->vertices[curve->anchor].x == 0)
        return 0;
    return (curve->origin_u + curve->vertices[curve->anchor].u) * unit_x;
}
