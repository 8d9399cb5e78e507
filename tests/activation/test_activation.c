// The catalogue: every worked value, limits and special values, and whether what a row says about
// its function is what its kernel does.
#include "activation/activation.h"
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

static void split(char *line, char *columns[COLUMNS])
{
    line[strcspn(line, "\r\n")] = '\0';
    for (int i = 0; i < COLUMNS; i++) {
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

struct worst {
    double error[ORDER_COUNT];
    int rows;
};

static void check_row(char *columns[COLUMNS], struct worst *worst)
{
    const struct activation *activation = find(columns[FUNCTION]);
    double parameters[ACTIVATION_PARAMETERS_MAX], y[ORDER_COUNT], x = number(columns[X]);
    read_parameters(activation, columns[PARAMS], parameters);
    activation_eval(activation, parameters, &x, 1, &y[0], &y[1], &y[2]);
    for (enum order order = ORDER_F; order < ORDER_COUNT; order++) {
        double rounded = number(columns[ROUNDED + order]);
        double k = fmax(1, number(columns[K + order]));
        double error = ulp_error(y[order], rounded, strtold(columns[DECIMAL + order], NULL)) / k;
        bool false_zero = rounded != 0 && y[order] == 0;
        if (!isfinite(y[order]) || false_zero || !(error <= 4))
            fail_msg("%s %s at %s: %a, not %a: %.2f ulp", activation->id, order_name(order),
                     columns[X], y[order], rounded, error);
        worst->error[order] = fmax(worst->error[order], error);
    }
    worst->rows++;
}

static void every_worked_value_within_4_ulp(void **state)
{
    (void)state;
    FILE *file = fopen(TEST_DATA "/activations.csv", "r");
    assert_non_null(file);
    char line[1024], *columns[COLUMNS];
    struct worst worst[64] = {0};
    assert_non_null(fgets(line, sizeof line, file)); // the header
    while (fgets(line, sizeof line, file)) {
        split(line, columns);
        check_row(columns, &worst[activation_find(columns[FUNCTION])]);
    }
    fclose(file);
    for (int i = 0; i < activation_count(); i++) {
        const double *error = worst[i].error;
        print_message("%-12s %5d values, worst ulp / max(1, k): f %.2f, f' %.2f, f'' %.2f\n",
                      activation_at(i)->id, worst[i].rows, error[0], error[1], error[2]);
        assert_true(worst[i].rows >= 400);
    }
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
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        double y = activation_value(find(rows[i].id), NULL, rows[i].order, rows[i].x);
        assert_true(fabs(y - rows[i].y) <= 4 * DBL_EPSILON * fabs(rows[i].y));
    }
}

static void limits_at_infinity(void **state)
{
    (void)state;
    static const struct {
        const char *id;
        double left[ORDER_COUNT], right[ORDER_COUNT];
    } rows[] = {
        {"step", {0, 0, 0}, {1, 0, 0}},
        {"sigmoid", {0, 0, 0}, {1, 0, 0}},
        {"tanh", {-1, 0, 0}, {1, 0, 0}},
        {"relu", {0, 0, 0}, {INFINITY, 1, 0}},
        {"leaky_relu", {-INFINITY, 0.01, 0}, {INFINITY, 1, 0}},
    };
    assert_int_equal(COUNT(rows), activation_count());
    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct activation *activation = find(rows[i].id);
        double parameters[ACTIVATION_PARAMETERS_MAX];
        activation_defaults(activation, parameters);
        for (enum order order = ORDER_F; order < ORDER_COUNT; order++) {
            assert_true(activation_value(activation, parameters, order, -INFINITY) ==
                        rows[i].left[order]);
            assert_true(activation_value(activation, parameters, order, INFINITY) ==
                        rows[i].right[order]);
        }
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
    double y = activation_value(find("tanh"), NULL, ORDER_F, -0.0);
    assert_true(y == 0 && signbit(y));
    y = activation_value(find("tanh"), NULL, ORDER_F, 0.0);
    assert_true(y == 0 && !signbit(y));
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

// Calls `check` for every function, at its default parameters and at some others.
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
            assert_true(fabs(left - breaks[i].left[order]) < 1e-7);
            assert_true(fabs(right - breaks[i].right[order]) < 1e-7);
            assert_true(at == breaks[i].at[order]);
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

// Between its breaks no function jumps: a step of 1e-6 moves f and f' by no more than a few of it.
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
            assert_true(fabs(change) < 10 * step);
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

static double highest(const struct activation_point *points, int n, enum order order)
{
    for (int i = 0; i < n; i++)
        if (points[i].order == order && points[i].kind == POINT_MAXIMUM)
            return points[i].y;
    return NAN;
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
        return p->y == highest(points, n, p->order) / 2;
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
    }
    return false;
}

static bool nearly(double a, double b)
{
    return fabs(a - b) <= 4 * DBL_EPSILON * fmax(fabs(b), 0.1);
}

// "1/4", or at a jump "0.01 → 1".
static void check_label(const struct activation *activation, const double *parameters,
                        const struct activation_point *point)
{
    static const char arrow[] = " → ";
    char label[ACTIVATION_LABEL_SIZE];
    strcpy(label, point->label);
    char *second = strstr(label, arrow);
    assert_int_equal(second != NULL, point->kind == POINT_JUMP);
    if (!second) {
        assert_true(nearly(label_value(label), point->y));
        return;
    }
    struct activation_break breaks[ACTIVATION_BREAKS_MAX];
    const struct activation_break *at =
        break_at(breaks, activation->breaks(parameters, breaks), point->x);
    *second = '\0';
    assert_true(nearly(label_value(label), at->left[point->order]));
    assert_true(nearly(label_value(second + strlen(arrow)), at->right[point->order]));
}

static void check_points(const struct activation *activation, const double *parameters)
{
    struct activation_point points[ACTIVATION_POINTS_MAX];
    int n = activation->points(parameters, points);
    assert_true(n <= ACTIVATION_POINTS_MAX);
    for (int i = 0; i < n; i++) {
        const struct activation_point *point = &points[i];
        assert_true(i == 0 || points[i - 1].x <= point->x);
        assert_true(
            nearly(activation_value(activation, parameters, point->order, point->x), point->y));
        assert_true(nearly(label_value(point->x_label), point->x));
        assert_true(utf8_valid(point->label, strlen(point->label), NULL));
        check_label(activation, parameters, point);
        if (!kind_holds(activation, parameters, points, n, i))
            fail_msg("%s: point %d (%s) is not of its kind", activation->id, i, point->label);
    }
}

static void points_are_what_they_say(void **state)
{
    (void)state;
    for_every_row(check_points);
}

static void headlines_are_the_greatest_slopes(void **state)
{
    (void)state;
    for (int i = 0; i < activation_count(); i++) {
        const struct activation *activation = activation_at(i);
        double parameters[ACTIVATION_PARAMETERS_MAX];
        activation_defaults(activation, parameters);
        struct activation_point points[ACTIVATION_POINTS_MAX];
        int n = activation->points(parameters, points), headlines = 0;
        for (int k = 0; k < n; k++) {
            headlines += points[k].headline;
            if (points[k].headline)
                assert_true(points[k].order == ORDER_DF &&
                            points[k].y == activation->sup_slope_value);
        }
        bool smooth = strcmp(activation->family, "sigmoidal") == 0;
        assert_int_equal(headlines, smooth ? 1 : 0);
    }
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

static void no_slope_is_above_sup_slope(void **state)
{
    (void)state;
    for (int i = 0; i < activation_count(); i++) {
        const struct activation *activation = activation_at(i);
        double parameters[ACTIVATION_PARAMETERS_MAX], greatest = 0;
        activation_defaults(activation, parameters);
        for (int k = -2000; k <= 2000; k++)
            greatest =
                fmax(greatest, fabs(activation_value(activation, parameters, ORDER_DF, k / 100.)));
        assert_true(greatest <= activation->sup_slope_value);
        assert_true(greatest >= activation->sup_slope_value * 0.999);
    }
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
        {"sig", -1},
        {"sigmoid ", -1},
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
            assert_true(p->low <= p->initial && p->initial <= p->high && p->low < p->high);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_worked_value_within_4_ulp),
        cmocka_unit_test(values_where_the_plain_formulas_fail),
        cmocka_unit_test(limits_at_infinity),
        cmocka_unit_test(nan_stays_nan),
        cmocka_unit_test(zero_keeps_its_sign_in_odd_functions),
        cmocka_unit_test(any_output_may_be_left_out),
        cmocka_unit_test(breaks_are_where_the_kernel_breaks),
        cmocka_unit_test(nothing_breaks_that_is_not_listed),
        cmocka_unit_test(points_are_what_they_say),
        cmocka_unit_test(headlines_are_the_greatest_slopes),
        cmocka_unit_test(leaky_relu_of_slope_1_is_a_straight_line),
        cmocka_unit_test(no_slope_is_above_sup_slope),
        cmocka_unit_test(find_knows_ids_and_aliases),
        cmocka_unit_test(nearest_mends_typing),
        cmocka_unit_test(parameters_are_found_and_checked),
        cmocka_unit_test(rows_are_filled_in),
        cmocka_unit_test(aliases_are_unique),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
