// Holes of formulas: where 0/0 is all that doubles know, and the values on both sides agree.
//
// (exp(x) - 1)/x is right to the last bits but near 0, where its derivatives are nothing but the
// rounding errors of exp(x) - 1. There the power series of f has them all.
#include "activation/expression_node.h"
#include "activation/expression_series.h"

#include <float.h>
#include <stdlib.h>
#include <string.h>

static const double near_share = 0.01; // of the distance in which the series may be thought to hold
static const double left_over = 1e-9;  // of f'', by the terms that are not known

static const double straight_reach = 5;   // where terms beyond x^2 are all 0
static const double least_radius = 1e-11; // smaller ones are made of rounding errors

// The coefficients of h^0, h^1, …: false unless all powers are whole, without
// logarithms. `n` of them are known.
static bool whole_powers(const struct series *s, double c[HOLE_TERMS], int *n)
{
    memset(c, 0, HOLE_TERMS * sizeof *c);
    if (!s->known || series_is_pole(s) || !(s->order > 0) || fabs(s->scale) > 1000)
        return false;
    *n = s->order < HOLE_TERMS ? (int)ceil(s->order) : HOLE_TERMS;
    for (int i = 0; i < s->n; i++) {
        double power = rint(s->terms[i].power);
        if (fabs(power - s->terms[i].power) > 1e-6 || s->terms[i].logs != 0)
            return false;
        if (power < *n)
            c[(int)power] = ldexp(s->terms[i].coefficient, (int)s->scale);
    }
    return true;
}

// How far the terms that are known suffice.
static double radius_of(const double *c, int n)
{
    double size = 0, reach = HUGE_VAL;
    for (int k = 0; k < n && k < 3; k++)
        size = fmax(size, fabs(c[k]));
    for (int k = 3; k < n; k++)
        if (c[k] != 0)
            reach = fmin(reach, pow(size / fabs(c[k]), 1.0 / k));
    if (n < 4 || size == 0)
        return 0;
    reach = isinf(reach) ? straight_reach : reach;
    return reach * fmin(near_share, pow(left_over, 1.0 / (n - 2)));
}

// Whether both sides of x are one power series, which it puts into `hole`; radius above 0.
static bool join_sides(struct series a, struct series b, double x, struct hole *hole)
{
    double left[HOLE_TERMS];
    int n;
    if (!whole_powers(&a, left, &n) || !whole_powers(&b, hole->c, &hole->n) || n != hole->n)
        return false;
    for (int k = 0; k < n; k++) {
        double other = k % 2 ? -left[k] : left[k];
        if (fabs(other - hole->c[k]) > 1e-9 * fmax(fabs(other), fabs(hole->c[k])))
            return false;
    }
    hole->x = x;
    hole->missed = false;
    hole->radius = radius_of(hole->c, n);
    return hole->radius > 0;
}

static bool same_series(const struct hole *a, const struct hole *b)
{
    const double digits = 1e-9;
    double size = 0;
    for (int k = 0; k < b->n; k++)
        size = fmax(size, fabs(b->c[k]));
    for (int k = 0; k < b->n; k++)
        if (k >= a->n || fabs(a->c[k] - b->c[k]) > digits * size)
            return false;
    return true;
}

// At x, where doubles may miss what lies there: tan(x)^-2 at the double next to π/2 has a divisor
// of 6e-17, and nothing but rounding is left of the series at that double. So the series near x has
// the values; that at x tells whether x is the place itself.
static bool find_hole(const struct expression *expression, const double *parameters, double x,
                      struct hole *hole)
{
    const double least = least_radius * fmax(fabs(x), 1);
    struct hole here = {0};
    x = fabs(x) < DBL_MIN ? 0 : x; // what a search makes of a jump at 0
    bool at = join_sides(expression_series(expression, parameters, x, -1),
                         expression_series(expression, parameters, x, 1), x, &here) &&
              here.radius > least;
    bool near = join_sides(expression_series_near(expression, parameters, x, -1),
                           expression_series_near(expression, parameters, x, 1), x, hole) &&
                hole->radius > least;
    hole->missed = !(at && same_series(&here, hole));
    if (at && !near)
        *hole = here;
    return at || near;
}

// --- as far as f stays on its branches ---

// What node i decides: the branch it takes, or the whole number it is.
static double decision(const struct node *nodes, int i, const double *values)
{
    const struct node *n = &nodes[i];
    switch (n->op) {
    case OP_FLOOR:
    case OP_CEIL:
    case OP_SIGN:
        return values[i];
    case OP_ABS:
        return values[n->a] < 0;
    case OP_MIN:
    case OP_MAX:
        return values[n->a] < values[n->b];
    default:
        return is_comparison(n->op) ? values[i] : 0;
    }
}

static void decide(const struct expression *expression, const double *parameters, double x,
                   double *decisions, double *values)
{
    int root = expression->roots[ORDER_F];
    node_values(expression->nodes, root, parameters, x, values);
    for (int i = 0; i <= root; i++)
        decisions[i] = decision(expression->nodes, i, values);
}

// Whether node i is between two decisions at x.
static bool is_undecided(const struct node *nodes, int i, const double *values)
{
    const struct node *n = &nodes[i];
    double a = values[n->a], b = n->b == NO_NODE ? 0 : values[n->b];
    bool whole = n->op == OP_FLOOR || n->op == OP_CEIL;
    return isnan(a) || isnan(b) || (whole ? a == rint(a) : a == b);
}

// Whether f decides at x as it does at the distance, but for what is undecided there: else x lies
// beside a jump, and the series at x is that of the branch beyond it.
static bool decides_alike(const struct expression *expression, const double *parameters, double x,
                          const double *near, double *here, double *values)
{
    decide(expression, parameters, x, here, values);
    for (int i = 0; i <= expression->roots[ORDER_F]; i++)
        if (here[i] != near[i] && !is_undecided(expression->nodes, i, values))
            return false;
    return true;
}

// The distance to which, seen at ever smaller ones, f decides on that side as it does nearby.
static double steady_distance(const struct expression *expression, const double *parameters,
                              double x, double side, double radius)
{
    enum { LOOKS = 48 };
    const double shrink = 0.7;
    size_t n = (size_t)expression->roots[ORDER_F] + 1;
    double *near = allocate(3 * n, sizeof *near), *here = near + n, *values = here + n;
    double distance = radius * pow(shrink, LOOKS);
    decide(expression, parameters, x + side * distance, near, values);
    if (!decides_alike(expression, parameters, x, near, here, values))
        distance = radius = 0;
    for (; distance < radius; distance /= shrink) {
        decide(expression, parameters, x + side * distance / shrink, here, values);
        if (memcmp(near, here, n * sizeof *near) != 0)
            break;
    }
    free(near);
    return fmin(distance, radius);
}

// Holds a hole's series back from places where f takes another branch.
static void bound_radius(const struct expression *expression, const double *parameters,
                         const struct place *places, int n, struct hole *hole)
{
    for (int i = 0; i < n; i++) {
        double distance = fabs(places[i].x - hole->x);
        if (distance > least_radius * fmax(fabs(hole->x), 1))
            hole->radius = fmin(hole->radius, distance / 2);
    }
    for (double side = -1; side <= 1; side += 2)
        hole->radius = steady_distance(expression, parameters, hole->x, side, hole->radius);
}

int find_holes(const struct expression *expression, const double *parameters, void *out)
{
    struct place places[PLACES_MAX];
    struct hole *holes = out;
    int place_count = recall(expression, parameters, FOUND_PLACES, places, PLACES_MAX), n = 0;
    struct place zeros[PLACES_MAX];
    int zero_count = 0;
    for (int i = 0; i < place_count; i++)
        if (places[i].zero)
            zeros[zero_count++] = places[i];
    zero_count = nearest_items(zeros, zero_count, FOUND_PLACES, zeros, HOLES_MAX);
    for (int i = 0; i < zero_count; i++)
        n += find_hole(expression, parameters, zeros[i].x, &holes[n]);
    for (int i = 0; i < n; i++)
        bound_radius(expression, parameters, places, place_count, &holes[i]);
    return n;
}

// The series' value and its derivatives at a distance, by Horner's rule.
static void hole_values(const struct hole *hole, double distance, double y[ORDER_COUNT])
{
    double f = 0, df = 0, half = 0;
    for (int k = hole->n - 1; k >= 0; k--) {
        half = half * distance + df;
        df = df * distance + f;
        f = f * distance + hole->c[k];
    }
    y[ORDER_F] = f;
    y[ORDER_DF] = df;
    y[ORDER_D2F] = 2 * half;
}

void fill_holes(const struct expression *expression, const double *parameters, const double *x,
                size_t n, double *const out[ORDER_COUNT])
{
    struct hole holes[HOLES_MAX];
    int count = recall(expression, parameters, FOUND_HOLES, holes, HOLES_MAX);
    for (int i = 0; i < count; i++)
        for (size_t k = 0; k < n; k++) {
            double distance = x[k] - holes[i].x, y[ORDER_COUNT];
            if (!(fabs(distance) < holes[i].radius) || (distance == 0 && !holes[i].missed))
                continue;
            hole_values(&holes[i], distance, y);
            for (int order = 0; order < ORDER_COUNT; order++)
                if (out[order])
                    out[order][k] = y[order];
        }
}

static bool may_divide_by_0(const struct node *nodes, const struct node *n)
{
    return n->varies && ((n->op == OP_DIV && nodes[n->b].varies) || n->op == OP_POW);
}

// Operations that only choose, or turn the sign, make no NaN of what is finite.
static bool may_come_to_nan(const struct node *nodes, const struct node *n)
{
    (void)nodes;
    if (n->op == OP_CONSTANT)
        return isnan(n->value);
    bool chooses = is_boolean(n->op) || n->op == OP_IF || n->op == OP_MIN || n->op == OP_MAX ||
                   n->op == OP_ABS || n->op == OP_SIGN || n->op == OP_NEG || n->op == OP_FLOOR ||
                   n->op == OP_CEIL || n->op == OP_X || n->op == OP_LIST;
    return n->varies && !chooses;
}

static bool has_node(const struct expression *expression, enum order order,
                     bool (*is)(const struct node *nodes, const struct node *n))
{
    const struct node *nodes = expression->nodes;
    int root = expression->roots[order];
    bool *reached = allocate((size_t)root + 1, sizeof *reached), found = false;
    reach(nodes, root, reached);
    for (int i = 0; i <= root; i++)
        found = found || (reached[i] && is(nodes, &nodes[i]));
    free(reached);
    return found;
}

void find_weak_points(struct expression *expression)
{
    expression->divides = has_node(expression, ORDER_F, may_divide_by_0);
    expression->fragile = has_node(expression, ORDER_DF, may_come_to_nan) ||
                          has_node(expression, ORDER_D2F, may_come_to_nan);
}
