// What the catalogue says of its functions in words: limits, ranges and steepest slopes are read as
// the mathematics that they are, and compared with the functions' values.
#include "activation/activation.h"
#include "base/text.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

// --- reading mathematics ---

// "−λα", "1/√α", "(√2 − 1)²", "max(1, |α|)": at the parameters' defaults.
struct reader {
    const char *at;
    const struct activation *of;
    bool wrong;
};

static double read_sum(struct reader *r);

static bool take(struct reader *r, const char *sign)
{
    size_t n = strlen(sign);
    bool here = strncmp(r->at, sign, n) == 0;
    r->at += here ? n : 0;
    return here;
}

// The parameter with the longest symbol that stands here.
static bool take_parameter(struct reader *r, double *value)
{
    size_t longest = 0;
    for (int i = 0; i < r->of->parameter_count; i++) {
        const struct activation_parameter *p = &r->of->parameters[i];
        size_t n = strlen(p->symbol);
        if (n > longest && strncmp(r->at, p->symbol, n) == 0) {
            longest = n;
            *value = p->initial;
        }
    }
    r->at += longest;
    return longest > 0;
}

static double read_between(struct reader *r, const char *end)
{
    double value = read_sum(r);
    r->wrong |= !take(r, end);
    return value;
}

static double read_greatest(struct reader *r)
{
    double most = -HUGE_VAL;
    do
        most = fmax(most, read_sum(r));
    while (take(r, ", "));
    r->wrong |= !take(r, ")");
    return most;
}

static double read_factor(struct reader *r)
{
    double value;
    if (take(r, "W(1/e)")) // the solution of w e^w = 1/e
        return 0.27846454276107380;
    if (take(r, "max("))
        return read_greatest(r);
    if (take(r, "ln "))
        return log(read_factor(r));
    if (take(r, "√"))
        return sqrt(read_factor(r));
    if (take(r, "|"))
        return fabs(read_between(r, "|"));
    if (take(r, "("))
        return read_between(r, ")");
    if (take(r, "∞"))
        return HUGE_VAL;
    if (take(r, "π"))
        return acos(-1);
    if (take_parameter(r, &value))
        return value;
    if (take(r, "k")) // any whole number
        return 0;
    if (take(r, "e"))
        return exp(1);
    char *end;
    value = strtod(r->at, &end);
    r->wrong |= end == r->at || !ascii_is_digit(*r->at);
    r->at = end;
    return value;
}

// Whether another factor stands behind the last one: "ab", "β W(1/e)".
static bool goes_on(const struct reader *r)
{
    static const char *const ends[] = {"", ")", "|", ",", "+", "−", "=", "≈", "]", "<", "≤"};
    const char *at = r->at + (*r->at == ' ');
    if (*at == '\0')
        return false;
    for (size_t i = 1; i < COUNT(ends); i++)
        if (strncmp(at, ends[i], strlen(ends[i])) == 0)
            return false;
    return true;
}

static double read_product(struct reader *r)
{
    double value = read_factor(r);
    while (!r->wrong)
        if (take(r, "²"))
            value *= value;
        else if (take(r, "/"))
            value /= read_factor(r);
        else if (goes_on(r)) {
            take(r, " ");
            value *= read_factor(r);
        } else
            break;
    return value;
}

static double read_sum(struct reader *r)
{
    double value = take(r, "−") ? -read_product(r) : read_product(r);
    while (!r->wrong)
        if (take(r, " + ") || take(r, "+"))
            value += read_product(r);
        else if (take(r, " − ") || take(r, "−"))
            value -= read_product(r);
        else
            break;
    return value;
}

// Reads n bytes; false where they are something else, as words are.
static bool read_value(const struct activation *of, const char *text, size_t n, double *value)
{
    char copy[160];
    if (n == 0 || n >= sizeof copy)
        return false;
    memcpy(copy, text, n);
    copy[n] = '\0';
    struct reader r = {copy, of, false};
    *value = read_sum(&r);
    return !r.wrong && (*r.at == '\0' || strncmp(r.at, " ≈", strlen(" ≈")) == 0);
}

// The comma that separates two values, outside parentheses; NULL for none.
static const char *comma_in(const char *text)
{
    int depth = 0;
    for (const char *c = text; *c != '\0'; c++) {
        depth += (*c == '(') - (*c == ')');
        if (depth <= 0 && strncmp(c, ", ", 2) == 0)
            return c;
    }
    return NULL;
}

static bool read_pair(const struct activation *of, const char *text, size_t n, double pair[2])
{
    const char *comma = comma_in(text);
    if (comma == NULL || comma + 2 > text + n)
        return false;
    return read_value(of, text, (size_t)(comma - text), &pair[0]) &&
           read_value(of, comma + 2, (size_t)(text + n - comma - 2), &pair[1]);
}

static double value_at(const struct activation *a, enum order order, double x)
{
    double parameters[ACTIVATION_PARAMETERS_MAX];
    activation_defaults(a, parameters);
    return activation_value(a, parameters, order, x);
}

static bool is_near(double value, double exact)
{
    return isinf(exact) ? value * copysign(1, exact) > 100
                        : fabs(value - exact) <= 1e-7 * fmax(1, fabs(exact));
}

// --- limits ---

static void limits_in_words_are_those_of_the_function(void **state)
{
    (void)state;
    int read = 0, all = 0;
    for (int i = 0; i < activation_count(); i++)
        for (int order = 0; order < ORDER_COUNT; order++) {
            const struct activation *a = activation_at(i);
            const char *text = a->limits[order];
            double limits[2];
            all++;
            if (!read_pair(a, text, strlen(text), limits))
                continue;
            read++;
            for (int side = 0; side < 2; side++) {
                double y = value_at(a, (enum order)order, side == 0 ? -1e300 : 1e300);
                if (!is_near(y, limits[side]))
                    fail_msg("%s, order %d: \"%s\", but far out it is %g", a->id, order, text, y);
            }
        }
    if (read < all - 12)
        fail_msg("only %d of %d limits are read", read, all);
}

// --- ranges ---

enum { SCAN = 40000 };

// The least and the greatest value over [-reach, reach], dense around 0.
static void scan(const struct activation *a, double reach, double ends[2])
{
    static double x[2 * SCAN + 1], y[2 * SCAN + 1];
    double parameters[ACTIVATION_PARAMETERS_MAX];
    activation_defaults(a, parameters);
    for (int i = -SCAN; i <= SCAN; i++)
        x[i + SCAN] = sinh(i * (asinh(reach) / SCAN));
    activation_eval(a, parameters, x, 2 * SCAN + 1, y, NULL, NULL);
    ends[0] = HUGE_VAL;
    ends[1] = -HUGE_VAL;
    for (int i = 0; i <= 2 * SCAN; i++) {
        ends[0] = fmin(ends[0], y[i]);
        ends[1] = fmax(ends[1], y[i]);
    }
}

// An end in a square bracket is taken within [-10, 10]; one in a round bracket is not, but come
// near far out.
static void check_end(const struct activation *a, double end, bool closed, double near, double far)
{
    double close = isinf(end) ? HUGE_VAL : fabs(near - end);
    bool ok = closed ? close <= 2e-8 * fmax(1, fabs(end))
                     : close > (end == 0 ? 0 : 1e-13) && is_near(far, end);
    if (!ok)
        fail_msg("%s: \"%s\", but within [-10, 10] it comes to %.12g, and far out to %.12g", a->id,
                 a->range, near, far);
}

static void ranges_in_words_are_those_of_the_function(void **state)
{
    (void)state;
    int read = 0;
    for (int i = 0; i < activation_count(); i++) {
        const struct activation *a = activation_at(i);
        size_t n = strlen(a->range);
        double ends[2], near[2], far[2];
        bool opens = *a->range == '[' || *a->range == '(';
        bool ends_so = a->range[n - 1] == ']' || a->range[n - 1] == ')';
        if (!opens || !ends_so || !read_pair(a, a->range + 1, n - 2, ends))
            continue;
        read++;
        scan(a, 10, near);
        scan(a, 1e300, far);
        check_end(a, ends[0], *a->range == '[', near[0], far[0]);
        check_end(a, ends[1], a->range[n - 1] == ']', near[1], far[1]);
    }
    if (read < 45)
        fail_msg("only %d ranges are read", read);
}

// --- the steepest slope ---

static void check_slope(const struct activation *a, double x, double value)
{
    double y = fabs(value_at(a, ORDER_DF, x));
    if (!is_near(y, value))
        fail_msg("%s: \"%s\", but at %.12g it is %.12g", a->id, a->sup_slope, x, y);
}

// Where it is said to be: "at ±√2", "as x → −∞". Returns whether that was read.
static bool check_place(const struct activation *a, const char *words, double value)
{
    static const char at[] = " at ", both[] = " at ±", far[] = " as x → ";
    double x;
    if (strncmp(words, both, strlen(both)) == 0) {
        words += strlen(both);
        if (!read_value(a, words, strlen(words), &x))
            return false;
        check_slope(a, -x, value);
    } else if (strncmp(words, at, strlen(at)) == 0) {
        words += strlen(at);
        if (!read_value(a, words, strlen(words), &x))
            return false;
    } else if (strncmp(words, far, strlen(far)) == 0 &&
               read_value(a, words + strlen(far), strlen(words + strlen(far)), &x)) {
        x = copysign(1e300, x);
    } else {
        return false;
    }
    check_slope(a, x, value);
    return true;
}

static void steepest_slopes_in_words_are_where_they_say(void **state)
{
    (void)state;
    static const char *const behind[] = {" at ", " as ", " for ", " everywhere", ", with ", " ("};
    int values = 0, places = 0;
    for (int i = 0; i < activation_count(); i++) {
        const struct activation *a = activation_at(i);
        size_t n = strlen(a->sup_slope);
        double value = (double)NAN;
        for (size_t k = 0; k < COUNT(behind); k++) {
            const char *found = strstr(a->sup_slope, behind[k]);
            n = found != NULL && (size_t)(found - a->sup_slope) < n ? (size_t)(found - a->sup_slope)
                                                                    : n;
        }
        if (strcmp(a->sup_slope, "unbounded") == 0) {
            assert_true(isinf(a->sup_slope_value));
            continue;
        }
        if (!read_value(a, a->sup_slope, n, &value))
            fail_msg("%s: \"%s\" is not read", a->id, a->sup_slope);
        if (!is_near(a->sup_slope_value, value))
            fail_msg("%s: \"%s\", but %.12g", a->id, a->sup_slope, a->sup_slope_value);
        values++;
        places += check_place(a, a->sup_slope + n, value);
    }
    assert_true(values > 50);
    if (places < 30)
        fail_msg("only %d places are read", places);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(limits_in_words_are_those_of_the_function),
        cmocka_unit_test(ranges_in_words_are_those_of_the_function),
        cmocka_unit_test(steepest_slopes_in_words_are_where_they_say),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
