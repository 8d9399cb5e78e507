#include <math.h>
#include <stdio.h>

#include "base/text.h"
#include "scene/parts.h"

enum { READOUT_DIGITS = 6, COLUMNS_MAX = 1 + ORDER_COUNT };

struct table {
    int rows, columns;
    bool focus_only;
    double row_height, width, height, pad;
    double column_right[COLUMNS_MAX]; // right edge of each column, from the table's left
};

// f, f', f'' of a function at the cursor, as people read them.
static void cell_text(const struct part *part, int function, int column, char *out, size_t size)
{
    double y = activation_value(activation_at(function), part->state->parameters[function],
                                (enum order)(column - 1), part->state->cursor_x);
    number_show(out, size, y, READOUT_DIGITS);
}

// Whether a function has a row: all visible ones, or in a small window only the focused one.
static bool has_row(const struct part *part, bool focus_only, int slot)
{
    const struct shown *shown = &part->state->shown[slot];
    return !shown->hidden && (!focus_only || shown->function == part->state->focus);
}

static struct table table_measure(const struct part *part, bool focus_only)
{
    const struct look *look = &part->scene->look;
    struct table t = {
        .rows = 1,
        .focus_only = focus_only,
        .row_height = look->cap_readout * 2.0,
        .pad = look->gap,
    };
    int highest = part->state->orders[ORDER_D2F] ? 2 : 1;
    t.columns = 2 + highest;
    double right = t.pad + look->gap * 1.6;
    for (int c = 0; c < t.columns; c++) {
        // Wide enough for any value, so that the table keeps still while the cursor moves.
        double widest = part_text_width(part, c == 0 ? "x = −0.000000" : "−0.00000000",
                                        look->cap_readout, WEIGHT_REGULAR);
        for (int i = 0; i < part->state->shown_n; i++) {
            if (!has_row(part, focus_only, i))
                continue;
            char text[96];
            int id = part->state->shown[i].function;
            if (c == 0)
                text_copy(text, sizeof text, activation_at(id)->name);
            else
                cell_text(part, id, c, text, sizeof text);
            widest = fmax(widest, part_text_width(part, text, look->cap_readout, WEIGHT_MEDIUM));
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

static bool overlaps_cursor(const struct part *part, const struct panel *panel, struct rect r)
{
    double cursor = panel_px(panel, part->state->cursor_x), gap = part->scene->look.gap;
    return cursor > r.x - gap && cursor < r.x + r.w + gap;
}

// The place that covers least, of all corners of all panels; the upper left of the first panel is
// preferred: it is free for every rising function. The table stays off the cursor if it can.
static struct rect place(const struct part *part, const struct table *t)
{
    enum { CORNERS = 4 };
    const struct look *look = &part->scene->look;
    struct rect best = {0};
    double best_cost = -1;
    for (int i = 0; i < part->scene->panel_n * CORNERS; i++) {
        const struct panel *panel = &part->scene->panels[i / CORNERS];
        const struct rect *p = &panel->plot;
        bool at_right = i % 2 == 1, at_bottom = i % CORNERS >= 2;
        double under_title = at_right || at_bottom ? look->gap : look->gap * 2.2 + look->cap_label;
        struct rect r = {
            .x = round(at_right ? p->x + p->w - t->width - look->gap : p->x + look->gap),
            .y = round(at_bottom ? p->y + p->h - t->height - look->gap : p->y + under_title),
            .w = ceil(t->width),
            .h = ceil(t->height),
        };
        bool first = i == 0; // always possible, whatever it covers
        bool fits = r.x >= p->x && r.y >= p->y && r.y + r.h <= p->y + p->h;
        if (!first && !fits)
            continue;
        // In gaps: what it is worth to stay off the cursor, at the preferred corner, in the first
        // panel.
        double bias =
            (overlaps_cursor(part, panel, r) ? 5 : 0) + 2 * (i % CORNERS) + 3 * (int)(i / CORNERS);
        double cost = part_coverage(part, r) + bias * look->gap;
        if (best_cost < 0 || cost < best_cost) {
            best = r;
            best_cost = cost;
        }
    }
    return best;
}

static void draw_header(const struct part *part, const struct table *t, struct rect r)
{
    const struct look *look = &part->scene->look;
    char number[64], text[96];
    double y = r.y + t->pad / 2 + t->row_height / 2 + look->cap_readout / 2;
    snprintf(text, sizeof text, "x = %s",
             number_show(number, sizeof number, part->state->cursor_x, READOUT_DIGITS + 2));
    draw_text(part->list, r.x + t->pad, y, look->cap_readout, WEIGHT_BOLD, TEXT_LEFT,
              part->theme->text, text);
    for (int c = 1; c < t->columns; c++)
        draw_text(part->list, r.x + t->column_right[c], y, look->cap_readout, WEIGHT_REGULAR,
                  TEXT_RIGHT, part->theme->quiet, order_name((enum order)(c - 1)));
}

static void draw_row(const struct part *part, const struct table *t, struct rect r, int row,
                     int slot)
{
    const struct look *look = &part->scene->look;
    int id = part->state->shown[slot].function;
    double middle = r.y + t->pad / 2 + t->row_height * (row + 0.5);
    double y = middle + look->cap_readout / 2;
    enum text_weight weight = id == part->state->focus ? WEIGHT_BOLD : WEIGHT_REGULAR;
    struct color color = part_color(part, slot);
    draw_disc(part->list, r.x + t->pad + look->cap_readout * 0.4, middle, look->cap_readout * 0.8,
              color);
    draw_text(part->list, r.x + t->pad + look->gap * 1.6, y, look->cap_readout, weight, TEXT_LEFT,
              part->theme->text, activation_at(id)->name);
    for (int c = 1; c < t->columns; c++) {
        char text[64];
        cell_text(part, id, c, text, sizeof text);
        draw_text(part->list, r.x + t->column_right[c], y, look->cap_readout, weight, TEXT_RIGHT,
                  part->theme->text, text);
    }
}

void scene_readout(const struct part *part)
{
    const struct state *state = part->state;
    if (!state->readout || !state->cursor_on || state_visible_count(state) == 0)
        return;
    const struct rect *plot = &part->scene->panels[0].plot;
    struct table t = table_measure(part, false);
    if (t.width > plot->w * 0.6 || t.height > part->input->height * 0.45)
        t = table_measure(part, true);
    if (t.width > plot->w || t.height > part->input->height * 0.45)
        return; // no room: the picture matters more
    struct rect r = place(part, &t);
    struct color back = part->theme->panel;
    back.a = 238;
    draw_round_rect(part->list, r, part->scene->look.gap * 0.6, back);
    draw_header(part, &t, r);
    int row = 1;
    for (int i = 0; i < state->shown_n; i++)
        if (has_row(part, t.focus_only, i))
            draw_row(part, &t, r, row++, i);
}
