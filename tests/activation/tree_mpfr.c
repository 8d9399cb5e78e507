#include "tree_mpfr.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "activation/expression/node.h"

#define COUNT(array) ((int)(sizeof(array) / sizeof *(array)))

typedef int mpfr_one(mpfr_t, const mpfr_t, mpfr_rnd_t);
typedef int mpfr_two(mpfr_t, const mpfr_t, const mpfr_t, mpfr_rnd_t);

static int of_floor(mpfr_t y, const mpfr_t a, mpfr_rnd_t rounding)
{
    (void)rounding;
    return mpfr_floor(y, a);
}

static int of_ceil(mpfr_t y, const mpfr_t a, mpfr_rnd_t rounding)
{
    (void)rounding;
    return mpfr_ceil(y, a);
}

static int of_sign(mpfr_t y, const mpfr_t a, mpfr_rnd_t rounding)
{
    return mpfr_nan_p(a) ? mpfr_set(y, a, rounding) : mpfr_set_si(y, mpfr_sgn(a), rounding);
}

static int of_sigmoid(mpfr_t y, const mpfr_t a, mpfr_rnd_t rounding)
{
    mpfr_neg(y, a, rounding);
    mpfr_exp(y, y, rounding);
    mpfr_add_ui(y, y, 1, rounding);
    return mpfr_ui_div(y, 1, y, rounding);
}

static int of_softplus(mpfr_t y, const mpfr_t a, mpfr_rnd_t rounding)
{
    mpfr_exp(y, a, rounding);
    return mpfr_log1p(y, y, rounding);
}

static int of_relu(mpfr_t y, const mpfr_t a, mpfr_rnd_t rounding)
{
    return mpfr_sgn(a) < 0 ? mpfr_set_zero(y, 1), 0 : mpfr_set(y, a, rounding);
}

static int of_step(mpfr_t y, const mpfr_t a, mpfr_rnd_t rounding)
{
    return mpfr_nan_p(a) ? mpfr_set(y, a, rounding) : mpfr_set_si(y, mpfr_sgn(a) >= 0, rounding);
}

static int of_sinc(mpfr_t y, const mpfr_t a, mpfr_rnd_t rounding)
{
    mpfr_sin(y, a, rounding);
    return mpfr_zero_p(a) ? mpfr_set_ui(y, 1, rounding) : mpfr_div(y, y, a, rounding);
}

static mpfr_one *const ones[OP_COUNT] = {
    [OP_NEG] = mpfr_neg,     [OP_ABS] = mpfr_abs,     [OP_SIGN] = of_sign,
    [OP_FLOOR] = of_floor,   [OP_CEIL] = of_ceil,     [OP_EXP] = mpfr_exp,
    [OP_EXPM1] = mpfr_expm1, [OP_LOG] = mpfr_log,     [OP_LOG2] = mpfr_log2,
    [OP_LOG10] = mpfr_log10, [OP_LOG1P] = mpfr_log1p, [OP_SQRT] = mpfr_sqrt,
    [OP_CBRT] = mpfr_cbrt,   [OP_SIN] = mpfr_sin,     [OP_COS] = mpfr_cos,
    [OP_TAN] = mpfr_tan,     [OP_ASIN] = mpfr_asin,   [OP_ACOS] = mpfr_acos,
    [OP_ATAN] = mpfr_atan,   [OP_SINH] = mpfr_sinh,   [OP_COSH] = mpfr_cosh,
    [OP_ASINH] = mpfr_asinh, [OP_ACOSH] = mpfr_acosh, [OP_ATANH] = mpfr_atanh,
    [OP_ERF] = mpfr_erf,     [OP_ERFC] = mpfr_erfc,
};

static mpfr_two *const twos[OP_COUNT] = {
    [OP_ADD] = mpfr_add, [OP_SUB] = mpfr_sub, [OP_MUL] = mpfr_mul,
    [OP_DIV] = mpfr_div, [OP_POW] = mpfr_pow, [OP_HYPOT] = mpfr_hypot,
};

// Functions of the catalogue that formulas of this test call; `slope` is their derivative in terms
// of x and the value.
static const struct {
    const char *id;
    mpfr_one *value;
} calls[] = {
    {"sigmoid", of_sigmoid}, {"tanh", mpfr_tanh}, {"softplus", of_softplus}, {"relu", of_relu},
    {"step", of_step},       {"sinc", of_sinc},   {"arctan", mpfr_atan},
};

static void call_value(const struct node *n, mpfr_t y, const mpfr_t a)
{
    const char *id = activation_at(n->activation)->id;
    mpfr_t square;
    for (int i = 0; i < COUNT(calls); i++)
        if (strcmp(calls[i].id, id) == 0 && n->order == 0) {
            calls[i].value(y, a, MPFR_RNDN);
            return;
        }
    mpfr_init2(square, mpfr_get_prec(y));
    if (strcmp(id, "softplus") == 0 && n->order == 1) {
        of_sigmoid(y, a, MPFR_RNDN);
    } else if (strcmp(id, "sigmoid") == 0 && n->order == 1) { // 1/(2 cosh(x/2))^2
        mpfr_div_2ui(y, a, 1, MPFR_RNDN);
        mpfr_cosh(y, y, MPFR_RNDN);
        mpfr_mul_2ui(y, y, 1, MPFR_RNDN);
        mpfr_sqr(y, y, MPFR_RNDN);
        mpfr_ui_div(y, 1, y, MPFR_RNDN);
    } else if (strcmp(id, "tanh") == 0 && n->order == 2) { // -2 tanh/cosh^2
        mpfr_tanh(y, a, MPFR_RNDN);
        mpfr_cosh(square, a, MPFR_RNDN);
        mpfr_sqr(square, square, MPFR_RNDN);
        mpfr_div(y, y, square, MPFR_RNDN);
        mpfr_mul_si(y, y, -2, MPFR_RNDN);
    } else if (strcmp(id, "relu") == 0 && n->order == 1) {
        of_step(y, a, MPFR_RNDN);
    } else {
        fail_msg("%s of order %d is not known here", id, n->order);
    }
    mpfr_clear(square);
}

static bool is_true(const mpfr_t a) // NaN counts as true
{
    return !mpfr_zero_p(a);
}

static bool compares(enum op op, const mpfr_t a, const mpfr_t b)
{
    switch (op) {
    case OP_LT:
        return mpfr_less_p(a, b);
    case OP_LE:
        return mpfr_lessequal_p(a, b);
    case OP_GT:
        return mpfr_greater_p(a, b);
    case OP_GE:
        return mpfr_greaterequal_p(a, b);
    case OP_EQ:
        return mpfr_equal_p(a, b);
    case OP_NE:
        return !mpfr_equal_p(a, b);
    case OP_AND:
        return is_true(a) && is_true(b);
    case OP_OR:
        return is_true(a) || is_true(b);
    default:
        return !is_true(a);
    }
}

// False where digits are lost.
static bool node_in_mpfr(const struct node *n, const mpfr_t x, mpfr_t *values, mpfr_t y)
{
    if (n->op == OP_X) {
        mpfr_set(y, x, MPFR_RNDN);
    } else if (n->op == OP_CALL) {
        call_value(n, y, values[n->a]);
    } else if (ones[n->op]) {
        bool waves = n->op == OP_SIN || n->op == OP_COS || n->op == OP_TAN;
        bool steps = n->op == OP_FLOOR || n->op == OP_CEIL;
        if (((waves && n->a != NODE_X) || steps) && mpfr_regular_p(values[n->a]) &&
            mpfr_get_exp(values[n->a]) > 60)
            return false;
        else
            ones[n->op](y, values[n->a], MPFR_RNDN);
    } else if (twos[n->op]) {
        twos[n->op](y, values[n->a], values[n->b], MPFR_RNDN);
    } else if (n->op == OP_IF) {
        mpfr_set(y, values[is_true(values[n->a]) ? n->b : n->c], MPFR_RNDN);
    } else if (n->op == OP_MIN || n->op == OP_MAX) {
        bool first = n->op == OP_MIN ? mpfr_less_p(values[n->a], values[n->b])
                                     : mpfr_greater_p(values[n->a], values[n->b]);
        mpfr_set(y, values[first || mpfr_nan_p(values[n->a]) ? n->a : n->b], MPFR_RNDN);
    } else {
        mpfr_set_ui(y, compares(n->op, values[n->a], n->b < 0 ? values[n->a] : values[n->b]),
                    MPFR_RNDN);
    }
    return true;
}

bool tree_value(const struct expression *e, const double *parameters, mpfr_t y, const mpfr_t x)
{
    int root = e->roots[ORDER_F];
    bool *reached = calloc((size_t)root + 1, sizeof *reached), known = true;
    mpfr_t *values = calloc((size_t)root + 1, sizeof *values);
    assert_non_null(reached);
    assert_non_null(values);
    double numbers[EXPRESSION_NODES_MAX];
    reach(e->nodes, root, reached);
    node_values(e->nodes, root, parameters, 0, numbers);
    for (int i = 0; i <= root; i++) {
        mpfr_init2(values[i], reached[i] ? mpfr_get_prec(y) : 2);
        if (reached[i] && !e->nodes[i].varies)
            mpfr_set_d(values[i], numbers[i], MPFR_RNDN);
        else if (reached[i] && e->nodes[i].op != OP_LIST)
            known &= node_in_mpfr(&e->nodes[i], x, values, values[i]);
    }
    mpfr_set(y, values[root], MPFR_RNDN);
    for (int i = 0; i <= root; i++)
        mpfr_clear(values[i]);
    free(values);
    free(reached);
    return known;
}
