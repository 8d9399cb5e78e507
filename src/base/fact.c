#include "base/fact.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"

static const char minus[] = "−", times_ten[] = "×10";

// Turns a decimal of number_show ("−1.2×10⁻⁵") into one that number_read reads ("-1.2e-5"). Returns
// false if it is anything else.
static bool plain_decimal(const char *label, char *out, size_t size)
{
    static const char *const raised[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹", "⁻"};
    size_t n = 0;
    while (*label != '\0') {
        char plain = 0;
        size_t taken = 1;
        if (strncmp(label, minus, strlen(minus)) == 0) {
            plain = '-';
            taken = strlen(minus);
        } else if (strncmp(label, times_ten, strlen(times_ten)) == 0) {
            plain = 'e';
            taken = strlen(times_ten);
        } else if (ascii_is_digit(*label) || *label == '.') {
            plain = *label;
        }
        for (size_t i = 0; plain == 0 && i < sizeof raised / sizeof *raised; i++)
            if (strncmp(label, raised[i], strlen(raised[i])) == 0) {
                plain = "0123456789-"[i];
                taken = strlen(raised[i]);
            }
        if (plain == 0 || n + 1 >= size)
            return false;
        out[n++] = plain;
        label += taken;
    }
    out[n] = '\0';
    return n > 0;
}

bool fact_is_decimal(const char *label)
{
    char plain[FACT_SIZE];
    double read;
    return plain_decimal(label, plain, sizeof plain) && number_read(plain, &read);
}

bool fact_reads_as(const char *decimal, double value)
{
    char plain[FACT_SIZE];
    double read;
    return plain_decimal(decimal, plain, sizeof plain) && number_read(plain, &read) &&
           read == value;
}

// Appends zeros to a rounded number until it has so many digits: "0.17" becomes "0.170", since its
// last zero is known as well.
static void fill_digits(char *text, size_t size, int digits)
{
    char power[FACT_SIZE];
    char *end = strstr(text, "×");
    int n = 0;
    bool point = false;
    text_copy(power, sizeof power, end != NULL ? end : "");
    if (end != NULL)
        *end = '\0';
    for (const char *c = text; *c != '\0'; c++) {
        point = point || *c == '.';
        n += ascii_is_digit(*c) && (*c != '0' || n > 0);
    }
    size_t length = strlen(text);
    if (n < digits && n > 0 && !point && length + 1 < size)
        text[length++] = '.';
    for (; n < digits && n > 0 && length + 1 < size; n++)
        text[length++] = '0';
    text[length] = '\0';
    snprintf(text + length, size - length, "%s", power);
}

static struct fact rounded_to(double value, int digits)
{
    struct fact fact = {.exact = isinf(value)};
    number_show(fact.text, sizeof fact.text, value, digits);
    if (isfinite(value))
        fill_digits(fact.text, sizeof fact.text, digits);
    return fact;
}

struct fact fact_of(const char *label, double value)
{
    struct fact fact = {.exact = true};
    if (label == NULL)
        return fact_number(value, FACT_DIGITS, FACT_DIGITS);
    if (fact_is_decimal(label) && !fact_reads_as(label, value))
        return rounded_to(value, FACT_DIGITS);
    text_copy(fact.text, sizeof fact.text, label);
    return fact;
}

struct fact fact_number(double value, int digits, int rounded)
{
    struct fact fact = {.exact = true};
    number_show(fact.text, sizeof fact.text, value, digits);
    if (!isfinite(value) || fact_reads_as(fact.text, value))
        return fact;
    return rounded_to(value, rounded);
}

const char *fact_sign(const struct fact *fact)
{
    return fact->exact ? "=" : "≈";
}

char *fact_write(char *out, size_t size, const char *left, const struct fact *fact)
{
    snprintf(out, size, "%s %s %s", left, fact_sign(fact), fact->text);
    return out;
}
