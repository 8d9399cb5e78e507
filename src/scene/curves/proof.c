#include "scene/curves/proof.h"

#include <math.h>

#include "base/language.h"
#include "base/text.h"
#include "scene/curves/curve.h"
#include "scene/note.h"

#define LEAST_HEIGHTS 4.0 // so wide is a squiggle at least, in its heights

// --- the strokes in view ---

// A stretch of the panel from left to right, in pixels.
struct span {
    double from, to;
};

// The strokes of a curve and its family are gone through with this: how many there are, how many of
// them are unproven, and the unproven stretch that is not yet drawn.
struct tally {
    const struct part *part;
    const struct panel *panel;
    const struct curve *curve;
    double map[4];
    int strokes, unproven;
    bool draws; // marks what is not proven
    struct span open;
    double bottom;
    struct color color;
};

static double squiggle_height(const struct part *part)
{
    return round(fmax(4 * part->input->pixel_ratio, part->look->cap_axis * 0.6));
}

// How far above its foot a squiggle is at x. It depends on x alone, so that its corners keep still
// when its ends move.
static double squiggle_at(double x, double h)
{
    double t = x / (2 * h);
    return fabs(2 * (t - floor(t)) - 1) * h;
}

// Draws the first CORNERS corners of a squiggle; returns the x at which they end.
static double draw_some_corners(const struct tally *tally, struct span span)
{
    enum { CORNERS = 128 };
    double h = squiggle_height(tally->part), xy[2 * CORNERS], x = span.from;
    const double width = tally->part->look->derivative;
    const struct stroke stroke = {.width = width, .color = tally->color};
    const struct stroke halo = {.width = 3 * width, .color = tally->part->theme->background};
    size_t n = 0;
    for (double next = x; n < CORNERS && (n == 0 || x < span.to); n++) {
        x = next;
        xy[2 * n] = x;
        xy[2 * n + 1] = tally->bottom - squiggle_at(x, h);
        next = fmin((floor(x / h) + 1) * h, span.to);
    }
    draw_line(tally->part->list, xy, n, &halo);
    draw_line(tally->part->list, xy, n, &stroke);
    return x;
}

static void draw_squiggle(const struct tally *tally, struct span span)
{
    while (span.from < span.to)
        span.from = draw_some_corners(tally, span);
}

static bool is_open(struct span span)
{
    return span.from <= span.to;
}

static const struct span no_span = {HUGE_VAL, -HUGE_VAL};

// Draws the stretch that is not yet drawn, wider if it would be too narrow to be seen.
static void close_span(struct tally *tally)
{
    double least = LEAST_HEIGHTS * squiggle_height(tally->part);
    struct span span = tally->open;
    double more = fmax(0, least - (span.to - span.from)) / 2;
    if (is_open(span) && tally->draws)
        draw_squiggle(tally, (struct span){span.from - more, span.to + more});
    tally->open = no_span;
}

static void add_span(struct tally *tally, struct span span)
{
    double reach = (LEAST_HEIGHTS + 1) * squiggle_height(tally->part);
    if (is_open(tally->open) && (span.from > tally->open.to + reach || span.to < tally->open.from))
        close_span(tally);
    tally->open.from = fmin(tally->open.from, span.from);
    tally->open.to = fmax(tally->open.to, span.to);
}

static bool is_seen(const struct rect *plot, const double a[2], const double b[2])
{
    return b[0] >= plot->x && a[0] <= plot->x + plot->w && fmax(a[1], b[1]) >= plot->y &&
           fmin(a[1], b[1]) <= plot->y + plot->h;
}

static void count_stroke(struct tally *tally, size_t i)
{
    const struct rect *plot = &tally->panel->plot;
    const struct curve_vertex *v = &tally->curve->vertices[i - 1];
    const double *map = tally->map;
    const double a[] = {map[0] + v[0].u * map[2], map[1] + v[0].v * map[3]};
    const double b[] = {map[0] + v[1].u * map[2], map[1] + v[1].v * map[3]};
    if (!is_seen(plot, a, b))
        return;
    tally->strokes++;
    if (curve_bound(tally->curve, i, map[2], map[3]) <= CURVE_PROVEN_PIXELS)
        return;
    tally->unproven++;
    add_span(tally, (struct span){fmax(a[0], plot->x), fmin(b[0], plot->x + plot->w)});
}

static void count_curve(struct tally *tally, const struct curve *curve)
{
    tally->curve = curve;
    tally->open = no_span;
    panel_curve_map(tally->panel, curve, tally->map);
    for (size_t run = 0; run < curve->run_n; run++)
        for (size_t i = curve->runs[run] + 1; i < curve_run_end(curve, run); i++)
            count_stroke(tally, i);
    close_span(tally);
}

// The curve of the k-th function and its family, if it has one.
static void count_function(struct tally *tally, int index, int k, enum order order)
{
    int function = tally->panel->functions[k];
    int members = function == tally->part->state->sweep_function ? SWEEP_CURVES : 0;
    for (int i = 0; i <= members; i++)
        count_curve(tally, panel_curve(tally->part, tally->panel, index, function, order, i));
}

// --- marks ---

void scene_proof_marks(const struct part *part, const struct panel *panel, int index)
{
    double h = squiggle_height(part), row = 1.5 * h, bottom = panel->plot.y + panel->plot.h - h / 2;
    if (!part->state->proof || panel->depth > 0)
        return;
    for (int k = 0; k < panel->function_n; k++)
        for (int o = 0; o < ORDER_COUNT; o++) {
            struct tally tally = {.part = part,
                                  .panel = panel,
                                  .draws = true,
                                  .bottom = bottom,
                                  .color = part_ink(part, panel->slots[k])};
            if (panel->orders[o])
                count_function(&tally, index, k, (enum order)o);
            if (tally.unproven > 0 && bottom - 2 * row > panel->plot.y + panel->plot.h / 2)
                bottom -= row;
        }
}

// --- words ---

// What is written: the symbols of the curves that are proven; those that are not, with how many
// strokes; and the sums over all curves.
struct proven {
    struct text names, unproven;
    int strokes, unproven_strokes;
};

static void add_function(struct proven *proven, const struct part *part, const struct panel *panel,
                         int index, int k, enum order order)
{
    struct tally tally = {.part = part, .panel = panel};
    char symbol[64];
    count_function(&tally, index, k, order);
    if (tally.strokes == 0)
        return;
    proven->strokes += tally.strokes;
    proven->unproven_strokes += tally.unproven;
    order_symbol(state_function(part->state, panel->functions[k]), order, symbol, sizeof symbol);
    if (tally.unproven == 0) {
        text_format(&proven->names, "%s%s", proven->names.n > 0 ? ", " : "", symbol);
        return;
    }
    text_add(&proven->unproven, proven->unproven.n > 0 ? "; " : "");
    text_format(&proven->unproven, _("%s: %d of %d strokes unproven"), symbol, tally.unproven,
                tally.strokes);
}

static void write_long(const struct proven *proven, struct text *out)
{
    if (proven->names.n > 0)
        text_format(out, _("%s: proven to %g px"), text_string(&proven->names),
                    CURVE_PROVEN_PIXELS);
    text_add(out, proven->names.n > 0 && proven->unproven.n > 0 ? "; " : "");
    text_add(out, text_string(&proven->unproven));
}

// The same without symbols, which need more room.
static void write_short(const struct proven *proven, struct text *out)
{
    if (proven->unproven_strokes > 0)
        text_format(out, _("%d of %d strokes unproven"), proven->unproven_strokes, proven->strokes);
    else
        text_format(out, _("proven to %g px"), CURVE_PROVEN_PIXELS);
}

// In panels that are too small for words the squiggle alone shows what is unproven.
static void draw_words(const struct part *part, const struct panel *panel,
                       const struct proven *proven)
{
    struct text words = {0}, shorter = {0};
    if (panel->plot.h < 5 * part->look->cap_axis)
        return;
    write_long(proven, &words);
    write_short(proven, &shorter);
    note_words(part, panel, text_string(&words), text_string(&shorter));
    text_free(&words);
    text_free(&shorter);
}

void scene_proof_words(const struct part *part, const struct panel *panel, int index)
{
    if (!part->state->proof)
        return;
    if (panel->depth > 0) {
        note_words(part, panel, _("|f′|ᴸ: not proven"), NULL);
        return;
    }
    struct proven proven = {.strokes = 0};
    for (int k = 0; k < panel->function_n; k++)
        for (int o = 0; o < ORDER_COUNT; o++)
            if (panel->orders[o])
                add_function(&proven, part, panel, index, k, (enum order)o);
    if (proven.strokes > 0)
        draw_words(part, panel, &proven);
    text_free(&proven.names);
    text_free(&proven.unproven);
}
