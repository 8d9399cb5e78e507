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

// What is between two points: nothing, an end of the curve (a NaN begins), a hole (a NaN between
// the points), or a jump.
enum edge { EDGE_NONE, EDGE_END, EDGE_HOLE, EDGE_JUMP };

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

// Halves the stretch to where the curve ends, until its ends are neighbours.
static void search_end(const struct frame *frame, struct point *a, struct point *b)
{
    for (int i = 0; i < SEARCH_STEPS; i++) {
        double x = a->x / 2 + b->x / 2;
        if (!(x > a->x && x < b->x))
            return;
        struct point middle = evaluated(frame, x);
        *(is_end(&middle) == is_end(a) ? a : b) = middle;
    }
}

// The last point before a hole and the first after it.
static enum edge search_hole(const struct frame *frame, struct point *a, struct point *b,
                             const struct point *hole)
{
    struct point left = *hole, right = *hole;
    search_end(frame, a, &left);
    search_end(frame, &right, b);
    return EDGE_HOLE;
}

// The half of a stretch where it jumps becomes the stretch, until its ends are neighbours. Nothing
// where the curve turns out to be only steep.
static enum edge search_jump(const struct frame *frame, struct point *a, struct point *b)
{
    for (int i = 0; i < SEARCH_STEPS; i++) {
        double x = a->x / 2 + b->x / 2;
        if (!(x > a->x && x < b->x))
            return EDGE_JUMP;
        struct point middle = evaluated(frame, x);
        if (is_end(&middle))
            return search_hole(frame, a, b, &middle);
        double left = apart(frame, a, &middle), right = apart(frame, &middle, b);
        if (fmax(left, right) < JUMP_PIXELS)
            return EDGE_NONE;
        *(left >= right ? b : a) = middle;
    }
    return EDGE_NONE;
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
    double grain = frame->grain;
    return apart(frame, a, b) <= JUMP_PIXELS + 8 * grain ||
           fabs(a->y - b->y) <= JUMP_LEAST * scale_around(frame, a->x);
}

// Finds what is between a and b, and moves them there: the last point before, the first after.
static enum edge find_edge(const struct frame *frame, struct point *a, struct point *b)
{
    if (is_end(a) && is_end(b))
        return EDGE_NONE;
    if (is_end(a) != is_end(b)) {
        search_end(frame, a, b);
        return EDGE_END;
    }
    if (apart(frame, a, b) < JUMP_PIXELS)
        return EDGE_NONE;
    enum edge edge = search_jump(frame, a, b);
    bool is_jump = edge != EDGE_JUMP || (!is_rounding(frame, a, b) && is_alone(frame, a, b));
    return is_jump ? edge : EDGE_NONE;
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
    const struct point *last = is_end(&a) ? &b : &a;
    if (edge == EDGE_END && isfinite(last->y)) // what overflows there may have any sign
        pen_to(pen, last);
    if (edge == EDGE_JUMP || edge == EDGE_HOLE) {
        pen_to(pen, &a);
        pen_keep(pen);
        if (edge == EDGE_JUMP)
            add_jump_dots(pen, &a, &b);
        pen_start(pen, &b);
    }
    pen_to(pen, to);
}
