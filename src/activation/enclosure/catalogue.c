// The definition of each function of the catalogue in jets, mostly one line each: IS(relu, …) has
// the variable x, the parameters p[] and the jets j. The formulas and their sources are in the
// catalogue's rows (families).
#include "activation/enclosure/catalogue.h"

#include "activation/activation.h"
#include "activation/enclosure/part.h"

typedef struct jet *enclosure(struct jets *j, const double *p, const struct jet *x);

static struct jet *number(struct jets *j, double value)
{
    return jet_constant(j, value);
}

static struct jet *below(struct jets *j, const struct jet *x, double edge)
{
    return jet_compare(j, JET_LESS, x, number(j, edge));
}

// left for x < edge, right elsewhere
static struct jet *split(struct jets *j, const struct jet *x, double edge, const struct jet *left,
                         const struct jet *right)
{
    return jet_if(j, below(j, x, edge), left, right);
}

// slope x + offset
static struct jet *line(struct jets *j, const struct jet *x, double slope, double offset)
{
    return jet_offset(j, jet_scale(j, x, slope), offset);
}

static struct jet *clip(struct jets *j, const struct jet *x, double low, double high)
{
    return split(j, x, high, split(j, x, low, number(j, low), x), number(j, high));
}

static struct jet *rectified(struct jets *j, const struct jet *x)
{
    return split(j, x, 0, number(j, 0), x);
}

// x sigmoid(beta x)
static struct jet *gated(struct jets *j, const struct jet *x, double beta)
{
    return jet_multiply(j, x, jet_sigmoid(j, jet_scale(j, x, beta)));
}

// alpha (e^(x/scale) - 1)
static struct jet *saturated(struct jets *j, const struct jet *x, double alpha, double scale)
{
    return jet_scale(j, jet_expm1(j, jet_divide(j, x, number(j, scale))), alpha);
}

// x/sqrt(1 + alpha x^2)
static struct jet *over_root(struct jets *j, const struct jet *x, double alpha)
{
    struct jet *ratio;
    jet_root(j, x, alpha, 1, &ratio);
    return ratio;
}

#define DEFINE(id) static struct jet *id##_(struct jets *j, const double *p, const struct jet *x)
#define IS(id, value)                                                                              \
    DEFINE(id)                                                                                     \
    {                                                                                              \
        (void)p;                                                                                   \
        return value;                                                                              \
    }

// --- steps and piecewise linear ---

IS(step, split(j, x, 0, number(j, 0), number(j, 1)))
IS(sign, jet_sign(j, x))
IS(identity, jet_scale(j, x, 1))
IS(relu, rectified(j, x))
IS(leaky_relu, split(j, x, 0, jet_scale(j, x, p[0]), x))
IS(prelu, leaky_relu_(j, p, x))
IS(rrelu,
   split(j, x, 0, jet_multiply(j, x, jet_scale(j, jet_offset(j, number(j, p[0]), p[1]), 0.5)), x))
IS(relu6, clip(j, x, 0, 6))
IS(threshold, jet_if(j, jet_compare(j, JET_LESS_EQUAL, x, number(j, p[0])), number(j, p[1]), x))
IS(hard_tanh, clip(j, x, p[0] < p[1] ? p[0] : p[1], p[1]))
IS(hard_sigmoid,
   split(j, x, -3, number(j, 0),
         split(j, x, 3, jet_divide(j, jet_offset(j, x, 3), number(j, 6)), number(j, 1))))
IS(hard_sigmoid_keras2,
   split(j, x, -2.5, number(j, 0),
         split(j, x, 2.5, jet_divide(j, jet_offset(j, x, 2.5), number(j, 5)), number(j, 1))))
IS(sparse_sigmoid, split(j, x, -1, number(j, 0),
                         split(j, x, 1, jet_scale(j, jet_offset(j, x, 1), 0.5), number(j, 1))))
IS(hard_shrink,
   jet_if(j, jet_compare(j, JET_LESS_EQUAL, jet_abs(j, x), number(j, p[0])), number(j, 0), x))
IS(soft_shrink, split(j, x, p[0], split(j, x, -p[0], jet_offset(j, x, p[0]), number(j, 0)),
                      jet_offset(j, x, -p[0])))
IS(shrink, split(j, x, -p[0], jet_offset(j, x, p[1]),
                 jet_if(j, jet_compare(j, JET_LESS_EQUAL, x, number(j, p[0])), number(j, 0),
                        jet_offset(j, x, -p[1]))))
IS(abs, jet_abs(j, x))

// The line through (base, base) with the given slope.
static struct jet *line_through(struct jets *j, const struct jet *x, double base, double slope)
{
    return jet_offset(j, jet_scale(j, jet_offset(j, x, -base), slope), base);
}

IS(srelu, split(j, x, p[2], split(j, x, p[0], line_through(j, x, p[0], p[1]), x),
                line_through(j, x, p[2], p[3])))
IS(hard_sigmoid_onnx, jet_max(j, number(j, 0), jet_min(j, number(j, 1), line(j, x, p[0], p[1]))))
IS(keras_relu, split(j, x, p[1], split(j, x, p[2], jet_scale(j, jet_offset(j, x, -p[2]), p[0]), x),
                     number(j, p[1])))

// --- smooth rectifiers ---

IS(elu, split(j, x, 0, saturated(j, x, p[0], 1), x))
IS(celu, split(j, x, 0, saturated(j, x, p[0], p[0]), x))
IS(selu, split(j, x, 0, jet_scale(j, saturated(j, x, p[0], 1), p[1]), jet_scale(j, x, p[1])))
IS(pelu, split(j, x, 0, saturated(j, x, p[0], p[1]),
               jet_divide(j, jet_scale(j, x, p[0]), number(j, p[1]))))
IS(isrlu, split(j, x, 0, over_root(j, x, p[0]), x))
IS(softplus, jet_divide(j, jet_softplus(j, jet_scale(j, x, p[0])), number(j, p[0])))
IS(exponential, jet_exp(j, x))
IS(squared_relu, split(j, x, 0, number(j, 0), jet_square(j, x)))
IS(star_relu, split(j, x, 0, number(j, p[1]), line(j, jet_square(j, x), p[0], p[1])))
IS(nlrelu, split(j, x, 0, number(j, 0), jet_log1p(j, jet_scale(j, rectified(j, x), p[0]))))

// (x + sqrt(x^2 + b))/2. For x < 0 it is written as b/(2 (sqrt(x^2 + b) - x)), where nothing
// cancels.
DEFINE(squareplus)
{
    struct jet *ratio, *hypotenuse = jet_root(j, x, 1, p[0], &ratio);
    struct jet *less = jet_scale(j, jet_subtract(j, hypotenuse, x), 2);
    struct jet *left = jet_divide(j, number(j, p[0]), less);
    return split(j, x, 0, left, jet_scale(j, jet_add(j, x, hypotenuse), 0.5));
}

DEFINE(bent_identity)
{
    (void)p;
    struct jet *ratio, *root = jet_root(j, x, 1, 1, &ratio);
    return jet_add(j, x, jet_scale(j, jet_offset(j, root, -1), 0.5));
}

IS(smelu,
   split(j, x, -p[0], number(j, 0),
         split(j, x, p[0],
               jet_divide(j, jet_square(j, jet_offset(j, x, p[0])), number(j, 4 * p[0])), x)))

DEFINE(xielu)
{
    struct jet *right = jet_scale(j, jet_square(j, x), p[0]);
    struct jet *left = jet_scale(j, jet_subtract(j, jet_expm1(j, x), x), p[1]);
    return jet_add(j, split(j, x, 0, left, right), jet_scale(j, x, p[2]));
}

DEFINE(berlu)
{
    struct jet *up = jet_square(j, jet_offset(j, x, p[1]));
    struct jet *down = jet_scale(j, jet_square(j, jet_offset(j, x, -p[1])), p[0]);
    struct jet *bend = jet_divide(j, jet_subtract(j, up, down), number(j, 4 * p[1]));
    return split(j, x, -p[1], jet_scale(j, x, p[0]), split(j, x, p[1], bend, x));
}

// --- self-gated ---

IS(silu, gated(j, x, p[0]))
IS(quick_gelu, gated(j, x, p[0]))
IS(e_swish, jet_scale(j, gated(j, x, 1), p[0]))
IS(gelu, jet_multiply(j, x, jet_normal(j, x)))
IS(hard_swish,
   split(j, x, -3, number(j, 0),
         split(j, x, 3, jet_divide(j, jet_multiply(j, x, jet_offset(j, x, 3)), number(j, 6)), x)))
IS(mish, jet_multiply(j, x, jet_tanh(j, jet_softplus(j, x))))
IS(serf, jet_multiply(j, x, jet_erf(j, jet_softplus(j, x))))
IS(tanh_exp, jet_multiply(j, x, jet_tanh(j, jet_exp(j, x))))
IS(lisht, jet_multiply(j, x, jet_tanh(j, x)))
IS(phish, jet_multiply(j, x, jet_tanh(j, gelu_(j, p, x))))
IS(logish, jet_multiply(j, x, jet_log1p(j, jet_sigmoid(j, x))))
IS(smish, jet_multiply(j, x, jet_tanh(j, jet_log1p(j, jet_sigmoid(j, x)))))
IS(golu, jet_multiply(j, x, jet_exp(j, jet_scale(j, jet_exp(j, jet_scale(j, x, -1)), -1))))
IS(elish, jet_multiply(j, jet_sigmoid(j, x), split(j, x, 0, jet_expm1(j, x), x)))

static const double root_8_by_pi = 1.5957691216057308; // sqrt(8/pi)

// (1 + tanh(u))/2 is sigmoid(2 u).
DEFINE(gelu_tanh)
{
    struct jet *cubic = jet_multiply(j, x, line(j, jet_square(j, x), p[0], 1));
    return jet_multiply(j, x, jet_sigmoid(j, jet_multiply(j, cubic, jet_about(j, root_8_by_pi))));
}

DEFINE(d_silu)
{
    (void)p;
    struct jet *rest = jet_sigmoid(j, jet_scale(j, x, -1));
    return jet_multiply(j, jet_sigmoid(j, x), jet_offset(j, jet_multiply(j, x, rest), 1));
}

DEFINE(hard_elish)
{
    (void)p;
    struct jet *half = jet_scale(j, jet_offset(j, x, 1), 0.5);
    struct jet *right = split(j, x, 1, jet_multiply(j, x, half), x);
    return split(j, x, -1, number(j, 0),
                 split(j, x, 0, jet_multiply(j, half, jet_expm1(j, x)), right));
}

// --- sigmoidal ---

IS(sigmoid, jet_sigmoid(j, x))
IS(tanh, jet_tanh(j, x))
IS(log_sigmoid, jet_scale(j, jet_softplus(j, jet_scale(j, x, -1)), -1))
IS(scaled_tanh, jet_scale(j, jet_tanh(j, jet_scale(j, x, p[1])), p[0]))
IS(dyt, jet_tanh(j, jet_scale(j, x, p[0])))
IS(derf, jet_erf(j, line(j, x, p[0], p[1])))
IS(tanh_shrink, jet_subtract(j, x, jet_tanh(j, x)))
IS(arctan, jet_atan(j, x))

// Far from 0, x/(1 + |x|) is nearly 1, and rounding would hide that its slope vanishes. So the
// slope comes from its own formula, 1/(1 + |x|)^2; it has a kink at 0, one order above that of |x|.
DEFINE(softsign)
{
    (void)p;
    struct jet *more = jet_offset(j, jet_abs(j, x), 1), *slope = jet_power(j, more, -2);
    struct bounds value = jet_coefficient(jet_divide(j, x, more), 0);
    struct jet *out = jet_integral(j, x, slope, &value);
    for (int i = 0; i < JET_LANES; i++)
        if (slope->smooth[i] < JET_SMOOTH && out->smooth[i] > slope->smooth[i])
            out->smooth[i] = (signed char)(slope->smooth[i] + 1);
    return out;
}

IS(isru, over_root(j, x, p[0]))
IS(penalized_tanh, split(j, x, 0, jet_scale(j, jet_tanh(j, x), p[0]), jet_tanh(j, x)))

// --- periodic and radial ---

IS(sinusoid, jet_sin(j, x))
IS(sinc, jet_sinc(j, x))
IS(gaussian, jet_exp(j, jet_scale(j, jet_square(j, x), -1)))
IS(gcu, jet_multiply(j, x, jet_cos(j, x)))

// The narrower bounds of two jets of the same function, which are narrow in different places.
static struct jet *meet(struct jets *j, const struct jet *a, const struct jet *b)
{
    struct jet *out = jet_copy(j, a);
    for (int k = 0; k < out->length; k++) {
        struct bounds other = jet_coefficient(b, k);
        for (int i = 0; i < JET_LANES; i++) {
            out->c[k].low[i] = fmax(out->c[k].low[i], other.low[i]);
            out->c[k].high[i] = fmin(out->c[k].high[i], other.high[i]);
        }
    }
    return out;
}

// x + sin^2(a x)/a. Near 0, sin^2 loses no digits. Far from it, (1 - cos(2 a x))/2 has the narrower
// bounds: its derivatives have those of one sine or cosine, the derivatives of sin^2 of products.
DEFINE(snake)
{
    struct jet *near = jet_square(j, jet_sin(j, jet_scale(j, x, p[0])));
    struct jet *rise = jet_subtract(j, number(j, 1), jet_cos(j, jet_scale(j, x, 2 * p[0])));
    struct jet *square = meet(j, near, jet_scale(j, rise, 0.5));
    return jet_add(j, x, jet_divide(j, square, number(j, p[0])));
}

struct jet *catalogue_enclose(struct jets *jets, int index, const double *parameters,
                              const struct jet *x)
{
    static enclosure *const all[ACTIVATION_COUNT] = {
#define ACTIVATION(id) id##_,
#include "activation/catalogue.def"
#undef ACTIVATION
    };
    size_t used = jets->used;
    return jets_release(jets, used, all[index](jets, parameters, x));
}
