#include "oracle.h"

// Exponential units: slope x on the right, a (e^(x/b) - 1) on the left, f' = a/b e^(x/b).
static void exact_unit(struct exact *exact, const mpfr_t x, double a, double b, const mpfr_t slope)
{
    mpfr_t *y = exact->y, u;
    if (mpfr_sgn(x) >= 0) {
        mpfr_mul(y[ORDER_F], x, slope, MPFR_RNDN);
        mpfr_set(y[ORDER_DF], slope, MPFR_RNDN);
        mpfr_set_zero(y[ORDER_D2F], 1);
        return;
    }
    numbers_init(&u, 1);
    mpfr_div_d(u, x, b, MPFR_RNDN);
    mpfr_expm1(y[ORDER_F], u, MPFR_RNDN);
    mpfr_exp(y[ORDER_DF], u, MPFR_RNDN);
    mpfr_mul_d(y[ORDER_F], y[ORDER_F], a, MPFR_RNDN);
    mpfr_mul_d(y[ORDER_DF], y[ORDER_DF], a, MPFR_RNDN);
    mpfr_div_d(y[ORDER_DF], y[ORDER_DF], b, MPFR_RNDN);
    mpfr_div_d(y[ORDER_D2F], y[ORDER_DF], b, MPFR_RNDN);
    numbers_clear(&u, 1);
}

static void oracle_elu(struct exact *exact, const mpfr_t x, const double *parameters)
{
    mpfr_t slope;
    numbers_init(&slope, 1);
    mpfr_set_ui(slope, 1, MPFR_RNDN);
    exact_unit(exact, x, parameters[0], 1, slope);
    numbers_clear(&slope, 1);
}

static void oracle_celu(struct exact *exact, const mpfr_t x, const double *parameters)
{
    mpfr_t slope;
    numbers_init(&slope, 1);
    mpfr_set_ui(slope, 1, MPFR_RNDN);
    exact_unit(exact, x, parameters[0], parameters[0], slope);
    numbers_clear(&slope, 1);
}

static void oracle_pelu(struct exact *exact, const mpfr_t x, const double *parameters)
{
    mpfr_t slope;
    numbers_init(&slope, 1);
    mpfr_set_d(slope, parameters[0], MPFR_RNDN);
    mpfr_div_d(slope, slope, parameters[1], MPFR_RNDN);
    exact_unit(exact, x, parameters[0], parameters[1], slope);
    numbers_clear(&slope, 1);
}

// λ times elu.
static void oracle_selu(struct exact *exact, const mpfr_t x, const double *parameters)
{
    oracle_elu(exact, x, parameters);
    for (enum order order = ORDER_F; order < ORDER_COUNT; order++)
        mpfr_mul_d(exact->y[order], exact->y[order], parameters[1], MPFR_RNDN);
}

// With w = 1 + αx² on the left: x w^-1/2, w^-3/2, -3αx w^-5/2.
static void oracle_isrlu(struct exact *exact, const mpfr_t x, const double *parameters)
{
    mpfr_t *y = exact->y, w;
    mpfr_set(y[ORDER_F], x, MPFR_RNDN);
    mpfr_set_ui(y[ORDER_DF], 1, MPFR_RNDN);
    mpfr_set_zero(y[ORDER_D2F], 1);
    if (mpfr_sgn(x) >= 0)
        return;
    numbers_init(&w, 1);
    mpfr_sqr(w, x, MPFR_RNDN);
    mpfr_mul_d(w, w, parameters[0], MPFR_RNDN);
    mpfr_add_ui(w, w, 1, MPFR_RNDN);
    mpfr_rec_sqrt(w, w, MPFR_RNDN);
    mpfr_mul(y[ORDER_F], x, w, MPFR_RNDN);
    mpfr_pow_ui(y[ORDER_DF], w, 3, MPFR_RNDN);
    mpfr_pow_ui(y[ORDER_D2F], w, 5, MPFR_RNDN);
    mpfr_mul(y[ORDER_D2F], y[ORDER_D2F], x, MPFR_RNDN);
    mpfr_mul_d(y[ORDER_D2F], y[ORDER_D2F], parameters[0], MPFR_RNDN);
    mpfr_mul_si(y[ORDER_D2F], y[ORDER_D2F], -3, MPFR_RNDN);
    numbers_clear(&w, 1);
}

// ln(1 + e^u)/β with u = βx, written max(u, 0) + ln(1 + e^-|u|) as e^u may overflow even here;
// f' = 1/(1 + e^-u), f'' = β/(4 cosh²(u/2)).
static void oracle_softplus(struct exact *exact, const mpfr_t x, const double *parameters)
{
    mpfr_t *y = exact->y, u;
    numbers_init(&u, 1);
    mpfr_mul_d(u, x, parameters[0], MPFR_RNDN);
    mpfr_abs(y[ORDER_F], u, MPFR_RNDN);
    mpfr_neg(y[ORDER_F], y[ORDER_F], MPFR_RNDN);
    mpfr_exp(y[ORDER_F], y[ORDER_F], MPFR_RNDN);
    mpfr_log1p(y[ORDER_F], y[ORDER_F], MPFR_RNDN);
    if (mpfr_sgn(u) > 0)
        mpfr_add(y[ORDER_F], y[ORDER_F], u, MPFR_RNDN);
    mpfr_div_d(y[ORDER_F], y[ORDER_F], parameters[0], MPFR_RNDN);
    mpfr_neg(y[ORDER_DF], u, MPFR_RNDN);
    mpfr_exp(y[ORDER_DF], y[ORDER_DF], MPFR_RNDN);
    mpfr_add_ui(y[ORDER_DF], y[ORDER_DF], 1, MPFR_RNDN);
    mpfr_ui_div(y[ORDER_DF], 1, y[ORDER_DF], MPFR_RNDN);
    mpfr_div_ui(u, u, 2, MPFR_RNDN);
    mpfr_sech(u, u, MPFR_RNDN);
    mpfr_sqr(u, u, MPFR_RNDN);
    mpfr_mul_d(y[ORDER_D2F], u, parameters[0] / 4, MPFR_RNDN);
    numbers_clear(&u, 1);
}

// The definitions as they stand, in so many bits that x² + b keeps 300 of b beside the square of
// the greatest double, and of x² beside 1 for the least.
enum { HYPERBOLA_BITS = 4900 };

// r = √(x² + b), f = (x + r)/2, f' = (1 + x/r)/2, f'' = b/(2r³).
static void oracle_squareplus(struct exact *exact, const mpfr_t x, const double *parameters)
{
    mpfr_t *y = exact->y, r, t;
    mpfr_init2(r, HYPERBOLA_BITS);
    mpfr_init2(t, HYPERBOLA_BITS);
    mpfr_sqr(r, x, MPFR_RNDN);
    mpfr_add_d(r, r, parameters[0], MPFR_RNDN);
    mpfr_sqrt(r, r, MPFR_RNDN);
    mpfr_add(t, x, r, MPFR_RNDN);
    mpfr_div_ui(y[ORDER_F], t, 2, MPFR_RNDN);
    mpfr_div(t, x, r, MPFR_RNDN);
    mpfr_add_ui(t, t, 1, MPFR_RNDN);
    mpfr_div_ui(y[ORDER_DF], t, 2, MPFR_RNDN);
    mpfr_pow_si(t, r, -3, MPFR_RNDN);
    mpfr_mul_d(y[ORDER_D2F], t, parameters[0] / 2, MPFR_RNDN);
    mpfr_clear(r);
    mpfr_clear(t);
}

// r = √(x² + 1), f = (r - 1)/2 + x, f' = 1 + x/(2r), f'' = 1/(2r³).
static void oracle_bent_identity(struct exact *exact, const mpfr_t x, const double *parameters)
{
    (void)parameters;
    mpfr_t *y = exact->y, r, t;
    mpfr_init2(r, HYPERBOLA_BITS);
    mpfr_init2(t, HYPERBOLA_BITS);
    mpfr_sqr(r, x, MPFR_RNDN);
    mpfr_add_ui(r, r, 1, MPFR_RNDN);
    mpfr_sqrt(r, r, MPFR_RNDN);
    mpfr_sub_ui(t, r, 1, MPFR_RNDN);
    mpfr_div_ui(t, t, 2, MPFR_RNDN);
    mpfr_add(y[ORDER_F], t, x, MPFR_RNDN);
    mpfr_div(t, x, r, MPFR_RNDN);
    mpfr_div_ui(t, t, 2, MPFR_RNDN);
    mpfr_add_ui(y[ORDER_DF], t, 1, MPFR_RNDN);
    mpfr_pow_si(t, r, -3, MPFR_RNDN);
    mpfr_div_ui(y[ORDER_D2F], t, 2, MPFR_RNDN);
    mpfr_clear(r);
    mpfr_clear(t);
}

static void oracle_exponential(struct exact *exact, const mpfr_t x, const double *parameters)
{
    (void)parameters;
    for (enum order order = ORDER_F; order < ORDER_COUNT; order++)
        mpfr_exp(exact->y[order], x, MPFR_RNDN);
}

// (x + β)²/(4β) between -β and β, and its derivatives.
static void oracle_smelu(struct exact *exact, const mpfr_t x, const double *parameters)
{
    double beta = parameters[0];
    mpfr_t *y = exact->y;
    exact_set(exact, 0, 0, 0);
    if (mpfr_cmp_d(x, beta) >= 0) {
        mpfr_set(y[ORDER_F], x, MPFR_RNDN);
        mpfr_set_ui(y[ORDER_DF], 1, MPFR_RNDN);
    } else if (mpfr_cmp_d(x, -beta) >= 0) {
        mpfr_add_d(y[ORDER_DF], x, beta, MPFR_RNDN);
        mpfr_sqr(y[ORDER_F], y[ORDER_DF], MPFR_RNDN);
        mpfr_div_d(y[ORDER_F], y[ORDER_F], 4 * beta, MPFR_RNDN);
        mpfr_div_d(y[ORDER_DF], y[ORDER_DF], 2 * beta, MPFR_RNDN);
        mpfr_set_d(y[ORDER_D2F], 2 * beta, MPFR_RNDN);
        mpfr_ui_div(y[ORDER_D2F], 1, y[ORDER_D2F], MPFR_RNDN);
    }
}

// s max(x, 0)² + b.
static void exact_parabola(struct exact *exact, const mpfr_t x, double s, double b)
{
    mpfr_t t[2];
    exact_set(exact, b, 0, 0);
    if (mpfr_sgn(x) < 0)
        return;
    numbers_init(t, 2);
    mpfr_sqr(t[0], x, MPFR_RNDN);
    mpfr_mul_d(t[0], t[0], s, MPFR_RNDN);
    mpfr_set_d(t[1], b, MPFR_RNDN);
    exact_sum(exact, ORDER_F, t, 2);
    mpfr_mul_d(exact->y[ORDER_DF], x, 2 * s, MPFR_RNDN);
    mpfr_set_d(exact->y[ORDER_D2F], 2 * s, MPFR_RNDN);
    numbers_clear(t, 2);
}

static void oracle_squared_relu(struct exact *exact, const mpfr_t x, const double *parameters)
{
    (void)parameters;
    exact_parabola(exact, x, 1, 0);
}

static void oracle_star_relu(struct exact *exact, const mpfr_t x, const double *parameters)
{
    exact_parabola(exact, x, parameters[0], parameters[1]);
}

// ln(1 + βx), β/(1 + βx), -(β/(1 + βx))² on the right.
static void oracle_nlrelu(struct exact *exact, const mpfr_t x, const double *parameters)
{
    mpfr_t *y = exact->y, u;
    exact_set(exact, 0, 0, 0);
    if (mpfr_sgn(x) < 0)
        return;
    numbers_init(&u, 1);
    mpfr_mul_d(u, x, parameters[0], MPFR_RNDN);
    mpfr_log1p(y[ORDER_F], u, MPFR_RNDN);
    mpfr_add_ui(u, u, 1, MPFR_RNDN);
    mpfr_d_div(y[ORDER_DF], parameters[0], u, MPFR_RNDN);
    mpfr_sqr(y[ORDER_D2F], y[ORDER_DF], MPFR_RNDN);
    mpfr_neg(y[ORDER_D2F], y[ORDER_D2F], MPFR_RNDN);
    numbers_clear(&u, 1);
}

// αₚx² + βx on the right, αₙ(e^x - 1 - x) + βx on the left, and their derivatives; the bits are
// enough for the difference next to 0.
static void oracle_xielu(struct exact *exact, const mpfr_t x, const double *parameters)
{
    bool right = mpfr_sgn(x) >= 0;
    double alpha = parameters[right ? 0 : 1], beta = parameters[2];
    mpfr_t t[2], rest;
    numbers_init(t, 2);
    mpfr_init2(rest, HYPERBOLA_BITS);
    if (right)
        mpfr_mul_ui(t[0], x, 2, MPFR_RNDN);
    else
        mpfr_expm1(t[0], x, MPFR_RNDN);
    mpfr_mul_d(t[0], t[0], alpha, MPFR_RNDN);
    mpfr_set_d(t[1], beta, MPFR_RNDN);
    exact_sum(exact, ORDER_DF, t, 2);
    if (right) {
        mpfr_set_d(exact->y[ORDER_D2F], 2 * alpha, MPFR_RNDN);
        mpfr_sqr(rest, x, MPFR_RNDN);
    } else {
        mpfr_exp(exact->y[ORDER_D2F], x, MPFR_RNDN);
        mpfr_mul_d(exact->y[ORDER_D2F], exact->y[ORDER_D2F], alpha, MPFR_RNDN);
        mpfr_expm1(rest, x, MPFR_RNDN);
        mpfr_sub(rest, rest, x, MPFR_RNDN);
    }
    mpfr_mul_d(t[0], rest, alpha, MPFR_RNDN);
    mpfr_mul_d(t[1], x, beta, MPFR_RNDN);
    exact_sum(exact, ORDER_F, t, 2);
    numbers_clear(t, 2);
    mpfr_clear(rest);
}

// ((x + ε)² - α(ε - x)²)/(4ε) between -ε and ε, and its derivatives.
static void oracle_berlu(struct exact *exact, const mpfr_t x, const double *parameters)
{
    double alpha = parameters[0], e = parameters[1];
    mpfr_t *y = exact->y, t[2];
    bool right = mpfr_cmp_d(x, e) >= 0;
    if (right || mpfr_cmp_d(x, -e) < 0) {
        exact_set(exact, 0, right ? 1 : alpha, 0);
        mpfr_mul_d(y[ORDER_F], x, right ? 1 : alpha, MPFR_RNDN);
        return;
    }
    numbers_init(t, 2);
    mpfr_set_d(t[0], alpha, MPFR_RNDN);
    mpfr_ui_sub(t[0], 1, t[0], MPFR_RNDN);
    mpfr_div_d(y[ORDER_D2F], t[0], 2 * e, MPFR_RNDN);
    mpfr_add_d(t[0], x, e, MPFR_RNDN);
    mpfr_d_sub(t[1], e, x, MPFR_RNDN);
    mpfr_mul_d(t[1], t[1], alpha, MPFR_RNDN);
    exact_sum(exact, ORDER_DF, t, 2);
    mpfr_div_d(y[ORDER_DF], y[ORDER_DF], 2 * e, MPFR_RNDN);
    mpfr_sqr(t[0], t[0], MPFR_RNDN);
    mpfr_d_sub(t[1], e, x, MPFR_RNDN);
    mpfr_sqr(t[1], t[1], MPFR_RNDN);
    mpfr_mul_d(t[1], t[1], -alpha, MPFR_RNDN);
    exact_sum(exact, ORDER_F, t, 2);
    mpfr_div_d(y[ORDER_F], y[ORDER_F], 4 * e, MPFR_RNDN);
    numbers_clear(t, 2);
}

const struct oracle oracles_rectifiers[] = {
    {"elu", oracle_elu},
    {"celu", oracle_celu},
    {"selu", oracle_selu},
    {"isrlu", oracle_isrlu},
    {"softplus", oracle_softplus},
    {"squareplus", oracle_squareplus},
    {"bent_identity", oracle_bent_identity},
    {"exponential", oracle_exponential},
    {"smelu", oracle_smelu},
    {"squared_relu", oracle_squared_relu},
    {"star_relu", oracle_star_relu},
    {"pelu", oracle_pelu},
    {"nlrelu", oracle_nlrelu},
    {"xielu", oracle_xielu},
    {"berlu", oracle_berlu},
    {0},
};
