// Operators, read by recursive descent (parser.h). The grammar's rule stands above the function
// that reads it, in EBNF: "a" | b is a choice, [a] may be left out, {a} comes any number of times.
//
// The recursion is as deep as the text nests, at most EXPRESSION_DEPTH_MAX.
#include "activation/expression/parser.h"

#include <string.h>

#include "base/language.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

// Operators, from the tightest to the loosest.

static int parse_primary(struct parser *parser);

// enclosed = open formula close
// The current token is the opening one. `wanted` is for the fault where `close` is missing.
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

// brace = "{" formula "}"
static int parse_brace(struct parser *parser)
{
    if (parser->token.kind == TOKEN_BRACE_OPEN)
        return parse_enclosed(parser, TOKEN_BRACE_CLOSE, _("an operator or “}”"));
    return unexpected(parser, "“{”");
}

// fraction = "\frac" brace brace
static int parse_fraction(struct parser *parser)
{
    advance(parser);
    int above = parse_brace(parser);
    int below = above == NO_NODE ? NO_NODE : parse_brace(parser);
    return below == NO_NODE ? NO_NODE : combine(parser, OP_DIV, above, below);
}

// degree = "[" ("2" | "3") "]"
// The degree of a root in LaTeX, which sets *op; nothing is read where there is none. False with a
// fault.
static bool parse_degree(struct parser *parser, enum op *op)
{
    if (parser->token.kind != TOKEN_BRACKET_OPEN)
        return true;
    advance(parser);
    double degree = parser->token.kind == TOKEN_NUMBER ? parser->token.value : 0;
    struct token close = next_token(parser);
    if ((degree != 2 && degree != 3) || close.kind != TOKEN_BRACKET_CLOSE) {
        fault_set(parser->fault, FAULT_EXPRESSION, _("other roots are powers: write x^(1/n)"));
        fault_token(parser, &parser->token);
        return false;
    }
    *op = degree == 2 ? OP_SQRT : OP_CBRT;
    parser->token = token_after(parser, &close);
    return true;
}

// Whether an exponent follows.
static bool at_power(const struct parser *parser)
{
    return parser->token.kind == TOKEN_SUPERSCRIPT_OPEN || is_op(parser, OP_POW);
}

// A fault about √x², which may be √(x²) = |x| or (√x)², which has no value for negative x.
static int root_of_power(struct parser *parser)
{
    fault_set(parser->fault, FAULT_EXPRESSION,
              _("√x² can be read in two ways: write √(x²) or (√x)²"));
    return fault_token(parser, &parser->token);
}

// root = ("√" | "∛") [degree] primary
static int parse_root(struct parser *parser)
{
    enum op op = parser->token.kind == TOKEN_ROOT ? OP_SQRT : OP_CBRT;
    if (too_deep(parser))
        return NO_NODE;
    parser->depth++;
    advance(parser);
    int node = NO_NODE;
    if (parse_degree(parser, &op)) {
        bool bare = parser->token.kind == TOKEN_NAME || parser->token.kind == TOKEN_NUMBER;
        node = parse_primary(parser);
        if (node != NO_NODE && bare && at_power(parser))
            node = root_of_power(parser);
    }
    parser->depth--;
    return node == NO_NODE ? NO_NODE : make(parser->builder, op, node, NO_NODE, NO_NODE);
}

// Whether a number and the name right behind it are a number of another language: 0b11, 0o7, 1d3
// and 1.0D+00.
static bool is_foreign_number(const char *text, const struct token *number,
                              const struct token *name)
{
    char letter = ascii_small(name->word[0]);
    size_t digits = strspn(name->word + 1, "0123456789");
    bool number_inside = digits > 0 && name->word[1 + digits] == '\0';
    if (letter == 'b' || letter == 'o')
        return number_inside && number->length == 1 && number->value == 0;
    const char *behind = text + name->at + name->length;
    bool point = memchr(text + number->at, '.', number->length) != NULL;
    bool exponent = name->word[1] == '\0' && point && *behind != '\0' &&
                    strchr("+-", *behind) != NULL && ascii_is_digit(behind[1]);
    return letter == 'd' && (number_inside || exponent);
}

// Whether a number is 0 although it has digits other than 0, as 1e-400 does.
static bool underflows(const char *text, const struct token *number)
{
    bool hex = number->length > 1 && (text[1] == 'x' || text[1] == 'X');
    const char *end = hex ? "pP" : "eE", *digits = hex ? "123456789abcdefABCDEF" : "123456789";
    if (number->value != 0)
        return false;
    for (size_t i = 0; i < number->length && strchr(end, text[i]) == NULL; i++)
        if (strchr(digits, text[i]) != NULL)
            return true;
    return false;
}

// A number. What stands right behind it may show that another one was meant: 1_000 and 1e-x are
// faults.
static int parse_number(struct parser *parser)
{
    const char *text = parser->pasted.text;
    struct token number = parser->token, next = next_token(parser);
    bool glued = next.kind == TOKEN_NAME && !next.spaced;
    if (!isfinite(number.value) || underflows(text + number.at, &number))
        fault_set(parser->fault, FAULT_NUMBER, _("a number beyond the range of doubles"));
    else if (glued && next.word[0] == '_')
        fault_set(parser->fault, FAULT_NUMBER,
                  _("digits are not grouped here: write 1000 for 1_000"));
    else if (glued && ascii_same(next.word, "e") && text[next.at + 1] != '\0' &&
             strchr("+-", text[next.at + 1]) != NULL)
        fault_set(parser->fault, FAULT_NUMBER,
                  _("an exponent without digits: write 1e-3, or 2*e - x"));
    else if (glued && is_foreign_number(text, &number, &next))
        fault_set(parser->fault, FAULT_NUMBER,
                  _("numbers are written as 3, 1e3 or 0x1F here; to multiply, write 2*d3"));
    else {
        advance(parser);
        return make_constant(parser->builder, number.value);
    }
    return fault_token(parser, &number);
}

// An operation on a node that was read; NO_NODE for NO_NODE.
static int wrap(struct parser *parser, enum op op, int node)
{
    return node == NO_NODE ? NO_NODE : make(parser->builder, op, node, NO_NODE, NO_NODE);
}

// primary = number | name | root | fraction | "(" formula ")" | "{" formula "}" | "|" formula "|"
//         | "⌊" formula "⌋" | "⌈" formula "⌉"
static int parse_primary(struct parser *parser)
{
    switch (parser->token.kind) {
    case TOKEN_NUMBER:
        return parse_number(parser);
    case TOKEN_NAME:
        return is_word(&parser->token, "else") ? unexpected(parser, _("a number, x, a name or “(”"))
                                               : parse_name(parser);
    case TOKEN_ROOT:
    case TOKEN_CUBE_ROOT:
        return parse_root(parser);
    case TOKEN_FRACTION:
        return parse_fraction(parser);
    case TOKEN_OPEN:
        return parse_enclosed(parser, TOKEN_CLOSE, _("an operator or “)”"));
    case TOKEN_BRACE_OPEN:
        return parse_brace(parser);
    case TOKEN_BAR:
        return wrap(parser, OP_ABS, parse_enclosed(parser, TOKEN_BAR, _("an operator or “|”")));
    case TOKEN_FLOOR_OPEN:
        return wrap(parser, OP_FLOOR,
                    parse_enclosed(parser, TOKEN_FLOOR_CLOSE, _("an operator or “⌋”")));
    case TOKEN_CEIL_OPEN:
        return wrap(parser, OP_CEIL,
                    parse_enclosed(parser, TOKEN_CEIL_CLOSE, _("an operator or “⌉”")));
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

// Whether the current token is a name right behind a number that is the exponent of a constant: the
// x of e^2x, which may be meant as e^(2x). `exponent` is the exponent's first token.
static bool may_belong_to_exponent(const struct parser *parser, int base, struct token exponent)
{
    while (exponent.kind == TOKEN_OP && (exponent.op == OP_SUB || exponent.op == OP_ADD))
        exponent = token_after(parser, &exponent);
    return !parser->builder->nodes[base].varies && exponent.kind == TOKEN_NUMBER &&
           parser->token.kind == TOKEN_NAME && !parser->token.spaced &&
           exponent.at + exponent.length == parser->token.at;
}

// A fault about e^2x.
static int two_exponents(struct parser *parser)
{
    fault_set(parser->fault, FAULT_EXPRESSION,
              _("e^2x can be read in two ways: write e^(2*x) or e^2*x"));
    return fault_token(parser, &parser->token);
}

// Whether the current sign is that of x^+, the positive part of x, and not that of an exponent:
// a blank, an operator, a ")" or the end follows.
static bool is_part_sign(const struct parser *parser, int base)
{
    const struct token next = next_token(parser);
    return parser->builder->nodes[base].varies &&
           (is_op(parser, OP_ADD) || is_op(parser, OP_SUB)) && !parser->token.spaced &&
           (next.spaced || next.kind == TOKEN_OP || next.kind == TOKEN_END ||
            next.kind == TOKEN_CLOSE);
}

// A fault about x^+.
static int positive_part(struct parser *parser)
{
    fault_set(parser->fault, FAULT_EXPRESSION,
              _("an exponent is missing; for the positive part write max(x, 0)"));
    return fault_token(parser, &parser->token);
}

// power = primary [superscript | "^" signed]
static int parse_power(struct parser *parser)
{
    int base = parse_primary(parser);
    bool super = parser->token.kind == TOKEN_SUPERSCRIPT_OPEN;
    if (base == NO_NODE || !at_power(parser))
        return base;
    if (too_deep(parser))
        return NO_NODE;
    parser->depth++;
    int exponent;
    if (super) {
        exponent = parse_enclosed(parser, TOKEN_SUPERSCRIPT_CLOSE, _("an operator or the end"));
    } else {
        advance(parser);
        const struct token first = parser->token;
        exponent = is_part_sign(parser, base) ? positive_part(parser) : parse_signed(parser);
        if (exponent != NO_NODE && may_belong_to_exponent(parser, base, first))
            exponent = two_exponents(parser);
    }
    parser->depth--;
    return exponent == NO_NODE ? NO_NODE : combine(parser, OP_POW, base, exponent);
}

int nesting(enum token_kind kind)
{
    switch (kind) {
    case TOKEN_OPEN:
    case TOKEN_BRACE_OPEN:
    case TOKEN_BRACKET_OPEN:
        return 1;
    case TOKEN_CLOSE:
    case TOKEN_BRACE_CLOSE:
    case TOKEN_BRACKET_CLOSE:
        return -1;
    default:
        return 0;
    }
}

// Whether a token is the `if` of "a if condition else b", and not that of if(condition, a, b): an
// `else` follows within the same brackets, or no "(" does.
static bool begins_condition(const struct parser *parser, const struct token *token)
{
    if (!is_word(token, "if"))
        return false;
    int depth = 0;
    struct token next = token_after(parser, token);
    for (; depth >= 0 && next.kind != TOKEN_END; next = token_after(parser, &next)) {
        depth += nesting(next.kind);
        if (depth == 0 && is_word(&next, "else"))
            return true;
    }
    return token_after(parser, token).kind != TOKEN_OPEN;
}

// Whether the current token begins the "||" of C, which is “or”. Within bars it does not: |x||y| is
// a product.
static bool at_double_bar(const struct parser *parser)
{
    const struct token next = next_token(parser);
    return parser->token.kind == TOKEN_BAR && next.kind == TOKEN_BAR && !next.spaced &&
           !parser->in_bars;
}

// Whether the current token begins a factor without a sign in front, as the x of 2x.
static bool starts_factor(const struct parser *parser)
{
    switch (parser->token.kind) {
    case TOKEN_NAME:
        return !is_word(&parser->token, "else") && !begins_condition(parser, &parser->token);
    case TOKEN_OPEN:
    case TOKEN_BRACE_OPEN:
    case TOKEN_FLOOR_OPEN:
    case TOKEN_CEIL_OPEN:
    case TOKEN_FRACTION:
    case TOKEN_ROOT:
    case TOKEN_CUBE_ROOT:
        return true;
    case TOKEN_BAR:
        return !parser->in_bars && !at_double_bar(parser);
    default:
        return false;
    }
}

// A fault about 1/2x.
static int two_readings(struct parser *parser)
{
    fault_set(parser->fault, FAULT_EXPRESSION,
              _("1/2x can be read in two ways: write (1/2)*x or 1/(2*x)"));
    return fault_token(parser, &parser->token);
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
int parse_sum(struct parser *parser)
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

// Whether the current token is a comparison.
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
        return fault_token(parser, &parser->token);
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

// disjunction = conjunction {"or" conjunction}
static int parse_disjunction(struct parser *parser)
{
    int node = parse_conjunction(parser);
    while (node != NO_NODE && (is_op(parser, OP_OR) || at_double_bar(parser))) {
        if (at_double_bar(parser))
            advance(parser);
        advance(parser);
        int other = parse_conjunction(parser);
        node = other == NO_NODE ? NO_NODE : combine(parser, OP_OR, node, other);
    }
    return node;
}

// The other branch of a choice, behind ":" or "else", which is the current token if `found`; else a
// fault says that it is `wanted`.
static int parse_otherwise(struct parser *parser, bool found, const char *wanted)
{
    if (!found)
        return unexpected(parser, wanted);
    advance(parser);
    return parse_formula(parser);
}

// choice = disjunction ["?" formula ":" formula | "if" disjunction "else" formula]
static int parse_choice(struct parser *parser)
{
    int node = parse_disjunction(parser), condition = node, other;
    bool sign = parser->token.kind == TOKEN_QUESTION;
    if (node == NO_NODE || (!sign && !begins_condition(parser, &parser->token)))
        return node;
    advance(parser);
    if (sign) {
        node = parse_formula(parser);
        other = node == NO_NODE ? NO_NODE
                                : parse_otherwise(parser, parser->token.kind == TOKEN_COLON, "“:”");
    } else {
        condition = parse_disjunction(parser);
        other = condition == NO_NODE
                    ? NO_NODE
                    : parse_otherwise(parser, is_word(&parser->token, "else"), "“else”");
    }
    return other == NO_NODE ? NO_NODE : make(parser->builder, OP_IF, condition, node, other);
}

// formula = choice
int parse_formula(struct parser *parser)
{
    if (too_deep(parser))
        return NO_NODE;
    parser->depth++;
    int node = parse_choice(parser);
    parser->depth--;
    return node != NO_NODE && too_long(parser) ? NO_NODE : node;
}
