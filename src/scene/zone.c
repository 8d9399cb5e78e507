#include "scene/zone.h"

#include <stdio.h>

#include "base/language.h"
#include "base/text.h"
#include "scene/part.h"

struct zone *zone_add(const struct part *part, struct rect rect, int function, const char *click,
                      const char *double_click)
{
    if (part->scene->zone_n == ZONES_MAX)
        return NULL;
    struct zone *zone = &part->scene->zones[part->scene->zone_n++];
    *zone = (struct zone){.rect = rect, .function = function};
    text_copy(zone->click, sizeof zone->click, click);
    text_copy(zone->double_click, sizeof zone->double_click, double_click);
    return zone;
}

void zone_help(struct zone *zone, const char *help)
{
    if (zone != NULL)
        text_copy(zone->help, sizeof zone->help, help);
}

void zone_ground(const struct part *part, struct rect rect)
{
    if (zone_is_hovered(part, rect, false))
        draw_round_rect(part->list, rect, part->look->gap * 0.5,
                        color_mix(part->theme->background, part->theme->text, 0.08));
}

void zone_of_name(const struct part *part, struct rect rect, int function, const char *verb)
{
    char click[ZONE_COMMAND_MAX], twice[ZONE_COMMAND_MAX];
    const char *id = state_function(part->state, function)->id;
    int at = state_shown_find(part->state, function);
    bool hidden = at >= 0 && part->state->shown[at].hidden;
    snprintf(click, sizeof click, "%s %s", verb, id);
    snprintf(twice, sizeof twice, "show %s; solo %s", id, id);
    zone_ground(part, rect);
    zone_help(zone_add(part, rect, function, click, twice),
              hidden ? _("Click shows it · double click shows only this")
                     : _("Click hides it · double click shows only this · drag moves it · right "
                         "click: more"));
}

bool zone_is_hovered(const struct part *part, struct rect rect, bool in_menu)
{
    const struct hover *hover = &part->input->hover;
    bool menu = part->input->session->menu.kind != MENU_NONE;
    return hover->there && menu == in_menu && hover->x >= rect.x && hover->x < rect.x + rect.w &&
           hover->y >= rect.y && hover->y < rect.y + rect.h;
}
