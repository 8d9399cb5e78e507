// Steps, functions of two half lines (hinges), and others of straight pieces.
#include "activation/arrays/vector.h"
#include "activation/catalogue.h"
#include "activation/families/corner.h"
#include "activation/families/family.h"
#include "activation/families/kernel.h"
#include "base/language.h"

// step and sign jump at 0, where step has the value on the right, 1, and sign has 0.

static inline struct orders step_at(const double *parameters, double x)
{
    (void)parameters;
    double zero = constant(x, 0);
    return (struct orders){constant(x, x >= 0 ? 1 : 0), zero, zero};
}
KERNEL(step)

static int step_corners(const double *parameters, struct corner *out)
{
    (void)parameters;
    *out = (struct corner){.f = {0, 1, 1}, .x_label = "0"};
    return 1;
}
CORNERS(step)

const struct activation activation_step = {
    .id = "step",
    .name = N_("Binary step"),
    .symbol = "step",
    .family = family_piecewise,
    .aliases = "heaviside binary_step unit_step hardlim",
    .formula = {"1 for x ≥ 0, 0 for x < 0", "0", "0"},
    .typed = {"if(x < 0, 0, 1)", "0"},
    .range = "{0, 1}",
    .sup_slope = N_("0, with a Dirac mass at 0"),
    .sup_slope_value = 0,
    .limits = {"0, 1", "0, 0", "0, 0"},
    .conventions = N_("f(0) = 1, the value on the right; elsewhere 0 or 1/2 is found, and "
                      "numpy.heaviside and torch.heaviside ask for it. f′ = 0 everywhere: the "
                      "Dirac mass at 0 is left out, as automatic differentiation does."),
    .origin = "McCulloch, Pitts 1943, A logical calculus of the ideas immanent in nervous "
              "activity; Rosenblatt 1958, The perceptron",
    .home_low = -1,
    .home_high = 1,
    .kernel = kernel_step,
    .breaks = step_breaks,
    .points = step_points,
};

static inline struct orders sign_at(const double *parameters, double x)
{
    (void)parameters;
    double zero = constant(x, 0);
    return (struct orders){x > 0 ? 1 : x < 0 ? -1 : x, zero, zero};
}
KERNEL(sign)

static int sign_corners(const double *parameters, struct corner *out)
{
    (void)parameters;
    *out = (struct corner){.f = {-1, 1, 0}, .x_label = "0"};
    return 1;
}
CORNERS(sign)

const struct activation activation_sign = {
    .id = "sign",
    .name = N_("Sign"),
    .symbol = "sgn",
    .family = family_piecewise,
    .aliases = "signum sgn bipolar_step",
    .formula = {"−1 for x < 0, 0 for x = 0, 1 for x > 0", "0", "0"},
    .typed = {"if(x < 0, -1, if(x == 0, 0, 1))", "0"},
    .range = "{−1, 0, 1}",
    .sup_slope = N_("0, with a Dirac mass at 0"),
    .sup_slope_value = 0,
    .limits = {"−1, 1", "0, 0", "0, 0"},
    .conventions = N_("f(0) = 0. f′ = 0 everywhere: the Dirac mass at 0 is left out, as automatic "
                      "differentiation does."),
    .origin = "Widrow, Hoff 1960, Adaptive switching circuits (ADALINE)",
    .home_low = -1, // as step
    .home_high = 1,
    .kernel = kernel_sign,
    .breaks = sign_breaks,
    .points = sign_points,
};

static inline struct orders identity_at(const double *parameters, double x)
{
    (void)parameters;
    return (struct orders){x, constant(x, 1), constant(x, 0)};
}
KERNEL(identity)

static int identity_points(const double *parameters, struct activation_point *out)
{
    static const struct activation_point points[] = {{ORDER_F, POINT_ROOT, 0, 0, "0", "0", false}};
    (void)parameters;
    return copy_points(out, points, COUNT(points));
}

const struct activation activation_identity = {
    .id = "identity",
    .name = N_("Identity (linear)"),
    .symbol = "id",
    .family = family_piecewise,
    .aliases = "linear pass_through purelin",
    .formula = {"x", "1", "0"},
    .typed = {"x", "1"},
    .range = "(−∞, ∞)",
    .sup_slope = N_("1 everywhere"),
    .sup_slope_value = 1,
    .limits = {"−∞, ∞", "1, 1", "0, 0"},
    .conventions = "",
    .origin = N_("no single source"),
    .home_low = -5,
    .home_high = 5,
    .kernel = kernel_identity,
    .breaks = no_breaks,
    .points = identity_points,
};

// Hinges: two half lines that meet in the origin, with the slope `left` and with slope 1 on the
// right or, for abs, `right` = 1 and left = -1.

static inline struct orders hinge_at(double left, double x)
{
    return (struct orders){x < 0 ? along(left, x) : x, constant(x, x < 0 ? left : 1),
                           constant(x, 0)};
}

static int hinge_corners(double left, double right, struct corner *out)
{
    *out = (struct corner){.slope = {left, right, right}, .x_label = "0"};
    return 1;
}

static int relu_corners(const double *parameters, struct corner *out)
{
    (void)parameters;
    return hinge_corners(0, 1, out);
}
CORNERS(relu)

const struct activation activation_relu = {
    .id = "relu",
    .name = N_("ReLU"),
    .symbol = "ReLU",
    .family = family_piecewise,
    .aliases = "rectifier rectified_linear rectified_linear_unit poslin",
    .formula = {"max(x, 0)", "1 for x ≥ 0, 0 for x < 0", "0"},
    .typed = {"max(0, x)", "if(x < 0, 0, 1)"},
    .range = "[0, ∞)",
    .sup_slope = N_("1 for x ≥ 0"),
    .sup_slope_value = 1,
    .wants = WANTS_HE,
    .limits = {"0, ∞", "0, 1", "0, 0"},
    .conventions = N_("f′(0) = 1, the slope on the right; PyTorch (1.13 to 2.8) and JAX (0.4 to "
                      "0.7) take f′(0) = 0."),
    .origin = "Fukushima 1969, Visual feature extraction by a multilayered network of analog "
              "threshold elements; Nair, Hinton 2010, Rectified linear units improve "
              "restricted Boltzmann machines",
    .home_low = -5,
    .home_high = 5,
    .kernel = vector_relu,
    .breaks = relu_breaks,
    .points = relu_points,
};

static int leaky_relu_corners(const double *parameters, struct corner *out)
{
    return hinge_corners(parameters[0], 1, out);
}
CORNERS(leaky_relu)

const struct activation activation_leaky_relu = {
    .id = "leaky_relu",
    .name = N_("Leaky ReLU"),
    .symbol = "LReLU",
    .family = family_piecewise,
    .aliases = "lrelu leaky_rectified_linear",
    .formula = {"x for x ≥ 0, αx for x < 0", "1 for x ≥ 0, α for x < 0", "0"},
    .typed = {"if(x < 0, alpha*x, x)", "if(x < 0, alpha, 1)"},
    .range = "(−∞, ∞)",
    .sup_slope = "max(1, |α|)",
    .sup_slope_value = 1,
    .wants = WANTS_HE_LEAKY,
    .limits = {"−∞, ∞", "α, 1", "0, 0"},
    .conventions =
        N_("f′(0) = 1, the slope on the right; PyTorch (1.13 to 2.8) takes f′(0) = α. The default "
           "α differs: 0.01 in PyTorch 2 and JAX 0.7, 0.2 in Keras 3's leaky_relu and TensorFlow "
           "2's tf.nn.leaky_relu, 0.3 in Keras 3's layer LeakyReLU."),
    .origin = "Maas, Hannun, Ng 2013, Rectifier nonlinearities improve neural network "
              "acoustic models",
    .home_low = -5,
    .home_high = 5,
    .parameter_count = 1,
    .parameters = {{.name = "alpha", .symbol = "α", .initial = 0.01, .low = 0, .high = 0.5}},
    .kernel = vector_leaky_relu,
    .breaks = leaky_relu_breaks,
    .points = leaky_relu_points,
};

const struct activation activation_prelu = {
    .id = "prelu",
    .name = N_("PReLU"),
    .symbol = "PReLU",
    .family = family_piecewise,
    .aliases = "parametric_relu",
    .formula = {"x for x ≥ 0, αx for x < 0", "1 for x ≥ 0, α for x < 0", "0"},
    .typed = {"if(x < 0, alpha*x, x)", "if(x < 0, alpha, 1)"},
    .range = "(−∞, ∞)",
    .sup_slope = "max(1, |α|)",
    .sup_slope_value = 1,
    .wants = WANTS_HE_LEAKY,
    .limits = {"−∞, ∞", "α, 1", "0, 0"},
    .conventions = N_("f′(0) = 1, the slope on the right; PyTorch (1.13 to 2.8) takes f′(0) = α. "
                      "The slope α is learned: it starts at 0.25 in PyTorch 2, at 0 in Keras 3."),
    .origin = "He, Zhang, Ren, Sun 2015, Delving deep into rectifiers",
    .home_low = -5,
    .home_high = 5,
    .parameter_count = 1,
    .parameters = {{.name = "alpha", .symbol = "α", .initial = 0.25, .low = -1, .high = 1}},
    .kernel = vector_leaky_relu,
    .breaks = leaky_relu_breaks,
    .points = leaky_relu_points,
};

static inline double rrelu_slope(const double *parameters)
{
    return (parameters[0] + parameters[1]) / 2;
}

static inline struct orders rrelu_at(const double *parameters, double x)
{
    return hinge_at(rrelu_slope(parameters), x);
}
KERNEL(rrelu)

static int rrelu_corners(const double *parameters, struct corner *out)
{
    return hinge_corners(rrelu_slope(parameters), 1, out);
}
CORNERS(rrelu)

const struct activation activation_rrelu = {
    .id = "rrelu",
    .name = N_("RReLU, evaluation mode"),
    .symbol = "RReLU",
    .family = family_piecewise,
    .aliases = "randomized_relu randomized_leaky_relu",
    .formula = {"x for x ≥ 0, ax for x < 0, a = (l + u)/2", "1 for x ≥ 0, a for x < 0", "0"},
    .typed = {"if(x < 0, (lower+upper)/2*x, x)", "if(x < 0, (lower+upper)/2, 1)"},
    .range = "(−∞, ∞)",
    .sup_slope = "max(1, |l + u|/2)",
    .sup_slope_value = 1,
    .wants = WANTS_HE_LEAKY,
    .limits = {"−∞, ∞", "a, 1", "0, 0"},
    .conventions = N_(
        "f′(0) = 1, the slope on the right; PyTorch (1.13 to 2.8) takes f′(0) = a. As in PyTorch 2 "
        "the slope is the mean of its bounds, 11/48; the paper divides by the mean 11/2, "
        "slope 2/11. In training the slope is drawn anew between the bounds."),
    .origin = "Xu, Wang, Chen, Li 2015, Empirical evaluation of rectified activations in "
              "convolutional network",
    .home_low = -5,
    .home_high = 5,
    .parameter_count = 2,
    .parameters = {{.name = "lower", .symbol = "l", .initial = 0.125, .low = 0, .high = 1},
                   {.name = "upper", .symbol = "u", .initial = 1. / 3, .low = 0, .high = 1}},
    .kernel = kernel_rrelu,
    .breaks = rrelu_breaks,
    .points = rrelu_points,
};

static inline struct orders abs_at(const double *parameters, double x)
{
    (void)parameters;
    return (struct orders){fabs(x), constant(x, x < 0 ? -1 : 1), constant(x, 0)};
}
KERNEL(abs)

static int abs_corners(const double *parameters, struct corner *out)
{
    (void)parameters;
    return hinge_corners(-1, 1, out);
}
CORNERS(abs)

const struct activation activation_abs = {
    .id = "abs",
    .name = N_("Absolute value"),
    .symbol = "abs",
    .family = family_piecewise,
    .aliases = "absolute absolute_value modulus",
    .formula = {"|x|", "1 for x ≥ 0, −1 for x < 0", "0"},
    .typed = {"abs(x)", "if(x < 0, -1, 1)"},
    .range = "[0, ∞)",
    .sup_slope = N_("1 everywhere"),
    .sup_slope_value = 1,
    .limits = {"∞, ∞", "−1, 1", "0, 0"},
    .conventions = N_("f′(0) = 1, the slope on the right; PyTorch (1.13 to 2.8) takes f′(0) = 0."),
    .origin = "Jarrett, Kavukcuoglu, Ranzato, LeCun 2009, What is the best multi-stage "
              "architecture for object recognition?",
    .home_low = -5,
    .home_high = 5,
    .kernel = kernel_abs,
    .breaks = abs_breaks,
    .points = abs_points,
};

// srelu has the parameters tl, al, tr, ar. If tl > tr, the right piece holds from tr on, and the
// left one below: the formula names the right piece first.

// base + slope (x - base), with the rounding errors of all steps added: the plain formula has no
// correct digit at the line's root.
static inline double line_through(double base, double slope, double x)
{
    double e1, e2, e3, from = two_sum(x, -base, &e1);
    double rise = two_product(slope, from, &e2), sum = two_sum(base, rise, &e3);
    double rest = e3 + (e2 + slope * e1);
    return isfinite(rest) ? sum + rest : base + along(slope, x);
}

static inline struct orders srelu_at(const double *parameters, double x)
{
    double tl = parameters[0], al = parameters[1], tr = parameters[2], ar = parameters[3];
    bool right = x >= tr, left = !right && x < tl;
    if (!right && !left)
        return (struct orders){x, constant(x, 1), constant(x, 0)};
    double slope = right ? ar : al;
    return (struct orders){line_through(right ? tr : tl, slope, x), slope, 0};
}
KERNEL(srelu)

static int srelu_corners(const double *parameters, struct corner *out)
{
    double tl = parameters[0], al = parameters[1], tr = parameters[2], ar = parameters[3];
    if (tl >= tr) {
        *out = (struct corner){
            .x = tr, .f = {tl + al * (tr - tl), tr, tr}, .slope = {al, ar, ar}, .x_label = "tᵣ"};
        return 1;
    }
    out[0] = (struct corner){
        .x = tl, .f = {tl, tl, tl}, .slope = {al, 1, 1}, .x_label = "tₗ", .f_label = "tₗ"};
    out[1] = (struct corner){
        .x = tr, .f = {tr, tr, tr}, .slope = {1, ar, ar}, .x_label = "tᵣ", .f_label = "tᵣ"};
    return 2;
}
CORNERS(srelu)

const struct activation activation_srelu = {
    .id = "srelu",
    .name = N_("SReLU"),
    .symbol = "SReLU",
    .family = family_piecewise,
    .aliases = "s_shaped_relu",
    .formula = {"tᵣ + aᵣ(x − tᵣ) for x ≥ tᵣ, tₗ + aₗ(x − tₗ) for x < tₗ, else x",
                "aᵣ for x ≥ tᵣ, aₗ for x < tₗ, else 1", "0"},
    .typed = {"if(x < tl, tl+al*(x-tl), if(x < tr, x, tr+ar*(x-tr)))",
              "if(x < tl, al, if(x < tr, 1, ar))"},
    .range = "(−∞, ∞)",
    .sup_slope = "max(1, |aₗ|, |aᵣ|)",
    .sup_slope_value = 1,
    .limits = {"−∞, ∞", "aₗ, aᵣ", "0, 0"},
    .conventions = N_("f′(tₗ) = 1 and f′(tᵣ) = aᵣ, the slopes on the right."),
    .origin = "Jin et al. 2015, Deep learning with S-shaped rectified linear activation units",
    .home_low = -5,
    .home_high = 5,
    .parameter_count = 4,
    .parameters = {{.name = "tl", .symbol = "tₗ", .initial = -1, .low = -5, .high = 0},
                   {.name = "al", .symbol = "aₗ", .initial = 0.1, .low = -1, .high = 1},
                   {.name = "tr", .symbol = "tᵣ", .initial = 1, .low = 0, .high = 5},
                   {.name = "ar", .symbol = "aᵣ", .initial = 0.5, .low = -1, .high = 2}},
    .kernel = kernel_srelu,
    .breaks = srelu_breaks,
    .points = srelu_points,
};

// Keras' relu with its three arguments: negative_slope, max_value and threshold.

static inline struct orders keras_relu_at(const double *parameters, double x)
{
    double slope = parameters[0], most = parameters[1], theta = parameters[2];
    if (x >= most)
        return (struct orders){most, 0, 0};
    if (x >= theta)
        return (struct orders){x, 1, 0};
    return (struct orders){along(slope, x - theta), constant(x, slope), constant(x, 0)};
}
KERNEL(keras_relu)

static int keras_relu_corners(const double *parameters, struct corner *out)
{
    double slope = parameters[0], most = parameters[1], theta = parameters[2];
    if (most <= theta) {
        *out = (struct corner){.x = most,
                               .f = {slope * (most - theta), most, most},
                               .slope = {slope, 0, 0},
                               .x_label = "max"};
        return 1;
    }
    out[0] =
        (struct corner){.x = theta, .f = {0, theta, theta}, .slope = {slope, 1, 1}, .x_label = "θ"};
    out[1] = (struct corner){
        .x = most, .f = {most, most, most}, .slope = {1, 0, 0}, .x_label = "max", .f_label = "max"};
    return 2;
}
CORNERS(keras_relu)

const struct activation activation_keras_relu = {
    .id = "keras_relu",
    .name = N_("ReLU (Keras)"),
    .symbol = "kReLU",
    .family = family_piecewise,
    .aliases = "relu_keras clipped_relu bounded_relu",
    .formula = {"max for x ≥ max, x for θ ≤ x < max, α(x − θ) for x < min(θ, max)",
                "0 for x ≥ max, 1 for θ ≤ x < max, α for x < min(θ, max)", "0"},
    .typed = {"if(x >= max_, max_, if(x < θ, α*(x-θ), x))", "if(x >= max_, 0, if(x < θ, α, 1))"},
    .range = N_("(−∞, max]; with α = 0 {0} and [θ, max]"),
    .sup_slope = "max(1, |α|)",
    .sup_slope_value = 1,
    .wants = WANTS_HE_LEAKY,
    .limits = {N_("−∞ (0 with α = 0), max"), "α, 0", "0, 0"},
    .conventions =
        N_("relu(x, negative_slope=α, max_value=max, threshold=θ) as Keras 3 documents it. Its "
           "defaults are 0, None and 0, which is ReLU: no maximum is one of 1e308 here, where 6 is "
           "that of ReLU6. f(θ) = θ; the code of Keras 3 has 0 there where θ is not 0. f′(θ) = 1 "
           "and f′(max) = 0, the slopes on the right."),
    .origin = N_("Keras 2.2 (2018); no paper known"),
    .home_low = -3, // the interval of the kinks, 6, and half of it on either side
    .home_high = 9,
    .parameter_count = 3,
    .parameters = {{.name = "negative_slope", .symbol = "α", .initial = 0, .low = 0, .high = 0.5},
                   {.name = "max_value", .symbol = "max", .initial = 6, .low = 1, .high = 10},
                   {.name = "threshold", .symbol = "θ", .initial = 0, .low = 0, .high = 3}},
    .kernel = kernel_keras_relu,
    .breaks = keras_relu_breaks,
    .points = keras_relu_points,
};
