// Small charts: a rectangle with two axes, and what can be drawn in it. Private to this room.
//
// The network page and the race are made of these. Values that have no place (NaN, infinite) are
// gaps: lines break there. Everything is clipped to the chart.
#ifndef ACTSCOPE_SCENE_NETWORKS_CHART_H
#define ACTSCOPE_SCENE_NETWORKS_CHART_H

#include "scene/part.h"

struct chart {
    struct rect plot;
    struct axis x, y;
    bool powers;  // y stands for exponents of ten: −5 is written 10⁻⁵
    bool percent; // y is a share: 0.5 is written 50 %
};

double chart_x(const struct chart *chart, double x);
double chart_y(const struct chart *chart, double y);

// The ground, horizontal grid lines at about `most` values, and a frame line at the foot.
void chart_ground(const struct part *part, const struct chart *chart, int most);

// The numbers of these lines, to the left of the chart.
void chart_numbers_y(const struct part *part, const struct chart *chart, int most);

// How wide the widest of these numbers is, for whoever places the chart.
double chart_numbers_width(const struct part *part, const struct chart *chart, int most);

// Whole numbers below the chart: the first, the last, and what fits between.
void chart_numbers_x(const struct part *part, const struct chart *chart, double first, double last);

void chart_line(const struct part *part, const struct chart *chart, const double *x,
                const double *y, int n, const struct stroke *stroke);

// The stretch between two lines.
void chart_band(const struct part *part, const struct chart *chart, const double *x,
                const double *low, const double *high, int n, struct color color);

// A vertical line through the chart.
void chart_mark(const struct part *part, const struct chart *chart, double x, struct color color);

// Strokes of the usual weights: a thick line, and a thin dashed one (for a prediction).
struct stroke chart_stroke(const struct part *part, double width, struct color color);
struct stroke chart_dashed(const struct part *part, double width, struct color color);

// A text cut with an ellipsis where it would be wider than `width`.
void chart_text(const struct part *part, double x, double baseline, double width, double cap,
                enum text_weight weight, enum text_align align, struct color color,
                const char *string);

// A quiet text, or a shorter one where that would be wider than `width`.
void chart_text_or(const struct part *part, double x, double baseline, double width, double cap,
                   const char *string, const char *shorter);

// A text over several lines, broken at spaces; returns the baseline below its last line.
double chart_paragraph(const struct part *part, double x, double baseline, double width, double cap,
                       struct color color, const char *string);

#endif
