// The expression language: a user's own formula in x, with exact derivatives.
//
//     struct expression *swish = expression_parse_definition("swish2 = x * sigmoid(b*x)", &fault);
//
// THE LANGUAGE
//
// Numbers are decimal (2, .5, 1e-3; 2e is 2 times e) or C hex floats (0x1p-3). pi (π), e, inf (∞),
// nan, true and false are constants in upper or lower case, except that E alone is a fault; so are
// M_PI and its like of C, math.tau and PI(). x or X is the variable. Any other name that is not
// followed by "(" is a parameter, whose default is 1. Names are made of letters (Latin, Greek),
// digits, subscripts and "_".
//
// A formula without x may have another variable: in f(t) = t^2 the first name of the list, if it
// has no default; or else the only name that is usual for a variable, such as t, u, y, z, s, n or
// θ, but not a, b or β. It is a fault if several names could be the variable, if none is usual, or
// if the only name is usual for a parameter, as in tanh(a). A name that is probably a mistake (x2,
// ax, sinx, sigmod, E, pi2) is a fault that says what may be meant; so is a word of a sentence (x
// for x > 0, minus x). Names in the list of a definition are parameters whatever they look like.
//
//     a if c else b, c ? a : b    as if(c, a, b)
//     or, and, not            truth is 1 or 0; anything but 0 counts as true; also && and ||
//     < <= > >= == != ≤ ≥ ≠   do not chain; false where a side is NaN, but != is true
//     + -                     also −
//     * /                     also · × ÷ ∗ ⋅; without a sign is a product: 2x, 3(x+1), x exp(x)
//     - + in front            bind less than ^: -x^2 is -(x^2)
//     ^                       to the right: 2^3^2 is 2^9; also ** and ², ³, x⁻¹
//     |x|  √x  ∛x  ⌊x⌋  ⌈x⌉   √ takes what follows directly: √x+1 is √(x)+1
//     sin²(x)  sin^2(x)       the power of the value; sin⁻¹ is a fault
//
// e^u is exp(u): e means Euler's number, not the double next to it.
//
// A name followed by "(" is always a call, so x(x+1) is a fault: write x*(x+1). A product without a
// sign binds as * does. Because 1/2x could then be read in two ways, a division by such a product
// is a fault; so are e^2x and √x². A number cannot be a factor without a sign in front ("x 2").
// Inside |…| the next bar closes: write |2*|x|| for nested ones.
//
// A function needs brackets, except in "sin x" where nothing else can be meant, which excludes
// sin 2x and sin x/2.
//
// Other ways of writing are read, too: superscripts (e⁻ˣ), dashes for a minus, full-width and
// mathematical letters, spaces of any width (paste.h); LaTeX (\frac{1}{2}, \left(, x^{2},
// \sigma(x), but no cases); names in modules (np.exp, torch.nn.functional.relu); 0.5f, fmax and
// expf of C; "lambda x: …", "x -> …"; quotes, a full stop or a semicolon around the formula.
// Functions that another library defines differently (tf.nn.leaky_relu(x)) and notations that are
// not read (x!, a % b, 1_000, 1,5, 0b11, nn.LeakyReLU(0.2)(x)) are faults that say what to write.
//
// Functions, in any case: if(condition, a, b); exp log (ln) log2 log10 log1p expm1 sqrt cbrt abs
// sign floor ceil sin cos tan asin acos atan sinh cosh asinh acosh atanh erf erfc; pow(a, b),
// hypot(a, b), min(a, b, …), max(a, b, …), clip(x, low, high); square exp2 sec csc cot sech csch
// coth, and Phi (Φ) of the standard normal distribution, which are written out; σ is sigmoid. Other
// names of these (where, maximum, arcsin, fabs, clamp …) are known. Every function of the catalogue
// by id or alias, tanh among them, with its parameters in order or by name: leaky_relu(x, 0.2),
// leaky_relu(x, alpha=0.2). A parameter must not depend on x, and where its value is not allowed by
// the catalogue, the function is NaN. sigmoid'(x) and sigmoid''(x) are the derivatives that the
// catalogue has; higher ones, which f' and f'' may need, are taken from power series. A definition
// may use other definitions (expression_parse_definition_in).
//
// A definition is NAME = FORMULA or NAME(a=0.1, b=2) = FORMULA: the list fixes the order and the
// defaults of parameters; names that it leaves out follow in order of appearance.
//
// VALUES
//
// A formula is evaluated as written. Constants are folded, and simplification never changes a value
// (1*x, x + 0). So 0*inf, log(-1) and 0/0 are NaN, which is a gap in the curve. x = NaN gives NaN.
// a^n with a small whole n is computed by multiplications. if(…) computes both branches and takes
// one.
//
// Where a part of f overflows or underflows in doubles (beyond 1e308, below 1e-308), f and its
// derivatives are computed again with wide exponents (digits.h). So exp(x)/(1 + exp(x)) is 1 at
// 800, and 0*exp(x) is 0. An infinity that is not due to overflow stays one: 1/x - 1/x is NaN at 0.
// Digits that cancel are lost all the same: (1 - erf(x))*exp(x^2) is NaN where erf(x) rounds to 1
// and the other factor overflows.
//
// 1^inf is NaN, too. Where the exponent depends on x, 0^0 and inf^0 are 1 only if f tends to 1 on a
// side: x^x is 1 at 0, while (1 + x)^(1/x) and x^(1/log(x)) have holes there.
//
// At a pole f is infinite with the sign that it has just to the right; or just to the left, if it
// has no pole on the right: 1/(cos(x) - 1) is -inf at 0, 1/sqrt(-x) is inf.
//
// Where doubles give nothing but rounding errors, f and its derivatives are those of the power
// series of f: near 0/0, on both sides of it even if they differ, and near the ends of roots and
// arcs.
//
// DERIVATIVES
//
// f' and f'' are formulas, too. They are simplified in one way that f is not: 0*g is 0, whatever g.
// Where exp(u) overflows in 1 + exp(u), and f, a quotient or logarithm of that, is finite, they are
// finite as well: (1 + exp(u))'/(1 + exp(u)) is computed as u' sigmoid(u). Where f is NaN, because
// a function is outside its domain or because of 0/0, so are f' and f''.
//
// The values of f' and f'' are the derivatives from the right. In two cases the formulas may give
// others. Then the derivatives are computed by the rules of derivation in wide numbers (digits.h)
// if f is smooth at x, or else taken from the power series of f beside x (series.h):
//
// - Where f' or f'' comes to NaN though f is finite, because a factor 0 meets an infinite one.
//   sqrt(relu(x)) has slopes of 0 below 0, and sqrt(x^2)' is 1 at 0.
// - At ties (ties.c): where a part of f may jump, or the argument of a function of the catalogue
//   falls through a kink of the function. The rules of derivation look at one point only, and there
//   the value may belong to neither side. relu(-x)' is 0 at 0, and so is if(x == 0, 1, sin(x)/x)'.
//
// At kinks of min, max, abs and if, the derivative is that of the part that is chosen just to the
// right.
//
// At 0 the derivatives of x^p are the limits of p x^(p-1) and p (p-1) x^(p-2) from the right: 0,
// finite or infinite, as x^1.5'' = inf.
//
// Where f does not go on to the right, at a jump whose point belongs to the left or at the end of
// its domain, the derivatives are those from the left. At a single point, where f goes on to
// neither side, they are NaN. A formula that is constant between its jumps, such as sign(x), has
// slopes of 0 at the jumps as well. A part that is infinite on a whole stretch counts as greater
// than every power, so that exp(-1/relu(x)) is 0 below 0, with its slopes. Where f itself is
// infinite on a stretch, as 1/floor(x) is at 0.5, it has no slopes. At a pole the derivatives are
// what they tend to on the side whose sign f has.
#ifndef ACTSCOPE_ACTIVATION_EXPRESSION_EXPRESSION_H
#define ACTSCOPE_ACTIVATION_EXPRESSION_EXPRESSION_H

#include "activation/activation.h"
#include "base/fault.h"
#include "base/text.h"

enum {
    EXPRESSION_TEXT_MAX = 4096,     // bytes
    EXPRESSION_DEPTH_MAX = 200,     // parentheses, calls, exponents within each other
    EXPRESSION_NODES_MAX = 4096,    // operations, f, f' and f'' together
    EXPRESSION_NAME_SIZE = 32,      // bytes of a name, terminator included
    EXPRESSION_BREAKS_MAX = 64,     // of expression_breaks
    EXPRESSION_BREAKS_IN_MAX = 256, // of expression_breaks_in, within a view
};

// A formula or definition. It does not change once it is parsed (but see expression_take_doubles),
// so that threads may share it. In all functions below `parameters` are the values of its
// parameters, in the order of expression_parameters; NULL will do where there are none. x may be
// any double.
struct expression;

// Parse a formula, or a definition. `text` ends with a terminator. Both return NULL and fill
// `fault` (with its column) where the text is not correct, or passes one of the limits above.
// `fault` may be NULL. The result is the caller's, to be freed with expression_destroy.
struct expression *expression_parse(const char *text, struct fault *fault);
struct expression *expression_parse_definition(const char *text, struct fault *fault);

// Whether a text has the form "NAME = …" or "NAME(…) = …", so that it is to be parsed as a
// definition.
bool expression_is_definition(const char *text);

// Whether a word alone is to be parsed as a formula rather than taken for a mistyped id of the
// catalogue: x and the constants in any case, a letter that is read as the variable, and words such
// as x2 and sinx, for which the parser's fault says what may be meant.
bool expression_is_word(const char *word);

// Parses a definition that may use the definitions items[0 … n - 1] by name; items may be NULL, and
// so may `scope`. A definition that is used is copied into the formula, so that later changes of it
// have no effect here.
struct expression_scope {
    const struct expression *const *items;
    int n;
};
struct expression *expression_parse_definition_in(const char *text,
                                                  const struct expression_scope *scope,
                                                  struct fault *fault);
void expression_destroy(struct expression *expression); // NULL is fine

// The name of function number `index`, from 0, of all that formulas know; NULL past the end.
const char *expression_function_name(int index);

// The name of a definition; "" for a formula. It lives as long as the expression.
const char *expression_name(const struct expression *expression);

// How many operations f, f' and f'' together take.
int expression_operations(const struct expression *expression);

// The parameters, in order, with their sliders; *count of them, which live as long as the
// expression. A slider goes five times as far as the default, both ways. If the parameter is (part
// of) an exponent or a constant divisor it stays on the default's side of 0; that of an exponent
// goes to twice the default only.
const struct activation_parameter *expression_parameters(const struct expression *expression,
                                                         int *count);

// Fills parameters[] with the defaults, and what is left over with 0.
void expression_defaults(const struct expression *expression,
                         double parameters[ACTIVATION_PARAMETERS_MAX]);

// f, f' or f'' (`order`) as an expression of its own, with the same parameters and no name. NULL
// with a fault (which may be NULL) where it and its derivatives have more than EXPRESSION_NODES_MAX
// operations. Free it with expression_destroy.
struct expression *expression_derive(const struct expression *expression, enum order order,
                                     struct fault *fault);

// f' as a textbook writes it, as the f of a new expression with the same parameters. It is only to
// be printed or typeset, and only its f: it has no programs to compute it, and no derivatives. NULL
// where it has more than EXPRESSION_NODES_MAX operations. Free it with expression_destroy.
struct expression *expression_textbook(const struct expression *expression);

// Appends the formula of f, f' or f'' to `out`. In a definition that lists the same parameters it
// parses back to an equal expression, if it is within the limits on text and depth. Where it would
// be longer than EXPRESSION_TEXT_MAX, it is cut, ends with "…", and the function returns false.
bool expression_print(const struct expression *expression, enum order order, struct text *out);

// Appends "NAME(a=0.1, b=2) = FORMULA", which parses back to the same definition. Returns false
// where the formula was cut, as above.
bool expression_print_definition(const struct expression *expression, struct text *out);

// Whether two expressions have the same operations for f. Parameters are the same if their names
// are; defaults and the names of definitions do not count.
bool expression_equal(const struct expression *a, const struct expression *b);

// f, f' and f'' at x[0 … n - 1]. Any output may be NULL; none may overlap x or another. The values
// do not depend on n or on which outputs are asked for. Uses 0.2 MB of stack. Cannot fail: NaN
// where there is no value.
void expression_eval(const struct expression *expression, const double *parameters, const double *x,
                     size_t n, double *f, double *df, double *d2f);

// From then on values are those of the formulas in plain doubles, however wrong. To be called
// before other threads use the expression.
void expression_take_doubles(struct expression *expression);

// One order at one point.
double expression_value(const struct expression *expression, const double *parameters,
                        enum order order, double x);

// Whether f may swing without end, so that sampling has to look closely: it has sin, cos, tan,
// floor or ceil of something that depends on x, or a function of the catalogue that swings.
bool expression_swings(const struct expression *expression);

// The breaks within [-1000, 1000], in increasing x: kinks, jumps, holes, poles and ends of the
// domain. Writes at most `max` and EXPRESSION_BREAKS_MAX of them to out[], those nearest to 0, and
// returns how many.
//
// A break is where the argument of an operation passes the level at which that takes another branch
// or ends, or where a divisor is 0. x is exact where the argument is affine in x, and otherwise the
// first double on the right of the break. Limits and values are those of the break itself, even if
// it lies between two doubles. The limits are those of the power series on each side (series.h):
// infinite at poles, NaN where there are no values or they are not known. `at` is NaN where f has
// no value, even if doubles have one: sin(3*x)/sin(x) at π, atan(1/x) at 0. But 1/tan(x) is cot(x).
int expression_breaks(const struct expression *expression, const double *parameters,
                      struct activation_break *out, int max);

// The same within a view from x = low to x = high, on an axis that is linear for |x| below `bent`
// and logarithmic beyond; bent is 0 for a linear axis. Breaks that crowd are left out, as the jumps
// of floor(1/x) near 0: those with many others within a thousandth of the view. Returns how many it
// wrote; 0 for an empty view. `part` says which of three results this one replaces in the
// expression's memory, so that a view and the margins before and after it can be asked for in turn.
enum expression_part { PART_VIEW, PART_BEFORE, PART_AFTER, EXPRESSION_PARTS };
struct expression_view {
    double low, high, bent;
    enum expression_part part;
};
int expression_breaks_in(const struct expression *expression, const double *parameters,
                         const struct expression_view *view,
                         struct activation_break out[EXPRESSION_BREAKS_IN_MAX]);

// The limits on both sides and the values at any x: those of the break that lies within 1e-12 |x|,
// or else of x itself.
struct activation_break expression_sides(const struct expression *expression,
                                         const double *parameters, double x);

// Roots, extrema, inflections, kinks and jumps of f, f' and f'' within [-20, 20], in increasing x.
// Writes at most `max` and ACTIVATION_POINTS_MAX of them to out[], those nearest to 0, and returns
// how many. A root of f, f', f'' or f''' is found where enclosures prove opposite signs at two
// points 0.01 apart, and refined to the last bits. Labels are decimals of six digits. The headline
// is the extremum of f' with the greatest |f'|.
int expression_points(const struct expression *expression, const double *parameters,
                      struct activation_point *out, int max);

#endif
