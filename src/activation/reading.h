// The value of a function at one x as people read it: exact at points of interest, free of rounding
// errors, and with words for holes, poles, jumps and ends of domains. Numbers are written with
// `digits` significant digits. Texts are written to `out` of `size` bytes, cut off if they are
// longer, in the reader's language.
#ifndef ACTSCOPE_ACTIVATION_READING_H
#define ACTSCOPE_ACTIVATION_READING_H

#include "activation/activation.h"
#include "base/fact.h"

// f, f' or f'' at x as curves show it. A user's formula, in which doubles may cancel, is computed
// with more digits (precise.h), which takes some 100 microseconds.
double drawn_value(const struct activation *activation, const double *parameters, enum order order,
                   double x);

enum reading_kind {
    READING_VALUE,
    READING_HOLE, // both sides have the same limit, which is not the value
    READING_POLE, // the function grows beyond all bounds on a side
    READING_JUMP, // the sides have different limits
    READING_END,  // there are values on one side only, and none at x
    READING_NONE, // there are no values, neither at x nor next to it
};

// What f, f' or f'' is at x. `value` is NaN where there is none, and infinite only if it is too
// large for a double. `left` and `right` are the one-sided limits, NaN if there is none or it is
// not known; they are set unless the kind is READING_VALUE.
struct reading {
    enum reading_kind kind;
    double value, left, right;
};

// Reads f, f' or f'' (`order`) at x. Within 1e-12 |x| of a break or a point of interest the reading
// is that of the break or the point; so the slope at an extremum is 0, and so is f'' at an
// inflection of f. A value also counts as 0 if the rounding of x alone could make it of a root.
// Values of users' formulas are exact to their last digit, also where terms cancel.
struct reading reading_at(const struct activation *activation, const double *parameters,
                          enum order order, double x);

// The same as one number: the value, or at a hole without a value the limit, else NaN.
double reading_value(const struct activation *activation, const double *parameters,
                     enum order order, double x);

// Writes a reading for a table: "0.25", "→ 1 (hole)", "−∞ → ∞ (pole)", "1 (jump 0 → 1)", "none → 0
// (end)", "no values here". Returns `out`.
char *reading_text(const struct reading *reading, int digits, char *out, size_t size);

// Writes a reading as words to be spoken: "0.25", "hole (limit 1)", "1, jump (0 on the left, 1 on
// the right)", "none". Returns `out`.
char *reading_words(const struct reading *reading, int digits, char *out, size_t size);

// Reads f, f' or f'' at x and writes "f = 1/4" or "f ≈ 0.170", with `symbol` as the curve's name; a
// reading that is no plain value as in a table: "f → 1 (hole)", "f: no values here". "=" stands
// only at points of interest and on straight pieces of the catalogue's functions, not for values
// that happen to round to a short decimal. Returns `out`.
char *reading_sentence(const struct activation *activation, const double *parameters,
                       enum order order, double x, const char *symbol, int digits, char *out,
                       size_t size);

// Writes a point of interest: "σ′(0) = 1/4"; "GELU(−0.752) ≈ −0.170" if y is rounded; "SiLU′ = 0 at
// x ≈ −1.28" if only x is; "step jumps 0 → 1", "f → 1 (hole)", "f: −∞ → ∞ (pole)". `symbol` is the
// curve's name: "σ′". A label longer than `longest` characters is replaced by a number of six
// digits. Returns `out`.
char *reading_point(const struct activation *activation, const double *parameters,
                    const struct activation_point *point, const char *symbol, int longest,
                    char *out, size_t size);

#endif
