#include "scene/curves/names.h"

#include <math.h>
#include <stdio.h>

#include "base/text.h"
#include "scene/zone.h"

double names_height(const struct part *part)
{
    bool columns =
        part->state->layout == LAYOUT_SIDE_BY_SIDE && state_visible_count(part->state) > 1;
    bool room = part->input->width >= 260 && part->input->height >= 160;
    bool above = room && (part->state->layout == LAYOUT_GRID || columns);
    return above ? part->look->cap_label * 1.6 : 0;
}

void scene_name(const struct part *part, const struct panel *panel, const char *note)
{
    const struct look *look = part->look;
    bool has_name = part->state->layout == LAYOUT_GRID || panel->first_row;
    if (!has_name || names_height(part) == 0 || panel->function_n != 1)
        return;
    int function = panel->functions[0], highlight = part->input->session->highlight;
    const struct activation *a = state_function(part->state, function);
    char name[96];
    double cap = look->cap_label, baseline = panel->plot.y - cap * 0.6;
    bool strong = function == (highlight >= 0 ? highlight : part->state->focus);
    enum text_weight weight = strong ? WEIGHT_BOLD : WEIGHT_MEDIUM;
    bool whole = part_text_width(part, activation_name(a), cap, weight) <= panel->plot.w;
    part_fit_text(part, whole ? activation_name(a) : a->symbol, cap, weight, panel->plot.w, name,
                  sizeof name);
    double width = part_text_width(part, name, cap, weight);
    struct color color = highlight >= 0 && !strong ? part->theme->axis : part->theme->text;
    const struct rect zone = {panel->plot.x, baseline - cap * 1.4, fmax(width, cap * 3), cap * 2};
    zone_of_name(part, zone, function, "hide");
    draw_text(part->list, panel->plot.x, baseline, cap, weight, TEXT_LEFT, color, name);
    if (*note != '\0')
        draw_text(part->list, panel->plot.x + width + look->gap, baseline, look->cap_axis,
                  WEIGHT_REGULAR, TEXT_LEFT, part->theme->quiet, note);
}
