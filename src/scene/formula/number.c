// Numbers in formulas, as people write them.
#include "scene/formula/setter.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/fact.h"
#include "base/text.h"

// Constants are folded before they come here; the well-known ones are found again: OVER, or OVER
// over UNDER. "√" in front of either is a root, "√/" in front of both one of the whole fraction.
struct known {
    double value;
    const char *over, *under;
};

static const struct known numbers[] = {
    {1.4142135623730951, "√2", NULL},    {1.7320508075688772, "√3", NULL},
    {2.5066282746310002, "√2π", NULL},   {1.7724538509055159, "√π", NULL},
    {0.79788456080286541, "√/2", "π"},   {0.70710678118654757, "1", "√2"},
    {0.57735026918962573, "1", "√3"},    {0.39894228040143270, "1", "√2π"},
    {0.56418958354775628, "1", "√π"},    {1.1283791670955126, "2", "√π"},
    {0.69314718055994529, "ln 2", NULL}, {2.3025850929940459, "ln 10", NULL},
    {1.4426950408889634, "1", "ln 2"},   {0.43429448190325182, "1", "ln 10"},
    {0.31830988618379069, "1", "π"},     {1.5707963267948966, "π", "2"},
    {0.63661977236758138, "2", "π"},
};

// NULL where the number is none of them, up to the rounding of a few operations.
static const struct known *find_known(double value)
{
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        if (fabs(value - numbers[i].value) <= 7e-16 * value)
            return &numbers[i];
    return NULL;
}

static bool is_fraction_known(const struct known *k)
{
    return k->under != NULL && strncmp(k->over, "√/", strlen("√/")) != 0;
}

// p/q in lowest terms for the fractions that people write as such: the denominators that divide
// another one come before it.
static bool known_fraction(double value, bool script, int *p, int *q)
{
    static const int denominators[] = {2, 3, 4, 5, 6, 7, 9, 12};
    for (size_t i = 0; i < sizeof denominators / sizeof denominators[0]; i++) {
        *q = denominators[i];
        double over = rint(value * *q);
        *p = (int)fmin(over, 100);
        bool near = fabs(value - over / *q) <= 7e-16 * value; // 1/3 - 1 is not quite -2/3
        if (over >= 1 && over < 20 && *p != *q && value != rint(value) && near)
            return script || *p == 1 || *q == 3 || *q > 5;
    }
    return false;
}

static void number_text(char *out, size_t size, double value)
{
    enum { USUAL = 6, ALL = 17 };
    int digits = USUAL;
    // An equation holds what it is: a number that is cut would be another.
    while (digits < ALL && !fact_reads_as(number_show(out, size, value, digits), value))
        digits++;
    if (value == (double)0x1.921fb54442d18p+1)
        text_copy(out, size, "π");
    else if (value == (double)0x1.5bf0a8b145769p+1)
        text_copy(out, size, "e");
    else
        number_show(out, size, value, digits);
}

static struct box set_plain_part(struct setter *setter, const char *text, struct style style)
{
    size_t sign = strlen("√");
    if (strncmp(text, "√", sign) != 0)
        return setter_word(setter, text, style);
    return box_root(setter->sheet, setter_word(setter, text + sign, style), style.cap);
}

static struct box set_fraction_of(struct setter *setter, const char *over, const char *under,
                                  struct style style)
{
    if (style.script) {
        struct box left = set_plain_part(setter, over, style);
        left = box_row(setter->sheet, left, setter_word(setter, "/", style), 0);
        return box_row(setter->sheet, left, set_plain_part(setter, under, style), 0);
    }
    struct style part = setter_inner_style(setter, style);
    struct box above = set_plain_part(setter, over, part);
    return box_fraction(setter->sheet, above, set_plain_part(setter, under, part), style.cap);
}

static struct box set_known(struct setter *setter, const struct known *k, struct style style)
{
    size_t sign = strlen("√/");
    if (k->under == NULL)
        return set_plain_part(setter, k->over, style);
    if (is_fraction_known(k))
        return set_fraction_of(setter, k->over, k->under, style);
    struct style whole = style.script ? style : (struct style){style.cap, false, false};
    struct box inner = set_fraction_of(setter, k->over + sign, k->under, whole);
    return box_root(setter->sheet, inner, style.cap);
}

struct box setter_number(struct setter *setter, double value, struct style style)
{
    char over[64], under[32];
    int p, q;
    const struct known *k = find_known(value);
    if (k != NULL)
        return set_known(setter, k, style);
    if (!known_fraction(value, style.script, &p, &q)) {
        number_text(over, sizeof over, value);
        return setter_word(setter, over, style);
    }
    snprintf(over, sizeof over, style.script ? "%d/%d" : "%d", p, q);
    if (style.script)
        return setter_word(setter, over, style);
    snprintf(under, sizeof under, "%d", q);
    return set_fraction_of(setter, over, under, style);
}

bool number_is_fraction(double value, bool script)
{
    int p, q;
    const struct known *k = find_known(value);
    return k != NULL ? is_fraction_known(k) : known_fraction(value, script, &p, &q);
}

bool number_is_ratio(double value, int *p, int *q)
{
    return value != rint(value) && find_known(value) == NULL && known_fraction(value, true, p, q);
}

bool number_is_any_fraction(double value)
{
    int p, q;
    const struct known *k = find_known(value);
    return k != NULL ? is_fraction_known(k) : number_is_ratio(value, &p, &q);
}

struct box setter_number_part(struct setter *setter, double value, bool under, struct style style)
{
    int p, q;
    char text[32];
    const struct known *k = find_known(value);
    if (k != NULL)
        return set_plain_part(setter, under ? k->under : k->over, style);
    known_fraction(value, true, &p, &q);
    snprintf(text, sizeof text, "%d", under ? q : p);
    return setter_word(setter, text, style);
}
