// Measures how far computed values may be off by rounding, in pixels: by the bounds of interval
// arithmetic, by those of a removable hole nearby, and where the error could be seen, by comparison
// with values of more digits (activation/precise.h).
#include "plot/sample/part.h"

enum {
    ERROR_PLACES = JET_LANES, // where errors are measured to see whether they matter in a view
    PROBE_EVERY = 6,          // every so many doubtful points, one is computed with more digits
};

#define MAY_GROW 4.0 // elsewhere errors are taken to be no more than so many times as large

// An estimate of the rounding error at a point, in pixels: how far the values at five neighbouring
// doubles stray from a line. The curve itself does not bend within so few doubles.
static double noise_at(const struct frame *frame, const struct point *p)
{
    enum { ROW = 5 };
    double x[ROW], y[ROW], most = 0;
    x[0] = nextafter(nextafter(p->x, -HUGE_VAL), -HUGE_VAL);
    for (int i = 1; i < ROW; i++)
        x[i] = nextafter(x[i - 1], HUGE_VAL);
    frame_evaluate(frame, x, ROW, y);
    for (int i = 1; i + 1 < ROW; i++) {
        double off = forward(frame->request->y.scale, y[i - 1]) / 2 -
                     forward(frame->request->y.scale, y[i]) +
                     forward(frame->request->y.scale, y[i + 1]) / 2;
        most = fmax(most, fabs(off) * frame->unit_y); // fmax leaves a NaN out
    }
    return fmin(most, p->error);
}

// How far the bounds of v reach beyond the value at a point, in pixels. 0 where there is no value.
static double error_at(const struct frame *frame, const struct point *p, const struct facts *facts)
{
    bool is_known = !isnan(p->v) || is_sunk(p);
    if (!is_known || facts->is_empty || facts->high == -HUGE_VAL)
        return 0;
    double low = clamp(facts->low, frame->clamp_low, frame->clamp_high);
    double high = clamp(facts->high, frame->clamp_low, frame->clamp_high);
    double v = height_of(frame, p);
    double error = fmax(0, fmax(v - low, high - v)) * frame->unit_y;
    return isnan(error) ? HUGE_VAL : error;
}

void bound_places(struct prover *prover, const double *x, int n, struct range *bounds)
{
    struct stretch places[JET_LANES] = {{0}};
    struct facts facts[JET_LANES];
    for (int i = 0; i < n; i++)
        places[i] = (struct stretch){.xa = x[i], .xb = x[i], .knot_a = NO_KNOT, .knot_b = NO_KNOT};
    prove(prover, places, n, facts);
    for (int i = 0; i < n; i++)
        bounds[i] = (struct range){facts[i].low, facts[i].high};
}

// The same by the bounds of a removable hole nearby; HUGE_VAL if there is none.
static double error_by_hole(struct prover *prover, const struct point *p)
{
    struct range bounds;
    if (!bounds_by_hole(prover, p->x, &bounds))
        return HUGE_VAL;
    struct facts facts = {.low = bounds.low, .high = bounds.high};
    return error_at(prover->frame, p, &facts);
}

// Whether the bounds at a point agree with those of its neighbourhood. They need not where a
// formula takes a branch at one point only, as if(x == 1, …), whose value is not on the curve.
static bool holds_beside(struct prover *prover, const struct point *p, const struct facts *facts)
{
    const struct stretch around = {
        nextafter(p->x, -HUGE_VAL), p->u, nextafter(p->x, HUGE_VAL), p->u, NO_KNOT, NO_KNOT};
    struct facts beside;
    prove(prover, &around, 1, &beside);
    return isfinite(beside.high - beside.low) && beside.low <= facts->high &&
           beside.high >= facts->low;
}

// Replaces the value of a point by one of more digits (activation/precise.h). Returns how far the
// point was off, in pixels; HUGE_VAL where that is not known.
static double correct_by_digits(struct prover *prover, struct point *p)
{
    const struct frame *frame = prover->frame;
    const struct sample_request *r = frame->request;
    double y[ORDER_COUNT];
    prover->precise_left--;
    precise_values(&prover->precise, p->x, y);
    if (isnan(y[r->order]))
        return HUGE_VAL;
    struct point exact = point_at(frame, p->x, y[r->order]);
    double off = fabs(height_of(frame, &exact) - height_of(frame, p)) * frame->unit_y;
    off = isnan(off) ? HUGE_VAL : off;
    p->y = exact.y;
    p->v = exact.v;
    p->error = frame->grain; // from rounding the value and its coordinates
    p->is_exact = true;
    return off;
}

// Compares some of the points whose error could be seen with values of more digits, and corrects
// them. Doubles are mostly better than their bounds, so of a user's formula only the worst and some
// others are compared, fewer where the last comparison went well; of the catalogue's functions all
// are, so that more is proven. If any is wrong, all are corrected. Returns whether the compared
// ones were right.
static bool correct_some_by_digits(struct prover *prover, struct point *points, int n)
{
    struct point *open[JET_LANES];
    int count = 0, worst = 0;
    for (int i = 0; i < n; i++) {
        if (!prover->has_digits || !(points[i].error > CHORD_PIXELS))
            continue;
        worst = count == 0 || points[i].error > open[worst]->error ? count : worst;
        open[count++] = &points[i];
    }
    if (count == 0 || prover->precise_left < count)
        return false;
    bool is_own = prover->frame->request->activation->expression != NULL;
    int every = !is_own ? 1 : prover->was_right ? JET_LANES : PROBE_EVERY;
    double off = correct_by_digits(prover, open[worst]);
    for (int i = count / 2 % every; i < count; i += every)
        off = fmax(off, open[i]->is_exact ? 0 : correct_by_digits(prover, open[i]));
    prover->was_right = off <= CHORD_PIXELS;
    for (int i = 0; i < count && !prover->was_right; i++)
        if (!open[i]->is_exact)
            correct_by_digits(prover, open[i]);
    return prover->was_right;
}

// Replaces a value far outside of narrow bounds by their middle: log(1 + e^-x) far to the right,
// say.
static void correct_by_bounds(struct prover *prover, struct point *p, const struct facts *facts)
{
    const struct frame *frame = prover->frame;
    double half = (facts->high - facts->low) / 2 * frame->unit_y;
    if (!(half < p->error / 4) || facts->may_end || facts->smooth < 0 ||
        !holds_beside(prover, p, facts))
        return;
    p->v = clamp(facts->low / 2 + facts->high / 2, frame->clamp_low, frame->clamp_high);
    p->y = inverse(frame->request->y.scale, p->v);
    p->error = half;
}

// measure_errors for at most JET_LANES points.
static void measure_batch(struct prover *prover, struct point *points, int n)
{
    struct stretch places[JET_LANES] = {{0}};
    struct facts facts[JET_LANES];
    for (int i = 0; i < n; i++)
        places[i] =
            (struct stretch){points[i].x, points[i].u, points[i].x, points[i].u, NO_KNOT, NO_KNOT};
    prove(prover, places, n, facts);
    for (int i = 0; i < n; i++) {
        points[i].error = points[i].noise = 0;
        if (points[i].is_limit)
            continue;
        points[i].error = error_at(prover->frame, &points[i], &facts[i]);
        if (points[i].error > UNMEASURED_PIXELS)
            points[i].error = fmin(points[i].error, error_by_hole(prover, &points[i]));
    }
    bool is_right = correct_some_by_digits(prover, points, n);
    for (int i = 0; i < n; i++) {
        if (points[i].error > CHORD_PIXELS && !points[i].is_exact)
            correct_by_bounds(prover, &points[i], &facts[i]);
        if (points[i].error > UNMEASURED_PIXELS && !is_right && !points[i].is_exact)
            points[i].noise = noise_at(prover->frame, &points[i]);
    }
}

void measure_errors(struct prover *prover, struct point *points, int n)
{
    for (int i = 0; i < n; i += JET_LANES) {
        if (prover->measures)
            measure_batch(prover, points + i, n - i < JET_LANES ? n - i : JET_LANES);
        else
            for (int k = i; k < n && k < i + JET_LANES; k++)
                points[k].error = points[k].noise = 0;
    }
}

bool measure_exactly(struct prover *prover, struct point *points, int n)
{
    int right = 0;
    double off = 0;
    measure_errors(prover, points, n);
    for (int i = 0; i < n; i++) {
        bool is_open = !points[i].is_exact && points[i].error > CHORD_PIXELS;
        if (is_open && prover->has_digits && prover->precise_left > 0)
            off = fmax(off, correct_by_digits(prover, &points[i]));
        right += points[i].is_exact || points[i].error <= CHORD_PIXELS;
    }
    prover->was_right = prover->was_right && off <= CHORD_PIXELS;
    return right == n;
}

// Of the catalogue's functions the errors are measured at places all over the view. A user's
// formula may lose digits anywhere, so its errors always matter.
bool errors_matter(struct prover *prover)
{
    const struct frame *frame = prover->frame;
    if (frame->request->as_computed)
        return false;
    if (frame->request->activation->expression != NULL)
        return true;
    struct point points[ERROR_PLACES];
    double x[ERROR_PLACES], y[ERROR_PLACES], most = 0;
    for (int i = 0; i < ERROR_PLACES; i++)
        x[i] = axis_value(&frame->request->x, (i + 0.5) / ERROR_PLACES);
    frame_evaluate(frame, x, ERROR_PLACES, y);
    for (int i = 0; i < ERROR_PLACES; i++)
        points[i] = point_at(frame, x[i], y[i]);
    prover->measures = true;
    measure_errors(prover, points, ERROR_PLACES);
    for (int i = 0; i < ERROR_PLACES; i++)
        most = fmax(most, points[i].error);
    return most * MAY_GROW > UNMEASURED_PIXELS;
}
