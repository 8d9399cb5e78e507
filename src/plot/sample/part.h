// The types and functions that the files of this room share; nothing outside includes this header.
// Sampling turns a function into a polyline in these steps:
//
//   frame.c   the request in pixels: units of the axes, and limits of what is drawn
//   sample.c  finds the knots (every x that must be a vertex); they cut the view into stretches
//   split.c   splits stretches until each is proven, or no wider than a pixel
//   prove.c   what interval arithmetic (activation/enclosure) proves of a stretch
//   error.c   how far single values are off by rounding
//   column.c  draws a stretch of at most a pixel that is not proven as a whole, which is either
//   band.c      a band, where the curve swings up and down too fast to be shown,
//   swings.c      whose bounds are proven where the swings come from an angle that turns,
//   chord.c     or a chord, where only small stairs or rounding errors hide it
//   draw.c    computes the points of proven stretches and leads the pen along them
//   edge.c    finds jumps, poles and ends of the curve to the neighbouring doubles
//   pen.c     keeps as few of the points as vertices as the tolerance allows
//
// x and y are data. u and v are their axis coordinates (plot/scale.h), in which the axes are
// linear. "Pixels" are distances along the axes in the panel. "Proven" means that interval
// arithmetic bounds the error, whatever the function does between the points that were computed.
#ifndef ACTSCOPE_PLOT_SAMPLE_PART_H
#define ACTSCOPE_PLOT_SAMPLE_PART_H

#include "activation/enclosure/enclosure.h"
#include "activation/precise.h"
#include "plot/sample/sample.h"

#include <math.h>

// A curve is kept this far above and below the view, in heights of the view.
#define KEEP_HEIGHTS 1.0

// Pixels, as parts of the tolerance: the pen leaves out points that are nearer than PEN_PIXELS to
// its chord; between two computed points the curve may be CHORD_PIXELS from their chord.
#define PEN_PIXELS   (0.85 * SAMPLE_TOLERANCE)
#define CHORD_PIXELS (0.3 * SAMPLE_TOLERANCE)
// If rounding errors are smaller than this all over the view, they are not measured point by point.
#define UNMEASURED_PIXELS (0.1 * CHORD_PIXELS)

// A computed point of the curve. `v` is clamped to the frame's clamp_low and clamp_high, so it is
// finite, or NaN where the curve has a gap.
struct point {
    double x, y, u, v;
    double error;  // proven: the value is off by this at most, in pixels
    double noise;  // an estimate of the actual rounding error, in pixels; at most `error`
    bool is_limit; // a one-sided limit at a break, which the catalogue or the formula gives exactly
    bool is_exact; // computed with more digits, and right to its last one
};

// A request with the units and limits that follow from it. All limits are axis coordinates of y; a
// "height" is that of the view.
struct frame {
    const struct sample_request *request;
    double origin_u, origin_v;    // the middle of the view, in axis coordinates
    double unit_x, unit_y;        // pixels per axis coordinate
    double per_unit_x;            // 1/unit_x
    double low, high;             // a stroke beyond these, however wide, is out of sight
    double floor, ceiling;        // the curve is cut off here: 1 height outside, and the margin
    double below, above;          // beyond these no shape is followed; 2 heights outside or more
    double clamp_low, clamp_high; // values beyond these count as these; 4 heights outside or more
    double grain;                 // pixels that rounding of the coordinates moves a point by
};

// v within [low, high]; NaN for NaN.
static inline double clamp(double v, double low, double high)
{
    return v < low ? low : v > high ? high : v;
}

// scale_forward and scale_inverse, without a call for linear axes: these are the most frequent, and
// conversions take most of the time.
static inline double forward(enum scale_kind kind, double value)
{
    return kind == SCALE_LINEAR ? value : scale_forward(kind, value);
}

static inline double inverse(enum scale_kind kind, double u)
{
    return kind == SCALE_LINEAR ? u : scale_inverse(kind, u);
}

// The point of the curve at x with the value y; errors are 0.
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

// The frame of a request, which must outlive it.
struct frame frame_of(const struct sample_request *request);

// Computes the requested order at n places, as absolute values if the request says so.
void frame_evaluate(const struct frame *frame, const double *x, size_t n, double *y);

// Computes the point of the curve at x.
struct point point_on(const struct frame *frame, double x);

// An x that must be a vertex: an end of the sampled stretch, a bound of the view, a break or a
// point of interest. `left` and `right` are one-sided limits of y, `at` is the value; all three are
// the same unless it is a break.
struct knot {
    double x;
    bool is_break;
    double left, right, at;
};

enum {
    BREAKS_MAX = EXPRESSION_PARTS * EXPRESSION_BREAKS_IN_MAX, // the catalogue has fewer
    KNOTS_MAX = 5 + BREAKS_MAX + ACTIVATION_POINTS_MAX,
};

// --- proofs ---

// A stretch of the curve from xa to xb (ua to ub in axis coordinates). knot_a and knot_b number the
// knots at its ends; NO_KNOT where none stands there.
enum { NO_KNOT = -1 };
struct stretch {
    double xa, ua, xb, ub;
    int knot_a, knot_b;
};

// What interval arithmetic proves of a stretch, single points left out
// (activation/enclosure/jet.h).
struct facts {
    double low, high;             // bounds of v; low is -HUGE_VAL where a log axis has no place
    double slope_low, slope_high; // bounds of the slope, in pixels per pixel
    double bend;                  // the slope changes by no more than this from pixel to pixel
    int smooth;                   // 1: the slope is continuous; 0: the value is; -1: it may jump
    bool may_end;                 // the function may be undefined, or have a pole, somewhere
    bool is_empty;                // the function is undefined everywhere
    bool may_scatter;             // the function may be defined at single points, as (-2)^x is
    bool swings; // the argument of a sine or a tangent may change by one and a half turns or more
};

// A removable hole at x, such as that of sin(x)/x at 0. Dividing (x - anchor) out of the series
// gives bounds beside it where those of 0/0 fail; at distances from `reach` on it no longer helps.
struct anchor {
    double x, reach;
};
enum { ANCHORS_MAX = BREAKS_MAX + 1 };

// The state of proofs for one sampling. The fields are private to prove.c, error.c and swings.c,
// but has_digits and was_right are read elsewhere.
struct prover {
    const struct frame *frame;
    char *room;         // memory of the jets, aligned to 64 bytes
    void *allocated;    // to be freed; NULL where the caller's room was large enough
    size_t size;        // bytes of `room` that are used
    bool knows_anchors; // they are looked for when they are needed first
    struct anchor anchors[ANCHORS_MAX];
    int anchor_n;
    bool measures; // rounding errors may be visible, so they are measured at every point
    struct precise precise;
    bool has_digits;  // `precise` was begun: values with more digits can be had
    int precise_left; // how many of these may still be computed
    bool was_right;   // in the last comparison, doubles agreed with the values of more digits
    const struct activation_break *breaks;
    int break_n;
    struct jet_turns *turns; // NULL except while swings.c looks at parts of a turn
};

enum {
    PROVER_ROOM = 384 * 1024, // bytes
    PRECISE_MOST = 8192,      // values with more digits in one sampling: half a second
};

// Starts proofs for a frame and the breaks of its function. Both must outlive the prover, and so
// must `room`, which is aligned to 64 bytes. The room is enough for functions of the catalogue and
// short formulas; longer formulas allocate more. prover_end frees that.
void prover_start(struct prover *prover, const struct frame *frame,
                  const struct activation_break *breaks, int break_n, char room[PROVER_ROOM]);
void prover_end(struct prover *prover);

// Proves facts of the intervals [low[i], high[i]] of x; all three arrays have JET_LANES items.
void prove_lanes(struct prover *prover, const double *low, const double *high, struct facts *facts);

// Proves facts of n stretches, 1 to JET_LANES. The few doubles beside a break are left out, since
// rounding may put them on its other side.
void prove(struct prover *prover, const struct stretch *stretches, int n, struct facts *facts);

// A range of v, in axis coordinates.
struct range {
    double low, high;
};

// The heights that a curve covers within a stretch where it swings: up to BANDS_MAX ranges of v
// from the lowest to the highest. The curve takes no value outside of them, and no place within
// them is further than `bound` pixels from a value that it takes.
enum { BANDS_MAX = 4 };
struct swings {
    struct range bands[BANDS_MAX];
    int n;
    double bound;
};

// Proves the bands of a stretch whose facts say that it swings. Returns false where they cannot be
// proven; `swings` then holds nothing of use.
bool prove_swings(struct prover *prover, const struct stretch *stretch, struct swings *swings);

// Bounds of v at n single places, at most JET_LANES.
void bound_places(struct prover *prover, const double *x, int n, struct range *bounds);

// Bounds of v at a place near a removable hole, by the Taylor series there. Returns false where no
// hole is near.
bool bounds_by_hole(struct prover *prover, double x, struct range *bounds);

// Returns whether rounding errors of the function come near to what can be seen in this view.
// Always true for users' formulas, always false for requests `as_computed`.
bool errors_matter(struct prover *prover);

// Fills in `error` and `noise` of the points, 0 where errors do not matter. Where an error can be
// seen, a value may be replaced by a better one, of more digits or from the middle of its bounds.
void measure_errors(struct prover *prover, struct point *points, int n);

// Does the same, and replaces every value whose error is above CHORD_PIXELS by one of more digits,
// as long as these can be had. Returns whether all errors are then below CHORD_PIXELS.
bool measure_exactly(struct prover *prover, struct point *points, int n);

// What a stretch may be drawn as.
enum verdict {
    VERDICT_NONE,   // not yet known: too wide, or too little is proven
    VERDICT_CHORDS, // `chords` chords of equal width
    VERDICT_HIDDEN, // everything lies beyond what is followed, or below a log axis
    VERDICT_GAP,    // the function is undefined there
};
struct judgement {
    enum verdict verdict;
    int chords;   // 0 to CHORDS_MAX
    double bound; // no chord is further than this from the curve, in pixels; HUGE_VAL: not proven
};

// Judges a stretch by its facts.
struct judgement judge(const struct frame *frame, const struct stretch *stretch,
                       const struct facts *facts);

// Judges a stretch by its facts, and where these do not suffice, by facts from the removable hole
// nearest to it. Where the hole decides, its facts are written to `facts`.
struct judgement judge_with_holes(struct prover *prover, const struct stretch *stretch,
                                  struct facts *facts);

// --- drawing ---

struct vector {
    double x, y;
};

// The cross product a × b: above 0 where b points to the left of a.
static inline double cross(struct vector a, struct vector b)
{
    return a.x * b.y - a.y * b.x;
}

// The way from a to b, in pixels.
static inline struct vector pixels_between(const struct frame *frame, const struct point *a,
                                           const struct point *b)
{
    return (struct vector){(b->u - a->u) * frame->unit_x, (b->v - a->v) * frame->unit_y};
}

// The width of a stretch in pixels.
static inline double width_of(const struct frame *frame, const struct stretch *stretch)
{
    return (stretch->ub - stretch->ua) * frame->unit_x;
}

// The directions, seen from a vertex, of all chords that pass near enough to the points that came
// after it; and the lowest and highest of these points, in pixels above the vertex. The heights are
// needed where a curve goes up and comes down again within a pixel: its tip has the direction of
// the chord, but lies beyond the chord's end.
struct cone {
    bool open; // no direction is excluded yet
    struct vector right, left;
    double bottom, top;
};

// The pen is led from point to point of the curve, and decides which points become vertices. A zero
// pen with `frame` and `curve` is ready for pen_start.
struct pen {
    const struct frame *frame;
    struct curve *curve;
    struct point vertex; // the last vertex that was added
    struct point last;   // the last point that the pen was led to
    bool pending;        // `last` is not a vertex yet
    bool positive;       // a value > 0 was met
    double bound;        // the largest bound of the chords since the vertex, in pixels
    double left_out;     // points since the vertex are no further than this from the stroke, pixels
    struct cone cone;
};

// Begins a run at p. A vertex that is still pending must be kept before.
void pen_start(struct pen *pen, const struct point *p);

// Leads the pen on to p. The curve is proven to be no further than `bound` pixels from the chord to
// p; HUGE_VAL where nothing is proven. A NaN in p->v begins a gap.
void pen_to(struct pen *pen, const struct point *p, double bound);

// Makes the last point a vertex; nothing if it is one.
void pen_keep(struct pen *pen);

// Whether a point has no place on a log axis because its value is not positive. It is drawn as if
// the curve had gone down there without end.
static inline bool is_sunk(const struct point *p)
{
    return isnan(p->v) && p->y <= 0;
}

// The height v that a point is drawn at: the lowest for values that are not positive on a log axis.
static inline double height_of(const struct frame *frame, const struct point *p)
{
    return is_sunk(p) ? frame->clamp_low : p->v;
}

// The foot of a log axis at the x of a point: where a curve is drawn to that falls to 0.
static inline struct point foot_at(const struct frame *frame, const struct point *p)
{
    return (struct point){.x = p->x, .y = 0, .u = p->u, .v = frame->clamp_low};
}

// A jump lower than this, in pixels, is drawn as a continuous stroke.
#define JUMP_PIXELS 0.5

// Whether two values y are equal, or, for a user's formula, less than JUMP_PIXELS apart: the
// formula rounds. False if either is NaN.
bool is_same(const struct frame *frame, double a, double b);

// A piece is a stretch with the decision how to draw it.
enum piece_kind {
    PIECE_CHORDS,   // as VERDICT_CHORDS
    PIECE_HIDDEN,   // as VERDICT_HIDDEN
    PIECE_GAP,      // as VERDICT_GAP
    PIECE_EDGE,     // too narrow to be split; the curve may jump, end or have a pole there
    PIECE_COMPUTED, // through points that doubles give, without a proof
};
struct piece {
    struct stretch stretch;
    enum piece_kind kind;
    int chords;   // see struct judgement
    double bound; // likewise
    struct facts facts;
};

// The pen, and the pieces that wait to be drawn, from left to right. They wait so that the function
// is evaluated at many points in one call.
enum { PIECES_MAX = 256, POINTS_MAX = 1024, CHORDS_MAX = 64 };
struct drawing {
    struct prover *prover;
    struct pen pen;
    const struct knot *knots;
    struct facts last; // of the piece that was drawn last
    int n;             // pieces that wait
    int points;        // points that these will take
    struct piece pieces[PIECES_MAX];
};

// Adds a piece, which begins where the one before it ended, and draws those that wait if they are
// too many.
void drawing_add(struct drawing *drawing, const struct piece *piece);

// The piece that a stretch becomes by its judgement: PIECE_EDGE for VERDICT_NONE.
struct piece piece_of(const struct stretch *stretch, const struct judgement *judgement,
                      const struct facts *facts);

// Draws all pieces that wait.
void drawing_flush(struct drawing *drawing);

// Leads the pen to the beginning of a piece. Begins a new run where the curve jumps at the knot
// there, or a gap begins or ends; else continues the old run.
void drawing_begin(struct drawing *drawing, const struct piece *piece);

// Draws an edge from the pen's place to `to`, its end. Searches for a jump, a hole or an end of the
// curve in between, and leaves a gap there; where there is none, draws a steep stroke.
void edge_draw(struct drawing *drawing, const struct piece *piece, const struct point *to);

// Draws n stretches from left to right, each split as often as its proof needs.
void split_and_draw(struct drawing *drawing, const struct stretch *stretches, int n);

// Draws a stretch through points that doubles give, four in a pixel, without any proof.
void draw_as_computed(struct drawing *drawing, const struct stretch *stretch);

// Draws a stretch no wider than a pixel that could not be proven as a whole. `facts` are its own.
void column_draw(struct drawing *drawing, const struct stretch *stretch, const struct facts *facts);

// Splits a stretch into n parts of equal width in u, and returns how many there are: fewer than n
// where doubles are too coarse, 1 where none lies within. `parts` has room for n.
int stretch_split(const struct frame *frame, const struct stretch *stretch, int n,
                  struct stretch *parts);

// Does the same with parts that become ever narrower towards both ends, down to neighbouring
// doubles: what makes a stretch hard to prove often lies at one of them.
int stretch_split_to_ends(const struct frame *frame, const struct stretch *stretch, int n,
                          struct stretch *parts);

#endif
