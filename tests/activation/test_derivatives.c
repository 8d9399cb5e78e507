// f, f' and f'' of random formulas over every operation, at places where things meet, against
// one-sided differences in 480 digits: never NaN where the derivative from the right exists, never
// a number where it does not. ACTSCOPE_SEED=N repeats a run, ACTSCOPE_CASES=N draws more formulas.
#include <inttypes.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <mpfr.h>

#include "../seed.h"
#include "activation/expression/expression.h"
#include "random_formula.h"

#ifdef ACTSCOPE_FEW_CASES // see tests/CMakeLists.txt
enum { CASES = 500 };
#else
enum { CASES = 3000 };
#endif

enum {
    BITS = 1600,
    DOUBLE_BITS = 53,
    STEPS = 3, // sizes of h
    DEPTH_MAX = 4,
    PLACES_MAX = 8,
    FAULTS_SHOWN = 40,
};

static const int step_powers[STEPS] = {-70, -140, -280};

typedef mpfr_t node_values[FORMULA_NODES_MAX];

// A formula at a place: the values of its nodes there, and beside it at h and 2h for each h.
struct trial {
    struct formula formula;
    struct text text;
    struct expression *expression;
    double x;
    node_values here, rounded, beside[2 * STEPS], spare;
};

struct tally {
    int formulas, places, ambiguous, unsure, compared, faults;
};

static void init_values(node_values values, mpfr_prec_t bits)
{
    for (int i = 0; i < FORMULA_NODES_MAX; i++)
        mpfr_init2(values[i], bits);
}

static void clear_values(node_values values)
{
    for (int i = 0; i < FORMULA_NODES_MAX; i++)
        mpfr_clear(values[i]);
}

// --- what the truth is ---

enum verdict { TENDS, GROWS, NONE, UNSURE };

struct limit {
    enum verdict verdict;
    double value; // GROWS: its sign
};

// |a| <= factor 2^power |b|.
static bool is_less(const mpfr_t a, const mpfr_t b, long power, double factor)
{
    mpfr_t bound;
    mpfr_init2(bound, BITS);
    mpfr_mul_d(bound, b, factor, MPFR_RNDN);
    mpfr_mul_2si(bound, bound, power, MPFR_RNDN);
    bool less = mpfr_cmpabs(a, bound) <= 0;
    mpfr_clear(bound);
    return less;
}

// What values at ever smaller h tend to. What is as small as rounding errors is 0.
static struct limit limit_of(mpfr_t v[STEPS])
{
    enum { NOTHING = -400 };
    if (mpfr_nan_p(v[0]) && mpfr_nan_p(v[1]) && mpfr_nan_p(v[2]))
        return (struct limit){NONE, 0};
    for (int i = 0; i < STEPS; i++)
        if (!mpfr_number_p(v[i]))
            return (struct limit){mpfr_inf_p(v[i]) ? NONE : UNSURE, 0};
    mpfr_t difference;
    mpfr_init2(difference, BITS);
    mpfr_sub(difference, v[2], v[1], MPFR_RNDN);
    bool settled = is_less(difference, v[2], -60, 1);
    mpfr_clear(difference);
    if (settled)
        return (struct limit){TENDS, mpfr_get_d(v[2], MPFR_RNDN)};
    if (mpfr_get_exp(v[2]) < NOTHING)
        return (struct limit){TENDS, 0};
    if (is_less(v[2], v[1], 0, 0.75) && is_less(v[1], v[0], 0, 0.75))
        return (struct limit){TENDS, 0};
    bool grows = is_less(v[0], v[1], 0, 0.8) && is_less(v[1], v[2], 0, 0.8);
    int sign = mpfr_sgn(v[2]);
    if (grows && mpfr_sgn(v[0]) == sign && mpfr_sgn(v[1]) == sign)
        return (struct limit){GROWS, sign};
    return (struct limit){UNSURE, 0};
}

// f, f' and f'' of node i on a side, from f, (f(h) - f)/h and (f(2h) - 2 f(h) + f)/h^2.
static void differences(struct trial *t, int i, int step, double side, mpfr_t out[ORDER_COUNT])
{
    mpfr_t *once = &t->beside[2 * step][i], *twice = &t->beside[2 * step + 1][i];
    mpfr_set(out[ORDER_F], *once, MPFR_RNDN);
    mpfr_sub(out[ORDER_DF], *once, t->here[i], MPFR_RNDN);
    mpfr_sub(out[ORDER_D2F], *twice, *once, MPFR_RNDN);
    mpfr_sub(out[ORDER_D2F], out[ORDER_D2F], out[ORDER_DF], MPFR_RNDN);
    mpfr_mul_d(out[ORDER_DF], out[ORDER_DF], side, MPFR_RNDN);
    mpfr_mul_2si(out[ORDER_DF], out[ORDER_DF], -step_powers[step], MPFR_RNDN);
    mpfr_mul_2si(out[ORDER_D2F], out[ORDER_D2F], -2 * step_powers[step], MPFR_RNDN);
}

// The limits of f, f' and f'' on a side.
static void find_limits(struct trial *t, double side, struct limit limits[ORDER_COUNT])
{
    mpfr_t v[STEPS][ORDER_COUNT], column[STEPS];
    for (int step = 0; step < STEPS; step++) {
        mpfr_init2(column[step], BITS);
        for (int order = 0; order < ORDER_COUNT; order++)
            mpfr_init2(v[step][order], BITS);
        differences(t, t->formula.n - 1, step, side, v[step]);
    }
    for (int order = 0; order < ORDER_COUNT; order++) {
        for (int step = 0; step < STEPS; step++)
            mpfr_set(column[step], v[step][order], MPFR_RNDN);
        limits[order] = limit_of(column);
    }
    for (int step = 0; step < STEPS; step++) {
        mpfr_clear(column[step]);
        for (int order = 0; order < ORDER_COUNT; order++)
            mpfr_clear(v[step][order]);
    }
}

static bool evaluate_beside(struct trial *t, double side)
{
    mpfr_t x;
    bool done = true;
    mpfr_init2(x, BITS);
    for (int i = 0; i < 2 * STEPS && done; i++) {
        mpfr_set_d(x, side, MPFR_RNDN);
        mpfr_mul_2si(x, x, step_powers[i / 2] + i % 2, MPFR_RNDN);
        mpfr_add_d(x, x, t->x, MPFR_RNDN);
        done = formula_values(&t->formula, x, t->beside[i]);
    }
    mpfr_clear(x);
    return done;
}

static bool evaluate_here(struct trial *t)
{
    mpfr_t x;
    mpfr_init2(x, DOUBLE_BITS);
    mpfr_set_d(x, t->x, MPFR_RNDN);
    bool done =
        formula_values(&t->formula, x, t->here) && formula_values(&t->formula, x, t->rounded);
    mpfr_clear(x);
    return done;
}

// --- what doubles can tell ---

// Whether two numbers are the same to the last bits of a double, or nearly.
static bool is_close(const mpfr_t a, const mpfr_t b)
{
    enum { LAST_BITS = -44 };
    mpfr_t difference;
    if (!mpfr_number_p(a) || !mpfr_number_p(b))
        return false;
    mpfr_init2(difference, BITS);
    mpfr_sub(difference, a, b, MPFR_RNDN);
    bool close = is_less(difference, a, LAST_BITS, 1) || is_less(difference, b, LAST_BITS, 1);
    mpfr_clear(difference);
    return close;
}

// Functions bend, end and break at whole numbers.
static bool is_nearly_whole(const mpfr_t a)
{
    mpfr_t whole;
    mpfr_init2(whole, BITS);
    mpfr_rint(whole, a, MPFR_RNDN);
    bool near = is_close(a, whole);
    mpfr_clear(whole);
    return near;
}

// Whether the operands are equal, or cancel, to the last bits.
static bool meet(const struct trial *t, const struct formula_node *node)
{
    mpfr_t other;
    mpfr_init2(other, BITS);
    mpfr_set(other, t->here[node->operands[1]], MPFR_RNDN);
    if (formula_action(node) == ACTION_SUM)
        mpfr_neg(other, other, MPFR_RNDN);
    bool close = is_close(t->here[node->operands[0]], other);
    mpfr_clear(other);
    return close;
}

static bool same_class(const mpfr_t a, const mpfr_t b)
{
    if (mpfr_nan_p(a) || mpfr_nan_p(b))
        return mpfr_nan_p(a) && mpfr_nan_p(b);
    return mpfr_sgn(a) == mpfr_sgn(b) && !mpfr_inf_p(a) == !mpfr_inf_p(b) &&
           !mpfr_integer_p(a) == !mpfr_integer_p(b);
}

// Whether a function of what is rounded comes to nothing but what rounding makes of a 0, as tan(π).
static bool is_nearly_0(const mpfr_t a, const mpfr_t operand)
{
    enum { LAST_BITS = -44 };
    return !mpfr_zero_p(a) && is_less(a, operand, LAST_BITS, 1);
}

// Whether what a node decides hangs on the last bits of its operands, which are rounded.
static bool hangs_on_rounding(const struct trial *t, int i)
{
    const struct formula_node *node = &t->formula.nodes[i];
    switch (formula_action(node)) {
    case ACTION_SUM:
    case ACTION_DIFFERENCE:
        return meet(t, node) || is_nearly_whole(t->here[i]);
    case ACTION_LESSER:
    case ACTION_GREATER:
        return meet(t, node);
    case ACTION_STEPS:
    case ACTION_WHOLE:
        return is_nearly_whole(t->here[node->operands[0]]) ||
               (formula_arity(node) > 1 && meet(t, node));
    case ACTION_BRANCH:
        return false;
    case ACTION_SWINGING:
        if (is_nearly_0(t->here[i], t->here[node->operands[0]]))
            return true;
        return is_nearly_whole(t->here[i]) && !mpfr_zero_p(t->here[i]);
    default:
        return is_nearly_whole(t->here[i]) && !mpfr_zero_p(t->here[i]);
    }
}

// Whether what is decided hangs on the last bits of doubles: then the place is another one.
static bool is_ambiguous(const struct trial *t)
{
    bool inexact[FORMULA_NODES_MAX] = {false};
    for (int i = 0; i < t->formula.n; i++) {
        const struct formula_node *node = &t->formula.nodes[i];
        enum formula_action action = formula_action(node);
        for (int k = 0; k < formula_arity(node); k++)
            inexact[i] = inexact[i] || inexact[node->operands[k]];
        bool steps = action == ACTION_STEPS || action == ACTION_WHOLE;
        if (!steps && !mpfr_nan_p(t->here[i]) && !mpfr_equal_p(t->here[i], t->rounded[i]))
            inexact[i] = true;
        if (!same_class(t->here[i], t->rounded[i]) || (inexact[i] && hangs_on_rounding(t, i)))
            return true;
        inexact[i] = inexact[i] && !steps;
    }
    return false;
}

static bool is_beyond(const mpfr_t u)
{
    return mpfr_regular_p(u) && labs((long)mpfr_get_exp(u)) > 1000;
}

// Whether a value on the way lies outside the doubles.
static bool overflows(const struct trial *t)
{
    for (int i = 0; i < t->formula.n; i++)
        if (is_beyond(t->here[i]))
            return true;
    return false;
}

// Whether a part swings ever faster towards the place: there differences tell little.
static bool swings(const struct trial *t)
{
    for (int i = 0; i < t->formula.n; i++) {
        const struct formula_node *node = &t->formula.nodes[i];
        enum formula_action action = formula_action(node);
        const mpfr_t *u = &t->beside[2 * (STEPS - 1)][node->operands[0]];
        bool periodic = action == ACTION_SWINGING || action == ACTION_WHOLE;
        bool grows = mpfr_regular_p(*u) && mpfr_get_exp(*u) > 60;
        if (periodic && (grows || mpfr_inf_p(t->here[node->operands[0]])))
            return true;
    }
    return false;
}

// Which operand is taken just to the right.
static int taken(const struct trial *t, const struct formula_node *node)
{
    const node_values *near = &t->beside[2 * (STEPS - 1)];
    const int *operands = node->operands;
    switch (formula_action(node)) {
    case ACTION_BRANCH:
        return mpfr_zero_p((*near)[operands[0]]) ? operands[2] : operands[1];
    case ACTION_LESSER:
        return mpfr_less_p((*near)[operands[0]], (*near)[operands[1]]) ? operands[0] : operands[1];
    case ACTION_GREATER:
        return mpfr_greater_p((*near)[operands[0]], (*near)[operands[1]]) ? operands[0]
                                                                          : operands[1];
    default:
        return operands[0];
    }
}

// Marks the nodes that the whole is made of beside the place: branches that are not taken are not.
static void mark_live(const struct trial *t, int i, bool *live)
{
    const struct formula_node *node = &t->formula.nodes[i];
    const int *operands = node->operands;
    live[i] = true;
    for (int k = 0; k < formula_arity(node); k++)
        if (formula_action(node) != ACTION_BRANCH || k == 0 || operands[k] == taken(t, node))
            mark_live(t, operands[k], live);
}

// Whether a power is one of what is no number, which C defines: 1^NaN, NaN^0, 0^inf, (-inf)^0.5,
// or 0^0 beside powers of 0 that are 0, or of numbers below 0 that have none.
static bool is_odd_power(const struct trial *t, const struct formula_node *node)
{
    const mpfr_t *base = &t->here[node->operands[0]], *exponent = &t->here[node->operands[1]];
    const mpfr_t *beside = &t->beside[2 * (STEPS - 1)][node->operands[1]];
    const mpfr_t *base_beside = &t->beside[2 * (STEPS - 1)][node->operands[0]];
    enum formula_action action = formula_action(node);
    bool below = mpfr_zero_p(*base) && mpfr_sgn(*base_beside) < 0;
    if (action == ACTION_POWER && mpfr_zero_p(*exponent) && !mpfr_zero_p(*beside) &&
        (mpfr_zero_p(*base_beside) || below))
        return true;
    if (action == ACTION_EDGED || action == ACTION_LOGARITHM)
        return mpfr_inf_p(*base) && mpfr_sgn(*base) < 0;
    return action == ACTION_POWER &&
           (!mpfr_number_p(*exponent) || mpfr_inf_p(*beside) || mpfr_nan_p(*base) ||
            (mpfr_inf_p(*base) && mpfr_sgn(*base) < 0));
}

// Whether a part that has no value is lost on the way, as in not(NaN) and 1^NaN: then the whole is
// no formula of real numbers.
static bool loses_nan(const struct trial *t)
{
    const node_values *near = &t->beside[2 * (STEPS - 1)];
    bool live[FORMULA_NODES_MAX] = {false};
    int root = t->formula.n - 1;
    mark_live(t, root, live);
    for (int i = 0; i <= root; i++) {
        bool lost = mpfr_nan_p((*near)[i]) && !mpfr_nan_p((*near)[root]);
        if (live[i] && (lost || is_odd_power(t, &t->formula.nodes[i])))
            return true;
    }
    return false;
}

// Whether a part is infinite on a whole stretch, as no function of real numbers is; or a function
// of what is infinite at the place, which may be a logarithm of one; or a power of what is 0 there,
// of which the program cannot know that it stays 0.
static bool is_degenerate(const struct trial *t)
{
    const node_values *near = &t->beside[2 * (STEPS - 1)];
    for (int i = 0; i < t->formula.n; i++) {
        const struct formula_node *node = &t->formula.nodes[i];
        bool power = formula_action(node) == ACTION_POWER;
        bool nested =
            mpfr_inf_p(t->here[i]) && i != node->operands[0] &&
            mpfr_inf_p(t->here[node->operands[0]]) &&
            (formula_action(node) == ACTION_FUNCTION || formula_action(node) == ACTION_LOGARITHM);
        if (mpfr_inf_p((*near)[i]) || nested || (power && mpfr_zero_p((*near)[node->operands[0]])))
            return true;
    }
    return false;
}

// Whether numbers beyond even those of MPFR are compared with others.
static bool decides_beyond(const struct trial *t)
{
    bool decides = false, infinite = false;
    for (int i = 0; i < t->formula.n; i++) {
        enum formula_action action = formula_action(&t->formula.nodes[i]);
        decides = decides || action == ACTION_BRANCH || action == ACTION_STEPS ||
                  action == ACTION_WHOLE || action == ACTION_LESSER || action == ACTION_GREATER;
        infinite = infinite || mpfr_inf_p(t->beside[2 * (STEPS - 1)][i]) || is_beyond(t->here[i]);
    }
    return decides && (infinite || mpfr_underflow_p() || mpfr_overflow_p());
}

// --- how well doubles can do ---

// f, f' and f'' of a node, and the sum of the terms that they are made of: rounding errors are a
// few 2^-53 of these.
struct jet {
    double v[ORDER_COUNT], m[ORDER_COUNT];
};

static struct jet times(struct jet a, struct jet b)
{
    struct jet out = {{a.v[0] * b.v[0], a.v[1] * b.v[0] + a.v[0] * b.v[1],
                       a.v[2] * b.v[0] + 2 * a.v[1] * b.v[1] + a.v[0] * b.v[2]},
                      {0}};
    for (int n = 0; n < ORDER_COUNT; n++)
        for (int k = 0; k <= n; k++) {
            double ways = n == 2 && k == 1 ? 2 : 1;
            out.m[n] += ways * (fabs(a.v[k]) * b.m[n - k] + a.m[k] * fabs(b.v[n - k]) +
                                fabs(a.v[k] * b.v[n - k]));
        }
    return out;
}

static struct jet over(struct jet a, struct jet b, const double q[ORDER_COUNT])
{
    struct jet out = {{q[0], q[1], q[2]}, {0}};
    for (int n = 0; n < ORDER_COUNT; n++) {
        double sum = a.m[n] + fabs(a.v[n]);
        for (int k = 0; k < n; k++) {
            double ways = n == 2 && k == 1 ? 2 : 1;
            sum += ways * (out.m[k] * fabs(b.v[n - k]) + fabs(q[k]) * b.m[n - k] +
                           fabs(q[k] * b.v[n - k]));
        }
        out.m[n] = (sum + fabs(q[n]) * b.m[0]) / fabs(b.v[0]);
    }
    return out;
}

static struct jet plus(struct jet a, struct jet b, double sign)
{
    struct jet out;
    for (int n = 0; n < ORDER_COUNT; n++) {
        out.v[n] = a.v[n] + sign * b.v[n];
        out.m[n] = a.m[n] + b.m[n] + fabs(a.v[n]) + fabs(b.v[n]);
    }
    return out;
}

// g(u) from g, g', g'', g''' there.
static struct jet applied(struct jet u, const double g[4])
{
    double u1 = fabs(u.v[1]), u2 = fabs(u.v[2]), g1 = fabs(g[1]), g2 = fabs(g[2]), g3 = fabs(g[3]);
    struct jet out = {{g[0], g[1] * u.v[1], g[2] * u.v[1] * u.v[1] + g[1] * u.v[2]}, {0}};
    out.m[0] = fabs(g[0]) + g1 * u.m[0];
    out.m[1] = g1 * (u1 + u.m[1]) + g2 * u1 * u.m[0];
    out.m[2] = g2 * u1 * (u1 + 2 * u.m[1]) + g1 * (u2 + u.m[2]) + (g3 * u1 * u1 + g2 * u2) * u.m[0];
    return out;
}

// g and its derivatives at the operand's value, by differences.
static void derivatives_of(struct trial *t, int i, double g[4])
{
    enum { STEP = -200 };
    const struct formula_node *node = &t->formula.nodes[i];
    mpfr_t y[5], *u = &t->spare[node->operands[0]];
    for (int k = 0; k < 5; k++) {
        mpfr_init2(y[k], BITS);
        mpfr_set_si_2exp(*u, k - 2, STEP, MPFR_RNDN);
        mpfr_add(*u, *u, t->here[node->operands[0]], MPFR_RNDN);
        if (node->operands[1] != node->operands[0])
            mpfr_set(t->spare[node->operands[1]], t->here[node->operands[1]], MPFR_RNDN);
        formula_node_value(node, t->spare, *u, y[k]);
    }
    g[0] = mpfr_get_d(y[2], MPFR_RNDN);
    for (int n = 1; n < 4; n++) { // forward differences of forward differences
        for (int k = 0; k < 5 - n; k++)
            mpfr_sub(y[k], y[k + 1], y[k], MPFR_RNDN);
        int middle = n == 1 ? 2 : 1;
        mpfr_mul_2si(y[4], y[middle], -n * (long)STEP, MPFR_RNDN);
        g[n] = mpfr_get_d(y[4], MPFR_RNDN);
    }
    for (int k = 0; k < 5; k++)
        mpfr_clear(y[k]);
}

static struct jet power_jet(struct trial *t, int i, struct jet a, struct jet b)
{
    double g[4];
    if (b.v[1] == 0 && b.v[2] == 0 && b.m[0] == 0) {
        derivatives_of(t, i, g);
        return applied(a, g);
    }
    double u = a.v[0], logarithm[4] = {log(u), 1 / u, -1 / (u * u), 2 / (u * u * u)};
    struct jet exponent = times(b, applied(a, logarithm));
    double y = mpfr_get_d(t->here[i], MPFR_RNDN), all[4] = {y, y, y, y};
    return applied(exponent, all);
}

static struct jet jet_of(struct trial *t, int i, const struct jet *jets,
                         const double v[ORDER_COUNT])
{
    const struct formula_node *node = &t->formula.nodes[i];
    struct jet a = jets[node->operands[0]], b = jets[node->operands[1]];
    double g[4];
    switch (formula_action(node)) {
    case ACTION_X:
    case ACTION_NUMBER:
    case ACTION_STEPS:
    case ACTION_WHOLE:
        return (struct jet){{0}, {0}};
    case ACTION_SUM:
        return plus(a, b, 1);
    case ACTION_DIFFERENCE:
        return plus(a, b, -1);
    case ACTION_PRODUCT:
        return times(a, b);
    case ACTION_QUOTIENT:
        return over(a, b, v);
    case ACTION_POWER:
        return power_jet(t, i, a, b);
    case ACTION_HYPOT: {
        double h = v[0], root[4] = {h, 1 / (2 * h), -1 / (4 * h * h * h), 3 / (8 * pow(h, 5))};
        return applied(plus(times(a, a), times(b, b), 1), root);
    }
    case ACTION_SIZE:
    case ACTION_LESSER:
    case ACTION_GREATER:
    case ACTION_BRANCH:
        return jets[taken(t, node)];
    default:
        derivatives_of(t, i, g);
        return applied(a, g);
    }
}

// The sums of terms of the whole; not finite where a part has no derivatives. Returns false where
// rounding leaves nothing of a part, so that its sign is chance.
static bool find_sizes(struct trial *t, double sizes[ORDER_COUNT])
{
    const double digits = 1e-10;
    bool certain = true;

    struct jet jets[FORMULA_NODES_MAX];
    mpfr_t v[ORDER_COUNT];
    for (int order = 0; order < ORDER_COUNT; order++)
        mpfr_init2(v[order], BITS);
    for (int i = 0; i < t->formula.n; i++) {
        double exact[ORDER_COUNT];
        differences(t, i, STEPS - 1, 1, v);
        for (int order = 0; order < ORDER_COUNT; order++)
            exact[order] = mpfr_get_d(order == ORDER_F ? t->here[i] : v[order], MPFR_RNDN);
        jets[i] = jet_of(t, i, jets, exact);
        memcpy(jets[i].v, exact, sizeof exact);
        bool lost = isfinite(jets[i].m[0]) && fabs(exact[0]) < digits * jets[i].m[0];
        certain = certain && (exact[0] == 0 || !lost);
    }
    for (int order = 0; order < ORDER_COUNT; order++) {
        mpfr_clear(v[order]);
        sizes[order] = jets[t->formula.n - 1].m[order];
    }
    return certain;
}

// --- comparing ---

static void report(struct trial *t, struct tally *tally, int order, double got, const char *wanted,
                   double value, double size)
{
    if (tally->faults++ < FAULTS_SHOWN)
        print_error("%s, order %d at %.17g: %.17g instead of %s %.17g (terms %g)\n",
                    text_string(&t->text), order, t->x, got, wanted, value, size);
}

// Whether it is the step of a staircase without end, as floor(log(h)) is.
static bool climbs(const struct trial *t, int i)
{
    const struct formula_node *node = &t->formula.nodes[i];
    int u = node->operands[0];
    return formula_action(node) == ACTION_WHOLE && mpfr_regular_p(t->beside[2 * (STEPS - 1)][u]) &&
           mpfr_get_exp(t->beside[2 * (STEPS - 1)][u]) > 6;
}

// Whether f goes to its value more slowly than every power of h, as 1/log(h) goes to 0.
static bool creeps(const struct trial *t)
{
    enum { LEAST = -40 };
    int root = t->formula.n - 1;
    mpfr_t gain[STEPS];
    for (int i = 0; i < STEPS; i++) {
        mpfr_init2(gain[i], BITS);
        mpfr_sub(gain[i], t->beside[2 * i][root], t->here[root], MPFR_RNDN);
    }
    bool slow = mpfr_regular_p(gain[2]) && !is_less(gain[2], gain[1], LEAST, 1);
    for (int i = 0; i < STEPS; i++) // or its slope grows so slowly
        mpfr_mul_2si(gain[i], gain[i], -step_powers[i], MPFR_RNDN);
    slow = slow || (mpfr_regular_p(gain[2]) && is_less(gain[2], gain[1], 10, 1));
    for (int i = 0; i <= root; i++)
        slow = slow || climbs(t, i);
    for (int i = 0; i < STEPS; i++)
        mpfr_clear(gain[i]);
    return slow;
}

// Whether there may be logarithms of logarithms, where series end.
static bool nests_logarithms(const struct trial *t)
{
    int n = 0;
    for (int i = 0; i < t->formula.n; i++) {
        enum formula_action action = formula_action(&t->formula.nodes[i]);
        n += action == ACTION_LOGARITHM || action == ACTION_POWER;
    }
    return n > 1;
}

static void check_derivative(struct trial *t, struct tally *tally, int order, double got,
                             struct limit wanted, double size)
{
    static const double digits = 1e-12, loose = 1e-6, least = 1e-290;
    bool open = wanted.verdict == UNSURE || wanted.verdict == NONE ||
                (wanted.verdict == GROWS && creeps(t) && (isnan(got) || got == 0)) ||
                (wanted.verdict == GROWS && isnan(got) && nests_logarithms(t)) ||
                (isnan(got) && (swings(t) || is_degenerate(t))) ||
                (got == 0 && swings(t)); // between steps that are closer than those of h
    if (open) {
        tally->unsure++;
        return;
    }
    tally->compared++;
    bool right = wanted.verdict == GROWS ? isinf(got) && (got > 0) == (wanted.value > 0)
                 : isfinite(size)
                     ? fabs(got - wanted.value) <= digits * (size + fabs(wanted.value)) + least
                     : fabs(got - wanted.value) <= loose * fmax(fabs(wanted.value), 1);
    if (!right)
        report(t, tally, order, got, wanted.verdict == GROWS ? "infinity" : "", wanted.value, size);
}

// Where f jumps, the derivatives are those of the branch that holds the point, if there are any.
static void check_jump(struct trial *t, struct tally *tally, const double *got)
{
    struct limit limits[ORDER_COUNT];
    double f = mpfr_get_d(t->here[t->formula.n - 1], MPFR_RNDN);
    if (!evaluate_beside(t, -1))
        return;
    find_limits(t, -1, limits);
    bool held = limits[ORDER_F].verdict == TENDS && limits[ORDER_F].value == f;
    for (int order = ORDER_DF; order < ORDER_COUNT; order++) {
        bool open = isnan(got[order]) || isinf(got[order]);
        bool left =
            held && limits[order].verdict != GROWS &&
            (limits[order].verdict != TENDS ||
             fabs(got[order] - limits[order].value) <= 1e-9 * fmax(1, fabs(limits[order].value)));
        if (!open && !left && !(got[order] == 0 && !held))
            report(t, tally, order, got[order], held ? "that on the left," : "none",
                   limits[order].value, 0);
    }
}

// At the place itself: the sign of that infinity is the sign of a 0, which simplifying may change.
static bool divides_by_0(const struct trial *t)
{
    for (int i = 0; i < t->formula.n; i++) {
        const struct formula_node *node = &t->formula.nodes[i];
        bool quotient = formula_action(node) == ACTION_QUOTIENT;
        if (quotient && mpfr_zero_p(t->here[node->operands[1]]))
            return true;
    }
    return false;
}

// Returns false where the values hang on rounding.
static bool check_values(struct trial *t, struct tally *tally)
{
    static const double parameters[ACTIVATION_PARAMETERS_MAX], step = 0x1p-70;
    double got[ORDER_COUNT], sizes[ORDER_COUNT];
    struct limit limits[ORDER_COUNT];
    mpfr_ptr f = t->here[t->formula.n - 1];
    expression_eval(t->expression, parameters, &t->x, 1, &got[0], &got[1], &got[2]);
    bool beyond = overflows(t);
    if (mpfr_nan_p(f)) {
        for (int order = 0; order < ORDER_COUNT && !beyond; order++)
            if (!isnan(got[order]))
                report(t, tally, order, got[order], "NaN", 0, 0);
        return true;
    }
    if (!mpfr_number_p(f)) {
        if (!beyond && !isinf(got[ORDER_F]) && !divides_by_0(t))
            report(t, tally, ORDER_F, got[ORDER_F], "infinity", 0, 0);
        return true;
    }
    if (!find_sizes(t, sizes))
        return false;
    find_limits(t, 1, limits);
    for (int order = 0; order < ORDER_COUNT; order++)
        sizes[order] = beyond ? HUGE_VAL : sizes[order];
    double value = mpfr_get_d(f, MPFR_RNDN);
    if ((beyond || divides_by_0(t)) && !(fabs(got[ORDER_F] - value) <= 1e-9 * fabs(value)))
        return true;
    check_derivative(t, tally, ORDER_F, got[ORDER_F], (struct limit){TENDS, value}, sizes[ORDER_F]);
    bool slight = limits[ORDER_F].value == 0 && value != 0 && fabs(value) < step;
    if (limits[ORDER_F].verdict == UNSURE || slight) // it may go on from there, or not
        return true;
    if (limits[ORDER_F].verdict != TENDS || limits[ORDER_F].value != value) {
        if (!beyond)
            check_jump(t, tally, got);
        return true;
    }
    check_derivative(t, tally, ORDER_DF, got[ORDER_DF], limits[ORDER_DF], sizes[ORDER_DF]);
    if (!swings(t) && limits[ORDER_DF].verdict != UNSURE)
        check_derivative(t, tally, ORDER_D2F, got[ORDER_D2F], limits[ORDER_D2F], sizes[ORDER_D2F]);
    return true;
}

static void check_at(struct trial *t, double x, struct tally *tally)
{
    static const double least = 1e-60; // beneath it products underflow
    t->x = x;
    tally->places++;
    mpfr_clear_flags();
    if ((x != 0 && fabs(x) < least) || !evaluate_here(t) || mpfr_underflow_p() ||
        !evaluate_beside(t, 1)) // MPFR's numbers end, too: erfc(1e6)
        return;
    if (is_ambiguous(t) || loses_nan(t) || decides_beyond(t))
        tally->ambiguous++;
    else
        tally->ambiguous += !check_values(t, tally);
}

static int places_of(const struct expression *expression, struct random *random,
                     double places[PLACES_MAX])
{
    enum { MEETING = 8 };
    static const double meeting[MEETING] = {0, 1, -1, 2, -2, 0.5, 800, -750};
    static const double parameters[ACTIVATION_PARAMETERS_MAX];
    struct activation_break breaks[2];
    int n = 0, found = expression_breaks(expression, parameters, breaks, 2);
    unsigned first = random_roll(random, MEETING);
    for (unsigned k = 0; k < 3; k++)
        places[n++] = meeting[(first + k) % MEETING];
    for (int i = 0; i < found; i++)
        places[n++] = breaks[i].x;
    places[n++] = (random_roll(random, 1 << 20) + 0.5) / (1 << 18) - 2;
    return n;
}

static void check_formula(struct trial *t, struct random *random, struct tally *tally)
{
    double places[PLACES_MAX];
    formula_draw(&t->formula, random, FORMULA_WILD, 1 + (int)random_roll(random, DEPTH_MAX));
    formula_write(&t->formula, &t->text);
    struct fault fault = {0};
    t->expression = expression_parse(text_string(&t->text), &fault);
    if (t->expression == NULL && fault.id != FAULT_LIMIT)
        fail_msg("%s: %s", text_string(&t->text), fault.text);
    int n = t->expression ? places_of(t->expression, random, places) : 0;
    for (int i = 0; i < n; i++)
        check_at(t, places[i], tally);
    tally->formulas++;
    expression_destroy(t->expression);
    text_free(&t->text);
}

static void derivatives_are_those_from_the_right(void **state)
{
    (void)state;
    const char *cases = getenv("ACTSCOPE_CASES");
    int n = cases ? atoi(cases) : CASES;
    struct random random = {random_seed()};
    struct tally tally = {0};
    struct trial *t = calloc(1, sizeof *t);
    assert_non_null(t);
    print_message("ACTSCOPE_SEED=%" PRIu64 " ACTSCOPE_CASES=%d\n", random.state, n);
    init_values(t->here, BITS);
    init_values(t->rounded, DOUBLE_BITS);
    init_values(t->spare, BITS);
    for (int i = 0; i < 2 * STEPS; i++)
        init_values(t->beside[i], BITS);
    for (int i = 0; i < n; i++)
        check_formula(t, &random, &tally);
    for (int i = 0; i < 2 * STEPS; i++)
        clear_values(t->beside[i]);
    clear_values(t->spare);
    clear_values(t->rounded);
    clear_values(t->here);
    free(t);
    mpfr_free_cache();
    print_message(
        "%d formulas at %d places: %d compared, %d faults; %d places ambiguous in doubles, "
        "%d derivatives open\n",
        tally.formulas, tally.places, tally.compared, tally.faults, tally.ambiguous, tally.unsure);
    assert_int_equal(tally.faults, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(derivatives_are_those_from_the_right),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
