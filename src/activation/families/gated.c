// Self-gated functions, x times a gate. With z = e^-|u| and the powers of 1 + z as in kernel.h:
// never s(1 - s), 1 + erf or 1 + tanh, which lose all digits in the left tail. The recipes are
// those of CATALOGUE.md, section 3.
#include "activation/arrays/vector.h"
#include "activation/catalogue.h"
#include "activation/families/kernel.h"
#include "activation/points.h"
#include "base/language.h"

static const char family[] = N_("self-gated");

// From here on every exponential of x, times any polynomial, is 0.
enum { FAR = 1500 };

// x g(x) far out, where the gate g is 0 on the left and 1 on the right.
static inline struct orders gate_limits(double x, bool open)
{
    return (struct orders){open ? x : 0, open ? 1 : 0, 0};
}

// Where the factors of silu's f' and f'' cancel: 1 + u s(-u) = 0 and 2 - u tanh(u/2) = 0. These
// roots and those below are of CATALOGUE.md, section 5.
static const struct root silu_minimum = {-0x1.474973c84120bp+0, -0x1.f8d74bc9ac154p-54, 1};
static const struct root silu_inflection = {0x1.331e23ad9de11p+1, 0x1.a9c55ef03c74ap-53,
                                            -1.1996786402577338};

// a x s(βx), with u = βx = h + l and tanh(|u|/2) = q. Far left the small factor e^u of s(u) comes
// last, in one piece.
static inline struct orders swish(double a, double beta, double x)
{
    double l, h = scaled_argument(beta, x, &l), tail = -fabs(h), minus = h < 0 ? l : -l;
    if (tail < -FAR)
        return (struct orders){h < 0 ? 0 : a * x, h < 0 ? 0 : a, 0};
    double z = exp_split(tail, minus), w = 1 + z, q = -expm1(tail) / w;
    double bend = near_root(silu_inflection, -tail, -minus, 2 + tail * q);
    double d2f = times_exp_split(a * beta * bend, tail, minus) / square_of_1_plus(z);
    if (!(h < 0))
        return (struct orders){gated(x, a / w), a * ((1 + h * z / w) / w), d2f};
    double slope = near_root(silu_minimum, h, l, 1 + h / w);
    return (struct orders){h > -1 ? gated(x, a * z / w) : times_exp_split(a * x, h, l) / w,
                           times_exp_split(a * slope, h, l) / w, d2f};
}

static inline struct orders quick_gelu_at(const double *parameters, double x)
{
    return swish(1, parameters[0], x);
}
KERNEL(quick_gelu)

static inline struct orders e_swish_at(const double *parameters, double x)
{
    return swish(parameters[0], 1, x);
}
KERNEL(e_swish)

static const struct root d_silu_inflection = {0x1.b7c9a33ebea64p+1, -0x1.7d7cd0bbac5b9p-53,
                                              0.036914373199893186};

// f and f' are silu' and silu''; with d = s(x) s(-x) and q = tanh(|x|/2),
// f'' = d (x (1 - 6d) - 3 tanh(x/2)).
static inline struct orders d_silu_at(const double *parameters, double x)
{
    (void)parameters;
    struct orders silu = swish(1, 1, x);
    if (fabs(x) > FAR)
        return (struct orders){silu.df, 0, 0};
    double z = exp(-fabs(x)), square = square_of_1_plus(z), q = -expm1(-fabs(x)) / (1 + z);
    double right = times_exp(fabs(x) * (1 - 6 * z / square) - 3 * q, -fabs(x)) / square;
    right = near_root(d_silu_inflection, fabs(x), 0, right);
    return (struct orders){silu.df, silu.d2f, x < 0 ? -right : right};
}
KERNEL(d_silu)

// The normal distribution, shared by gelu and phish.

static const double inverse_sqrt_2pi = 0.39894228040143268;
static const double sqrt2 = 1.4142135623730951;

// φ(a)/Φ(-a) - a = B/A for 0 <= a <= 39 to 2^-57 of the sum φ/Φ: scripts/coefficients.py.
static inline double inverse_mills_rest(double a)
{
    static const double above[] = {
        0x1.9884533d43651p-1,
        0x1.fa0ecbb44995dp-1,
        0x1.408e132929486p-1,
        0x1.07a116f0f19ccp-2,
        0x1.31ba451649469p-4,
        0x1.0150159684e1dp-6,
        0x1.397fc4df1cbabp-9,
        0x1.0ae91457234e8p-12,
        0x1.21c6c8992f651p-16,
        0x1.354f4c0c19de3p-21,
        0,
    };
    static const double below[] = {
        0x1.0000000000000p+0,  0x1.b1b6f4619acd8p+0,  0x1.6b6e0be80a3e4p+0,  0x1.8601567986b43p-1,
        0x1.2641422e5fba3p-2,  0x1.44e58d69071e2p-4,  0x1.0998dff90c885p-6,  0x1.3e06dfac76005p-9,
        0x1.0c1e63b04e777p-12, 0x1.21c6c896be1e6p-16, 0x1.354f4c0c82eabp-21,
    };
    double b = 0, c = 0;
    for (int i = COUNT(below) - 1; i >= 0; i--) {
        b = b * a + above[i];
        c = c * a + below[i];
    }
    return b / c;
}

// What the functions of the normal distribution need at one x: φ(x) = e^-(square + square_low)/2
// /√(2π), and Q = Φ(-|x|).
struct normal {
    double square, square_low, density, tail;
};

// a φ(x) √(2π).
static inline double times_density(double a, const struct normal *n)
{
    return times_exp_split(a, -n->square / 2, -n->square_low / 2);
}

// Q = erfc(y)/2 at y = |x|/√2 = h + l, 1/√2 in two pieces: rounding y would cost erfc 2y² ulp.
static inline double near_tail(double x, double density)
{
    static const double c_high = 0x1.6a09e667f3bcdp-1, c_low = -0x1.bdd3413b26456p-55;
    double l, h = two_product(fabs(x), c_high, &l);
    l += fabs(x) * c_low;
    return erfc(h) / 2 - sqrt2 * density * l;
}

// From 1 on Q = φ/(|x| + B/A), where most of B/A's error is lost in the sum: that is nearer than
// the C library's erfc.
static inline struct normal normal_at(double x)
{
    struct normal n;
    n.square = two_product(x, x, &n.square_low);
    n.density = times_density(inverse_sqrt_2pi, &n);
    if (fabs(x) < 1)
        n.tail = near_tail(x, n.density);
    else
        n.tail = times_density(inverse_sqrt_2pi / (fabs(x) + inverse_mills_rest(fabs(x))), &n);
    return n;
}

// Φ(x); next to 0 by erf, as 1 - Q costs a digit there.
static inline double normal_cdf(const struct normal *n, double x)
{
    if (x < 0)
        return n->tail;
    return x < 0.5 ? 0.5 + erf(x / sqrt2) / 2 : 1 - n->tail;
}

// x Φ(-x)/φ(x) for x > 20, by its asymptotic series in v = 1/x²: 1 - v + 3v² - 15v³ + …
// (Abramowitz, Stegun 26.2.12). For tails that are too small to be products of rounded ones.
static inline double tail_ratio(double x)
{
    double v = 1 / (x * x);
    return 1 -
           v * (1 -
                3 * v *
                    (1 -
                     5 * v *
                         (1 - 7 * v * (1 - 9 * v * (1 - 11 * v * (1 - 13 * v * (1 - 15 * v)))))));
}

// w = k x (1 + c x²) with k = 2√(2/π), as high + low; w' = k u with u = 1 + 3c x², and x w'' =
// k 2(u - 1).
struct gelu_tanh {
    double w, w_low, u;
};

static const double gelu_k = 0x1.9884533d43651p+0, gelu_k_low = -0x1.cbc0d30ebfd15p-54;

static inline struct gelu_tanh gelu_tanh_argument(double c, double x)
{
    struct gelu_tanh g;
    double square_low, square = two_product(x, x, &square_low);
    double p_low, p = two_product(c, square, &p_low);
    p_low += c * square_low;
    double sum_low, sum = two_sum(1, p, &sum_low);
    double t_low, t = two_product(x, sum, &t_low);
    t_low += x * (sum_low + p_low);
    g.w = two_product(gelu_k, t, &g.w_low);
    g.w_low += gelu_k * t_low + gelu_k_low * t;
    g.u = fma(3, p, fma(3, p_low, 1));
    return g;
}

// At the usual c only: elsewhere no double is near enough to a root for its terms to cancel to
// nothing.
static const double usual_c = 0.044715;
static const struct root gelu_tanh_minimum = {-0x1.81429f9e97e4dp-1, 0x1.3ce60c9e3b279p-55,
                                              0.43040009102485851};
static const struct root gelu_tanh_inflection = {0x1.6b23142700629p+0, 0x1.8a76a5d7fd655p-54,
                                                 -0.40954881741241909};

// x s(w): f' = s(w) (1 + x w' s(-w)), f'' = d (2w' + x w'' - x w'² tanh(w/2)) with d = s(w) s(-w),
// and 2w' + x w'' = k (4u - 2).
static inline struct orders gelu_tanh_at(const double *parameters, double x)
{
    double c = parameters[0];
    if (fabs(x) > 1000)
        return gate_limits(x, (x > 0) == (1 + c * x * x > 0));
    struct gelu_tanh g = gelu_tanh_argument(c, x);
    double h = g.w, l = g.w_low, tail = -fabs(h), minus = h < 0 ? l : -l;
    double z = exp_split(tail, minus), w = 1 + z, q = expm1(tail) / (h < 0 ? w : -w);
    double xu = x * g.u, steep = fma(gelu_k, xu, gelu_k_low * xu); // x w'
    double bend = 4 * g.u - 2 - steep * g.u * q;
    double d2f = times_exp_split(gelu_k * bend, tail, minus) / square_of_1_plus(z);
    if (c == usual_c)
        d2f = near_root(gelu_tanh_inflection, fabs(x), 0, d2f);
    if (!(h < 0))
        return (struct orders){gated(x, 1 / w), (1 + steep * z / w) / w, d2f};
    double df = times_exp_split(1 + steep / w, h, l) / w;
    if (c == usual_c)
        df = near_root(gelu_tanh_minimum, x, 0, df);
    return (struct orders){h > -1 ? gated(x, z / w) : times_exp_split(x, h, l) / w, df, d2f};
}
KERNEL(gelu_tanh)

static inline struct orders hard_swish_at(const double *parameters, double x)
{
    (void)parameters;
    if (x >= 3)
        return (struct orders){x, 1, 0};
    if (x < -3)
        return (struct orders){0, 0, 0};
    return (struct orders){gated(x, (x + 3) / 6), (2 * x + 3) / 6, constant(x, 1. / 3)};
}
KERNEL(hard_swish)

static const double two_by_sqrt_pi = 1.1283791670955126;

// p² with p = ln(1 + e^x), as high + low: x² + (2x + L) L with L = ln(1 + e^-x) for x > 0.
static inline double softplus_square(double x, double p, double l, double *low)
{
    if (x <= 0)
        return two_product(p, p, low);
    double square_low, square = two_product(x, x, &square_low);
    double high = two_sum(square, (2 * x + l) * l, low);
    *low += square_low;
    return high;
}

static const struct root serf_minimum = {-0x1.316c60ccb69dbp+0, 0x1.1d9ecd0f85993p-55,
                                         0.30150488936299113};
static const struct root serf_left = {-0x1.20d4e8d0a43d7p+1, 0x1.c512d53a2f475p-54,
                                      0.12274950544904875};
static const struct root serf_right = {0x1.1896792aa7829p+0, -0x1.798d237de626dp-54,
                                       -0.47677463108679692};

// x erf(p) with p = ln(1 + e^x): f' = erf p + x K s(x), f'' = K s(x) (2 + x (s(-x) - 2 s(x) p)),
// where K = 2/√π e^(-p²). Far left erf p = 2/√π e^x.
static inline struct orders serf_at(const double *parameters, double x)
{
    (void)parameters;
    if (fabs(x) > FAR)
        return gate_limits(x, x > 0);
    if (x < -600)
        return (struct orders){times_exp(two_by_sqrt_pi * x, x),
                               times_exp(two_by_sqrt_pi * (1 + x), x),
                               times_exp(two_by_sqrt_pi * (2 + x), x)};
    double z = exp(-fabs(x)), l = log1p(z), p = x > 0 ? x + l : l;
    double s = (x > 0 ? 1 : z) / (1 + z), mirrored = (x > 0 ? z : 1) / (1 + z);
    double low, high = softplus_square(x, p, l, &low), gate = erf(p);
    double bend = 2 + x * (mirrored - 2 * p * s);
    double df = gate + x * times_exp_split(two_by_sqrt_pi * s, -high, -low);
    double d2f = times_exp_split(two_by_sqrt_pi * s * bend, -high, -low);
    return (struct orders){x * gate, near_root(serf_minimum, x, 0, df),
                           near_root(x < 0 ? serf_left : serf_right, x, 0, d2f)};
}
KERNEL(serf)

// e^r - 1 = h + l for |r + r_low| < 0.05, to some 2^-66: the first two terms of the series carry a
// low part.
static inline double small_expm1_split(double r, double r_low, double *low)
{
    static const double inverse_factorials[] = {1. / 6,    1. / 24,    1. / 120,    1. / 720,
                                                1. / 5040, 1. / 40320, 1. / 362880, 1. / 3628800};
    double rest = 0;
    for (int i = COUNT(inverse_factorials) - 1; i >= 0; i--)
        rest = inverse_factorials[i] + r * rest;
    double square_low, square = two_product(r, r, &square_low);
    double l, h = two_sum(r, square / 2, &l);
    return two_sum(h, l + (r * square * rest + (square_low / 2 + r_low + r * r_low)), low);
}

// e^x as high + low, for |x| < 700: with x = k ln 2 + 8r, (1 + (e^r - 1))^8 2^k.
static inline double exp_to_split(double x, double *low)
{
    static const double ln2 = 0x1.62e42fefa39efp-1, ln2_high = 0x1.62e42fefa3800p-1,
                        ln2_low = 0x1.ef35793c76730p-45;
    double k = nearbyint(x / ln2), r_low, r = two_sum(x - k * ln2_high, -k * ln2_low, &r_low);
    double l, h = small_expm1_split(r / 8, r_low / 8, &l);
    for (int i = 0; i < 3; i++) { // (1 + h)² - 1 = 2h + h²
        double square_low, square = two_product(h, h, &square_low), sum_low;
        double sum = two_sum(2 * h, square, &sum_low);
        l = 2 * l + (sum_low + square_low + 2 * h * l);
        h = sum;
    }
    double one_low, one = two_sum(1, h, &one_low);
    *low = ldexp(one_low + l, (int)k);
    return ldexp(one, (int)k);
}

static const struct root tanh_exp_minimum = {-0x1.14302c3c10f30p+0, -0x1.b8c761c7b1289p-54,
                                             0.35250363316030618};
static const struct root tanh_exp_left = {-0x1.0871c46039638p+1, 0x1.6137baaf8cfe7p-54,
                                          0.13706532230627283};
static const struct root tanh_exp_right = {0x1.64a4080af062fp-1, -0x1.bdab9a3b0a7eep-55,
                                           -0.83381855144568324};

// x tanh(n), n = e^x: f' = tanh n + x n sech² n, f'' = n sech² n (2 + x (1 - 2n tanh n)). sech² n
// is 4q/(1 + q)² with q = e^-2n, which amplifies a relative error of n by 2n: n needs a low part.
static inline struct orders tanh_exp_at(const double *parameters, double x)
{
    (void)parameters;
    if (x > 7 || x < -FAR)
        return gate_limits(x, x > 0);
    if (x < -600)
        return (struct orders){times_exp(x, x), times_exp(1 + x, x), times_exp(2 + x, x)};
    if (isnan(x))
        return (struct orders){x, x, x};
    double low, n = exp_to_split(x, &low), q = exp_split(-2 * n, -2 * low), gate = tanh(n);
    double a = 4 * n / square_of_1_plus(q), bend = 2 + x * (1 - 2 * n * gate);
    double df = gate + x * times_exp_split(a, -2 * n, -2 * low);
    double d2f = times_exp_split(a * bend, -2 * n, -2 * low);
    return (struct orders){x * gate, near_root(tanh_exp_minimum, x, 0, df),
                           near_root(x < 0 ? tanh_exp_left : tanh_exp_right, x, 0, d2f)};
}
KERNEL(tanh_exp)

static const struct root golu_minimum = {-0x1.22609af8e9657p-1, -0x1.2f57eed531437p-55,
                                         0.473868632539215};
static const struct root golu_left = {-0x1.0f621446bf5d4p+0, 0x1.bfa95bca7190ep-54,
                                      0.7962705696241892};
static const struct root golu_right = {0x1.1e8bf25b7af54p+1, -0x1.4ca81938027adp-58,
                                       -0.10847619053366458};

// x G with G = e^-n, n = e^-x: f' = G (1 + x n), f'' = G n (2 + x (n - 1)). An error of n costs G n
// times as much, so n has a low part.
static inline struct orders golu_at(const double *parameters, double x)
{
    (void)parameters;
    if (x < -7 || x > FAR)
        return gate_limits(x, x > 0);
    if (isnan(x))
        return (struct orders){x, x, x};
    double low = 0, n = x < 690 ? exp_to_split(-x, &low) : exp(-x), bend = 2 + x * (n - 1);
    double df = times_exp_split(1 + x * n, -n, -low);
    double d2f =
        x > 1 ? times_exp(bend * exp_split(-n, -low), -x) : times_exp_split(n * bend, -n, -low);
    return (struct orders){times_exp_split(x, -n, -low), near_root(golu_minimum, x, 0, df),
                           near_root(x < 0 ? golu_left : golu_right, x, 0, d2f)};
}
KERNEL(golu)

static const struct root smish_minimum = {-0x1.64ff378b68101p+0, 0x1.9b36cef2903e8p-55,
                                          0.18142037851321216};
static const struct root smish_left = {-0x1.468a74479f224p+1, -0x1.f8e803e97d5b8p-53,
                                       0.08038104895027379};
static const struct root smish_right = {0x1.1b92ee21e98b8p+1, -0x1.d8243bf5063bap-58,
                                        -0.035300302915815124};

// x g with g = tanh(ln(1 + s)) = s (2 + s)/(2 + 2s + s²). With s = z/(1 + z) on the left g =
// z (2 + 3z)/q, g' = 4z (1 + 2z)(1 + z)/q², g'' = 4z p/q³, where q = 2 + 6z + 5z² and
// p = 2 + 6z - 3z² - 18z³ - 10z⁴; with s = 1/(1 + z) on the right g = (3 + 2z)/q,
// g' = 4z (2 + z)(1 + z)/q², g'' = -4z p/q³, where q = 5 + 6z + 2z² and
// p = 10 + 18z + 3z² - 6z³ - 2z⁴.
static inline struct orders smish_at(const double *parameters, double x)
{
    (void)parameters;
    if (x < -FAR)
        return gate_limits(x, false);
    if (x > FAR)
        return (struct orders){x / 5 * 3, 0.6, 0};
    double z = exp(-fabs(x));
    if (x < 0) {
        double q = 2 + z * (6 + 5 * z), up = (1 + 2 * z) * (1 + z), gate = 2 + 3 * z;
        double p = 2 + z * (6 - z * (3 + z * (18 + 10 * z)));
        double df = times_exp((gate * q + 4 * x * up) / (q * q), x);
        double d2f = times_exp(4 * (2 * up * q + x * p) / (q * q * q), x);
        return (struct orders){times_exp(x * (gate / q), x), near_root(smish_minimum, x, 0, df),
                               near_root(smish_left, x, 0, d2f)};
    }
    double q = 5 + z * (6 + 2 * z), up = (2 + z) * (1 + z), gate = 3 + 2 * z;
    double p = 10 + z * (18 + z * (3 - z * (6 + 2 * z)));
    double d2f = times_exp(4 * (2 * up * q - x * p) / (q * q * q), -x);
    return (struct orders){x * (gate / q), gate / q + 4 * x * z * up / (q * q),
                           near_root(smish_right, x, 0, d2f)};
}
KERNEL(smish)

static const struct root logish_minimum = {-0x1.5f592781c9063p+0, 0x1.67550801af0a8p-54,
                                           0.18341467184783952};
static const struct root logish_left = {-0x1.444806bd00bd4p+1, -0x1.02815aaff8c97p-53,
                                        0.08007428121631341};
static const struct root logish_right = {0x1.288b8b03513aep+1, 0x1.ad868ad16551fp-53,
                                         -0.04944649831560231};

// x g with g = ln(1 + s). With v = (1 + z)(1 + 2z) on the left g' = z/v, g'' = z (1 - 2z²)/v²; with
// v = (1 + z)(2 + z) on the right g' = z/v, g'' = -z (2 - z²)/v². Far left g = z.
static inline struct orders logish_at(const double *parameters, double x)
{
    (void)parameters;
    if (x < -FAR)
        return gate_limits(x, false);
    double z = exp(-fabs(x)), w = 1 + z;
    if (x < 0) {
        double v = w * (1 + 2 * z), gate = log1p(z / w);
        bool far = x < -40;
        double df = far ? times_exp(1 + x, x) : gate + x * z / v;
        double d2f = times_exp((2 * v + x * (1 - 2 * z * z)) / (v * v), x);
        return (struct orders){far ? times_exp(x, x) : x * gate,
                               near_root(logish_minimum, x, 0, df),
                               near_root(logish_left, x, 0, d2f)};
    }
    double v = w * (2 + z), gate = log1p(1 / w);
    bool far = x > FAR;
    double d2f = far ? 0 : times_exp((2 * v - x * (2 - z * z)) / (v * v), -x);
    return (struct orders){gated(x, gate), far ? gate : gate + x * z / v,
                           near_root(logish_right, x, 0, d2f)};
}
KERNEL(logish)

static const struct root lisht_inflection = {0x1.331e23ad9de11p+0, 0x1.a9c55ef03c74ap-54,
                                             -0.73224416131353827};

// x tanh x is even: in terms of |x| and q = e^-2|x|.
static inline struct orders lisht_at(const double *parameters, double x)
{
    (void)parameters;
    double a = fabs(x);
    if (a > FAR)
        return (struct orders){a, x < 0 ? -1 : 1, 0};
    double t = tanh(a), q = exp(-2 * a), square = square_of_1_plus(q);
    double right = t + a * (4 * q / square);
    return (struct orders){
        a * t, x < 0 ? -right : right,
        near_root(lisht_inflection, a, 0, times_exp(8 * (1 - a * t), -2 * a) / square)};
}
KERNEL(lisht)

static const struct root phish_maximum = {-0x1.3207c77a943e3p+0, 0x1.932495489a85ap-56,
                                          -0.36563671748116477};
static const struct root phish_left = {-0x1.e237ef40d638dp+0, -0x1.a22fc17bb108bp-54,
                                       -0.42821448936945728};
static const struct root phish_middle = {-0x1.e1b3d637e84bcp-2, -0x1.a933be95dc57ep-59,
                                         1.5549715965443945};
static const struct root phish_right = {0x1.33ac124b45799p+0, 0x1.4e579e6b25c62p-54,
                                        -1.5572209199034568};

// x tanh g far left, where tanh g = g: f = x g, with g = -φ R.
static inline struct orders phish_left_tail(double x)
{
    if (x < -40)
        return (struct orders){0, 0, 0};
    double r = tail_ratio(x), c = inverse_sqrt_2pi;
    struct normal n = normal_at(x);
    return (struct orders){times_density(-x * r * c, &n), times_density((x * x - 2 * r) * c, &n),
                           times_density((4 * x - x * x * x - 2 * r / x) * c, &n)};
}

// tanh g for |g| < 0.2 by its continued fraction, g - g y/(K + y) with y = g², rounded once: on the
// left of phish the errors of the normal tail leave no room for those of tanh.
static inline double small_tanh(double g)
{
    double y = g * g, k = 3 + y / (5 + y / (7 + y / (9 + y / 11)));
    return g - g * (y / (k + y));
}

// x tanh g with g = x Φ(x): f' = tanh g + x g' sech² g, f'' = sech² g (2g' + x (g'' - 2 g'² tanh
// g)). sech² g = 4q/(1 + q)² with q = e^-2|g|; on the right 2g = 2x - 2x Φ(-x), so that a rounded g
// is not multiplied by 2g.
static inline struct orders phish_at(const double *parameters, double x)
{
    (void)parameters;
    if (x < -20)
        return phish_left_tail(x);
    if (x > FAR)
        return gate_limits(x, true);
    struct normal n = normal_at(x);
    double cdf = normal_cdf(&n, x), g = gated(x, cdf), slope = cdf + x * n.density;
    double bend = n.density * fma(-x, x, 2), gate = x < 0 ? small_tanh(g) : tanh(g);
    double near = x > 1 ? exp(2 * x * n.tail) : exp(-2 * fabs(g)), far = x > 1 ? -2 * x : 0;
    double a = 4 * near / square_of_1_plus(times_exp(near, far));
    double df = gate + x * slope * times_exp(a, far);
    double d2f = times_exp(a * (2 * slope + x * (bend - 2 * slope * slope * gate)), far);
    const struct root inflection = x < -1 ? phish_left : x < 0 ? phish_middle : phish_right;
    return (struct orders){x * gate, near_root(phish_maximum, x, 0, df),
                           near_root(inflection, x, 0, d2f)};
}
KERNEL(phish)

static const struct root elish_minimum = {-0x1.c34366179d427p-1, 0x1.9f270661722dbp-56,
                                          0.24264068711928515};
static const struct root elish_inflection = {-0x1.b7b0085fa1d2ep+0, 0x1.75ac0f93fc35cp-54,
                                             0.12123165208632133};

// silu on the right; on the left (n - 1) s(x) with n = e^x.
static inline struct orders elish_at(const double *parameters, double x)
{
    (void)parameters;
    if (!(x < 0))
        return swish(1, 1, x);
    double n = exp(x), square = square_of_1_plus(n);
    double df = n * ((n * (n + 2) - 1) / square);
    double d2f = n * ((n * (n * (n + 3) + 5) - 1) / cube_of_1_plus(n));
    return (struct orders){n / (1 + n) * expm1(x), near_root(elish_minimum, x, 0, df),
                           near_root(elish_inflection, x, 0, d2f)};
}
KERNEL(elish)

static const struct root hard_elish_minimum = {-0x1.c57b9fc4c79b6p-2, 0x1.1135fc7040bb4p-56,
                                               0.82110035202993691};

static inline struct orders hard_elish_at(const double *parameters, double x)
{
    (void)parameters;
    if (x >= 1)
        return (struct orders){x, 1, 0};
    if (x >= 0)
        return (struct orders){gated(x, (x + 1) / 2), x + 0.5, 1};
    if (x < -1)
        return (struct orders){0, 0, 0};
    double n = exp(x), m = expm1(x);
    return (struct orders){(x + 1) / 2 * m,
                           near_root(hard_elish_minimum, x, 0, (n * (x + 1) + m) / 2),
                           n * (x + 3) / 2};
}
KERNEL(hard_elish)

// Points of interest: where a label is left empty it becomes the decimal number. The numbers are
// those of CATALOGUE.md, section 5, and the roots of f''' for the extrema of f''.

// name_points from the table of points `table`, for a function without parameters.
#define TABLE_POINTS(name)                                                                         \
    static int name##_points(const double *parameters, struct activation_point *out)               \
    {                                                                                              \
        (void)parameters;                                                                          \
        copy_points(out, name##_table, COUNT(name##_table));                                       \
        return label_points(out, COUNT(name##_table));                                             \
    }

static const struct activation_point gelu_table[] = {
    {ORDER_D2F, POINT_MINIMUM, -2, -0.10798193302637610, "−2", "−√(2/π)/e²", false},
    {ORDER_F, POINT_INFLECTION, -1.4142135623730951, -0.11122733598052340, "−√2", "", false},
    {ORDER_DF, POINT_MINIMUM, -1.4142135623730951, -0.12890414518515479, "−√2", "", false},
    {ORDER_D2F, POINT_ROOT, -1.4142135623730951, 0, "−√2", "0", false},
    {ORDER_F, POINT_MINIMUM, -0.75179152469356446, -0.16997120747990366, "", "", true},
    {ORDER_DF, POINT_ROOT, -0.75179152469356446, 0, "", "0", false},
    {ORDER_F, POINT_ROOT, 0, 0, "0", "0", false},
    {ORDER_DF, POINT_INFLECTION, 0, 0.5, "0", "1/2", false},
    {ORDER_D2F, POINT_MAXIMUM, 0, 0.79788456080286536, "0", "√(2/π)", false},
    {ORDER_F, POINT_INFLECTION, 1.4142135623730951, 1.3029862263925716, "√2", "", false},
    {ORDER_DF, POINT_MAXIMUM, 1.4142135623730951, 1.1289041451851548, "√2", "", true},
    {ORDER_D2F, POINT_ROOT, 1.4142135623730951, 0, "√2", "0", false},
    {ORDER_D2F, POINT_MINIMUM, 2, -0.10798193302637610, "2", "−√(2/π)/e²", false},
};
TABLE_POINTS(gelu)

const struct activation activation_gelu = {
    .id = "gelu",
    .name = N_("GELU"),
    .symbol = "GELU",
    .family = family,
    .aliases = "gelu_exact gelu_erf gelu_python gaussian_error_linear_unit",
    .formula = {"x Φ(x) = (x/2)(1 + erf(x/√2))", "Φ(x) + x φ(x), φ(x) = e^(−x²/2)/√(2π)",
                "φ(x)(2 − x²)"},
    .typed = {"x/2*(1+erf(x/sqrt(2)))", "1/2*(1+erf(x/sqrt(2)))+x/sqrt(2*pi)*exp(-x^2/2)"},
    .textbook = {"x/2*(1+erf(x/sqrt(2)))", "1/2*(1+erf(x/sqrt(2))) + x*exp(-x^2/2)/sqrt(2*pi)"},
    .range = "[−0.16997121, ∞)",
    .sup_slope = N_("1.1289041 at √2"),
    .sup_slope_value = 1.1289041451851548,
    .wants = WANTS_HE,
    .limits = {"0, ∞", "0, 1", "0, 0"},
    .conventions = N_("The exact form, as PyTorch 2's GELU() and Keras 3's gelu; JAX 0.7's gelu is "
                      "by default the tanh form, here gelu_tanh."),
    .origin = "Hendrycks, Gimpel 2016, Gaussian error linear units (GELUs)",
    .home_low = -5,
    .home_high = 5,
    .kernel = vector_gelu,
    .breaks = no_breaks,
    .points = gelu_points,
};

// The double nearest to where `order` of gelu_tanh crosses 0, between low and high.
static double gelu_tanh_root(const double *parameters, enum order order, double low, double high)
{
    double at_low = -1, at_high = 1;
    for (;;) {
        double x = low + (high - low) / 2;
        if (!(low < x && x < high))
            return -at_low < at_high ? low : high;
        struct orders y = gelu_tanh_at(parameters, x);
        double at_x = order == ORDER_DF ? y.df : y.d2f;
        if (at_x < 0)
            low = x, at_low = at_x;
        else
            high = x, at_high = at_x;
    }
}

// f''' = (3T'' + xT''')/2 with T = tanh w.
static double gelu_tanh_third(const double *parameters, double x)
{
    static const double root_2_pi = 0.79788456080286536;
    double c = parameters[0], w1 = root_2_pi * (1 + 3 * c * x * x), w2 = root_2_pi * 6 * c * x;
    double w3 = root_2_pi * 6 * c, t = tanh(root_2_pi * x * (1 + c * x * x)), s = 1 - t * t;
    double bend = w2 - 2 * t * w1 * w1;
    double third = s * (w3 - 2 * s * w1 * w1 * w1 - 4 * t * w1 * w2 - 2 * t * w1 * bend);
    return (3 * s * bend + x * third) / 2;
}

// Where f'' is least, right of its root at `bend`.
static double gelu_tanh_dip(const double *parameters, double bend)
{
    double low = bend, high = bend;
    do
        high += 0.25;
    while (gelu_tanh_third(parameters, high) < 0);
    for (;;) {
        double x = low + (high - low) / 2;
        if (!(low < x && x < high))
            return x;
        *(gelu_tanh_third(parameters, x) < 0 ? &low : &high) = x;
    }
}

// Left of its minimum f' is negative, left of its inflection f''; both lie at -1.6 or more for
// every c >= 0. For c < 0 the gate closes again far out, and for large c it is a step.
static int gelu_tanh_points(const double *parameters, struct activation_point *out)
{
    static const double slope = 0.79788456080286536; // f''(0) = 2w'(0)/4
    if (!(parameters[0] >= 0 && parameters[0] <= 10))
        return 0;
    double root = gelu_tanh_root(parameters, ORDER_DF, -1.6, 0);
    double bend = gelu_tanh_root(parameters, ORDER_D2F, -1.6, 0);
    struct orders least = gelu_tanh_at(parameters, root), left = gelu_tanh_at(parameters, bend),
                  right = gelu_tanh_at(parameters, -bend);
    double dip = gelu_tanh_dip(parameters, -bend), depth = gelu_tanh_at(parameters, dip).d2f;
    const struct activation_point points[] = {
        {ORDER_D2F, POINT_MINIMUM, -dip, depth, "", "", false},
        {ORDER_F, POINT_INFLECTION, bend, left.f, "", "", false},
        {ORDER_DF, POINT_MINIMUM, bend, left.df, "", "", false},
        {ORDER_D2F, POINT_ROOT, bend, 0, "", "0", false},
        {ORDER_F, POINT_MINIMUM, root, least.f, "", "", true},
        {ORDER_DF, POINT_ROOT, root, 0, "", "0", false},
        {ORDER_F, POINT_ROOT, 0, 0, "0", "0", false},
        {ORDER_DF, POINT_INFLECTION, 0, 0.5, "0", "1/2", false},
        {ORDER_D2F, POINT_MAXIMUM, 0, slope, "0", "√(2/π)", false},
        {ORDER_F, POINT_INFLECTION, -bend, right.f, "", "", false},
        {ORDER_DF, POINT_MAXIMUM, -bend, right.df, "", "", true},
        {ORDER_D2F, POINT_ROOT, -bend, 0, "", "0", false},
        {ORDER_D2F, POINT_MINIMUM, dip, depth, "", "", false},
    };
    copy_points(out, points, COUNT(points));
    return label_points(out, COUNT(points));
}

const struct activation activation_gelu_tanh = {
    .id = "gelu_tanh",
    .name = N_("GELU (tanh approximation)"),
    .symbol = "GELUₜ",
    .family = family,
    .aliases =
        "gelu_new new_gelu gelu_fast fast_gelu gelu_accurate accurate_gelu gelu_approximate "
        "gelu_approx gelu_pytorch_tanh pytorch_gelu_tanh gelu_python_tanh gelu_bloom bloom_gelu",
    .formula = {"x σ(w), w = 2√(2/π)(x + cx³); equal to (x/2)(1 + tanh(w/2))",
                "σ(w)(1 + x w′ σ(−w)), w′ = 2√(2/π)(1 + 3cx²)",
                "σ(w) σ(−w)(2w′ + x w″ − x w′² tanh(w/2)), w″ = 12√(2/π) cx"},
    .typed = {"x/2*(1+tanh(sqrt(2/pi)*(x+c*x^3)))",
              "1/2*(1+tanh(sqrt(2/pi)*(x+c*x^3)))"
              "+x/2*sqrt(2/pi)*(1+3*c*x^2)*(1-tanh(sqrt(2/pi)*(x+c*x^3))^2)"},
    .textbook = {"x/2*(1+tanh(sqrt(2/pi)*(x+0.044715*x^3)))", NULL},
    .range = "[−0.17004075, ∞)",
    .sup_slope = N_("1.1289931 at 1.418504"),
    .sup_slope_value = 1.1289930686587718,
    .wants = WANTS_HE,
    .limits = {"0, ∞", "0, 1", "0, 0"},
    .conventions = N_("PyTorch 2's GELU(approximate='tanh'), Keras 3's gelu(approximate=True), the "
                      "default of JAX 0.7's gelu; c = 0.044715 there."),
    .origin = "Hendrycks, Gimpel 2016, Gaussian error linear units (GELUs)",
    .home_low = -5,
    .home_high = 5,
    .parameter_count = 1,
    .parameters = {{.name = "c", .symbol = "c", .initial = 0.044715, .low = 0, .high = 0.1}},
    .kernel = kernel_gelu_tanh,
    .breaks = no_breaks,
    .points = gelu_tanh_points,
};

// silu's points, in u = βx and for β = 1. f'' has its minima where d_silu has its inflections.
static const struct activation_point silu_table[] = {
    {ORDER_D2F, POINT_MINIMUM, -3.4358409935351107, -0.036914373199893186, "", "", false},
    {ORDER_F, POINT_INFLECTION, -2.3993572805154677, -0.19967864025773383, "", "", false},
    {ORDER_DF, POINT_MINIMUM, -2.3993572805154677, -0.099839320128866917, "", "", false},
    {ORDER_D2F, POINT_ROOT, -2.3993572805154677, 0, "", "0", false},
    {ORDER_F, POINT_MINIMUM, -1.2784645427610738, -0.27846454276107380, "−(1 + W(1/e))", "−W(1/e)",
     true},
    {ORDER_DF, POINT_ROOT, -1.2784645427610738, 0, "−(1 + W(1/e))", "0", false},
    {ORDER_F, POINT_ROOT, 0, 0, "0", "0", false},
    {ORDER_DF, POINT_INFLECTION, 0, 0.5, "0", "1/2", false},
    {ORDER_D2F, POINT_MAXIMUM, 0, 0.5, "0", "1/2", false},
    {ORDER_F, POINT_INFLECTION, 2.3993572805154677, 2.1996786402577338, "", "", false},
    {ORDER_DF, POINT_MAXIMUM, 2.3993572805154677, 1.0998393201288669, "", "", true},
    {ORDER_D2F, POINT_ROOT, 2.3993572805154677, 0, "", "0", false},
    {ORDER_D2F, POINT_MINIMUM, 3.4358409935351107, -0.036914373199893186, "", "", false},
};

// The points of a x s(βx): what is not 0 keeps its label only where it keeps its value.
static int swish_points(double a, double beta, struct activation_point *out)
{
    const double factor[ORDER_COUNT] = {a / beta, a, a * beta};
    int n = copy_points(out, silu_table, COUNT(silu_table));
    for (int i = 0; i < n; i++) {
        double y = out[i].y * factor[out[i].order];
        if (y != out[i].y)
            *out[i].label = '\0';
        if (beta != 1 && out[i].x != 0)
            *out[i].x_label = '\0';
        out[i].x /= beta;
        out[i].y = y;
    }
    return label_points(out, n);
}

static int silu_points(const double *parameters, struct activation_point *out)
{
    return swish_points(1, parameters[0], out);
}

static int e_swish_points(const double *parameters, struct activation_point *out)
{
    return swish_points(parameters[0], 1, out);
}

const struct activation activation_quick_gelu = {
    .id = "quick_gelu",
    .name = N_("Quick GELU"),
    .symbol = "GELUq",
    .family = family,
    .aliases = "gelu_quick gelu_sigmoid sigmoid_gelu gelu_fast_approx",
    .formula = {"x σ(βx)", "σ(βx)(1 + βx σ(−βx))", "β σ(βx) σ(−βx)(2 − βx tanh(βx/2))"},
    .typed = {"x*sigmoid(beta*x)", "sigmoid(beta*x)*(1+beta*x*sigmoid(-beta*x))"},
    .range = "[−W(1/e)/β, ∞) ≈ [−0.16361019, ∞)",
    .sup_slope = N_("1.0998393 at 2.3993573/β"),
    .sup_slope_value = 1.0998393201288669,
    .wants = WANTS_HE,
    .limits = {"0, ∞", "0, 1", "0, 0"},
    .conventions = N_("silu with β = 1.702."),
    .origin = "Hendrycks, Gimpel 2016, Gaussian error linear units (GELUs); as used by CLIP "
              "(Radford et al. 2021)",
    .home_low = -5,
    .home_high = 5,
    .parameter_count = 1,
    .parameters = {{.name = "beta",
                    .symbol = "β",
                    .initial = 1.702,
                    .low = 0.5,
                    .high = 3,
                    .positive = true}},
    .kernel = kernel_quick_gelu,
    .breaks = no_breaks,
    .points = silu_points,
};

const struct activation activation_silu = {
    .id = "silu",
    .name = N_("SiLU / Swish"),
    .symbol = "SiLU",
    .family = family,
    .aliases = "swish swish_1 sigmoid_linear_unit sigmoid_weighted_linear_unit",
    .formula = {"x σ(βx)", "σ(βx)(1 + βx σ(−βx))", "β σ(βx) σ(−βx)(2 − βx tanh(βx/2))"},
    .typed = {"x*sigmoid(beta*x)", "sigmoid(beta*x)*(1+beta*x*sigmoid(-beta*x))"},
    .textbook = {"x/(1+exp(-beta*x))",
                 "1/(1+exp(-beta*x)) + beta*x/(1+exp(-beta*x))*(1-1/(1+exp(-beta*x)))"},
    .range = "[−W(1/e)/β, ∞) ≈ [−0.27846454/β, ∞)",
    .sup_slope = N_("1.0998393 at 2.3993573/β"),
    .sup_slope_value = 1.0998393201288669,
    .wants = WANTS_HE,
    .limits = {"0, ∞", "0, 1", "0, 0"},
    .conventions = N_("PyTorch 2's SiLU and silu or swish of Keras 3 and JAX 0.7 have β = 1."),
    .origin = "Hendrycks, Gimpel 2016, Gaussian error linear units (GELUs); Elfwing, Uchibe, Doya "
              "2017, Sigmoid-weighted linear units for neural network function approximation in "
              "reinforcement learning; with β: Ramachandran, Zoph, Le 2017, Searching for "
              "activation functions",
    .home_low = -5,
    .home_high = 5,
    .parameter_count = 1,
    .parameters =
        {{.name = "beta", .symbol = "β", .initial = 1, .low = 0.1, .high = 10, .positive = true}},
    .kernel = vector_silu,
    .breaks = no_breaks,
    .points = silu_points,
};

const struct activation activation_e_swish = {
    .id = "e_swish",
    .name = N_("E-swish"),
    .symbol = "E-swish",
    .family = family,
    .aliases = "",
    .formula = {"β x σ(x)", "β σ(x)(1 + x σ(−x))", "β σ(x) σ(−x)(2 − x tanh(x/2))"},
    .typed = {"beta*x*sigmoid(x)", "beta*sigmoid(x)*(1+x*sigmoid(-x))"},
    .range = "[−β W(1/e), ∞) ≈ [−0.27846454 β, ∞)",
    .sup_slope = N_("1.0998393 β at 2.3993573"),
    .sup_slope_value = 1.3747991501610836,
    .wants = WANTS_HE,
    .limits = {"0, ∞", "0, β", "0, 0"},
    .conventions = "",
    .origin = "Alcaide 2018, E-swish: adjusting activations to different network depths",
    .home_low = -5,
    .home_high = 5,
    .parameter_count = 1,
    .parameters =
        {{.name = "beta", .symbol = "β", .initial = 1.25, .low = 1, .high = 2, .positive = true}},
    .kernel = kernel_e_swish,
    .breaks = no_breaks,
    .points = e_swish_points,
};

static int hard_swish_breaks(const double *parameters, struct activation_break *out)
{
    static const struct activation_break breaks[] = {
        {.x = -3, .right = {0, -0.5, 1. / 3}, .at = {0, -0.5, 1. / 3}},
        {.x = 3, .left = {3, 1.5, 1. / 3}, .right = {3, 1, 0}, .at = {3, 1, 0}},
    };
    (void)parameters;
    memcpy(out, breaks, sizeof breaks);
    return COUNT(breaks);
}

static const struct activation_point hard_swish_table[] = {
    {ORDER_F, POINT_KINK, -3, 0, "−3", "0", false},
    {ORDER_DF, POINT_JUMP, -3, -0.5, "−3", "0 → −1/2", false},
    {ORDER_D2F, POINT_JUMP, -3, 1. / 3, "−3", "0 → 1/3", false},
    {ORDER_F, POINT_MINIMUM, -1.5, -0.375, "−3/2", "−3/8", true},
    {ORDER_DF, POINT_ROOT, -1.5, 0, "−3/2", "0", false},
    {ORDER_F, POINT_ROOT, 0, 0, "0", "0", false},
    {ORDER_DF, POINT_VALUE, 0, 0.5, "0", "1/2", false},
    {ORDER_F, POINT_KINK, 3, 3, "3", "3", false},
    {ORDER_DF, POINT_JUMP, 3, 1, "3", "3/2 → 1", false},
    {ORDER_D2F, POINT_JUMP, 3, 0, "3", "1/3 → 0", false},
};
TABLE_POINTS(hard_swish)

const struct activation activation_hard_swish = {
    .id = "hard_swish",
    .name = N_("Hard swish"),
    .symbol = "hswish",
    .family = family,
    .aliases = "hard_silu h_swish",
    .formula = {"x for x ≥ 3, x(x + 3)/6 for −3 ≤ x < 3, 0 for x < −3",
                "1 for x ≥ 3, (2x + 3)/6 for −3 ≤ x < 3, 0 for x < −3",
                "1/3 for −3 ≤ x < 3, else 0"},
    .typed = {"if(x < -3, 0, if(x < 3, x*(x+3)/6, x))", "if(x < -3, 0, if(x < 3, (2*x+3)/6, 1))"},
    .range = "[−3/8, ∞)",
    .sup_slope = N_("3/2 as x → 3 from the left"),
    .sup_slope_value = 1.5,
    .wants = WANTS_HE,
    .limits = {"0, ∞", "0, 1", "0, 0"},
    .conventions =
        N_("f′(−3) = −1/2 and f′(3) = 1, the slopes on the right; PyTorch takes −1/2 and 3/2 up to "
           "version 2.6, and 0 and 1 in later ones. hard_silu in Keras 3 and JAX 0.7."),
    .origin = "Howard et al. 2019, Searching for MobileNetV3",
    .home_low = -5,
    .home_high = 5,
    .kernel = kernel_hard_swish,
    .breaks = hard_swish_breaks,
    .points = hard_swish_points,
};

static const struct activation_point mish_table[] = {
    {ORDER_D2F, POINT_MINIMUM, -3.2673378465204046, -0.041732070706611025, "", "", false},
    {ORDER_F, POINT_INFLECTION, -2.2563763963607931, -0.22399561277849739, "", "", false},
    {ORDER_DF, POINT_MINIMUM, -2.2563763963607931, -0.11252612238946256, "", "", false},
    {ORDER_D2F, POINT_ROOT, -2.2563763963607931, 0, "", "0", false},
    {ORDER_F, POINT_MINIMUM, -1.1924312145154952, -0.30884341301725041, "", "", true},
    {ORDER_DF, POINT_ROOT, -1.1924312145154952, 0, "", "0", false},
    {ORDER_D2F, POINT_MAXIMUM, -0.087934431314914211, 0.64420463723697243, "", "", false},
    {ORDER_F, POINT_ROOT, 0, 0, "0", "0", false},
    {ORDER_DF, POINT_VALUE, 0, 0.6, "0", "3/5", false},
    {ORDER_F, POINT_INFLECTION, 1.4905711794854285, 1.3931150446477975, "", "", false},
    {ORDER_DF, POINT_MAXIMUM, 1.4905711794854285, 1.0884981612517279, "", "", true},
    {ORDER_D2F, POINT_ROOT, 1.4905711794854285, 0, "", "0", false},
    {ORDER_D2F, POINT_MINIMUM, 2.1148425630208771, -0.059033356953936293, "", "", false},
};
TABLE_POINTS(mish)

const struct activation activation_mish = {
    .id = "mish",
    .name = N_("Mish"),
    .symbol = "Mish",
    .family = family,
    .aliases = "",
    .formula = {"x tanh(ln(1 + eˣ)) = x n(n + 2)/D, n = eˣ, D = n² + 2n + 2",
                "n(n + 2)/D + 4xn(n + 1)/D²", "8n(n + 1)/D² + 4xn(2 + 2n − 3n² − 2n³)/D³"},
    .typed = {"x*tanh(log(1+exp(x)))",
              "tanh(log(1+exp(x)))+x*sigmoid(x)*(1-tanh(log(1+exp(x)))^2)"},
    .textbook = {"x*tanh(log(1+exp(x)))", NULL},
    .range = "[−0.30884341, ∞)",
    .sup_slope = N_("1.0884982 at 1.4905712"),
    .sup_slope_value = 1.0884981612517279,
    .wants = WANTS_HE,
    .limits = {"0, ∞", "0, 1", "0, 0"},
    .conventions = "",
    .origin = "Misra 2019, Mish: a self regularized non-monotonic activation function",
    .home_low = -5,
    .home_high = 5,
    .kernel = vector_mish,
    .breaks = no_breaks,
    .points = mish_points,
};

static const struct activation_point serf_table[] = {
    {ORDER_D2F, POINT_MINIMUM, -3.2673556044547500, -0.047089410922171835, "", "", false},
    {ORDER_F, POINT_INFLECTION, -2.2564974802739742, -0.25273578469281215, "", "", false},
    {ORDER_DF, POINT_MINIMUM, -2.2564974802739742, -0.12696858905790539, "", "", false},
    {ORDER_D2F, POINT_ROOT, -2.2564974802739742, 0, "", "0", false},
    {ORDER_F, POINT_MINIMUM, -1.1930599689281880, -0.34843745875960642, "", "", true},
    {ORDER_DF, POINT_ROOT, -1.1930599689281880, 0, "", "0", false},
    {ORDER_D2F, POINT_MAXIMUM, -0.14055177652624859, 0.71194476381044623, "", "", false},
    {ORDER_F, POINT_ROOT, 0, 0, "0", "0", false},
    {ORDER_DF, POINT_VALUE, 0, 0.67304128974252494, "0", "erf(ln(2))", false},
    {ORDER_F, POINT_INFLECTION, 1.0960460404526292, 1.0409652947008399, "", "", false},
    {ORDER_DF, POINT_MAXIMUM, 1.0960460404526292, 1.0861254441509972, "", "", true},
    {ORDER_D2F, POINT_ROOT, 1.0960460404526292, 0, "", "0", false},
    {ORDER_D2F, POINT_MINIMUM, 1.5445621708168699, -0.097645596075318543, "", "", false},
};
TABLE_POINTS(serf)

const struct activation activation_serf = {
    .id = "serf",
    .name = N_("Serf"),
    .symbol = "Serf",
    .family = family,
    .aliases = "log_softplus_erf",
    .formula = {"x erf(p), p = ln(1 + eˣ)", "erf(p) + x K σ(x), K = (2/√π) e^(−p²)",
                "K σ(x)(2 + x(σ(−x) − 2p σ(x)))"},
    .typed = {"x*erf(log(1+exp(x)))",
              "erf(log(1+exp(x)))+2*x/sqrt(pi)*sigmoid(x)*exp(-log(1+exp(x))^2)"},
    .range = "[−0.34843746, ∞)",
    .sup_slope = N_("1.0861254 at 1.096046"),
    .sup_slope_value = 1.0861254441509972,
    .wants = WANTS_HE,
    .limits = {"0, ∞", "0, 1", "0, 0"},
    .conventions = "",
    .origin = "Nag, Bhattacharyya 2021, SERF: towards better training of deep neural networks "
              "using log-softplus error activation function",
    .home_low = -5,
    .home_high = 5,
    .kernel = kernel_serf,
    .breaks = no_breaks,
    .points = serf_points,
};

static const struct activation_point tanh_exp_table[] = {
    {ORDER_D2F, POINT_MINIMUM, -3.0416926274824251, -0.048971240348097611, "", "", false},
    {ORDER_F, POINT_INFLECTION, -2.0659718961567498, -0.26035694402340986, "", "", false},
    {ORDER_DF, POINT_MINIMUM, -2.0659718961567498, -0.13157003618971582, "", "", false},
    {ORDER_D2F, POINT_ROOT, -2.0659718961567498, 0, "", "0", false},
    {ORDER_F, POINT_MINIMUM, -1.0788600584646241, -0.35328577784821127, "", "", true},
    {ORDER_DF, POINT_ROOT, -1.0788600584646241, 0, "", "0", false},
    {ORDER_D2F, POINT_MAXIMUM, -0.19251612053390474, 0.90216234170072131, "", "", false},
    {ORDER_F, POINT_ROOT, 0, 0, "0", "0", false},
    {ORDER_DF, POINT_VALUE, 0, 0.76159415595576489, "0", "tanh(1)", false},
    {ORDER_F, POINT_INFLECTION, 0.69656396039517238, 0.67184152937031329, "", "", false},
    {ORDER_DF, POINT_MAXIMUM, 0.69656396039517238, 1.0619753087179160, "", "", true},
    {ORDER_D2F, POINT_ROOT, 0.69656396039517238, 0, "", "0", false},
    {ORDER_D2F, POINT_MINIMUM, 0.98878399788907185, -0.11227174127891352, "", "", false},
};
TABLE_POINTS(tanh_exp)

const struct activation activation_tanh_exp = {
    .id = "tanh_exp",
    .name = N_("TanhExp"),
    .symbol = "TanhExp",
    .family = family,
    .aliases = "telu hyperbolic_tangent_exponential_linear_unit",
    .formula = {"x tanh(eˣ)", "tanh n + x n sech² n, n = eˣ",
                "n sech² n (2 + x(1 − 2n tanh n)), n = eˣ"},
    .typed = {"x*tanh(exp(x))", "tanh(exp(x))+x*exp(x)*(1-tanh(exp(x))^2)"},
    .textbook = {"x*tanh(exp(x))", NULL},
    .range = "[−0.35328578, ∞)",
    .sup_slope = N_("1.0619753 at 0.69656396"),
    .sup_slope_value = 1.0619753087179160,
    .wants = WANTS_HE,
    .limits = {"0, ∞", "0, 1", "0, 0"},
    .conventions = "",
    .origin = "Liu, Di 2020, TanhExp: a smooth activation function with high convergence speed "
              "for lightweight neural networks",
    .home_low = -5,
    .home_high = 5,
    .kernel = kernel_tanh_exp,
    .breaks = no_breaks,
    .points = tanh_exp_points,
};

// At the inflections x tanh x = 1.
static const struct activation_point lisht_table[] = {
    {ORDER_D2F, POINT_MINIMUM, -1.7179204967675553, -0.14765749279957274, "", "", false},
    {ORDER_F, POINT_INFLECTION, -1.1996786402577338, 1, "", "1", false},
    {ORDER_DF, POINT_MINIMUM, -1.1996786402577338, -1.1996786402577338, "", "", false},
    {ORDER_D2F, POINT_ROOT, -1.1996786402577338, 0, "", "0", false},
    {ORDER_F, POINT_MINIMUM, 0, 0, "0", "0", true},
    {ORDER_DF, POINT_ROOT, 0, 0, "0", "0", false},
    {ORDER_D2F, POINT_MAXIMUM, 0, 2, "0", "2", false},
    {ORDER_F, POINT_INFLECTION, 1.1996786402577338, 1, "", "1", false},
    {ORDER_DF, POINT_MAXIMUM, 1.1996786402577338, 1.1996786402577338, "", "", true},
    {ORDER_D2F, POINT_ROOT, 1.1996786402577338, 0, "", "0", false},
    {ORDER_D2F, POINT_MINIMUM, 1.7179204967675553, -0.14765749279957274, "", "", false},
};
TABLE_POINTS(lisht)

const struct activation activation_lisht = {
    .id = "lisht",
    .name = N_("LiSHT"),
    .symbol = "LiSHT",
    .family = family,
    .aliases = "linearly_scaled_tanh",
    .formula = {"x tanh x", "tanh x + x sech² x", "2 sech² x (1 − x tanh x)"},
    .typed = {"x*tanh(x)", "tanh(x)+x*(1-tanh(x)^2)"},
    .range = "[0, ∞)",
    .sup_slope = N_("1.1996786 at ±1.1996786"),
    .sup_slope_value = 1.1996786402577338,
    .limits = {"∞, ∞", "−1, 1", "0, 0"},
    .conventions = "",
    .origin = "Roy, Manna, Dubey, Chaudhuri 2019, LiSHT: non-parametric linearly scaled hyperbolic "
              "tangent activation function",
    .home_low = -5,
    .home_high = 5,
    .kernel = kernel_lisht,
    .breaks = no_breaks,
    .points = lisht_points,
};

static const struct activation_point phish_table[] = {
    {ORDER_D2F, POINT_MAXIMUM, -2.4515654381111679, 0.11142926030682905, "", "", false},
    {ORDER_F, POINT_INFLECTION, -1.8836659940045338, 0.10564335540284271, "", "", false},
    {ORDER_DF, POINT_MAXIMUM, -1.8836659940045338, 0.12731910853762330, "", "", false},
    {ORDER_D2F, POINT_ROOT, -1.8836659940045338, 0, "", "0", false},
    {ORDER_F, POINT_MAXIMUM, -1.1954312013879125, 0.16465896564300027, "", "", false},
    {ORDER_DF, POINT_ROOT, -1.1954312013879125, 0, "", "0", false},
    {ORDER_D2F, POINT_MINIMUM, -1.0103493467641515, -0.40074032863241368, "", "", false},
    {ORDER_F, POINT_INFLECTION, -0.47041258541328168, 0.070072256218792000, "", "", false},
    {ORDER_DF, POINT_MINIMUM, -0.47041258541328168, -0.21842426582898751, "", "", false},
    {ORDER_D2F, POINT_ROOT, -0.47041258541328168, 0, "", "0", false},
    {ORDER_F, POINT_MINIMUM, 0, 0, "0", "0", true},
    {ORDER_DF, POINT_ROOT, 0, 0, "0", "0", false},
    {ORDER_D2F, POINT_VALUE, 0, 1, "0", "1", false},
    {ORDER_D2F, POINT_MAXIMUM, 0.41429503752083642, 1.6307593337398186, "", "", false},
    {ORDER_F, POINT_INFLECTION, 1.2018443521278413, 0.94606999944635754, "", "", false},
    {ORDER_DF, POINT_MAXIMUM, 1.2018443521278413, 1.2983066733058115, "", "", true},
    {ORDER_D2F, POINT_ROOT, 1.2018443521278413, 0, "", "0", false},
    {ORDER_D2F, POINT_MINIMUM, 1.6186217179693512, -0.26779614047829333, "", "", false},
};
TABLE_POINTS(phish)

const struct activation activation_phish = {
    .id = "phish",
    .name = N_("Phish"),
    .symbol = "Phish",
    .family = family,
    .aliases = "",
    .formula = {"x tanh(g), g = x Φ(x)", "tanh g + x g′ sech² g, g′ = Φ(x) + x φ(x)",
                "sech² g (2g′ + x(g″ − 2g′² tanh g)), g″ = φ(x)(2 − x²)"},
    .typed = {"x*tanh(gelu(x))", "tanh(gelu(x))+x*gelu'(x)*(1-tanh(gelu(x))^2)"},
    .range = N_("[0, ∞), with a local maximum 0.16465897 at −1.1954312"),
    .sup_slope = N_("1.2983067 at 1.2018444"),
    .sup_slope_value = 1.2983066733058115,
    .wants = WANTS_HE,
    .limits = {"0, ∞", "0, 1", "0, 0"},
    .conventions = N_("With the exact GELU inside."),
    .origin = "Naveen 2022, Phish: a novel hyper-optimizable activation function",
    .home_low = -5,
    .home_high = 5,
    .kernel = kernel_phish,
    .breaks = no_breaks,
    .points = phish_points,
};

// silu' and its derivatives.
static const struct activation_point d_silu_table[] = {
    {ORDER_D2F, POINT_MINIMUM, -4.4292351005572280, -0.013862297655470339, "", "", false},
    {ORDER_F, POINT_INFLECTION, -3.4358409935351107, -0.072640165589185115, "", "", false},
    {ORDER_DF, POINT_MINIMUM, -3.4358409935351107, -0.036914373199893186, "", "", false},
    {ORDER_D2F, POINT_ROOT, -3.4358409935351107, 0, "", "0", false},
    {ORDER_F, POINT_MINIMUM, -2.3993572805154677, -0.099839320128866917, "", "", true},
    {ORDER_DF, POINT_ROOT, -2.3993572805154677, 0, "", "0", false},
    {ORDER_F, POINT_ROOT, -1.2784645427610738, 0, "−(1 + W(1/e))", "0", false},
    {ORDER_D2F, POINT_MAXIMUM, -1.0319582417807491, 0.30818151579647912, "", "", false},
    {ORDER_F, POINT_INFLECTION, 0, 0.5, "0", "1/2", false},
    {ORDER_DF, POINT_MAXIMUM, 0, 0.5, "0", "1/2", false},
    {ORDER_D2F, POINT_ROOT, 0, 0, "0", "0", false},
    {ORDER_D2F, POINT_MINIMUM, 1.0319582417807491, -0.30818151579647912, "", "", false},
    {ORDER_F, POINT_MAXIMUM, 2.3993572805154677, 1.0998393201288669, "", "", false},
    {ORDER_DF, POINT_ROOT, 2.3993572805154677, 0, "", "0", false},
    {ORDER_F, POINT_INFLECTION, 3.4358409935351107, 1.0726401655891851, "", "", false},
    {ORDER_DF, POINT_MINIMUM, 3.4358409935351107, -0.036914373199893186, "", "", false},
    {ORDER_D2F, POINT_ROOT, 3.4358409935351107, 0, "", "0", false},
    {ORDER_D2F, POINT_MAXIMUM, 4.4292351005572280, 0.013862297655470339, "", "", false},
};
TABLE_POINTS(d_silu)

const struct activation activation_d_silu = {
    .id = "d_silu",
    .name = N_("dSiLU"),
    .symbol = "dSiLU",
    .family = family,
    .aliases = "silu_derivative",
    .formula = {"σ(x)(1 + x σ(−x))", "d(2 − x tanh(x/2)), d = σ(x) σ(−x)",
                "d(x(1 − 6d) − 3 tanh(x/2)), d = σ(x) σ(−x)"},
    .typed = {"sigmoid(x)*(1+x*sigmoid(-x))", "sigmoid(x)*sigmoid(-x)*(2-x*tanh(x/2))"},
    .range = "[−0.09983932, 1.0998393]",
    .sup_slope = N_("1/2 at 0"),
    .sup_slope_value = 0.5,
    .limits = {"0, 1", "0, 0", "0, 0"},
    .conventions = N_("The derivative of SiLU, used as a function itself."),
    .origin = "Elfwing, Uchibe, Doya 2017, Sigmoid-weighted linear units for neural network "
              "function approximation in reinforcement learning",
    .home_low = -8,
    .home_high = 8,
    .kernel = kernel_d_silu,
    .breaks = no_breaks,
    .points = d_silu_points,
};

static int elish_breaks(const double *parameters, struct activation_break *out)
{
    (void)parameters;
    *out = (struct activation_break){
        .x = 0, .left = {0, 0.5, 1}, .right = {0, 0.5, 0.5}, .at = {0, 0.5, 0.5}};
    return 1;
}

// On the left f' = 0 at n = √2 - 1; on the right silu.
static const struct activation_point elish_table[] = {
    {ORDER_D2F, POINT_MINIMUM, -2.5137065934156409, -0.036856478963945920, "", "", false},
    {ORDER_F, POINT_INFLECTION, -1.7175297959782471, -0.12487020583722117, "", "", false},
    {ORDER_DF, POINT_MINIMUM, -1.7175297959782471, -0.078546847875555876, "", "", false},
    {ORDER_D2F, POINT_ROOT, -1.7175297959782471, 0, "", "0", false},
    {ORDER_F, POINT_MINIMUM, -0.88137358701954303, -0.17157287525380990, "−ln(1 + √2)",
     "−(√2 − 1)²", true},
    {ORDER_DF, POINT_ROOT, -0.88137358701954303, 0, "−ln(1 + √2)", "0", false},
    {ORDER_F, POINT_ROOT, 0, 0, "0", "0", false},
    {ORDER_DF, POINT_KINK, 0, 0.5, "0", "1/2", false},
    {ORDER_D2F, POINT_JUMP, 0, 0.5, "0", "1 → 1/2", false},
    {ORDER_F, POINT_INFLECTION, 2.3993572805154677, 2.1996786402577338, "", "", false},
    {ORDER_DF, POINT_MAXIMUM, 2.3993572805154677, 1.0998393201288669, "", "", true},
    {ORDER_D2F, POINT_ROOT, 2.3993572805154677, 0, "", "0", false},
    {ORDER_D2F, POINT_MINIMUM, 3.4358409935351107, -0.036914373199893186, "", "", false},
};
TABLE_POINTS(elish)

const struct activation activation_elish = {
    .id = "elish",
    .name = N_("ELiSH"),
    .symbol = "ELiSH",
    .family = family,
    .aliases = "exponential_linear_squashing",
    .formula = {"x σ(x) for x ≥ 0, (eˣ − 1) σ(x) for x < 0",
                "SiLU′(x) for x ≥ 0, n(n² + 2n − 1)/(1 + n)² for x < 0, n = eˣ",
                "SiLU″(x) for x ≥ 0, n(n³ + 3n² + 5n − 1)/(1 + n)³ for x < 0, n = eˣ"},
    .typed = {"if(x < 0, (exp(x)-1)*sigmoid(x), x*sigmoid(x))",
              "if(x < 0, exp(x)*sigmoid(x)+(exp(x)-1)*sigmoid(x)*sigmoid(-x),"
              " sigmoid(x)*(1+x*sigmoid(-x)))"},
    .range = "[−(√2 − 1)², ∞)",
    .sup_slope = N_("1.0998393 at 2.3993573"),
    .sup_slope_value = 1.0998393201288669,
    .wants = WANTS_HE,
    .limits = {"0, ∞", "0, 1", "0, 0"},
    .conventions = N_("f″(0) = 1/2, the value on the right; on the left it is 1."),
    .origin = "Basirat, Roth 2018, The quest for the golden activation function",
    .home_low = -5,
    .home_high = 5,
    .kernel = kernel_elish,
    .breaks = elish_breaks,
    .points = elish_points,
};

static const double inverse_e = 0.36787944117144233;
static const double left_slope = -0.31606027941427884; // (1/e - 1)/2

static int hard_elish_breaks(const double *parameters, struct activation_break *out)
{
    (void)parameters;
    out[0] = (struct activation_break){
        .x = -1, .right = {0, left_slope, inverse_e}, .at = {0, left_slope, inverse_e}};
    out[1] = (struct activation_break){
        .x = 0, .left = {0, 0.5, 1.5}, .right = {0, 0.5, 1}, .at = {0, 0.5, 1}};
    out[2] =
        (struct activation_break){.x = 1, .left = {1, 1.5, 1}, .right = {1, 1, 0}, .at = {1, 1, 0}};
    return 3;
}

static const struct activation_point hard_elish_table[] = {
    {ORDER_F, POINT_KINK, -1, 0, "−1", "0", false},
    {ORDER_DF, POINT_JUMP, -1, -0.31606027941427884, "−1", "0 → (1/e − 1)/2", false},
    {ORDER_D2F, POINT_JUMP, -1, 0.36787944117144233, "−1", "0 → 1/e", false},
    {ORDER_F, POINT_MINIMUM, -0.44285440100238858, -0.099673151528742618, "", "", true},
    {ORDER_DF, POINT_ROOT, -0.44285440100238858, 0, "", "0", false},
    {ORDER_F, POINT_ROOT, 0, 0, "0", "0", false},
    {ORDER_DF, POINT_KINK, 0, 0.5, "0", "1/2", false},
    {ORDER_D2F, POINT_JUMP, 0, 1, "0", "3/2 → 1", false},
    {ORDER_F, POINT_KINK, 1, 1, "1", "1", false},
    {ORDER_DF, POINT_JUMP, 1, 1, "1", "3/2 → 1", false},
    {ORDER_D2F, POINT_JUMP, 1, 0, "1", "1 → 0", false},
};
TABLE_POINTS(hard_elish)

const struct activation activation_hard_elish = {
    .id = "hard_elish",
    .name = N_("Hard ELiSH"),
    .symbol = "hELiSH",
    .family = family,
    .aliases = "",
    .formula = {"h x for x ≥ 0, h(eˣ − 1) for x < 0, h = min(max((x + 1)/2, 0), 1)",
                "1 for x ≥ 1, x + 1/2 for 0 ≤ x < 1, (eˣ(x + 2) − 1)/2 for −1 ≤ x < 0, 0 for "
                "x < −1",
                "1 for 0 ≤ x < 1, eˣ(x + 3)/2 for −1 ≤ x < 0, else 0"},
    .typed = {"if(x < -1, 0, if(x < 0, (x+1)/2*(exp(x)-1), if(x < 1, x*(x+1)/2, x)))",
              "if(x < -1, 0, if(x < 0, ((x+2)*exp(x)-1)/2, if(x < 1, x+1/2, 1)))"},
    .range = "[−0.09967315, ∞)",
    .sup_slope = N_("3/2 as x → 1 from the left"),
    .sup_slope_value = 1.5,
    .wants = WANTS_HE,
    .limits = {"0, ∞", "0, 1", "0, 0"},
    .conventions = N_("At −1, 0 and 1 f′ and f″ are those on the right: f′(1) = 1, f″(0) = 1."),
    .origin = "Basirat, Roth 2018, The quest for the golden activation function",
    .home_low = -5,
    .home_high = 5,
    .kernel = kernel_hard_elish,
    .breaks = hard_elish_breaks,
    .points = hard_elish_points,
};

// f' = 0 at -W(1), where x = -e^x.
static const struct activation_point golu_table[] = {
    {ORDER_D2F, POINT_MINIMUM, -1.4683926330958442, -0.16423075229043740, "", "", false},
    {ORDER_F, POINT_INFLECTION, -1.0600903198932102, -0.059114585832694640, "", "", false},
    {ORDER_DF, POINT_MINIMUM, -1.0600903198932102, -0.11487831154867857, "", "", false},
    {ORDER_D2F, POINT_ROOT, -1.0600903198932102, 0, "", "0", false},
    {ORDER_F, POINT_MINIMUM, -0.56714329040978387, -0.097260131227639404, "−W(1)", "", true},
    {ORDER_DF, POINT_ROOT, -0.56714329040978387, 0, "−W(1)", "0", false},
    {ORDER_F, POINT_ROOT, 0, 0, "0", "0", false},
    {ORDER_DF, POINT_INFLECTION, 0, 0.36787944117144233, "0", "1/e", false},
    {ORDER_D2F, POINT_MAXIMUM, 0, 0.73575888234288464, "0", "2/e", false},
    {ORDER_F, POINT_INFLECTION, 2.2386458346062827, 2.0122799455020552, "", "", false},
    {ORDER_DF, POINT_MAXIMUM, 2.2386458346062827, 1.1133972752756767, "", "", true},
    {ORDER_D2F, POINT_ROOT, 2.2386458346062827, 0, "", "0", false},
    {ORDER_D2F, POINT_MINIMUM, 3.2560151297225289, -0.041924848650268694, "", "", false},
};
TABLE_POINTS(golu)

const struct activation activation_golu = {
    .id = "golu",
    .name = N_("GoLU"),
    .symbol = "GoLU",
    .family = family,
    .aliases = "gompertz_linear_unit gompertz_linear",
    .formula = {"x e^(−n), n = e⁻ˣ", "(1 + xn) e^(−n), n = e⁻ˣ",
                "n (2 + x(n − 1)) e^(−n), n = e⁻ˣ"},
    .typed = {"x*exp(-exp(-x))", "exp(-exp(-x))*(1+x*exp(-x))"},
    .range = "[−0.09726013, ∞)",
    .sup_slope = N_("1.1133973 at 2.2386458"),
    .sup_slope_value = 1.1133972752756767,
    .wants = WANTS_HE,
    .limits = {"0, ∞", "0, 1", "0, 0"},
    .conventions = "",
    .origin = "Das, Safari, Adriaensen, Hutter 2025, Gompertz linear units: leveraging asymmetry "
              "for enhanced learning dynamics",
    .home_low = -5,
    .home_high = 5,
    .kernel = kernel_golu,
    .breaks = no_breaks,
    .points = golu_points,
};

static const struct activation_point smish_table[] = {
    {ORDER_D2F, POINT_MINIMUM, -3.5931839202205151, -0.033089018315014316, "", "", false},
    {ORDER_F, POINT_INFLECTION, -2.5511002874102522, -0.17791762596159461, "", "", false},
    {ORDER_DF, POINT_MINIMUM, -2.5511002874102522, -0.089153205235020313, "", "", false},
    {ORDER_D2F, POINT_ROOT, -2.5511002874102522, 0, "", "0", false},
    {ORDER_F, POINT_MINIMUM, -1.3945193019245041, -0.24999366366012950, "", "", true},
    {ORDER_DF, POINT_ROOT, -1.3945193019245041, 0, "", "0", false},
    {ORDER_D2F, POINT_MAXIMUM, -0.41968868089420390, 0.31196662810587059, "", "", false},
    {ORDER_F, POINT_ROOT, 0, 0, "0", "0", false},
    {ORDER_DF, POINT_VALUE, 0, 5. / 13, "0", "5/13", false},
    {ORDER_F, POINT_INFLECTION, 2.2154214540088013, 1.2555710785101628, "", "", false},
    {ORDER_DF, POINT_MAXIMUM, 2.2154214540088013, 0.63688422288122630, "", "", true},
    {ORDER_D2F, POINT_ROOT, 2.2154214540088013, 0, "", "0", false},
    {ORDER_D2F, POINT_MINIMUM, 3.2328688210685682, -0.013624180434058567, "", "", false},
};
TABLE_POINTS(smish)

const struct activation activation_smish = {
    .id = "smish",
    .name = N_("Smish"),
    .symbol = "Smish",
    .family = family,
    .aliases = "",
    .formula = {"x tanh(h), h = ln(1 + σ(x))", "tanh h + x h′ sech² h, h′ = σ(x) σ(−x)/(1 + σ(x))",
                "sech² h (2h′ + x(h″ − 2h′² tanh h)), h″ = −h′ tanh(x/2) − h′²"},
    .typed = {"x*tanh(log(1+sigmoid(x)))",
              "tanh(log(1+sigmoid(x)))"
              "+x*sigmoid(x)*sigmoid(-x)/(1+sigmoid(x))*(1-tanh(log(1+sigmoid(x)))^2)"},
    .range = "[−0.24999366, ∞)",
    .sup_slope = N_("0.63688422 at 2.2154215"),
    .sup_slope_value = 0.6368842228812263,
    .wants = WANTS_HE,
    .limits = {"0, ∞", "0, 3/5", "0, 0"},
    .conventions = N_("The paper's αx tanh(ln(1 + σ(βx))) with its α = β = 1."),
    .origin = "Wang, Ren, Wang 2022, Smish: a novel activation function for deep learning methods",
    .home_low = -5,
    .home_high = 5,
    .kernel = kernel_smish,
    .breaks = no_breaks,
    .points = smish_points,
};

static const struct activation_point logish_table[] = {
    {ORDER_D2F, POINT_MINIMUM, -3.5824338415547391, -0.033236285050329247, "", "", false},
    {ORDER_F, POINT_INFLECTION, -2.5334480688920654, -0.17979253184464684, "", "", false},
    {ORDER_DF, POINT_MINIMUM, -2.5334480688920654, -0.089828785520890064, "", "", false},
    {ORDER_D2F, POINT_ROOT, -2.5334480688920654, 0, "", "0", false},
    {ORDER_F, POINT_MINIMUM, -1.3724541370256921, -0.25276881678944035, "", "", true},
    {ORDER_DF, POINT_ROOT, -1.3724541370256921, 0, "", "0", false},
    {ORDER_D2F, POINT_MAXIMUM, -0.26023902029594994, 0.34439213035272597, "", "", false},
    {ORDER_F, POINT_ROOT, 0, 0, "0", "0", false},
    {ORDER_DF, POINT_VALUE, 0, 0.40546510810816438, "0", "ln(3/2)", false},
    {ORDER_F, POINT_INFLECTION, 2.3167585149953631, 1.4994918303776818, "", "", false},
    {ORDER_DF, POINT_MAXIMUM, 2.3167585149953631, 0.74631118041273968, "", "", true},
    {ORDER_D2F, POINT_ROOT, 2.3167585149953631, 0, "", "0", false},
    {ORDER_D2F, POINT_MINIMUM, 3.3473583370331528, -0.019631767077313423, "", "", false},
};
TABLE_POINTS(logish)

const struct activation activation_logish = {
    .id = "logish",
    .name = N_("Logish"),
    .symbol = "Logish",
    .family = family,
    .aliases = "",
    .formula = {"x ln(1 + σ(x))", "ln(1 + σ(x)) + x h, h = σ(x) σ(−x)/(1 + σ(x))",
                "h(2 − x(tanh(x/2) + h)), h = σ(x) σ(−x)/(1 + σ(x))"},
    .typed = {"x*log(1+sigmoid(x))", "log(1+sigmoid(x))+x*sigmoid(x)*sigmoid(-x)/(1+sigmoid(x))"},
    .range = "[−0.25276882, ∞)",
    .sup_slope = N_("0.74631118 at 2.3167585"),
    .sup_slope_value = 0.7463111804127397,
    .wants = WANTS_HE,
    .limits = {"0, ∞", "0, ln 2", "0, 0"},
    .conventions = N_("The paper has a variant αx ln(1 + σ(βx)) with α = 1 and β = 10."),
    .origin = "Zhu, Zeng, Liu, Zhang 2021, Logish: a new nonlinear nonmonotonic activation "
              "function for convolutional neural network",
    .home_low = -5,
    .home_high = 5,
    .kernel = kernel_logish,
    .breaks = no_breaks,
    .points = logish_points,
};
