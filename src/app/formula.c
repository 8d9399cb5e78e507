#include "app/formula.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

// "softmaxx" is a mistyped id; "x^2" and "x*sigmoid(x)" are formulas, and so are "x" and "2x".
static bool is_word(const char *text)
{
    if (strcmp(text, "x") == 0 || isdigit((unsigned char)*text))
        return false;
    for (; *text != '\0'; text++)
        if (!isalnum((unsigned char)*text) && *text != '_' && *text != '-')
            return false;
    return true;
}

// Makes the formula stand where a row stands: what a row says in words is left empty.
static void fill_activation(struct formula *formula, const char *text)
{
    struct activation *a = &formula->activation;
    text_add(&formula->name, text);
    for (int o = 0; o < ORDER_COUNT; o++)
        expression_print(formula->expression, (enum order)o, &formula->texts[o]);
    *a = (struct activation){
        .id = text_string(&formula->name),
        .name = text_string(&formula->name),
        .symbol = "f",
        .family = "own formula",
        .aliases = "",
        .range = "",
        .sup_slope = "",
        .sup_slope_value = HUGE_VAL,
        .conventions = "",
        .origin = "",
        .home_low = -5,
        .home_high = 5,
        .expression = formula->expression,
    };
    for (int o = 0; o < ORDER_COUNT; o++) {
        a->formula[o] = text_string(&formula->texts[o]);
        a->limits[o] = "";
    }
    const struct activation_parameter *parameters =
        expression_parameters(formula->expression, &a->parameter_count);
    memcpy(a->parameters, parameters, (size_t)a->parameter_count * sizeof *parameters);
}

const struct activation *formula_find(const char *text, struct formula *formula,
                                      struct fault *fault)
{
    int index = activation_find(text);
    if (index >= 0)
        return activation_at(index);
    if (is_word(text)) {
        activation_unknown(text, fault);
        return NULL;
    }
    formula->expression = expression_parse(text, fault);
    if (formula->expression == NULL)
        return NULL;
    fill_activation(formula, text);
    return &formula->activation;
}

void formula_free(struct formula *formula)
{
    expression_destroy(formula->expression);
    for (int o = 0; o < ORDER_COUNT; o++)
        text_free(&formula->texts[o]);
    text_free(&formula->name);
    memset(formula, 0, sizeof *formula);
}
