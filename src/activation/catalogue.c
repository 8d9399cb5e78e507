// The catalogue's rows. To add a function: its kernel in kernels.c and kernels.h, its row here,
// and, where it has kinks or known points, the two small functions that tell them.
#include "activation/activation.h"
#include "activation/kernels.h"
#include "base/text.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define COUNT(array) ((int)(sizeof(array) / sizeof *(array)))

static const char piecewise_linear[] = "steps and piecewise linear";
static const char sigmoidal[] = "sigmoidal";

static int no_breaks(const double *parameters, struct activation_break *out)
{
    (void)parameters, (void)out;
    return 0;
}

static int copy_points(struct activation_point *out, const struct activation_point *points, int n)
{
    assert(n <= ACTIVATION_POINTS_MAX);
    memcpy(out, points, (size_t)n * sizeof *points);
    return n;
}

// step: the point belongs to the right branch.

static int step_breaks(const double *parameters, struct activation_break *out)
{
    (void)parameters;
    out[0] = (struct activation_break){.x = 0, .left = {0}, .right = {1}, .at = {1}};
    return 1;
}

static int step_points(const double *parameters, struct activation_point *out)
{
    static const struct activation_point points[] = {
        {ORDER_F, POINT_JUMP, 0, 1, "0", "0 → 1", false},
    };
    (void)parameters;
    return copy_points(out, points, COUNT(points));
}

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

// relu and leaky_relu: two half lines of slope `left` and 1 that meet in the origin.

static int hinge_breaks(double left, struct activation_break *out)
{
    if (left == 1)
        return 0; // one straight line
    *out = (struct activation_break){.x = 0, .left = {0, left}, .right = {0, 1}, .at = {0, 1}};
    return 1;
}

static int hinge_points(double left, struct activation_point *out)
{
    if (left == 1)
        return 0;
    char slope[64];
    number_show(slope, sizeof slope, left, 6);
    out[0] = (struct activation_point){ORDER_F, POINT_KINK, 0, 0, "0", "0", false};
    out[1] = (struct activation_point){ORDER_DF, POINT_JUMP, 0, 1, "0", "", false};
    snprintf(out[1].label, sizeof out[1].label, "%.30s → 1", slope);
    return 2;
}

static int relu_breaks(const double *parameters, struct activation_break *out)
{
    (void)parameters;
    return hinge_breaks(0, out);
}

static int relu_points(const double *parameters, struct activation_point *out)
{
    (void)parameters;
    return hinge_points(0, out);
}

static int leaky_relu_breaks(const double *parameters, struct activation_break *out)
{
    return hinge_breaks(parameters[0], out);
}

static int leaky_relu_points(const double *parameters, struct activation_point *out)
{
    return hinge_points(parameters[0], out);
}

static const struct activation catalogue[] = {
    {
        .id = "step",
        .name = "Binary step",
        .symbol = "step",
        .family = piecewise_linear,
        .aliases = "heaviside binary_step unit_step",
        .formula = {"1 for x ≥ 0, 0 for x < 0", "0", "0"},
        .range = "{0, 1}",
        .sup_slope = "0, with a Dirac mass at 0",
        .sup_slope_value = 0,
        .limits = {"0, 1", "0, 0", "0, 0"},
        .conventions = "f(0) = 1, the value on the right; elsewhere 0 or 1/2 is found, and "
                       "numpy.heaviside and torch.heaviside ask for it. f′ = 0 everywhere: the "
                       "Dirac mass at 0 is left out, as automatic differentiation does.",
        .origin = "McCulloch, Pitts 1943, A logical calculus of the ideas immanent in nervous "
                  "activity; Rosenblatt 1958, The perceptron",
        .home_low = -1,
        .home_high = 1,
        .kernel = kernel_step,
        .breaks = step_breaks,
        .points = step_points,
    },
    {
        .id = "sigmoid",
        .name = "Sigmoid",
        .symbol = "σ",
        .family = sigmoidal,
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
    },
    {
        .id = "tanh",
        .name = "Tanh",
        .symbol = "tanh",
        .family = sigmoidal,
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
    },
    {
        .id = "relu",
        .name = "ReLU",
        .symbol = "ReLU",
        .family = piecewise_linear,
        .aliases = "rectifier rectified_linear",
        .formula = {"max(x, 0)", "1 for x ≥ 0, 0 for x < 0", "0"},
        .range = "[0, ∞)",
        .sup_slope = "1 for x ≥ 0",
        .sup_slope_value = 1,
        .limits = {"0, ∞", "0, 1", "0, 0"},
        .conventions = "f′(0) = 1, the slope on the right; PyTorch and JAX take f′(0) = 0.",
        .origin = "Fukushima 1969, Visual feature extraction by a multilayered network of analog "
                  "threshold elements; Nair, Hinton 2010, Rectified linear units improve "
                  "restricted Boltzmann machines",
        .home_low = -5,
        .home_high = 5,
        .kernel = kernel_relu,
        .breaks = relu_breaks,
        .points = relu_points,
    },
    {
        .id = "leaky_relu",
        .name = "Leaky ReLU",
        .symbol = "LReLU",
        .family = piecewise_linear,
        .aliases = "lrelu leakyrelu",
        .formula = {"x for x ≥ 0, αx for x < 0", "1 for x ≥ 0, α for x < 0", "0"},
        .range = "(−∞, ∞)",
        .sup_slope = "1 for x ≥ 0",
        .sup_slope_value = 1,
        .limits = {"−∞, ∞", "α, 1", "0, 0"},
        .conventions = "f′(0) = 1, the slope on the right; PyTorch takes f′(0) = α. The default α "
                       "differs: 0.01 in PyTorch and JAX, 0.2 in Keras 3's leaky_relu, 0.3 in its "
                       "layer LeakyReLU.",
        .origin = "Maas, Hannun, Ng 2013, Rectifier nonlinearities improve neural network "
                  "acoustic models",
        .home_low = -5,
        .home_high = 5,
        .parameter_count = 1,
        .parameters = {{.name = "alpha", .symbol = "α", .initial = 0.01, .low = 0, .high = 0.5}},
        .kernel = kernel_leaky_relu,
        .breaks = leaky_relu_breaks,
        .points = leaky_relu_points,
    },
};

int activation_count(void)
{
    return COUNT(catalogue);
}

const struct activation *activation_at(int index)
{
    assert(index >= 0 && index < COUNT(catalogue));
    return &catalogue[index];
}
