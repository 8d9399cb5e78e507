#include "control/presenter.h"

#include <stdio.h>

// Adds a point to the last stroke, of which there must be one.
static bool add_point(struct pen_ink *ink, double x, double y)
{
    if (ink->point_n == INK_POINTS_MAX)
        return false;
    ink->points[ink->point_n][0] = (float)x;
    ink->points[ink->point_n++][1] = (float)y;
    ink->ends[ink->stroke_n - 1] = ink->point_n;
    return true;
}

bool ink_begin(struct pen_ink *ink, double x, double y)
{
    if (ink->stroke_n == INK_STROKES_MAX || ink->point_n == INK_POINTS_MAX)
        return false;
    ink->stroke_n++;
    return add_point(ink, x, y);
}

bool ink_continue(struct pen_ink *ink, double x, double y)
{
    return ink->stroke_n == 0 ? ink_begin(ink, x, y) : add_point(ink, x, y);
}

void ink_undo(struct pen_ink *ink)
{
    if (ink->stroke_n == 0)
        return;
    ink->stroke_n--;
    ink->point_n = ink->stroke_n > 0 ? ink->ends[ink->stroke_n - 1] : 0;
}

void ink_clear(struct pen_ink *ink)
{
    ink->stroke_n = ink->point_n = 0;
}

double spot_radius(const struct presenter *presenter)
{
    return presenter->spot_radius > 0 ? presenter->spot_radius : SPOT_RADIUS;
}

char *clock_text(char *out, size_t size, double seconds)
{
    const double most = 359999; // 99:59:59
    long s = seconds > 0 ? (long)(seconds < most ? seconds : most) : 0;
    if (s >= 3600)
        snprintf(out, size, "%ld:%02ld:%02ld", s / 3600, s / 60 % 60, s % 60);
    else
        snprintf(out, size, "%ld:%02ld", s / 60, s % 60);
    return out;
}
