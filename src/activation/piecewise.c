// Steps and piecewise linear functions.
#include "activation/catalogue.h"
#include "activation/kernel.h"
#include "base/text.h"

#include <stdio.h>

static const char family[] = "steps and piecewise linear";

static inline struct orders step_at(const double *parameters, double x)
{
    (void)parameters;
    double zero = constant(x, 0);
    return (struct orders){constant(x, x >= 0 ? 1 : 0), zero, zero};
}
KERNEL(step)

static inline struct orders relu_at(const double *parameters, double x)
{
    (void)parameters;
    return (struct orders){x < 0 ? 0 : x, constant(x, x < 0 ? 0 : 1), constant(x, 0)};
}
KERNEL(relu)

static inline struct orders leaky_relu_at(const double *parameters, double x)
{
    double alpha = parameters[0];
    return (struct orders){x < 0 ? alpha * x : x, constant(x, x < 0 ? alpha : 1), constant(x, 0)};
}
KERNEL(leaky_relu)

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

const struct activation activation_step = {
    .id = "step",
    .name = "Binary step",
    .symbol = "step",
    .family = family,
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
};

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

const struct activation activation_relu = {
    .id = "relu",
    .name = "ReLU",
    .symbol = "ReLU",
    .family = family,
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
};

const struct activation activation_leaky_relu = {
    .id = "leaky_relu",
    .name = "Leaky ReLU",
    .symbol = "LReLU",
    .family = family,
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
};
