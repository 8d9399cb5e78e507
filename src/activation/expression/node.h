// What expressions are made of; private to the files expression_*.c, and to
// scene/formula/formula.c, which typesets them.
//
// All of f, f' and f'' is one array of nodes. A node's operands come before it, and equal nodes are
// one node. So every pass (deriving, compiling, comparing) is a loop over the array, without
// recursion, and what f' shares with f is computed once.
#ifndef ACTSCOPE_ACTIVATION_EXPRESSION_NODE_H
#define ACTSCOPE_ACTIVATION_EXPRESSION_NODE_H

#include "activation/expression/expression.h"
#include "base/memory.h"

#include <math.h>
#include <stdatomic.h>

enum op {
    OP_X,
    OP_CONSTANT,  // value
    OP_PARAMETER, // a: its index
    OP_CALL,      // a derivative of a catalogue function; a: argument, b: list of parameters
    OP_LIST,      // a: an item, b: the rest of the list, or NO_NODE
#define OP(id, arity, spelling, value) OP_##id,
#include "activation/expression/op.def"
#undef OP
    OP_COUNT,
};

enum { NO_NODE = -1, NODE_X = 0 };

// An order of an OP_CALL that tells whether the function breaks there: 1 or 0.
enum { ORDER_TIE = ORDER_COUNT, CALL_ORDERS };

struct node {
    enum op op;
    int a, b, c;             // operands, NO_NODE where there is none
    short activation, order; // of OP_CALL
    bool varies;             // depends on x
    double value;            // of OP_CONSTANT
};

// Row `op` of op.def.
struct op_row {
    const char *spelling;
    int arity;
};
extern const struct op_row op_rows[OP_COUNT];

// The i-th operation that is written as a function, as in exp(x); NULL behind the last.
const char *op_function_name(int i);

double op_value(enum op op, double a, double b, double c);
bool is_comparison(enum op op);
bool is_boolean(enum op op); // 1 or 0

// a^n by multiplications; the same for constants, sliders and blocks.
enum { POWER_MAX = 8 };

static inline bool is_power(double b)
{
    return b >= -POWER_MAX && b <= POWER_MAX && b == rint(b);
}

static inline double positive_power(double a, int n)
{
    double square = a * a, fourth = square * square;
    switch (n) {
    case 0:
        return 1;
    case 1:
        return a;
    case 2:
        return square;
    case 3:
        return square * a;
    case 4:
        return fourth;
    case 5:
        return fourth * a;
    case 6:
        return fourth * square;
    case 7:
        return fourth * (square * a);
    default:
        return fourth * fourth;
    }
}

static inline double whole_power(double a, int n)
{
    return n < 0 ? 1 / positive_power(a, -n) : positive_power(a, n);
}

static inline int value_sign(double value)
{
    return (value > 0) - (value < 0);
}

// As with every other number below 0, roots of -inf are NaN, and 1^inf is no more known than 0/0.
static inline double power(double a, double b)
{
    if (is_power(b))
        return whole_power(a, (int)b);
    bool none = (a == -HUGE_VAL && b != rint(b)) || (isinf(b) && fabs(a) == 1);
    return none ? (double)NAN : pow(a, b);
}

// Building. Nodes are made by `make`, which folds constants, simplifies and finds the equal node if
// there is one. Beyond EXPRESSION_NODES_MAX it sets `full` and returns NODE_X.
struct builder {
    struct node *nodes;
    int n;
    int *table;   // open addressing; node + 1, 0 where empty
    bool lenient; // simplify as derivatives may be: 0*g = 0
    bool full;
    bool *right; // conditions that decide a tie as on its right, and ifs that need no care
};

void builder_start(struct builder *builder);
void builder_end(struct builder *builder); // frees all but the nodes
int make(struct builder *builder, enum op op, int a, int b, int c);
int make_constant(struct builder *builder, double value);
int make_parameter(struct builder *builder, int index);
int make_list(struct builder *builder, int item, int rest);
int make_call(struct builder *builder, int activation, int order, int argument, int list);
int make_copy(struct builder *builder, const struct node *node, const int *map);
bool node_is(const struct builder *builder, int node, double value); // that constant

// One order of another expression at `argument` for x and values[] for its parameters.
int make_inlined(struct builder *builder, const struct expression *expression, int order,
                 int argument, const int values[ACTIVATION_PARAMETERS_MAX]);

// The nodes that `root` is made of, itself included: marks reached[0 … root].
void reach(const struct node *nodes, int root, bool *reached);

// The parameters of an OP_CALL; false where the catalogue does not allow one of them.
bool call_parameters(const struct node *nodes, const struct node *call, const double *values,
                     double parameters[ACTIVATION_PARAMETERS_MAX]);

// A derivative of a function of the catalogue, an OP_CALL of the expression, where its argument is
// a series. The formulas that it needs are found once (find_forms); without an expression, it goes
// by the function's values.
struct series;
struct series series_of_call(const struct expression *expression, const struct node *call,
                             const double *parameters, struct series u);

// Whether a function of the catalogue has a break at each x: 1 or 0.
void find_breaks_at(const struct activation *activation, const double *parameters, const double *x,
                    size_t n, double *at);

// The value of node i at one x, given those of its operands.
double node_value(const struct node *nodes, int i, const double *parameters, double x,
                  const double *values);

// The values of nodes 0 … last at one x, in an array of last + 1.
void node_values(const struct node *nodes, int last, const double *parameters, double x,
                 double *values);

// Derivatives by x of node `root`. `derivatives` has room for EXPRESSION_NODES_MAX and holds
// NO_NODE where a node's derivative is not known yet.
int derive(struct builder *builder, int root, int *derivatives);

// The same, asking `rule` first for the slope of a node that varies with x; those of its operands
// are in slopes[]. NO_NODE leaves the node to the rules of `derive`.
typedef int derive_rule(struct builder *builder, const int *slopes, int i);
int derive_by(struct builder *builder, int root, int *derivatives, derive_rule *rule);

// The node that is 1 where the derivatives of `root` may not be those from the right, and 0
// elsewhere; NO_NODE where there is no such place. slopes[] is that of `derive`. Where the builder
// is full there is none either.
int find_ties(struct builder *builder, int root, int *slopes);

// Whether the derivatives as they are compiled are right at all places where node `ties` is 1: so
// it is asked for no more.
bool ties_are_needless(const struct expression *expression, int ties);

// A program computes up to three nodes (NO_NODE: none) for many x.
struct program;
struct program *program_compile(const struct node *nodes, const int roots[ORDER_COUNT], int domain);
void program_run(const struct program *program, const struct node *nodes, const double *parameters,
                 const double *x, size_t n, double *const out[ORDER_COUNT]);
void program_destroy(struct program *program);

enum { PROGRAMS = 1 << ORDER_COUNT }; // one for each set of orders

// Where f may take another branch, end, or grow beyond all bounds.
struct place {
    double x;
    double off; // the place itself lies at x + off, between two doubles
    bool zero;  // of what divides, so that there may be a hole
    bool root;  // of what has a root there, or of an arc that ends
};

// Where f comes to 0/0, or nearly so. Beside it doubles give noise, and the power series of f has
// the values: one on each side, which differ at a jump or kink, and at an end of the domain there
// is only one. On its side f(x) is the sum of c[k] h^(power + k), h = |x - hole - off|.
enum { PLACES_MAX = 1024, HOLES_MAX = 64, HOLE_TERMS = 9 };

enum { HOLE_LEFT, HOLE_RIGHT, HOLE_SIDES, NO_SIDE = -1, NO_VALUE = -2 };

struct hole_side {
    double radius; // the series holds this far; 0 where doubles are as good
    double power;
    int n;
    double c[HOLE_TERMS];
};

struct hole {
    double x, off; // those of the place
    int at; // the side that has the values at the hole; NO_SIDE: neither; NO_VALUE: f is NaN at x
    struct hole_side sides[HOLE_SIDES];
};

// What is found out by a search, and remembered for the parameters that were asked for last; the
// only things about an expression that change.
enum finding {
    FOUND_PLACES,
    FOUND_HOLES,
    FOUND_BREAKS,
    FOUND_POINTS,
    FOUND_IN_VIEW, // and its margins, by enum expression_part
    FINDINGS = FOUND_IN_VIEW + EXPRESSION_PARTS
};

// Where it is looked for: at any x of interest, or in a view, closely enough that each can be told
// from its neighbours there.
struct window {
    double low, high;
    double bent; // from there on, the axis is logarithmic; 0: never
};
extern const struct window everywhere; // [-1000, 1000]

// Where x is on the window's axis. Quotients of x may overflow, their logarithms do not.
static inline double window_at(const struct window *window, double x)
{
    double ratio = x / window->bent;
    if (window->bent == 0)
        return x;
    return isfinite(ratio) ? asinh(ratio) : copysign(log(2) + log(fabs(x)) - log(window->bent), x);
}

// Finds all, in increasing x, up to the most that are remembered; those nearest to 0. Returns how
// many.
typedef int find_all(const struct expression *expression, const double *parameters,
                     const struct window *window, void *out);
find_all find_places; // struct place

struct memo;
struct memo *memos_create(void);
void memos_destroy(struct memo *memos); // NULL is fine

// The `max` of them nearest to 0, in increasing x, as `find` finds them where they are not known.
// Returns how many.
int recall(const struct expression *expression, const double *parameters, enum finding finding,
           find_all *find, void *out, int max);
int recall_in(const struct expression *expression, const double *parameters, enum finding finding,
              find_all *find, const struct window *window, void *out, int max);

// For qsort, of items that begin with their x.
int x_ascends(const void *a, const void *b);

// Of n items in increasing x the `max` nearest to 0. Returns how many.
int nearest_items(const void *items, int n, enum finding finding, void *out, int max);

// A function of the catalogue that f calls, and its formula.
struct call_form {
    const struct activation *activation;
    struct expression *form;
};

enum { FORMS_MAX = 16 };

// The parameters of a form, by name, from those of the function; NaN where that has none.
void form_parameters(const struct call_form *form, const double *parameters,
                     double own[ACTIVATION_PARAMETERS_MAX]);

struct expression {
    struct memo *memos;
    bool cancels; // something divides, has a root or an arc's end, so that there may be holes
    bool fragile; // derivatives may come to NaN or infinity where f is finite
    bool powers;  // exponents move, so that 0^0 need not be 1
    bool plain;   // values are those that doubles make of the formulas
    struct node *nodes;
    int n;
    int roots[ORDER_COUNT];
    struct program *programs[PROGRAMS];
    struct call_form forms[FORMS_MAX];
    int form_count;
    struct program *ties; // where the series of f decides; NULL: nowhere
    char name[EXPRESSION_NAME_SIZE];
    int parameter_count;
    char names[ACTIVATION_PARAMETERS_MAX][EXPRESSION_NAME_SIZE];
    struct activation_parameter parameters[ACTIVATION_PARAMETERS_MAX];
};

// Finishes an expression whose names and parameters are set: takes the builder's nodes, derives and
// compiles. Ends the builder. False (and the expression is to be destroyed) where it is too long.
bool expression_complete(struct expression *expression, struct builder *builder, int root,
                         struct fault *fault);

struct expression *expression_create(void);
bool expression_add_parameter(struct expression *expression, const char *name, size_t length,
                              double initial);
void expression_set_default(struct expression *expression, int index, double initial);

// Puts the values of the series into those beside holes, and at holes that f goes on to or that
// doubles miss. Returns whether there are any, and marks those in filled[].
bool fill_holes(const struct expression *expression, const double *parameters, const double *x,
                size_t n, double *const out[ORDER_COUNT], bool *filled);

// Sets what the expression is: `cancels`, `fragile` and `powers`.
void find_weak_points(struct expression *expression);

#endif
