// x g(x) by f' = g + x g', f'' = 2g' + x g'', with each gate g as it is defined.
#include "oracle.h"

#include <stdbool.h>

static const mpfr_rnd_t near = MPFR_RNDN;

// Where its argument w is beyond 1e8, every gate is open or closed to more than 300 bits; closer,
// no e^w overflows.
static bool gate_is_far_out(struct exact *exact, const mpfr_t x, const mpfr_t w)
{
    if (mpfr_cmp_d(w, 1e8) < 0 && mpfr_cmp_d(w, -1e8) > 0)
        return false;
    exact_set(exact, 0, mpfr_sgn(w) > 0, 0);
    if (mpfr_sgn(w) > 0)
        mpfr_set(exact->y[ORDER_F], x, near);
    return true;
}

static bool far_out(struct exact *exact, const mpfr_t x)
{
    return gate_is_far_out(exact, x, x);
}

static void exact_scale(struct exact *exact, double factor)
{
    for (enum order order = ORDER_F; order < ORDER_COUNT; order++)
        mpfr_mul_d(exact->y[order], exact->y[order], factor, near);
}

// A gate, its slope, and its second derivative as a sum of two terms.
enum { G, DG, D2G, D2G_MORE, GATE_COUNT };

static void exact_gated(struct exact *exact, const mpfr_t x, mpfr_t *gate)
{
    mpfr_t t[3];
    numbers_init(t, 3);
    mpfr_mul(exact->y[ORDER_F], x, gate[G], near);
    mpfr_set(t[0], gate[G], near);
    mpfr_mul(t[1], x, gate[DG], near);
    exact_sum(exact, ORDER_DF, t, 2);
    mpfr_mul_ui(t[0], gate[DG], 2, near);
    mpfr_mul(t[1], x, gate[D2G], near);
    mpfr_mul(t[2], x, gate[D2G_MORE], near);
    exact_sum(exact, ORDER_D2F, t, 3);
    numbers_clear(t, 3);
}

// s = 1/(1 + e^-u).
static void logistic(mpfr_t s, const mpfr_t u)
{
    mpfr_neg(s, u, near);
    mpfr_exp(s, s, near);
    mpfr_add_ui(s, s, 1, near);
    mpfr_ui_div(s, 1, s, near);
}

// s(u), s(u) s(-u) = 1/(4 cosh²(u/2)), tanh(u/2).
struct logistic {
    mpfr_t s, d, t;
};

static void logistic_init(struct logistic *l, const mpfr_t u)
{
    mpfr_inits2(ORACLE_BITS, l->s, l->d, l->t, (mpfr_ptr)NULL);
    logistic(l->s, u);
    mpfr_div_ui(l->t, u, 2, near);
    mpfr_sech(l->d, l->t, near);
    mpfr_tanh(l->t, l->t, near);
    mpfr_sqr(l->d, l->d, near);
    mpfr_div_ui(l->d, l->d, 4, near);
}

static void logistic_clear(struct logistic *l)
{
    mpfr_clears(l->s, l->d, l->t, (mpfr_ptr)NULL);
}

// g = s(w): g' = w' d, g'' = w'' d - w'² d tanh(w/2).
static void exact_logistic_gate(struct exact *exact, const mpfr_t x, const mpfr_t w,
                                const mpfr_t slope, const mpfr_t bend)
{
    struct logistic l;
    mpfr_t gate[GATE_COUNT];
    logistic_init(&l, w);
    numbers_init(gate, GATE_COUNT);
    mpfr_set(gate[G], l.s, near);
    mpfr_mul(gate[DG], slope, l.d, near);
    mpfr_mul(gate[D2G], bend, l.d, near);
    mpfr_mul(gate[D2G_MORE], gate[DG], slope, near);
    mpfr_mul(gate[D2G_MORE], gate[D2G_MORE], l.t, near);
    mpfr_neg(gate[D2G_MORE], gate[D2G_MORE], near);
    exact_gated(exact, x, gate);
    numbers_clear(gate, GATE_COUNT);
    logistic_clear(&l);
}

static void oracle_silu(struct exact *exact, const mpfr_t x, const double *parameters)
{
    mpfr_t w[3];
    numbers_init(w, 3);
    mpfr_mul_d(w[0], x, parameters[0], near);
    mpfr_set_d(w[1], parameters[0], near);
    mpfr_set_zero(w[2], 1);
    if (!gate_is_far_out(exact, x, w[0]))
        exact_logistic_gate(exact, x, w[0], w[1], w[2]);
    numbers_clear(w, 3);
}

static void oracle_e_swish(struct exact *exact, const mpfr_t x, const double *parameters)
{
    oracle_silu(exact, x, &(double){1});
    exact_scale(exact, parameters[0]);
}

// w = k (x + cx³), k = 2√(2/π).
static void oracle_gelu_tanh(struct exact *exact, const mpfr_t x, const double *parameters)
{
    double c = parameters[0];
    mpfr_t w[3], k, cxx;
    numbers_init(w, 3);
    mpfr_inits2(ORACLE_BITS, k, cxx, (mpfr_ptr)NULL);
    mpfr_const_pi(k, near);
    mpfr_ui_div(k, 8, k, near);
    mpfr_sqrt(k, k, near);
    mpfr_sqr(cxx, x, near);
    mpfr_mul_d(cxx, cxx, c, near);
    mpfr_mul(w[0], cxx, x, near);
    mpfr_add(w[0], w[0], x, near);
    mpfr_mul_ui(w[1], cxx, 3, near);
    mpfr_add_ui(w[1], w[1], 1, near);
    mpfr_mul_d(w[2], x, c, near);
    mpfr_mul_ui(w[2], w[2], 6, near);
    for (int i = 0; i < 3; i++)
        mpfr_mul(w[i], w[i], k, near);
    if (!gate_is_far_out(exact, x, w[0]))
        exact_logistic_gate(exact, x, w[0], w[1], w[2]);
    numbers_clear(w, 3);
    mpfr_clears(k, cxx, (mpfr_ptr)NULL);
}

// s + x d, d (2 - x t), d (x - 6xd - 3t).
static void oracle_d_silu(struct exact *exact, const mpfr_t x, const double *parameters)
{
    (void)parameters;
    struct logistic l;
    mpfr_t terms[3];
    if (far_out(exact, x)) {
        exact_set(exact, mpfr_sgn(x) > 0, 0, 0);
        return;
    }
    logistic_init(&l, x);
    numbers_init(terms, 3);
    mpfr_set(terms[0], l.s, near);
    mpfr_mul(terms[1], x, l.d, near);
    exact_sum(exact, ORDER_F, terms, 2);
    mpfr_mul_ui(terms[0], l.d, 2, near);
    mpfr_mul(terms[1], terms[1], l.t, near);
    mpfr_neg(terms[1], terms[1], near);
    exact_sum(exact, ORDER_DF, terms, 2);
    mpfr_mul(terms[0], x, l.d, near);
    mpfr_mul(terms[1], terms[0], l.d, near);
    mpfr_mul_si(terms[1], terms[1], -6, near);
    mpfr_mul(terms[2], l.t, l.d, near);
    mpfr_mul_si(terms[2], terms[2], -3, near);
    exact_sum(exact, ORDER_D2F, terms, 3);
    numbers_clear(terms, 3);
    logistic_clear(&l);
}

// Φ = erfc(-x/√2)/2 and φ = e^(-x²/2)/√(2π).
static void normal(mpfr_t cdf, mpfr_t density, const mpfr_t x)
{
    mpfr_t t;
    numbers_init(&t, 1);
    mpfr_sqrt_ui(t, 2, near);
    mpfr_div(t, x, t, near);
    mpfr_neg(t, t, near);
    mpfr_erfc(cdf, t, near);
    mpfr_div_ui(cdf, cdf, 2, near);
    mpfr_sqr(t, t, near);
    mpfr_neg(t, t, near);
    mpfr_exp(density, t, near);
    mpfr_const_pi(t, near);
    mpfr_mul_ui(t, t, 2, near);
    mpfr_rec_sqrt(t, t, near);
    mpfr_mul(density, density, t, near);
    numbers_clear(&t, 1);
}

// Φ' = φ, φ' = -x φ.
static void oracle_gelu(struct exact *exact, const mpfr_t x, const double *parameters)
{
    (void)parameters;
    mpfr_t gate[GATE_COUNT];
    if (far_out(exact, x))
        return;
    numbers_init(gate, GATE_COUNT);
    normal(gate[G], gate[DG], x);
    mpfr_mul(gate[D2G], x, gate[DG], near);
    mpfr_neg(gate[D2G], gate[D2G], near);
    mpfr_set_zero(gate[D2G_MORE], 1);
    exact_gated(exact, x, gate);
    numbers_clear(gate, GATE_COUNT);
}

// g = tanh(h): g' = h' sech² h, g'' = h'' sech² h - 2 h'² sech² h tanh h.
static void tanh_gate(mpfr_t *gate, const mpfr_t h, const mpfr_t slope, const mpfr_t bend)
{
    mpfr_t square;
    numbers_init(&square, 1);
    mpfr_sech(square, h, near);
    mpfr_sqr(square, square, near);
    mpfr_tanh(gate[G], h, near);
    mpfr_mul(gate[DG], slope, square, near);
    mpfr_mul(gate[D2G], bend, square, near);
    mpfr_mul(gate[D2G_MORE], gate[DG], slope, near);
    mpfr_mul(gate[D2G_MORE], gate[D2G_MORE], gate[G], near);
    mpfr_mul_si(gate[D2G_MORE], gate[D2G_MORE], -2, near);
    numbers_clear(&square, 1);
}

// h = ln(1 + e^x), its slope s(x) and bend s(x) s(-x).
static void softplus(mpfr_t *h, const mpfr_t x)
{
    struct logistic l;
    logistic_init(&l, x);
    mpfr_exp(h[0], x, near);
    mpfr_log1p(h[0], h[0], near);
    mpfr_set(h[1], l.s, near);
    mpfr_set(h[2], l.d, near);
    logistic_clear(&l);
}

static void oracle_mish(struct exact *exact, const mpfr_t x, const double *parameters)
{
    (void)parameters;
    mpfr_t h[3], gate[GATE_COUNT];
    if (far_out(exact, x))
        return;
    numbers_init(h, 3);
    numbers_init(gate, GATE_COUNT);
    softplus(h, x);
    tanh_gate(gate, h[0], h[1], h[2]);
    exact_gated(exact, x, gate);
    numbers_clear(h, 3);
    numbers_clear(gate, GATE_COUNT);
}

// g = erf(h): g' = K h', g'' = K h'' - 2 K h h'² with K = 2/√π e^(-h²).
static void oracle_serf(struct exact *exact, const mpfr_t x, const double *parameters)
{
    (void)parameters;
    mpfr_t h[3], gate[GATE_COUNT], k;
    if (far_out(exact, x))
        return;
    numbers_init(h, 3);
    numbers_init(gate, GATE_COUNT);
    numbers_init(&k, 1);
    softplus(h, x);
    mpfr_const_pi(k, near);
    mpfr_rec_sqrt(k, k, near);
    mpfr_mul_ui(gate[DG], k, 2, near);
    mpfr_sqr(k, h[0], near);
    mpfr_neg(k, k, near);
    mpfr_exp(k, k, near);
    mpfr_mul(k, k, gate[DG], near);
    mpfr_erf(gate[G], h[0], near);
    mpfr_mul(gate[DG], k, h[1], near);
    mpfr_mul(gate[D2G], k, h[2], near);
    mpfr_mul(gate[D2G_MORE], gate[DG], h[1], near);
    mpfr_mul(gate[D2G_MORE], gate[D2G_MORE], h[0], near);
    mpfr_mul_si(gate[D2G_MORE], gate[D2G_MORE], -2, near);
    exact_gated(exact, x, gate);
    numbers_clear(h, 3);
    numbers_clear(gate, GATE_COUNT);
    numbers_clear(&k, 1);
}

static void oracle_tanh_exp(struct exact *exact, const mpfr_t x, const double *parameters)
{
    (void)parameters;
    mpfr_t n, gate[GATE_COUNT];
    if (far_out(exact, x) || mpfr_cmp_ui(x, 30) > 0) { // e^x itself is an exponent
        mpfr_set_d(exact->y[ORDER_F], mpfr_sgn(x) > 0 ? mpfr_get_d(x, near) : 0, near);
        mpfr_set_si(exact->y[ORDER_DF], mpfr_sgn(x) > 0, near);
        mpfr_set_zero(exact->y[ORDER_D2F], 1);
        return;
    }
    numbers_init(&n, 1);
    numbers_init(gate, GATE_COUNT);
    mpfr_exp(n, x, near);
    tanh_gate(gate, n, n, n);
    exact_gated(exact, x, gate);
    numbers_clear(&n, 1);
    numbers_clear(gate, GATE_COUNT);
}

static void oracle_lisht(struct exact *exact, const mpfr_t x, const double *parameters)
{
    (void)parameters;
    mpfr_t constants[2], gate[GATE_COUNT];
    if (far_out(exact, x)) {
        mpfr_abs(exact->y[ORDER_F], x, near);
        mpfr_set_si(exact->y[ORDER_DF], mpfr_sgn(x), near);
        return;
    }
    numbers_init(constants, 2);
    numbers_init(gate, GATE_COUNT);
    mpfr_set_ui(constants[0], 1, near);
    mpfr_set_zero(constants[1], 1);
    tanh_gate(gate, x, constants[0], constants[1]);
    exact_gated(exact, x, gate);
    numbers_clear(constants, 2);
    numbers_clear(gate, GATE_COUNT);
}

// tanh(h) with h the exact gelu, whose own terms count for k: f' = tanh h + (xΦ + x²φ) sech² h,
// f'' = (2Φ + 4xφ - x³φ - 2xh'² tanh h) sech² h.
static void oracle_phish(struct exact *exact, const mpfr_t x, const double *parameters)
{
    struct exact h;
    mpfr_t cdf, density, square, t[4];
    if (far_out(exact, x))
        return;
    numbers_init(h.y, ORDER_COUNT);
    numbers_init(t, 4);
    mpfr_inits2(ORACLE_BITS, cdf, density, square, (mpfr_ptr)NULL);
    oracle_gelu(&h, x, parameters);
    normal(cdf, density, x);
    mpfr_sech(square, h.y[ORDER_F], near);
    mpfr_sqr(square, square, near);
    mpfr_tanh(t[0], h.y[ORDER_F], near);
    mpfr_mul(exact->y[ORDER_F], x, t[0], near);
    mpfr_mul(t[1], x, cdf, near);
    mpfr_mul(t[1], t[1], square, near);
    mpfr_sqr(t[2], x, near);
    mpfr_mul(t[2], t[2], density, near);
    mpfr_mul(t[2], t[2], square, near);
    exact_sum(exact, ORDER_DF, t, 3);
    mpfr_mul(t[3], x, t[0], near);
    mpfr_sqr(t[0], h.y[ORDER_DF], near);
    mpfr_mul(t[3], t[3], t[0], near);
    mpfr_mul_si(t[3], t[3], -2, near);
    mpfr_mul_ui(t[0], cdf, 2, near);
    mpfr_mul(t[1], x, density, near);
    mpfr_sqr(t[2], x, near);
    mpfr_mul(t[2], t[2], t[1], near);
    mpfr_neg(t[2], t[2], near);
    mpfr_mul_ui(t[1], t[1], 4, near);
    exact_sum(exact, ORDER_D2F, t, 4);
    mpfr_mul(exact->y[ORDER_D2F], exact->y[ORDER_D2F], square, near);
    numbers_clear(h.y, ORDER_COUNT);
    numbers_clear(t, 4);
    mpfr_clears(cdf, density, square, (mpfr_ptr)NULL);
}

// x (x + 3)/6 between -3 and 3, and its derivatives.
static void oracle_hard_swish(struct exact *exact, const mpfr_t x, const double *parameters)
{
    (void)parameters;
    mpfr_t t[2];
    if (mpfr_cmp_si(x, -3) < 0 || mpfr_cmp_si(x, 3) >= 0) {
        exact_set(exact, mpfr_sgn(x) > 0 ? mpfr_get_d(x, near) : 0, mpfr_sgn(x) > 0, 0);
        return;
    }
    numbers_init(t, 2);
    mpfr_add_ui(t[0], x, 3, near);
    mpfr_mul(t[0], t[0], x, near);
    mpfr_div_ui(exact->y[ORDER_F], t[0], 6, near);
    mpfr_mul_ui(t[0], x, 2, near);
    mpfr_set_ui(t[1], 3, near);
    exact_sum(exact, ORDER_DF, t, 2);
    mpfr_div_ui(exact->y[ORDER_DF], exact->y[ORDER_DF], 6, near);
    mpfr_set_ui(t[0], 1, near);
    mpfr_div_ui(exact->y[ORDER_D2F], t[0], 3, near);
    numbers_clear(t, 2);
}

// (n - 1) s on the left, n = e^x: with s' = d and s'' = -d t, f' = ns + (n - 1) d and
// f'' = ns + 2nd - (n - 1) d t.
static void exact_elish_left(struct exact *exact, const mpfr_t x)
{
    struct logistic l;
    mpfr_t n, m, terms[3];
    logistic_init(&l, x);
    numbers_init(terms, 3);
    mpfr_inits2(ORACLE_BITS, n, m, (mpfr_ptr)NULL);
    mpfr_exp(n, x, near);
    mpfr_expm1(m, x, near);
    mpfr_mul(exact->y[ORDER_F], m, l.s, near);
    mpfr_mul(terms[0], n, l.s, near);
    mpfr_mul(terms[1], m, l.d, near);
    exact_sum(exact, ORDER_DF, terms, 2);
    mpfr_mul(terms[2], terms[1], l.t, near);
    mpfr_neg(terms[2], terms[2], near);
    mpfr_mul(terms[1], n, l.d, near);
    mpfr_mul_ui(terms[1], terms[1], 2, near);
    exact_sum(exact, ORDER_D2F, terms, 3);
    numbers_clear(terms, 3);
    mpfr_clears(n, m, (mpfr_ptr)NULL);
    logistic_clear(&l);
}

static void oracle_elish(struct exact *exact, const mpfr_t x, const double *parameters)
{
    (void)parameters;
    if (mpfr_sgn(x) >= 0)
        oracle_silu(exact, x, &(double){1});
    else if (!far_out(exact, x))
        exact_elish_left(exact, x);
}

// (x + 1)/2 times x or n - 1, n = e^x: f' = x + 1/2, or (xn + 2n - 1)/2; f'' = 1, or n (x + 3)/2.
static void oracle_hard_elish(struct exact *exact, const mpfr_t x, const double *parameters)
{
    (void)parameters;
    mpfr_t *y = exact->y, t[3];
    bool left = mpfr_sgn(x) < 0;
    if (mpfr_cmp_si(x, -1) < 0 || mpfr_cmp_si(x, 1) >= 0) {
        exact_set(exact, left ? 0 : mpfr_get_d(x, near), !left, 0);
        return;
    }
    numbers_init(t, 3);
    mpfr_add_ui(t[0], x, 1, near);
    mpfr_div_ui(t[0], t[0], 2, near);
    if (left)
        mpfr_expm1(t[1], x, near);
    else
        mpfr_set(t[1], x, near);
    mpfr_mul(y[ORDER_F], t[0], t[1], near);
    mpfr_mul_ui(y[ORDER_DF], x, 2, near);
    mpfr_add_ui(y[ORDER_DF], y[ORDER_DF], 1, near);
    mpfr_div_ui(y[ORDER_DF], y[ORDER_DF], 2, near);
    mpfr_set_ui(y[ORDER_D2F], 1, near);
    if (left) {
        mpfr_exp(t[2], x, near);
        mpfr_mul(t[0], x, t[2], near);
        mpfr_mul_ui(t[1], t[2], 2, near);
        mpfr_set_si(t[2], -1, near);
        exact_sum(exact, ORDER_DF, t, 3);
        mpfr_div_ui(y[ORDER_DF], y[ORDER_DF], 2, near);
        mpfr_add_ui(t[0], x, 3, near);
        mpfr_exp(t[1], x, near);
        mpfr_mul(t[0], t[0], t[1], near);
        mpfr_div_ui(y[ORDER_D2F], t[0], 2, near);
    }
    numbers_clear(t, 3);
}

// g = e^-n with n = e^-x: g' = n g, g'' = (n - 1) n g.
static void oracle_golu(struct exact *exact, const mpfr_t x, const double *parameters)
{
    (void)parameters;
    mpfr_t n, gate[GATE_COUNT];
    if (far_out(exact, x))
        return;
    exact_set(exact, 0, 0, 0);
    if (mpfr_cmp_si(x, -40) < 0) // e^-x itself is an exponent
        return;
    numbers_init(&n, 1);
    numbers_init(gate, GATE_COUNT);
    mpfr_neg(n, x, near);
    mpfr_exp(n, n, near);
    mpfr_neg(gate[G], n, near);
    mpfr_exp(gate[G], gate[G], near);
    mpfr_mul(gate[DG], n, gate[G], near);
    mpfr_sub_ui(gate[D2G], n, 1, near);
    mpfr_mul(gate[D2G], gate[D2G], gate[DG], near);
    mpfr_set_zero(gate[D2G_MORE], 1);
    exact_gated(exact, x, gate);
    numbers_clear(&n, 1);
    numbers_clear(gate, GATE_COUNT);
}

// h = ln(1 + s): h' = d/(1 + s), h'' = -h' (t + h'); with l = s, d, t.
static void log_1_plus_logistic(mpfr_t *h, const mpfr_t x)
{
    struct logistic l;
    logistic_init(&l, x);
    mpfr_log1p(h[0], l.s, near);
    mpfr_add_ui(h[1], l.s, 1, near);
    mpfr_div(h[1], l.d, h[1], near);
    mpfr_add(h[2], l.t, h[1], near);
    mpfr_mul(h[2], h[2], h[1], near);
    mpfr_neg(h[2], h[2], near);
    logistic_clear(&l);
}

// Beyond 1e8 the gate is 0 on the left and on the right what it tends to.
static bool far_gate(struct exact *exact, const mpfr_t x, const mpfr_t limit)
{
    if (!far_out(exact, x))
        return false;
    mpfr_mul(exact->y[ORDER_F], exact->y[ORDER_F], limit, near);
    mpfr_mul(exact->y[ORDER_DF], exact->y[ORDER_DF], limit, near);
    return true;
}

static void oracle_smish(struct exact *exact, const mpfr_t x, const double *parameters)
{
    (void)parameters;
    mpfr_t h[3], gate[GATE_COUNT];
    numbers_init(h, 3);
    numbers_init(gate, GATE_COUNT);
    mpfr_set_ui(h[0], 3, near);
    mpfr_div_ui(h[0], h[0], 5, near);
    if (!far_gate(exact, x, h[0])) {
        log_1_plus_logistic(h, x);
        tanh_gate(gate, h[0], h[1], h[2]);
        exact_gated(exact, x, gate);
    }
    numbers_clear(h, 3);
    numbers_clear(gate, GATE_COUNT);
}

static void oracle_logish(struct exact *exact, const mpfr_t x, const double *parameters)
{
    (void)parameters;
    mpfr_t gate[GATE_COUNT];
    numbers_init(gate, GATE_COUNT);
    mpfr_const_log2(gate[G], near);
    if (!far_gate(exact, x, gate[G])) {
        log_1_plus_logistic(gate, x);
        mpfr_set_zero(gate[D2G_MORE], 1);
        exact_gated(exact, x, gate);
    }
    numbers_clear(gate, GATE_COUNT);
}

const struct oracle oracles_gated[] = {
    {"gelu", oracle_gelu},         {"gelu_tanh", oracle_gelu_tanh},
    {"quick_gelu", oracle_silu},   {"silu", oracle_silu},
    {"e_swish", oracle_e_swish},   {"hard_swish", oracle_hard_swish},
    {"mish", oracle_mish},         {"serf", oracle_serf},
    {"tanh_exp", oracle_tanh_exp}, {"lisht", oracle_lisht},
    {"phish", oracle_phish},       {"d_silu", oracle_d_silu},
    {"elish", oracle_elish},       {"hard_elish", oracle_hard_elish},
    {"golu", oracle_golu},         {"smish", oracle_smish},
    {"logish", oracle_logish},     {0},
};
