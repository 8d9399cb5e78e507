#include "scene/curves/readout.h"

#include <math.h>
#include <stdio.h>

#include "activation/reading.h"
#include "base/text.h"
#include "scene/around/lecture.h"
#include "scene/around/tour.h"
#include "scene/curves/cursor_values.h"
#include "scene/curves/curve.h"
#include "scene/curves/markers.h"
#include "scene/place.h"

enum { DESK_DIGITS = 6, LECTURE_DIGITS = 4, COLUMNS_MAX = 1 + ORDER_COUNT };

struct table {
    int rows, columns;
    bool focus_only;
    double cap; // height of capitals
    double row_height, width, height, pad;
    double name_at;                   // where names begin, from the table's left
    double column_right[COLUMNS_MAX]; // right edge of each column, from the table's left
};

// Six digits are what floats are worth; from the last row nobody reads more than four.
static int digits(const struct part *part)
{
    return part->state->lecture.on ? LECTURE_DIGITS : DESK_DIGITS;
}

// f, f', f'' of a function at the cursor, as people read them.
static void cell_text(const struct part *part, int function, int column, char *out, size_t size)
{
    struct reading reading =
        reading_at(state_function(part->state, function), part->state->parameters[function],
                   (enum order)(column - 1), part->state->cursor_x);
    reading_text(&reading, digits(part), out, size);
}

// Whether a function has a row: all visible ones, or in a small window only the focused one.
static bool has_row(const struct part *part, bool focus_only, int slot)
{
    const struct shown *shown = &part->state->shown[slot];
    return !shown->hidden && (!focus_only || shown->function == part->state->focus);
}

// A text that is as wide as any value of that column, so that the table keeps its width while the
// cursor moves.
static const char *widest_text(const struct part *part, int column)
{
    bool lecture = part->state->lecture.on;
    if (column == 0)
        return lecture ? "x = −0.0000" : "x = −0.000000";
    return lecture ? "−0.0000" : "−0.00000000";
}

static struct table table_measure(const struct part *part, bool focus_only, double size)
{
    double cap = part->look->cap_readout * size;
    const struct look *look = part->look;
    struct table t = {
        .rows = 1,
        .focus_only = focus_only,
        .cap = cap,
        .row_height = cap * 2.0,
        .pad = look->gap,
    };
    int highest = part->state->orders[ORDER_D2F] ? 2 : 1;
    t.columns = 2 + highest;
    t.name_at = t.pad + fmax(look->gap * 1.6, cap * 1.15);
    double right = t.name_at;
    for (int c = 0; c < t.columns; c++) {
        double widest = part_text_width(part, widest_text(part, c), cap, WEIGHT_REGULAR);
        for (int i = 0; i < part->state->shown_n; i++) {
            if (!has_row(part, focus_only, i))
                continue;
            char text[96];
            int id = part->state->shown[i].function;
            if (c == 0)
                text_copy(text, sizeof text, activation_name(state_function(part->state, id)));
            else
                cell_text(part, id, c, text, sizeof text);
            widest = fmax(widest, part_text_width(part, text, cap, WEIGHT_MEDIUM));
        }
        right += widest + (c == 0 ? 0 : look->gap * 1.8);
        t.column_right[c] = right;
    }
    for (int i = 0; i < part->state->shown_n; i++)
        t.rows += has_row(part, focus_only, i);
    t.width = right + t.pad;
    t.height = t.rows * t.row_height + t.pad;
    return t;
}

// The rectangle around all panels.
static struct rect all_panels(const struct scene *scene)
{
    const struct rect *a = &scene->panels[0].plot, *b = &scene->panels[scene->panel_n - 1].plot;
    double right = a->x + a->w;
    for (int i = 0; i < scene->panel_n; i++)
        right = fmax(right, scene->panels[i].plot.x + scene->panels[i].plot.w);
    return (struct rect){a->x, a->y, right - a->x, b->y + b->h - a->y};
}

// The place that covers least, of a net of places over the panels, below the first panel's title.
// The upper left is preferred: it is free for every rising function.
static struct place_found place_table(const struct part *part, const struct table *t)
{
    double gap = part->look->gap, top = gap * 2.2 + part->look->cap_label;
    struct rect all = all_panels(part->scene);
    struct place_search search = {.panels = part->scene->panels, .panel_n = part->scene->panel_n};
    const struct place_net net = {
        .area = {all.x + gap, all.y + top, all.w - 2 * gap, all.h - top - gap},
        .w = ceil(t->width),
        .h = ceil(t->height),
        .across = 5,
        .down = 7,
    };
    place_offer_net(part, &search, &net);
    struct place_found found = place_find(part, &search);
    found.rect.x = round(found.rect.x);
    found.rect.y = round(found.rect.y);
    return found;
}

// The table as large as it can be without covering curves: smaller text, or in a small window only
// the focused function, before it covers anything. False if there is no room at all.
static bool fit_table(const struct part *part, struct table *table, struct rect *r)
{
    static const struct {
        bool focus_only;
        double size;
    } tries[] = {{false, 1},   {false, 0.85}, {false, 0.7}, {false, 0.55},
                 {true, 0.85}, {true, 0.6},   {true, 1}};
    const struct rect all = all_panels(part->scene);
    double least = HUGE_VAL, gap = part->look->gap;
    const double free = 6 * gap;
    for (size_t i = 0; i < sizeof tries / sizeof tries[0]; i++) {
        struct table t = table_measure(part, tries[i].focus_only, tries[i].size);
        if (t.cap < part->look->least_readout * 0.999 || t.width > all.w - gap ||
            t.height > all.h - gap)
            continue;
        if (tries[i].focus_only && least < HUGE_VAL)
            break; // all functions in a little less room are better than one
        struct place_found found = place_table(part, &t);
        if (part->state->lecture.on && found.cost >= free)
            continue;                                   // there is the strip
        double cost = found.cost + (double)i * 4 * gap; // what smaller text is worth
        if (cost < least) {
            least = cost;
            *table = t;
            *r = found.rect;
        }
        if (cost < free)
            break;
    }
    return least < HUGE_VAL;
}

static void draw_header(const struct part *part, const struct table *t, struct rect r)
{
    char text[96];
    double y = r.y + t->pad / 2 + t->row_height / 2 + t->cap / 2;
    cursor_text(part, text, sizeof text);
    draw_text(part->list, r.x + t->pad, y, t->cap, WEIGHT_BOLD, TEXT_LEFT, part->theme->text, text);
    for (int c = 1; c < t->columns; c++)
        draw_text(part->list, r.x + t->column_right[c], y, t->cap, WEIGHT_REGULAR, TEXT_RIGHT,
                  part->theme->quiet, order_name((enum order)(c - 1)));
}

static void draw_row(const struct part *part, const struct table *t, struct rect r, int row,
                     int slot)
{
    int id = part->state->shown[slot].function;
    double middle = r.y + t->pad / 2 + t->row_height * (row + 0.5);
    double y = middle + t->cap / 2;
    enum text_weight weight = id == part->state->focus ? WEIGHT_BOLD : WEIGHT_REGULAR;
    marker_swatch(part, slot, r.x + t->pad + t->cap * 0.4, middle, t->cap * 0.8);
    draw_text(part->list, r.x + t->name_at, y, t->cap, weight, TEXT_LEFT, part->theme->text,
              activation_name(state_function(part->state, id)));
    for (int c = 1; c < t->columns; c++) {
        char text[FACT_SIZE];
        cell_text(part, id, c, text, sizeof text);
        draw_text(part->list, r.x + t->column_right[c], y, t->cap, weight, TEXT_RIGHT,
                  part->theme->text, text);
    }
}

// --- the strip ---

static bool readout_wanted(const struct part *part)
{
    const struct state *state = part->state;
    double at = axis_fraction(&part->input->view->x, state->cursor_x);
    return state->laboratory.page == PAGE_CURVES && state->readout && state->cursor_on &&
           state_visible_count(state) > 0 && !values_in_panels(part) && at >= 0 && at <= 1;
}

double readout_strip(const struct part *part)
{
    bool beneath_title = part->state->lecture.on && tour_title(part) != NULL;
    return beneath_title && readout_wanted(part) ? part->look->cap_readout * 2 : 0;
}

// One value of the strip, in a place as wide as any value of its kind. False if there is no room.
static bool strip_add(const struct part *part, double *x, double right, double y,
                      enum text_weight weight, const char *text, const char *widest)
{
    double cap = part->look->cap_readout;
    double width = fmax(part_text_width(part, text, cap, weight),
                        part_text_width(part, widest, cap, WEIGHT_REGULAR));
    if (*x + width > right)
        return false;
    draw_text(part->list, *x, y, cap, weight, TEXT_LEFT, part->theme->text, text);
    *x += width + cap * 1.1;
    return true;
}

// Where no table fits beside the curves in letters that the last row reads, the focused function's
// values stand in the title's place, or beneath the title of a tour's step. Returns true where they
// stand in its place.
static bool draw_values_strip(const struct part *part, const struct bands *bands)
{
    const struct state *state = part->state;
    double cap = part->look->cap_readout, x = part->scene->panels[0].plot.x;
    bool beneath = readout_strip(part) > 0;
    double y = bands->title - cap * (beneath ? 0.4 : 1.1);
    int slot = state_shown_find(state, state->focus);
    char text[FACT_SIZE + 16];
    if (slot < 0)
        return false;
    marker_swatch(part, slot, x + cap * 0.4, y - cap / 2, cap * 0.8);
    double right = part->input->width - part->look->gap * 2;
    if (!beneath) // else the title has the time beside it
        right -= scene_timer(part, right, y);
    x += cap * 1.15;
    strip_add(part, &x, right, y, WEIGHT_BOLD, activation_name(state_function(state, state->focus)),
              "");
    cursor_text(part, text, sizeof text);
    bool room = strip_add(part, &x, right, y, WEIGHT_BOLD, text, "x = −0.0000");
    for (int o = 0; o < ORDER_COUNT && room; o++) {
        if (!state->orders[o])
            continue;
        reading_sentence(state_function(state, state->focus), state->parameters[state->focus],
                         (enum order)o, state->cursor_x, order_name((enum order)o), digits(part),
                         text, sizeof text);
        room = strip_add(part, &x, right, y, WEIGHT_REGULAR, text, "f′ = −0.0000");
    }
    return !beneath;
}

static void draw_table(const struct part *part, const struct table *t, struct rect r)
{
    struct color back = part->theme->panel;
    back.a = 238;
    draw_round_rect(part->list, r, part->look->gap * 0.6, back);
    draw_header(part, t, r);
    int row = 1;
    for (int i = 0; i < part->state->shown_n; i++)
        if (has_row(part, t->focus_only, i))
            draw_row(part, t, r, row++, i);
}

bool scene_readout(const struct part *part, const struct bands *bands)
{
    struct table t = {0};
    struct rect r = {0};
    if (!readout_wanted(part))
        return false;
    if (readout_strip(part) == 0 && fit_table(part, &t, &r)) {
        draw_table(part, &t, r);
        return false;
    }
    bool has_strip = part->state->lecture.on && bands->title > part->look->cap_title;
    return has_strip && draw_values_strip(part, bands);
}
