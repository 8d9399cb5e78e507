#include "oracle.h"

// f = 1/(1 + e^-x), f' = f(x) f(-x), f'' = -f' tanh(x/2).
static void oracle_sigmoid(struct exact *exact, const mpfr_t x, const double *parameters)
{
    (void)parameters;
    mpfr_t *y = exact->y, mirrored;
    numbers_init(&mirrored, 1);
    mpfr_exp(mirrored, x, MPFR_RNDN);
    mpfr_add_ui(mirrored, mirrored, 1, MPFR_RNDN);
    mpfr_neg(y[ORDER_F], x, MPFR_RNDN);
    mpfr_exp(y[ORDER_F], y[ORDER_F], MPFR_RNDN);
    mpfr_add_ui(y[ORDER_F], y[ORDER_F], 1, MPFR_RNDN);
    mpfr_ui_div(y[ORDER_F], 1, y[ORDER_F], MPFR_RNDN);
    mpfr_div(y[ORDER_DF], y[ORDER_F], mirrored, MPFR_RNDN);
    mpfr_div_ui(y[ORDER_D2F], x, 2, MPFR_RNDN);
    mpfr_tanh(y[ORDER_D2F], y[ORDER_D2F], MPFR_RNDN);
    mpfr_mul(y[ORDER_D2F], y[ORDER_D2F], y[ORDER_DF], MPFR_RNDN);
    mpfr_neg(y[ORDER_D2F], y[ORDER_D2F], MPFR_RNDN);
    numbers_clear(&mirrored, 1);
}

// ln s(x) = -ln(1 + e^-x) = x - ln(1 + e^x), f' = s(-x), f'' = -s(x) s(-x).
static void oracle_log_sigmoid(struct exact *exact, const mpfr_t x, const double *parameters)
{
    mpfr_t *y = exact->y, minus_x;
    numbers_init(&minus_x, 1);
    mpfr_neg(minus_x, x, MPFR_RNDN);
    oracle_sigmoid(exact, minus_x, parameters);
    mpfr_neg(y[ORDER_D2F], y[ORDER_DF], MPFR_RNDN);
    mpfr_set(y[ORDER_DF], y[ORDER_F], MPFR_RNDN);
    mpfr_exp(y[ORDER_F], mpfr_sgn(x) < 0 ? x : minus_x, MPFR_RNDN);
    mpfr_log1p(y[ORDER_F], y[ORDER_F], MPFR_RNDN);
    if (mpfr_sgn(x) < 0)
        mpfr_sub(y[ORDER_F], x, y[ORDER_F], MPFR_RNDN);
    else
        mpfr_neg(y[ORDER_F], y[ORDER_F], MPFR_RNDN);
    numbers_clear(&minus_x, 1);
}

// a tanh(bx), f' = ab sech² bx, f'' = -2b tanh(bx) f'.
static void exact_tanh(struct exact *exact, const mpfr_t x, double a, double b)
{
    mpfr_t *y = exact->y, u, slope;
    numbers_init(&u, 1);
    numbers_init(&slope, 1);
    mpfr_mul_d(u, x, b, MPFR_RNDN);
    mpfr_sech(slope, u, MPFR_RNDN);
    mpfr_sqr(slope, slope, MPFR_RNDN);
    mpfr_mul_d(slope, slope, a, MPFR_RNDN);
    mpfr_mul_d(slope, slope, b, MPFR_RNDN);
    mpfr_tanh(u, u, MPFR_RNDN);
    mpfr_mul_d(y[ORDER_F], u, a, MPFR_RNDN);
    mpfr_set(y[ORDER_DF], slope, MPFR_RNDN);
    mpfr_mul(y[ORDER_D2F], u, slope, MPFR_RNDN);
    mpfr_mul_d(y[ORDER_D2F], y[ORDER_D2F], -2 * b, MPFR_RNDN);
    numbers_clear(&u, 1);
    numbers_clear(&slope, 1);
}

static void oracle_tanh(struct exact *exact, const mpfr_t x, const double *parameters)
{
    (void)parameters;
    exact_tanh(exact, x, 1, 1);
}

static void oracle_scaled_tanh(struct exact *exact, const mpfr_t x, const double *parameters)
{
    exact_tanh(exact, x, parameters[0], parameters[1]);
}

static void oracle_penalized_tanh(struct exact *exact, const mpfr_t x, const double *parameters)
{
    exact_tanh(exact, x, mpfr_sgn(x) < 0 ? parameters[0] : 1, 1);
}

static void oracle_dyt(struct exact *exact, const mpfr_t x, const double *parameters)
{
    exact_tanh(exact, x, 1, parameters[0]);
}

// With u = αx + s: erf u, 2α/√π e^(-u²), -2αu times that.
static void oracle_derf(struct exact *exact, const mpfr_t x, const double *parameters)
{
    mpfr_t *y = exact->y, u, k;
    numbers_init(&u, 1);
    numbers_init(&k, 1);
    mpfr_mul_d(u, x, parameters[0], MPFR_RNDN);
    mpfr_add_d(u, u, parameters[1], MPFR_RNDN);
    mpfr_const_pi(k, MPFR_RNDN);
    mpfr_rec_sqrt(k, k, MPFR_RNDN);
    mpfr_mul_d(k, k, 2 * parameters[0], MPFR_RNDN);
    mpfr_erf(y[ORDER_F], u, MPFR_RNDN);
    mpfr_sqr(y[ORDER_DF], u, MPFR_RNDN);
    mpfr_neg(y[ORDER_DF], y[ORDER_DF], MPFR_RNDN);
    mpfr_exp(y[ORDER_DF], y[ORDER_DF], MPFR_RNDN);
    mpfr_mul(y[ORDER_DF], y[ORDER_DF], k, MPFR_RNDN);
    mpfr_mul(y[ORDER_D2F], y[ORDER_DF], u, MPFR_RNDN);
    mpfr_mul_d(y[ORDER_D2F], y[ORDER_D2F], -2 * parameters[0], MPFR_RNDN);
    numbers_clear(&u, 1);
    numbers_clear(&k, 1);
}

// x - tanh x. Where 300 bits would cancel, x³/3 - 2x⁵/15, whose next term is below 2^-240 of it.
static void oracle_tanh_shrink(struct exact *exact, const mpfr_t x, const double *parameters)
{
    mpfr_t *y = exact->y, t, square;
    numbers_init(&t, 1);
    numbers_init(&square, 1);
    oracle_tanh(exact, x, parameters);
    mpfr_set(t, y[ORDER_F], MPFR_RNDN);
    mpfr_sqr(y[ORDER_DF], t, MPFR_RNDN);
    mpfr_neg(y[ORDER_D2F], y[ORDER_D2F], MPFR_RNDN);
    if (!mpfr_zero_p(x) && mpfr_get_exp(x) < -60) {
        mpfr_sqr(square, x, MPFR_RNDN);
        mpfr_mul_ui(t, square, 2, MPFR_RNDN);
        mpfr_ui_sub(t, 5, t, MPFR_RNDN);
        mpfr_mul(t, t, square, MPFR_RNDN);
        mpfr_mul(t, t, x, MPFR_RNDN);
        mpfr_div_ui(y[ORDER_F], t, 15, MPFR_RNDN);
    } else {
        mpfr_sub(y[ORDER_F], x, t, MPFR_RNDN);
    }
    numbers_clear(&t, 1);
    numbers_clear(&square, 1);
}

// f' = 1/(1 + x²), f'' = -2x f'².
static void oracle_arctan(struct exact *exact, const mpfr_t x, const double *parameters)
{
    (void)parameters;
    mpfr_t *y = exact->y;
    mpfr_atan(y[ORDER_F], x, MPFR_RNDN);
    mpfr_sqr(y[ORDER_DF], x, MPFR_RNDN);
    mpfr_add_ui(y[ORDER_DF], y[ORDER_DF], 1, MPFR_RNDN);
    mpfr_ui_div(y[ORDER_DF], 1, y[ORDER_DF], MPFR_RNDN);
    mpfr_sqr(y[ORDER_D2F], y[ORDER_DF], MPFR_RNDN);
    mpfr_mul(y[ORDER_D2F], y[ORDER_D2F], x, MPFR_RNDN);
    mpfr_mul_si(y[ORDER_D2F], y[ORDER_D2F], -2, MPFR_RNDN);
}

// f' = (1 + |x|)^-2, f'' = -2 sgn x (1 + |x|)^-3.
static void oracle_softsign(struct exact *exact, const mpfr_t x, const double *parameters)
{
    (void)parameters;
    mpfr_t *y = exact->y, w;
    numbers_init(&w, 1);
    mpfr_abs(w, x, MPFR_RNDN);
    mpfr_add_ui(w, w, 1, MPFR_RNDN);
    mpfr_div(y[ORDER_F], x, w, MPFR_RNDN);
    mpfr_pow_si(y[ORDER_DF], w, -2, MPFR_RNDN);
    mpfr_pow_si(y[ORDER_D2F], w, -3, MPFR_RNDN);
    mpfr_mul_si(y[ORDER_D2F], y[ORDER_D2F], mpfr_sgn(x) < 0 ? 2 : -2, MPFR_RNDN);
    numbers_clear(&w, 1);
}

// With r = 1/sqrt(1 + αx²): f = x r, f' = r³, f'' = -3αx r⁵.
static void oracle_isru(struct exact *exact, const mpfr_t x, const double *parameters)
{
    mpfr_t *y = exact->y, r;
    numbers_init(&r, 1);
    mpfr_sqr(r, x, MPFR_RNDN);
    mpfr_mul_d(r, r, parameters[0], MPFR_RNDN);
    mpfr_add_ui(r, r, 1, MPFR_RNDN);
    mpfr_rec_sqrt(r, r, MPFR_RNDN);
    mpfr_mul(y[ORDER_F], x, r, MPFR_RNDN);
    mpfr_pow_ui(y[ORDER_DF], r, 3, MPFR_RNDN);
    mpfr_pow_ui(y[ORDER_D2F], r, 5, MPFR_RNDN);
    mpfr_mul(y[ORDER_D2F], y[ORDER_D2F], x, MPFR_RNDN);
    mpfr_mul_d(y[ORDER_D2F], y[ORDER_D2F], parameters[0], MPFR_RNDN);
    mpfr_mul_si(y[ORDER_D2F], y[ORDER_D2F], -3, MPFR_RNDN);
    numbers_clear(&r, 1);
}

const struct oracle oracles_sigmoidal[] = {
    {"sigmoid", oracle_sigmoid},
    {"log_sigmoid", oracle_log_sigmoid},
    {"tanh", oracle_tanh},
    {"scaled_tanh", oracle_scaled_tanh},
    {"tanh_shrink", oracle_tanh_shrink},
    {"arctan", oracle_arctan},
    {"softsign", oracle_softsign},
    {"isru", oracle_isru},
    {"penalized_tanh", oracle_penalized_tanh},
    {"dyt", oracle_dyt},
    {"derf", oracle_derf},
    {0},
};
