// Self-gated functions, x times a gate: silu and its relatives, and those with other gates of
// exponentials (gelu.c and mish.c have the others). Gates are computed from z = e^-|u| and powers
// of 1 + z (kernel.h); the textbooks' s (1 - s), 1 + erf and 1 + tanh lose all digits far on the
// left.
#include "activation/arrays/vector.h"
#include "activation/catalogue.h"
#include "activation/families/family.h"
#include "activation/families/gate.h"
#include "activation/families/kernel.h"
#include "activation/points.h"
#include "base/language.h"

// The roots of silu's f' and f'', where their factors 1 + u s(-u) and 2 - u tanh(u/2) cancel. They
// are sums of two doubles: next to a root, the distance to it has to have correct digits.
static const struct root silu_minimum = {-0x1.474973c84120bp+0, -0x1.f8d74bc9ac154p-54, 1};
static const struct root silu_inflection = {0x1.331e23ad9de11p+1, 0x1.a9c55ef03c74ap-53,
                                            -1.1996786402577338};

// f = a x s(u) with u = βx = h + l, f' = a s(u) (1 + u s(-u)), f'' = a β s(u) s(-u) (2 - u
// tanh(u/2)). q is tanh(|u|/2). For u < 0 the small factor e^u of s(u) is multiplied last, so that
// no product is subnormal unless the result is.
static inline struct orders swish(double a, double beta, double x)
{
    double l, h = scaled_argument(beta, x, &l), tail = -fabs(h), minus = h < 0 ? l : -l;
    if (tail < -GATE_FAR)
        return (struct orders){h < 0 ? 0 : a * x, h < 0 ? 0 : a, 0};
    double z = exp_split(tail, minus), w = 1 + z, q = -expm1(tail) / w;
    double bend = near_root(silu_inflection, -tail, -minus, 2 + tail * q);
    double d2f = times_exp_split(a * beta * bend, tail, minus) / square_of_1_plus(z);
    if (!(h < 0))
        return (struct orders){gated(x, a / w), a * ((1 + h * z / w) / w), d2f};
    double slope = near_root(silu_minimum, h, l, 1 + h / w);
    return (struct orders){h > -1 ? gated(x, a * z / w) : times_exp_split(a * x, h, l) / w,
                           times_exp_split(a * slope, h, l) / w, d2f};
}

static inline struct orders quick_gelu_at(const double *parameters, double x)
{
    return swish(1, parameters[0], x);
}
KERNEL(quick_gelu)

static inline struct orders e_swish_at(const double *parameters, double x)
{
    return swish(parameters[0], 1, x);
}
KERNEL(e_swish)

static const struct root d_silu_inflection = {0x1.b7c9a33ebea64p+1, -0x1.7d7cd0bbac5b9p-53,
                                              0.036914373199893186};

// f and f' are silu' and silu''; with d = s(x) s(-x) and q = tanh(|x|/2),
// f'' = d (x (1 - 6d) - 3 tanh(x/2)).
static inline struct orders d_silu_at(const double *parameters, double x)
{
    (void)parameters;
    struct orders silu = swish(1, 1, x);
    if (fabs(x) > GATE_FAR)
        return (struct orders){silu.df, 0, 0};
    double z = exp(-fabs(x)), square = square_of_1_plus(z), q = -expm1(-fabs(x)) / (1 + z);
    double right = times_exp(fabs(x) * (1 - 6 * z / square) - 3 * q, -fabs(x)) / square;
    right = near_root(d_silu_inflection, fabs(x), 0, right);
    return (struct orders){silu.df, silu.d2f, x < 0 ? -right : right};
}
KERNEL(d_silu)

static inline struct orders hard_swish_at(const double *parameters, double x)
{
    (void)parameters;
    if (x >= 3)
        return (struct orders){x, 1, 0};
    if (x < -3)
        return (struct orders){0, 0, 0};
    return (struct orders){gated(x, (x + 3) / 6), (2 * x + 3) / 6, constant(x, 1. / 3)};
}
KERNEL(hard_swish)

static const struct root lisht_inflection = {0x1.331e23ad9de11p+0, 0x1.a9c55ef03c74ap-54,
                                             -0.73224416131353827};

// f = x tanh(x) is even, so it is computed from |x| and q = e^-2|x|: f' = tanh(x) + x sech²(x), f''
// = 2 sech²(x) (1 - x tanh(x)), sech²(x) = 4q/(1 + q)².
static inline struct orders lisht_at(const double *parameters, double x)
{
    (void)parameters;
    double a = fabs(x);
    if (a > GATE_FAR)
        return (struct orders){a, x < 0 ? -1 : 1, 0};
    double t = tanh(a), q = exp(-2 * a), square = square_of_1_plus(q);
    double right = t + a * (4 * q / square);
    return (struct orders){
        a * t, x < 0 ? -right : right,
        near_root(lisht_inflection, a, 0, times_exp(8 * (1 - a * t), -2 * a) / square)};
}
KERNEL(lisht)

static const struct root elish_minimum = {-0x1.c34366179d427p-1, 0x1.9f270661722dbp-56,
                                          0.24264068711928515};
static const struct root elish_inflection = {-0x1.b7b0085fa1d2ep+0, 0x1.75ac0f93fc35cp-54,
                                             0.12123165208632133};

// silu for x >= 0; for x < 0 f = (n - 1) s(x) with n = e^x, f' = n (n² + 2n - 1)/(1 + n)², f'' =
// n (n³ + 3n² + 5n - 1)/(1 + n)³.
static inline struct orders elish_at(const double *parameters, double x)
{
    (void)parameters;
    if (!(x < 0))
        return swish(1, 1, x);
    double n = exp(x), square = square_of_1_plus(n);
    double df = n * ((n * (n + 2) - 1) / square);
    double d2f = n * ((n * (n * (n + 3) + 5) - 1) / cube_of_1_plus(n));
    return (struct orders){n / (1 + n) * expm1(x), near_root(elish_minimum, x, 0, df),
                           near_root(elish_inflection, x, 0, d2f)};
}
KERNEL(elish)

static const struct root hard_elish_minimum = {-0x1.c57b9fc4c79b6p-2, 0x1.1135fc7040bb4p-56,
                                               0.82110035202993691};

static inline struct orders hard_elish_at(const double *parameters, double x)
{
    (void)parameters;
    if (x >= 1)
        return (struct orders){x, 1, 0};
    if (x >= 0)
        return (struct orders){gated(x, (x + 1) / 2), x + 0.5, 1};
    if (x < -1)
        return (struct orders){0, 0, 0};
    double n = exp(x), m = expm1(x);
    return (struct orders){(x + 1) / 2 * m,
                           near_root(hard_elish_minimum, x, 0, (n * (x + 1) + m) / 2),
                           n * (x + 3) / 2};
}
KERNEL(hard_elish)

// Tables of points of interest: roots of f, f', f'' and f'''. An empty label becomes the decimal
// number. test_activation compares them with those that scripts/reference.py computes in 700
// digits.

// silu's points for β = 1. f'' has its minima where d_silu has its inflections.
static const struct activation_point silu_table[] = {
    {ORDER_D2F, POINT_MINIMUM, -3.4358409935351107, -0.036914373199893186, "", "", false},
    {ORDER_F, POINT_INFLECTION, -2.3993572805154677, -0.19967864025773383, "", "", false},
    {ORDER_DF, POINT_MINIMUM, -2.3993572805154677, -0.099839320128866917, "", "", false},
    {ORDER_D2F, POINT_ROOT, -2.3993572805154677, 0, "", "0", false},
    {ORDER_F, POINT_MINIMUM, -1.2784645427610738, -0.27846454276107380, "−(1 + W(1/e))", "−W(1/e)",
     true},
    {ORDER_DF, POINT_ROOT, -1.2784645427610738, 0, "−(1 + W(1/e))", "0", false},
    {ORDER_F, POINT_ROOT, 0, 0, "0", "0", false},
    {ORDER_DF, POINT_INFLECTION, 0, 0.5, "0", "1/2", false},
    {ORDER_D2F, POINT_MAXIMUM, 0, 0.5, "0", "1/2", false},
    {ORDER_F, POINT_INFLECTION, 2.3993572805154677, 2.1996786402577338, "", "", false},
    {ORDER_DF, POINT_MAXIMUM, 2.3993572805154677, 1.0998393201288669, "", "", true},
    {ORDER_D2F, POINT_ROOT, 2.3993572805154677, 0, "", "0", false},
    {ORDER_D2F, POINT_MINIMUM, 3.4358409935351107, -0.036914373199893186, "", "", false},
};

// The points of a x s(βx): those of silu, with x divided by β and y scaled. A label that no longer
// holds is emptied, so that it becomes a number.
static int swish_points(double a, double beta, struct activation_point *out)
{
    const double factor[ORDER_COUNT] = {a / beta, a, a * beta};
    int n = copy_points(out, silu_table, COUNT(silu_table));
    for (int i = 0; i < n; i++) {
        double y = out[i].y * factor[out[i].order];
        if (y != out[i].y)
            *out[i].label = '\0';
        if (beta != 1 && out[i].x != 0)
            *out[i].x_label = '\0';
        out[i].x /= beta;
        out[i].y = y;
    }
    return label_points(out, n);
}

static int silu_points(const double *parameters, struct activation_point *out)
{
    return swish_points(1, parameters[0], out);
}

static int e_swish_points(const double *parameters, struct activation_point *out)
{
    return swish_points(parameters[0], 1, out);
}

const struct activation activation_quick_gelu = {
    .id = "quick_gelu",
    .name = N_("Quick GELU"),
    .symbol = "GELUq",
    .family = family_gated,
    .aliases = "gelu_quick gelu_sigmoid sigmoid_gelu gelu_fast_approx",
    .formula = {"x σ(βx)", "σ(βx)(1 + βx σ(−βx))", "β σ(βx) σ(−βx)(2 − βx tanh(βx/2))"},
    .typed = {"x*sigmoid(beta*x)", "sigmoid(beta*x)*(1+beta*x*sigmoid(-beta*x))"},
    .range = "[−W(1/e)/β, ∞) ≈ [−0.16361019, ∞)",
    .sup_slope = N_("1.0998393 at 2.3993573/β"),
    .sup_slope_value = 1.0998393201288669,
    .wants = WANTS_HE,
    .limits = {"0, ∞", "0, 1", "0, 0"},
    .conventions = N_("silu with β = 1.702."),
    .origin = "Hendrycks, Gimpel 2016, Gaussian error linear units (GELUs); as used by CLIP "
              "(Radford et al. 2021)",
    .home_low = -5,
    .home_high = 5,
    .parameter_count = 1,
    .parameters = {{.name = "beta",
                    .symbol = "β",
                    .initial = 1.702,
                    .low = 0.5,
                    .high = 3,
                    .positive = true}},
    .kernel = kernel_quick_gelu,
    .breaks = no_breaks,
    .points = silu_points,
};

const struct activation activation_silu = {
    .id = "silu",
    .name = N_("SiLU / Swish"),
    .symbol = "SiLU",
    .family = family_gated,
    .aliases = "swish swish_1 sigmoid_linear_unit sigmoid_weighted_linear_unit",
    .formula = {"x σ(βx)", "σ(βx)(1 + βx σ(−βx))", "β σ(βx) σ(−βx)(2 − βx tanh(βx/2))"},
    .typed = {"x*sigmoid(beta*x)", "sigmoid(beta*x)*(1+beta*x*sigmoid(-beta*x))"},
    .textbook = {"x/(1+exp(-beta*x))",
                 "1/(1+exp(-beta*x)) + beta*x/(1+exp(-beta*x))*(1-1/(1+exp(-beta*x)))"},
    .range = "[−W(1/e)/β, ∞) ≈ [−0.27846454/β, ∞)",
    .sup_slope = N_("1.0998393 at 2.3993573/β"),
    .sup_slope_value = 1.0998393201288669,
    .wants = WANTS_HE,
    .limits = {"0, ∞", "0, 1", "0, 0"},
    .conventions = N_("PyTorch 2's SiLU and silu or swish of Keras 3 and JAX 0.7 have β = 1."),
    .origin = "Hendrycks, Gimpel 2016, Gaussian error linear units (GELUs); Elfwing, Uchibe, Doya "
              "2017, Sigmoid-weighted linear units for neural network function approximation in "
              "reinforcement learning; with β: Ramachandran, Zoph, Le 2017, Searching for "
              "activation functions",
    .home_low = -5,
    .home_high = 5,
    .parameter_count = 1,
    .parameters =
        {{.name = "beta", .symbol = "β", .initial = 1, .low = 0.1, .high = 10, .positive = true}},
    .kernel = vector_silu,
    .breaks = no_breaks,
    .points = silu_points,
};

const struct activation activation_e_swish = {
    .id = "e_swish",
    .name = N_("E-swish"),
    .symbol = "E-swish",
    .family = family_gated,
    .aliases = "",
    .formula = {"β x σ(x)", "β σ(x)(1 + x σ(−x))", "β σ(x) σ(−x)(2 − x tanh(x/2))"},
    .typed = {"beta*x*sigmoid(x)", "beta*sigmoid(x)*(1+x*sigmoid(-x))"},
    .range = "[−β W(1/e), ∞) ≈ [−0.27846454 β, ∞)",
    .sup_slope = N_("1.0998393 β at 2.3993573"),
    .sup_slope_value = 1.3747991501610836,
    .wants = WANTS_HE,
    .limits = {"0, ∞", "0, β", "0, 0"},
    .conventions = "",
    .origin = "Alcaide 2018, E-swish: adjusting activations to different network depths",
    .home_low = -5,
    .home_high = 5,
    .parameter_count = 1,
    .parameters =
        {{.name = "beta", .symbol = "β", .initial = 1.25, .low = 1, .high = 2, .positive = true}},
    .kernel = kernel_e_swish,
    .breaks = no_breaks,
    .points = e_swish_points,
};

static int hard_swish_breaks(const double *parameters, struct activation_break *out)
{
    static const struct activation_break breaks[] = {
        {.x = -3, .right = {0, -0.5, 1. / 3}, .at = {0, -0.5, 1. / 3}},
        {.x = 3, .left = {3, 1.5, 1. / 3}, .right = {3, 1, 0}, .at = {3, 1, 0}},
    };
    (void)parameters;
    memcpy(out, breaks, sizeof breaks);
    return COUNT(breaks);
}

static const struct activation_point hard_swish_table[] = {
    {ORDER_F, POINT_KINK, -3, 0, "−3", "0", false},
    {ORDER_DF, POINT_JUMP, -3, -0.5, "−3", "0 → −1/2", false},
    {ORDER_D2F, POINT_JUMP, -3, 1. / 3, "−3", "0 → 1/3", false},
    {ORDER_F, POINT_MINIMUM, -1.5, -0.375, "−3/2", "−3/8", true},
    {ORDER_DF, POINT_ROOT, -1.5, 0, "−3/2", "0", false},
    {ORDER_F, POINT_ROOT, 0, 0, "0", "0", false},
    {ORDER_DF, POINT_VALUE, 0, 0.5, "0", "1/2", false},
    {ORDER_F, POINT_KINK, 3, 3, "3", "3", false},
    {ORDER_DF, POINT_JUMP, 3, 1, "3", "3/2 → 1", false},
    {ORDER_D2F, POINT_JUMP, 3, 0, "3", "1/3 → 0", false},
};
TABLE_POINTS(hard_swish)

const struct activation activation_hard_swish = {
    .id = "hard_swish",
    .name = N_("Hard swish"),
    .symbol = "hswish",
    .family = family_gated,
    .aliases = "hard_silu h_swish",
    .formula = {"x for x ≥ 3, x(x + 3)/6 for −3 ≤ x < 3, 0 for x < −3",
                "1 for x ≥ 3, (2x + 3)/6 for −3 ≤ x < 3, 0 for x < −3",
                "1/3 for −3 ≤ x < 3, else 0"},
    .typed = {"if(x < -3, 0, if(x < 3, x*(x+3)/6, x))", "if(x < -3, 0, if(x < 3, (2*x+3)/6, 1))"},
    .range = "[−3/8, ∞)",
    .sup_slope = N_("3/2 as x → 3 from the left"),
    .sup_slope_value = 1.5,
    .wants = WANTS_HE,
    .limits = {"0, ∞", "0, 1", "0, 0"},
    .conventions =
        N_("f′(−3) = −1/2 and f′(3) = 1, the slopes on the right; PyTorch takes −1/2 and 3/2 up to "
           "version 2.6, and 0 and 1 in later ones. hard_silu in Keras 3 and JAX 0.7."),
    .origin = "Howard et al. 2019, Searching for MobileNetV3",
    .home_low = -5,
    .home_high = 5,
    .kernel = kernel_hard_swish,
    .breaks = hard_swish_breaks,
    .points = hard_swish_points,
};

// At the inflections x tanh(x) = 1.
static const struct activation_point lisht_table[] = {
    {ORDER_D2F, POINT_MINIMUM, -1.7179204967675553, -0.14765749279957274, "", "", false},
    {ORDER_F, POINT_INFLECTION, -1.1996786402577338, 1, "", "1", false},
    {ORDER_DF, POINT_MINIMUM, -1.1996786402577338, -1.1996786402577338, "", "", false},
    {ORDER_D2F, POINT_ROOT, -1.1996786402577338, 0, "", "0", false},
    {ORDER_F, POINT_MINIMUM, 0, 0, "0", "0", true},
    {ORDER_DF, POINT_ROOT, 0, 0, "0", "0", false},
    {ORDER_D2F, POINT_MAXIMUM, 0, 2, "0", "2", false},
    {ORDER_F, POINT_INFLECTION, 1.1996786402577338, 1, "", "1", false},
    {ORDER_DF, POINT_MAXIMUM, 1.1996786402577338, 1.1996786402577338, "", "", true},
    {ORDER_D2F, POINT_ROOT, 1.1996786402577338, 0, "", "0", false},
    {ORDER_D2F, POINT_MINIMUM, 1.7179204967675553, -0.14765749279957274, "", "", false},
};
TABLE_POINTS(lisht)

const struct activation activation_lisht = {
    .id = "lisht",
    .name = N_("LiSHT"),
    .symbol = "LiSHT",
    .family = family_gated,
    .aliases = "linearly_scaled_tanh",
    .formula = {"x tanh x", "tanh x + x sech² x", "2 sech² x (1 − x tanh x)"},
    .typed = {"x*tanh(x)", "tanh(x)+x*(1-tanh(x)^2)"},
    .range = "[0, ∞)",
    .sup_slope = N_("1.1996786 at ±1.1996786"),
    .sup_slope_value = 1.1996786402577338,
    .limits = {"∞, ∞", "−1, 1", "0, 0"},
    .conventions = "",
    .origin = "Roy, Manna, Dubey, Chaudhuri 2019, LiSHT: non-parametric linearly scaled hyperbolic "
              "tangent activation function",
    .home_low = -5,
    .home_high = 5,
    .kernel = kernel_lisht,
    .breaks = no_breaks,
    .points = lisht_points,
};

static const struct activation_point d_silu_table[] = {
    {ORDER_D2F, POINT_MINIMUM, -4.4292351005572280, -0.013862297655470339, "", "", false},
    {ORDER_F, POINT_INFLECTION, -3.4358409935351107, -0.072640165589185115, "", "", false},
    {ORDER_DF, POINT_MINIMUM, -3.4358409935351107, -0.036914373199893186, "", "", false},
    {ORDER_D2F, POINT_ROOT, -3.4358409935351107, 0, "", "0", false},
    {ORDER_F, POINT_MINIMUM, -2.3993572805154677, -0.099839320128866917, "", "", true},
    {ORDER_DF, POINT_ROOT, -2.3993572805154677, 0, "", "0", false},
    {ORDER_F, POINT_ROOT, -1.2784645427610738, 0, "−(1 + W(1/e))", "0", false},
    {ORDER_D2F, POINT_MAXIMUM, -1.0319582417807491, 0.30818151579647912, "", "", false},
    {ORDER_F, POINT_INFLECTION, 0, 0.5, "0", "1/2", false},
    {ORDER_DF, POINT_MAXIMUM, 0, 0.5, "0", "1/2", false},
    {ORDER_D2F, POINT_ROOT, 0, 0, "0", "0", false},
    {ORDER_D2F, POINT_MINIMUM, 1.0319582417807491, -0.30818151579647912, "", "", false},
    {ORDER_F, POINT_MAXIMUM, 2.3993572805154677, 1.0998393201288669, "", "", false},
    {ORDER_DF, POINT_ROOT, 2.3993572805154677, 0, "", "0", false},
    {ORDER_F, POINT_INFLECTION, 3.4358409935351107, 1.0726401655891851, "", "", false},
    {ORDER_DF, POINT_MINIMUM, 3.4358409935351107, -0.036914373199893186, "", "", false},
    {ORDER_D2F, POINT_ROOT, 3.4358409935351107, 0, "", "0", false},
    {ORDER_D2F, POINT_MAXIMUM, 4.4292351005572280, 0.013862297655470339, "", "", false},
};
TABLE_POINTS(d_silu)

const struct activation activation_d_silu = {
    .id = "d_silu",
    .name = N_("dSiLU"),
    .symbol = "dSiLU",
    .family = family_gated,
    .aliases = "silu_derivative",
    .formula = {"σ(x)(1 + x σ(−x))", "d(2 − x tanh(x/2)), d = σ(x) σ(−x)",
                "d(x(1 − 6d) − 3 tanh(x/2)), d = σ(x) σ(−x)"},
    .typed = {"sigmoid(x)*(1+x*sigmoid(-x))", "sigmoid(x)*sigmoid(-x)*(2-x*tanh(x/2))"},
    .range = "[−0.09983932, 1.0998393]",
    .sup_slope = N_("1/2 at 0"),
    .sup_slope_value = 0.5,
    .limits = {"0, 1", "0, 0", "0, 0"},
    .conventions = N_("The derivative of SiLU, used as a function itself."),
    .origin = "Elfwing, Uchibe, Doya 2017, Sigmoid-weighted linear units for neural network "
              "function approximation in reinforcement learning",
    .home_low = -8,
    .home_high = 8,
    .kernel = kernel_d_silu,
    .breaks = no_breaks,
    .points = d_silu_points,
};

static int elish_breaks(const double *parameters, struct activation_break *out)
{
    (void)parameters;
    *out = (struct activation_break){
        .x = 0, .left = {0, 0.5, 1}, .right = {0, 0.5, 0.5}, .at = {0, 0.5, 0.5}};
    return 1;
}

// For x < 0 f' is 0 where e^x = √2 - 1; for x > 0 the points are silu's.
static const struct activation_point elish_table[] = {
    {ORDER_D2F, POINT_MINIMUM, -2.5137065934156409, -0.036856478963945920, "", "", false},
    {ORDER_F, POINT_INFLECTION, -1.7175297959782471, -0.12487020583722117, "", "", false},
    {ORDER_DF, POINT_MINIMUM, -1.7175297959782471, -0.078546847875555876, "", "", false},
    {ORDER_D2F, POINT_ROOT, -1.7175297959782471, 0, "", "0", false},
    {ORDER_F, POINT_MINIMUM, -0.88137358701954303, -0.17157287525380990, "−ln(1 + √2)",
     "−(√2 − 1)²", true},
    {ORDER_DF, POINT_ROOT, -0.88137358701954303, 0, "−ln(1 + √2)", "0", false},
    {ORDER_F, POINT_ROOT, 0, 0, "0", "0", false},
    {ORDER_DF, POINT_KINK, 0, 0.5, "0", "1/2", false},
    {ORDER_D2F, POINT_JUMP, 0, 0.5, "0", "1 → 1/2", false},
    {ORDER_F, POINT_INFLECTION, 2.3993572805154677, 2.1996786402577338, "", "", false},
    {ORDER_DF, POINT_MAXIMUM, 2.3993572805154677, 1.0998393201288669, "", "", true},
    {ORDER_D2F, POINT_ROOT, 2.3993572805154677, 0, "", "0", false},
    {ORDER_D2F, POINT_MINIMUM, 3.4358409935351107, -0.036914373199893186, "", "", false},
};
TABLE_POINTS(elish)

const struct activation activation_elish = {
    .id = "elish",
    .name = N_("ELiSH"),
    .symbol = "ELiSH",
    .family = family_gated,
    .aliases = "exponential_linear_squashing",
    .formula = {"x σ(x) for x ≥ 0, (eˣ − 1) σ(x) for x < 0",
                "SiLU′(x) for x ≥ 0, n(n² + 2n − 1)/(1 + n)² for x < 0, n = eˣ",
                "SiLU″(x) for x ≥ 0, n(n³ + 3n² + 5n − 1)/(1 + n)³ for x < 0, n = eˣ"},
    .typed = {"if(x < 0, (exp(x)-1)*sigmoid(x), x*sigmoid(x))",
              "if(x < 0, exp(x)*sigmoid(x)+(exp(x)-1)*sigmoid(x)*sigmoid(-x),"
              " sigmoid(x)*(1+x*sigmoid(-x)))"},
    .range = "[−(√2 − 1)², ∞)",
    .sup_slope = N_("1.0998393 at 2.3993573"),
    .sup_slope_value = 1.0998393201288669,
    .wants = WANTS_HE,
    .limits = {"0, ∞", "0, 1", "0, 0"},
    .conventions = N_("f″(0) = 1/2, the value on the right; on the left it is 1."),
    .origin = "Basirat, Roth 2018, The quest for the golden activation function",
    .home_low = -5,
    .home_high = 5,
    .kernel = kernel_elish,
    .breaks = elish_breaks,
    .points = elish_points,
};

static const double inverse_e = 0.36787944117144233;
static const double left_slope = -0.31606027941427884; // (1/e - 1)/2

static int hard_elish_breaks(const double *parameters, struct activation_break *out)
{
    (void)parameters;
    out[0] = (struct activation_break){
        .x = -1, .right = {0, left_slope, inverse_e}, .at = {0, left_slope, inverse_e}};
    out[1] = (struct activation_break){
        .x = 0, .left = {0, 0.5, 1.5}, .right = {0, 0.5, 1}, .at = {0, 0.5, 1}};
    out[2] =
        (struct activation_break){.x = 1, .left = {1, 1.5, 1}, .right = {1, 1, 0}, .at = {1, 1, 0}};
    return 3;
}

static const struct activation_point hard_elish_table[] = {
    {ORDER_F, POINT_KINK, -1, 0, "−1", "0", false},
    {ORDER_DF, POINT_JUMP, -1, -0.31606027941427884, "−1", "0 → (1/e − 1)/2", false},
    {ORDER_D2F, POINT_JUMP, -1, 0.36787944117144233, "−1", "0 → 1/e", false},
    {ORDER_F, POINT_MINIMUM, -0.44285440100238858, -0.099673151528742618, "", "", true},
    {ORDER_DF, POINT_ROOT, -0.44285440100238858, 0, "", "0", false},
    {ORDER_F, POINT_ROOT, 0, 0, "0", "0", false},
    {ORDER_DF, POINT_KINK, 0, 0.5, "0", "1/2", false},
    {ORDER_D2F, POINT_JUMP, 0, 1, "0", "3/2 → 1", false},
    {ORDER_F, POINT_KINK, 1, 1, "1", "1", false},
    {ORDER_DF, POINT_JUMP, 1, 1, "1", "3/2 → 1", false},
    {ORDER_D2F, POINT_JUMP, 1, 0, "1", "1 → 0", false},
};
TABLE_POINTS(hard_elish)

const struct activation activation_hard_elish = {
    .id = "hard_elish",
    .name = N_("Hard ELiSH"),
    .symbol = "hELiSH",
    .family = family_gated,
    .aliases = "",
    .formula = {"h x for x ≥ 0, h(eˣ − 1) for x < 0, h = min(max((x + 1)/2, 0), 1)",
                "1 for x ≥ 1, x + 1/2 for 0 ≤ x < 1, (eˣ(x + 2) − 1)/2 for −1 ≤ x < 0, 0 for "
                "x < −1",
                "1 for 0 ≤ x < 1, eˣ(x + 3)/2 for −1 ≤ x < 0, else 0"},
    .typed = {"if(x < -1, 0, if(x < 0, (x+1)/2*(exp(x)-1), if(x < 1, x*(x+1)/2, x)))",
              "if(x < -1, 0, if(x < 0, ((x+2)*exp(x)-1)/2, if(x < 1, x+1/2, 1)))"},
    .range = "[−0.09967315, ∞)",
    .sup_slope = N_("3/2 as x → 1 from the left"),
    .sup_slope_value = 1.5,
    .wants = WANTS_HE,
    .limits = {"0, ∞", "0, 1", "0, 0"},
    .conventions = N_("At −1, 0 and 1 f′ and f″ are those on the right: f′(1) = 1, f″(0) = 1."),
    .origin = "Basirat, Roth 2018, The quest for the golden activation function",
    .home_low = -5,
    .home_high = 5,
    .kernel = kernel_hard_elish,
    .breaks = hard_elish_breaks,
    .points = hard_elish_points,
};
