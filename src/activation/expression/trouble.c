// What happens to doubles on the way to a value. The CPU's flags say that something overflowed or
// underflowed, but not at which x nor whether it matters; here that is found node by node.
#include "activation/expression/trouble.h"
#include "activation/row.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "activation/expression/node.h"

// Whether an operation on these operands is infinite exactly, rather than by overflow: 1/0, log(0).
static bool is_pole(enum op op, double a, double b)
{
    switch (op) {
    case OP_DIV:
        return b == 0;
    case OP_POW:
    case OP_LOG:
    case OP_LOG2:
    case OP_LOG10:
        return a == 0;
    case OP_LOG1P:
        return a == -1;
    case OP_ATANH:
        return fabs(a) == 1;
    default:
        return false;
    }
}

// Whether the result 0 of an operation on finite operands can only be an underflow, as a*b is if
// neither a nor b is 0.
static bool is_underflow(enum op op, double a, double b)
{
    switch (op) {
    case OP_MUL:
        return a != 0 && b != 0;
    case OP_DIV:
        return a != 0;
    case OP_POW:
        return a != 0;
    case OP_EXP:
    case OP_ERFC:
        return true;
    default:
        return false;
    }
}

// Whether `value`, that of a function of the catalogue at u, has underflowed. A value of exactly 0
// of a function with breaks is taken for a true 0, as that of relu(x) is below 0.
static bool fades(const struct node *n, double u, double value)
{
    struct activation_break breaks[ACTIVATION_BREAKS_MAX];
    double parameters[ACTIVATION_PARAMETERS_MAX];
    const struct activation *a = activation_at(n->activation);
    if (u == 0 || fabs(value) >= DBL_MIN)
        return false;
    activation_defaults(a, parameters);
    return value != 0 || row_breaks(a, parameters, breaks) == 0;
}

// Whether a subnormal result has no rounding error: a product or quotient that is exactly a double,
// or a result that is one of the operands up to its sign. The CPU raises no underflow for these.
static bool is_exact(enum op op, double a, double b, double value)
{
    int ea, eb;
    if (fabs(value) == fabs(a) || fabs(value) == fabs(b) || op == OP_IF)
        return true;
    a = frexp(a, &ea);
    b = frexp(b, &eb);
    if (op == OP_MUL)
        return fma(a, b, -ldexp(value, -ea - eb)) == 0;
    return op == OP_DIV && fma(ldexp(value, eb - ea), b, -a) == 0;
}

// Whether a node overflows or underflows although its operands are finite. Sums cannot underflow
// with an error. A node that is truly infinite does not count, but sets *pole.
static bool leaves(const struct node *n, const double *values, double value, bool *pole)
{
    bool sum = n->op == OP_ADD || n->op == OP_SUB;
    if (!n->varies || n->op == OP_X || n->op == OP_LIST)
        return false;
    double a = values[n->a], b = n->b == NO_NODE || n->op == OP_CALL ? 0 : values[n->b];
    if (!isfinite(a) || !isfinite(b))
        return false;
    if (n->op == OP_CALL)
        return n->order == ORDER_F && fades(n, a, value);
    if (isinf(value) && is_pole(n->op, a, b)) {
        *pole = true;
        return false;
    }
    if (value == 0)
        return is_underflow(n->op, a, b);
    return isinf(value) || (!sum && fabs(value) < DBL_MIN && !is_exact(n->op, a, b, value));
}

// How far a value by doubles can be trusted, best first.
enum worth {
    RIGHT, // up to rounding errors
    FAINT, // it underflowed: its error is at most about the smallest normal double, 2e-308
    AMISS, // it overflowed, or is made of a value that is FAINT or AMISS: nothing is known
};

// The worth of a node from those of its operands, before its own overflow or underflow counts. A
// sum with a great enough result is not harmed by an operand that is FAINT.
static enum worth worth_of(const struct node *n, double value, const enum worth *worth)
{
    const double great = 1e-280;
    bool sum = n->op == OP_ADD || n->op == OP_SUB;
    if (!n->varies || n->op == OP_X || n->op == OP_LIST)
        return RIGHT;
    enum worth a = worth[n->a], b = n->b == NO_NODE || n->op == OP_CALL ? RIGHT : worth[n->b];
    enum worth c = n->c == NO_NODE ? RIGHT : worth[n->c], worst = a > b ? a : b;
    worst = worst > c ? worst : c;
    if (worst == FAINT && (n->op == OP_NEG || (sum && fabs(value) > great)))
        return sum ? RIGHT : FAINT;
    return worst == RIGHT ? RIGHT : AMISS;
}

struct trouble expression_trouble(const struct expression *expression, const double *parameters,
                                  double x, bool slopes)
{
    struct trouble found = {0};
    const int *roots = expression->roots;
    int orders = slopes ? ORDER_COUNT : 1, last = roots[0];
    enum worth worth[EXPRESSION_NODES_MAX];
    double values[EXPRESSION_NODES_MAX];
    for (int order = 1; order < orders; order++)
        last = roots[order] > last ? roots[order] : last;
    memset(worth, 0, ((size_t)last + 1) * sizeof *worth);
    for (int i = 0; i <= last; i++) {
        const struct node *n = &expression->nodes[i];
        bool pole = false;
        values[i] = node_value(expression->nodes, i, parameters, x, values);
        bool left = leaves(n, values, values[i], &pole);
        worth[i] = worth_of(n, values[i], worth);
        if (left && worth[i] == RIGHT)
            worth[i] = isinf(values[i]) ? AMISS : FAINT;
        found.pole = found.pole || (pole && i <= roots[ORDER_F]);
    }
    for (int order = 0; order < orders; order++)
        found.beyond[order] = worth[roots[order]] == AMISS;
    return found;
}
