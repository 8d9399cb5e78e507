// Small charts, of which the pages of the networks are made: a rectangle with two axes, and what
// can be drawn in it. Lengths are pixels, and values are in the units of the chart's axes.
//
// A value that has no place (NaN, infinite) is a gap, where a line breaks. Everything is clipped to
// the chart.
#ifndef ACTSCOPE_SCENE_NETWORKS_CHART_H
#define ACTSCOPE_SCENE_NETWORKS_CHART_H

#include "scene/part.h"

struct chart {
    struct rect plot;
    struct axis x, y;
    bool powers;  // y stands for exponents of ten: −5 is written 10⁻⁵
    bool percent; // y is a share: 0.5 is written 50 %
};

// Where a value lies, in pixels of the picture; it may be outside the chart.
double chart_x(const struct chart *chart, double x);
double chart_y(const struct chart *chart, double y);

// Draws the ground, horizontal grid lines at no more than about `most` values, and a line at the
// foot.
void chart_ground(const struct part *part, const struct chart *chart, int most);

// Writes the numbers of these lines, to the left of the chart.
void chart_numbers_y(const struct part *part, const struct chart *chart, int most);

// The width of the widest of these numbers, for whoever places the chart.
double chart_numbers_width(const struct part *part, const struct chart *chart, int most);

// Writes whole numbers below the chart: the first, the last, and what fits between.
void chart_numbers_x(const struct part *part, const struct chart *chart, double first, double last);

// Draws a line through n points; of single values between gaps, nothing.
void chart_line(const struct part *part, const struct chart *chart, const double *x,
                const double *y, int n, const struct stroke *stroke);

// Fills what is between two lines of n points.
void chart_band(const struct part *part, const struct chart *chart, const double *x,
                const double *low, const double *high, int n, struct color color);

// Draws a vertical line through the chart.
void chart_mark(const struct part *part, const struct chart *chart, double x, struct color color);

// Strokes of the usual weights: a thick line, and a thin dashed one (for a prediction).
struct stroke chart_stroke(const struct part *part, double width, struct color color);
struct stroke chart_dashed(const struct part *part, double width, struct color color);

// Draws a text, cut with an ellipsis where it would be wider than `width`.
void chart_text(const struct part *part, double x, double baseline, double width, double cap,
                enum text_weight weight, enum text_align align, struct color color,
                const char *string);

// Draws a quiet text, or a shorter one where that would be wider than `width`.
void chart_text_or(const struct part *part, double x, double baseline, double width, double cap,
                   const char *string, const char *shorter);

// Draws a text over several lines, broken at spaces; returns the baseline below its last line.
double chart_paragraph(const struct part *part, double x, double baseline, double width, double cap,
                       struct color color, const char *string);

#endif
