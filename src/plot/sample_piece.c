// Pieces: halving, until probes lie on their chords.
#include "plot/sample_part.h"

#include <float.h>
#include <math.h>

enum {
    CHUNK = 32,       // segments evaluated in one call
    FIRST_MAX = 4096, // segments that a piece begins with
    MOST_BENDS = 5,   // in a chunk of a smooth curve
};

#define FIRST_SEGMENT_PIXELS 24.0
#define SWING_PIXELS         8.0   // the same for a function that swings without end
#define NARROWEST_PIXELS     0.02  // segments are not halved below this
#define TIP_PIXELS           0.03  // a tip that may be left out
#define WIGGLE_PIXELS        0.004 // bends that count
#define SURE_PIXELS          0.13  // what turns is not straight in more
#define COLUMN_PIXELS        1.0   // what swings within this is drawn as what it covers

// Not evenly spaced, so that no ripple hides between them. A segment is halved at the middle one;
// the outer ones become the middles of the halves, whose new probes stand at HALF_PLACE between
// those and the ends.
static const double probe_places[PROBES] = {0.237, 0.5, 0.779};
enum { MIDDLE = 1 };
#define HALF_PLACE 0.47

struct chord chord_of(const struct frame *frame, const struct point *a, const struct point *b)
{
    struct vector way = pixels_between(frame, a, b);
    return (struct chord){a, b, way, way.x * way.x + way.y * way.y};
}

bool near_chord(const struct frame *frame, const struct chord *chord, const struct point *p)
{
    int gaps = isnan(chord->a->v) + isnan(chord->b->v) + isnan(p->v);
    if (gaps > 0)
        return gaps == 3;
    const double pixels = frame->probe_limit + noise_pixels(frame, p);
    const double limit = pixels * pixels;
    struct vector to = pixels_between(frame, chord->a, p);
    double along = chord->way.x * to.x + chord->way.y * to.y, off = cross(chord->way, to);
    if (along >= 0 && along <= chord->square)
        return off * off <= limit * chord->square;
    if (along > 0)
        to = pixels_between(frame, chord->b, p);
    return to.x * to.x + to.y * to.y <= limit;
}

static bool beyond_same_side(const struct frame *frame, const struct point *a,
                             const struct point *b, const struct point *p)
{
    return (a->v > frame->above && b->v > frame->above && p->v > frame->above) ||
           (a->v < frame->below && b->v < frame->below && p->v < frame->below);
}

static bool is_column(const struct frame *frame, const struct segment *s)
{
    return (s->b.u - s->a.u) * frame->unit_x <= COLUMN_PIXELS;
}

static bool is_straight(const struct frame *frame, const struct segment *s)
{
    if (s->restless && !is_column(frame, s))
        return false;
    struct chord chord = chord_of(frame, &s->a, &s->b);
    for (int i = 0; i < PROBES; i++) {
        bool beyond = beyond_same_side(frame, &s->a, &s->b, &s->probes[i]) ||
                      (is_sunk(&s->a) && is_sunk(&s->b) && is_sunk(&s->probes[i]));
        if (beyond ? s->restless : !near_chord(frame, &chord, &s->probes[i]))
            return false;
    }
    return true;
}

int count_turns(const struct frame *frame, const double *y, int n)
{
    int turns = 0, way = 0;
    double extreme = NAN;
    for (int i = 0; i < n; i++) {
        if (isnan(y[i]))
            continue;
        double value = clamp(y[i], -AXIS_LIMIT, AXIS_LIMIT); // infinities have no difference
        double error = 64 * DBL_EPSILON * fmax(fabs(value), fabs(extreme)) + 4 * frame->noise;
        double step = value - extreme;
        if (isnan(extreme) || (way != 0 && step * way > 0)) {
            extreme = value;
        } else if (fabs(step) > error) {
            turns += way != 0;
            way = step > 0 ? 1 : -1;
            extreme = value;
        }
    }
    return turns;
}

int count_gaps(const double *y, int n)
{
    int gaps = 0;
    for (int i = 1; i < n; i++)
        gaps += isnan(y[i - 1]) != isnan(y[i]);
    return gaps;
}

// Where to probe first between two axis coordinates.
static void probe_xs(const struct frame *frame, double from, double to, double x[PROBES])
{
    for (int i = 0; i < PROBES; i++)
        x[i] = inverse(frame->request->x.scale, from + probe_places[i] * (to - from));
}

static bool can_halve(const struct frame *frame, const struct segment *s)
{
    double middle = s->probes[MIDDLE].u;
    return middle > s->a.u && middle < s->b.u &&
           (s->b.u - s->a.u) * frame->unit_x > NARROWEST_PIXELS;
}

static double x_between(const struct frame *frame, const struct point *a, const struct point *b)
{
    return inverse(frame->request->x.scale, a->u + HALF_PLACE * (b->u - a->u));
}

static void segment_halve(const struct frame *frame, const struct segment *s,
                          struct segment halves[2])
{
    const struct point *p = s->probes;
    const struct point *row[] = {&s->a, &p[0], &p[MIDDLE], &p[2], &s->b};
    double x[4], y[4];
    for (int i = 0; i < 4; i++)
        x[i] = x_between(frame, row[i], row[i + 1]);
    frame_evaluate(frame, x, 4, y);
    for (int i = 0; i < 2; i++)
        halves[i] = (struct segment){
            .a = *row[2 * i],
            .probes = {point_at(frame, x[2 * i], y[2 * i]), *row[2 * i + 1],
                       point_at(frame, x[2 * i + 1], y[2 * i + 1])},
            .b = *row[2 * i + 2],
            .restless = s->restless,
        };
}

// What rounding errors may bend a row of points by, in pixels.
static double roughness(const struct frame *frame, const struct point *p)
{
    return 4 * (frame->grain + noise_pixels(frame, p));
}

// Where a parabola through three points has its top: an x between the outer ones, if it rises by
// more than can be left out above all three of them.
static bool has_tip(const struct frame *frame, const struct point *a, const struct point *b,
                    const struct point *c, double *sign)
{
    double h = b->u - a->u, k = c->u - b->u;
    if (!(h > 0 && k > 0) || isnan(a->v + b->v + c->v))
        return false;
    double left = (b->v - a->v) / h, right = (c->v - b->v) / k, bend = (right - left) / (h + k);
    double t = ((h * right + k * left) / (h + k)) / (-2 * bend); // from b
    if (!(t > -h && t < k))
        return false;
    double top = b->v - bend * t * t; // at the vertex v = b + slope t + bend t^2, slope = -2 bend t
    *sign = bend < 0 ? 1 : -1;
    double most = fmax(fmax(*sign * a->v, *sign * b->v), *sign * c->v);
    return (*sign * top - most) * frame->unit_y > TIP_PIXELS + roughness(frame, b);
}

// The extreme between two points, up (1) or down (-1), by ever smaller steps from `at`.
static struct point climb(const struct frame *frame, const struct point *from,
                          const struct point *at, const struct point *to, double sign)
{
    struct point best = *at;
    for (double step = (to->x - from->x) / 4; step > 0; step /= 2) {
        double x[] = {clamp(best.x - step, from->x, to->x), clamp(best.x + step, from->x, to->x)};
        double y[2], before = best.v;
        if (x[0] == best.x && x[1] == best.x)
            break;
        frame_evaluate(frame, x, 2, y);
        for (int i = 0; i < 2; i++) {
            struct point p = point_at(frame, x[i], y[i]);
            if (sign * p.v > sign * best.v)
                best = p;
        }
        if (fabs(best.v - before) * frame->unit_y < TIP_PIXELS / 8 &&
            step < (to->x - from->x) / 256)
            break;
    }
    return best;
}

void row_draw(struct pen *pen, const struct point *row, int n, bool narrow, bool straight)
{
    const struct frame *frame = pen->frame;
    const struct point *end = &row[n - 1];
    struct point tip = {.x = -HUGE_VAL};
    double sign;
    for (int i = 1; i < n; i++) {
        int middle = i < n - 1 ? i : n - 2; // the last three points tell of the last gap, too
        if (narrow && has_tip(frame, &row[middle - 1], &row[middle], &row[middle + 1], &sign))
            tip = climb(frame, &row[middle - 1], &row[middle], &row[middle + 1], sign);
        if (tip.x > pen->last.x && tip.x < row[i].x)
            jump_draw(pen, &tip, straight);
        if (i == n - 1 || (row[i].x > pen->last.x && row[i].x < end->x))
            jump_draw(pen, &row[i], straight);
    }
}

static void points_draw(struct pen *pen, const struct segment *s, bool straight)
{
    const struct point row[] = {s->a, s->probes[0], s->probes[1], s->probes[2], s->b};
    row_draw(pen, row, PROBES + 2, is_column(pen->frame, s), straight);
}

// Draws on from the segment's first point, which the pen has reached. It ends: halving stops at
// NARROWEST_PIXELS. `column`: whether it is a part of a column that can be followed.
static void segment_draw(struct pen *pen, struct segment *s, bool column)
{
    // Three probes may lie on a chord by chance, above all beside a dense column.
    const struct activation *activation = pen->frame->request->activation;
    bool wild = pen->dense || (activation->expression != NULL && activation->swings);
    double width = (s->b.u - s->a.u) * pen->frame->unit_x;
    bool luck = wild && s->restless && (column ? width > SURE_PIXELS : width <= COLUMN_PIXELS);
    bool straight = !luck && is_straight(pen->frame, s);
    if (!straight && can_halve(pen->frame, s)) {
        if (!column && is_column(pen->frame, s)) {
            if (column_draw(pen, s))
                return;
            column = true;
        }
        struct segment halves[2];
        segment_halve(pen->frame, s, halves);
        segment_draw(pen, &halves[0], column);
        segment_draw(pen, &halves[1], column);
        return;
    }
    points_draw(pen, s, straight);
}

// How often a row of points bends the other way, by what can be seen: a smooth curve does so a few
// times, one that swings faster than the points stand almost everywhere. Its swings may hide in a
// slope, so turns do not tell.
static int count_bends(const struct frame *frame, const double *u, const double *v, const double *y,
                       int n)
{
    int bends = 0, way = 0;
    for (int i = 1; i + 1 < n; i++) {
        double rough = roughness(frame, &(struct point){.y = y[i], .v = v[i]});
        double t = (u[i] - u[i - 1]) / (u[i + 1] - u[i - 1]);
        double off = (v[i] - v[i - 1] - t * (v[i + 1] - v[i - 1])) * frame->unit_y;
        if (!(fabs(off) > WIGGLE_PIXELS + rough))
            continue;
        int to = off > 0 ? 1 : -1;
        bends += to * way < 0;
        way = to;
    }
    return bends;
}

static bool is_wiggly(const struct frame *frame, const double *x, const double *y, int n)
{
    double u[CHUNK * (PROBES + 1)], v[CHUNK * (PROBES + 1)];
    for (int i = 0; i < n; i++) {
        struct point p = point_at(frame, x[i], y[i]);
        u[i] = p.u;
        v[i] = p.v;
    }
    return count_bends(frame, u, v, y, n) >= MOST_BENDS;
}

// Whether the curve turns right beside an end of a wide piece, where the first probes are far away.
static bool turns_at_end(const struct frame *frame, const struct point *end, double sign)
{
    static const double pixels[] = {0.1, 0.3, 1, 2.5, 0.237 * FIRST_SEGMENT_PIXELS};
    enum { N = sizeof pixels / sizeof *pixels };
    double x[N], y[N + 1];
    for (int i = 0; i < N; i++)
        x[i] = inverse(frame->request->x.scale, end->u + sign * pixels[i] / frame->unit_x);
    frame_evaluate(frame, x, N, y + 1);
    y[0] = end->y;
    return count_turns(frame, y, N + 1) > 0;
}

static void piece_follow(struct pen *pen, const struct point *a, const struct point *b)
{
    const struct frame *frame = pen->frame;
    double x[CHUNK][PROBES + 1], y[CHUNK][PROBES + 1]; // of the probes and the end of each segment
    double length = b->u - a->u;
    double first_pixels = frame->request->activation->swings ? SWING_PIXELS : FIRST_SEGMENT_PIXELS;
    int n = (int)clamp(ceil(length * frame->unit_x / first_pixels), 1, FIRST_MAX);
    struct segment s = {.a = *a};
    // A short piece has too few probes to tell.
    bool restless = n <= (frame->request->activation->swings ? 4 : 1) ||
                    turns_at_end(frame, a, 1) || turns_at_end(frame, b, -1);
    for (int first = 0; first < n; first += CHUNK) {
        int count = n - first < CHUNK ? n - first : CHUNK;
        for (int i = 0; i < count; i++) {
            double from = a->u + length * (first + i) / n;
            double to = a->u + length * (first + i + 1) / n;
            probe_xs(frame, from, to, x[i]);
            x[i][PROBES] = inverse(frame->request->x.scale, to);
        }
        frame_evaluate(frame, x[0], (size_t)count * (PROBES + 1), y[0]);
        s.restless = restless || count_turns(frame, y[0], count * (PROBES + 1)) > 0 ||
                     count_gaps(y[0], count * (PROBES + 1)) > 1 ||
                     is_wiggly(frame, x[0], y[0], count * (PROBES + 1));
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < PROBES; j++)
                s.probes[j] = point_at(frame, x[i][j], y[i][j]);
            bool is_last = first + i + 1 == n;
            s.b = is_last ? *b : point_at(frame, x[i][PROBES], y[i][PROBES]);
            if (!is_last && !(s.b.u > s.a.u && s.b.u < b->u))
                continue; // doubles are too coarse here
            segment_draw(pen, &s, false);
            s.a = s.b;
        }
    }
}

void piece_draw(struct pen *pen, const struct point *a, const struct point *b)
{
    bool announced = pen->frame->request->activation->expression == NULL;
    pen->dense = false; // what lies left of a knot has no influence
    struct point row[NEAR_ROW], from = announced ? *a : near_begin(pen, a, b);
    int n = announced ? 0 : near_end(pen->frame, &from, b, row);
    piece_follow(pen, &from, n > 0 ? &row[0] : b);
    if (n > 0)
        row_draw(pen, row, n, true, false);
    pen_keep(pen);
}
