// Sigmoidal functions. Slopes are computed from z = e^-|x|; the textbooks' 1 - t² of t = tanh(x) is
// 0 in doubles from |x| = 18.7 on, and s (1 - s) of the sigmoid from x = 36.7 on.
#include "activation/arrays/vector.h"
#include "activation/catalogue.h"
#include "activation/families/family.h"
#include "activation/families/kernel.h"
#include "activation/points.h"
#include "base/language.h"

// With q = e^-2|x|: f' = 4q/(1 + q)² and f'' = -2 tanh(x) f'.
static inline struct orders tanh_at(const double *parameters, double x)
{
    (void)parameters;
    double h = -2 * fabs(x), q = exp(h);
    double right = times_exp(8 * expm1(h), h) / cube_of_1_plus(q);
    return (struct orders){tanh(x), times_exp(4, h) / square_of_1_plus(q), x < 0 ? -right : right};
}

// ln σ: f' = σ(-x) and f'' = -σ'(x).
static inline struct orders log_sigmoid_at(const double *parameters, double x)
{
    (void)parameters;
    double z = exp(-fabs(x));
    return (struct orders){(x < 0 ? x : 0) - log1p(z), (x < 0 ? 1 : z) / (1 + z),
                           -z / square_of_1_plus(z)};
}
KERNEL(log_sigmoid)

// a tanh(u) and its derivatives by x, where u = h + l and du/dx = b. All factors are multiplied
// before the exponential, so that no product is subnormal unless the result is.
static inline struct orders tanh_of(double a, double b, double h, double l)
{
    double high = -2 * fabs(h), low = h < 0 ? 2 * l : -2 * l, q = exp_split(high, low);
    double right = times_exp_split(8 * a * b * b * expm1(high), high, low) / cube_of_1_plus(q);
    return (struct orders){a * tanh(h), times_exp_split(4 * a * b, high, low) / square_of_1_plus(q),
                           h < 0 ? -right : right};
}

static inline struct orders scaled_tanh_at(const double *parameters, double x)
{
    double a = parameters[0], b = parameters[1], l, h = scaled_argument(b, x, &l);
    if (fabs(h) < 0x1p-960) // bx may be subnormal and lose digits; tanh(bx) is bx here
        return (struct orders){a * b * x, a * b, -2 * a * b * b * b * x};
    return tanh_of(a, b, h, l);
}
KERNEL(scaled_tanh)

static inline struct orders dyt_at(const double *parameters, double x)
{
    return scaled_tanh_at((const double[]){1, parameters[0]}, x);
}
KERNEL(dyt)

static const double two_by_sqrt_pi = 1.1283791670955126;

// f = erf(u) with u = αx + s = h + l; f' = α k e^(-u²) with k = 2/√π, and f'' = -2αu f'.
static inline struct orders derf_at(const double *parameters, double x)
{
    double alpha = parameters[0], s = parameters[1], l, h = shifted_argument(alpha, x, s, &l);
    double steep = two_by_sqrt_pi * alpha;
    if (fabs(h) > 40)
        return (struct orders){h < 0 ? -1 : 1, 0, 0};
    if (s == 0 && fabs(h) < 0x1p-960) // αx may be subnormal and lose digits; erf(u) is k u here
        return (struct orders){steep * x, steep, -2 * alpha * alpha * steep * x};
    double square_low, square = two_product(h, h, &square_low), low = square_low + 2 * h * l;
    return (struct orders){erf(h) + times_exp(two_by_sqrt_pi * l, -square),
                           times_exp_split(steep, -square, -low),
                           times_exp_split(-2 * alpha * h * steep, -square, -low)};
}
KERNEL(derf)

static inline struct orders penalized_tanh_at(const double *parameters, double x)
{
    return tanh_of(x < 0 ? parameters[0] : 1, 1, x, 0);
}
KERNEL(penalized_tanh)

// x - tanh(x) for |x| < 1.5. With y = x², tanh(x) = x/(1 + y/K), where K = 3 + y/(5 + y/(7 + …)) is
// Lambert's continued fraction; so x - tanh(x) = x y/(K + y), where nothing cancels.
static inline double tanh_shrink_near(double x)
{
    double y = x * x, k = 27;
    for (int i = 25; i >= 3; i -= 2)
        k = i + y / k;
    return x * y / (k + y);
}

// x - tanh(x) for |x| >= 1.5, by tanh |x| = 1 - 2q/(1 + q) with q = e^-2|x|.
static inline double tanh_shrink_far(double x)
{
    double q = exp(-2 * fabs(x));
    return copysign(fabs(x) - 1 + 2 * q / (1 + q), x);
}

// f' = tanh²(x), and f'' = 2 tanh(x) sech²(x) = -tanh''(x).
static inline struct orders tanh_shrink_at(const double *parameters, double x)
{
    struct orders t = tanh_at(parameters, x);
    return (struct orders){fabs(x) < 1.5 ? tanh_shrink_near(x) : tanh_shrink_far(x), t.f * t.f,
                           -t.d2f};
}
KERNEL(tanh_shrink)

// With t = f' = 1/(1 + x²), f'' = -2 x t². Far from 0, where x² would overflow, t is 1/x².
static inline struct orders arctan_at(const double *parameters, double x)
{
    (void)parameters;
    bool far = fabs(x) > 1e100;
    double t = far ? 1 / fabs(x) / fabs(x) : 1 / (1 + x * x);
    return (struct orders){atan(x), t, -2 * (far ? 1 / x : x * t) * t};
}
KERNEL(arctan)

// With t = 1/(1 + |x|), f' = t² and f'' = -2 sgn(x) t³. The square of 1 + |x| itself might
// overflow.
static inline struct orders softsign_at(const double *parameters, double x)
{
    (void)parameters;
    double t = 1 / (1 + fabs(x));
    return (struct orders){isinf(x) ? copysign(1, x) : x / (1 + fabs(x)), t * t,
                           (x < 0 ? 2 : -2) * t * t * t};
}
KERNEL(softsign)

// With w = 1 + αx² and r = √w: f = x/r, f' = 1/r³, f'' = -3αx/r⁵. Where w would overflow, f is its
// limit and f' and f'' are 0.
static inline struct orders isru_at(const double *parameters, double x)
{
    double alpha = parameters[0], w = 1 + alpha * x * x, r = sqrt(w);
    if (w > 1e290)
        return (struct orders){copysign(1 / sqrt(alpha), x), 0, 0};
    return (struct orders){x / r, 1 / w / r, -3 * alpha * x / w / w / r};
}
KERNEL(isru)

// With t = tanh(x/2), the sigmoid has f' = (1 - t²)/4 and f'' = -t (1 - t²)/4. So f' has half its
// height where t² = 1/2, and f'' its extrema where t² = 1/3.

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

// tanh(x) = 2σ(2x) - 1, so its points are the sigmoid's: x is halved, and f' and f'' are 4 and 8
// times the sigmoid's.
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
    .name = N_("Sigmoid"),
    .symbol = "σ",
    .family = family_sigmoidal,
    .aliases = "logistic logistic_sigmoid expit logsig",
    .formula = {"1/(1 + e⁻ˣ)", "σ(x) σ(−x) = e⁻ˣ/(1 + e⁻ˣ)²", "−σ′(x) tanh(x/2)"},
    .typed = {"1/(1+exp(-x))", "sigmoid(x)*(1-sigmoid(x))"},
    .textbook = {"1/(1+exp(-x))", "1/(1+exp(-x))*(1-1/(1+exp(-x)))"},
    .range = "(0, 1)",
    .sup_slope = N_("1/4 at 0"),
    .sup_slope_value = 0.25,
    .limits = {"0, 1", "0, 0", "0, 0"},
    .conventions = "",
    .origin = "Verhulst 1845 (the logistic curve); Rumelhart, Hinton, Williams 1986, Learning "
              "representations by back-propagating errors",
    .home_low = -5,
    .home_high = 5,
    .kernel = vector_sigmoid,
    .breaks = no_breaks,
    .points = sigmoid_points,
};

const struct activation activation_tanh = {
    .id = "tanh",
    .name = N_("Tanh"),
    .symbol = "tanh",
    .family = family_sigmoidal,
    .aliases = "hyperbolic_tangent tansig",
    .formula = {"tanh x = (eˣ − e⁻ˣ)/(eˣ + e⁻ˣ)", "1 − tanh² x = 4/(eˣ + e⁻ˣ)²",
                "−2 tanh x (1 − tanh² x)"},
    .typed = {"(exp(x)-exp(-x))/(exp(x)+exp(-x))", "1-tanh(x)^2"},
    .textbook = {"(exp(x)-exp(-x))/(exp(x)+exp(-x))", "4/(exp(x)+exp(-x))^2"},
    .range = "(−1, 1)",
    .sup_slope = N_("1 at 0"),
    .sup_slope_value = 1,
    .limits = {"−1, 1", "0, 0", "0, 0"},
    .conventions = "",
    .origin = "LeCun 1989, Generalization and network design strategies; LeCun, Bottou, Orr, "
              "Müller 1998, Efficient BackProp",
    .home_low = -5,
    .home_high = 5,
    .kernel = vector_tanh,
    .breaks = no_breaks,
    .points = tanh_points,
};

// f'' is minus the sigmoid's f', so that its points are at the same x.
static int log_sigmoid_points(const double *parameters, struct activation_point *out)
{
    static const double ln_2 = 0.6931471805599453;
    const struct activation_point points[] = {
        {ORDER_D2F, POINT_HALF_HEIGHT, -ln_3_2sqrt2, -0.125, "−ln(3 + 2√2)", "−1/8", false},
        {ORDER_D2F, POINT_INFLECTION, -ln_2_sqrt3, -1. / 6, "−ln(2 + √3)", "−1/6", false},
        {ORDER_F, POINT_VALUE, 0, -ln_2, "0", "−ln(2)", false},
        {ORDER_DF, POINT_INFLECTION, 0, 0.5, "0", "1/2", false},
        {ORDER_D2F, POINT_MINIMUM, 0, -0.25, "0", "−1/4", false},
        {ORDER_D2F, POINT_INFLECTION, ln_2_sqrt3, -1. / 6, "ln(2 + √3)", "−1/6", false},
        {ORDER_D2F, POINT_HALF_HEIGHT, ln_3_2sqrt2, -0.125, "ln(3 + 2√2)", "−1/8", false},
    };
    (void)parameters;
    return copy_points(out, points, COUNT(points));
}

const struct activation activation_log_sigmoid = {
    .id = "log_sigmoid",
    .name = N_("Log-sigmoid"),
    .symbol = "LogSigmoid",
    .family = family_sigmoidal,
    .aliases = "ln_sigmoid",
    .formula = {"ln σ(x) = −ln(1 + e⁻ˣ)", "σ(−x) = 1/(1 + eˣ)", "−σ(x) σ(−x)"},
    .typed = {"-log(1+exp(-x))", "1/(1+exp(x))"},
    .textbook = {"log(1/(1+exp(-x)))", "1-1/(1+exp(-x))"},
    .range = "(−∞, 0)",
    .sup_slope = N_("1 as x → −∞"),
    .sup_slope_value = 1,
    .limits = {"−∞, 0", "1, 0", "0, 0"},
    .conventions = "",
    .origin = N_("no single source (logistic loss)"),
    .home_low = -5,
    .home_high = 5,
    .kernel = kernel_log_sigmoid,
    .breaks = no_breaks,
    .points = log_sigmoid_points,
};

// a tanh(bx) has the points of tanh, with x divided by b, and f, f' and f'' times a, ab and ab².
static int scaled_tanh_points(const double *parameters, struct activation_point *out)
{
    double a = parameters[0], b = parameters[1];
    double half = ln_3_2sqrt2 / 2 / b, bend = ln_2_sqrt3 / 2 / b;
    double greatest = 4 * sqrt3 / 9 * a * b * b;
    const struct activation_point table[] = {
        {ORDER_F, POINT_INFLECTION, 0, 0, "0", "0", false},
        {ORDER_DF, POINT_MAXIMUM, 0, a * b, "0", "ab", true},
        {ORDER_D2F, POINT_ROOT, 0, 0, "0", "0", false},
        {ORDER_DF, POINT_INFLECTION, bend, a * b * 2 / 3, "½ ln(2 + √3)/b", "2ab/3", false},
        {ORDER_D2F, POINT_MINIMUM, bend, -greatest, "½ ln(2 + √3)/b", "−4√3ab²/9", false},
        {ORDER_DF, POINT_HALF_HEIGHT, half, a * b / 2, "ln(1 + √2)/b", "ab/2", false},
    };
    return mirror_points(out, table, COUNT(table), PARITY_ODD);
}

const struct activation activation_scaled_tanh = {
    .id = "scaled_tanh",
    .name = N_("Scaled tanh (LeCun)"),
    .symbol = "stanh",
    .family = family_sigmoidal,
    .aliases = "lecun_tanh stanh",
    .formula = {"a tanh(bx)", "ab (1 − tanh²(bx))", "−2ab² tanh(bx) (1 − tanh²(bx))"},
    .typed = {"a*tanh(b*x)", "a*b*(1-tanh(b*x)^2)"},
    .range = "(−a, a)",
    .sup_slope = N_("ab at 0"),
    .sup_slope_value = 1.7159 * (2. / 3),
    .limits = {"−a, a", "0, 0", "0, 0"},
    .conventions = N_("With the default a and b, f(±1) is ±1 to 5 digits."),
    .origin = "LeCun 1989, Generalization and network design strategies; LeCun, Bottou, Orr, "
              "Müller 1998, Efficient BackProp",
    .home_low = -5,
    .home_high = 5,
    .parameter_count = 2,
    .parameters =
        {{.name = "a", .symbol = "a", .initial = 1.7159, .low = 0.5, .high = 3, .positive = true},
         {.name = "b", .symbol = "b", .initial = 2. / 3, .low = 0.1, .high = 2, .positive = true}},
    .kernel = kernel_scaled_tanh,
    .breaks = no_breaks,
    .points = scaled_tanh_points,
};

static int tanh_shrink_points(const double *parameters, struct activation_point *out)
{
    const double bend = ln_2_sqrt3 / 2;
    const struct activation_point table[] = {
        {ORDER_F, POINT_ROOT, 0, 0, "0", "0", false},
        {ORDER_DF, POINT_MINIMUM, 0, 0, "0", "0", false},
        {ORDER_D2F, POINT_ROOT, 0, 0, "0", "0", false},
        {ORDER_DF, POINT_INFLECTION, bend, 1. / 3, "½ ln(2 + √3)", "1/3", false},
        {ORDER_D2F, POINT_MAXIMUM, bend, 4 * sqrt3 / 9, "½ ln(2 + √3)", "4√3/9", false},
    };
    (void)parameters;
    return mirror_points(out, table, COUNT(table), PARITY_ODD);
}

const struct activation activation_tanh_shrink = {
    .id = "tanh_shrink",
    .name = N_("Tanh shrink"),
    .symbol = "tshrink",
    .family = family_sigmoidal,
    .aliases = "",
    .formula = {"x − tanh x", "tanh² x", "2 tanh x (1 − tanh² x)"},
    .typed = {"x-tanh(x)", "tanh(x)^2"},
    .textbook = {"x-tanh(x)", "1-(1-tanh(x)^2)"},
    .range = "(−∞, ∞)",
    .sup_slope = N_("1 as x → ±∞"),
    .sup_slope_value = 1,
    .limits = {"−∞, ∞", "1, 1", "0, 0"},
    .conventions = "",
    .origin = N_("Torch 7; no paper known"),
    .home_low = -5,
    .home_high = 5,
    .kernel = kernel_tanh_shrink,
    .breaks = no_breaks,
    .points = tanh_shrink_points,
};

// f''' is proportional to 3x² - 1: f'' has its extrema at ±1/√3.
static int arctan_points(const double *parameters, struct activation_point *out)
{
    const struct activation_point table[] = {
        {ORDER_F, POINT_INFLECTION, 0, 0, "0", "0", false},
        {ORDER_DF, POINT_MAXIMUM, 0, 1, "0", "1", true},
        {ORDER_D2F, POINT_ROOT, 0, 0, "0", "0", false},
        {ORDER_DF, POINT_INFLECTION, sqrt3 / 3, 0.75, "√3/3", "3/4", false},
        {ORDER_D2F, POINT_MINIMUM, sqrt3 / 3, -3 * sqrt3 / 8, "√3/3", "−3√3/8", false},
        {ORDER_DF, POINT_HALF_HEIGHT, 1, 0.5, "1", "1/2", false},
    };
    (void)parameters;
    return mirror_points(out, table, COUNT(table), PARITY_ODD);
}

const struct activation activation_arctan = {
    .id = "arctan",
    .name = N_("Arctan"),
    .symbol = "arctan",
    .family = family_sigmoidal,
    .aliases = "atan arctangent inverse_tangent",
    .formula = {"arctan x", "1/(1 + x²)", "−2x/(1 + x²)²"},
    .typed = {"atan(x)", "1/(1+x^2)"},
    .range = "(−π/2, π/2)",
    .sup_slope = N_("1 at 0"),
    .sup_slope_value = 1,
    .limits = {"−π/2, π/2", "0, 0", "0, 0"},
    .conventions = "",
    .origin = "Kamruzzaman, Aziz 2002, A note on activation function in multilayer feedforward "
              "learning",
    .home_low = -5,
    .home_high = 5,
    .kernel = kernel_arctan,
    .breaks = no_breaks,
    .points = arctan_points,
};

static int softsign_breaks(const double *parameters, struct activation_break *out)
{
    (void)parameters;
    *out =
        (struct activation_break){.x = 0, .left = {0, 1, 2}, .right = {0, 1, -2}, .at = {0, 1, -2}};
    return 1;
}

static int softsign_points(const double *parameters, struct activation_point *out)
{
    static const struct activation_point table[] = {
        {ORDER_F, POINT_INFLECTION, 0, 0, "0", "0", false},
        {ORDER_DF, POINT_MAXIMUM, 0, 1, "0", "1", true},
        {ORDER_D2F, POINT_JUMP, 0, -2, "0", "2 → −2", false},
        {ORDER_DF, POINT_HALF_HEIGHT, 0.41421356237309505, 0.5, "√2 − 1", "1/2", false},
    };
    (void)parameters;
    return mirror_points(out, table, COUNT(table), PARITY_ODD);
}

const struct activation activation_softsign = {
    .id = "softsign",
    .name = N_("Softsign"),
    .symbol = "softsign",
    .family = family_sigmoidal,
    .aliases = "elliott elliot elliott_sigmoid",
    .formula = {"x/(1 + |x|)", "1/(1 + |x|)²", "−2 sgn(x)/(1 + |x|)³"},
    .typed = {"x/(1+abs(x))", "1/(1+abs(x))^2"},
    .range = "(−1, 1)",
    .sup_slope = N_("1 at 0"),
    .sup_slope_value = 1,
    .limits = {"−1, 1", "0, 0", "0, 0"},
    .conventions = N_("f″(0) = −2, the curvature on the right; on the left it is 2."),
    .origin = "Elliott 1993, A better activation function for artificial neural networks; Turian, "
              "Bergstra, Bengio 2009, Quadratic features and deep architectures for chunking",
    .home_low = -5,
    .home_high = 5,
    .kernel = kernel_softsign,
    .breaks = softsign_breaks,
    .points = softsign_points,
};

// With u = √α x, f' = (1 + u²)^(-3/2) has half its height where 1 + u² = ∛4. f''' is proportional
// to 4u² - 1: f'' has its extrema at u = ±1/2.
static int isru_points(const double *parameters, struct activation_point *out)
{
    double root = sqrt(parameters[0]), half = 0.7664209365408798 / root, bend = 0.5 / root;
    double df = 0.7155417527999327, d2f = 0.8586501033599193 * root; // 8√5/25, 48√5/125
    const struct activation_point table[] = {
        {ORDER_F, POINT_INFLECTION, 0, 0, "0", "0", false},
        {ORDER_DF, POINT_MAXIMUM, 0, 1, "0", "1", true},
        {ORDER_D2F, POINT_ROOT, 0, 0, "0", "0", false},
        {ORDER_DF, POINT_INFLECTION, bend, df, "1/(2√α)", "8√5/25", false},
        {ORDER_D2F, POINT_MINIMUM, bend, -d2f, "1/(2√α)", "−48√5√α/125", false},
        {ORDER_DF, POINT_HALF_HEIGHT, half, 0.5, "√((∛4 − 1)/α)", "1/2", false},
    };
    return mirror_points(out, table, COUNT(table), PARITY_ODD);
}

const struct activation activation_isru = {
    .id = "isru",
    .name = N_("ISRU"),
    .symbol = "ISRU",
    .family = family_sigmoidal,
    .aliases = "inverse_square_root_unit",
    .formula = {"x/√(1 + αx²)", "(1 + αx²)^(−3/2)", "−3αx (1 + αx²)^(−5/2)"},
    .typed = {"x/sqrt(1+alpha*x^2)", "1/(1+alpha*x^2)^(3/2)"},
    .range = "(−1/√α, 1/√α)",
    .sup_slope = N_("1 at 0"),
    .sup_slope_value = 1,
    .limits = {"−1/√α, 1/√α", "0, 0", "0, 0"},
    .conventions = "",
    .origin = "Carlile et al. 2017, Improving deep learning by inverse square root linear units "
              "(ISRLUs)",
    .home_low = -5,
    .home_high = 5,
    .parameter_count = 1,
    .parameters =
        {{.name = "alpha", .symbol = "α", .initial = 1, .low = 0.01, .high = 10, .positive = true}},
    .kernel = kernel_isru,
    .breaks = no_breaks,
    .points = isru_points,
};

// The slope jumps at 0; f'' is 0 on both sides.
static int penalized_tanh_breaks(const double *parameters, struct activation_break *out)
{
    double alpha = parameters[0];
    if (alpha == 1)
        return 0; // the function is tanh
    *out = (struct activation_break){.x = 0, .left = {0, alpha}, .right = {0, 1}, .at = {0, 1}};
    return 1;
}

// The kink at 0 and the points of tanh; for x < 0 their values are multiplied by α.
static int penalized_tanh_points(const double *parameters, struct activation_point *out)
{
    double alpha = parameters[0], bend = ln_2_sqrt3 / 2, greatest = 4 * sqrt3 / 9;
    if (alpha == 1)
        return tanh_points(parameters, out);
    const struct activation_point points[] = {
        {ORDER_DF, POINT_INFLECTION, -bend, alpha * 2 / 3, "−½ ln(2 + √3)", "2α/3", false},
        {ORDER_D2F, POINT_MAXIMUM, -bend, alpha * greatest, "−½ ln(2 + √3)", "4√3α/9", false},
        {ORDER_F, POINT_KINK, 0, 0, "0", "0", false},
        {ORDER_DF, POINT_JUMP, 0, 1, "0", "α → 1", fabs(alpha) <= 1},
        {ORDER_DF, POINT_INFLECTION, bend, 2. / 3, "½ ln(2 + √3)", "2/3", false},
        {ORDER_D2F, POINT_MINIMUM, bend, -greatest, "½ ln(2 + √3)", "−4√3/9", false},
    };
    int skipped = alpha > 0 ? 0 : 2; // those of tanh for x < 0 need α > 0
    return copy_points(out, points + skipped, COUNT(points) - skipped);
}

const struct activation activation_penalized_tanh = {
    .id = "penalized_tanh",
    .name = N_("Penalized tanh"),
    .symbol = "ptanh",
    .family = family_sigmoidal,
    .aliases = "ptanh",
    .formula = {"tanh x for x ≥ 0, α tanh x for x < 0",
                "1 − tanh² x for x ≥ 0, α (1 − tanh² x) for x < 0",
                "−2 tanh x (1 − tanh² x) for x ≥ 0, −2α tanh x (1 − tanh² x) for x < 0"},
    .typed = {"if(x < 0, alpha*tanh(x), tanh(x))", "if(x < 0, alpha*(1-tanh(x)^2), 1-tanh(x)^2)"},
    .range = "(−α, 1)",
    .sup_slope = "max(1, |α|)",
    .sup_slope_value = 1,
    .limits = {"−α, 1", "0, 0", "0, 0"},
    .conventions = N_("f′(0) = 1, the slope on the right; on the left it is α."),
    .origin = "Xu, Huang, Li 2016, Revise saturated activation functions",
    .home_low = -5,
    .home_high = 5,
    .parameter_count = 1,
    .parameters = {{.name = "alpha", .symbol = "α", .initial = 0.25, .low = 0, .high = 1}},
    .kernel = kernel_penalized_tanh,
    .breaks = penalized_tanh_breaks,
    .points = penalized_tanh_points,
};

// f' is a bell curve of u = αx + s: f'' has its extrema where 2u² = 1, and f' half its height where
// u² = ln 2.
static int derf_points(const double *parameters, struct activation_point *out)
{
    static const double root_half = 0.70710678118654752, root_ln_2 = 0.83255461115769776;
    double alpha = parameters[0], s = parameters[1], top = two_by_sqrt_pi * alpha;
    double bend = 0.96788289807657339 * alpha * alpha; // 2√2/√(πe)
    double middle = -s / alpha, near = root_half / alpha, half = root_ln_2 / alpha;
    const struct activation_point points[] = {
        {ORDER_DF, POINT_HALF_HEIGHT, middle - half, top / 2, "(−s − √(ln(2)))/α", "α/√π", false},
        {ORDER_D2F, POINT_MAXIMUM, middle - near, bend, "(−s − √2/2)/α", "2√2α²/√(πe)", false},
        {ORDER_F, POINT_ROOT, middle, 0, "−s/α", "0", false},
        {ORDER_DF, POINT_MAXIMUM, middle, top, "−s/α", "2α/√π", true},
        {ORDER_D2F, POINT_ROOT, middle, 0, "−s/α", "0", false},
        {ORDER_D2F, POINT_MINIMUM, middle + near, -bend, "(√2/2 − s)/α", "−2√2α²/√(πe)", false},
        {ORDER_DF, POINT_HALF_HEIGHT, middle + half, top / 2, "(√(ln(2)) − s)/α", "α/√π", false},
    };
    return copy_points(out, points, COUNT(points));
}

const struct activation activation_derf = {
    .id = "derf",
    .name = N_("Derf"),
    .symbol = "Derf",
    .family = family_sigmoidal,
    .aliases = "dynamic_erf",
    .formula = {"erf(αx + s)", "(2α/√π) e^(−(αx + s)²)", "−(4α²/√π)(αx + s) e^(−(αx + s)²)"},
    .typed = {"erf(alpha*x+s)", "2*alpha/sqrt(pi)*exp(-(alpha*x+s)^2)"},
    .range = "(−1, 1)",
    .sup_slope = N_("2α/√π at −s/α"),
    .sup_slope_value = 0.56418958354775628,
    .limits = {"−1, 1", "0, 0", "0, 0"},
    .conventions =
        N_("In place of a normalisation; its learned scale and shift of the output, γ and β, are "
           "left out. α and s are learned and begin at 0.5 and 0."),
    .origin = "Chen, Lu, Zhu, Sun, Liu 2025, Stronger normalization-free transformers",
    .home_low = -5,
    .home_high = 5,
    .parameter_count = 2,
    .parameters =
        {{.name = "alpha", .symbol = "α", .initial = 0.5, .low = 0.1, .high = 3, .positive = true},
         {.name = "s", .symbol = "s", .initial = 0, .low = -2, .high = 2}},
    .kernel = kernel_derf,
    .breaks = no_breaks,
    .points = derf_points,
};

// tanh(αx) has the points of tanh, with x divided by α, and f' and f'' times α and α².
static int dyt_points(const double *parameters, struct activation_point *out)
{
    double alpha = parameters[0], half = ln_3_2sqrt2 / 2 / alpha, bend = ln_2_sqrt3 / 2 / alpha;
    double greatest = 4 * sqrt3 / 9 * alpha * alpha;
    const struct activation_point table[] = {
        {ORDER_F, POINT_INFLECTION, 0, 0, "0", "0", false},
        {ORDER_DF, POINT_MAXIMUM, 0, alpha, "0", "α", true},
        {ORDER_D2F, POINT_ROOT, 0, 0, "0", "0", false},
        {ORDER_DF, POINT_INFLECTION, bend, alpha * 2 / 3, "½ ln(2 + √3)/α", "2α/3", false},
        {ORDER_D2F, POINT_MINIMUM, bend, -greatest, "½ ln(2 + √3)/α", "−4√3α²/9", false},
        {ORDER_DF, POINT_HALF_HEIGHT, half, alpha / 2, "ln(1 + √2)/α", "α/2", false},
    };
    return mirror_points(out, table, COUNT(table), PARITY_ODD);
}

const struct activation activation_dyt = {
    .id = "dyt",
    .name = N_("DyT"),
    .symbol = "DyT",
    .family = family_sigmoidal,
    .aliases = "dynamic_tanh",
    .formula = {"tanh(αx)", "α (1 − tanh²(αx))", "−2α² tanh(αx) (1 − tanh²(αx))"},
    .typed = {"tanh(alpha*x)", "alpha*(1-tanh(alpha*x)^2)"},
    .range = "(−1, 1)",
    .sup_slope = N_("α at 0"),
    .sup_slope_value = 0.5,
    .limits = {"−1, 1", "0, 0", "0, 0"},
    .conventions =
        N_("In place of a normalisation; its learned scale and shift of the output, γ and β, are "
           "left out. α is learned and begins at 0.5."),
    .origin = "Zhu, Chen, He, LeCun, Liu 2025, Transformers without normalization",
    .home_low = -5,
    .home_high = 5,
    .parameter_count = 1,
    .parameters =
        {{.name = "alpha", .symbol = "α", .initial = 0.5, .low = 0.1, .high = 3, .positive = true}},
    .kernel = kernel_dyt,
    .breaks = no_breaks,
    .points = dyt_points,
};
