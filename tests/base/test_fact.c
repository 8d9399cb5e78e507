// What stands behind "=", and what behind "≈".
#include "base/fact.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void only_what_is_written_is_equal(void **state)
{
    (void)state;
    static const struct {
        const char *label;
        double value;
        const char *says;
    } rows[] = {
        {"1/4", 0.25, "f = 1/4"},
        {"ln(2 + √3)", 1.3169578969248166, "f = ln(2 + √3)"},
        {"0.25", 0.25, "f = 0.25"},
        {"−0.751792", -0.75179152469769977, "f ≈ −0.752"},
        {"−0.169971", -0.16997120747990369, "f ≈ −0.170"},
        {"0.01", 0.01, "f = 0.01"},
        {"1", 1.0000000000000002, "f ≈ 1.00"},
        {"0", 0, "f = 0"},
        {"0", -0.0, "f = 0"},
        {"2.8×10⁻¹⁷", 2.7755575615628914e-17, "f ≈ 2.78×10⁻¹⁷"},
        {"1×10⁻⁵", 1e-5, "f = 1×10⁻⁵"},
        {"0.999999", 0.99999949, "f ≈ 1.00"},
        {"0 → 1", 0, "f = 0 → 1"},
        {"λα", 1.7580993408473766, "f = λα"},
        {NULL, 0.5, "f = 0.5"},
        {NULL, 1.4142135623730951, "f ≈ 1.41"},
        {NULL, 0.0625, "f = 0.0625"},
        {NULL, 1234567, "f ≈ 1.23×10⁶"},
        {NULL, 1e300, "f = 1×10³⁰⁰"},
        {NULL, INFINITY, "f = ∞"},
        {NULL, -INFINITY, "f = −∞"},
        {NULL, 123.456, "f ≈ 123"},
        {NULL, -9.996, "f ≈ −10.0"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct fact fact = fact_of(rows[i].label, rows[i].value);
        char text[160];
        fact_write(text, sizeof text, "f", &fact);
        if (strcmp(text, rows[i].says) != 0)
            fail_msg("%s, %.17g: \"%s\", not \"%s\"", rows[i].label ? rows[i].label : "-",
                     rows[i].value, text, rows[i].says);
    }
}

static void numbers_that_were_set_keep_their_digits(void **state)
{
    (void)state;
    struct fact fact = fact_number(0.044715, 6, 3);
    assert_true(fact.exact);
    assert_string_equal(fact.text, "0.044715");
    fact = fact_number(1.6732632423543772, 6, 3);
    assert_false(fact.exact);
    assert_string_equal(fact.text, "1.67");
    fact = fact_number(1.0986328125, 6, 6);
    assert_false(fact.exact);
    assert_string_equal(fact.text, "1.09863");
    fact = fact_number(NAN, 6, 3);
    assert_string_equal(fact.text, "NaN");
}

static void decimals_are_told_from_closed_forms(void **state)
{
    (void)state;
    static const char *const decimals[] = {"0", "−1", "0.25", "1.2×10⁻⁵", "−1×10³⁰⁰"};
    static const char *const others[] = {"",     "1/4", "√2",    "ln 2", "λα", "−",
                                         "1..2", "π",   "0 → 1", "e⁻¹",  "2⁻¹"};
    for (size_t i = 0; i < COUNT(decimals); i++)
        assert_true(fact_is_decimal(decimals[i]));
    for (size_t i = 0; i < COUNT(others); i++)
        if (fact_is_decimal(others[i]))
            fail_msg("\"%s\" is no decimal", others[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_what_is_written_is_equal),
        cmocka_unit_test(numbers_that_were_set_keep_their_digits),
        cmocka_unit_test(decimals_are_told_from_closed_forms),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
