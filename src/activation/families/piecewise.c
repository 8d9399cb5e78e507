// Steps and piecewise linear functions: what is worth saying of them is where their straight pieces
// meet, so each names its corners, and breaks and points of interest follow from those.
#include "activation/arrays/vector.h"
#include "activation/catalogue.h"
#include "activation/families/kernel.h"
#include "base/language.h"
#include "base/text.h"

#include <stdio.h>

static const char family[] = N_("steps and piecewise linear");

// Corners.

enum side { LEFT, RIGHT, AT, SIDE_COUNT };
enum { CORNERS_MAX = 2 };

// Where two straight pieces meet: values and slopes on both sides, and those of the point itself.
struct corner {
    double x, f[SIDE_COUNT], slope[SIDE_COUNT];
    const char *x_label;
    const char *f_label, *slope_label; // NULL: the numbers, as "0.01 → 1"
};

typedef int corners_of(const double *parameters, struct corner *out);

static bool jumps(const double side[SIDE_COUNT])
{
    return side[LEFT] != side[RIGHT];
}

// Where slope and value agree the corner is none: a leaky slope of 1.
static int corner_breaks(corners_of *corners, const double *parameters,
                         struct activation_break *out)
{
    struct corner corner[CORNERS_MAX];
    int n = 0;
    for (int i = 0, count = corners(parameters, corner); i < count; i++) {
        const struct corner *c = &corner[i];
        if (jumps(c->f) || jumps(c->slope))
            out[n++] = (struct activation_break){.x = c->x,
                                                 .left = {c->f[LEFT], c->slope[LEFT]},
                                                 .right = {c->f[RIGHT], c->slope[RIGHT]},
                                                 .at = {c->f[AT], c->slope[AT]}};
    }
    return n;
}

static void label_sides(char label[ACTIVATION_LABEL_SIZE], const double side[SIDE_COUNT],
                        const char *known)
{
    char left[64], right[64];
    number_show(left, sizeof left, side[LEFT], 6);
    number_show(right, sizeof right, side[RIGHT], 6);
    if (known)
        snprintf(label, ACTIVATION_LABEL_SIZE, "%s", known);
    else if (jumps(side))
        snprintf(label, ACTIVATION_LABEL_SIZE, "%.37s → %.37s", left, right);
    else
        snprintf(label, ACTIVATION_LABEL_SIZE, "%s", right);
}

static struct activation_point corner_point(const struct corner *c, enum order order)
{
    const double *side = order == ORDER_F ? c->f : c->slope;
    struct activation_point point = {
        .order = order, .kind = jumps(side) ? POINT_JUMP : POINT_KINK, .x = c->x, .y = side[AT]};
    snprintf(point.x_label, sizeof point.x_label, "%s", c->x_label);
    label_sides(point.label, side, order == ORDER_F ? c->f_label : c->slope_label);
    return point;
}

static int corner_points(corners_of *corners, const double *parameters,
                         struct activation_point *out)
{
    struct corner corner[CORNERS_MAX];
    int n = 0;
    for (int i = 0, count = corners(parameters, corner); i < count; i++) {
        if (jumps(corner[i].f) || jumps(corner[i].slope))
            out[n++] = corner_point(&corner[i], ORDER_F);
        if (jumps(corner[i].slope))
            out[n++] = corner_point(&corner[i], ORDER_DF);
    }
    return n;
}

// NAME_breaks and NAME_points from NAME_corners.
#define CORNERS(name)                                                                              \
    static int name##_breaks(const double *parameters, struct activation_break *out)               \
    {                                                                                              \
        return corner_breaks(name##_corners, parameters, out);                                     \
    }                                                                                              \
    static int name##_points(const double *parameters, struct activation_point *out)               \
    {                                                                                              \
        return corner_points(name##_corners, parameters, out);                                     \
    }

static int copy_corners(struct corner *out, const struct corner *corners, int n)
{
    assert(n <= CORNERS_MAX);
    memcpy(out, corners, (size_t)n * sizeof *corners);
    return n;
}

// step and sign: jumps at 0, where step has the value on the right, and sign the one between.

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
    .family = family,
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
    .family = family,
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
    .home_low = -1, // as step: a jump needs no more
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
    .family = family,
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

// Hinges: two half lines of slope `left` and `right` that meet in the origin.

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
    .family = family,
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
    .family = family,
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
    .family = family,
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
    .family = family,
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
    .family = family,
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

// Clipped lines. The division comes last: x/6 + 1/2 would lose its digits near -3.

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
    .family = family,
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
    .home_low = -3, // both kinks, with as much on either side
    .home_high = 9,
    .kernel = kernel_relu6,
    .breaks = relu6_breaks,
    .points = relu6_points,
};

// min > max leaves max everywhere, as the formula says.
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
    .family = family,
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
    .family = family,
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
    .family = family,
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
    .family = family,
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

// Thresholds: the point itself belongs to the constant piece, slope included.

static inline struct orders threshold_at(const double *parameters, double x)
{
    double theta = parameters[0], value = parameters[1];
    return (struct orders){x > theta ? x : constant(x, value), constant(x, x > theta ? 1 : 0),
                           constant(x, 0)};
}
KERNEL(threshold)

static int threshold_corners(const double *parameters, struct corner *out)
{
    double theta = parameters[0], value = parameters[1];
    *out =
        (struct corner){.x = theta, .f = {value, theta, value}, .slope = {0, 1, 0}, .x_label = "θ"};
    return 1;
}
CORNERS(threshold)

const struct activation activation_threshold = {
    .id = "threshold",
    .name = N_("Threshold"),
    .symbol = "thr",
    .family = family,
    .aliases = "thresholded_relu",
    .formula = {"x for x > θ, else v", "1 for x > θ, else 0", "0"},
    .typed = {"if(x > theta, x, value)", "if(x > theta, 1, 0)"},
    .range = N_("{v} and (θ, ∞)"),
    .sup_slope = N_("1 for x > θ"),
    .sup_slope_value = 1,
    .wants = WANTS_HE,
    .limits = {"v, ∞", "0, 1", "0, 0"},
    .conventions =
        N_("f(θ) = v and f′(θ) = 0, as in PyTorch (1.13 to 2.8); the Dirac mass of a jump at θ is "
           "left out. PyTorch 2 and Keras 3 have no defaults; θ = 1 and v = 0 are those of Keras "
           "2's ThresholdedReLU."),
    .origin = "Konda, Memisevic, Krueger 2014, Zero-bias autoencoders and the benefits of "
              "co-adapting features",
    .home_low = -5,
    .home_high = 5,
    .parameter_count = 2,
    .parameters = {{.name = "theta", .symbol = "θ", .initial = 1, .low = -5, .high = 5},
                   {.name = "value", .symbol = "v", .initial = 0, .low = -5, .high = 5}},
    .kernel = kernel_threshold,
    .breaks = threshold_breaks,
    .points = threshold_points,
};

static inline struct orders hard_shrink_at(const double *parameters, double x)
{
    bool inside = fabs(x) <= parameters[0];
    return (struct orders){inside ? copysign(0, x) : x, constant(x, inside ? 0 : 1),
                           constant(x, 0)};
}
KERNEL(hard_shrink)

static int hard_shrink_corners(const double *parameters, struct corner *out)
{
    double lambda = parameters[0];
    if (!(lambda > 0))
        return 0;
    out[0] =
        (struct corner){.x = -lambda, .f = {-lambda, 0, 0}, .slope = {1, 0, 0}, .x_label = "−λ"};
    out[1] = (struct corner){.x = lambda, .f = {0, lambda, 0}, .slope = {0, 1, 0}, .x_label = "λ"};
    return 2;
}
CORNERS(hard_shrink)

const struct activation activation_hard_shrink = {
    .id = "hard_shrink",
    .name = N_("Hard shrink"),
    .symbol = "hshrink",
    .family = family,
    .aliases = "hard_threshold hard_thresholding",
    .formula = {"x for |x| > λ, else 0", "1 for |x| > λ, else 0", "0"},
    .typed = {"if(abs(x) > lambda, x, 0)", "if(abs(x) > lambda, 1, 0)"},
    .range = N_("(−∞, −λ), {0} and (λ, ∞)"),
    .sup_slope = N_("1 for |x| > λ"),
    .sup_slope_value = 1,
    .limits = {"−∞, ∞", "1, 1", "0, 0"},
    .conventions = N_(
        "f(±λ) = 0 and f′(±λ) = 0, as in PyTorch (1.13 to 2.8); the Dirac masses of the jumps are "
        "left out."),
    .origin = "Donoho, Johnstone 1994, Ideal spatial adaptation by wavelet shrinkage",
    .home_low = -5,
    .home_high = 5,
    .parameter_count = 1,
    .parameters = {{.name = "lambda", .symbol = "λ", .initial = 0.5, .low = 0, .high = 3}},
    .kernel = kernel_hard_shrink,
    .breaks = hard_shrink_breaks,
    .points = hard_shrink_points,
};

static inline struct orders soft_shrink_at(const double *parameters, double x)
{
    double lambda = parameters[0];
    bool right = x >= lambda, left = !right && x < -lambda;
    double zero = isnan(x) ? x : copysign(0, x); // odd down to the sign of 0
    return (struct orders){right  ? (x == lambda ? zero : x - lambda)
                           : left ? x + lambda
                                  : zero,
                           constant(x, right || left ? 1 : 0), constant(x, 0)};
}
KERNEL(soft_shrink)

// A negative λ is a jump at λ, where the first branch begins.
static int soft_shrink_corners(const double *parameters, struct corner *out)
{
    double lambda = parameters[0];
    if (lambda < 0) {
        *out = (struct corner){
            .x = lambda, .f = {2 * lambda, 0, 0}, .slope = {1, 1, 1}, .x_label = "λ"};
        return 1;
    }
    if (lambda == 0)
        return 0;
    out[0] = (struct corner){.x = -lambda, .slope = {1, 0, 0}, .x_label = "−λ"};
    out[1] = (struct corner){.x = lambda, .slope = {0, 1, 1}, .x_label = "λ"};
    return 2;
}
CORNERS(soft_shrink)

const struct activation activation_soft_shrink = {
    .id = "soft_shrink",
    .name = N_("Soft shrink"),
    .symbol = "sshrink",
    .family = family,
    .aliases = "soft_threshold soft_thresholding",
    .formula = {"x − λ for x ≥ λ, x + λ for x < −λ, else 0", "1 for x ≥ λ, 1 for x < −λ, else 0",
                "0"},
    .typed = {"if(x < -lambda, x+lambda, if(x < lambda, 0, x-lambda))",
              "if(x < -lambda, 1, if(x < lambda, 0, 1))"},
    .range = "(−∞, ∞)",
    .sup_slope = N_("1 for |x| > λ"),
    .sup_slope_value = 1,
    .limits = {"−∞, ∞", "1, 1", "0, 0"},
    .conventions = N_("f′(−λ) = 0 and f′(λ) = 1, the slopes on the right; PyTorch (1.13 to 2.8) "
                      "takes 0 at both."),
    .origin = "Donoho, Johnstone 1994, Ideal spatial adaptation by wavelet shrinkage; Donoho 1995, "
              "De-noising by soft-thresholding",
    .home_low = -5,
    .home_high = 5,
    .parameter_count = 1,
    .parameters = {{.name = "lambda", .symbol = "λ", .initial = 0.5, .low = 0, .high = 3}},
    .kernel = kernel_soft_shrink,
    .breaks = soft_shrink_breaks,
    .points = soft_shrink_points,
};

// srelu: parameters tl, al, tr, ar. Where tl > tr the right piece, named first, has its way.

// base + slope (x - base), rounded once or nearly: at its root the plain formula has no digit.
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
    .family = family,
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

// ONNX's hard sigmoid. Next to a corner αx + β may round to 0 or 1 from either side; what is lost
// then tells from which.

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

// One end of the slope. The double next to it may lie on the other side, so what holds at that
// double is asked of the function, which is continuous there.
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
    .family = family,
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

// ONNX's Shrink: hard shrink with b = 0; with b = λ soft shrink, which has kinks in place of jumps.

static inline struct orders shrink_at(const double *parameters, double x)
{
    double lambda = parameters[0], b = parameters[1];
    bool left = x < -lambda, right = !left && (x > lambda || (x == lambda && b == lambda));
    double zero = isnan(x) ? x : copysign(0, x);
    return (struct orders){left    ? x + b
                           : right ? x - b
                                   : zero,
                           constant(x, left || right ? 1 : 0), constant(x, 0)};
}
KERNEL(shrink)

// With a negative λ both pieces meet in -λ; with λ = 0 in 0, which is a piece of its own.
static int shrink_corners(const double *parameters, struct corner *out)
{
    double lambda = parameters[0], b = parameters[1], soft = b == lambda;
    if (lambda < 0)
        *out = (struct corner){.x = -lambda,
                               .f = {b - lambda, -lambda - b, -lambda - b},
                               .slope = {1, 1, 1},
                               .x_label = "−λ"};
    if (lambda == 0)
        *out = (struct corner){.f = {b, -b, 0}, .slope = {1, 1, soft}, .x_label = "0"};
    if (!(lambda > 0))
        return 1;
    out[0] =
        (struct corner){.x = -lambda, .f = {b - lambda, 0, 0}, .slope = {1, 0, 0}, .x_label = "−λ"};
    out[1] = (struct corner){
        .x = lambda, .f = {0, lambda - b, 0}, .slope = {0, 1, soft}, .x_label = "λ"};
    return 2;
}
CORNERS(shrink)

const struct activation activation_shrink = {
    .id = "shrink",
    .name = N_("Shrink (ONNX)"),
    .symbol = "shrink",
    .family = family,
    .aliases = "onnx_shrink",
    .formula = {"x + b for x < −λ, x − b for x > λ, else 0", "1 for |x| > λ, else 0", "0"},
    .typed = {"if(x < -lambda, x+b, if(x > lambda, x-b, 0))",
              "if(x < -lambda, 1, if(x < lambda, 0, 1))"},
    .range = N_("(−∞, b − λ), {0} and (λ − b, ∞)"),
    .sup_slope = N_("1 for |x| > λ"),
    .sup_slope_value = 1,
    .limits = {"−∞, ∞", "1, 1", "0, 0"},
    .conventions =
        N_("The operator Shrink of ONNX with its defaults (lambd and bias there). b = 0 is hard "
           "shrink, b = λ is soft shrink. f(±λ) = 0 and f′(±λ) = 0, but f′(λ) = 1 where b = λ; "
           "the Dirac masses of the jumps are left out."),
    .origin = N_("ONNX 1.4 (2019); after Donoho, Johnstone 1994, Ideal spatial "
                 "adaptation by wavelet shrinkage"),
    .home_low = -5,
    .home_high = 5,
    .parameter_count = 2,
    .parameters = {{.name = "lambda", .symbol = "λ", .initial = 0.5, .low = 0, .high = 3},
                   {.name = "bias", .symbol = "b", .initial = 0, .low = 0, .high = 3}},
    .kernel = kernel_shrink,
    .breaks = shrink_breaks,
    .points = shrink_points,
};

// Keras' relu with its three arguments.

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
    .family = family,
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
    .home_low = -3, // both kinks, with as much on either side
    .home_high = 9,
    .parameter_count = 3,
    .parameters = {{.name = "negative_slope", .symbol = "α", .initial = 0, .low = 0, .high = 0.5},
                   {.name = "max_value", .symbol = "max", .initial = 6, .low = 1, .high = 10},
                   {.name = "threshold", .symbol = "θ", .initial = 0, .low = 0, .high = 3}},
    .kernel = kernel_keras_relu,
    .breaks = keras_relu_breaks,
    .points = keras_relu_points,
};
