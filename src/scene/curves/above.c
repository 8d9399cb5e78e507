#include "scene/curves/above.h"

#include <math.h>

#include "activation/reading.h"
#include "base/text.h"
#include "scene/curves/depth.h"
#include "scene/curves/saturation.h"
#include "scene/line_breaks.h"
#include "scene/zone.h"

#define BASELINE      0.75 // of a heading above a panel's edge, in capital heights
#define NAME_BASELINE 0.6  // likewise, of a name

// --- the room ---

static bool is_large_enough(const struct part *part)
{
    return part->input->width >= 260 && part->input->height >= 160;
}

double above_names(const struct part *part)
{
    bool columns =
        part->state->layout == LAYOUT_SIDE_BY_SIDE && state_visible_count(part->state) > 1;
    bool above = is_large_enough(part) && (part->state->layout == LAYOUT_GRID || columns);
    return above ? part->look->cap_label * 1.6 : 0;
}

double above_heading(const struct part *part)
{
    bool has_line = is_large_enough(part) && above_names(part) == 0;
    return has_line ? part->look->cap_axis * 1.6 : 0;
}

int above_lines(const struct part *part, double width)
{
    static const double least[] = {22, 11, 7.5}; // capital heights that one, two, three lines need
    enum { MOST = sizeof least / sizeof least[0] };
    if (!part->state->compare.saturation || above_names(part) == 0)
        return 0;
    for (int i = 0; i < MOST; i++)
        if (width >= least[i] * part->look->cap_axis)
            return i + 1;
    return 0;
}

double above_line_height(const struct part *part)
{
    return part->look->cap_axis * 1.8;
}

// --- the heading of a row ---

// Writes what the panel shows: "f", "f, f′", or which power of the slope.
static void heading_text(const struct part *part, const struct panel *panel, struct text *out)
{
    const char *comma = "";
    if (panel->depth > 0)
        depth_title(part, panel, out);
    for (int o = 0; o < ORDER_COUNT && panel->depth == 0; o++) {
        if (!panel->orders[o])
            continue;
        text_format(out, "%s%s", comma, order_name((enum order)o));
        comma = ", ";
    }
}

// Draws words behind a heading, in letters that have room there; nothing where even the least have
// not.
static void draw_words_behind(const struct part *part, const struct panel *panel, double x,
                              double baseline)
{
    const struct look *look = part->look;
    double cap = look->cap_axis, room = panel->plot.x + panel->plot.w - x;
    struct text words = {0};
    int k = saturation_words(part, panel, &words);
    while (k >= 0 && cap > look->least_text &&
           part_text_width(part, text_string(&words), cap, WEIGHT_MEDIUM) > room)
        cap = fmax(cap * 0.96, look->least_text);
    if (k >= 0 && part_text_width(part, text_string(&words), cap, WEIGHT_MEDIUM) <= room)
        draw_text(part->list, x, baseline, cap, WEIGHT_MEDIUM, TEXT_LEFT,
                  part_ink(part, panel->slots[k]), text_string(&words));
    text_free(&words);
}

// Draws the heading over the panel: what it shows, the note of its numbers, and words about it.
static void draw_heading_line(const struct part *part, const struct panel *panel, const char *what,
                              const char *note)
{
    const struct look *look = part->look;
    double cap = look->cap_axis, x = panel->plot.x, y = panel->plot.y - cap * BASELINE;
    draw_text(part->list, x, y, cap, WEIGHT_MEDIUM, TEXT_LEFT, part->theme->quiet, what);
    x += part_text_width(part, what, cap, WEIGHT_MEDIUM) + look->gap * 1.5;
    if (*note != '\0') {
        draw_text(part->list, x, y, cap, WEIGHT_REGULAR, TEXT_LEFT, part->theme->quiet, note);
        x += part_text_width(part, note, cap, WEIGHT_REGULAR) + look->gap * 1.5;
    }
    draw_words_behind(part, panel, x, y);
}

// Draws the heading of a row of columns into the margin at its left, above the numbers.
static void draw_heading_beside(const struct part *part, const struct panel *panel,
                                const char *what)
{
    double cap = part->look->cap_axis, right = panel->plot.x - cap * 0.75;
    double width = part_text_width(part, what, cap, WEIGHT_MEDIUM);
    if (panel->first_column && width < right)
        draw_text(part->list, right, panel->plot.y - cap * BASELINE, cap, WEIGHT_MEDIUM, TEXT_RIGHT,
                  part->theme->quiet, what);
}

// --- names of columns ---

static bool has_name(const struct part *part, const struct panel *panel)
{
    return above_names(part) > 0 && panel->function_n == 1 &&
           (part->state->layout == LAYOUT_GRID || panel->first_row);
}

// Draws a name, or where that has no room the symbol, and behind it the note of the numbers.
static void draw_name(const struct part *part, const struct panel *panel, const char *note)
{
    const struct look *look = part->look;
    int function = panel->functions[0], highlight = part->input->session->highlight;
    const struct activation *a = state_function(part->state, function);
    char name[96];
    double cap = look->cap_label;
    double baseline = panel->plot.y - cap * NAME_BASELINE - panel->lines * above_line_height(part);
    bool strong = function == (highlight >= 0 ? highlight : part->state->focus);
    enum text_weight weight = strong ? WEIGHT_BOLD : WEIGHT_MEDIUM;
    double room = panel->plot.w; // the note is never cut: without it, numbers are others
    if (*note != '\0')
        room -= part_text_width(part, note, look->cap_axis, WEIGHT_REGULAR) + look->gap;
    bool whole = part_text_width(part, activation_name(a), cap, weight) <= room;
    part_fit_text(part, whole ? activation_name(a) : a->symbol, cap, weight, room, name,
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

static double measure_line(const void *user, const char *string)
{
    const struct part *part = user;
    return part_text_width(part, string, part->look->cap_axis, WEIGHT_MEDIUM);
}

// Draws what is to be said about a column's function, in the lines under its name.
static void draw_words_under(const struct part *part, const struct panel *panel)
{
    double cap = part->look->cap_axis, step = above_line_height(part);
    struct text words = {0};
    struct lines lines;
    int k = saturation_words(part, panel, &words);
    bool fits = k >= 0 &&
                lines_break(text_string(&words), panel->plot.w, measure_line, part, &lines) &&
                lines.n <= panel->lines;
    for (int i = 0; fits && i < lines.n; i++)
        draw_text(part->list, panel->plot.x,
                  panel->plot.y - part->look->cap_label * NAME_BASELINE -
                      step * (panel->lines - 1 - i),
                  cap, WEIGHT_MEDIUM, TEXT_LEFT, part_ink(part, panel->slots[k]), lines.text[i]);
    text_free(&words);
}

// --- all ---

void scene_above(const struct part *part, const struct panel *panel, const char *note)
{
    char room[160];
    struct text what = text_in(room, sizeof room);
    heading_text(part, panel, &what);
    bool named = has_name(part, panel), columns = above_names(part) > 0;
    if (named)
        draw_name(part, panel, note);
    else if (columns && *note != '\0')
        draw_text(part->list, panel->plot.x, panel->plot.y - part->look->cap_axis * BASELINE,
                  part->look->cap_axis, WEIGHT_REGULAR, TEXT_LEFT, part->theme->quiet, note);
    if (panel->lines > 0 && named)
        draw_words_under(part, panel);
    if (columns && part->state->layout != LAYOUT_GRID)
        draw_heading_beside(part, panel, text_string(&what));
    else if (above_heading(part) > 0)
        draw_heading_line(part, panel, text_string(&what), note);
    text_free(&what);
}
