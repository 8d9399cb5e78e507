// Periodic and radial functions: sinusoid, sinc, snake, gaussian, gcu.
#include "activation/catalogue.h"
#include "activation/families/family.h"
#include "activation/families/kernel.h"
#include "activation/points.h"
#include "base/language.h"

#include <stdio.h>
#include <stdlib.h>

static const double pi = 3.141592653589793;

static inline struct orders sinusoid_at(const double *parameters, double x)
{
    (void)parameters;
    double s = sin(x);
    return (struct orders){s, cos(x), -s};
}
KERNEL(sinusoid)

// Taylor coefficients of sinc's f'(x)/x and f''(x) in powers of y = x². As f = Σ (-1)^k
// y^k/(2k+1)!, those of y^(k-1), k = 1, 2, …, are (-1)^k/((2k+1) (2k-1)!) and (-1)^k/((2k+1)
// (2k-2)!).
static const double sinc_df[] = {
    -0.3333333333333333,     0.03333333333333333,    -0.0011904761904761906,
    2.2045855379188714e-05,  -2.505210838544172e-07, 1.9270852604185937e-09,
    -1.0706029224547743e-11, 4.498331606952833e-14,  -1.4797143443923793e-16,
    3.9145882126782523e-19,  -8.509974375387505e-22, 1.5472680682522736e-24,
    -2.387759364586842e-27,
};
static const double sinc_d2f[] = {
    -0.3333333333333333,     0.1,
    -0.005952380952380952,   0.00015432098765432098,
    -2.2546897546897547e-06, 2.1197937864604532e-08,
    -1.3917837991912066e-10, 6.74749741042925e-13,
    -2.515514385467045e-15,  7.437717604088679e-18,
    -1.787094618831376e-20,  3.5587165569802293e-23,
    -5.969398411467106e-26,
};

static inline double polynomial(const double *coefficients, int n, double y)
{
    double sum = coefficients[n - 1];
    for (int i = n - 2; i >= 0; i--)
        sum = sum * y + coefficients[i];
    return sum;
}

// The terms of sinc's f' and f'' cancel at their roots. Within the home range the roots are tables:
// of f' where tan(x) = x, of f'' where tan(x) = 2x/(2 - x²). f' is odd and f'' even.
static inline double sinc_near_extremum(double x, double value)
{
    static const struct root roots[] = {
        {0x1.1f940543506adp+2, -0x1.327a11564f89ap-55, 0.21723362821122166},
        {0x1.ee6a86ae40ba6p+2, 0x1.b623b2c454942p-52, -0.12837455352589913},
    };
    if (!(fabs(x) < 8))
        return value;
    double y = near_root(roots[fabs(x) < 6 ? 0 : 1], fabs(x), 0, copysign(1, x) * value);
    return copysign(1, x) * y;
}

static inline double sinc_near_inflection(double x, double value)
{
    static const struct root roots[] = {
        {0x1.0a7114e66f197p+1, -0x1.f1c797b6a3c91p-55, 0.23484971953995895},
        {0x1.7c2f059ce9938p+2, 0x1.ad5afcbe8a5e8p-53, -0.15854434326089195},
        {0x1.26963e1143be0p+3, -0x1.205fb23748826p-51, 0.10603363552116149},
    };
    if (!(fabs(x) < 10))
        return value;
    return near_root(roots[fabs(x) < 4 ? 0 : fabs(x) < 8 ? 1 : 2], fabs(x), 0, value);
}

// Near 0, f' = (cos(x) - f)/x cancels: at 1e-8 it gives -1.65e-8 instead of -3.33e-9. There f' and
// f'' are computed by their Taylor series.
static inline struct orders sinc_at(const double *parameters, double x)
{
    (void)parameters;
    if (isinf(x))
        return (struct orders){0, 0, 0};
    double f = x == 0 ? 1 : sin(x) / x;
    if (fabs(x) < 1.6) {
        double y = x * x;
        return (struct orders){f, x * polynomial(sinc_df, COUNT(sinc_df), y),
                               polynomial(sinc_d2f, COUNT(sinc_d2f), y)};
    }
    double df = (cos(x) - f) / x;
    return (struct orders){f, sinc_near_extremum(x, df), sinc_near_inflection(x, -f - 2 * df / x)};
}
KERNEL(sinc)

// snake needs the sine and cosine of 2ax to the last bits, also near their roots and for large x.
// So the product is a sum high + low of two doubles.

// The sine and the cosine of an angle.
struct turn {
    double sin, cos;
};

// The angle high + low less k quarter turns, as a sum of the returned double and the new *low; |k|
// < 2^19. π/2 is in three parts of 33 bits, of which k times each is exact, and a rest (after W. J.
// Cody and W. Waite 1980, Software manual for the elementary functions).
static inline double less_quarter_turns(double high, double *low, double k)
{
    static const double part[] = {0x1.921fb544p+0, 0x1.0b4611a6p-34, 0x1.3198a2ep-69,
                                  0x1.b839a252049c1p-104};
    double e1, e2, e3, e4;
    double r = two_sum(high - k * part[0], -k * part[1], &e1);
    r = two_sum(r, *low, &e2);
    r = two_sum(r, -k * part[2], &e3);
    r = two_sum(r, e1 + e2 + e3 - k * part[3], &e4);
    *low = e4;
    return r;
}

// The sine and cosine of high + low, for an angle below 5e5 in size.
static inline struct turn turn_near(double high, double low)
{
    double k = rint(high * 0.63661977236758134); // 2/π
    double r = less_quarter_turns(high, &low, k);
    double s = sin(r), c = cos(r);
    struct turn turn = {s + c * low, c - s * low};
    switch ((int)k & 3) {
    case 1:
        return (struct turn){turn.cos, -turn.sin};
    case 2:
        return (struct turn){-turn.sin, -turn.cos};
    case 3:
        return (struct turn){-turn.cos, turn.sin};
    default:
        return turn;
    }
}

// The sine and cosine of scale (high + low), an angle that may be larger than all doubles. They are
// computed in long double, whose range holds it on x86. scale low is not small, so it has a sine
// and cosine of its own.
static struct turn turn_far(double high, double low, double scale)
{
    long double h = (long double)high * (long double)scale,
                l = (long double)low * (long double)scale;
    long double sin_h = sinl(h), cos_h = cosl(h), sin_l = sinl(l), cos_l = cosl(l);
    return (struct turn){(double)(sin_h * cos_l + cos_h * sin_l),
                         (double)(cos_h * cos_l - sin_h * sin_l)};
}

// The sine and cosine of 2ax.
static inline struct turn turn_2ax(double a, double x)
{
    double low, high = two_product(2 * a, x, &low);
    if (fabs(high) < 5e5)
        return turn_near(high, low);
    if (low == 0 && isfinite(high)) // the product is a double, which the C library reduces exactly
        return (struct turn){sin(high), cos(high)};
    high = two_product(a, x * 0x1p-64, &low);
    return turn_far(high, low, 0x1p65);
}

// With the sine S and the cosine C of 2ax: sin²(ax) is (1 - C)/2 or S²/(2 (1 + C)), and f' is 1 + S
// or C²/(1 - S). Of both forms that one is taken which does not cancel.
static inline struct orders snake_at(const double *parameters, double x)
{
    double a = parameters[0];
    if (isinf(x))
        return (struct orders){x, NAN, NAN};
    struct turn t = turn_2ax(a, x);
    double twice = t.cos > 0 ? t.sin * t.sin / (1 + t.cos) : 1 - t.cos;
    return (struct orders){x + twice / (2 * a), t.sin < 0 ? t.cos * t.cos / (1 - t.sin) : 1 + t.sin,
                           2 * a * t.cos};
}
KERNEL(snake)

// x² is a sum h + l of two doubles; with a rounded square e^(-x²) would be off by 480 ulp at x =
// 25.
static inline struct orders gaussian_at(const double *parameters, double x)
{
    (void)parameters;
    if (fabs(x) > 40)
        return (struct orders){0, 0, 0};
    double l, h = two_product(x, x, &l);
    double bend = 4 * h - 2 + 4 * l; // exact near its roots
    return (struct orders){times_exp_split(1, -h, -l), times_exp_split(-2 * x, -h, -l),
                           times_exp_split(bend, -h, -l)};
}
KERNEL(gaussian)

// The value of gcu's f' or f'' at x >= 0, corrected next to one of its n roots, where the terms
// cancel. f' has its roots where x tan(x) = 1, f'' where tan(x) = -x/2; those within the home range
// are known.
static inline double gcu_near_root(const struct root *roots, int n, double x, double value)
{
    for (int i = 0; i < n; i++)
        value = near_root(roots[i], x, 0, value);
    return value;
}

static inline struct orders gcu_at(const double *parameters, double x)
{
    static const struct root extrema[] = {
        {0x1.b87da4e8fa220p-1, 0x1.2e0fd50f1c4f9p-55, -2.0772166715899907},
        {0x1.b67aaa6a06226p+1, -0x1.238e16a72a3a2p-53, 3.848816238188103},
        {0x1.9bfcb18089350p+2, 0x1.7241fcf4ce986p-52, -6.668011036747903},
        {0x1.30f04eb4f5abfp+3, 0x1.2e5b6f55aafeap-51, 9.686026351438894},
    };
    static const struct root inflections[] = {
        {0x1.24fba63a85ecfp+1, 0x1.3f2c18455efbcp-53, 3.6975853268978494},
        {0x1.459129ed9a28bp+2, 0x1.5eec985df2a71p-53, -5.831920586566922},
        {0x1.0313c5b15d0e1p+3, -0x1.ae55e8428e786p-51, 8.579357751981876},
    };
    (void)parameters;
    if (isinf(x))
        return (struct orders){NAN, NAN, NAN};
    double a = fabs(x), s = sin(a), c = cos(a);
    double df = gcu_near_root(extrema, COUNT(extrema), a, fma(-a, s, c));
    double d2f = gcu_near_root(inflections, COUNT(inflections), a, fma(-a, c, -2 * s));
    return (struct orders){x * c, df, x < 0 ? -d2f : d2f};
}
KERNEL(gcu)

// Writes k π/q, or k π/(q unit), as people do: "0", "−3π/2", "π/(4a)" with the unit "a".
static void label_of_pi(char label[ACTIVATION_LABEL_SIZE], int k, int q, const char *unit)
{
    while (q > 1 && k % 2 == 0) {
        k /= 2;
        q /= 2;
    }
    const char *sign = k < 0 ? "−" : "";
    char factor[16] = "", below[16] = "";
    if (abs(k) > 1)
        snprintf(factor, sizeof factor, "%d", abs(k));
    if (q > 1)
        snprintf(below, sizeof below, *unit ? "/(%d%s)" : "/%d%s", q, unit);
    else if (*unit)
        snprintf(below, sizeof below, "/%s", unit);
    if (k == 0)
        snprintf(label, ACTIVATION_LABEL_SIZE, "0");
    else
        snprintf(label, ACTIVATION_LABEL_SIZE, "%s%sπ%s", sign, factor, below);
}

// Writes a point without x and x_label to *out; returns the place behind it.
static struct activation_point *add_point(struct activation_point *out, enum order order,
                                          enum point_kind kind, double y, const char *label)
{
    *out = (struct activation_point){.order = order, .kind = kind, .y = y};
    snprintf(out->label, sizeof out->label, "%s", label);
    return out + 1;
}

// f, f' and f'' at kπ/2 are the sine at kπ/2, (k + 1)π/2 and (k + 2)π/2: roots, maxima 1 or minima
// -1.
static int sinusoid_points(const double *parameters, struct activation_point *out)
{
    static const double values[] = {0, 1, 0, -1};
    static const char *const labels[] = {"0", "1", "0", "−1"};
    static const enum point_kind kinds[] = {POINT_ROOT, POINT_MAXIMUM, POINT_ROOT, POINT_MINIMUM};
    (void)parameters;
    int n = 0;
    for (int k = -6; k <= 6; k++)
        for (int order = ORDER_F; order < ORDER_COUNT; order++, n++) {
            int turn = (k + order) & 3;
            add_point(&out[n], (enum order)order, kinds[turn], values[turn], labels[turn]);
            out[n].x = k * (pi / 2);
            label_of_pi(out[n].x_label, k, 2, "");
            out[n].headline = k == 0 && order == ORDER_DF;
        }
    return n;
}

const struct activation activation_sinusoid = {
    .id = "sinusoid",
    .name = N_("Sinusoid"),
    .symbol = "sin",
    .family = family_periodic,
    .aliases = "sin sine siren",
    .formula = {"sin x", "cos x", "−sin x"},
    .typed = {"sin(x)", "cos(x)"},
    .range = "[−1, 1]",
    .sup_slope = N_("1 at kπ"),
    .sup_slope_value = 1,
    .limits = {N_("none, none"), N_("none, none"), N_("none, none")},
    .conventions = N_("NaN at ±∞, where there is no limit."),
    .origin = "Lapedes, Farber 1987; Parascandolo, Huttunen, Virtanen 2017, Taming the waves; "
              "Sitzmann et al. 2020, Implicit neural representations with periodic activation "
              "functions",
    .swings = true,
    .home_low = -7, // a little more than two periods
    .home_high = 7,
    .kernel = kernel_sinusoid,
    .breaks = no_breaks,
    .points = sinusoid_points,
};

static int sinc_points(const double *parameters, struct activation_point *out)
{
    static const double half = 1.895494267033981, df_1 = 4.493409457909064,
                        df_2 = 7.725251836937707, d2f_1 = 2.0815759778181007,
                        d2f_2 = 5.940369990572712, d2f_3 = 9.205840142936665,
                        d3f_1 = 3.870238580222165, d3f_2 = 7.443087053954458;
    static const struct activation_point table[] = {
        {ORDER_F, POINT_MAXIMUM, 0, 1, "0", "1", false},
        {ORDER_DF, POINT_ROOT, 0, 0, "0", "0", false},
        {ORDER_D2F, POINT_MINIMUM, 0, -1. / 3, "0", "−1/3", false},
        {ORDER_F, POINT_HALF_HEIGHT, half, 0.5, "1.8954943", "1/2", false},
        {ORDER_DF, POINT_MINIMUM, d2f_1, -0.4361818172714585, "2.081576", "−0.43618182", true},
        {ORDER_D2F, POINT_ROOT, d2f_1, 0, "2.081576", "0", false},
        {ORDER_F, POINT_ROOT, pi, 0, "π", "0", false},
        {ORDER_D2F, POINT_MAXIMUM, d3f_1, 0.24869223644578914, "3.8702386", "0.24869224", false},
        {ORDER_F, POINT_MINIMUM, df_1, -0.21723362821122166, "4.4934095", "−0.21723363", false},
        {ORDER_DF, POINT_ROOT, df_1, 0, "4.4934095", "0", false},
        {ORDER_DF, POINT_MAXIMUM, d2f_2, 0.1680699599455032, "5.94037", "0.16806996", false},
        {ORDER_D2F, POINT_ROOT, d2f_2, 0, "5.94037", "0", false},
        {ORDER_F, POINT_ROOT, 2 * pi, 0, "2π", "0", false},
        {ORDER_D2F, POINT_MINIMUM, d3f_2, -0.13314320211360722, "7.4430871", "−0.1331432", false},
        {ORDER_F, POINT_MAXIMUM, df_2, 0.12837455352589914, "7.7252518", "0.12837455", false},
        {ORDER_DF, POINT_ROOT, df_2, 0, "7.7252518", "0", false},
        {ORDER_DF, POINT_MINIMUM, d2f_3, -0.10859645965065586, "9.2058401", "−0.10859646", false},
        {ORDER_D2F, POINT_ROOT, d2f_3, 0, "9.2058401", "0", false},
        {ORDER_F, POINT_ROOT, 3 * pi, 0, "3π", "0", false},
    };
    (void)parameters;
    return mirror_points(out, table, COUNT(table), PARITY_EVEN);
}

const struct activation activation_sinc = {
    .id = "sinc",
    .name = N_("Sinc"),
    .symbol = "sinc",
    .family = family_periodic,
    .aliases = "cardinal_sine",
    .formula = {"sin(x)/x, 1 at 0", "(cos x − f(x))/x, 0 at 0", "−f(x) − 2f′(x)/x, −1/3 at 0"},
    .typed = {"if(x == 0, 1, sin(x)/x)", "if(x == 0, 0, (x*cos(x)-sin(x))/x^2)"},
    .range = "[−0.21723363, 1]",
    .sup_slope = N_("0.43618182 at ±2.081576"),
    .sup_slope_value = 0.4361818172714585,
    .limits = {"0, 0", "0, 0", "0, 0"},
    .conventions =
        N_("Not normalised: torch.sinc (PyTorch 2) and jnp.sinc (JAX 0.7) are sin(πx)/(πx)."),
    .origin = "Elwasif, Fausett 1996, Function approximation using a sinc neural network",
    .swings = true,
    .home_low = -10, // wide enough for several side lobes
    .home_high = 10,
    .kernel = kernel_sinc,
    .breaks = no_breaks,
    .points = sinc_points,
};

// Adds the points at x = kπ/(4a), where f'' is ±2a or 0; where it is 0, f' is 2 or 0. Returns the
// place behind them.
static struct activation_point *add_snake_points(struct activation_point *out, double a, int k)
{
    switch (k & 3) {
    case 0:
        return add_point(out, ORDER_D2F, POINT_MAXIMUM, 2 * a, "2a");
    case 1:
        out = add_point(out, ORDER_DF, POINT_MAXIMUM, 2, "2");
        out[-1].headline = k == 1;
        return add_point(out, ORDER_D2F, POINT_ROOT, 0, "0");
    case 2:
        return add_point(out, ORDER_D2F, POINT_MINIMUM, -2 * a, "−2a");
    default:
        out = add_point(out, ORDER_DF, POINT_MINIMUM, 0, "0");
        return add_point(out, ORDER_D2F, POINT_ROOT, 0, "0");
    }
}

// The points within [-10, 10], or as many of them next to 0 as fit.
static int snake_points(const double *parameters, struct activation_point *out)
{
    enum { ROOM = 15 }; // 1 + 3 × 15 + 2 points
    double a = parameters[0], unit = pi / (4 * a);
    int most = unit * ROOM < 10 ? ROOM : (int)(10 / unit);
    struct activation_point *next = out;
    for (int k = -most; k <= most; k++) {
        struct activation_point *first = next;
        if (k == 0)
            next = add_point(next, ORDER_F, POINT_ROOT, 0, "0");
        next = add_snake_points(next, a, k);
        for (; first < next; first++) {
            first->x = k * unit;
            label_of_pi(first->x_label, k, 4, "a");
        }
    }
    assert(next - out <= ACTIVATION_POINTS_MAX);
    return (int)(next - out);
}

const struct activation activation_snake = {
    .id = "snake",
    .name = N_("Snake"),
    .symbol = "snake",
    .family = family_periodic,
    .aliases = "",
    .formula = {"x + sin²(ax)/a", "1 + sin(2ax)", "2a cos(2ax)"},
    .typed = {"x+sin(a*x)^2/a", "1+sin(2*a*x)"},
    .range = "(−∞, ∞)",
    .sup_slope = N_("2 at (π/4 + kπ)/a"),
    .sup_slope_value = 2,
    .limits = {"−∞, ∞", N_("none, none (in [0, 2])"), N_("none, none (in [−2a, 2a])")},
    .conventions =
        N_("f′ and f″ are NaN at ±∞, where they have no limit. TensorFlow Addons calls a "
           "the frequency, 1 by default."),
    .origin = "Ziyin, Hartwig, Ueda 2020, Neural networks fail to learn periodic functions and "
              "how to fix it",
    .swings = true,
    .home_low = -5,
    .home_high = 5,
    .parameter_count = 1,
    .parameters =
        {{.name = "a", .symbol = "a", .initial = 1, .low = 0.1, .high = 10, .positive = true}},
    .kernel = kernel_snake,
    .breaks = no_breaks,
    .points = snake_points,
};

static int gaussian_points(const double *parameters, struct activation_point *out)
{
    static const double steepest = 0.7071067811865476, half = 0.8325546111576978,
                        bend = 1.224744871391589, sup = 0.8577638849607068;
    static const struct activation_point table[] = {
        {ORDER_F, POINT_MAXIMUM, 0, 1, "0", "1", false},
        {ORDER_DF, POINT_ROOT, 0, 0, "0", "0", false},
        {ORDER_D2F, POINT_MINIMUM, 0, -2, "0", "−2", false},
        {ORDER_F, POINT_INFLECTION, steepest, 0.6065306597126334, "√2/2", "1/√e", false},
        {ORDER_DF, POINT_MINIMUM, steepest, -sup, "√2/2", "−√(2/e)", true},
        {ORDER_D2F, POINT_ROOT, steepest, 0, "√2/2", "0", false},
        {ORDER_F, POINT_HALF_HEIGHT, half, 0.5, "√ln(2)", "1/2", false},
        {ORDER_D2F, POINT_MAXIMUM, bend, 0.8925206405937193, "√6/2", "4/(e√e)", false},
    };
    (void)parameters;
    return mirror_points(out, table, COUNT(table), PARITY_EVEN);
}

const struct activation activation_gaussian = {
    .id = "gaussian",
    .name = N_("Gaussian"),
    .symbol = "gauss",
    .family = family_periodic,
    .aliases = "gauss rbf radbas",
    .formula = {"e^(−x²)", "−2x f(x)", "(4x² − 2) f(x)"},
    .typed = {"exp(-x^2)", "-2*x*exp(-x^2)"},
    .range = "(0, 1]",
    .sup_slope = "√(2/e) ≈ 0.85776388 (x = ±√2/2)",
    .sup_slope_value = 0.8577638849607068,
    .limits = {"0, 0", "0, 0", "0, 0"},
    .conventions = "",
    .origin = "Broomhead, Lowe 1988, Multivariable functional interpolation and adaptive networks",
    .home_low = -5,
    .home_high = 5,
    .kernel = kernel_gaussian,
    .breaks = no_breaks,
    .points = gaussian_points,
};

static int gcu_points(const double *parameters, struct activation_point *out)
{
    static const struct activation_point table[] = {
        {ORDER_F, POINT_ROOT, 0, 0, "0", "0", false},
        {ORDER_DF, POINT_MAXIMUM, 0, 1, "0", "1", false},
        {ORDER_D2F, POINT_ROOT, 0, 0, "0", "0", false},
        {ORDER_F, POINT_MAXIMUM, 0.86033358901937976, 0.56109633819104507, "", "", false},
        {ORDER_DF, POINT_ROOT, 0.86033358901937976, 0, "", "0", false},
        {ORDER_D2F, POINT_MINIMUM, 1.1924588293364287, -2.2990257487015688, "", "", false},
        {ORDER_F, POINT_ROOT, 1.5707963267948966, 0, "π/2", "0", false},
        {ORDER_DF, POINT_MINIMUM, 2.2889297281034044, -2.3816249179268924, "", "", false},
        {ORDER_D2F, POINT_ROOT, 2.2889297281034044, 0, "", "0", false},
        {ORDER_F, POINT_MINIMUM, 3.4256184594817281, -3.2883713955908965, "", "", false},
        {ORDER_DF, POINT_ROOT, 3.4256184594817281, 0, "", "0", false},
        {ORDER_D2F, POINT_MAXIMUM, 3.8087622191996890, 4.2296027829697931, "", "", false},
        {ORDER_F, POINT_ROOT, 4.7123889803846899, 0, "3π/2", "0", false},
        {ORDER_DF, POINT_MAXIMUM, 5.0869850941022704, 5.1001272266506331, "", "", false},
        {ORDER_D2F, POINT_ROOT, 5.0869850941022704, 0, "", "0", false},
        {ORDER_F, POINT_MAXIMUM, 6.4372981791719471, 6.3610039448338535, "", "", false},
        {ORDER_DF, POINT_ROOT, 6.4372981791719471, 0, "", "0", false},
        {ORDER_D2F, POINT_MINIMUM, 6.7039557757807475, -6.9361275760210609, "", "", false},
        {ORDER_F, POINT_ROOT, 7.8539816339744831, 0, "5π/2", "0", false},
        {ORDER_DF, POINT_MINIMUM, 8.0961636032229204, -8.0997147750085314, "", "", false},
        {ORDER_D2F, POINT_ROOT, 8.0961636032229204, 0, "", "0", false},
        {ORDER_F, POINT_MINIMUM, 9.5293344053619636, -9.4772942594797938, "", "", false},
        {ORDER_DF, POINT_ROOT, 9.5293344053619636, 0, "", "0", false},
        {ORDER_D2F, POINT_MAXIMUM, 9.7240274761755095, 9.8814785968241875, "", "", false},
    };
    struct activation_point right[COUNT(table)];
    (void)parameters;
    memcpy(right, table, sizeof right);
    label_points(right, COUNT(table));
    return mirror_points(out, right, COUNT(table), PARITY_ODD);
}

const struct activation activation_gcu = {
    .id = "gcu",
    .name = N_("GCU"),
    .symbol = "GCU",
    .family = family_periodic,
    .aliases = "growing_cosine_unit growing_cosine",
    .formula = {"x cos x", "cos x − x sin x", "−2 sin x − x cos x"},
    .typed = {"x*cos(x)", "cos(x)-x*sin(x)"},
    .range = "(−∞, ∞)",
    .sup_slope = N_("unbounded"),
    .sup_slope_value = INFINITY,
    .limits = {N_("none, none"), N_("none, none"), N_("none, none")},
    .conventions = N_("NaN at ±∞, where there is no limit."),
    .origin = "Noel, Arunkumar, Trivedi, Dutta 2021, Growing cosine unit: a novel oscillatory "
              "activation function that can speedup training and reduce parameters in "
              "convolutional neural networks",
    .swings = true,
    .home_low = -10, // three of its waves on either side
    .home_high = 10,
    .kernel = kernel_gcu,
    .breaks = no_breaks,
    .points = gcu_points,
};
