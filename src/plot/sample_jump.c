// Jumps, poles and ends that nobody announced: users' formulas have them anywhere. Where halving
// ended and two points are still apart, the doubles between them are searched for the two
// neighbours where it happens.
#include "plot/sample_part.h"

#include <stdint.h>
#include <string.h>

enum { SEARCH_STEPS = 1200 }; // from 1 down to the smallest double, and some

#define NARROW_PIXELS 0.1   // in less, an upright chord passes for the curve
#define JUMP_PIXELS   0.5   // what is less is drawn through
#define JUMP_ALONE    0.125 // of a jump: what the curve may change by from there to the next double
#define JUMP_LEAST    1e-14 // of the values around; what is less is a rounding error

// What is between two points: nothing, an end of the curve (a NaN begins), or a jump.
enum edge { EDGE_NONE, EDGE_END, EDGE_JUMP };

static struct point evaluated(const struct frame *frame, double x)
{
    double y;
    frame_evaluate(frame, &x, 1, &y);
    return point_at(frame, x, y);
}

// On a log axis what is not positive is at the foot.
static double height(const struct frame *frame, const struct point *p)
{
    return is_sunk(p) ? frame->clamp_low : p->v;
}

static double apart(const struct frame *frame, const struct point *a, const struct point *b)
{
    return fabs(height(frame, a) - height(frame, b)) * frame->unit_y;
}

static bool is_end(const struct point *p)
{
    return isnan(p->y);
}

// The half of a stretch where it happens becomes the stretch, until its ends are neighbours. False
// where the curve turns out to be only steep.
static bool search(const struct frame *frame, struct point *a, struct point *b)
{
    for (int i = 0; i < SEARCH_STEPS; i++) {
        double x = a->x / 2 + b->x / 2;
        if (!(x > a->x && x < b->x))
            return true;
        struct point middle = evaluated(frame, x);
        bool in_left;
        if (is_end(a) != is_end(b))
            in_left = is_end(&middle) != is_end(a);
        else if (is_end(&middle))
            return false;
        else if (fmax(apart(frame, a, &middle), apart(frame, &middle, b)) < JUMP_PIXELS)
            return false;
        else
            in_left = apart(frame, a, &middle) >= apart(frame, &middle, b);
        *(in_left ? b : a) = middle;
    }
    return false;
}

// Whether the curve stands still on both sides of two neighbouring doubles: a steep curve in a deep
// zoom steps from double to double all the way.
static bool is_alone(const struct frame *frame, const struct point *a, const struct point *b)
{
    struct point before = evaluated(frame, nextafter(a->x, -INFINITY));
    struct point after = evaluated(frame, nextafter(b->x, INFINITY));
    double most = JUMP_ALONE * apart(frame, a, b);
    return apart(frame, &before, a) <= most && apart(frame, b, &after) <= most;
}

static bool is_rounding(const struct frame *frame, const struct point *a, const struct point *b)
{
    double grain = frame->pen_limit - PEN_PIXELS;
    return apart(frame, a, b) <= JUMP_PIXELS + 8 * grain ||
           fabs(a->y - b->y) <= JUMP_LEAST * scale_around(frame, a->x);
}

// Finds what is between a and b, and moves them there: the last point before, the first after.
static enum edge find_edge(const struct frame *frame, struct point *a, struct point *b)
{
    bool ends = is_end(a) != is_end(b);
    if (is_end(a) && is_end(b))
        return EDGE_NONE;
    if (!ends && apart(frame, a, b) < JUMP_PIXELS)
        return EDGE_NONE;
    if (!search(frame, a, b))
        return EDGE_NONE;
    if (ends)
        return EDGE_END;
    return !is_rounding(frame, a, b) && is_alone(frame, a, b) ? EDGE_JUMP : EDGE_NONE;
}

// How many bits of a double's fraction are 0 at its end.
static int roundness(double x)
{
    uint64_t bits;
    int n = 0;
    memcpy(&bits, &x, sizeof bits);
    while (n < 52 && (bits & 1) == 0)
        bits >>= 1, n++;
    return x == 0 ? 64 : n;
}

// Of two neighbours the rounder one is where people would say that it jumps.
static void add_jump_dots(struct pen *pen, const struct point *a, const struct point *b)
{
    bool at_a = roundness(a->x) > roundness(b->x);
    double x = at_a ? a->x : b->x;
    curve_add_dot(pen->curve, pen->frame, x, a->y, at_a);
    curve_add_dot(pen->curve, pen->frame, x, b->y, !at_a);
}

void jump_draw(struct pen *pen, const struct point *to, bool straight)
{
    const struct frame *frame = pen->frame;
    struct point a = pen->last, b = *to;
    bool announced = frame->request->activation->expression == NULL; // by the catalogue
    if (announced || (straight && (b.u - a.u) * frame->unit_x > NARROW_PIXELS)) {
        pen_to(pen, to);
        return;
    }
    enum edge edge = find_edge(frame, &a, &b);
    if (edge == EDGE_END)
        pen_to(pen, is_end(&a) ? &b : &a);
    if (edge == EDGE_JUMP) {
        pen_to(pen, &a);
        pen_keep(pen);
        add_jump_dots(pen, &a, &b);
        pen_start(pen, &b);
    }
    pen_to(pen, to);
}
