// What the files that read formulas share. The parser is a recursive descent: parse.c has
// operators, name.c names, call.c calls, define.c whole formulas and definitions, parser.c what all
// of them use.
//
// A function that reads a part of a formula begins at the current token, leaves the current token
// behind that part, and returns the node that it made. After a fault, which is in parser->fault
// with its column, it returns NO_NODE (or false), and the caller returns at once.
#ifndef ACTSCOPE_ACTIVATION_EXPRESSION_PARSER_H
#define ACTSCOPE_ACTIVATION_EXPRESSION_PARSER_H

#include "activation/expression/lex.h"
#include "activation/expression/names.h"
#include "activation/expression/paste.h"

struct parser {
    const char *original; // what was typed: faults are placed in it
    struct pasted pasted; // the plain text that tokens are read from
    struct token token;   // the current one
    struct builder *builder;
    struct expression *expression;        // gets the name and the parameters
    const struct expression_scope *scope; // definitions that may be used; NULL for none
    struct fault *fault;                  // NULL where nobody wants to know
    char variable[WORD_SIZE];             // "x", or the name that the formula has for it
    struct token doubt; // a name that may be meant for the variable; TOKEN_END for none
    int depth;          // parentheses, calls and exponents around the current token
    int quotes;         // quotes that were opened in front of the formula
    bool in_bars;       // within |…|, so that the next | closes
};

// A formula of any kind, a name or call, and a sum, which binds more tightly than comparisons.
int parse_formula(struct parser *parser);
int parse_name(struct parser *parser);
int parse_sum(struct parser *parser);

// What a name begins (call.c). The function that it stands for in this formula; a call with
// brackets, whose name is the current token; f x, without brackets, whose name stands in front of
// the current token; sin^2(x), where `behind` is the token behind the exponent. The parsers return
// the node, or NO_NODE with a fault.
struct callee callee_of(const struct parser *parser, const struct token *name);
int parse_call(struct parser *parser);
int parse_bare(struct parser *parser, const struct token *name, const struct callee *callee);
int parse_function_power(struct parser *parser, const struct callee *callee, double exponent,
                         const struct token *behind);

// Reads the exponent between a function's name and its argument, the 2 of sin^2(x), a whole number
// but 0, into *exponent; 0 where there is none. Returns the token behind it.
struct token read_exponent(const struct parser *parser, const struct token *name, double *exponent);

// Sets a fault about a word of a program, as `return` is; returns NO_NODE.
int code_word(struct parser *parser, const struct token *name);

// By how much a bracket of that kind changes the depth of what follows: 1, -1 or 0.
int nesting(enum token_kind kind);

// The token behind the current one, and behind any other; neither changes the parser.
struct token next_token(const struct parser *parser);
struct token token_after(const struct parser *parser, const struct token *token);

// Makes the next token the current one. At the end that is TOKEN_END again.
void advance(struct parser *parser);

// Whether the current token is that operator.
bool is_op(const struct parser *parser, enum op op);

// Whether a token is that name, letter by letter.
bool is_word(const struct token *token, const char *word);

// Whether a name is the formula's variable. x may be written X.
bool is_variable(const struct parser *parser, const struct token *token);

// The index of the formula's parameter of that name, or -1.
int find_parameter(const struct parser *parser, const char *word);

// Adds a parameter that is named by the current token, with its default. False with a fault where
// the name is too long or there are too many.
bool add_parameter(struct parser *parser, double initial);

// The node of an operation on two operands, which must be nodes.
int combine(struct parser *parser, enum op op, int a, int b);

// Whether a token, a quote, closes what was opened in front of the formula: the last ' of 'x'.
bool closes_quote(const struct parser *parser, const struct token *token);

// Copies a token as it was typed, cut to `size` bytes with its terminator.
void copy_token(const struct parser *parser, const struct token *token, char *out, size_t size);

// Both give the fault that was just set its place, a byte of the plain text or a token. They return
// NO_NODE, to be returned.
int fault_place(struct parser *parser, size_t at);
int fault_token(struct parser *parser, const struct token *token);

// Sets a fault: the current token is not what is wanted. `wanted` is translated, "an operator or
// “)”". Returns NO_NODE.
int unexpected(struct parser *parser, const char *wanted);

// Set a fault and return true where a limit is passed: EXPRESSION_DEPTH_MAX by parser->depth,
// EXPRESSION_NODES_MAX by the builder, EXPRESSION_NAME_SIZE by the current token, a name.
bool too_deep(struct parser *parser);
bool too_long(struct parser *parser);
bool name_too_long(struct parser *parser);

// Whether a token is a comma between two digits, as in 1,5; and the fault about that, which returns
// NO_NODE.
bool is_decimal_comma(const struct parser *parser, const struct token *comma);
int decimal_comma(struct parser *parser, const struct token *comma);

#endif
