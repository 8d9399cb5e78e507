#include "scene/note.h"

#include <math.h>
#include <string.h>

#include "scene/place.h"

#define GROUND 0.45 // of a capital's height, to each side: it holds what hangs below the line

enum { GROUND_OPACITY = 215 };

// The ground of a line of text of that width, with capitals of that height, somewhere.
static struct rect ground_of(double width, double cap)
{
    return (struct rect){0, 0, width + 2 * GROUND * cap, cap * (1 + 2 * GROUND)};
}

static void draw_on_ground(const struct part *part, struct rect ground, double cap,
                           enum text_weight weight, const char *words)
{
    double edge = GROUND * cap;
    struct color color = part->theme->background;
    color.a = GROUND_OPACITY;
    draw_rect(part->list, ground, color);
    draw_text(part->list, ground.x + edge, ground.y + edge + cap, cap, weight, TEXT_LEFT,
              part->theme->quiet, words);
}

// Offers places for a ground along both sides of a panel, a gap away from its edges: the corner
// that is wanted first, then the other corners, then the way between them.
static void offer_sides(const struct part *part, const struct panel *panel, struct rect ground,
                        double cap, bool right, bool bottom, struct place_search *search)
{
    enum { ROWS = 9 };
    const struct rect *p = &panel->plot;
    double gap = part->look->gap, edge = GROUND * cap;
    double left_x = p->x + gap * 1.2 - edge, right_x = p->x + p->w - gap + edge - ground.w;
    double top = p->y + gap - edge, way = p->h - 2 * gap + 2 * edge - ground.h;
    for (int i = 0; i < 2 * ROWS; i++) {
        int row = i / 2, away = i % 2;
        bool corner = row == 0 || row == ROWS - 1;
        double down = (double)row / (ROWS - 1);
        ground.x = right != (away == 1) ? right_x : left_x;
        ground.y = top + way * (bottom ? 1 - down : down);
        place_offer(search, ground, gap * 0.12 * (away + (corner ? (row > 0) * 2 : 4 + row)));
    }
}

// Words as they are written in a panel: in letters small enough, and cut at last.
struct note {
    char line[240];
    double cap;
    struct place_found place; // of the ground
    bool is_small, is_cut;
};

static void fit_note(const struct part *part, const struct panel *panel, const char *words,
                     struct note *note)
{
    const struct look *look = part->look;
    const struct rect *p = &panel->plot;
    double cap = look->cap_axis, gap = look->gap, room = p->w - 2.2 * gap;
    while (cap > look->least_text && part_text_width(part, words, cap, WEIGHT_REGULAR) > room)
        cap = fmax(cap * 0.96, look->least_text);
    part_fit_text(part, words, cap, WEIGHT_REGULAR, room, note->line, sizeof note->line);
    note->cap = cap;
    note->is_small = cap < look->cap_axis;
    note->is_cut = strcmp(note->line, words) != 0;
    struct rect ground = ground_of(part_text_width(part, note->line, cap, WEIGHT_REGULAR), cap);
    struct place_search search = {.panels = panel, .panel_n = 1};
    offer_sides(part, panel, ground, cap, true, true, &search);
    const struct place_net net = {.area = {p->x + gap, p->y + gap, p->w - 2 * gap, p->h - 2 * gap},
                                  .w = ground.w,
                                  .h = ground.h,
                                  .across = 3,
                                  .down = 7,
                                  .preference = 2 * gap};
    place_offer_net(part, &search, &net);
    note->place = place_find(part, &search);
}

void note_words(const struct part *part, const struct panel *panel, const char *words,
                const char *shorter)
{
    struct note note;
    fit_note(part, panel, words, &note);
    bool is_free = !note.is_small && !note.is_cut && note.place.covered == 0;
    if (!is_free && shorter != NULL)
        fit_note(part, panel, shorter, &note);
    bool is_within = note.place.rect.h + part->look->gap <= panel->plot.h;
    if (!note.is_cut && is_within)
        draw_on_ground(part, note.place.rect, note.cap, WEIGHT_REGULAR, note.line);
}
