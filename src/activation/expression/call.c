// Calls. The grammar's rule stands above the function that reads it, in EBNF: "a" | b is
// a choice, [a] may be left out, {a} comes any number of times. Functions that only set a fault
// return NO_NODE.
#include "activation/expression/parser.h"

#include <string.h>

#include "base/language.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

// The function that a name stands for in this formula.
struct callee callee_of(const struct parser *parser, const struct token *name)
{
    return name_callee(name->word, parser->scope, parser->expression->name);
}

// Whether an unknown name may be a product with a function, xtanh or bsin, whose sign was left out
// behind the first letter, which has `first` bytes. A short function behind another letter than x
// is more likely misspelt.
static bool begins_product(const struct parser *parser, const char *word, size_t first)
{
    enum { LONG_ENOUGH = 3 };
    const char *rest = word + first;
    bool x = strncmp(word, parser->variable, first) == 0 && parser->variable[first] == '\0';
    return *rest != '\0' && (x || strlen(rest) >= LONG_ENOUGH) &&
           name_callee(rest, parser->scope, "").kind != CALLEE_NONE;
}

// A fault about a word of a program, as `return` is.
int code_word(struct parser *parser, const struct token *name)
{
    fault_set(parser->fault, FAULT_EXPRESSION,
              _("“%s” belongs to a program: write the formula alone, or f(x) = …"), name->word);
    return fault_token(parser, name);
}

// A fault about a function that formulas do not have, with what may be meant.
static int unknown_function(struct parser *parser, const struct token *name)
{
    char typed[WORD_SIZE];
    copy_token(parser, name, typed, sizeof typed);
    const char *advice = name_advice(name->word);
    size_t first = utf8_next(name->word, 0);
    bool letter = name->word[first] == '\0';
    const char *nearest = letter ? NULL : name_nearest(name->word, parser->scope);
    double value;
    if (name_is_code(name->word))
        return code_word(parser, name);
    if (strcmp(name->word, parser->expression->name) == 0)
        fault_set(parser->fault, FAULT_UNKNOWN_FUNCTION, _("%s cannot use itself"), typed);
    else if (is_variable(parser, name) || name_constant(name, &value) ||
             find_parameter(parser, name->word) >= 0)
        fault_set(parser->fault, FAULT_UNKNOWN_FUNCTION,
                  _("%s is no function: to multiply, write %s*(…)"), typed, typed);
    else if (activation_explained(name->word, parser->fault))
        return fault_token(parser, name);
    else if (advice != NULL)
        fault_set(parser->fault, FAULT_UNKNOWN_FUNCTION, _("there is no function %s; write %s"),
                  typed, language_text(advice));
    else if (begins_product(parser, name->word, first))
        fault_set(parser->fault, FAULT_UNKNOWN_FUNCTION,
                  _("there is no function %s; did you mean %.*s*%s(…)?"), typed, (int)first,
                  name->word, name->word + first);
    else if (nearest != NULL)
        fault_set(parser->fault, FAULT_UNKNOWN_FUNCTION,
                  _("there is no function %s; did you mean %s?"), typed, nearest);
    else
        fault_set(parser->fault, FAULT_UNKNOWN_FUNCTION,
                  _("there is no function %s; to multiply, write %s*(…)"), typed, typed);
    return fault_token(parser, name);
}

// A fault about the number of arguments: a function wants `wanted`, or two or more if `more`, and
// has `found`.
static int wrong_count(struct parser *parser, const struct token *name, int wanted, bool more,
                       int found)
{
    static const char *const counts[] = {"", N_("1 argument"), N_("2 arguments"),
                                         N_("3 arguments")};
    char typed[WORD_SIZE];
    copy_token(parser, name, typed, sizeof typed);
    fault_set(parser->fault, FAULT_EXPRESSION, _("%s wants %s, not %d"), typed,
              more ? _("2 or more arguments") : _(counts[wanted]), found);
    return fault_token(parser, name);
}

// A fault about a function that is another one in the module of its name, tf.nn.leaky_relu.
static int other_elsewhere(struct parser *parser, const struct token *name, const char *instead)
{
    char typed[WORD_SIZE];
    copy_token(parser, name, typed, sizeof typed);
    fault_set(parser->fault, FAULT_EXPRESSION, _("write %s: %s is another function there"),
              language_text(instead), typed);
    return fault_token(parser, name);
}

// A fault about f(). In nn.ReLU()(x) these brackets make a layer, which is then called.
static int no_argument(struct parser *parser, const struct token *name)
{
    char typed[WORD_SIZE];
    const char *elsewhere = activation_elsewhere(name->module, name->word);
    if (elsewhere != NULL)
        return other_elsewhere(parser, name, elsewhere);
    copy_token(parser, name, typed, sizeof typed);
    fault_set(parser->fault, FAULT_EXPRESSION, _("%s wants an argument: write %s(x)"), typed,
              name->word);
    return fault_token(parser, name);
}

// Commas.

// How the commas of a call are written. 1,5 may be a decimal, "1, 5" is two numbers. In a call with
// commas of both kinds the first is a decimal.
struct commas {
    struct token decimal; // the last comma between two digits
    bool glued;           // there is one between two digits
    bool apart;           // there is one with a blank behind it
};

// Takes a comma as one that separates. False with a fault where the call has both kinds.
static bool take_comma(struct parser *parser, struct commas *commas)
{
    if (is_decimal_comma(parser, &parser->token)) {
        commas->decimal = parser->token;
        commas->glued = true;
    }
    advance(parser);
    commas->apart = commas->apart || parser->token.spaced;
    if (!commas->glued || !commas->apart)
        return true;
    decimal_comma(parser, &commas->decimal);
    return false;
}

enum { ARGUMENTS_MAX = 16 };

struct arguments {
    int n;                    // up to the last that is given
    int nodes[ARGUMENTS_MAX]; // NO_NODE where one is left out
    struct commas commas;
};

// The index of the argument of clip that is called "min" or "max" and their like, or -1.
static int clip_place(const struct token *name)
{
    static const char *const words[] = {"min", "a_min", "low", "max", "a_max", "high"};
    for (size_t i = 0; i < COUNT(words); i++)
        if (strcmp(name->word, words[i]) == 0)
            return i < COUNT(words) / 2 ? 1 : 2;
    return -1;
}

// argument = [("min" | "max") "="] formula | "none"
// Only bounds of clip have names, and only they may be none.
static bool parse_argument(struct parser *parser, struct arguments *arguments, bool clip)
{
    int place = arguments->n;
    bool named = parser->token.kind == TOKEN_NAME && next_token(parser).kind == TOKEN_ASSIGN;
    if (named) {
        int found = clip ? clip_place(&parser->token) : -1;
        if (found < 0 || arguments->nodes[found] != NO_NODE) {
            fault_set(parser->fault, FAULT_EXPRESSION,
                      _("these arguments have no names: write them in order"));
            fault_token(parser, &parser->token);
            return false;
        }
        place = found;
        advance(parser);
        advance(parser);
    }
    struct token behind = next_token(parser);
    if (clip && place > 0 && place < 3 && parser->token.kind == TOKEN_NAME &&
        ascii_same(parser->token.word, "none") &&
        (behind.kind == TOKEN_COMMA || behind.kind == TOKEN_CLOSE)) {
        advance(parser); // clip has no such bound
        arguments->n = place + 1 > arguments->n ? place + 1 : arguments->n;
        return true;
    }
    if (place == ARGUMENTS_MAX) {
        fault_set(parser->fault, FAULT_LIMIT, _("at most %d arguments"), ARGUMENTS_MAX);
        fault_token(parser, &parser->token);
        return false;
    }
    arguments->nodes[place] = parse_formula(parser);
    arguments->n = place + 1 > arguments->n ? place + 1 : arguments->n;
    return arguments->nodes[place] != NO_NODE;
}

// arguments = argument {"," argument} ")"
static bool parse_arguments(struct parser *parser, struct arguments *arguments, bool clip)
{
    *arguments = (struct arguments){.n = 0};
    for (int i = 0; i < ARGUMENTS_MAX; i++)
        arguments->nodes[i] = NO_NODE;
    for (;;) {
        if (!parse_argument(parser, arguments, clip))
            return false;
        enum token_kind kind = parser->token.kind;
        if (kind != TOKEN_COMMA && kind != TOKEN_CLOSE) {
            unexpected(parser, _("“,” or “)”"));
            return false;
        }
        if (kind == TOKEN_COMMA && !take_comma(parser, &arguments->commas))
            return false;
        if (kind == TOKEN_COMMA)
            continue;
        advance(parser);
        return true;
    }
}

// Operations and special functions.

// min(max(x, low), high) from {x, low, high}; a bound may be NO_NODE.
static int clip(struct parser *parser, const int arguments[3])
{
    int node = arguments[0];
    if (arguments[1] != NO_NODE)
        node = combine(parser, OP_MAX, node, arguments[1]);
    return arguments[2] != NO_NODE ? combine(parser, OP_MIN, node, arguments[2]) : node;
}

static int one(struct parser *parser, enum op op, int a)
{
    return make(parser->builder, op, a, NO_NODE, NO_NODE);
}

static int number(struct parser *parser, double value)
{
    return make_constant(parser->builder, value);
}

static int reciprocal(struct parser *parser, int a)
{
    return combine(parser, OP_DIV, number(parser, 1), a);
}

// Φ(a) = erfc(−a/√2)/2
static int normal_distribution(struct parser *parser, int a)
{
    int root = one(parser, OP_SQRT, number(parser, 2));
    int scaled = combine(parser, OP_DIV, one(parser, OP_NEG, a), root);
    return combine(parser, OP_DIV, one(parser, OP_ERFC, scaled), number(parser, 2));
}

// A special function of as many arguments as it has; clip has NO_NODE for a bound that is left out.
static int apply_special(struct parser *parser, enum special special, const int *a)
{
    static const enum op reciprocals[] = {
        [SPECIAL_SEC] = OP_COS,   [SPECIAL_CSC] = OP_SIN,   [SPECIAL_COT] = OP_TAN,
        [SPECIAL_SECH] = OP_COSH, [SPECIAL_CSCH] = OP_SINH,
    };
    switch (special) {
    case SPECIAL_IF:
        return make(parser->builder, OP_IF, a[0], a[1], a[2]);
    case SPECIAL_POW:
        return combine(parser, OP_POW, a[0], a[1]);
    case SPECIAL_CLIP:
        return clip(parser, a);
    case SPECIAL_SQUARE:
        return combine(parser, OP_POW, a[0], number(parser, 2));
    case SPECIAL_EXP2:
        return combine(parser, OP_POW, number(parser, 2), a[0]);
    case SPECIAL_PHI:
        return normal_distribution(parser, a[0]);
    case SPECIAL_COTH:
        return reciprocal(
            parser, make_call(parser->builder, activation_find("tanh"), ORDER_F, a[0], NO_NODE));
    default:
        return reciprocal(parser, one(parser, reciprocals[special], a[0]));
    }
}

// Whether a function takes n arguments. min and max take two or more, clip one bound or two.
static bool count_fits(const struct callee *callee, int n)
{
    if (callee->kind == CALLEE_OP)
        return callee->op == OP_MIN || callee->op == OP_MAX ? n >= 2
                                                            : n == op_rows[callee->op].arity;
    return n == special_arity(callee->special) || (callee->special == SPECIAL_CLIP && n == 2);
}

// Returns the number of arguments, or NO_NODE with a fault where it is wrong. Where a comma stands
// between digits, 1,5, the fault is about that.
static int check_count(struct parser *parser, const struct token *name, const struct callee *callee,
                       const struct arguments *arguments)
{
    int n = arguments->n;
    if (arguments->nodes[0] == NO_NODE) // clip(max=1)
        return no_argument(parser, name);
    if (count_fits(callee, n))
        return n;
    if (arguments->commas.glued)
        return decimal_comma(parser, &arguments->commas.decimal);
    bool op = callee->kind == CALLEE_OP;
    bool more = op && (callee->op == OP_MIN || callee->op == OP_MAX);
    return wrong_count(parser, name,
                       op ? op_rows[callee->op].arity : special_arity(callee->special), more, n);
}

// A function on n arguments; min and max of more than two are combined from the left.
static int apply(struct parser *parser, const struct callee *callee, int n, const int *nodes)
{
    if (callee->kind == CALLEE_SPECIAL)
        return apply_special(parser, callee->special, nodes);
    if (op_rows[callee->op].arity == 1)
        return one(parser, callee->op, nodes[0]);
    int node = nodes[0];
    for (int i = 1; i < n; i++)
        node = combine(parser, callee->op, node, nodes[i]);
    return node;
}

// The arguments of an operation or special function, behind its "(".
static int parse_function(struct parser *parser, const struct token *name,
                          const struct callee *callee)
{
    struct arguments arguments;
    bool is_clip = callee->kind == CALLEE_SPECIAL && callee->special == SPECIAL_CLIP;
    if (!parse_arguments(parser, &arguments, is_clip) ||
        check_count(parser, name, callee, &arguments) == NO_NODE)
        return NO_NODE;
    return apply(parser, callee, arguments.n, arguments.nodes);
}

// Functions of the catalogue, and the user's own.

// A fault about the current token, which is no parameter of the function.
static int unknown_parameter(struct parser *parser, const struct activation *activation)
{
    char word[WORD_SIZE];
    struct text names = {0};
    copy_token(parser, &parser->token, word, sizeof word);
    for (int i = 0; i < activation->parameter_count; i++)
        text_format(&names, "%s%s", i ? ", " : "", activation->parameters[i].name);
    if (activation->parameter_count == 0)
        fault_set(parser->fault, FAULT_UNKNOWN_PARAMETER, _("%s has no parameters"),
                  activation->id);
    else
        fault_set(parser->fault, FAULT_UNKNOWN_PARAMETER, _("%s has no parameter %s, but %s"),
                  activation->id, word, text_string(&names));
    text_free(&names);
    return fault_token(parser, &parser->token);
}

// The index of the parameter that comes next: by its name if that is given, which is passed over,
// or else `next`. NO_NODE with a fault.
static int parameter_index(struct parser *parser, const struct activation *activation, int next)
{
    if (parser->token.kind != TOKEN_NAME || next_token(parser).kind != TOKEN_ASSIGN)
        return next < activation->parameter_count ? next : unknown_parameter(parser, activation);
    int index = activation_parameter_find(activation, parser->token.word);
    if (index < 0)
        return unknown_parameter(parser, activation);
    advance(parser);
    advance(parser);
    return index;
}

// Whether node `value` may be a parameter: it does not depend on x, and is allowed if it is a
// constant. False with a fault at `at`.
static bool check_value(struct parser *parser, const struct activation_parameter *parameter,
                        int value, const struct token *at)
{
    const struct node *node = &parser->builder->nodes[value];
    if (node->varies)
        fault_set(parser->fault, FAULT_EXPRESSION, _("%s must not depend on x"), parameter->name);
    else if (node->op == OP_CONSTANT && !activation_parameter_valid(parameter, node->value))
        fault_set(parser->fault, FAULT_RANGE, _("%s must be %s"), parameter->name,
                  parameter->positive ? "greater than 0" : "a finite number");
    else
        return true;
    fault_token(parser, at);
    return false;
}

// parameter = [name "="] formula
// Sets its node in values[], and *next to the index of the one behind it.
static bool parse_parameter(struct parser *parser, const struct activation *activation, int *next,
                            int values[ACTIVATION_PARAMETERS_MAX])
{
    const struct token name = parser->token;
    int index = parameter_index(parser, activation, *next);
    if (index == NO_NODE)
        return false;
    if (values[index] != NO_NODE) {
        fault_set(parser->fault, FAULT_EXPRESSION, _("this parameter is listed twice"));
        fault_token(parser, &name);
        return false;
    }
    const struct token at = parser->token;
    if ((values[index] = parse_formula(parser)) == NO_NODE)
        return false;
    *next = index + 1;
    return check_value(parser, &activation->parameters[index], values[index], &at);
}

// called = formula {"," parameter} ")"
// Returns the argument. values[] are the parameters' nodes, NO_NODE where one is left out; *given
// says whether there are any.
static int parse_called(struct parser *parser, const struct activation *activation,
                        int values[ACTIVATION_PARAMETERS_MAX], bool *given)
{
    int next = 0;
    struct commas commas = {.glued = false};
    for (int i = 0; i < activation->parameter_count; i++)
        values[i] = NO_NODE;
    int argument = parse_formula(parser);
    if (argument == NO_NODE)
        return NO_NODE;
    *given = parser->token.kind == TOKEN_COMMA;
    while (parser->token.kind == TOKEN_COMMA) {
        if (!take_comma(parser, &commas))
            return NO_NODE;
        if (commas.glued && next >= activation->parameter_count)
            return decimal_comma(parser, &commas.decimal);
        if (!parse_parameter(parser, activation, &next, values))
            return NO_NODE;
    }
    if (parser->token.kind != TOKEN_CLOSE)
        return unexpected(parser, _("“,” or “)”"));
    advance(parser);
    return argument;
}

// Sets the parameters that were left out to their defaults.
static void fill_defaults(struct parser *parser, const struct activation *activation,
                          int values[ACTIVATION_PARAMETERS_MAX])
{
    for (int i = 0; i < activation->parameter_count; i++)
        if (values[i] == NO_NODE)
            values[i] = make_constant(parser->builder, activation->parameters[i].initial);
}

// The node of a call of the catalogue's function number `index`.
static int call_catalogue(struct parser *parser, int index, int order, int argument,
                          const int values[ACTIVATION_PARAMETERS_MAX])
{
    int list = NO_NODE;
    for (int i = activation_at(index)->parameter_count; i-- > 0;)
        list = make_list(parser->builder, values[i], list);
    return make_call(parser->builder, index, order, argument, list);
}

// The rest of a call of the catalogue, behind its "(". A function that is another one in its module
// is a fault if its parameters are left out, because the defaults differ.
static int parse_catalogue(struct parser *parser, const struct token *name, int index, int order)
{
    int values[ACTIVATION_PARAMETERS_MAX];
    bool given = false;
    const char *instead = activation_elsewhere(name->module, name->word);
    int argument = parse_called(parser, activation_at(index), values, &given);
    if (argument == NO_NODE)
        return NO_NODE;
    if (instead != NULL && !given)
        return other_elsewhere(parser, name, instead);
    fill_defaults(parser, activation_at(index), values);
    return call_catalogue(parser, index, order, argument, values);
}

// A row like those of the catalogue with the name and the parameters of a user's function.
static struct activation own_row(const struct expression *own)
{
    struct activation row = {.id = own->name, .parameter_count = own->parameter_count};
    memcpy(row.parameters, own->parameters, sizeof row.parameters);
    return row;
}

// The rest of a call of a user's function, which is written out in the formula.
static int parse_own(struct parser *parser, const struct expression *own, int order)
{
    int values[ACTIVATION_PARAMETERS_MAX];
    bool given;
    const struct activation row = own_row(own);
    int argument = parse_called(parser, &row, values, &given);
    if (argument == NO_NODE)
        return NO_NODE;
    fill_defaults(parser, &row, values);
    int node = make_inlined(parser->builder, own, order, argument, values);
    return too_long(parser) ? NO_NODE : node;
}

// A function of one argument, with its parameters at their defaults.
static int call_plainly(struct parser *parser, const struct callee *callee, int argument)
{
    int values[ACTIVATION_PARAMETERS_MAX];
    for (int i = 0; i < ACTIVATION_PARAMETERS_MAX; i++)
        values[i] = NO_NODE;
    if (callee->kind == CALLEE_CATALOGUE) {
        fill_defaults(parser, activation_at(callee->index), values);
        return call_catalogue(parser, callee->index, ORDER_F, argument, values);
    }
    if (callee->kind != CALLEE_OWN)
        return apply(parser, callee, 1, &argument);
    const struct activation row = own_row(callee->own);
    fill_defaults(parser, &row, values);
    return make_inlined(parser->builder, callee->own, ORDER_F, argument, values);
}

// A fault about nn.LeakyReLU(0.2)(x), where the first brackets have the parameters of a layer. As a
// formula it would be leaky_relu(0.2) times x.
static int layer_first(struct parser *parser, const struct token *name)
{
    char typed[WORD_SIZE];
    copy_token(parser, name, typed, sizeof typed);
    fault_set(parser->fault, FAULT_EXPRESSION,
              _("%s(…)(x) can be read in two ways: write %s(x, …), or * to multiply"), typed,
              name->word);
    return fault_token(parser, name);
}

// call = name {"'"} "(" (arguments | called)
int parse_call(struct parser *parser)
{
    struct token name = parser->token;
    int order = 0;
    for (advance(parser); parser->token.kind == TOKEN_PRIME; advance(parser))
        order++;
    const struct callee callee = callee_of(parser, &name);
    bool builtin = callee.kind == CALLEE_OP || callee.kind == CALLEE_SPECIAL;
    if (callee.kind == CALLEE_NONE)
        return unknown_function(parser, &name);
    if (order > (builtin ? 0 : ORDER_D2F)) {
        fault_set(parser->fault, FAULT_EXPRESSION,
                  _("functions of the catalogue have two derivatives, other functions none"));
        return fault_token(parser, &name);
    }
    if (parser->token.kind != TOKEN_OPEN)
        return unexpected(parser, "“(”");
    advance(parser);
    if (parser->token.kind == TOKEN_CLOSE)
        return no_argument(parser, &name);
    bool in_bars = parser->in_bars;
    parser->in_bars = false;
    int node = builtin                     ? parse_function(parser, &name, &callee)
               : callee.kind == CALLEE_OWN ? parse_own(parser, callee.own, order)
                                           : parse_catalogue(parser, &name, callee.index, order);
    parser->in_bars = in_bars;
    bool constant = node != NO_NODE && !parser->builder->nodes[node].varies;
    return constant && parser->token.kind == TOKEN_OPEN ? layer_first(parser, &name) : node;
}

// Functions without brackets.

// A fault about a function without brackets.
static int wants_brackets(struct parser *parser, const struct token *name)
{
    char typed[WORD_SIZE];
    copy_token(parser, name, typed, sizeof typed);
    fault_set(parser->fault, FAULT_EXPRESSION, _("%s is a function: write %s(…)"), typed, typed);
    return fault_token(parser, name);
}

// Whether a token behind the x of sin x certainly ends the argument, as in sin x + 1, but not in
// sin x/2.
static bool ends_argument(const struct token *token)
{
    switch (token->kind) {
    case TOKEN_OP:
        return token->op != OP_MUL && token->op != OP_DIV && token->op != OP_POW;
    case TOKEN_END:
    case TOKEN_CLOSE:
    case TOKEN_BRACE_CLOSE:
    case TOKEN_COMMA:
    case TOKEN_QUOTE:
    case TOKEN_SEMICOLON:
    case TOKEN_QUESTION:
    case TOKEN_COLON:
        return true;
    default:
        return false;
    }
}

// bare = name "x"
// The current token is behind the name. A fault where anything else than f(x) could be meant.
int parse_bare(struct parser *parser, const struct token *name, const struct callee *callee)
{
    struct token argument = parser->token, after = token_after(parser, &argument);
    bool single = callee->kind == CALLEE_OP        ? op_rows[callee->op].arity == 1
                  : callee->kind == CALLEE_SPECIAL ? special_arity(callee->special) == 1
                                                   : true;
    if (argument.kind != TOKEN_NAME || !is_variable(parser, &argument) || !single ||
        !ends_argument(&after))
        return wants_brackets(parser, name);
    advance(parser);
    return call_plainly(parser, callee, NODE_X);
}

// Reads the exponent between a function's name and its argument, the 2 of sin²(x) and sin^2(x), a
// whole number but 0. Returns the token behind it. *exponent is 0 where there is none.
struct token read_exponent(const struct parser *parser, const struct token *name, double *exponent)
{
    struct token token = token_after(parser, name);
    bool super = token.kind == TOKEN_SUPERSCRIPT_OPEN;
    *exponent = 0;
    if (!super && (token.kind != TOKEN_OP || token.op != OP_POW))
        return token;
    struct token next = token_after(parser, &token);
    bool brace = next.kind == TOKEN_BRACE_OPEN || (!super && next.kind == TOKEN_OPEN);
    if (brace)
        next = token_after(parser, &next);
    bool negative = next.kind == TOKEN_OP && next.op == OP_SUB;
    if (negative)
        next = token_after(parser, &next);
    if (next.kind != TOKEN_NUMBER || next.value != rint(next.value) || next.value == 0)
        return token;
    double value = negative ? -next.value : next.value;
    next = token_after(parser, &next);
    bool closed = super   ? next.kind == TOKEN_SUPERSCRIPT_CLOSE
                  : brace ? next.kind == TOKEN_BRACE_CLOSE || next.kind == TOKEN_CLOSE
                          : true;
    if (!closed)
        return token;
    *exponent = value;
    return super || brace ? token_after(parser, &next) : next;
}

// A fault about sin⁻¹(x), which may be asin(x) or 1/sin(x).
static int inverse_or_reciprocal(struct parser *parser, const struct token *name)
{
    fault_set(
        parser->fault, FAULT_EXPRESSION,
        _("%s^-1 can be read in two ways: write 1/%s(x), or the inverse function by its name"),
        name->word, name->word);
    return fault_token(parser, name);
}

// function power = name exponent (call's rest | "x")
// `behind` is the token behind the exponent.
int parse_function_power(struct parser *parser, const struct callee *callee, double exponent,
                         const struct token *behind)
{
    struct token name = parser->token;
    if (exponent < 0)
        return inverse_or_reciprocal(parser, &name);
    int node;
    if (behind->kind == TOKEN_OPEN) {
        // The call is read as if the exponent stood behind it.
        parser->token = name;
        parser->token.length = behind->at - name.at;
        node = parse_call(parser);
    } else {
        parser->token = *behind;
        node = parse_bare(parser, &name, callee);
    }
    return node == NO_NODE
               ? NO_NODE
               : combine(parser, OP_POW, node, make_constant(parser->builder, exponent));
}
