#include "scene/curves/depth.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fact.h"
#include "base/language.h"
#include "base/memory.h"
#include "base/text.h"
#include "plot/layered_slope.h"
#include "plot/saturation.h"
#include "scene/curves/curve.h"
#include "scene/curves/saturation.h"
#include "scene/note.h"
#include "scene/place.h"
#include "scene/zone.h"

enum { BOUND_DIGITS = FACT_DIGITS, BOUND_LABELS_MOST = 4 };

void depth_content(const struct state *state, struct panel *panel)
{
    if (state->compare.depth == 0 || !panel->orders[ORDER_DF])
        return;
    panel->depth = state->compare.depth;
    memset(panel->orders, 0, sizeof panel->orders);
    panel->orders[ORDER_DF] = true;
}

struct axis depth_axis(const struct state *state, const struct axis *x, int function)
{
    const struct activation *activations[SHOWN_MAX];
    const double *parameters[SHOWN_MAX];
    int n = 0;
    for (int i = 0; i < state->shown_n; i++) {
        int id = state->shown[i].function;
        if (state->shown[i].hidden || (function >= 0 && function != id))
            continue;
        activations[n] = state_function(state, id);
        parameters[n++] = state->parameters[id];
    }
    return decades_fit(activations, parameters, n, state->compare.depth, x);
}

// Writes a number in superscript digits: "³⁰".
static void superscript(int number, char out[32])
{
    static const char *const digits[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    char plain[12];
    out[0] = '\0';
    snprintf(plain, sizeof plain, "%d", number);
    for (const char *p = plain; *p != '\0'; p++)
        strcat(out, digits[*p - '0']);
}

void depth_title(const struct part *part, const struct panel *panel, struct text *out)
{
    char symbol[64], power[32];
    if (panel->function_n == 1 && !state_by_function(part->state))
        order_symbol(state_function(part->state, panel->functions[0]), ORDER_DF, symbol,
                     sizeof symbol);
    else
        text_copy(symbol, sizeof symbol, "f′");
    superscript(panel->depth, power);
    text_format(out, "|%s|%s", symbol, power);
}

double scene_depth_note(const struct part *part, double right, double baseline)
{
    const struct look *look = part->look;
    char power[32], note[64];
    if (part->state->layout != LAYOUT_GRID || part->scene->panels[0].depth == 0)
        return 0;
    superscript(part->state->compare.depth, power);
    snprintf(note, sizeof note, "|f′|%s", power);
    draw_text(part->list, right, baseline, look->cap_readout, WEIGHT_BOLD, TEXT_RIGHT,
              part->theme->quiet, note);
    return part_text_width(part, note, look->cap_readout, WEIGHT_BOLD) + 2 * look->gap;
}

// --- the bound ---

static void bound_label(const struct part *part, const struct panel *panel, int k, double sup,
                        double decades)
{
    const struct look *look = part->look;
    const struct activation *a = state_function(part->state, panel->functions[k]);
    double cap = look->cap_label * 0.92, gap = look->gap;
    char symbol[64], power[32], value[64], label[192];
    order_symbol(a, ORDER_DF, symbol, sizeof symbol);
    superscript(panel->depth, power);
    decades_show(value, sizeof value, decades, BOUND_DIGITS);
    bool exact = fact_reads_as(value, pow(sup, panel->depth));
    snprintf(label, sizeof label, "sup|%s|%s %s %s", symbol, power, exact ? "=" : "≈", value);
    double w = part_text_width(part, label, cap, WEIGHT_MEDIUM), py = panel_py(panel, decades);
    if (w + 2 * gap > panel->plot.w || panel->plot.h < cap * 12 ||
        panel->plot.h < 0.16 * part->input->height)
        return;
    // It stands above or below the line, where it covers least.
    struct place_search search = {.panels = panel, .panel_n = 1};
    for (int i = 0; i < 10; i++) {
        int column = i / 2;
        struct rect r = {panel->plot.x + gap + (panel->plot.w - w - 2 * gap) * column / 4,
                         i % 2 == 0 ? py - cap * 1.9 : py + cap * 0.3, w, cap * 1.6};
        place_offer(&search, r, gap * (i % 2 + 0.2 * column));
    }
    struct rect best = place_find(part, &search).rect;
    draw_text(part->list, best.x, best.y + cap * 1.3, cap, WEIGHT_MEDIUM, TEXT_LEFT,
              part_ink(part, panel->slots[k]), label);
}

static void bound_line(const struct part *part, const struct panel *panel, int k, double decades)
{
    const struct look *look = part->look;
    double y = panel_py(panel, decades);
    struct stroke stroke = {
        .width = look->derivative * 0.75,
        .color = color_mix(part_color(part, panel->slots[k]), part->theme->background, 0.25),
        .dash = {look->gap * 0.9, look->gap * 0.6},
        .dash_n = 2};
    const double xy[] = {panel->plot.x, y, panel->plot.x + panel->plot.w, y};
    draw_line(part->list, xy, 2, &stroke);
}

void scene_depth_bounds(const struct part *part, const struct panel *panel)
{
    int labelled = panel_measured(part, panel);
    for (int k = 0; k < panel->function_n && panel->depth > 0; k++) {
        int id = panel->functions[k];
        double sup = slope_sup(state_function(part->state, id), part->state->parameters[id]);
        if (!isfinite(sup) || sup <= 0)
            continue;
        double decades = decades_of_slope(sup, panel->depth);
        bound_line(part, panel, k, decades);
        if (panel->function_n <= BOUND_LABELS_MOST || k == labelled)
            bound_label(part, panel, k, sup, decades);
    }
}

void scene_depth_absences(const struct part *part, const struct panel *panel)
{
    const struct look *look = part->look;
    struct text names = {0};
    if (panel->plot.h <= look->cap_axis * 10)
        return;
    for (int k = 0; k < panel->function_n && panel->depth > 0; k++) {
        int id = panel->functions[k];
        char symbol[64];
        struct saturation zero;
        saturation_find(state_function(part->state, id), part->state->parameters[id], 1e-320,
                        &panel->x, &zero);
        if (zero.n == 0 || !(zero.spans[0].high > zero.spans[0].low))
            continue;
        order_symbol(state_function(part->state, id), ORDER_DF, symbol, sizeof symbol);
        text_format(&names, "%s%s", names.n > 0 ? ", " : "", symbol);
    }
    if (names.n > 0) {
        text_add(&names, _(" = 0 is not on this axis"));
        double w = part_text_width(part, text_string(&names), look->cap_axis, WEIGHT_REGULAR);
        if (w + 2 * look->gap < panel->plot.w)
            note_words(part, panel, text_string(&names), NULL);
    }
    text_free(&names);
}

// --- the slider ---

#define TRACK_GAPS 12.0

double scene_depth_slider(const struct part *part, double right, double middle)
{
    const struct look *look = part->look;
    int depth = part->state->compare.depth;
    double cap = look->cap_hint, baseline = middle + cap / 2, thick = fmax(2, look->axis);
    double name_w = part_text_width(part, "L", cap, WEIGHT_BOLD) + look->gap * 0.7;
    double value_w = part_text_width(part, "100", cap, WEIGHT_REGULAR) + look->gap * 1.2;
    double length = look->gap * TRACK_GAPS, x = right - name_w - length - value_w;
    if (depth == 0 || x < look->gap * 2 || part->scene->zone_n >= ZONES_MAX - 8)
        return 0;
    double track = x + name_w, knob = track + length * (depth - 1) / (DEPTH_MOST - 1);
    char value[16];
    snprintf(value, sizeof value, "%d", depth);
    double tall = fmax(cap * 2.6, 18 * part->input->pixel_ratio);
    const struct rect rect = {x, middle - tall / 2, name_w + length + value_w, tall};
    zone_ground(part, rect);
    draw_text(part->list, x, baseline, cap, WEIGHT_BOLD, TEXT_LEFT, part->theme->text, "L");
    draw_rect(part->list, (struct rect){track, round(middle - thick / 2), length, thick},
              part->theme->axis);
    draw_rect(part->list, (struct rect){track, round(middle - thick / 2), knob - track, thick},
              part->theme->text);
    draw_disc(part->list, knob, round(middle - thick / 2) + thick / 2, cap * 1.25,
              part->theme->text);
    draw_text(part->list, track + length + look->gap * 1.4, baseline, cap, WEIGHT_REGULAR,
              TEXT_LEFT, part->theme->text, value);
    zone_add(part, rect, -1, "", "prompt command; type \"depth \"");
    struct zone *zone = &part->scene->zones[part->scene->zone_n - 1];
    text_copy(zone->value, sizeof zone->value, "depth");
    zone_help(zone, _("Layers: drag or turn the wheel; double click types L"));
    zone->x = (struct track){
        .at = track, .length = length, .low = 1, .high = DEPTH_MOST, .value = depth, .whole = true};
    return right - x + look->gap * 2;
}
