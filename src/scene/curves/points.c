#include "scene/curves/points.h"

#include <math.h>

#include "activation/reading.h"
#include "scene/curves/curve.h"
#include "scene/place.h"

enum { POINT_LABELS_MAX = 24 };

// Labels already placed in this panel: later ones keep clear of them.
struct placed {
    struct rect boxes[POINT_LABELS_MAX];
    int n;
};

// Where a label of this size reads best: beside the point, above or below, and if curves run there,
// farther out. It does not fit where there is no place within the panel that keeps clear of other
// labels.
static struct place_found place_label(const struct part *part, const struct panel *panel,
                                      const struct placed *placed, double x, double y, double w,
                                      double h)
{
    enum { LEVELS = 6, SIDES = 2, STEPS = 6 };
    static const double levels[LEVELS] = {-1, 1, -2.1, 2.1, -3.2, 3.2};
    static const double steps[STEPS] = {0, 3, 6, 10, 15, 21};
    double gap = part->look->gap;
    const struct rect *p = &panel->plot;
    struct place_search search = {
        .panels = panel, .panel_n = 1, .within = p, .taken = placed->boxes, .taken_n = placed->n};
    for (int i = 0; i < LEVELS * SIDES * STEPS; i++) {
        double level = levels[i / SIDES % LEVELS], away = steps[i / (SIDES * LEVELS)] * gap;
        double side = gap * 0.9 + away;
        struct rect r = {i % SIDES == 0 ? x + side : x - side - w,
                         y + level * (h / 2 + gap * 0.4) - h / 2, w, h};
        // At the panel's upper edge a label may stand beside its point.
        r.y = i / SIDES % LEVELS == 0 ? fmax(r.y, p->y + 1) : r.y;
        // In a narrow panel it may stand above or below instead of beside.
        r.x = fmax(fmin(r.x, p->x + p->w - w), p->x);
        // A label may go four pixels away rather than cover one of a curve.
        place_offer(&search, r, (away + gap * fabs(level) + (i % SIDES) * gap * 0.5) / 4);
    }
    return place_find(part, &search);
}

// A thin line from a point to its label, where the label is not right beside it.
static void draw_leader(const struct part *part, double x, double y, struct rect box,
                        struct color color)
{
    const struct look *look = part->look;
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
    const struct look *look = part->look;
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
    struct place_found found =
        place_label(part, panel, placed, x, y, width + 2 * pad, look->cap_label + 2 * pad);
    struct rect box = found.rect;
    if (found.fits)
        draw_leader(part, x, y, box, color);
    if (point->kind != POINT_HOLE) // the curve has its circle there
        draw_disc(part->list, x, y, look->point, color);
    if (!found.fits)
        return; // a label that is cut says nothing
    placed->boxes[placed->n++] = box;
    draw_text(part->list, box.x + pad, box.y + pad + look->cap_label, look->cap_label,
              WEIGHT_MEDIUM, TEXT_LEFT, part_ink(part, panel->slots[k]), label);
}

// The points of one function: the headline ones, and those at the cursor if it is the focused one.
static void draw_points_of(const struct part *part, const struct panel *panel, int k,
                           struct placed *placed)
{
    struct activation_point points[ACTIVATION_POINTS_MAX];
    int id = panel->functions[k];
    if (panel_recedes(part, panel, id))
        return;
    int n = activation_points(state_function(part->state, id), part->state->parameters[id], points);
    for (int i = 0; i < n; i++) {
        bool at_cursor = session_cursor_meets(part->state, points[i].x) && id == part->state->focus;
        bool again = i > 0 && activation_points_meet(&points[i], &points[i - 1]);
        if (!again && panel->orders[points[i].order] && (points[i].headline || at_cursor))
            draw_point(part, panel, k, &points[i], placed);
    }
}

// The focused function first: its labels get the best places.
void scene_points(const struct part *part, const struct panel *panel)
{
    struct placed placed = {.n = 0};
    if (!part->state->points || panel->depth > 0 || panel->plot.h < part->look->cap_label * 6)
        return;
    for (int pass = 0; pass < 2; pass++)
        for (int k = 0; k < panel->function_n; k++)
            if ((panel->functions[k] == part->state->focus) == (pass == 0))
                draw_points_of(part, panel, k, &placed);
}
