#include "scene/zone.h"

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

bool zone_is_hovered(const struct part *part, struct rect rect, bool in_menu)
{
    const struct hover *hover = &part->input->hover;
    bool menu = part->input->session->menu.kind != MENU_NONE;
    return hover->there && menu == in_menu && hover->x >= rect.x && hover->x < rect.x + rect.w &&
           hover->y >= rect.y && hover->y < rect.y + rect.h;
}
