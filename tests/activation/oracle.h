// The functions in multiple precision, written from their definitions and by other formulas than
// the kernels'. One file a family; each ends its table with an empty row.
#ifndef ACTSCOPE_TESTS_ORACLE_H
#define ACTSCOPE_TESTS_ORACLE_H

#include "activation/activation.h"

#include <mpfr.h>

enum { ORACLE_BITS = 300 };

// y of ORACLE_BITS; k is 1 before an oracle is called: the sum of the closed form's |terms| over
// |their sum|, as in the reference table (1 where it has one term).
struct exact {
    mpfr_t y[ORDER_COUNT];
    double k[ORDER_COUNT];
};

typedef void oracle_function(struct exact *exact, const mpfr_t x, const double *parameters);

struct oracle {
    const char *id;
    oracle_function *evaluate;
};

extern const struct oracle oracles_piecewise[], oracles_sigmoidal[], oracles_periodic[],
    oracles_rectifiers[], oracles_gated[];

// Of a function of the catalogue. Fails the test where nobody has written one.
const struct oracle *oracle_find(const char *id);

// Numbers of ORACLE_BITS.
void numbers_init(mpfr_t *numbers, int n);
void numbers_clear(mpfr_t *numbers, int n);

// Plain values, as on a linear piece.
void exact_set(struct exact *exact, double f, double df, double d2f);

// y[order] = the sum of the terms, and its k.
void exact_sum(struct exact *exact, enum order order, mpfr_t *terms, int n);

#endif
