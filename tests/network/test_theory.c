// Mean-field theory against the reference set's worked numbers, closed forms and plain iteration.
#include "activation/own.h"
#include "activation/slope.h"
#include "network/initialisation.h"
#include "network/mean_field.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "reference.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static bool near(double value, double exact, double tolerance)
{
    return value == exact || (isnan(value) && isnan(exact)) ||
           fabs(value - exact) <= tolerance * fabs(exact);
}

static void assert_row(const struct row *row, double value, double tolerance)
{
    if (!near(value, row->number, tolerance))
        fail_msg("%s, %g, %g, depth %d: %s is %.17g, not %s", row->activation, row->sigma_w,
                 row->sigma_b, row->depth, row->quantity, value, row->value);
}

// --- fixed points ---

struct kept {
    char activation[24];
    double sigma_w, sigma_b;
    struct fixed_point point;
    double share;
    int checked, critical;
};

// Rows of one network lie together: its point is computed once.
static void find_point(const struct row *row, struct kept *kept)
{
    double parameters[ACTIVATION_PARAMETERS_MAX];
    struct own own = {0};
    if (strcmp(kept->activation, row->activation) == 0 && kept->sigma_w == row->sigma_w &&
        kept->sigma_b == row->sigma_b)
        return;
    const struct activation *a = row_activation(row, &own, parameters);
    text_copy(kept->activation, sizeof kept->activation, row->activation);
    kept->sigma_w = row->sigma_w;
    kept->sigma_b = row->sigma_b;
    mean_field_fixed_point(a, parameters, row->sigma_w, row->sigma_b, &kept->point);
    mean_field_correlation(a, parameters, row->sigma_w, row->sigma_b, &kept->point);
    kept->share = mean_field_share_below(a, parameters, kept->point.q_star,
                                         slope_saturated_below(slope_sup(a, parameters)));
    own_clear(&own);
}

static void check_point(const struct row *row, void *user)
{
    struct kept *kept = user;
    if (isnan(row->sigma_w))
        return; // a critical line
    find_point(row, kept);
    kept->checked++;
    if (strcmp(row->quantity, "regime") == 0) {
        if (strcmp(regime_name(kept->point.regime), row->value) != 0)
            fail_msg("%s, %g, %g: %s, not %s", row->activation, row->sigma_w, row->sigma_b,
                     regime_name(kept->point.regime), row->value);
        return;
    }
    const struct {
        const char *name;
        double value;
    } quantities[] = {
        {"q_star", kept->point.q_star},   {"chi_1", kept->point.chi_1},
        {"dV_dq", kept->point.dv_dq},     {"xi_q", kept->point.xi_q},
        {"xi_grad", kept->point.xi_grad}, {"slope_log10_per_layer", kept->point.slope},
        {"c_star", kept->point.c_star},   {"chi_c_star", kept->point.chi_c_star},
        {"xi_c", kept->point.xi_c},
    };
    for (size_t i = 0; i < COUNT(quantities); i++)
        if (strcmp(row->quantity, quantities[i].name) == 0) {
            assert_row(row, quantities[i].value, 1e-9);
            return;
        }
    if (strcmp(row->quantity, "saturated_fraction") == 0)
        assert_row(row, kept->share, 1e-7);
    else
        fail_msg("unknown quantity %s", row->quantity);
}

static void worked_fixed_points(void **state)
{
    (void)state;
    struct kept kept = {0};
    for_rows("meanfield", check_point, &kept);
    assert_true(kept.checked > 700);
}

// --- poles and roots ---

// E[|x|^2p] = 2^p Γ(p + 1/2)/√π for x ~ N(0, 1), infinite for p <= -1/2; f' of |x|^p is p
// |x|^(p-1).
static void what_grows_has_a_moment_or_none(void **state)
{
    (void)state;
    static const struct {
        const char *formula;
        double a, bp, tolerance;
    } rows[] = {
        {"abs(x)^0.75", 0.86003998732453623, 0.967544985740085, 1e-10},
        {"relu(x)^0.75", 0.43001999366226812, 0.4837724928700425, 1e-10},
        {"abs(x)^0.6", 0.81354903638984, 1.46438826550171, 1e-8},
        {"abs(x)^0.55", 0.80413584218, 2.43251092264471, 1e-6},
        {"sqrt(x^2)", 1, 1, 1e-10},
        {"sqrt(abs(x))", 0.79788456080286536, INFINITY, 1e-10},
        {"abs(x)^-0.25", 1.7200799742257, INFINITY, 1e-8},
        {"log(abs(x))", 1.6371559899184, INFINITY, 1e-6},
        {"abs(x)^-0.5", INFINITY, INFINITY, 0},
        {"1/x", INFINITY, INFINITY, 0},
        {"1/x^2", INFINITY, INFINITY, 0},
        {"1/(x-0.3)", INFINITY, INFINITY, 0},
        {"1/(x-20)", 0.00251892, 6.37e-6, 1e-2}, // beyond what x reaches
        {"1/(exp(x)-1)", INFINITY, INFINITY, 0},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct own own = {0};
        struct mean_field m;
        double parameters[ACTIVATION_PARAMETERS_MAX];
        assert_true(own_formula(&own, rows[i].formula, NULL));
        activation_defaults(&own.activation, parameters);
        assert_true(mean_field_moments(&own.activation, parameters, 1, &m));
        if (!near(m.a, rows[i].a, rows[i].tolerance) || !near(m.bp, rows[i].bp, rows[i].tolerance))
            fail_msg("%s: %.17g %.17g, not %.17g %.17g", rows[i].formula, m.a, m.bp, rows[i].a,
                     rows[i].bp);
        own_clear(&own);
    }
}

// E[f²] and E[f′²] of one formula against the table. Nodes do not gather enough for logarithms, and
// for roots away from 0.
static void check_moments(const char *formula, double a, double bp)
{
    struct own own = {0};
    struct mean_field m;
    double parameters[ACTIVATION_PARAMETERS_MAX];
    bool slow = strstr(formula, "log") != NULL || strstr(formula, "cbrt") != NULL;
    assert_true(own_formula(&own, formula, NULL));
    activation_defaults(&own.activation, parameters);
    assert_true(mean_field_moments(&own.activation, parameters, 1, &m));
    if (!near(m.a, a, slow ? 1e-6 : 1e-10) || !near(m.bp, bp, slow ? 1e-6 : 1e-10))
        fail_msg("%s: %.17g %.17g, not %.17g %.17g", formula, m.a, m.bp, a, bp);
    own_clear(&own);
}

// tests/data/moments.csv, by mpmath: poles, roots, logarithms, and what grows as fast as the
// density falls, or nearly so.
static void integrals_that_diverge_are_infinite(void **state)
{
    (void)state;
    FILE *file = fopen(TEST_DATA "/moments.csv", "r");
    char line[200], *rest;
    int rows = 0;
    assert_non_null(file);
    assert_non_null(fgets(line, sizeof line, file)); // the names of the columns
    for (; fgets(line, sizeof line, file) != NULL; rows++) {
        size_t length = strcspn(line, ";");
        line[length] = '\0';
        double a = strtod(line + length + 1, &rest);
        check_moments(line, a, strtod(rest + 1, NULL));
    }
    fclose(file);
    assert_true(rows >= 45);
}

// A formula without a value on one side has no expectation, finite or not.
static void what_has_no_value_has_no_moment(void **state)
{
    (void)state;
    static const char *const formulas[] = {"log(x)", "sqrt(x)", "x^x", "acosh(x)", "log(x)/x"};
    for (size_t i = 0; i < COUNT(formulas); i++)
        check_moments(formulas[i], (double)NAN, (double)NAN);
}

// --- critical lines ---

static double critical_value(const struct critical *c, const char *quantity)
{
    return strcmp(quantity, "critical_q") == 0       ? c->q
           : strcmp(quantity, "critical_dV_dq") == 0 ? c->dv_dq
                                                     : c->sigma_w;
}

static void check_critical(const struct row *row, void *user)
{
    int *checked = user;
    double parameters[ACTIVATION_PARAMETERS_MAX];
    struct critical found[CRITICAL_MAX];
    if (strncmp(row->quantity, "critical", 8) != 0)
        return;
    const struct activation *a = row_activation(row, NULL, parameters);
    assert_int_equal(mean_field_critical(a, parameters, row->sigma_b, found), 1);
    assert_row(row, critical_value(&found[0], row->quantity), 1e-9);
    ++*checked;
}

static int critical_of(const char *id, double sigma_b, struct critical out[CRITICAL_MAX])
{
    const struct activation *a = activation_at(activation_find(id));
    double parameters[ACTIVATION_PARAMETERS_MAX];
    activation_defaults(a, parameters);
    return mean_field_critical(a, parameters, sigma_b, out);
}

static void worked_critical_lines(void **state)
{
    (void)state;
    int checked = 0;
    for_rows("meanfield", check_critical, &checked);
    assert_true(checked > 40);
}

static void critical_lines_of_their_own_kind(void **state)
{
    (void)state;
    struct critical found[CRITICAL_MAX];
    for (double sigma_b = 0; sigma_b < 3; sigma_b += 0.25) {
        assert_int_equal(critical_of("softplus", sigma_b, found), 0);
        assert_int_equal(critical_of("log_sigmoid", sigma_b, found), 0);
        assert_int_equal(critical_of("step", sigma_b, found), 0);
    }
    assert_int_equal(critical_of("relu", 0, found), 1);
    assert_true(found[0].any_q && fabs(found[0].sigma_w - sqrt(2)) < 1e-14);
    assert_int_equal(critical_of("relu", 0.1, found), 0);
    assert_int_equal(critical_of("leaky_relu", 0, found), 1);
    assert_true(fabs(found[0].sigma_w - sqrt(2 / 1.0001)) < 1e-9);
    static const char *const gates[] = {"gelu", "silu", "mish", "hard_swish"};
    for (size_t i = 0; i < COUNT(gates); i++) {
        assert_true(critical_of(gates[i], 0.05, found) >= 1);
        assert_true(found[0].repelling);
    }
    // The half-stable point of GELU: the repelling solution and the stable one meet at
    // q = (3 + √17)/2.
    double b = sqrt(0.1729223907561);
    assert_int_equal(critical_of("gelu", b - 1e-5, found), 1);
    assert_true(found[0].repelling && fabs(found[0].q - (3 + sqrt(17)) / 2) < 0.05);
    assert_true(fabs(found[0].sigma_w - sqrt(1.983058257438)) < 1e-3);
    assert_int_equal(critical_of("gelu", b + 1e-3, found), 1);
    assert_false(found[0].repelling);
}

// Every vertex of the drawn line is a solution, and the line passes through the worked points.
static void the_whole_line(void **state)
{
    (void)state;
    struct critical_vertex line[2000];
    const struct activation *a = activation_at(activation_find("tanh"));
    double parameters[ACTIVATION_PARAMETERS_MAX] = {0};
    int n = mean_field_critical_line(a, parameters, 4, 2, line, (int)COUNT(line)), near_one = 0;
    assert_true(n > 50);
    assert_true(line[0].sigma_w == 1 && line[0].sigma_b == 0 && line[0].broken);
    for (int i = 1; i < n; i++) {
        struct mean_field m;
        assert_true(mean_field_moments(a, parameters, line[i].q, &m));
        assert_true(fabs(line[i].sigma_w * line[i].sigma_w * m.bp - 1) < 1e-12);
        assert_true(line[i].sigma_w <= 4 && line[i].sigma_b <= 2 && !line[i].repelling);
        near_one += fabs(line[i].sigma_w - 1.5496739125) < 0.05;
    }
    assert_true(near_one > 0);
    assert_int_equal(mean_field_critical_line(a, parameters, 4, 2, line, 7), 7);
    n = mean_field_critical_line(activation_at(activation_find("relu")), parameters, 4, 2, line, 9);
    assert_int_equal(n, 1);
    assert_true(fabs(line[0].sigma_w - sqrt(2)) < 1e-12);
}

// --- depth ---

static void check_depth(const struct row *row, void *user)
{
    int *checked = user;
    double parameters[ACTIVATION_PARAMETERS_MAX];
    static struct depth_profile profile;
    struct own own = {0};
    if (row->depth == 0)
        return; // where single precision ends
    const struct activation *a = row_activation(row, &own, parameters);
    mean_field_depth(a, parameters, row->sigma_w, row->sigma_b, row->depth, &profile);
    if (strcmp(row->quantity, "q_L") == 0)
        assert_true(fabs(profile.q[row->depth] / row->number - 1) < 1e-9);
    else
        assert_true(
            fabs((strcmp(row->quantity, "log10_delta_ratio") == 0 ? profile.log10_delta_ratio
                                                                  : profile.log10_wgrad_ratio) -
                 row->number) < 1e-8);
    own_clear(&own);
    ++*checked;
}

static void worked_depths(void **state)
{
    (void)state;
    int checked = 0;
    for_rows("theory", check_depth, &checked);
    assert_true(checked >= 180);
}

// The three thresholds of a network come in one order.
struct thresholds {
    int n;
};

static void check_first_depth(const struct row *row, void *user)
{
    static const double exponents[] = {-126, -149, -74.5};
    struct thresholds *t = user;
    double parameters[ACTIVATION_PARAMETERS_MAX];
    if (strcmp(row->quantity, "first_depth_rms_below") != 0)
        return;
    const struct activation *a = row_activation(row, NULL, parameters);
    double exponent = exponents[t->n++ % 3];
    int depth = mean_field_depth_below(a, parameters, row->sigma_w, row->sigma_b, exponent, 300);
    if (depth != (isnan(row->number) ? 0 : (int)row->number))
        fail_msg("%s, %g, %g: below 2^%g from depth %d, not %s", row->activation, row->sigma_w,
                 row->sigma_b, exponent, depth, row->value);
}

static void where_single_precision_fails(void **state)
{
    (void)state;
    struct thresholds thresholds = {0};
    for_rows("theory", check_first_depth, &thresholds);
    assert_true(thresholds.n >= 30);
}

static void a_single_layer_and_dying_networks(void **state)
{
    (void)state;
    static struct depth_profile profile;
    double none[ACTIVATION_PARAMETERS_MAX] = {0};
    const struct activation *relu = activation_at(activation_find("relu"));
    mean_field_depth(relu, none, 1, 0, 1, &profile);
    assert_true(profile.log10_delta_ratio == 0 && profile.log10_wgrad_ratio == 0);
    assert_true(profile.q[1] == 1);
    // σw = 10: q grows by 50 a layer, 340 decades in 200 layers, and overflows.
    mean_field_depth(relu, none, 10, 0, 200, &profile);
    assert_true(fabs(profile.log10_delta_ratio - 199 * log10(50) / 2) < 1e-8);
    mean_field_depth(relu, none, 1e-3, 0, 200, &profile); // underflows to 0
    assert_true(profile.q[200] == 0);
    assert_true(fabs(profile.log10_delta_ratio - 199 * log10(5e-7) / 2) < 1e-8);
}

// --- the phase map ---

static void the_map_is_the_fixed_point(void **state)
{
    (void)state;
    static const char *const ids[] = {"sigmoid", "tanh", "relu", "gelu", "selu", "softplus", "elu"};
    static struct moment_table table;
    for (size_t i = 0; i < COUNT(ids); i++) {
        const struct activation *a = activation_at(activation_find(ids[i]));
        double parameters[ACTIVATION_PARAMETERS_MAX];
        activation_defaults(a, parameters);
        moment_table_init(&table, a, parameters);
        for (double sigma_w = 0.3; sigma_w < 4; sigma_w += 0.43)
            for (double sigma_b = 0; sigma_b < 1.5; sigma_b += 0.37) {
                struct fixed_point exact;
                struct phase row[2];
                mean_field_fixed_point(a, parameters, sigma_w, sigma_b, &exact);
                mean_field_phase_row(&table, sigma_b, 0.1, sigma_w, 2, row);
                if (row[1].regime != exact.regime || !near(row[1].chi_1, exact.chi_1, 1e-4))
                    fail_msg("%s, %g, %g: %s, %g, not %s, %g", ids[i], sigma_w, sigma_b,
                             regime_name(row[1].regime), row[1].chi_1, regime_name(exact.regime),
                             exact.chi_1);
            }
    }
}

// --- no rounding noise as a fact ---

#define ROOT_2 1.4142135623730951

// At criticality V(q) and q cannot be told apart where the variance still moves: what becomes of it
// follows from the ends of its way. (sigma_w, regime) from the slopes there: hard tanh and ReLU6
// have f'(0±) = (1, 1) and (0, 1), softplus and log-sigmoid f'(±∞) = (0, 1) and (1, 0).
static void slow_variances_are_followed_to_their_ends(void **state)
{
    (void)state;
    static const struct {
        const char *id;
        double sigma_w, sigma_b;
        enum regime regime;
    } cases[] = {
        {"softplus", ROOT_2, 0, REGIME_INFINITE},
        {"softplus", ROOT_2, 0.3, REGIME_INFINITE},
        {"log_sigmoid", ROOT_2, 0, REGIME_INFINITE},
        {"relu6", ROOT_2, 0, REGIME_ZERO},
        {"hard_tanh", 1, 0, REGIME_ZERO},
        {"tanh", 1, 0, REGIME_ZERO},
        {"elu", 1, 0, REGIME_ZERO},
        {"arctan", 1, 0, REGIME_ZERO},
        {"softsign", 1, 0, REGIME_ZERO},
        {"squareplus", ROOT_2, 0, REGIME_INFINITE},
        {"relu", ROOT_2, 0, REGIME_ANY},
        {"relu", ROOT_2, 0.1, REGIME_INFINITE},
        {"abs", 1, 0, REGIME_ANY},
        {"identity", 1, 0, REGIME_ANY},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const struct activation *a = activation_at(activation_find(cases[i].id));
        double parameters[ACTIVATION_PARAMETERS_MAX];
        struct fixed_point p;
        activation_defaults(a, parameters);
        mean_field_fixed_point(a, parameters, cases[i].sigma_w, cases[i].sigma_b, &p);
        mean_field_correlation(a, parameters, cases[i].sigma_w, cases[i].sigma_b, &p);
        if (p.regime != cases[i].regime || p.chi_1 != 1 || p.slope != 0 || p.xi_grad != HUGE_VAL ||
            !isnan(p.dv_dq) || !isnan(p.xi_q) || !isnan(p.xi_c))
            fail_msg("%s, %g, %g: %s, q* %g, chi_1 %.17g, V' %g", cases[i].id, cases[i].sigma_w,
                     cases[i].sigma_b, regime_name(p.regime), p.q_star, p.chi_1, p.dv_dq);
    }
}

// Far out E[f′²] is the mean square of the slopes there: of 1 + sin(2ax) it is 3/2, whatever a, and
// where slopes grow without bound it is none. No slope at some great x is printed for it.
static void slopes_far_out_are_their_means(void **state)
{
    (void)state;
    static const struct {
        const char *id;
        double parameter, sigma_w, chi_1;
    } cases[] = {
        {"snake", 1, 1, 1.5},
        {"snake", 0.1, 1.2, 1.5 * 1.44},
        {"snake", 0.37, 2, 6},
        {"snake", 3, 1, 1.5},
        {"snake", 10, 1, 1.5},
        {"snake", 3.141592653589793, 1, 1.5},
        {"squared_relu", NAN, 1, HUGE_VAL},
        {"squared_relu", NAN, 3, HUGE_VAL},
        {"star_relu", 0.8944, 2, HUGE_VAL},
        {"xielu", 0.8, 1, HUGE_VAL},
        {"gcu", NAN, 3, HUGE_VAL},
        {"exponential", NAN, 1, HUGE_VAL},
        {"bent_identity", NAN, 1, 1.25},
        {"leaky_relu", 2, 2, 10},
        {"relu", NAN, 2, 2},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const struct activation *a = activation_at(activation_find(cases[i].id));
        double parameters[ACTIVATION_PARAMETERS_MAX];
        struct fixed_point p;
        activation_defaults(a, parameters);
        if (!isnan(cases[i].parameter))
            parameters[0] = cases[i].parameter;
        mean_field_fixed_point(a, parameters, cases[i].sigma_w, 0.3, &p);
        bool near =
            isinf(cases[i].chi_1) ? isinf(p.chi_1) : fabs(p.chi_1 / cases[i].chi_1 - 1) < 1e-9;
        if (p.regime != REGIME_INFINITE || !near)
            fail_msg("%s, %g: %s, chi_1 %.17g instead of %g", cases[i].id, cases[i].parameter,
                     regime_name(p.regime), p.chi_1, cases[i].chi_1);
    }
}

// Of snake with a = 1, E[f²] = q + 3/8 and E[f′²] = 3/2 but for terms of e^(-2q), so that the fixed
// point is known however wide it is; of a sine E[f²] = (1 - e^(-2q))/2 and E[f′²] = (1 +
// e^(-2q))/2.
static void swings_are_followed_at_any_width(void **state)
{
    (void)state;
    static const double sigmas[] = {0.97, 0.99, 0.999, 0.9999, 0.99999};
    const struct activation *snake = activation_at(activation_find("snake")),
                            *sine = activation_at(activation_find("sinusoid"));
    for (size_t i = 0; i < COUNT(sigmas); i++) {
        const double parameters[ACTIVATION_PARAMETERS_MAX] = {1};
        struct fixed_point p;
        double w2 = sigmas[i] * sigmas[i], q = (0.375 * w2 + 0.25) / (1 - w2);
        mean_field_fixed_point(snake, parameters, sigmas[i], 0.5, &p);
        if (p.regime != REGIME_FINITE || fabs(p.q_star / q - 1) > 1e-8 ||
            fabs(p.chi_1 / (1.5 * w2) - 1) > 1e-8)
            fail_msg("snake, %g: %s, q* %.17g instead of %g, chi_1 %.17g", sigmas[i],
                     regime_name(p.regime), p.q_star, q, p.chi_1);
    }
    for (double q = 0.5; q < 1e14; q *= 1.37) {
        struct mean_field m;
        assert_true(mean_field_moments(sine, NULL, q, &m));
        double a = (1 - exp(-2 * q)) / 2, bp = (1 + exp(-2 * q)) / 2;
        if (fabs(m.a / a - 1) > 1e-10 || fabs(m.bp / bp - 1) > 1e-10)
            fail_msg("sine, q = %g: %.17g, %.17g", q, m.a, m.bp);
    }
}

static double he_weights(const char *id, const double *parameters)
{
    const struct activation *a = activation_at(activation_find(id));
    const struct scale_request request = {.init = INIT_HE_NORMAL, .inputs = 256};
    double sigma_w, sigma_b;
    assert_true(initialisation_scales(&request, a, parameters, &sigma_w, &sigma_b, NULL));
    return sigma_w;
}

// He's weights are for functions that let through what is far right, and on the left nothing or a
// share a of it: every gate in the catalogue, and leaky ReLUs of all kinds with 2/(1 + a²).
static void rectifiers_and_gates_are_given_hes_weights(void **state)
{
    (void)state;
    for (int i = 0; i < activation_count(); i++) {
        const struct activation *a = activation_at(i);
        double parameters[ACTIVATION_PARAMETERS_MAX];
        activation_defaults(a, parameters);
        bool shut = fabs(activation_value(
            a, parameters, ORDER_DF,
            -1e3))<1e-3, open = activation_value(a, parameters, ORDER_DF, 1e3)> 0.5;
        if (strcmp(a->family, "self-gated") == 0 && shut && open &&
            initialisation_recommended(a) != INIT_HE_NORMAL)
            fail_msg("%s", a->id);
    }
    static const struct {
        const char *id;
        double parameters[ACTIVATION_PARAMETERS_MAX];
        double leak;
    } leaky[] = {
        {"leaky_relu", {0.5}, 0.5},
        {"leaky_relu", {2}, 2},
        {"leaky_relu", {-1}, -1},
        {"prelu", {0}, 0},
        {"rrelu", {0.2, 0.4}, 0.3},
        {"keras_relu", {0.3, 6, 0}, 0.3},
        {"keras_relu", {0, 6, 2}, 0},
        {"keras_relu", {0.3, 6, -3}, 0.3},
        {"berlu", {0.3, 4}, 0.3},
        {"relu", {0}, 0},
        {"golu", {0}, 0},
    };
    for (size_t i = 0; i < COUNT(leaky); i++) {
        double sigma_w = he_weights(leaky[i].id, leaky[i].parameters);
        if (fabs(sigma_w / sqrt(2 / (1 + leaky[i].leak * leaky[i].leak)) - 1) > 1e-15)
            fail_msg("%s with leak %g: %.17g", leaky[i].id, leaky[i].leak, sigma_w);
    }
}

// Variances that die out within a layer or two die out: there is no fixed point of 1e-34.
static void sudden_ends_are_zero(void **state)
{
    (void)state;
    static const char *const ids[] = {"threshold", "hard_shrink", "soft_shrink", "tanh_shrink"};
    static const double sigmas[] = {0.3, 0.5, 0.57735026918962573, 0.7, 0.9, 1};
    for (size_t i = 0; i < COUNT(ids); i++)
        for (size_t k = 0; k < COUNT(sigmas); k++) {
            const struct activation *a = activation_at(activation_find(ids[i]));
            double parameters[ACTIVATION_PARAMETERS_MAX];
            struct fixed_point p;
            activation_defaults(a, parameters);
            mean_field_fixed_point(a, parameters, sigmas[k], 0, &p);
            if (p.regime != REGIME_ZERO || p.q_star != 0)
                fail_msg("%s, %g: %s, q* %g", ids[i], sigmas[k], regime_name(p.regime), p.q_star);
        }
}

static void assert_no_noise(const char *id, double sigma_w, double sigma_b)
{
    const struct activation *a = activation_at(activation_find(id));
    double parameters[ACTIVATION_PARAMETERS_MAX];
    struct fixed_point p;
    activation_defaults(a, parameters);
    mean_field_fixed_point(a, parameters, sigma_w, sigma_b, &p);
    const double scales[] = {p.xi_q, p.xi_grad, p.xi_c};
    bool fine = !isnan(p.chi_1) && !isnan(p.slope);
    for (size_t i = 0; i < COUNT(scales); i++)
        fine = fine && !(isfinite(scales[i]) && fabs(scales[i]) > 1e6);
    fine = fine && !(isfinite(p.q_star) && p.q_star != 0 && !(p.q_star > 1e-8 && p.q_star < 1e7));
    fine = fine && !(p.dv_dq < 0 && p.dv_dq > -1e-12);
    if (!fine)
        fail_msg("%s, %.17g, %g: %s, q* %g, chi_1 %.17g, V' %g, xi %g, %g, %g", id, sigma_w,
                 sigma_b, regime_name(p.regime), p.q_star, p.chi_1, p.dv_dq, p.xi_q, p.xi_grad,
                 p.xi_c);
}

#ifdef ACTSCOPE_FEW_CASES // see tests/CMakeLists.txt
enum { FUNCTION_STEP = 8 };
#else
enum { FUNCTION_STEP = 1 };
#endif

// Every function at the usual initialisations, and on its own critical line.
static void no_noise_is_a_fact(void **state)
{
    (void)state;
    static const double sigmas[] = {
        0.57735026918962573, 0.5, 1, 1.2649110640673518, ROOT_2, 5. / 3, 2, 10.149};
    static const double biases[] = {0, 0.05, 1};
    for (int i = 0; i < activation_count(); i += FUNCTION_STEP)
        for (size_t b = 0; b < COUNT(biases); b++) {
            struct critical found[CRITICAL_MAX];
            const char *id = activation_at(i)->id;
            for (size_t k = 0; k < COUNT(sigmas); k++)
                assert_no_noise(id, sigmas[k], biases[b]);
            int n = critical_of(id, biases[b], found);
            for (int k = 0; k < n; k++)
                assert_no_noise(id, found[k].sigma_w, biases[b]);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(worked_fixed_points),
        cmocka_unit_test(what_grows_has_a_moment_or_none),
        cmocka_unit_test(integrals_that_diverge_are_infinite),
        cmocka_unit_test(what_has_no_value_has_no_moment),
        cmocka_unit_test(worked_critical_lines),
        cmocka_unit_test(critical_lines_of_their_own_kind),
        cmocka_unit_test(the_whole_line),
        cmocka_unit_test(worked_depths),
        cmocka_unit_test(where_single_precision_fails),
        cmocka_unit_test(a_single_layer_and_dying_networks),
        cmocka_unit_test(the_map_is_the_fixed_point),
        cmocka_unit_test(slow_variances_are_followed_to_their_ends),
        cmocka_unit_test(slopes_far_out_are_their_means),
        cmocka_unit_test(swings_are_followed_at_any_width),
        cmocka_unit_test(rectifiers_and_gates_are_given_hes_weights),
        cmocka_unit_test(sudden_ends_are_zero),
        cmocka_unit_test(no_noise_is_a_fact),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
