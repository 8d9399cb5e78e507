// Feeds the expression language with anything: nothing may crash, hang or leak, and what can be
// read must print, parse back to an equal expression, and not care how it is evaluated.
#include "fuzz.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "activation/own.h"

static const double samples[] = {0,  -0.0, 1,     -1,     0.5,      -3,
                                 20, -800, 1e300, 5e-324, HUGE_VAL, (double)NAN};
enum { SAMPLES = sizeof samples / sizeof *samples };

static void check_values(const struct expression *expression)
{
    double parameters[ACTIVATION_PARAMETERS_MAX], f[SAMPLES], df[SAMPLES], d2f[SAMPLES];
    expression_defaults(expression, parameters);
    expression_eval(expression, parameters, samples, SAMPLES, f, df, d2f);
    for (int i = 0; i < SAMPLES; i++) {
        const double all[ORDER_COUNT] = {f[i], df[i], d2f[i]};
        for (int order = 0; order < ORDER_COUNT; order++) {
            double one = expression_value(expression, parameters, (enum order)order, samples[i]);
            demand((isnan(one) && isnan(all[order])) || one == all[order]);
            demand(!isnan(samples[i]) || isnan(one));
        }
    }
}

// "back(a=1, b=1) = ": what is printed reads back with its parameters listed.
static void add_head(const struct expression *expression, struct text *out)
{
    int n;
    const struct activation_parameter *parameters = expression_parameters(expression, &n);
    text_add(out, "back");
    for (int i = 0; i < n; i++)
        text_format(out, "%s%s=1", i > 0 ? ", " : "(", parameters[i].name);
    text_add(out, n > 0 ? ") = " : " = ");
}

static void check_text(const struct expression *expression)
{
    for (int order = 0; order < ORDER_COUNT; order++) {
        struct text text = {0}, formula = {0};
        struct fault fault = {0};
        add_head(expression, &text);
        bool whole = expression_print(expression, (enum order)order, &formula);
        text_add(&text, text_string(&formula));
        text_free(&formula);
        struct expression *back =
            whole ? expression_parse_definition(text_string(&text), &fault) : NULL;
        struct expression *derived = expression_derive(expression, (enum order)order, NULL);
        demand(back || !whole || fault.id == FAULT_LIMIT);
        if (back && derived)
            demand(expression_equal(back, derived));
        expression_destroy(derived);
        expression_destroy(back);
        text_free(&text);
    }
}

// The search for points is slow next to the rest: short formulas only.
static void check_places(const struct expression *expression)
{
    struct activation_break breaks[8];
    struct activation_point points[16];
    double parameters[ACTIVATION_PARAMETERS_MAX];
    expression_defaults(expression, parameters);
    int n = expression_breaks(expression, parameters, breaks, 8);
    for (int i = 1; i < n; i++)
        demand(breaks[i - 1].x < breaks[i].x);
    n = expression_points(expression, parameters, points, 16);
    for (int i = 1; i < n; i++)
        demand(points[i - 1].x <= points[i].x);
}

// One definition a line, each of which may use those before it; what is kept reads back the same.
static void check_definitions(char *text)
{
    enum { OWN = 4 };
    struct own own[OWN] = {{.expression = NULL}};
    const struct expression *items[OWN] = {NULL};
    const struct expression_scope scope = {.items = items, .n = OWN};
    for (int i = 0; i < OWN && text != NULL; i++) {
        struct own again = {.expression = NULL};
        struct fault fault = {.id = FAULT_NONE};
        char *end = strchr(text, '\n');
        if (end != NULL)
            *end = '\0';
        bool ok = own_define(&own[i], text, &scope, &fault);
        demand(ok || (fault.id != FAULT_NONE && *fault.text));
        demand(!ok || own_is_definition(text));
        items[i] = own[i].expression;
        if (ok) {
            demand(own_define(&again, own[i].activation.definition, NULL, &fault));
            demand(strcmp(again.activation.definition, own[i].activation.definition) == 0);
            check_values(own[i].expression);
        }
        own_clear(&again);
        text = end != NULL ? end + 1 : NULL;
    }
    for (int i = 0; i < OWN; i++)
        own_clear(&own[i]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = fuzz_text(data, size);
    for (int definition = 0; definition < 2; definition++) {
        struct fault fault;
        struct expression *expression =
            definition ? expression_parse_definition(text, &fault) : expression_parse(text, &fault);
        demand(expression || (fault.id != FAULT_NONE && *fault.text));
        if (expression) {
            check_values(expression);
            check_text(expression);
            if (size % 16 == 0 && size <= 32)
                check_places(expression);
        }
        expression_destroy(expression);
    }
    if (size < 600)
        check_definitions(text);
    free(text);
    return 0;
}
