// Functions whose gate is a function of a function: tanh, erf or ln of softplus, of e^x or of the
// sigmoid, and golu, whose gate is e^(-e^-x). Gates are computed from z = e^-|x| and powers of 1 +
// z (kernel.h), as textbooks' formulas lose all digits far on the left.
#include "activation/arrays/vector.h"
#include "activation/catalogue.h"
#include "activation/families/family.h"
#include "activation/families/gate.h"
#include "activation/families/kernel.h"
#include "activation/points.h"
#include "base/language.h"

static const double two_by_sqrt_pi = 1.1283791670955126;

// p² as high + low, with p = ln(1 + e^x). For x > 0 it is x² + (2x + l) l with l = ln(1 + e^-x).
static inline double softplus_square(double x, double p, double l, double *low)
{
    if (x <= 0)
        return two_product(p, p, low);
    double square_low, square = two_product(x, x, &square_low);
    double high = two_sum(square, (2 * x + l) * l, low);
    *low += square_low;
    return high;
}

static const struct root serf_minimum = {-0x1.316c60ccb69dbp+0, 0x1.1d9ecd0f85993p-55,
                                         0.30150488936299113};
static const struct root serf_left = {-0x1.20d4e8d0a43d7p+1, 0x1.c512d53a2f475p-54,
                                      0.12274950544904875};
static const struct root serf_right = {0x1.1896792aa7829p+0, -0x1.798d237de626dp-54,
                                       -0.47677463108679692};

// f = x erf(p) with p = ln(1 + e^x), f' = erf(p) + x K s(x), f'' = K s(x) (2 + x (s(-x) - 2 s(x)
// p)), where K = 2/√π e^(-p²). Far left erf(p) is 2/√π e^x.
static inline struct orders serf_at(const double *parameters, double x)
{
    (void)parameters;
    if (fabs(x) > GATE_FAR)
        return gate_limits(x, x > 0);
    if (x < -600)
        return (struct orders){times_exp(two_by_sqrt_pi * x, x),
                               times_exp(two_by_sqrt_pi * (1 + x), x),
                               times_exp(two_by_sqrt_pi * (2 + x), x)};
    double z = exp(-fabs(x)), l = log1p(z), p = x > 0 ? x + l : l;
    double s = (x > 0 ? 1 : z) / (1 + z), mirrored = (x > 0 ? z : 1) / (1 + z);
    double low, high = softplus_square(x, p, l, &low), gate = erf(p);
    double bend = 2 + x * (mirrored - 2 * p * s);
    double df = gate + x * times_exp_split(two_by_sqrt_pi * s, -high, -low);
    double d2f = times_exp_split(two_by_sqrt_pi * s * bend, -high, -low);
    return (struct orders){x * gate, near_root(serf_minimum, x, 0, df),
                           near_root(x < 0 ? serf_left : serf_right, x, 0, d2f)};
}
KERNEL(serf)

// e^(r + r_low) - 1 as high + low for |r| < 0.05, with a relative error of about 2^-66: the first
// two terms of the Taylor series are computed as high + low, the others in doubles.
static inline double small_expm1_split(double r, double r_low, double *low)
{
    static const double inverse_factorials[] = {1. / 6,    1. / 24,    1. / 120,    1. / 720,
                                                1. / 5040, 1. / 40320, 1. / 362880, 1. / 3628800};
    double rest = 0;
    for (int i = COUNT(inverse_factorials) - 1; i >= 0; i--)
        rest = inverse_factorials[i] + r * rest;
    double square_low, square = two_product(r, r, &square_low);
    double l, h = two_sum(r, square / 2, &l);
    return two_sum(h, l + (r * square * rest + (square_low / 2 + r_low + r * r_low)), low);
}

// e^x as high + low for |x| < 700. With x = k ln 2 + r it is 2^k (e^(r/8))^8, by three squarings.
static inline double exp_to_split(double x, double *low)
{
    static const double ln2 = 0x1.62e42fefa39efp-1, ln2_high = 0x1.62e42fefa3800p-1,
                        ln2_low = 0x1.ef35793c76730p-45;
    double k = nearbyint(x / ln2), r_low, r = two_sum(x - k * ln2_high, -k * ln2_low, &r_low);
    double l, h = small_expm1_split(r / 8, r_low / 8, &l);
    for (int i = 0; i < 3; i++) { // (1 + h)² - 1 = 2h + h²
        double square_low, square = two_product(h, h, &square_low), sum_low;
        double sum = two_sum(2 * h, square, &sum_low);
        l = 2 * l + (sum_low + square_low + 2 * h * l);
        h = sum;
    }
    double one_low, one = two_sum(1, h, &one_low);
    *low = ldexp(one_low + l, (int)k);
    return ldexp(one, (int)k);
}

static const struct root tanh_exp_minimum = {-0x1.14302c3c10f30p+0, -0x1.b8c761c7b1289p-54,
                                             0.35250363316030618};
static const struct root tanh_exp_left = {-0x1.0871c46039638p+1, 0x1.6137baaf8cfe7p-54,
                                          0.13706532230627283};
static const struct root tanh_exp_right = {0x1.64a4080af062fp-1, -0x1.bdab9a3b0a7eep-55,
                                           -0.83381855144568324};

// f = x tanh(n) with n = e^x, f' = tanh(n) + x n sech²(n), f'' = n sech²(n) (2 + x (1 - 2n
// tanh(n))). sech²(n) is 4q/(1 + q)² with q = e^-2n. A relative error of n counts 2n times in q, so
// n is high + low.
static inline struct orders tanh_exp_at(const double *parameters, double x)
{
    (void)parameters;
    if (x > 7 || x < -GATE_FAR)
        return gate_limits(x, x > 0);
    if (x < -600)
        return (struct orders){times_exp(x, x), times_exp(1 + x, x), times_exp(2 + x, x)};
    if (isnan(x))
        return (struct orders){x, x, x};
    double low, n = exp_to_split(x, &low), q = exp_split(-2 * n, -2 * low), gate = tanh(n);
    double a = 4 * n / square_of_1_plus(q), bend = 2 + x * (1 - 2 * n * gate);
    double df = gate + x * times_exp_split(a, -2 * n, -2 * low);
    double d2f = times_exp_split(a * bend, -2 * n, -2 * low);
    return (struct orders){x * gate, near_root(tanh_exp_minimum, x, 0, df),
                           near_root(x < 0 ? tanh_exp_left : tanh_exp_right, x, 0, d2f)};
}
KERNEL(tanh_exp)

static const struct root golu_minimum = {-0x1.22609af8e9657p-1, -0x1.2f57eed531437p-55,
                                         0.473868632539215};
static const struct root golu_left = {-0x1.0f621446bf5d4p+0, 0x1.bfa95bca7190ep-54,
                                      0.7962705696241892};
static const struct root golu_right = {0x1.1e8bf25b7af54p+1, -0x1.4ca81938027adp-58,
                                       -0.10847619053366458};

// f = x G with G = e^-n and n = e^-x, f' = G (1 + x n), f'' = G n (2 + x (n - 1)). A relative error
// of n counts n times in G, so n is high + low.
static inline struct orders golu_at(const double *parameters, double x)
{
    (void)parameters;
    if (x < -7 || x > GATE_FAR)
        return gate_limits(x, x > 0);
    if (isnan(x))
        return (struct orders){x, x, x};
    double low = 0, n = x < 690 ? exp_to_split(-x, &low) : exp(-x), bend = 2 + x * (n - 1);
    double df = times_exp_split(1 + x * n, -n, -low);
    double d2f =
        x > 1 ? times_exp(bend * exp_split(-n, -low), -x) : times_exp_split(n * bend, -n, -low);
    return (struct orders){times_exp_split(x, -n, -low), near_root(golu_minimum, x, 0, df),
                           near_root(x < 0 ? golu_left : golu_right, x, 0, d2f)};
}
KERNEL(golu)

static const struct root smish_minimum = {-0x1.64ff378b68101p+0, 0x1.9b36cef2903e8p-55,
                                          0.18142037851321216};
static const struct root smish_left = {-0x1.468a74479f224p+1, -0x1.f8e803e97d5b8p-53,
                                       0.08038104895027379};
static const struct root smish_right = {0x1.1b92ee21e98b8p+1, -0x1.d8243bf5063bap-58,
                                        -0.035300302915815124};

// f = x g with g = tanh(ln(1 + s)) = s (2 + s)/(2 + 2s + s²), where s is the sigmoid and z =
// e^-|x|.
//
// For x < 0, s = z/(1 + z): g = z (2 + 3z)/q, g' = 4z (1 + 2z)(1 + z)/q², g'' = 4z p/q³ with
// q = 2 + 6z + 5z² and p = 2 + 6z - 3z² - 18z³ - 10z⁴.
//
// For x >= 0, s = 1/(1 + z): g = (3 + 2z)/q, g' = 4z (2 + z)(1 + z)/q², g'' = -4z p/q³ with
// q = 5 + 6z + 2z² and p = 10 + 18z + 3z² - 6z³ - 2z⁴.
static inline struct orders smish_at(const double *parameters, double x)
{
    (void)parameters;
    if (x < -GATE_FAR)
        return gate_limits(x, false);
    if (x > GATE_FAR)
        return (struct orders){x / 5 * 3, 0.6, 0};
    double z = exp(-fabs(x));
    if (x < 0) {
        double q = 2 + z * (6 + 5 * z), up = (1 + 2 * z) * (1 + z), gate = 2 + 3 * z;
        double p = 2 + z * (6 - z * (3 + z * (18 + 10 * z)));
        double df = times_exp((gate * q + 4 * x * up) / (q * q), x);
        double d2f = times_exp(4 * (2 * up * q + x * p) / (q * q * q), x);
        return (struct orders){times_exp(x * (gate / q), x), near_root(smish_minimum, x, 0, df),
                               near_root(smish_left, x, 0, d2f)};
    }
    double q = 5 + z * (6 + 2 * z), up = (2 + z) * (1 + z), gate = 3 + 2 * z;
    double p = 10 + z * (18 + z * (3 - z * (6 + 2 * z)));
    double d2f = times_exp(4 * (2 * up * q - x * p) / (q * q * q), -x);
    return (struct orders){x * (gate / q), gate / q + 4 * x * z * up / (q * q),
                           near_root(smish_right, x, 0, d2f)};
}
KERNEL(smish)

static const struct root logish_minimum = {-0x1.5f592781c9063p+0, 0x1.67550801af0a8p-54,
                                           0.18341467184783952};
static const struct root logish_left = {-0x1.444806bd00bd4p+1, -0x1.02815aaff8c97p-53,
                                        0.08007428121631341};
static const struct root logish_right = {0x1.288b8b03513aep+1, 0x1.ad868ad16551fp-53,
                                         -0.04944649831560231};

// f = x g with g = ln(1 + s), where s is the sigmoid and z = e^-|x|. For x < 0, g' = z/v and g'' =
// z (1 - 2z²)/v² with v = (1 + z)(1 + 2z); for x >= 0, g' = z/v and g'' = -z (2 - z²)/v² with v =
// (1 + z)(2 + z). Far left g is z.
static inline struct orders logish_at(const double *parameters, double x)
{
    (void)parameters;
    if (x < -GATE_FAR)
        return gate_limits(x, false);
    double z = exp(-fabs(x)), w = 1 + z;
    if (x < 0) {
        double v = w * (1 + 2 * z), gate = log1p(z / w);
        bool far = x < -40;
        double df = far ? times_exp(1 + x, x) : gate + x * z / v;
        double d2f = times_exp((2 * v + x * (1 - 2 * z * z)) / (v * v), x);
        return (struct orders){far ? times_exp(x, x) : x * gate,
                               near_root(logish_minimum, x, 0, df),
                               near_root(logish_left, x, 0, d2f)};
    }
    double v = w * (2 + z), gate = log1p(1 / w);
    bool far = x > GATE_FAR;
    double d2f = far ? 0 : times_exp((2 * v - x * (2 - z * z)) / (v * v), -x);
    return (struct orders){gated(x, gate), far ? gate : gate + x * z / v,
                           near_root(logish_right, x, 0, d2f)};
}
KERNEL(logish)

// Tables of points of interest: roots of f, f', f'' and f'''. An empty label becomes the decimal
// number. test_activation compares them with those that scripts/reference.py computes in 700
// digits.

static const struct activation_point mish_table[] = {
    {ORDER_D2F, POINT_MINIMUM, -3.2673378465204046, -0.041732070706611025, "", "", false},
    {ORDER_F, POINT_INFLECTION, -2.2563763963607931, -0.22399561277849739, "", "", false},
    {ORDER_DF, POINT_MINIMUM, -2.2563763963607931, -0.11252612238946256, "", "", false},
    {ORDER_D2F, POINT_ROOT, -2.2563763963607931, 0, "", "0", false},
    {ORDER_F, POINT_MINIMUM, -1.1924312145154952, -0.30884341301725041, "", "", true},
    {ORDER_DF, POINT_ROOT, -1.1924312145154952, 0, "", "0", false},
    {ORDER_D2F, POINT_MAXIMUM, -0.087934431314914211, 0.64420463723697243, "", "", false},
    {ORDER_F, POINT_ROOT, 0, 0, "0", "0", false},
    {ORDER_DF, POINT_VALUE, 0, 0.6, "0", "3/5", false},
    {ORDER_F, POINT_INFLECTION, 1.4905711794854285, 1.3931150446477975, "", "", false},
    {ORDER_DF, POINT_MAXIMUM, 1.4905711794854285, 1.0884981612517279, "", "", true},
    {ORDER_D2F, POINT_ROOT, 1.4905711794854285, 0, "", "0", false},
    {ORDER_D2F, POINT_MINIMUM, 2.1148425630208771, -0.059033356953936293, "", "", false},
};
TABLE_POINTS(mish)

const struct activation activation_mish = {
    .id = "mish",
    .name = N_("Mish"),
    .symbol = "Mish",
    .family = family_gated,
    .aliases = "",
    .formula = {"x tanh(ln(1 + eˣ)) = x n(n + 2)/D, n = eˣ, D = n² + 2n + 2",
                "n(n + 2)/D + 4xn(n + 1)/D²", "8n(n + 1)/D² + 4xn(2 + 2n − 3n² − 2n³)/D³"},
    .typed = {"x*tanh(log(1+exp(x)))",
              "tanh(log(1+exp(x)))+x*sigmoid(x)*(1-tanh(log(1+exp(x)))^2)"},
    .textbook = {"x*tanh(log(1+exp(x)))", NULL},
    .range = "[−0.30884341, ∞)",
    .sup_slope = N_("1.0884982 at 1.4905712"),
    .sup_slope_value = 1.0884981612517279,
    .wants = WANTS_HE,
    .limits = {"0, ∞", "0, 1", "0, 0"},
    .conventions = "",
    .origin = "Misra 2019, Mish: a self regularized non-monotonic activation function",
    .home_low = -5,
    .home_high = 5,
    .kernel = vector_mish,
    .breaks = no_breaks,
    .points = mish_points,
};

static const struct activation_point serf_table[] = {
    {ORDER_D2F, POINT_MINIMUM, -3.2673556044547500, -0.047089410922171835, "", "", false},
    {ORDER_F, POINT_INFLECTION, -2.2564974802739742, -0.25273578469281215, "", "", false},
    {ORDER_DF, POINT_MINIMUM, -2.2564974802739742, -0.12696858905790539, "", "", false},
    {ORDER_D2F, POINT_ROOT, -2.2564974802739742, 0, "", "0", false},
    {ORDER_F, POINT_MINIMUM, -1.1930599689281880, -0.34843745875960642, "", "", true},
    {ORDER_DF, POINT_ROOT, -1.1930599689281880, 0, "", "0", false},
    {ORDER_D2F, POINT_MAXIMUM, -0.14055177652624859, 0.71194476381044623, "", "", false},
    {ORDER_F, POINT_ROOT, 0, 0, "0", "0", false},
    {ORDER_DF, POINT_VALUE, 0, 0.67304128974252494, "0", "erf(ln(2))", false},
    {ORDER_F, POINT_INFLECTION, 1.0960460404526292, 1.0409652947008399, "", "", false},
    {ORDER_DF, POINT_MAXIMUM, 1.0960460404526292, 1.0861254441509972, "", "", true},
    {ORDER_D2F, POINT_ROOT, 1.0960460404526292, 0, "", "0", false},
    {ORDER_D2F, POINT_MINIMUM, 1.5445621708168699, -0.097645596075318543, "", "", false},
};
TABLE_POINTS(serf)

const struct activation activation_serf = {
    .id = "serf",
    .name = N_("Serf"),
    .symbol = "Serf",
    .family = family_gated,
    .aliases = "log_softplus_erf",
    .formula = {"x erf(p), p = ln(1 + eˣ)", "erf(p) + x K σ(x), K = (2/√π) e^(−p²)",
                "K σ(x)(2 + x(σ(−x) − 2p σ(x)))"},
    .typed = {"x*erf(log(1+exp(x)))",
              "erf(log(1+exp(x)))+2*x/sqrt(pi)*sigmoid(x)*exp(-log(1+exp(x))^2)"},
    .range = "[−0.34843746, ∞)",
    .sup_slope = N_("1.0861254 at 1.096046"),
    .sup_slope_value = 1.0861254441509972,
    .wants = WANTS_HE,
    .limits = {"0, ∞", "0, 1", "0, 0"},
    .conventions = "",
    .origin = "Nag, Bhattacharyya 2021, SERF: towards better training of deep neural networks "
              "using log-softplus error activation function",
    .home_low = -5,
    .home_high = 5,
    .kernel = kernel_serf,
    .breaks = no_breaks,
    .points = serf_points,
};

static const struct activation_point tanh_exp_table[] = {
    {ORDER_D2F, POINT_MINIMUM, -3.0416926274824251, -0.048971240348097611, "", "", false},
    {ORDER_F, POINT_INFLECTION, -2.0659718961567498, -0.26035694402340986, "", "", false},
    {ORDER_DF, POINT_MINIMUM, -2.0659718961567498, -0.13157003618971582, "", "", false},
    {ORDER_D2F, POINT_ROOT, -2.0659718961567498, 0, "", "0", false},
    {ORDER_F, POINT_MINIMUM, -1.0788600584646241, -0.35328577784821127, "", "", true},
    {ORDER_DF, POINT_ROOT, -1.0788600584646241, 0, "", "0", false},
    {ORDER_D2F, POINT_MAXIMUM, -0.19251612053390474, 0.90216234170072131, "", "", false},
    {ORDER_F, POINT_ROOT, 0, 0, "0", "0", false},
    {ORDER_DF, POINT_VALUE, 0, 0.76159415595576489, "0", "tanh(1)", false},
    {ORDER_F, POINT_INFLECTION, 0.69656396039517238, 0.67184152937031329, "", "", false},
    {ORDER_DF, POINT_MAXIMUM, 0.69656396039517238, 1.0619753087179160, "", "", true},
    {ORDER_D2F, POINT_ROOT, 0.69656396039517238, 0, "", "0", false},
    {ORDER_D2F, POINT_MINIMUM, 0.98878399788907185, -0.11227174127891352, "", "", false},
};
TABLE_POINTS(tanh_exp)

const struct activation activation_tanh_exp = {
    .id = "tanh_exp",
    .name = N_("TanhExp"),
    .symbol = "TanhExp",
    .family = family_gated,
    .aliases = "telu hyperbolic_tangent_exponential_linear_unit",
    .formula = {"x tanh(eˣ)", "tanh n + x n sech² n, n = eˣ",
                "n sech² n (2 + x(1 − 2n tanh n)), n = eˣ"},
    .typed = {"x*tanh(exp(x))", "tanh(exp(x))+x*exp(x)*(1-tanh(exp(x))^2)"},
    .textbook = {"x*tanh(exp(x))", NULL},
    .range = "[−0.35328578, ∞)",
    .sup_slope = N_("1.0619753 at 0.69656396"),
    .sup_slope_value = 1.0619753087179160,
    .wants = WANTS_HE,
    .limits = {"0, ∞", "0, 1", "0, 0"},
    .conventions = "",
    .origin = "Liu, Di 2020, TanhExp: a smooth activation function with high convergence speed "
              "for lightweight neural networks",
    .home_low = -5,
    .home_high = 5,
    .kernel = kernel_tanh_exp,
    .breaks = no_breaks,
    .points = tanh_exp_points,
};

// f' is 0 where x = -e^x, which is -W(1) with Lambert's W.
static const struct activation_point golu_table[] = {
    {ORDER_D2F, POINT_MINIMUM, -1.4683926330958442, -0.16423075229043740, "", "", false},
    {ORDER_F, POINT_INFLECTION, -1.0600903198932102, -0.059114585832694640, "", "", false},
    {ORDER_DF, POINT_MINIMUM, -1.0600903198932102, -0.11487831154867857, "", "", false},
    {ORDER_D2F, POINT_ROOT, -1.0600903198932102, 0, "", "0", false},
    {ORDER_F, POINT_MINIMUM, -0.56714329040978387, -0.097260131227639404, "−W(1)", "", true},
    {ORDER_DF, POINT_ROOT, -0.56714329040978387, 0, "−W(1)", "0", false},
    {ORDER_F, POINT_ROOT, 0, 0, "0", "0", false},
    {ORDER_DF, POINT_INFLECTION, 0, 0.36787944117144233, "0", "1/e", false},
    {ORDER_D2F, POINT_MAXIMUM, 0, 0.73575888234288464, "0", "2/e", false},
    {ORDER_F, POINT_INFLECTION, 2.2386458346062827, 2.0122799455020552, "", "", false},
    {ORDER_DF, POINT_MAXIMUM, 2.2386458346062827, 1.1133972752756767, "", "", true},
    {ORDER_D2F, POINT_ROOT, 2.2386458346062827, 0, "", "0", false},
    {ORDER_D2F, POINT_MINIMUM, 3.2560151297225289, -0.041924848650268694, "", "", false},
};
TABLE_POINTS(golu)

const struct activation activation_golu = {
    .id = "golu",
    .name = N_("GoLU"),
    .symbol = "GoLU",
    .family = family_gated,
    .aliases = "gompertz_linear_unit gompertz_linear",
    .formula = {"x e^(−n), n = e⁻ˣ", "(1 + xn) e^(−n), n = e⁻ˣ",
                "n (2 + x(n − 1)) e^(−n), n = e⁻ˣ"},
    .typed = {"x*exp(-exp(-x))", "exp(-exp(-x))*(1+x*exp(-x))"},
    .range = "[−0.09726013, ∞)",
    .sup_slope = N_("1.1133973 at 2.2386458"),
    .sup_slope_value = 1.1133972752756767,
    .wants = WANTS_HE,
    .limits = {"0, ∞", "0, 1", "0, 0"},
    .conventions = "",
    .origin = "Das, Safari, Adriaensen, Hutter 2025, Gompertz linear units: leveraging asymmetry "
              "for enhanced learning dynamics",
    .home_low = -5,
    .home_high = 5,
    .kernel = kernel_golu,
    .breaks = no_breaks,
    .points = golu_points,
};

static const struct activation_point smish_table[] = {
    {ORDER_D2F, POINT_MINIMUM, -3.5931839202205151, -0.033089018315014316, "", "", false},
    {ORDER_F, POINT_INFLECTION, -2.5511002874102522, -0.17791762596159461, "", "", false},
    {ORDER_DF, POINT_MINIMUM, -2.5511002874102522, -0.089153205235020313, "", "", false},
    {ORDER_D2F, POINT_ROOT, -2.5511002874102522, 0, "", "0", false},
    {ORDER_F, POINT_MINIMUM, -1.3945193019245041, -0.24999366366012950, "", "", true},
    {ORDER_DF, POINT_ROOT, -1.3945193019245041, 0, "", "0", false},
    {ORDER_D2F, POINT_MAXIMUM, -0.41968868089420390, 0.31196662810587059, "", "", false},
    {ORDER_F, POINT_ROOT, 0, 0, "0", "0", false},
    {ORDER_DF, POINT_VALUE, 0, 5. / 13, "0", "5/13", false},
    {ORDER_F, POINT_INFLECTION, 2.2154214540088013, 1.2555710785101628, "", "", false},
    {ORDER_DF, POINT_MAXIMUM, 2.2154214540088013, 0.63688422288122630, "", "", true},
    {ORDER_D2F, POINT_ROOT, 2.2154214540088013, 0, "", "0", false},
    {ORDER_D2F, POINT_MINIMUM, 3.2328688210685682, -0.013624180434058567, "", "", false},
};
TABLE_POINTS(smish)

const struct activation activation_smish = {
    .id = "smish",
    .name = N_("Smish"),
    .symbol = "Smish",
    .family = family_gated,
    .aliases = "",
    .formula = {"x tanh(h), h = ln(1 + σ(x))", "tanh h + x h′ sech² h, h′ = σ(x) σ(−x)/(1 + σ(x))",
                "sech² h (2h′ + x(h″ − 2h′² tanh h)), h″ = −h′ tanh(x/2) − h′²"},
    .typed = {"x*tanh(log(1+sigmoid(x)))",
              "tanh(log(1+sigmoid(x)))"
              "+x*sigmoid(x)*sigmoid(-x)/(1+sigmoid(x))*(1-tanh(log(1+sigmoid(x)))^2)"},
    .range = "[−0.24999366, ∞)",
    .sup_slope = N_("0.63688422 at 2.2154215"),
    .sup_slope_value = 0.6368842228812263,
    .wants = WANTS_HE,
    .limits = {"0, ∞", "0, 3/5", "0, 0"},
    .conventions = N_("The paper's αx tanh(ln(1 + σ(βx))) with its α = β = 1."),
    .origin = "Wang, Ren, Wang 2022, Smish: a novel activation function for deep learning methods",
    .home_low = -5,
    .home_high = 5,
    .kernel = kernel_smish,
    .breaks = no_breaks,
    .points = smish_points,
};

static const struct activation_point logish_table[] = {
    {ORDER_D2F, POINT_MINIMUM, -3.5824338415547391, -0.033236285050329247, "", "", false},
    {ORDER_F, POINT_INFLECTION, -2.5334480688920654, -0.17979253184464684, "", "", false},
    {ORDER_DF, POINT_MINIMUM, -2.5334480688920654, -0.089828785520890064, "", "", false},
    {ORDER_D2F, POINT_ROOT, -2.5334480688920654, 0, "", "0", false},
    {ORDER_F, POINT_MINIMUM, -1.3724541370256921, -0.25276881678944035, "", "", true},
    {ORDER_DF, POINT_ROOT, -1.3724541370256921, 0, "", "0", false},
    {ORDER_D2F, POINT_MAXIMUM, -0.26023902029594994, 0.34439213035272597, "", "", false},
    {ORDER_F, POINT_ROOT, 0, 0, "0", "0", false},
    {ORDER_DF, POINT_VALUE, 0, 0.40546510810816438, "0", "ln(3/2)", false},
    {ORDER_F, POINT_INFLECTION, 2.3167585149953631, 1.4994918303776818, "", "", false},
    {ORDER_DF, POINT_MAXIMUM, 2.3167585149953631, 0.74631118041273968, "", "", true},
    {ORDER_D2F, POINT_ROOT, 2.3167585149953631, 0, "", "0", false},
    {ORDER_D2F, POINT_MINIMUM, 3.3473583370331528, -0.019631767077313423, "", "", false},
};
TABLE_POINTS(logish)

const struct activation activation_logish = {
    .id = "logish",
    .name = N_("Logish"),
    .symbol = "Logish",
    .family = family_gated,
    .aliases = "",
    .formula = {"x ln(1 + σ(x))", "ln(1 + σ(x)) + x h, h = σ(x) σ(−x)/(1 + σ(x))",
                "h(2 − x(tanh(x/2) + h)), h = σ(x) σ(−x)/(1 + σ(x))"},
    .typed = {"x*log(1+sigmoid(x))", "log(1+sigmoid(x))+x*sigmoid(x)*sigmoid(-x)/(1+sigmoid(x))"},
    .range = "[−0.25276882, ∞)",
    .sup_slope = N_("0.74631118 at 2.3167585"),
    .sup_slope_value = 0.7463111804127397,
    .wants = WANTS_HE,
    .limits = {"0, ∞", "0, ln 2", "0, 0"},
    .conventions = N_("The paper has a variant αx ln(1 + σ(βx)) with α = 1 and β = 10."),
    .origin = "Zhu, Zeng, Liu, Zhang 2021, Logish: a new nonlinear nonmonotonic activation "
              "function for convolutional neural network",
    .home_low = -5,
    .home_high = 5,
    .kernel = kernel_logish,
    .breaks = no_breaks,
    .points = logish_points,
};
