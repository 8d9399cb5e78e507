// What happens to doubles on the way to a value: node by node, as the CPU's flags do not say.
#include "activation/expression/trouble.h"
#include "activation/row.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "activation/expression/node.h"

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

// Whether a 0 is all that is left of a value: of operands that are finite and not 0.
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

// Whether a function of the catalogue comes to nothing, but not as relu(x) does on a stretch.
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

// Whether a product or a quotient of doubles is one, too, though a subnormal one; and what is an
// operand is no less exact than that. The CPU's flags, which tell where to look, say the same.
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

// Whether node i leaves the doubles, though its operands have not; sums do so only upwards.
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

// What a value is worth.
enum worth {
    RIGHT, // up to rounding
    FAINT, // it has underflowed, so that it is off by no more than the smallest doubles
    AMISS, // by what its operands are
};

// Of a node whose operands have that worth.
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
