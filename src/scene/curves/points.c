#include "scene/curves/points.h"

#include <math.h>

#include "activation/reading.h"
#include "scene/curves/cursor_values.h"
#include "scene/curves/curve.h"
#include "scene/place.h"

enum { POINT_LABELS_MAX = 24, HALO_OPACITY = 190 };

#define COVERED_MOST 2.0 // of curves under a label, in capital heights

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
                                      double h, struct place_search *search)
{
    enum { LEVELS = 6, SIDES = 2, STEPS = 6 };
    static const double levels[LEVELS] = {-1, 1, -2.1, 2.1, -3.2, 3.2};
    static const double steps[STEPS] = {0, 3, 6, 10, 15, 21};
    double gap = part->look->gap;
    const struct rect *p = &panel->plot;
    *search = (struct place_search){.panels = panel,
                                    .panel_n = 1,
                                    .within = p,
                                    .taken = placed->boxes,
                                    .taken_n = placed->n,
                                    .has_own = true,
                                    .own_x = x,
                                    .own_y = y};
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
        place_offer(search, r, (away + gap * fabs(level) + (i % SIDES) * gap * 0.5) / 4);
    }
    return place_find(part, search);
}

// A thin line from a point to its label, where the label is not right beside it or another dot is
// nearer.
static void draw_leader(const struct part *part, double x, double y, struct rect box,
                        bool ambiguous, struct color color)
{
    const struct look *look = part->look;
    double edge = box.x > x ? box.x : box.x + box.w;
    double middle = fmin(fmax(y, box.y + box.h * 0.3), box.y + box.h * 0.7);
    bool above = x > box.x && x < box.x + box.w;
    if (!ambiguous && (fabs(edge - x) < look->gap * 2 || above))
        return;
    if (above) { // straight up or down
        edge = x;
        middle = box.y > y ? box.y : box.y + box.h;
    }
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

// Where a point lies; false outside of the panel.
static bool find_point(const struct panel *panel, const struct activation_point *point, double *x,
                       double *y)
{
    const struct rect *p = &panel->plot;
    *x = panel_px(panel, point->x);
    *y = panel_py(panel, point->y);
    return *x >= p->x && *x <= p->x + p->w && *y >= p->y && *y <= p->y + p->h;
}

static void draw_dot(const struct part *part, const struct panel *panel, int k,
                     const struct activation_point *point)
{
    double x, y;
    if (point->kind != POINT_HOLE && find_point(panel, point, &x, &y)) // a hole has its circle
        draw_disc(part->list, x, y, part->look->point, part_color(part, panel->slots[k]));
}

static void draw_label(const struct part *part, const struct panel *panel, int k,
                       const struct activation_point *point, struct placed *placed)
{
    const struct look *look = part->look;
    struct place_search search;
    char label[192];
    double x, y, pad = look->gap * 0.3, cap = look->cap_label;
    if (placed->n == POINT_LABELS_MAX || !find_point(panel, point, &x, &y))
        return;
    point_text(part, panel->functions[k], point, label, sizeof label);
    double width = part_text_width(part, label, cap, WEIGHT_MEDIUM);
    struct place_found found =
        place_label(part, panel, placed, x, y, width + 2 * pad, cap + 2 * pad, &search);
    struct rect box = found.rect;
    // A label that is cut, or at a dot of another curve's, says nothing; one that strikes through
    // curves hides more than it says.
    if (!found.fits || found.dots > 0 || found.covered > COVERED_MOST * cap)
        return;
    struct color halo = part->theme->background;
    halo.a = HALO_OPACITY;
    draw_leader(part, x, y, box, place_is_ambiguous(part, &search, box),
                part_color(part, panel->slots[k]));
    placed->boxes[placed->n++] = box;
    draw_round_rect(part->list, box, pad, halo);
    draw_text(part->list, box.x + pad, box.y + pad + cap, cap, WEIGHT_MEDIUM, TEXT_LEFT,
              part_ink(part, panel->slots[k]), label);
}

// Whether the cursor stands at this x and its values are written in the panels: the label would say
// the same once more.
static bool has_value(const struct part *part, double x)
{
    return part->state->readout && values_in_panels(part) && session_cursor_meets(part->state, x);
}

// The points of one function: the headline ones, and those at the cursor if it is the focused one.
// Without `placed` their dots are drawn, else their labels.
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
        if (again || !panel->orders[points[i].order] || !(points[i].headline || at_cursor))
            continue;
        if (placed == NULL)
            draw_dot(part, panel, k, &points[i]);
        else if (!has_value(part, points[i].x))
            draw_label(part, panel, k, &points[i], placed);
    }
}

// All dots come first: no label may lie at one of another curve's. Then the labels, those of the
// focused function before the others: they get the best places.
void scene_points(const struct part *part, const struct panel *panel)
{
    struct placed placed = {.n = 0};
    if (!part->state->points || panel->depth > 0 || panel->plot.h < part->look->cap_label * 6)
        return;
    for (int k = 0; k < panel->function_n; k++)
        draw_points_of(part, panel, k, NULL);
    for (int pass = 0; pass < 2; pass++)
        for (int k = 0; k < panel->function_n; k++)
            if ((panel->functions[k] == part->state->focus) == (pass == 0))
                draw_points_of(part, panel, k, &placed);
}
