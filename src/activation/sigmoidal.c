// Sigmoidal functions, in terms of z = e^-|x|: never 1 - t^2 or s(1 - s), which are 0 from |x|
// = 18.7 and 36.7 on.
#include "activation/catalogue.h"
#include "activation/kernel.h"

static const char family[] = "sigmoidal";

// The powers of 1 + z are multiplied out: for small z only their last addition rounds, while 1 + z,
// once rounded, carries its error into every factor.
static inline double square_of_1_plus(double z)
{
    return 1 + z * (2 + z);
}

static inline double cube_of_1_plus(double z)
{
    return 1 + z * (3 + z * (3 + z));
}

// With z = e^-|x|: f' = z/(1+z)^2 and f'' = -f' tanh(x/2), where tanh(|x|/2) = (1-z)/(1+z).
static inline struct orders sigmoid_at(const double *parameters, double x)
{
    (void)parameters;
    double z = exp(-fabs(x)), right = z * expm1(-fabs(x)) / cube_of_1_plus(z);
    return (struct orders){(x < 0 ? z : 1) / (1 + z), z / square_of_1_plus(z),
                           x < 0 ? -right : right};
}
KERNEL(sigmoid)

// The same with q = e^-2|x|, for tanh x = 2 s(2x) - 1: f' = 4q/(1+q)^2 and f'' = -2 tanh(x) f'.
static inline struct orders tanh_at(const double *parameters, double x)
{
    (void)parameters;
    double h = -2 * fabs(x), q = exp(h);
    double right = times_exp(8 * expm1(h), h) / cube_of_1_plus(q);
    return (struct orders){tanh(x), times_exp(4, h) / square_of_1_plus(q), x < 0 ? -right : right};
}
KERNEL(tanh)

// sigmoid: with t = tanh(x/2), f' = (1 - t²)/4, f'' = -t (1 - t²)/4 and f''' ∝ 3t² - 1. So f' has
// its half height at t² = 1/2 and f'' its extrema at t² = 1/3.

static const double ln_2_sqrt3 = 1.3169578969248167;  // ln(2 + √3) = 2 artanh(1/√3)
static const double ln_3_2sqrt2 = 1.7627471740390861; // ln(3 + 2√2) = 2 artanh(1/√2)
static const double sqrt3 = 1.7320508075688772;

static int sigmoid_points(const double *parameters, struct activation_point *out)
{
    const struct activation_point points[] = {
        {ORDER_DF, POINT_HALF_HEIGHT, -ln_3_2sqrt2, 0.125, "−ln(3 + 2√2)", "1/8", false},
        {ORDER_DF, POINT_INFLECTION, -ln_2_sqrt3, 1. / 6, "−ln(2 + √3)", "1/6", false},
        {ORDER_D2F, POINT_MAXIMUM, -ln_2_sqrt3, sqrt3 / 18, "−ln(2 + √3)", "√3/18", false},
        {ORDER_F, POINT_INFLECTION, 0, 0.5, "0", "1/2", false},
        {ORDER_DF, POINT_MAXIMUM, 0, 0.25, "0", "1/4", true},
        {ORDER_D2F, POINT_ROOT, 0, 0, "0", "0", false},
        {ORDER_DF, POINT_INFLECTION, ln_2_sqrt3, 1. / 6, "ln(2 + √3)", "1/6", false},
        {ORDER_D2F, POINT_MINIMUM, ln_2_sqrt3, -sqrt3 / 18, "ln(2 + √3)", "−√3/18", false},
        {ORDER_DF, POINT_HALF_HEIGHT, ln_3_2sqrt2, 0.125, "ln(3 + 2√2)", "1/8", false},
    };
    (void)parameters;
    return copy_points(out, points, COUNT(points));
}

// tanh(x) = 2σ(2x) - 1: the sigmoid's points at half their x, the orders times 2, 4 and 8.
static int tanh_points(const double *parameters, struct activation_point *out)
{
    const double half = ln_3_2sqrt2 / 2, bend = ln_2_sqrt3 / 2;
    const struct activation_point points[] = {
        {ORDER_DF, POINT_HALF_HEIGHT, -half, 0.5, "−ln(1 + √2)", "1/2", false},
        {ORDER_DF, POINT_INFLECTION, -bend, 2. / 3, "−½ ln(2 + √3)", "2/3", false},
        {ORDER_D2F, POINT_MAXIMUM, -bend, 4 * sqrt3 / 9, "−½ ln(2 + √3)", "4√3/9", false},
        {ORDER_F, POINT_INFLECTION, 0, 0, "0", "0", false},
        {ORDER_DF, POINT_MAXIMUM, 0, 1, "0", "1", true},
        {ORDER_D2F, POINT_ROOT, 0, 0, "0", "0", false},
        {ORDER_DF, POINT_INFLECTION, bend, 2. / 3, "½ ln(2 + √3)", "2/3", false},
        {ORDER_D2F, POINT_MINIMUM, bend, -4 * sqrt3 / 9, "½ ln(2 + √3)", "−4√3/9", false},
        {ORDER_DF, POINT_HALF_HEIGHT, half, 0.5, "ln(1 + √2)", "1/2", false},
    };
    (void)parameters;
    return copy_points(out, points, COUNT(points));
}

const struct activation activation_sigmoid = {
    .id = "sigmoid",
    .name = "Sigmoid",
    .symbol = "σ",
    .family = family,
    .aliases = "logistic logistic_sigmoid expit",
    .formula = {"1/(1 + e⁻ˣ)", "σ(x) σ(−x) = e⁻ˣ/(1 + e⁻ˣ)²", "−σ′(x) tanh(x/2)"},
    .range = "(0, 1)",
    .sup_slope = "1/4 at 0",
    .sup_slope_value = 0.25,
    .limits = {"0, 1", "0, 0", "0, 0"},
    .conventions = "",
    .origin = "Verhulst 1845 (the logistic curve); Rumelhart, Hinton, Williams 1986, Learning "
              "representations by back-propagating errors",
    .home_low = -5,
    .home_high = 5,
    .kernel = kernel_sigmoid,
    .breaks = no_breaks,
    .points = sigmoid_points,
};

const struct activation activation_tanh = {
    .id = "tanh",
    .name = "Tanh",
    .symbol = "tanh",
    .family = family,
    .aliases = "hyperbolic_tangent",
    .formula = {"tanh x = (eˣ − e⁻ˣ)/(eˣ + e⁻ˣ)", "1 − tanh² x = 4/(eˣ + e⁻ˣ)²",
                "−2 tanh x (1 − tanh² x)"},
    .range = "(−1, 1)",
    .sup_slope = "1 at 0",
    .sup_slope_value = 1,
    .limits = {"−1, 1", "0, 0", "0, 0"},
    .conventions = "",
    .origin = "LeCun 1989, Generalization and network design strategies; LeCun, Bottou, Orr, "
              "Müller 1998, Efficient BackProp",
    .home_low = -5,
    .home_high = 5,
    .kernel = kernel_tanh,
    .breaks = no_breaks,
    .points = tanh_points,
};
