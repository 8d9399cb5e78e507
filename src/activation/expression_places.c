// Places of a formula: where it may take another branch, end, or grow beyond all bounds.
//
// A place is where a turn changes its sign: an argument that passes the level at which an operation
// switches, or something that divides and becomes 0. What divides may also touch 0.
#include "activation/expression_node.h"
#include "activation/expression_series.h"
#include "activation/series_functions.h"

#include <stdlib.h>
#include <string.h>

// p - q - level, and the same for every step further; q may be NO_NODE.
struct turn {
    int p, q;
    double level, step;
    bool cosine;  // it is that of p to the last bit
    bool touches; // the level matters, whatever the sign beside it
};

#define PI 3.1415926535897932

static const double farthest = 1e3;

struct finder {
    const struct expression *expression;
    const double *parameters;
    bool *lines;    // nodes that are straight lines
    double *values; // room for those of all nodes
    enum sought {
        SOUGHT_SWITCH,
        SOUGHT_ROOT,    // of roots and arcs
        SOUGHT_DIVISOR, // of what divides
        SOUGHT_COUNT
    } now;                      // what is being looked for
    bool *sought[SOUGHT_COUNT]; // nodes whose zeros were looked for
    struct place *places;       // room for PLACES_MAX, without order
    int n;
    double reach; // farther away nothing is of interest
};

// --- collecting ---

// Each once.
static void sort_places(struct finder *finder)
{
    struct place *places = finder->places;
    int n = 0;
    qsort(places, (size_t)finder->n, sizeof *places, x_ascends);
    for (int i = 0; i < finder->n; i++) {
        if (n == 0 || places[i].x != places[n - 1].x)
            places[n++] = places[i];
        places[n - 1].zero |= places[i].zero;
        places[n - 1].root |= places[i].root;
    }
    finder->n = n;
}

// Where there are too many, those that are near are of interest.
static void add_place(struct finder *finder, double x)
{
    struct place *places = finder->places;
    if (finder->n == PLACES_MAX) {
        sort_places(finder);
        finder->n = nearest_items(places, finder->n, FOUND_PLACES, places, PLACES_MAX / 2);
        finder->reach = fmax(fabs(places[0].x), fabs(places[finder->n - 1].x));
    }
    if (fabs(x) <= finder->reach)
        places[finder->n++] = (struct place){.x = x == 0 ? 0 : x, // no -0
                                             .zero = finder->now == SOUGHT_DIVISOR,
                                             .root = finder->now == SOUGHT_ROOT};
}

// Whether a node is slope x + offset, as it is written; all[] says it of its operands.
static bool is_line(const struct node *nodes, const struct node *n, const bool *all)
{
    switch (n->op) {
    case OP_NEG:
        return all[n->a];
    case OP_ADD:
    case OP_SUB:
        return all[n->a] && all[n->b];
    case OP_MUL:
        return all[n->a] && all[n->b] && !(nodes[n->a].varies && nodes[n->b].varies);
    case OP_DIV:
        return all[n->a] && !nodes[n->b].varies;
    default:
        return n->op == OP_X || !n->varies;
    }
}

// --- signs of a turn ---

static double turn_value(const struct finder *finder, struct turn turn, double x)
{
    int last = turn.p > turn.q ? turn.p : turn.q;
    const double *values = finder->values;
    node_values(finder->expression->nodes, last, finder->parameters, x, finder->values);
    if (turn.cosine)
        return cos(values[turn.p]);
    return values[turn.p] - (turn.q == NO_NODE ? 0 : values[turn.q]) - turn.level;
}

// The first double on the right of a change of sign between low and high; the tie if there is one.
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

// A number of that many digits next to x, if it is as near as `reach`.
static double short_number(double x, double digits, double reach)
{
    double scale = fmax(fabs(x), 1), unit = pow(10, floor(log10(scale)));
    double near = rint(x / unit * digits) / digits * unit;
    return fabs(near - x) <= reach * scale ? near : x;
}

static struct series turn_series(const struct finder *finder, struct turn turn, double x)
{
    const struct expression *e = finder->expression;
    struct series s = expression_node_series(e, finder->parameters, turn.p, x, 1, 1);
    if (turn.q != NO_NODE)
        s = series_subtract(s, expression_node_series(e, finder->parameters, turn.q, x, 1, 1));
    return series_subtract(s, series_constant(turn.level));
}

static double coefficient(const struct series *s, int power)
{
    for (int i = 0; i < s->n; i++)
        if (fabs(s->terms[i].power - power) < 1e-9)
            return s->terms[i].coefficient;
    return 0;
}

// Moves x to where the derivative of that order is 0, by Newton's method, up to where rounding
// leaves nothing of it. False where that leads farther than `width`.
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
    double near = short_number(*x, 1e6, 1e-7);
    bool same = fabs(near - *x) <= 1e-12 * fmax(1, fabs(*x));
    *x = same || turn_value(finder, turn, near) == 0 ? near : *x;
    return true;
}

// Where a curve like x^3 crosses 0, doubles only know that it is about there: the zero is where the
// curve does not bend.
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

static void add_turn(struct finder *finder, struct turn turn, double x)
{
    x = turn.cosine ? x : middle_of_flat(finder, turn, x);
    double near = short_number(x, 1e12, 1e-14);
    add_place(finder, turn_value(finder, turn, near) == 0 ? near : x);
}

// Next to x, where the formula, rounded as it is, turns.
static double corrected(const struct finder *finder, struct turn turn, double x)
{
    int sign = value_sign(turn_value(finder, turn, x));
    for (int power = -52; sign != 0 && power < -30; power++) {
        double reach = ldexp(fmax(fabs(x), 0x1p-1000), power), low = x - reach, high = x + reach;
        int left = value_sign(turn_value(finder, turn, low));
        int right = value_sign(turn_value(finder, turn, high));
        if (left * right < 0)
            return first_right(finder, turn, low, high);
    }
    return x;
}

// How many levels a line passes to both sides, and another curve between two points of the grid:
// more are near a place where there is no end of them.
enum { LEVELS = 64, LEVELS_BETWEEN = 2 };

// Where a straight line is at a level.
static void find_line_turns(struct finder *finder, struct turn turn)
{
    struct turn plain = turn;
    plain.cosine = false;
    double at_0 = turn_value(finder, plain, 0), slope = turn_value(finder, plain, 1) - at_0;
    double steps = turn.step > 0 ? floor(at_0 / turn.step) : 0;
    steps = fabs(steps) < 0x1p50 ? steps : 0;
    int most = turn.step > 0 ? LEVELS : 0;
    for (int i = -most; i <= most; i++) {
        double x = ((steps + i) * turn.step - at_0) / slope;
        turn.level = plain.level + (steps + i) * turn.step;
        if (fabs(x) <= farthest)
            add_turn(finder, turn, corrected(finder, turn, x));
    }
}

// Other arguments are looked at on a grid, finer where people look first: even numbers of points on
// both sides, and none of them round.
enum { GRID_NEAR = 4001, GRID_FAR = 4001, GRID = GRID_NEAR + 2 * GRID_FAR };

static double grid_at(int i)
{
    static const double edge = 20.0123;
    if (i < GRID_FAR)
        return -farthest + (farthest - edge) * i / GRID_FAR;
    i -= GRID_FAR;
    if (i < GRID_NEAR)
        return -edge + 2 * edge * i / GRID_NEAR;
    i -= GRID_NEAR;
    return edge + (farthest - edge) * i / (GRID_FAR - 1);
}

struct grid {
    double x[GRID], p[GRID], q[GRID];
};

// The turn's values but for its level.
static struct grid *grid_create(const struct finder *finder, struct turn turn)
{
    const int roots[ORDER_COUNT] = {turn.p, turn.q, NO_NODE};
    const struct node *nodes = finder->expression->nodes;
    struct program *program = program_compile(nodes, roots, NO_NODE);
    struct grid *grid = allocate(1, sizeof *grid);
    for (int i = 0; i < GRID; i++)
        grid->x[i] = grid_at(i);
    double *const out[ORDER_COUNT] = {grid->p, turn.q == NO_NODE ? NULL : grid->q, NULL};
    program_run(program, nodes, finder->parameters, grid->x, GRID, out);
    program_destroy(program);
    for (int i = 0; i < GRID && turn.q != NO_NODE; i++)
        grid->p[i] -= grid->q[i];
    return grid;
}

// The intervals of the grid from the middle outwards: where there is too much, it is far away.
static int outwards(int k)
{
    int middle = (GRID - 1) / 2;
    return k % 2 ? middle - (k + 1) / 2 : middle + k / 2;
}

// Between point i of the grid and the next one; also where it is 0 for a while, both ends of that.
static void find_turn(struct finder *finder, const struct grid *grid, struct turn turn, int i)
{
    double low = grid->p[i] - turn.level, high = grid->p[i + 1] - turn.level;
    bool stays = low == 0 && (i == 0 || grid->p[i - 1] == grid->p[i]);
    struct turn plain = turn;
    plain.cosine = false;
    if (low * high < 0 || (low != 0 && high == 0) || (stays && high != 0)) {
        double x = first_right(finder, plain, grid->x[i], grid->x[i + 1]);
        add_turn(finder, turn, turn.cosine ? corrected(finder, turn, x) : x);
    }
}

static void find_grid_turns(struct finder *finder, const struct grid *grid, struct turn turn)
{
    const double level = turn.level;
    for (int k = 0; k + 1 < GRID; k++) {
        int i = outwards(k);
        double from = fmin(grid->p[i], grid->p[i + 1]), to = fmax(grid->p[i], grid->p[i + 1]);
        if (fmin(fabs(grid->x[i]), fabs(grid->x[i + 1])) > finder->reach)
            return;
        if (turn.step == 0)
            find_turn(finder, grid, turn, i);
        double steps =
            turn.step > 0 && to < 0x1p50 ? ceil((from - level) / turn.step) : (double)NAN;
        for (int n = 0; n < LEVELS_BETWEEN && level + steps * turn.step <= to; n++, steps++) {
            turn.level = level + steps * turn.step;
            find_turn(finder, grid, turn, i);
        }
    }
}

// --- where 0 is touched ---

// Whether three values in a row may come from a curve that touches a level at the middle one, as
// seen by the parabola through them.
static bool may_touch(const double p[3], double level)
{
    double at[] = {p[0] - level, p[1] - level, p[2] - level};
    double a = fabs(at[0]), b = fabs(at[1]), c = fabs(at[2]), bend = a - 2 * b + c;
    if (at[0] * at[1] <= 0 || at[1] * at[2] <= 0 || b > a || b > c || !(bend > 0) ||
        !isfinite(bend))
        return false;
    return fabs(b - (a - c) * (a - c) / (8 * bend)) <= 0.2 * bend;
}

// Where the lowest point of a curve lies beyond the level, it passes that on both sides.
static void find_touches(struct finder *finder, const struct grid *grid, struct turn turn)
{
    for (int k = 0; k + 2 < GRID; k++) {
        int i = outwards(k);
        const double *at = &grid->x[i];
        double x = at[1];
        if (i + 2 >= GRID || fabs(x) > finder->reach || !may_touch(&grid->p[i], turn.level) ||
            !find_flat(finder, turn, 1, at[1] - at[0], &x))
            continue;
        if (turn_value(finder, turn, x) * (grid->p[i + 1] - turn.level) >= 0) {
            add_place(finder, x);
            continue;
        }
        add_turn(finder, turn, first_right(finder, turn, at[0], x));
        add_turn(finder, turn, first_right(finder, turn, x, at[2]));
    }
}

// --- switches ---

static void find_turns(struct finder *finder, struct turn turn)
{
    if (finder->lines[turn.p] && (turn.q == NO_NODE || finder->lines[turn.q])) {
        find_line_turns(finder, turn);
        return;
    }
    struct grid *grid = grid_create(finder, turn);
    find_grid_turns(finder, grid, turn);
    if (turn.touches)
        find_touches(finder, grid, turn);
    free(grid);
}

static void find_call_turns(struct finder *finder, const struct node *call)
{
    struct activation_break breaks[ACTIVATION_BREAKS_MAX];
    double parameters[ACTIVATION_PARAMETERS_MAX] = {0};
    node_values(finder->expression->nodes, call->b == NO_NODE ? 0 : call->b, finder->parameters,
                (double)NAN, finder->values);
    if (!call_parameters(finder->expression->nodes, call, finder->values, parameters))
        return;
    int n = activation_breaks(activation_at(call->activation), parameters, breaks);
    for (int i = 0; i < n; i++)
        find_turns(finder, (struct turn){.p = call->a, .q = NO_NODE, .level = breaks[i].x});
}

// Where a node is 0, by the factors that it has.
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

// Whether a node is steep, or ends, where its argument is 0.
static bool is_root(const struct finder *finder, const struct node *node)
{
    if (node->op != OP_POW)
        return node->op == OP_SQRT || node->op == OP_CBRT;
    double exponent = finder->values[node->b];
    return !finder->expression->nodes[node->b].varies && exponent != rint(exponent);
}

static bool is_divisor(const struct finder *finder, const struct node *node)
{
    bool moves = node->op == OP_POW && finder->expression->nodes[node->b].varies;
    return node->op == OP_DIV || (node->op == OP_POW && !moves && finder->values[node->b] < 0);
}

// Where something that has a pole or its end at 0 has it.
static void find_singular(struct finder *finder, const struct node *node)
{
    bool moves = node->op == OP_POW && finder->expression->nodes[node->b].varies;
    bool log = node->op == OP_LOG || node->op == OP_LOG2 || node->op == OP_LOG10;
    finder->now = is_divisor(finder, node) ? SOUGHT_DIVISOR
                  : is_root(finder, node)  ? SOUGHT_ROOT
                                           : SOUGHT_SWITCH;
    if (finder->now != SOUGHT_SWITCH || moves || log)
        find_zeros(finder, node->op == OP_DIV ? node->b : node->a);
}

// Of operations that switch or end where their one argument is at a level.
static const struct level {
    enum op op;
    double level, step;
    enum sought sought;
} levels[] = {
    {OP_ABS, 0, 0, SOUGHT_SWITCH},        {OP_SIGN, 0, 0, SOUGHT_SWITCH},
    {OP_FLOOR, 0, 1, SOUGHT_SWITCH},      {OP_CEIL, 0, 1, SOUGHT_SWITCH},
    {OP_LOG1P, -1, 0, SOUGHT_SWITCH},     {OP_ATANH, -1, 0, SOUGHT_SWITCH},
    {OP_ATANH, 1, 0, SOUGHT_SWITCH},      {OP_ASIN, -1, 0, SOUGHT_ROOT},
    {OP_ASIN, 1, 0, SOUGHT_ROOT},         {OP_ACOS, -1, 0, SOUGHT_ROOT},
    {OP_ACOS, 1, 0, SOUGHT_ROOT},         {OP_ACOSH, 1, 0, SOUGHT_ROOT},
    {OP_TAN, PI / 2, PI, SOUGHT_DIVISOR},
};

static void find_level(struct finder *finder, const struct node *node, const struct level *level)
{
    finder->now = level->sought;
    find_turns(finder, (struct turn){.p = node->a,
                                     .q = NO_NODE,
                                     .level = level->level,
                                     .step = level->step,
                                     .cosine = level->op == OP_TAN,
                                     .touches = level->sought == SOUGHT_ROOT});
}

static void find_switch(struct finder *finder, const struct node *node)
{
    for (size_t i = 0; i < sizeof levels / sizeof levels[0]; i++)
        if (levels[i].op == node->op)
            find_level(finder, node, &levels[i]);
    finder->now = SOUGHT_SWITCH;
    if (node->op == OP_CALL)
        find_call_turns(finder, node);
    else if (is_comparison(node->op) || node->op == OP_MIN || node->op == OP_MAX)
        find_turns(finder, (struct turn){.p = node->a, .q = node->b});
    else
        find_singular(finder, node);
}

int find_places(const struct expression *expression, const double *parameters, void *out)
{
    const struct node *nodes = expression->nodes;
    int last = expression->roots[ORDER_F];
    size_t count = (size_t)last + 1;
    bool *flags = allocate((2 + SOUGHT_COUNT) * count, sizeof *flags);
    struct finder finder = {.expression = expression,
                            .parameters = parameters,
                            .values = allocate((size_t)expression->n, sizeof(double)),
                            .lines = flags + count,
                            .places = out,
                            .reach = farthest};
    for (int i = 0; i < SOUGHT_COUNT; i++)
        finder.sought[i] = flags + (size_t)(2 + i) * count;
    reach(nodes, last, flags);
    node_values(nodes, last, parameters, (double)NAN, finder.values);
    for (int i = 0; i <= last; i++) {
        finder.lines[i] = is_line(nodes, &nodes[i], finder.lines);
        if (flags[i] && nodes[i].varies)
            find_switch(&finder, &nodes[i]);
    }
    sort_places(&finder);
    free(finder.values);
    free(flags);
    return finder.n;
}
