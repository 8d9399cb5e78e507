// The catalogue of activation functions: what a curve is.
//
// One row and one kernel a function, in its family's file. A row holds everything that people want
// to know: names, parameters, formula, range, limits, kinks and jumps with their one-sided limits,
// points of interest with exact labels, and who introduced it. Nothing here knows of pictures.
//
// Conventions (the same for every function): at a kink f' and f'' are those of the branch on the
// right; at a jump the point belongs to the branch that the definition names; Dirac masses are left
// out of f' (step' = 0). NaN in gives NaN out. A finite true value never becomes inf or NaN on the
// way.
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

// Derivative orders, used as array indices everywhere.
enum order { ORDER_F, ORDER_DF, ORDER_D2F, ORDER_COUNT };

struct activation_parameter {
    const char *name;   // as in commands: "alpha"
    const char *symbol; // as in pictures: "α"
    double initial;     // the default
    double low, high;   // the slider's range; values outside are allowed where `valid` says so
    bool positive;      // must be > 0
};

// A kink or a jump: the one-sided limits and the value at x, for f, f' and f''. A curve never
// crosses a break by a stroke unless left and right limits agree.
struct activation_break {
    double x;
    double left[ORDER_COUNT];
    double right[ORDER_COUNT];
    double at[ORDER_COUNT];
};

enum point_kind {
    POINT_VALUE,   // a value worth knowing, as sigmoid(0) = 1/2
    POINT_MAXIMUM, // of this order's curve
    POINT_MINIMUM,
    POINT_ROOT,
    POINT_INFLECTION,
    POINT_HALF_HEIGHT, // half of the extremum that is farthest from 0
    POINT_KINK,        // continuous here, the next derivative jumps
    POINT_JUMP,
    POINT_HOLE, // both sides have the limit y, which f does not take
    POINT_POLE, // beyond all bounds on a side; its y says nothing
};

// A point of interest of one order's curve. `label` is exact where a closed form is known ("1/4",
// "ln(2 + √3)") and otherwise a decimal; it is written after "σ′(0) = ".
struct activation_point {
    enum order order;
    enum point_kind kind;
    double x, y;
    char x_label[ACTIVATION_LABEL_SIZE]; // exact x for pictures: "0", "ln(3 + 2√2)"
    char label[ACTIVATION_LABEL_SIZE];   // exact y for pictures: "1/4"; at a jump "0 → 1"
    // Always shown in the picture, not only under the cursor: the least value of f, or the greatest
    // slope in f', and nothing else.
    bool headline;
};

// Evaluates n values. Any output may be NULL. Outputs must not overlap x.
typedef void activation_kernel(const double *parameters, const double *x, size_t n, double *f,
                               double *df, double *d2f);

// The spread of a network's first weights that a function was made for: σw² = 1 (LeCun, Xavier),
// 2 (He), or 2/(1 + a²) with its slope a on the left (He, for leaky ReLUs).
enum wanted_scale { WANTS_LECUN, WANTS_HE, WANTS_HE_LEAKY };

struct expression; // activation/expression/expression.h

struct activation {
    const char *id;                   // as in commands and CSV: "leaky_relu"
    const char *name;                 // as in pictures: "Leaky ReLU"
    const char *symbol;               // as in labels: "σ", "tanh", "LReLU"
    const char *family;               // "steps and piecewise linear", "sigmoidal", …
    const char *aliases;              // other ids people try, separated by spaces; "" if none
    const char *formula[ORDER_COUNT]; // plain text with Unicode: "1/(1 + e⁻ˣ)"
    // f and f' in the expression language (expression/expression.h), with the parameters by name
    // and
    // "_" behind those that are called as a function of the language is: "min_". As people write
    // them on a board: they are typeset, and values with more digits than doubles have come from f.
    // NULL for functions of the user's own.
    const char *typed[ORDER_COUNT];
    // Likewise as textbooks write them, where that is wrong in doubles because terms cancel or
    // overflow: the kernel is right there, and the difference is worth seeing. NULL where it holds.
    const char *textbook[ORDER_COUNT];
    const char *range;               // "(0, 1)"
    const char *sup_slope;           // sup|f'| and where: "1/4 at 0"
    double sup_slope_value;          // at default parameters; INFINITY where unbounded
    const char *limits[ORDER_COUNT]; // "0, 1": at −∞, at +∞; f, f', f''
    const char *conventions;         // at kinks, and where frameworks differ; "" if none
    const char *origin;              // author, year, title
    enum wanted_scale wants;
    double home_low, home_high; // the x range of a first look: the article's
    bool swings;                // without end, as a sine does: sampling looks closer
    int parameter_count;
    struct activation_parameter parameters[ACTIVATION_PARAMETERS_MAX];
    activation_kernel *kernel;
    // A user's formula instead of kernel, breaks and points, which are then NULL.
    const struct expression *expression;
    const char *definition; // what `define` takes to make it again; NULL in the catalogue
    unsigned long revision; // tells definitions apart that stand in the same place; 0 there, too
    // Both return how many they wrote (at most the MAX above), in increasing x.
    int (*breaks)(const double *parameters, struct activation_break *out);
    int (*points)(const double *parameters, struct activation_point *out);
};

// How many there are in the catalogue, for arrays.
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

// The index of an id or alias, or -1. The case of letters, '_', '-' and spaces between them do not
// matter, nor what stands around a name in frameworks: "torch.nn.LeakyReLU()", "GELUActivation". -1
// also where the framework's function is another one than ours of that name: np.sinc.
int activation_find(const char *id);

// What to write instead of a function that is another one, by default, in the module that it was
// taken from: TensorFlow's leaky_relu. `module` is a path, "tf.nn", of which the first name tells
// the framework; `word` is the function's name in any spelling. The text is to be translated; NULL
// where the function is the same, is none of the catalogue, or the module is "".
const char *activation_elsewhere(const char *module, const char *word);

// Whether a function's name has a minus in front, "-relu": no name, but nearly a formula.
bool activation_is_negated(const char *id);

// The nearest id to a mistyped one, or NULL where nothing is near.
const char *activation_nearest(const char *id);

// Whether a word is known to be no function of the catalogue, for a reason that the fault then
// gives (FAULT_UNKNOWN_FUNCTION): softmax maps vectors to vectors, erf is a function of formulas,
// np.sinc another function than sinc, and -relu the formula -relu(x).
bool activation_explained(const char *id, struct fault *fault);

// Fills a fault (FAULT_UNKNOWN_FUNCTION) about an id that the catalogue does not have: why it
// cannot have it, or the nearest id. Returns false.
bool activation_unknown(const char *id, struct fault *fault);

// The index of a parameter by name or symbol, or -1.
int activation_parameter_find(const struct activation *activation, const char *name);

// The same by its name in `typed` and `textbook`, which may have "_" behind it.
int activation_typed_parameter(const struct activation *activation, const char *name);

// Whether a value may be given to a parameter: finite, and positive where it must be.
bool activation_parameter_valid(const struct activation_parameter *parameter, double value);

// The value of a parameter at t in [0, 1] of its slider: low at 0, high at 1; where it must be
// positive and the slider begins at 0, a thousandth of high instead of 0.
double activation_sweep(const struct activation *activation, int parameter, double t);

// Fills parameters[] with the defaults.
void activation_defaults(const struct activation *activation,
                         double parameters[ACTIVATION_PARAMETERS_MAX]);

// f, f' and f'' at n points; any output may be NULL. Accuracy: within 5, 6 and 8 ulp x max(1, k) of
// the true value (k: the sum of the closed form's |terms| over |their sum|), tails and subnormals
// included.
void activation_eval(const struct activation *activation, const double *parameters, const double *x,
                     size_t n, double *f, double *df, double *d2f);

// The kinks and jumps, and the points of interest, in increasing x; both return how many they
// wrote.
int activation_breaks(const struct activation *activation, const double *parameters,
                      struct activation_break out[ACTIVATION_BREAKS_MAX]);
int activation_points(const struct activation *activation, const double *parameters,
                      struct activation_point out[ACTIVATION_POINTS_MAX]);

// Whether two points of interest are one place of one curve: a minimum may be a root.
bool activation_points_meet(const struct activation_point *a, const struct activation_point *b);

// One order at one point.
double activation_value(const struct activation *activation, const double *parameters,
                        enum order order, double x);

// "f", "f′", "f″".
const char *order_name(enum order order);

// The name in the reader's language; of a function of the user's own as it is.
const char *activation_name(const struct activation *activation);

// Appends a formula of the catalogue as plain text in the reader's language: "x for x ≥ 0, αx for
// x < 0". Only the words between the terms differ from `formula`.
void activation_formula(const struct activation *activation, enum order order, struct text *out);

#endif
