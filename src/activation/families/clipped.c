// Clipped lines: relu6, hard tanh and the hard sigmoids.
#include "activation/arrays/vector.h"
#include "activation/catalogue.h"
#include "activation/families/corner.h"
#include "activation/families/family.h"
#include "activation/families/kernel.h"
#include "base/language.h"

// y_low below `low`, y_high from `high` on, and between them the line with the value y and the
// slope at x. Callers divide last, as in (x + 3)/6: x/6 + 1/2 would lose its digits near -3.
static inline struct orders clipped_at(double x, double low, double high, double y_low,
                                       double y_high, double y, double slope)
{
    return (struct orders){x >= high ? y_high
                           : x < low ? y_low
                                     : y,
                           constant(x, x >= low && x < high ? slope : 0), constant(x, 0)};
}

static inline struct orders relu6_at(const double *parameters, double x)
{
    (void)parameters;
    return clipped_at(x, 0, 6, 0, 6, x, 1);
}
KERNEL(relu6)

static int relu6_corners(const double *parameters, struct corner *out)
{
    static const struct corner corners[] = {
        {0, {0, 0, 0}, {0, 1, 1}, "0", "0", "0 → 1"},
        {6, {6, 6, 6}, {1, 0, 0}, "6", "6", "1 → 0"},
    };
    (void)parameters;
    return copy_corners(out, corners, COUNT(corners));
}
CORNERS(relu6)

const struct activation activation_relu6 = {
    .id = "relu6",
    .name = N_("ReLU6"),
    .symbol = "ReLU6",
    .family = family_piecewise,
    .aliases = "relu_0_to_6",
    .formula = {"min(max(x, 0), 6)", "1 for 0 ≤ x < 6, else 0", "0"},
    .typed = {"min(max(0, x), 6)", "if(x < 0, 0, if(x < 6, 1, 0))"},
    .range = "[0, 6]",
    .sup_slope = N_("1 for 0 ≤ x < 6"),
    .sup_slope_value = 1,
    .wants = WANTS_HE,
    .limits = {"0, 6", "0, 0", "0, 0"},
    .conventions = N_(
        "f′(0) = 1 and f′(6) = 0, the slopes on the right; PyTorch (1.13 to 2.8) takes 0 at both."),
    .origin = "Krizhevsky 2010, Convolutional deep belief networks on CIFAR-10",
    .home_low = -3, // the interval of the kinks, 6, and half of it on either side
    .home_high = 9,
    .kernel = kernel_relu6,
    .breaks = relu6_breaks,
    .points = relu6_points,
};

// min, but not more than max: the formula min(max(x, min), max) is max everywhere if min > max.
static inline double hard_tanh_low(const double *parameters)
{
    return parameters[0] < parameters[1] ? parameters[0] : parameters[1];
}

static inline struct orders hard_tanh_at(const double *parameters, double x)
{
    double low = hard_tanh_low(parameters), high = parameters[1];
    return clipped_at(x, low, high, low, high, x, 1);
}
KERNEL(hard_tanh)

static int hard_tanh_corners(const double *parameters, struct corner *out)
{
    double low = hard_tanh_low(parameters), high = parameters[1];
    if (low == high)
        return 0;
    out[0] = (struct corner){
        .x = low, .f = {low, low, low}, .slope = {0, 1, 1}, .x_label = "min", .f_label = "min"};
    out[1] = (struct corner){
        .x = high, .f = {high, high, high}, .slope = {1, 0, 0}, .x_label = "max", .f_label = "max"};
    return 2;
}
CORNERS(hard_tanh)

const struct activation activation_hard_tanh = {
    .id = "hard_tanh",
    .name = N_("Hard tanh"),
    .symbol = "htanh",
    .family = family_piecewise,
    .aliases = "htanh relu_n1_to_1 satlins",
    .formula = {"min(max(x, min), max)", "1 for min ≤ x < max, else 0", "0"},
    .typed = {"if(x < min_, min_, if(x < max_, x, max_))", "if(x < min_, 0, if(x < max_, 1, 0))"},
    .range = "[min, max]",
    .sup_slope = N_("1 for min ≤ x < max"),
    .sup_slope_value = 1,
    .limits = {"min, max", "0, 0", "0, 0"},
    .conventions = N_("f′(min) = 1 and f′(max) = 0, the slopes on the right; PyTorch (1.13 to 2.8) "
                      "takes 0 at both."),
    .origin = "Collobert 2004, Large scale machine learning (thesis)",
    .home_low = -5,
    .home_high = 5,
    .parameter_count = 2,
    .parameters = {{.name = "min", .symbol = "min", .initial = -1, .low = -5, .high = 0},
                   {.name = "max", .symbol = "max", .initial = 1, .low = 0, .high = 5}},
    .kernel = kernel_hard_tanh,
    .breaks = hard_tanh_breaks,
    .points = hard_tanh_points,
};

static inline struct orders hard_sigmoid_at(const double *parameters, double x)
{
    (void)parameters;
    return clipped_at(x, -3, 3, 0, 1, (x + 3) / 6, 1. / 6);
}
KERNEL(hard_sigmoid)

static int hard_sigmoid_corners(const double *parameters, struct corner *out)
{
    static const struct corner corners[] = {
        {-3, {0, 0, 0}, {0, 1. / 6, 1. / 6}, "−3", "0", "0 → 1/6"},
        {3, {1, 1, 1}, {1. / 6, 0, 0}, "3", "1", "1/6 → 0"},
    };
    (void)parameters;
    return copy_corners(out, corners, COUNT(corners));
}
CORNERS(hard_sigmoid)

const struct activation activation_hard_sigmoid = {
    .id = "hard_sigmoid",
    .name = N_("Hard sigmoid"),
    .symbol = "hσ",
    .family = family_piecewise,
    .aliases = "h_sigmoid",
    .formula = {"min(max((x + 3)/6, 0), 1)", "1/6 for −3 ≤ x < 3, else 0", "0"},
    .typed = {"if(x < -3, 0, if(x < 3, (x+3)/6, 1))", "if(x < -3, 0, if(x < 3, 1/6, 0))"},
    .range = "[0, 1]",
    .sup_slope = N_("1/6 for −3 ≤ x < 3"),
    .sup_slope_value = 1. / 6,
    .limits = {"0, 1", "0, 0", "0, 0"},
    .conventions =
        N_("f′(−3) = 1/6 and f′(3) = 0, the slopes on the right; PyTorch (1.13 to 2.8) takes 0 at "
           "both. "
           "This is the hard sigmoid of PyTorch 2, Keras 3 and JAX 0.7; that of Theano and "
           "Keras 2 is hard_sigmoid_keras2, that of BinaryConnect sparse_sigmoid."),
    .origin = "Howard et al. 2019, Searching for MobileNetV3",
    .home_low = -5,
    .home_high = 5,
    .kernel = kernel_hard_sigmoid,
    .breaks = hard_sigmoid_breaks,
    .points = hard_sigmoid_points,
};

static inline struct orders hard_sigmoid_keras2_at(const double *parameters, double x)
{
    (void)parameters;
    return clipped_at(x, -2.5, 2.5, 0, 1, (2 * x + 5) / 10, 0.2);
}
KERNEL(hard_sigmoid_keras2)

static int hard_sigmoid_keras2_corners(const double *parameters, struct corner *out)
{
    static const struct corner corners[] = {
        {-2.5, {0, 0, 0}, {0, 0.2, 0.2}, "−5/2", "0", "0 → 1/5"},
        {2.5, {1, 1, 1}, {0.2, 0, 0}, "5/2", "1", "1/5 → 0"},
    };
    (void)parameters;
    return copy_corners(out, corners, COUNT(corners));
}
CORNERS(hard_sigmoid_keras2)

const struct activation activation_hard_sigmoid_keras2 = {
    .id = "hard_sigmoid_keras2",
    .name = N_("Hard sigmoid (Theano, Keras 2)"),
    .symbol = "hσ₂",
    .family = family_piecewise,
    .aliases = "hard_sigmoid_theano",
    .formula = {"min(max((2x + 5)/10, 0), 1)", "1/5 for −5/2 ≤ x < 5/2, else 0", "0"},
    .typed = {"if(x < -2.5, 0, if(x < 2.5, (2*x+5)/10, 1))",
              "if(x < -2.5, 0, if(x < 2.5, 1/5, 0))"},
    .range = "[0, 1]",
    .sup_slope = N_("1/5 for −5/2 ≤ x < 5/2"),
    .sup_slope_value = 0.2,
    .limits = {"0, 1", "0, 0", "0, 0"},
    .conventions =
        N_("f′(−5/2) = 1/5 and f′(5/2) = 0, the slopes on the right. The hard sigmoid of "
           "Theano and Keras 2, written 0.2x + 0.5 there; Keras 3, PyTorch 2 and JAX 0.7 have "
           "hard_sigmoid."),
    .origin = "Theano; Keras 1 and 2",
    .home_low = -5,
    .home_high = 5,
    .kernel = kernel_hard_sigmoid_keras2,
    .breaks = hard_sigmoid_keras2_breaks,
    .points = hard_sigmoid_keras2_points,
};

static inline struct orders sparse_sigmoid_at(const double *parameters, double x)
{
    (void)parameters;
    return clipped_at(x, -1, 1, 0, 1, (x + 1) / 2, 0.5);
}
KERNEL(sparse_sigmoid)

static int sparse_sigmoid_corners(const double *parameters, struct corner *out)
{
    static const struct corner corners[] = {
        {-1, {0, 0, 0}, {0, 0.5, 0.5}, "−1", "0", "0 → 1/2"},
        {1, {1, 1, 1}, {0.5, 0, 0}, "1", "1", "1/2 → 0"},
    };
    (void)parameters;
    return copy_corners(out, corners, COUNT(corners));
}
CORNERS(sparse_sigmoid)

const struct activation activation_sparse_sigmoid = {
    .id = "sparse_sigmoid",
    .name = N_("Sparse sigmoid"),
    .symbol = "sparseσ",
    .family = family_piecewise,
    .aliases = "hard_sigmoid_binaryconnect",
    .formula = {"min(max((x + 1)/2, 0), 1)", "1/2 for −1 ≤ x < 1, else 0", "0"},
    .typed = {"if(x < -1, 0, if(x < 1, (x+1)/2, 1))", "if(x < -1, 0, if(x < 1, 1/2, 0))"},
    .range = "[0, 1]",
    .sup_slope = N_("1/2 for −1 ≤ x < 1"),
    .sup_slope_value = 0.5,
    .limits = {"0, 1", "0, 0", "0, 0"},
    .conventions =
        N_("f′(−1) = 1/2 and f′(1) = 0, the slopes on the right. Called sparse_sigmoid in JAX (0.5 "
           "and later) and Keras (3.8 and later), hard sigmoid in BinaryConnect."),
    .origin = "Blondel, Martins, Niculae 2019, Learning with Fenchel-Young losses; as hard "
              "sigmoid: Courbariaux, Bengio, David 2015, BinaryConnect",
    .home_low = -5,
    .home_high = 5,
    .kernel = kernel_sparse_sigmoid,
    .breaks = sparse_sigmoid_breaks,
    .points = sparse_sigmoid_points,
};

// ONNX's hard sigmoid. Next to a corner αx + β may be rounded to 0 or 1 from either side; the low
// part of the sum tells from which.
static inline struct orders hard_sigmoid_onnx_at(const double *parameters, double x)
{
    double alpha = parameters[0], low, y = shifted_argument(alpha, x, parameters[1], &low);
    bool above = y > 1 || (y == 1 && low >= 0), below = y < 0 || (y == 0 && low < 0);
    return (struct orders){above   ? 1
                           : below ? 0
                                   : y,
                           constant(x, above || below ? 0 : alpha), constant(x, 0)};
}
KERNEL(hard_sigmoid_onnx)

// The lower corner (`rises`) or the upper one, at the double x next to it. That double may lie on
// either side of the true corner: the function itself gives the value and the slope there.
static struct corner ramp_corner(const double *parameters, double x, bool rises)
{
    struct orders at = hard_sigmoid_onnx_at(parameters, x);
    double left = rises ? 0 : parameters[0], right = rises ? parameters[0] : 0;
    return (struct corner){.x = x, .f = {at.f, at.f, at.f}, .slope = {left, right, at.df}};
}

static int hard_sigmoid_onnx_corners(const double *parameters, struct corner *out)
{
    double alpha = parameters[0], beta = parameters[1];
    double low = -beta / alpha, high = (1 - beta) / alpha;
    if (!(low < high) || isinf(low) || isinf(high))
        return 0;
    out[0] = ramp_corner(parameters, low, true);
    out[0].x_label = "−β/α";
    out[0].f_label = "0";
    out[1] = ramp_corner(parameters, high, false);
    out[1].x_label = "(1 − β)/α";
    out[1].f_label = "1";
    return 2;
}
CORNERS(hard_sigmoid_onnx)

const struct activation activation_hard_sigmoid_onnx = {
    .id = "hard_sigmoid_onnx",
    .name = N_("Hard sigmoid (ONNX)"),
    .symbol = "HardSigmoid",
    .family = family_piecewise,
    .aliases = "onnx_hard_sigmoid hard_sigmoid_alpha_beta",
    .formula = {"max(0, min(1, αx + β))", "α for −β/α ≤ x < (1 − β)/α, else 0", "0"},
    .typed = {"max(0, min(1, alpha*x+beta))",
              "if(x < -beta/alpha, 0, if(x < (1-beta)/alpha, alpha, 0))"},
    .range = "[0, 1]",
    .sup_slope = N_("α for −β/α ≤ x < (1 − β)/α"),
    .sup_slope_value = 0.2,
    .limits = {"0, 1", "0, 0", "0, 0"},
    .conventions =
        N_("The operator HardSigmoid of ONNX with its defaults. α = 1/6 and β = 1/2 are the hard "
           "sigmoid of PyTorch 2, α = 1/2 and β = 1/2 the sparse sigmoid. At the corners f′ is the "
           "slope on the right; the double 0.2 is a little more than 1/5, so that −2.5 lies left "
           "of the corner."),
    .origin = N_("ONNX 1.0 (2017); no paper known"),
    .home_low = -5,
    .home_high = 5,
    .parameter_count = 2,
    .parameters =
        {{.name = "alpha", .symbol = "α", .initial = 0.2, .low = 0.05, .high = 1, .positive = true},
         {.name = "beta", .symbol = "β", .initial = 0.5, .low = -1, .high = 2}},
    .kernel = kernel_hard_sigmoid_onnx,
    .breaks = hard_sigmoid_onnx_breaks,
    .points = hard_sigmoid_onnx_points,
};
