// What a formula is made of. Private to src/activation, except that scene/formula reads nodes in
// order to typeset them.
//
// All operations of f, f' and f'' together are one array of nodes, and a node is named by its index
// there. The operands of a node have lower indices, and equal nodes are stored once. So every pass
// (deriving, compiling, comparing) is a loop over the array, without recursion, and what f' shares
// with f is computed once. In x*exp(x) node 0 is x, node 1 is exp of node 0, and node 2 is the
// product of both, which is f.
//
// The parts of this header: operations and nodes; building an array of nodes; values at one x;
// derivatives; compiled programs for many x; places and holes; results of searches that are
// remembered; the formula itself.
//
// `parameters` are everywhere the values of the formula's parameters in their order
// (expression_parameters), parameter_count of them. x and f have no unit. Pointers must not be NULL
// unless a comment allows that.
#ifndef ACTSCOPE_ACTIVATION_EXPRESSION_NODE_H
#define ACTSCOPE_ACTIVATION_EXPRESSION_NODE_H

#include "activation/expression/expression.h"
#include "base/memory.h"

#include <math.h>
#include <stdatomic.h>

// --- operations and nodes ---

enum op {
    OP_X,         // the variable
    OP_CONSTANT,  // value
    OP_PARAMETER, // a: the parameter's index, which is not a node
    OP_CALL,      // a function of the catalogue; a: argument, b: OP_LIST of parameters or NO_NODE
    OP_LIST,      // a: an item, b: the rest of the list, or NO_NODE
#define OP(id, arity, spelling, value) OP_##id,
#include "activation/expression/op.def"
#undef OP
    OP_COUNT,
};

// The index where there is no node, and the index of x, which is the first of every array.
enum { NO_NODE = -1, NODE_X = 0 };

// `order` of an OP_CALL is a derivative (enum order), or ORDER_TIE: then its value is 1 where the
// function has a break (a kink or a jump) at the argument, and 0 elsewhere.
enum { ORDER_TIE = ORDER_COUNT, CALL_ORDERS };

struct node {
    enum op op;
    int a, b, c;             // operands, NO_NODE where there is none
    short activation, order; // of OP_CALL: the index in the catalogue, and see ORDER_TIE
    bool varies;             // depends on x
    double value;            // of OP_CONSTANT
};

// Row `op` of op.def: how the operation is written ("+", "exp"), and how many operands it has, from
// 1 to 3. Operations that are not in op.def have NULL and 0.
struct op_row {
    const char *spelling;
    int arity;
};
extern const struct op_row op_rows[OP_COUNT];

// The spelling of the i-th operation that is written as a function, as in exp(x), i from 0; NULL
// behind the last.
const char *op_function_name(int i);

// The value of an operation of op.def whose operands have the values a, b and c; those beyond its
// arity are not looked at. NaN for operations that are not in op.def.
double op_value(enum op op, double a, double b, double c);

bool is_comparison(enum op op); // < <= > >= == !=
bool is_boolean(enum op op);    // comparisons, and, or, not: the value is 1 or 0

// Powers with a small whole exponent are multiplications, by the same steps wherever they are
// computed: in constants, sliders and blocks of values.
enum { POWER_MAX = 8 };

// Whether a^b is computed by multiplications: b is a whole number from -POWER_MAX to POWER_MAX.
static inline bool is_power(double b)
{
    return b >= -POWER_MAX && b <= POWER_MAX && b == rint(b);
}

// a^n by multiplications, n from 0 to POWER_MAX.
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

// The same for n from -POWER_MAX to POWER_MAX.
static inline double whole_power(double a, int n)
{
    return n < 0 ? 1 / positive_power(a, -n) : positive_power(a, n);
}

// The sign of a number: 1, 0 or -1; 0 for NaN.
static inline int value_sign(double value)
{
    return (value > 0) - (value < 0);
}

// a^b as formulas have it: pow of C, but by multiplications where is_power(b), and NaN where pow
// gives a number that is no limit: (-inf)^b for a b that is not whole, as for every negative base,
// and 1^inf or (-1)^inf, which depend on how base and exponent get there.
static inline double power(double a, double b)
{
    if (is_power(b))
        return whole_power(a, (int)b);
    bool none = (a == -HUGE_VAL && b != rint(b)) || (isinf(b) && fabs(a) == 1);
    return none ? (double)NAN : pow(a, b);
}

// --- building ---

// An array of nodes that grows. The functions make… return the index of the node that they made, or
// of an equal one that was there. Where the array already has EXPRESSION_NODES_MAX nodes and one
// more is needed, they set `full` and return NODE_X; what is built from then on is of no use.
struct builder {
    struct node *nodes; // room for EXPRESSION_NODES_MAX
    int n;              // nodes so far
    int *table;         // hash table with open addressing: a node's index + 1, 0 where empty
    bool lenient;       // simplify as only derivatives may be: 0*g = 0, whatever g
    bool full;
    // By node, for derive.c: a condition, or an `if`, that chooses the right branch at the point
    // where its sides are equal already; a further derivative keeps that choice.
    bool *right;
};

// Begins with the one node x. End with builder_end, which frees all but the nodes: these are the
// caller's, to be freed with free().
void builder_start(struct builder *builder);
void builder_end(struct builder *builder);

// An operation of op.def on up to three nodes; NO_NODE beyond its arity. Constants are folded and
// the operation is simplified, so that the result may be a node of another kind.
int make(struct builder *builder, enum op op, int a, int b, int c);

// Nodes of the other kinds. The index of a parameter is from 0 to ACTIVATION_PARAMETERS_MAX - 1. A
// call has the index of a function in the catalogue, an order below CALL_ORDERS, its argument's
// node, and the list of its parameters' nodes (NO_NODE for none).
int make_constant(struct builder *builder, double value);
int make_parameter(struct builder *builder, int index);
int make_list(struct builder *builder, int item, int rest);
int make_call(struct builder *builder, int activation, int order, int argument, int list);

// A node of another array as it is, without simplifying. map[i] is the builder's node for node i of
// that array, for each of the node's operands.
int make_copy(struct builder *builder, const struct node *node, const int *map);

// Whether a node of the builder is the constant `value`; never true for NaN.
bool node_is(const struct builder *builder, int node, double value);

// f, f' or f'' (`order`) of another expression, with the node `argument` in the place of x and the
// node values[i] in that of its i-th parameter.
int make_inlined(struct builder *builder, const struct expression *expression, int order,
                 int argument, const int values[ACTIVATION_PARAMETERS_MAX]);

// Sets reached[i], i from 0 to `root`, to whether node `root` is made of node i; its own is true.
void reach(const struct node *nodes, int root, bool *reached);

// --- values at one x ---

// The parameters of an OP_CALL, from values[] of the nodes in its list. Parameters that it does not
// list are not written. False, with some written, where the catalogue does not allow a value.
bool call_parameters(const struct node *nodes, const struct node *call, const double *values,
                     double parameters[ACTIVATION_PARAMETERS_MAX]);

// f, f' or f'' of the function that `call`, an OP_CALL, stands for, where its argument is the
// series u (numbers/series.h). `parameters` are those of the function. It uses the function's
// formula, which is in the forms of `expression`, and where that tells nothing the function's
// values; with `expression` NULL these alone. The result is not `known` where neither tells.
struct series;
struct series series_of_call(const struct expression *expression, const struct node *call,
                             const double *parameters, struct series u);

// Sets at[i] to 1 where a function of the catalogue has a break at exactly x[i], else to 0.
void find_breaks_at(const struct activation *activation, const double *parameters, const double *x,
                    size_t n, double *at);

// The value of node i at x in doubles, as it is written; values[] has those of its operands. NaN
// where a call has a parameter that the catalogue does not allow; 0 for OP_LIST.
double node_value(const struct node *nodes, int i, const double *parameters, double x,
                  const double *values);

// The same of nodes 0 to `last`, into values[0 … last].
void node_values(const struct node *nodes, int last, const double *parameters, double x,
                 double *values);

// --- derivatives ---

// The node of the derivative by x of node `root`. derivatives[] has EXPRESSION_NODES_MAX entries:
// that of each node that is known, NO_NODE for the others. The caller sets all to NO_NODE before
// the first derivative, and keeps the array for the next. NODE_X where the builder is full.
int derive(struct builder *builder, int root, int *derivatives);

// The same with other rules, for formulas that are read and not computed. `rule` (NULL for none) is
// asked first for the derivative of each node i that depends on x; slopes[] are those of lower
// nodes. It returns a node, or NO_NODE where the usual rule is to be taken.
typedef int derive_rule(struct builder *builder, const int *slopes, int i);
int derive_by(struct builder *builder, int root, int *derivatives, derive_rule *rule);

// The node that is 1 where the derivatives of `root`, as formulas, may not be those from the right,
// and 0 elsewhere: see ties.c. slopes[] are the derivatives of `derive` for `root`. NO_NODE where
// there is no such x, or where the builder is full.
int find_ties(struct builder *builder, int root, int *slopes);

// Whether the derivatives are right at every x where node `ties` is 1, so that it need not be
// computed. Wants a compiled expression. False, too, where these x are not a few known numbers or
// the formula has parameters.
bool ties_are_needless(const struct expression *expression, int ties);

// --- compiled programs ---

// A program computes up to three nodes for many x.
struct program;

// Of the nodes roots[], NO_NODE for none. `domain` is NO_NODE, or the node of f: then derivatives
// are NaN where f is not finite. NaN as x always gives NaN. Free it with program_destroy, for which
// NULL is fine. It keeps no pointer to `nodes`, but program_run needs the same.
struct program *program_compile(const struct node *nodes, const int roots[ORDER_COUNT], int domain);

// Writes the values of roots[i] at x[0 … n - 1] to out[i], which may be NULL only where roots[i] is
// NO_NODE. Outputs must not overlap x or each other. Allocates nothing and cannot fail.
void program_run(const struct program *program, const struct node *nodes, const double *parameters,
                 const double *x, size_t n, double *const out[ORDER_COUNT]);
void program_destroy(struct program *program);

// A formula has one program for each set of orders; the bit 1 << order is set in its index.
enum { PROGRAMS = 1 << ORDER_COUNT };

// --- places and holes ---

// An x where f may take another branch, end, or grow beyond all bounds (places.c).
struct expression_place {
    double x;   // the double next to the place
    double off; // the place itself is at x + off
    bool zero;  // a divisor is 0 there, so that there may be a hole
    bool root;  // the argument of a root is 0 there, or an arc such as asin ends
};

// The most places and holes of a formula that are remembered, and the terms of a hole's series.
enum { PLACES_MAX = 1024, HOLES_MAX = 64, HOLE_TERMS = 9 };

// The sides of a hole, and what else struct hole says of x itself.
enum { HOLE_LEFT, HOLE_RIGHT, HOLE_SIDES, NO_SIDE = -1, NO_VALUE = -2 };

// The power series of f on one side of a hole: the sum over k < n of c[k] h^(power + k), where h is
// the distance |x - (hole.x + hole.off)|.
struct hole_side {
    double radius; // the series replaces doubles for h < radius; 0: never
    double power;
    int n;
    double c[HOLE_TERMS];
};

// A place where f comes to 0/0, or nearly so, as (exp(x) - 1)/x at 0. Next to it doubles give
// noise, and the power series of f has the values. The two sides have series of their own, which
// differ at a jump or kink; at an end of the domain there is only one.
struct hole {
    double x, off; // those of the place
    // What f is at x itself, where that is the hole: the series of the side `at`, or with NO_SIDE
    // what doubles make of it, or with NO_VALUE NaN.
    int at;
    struct hole_side sides[HOLE_SIDES];
};

// --- results of searches, remembered ---

// What a search finds. Each is remembered for the parameters and the window that were asked for
// last; nothing else in an expression changes after it is made.
enum finding {
    FOUND_PLACES,  // struct expression_place, PLACES_MAX
    FOUND_HOLES,   // struct hole, HOLES_MAX
    FOUND_BREAKS,  // struct activation_break, EXPRESSION_BREAKS_MAX
    FOUND_POINTS,  // struct activation_point, ACTIVATION_POINTS_MAX
    FOUND_IN_VIEW, // struct activation_break, PLACES_MAX; one for each enum expression_part
    FINDINGS = FOUND_IN_VIEW + EXPRESSION_PARTS
};

// The stretch of x in which a search looks, as an axis: the search is fine enough to tell apart
// what can be told apart on that axis.
struct window {
    double low, high; // x
    double bent;      // 0 for a linear axis; else linear below |x| = bent and logarithmic beyond
};
extern const struct window everywhere; // [-1000, 1000], linear

// The position of x on the window's axis: x, or asinh(x/bent). Where x/bent overflows, asinh(u) is
// log(2 u), as a sum of logarithms.
static inline double window_at(const struct window *window, double x)
{
    double ratio = x / window->bent;
    if (window->bent == 0)
        return x;
    return isfinite(ratio) ? asinh(ratio) : copysign(log(2) + log(fabs(x)) - log(window->bent), x);
}

// A search. Writes what it finds into out[], whose items and number are those of its enum finding,
// in increasing x; where there is more, what is nearest to 0. Returns how many.
typedef int find_all(const struct expression *expression, const double *parameters,
                     const struct window *window, void *out);
find_all find_places; // struct expression_place

// The memory of an expression, one struct memo for each enum finding, with nothing known yet.
struct memo;
struct memo *memos_create(void);
void memos_destroy(struct memo *memos); // NULL is fine

// Writes the `max` items nearest to 0 of what `find` finds into out[], in increasing x, and returns
// how many; the search is made only if its result is not remembered. recall looks everywhere. A
// thread that comes while another one uses the memory searches by itself.
int recall(const struct expression *expression, const double *parameters, enum finding finding,
           find_all *find, void *out, int max);
int recall_in(const struct expression *expression, const double *parameters, enum finding finding,
              find_all *find, const struct window *window, void *out, int max);

// For qsort: orders items that begin with a double x by it. NaN is not allowed.
int x_ascends(const void *a, const void *b);

// Copies the `max` items nearest to 0, of n items in increasing x, to out[], which may be items[].
// Returns how many: the lesser of n and max.
int nearest_items(const void *items, int n, enum finding finding, void *out, int max);

// --- the formula ---

// A function of the catalogue that f calls, and its definition (the row's `typed`) as a formula.
struct call_form {
    const struct activation *activation;
    struct expression *form;
};

enum { FORMS_MAX = 16 };

// Fills own[] with the form's parameters, taken by name from those of the function; NaN where the
// function has none of that name, 0 beyond the last.
void form_parameters(const struct call_form *form, const double *parameters,
                     double own[ACTIVATION_PARAMETERS_MAX]);

struct expression {
    struct memo *memos; // results of searches
    bool cancels;       // f has a divisor, a root or an arc's end, so that there may be holes
    bool fragile;       // derivatives may come to NaN or infinity where f is finite
    bool powers;        // f has a power whose exponent depends on x: 0^0 need not be 1
    bool plain;         // values are those of plain doubles: nothing is mended
    struct node *nodes;
    int n;                              // of nodes
    int roots[ORDER_COUNT];             // the nodes of f, f' and f''
    struct program *programs[PROGRAMS]; // NULL for the empty set
    struct call_form forms[FORMS_MAX];
    int form_count;
    struct program *ties; // not 0 where derivatives need the series of f (ties.c); NULL: nowhere
    char name[EXPRESSION_NAME_SIZE]; // of a definition; "" for a formula
    int parameter_count;
    char names[ACTIVATION_PARAMETERS_MAX][EXPRESSION_NAME_SIZE];
    struct activation_parameter parameters[ACTIVATION_PARAMETERS_MAX];
};

// Finishes an expression whose name and parameters are set and whose f is node `root` of the
// builder: takes over the nodes, derives f' and f'', compiles, and ends the builder. False, with
// FAULT_LIMIT in `fault` (which may be NULL), where there are more than EXPRESSION_NODES_MAX
// operations; then the expression is only good for expression_destroy.
bool expression_complete(struct expression *expression, struct builder *builder, int root,
                         struct fault *fault);

// An expression without name, parameters and nodes, to be finished by expression_complete. Free it
// with expression_destroy.
struct expression *expression_create(void);

// Appends a parameter with the default `initial` and a slider five times as far both ways. `length`
// bytes of `name` count, which need no terminator. False, with nothing changed, where there are
// ACTIVATION_PARAMETERS_MAX already or the name has EXPRESSION_NAME_SIZE bytes or more.
bool expression_add_parameter(struct expression *expression, const char *name, size_t length,
                              double initial);

// Changes the default of a parameter, and its slider with it.
void expression_set_default(struct expression *expression, int index, double initial);

// Replaces values near holes by those of the holes' series; out[order] may be NULL. Returns whether
// any hole is near one of the n points. If so, filled[i] says whether the values at x[i] were
// replaced; otherwise filled[] is not written.
bool fill_holes(const struct expression *expression, const double *parameters, const double *x,
                size_t n, double *const out[ORDER_COUNT], bool *filled);

// Sets `cancels`, `fragile` and `powers` from the nodes.
void find_weak_points(struct expression *expression);

#endif
