// What a function's values read as: of a point of interest its exact value, and no rounding noise.
#ifndef ACTSCOPE_ACTIVATION_READING_H
#define ACTSCOPE_ACTIVATION_READING_H

#include "activation/activation.h"
#include "base/fact.h"

// The value as curves are drawn: of a formula, in which doubles may cancel, to its last digit,
// which takes some 100 microseconds.
double drawn_value(const struct activation *activation, const double *parameters, enum order order,
                   double x);

enum reading_kind {
    READING_VALUE,
    READING_HOLE, // both sides have one limit, which is not the value
    READING_POLE, // beyond all bounds on a side
    READING_JUMP, // the sides have different limits
    READING_END,  // there are values on one side, and none at x
    READING_NONE, // there are no values
};

// What a function is at x. `value` is NaN where there is none, and infinite only where doubles end;
// `left` and `right` are the limits, NaN where there is none or it is not known.
struct reading {
    enum reading_kind kind;
    double value, left, right;
};

// Of an order at x: what a break within 1e-12 |x| says, or else x itself. At a point of interest
// (as near) the value is the point's own, 0 for the slope at an extremum and for the second
// derivative at an inflection of f included; elsewhere 0 where it is so near a root that x's own
// rounding could make it. A formula's values are right to their last digit, however much cancels.
struct reading reading_at(const struct activation *activation, const double *parameters,
                          enum order order, double x);

// The same as one number: the value, at a hole without one its limit, or NaN.
double reading_value(const struct activation *activation, const double *parameters,
                     enum order order, double x);

// Writes it as it stands in a table: "0.25", "→ 1 (hole)", "−∞ → ∞ (pole)", "1 (jump 0 → 1)",
// "none → 0 (end)", "no values here"; numbers have so many significant digits. Returns `out`.
char *reading_text(const struct reading *reading, int digits, char *out, size_t size);

// Writes it as it is spoken: "0.25", "hole (limit 1)", "1, jump (0 on the left, 1 on the right)",
// "none". Returns `out`.
char *reading_words(const struct reading *reading, int digits, char *out, size_t size);

// Writes "f = 1/4" or "f ≈ 0.170", and what is not a plain value as in a table: "f → 1 (hole)",
// "f: no values here". Exact are points of interest and straight pieces of the catalogue; values
// that only happen to round to a short decimal are not. Returns `out`.
char *reading_sentence(const struct activation *activation, const double *parameters,
                       enum order order, double x, const char *symbol, int digits, char *out,
                       size_t size);

// Writes what a point of interest is: "σ′(0) = 1/4"; where values are rounded, "GELU(−0.752) ≈
// −0.170"; where only the place is, "SiLU′ = 0 at x ≈ −1.28"; and "step jumps 0 → 1", "f → 1
// (hole)", "f: −∞ → ∞ (pole)". `symbol` names the curve: "σ′". Labels longer than `longest` letters
// are written as numbers. Returns `out`.
char *reading_point(const struct activation *activation, const double *parameters,
                    const struct activation_point *point, const char *symbol, int longest,
                    char *out, size_t size);

#endif
