// Places of a formula: where it may take another branch, end, or grow beyond all bounds.
//
// Each operation that can do so has a "turn" (digits.h): a difference that is 0 at the place. For
// max(x, 1) it is x - 1, for 1/cos(x) it is cos(x). Its values on a grid over the window tell
// between which points it changes its sign, or touches 0; there the place is found to the last
// bits. A value that underflows, as exp(-x) does at 746, is not 0: wide numbers know its sign.
#include "activation/expression/digits.h"
#include "activation/expression/node.h"
#include "activation/expression/series.h"
#include "activation/numbers/series_functions.h"
#include "activation/row.h"

#include <float.h>
#include <stdlib.h>
#include <string.h>

// Places at most so many doubles apart are taken for one.
#define SAME_DOUBLES 4

struct finder {
    const struct expression *expression;
    const double *parameters;
    double *values; // work space: a value for each node
    enum sought {
        SOUGHT_SWITCH,  // where an operation takes another branch or jumps
        SOUGHT_ROOT,    // where the argument of a root is 0, or an arc such as asin ends
        SOUGHT_DIVISOR, // where a divisor is 0
        SOUGHT_COUNT
    } now;                           // what is being looked for
    bool *sought[SOUGHT_COUNT];      // by node: whether its zeros were looked for already
    struct expression_place *places; // room for PLACES_MAX, in no order
    int n;
    struct window window;
    double seen;  // places with |x| below this were found in an earlier window
    double reach; // places with |x| above this are not wanted
};

// --- collecting ---

// The distance from |x| to the next greater double.
static double spacing(double x)
{
    return nextafter(fabs(x), HUGE_VAL) - fabs(x);
}

// Where the list of places is full, only the half that is nearest to 0 is kept, and places farther
// away are not looked for any more.
static void make_room(struct finder *finder)
{
    qsort(finder->places, (size_t)finder->n, sizeof *finder->places, x_ascends);
    finder->n =
        nearest_items(finder->places, finder->n, FOUND_PLACES, finder->places, PLACES_MAX / 2);
    finder->reach = fmax(fabs(finder->places[0].x), fabs(finder->places[finder->n - 1].x));
}

// The place that was found at x already, or NULL. A few doubles of difference are rounding errors,
// as of the zero of ceil(x), which jumps to 0 at -1. The earlier place is kept, because it comes
// from an operand of the operation that has this one, and has fewer rounding errors.
static struct expression_place *place_at(const struct finder *finder, double x)
{
    for (int i = 0; i < finder->n; i++)
        if (fabs(finder->places[i].x - x) <= SAME_DOUBLES * spacing(x))
            return &finder->places[i];
    return NULL;
}

// Adds a place at x, or completes the one that is there already, with what is being looked for.
// `off` is the distance from x to the place itself, NaN where it is not known.
static void add_place(struct finder *finder, double x, double off)
{
    x = fabs(x) < DBL_MIN ? 0 : x; // halving an interval about 0 ends at a subnormal number
    struct expression_place *place = place_at(finder, x);
    if (fabs(x) > finder->reach)
        return;
    if (place == NULL) {
        if (finder->n == PLACES_MAX)
            make_room(finder);
        place = &finder->places[finder->n++];
        *place = (struct expression_place){.x = x, .off = off};
    }
    if (isnan(place->off))
        place->off = x - place->x + off;
    place->zero |= finder->now == SOUGHT_DIVISOR;
    place->root |= finder->now == SOUGHT_ROOT;
}

// --- signs of a turn ---

// The distance from the nearest whole number, with a sign that changes at each.
static double triangle(double value)
{
    double whole = rint(value);
    return fmod(whole, 2) == 0 ? value - whole : whole - value;
}

// A number that changes its sign at the turn, from the difference p - q.
static double turned(struct turn turn, double difference)
{
    double value = difference - turn.level;
    return turn.kind == TURN_AT_0       ? value
           : turn.kind == TURN_AT_WHOLE ? triangle(value)
                                        : cos(value);
}

// Whether p - q may be 0 only because it underflowed, and its true sign would tell where the turn
// is.
static bool may_underflow(struct turn turn, double difference)
{
    return difference == 0 && turn.kind != TURN_AT_POLE && turn.level == 0;
}

// A stand-in for a difference that underflowed to 0: the smallest double of the same sign; 0 where
// the sign is not known.
static double underflowed(const struct finder *finder, struct turn turn, double x)
{
    return DBL_TRUE_MIN *
           expression_wide_sign(finder->expression, finder->parameters, x, turn.p, turn.q);
}

// `turned` of the turn's difference at x.
static double turn_value(const struct finder *finder, struct turn turn, double x)
{
    int last = turn.p > turn.q ? turn.p : turn.q;
    const double *values = finder->values;
    node_values(finder->expression->nodes, last, finder->parameters, x, finder->values);
    double difference = values[turn.p] - (turn.q == NO_NODE ? 0 : values[turn.q]);
    if (may_underflow(turn, difference))
        difference = underflowed(finder, turn, x);
    return turned(turn, difference);
}

// The first double at which the turn no longer has the sign that it has at `low`, found by halving
// from low to high: this is x = 1 for x - 1, where the value is exactly 0.
static double first_right(const struct finder *finder, struct turn turn, double low, double high)
{
    int left = value_sign(turn_value(finder, turn, low));
    for (;;) {
        double middle = low / 2 + high / 2;
        if (middle <= low || middle >= high)
            return high;
        int sign = value_sign(turn_value(finder, turn, middle));
        if (sign == left)
            low = middle;
        else
            high = middle;
    }
}

// x rounded to a few decimals behind the leading digit of max(|x|, 1): to 6 where `decimals` is
// 1e6. x itself where that is farther away than reach * max(|x|, 1).
static double short_number(double x, double decimals, double reach)
{
    double scale = fmax(fabs(x), 1), unit = pow(10, floor(log10(scale)));
    double near = rint(x / unit * decimals) / decimals * unit;
    return fabs(near - x) <= reach * scale ? near : x;
}

// The power series of the turn's difference at x on its right, less the level; at TURN_AT_WHOLE the
// level is the nearest whole number.
static struct series turn_series(const struct finder *finder, struct turn turn, double x)
{
    const struct expression *e = finder->expression;
    struct series s = expression_node_series(e, finder->parameters, turn.p, x, 1, 1);
    if (turn.q != NO_NODE)
        s = series_subtract(s, expression_node_series(e, finder->parameters, turn.q, x, 1, 1));
    double level = turn.level;
    if (turn.kind == TURN_AT_WHOLE)
        level += rint(series_value(&s));
    return series_subtract(s, series_constant(level));
}

// The coefficient of h^power in a series, 0 where it has no such term.
static double coefficient(const struct series *s, int power)
{
    for (int i = 0; i < s->n; i++)
        if (fabs(s->terms[i].power - power) < 1e-9)
            return s->terms[i].coefficient;
    return 0;
}

// The last of the doubles from x towards `side` (an infinity) at which the turn's derivative of
// that order is 0 in doubles, at most FAR of them away.
static double end_of_flat(const struct finder *finder, struct turn turn, int order, double x,
                          double side)
{
    enum { FAR = 32 };
    for (int i = 0; i < FAR; i++) {
        double next = nextafter(x, side);
        struct series s = turn_series(finder, turn, next);
        if (coefficient(&s, order) != 0)
            break;
        x = next;
    }
    return x;
}

// Moves x by Newton's method to a zero of the turn's derivative of that order. Where rounding makes
// that 0 at several doubles in a row, x becomes the middle of them, or a short number next to it.
// False where the method leads farther away than `width`.
static bool find_flat(const struct finder *finder, struct turn turn, int order, double width,
                      double *x)
{
    const double from = *x;
    for (int step = 0; step < 60; step++) {
        struct series s = turn_series(finder, turn, *x);
        double by = coefficient(&s, order) / ((order + 1) * coefficient(&s, order + 1));
        if (coefficient(&s, order) == 0 || *x - by == *x)
            break;
        *x -= by;
        if (!(fabs(*x - from) <= width))
            return false;
    }
    double low = end_of_flat(finder, turn, order, *x, -HUGE_VAL);
    double middle = low + (end_of_flat(finder, turn, order, *x, HUGE_VAL) - low) / 2;
    double near = short_number(middle, 1e6, 1e-7);
    bool same = fabs(near - middle) <= 1e-12 * fmax(1, fabs(middle));
    *x = same || turn_value(finder, turn, near) == 0 ? near : middle;
    return true;
}

// The zero near x of a curve that crosses 0 as flatly as x^3 does. Rounding makes such a curve 0 at
// many doubles around; the zero is where its second derivative is 0. Returns x where the curve is
// not so flat.
static double middle_of_flat(const struct finder *finder, struct turn turn, double x)
{
    const double width = 1e-2 * fmax(1, fabs(x));
    double near = turn_value(finder, turn, x + width / 16), middle = x;
    if (32 * fabs(near) >= fabs(turn_value(finder, turn, x + width)) ||
        !find_flat(finder, turn, 2, width, &middle))
        return x;
    struct series between = turn_series(finder, turn, x / 2 + middle / 2);
    return coefficient(&between, 0) == 0 ? middle : x;
}

// Adds the place of a turn of which x is the first double on the right: found in wide numbers where
// that is possible, and otherwise as well as doubles tell.
static void add_turn(struct finder *finder, struct turn turn, double x)
{
    const double near_by = 1e-9 * fmax(1, fabs(x));
    double off = (double)NAN;
    if (turn.kind != TURN_AT_WHOLE &&
        expression_wide_root(finder->expression, finder->parameters, &turn, near_by, &x, &off)) {
        add_place(finder, x, off);
        return;
    }
    x = turn.kind == TURN_AT_POLE ? x : middle_of_flat(finder, turn, x);
    double near = short_number(x, 1e12, 1e-14);
    add_place(finder, turn_value(finder, turn, near) == 0 ? near : x, off);
}

// Turns are looked for on a grid over the window. None of its points is a round number, so that a
// turn hardly ever lies on one.
enum { GRID = 8001 };

// The x of grid point i. The points are evenly spaced on the window's axis, and the first and last
// lie outside of the window, by the share `beyond` of its width. Where sinh would overflow, exp is
// taken of a sum of logarithms.
static double grid_at(const struct window *w, int i)
{
    static const double beyond = 0.000617, far = 100;
    double t = (i + beyond * (2 * i - GRID)) / (GRID - 1.);
    double from = window_at(w, w->low), to = window_at(w, w->high), at = from + (to - from) * t;
    if (w->bent == 0)
        return at;
    if (fabs(at) > far)
        return copysign(exp(fabs(at) + log(w->bent) - log(2)), at);
    return w->bent * sinh(at);
}

struct grid {
    double x[GRID];
    double p[GRID]; // first the values of node p, in the end those of the turn (`turned`)
    double q[GRID]; // the values of node q, or 0
    bool crowds[GRID];
};

// Gives the points first to end - 1 of the grid, at all of which p is 0, the signs of what may have
// underflowed there. A difference that is truly 0 at both ends and in the middle, as relu(x) is
// below 0, is taken for 0 on the whole stretch.
static void fill_underflow(const struct finder *finder, struct turn turn, struct grid *grid,
                           int first, int end)
{
    const int looks[] = {first, first + (end - first) / 2, end - 1};
    double signs[3];
    for (int i = 0; i < 3; i++)
        signs[i] = underflowed(finder, turn, grid->x[looks[i]]);
    bool any = signs[0] != 0 || signs[1] != 0 || signs[2] != 0;
    bool same = signs[0] == signs[1] && signs[1] == signs[2];
    for (int i = first; i < end && any; i++)
        grid->p[i] = same ? signs[0] : underflowed(finder, turn, grid->x[i]);
}

// Does so for every stretch of zeros on the grid.
static void fill_underflows(const struct finder *finder, struct turn turn, struct grid *grid)
{
    for (int first = 0, end; first < GRID; first = end) {
        for (end = first; end < GRID && may_underflow(turn, grid->p[end]); end++)
            ;
        if (end > first)
            fill_underflow(finder, turn, grid, first, end);
        else
            end = first + 1;
    }
}

// A grid over the finder's window with the turn's values in p; to be freed with free().
static struct grid *grid_create(const struct finder *finder, struct turn turn)
{
    const int roots[ORDER_COUNT] = {turn.p, turn.q, NO_NODE};
    const struct node *nodes = finder->expression->nodes;
    struct program *program = program_compile(nodes, roots, NO_NODE);
    struct grid *grid = memory_new(1, sizeof *grid);
    for (int i = 0; i < GRID; i++)
        grid->x[i] = grid_at(&finder->window, i);
    double *const out[ORDER_COUNT] = {grid->p, turn.q == NO_NODE ? NULL : grid->q, NULL};
    program_run(program, nodes, finder->parameters, grid->x, GRID, out);
    program_destroy(program);
    for (int i = 0; i < GRID; i++)
        grid->p[i] -= grid->q[i]; // which is 0 where there is none
    fill_underflows(finder, turn, grid);
    for (int i = 0; i < GRID; i++)
        grid->p[i] = turned(turn, grid->p[i]);
    return grid;
}

// Whether the turn's value comes to 0 or leaves it between point i of the grid and the next one:
// where it changes its sign, and at both ends of a stretch on which it is 0.
static bool is_passed(const struct grid *grid, int i)
{
    int low = value_sign(grid->p[i]), high = value_sign(grid->p[i + 1]);
    bool stays = grid->p[i] == 0 && (i == 0 || grid->p[i - 1] == 0);
    return low * high < 0 || (low != 0 && grid->p[i + 1] == 0) || (stays && high != 0);
}

// How many of the flags from i - around to i + around are set. Near an end of the grid, where there
// are fewer flags, the count is scaled up to as many.
static double count_around(const bool *flags, int i, int around)
{
    int from = i > around ? i - around : 0, to = i + around < GRID ? i + around : GRID - 1, n = 0;
    for (int k = from; k <= to; k++)
        n += flags[k];
    return (double)n * (2 * around + 1) / (to - from + 1);
}

// Marks the points of the grid where turns are so close that a picture could not show them apart
// and the grid may miss some, as those of floor(1/x) near 0; and the points next to these.
static void find_crowds(struct grid *grid)
{
    enum { AROUND = 8, FEW = 5, BESIDE = 16 };
    bool passed[GRID] = {false}, dense[GRID];
    for (int i = 0; i + 1 < GRID; i++)
        passed[i] = is_passed(grid, i);
    for (int i = 0; i < GRID; i++)
        dense[i] = count_around(passed, i, AROUND) > FEW;
    for (int i = 0; i < GRID; i++)
        grid->crowds[i] = count_around(dense, i, BESIDE) > 0;
}

// Whether the turn changes its sign more than once between two neighbouring points of the grid.
static bool is_wild(const struct finder *finder, struct turn turn, double low, double high)
{
    enum { LOOKS = 16 };
    int changes = 0, before = value_sign(turn_value(finder, turn, low));
    for (int i = 1; i <= LOOKS; i++) {
        int sign = value_sign(turn_value(finder, turn, low + (high - low) * i / LOOKS));
        changes += sign != before;
        before = sign;
    }
    return changes > 2; // one, or a 0 between two signs
}

// Whether a place between point i of the grid and the next one is wanted and not known yet.
static bool is_of_interest(const struct finder *finder, const struct grid *grid, int i)
{
    double a = fabs(grid->x[i]), b = fabs(grid->x[i + 1]);
    return fmax(a, b) >= finder->seen && fmin(a, b) <= finder->reach && !grid->crowds[i];
}

// Adds the turns at which the sign changes.
static void find_passes(struct finder *finder, const struct grid *grid, struct turn turn)
{
    for (int i = 0; i + 1 < GRID; i++) {
        double low = grid->x[i], high = grid->x[i + 1];
        if (is_passed(grid, i) && is_of_interest(finder, grid, i) &&
            !is_wild(finder, turn, low, high))
            add_turn(finder, turn, first_right(finder, turn, low, high));
    }
}

// --- where 0 is touched ---

// Whether three neighbouring values may belong to a curve that touches 0 near the middle one. All
// must have one sign, and the vertex of the parabola through their sizes a, b and c must be near 0.
// Its height is b - (a - c)^2/(8 bend), where `bend` is the second difference; a fifth of `bend` is
// allowed.
static bool may_touch(const double p[3])
{
    double a = fabs(p[0]), b = fabs(p[1]), c = fabs(p[2]), bend = a - 2 * b + c;
    int sign = value_sign(p[1]);
    if (sign * value_sign(p[0]) <= 0 || sign * value_sign(p[2]) <= 0 || b > a || b > c ||
        !(bend > 0) || !isfinite(bend))
        return false;
    return fabs(b - (a - c) * (a - c) / (8 * bend)) <= 0.2 * bend;
}

// Adds the turns at which 0 is touched. Where the extremum has the other sign than the points of
// the grid around it, 0 is passed on both sides of it, and both are added.
static void find_touches(struct finder *finder, const struct grid *grid, struct turn turn)
{
    for (int i = 0; i + 2 < GRID; i++) {
        const double *at = &grid->x[i];
        double x = at[1];
        if (!may_touch(&grid->p[i]) || !is_of_interest(finder, grid, i) ||
            !find_flat(finder, turn, 1, at[1] - at[0], &x))
            continue;
        double lowest = turn_value(finder, turn, x);
        if (lowest != 0 && fabs(lowest) < DBL_MIN) // the value underflows and is not 0
            continue;
        if (value_sign(lowest) * value_sign(grid->p[i + 1]) >= 0) {
            add_place(finder, x, (double)NAN);
            continue;
        }
        add_turn(finder, turn, first_right(finder, turn, at[0], x));
        add_turn(finder, turn, first_right(finder, turn, x, at[2]));
    }
}

// --- what to look for in each operation ---

// Adds all places of a turn.
static void find_turns(struct finder *finder, struct turn turn)
{
    struct grid *grid = grid_create(finder, turn);
    find_crowds(grid);
    find_passes(finder, grid, turn);
    if (turn.touches)
        find_touches(finder, grid, turn);
    free(grid);
}

// Adds the places where the argument of a function of the catalogue passes a break of the function.
static void find_call_turns(struct finder *finder, const struct node *call)
{
    struct activation_break breaks[ACTIVATION_BREAKS_MAX];
    double parameters[ACTIVATION_PARAMETERS_MAX] = {0};
    node_values(finder->expression->nodes, call->b == NO_NODE ? 0 : call->b, finder->parameters,
                (double)NAN, finder->values);
    if (!call_parameters(finder->expression->nodes, call, finder->values, parameters))
        return;
    int n = row_breaks(activation_at(call->activation), parameters, breaks);
    for (int i = 0; i < n; i++)
        find_turns(finder, (struct turn){.p = call->a, .q = NO_NODE, .level = breaks[i].x});
}

// Adds the places where node i is 0. Those of a product, a power or a root are looked for in its
// factors, which have fewer rounding errors. A node is looked at once for each kind of place.
static void find_zeros(struct finder *finder, int i)
{
    const struct node *node = &finder->expression->nodes[i];
    bool *sought = finder->sought[finder->now];
    if (!node->varies || sought[i])
        return;
    sought[i] = true;
    switch (node->op) {
    case OP_POW:
    case OP_NEG:
    case OP_SQRT:
    case OP_CBRT:
    case OP_ABS:
    case OP_DIV:
        find_zeros(finder, node->a);
        return;
    case OP_MUL:
        find_zeros(finder, node->a);
        find_zeros(finder, node->b);
        return;
    default:
        find_turns(finder, (struct turn){.p = i, .q = NO_NODE, .touches = true});
    }
}

// Whether a node is a root of its argument: sqrt, cbrt, or a power with a constant exponent that is
// not whole. Such a node has an infinite slope, or the end of its domain, where the argument is 0.
static bool is_root(const struct finder *finder, const struct node *node)
{
    if (node->op != OP_POW)
        return node->op == OP_SQRT || node->op == OP_CBRT;
    double exponent = finder->values[node->b];
    return !finder->expression->nodes[node->b].varies && exponent != rint(exponent);
}

// Whether a node divides by an operand: a quotient, or a power with a constant exponent below 0.
static bool divides(const struct finder *finder, const struct node *node)
{
    bool moves = node->op == OP_POW && finder->expression->nodes[node->b].varies;
    return node->op == OP_DIV || (node->op == OP_POW && !moves && finder->values[node->b] < 0);
}

// Adds the places where the divisor of a quotient, or the argument of a root, a logarithm or a
// power with a varying exponent is 0. There the node has a pole or its domain ends.
static void find_singular(struct finder *finder, const struct node *node)
{
    bool moves = node->op == OP_POW && finder->expression->nodes[node->b].varies;
    bool log = node->op == OP_LOG || node->op == OP_LOG2 || node->op == OP_LOG10;
    finder->now = divides(finder, node)   ? SOUGHT_DIVISOR
                  : is_root(finder, node) ? SOUGHT_ROOT
                                          : SOUGHT_SWITCH;
    if (finder->now != SOUGHT_SWITCH || moves || log)
        find_zeros(finder, node->op == OP_DIV ? node->b : node->a);
}

// The operations of one argument that take another branch, or end, where that is at a level.
static const struct level {
    enum op op;
    double level;
    enum turn_kind kind;
    enum sought sought;
} levels[] = {
    {OP_ABS, 0, TURN_AT_0, SOUGHT_SWITCH},       {OP_SIGN, 0, TURN_AT_0, SOUGHT_SWITCH},
    {OP_FLOOR, 0, TURN_AT_WHOLE, SOUGHT_SWITCH}, {OP_CEIL, 0, TURN_AT_WHOLE, SOUGHT_SWITCH},
    {OP_LOG1P, -1, TURN_AT_0, SOUGHT_SWITCH},    {OP_ATANH, -1, TURN_AT_0, SOUGHT_SWITCH},
    {OP_ATANH, 1, TURN_AT_0, SOUGHT_SWITCH},     {OP_ASIN, -1, TURN_AT_0, SOUGHT_ROOT},
    {OP_ASIN, 1, TURN_AT_0, SOUGHT_ROOT},        {OP_ACOS, -1, TURN_AT_0, SOUGHT_ROOT},
    {OP_ACOS, 1, TURN_AT_0, SOUGHT_ROOT},        {OP_ACOSH, 1, TURN_AT_0, SOUGHT_ROOT},
    {OP_TAN, 0, TURN_AT_POLE, SOUGHT_DIVISOR},
};

// Adds the places where the argument of `node` is at a level. Where it only touches the level, abs
// keeps its branch; touches of tan's are not looked for.
static void find_level(struct finder *finder, const struct node *node, const struct level *level)
{
    finder->now = level->sought;
    find_turns(finder, (struct turn){.p = node->a,
                                     .q = NO_NODE,
                                     .level = level->level,
                                     .kind = level->kind,
                                     .touches = level->op != OP_TAN && level->op != OP_ABS});
}

// Adds the places that one node may have.
static void find_switch(struct finder *finder, const struct node *node)
{
    for (size_t i = 0; i < sizeof levels / sizeof levels[0]; i++)
        if (levels[i].op == node->op)
            find_level(finder, node, &levels[i]);
    finder->now = SOUGHT_SWITCH;
    if (node->op == OP_CALL)
        find_call_turns(finder, node);
    else if (is_comparison(node->op) || node->op == OP_MIN || node->op == OP_MAX)
        find_turns(finder,
                   (struct turn){.p = node->a, .q = node->b, .touches = is_comparison(node->op)});
    else
        find_singular(finder, node);
}

// Adds the places of all nodes of f within a window. `flags` is the finder's room for flags: one a
// node, and one more for each kind of place.
static void find_switches(struct finder *finder, bool *flags, const struct window *window)
{
    const struct node *nodes = finder->expression->nodes;
    int last = finder->expression->roots[ORDER_F];
    size_t count = (size_t)last + 1;
    memset(flags, 0, (1 + SOUGHT_COUNT) * count * sizeof *flags);
    finder->window = *window;
    reach(nodes, last, flags);
    node_values(nodes, last, finder->parameters, (double)NAN, finder->values);
    for (int i = 0; i <= last; i++)
        if (flags[i] && nodes[i].varies)
            find_switch(finder, &nodes[i]);
}

int find_places(const struct expression *expression, const double *parameters,
                const struct window *window, void *out)
{
    static const struct window near = {-20, 20, 0}; // where people look first
    size_t count = (size_t)expression->roots[ORDER_F] + 1;
    bool *flags = memory_new((1 + SOUGHT_COUNT) * count, sizeof *flags);
    struct finder finder = {.expression = expression,
                            .parameters = parameters,
                            .values = memory_new((size_t)expression->n, sizeof(double)),
                            .places = out,
                            .reach = window == &everywhere ? everywhere.high : HUGE_VAL};
    for (int i = 0; i < SOUGHT_COUNT; i++)
        finder.sought[i] = flags + (size_t)(1 + i) * count;
    if (window == &everywhere)
        find_switches(&finder, flags, &near);
    finder.seen = window == &everywhere ? near.high : 0;
    find_switches(&finder, flags, window);
    qsort(finder.places, (size_t)finder.n, sizeof *finder.places, x_ascends);
    for (int i = 0; i < finder.n; i++)
        if (isnan(finder.places[i].off))
            finder.places[i].off = 0;
    free(finder.values);
    free(flags);
    return finder.n;
}
