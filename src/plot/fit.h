// Chooses where an axis begins and ends, so that a curve fills it and has some room around it.
#ifndef ACTSCOPE_PLOT_FIT_H
#define ACTSCOPE_PLOT_FIT_H

#include "plot/view.h"

// Returns an axis of this scale for values from `low` to `high`, low <= high, with 8 % of their
// range as room on each side. A flat curve gets a tenth of its height on each side, or [-1.25,
// 1.25] around 0. On a log axis the room is 8 % of the decades, or of one decade if there are
// fewer. Values that are not positive are left out: it begins at a millionth of `high` then, and is
// [0.001, 1] where `high` is not positive. The axis stays within AXIS_LIMIT, or AXIS_LOG_LOW and
// AXIS_LOG_HIGH.
struct axis axis_fit(enum scale_kind scale, double low, double high);

#endif
