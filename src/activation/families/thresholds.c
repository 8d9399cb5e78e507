// Thresholds and shrinkage: functions that are constant for small x, or below a threshold.
#include "activation/arrays/vector.h"
#include "activation/catalogue.h"
#include "activation/families/corner.h"
#include "activation/families/family.h"
#include "activation/families/kernel.h"
#include "base/language.h"

// At x = θ or |x| = λ, threshold and hard_shrink have the value and the slope of the constant
// piece.

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
    .family = family_piecewise,
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
    .family = family_piecewise,
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
    double zero = isnan(x) ? x : copysign(0, x); // f(-0) = -0, as f is odd
    return (struct orders){right  ? (x == lambda ? zero : x - lambda)
                           : left ? x + lambda
                                  : zero,
                           constant(x, right || left ? 1 : 0), constant(x, 0)};
}
KERNEL(soft_shrink)

// With a negative λ there is one jump, at x = λ, where the formula's first branch begins.
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
    .family = family_piecewise,
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

// ONNX's Shrink: hard shrink with b = 0; with b = λ it is soft shrink, which has kinks where others
// jump.

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

// With a negative λ the outer pieces meet at x = -λ. With λ = 0 they meet at 0, where f is 0.
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
    .family = family_piecewise,
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
