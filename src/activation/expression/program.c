// Programs: nodes compiled to a list of instructions, and run over blocks of x.
//
// A node that does not depend on x ("uniform") is computed once a run, and its value is spread over
// a block if an instruction needs it. Every other node is an instruction: a loop over a block of at
// most 256 values, which stay in the CPU's first cache. A register is a block of values, in a
// workspace of fixed size on the stack: the more registers a program needs, the shorter they are.
// So a run allocates nothing and does not recurse, however long the formula.
#include "activation/arrays/expression_block.h"
#include "activation/expression/node.h"
#include "activation/row.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
    WORKSPACE = 8192,  // doubles
    BLOCK_MAX = 256,   // values
    REGISTER_X = 0,    // the caller's x
    REGISTER_OUT = 1,  // from here on the caller's outputs, one for each order
    REGISTER_WORK = 4, // from here on the workspace
};

enum { NO_REGISTER = -1 };

struct instruction {
    int op;                  // of op.def or expression_block.h
    int to, a, b, c;         // registers
    int orders[CALL_ORDERS]; // OP_CALL: the register of each order, or NO_REGISTER
    int call;                // OP_CALL: its node
    bool uniform;            // OP_POW: the exponent does not depend on x
};

// A uniform node whose value fills a register before the first block.
struct spread {
    int node, to;
};

struct program {
    struct instruction *code;
    int n;
    struct spread *spreads;
    int spread_count;
    int last_uniform; // the highest uniform node that is needed
    bool *uniform;    // by node: whether it is computed once a run
    int registers;    // how many of the workspace
};

// Compiling.

// What an instruction computes: one node, or several fused into one.
struct operation {
    int op;
    int operands[3]; // nodes, or NO_NODE
};

struct compiler {
    struct program *program;
    const struct node *nodes;
    int last;                     // the highest node
    struct operation *operations; // by node
    bool *needed;                 // by node: whether it needs an instruction or a uniform value
    bool *emitted;                // by node: a call that an instruction computes already
    int *last_use;                // by node: the highest node that uses it, or KEPT
    int *registers;               // by node: where its values are, or NO_REGISTER
    int *free;                    // registers whose values are not used any more
    int free_count;
};

// `last_use` of a node whose register is never given to another.
enum { KEPT = EXPRESSION_NODES_MAX };

// Marks all nodes that `root` is made of as needed; `reached` is work space.
static void need(struct compiler *compiler, int root, bool *reached)
{
    reach(compiler->nodes, root, reached);
    for (int i = 0; i <= root; i++)
        compiler->needed[i] = compiler->needed[i] || reached[i];
}

// The k-th operand (from 0) that an instruction takes from a register, or NO_NODE. The parameters
// of a call are not in registers.
static int operand(const struct node *node, int k)
{
    if (node->op == OP_PARAMETER || node->op == OP_LIST || (node->op == OP_CALL && k > 0))
        return NO_NODE;
    return k == 0 ? node->a : k == 1 ? node->b : node->c;
}

// Counts how often each needed node is an operand, or a root.
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

// Whether node i is this operation and only one node uses it, into which it may be fused.
static bool is_lone(const struct compiler *compiler, const int *uses, int i, enum op op)
{
    return i != NO_NODE && compiler->nodes[i].op == op && compiler->nodes[i].varies && uses[i] == 1;
}

// Fuses a/(b + e^c) into the division at node i, if only that uses the sum and the exponential.
static void fuse_division(struct compiler *compiler, const int *uses, int i)
{
    struct operation *division = &compiler->operations[i];
    int sum = division->operands[1];
    if (!is_lone(compiler, uses, sum, OP_ADD))
        return;
    struct node terms = compiler->nodes[sum];
    bool second = is_lone(compiler, uses, terms.b, OP_EXP);
    int exponential = second ? terms.b : terms.a, other = second ? terms.a : terms.b;
    if (!is_lone(compiler, uses, exponential, OP_EXP))
        return;
    bool negative = compiler->operations[exponential].op == OP_EXP_NEGATIVE;
    compiler->needed[sum] = compiler->needed[exponential] = false;
    *division = (struct operation){
        .op = negative ? OP_OVER_EXP_NEGATIVE : OP_OVER_EXP,
        .operands = {division->operands[0], other, compiler->operations[exponential].operands[0]}};
}

// Fuses e^-a, and then divisions; such loops save the way through memory.
static void fuse(struct compiler *compiler, const int roots[ORDER_COUNT], int domain)
{
    int *uses = memory_new((size_t)compiler->last + 1, sizeof *uses);
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

// Notes for each node the last instruction that uses it.
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

// Frees the register of an operand after `user`, if that is the last node to use it.
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

// Appends an instruction without registers.
static struct instruction *emit(struct compiler *compiler, int op)
{
    struct program *program = compiler->program;
    struct instruction *instruction = &program->code[program->n++];
    *instruction = (struct instruction){.op = op, .to = NO_REGISTER};
    for (int order = 0; order < CALL_ORDERS; order++)
        instruction->orders[order] = NO_REGISTER;
    return instruction;
}

// Gives a node a register, unless it has one (an output).
static void place_result(struct compiler *compiler, int node)
{
    if (compiler->registers[node] == NO_REGISTER)
        compiler->registers[node] = take_register(compiler);
}

// Whether two calls differ in their order only.
static bool same_call(const struct node *a, const struct node *b)
{
    return b->op == OP_CALL && a->activation == b->activation && a->a == b->a && a->b == b->b;
}

// Appends one instruction for all needed orders of one function at one argument.
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

// Appends the instruction of a node, if it needs one, and frees the registers of its operands.
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

// Gives a uniform node that an instruction or an output needs a register, to be filled before the
// first block.
static void spread(struct compiler *compiler, int node)
{
    struct program *program = compiler->program;
    if (node == NO_NODE || compiler->nodes[node].varies || compiler->registers[node] != NO_REGISTER)
        return;
    compiler->registers[node] = take_register(compiler);
    compiler->last_use[node] = KEPT;
    program->spreads[program->spread_count++] = (struct spread){node, compiler->registers[node]};
}

// Notes which nodes are computed once a run, and which of them are spread.
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

// Whether node `last` is certainly NaN where x is. passes[] is work space.
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

// Makes instructions write straight into outputs. An output that needs a guard (emit_guards), or is
// x, a constant or the same node as another output, is copied by a guard at the end instead.
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

// Appends instructions that copy values to outputs, with NaN where x is NaN, or where f is not
// finite (`domain`).
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

// The highest of the roots and the domain.
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
    bool *scratch = memory_new(count, sizeof *scratch);
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
    struct program *program = memory_new(1, sizeof *program);
    program->code = memory_new(count + ORDER_COUNT, sizeof *program->code);
    program->spreads = memory_new(count, sizeof *program->spreads);
    program->uniform = memory_new(count, sizeof *program->uniform);
    program->last_uniform = NO_NODE;
    struct compiler compiler = {
        .program = program,
        .nodes = nodes,
        .last = last,
        .operations = memory_new(count, sizeof(struct operation)),
        .needed = memory_new(count, sizeof(bool)),
        .emitted = memory_new(count, sizeof(bool)),
        .last_use = memory_new(count, sizeof(int)),
        .registers = memory_new(count, sizeof(int)),
        .free = memory_new(count, sizeof(int)),
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

// Running. Every instruction is a loop over a block, compiled for several sets of CPU instructions,
// of which block_table chooses.

static void block_fill(double *to, double value, size_t n)
{
    for (size_t i = 0; i < n; i++)
        to[i] = value;
}

// The values of a register, or NULL for NO_REGISTER.
static double *optional(double *const *registers, int at)
{
    return at == NO_REGISTER ? NULL : registers[at];
}

// A call for a block: NaN where a parameter is not allowed.
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
        row_eval(activation, parameters, x, n, out[ORDER_F], out[ORDER_DF], out[ORDER_D2F]);
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

// The length of a block in values: as long as the registers fit into the workspace, in multiples of
// 8 where that is possible, for vector instructions.
static size_t block_length(const struct program *program)
{
    size_t length = WORKSPACE / (size_t)(program->registers ? program->registers : 1);
    length = length < BLOCK_MAX ? length : BLOCK_MAX;
    return length > 8 ? length / 8 * 8 : length;
}

// Computes the nodes that do not depend on x, into values[].
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
