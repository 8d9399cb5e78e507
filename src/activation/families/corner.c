#include "activation/families/corner.h"
#include "base/text.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

static bool jumps(const double side[SIDE_COUNT])
{
    return side[LEFT] != side[RIGHT];
}

int corner_breaks(corners_of *corners, const double *parameters, struct activation_break *out)
{
    struct corner corner[CORNERS_MAX];
    int n = 0;
    for (int i = 0, count = corners(parameters, corner); i < count; i++) {
        const struct corner *c = &corner[i];
        if (jumps(c->f) || jumps(c->slope))
            out[n++] = (struct activation_break){.x = c->x,
                                                 .left = {c->f[LEFT], c->slope[LEFT]},
                                                 .right = {c->f[RIGHT], c->slope[RIGHT]},
                                                 .at = {c->f[AT], c->slope[AT]}};
    }
    return n;
}

// Writes the label `known` or, if that is NULL, the number, or both limits of a jump: "0 → 1".
static void label_sides(char label[ACTIVATION_LABEL_SIZE], const double side[SIDE_COUNT],
                        const char *known)
{
    char left[64], right[64];
    number_show(left, sizeof left, side[LEFT], 6);
    number_show(right, sizeof right, side[RIGHT], 6);
    if (known)
        snprintf(label, ACTIVATION_LABEL_SIZE, "%s", known);
    else if (jumps(side))
        snprintf(label, ACTIVATION_LABEL_SIZE, "%.37s → %.37s", left, right);
    else
        snprintf(label, ACTIVATION_LABEL_SIZE, "%s", right);
}

static struct activation_point corner_point(const struct corner *c, enum order order)
{
    const double *side = order == ORDER_F ? c->f : c->slope;
    struct activation_point point = {
        .order = order, .kind = jumps(side) ? POINT_JUMP : POINT_KINK, .x = c->x, .y = side[AT]};
    snprintf(point.x_label, sizeof point.x_label, "%s", c->x_label);
    label_sides(point.label, side, order == ORDER_F ? c->f_label : c->slope_label);
    return point;
}

int corner_points(corners_of *corners, const double *parameters, struct activation_point *out)
{
    struct corner corner[CORNERS_MAX];
    int n = 0;
    for (int i = 0, count = corners(parameters, corner); i < count; i++) {
        if (jumps(corner[i].f) || jumps(corner[i].slope))
            out[n++] = corner_point(&corner[i], ORDER_F);
        if (jumps(corner[i].slope))
            out[n++] = corner_point(&corner[i], ORDER_DF);
    }
    return n;
}

int copy_corners(struct corner *out, const struct corner *corners, int n)
{
    assert(n <= CORNERS_MAX);
    memcpy(out, corners, (size_t)n * sizeof *corners);
    return n;
}
