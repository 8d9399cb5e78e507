// What sampling is made of; private to this room. The flow: knots (what must be a vertex) cut the
// stretch into pieces (sample.c); a piece is halved until probes inside a segment lie on its chord
// (sample_piece.c); the points met on the way go to a pen, which draws as few and as long chords
// through them as the tolerance allows (sample_pen.c). Points stream from one to the next, so that
// nothing is allocated but the curve itself.
//
// Where a curve swings faster than pixels can show, each column gets its lowest and its highest
// point instead: what it covers (sample_column.c). Where the function's own rounding errors are
// larger than the tolerance, they are measured, and not followed (sample_frame.c). Jumps that
// nobody announced are found where halving ends (sample_jump.c).
#ifndef ACTSCOPE_PLOT_SAMPLE_PART_H
#define ACTSCOPE_PLOT_SAMPLE_PART_H

#include "plot/sample.h"

#include <math.h>

enum { PROBES = 3 }; // per segment

#define KEEP_HEIGHTS 1.0 // how far outside the view a curve is kept, in heights

// The tolerance is shared out: the pen may leave out points this near to its chord. The rest is for
// what lies between the points: probes are points too, so a smooth curve strays from them by a
// sixteenth of PROBE_PIXELS only, one with an unknown kink by about half.
#define PEN_PIXELS   (0.7 * SAMPLE_TOLERANCE)
#define PROBE_PIXELS (0.8 * SAMPLE_TOLERANCE)

// `v` is clamped, so it is finite or NaN (a gap).
struct point {
    double x, y, u, v;
};

// What a request comes to: coordinates and limits in pixels.
struct frame {
    const struct sample_request *request;
    double origin_u, origin_v, unit_x, unit_y;
    double low, high;      // what can be seen of a stroke, in axis coordinates
    double floor, ceiling; // what is kept
    double below, above;   // what is not followed; the same for all margins
    double clamp_low, clamp_high;
    double grain;                  // rounding errors of the axes, in pixels
    double pen_limit, probe_limit; // PEN_PIXELS and PROBE_PIXELS, and room for rounding errors
    double noise;                  // of the function, in data; 0 where it cannot be seen
};

static inline double clamp(double v, double low, double high)
{
    return v < low ? low : v > high ? high : v; // NaN stays
}

// The scales' functions, without a call on linear axes: most are, and this is most of the work.
static inline double forward(enum scale_kind kind, double value)
{
    return kind == SCALE_LINEAR ? value : scale_forward(kind, value);
}

static inline double inverse(enum scale_kind kind, double u)
{
    return kind == SCALE_LINEAR ? u : scale_inverse(kind, u);
}

static inline struct point point_at(const struct frame *frame, double x, double y)
{
    double v = forward(frame->request->y.scale, y);
    return (struct point){
        .x = x,
        .y = y,
        .u = forward(frame->request->x.scale, x),
        .v = clamp(v, frame->clamp_low, frame->clamp_high),
    };
}

struct frame frame_of(const struct sample_request *request);

// The rounding errors of the function in view, in data; 0 where they cannot be seen.
double frame_noise(const struct frame *frame);

// Evaluates the requested order at n points.
void frame_evaluate(const struct frame *frame, const double *x, size_t n, double *y);

// The largest value at and around x: what the function's terms are like.
double scale_around(const struct frame *frame, double x);

// Pixels that an error of a value is worth, at that value.
double error_pixels(const struct frame *frame, double error, double value);

// How far the function's noise may move a point, in pixels.
static inline double noise_pixels(const struct frame *frame, const struct point *p)
{
    if (frame->noise == 0 || isnan(p->v))
        return 0;
    double pixels = error_pixels(frame, frame->noise, p->y);
    return pixels < frame->request->height ? pixels : frame->request->height;
}

struct vector {
    double x, y;
};

static inline double cross(struct vector a, struct vector b)
{
    return a.x * b.y - a.y * b.x;
}

static inline struct vector pixels_between(const struct frame *frame, const struct point *a,
                                           const struct point *b)
{
    return (struct vector){(b->u - a->u) * frame->unit_x, (b->v - a->v) * frame->unit_y};
}

// The directions, seen from a vertex, of all chords that pass within PEN_PIXELS of the points
// since; and the heights of those points. The heights count where a curve goes up and comes down
// again in one pixel: its tip lies on the same upright line, but not on the chord.
struct cone {
    bool open; // no direction is excluded yet
    struct vector right, left;
    double bottom, top;
};

struct pen {
    const struct frame *frame;
    struct curve *curve;
    struct point vertex; // the last one drawn
    struct point last;   // the last one met
    bool pending;        // `last` is not drawn yet
    bool positive;       // a value > 0 was met
    bool dense;          // the last column was drawn as what it covers
    struct cone cone;
};

// Begins a run at p; draws on to p; makes the last point a vertex.
void pen_start(struct pen *pen, const struct point *p);
void pen_to(struct pen *pen, const struct point *p);
void pen_keep(struct pen *pen);

// Where a log axis has no place for the value, the curve has gone down without end.
static inline bool is_sunk(const struct point *p)
{
    return isnan(p->v) && p->y <= 0;
}

static inline struct point foot_at(const struct frame *frame, const struct point *p)
{
    return (struct point){.x = p->x, .y = 0, .u = p->u, .v = frame->clamp_low};
}

// A stretch between two points, and points inside it.
struct segment {
    struct point a, probes[PROBES], b;
    bool restless; // the curve turns where no point of interest is: few probes may miss it
};

// Draws on to a point that lies next to the last one, over what nobody announced between them: a
// jump, which becomes a gap with dots, or an end of the curve, which becomes a vertex. `straight`:
// whether all that is known lies on their chord.
void jump_draw(struct pen *pen, const struct point *to, bool straight);

// Adds a dot, unless it is far outside.
void curve_add_dot(struct curve *curve, const struct frame *frame, double x, double y, bool filled);

// How often a row of values turns back by more than rounding errors, NaNs left out; and how often
// NaNs begin or end.
int count_turns(const struct frame *frame, const double *y, int n);
int count_gaps(const double *y, int n);

// Draws a segment no wider than a pixel as what it covers, if it swings too fast to be followed;
// otherwise returns false, having found out whether it is restless. The pen remembers which.
bool column_draw(struct pen *pen, struct segment *s);

// A chord in pixels, from a; and whether p is within the limit of it. Gaps agree with gaps only.
struct chord {
    const struct point *a, *b;
    struct vector way;
    double square; // of its length
};

struct chord chord_of(const struct frame *frame, const struct point *a, const struct point *b);
bool near_chord(const struct frame *frame, const struct chord *chord, const struct point *p);

// Draws on over a row of points, the first of which the pen has reached. `narrow`: they stand so
// close that all lie near one chord even where the curve turns between them: its tips are looked
// for. `straight`: whether all that is known lies on chords.
void row_draw(struct pen *pen, const struct point *row, int n, bool narrow, bool straight);

// Ends of a piece [a, b] of a formula, looked at ever closer. The first draws on from a and returns
// how far that went, which is a itself where nothing happens; the second fills a row of points that
// lead to b, or returns 0.
enum { NEAR_STEPS = 40, NEAR_BETWEEN = 3, NEAR_ROW = NEAR_STEPS * (NEAR_BETWEEN + 1) + 2 };
struct point near_begin(struct pen *pen, const struct point *a, const struct point *b);
int near_end(const struct frame *frame, const struct point *a, const struct point *b,
             struct point row[NEAR_ROW]);

// Draws a stretch [a, b] without known breaks inside, from a, where the pen is, to b.
void piece_draw(struct pen *pen, const struct point *a, const struct point *b);

#endif
