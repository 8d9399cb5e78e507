// The functions that -f names on the command line of `gradient` and `race`, and what else the two
// share: reading numbers of options and printing fields of CSV.
#ifndef ACTSCOPE_APP_CLI_FUNCTION_LIST_H
#define ACTSCOPE_APP_CLI_FUNCTION_LIST_H

#include "activation/own.h"
#include "network/remedy.h"

enum { FUNCTION_LIST_MAX = ACTIVATION_COUNT + 60 }; // room for the whole catalogue and 60 formulas

struct selected {
    const struct activation *activation;          // in the catalogue, or in `own`
    double parameters[ACTIVATION_PARAMETERS_MAX]; // with their defaults
    struct own own;                               // a formula's function; unused for others
};

// Zero-initialise; end with function_list_free. It owns the items.
struct function_list {
    struct selected *items[FUNCTION_LIST_MAX];
    int n;
};

// Adds every item of a list that commas separate: ids, formulas, definitions (app/cli/formula.h).
// False with the fault of the first one that is none of these; those before it stay.
bool function_list_add(struct function_list *selection, const char *list, struct fault *fault);

// Frees the items and makes the selection empty.
void function_list_free(struct function_list *selection);

// Print a function's id, or any name, as the first field of a CSV row, quoted where CSV needs that.
void function_list_print_id(const struct activation *activation);
void function_list_print_name(const char *name);

// Prints a comma and a number as a CSV field: 17 significant digits, "inf", "-inf"; nothing behind
// the comma for NaN.
void print_field(double value);

// The last fields of the rows of networks, and their names: which remedy they have. print_remedy
// also ends the row.
#define REMEDY_FIELDS ",skip,norm,tied"
void print_remedy(const struct remedy *remedy);

// Prints the options for a remedy: " --skip --norm layer"; nothing for none.
void print_remedy_options(const struct remedy *remedy);

// read_whole reads a whole number, read_real any number; both from `low` to `high`. False with
// FAULT_RANGE, whose text names the option, leaving *out.
bool read_whole(const char *option, const char *text, double low, double high, double *out,
                struct fault *fault);
bool read_real(const char *option, const char *text, double low, double high, double *out,
               struct fault *fault);

#endif
