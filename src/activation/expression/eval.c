// The values of a formula. Its programs compute them in doubles; where these may be wrong, because
// something overflows or underflows on the way or a hole is near, they are mended by power series
// (series.h) or wide numbers (digits.h).
#include "activation/arrays/expression_block.h"
#include "activation/expression/digits.h"
#include "activation/expression/node.h"
#include "activation/expression/series.h"
#include "activation/expression/trouble.h"

#include <float.h>
#include <stdint.h>
#include <string.h>
#ifdef __x86_64__
#include <xmmintrin.h>
#else
#include <fenv.h>
#endif

// So many values are computed and then mended: few enough to be in the cache still.
enum { CHUNK = 2048 };

// Whether all n values are finite; true for NULL.
static bool all_finite(const double *values, size_t n)
{
    return !values || block_table(vector_level())->all_finite(values, n);
}

// Whether the doubles on both sides of x have ties (ties.c), too. Then the sides of a comparison
// are equal on a whole stretch, as sqrt(x^2) and x are, and nothing jumps at x.
static bool is_tied_beside(const struct expression *expression, const double *parameters, double x)
{
    const double beside[] = {nextafter(x, -HUGE_VAL), nextafter(x, HUGE_VAL)};
    double ties[2];
    double *const out[ORDER_COUNT] = {ties};
    program_run(expression->ties, expression->nodes, parameters, beside, 2, out);
    return ties[0] != 0 && ties[1] != 0;
}

// Whether any of n values is 1; each is 1 or 0.
static bool any_true(const double *values, size_t n)
{
    uint64_t all = 0, bits;
    for (size_t i = 0; i < n; i++) {
        memcpy(&bits, &values[i], sizeof bits);
        all |= bits;
    }
    return all != 0;
}

// A chunk of values that are to be mended.
struct mending {
    const struct expression *expression;
    const double *parameters, *x;
    double *const *out; // by order; NULL for those that are not wanted
    bool left;          // something overflowed or underflowed at one of the x
    bool divided;       // something was divided by 0, or the like, at one of the x
};

// Replaces the orders that are wrong[] at x[i] by those of the power series of f. An order that the
// series do not know stays as it is; at a tie, and for an infinity where there is no derivative, it
// becomes NaN.
static void mend_by_series(const struct mending *m, size_t i, bool tie,
                           const bool wrong[ORDER_COUNT])
{
    double y[ORDER_COUNT];
    enum slopes_known known = expression_slopes(m->expression, m->parameters, m->x[i], y);
    if (known == SLOPES_NONE && m->expression->powers && m->out[ORDER_F] &&
        expression_powers_mislead(m->expression, m->parameters, m->x[i]))
        m->out[ORDER_F][i] = (double)NAN;
    if (known == SLOPES_UNKNOWN && tie && is_tied_beside(m->expression, m->parameters, m->x[i]))
        return;
    for (int order = 0; order < ORDER_COUNT; order++) {
        double *to = m->out[order] ? &m->out[order][i] : NULL;
        bool none = order > ORDER_F && known == SLOPES_NONE;
        if (to && wrong[order] && (tie || !isnan(y[order]) || (none && !isfinite(*to))))
            *to = y[order];
    }
}

// Replaces the orders that are wrong[] at x[i] by those in wide numbers, where f is smooth. `f` is
// the value in doubles. False, with nothing changed, where wide numbers do not know enough.
static bool mend_by_wide(const struct mending *m, size_t i, double f, bool pole,
                         const bool wrong[ORDER_COUNT])
{
    double y[ORDER_COUNT];
    enum wide_known known = expression_wide_values(m->expression, m->parameters, m->x[i], y);
    bool stretch = known == WIDE_ENDLESS && pole; // f is infinite on a whole stretch around x
    if (known != WIDE_KNOWN && !stretch && (known != WIDE_VALUE || isfinite(f) || pole))
        return false;
    for (int order = 0; order < ORDER_COUNT; order++) {
        double *to = m->out[order] ? &m->out[order][i] : NULL;
        if (!to || !wrong[order])
            continue;
        // So small a difference is due to rounding, of which the wide value is not free either.
        if (!stretch && fabs(y[order] - *to) <= 4 * DBL_EPSILON * fmin(fabs(*to), DBL_MAX))
            continue;
        *to = !stretch ? y[order] : order == ORDER_F ? f : (double)NAN;
    }
    return true;
}

// Turns infinities at x[i] into NaN. They come from an overflow and are not known to be true, as
// that of log(log(exp(u))) for a great u is not.
static void drop(const struct mending *m, size_t i)
{
    for (int order = 0; order < ORDER_COUNT; order++)
        if (m->out[order] && !isfinite(m->out[order][i]))
            m->out[order][i] = (double)NAN;
}

// Mends all wanted orders at x[i]. `f` is the value in doubles, `tie` whether x[i] is a tie
// (ties.c).
static void mend_at(const struct mending *m, size_t i, double f, bool tie)
{
    bool wrong[ORDER_COUNT], any = false, slopes = false;
    struct trouble trouble = {0};
    if (m->left || !isfinite(f))
        trouble = expression_trouble(m->expression, m->parameters, m->x[i], isfinite(f));
    for (int order = 0; order < ORDER_COUNT; order++) {
        bool slope = order > ORDER_F, lost = m->out[order] && !isfinite(m->out[order][i]);
        wrong[order] = trouble.beyond[order] || (slope && (tie || lost || !isfinite(f)));
        any = any || (wrong[order] && m->out[order]);
        slopes = slopes || (slope && wrong[order] && m->out[order]);
    }
    bool pole = isinf(f) && trouble.pole, powers = tie && m->expression->powers && m->out[ORDER_F];
    if (!isfinite(f) && !pole && !trouble.beyond[ORDER_F])
        return;
    if ((pole || (any && (!tie || trouble.beyond[ORDER_F]))) && mend_by_wide(m, i, f, pole, wrong))
        return;
    if (isfinite(f) && (slopes || powers))
        mend_by_series(m, i, tie, (bool[ORDER_COUNT]){false, wrong[ORDER_DF], wrong[ORDER_D2F]});
    else if (pole)
        mend_by_series(m, i, false, (bool[ORDER_COUNT]){true, true, true});
    else if (!isfinite(f))
        drop(m, i);
}

// Mends the values at n x, but not those that a hole's series has filled (`filled`, NULL for none).
// Wrong may be what overflowed or underflowed, what is at a pole, a derivative that came to 0 times
// infinity, and a derivative at a tie, which may not be the one from the right.
static void mend_chunk(const struct mending *m, size_t n, const bool *filled)
{
    double own[CHUNK], ties[CHUNK], *const *out = m->out;
    double *const values[ORDER_COUNT] = {own}, *const tied[ORDER_COUNT] = {ties};
    const struct expression *expression = m->expression;
    bool slopes = out[ORDER_DF] || out[ORDER_D2F], tie = false;
    if (expression->ties != NULL && (slopes || expression->powers)) {
        program_run(expression->ties, expression->nodes, m->parameters, m->x, n, tied);
        tie = any_true(ties, n);
    }
    bool finite =
        !expression->fragile || (all_finite(out[ORDER_DF], n) && all_finite(out[ORDER_D2F], n));
    if (!m->left && !m->divided && !tie && finite)
        return;
    program_run(expression->programs[1 << ORDER_F], expression->nodes, m->parameters, m->x, n,
                values);
    for (size_t i = 0; i < n; i++)
        if (!(filled && filled[i]) && isfinite(m->x[i]))
            mend_at(m, i, own[i], tie && ties[i] != 0);
}

// The flags that the CPU has raised since forget_raised: that something overflowed or underflowed
// (LEFT), or was divided by 0 (DIVIDED). On x86-64 only SSE computes with doubles, and to read and
// clear its flags alone takes a fraction of the time of fetestexcept and feclearexcept.
#ifdef __x86_64__
enum { LEFT = _MM_EXCEPT_OVERFLOW | _MM_EXCEPT_UNDERFLOW, DIVIDED = _MM_EXCEPT_DIV_ZERO };

static int raised(void)
{
    return (int)_MM_GET_EXCEPTION_STATE() & (LEFT | DIVIDED);
}

static void forget_raised(void)
{
    _MM_SET_EXCEPTION_STATE(_MM_GET_EXCEPTION_STATE() & ~(unsigned)(LEFT | DIVIDED));
}
#else
enum { LEFT = FE_OVERFLOW | FE_UNDERFLOW, DIVIDED = FE_DIVBYZERO };

static int raised(void)
{
    return fetestexcept(LEFT | DIVIDED);
}

static void forget_raised(void)
{
    feclearexcept(LEFT | DIVIDED);
}
#endif

// expression_eval for at most CHUNK values.
static void eval_chunk(const struct expression *expression, const double *parameters,
                       const double *x, size_t n, double *const out[ORDER_COUNT])
{
    int set = 0;
    for (int order = 0; order < ORDER_COUNT; order++)
        set |= out[order] ? 1 << order : 0;
    if (set == 0)
        return;
    if (raised())
        forget_raised();
    program_run(expression->programs[set], expression->nodes, parameters, x, n, out);
    if (expression->plain)
        return;
    int now = raised();
    const struct mending mending = {expression, parameters,        x,
                                    out,        (now & LEFT) != 0, (now & DIVIDED) != 0};
    bool filled[CHUNK];
    bool any = expression->cancels && fill_holes(expression, parameters, x, n, out, filled);
    mend_chunk(&mending, n, any ? filled : NULL);
}

void expression_eval(const struct expression *expression, const double *parameters, const double *x,
                     size_t n, double *f, double *df, double *d2f)
{
    for (size_t start = 0; start < n; start += CHUNK) {
        double *const out[ORDER_COUNT] = {f ? f + start : NULL, df ? df + start : NULL,
                                          d2f ? d2f + start : NULL};
        size_t count = n - start < CHUNK ? n - start : CHUNK;
        eval_chunk(expression, parameters, x + start, count, out);
    }
}

void expression_take_doubles(struct expression *expression)
{
    expression->plain = true;
}

double expression_value(const struct expression *expression, const double *parameters,
                        enum order order, double x)
{
    double y;
    double *out[ORDER_COUNT] = {NULL};
    out[order] = &y;
    expression_eval(expression, parameters, &x, 1, out[ORDER_F], out[ORDER_DF], out[ORDER_D2F]);
    return y;
}
