// The expression language: a user's own formula in x, with exact derivatives.
//
//     struct expression *swish = expression_parse_definition("swish2 = x * sigmoid(b*x)", &fault);
//
// THE LANGUAGE
//
// Numbers are decimal (2, .5, 1e-3; 2e is 2 times e) or C hex floats (0x1p-3); pi (π), e, inf (∞),
// nan, true and false are constants in any case (but E alone is asked about), and so are M_PI and
// its like of C, math.tau and PI(); x or X is the variable. Any other name that is not followed by
// "(" is a parameter, whose default is 1. Names are made of letters (Latin, Greek), digits,
// subscripts and "_".
//
// A formula without x may have another variable: the first name of a list without a default,
// f(t) = t^2; or else the only name that is usual for one, such as t, u, y, z, s, n or θ (but not
// a, b or β). Where several could be meant, or none is known, or the only name is one of those, as
// in tanh(a), that is a fault. A name that is probably a mistake is a fault with what may be meant:
// x2, ax, sinx, sigmod, E, pi2; so is a word of a sentence: x for x > 0, minus x. Names in the list
// of a definition are parameters whatever they look like.
//
//     a if c else b, c ? a : b    as if(c, a, b)
//     or, and, not            truth is 1 or 0; anything but 0 counts as true; also && and ||
//     < <= > >= == != ≤ ≥ ≠   do not chain; false where a side is NaN, but != is true
//     + -                     also −
//     * /                     also · × ÷ ∗ ⋅; a sign left out multiplies: 2x, 3(x+1), x exp(x)
//     - + in front            bind less than ^: -x^2 is -(x^2)
//     ^                       to the right: 2^3^2 is 2^9; also ** and ², ³, x⁻¹
//     |x|  √x  ∛x  ⌊x⌋  ⌈x⌉   √ takes what follows directly: √x+1 is √(x)+1
//     sin²(x)  sin^2(x)       the power of the value; sin⁻¹ is a fault
//
// e^u is exp(u), which is nearer to the power of Euler's number than that of its double.
//
// A name followed by "(" is always a call, so x(x+1) is a fault: write x*(x+1). A sign left out
// binds as * does; since 1/2x could then be read in two ways, a division by such a product is a
// fault, as are e^2x and √x². A number never follows without a sign ("x 2"). Inside |…| a bar
// closes: write |2*|x||.
//
// A function wants brackets, but in "sin x" where nothing else can be meant (not: sin 2x, sin x/2).
//
// The same is read as other people write it: superscripts (e⁻ˣ), dashes for a minus, full-width and
// mathematical letters, spaces of any width (paste.h); LaTeX (\frac{1}{2}, \left(,
// x^{2}, \sigma(x), but no cases); names in modules (np.exp, torch.nn.functional.relu); 0.5f, fmax
// and expf of C; "lambda x: …", "x -> …"; quotes, a full stop or a semicolon around the formula.
// What another library means differently (tf.nn.leaky_relu(x)) and what is not read (x!, a % b,
// 1_000, 1,5, 0b11, nn.LeakyReLU(0.2)(x)) is a fault that says what to write.
//
// Functions, in any case: if(condition, a, b); exp log (ln) log2 log10 log1p expm1 sqrt cbrt abs
// sign floor ceil sin cos tan asin acos atan sinh cosh asinh acosh atanh erf erfc; pow(a, b),
// hypot(a, b), min(a, b, …), max(a, b, …), clip(x, low, high); square exp2 sec csc cot sech csch
// coth, and Phi (Φ) of the standard normal distribution, which are written out; σ is sigmoid. Other
// names of these (where, maximum, arcsin, fabs, clamp …) are known. Every function of the catalogue
// by id or alias, tanh among them, with its parameters in order or by name: leaky_relu(x, 0.2),
// leaky_relu(x, alpha=0.2). These must not depend on x; a value that the catalogue does not allow
// gives NaN. sigmoid'(x) and sigmoid''(x) are the derivatives that the catalogue has; further ones
// are those of the power series. A definition may use other definitions
// (expression_parse_definition_in).
//
// A definition is NAME = FORMULA or NAME(a=0.1, b=2) = FORMULA: the list fixes the order and the
// defaults of parameters; names that it leaves out follow in order of appearance.
//
// VALUES
//
// A formula is evaluated as written: constants are folded, and what is left out never changes a
// value (1*x, x + 0), so that 0*inf, log(-1) and 0/0 are NaN: a gap in the curve. x = NaN gives
// NaN. a^n with a small whole n multiplies. if evaluates both branches and takes one.
//
// Doubles end at 1e308 and 1e-308, real numbers do not: where a part overflows or underflows, f and
// its derivatives are computed again with exponents that do not (digits.h). So
// exp(x)/(1 + exp(x)) is 1 at 800, and 0*exp(x) is 0. An infinity that is none by overflow stays
// one: 1/x - 1/x is NaN at 0. Digits that cancel are lost all the same: (1 - erf(x))*exp(x^2) is
// NaN where erf(x) rounds to 1 and the other factor overflows.
//
// 1^inf is no value either, and where an exponent moves, 0^0 and inf^0 are 1 only where f tends to
// that on a side: x^x is 1 at 0, (1 + x)^(1/x) and x^(1/log(x)) have holes there.
//
// At a pole f has the sign that it has just to the right, or where it has no pole there, to the
// left: 1/(cos(x) - 1) is -inf at 0, 1/sqrt(-x) is inf.
//
// Where rounding is all that is left, f and its derivatives are those of the power series beside
// the place: near 0/0, on both sides of it even if they differ, and near roots and arcs that end.
//
// DERIVATIVES
//
// f' and f'' are formulas, simplified in one way that f is not: 0*g is 0, whatever g. Where exp
// overflows on the way to a finite f, in 1 + exp(u) under a fraction or a logarithm, they stay
// finite: (1 + exp(u))'/(1 + exp(u)) is u' sigmoid(u). Where f is NaN because a function was left
// its domain, or because of 0/0, so are they.
//
// Their values are the derivatives from the right, of f at x and just to the right of it. Where
// those formulas have not got them, the rules of derivation in wide exponents have if f is smooth
// there (digits.h), or else the power series of f beside x (series.h):
//
// - Where they come to NaN though f is finite. A factor that is exactly 0 has met an infinite one
//   there, and doubles no longer know which of them is faster: sqrt(relu(x)) is 0 below 0 with all
//   its slopes, sqrt(x^2)' is 1 at 0.
// - Where a part of f may jump, or a function of the catalogue bends as its argument falls
//   (ties.c). The rules of derivation look at one point only, where the value of a part
//   that jumps may belong to neither side: relu(-x)' is 0 at 0, if(x == 0, 1, sin(x)/x)' too.
//
// Kinks of min, max, abs and if need no series: the part that is greater, or whose condition
// holds, just to the right is the one whose slope there is.
//
// Powers at 0: x^p has the limits of p x^(p-1) and p (p-1) x^(p-2) from the right, which are 0,
// finite or infinite; the latter is said with its sign, as x^1.5'' = inf.
//
// Where f does not go on to the right, at a jump that holds the point on its left or at the end of
// its domain, the derivatives are those from the left; at a single point, where f goes on to
// neither side, they are NaN. A formula that is constant between its jumps, such as sign(x), has
// slopes of 0 at these as well. What is infinite on a whole stretch counts as more than every power
// of the distance, so that exp(-1/relu(x)) is 0 below 0 with its slopes; where f itself is so, as
// 1/floor(x) is at 0.5, it has none. At a pole the derivatives are what they tend to on that side
// of it whose sign f has.
#ifndef ACTSCOPE_ACTIVATION_EXPRESSION_EXPRESSION_H
#define ACTSCOPE_ACTIVATION_EXPRESSION_EXPRESSION_H

#include "activation/activation.h"
#include "base/fault.h"
#include "base/text.h"

enum {
    EXPRESSION_TEXT_MAX = 4096,  // bytes
    EXPRESSION_DEPTH_MAX = 200,  // parentheses, calls, exponents within each other
    EXPRESSION_NODES_MAX = 4096, // operations, f, f' and f'' together
    EXPRESSION_NAME_SIZE = 32,   // bytes of a name, terminator included
    EXPRESSION_BREAKS_MAX = 64,
    EXPRESSION_BREAKS_IN_MAX = 256, // of a view
};

struct expression; // immutable once parsed, so that threads may share it

// Both return NULL and fill `fault` (with its column) where the text is none, or where f, f' and
// f'' need more than the limits above.
struct expression *expression_parse(const char *text, struct fault *fault);
struct expression *expression_parse_definition(const char *text, struct fault *fault);

// Whether a text is "NAME = …" or "NAME(…) = …", a definition rather than a formula alone.
bool expression_is_definition(const char *text);

// Whether a word alone is a formula rather than a mistyped id: x and the constants in any case, a
// letter that is read as the variable, and words such as x2 and sinx, of which a formula says what
// was meant.
bool expression_is_word(const char *word);

// A definition that may use others by name; NULL items are passed over. What it uses is written out
// in its formula, as it is at that moment: a later definition of the same name changes nothing
// here.
struct expression_scope {
    const struct expression *const *items;
    int n;
};
struct expression *expression_parse_definition_in(const char *text,
                                                  const struct expression_scope *scope,
                                                  struct fault *fault);
void expression_destroy(struct expression *expression); // NULL is fine

// The functions that formulas know, one after the other; NULL past the end.
const char *expression_function_name(int index);

// The name of a definition; "" for a formula.
const char *expression_name(const struct expression *expression);

// How many operations f, f' and f'' together take.
int expression_operations(const struct expression *expression);

// The parameters as sliders, in order: five times as far as the default, both ways, but on one side
// of 0 where it is (part of) an exponent (then twice as far) or a divisor. They live as long as
// the expression.
const struct activation_parameter *expression_parameters(const struct expression *expression,
                                                         int *count);

// Fills parameters[] with the defaults, and what is left over with 0.
void expression_defaults(const struct expression *expression,
                         double parameters[ACTIVATION_PARAMETERS_MAX]);

// The derivative of that order as an expression of its own, with the same parameters and no name.
// NULL where its derivatives in turn pass the limits.
struct expression *expression_derive(const struct expression *expression, enum order order,
                                     struct fault *fault);

// f' as a textbook writes it, as the f of another expression with the same parameters: to be read
// and typeset, never computed, as it overflows where the derivative of `expression` does not. The
// other orders of it are not to be used. NULL where it has more operations than the limit.
struct expression *expression_textbook(const struct expression *expression);

// Appends the formula of f, f' or f''. What was written parses back to an equal expression, as a
// definition that lists the same parameters (within the limits on text and depth). Returns false,
// having written an end of "…", where it would be longer than EXPRESSION_TEXT_MAX.
bool expression_print(const struct expression *expression, enum order order, struct text *out);

// Appends "NAME(a=0.1, b=2) = FORMULA", which parses back to the same definition.
bool expression_print_definition(const struct expression *expression, struct text *out);

// Whether two have the same formula for f. Parameters are the same if their names are.
bool expression_equal(const struct expression *a, const struct expression *b);

// f, f' and f'' at n points; any output may be NULL; none may overlap x or another. The values do
// not depend on n or on which outputs are asked for. Allocates nothing; uses 0.2 MB of stack.
void expression_eval(const struct expression *expression, const double *parameters, const double *x,
                     size_t n, double *f, double *df, double *d2f);

// From then on values are what doubles make of the formulas, however wrong: nothing is mended.
void expression_take_doubles(struct expression *expression);

// One order at one point.
double expression_value(const struct expression *expression, const double *parameters,
                        enum order order, double x);

// Whether f may swing without end: sines and their like, whole numbers, or a function of the
// catalogue that swings.
bool expression_swings(const struct expression *expression);

// The kinks, jumps, holes, poles and ends of the domain within [-1000, 1000], in increasing x, at
// most `max` and EXPRESSION_BREAKS_MAX: those nearest to 0 are kept.
//
// A break is a place of the formula's own: where an argument passes the level at which an operation
// switches or ends, or something that divides is 0. x is exact where that argument is affine in x,
// and otherwise the first double on the right-hand side. What is said of it is of the place itself,
// whether it is a double or lies between two: limits are those of the power series on each side
// (series.h), infinite at poles, and NaN where there are no values or they are not
// known; `at` is NaN where f has no value, even if doubles find one next to it or go on with the
// infinity of 1/0: sin(3*x)/sin(x) at π, atan(1/x) at 0; but 1/tan(x) is cot(x).
int expression_breaks(const struct expression *expression, const double *parameters,
                      struct activation_break *out, int max);

// The same within a view from `low` to `high`, of an axis that is linear beneath `bent` and
// logarithmic beyond; 0 for a linear one. All, at most EXPRESSION_BREAKS_IN_MAX; but not those that
// crowd, with many others in a thousandth of the view, as the jumps of floor(1/x) do near 0. What
// was found for a view and for its margins is remembered apart.
enum expression_part { PART_VIEW, PART_BEFORE, PART_AFTER, EXPRESSION_PARTS };
struct expression_view {
    double low, high, bent;
    enum expression_part part;
};
int expression_breaks_in(const struct expression *expression, const double *parameters,
                         const struct expression_view *view,
                         struct activation_break out[EXPRESSION_BREAKS_IN_MAX]);

// The same at any x: of the break that lies within 1e-12 |x|, or else of x itself.
struct activation_break expression_sides(const struct expression *expression,
                                         const double *parameters, double x);

// Roots, extrema, inflections, kinks and jumps of f, f' and f'' within [-20, 20], in increasing x,
// at most `max`: those nearest to 0 are kept. Roots of f to f''' lie where enclosures prove
// opposite signs at a distance of a hundredth, and are refined to the last bits. Labels are
// decimals of six digits. The headline is the greatest extremum of |f'|.
int expression_points(const struct expression *expression, const double *parameters,
                      struct activation_point *out, int max);

#endif
