#include "scene/place.h"

#include <math.h>

#include "scene/curves/curve.h"

double part_text_overlap(const struct part *part, struct rect r)
{
    static const double below = 0.3; // of a capital's height: what hangs below the line
    double length = 0;
    for (size_t i = part->first_item; i < part->list->item_n; i++) {
        const struct draw_item *item = &part->list->items[i];
        if (item->kind != DRAW_TEXT || item->y + below * item->size < r.y ||
            item->y - item->size > r.y + r.h)
            continue;
        double width =
            part_text_width(part, draw_item_text(part->list, item), item->size, item->weight);
        double left = item->x - (item->align == TEXT_RIGHT    ? width
                                 : item->align == TEXT_CENTER ? width / 2
                                                              : 0);
        length += fmax(0, fmin(left + width, r.x + r.w) - fmax(left, r.x));
    }
    return length;
}

// The length of segment (x, y)-(x + dx, y + dy) inside a rectangle (Liang and Barsky 1984).
static double length_inside(struct rect r, double x, double y, double dx, double dy)
{
    const double p[4] = {-dx, dx, -dy, dy};
    const double q[4] = {x - r.x, r.x + r.w - x, y - r.y, r.y + r.h - y};
    double enter = 0, leave = 1;
    for (int i = 0; i < 4; i++) {
        if (p[i] == 0 && q[i] < 0)
            return 0;
        double at = q[i] / p[i];
        if (p[i] < 0)
            enter = at > enter ? at : enter;
        else if (p[i] > 0)
            leave = at < leave ? at : leave;
    }
    return enter < leave ? (leave - enter) * sqrt(dx * dx + dy * dy) : 0;
}

// The last vertex of [from, to) before u, or `from`: curves run rightwards.
static size_t vertex_before(const struct curve *curve, size_t from, size_t to, double u)
{
    while (to - from > 1) {
        size_t middle = from + (to - from) / 2;
        if (curve->vertices[middle].u < u)
            from = middle;
        else
            to = middle;
    }
    return from;
}

static double run_inside(const struct draw_item *item, size_t from, size_t to, struct rect r)
{
    const struct curve_vertex *vertices = item->curve->vertices;
    double low = (r.x - item->shift_x) / item->unit_x, length = 0;
    double high = (r.x + r.w - item->shift_x) / item->unit_x;
    for (size_t i = vertex_before(item->curve, from, to, low); i + 1 < to; i++) {
        const struct curve_vertex *a = &vertices[i], *b = a + 1;
        if (a->u > high)
            break;
        double y = item->shift_y + a->v * item->unit_y, dy = (b->v - a->v) * item->unit_y;
        if ((y < r.y && y + dy < r.y) || (y > r.y + r.h && y + dy > r.y + r.h))
            continue;
        length += length_inside(r, item->shift_x + a->u * item->unit_x, y,
                                (b->u - a->u) * item->unit_x, dy);
    }
    return length;
}

static double curve_inside(const struct draw_item *item, struct rect r)
{
    const struct curve *curve = item->curve;
    double length = 0;
    for (size_t run = 0; run < curve->run_n && item->unit_x > 0; run++) {
        size_t from = curve->runs[run], to = curve_run_end(curve, run);
        if (to > from)
            length += run_inside(item, from, to, r);
    }
    return length;
}

static double line_inside(const struct draw_list *list, const struct draw_item *item, struct rect r)
{
    const double *xy = draw_item_points(list, item);
    double length = 0;
    for (size_t i = 0; i + 1 < item->point_n; i++, xy += 2)
        length += length_inside(r, xy[0], xy[1], xy[2] - xy[0], xy[3] - xy[1]);
    return length;
}

double part_coverage(const struct part *part, struct rect rect)
{
    return part_coverage_up_to(part, rect, HUGE_VAL);
}

double part_coverage_up_to(const struct part *part, struct rect rect, double most)
{
    double length = 0;
    for (size_t i = part->first_item; i < part->list->item_n && length <= most; i++) {
        const struct draw_item *item = &part->list->items[i];
        if (item->kind == DRAW_CURVE)
            length += curve_inside(item, rect);
        else if (item->kind == DRAW_LINE && item->point_n > 2) // not a leader or a bound
            length += line_inside(part->list, item, rect);
    }
    return length;
}

double part_lines_under(const struct part *part, const struct panel *panel, struct rect r)
{
    double zero = panel_px(panel, 0), cursor = panel_px(panel, part->state->cursor_x);
    double axis = panel_py(panel, 0);
    double covered = zero > r.x && zero < r.x + r.w ? r.h / 2 : 0;
    if (part->state->cursor_on && cursor > r.x && cursor < r.x + r.w)
        covered += 2 * r.h;
    if (axis > r.y && axis < r.y + r.h)
        covered += 2 * part->look->gap; // it would cross the letters out
    return covered;
}

struct rect part_free_place(const struct part *part, const struct panel *panel, double w, double h)
{
    enum { ACROSS = 3, DOWN = 7 };
    double gap = part->look->gap, least = HUGE_VAL;
    const struct rect *p = &panel->plot;
    struct rect best = {0};
    for (int i = 0; i < ACROSS * DOWN; i++) {
        int column = i % ACROSS, row = i / ACROSS;
        struct rect r = {p->x + gap + (p->w - w - 2 * gap) * column / (ACROSS - 1),
                         p->y + gap + (p->h - h - 2 * gap) * row / (DOWN - 1), w, h};
        double cost = part_coverage(part, r) + 4 * part_text_overlap(part, r) +
                      part_lines_under(part, panel, r) + gap * (0.3 * row + (column == 1));
        if (cost < least) {
            least = cost;
            best = r;
        }
    }
    return best;
}

// A rectangle at one side of a panel, `down` of the way from its upper corner to its lower one.
static struct rect at_side(const struct part *part, const struct panel *panel, double w, double h,
                           bool right, double down)
{
    double gap = part->look->gap;
    const struct rect *p = &panel->plot;
    return (struct rect){right ? p->x + p->w - w - gap : p->x + gap * 1.2,
                         p->y + gap + (p->h - h - 2 * gap) * down, w, h};
}

static struct rect grown(struct rect r, double by)
{
    return (struct rect){r.x - by, r.y - by, r.w + 2 * by, r.h + 2 * by};
}

// The ground of words whose capitals fill a rectangle: it holds what hangs below their line.
#define GROUND 0.45 // of a capital's height, to each side
struct rect place_ground(struct rect r)
{
    return grown(r, r.h * GROUND);
}

struct rect place_within_ground(struct rect ground, double cap)
{
    return grown(ground, -cap * GROUND);
}

struct rect part_side_place(const struct part *part, const struct panel *panel, double w, double h,
                            bool right, bool bottom)
{
    enum { ROWS = 9 };
    struct rect best = {0};
    double least = HUGE_VAL;
    for (int i = 0; i < 2 * ROWS; i++) {
        int row = i / 2, away = i % 2;
        bool corner = row == 0 || row == ROWS - 1;
        double down = (double)row / (ROWS - 1);
        struct rect r = at_side(part, panel, w, h, right != (away == 1), bottom ? 1 - down : down);
        double cost = away + (corner ? (row > 0) * 2 : 4 + row);
        if (cost < least)
            cost += part_lines_under(part, panel, place_ground(r));
        if (cost < least)
            cost += 3 * part_text_overlap(part, place_ground(r));
        if (cost < least)
            cost += part_coverage_up_to(part, place_ground(r), least - cost);
        if (cost < least) {
            least = cost;
            best = r;
        }
    }
    return best;
}
