// What an infinitely wide network does with an activation: there, the pre-activations of a layer
// are normal, z ~ N(0, q), and a layer is known by a few expectations over that density.
//
// Names follow the mean-field literature (Poole et al. 2016, Exponential expressivity in deep
// neural networks through transient chaos; Schoenholz et al. 2017, Deep information propagation).
// NAN stands for a quantity that is not defined; ±INFINITY is a value.
#ifndef ACTSCOPE_NETWORK_MEAN_FIELD_H
#define ACTSCOPE_NETWORK_MEAN_FIELD_H

#include "activation/activation.h"

#include <stdbool.h>

struct mean_field {
    double mean; // E[f(z)]
    double a;    // E[f(z)²]: the next layer has q = σw² a + σb²
    double bp; // E[f′(z)²]: a gradient's mean square grows by χ = σw² bp a layer; Dirac masses
               // are left out, as in f′
    double d; // da/dq = E[f(√q z) f′(√q z) z]/√q for z ~ N(0, 1), from first derivatives only:
              // right at kinks
};

// Fills `out` for z ~ N(0, q), to a relative error of 1e-10 or better, near logarithms and roots of
// 1e-6. What grows too fast for its square to have an expectation, at a pole within 12.5 √q or far
// out, is infinite (then d is not defined); what has no value somewhere is NaN. Returns false, and
// leaves `out` alone, unless q is positive and finite.
bool mean_field_moments(const struct activation *activation, const double *parameters, double q,
                        struct mean_field *out);

// P(|f′(z)| < threshold) for z ~ N(0, q).
double mean_field_share_below(const struct activation *activation, const double *parameters,
                              double q, double threshold);

// --- the fixed point ---

enum regime {
    REGIME_FINITE,   // 0 < q* < ∞
    REGIME_ZERO,     // the variance dies out
    REGIME_INFINITE, // it grows without bound
    REGIME_ANY,      // every q is a fixed point: a ReLU at criticality
};

struct fixed_point {
    enum regime regime;
    double q_star; // the limit from q¹ = σw² + σb²
    double chi_1;  // σw² E[f′²] at q*: < 1 gradients vanish, > 1 they explode
    double dv_dq;  // V′(q*); NAN unless finite
    double xi_q; // -1/ln V′: depth scale of the variance, in layers; NAN unless finite and V′ < 1
    double xi_grad; // -1/ln χ₁: of the gradient's mean square; negative: explosion; inf: χ₁ = 1
    double slope;   // ½ log10 χ₁: decades of the gradient a layer, towards the input
    double c_star, chi_c_star, xi_c; // of two inputs' correlation; NAN unless regime is finite
};

// "finite", "zero", "inf", "any".
const char *regime_name(enum regime regime);

// Everything but the correlation, which is left NAN; about 0.1 to 1 ms. σw > 0, σb >= 0.
void mean_field_fixed_point(const struct activation *activation, const double *parameters,
                            double sigma_w, double sigma_b, struct fixed_point *out);

// Adds c*, χ(c*) and ξc, but not where a function swings often within √q*: at once if χ₁ <= 1 (c*
// is 1), else some tens of milliseconds.
void mean_field_correlation(const struct activation *activation, const double *parameters,
                            double sigma_w, double sigma_b, struct fixed_point *point);

// --- depth by depth ---

enum { MEAN_FIELD_DEPTH_MAX = 200 };

struct depth_profile {
    int depth;
    double q[MEAN_FIELD_DEPTH_MAX + 1];              // qˡ for l = 1 … depth; may be 0 or inf
    double chi[MEAN_FIELD_DEPTH_MAX + 1];            // σw² E[f′²] at qˡ
    double log10_over_top[MEAN_FIELD_DEPTH_MAX + 1]; // log10(RMS δˡ / RMS δᴸ)
    double log10_wgrad_over_top[MEAN_FIELD_DEPTH_MAX + 1]; // log10(RMS dWˡ / RMS dWᴸ)
    double log10_delta_top;   // log10 RMS δᴸ for RMS G = 1: ½ log10 E[f′²] at the top
    double log10_delta_ratio; // of layer 1 over the top
    double log10_wgrad_ratio;
};

// The prediction for a network of `depth` layers, 1 … MEAN_FIELD_DEPTH_MAX; about 10 µs a layer.
// Exact for infinite width at fixed depth.
void mean_field_depth(const struct activation *activation, const double *parameters, double sigma_w,
                      double sigma_b, int depth, struct depth_profile *out);

// The first depth at which RMS δ¹ is predicted below 2^`exponent` for RMS G = 1, at most `most`; 0
// if there is none. Single precision: -126 subnormal, -149 zero, -74.5 its square is zero.
int mean_field_depth_below(const struct activation *activation, const double *parameters,
                           double sigma_w, double sigma_b, double exponent, int most);

// --- the critical line, χ₁ = 1 ---

enum { CRITICAL_MAX = 8 };

struct critical {
    double sigma_w, sigma_b, q;
    double dv_dq;   // > 1: the variance runs away from this point
    bool repelling; // dv_dq > 1: no edge of chaos there
    bool any_q;     // ReLU-like: every q is a fixed point
};

// Every solution at this σb, in increasing q, at most CRITICAL_MAX; returns how many. q is 0 where
// the solution is the limit q → 0. Softplus has none anywhere.
int mean_field_critical(const struct activation *activation, const double *parameters,
                        double sigma_b, struct critical out[CRITICAL_MAX]);

// The whole line, with q as its parameter: σw = E[f′²]^-½, σb² = q - E[f²]/E[f′²], as far as
// σw <= sigma_w_max and σb <= sigma_b_max. Returns how many points there are, at most `c`. Between
// points with `broken` set and the one before them there is no line.
struct critical_vertex {
    double sigma_w, sigma_b, q;
    bool repelling, broken;
};
int mean_field_critical_line(const struct activation *activation, const double *parameters,
                             double sigma_w_max, double sigma_b_max, struct critical_vertex *out,
                             int c);

// --- the phase map ---

// Moments of one activation over log q, for pictures: interpolated to about 1e-6. One table serves
// every point of the plane.
enum { MOMENT_TABLE_SIZE = 481 };
struct moment_table {
    const struct activation *activation;
    double parameters[ACTIVATION_PARAMETERS_MAX];
    double log_q[MOMENT_TABLE_SIZE], log_a[MOMENT_TABLE_SIZE], log_bp[MOMENT_TABLE_SIZE];
    double chi_zero, chi_infinite; // ½(f′(0-)² + f′(0+)²) and ½(f′(-∞)² + f′(∞)²)
    bool zero_at_zero;             // f(0) = 0
};

// About 5 ms. The activation must outlive the table.
void moment_table_init(struct moment_table *table, const struct activation *activation,
                       const double *parameters);

struct phase {
    enum regime regime;
    double q_star, chi_1; // as in fixed_point, to the table's accuracy
    double xi_grad;
};

struct phase mean_field_phase(const struct moment_table *table, double sigma_w, double sigma_b);

// A row of the map: n points at one σb, σw from low to high, both included. A worker calls it row
// by row and hands over what it has.
void mean_field_phase_row(const struct moment_table *table, double sigma_b, double sigma_w_low,
                          double sigma_w_high, int n, struct phase *out);

#endif
