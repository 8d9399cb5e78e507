// The catalogue: every worked value, limits and special values, and whether what a row says about
// its function is what its kernel does.
#include "activation/activation.h"
#include "activation/expression/expression.h"
#include "base/text.h"
#include "label_value.h"

#include <float.h>
#include <math.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const struct activation *find(const char *id)
{
    int index = activation_find(id);
    if (index < 0)
        fail_msg("no function %s", id);
    return activation_at(index);
}

static bool same_bits(double a, double b)
{
    return memcmp(&a, &b, sizeof a) == 0;
}

// Worked values.

enum { COLUMNS = 13, FUNCTION = 0, PARAMS = 1, X = 2, ROUNDED = 3, DECIMAL = 6, K = 9 };

static void split(char *line, char *columns[], int n)
{
    line[strcspn(line, "\r\n")] = '\0';
    for (int i = 0; i < n; i++) {
        assert_non_null(line); // fewer columns than there should be
        columns[i] = line;
        if ((line = strchr(line, ',')))
            *line++ = '\0';
    }
}

// "alpha=0x1p-3;beta=…"
static void read_parameters(const struct activation *activation, char *list, double *parameters)
{
    activation_defaults(activation, parameters);
    for (char *rest, *item = strtok_r(list, ";", &rest); item; item = strtok_r(NULL, ";", &rest)) {
        char *equals = strchr(item, '=');
        assert_non_null(equals);
        *equals = '\0';
        int index = activation_parameter_find(activation, item);
        assert_true(index >= 0);
        assert_true(number_read(equals + 1, &parameters[index]));
    }
}

static double number(const char *string)
{
    double value;
    if (!number_read(string, &value))
        fail_msg("not a number: %s", string);
    return value;
}

// |y - exact| in units of the last place of the rounded exact value.
static double ulp_error(double y, double rounded, long double exact)
{
    double magnitude = fabs(rounded);
    double spacing = magnitude == DBL_MAX ? magnitude - nextafter(magnitude, 0)
                                          : nextafter(magnitude, INFINITY) - magnitude;
    return (double)(fabsl((long double)y - exact) / (long double)spacing);
}

// The bars of the reference, in units of the last place times max(1, k).
static const double bars[ORDER_COUNT] = {5, 6, 8};

// Of one function: the worst errors, and how many were within 1 ulp.
struct errors {
    double worst[ORDER_COUNT];
    int small[ORDER_COUNT];
    int rows;
};

static void check_value(const struct activation *activation, char *columns[COLUMNS],
                        enum order order, double y, struct errors *errors)
{
    double rounded = number(columns[ROUNDED + order]), error = 0;
    double k = fmax(1, number(columns[K + order]));
    if (y != rounded)
        error = ulp_error(y, rounded, strtold(columns[DECIMAL + order], NULL)) / k;
    bool false_zero = rounded != 0 && y == 0;
    if ((isfinite(rounded) && !isfinite(y)) || false_zero || !(error <= bars[order]))
        fail_msg("%s %s at %s (%s): %a, not %a: %.2f ulp", activation->id, order_name(order),
                 columns[X], columns[PARAMS], y, rounded, error);
    errors->worst[order] = fmax(errors->worst[order], error);
    errors->small[order] += error <= 1;
}

static void check_row(const struct activation *activation, char *columns[COLUMNS],
                      struct errors *errors)
{
    double parameters[ACTIVATION_PARAMETERS_MAX], y[ORDER_COUNT], x = number(columns[X]);
    char list[256];
    strcpy(list, columns[PARAMS]);
    read_parameters(activation, list, parameters);
    activation_eval(activation, parameters, &x, 1, &y[0], &y[1], &y[2]);
    for (enum order order = ORDER_F; order < ORDER_COUNT; order++)
        check_value(activation, columns, order, y[order], errors);
    errors->rows++;
}

static void report_errors(const char *id, const struct errors *errors)
{
    const double *worst = errors->worst;
    print_message("%-20s %5d values, worst ulp / max(1, k): f %.2f, f' %.2f, f'' %.2f\n", id,
                  errors->rows, worst[0], worst[1], worst[2]);
    if (errors->rows > 0 && errors->rows < 400)
        fail_msg("tests/data has %d rows of %s; 400 say something", errors->rows, id);
    for (enum order order = ORDER_F; order < ORDER_COUNT; order++)
        assert_true(2 * errors->small[order] >= errors->rows); // the median is within 1 ulp
}

// `errors` has a place for each function of the catalogue.
static void check_worked_values(const char *path, struct errors *errors)
{
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    char line[1024], *columns[COLUMNS];
    assert_non_null(fgets(line, sizeof line, file)); // the header
    while (fgets(line, sizeof line, file)) {
        split(line, columns, COLUMNS);
        int index = activation_find(columns[FUNCTION]);
        if (index < 0)
            fail_msg("%s: no function %s", path, columns[FUNCTION]);
        check_row(activation_at(index), columns, &errors[index]);
    }
    fclose(file);
}

static void every_worked_value_within_its_bar(void **state)
{
    (void)state;
    struct errors *errors = calloc((size_t)activation_count(), sizeof *errors);
    assert_non_null(errors);
    check_worked_values(TEST_DATA "/activations.csv", errors);
    check_worked_values(TEST_DATA "/reference_values.csv", errors);
    for (int i = 0; i < activation_count(); i++)
        report_errors(activation_at(i)->id, &errors[i]);
    free(errors);
}

static void values_where_the_plain_formulas_fail(void **state)
{
    (void)state;
    static const struct {
        const char *id;
        enum order order;
        double x, y;
    } rows[] = {
        {"sigmoid", ORDER_DF, 40, 4.2483542552915890e-18}, // s(1 - s) is 0
        {"tanh", ORDER_DF, 350, 3.9438706175039083e-304},  // 1 - tanh² is 0
        {"sigmoid", ORDER_F, -745, 5e-324},                // 1/(1 + e^-x) is 0
        {"tanh", ORDER_D2F, 371, -4.55e-322},              // 8 times a subnormal: -4.35e-322
        {"sigmoid", ORDER_D2F, 1e-10, -1.25e-11},          // 1 - 2s has 7 digits
        {"tanh_shrink", ORDER_F, 1e-5, 3.3333333332e-16},  // x - tanh x has 10
        {"arctan", ORDER_D2F, 1e77, -2e-231},              // (1 + x²)² is infinite
        {"softsign", ORDER_DF, 1e16, 9.999999999999998e-33},
        {"isru", ORDER_F, 1e155, 1},                           // x² is infinite
        {"gaussian", ORDER_F, 25.1, 2.45546334916446562e-274}, // exp(-x*x) has 13 digits
        {"sinc", ORDER_DF, 1e-8, -1e-8 / 3},                   // (cos x - f)/x has no digit
        {"elu", ORDER_F, -1e-17, -1e-17},                      // e^x - 1 is 0
        {"softplus", ORDER_F, -40, 4.2483542552915890e-18},    // ln(1 + e^x) is 0
        {"softplus", ORDER_F, 20.5, 20.500000001250152866},    // PyTorch's threshold: 20.5
        {"softplus", ORDER_F, 800, 800},                       // e^x is infinite
        {"squareplus", ORDER_F, -1e9, 1e-9},                   // x + √(x² + 4) is 0
        {"bent_identity", ORDER_F, 1e-12, 1.00000000000025e-12},
        {"isrlu", ORDER_F, -1e155, -1},                      // x² is infinite
        {"silu", ORDER_F, -710, -3.1781632202293423e-306},   // 1/(1 + e^-x) is 0
        {"silu", ORDER_D2F, 40, -1.6143746170108038e-16},    // s(1 - s) is 0
        {"gelu", ORDER_F, -9, -1.0157295653584566e-18},      // 1 + erf(x/√2) is 0
        {"gelu_tanh", ORDER_F, -9, -1.3364595947348760e-28}, // 1 + tanh(w/2) is 0
        {"mish", ORDER_F, -40, -1.6993417021166356e-16},     // ln(1 + e^x) is 0
        {"mish", ORDER_DF, 800, 1},                          // e^x is infinite
        {"lisht", ORDER_DF, 1e-200, 2e-200},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        double parameters[ACTIVATION_PARAMETERS_MAX];
        activation_defaults(find(rows[i].id), parameters);
        double y = activation_value(find(rows[i].id), parameters, rows[i].order, rows[i].x);
        if (!(fabs(y - rows[i].y) <= 4 * DBL_EPSILON * fabs(rows[i].y)))
            fail_msg("%s %s at %g: %.17g", rows[i].id, order_name(rows[i].order), rows[i].x, y);
    }
}

// NaN: no limit.
static const struct limits {
    const char *id;
    double left[ORDER_COUNT], right[ORDER_COUNT];
} all_limits[] = {
    // Steps and piecewise linear.
    {"step", {0, 0, 0}, {1, 0, 0}},
    {"sign", {-1, 0, 0}, {1, 0, 0}},
    {"identity", {-INFINITY, 1, 0}, {INFINITY, 1, 0}},
    {"relu", {0, 0, 0}, {INFINITY, 1, 0}},
    {"relu6", {0, 0, 0}, {6, 0, 0}},
    {"leaky_relu", {-INFINITY, 0.01, 0}, {INFINITY, 1, 0}},
    {"prelu", {-INFINITY, 0.25, 0}, {INFINITY, 1, 0}},
    {"rrelu", {-INFINITY, 11. / 48, 0}, {INFINITY, 1, 0}},
    {"threshold", {0, 0, 0}, {INFINITY, 1, 0}},
    {"hard_tanh", {-1, 0, 0}, {1, 0, 0}},
    {"hard_sigmoid", {0, 0, 0}, {1, 0, 0}},
    {"hard_sigmoid_keras2", {0, 0, 0}, {1, 0, 0}},
    {"sparse_sigmoid", {0, 0, 0}, {1, 0, 0}},
    {"hard_shrink", {-INFINITY, 1, 0}, {INFINITY, 1, 0}},
    {"soft_shrink", {-INFINITY, 1, 0}, {INFINITY, 1, 0}},
    {"abs", {INFINITY, -1, 0}, {INFINITY, 1, 0}},
    {"srelu", {-INFINITY, 0.1, 0}, {INFINITY, 0.5, 0}},
    // Sigmoidal.
    {"sigmoid", {0, 0, 0}, {1, 0, 0}},
    {"log_sigmoid", {-INFINITY, 1, 0}, {0, 0, 0}},
    {"tanh", {-1, 0, 0}, {1, 0, 0}},
    {"scaled_tanh", {-1.7159, 0, 0}, {1.7159, 0, 0}},
    {"tanh_shrink", {-INFINITY, 1, 0}, {INFINITY, 1, 0}},
    {"arctan", {-1.5707963267948966, 0, 0}, {1.5707963267948966, 0, 0}},
    {"softsign", {-1, 0, 0}, {1, 0, 0}},
    {"isru", {-1, 0, 0}, {1, 0, 0}},
    {"penalized_tanh", {-0.25, 0, 0}, {1, 0, 0}},
    // Periodic and radial.
    {"sinusoid", {NAN, NAN, NAN}, {NAN, NAN, NAN}},
    {"sinc", {0, 0, 0}, {0, 0, 0}},
    {"snake", {-INFINITY, NAN, NAN}, {INFINITY, NAN, NAN}},
    {"gaussian", {0, 0, 0}, {0, 0, 0}},
    // Smooth rectifiers.
    {"elu", {-1, 0, 0}, {INFINITY, 1, 0}},
    {"celu", {-1, 0, 0}, {INFINITY, 1, 0}},
    {"selu", {-1.7580993408473767, 0, 0}, {INFINITY, 1.0507009873554805, 0}},
    {"isrlu", {-1, 0, 0}, {INFINITY, 1, 0}},
    {"softplus", {0, 0, 0}, {INFINITY, 1, 0}},
    {"squareplus", {0, 0, 0}, {INFINITY, 1, 0}},
    {"bent_identity", {-INFINITY, 0.5, 0}, {INFINITY, 1.5, 0}},
    {"exponential", {0, 0, 0}, {INFINITY, INFINITY, INFINITY}},
    {"smelu", {0, 0, 0}, {INFINITY, 1, 0}},
    {"squared_relu", {0, 0, 0}, {INFINITY, INFINITY, 2}},
    {"star_relu", {-0.4472, 0, 0}, {INFINITY, INFINITY, 1.7888}},
    {"pelu", {-1.5, 0, 0}, {INFINITY, 0.75, 0}},
    {"nlrelu", {0, 0, 0}, {INFINITY, 0, 0}},
    // Self-gated.
    {"gelu", {0, 0, 0}, {INFINITY, 1, 0}},
    {"gelu_tanh", {0, 0, 0}, {INFINITY, 1, 0}},
    {"quick_gelu", {0, 0, 0}, {INFINITY, 1, 0}},
    {"silu", {0, 0, 0}, {INFINITY, 1, 0}},
    {"e_swish", {0, 0, 0}, {INFINITY, 1.25, 0}},
    {"hard_swish", {0, 0, 0}, {INFINITY, 1, 0}},
    {"mish", {0, 0, 0}, {INFINITY, 1, 0}},
    {"serf", {0, 0, 0}, {INFINITY, 1, 0}},
    {"tanh_exp", {0, 0, 0}, {INFINITY, 1, 0}},
    {"lisht", {INFINITY, -1, 0}, {INFINITY, 1, 0}},
    {"phish", {0, 0, 0}, {INFINITY, 1, 0}},
    {"d_silu", {0, 0, 0}, {1, 0, 0}},
    {"elish", {0, 0, 0}, {INFINITY, 1, 0}},
    {"hard_elish", {0, 0, 0}, {INFINITY, 1, 0}},
    // Those of scripts/reference.py.
    {"xielu", {INFINITY, 0.5 - 0.8, 0}, {INFINITY, INFINITY, 1.6}},
    {"berlu", {-INFINITY, 0.01, 0}, {INFINITY, 1, 0}},
    {"golu", {0, 0, 0}, {INFINITY, 1, 0}},
    {"smish", {0, 0, 0}, {INFINITY, 0.6, 0}},
    {"logish", {0, 0, 0}, {INFINITY, 0.69314718055994531, 0}},
    {"hard_sigmoid_onnx", {0, 0, 0}, {1, 0, 0}},
    {"shrink", {-INFINITY, 1, 0}, {INFINITY, 1, 0}},
    {"keras_relu", {0, 0, 0}, {6, 0, 0}},
    {"derf", {-1, 0, 0}, {1, 0, 0}},
    {"dyt", {-1, 0, 0}, {1, 0, 0}},
    {"gcu", {NAN, NAN, NAN}, {NAN, NAN, NAN}},
};

// A number as rows write it: "−1.5", "∞". False for anything else.
static bool read_limit(const char *text, size_t n, double *out)
{
    static const char minus[] = "−", infinity[] = "∞";
    bool is_negative = strncmp(text, minus, strlen(minus)) == 0;
    size_t at = is_negative ? strlen(minus) : 0;
    char *end;
    if (n - at == strlen(infinity) && strncmp(text + at, infinity, n - at) == 0) {
        *out = INFINITY;
    } else {
        *out = strtod(text + at, &end);
        if (end != text + n)
            return false;
    }
    *out = is_negative ? -*out : *out;
    return true;
}

// What the function's row says, where it says it in numbers.
static struct limits limits_in_words(const struct activation *activation)
{
    struct limits limits = {.id = activation->id};
    for (int o = ORDER_F; o < ORDER_COUNT; o++) {
        const char *text = activation->limits[o], *comma = strstr(text, ", ");
        const char *right = comma != NULL ? comma + strlen(", ") : "";
        if (comma == NULL || !read_limit(text, (size_t)(comma - text), &limits.left[o]) ||
            !read_limit(right, strlen(right), &limits.right[o]))
            fail_msg("limits of %s are not plain numbers, \"%s\": give %s a row in all_limits of "
                     "tests/activation/test_activation.c",
                     order_name((enum order)o), text, activation->id);
    }
    return limits;
}

static struct limits find_limits(const struct activation *activation)
{
    for (size_t i = 0; i < COUNT(all_limits); i++)
        if (strcmp(all_limits[i].id, activation->id) == 0)
            return all_limits[i];
    return limits_in_words(activation);
}

static void check_limit(const struct activation *activation, enum order order, double x,
                        double limit)
{
    double parameters[ACTIVATION_PARAMETERS_MAX];
    activation_defaults(activation, parameters);
    double y = activation_value(activation, parameters, order, x);
    if (isnan(limit) ? !isnan(y) : y != limit)
        fail_msg("%s %s at %g: %.17g, not %.17g", activation->id, order_name(order), x, y, limit);
}

static void limits_at_infinity(void **state)
{
    (void)state;
    for (int i = 0; i < activation_count(); i++) {
        const struct activation *activation = activation_at(i);
        struct limits limits = find_limits(activation);
        for (enum order order = ORDER_F; order < ORDER_COUNT; order++) {
            check_limit(activation, order, -INFINITY, limits.left[order]);
            check_limit(activation, order, INFINITY, limits.right[order]);
        }
    }
}

// A slope of 0 is none, however far out: 0 times infinity would be NaN.
static void flat_pieces_stay_flat_at_infinity(void **state)
{
    (void)state;
    static const struct {
        const char *id;
        double parameters[ACTIVATION_PARAMETERS_MAX], x, f;
    } rows[] = {
        {"leaky_relu", {0}, -INFINITY, 0},       {"prelu", {0}, -INFINITY, 0},
        {"rrelu", {0, 0}, -INFINITY, 0},         {"penalized_tanh", {0}, -INFINITY, 0},
        {"srelu", {-1, 0, 2, 0}, -INFINITY, -1}, {"srelu", {-1, 0, 2, 0}, INFINITY, 2},
        {"hard_tanh", {0, 0}, INFINITY, 0},      {"berlu", {0, 1}, -INFINITY, 0},
        {"keras_relu", {0, 3, 1}, -INFINITY, 0}, {"xielu", {1, 0.5, 0.5}, -INFINITY, -0.5},
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        assert_true(activation_value(find(rows[i].id), rows[i].parameters, ORDER_F, rows[i].x) ==
                    rows[i].f);
}

// Products of a parameter and x, or of x and x, that are infinite on the way to a finite value.
static void nothing_overflows_on_the_way(void **state)
{
    (void)state;
    static const struct {
        const char *id;
        double parameters[ACTIVATION_PARAMETERS_MAX], x, y[ORDER_COUNT];
    } rows[] = {
        {"celu", {0.1}, -1e308, {-0.1, 0, 0}},
        {"isrlu", {4}, -1e308, {-0.5, 0, 0}},
        {"softplus", {10}, 1e308, {1e308, 1, 0}},
        {"softplus", {10}, -1e308, {0, 0, 0}},
        {"squareplus", {4}, 1e308, {1e308, 1, 0}},
        {"pelu", {3, 4}, 1e308, {0.75e308, 0.75, 0}},
        {"nlrelu", {10}, 1e308, {711.49879373516016, 1e-308, 0}}, // 309 ln 10
        {"gelu", {0}, 1e308, {1e308, 1, 0}},
        {"gelu_tanh", {0.1}, 1e308, {1e308, 1, 0}},
        {"gelu_tanh", {0}, -1e308, {0, 0, 0}},
        {"silu", {10}, 1e308, {1e308, 1, 0}},
        {"silu", {10}, -1e308, {0, 0, 0}},
        {"lisht", {0}, -1e308, {1e308, -1, 0}},
        {"xielu", {1, 2, 1.5}, -1.7e308, {0.85e308, -0.5, 0}},
        {"derf", {3, 2}, 1.7e308, {1, 0, 0}},
        {"dyt", {3}, -1.7e308, {-1, 0, 0}},
        {"smish", {0}, 1.7e308, {1.02e308, 0.6, 0}},
        {"hard_sigmoid_onnx", {1e10, 0}, 1e308, {1, 0, 0}},
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        for (enum order order = ORDER_F; order < ORDER_COUNT; order++) {
            double y = activation_value(find(rows[i].id), rows[i].parameters, order, rows[i].x);
            if (!(fabs(y - rows[i].y[order]) <= 4 * DBL_EPSILON * fabs(rows[i].y[order])))
                fail_msg("%s %s at %g: %.17g", rows[i].id, order_name(order), rows[i].x, y);
        }
}

static void nan_stays_nan(void **state)
{
    (void)state;
    for (int i = 0; i < activation_count(); i++) {
        double parameters[ACTIVATION_PARAMETERS_MAX];
        activation_defaults(activation_at(i), parameters);
        for (enum order order = ORDER_F; order < ORDER_COUNT; order++)
            assert_true(isnan(activation_value(activation_at(i), parameters, order, NAN)));
    }
}

static void zero_keeps_its_sign_in_odd_functions(void **state)
{
    (void)state;
    static const char *const odd[] = {
        "sign",   "identity",    "hard_tanh",   "hard_shrink", "soft_shrink", "tanh",
        "arctan", "scaled_tanh", "tanh_shrink", "softsign",    "isru",        "sinusoid",
        "shrink", "derf",        "dyt",         "gcu",
    };
    for (size_t i = 0; i < COUNT(odd); i++) {
        double parameters[ACTIVATION_PARAMETERS_MAX];
        activation_defaults(find(odd[i]), parameters);
        double y = activation_value(find(odd[i]), parameters, ORDER_F, -0.0);
        assert_true(y == 0 && signbit(y));
        y = activation_value(find(odd[i]), parameters, ORDER_F, 0.0);
        assert_true(y == 0 && !signbit(y));
    }
}

// Which outputs are asked for changes no bit of them, and nothing is written past the end.
static void any_output_may_be_left_out(void **state)
{
    (void)state;
    enum { N = 37 };
    double x[N], all[ORDER_COUNT][N], some[ORDER_COUNT][N + 1];
    for (int i = 0; i < N; i++)
        x[i] = (i - N / 2) * 1.37;
    for (int i = 0; i < activation_count(); i++) {
        const struct activation *activation = activation_at(i);
        double parameters[ACTIVATION_PARAMETERS_MAX];
        activation_defaults(activation, parameters);
        activation_eval(activation, parameters, x, N, all[0], all[1], all[2]);
        for (unsigned mask = 0; mask < 8; mask++) {
            double *out[ORDER_COUNT];
            for (unsigned order = 0; order < ORDER_COUNT; order++) {
                out[order] = mask >> order & 1 ? some[order] : NULL;
                some[order][N] = 77;
            }
            activation_eval(activation, parameters, x, 0, out[0], out[1], out[2]);
            activation_eval(activation, parameters, x, N, out[0], out[1], out[2]);
            for (unsigned order = 0; order < ORDER_COUNT; order++) {
                if (out[order])
                    assert_memory_equal(out[order], all[order], sizeof all[order]);
                assert_true(some[order][N] == 77);
            }
        }
        for (enum order order = ORDER_F; order < ORDER_COUNT; order++)
            assert_true(
                same_bits(activation_value(activation, parameters, order, x[3]), all[order][3]));
    }
}

// What the rows say of kinks, jumps and points of interest.

// Calls `check` for every function, at its default parameters and at the ends of each slider.
static void for_every_row(void (*check)(const struct activation *, const double *))
{
    for (int i = 0; i < activation_count(); i++) {
        const struct activation *activation = activation_at(i);
        double parameters[ACTIVATION_PARAMETERS_MAX];
        activation_defaults(activation, parameters);
        check(activation, parameters);
        for (int k = 0; k < activation->parameter_count; k++) {
            parameters[k] = activation->parameters[k].high;
            check(activation, parameters);
            parameters[k] = activation->parameters[k].low;
            check(activation, parameters);
            parameters[k] = activation->parameters[k].initial;
        }
    }
}

static void check_breaks(const struct activation *activation, const double *parameters)
{
    struct activation_break breaks[ACTIVATION_BREAKS_MAX];
    int n = activation->breaks(parameters, breaks);
    for (int i = 0; i < n; i++) {
        double x = breaks[i].x, near = 1e-9 * fmax(1, fabs(x));
        bool differs = false;
        assert_true(i == 0 || breaks[i - 1].x < x);
        for (enum order order = ORDER_F; order < ORDER_COUNT; order++) {
            double left = activation_value(activation, parameters, order, x - near);
            double right = activation_value(activation, parameters, order, x + near);
            double at = activation_value(activation, parameters, order, x);
            double room = 1e-7 * fmax(1, fmax(fabs(left), fabs(right)));
            if (fabs(left - breaks[i].left[order]) > room ||
                fabs(right - breaks[i].right[order]) > room || at != breaks[i].at[order])
                fail_msg("%s %s at %g: %.17g, %.17g, %.17g", activation->id, order_name(order), x,
                         left, at, right);
            differs |= breaks[i].left[order] != breaks[i].right[order];
        }
        assert_true(differs);
    }
}

static void breaks_are_where_the_kernel_breaks(void **state)
{
    (void)state;
    for_every_row(check_breaks);
}

// Between its breaks no function jumps: a step of 1e-6 moves f and f' no more than their slope
// says.
static void check_no_other_jump(const struct activation *activation, const double *parameters)
{
    struct activation_break breaks[ACTIVATION_BREAKS_MAX];
    int n = activation->breaks(parameters, breaks);
    double step = 1e-6;
    for (int i = -700; i < 700; i++) {
        double low = i / 100. - step / 2, high = low + step;
        bool broken = false;
        for (int k = 0; k < n; k++)
            broken |= low <= breaks[k].x && breaks[k].x <= high;
        for (enum order order = ORDER_F; !broken && order <= ORDER_DF; order++) {
            double change = activation_value(activation, parameters, order, high) -
                            activation_value(activation, parameters, order, low);
            double slope = fmax(fabs(activation_value(activation, parameters, order + 1, low)),
                                fabs(activation_value(activation, parameters, order + 1, high)));
            assert_true(fabs(change) <= (1.1 * slope + 0.1) * step);
        }
    }
}

static void nothing_breaks_that_is_not_listed(void **state)
{
    (void)state;
    for_every_row(check_no_other_jump);
}

static double curvature(const struct activation *activation, const double *parameters,
                        enum order order, double x)
{
    double h = 1e-3;
    return activation_value(activation, parameters, order, x - h) +
           activation_value(activation, parameters, order, x + h) -
           2 * activation_value(activation, parameters, order, x);
}

// The value of the extremum that is farthest from 0.
static double summit(const struct activation_point *points, int n, enum order order)
{
    double greatest = 0;
    for (int i = 0; i < n; i++)
        if (points[i].order == order &&
            (points[i].kind == POINT_MAXIMUM || points[i].kind == POINT_MINIMUM) &&
            fabs(points[i].y) > fabs(greatest))
            greatest = points[i].y;
    return greatest;
}

static const struct activation_break *break_at(const struct activation_break *breaks, int n,
                                               double x)
{
    for (int i = 0; i < n; i++)
        if (breaks[i].x == x)
            return &breaks[i];
    fail_msg("no break at %g", x);
    return NULL;
}

// Whether a point is what its kind says.
static bool kind_holds(const struct activation *activation, const double *parameters,
                       const struct activation_point *points, int n, int i)
{
    const struct activation_point *p = &points[i];
    struct activation_break breaks[ACTIVATION_BREAKS_MAX];
    int broken = activation->breaks(parameters, breaks);
    double h = 1e-2, left = activation_value(activation, parameters, p->order, p->x - h),
           right = activation_value(activation, parameters, p->order, p->x + h);
    switch (p->kind) {
    case POINT_MAXIMUM:
        return left < p->y && p->y > right;
    case POINT_MINIMUM:
        return left > p->y && p->y < right;
    case POINT_ROOT:
        return p->y == 0 && left * right < 0;
    case POINT_INFLECTION:
        return curvature(activation, parameters, p->order, p->x - h) *
                   curvature(activation, parameters, p->order, p->x + h) <
               0;
    case POINT_HALF_HEIGHT:
        return p->y == summit(points, n, p->order) / 2;
    case POINT_KINK: {
        const struct activation_break *at = break_at(breaks, broken, p->x);
        return at->left[p->order] == at->right[p->order] && p->order < ORDER_D2F &&
               at->left[p->order + 1] != at->right[p->order + 1];
    }
    case POINT_JUMP: {
        const struct activation_break *at = break_at(breaks, broken, p->x);
        return at->left[p->order] != at->right[p->order];
    }
    case POINT_VALUE:
        return true;
    case POINT_HOLE: // the catalogue has none
    case POINT_POLE:
        return false;
    }
    return false;
}

static bool nearly(double a, double b)
{
    return fabs(a - b) <= 4 * DBL_EPSILON * fmax(fabs(b), 0.1);
}

// Whether y is the curve's at x, which is itself rounded: π is no double.
static bool on_curve(const struct activation *activation, const double *parameters,
                     const struct activation_point *point)
{
    double y = activation_value(activation, parameters, point->order, point->x);
    double next = nextafter(point->x, INFINITY), previous = nextafter(point->x, -INFINITY);
    double slope = fabs(activation_value(activation, parameters, point->order, next) -
                        activation_value(activation, parameters, point->order, previous));
    return nearly(y, point->y) || fabs(y - point->y) <= slope;
}

// Whether the label is the number, exactly or as a decimal of 6 or of 8 digits.
static bool label_holds(const char *label, const struct activation *activation,
                        const double *parameters, double value)
{
    char decimal[64];
    return nearly(label_value(label, activation, parameters), value) ||
           strcmp(label, number_show(decimal, sizeof decimal, value, 6)) == 0 ||
           strcmp(label, number_show(decimal, sizeof decimal, value, 8)) == 0;
}

// "1/4", or at a jump "0.01 → 1".
static bool label_of_point_holds(const struct activation *activation, const double *parameters,
                                 const struct activation_point *point)
{
    static const char arrow[] = " → ";
    char label[ACTIVATION_LABEL_SIZE];
    strcpy(label, point->label);
    char *second = strstr(label, arrow);
    if ((second != NULL) != (point->kind == POINT_JUMP))
        return false;
    if (!second)
        return label_holds(label, activation, parameters, point->y);
    struct activation_break breaks[ACTIVATION_BREAKS_MAX];
    const struct activation_break *at =
        break_at(breaks, activation->breaks(parameters, breaks), point->x);
    *second = '\0';
    second += strlen(arrow);
    return label_holds(label, activation, parameters, at->left[point->order]) &&
           label_holds(second, activation, parameters, at->right[point->order]);
}

static void check_point(const struct activation *activation, const double *parameters,
                        const struct activation_point *points, int n, int i)
{
    const struct activation_point *point = &points[i];
    if (!on_curve(activation, parameters, point))
        fail_msg("%s: point %d (%s) is not on the curve", activation->id, i, point->label);
    if (!label_holds(point->x_label, activation, parameters, point->x))
        fail_msg("%s: x of point %d is %.17g, not %s", activation->id, i, point->x, point->x_label);
    assert_true(utf8_valid(point->label, strlen(point->label), NULL));
    if (!label_of_point_holds(activation, parameters, point))
        fail_msg("%s: point %d is %.17g, not %s", activation->id, i, point->y, point->label);
    if (!kind_holds(activation, parameters, points, n, i))
        fail_msg("%s: point %d (%s) is not of its kind", activation->id, i, point->label);
}

static void check_points(const struct activation *activation, const double *parameters)
{
    struct activation_point points[ACTIVATION_POINTS_MAX];
    int n = activation_points(activation, parameters, points);
    assert_true(n <= ACTIVATION_POINTS_MAX);
    for (int i = 0; i < n; i++) {
        assert_true(i == 0 || points[i - 1].x <= points[i].x);
        check_point(activation, parameters, points, n, i);
    }
}

static void points_are_what_they_say(void **state)
{
    (void)state;
    for_every_row(check_points);
}

static const char *const kind_words[] = {
    [POINT_VALUE] = "value",
    [POINT_MAXIMUM] = "maximum",
    [POINT_MINIMUM] = "minimum",
    [POINT_ROOT] = "root",
    [POINT_INFLECTION] = "inflection",
    [POINT_HALF_HEIGHT] = "half height",
    [POINT_KINK] = "kink",
    [POINT_JUMP] = "jump",
    [POINT_HOLE] = "hole",
    [POINT_POLE] = "pole",
};

// What a search over the curves finds (expression_points, made for users' formulas) is in the data.
static void points_are_complete(void **state)
{
    (void)state;
    for (int i = 0; i < activation_count(); i++) {
        const struct activation *activation = activation_at(i);
        double parameters[ACTIVATION_PARAMETERS_MAX];
        struct activation_point points[ACTIVATION_POINTS_MAX], found[ACTIVATION_POINTS_MAX];
        char text[64];
        snprintf(text, sizeof text, "%s(x)", activation->id);
        struct expression *expression = expression_parse(text, NULL);
        assert_non_null(expression);
        activation_defaults(activation, parameters);
        int n = activation_points(activation, parameters, points), known = 0;
        int m = expression_points(expression, NULL, found, ACTIVATION_POINTS_MAX);
        for (int k = 0; k < m; k++) {
            bool same = fabs(found[k].x) > 10; // beyond what a first look shows
            for (int j = 0; j < n && !same; j++)
                same = points[j].order == found[k].order &&
                       fabs(points[j].x - found[k].x) <= 1e-6 * (1 + fabs(found[k].x));
            if (!same)
                fail_msg("%s: the row has no point of %s at %.17g, where a %s is", activation->id,
                         order_name(found[k].order), found[k].x, kind_words[found[k].kind]);
            known += same;
        }
        expression_destroy(expression);
        assert_true(known == m);
    }
}

static bool among(const char *id, const char *const ids[], size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(ids[i], id) == 0)
            return true;
    return false;
}

// How many points of a function are always shown: its greatest slope, where it is reached at one
// point or at points that are all alike, and the least value of a self-gated one. 0 for functions
// that are not told of here.
static int headline_count(const char *id)
{
    static const char *const slope[] = {
        "sigmoid",  "tanh",    "scaled_tanh", "arctan",   "softsign", "isru",      "penalized_tanh",
        "sinusoid", "sinc",    "snake",       "gaussian", "gelu",     "gelu_tanh", "quick_gelu",
        "silu",     "e_swish", "mish",        "serf",     "tanh_exp", "lisht",     "phish",
        "elish",    "golu",    "smish",       "logish",   "derf",     "dyt",
    };
    static const char *const least[] = {
        "gelu",  "gelu_tanh",  "quick_gelu", "silu",  "e_swish", "hard_swish",
        "mish",  "serf",       "tanh_exp",   "lisht", "phish",   "d_silu",
        "elish", "hard_elish", "golu",       "smish", "logish",  "xielu",
    };
    return among(id, slope, COUNT(slope)) + among(id, least, COUNT(least));
}

static bool is_least(const struct activation *activation, const double *parameters, double y)
{
    for (int k = -2000; k <= 2000; k++)
        if (activation_value(activation, parameters, ORDER_F, k / 100.) < y)
            return false;
    return true;
}

// Names a headline that is none.
static void fail_unless(bool is, const struct activation *activation,
                        const struct activation_point *point, const char *what)
{
    if (!is)
        fail_msg("%s: the point of %s at %.17g is a headline, but not %s", activation->id,
                 order_name(point->order), point->x, what);
}

static void headlines_are_the_least_values_and_the_greatest_slopes(void **state)
{
    (void)state;
    for (int i = 0; i < activation_count(); i++) {
        const struct activation *activation = activation_at(i);
        double parameters[ACTIVATION_PARAMETERS_MAX];
        activation_defaults(activation, parameters);
        struct activation_point points[ACTIVATION_POINTS_MAX];
        int n = activation_points(activation, parameters, points), headlines = 0;
        for (int k = 0; k < n; k++) {
            headlines += points[k].headline;
            if (points[k].headline && points[k].order == ORDER_F)
                fail_unless(is_least(activation, parameters, points[k].y), activation, &points[k],
                            "its least value");
            else if (points[k].headline)
                fail_unless(points[k].order == ORDER_DF &&
                                nearly(points[k].y, activation->sup_slope_value),
                            activation, &points[k], "its greatest slope");
        }
        int told = headline_count(activation->id);
        if (told > 0 ? headlines != told : headlines > 2)
            fail_msg("%s has %d headlines", activation->id, headlines);
    }
}

// Where pieces vanish, overlap or change their order.
static void corners_hold_for_odd_parameters(void **state)
{
    (void)state;
    static const struct {
        const char *id;
        double parameters[ACTIVATION_PARAMETERS_MAX];
        int breaks;
    } rows[] = {
        {"threshold", {1, 1}, 1},
        {"threshold", {-2, 3}, 1},
        {"hard_tanh", {2, 1}, 0},
        {"hard_tanh", {0, 0}, 0},
        {"hard_tanh", {1, 2}, 2},
        {"hard_shrink", {-1}, 0},
        {"soft_shrink", {0}, 0},
        {"soft_shrink", {-1}, 1},
        {"srelu", {0, 0.1, 0, 0.5}, 1},
        {"srelu", {3, 0.1, 1, 0.5}, 1},
        {"srelu", {-1, 1, 1, 1}, 0},
        {"rrelu", {1, 1}, 0},
        {"penalized_tanh", {-0.5}, 1},
        {"penalized_tanh", {2}, 1},
        {"prelu", {-3}, 1},
        {"shrink", {0.5, 0.5}, 2},
        {"shrink", {0, 0}, 0},
        {"shrink", {0, 1}, 1},
        {"shrink", {-1, 0.5}, 1},
        {"shrink", {1, 2}, 2},
        {"keras_relu", {0.2, 1, 2}, 1},
        {"keras_relu", {0.2, 3, 1}, 2},
        {"keras_relu", {1, 3, 0}, 1},
        {"keras_relu", {0, 6, -1}, 2},
        {"berlu", {1, 0.5}, 0},
        {"berlu", {-0.5, 0.5}, 2},
        {"xielu", {0.4, 0.8, 0.3}, 0},
        {"hard_sigmoid_onnx", {1. / 6, 0.5}, 2},
        {"hard_sigmoid_onnx", {1e-320, 0.5}, 0},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct activation *activation = find(rows[i].id);
        struct activation_break breaks[ACTIVATION_BREAKS_MAX];
        assert_int_equal(activation->breaks(rows[i].parameters, breaks), rows[i].breaks);
        check_breaks(activation, rows[i].parameters);
        check_no_other_jump(activation, rows[i].parameters);
        check_points(activation, rows[i].parameters);
    }
}

// A fast snake has more points than there is room for: those next to 0 are kept.
static void a_fast_snake_keeps_the_points_next_to_0(void **state)
{
    (void)state;
    struct activation_point points[ACTIVATION_POINTS_MAX];
    double a = 1000;
    int n = find("snake")->points(&a, points);
    assert_true(n <= ACTIVATION_POINTS_MAX);
    assert_true(points[0].x == -points[n - 1].x);
}

// A slope that is 1 on both sides leaves nothing to point at.
static void leaky_relu_of_slope_1_is_a_straight_line(void **state)
{
    (void)state;
    const struct activation *leaky = find("leaky_relu");
    struct activation_break breaks[ACTIVATION_BREAKS_MAX];
    struct activation_point points[ACTIVATION_POINTS_MAX];
    double straight = 1, steep = -1.2345678901234567e-300;
    assert_int_equal(leaky->breaks(&straight, breaks), 0);
    assert_int_equal(leaky->points(&straight, points), 0);
    assert_int_equal(leaky->points(&steep, points), 2);
    assert_string_equal(points[1].label, "−1.23457×10⁻³⁰⁰ → 1");
    steep = 0.2;
    leaky->points(&steep, points);
    assert_string_equal(points[1].label, "0.2 → 1");
}

// Between -20 and 20, and at powers of ten next to 0 and far out.
static double greatest_slope(const struct activation *activation)
{
    double parameters[ACTIVATION_PARAMETERS_MAX], greatest = 0;
    activation_defaults(activation, parameters);
    for (int k = -2000; k <= 2000; k++)
        greatest =
            fmax(greatest, fabs(activation_value(activation, parameters, ORDER_DF, k / 100.)));
    for (int k = -9; k <= 9; k++) {
        double x = pow(10, k);
        greatest = fmax(greatest, fabs(activation_value(activation, parameters, ORDER_DF, x)));
        greatest = fmax(greatest, fabs(activation_value(activation, parameters, ORDER_DF, -x)));
    }
    return greatest;
}

static void no_slope_is_above_sup_slope(void **state)
{
    (void)state;
    for (int i = 0; i < activation_count(); i++) {
        double sup = activation_at(i)->sup_slope_value, greatest = greatest_slope(activation_at(i));
        bool reached = isinf(sup) ? greatest > 1e8 : greatest >= sup * 0.99;
        if (!(greatest <= sup * (1 + 2 * DBL_EPSILON)) || !reached)
            fail_msg("%s: greatest slope %.17g, not %.17g", activation_at(i)->id, greatest, sup);
    }
}

// critical_points.csv: function, what, x, x_hi, x_lo, f, df, d2f.

enum { WHAT = 1, ROOT = 3, SLOPE = 6, CRITICAL_COLUMNS = 8 };

static bool is_point_of_interest(const struct activation *activation, const double *parameters,
                                 double x)
{
    struct activation_point points[ACTIVATION_POINTS_MAX];
    int n = activation_points(activation, parameters, points);
    for (int i = 0; i < n; i++)
        if (nearly(points[i].x, x))
            return true;
    return false;
}

static void check_critical(const struct activation *activation, char *columns[])
{
    double parameters[ACTIVATION_PARAMETERS_MAX];
    activation_defaults(activation, parameters);
    if (strcmp(columns[WHAT], "sup|f'|") == 0) {
        double slope = number(columns[SLOPE]), sup = activation->sup_slope_value;
        if (isinf(slope) ? sup != slope : !nearly(sup, slope))
            fail_msg("%s: sup|f'| is %s, not %.17g", activation->id, columns[SLOPE], sup);
    } else if (!is_point_of_interest(activation, parameters, number(columns[ROOT]))) {
        fail_msg("%s: no point of interest at %s, a %s", activation->id, columns[ROOT],
                 columns[WHAT]);
    }
}

// Returns how many.
static int check_critical_points(const char *path)
{
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    char line[1024], *columns[CRITICAL_COLUMNS];
    int known = 0;
    assert_non_null(fgets(line, sizeof line, file)); // the header
    while (fgets(line, sizeof line, file)) {
        split(line, columns, CRITICAL_COLUMNS);
        int index = activation_find(columns[FUNCTION]);
        if (index < 0)
            fail_msg("%s: no function %s", path, columns[FUNCTION]);
        check_critical(activation_at(index), columns);
        known++;
    }
    fclose(file);
    return known;
}

static void critical_points_of_the_reference_are_known(void **state)
{
    (void)state;
    assert_int_equal(check_critical_points(TEST_DATA "/critical_points.csv"), 109);
    assert_true(check_critical_points(TEST_DATA "/reference_points.csv") >= 40);
}

// -ffast-math, anywhere in the program, would have the CPU take subnormal numbers for 0.
static void subnormal_numbers_are_kept(void **state)
{
    (void)state;
    volatile double least = DBL_MIN, half = 0.5;
    assert_true(least * half > 0);
    assert_true(least * half * 2 == least);
    volatile double tiny = 0x1p-1074;
    assert_true(tiny + tiny == 0x1p-1073);
    assert_true(activation_value(find("identity"), NULL, ORDER_F, tiny) == tiny);
    assert_true(activation_value(find("sigmoid"), NULL, ORDER_F, -744) > 0);
}

// Names and texts.

static void find_knows_ids_and_aliases(void **state)
{
    (void)state;
    static const struct {
        const char *typed;
        int index;
    } rows[] = {
        {"step", 0},
        {"sigmoid", 1},
        {"tanh", 2},
        {"relu", 3},
        {"leaky_relu", 4},
        {"Leaky-ReLU", 4},
        {"LEAKY_RELU", 4},
        {"heaviside", 0},
        {"unit-step", 0},
        {"binary_step", 0},
        {"Logistic", 1},
        {"logistic_sigmoid", 1},
        {"expit", 1},
        {"rectifier", 3},
        {"rectified_linear", 3},
        {"hyperbolic-tangent", 2},
        {"lrelu", 4},
        {"leakyrelu", 4},
        {"", -1},
        {" ", -1},
        {"leaky relu", 4},
        {"torch.nn.LeakyReLU", 4},
        {"F.leaky_relu_", 4},
        {"nn.Tanh()", 2},
        {"TanhActivation", 2},
        {"activation", -1},
        {"()", -1},
        {"relu(x)", -1},
        {"1.5", -1},
        {"a.b.", -1},
        {"sig", -1},
        {"sigmoid ", 1},
        {"sigmoids", -1},
        {"heaviside binary_step", -1},
        {"σ", -1},
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        if (activation_find(rows[i].typed) != rows[i].index)
            fail_msg("“%s”: %d", rows[i].typed, activation_find(rows[i].typed));
}

static void nearest_mends_typing(void **state)
{
    (void)state;
    static const struct {
        const char *typed, *nearest;
    } rows[] = {
        {"sigmod", "sigmoid"},
        {"SIGMIOD", "sigmoid"},
        {"tahn", "tanh"},
        {"rleu", "relu"},
        {"leaky", "leaky_relu"},
        {"leaky-rleu", "leaky_relu"},
        {"logistc", "sigmoid"},
        {"heavyside", "step"},
        {"hyperbolic", "tanh"},
        {"qqqqqq", NULL},
        {"", NULL},
        {"a word that is longer than any id could ever be, and then some more of it", NULL},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        const char *nearest = activation_nearest(rows[i].typed);
        if (rows[i].nearest)
            assert_string_equal(nearest ? nearest : "(none)", rows[i].nearest);
        else
            assert_null(nearest);
    }
}

static void parameters_are_found_and_checked(void **state)
{
    (void)state;
    const struct activation *leaky = find("leaky_relu");
    assert_int_equal(activation_parameter_find(leaky, "alpha"), 0);
    assert_int_equal(activation_parameter_find(leaky, "Alpha"), 0);
    assert_int_equal(activation_parameter_find(leaky, "α"), 0);
    assert_int_equal(activation_parameter_find(leaky, "alph"), -1);
    assert_int_equal(activation_parameter_find(leaky, ""), -1);
    assert_int_equal(activation_parameter_find(find("tanh"), "alpha"), -1);

    double parameters[ACTIVATION_PARAMETERS_MAX] = {9, 9, 9, 9};
    activation_defaults(leaky, parameters);
    assert_true(parameters[0] == 0.01 && parameters[1] == 0 && parameters[3] == 0);

    struct activation_parameter any = {.positive = false}, positive = {.positive = true};
    assert_true(activation_parameter_valid(&any, -3));
    assert_true(activation_parameter_valid(&any, 0));
    assert_false(activation_parameter_valid(&any, NAN));
    assert_false(activation_parameter_valid(&any, INFINITY));
    assert_true(activation_parameter_valid(&positive, 5e-324));
    assert_false(activation_parameter_valid(&positive, 0));
    assert_false(activation_parameter_valid(&positive, -1));
    assert_false(activation_parameter_valid(&positive, NAN));
}

// Even steps over the slider's range; a parameter that must be positive begins above 0.
static void sweeps_go_over_the_range(void **state)
{
    (void)state;
    const struct activation made = {
        .parameters = {{.low = 2, .high = 6},
                       {.low = -3, .high = 1},
                       {.low = 0, .high = 10, .positive = true},
                       {.low = 0.5, .high = 2.5, .positive = true},
                       {.low = 0, .high = 8}},
        .parameter_count = 5,
    };
    static const double values[][3] = {
        {2, 4, 6}, {-3, -1, 1}, {0.01, 5.005, 10}, {0.5, 1.5, 2.5}, {0, 4, 8}};
    for (int i = 0; i < made.parameter_count; i++)
        for (int k = 0; k < 3; k++) {
            double value = activation_sweep(&made, i, k / 2.);
            if (!(fabs(value - values[i][k]) <= 1e-15 * fabs(values[i][k])))
                fail_msg("parameter %d, %d halves: %.17g", i, k, value);
        }
}

static void points_meet_where_both_are_the_same(void **state)
{
    (void)state;
    const struct activation_point a = {.order = ORDER_DF, .x = 1, .kind = POINT_MAXIMUM};
    struct activation_point b = {.order = ORDER_DF, .x = 1, .kind = POINT_INFLECTION, .y = 3};
    assert_true(activation_points_meet(&a, &b));
    b.order = ORDER_F;
    assert_false(activation_points_meet(&a, &b));
    b.order = ORDER_DF;
    b.x = nextafter(1, 2);
    assert_false(activation_points_meet(&a, &b));
}

static void check_text(const char *text, bool needed)
{
    assert_non_null(text);
    assert_true(utf8_valid(text, strlen(text), NULL));
    assert_true(!needed || *text);
    assert_null(strchr(text, '\n'));
}

static void rows_are_filled_in(void **state)
{
    (void)state;
    assert_true(activation_count() >= 5);
    for (int i = 0; i < activation_count(); i++) {
        const struct activation *row = activation_at(i);
        if (row->aliases == NULL || row->conventions == NULL)
            fail_msg(
                "activation_%s: .aliases or .conventions is missing; \"\" says that there are none",
                row->id);
        const char *needed[] = {row->id,    row->name,      row->symbol, row->family,
                                row->range, row->sup_slope, row->origin};
        for (size_t k = 0; k < COUNT(needed); k++)
            check_text(needed[k], true);
        for (int order = 0; order < ORDER_COUNT; order++) {
            check_text(row->formula[order], true);
            check_text(row->limits[order], true);
        }
        check_text(row->aliases, false);
        check_text(row->conventions, false);
        assert_int_equal(activation_find(row->id), i);
        assert_true(row->home_low < row->home_high);
        assert_non_null(row->kernel);
        for (int k = 0; k < row->parameter_count; k++) {
            const struct activation_parameter *p = &row->parameters[k];
            check_text(p->name, true);
            check_text(p->symbol, true);
            assert_true(p->low <= p->initial && p->initial <= p->high);
        }
    }
    assert_string_equal(order_name(ORDER_F), "f");
    assert_string_equal(order_name(ORDER_DF), "f′");
    assert_string_equal(order_name(ORDER_D2F), "f″");
}

// Every word of every row leads to that row, so none is said twice.
static void aliases_are_unique(void **state)
{
    (void)state;
    for (int i = 0; i < activation_count(); i++) {
        char words[256];
        assert_true(text_copy(words, sizeof words, activation_at(i)->aliases));
        for (char *rest, *word = strtok_r(words, " ", &rest); word;
             word = strtok_r(NULL, " ", &rest))
            assert_int_equal(activation_find(word), i);
    }
}

// A symbol is a name: followed by "(0) = " or "′(0) = " it says what it looks like. "ln σ′(0)" is
// the logarithm of a slope, and "tanh(αx)(0)" nothing.
static void symbols_are_names(void **state)
{
    (void)state;
    for (int i = 0; i < activation_count(); i++)
        if (strpbrk(activation_at(i)->symbol, " ()+*/=") != NULL)
            fail_msg("%s: %s", activation_at(i)->id, activation_at(i)->symbol);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_worked_value_within_its_bar),
        cmocka_unit_test(values_where_the_plain_formulas_fail),
        cmocka_unit_test(limits_at_infinity),
        cmocka_unit_test(flat_pieces_stay_flat_at_infinity),
        cmocka_unit_test(nothing_overflows_on_the_way),
        cmocka_unit_test(nan_stays_nan),
        cmocka_unit_test(zero_keeps_its_sign_in_odd_functions),
        cmocka_unit_test(any_output_may_be_left_out),
        cmocka_unit_test(breaks_are_where_the_kernel_breaks),
        cmocka_unit_test(nothing_breaks_that_is_not_listed),
        cmocka_unit_test(points_are_what_they_say),
        cmocka_unit_test(points_are_complete),
        cmocka_unit_test(subnormal_numbers_are_kept),
        cmocka_unit_test(corners_hold_for_odd_parameters),
        cmocka_unit_test(a_fast_snake_keeps_the_points_next_to_0),
        cmocka_unit_test(headlines_are_the_least_values_and_the_greatest_slopes),
        cmocka_unit_test(leaky_relu_of_slope_1_is_a_straight_line),
        cmocka_unit_test(no_slope_is_above_sup_slope),
        cmocka_unit_test(symbols_are_names),
        cmocka_unit_test(critical_points_of_the_reference_are_known),
        cmocka_unit_test(find_knows_ids_and_aliases),
        cmocka_unit_test(nearest_mends_typing),
        cmocka_unit_test(parameters_are_found_and_checked),
        cmocka_unit_test(sweeps_go_over_the_range),
        cmocka_unit_test(points_meet_where_both_are_the_same),
        cmocka_unit_test(rows_are_filled_in),
        cmocka_unit_test(aliases_are_unique),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
