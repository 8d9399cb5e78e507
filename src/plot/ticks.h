// Ticks: where to mark an axis, and what to write there, at every zoom from 1e-300 to 1e300.
//
// Steps are 1, 2 or 5 times a power of ten on linear axes. Log axes have decades, or 1-2-5 or even
// steps where less than three decades are in sight; symlog axes have the same on both sides of 0.
// Where not all have room, powers of ten are every few of those from 10^0 on, and 0 is the last
// number to go.
// Where numbers have too many digits, labels are written relative to an offset, and very large or
// small ones in units of a power of ten; `note` says so, once for the axis. Labels have U+2212 for
// a minus and superscripts for powers. Neighbouring labels always differ.
#ifndef ACTSCOPE_PLOT_TICKS_H
#define ACTSCOPE_PLOT_TICKS_H

#include "plot/view.h"

enum { TICKS_MAX = 64, TICK_LABEL_MAX = 48, TICKS_NOTE_MAX = 112 };

struct tick {
    double value;    // data value
    double fraction; // of the axis, in [0, 1]
    bool major;      // has a label; minor ticks have none
    char label[TICK_LABEL_MAX];
};

struct ticks {
    int n;
    double step; // between major ticks of a linear axis, in data; 0 for other scales
    struct tick items[TICKS_MAX];
    // What follows each label in thought: "×10⁻³⁰⁰", "+ 1000", "×10⁻¹³ − 0.75"; "" for nothing.
    // With the last of these the label 2 is the value 2 × 10⁻¹³ − 0.75.
    char note[TICKS_NOTE_MAX];
};

// Fills `ticks` with at most `most` labelled ticks (cut to 2 … 32) in increasing value, all inside
// the axis, and with minor ticks as room allows. The steps depend on the axis's length alone, so
// ticks keep to their values while panning. There are none for an axis that axis_check refuses, and
// fewer than two labels only where an axis holds too few doubles.
void ticks_build(const struct axis *axis, int most, struct ticks *ticks);

#endif
