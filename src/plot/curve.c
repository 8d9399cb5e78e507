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
