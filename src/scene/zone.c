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
