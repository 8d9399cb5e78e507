// What sampling is made of; private to this room. The flow:
//
//   sample.c         knots (what must be a vertex) cut the view into stretches
//   prove.c   what enclosures prove of a stretch, in pixels
//   error.c   what values are off by
//   swings.c  what they prove where a curve swings faster than can be shown
//   split.c   stretches are split until each is proven, or as narrow as can be
//   column.c  what is not proven within a pixel: a spike, an edge,
//   band.c    a band of swings,
//   chord.c   or a chord but for stairs and rounding errors
//   draw.c    the points of what is proven are computed, and the pen is led along them
//   edge.c    jumps, poles and ends are found to the double
//   pen.c     as few and as long chords through the points as the tolerance allows
#ifndef ACTSCOPE_PLOT_SAMPLE_PART_H
#define ACTSCOPE_PLOT_SAMPLE_PART_H

#include "activation/enclosure/enclosure.h"
#include "activation/precise.h"
#include "plot/sample/sample.h"

#include <math.h>

#define KEEP_HEIGHTS 1.0 // how far outside the view a curve is kept, in heights

// The tolerance is shared out: the pen may leave out points this near to its chord. The rest is for
// what lies between the points.
#define PEN_PIXELS   (0.85 * SAMPLE_TOLERANCE)
#define CHORD_PIXELS (0.3 * SAMPLE_TOLERANCE)
// Errors of values that are smaller than this all over the view are not measured at every point.
#define UNMEASURED_PIXELS (0.1 * CHORD_PIXELS)

// `v` is clamped, so it is finite or NaN (a gap). `error`: what the value is proven to be off by at
// most, in pixels; `noise`: what it seems to be off by.
struct point {
    double x, y, u, v;
    double error, noise;
    bool is_limit; // one-sided, at a break: no value that could be off
    bool is_exact; // the value is known to its last digit
};

// What a request comes to: coordinates and limits in pixels.
struct frame {
    const struct sample_request *request;
    double origin_u, origin_v, unit_x, unit_y;
    double per_unit_x;     // 1/unit_x
    double low, high;      // what can be seen of a stroke, in axis coordinates
    double floor, ceiling; // what is kept
    double below, above;   // what is not followed; the same for all margins
    double clamp_low, clamp_high;
    double grain; // rounding errors of the axes, in pixels
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

// Evaluates the requested order at n points; and at one, which it returns.
void frame_evaluate(const struct frame *frame, const double *x, size_t n, double *y);
struct point point_on(const struct frame *frame, double x);

// Every x that must be a vertex, in order: one-sided limits and the value; the same but at a break.
struct knot {
    double x;
    bool is_break;
    double left, right, at;
};

enum {
    BREAKS_MAX = EXPRESSION_PARTS * EXPRESSION_BREAKS_IN_MAX, // more than the catalogue has
    KNOTS_MAX = 5 + BREAKS_MAX + ACTIVATION_POINTS_MAX,
};

// --- proofs ---

// A stretch of the curve between two places, and whether knots stand there (or NO_KNOT).
enum { NO_KNOT = -1 };
struct stretch {
    double xa, ua, xb, ub;
    int knot_a, knot_b;
};

// What enclosures say of a stretch.
struct facts {
    double low, high;             // of v, in axis coordinates
    double slope_low, slope_high; // in pixels per pixel
    double bend;                  // the most that the slope changes by in a pixel
    int smooth;                   // 1: the slope is continuous; 0: the value is; -1: it may jump
    bool may_end, is_empty, may_scatter;
    bool swings; // an angle goes round one and a half times or more
};

// A hole, and how far from it it is of use.
struct anchor {
    double x, reach;
};
enum { ANCHORS_MAX = BREAKS_MAX + 1 };

struct prover {
    const struct frame *frame;
    char *room; // of the jets; aligned
    void *allocated;
    size_t size;
    bool knows_anchors; // they are looked for when they are wanted first
    struct anchor anchors[ANCHORS_MAX];
    int anchor_n;
    bool measures; // whether values are so far off that it has to be known how far
    struct precise precise;
    bool has_digits;  // the former is there
    int precise_left; // values that may still be computed with it
    bool was_right;   // doubles were, when they were compared with it last
    const struct activation_break *breaks;
    int break_n;
    struct jet_turns *turns; // NULL but for parts of a turn
};

// `room`, aligned to 64 bytes, is used until the end where it is large enough: functions of the
// catalogue and short formulas allocate nothing.
enum {
    PROVER_ROOM = 384 * 1024,
    PRECISE_MOST = 8192, // values with more digits: half a second
};
void prover_start(struct prover *prover, const struct frame *frame,
                  const struct activation_break *breaks, int break_n, char room[PROVER_ROOM]);
void prover_end(struct prover *prover);

// The facts of up to JET_LANES stretches; those of JET_LANES intervals of x.
void prove_lanes(struct prover *prover, const double *low, const double *high, struct facts *facts);
void prove(struct prover *prover, const struct stretch *stretches, int n, struct facts *facts);

// A range of v, in axis coordinates.
struct range {
    double low, high;
};

// What a curve takes within a stretch where an angle goes round: all values of up to BANDS_MAX
// ranges, from the lowest to the highest, but for `bound` pixels, and no others. False where that
// is not known.
enum { BANDS_MAX = 4 };
struct swings {
    struct range bands[BANDS_MAX];
    int n;
    double bound;
};
bool prove_swings(struct prover *prover, const struct stretch *stretch, struct swings *swings);

// What the values at up to JET_LANES single places may be, in axis coordinates.
void bound_places(struct prover *prover, const double *x, int n, struct range *bounds);

// The same near a hole, by what is divided out there; false where there is none.
bool bounds_by_hole(struct prover *prover, double x, struct range *bounds);

// Whether values are so far off that it has to be known how far.
bool errors_matter(struct prover *prover);

// Fills in the errors and the noise of the points' values.
void measure_errors(struct prover *prover, struct point *points, int n);

// The same, and of a formula's points whose errors can be seen, the values with more digits.
// Whether no error is left that can be seen.
bool measure_exactly(struct prover *prover, struct point *points, int n);

// What a stretch may be drawn as.
enum verdict {
    VERDICT_NONE,   // not yet known
    VERDICT_CHORDS, // so many chords of equal width, none of them off by more than `bound`
    VERDICT_HIDDEN, // beyond what is followed, or below a log axis
    VERDICT_GAP,    // nothing is defined there
};
struct judgement {
    enum verdict verdict;
    int chords;
    double bound; // in pixels
};
struct judgement judge(const struct frame *frame, const struct stretch *stretch,
                       const struct facts *facts);

// The judgement of one stretch from its facts, or by a hole, whose facts it has then.
struct judgement judge_with_holes(struct prover *prover, const struct stretch *stretch,
                                  struct facts *facts);

// --- drawing ---

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

static inline double width_of(const struct frame *frame, const struct stretch *stretch)
{
    return (stretch->ub - stretch->ua) * frame->unit_x;
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
    double bound;        // of the chords met since the vertex
    double left_out;     // the furthest that a point since may be from the stroke
    struct cone cone;
};

// Begins a run at p; draws on to p along a chord that is proven to `bound` pixels (HUGE_VAL: not);
// makes the last point a vertex.
void pen_start(struct pen *pen, const struct point *p);
void pen_to(struct pen *pen, const struct point *p, double bound);
void pen_keep(struct pen *pen);

// Where a log axis has no place for the value, the curve has gone down without end.
static inline bool is_sunk(const struct point *p)
{
    return isnan(p->v) && p->y <= 0;
}

// On a log axis what is not positive is at the foot.
static inline double height_of(const struct frame *frame, const struct point *p)
{
    return is_sunk(p) ? frame->clamp_low : p->v;
}

static inline struct point foot_at(const struct frame *frame, const struct point *p)
{
    return (struct point){.x = p->x, .y = 0, .u = p->u, .v = frame->clamp_low};
}

#define JUMP_PIXELS 0.5 // what is less is drawn through

// Whether two values are the same, of a user's formula as far as can be seen; NaNs are not.
bool is_same(const struct frame *frame, double a, double b);

// A piece is what became of a stretch.
enum piece_kind { PIECE_CHORDS, PIECE_HIDDEN, PIECE_GAP, PIECE_EDGE, PIECE_COMPUTED };
struct piece {
    struct stretch stretch;
    enum piece_kind kind;
    int chords;
    double bound;
    struct facts facts;
};

// Pieces that wait to be drawn, in order.
enum { PIECES_MAX = 256, POINTS_MAX = 1024, CHORDS_MAX = 64 };
struct drawing {
    struct prover *prover;
    struct pen pen;
    const struct knot *knots;
    struct facts last; // of the piece that was drawn last
    int n, points;
    struct piece pieces[PIECES_MAX];
};

void drawing_add(struct drawing *drawing, const struct piece *piece);

// The piece that a stretch becomes by its judgement; an edge where there is none.
struct piece piece_of(const struct stretch *stretch, const struct judgement *judgement,
                      const struct facts *facts);
void drawing_flush(struct drawing *drawing); // draws all of them

// Goes on from the knot that a piece begins at, if any, or begins anew where the curve jumps there,
// or begins or ends with a gap.
void drawing_begin(struct drawing *drawing, const struct piece *piece);

// Draws on to the end of an edge: over a jump, which becomes a gap, a pole, an end of the
// curve, or what is only steep.
void edge_draw(struct drawing *drawing, const struct piece *piece, const struct point *to);

// Splits stretches until all are drawn.
void split_and_draw(struct drawing *drawing, const struct stretch *stretches, int n);

// Draws a stretch as doubles give its values: nothing is known of what lies between.
void draw_as_computed(struct drawing *drawing, const struct stretch *stretch);

// Draws a stretch no wider than a pixel that could not be proven whole; with its facts.
void column_draw(struct drawing *drawing, const struct stretch *stretch, const struct facts *facts);

// The parts of a stretch, of equal width; returns how many there are: fewer than n, and 1 where
// doubles are too coarse.
int stretch_split(const struct frame *frame, const struct stretch *stretch, int n,
                  struct stretch *parts);

// The same, but ever narrower towards both ends, down to neighbouring doubles.
int stretch_split_to_ends(const struct frame *frame, const struct stretch *stretch, int n,
                          struct stretch *parts);

#endif
