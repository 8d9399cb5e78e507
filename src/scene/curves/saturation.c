#include "scene/curves/saturation.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/fact.h"
#include "base/language.h"
#include "base/memory.h"
#include "base/text.h"
#include "plot/saturation.h"
#include "scene/curves/curve.h"
#include "scene/networks/ramp.h"

enum { SHADE_LIGHT = 22, SHADE_DARK = 28, WORDS_SPANS = 3, WORDS_DIGITS = 3 };
enum { STRIPS_MOST = 6, STRIP_STEP = 2 };

#define BAND_MOST 0.12 // of the picture's height; a small one has no room for bands

int panel_measured(const struct part *part, const struct panel *panel)
{
    if (panel->function_n == 1)
        return 0;
    for (int k = 0; k < panel->function_n; k++)
        if (panel->functions[k] == part->state->focus)
            return k;
    return -1;
}

// --- shading ---

void scene_saturation_shade(const struct part *part, const struct panel *panel)
{
    int k = panel_measured(part, panel);
    if (!part->state->compare.saturation || k < 0)
        return;
    struct saturation found;
    int id = panel->functions[k];
    saturation_find(state_function(part->state, id), part->state->parameters[id],
                    part->state->compare.threshold, &panel->x, &found);
    struct color shade = part_color(part, panel->slots[k]);
    shade.a = theme_is_dark(part->theme) ? SHADE_DARK : SHADE_LIGHT;
    for (int i = 0; i < found.n && !found.dense; i++) {
        double x0 = panel_px(panel, found.spans[i].low), x1 = panel_px(panel, found.spans[i].high);
        if (x1 - x0 > 0.25)
            draw_rect(part->list, (struct rect){x0, panel->plot.y, x1 - x0, panel->plot.h}, shade);
    }
}

// --- words ---

// Writes an end of a stretch: "−3", or "about −4.58" where that is rounded.
static void end_text(double x, char *out, size_t size)
{
    struct fact fact = fact_of(NULL, x);
    snprintf(out, size, fact.exact ? "%s" : _("about %s"), fact.text);
}

static void add_span(const struct slope_span *span, struct text *out)
{
    char low[FACT_SIZE + 16], high[FACT_SIZE + 16];
    end_text(span->low, low, sizeof low);
    end_text(span->high, high, sizeof high);
    if (isinf(span->low) && isinf(span->high))
        text_add(out, _("everywhere"));
    else if (isinf(span->low))
        text_format(out, "x < %s", high);
    else if (isinf(span->high))
        text_format(out, "x > %s", low);
    else
        text_format(out, "%s < x < %s", low, high);
}

static bool beyond(const struct saturation *s)
{
    return s->n == 2 && isinf(s->spans[0].low) && isinf(s->spans[1].high) &&
           fabs(s->spans[0].high + s->spans[1].low) <= 1e-9 * fabs(s->spans[1].low);
}

static void add_where(const struct saturation *s, struct text *out)
{
    if (s->n == 0) {
        text_add(out, _("nowhere"));
    } else if (beyond(s)) {
        struct fact fact = fact_of(NULL, s->spans[1].low);
        text_format(out, fact.exact ? _("beyond ±%s") : _("beyond about ±%s"), fact.text);
    } else if (s->dense || s->n > WORDS_SPANS) {
        text_add(out, _("in many places"));
    } else {
        bool all = isinf(s->spans[0].low) && isinf(s->spans[0].high);
        text_add(out, all ? "" : _("for "));
        for (int i = 0; i < s->n; i++) {
            text_add(out, i > 0 ? _(", and for ") : "");
            add_span(&s->spans[i], out);
        }
    }
}

static void add_words(const struct part *part, int function, struct text *out)
{
    const struct activation *a = state_function(part->state, function);
    struct saturation measured;
    char symbol[64], number[64];
    double threshold = part->state->compare.threshold;
    saturation_measure(a, part->state->parameters[function], threshold, &part->input->view->x,
                       &measured);
    order_symbol(a, ORDER_DF, symbol, sizeof symbol);
    text_format(out, "|%s| < %s ", symbol,
                number_show(number, sizeof number, threshold, WORDS_DIGITS));
    add_where(&measured, out);
}

// Whether this panel has words: the one that shows f' has, or where f' is not drawn the one of f.
static bool has_words(const struct part *part, const struct panel *panel)
{
    const bool *drawn = part->state->orders;
    return drawn[ORDER_DF] ? panel->orders[ORDER_DF] : panel->orders[ORDER_F] || !drawn[ORDER_F];
}

int saturation_words(const struct part *part, const struct panel *panel, struct text *out)
{
    int k = panel_measured(part, panel);
    bool wanted = state_by_function(part->state) || has_words(part, panel);
    if (!part->state->compare.saturation || k < 0 || !wanted)
        return -1;
    add_words(part, panel->functions[k], out);
    return k;
}

// --- the band of |f'| ---

static double strip_height(const struct part *part)
{
    return round(fmax(4 * part->input->pixel_ratio, part->look->cap_axis * 0.6));
}

static int panel_rows(const struct scene *scene)
{
    int rows = 0;
    for (int i = 0; i < scene->panel_n; i++)
        rows += scene->panels[i].first_column;
    return rows;
}

double band_height(const struct part *part, int functions)
{
    int strips = functions > STRIPS_MOST ? 1 : functions;
    if (!part->state->compare.band || strips == 0)
        return 0;
    double height = strips * (strip_height(part) + 1) + round(part->look->gap * 0.5);
    int rows = part->state->layout == LAYOUT_GRID ? panel_rows(part->scene) : 1;
    return height * rows <= BAND_MOST * part->input->height ? height : 0;
}

// Draws the band of one function, as rectangles of equal colour: violet is a slope of 0, yellow one
// of 1 or more, as the key says.
static void draw_strip(const struct part *part, const struct panel *panel, int k, double y,
                       double h)
{
    int n = (int)(panel->plot.w / STRIP_STEP), id = panel->functions[k], from = 0, level = -1;
    double *x = memory_must(malloc(2 * (size_t)(n + 1) * sizeof *x));
    double *slope = x + n + 1;
    for (int i = 0; i < n; i++)
        x[i] = axis_value(&panel->x, (i + 0.5) / n);
    activation_eval(state_function(part->state, id), part->state->parameters[id], x, (size_t)n,
                    NULL, slope, NULL);
    double step = panel->plot.w / n;
    for (int i = 0; i <= n; i++) {
        int here = i < n ? ramp_level(fabs(slope[i])) : -1;
        if (here == level)
            continue;
        double x0 = round(from * step), x1 = round(i * step); // whole pixels, without seams
        if (i > 0)
            draw_rect(part->list, (struct rect){panel->plot.x + x0, y, x1 - x0, h},
                      ramp_color((double)level / (RAMP_LEVELS - 1)));
        from = i;
        level = here;
    }
    free(x);
}

void scene_band(const struct part *part, const struct panel *panel)
{
    double h = strip_height(part);
    double y = panel->plot.y + panel->plot.h + round(part->look->gap * 0.5);
    if (!(panel->band > 0) || panel->plot.w < 2 * STRIP_STEP)
        return;
    bool few = panel->function_n <= STRIPS_MOST;
    int only = panel_measured(part, panel);
    for (int k = 0; k < panel->function_n; k++) {
        if (!few && k != only)
            continue;
        draw_strip(part, panel, k, y, h);
        // A mark of the curve's colour says whose band it is.
        if (panel->function_n > 1)
            draw_rect(part->list, (struct rect){panel->plot.x - 2 * h, y, round(1.4 * h), h},
                      part_color(part, panel->slots[k]));
        y += h + 1;
    }
}

double scene_band_key(const struct part *part, double right, double baseline)
{
    const struct look *look = part->look;
    double cap = look->cap_hint, w = look->gap * 9, h = round(cap * 1.1);
    const struct compare *compare = &part->state->compare;
    if ((!compare->band && compare->data_n == 0) || part->scene->panel_n == 0)
        return 0;
    const char *most = "≥ 1";
    double most_w = part_text_width(part, most, cap, WEIGHT_REGULAR);
    double x = right - most_w - look->gap * 0.6 - w, step = w / RAMP_LEVELS;
    draw_text(part->list, right, baseline, cap, WEIGHT_REGULAR, TEXT_RIGHT, part->theme->quiet,
              most);
    for (int i = 0; i < RAMP_LEVELS; i++)
        draw_rect(part->list,
                  (struct rect){x + i * step, baseline - h, step + (i < RAMP_LEVELS - 1), h},
                  ramp_color((double)i / (RAMP_LEVELS - 1)));
    draw_text(part->list, x - look->gap * 0.6, baseline, cap, WEIGHT_REGULAR, TEXT_RIGHT,
              part->theme->quiet, "|f′|  0");
    return right - x + part_text_width(part, "|f′|  0", cap, WEIGHT_REGULAR) + 3.2 * look->gap;
}
