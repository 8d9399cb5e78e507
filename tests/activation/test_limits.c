// What formulas tend to on both sides of holes, poles, jumps, kinks, ends and single points,
// against tests/data/limits.csv, which scripts/reference.py computes from the formulas in 1500
// digits.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "activation/expression/series.h"

enum { ROWS_MAX = 300, FIELDS = 11, BREAKS_MAX = 512 };

struct row {
    char formula[64], kind[24];
    double x, left[ORDER_COUNT], right[ORDER_COUNT], value;
    double strict; // the value where 1/0 has none
    bool missed;   // no double lies on the place
    struct expression *expression;
};

static struct row rows[ROWS_MAX];
static int row_count;

// Splits a line at its semicolons.
static int split(char *line, char *fields[FIELDS])
{
    int n = 0;
    line[strcspn(line, "\n")] = '\0';
    for (char *rest = line; rest != NULL && n < FIELDS; n++) {
        fields[n] = rest;
        rest = strchr(rest, ';');
        if (rest != NULL)
            *rest++ = '\0';
    }
    return n;
}

static void read_row(struct row *row, char *const fields[FIELDS])
{
    static const char missed[] = "missed ";
    row->missed = strncmp(fields[2], missed, strlen(missed)) == 0;
    text_copy(row->formula, sizeof row->formula, fields[0]);
    text_copy(row->kind, sizeof row->kind, fields[2] + (row->missed ? strlen(missed) : 0));
    row->x = strtod(fields[1], NULL);
    for (int order = 0; order < ORDER_COUNT; order++) {
        row->left[order] = strtod(fields[3 + order], NULL);
        row->right[order] = strtod(fields[6 + order], NULL);
    }
    row->value = strtod(fields[9], NULL);
    row->strict = strtod(fields[10], NULL);
    row->expression = expression_parse(row->formula, NULL);
    if (row->expression == NULL)
        fail_msg("%s is not read", row->formula);
}

static int read_table(void **state)
{
    (void)state;
    FILE *file = fopen(TEST_DATA "/limits.csv", "r");
    char line[500], *fields[FIELDS];
    assert_non_null(file);
    assert_non_null(fgets(line, sizeof line, file)); // the names of the columns
    while (fgets(line, sizeof line, file) != NULL) {
        assert_true(row_count < ROWS_MAX);
        assert_int_equal(split(line, fields), FIELDS);
        read_row(&rows[row_count++], fields);
    }
    fclose(file);
    assert_true(row_count >= 180);
    return 0;
}

static int forget_table(void **state)
{
    (void)state;
    for (int i = 0; i < row_count; i++)
        expression_destroy(rows[i].expression);
    return 0;
}

// To twelve digits of the greatest of the orders so far.
static bool agree(const double *found, const double *wanted, int order)
{
    double size = 1e-3;
    for (int k = 0; k <= order; k++)
        size = isfinite(wanted[k]) ? fmax(size, fabs(wanted[k])) : size;
    if (!isfinite(wanted[order]))
        return isnan(wanted[order]) ? isnan(found[order]) : found[order] == wanted[order];
    return fabs(found[order] - wanted[order]) <= 1e-12 * size;
}

static int mismatches;

static void compare(const struct row *row, const char *what, const double found[ORDER_COUNT],
                    const double wanted[ORDER_COUNT])
{
    for (int order = 0; order < ORDER_COUNT; order++)
        if (!agree(found, wanted, order)) {
            print_error("%s at %.17g, %s: %.17g %.17g %.17g, not %.17g %.17g %.17g\n", row->formula,
                        row->x, what, found[0], found[1], found[2], wanted[0], wanted[1],
                        wanted[2]);
            mismatches++;
            return;
        }
}

static double limit_of(const struct series *series)
{
    double limit;
    if (series_is_pole(series))
        return series_sign(series) == SERIES_POSITIVE ? HUGE_VAL : -HUGE_VAL;
    return series_limit(series, &limit) ? limit : (double)NAN;
}

static void limits_by_series(const struct row *row, double side, double out[ORDER_COUNT])
{
    static const double parameters[ACTIVATION_PARAMETERS_MAX];
    struct series s = row->missed
                          ? expression_series_near(row->expression, parameters, row->x, side)
                          : expression_series(row->expression, parameters, row->x, side);
    double sign = 1;
    for (int order = 0; order < ORDER_COUNT; order++) {
        out[order] = sign * limit_of(&s);
        s = series_slope(s);
        sign *= side;
    }
}

// The series on both sides.
static void series_tend_to_the_limits(void **state)
{
    (void)state;
    mismatches = 0;
    for (int i = 0; i < row_count; i++) {
        double found[ORDER_COUNT];
        limits_by_series(&rows[i], -1, found);
        compare(&rows[i], "series on the left", found, rows[i].left);
        limits_by_series(&rows[i], 1, found);
        compare(&rows[i], "series on the right", found, rows[i].right);
    }
    assert_int_equal(mismatches, 0);
}

// At a pole f has the sign that it has on the right, and if it is none there, on the left; so have
// its slopes.
static void expect_pole(const struct row *row, double wanted[ORDER_COUNT])
{
    const double *side = isinf(row->right[ORDER_F]) ? row->right : row->left;
    if (isinf(side[ORDER_F]))
        memcpy(wanted, side, ORDER_COUNT * sizeof *wanted);
}

// f at the place itself, and the derivatives from the right where f goes on there, or else from the
// left.
static void values_are_those_at_the_place(void **state)
{
    (void)state;
    mismatches = 0;
    for (int i = 0; i < row_count; i++) {
        const struct row *row = &rows[i];
        double found[ORDER_COUNT], wanted[ORDER_COUNT] = {row->value};
        bool right = isfinite(row->value) && row->value == row->right[ORDER_F];
        bool left = isfinite(row->value) && row->value == row->left[ORDER_F];
        const double *side = right ? row->right : row->left;
        expression_eval(row->expression, NULL, &row->x, 1, &found[0], &found[1], &found[2]);
        for (int order = ORDER_DF; order < ORDER_COUNT; order++)
            wanted[order] = (right || left) && !row->missed ? side[order] : found[order];
        if (isnan(row->value) || (strcmp(row->kind, "spike") == 0 && found[ORDER_DF] != 0))
            wanted[ORDER_DF] = wanted[ORDER_D2F] = (double)NAN; // or 0, where f is one of steps
        if (isinf(row->value))
            expect_pole(row, wanted);
        compare(row, "values", found, wanted);
    }
    assert_int_equal(mismatches, 0);
}

static const struct activation_break *break_near(const struct activation_break *breaks, int n,
                                                 double x)
{
    for (int i = 0; i < n; i++)
        if (fabs(breaks[i].x - x) <= 1e-12)
            return &breaks[i];
    return NULL;
}

// Ends need not be breaks, nor places where roots and their like bend.
static bool is_sought(const struct row *row)
{
    return strcmp(row->kind, "hole") == 0 || strcmp(row->kind, "jump") == 0 ||
           strcmp(row->kind, "pole") == 0;
}

// f itself at a place that is a double; not with the infinities that doubles go on with.
static void compare_at(const struct row *row, double at)
{
    if (row->missed || agree(&at, &row->strict, ORDER_F))
        return;
    print_error("%s at %.17g: %.17g, not %.17g\n", row->formula, row->x, at, row->strict);
    mismatches++;
}

// Breaks lie where f or a derivative breaks, with the limits on both sides.
static void breaks_have_the_limits(void **state)
{
    (void)state;
    mismatches = 0;
    for (int i = 0; i < row_count; i++) {
        const struct row *row = &rows[i];
        static struct activation_break breaks[BREAKS_MAX];
        int n = expression_breaks(row->expression, NULL, breaks, BREAKS_MAX);
        const struct activation_break *at = break_near(breaks, n, row->x);
        bool regular = strcmp(row->kind, "regular") == 0;
        if ((regular && at != NULL) || (is_sought(row) && at == NULL)) {
            print_error("%s at %.17g: %s\n", row->formula, row->x, at ? "a break" : "no break");
            mismatches++;
        }
        if (!regular && at != NULL) {
            compare(row, "break's left", at->left, row->left);
            compare(row, "break's right", at->right, row->right);
            compare_at(row, at->at[ORDER_F]);
        }
    }
    assert_int_equal(mismatches, 0);
}

// How many breaks are in a view from `low` to `high`.
struct counted {
    const char *formula;
    double low, high;
    int breaks;
};

static void assert_breaks(const struct counted *c)
{
    struct expression *expression = expression_parse(c->formula, NULL);
    const struct expression_view view = {.low = c->low, .high = c->high};
    struct activation_break breaks[EXPRESSION_BREAKS_IN_MAX];
    assert_non_null(expression);
    int n = expression_breaks_in(expression, NULL, &view, breaks);
    if (n != c->breaks)
        fail_msg("%s has %d breaks, %d wanted; the first is at %.17g", c->formula, n, c->breaks,
                 n > 0 ? breaks[0].x : (double)NAN);
    expression_destroy(expression);
}

// What comes to 0 only because doubles end there is no root of what divides, nor of a logarithm, a
// root, a comparison, a step. Beside these stand roots near which doubles underflow, too.
static void underflow_is_no_break(void **state)
{
    static const struct counted cases[] = {
        {"erfc(x)/exp(-x^2)", 20, 40, 0},
        {"erfc(x)/erfc(2*x)", -5, 30, 0},
        {"exp(-x^2)/exp(-2*x^2)", -40, 40, 0},
        {"exp(-x^2)/(exp(-x^2) + exp(-(x-1)^2))", -60, 60, 0},
        {"exp(-x)/(exp(-x) + exp(-2*x))", -900, 900, 0},
        {"exp(-x)*sinh(x)/exp(-x)", 700, 900, 0},
        {"2^x/(2^x + 3^x)", -1200, 1200, 0},
        {"0.5^x/x^-400", 5, 1200, 0},
        {"log(Phi(x))", -60, 10, 0},
        {"log(sigmoid(x))", -900, 100, 0},
        {"log2(-gelu(x))", -60, -1, 0},
        {"log(-silu(x))", -900, -1, 0},
        {"log10(softplus(x))", -900, 10, 0},
        {"sqrt(exp(-x) + exp(-3*x))/exp(-x/2)", -20, 1600, 0},
        {"cbrt(erfc(x))", 0, 60, 0},
        {"(exp(-x))^0.3", 0, 900, 0},
        {"sign(exp(-x))", 0, 900, 0},
        {"if(exp(-x^2) == 0, 1, 2)", -60, 60, 0},
        {"if(exp(-x) > exp(-2*x), 1, 2)", 1, 900, 0},
        {"max(exp(-x), 2*exp(-x))", 1, 900, 0},
        {"ceil(exp(-x))", 1, 900, 0},
        {"sech(x)/exp(-abs(x))", -900, 900, 1},
        {"abs(exp(-x) - exp(-2*x))", -10, 900, 1},
        {"1/(exp(-x) - exp(-2*x))", -10, 900, 1},
        {"sin(x)*exp(-x^2)/(sin(x)*exp(-x^2))", 29, 33, 1},
        {"1/exp(-1/x^2)", -1, 1, 1},
        {"x^9/abs(x^9)", -1, 1, 1},
        {"1/(x^3 + x^5)", -1, 1, 1},
        {"x^30/x^30", -1, 1, 1},
        {"1/relu(x)", -1, 1, 1},
        {"log(relu(x))", -1, 1, 1},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_breaks(&cases[i]);
}

// At doubles beside a place that none holds; true to 1e-12.
static void values_beside_places_are_exact(void **state)
{
    static const struct {
        const char *formula;
        double x, y[ORDER_COUNT];
    } cases[] = {
        {"sqrt(cos(x))",
         1.5707963267948966,
         {7.8251095811731384e-09, -63896868.767560452, -5.2175752888137172e+23}},
        {"sqrt(cos(x))",
         1.5707963267948963,
         {1.6830833160672677e-08, -29707382.589253623, -5.2435228362100737e+22}},
        {"sqrt(abs(sin(11*x)))",
         3.141592653589793,
         {3.6703017301879806e-08, -149851440.13536751, -6.1181493406792846e+23}},
        {"sqrt(abs(sin(11*x)))",
         3.1415926535897936,
         {5.9479995202493082e-08, 92468063.947817355, -1.4375157262788843e+23}},
        {"tan(x)*cos(x)", 1.5707963267948966, {1, 6.123233995736766e-17, -1}},
        {"tan(x)*cos(x)", 1.5707963267948968, {1, -1.6081226496766366e-16, -1}},
        {"sqrt(2 - x^2)",
         1.414213562373095,
         {1.8830948918390518e-08, -75100493.793595165, -2.9951141562142189e+23}},
        {"cbrt(sin(x))",
         3.141592653589793,
         {4.9659645758703868e-06, -13516726018.004768, -7.3581629290533074e+25}},
        {"cbrt(sin(x))",
         3.1415926535897936,
         {-6.8514588679613201e-06, -7100887557.0311975, 1.4718793491817003e+25}},
        {"sqrt(x^2 - 3)",
         1.7320508075688774,
         {2.0531915642369532e-08, 84358948.173088551, -3.4660341786055334e+23}},
        {"sin(x)^1.5",
         3.141592653589793,
         {1.3552402065046528e-24, -1.6599564145126056e-08, 67772863.803193361}},
        {"sqrt(abs(x^3 - 2))",
         1.259921049894873,
         {3.0562781767882099e-08, -77908535.814451188, -1.9859906728549864e+23}},
        {"sqrt(abs(tan(x)))",
         3.141592653589793,
         {1.1066376096750703e-08, -45181909.20212891, -1.8446914340357694e+23}},
        {"sqrt(abs(sin(x/3)))",
         9.42477796076938,
         {1.1066376096750703e-08, -15060636.400709637, -2.0496571489286323e+22}},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct expression *expression = expression_parse(cases[i].formula, NULL);
        assert_non_null(expression);
        for (enum order order = ORDER_F; order < ORDER_COUNT; order++) {
            double y = expression_value(expression, NULL, order, cases[i].x);
            if (!(fabs(y - cases[i].y[order]) <= 1e-12 * fmax(1e-3, fabs(cases[i].y[order]))))
                fail_msg("%s at %.17g, order %d: %.17g instead of %.17g", cases[i].formula,
                         cases[i].x, (int)order, y, cases[i].y[order]);
        }
        expression_destroy(expression);
    }
}

// Points of interest that rounding puts a few last bits off 0, or off 0.5.
static void roots_are_round(void **state)
{
    static const struct {
        const char *formula;
        double x;
    } cases[] = {
        {"exp(x)/(exp(x) + exp(-x))", 0}, {"(exp(x) - 1)/(exp(x) + 1)", 0},
        {"1/(1 + exp(1 - 2*x))", 0.5},    {"2^(x-3)/(2^(x-3) + 2^(3-x))", 3},
        {"exp(-(x-0.1)^2)", 0.1},         {"tanh(3*x)/(2 + cos(x))", 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct activation_point points[ACTIVATION_POINTS_MAX];
        struct expression *expression = expression_parse(cases[i].formula, NULL);
        assert_non_null(expression);
        int n = expression_points(expression, NULL, points, ACTIVATION_POINTS_MAX), found = 0;
        for (int k = 0; k < n; k++) {
            found += points[k].x == cases[i].x;
            if (points[k].x != cases[i].x && fabs(points[k].x - cases[i].x) < 1e-6)
                fail_msg("%s: a point at %.17g", cases[i].formula, points[k].x);
        }
        if (found == 0)
            fail_msg("%s has no point at %g", cases[i].formula, cases[i].x);
        expression_destroy(expression);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(series_tend_to_the_limits),
        cmocka_unit_test(values_are_those_at_the_place),
        cmocka_unit_test(breaks_have_the_limits),
        cmocka_unit_test(underflow_is_no_break),
        cmocka_unit_test(values_beside_places_are_exact),
        cmocka_unit_test(roots_are_round),
    };
    return cmocka_run_group_tests(tests, read_table, forget_table);
}
