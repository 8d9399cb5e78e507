// sup|f′| and where |f′| is small, against closed forms over the parameters' ranges and a dense
// scan.
#include "activation/own.h"
#include "activation/slope.h"

#include <float.h>
#include <math.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <setjmp.h>

#include <cmocka.h>

static const struct activation *get(const char *id)
{
    int i = activation_find(id);
    if (i < 0)
        fail_msg("no function %s", id);
    return activation_at(i);
}

// --- closed forms ---

struct known {
    const char *id;
    double parameters[ACTIVATION_PARAMETERS_MAX];
    double value, x; // parameters 0: the defaults; x NAN: not asked for
    bool attained, impulses;
};

// Steepest slopes of these derivatives, from the formulas: (1 + erf(1))/2 + e⁻¹/√π for GELU at √2,
// and the gate's 1.0998393201288669 for x σ(βx), whatever β is.
static const struct known table[] = {
    {"sigmoid", {0}, 0.25, 0, true, false},
    {"tanh", {0}, 1, 0, true, false},
    {"relu", {0}, 1, 0, true, false},
    {"step", {0}, 0, NAN, true, true},
    {"sign", {0}, 0, NAN, true, true},
    {"identity", {0}, 1, 0, true, false},
    {"leaky_relu", {0.01}, 1, 0, true, false},
    {"leaky_relu", {0.5}, 1, 0, true, false},
    {"leaky_relu", {3}, 3, NAN, true, false},
    {"leaky_relu", {-2}, 2, NAN, true, false},
    {"prelu", {-7}, 7, NAN, true, false},
    {"elu", {1}, 1, 0, true, false},
    {"elu", {2}, 2, 0, false, false},
    {"elu", {0.3}, 1, 0, true, false},
    {"celu", {0.1}, 1, 0, true, false},
    {"celu", {40}, 1, 0, true, false},
    {"selu", {0}, 1.7580993408473767, 0, false, false},
    {"softplus", {0.1}, 1, INFINITY, false, false},
    {"softplus", {1}, 1, INFINITY, false, false},
    {"softplus", {1e-6}, 1, INFINITY, false, false},
    {"softplus", {1e6}, 1, INFINITY, false, false},
    {"squareplus", {16}, 1, INFINITY, false, false},
    {"squareplus", {4}, 1, INFINITY, false, false},
    {"squareplus", {1e12}, 1, INFINITY, false, false},
    {"log_sigmoid", {0}, 1, -INFINITY, false, false},
    {"tanh_shrink", {0}, 1, INFINITY, false, false},
    {"bent_identity", {0}, 1.5, INFINITY, false, false},
    {"hard_swish", {0}, 1.5, 3, false, false},
    {"swish", {1}, 1.0998393201288669, 2.3993572805154677, true, false},
    {"swish", {1e-4}, 1.0998393201288669, 23993.572805154677, true, false},
    {"swish", {1e5}, 1.0998393201288669, 2.3993572805154677e-5, true, false},
    {"gelu", {0}, 1.1289041451851548, 1.4142135623730951, true, false},
    {"sinusoid", {0}, 1, 0, true, false},
    {"snake", {0.01}, 2, NAN, true, false},
    {"snake", {1}, 2, NAN, true, false},
    {"snake", {50}, 2, NAN, true, false},
    {"gaussian", {0}, 0.8577638849607068, NAN, true, false},
    {"hard_shrink", {3}, 1, 3, true, true},
    {"soft_shrink", {2}, 1, NAN, true, false},
    {"squared_relu", {0}, INFINITY, INFINITY, false, false},
    {"star_relu", {0.5, -1}, INFINITY, INFINITY, false, false},
};

static void closed_forms_are_met(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        const struct known *k = &table[i];
        double parameters[ACTIVATION_PARAMETERS_MAX];
        memcpy(parameters, k->parameters, sizeof parameters);
        if (parameters[0] == 0)
            activation_defaults(get(k->id), parameters);
        struct slope_sup sup = slope_sup_find(get(k->id), parameters);
        bool same = isinf(k->value) ? sup.value == k->value
                                    : fabs(sup.value - k->value) <= 4 * DBL_EPSILON * k->value;
        bool there = isnan(k->x) || sup.x == k->x || fabs(sup.x - k->x) <= 1e-6 * fabs(k->x);
        if (!same || !there || sup.attained != k->attained || sup.impulses != k->impulses)
            fail_msg("%s(%g): %.17g at %.17g%s%s, not %.17g at %.17g", k->id, k->parameters[0],
                     sup.value, sup.x, sup.attained ? "" : ", approached",
                     sup.impulses ? ", impulses" : "", k->value, k->x);
        assert_true(slope_sup(get(k->id), parameters) == sup.value);
    }
}

// --- own formulas ---

static const struct {
    const char *formula;
    double value;
    bool attained;
} formulas[] = {
    {"x", 1, true},
    {"3", 0, true},
    {"x^2", INFINITY, false},
    {"1/x", INFINITY, false},
    {"tan(x)", INFINITY, false},
    {"log(x)", INFINITY, false},
    {"x*log(abs(x))", INFINITY, false},
    {"x*log(1-log(min(abs(x),1)))", INFINITY, false}, // slower than any power of the logarithm
    {"sqrt(x-1)", INFINITY, false},
    {"(x-1)*log(abs(x-1))", INFINITY, false},
    {"relu(x)^0.75", INFINITY, false},
    {"exp(x)", INFINITY, false},
    {"x*sin(x)", INFINITY, false},
    {"sin(5*x)", 5, true},
    {"sin(1000*x)", 1000, true},
    {"log(1+exp(x))", 1, false},
    {"atan(x)", 1, true},
    {"atan(1000*x)", 1000, true},
    {"tanh(3*(x-2))", 3, true},
    {"abs(x)", 1, true},
    {"max(x, 0.1*x)", 1, true},
    {"exp(-x^2)", 0.8577638849607068, true},
    {"step(x)+x/4", 0.25, true},
    {"sqrt(1+x^2)", 1, false},
};

static void formulas_are_searched(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof formulas / sizeof *formulas; i++) {
        struct own own = {0};
        struct fault fault = {0};
        if (!own_formula(&own, formulas[i].formula, &fault))
            fail_msg("%s: %s", formulas[i].formula, fault.text);
        double parameters[ACTIVATION_PARAMETERS_MAX];
        activation_defaults(&own.activation, parameters);
        struct slope_sup sup = slope_sup_find(&own.activation, parameters);
        double value = formulas[i].value;
        bool same = isinf(value) ? sup.value == value
                                 : fabs(sup.value - value) <= 1e-12 * fmax(value, 1e-300);
        if (!same || sup.attained != formulas[i].attained)
            fail_msg("%s: %.17g at %.17g%s, not %.17g", formulas[i].formula, sup.value, sup.x,
                     sup.attained ? "" : ", approached", value);
        own_clear(&own);
    }
}

// --- a dense scan ---

#ifdef ACTSCOPE_FEW_CASES // see tests/CMakeLists.txt
enum { SCAN = 20000 };
#else
enum { SCAN = 100000 };
#endif

static double scan(const struct activation *a, const double *parameters)
{
    static double x[2 * SCAN + 1], df[2 * SCAN + 1];
    double most = 0;
    for (int i = -SCAN; i <= SCAN; i++) // dense around 0, and out to 1e6
        x[i + SCAN] = sinh(i * (14.5 / SCAN));
    activation_eval(a, parameters, x, 2 * SCAN + 1, NULL, df, NULL);
    for (int i = 0; i <= 2 * SCAN; i++)
        most = fmax(most, fabs(df[i]));
    return most;
}

// Each parameter over its slider, the others at their defaults.
static void no_slope_is_steeper(void **state)
{
    (void)state;
    for (int k = 0; k < activation_count(); k++) {
        const struct activation *a = activation_at(k);
        for (int p = 0; p < (a->parameter_count > 0 ? a->parameter_count : 1); p++)
            for (int t = 0; t <= 4; t++) {
                double parameters[ACTIVATION_PARAMETERS_MAX];
                activation_defaults(a, parameters);
                if (a->parameter_count > 0)
                    parameters[p] = activation_sweep(a, p, t / 4.);
                double sup = slope_sup_find(a, parameters).value, most = scan(a, parameters);
                bool reached = isinf(sup) ? most > 1e3 : most >= sup * (1 - 1e-3);
                if (!(most <= sup * (1 + 8 * DBL_EPSILON)) || !reached)
                    fail_msg("%s, parameter %d = %.17g: sup %.17g, scan %.17g", a->id, p,
                             parameters[p], sup, most);
            }
    }
}

// The rows' sups are what the search finds a hair beside the defaults.
static void the_catalogue_says_what_is_found(void **state)
{
    (void)state;
    for (int k = 0; k < activation_count(); k++) {
        const struct activation *a = activation_at(k);
        double parameters[ACTIVATION_PARAMETERS_MAX];
        activation_defaults(a, parameters);
        assert_true(slope_sup(a, parameters) == a->sup_slope_value);
        for (int i = 0; i < a->parameter_count; i++)
            parameters[i] = nextafter(parameters[i], HUGE_VAL);
        double sup = slope_sup(a, parameters), value = a->sup_slope_value;
        if (isinf(value) ? sup != value : !(fabs(sup - value) <= 1e-12 * fmax(value, 1e-300)))
            fail_msg("%s: %.17g, not %.17g", a->id, sup, value);
    }
}

// What a row says in words holds whatever its parameters are: "1 for x ≥ 0" is 1 or less for every
// parameter, and "max(1, |α|)" is that.
static void the_words_hold_for_all_parameters(void **state)
{
    (void)state;
    static const double values[] = {-3, -0.5, 0.25, 2, 40};
    for (int k = 0; k < activation_count(); k++) {
        const struct activation *a = activation_at(k);
        bool one = strncmp(a->sup_slope, "1 ", 2) == 0,
             of_alpha = strncmp(a->sup_slope, "max(1, |α|)", strlen("max(1, |α|)")) == 0;
        int alpha = of_alpha ? activation_parameter_find(a, "α") : -1;
        for (int p = 0; (one || of_alpha) && p < a->parameter_count; p++)
            for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
                double parameters[ACTIVATION_PARAMETERS_MAX];
                activation_defaults(a, parameters);
                if ((of_alpha && p != alpha) ||
                    !activation_parameter_valid(&a->parameters[p], values[i]))
                    continue;
                parameters[p] = values[i];
                double sup = slope_sup(a, parameters),
                       said = of_alpha ? fmax(1, fabs(values[i])) : 1;
                if (of_alpha ? fabs(sup / said - 1) > 1e-12 : sup > 1 + 1e-12)
                    fail_msg("%s, %s = %g: sup %.17g is not %s", a->id, a->parameters[p].name,
                             values[i], sup, a->sup_slope);
            }
    }
}

// --- where it is small ---

static void spans_beyond_the_room_are_counted(void **state)
{
    (void)state;
    double places[2001];
    struct slope_span spans[3];
    for (int i = 0; i <= 2000; i++)
        places[i] = (i - 1000) * 0.1;
    // |cos x| < 0.1 around the 64 roots of cos in [-100, 100].
    int n = slope_small(get("sinusoid"), NULL, 0.1, places, 2001, spans, 3);
    assert_int_equal(n, 64);
    assert_true(spans[2].high > spans[2].low && spans[2].low > spans[1].high);
    const double two[] = {-1, 1};
    assert_int_equal(slope_small(get("step"), NULL, 0.1, two, 2, spans, 3), 1);
    assert_true(spans[0].low == -1 && spans[0].high == 1);
    assert_int_equal(slope_small(get("identity"), NULL, 0.1, two, 2, spans, 3), 0);
}

// The ends of a span are the last doubles at which |f′| is below the threshold; the next one is
// not.
static void spans_end_at_the_last_double_below(void **state)
{
    (void)state;
    static const struct {
        const char *id;
        double threshold;
    } rows[] = {{"sigmoid", 0.01}, {"sigmoid", 0.1}, {"tanh", 0.5}, {"tanh", 1e-9},
                {"gelu", 0.2},     {"arctan", 0.3},  {"mish", 0.05}};
    int ends = 0;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        double places[401], parameters[ACTIVATION_PARAMETERS_MAX];
        struct slope_span spans[8];
        const struct activation *a = get(rows[i].id);
        activation_defaults(a, parameters);
        for (int k = 0; k <= 400; k++)
            places[k] = (k - 200) * 0.1;
        int n = slope_small(a, parameters, rows[i].threshold, places, 401, spans, 8);
        assert_true(n > 0 && n <= 8);
        for (int k = 0; k < 2 * n; k++) {
            bool low = k % 2 == 0;
            double end = low ? spans[k / 2].low : spans[k / 2].high;
            if (end == places[0] || end == places[400])
                continue;
            double next = nextafter(end, low ? -HUGE_VAL : HUGE_VAL);
            double here = fabs(activation_value(a, parameters, ORDER_DF, end));
            double beyond = fabs(activation_value(a, parameters, ORDER_DF, next));
            if (!(here < rows[i].threshold) || beyond < rows[i].threshold)
                fail_msg("%s < %g: the %s end %.17g has %.17g, beyond it is %.17g", rows[i].id,
                         rows[i].threshold, low ? "low" : "high", end, here, beyond);
            ends++;
        }
    }
    assert_true(ends >= 14);
}

static void nothing_is_saturated_without_a_bound(void **state)
{
    (void)state;
    assert_true(isnan(slope_saturated_below(HUGE_VAL)));
    assert_true(isnan(slope_saturated_below(NAN)));
    assert_true(slope_saturated_below(0.25) == 0.0125);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(closed_forms_are_met),
        cmocka_unit_test(formulas_are_searched),
        cmocka_unit_test(no_slope_is_steeper),
        cmocka_unit_test(the_catalogue_says_what_is_found),
        cmocka_unit_test(the_words_hold_for_all_parameters),
        cmocka_unit_test(spans_beyond_the_room_are_counted),
        cmocka_unit_test(spans_end_at_the_last_double_below),
        cmocka_unit_test(nothing_is_saturated_without_a_bound),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
