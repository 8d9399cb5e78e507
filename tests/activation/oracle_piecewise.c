#include "oracle.h"

static void oracle_step(struct exact *exact, const mpfr_t x, const double *parameters)
{
    (void)parameters;
    exact_set(exact, mpfr_sgn(x) >= 0, 0, 0);
}

static void oracle_sign(struct exact *exact, const mpfr_t x, const double *parameters)
{
    (void)parameters;
    exact_set(exact, mpfr_sgn(x) > 0 ? 1 : mpfr_sgn(x) < 0 ? -1 : 0, 0, 0);
}

// f = height + slope (x - start).
static void line(struct exact *exact, const mpfr_t x, double start, double height, double slope)
{
    exact_set(exact, 0, slope, 0);
    mpfr_sub_d(exact->y[ORDER_F], x, start, MPFR_RNDN);
    mpfr_mul_d(exact->y[ORDER_F], exact->y[ORDER_F], slope, MPFR_RNDN);
    mpfr_add_d(exact->y[ORDER_F], exact->y[ORDER_F], height, MPFR_RNDN);
}

static void oracle_identity(struct exact *exact, const mpfr_t x, const double *parameters)
{
    (void)parameters;
    line(exact, x, 0, 0, 1);
}

static void oracle_relu(struct exact *exact, const mpfr_t x, const double *parameters)
{
    (void)parameters;
    line(exact, x, 0, 0, mpfr_sgn(x) >= 0 ? 1 : 0);
}

static void oracle_leaky_relu(struct exact *exact, const mpfr_t x, const double *parameters)
{
    line(exact, x, 0, 0, mpfr_sgn(x) >= 0 ? 1 : parameters[0]);
}

static void oracle_rrelu(struct exact *exact, const mpfr_t x, const double *parameters)
{
    line(exact, x, 0, 0, 1);
    if (mpfr_sgn(x) >= 0)
        return;
    mpfr_t *y = exact->y;
    mpfr_set_d(y[ORDER_DF], parameters[0], MPFR_RNDN);
    mpfr_add_d(y[ORDER_DF], y[ORDER_DF], parameters[1], MPFR_RNDN);
    mpfr_div_ui(y[ORDER_DF], y[ORDER_DF], 2, MPFR_RNDN);
    mpfr_mul(y[ORDER_F], y[ORDER_DF], x, MPFR_RNDN);
}

static void oracle_abs(struct exact *exact, const mpfr_t x, const double *parameters)
{
    (void)parameters;
    line(exact, x, 0, 0, mpfr_sgn(x) >= 0 ? 1 : -1);
}

// (x - start)/width, from 0 at `start` to its value at `end` and constant beyond both.
static void ramp(struct exact *exact, const mpfr_t x, double start, double end, unsigned long width)
{
    mpfr_t *y = exact->y;
    if (mpfr_cmp_d(x, end) >= 0 || mpfr_cmp_d(x, start) < 0) {
        exact_set(exact, mpfr_cmp_d(x, end) >= 0 ? (end - start) / (double)width : 0, 0, 0);
        return;
    }
    mpfr_sub_d(y[ORDER_F], x, start, MPFR_RNDN);
    mpfr_div_ui(y[ORDER_F], y[ORDER_F], width, MPFR_RNDN);
    mpfr_set_ui(y[ORDER_DF], 1, MPFR_RNDN);
    mpfr_div_ui(y[ORDER_DF], y[ORDER_DF], width, MPFR_RNDN);
    mpfr_set_zero(y[ORDER_D2F], 1);
}

static void oracle_relu6(struct exact *exact, const mpfr_t x, const double *parameters)
{
    (void)parameters;
    ramp(exact, x, 0, 6, 1);
}

static void oracle_hard_sigmoid(struct exact *exact, const mpfr_t x, const double *parameters)
{
    (void)parameters;
    ramp(exact, x, -3, 3, 6);
}

static void oracle_keras2(struct exact *exact, const mpfr_t x, const double *parameters)
{
    (void)parameters;
    ramp(exact, x, -2.5, 2.5, 5);
}

static void oracle_sparse_sigmoid(struct exact *exact, const mpfr_t x, const double *parameters)
{
    (void)parameters;
    ramp(exact, x, -1, 1, 2);
}

static void oracle_hard_tanh(struct exact *exact, const mpfr_t x, const double *parameters)
{
    if (mpfr_cmp_d(x, parameters[1]) >= 0 || parameters[0] >= parameters[1])
        exact_set(exact, parameters[1], 0, 0);
    else if (mpfr_cmp_d(x, parameters[0]) < 0)
        exact_set(exact, parameters[0], 0, 0);
    else
        line(exact, x, 0, 0, 1);
}

static void oracle_threshold(struct exact *exact, const mpfr_t x, const double *parameters)
{
    if (mpfr_cmp_d(x, parameters[0]) > 0)
        line(exact, x, 0, 0, 1);
    else
        exact_set(exact, parameters[1], 0, 0);
}

static void oracle_hard_shrink(struct exact *exact, const mpfr_t x, const double *parameters)
{
    bool beyond = mpfr_cmp_d(x, parameters[0]) > 0 || mpfr_cmp_d(x, -parameters[0]) < 0;
    line(exact, x, 0, 0, beyond ? 1 : 0);
}

static void oracle_soft_shrink(struct exact *exact, const mpfr_t x, const double *parameters)
{
    double lambda = parameters[0];
    if (mpfr_cmp_d(x, lambda) >= 0)
        line(exact, x, lambda, 0, 1);
    else if (mpfr_cmp_d(x, -lambda) < 0)
        line(exact, x, -lambda, 0, 1);
    else
        exact_set(exact, 0, 0, 0);
}

static void oracle_srelu(struct exact *exact, const mpfr_t x, const double *parameters)
{
    double tl = parameters[0], al = parameters[1], tr = parameters[2], ar = parameters[3];
    if (mpfr_cmp_d(x, tr) >= 0)
        line(exact, x, tr, tr, ar);
    else if (mpfr_cmp_d(x, tl) < 0)
        line(exact, x, tl, tl, al);
    else
        line(exact, x, 0, 0, 1);
}

// αx + β between 0 and 1; `line` would round the place where it begins.
static void oracle_hard_sigmoid_onnx(struct exact *exact, const mpfr_t x, const double *parameters)
{
    mpfr_t *y = exact->y;
    exact_set(exact, 0, parameters[0], 0);
    mpfr_mul_d(y[ORDER_F], x, parameters[0], MPFR_RNDN);
    mpfr_add_d(y[ORDER_F], y[ORDER_F], parameters[1], MPFR_RNDN);
    if (mpfr_sgn(y[ORDER_F]) < 0)
        exact_set(exact, 0, 0, 0);
    else if (mpfr_cmp_ui(y[ORDER_F], 1) >= 0)
        exact_set(exact, 1, 0, 0);
}

static void oracle_shrink(struct exact *exact, const mpfr_t x, const double *parameters)
{
    double lambda = parameters[0], b = parameters[1];
    if (mpfr_cmp_d(x, -lambda) < 0)
        line(exact, x, 0, b, 1);
    else if (mpfr_cmp_d(x, lambda) > 0 || (b == lambda && mpfr_cmp_d(x, lambda) == 0))
        line(exact, x, 0, -b, 1);
    else
        exact_set(exact, 0, 0, 0);
}

static void oracle_keras_relu(struct exact *exact, const mpfr_t x, const double *parameters)
{
    if (mpfr_cmp_d(x, parameters[1]) >= 0)
        exact_set(exact, parameters[1], 0, 0);
    else if (mpfr_cmp_d(x, parameters[2]) >= 0)
        line(exact, x, 0, 0, 1);
    else
        line(exact, x, parameters[2], 0, parameters[0]);
}

const struct oracle oracles_piecewise[] = {
    {"step", oracle_step},
    {"sign", oracle_sign},
    {"identity", oracle_identity},
    {"relu", oracle_relu},
    {"relu6", oracle_relu6},
    {"leaky_relu", oracle_leaky_relu},
    {"prelu", oracle_leaky_relu},
    {"rrelu", oracle_rrelu},
    {"threshold", oracle_threshold},
    {"hard_tanh", oracle_hard_tanh},
    {"hard_sigmoid", oracle_hard_sigmoid},
    {"hard_sigmoid_keras2", oracle_keras2},
    {"sparse_sigmoid", oracle_sparse_sigmoid},
    {"hard_shrink", oracle_hard_shrink},
    {"soft_shrink", oracle_soft_shrink},
    {"abs", oracle_abs},
    {"srelu", oracle_srelu},
    {"hard_sigmoid_onnx", oracle_hard_sigmoid_onnx},
    {"shrink", oracle_shrink},
    {"keras_relu", oracle_keras_relu},
    {0},
};
