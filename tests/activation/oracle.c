#include "oracle.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

void numbers_init(mpfr_t *numbers, int n)
{
    for (int i = 0; i < n; i++)
        mpfr_init2(numbers[i], ORACLE_BITS);
}

void numbers_clear(mpfr_t *numbers, int n)
{
    for (int i = 0; i < n; i++)
        mpfr_clear(numbers[i]);
}

void exact_set(struct exact *exact, double f, double df, double d2f)
{
    mpfr_set_d(exact->y[ORDER_F], f, MPFR_RNDN);
    mpfr_set_d(exact->y[ORDER_DF], df, MPFR_RNDN);
    mpfr_set_d(exact->y[ORDER_D2F], d2f, MPFR_RNDN);
}

void exact_sum(struct exact *exact, enum order order, mpfr_t *terms, int n)
{
    mpfr_t sums[2], *sum = &sums[0], *magnitudes = &sums[1];
    numbers_init(sums, 2);
    mpfr_set_zero(*sum, 1);
    mpfr_set_zero(*magnitudes, 1);
    for (int i = 0; i < n; i++) {
        mpfr_add(*sum, *sum, terms[i], MPFR_RNDN);
        if (mpfr_sgn(terms[i]) < 0)
            mpfr_sub(*magnitudes, *magnitudes, terms[i], MPFR_RNDN);
        else
            mpfr_add(*magnitudes, *magnitudes, terms[i], MPFR_RNDN);
    }
    mpfr_set(exact->y[order], *sum, MPFR_RNDN);
    if (mpfr_zero_p(*sum)) {
        exact->k[order] = mpfr_zero_p(*magnitudes) ? 1 : HUGE_VAL;
    } else {
        mpfr_div(*sum, *magnitudes, *sum, MPFR_RNDN);
        exact->k[order] = fabs(mpfr_get_d(*sum, MPFR_RNDN));
    }
    numbers_clear(sums, 2);
}

const struct oracle *oracle_find(const char *id)
{
    const struct oracle *const families[] = {oracles_piecewise, oracles_sigmoidal, oracles_periodic,
                                             oracles_rectifiers, oracles_gated};
    for (size_t i = 0; i < sizeof families / sizeof *families; i++)
        for (const struct oracle *o = families[i]; o->id != NULL; o++)
            if (strcmp(o->id, id) == 0)
                return o;
    fail_msg("%s has no oracle: write it in MPFR in the file of its family, "
             "tests/activation/oracle_….c",
             id);
    return NULL;
}
