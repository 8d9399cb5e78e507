#include "app/cli/function_list.h"
#include "base/language.h"
#include "base/memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/cli/formula.h"

// Adds the function that one item of the list names, with its default parameters.
static bool add_item(struct function_list *selection, const char *item, struct fault *fault)
{
    if (selection->n == FUNCTION_LIST_MAX)
        return fault_set(fault, FAULT_LIMIT, _("more than %d functions"), FUNCTION_LIST_MAX);
    struct selected *selected = memory_new(1, sizeof *selected);
    selected->activation = formula_find(item, &selected->own, fault);
    if (selected->activation == NULL) {
        free(selected);
        return false;
    }
    activation_defaults(selected->activation, selected->parameters);
    selection->items[selection->n++] = selected;
    return true;
}

bool function_list_add(struct function_list *selection, const char *list, struct fault *fault)
{
    for (;;) {
        size_t n = formula_item(list);
        struct text item = {0};
        if (!formula_comma(list, n, fault))
            return false;
        const char *begin = list + strspn(list, " ");
        text_add_bytes(&item, begin, begin < list + n ? (size_t)(list + n - begin) : 0);
        bool ok = item.n > 0 ? add_item(selection, text_string(&item), fault)
                             : fault_set(fault, FAULT_MISSING_ARGUMENT,
                                         _("an empty place in the list of functions"));
        text_free(&item);
        if (!ok || list[n] == '\0')
            return ok;
        list += n + 1;
    }
}

void function_list_free(struct function_list *selection)
{
    for (int i = 0; i < selection->n; i++) {
        own_clear(&selection->items[i]->own);
        free(selection->items[i]);
    }
    selection->n = 0;
}

void function_list_print_name(const char *name)
{
    if (strpbrk(name, ",\"\n") == NULL) {
        fputs(name, stdout);
        return;
    }
    putchar('"');
    for (const char *p = name; *p != '\0'; p++) {
        if (*p == '"')
            putchar('"');
        putchar(*p);
    }
    putchar('"');
}

void function_list_print_id(const struct activation *activation)
{
    function_list_print_name(activation->id);
}

void print_field(double value)
{
    if (!isnan(value))
        printf(",%.17g", value);
    else
        putchar(',');
}

void print_remedy(const struct remedy *remedy)
{
    printf(",%s,%s,%s\n", remedy->skip ? "yes" : "no", norm_name(remedy->norm),
           remedy->tied ? "yes" : "no");
}

void print_remedy_options(const struct remedy *remedy)
{
    if (remedy->skip)
        fputs(" --skip", stdout);
    if (remedy->norm != NORM_NONE)
        printf(" --norm %s", norm_name(remedy->norm));
    if (remedy->tied)
        fputs(" --tied", stdout);
}

bool read_real(const char *option, const char *text, double low, double high, double *out,
               struct fault *fault)
{
    double value;
    if (number_read(text, &value) && value >= low && value <= high) {
        *out = value;
        return true;
    }
    return fault_set(fault, FAULT_RANGE, _("\"%s\" is no value for %s; expected %g to %g"), text,
                     option, low, high);
}

bool read_whole(const char *option, const char *text, double low, double high, double *out,
                struct fault *fault)
{
    double value;
    if (number_read(text, &value) && value >= low && value <= high && value == floor(value)) {
        *out = value;
        return true;
    }
    return fault_set(fault, FAULT_RANGE,
                     _("\"%s\" is no value for %s; expected a whole number from %.0f to %.0f"),
                     text, option, low, high);
}
