// Smooth rectifiers; the exponential units are in exponential_units.c.
#include "activation/arrays/vector.h"
#include "activation/catalogue.h"
#include "activation/families/family.h"
#include "activation/families/kernel.h"
#include "activation/points.h"
#include "base/language.h"
#include "base/text.h"

// For x < 0 x/r with r² = w = 1 + α x²; where w would overflow, the limits.
static inline struct orders isrlu_at(const double *parameters, double x)
{
    if (!(x < 0))
        return (struct orders){x, constant(x, 1), constant(x, 0)};
    double alpha = parameters[0], p_low, p = two_product(alpha, x, &p_low);
    if (p * x > 1e290)
        return (struct orders){-1 / sqrt(alpha), 0, 0};
    double w = fma(p, x, fma(p_low, x, 1)), r = sqrt(w);
    return (struct orders){x / r, 1 / w / r, -3 * alpha * x / w / w / r};
}
KERNEL(isrlu)

// With r = √(x² + b) and q = (r - |x|)/2, which is (b/4)/((r + |x|)/2): f = q, f' = q/r for x < 0,
// where x + r cancels. Far from 0 r is |x|.
static inline struct orders squareplus_at(const double *parameters, double x)
{
    double b = parameters[0], a = fabs(x);
    bool far = a > 1e100;
    double r = far ? a : sqrt(fma(x, x, b)), q = b / 4 / (r / 2 + a / 2), d2f = b / 2 / r / r / r;
    if (x < 0)
        return (struct orders){q, q / r, d2f};
    return (struct orders){x / 2 + r / 2, far ? 1 : 0.5 + x / r / 2, d2f};
}
KERNEL(squareplus)

// With r = √(x² + 1), differences are written without cancellation: r - 1 = x²/(r + 1), and for x <
// 0 r - |x| = 1/(r + |x|).
static inline struct orders bent_identity_at(const double *parameters, double x)
{
    (void)parameters;
    double a = fabs(x);
    if (a > 1e100)
        return (struct orders){x < 0 ? x / 2 : x + x / 2, x < 0 ? 0.5 : 1.5, 0.5 / a / a / a};
    double r = sqrt(fma(x, x, 1)), d2f = 0.5 / r / r / r;
    if (x < 0)
        return (struct orders){x * ((1 + (1 + 1 / (r + a)) / (r + 1)) / 2),
                               0.5 + 0.5 / (r * (r + a)), d2f};
    return (struct orders){x + x / 2 * (x / (r + 1)), 1 + x / r / 2, d2f};
}
KERNEL(bent_identity)

static inline struct orders exponential_at(const double *parameters, double x)
{
    (void)parameters;
    double e = exp(x);
    return (struct orders){e, e, e};
}
KERNEL(exponential)

static inline struct orders smelu_at(const double *parameters, double x)
{
    double beta = parameters[0], sum = x + beta;
    if (x >= beta)
        return (struct orders){x, 1, 0};
    if (x < -beta)
        return (struct orders){0, 0, 0};
    return (struct orders){sum * (sum / (4 * beta)), sum / (2 * beta), constant(x, 0.5 / beta)};
}
KERNEL(smelu)

static inline struct orders squared_relu_at(const double *parameters, double x)
{
    (void)parameters;
    if (x < 0)
        return (struct orders){0, 0, 0};
    return (struct orders){x * x, 2 * x, constant(x, 2)};
}
KERNEL(squared_relu)

// s x² + b, which cancels at its root, with the rounding errors of all steps added. Where x² would
// overflow or underflow they do not matter.
static inline double star(double s, double b, double x)
{
    if (s == 0)
        return constant(x, b);
    if (!(x > 1e-140 && x < 1e140))
        return s * x * x + b;
    double square_low, square = two_product(x, x, &square_low);
    double p_low, p = two_product(s, square, &p_low);
    double sum_low, sum = two_sum(p, b, &sum_low);
    return sum + (sum_low + (p_low + s * square_low));
}

static inline struct orders star_relu_at(const double *parameters, double x)
{
    double s = parameters[0], b = parameters[1];
    if (x < 0)
        return (struct orders){b, 0, 0};
    return (struct orders){star(s, b, x), s == 0 ? constant(x, 0) : 2 * s * x, constant(x, 2 * s)};
}
KERNEL(star_relu)

static inline struct orders nlrelu_at(const double *parameters, double x)
{
    if (x < 0)
        return (struct orders){0, 0, 0};
    double beta = parameters[0], u = beta * x;
    bool far = u > 1e300; // where βx may overflow
    double slope = far ? 1 / x : beta / fma(beta, x, 1);
    return (struct orders){far ? log(beta) + log(x) : log1p(u), slope, -slope * slope};
}
KERNEL(nlrelu)

// Between the straight pieces ((x + ε)² - α(ε - x)²)/(4ε).
static inline struct orders berlu_at(const double *parameters, double x)
{
    double alpha = parameters[0], e = parameters[1], up = x + e, down = e - x;
    if (x >= e)
        return (struct orders){x, 1, 0};
    if (x < -e)
        return (struct orders){along(alpha, x), alpha, 0};
    return (struct orders){fma(-alpha, down * (down / (4 * e)), up * (up / (4 * e))),
                           fma(alpha, down, up) / (2 * e), constant(x, (1 - alpha) / (2 * e))};
}
KERNEL(berlu)

// f, f' and f'' are continuous at 0, so that 0 is no break. f'' has its maximum where 4αx² = 1.
static int isrlu_points(const double *parameters, struct activation_point *out)
{
    double root = sqrt(parameters[0]);
    const struct activation_point points[] = {
        {ORDER_D2F, POINT_MAXIMUM, -0.5 / root, 0.85865010335991925 * root, "", "", false},
        {ORDER_F, POINT_ROOT, 0, 0, "0", "0", false},
        {ORDER_DF, POINT_VALUE, 0, 1, "0", "1", false},
    };
    copy_points(out, points, COUNT(points));
    if (root == 1) {
        text_copy(out[0].x_label, sizeof out[0].x_label, "−1/2");
        text_copy(out[0].label, sizeof out[0].label, "48√5/125");
    }
    return label_points(out, COUNT(points));
}

const struct activation activation_isrlu = {
    .id = "isrlu",
    .name = N_("ISRLU"),
    .symbol = "ISRLU",
    .family = family_rectifiers,
    .aliases = "inverse_square_root_linear",
    .formula = {"x for x ≥ 0, x/√(1 + αx²) for x < 0", "1 for x ≥ 0, (1 + αx²)^(−3/2) for x < 0",
                "0 for x ≥ 0, −3αx(1 + αx²)^(−5/2) for x < 0"},
    .typed = {"if(x < 0, x/sqrt(1+alpha*x^2), x)", "if(x < 0, 1/(1+alpha*x^2)^(3/2), 1)"},
    .range = "(−1/√α, ∞)",
    .sup_slope = N_("1 for x ≥ 0"),
    .sup_slope_value = 1,
    .limits = {"−1/√α, ∞", "0, 1", "0, 0"},
    .conventions = N_("f, f′ and f″ are continuous in 0."),
    .origin = "Carlile et al. 2017, Improving deep learning by inverse square root linear units "
              "(ISRLUs)",
    .home_low = -5,
    .home_high = 5,
    .parameter_count = 1,
    .parameters =
        {{.name = "alpha", .symbol = "α", .initial = 1, .low = 0.01, .high = 10, .positive = true}},
    .kernel = kernel_isrlu,
    .breaks = no_breaks,
    .points = isrlu_points,
};

// f' is the sigmoid of βx: its points and those of f'' are the sigmoid's, with x divided by β.
static int softplus_points(const double *parameters, struct activation_point *out)
{
    double beta = parameters[0], half = 1.7627471740390861 / beta, bend = 1.3169578969248167 / beta;
    bool plain = beta == 1;
    const struct activation_point points[] = {
        {ORDER_D2F, POINT_HALF_HEIGHT, -half, beta / 8, "−ln(3 + 2√2)", "1/8", false},
        {ORDER_D2F, POINT_INFLECTION, -bend, beta / 6, "−ln(2 + √3)", "1/6", false},
        {ORDER_F, POINT_VALUE, 0, 0.69314718055994531 / beta, "0", "ln(2)", false},
        {ORDER_DF, POINT_INFLECTION, 0, 0.5, "0", "1/2", false},
        {ORDER_D2F, POINT_MAXIMUM, 0, beta / 4, "0", "1/4", false},
        {ORDER_D2F, POINT_INFLECTION, bend, beta / 6, "ln(2 + √3)", "1/6", false},
        {ORDER_D2F, POINT_HALF_HEIGHT, half, beta / 8, "ln(3 + 2√2)", "1/8", false},
    };
    copy_points(out, points, COUNT(points));
    for (int i = 0; !plain && i < COUNT(points); i++)
        *out[i].x_label = *out[i].label = '\0';
    return label_points(out, COUNT(points));
}

const struct activation activation_softplus = {
    .id = "softplus",
    .name = N_("Softplus"),
    .symbol = "softplus",
    .family = family_rectifiers,
    .aliases = "smooth_relu",
    .formula = {"ln(1 + e^(βx))/β", "σ(βx) = 1/(1 + e^(−βx))", "β σ(βx) σ(−βx)"},
    .typed = {"log(1+exp(beta*x))/beta", "1/(1+exp(-beta*x))"},
    .textbook = {"log(1+exp(beta*x))/beta", "exp(beta*x)/(1+exp(beta*x))"},
    .range = "(0, ∞)",
    .sup_slope = N_("1 as x → ∞"),
    .sup_slope_value = 1,
    .limits = {"0, ∞", "0, 1", "0, 0"},
    .conventions = N_("No threshold; in PyTorch (1.13 to 2.8) Softplus is x from βx = 20 on, where "
                      "its f′ is exactly "
                      "1 and its f off by up to 2×10⁻⁹."),
    .origin = "Dugas et al. 2000, Incorporating second-order functional knowledge for better "
              "option pricing",
    .home_low = -5,
    .home_high = 5,
    .parameter_count = 1,
    .parameters =
        {{.name = "beta", .symbol = "β", .initial = 1, .low = 0.1, .high = 10, .positive = true}},
    .kernel = vector_softplus,
    .breaks = no_breaks,
    .points = softplus_points,
};

// The points of a function with f(0) = f, f'(0) = df and f'' = c/(x² + b)^(3/2): squareplus has c =
// b/2, bent_identity c = 1/2. f'' has half its height where x² = (2^(2/3) - 1) b and its
// inflections where x² = b/4.
static int hyperbola_points(double b, double f, double df, struct activation_point *out)
{
    double root = sqrt(b), half = 0.76642093654087986 * root, top = f == 0 ? 0.5 : 0.5 / root;
    double bend = 0.71554175279993271 * top; // (4/5)^(3/2)
    enum point_kind kind = f == 0 ? POINT_ROOT : POINT_VALUE;
    const struct activation_point points[] = {
        {ORDER_D2F, POINT_HALF_HEIGHT, -half, top / 2, "", "", false},
        {ORDER_D2F, POINT_INFLECTION, -root / 2, bend, "", "", false},
        {ORDER_F, kind, 0, f, "0", "", false},
        {ORDER_DF, POINT_INFLECTION, 0, df, "0", "", false},
        {ORDER_D2F, POINT_MAXIMUM, 0, top, "0", "", false},
        {ORDER_D2F, POINT_INFLECTION, root / 2, bend, "", "", false},
        {ORDER_D2F, POINT_HALF_HEIGHT, half, top / 2, "", "", false},
    };
    copy_points(out, points, COUNT(points));
    return label_points(out, COUNT(points));
}

static int squareplus_points(const double *parameters, struct activation_point *out)
{
    return hyperbola_points(parameters[0], sqrt(parameters[0]) / 2, 0.5, out);
}

const struct activation activation_squareplus = {
    .id = "squareplus",
    .name = N_("Squareplus"),
    .symbol = "squareplus",
    .family = family_rectifiers,
    .aliases = "",
    .formula = {"(x + √(x² + b))/2", "(1 + x/√(x² + b))/2", "b/(2 (x² + b)^(3/2))"},
    .typed = {"(x+sqrt(x^2+b))/2", "1/2*(1+x/sqrt(x^2+b))"},
    .textbook = {"(x+sqrt(x^2+b))/2", "(1+x/sqrt(x^2+b))/2"},
    .range = "(0, ∞)",
    .sup_slope = N_("1 as x → ∞"),
    .sup_slope_value = 1,
    .wants = WANTS_HE,
    .limits = {"0, ∞", "0, 1", "0, 0"},
    .conventions = N_("b = 4 as in Keras (3.8 and later) and JAX (0.5 and later); b = 4 ln² 2 "
                      "gives f(0) = ln 2 as softplus has."),
    .origin = "Barron 2021, Squareplus: a softplus-like algebraic rectifier",
    .home_low = -5,
    .home_high = 5,
    .parameter_count = 1,
    .parameters =
        {{.name = "b", .symbol = "b", .initial = 4, .low = 0.01, .high = 16, .positive = true}},
    .kernel = kernel_squareplus,
    .breaks = no_breaks,
    .points = squareplus_points,
};

static int bent_identity_points(const double *parameters, struct activation_point *out)
{
    (void)parameters;
    return hyperbola_points(1, 0, 1, out);
}

const struct activation activation_bent_identity = {
    .id = "bent_identity",
    .name = N_("Bent identity"),
    .symbol = "bent",
    .family = family_rectifiers,
    .aliases = "bent",
    .formula = {"x + (√(x² + 1) − 1)/2", "1 + x/(2√(x² + 1))", "1/(2 (x² + 1)^(3/2))"},
    .typed = {"x+(sqrt(x^2+1)-1)/2", "1+x/(2*sqrt(x^2+1))"},
    .textbook = {"(sqrt(x^2+1)-1)/2+x", NULL},
    .range = "(−∞, ∞)",
    .sup_slope = N_("3/2 as x → ∞"),
    .sup_slope_value = 1.5,
    .limits = {"−∞, ∞", "1/2, 3/2", "0, 0"},
    .conventions = "",
    .origin = N_("no single source"),
    .home_low = -5,
    .home_high = 5,
    .kernel = kernel_bent_identity,
    .breaks = no_breaks,
    .points = bent_identity_points,
};

static int exponential_points(const double *parameters, struct activation_point *out)
{
    static const struct activation_point points[] = {
        {ORDER_F, POINT_VALUE, 0, 1, "0", "1", false},
        {ORDER_DF, POINT_VALUE, 0, 1, "0", "1", false},
        {ORDER_D2F, POINT_VALUE, 0, 1, "0", "1", false},
    };
    (void)parameters;
    return copy_points(out, points, COUNT(points));
}

const struct activation activation_exponential = {
    .id = "exponential",
    .name = N_("Exponential"),
    .symbol = "exp",
    .family = family_rectifiers,
    .aliases = "exp",
    .formula = {"eˣ", "eˣ", "eˣ"},
    .typed = {"exp(x)", "exp(x)"},
    .range = "(0, ∞)",
    .sup_slope = N_("unbounded"),
    .sup_slope_value = INFINITY,
    .limits = {"0, ∞", "0, ∞", "0, ∞"},
    .conventions = "",
    .origin = N_("Keras; no single source"),
    .home_low = -3,
    .home_high = 3,
    .kernel = kernel_exponential,
    .breaks = no_breaks,
    .points = exponential_points,
};

static int smelu_breaks(const double *parameters, struct activation_break *out)
{
    double beta = parameters[0], d2f = 0.5 / beta;
    out[0] = (struct activation_break){.x = -beta, .right = {0, 0, d2f}, .at = {0, 0, d2f}};
    out[1] = (struct activation_break){
        .x = beta, .left = {beta, 1, d2f}, .right = {beta, 1, 0}, .at = {beta, 1, 0}};
    return 2;
}
BREAK_POINTS(smelu)

const struct activation activation_smelu = {
    .id = "smelu",
    .name = N_("SmeLU"),
    .symbol = "SmeLU",
    .family = family_rectifiers,
    .aliases = "sparse_plus",
    .formula = {"x for x ≥ β, (x + β)²/(4β) for −β ≤ x < β, 0 for x < −β",
                "1 for x ≥ β, (x + β)/(2β) for −β ≤ x < β, 0 for x < −β",
                "1/(2β) for −β ≤ x < β, else 0"},
    .typed = {"if(x < -beta, 0, if(x < beta, (x+beta)^2/(4*beta), x))",
              "if(x < -beta, 0, if(x < beta, (x+beta)/(2*beta), 1))"},
    .range = "[0, ∞)",
    .sup_slope = N_("1 for x ≥ β"),
    .sup_slope_value = 1,
    .wants = WANTS_HE,
    .limits = {"0, ∞", "0, 1", "0, 0"},
    .conventions = N_("f″(−β) = 1/(2β) and f″(β) = 0, the values on the right. With β = 1 this is "
                      "sparse_plus of JAX (0.5 and later) and Keras (3.8 and later)."),
    .origin = "Shamir, Lin, Coviello 2020, Smooth activations and reproducibility in deep "
              "networks; as sparse_plus: Blondel, Martins, Niculae 2019, Learning with "
              "Fenchel-Young losses",
    .home_low = -5,
    .home_high = 5,
    .parameter_count = 1,
    .parameters =
        {{.name = "beta", .symbol = "β", .initial = 1, .low = 0.1, .high = 4, .positive = true}},
    .kernel = kernel_smelu,
    .breaks = smelu_breaks,
    .points = smelu_points,
};

// The break at 0 of squared_relu and star_relu, which are b for x < 0 and s x² + b for x >= 0.
static int parabola_breaks(double s, double b, struct activation_break *out)
{
    *out = (struct activation_break){
        .x = 0, .left = {b, 0, 0}, .right = {b, 0, 2 * s}, .at = {b, 0, 2 * s}};
    return s != 0;
}

static int squared_relu_breaks(const double *parameters, struct activation_break *out)
{
    (void)parameters;
    return parabola_breaks(1, 0, out);
}
BREAK_POINTS(squared_relu)

const struct activation activation_squared_relu = {
    .id = "squared_relu",
    .name = N_("Squared ReLU"),
    .symbol = "ReLU²",
    .family = family_rectifiers,
    .aliases = "relu_squared relu2",
    .formula = {"max(x, 0)²", "2 max(x, 0)", "2 for x ≥ 0, 0 for x < 0"},
    .typed = {"max(0, x)^2", "2*max(0, x)"},
    .range = "[0, ∞)",
    .sup_slope = N_("unbounded"),
    .sup_slope_value = INFINITY,
    .wants = WANTS_HE,
    .limits = {"0, ∞", "0, ∞", "0, 2"},
    .conventions = N_("f″(0) = 2, the value on the right."),
    .origin = "So et al. 2021, Primer: searching for efficient transformers for language modeling",
    .home_low = -3,
    .home_high = 3,
    .kernel = kernel_squared_relu,
    .breaks = squared_relu_breaks,
    .points = squared_relu_points,
};

static int star_relu_breaks(const double *parameters, struct activation_break *out)
{
    return parabola_breaks(parameters[0], parameters[1], out);
}

static int star_relu_points(const double *parameters, struct activation_point *out)
{
    struct activation_break breaks[ACTIVATION_BREAKS_MAX];
    int n = break_points(breaks, star_relu_breaks(parameters, breaks), out);
    double s = parameters[0], b = parameters[1];
    if (!(-b / s > 0) || isinf(b / s))
        return n;
    out[n] = (struct activation_point){
        .order = ORDER_F, .kind = POINT_ROOT, .x = sqrt(-b / s), .label = "0"};
    if (-b / s == 0.5)
        text_copy(out[n].x_label, sizeof out[n].x_label, "√2/2");
    return label_points(out, n + 1);
}

const struct activation activation_star_relu = {
    .id = "star_relu",
    .name = N_("StarReLU"),
    .symbol = "StarReLU",
    .family = family_rectifiers,
    .aliases = "",
    .formula = {"s max(x, 0)² + b", "2s max(x, 0)", "2s for x ≥ 0, 0 for x < 0"},
    .typed = {"s*max(0, x)^2+b", "2*s*max(0, x)"},
    .range = "[b, ∞)",
    .sup_slope = N_("unbounded"),
    .sup_slope_value = INFINITY,
    .wants = WANTS_HE,
    .limits = {"b, ∞", "0, ∞", "0, 2s"},
    .conventions = N_("f″(0) = 2s, the value on the right."),
    .origin = "Yu et al. 2022, MetaFormer baselines for vision",
    .home_low = -3,
    .home_high = 3,
    .parameter_count = 2,
    .parameters = {{.name = "s", .symbol = "s", .initial = 0.8944, .low = 0.1, .high = 2},
                   {.name = "b", .symbol = "b", .initial = -0.4472, .low = -1, .high = 1}},
    .kernel = kernel_star_relu,
    .breaks = star_relu_breaks,
    .points = star_relu_points,
};

static int nlrelu_breaks(const double *parameters, struct activation_break *out)
{
    double beta = parameters[0], d2f = -beta * beta;
    *out = (struct activation_break){.x = 0, .right = {0, beta, d2f}, .at = {0, beta, d2f}};
    return 1;
}
BREAK_POINTS(nlrelu)

const struct activation activation_nlrelu = {
    .id = "nlrelu",
    .name = N_("NLReLU"),
    .symbol = "NLReLU",
    .family = family_rectifiers,
    .aliases = "nl_relu natural_logarithm_relu",
    .formula = {"ln(1 + β max(x, 0))", "β/(1 + βx) for x ≥ 0, 0 for x < 0",
                "−β²/(1 + βx)² for x ≥ 0, 0 for x < 0"},
    .typed = {"log(1+beta*max(0, x))", "if(x < 0, 0, beta/(1+beta*x))"},
    .range = "[0, ∞)",
    .sup_slope = N_("β at 0"),
    .sup_slope_value = 1,
    .wants = WANTS_HE,
    .limits = {"0, ∞", "0, 0", "0, 0"},
    .conventions = N_("f′(0) = β and f″(0) = −β², the values on the right."),
    .origin = "Liu et al. 2019, Natural-logarithm-rectified activation function in convolutional "
              "neural networks",
    .home_low = -5,
    .home_high = 5,
    .parameter_count = 1,
    .parameters =
        {{.name = "beta", .symbol = "β", .initial = 1, .low = 0.1, .high = 10, .positive = true}},
    .kernel = kernel_nlrelu,
    .breaks = nlrelu_breaks,
    .points = nlrelu_points,
};

static int berlu_breaks(const double *parameters, struct activation_break *out)
{
    double alpha = parameters[0], e = parameters[1], d2f = (1 - alpha) / (2 * e);
    out[0] = (struct activation_break){.x = -e,
                                       .left = {-alpha * e, alpha, 0},
                                       .right = {-alpha * e, alpha, d2f},
                                       .at = {-alpha * e, alpha, d2f}};
    out[1] =
        (struct activation_break){.x = e, .left = {e, 1, d2f}, .right = {e, 1, 0}, .at = {e, 1, 0}};
    return alpha == 1 ? 0 : 2;
}

// f is 0 where x + ε = √α (ε - x).
static int berlu_points(const double *parameters, struct activation_point *out)
{
    double alpha = parameters[0], e = parameters[1], root = sqrt(alpha);
    struct activation_break breaks[ACTIVATION_BREAKS_MAX];
    int n = break_points(breaks, berlu_breaks(parameters, breaks), out);
    if (alpha > 0 && alpha < 1)
        out[n++] = (struct activation_point){
            ORDER_F, POINT_ROOT, -e * (1 - root) / (1 + root), 0, "−ε(1 − √α)/(1 + √α)",
            "0",     false};
    return n;
}

const struct activation activation_berlu = {
    .id = "berlu",
    .name = N_("BerLU"),
    .symbol = "BerLU",
    .family = family_rectifiers,
    .aliases = "bernstein_linear_unit",
    .formula = {"x for x ≥ ε, ((x + ε)² − α(ε − x)²)/(4ε) for −ε ≤ x < ε, αx for x < −ε",
                "1 for x ≥ ε, (x + ε + α(ε − x))/(2ε) for −ε ≤ x < ε, α for x < −ε",
                "(1 − α)/(2ε) for −ε ≤ x < ε, else 0"},
    .typed =
        {"if(x < -epsilon, alpha*x,"
         " if(x < epsilon, ((x+epsilon)^2-alpha*(epsilon-x)^2)/(4*epsilon), x))",
         "if(x < -epsilon, alpha, if(x < epsilon, (x+epsilon+alpha*(epsilon-x))/(2*epsilon), 1))"},
    .range = "(−∞, ∞)",
    .sup_slope = "max(1, |α|)",
    .sup_slope_value = 1,
    .wants = WANTS_HE_LEAKY,
    .limits = {"−∞, ∞", "α, 1", "0, 0"},
    .conventions =
        N_("Leaky ReLU with a parabola in place of its kink, the Bernstein polynomial of degree 2 "
           "on [−ε, ε]. α = 0.01 is where learning begins and ε = 0.01 is fixed, as in the paper; "
           "with α = 0 it is SmeLU. f″(−ε) = (1 − α)/(2ε) and f″(ε) = 0, the values on the right."),
    .origin = "Zhang, Zhang, Zhu, Mo 2026, Universal smoothness via Bernstein polynomials: a "
              "constructive approximation approach for activation functions",
    .home_low = -5,
    .home_high = 5,
    .parameter_count = 2,
    .parameters = {{.name = "alpha", .symbol = "α", .initial = 0.01, .low = 0, .high = 0.5},
                   {.name = "epsilon",
                    .symbol = "ε",
                    .initial = 0.01,
                    .low = 0.01,
                    .high = 4,
                    .positive = true}},
    .kernel = kernel_berlu,
    .breaks = berlu_breaks,
    .points = berlu_points,
};
