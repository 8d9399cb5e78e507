#include "scene/curves/layout.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/language.h"
#include "base/text.h"
#include "plot/ticks.h"
#include "scene/curves/above.h"
#include "scene/curves/axes.h"
#include "scene/curves/curve.h"
#include "scene/curves/depth.h"
#include "scene/curves/labels.h"
#include "scene/curves/saturation.h"

// A panel that is smaller than this, in pixels, shows curves without numbers.
#define NUMBERS_FROM_WIDTH  56.0
#define NUMBERS_FROM_HEIGHT 44.0

// Side by side, columns that would be narrower than the first go on in a second block under the
// first one; where blocks would be too low, columns may be as narrow as the second.
#define COLUMN_COMFORT 110.0
#define COLUMN_LEAST   72.0
#define PANEL_LEAST    60.0 // the lowest panel of a block

#define REACH_MOST 0.6 // of a panel's width, that numbers of x get room for beside it

static int orders_drawn(const struct state *state, enum order out[ORDER_COUNT])
{
    int n = 0;
    for (int o = 0; o < ORDER_COUNT; o++)
        if (state->orders[o])
            out[n++] = (enum order)o;
    return n;
}

struct shape {
    int rows, columns, panels;
    int block_rows;   // rows that have one heading of names: all of them, or side by side those of
                      // one block
    int functions;    // how many of the visible ones have room
    bool by_function; // a panel or a column for each function
    bool by_order;    // a row for each order
};

// How large the letters are, as a factor of a desktop's: panels must be as much larger.
static double letter_unit(const struct scene_input *input)
{
    const struct state *state = &input->session->state;
    return input->pixel_ratio * fmax(1, state->text_size) * (state->lecture.on ? 2 : 1);
}

// Side by side: a row for each order and a column for each function, in as few blocks as give
// columns that can be read. In a small window functions are left out.
static struct shape shape_of_columns(const struct scene_input *input, int order_n, int n)
{
    double unit = letter_unit(input), w = input->width;
    double block = order_n * PANEL_LEAST * unit;
    int blocks_most = (int)fmax(1, input->height * 0.85 / block);
    int comfortable = (int)fmax(1, w / (COLUMN_COMFORT * unit));
    int narrow = (int)fmax(1, w / (COLUMN_LEAST * unit));
    int blocks = (n + comfortable - 1) / comfortable;
    blocks = blocks < blocks_most ? blocks : blocks_most;
    int columns = (n + blocks - 1) / blocks;
    columns = columns < narrow ? columns : narrow;
    return (struct shape){.rows = order_n * blocks,
                          .columns = columns,
                          .block_rows = order_n,
                          .functions = n < columns * blocks ? n : columns * blocks,
                          .by_order = true,
                          .by_function = true};
}

// A grid: so many columns that the panels are about 4:3. In a small window functions are left out.
static struct shape shape_of_grid(const struct scene_input *input, int n)
{
    double w = input->width, h = input->height, unit = letter_unit(input);
    int most = (int)fmax(1, w / (COLUMN_LEAST * unit)) * (int)fmax(1, h / (PANEL_LEAST * unit));
    int functions = n < most ? n : most;
    int columns = (int)lround(sqrt(functions * w / h * 0.75));
    columns = columns < 1 ? 1 : columns > functions ? functions : columns;
    return (struct shape){.rows = (functions + columns - 1) / columns,
                          .columns = columns,
                          .block_rows = 1,
                          .functions = functions,
                          .by_function = true};
}

static struct shape shape_of(const struct state *state, const struct scene_input *input)
{
    enum order orders[ORDER_COUNT];
    int order_n = orders_drawn(state, orders), n = state_visible_count(state);
    if (n < 1)
        n = 1;
    struct shape shape = {.rows = 1, .columns = 1, .block_rows = 1, .functions = n};
    if (state->layout == LAYOUT_STACKED)
        shape = (struct shape){
            .rows = order_n, .columns = 1, .block_rows = order_n, .functions = n, .by_order = true};
    else if (state->layout == LAYOUT_SIDE_BY_SIDE)
        shape = shape_of_columns(input, order_n, n);
    else if (state->layout == LAYOUT_GRID)
        shape = shape_of_grid(input, n);
    shape.panels = state->layout == LAYOUT_GRID ? shape.functions : shape.rows * shape.columns;
    return shape;
}

// Which of the visible functions the panel at a place is about, counted from 0.
static int function_at(const struct shape *shape, int row, int column)
{
    return row / shape->block_rows * shape->columns + column;
}

// The n-th visible function's place in state->shown.
static int visible_slot(const struct state *state, int n)
{
    for (int i = 0; i < state->shown_n; i++)
        if (!state->shown[i].hidden && n-- == 0)
            return i;
    return -1;
}

static void panel_add_function(struct panel *panel, const struct state *state, int slot)
{
    if (slot < 0)
        return;
    panel->functions[panel->function_n] = state->shown[slot].function;
    panel->slots[panel->function_n++] = slot;
}

// The panel's y axis: that of the view, or, with `link y off`, one that fits its own function.
static struct axis panel_y(const struct part *part, const struct panel *panel)
{
    const struct view *view = part->input->view;
    bool own = part->state->compare.free_y && state_by_function(part->state);
    for (int i = 0; panel->depth > 0 && !own && i < part->scene->panel_n; i++)
        if (part->scene->panels[i].depth > 0 && &part->scene->panels[i] != panel)
            return part->scene->panels[i].y; // one axis for all: fitted once
    if (panel->depth > 0)
        return depth_axis(part->state, &view->x, own ? panel->functions[0] : -1);
    return own && panel->function_n == 1
               ? state_fit_function(part->state, &view->x, panel->row, panel->functions[0])
               : view->y[panel->row];
}

// What the panel in a row and column shows.
static void fill_content(const struct part *part, const struct shape *shape, int row, int column,
                         struct panel *panel)
{
    const struct state *state = part->state;
    enum order orders[ORDER_COUNT];
    orders_drawn(state, orders);
    panel->grid_row = row;
    panel->grid_column = column;
    if (shape->by_order) {
        panel->orders[orders[row % shape->block_rows]] = true;
        panel->row = orders[row % shape->block_rows];
    } else {
        memcpy(panel->orders, state->orders, sizeof panel->orders);
        panel->row = state_row(state, orders[0]);
    }
    if (shape->by_function) {
        panel_add_function(panel, state, visible_slot(state, function_at(shape, row, column)));
    } else {
        for (int k = 0; k < state->shown_n; k++)
            if (!state->shown[k].hidden)
                panel_add_function(panel, state, k);
    }
    panel->x = part->input->view->x;
    depth_content(state, panel);
    panel->y = panel_y(part, panel);
    panel->first_row = row % shape->block_rows == 0;
    panel->first_column = column == 0;
    panel->last_row =
        (row + 1) % shape->block_rows == 0 &&
        (row + 1 == shape->rows || function_at(shape, row + 1, column) >= shape->functions);
}

// The width that the numbers of this panel's y axis need, rounded up so that it does not flicker
// while panning.
static double numbers_width(const struct part *part, const struct panel *panel, double height)
{
    double cap = part->look->cap_axis;
    double widest = part_text_width(part, "−0.00", cap, WEIGHT_REGULAR);
    for (int lower = 0; lower < 2; lower++) { // the panel may become a little lower
        struct ticks ticks;
        struct panel sized = *panel;
        sized.plot.h = height * (lower ? 0.75 : 1);
        axes_ticks_y(part, &sized, &ticks);
        for (int i = 0; i < ticks.n; i++)
            if (ticks.items[i].major)
                widest =
                    fmax(widest, part_text_width(part, ticks.items[i].label, cap, WEIGHT_REGULAR));
    }
    return ceil(widest / cap) * cap;
}

struct margins {
    double left, right, top, bottom;
    double gap_x, gap_y;
    double names;               // above each block
    int lines;                  // of words, of these
    double foot;                // below all that belongs to panels: the bands of the page
    bool numbers, numbers_each; // at all; at every panel, not at the first column only
    bool notes_x;               // a line under the numbers of x for their note
};

// Leaves room for the numbers of the y axes: at the left of all panels, and where each panel has an
// axis of its own also between them.
static void margins_for_numbers(const struct part *part, double panel_w, double panel_h,
                                struct margins *m)
{
    const struct look *look = part->look;
    double first = 0, others = 0;
    for (int i = 0; i < part->scene->panel_n; i++) {
        const struct panel *panel = &part->scene->panels[i];
        if (!panel->first_column && !m->numbers_each)
            continue;
        double width = numbers_width(part, panel, panel_h);
        first = panel->first_column ? fmax(first, width) : first;
        others = panel->first_column ? others : fmax(others, width);
    }
    m->left = look->gap * 1.6 + first + look->cap_axis * 0.9;
    m->bottom += look->cap_axis * 2.6;
    double each = others + look->cap_axis * 0.9 + look->gap * 1.6;
    m->numbers_each = m->numbers_each && each < panel_w / 2;
    if (m->numbers_each)
        m->gap_x = fmax(m->gap_x, each);
}

static struct margins margins_of(const struct part *part, const struct bands *bands,
                                 const struct shape *shape)
{
    const struct look *look = part->look;
    double w = part->input->width, h = part->input->height;
    // In a lecture the x numbers of many columns are so large that they would run together.
    bool crowd = part->state->lecture.on && shape->columns > 3;
    struct margins m = {
        .left = look->gap * 2 + (shape->by_order ? look->cap_axis : 0),
        .right = look->gap * 2,
        .top = bands->title + look->gap,
        .bottom = bands->hints + bands->caption + look->gap,
        .foot = bands->hints + bands->caption,
        .gap_x = look->gap * (shape->columns > 1 ? 4.5 : 1) * (crowd ? 1.4 : 1),
        .gap_y = fmax(look->gap * 2.4,
                      look->cap_axis * 1.2 + fmax(above_heading(part), look->cap_axis * 1.4)),
    };
    double panel_w = w / shape->columns, panel_h = (h - m.top - m.bottom) / shape->rows;
    m.numbers =
        panel_w >= NUMBERS_FROM_WIDTH && panel_h >= fmax(NUMBERS_FROM_HEIGHT, look->cap_axis * 5);
    m.numbers_each = part->state->compare.free_y && state_by_function(part->state);
    if (m.numbers)
        margins_for_numbers(part, panel_w, panel_h, &m);
    m.lines = panel_h >= look->cap_axis * 9 ? above_lines(part, panel_w - m.gap_x) : 0;
    m.names = above_names(part) + m.lines * above_line_height(part);
    m.top += m.names + above_heading(part);
    if (shape->functions < state_visible_count(part->state))
        m.bottom += look->cap_axis * 2;
    double band = band_height(part, part->scene->panels[0].function_n);
    m.bottom += band;
    if (part->state->layout == LAYOUT_GRID)
        m.gap_y = look->cap_label * 2.6 + look->gap + band + m.names - above_names(part);
    m.right = fmax(m.right, labels_width(part));
    return m;
}

// The rectangle of the panel in a row and column, on whole pixels, so that its edges and grid are
// sharp.
static struct rect cell(const struct margins *m, const struct part *part, const struct shape *shape,
                        int row, int column)
{
    int blocks = shape->rows / shape->block_rows;
    double names = part->state->layout == LAYOUT_GRID ? 0 : m->names;
    double w = part->input->width - m->left - m->right - m->gap_x * (shape->columns - 1);
    double h = part->input->height - m->top - m->bottom - m->gap_y * (shape->rows - 1) -
               names * (blocks - 1);
    double cw = w / shape->columns, ch = h / shape->rows;
    double x0 = round(m->left + column * (cw + m->gap_x));
    int block = row / shape->block_rows;
    double y0 = round(m->top + row * (ch + m->gap_y) + block * names);
    return (struct rect){x0, y0, fmax(1, round(cw)), fmax(1, round(ch))};
}

struct look layout_look(const struct scene_input *input, struct look look)
{
    const struct state *state = &input->session->state;
    const struct shape shape = shape_of(state, input);
    bool wraps = shape.rows > shape.block_rows;
    return wraps ? look_for_rows(look, shape.rows, input->pixel_ratio) : look;
}

// Leaves room between columns, and at the right, for what numbers of x stick out beyond their
// panels; a narrow panel goes without these numbers instead.
static void margins_for_reach(const struct part *part, const struct shape *shape, struct margins *m)
{
    struct ticks ticks;
    struct panel panel = part->scene->panels[0];
    const double gap = part->look->gap;
    panel.plot = cell(m, part, shape, 0, 0);
    axes_ticks_x(part, &panel, &ticks);
    double widest = axes_widest_x(part, &ticks);
    if (widest < panel.plot.w * REACH_MOST) {
        m->right = fmax(m->right, widest / 2 + gap * 0.5);
        m->gap_x = shape->columns > 1 ? fmax(m->gap_x, widest + gap * 1.8) : m->gap_x;
    }
    panel.plot = cell(m, part, shape, 0, 0);
    axes_ticks_x(part, &panel, &ticks);
    m->notes_x = ticks.note[0] != '\0';
    if (m->notes_x)
        m->bottom += axes_note_height(part);
}

// The rectangles of a panel's numbers, and how far those of x may stick out.
static void place_numbers(const struct part *part, const struct shape *shape,
                          const struct margins *m, struct panel *panel)
{
    const struct look *look = part->look;
    const struct rect *p = &panel->plot;
    bool last_column = panel->grid_column == shape->columns - 1;
    double room = panel->first_column ? p->x : m->gap_x - look->gap;
    double between = m->gap_x / 2 - look->cap_axis * 0.3;
    panel->reach_left = panel->first_column ? p->x - look->gap * 0.5 : between;
    panel->reach_right =
        last_column ? part->input->width - p->x - p->w - look->gap * 0.25 : between;
    if (m->numbers && panel->last_row) {
        double note = m->notes_x ? axes_note_height(part) : 0;
        panel->numbers_x =
            (struct rect){p->x, p->y + p->h, p->w, panel->band + look->cap_axis * 2.6 + note};
        panel->notes_x = m->notes_x && last_column;
    }
    if (m->numbers && (panel->first_column || m->numbers_each))
        panel->numbers_y = (struct rect){p->x - room, p->y, room, p->h};
}

// Says how many functions have no room.
static void draw_left_out(const struct part *part, const struct shape *shape,
                          const struct margins *m)
{
    const struct look *look = part->look;
    int left_out = state_visible_count(part->state) - shape->functions;
    double room = part->input->width - 2 * look->gap - m->right;
    char words[120], line[120];
    snprintf(words, sizeof words, _("and %d more, for which the picture is too small"), left_out);
    if (part_text_width(part, words, look->cap_axis, WEIGHT_REGULAR) > room)
        snprintf(words, sizeof words, _("and %d more"), left_out);
    part_fit_text(part, words, look->cap_axis, WEIGHT_REGULAR, room, line, sizeof line);
    if (left_out > 0)
        draw_text(part->list, part->input->width - m->right,
                  part->input->height - m->foot - look->cap_axis * 0.7, look->cap_axis,
                  WEIGHT_REGULAR, TEXT_RIGHT, part->theme->quiet, line);
}

static void add_panels(const struct part *part, const struct shape *shape)
{
    for (int row = 0; row < shape->rows; row++)
        for (int column = 0; column < shape->columns && part->scene->panel_n < PANELS_MAX;
             column++) {
            if (shape->by_function && function_at(shape, row, column) >= shape->functions)
                continue;
            struct panel *panel = &part->scene->panels[part->scene->panel_n++];
            memset(panel, 0, sizeof *panel);
            fill_content(part, shape, row, column, panel);
        }
}

void layout_panels(const struct part *part, const struct bands *bands)
{
    struct shape shape = shape_of(part->state, part->input);
    add_panels(part, &shape);
    struct margins m = margins_of(part, bands, &shape);
    if (m.numbers)
        margins_for_reach(part, &shape, &m);
    for (int i = 0; i < part->scene->panel_n; i++) {
        struct panel *panel = &part->scene->panels[i];
        panel->plot = cell(&m, part, &shape, panel->grid_row, panel->grid_column);
        bool has_band = panel->last_row || part->state->layout == LAYOUT_GRID;
        panel->band = has_band ? band_height(part, panel->function_n) : 0;
        panel->lines = m.lines;
        place_numbers(part, &shape, &m, panel);
    }
    draw_left_out(part, &shape, &m);
}
