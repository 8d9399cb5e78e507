// The memory of jets, anchors, and the arithmetic that needs no calls of libm. Functions are in
// functions.c, branches in branches.c.
#include "activation/enclosure/part.h"

#include <assert.h>
#include <float.h>
#include <stdlib.h>
#include <string.h>

// --- memory ---

enum { ALIGNMENT = 64 }; // bytes; that of the widest vector registers

static size_t header_size(void)
{
    return (sizeof(struct jet) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

size_t jet_size(int orders)
{
    return header_size() + (size_t)orders * sizeof(struct bounds);
}

// NOLINTNEXTLINE(readability-non-const-parameter): the room is written to later.
void jets_start(struct jets *jets, int orders, char *room, size_t size)
{
    assert(orders <= JET_ORDERS);
    *jets = (struct jets){
        .table = jet_table(vector_level()), .orders = orders, .room = room, .size = size};
}

struct jet *jet_new(struct jets *jets)
{
    size_t size = jet_size(jets->orders);
    if (jets->used + size > jets->size)
        abort();
    char *place = jets->room + jets->used;
    struct jet *jet = (struct jet *)(void *)place;
    jets->used += size;
    jet->known = jets->orders;
    jet->length = jet->pole = 0;
    jet->multiple = 0;
    jet->made = ++jets->made;
    jet->never_rests = false;
    jet->is_wide = false;
    memset(jet->powers, 0, sizeof jet->powers);
    memset(jet->smooth, JET_SMOOTH, sizeof jet->smooth);
    memset(jet->doubts, 0, sizeof jet->doubts);
    jet->c = (struct bounds *)(void *)(place + header_size());
    return jet;
}

struct jet *jet_copy(struct jets *jets, const struct jet *a)
{
    struct jet *jet = jet_new(jets);
    struct bounds *c = jet->c;
    unsigned made = jet->made;
    memmove(c, a->c, (size_t)a->length * sizeof *c);
    *jet = *a;
    jet->c = c;
    jet->multiple = 0;
    jet->made = made;
    jet->never_rests = false;
    return jet;
}

struct jet *jet_start(struct jets *jets, const struct jet *a)
{
    struct jet *out = jet_from(jets, a, NULL);
    out->length = a->length <= 1 && out->known > 1 ? 1 : out->known;
    return out;
}

// A copy that counts as the same function as `a`. A copy by jet_copy does not, as its callers go on
// to change it.
static struct jet *copy_function(struct jets *jets, const struct jet *a)
{
    double multiple = a->multiple;
    unsigned made = a->made;
    bool never_rests = a->never_rests;
    struct jet *jet = jet_copy(jets, a);
    jet->multiple = multiple;
    jet->made = made;
    jet->never_rests = never_rests;
    return jet;
}

struct jet *jets_release(struct jets *jets, size_t used, struct jet *kept)
{
    char *place = jets->room + used;
    jets->used = used;
    if ((char *)kept > place)
        return copy_function(jets, kept);
    if ((char *)kept == place)
        jets->used += jet_size(jets->orders);
    return kept;
}

// --- doubts, and coefficients that are not stored ---

void bounds_fill(struct bounds *bounds, double low, double high)
{
    for (int i = 0; i < JET_LANES; i++) {
        bounds->low[i] = low;
        bounds->high[i] = high;
    }
}

// The doubts about a function of two others in one lane. If one of these has no value in the lane
// at all, the function has none either, so that values of the other at single points do not matter.
static unsigned char doubts_of_both(unsigned char a, unsigned char b)
{
    const unsigned char empty = JET_IS_EMPTY, scattered = JET_IS_EMPTY | JET_MAY_SCATTER;
    bool is_empty = (a & scattered) == empty || (b & scattered) == empty;
    return (unsigned char)((a | b) & (is_empty ? ~JET_MAY_SCATTER : ~0));
}

// Takes over where `from`, an argument of the function, may jump, bend or be undefined.
static void inherit(struct jet *jet, const struct jet *from)
{
    for (int i = 0; i < JET_LANES; i++) {
        jet->smooth[i] = jet->smooth[i] < from->smooth[i] ? jet->smooth[i] : from->smooth[i];
        jet->doubts[i] = doubts_of_both(jet->doubts[i], from->doubts[i]);
    }
}

struct jet *jet_from(struct jets *jets, const struct jet *a, const struct jet *b)
{
    struct jet *jet = jet_new(jets);
    jet->known = b ? lesser(a->known, b->known) : a->known;
    inherit(jet, a);
    if (b)
        inherit(jet, b);
    return jet;
}

struct bounds jet_coefficient(const struct jet *a, int k)
{
    struct bounds none;
    if (k < a->length)
        return a->c[k];
    double most = k < a->known ? 0 : HUGE_VAL;
    bounds_fill(&none, -most, most);
    return none;
}

void jet_lengthen(struct jet *a, int n)
{
    for (; a->length < n && a->length < a->known; a->length++)
        bounds_fill(&a->c[a->length], 0, 0);
}

struct jet *jet_unknown(struct jets *jets)
{
    struct jet *jet = jet_new(jets);
    jet->known = 0;
    memset(jet->smooth, -1, sizeof jet->smooth);
    memset(jet->doubts, JET_MAY_END, sizeof jet->doubts);
    return jet;
}

struct jet *jet_constant(struct jets *jets, double value)
{
    struct jet *jet = jet_new(jets);
    jet->length = 1;
    bounds_fill(&jet->c[0], value, value);
    if (isfinite(value))
        return jet;
    bounds_fill(&jet->c[0], -HUGE_VAL, HUGE_VAL);
    memset(jet->doubts, isnan(value) ? JET_MAY_END | JET_IS_EMPTY : JET_MAY_END,
           sizeof jet->doubts);
    return jet;
}

struct jet *jet_about(struct jets *jets, double value)
{
    struct jet *jet = jet_constant(jets, value);
    bounds_fill(&jet->c[0], nextafter(value, -HUGE_VAL), nextafter(value, HUGE_VAL));
    return jet;
}

struct jet *jet_variable(struct jets *jets, const double low[JET_LANES],
                         const double high[JET_LANES], bool anchored)
{
    struct jet *jet = jet_new(jets);
    jet->length = lesser(jets->orders, 2);
    memcpy(jet->c[0].low, low, sizeof jet->c[0].low);
    memcpy(jet->c[0].high, high, sizeof jet->c[0].high);
    if (jet->length > 1)
        bounds_fill(&jet->c[1], 1, 1);
    jet->multiple = 1;
    jets->anchored = anchored ? jet : NULL;
    return jet;
}

// --- sums and products of series, whatever their poles ---

// a + b, or a - b if `minus`; both have the same pole.
static struct jet *sum(struct jets *jets, const struct jet *a, const struct jet *b, bool minus)
{
    bool is_wide = a->is_wide || b->is_wide;
    int powers[JET_LANES] = {0};
    if (is_wide) {
        jet_common_powers(a, b, powers);
        a = jet_with_powers(jets, a, powers);
        b = jet_with_powers(jets, b, powers);
    }
    struct jet *out = jet_from(jets, a, b);
    out->pole = a->pole;
    out->is_wide = is_wide;
    memcpy(out->powers, powers, sizeof powers);
    out->length = lesser(greater(a->length, b->length), out->known);
    for (int k = 0; k < out->length; k++)
        if (k >= b->length)
            out->c[k] = a->c[k];
        else if (k < a->length)
            (minus ? jets->table->subtract : jets->table->add)(&a->c[k], &b->c[k], &out->c[k]);
        else if (minus)
            jets->table->negate(&b->c[k], &out->c[k]);
        else
            out->c[k] = b->c[k];
    return out;
}

static struct jet *product(struct jets *jets, const struct jet *a, const struct jet *b)
{
    struct jet *out = jet_from(jets, a, b == a ? NULL : b);
    out->pole = a->pole + b->pole;
    out->length =
        a->length > 0 && b->length > 0 ? lesser(a->length + b->length - 1, out->known) : 0;
    for (int k = 0; k < out->length; k++) {
        int from = greater(0, k - b->length + 1), to = lesser(k, a->length - 1);
        jets->table->sum_products(a->c + from, b->c + k - to, to - from + 1, 1, 0, &out->c[k]);
    }
    jet_set_powers(out, a, b, 1);
    return out;
}

// --- anchors ---

// The most that rounding may leave of a function that is 0 at the anchor, relative to the anchor
// (or to 1 where that is more) and to the function's greatest coefficient.
#define ANCHOR_ROUNDING 0x1p-36

// Whether the function counts as 0 at the anchor: its bounds there contain 0 and are as narrow as
// rounding alone leaves them.
static bool is_zero_at_anchor(const struct jets *jets, const struct jet *a)
{
    if (a->known == 0 || a->length == 0)
        return false; // nothing is known, or it is 0 everywhere
    double most = 0, width = a->c[0].high[JET_ANCHOR] - a->c[0].low[JET_ANCHOR];
    for (int k = 1; k < a->length; k++)
        most = fmax(most, fmax(fabs(a->c[k].low[JET_ANCHOR]), fabs(a->c[k].high[JET_ANCHOR])));
    double far = fmax(1, fabs(jets->anchored->c[0].low[JET_ANCHOR]));
    return bounds_hold(&a->c[0], JET_ANCHOR, 0) && width <= ANCHOR_ROUNDING * far * most;
}

void jet_forget(struct jet *a, int lane, int first)
{
    for (int k = greater(0, first); k < a->length; k++) {
        a->c[k].low[lane] = -HUGE_VAL;
        a->c[k].high[lane] = HUGE_VAL;
    }
}

void jet_forget_kinks(struct jet *a)
{
    jet_lengthen(a, a->known);
    jet_forget(a, JET_ANCHOR, a->smooth[JET_ANCHOR] + 1);
}

// Takes the bounds away that g loses because a = (x - anchor) g may bend; on entry, g's
// coefficients and `smooth` are still those of a, shifted by one. Coefficient k of g is a mean of
// coefficient k + 1 of a between x and the anchor, which is within its bounds as long as derivative
// k of a is continuous. In the anchor's lane derivative k + 1 has to be continuous, too.
static void lose_smoothness(struct jet *g)
{
    for (int i = 0; i < JET_LANES; i++) {
        if (g->smooth[i] == JET_SMOOTH)
            continue;
        jet_lengthen(g, g->known);
        jet_forget(g, i, g->smooth[i] + (i == JET_ANCHOR ? 0 : 1));
        g->smooth[i] = (signed char)greater(-1, g->smooth[i] - 1);
    }
}

// Lowers a's pole to `pole`, or as far as it goes. While the series is 0 at the anchor, it is
// divided by x - anchor, and the pole becomes one less: the function stays the same.
static void divide_out(const struct jets *jets, struct jet *a, int pole)
{
    while (a->pole > pole && is_zero_at_anchor(jets, a)) {
        a->known -= a->length == a->known ? 1 : 0; // else c[length] is known, and 0
        memmove(a->c, a->c + 1, (size_t)--a->length * sizeof *a->c);
        a->pole--;
        lose_smoothness(a);
    }
}

// The jet of x - anchor.
static struct jet *from_anchor(struct jets *jets)
{
    const struct bounds *x = &jets->anchored->c[0];
    struct jet *anchor = jet_constant(jets, 0);
    bounds_fill(&anchor->c[0], x->low[JET_ANCHOR], x->high[JET_ANCHOR]);
    return sum(jets, jets->anchored, anchor, true);
}

// The same function, written with a pole of at least that order: each one more multiplies the
// series by x - anchor.
static const struct jet *raised(struct jets *jets, const struct jet *a, int pole)
{
    if (a->pole >= pole)
        return a;
    struct jet *t = from_anchor(jets), *out = NULL;
    for (int order = a->pole; order < pole; order++, a = out) {
        out = product(jets, a, t);
        out->pole = order + 1;
    }
    return a;
}

const struct jet *jet_level(struct jets *jets, const struct jet *f)
{
    const struct jet *a = jet_settled(jets, f);
    if (a->pole == 0)
        return a;
    if (a->pole < 0)
        return raised(jets, a, 0);
    struct jet *out = jet_copy(jets, a);
    divide_out(jets, out, 0);
    return out->pole == 0 ? out : jet_unknown(jets);
}

// --- arithmetic ---

static struct jet *sum_at_anchor(struct jets *jets, const struct jet *a, const struct jet *b,
                                 bool minus)
{
    int pole = greater(a->pole, b->pole);
    struct jet *out = sum(jets, raised(jets, a, pole), raised(jets, b, pole), minus);
    divide_out(jets, out, 0);
    return out;
}

struct jet *jet_add(struct jets *jets, const struct jet *a, const struct jet *b)
{
    return a->pole == b->pole && a->pole <= 0 ? sum(jets, a, b, false)
                                              : sum_at_anchor(jets, a, b, false);
}

struct jet *jet_subtract(struct jets *jets, const struct jet *a, const struct jet *b)
{
    return a->pole == b->pole && a->pole <= 0 ? sum(jets, a, b, true)
                                              : sum_at_anchor(jets, a, b, true);
}

// Narrows the bounds of out = a^2: the product of [-1, 1] by itself is [-1, 1], but a square is not
// negative.
static void hold_square(struct jet *out, const struct jet *a)
{
    for (int i = 0; i < JET_LANES; i++) {
        double low = fabs(a->c[0].low[i]), high = fabs(a->c[0].high[i]);
        bool over_zero = bounds_hold(&a->c[0], i, 0);
        double least = over_zero ? 0 : fmin(low, high);
        double square = fmin(least * least, DBL_MAX);
        out->c[0].low[i] = fmax(out->c[0].low[i], square - square * 0x1p-52 - DBL_TRUE_MIN);
        out->c[0].low[i] = fmax(out->c[0].low[i], 0);
    }
}

struct jet *jet_square(struct jets *jets, const struct jet *a)
{
    struct jet *out = product(jets, a, a);
    if (out->length > 0)
        hold_square(out, a);
    return out;
}

struct jet *jet_multiply(struct jets *jets, const struct jet *a, const struct jet *b)
{
    return a == b ? jet_square(jets, a) : product(jets, a, b);
}

// The product a b if it is exactly a double, else 0.
static double exact_product(double a, double b)
{
    double product = a * b;
    bool is_small = fabs(product) < DBL_MIN / DBL_EPSILON;
    return isfinite(product) && !is_small && fma(a, b, -product) == 0 ? product : 0;
}

struct jet *jet_scale(struct jets *jets, const struct jet *a, double factor)
{
    if (factor == 1)
        return copy_function(jets, a);
    struct jet *out = jet_copy(jets, a);
    out->never_rests = a->never_rests && factor != 0;
    if (a->multiple != 0)
        out->multiple = exact_product(a->multiple, factor);
    if (factor == 0)
        out->length = 0;
    for (int k = 0; k < out->length; k++)
        if (factor == -1)
            jets->table->negate(&a->c[k], &out->c[k]);
        else
            jets->table->scale(&a->c[k], factor, &out->c[k]);
    return out;
}

struct jet *jet_offset(struct jets *jets, const struct jet *a, double offset)
{
    return jet_add(jets, a, jet_constant(jets, offset));
}

bool jet_moves(const struct jets *jets, const struct jet *a, int lane)
{
    bool has_slope = a->length > 1 && (a->c[1].low[lane] > 0 || a->c[1].high[lane] < 0);
    return !jet_is_anchor(jets, lane) && (has_slope || a->never_rests);
}

void jet_doubt_quotient(const struct jets *jets, struct jet *out, const struct jet *b)
{
    struct bounds value = jet_coefficient(b, 0);
    for (int i = 0; i < JET_LANES; i++) {
        bool at_end = (value.low[i] == 0) != (value.high[i] == 0) && jet_moves(jets, b, i);
        if (!bounds_hold(&value, i, 0) || at_end)
            continue;
        out->smooth[i] = -1;
        out->doubts[i] |= JET_MAY_END;
    }
}

// The quotient q follows from q b = a: q[k] = (a[k] - (q[k-1] b[1] + … + q[0] b[k]))/b[0].
struct jet *jet_quotient(struct jets *jets, const struct jet *a, const struct jet *b)
{
    struct jet *out = jet_from(jets, a, b);
    struct bounds inverse, divisor = jet_coefficient(b, 0), rest;
    jets->table->invert(&divisor, &inverse);
    out->pole = a->pole - b->pole;
    out->length = b->length <= 1 ? lesser(a->length, out->known) : out->known;
    for (int k = 0; k < out->length; k++) {
        struct bounds top = jet_coefficient(a, k);
        int from = greater(0, k - b->length + 1), n = k - from;
        if (n > 0) {
            jets->table->sum_products(out->c + from, b->c + 1, n, 1, 0, &rest);
            struct bounds whole = top;
            jets->table->subtract(&whole, &rest, &top);
        }
        jets->table->sum_products(&top, &inverse, 1, 1, 0, &out->c[k]);
    }
    jet_doubt_quotient(jets, out, b);
    jet_set_powers(out, a, b, -1);
    return out;
}

struct jet *jet_divide(struct jets *jets, const struct jet *a, const struct jet *b)
{
    if (jets->anchored == NULL)
        return jet_quotient(jets, a, b);
    struct jet *divisor = jet_copy(jets, b);
    divide_out(jets, divisor, -JET_ORDERS);
    struct jet *out = jet_quotient(jets, a, divisor);
    divide_out(jets, out, 0);
    return out;
}

void jet_slope_term(const struct jets *jets, const struct jet *a, const struct bounds *factor,
                    int length, int k, struct bounds *out)
{
    int from = greater(1, k - length + 1), to = lesser(k, a->length - 1);
    struct bounds sum;
    if (from > to) {
        bounds_fill(out, 0, 0);
        return;
    }
    jets->table->sum_products(a->c + from, factor + k - to, to - from + 1, from, 1, &sum);
    jets->table->shrink(&sum, k, out);
}

struct jet *jet_integral(struct jets *jets, const struct jet *a, const struct jet *factor,
                         const struct bounds *value)
{
    struct jet *out = jet_from(jets, a, NULL);
    out->known = lesser(a->known, factor->known + 1);
    bool rests = a->length <= 1 || factor->length == 0;
    out->length = rests ? 1 : lesser(a->length + factor->length - 1, out->known);
    out->length = lesser(out->length, out->known);
    out->c[0] = *value;
    for (int k = 1; k < out->length; k++)
        jet_slope_term(jets, a, factor->c, factor->length, k, &out->c[k]);
    return out;
}

struct jet *jet_derivative(struct jets *jets, const struct jet *f, int order)
{
    const struct jet *a = jet_level(jets, f);
    struct jet *out = jet_from(jets, a, NULL);
    out->known = greater(0, a->known - order);
    out->length = greater(0, a->length - order);
    for (int k = 0; k < out->length; k++) {
        double factor = 1;
        for (int j = k + 1; j <= k + order; j++)
            factor *= j;
        jets->table->scale(&a->c[k + order], factor, &out->c[k]);
    }
    for (int i = 0; i < JET_LANES; i++)
        out->smooth[i] =
            (signed char)greater(-1, a->smooth[i] - (a->smooth[i] < JET_SMOOTH ? order : 0));
    return out;
}

// Sets where out = g(a) may jump, bend or be undefined, from both functions.
static void inherit_both(struct jet *out, const struct jet *g, const struct jet *a)
{
    memset(out->smooth, JET_SMOOTH, sizeof out->smooth);
    memset(out->doubts, 0, sizeof out->doubts);
    inherit(out, g);
    inherit(out, a);
}

// g(a) for a = a[0] + a[1] (x - x0), the usual case: coefficient k is g[k] a[1]^k.
static struct jet *compose_line(struct jets *jets, const struct jet *g, const struct jet *a)
{
    struct jet *out = jet_from(jets, g, a), *powers = jet_constant(jets, 1);
    out->length = lesser(a->length <= 1 ? 1 : g->length, lesser(g->length, out->known));
    for (int k = 0; k < out->length; k++) {
        jets->table->sum_products(&g->c[k], &powers->c[k], 1, 1, 0, &out->c[k]);
        if (k + 1 < out->length)
            jets->table->sum_products(&powers->c[k], &a->c[1], 1, 1, 0, &powers->c[k + 1]);
    }
    if (out->length > 0)
        out->c[0] = g->c[0];
    return out;
}

struct jet *jet_compose(struct jets *jets, const struct jet *g, const struct jet *a)
{
    if (a->length <= 2 && a->known > 1)
        return compose_line(jets, g, a);
    // g(a) = g[0] + d (g[1] + d (g[2] + …)) with d = a - a[0]
    int known = lesser(g->known, a->known);
    struct jet *d = jet_copy(jets, a), *out = jet_constant(jets, 0);
    if (d->length > 0)
        bounds_fill(&d->c[0], 0, 0);
    for (int k = lesser(known, g->length) - 1; k >= 0; k--) {
        struct jet *term = jet_constant(jets, 0);
        term->c[0] = g->c[k];
        out = sum(jets, product(jets, out, d), term, false);
    }
    out->known = known;
    out->length = lesser(out->length, known);
    inherit_both(out, g, a);
    return out;
}
