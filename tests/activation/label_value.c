// A sum of products of factors, as people write them: a product needs no sign, "½ ln(2)".
#include "label_value.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static const double not_understood = NAN;

struct reader {
    const char *at;
    const struct activation *activation;
    const double *parameters;
};

static bool take(struct reader *reader, const char *what)
{
    reader->at += strspn(reader->at, " ");
    size_t n = strlen(what);
    if (strncmp(reader->at, what, n) != 0)
        return false;
    reader->at += n;
    return true;
}

static double read_sum(struct reader *reader);
static bool read_factor(struct reader *reader, double *value);

static double read_closed(struct reader *reader)
{
    double value = read_sum(reader);
    return take(reader, ")") ? value : not_understood;
}

// W(y): the w with w e^w = y, by Newton's steps, for y > 0.
static double lambert_w(double y)
{
    double w = log1p(y);
    for (int i = 0; i < 20; i++)
        w -= (w - y * exp(-w)) / (1 + w);
    return w;
}

// A function's name and its opening bracket begin here.
static bool read_call(struct reader *reader, double *value)
{
    static const struct {
        const char *name;
        double (*function)(double);
    } functions[] = {
        {"(", fabs}, {"ln(", log}, {"W(", lambert_w}, {"tanh(", tanh}, {"erf(", erf},
    };
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        if (take(reader, functions[i].name)) {
            double inner = read_closed(reader);
            *value = i ? functions[i].function(inner) : inner;
            return true;
        }
    return false;
}

static bool read_parameter(struct reader *reader, double *value)
{
    for (int i = 0; i < reader->activation->parameter_count; i++)
        if (take(reader, reader->activation->parameters[i].symbol)) {
            *value = reader->parameters[i];
            return true;
        }
    return false;
}

static bool read_constant(struct reader *reader, double *value)
{
    static const struct {
        const char *name;
        double value;
    } constants[] = {{"½", 0.5}, {"π", 3.14159265358979324}, {"e", 2.71828182845904524}};
    for (size_t i = 0; i < sizeof constants / sizeof *constants; i++)
        if (take(reader, constants[i].name)) {
            *value = constants[i].value;
            return true;
        }
    return false;
}

// A factor without its power.
static bool read_base(struct reader *reader, double *value)
{
    if (read_call(reader, value))
        return true;
    if (take(reader, "√")) {
        *value = read_base(reader, value) ? sqrt(*value) : not_understood;
    } else if (take(reader, "∛")) {
        *value = read_base(reader, value) ? cbrt(*value) : not_understood;
    } else if (*reader->at >= '0' && *reader->at <= '9') {
        char *end;
        *value = strtod(reader->at, &end);
        reader->at = end;
    } else {
        return read_parameter(reader, value) || read_constant(reader, value);
    }
    return true;
}

// Whether a factor begins here.
static bool read_factor(struct reader *reader, double *value)
{
    if (!read_base(reader, value))
        return false;
    if (take(reader, "²"))
        *value *= *value;
    return true;
}

static double read_product(struct reader *reader)
{
    double value, factor;
    if (!read_factor(reader, &value))
        return not_understood;
    for (;;)
        if (take(reader, "/"))
            value = read_factor(reader, &factor) ? value / factor : not_understood;
        else if (read_factor(reader, &factor))
            value *= factor;
        else
            return value;
}

static double read_sum(struct reader *reader)
{
    double value = take(reader, "−") ? -read_product(reader) : read_product(reader);
    for (;;)
        if (take(reader, "+"))
            value += read_product(reader);
        else if (take(reader, "−"))
            value -= read_product(reader);
        else
            return value;
}

double label_value(const char *label, const struct activation *activation, const double *parameters)
{
    struct reader reader = {label, activation, parameters};
    double value = read_sum(&reader);
    return *reader.at ? not_understood : value;
}
