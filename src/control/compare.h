// What was chosen for comparing curves: whether panels share their y axis, saturation, the colour
// band of |f'|, and depth. A part of the state (control/state.h).
#ifndef ACTSCOPE_CONTROL_COMPARE_H
#define ACTSCOPE_CONTROL_COMPARE_H

#include <stdbool.h>

#include "base/text.h"
#include "plot/dataset.h"

// |f'|^L is drawn for L from 1 to DEPTH_MOST; `depth toggle` begins with DEPTH_FIRST.
enum { DEPTH_MOST = 100, DEPTH_FIRST = 30, DATA_FILES_MAX = 8 };

#define SATURATION_THRESHOLD 0.01 // the first one

struct compare {
    bool free_y;                                 // every panel fits its own y
    bool saturation;                             // where |f'| < threshold is shaded and measured
    double threshold;                            // finite, > 0
    bool band;                                   // |f'| as a strip of colour under the x axis
    int depth;                                   // f' is replaced by |f'|^depth; 0 for not
    char data[DATA_FILES_MAX][DATASET_PATH_MAX]; // files whose histograms lie under the curves
    int data_n;
};

void compare_init(struct compare *compare);
bool compare_equal(const struct compare *a, const struct compare *b);

// Appends the commands that rebuild it, one a line.
void compare_print(const struct compare *compare, struct text *out);

#endif
