// Ticks: what is written at an axis is true, legible and steady, at every depth.
#include "base/text.h"
#include "plot/ticks.h"

#include "random.h"

#include <ctype.h>
#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

// --- Reading what was written

#ifdef ACTSCOPE_FEW_CASES // see tests/CMakeLists.txt
enum { RANDOM_CASES = 4000 };
#else
enum { RANDOM_CASES = 20000 };
#endif

static bool starts_with(const char *string, const char *start)
{
    return strncmp(string, start, strlen(start)) == 0;
}

// Takes one character of a superscript; returns the bytes it took, 0 if it is none.
static size_t superscript(const char *string, char *out)
{
    static const char *const digits[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹", "⁻"};
    for (size_t i = 0; i < COUNT(digits); i++) {
        if (starts_with(string, digits[i])) {
            *out = "0123456789-"[i];
            return strlen(digits[i]);
        }
    }
    return 0;
}

// Takes "×10ⁿ" or, at the beginning of a number, "10ⁿ".
static size_t power(const char *string, bool beginning, char **out)
{
    char digit;
    size_t times = strlen("×10");
    if (starts_with(string, "×10")) {
        *(*out)++ = 'e';
        return times;
    }
    if (beginning && starts_with(string, "10") && superscript(string + 2, &digit)) {
        *(*out)++ = '1';
        *(*out)++ = 'e';
        return 2;
    }
    return 0;
}

// Reads a number as people write it: −1.5×10⁻³⁰⁰, 10⁵, 0.25. ASCII minus and exponents are refused.
static long double read_number(const char *string)
{
    char ascii[128];
    char *out = ascii;
    bool beginning = true;
    for (const char *c = string; *c;) {
        size_t taken = power(c, beginning, &out);
        if (taken == 0 && beginning && starts_with(c, "−")) {
            *out++ = '-';
            c += strlen("−");
            continue;
        }
        if (taken == 0 && (taken = superscript(c, out)) != 0)
            out++;
        if (taken == 0 && (isdigit((unsigned char)*c) || *c == '.')) {
            *out++ = *c;
            taken = 1;
        }
        if (taken == 0)
            fail_msg("\"%s\" is not a number", string);
        c += taken;
        beginning = false;
    }
    *out = '\0';
    char *end;
    long double value = strtold(ascii, &end);
    if (end == ascii || *end)
        fail_msg("\"%s\" (%s) is not a number", string, ascii);
    return value;
}

// "×10⁻¹³ + 0.75", either part of which may be missing.
static void read_note(const char *note, long double *power_of_ten, long double *offset)
{
    *power_of_ten = 1;
    *offset = 0;
    char copy[TICKS_NOTE_MAX];
    assert_true(text_copy(copy, sizeof copy, note));
    char *rest = copy;
    if (starts_with(rest, "×")) {
        char *end = strchr(rest, ' ');
        if (end)
            *end++ = '\0';
        *power_of_ten = read_number(rest + strlen("×"));
        rest = end ? end : rest + strlen(rest);
    }
    if (starts_with(rest, "+ "))
        *offset = read_number(rest + strlen("+ "));
    else if (starts_with(rest, "− "))
        *offset = -read_number(rest + strlen("− "));
    else if (*rest)
        fail_msg("\"%s\" is not a note", note);
}

static long double read_label(const struct ticks *ticks, const struct tick *tick)
{
    long double power_of_ten, offset;
    read_note(ticks->note, &power_of_ten, &offset);
    return offset + read_number(tick->label) * power_of_ten;
}

static void reader_reads(void **state)
{
    (void)state;
    static const struct {
        const char *string;
        long double value;
    } rows[] = {
        {"0", 0},          {"0.25", 0.25L},     {"−12", -12},    {"10", 10},
        {"10²", 100},      {"−10⁻²", -1e-2L},   {"10⁰", 1},      {"2×10⁻³²⁰", 2e-320L},
        {"1.5×10³", 1500}, {"−2.5×10⁰", -2.5L}, {"100000", 1e5},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        assert_true(fabsl(read_number(rows[i].string) - rows[i].value) <=
                    1e-18L * fabsl(rows[i].value));
    }
    long double power_of_ten, offset;
    read_note("×10⁻² − 0.75", &power_of_ten, &offset);
    assert_true(fabsl(power_of_ten - 0.01L) < 1e-18L && offset == -0.75L);
}

// --- Tables

static void labels(const struct ticks *ticks, struct text *text)
{
    for (int i = 0; i < ticks->n; i++)
        if (ticks->items[i].major)
            text_format(text, "%s%s", text->n ? " " : "", ticks->items[i].label);
}

struct row {
    struct axis axis;
    int most;
    const char *labels, *note;
};

static void assert_rows(const struct row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct ticks ticks;
        ticks_build(&rows[i].axis, rows[i].most, &ticks);
        struct text text = {0};
        labels(&ticks, &text);
        if (strcmp(text_string(&text), rows[i].labels) != 0 ||
            strcmp(ticks.note, rows[i].note) != 0) {
            fail_msg("row %zu: \"%s\", \"%s\"; expected \"%s\", \"%s\"", i, text_string(&text),
                     ticks.note, rows[i].labels, rows[i].note);
        }
        text_free(&text);
    }
}

static void linear_axes_read_well(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {{SCALE_LINEAR, -1, 1}, 8, "−1.0 −0.5 0.0 0.5 1.0", ""},
        {{SCALE_LINEAR, -6, 6}, 9, "−6 −4 −2 0 2 4 6", ""},
        {{SCALE_LINEAR, 0.1, 0.7}, 8, "0.1 0.2 0.3 0.4 0.5 0.6 0.7", ""},
        {{SCALE_LINEAR, 0, 0.05}, 6, "0.00 0.01 0.02 0.03 0.04 0.05", ""},
        {{SCALE_LINEAR, -20000, 50000}, 4, "−20000 0 20000 40000", ""},
        {{SCALE_LINEAR, 0, 1e6}, 8, "0.0 0.2 0.4 0.6 0.8 1.0", "×10⁶"},
        {{SCALE_LINEAR, 0, 0.001}, 8, "0.0000 0.0002 0.0004 0.0006 0.0008 0.0010", ""},
        {{SCALE_LINEAR, 0, 0.00099}, 8, "0 2 4 6 8", "×10⁻⁴"},
        {{SCALE_LINEAR, -1e300, 1e300}, 8, "−1.0 −0.5 0.0 0.5 1.0", "×10³⁰⁰"},
        {{SCALE_LINEAR, -1e-300, 1e-300}, 8, "−1.0 −0.5 0.0 0.5 1.0", "×10⁻³⁰⁰"},
        {{SCALE_LINEAR, 0, 1e-303}, 3, "0.0 0.5 1.0", "×10⁻³⁰³"},
        {{SCALE_LINEAR, 0.0033357, 0.0033359}, 5, "−3.0 −2.5 −2.0 −1.5 −1.0", "×10⁻⁷ + 0.003336"},
        {{SCALE_LINEAR, 1000, 1000.01}, 6, "0.000 0.002 0.004 0.006 0.008 0.010", "+ 1000"},
        {{SCALE_LINEAR, 100000, 100010}, 6, "0 2 4 6 8 10", "+ 100000"},
        {{SCALE_LINEAR, 1e10, 1e10 + 1e5}, 6, "0.0 0.2 0.4 0.6 0.8 1.0", "×10⁵ + 10¹⁰"},
        {{SCALE_LINEAR, -1.5e10, -1.5e10 + 1e4}, 3, "0 5000 10000", "− 1.5×10¹⁰"},
        {{SCALE_LINEAR, 1 - 3e-13, 1 + 3e-13}, 4, "−2 0 2", "×10⁻¹³ + 1"},
        {{SCALE_LINEAR, -1 - 3e-13, -1 + 3e-13}, 4, "−2 0 2", "×10⁻¹³ − 1"},
        {{SCALE_LINEAR, 0.75163123456789, 0.75163123456799},
         8,
         "0 2 4 6 8",
         "×10⁻¹⁴ + 0.7516312345679"},
        // Few labels: no step fits, so some ticks go without.
        {{SCALE_LINEAR, 0.5, 3.5}, 2, "1 3", ""},
        {{SCALE_LINEAR, 1.9, 8.1}, 3, "2 6", ""},
        {{SCALE_LINEAR, 5.1, 14.9}, 4, "6 10 14", ""},
        // `most` is cut to [2, 32].
        {{SCALE_LINEAR, -1, 1}, -5, "0 1", ""},
        // 0 is the last number to go.
        {{SCALE_LINEAR, -1, 1}, 2, "0 1", ""},
        {{SCALE_LINEAR, -1.16, 1.16}, 2, "0 1", ""},
        {{SCALE_LINEAR, -1.16, 0.4}, 2, "−1 0", ""},
        {{SCALE_LINEAR, -19, 81}, 2, "0 50", ""},
        {{SCALE_LINEAR, -3.9, 1.9}, 3, "−2 0", ""},
        // Three doubles, two, and axes that cannot be.
        {{SCALE_LINEAR, 1, 1 + 0x1p-51}, 8, "0 5", "×10⁻¹⁶ + 1"},
        {{SCALE_LINEAR, 1, 1 + 0x1p-52}, 8, "0", "+ 1"},
        {{SCALE_LINEAR, 1, 1}, 8, "", ""},
        {{SCALE_LINEAR, 1, -1}, 8, "", ""},
        {{SCALE_LINEAR, NAN, 1}, 8, "", ""},
        {{SCALE_LINEAR, 0, INFINITY}, 8, "", ""},
        {{SCALE_LINEAR, 0, 1e305}, 8, "", ""},
        {{SCALE_LINEAR, 0, 5e-324}, 8, "", ""},
    };
    assert_rows(rows, COUNT(rows));
}

static void log_axes_read_well(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {{SCALE_LOG, 1, 1000}, 8, "1 10 100 1000", ""},
        {{SCALE_LOG, 0.001, 1}, 8, "0.001 0.01 0.1 1", ""},
        {{SCALE_LOG, 1, 1e4}, 8, "10⁰ 10¹ 10² 10³ 10⁴", ""},
        {{SCALE_LOG, 1e-4, 1}, 8, "10⁻⁴ 10⁻³ 10⁻² 10⁻¹ 10⁰", ""},
        {{SCALE_LOG, 1, 100}, 8, "1 2 5 10 20 50 100", ""},
        {{SCALE_LOG, 1, 100}, 6, "1 10 100", ""},
        {{SCALE_LOG, 2e-7, 2e-6}, 8, "2×10⁻⁷ 5×10⁻⁷ 10⁻⁶ 2×10⁻⁶", ""},
        {{SCALE_LOG, 1, 9}, 8, "2 4 6 8", ""},
        {{SCALE_LOG, 3, 4.9}, 8, "3.0 3.5 4.0 4.5", ""},
        {{SCALE_LOG, 1, 1 + 1e-10}, 3, "0.0 0.5 1.0", "×10⁻¹⁰ + 1"},
        {{SCALE_LOG, 1e-320, 1e308}, 8, "10⁻³⁰⁰ 10⁻²⁰⁰ 10⁻¹⁰⁰ 10⁰ 10¹⁰⁰ 10²⁰⁰ 10³⁰⁰", ""},
        {{SCALE_LOG, 1e-300, 1e300}, 3, "10⁻²⁰⁰ 10⁰ 10²⁰⁰", ""},
        {{SCALE_LOG, 1e-320, 1e-310}, 8, "10⁻³²⁰ 10⁻³¹⁸ 10⁻³¹⁶ 10⁻³¹⁴ 10⁻³¹² 10⁻³¹⁰", ""},
        {{SCALE_LOG, 1e-320, 3e-320}, 8, "1.0 1.5 2.0 2.5 3.0", "×10⁻³²⁰"},
        {{SCALE_LOG, 1e308, 0.9e308}, 8, "", ""},
        {{SCALE_LOG, 0, 1}, 8, "", ""},
        {{SCALE_LOG, -1, 1}, 8, "", ""},
    };
    assert_rows(rows, COUNT(rows));
}

static void symlog_axes_read_well(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {{SCALE_SYMLOG, -1, 1}, 8, "−1 −0.1 −0.01 0 0.01 0.1 1", ""},
        {{SCALE_SYMLOG, -1e4, 1e4}, 5, "−1000 −1 0 1 1000", ""},
        {{SCALE_SYMLOG, -1e5, 1e5}, 9, "−10⁴ −10² −10⁰ 0 10⁰ 10² 10⁴", ""},
        {{SCALE_SYMLOG, -1e300, 1e300}, 8, "−10³⁰⁰ −10²⁰⁰ −10¹⁰⁰ 0 10¹⁰⁰ 10²⁰⁰ 10³⁰⁰", ""},
        {{SCALE_SYMLOG, 0, 5}, 6, "0 0.01 0.1 1", ""},
        {{SCALE_SYMLOG, 2, 50}, 9, "2 5 10 20 50", ""},
        {{SCALE_SYMLOG, -50, -2}, 9, "−50 −20 −10 −5 −2", ""},
        {{SCALE_SYMLOG, -1e9, -2}, 6, "−10⁸ −10⁶ −10⁴ −10²", ""},
        {{SCALE_SYMLOG, -2e-4, 2e-4}, 5, "−2 −1 0 1 2", "×10⁻⁴"},
        {{SCALE_SYMLOG, -1e-300, 1e-300}, 3, "−1 0 1", "×10⁻³⁰⁰"},
        {{SCALE_SYMLOG, 1, -1}, 8, "", ""},
        // Every few decades: those of 10⁰, on both sides of 0, which stays.
        {{SCALE_SYMLOG, -0.001, 1e12}, 10, "0 10⁰ 10² 10⁴ 10⁶ 10⁸ 10¹⁰ 10¹²", ""},
        {{SCALE_SYMLOG, -1e4, 1e4}, 8, "−10⁴ −10² −10⁰ 0 10⁰ 10² 10⁴", ""},
        {{SCALE_SYMLOG, -1e4, 1e4}, 4, "−1000 0 1000", ""},
        {{SCALE_SYMLOG, 0, 1e300}, 8, "0 10⁵⁰ 10¹⁰⁰ 10¹⁵⁰ 10²⁰⁰ 10²⁵⁰ 10³⁰⁰", ""},
        {{SCALE_SYMLOG, -2, 2}, 2, "0 1", ""},
    };
    assert_rows(rows, COUNT(rows));
}

static void values_are_the_doubles_people_write(void **state)
{
    (void)state;
    static const double values[] = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7};
    const struct axis axis = {SCALE_LINEAR, 0.1, 0.7};
    struct ticks ticks;
    ticks_build(&axis, 8, &ticks);
    assert_true(ticks.step == 0.1);
    size_t found = 0;
    for (int i = 0; i < ticks.n; i++)
        if (ticks.items[i].major)
            assert_true(ticks.items[i].value == values[found++]);
    assert_int_equal(found, COUNT(values));
}

static void minor_ticks_divide_evenly(void **state)
{
    (void)state;
    static const struct {
        struct axis axis;
        int most, n;
        double first; // minor tick
    } rows[] = {
        {{SCALE_LINEAR, 0, 4}, 5, 21, 0.2},  // 1 into 5
        {{SCALE_LINEAR, 0, 8}, 5, 17, 0.5},  // 2 into 4
        {{SCALE_LINEAR, 0, 20}, 5, 21, 1},   // 5 into 5
        {{SCALE_LINEAR, 0, 31}, 32, 32, -1}, // no room
        {{SCALE_LOG, 1, 1000}, 4, 28, 2},
        {{SCALE_LOG, 1, 1e20}, 8, 21, 10},
        {{SCALE_LOG, 1e-300, 1e300}, 8, 7, -1},
        {{SCALE_LINEAR, 0.5, 3.5}, 2, 3, 2}, // one that went without a label
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct ticks ticks;
        ticks_build(&rows[i].axis, rows[i].most, &ticks);
        double first = -1;
        for (int k = ticks.n - 1; k >= 0; k--)
            first = ticks.items[k].major ? first : ticks.items[k].value;
        if (ticks.n != rows[i].n || first != rows[i].first)
            fail_msg("row %zu: %d ticks, the first minor one at %g", i, ticks.n, first);
    }
}

// --- What holds at every axis

struct sample {
    struct axis axis;
    double pixels;
    int most;
    struct ticks ticks;
    char where[400];
};

static struct sample some_sample(uint64_t *seed, uint64_t start, int i)
{
    struct sample sample = {.pixels = random_between(seed, 150, 4000),
                            .most = 2 + random_below(seed, 31)};
    sample.axis = random_axis(seed, (enum scale_kind)(i % SCALE_COUNT), sample.pixels);
    ticks_build(&sample.axis, sample.most, &sample.ticks);
    snprintf(sample.where, sizeof sample.where,
             "seed %" PRIu64 ", axis %d: %s [%.17g, %.17g], %.0f pixels, most %d, note \"%s\"",
             start, i, scale_name(sample.axis.scale), sample.axis.low, sample.axis.high,
             sample.pixels, sample.most, sample.ticks.note);
    return sample;
}

typedef void property(const struct sample *sample);

static void for_all_samples(property *holds)
{
    uint64_t start = random_seed();
    uint64_t seed = start;
    for (int i = 0; i < RANDOM_CASES; i++) {
        struct sample sample = some_sample(&seed, start, i);
        holds(&sample);
    }
}

static void counts_hold(const struct sample *sample)
{
    int majors = 0;
    for (int i = 0; i < sample->ticks.n; i++)
        majors += sample->ticks.items[i].major;
    if (majors < 2 || majors > sample->most || sample->ticks.n > TICKS_MAX)
        fail_msg("%s: %d labels", sample->where, majors);
}

static void order_holds(const struct sample *sample)
{
    for (int i = 0; i < sample->ticks.n; i++) {
        const struct tick *tick = &sample->ticks.items[i];
        bool inside = tick->value >= sample->axis.low && tick->value <= sample->axis.high &&
                      tick->fraction >= 0 && tick->fraction <= 1;
        bool after =
            i == 0 || (tick->value > tick[-1].value && tick->fraction >= tick[-1].fraction);
        double off = fabs(tick->fraction - axis_fraction(&sample->axis, tick->value));
        if (!inside || !after || !(off * sample->pixels < 0.5))
            fail_msg("%s: tick %d at %.17g", sample->where, i, tick->value);
        if (tick->value == 0 && signbit(tick->value))
            fail_msg("%s: negative zero", sample->where);
    }
}

static void labels_differ(const struct sample *sample)
{
    const char *before = "";
    for (int i = 0; i < sample->ticks.n; i++) {
        const struct tick *tick = &sample->ticks.items[i];
        if (tick->major != (*tick->label != '\0'))
            fail_msg("%s: label \"%s\" at tick %d", sample->where, tick->label, i);
        if (tick->major && strcmp(tick->label, before) == 0)
            fail_msg("%s: \"%s\" twice", sample->where, before);
        before = tick->major ? tick->label : before;
    }
}

static void labels_are_true(const struct sample *sample)
{
    const struct axis *axis = &sample->axis;
    for (int i = 0; i < sample->ticks.n; i++) {
        const struct tick *tick = &sample->ticks.items[i];
        if (!tick->major)
            continue;
        long double read = read_label(&sample->ticks, tick);
        long double u = (long double)scale_stretch(axis->scale, tick->value);
        long double length = (long double)scale_forward(axis->scale, axis->high) -
                             (long double)scale_forward(axis->scale, axis->low);
        long double off = (read - (long double)tick->value) / u / length;
        if (!(fabsl(off) * (long double)sample->pixels <= 0.5L))
            fail_msg("%s: \"%s\" at %.17g", sample->where, tick->label, tick->value);
    }
}

// Labels of up to six digits or so: wide enough for any, and no wider.
static void labels_are_short(const struct sample *sample)
{
    for (int i = 0; i < sample->ticks.n; i++) {
        const char *label = sample->ticks.items[i].label;
        size_t width = utf8_count(label, strlen(label));
        if (width > 9 || !utf8_valid(label, strlen(label), NULL))
            fail_msg("%s: \"%s\"", sample->where, label);
    }
    const char *note = sample->ticks.note;
    assert_true(strlen(note) < sizeof sample->ticks.note - 1);
    assert_true(utf8_valid(note, strlen(note), NULL));
}

static void decimals_agree(const struct sample *sample)
{
    if (sample->axis.scale != SCALE_LINEAR)
        return;
    size_t decimals = SIZE_MAX;
    for (int i = 0; i < sample->ticks.n; i++) {
        if (!sample->ticks.items[i].major)
            continue;
        const char *point = strchr(sample->ticks.items[i].label, '.');
        size_t own = point ? strlen(point + 1) : 0;
        if (decimals != SIZE_MAX && own != decimals)
            fail_msg("%s: \"%s\"", sample->where, sample->ticks.items[i].label);
        decimals = own;
    }
}

static void there_are_two_to_most_labels(void **state)
{
    (void)state;
    for_all_samples(counts_hold);
}

static void ticks_come_in_order_inside_the_axis(void **state)
{
    (void)state;
    for_all_samples(order_holds);
}

static void neighbouring_labels_differ(void **state)
{
    (void)state;
    for_all_samples(labels_differ);
}

static void labels_read_back_as_their_values(void **state)
{
    (void)state;
    for_all_samples(labels_are_true);
}

static void labels_stay_short(void **state)
{
    (void)state;
    for_all_samples(labels_are_short);
}

static void labels_of_an_axis_share_their_decimals(void **state)
{
    (void)state;
    for_all_samples(decimals_agree);
}

// --- Panning

static bool has_major(const struct ticks *ticks, double value)
{
    for (int i = 0; i < ticks->n; i++)
        if (ticks->items[i].major && ticks->items[i].value == value)
            return true;
    return false;
}

// Every label of one axis that the other also shows has to be there, too.
static void assert_kept(const struct sample *from, const struct axis *axis,
                        const struct ticks *ticks)
{
    for (int i = 0; i < from->ticks.n; i++) {
        const struct tick *tick = &from->ticks.items[i];
        bool shown = tick->value >= axis->low && tick->value <= axis->high;
        if (tick->major && shown && !has_major(ticks, tick->value)) {
            fail_msg("%s: %.17g is lost at [%.17g, %.17g]", from->where, tick->value, axis->low,
                     axis->high);
        }
    }
}

// Even steps on a log axis depend on the place, and fewer than five labels are chosen by it.
static bool is_steady(const struct sample *sample)
{
    double decades = scale_forward(sample->axis.scale, sample->axis.high) -
                     scale_forward(sample->axis.scale, sample->axis.low);
    return sample->most >= 5 && (sample->axis.scale == SCALE_LINEAR ||
                                 (sample->axis.scale == SCALE_LOG && decades >= 2 + 1e-6));
}

static void ticks_stay_while_panning(void **state)
{
    (void)state;
    uint64_t start = random_seed();
    uint64_t seed = start;
    int steady = 0;
    for (int i = 0; i < RANDOM_CASES; i++) {
        struct sample sample = some_sample(&seed, start, i);
        struct axis axis = sample.axis;
        double by = random_between(&seed, -0.7, 0.7);
        if (!is_steady(&sample) || axis_pan(&axis, by, sample.pixels) != AXIS_MOVED)
            continue;
        struct ticks ticks;
        ticks_build(&axis, sample.most, &ticks);
        if (ticks.step != sample.ticks.step)
            fail_msg("%s: step %g becomes %g", sample.where, sample.ticks.step, ticks.step);
        assert_kept(&sample, &axis, &ticks);
        steady++;
    }
    assert_true(steady > RANDOM_CASES / 4);
}

// 0.8 is eight steps of 0.1, and after some panning a little less than that.
static void steps_survive_the_rounding_of_the_length(void **state)
{
    (void)state;
    struct axis axis = {SCALE_LINEAR, 0, 0.8};
    bool rounded = false;
    for (int i = 0; i < 200; i++) {
        struct ticks ticks;
        ticks_build(&axis, 8, &ticks);
        assert_true(ticks.step == 0.2);
        rounded = rounded || axis.high - axis.low < 0.8;
        assert_int_equal(axis_pan(&axis, 0.137, 1000), AXIS_MOVED);
    }
    assert_true(rounded);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reader_reads),
        cmocka_unit_test(linear_axes_read_well),
        cmocka_unit_test(log_axes_read_well),
        cmocka_unit_test(symlog_axes_read_well),
        cmocka_unit_test(values_are_the_doubles_people_write),
        cmocka_unit_test(minor_ticks_divide_evenly),
        cmocka_unit_test(there_are_two_to_most_labels),
        cmocka_unit_test(ticks_come_in_order_inside_the_axis),
        cmocka_unit_test(neighbouring_labels_differ),
        cmocka_unit_test(labels_read_back_as_their_values),
        cmocka_unit_test(labels_stay_short),
        cmocka_unit_test(labels_of_an_axis_share_their_decimals),
        cmocka_unit_test(ticks_stay_while_panning),
        cmocka_unit_test(steps_survive_the_rounding_of_the_length),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
