#include "scene/around/sliders.h"

#include <math.h>
#include <stdio.h>

#include "base/text.h"
#include "scene/zone.h"

// One slider: "α ——●—— 0.01".
struct slider {
    const struct activation_parameter *parameter;
    int function, index;
    double value;
    bool chosen;                          // what keys change
    double x, symbol_w, track_w, value_w; // pixels
};

#define TRACK_GAPS 9.0 // length of a track, in gaps

static struct slider slider_measure(const struct part *part, int function, int index)
{
    const struct look *look = part->look;
    const struct activation_parameter *p =
        &state_function(part->state, function)->parameters[index];
    struct slider s = {.parameter = p,
                       .function = function,
                       .index = index,
                       .chosen = index == session_parameter(part->input->session),
                       .value = part->state->parameters[function][index]};
    s.symbol_w = part_text_width(part, p->symbol, look->cap_hint, WEIGHT_BOLD) + look->gap * 0.7;
    s.track_w = look->gap * TRACK_GAPS;
    // Wide enough for any value, so that nothing moves while it is dragged.
    s.value_w = part_text_width(part, "−0.00000", look->cap_hint, WEIGHT_REGULAR) + look->gap * 1.2;
    return s;
}

static void slider_draw(const struct part *part, const struct slider *s, double middle)
{
    const struct look *look = part->look;
    const struct activation_parameter *p = s->parameter;
    double cap = look->cap_hint, baseline = middle + cap / 2, track = s->x + s->symbol_w;
    double t = (s->value - p->low) / (p->high - p->low);
    double knob = track + s->track_w * fmin(fmax(t, 0), 1), thick = fmax(2, look->axis);
    int slot = state_shown_find(part->state, s->function);
    struct color color = part_color(part, slot);
    char value[64];
    draw_text(part->list, s->x, baseline, cap, s->chosen ? WEIGHT_BOLD : WEIGHT_REGULAR, TEXT_LEFT,
              s->chosen ? part->theme->text : part->theme->quiet, p->symbol);
    draw_rect(part->list, (struct rect){track, round(middle - thick / 2), s->track_w, thick},
              part->theme->axis);
    draw_rect(part->list, (struct rect){track, round(middle - thick / 2), knob - track, thick},
              color);
    draw_disc(part->list, knob, round(middle - thick / 2) + thick / 2, cap * 1.25, color);
    draw_text(part->list, track + s->track_w + look->gap * 1.4, baseline, cap, WEIGHT_REGULAR,
              TEXT_LEFT, s->chosen ? part->theme->text : part->theme->quiet,
              number_show(value, sizeof value, s->value, 4));
}

static void slider_zone(const struct part *part, const struct slider *s, double middle)
{
    const struct activation *a = state_function(part->state, s->function);
    double tall = fmax(part->look->cap_hint * 2.6, 18 * part->input->pixel_ratio);
    char twice[ZONE_COMMAND_MAX];
    snprintf(twice, sizeof twice, "prompt command; type \"param %s %s \"", a->id,
             s->parameter->name);
    zone_add(part,
             (struct rect){s->x, middle - tall / 2, s->symbol_w + s->track_w + s->value_w, tall},
             -1, "", twice);
    struct zone *zone = &part->scene->zones[part->scene->zone_n - 1];
    snprintf(zone->value, sizeof zone->value, "param %s %s", a->id, s->parameter->name);
    zone->x = (struct track){.at = s->x + s->symbol_w,
                             .length = s->track_w,
                             .low = s->parameter->low,
                             .high = s->parameter->high,
                             .value = s->value,
                             .positive = s->parameter->positive};
}

double scene_sliders(const struct part *part, double middle)
{
    const struct look *look = part->look;
    int focus = part->state->focus;
    double edge = part->input->width, right = edge - look->gap * 1.5;
    if (focus < 0 || state_shown_find(part->state, focus) < 0 ||
        part->scene->zone_n >= ZONES_MAX - 8)
        return edge - right;
    for (int k = state_function(part->state, focus)->parameter_count; k-- > 0;) {
        const struct activation_parameter *p = &state_function(part->state, focus)->parameters[k];
        if (!(p->low < p->high))
            continue; // fixed, as SELU's
        struct slider s = slider_measure(part, focus, k);
        s.x = right - s.symbol_w - s.track_w - s.value_w;
        if (s.x < look->gap * 2)
            break; // no room for more
        slider_draw(part, &s, middle);
        slider_zone(part, &s, middle);
        right = s.x - look->gap * 2;
    }
    return edge - right;
}
