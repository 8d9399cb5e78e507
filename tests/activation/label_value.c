// A sum of products of factors, as people write them: a product needs no sign, "½ ln(2)".
#include "label_value.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static const double not_understood = NAN;

static bool take(const char **at, const char *what)
{
    *at += strspn(*at, " ");
    size_t n = strlen(what);
    if (strncmp(*at, what, n) != 0)
        return false;
    *at += n;
    return true;
}

static double read_sum(const char **at);

static double read_closed(const char **at)
{
    double value = read_sum(at);
    return take(at, ")") ? value : not_understood;
}

// Whether a factor begins here.
static bool read_factor(const char **at, double *value)
{
    if (take(at, "(")) {
        *value = read_closed(at);
    } else if (take(at, "ln(")) {
        *value = log(read_closed(at));
    } else if (take(at, "½")) {
        *value = 0.5;
    } else if (take(at, "√")) {
        double inner;
        *value = read_factor(at, &inner) ? sqrt(inner) : not_understood;
    } else if (**at >= '0' && **at <= '9') {
        char *end;
        *value = strtod(*at, &end);
        *at = end;
    } else {
        return false;
    }
    return true;
}

static double read_product(const char **at)
{
    double value, factor;
    if (!read_factor(at, &value))
        return not_understood;
    for (;;) {
        if (take(at, "/"))
            value = read_factor(at, &factor) ? value / factor : not_understood;
        else if (read_factor(at, &factor))
            value *= factor;
        else
            return value;
    }
}

static double read_sum(const char **at)
{
    double value = take(at, "−") ? -read_product(at) : read_product(at);
    for (;;) {
        if (take(at, "+"))
            value += read_product(at);
        else if (take(at, "−"))
            value -= read_product(at);
        else
            return value;
    }
}

double label_value(const char *label)
{
    double value = read_sum(&label);
    return *label ? not_understood : value;
}
