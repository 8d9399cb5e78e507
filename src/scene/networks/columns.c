#include "scene/networks/columns.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/language.h"
#include "base/text.h"
#include "scene/networks/chart.h"
#include "scene/networks/facts.h"
#include "scene/networks/heads.h"
#include "scene/zone.h"

#define FLOAT32_LEAST (-37.93) // log10 of the least normal number of single precision

enum row { ROW_GRADIENT, ROW_RIDGES, ROW_VARIANCE, ROW_SHARES, ROW_FACTORS, ROW_COUNT };

// There are so many sets of rows to choose from, from all rows to the most important one alone: the
// first set that has room is taken.
enum { ROW_SETS = 4 };

struct columns;
struct series;

// What a row of charts is. All rows are in `kinds`, below the functions that they name.
struct row_kind {
    double height;       // as a share of what the headers leave
    double least;        // the least height at which it says something, in heights of its numbers
    int ticks;           // at most so many numbers at its y axis
    bool percent;        // its numbers are percents
    bool values;         // its x axis has values of z or f(z), not layers
    bool numbers_below;  // layers are numbered below it
    bool caption_each;   // each column has a caption of its own, not all of them one
    bool sets[ROW_SETS]; // whether it is in these sets, and in those where dead units lead
    bool dead_sets[ROW_SETS];
    // If this is not NULL, the y axis counts powers of ten and holds what it gives, and at least
    // `span` of them; with `theory` the predictions, too. Other y axes go from 0 to 1.
    void (*series)(const struct columns *c, const struct study_column *column, struct series *s);
    double span;
    bool theory;
    void (*draw)(const struct columns *c, int i, const struct chart *chart);
    // What stands above the chart of column i; leaves `out` empty for nothing.
    void (*caption)(const struct columns *c, int i, struct wording *out);
};

static const struct row_kind kinds[ROW_COUNT];

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

static struct axis row_axis(const struct columns *c, const struct row_kind *kind)
{
    struct axis axis = {.scale = SCALE_LINEAR, .low = HUGE_VAL, .high = -HUGE_VAL};
    if (kind->series == NULL)
        return (struct axis){SCALE_LINEAR, 0, 1};
    for (int i = 0; i < c->shown; i++) {
        struct series s;
        kind->series(c, &c->study->columns[i], &s);
        widen_by_series(&axis, &s, kind->theory);
    }
    return settled(axis, kind->span);
}

static void share_axes(struct columns *c)
{
    double depth = c->study->request.settings.depth, pad = fmax(0.4, depth * 0.012);
    c->layers = (struct axis){SCALE_LINEAR, 1 - pad, depth + pad};
    c->histogram = histogram_axis(c);
    for (int r = 0; r < ROW_COUNT; r++)
        c->y[r] = row_axis(c, &kinds[r]);
}

static struct chart chart_of(const struct columns *c, enum row row, int column)
{
    const struct row_kind *kind = &kinds[row];
    struct chart chart = {.plot = c->rows[row], .y = c->y[row]};
    chart.x = kind->values ? c->histogram : c->layers;
    chart.plot.x = round(chart.plot.x + column * c->step);
    chart.powers = kind->series != NULL;
    chart.percent = kind->percent;
    return chart;
}

// --- where everything goes ---

// Whether the share of dead units is the only chart, because that was asked for and there is no
// room for more.
static bool shares_lead(const struct columns *c)
{
    return c->has[ROW_SHARES] && !c->has[ROW_GRADIENT];
}

static int ticks_of(const struct columns *c, enum row row)
{
    return row == ROW_SHARES && shares_lead(c) ? 2 : kinds[row].ticks;
}

static double caption_height(const struct part *part)
{
    return part->look->cap_hint * 2.1;
}

static bool numbers_below(const struct columns *c, int row)
{
    return kinds[row].numbers_below || (row == ROW_SHARES && shares_lead(c));
}

// What is left for charts, and how large a share of it the chosen rows have together.
static double room_for_rows(const struct columns *c, struct rect area, double *shares)
{
    double room = area.h - c->heads.height;
    *shares = 0;
    for (int r = 0; r < ROW_COUNT; r++) {
        if (!c->has[r])
            continue;
        *shares += kinds[r].height;
        room -= caption_height(c->part);
        room -= numbers_below(c, r) ? c->part->look->cap_axis * 2.4 : 0;
    }
    return room;
}

static bool rows_fit(const struct columns *c, struct rect area)
{
    double shares, room = room_for_rows(c, area, &shares);
    for (int r = 0; r < ROW_COUNT; r++)
        if (c->has[r] && room * kinds[r].height / shares < kinds[r].least * c->part->look->cap_axis)
            return false;
    return true;
}

static void choose_rows(struct columns *c, struct rect area)
{
    bool dead = c->part->state->laboratory.dead;
    for (int i = 0; i < ROW_SETS; i++) {
        for (int r = 0; r < ROW_COUNT; r++)
            c->has[r] = dead ? kinds[r].dead_sets[i] : kinds[r].sets[i];
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
        double h = fmax(4, round(room * kinds[r].height / shares));
        c->rows[r] = (struct rect){round(left), round(y), floor(width), h};
        y += h + (numbers_below(c, r) ? c->part->look->cap_axis * 2.4 : 0);
    }
}

static void place_columns(struct columns *c, struct rect area)
{
    const struct look *look = c->part->look;
    double numbers = 0, gap = look->gap * 1.6;
    for (int r = 0; r < ROW_COUNT; r++) {
        if (r == ROW_SHARES && !c->part->state->laboratory.dead)
            continue; // its numbers are left out
        struct chart chart = chart_of(c, (enum row)r, 0);
        chart.plot.h = c->part->input->height; // as many numbers as there could be
        numbers = fmax(numbers, chart_numbers_width(c->part, &chart, kinds[r].ticks));
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
    const struct look *look = part->look;
    const struct study_column *column = &c->study->columns[i];
    struct color color = column_color(part, c->study, i);
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

// The colour of a bin: the function's own where f's slope is the steepest, paler where it is less.
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
    double rim = part->look->grid * (picked ? 2 : 1), most = 0;
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
    // The steepest slope of f; where that has no bound, or is 0, the steepest that is drawn.
    return isfinite(column->sup_slope) && column->sup_slope > 0 ? column->sup_slope : most;
}

static void draw_ridges(const struct columns *c, int i, const struct chart *chart)
{
    const struct part *part = c->part;
    const struct look *look = part->look;
    const struct study_column *column = &c->study->columns[i];
    int n = c->study->ridge_n, picked = picked_ridge(c);
    double cap = look->cap_axis * 0.9, steepest = steepest_of(c, column);
    double step = chart->plot.h / (n + 0.9), tall = step * 1.75;
    const struct layer_histogram *all = part->state->laboratory.outputs ? column->h : column->z;
    for (int k = n; k-- > 0;) { // layer 1 at the foot, in front
        double foot = round(chart->plot.y + chart->plot.h - k * step);
        draw_ridge(c, chart, &all[k], steepest, column_color(part, c->study, i), foot, tall,
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
    struct color color = column_color(part, c->study, i);
    variance_series(c, column, &s);
    chart_band(part, chart, s.layer, s.low, s.high, s.n,
               color_mix(part->theme->panel, color, 0.35));
    struct stroke line = chart_stroke(part, part->look->derivative, color);
    chart_line(part, chart, s.layer, s.mean, s.n, &line);
    struct stroke theory = chart_dashed(part, part->look->cursor, theory_color(part, color));
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
    struct color color = column_color(part, c->study, i);
    chart_band(part, chart, layer, zero, saturated, n, color_mix(part->theme->panel, color, 0.45));
    chart_band(part, chart, layer, zero, dead, n, part->theme->text);
}

static void draw_factors(const struct columns *c, int i, const struct chart *chart)
{
    const struct part *part = c->part;
    const struct study_column *column = &c->study->columns[i];
    struct color color = column_color(part, c->study, i);
    struct series s;
    factor_series(c, column, &s);
    double one = round(chart_y(chart, 0));
    draw_rect(part->list, (struct rect){chart->plot.x, one, chart->plot.w, part->look->axis},
              part->theme->axis);
    struct stroke weights = chart_dashed(part, part->look->cursor, part->theme->quiet);
    struct stroke slope = chart_stroke(part, part->look->cursor, color);
    struct stroke product = chart_stroke(part, part->look->derivative * 1.3, color);
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

static void gradient_caption(const struct columns *c, int i, struct wording *out)
{
    (void)i;
    wording_set(out, _("RMS of ∂loss/∂%s, layer by layer"), _("∂loss/∂%s by layer"),
                c->part->state->laboratory.weights ? "W" : "z");
}

static void ridges_caption(const struct columns *c, int i, struct wording *out)
{
    bool outputs = c->part->state->laboratory.outputs;
    (void)i;
    wording_set(out,
                outputs ? _("outputs f(z), layer by layer; grey: f′ ≈ 0")
                        : _("inputs z of f, layer by layer; grey: f′ ≈ 0"),
                outputs ? _("f(z) by layer") : _("z by layer"));
}

static void variance_caption(const struct columns *c, int i, struct wording *out)
{
    (void)c;
    (void)i;
    wording_set(out, "%s", "%s", _("q: mean square of z"));
}

static void shares_caption(const struct columns *c, int i, struct wording *out)
{
    const struct study_layer *l = spoken_layer(c, i);
    char saturated[64], dead[64];
    if (shares_lead(c))
        wording_set(out, "%s", "%s",
                    i == 0 ? _("share of units, layer by layer; dark: dead, pale: saturated") : "");
    else
        wording_set(out, _("layer %d: saturated %s, dead %s"), _("%d: %s; dead %s"),
                    spoken_number(c), percent_text(l->saturated.mean, saturated, sizeof saturated),
                    percent_text(l->dead.mean, dead, sizeof dead));
}

static void factors_caption(const struct columns *c, int i, struct wording *out)
{
    const struct study_layer *l = spoken_layer(c, i);
    char weights[64], slopes[64], both[64];
    if (l->gain.n > 0)
        wording_set(out, _("weights %s × f′² %s ≈ %s"), "%s × %s ≈ %s",
                    factor(&l->gain_weights, weights, sizeof weights),
                    factor(&l->gain_slopes, slopes, sizeof slopes),
                    factor(&l->gain, both, sizeof both));
}

static void draw_caption(const struct columns *c, enum row row, int i, const struct chart *chart)
{
    const struct look *look = c->part->look;
    struct wording text = {0};
    if (i == 0 || kinds[row].caption_each)
        kinds[row].caption(c, i, &text);
    bool shared = shares_lead(c) || !kinds[row].caption_each;
    double width = shared ? c->step * (c->shown - 1) + chart->plot.w : chart->plot.w;
    chart_text_or(c->part, chart->plot.x, chart->plot.y - look->cap_hint * 0.65, width,
                  look->cap_hint, text.full, text.terse);
}

// Makes the charts zones: a pointer that passes over them reads out a layer.
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

// --- all together ---

static const struct row_kind kinds[ROW_COUNT] = {
    [ROW_GRADIENT] = {.height = 0.46,
                      .least = 10,
                      .ticks = 6,
                      .span = 2,
                      .theory = true,
                      .numbers_below = true,
                      .sets = {true, true, true, true},
                      .dead_sets = {true, true, true, false},
                      .series = gradient_series,
                      .draw = draw_gradient,
                      .caption = gradient_caption},
    [ROW_RIDGES] = {.height = 0.24,
                    .least = 6,
                    .ticks = 2,
                    .values = true,
                    .sets = {true, true, true, false},
                    .dead_sets = {true, false, false, false},
                    .draw = draw_ridges,
                    .caption = ridges_caption},
    [ROW_VARIANCE] = {.height = 0.10,
                      .least = 2.6,
                      .ticks = 2,
                      .span = 1,
                      .theory = true,
                      .sets = {true, false, false, false},
                      .dead_sets = {true, false, false, false},
                      .series = variance_series,
                      .draw = draw_variance,
                      .caption = variance_caption},
    [ROW_SHARES] = {.height = 0.07,
                    .least = 2,
                    .ticks = 1,
                    .percent = true,
                    .caption_each = true,
                    .sets = {true, false, false, false},
                    .dead_sets = {true, true, true, true},
                    .draw = draw_shares,
                    .caption = shares_caption},
    [ROW_FACTORS] = {.height = 0.13,
                     .least = 3.4,
                     .ticks = 2,
                     .span = 1,
                     .numbers_below = true,
                     .caption_each = true,
                     .sets = {true, true, false, false},
                     .dead_sets = {true, true, false, false},
                     .series = factor_series,
                     .draw = draw_factors,
                     .caption = factors_caption},
};

static void draw_cell(const struct columns *c, enum row row, int i)
{
    struct chart chart = chart_of(c, row, i);
    chart_ground(c->part, &chart, ticks_of(c, row));
    kinds[row].draw(c, i, &chart);
    draw_caption(c, row, i, &chart);
    if (i == 0 && !kinds[row].values && (row != ROW_SHARES || shares_lead(c)))
        chart_numbers_y(c->part, &chart, ticks_of(c, row));
    if (numbers_below(c, (int)row))
        chart_numbers_x(c->part, &chart, 1, c->study->request.settings.depth);
    if (kinds[row].values)
        return;
    if (c->picked > 0)
        chart_mark(c->part, &chart, c->picked, c->part->theme->cursor);
    layer_zone(c, &chart);
}

void network_columns(const struct part *part, const struct study *study, struct rect area)
{
    const struct look *look = part->look;
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
    bool functions = part->state->laboratory.compare == COMPARE_ACTIVATIONS;
    int visible = functions ? state_visible_count(part->state) : study->n;
    if (visible <= c.shown)
        return;
    char more[120];
    snprintf(more, sizeof more,
             functions ? _("%d more functions have no room here")
                       : _("%d more columns have no room here"),
             visible - c.shown);
    chart_text(part, area.x + area.w, area.y + area.h - look->gap * 0.2, area.w, look->cap_hint,
               WEIGHT_REGULAR, TEXT_RIGHT, part->theme->quiet, more);
}
