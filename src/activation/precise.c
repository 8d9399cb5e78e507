#include "activation/precise.h"

#include "activation/expression/digits.h"
#include "activation/expression/node.h"
#include "activation/numbers/wide.h"

bool precise_begin(struct precise *precise, const struct activation *activation,
                   const double *parameters)
{
    *precise = (struct precise){.expression = activation->expression, .parameters = parameters};
    if (activation->expression != NULL)
        return true;
    const char *text = activation->typed[ORDER_F];
    precise->form = text != NULL ? expression_parse(text, NULL) : NULL;
    if (precise->form == NULL)
        return false;
    const struct call_form form = {activation, precise->form};
    form_parameters(&form, parameters, precise->own);
    return true;
}

void precise_values(const struct precise *precise, double x, double y[ORDER_COUNT])
{
    if (precise->form != NULL)
        expression_digits(precise->form, precise->own, x, true, y);
    else
        expression_digits(precise->expression, precise->parameters, x, false, y);
}

void precise_end(struct precise *precise)
{
    expression_destroy(precise->form);
    wide_forget();
}
