// Ticks: where to mark an axis and what to write there, right at every zoom from 1e-300 to 1e300.
//
// Steps are 1, 2 or 5 times a power of ten (linear), decades with 1-2-5 or linear steps inside a
// single decade (log), both mirrored with 0 (symlog). Where digits run out, labels are written
// relative to an offset, and very large or small ones in units of a power of ten; `note` says so,
// once an axis. Labels use U+2212 for minus and superscripts for powers. Neighbouring labels always
// differ.
#ifndef ACTSCOPE_PLOT_TICKS_H
#define ACTSCOPE_PLOT_TICKS_H

#include "plot/view.h"

enum { TICKS_MAX = 64, TICK_LABEL_MAX = 48, TICKS_NOTE_MAX = 112 };

struct tick {
    double value;    // data value
    double fraction; // of the axis, in [0, 1]
    bool major;      // minor ticks have no label
    char label[TICK_LABEL_MAX];
};

struct ticks {
    int n;
    double step; // between major ticks in data units (linear), else 0
    struct tick items[TICKS_MAX];
    // To be read on from a label: "×10⁻³⁰⁰", "+ 1000", "×10⁻¹³ − 0.75"; "" for none. So 2 there is
    // 2 ×10⁻¹³ − 0.75: value = label × power + offset.
    char note[TICKS_NOTE_MAX];
};

// Fills `ticks` with at most `most` labelled ticks (at least 2; most is cut to [2, 32]) in
// increasing value, all inside the axis, plus unlabelled minor ones as room allows. The steps
// depend on the axis's length alone, so ticks keep to their values while panning. There are none
// for an axis that axis_check refuses, and fewer than 2 labels only where an axis holds too few
// doubles.
void ticks_build(const struct axis *axis, int most, struct ticks *ticks);

#endif
