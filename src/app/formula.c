#include "app/formula.h"

#include <ctype.h>
#include <string.h>

bool formula_meant(const char *text)
{
    if (strcmp(text, "x") == 0 || isdigit((unsigned char)*text))
        return true;
    for (; *text != '\0'; text++)
        if (!isalnum((unsigned char)*text) && *text != '_' && *text != '-')
            return true;
    return false;
}

const struct activation *formula_find(const char *text, struct own *own, struct fault *fault)
{
    int index = activation_find(text);
    if (index >= 0)
        return activation_at(index);
    if (!formula_meant(text)) {
        activation_unknown(text, fault);
        return NULL;
    }
    bool ok = own_is_definition(text) ? own_define(own, text, NULL, fault)
                                      : own_formula(own, text, fault);
    return ok ? &own->activation : NULL;
}
