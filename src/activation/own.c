#include "activation/own.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/language.h"

enum { NAME_SHORT = 24 }; // characters of a formula that is shown as a name

bool own_is_made_up(const char *id)
{
    return id[0] == 'f' && id[1 + strspn(id + 1, "0123456789")] == '\0';
}

// Sets the name that pictures show.
static void add_name(struct own *own, const char *id)
{
    const char *formula = text_string(&own->texts[ORDER_F]);
    size_t n = utf8_count(formula, strlen(formula));
    text_add(&own->name, id);
    if (own_is_made_up(id) && n <= NAME_SHORT)
        text_format(&own->name, " = %s", formula);
}

// Fills own->activation; texts that only rows of the catalogue have are empty.
static void fill(struct own *own, const char *id)
{
    struct activation *a = &own->activation;
    *a = (struct activation){
        .id = id,
        .name = text_string(&own->name),
        .symbol = id,
        .family = N_("own function"),
        .aliases = "",
        .range = "",
        .sup_slope = "",
        .sup_slope_value = HUGE_VAL,
        .conventions = "",
        .origin = "",
        .home_low = -5,
        .home_high = 5,
        .swings = expression_swings(own->expression),
        .expression = own->expression,
        .definition = own->definition.n > 0 ? text_string(&own->definition) : NULL,
    };
    for (int o = 0; o < ORDER_COUNT; o++) {
        a->formula[o] = text_string(&own->texts[o]);
        a->limits[o] = "";
    }
    const struct activation_parameter *parameters =
        expression_parameters(own->expression, &a->parameter_count);
    memcpy(a->parameters, parameters, (size_t)a->parameter_count * sizeof *parameters);
}

static void print_orders(struct own *own)
{
    for (int o = 0; o < ORDER_COUNT; o++)
        expression_print(own->expression, (enum order)o, &own->texts[o]);
}

// Whether the printed definition can be read again, as the commands that restore a state need it.
// Functions that it calls are written out in it, so that it may be longer and nest deeper than what
// was typed.
static bool can_be_read(const struct own *own, struct fault *fault)
{
    if (own->definition.n <= OWN_DEFINITION_MAX) {
        struct expression *again = expression_parse_definition(text_string(&own->definition), NULL);
        bool equal = again != NULL && expression_equal(again, own->expression);
        expression_destroy(again);
        if (equal)
            return true;
    }
    return fault_set(fault, FAULT_LIMIT,
                     _("the formula is too long: written out it has more than "
                       "%d bytes or nests too deep"),
                     OWN_DEFINITION_MAX);
}

bool own_define(struct own *own, const char *definition, const struct expression_scope *scope,
                struct fault *fault)
{
    struct own made = {0};
    made.expression = expression_parse_definition_in(definition, scope, fault);
    if (made.expression == NULL)
        return false;
    expression_print_definition(made.expression, &made.definition);
    if (!can_be_read(&made, fault)) {
        own_clear(&made);
        return false;
    }
    print_orders(&made);
    add_name(&made, expression_name(made.expression));
    own_clear(own);
    *own = made;
    fill(own, expression_name(own->expression));
    return true;
}

bool own_formula(struct own *own, const char *formula, struct fault *fault)
{
    struct expression *expression = expression_parse(formula, fault);
    if (expression == NULL)
        return false;
    own_clear(own);
    own->expression = expression;
    print_orders(own);
    text_add(&own->name, formula);
    fill(own, text_string(&own->name));
    own->activation.symbol = "f";
    return true;
}

void own_move(struct own *to, struct own *from)
{
    own_clear(to);
    *to = *from; // the texts and the expression keep their addresses
    memset(from, 0, sizeof *from);
}

void own_clear(struct own *own)
{
    expression_destroy(own->expression);
    for (int o = 0; o < ORDER_COUNT; o++)
        text_free(&own->texts[o]);
    text_free(&own->name);
    text_free(&own->definition);
    memset(own, 0, sizeof *own);
}

void own_parameters(const struct activation *activation, struct text *out)
{
    char number[64];
    for (int i = 0; i < activation->parameter_count; i++)
        text_format(out, "%s%s = %s", i > 0 ? ", " : "", activation->parameters[i].name,
                    number_show(number, sizeof number, activation->parameters[i].initial, 6));
}

bool own_is_definition(const char *text)
{
    return expression_is_definition(text);
}

static bool is_taken(const struct expression_scope *scope, const char *name)
{
    for (int i = 0; i < scope->n; i++)
        if (scope->items[i] != NULL && strcmp(expression_name(scope->items[i]), name) == 0)
            return true;
    return false;
}

void own_free_name(const struct expression_scope *scope, char out[EXPRESSION_NAME_SIZE])
{
    int i = 1;
    do
        snprintf(out, EXPRESSION_NAME_SIZE, "f%d", i++);
    while (is_taken(scope, out));
}
