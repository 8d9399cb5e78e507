#include "scene/around/bubble.h"

#include <math.h>

#include "scene/zone.h"

// The key bound to what a click on the zone does, or "".
static const char *key_for(const struct part *part, const struct zone *zone)
{
    const char *key = keymap_key_of(&part->input->session->keymap, zone->click);
    return key != NULL && zone->click[0] != '\0' ? key_plain(key) : "";
}

// Where a bubble of that size goes: centred on the pointer, within the picture, off the zone.
static struct rect place_bubble(const struct part *part, const struct zone *zone, double w,
                                double h)
{
    double gap = part->look->gap, x = part->input->hover.x - w / 2;
    double above = zone->rect.y - h - gap * 0.6, below = zone->rect.y + zone->rect.h + gap * 0.6;
    x = fmax(gap, fmin(x, part->input->width - w - gap));
    return (struct rect){round(x), round(above >= gap ? above : below), w, h};
}

void scene_bubble(const struct part *part)
{
    const struct hover *hover = &part->input->hover;
    const struct zone *zone = scene_zone_at(part->scene, hover->x, hover->y);
    if (!hover->there || !hover->rests || zone == NULL || zone->help[0] == '\0')
        return;
    const struct look *look = part->look;
    const char *key = key_for(part, zone);
    double cap = look->cap_hint, pad = cap * 0.9, key_w = 0;
    if (*key != '\0')
        key_w = part_text_width(part, key, cap, WEIGHT_BOLD) + cap * 1.2;
    char help[ZONE_HELP_MAX + 8];
    part_fit_text(part, zone->help, cap, WEIGHT_REGULAR,
                  part->input->width - 2 * look->gap - 2 * pad - key_w, help, sizeof help);
    double help_w = part_text_width(part, help, cap, WEIGHT_REGULAR);
    struct rect r = place_bubble(part, zone, help_w + key_w + 2 * pad, ceil(cap * 2.7));
    double baseline = r.y + r.h / 2 + cap / 2;
    struct color quiet = color_mix(part->theme->background, part->theme->text, 0.25);
    draw_round_rect(part->list, r, look->gap * 0.5, part->theme->text);
    draw_text(part->list, r.x + pad, baseline, cap, WEIGHT_REGULAR, TEXT_LEFT,
              part->theme->background, help);
    if (*key != '\0')
        draw_text(part->list, r.x + r.w - pad, baseline, cap, WEIGHT_BOLD, TEXT_RIGHT, quiet, key);
}
