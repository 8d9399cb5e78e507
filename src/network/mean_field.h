// What an infinitely wide network does with an activation. There, the pre-activations of a layer
// are normally distributed, z ~ N(0, q), and a few expectations over that density describe the
// layer.
//
// Names follow the mean-field literature (Poole et al. 2016, Exponential expressivity in deep
// neural networks through transient chaos; Schoenholz et al. 2017, Deep information propagation).
// NAN stands for a quantity that is not defined; ±INFINITY is a value. σw > 0 and σb >= 0
// everywhere.
#ifndef ACTSCOPE_NETWORK_MEAN_FIELD_H
#define ACTSCOPE_NETWORK_MEAN_FIELD_H

#include "activation/activation.h"
#include "network/mix.h"
#include "network/remedy.h"

#include <stdbool.h>

struct mean_field {
    double mean; // E[f(z)]
    double a;    // E[f(z)²]: the next layer has q = σw² a + σb²

    // E[f′(z)²]: a gradient's mean square grows by χ = σw² bp in each layer. Dirac masses are left
    // out, as in f′.
    double bp;

    // da/dq = E[f(√q z) f′(√q z) z]/√q for z ~ N(0, 1). Uses first derivatives only, so it is right
    // at kinks.
    double d;
};

// Fills `out` for z ~ N(0, q), with a relative error of at most 1e-10, or 1e-6 near logarithms and
// roots. A square that grows too fast to have an expectation, at a pole within 12.5 √q or far out,
// gives INFINITY, and d is NAN then. A moment is NAN if f or f′ has no value somewhere. Returns
// false, and leaves `out` alone, unless q is positive and finite.
bool mean_field_moments(const struct activation *activation, const double *parameters, double q,
                        struct mean_field *out);

// The share of saturated units, P(|f′(z)| < threshold) for z ~ N(0, q). NAN unless q is positive
// and finite and the threshold a number.
double mean_field_share_below(const struct activation *activation, const double *parameters,
                              double q, double threshold);

// --- the fixed point ---

enum regime {
    REGIME_FINITE,   // 0 < q* < ∞
    REGIME_ZERO,     // the variance goes to 0
    REGIME_INFINITE, // the variance grows without bound
    REGIME_ANY,      // every q is a fixed point, as for a ReLU at σw² = 2, σb = 0
    REGIME_NORM,     // a normalisation holds q at 1
    REGIME_SKIP,     // with skip connections q grows: there is no fixed point
    REGIME_NONE,     // nothing is known
};

struct fixed_point {
    enum regime regime;
    double q_star;  // the limit of q, begun at q¹ = σw² + σb²
    double chi_1;   // σw² E[f′²] at q*: gradients vanish below 1 and explode above
    double dv_dq;   // V′(q*) with V(q) = σw² E[f²] + σb²; NAN unless the regime is finite
    double xi_q;    // -1/ln V′, the variance's depth scale in layers; NAN unless 0 < V′ < 1
    double xi_grad; // -1/ln χ₁, the gradient's depth scale; < 0 if it explodes, inf for χ₁ = 1
    double slope;   // ½ log10 χ₁, decades that gradients grow by per layer, towards the input

    // The limit of two inputs' correlation, χ there, and its depth scale -1/ln χ. NAN unless the
    // regime is finite and mean_field_correlation has computed them.
    double c_star, chi_c_star, xi_c;
};

// The word for a regime: "finite", "zero", "inf", "any", "norm", "skip", "none".
const char *regime_name(enum regime regime);

// Computes everything but the correlation, which becomes NAN. Takes 0.1 to 1 ms.
void mean_field_fixed_point(const struct activation *activation, const double *parameters,
                            double sigma_w, double sigma_b, struct fixed_point *out);

// Adds c*, χ(c*) and ξc to a fixed point of the same arguments. Leaves them NAN where a function
// swings often within √q*. Takes no time if χ₁ <= 1, where c* is 1, and else some tens of
// milliseconds.
void mean_field_correlation(const struct activation *activation, const double *parameters,
                            double sigma_w, double sigma_b, struct fixed_point *point);

// --- remedies ---

// A network in the limit of infinite width. With tied weights the prediction is that of a network
// with weights of their own, but with skip connections there is none: terms of the gradient's sum
// are then correlated.
//
// With skip connections the layers' outputs have p = E[h²] and m = E[h] that add up, since the
// fresh weights of a layer make f(z) independent of the h that it is added to:
//
//     qˡ = σw² pˡ⁻¹ + σb²,   pˡ = pˡ⁻¹ + E[f²] + 2 mˡ⁻¹ E[f],   mˡ = mˡ⁻¹ + E[f]
//     vˡ⁻¹ = vˡ (1 + σw² E[f′²]/s²),   E[δ²] = vˡ E[f′²],   v = E[g²]
//
// With a normalisation q = 1 and the gradient is divided by s² = σw² pˡ⁻¹ + σb² (layer), or in the
// limit of many samples σw² cˡ⁻¹ (batch) with c the part of p in which samples differ, E[f²] -
// E[f]² a layer (Yang and Schoenholz 2017, Mean field residual networks; Yang et al. 2019, A mean
// field theory of batch normalization).
struct mean_field_net {
    const struct network_mix *mix;
    struct remedy remedy;
    double sigma_w, sigma_b;
    int depth; // 1 … MEAN_FIELD_DEPTH_MAX
};

// E[f²] - E[f]², which is never below 0; 0 if it is lost in rounding.
double mean_field_variance(const struct mean_field *moments);

// The fixed point with the remedy; the mix has one activation, the depth does not matter. c* and
// what belongs to it are NAN.
void mean_field_remedied(const struct mean_field_net *net, struct fixed_point *out);

// --- depth by depth ---

enum { MEAN_FIELD_DEPTH_MAX = 200 };

// The prediction for each layer; [0] of the arrays is not used. All are NAN where there is none.
struct depth_profile {
    int depth;
    double q[MEAN_FIELD_DEPTH_MAX + 1]; // qˡ of f's input, l = 1 … depth; may be 0 or inf
    // The factor of δ's mean square from layer l + 1 to l: σw² E[f′²] at qˡ in a plain network. Of
    // the top layer what it would be if the next one were alike.
    double log10_gain[MEAN_FIELD_DEPTH_MAX + 1];
    double log10_over_top[MEAN_FIELD_DEPTH_MAX + 1];       // log10(RMS δˡ / RMS δᴸ)
    double log10_wgrad_over_top[MEAN_FIELD_DEPTH_MAX + 1]; // log10(RMS dWˡ / RMS dWᴸ)
    double log10_delta_top;   // log10 RMS δᴸ for RMS G = 1: ½ log10 E[f′²] at the top
    double log10_wgrad_top;   // log10(√batch RMS dWᴸ)
    double log10_delta_ratio; // log10(RMS δ¹ / RMS δᴸ), and the same of dW
    double log10_wgrad_ratio;
};

// Predicts a network, plain or with a remedy. It is exact for infinite width at fixed depth. Takes
// about 10 µs a layer.
void mean_field_profile(const struct mean_field_net *net, struct depth_profile *out);

// The same for a plain network with one activation.
void mean_field_depth(const struct activation *activation, const double *parameters, double sigma_w,
                      double sigma_b, int depth, struct depth_profile *out);

// The first depth, at most `most`, at which RMS δ¹ is predicted to be below 2^exponent if RMS G =
// 1; 0 if there is none. In single precision numbers are subnormal below -126 and 0 below -149;
// their squares are 0 below -74.5.
int mean_field_depth_below(const struct activation *activation, const double *parameters,
                           double sigma_w, double sigma_b, double exponent, int most);

// --- the critical line, χ₁ = 1 ---

enum { CRITICAL_MAX = 8 };

// A solution of χ₁ = 1 at a fixed point q = V(q).
struct critical {
    double sigma_w, sigma_b, q;
    double dv_dq;   // V′(q)
    bool repelling; // V′(q) > 1: the variance moves away from q, which is then no edge of chaos
    bool any_q;     // every q is a fixed point, as for a ReLU; q is NAN
};

// Finds every solution at this σb in increasing q, at most CRITICAL_MAX, and returns how many there
// are. q is 0 where the solution is the limit q → 0. Softplus has no solution anywhere.
int mean_field_critical(const struct activation *activation, const double *parameters,
                        double sigma_b, struct critical out[CRITICAL_MAX]);

// Follows the whole line with q as its parameter: σw = E[f′²]^-½, σb² = q - E[f²]/E[f′²], as far as
// σw <= sigma_w_max and σb <= sigma_b_max. Writes at most `c` points and returns how many. Where a
// point is `broken`, no line leads to it from the one before.
struct critical_vertex {
    double sigma_w, sigma_b, q;
    bool repelling, broken;
};
int mean_field_critical_line(const struct activation *activation, const double *parameters,
                             double sigma_w_max, double sigma_b_max, struct critical_vertex *out,
                             int c);

// --- the phase map ---

// The moments of one activation for many q, as natural logarithms, from which others are
// interpolated to about 1e-6, enough for pictures. One table serves all σw and σb.
enum { MOMENT_TABLE_SIZE = 481 };
struct moment_table {
    const struct activation *activation;
    double parameters[ACTIVATION_PARAMETERS_MAX];
    double log_q[MOMENT_TABLE_SIZE], log_a[MOMENT_TABLE_SIZE], log_bp[MOMENT_TABLE_SIZE];
    double chi_zero, chi_infinite; // E[f′²] as q → 0 and q → ∞ (limits.h)
    bool zero_at_zero;             // f(0) = 0
};

// Fills a table; takes about 5 ms. The activation must outlive it.
void moment_table_init(struct moment_table *table, const struct activation *activation,
                       const double *parameters);

struct phase {
    enum regime regime;
    double q_star, chi_1; // as in struct fixed_point, to the table's accuracy
    double xi_grad;
};

// The fixed point at σw >= 0 and σb, by the table.
struct phase mean_field_phase(const struct moment_table *table, double sigma_w, double sigma_b);

// Computes a row of the phase map: n points at one σb, with σw evenly spaced from `sigma_w_low` to
// `sigma_w_high`.
void mean_field_phase_row(const struct moment_table *table, double sigma_b, double sigma_w_low,
                          double sigma_w_high, int n, struct phase *out);

#endif
