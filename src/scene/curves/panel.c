#include <math.h>
#include <stdio.h>
#include <string.h>

#include "activation/reading.h"
#include "base/language.h"
#include "base/text.h"
#include "plot/ticks.h"
#include "scene/parts.h"

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
    const struct look *look = &part->scene->look;
    double cap = look->cap_axis;
    ticks_build(&panel->x, (int)fmin(look->ticks_x, fmax(2, panel->plot.w / (cap * 5.5))),
                &ticks->x);
    panel_ticks_y(panel, (int)fmin(look->ticks_y, fmax(2, panel->plot.h / (cap * 4.2))), &ticks->y);
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

// The lines x = 0 and y = 0; where 0 is out of sight, the panel's left and lower edge, fainter.
static void draw_axes(const struct part *part, const struct panel *panel)
{
    const struct look *look = &part->scene->look;
    double x0 = axis_fraction(&panel->x, 0), y0 = axis_fraction(&panel->y, 0);
    bool has_x = panel->x.scale != SCALE_LOG && x0 >= 0 && x0 <= 1;
    bool has_y = panel->y.scale != SCALE_LOG && y0 >= 0 && y0 <= 1;
    vertical(part, panel, has_x ? x0 : 0, has_x ? look->axis : look->grid,
             has_x ? part->theme->axis : part->theme->grid);
    horizontal(part, panel, has_y ? y0 : 0, has_y ? look->axis : look->grid,
               has_y ? part->theme->axis : part->theme->grid);
}

static void draw_numbers_x(const struct part *part, const struct panel *panel,
                           const struct ticks *ticks)
{
    double cap = part->scene->look.cap_axis, bottom = panel->plot.y + panel->plot.h;
    double baseline = bottom + panel->band + cap * 1.75;
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

// Draws the title where no curve runs, in the upper left corner if it can be.
static void place_panel_title(const struct part *part, const struct panel *panel, const char *title)
{
    const struct look *look = &part->scene->look;
    double width = part_text_width(part, title, look->cap_label, WEIGHT_MEDIUM);
    if (width + 2 * look->gap > panel->plot.w || panel->plot.h < look->cap_label * 5)
        return;
    // Above a narrow column the name says as much.
    bool only_f = panel->orders[ORDER_F] && !panel->orders[ORDER_DF] && !panel->orders[ORDER_D2F];
    if (only_f && names_height(part) > 0 && width + 2 * look->gap > panel->plot.w / 2)
        return;
    struct rect r = part_side_place(part, panel, width, look->cap_label, false, false);
    part_text_on_ground(part, r, WEIGHT_MEDIUM, title);
}

// "σ(x), σ′(x)", or what its powers are; and the note of the y axis.
static void panel_title(const struct part *part, const struct panel *panel, const char *note,
                        struct text *title)
{
    char symbol[64];
    const char *comma = "";
    if (panel->depth > 0)
        depth_title(part, panel, title);
    for (int o = 0; o < ORDER_COUNT && panel->depth == 0; o++) {
        if (!panel->orders[o])
            continue;
        if (panel->function_n == 1)
            order_symbol(state_function(part->state, panel->functions[0]), (enum order)o, symbol,
                         sizeof symbol);
        else
            text_copy(symbol, sizeof symbol, order_name((enum order)o));
        text_format(title, "%s%s(x)", comma, symbol);
        comma = ", ";
    }
    if (*note != '\0')
        text_format(title, "   %s", note);
}

// What the panel shows, in its upper left corner: "σ′(x)"; in a grid the name above says it, and
// the left side of a formula says it, too.
static void draw_panel_title(const struct part *part, const struct panel *panel,
                             const struct ticks *y_ticks)
{
    char room[160];
    struct text title = text_in(room, sizeof room);
    scene_name(part, panel, y_ticks->note);
    // In a hall the columns are narrow for large letters: the first one says which row is which.
    bool said = part->state->lecture.on && state_by_function(part->state) && !panel->first_column;
    bool needed = part->state->layout != LAYOUT_GRID && !said;
    bool anyway = panel->depth > 0 || y_ticks->note[0] != '\0'; // a formula does not say these
    panel_title(part, panel, y_ticks->note, &title);
    if (needed && anyway)
        place_panel_title(part, panel, text_string(&title));
    bool formula = scene_formula(part, panel);
    if (needed && !anyway && !formula)
        place_panel_title(part, panel, text_string(&title));
    text_free(&title);
}

// --- curves ---

// Then dashes tell orders apart, not functions.
static bool orders_share(const struct panel *panel)
{
    int n = 0;
    for (int o = 0; o < ORDER_COUNT; o++)
        n += panel->orders[o];
    return n > 1;
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
    panel_dash(part, panel, order, &stroke);
    if (!orders_share(panel))
        part_dash(part, panel->slots[k], &stroke);
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

// The family of a sweep: nine values over the parameter's range, thin and pale, under the curve
// itself.
static void draw_sweep(const struct part *part, const struct panel *panel, int index, int k,
                       enum order order)
{
    struct stroke stroke = curve_stroke(part, panel, k, order);
    stroke.width *= 0.6;
    stroke.color = color_mix(stroke.color, part->theme->background, 0.55);
    for (int i = 1; i <= SWEEP_CURVES; i++) {
        double map[4];
        const struct curve *curve = panel_curve(part, panel, index, panel->functions[k], order, i);
        panel_curve_map(panel, curve, map);
        draw_curve(part->list, curve, map[0], map[1], map[2], map[3], &stroke);
    }
}

static void draw_one_curve(const struct part *part, const struct panel *panel, int panel_index,
                           int k, enum order order)
{
    int function = panel->functions[k];
    double map[4];
    if (panel->depth > 0) {
        struct stroke stroke = curve_stroke(part, panel, k, order);
        scene_depth_curve(part, panel, k, &stroke);
        return;
    }
    if (function == part->state->sweep_function)
        draw_sweep(part, panel, panel_index, k, order);
    const struct curve *curve = panel_curve(part, panel, panel_index, function, order, 0);
    panel_curve_map(panel, curve, map);
    struct stroke stroke = curve_stroke(part, panel, k, order);
    draw_curve(part->list, curve, map[0], map[1], map[2], map[3], &stroke);
    scene_markers(part, panel, k, order);
    draw_dots(part, curve, map, &stroke);
    scene_ghost(part, panel, panel_index * PANEL_CURVES, k, order);
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

enum { POINT_LABELS_MAX = 24 };

// Labels already placed in this panel: later ones keep clear of them.
struct placed {
    struct rect boxes[POINT_LABELS_MAX];
    int n;
};

static bool rects_meet(struct rect a, struct rect b)
{
    return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

static bool rect_within(struct rect r, const struct rect *outer)
{
    return r.x >= outer->x && r.y >= outer->y && r.x + r.w <= outer->x + outer->w &&
           r.y + r.h <= outer->y + outer->h;
}

// Where a label of this size reads best: beside the point, above or below, and if curves run there,
// farther out; the place that costs least in covered curves and in distance. False where there is
// no place within the panel that keeps clear of other labels.
static bool place_label(const struct part *part, const struct panel *panel,
                        const struct placed *placed, double x, double y, double w, double h,
                        struct rect *place)
{
    enum { LEVELS = 6, SIDES = 2, STEPS = 6, FORBIDDEN = 100000 };
    static const double levels[LEVELS] = {-1, 1, -2.1, 2.1, -3.2, 3.2};
    static const double steps[STEPS] = {0, 3, 6, 10, 15, 21};
    double gap = part->scene->look.gap;
    struct rect best = {0};
    double best_cost = HUGE_VAL;
    for (int i = 0; i < LEVELS * SIDES * STEPS; i++) {
        double level = levels[i / SIDES % LEVELS], away = steps[i / (SIDES * LEVELS)] * gap;
        double side = gap * 0.9 + away;
        struct rect r = {i % SIDES == 0 ? x + side : x - side - w,
                         y + level * (h / 2 + gap * 0.4) - h / 2, w, h};
        // At the panel's upper edge a label may stand beside its point.
        r.y = i / SIDES % LEVELS == 0 ? fmax(r.y, panel->plot.y + 1) : r.y;
        // In a narrow panel it may stand above or below instead of beside.
        r.x = fmax(fmin(r.x, panel->plot.x + panel->plot.w - w), panel->plot.x);
        double cost = away + gap * fabs(level) + (i % SIDES) * gap * 0.5;
        for (int k = 0; k < placed->n; k++)
            cost += rects_meet(r, placed->boxes[k]) ? FORBIDDEN : 0;
        cost += rect_within(r, &panel->plot) ? 0 : FORBIDDEN;
        cost += part_lines_under(part, panel, r);
        if (cost < best_cost)
            cost += 3 * part_text_overlap(part, r) +
                    4 * part_coverage_up_to(part, r, (best_cost - cost) / 4);
        if (cost < best_cost) {
            best = r;
            best_cost = cost;
        }
    }
    *place = best;
    return best_cost < FORBIDDEN;
}

// A thin line from a point to its label, where the label is not right beside it.
static void draw_leader(const struct part *part, double x, double y, struct rect box,
                        struct color color)
{
    const struct look *look = &part->scene->look;
    double edge = box.x > x ? box.x : box.x + box.w;
    double middle = fmin(fmax(y, box.y + box.h * 0.3), box.y + box.h * 0.7);
    if (fabs(edge - x) < look->gap * 2 || (x > box.x && x < box.x + box.w))
        return;
    const double line[] = {x, y, edge, middle};
    const struct stroke thin = {.width = fmax(1, look->grid),
                                .color = color_mix(color, part->theme->background, 0.35)};
    draw_line(part->list, line, 2, &thin);
}

static void point_text(const struct part *part, int function, const struct activation_point *point,
                       char *out, size_t size)
{
    enum { SHORT = 6 }; // from the last row longer forms are not read
    char symbol[64];
    const struct activation *activation = state_function(part->state, function);
    order_symbol(activation, point->order, symbol, sizeof symbol);
    reading_point(activation, part->state->parameters[function], point, symbol,
                  part->state->lecture.on ? SHORT : FACT_SIZE, out, size);
}

static void draw_point(const struct part *part, const struct panel *panel, int k,
                       const struct activation_point *point, struct placed *placed)
{
    const struct look *look = &part->scene->look;
    double x = panel_px(panel, point->x), y = panel_py(panel, point->y);
    const struct rect *p = &panel->plot;
    if (!(x >= p->x && x <= p->x + p->w && y >= p->y && y <= p->y + p->h))
        return;
    char label[192];
    point_text(part, panel->functions[k], point, label, sizeof label);
    double width = part_text_width(part, label, look->cap_label, WEIGHT_MEDIUM);
    double pad = look->gap * 0.3;
    struct color color = part_color(part, panel->slots[k]);
    if (placed->n == POINT_LABELS_MAX)
        return;
    struct rect box;
    bool room =
        place_label(part, panel, placed, x, y, width + 2 * pad, look->cap_label + 2 * pad, &box);
    if (room)
        draw_leader(part, x, y, box, color);
    if (point->kind != POINT_HOLE) // the curve has its circle there
        draw_disc(part->list, x, y, look->point, color);
    if (!room)
        return; // a label that is cut says nothing
    placed->boxes[placed->n++] = box;
    draw_text(part->list, box.x + pad, box.y + pad + look->cap_label, look->cap_label,
              WEIGHT_MEDIUM, TEXT_LEFT, part_ink(part, panel->slots[k]), label);
}

// The points of one function: headline ones, and those under the cursor if it has the focus.
static void draw_points_of(const struct part *part, const struct panel *panel, int k,
                           struct placed *placed)
{
    struct activation_point points[ACTIVATION_POINTS_MAX];
    int id = panel->functions[k];
    int n = activation_points(state_function(part->state, id), part->state->parameters[id], points);
    for (int i = 0; i < n; i++) {
        bool at_cursor = session_cursor_meets(part->state, points[i].x) && id == part->state->focus;
        bool again = i > 0 && activation_points_meet(&points[i], &points[i - 1]);
        if (!again && panel->orders[points[i].order] && (points[i].headline || at_cursor))
            draw_point(part, panel, k, &points[i], placed);
    }
}

// The focused function first: its labels get the best places.
static void draw_points(const struct part *part, const struct panel *panel)
{
    struct placed placed = {.n = 0};
    if (!part->state->points || panel->depth > 0 || panel->plot.h < part->scene->look.cap_label * 6)
        return;
    for (int pass = 0; pass < 2; pass++)
        for (int k = 0; k < panel->function_n; k++)
            if ((panel->functions[k] == part->state->focus) == (pass == 0))
                draw_points_of(part, panel, k, &placed);
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

// Where the curve is at the cursor; NaN where the function has no value, whatever doubles say.
static double cursor_py(const struct part *part, const struct panel *panel, int function,
                        enum order order)
{
    const struct state *state = part->state;
    struct reading reading = reading_at(state_function(state, function),
                                        state->parameters[function], order, state->cursor_x);
    return isnan(reading.value)
               ? (double)NAN
               : panel_py(panel, panel_value(state, panel, function, order, state->cursor_x));
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
            double py = cursor_py(part, panel, id, (enum order)o);
            if (!(py >= panel->plot.y - 1 && py <= panel->plot.y + panel->plot.h + 1))
                continue;
            bool focused = id == part->state->focus;
            draw_disc(part->list, px, py, look->point * (focused ? 1.9 : 1.5),
                      part->theme->background);
            draw_disc(part->list, px, py, look->point * (focused ? 1.4 : 1.0),
                      part_color(part, panel->slots[k]));
        }
}

enum absence {
    ABSENT_NOTHING,
    ABSENT_SCATTERED,
    ABSENT_NEGATIVE,
    ABSENT_VANISHED,
    ABSENT_UNDEFINED,
    ABSENT_BEYOND,
    ABSENT_ARROWS,
    ABSENT_COUNT
};

static const char *const absences[ABSENT_COUNT] = {
    [ABSENT_SCATTERED] = N_(": single points are not drawn"),
    [ABSENT_NEGATIVE] = N_(": values ≤ 0 are not on a log axis"),
    [ABSENT_VANISHED] = N_(": too small for a double where it ends"),
    [ABSENT_UNDEFINED] = N_(": no values here"),
    [ABSENT_BEYOND] = N_(": beyond ±10³⁰⁰, which is not drawn"),
    [ABSENT_ARROWS] = N_(": no arrows where jumps crowd"),
};

// Whether what is not positive by doubles is so by rounding alone, as 1 - tanh(x) is far out.
static bool is_rounded_to_nothing(const struct activation *activation, const double *parameters,
                                  enum order order, const struct axis *x)
{
    enum { LOOKS = 9 };
    bool any = false;
    for (int i = 0; i < LOOKS; i++) {
        double at = axis_value(x, (i + 0.5) / LOOKS);
        if (!(activation_value(activation, parameters, order, at) <= 0))
            continue;
        if (drawn_value(activation, parameters, order, at) <= 0)
            return false;
        any = true;
    }
    return any;
}

// What a log axis has no place for: of most functions what is not positive; of some, which are
// always positive, what is too small for a double.
static enum absence absence_on_log(const struct part *part, const struct panel *panel, int id,
                                   enum order order)
{
    static const double tail = 1e-100;
    const struct activation *activation = state_function(part->state, id);
    const double *parameters = part->state->parameters[id];
    double low, high;
    if (!sample_extent(activation, parameters, order, &panel->x, &low, &high) || low > 0 ||
        is_rounded_to_nothing(activation, parameters, order, &panel->x))
        return ABSENT_NOTHING;
    bool fits = low >= 0 &&
                sample_fit_extent(activation, parameters, order, SCALE_LOG, &panel->x, &low, &high);
    return fits && low < tail ? ABSENT_VANISHED : ABSENT_NEGATIVE;
}

// Why nothing of a curve is drawn, if it is not only elsewhere; or what is left out beside it.
static enum absence absence_of_all(const struct part *part, const struct panel *panel, int index,
                                   int id, enum order order)
{
    const double *parameters = part->state->parameters[id];
    double low, high;
    if (panel->depth > 0)
        return ABSENT_NOTHING;
    const struct curve *curve = panel_curve(part, panel, index, id, order, 0);
    if (curve->scattered_low < panel->x.high && curve->scattered_high > panel->x.low)
        return ABSENT_SCATTERED;
    if (curve->n > 0)
        return scene_impulses_crowd(part, panel, id, order) ? ABSENT_ARROWS : ABSENT_NOTHING;
    if (!sample_extent(state_function(part->state, id), parameters, order, &panel->x, &low, &high))
        return ABSENT_UNDEFINED;
    return low > AXIS_LIMIT || high < -AXIS_LIMIT ? ABSENT_BEYOND : ABSENT_NOTHING;
}

static enum absence absence_of(const struct part *part, const struct panel *panel, int index,
                               int id, enum order order)
{
    enum absence all = absence_of_all(part, panel, index, id, order);
    if (all != ABSENT_NOTHING || panel->y.scale != SCALE_LOG)
        return all;
    return absence_on_log(part, panel, id, order);
}

// The symbols of the panel's curves, by what is absent of them.
static void list_absent(const struct part *part, const struct panel *panel, int index,
                        struct text lists[ABSENT_COUNT])
{
    for (int k = 0; k < panel->function_n; k++)
        for (int o = 0; o < ORDER_COUNT; o++) {
            int id = panel->functions[k];
            enum absence absence = panel->orders[o]
                                       ? absence_of(part, panel, index, id, (enum order)o)
                                       : ABSENT_NOTHING;
            char symbol[64];
            if (absence == ABSENT_NOTHING)
                continue;
            struct text *list = &lists[absence];
            order_symbol(state_function(part->state, id), (enum order)o, symbol, sizeof symbol);
            text_format(list, "%s%s", list->n > 0 ? ", " : "", symbol);
        }
}

static void add_absence(struct text *out, const char *names, const char *what)
{
    text_format(out, "%s%s%s", out->n > 0 ? "; " : "", names, what);
}

static void name_absences(const struct part *part, const struct panel *panel, int index,
                          struct text *out)
{
    char rooms[ABSENT_COUNT][120];
    struct text lists[ABSENT_COUNT];
    for (int i = 0; i < ABSENT_COUNT; i++)
        lists[i] = text_in(rooms[i], sizeof rooms[i]);
    list_absent(part, panel, index, lists);
    for (int i = ABSENT_NOTHING + 1; i < ABSENT_COUNT; i++)
        if (lists[i].n > 0)
            add_absence(out, text_string(&lists[i]), _(absences[i]));
    if (panel->x.scale == SCALE_LOG && panel->last_row)
        add_absence(out, "", _("x ≤ 0 is not on a log axis"));
    for (int i = 0; i < ABSENT_COUNT; i++)
        text_free(&lists[i]);
}

// What is absent, on a log axis what is not positive, is said, not hidden.
static void draw_absences(const struct part *part, const struct panel *panel, int index)
{
    char room[240];
    struct text names = text_in(room, sizeof room);
    name_absences(part, panel, index, &names);
    if (names.n > 0)
        part_note(part, panel, text_string(&names), NULL);
    text_free(&names);
}

void scene_panel(const struct part *part, const struct panel *panel, int index)
{
    struct panel_ticks *ticks = &(struct panel_ticks){0};
    panel_ticks_build(part, panel, ticks);
    part->scene->item_from = part->list->item_n;
    if (part->state->grid)
        draw_grid(part, panel, ticks);
    scene_saturation_shade(part, panel);
    scene_histograms(part, panel);
    draw_axes(part, panel);
    draw_cursor(part, panel);
    draw_clip(part->list, panel->plot);
    scene_subgradients(part, panel);
    scene_impulses(part, panel);
    draw_curves(part, panel, index);
    scene_proof_marks(part, panel, index);
    draw_points(part, panel);
    draw_cursor_dots(part, panel);
    draw_clip(part->list, (struct rect){0});
    if (panel->numbers_x.w > 0)
        draw_numbers_x(part, panel, &ticks->x);
    if (panel->numbers_y.w > 0)
        draw_numbers_y(part, panel, &ticks->y);
    draw_panel_title(part, panel, &ticks->y);
    draw_absences(part, panel, index);
    scene_proof_words(part, panel, index);
    scene_depth_absences(part, panel);
    scene_depth_bounds(part, panel);
    scene_saturation_words(part, panel);
    scene_histogram_words(part, panel);
    scene_band(part, panel);
    scene_values(part, panel);
    if (!part->state->legend)
        scene_end_labels(part, panel);
    part->scene->item_from = 0;
}
