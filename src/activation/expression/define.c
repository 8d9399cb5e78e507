// Whole formulas and definitions: "f(x, a = 1) = a*x", "lambda x: x^2", "y = x" and their like.
#include "activation/expression/parser.h"

#include <stdlib.h>
#include <string.h>

#include "base/language.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

// The variable.

// A fault about a name that stands where the variable is expected.
static int other_variable(struct parser *parser, const struct token *token)
{
    char typed[WORD_SIZE];
    copy_token(parser, token, typed, sizeof typed);
    fault_set(parser->fault, FAULT_EXPRESSION,
              _("the variable is x: write x for it, and list %s if it is a parameter, f(%s=1) = …"),
              typed, token->word);
    return fault_token(parser, token);
}

// Whether a token is a free name: not a constant, a known parameter, a call, or the name of an
// argument (min=).
static bool is_free(const struct parser *parser, const struct token *token)
{
    double value;
    struct token after = token_after(parser, token);
    return token->kind == TOKEN_NAME && after.kind != TOKEN_OPEN && after.kind != TOKEN_ASSIGN &&
           after.kind != TOKEN_PRIME && find_parameter(parser, token->word) < 0 &&
           !name_constant(token, &value) && !is_word(token, "else") && !is_word(token, "if");
}

// Whether the variable x or X occurs from a token on.
static bool mentions_x(const struct parser *parser, struct token token)
{
    for (; token.kind != TOKEN_END; token = token_after(parser, &token))
        if (token.kind == TOKEN_NAME && ascii_same(token.word, "x") &&
            token_after(parser, &token).kind != TOKEN_OPEN)
            return true;
    return false;
}

// The free names of one role (name_role) in a formula without x: the last one, and whether there
// are others.
struct free_names {
    struct token last;
    bool several;
};

// Adds a name to those of its role.
static void note_name(struct free_names *names, const struct token *token)
{
    if (names->last.kind != TOKEN_END && strcmp(names->last.word, token->word) != 0)
        names->several = true;
    names->last = *token;
}

// Chooses the variable of a formula without x: the only free name that is usual for a variable, the
// t of a*t. Where there are several such names, only unknown ones, or only one parameter, as in
// tanh(a), nothing is chosen, and one of the names goes to parser->doubt: parse_body sets a fault
// about it if there is no other. With x_listed the definition says that the variable is x.
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

// Skips quotes in front of a formula, and counts them.
static void skip_quotes(struct parser *parser)
{
    for (; parser->token.kind == TOKEN_QUOTE || parser->token.kind == TOKEN_PRIME; advance(parser))
        parser->quotes++;
}

// Skips what may stand behind a formula that was cut out of a text: quotes, semicolons, and a full
// stop or comma at the end.
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

// Whether the current word stands in front of a formula: "return x", but not "return*x".
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

// header = [lambda | name "->"]
// A function of a program begins with it. *named says whether it names the variable.
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

// body = {quote} ["="] ["return"] header formula {quote | "." | "," | ";"} end
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

// Whether the current token may name a definition or a parameter: it must be a name without another
// meaning. False with a fault. `what` says what is wanted, translated.
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
// Adds a parameter, with the default 1 or the sum, which must be a number.
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

// Whether the current token, the first name of a list, is the variable: it has no default, and x
// occurs nowhere in the definition.
static bool lists_variable(const struct parser *parser)
{
    enum token_kind after = next_token(parser).kind;
    return parser->token.kind == TOKEN_NAME && (after == TOKEN_COMMA || after == TOKEN_CLOSE) &&
           !mentions_x(parser, parser->token);
}

// declarations = "(" [variable ","] [declaration {"," declaration}] ")"
// *x_listed becomes true if x is in the list.
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

// The token behind the bracket that closes `token`, an opening bracket.
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

// Whether a text is short enough and valid UTF-8; false with a fault.
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

// The expression that a text is by `rule`, which reads all of it; NULL with a fault.
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
