#include "scene/around/sliders.h"

#include <math.h>
#include <stdio.h>

#include "base/language.h"
#include "base/text.h"
#include "scene/curves/depth.h"
#include "scene/zone.h"

// One slider: "Leaky ReLU α ——●—— 0.01 ▶".
struct slider {
    int function, index, slot;
    const struct activation_parameter *parameter;
    double value;
    const char *name;                         // in front of a function's first parameter, else ""
    bool chosen;                              // what keys change
    bool play, runs;                          // a button behind it; the parameter runs now
    double name_w, symbol_w, value_w, play_w; // pixels
};

#define TRACK_MOST  18.0 // length of a track, in gaps
#define TRACK_LEAST 6.0

enum { SLIDERS_MAX = 24 };

static bool is_adjustable(const struct activation_parameter *p)
{
    return p->low < p->high; // not as SELU's, which are fixed
}

// The visible functions' adjustable parameters, in order; returns how many.
static int collect(const struct part *part, struct slider *sliders)
{
    const struct state *state = part->state;
    int n = 0;
    for (int i = 0; i < state->shown_n; i++) {
        int function = state->shown[i].function;
        const struct activation *a = state_function(state, function);
        for (int k = 0; k < a->parameter_count && !state->shown[i].hidden; k++)
            if (is_adjustable(&a->parameters[k]) && n < SLIDERS_MAX)
                sliders[n++] = (struct slider){.function = function, .index = k, .slot = i};
    }
    return n;
}

double sliders_height(const struct part *part)
{
    struct slider sliders[SLIDERS_MAX];
    bool curves = part->state->laboratory.page == PAGE_CURVES;
    bool any = collect(part, sliders) > 0 || part->state->compare.depth > 0;
    return curves && any ? ceil(part->look->cap_hint * 3.2) : 0;
}

static bool is_first(const struct slider *sliders, int i)
{
    return i == 0 || sliders[i - 1].function != sliders[i].function;
}

static bool is_last(const struct slider *sliders, int n, int i)
{
    return i + 1 == n || sliders[i + 1].function != sliders[i].function;
}

// Fills in what is to be drawn, and the widths of the words.
static void measure(const struct part *part, struct slider *sliders, int n)
{
    const struct look *look = part->look;
    const struct session *session = part->input->session;
    double cap = look->cap_hint;
    for (int i = 0; i < n; i++) {
        struct slider *s = &sliders[i];
        const struct activation *a = state_function(part->state, s->function);
        s->parameter = &a->parameters[s->index];
        s->value = part->state->parameters[s->function][s->index];
        s->chosen = s->function == part->state->focus && s->index == session_parameter(session);
        s->runs = s->chosen && session->animating;
        s->name = is_first(sliders, i) ? activation_name(a) : "";
        s->play = is_last(sliders, n, i);
        s->name_w =
            *s->name != '\0' ? part_text_width(part, s->name, cap, WEIGHT_MEDIUM) + look->gap : 0;
        s->symbol_w = part_text_width(part, s->parameter->symbol, cap, WEIGHT_BOLD) + look->gap;
        // Wide enough for any value, so that nothing moves while it is dragged.
        s->value_w = part_text_width(part, "−0.0000", cap, WEIGHT_REGULAR) + look->gap * 1.4;
        s->play_w = s->play ? cap * 2.4 : 0;
    }
}

static double words_width(const struct part *part, const struct slider *s)
{
    return s->name_w + s->symbol_w + s->value_w + s->play_w + part->look->gap * 1.5;
}

// How many of the sliders have room, and how long their tracks are.
static int fit(const struct part *part, const struct slider *sliders, int n, double room,
               double *track)
{
    double gap = part->look->gap;
    for (; n > 0; n--) {
        double words = 0;
        for (int i = 0; i < n; i++)
            words += words_width(part, &sliders[i]);
        *track = fmin(TRACK_MOST * gap, floor((room - words) / n));
        if (*track >= TRACK_LEAST * gap)
            break;
    }
    return n;
}

static void draw_track(const struct part *part, const struct slider *s, double x, double middle,
                       double length)
{
    const struct activation_parameter *p = s->parameter;
    double thick = fmax(2, round(part->look->axis * 1.5)), y = round(middle - thick / 2);
    double t = (s->value - p->low) / (p->high - p->low);
    double way = length * fmin(fmax(t, 0), 1), size = part->look->cap_hint * 1.5;
    struct color color = part_color(part, s->slot);
    draw_round_rect(part->list, (struct rect){x, y, length, thick}, thick / 2, part->theme->axis);
    draw_round_rect(part->list, (struct rect){x, y, way, thick}, thick / 2, color);
    draw_disc(part->list, x + way, y + thick / 2, size, color);
}

static void add_track(const struct part *part, const struct slider *s, struct rect rect, double x,
                      double length)
{
    const struct activation *a = state_function(part->state, s->function);
    char twice[ZONE_COMMAND_MAX], help[ZONE_HELP_MAX];
    snprintf(twice, sizeof twice, "prompt command; type \"param %s %s \"", a->id,
             s->parameter->name);
    struct zone *zone = zone_add(part, rect, -1, "", twice);
    if (zone == NULL)
        return;
    snprintf(help, sizeof help, _("Drag or turn the wheel; double click types %s"),
             s->parameter->symbol);
    zone_help(zone, help);
    snprintf(zone->value, sizeof zone->value, "param %s %s", a->id, s->parameter->name);
    zone->x = (struct track){.at = x,
                             .length = length,
                             .low = s->parameter->low,
                             .high = s->parameter->high,
                             .value = s->value,
                             .positive = s->parameter->positive};
}

// The button that lets the parameter run up and down: a triangle, or two bars while it runs.
static void draw_play(const struct part *part, const struct slider *s, double x, double middle)
{
    double size = part->look->cap_hint, bar = size * 0.34;
    const struct rect rect = {x, round(middle - size * 1.2), size * 2.4, ceil(size * 2.4)};
    const struct color ink = part->theme->text;
    char command[ZONE_COMMAND_MAX];
    double left = x + size * 0.8, top = middle - size / 2;
    if (zone_is_hovered(part, rect, false))
        draw_round_rect(part->list, rect, size * 0.5,
                        color_mix(part->theme->background, ink, 0.16));
    if (s->runs) {
        draw_rect(part->list, (struct rect){left, top, bar, size}, ink);
        draw_rect(part->list, (struct rect){left + 2 * bar, top, bar, size}, ink);
    } else {
        const double corners[] = {left, top, left + size * 0.9, middle, left, top + size};
        draw_fill(part->list, corners, 3, ink);
    }
    snprintf(command, sizeof command, "focus %s; animate toggle",
             state_function(part->state, s->function)->id);
    zone_help(zone_add(part, rect, -1, command, ""),
              s->runs ? _("Stop") : _("Let it run up and down"));
}

static double draw_slider(const struct part *part, const struct slider *s, double x, double middle,
                          double length)
{
    const struct look *look = part->look;
    double cap = look->cap_hint, baseline = middle + cap / 2, begin = x;
    double tall = fmax(cap * 2.8, 18 * part->input->pixel_ratio);
    char value[64];
    double words = s->name_w + s->symbol_w + length + s->value_w;
    zone_ground(part, (struct rect){begin - look->gap * 0.5, middle - tall / 2, words, tall});
    draw_text(part->list, x, baseline, cap, WEIGHT_MEDIUM, TEXT_LEFT, part_ink(part, s->slot),
              s->name);
    x += s->name_w;
    draw_text(part->list, x, baseline, cap, s->chosen ? WEIGHT_BOLD : WEIGHT_REGULAR, TEXT_LEFT,
              part->theme->text, s->parameter->symbol);
    x += s->symbol_w;
    draw_track(part, s, x, middle, length);
    draw_text(part->list, x + length + look->gap * 1.4, baseline, cap, WEIGHT_REGULAR, TEXT_LEFT,
              part->theme->text, number_show(value, sizeof value, s->value, 4));
    double end = x + length + s->value_w;
    add_track(part, s, (struct rect){begin, middle - tall / 2, end - begin, tall}, x, length);
    if (s->play)
        draw_play(part, s, end, middle);
    return end + s->play_w + look->gap * 1.5;
}

void scene_sliders(const struct part *part, double middle)
{
    struct slider sliders[SLIDERS_MAX];
    const struct scene *scene = part->scene;
    double x = scene->panel_n > 0 ? round(scene->panels[0].plot.x) : part->look->gap * 2;
    double right = part->input->width - part->look->gap * 1.5, length = 0;
    right -= scene_depth_slider(part, right, middle);
    int n = collect(part, sliders);
    measure(part, sliders, n);
    n = fit(part, sliders, n, right - x, &length);
    for (int i = 0; i < n; i++)
        x = draw_slider(part, &sliders[i], x, middle, length);
}
