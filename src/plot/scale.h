// Axis scales: how a data value becomes a position along an axis, and back.
//
// An axis is drawn proportionally to the "axis coordinate" u of a value v. It is v itself on a
// linear axis, log10 v on a log axis, and asinh(v / 2t) / ln 10 on a symlog axis: a signed
// logarithm that is linear within about ±t and logarithmic outside (Webber 2012, A bi-symmetric log
// transformation for wide-range data, in its form with asinh).
#ifndef ACTSCOPE_PLOT_SCALE_H
#define ACTSCOPE_PLOT_SCALE_H

#include <stdbool.h>

enum scale_kind { SCALE_LINEAR, SCALE_LOG, SCALE_SYMLOG, SCALE_COUNT };

// The t of symlog, where it turns from linear to logarithmic, in data.
#define SCALE_SYMLOG_THRESHOLD 1e-3

// Converts a data value into an axis coordinate. A log scale gives NaN for v < 0 and -inf for 0.
double scale_forward(enum scale_kind kind, double value);

// Converts an axis coordinate into a data value.
double scale_inverse(enum scale_kind kind, double u);

// Returns dv/du at a data value: how many units of data one axis coordinate is.
double scale_stretch(enum scale_kind kind, double value);

// The word for a scale: "linear", "log", "symlog"; and the scale of a word, -1 if it is none of
// them.
const char *scale_name(enum scale_kind kind);
int scale_find(const char *name);

#endif
