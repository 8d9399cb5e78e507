// Where a formula's curves bend, jump, cross zero and turn: found numerically.
//
// Breaks are where a switch turns: an operation that takes another branch as its argument passes
// some level. Their limits are the formula's values at the break with every switch as it is a
// little beside it.
#include "activation/expression_node.h"
#include "activation/expression_series.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// p - q - level changes its sign where the switch turns; q may be NO_NODE.
struct turn {
    int p, q;
    double level;
};

enum { FOUND_MAX = 512 };

static const double breaks_reach = 1e3;

// Places found, without order.
struct places {
    double x[FOUND_MAX];
    int n;
};

struct finder {
    const struct expression *expression;
    const double *parameters;
    struct places *places;
    double *values;  // room for those of all nodes
    bool zeros_only; // of what divides
    bool *sought;    // the nodes whose zeros were looked for
};

static void add_place(struct finder *finder, double x)
{
    struct places *places = finder->places;
    if (fabs(x) <= breaks_reach && places->n < FOUND_MAX)
        places->x[places->n++] = x == 0 ? 0 : x; // no -0
}

// Affine arguments: slope x + offset, where that is what they are.

struct affine {
    double slope, offset;
    bool is;
};

static struct affine affine_of(const struct node *node, const struct affine *all, double value)
{
    if (!node->varies)
        return (struct affine){0, value, true};
    if (node->op == OP_X)
        return (struct affine){1, 0, true};
    struct affine none = {0, 0, false};
    if (node->op < OP_ADD || node->op > OP_NEG || !all[node->a].is)
        return none;
    struct affine a = all[node->a], b = node->op == OP_NEG ? none : all[node->b];
    if (node->op == OP_NEG)
        return (struct affine){-a.slope, -a.offset, true};
    if (!b.is)
        return none;
    if (node->op == OP_ADD)
        return (struct affine){a.slope + b.slope, a.offset + b.offset, true};
    if (node->op == OP_SUB)
        return (struct affine){a.slope - b.slope, a.offset - b.offset, true};
    if (node->op == OP_MUL && b.slope == 0)
        return (struct affine){a.slope * b.offset, a.offset * b.offset, true};
    if (node->op == OP_MUL && a.slope == 0)
        return (struct affine){b.slope * a.offset, b.offset * a.offset, true};
    if (node->op == OP_DIV && b.slope == 0)
        return (struct affine){a.slope / b.offset, a.offset / b.offset, true};
    return none;
}

static void find_affine(const struct finder *finder, int last, struct affine *all)
{
    const struct node *nodes = finder->expression->nodes;
    node_values(nodes, last, finder->parameters, (double)NAN, finder->values);
    for (int i = 0; i <= last; i++)
        all[i] = affine_of(&nodes[i], all, finder->values[i]);
}

// Signs of a turn.

static double turn_value(const struct finder *finder, struct turn turn, double x)
{
    int last = turn.p > turn.q ? turn.p : turn.q;
    node_values(finder->expression->nodes, last, finder->parameters, x, finder->values);
    double q = turn.q == NO_NODE ? 0 : finder->values[turn.q];
    return finder->values[turn.p] - q - turn.level;
}

static int sign_of(double value)
{
    return (value > 0) - (value < 0);
}

// The first double on the right of a change of sign between low and high; the tie if there is one.
static double first_right(const struct finder *finder, struct turn turn, double low, double high)
{
    int left = sign_of(turn_value(finder, turn, low));
    for (;;) {
        double middle = low / 2 + high / 2;
        if (middle <= low || middle >= high)
            return high;
        int sign = sign_of(turn_value(finder, turn, middle));
        if (sign == left)
            low = middle;
        else
            high = middle;
    }
}

// Where slope x + offset = level, corrected to where the formula, rounded as it is, turns.
static void find_affine_turn(struct finder *finder, struct turn turn, double slope, double offset)
{
    double x = -offset / slope;
    if (slope == 0 || !(fabs(x) <= breaks_reach))
        return;
    int sign = sign_of(turn_value(finder, turn, x));
    for (int power = -52; sign != 0 && power < -30; power++) {
        double reach = ldexp(fmax(fabs(x), 0x1p-1000), power), low = x - reach, high = x + reach;
        int left = sign_of(turn_value(finder, turn, low));
        int right = sign_of(turn_value(finder, turn, high));
        if (left * right >= 0)
            continue;
        x = first_right(finder, turn, low, high);
        break;
    }
    add_place(finder, x);
}

// Other arguments are looked at on a grid, finer where people look first: even numbers of points on
// both sides, and none of them round.
enum { GRID_NEAR = 4001, GRID_FAR = 4001, GRID = GRID_NEAR + 2 * GRID_FAR };

static double grid_at(int i)
{
    static const double edge = 20.0123;
    if (i < GRID_FAR)
        return -breaks_reach + (breaks_reach - edge) * i / GRID_FAR;
    i -= GRID_FAR;
    if (i < GRID_NEAR)
        return -edge + 2 * edge * i / GRID_NEAR;
    i -= GRID_NEAR;
    return edge + (breaks_reach - edge) * i / (GRID_FAR - 1);
}

struct curve_values {
    double x[GRID], p[GRID], q[GRID];
};

static void fill_grid(const struct finder *finder, struct turn turn, struct curve_values *grid)
{
    const int roots[ORDER_COUNT] = {turn.p, turn.q, NO_NODE};
    const struct node *nodes = finder->expression->nodes;
    struct program *program = program_compile(nodes, roots, NO_NODE);
    for (int i = 0; i < GRID; i++)
        grid->x[i] = grid_at(i);
    double *const out[ORDER_COUNT] = {grid->p, turn.q == NO_NODE ? NULL : grid->q, NULL};
    program_run(program, nodes, finder->parameters, grid->x, GRID, out);
    program_destroy(program);
    for (int i = 0; i < GRID && turn.q != NO_NODE; i++)
        grid->p[i] -= grid->q[i];
}

static void find_grid_turns(struct finder *finder, const struct curve_values *grid,
                            struct turn turn)
{
    for (int i = 0; i + 1 < GRID; i++) {
        double low = grid->p[i] - turn.level, high = grid->p[i + 1] - turn.level;
        if (low == 0 && i > 0 && grid->p[i - 1] != grid->p[i])
            add_place(finder, grid->x[i]);
        else if (low * high < 0 || (low != 0 && high == 0 && i + 2 == GRID))
            add_place(finder, first_right(finder, turn, grid->x[i], grid->x[i + 1]));
    }
}

// Switches.

static void find_turns(struct finder *finder, const struct affine *affine, struct turn turn)
{
    struct affine p = affine[turn.p], none = {0, 0, true};
    struct affine q = turn.q == NO_NODE ? none : affine[turn.q];
    if (p.is && q.is) {
        find_affine_turn(finder, turn, p.slope - q.slope, p.offset - q.offset - turn.level);
        return;
    }
    struct curve_values *grid = allocate(1, sizeof *grid);
    fill_grid(finder, turn, grid);
    find_grid_turns(finder, grid, turn);
    free(grid);
}

enum { LEVELS = 64 }; // whole numbers passed, counted from the one at x = 0

// floor and ceil turn at every whole number.
static void find_whole_turns(struct finder *finder, const struct affine *affine, int p)
{
    struct turn turn = {p, NO_NODE, 0};
    double middle = turn_value(finder, turn, 0);
    double start = isfinite(middle) && fabs(middle) < 0x1p50 ? floor(middle) : 0;
    struct curve_values *grid = NULL;
    if (!affine[p].is) {
        grid = allocate(1, sizeof *grid);
        fill_grid(finder, turn, grid);
    }
    for (int i = -LEVELS; i <= LEVELS; i++) {
        turn.level = start + i;
        if (grid)
            find_grid_turns(finder, grid, turn);
        else
            find_turns(finder, affine, turn);
    }
    free(grid);
}

static int call_breaks(const struct finder *finder, const struct node *call,
                       struct activation_break *breaks)
{
    double parameters[ACTIVATION_PARAMETERS_MAX] = {0};
    node_values(finder->expression->nodes, call->b == NO_NODE ? 0 : call->b, finder->parameters,
                (double)NAN, finder->values);
    if (!call_parameters(finder->expression->nodes, call, finder->values, parameters))
        return 0;
    return activation_breaks(activation_at(call->activation), parameters, breaks);
}

static void find_call_turns(struct finder *finder, const struct affine *affine,
                            const struct node *call)
{
    struct activation_break breaks[ACTIVATION_BREAKS_MAX];
    int n = call_breaks(finder, call, breaks);
    for (int i = 0; i < n; i++)
        find_turns(finder, affine, (struct turn){call->a, NO_NODE, breaks[i].x});
}

// A number of few digits next to x, if there is one.
static double short_number(double x)
{
    static const double digits = 1e12;
    double scale = fmax(fabs(x), 1), unit = pow(10, floor(log10(scale)));
    double near = rint(x / unit * digits) / digits * unit;
    return fabs(near - x) <= 1e-14 * scale ? near : x;
}

// Where a node is 0, by the factors that it has: x^2 does not change its sign.
static void find_zeros(struct finder *finder, const struct affine *affine, int i)
{
    const struct node *node = &finder->expression->nodes[i];
    if (!node->varies || finder->sought[i])
        return;
    finder->sought[i] = true;
    switch (node->op) {
    case OP_POW:
    case OP_NEG:
    case OP_SQRT:
    case OP_CBRT:
    case OP_ABS:
    case OP_DIV:
        find_zeros(finder, affine, node->a);
        return;
    case OP_MUL:
        find_zeros(finder, affine, node->a);
        find_zeros(finder, affine, node->b);
        return;
    default:
        break;
    }
    struct turn turn = {i, NO_NODE, 0};
    int before = finder->places->n;
    find_turns(finder, affine, turn);
    for (int k = before; k < finder->places->n; k++) {
        double near = short_number(finder->places->x[k]);
        if (turn_value(finder, turn, near) == 0)
            finder->places->x[k] = near == 0 ? 0 : near;
    }
}

static void find_switch(struct finder *finder, const struct affine *affine, int i)
{
    const struct node *node = &finder->expression->nodes[i];
    bool switches = is_comparison(node->op) || node->op == OP_MIN || node->op == OP_MAX;
    if (!node->varies || (finder->zeros_only && node->op != OP_DIV && node->op != OP_POW))
        return;
    if (switches)
        find_turns(finder, affine, (struct turn){node->a, node->b, 0});
    else if (node->op == OP_ABS || node->op == OP_SIGN)
        find_turns(finder, affine, (struct turn){node->a, NO_NODE, 0});
    else if (node->op == OP_DIV)
        find_zeros(finder, affine, node->b);
    else if (node->op == OP_POW && !finder->expression->nodes[node->b].varies &&
             finder->values[node->b] < 0)
        find_zeros(finder, affine, node->a);
    else if (node->op == OP_FLOOR || node->op == OP_CEIL)
        find_whole_turns(finder, affine, node->a);
    else if (node->op == OP_CALL)
        find_call_turns(finder, affine, node);
}

// One-sided limits.

// A node's value at x with the switches as they are beside it, where its operands are `near`.
static double limit_call(const struct finder *finder, const struct node *call, const double *at,
                         const double *near)
{
    struct activation_break breaks[ACTIVATION_BREAKS_MAX];
    double parameters[ACTIVATION_PARAMETERS_MAX] = {0};
    if (!call_parameters(finder->expression->nodes, call, at, parameters))
        return (double)NAN;
    const struct activation *activation = activation_at(call->activation);
    int n = activation_breaks(activation, parameters, breaks);
    for (int i = 0; i < n; i++)
        if (fabs(at[call->a] - breaks[i].x) <= 1e-14 * fabs(breaks[i].x))
            return near[call->a] < breaks[i].x ? breaks[i].left[call->order]
                                               : breaks[i].right[call->order];
    return activation_value(activation, parameters, (enum order)call->order, at[call->a]);
}

static double limit_node(const struct finder *finder, int i, double x, const double *at,
                         const double *near)
{
    const struct node *node = &finder->expression->nodes[i];
    bool first;
    switch (node->op) {
    case OP_MIN:
    case OP_MAX:
        first = node->op == OP_MIN ? near[node->a] < near[node->b] : near[node->a] > near[node->b];
        return at[first ? node->a : node->b];
    case OP_ABS:
        return near[node->a] < 0 ? -at[node->a] : at[node->a];
    case OP_DIV:
        return at[node->a] / (at[node->b] == 0 ? copysign(0, near[node->b]) : at[node->b]);
    case OP_SIGN:
    case OP_FLOOR:
    case OP_CEIL:
        return near[i];
    case OP_CALL:
        return limit_call(finder, node, at, near);
    default:
        return is_comparison(node->op)
                   ? near[i]
                   : node_value(finder->expression->nodes, i, finder->parameters, x, at);
    }
}

// The limits at x from the side of `beside`.
static void find_limits(const struct finder *finder, double x, double beside,
                        double limits[ORDER_COUNT])
{
    const struct expression *expression = finder->expression;
    double *near = finder->values, *at = allocate((size_t)expression->n, sizeof *at);
    node_values(expression->nodes, expression->n - 1, finder->parameters, beside, near);
    for (int i = 0; i < expression->n; i++)
        at[i] = limit_node(finder, i, x, at, near);
    for (int order = 0; order < ORDER_COUNT; order++)
        limits[order] = at[expression->roots[order]];
    if (isnan(near[expression->roots[ORDER_F]]))
        limits[ORDER_F] = (double)NAN; // f ends here
    if (isnan(limits[ORDER_F]))
        limits[ORDER_DF] = limits[ORDER_D2F] = (double)NAN;
    free(at);
}

// A limit, infinite at a pole; false where the series does not tell.
static bool limit_of(const struct series *series, double sign, double *limit)
{
    if (series_is_pole(series)) {
        *limit = copysign(HUGE_VAL, sign * (double)series_sign(series));
        return true;
    }
    double found;
    if (!series_limit(series, &found))
        return false;
    *limit = sign * found;
    return true;
}

// The limits that doubles cannot give, from that side: at poles and where they come to 0/0.
static void find_limits_by_series(const struct finder *finder, double x, double side,
                                  double limits[ORDER_COUNT])
{
    struct series s = expression_series(finder->expression, finder->parameters, x, side);
    double sign = 1;
    for (int order = 0; order < ORDER_COUNT; order++) {
        if (!limit_of(&s, sign, &limits[order]) && order == 0)
            return;
        s = series_slope(s);
        sign *= side;
    }
}

static bool all_finite(const double values[ORDER_COUNT])
{
    return isfinite(values[ORDER_F]) && isfinite(values[ORDER_DF]) && isfinite(values[ORDER_D2F]);
}

static bool close_to(double a, double b, double tolerance)
{
    if (a == b || (isnan(a) && isnan(b)))
        return true;
    return isfinite(a) && isfinite(b) && fabs(a - b) <= tolerance * fmax(1, fmax(fabs(a), fabs(b)));
}

// A point that was put where the formula has none, as in if(x == 0, 1, sin(x)/x).
static bool is_removable(const struct finder *finder, const struct activation_break *found)
{
    const struct expression *expression = finder->expression;
    if (!isnan(found->left[ORDER_F]) || !isnan(found->right[ORDER_F]) || isnan(found->at[ORDER_F]))
        return false;
    double h = 1e-8 * fmax(1, fabs(found->x));
    double left = expression_value(expression, finder->parameters, ORDER_F, found->x - h);
    double right = expression_value(expression, finder->parameters, ORDER_F, found->x + h);
    return close_to(left, found->at[ORDER_F], 1e-6) && close_to(right, found->at[ORDER_F], 1e-6);
}

static bool is_break(const struct finder *finder, const struct activation_break *found)
{
    bool breaks = isinf(found->left[ORDER_F]) || isinf(found->right[ORDER_F]);
    for (int order = 0; order < ORDER_COUNT; order++)
        breaks = breaks || !close_to(found->left[order], found->right[order], 1e-12) ||
                 !close_to(found->right[order], found->at[order], 1e-12);
    return breaks && !is_removable(finder, found);
}

// What differs by rounding errors only is the same: |sin(x)| has kinks at its roots, no jumps.
static void settle(struct activation_break *found)
{
    for (int order = 0; order < ORDER_COUNT; order++)
        if (isfinite(found->at[order]) &&
            close_to(found->left[order], found->right[order], 1e-12) &&
            close_to(found->right[order], found->at[order], 1e-12))
            found->left[order] = found->right[order] = found->at[order];
}

static int by_x(const void *a, const void *b)
{
    const double *p = a, *q = b;
    return (*p > *q) - (*p < *q);
}

static void sort_places(struct places *places)
{
    qsort(places->x, (size_t)places->n, sizeof *places->x, by_x);
    int n = 0;
    for (int i = 0; i < places->n; i++)
        if (n == 0 || places->x[i] != places->x[n - 1])
            places->x[n++] = places->x[i];
    places->n = n;
}

// A little beside place i, and not beyond the next one.
static double beside(const struct places *places, int i, int side)
{
    double x = places->x[i], step = 1e-9 * fmax(1, fabs(x));
    int next = i + side;
    if (next >= 0 && next < places->n)
        step = fmin(step, fabs(places->x[next] - x) / 2);
    double there = x + side * step;
    return there == x ? nextafter(x, side * HUGE_VAL) : there;
}

static struct activation_break break_at(const struct finder *finder, int i)
{
    struct activation_break found = {.x = finder->places->x[i]};
    find_limits(finder, found.x, beside(finder->places, i, -1), found.left);
    find_limits(finder, found.x, beside(finder->places, i, 1), found.right);
    expression_eval(finder->expression, finder->parameters, &found.x, 1, &found.at[ORDER_F],
                    &found.at[ORDER_DF], &found.at[ORDER_D2F]);
    if (misses_hole(finder->expression, finder->parameters, found.x)) {
        memcpy(found.left, found.at, sizeof found.left);
        memcpy(found.right, found.at, sizeof found.right);
    }
    if (!all_finite(found.left) || !all_finite(found.right) || !all_finite(found.at)) {
        find_limits_by_series(finder, found.x, -1, found.left);
        find_limits_by_series(finder, found.x, 1, found.right);
    }
    return found;
}

static void find_places(struct finder *finder)
{
    const struct expression *expression = finder->expression;
    int last = expression->roots[ORDER_F];
    bool *reached = allocate((size_t)last + 1, sizeof *reached);
    struct affine *affine = allocate((size_t)last + 1, sizeof *affine);
    finder->sought = allocate((size_t)last + 1, sizeof *finder->sought);
    reach(expression->nodes, last, reached);
    find_affine(finder, last, affine);
    for (int i = 0; i <= last && finder->places->n < FOUND_MAX; i++)
        if (reached[i])
            find_switch(finder, affine, i);
    free(finder->sought);
    free(affine);
    free(reached);
    sort_places(finder->places);
}

// The window of at most `max` places in a row that are nearest to 0: `from` is its first.
static int nearest_window(const double *first_x, size_t stride, int n, int max, int *from)
{
    const char *bytes = (const char *)first_x;
    *from = 0;
    while (n > max) {
        double low, high;
        memcpy(&low, bytes + (size_t)*from * stride, sizeof low);
        memcpy(&high, bytes + (size_t)(*from + n - 1) * stride, sizeof high);
        *from += fabs(low) > fabs(high);
        n--;
    }
    return n;
}

int expression_breaks(const struct expression *expression, const double *parameters,
                      struct activation_break *out, int max)
{
    struct places places = {.n = 0};
    struct finder finder = {expression, parameters,
                            &places,    allocate((size_t)expression->n, sizeof(double)),
                            false,      NULL};
    struct activation_break *found = allocate(FOUND_MAX, sizeof *found);
    int n = 0, from;
    find_places(&finder);
    for (int i = 0; i < places.n; i++) {
        found[n] = break_at(&finder, i);
        settle(&found[n]);
        n += is_break(&finder, &found[n]);
    }
    n = nearest_window(&found->x, sizeof *found, n, max, &from);
    memcpy(out, found + from, (size_t)n * sizeof *out);
    free(found);
    free(finder.values);
    return n;
}

int expression_places(const struct expression *expression, const double *parameters,
                      bool zeros_only, double *out, int max)
{
    struct places places = {.n = 0};
    struct finder finder = {expression, parameters,
                            &places,    allocate((size_t)expression->n, sizeof(double)),
                            zeros_only, NULL};
    int from;
    find_places(&finder);
    free(finder.values);
    int n = nearest_window(places.x, sizeof places.x[0], places.n, max, &from);
    memcpy(out, places.x + from, (size_t)n * sizeof *out);
    return n;
}

bool expression_swings(const struct expression *expression)
{
    for (int i = 0; i < expression->n; i++) {
        const struct node *node = &expression->nodes[i];
        bool swings = node->op == OP_SIN || node->op == OP_COS || node->op == OP_TAN ||
                      node->op == OP_FLOOR || node->op == OP_CEIL ||
                      (node->op == OP_CALL && activation_at(node->activation)->swings);
        if (swings && node->varies)
            return true;
    }
    return false;
}

// Points of interest.

static const double points_reach = 20;

// A grid of points_reach to both sides, whose middle is 0.
enum { SAMPLES = 4001 };

struct samples {
    double x[SAMPLES];
    double y[ORDER_COUNT + 1][SAMPLES]; // f, f', f'', and about f'''
    double scale[ORDER_COUNT + 1];      // the greatest |y|
};

struct collector {
    const struct expression *expression;
    const double *parameters;
    const struct activation_break *breaks;
    int break_count;
    struct activation_point *points;
    int n;
};

static double value(const struct collector *collector, enum order order, double x)
{
    return expression_value(collector->expression, collector->parameters, order, x);
}

// f''' by central differences of f'' of the eighth order: the error is about 1e-13 of f''.
static const double third_step = 0x1p-6;
static const double third_weights[] = {4. / 5, -1. / 5, 4. / 105, -1. / 280};

static double third(const struct collector *collector, double x)
{
    double sum = 0;
    for (int k = 0; k < 4; k++)
        sum += third_weights[k] * (value(collector, ORDER_D2F, x + (k + 1) * third_step) -
                                   value(collector, ORDER_D2F, x - (k + 1) * third_step));
    return sum / third_step;
}

// The same at all samples.
static void sample_third(const struct collector *collector, struct samples *samples)
{
    double *all = samples->y[ORDER_COUNT], x[SAMPLES], d2f[SAMPLES];
    memset(all, 0, sizeof samples->y[ORDER_COUNT]);
    for (int k = 0; k < 8; k++) {
        double sign = k < 4 ? 1 : -1, weight = sign * third_weights[k % 4] / third_step;
        for (int i = 0; i < SAMPLES; i++)
            x[i] = samples->x[i] + sign * (k % 4 + 1) * third_step;
        expression_eval(collector->expression, collector->parameters, x, SAMPLES, NULL, NULL, d2f);
        for (int i = 0; i < SAMPLES; i++)
            all[i] += weight * d2f[i];
    }
}

enum { ORDER_D3F = ORDER_COUNT };

static double any_value(const struct collector *collector, int order, double x)
{
    return order == ORDER_D3F ? third(collector, x) : value(collector, (enum order)order, x);
}

static void label(char out[ACTIVATION_LABEL_SIZE], double value)
{
    char number[64];
    number_show(number, sizeof number, value, 6);
    text_copy(out, ACTIVATION_LABEL_SIZE, number);
}

static struct activation_point *add_point(struct collector *collector, enum order order,
                                          enum point_kind kind, double x, double y)
{
    if (collector->n == FOUND_MAX)
        return NULL;
    struct activation_point *point = &collector->points[collector->n++];
    *point = (struct activation_point){.order = order, .kind = kind, .x = x, .y = y};
    label(point->x_label, x);
    label(point->label, y);
    return point;
}

static bool has_break(const struct collector *collector, double low, double high)
{
    for (int i = 0; i < collector->break_count; i++)
        if (collector->breaks[i].x >= low && collector->breaks[i].x <= high)
            return true;
    return false;
}

// Where the chord through both ends meets 0, but not nearer to an end than a thousandth of the
// whole: the other end must move, too. Every third step halves, so that a bad chord costs little.
static double next_between(double low, double left, double high, double right, int step)
{
    double t = step % 3 == 2 ? 0.5 : left / (left - right);
    t = t >= 1e-3 && t <= 1 - 1e-3 ? t : t < 0.5 ? 1e-3 : t < 1 ? 1 - 1e-3 : 0.5;
    double x = low + t * (high - low);
    return x > low && x < high ? x : low / 2 + high / 2;
}

// The root of an order between low and high, where it has opposite signs: of the last two doubles
// the one with the smaller value. The third derivative is known to some digits only.
static double root_between(const struct collector *collector, int order, double low, double high)
{
    double left = any_value(collector, order, low), right = any_value(collector, order, high);
    double close = order == ORDER_D3F ? 1e-12 : 0;
    for (int step = 0;; step++) {
        double middle = next_between(low, left, high, right, step), y;
        if (middle <= low || middle >= high || high - low <= close * fabs(middle))
            return fabs(left) < fabs(right) ? low : high;
        y = any_value(collector, order, middle);
        if (y == 0)
            return middle;
        bool on_left = sign_of(y) == sign_of(left);
        low = on_left ? middle : low;
        left = on_left ? y : left;
        high = on_left ? high : middle;
        right = on_left ? right : y;
    }
}

// The value at a place that is rounded to a double: 0 where f is 0 at what it was rounded from.
static double value_near(const struct collector *collector, enum order order, double x)
{
    double y = value(collector, order, x), step = nextafter(fabs(x), HUGE_VAL) - fabs(x);
    if (order == ORDER_D2F)
        return y;
    return fabs(y) <= step * fabs(value(collector, (enum order)(order + 1), x)) ? 0 : y;
}

// A root of order `order`, where it changes its sign from `before`, and what it means for the
// orders below it.
static void add_root(struct collector *collector, int order, double x, int before)
{
    if (order == ORDER_D3F && fabs(x) < 1e-8) // what differences cannot tell from 0
        x = 0;
    if (order < ORDER_D3F)
        add_point(collector, (enum order)order, POINT_ROOT, x, 0);
    if (order > ORDER_F) {
        enum order below = (enum order)(order - 1);
        double y = value_near(collector, below, x);
        add_point(collector, below, before > 0 ? POINT_MAXIMUM : POINT_MINIMUM, x, y);
        if (y == 0) // it touches zero there
            add_point(collector, below, POINT_ROOT, x, 0);
    }
    if (order >= ORDER_D2F) {
        enum order bent = (enum order)(order - 2);
        add_point(collector, bent, POINT_INFLECTION, x, value_near(collector, bent, x));
    }
}

// Whether the values on both sides are lower (before > 0) or higher than the one at x: differences
// are led astray by what is wild nearby.
static bool turns(const struct collector *collector, enum order order, double x, int before)
{
    const double step = 1e-3;
    double y = value(collector, order, x);
    return before * (y - value(collector, order, x - step)) > 0 &&
           before * (y - value(collector, order, x + step)) > 0;
}

// Changes of sign that rounding makes, where nothing is left of an order, do not count.
static bool is_noise(const struct samples *samples, int order, int i)
{
    const double *y = samples->y[order];
    double digits = order == ORDER_D3F ? 1e-11 : 1e-13, size = fabs(y[i]) + fabs(y[i + 1]);
    if (size < digits * samples->scale[order])
        return true;
    for (int lower = order - 1; lower >= ORDER_F && lower >= order - 2; lower--)
        if (size < digits * fabs(samples->y[lower][i]))
            return true;
    return false;
}

// Whether an order goes on from its root: false where all that is known of its series beyond is
// within the errors of rounding, as of ((x^2-1)/(x-1))'', which is 0.
static bool goes_on(const struct collector *collector, int order, double x)
{
    struct series s = expression_series(collector->expression, collector->parameters, x, 1);
    if (!s.known || s.order < order + 2)
        return true; // nothing is known
    for (int i = 0; i < s.n; i++)
        if (s.terms[i].power > order + 0.5)
            return true;
    return false;
}

static void find_root(struct collector *collector, const struct samples *samples, int order, int i)
{
    const double *x = samples->x, *y = samples->y[order];
    double root = root_between(collector, order, x[i], x[i + 1]);
    double rest = fabs(any_value(collector, order, root));
    int before = sign_of(y[i]);
    if (!(rest < fabs(y[i]) + fabs(y[i + 1])) || !goes_on(collector, order, root)) // a pole, noise
        return;
    if (order < ORDER_D3F || turns(collector, ORDER_D2F, root, before))
        add_root(collector, order, root, before);
}

static void find_roots(struct collector *collector, const struct samples *samples, int order)
{
    const double *x = samples->x, *y = samples->y[order];
    double margin = order == ORDER_D3F ? 4 * third_step : 0;
    for (int i = 0; i + 1 < SAMPLES; i++) {
        if (has_break(collector, x[i] - margin, x[i + 1] + margin) || is_noise(samples, order, i))
            continue;
        if (y[i] * y[i + 1] < 0)
            find_root(collector, samples, order, i);
        else if (y[i] == 0 && i > 0 && y[i - 1] * y[i + 1] < 0 &&
                 !has_break(collector, x[i - 1], x[i]))
            add_root(collector, order, x[i], sign_of(y[i - 1]));
    }
}

static void sample(const struct collector *collector, struct samples *samples)
{
    for (int i = 0; i < SAMPLES; i++)
        samples->x[i] = points_reach * (2 * i - (SAMPLES - 1)) / (SAMPLES - 1);
    expression_eval(collector->expression, collector->parameters, samples->x, SAMPLES,
                    samples->y[ORDER_F], samples->y[ORDER_DF], samples->y[ORDER_D2F]);
    sample_third(collector, samples);
    for (int order = 0; order <= ORDER_D3F; order++) {
        samples->scale[order] = 0;
        for (int i = 0; i < SAMPLES; i++)
            if (isfinite(samples->y[order][i]))
                samples->scale[order] = fmax(samples->scale[order], fabs(samples->y[order][i]));
    }
}

// "0 → 1" at a jump.
static void add_jump(struct collector *collector, const struct activation_break *at,
                     enum order order)
{
    struct activation_point *point = add_point(collector, order, POINT_JUMP, at->x, at->at[order]);
    if (!point)
        return;
    char left[64], right[64], both[160];
    number_show(left, sizeof left, at->left[order], 6);
    number_show(right, sizeof right, at->right[order], 6);
    snprintf(both, sizeof both, "%s → %s", left, right);
    text_copy(point->label, sizeof point->label, both);
}

static void add_break(struct collector *collector, const struct activation_break *at)
{
    bool continues[ORDER_COUNT];
    for (int order = 0; order < ORDER_COUNT; order++)
        continues[order] = close_to(at->left[order], at->right[order], 1e-12);
    for (int order = 0; order < ORDER_COUNT; order++) {
        if (!continues[order])
            add_jump(collector, at, (enum order)order);
        else if (order + 1 < ORDER_COUNT && !continues[order + 1] && isfinite(at->at[order]))
            add_point(collector, (enum order)order, POINT_KINK, at->x, at->at[order]);
    }
}

static int by_place(const void *a, const void *b)
{
    const struct activation_point *p = a, *q = b;
    if (p->x != q->x)
        return p->x < q->x ? -1 : 1;
    return p->order != q->order ? (int)p->order - (int)q->order : (int)p->kind - (int)q->kind;
}

static void mark_headline(struct activation_point *points, int n)
{
    struct activation_point *greatest = NULL;
    for (int i = 0; i < n; i++) {
        bool extremum = points[i].kind == POINT_MAXIMUM || points[i].kind == POINT_MINIMUM;
        if (points[i].order == ORDER_DF && extremum &&
            (!greatest || fabs(points[i].y) > fabs(greatest->y)))
            greatest = &points[i];
    }
    if (greatest)
        greatest->headline = true;
}

static void collect(struct collector *collector)
{
    struct samples *samples = allocate(1, sizeof *samples);
    sample(collector, samples);
    for (int order = 0; order <= ORDER_D3F; order++)
        find_roots(collector, samples, order);
    for (int i = 0; i < collector->break_count; i++)
        if (fabs(collector->breaks[i].x) <= points_reach)
            add_break(collector, &collector->breaks[i]);
    free(samples);
}

static int find_points(const struct expression *expression, const double *parameters,
                       struct activation_point *out, int max)
{
    struct activation_break *breaks = allocate(FOUND_MAX, sizeof *breaks);
    struct activation_point *points = allocate(FOUND_MAX, sizeof *points);
    struct collector collector = {expression, parameters, breaks, 0, points, 0};
    collector.break_count = expression_breaks(expression, parameters, breaks, FOUND_MAX);
    collect(&collector);
    qsort(points, (size_t)collector.n, sizeof *points, by_place);
    mark_headline(points, collector.n);
    int from, n = nearest_window(&points->x, sizeof *points, collector.n, max, &from);
    memcpy(out, points + from, (size_t)n * sizeof *out);
    free(points);
    free(breaks);
    return n;
}

static size_t parameters_size(const struct expression *expression)
{
    return (size_t)expression->parameter_count * sizeof(double);
}

static bool is_remembered(const struct points_memo *memo, const struct expression *expression,
                          const double *parameters, int max)
{
    size_t size = parameters_size(expression);
    return memo->known && memo->max == max &&
           (size == 0 || memcmp(memo->parameters, parameters, size) == 0);
}

// Several ask in every frame, with the same parameters. Whoever comes while another thread looks
// into the memo searches for himself.
int expression_points(const struct expression *expression, const double *parameters,
                      struct activation_point *out, int max)
{
    struct points_memo *memo = expression->memo;
    if (max > ACTIVATION_POINTS_MAX || atomic_flag_test_and_set(&memo->taken))
        return find_points(expression, parameters, out, max);
    if (!is_remembered(memo, expression, parameters, max)) {
        memo->n = find_points(expression, parameters, memo->points, max);
        memo->max = max;
        memo->known = true;
        if (expression->parameter_count > 0)
            memcpy(memo->parameters, parameters, parameters_size(expression));
    }
    int n = memo->n;
    memcpy(out, memo->points, (size_t)n * sizeof *out);
    atomic_flag_clear(&memo->taken);
    return n;
}
