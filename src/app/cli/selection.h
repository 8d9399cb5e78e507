// The functions that -f names on the command line of `gradient` and `race`, with the values of
// their parameters.
#ifndef ACTSCOPE_APP_CLI_SELECTION_H
#define ACTSCOPE_APP_CLI_SELECTION_H

#include "activation/own.h"

enum { SELECTION_MAX = ACTIVATION_COUNT + 60 }; // the whole catalogue, and own functions beside it

struct selected {
    const struct activation *activation;
    double parameters[ACTIVATION_PARAMETERS_MAX]; // the defaults
    struct own own;                               // where it is none of the catalogue
};

// Zero-initialise; end with selection_free. The functions live in it.
struct selection {
    struct selected *items[SELECTION_MAX];
    int n;
};

// Adds every item of a list: ids, formulas, definitions. False with the fault of the first one that
// is none of these.
bool selection_add(struct selection *selection, const char *list, struct fault *fault);
void selection_free(struct selection *selection);

// Prints a name as a CSV field, quoted where it has to be.
void selection_print_id(const struct activation *activation);

// Prints a number as a CSV field: 17 significant digits, "inf", "-inf"; nothing for NAN.
void print_field(double value);

// Reads "512" within low … high, or a number within (or, for `positive`, above 0). False with
// FAULT_RANGE, naming the option.
bool read_whole(const char *option, const char *text, double low, double high, double *out,
                struct fault *fault);
bool read_real(const char *option, const char *text, double low, double high, double *out,
               struct fault *fault);

#endif
