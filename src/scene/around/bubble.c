#include "scene/around/bubble.h"

#include <math.h>
#include <stdio.h>

#include "base/language.h"
#include "base/text.h"
#include "control/command.h"
#include "scene/zone.h"

// What a bubble says, and what it is about.
struct bubble {
    char help[2 * ZONE_HELP_MAX];
    char key[KEY_MAX + 8]; // that does the same, or ""
    struct rect about;     // the bubble keeps off this
};

// The key bound to a command, or "".
static const char *key_of(const struct part *part, const char *command)
{
    const char *key = keymap_key_of(&part->input->session->keymap, command);
    return key != NULL && command[0] != '\0' ? key_plain(key) : "";
}

// About a zone: its line of help, or else that of the command which a click runs. A name's key is
// the one that shows and hides its function.
static bool about_zone(const struct part *part, const struct zone *zone, struct bubble *bubble)
{
    const char *help = zone->help[0] != '\0' ? zone->help : "";
    bool says_itself = zone->over || zone->in_menu;
    if (*help == '\0' && zone->click[0] != '\0' && !says_itself)
        help = command_help(part->input->session, zone->click);
    if (zone->help[0] == '\0' && *help != '\0')
        help = _(help);
    text_copy(bubble->help, sizeof bubble->help, help);
    const char *key = key_of(part, zone->click);
    if (*key == '\0' && zone->function >= 0) {
        char toggle[ZONE_COMMAND_MAX];
        snprintf(toggle, sizeof toggle, "toggle %s",
                 state_function(part->state, zone->function)->id);
        key = key_of(part, toggle);
    }
    text_copy(bubble->key, sizeof bubble->key, key);
    bubble->about = zone->rect;
    return *help != '\0';
}

// About the numbers of an axis, which are no zone.
static bool about_axis(const struct part *part, struct bubble *bubble)
{
    const struct hover *hover = &part->input->hover;
    char where;
    const struct panel *panel = scene_panel_at(part->scene, hover->x, hover->y, &where);
    if (panel == NULL || where == 'p')
        return false;
    bool x = where == 'x';
    text_copy(
        bubble->help, sizeof bubble->help,
        x ? _("Drag moves · wheel zooms · double click: first range · right click: log, "
              "exact range")
          : _("Drag moves · wheel zooms · double click fits · right click: log, exact range"));
    const char *key = key_of(part, x ? "scale x toggle" : "scale y toggle");
    if (*key != '\0')
        snprintf(bubble->key, sizeof bubble->key, _("%s: log"), key);
    double tall = part->look->cap_axis * 2;
    bubble->about = (struct rect){hover->x, hover->y - tall, 1, 2 * tall};
    return true;
}

// Where a bubble of that size goes: centred on the pointer, within the picture, off what it is
// about.
static struct rect place_bubble(const struct part *part, const struct rect *about, double w,
                                double h)
{
    double gap = part->look->gap, x = part->input->hover.x - w / 2;
    double above = about->y - h - gap * 0.6, below = about->y + about->h + gap * 0.6;
    x = fmax(gap, fmin(x, part->input->width - w - gap));
    return (struct rect){round(x), round(above >= gap ? above : below), w, h};
}

static void draw_bubble(const struct part *part, const struct bubble *bubble)
{
    const struct look *look = part->look;
    double cap = look->cap_hint, pad = cap * 0.9, key_w = 0;
    if (bubble->key[0] != '\0')
        key_w = part_text_width(part, bubble->key, cap, WEIGHT_BOLD) + cap * 1.2;
    char help[sizeof bubble->help + 8];
    part_fit_text(part, bubble->help, cap, WEIGHT_REGULAR,
                  part->input->width - 2 * look->gap - 2 * pad - key_w, help, sizeof help);
    double help_w = part_text_width(part, help, cap, WEIGHT_REGULAR);
    struct rect r = place_bubble(part, &bubble->about, help_w + key_w + 2 * pad, ceil(cap * 2.7));
    double baseline = r.y + r.h / 2 + cap / 2;
    struct color quiet = color_mix(part->theme->background, part->theme->text, 0.25);
    draw_round_rect(part->list, r, look->gap * 0.5, part->theme->text);
    draw_text(part->list, r.x + pad, baseline, cap, WEIGHT_REGULAR, TEXT_LEFT,
              part->theme->background, help);
    if (bubble->key[0] != '\0')
        draw_text(part->list, r.x + r.w - pad, baseline, cap, WEIGHT_BOLD, TEXT_RIGHT, quiet,
                  bubble->key);
}

// Whether the mouse has rested on this rectangle: a picture that changes under it asks for no help.
static bool has_rested_on(const struct hover *hover, const struct rect *rect)
{
    const struct rect *over = &hover->over;
    return hover->rests && over->x == rect->x && over->y == rect->y && over->w == rect->w &&
           over->h == rect->h;
}

void scene_bubble(const struct part *part)
{
    const struct hover *hover = &part->input->hover;
    const struct zone *zone = scene_zone_at(part->scene, hover->x, hover->y);
    struct bubble bubble = {0};
    if (!hover->there || part->input->session->menu.kind != MENU_NONE || part->state->lecture.on)
        return;
    char where;
    const struct panel *panel =
        zone == NULL ? scene_panel_at(part->scene, hover->x, hover->y, &where) : NULL;
    if (zone == NULL && (panel == NULL || where == 'p'))
        return;
    const struct rect *rect = zone != NULL   ? &zone->rect
                              : where == 'x' ? &panel->numbers_x
                                             : &panel->numbers_y;
    if (!has_rested_on(hover, rect))
        return;
    if (zone != NULL ? about_zone(part, zone, &bubble) : about_axis(part, &bubble))
        draw_bubble(part, &bubble);
}
