// What the files that read formulas share: parse.c has the operators, call.c names and calls,
// define.c whole formulas and definitions.
#ifndef ACTSCOPE_ACTIVATION_EXPRESSION_PARSER_H
#define ACTSCOPE_ACTIVATION_EXPRESSION_PARSER_H

#include "activation/expression/lex.h"
#include "activation/expression/names.h"
#include "activation/expression/paste.h"

struct parser {
    const char *original; // what was typed: faults are placed in it
    struct pasted pasted; // and what tokens are read from
    struct token token;
    struct builder *builder;
    struct expression *expression;
    const struct expression_scope *scope; // NULL for none
    struct fault *fault;
    char variable[WORD_SIZE]; // "x", or another name for it
    struct token doubt;       // a name that may be meant for the variable; TOKEN_END for none
    int depth;
    int quotes;   // opened in front of the formula
    bool in_bars; // the next | closes
};

// Functions that read return the node that they made, or NO_NODE after a fault, which is then on
// its way up.
int parse_formula(struct parser *parser);
int parse_name(struct parser *parser);
int parse_sum(struct parser *parser);

// How a bracket of that kind changes the depth of what follows: by 1, -1 or 0.
int nesting(enum token_kind kind);

struct token next_token(const struct parser *parser);
struct token token_after(const struct parser *parser, const struct token *token);
void advance(struct parser *parser);
bool is_op(const struct parser *parser, enum op op);
bool is_word(const struct token *token, const char *word);
bool is_variable(const struct parser *parser, const struct token *token);
int find_parameter(const struct parser *parser, const char *word);
bool add_parameter(struct parser *parser, double initial);
int combine(struct parser *parser, enum op op, int a, int b);

// Whether the current token closes what was opened in front of the formula: the ' of 'x'.
bool closes_quote(const struct parser *parser, const struct token *token);

// A token as it was typed.
void copy_token(const struct parser *parser, const struct token *token, char *out, size_t size);

// Both put the fault that was just set at a place, and return NO_NODE.
int fault_place(struct parser *parser, size_t at);
int fault_token(struct parser *parser, const struct token *token);

// Faults about the current token.
int unexpected(struct parser *parser, const char *wanted);
bool too_deep(struct parser *parser);
bool too_long(struct parser *parser);
bool name_too_long(struct parser *parser);

// Whether a comma stands between two digits, as in 1,5; and the fault about it.
bool is_decimal_comma(const struct parser *parser, const struct token *comma);
int decimal_comma(struct parser *parser, const struct token *comma);

#endif
