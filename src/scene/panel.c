#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "plot/ticks.h"
#include "scene/parts.h"

void order_symbol(const struct activation *activation, enum order order, char *out, size_t size)
{
    static const char *const primes[ORDER_COUNT] = {"", "′", "″"};
    snprintf(out, size, "%s%s", activation->symbol, primes[order]);
}

// --- grid and numbers ---

static double snap(double position, double width)
{
    return floor(position - width / 2 + 0.5);
}

static void vertical(const struct part *part, const struct panel *panel, double fraction,
                     double width, struct color color)
{
    double x = snap(panel->plot.x + fraction * panel->plot.w, width);
    draw_rect(part->list, (struct rect){x, panel->plot.y, width, panel->plot.h}, color);
}

static void horizontal(const struct part *part, const struct panel *panel, double fraction,
                       double width, struct color color)
{
    double y = snap(panel->plot.y + (1 - fraction) * panel->plot.h, width);
    draw_rect(part->list, (struct rect){panel->plot.x, y, panel->plot.w, width}, color);
}

struct panel_ticks {
    struct ticks x, y;
};

static void panel_ticks_build(const struct part *part, const struct panel *panel,
                              struct panel_ticks *ticks)
{
    double cap = part->scene->look.cap_axis;
    ticks_build(&panel->x, (int)fmin(11, fmax(2, panel->plot.w / (cap * 7.5))), &ticks->x);
    ticks_build(&panel->y, (int)fmin(9, fmax(2, panel->plot.h / (cap * 4.2))), &ticks->y);
}

static void draw_grid(const struct part *part, const struct panel *panel,
                      const struct panel_ticks *ticks)
{
    double width = part->scene->look.grid;
    for (int i = 0; i < ticks->x.n; i++)
        if (ticks->x.items[i].major)
            vertical(part, panel, ticks->x.items[i].fraction, width, part->theme->grid);
    for (int i = 0; i < ticks->y.n; i++)
        if (ticks->y.items[i].major)
            horizontal(part, panel, ticks->y.items[i].fraction, width, part->theme->grid);
}

// The lines x = 0 and y = 0; where 0 is out of sight, the panel's left and lower edge.
static void draw_axes(const struct part *part, const struct panel *panel)
{
    double width = part->scene->look.axis;
    double x0 = axis_fraction(&panel->x, 0), y0 = axis_fraction(&panel->y, 0);
    bool has_x = panel->x.scale != SCALE_LOG && x0 > 0 && x0 < 1;
    bool has_y = panel->y.scale != SCALE_LOG && y0 > 0 && y0 < 1;
    vertical(part, panel, has_x ? x0 : 0, width, part->theme->axis);
    horizontal(part, panel, has_y ? y0 : 0, width, part->theme->axis);
}

static void draw_numbers_x(const struct part *part, const struct panel *panel,
                           const struct ticks *ticks)
{
    double cap = part->scene->look.cap_axis, bottom = panel->plot.y + panel->plot.h;
    double baseline = bottom + cap * 1.75;
    double right_edge = panel->plot.x + panel->plot.w;
    double note_at = right_edge;
    if (ticks->note[0] != '\0') {
        double w = part_text_width(part, ticks->note, cap, WEIGHT_REGULAR);
        note_at = right_edge - w;
        draw_text(part->list, right_edge, baseline, cap, WEIGHT_REGULAR, TEXT_RIGHT,
                  part->theme->text, ticks->note);
    }
    double free_from = -HUGE_VAL;
    for (int i = 0; i < ticks->n; i++) {
        const struct tick *t = &ticks->items[i];
        if (!t->major)
            continue;
        double x = panel->plot.x + t->fraction * panel->plot.w;
        double half = part_text_width(part, t->label, cap, WEIGHT_REGULAR) / 2;
        bool hits_note = ticks->note[0] != '\0' && x + half + cap > note_at;
        if (x - half < free_from || hits_note)
            continue;
        draw_text(part->list, x, baseline, cap, WEIGHT_REGULAR, TEXT_CENTER, part->theme->quiet,
                  t->label);
        free_from = x + half + cap * 0.6;
    }
}

static void draw_numbers_y(const struct part *part, const struct panel *panel,
                           const struct ticks *ticks)
{
    double cap = part->scene->look.cap_axis, x = panel->plot.x - cap * 0.75;
    for (int i = 0; i < ticks->n; i++) {
        const struct tick *t = &ticks->items[i];
        if (!t->major)
            continue;
        double y = panel->plot.y + (1 - t->fraction) * panel->plot.h;
        draw_text(part->list, x, y + cap / 2, cap, WEIGHT_REGULAR, TEXT_RIGHT, part->theme->quiet,
                  t->label);
    }
}

// What the panel shows, in its upper left corner: "σ′(x)", or the function's name in a grid.
static void draw_panel_title(const struct part *part, const struct panel *panel,
                             const struct ticks *y_ticks)
{
    const struct look *look = &part->scene->look;
    struct text title = {0};
    bool single = panel->function_n == 1;
    char symbol[64];
    const char *comma = "";
    if (single && part->state->layout == LAYOUT_GRID) {
        text_add(&title, activation_at(panel->functions[0])->name);
    } else {
        for (int o = 0; o < ORDER_COUNT; o++) {
            if (!panel->orders[o])
                continue;
            if (single)
                order_symbol(activation_at(panel->functions[0]), (enum order)o, symbol,
                             sizeof symbol);
            else
                text_copy(symbol, sizeof symbol, order_name((enum order)o));
            text_format(&title, "%s%s(x)", comma, symbol);
            comma = ", ";
        }
    }
    if (y_ticks->note[0] != '\0')
        text_format(&title, "   %s", y_ticks->note);
    double width = part_text_width(part, text_string(&title), look->cap_label, WEIGHT_MEDIUM);
    double x = panel->plot.x + look->gap * 1.2, y = panel->plot.y + look->gap + look->cap_label;
    if (width + 2 * look->gap < panel->plot.w && panel->plot.h > look->cap_label * 5)
        draw_text(part->list, x, y, look->cap_label, WEIGHT_MEDIUM, TEXT_LEFT, part->theme->quiet,
                  text_string(&title));
    text_free(&title);
}

// --- curves ---

static bool derivative_dashed(const struct panel *panel, enum order order)
{
    for (int o = 0; o < (int)order; o++)
        if (panel->orders[o])
            return true;
    return false;
}

static struct stroke curve_stroke(const struct part *part, const struct panel *panel, int k,
                                  enum order order)
{
    const struct look *look = &part->scene->look;
    int function = panel->functions[k];
    int highlight = part->input->session->highlight;
    bool focused = function == part->state->focus && panel->function_n > 1;
    struct stroke stroke = {
        .width = focused ? look->focused : look->curve,
        .color = part_color(part, panel->slots[k]),
    };
    if (highlight >= 0 && state_shown_find(part->state, highlight) >= 0) {
        if (function == highlight)
            stroke.width = look->focused * 1.25;
        else
            stroke.color = color_mix(stroke.color, part->theme->background, 0.68);
    }
    if (derivative_dashed(panel, order)) {
        stroke.width *= look->derivative / look->curve;
        double unit = stroke.width * (order == ORDER_D2F ? 0.45 : 1);
        stroke.dash[0] = order == ORDER_D2F ? unit * 3.4 : unit * 5;
        stroke.dash[1] = order == ORDER_D2F ? unit * 4.6 : unit * 3;
        stroke.dash_n = 2;
    }
    return stroke;
}

static void draw_dots(const struct part *part, const struct curve *curve, const double map[4],
                      const struct stroke *stroke)
{
    const struct look *look = &part->scene->look;
    double diameter = fmax(look->dot, stroke->width * 2.4);
    for (size_t i = 0; i < curve->dot_n; i++) {
        const struct curve_dot *dot = &curve->dots[i];
        double x = map[0] + dot->u * map[2], y = map[1] + dot->v * map[3];
        if (dot->filled)
            draw_disc(part->list, x, y, diameter, stroke->color);
        else
            draw_ring(part->list, x, y, diameter, look->dot_ring, stroke->color,
                      part->theme->background);
    }
}

// Draws one curve. `map`: shift_x, shift_y, unit_x, unit_y.
static void draw_one_curve(const struct part *part, const struct panel *panel, int panel_index,
                           int k, enum order order)
{
    const struct sample_request request = {
        .activation = activation_at(panel->functions[k]),
        .parameters = part->state->parameters[panel->functions[k]],
        .order = order,
        .x = panel->x,
        .y = panel->y,
        .width = panel->plot.w,
        .height = panel->plot.h,
        .margin = part->input->margin,
    };
    const struct curve *curve = curve_cache_get(part->input->cache, panel_index, &request);
    double ul = scale_forward(panel->x.scale, panel->x.low);
    double uh = scale_forward(panel->x.scale, panel->x.high);
    double vl = scale_forward(panel->y.scale, panel->y.low);
    double vh = scale_forward(panel->y.scale, panel->y.high);
    double unit_x = panel->plot.w / (uh - ul), unit_y = -panel->plot.h / (vh - vl);
    const double map[4] = {panel->plot.x + (curve->origin_u - ul) * unit_x,
                           panel->plot.y + panel->plot.h + (curve->origin_v - vl) * unit_y, unit_x,
                           unit_y};
    struct stroke stroke = curve_stroke(part, panel, k, order);
    draw_curve(part->list, curve, map[0], map[1], map[2], map[3], &stroke);
    draw_dots(part, curve, map, &stroke);
}

// All curves, the highlighted and the focused function last, so that they lie on top.
static void draw_curves(const struct part *part, const struct panel *panel, int index)
{
    int top = part->input->session->highlight;
    if (top < 0 || state_shown_find(part->state, top) < 0)
        top = part->state->focus;
    for (int pass = 0; pass < 2; pass++)
        for (int k = 0; k < panel->function_n; k++)
            if ((panel->functions[k] == top) == (pass == 1))
                for (int o = ORDER_COUNT; o-- > 0;)
                    if (panel->orders[o])
                        draw_one_curve(part, panel, index, k, (enum order)o);
}

// --- points of interest ---

static void draw_point(const struct part *part, const struct panel *panel, int k,
                       const struct activation_point *point)
{
    const struct look *look = &part->scene->look;
    double x = panel_px(panel, point->x), y = panel_py(panel, point->y);
    const struct rect *p = &panel->plot;
    if (!(x >= p->x && x <= p->x + p->w && y >= p->y && y <= p->y + p->h))
        return;
    struct color color = part_color(part, panel->slots[k]);
    char symbol[64], label[192];
    order_symbol(activation_at(panel->functions[k]), point->order, symbol, sizeof symbol);
    if (point->kind == POINT_JUMP) // the label holds both limits
        snprintf(label, sizeof label, "%s jumps %s", symbol, point->label);
    else
        snprintf(label, sizeof label, "%s(%s) = %s", symbol, point->x_label, point->label);
    double width = part_text_width(part, label, look->cap_label, WEIGHT_MEDIUM);
    bool room_right = x + look->gap * 1.4 + width < p->x + p->w;
    double text_x = room_right ? x + look->gap * 1.4 : x - look->gap * 1.4;
    // Up and to the side of the point, clear of a flat top; kept inside the panel.
    double text_y = fmax(y - look->gap * 0.9, p->y + look->cap_label + look->gap * 0.5);
    text_y = fmin(text_y, p->y + p->h - look->gap * 0.5);
    struct rect box = {(room_right ? text_x : text_x - width) - look->gap * 0.4,
                       text_y - look->cap_label - look->gap * 0.4, width + look->gap * 0.8,
                       look->cap_label + look->gap * 0.8};
    struct color back = part->theme->background;
    back.a = 215;
    draw_disc(part->list, x, y, look->point, color);
    draw_round_rect(part->list, box, look->gap * 0.4, back);
    draw_text(part->list, text_x, text_y, look->cap_label, WEIGHT_MEDIUM,
              room_right ? TEXT_LEFT : TEXT_RIGHT, color, label);
}

// Headline points always; all points of the focused function where the cursor stands on them.
static void draw_points(const struct part *part, const struct panel *panel)
{
    struct activation_point points[ACTIVATION_POINTS_MAX];
    if (!part->state->points || panel->plot.h < part->scene->look.cap_label * 6)
        return;
    for (int k = 0; k < panel->function_n; k++) {
        int id = panel->functions[k];
        int n = activation_at(id)->points(part->state->parameters[id], points);
        for (int i = 0; i < n; i++) {
            bool at_cursor = part->state->cursor_on && part->state->cursor_x == points[i].x &&
                             id == part->state->focus;
            if (panel->orders[points[i].order] && (points[i].headline || at_cursor))
                draw_point(part, panel, k, &points[i]);
        }
    }
}

// --- the trace cursor ---

static void draw_cursor(const struct part *part, const struct panel *panel)
{
    const struct look *look = &part->scene->look;
    double x = part->state->cursor_x, fraction = axis_fraction(&panel->x, x);
    if (!part->state->cursor_on || !(fraction >= 0 && fraction <= 1))
        return;
    vertical(part, panel, fraction, look->cursor, part->theme->cursor);
}

static void draw_cursor_dots(const struct part *part, const struct panel *panel)
{
    const struct look *look = &part->scene->look;
    double x = part->state->cursor_x, px = panel_px(panel, x);
    if (!part->state->cursor_on || !(px >= panel->plot.x && px <= panel->plot.x + panel->plot.w))
        return;
    for (int k = 0; k < panel->function_n; k++)
        for (int o = 0; o < ORDER_COUNT; o++) {
            if (!panel->orders[o])
                continue;
            int id = panel->functions[k];
            double y = activation_value(activation_at(id), part->state->parameters[id],
                                        (enum order)o, x);
            double py = panel_py(panel, y);
            if (!(py >= panel->plot.y - 1 && py <= panel->plot.y + panel->plot.h + 1))
                continue;
            bool focused = id == part->state->focus;
            draw_disc(part->list, px, py, look->point * (focused ? 1.9 : 1.5),
                      part->theme->background);
            draw_disc(part->list, px, py, look->point * (focused ? 1.4 : 1.0),
                      part_color(part, panel->slots[k]));
        }
}

// On a log axis a curve without positive values is absent: that is said, not hidden.
static void draw_absences(const struct part *part, const struct panel *panel)
{
    const struct look *look = &part->scene->look;
    struct text names = {0};
    if (panel->y.scale != SCALE_LOG)
        return;
    for (int k = 0; k < panel->function_n; k++)
        for (int o = 0; o < ORDER_COUNT; o++) {
            double low, high;
            int id = panel->functions[k];
            if (!panel->orders[o] ||
                !sample_extent(activation_at(id), part->state->parameters[id], (enum order)o,
                               &panel->x, &low, &high) ||
                low > 0)
                continue;
            char symbol[64];
            order_symbol(activation_at(id), (enum order)o, symbol, sizeof symbol);
            text_format(&names, "%s%s", names.n > 0 ? ", " : "", symbol);
        }
    if (names.n > 0) {
        text_add(&names, " ≤ 0: not on a log axis");
        draw_text(part->list, panel->plot.x + panel->plot.w - look->gap,
                  panel->plot.y + panel->plot.h - look->gap, look->cap_axis, WEIGHT_REGULAR,
                  TEXT_RIGHT, part->theme->quiet, text_string(&names));
    }
    text_free(&names);
}

void scene_panel(const struct part *part, const struct panel *panel, int index)
{
    struct panel_ticks *ticks = &(struct panel_ticks){0};
    panel_ticks_build(part, panel, ticks);
    if (part->state->grid)
        draw_grid(part, panel, ticks);
    draw_axes(part, panel);
    draw_cursor(part, panel);
    draw_clip(part->list, panel->plot);
    draw_curves(part, panel, index);
    draw_cursor_dots(part, panel);
    draw_points(part, panel);
    draw_clip(part->list, (struct rect){0});
    if (panel->numbers_x.w > 0)
        draw_numbers_x(part, panel, &ticks->x);
    if (panel->numbers_y.w > 0)
        draw_numbers_y(part, panel, &ticks->y);
    draw_panel_title(part, panel, &ticks->y);
    draw_absences(part, panel);
    if (!part->state->legend)
        scene_end_labels(part, panel);
}
