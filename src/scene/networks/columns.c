// The columns of the network page: for each function the gradient through the layers, the densities
// of its pre-activations, their variance, the share of units that are lost, and the factor that
// each layer multiplies a gradient by. All columns share their axes.

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/language.h"
#include "base/text.h"
#include "scene/networks/heads.h"

#define FLOAT32_LEAST (-37.93) // log10 of the least normal number of single precision

enum row { ROW_GRADIENT, ROW_RIDGES, ROW_VARIANCE, ROW_SHARES, ROW_FACTORS, ROW_COUNT };

// Heights of the rows, as shares of what the headers leave.
static const double row_shares[ROW_COUNT] = {0.46, 0.24, 0.10, 0.07, 0.13};
static const int row_ticks[ROW_COUNT] = {6, 2, 2, 1, 2};

struct columns {
    const struct part *part;
    const struct study *study;
    struct axis layers, histogram, y[ROW_COUNT];
    struct rect rows[ROW_COUNT]; // x and w of the first column
    int shown;                   // how many have room
    double step;                 // from column to column
    struct heads heads;          // above the columns
    bool has[ROW_COUNT];         // rows that there is room for
    int picked;                  // layer read out, 0 for none
};

struct series {
    int n;
    double layer[NETWORK_DEPTH_MAX], mean[NETWORK_DEPTH_MAX], low[NETWORK_DEPTH_MAX],
        high[NETWORK_DEPTH_MAX], theory[NETWORK_DEPTH_MAX];
};

static void put_band(struct series *s, int i, const struct spread *band, double theory)
{
    s->layer[i] = i + 1;
    s->mean[i] = band->n > 0 ? band->mean : (double)NAN;
    s->low[i] = band->n > 0 ? band->low : (double)NAN;
    s->high[i] = band->n > 0 ? band->high : (double)NAN;
    s->theory[i] = theory;
}

static void gradient_series(const struct columns *c, const struct study_column *column,
                            struct series *s)
{
    s->n = c->study->request.settings.depth;
    for (int i = 0; i < s->n; i++) {
        const struct study_layer *l = &column->layers[i];
        put_band(s, i, gradient_of(c->part, l),
                 c->part->state->laboratory.weights ? l->theory_wgrad : l->theory_delta);
    }
}

static void variance_series(const struct columns *c, const struct study_column *column,
                            struct series *s)
{
    s->n = c->study->request.settings.depth;
    for (int i = 0; i < s->n; i++)
        put_band(s, i, &column->layers[i].q, column->layers[i].theory_q);
}

// What a layer multiplies a gradient's mean square by, as powers of ten: `mean`; `low` is what the
// weights do, `high` what the slopes do.
static void factor_series(const struct columns *c, const struct study_column *column,
                          struct series *s)
{
    s->n = c->study->request.settings.depth - 1;
    for (int i = 0; i < s->n; i++) {
        const struct study_layer *l = &column->layers[i];
        put_band(s, i, &l->gain, l->theory_gain);
        s->low[i] = l->gain_weights.n > 0 ? l->gain_weights.mean : (double)NAN;
        s->high[i] = l->gain_slopes.n > 0 ? l->gain_slopes.mean : (double)NAN;
    }
}

static void widen(struct axis *axis, double value)
{
    if (!isfinite(value))
        return;
    axis->low = fmin(axis->low, value);
    axis->high = fmax(axis->high, value);
}

static void widen_by_series(struct axis *axis, const struct series *s, bool theory)
{
    for (int i = 0; i < s->n; i++) {
        widen(axis, s->mean[i]);
        widen(axis, s->low[i]);
        widen(axis, s->high[i]);
        if (theory)
            widen(axis, s->theory[i]);
    }
}

static struct axis settled(struct axis axis, double least)
{
    if (axis.low > axis.high)
        axis = (struct axis){.low = -1, .high = 1};
    double middle = (axis.low + axis.high) / 2, pad = (axis.high - axis.low) * 0.07;
    axis.low = fmin(axis.low - pad, middle - least / 2);
    axis.high = fmax(axis.high + pad, middle + least / 2);
    return axis;
}

// The stretch that holds all histograms, but not more than can be told apart on it.
static struct axis histogram_axis(const struct columns *c)
{
    bool outputs = c->part->state->laboratory.outputs;
    double reach = 1;
    for (int i = 0; i < c->shown; i++)
        for (int k = 0; k < c->study->ridge_n; k++) {
            const struct study_column *column = &c->study->columns[i];
            const struct layer_histogram *h = outputs ? &column->h[k] : &column->z[k];
            if (h->count > 0 && isfinite(h->low) && isfinite(h->high))
                reach = fmax(reach, fmax(fabs(h->low), fabs(h->high)));
        }
    reach = fmin(reach, 50);
    return (struct axis){SCALE_LINEAR, -reach, reach};
}

static void share_axes(struct columns *c)
{
    const struct axis none = {.scale = SCALE_LINEAR, .low = HUGE_VAL, .high = -HUGE_VAL};
    struct axis gradient = none, variance = none, factors = none;
    for (int i = 0; i < c->shown; i++) {
        const struct study_column *column = &c->study->columns[i];
        struct series s;
        gradient_series(c, column, &s);
        widen_by_series(&gradient, &s, true);
        variance_series(c, column, &s);
        widen_by_series(&variance, &s, true);
        factor_series(c, column, &s);
        widen_by_series(&factors, &s, false);
    }
    double depth = c->study->request.settings.depth, pad = fmax(0.4, depth * 0.012);
    c->layers = (struct axis){SCALE_LINEAR, 1 - pad, depth + pad};
    c->histogram = histogram_axis(c);
    c->y[ROW_GRADIENT] = settled(gradient, 2);
    c->y[ROW_RIDGES] = (struct axis){SCALE_LINEAR, 0, 1};
    c->y[ROW_VARIANCE] = settled(variance, 1);
    c->y[ROW_SHARES] = (struct axis){SCALE_LINEAR, 0, 1};
    c->y[ROW_FACTORS] = settled(factors, 1);
}

static struct chart chart_of(const struct columns *c, enum row row, int column)
{
    struct chart chart = {.plot = c->rows[row], .x = c->layers, .y = c->y[row]};
    chart.plot.x = round(chart.plot.x + column * c->step);
    chart.powers = row == ROW_GRADIENT || row == ROW_VARIANCE || row == ROW_FACTORS;
    chart.percent = row == ROW_SHARES;
    if (row == ROW_RIDGES)
        chart.x = c->histogram;
    return chart;
}

// --- where everything goes ---

// The share of dead units alone, as the chart that there is room for.
static bool shares_lead(const struct columns *c)
{
    return c->has[ROW_SHARES] && !c->has[ROW_GRADIENT];
}

static int ticks_of(const struct columns *c, enum row row)
{
    return row == ROW_SHARES && shares_lead(c) ? 2 : row_ticks[row];
}

static double caption_height(const struct part *part)
{
    return part->scene->look.cap_hint * 2.1;
}

// Sets of rows, from all of them to the gradient alone, or to the share of dead units: the first
// that has room is taken.
enum { ROW_SETS = 4 };
static const bool row_sets[ROW_SETS][ROW_COUNT] = {
    {1, 1, 1, 1, 1}, {1, 1, 0, 0, 1}, {1, 1, 0, 0, 0}, {1}};
static const bool dead_sets[ROW_SETS][ROW_COUNT] = {
    {1, 1, 1, 1, 1}, {1, 0, 0, 1, 1}, {1, 0, 0, 1, 0}, {0, 0, 0, 1, 0}};

// Least heights, in heights of the axis's numbers, at which a row says something.
static const double row_least[ROW_COUNT] = {10, 6, 2.6, 2, 3.4};

static bool numbers_below(const struct columns *c, int row)
{
    return row == ROW_GRADIENT || (row == ROW_FACTORS && c->has[row]) ||
           (row == ROW_SHARES && shares_lead(c));
}

// What is left for charts, and how large a share of it the chosen rows have together.
static double room_for_rows(const struct columns *c, struct rect area, double *shares)
{
    double room = area.h - c->heads.height;
    *shares = 0;
    for (int r = 0; r < ROW_COUNT; r++) {
        if (!c->has[r])
            continue;
        *shares += row_shares[r];
        room -= caption_height(c->part);
        room -= numbers_below(c, r) ? c->part->scene->look.cap_axis * 2.4 : 0;
    }
    return room;
}

static bool rows_fit(const struct columns *c, struct rect area)
{
    double shares, room = room_for_rows(c, area, &shares);
    for (int r = 0; r < ROW_COUNT; r++)
        if (c->has[r] &&
            room * row_shares[r] / shares < row_least[r] * c->part->scene->look.cap_axis)
            return false;
    return true;
}

static void choose_rows(struct columns *c, struct rect area)
{
    const bool(*sets)[ROW_COUNT] = c->part->state->laboratory.dead ? dead_sets : row_sets;
    for (int i = 0; i < ROW_SETS; i++) {
        memcpy(c->has, sets[i], sizeof c->has);
        if (rows_fit(c, area))
            return;
    }
}

static void place_rows(struct columns *c, struct rect area, double left, double width)
{
    double shares, room, y = area.y + c->heads.height;
    choose_rows(c, area);
    room = room_for_rows(c, area, &shares);
    for (int r = 0; r < ROW_COUNT; r++) {
        if (!c->has[r])
            continue;
        y += caption_height(c->part);
        double h = fmax(4, round(room * row_shares[r] / shares));
        c->rows[r] = (struct rect){round(left), round(y), floor(width), h};
        y += h + (numbers_below(c, r) ? c->part->scene->look.cap_axis * 2.4 : 0);
    }
}

static void place_columns(struct columns *c, struct rect area)
{
    const struct look *look = &c->part->scene->look;
    double numbers = 0, gap = look->gap * 1.6;
    for (int r = 0; r < ROW_COUNT; r++) {
        if (r == ROW_SHARES && !c->part->state->laboratory.dead)
            continue; // its numbers are left out
        struct chart chart = chart_of(c, (enum row)r, 0);
        chart.plot.h = c->part->input->height; // as many numbers as there could be
        numbers = fmax(numbers, chart_numbers_width(c->part, &chart, row_ticks[r]));
    }
    double left = area.x + numbers + look->gap;
    double width = (area.x + area.w - left + gap) / c->shown - gap;
    c->step = width + gap;
    heads_fit(&c->heads, (struct rect){round(left), area.y, floor(width), 0});
    place_rows(c, area, left, width);
}

// --- the rows ---

// A colour that is seen on a line of this colour as well as beside it.
static struct color theory_color(const struct part *part, struct color line)
{
    double bright = 0.3 * line.r + 0.6 * line.g + 0.1 * line.b;
    double ink = 0.3 * part->theme->text.r + 0.6 * part->theme->text.g + 0.1 * part->theme->text.b;
    return fabs(bright - ink) < 60 ? part->theme->axis : part->theme->text;
}

static void draw_gradient(const struct columns *c, int i, const struct chart *chart)
{
    const struct part *part = c->part;
    const struct look *look = &part->scene->look;
    const struct study_column *column = &c->study->columns[i];
    struct color color = function_color(part, column->function);
    struct series s;
    gradient_series(c, column, &s);
    if (chart->y.low < FLOAT32_LEAST) {
        double y = chart_y(chart, FLOAT32_LEAST);
        draw_rect(part->list,
                  (struct rect){chart->plot.x, y, chart->plot.w, chart->plot.y + chart->plot.h - y},
                  color_mix(part->theme->panel, part->theme->grid, 0.8));
        if (i == 0)
            chart_text(part, chart->plot.x + chart->plot.w - look->gap, // away from the curve's end
                       chart->plot.y + chart->plot.h - look->gap, chart->plot.w - 2 * look->gap,
                       look->cap_hint, WEIGHT_REGULAR, TEXT_RIGHT, part->theme->quiet,
                       _("too small for float32"));
    }
    chart_band(part, chart, s.layer, s.low, s.high, s.n,
               color_mix(part->theme->panel, color, 0.35));
    struct stroke line = chart_stroke(part, look->focused * 1.25, color);
    chart_line(part, chart, s.layer, s.mean, s.n, &line);
    struct stroke theory =
        chart_dashed(part, fmax(1, look->derivative * 0.8), theory_color(part, color));
    chart_line(part, chart, s.layer, s.theory, s.n, &theory);
    if (column->sentence[0] != '\0')
        chart_paragraph(part, chart->plot.x + look->gap, chart->plot.y + look->cap_label * 2,
                        chart->plot.w - 2 * look->gap, look->cap_label * 0.9, part->theme->fault,
                        column->sentence);
}

// --- the ridges ---

// Steep where f's slope is near its largest (1), flat where it is near 0.
static struct color bin_color(const struct part *part, struct color color, double slope,
                              double most)
{
    struct color flat = color_mix(part->theme->panel, part->theme->axis, 0.55);
    double t = most > 0 ? fmin(slope / most, 1) : 0;
    return color_mix(flat, color, pow(t, 0.7));
}

// A slice of a ridge between the middles of two bins, with its rim, of two heights above the foot.
static void draw_slice(const struct part *part, double x0, double x1, double foot, double up0,
                       double up1, double rim, struct color body, struct color edge)
{
    double up = (up0 + up1) / 2;
    const double above[] = {x0, foot - up0 - rim, x1, foot - up1 - rim,
                            x1, foot - up1,       x0, foot - up0};
    draw_rect(part->list, (struct rect){x0, foot - up, x1 - x0, up}, body);
    draw_fill(part->list, above, 4, edge);
}

// One layer's density. Without strokes: painters draw each of these on its own, and all
// polygons in one go.
static void draw_ridge(const struct columns *c, const struct chart *chart,
                       const struct layer_histogram *h, double steepest, struct color color,
                       double foot, double tall, bool picked)
{
    const struct part *part = c->part;
    const struct rect *p = &chart->plot;
    double rim = part->scene->look.grid * (picked ? 2 : 1), most = 0;
    struct color edge = picked ? part->theme->text : part->theme->quiet;
    for (int i = 0; i < HISTOGRAM_BINS; i++)
        most = fmax(most, (double)h->share[i]);
    double step = (h->high - h->low) / HISTOGRAM_BINS;
    draw_rect(part->list, (struct rect){p->x, foot, p->w, rim}, picked ? edge : part->theme->grid);
    if (h->count == 0 || !(most > 0))
        return;
    if (!(chart_x(chart, h->high) - chart_x(chart, h->low) >= 3)) { // a needle
        double x = fmin(fmax(round(chart_x(chart, h->low)), p->x), p->x + p->w - rim);
        draw_rect(part->list, (struct rect){x, foot - tall, rim, tall}, edge);
        return;
    }
    for (int i = 0; i + 1 < HISTOGRAM_BINS; i++) {
        double x0 = round(chart_x(chart, h->low + (i + 0.5) * step));
        double x1 = round(chart_x(chart, h->low + (i + 1.5) * step));
        double up0 = tall * (double)h->share[i] / most, up1 = tall * (double)h->share[i + 1] / most;
        if (x0 < p->x || x1 > p->x + p->w || x1 <= x0 || fmax(up0, up1) < 0.3)
            continue;
        struct color body =
            bin_color(part, color, (double)fmaxf(h->slope[i], h->slope[i + 1]), steepest);
        draw_slice(part, x0, x1, foot, up0, up1, rim, body, edge);
    }
}

// The ridge nearest to the layer that is read out, or -1.
static int picked_ridge(const struct columns *c)
{
    int best = -1;
    for (int i = 0; i < c->study->ridge_n && c->picked > 0; i++)
        if (best < 0 || abs(c->study->ridge_layers[i] - c->picked) <
                            abs(c->study->ridge_layers[best] - c->picked))
            best = i;
    return best;
}

static double steepest_of(const struct columns *c, const struct study_column *column)
{
    double most = 0;
    for (int k = 0; k < c->study->ridge_n; k++)
        for (int i = 0; i < HISTOGRAM_BINS; i++)
            most = fmax(most, (double)column->z[k].slope[i]);
    // As steep as f can be; as steep as it is met where there is no bound, or no slope at all.
    return isfinite(column->sup_slope) && column->sup_slope > 0 ? column->sup_slope : most;
}

static void draw_ridges(const struct columns *c, int i, const struct chart *chart)
{
    const struct part *part = c->part;
    const struct look *look = &part->scene->look;
    const struct study_column *column = &c->study->columns[i];
    int n = c->study->ridge_n, picked = picked_ridge(c);
    double cap = look->cap_axis * 0.9, steepest = steepest_of(c, column);
    double step = chart->plot.h / (n + 0.9), tall = step * 1.75;
    const struct layer_histogram *all = part->state->laboratory.outputs ? column->h : column->z;
    for (int k = n; k-- > 0;) { // layer 1 at the foot, in front
        double foot = round(chart->plot.y + chart->plot.h - k * step);
        draw_ridge(c, chart, &all[k], steepest, function_color(part, column->function), foot, tall,
                   k == picked);
    }
    for (int k = 0; k < n && i == 0; k++) {
        double foot = round(chart->plot.y + chart->plot.h - k * step);
        char number[16];
        snprintf(number, sizeof number, "%d", c->study->ridge_layers[k]);
        if (step > cap * 1.5 || k == 0 || k == n - 1)
            draw_text(part->list, chart->plot.x - look->gap * 0.8, foot, cap, WEIGHT_REGULAR,
                      TEXT_RIGHT, part->theme->quiet, number);
    }
}

static void draw_variance(const struct columns *c, int i, const struct chart *chart)
{
    const struct part *part = c->part;
    struct series s;
    const struct study_column *column = &c->study->columns[i];
    struct color color = function_color(part, column->function);
    variance_series(c, column, &s);
    chart_band(part, chart, s.layer, s.low, s.high, s.n,
               color_mix(part->theme->panel, color, 0.35));
    struct stroke line = chart_stroke(part, part->scene->look.derivative, color);
    chart_line(part, chart, s.layer, s.mean, s.n, &line);
    struct stroke theory = chart_dashed(part, part->scene->look.cursor, theory_color(part, color));
    chart_line(part, chart, s.layer, s.theory, s.n, &theory);
}

static void draw_shares(const struct columns *c, int i, const struct chart *chart)
{
    const struct part *part = c->part;
    const struct study_column *column = &c->study->columns[i];
    double layer[NETWORK_DEPTH_MAX], zero[NETWORK_DEPTH_MAX] = {0}, saturated[NETWORK_DEPTH_MAX],
                                     dead[NETWORK_DEPTH_MAX];
    int n = c->study->request.settings.depth;
    for (int k = 0; k < n; k++) {
        layer[k] = k + 1;
        saturated[k] = column->layers[k].saturated.mean;
        dead[k] = column->layers[k].dead.mean;
    }
    struct color color = function_color(part, column->function);
    chart_band(part, chart, layer, zero, saturated, n, color_mix(part->theme->panel, color, 0.45));
    chart_band(part, chart, layer, zero, dead, n, part->theme->text);
}

static void draw_factors(const struct columns *c, int i, const struct chart *chart)
{
    const struct part *part = c->part;
    const struct study_column *column = &c->study->columns[i];
    struct color color = function_color(part, column->function);
    struct series s;
    factor_series(c, column, &s);
    double one = round(chart_y(chart, 0));
    draw_rect(part->list, (struct rect){chart->plot.x, one, chart->plot.w, part->scene->look.axis},
              part->theme->axis);
    struct stroke weights = chart_dashed(part, part->scene->look.cursor, part->theme->quiet);
    struct stroke slope = chart_stroke(part, part->scene->look.cursor, color);
    struct stroke product = chart_stroke(part, part->scene->look.derivative * 1.3, color);
    chart_line(part, chart, s.layer, s.low, s.n, &weights);
    chart_line(part, chart, s.layer, s.high, s.n, &slope);
    chart_line(part, chart, s.layer, s.mean, s.n, &product);
}

// --- captions ---

static const char *factor(const struct spread *gain, char *out, size_t size)
{
    return number_show(out, size, pow(10, gain->mean), 3);
}

// The layer whose numbers stand in the captions: the one read out, or one in the middle.
static int spoken_number(const struct columns *c)
{
    return c->picked > 0 ? c->picked : (c->study->request.settings.depth + 1) / 2;
}

static const struct study_layer *spoken_layer(const struct columns *c, int i)
{
    return &c->study->columns[i].layers[spoken_number(c) - 1];
}

static void caption_text(const struct columns *c, enum row row, int i, struct wording *out)
{
    const struct laboratory *lab = &c->part->state->laboratory;
    const struct study_layer *l = spoken_layer(c, i);
    char x[64], y[64], z[64];
    *out = (struct wording){0};
    if (row == ROW_SHARES && shares_lead(c))
        wording_set(out, "%s", "%s",
                    i == 0 ? _("share of units, layer by layer; dark: dead, pale: saturated") : "");
    else if (row == ROW_SHARES)
        wording_set(out, _("layer %d: saturated %s, dead %s"), _("%d: %s; dead %s"),
                    spoken_number(c), percent_text(l->saturated.mean, x, sizeof x),
                    percent_text(l->dead.mean, y, sizeof y));
    if (row == ROW_FACTORS && l->gain.n > 0)
        wording_set(out, _("weights %s × f′² %s ≈ %s"), "%s × %s ≈ %s",
                    factor(&l->gain_weights, x, sizeof x), factor(&l->gain_slopes, y, sizeof y),
                    factor(&l->gain, z, sizeof z));
    if (i > 0)
        return; // the others have one caption for all columns
    if (row == ROW_GRADIENT)
        wording_set(out, _("RMS of ∂loss/∂%s, layer by layer"), _("∂loss/∂%s by layer"),
                    lab->weights ? "W" : "z");
    if (row == ROW_RIDGES)
        wording_set(out,
                    lab->outputs ? _("outputs f(z), layer by layer; grey: f′ ≈ 0")
                                 : _("inputs z of f, layer by layer; grey: f′ ≈ 0"),
                    lab->outputs ? _("f(z) by layer") : _("z by layer"));
    if (row == ROW_VARIANCE)
        wording_set(out, "%s", "%s", _("q: mean square of z"));
}

static void draw_caption(const struct columns *c, enum row row, int i, const struct chart *chart)
{
    const struct look *look = &c->part->scene->look;
    struct wording text;
    caption_text(c, row, i, &text);
    bool shared = shares_lead(c) || (row != ROW_SHARES && row != ROW_FACTORS);
    double width = shared ? c->step * (c->shown - 1) + chart->plot.w : chart->plot.w;
    chart_text_or(c->part, chart->plot.x, chart->plot.y - look->cap_hint * 0.65, width,
                  look->cap_hint, text.full, text.terse);
}

// Passing over a chart of layers reads one out.
static void layer_zone(const struct columns *c, const struct chart *chart)
{
    struct zone *zone = zone_add(c->part, chart->plot, -1, "", "");
    if (zone == NULL)
        return;
    text_copy(zone->value, sizeof zone->value, "network layer");
    text_copy(zone->leave, sizeof zone->leave, "network layer 0");
    zone->hover = zone->x.whole = true;
    zone->x.low = 1;
    zone->x.high = c->study->request.settings.depth;
    zone->x.at = chart_x(chart, 1);
    zone->x.length = chart_x(chart, zone->x.high) - zone->x.at;
    zone->x.value = c->picked;
    if (c->study->request.settings.depth == 1)
        zone->x.length = 0;
}

static void draw_cell(const struct columns *c, enum row row, int i)
{
    static void (*const drawers[ROW_COUNT])(const struct columns *, int, const struct chart *) = {
        draw_gradient, draw_ridges, draw_variance, draw_shares, draw_factors};
    struct chart chart = chart_of(c, row, i);
    chart_ground(c->part, &chart, ticks_of(c, row));
    drawers[row](c, i, &chart);
    draw_caption(c, row, i, &chart);
    if (i == 0 && row != ROW_RIDGES && (row != ROW_SHARES || shares_lead(c)))
        chart_numbers_y(c->part, &chart, ticks_of(c, row));
    if (numbers_below(c, (int)row))
        chart_numbers_x(c->part, &chart, 1, c->study->request.settings.depth);
    if (row == ROW_RIDGES)
        return;
    if (c->picked > 0)
        chart_mark(c->part, &chart, c->picked, c->part->theme->cursor);
    layer_zone(c, &chart);
}

void network_columns(const struct part *part, const struct study *study, struct rect area)
{
    const struct look *look = &part->scene->look;
    struct columns c = {.part = part, .study = study};
    double least = look->gap * 12;
    int most = (int)fmax(1, floor((area.w - look->gap * 6) / least));
    c.shown = study->n < most ? study->n : most;
    c.picked = lab_whole(&part->state->laboratory, LAB_LAYER);
    c.picked = c.picked > study->request.settings.depth ? study->request.settings.depth : c.picked;
    c.heads = (struct heads){.part = part, .study = study, .shown = c.shown, .picked = c.picked};
    share_axes(&c);
    place_columns(&c, area);
    for (int i = 0; i < c.shown; i++) {
        heads_draw(&c.heads, i, c.step);
        for (int r = 0; r < ROW_COUNT; r++)
            if (c.has[r])
                draw_cell(&c, (enum row)r, i);
    }
    int visible = state_visible_count(part->state);
    if (visible <= c.shown)
        return;
    char more[120];
    snprintf(more, sizeof more, _("%d more functions have no room here"), visible - c.shown);
    chart_text(part, area.x + area.w, area.y + area.h - look->gap * 0.2, area.w, look->cap_hint,
               WEIGHT_REGULAR, TEXT_RIGHT, part->theme->quiet, more);
}
