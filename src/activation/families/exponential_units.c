// Exponential units: elu, celu, selu, pelu and xielu, an exponential for x < 0 and a line, or a
// parabola, for x >= 0.
#include "activation/arrays/vector.h"
#include "activation/catalogue.h"
#include "activation/families/family.h"
#include "activation/families/kernel.h"
#include "activation/points.h"
#include "base/language.h"

// a (e^(x/b) - 1), the left side of celu and pelu: x/b = h + l, e^(h + l) - 1 = expm1(h) + e^h l.
static inline struct orders exponential_unit(double a, double b, double x)
{
    double l, h = divided_argument(x, b, &l), slope = a / b;
    // For small |x|, where x/b may underflow, f is (a/b) x.
    double f = h > -1e-20 ? gated(x, slope) : a * (expm1(h) + exp(h) * l);
    return (struct orders){f, times_exp_split(slope, h, l), times_exp_split(slope / b, h, l)};
}

static inline struct orders celu_at(const double *parameters, double x)
{
    if (x < 0)
        return exponential_unit(parameters[0], parameters[0], x);
    return (struct orders){x, constant(x, 1), constant(x, 0)};
}
KERNEL(celu)

static inline struct orders pelu_at(const double *parameters, double x)
{
    double a = parameters[0], b = parameters[1], slope = a / b;
    if (x < 0)
        return exponential_unit(a, b, x);
    return (struct orders){slope * x, constant(x, slope), constant(x, 0)};
}
KERNEL(pelu)

// e^x - 1 - x for x <= 0. From -1 down it is e^x + (-1 - x), a sum without cancellation; above, its
// Taylor series.
static inline double exp_rest(double x)
{
    static const double c[] = {1. / 2,
                               1. / 6,
                               1. / 24,
                               1. / 120,
                               1. / 720,
                               1. / 5040,
                               1. / 40320,
                               1. / 362880,
                               1. / 3628800,
                               1. / 39916800,
                               1. / 479001600,
                               1. / 6227020800,
                               1. / 87178291200,
                               1. / 1307674368000,
                               1. / 20922789888000,
                               1. / 355687428096000,
                               1. / 6402373705728000};
    if (x <= -1)
        return exp(x) + (-1 - x);
    double sum = 0;
    for (int i = COUNT(c) - 1; i >= 0; i--)
        sum = c[i] + x * sum;
    return x * (x * sum);
}

// The roots of f and f' at the usual parameters αₚ, αₙ, β, where a double lies so near to a root
// that the terms cancel. At other parameters none is known to.
static const double usual_xielu[] = {0.8, 0.8, 0.5};
static const struct root xielu_root = {-0x1.375ba510ba362p+1, 0x1.5c4c2dc7078cfp-53,
                                       -0.22974528307943449};
static const struct root xielu_minimum = {-0x1.f62f40794a7b8p-1, 0x1.8ef88c8e9bd1fp-55,
                                          0.30000000000000004};

// Far left e^x is negligible: f is (β - αₙ) x - αₙ, written so that no term overflows unless the
// sum does.
static inline struct orders xielu_at(const double *parameters, double x)
{
    double right = parameters[0], left = parameters[1], beta = parameters[2];
    if (!(x < 0))
        return (struct orders){gated(x, fma(right, x, beta)), fma(2 * right, x, beta),
                               constant(x, 2 * right)};
    double f = x < -50 ? along(beta - left, x) - left : fma(left, exp_rest(x), beta * x);
    double df = fma(left, expm1(x), beta), d2f = times_exp(left, x);
    if (right == usual_xielu[0] && left == usual_xielu[1] && beta == usual_xielu[2]) {
        f = near_root(xielu_root, x, 0, f);
        df = near_root(xielu_minimum, x, 0, df);
    }
    return (struct orders){f, df, d2f};
}
KERNEL(xielu)

// The break of elu, celu, selu and pelu at 0, with f' = `df` and f'' = `d2f` on the left and a line
// of the slope `slope` on the right. Returns 0 if nothing jumps.
static int unit_breaks(double df, double d2f, double slope, struct activation_break *out)
{
    *out = (struct activation_break){
        .x = 0, .left = {0, df, d2f}, .right = {0, slope, 0}, .at = {0, slope, 0}};
    return df != slope || d2f != 0;
}

static int elu_breaks(const double *parameters, struct activation_break *out)
{
    return unit_breaks(parameters[0], parameters[0], 1, out);
}
BREAK_POINTS(elu)

const struct activation activation_elu = {
    .id = "elu",
    .name = N_("ELU"),
    .symbol = "ELU",
    .family = family_rectifiers,
    .aliases = "exponential_linear_unit exponential_linear",
    .formula = {"x for x ≥ 0, α(eˣ − 1) for x < 0", "1 for x ≥ 0, αeˣ for x < 0",
                "0 for x ≥ 0, αeˣ for x < 0"},
    .typed = {"if(x < 0, alpha*(exp(x)-1), x)", "if(x < 0, alpha*exp(x), 1)"},
    .textbook = {"if(x < 0, alpha*(exp(x)-1), x)", NULL},
    .range = "(−α, ∞)",
    .sup_slope = "max(1, |α|)",
    .sup_slope_value = 1,
    .limits = {"−α, ∞", "0, 1", "0, 0"},
    .conventions = N_(
        "f′(0) = 1 and f″(0) = 0, the values on the right; PyTorch (1.13 to 2.8) takes f′(0) = α. "
        "With α = 1 the slopes agree and only f″ jumps."),
    .origin = "Clevert, Unterthiner, Hochreiter 2015, Fast and accurate deep network learning by "
              "exponential linear units (ELUs)",
    .home_low = -5,
    .home_high = 5,
    .parameter_count = 1,
    .parameters = {{.name = "alpha", .symbol = "α", .initial = 1, .low = 0.1, .high = 3}},
    .kernel = vector_elu,
    .breaks = elu_breaks,
    .points = elu_points,
};

static int celu_breaks(const double *parameters, struct activation_break *out)
{
    return unit_breaks(1, 1 / parameters[0], 1, out);
}
BREAK_POINTS(celu)

const struct activation activation_celu = {
    .id = "celu",
    .name = N_("CELU"),
    .symbol = "CELU",
    .family = family_rectifiers,
    .aliases = "continuous_elu continuously_differentiable_elu",
    .formula = {"x for x ≥ 0, α(e^(x/α) − 1) for x < 0", "1 for x ≥ 0, e^(x/α) for x < 0",
                "0 for x ≥ 0, e^(x/α)/α for x < 0"},
    .typed = {"if(x < 0, alpha*(exp(x/alpha)-1), x)", "if(x < 0, exp(x/alpha), 1)"},
    .textbook = {"if(x < 0, alpha*(exp(x/alpha)-1), x)", NULL},
    .range = "(−α, ∞)",
    .sup_slope = N_("1 for x ≥ 0"),
    .sup_slope_value = 1,
    .limits = {"−α, ∞", "0, 1", "0, 0"},
    .conventions = N_("f″(0) = 0, the value on the right; on the left it is 1/α."),
    .origin = "Barron 2017, Continuously differentiable exponential linear units",
    .home_low = -5,
    .home_high = 5,
    .parameter_count = 1,
    .parameters =
        {{.name = "alpha", .symbol = "α", .initial = 1, .low = 0.1, .high = 3, .positive = true}},
    .kernel = kernel_celu,
    .breaks = celu_breaks,
    .points = celu_points,
};

static int selu_breaks(const double *parameters, struct activation_break *out)
{
    double alpha = parameters[0], lambda = parameters[1];
    return unit_breaks(lambda * alpha, lambda * alpha, lambda, out);
}

static int selu_points(const double *parameters, struct activation_point *out)
{
    static const char *const labels[ORDER_COUNT] = {"0", "λα → λ", "λα → 0"};
    struct activation_break breaks[ACTIVATION_BREAKS_MAX];
    int n = break_points(breaks, selu_breaks(parameters, breaks), out);
    for (int i = 0; i < n; i++)
        if (out[i].order == ORDER_F || out[i].kind == POINT_JUMP)
            text_copy(out[i].label, sizeof out[i].label, labels[out[i].order]);
    return n;
}

// α and λ are chosen so that mean 0 and variance 1 of a layer's inputs are those of its outputs,
// too. They are not meant to be changed: a slider has low = high.
const struct activation activation_selu = {
    .id = "selu",
    .name = N_("SELU"),
    .symbol = "SELU",
    .family = family_rectifiers,
    .aliases = "scaled_elu scaled_exponential_linear",
    .formula = {"λx for x ≥ 0, λα(eˣ − 1) for x < 0", "λ for x ≥ 0, λαeˣ for x < 0",
                "0 for x ≥ 0, λαeˣ for x < 0"},
    .typed = {"if(x < 0, lambda*alpha*(exp(x)-1), lambda*x)",
              "if(x < 0, lambda*alpha*exp(x), lambda)"},
    .textbook = {"if(x < 0, lambda*alpha*(exp(x)-1), lambda*x)", NULL},
    .range = "(−λα, ∞)",
    .sup_slope = "λα ≈ 1.7580993 (x → 0⁻)",
    .sup_slope_value = 1.7580993408473767,
    .limits = {"−λα, ∞", "0, λ", "0, 0"},
    .conventions = N_(
        "f′(0) = λ and f″(0) = 0, the values on the right; PyTorch (1.13 to 2.8) takes f′(0) = λα. "
        "α and λ are fixed: they keep mean 0 and variance 1."),
    .origin = "Klambauer, Unterthiner, Mayr, Hochreiter 2017, Self-normalizing neural networks",
    .home_low = -5,
    .home_high = 5,
    .parameter_count = 2,
    .parameters = {{.name = "alpha",
                    .symbol = "α",
                    .initial = 1.6732632423543772,
                    .low = 1.6732632423543772,
                    .high = 1.6732632423543772},
                   {.name = "lambda",
                    .symbol = "λ",
                    .initial = 1.0507009873554805,
                    .low = 1.0507009873554805,
                    .high = 1.0507009873554805}},
    .kernel = vector_selu,
    .breaks = selu_breaks,
    .points = selu_points,
};

static int pelu_breaks(const double *parameters, struct activation_break *out)
{
    double slope = parameters[0] / parameters[1];
    return unit_breaks(slope, slope / parameters[1], slope, out);
}
BREAK_POINTS(pelu)

const struct activation activation_pelu = {
    .id = "pelu",
    .name = N_("PELU"),
    .symbol = "PELU",
    .family = family_rectifiers,
    .aliases = "parametric_elu",
    .formula = {"(a/b)x for x ≥ 0, a(e^(x/b) − 1) for x < 0",
                "a/b for x ≥ 0, (a/b)e^(x/b) for x < 0", "0 for x ≥ 0, (a/b²)e^(x/b) for x < 0"},
    .typed = {"if(x < 0, a*(exp(x/b)-1), a/b*x)", "if(x < 0, a/b*exp(x/b), a/b)"},
    .range = "(−a, ∞)",
    .sup_slope = N_("a/b for x ≥ 0"),
    .sup_slope_value = 0.75,
    .limits = {"−a, ∞", "0, a/b", "0, 0"},
    .conventions = N_("f″(0) = 0, the value on the right; on the left it is a/b²."),
    .origin = "Trottier, Giguère, Chaib-draa 2016, Parametric exponential linear unit for deep "
              "convolutional neural networks",
    .home_low = -5,
    .home_high = 5,
    .parameter_count = 2,
    .parameters =
        {{.name = "a", .symbol = "a", .initial = 1.5, .low = 0.1, .high = 3, .positive = true},
         {.name = "b", .symbol = "b", .initial = 2, .low = 0.1, .high = 3, .positive = true}},
    .kernel = kernel_pelu,
    .breaks = pelu_breaks,
    .points = pelu_points,
};

static int xielu_breaks(const double *parameters, struct activation_break *out)
{
    double left = parameters[1], right = 2 * parameters[0], beta = parameters[2];
    *out = (struct activation_break){
        .x = 0, .left = {0, beta, left}, .right = {0, beta, right}, .at = {0, beta, right}};
    return left != right;
}

// The root of f for x < 0, where αₙ (e^x - 1 - x) = -βx, as the double at which |f| is least. f is
// convex there, so that Newton's method from below the root cannot pass it.
static double xielu_left_root(const double *parameters)
{
    double left = parameters[1], beta = parameters[2], x = -left / (left - beta);
    for (int i = 0; i < 60; i++) {
        struct orders y = xielu_at(parameters, x);
        double next = x - y.f / y.df;
        if (!(next > x))
            break;
        x = next;
    }
    const double others[] = {nextafter(x, -INFINITY), nextafter(x, 0)};
    for (int i = 0; i < COUNT(others); i++)
        if (fabs(xielu_at(parameters, others[i]).f) < fabs(xielu_at(parameters, x).f))
            x = others[i];
    return x;
}

// The points of interest for x < 0 if αₙ > β > 0: f has a root, and its minimum where e^x = 1 -
// β/αₙ.
static int xielu_left_points(const double *parameters, struct activation_point *out)
{
    double left = parameters[1], beta = parameters[2], x = log1p(-beta / left);
    struct activation_point points[] = {
        {ORDER_F, POINT_ROOT, 0, 0, "", "0", false},
        {ORDER_F, POINT_MINIMUM, x, (beta - left) * x - beta, "ln(1 − β/αₙ)", "", true},
        {ORDER_DF, POINT_ROOT, x, 0, "ln(1 − β/αₙ)", "0", false},
    };
    points[0].x = xielu_left_root(parameters);
    return copy_points(out, points, COUNT(points));
}

static int xielu_points(const double *parameters, struct activation_point *out)
{
    double left = parameters[1], beta = parameters[2];
    struct activation_break breaks[ACTIVATION_BREAKS_MAX];
    int n = left > beta && beta > 0 ? xielu_left_points(parameters, out) : 0;
    n += break_points(breaks, xielu_breaks(parameters, breaks), out + n);
    if (beta == 0)
        out[n++] = (struct activation_point){ORDER_F, POINT_MINIMUM, 0, 0, "0", "0", true};
    else
        out[n++] = (struct activation_point){ORDER_F, POINT_ROOT, 0, 0, "0", "0", false};
    return label_points(out, n);
}

const struct activation activation_xielu = {
    .id = "xielu",
    .name = N_("xIELU"),
    .symbol = "xIELU",
    .family = family_rectifiers,
    .aliases = "expanded_integral_of_elu",
    .formula = {"αₚx² + βx for x ≥ 0, αₙ(eˣ − 1 − x) + βx for x < 0",
                "2αₚx + β for x ≥ 0, αₙ(eˣ − 1) + β for x < 0", "2αₚ for x ≥ 0, αₙeˣ for x < 0"},
    .typed = {"if(x < 0, alpha_n*(exp(x)-1-x)+beta*x, alpha_p*x^2+beta*x)",
              "if(x < 0, alpha_n*(exp(x)-1)+beta, 2*alpha_p*x+beta)"},
    .range = N_("from the minimum at ln(1 − β/αₙ) to ∞ where αₙ > β"),
    .sup_slope = N_("unbounded"),
    .sup_slope_value = INFINITY,
    .limits = {N_("∞ where αₙ > β, ∞"), "β − αₙ, ∞", "0, 2αₚ"},
    .conventions =
        N_("f″(0) = 2αₚ, the value on the right; on the left it is αₙ. αₚ and αₙ are learned, as "
           "softplus(a) and β + softplus(b), and begin at 0.8; β = 0.5 is fixed. The code of the "
           "authors and of Hugging Face transformers (4.57) takes e^min(x, −10⁻⁶) on the left."),
    .origin = "Huang, Schlag 2024, Deriving activation functions using integration",
    .home_low = -5,
    .home_high = 5,
    .parameter_count = 3,
    .parameters = {{.name = "alpha_p",
                    .symbol = "αₚ",
                    .initial = 0.8,
                    .low = 0.1,
                    .high = 2,
                    .positive = true},
                   {.name = "alpha_n",
                    .symbol = "αₙ",
                    .initial = 0.8,
                    .low = 0.1,
                    .high = 2,
                    .positive = true},
                   {.name = "beta", .symbol = "β", .initial = 0.5, .low = 0, .high = 1}},
    .kernel = kernel_xielu,
    .breaks = xielu_breaks,
    .points = xielu_points,
};
