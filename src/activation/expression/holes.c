// Holes of formulas: places where doubles compute 0/0, or nearly so.
//
// Doubles compute the derivatives of (exp(x) - 1)/x well, but not near 0, where nothing is left but
// the rounding errors of exp(x) - 1. There the power series of f has the values. The same is true
// on either side of a jump, as in sqrt(1 - cos(x))/x, and where a root or an arc ends, as in
// asin(x^2 - 1).
#include "activation/expression/node.h"
#include "activation/expression/series.h"

#include <float.h>
#include <stdlib.h>
#include <string.h>

// The series is used up to this share of the distance to which it seems to converge, and so near
// that the terms that are not known are at most this share of f or f'', whichever is greater.
static const double near_share = 0.01;
static const double left_over = 1e-9;

// The distance to which a series seems to converge if all its terms beyond h^2 are 0.
static const double straight_reach = 5;

// A smaller radius, relative to max(|x|, 1), is the work of rounding errors.
static const double least_radius = 1e-11;

// --- the series of a side ---

// The power of the first term of a series. 0 where that is 0, 1 or 2: then the series is stored
// from h^0 on, so that f, f' and f'' need no power.
static double first_power(const struct series *s)
{
    double power = s->n > 0 ? s->terms[0].power : 0;
    return power >= 0 && power < 2.5 && fabs(power - rint(power)) < 1e-6 ? 0 : power;
}

// Reads a series into side->power, n and c. False where the powers do not rise by whole numbers
// from the first, where there are logarithms, or where too little is known.
static bool read_series(const struct series *s, struct hole_side *side)
{
    const double power = first_power(s);
    *side = (struct hole_side){.power = power};
    if (!s->known || !(s->order > power) || !isfinite(power) || fabs(s->scale) > 1000)
        return false;
    side->n = s->order - power < HOLE_TERMS ? (int)ceil(s->order - power) : HOLE_TERMS;
    for (int i = 0; i < s->n; i++) {
        double step = s->terms[i].power - power;
        if (fabs(step - rint(step)) > 1e-6 || s->terms[i].logs != 0)
            return false;
        if (step < side->n - 0.5)
            side->c[(int)rint(step)] = ldexp(s->terms[i].coefficient, (int)s->scale);
    }
    return true;
}

// The greatest distance h at which one of the last terms is as great as the next one; infinite
// where there are not two such terms. The ratio of neighbouring terms shows how far a series
// converges even where all are tiny, as those of x + 1e-90 exp(x) are.
static double least_decay(const double *c, int n)
{
    enum { LAST = 4 };
    double most = 0;
    int last = n > LAST ? n - LAST : 1;
    for (int k = last + 1; k < n; k++) {
        if (c[k] == 0)
            continue;
        if (c[last] != 0)
            most = fmax(most, pow(fabs(c[last] / c[k]), 1.0 / (k - last)));
        last = k;
    }
    return most > 0 ? most : HUGE_VAL;
}

// How far from the hole the n known coefficients c suffice; 0 where there are too few.
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
    reach = isinf(reach) ? straight_reach : fmin(reach, 4 * least_decay(c, n));
    double most = left_over * fmax(1, reach * reach / (n * (n - 1)));
    return reach * fmin(near_share, pow(most, 1.0 / (n - 2)));
}

// Fills a side of a hole from a series of f there. Returns whether it holds far enough to be of
// use. Where x only lies next to the hole (`missed`), a pole is refused: its values would depend on
// how far from x it is.
static bool find_side(struct series s, double x, bool missed, struct hole_side *side)
{
    if (!read_series(&s, side) || (missed && side->power < 0))
        return false;
    side->radius = radius_of(side->c, side->n);
    return side->radius > least_radius * fmax(fabs(x), 1);
}

// Fills a side of a hole with the first series that is of use: one for which x has an error of 1
// ulp, of 8 ulps where doubles are off by more, and last of none. The last is left out where no
// double is the hole itself (`missed`), because then x lies on one side of it. The radius is 0 if
// none is of use.
static void find_best_side(const struct expression *expression, const double *parameters, double x,
                           int side, bool missed, struct hole_side *found)
{
    static const double ulps[] = {1, 8, 0};
    int root = expression->roots[ORDER_F];
    size_t looks = sizeof ulps / sizeof ulps[0] - (missed ? 1 : 0);
    for (size_t i = 0; i < looks; i++)
        if (find_side(expression_node_series(expression, parameters, root, x, ulps[i],
                                             side == HOLE_LEFT ? -1 : 1),
                      x, missed, found))
            return;
    found->radius = 0;
}

// --- as far as f stays on its branches ---

// A bound, to first order, on the rounding error of node i at x: its own, and what it makes of the
// errors of its operands.
static double error_of(const struct node *nodes, int i, const double *parameters, double x,
                       double *values, const double *errors)
{
    const int operands[] = {nodes[i].a, nodes[i].b, nodes[i].c};
    double error = nodes[i].varies ? DBL_EPSILON * fabs(values[i]) : 0;
    for (int k = 0; k < 3 && nodes[i].varies && nodes[i].op != OP_X; k++) {
        int operand = operands[k];
        if (operand == NO_NODE || !nodes[operand].varies)
            continue;
        double value = values[operand];
        values[operand] = value + errors[operand];
        error += fabs(node_value(nodes, i, parameters, x, values) - values[i]);
        values[operand] = value;
    }
    return error;
}

// A number for what node i decides: which side of a comparison, min or max is greater, a sign, or
// the whole number of a floor. NaN where it decides nothing, or rounding errors may decide.
static double decision(const struct node *nodes, int i, const double *values, const double *errors)
{
    const struct node *n = &nodes[i];
    double a = n->a < 0 ? 0 : values[n->a], b = n->b < 0 ? 0 : values[n->b];
    double error = (n->a < 0 ? 0 : errors[n->a]) + (n->b < 0 ? 0 : errors[n->b]);
    switch (n->op) {
    case OP_FLOOR:
    case OP_CEIL:
        return fabs(a - rint(a)) <= error ? (double)NAN : values[i];
    case OP_SIGN:
    case OP_ABS:
        return fabs(a) <= error ? (double)NAN : value_sign(a);
    case OP_MIN:
    case OP_MAX:
        return fabs(a - b) <= error ? (double)NAN : a < b;
    default:
        return is_comparison(n->op) && fabs(a - b) > error ? values[i] : (double)NAN;
    }
}

// By node: the decision at the points looked at so far (NaN for none), and the value and its error
// at the last of them.
struct decisions {
    double *decided, *values, *errors;
};

// Whether no decision of f at x contradicts those made so far. Those that are new are added.
static bool decides_alike(const struct expression *expression, const double *parameters, double x,
                          struct decisions *d)
{
    const struct node *nodes = expression->nodes;
    for (int i = 0; i <= expression->roots[ORDER_F]; i++) {
        d->values[i] = node_value(nodes, i, parameters, x, d->values);
        d->errors[i] = error_of(nodes, i, parameters, x, d->values, d->errors);
        double here = decision(nodes, i, d->values, d->errors);
        if (!isnan(here) && !isnan(d->decided[i]) && here != d->decided[i])
            return false;
        d->decided[i] = isnan(here) ? d->decided[i] : here;
    }
    return true;
}

// The distance from x, at most `radius`, up to which f stays on its branches on one side (1 or -1).
// It looks at greater and greater distances until a decision changes. 0 where x itself decides
// otherwise: then x lies beyond a jump, and the series at x belongs to the other branch.
static double steady_distance(const struct expression *expression, const double *parameters,
                              double x, double side, double radius)
{
    enum { LOOKS = 48 };
    const double shrink = 0.7;
    size_t n = (size_t)expression->roots[ORDER_F] + 1;
    double *decided = memory_new(3 * n, sizeof *decided), distance = radius * pow(shrink, LOOKS);
    struct decisions d = {decided, decided + n, decided + 2 * n};
    for (size_t i = 0; i < n; i++)
        decided[i] = (double)NAN;
    decides_alike(expression, parameters, x + side * distance, &d);
    if (!decides_alike(expression, parameters, x, &d))
        distance = radius = 0;
    while (distance < radius &&
           decides_alike(expression, parameters, x + side * distance / shrink, &d))
        distance /= shrink;
    free(decided);
    return fmin(distance, radius);
}

// Makes the radius of a side so small that f takes no other branch within it.
static void bound_side(const struct expression *expression, const double *parameters,
                       const struct expression_place *places, int n, double x, int which,
                       struct hole_side *side)
{
    double sign = which == HOLE_LEFT ? -1 : 1;
    for (int i = 0; i < n && side->radius > 0; i++) {
        double distance = sign * (places[i].x - x);
        if (distance > least_radius * fmax(fabs(x), 1))
            side->radius = fmin(side->radius, distance / 2);
    }
    if (side->radius > 0)
        side->radius = steady_distance(expression, parameters, x, sign, side->radius);
}

// --- values ---

// f, f' and f'' by a side's series at the distance h from the hole, by Horner's rule.
static void side_values(const struct hole_side *side, int which, double h, double y[ORDER_COUNT])
{
    double f = 0, df = 0, half = 0, p = side->power, sign = which == HOLE_LEFT ? -1 : 1;
    for (int k = side->n - 1; k >= 0; k--) {
        half = half * h + df;
        df = df * h + f;
        f = f * h + side->c[k];
    }
    y[ORDER_F] = f;
    y[ORDER_DF] = sign * df;
    y[ORDER_D2F] = 2 * half;
    if (p == 0)
        return;
    // Each order has its own power of h, because h^(p - 2) alone may overflow. At the hole all are
    // 0 if p is above 2.
    y[ORDER_F] = pow(h, p) * f;
    y[ORDER_DF] = sign * pow(h, p - 1) * (p * f + h * df);
    y[ORDER_D2F] = pow(h, p - 2) * (p * (p - 1) * f + 2 * p * h * df + 2 * h * h * half);
}

// --- where doubles are as good ---

// The points on a side at which doubles are compared with the series.
enum { LOOKS = 64 };

// Whether the values by doubles are those of the series, in the orders up to `last`. Differences
// count relative to the value, and of a series of whole powers to at least `scale`.
static bool are_alike(const struct hole_side *side, int last, double scale, const double *found,
                      const double *wanted)
{
    static const double digits[ORDER_COUNT] = {1e-12, 1e-10, 1e-8};
    for (int order = 0; order <= last; order++) {
        double size = fmax(fabs(wanted[order]), side->power == 0 ? scale : 0);
        bool same = found[order] == wanted[order]; // infinite, too
        if (!same && !(fabs(found[order] - wanted[order]) <= digits[order] * size))
            return false;
    }
    return true;
}

// The side whose series has the values at x, NO_SIDE where none has, or NO_VALUE (struct hole).
static int side_at(const struct hole *hole, double x)
{
    double distance = x - hole->x - hole->off;
    int which = distance < 0 ? HOLE_LEFT : HOLE_RIGHT;
    if (distance == 0 || (x == hole->x && hole->at == NO_VALUE))
        return hole->at;
    return fabs(distance) < hole->sides[which].radius ? which : NO_SIDE;
}

// The first of three neighbouring points at which f by doubles agrees with the series, from the
// greatest distance inwards; 0 where there are none, because doubles give noise everywhere.
static int first_agreement(const bool agrees[LOOKS])
{
    enum { ROW = 3 };
    for (int i = 0, row = 0; i < LOOKS; i++) {
        row = agrees[i] ? row + 1 : 0;
        if (row == ROW)
            return i - ROW + 1;
    }
    return 0;
}

// Whether doubles give noise somewhere within the radius, so that the series is needed. Where both
// agree near the hole but not at the radius, the series does not hold so far, because f may have
// parts that vanish faster than all powers; then the radius is made smaller.
static bool is_noisy(const struct expression *expression, const double *parameters,
                     const struct hole *hole, int which, struct hole_side *side)
{
    bool alike[LOOKS], agrees[LOOKS], noisy = false;
    double x[LOOKS], values[ORDER_COUNT][LOOKS], scale = 0;
    double *const out[ORDER_COUNT] = {values[ORDER_F], values[ORDER_DF], values[ORDER_D2F]};
    double next = nextafter(fabs(hole->x), HUGE_VAL) - fabs(hole->x);
    double least = fmax(next, 1e-300) / side->radius;
    for (int i = 0; i < LOOKS; i++) {
        double t = (double)i / (LOOKS - 1), h = 0.999 * side->radius * pow(least, t * t);
        x[i] = hole->x + (which == HOLE_LEFT ? -h : h);
        if (side_at(hole, x[i]) != which)
            x[i] = x[i > 0 ? i - 1 : 0];
    }
    x[LOOKS - 1] = side_at(hole, hole->x) == which ? hole->x : x[LOOKS - 2];
    program_run(expression->programs[PROGRAMS - 1], expression->nodes, parameters, x, LOOKS, out);
    for (int k = 0; k < side->n && k < ORDER_COUNT; k++)
        scale = fmax(scale, fabs(side->c[k]));
    for (int i = 0; i < LOOKS; i++) {
        double wanted[ORDER_COUNT], found[ORDER_COUNT] = {out[0][i], out[1][i], out[2][i]};
        side_values(side, which, fabs(x[i] - hole->x - hole->off), wanted);
        agrees[i] = are_alike(side, ORDER_F, 0, found, wanted);
        alike[i] = are_alike(side, ORDER_D2F, scale, found, wanted);
    }
    int first = first_agreement(agrees);
    for (int i = first; i < LOOKS; i++)
        noisy = noisy || !alike[i];
    side->radius = first > 0 ? fabs(x[first] - hole->x - hole->off) : side->radius;
    return noisy;
}

// --- all of them ---

// Whether f by doubles is a limit, up to rounding errors.
static bool is_near_limit(double f, double limit)
{
    static const double digits = 1e-12;
    return isfinite(f) && fabs(f - limit) <= digits * fmax(1, fabs(f));
}

// Whether the side's series has a finite f, f' and f'' at the hole itself.
static bool has_limits(const struct hole_side *side)
{
    return side->radius > 0 && (side->power == 0 || side->power > 2);
}

// Whether the domain of f ends at x: f has no values on the left or on the right.
static bool ends_at(const struct expression *expression, const double *parameters, double x)
{
    return expression_series_near(expression, parameters, x, -1).none ||
           expression_series_near(expression, parameters, x, 1).none;
}

// hole->at: the side whose series has the values at x, the right one before the left. Where x only
// lies next to the hole (`missed`), a side with limits at the hole; else the side on which f goes
// on from its value at x. `value` is f at the hole itself. NO_VALUE where doubles divide a rounding
// error by exactly 0, as sin(pi*x)/(x - 1) does at 1: there x is the hole.
static int side_of_x(const struct expression *expression, const double *parameters,
                     const struct hole *hole, bool missed, double value)
{
    double f;
    double *const out[ORDER_COUNT] = {&f};
    program_run(expression->programs[1 << ORDER_F], expression->nodes, parameters, &hole->x, 1,
                out);
    bool limits = has_limits(&hole->sides[HOLE_LEFT]) || has_limits(&hole->sides[HOLE_RIGHT]);
    if (missed && isinf(f) && isnan(value) && limits)
        return NO_VALUE;
    if (missed && isnan(f) && ends_at(expression, parameters, hole->x))
        return NO_SIDE; // x lies beyond the end of the domain
    for (int which = HOLE_RIGHT; which >= HOLE_LEFT; which--) {
        const struct hole_side *side = &hole->sides[which];
        struct series series =
            expression_series_near(expression, parameters, hole->x, which == HOLE_LEFT ? -1 : 1);
        if (has_limits(side) && (missed || is_near_limit(f, series_value(&series))))
            return which;
        if (is_near_limit(f, series_value(&series))) // doubles have the values at x already
            return NO_SIDE;
    }
    return NO_SIDE;
}

// Fills the hole at a place, with its radius bounded by the other n places. False where neither
// side has a series that is better than doubles.
static bool find_hole(const struct expression *expression, const double *parameters,
                      const struct expression_place *place, const struct expression_place *places,
                      int n, struct hole *hole)
{
    // A search that halves an interval about 0 ends at a subnormal number.
    double value, x = fabs(place->x) < DBL_MIN ? 0 : place->x;
    *hole = (struct hole){.x = x, .off = x == 0 ? 0 : place->off};
    bool missed = expression_value_near(expression, parameters, x, 1, &value);
    for (int which = 0; which < HOLE_SIDES; which++) {
        find_best_side(expression, parameters, x, which, missed, &hole->sides[which]);
        bound_side(expression, parameters, places, n, x, which, &hole->sides[which]);
    }
    hole->at = side_of_x(expression, parameters, hole, missed, value);
    for (int which = 0; which < HOLE_SIDES; which++)
        if (hole->sides[which].radius > 0 &&
            !is_noisy(expression, parameters, hole, which, &hole->sides[which])) {
            hole->sides[which].radius = 0;
            hole->at = hole->at == which ? NO_SIDE : hole->at;
        }
    return hole->sides[HOLE_LEFT].radius > 0 || hole->sides[HOLE_RIGHT].radius > 0;
}

// A find_all (node.h) of FOUND_HOLES; the window is always `everywhere`.
static int find_holes(const struct expression *expression, const double *parameters,
                      const struct window *window, void *out)
{
    (void)window;
    struct expression_place places[PLACES_MAX], sought[PLACES_MAX];
    struct hole *holes = out;
    int place_count = recall(expression, parameters, FOUND_PLACES, find_places, places, PLACES_MAX),
        n = 0;
    int count = 0;
    for (int i = 0; i < place_count; i++)
        if (places[i].zero || places[i].root)
            sought[count++] = places[i];
    count = nearest_items(sought, count, FOUND_PLACES, sought, HOLES_MAX);
    for (int i = 0; i < count; i++)
        n += find_hole(expression, parameters, &sought[i], places, place_count, &holes[n]);
    return n;
}

// Replaces the values at x, those with index k, by the hole's, if x is in the reach of its series.
static void fill_at(const struct hole *hole, double x, size_t k, double *const out[ORDER_COUNT],
                    bool *filled)
{
    double y[ORDER_COUNT] = {(double)NAN, (double)NAN, (double)NAN};
    int which = side_at(hole, x);
    if (which == NO_SIDE)
        return;
    if (which != NO_VALUE)
        side_values(&hole->sides[which], which, fabs(x - hole->x - hole->off), y);
    filled[k] = true;
    for (int order = 0; order < ORDER_COUNT; order++)
        if (out[order])
            out[order][k] = y[order];
}

// The least and the greatest of n numbers; with many holes these tell which are far from all x.
static void find_range(const double *x, size_t n, double *least, double *most)
{
    *least = HUGE_VAL;
    *most = -HUGE_VAL;
    for (size_t k = 0; k < n; k++) {
        *least = x[k] < *least ? x[k] : *least;
        *most = x[k] > *most ? x[k] : *most;
    }
}

bool fill_holes(const struct expression *expression, const double *parameters, const double *x,
                size_t n, double *const out[ORDER_COUNT], bool *filled)
{
    enum { FEW = 4 };
    bool any = false;
    struct hole holes[HOLES_MAX];
    int count = recall(expression, parameters, FOUND_HOLES, find_holes, holes, HOLES_MAX);
    double least = -HUGE_VAL, most = HUGE_VAL;
    if (count > FEW)
        find_range(x, n, &least, &most);
    for (int i = 0; i < count; i++) {
        const struct hole_side *sides = holes[i].sides;
        double reach = fmax(sides[HOLE_LEFT].radius, sides[HOLE_RIGHT].radius);
        if (holes[i].x - reach > most || holes[i].x + reach < least)
            continue;
        if (!any)
            memset(filled, 0, n * sizeof *filled);
        any = true;
        for (size_t k = 0; k < n; k++)
            if (fabs(x[k] - holes[i].x) < reach)
                fill_at(&holes[i], x[k], k, out, filled);
    }
    return any;
}

// Whether a node may divide by 0, or have an infinite slope or the end of its domain, so that f may
// have a hole there.
static bool may_cancel(const struct node *nodes, const struct node *n)
{
    const struct node *b = n->b == NO_NODE ? n : &nodes[n->b];
    if (n->op == OP_DIV)
        return b->varies;
    if (n->op == OP_POW && b->op == OP_CONSTANT && b->value >= 0 && b->value == rint(b->value))
        return false;
    return n->varies &&
           (n->op == OP_POW || n->op == OP_SQRT || n->op == OP_CBRT || n->op == OP_TAN ||
            n->op == OP_ASIN || n->op == OP_ACOS || n->op == OP_ACOSH);
}

// Whether a node is a power whose exponent depends on x.
static bool has_moving_exponent(const struct node *nodes, const struct node *n)
{
    return n->op == OP_POW && nodes[n->b].varies;
}

// Whether a node may come to NaN or infinity for finite operands. Operations that only choose,
// round or change the sign cannot.
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

// Whether f, f' or f'' is made of any node for which `holds` is true.
static bool has_node(const struct expression *expression, enum order order,
                     bool (*holds)(const struct node *nodes, const struct node *n))
{
    const struct node *nodes = expression->nodes;
    int root = expression->roots[order];
    bool *reached = memory_new((size_t)root + 1, sizeof *reached), found = false;
    reach(nodes, root, reached);
    for (int i = 0; i <= root; i++)
        found = found || (reached[i] && holds(nodes, &nodes[i]));
    free(reached);
    return found;
}

void find_weak_points(struct expression *expression)
{
    expression->cancels = has_node(expression, ORDER_F, may_cancel);
    expression->powers = has_node(expression, ORDER_F, has_moving_exponent);
    expression->fragile = has_node(expression, ORDER_DF, may_come_to_nan) ||
                          has_node(expression, ORDER_D2F, may_come_to_nan);
}
