// Reading formulas: recursive descent, the grammar's rule above the function that parses it.
//
// A function returns the node that it made, or NO_NODE after a fault, which is then on its way up.
// Recursion is as deep as the text nests, at most EXPRESSION_DEPTH_MAX.
#include "activation/expression/parser.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/language.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

// Tokens.

struct token token_after(const struct parser *parser, const struct token *token)
{
    return token_at(parser->pasted.text, token->at + token->length);
}

struct token next_token(const struct parser *parser)
{
    return token_after(parser, &parser->token);
}

void advance(struct parser *parser)
{
    parser->token = next_token(parser);
}

bool is_op(const struct parser *parser, enum op op)
{
    return parser->token.kind == TOKEN_OP && parser->token.op == op;
}

bool is_word(const struct token *token, const char *word)
{
    return token->kind == TOKEN_NAME && strcmp(token->word, word) == 0;
}

void copy_token(const struct parser *parser, const struct token *token, char *out, size_t size)
{
    const size_t *from = parser->pasted.from;
    size_t begin = from[token->at], end = from[token->at + token->length];
    text_copy(out, end - begin < size ? end - begin + 1 : size, parser->original + begin);
}

bool closes_quote(const struct parser *parser, const struct token *token)
{
    if (parser->quotes == 0)
        return false;
    struct token after = token_after(parser, token);
    return after.kind == TOKEN_END || after.kind == TOKEN_SEMICOLON || after.kind == TOKEN_STOP;
}

// Faults.

int fault_place(struct parser *parser, size_t at)
{
    fault_at(parser->fault, parser->original, parser->pasted.from[at]);
    return NO_NODE;
}

int fault_token(struct parser *parser, const struct token *token)
{
    return fault_place(parser, token->at);
}

bool is_decimal_comma(const struct parser *parser, const struct token *comma)
{
    const char *text = parser->pasted.text;
    size_t begin = comma->at;
    if (comma->kind != TOKEN_COMMA || text[begin + 1] < '0' || text[begin + 1] > '9')
        return false;
    while (begin > 0 && text[begin - 1] >= '0' && text[begin - 1] <= '9')
        begin--;
    return begin < comma->at && (begin == 0 || !continues_name(text + utf8_previous(text, begin)));
}

int decimal_comma(struct parser *parser, const struct token *comma)
{
    fault_set(parser->fault, FAULT_EXPRESSION,
              _("a decimal has a point, as in 1.5; behind a comma that separates put a blank"));
    return fault_token(parser, comma);
}

// What is written instead of a sign that has no meaning, or NULL.
static const char *advice_of(const struct token *token)
{
    if (token->kind == TOKEN_BRACKET_OPEN || token->kind == TOKEN_BRACKET_CLOSE)
        return N_("write ( and ), or floor(x) for the greatest whole number");
    if (token->kind == TOKEN_STOP)
        return N_("write exp(x) for x.exp()");
    if (token->kind == TOKEN_COLON)
        return N_("write cases as if(x < 0, a, b)");
    if (is_word(token, "else"))
        return N_("write a if condition else b, or if(condition, a, b)");
    return token->kind == TOKEN_STRANGE ? token->says : NULL;
}

int unexpected(struct parser *parser, const char *wanted)
{
    const struct token *token = &parser->token;
    const char *advice = advice_of(token);
    char found[WORD_SIZE];
    copy_token(parser, token, found, sizeof found);
    if (is_decimal_comma(parser, token))
        return decimal_comma(parser, token);
    if (advice != NULL)
        fault_set(parser->fault, FAULT_EXPRESSION, _("“%s” has no meaning here: %s"), found,
                  _(advice));
    else if (*found == '\0')
        fault_set(parser->fault, FAULT_EXPRESSION, _("expected %s, found the end"), wanted);
    else if (token->kind == TOKEN_STRANGE && (unsigned char)*found >= 0x80)
        fault_set(parser->fault, FAULT_EXPRESSION, _("expected %s, found “%s” (U+%04X)"), wanted,
                  found, utf8_code_point(found));
    else
        fault_set(parser->fault, FAULT_EXPRESSION, _("expected %s, found “%s”"), wanted, found);
    return fault_token(parser, token);
}

bool too_deep(struct parser *parser)
{
    if (parser->depth < EXPRESSION_DEPTH_MAX)
        return false;
    fault_set(parser->fault, FAULT_LIMIT, _("nested more than %d deep: simplify the formula"),
              EXPRESSION_DEPTH_MAX);
    fault_token(parser, &parser->token);
    return true;
}

bool too_long(struct parser *parser)
{
    if (!parser->builder->full)
        return false;
    fault_set(parser->fault, FAULT_LIMIT, _("the formula has more than %d operations"),
              EXPRESSION_NODES_MAX);
    fault_token(parser, &parser->token);
    return true;
}

int combine(struct parser *parser, enum op op, int a, int b)
{
    return make(parser->builder, op, a, b, NO_NODE);
}

// Names.

// x, which may be written X, or the name that stands for it.
bool is_variable(const struct parser *parser, const struct token *token)
{
    bool x = strcmp(parser->variable, "x") == 0;
    return x ? ascii_same(token->word, "x") : strcmp(token->word, parser->variable) == 0;
}

int find_parameter(const struct parser *parser, const char *word)
{
    for (int i = 0; i < parser->expression->parameter_count; i++)
        if (strcmp(word, parser->expression->names[i]) == 0)
            return i;
    return -1;
}

bool name_too_long(struct parser *parser)
{
    if (!parser->token.cut && strlen(parser->token.word) < EXPRESSION_NAME_SIZE)
        return false;
    fault_set(parser->fault, FAULT_LIMIT, _("a name has at most %d bytes"),
              EXPRESSION_NAME_SIZE - 1);
    fault_token(parser, &parser->token);
    return true;
}

bool add_parameter(struct parser *parser, double initial)
{
    const char *word = parser->token.word;
    if (name_too_long(parser))
        return false;
    if (expression_add_parameter(parser->expression, word, strlen(word), initial))
        return true;
    fault_set(parser->fault, FAULT_LIMIT,
              _("a formula has at most %d parameters: any name but x, pi, e and functions is one"),
              ACTIVATION_PARAMETERS_MAX);
    fault_token(parser, &parser->token);
    return false;
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

static int parse_brace(struct parser *parser)
{
    if (parser->token.kind == TOKEN_BRACE_OPEN)
        return parse_enclosed(parser, TOKEN_BRACE_CLOSE, _("an operator or “}”"));
    return unexpected(parser, "“{”");
}

// fraction = "\frac" "{" formula "}" "{" formula "}"
static int parse_fraction(struct parser *parser)
{
    advance(parser);
    int above = parse_brace(parser);
    int below = above == NO_NODE ? NO_NODE : parse_brace(parser);
    return below == NO_NODE ? NO_NODE : combine(parser, OP_DIV, above, below);
}

// degree = "[" ("2" | "3") "]": of a root in LaTeX. False with a fault.
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

static bool at_power(const struct parser *parser)
{
    return parser->token.kind == TOKEN_SUPERSCRIPT_OPEN || is_op(parser, OP_POW);
}

// √x² is |x| to some, and nothing for negative x to others. Brackets leave no doubt.
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

// Whether a name that is glued to a number makes one of other languages of it: 0b11, 0o7, 1d3 and
// 1.0D+00.
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

// Whether digits that are not all 0 give 0.
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

// A number, and what is glued to it: 1_000 and 1e-x are no numbers, though they look like it.
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

// Whether the current name is glued to a number that is the whole exponent of a constant: the x of
// e^2x, which may be that of e^(2x).
static bool may_belong_to_exponent(const struct parser *parser, int base, struct token exponent)
{
    while (exponent.kind == TOKEN_OP && (exponent.op == OP_SUB || exponent.op == OP_ADD))
        exponent = token_after(parser, &exponent);
    return !parser->builder->nodes[base].varies && exponent.kind == TOKEN_NUMBER &&
           parser->token.kind == TOKEN_NAME && !parser->token.spaced &&
           exponent.at + exponent.length == parser->token.at;
}

static int two_exponents(struct parser *parser)
{
    fault_set(parser->fault, FAULT_EXPRESSION,
              _("e^2x can be read in two ways: write e^(2*x) or e^2*x"));
    return fault_token(parser, &parser->token);
}

// The sign of x^+, which is not that of an exponent: nothing, or a blank, or an operator follows.
static bool is_part_sign(const struct parser *parser, int base)
{
    const struct token next = next_token(parser);
    return parser->builder->nodes[base].varies &&
           (is_op(parser, OP_ADD) || is_op(parser, OP_SUB)) && !parser->token.spaced &&
           (next.spaced || next.kind == TOKEN_OP || next.kind == TOKEN_END ||
            next.kind == TOKEN_CLOSE);
}

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

// How brackets change the depth of what follows.
static int nesting(enum token_kind kind)
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

// Whether the word `if` is that of "a if condition else b": behind it, within the same brackets,
// stands an else.
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

// "||" behind an operand is the “or” of C; |x||y| is a product all the same: there a bar closes
// first.
static bool at_double_bar(const struct parser *parser)
{
    const struct token next = next_token(parser);
    return parser->token.kind == TOKEN_BAR && next.kind == TOKEN_BAR && !next.spaced &&
           !parser->in_bars;
}

// Whether a factor may follow without a sign.
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

// The other branch, behind ":" or "else".
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

// The variable.

static int other_variable(struct parser *parser, const struct token *token)
{
    char typed[WORD_SIZE];
    copy_token(parser, token, typed, sizeof typed);
    fault_set(parser->fault, FAULT_EXPRESSION,
              _("the variable is x: write x for it, and list %s if it is a parameter, f(%s=1) = …"),
              typed, token->word);
    return fault_token(parser, token);
}

// Whether a name stands for itself: it is none of a parameter that is listed or handed over, of a
// function or a constant.
static bool is_free(const struct parser *parser, const struct token *token)
{
    double value;
    struct token after = token_after(parser, token);
    return token->kind == TOKEN_NAME && after.kind != TOKEN_OPEN && after.kind != TOKEN_ASSIGN &&
           after.kind != TOKEN_PRIME && find_parameter(parser, token->word) < 0 &&
           !name_constant(token, &value) && !is_word(token, "else") && !is_word(token, "if");
}

// Whether x occurs from a token on, in lists of parameters, too.
static bool mentions_x(const struct parser *parser, struct token token)
{
    for (; token.kind != TOKEN_END; token = token_after(parser, &token))
        if (token.kind == TOKEN_NAME && ascii_same(token.word, "x") &&
            token_after(parser, &token).kind != TOKEN_OPEN)
            return true;
    return false;
}

// Names that a formula without x is made of: the last one found, and whether there are others.
struct free_names {
    struct token last;
    bool several;
};

static void note_name(struct free_names *names, const struct token *token)
{
    if (names->last.kind != TOKEN_END && strcmp(names->last.word, token->word) != 0)
        names->several = true;
    names->last = *token;
}

// Finds the variable of a formula without x: the one name that is no parameter by its letter.
// Where it could be several names, or none is known, one of them is left in parser->doubt, to be
// asked about once all else is right; so is a parameter by its letter that is the only name, as in
// tanh(a). `x_listed`: the definition says that the variable is x.
static void choose_variable(struct parser *parser, bool x_listed)
{
    struct free_names found[ROLE_COUNT] = {0};
    if (mentions_x(parser, parser->token))
        return;
    for (int role = 0; role < ROLE_COUNT; role++)
        found[role].last.kind = TOKEN_END;
    for (struct token t = parser->token; t.kind != TOKEN_END; t = token_after(parser, &t))
        if (is_free(parser, &t))
            note_name(&found[name_role(t.word)], &t);
    const struct free_names *variable = &found[ROLE_VARIABLE], *other = &found[ROLE_PARAMETER];
    bool lone = !other->several && next_token(parser).kind != TOKEN_END;
    if (variable->last.kind != TOKEN_END && !variable->several && !x_listed)
        text_copy(parser->variable, sizeof parser->variable, variable->last.word);
    else if (variable->last.kind != TOKEN_END)
        parser->doubt = variable->last;
    else if (found[ROLE_UNKNOWN].last.kind != TOKEN_END || !lone)
        parser->doubt = found[ROLE_UNKNOWN].last;
    else
        parser->doubt = other->last;
}

// Whole formulas.

static void skip_quotes(struct parser *parser)
{
    for (; parser->token.kind == TOKEN_QUOTE || parser->token.kind == TOKEN_PRIME; advance(parser))
        parser->quotes++;
}

// What may stand behind a formula that was cut out of a text: quotes, a full stop, a semicolon.
static void skip_end(struct parser *parser)
{
    for (;; advance(parser)) {
        enum token_kind kind = parser->token.kind;
        bool quote = kind == TOKEN_QUOTE || (kind == TOKEN_PRIME && parser->quotes > 0);
        bool stop =
            (kind == TOKEN_STOP || kind == TOKEN_COMMA) &&
            (next_token(parser).kind == TOKEN_END || next_token(parser).kind == TOKEN_QUOTE);
        if (!quote && !stop && kind != TOKEN_SEMICOLON)
            return;
    }
}

// Whether a word stands alone in front of a formula: "return x", not "return*x".
static bool ends_word(const struct parser *parser)
{
    struct token next = next_token(parser);
    return next.spaced && (next.kind == TOKEN_NAME || next.kind == TOKEN_NUMBER);
}

static bool parse_declaration(struct parser *parser);

// lambda = "lambda" name {"," declaration} ":"
static bool is_lambda(const struct parser *parser)
{
    struct token name = next_token(parser), after = token_after(parser, &name);
    return is_word(&parser->token, "lambda") && name.kind == TOKEN_NAME &&
           (after.kind == TOKEN_COLON || after.kind == TOKEN_COMMA);
}

static bool parse_lambda(struct parser *parser)
{
    advance(parser);
    text_copy(parser->variable, sizeof parser->variable,
              strcmp(parser->token.word, "X") == 0 ? "x" : parser->token.word);
    for (advance(parser); parser->token.kind == TOKEN_COMMA;) {
        advance(parser);
        if (!parse_declaration(parser))
            return false;
    }
    if (parser->token.kind != TOKEN_COLON) {
        unexpected(parser, "“:”");
        return false;
    }
    advance(parser);
    return true;
}

// header = [lambda | name "->"]: what a function begins with in programs.
static bool parse_header(struct parser *parser, bool *named)
{
    *named = true;
    if (is_lambda(parser))
        return parse_lambda(parser);
    if (parser->token.kind == TOKEN_NAME && next_token(parser).kind == TOKEN_ARROW) {
        text_copy(parser->variable, sizeof parser->variable,
                  strcmp(parser->token.word, "X") == 0 ? "x" : parser->token.word);
        advance(parser);
        advance(parser);
        return true;
    }
    *named = false;
    return true;
}

// body = header formula end
static int parse_body(struct parser *parser, bool x_listed)
{
    bool named;
    skip_quotes(parser);
    if (parser->token.kind == TOKEN_ASSIGN) // as spreadsheets begin a formula
        advance(parser);
    if (is_word(&parser->token, "return") && ends_word(parser))
        advance(parser);
    if (!parse_header(parser, &named))
        return NO_NODE;
    if (!named && strcmp(parser->variable, "x") == 0)
        choose_variable(parser, x_listed);
    int node = parse_formula(parser);
    if (node == NO_NODE)
        return node;
    if (is_decimal_comma(parser, &parser->token))
        return decimal_comma(parser, &parser->token);
    skip_end(parser);
    if (parser->token.kind == TOKEN_END)
        return parser->doubt.kind == TOKEN_END ? node : other_variable(parser, &parser->doubt);
    if (parser->token.kind == TOKEN_ASSIGN) {
        fault_set(parser->fault, FAULT_EXPRESSION,
                  _("“=” is for definitions: to compare, write =="));
        return fault_token(parser, &parser->token);
    }
    return unexpected(parser, _("an operator or the end"));
}

// whole = body
static int parse_whole(struct parser *parser)
{
    return parse_body(parser, false);
}

// Definitions.

// A name of one's own: none that has a meaning as it is written.
static bool check_name(struct parser *parser, const char *what)
{
    static const char *const taken[] = {"x", "pi", "π", "e", "inf", "∞", "nan"};
    const char *word = parser->token.word;
    if (parser->token.kind != TOKEN_NAME) {
        unexpected(parser, what);
        return false;
    }
    if (name_too_long(parser))
        return false;
    bool has_meaning = name_is_reserved(word);
    for (size_t i = 0; i < COUNT(taken); i++)
        has_meaning = has_meaning || strcmp(word, taken[i]) == 0;
    if (!has_meaning)
        return true;
    fault_set(parser->fault, FAULT_EXPRESSION, _("%s has a meaning already: choose another name"),
              word);
    fault_token(parser, &parser->token);
    return false;
}

// declaration = name ["=" sum]
static bool parse_declaration(struct parser *parser)
{
    if (!check_name(parser, _("the name of a parameter")))
        return false;
    if (find_parameter(parser, parser->token.word) >= 0) {
        fault_set(parser->fault, FAULT_EXPRESSION, _("this parameter is listed twice"));
        fault_token(parser, &parser->token);
        return false;
    }
    if (!add_parameter(parser, 1))
        return false;
    advance(parser);
    if (parser->token.kind != TOKEN_ASSIGN)
        return true;
    advance(parser);
    const struct token at = parser->token;
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
    fault_token(parser, &at);
    return false;
}

// Whether the first name of a list is the variable: it has no default, and x occurs nowhere.
static bool lists_variable(const struct parser *parser)
{
    enum token_kind after = next_token(parser).kind;
    return parser->token.kind == TOKEN_NAME && (after == TOKEN_COMMA || after == TOKEN_CLOSE) &&
           !mentions_x(parser, parser->token);
}

// declarations = "(" [variable ","] [declaration {"," declaration}] ")"
static bool parse_declarations(struct parser *parser, bool *x_listed)
{
    advance(parser);
    for (bool first = true; parser->token.kind != TOKEN_CLOSE; first = false) {
        bool x = is_word(&parser->token, "x") ||
                 (is_word(&parser->token, "X") && next_token(parser).kind != TOKEN_ASSIGN);
        bool variable = first && lists_variable(parser);
        if (variable && !check_name(parser, _("the name of a parameter")))
            return false;
        if (variable)
            text_copy(parser->variable, sizeof parser->variable, parser->token.word);
        *x_listed = *x_listed || x;
        if (x || variable)
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

// definition = name [declarations] "=" body
static int parse_definition(struct parser *parser)
{
    bool x_listed = false;
    skip_quotes(parser);
    if (!check_name(parser, _("a name")))
        return NO_NODE;
    char *name = parser->expression->name;
    text_copy(name, EXPRESSION_NAME_SIZE, parser->token.word);
    int taken = activation_find(name);
    if (taken >= 0) {
        if (ascii_same(name, activation_at(taken)->name))
            fault_set(parser->fault, FAULT_EXPRESSION,
                      _("%s has a meaning already: choose another name"), name);
        else
            fault_set(parser->fault, FAULT_EXPRESSION,
                      _("%s is another name of %s: choose another one"), name,
                      activation_at(taken)->name);
        return fault_token(parser, &parser->token);
    }
    advance(parser);
    if (parser->token.kind == TOKEN_OPEN && !parse_declarations(parser, &x_listed))
        return NO_NODE;
    if (parser->token.kind != TOKEN_ASSIGN)
        return unexpected(parser, "“=”");
    advance(parser);
    return parse_body(parser, x_listed);
}

// The token behind the bracket that closes the one at `token`.
static struct token behind_brackets(const struct parser *parser, struct token token)
{
    int depth = nesting(token.kind);
    while (depth > 0 && token.kind != TOKEN_END) {
        token = token_after(parser, &token);
        depth += nesting(token.kind);
    }
    return token_after(parser, &token);
}

bool expression_is_definition(const char *text)
{
    if (strlen(text) > EXPRESSION_TEXT_MAX || !utf8_valid(text, strlen(text), NULL))
        return strchr(text, '=') != NULL;
    struct parser parser = {.original = text};
    pasted_read(&parser.pasted, text);
    parser.token = token_at(parser.pasted.text, 0);
    skip_quotes(&parser);
    struct token after = next_token(&parser);
    if (after.kind == TOKEN_OPEN)
        after = behind_brackets(&parser, after);
    bool definition = parser.token.kind == TOKEN_NAME && after.kind == TOKEN_ASSIGN;
    pasted_free(&parser.pasted);
    return definition;
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
        .original = text,
        .builder = &builder,
        .expression = expression_create(),
        .scope = scope,
        .fault = fault,
        .variable = "x",
    };
    pasted_read(&parser.pasted, text);
    parser.token = token_at(parser.pasted.text, 0);
    int root = rule(&parser);
    pasted_free(&parser.pasted);
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
