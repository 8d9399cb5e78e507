#include "scene/networks/page.h"

#include <math.h>
#include <stdio.h>

#include "base/language.h"
#include "base/text.h"
#include "scene/around/tour.h"
#include "scene/networks/chart.h"
#include "scene/networks/columns.h"
#include "scene/networks/facts.h"
#include "scene/networks/pane.h"
#include "scene/networks/phase_map.h"

#define PANE_FROM_WIDTH 760.0 // narrower windows show the columns only

// What all columns have in common, beside their size: "LeCun, skip + layer norm".
static void say_what(const struct part *part, char *out, size_t size)
{
    const struct laboratory *l = &part->state->laboratory;
    const struct remedy remedy = {.norm = l->norm, .skip = l->skip, .tied = l->tied};
    const struct activation *a = state_function(part->state, part->state->focus);
    bool plain = l->norm == NORM_NONE && !l->skip && !l->tied;
    char words[80];
    remedy_text(&remedy, false, words, sizeof words);
    const char *const said[] = {
        l->compare != COMPARE_ACTIVATIONS && a != NULL ? activation_name(a) : NULL,
        l->compare != COMPARE_INITIALISATIONS ? _(initialisation_label(l->init)) : NULL,
        l->compare != COMPARE_REMEDIES && !plain ? words : NULL};
    size_t n = 0;
    *out = '\0';
    for (size_t i = 0; i < sizeof said / sizeof said[0]; i++)
        if (said[i] != NULL && n < size)
            n += (size_t)snprintf(out + n, size - n, "%s%s", n > 0 ? _(", ") : "", said[i]);
}

static void draw_title(const struct part *part, const struct bands *bands, double x, double right)
{
    const struct look *look = part->look;
    const struct laboratory *l = &part->state->laboratory;
    double baseline = bands->title - look->cap_title * 0.55;
    if (bands->title <= look->cap_title)
        return;
    char title[200], about[200], what[120];
    say_what(part, what, sizeof what);
    snprintf(title, sizeof title, _("%d layers of %d units, %s"), lab_whole(l, LAB_DEPTH),
             lab_whole(l, LAB_WIDTH), what);
    if (tour_title(part) != NULL)
        text_copy(title, sizeof title, tour_title(part));
    draw_text(part->list, x, baseline, look->cap_title, WEIGHT_BOLD, TEXT_LEFT, part->theme->text,
              title);
    const struct study *study = part->input->study;
    int done = study != NULL ? study->seeds_done : 0, wanted = lab_whole(l, LAB_SEEDS);
    if (state_visible_count(part->state) == 0)
        return; // nothing is computed
    if (done == wanted && l->dead && part->state->lecture.on)
        return; // there is room for a chart without theory
    if (done < wanted)
        snprintf(about, sizeof about, _("computing: network %d of %d"), done + 1, wanted);
    else
        snprintf(about, sizeof about,
                 _("line: mean of %d networks, band: least to greatest, dashed: theory"), done);
    double taken = part_text_width(part, title, look->cap_title, WEIGHT_BOLD) + look->gap * 3;
    if (part_text_width(part, about, look->cap_label, WEIGHT_REGULAR) > right - x - taken)
        snprintf(about, sizeof about, "%s", _("dashed: theory"));
    if (part_text_width(part, about, look->cap_label, WEIGHT_REGULAR) <= right - x - taken)
        draw_text(part->list, right, baseline, look->cap_label, WEIGHT_REGULAR, TEXT_RIGHT,
                  part->theme->quiet, about);
}

// What stands where a page has nothing to show.
static void draw_nothing(const struct part *part, struct rect area)
{
    bool none = state_visible_count(part->state) == 0;
    const char *says = none ? _("Nothing is shown. Press 1 to 9, or / to find a function.")
                            : _("Drawing the first network …");
    chart_text(part, area.x + area.w / 2, area.y + area.h / 2, area.w, part->look->cap_label,
               WEIGHT_REGULAR, TEXT_CENTER, part->theme->quiet, says);
}

void scene_network(const struct part *part, const struct bands *bands)
{
    const struct look *look = part->look;
    double w = part->input->width, top = bands->title + look->gap * 0.5;
    double bottom = part->input->height - bands->hints - bands->caption - look->gap;
    // In a lecture keys do what the pane does, and the charts want the room.
    bool pane = w >= PANE_FROM_WIDTH * part->input->pixel_ratio && !part->state->lecture.on;
    double pane_w = pane ? round(fmax(0.235 * w, 19 * look->gap)) : 0;
    double margin = look->gap * 2;
    struct rect area = {margin, top, w - pane_w - margin - look->gap * (pane ? 5.5 : 2),
                        fmax(1, bottom - top)};
    draw_title(part, bands, margin, w - margin);
    if (part->input->study != NULL && part->input->study->n > 0)
        network_columns(part, part->input->study, area);
    else
        draw_nothing(part, area);
    if (!pane)
        return;
    struct rect right = {w - pane_w - margin, top, pane_w, area.h};
    double taken = scene_phase_map(part, part->input->phase, right);
    right.y += taken;
    right.h -= taken;
    network_controls(part, right);
}
