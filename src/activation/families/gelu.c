// Functions gated by the normal distribution: gelu, its approximation by tanh, and phish. The
// textbooks' 1 + erf loses all digits far on the left, so the tail Φ(-|x|) is computed by itself.
#include "activation/arrays/vector.h"
#include "activation/catalogue.h"
#include "activation/families/family.h"
#include "activation/families/gate.h"
#include "activation/families/kernel.h"
#include "activation/points.h"
#include "base/language.h"

// The normal distribution, for phish. (gelu's kernel is in arrays/vector_kernels.h.)

static const double inverse_sqrt_2pi = 0.39894228040143268;
static const double sqrt2 = 1.4142135623730951;

// φ(a)/Φ(-a) - a for 0 <= a <= 39, as the rational approximation B/A that scripts/coefficients.py
// computes; its error is at most 2^-57 of φ(a)/Φ(-a).
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

// The normal distribution at one x: x² = square + square_low, the density φ(x) = e^(-x²/2)/√(2π),
// and the tail Q = Φ(-|x|).
struct normal {
    double square, square_low, density, tail;
};

// a e^(-x²/2)
static inline double times_density(double a, const struct normal *n)
{
    return times_exp_split(a, -n->square / 2, -n->square_low / 2);
}

// Q = erfc(y)/2 at y = |x|/√2 = h + l. A rounded y would make erfc(y) wrong by up to 2y² ulp, so
// 1/√2 is a sum of two doubles, and l counts by the slope of erfc.
static inline double near_tail(double x, double density)
{
    static const double c_high = 0x1.6a09e667f3bcdp-1, c_low = -0x1.bdd3413b26456p-55;
    double l, h = two_product(fabs(x), c_high, &l);
    l += fabs(x) * c_low;
    return erfc(h) / 2 - sqrt2 * density * l;
}

// From |x| = 1 on, Q = φ/(|x| + B/A): the error of B/A counts little in the sum, and the result is
// more exact than by the C library's erfc.
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

// Φ(x). For x from 0 to 0.5 by erf, as 1 - Q would lose a bit there.
static inline double normal_cdf(const struct normal *n, double x)
{
    if (x < 0)
        return n->tail;
    return x < 0.5 ? 0.5 + erf(x / sqrt2) / 2 : 1 - n->tail;
}

// x Φ(-x)/φ(x) for |x| > 20, by its asymptotic series in v = 1/x²: 1 - v + 3v² - 15v³ + …
// (Abramowitz, Stegun 26.2.12). For tails so small that a product of rounded factors is too
// inexact.
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

// The argument w + w_low = k x (1 + c x²) of gelu_tanh's sigmoid, k = 2√(2/π). Its derivative is w'
// = k u with u = 1 + 3c x², and x w'' = 2k (u - 1).
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

// The roots of f' and f'' at the usual c, where a double lies so near to a root that the terms
// cancel. At other c none is known to.
static const double usual_c = 0.044715;
static const struct root gelu_tanh_minimum = {-0x1.81429f9e97e4dp-1, 0x1.3ce60c9e3b279p-55,
                                              0.43040009102485851};
static const struct root gelu_tanh_inflection = {0x1.6b23142700629p+0, 0x1.8a76a5d7fd655p-54,
                                                 -0.40954881741241909};

// f = x s(w), f' = s(w) (1 + x w' s(-w)), f'' = d (2w' + x w'' - x w'² tanh(w/2)) with d = s(w)
// s(-w) and 2w' + x w'' = k (4u - 2). In the code w = h + l, z = e^-|w|, v = 1 + z and q =
// tanh(w/2).
static inline struct orders gelu_tanh_at(const double *parameters, double x)
{
    double c = parameters[0];
    if (fabs(x) > 1000)
        return gate_limits(x, (x > 0) == (1 + c * x * x > 0));
    struct gelu_tanh g = gelu_tanh_argument(c, x);
    double h = g.w, l = g.w_low, tail = -fabs(h), minus = h < 0 ? l : -l;
    double z = exp_split(tail, minus), v = 1 + z, q = expm1(tail) / (h < 0 ? v : -v);
    double xu = x * g.u, steep = fma(gelu_k, xu, gelu_k_low * xu); // x w'
    double bend = 4 * g.u - 2 - steep * g.u * q;
    double d2f = times_exp_split(gelu_k * bend, tail, minus) / square_of_1_plus(z);
    if (c == usual_c)
        d2f = near_root(gelu_tanh_inflection, fabs(x), 0, d2f);
    if (!(h < 0))
        return (struct orders){gated(x, 1 / v), (1 + steep * z / v) / v, d2f};
    double df = times_exp_split(1 + steep / v, h, l) / v;
    if (c == usual_c)
        df = near_root(gelu_tanh_minimum, x, 0, df);
    return (struct orders){h > -1 ? gated(x, z / v) : times_exp_split(x, h, l) / v, df, d2f};
}
KERNEL(gelu_tanh)

// The root of phish's f' at its maximum, and those of f'', from left to right.
static const struct root phish_maximum = {-0x1.3207c77a943e3p+0, 0x1.932495489a85ap-56,
                                          -0.36563671748116477};
static const struct root phish_left = {-0x1.e237ef40d638dp+0, -0x1.a22fc17bb108bp-54,
                                       -0.42821448936945728};
static const struct root phish_middle = {-0x1.e1b3d637e84bcp-2, -0x1.a933be95dc57ep-59,
                                         1.5549715965443945};
static const struct root phish_right = {0x1.33ac124b45799p+0, 0x1.4e579e6b25c62p-54,
                                        -1.5572209199034568};

// phish for x < -20, where tanh(g) is g: f = x g with g = x Φ(x) = -φ(x) R, R = tail_ratio(x).
static inline struct orders phish_left_tail(double x)
{
    if (x < -40)
        return (struct orders){0, 0, 0};
    double r = tail_ratio(x), c = inverse_sqrt_2pi;
    struct normal n = normal_at(x);
    return (struct orders){times_density(-x * r * c, &n), times_density((x * x - 2 * r) * c, &n),
                           times_density((4 * x - x * x * x - 2 * r / x) * c, &n)};
}

// tanh(g) for |g| < 0.2 by its continued fraction, as g - g y/(K + y) with y = g², which is more
// exact than the C library's: for x < 0 the normal tail alone takes most of the errors allowed to
// phish.
static inline double small_tanh(double g)
{
    double y = g * g, k = 3 + y / (5 + y / (7 + y / (9 + y / 11)));
    return g - g * (y / (k + y));
}

// f = x tanh(g) with g = x Φ(x), f' = tanh(g) + x g' sech²(g), f'' = sech²(g) (2g' + x (g'' - 2 g'²
// tanh(g))). sech²(g) = 4q/(1 + q)² with q = e^-2|g|. For x > 1 the exponent 2g is written as 2x -
// 2x Φ(-x), as the rounding error of g would count 2g times in q.
static inline struct orders phish_at(const double *parameters, double x)
{
    (void)parameters;
    if (x < -20)
        return phish_left_tail(x);
    if (x > GATE_FAR)
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

// Tables of points of interest: roots of f, f', f'' and f'''. An empty label becomes the decimal
// number. test_activation compares them with those that scripts/reference.py computes in 700
// digits.

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
    .family = family_gated,
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

// The double nearest to the root of f' or f'' (`order`) of gelu_tanh between low, where it is
// negative, and high, by bisection.
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

// gelu_tanh's f''' = (3T'' + xT''')/2 with T = tanh(√(2/π) (x + c x³)).
static double gelu_tanh_third(const double *parameters, double x)
{
    static const double root_2_pi = 0.79788456080286536;
    double c = parameters[0], w1 = root_2_pi * (1 + 3 * c * x * x), w2 = root_2_pi * 6 * c * x;
    double w3 = root_2_pi * 6 * c, t = tanh(root_2_pi * x * (1 + c * x * x)), s = 1 - t * t;
    double bend = w2 - 2 * t * w1 * w1;
    double third = s * (w3 - 2 * s * w1 * w1 * w1 - 4 * t * w1 * w2 - 2 * t * w1 * bend);
    return (3 * s * bend + x * third) / 2;
}

// The minimum of f'' on the right of its root `bend`: the root of f''', by bisection.
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

// For every c >= 0 the minimum of f and its left inflection lie between -1.6 and 0. No points for c
// < 0, where the gate closes again far out, nor for c > 10, where it is nearly a step.
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
    .family = family_gated,
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
    .family = family_gated,
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
