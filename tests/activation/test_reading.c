// What values read as: exact at points of interest, and never rounding noise.
#include "activation/expression/expression.h"
#include "activation/reading.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const struct activation *get(const char *id, double parameters[ACTIVATION_PARAMETERS_MAX])
{
    int i = activation_find(id);
    if (i < 0)
        fail_msg("no function %s", id);
    activation_defaults(activation_at(i), parameters);
    return activation_at(i);
}

static void no_noise_at_points_of_interest(void **state)
{
    (void)state;
    int met = 0;
    for (int i = 0; i < activation_count(); i++) {
        double parameters[ACTIVATION_PARAMETERS_MAX];
        struct activation_point points[ACTIVATION_POINTS_MAX];
        const struct activation *a = get(activation_at(i)->id, parameters);
        int n = activation_points(a, parameters, points);
        for (int k = 0; k < n; k++) {
            const struct activation_point *p = &points[k];
            if (p->kind == POINT_JUMP)
                continue;
            double y = reading_value(a, parameters, p->order, p->x);
            if (p->y == 0 ? y != 0 : !(fabs(y - p->y) <= 1e-14 * fabs(p->y)))
                fail_msg("%s, order %d at %.17g: %.17g, not %.17g", a->id, (int)p->order, p->x, y,
                         p->y);
            met += p->y == 0;
        }
    }
    assert_true(met > 100);
}

static void values_read_as_they_are(void **state)
{
    (void)state;
    static const struct {
        const char *id;
        enum order order;
        double x, value;
        bool exact;
    } rows[] = {
        {"silu", ORDER_DF, -1.2784645427610738, 0, true},
        {"sinusoid", ORDER_F, 3.1415926535897931, 0, true},
        {"sinusoid", ORDER_DF, 1.5707963267948966, 0, true},
        {"sinusoid", ORDER_F, 3141.5926535897929, 0, false},
        {"sigmoid", ORDER_DF, 0, 0.25, true},
        {"sigmoid", ORDER_F, 40, 1, false},
        {"tanh", ORDER_F, 20, 1, false},
        {"tanh", ORDER_F, 1e-17, 1e-17, false},
        {"relu", ORDER_F, 0.5, 0.5, true},
        {"relu", ORDER_DF, -3, 0, true},
        {"leaky_relu", ORDER_DF, -3, 0.01, true},
        {"identity", ORDER_F, 1e-300, 1e-300, true},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        double parameters[ACTIVATION_PARAMETERS_MAX];
        const struct activation *a = get(rows[i].id, parameters);
        double y = reading_value(a, parameters, rows[i].order, rows[i].x);
        char text[FACT_SIZE];
        reading_sentence(a, parameters, rows[i].order, rows[i].x, "f", 6, text, sizeof text);
        if (y != rows[i].value)
            fail_msg("%s at %.17g: %.17g", rows[i].id, rows[i].x, y);
        if ((strstr(text, " = ") != NULL) != rows[i].exact)
            fail_msg("%s at %.17g: %s", rows[i].id, rows[i].x, text);
    }
}

// Of formulas in which doubles cancel; the values are those of the first terms of the series.
static void formulas_read_to_their_last_digit(void **state)
{
    (void)state;
    static const struct {
        const char *formula;
        enum order order;
        double x, value;
    } rows[] = {
        {"hypot(x,1)-1", ORDER_F, 0x1p-27, 0x1p-55},
        {"hypot(x,1)-1", ORDER_DF, 0x1p-27, 0x1p-27},
        {"x-sin(x)", ORDER_F, 0x1p-30, 0x1p-90 / 6},
        {"x-sin(x)", ORDER_D2F, 0x1p-30, 0x1p-30},
        {"1-cos(x)", ORDER_F, -0x1p-40, 0x1p-81},
        {"acos(x)-pi/2", ORDER_F, 0, 6.123233995736766e-17},
        {"tanh(x)-1", ORDER_F, 30, -2 * 8.75651076269652e-27},
    };
    static const double none[ACTIVATION_PARAMETERS_MAX];
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct expression *expression = expression_parse(rows[i].formula, NULL);
        const struct activation own = {.id = "f", .expression = expression};
        assert_non_null(expression);
        double y = reading_value(&own, none, rows[i].order, rows[i].x);
        if (!(fabs(y - rows[i].value) <= 1e-14 * fabs(rows[i].value)))
            fail_msg("%s at %g: %.17g, not %.17g", rows[i].formula, rows[i].x, y, rows[i].value);
        expression_destroy(expression);
    }
}

static void points_are_written_with_their_sign(void **state)
{
    (void)state;
    static const struct {
        struct activation_point point;
        int longest;
        const char *says;
    } rows[] = {
        {{.x = 0, .y = 0.25, .x_label = "0", .label = "1/4"}, 99, "f(0) = 1/4"},
        {{.x = -0.75179152469769977,
          .y = -0.16997120747990369,
          .x_label = "−0.751792",
          .label = "−0.169971"},
         99,
         "f(−0.752) ≈ −0.170"},
        {{.x = -0.75179152469769977, .y = 0, .x_label = "−0.751792", .label = "0"},
         99,
         "f = 0 at x ≈ −0.752"},
        {{.x = 1.3169578969248166, .y = 0.5, .x_label = "ln(2 + √3)", .label = "1/2"},
         99,
         "f(ln(2 + √3)) = 1/2"},
        {{.x = 1.3169578969248166, .y = 0.5, .x_label = "ln(2 + √3)", .label = "1/2"},
         6,
         "f = 1/2 at x ≈ 1.32"},
        {{.x = 1, .y = 1.7580993408473766, .x_label = "1", .label = "1.7581"}, 99, "f(1) ≈ 1.76"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        char text[160];
        reading_point(NULL, NULL, &rows[i].point, "f", rows[i].longest, text, sizeof text);
        assert_string_equal(text, rows[i].says);
    }
}

// Whatever a row's label says behind "=", it is that.
static void no_label_is_rounded_behind_an_equals_sign(void **state)
{
    (void)state;
    for (int i = 0; i < activation_count(); i++) {
        double parameters[ACTIVATION_PARAMETERS_MAX];
        struct activation_point points[ACTIVATION_POINTS_MAX];
        const struct activation *a = get(activation_at(i)->id, parameters);
        int n = activation_points(a, parameters, points);
        for (int k = 0; k < n; k++) {
            char text[256];
            if (points[k].kind == POINT_JUMP)
                continue;
            reading_point(a, parameters, &points[k], "f", FACT_SIZE, text, sizeof text);
            const char *equals = strstr(text, "= ");
            struct fact x = fact_of(points[k].x_label, points[k].x);
            if (equals != NULL && fact_is_decimal(points[k].label))
                assert_true(fact_reads_as(points[k].label, points[k].y));
            if (equals != NULL && !x.exact && strstr(text, " at ") == NULL)
                fail_msg("%s: %s", a->id, text);
        }
    }
}

// What tables, sentences and speech say at breaks, and beyond the end of the domain.
static void breaks_read_as_what_they_are(void **state)
{
    (void)state;
    static const struct {
        const char *formula;
        enum order order;
        double x;
        const char *text, *words;
    } rows[] = {
        {"(exp(x)-1)/x", ORDER_F, 0, "→ 1 (hole)", "hole (limit 1)"},
        {"(exp(x)-1)/x", ORDER_DF, 0, "→ 0.5 (hole)", "hole (limit 0.5)"},
        {"(exp(x)-1)/x", ORDER_D2F, 0, "→ 0.333333 (hole)", "hole (limit 0.333333)"},
        {"(exp(x)-1)/x", ORDER_F, 1, "1.71828", "1.71828"},
        {"(x^2-1)/(x-1)", ORDER_F, 1, "→ 2 (hole)", "hole (limit 2)"},
        {"(x^2-2)/(x-sqrt(2))", ORDER_F, 1.4142135623730951, "→ 2.82843 (hole)",
         "hole (limit 2.82843)"},
        {"if(x==0,5,x^2)", ORDER_F, 0, "5 (hole → 0)", "5, hole (limit 0)"},
        {"if(x==0,1,sin(x)/x)", ORDER_F, 0, "1", "1"},
        {"1/x", ORDER_F, 0, "−∞ → ∞ (pole)", "pole (−∞ on the left, ∞ on the right)"},
        {"1/x", ORDER_DF, 0, "−∞ → −∞ (pole)", "pole (−∞ on the left, −∞ on the right)"},
        {"1/x^2", ORDER_F, 0, "∞ → ∞ (pole)", "pole (∞ on the left, ∞ on the right)"},
        {"if(x==0,0,1/x)", ORDER_F, 0, "0 (pole −∞ → ∞)",
         "0, pole (−∞ on the left, ∞ on the right)"},
        {"exp(1/x)", ORDER_F, 0, "0 → ∞ (pole)", "pole (0 on the left, ∞ on the right)"},
        {"1/sqrt(x)", ORDER_F, 0, "none → ∞ (pole)", "pole (none on the left, ∞ on the right)"},
        {"tan(x)", ORDER_F, 1.5707963267948966, "∞ → −∞ (pole)",
         "pole (∞ on the left, −∞ on the right)"},
        {"tan(x)", ORDER_DF, 1.5707963267948966, "∞ → ∞ (pole)",
         "pole (∞ on the left, ∞ on the right)"},
        {"tan(x)", ORDER_F, 3.1415926535897931, "0", "0"},
        {"tan(x)", ORDER_D2F, 3.1415926535897931, "0", "0"},
        {"x^3-3*x", ORDER_DF, -1, "0", "0"},
        {"sqrt(x)", ORDER_F, 0, "0", "0"},
        {"sqrt(x)", ORDER_DF, 0, "none → ∞ (pole)", "pole (none on the left, ∞ on the right)"},
        {"sqrt(x)", ORDER_F, -1, "no values here", "none"},
        {"sqrt(x)", ORDER_DF, -1, "no values here", "none"},
        {"sqrt(x)/x*x", ORDER_F, 0, "none → 0 (end)", "end (none on the left, 0 on the right)"},
        {"asin(x)/asin(x)", ORDER_F, 1, "1", "1"},
        {"sign(x)", ORDER_F, 0, "0 (jump −1 → 1)", "0, jump (−1 on the left, 1 on the right)"},
        {"abs(x)/x", ORDER_F, 0, "−1 → 1 (jump)", "jump (−1 on the left, 1 on the right)"},
        {"floor(x)", ORDER_F, 40, "40 (jump 39 → 40)",
         "40, jump (39 on the left, 40 on the right)"},
        {"relu(x)", ORDER_F, 0, "0", "0"},
        {"relu(x)", ORDER_DF, 0, "1 (jump 0 → 1)", "1, jump (0 on the left, 1 on the right)"},
        {"exp(x)", ORDER_F, 1000, "∞", "∞"},
        {"step", ORDER_F, 0, "1 (jump 0 → 1)", "1, jump (0 on the left, 1 on the right)"},
        {"relu", ORDER_DF, 0, "1 (jump 0 → 1)", "1, jump (0 on the left, 1 on the right)"},
        {"tanh", ORDER_F, 0, "0", "0"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        double parameters[ACTIVATION_PARAMETERS_MAX] = {0};
        char text[FACT_SIZE], words[160];
        int known = activation_find(rows[i].formula);
        struct activation own = {.expression =
                                     known < 0 ? expression_parse(rows[i].formula, NULL) : NULL};
        const struct activation *a = known < 0 ? &own : get(rows[i].formula, parameters);
        struct reading reading = reading_at(a, parameters, rows[i].order, rows[i].x);
        reading_text(&reading, 6, text, sizeof text);
        reading_words(&reading, 6, words, sizeof words);
        if (strcmp(text, rows[i].text) != 0 || strcmp(words, rows[i].words) != 0)
            fail_msg("%s, order %d at %g: %s; %s", rows[i].formula, (int)rows[i].order, rows[i].x,
                     text, words);
        expression_destroy((struct expression *)(uintptr_t)own.expression);
    }
}

// A hole reads as its limit where the function has no value there, else as the value.
static void holes_have_the_value_of_their_limit(void **state)
{
    (void)state;
    static const struct {
        const char *formula;
        double x, value;
    } rows[] = {
        {"(exp(x)-1)/x", 0, 1},    {"(x^2-1)/(x-1)", 1, 2}, {"if(x==0,5,x^2)", 0, 5},
        {"sin(x)/x+1/4", 0, 1.25}, {"1/x", 0, (double)NAN}, {"abs(x)/x", 0, (double)NAN},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct expression *e = expression_parse(rows[i].formula, NULL);
        const struct activation own = {.expression = e};
        double y = reading_value(&own, NULL, ORDER_F, rows[i].x);
        if (isnan(rows[i].value) ? !isnan(y) : y != rows[i].value)
            fail_msg("%s at %g: %.17g", rows[i].formula, rows[i].x, y);
        expression_destroy(e);
    }
}

static void sentences_name_holes_and_poles(void **state)
{
    (void)state;
    static const struct {
        const char *formula;
        double x;
        const char *sentence;
    } rows[] = {
        {"(exp(x)-1)/x", 0, "f → 1 (hole)"},
        {"1/x", 0, "f: −∞ → ∞ (pole)"},
        {"sign(x)", 0, "f: 0 (jump −1 → 1)"},
        {"sqrt(x)", -1, "f: no values here"},
        {"sqrt(x)", 4, "f ≈ 2"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        char text[FACT_SIZE];
        struct expression *e = expression_parse(rows[i].formula, NULL);
        const struct activation own = {.expression = e};
        reading_sentence(&own, NULL, ORDER_F, rows[i].x, "f", 6, text, sizeof text);
        assert_string_equal(text, rows[i].sentence);
        expression_destroy(e);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_noise_at_points_of_interest),
        cmocka_unit_test(values_read_as_they_are),
        cmocka_unit_test(formulas_read_to_their_last_digit),
        cmocka_unit_test(breaks_read_as_what_they_are),
        cmocka_unit_test(holes_have_the_value_of_their_limit),
        cmocka_unit_test(sentences_name_holes_and_poles),
        cmocka_unit_test(points_are_written_with_their_sign),
        cmocka_unit_test(no_label_is_rounded_behind_an_equals_sign),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
