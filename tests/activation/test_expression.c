// The expression language: values, derivatives, faults, limits, printing, breaks and points,
// against values from closed forms and, for random formulas, against MPFR.
#include "activation/expression/series.h"

#include <inttypes.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>
#include <mpfr.h>

#include "../seed.h"
#include "random_formula.h"

#define NONE ((double)NAN)
#define INF  ((double)INFINITY)

#define COUNT(array) (sizeof(array) / sizeof *(array))

static struct expression *parsed(const char *text)
{
    struct fault fault;
    struct expression *expression = expression_parse(text, &fault);
    if (!expression)
        fail_msg("%s: column %d: %s", text, fault.column, fault.text);
    return expression;
}

static struct expression *defined(const char *text)
{
    struct fault fault;
    struct expression *expression = expression_parse_definition(text, &fault);
    if (!expression)
        fail_msg("%s: column %d: %s", text, fault.column, fault.text);
    return expression;
}

static double value_of(const struct expression *expression, enum order order, double x)
{
    double parameters[ACTIVATION_PARAMETERS_MAX];
    expression_defaults(expression, parameters);
    return expression_value(expression, parameters, order, x);
}

// Within some ulp, relative to the value; equal where that is 0, inf or NaN.
static void check_value(const char *text, double x, double y, double wanted, double ulps)
{
    bool same = y == wanted || (isnan(y) && isnan(wanted)) ||
                fabs(y - wanted) <= ulps * 0x1p-52 * fabs(wanted);
    if (!same)
        fail_msg("%s at %g: %.17g instead of %.17g", text, x, y, wanted);
}

// Values. From closed forms, calculated to 20 digits with bc or MPFR, not by this program.

static const struct {
    const char *text;
    double x, value;
} values[] = {
    {"1 + 2*3", 0, 7},
    {"2 - 3 - 4", 0, -5},
    {"16/4/2", 0, 2},
    {"2^3^2", 0, 512},
    {"2**3", 0, 8},
    {"-x^2", 3, -9},
    {"(-x)^2", 3, 9},
    {"2^-x", 3, 0.125},
    {"exp(-x^2)", 2, 0.018315638888734180294},
    {"--x", 3, 3},
    {"2 - -x", 3, 5},
    {"2x", 3, 6},
    {"3(x+1)", 3, 12},
    {"2 sin(x)", 1, 1.6829419696157930133},
    {"(x+1)(x-1)", 3, 8},
    {"2x^2", 3, 18},
    {"x exp(x)", 1, 2.7182818284590452354},
    {"2pi x", 1, 6.2831853071795864769},
    {"|x|", -3, 3},
    {"2|x - 1|", -3, 8},
    {"|2*|x||", -3, 6},
    {"|sin(2|x|)|", -1, 0.90929742682568169540},
    {"0x1p-3", 0, 0.125},
    {"1e-3x", 2, 0.002},
    {".5", 0, 0.5},
    {"2e", 0, 5.4365636569180904707},
    {"pi + e", 0, 5.8598744820488384738},
    {"π·x² − x³", 2, 4.5663706143591729539},
    {"2×x÷4", 2, 1},
    {"√2", 0, 1.4142135623730950488},
    {"√x+1", 9, 4},
    {"∛x", 27, 3},
    {"x⁻²", 2, 0.25},
    {"x¹⁰", 2, 1024},
    {"σ(x)", 0, 0.5},
    {"sigmoid(x)", 1, 0.73105857863000487925},
    {"SIGMOID(x)", 1, 0.73105857863000487925},
    {"sigmoid'(x)", 0, 0.25},
    {"sigmoid''(x)", 0, 0},
    {"leaky_relu(x, alpha=0.2)", -3, -0.6},
    {"leaky_relu(x, 0.2)", -3, -0.6},
    {"lrelu(x, α=2*a)", -3, -6},
    {"tanh(x)", 0.5, 0.46211715726000975850},
    {"log(x)", 2, 0.69314718055994530942},
    {"ln(x)", 2, 0.69314718055994530942},
    {"log2(x)", 8, 3},
    {"log10(x)", 1000, 3},
    {"log1p(x)", 1e-10, 9.9999999995000000000e-11},
    {"expm1(x)", 1e-10, 1.0000000000500000000e-10},
    {"sqrt(x)", 2, 1.4142135623730950488},
    {"cbrt(x)", -8, -2},
    {"sign(x)", -3, -1},
    {"sign(x)", 0, 0},
    {"min(x, 2)", 3, 2},
    {"max(x, 2, 5, 1)", 3, 5},
    {"clip(x, -1, 1)", 3, 1},
    {"clip(x, -1, 1)", -3, -1},
    {"floor(x)", -0.5, -1},
    {"ceil(x)", 0.5, 1},
    {"siGn(x) + ABS(x)", -3, 2},
    {"cos(x)", 1, 0.54030230586813971740},
    {"tan(x)", 1, 1.5574077246549022305},
    {"asin(x)", 0.5, 0.52359877559829887308},
    {"acos(x)", 0.5, 1.0471975511965977462},
    {"atan(x)", 1, 0.78539816339744830962},
    {"sinh(x)", 1, 1.1752011936438014569},
    {"cosh(x)", 1, 1.5430806348152437785},
    {"asinh(x)", 1, 0.88137358701954302523},
    {"acosh(x)", 2, 1.3169578969248167086},
    {"atanh(x)", 0.5, 0.54930614433405484570},
    {"erf(x)", 1, 0.84270079294971486934},
    {"erfc(x)", 1, 0.15729920705028513066},
    {"pow(x, 2.5)", 4, 32},
    {"hypot(x, 4)", 3, 5},
    {"x^-8", 2, 0.00390625},
    {"x^9", 2, 512},
    {"x^5 + x^6 + x^7", 2, 224},
    {"(x^2)^3", 2, 64},
    {"x^2^3", 2, 256},
    {"x^b", 3, 3},
    {"if(x < 0, 1, 2)", -1, 1},
    {"if(x < 0, 1, 2)", 0, 2},
    {"x <= 1", 1, 1},
    {"x ≥ 2", 1, 0},
    {"x == 1", 1, 1},
    {"x ≠ 1", 1, 0},
    {"x > 0 and x < 2", 1, 1},
    {"x > 0 and x < 2", 3, 0},
    {"x < 0 or x > 2", 3, 1},
    {"not x > 2", 3, 0},
    {"not not 5", 3, 1},
    {"1 or 0 and 0", 0, 1},
    {"1 + 1 == 2", 0, 1},
    // No value: NaN, never a crash.
    {"log(x)", -1, NONE},
    {"0*log(x)", -1, NONE},
    {"x/x", 0, NONE},
    {"0*inf", 0, NONE},
    {"∞ - inf", 0, NONE},
    {"(x-1)/(x-1)", 1, NONE},
    {"1/x - 1/x", 0, NONE},
    {"exp(1/x)/exp(1/x)", 0, NONE},
    {"sin(exp(x))", 1e4, NONE},
    {"exp(x) - exp(x)", 1e4, NONE}, // all that is left is rounding
    {"(1 - erf(x))*exp(x^2)", 30, NONE},
    {"log(tanh(x))*exp(2*x)", 400, NONE},
    {"(-exp(x))^0.5", 1e4, NONE},
    // Jumps beside which there is no value on one side.
    {"exp(ceil(x)^0.5)", -1, NONE},
    {"not(acos(ceil(x+0.5)))", -0.5, 0},
    {"sqrt(sign(cos(2*x)))", 0.78539816339744839, NONE}, // beyond π/4
    // A constant with tiny terms, beside a root of what vanishes far away.
    {"exp(cbrt(sigmoid(x)))", 0, 2.2115652571481351489},
    {"1 + sqrt(sigmoid(x))", 2, 1.938507899795138882},
    {"2 + cbrt(sigmoid(x - 700))", 0, 2},
    // Beyond the doubles on the way only.
    {"0*exp(x)", 1e4, 0},
    {"gelu(x)*exp(x^2/2)", -40, -0.3986934075320524},
    {"max(sqrt(x), 1)", -1, NONE},
    {"min(1, sqrt(x))", -1, NONE},
    {"x^0.5", -1, NONE},
    {"nan", 0, NONE},
    {"3", NONE, NONE},
    {"x^0", NONE, NONE},
    {"if(x < 0, 1, 2)", NONE, NONE},
    {"1/x", 0, INF},
    {"1/x", -0.0, INF},
    {"exp(x)", 1000, INF},
    {"9^9^9^9", 0, INF},
    {"leaky_relu(x, 0/(b-1))", -1, NONE},
};

static void test_values(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(values); i++) {
        struct expression *expression = parsed(values[i].text);
        double y = value_of(expression, ORDER_F, values[i].x);
        check_value(values[i].text, values[i].x, y, values[i].value, 4);
        expression_destroy(expression);
    }
}

// Derivatives, derived by hand and written in C.

static double sigma(double x)
{
    return 1 / (1 + exp(-x));
}

static void silu(double x, double y[2])
{
    double s = sigma(x), d = s * (1 - s);
    y[0] = s + x * d;
    y[1] = d * (2 + x * (1 - 2 * s));
}

static void gauss(double x, double y[2])
{
    y[0] = -2 * x * exp(-x * x);
    y[1] = (4 * x * x - 2) * exp(-x * x);
}

static void mish(double x, double y[2])
{
    double n = exp(x), d = n * n + 2 * n + 2;
    double t = n * (n + 2) / d, dt = 4 * n * (n + 1) / (d * d);
    y[0] = t + x * dt;
    y[1] = 2 * dt + x * 4 * n * (2 + 2 * n - 3 * n * n - 2 * n * n * n) / (d * d * d);
}

static void softsign(double x, double y[2])
{
    double t = 1 / (1 + fabs(x));
    y[0] = t * t;
    y[1] = x < 0 ? 2 * t * t * t : -2 * t * t * t;
}

static void gelu(double x, double y[2])
{
    double density = exp(-x * x / 2) / sqrt(2 * acos(-1));
    y[0] = erfc(-x / sqrt(2)) / 2 + x * density;
    y[1] = density * (2 - x * x);
}

static void snake(double x, double y[2])
{
    y[0] = 1 + sin(2 * x);
    y[1] = 2 * cos(2 * x);
}

static void root(double x, double y[2])
{
    double r = sqrt(x * x + 1);
    y[0] = x / r;
    y[1] = 1 / (r * r * r);
}

static void arc_tangent(double x, double y[2])
{
    y[0] = 1 / (1 + x * x);
    y[1] = -2 * x * y[0] * y[0];
}

static void power_two(double x, double y[2])
{
    y[0] = log(2) * exp2(x);
    y[1] = log(2) * log(2) * exp2(x);
}

static void cubic(double x, double y[2])
{
    y[0] = 3 * x * x - 4;
    y[1] = 6 * x;
}

static const struct {
    const char *text;
    void (*derivatives)(double x, double y[2]);
} derived[] = {
    {"x/(1+exp(-x))", silu},
    {"x*sigmoid(b*x)", silu},
    {"x*σ(x)", silu},
    {"exp(-x^2)", gauss},
    {"1/exp(x*x)", gauss},
    {"x*tanh(log1p(exp(x)))", mish},
    {"x*tanh(softplus(x))", mish},
    {"x/(1+|x|)", softsign},
    {"x*erfc(-x/sqrt(2))/2", gelu},
    {"0.5*x*(1 + erf(x/√2))", gelu},
    {"x + sin(x)^2", snake},
    {"sqrt(x^2 + 1)", root},
    {"hypot(x, 1)", root},
    {"cosh(asinh(x))", root},
    {"atan(x)", arc_tangent},
    {"asin(x/sqrt(1 + x^2))", arc_tangent},
    {"-acos(x/hypot(1, x))", arc_tangent},
    {"2^x", power_two},
    {"x^3 - 4x + 1", cubic},
    {"if(x < 0.3, x^3 - 4x, x^3 - 4x + 0)", cubic},
    {"x*x*x - 4*x", cubic},
    {"pow(x, 3) - 2(x + x)", cubic},
};

static void test_derivatives(void **state)
{
    (void)state;
    static const double xs[] = {-7.5, -2, -1, -0.25, 0.125, 0.5, 1, 3, 8.25};
    for (size_t i = 0; i < COUNT(derived); i++) {
        struct expression *expression = parsed(derived[i].text);
        for (size_t k = 0; k < COUNT(xs); k++) {
            double y[2];
            derived[i].derivatives(xs[k], y);
            for (int order = 1; order < ORDER_COUNT; order++) {
                double got = value_of(expression, (enum order)order, xs[k]);
                if (fabs(got - y[order - 1]) > 1e-11 * (1e-3 + fabs(y[order - 1])))
                    fail_msg("%s, order %d at %g: %.17g instead of %.17g", derived[i].text, order,
                             xs[k], got, y[order - 1]);
            }
        }
        expression_destroy(expression);
    }
}

// At kinks the branch on the right, at jumps the one that holds the point; no value, no derivative.
static const struct {
    const char *text;
    double x, df, d2f;
} kinks[] = {
    {"max(0, x)", 0, 1, 0},
    {"max(x, 0)", 0, 1, 0},
    {"min(x, 0)", 0, 0, 0},
    {"abs(x)", 0, 1, 0},
    {"|1 - x|", 1, 1, 0},
    {"-|x|", 0, -1, 0},
    {"abs(x)^3", 0, 0, 0},
    {"|2*|x||", 0, 2, 0},
    {"sqrt(x^2)", 1, 1, 0},
    {"sign(x)", 0, 0, 0},
    {"floor(x)", 1, 0, 0},
    {"x - floor(x)", 1, 1, 0},
    {"sign(x)*log1p(|x|)", 0, 1, -1},
    {"if(x < 0, 0.1x, x)", 0, 1, 0},
    {"if(x <= 0, 0.1x, x)", 0, 1, 0},
    {"if(x > 0, x, 0.1x)", 0, 1, 0},
    {"if(x <= 0, a*x, 3x)", 0, 3, 0},
    {"if(0 >= x, 0.1x, x)", 0, 1, 0},
    {"if(not x > 0, 0.1x, x)", 0, 1, 0},
    {"if(-x >= 0, 0.1x, x)", 0, 1, 0},
    {"if(x == 0, 0, 3x)", 0, 3, 0},
    {"if(x^2 <= 1, 0, x^2 - 1)", 1, 2, 2},
    {"if(x^2 <= 1, 0, x^2 - 1)", -1, 0, 0},
    {"(x > 0)*x", 0, 1, 0},
    {"if(x > 1, x, 0)", 1, 0, 0},
    {"if(x >= 1, x, 0)", 1, 1, 0},
    {"if(x <= 0, 0, x^2)", 0, 0, 2},
    {"if(x >= -1 and x <= 1, x, if(x < 0, -1, 1))", 1, 0, 0},
    {"max(x, min(2x, 0))", 0, 1, 0},
    {"clip(x, -1, 1)", -1, 1, 0},
    {"clip(x, -1, 1)", 1, 0, 0},
    {"max(x, x^2)", 1, 2, 2},
    {"max(x, x^2)", 0, 1, 0},
    {"log(x)", -1, NONE, NONE},
    {"x*0*log(x)", -1, NONE, NONE},
    {"acosh(x)", -2, NONE, NONE},
    {"log1p(x)", -2, NONE, NONE},
    {"x/x", 0, NONE, NONE},
    {"0*x", 3, 0, 0},
    {"relu(x)", 0, 1, 0},
    {"sigmoid''(x)", 0, -0.125, 0},
};

// Formulas in which exp overflows on the way, and the function of the catalogue that they are: its
// derivatives are checked against MPFR (test_activation_mpfr).
static void test_overflow(void **state)
{
    (void)state;
    static const struct {
        const char *text, *same;
    } rows[] = {
        {"x/(1 + exp(-x))", "silu(x)"},
        {"x/(exp(-x) + 1)", "silu(x)"},
        {"1/(1 + exp(-x))", "sigmoid(x)"},
        {"(1 + exp(-x))^-1", "sigmoid(x)"},
        {"1/(1 + exp(-2x))^2", "sigmoid(2x)^2"},
        {"log1p(exp(x))", "softplus(x)"},
        {"log(1 + exp(x))", "softplus(x)"},
        {"log2(exp(x) + 1)*log(2)", "softplus(x)"},
        {"log10(1 + exp(x))*log(10)", "softplus(x)"},
        {"x*tanh(log1p(exp(x)))", "mish(x)"},
        {"2/(1 + exp(-2x)) - 1", "tanh(x)"},
        {"1/((1 + exp(-x))*(1 + exp(-x)))", "sigmoid(x)^2"},
    };
    static const double far[] = {-1e5, -800, -712, -40, -2, 0.5, 3, 40, 712, 800, 1e5};
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct expression *a = expression_parse(rows[i].text, NULL);
        struct expression *b = expression_parse(rows[i].same, NULL);
        for (size_t k = 0; k < COUNT(far); k++)
            for (int order = 1; order < ORDER_COUNT; order++) {
                double y = value_of(a, (enum order)order, far[k]);
                double wanted = value_of(b, (enum order)order, far[k]);
                // The formula as written has lost the tail where its denominator is infinite.
                if (!(fabs(y - wanted) <= 1e-12 * fabs(wanted) + 1e-15))
                    fail_msg("%s: order %d at %g: %.17g instead of %.17g", rows[i].text, order,
                             far[k], y, wanted);
            }
        expression_destroy(a);
        expression_destroy(b);
    }
}

static void test_kinks(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(kinks); i++) {
        struct expression *expression = parsed(kinks[i].text);
        double df = value_of(expression, ORDER_DF, kinks[i].x);
        double d2f = value_of(expression, ORDER_D2F, kinks[i].x);
        check_value(kinks[i].text, kinks[i].x, df, kinks[i].df, 4);
        check_value(kinks[i].text, kinks[i].x, d2f, kinks[i].d2f, 4);
        expression_destroy(expression);
    }
}

// Random formulas that bend nowhere but at ties, evaluated by MPFR.

enum { DIGITS = 400 }; // bits

// f, f' and f'' by central differences with a step of 2^-100 in 400 bits: good to 2^-195.
static void differences(const struct formula *formula, double at, double y[ORDER_COUNT])
{
    static mpfr_t parts[FORMULA_NODES_MAX];
    mpfr_t x, step, f[3], sum;
    mpfr_inits2(DIGITS, x, step, f[0], f[1], f[2], sum, (mpfr_ptr)0);
    for (int i = 0; i < formula->n; i++)
        mpfr_init2(parts[i], DIGITS);
    mpfr_set_ui_2exp(step, 1, -100, MPFR_RNDN);
    for (int i = 0; i < 3; i++) {
        mpfr_mul_si(x, step, i - 1, MPFR_RNDN);
        mpfr_add_d(x, x, at, MPFR_RNDN);
        assert_true(formula_values(formula, x, parts));
        mpfr_set(f[i], parts[formula->n - 1], MPFR_RNDN);
    }
    y[ORDER_F] = mpfr_get_d(f[1], MPFR_RNDN);
    mpfr_sub(sum, f[2], f[0], MPFR_RNDN);
    mpfr_div(sum, sum, step, MPFR_RNDN);
    y[ORDER_DF] = mpfr_get_d(sum, MPFR_RNDN) / 2;
    mpfr_add(sum, f[2], f[0], MPFR_RNDN);
    mpfr_sub(sum, sum, f[1], MPFR_RNDN);
    mpfr_sub(sum, sum, f[1], MPFR_RNDN);
    mpfr_div(sum, sum, step, MPFR_RNDN);
    mpfr_div(sum, sum, step, MPFR_RNDN);
    y[ORDER_D2F] = mpfr_get_d(sum, MPFR_RNDN);
    for (int i = 0; i < formula->n; i++)
        mpfr_clear(parts[i]);
    mpfr_clears(x, step, f[0], f[1], f[2], sum, (mpfr_ptr)0);
}

// The series says the same on both sides, where nothing bends.
static void check_series(const struct expression *expression, const char *text, double x,
                         double side, const double y[ORDER_COUNT])
{
    static const double parameters[ACTIVATION_PARAMETERS_MAX];
    struct series series = expression_series(expression, parameters, x, side);
    double size = 1;
    for (int order = 0; order < ORDER_COUNT; order++) {
        double got = series_derivative(&series, order) * (order == 1 ? side : 1);
        size = fmax(size, fabs(y[order]));
        if (size < 1e4 && !(fabs(got - y[order]) <= 1e-9 * size))
            fail_msg("%s, series of order %d at %.17g, side %g: %.17g instead of %.17g", text,
                     order, x, side, got, y[order]);
    }
}

static void check_drawn(const struct formula *formula, const char *text, double x)
{
    struct expression *expression = parsed(text);
    double y[ORDER_COUNT], size = 1;
    differences(formula, x, y);
    for (int order = 0; order < ORDER_COUNT; order++) {
        double got = value_of(expression, (enum order)order, x);
        size = fmax(size, fabs(y[order])); // what may cancel
        if (size < 1e4 && !(fabs(got - y[order]) <= 1e-9 * size))
            fail_msg("%s, order %d at %.17g: %.17g instead of %.17g", text, order, x, got,
                     y[order]);
    }
    for (double side = -1; side <= 1; side += 2)
        check_series(expression, text, x, side, y);
    expression_destroy(expression);
}

static void check_round_trip(const char *text)
{
    struct expression *expression = parsed(text);
    for (int order = 0; order < ORDER_COUNT; order++) {
        struct text printed = {0};
        if (expression_print(expression, (enum order)order, &printed)) {
            struct fault fault;
            struct expression *back = expression_parse(text_string(&printed), &fault);
            struct expression *same = expression_derive(expression, (enum order)order, NULL);
            if (!back && fault.id != FAULT_LIMIT)
                fail_msg("%s: %s", text_string(&printed), fault.text);
            if (back && same && !expression_equal(back, same))
                fail_msg("%s is not %s again", text_string(&printed), text);
            expression_destroy(back);
            expression_destroy(same);
        }
        text_free(&printed);
    }
    expression_destroy(expression);
}

static void test_random(void **state)
{
    (void)state;
    struct random random = {random_seed()};
    print_message("ACTSCOPE_SEED=%" PRIu64 "\n", random.state);
    for (int i = 0; i < 400; i++) {
        struct formula formula;
        struct text text = {0};
        formula_draw(&formula, &random, FORMULA_TAME, 1 + (int)random_roll(&random, 4));
        formula_write(&formula, &text);
        for (int k = 0; k < 3; k++)
            check_drawn(&formula, text_string(&text),
                        (random_roll(&random, 4096) + 0.375) / 1024 - 2);
        check_round_trip(text_string(&text));
        text_free(&text);
    }
}

static void test_round_trips(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(values); i++)
        check_round_trip(values[i].text);
    for (size_t i = 0; i < COUNT(kinks); i++)
        check_round_trip(kinks[i].text);
}

static const struct {
    const char *text, *printed[ORDER_COUNT];
} prints[] = {
    {"exp(-x^2)", {"exp(-x^2)", "-2*x*exp(-x^2)", "-2*exp(-x^2) + 4*x^2*exp(-x^2)"}},
    {"x*σ(b x)",
     {"x*sigmoid(b*x)", "sigmoid(b*x) + b*x*sigmoid'(b*x)",
      "2*b*sigmoid'(b*x) + b*x*b*sigmoid''(b*x)"}},
    {"if(x<=0, 0.01x, x)", {"if(x <= 0, 0.01*x, x)", "if(x < 0, 0.01, 1)", "0"}},
    {"max(0,x)", {"max(0, x)", "if(x < 0, 0, 1)", "0"}},
    {"x**b", {"x^b", "b*x^(b - 1)", "b*(b - 1)*x^(b - 2)"}},
    {"(-2)^x", {"(-2)^x", "nan*(-2)^x", "nan*(-2)^x"}},
    {"0*log(x)", {"0*log(x)", "0", "0"}},
    {"x³", {"x^3", "3*x^2", "6*x"}},
    {"2x+3x", {"2*x + 3*x", "5", "0"}},
    {"-(x+1)", {"-(x + 1)", "-1", "0"}},
    {"x-(x-1)", {"x - (x - 1)", "0", "0"}},
    {"leaky_relu(x,0.01)", {"leaky_relu(x)", "leaky_relu'(x)", "leaky_relu''(x)"}},
    {"lrelu(x, α=b)",
     {"leaky_relu(x, alpha=b)", "leaky_relu'(x, alpha=b)", "leaky_relu''(x, alpha=b)"}},
    {"1/x", {"1/x", "-1/x/x", "2/x/x/x"}},
    {"(x^b)^3",
     {"(x^b)^3", "3*b*x^(b - 1)*(x^b)^2",
      "3*b*(b - 1)*x^(b - 2)*(x^b)^2 + 6*b*x^(b - 1)*b*x^(b - 1)*x^b"}},
    {"sqrt(x^2+1)",
     {"sqrt(x^2 + 1)", "x/sqrt(x^2 + 1)", "(1 - (x/sqrt(x^2 + 1))^2)/sqrt(x^2 + 1)"}},
};

static void test_prints(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(prints); i++) {
        struct expression *expression = parsed(prints[i].text);
        for (int order = 0; order < ORDER_COUNT; order++) {
            struct text text = {0};
            assert_true(expression_print(expression, (enum order)order, &text));
            assert_string_equal(text_string(&text), prints[i].printed[order]);
            text_free(&text);
        }
        expression_destroy(expression);
    }
}

// Faults.

static const struct {
    const char *text;
    enum fault_id id;
    int column;
    const char *says;
} faults[] = {
    {"else+x", FAULT_EXPRESSION, 1, "“else” has no meaning here"},
    {"x*else", FAULT_EXPRESSION, 3, "“else” has no meaning here"},
    {"", FAULT_EXPRESSION, 1, "expected a number, x, a name or “(”, found the end"},
    {"exp(", FAULT_EXPRESSION, 5, "found the end"},
    {"(x + 1", FAULT_EXPRESSION, 7, "expected an operator or “)”, found the end"},
    {"x + 1)", FAULT_EXPRESSION, 6, "expected an operator or the end, found “)”"},
    {"x + * 2", FAULT_EXPRESSION, 5, "found “*”"},
    {"2 3", FAULT_EXPRESSION, 3, "found “3”"},
    {"x 2", FAULT_EXPRESSION, 3, "found “2”"},
    {"σ(x) + $", FAULT_EXPRESSION, 8, "found “$”"},
    {"x ? 1", FAULT_EXPRESSION, 6, "expected “:”"},
    {"|x", FAULT_EXPRESSION, 3, "“|”"},
    {"1/2x", FAULT_EXPRESSION, 4, "(1/2)*x"},
    {"a < b < c", FAULT_EXPRESSION, 7, "do not chain"},
    {"x = 3", FAULT_EXPRESSION, 3, "=="},
    {"exp", FAULT_EXPRESSION, 1, "exp(…)"},
    {"2 + relu", FAULT_EXPRESSION, 5, "relu(…)"},
    {"x(x+1)", FAULT_UNKNOWN_FUNCTION, 1, "x*(…)"},
    {"b + b(x)", FAULT_UNKNOWN_FUNCTION, 5, "b*(…)"},
    {"pi(x)", FAULT_UNKNOWN_FUNCTION, 1, "pi*(…)"},
    {"2 + sigmiod(x)", FAULT_UNKNOWN_FUNCTION, 5, "did you mean sigmoid?"},
    {"expp(x)", FAULT_UNKNOWN_FUNCTION, 1, "did you mean exp?"},
    {"logg1p(x)", FAULT_UNKNOWN_FUNCTION, 1, "did you mean log1p?"},
    {"qqqqq(x)", FAULT_UNKNOWN_FUNCTION, 1, "no function qqqqq"},
    {"exp(x, 2)", FAULT_EXPRESSION, 1, "exp wants 1 argument, not 2"},
    {"if(x, 2)", FAULT_EXPRESSION, 1, "if wants 3 arguments, not 2"},
    {"max(x)", FAULT_EXPRESSION, 1, "2 or more"},
    {"exp'(x)", FAULT_EXPRESSION, 1, "derivatives"},
    {"sigmoid'''(x)", FAULT_EXPRESSION, 1, "two derivatives"},
    {"leaky_relu(x, alpha=x)", FAULT_EXPRESSION, 21, "must not depend on x"},
    {"leaky_relu(x, beta=1)", FAULT_UNKNOWN_PARAMETER, 15, "alpha"},
    {"leaky_relu(x, alpha=1, alpha=2)", FAULT_EXPRESSION, 24, "twice"},
    {"leaky_relu(x, 1, alpha=2)", FAULT_EXPRESSION, 18, "twice"},
    {"sigmoid(x, 2)", FAULT_UNKNOWN_PARAMETER, 12, "no parameters"},
    {"leaky_relu(x, inf)", FAULT_RANGE, 15, "alpha"},
    {"1e999", FAULT_NUMBER, 1, "range"},
    {"x + \xff", FAULT_UTF8, 5, "UTF-8"},
    {"a+b+c+d+f+g+h+i+j", FAULT_LIMIT, 17, "8 parameters"},
    {"abcdefghijklmnopqrstuvwxyzabcdefghijkl", FAULT_LIMIT, 1, "31 bytes"},
};

static void check_fault(const char *text, struct expression *expression, const struct fault *fault,
                        enum fault_id id, int column, const char *says)
{
    if (expression)
        fail_msg("%s was accepted", text);
    if (fault->id != id || fault->column != column || !strstr(fault->text, says))
        fail_msg("%s: fault %d at column %d: %s", text, (int)fault->id, fault->column, fault->text);
}

static void test_faults(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(faults); i++) {
        struct fault fault = {0};
        struct expression *expression = expression_parse(faults[i].text, &fault);
        check_fault(faults[i].text, expression, &fault, faults[i].id, faults[i].column,
                    faults[i].says);
        assert_null(expression_parse(faults[i].text, NULL));
    }
}

// Definitions.

static const struct {
    const char *text, *printed;
} definitions[] = {
    {"swish2 = x * sigmoid(b*x)", "swish2(b=1) = x*sigmoid(b*x)"},
    {"mine(a=0.1, b=2) = if(x < 0, a*x, x^b)", "mine(a=0.1, b=2) = if(x < 0, a*x, x^b)"},
    {"f(b, a = -1/4) = a x + b + c", "f(b=1, a=-0.25, c=1) = a*x + b + c"},
    {"f(x, a=2)=a x", "f(a=2) = a*x"},
    {"f() = x", "f = x"},
    {"cube=x³", "cube = x^3"},
};

static const struct {
    const char *text;
    enum fault_id id;
    int column;
    const char *says;
} bad_definitions[] = {
    {"x^2", FAULT_EXPRESSION, 1, "another name"},
    {"f", FAULT_EXPRESSION, 2, "“=”"},
    {"f = ", FAULT_EXPRESSION, 5, "found the end"},
    {"3 = x", FAULT_EXPRESSION, 1, "a name"},
    {"relu = x", FAULT_EXPRESSION, 1, "another name"},
    {"f(a, a) = x", FAULT_EXPRESSION, 6, "twice"},
    {"f(exp=1) = x", FAULT_EXPRESSION, 3, "another name"},
    {"f(a=x) = a", FAULT_NUMBER, 5, "default"},
    {"f(a=1/0) = a", FAULT_NUMBER, 5, "default"},
    {"f(a b) = a", FAULT_EXPRESSION, 5, "“,” or “)”"},
};

static void test_definitions(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(definitions); i++) {
        struct expression *expression = defined(definitions[i].text);
        struct text text = {0};
        assert_true(expression_print_definition(expression, &text));
        assert_string_equal(text_string(&text), definitions[i].printed);
        struct expression *back = defined(text_string(&text));
        assert_true(expression_equal(expression, back));
        assert_string_equal(expression_name(expression), expression_name(back));
        expression_destroy(back);
        expression_destroy(expression);
        text_free(&text);
    }
    for (size_t i = 0; i < COUNT(bad_definitions); i++) {
        struct fault fault = {0};
        struct expression *expression =
            expression_parse_definition(bad_definitions[i].text, &fault);
        check_fault(bad_definitions[i].text, expression, &fault, bad_definitions[i].id,
                    bad_definitions[i].column, bad_definitions[i].says);
    }
}

static void test_parameters(void **state)
{
    (void)state;
    struct expression *expression = defined("mine(a=0.1, b=2) = if(x < 0, a*x, x^b) + c");
    int count;
    const struct activation_parameter *parameters = expression_parameters(expression, &count);
    assert_int_equal(count, 3);
    assert_string_equal(expression_name(expression), "mine");
    assert_string_equal(parameters[1].name, "b");
    assert_true(parameters[1].initial == 2 && parameters[2].initial == 1);
    assert_true(parameters[0].low < 0.1 && parameters[0].high > 0.1);
    const double other[ACTIVATION_PARAMETERS_MAX] = {0.5, 3, 10};
    assert_true(expression_value(expression, other, ORDER_F, -4) == 8);
    assert_true(expression_value(expression, other, ORDER_F, 2) == 18);
    assert_true(expression_value(expression, other, ORDER_DF, 2) == 12);
    expression_destroy(expression);
    expression_destroy(NULL);
}

static void test_equal(void **state)
{
    (void)state;
    struct expression *a = parsed("2x + b"), *b = parsed("(2*x)+b"), *c = parsed("2x + c");
    struct expression *d = parsed("b + 2x"), *f = parsed("2x + 1 + b");
    assert_true(expression_equal(a, a) && expression_equal(a, b));
    assert_false(expression_equal(a, c) || expression_equal(a, d) || expression_equal(a, f));
    expression_destroy(a);
    expression_destroy(b);
    expression_destroy(c);
    expression_destroy(d);
    expression_destroy(f);
}

// Bombs: each is refused, or handled, at once.

static char *repeated(const char *start, const char *part, int n, const char *end)
{
    struct text text = {0};
    text_add(&text, start);
    for (int i = 0; i < n; i++)
        text_add(&text, part);
    text_add(&text, end);
    return text.data;
}

static const struct {
    const char *start, *part;
    int n;
    const char *end;
    enum fault_id id; // FAULT_NONE: accepted
} bombs[] = {
    {"", "(", 199, "x", FAULT_EXPRESSION},   {"", "(", 201, "x", FAULT_LIMIT},
    {"", "(", 4000, "x", FAULT_LIMIT},       {"", "√", 1300, "x", FAULT_LIMIT},
    {"", "-", 4000, "x", FAULT_NONE},        {"", "not ", 1000, "x", FAULT_NONE},
    {"", "x^", 150, "x", FAULT_NONE},        {"", "x^", 1000, "x", FAULT_LIMIT},
    {"", "9^", 100, "9", FAULT_NONE},        {"", "x+", 1300, "x", FAULT_NONE},
    {"", "x*", 1000, "x", FAULT_LIMIT},      {"", "exp(", 150, "x", FAULT_EXPRESSION},
    {"", "|", 4000, "", FAULT_LIMIT},        {"", "sin(x)+", 580, "x", FAULT_NONE},
    {"", "x", 4097, "", FAULT_LIMIT},        {"", "x", 4096, "", FAULT_LIMIT},
    {"max(", "x,", 2000, "x)", FAULT_LIMIT}, {"", "if(x<1,x,", 300, "x", FAULT_LIMIT},
};

static void test_bombs(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(bombs); i++) {
        char *text = repeated(bombs[i].start, bombs[i].part, bombs[i].n, bombs[i].end);
        struct fault fault = {0};
        clock_t start = clock();
        struct expression *expression = expression_parse(text, &fault);
        double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
        if (fault.id != bombs[i].id || (bombs[i].id == FAULT_NONE && !expression))
            fail_msg("%.40s… (%d times): fault %d: %s", text, bombs[i].n, (int)fault.id,
                     fault.text);
        if (seconds > 2)
            fail_msg("%.40s… took %g s", text, seconds);
        if (expression) {
            struct text printed = {0};
            value_of(expression, ORDER_D2F, 0.5);
            expression_print(expression, ORDER_D2F, &printed);
            assert_true(printed.n <= EXPRESSION_TEXT_MAX);
            text_free(&printed);
        }
        expression_destroy(expression);
        free(text);
    }
}

// Blocks: any n, any set of outputs, the same bits.

static bool same_bits(double a, double b)
{
    return memcmp(&a, &b, sizeof a) == 0 || (isnan(a) && isnan(b));
}

static void check_blocks(const char *text)
{
    enum { N = 1000 };
    struct expression *expression = parsed(text);
    double parameters[ACTIVATION_PARAMETERS_MAX], x[N], y[ORDER_COUNT][N], z[N];
    expression_defaults(expression, parameters);
    for (int i = 0; i < N; i++)
        x[i] = (i - 500.3) / 50;
    x[17] = NONE;
    x[600] = INF;
    expression_eval(expression, parameters, x, N, y[0], y[1], y[2]);
    for (int order = 0; order < ORDER_COUNT; order++) {
        double *out[ORDER_COUNT] = {NULL};
        out[order] = z;
        expression_eval(expression, parameters, x, N, out[0], out[1], out[2]);
        for (int i = 0; i < N; i++) {
            double one = expression_value(expression, parameters, (enum order)order, x[i]);
            if (!same_bits(one, y[order][i]) || !same_bits(z[i], one))
                fail_msg("%s, order %d at %g: %a, %a, %a", text, order, x[i], one, y[order][i],
                         z[i]);
        }
    }
    expression_eval(expression, parameters, x, N, NULL, NULL, NULL);
    expression_eval(expression, parameters, x, 0, y[0], NULL, NULL);
    expression_destroy(expression);
}

static void test_blocks(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(derived); i++)
        check_blocks(derived[i].text);
    for (size_t i = 0; i < COUNT(kinks); i++)
        check_blocks(kinks[i].text);
    char *text = repeated("", "sin(x)*cos(x+1)+", 60, "x^b"); // shorter blocks
    check_blocks(text);
    free(text);
}

// Breaks and points.

static const struct {
    const char *text;
    int count, index; // which of them
    double x, left[2], right[2], at[2];
} breaks[] = {
    {"x^2", 0, 0, 0, {0, 0}, {0, 0}, {0, 0}},
    {"max(0, x)", 1, 0, 0, {0, 0}, {0, 1}, {0, 1}},
    {"if(x < 0, 0.1x, x)", 1, 0, 0, {0, 0.1}, {0, 1}, {0, 1}},
    {"|x - 1|", 1, 0, 1, {0, -1}, {0, 1}, {0, 1}},
    {"|3x - 1|", 1, 0, 1. / 3, {0, -3}, {0, 3}, {0, 3}},
    {"|b*x - 0.7|", 1, 0, 0.7, {0, -1}, {0, 1}, {0, 1}},
    {"if(x <= 0.1, 0, 1)", 1, 0, 0.1, {0, 0}, {1, 0}, {0, 0}},
    {"sign(x)", 1, 0, 0, {-1, 0}, {1, 0}, {0, 0}},
    {"clip(x, -1, 2)", 2, 1, 2, {2, 1}, {2, 0}, {2, 0}},
    {"floor(x)", 8, 4, 0, {-1, 0}, {0, 0}, {0, 0}},
    {"x - floor(x)", 8, 5, 1, {1, 1}, {0, 1}, {0, 1}},
    {"ceil(x)", 8, 5, 1, {1, 0}, {2, 0}, {1, 0}},
    {"relu(x - 2)", 1, 0, 2, {0, 0}, {0, 1}, {0, 1}},
    {"step(2x)", 1, 0, 0, {0, 0}, {1, 0}, {1, 0}},
    {"max(exp(x), 2)", 1, 0, 0.69314718055994530942, {2, 0}, {2, 2}, {2, 2}},
    {"if(x^2 < 2, 0, x)",
     2,
     0,
     -1.4142135623730950488,
     {-1.4142135623730950488, 1},
     {0, 0},
     {-1.4142135623730950488, 1}},                           // where x^2 is 2
    {"1/x", 1, 0, 0, {-INF, -INF}, {INF, -INF}, {NAN, NAN}}, // no value there, but of doubles
    {"if(x == 0, 1, sin(x)/x)", 0, 0, 0, {0, 0}, {0, 0}, {0, 0}},
    {"if(x < 0, x, x + 0)", 0, 0, 0, {0, 0}, {0, 0}, {0, 0}},
    {"|x - 2000|", 0, 0, 0, {0, 0}, {0, 0}, {0, 0}},
};

static void test_breaks(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(breaks); i++) {
        struct expression *expression = parsed(breaks[i].text);
        struct activation_break found[8];
        double parameters[ACTIVATION_PARAMETERS_MAX];
        expression_defaults(expression, parameters);
        int n = expression_breaks(expression, parameters, found, 8);
        if (n != breaks[i].count)
            fail_msg("%s: %d breaks", breaks[i].text, n);
        const struct activation_break *at = &found[breaks[i].index];
        if (n > 0)
            check_value(breaks[i].text, 0, at->x, breaks[i].x, 1);
        for (int order = 0; order < 2 && n > 0; order++) {
            check_value(breaks[i].text, at->x, at->left[order], breaks[i].left[order], 4);
            check_value(breaks[i].text, at->x, at->right[order], breaks[i].right[order], 4);
            check_value(breaks[i].text, at->x, at->at[order], breaks[i].at[order], 4);
        }
        expression_destroy(expression);
    }
}

static const struct {
    const char *text;
    enum order order;
    enum point_kind kind;
    double x, y;
    const char *label;
} points[] = {
    {"sigmoid(x)", ORDER_DF, POINT_MAXIMUM, 0, 0.25, "0.25"},
    {"1/(1+exp(-x))", ORDER_DF, POINT_MAXIMUM, 0, 0.25, "0.25"},
    {"1/(1+exp(-x))", ORDER_D2F, POINT_MAXIMUM, -1.3169578969248167086, 0.096225044864937627418,
     "0.096225"},
    {"x/(1+exp(-x))", ORDER_F, POINT_MINIMUM, -1.2784645427610737951, -0.27846454276107379511,
     "−0.278465"},
    {"x/(1+exp(-x))", ORDER_DF, POINT_MAXIMUM, 2.3993572805154676678, 1.0998393201288669170,
     "1.09984"},
    {"exp(-x^2)", ORDER_F, POINT_INFLECTION, 0.70710678118654752440, 0.60653065971263342360,
     "0.606531"},
    {"x^2", ORDER_F, POINT_ROOT, 0, 0, "0"},
    {"x^2", ORDER_F, POINT_MINIMUM, 0, 0, "0"},
    {"x^2 - 2", ORDER_F, POINT_ROOT, -1.4142135623730950488, 0, "0"},
    {"x^3 - 3x", ORDER_F, POINT_MAXIMUM, -1, 2, "2"},
    {"max(0, x)", ORDER_F, POINT_KINK, 0, 0, "0"},
    {"max(0, x)", ORDER_DF, POINT_JUMP, 0, 1, "0 → 1"},
    {"if(x < 1, 0, 3)", ORDER_F, POINT_JUMP, 1, 3, "0 → 3"},
    {"sin(x)", ORDER_F, POINT_MAXIMUM, 1.5707963267948966192, 1, "1"},
    // Next to a break, and at one.
    {"(x^2 - 0.0001)/x", ORDER_F, POINT_ROOT, 0.01, 0, "0"},
    {"(x^2 + 0.0001)/x", ORDER_F, POINT_MINIMUM, 0.01, 0.02, "0.02"},
    {"1/(x - 0.003) + 300", ORDER_F, POINT_ROOT, -1. / 3000, 0, "0"},
    {"if(x < -2, 0, tan(x) - 300)", ORDER_F, POINT_ROOT, 1.5674630058071600, 0, "0"},
    {"relu(x) - 0.005", ORDER_F, POINT_ROOT, 0.005, 0, "0"},
    {"x*|x|", ORDER_F, POINT_ROOT, 0, 0, "0"},
    {"(x^2 - 1)/(x - 1)", ORDER_F, POINT_HOLE, 1, 2, "2"},
    // Of f''', and beside an end.
    {"x^4 - 2x^2", ORDER_D2F, POINT_MINIMUM, 0, -4, "−4"},
    {"(x - 1)^4", ORDER_D2F, POINT_MINIMUM, 1, 0, "0"},
    {"x^x", ORDER_F, POINT_MINIMUM, 0.36787944117144232160, 0.69220062755534635387, "0.692201"},
    {"x^5", ORDER_F, POINT_ROOT, 0, 0, "0"},
};

static void test_points(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(points); i++) {
        struct expression *expression = parsed(points[i].text);
        struct activation_point found[16];
        double parameters[ACTIVATION_PARAMETERS_MAX];
        expression_defaults(expression, parameters);
        int n = expression_points(expression, parameters, found, 16);
        bool matched = false;
        for (int k = 0; k < n; k++)
            matched =
                matched || (found[k].order == points[i].order && found[k].kind == points[i].kind &&
                            fabs(found[k].x - points[i].x) <= 4e-12 &&
                            fabs(found[k].y - points[i].y) <= 1e-14 &&
                            strcmp(found[k].label, points[i].label) == 0);
        if (!matched)
            fail_msg("%s: no point at %g among %d", points[i].text, points[i].x, n);
        expression_destroy(expression);
    }
}

// Where there is nothing to find, nothing is.
static void test_sliders(void **state)
{
    (void)state;
    static const struct {
        const char *definition;
        double low, high;
    } rows[] = {
        {"g(a=1) = a*x", -5, 5},
        {"g(a=-0.1) = a*x", -0.5, 0.5},
        {"g(a=0) = a + x", -5, 5},
        {"g(a=2) = x^a", 0, 4},
        {"g(a=2) = x^(a + 1)", 0, 4},
        {"g(a=-2) = x^a", -4, 0},
        {"g(a=5) = x/a", 1, 25},
        {"g(a=5) = x/(a^2 + 1)", 1, 25},
        {"g(a=5) = exp(x/a)^a", 1, 10},
        {"g(a=5) = 1/(x - a)", -25, 25}, // the pole moves along
        {"g(a=1e300) = a*x", -1e300, 1e300},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        int n;
        struct expression *a = expression_parse_definition(rows[i].definition, NULL);
        assert_non_null(a);
        const struct activation_parameter *p = expression_parameters(a, &n);
        assert_int_equal(n, 1);
        if (fabs(p->low - rows[i].low) > 1e-9 * fabs(rows[i].low) ||
            fabs(p->high - rows[i].high) > 1e-9 * fabs(rows[i].high))
            fail_msg("%s: slider %g to %g", rows[i].definition, p->low, p->high);
        expression_destroy(a);
    }
}

// Remembered points are those of the parameters that are asked for.
static void test_points_follow_parameters(void **state)
{
    (void)state;
    struct expression *a = expression_parse("(x - a)*(x - b)", NULL);
    static const double sets[][2] = {{1, 2}, {-3, 2}, {1, 2}, {1, 2.5}, {-3, 2}};
    for (size_t i = 0; i < COUNT(sets); i++)
        for (int most = 64; most > 0; most -= 61) {
            struct activation_point first[ACTIVATION_POINTS_MAX], again[ACTIVATION_POINTS_MAX];
            struct expression *b = expression_parse("(x - a)*(x - b)", NULL);
            int n = expression_points(a, sets[i], first, most);
            assert_int_equal(n, expression_points(b, sets[i], again, most));
            for (int k = 0; k < n; k++)
                assert_true(first[k].x == again[k].x && first[k].y == again[k].y);
            assert_true(most < 64 || first[0].x == sets[i][0]);
            expression_destroy(b);
        }
    expression_destroy(a);
}

static void test_no_points(void **state)
{
    (void)state;
    static const char *const texts[] = {"3", "x - x", "exp(x)", "nan", "x/(2x)"};
    for (size_t i = 0; i < COUNT(texts); i++) {
        struct expression *expression = parsed(texts[i]);
        struct activation_point found[16];
        const double parameters[ACTIVATION_PARAMETERS_MAX] = {0};
        int n = expression_points(expression, parameters, found, 16);
        for (int k = 0; k < n; k++)
            if (found[k].kind != POINT_JUMP && found[k].kind != POINT_HOLE)
                fail_msg("%s: a point at %g", texts[i], found[k].x);
        expression_destroy(expression);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values),
        cmocka_unit_test(test_derivatives),
        cmocka_unit_test(test_kinks),
        cmocka_unit_test(test_overflow),
        cmocka_unit_test(test_random),
        cmocka_unit_test(test_round_trips),
        cmocka_unit_test(test_prints),
        cmocka_unit_test(test_faults),
        cmocka_unit_test(test_definitions),
        cmocka_unit_test(test_parameters),
        cmocka_unit_test(test_equal),
        cmocka_unit_test(test_bombs),
        cmocka_unit_test(test_blocks),
        cmocka_unit_test(test_breaks),
        cmocka_unit_test(test_points),
        cmocka_unit_test(test_no_points),
        cmocka_unit_test(test_points_follow_parameters),
        cmocka_unit_test(test_sliders),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
