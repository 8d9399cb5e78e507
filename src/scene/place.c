// Where words and marks stand in a panel: where they cover least of what is drawn.
#include <math.h>
#include <string.h>

#include "scene/parts.h"

double part_lines_under(const struct part *part, const struct panel *panel, struct rect r)
{
    double zero = panel_px(panel, 0), cursor = panel_px(panel, part->state->cursor_x);
    double axis = panel_py(panel, 0);
    double covered = zero > r.x && zero < r.x + r.w ? r.h / 2 : 0;
    if (part->state->cursor_on && cursor > r.x && cursor < r.x + r.w)
        covered += 2 * r.h;
    if (axis > r.y && axis < r.y + r.h)
        covered += 2 * part->scene->look.gap; // it would cross the letters out
    return covered;
}

struct rect part_free_place(const struct part *part, const struct panel *panel, double w, double h)
{
    enum { ACROSS = 3, DOWN = 7 };
    double gap = part->scene->look.gap, least = HUGE_VAL;
    const struct rect *p = &panel->plot;
    struct rect best = {0};
    for (int i = 0; i < ACROSS * DOWN; i++) {
        int column = i % ACROSS, row = i / ACROSS;
        struct rect r = {p->x + gap + (p->w - w - 2 * gap) * column / (ACROSS - 1),
                         p->y + gap + (p->h - h - 2 * gap) * row / (DOWN - 1), w, h};
        double cost = part_coverage(part, r) + 4 * part_text_overlap(part, r) +
                      part_lines_under(part, panel, r) + gap * (0.3 * row + (column == 1));
        if (cost < least) {
            least = cost;
            best = r;
        }
    }
    return best;
}

// A rectangle at one side of a panel, `down` of the way from its upper corner to its lower one.
static struct rect at_side(const struct part *part, const struct panel *panel, double w, double h,
                           bool right, double down)
{
    double gap = part->scene->look.gap;
    const struct rect *p = &panel->plot;
    return (struct rect){right ? p->x + p->w - w - gap : p->x + gap * 1.2,
                         p->y + gap + (p->h - h - 2 * gap) * down, w, h};
}

static struct rect grown(struct rect r, double by)
{
    return (struct rect){r.x - by, r.y - by, r.w + 2 * by, r.h + 2 * by};
}

// The ground of words whose capitals fill a rectangle: it holds what hangs below their line.
#define GROUND 0.45 // of a capital's height, to each side
static struct rect ground_of(struct rect r)
{
    return grown(r, r.h * GROUND);
}

static struct rect within_ground(struct rect ground, double cap)
{
    return grown(ground, -cap * GROUND);
}

struct rect part_side_place(const struct part *part, const struct panel *panel, double w, double h,
                            bool right, bool bottom)
{
    enum { ROWS = 9 };
    struct rect best = {0};
    double least = HUGE_VAL;
    for (int i = 0; i < 2 * ROWS; i++) {
        int row = i / 2, away = i % 2;
        bool corner = row == 0 || row == ROWS - 1;
        double down = (double)row / (ROWS - 1);
        struct rect r = at_side(part, panel, w, h, right != (away == 1), bottom ? 1 - down : down);
        double cost = away + (corner ? (row > 0) * 2 : 4 + row);
        if (cost < least)
            cost += part_lines_under(part, panel, ground_of(r));
        if (cost < least)
            cost += 3 * part_text_overlap(part, ground_of(r));
        if (cost < least)
            cost += part_coverage_up_to(part, ground_of(r), least - cost);
        if (cost < least) {
            least = cost;
            best = r;
        }
    }
    return best;
}

void part_text_on_ground(const struct part *part, struct rect r, enum text_weight weight,
                         const char *words)
{
    struct color ground = part->theme->background;
    ground.a = 215;
    draw_rect(part->list, ground_of(r), ground);
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
    struct rect ground = ground_of(place);
    return part_coverage(part, ground) + part_text_overlap(part, ground);
}

static void fit_note(const struct part *part, const struct panel *panel, const char *words,
                     struct note *note)
{
    const struct look *look = &part->scene->look;
    double cap = look->cap_axis, room = panel->plot.w - 2.2 * look->gap;
    while (cap > look->least_text && part_text_width(part, words, cap, WEIGHT_REGULAR) > room)
        cap = fmax(cap * 0.96, look->least_text);
    part_fit_text(part, words, cap, WEIGHT_REGULAR, room, note->line, sizeof note->line);
    double w = part_text_width(part, note->line, cap, WEIGHT_REGULAR);
    note->is_small = cap < look->cap_axis;
    note->is_cut = strcmp(note->line, words) != 0;
    note->place = part_side_place(part, panel, w, cap, true, true);
    note->covered = covered_by(part, note->place);
    struct rect ground = ground_of((struct rect){0, 0, w, cap});
    struct rect anywhere = within_ground(part_free_place(part, panel, ground.w, ground.h), cap);
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
