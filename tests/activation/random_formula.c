#include "random_formula.h"

#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define RND          MPFR_RNDN

typedef int mpfr_one(mpfr_t, const mpfr_t, mpfr_rnd_t);
typedef int mpfr_two(mpfr_t, const mpfr_t, const mpfr_t, mpfr_rnd_t);
typedef void any_operation(mpfr_t to, mpfr_t *const *operands);

struct row {
    const char *form; // %s stands for an operand
    enum formula_action action;
    mpfr_one *one;
    mpfr_two *two;
    any_operation *any;
    int tame;   // how often it is drawn among tame ones
    int weight; // and among all
};

// --- operations that MPFR has not, or does otherwise ---

static void truth(mpfr_t to, bool is)
{
    mpfr_set_ui(to, is ? 1 : 0, RND);
}

// A sum of which nothing but rounding is left is 0, if there are digits enough to tell.
static void settle_sum(mpfr_t to, mpfr_t a, mpfr_t b)
{
    enum { GUARD = 70, FEW = 1000 };
    mpfr_prec_t bits = mpfr_get_prec(to);
    if (bits < FEW || !mpfr_regular_p(to) || !mpfr_regular_p(a) || !mpfr_regular_p(b))
        return;
    mpfr_exp_t greater = mpfr_get_exp(a) > mpfr_get_exp(b) ? mpfr_get_exp(a) : mpfr_get_exp(b);
    if (mpfr_get_exp(to) < greater - (bits - GUARD))
        mpfr_set_zero(to, 1);
}

static void sum(mpfr_t to, mpfr_t *const *u)
{
    mpfr_add(to, *u[0], *u[1], RND);
    settle_sum(to, *u[0], *u[1]);
}

static void difference(mpfr_t to, mpfr_t *const *u)
{
    mpfr_sub(to, *u[0], *u[1], RND);
    settle_sum(to, *u[0], *u[1]);
}

static void less(mpfr_t to, mpfr_t *const *u)
{
    truth(to, mpfr_less_p(*u[0], *u[1]));
}

static void less_equal(mpfr_t to, mpfr_t *const *u)
{
    truth(to, mpfr_lessequal_p(*u[0], *u[1]));
}

static void more(mpfr_t to, mpfr_t *const *u)
{
    truth(to, mpfr_greater_p(*u[0], *u[1]));
}

static void more_equal(mpfr_t to, mpfr_t *const *u)
{
    truth(to, mpfr_greaterequal_p(*u[0], *u[1]));
}

static void equal(mpfr_t to, mpfr_t *const *u)
{
    truth(to, mpfr_equal_p(*u[0], *u[1]));
}

static void unequal(mpfr_t to, mpfr_t *const *u)
{
    truth(to, !mpfr_equal_p(*u[0], *u[1]));
}

static void both(mpfr_t to, mpfr_t *const *u)
{
    truth(to, !mpfr_zero_p(*u[0]) && !mpfr_zero_p(*u[1]));
}

static void either(mpfr_t to, mpfr_t *const *u)
{
    truth(to, !mpfr_zero_p(*u[0]) || !mpfr_zero_p(*u[1]));
}

static void not(mpfr_t to, mpfr_t *const *u)
{
    truth(to, mpfr_zero_p(*u[0]));
}

static void branch(mpfr_t to, mpfr_t *const *u)
{
    mpfr_set(to, mpfr_zero_p(*u[0]) ? *u[2] : *u[1], RND);
}

static bool any_nan(mpfr_t *const *u)
{
    return mpfr_nan_p(*u[0]) || mpfr_nan_p(*u[1]);
}

static void lesser(mpfr_t to, mpfr_t *const *u)
{
    mpfr_min(to, *u[0], *u[1], RND);
    if (any_nan(u))
        mpfr_set_nan(to);
}

static void greater(mpfr_t to, mpfr_t *const *u)
{
    mpfr_max(to, *u[0], *u[1], RND);
    if (any_nan(u))
        mpfr_set_nan(to);
}

static void sign(mpfr_t to, mpfr_t *const *u)
{
    if (mpfr_nan_p(*u[0]))
        mpfr_set_nan(to);
    else
        mpfr_set_si(to, mpfr_sgn(*u[0]), RND);
}

static void whole_below(mpfr_t to, mpfr_t *const *u)
{
    mpfr_floor(to, *u[0]);
}

static void whole_above(mpfr_t to, mpfr_t *const *u)
{
    mpfr_ceil(to, *u[0]);
}

// --- the error function, in which MPFR 4.2 aborts at some arguments ---

// 2/√π u e^-u² times the sum of (2u²)^n/(1·3·5…(2n + 1)), all of whose terms are positive.
static void error_sum(mpfr_t to, const mpfr_t u)
{
    mpfr_t square, term;
    mpfr_prec_t bits = mpfr_get_prec(to);
    mpfr_inits2(bits, square, term, (mpfr_ptr)0);
    mpfr_sqr(square, u, RND);
    mpfr_set_ui(term, 1, RND);
    mpfr_set_ui(to, 1, RND);
    for (unsigned long n = 1; mpfr_get_exp(term) > mpfr_get_exp(to) - bits; n++) {
        mpfr_mul(term, term, square, RND);
        mpfr_mul_2ui(term, term, 1, RND);
        mpfr_div_ui(term, term, 2 * n + 1, RND);
        mpfr_add(to, to, term, RND);
    }
    mpfr_neg(square, square, RND);
    mpfr_exp(square, square, RND);
    mpfr_mul(to, to, square, RND);
    mpfr_mul(to, to, u, RND);
    mpfr_const_pi(square, RND);
    mpfr_rec_sqrt(square, square, RND);
    mpfr_mul(to, to, square, RND);
    mpfr_mul_2ui(to, to, 1, RND);
    mpfr_clears(square, term, (mpfr_ptr)0);
}

// Beyond 64 the rest is less than 2^-5900.
static bool is_far(const mpfr_t u)
{
    return mpfr_inf_p(u) || (mpfr_regular_p(u) && mpfr_get_exp(u) > 6);
}

static int error_function(mpfr_t to, const mpfr_t u, mpfr_rnd_t rounding)
{
    if (is_far(u))
        return mpfr_set_si(to, mpfr_sgn(u), rounding);
    if (!mpfr_regular_p(u))
        return mpfr_set(to, u, rounding);
    error_sum(to, u);
    return 0;
}

static int other_error_function(mpfr_t to, const mpfr_t u, mpfr_rnd_t rounding)
{
    mpfr_t sum;
    if (!mpfr_regular_p(u) || is_far(u))
        return mpfr_erfc(to, u, rounding);
    double size = mpfr_get_d(u, rounding), lost = size > 0 ? 1.5 * size * size : 0; // bits
    mpfr_init2(sum, mpfr_get_prec(to) + 64 + (mpfr_prec_t)lost);
    error_sum(sum, u);
    int result = mpfr_ui_sub(to, 1, sum, rounding);
    mpfr_clear(sum);
    return result;
}

// --- functions of the catalogue ---

static void step(mpfr_t to, mpfr_t *const *u)
{
    truth(to, mpfr_sgn(*u[0]) >= 0);
    if (mpfr_nan_p(*u[0]))
        mpfr_set_nan(to);
}

static void relu(mpfr_t to, mpfr_t *const *u)
{
    if (mpfr_sgn(*u[0]) >= 0 || mpfr_nan_p(*u[0]))
        mpfr_set(to, *u[0], RND);
    else
        mpfr_set_zero(to, 1);
}

static void leaky(mpfr_t to, mpfr_t *const *u)
{
    bool left = !mpfr_nan_p(*u[0]) && mpfr_sgn(*u[0]) < 0;
    mpfr_mul_d(to, *u[0], left ? 0.5 : 1, RND);
}

static void hard_tanh(mpfr_t to, mpfr_t *const *u)
{
    mpfr_set(to, *u[0], RND);
    if (!mpfr_nan_p(to) && mpfr_cmp_si(to, 1) > 0)
        mpfr_set_si(to, 1, RND);
    if (!mpfr_nan_p(to) && mpfr_cmp_si(to, -1) < 0)
        mpfr_set_si(to, -1, RND);
}

static void elu(mpfr_t to, mpfr_t *const *u)
{
    bool left = !mpfr_nan_p(*u[0]) && mpfr_sgn(*u[0]) < 0;
    if (left)
        mpfr_expm1(to, *u[0], RND);
    else
        mpfr_set(to, *u[0], RND);
}

static int sigmoid(mpfr_t to, const mpfr_t u, mpfr_rnd_t rounding)
{
    mpfr_neg(to, u, rounding);
    mpfr_exp(to, to, rounding);
    mpfr_add_ui(to, to, 1, rounding);
    return mpfr_ui_div(to, 1, to, rounding);
}

static int softplus(mpfr_t to, const mpfr_t u, mpfr_rnd_t rounding)
{
    enum { FAR = 20 }; // e^-2^20 is nothing beside u
    if (mpfr_regular_p(u) && mpfr_sgn(u) > 0 && mpfr_get_exp(u) > FAR)
        return mpfr_set(to, u, rounding);
    mpfr_exp(to, u, rounding);
    return mpfr_log1p(to, to, rounding);
}

static int softsign(mpfr_t to, const mpfr_t u, mpfr_rnd_t rounding)
{
    if (mpfr_inf_p(u))
        return mpfr_set_si(to, mpfr_sgn(u), rounding);
    mpfr_abs(to, u, rounding);
    mpfr_add_ui(to, to, 1, rounding);
    return mpfr_div(to, u, to, rounding);
}

// A gate at u times u, which is 0 far on the left.
static int gated(mpfr_t to, const mpfr_t u, mpfr_rnd_t rounding)
{
    return mpfr_zero_p(to) ? 0 : mpfr_mul(to, to, u, rounding);
}

static int silu(mpfr_t to, const mpfr_t u, mpfr_rnd_t rounding)
{
    sigmoid(to, u, rounding);
    return gated(to, u, rounding);
}

static int gelu(mpfr_t to, const mpfr_t u, mpfr_rnd_t rounding)
{
    mpfr_t root;
    mpfr_init2(root, mpfr_get_prec(to));
    mpfr_sqrt_ui(root, 2, rounding);
    mpfr_div(to, u, root, rounding);
    mpfr_neg(to, to, rounding);
    other_error_function(to, to, rounding);
    mpfr_clear(root);
    mpfr_div_ui(to, to, 2, rounding);
    return gated(to, u, rounding);
}

static int mish(mpfr_t to, const mpfr_t u, mpfr_rnd_t rounding)
{
    softplus(to, u, rounding);
    mpfr_tanh(to, to, rounding);
    return gated(to, u, rounding);
}

// --- powers ---

static int power(mpfr_t to, const mpfr_t u, double exponent)
{
    mpfr_t number;
    mpfr_init2(number, 53);
    mpfr_set_d(number, exponent, RND);
    int result = mpfr_pow(to, u, number, RND);
    mpfr_clear(number);
    return result;
}

static int square(mpfr_t to, const mpfr_t u, mpfr_rnd_t rounding)
{
    return mpfr_sqr(to, u, rounding);
}

static int cube(mpfr_t to, const mpfr_t u, mpfr_rnd_t rounding)
{
    return mpfr_pow_si(to, u, 3, rounding);
}

static int inverse(mpfr_t to, const mpfr_t u, mpfr_rnd_t rounding)
{
    return mpfr_ui_div(to, 1, u, rounding);
}

static int inverse_square(mpfr_t to, const mpfr_t u, mpfr_rnd_t rounding)
{
    return mpfr_pow_si(to, u, -2, rounding);
}

static int root(mpfr_t to, const mpfr_t u, mpfr_rnd_t rounding)
{
    (void)rounding;
    return power(to, u, 0.5);
}

static int root_of_cube(mpfr_t to, const mpfr_t u, mpfr_rnd_t rounding)
{
    (void)rounding;
    return power(to, u, 1.5);
}

static int inverse_root(mpfr_t to, const mpfr_t u, mpfr_rnd_t rounding)
{
    (void)rounding;
    return power(to, u, -0.5);
}

// --- moderate ones, in which nothing goes wrong ---

static int square_plus_2(mpfr_t to, const mpfr_t u, mpfr_rnd_t rounding)
{
    mpfr_sqr(to, u, rounding);
    return mpfr_add_ui(to, to, 2, rounding);
}

static int exp_of_sin(mpfr_t to, const mpfr_t u, mpfr_rnd_t rounding)
{
    mpfr_sin(to, u, rounding);
    return mpfr_exp(to, to, rounding);
}

static int log_of_square(mpfr_t to, const mpfr_t u, mpfr_rnd_t rounding)
{
    square_plus_2(to, u, rounding);
    return mpfr_log(to, to, rounding);
}

static int root_of_square(mpfr_t to, const mpfr_t u, mpfr_rnd_t rounding)
{
    square_plus_2(to, u, rounding);
    return mpfr_sqrt(to, to, rounding);
}

static int safe_quotient(mpfr_t to, const mpfr_t a, const mpfr_t b, mpfr_rnd_t rounding)
{
    mpfr_t divisor;
    mpfr_init2(divisor, mpfr_get_prec(to));
    square_plus_2(divisor, b, rounding);
    int result = mpfr_div(to, a, divisor, rounding);
    mpfr_clear(divisor);
    return result;
}

#define ONE(form, action, function, tame, weight)                                                  \
    {                                                                                              \
        form, action, function, NULL, NULL, tame, weight                                           \
    }
#define TWO(form, action, function, tame, weight)                                                  \
    {                                                                                              \
        form, action, NULL, function, NULL, tame, weight                                           \
    }
#define ANY(form, action, function, tame, weight)                                                  \
    {                                                                                              \
        form, action, NULL, NULL, function, tame, weight                                           \
    }

static const struct row rows[] = {
    {"x", ACTION_X, NULL, NULL, NULL, 0, 0},
    {"", ACTION_NUMBER, NULL, NULL, NULL, 0, 0},
    ANY("(%s) + (%s)", ACTION_SUM, sum, 2, 6),
    ANY("(%s) - (%s)", ACTION_DIFFERENCE, difference, 2, 6),
    TWO("(%s)*(%s)", ACTION_PRODUCT, mpfr_mul, 2, 8),
    TWO("(%s)/(%s)", ACTION_QUOTIENT, mpfr_div, 0, 8),
    TWO("(%s)^(%s)", ACTION_POWER, mpfr_pow, 0, 6),
    TWO("hypot(%s, %s)", ACTION_HYPOT, mpfr_hypot, 2, 2),
    ANY("min(%s, %s)", ACTION_LESSER, lesser, 2, 2),
    ANY("max(%s, %s)", ACTION_GREATER, greater, 2, 2),
    ONE("abs(%s)", ACTION_SIZE, mpfr_abs, 1, 3),
    ONE("-(%s)", ACTION_FUNCTION, mpfr_neg, 1, 1),
    ANY("if(%s, %s, %s)", ACTION_BRANCH, branch, 0, 4),
    ANY("(%s) < (%s)", ACTION_STEPS, less, 0, 1),
    ANY("(%s) <= (%s)", ACTION_STEPS, less_equal, 0, 1),
    ANY("(%s) > (%s)", ACTION_STEPS, more, 0, 1),
    ANY("(%s) >= (%s)", ACTION_STEPS, more_equal, 0, 1),
    ANY("(%s) == (%s)", ACTION_STEPS, equal, 0, 1),
    ANY("(%s) != (%s)", ACTION_STEPS, unequal, 0, 1),
    ANY("(%s) and (%s)", ACTION_STEPS, both, 0, 1),
    ANY("(%s) or (%s)", ACTION_STEPS, either, 0, 1),
    ANY("not (%s)", ACTION_STEPS, not, 0, 1),
    ANY("sign(%s)", ACTION_STEPS, sign, 0, 2),
    ANY("floor(%s)", ACTION_WHOLE, whole_below, 0, 2),
    ANY("ceil(%s)", ACTION_WHOLE, whole_above, 0, 1),
    ONE("exp(%s)", ACTION_FUNCTION, mpfr_exp, 0, 2),
    ONE("expm1(%s)", ACTION_FUNCTION, mpfr_expm1, 0, 1),
    ONE("log(%s)", ACTION_LOGARITHM, mpfr_log, 0, 2),
    ONE("log2(%s)", ACTION_LOGARITHM, mpfr_log2, 0, 1),
    ONE("log10(%s)", ACTION_LOGARITHM, mpfr_log10, 0, 1),
    ONE("log1p(%s)", ACTION_LOGARITHM, mpfr_log1p, 0, 1),
    ONE("sqrt(%s)", ACTION_EDGED, mpfr_sqrt, 0, 3),
    ONE("cbrt(%s)", ACTION_EDGED, mpfr_cbrt, 0, 2),
    ONE("sin(%s)", ACTION_SWINGING, mpfr_sin, 1, 1),
    ONE("cos(%s)", ACTION_SWINGING, mpfr_cos, 1, 1),
    ONE("tan(%s)", ACTION_SWINGING, mpfr_tan, 0, 1),
    ONE("asin(%s)", ACTION_EDGED, mpfr_asin, 0, 1),
    ONE("acos(%s)", ACTION_EDGED, mpfr_acos, 0, 1),
    ONE("atan(%s)", ACTION_FUNCTION, mpfr_atan, 1, 1),
    ONE("sinh(%s)", ACTION_FUNCTION, mpfr_sinh, 0, 1),
    ONE("cosh(%s)", ACTION_FUNCTION, mpfr_cosh, 0, 1),
    ONE("asinh(%s)", ACTION_FUNCTION, mpfr_asinh, 1, 1),
    ONE("acosh(%s)", ACTION_EDGED, mpfr_acosh, 0, 1),
    ONE("atanh(%s)", ACTION_LOGARITHM, mpfr_atanh, 0, 1),
    ONE("erf(%s)", ACTION_FUNCTION, error_function, 1, 1),
    ONE("erfc(%s)", ACTION_FUNCTION, other_error_function, 1, 1),
    ONE("tanh(%s)", ACTION_FUNCTION, mpfr_tanh, 1, 1),
    ONE("sigmoid(%s)", ACTION_FUNCTION, sigmoid, 1, 1),
    ONE("softplus(%s)", ACTION_FUNCTION, softplus, 0, 1),
    ONE("softsign(%s)", ACTION_EDGED, softsign, 0, 1),
    ONE("silu(%s)", ACTION_FUNCTION, silu, 0, 1),
    ONE("gelu(%s)", ACTION_FUNCTION, gelu, 0, 1),
    ONE("mish(%s)", ACTION_FUNCTION, mish, 0, 1),
    ANY("relu(%s)", ACTION_EDGED, relu, 0, 3),
    ANY("leaky_relu(%s, 0.5)", ACTION_EDGED, leaky, 0, 1),
    ANY("elu(%s)", ACTION_EDGED, elu, 0, 1),
    ANY("hard_tanh(%s)", ACTION_EDGED, hard_tanh, 0, 1),
    ANY("step(%s)", ACTION_STEPS, step, 0, 1),
    ONE("(%s)^2", ACTION_FUNCTION, square, 0, 2),
    ONE("(%s)^3", ACTION_FUNCTION, cube, 0, 1),
    ONE("(%s)^-1", ACTION_EDGED, inverse, 0, 1),
    ONE("(%s)^-2", ACTION_EDGED, inverse_square, 0, 1),
    ONE("(%s)^0.5", ACTION_EDGED, root, 0, 1),
    ONE("(%s)^1.5", ACTION_EDGED, root_of_cube, 0, 1),
    ONE("(%s)^-0.5", ACTION_EDGED, inverse_root, 0, 1),
    ONE("(%s)^2 + 2", ACTION_FUNCTION, square_plus_2, 1, 0),
    ONE("exp(sin(%s))", ACTION_FUNCTION, exp_of_sin, 1, 0),
    ONE("log(2 + (%s)^2)", ACTION_FUNCTION, log_of_square, 1, 0),
    ONE("sqrt((%s)² + 2)", ACTION_FUNCTION, root_of_square, 1, 0),
    TWO("(%s)/((%s)^2 + 2)", ACTION_FUNCTION, safe_quotient, 2, 0),
};

enum { ROW_X, ROW_NUMBER, ROW_FIRST };

// --- drawing ---

unsigned random_roll(struct random *random, unsigned sides)
{
    random->state = random->state * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(random->state >> 33) % sides;
}

static int weight_of(const struct row *row, enum formula_kind kind)
{
    return kind == FORMULA_TAME ? row->tame : row->weight;
}

static int draw_row(struct random *random, enum formula_kind kind)
{
    int all = 0;
    size_t i = ROW_FIRST;
    for (size_t k = ROW_FIRST; k < COUNT(rows); k++)
        all += weight_of(&rows[k], kind);
    int left = (int)random_roll(random, (unsigned)all);
    for (; left >= weight_of(&rows[i], kind); i++)
        left -= weight_of(&rows[i], kind);
    return (int)i;
}

static double draw_number(struct random *random, enum formula_kind kind)
{
    static const double meeting[] = {0, 1, 1, -1, 2, 2, -2, 0.5, 3, -0.5, 1.5};
    if (kind == FORMULA_TAME)
        return (random_roll(random, 64) + 1) / 16.;
    return meeting[random_roll(random, COUNT(meeting))];
}

static int arity(const struct row *row)
{
    int n = 0;
    for (const char *form = row->form; (form = strstr(form, "%s")) != NULL; form++)
        n++;
    return n;
}

// Returns the node's index.
static int draw_node(struct formula *formula, struct random *random, enum formula_kind kind,
                     int depth)
{
    struct formula_node node = {.row = ROW_X};
    if (depth == 0 || formula->n > FORMULA_NODES_MAX - 60) {
        node.row = random_roll(random, 3) == 0 ? ROW_NUMBER : ROW_X;
        node.number = draw_number(random, kind);
    } else {
        node.row = draw_row(random, kind);
    }
    for (int k = 0; k < arity(&rows[node.row]); k++) {
        int less_deep = k > 0 ? (int)random_roll(random, (unsigned)depth) : 0;
        node.operands[k] = draw_node(formula, random, kind, depth - 1 - less_deep);
    }
    formula->nodes[formula->n] = node;
    return formula->n++;
}

void formula_draw(struct formula *formula, struct random *random, enum formula_kind kind, int depth)
{
    formula->n = 0;
    draw_node(formula, random, kind, depth);
}

// --- writing ---

static void write_node(const struct formula *formula, int i, struct text *out)
{
    const struct formula_node *node = &formula->nodes[i];
    int operand = 0;
    if (node->row == ROW_NUMBER)
        text_format(out, "%.17g", node->number);
    for (const char *form = rows[node->row].form; *form != '\0'; form++) {
        if (strncmp(form, "%s", 2) == 0) {
            write_node(formula, node->operands[operand++], out);
            form++;
        } else {
            text_add_bytes(out, form, 1);
        }
    }
}

void formula_write(const struct formula *formula, struct text *out)
{
    write_node(formula, formula->n - 1, out);
}

// --- evaluating ---

enum formula_action formula_action(const struct formula_node *node)
{
    return rows[node->row].action;
}

int formula_arity(const struct formula_node *node)
{
    return arity(&rows[node->row]);
}

// sin(10^1000000) would need a million digits of π.
static bool takes_long(const struct row *row, mpfr_t *const *operands)
{
    enum { FAR = 4000 };
    if (row->action != ACTION_SWINGING && row->action != ACTION_POWER)
        return false;
    for (int k = 0; k < arity(row); k++)
        if (mpfr_regular_p(*operands[k]) && mpfr_get_exp(*operands[k]) > FAR)
            return true;
    return false;
}

bool formula_node_value(const struct formula_node *node, mpfr_t *values, const mpfr_t x, mpfr_t to)
{
    const struct row *row = &rows[node->row];
    mpfr_t *operands[3];
    for (int k = 0; k < 3; k++)
        operands[k] = &values[node->operands[k]];
    if (takes_long(row, operands))
        return false;
    if (row->action == ACTION_X)
        mpfr_set(to, x, RND);
    else if (row->action == ACTION_NUMBER)
        mpfr_set_d(to, node->number, RND);
    else if (row->one != NULL)
        row->one(to, *operands[0], RND);
    else if (row->two != NULL)
        row->two(to, *operands[0], *operands[1], RND);
    else
        row->any(to, operands);
    return true;
}

bool formula_values(const struct formula *formula, const mpfr_t x, mpfr_t *values)
{
    for (int i = 0; i < formula->n; i++)
        if (!formula_node_value(&formula->nodes[i], values, x, values[i]))
            return false;
    return true;
}
