#include "oracle.h"

static void oracle_sinusoid(struct exact *exact, const mpfr_t x, const double *parameters)
{
    (void)parameters;
    mpfr_sin_cos(exact->y[ORDER_F], exact->y[ORDER_DF], x, MPFR_RNDN);
    mpfr_neg(exact->y[ORDER_D2F], exact->y[ORDER_F], MPFR_RNDN);
}

// Near 0, where 300 bits would cancel: 1 - x²/6, -x/3 + x³/30, -1/3 + x²/10.
static void sinc_near_0(struct exact *exact, const mpfr_t x)
{
    mpfr_t *y = exact->y, square;
    numbers_init(&square, 1);
    mpfr_sqr(square, x, MPFR_RNDN);
    mpfr_div_ui(y[ORDER_F], square, 6, MPFR_RNDN);
    mpfr_ui_sub(y[ORDER_F], 1, y[ORDER_F], MPFR_RNDN);
    mpfr_sub_ui(y[ORDER_DF], square, 10, MPFR_RNDN);
    mpfr_mul(y[ORDER_DF], y[ORDER_DF], x, MPFR_RNDN);
    mpfr_div_ui(y[ORDER_DF], y[ORDER_DF], 30, MPFR_RNDN);
    mpfr_mul_ui(square, square, 3, MPFR_RNDN);
    mpfr_sub_ui(square, square, 10, MPFR_RNDN);
    mpfr_div_ui(y[ORDER_D2F], square, 30, MPFR_RNDN);
    numbers_clear(&square, 1);
}

// f = s/x, f' = c/x - s/x², f'' = -s/x - 2c/x² + 2s/x³. Below 1 the kernel owes its digits to a
// series, which has no factor k.
static void oracle_sinc(struct exact *exact, const mpfr_t x, const double *parameters)
{
    (void)parameters;
    enum { S, C, SX, CX, SX2, CX2, SX3, COUNT };
    mpfr_t t[COUNT];
    if (mpfr_zero_p(x) || mpfr_get_exp(x) < -60) {
        sinc_near_0(exact, x);
        return;
    }
    numbers_init(t, COUNT);
    mpfr_sin_cos(t[S], t[C], x, MPFR_RNDN);
    mpfr_div(t[SX], t[S], x, MPFR_RNDN);
    mpfr_div(t[CX], t[C], x, MPFR_RNDN);
    mpfr_div(t[SX2], t[SX], x, MPFR_RNDN);
    mpfr_div(t[CX2], t[CX], x, MPFR_RNDN);
    mpfr_div(t[SX3], t[SX2], x, MPFR_RNDN);
    exact_sum(exact, ORDER_F, &t[SX], 1);
    mpfr_neg(t[SX2], t[SX2], MPFR_RNDN);
    mpfr_set(t[S], t[SX2], MPFR_RNDN);
    mpfr_set(t[C], t[CX], MPFR_RNDN);
    exact_sum(exact, ORDER_DF, &t[S], 2);
    mpfr_neg(t[S], t[SX], MPFR_RNDN);
    mpfr_mul_si(t[C], t[CX2], -2, MPFR_RNDN);
    mpfr_mul_ui(t[SX], t[SX3], 2, MPFR_RNDN);
    exact_sum(exact, ORDER_D2F, &t[S], 3);
    if (mpfr_get_exp(x) <= 0)
        exact->k[ORDER_DF] = exact->k[ORDER_D2F] = 1;
    numbers_clear(t, COUNT);
}

// x + sin²(ax)/a; f' = 1 + sin 2ax, f'' = 2a cos 2ax.
static void oracle_snake(struct exact *exact, const mpfr_t x, const double *parameters)
{
    double a = parameters[0];
    mpfr_t t[2];
    numbers_init(t, 2);
    mpfr_mul_d(t[0], x, a, MPFR_RNDN);
    mpfr_sin(t[0], t[0], MPFR_RNDN);
    mpfr_sqr(t[0], t[0], MPFR_RNDN);
    mpfr_div_d(t[0], t[0], a, MPFR_RNDN);
    mpfr_set(t[1], x, MPFR_RNDN);
    exact_sum(exact, ORDER_F, t, 2);
    mpfr_mul_d(t[0], x, 2 * a, MPFR_RNDN);
    mpfr_sin_cos(t[0], t[1], t[0], MPFR_RNDN);
    mpfr_mul_d(exact->y[ORDER_D2F], t[1], 2 * a, MPFR_RNDN);
    mpfr_set_ui(t[1], 1, MPFR_RNDN);
    exact_sum(exact, ORDER_DF, t, 2);
    numbers_clear(t, 2);
}

// f' = -2x f, f'' = (4x² - 2) f.
static void oracle_gaussian(struct exact *exact, const mpfr_t x, const double *parameters)
{
    (void)parameters;
    mpfr_t *y = exact->y, t[2];
    numbers_init(t, 2);
    mpfr_sqr(t[0], x, MPFR_RNDN);
    mpfr_neg(y[ORDER_F], t[0], MPFR_RNDN);
    mpfr_exp(y[ORDER_F], y[ORDER_F], MPFR_RNDN);
    mpfr_mul(y[ORDER_DF], x, y[ORDER_F], MPFR_RNDN);
    mpfr_mul_si(y[ORDER_DF], y[ORDER_DF], -2, MPFR_RNDN);
    mpfr_mul_ui(t[0], t[0], 4, MPFR_RNDN);
    mpfr_set_si(t[1], -2, MPFR_RNDN);
    exact_sum(exact, ORDER_D2F, t, 2);
    mpfr_mul(y[ORDER_D2F], y[ORDER_D2F], y[ORDER_F], MPFR_RNDN);
    numbers_clear(t, 2);
}

// x cos x; f' = cos x - x sin x, f'' = -2 sin x - x cos x.
static void oracle_gcu(struct exact *exact, const mpfr_t x, const double *parameters)
{
    (void)parameters;
    mpfr_t s, c, t[2];
    numbers_init(&s, 1);
    numbers_init(&c, 1);
    numbers_init(t, 2);
    mpfr_sin_cos(s, c, x, MPFR_RNDN);
    mpfr_mul(exact->y[ORDER_F], x, c, MPFR_RNDN);
    mpfr_set(t[0], c, MPFR_RNDN);
    mpfr_mul(t[1], x, s, MPFR_RNDN);
    mpfr_neg(t[1], t[1], MPFR_RNDN);
    exact_sum(exact, ORDER_DF, t, 2);
    mpfr_mul_si(t[0], s, -2, MPFR_RNDN);
    mpfr_mul(t[1], x, c, MPFR_RNDN);
    mpfr_neg(t[1], t[1], MPFR_RNDN);
    exact_sum(exact, ORDER_D2F, t, 2);
    numbers_clear(&s, 1);
    numbers_clear(&c, 1);
    numbers_clear(t, 2);
}

const struct oracle oracles_periodic[] = {
    {"sinusoid", oracle_sinusoid}, {"sinc", oracle_sinc}, {"snake", oracle_snake},
    {"gaussian", oracle_gaussian}, {"gcu", oracle_gcu},   {0},
};
