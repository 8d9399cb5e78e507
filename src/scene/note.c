#include "scene/note.h"

#include <math.h>
#include <string.h>

#include "scene/place.h"

void part_text_on_ground(const struct part *part, struct rect r, enum text_weight weight,
                         const char *words)
{
    struct color ground = part->theme->background;
    ground.a = 215;
    draw_rect(part->list, place_ground(r), ground);
    draw_text(part->list, r.x, r.y + r.h, r.h, weight, TEXT_LEFT, part->theme->quiet, words);
}

// Words as they are written in a panel: in letters small enough, and cut at last; where; and how
// much they cover of what is drawn there.
struct note {
    char line[240];
    struct rect place;
    bool is_small, is_cut;
    double covered;
};

// How much of what is drawn words would cover there.
static double covered_by(const struct part *part, struct rect place)
{
    struct rect ground = place_ground(place);
    return part_coverage(part, ground) + part_text_overlap(part, ground);
}

static void fit_note(const struct part *part, const struct panel *panel, const char *words,
                     struct note *note)
{
    const struct look *look = part->look;
    double cap = look->cap_axis, room = panel->plot.w - 2.2 * look->gap;
    while (cap > look->least_text && part_text_width(part, words, cap, WEIGHT_REGULAR) > room)
        cap = fmax(cap * 0.96, look->least_text);
    part_fit_text(part, words, cap, WEIGHT_REGULAR, room, note->line, sizeof note->line);
    double w = part_text_width(part, note->line, cap, WEIGHT_REGULAR);
    note->is_small = cap < look->cap_axis;
    note->is_cut = strcmp(note->line, words) != 0;
    note->place = part_side_place(part, panel, w, cap, true, true);
    note->covered = covered_by(part, note->place);
    struct rect ground = place_ground((struct rect){0, 0, w, cap});
    struct rect anywhere =
        place_within_ground(part_free_place(part, panel, ground.w, ground.h), cap);
    if (note->covered > 0 && covered_by(part, anywhere) < note->covered) {
        note->place = anywhere;
        note->covered = covered_by(part, anywhere);
    }
}

void part_note(const struct part *part, const struct panel *panel, const char *words,
               const char *shorter)
{
    struct note note;
    fit_note(part, panel, words, &note);
    bool is_free = !note.is_small && !note.is_cut && note.covered == 0;
    if (!is_free && shorter != NULL)
        fit_note(part, panel, shorter, &note);
    if (!note.is_cut || shorter == NULL)
        part_text_on_ground(part, note.place, WEIGHT_REGULAR, note.line);
}
