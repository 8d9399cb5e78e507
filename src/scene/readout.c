#include <math.h>
#include <stdio.h>

#include "base/text.h"
#include "scene/parts.h"

enum { READOUT_DIGITS = 6, COLUMNS_MAX = 1 + ORDER_COUNT };

struct table {
    int rows, columns;
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

static struct table table_measure(const struct part *part)
{
    const struct look *look = &part->scene->look;
    struct table t = {
        .rows = 1 + state_visible_count(part->state),
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
            if (part->state->shown[i].hidden)
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
    t.width = right + t.pad;
    t.height = t.rows * t.row_height + t.pad;
    return t;
}

// How many curve vertices lie in a rectangle: how much it would cover.
static int covered(const struct part *part, struct rect r)
{
    int n = 0;
    const struct draw_list *list = part->list;
    for (size_t i = 0; i < list->item_n; i++) {
        const struct draw_item *item = &list->items[i];
        if (item->kind != DRAW_CURVE)
            continue;
        for (size_t k = 0; k + 1 < item->curve->n; k++) {
            const struct curve_vertex *a = &item->curve->vertices[k], *b = a + 1;
            // Long straight segments count by their middle thirds too.
            for (int j = 0; j < 4; j++) {
                double u = a->u + (b->u - a->u) * j / 4, v = a->v + (b->v - a->v) * j / 4;
                double x = item->shift_x + u * item->unit_x, y = item->shift_y + v * item->unit_y;
                n += x >= r.x && x <= r.x + r.w && y >= r.y && y <= r.y + r.h;
            }
        }
    }
    return n;
}

// The corner of the panels that covers least, the upper left one first: it is free for every rising
// function. The table never lies on the cursor if another corner is to be had.
static struct rect place(const struct part *part, const struct table *t)
{
    const struct panel *first = &part->scene->panels[0];
    const struct panel *last = &part->scene->panels[part->scene->panel_n - 1];
    double gap = part->scene->look.gap;
    double left = first->plot.x + gap, right = last->plot.x + last->plot.w - t->width - gap;
    double top = first->plot.y + gap * 2.2 + part->scene->look.cap_label;
    double bottom = last->plot.y + last->plot.h - t->height - gap;
    const double corners[][2] = {{left, top}, {right, bottom}, {right, first->plot.y + gap},
                                 {left, bottom}};
    double cursor = panel_px(first, part->state->cursor_x);
    struct rect best = {0};
    int best_cost = -1;
    for (int i = 0; i < 4; i++) {
        struct rect r = {round(corners[i][0]), round(corners[i][1]), ceil(t->width),
                         ceil(t->height)};
        bool on_cursor = cursor > r.x - gap && cursor < r.x + r.w + gap;
        int cost = covered(part, r) + (on_cursor ? 40 : 0) + 2 * i;
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
    struct table t = table_measure(part);
    if (t.width > part->input->width * 0.9 || t.height > part->input->height * 0.75)
        return; // no room: the picture matters more
    struct rect r = place(part, &t);
    struct color back = part->theme->panel;
    back.a = 238;
    draw_round_rect(part->list, r, part->scene->look.gap * 0.6, back);
    draw_header(part, &t, r);
    int row = 1;
    for (int i = 0; i < state->shown_n; i++)
        if (!state->shown[i].hidden)
            draw_row(part, &t, r, row++, i);
}
