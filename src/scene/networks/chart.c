#include "scene/networks/chart.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

enum { RUN_MAX = 512 };

double chart_x(const struct chart *chart, double x)
{
    return chart->plot.x + axis_fraction(&chart->x, x) * chart->plot.w;
}

double chart_y(const struct chart *chart, double y)
{
    return chart->plot.y + (1 - axis_fraction(&chart->y, y)) * chart->plot.h;
}

// Between two labelled values: 1, 2 or 5 times a power of ten; whole where they are exponents.
static double tick_step(const struct part *part, const struct chart *chart, int most)
{
    int fit = (int)(chart->plot.h / (part->look->cap_axis * 2.3)); // numbers keep apart
    most = most < fit ? most : fit;
    double raw = (chart->y.high - chart->y.low) / (most > 1 ? most : 1);
    double unit = pow(10, floor(log10(raw)));
    double step = unit * (raw <= unit * 1.0001 ? 1
                          : raw <= unit * 2    ? 2
                          : raw <= unit * 5    ? 5
                                               : 10);
    return chart->powers ? fmax(1, round(step)) : step;
}

static const char *tick_text(const struct chart *chart, double value, char *out, size_t size)
{
    if (chart->percent) {
        snprintf(out, size, "%.0f %%", 100 * value);
        return out;
    }
    if (!chart->powers)
        return number_show(out, size, fabs(value) < 1e-12 ? 0 : value, 4);
    if (value == 0)
        snprintf(out, size, "1");
    else
        number_show_power(out, size, "", (int)lround(value));
    return out;
}

void chart_ground(const struct part *part, const struct chart *chart, int most)
{
    const struct rect *p = &chart->plot;
    double step = tick_step(part, chart, most), thick = part->look->grid;
    draw_rect(part->list, *p, part->theme->panel);
    for (double v = ceil(chart->y.low / step) * step; v <= chart->y.high; v += step)
        draw_rect(part->list,
                  (struct rect){p->x, round(chart_y(chart, v) - thick / 2), p->w, thick},
                  part->theme->grid);
    draw_rect(part->list, (struct rect){p->x, p->y + p->h, p->w, thick}, part->theme->axis);
}

void chart_numbers_y(const struct part *part, const struct chart *chart, int most)
{
    char text[64];
    double step = tick_step(part, chart, most), cap = part->look->cap_axis;
    for (double v = ceil(chart->y.low / step) * step; v <= chart->y.high; v += step)
        draw_text(part->list, chart->plot.x - part->look->gap * 0.8, chart_y(chart, v) + cap / 2,
                  cap, WEIGHT_REGULAR, TEXT_RIGHT, part->theme->quiet,
                  tick_text(chart, v, text, sizeof text));
}

double chart_numbers_width(const struct part *part, const struct chart *chart, int most)
{
    char text[64];
    double step = tick_step(part, chart, most), cap = part->look->cap_axis, widest = 0;
    for (double v = ceil(chart->y.low / step) * step; v <= chart->y.high; v += step)
        widest = fmax(widest, part_text_width(part, tick_text(chart, v, text, sizeof text), cap,
                                              WEIGHT_REGULAR));
    return widest;
}

static void number_below(const struct part *part, double x, double baseline, enum text_align align,
                         double value)
{
    char text[32];
    snprintf(text, sizeof text, "%.0f", value);
    draw_text(part->list, x, baseline, part->look->cap_axis, WEIGHT_REGULAR, align,
              part->theme->quiet, text);
}

void chart_numbers_x(const struct part *part, const struct chart *chart, double first, double last)
{
    static const double steps[] = {1,   2,    5,    10,   20,  50,  100, 200,
                                   500, 1000, 2000, 5000, 1e4, 2e4, 5e4};
    const struct look *look = part->look;
    double cap = look->cap_axis, baseline = chart->plot.y + chart->plot.h + cap * 1.9, step = 1;
    char widest[32];
    snprintf(widest, sizeof widest, "%.0f", last);
    double number = part_text_width(part, widest, cap, WEIGHT_REGULAR);
    double room = number + look->gap * 1.2, end = chart->plot.x + chart->plot.w - number;
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        step = steps[i];
        if (chart_x(chart, first + step) - chart_x(chart, first) >= room &&
            (last - first) / step <= look->ticks_x)
            break;
    }
    // The ends keep within the chart's width: other charts stand beside it.
    double begin = chart->plot.x + number * (first < 10 && last >= 10 ? 0.5 : 1);
    number_below(part, chart->plot.x, baseline, TEXT_LEFT, first);
    for (double v = (floor(first / step) + 1) * step; v < last; v += step) {
        double x = chart_x(chart, v);
        if (x - number / 2 >= begin + look->gap * 0.8 && x + number / 2 <= end - look->gap * 0.8)
            number_below(part, x, baseline, TEXT_CENTER, v);
    }
    if (last > first)
        number_below(part, chart->plot.x + chart->plot.w, baseline, TEXT_RIGHT, last);
}

// A length in pixels that every painter can compute with, whatever the value was.
static double bounded(double pixel, double low, double length)
{
    return fmin(fmax(pixel, low - 4 * length), low + 5 * length);
}

// Whether a line leaves the chart. Only then is it clipped, since a clip costs a painter more than
// the line.
static bool leaves(const struct chart *chart, const double *y, int n)
{
    double slack = (chart->y.high - chart->y.low) * 1e-9;
    for (int i = 0; i < n; i++)
        if (y[i] < chart->y.low - slack || y[i] > chart->y.high + slack)
            return true;
    return false;
}

static void draw_run(const struct part *part, const double *run, int n, const struct stroke *stroke)
{
    if (n == 1)
        draw_disc(part->list, run[0], run[1], stroke->width * 2, stroke->color);
    else if (n > 1)
        draw_line(part->list, run, (size_t)n, stroke);
}

void chart_line(const struct part *part, const struct chart *chart, const double *x,
                const double *y, int n, const struct stroke *stroke)
{
    double run[2 * RUN_MAX];
    int length = 0;
    bool clip = leaves(chart, y, n);
    if (clip)
        draw_clip(part->list, chart->plot);
    for (int i = 0; i < n; i++) {
        if (!isfinite(x[i]) || !isfinite(y[i])) {
            draw_run(part, run, length, stroke);
            length = 0;
            continue;
        }
        if (length == RUN_MAX) { // goes on from its last point
            draw_run(part, run, length, stroke);
            memcpy(run, run + 2 * length - 2, 2 * sizeof *run);
            length = 1;
        }
        run[2 * length] = chart_x(chart, x[i]);
        run[2 * length++ + 1] = bounded(chart_y(chart, y[i]), chart->plot.y, chart->plot.h);
    }
    draw_run(part, run, length, stroke);
    if (clip)
        draw_clip(part->list, (struct rect){0});
}

void chart_band(const struct part *part, const struct chart *chart, const double *x,
                const double *low, const double *high, int n, struct color color)
{
    bool clip = leaves(chart, low, n) || leaves(chart, high, n);
    if (clip)
        draw_clip(part->list, chart->plot);
    for (int i = 0; i + 1 < n; i++) {
        if (!isfinite(low[i]) || !isfinite(low[i + 1]) || !isfinite(high[i]) ||
            !isfinite(high[i + 1]))
            continue;
        const struct rect *p = &chart->plot;
        double x0 = round(chart_x(chart, x[i])), x1 = round(chart_x(chart, x[i + 1])); // no seams
        const double quad[] = {x0, bounded(chart_y(chart, low[i]), p->y, p->h),
                               x1, bounded(chart_y(chart, low[i + 1]), p->y, p->h),
                               x1, bounded(chart_y(chart, high[i + 1]), p->y, p->h),
                               x0, bounded(chart_y(chart, high[i]), p->y, p->h)};
        draw_fill(part->list, quad, 4, color);
    }
    if (clip)
        draw_clip(part->list, (struct rect){0});
}

void chart_mark(const struct part *part, const struct chart *chart, double x, struct color color)
{
    double thick = part->look->cursor;
    draw_rect(
        part->list,
        (struct rect){round(chart_x(chart, x) - thick / 2), chart->plot.y, thick, chart->plot.h},
        color);
}

struct stroke chart_stroke(const struct part *part, double width, struct color color)
{
    (void)part;
    return (struct stroke){.width = width, .color = color};
}

struct stroke chart_dashed(const struct part *part, double width, struct color color)
{
    double dash = part->look->gap * 0.7;
    return (struct stroke){.width = width, .color = color, .dash = {dash, dash * 0.8}, .dash_n = 2};
}

void chart_text(const struct part *part, double x, double baseline, double width, double cap,
                enum text_weight weight, enum text_align align, struct color color,
                const char *string)
{
    char cut[256];
    text_copy(cut, sizeof cut - 4, string);
    size_t n = strlen(cut);
    while (n > 0 && part_text_width(part, cut, cap, weight) > width) {
        n = utf8_previous(cut, n);
        memcpy(cut + n, "…", sizeof "…");
    }
    if (n > 0)
        draw_text(part->list, x, baseline, cap, weight, align, color, cut);
}

void chart_text_or(const struct part *part, double x, double baseline, double width, double cap,
                   const char *string, const char *shorter)
{
    bool fits = part_text_width(part, string, cap, WEIGHT_REGULAR) <= width;
    chart_text(part, x, baseline, width, cap, WEIGHT_REGULAR, TEXT_LEFT, part->theme->quiet,
               fits ? string : shorter);
}

double chart_paragraph(const struct part *part, double x, double baseline, double width, double cap,
                       struct color color, const char *string)
{
    char line[256] = "";
    while (*string != '\0') {
        size_t word = strcspn(string, " ");
        char longer[256];
        struct text joined = {0};
        text_format(&joined, "%s%s", line, *line != '\0' ? " " : "");
        text_add_bytes(&joined, string, word);
        text_copy(longer, sizeof longer, text_string(&joined));
        text_free(&joined);
        bool fits = part_text_width(part, longer, cap, WEIGHT_REGULAR) <= width;
        if (!fits && *line != '\0') {
            draw_text(part->list, x, baseline, cap, WEIGHT_REGULAR, TEXT_LEFT, color, line);
            baseline += cap * 1.8;
            line[0] = '\0';
            continue;
        }
        text_copy(line, sizeof line, longer);
        string += word;
        string += strspn(string, " ");
    }
    if (*line != '\0')
        draw_text(part->list, x, baseline, cap, WEIGHT_REGULAR, TEXT_LEFT, color, line);
    return baseline + cap * 1.8;
}
