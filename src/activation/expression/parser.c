// What the files that read formulas share (parser.h).
#include "activation/expression/parser.h"

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

// What to write instead of a sign that has no meaning (untranslated), or NULL.
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
