// The rows of gradients.csv and of remedies.csv, the part of the reference set that the tests need.
#ifndef ACTSCOPE_TESTS_NETWORK_REFERENCE_H
#define ACTSCOPE_TESTS_NETWORK_REFERENCE_H

#include "activation/own.h"
#include "network/remedy.h"

struct row {
    char section[16], activation[24], init[24], quantity[40], value[40];
    double sigma_w, sigma_b, number, error; // NAN where the field is empty or no number
    int depth, width, batch, layer;         // 0 where empty
    struct remedy remedy;                   // none in gradients.csv
};

// Call `check` for every row of a section of gradients.csv, or of remedies.csv; return how many
// there were.
int for_rows(const char *section, void (*check)(const struct row *row, void *user), void *user);
int for_remedy_rows(const char *section, void (*check)(const struct row *row, void *user),
                    void *user);

// The function of a row, with its parameters. What the catalogue lacks is kept in `own`
// (zero-initialised, to be cleared).
const struct activation *row_activation(const struct row *row, struct own *own,
                                        double parameters[ACTIVATION_PARAMETERS_MAX]);

#endif
