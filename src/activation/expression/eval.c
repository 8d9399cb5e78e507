// Programs: nodes made flat, and run over blocks of x.
//
// What does not depend on x is computed once a run and spread over a block. The rest is a list of
// instructions, each a loop over a block of at most 256 values, short enough for the first cache.
// Registers are blocks of a workspace of fixed size on the stack: the more a program needs, the
// shorter they are. So nothing is allocated and nothing recurses, however long the formula.
#include "activation/arrays/expression_block.h"
#include "activation/expression/digits.h"
#include "activation/expression/node.h"
#include "activation/expression/series.h"
#include "activation/expression/trouble.h"

#include <float.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#ifdef __x86_64__
#include <xmmintrin.h>
#else
#include <fenv.h>
#endif

enum {
    WORKSPACE = 8192,  // doubles
    BLOCK_MAX = 256,   // values
    CHUNK = 2048,      // values that are still in the cache when they are looked at again
    REGISTER_X = 0,    // the caller's x
    REGISTER_OUT = 1,  // the caller's arrays, one an order
    REGISTER_WORK = 4, // the workspace
};

enum { NO_REGISTER = -1 };

struct instruction {
    int op;                  // of op.def or expression_block.h
    int to, a, b, c;         // registers
    int orders[CALL_ORDERS]; // OP_CALL: where its derivatives go
    int call;                // OP_CALL: its node
    bool uniform;            // OP_POW: the exponent does not depend on x
};

struct spread {
    int node, to;
};

struct program {
    struct instruction *code;
    int n;
    struct spread *spreads; // the uniform nodes that instructions use
    int spread_count;
    int last_uniform; // nodes above it are not needed uniformly
    bool *uniform;    // nodes to be valued once a run
    int registers;    // of the workspace
};

// Compiling.

// A node, or several in one.
struct operation {
    int op;
    int operands[3]; // nodes, or NO_NODE
};

struct compiler {
    struct program *program;
    const struct node *nodes;
    int last;                     // the highest node
    struct operation *operations; // what becomes of each node
    bool *needed;                 // by a root
    bool *emitted;                // calls that an instruction computes already
    int *last_use;                // the highest node that uses a node; KEPT: held to the end
    int *registers;               // where a node's values are
    int *free;                    // registers that may be taken again
    int free_count;
};

enum { KEPT = EXPRESSION_NODES_MAX };

static void need(struct compiler *compiler, int root, bool *reached)
{
    reach(compiler->nodes, root, reached);
    for (int i = 0; i <= root; i++)
        compiler->needed[i] = compiler->needed[i] || reached[i];
}

static int operand(const struct node *node, int k)
{
    if (node->op == OP_PARAMETER || node->op == OP_LIST || (node->op == OP_CALL && k > 0))
        return NO_NODE;
    return k == 0 ? node->a : k == 1 ? node->b : node->c;
}

// How often each needed node is an operand; a root counts as well.
static void count_uses(const struct compiler *compiler, const int roots[ORDER_COUNT], int domain,
                       int *uses)
{
    for (int i = 0; i <= compiler->last; i++)
        for (int k = 0; k < 3 && compiler->needed[i]; k++)
            if (compiler->operations[i].operands[k] != NO_NODE)
                uses[compiler->operations[i].operands[k]]++;
    for (int order = 0; order < ORDER_COUNT; order++)
        if (roots[order] != NO_NODE)
            uses[roots[order]]++;
    if (domain != NO_NODE)
        uses[domain]++;
}

// Whether node i is this operation and of use to one other only, which may then take it in.
static bool is_lone(const struct compiler *compiler, const int *uses, int i, enum op op)
{
    return i != NO_NODE && compiler->nodes[i].op == op && compiler->nodes[i].varies && uses[i] == 1;
}

// a/(b + e^c), of a division at node i by a sum that nobody else needs.
static void fuse_division(struct compiler *compiler, const int *uses, int i)
{
    struct operation *division = &compiler->operations[i];
    int sum = division->operands[1];
    if (!is_lone(compiler, uses, sum, OP_ADD))
        return;
    struct node parts = compiler->nodes[sum];
    bool second = is_lone(compiler, uses, parts.b, OP_EXP);
    int exponential = second ? parts.b : parts.a, other = second ? parts.a : parts.b;
    if (!is_lone(compiler, uses, exponential, OP_EXP))
        return;
    bool negative = compiler->operations[exponential].op == OP_EXP_NEGATIVE;
    compiler->needed[sum] = compiler->needed[exponential] = false;
    *division = (struct operation){
        .op = negative ? OP_OVER_EXP_NEGATIVE : OP_OVER_EXP,
        .operands = {division->operands[0], other, compiler->operations[exponential].operands[0]}};
}

static void fuse(struct compiler *compiler, const int roots[ORDER_COUNT], int domain)
{
    int *uses = allocate((size_t)compiler->last + 1, sizeof *uses);
    count_uses(compiler, roots, domain, uses);
    for (int i = 0; i <= compiler->last; i++) {
        struct operation *operation = &compiler->operations[i];
        int a = operation->operands[0];
        if (compiler->needed[i] && operation->op == OP_EXP && is_lone(compiler, uses, a, OP_NEG)) {
            operation->op = OP_EXP_NEGATIVE;
            operation->operands[0] = compiler->nodes[a].a;
            compiler->needed[a] = false;
        }
        if (compiler->needed[i] && operation->op == OP_DIV)
            fuse_division(compiler, uses, i);
    }
    free(uses);
}

static void find_last_uses(struct compiler *compiler)
{
    for (int i = 0; i <= compiler->last; i++) {
        const struct node *node = &compiler->nodes[i];
        for (int k = 0; k < 3 && compiler->needed[i] && node->varies; k++) {
            int used = compiler->operations[i].operands[k];
            if (used != NO_NODE && compiler->last_use[used] < i)
                compiler->last_use[used] = i;
        }
    }
}

static int take_register(struct compiler *compiler)
{
    if (compiler->free_count > 0)
        return compiler->free[--compiler->free_count];
    return REGISTER_WORK + compiler->program->registers++;
}

static void release(struct compiler *compiler, int node, int user)
{
    int at = compiler->registers[node];
    if (compiler->last_use[node] != user || at < REGISTER_WORK)
        return;
    compiler->free[compiler->free_count++] = at;
    compiler->last_use[node] = NO_NODE; // an operand used twice is released once
}

static int register_of(const struct compiler *compiler, int node)
{
    return node == NO_NODE ? REGISTER_X : compiler->registers[node];
}

static struct instruction *emit(struct compiler *compiler, int op)
{
    struct program *program = compiler->program;
    struct instruction *instruction = &program->code[program->n++];
    *instruction = (struct instruction){.op = op, .to = NO_REGISTER};
    for (int order = 0; order < CALL_ORDERS; order++)
        instruction->orders[order] = NO_REGISTER;
    return instruction;
}

static void place_result(struct compiler *compiler, int node)
{
    if (compiler->registers[node] == NO_REGISTER)
        compiler->registers[node] = take_register(compiler);
}

static bool same_call(const struct node *a, const struct node *b)
{
    return b->op == OP_CALL && a->activation == b->activation && a->a == b->a && a->b == b->b;
}

// The derivatives of one function at one argument are computed together.
static void emit_call(struct compiler *compiler, int i)
{
    const struct node *call = &compiler->nodes[i];
    struct instruction *instruction = emit(compiler, OP_CALL);
    instruction->a = register_of(compiler, call->a);
    instruction->call = i;
    for (int k = i; k <= compiler->last; k++) {
        const struct node *other = &compiler->nodes[k];
        if (!compiler->needed[k] || !same_call(call, other))
            continue;
        place_result(compiler, k);
        compiler->emitted[k] = true;
        instruction->orders[other->order] = compiler->registers[k];
    }
}

static void emit_operation(struct compiler *compiler, int i)
{
    const struct operation *operation = &compiler->operations[i];
    struct instruction *instruction = emit(compiler, operation->op);
    place_result(compiler, i);
    instruction->to = compiler->registers[i];
    instruction->a = register_of(compiler, operation->operands[0]);
    instruction->b = register_of(compiler, operation->operands[1]);
    instruction->c = register_of(compiler, operation->operands[2]);
    instruction->uniform =
        operation->op == OP_POW && !compiler->nodes[operation->operands[1]].varies;
}

static void emit_node(struct compiler *compiler, int i)
{
    const struct node *node = &compiler->nodes[i];
    if (!compiler->needed[i] || !node->varies || i == NODE_X)
        return;
    if (node->op != OP_CALL)
        emit_operation(compiler, i);
    else if (!compiler->emitted[i])
        emit_call(compiler, i);
    for (int k = 0; k < 3; k++)
        if (compiler->operations[i].operands[k] != NO_NODE)
            release(compiler, compiler->operations[i].operands[k], i);
}

// Uniform nodes that an instruction, or an output, takes from a register.
static void spread(struct compiler *compiler, int node)
{
    struct program *program = compiler->program;
    if (node == NO_NODE || compiler->nodes[node].varies || compiler->registers[node] != NO_REGISTER)
        return;
    compiler->registers[node] = take_register(compiler);
    compiler->last_use[node] = KEPT;
    program->spreads[program->spread_count++] = (struct spread){node, compiler->registers[node]};
}

static void find_uniform(struct compiler *compiler, const int roots[ORDER_COUNT])
{
    struct program *program = compiler->program;
    for (int i = 0; i <= compiler->last; i++) {
        const struct node *node = &compiler->nodes[i];
        program->uniform[i] = compiler->needed[i] && !node->varies;
        if (program->uniform[i])
            program->last_uniform = i;
        for (int k = 0; k < 3 && compiler->needed[i] && node->varies; k++)
            spread(compiler, compiler->operations[i].operands[k]);
    }
    for (int order = 0; order < ORDER_COUNT; order++)
        spread(compiler, roots[order]);
}

// Whether NaN in x certainly gives NaN.
static bool passes_nan(const struct node *nodes, int last, bool *passes)
{
    for (int i = 0; i <= last; i++) {
        const struct node *node = &nodes[i];
        bool any = false;
        for (int k = 0; k < 3; k++)
            any = any || (operand(node, k) != NO_NODE && passes[operand(node, k)]);
        if (node->op == OP_IF)
            any = passes[node->b] && passes[node->c];
        if (node->op == OP_POW)
            any = passes[node->a] && nodes[node->b].op == OP_CONSTANT && nodes[node->b].value != 0;
        passes[i] = node->op == OP_X || (any && !is_boolean(node->op) && node->op != OP_HYPOT);
    }
    return passes[last];
}

// Outputs are written by the instruction that computes them where they need no guard, and are not
// x or a constant or another output.
static void place_outputs(struct compiler *compiler, const int roots[ORDER_COUNT], int domain,
                          bool *scratch)
{
    for (int order = 0; order < ORDER_COUNT; order++) {
        int root = roots[order];
        if (root == NO_NODE)
            continue;
        bool guard = (domain != NO_NODE && (domain != root || order > ORDER_F)) || root == NODE_X ||
                     !passes_nan(compiler->nodes, root, scratch);
        compiler->last_use[root] = KEPT;
        if (!guard && compiler->registers[root] == NO_REGISTER)
            compiler->registers[root] = REGISTER_OUT + order;
    }
}

static void emit_guards(struct compiler *compiler, const int roots[ORDER_COUNT], int domain)
{
    for (int order = 0; order < ORDER_COUNT; order++) {
        if (roots[order] == NO_NODE || compiler->registers[roots[order]] == REGISTER_OUT + order)
            continue;
        bool is_slope = order > ORDER_F && domain != NO_NODE;
        struct instruction *guard = emit(compiler, is_slope ? OP_GUARD_SLOPE : OP_GUARD);
        guard->to = REGISTER_OUT + order;
        guard->a = compiler->registers[roots[order]];
        guard->b = domain == NO_NODE ? REGISTER_X : compiler->registers[domain];
        guard->c = REGISTER_X;
    }
}

static int highest(const int roots[ORDER_COUNT], int domain)
{
    int last = domain;
    for (int order = 0; order < ORDER_COUNT; order++)
        last = roots[order] > last ? roots[order] : last;
    return last;
}

static void compile_nodes(struct compiler *compiler, const int roots[ORDER_COUNT], int domain)
{
    size_t count = (size_t)compiler->last + 1;
    bool *scratch = allocate(count, sizeof *scratch);
    for (int order = 0; order < ORDER_COUNT; order++)
        if (roots[order] != NO_NODE)
            need(compiler, roots[order], scratch);
    if (domain != NO_NODE) {
        need(compiler, domain, scratch);
        compiler->last_use[domain] = KEPT;
    }
    for (int i = 0; i <= compiler->last; i++) {
        compiler->operations[i].op = (int)compiler->nodes[i].op;
        for (int k = 0; k < 3; k++)
            compiler->operations[i].operands[k] = operand(&compiler->nodes[i], k);
    }
    fuse(compiler, roots, domain);
    find_last_uses(compiler);
    place_outputs(compiler, roots, domain, scratch);
    find_uniform(compiler, roots);
    if (domain != NO_NODE)
        spread(compiler, domain);
    for (int i = 0; i <= compiler->last; i++)
        emit_node(compiler, i);
    emit_guards(compiler, roots, domain);
    free(scratch);
}

struct program *program_compile(const struct node *nodes, const int roots[ORDER_COUNT], int domain)
{
    int last = highest(roots, domain);
    size_t count = (size_t)last + 1;
    struct program *program = allocate(1, sizeof *program);
    program->code = allocate(count + ORDER_COUNT, sizeof *program->code);
    program->spreads = allocate(count, sizeof *program->spreads);
    program->uniform = allocate(count, sizeof *program->uniform);
    program->last_uniform = NO_NODE;
    struct compiler compiler = {
        .program = program,
        .nodes = nodes,
        .last = last,
        .operations = allocate(count, sizeof(struct operation)),
        .needed = allocate(count, sizeof(bool)),
        .emitted = allocate(count, sizeof(bool)),
        .last_use = allocate(count, sizeof(int)),
        .registers = allocate(count, sizeof(int)),
        .free = allocate(count, sizeof(int)),
    };
    for (int i = 0; i <= last; i++) {
        compiler.last_use[i] = NO_NODE;
        compiler.registers[i] = i == NODE_X ? REGISTER_X : NO_REGISTER;
    }
    compile_nodes(&compiler, roots, domain);
    free(compiler.operations);
    free(compiler.needed);
    free(compiler.emitted);
    free(compiler.last_use);
    free(compiler.registers);
    free(compiler.free);
    return program;
}

void program_destroy(struct program *program)
{
    if (!program)
        return;
    free(program->code);
    free(program->spreads);
    free(program->uniform);
    free(program);
}

// Running. Every instruction is a loop over a block, at the level that this CPU has.

static void block_fill(double *to, double value, size_t n)
{
    for (size_t i = 0; i < n; i++)
        to[i] = value;
}

static double *optional(double *const *registers, int at)
{
    return at == NO_REGISTER ? NULL : registers[at];
}

static void run_call(const struct instruction *instruction, const struct node *nodes,
                     const double *uniform, double *const *registers, size_t n)
{
    const struct node *call = &nodes[instruction->call];
    const struct activation *activation = activation_at(call->activation);
    double parameters[ACTIVATION_PARAMETERS_MAX] = {0};
    double *out[CALL_ORDERS];
    const double *x = registers[instruction->a];
    for (int order = 0; order < CALL_ORDERS; order++)
        out[order] = optional(registers, instruction->orders[order]);
    bool valid = call_parameters(nodes, call, uniform, parameters);
    if (valid && out[ORDER_TIE])
        find_breaks_at(activation, parameters, x, n, out[ORDER_TIE]);
    if (valid && (out[ORDER_F] || out[ORDER_DF] || out[ORDER_D2F]))
        activation_eval(activation, parameters, x, n, out[ORDER_F], out[ORDER_DF], out[ORDER_D2F]);
    for (int order = 0; order < CALL_ORDERS && !valid; order++)
        if (out[order])
            block_fill(out[order], (double)NAN, n);
}

static void run_instruction(const struct block_table *blocks, const struct instruction *instruction,
                            const struct node *nodes, const double *uniform,
                            double *const *registers, size_t n)
{
    if (instruction->op == OP_CALL) {
        run_call(instruction, nodes, uniform, registers, n);
        return;
    }
    double *to = registers[instruction->to];
    const double *a = registers[instruction->a], *b = registers[instruction->b];
    if (instruction->uniform && is_power(b[0]))
        blocks->whole_power(to, a, (int)b[0], n);
    else
        blocks->operations[instruction->op](to, a, b, registers[instruction->c], n);
}

static size_t block_length(const struct program *program)
{
    size_t length = WORKSPACE / (size_t)(program->registers ? program->registers : 1);
    length = length < BLOCK_MAX ? length : BLOCK_MAX;
    return length > 8 ? length / 8 * 8 : length;
}

static void run_uniform(const struct program *program, const struct node *nodes,
                        const double *parameters, double *values)
{
    for (int i = 0; i <= program->last_uniform; i++)
        if (program->uniform[i])
            values[i] = node_value(nodes, i, parameters, (double)NAN, values);
}

void program_run(const struct program *program, const struct node *nodes, const double *parameters,
                 const double *x, size_t n, double *const out[ORDER_COUNT])
{
    _Alignas(64) double work[WORKSPACE];
    double uniform[EXPRESSION_NODES_MAX];
    double *registers[REGISTER_WORK + EXPRESSION_NODES_MAX];
    const struct block_table *blocks = block_table(vector_level());
    size_t length = block_length(program), width = n < length ? n : length;
    for (int i = 0; i < program->registers; i++)
        registers[REGISTER_WORK + i] = work + (size_t)i * length;
    run_uniform(program, nodes, parameters, uniform);
    for (int i = 0; i < program->spread_count; i++)
        block_fill(registers[program->spreads[i].to], uniform[program->spreads[i].node], width);
    for (size_t start = 0; start < n; start += length) {
        size_t count = n - start < length ? n - start : length;
        registers[REGISTER_X] = (double *)(uintptr_t)(x + start); // only read
        for (int order = 0; order < ORDER_COUNT; order++)
            registers[REGISTER_OUT + order] = out[order] ? out[order] + start : NULL;
        for (int i = 0; i < program->n; i++)
            run_instruction(blocks, &program->code[i], nodes, uniform, registers, count);
    }
}

static bool all_finite(const double *values, size_t n)
{
    return !values || block_table(vector_level())->all_finite(values, n);
}

// Whether what ties at x ties on a whole stretch, as sqrt(x^2) and x do: there nothing jumps.
static bool is_tied_beside(const struct expression *expression, const double *parameters, double x)
{
    const double beside[] = {nextafter(x, -HUGE_VAL), nextafter(x, HUGE_VAL)};
    double ties[2];
    double *const out[ORDER_COUNT] = {ties};
    program_run(expression->ties, expression->nodes, parameters, beside, 2, out);
    return ties[0] != 0 && ties[1] != 0;
}

// Whether any of these, which are 1 or 0, is 1.
static bool any_true(const double *values, size_t n)
{
    uint64_t all = 0, bits;
    for (size_t i = 0; i < n; i++) {
        memcpy(&bits, &values[i], sizeof bits);
        all |= bits;
    }
    return all != 0;
}

// Values that are to be mended.
struct mending {
    const struct expression *expression;
    const double *parameters, *x;
    double *const *out;
    bool left;    // a value has left the doubles somewhere
    bool divided; // by 0, or the like
};

// By the series of f: derivatives, and at a pole f as well. What they do not know stays as it is,
// but for infinities where there are no derivatives.
static void mend_by_series(const struct mending *m, size_t i, bool tie,
                           const bool wrong[ORDER_COUNT])
{
    double y[ORDER_COUNT];
    enum slopes_known known = expression_slopes(m->expression, m->parameters, m->x[i], y);
    if (known == SLOPES_NONE && m->expression->powers && m->out[ORDER_F] &&
        expression_powers_mislead(m->expression, m->parameters, m->x[i]))
        m->out[ORDER_F][i] = (double)NAN;
    if (known == SLOPES_UNKNOWN && tie && is_tied_beside(m->expression, m->parameters, m->x[i]))
        return;
    for (int order = 0; order < ORDER_COUNT; order++) {
        double *to = m->out[order] ? &m->out[order][i] : NULL;
        bool none = order > ORDER_F && known == SLOPES_NONE;
        if (to && wrong[order] && (tie || !isnan(y[order]) || (none && !isfinite(*to))))
            *to = y[order];
    }
}

// By numbers of wide exponents, which are known where f is smooth. Returns false where they are
// not.
static bool mend_by_wide(const struct mending *m, size_t i, double f, bool pole,
                         const bool wrong[ORDER_COUNT])
{
    double y[ORDER_COUNT];
    enum wide_known known = expression_wide_values(m->expression, m->parameters, m->x[i], y);
    bool stretch = known == WIDE_ENDLESS && pole; // f is infinite on one
    if (known != WIDE_KNOWN && !stretch && (known != WIDE_VALUE || isfinite(f) || pole))
        return false;
    for (int order = 0; order < ORDER_COUNT; order++) {
        double *to = m->out[order] ? &m->out[order][i] : NULL;
        if (!to || !wrong[order])
            continue;
        // The wide value is rounded, too.
        if (!stretch && fabs(y[order] - *to) <= 4 * DBL_EPSILON * fmin(fabs(*to), DBL_MAX))
            continue;
        *to = !stretch ? y[order] : order == ORDER_F ? f : (double)NAN;
    }
    return true;
}

// An infinity that comes of values beyond the doubles, and is not known to be right, is none:
// log(log(exp(u))) of a great u.
static void drop(const struct mending *m, size_t i)
{
    for (int order = 0; order < ORDER_COUNT; order++)
        if (m->out[order] && !isfinite(m->out[order][i]))
            m->out[order][i] = (double)NAN;
}

// Puts right what doubles have lost at one x, where f is that.
static void mend_at(const struct mending *m, size_t i, double f, bool tie)
{
    bool wrong[ORDER_COUNT], any = false, slopes = false;
    struct trouble trouble = {0};
    if (m->left || !isfinite(f))
        trouble = expression_trouble(m->expression, m->parameters, m->x[i], isfinite(f));
    for (int order = 0; order < ORDER_COUNT; order++) {
        bool slope = order > ORDER_F, lost = m->out[order] && !isfinite(m->out[order][i]);
        wrong[order] = trouble.beyond[order] || (slope && (tie || lost || !isfinite(f)));
        any = any || (wrong[order] && m->out[order]);
        slopes = slopes || (slope && wrong[order] && m->out[order]);
    }
    bool pole = isinf(f) && trouble.pole, powers = tie && m->expression->powers && m->out[ORDER_F];
    if (!isfinite(f) && !pole && !trouble.beyond[ORDER_F])
        return;
    if ((pole || (any && (!tie || trouble.beyond[ORDER_F]))) && mend_by_wide(m, i, f, pole, wrong))
        return;
    if (isfinite(f) && (slopes || powers))
        mend_by_series(m, i, tie, (bool[ORDER_COUNT]){false, wrong[ORDER_DF], wrong[ORDER_D2F]});
    else if (pole)
        mend_by_series(m, i, false, (bool[ORDER_COUNT]){true, true, true});
    else if (!isfinite(f))
        drop(m, i);
}

// Where doubles have overflowed or underflowed, where f has a pole, where a derivative has come to
// 0 times infinity, and where it may not be that from the right.
static void mend_chunk(const struct mending *m, size_t n, const bool *filled)
{
    double own[CHUNK], ties[CHUNK], *const *out = m->out;
    double *const values[ORDER_COUNT] = {own}, *const tied[ORDER_COUNT] = {ties};
    const struct expression *expression = m->expression;
    bool slopes = out[ORDER_DF] || out[ORDER_D2F], tie = false;
    if (expression->ties != NULL && (slopes || expression->powers)) {
        program_run(expression->ties, expression->nodes, m->parameters, m->x, n, tied);
        tie = any_true(ties, n);
    }
    bool finite =
        !expression->fragile || (all_finite(out[ORDER_DF], n) && all_finite(out[ORDER_D2F], n));
    if (!m->left && !m->divided && !tie && finite)
        return;
    program_run(expression->programs[1 << ORDER_F], expression->nodes, m->parameters, m->x, n,
                values);
    for (size_t i = 0; i < n; i++)
        if (!(filled && filled[i]) && isfinite(m->x[i]))
            mend_at(m, i, own[i], tie && ties[i] != 0);
}

// What the CPU has raised since it was forgotten: that a value has left the doubles, or that
// something was divided by 0. On x86-64 only SSE computes with doubles, and its flags alone are
// read and cleared in a fraction of the time.
#ifdef __x86_64__
enum { LEFT = _MM_EXCEPT_OVERFLOW | _MM_EXCEPT_UNDERFLOW, DIVIDED = _MM_EXCEPT_DIV_ZERO };

static int raised(void)
{
    return (int)_MM_GET_EXCEPTION_STATE() & (LEFT | DIVIDED);
}

static void forget_raised(void)
{
    _MM_SET_EXCEPTION_STATE(_MM_GET_EXCEPTION_STATE() & ~(unsigned)(LEFT | DIVIDED));
}
#else
enum { LEFT = FE_OVERFLOW | FE_UNDERFLOW, DIVIDED = FE_DIVBYZERO };

static int raised(void)
{
    return fetestexcept(LEFT | DIVIDED);
}

static void forget_raised(void)
{
    feclearexcept(LEFT | DIVIDED);
}
#endif

static void eval_chunk(const struct expression *expression, const double *parameters,
                       const double *x, size_t n, double *const out[ORDER_COUNT])
{
    int set = 0;
    for (int order = 0; order < ORDER_COUNT; order++)
        set |= out[order] ? 1 << order : 0;
    if (set == 0)
        return;
    if (raised())
        forget_raised();
    program_run(expression->programs[set], expression->nodes, parameters, x, n, out);
    if (expression->plain)
        return;
    int now = raised();
    const struct mending mending = {expression, parameters,        x,
                                    out,        (now & LEFT) != 0, (now & DIVIDED) != 0};
    bool filled[CHUNK];
    bool any = expression->cancels && fill_holes(expression, parameters, x, n, out, filled);
    mend_chunk(&mending, n, any ? filled : NULL);
}

void expression_eval(const struct expression *expression, const double *parameters, const double *x,
                     size_t n, double *f, double *df, double *d2f)
{
    for (size_t start = 0; start < n; start += CHUNK) {
        double *const out[ORDER_COUNT] = {f ? f + start : NULL, df ? df + start : NULL,
                                          d2f ? d2f + start : NULL};
        size_t count = n - start < CHUNK ? n - start : CHUNK;
        eval_chunk(expression, parameters, x + start, count, out);
    }
}

void expression_take_doubles(struct expression *expression)
{
    expression->plain = true;
}

double expression_value(const struct expression *expression, const double *parameters,
                        enum order order, double x)
{
    double y;
    double *out[ORDER_COUNT] = {NULL};
    out[order] = &y;
    expression_eval(expression, parameters, &x, 1, out[ORDER_F], out[ORDER_DF], out[ORDER_D2F]);
    return y;
}
