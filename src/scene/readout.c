#include <math.h>
#include <stdio.h>

#include "base/text.h"
#include "scene/parts.h"

enum { READOUT_DIGITS = 6, COLUMNS_MAX = 1 + ORDER_COUNT };

struct table {
    int rows, columns;
    bool focus_only;
    double cap; // height of capitals
    double row_height, width, height, pad;
    double column_right[COLUMNS_MAX]; // right edge of each column, from the table's left
};

// f, f', f'' of a function at the cursor, as people read them.
static void cell_text(const struct part *part, int function, int column, char *out, size_t size)
{
    double y =
        activation_value(state_function(part->state, function), part->state->parameters[function],
                         (enum order)(column - 1), part->state->cursor_x);
    number_show(out, size, y, READOUT_DIGITS);
}

// Whether a function has a row: all visible ones, or in a small window only the focused one.
static bool has_row(const struct part *part, bool focus_only, int slot)
{
    const struct shown *shown = &part->state->shown[slot];
    return !shown->hidden && (!focus_only || shown->function == part->state->focus);
}

static struct table table_measure(const struct part *part, bool focus_only, double size)
{
    double cap = part->scene->look.cap_readout * size;
    const struct look *look = &part->scene->look;
    struct table t = {
        .rows = 1,
        .focus_only = focus_only,
        .cap = cap,
        .row_height = cap * 2.0,
        .pad = look->gap,
    };
    int highest = part->state->orders[ORDER_D2F] ? 2 : 1;
    t.columns = 2 + highest;
    double right = t.pad + look->gap * 1.6;
    for (int c = 0; c < t.columns; c++) {
        // Wide enough for any value, so that the table keeps still while the cursor moves.
        double widest =
            part_text_width(part, c == 0 ? "x = −0.000000" : "−0.00000000", cap, WEIGHT_REGULAR);
        for (int i = 0; i < part->state->shown_n; i++) {
            if (!has_row(part, focus_only, i))
                continue;
            char text[96];
            int id = part->state->shown[i].function;
            if (c == 0)
                text_copy(text, sizeof text, state_function(part->state, id)->name);
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

// What it costs, in pixels of covered curves, to put the table here.
static double place_cost(const struct part *part, struct rect r)
{
    double gap = part->scene->look.gap, cost = 0;
    for (int i = 0; i < part->scene->panel_n; i++) {
        const struct panel *panel = &part->scene->panels[i];
        double cursor = panel_px(panel, part->state->cursor_x);
        bool meets = r.y < panel->plot.y + panel->plot.h && r.y + r.h > panel->plot.y;
        if (meets && cursor > r.x - gap && cursor < r.x + r.w + gap)
            cost += 5 * gap;
    }
    return cost + part_coverage(part, r) + part_text_overlap(part, r);
}

// The place that covers least, of a net of places over the panels. The upper left is preferred: it
// is free for every rising function. Cost is in *cost.
static struct rect place(const struct part *part, const struct table *t, double *cost)
{
    enum { ACROSS = 5, DOWN = 7 };
    const struct look *look = &part->scene->look;
    struct rect all = all_panels(part->scene), best = {0};
    double top = look->gap * 2.2 + look->cap_label; // below the first panel's title
    double room_x = all.w - t->width - 2 * look->gap, room_y = all.h - t->height - top - look->gap;
    *cost = HUGE_VAL;
    for (int i = 0; i < ACROSS * DOWN; i++) {
        int column = i % ACROSS, row = i / ACROSS;
        struct rect r = {.x = round(all.x + look->gap + room_x * column / (ACROSS - 1)),
                         .y = round(all.y + top + room_y * row / (DOWN - 1)),
                         .w = ceil(t->width),
                         .h = ceil(t->height)};
        // Corners before edges, edges before the middle, upper before lower.
        int inner = (column % (ACROSS - 1) != 0) + (row % (DOWN - 1) != 0);
        double here = place_cost(part, r) + look->gap * (0.5 * inner + 0.3 * row + 0.2 * column);
        if (here < *cost) {
            *cost = here;
            best = r;
        }
    }
    return best;
}

// The table as large as it can be without covering curves: smaller text, or in a small window only
// the focused function, before it covers anything. False if there is no room at all.
static bool fit_table(const struct part *part, struct table *table, struct rect *r)
{
    static const struct {
        bool focus_only;
        double size;
    } tries[] = {{false, 1}, {false, 0.85}, {false, 0.7}, {false, 0.55}, {true, 0.85}, {true, 0.6}};
    const struct rect all = all_panels(part->scene);
    double least = HUGE_VAL, gap = part->scene->look.gap;
    for (size_t i = 0; i < sizeof tries / sizeof tries[0]; i++) {
        struct table t = table_measure(part, tries[i].focus_only, tries[i].size);
        bool readable = t.cap >= 6 * part->input->pixel_ratio;
        if (!readable || t.width > all.w - gap || t.height > all.h - gap)
            continue;
        if (tries[i].focus_only && least < HUGE_VAL)
            break; // all functions in a little less room are better than one
        double cost;
        struct rect here = place(part, &t, &cost);
        cost += (double)i * 4 * gap; // what smaller text is worth
        if (cost < least) {
            least = cost;
            *table = t;
            *r = here;
        }
        if (cost < 6 * gap)
            break;
    }
    return least < HUGE_VAL;
}

static void draw_header(const struct part *part, const struct table *t, struct rect r)
{
    char number[64], text[96];
    double y = r.y + t->pad / 2 + t->row_height / 2 + t->cap / 2;
    snprintf(text, sizeof text, "x = %s",
             number_show(number, sizeof number, part->state->cursor_x, READOUT_DIGITS + 2));
    draw_text(part->list, r.x + t->pad, y, t->cap, WEIGHT_BOLD, TEXT_LEFT, part->theme->text, text);
    for (int c = 1; c < t->columns; c++)
        draw_text(part->list, r.x + t->column_right[c], y, t->cap, WEIGHT_REGULAR, TEXT_RIGHT,
                  part->theme->quiet, order_name((enum order)(c - 1)));
}

static void draw_row(const struct part *part, const struct table *t, struct rect r, int row,
                     int slot)
{
    const struct look *look = &part->scene->look;
    int id = part->state->shown[slot].function;
    double middle = r.y + t->pad / 2 + t->row_height * (row + 0.5);
    double y = middle + t->cap / 2;
    enum text_weight weight = id == part->state->focus ? WEIGHT_BOLD : WEIGHT_REGULAR;
    struct color color = part_color(part, slot);
    draw_disc(part->list, r.x + t->pad + t->cap * 0.4, middle, t->cap * 0.8, color);
    draw_text(part->list, r.x + t->pad + look->gap * 1.6, y, t->cap, weight, TEXT_LEFT,
              part->theme->text, state_function(part->state, id)->name);
    for (int c = 1; c < t->columns; c++) {
        char text[64];
        cell_text(part, id, c, text, sizeof text);
        draw_text(part->list, r.x + t->column_right[c], y, t->cap, weight, TEXT_RIGHT,
                  part->theme->text, text);
    }
}

void scene_readout(const struct part *part)
{
    const struct state *state = part->state;
    if (!state->readout || !state->cursor_on || state_visible_count(state) == 0 ||
        values_in_panels(part))
        return;
    double at = axis_fraction(&part->input->view->x, state->cursor_x);
    struct table t = {0};
    struct rect r = {0};
    if (!(at >= 0 && at <= 1) || !fit_table(part, &t, &r))
        return;
    struct color back = part->theme->panel;
    back.a = 238;
    draw_round_rect(part->list, r, part->scene->look.gap * 0.6, back);
    draw_header(part, &t, r);
    int row = 1;
    for (int i = 0; i < state->shown_n; i++)
        if (has_row(part, t.focus_only, i))
            draw_row(part, &t, r, row++, i);
}
