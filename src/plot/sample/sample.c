// Samples a curve: finds the knots, draws the stretches between them, and adds the dots at jumps.
#include "plot/sample/part.h"

#include <math.h>
#include <string.h>

#define DOT_PIXELS     6.0 // dots nearer to each other hide each other
#define CROWDED_PIXELS 1.0 // three breaks within this width cannot be told apart

// Inserts a knot in order of x. At the same x there is one knot, and a break replaces another.
static void knot_insert(struct knot *knots, int *n, struct knot knot)
{
    if (*n >= KNOTS_MAX || !isfinite(knot.x))
        return;
    int i = *n;
    while (i > 0 && knots[i - 1].x > knot.x)
        i--;
    if (i > 0 && knots[i - 1].x == knot.x) {
        if (knot.is_break)
            knots[i - 1] = knot;
        return;
    }
    memmove(&knots[i + 1], &knots[i], (size_t)(*n - i) * sizeof *knots);
    knots[i] = knot;
    (*n)++;
}

// Finds the stretch of x to be sampled: the view and the margin, as far as the axis can go.
static void find_stretch(const struct frame *frame, double *low, double *high)
{
    const struct axis *axis = &frame->request->x;
    double m = frame->request->margin;
    bool log = axis->scale == SCALE_LOG;
    *low = m > 0 ? axis_value(axis, -m) : axis->low;
    *high = m > 0 ? axis_value(axis, 1 + m) : axis->high;
    *low = fmax(*low, log ? AXIS_LOG_LOW : -AXIS_LIMIT);
    *high = fmin(*high, log ? AXIS_LOG_HIGH : AXIS_LIMIT);
    *low = fmin(*low, axis->low);
    *high = fmax(*high, axis->high);
}

// Computes the values at all knots that are no breaks.
static void knots_evaluate(const struct frame *frame, struct knot *knots, int n)
{
    double x[KNOTS_MAX], y[KNOTS_MAX];
    for (int i = 0; i < n; i++)
        x[i] = knots[i].x;
    frame_evaluate(frame, x, (size_t)n, y);
    for (int i = 0; i < n; i++)
        if (!knots[i].is_break)
            knots[i].left = knots[i].right = knots[i].at = y[i];
}

// Finds all breaks from `low` to `high`: those in the view, which must not depend on the margins,
// and those in the margins apart from them. Returns how many there are.
static int breaks_find(const struct frame *frame, double low, double high,
                       struct activation_break breaks[BREAKS_MAX])
{
    const struct sample_request *r = frame->request;
    const double bent = axis_bent(&r->x);
    const struct expression_view parts[] = {{r->x.low, r->x.high, bent, PART_VIEW},
                                            {low, r->x.low, bent, PART_BEFORE},
                                            {r->x.high, high, bent, PART_AFTER}};
    int n = 0;
    if (r->activation->expression == NULL)
        return activation_breaks(r->activation, r->parameters, breaks);
    for (int i = 0; i < EXPRESSION_PARTS; i++)
        n += expression_breaks_in(r->activation->expression, r->parameters, &parts[i], breaks + n);
    return n;
}

static bool is_in_view(const struct frame *frame, double x)
{
    return x >= frame->request->x.low && x <= frame->request->x.high;
}

// Whether the view may hold more breaks than were found; if so, none gets its dots.
static bool has_too_many(const struct frame *frame, const struct activation_break *breaks, int n)
{
    int in_view = 0;
    for (int i = 0; i < n; i++)
        in_view += is_in_view(frame, breaks[i].x);
    return in_view >= EXPRESSION_BREAKS_IN_MAX;
}

// Whether a break and those on both sides of it lie within CROWDED_PIXELS.
static bool is_crowded(const struct frame *frame, const struct knot *knot)
{
    enum scale_kind scale = frame->request->x.scale;
    double before = forward(scale, knot[-1].x), after = forward(scale, knot[1].x);
    return knot[-1].is_break && knot->is_break && knot[1].is_break &&
           (after - before) * frame->unit_x < CROWDED_PIXELS;
}

// Drops crowded breaks, whose columns will be searched anyway, except one at x = 0: the breaks of
// formulas such as floor(1/x) crowd around that. Returns how many knots are left.
static int drop_crowded_knots(const struct frame *frame, struct knot *knots, int n)
{
    struct knot kept[KNOTS_MAX];
    int count = 0;
    for (int i = 0; i < n; i++)
        if (i == 0 || i + 1 == n || knots[i].x == 0 || !is_crowded(frame, &knots[i]))
            kept[count++] = knots[i];
    memcpy(knots, kept, (size_t)count * sizeof *kept);
    return count;
}

static struct knot knot_of_break(const struct sample_request *r, const struct activation_break *at)
{
    struct knot knot = {.x = at->x,
                        .is_break = true,
                        .left = at->left[r->order],
                        .right = at->right[r->order],
                        .at = at->at[r->order]};
    if (r->magnitude) {
        knot.left = fabs(knot.left);
        knot.right = fabs(knot.right);
        knot.at = fabs(knot.at);
    }
    return knot;
}

// Finds all knots in order: the ends, the view's bounds, breaks, and points of interest.
static int knots_find(const struct frame *frame, double low, double high,
                      const struct activation_break *breaks, int break_n, struct knot *knots)
{
    const struct sample_request *r = frame->request;
    int n = 0;
    const double ends[] = {low, r->x.low, r->x.high, high};
    for (int i = 0; i < 4; i++)
        knot_insert(knots, &n, (struct knot){.x = ends[i]});
    // Many formulas do something special at 0 that is narrower than a pixel: 1/x, sin(x)/x.
    if (r->activation->expression != NULL && low < 0 && high > 0)
        knot_insert(knots, &n, (struct knot){.x = 0});
    struct activation_point points[ACTIVATION_POINTS_MAX];
    int point_n = activation_points(r->activation, r->parameters, points);
    for (int i = 0; i < point_n; i++)
        if (points[i].x > low && points[i].x < high)
            knot_insert(knots, &n, (struct knot){.x = points[i].x});
    for (int i = 0; i < break_n; i++)
        if (breaks[i].x >= low && breaks[i].x <= high)
            knot_insert(knots, &n, knot_of_break(r, &breaks[i]));
    n = drop_crowded_knots(frame, knots, n);
    knots_evaluate(frame, knots, n);
    return n;
}

bool is_same(const struct frame *frame, double a, double b)
{
    double from = forward(frame->request->y.scale, a), to = forward(frame->request->y.scale, b);
    bool rounded = frame->request->activation->expression != NULL;
    return a == b || (rounded && fabs(from - to) * frame->unit_y <= JUMP_PIXELS);
}

// Adds a dot, unless it lies beyond floor or ceiling.
static void add_dot(struct curve *curve, const struct frame *frame, double x, double y, bool filled)
{
    double v = scale_forward(frame->request->y.scale, y);
    if (!isfinite(v) || v < frame->floor || v > frame->ceiling)
        return;
    if (curve->dot_n == CURVE_DOTS_MAX)
        return;
    curve->dots[curve->dot_n++] = (struct curve_dot){
        .x = x,
        .y = y,
        .u = scale_forward(frame->request->x.scale, x) - frame->origin_u,
        .v = v - frame->origin_v,
        .filled = filled,
    };
}

// Adds the dots at a jump or a hole: hollow at each limit that is not the value, filled at the
// value. Differences too small to be seen count as none: values beside an irrational place are
// rounded.
static void add_dots(struct curve *curve, const struct frame *frame, const struct knot *knot)
{
    bool left = !is_same(frame, knot->left, knot->at),
         right = !is_same(frame, knot->right, knot->at);
    if (!knot->is_break || (!left && !right))
        return;
    if (left)
        add_dot(curve, frame, knot->x, knot->left, false);
    if (right && (!left || !is_same(frame, knot->right, knot->left)))
        add_dot(curve, frame, knot->x, knot->right, false);
    add_dot(curve, frame, knot->x, knot->at, true);
}

// Drops dots of different breaks that would hide each other.
static void drop_crowded_dots(struct curve *curve)
{
    struct curve_dot kept[CURVE_DOTS_MAX];
    size_t n = 0;
    for (size_t i = 0; i < curve->dot_n; i++) {
        bool crowded = false;
        for (size_t j = 0; j < curve->dot_n; j++) {
            double apart = fabs(curve->dots[i].u - curve->dots[j].u) * curve->unit_x;
            crowded |= curve->dots[i].x != curve->dots[j].x && apart < DOT_PIXELS;
        }
        if (!crowded)
            kept[n++] = curve->dots[i];
    }
    memcpy(curve->dots, kept, n * sizeof *kept);
    curve->dot_n = n;
}

// Adds dots of the breaks in the view, all or none, and then as many in the margins as there is
// room for.
static void add_all_dots(struct curve *curve, const struct frame *frame, const struct knot *knots,
                         int n)
{
    for (int i = 0; i < n; i++)
        if (is_in_view(frame, knots[i].x))
            add_dots(curve, frame, &knots[i]);
    bool full = curve->dot_n == CURVE_DOTS_MAX;
    curve->dot_n = full ? 0 : curve->dot_n;
    for (int i = 0; i < n && !full; i++)
        if (!is_in_view(frame, knots[i].x))
            add_dots(curve, frame, &knots[i]);
    if (frame->request->activation->expression != NULL)
        drop_crowded_dots(curve);
}

// The vertex where dashes begin: the one nearest to x = 0, so that it is the same place while the
// view is panned.
static size_t anchor_of(const struct curve *curve)
{
    size_t best = 0;
    for (size_t i = 1; i < curve->n; i++)
        if (fabs(curve->vertices[i].x) < fabs(curve->vertices[best].x))
            best = i;
    return best;
}

static void curve_reset(struct curve *curve, const struct frame *frame)
{
    curve->n = curve->run_n = curve->dot_n = 0;
    curve->origin_u = frame->origin_u;
    curve->origin_v = frame->origin_v;
    curve->unit_x = frame->unit_x;
    curve->unit_y = frame->unit_y;
    curve->floor = frame->floor;
    curve->ceiling = frame->ceiling;
    curve->nothing_positive = false;
    curve->scattered_low = HUGE_VAL;
    curve->scattered_high = -HUGE_VAL;
}

// Makes the stretches between the knots, and returns how many there are.
static int stretches_between(const struct frame *frame, const struct knot *knots, int n,
                             struct stretch *stretches)
{
    enum scale_kind scale = frame->request->x.scale;
    for (int i = 0; i + 1 < n; i++)
        stretches[i] = (struct stretch){.xa = knots[i].x,
                                        .ua = forward(scale, knots[i].x),
                                        .xb = knots[i + 1].x,
                                        .ub = forward(scale, knots[i + 1].x),
                                        .knot_a = i,
                                        .knot_b = i + 1};
    return n - 1;
}

// Drops an empty last run, and fills in what depends on the whole curve.
static void finish(struct curve *curve, const struct pen *pen)
{
    if (curve->run_n > 0 && curve->runs[curve->run_n - 1] == curve->n)
        curve->run_n--;
    curve->anchor = anchor_of(curve);
    curve->nothing_positive = pen->frame->request->y.scale == SCALE_LOG && !pen->positive;
    curve->revision++;
}

void curve_sample(struct curve *curve, const struct sample_request *request)
{
    struct frame frame = frame_of(request);
    struct knot knots[KNOTS_MAX];
    struct stretch stretches[KNOTS_MAX];
    struct prover prover;
    curve_reset(curve, &frame);
    find_stretch(&frame, &curve->low, &curve->high);
    struct activation_break breaks[BREAKS_MAX];
    int break_n = breaks_find(&frame, curve->low, curve->high, breaks);
    int n = knots_find(&frame, curve->low, curve->high, breaks, break_n, knots);
    _Alignas(64) char room[PROVER_ROOM];
    prover_start(&prover, &frame, breaks, break_n, room);
    struct drawing drawing = {
        .prover = &prover, .pen = {.frame = &frame, .curve = curve}, .knots = knots};
    int stretch_n = stretches_between(&frame, knots, n, stretches);
    if (!request->as_computed)
        split_and_draw(&drawing, stretches, stretch_n);
    for (int i = 0; i < stretch_n && request->as_computed; i++)
        draw_as_computed(&drawing, &stretches[i]);
    drawing_flush(&drawing);
    pen_keep(&drawing.pen);
    prover_end(&prover);
    if (!has_too_many(&frame, breaks, break_n))
        add_all_dots(curve, &frame, knots, n);
    finish(curve, &drawing.pen);
}

bool curve_covers(const struct curve *curve, const struct sample_request *request)
{
    struct frame frame = frame_of(request);
    double zoom_x = frame.unit_x / curve->unit_x, zoom_y = frame.unit_y / curve->unit_y;
    double vl = scale_forward(request->y.scale, request->y.low);
    double vh = scale_forward(request->y.scale, request->y.high);
    return zoom_x > 0.5 && zoom_x < 1.6 && zoom_y > 0.5 && zoom_y < 1.6 &&
           request->x.low >= curve->low && request->x.high <= curve->high && vl >= curve->floor &&
           vh <= curve->ceiling;
}
