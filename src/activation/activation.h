// The catalogue of activation functions, and struct activation, which describes any function that
// can be drawn: one of the catalogue or one that the user defined by a formula (own.h).
//
// Each function of the catalogue has a row (a struct activation) and a kernel in its family's file
// (families). A row holds everything that people want to know: names, parameters, formula, range,
// limits, kinks and jumps with their one-sided limits, points of interest with exact labels, and
// who introduced it. Nothing here depends on pictures.
//
// Conventions (the same for every function): at a kink f' and f'' are those of the branch on the
// right; at a jump the point belongs to the branch that the definition names; Dirac masses are left
// out of f' (step' = 0). f(NaN) is NaN. A finite true value never becomes infinite or NaN by an
// overflow in between.
//
// `parameters` is an array of the parameters' values in the order of the row, with at least
// parameter_count elements; it may be NULL if that is 0. Other pointers must not be NULL where
// nothing else is said. x and values of functions have no units.
#ifndef ACTSCOPE_ACTIVATION_ACTIVATION_H
#define ACTSCOPE_ACTIVATION_ACTIVATION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/fault.h"
#include "base/text.h"

enum {
    ACTIVATION_PARAMETERS_MAX = 8,
    ACTIVATION_BREAKS_MAX = 4,
    ACTIVATION_POINTS_MAX = 64, // snake has 63 within ±10
    ACTIVATION_LABEL_SIZE = 80, // bytes, terminator included; two numbers at a jump
};

// f, f' and f''; the indices of arrays with a value for each.
enum order { ORDER_F, ORDER_DF, ORDER_D2F, ORDER_COUNT };

struct activation_parameter {
    const char *name;   // as in commands: "alpha"
    const char *symbol; // as in pictures: "α"
    double initial;     // the default
    double low, high;   // the slider's range; values outside are allowed where `valid` says so
    bool positive;      // must be > 0
};

// A kink or a jump: the one-sided limits and the value at x, for f, f' and f'', NaN where there is
// none. No stroke of a curve connects left and right of x unless the limits agree.
struct activation_break {
    double x;
    double left[ORDER_COUNT];
    double right[ORDER_COUNT];
    double at[ORDER_COUNT];
};

// What a point of interest is on the curve of its order.
enum point_kind {
    POINT_VALUE,   // a value worth knowing, as sigmoid(0) = 1/2
    POINT_MAXIMUM, // a local one, as is a minimum
    POINT_MINIMUM,
    POINT_ROOT,
    POINT_INFLECTION,
    POINT_HALF_HEIGHT, // y is half of the extremum that is farthest from 0
    POINT_KINK,        // the curve is continuous here, its derivative jumps
    POINT_JUMP,
    POINT_HOLE, // both sides have the limit y, which is not the value here
    POINT_POLE, // the curve grows beyond all bounds on a side; y is infinite or unspecified
};

// A point of interest (x, y) of the curve of f, f' or f''. `label` is y in exact form where one is
// known ("1/4", "ln(2 + √3)"), else a decimal number; it is written after "σ′(0) = ".
struct activation_point {
    enum order order;
    enum point_kind kind;
    double x, y;
    char x_label[ACTIVATION_LABEL_SIZE]; // x likewise: "0", "ln(3 + 2√2)"
    char label[ACTIVATION_LABEL_SIZE];   // y: "1/4"; at a jump both limits: "0 → 1"
    // Whether pictures always show it, and not only next to the cursor: true only of the least
    // value of f and of the greatest slope in f'.
    bool headline;
};

// Evaluates f, f' and f'' at the n values of x. An output that is NULL is not computed; the others
// have n elements and do not overlap x.
typedef void activation_kernel(const double *parameters, const double *x, size_t n, double *f,
                               double *df, double *d2f);

// The variance σw² of a network's initial weights, times the number of a unit's inputs, that suits
// a function: 1 (LeCun, Xavier), 2 (He), or 2/(1 + a²) with the slope a on the left (He, for leaky
// ReLUs).
enum wanted_scale { WANTS_LECUN, WANTS_HE, WANTS_HE_LEAKY };

struct expression; // activation/expression/expression.h

struct activation {
    const char *id;                   // as in commands and CSV: "leaky_relu"
    const char *name;                 // as in pictures: "Leaky ReLU"
    const char *symbol;               // as in labels: "σ", "tanh", "LReLU"
    const char *family;               // "steps and piecewise linear", "sigmoidal", …
    const char *aliases;              // other ids people try, separated by spaces; "" if none
    const char *formula[ORDER_COUNT]; // plain text with Unicode: "1/(1 + e⁻ˣ)"
    // f and f' in the expression language (expression/expression.h). Parameters have their names; a
    // name that is also a function of the language has "_" behind it: "min_". Written as in a
    // lecture: pictures typeset them, and values with more digits than doubles have are computed
    // from f (precise.h). NULL for f'' and for users' functions.
    const char *typed[ORDER_COUNT];
    // The formula of textbooks in the same language, if it is wrong in doubles somewhere because
    // terms cancel or overflow: curves of it can be compared with the kernel's, which are right.
    // NULL where there is no such difference, and for f''.
    const char *textbook[ORDER_COUNT];
    const char *range;               // "(0, 1)"
    const char *sup_slope;           // sup|f'| and where: "1/4 at 0"
    double sup_slope_value;          // at default parameters; INFINITY where unbounded
    const char *limits[ORDER_COUNT]; // "0, 1": at −∞ and at +∞
    const char *conventions;         // at kinks, and where frameworks differ; "" if none
    const char *origin;              // author, year, title
    enum wanted_scale wants;
    double home_low, home_high; // the x range of the first view: the article's
    bool swings;                // has infinitely many extremes, as a sine: sampled more closely
    int parameter_count;
    struct activation_parameter parameters[ACTIVATION_PARAMETERS_MAX];
    activation_kernel *kernel;
    // A user's formula, with kernel, breaks and points NULL; NULL in the catalogue.
    const struct expression *expression;
    const char *definition; // `define` makes the function from it; NULL in the catalogue
    unsigned long revision; // differs between a user's definitions; 0 in the catalogue
    // Write the breaks and the points of interest in increasing x, at most ACTIVATION_BREAKS_MAX
    // and ACTIVATION_POINTS_MAX, and return how many.
    int (*breaks)(const double *parameters, struct activation_break *out);
    int (*points)(const double *parameters, struct activation_point *out);
};

// The places of functions in the catalogue, and how many there are, as constants.
enum {
#define ACTIVATION(id) ACTIVATION_PLACE_##id,
#include "activation/catalogue.def"
#undef ACTIVATION
    ACTIVATION_COUNT
};

// The catalogue in its fixed order, which begins with the article's: step, sigmoid, tanh, relu,
// leaky_relu. `activation_at` wants 0 <= index < activation_count().
int activation_count(void);
const struct activation *activation_at(int index);

// The index of the function with that id or alias, or -1. The case of letters does not matter, nor
// do '_', '-' and spaces between them, nor what frameworks write around a name:
// "torch.nn.LeakyReLU()", "GELUActivation". Also -1 if the framework's function of that name is
// another one: np.sinc.
int activation_find(const char *id);

// What to write instead of a framework's function that differs, by default, from the function of
// that name here: "leaky_relu(x, 0.2)" for TensorFlow's leaky_relu. `module` is a path, "tf.nn",
// whose first name tells the framework, or ""; `word` is the function's name in any spelling. The
// text has to be translated (language_text). NULL where the functions are the same, where the
// catalogue has none of that name, or where the module is "".
const char *activation_elsewhere(const char *module, const char *word);

// Whether a text is '-' and a function's name, "-relu": no name of a function, but perhaps meant as
// a formula.
bool activation_is_negated(const char *id);

// The id of the function whose id or alias is nearest to a mistyped one, or NULL if none is near.
const char *activation_nearest(const char *id);

// Whether the catalogue does not have a function for a known reason, which the fault then gives
// (FAULT_UNKNOWN_FUNCTION): softmax maps vectors to vectors, erf is a function of formulas, np.sinc
// is another function than sinc, and -relu has to be written as the formula -relu(x).
bool activation_explained(const char *id, struct fault *fault);

// Fills a fault (FAULT_UNKNOWN_FUNCTION) about an id that the catalogue does not have: why it
// cannot have it, or the nearest id. Returns false.
bool activation_unknown(const char *id, struct fault *fault);

// The index of a parameter by name or symbol, or -1.
int activation_parameter_find(const struct activation *activation, const char *name);

// The index of a parameter by its name in `typed` and `textbook`, which may have "_" behind it, or
// -1.
int activation_typed_parameter(const struct activation *activation, const char *name);

// Whether a parameter may have this value: it is finite, and positive where it must be.
bool activation_parameter_valid(const struct activation_parameter *parameter, double value);

// The value of parameter number `parameter` at the part t, in [0, 1], of its slider: low at 0, high
// at 1. If it must be positive and `low` is 0 or less, the slider begins at a thousandth of high.
double activation_sweep(const struct activation *activation, int parameter, double t);

// Fills parameters[] with the defaults.
void activation_defaults(const struct activation *activation,
                         double parameters[ACTIVATION_PARAMETERS_MAX]);

// Evaluates f, f' and f'' at n values of x, for any function; an output may be NULL, and must not
// overlap x. Functions of the catalogue are within 5, 6 and 8 ulp times max(1, k) of the true
// value, subnormal results included; k is the sum of the absolute terms of the closed form over the
// absolute value of their sum.
void activation_eval(const struct activation *activation, const double *parameters, const double *x,
                     size_t n, double *f, double *df, double *d2f);

// Write the kinks and jumps, and the points of interest, in increasing x, and return how many.
int activation_breaks(const struct activation *activation, const double *parameters,
                      struct activation_break out[ACTIVATION_BREAKS_MAX]);
int activation_points(const struct activation *activation, const double *parameters,
                      struct activation_point out[ACTIVATION_POINTS_MAX]);

// Whether two points of interest are at the same x of the same curve, as a minimum that is a root.
bool activation_points_meet(const struct activation_point *a, const struct activation_point *b);

// f, f' or f'' at x.
double activation_value(const struct activation *activation, const double *parameters,
                        enum order order, double x);

// "f", "f′", "f″".
const char *order_name(enum order order);

// The function's name in the reader's language; a user's function has its name as it was written.
const char *activation_name(const struct activation *activation);

// Appends the formula of f, f' or f'' as plain text in the reader's language: "x for x ≥ 0, αx for
// x < 0". Only words as "for" are translated.
void activation_formula(const struct activation *activation, enum order order, struct text *out);

#endif
