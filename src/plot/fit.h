// Axes made for values: where an axis begins and ends so that a curve fills it and has room around.
#ifndef ACTSCOPE_PLOT_FIT_H
#define ACTSCOPE_PLOT_FIT_H

#include "plot/view.h"

// An axis of this scale for values from `low` to `high`, with 8 % of it as room on each side. A
// flat curve has a tenth of its height around it, or [-1.25, 1.25] around 0. On a logarithmic axis
// the room is 8 % of the decades, of one at least; values that are not positive are left out, down
// to a millionth of the highest, and where none is positive the axis is [0.001, 1]. Never beyond
// what an axis can show (AXIS_LIMIT, AXIS_LOG_LOW, AXIS_LOG_HIGH).
struct axis axis_fit(enum scale_kind scale, double low, double high);

#endif
