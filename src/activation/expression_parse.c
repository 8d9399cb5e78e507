// Reading formulas: recursive descent, the grammar's rule above the function that parses it.
//
// A function returns the node that it made, or NO_NODE after a fault, which is then on its way up.
// Recursion is as deep as the text nests, at most EXPRESSION_DEPTH_MAX.
#include "activation/expression_node.h"
#include "base/language.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum token_kind {
    TOKEN_END,
    TOKEN_NUMBER, // value
    TOKEN_NAME,
    TOKEN_SUPERSCRIPT, // value: an exponent
    TOKEN_OPEN,
    TOKEN_CLOSE,
    TOKEN_COMMA,
    TOKEN_BAR,
    TOKEN_ASSIGN,
    TOKEN_PRIME,
    TOKEN_ROOT,
    TOKEN_CUBE_ROOT,
    TOKEN_OP, // op
    TOKEN_STRANGE,
};

struct token {
    enum token_kind kind;
    size_t at, length; // in the text
    double value;
    enum op op;
};

struct parser {
    const char *text;
    struct token token;
    struct builder *builder;
    struct expression *expression;
    const struct expression_scope *scope; // NULL for none
    struct fault *fault;
    int depth;
    bool in_bars; // the next | closes
};

// Spellings. Of those that fit the longest counts.

static const struct spelling {
    const char *text;
    enum token_kind kind;
    enum op op;
} spellings[] = {
    {"(", TOKEN_OPEN, OP_X},      {")", TOKEN_CLOSE, OP_X},  {",", TOKEN_COMMA, OP_X},
    {"|", TOKEN_BAR, OP_X},       {"=", TOKEN_ASSIGN, OP_X}, {"'", TOKEN_PRIME, OP_X},
    {"′", TOKEN_PRIME, OP_X},     {"’", TOKEN_PRIME, OP_X},  {"√", TOKEN_ROOT, OP_X},
    {"∛", TOKEN_CUBE_ROOT, OP_X}, {"+", TOKEN_OP, OP_ADD},   {"-", TOKEN_OP, OP_SUB},
    {"−", TOKEN_OP, OP_SUB},      {"*", TOKEN_OP, OP_MUL},   {"·", TOKEN_OP, OP_MUL},
    {"×", TOKEN_OP, OP_MUL},      {"∗", TOKEN_OP, OP_MUL},   {"⋅", TOKEN_OP, OP_MUL},
    {"/", TOKEN_OP, OP_DIV},      {"÷", TOKEN_OP, OP_DIV},   {"^", TOKEN_OP, OP_POW},
    {"**", TOKEN_OP, OP_POW},     {"<", TOKEN_OP, OP_LT},    {"<=", TOKEN_OP, OP_LE},
    {"≤", TOKEN_OP, OP_LE},       {">", TOKEN_OP, OP_GT},    {">=", TOKEN_OP, OP_GE},
    {"≥", TOKEN_OP, OP_GE},       {"==", TOKEN_OP, OP_EQ},   {"!=", TOKEN_OP, OP_NE},
    {"≠", TOKEN_OP, OP_NE},
};

static const struct spelling words[] = {
    {"and", TOKEN_OP, OP_AND}, {"or", TOKEN_OP, OP_OR}, {"not", TOKEN_OP, OP_NOT}};

static const char *const blanks[] = {" ", "\t", "\u00A0", "\u2009", "\u202F"};
static const char *const superscripts[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
static const char superscript_minus[] = "⁻";

static const struct {
    const char *name;
    double value;
} constants[] = {
    {"pi", 0x1.921fb54442d18p+1}, {"π", 0x1.921fb54442d18p+1}, {"e", 0x1.5bf0a8b145769p+1},
    {"inf", (double)INFINITY},    {"∞", (double)INFINITY},     {"nan", (double)NAN},
};

// Names that stand for a function or a word of the language, besides op_rows and the catalogue.
static const struct {
    const char *name, *same;
} synonyms[] = {{"ln", "log"}, {"σ", "sigmoid"}};

#define COUNT(array) (sizeof(array) / sizeof *(array))

static bool starts_with(const char *text, const char *start)
{
    return strncmp(text, start, strlen(start)) == 0;
}

// The number of the word that the text starts with, or -1.
static int one_of(const char *text, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (starts_with(text, list[i]))
            return (int)i;
    return -1;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static unsigned code_point(const char *text)
{
    const unsigned char *u = (const unsigned char *)text;
    if (u[0] < 0x80)
        return u[0];
    if (u[0] < 0xE0)
        return (u[0] & 0x1Fu) << 6 | (u[1] & 0x3Fu);
    if (u[0] < 0xF0)
        return (u[0] & 0x0Fu) << 12 | (u[1] & 0x3Fu) << 6 | (u[2] & 0x3Fu);
    return 0x10000; // none that names are made of
}

// Ranges of letters: ASCII, Latin, Greek (with its variants).
static bool is_letter(const char *text)
{
    static const struct {
        unsigned low, high;
    } ranges[] = {{'A', 'Z'},    {'_', '_'},     {'a', 'z'},       {0xC0, 0xD6},    {0xD8, 0xF6},
                  {0xF8, 0x24F}, {0x370, 0x3FF}, {0x1E00, 0x1FFF}, {0x221E, 0x221E}};
    unsigned c = code_point(text);
    for (size_t i = 0; i < COUNT(ranges); i++)
        if (c >= ranges[i].low && c <= ranges[i].high)
            return true;
    return false;
}

static bool continues_name(const char *text)
{
    unsigned c = code_point(text);
    return is_letter(text) || is_digit(*text) || (c >= 0x2080 && c <= 0x2089);
}

// Tokens.

static size_t skip_blanks(const char *text, size_t at)
{
    int blank;
    while ((blank = one_of(text + at, blanks, COUNT(blanks))) >= 0)
        at += strlen(blanks[blank]);
    return at;
}

// "0x" needs a digit behind it, or else it is nothing times x. "2e" without one is 2 times e.
static struct token number_token(const char *text, struct token token)
{
    const char *digits = text + token.at;
    char *end;
    token.kind = TOKEN_NUMBER;
    token.value = strtod(digits, &end);
    token.length = (size_t)(end - digits);
    return token;
}

static struct token name_token(const char *text, struct token token)
{
    size_t end = token.at;
    while (continues_name(text + end))
        end = utf8_next(text, end);
    token.kind = TOKEN_NAME;
    token.length = end - token.at;
    for (size_t i = 0; i < COUNT(words); i++) {
        if (token.length == strlen(words[i].text) && starts_with(text + token.at, words[i].text)) {
            token.kind = words[i].kind;
            token.op = words[i].op;
        }
    }
    return token;
}

static struct token superscript_token(const char *text, struct token token)
{
    size_t at = token.at;
    bool negative = starts_with(text + at, superscript_minus);
    if (negative)
        at += strlen(superscript_minus);
    size_t start = at;
    int digit;
    for (; (digit = one_of(text + at, superscripts, 10)) >= 0; at += strlen(superscripts[digit]))
        token.value = 10 * token.value + digit;
    token.kind = at > start ? TOKEN_SUPERSCRIPT : TOKEN_STRANGE;
    token.length = at > start ? at - token.at : strlen(superscript_minus);
    token.value = negative ? -token.value : token.value;
    return token;
}

static struct token sign_token(const char *text, struct token token)
{
    token.kind = TOKEN_STRANGE;
    for (size_t i = 0; i < COUNT(spellings); i++) {
        size_t length = strlen(spellings[i].text);
        if (length <= token.length || !starts_with(text + token.at, spellings[i].text))
            continue;
        token.kind = spellings[i].kind;
        token.op = spellings[i].op;
        token.length = length;
    }
    if (token.kind == TOKEN_STRANGE)
        token.length = utf8_next(text, token.at) - token.at;
    return token;
}

static struct token token_at(const char *text, size_t at)
{
    struct token token = {.kind = TOKEN_END, .at = skip_blanks(text, at)};
    const char *start = text + token.at;
    if (!*start)
        return token;
    if (is_digit(*start) || (*start == '.' && is_digit(start[1])))
        return number_token(text, token);
    if (is_letter(start))
        return name_token(text, token);
    if (one_of(start, superscripts, 10) >= 0 || starts_with(start, superscript_minus))
        return superscript_token(text, token);
    return sign_token(text, token);
}

static struct token next_token(const struct parser *parser)
{
    return token_at(parser->text, parser->token.at + parser->token.length);
}

static void advance(struct parser *parser)
{
    parser->token = next_token(parser);
}

static bool is_op(const struct parser *parser, enum op op)
{
    return parser->token.kind == TOKEN_OP && parser->token.op == op;
}

static bool same_word(const struct parser *parser, struct token token, const char *word)
{
    return token.length == strlen(word) && starts_with(parser->text + token.at, word);
}

static void copy_word(const struct parser *parser, struct token token, char *out, size_t size)
{
    snprintf(out, size, "%.*s", (int)token.length, parser->text + token.at);
}

// Faults.

enum { WORD_SIZE = 64 };

static int fault_place(struct parser *parser, size_t at)
{
    fault_at(parser->fault, parser->text, at);
    return NO_NODE;
}

static int unexpected(struct parser *parser, const char *wanted)
{
    char found[WORD_SIZE];
    copy_word(parser, parser->token, found, sizeof found);
    if (parser->token.kind == TOKEN_END)
        fault_set(parser->fault, FAULT_EXPRESSION, _("expected %s, found the end"), wanted);
    else
        fault_set(parser->fault, FAULT_EXPRESSION, _("expected %s, found “%s”"), wanted, found);
    return fault_place(parser, parser->token.at);
}

static bool too_deep(struct parser *parser)
{
    if (parser->depth < EXPRESSION_DEPTH_MAX)
        return false;
    fault_set(parser->fault, FAULT_LIMIT, _("nested more than %d deep: simplify the formula"),
              EXPRESSION_DEPTH_MAX);
    fault_place(parser, parser->token.at);
    return true;
}

static bool too_long(struct parser *parser)
{
    if (!parser->builder->full)
        return false;
    fault_set(parser->fault, FAULT_LIMIT, _("the formula has more than %d operations"),
              EXPRESSION_NODES_MAX);
    fault_place(parser, parser->token.at);
    return true;
}

// Names.

static const char *synonym(const char *word)
{
    for (size_t i = 0; i < COUNT(synonyms); i++)
        if (strcmp(word, synonyms[i].name) == 0)
            return synonyms[i].same;
    return word;
}

// Functions that are not one operation each.
static const char *const special_functions[] = {"if", "pow", "clip"};

static bool is_function_op(enum op op)
{
    return op >= OP_MIN && op < OP_COUNT;
}

static enum op function_op(const char *word)
{
    for (int op = OP_MIN; op < OP_COUNT; op++)
        if (strcmp(word, op_rows[op].spelling) == 0)
            return (enum op)op;
    return OP_X;
}

static bool is_special(const char *word)
{
    for (size_t i = 0; i < COUNT(special_functions); i++)
        if (strcmp(word, special_functions[i]) == 0)
            return true;
    return false;
}

static bool is_builtin(const char *word)
{
    return function_op(word) != OP_X || is_special(word);
}

const char *expression_function_name(int i)
{
    const int ops = OP_COUNT - OP_MIN, specials = (int)COUNT(special_functions);
    if (i < ops)
        return op_rows[OP_MIN + i].spelling;
    i -= ops;
    if (i < specials)
        return special_functions[i];
    i -= specials;
    return i < activation_count() ? activation_at(i)->id : NULL;
}

// The i-th function that this formula can use: the user's own come first.
static const char *function_name(const void *user, int i)
{
    const struct expression_scope *scope = user;
    for (int k = 0; scope != NULL && k < scope->n; k++)
        if (scope->items[k] != NULL && i-- == 0)
            return scope->items[k]->name;
    return expression_function_name(i);
}

// The user's own function of this name, or NULL. None can use itself.
static const struct expression *find_own(const struct parser *parser, const char *word)
{
    const struct expression_scope *scope = parser->scope;
    for (int i = 0; scope != NULL && i < scope->n; i++)
        if (scope->items[i] != NULL && strcmp(scope->items[i]->name, word) == 0 &&
            strcmp(parser->expression->name, word) != 0)
            return scope->items[i];
    return NULL;
}

// Whether a name is taken: it can be no parameter and no name of a definition.
static bool is_reserved(const char *word)
{
    const char *taken;
    for (int i = 0; (taken = expression_function_name(i)); i++)
        if (strcmp(word, taken) == 0)
            return true;
    return strcmp(word, "ln") == 0;
}

static bool find_constant(const struct parser *parser, double *value)
{
    for (size_t i = 0; i < COUNT(constants); i++) {
        if (!same_word(parser, parser->token, constants[i].name))
            continue;
        *value = constants[i].value;
        return true;
    }
    return false;
}

static bool is_variable(const struct parser *parser)
{
    double value;
    return same_word(parser, parser->token, "x") || find_constant(parser, &value);
}

static int find_parameter(const struct parser *parser)
{
    for (int i = 0; i < parser->expression->parameter_count; i++)
        if (same_word(parser, parser->token, parser->expression->names[i]))
            return i;
    return -1;
}

static bool name_too_long(struct parser *parser)
{
    if (parser->token.length < EXPRESSION_NAME_SIZE)
        return false;
    fault_set(parser->fault, FAULT_LIMIT, _("a name has at most %d bytes"),
              EXPRESSION_NAME_SIZE - 1);
    fault_place(parser, parser->token.at);
    return true;
}

static bool add_parameter(struct parser *parser, double initial)
{
    if (name_too_long(parser))
        return false;
    if (expression_add_parameter(parser->expression, parser->text + parser->token.at,
                                 parser->token.length, initial))
        return true;
    fault_set(parser->fault, FAULT_LIMIT,
              _("a formula has at most %d parameters: any name but x, pi, e and functions is one"),
              ACTIVATION_PARAMETERS_MAX);
    fault_place(parser, parser->token.at);
    return false;
}

static int parse_formula(struct parser *parser);

// Calls.

static int unknown_function(struct parser *parser, struct token name, const char *word)
{
    char multiplied[WORD_SIZE];
    copy_word(parser, name, multiplied, sizeof multiplied);
    const char *nearest = word_nearest(word, function_name, parser->scope);
    if (!nearest)
        nearest = activation_nearest(word);
    parser->token = name;
    if (strcmp(word, parser->expression->name) == 0)
        fault_set(parser->fault, FAULT_UNKNOWN_FUNCTION, _("%s cannot use itself"), word);
    else if (is_variable(parser) || find_parameter(parser) >= 0)
        fault_set(parser->fault, FAULT_UNKNOWN_FUNCTION,
                  _("%s is no function: to multiply, write %s*(…)"), multiplied, multiplied);
    else if (nearest)
        fault_set(parser->fault, FAULT_UNKNOWN_FUNCTION,
                  _("there is no function %s; did you mean %s?"), multiplied, nearest);
    else
        fault_set(parser->fault, FAULT_UNKNOWN_FUNCTION,
                  _("there is no function %s; to multiply, write %s*(…)"), multiplied, multiplied);
    return fault_place(parser, name.at);
}

static int wrong_count(struct parser *parser, struct token name, const char *wanted, int found)
{
    char word[WORD_SIZE];
    copy_word(parser, name, word, sizeof word);
    fault_set(parser->fault, FAULT_EXPRESSION, _("%s wants %s, not %d"), word, wanted, found);
    return fault_place(parser, name.at);
}

enum { ARGUMENTS_MAX = 16 };

// arguments = formula {"," formula} ")"
static int parse_arguments(struct parser *parser, int arguments[ARGUMENTS_MAX])
{
    for (int n = 0;;) {
        if (n == ARGUMENTS_MAX) {
            fault_set(parser->fault, FAULT_LIMIT, _("at most %d arguments"), ARGUMENTS_MAX);
            return fault_place(parser, parser->token.at);
        }
        if ((arguments[n++] = parse_formula(parser)) == NO_NODE)
            return NO_NODE;
        enum token_kind kind = parser->token.kind;
        if (kind != TOKEN_COMMA && kind != TOKEN_CLOSE)
            return unexpected(parser, _("“,” or “)”"));
        advance(parser);
        if (kind == TOKEN_CLOSE)
            return n;
    }
}

static int combine(struct parser *parser, enum op op, int a, int b)
{
    return make(parser->builder, op, a, b, NO_NODE);
}

static int clip(struct parser *parser, const int arguments[3])
{
    return combine(parser, OP_MIN, combine(parser, OP_MAX, arguments[0], arguments[1]),
                   arguments[2]);
}

// min and max take two or more, and combine them from the left.
static int parse_function(struct parser *parser, struct token name, const char *word)
{
    static const char *const counts[] = {"", N_("1 argument"), N_("2 arguments"),
                                         N_("3 arguments")};
    int arguments[ARGUMENTS_MAX], n = parse_arguments(parser, arguments);
    if (n == NO_NODE)
        return NO_NODE;
    enum op op = function_op(word);
    bool any = op == OP_MIN || op == OP_MAX;
    int wanted = is_function_op(op) ? op_rows[op].arity : strcmp(word, "pow") == 0 ? 2 : 3;
    if (any ? n < 2 : n != wanted)
        return wrong_count(parser, name, any ? _("2 or more arguments") : _(counts[wanted]), n);
    if (strcmp(word, "if") == 0)
        return make(parser->builder, OP_IF, arguments[0], arguments[1], arguments[2]);
    if (strcmp(word, "pow") == 0)
        return combine(parser, OP_POW, arguments[0], arguments[1]);
    if (strcmp(word, "clip") == 0)
        return clip(parser, arguments);
    if (wanted == 1)
        return make(parser->builder, op, arguments[0], NO_NODE, NO_NODE);
    int node = arguments[0];
    for (int i = 1; i < n; i++)
        node = combine(parser, op, node, arguments[i]);
    return node;
}

static int unknown_parameter(struct parser *parser, const struct activation *activation)
{
    char word[WORD_SIZE];
    struct text names = {0};
    copy_word(parser, parser->token, word, sizeof word);
    for (int i = 0; i < activation->parameter_count; i++)
        text_format(&names, "%s%s", i ? ", " : "", activation->parameters[i].name);
    if (activation->parameter_count == 0)
        fault_set(parser->fault, FAULT_UNKNOWN_PARAMETER, _("%s has no parameters"),
                  activation->id);
    else
        fault_set(parser->fault, FAULT_UNKNOWN_PARAMETER, _("%s has no parameter %s, but %s"),
                  activation->id, word, text_string(&names));
    text_free(&names);
    return fault_place(parser, parser->token.at);
}

// The parameter that comes next: by its name, or else in order.
static int parameter_index(struct parser *parser, const struct activation *activation, int next)
{
    if (parser->token.kind != TOKEN_NAME || next_token(parser).kind != TOKEN_ASSIGN)
        return next < activation->parameter_count ? next : unknown_parameter(parser, activation);
    char word[WORD_SIZE];
    copy_word(parser, parser->token, word, sizeof word);
    int index = activation_parameter_find(activation, word);
    if (index < 0)
        return unknown_parameter(parser, activation);
    advance(parser);
    advance(parser);
    return index;
}

// A parameter's value: the same for every x, and one that the catalogue allows.
static bool check_value(struct parser *parser, const struct activation_parameter *parameter,
                        int value, size_t at)
{
    const struct node *node = &parser->builder->nodes[value];
    if (node->varies)
        fault_set(parser->fault, FAULT_EXPRESSION, _("%s must not depend on x"), parameter->name);
    else if (node->op == OP_CONSTANT && !activation_parameter_valid(parameter, node->value))
        fault_set(parser->fault, FAULT_RANGE, _("%s must be %s"), parameter->name,
                  parameter->positive ? "greater than 0" : "a finite number");
    else
        return true;
    fault_place(parser, at);
    return false;
}

// parameter = [name "="] formula
static bool parse_parameter(struct parser *parser, const struct activation *activation, int *next,
                            int values[ACTIVATION_PARAMETERS_MAX])
{
    size_t name = parser->token.at;
    int index = parameter_index(parser, activation, *next);
    if (index == NO_NODE)
        return false;
    if (values[index] != NO_NODE) {
        fault_set(parser->fault, FAULT_EXPRESSION, _("this parameter is listed twice"));
        fault_place(parser, name);
        return false;
    }
    size_t at = parser->token.at;
    if ((values[index] = parse_formula(parser)) == NO_NODE)
        return false;
    *next = index + 1;
    return check_value(parser, &activation->parameters[index], values[index], at);
}

// called = formula {"," parameter} ")". Fills values[], with defaults where none is given, and
// returns the argument.
static int parse_called(struct parser *parser, const struct activation *activation,
                        int values[ACTIVATION_PARAMETERS_MAX])
{
    int next = 0;
    for (int i = 0; i < activation->parameter_count; i++)
        values[i] = NO_NODE;
    int argument = parse_formula(parser);
    if (argument == NO_NODE)
        return NO_NODE;
    while (parser->token.kind == TOKEN_COMMA) {
        advance(parser);
        if (!parse_parameter(parser, activation, &next, values))
            return NO_NODE;
    }
    if (parser->token.kind != TOKEN_CLOSE)
        return unexpected(parser, _("“,” or “)”"));
    advance(parser);
    for (int i = 0; i < activation->parameter_count; i++)
        if (values[i] == NO_NODE)
            values[i] = make_constant(parser->builder, activation->parameters[i].initial);
    return argument;
}

static int parse_catalogue(struct parser *parser, int index, int order)
{
    int values[ACTIVATION_PARAMETERS_MAX], list = NO_NODE;
    int argument = parse_called(parser, activation_at(index), values);
    if (argument == NO_NODE)
        return NO_NODE;
    for (int i = activation_at(index)->parameter_count; i-- > 0;)
        list = make_list(parser->builder, values[i], list);
    return make_call(parser->builder, index, order, argument, list);
}

static int parse_own(struct parser *parser, const struct expression *own, int order)
{
    int values[ACTIVATION_PARAMETERS_MAX];
    struct activation like = {.id = own->name, .parameter_count = own->parameter_count};
    memcpy(like.parameters, own->parameters, sizeof like.parameters);
    int argument = parse_called(parser, &like, values);
    if (argument == NO_NODE)
        return NO_NODE;
    int node = make_inlined(parser->builder, own, order, argument, values);
    return too_long(parser) ? NO_NODE : node;
}

// call = name {"'"} "(" (arguments | called)
static int parse_call(struct parser *parser)
{
    char typed[WORD_SIZE];
    struct token name = parser->token;
    copy_word(parser, name, typed, sizeof typed);
    const char *word = synonym(typed);
    int order = 0;
    for (advance(parser); parser->token.kind == TOKEN_PRIME; advance(parser))
        order++;
    const struct expression *own = find_own(parser, typed);
    int index = own != NULL || is_builtin(word) ? -1 : activation_find(word);
    if (index >= 0 && is_builtin(activation_at(index)->id)) // "Sign", and aliases of abs
        word = activation_at(index)->id;
    bool builtin = own == NULL && is_builtin(word);
    if (own == NULL && !builtin && index < 0)
        return unknown_function(parser, name, word);
    if (order > (builtin ? 0 : ORDER_D2F)) {
        fault_set(parser->fault, FAULT_EXPRESSION,
                  _("functions of the catalogue have two derivatives, other functions none"));
        return fault_place(parser, name.at);
    }
    if (parser->token.kind != TOKEN_OPEN)
        return unexpected(parser, "“(”");
    advance(parser);
    bool in_bars = parser->in_bars;
    parser->in_bars = false;
    int node = own != NULL ? parse_own(parser, own, order)
               : builtin   ? parse_function(parser, name, word)
                           : parse_catalogue(parser, index, order);
    parser->in_bars = in_bars;
    return node;
}

// name = "x" | constant | parameter | call
static int parse_name(struct parser *parser)
{
    enum token_kind after = next_token(parser).kind;
    if (after == TOKEN_OPEN || after == TOKEN_PRIME)
        return parse_call(parser);
    char word[WORD_SIZE];
    copy_word(parser, parser->token, word, sizeof word);
    double value;
    int node;
    if (same_word(parser, parser->token, "x")) {
        node = NODE_X;
    } else if (find_constant(parser, &value)) {
        node = make_constant(parser->builder, value);
    } else if (is_reserved(word) || find_own(parser, word) != NULL) {
        fault_set(parser->fault, FAULT_EXPRESSION, _("%s is a function: write %s(…)"), word, word);
        return fault_place(parser, parser->token.at);
    } else {
        int index = find_parameter(parser);
        if (index < 0 && !add_parameter(parser, 1))
            return NO_NODE;
        index = index < 0 ? parser->expression->parameter_count - 1 : index;
        node = make_parameter(parser->builder, index);
    }
    advance(parser);
    return node;
}

// Operators, from the tightest to the loosest.

static int parse_primary(struct parser *parser);

// enclosed = formula close
static int parse_enclosed(struct parser *parser, enum token_kind close, const char *wanted)
{
    bool in_bars = parser->in_bars;
    parser->in_bars = close == TOKEN_BAR;
    advance(parser);
    int node = parse_formula(parser);
    parser->in_bars = in_bars;
    if (node == NO_NODE)
        return NO_NODE;
    if (parser->token.kind != close)
        return unexpected(parser, wanted);
    advance(parser);
    return node;
}

// root = ("√" | "∛") primary
static int parse_root(struct parser *parser)
{
    enum op op = parser->token.kind == TOKEN_ROOT ? OP_SQRT : OP_CBRT;
    if (too_deep(parser))
        return NO_NODE;
    parser->depth++;
    advance(parser);
    int node = parse_primary(parser);
    parser->depth--;
    return node == NO_NODE ? NO_NODE : make(parser->builder, op, node, NO_NODE, NO_NODE);
}

static int parse_number(struct parser *parser)
{
    if (!isfinite(parser->token.value)) {
        fault_set(parser->fault, FAULT_NUMBER, _("a number beyond the range of doubles"));
        return fault_place(parser, parser->token.at);
    }
    int node = make_constant(parser->builder, parser->token.value);
    advance(parser);
    return node;
}

// primary = number | name | root | "(" formula ")" | "|" formula "|"
static int parse_primary(struct parser *parser)
{
    int node;
    switch (parser->token.kind) {
    case TOKEN_NUMBER:
        return parse_number(parser);
    case TOKEN_NAME:
        return parse_name(parser);
    case TOKEN_ROOT:
    case TOKEN_CUBE_ROOT:
        return parse_root(parser);
    case TOKEN_OPEN:
        return parse_enclosed(parser, TOKEN_CLOSE, "an operator or “)”");
    case TOKEN_BAR:
        node = parse_enclosed(parser, TOKEN_BAR, "an operator or “|”");
        return node == NO_NODE ? node : make(parser->builder, OP_ABS, node, NO_NODE, NO_NODE);
    default:
        return unexpected(parser, _("a number, x, a name or “(”"));
    }
}

static int parse_power(struct parser *parser);

// signed = {"-" | "+"} power
static int parse_signed(struct parser *parser)
{
    bool negative = false;
    for (; is_op(parser, OP_SUB) || is_op(parser, OP_ADD); advance(parser))
        negative ^= is_op(parser, OP_SUB);
    int node = parse_power(parser);
    if (node == NO_NODE || !negative)
        return node;
    return make(parser->builder, OP_NEG, node, NO_NODE, NO_NODE);
}

// power = primary [superscript | "^" signed]
static int parse_power(struct parser *parser)
{
    int base = parse_primary(parser), exponent;
    if (base == NO_NODE)
        return NO_NODE;
    if (parser->token.kind == TOKEN_SUPERSCRIPT) {
        exponent = make_constant(parser->builder, parser->token.value);
        advance(parser);
        return combine(parser, OP_POW, base, exponent);
    }
    if (!is_op(parser, OP_POW))
        return base;
    if (too_deep(parser))
        return NO_NODE;
    parser->depth++;
    advance(parser);
    exponent = parse_signed(parser);
    parser->depth--;
    return exponent == NO_NODE ? NO_NODE : combine(parser, OP_POW, base, exponent);
}

// Whether a factor may follow without a sign.
static bool starts_factor(const struct parser *parser)
{
    switch (parser->token.kind) {
    case TOKEN_NAME:
    case TOKEN_OPEN:
    case TOKEN_ROOT:
    case TOKEN_CUBE_ROOT:
        return true;
    case TOKEN_BAR:
        return !parser->in_bars;
    default:
        return false;
    }
}

static int two_readings(struct parser *parser)
{
    fault_set(parser->fault, FAULT_EXPRESSION,
              _("1/2x can be read in two ways: write (1/2)*x or 1/(2*x)"));
    return fault_place(parser, parser->token.at);
}

// product = signed {("*" | "/") signed | power}
static int parse_product(struct parser *parser)
{
    int node = parse_signed(parser);
    bool divided = false;
    while (node != NO_NODE) {
        bool times = is_op(parser, OP_MUL), division = is_op(parser, OP_DIV);
        bool follows = starts_factor(parser);
        if (follows && divided)
            return two_readings(parser);
        if ((!times && !division && !follows) || too_long(parser))
            break;
        if (!follows)
            advance(parser);
        int factor = follows ? parse_power(parser) : parse_signed(parser);
        if (factor == NO_NODE)
            return NO_NODE;
        node = combine(parser, division ? OP_DIV : OP_MUL, node, factor);
        divided = division;
    }
    return node;
}

// sum = product {("+" | "-") product}
static int parse_sum(struct parser *parser)
{
    int node = parse_product(parser);
    while (node != NO_NODE && (is_op(parser, OP_ADD) || is_op(parser, OP_SUB))) {
        enum op op = parser->token.op;
        advance(parser);
        int term = parse_product(parser);
        if (term == NO_NODE || too_long(parser))
            return NO_NODE;
        node = combine(parser, op, node, term);
    }
    return node;
}

static bool at_comparison(const struct parser *parser)
{
    return parser->token.kind == TOKEN_OP && is_comparison(parser->token.op);
}

// comparison = sum [("<" | "<=" | ">" | ">=" | "==" | "!=") sum]
static int parse_comparison(struct parser *parser)
{
    int left = parse_sum(parser);
    if (left == NO_NODE || !at_comparison(parser))
        return left;
    enum op op = parser->token.op;
    advance(parser);
    int right = parse_sum(parser);
    if (right == NO_NODE)
        return NO_NODE;
    if (at_comparison(parser)) {
        fault_set(parser->fault, FAULT_EXPRESSION,
                  _("comparisons do not chain: write a < b and b < c"));
        return fault_place(parser, parser->token.at);
    }
    return combine(parser, op, left, right);
}

// negation = {"not"} comparison
static int parse_negation(struct parser *parser)
{
    int count = 0;
    for (; is_op(parser, OP_NOT); advance(parser))
        count++;
    int node = parse_comparison(parser);
    for (; node != NO_NODE && count > 0; count--)
        node = make(parser->builder, OP_NOT, node, NO_NODE, NO_NODE);
    return node;
}

// conjunction = negation {"and" negation}
static int parse_conjunction(struct parser *parser)
{
    int node = parse_negation(parser);
    while (node != NO_NODE && is_op(parser, OP_AND)) {
        advance(parser);
        int other = parse_negation(parser);
        if (other == NO_NODE)
            return NO_NODE;
        node = combine(parser, OP_AND, node, other);
    }
    return node;
}

// formula = conjunction {"or" conjunction}
static int parse_formula(struct parser *parser)
{
    if (too_deep(parser))
        return NO_NODE;
    parser->depth++;
    int node = parse_conjunction(parser);
    while (node != NO_NODE && is_op(parser, OP_OR)) {
        advance(parser);
        int other = parse_conjunction(parser);
        node = other == NO_NODE ? NO_NODE : combine(parser, OP_OR, node, other);
    }
    parser->depth--;
    return node != NO_NODE && too_long(parser) ? NO_NODE : node;
}

// whole = formula end
static int parse_whole(struct parser *parser)
{
    int node = parse_formula(parser);
    if (node == NO_NODE || parser->token.kind == TOKEN_END)
        return node;
    if (parser->token.kind == TOKEN_ASSIGN) {
        fault_set(parser->fault, FAULT_EXPRESSION,
                  _("“=” is for definitions: to compare, write =="));
        return fault_place(parser, parser->token.at);
    }
    return unexpected(parser, _("an operator or the end"));
}

// Definitions.

static bool check_name(struct parser *parser, const char *what)
{
    char word[WORD_SIZE];
    if (parser->token.kind != TOKEN_NAME) {
        unexpected(parser, what);
        return false;
    }
    if (name_too_long(parser))
        return false;
    copy_word(parser, parser->token, word, sizeof word);
    if (!is_variable(parser) && !is_reserved(word))
        return true;
    fault_set(parser->fault, FAULT_EXPRESSION, _("%s has a meaning already: choose another name"),
              word);
    fault_place(parser, parser->token.at);
    return false;
}

// declaration = name ["=" sum]
static bool parse_declaration(struct parser *parser)
{
    if (!check_name(parser, _("the name of a parameter")))
        return false;
    if (find_parameter(parser) >= 0) {
        fault_set(parser->fault, FAULT_EXPRESSION, _("this parameter is listed twice"));
        fault_place(parser, parser->token.at);
        return false;
    }
    if (!add_parameter(parser, 1))
        return false;
    advance(parser);
    if (parser->token.kind != TOKEN_ASSIGN)
        return true;
    advance(parser);
    size_t at = parser->token.at;
    int value = parse_sum(parser);
    if (value == NO_NODE)
        return false;
    const struct node *node = &parser->builder->nodes[value];
    if (node->op == OP_CONSTANT && isfinite(node->value)) {
        expression_set_default(parser->expression, parser->expression->parameter_count - 1,
                               node->value);
        return true;
    }
    fault_set(parser->fault, FAULT_NUMBER, _("a default is a finite number"));
    fault_place(parser, at);
    return false;
}

// declarations = "(" ["x" ","] [declaration {"," declaration}] ")"
static bool parse_declarations(struct parser *parser)
{
    advance(parser);
    while (parser->token.kind != TOKEN_CLOSE) {
        bool x = same_word(parser, parser->token, "x");
        if (x)
            advance(parser);
        else if (!parse_declaration(parser))
            return false;
        if (parser->token.kind == TOKEN_COMMA) {
            advance(parser);
        } else if (parser->token.kind != TOKEN_CLOSE) {
            unexpected(parser, _("“,” or “)”"));
            return false;
        }
    }
    advance(parser);
    return true;
}

// definition = name [declarations] "=" whole
static int parse_definition(struct parser *parser)
{
    if (!check_name(parser, _("a name")))
        return NO_NODE;
    char *name = parser->expression->name;
    copy_word(parser, parser->token, name, EXPRESSION_NAME_SIZE);
    int taken = activation_find(name);
    if (taken >= 0) {
        fault_set(parser->fault, FAULT_EXPRESSION,
                  _("%s is another name of %s: choose another one"), name,
                  activation_at(taken)->name);
        return fault_place(parser, parser->token.at);
    }
    advance(parser);
    if (parser->token.kind == TOKEN_OPEN && !parse_declarations(parser))
        return NO_NODE;
    if (parser->token.kind != TOKEN_ASSIGN)
        return unexpected(parser, "“=”");
    advance(parser);
    return parse_whole(parser);
}

static bool check_text(const char *text, struct fault *fault)
{
    size_t n = strlen(text), bad;
    if (n > EXPRESSION_TEXT_MAX) {
        fault_set(fault, FAULT_LIMIT, _("a formula has at most %d bytes"), EXPRESSION_TEXT_MAX);
        return false;
    }
    if (utf8_valid(text, n, &bad))
        return true;
    fault_set(fault, FAULT_UTF8, _("bytes that are no UTF-8"));
    return fault_at(fault, text, bad);
}

static struct expression *parse(const char *text, const struct expression_scope *scope,
                                struct fault *fault, int rule(struct parser *parser))
{
    if (fault)
        *fault = (struct fault){0};
    if (!check_text(text, fault))
        return NULL;
    struct builder builder;
    builder_start(&builder);
    struct parser parser = {
        .text = text,
        .token = token_at(text, 0),
        .builder = &builder,
        .expression = expression_create(),
        .scope = scope,
        .fault = fault,
    };
    int root = rule(&parser);
    bool done = root != NO_NODE;
    if (done) {
        done = expression_complete(parser.expression, &builder, root, fault);
    } else {
        free(builder.nodes);
        builder_end(&builder);
    }
    if (done)
        return parser.expression;
    expression_destroy(parser.expression);
    return NULL;
}

struct expression *expression_parse(const char *text, struct fault *fault)
{
    return parse(text, NULL, fault, parse_whole);
}

struct expression *expression_parse_definition(const char *text, struct fault *fault)
{
    return parse(text, NULL, fault, parse_definition);
}

struct expression *expression_parse_definition_in(const char *text,
                                                  const struct expression_scope *scope,
                                                  struct fault *fault)
{
    return parse(text, scope, fault, parse_definition);
}
