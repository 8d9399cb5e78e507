// Axis scales: how a data value becomes a position along an axis, and back.
//
// "Axis coordinate" u is what is drawn proportionally: u = v (linear), log10 v (log), or the signed
// logarithm u = asinh(v / 2t) / ln 10 (symlog; Webber 2012 in its asinh form), which is linear
// within about ±t and logarithmic outside.
#ifndef ACTSCOPE_PLOT_SCALE_H
#define ACTSCOPE_PLOT_SCALE_H

#include <stdbool.h>

enum scale_kind { SCALE_LINEAR, SCALE_LOG, SCALE_SYMLOG, SCALE_COUNT };

// Where symlog turns from linear to logarithmic.
#define SCALE_SYMLOG_THRESHOLD 1e-3

// Data value to axis coordinate. A log scale gives NaN for v < 0 and -inf for 0.
double scale_forward(enum scale_kind kind, double value);

// Axis coordinate to data value.
double scale_inverse(enum scale_kind kind, double u);

// Data per unit of axis coordinate at a value: dv/du.
double scale_stretch(enum scale_kind kind, double value);

// "linear", "log", "symlog"; and back (-1 if it is none of them).
const char *scale_name(enum scale_kind kind);
int scale_find(const char *name);

#endif
