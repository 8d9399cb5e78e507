#include "scene/place.h"

#include <math.h>

#include "scene/curves/curve.h"

// What is added to the cost of a place that does not fit, and for each pixel that it is outside.
#define MISFIT  1e6
#define OUTSIDE 100.0

// --- places ---

void place_offer(struct place_search *search, struct rect rect, double preference)
{
    if (search->n == PLACES_MAX)
        return;
    int i = search->n++;
    for (; i > 0 && search->places[i - 1].preference > preference; i--)
        search->places[i] = search->places[i - 1];
    search->places[i] = (struct place){rect, preference};
}

void place_offer_net(const struct part *part, struct place_search *search,
                     const struct place_net *net)
{
    double gap = part->look->gap;
    for (int i = 0; i < net->across * net->down; i++) {
        int column = i % net->across, row = i / net->across;
        double right = (double)column / (net->across - 1), below = (double)row / (net->down - 1);
        int inner = (right > 0 && right < 1) + (below > 0 && below < 1);
        struct rect r = {net->area.x + (net->area.w - net->w) * right,
                         net->area.y + (net->area.h - net->h) * below, net->w, net->h};
        place_offer(search, r, net->preference + gap * (0.5 * inner + 1.8 * below + 0.8 * right));
    }
}

// --- what a place covers ---

// How much of the text drawn so far a rectangle would cover, in pixels of its width.
static double text_under(const struct part *part, struct rect r)
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

// The length of the curves drawn so far inside a rectangle; it stops counting above `most`. Lines
// of two points, as leaders and bounds are, do not count.
static double curves_under(const struct part *part, struct rect rect, double most)
{
    double length = 0;
    for (size_t i = part->first_item; i < part->list->item_n && length <= most; i++) {
        const struct draw_item *item = &part->list->items[i];
        if (item->kind == DRAW_CURVE)
            length += curve_inside(item, rect);
        else if (item->kind == DRAW_LINE && item->point_n > 2)
            length += line_inside(part->list, item, rect);
    }
    return length;
}

// What a rectangle costs for the lines of one panel that would run through it.
static double lines_under(const struct part *part, const struct panel *panel, struct rect r)
{
    const struct rect *p = &panel->plot;
    double gap = part->look->gap, cost = 0;
    if (r.y >= p->y + p->h || r.y + r.h <= p->y || r.x >= p->x + p->w || r.x + r.w <= p->x)
        return 0;
    double zero_x = panel_px(panel, 0), zero_y = panel_py(panel, 0);
    double cursor = panel_px(panel, part->state->cursor_x), beside = gap / 2; // its dots are wide
    if (zero_x > r.x && zero_x < r.x + r.w)
        cost += PLACE_AXIS * gap;
    if (zero_y > r.y && zero_y < r.y + r.h)
        cost += PLACE_AXIS * gap;
    if (part->state->cursor_on && cursor > r.x - beside && cursor < r.x + r.w + beside)
        cost += PLACE_CURSOR * gap;
    return cost;
}

static double jumps_under(const struct place_search *search, struct rect r)
{
    double cost = 0;
    for (int i = 0; i < search->jump_n; i++)
        if (search->jumps[i] > r.x && search->jumps[i] < r.x + r.w)
            cost += PLACE_JUMP * r.h;
    return cost;
}

// --- dots ---

double place_distance(struct rect r, double x, double y)
{
    double dx = fmax(0, fmax(r.x - x, x - r.x - r.w));
    double dy = fmax(0, fmax(r.y - y, y - r.y - r.h));
    return hypot(dx, dy);
}

// How far a dot's edge is from a rectangle; infinitely for what is no dot, or the own one.
static double dot_distance(const struct place_search *search, const struct draw_item *item,
                           struct rect r)
{
    bool own = search->has_own && hypot(item->x - search->own_x, item->y - search->own_y) < 1;
    if (item->kind != DRAW_MARKER || own)
        return HUGE_VAL;
    return fmax(0, place_distance(r, item->x, item->y) - item->size / 2);
}

static int dots_under(const struct part *part, const struct place_search *search, struct rect r)
{
    double clear = PLACE_CLEAR * part->input->pixel_ratio, own = part->look->point / 2;
    int n = search->has_own && place_distance(r, search->own_x, search->own_y) < own;
    for (size_t i = part->first_item; i < part->list->item_n; i++)
        n += dot_distance(search, &part->list->items[i], r) < clear;
    return n;
}

bool place_is_ambiguous(const struct part *part, const struct place_search *search,
                        struct rect rect)
{
    double own = place_distance(rect, search->own_x, search->own_y);
    for (size_t i = part->first_item; i < part->list->item_n; i++)
        if (dot_distance(search, &part->list->items[i], rect) < own)
            return true;
    return false;
}

// --- the search ---

static double misfit(const struct place_search *search, struct rect r)
{
    double cost = 0;
    for (int i = 0; i < search->taken_n; i++) {
        const struct rect *t = &search->taken[i];
        bool meets = r.x < t->x + t->w && t->x < r.x + r.w && r.y < t->y + t->h && t->y < r.y + r.h;
        cost += meets ? MISFIT : 0;
    }
    const struct rect *w = search->within;
    if (w == NULL)
        return cost;
    double outside = fmax(0, w->x - r.x) + fmax(0, r.x + r.w - w->x - w->w) + fmax(0, w->y - r.y) +
                     fmax(0, r.y + r.h - w->y - w->h);
    return outside > 0 ? cost + MISFIT + OUTSIDE * outside : cost;
}

// Measures a place until it is known to cost at least `least`; the cost is more than that then.
static struct place_found try_place(const struct part *part, const struct place_search *search,
                                    const struct place *place, double least)
{
    struct rect r = place->rect;
    double off = misfit(search, r);
    struct place_found found = {.rect = r, .cost = place->preference + off, .fits = off == 0};
    for (int i = 0; i < search->panel_n && found.cost < least; i++)
        found.cost += lines_under(part, &search->panels[i], r);
    if (found.cost < least) {
        found.dots = dots_under(part, search, r);
        found.cost += found.dots * PLACE_DOT * part->look->gap;
    }
    if (found.cost < least) {
        found.covered = jumps_under(search, r) + PLACE_TEXT * text_under(part, r);
        found.cost += found.covered;
    }
    if (found.cost < least) {
        double curves = curves_under(part, r, least - found.cost);
        found.covered += curves;
        found.cost += curves;
    }
    return found;
}

struct place_found place_find(const struct part *part, const struct place_search *search)
{
    struct place_found best = {.cost = HUGE_VAL};
    for (int i = 0; i < search->n && search->places[i].preference < best.cost; i++) {
        struct place_found found = try_place(part, search, &search->places[i], best.cost);
        if (found.cost < best.cost)
            best = found;
    }
    return best;
}
