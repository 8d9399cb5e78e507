// Values of nodes with what rounding took from them, so that a root between two doubles can be told
// from these: cos(x) at the double next to π/2 is right to its last digit, sin(11*x) at that next
// to π is not, as 11*x is rounded.
#include "activation/expression/exact.h"

#include "activation/expression/node.h"

#include <stdlib.h>

// What is left of a + b, a * b and a / b beyond the rounded result.
static double left_of_sum(double a, double b, double sum)
{
    double part = sum - a;
    return (a - (sum - part)) + (b - part);
}

static double left_of_quotient(struct exact a, struct exact b, double quotient)
{
    return (fma(-quotient, b.value, a.value) + a.rest - quotient * b.rest) / b.value;
}

static struct exact sum(struct exact a, struct exact b)
{
    double value = a.value + b.value;
    return (struct exact){value, left_of_sum(a.value, b.value, value) + a.rest + b.rest};
}

static struct exact negative(struct exact a)
{
    return (struct exact){-a.value, -a.rest};
}

static struct exact product(struct exact a, struct exact b)
{
    double value = a.value * b.value;
    return (struct exact){value,
                          fma(a.value, b.value, -value) + a.value * b.rest + a.rest * b.value};
}

// a^n for whole n above 0.
static struct exact power_of(struct exact a, int n)
{
    struct exact out = a;
    for (int i = 1; i < n; i++)
        out = product(out, a);
    return out;
}

// The slope of a function of one argument; of those that no case names, between two points nearby.
static double slope_of(enum op op, double u, double value)
{
    const double step = 0x1p-17 * fmax(1, fabs(u));
    switch (op) {
    case OP_SIN:
        return cos(u);
    case OP_COS:
        return -sin(u);
    case OP_TAN:
        return 1 + value * value;
    case OP_EXP:
        return value;
    case OP_LOG:
        return 1 / u;
    default:
        return (op_value(op, u + step, 0, 0) - op_value(op, u - step, 0, 0)) / (2 * step);
    }
}

static struct exact applied(enum op op, struct exact u, double value)
{
    return (struct exact){value, u.rest == 0 ? 0 : slope_of(op, u.value, value) * u.rest};
}

static struct exact made(const struct node *nodes, const struct node *n, const struct exact *all,
                         double value)
{
    const struct exact plain = {value, 0}, a = all[n->a], b = n->b == NO_NODE ? a : all[n->b];
    switch (n->op) {
    case OP_ADD:
        return sum(a, b);
    case OP_SUB:
        return sum(a, negative(b));
    case OP_MUL:
        return product(a, b);
    case OP_DIV:
        return (struct exact){value, left_of_quotient(a, b, value)};
    case OP_NEG:
        return negative(a);
    case OP_ABS:
        return a.value < 0 ? negative(a) : a;
    case OP_SQRT:
        return (struct exact){value, (fma(-value, value, a.value) + a.rest) / (2 * value)};
    case OP_POW:
        if (!nodes[n->b].varies && is_power(b.value) && b.value > 0)
            return power_of(a, (int)b.value);
        return plain;
    default:
        return op_rows[n->op].arity == 1 ? applied(n->op, a, value) : plain;
    }
}

struct exact expression_exact(const struct expression *expression, const double *parameters,
                              double x, int node)
{
    const struct node *nodes = expression->nodes;
    double *values = allocate((size_t)node + 1, sizeof *values);
    struct exact *all = allocate((size_t)node + 1, sizeof *all);
    node_values(nodes, node, parameters, x, values);
    for (int i = 0; i <= node; i++) {
        bool computed = nodes[i].varies && nodes[i].op != OP_X && nodes[i].op != OP_CALL &&
                        nodes[i].op != OP_LIST;
        all[i] = computed ? made(nodes, &nodes[i], all, values[i]) : (struct exact){values[i], 0};
        if (!isfinite(all[i].rest))
            all[i].rest = 0;
    }
    struct exact found = all[node];
    free(values);
    free(all);
    return found;
}
