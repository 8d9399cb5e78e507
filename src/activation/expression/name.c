// Names in formulas: what stands alone, and which of the grammar's calls a name begins (call.c).
// The grammar's rule stands above the function that reads it, as in call.c. Functions that only set
// a fault return NO_NODE.
#include "activation/expression/parser.h"

#include <string.h>

#include "base/language.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

// Whether σ or Φ is a parameter here: it is a function only if an argument follows, which `behind`
// begins.
static bool is_letter_here(const struct token *name, double exponent, const struct token *behind)
{
    static const char *const letters[] = {"σ", "sigma", "Φ", "Phi"};
    bool letter = false;
    for (size_t i = 0; i < COUNT(letters); i++)
        letter = letter || strcmp(name->word, letters[i]) == 0;
    bool before_argument = behind->kind == TOKEN_NAME || behind->kind == TOKEN_ROOT ||
                           behind->kind == TOKEN_FRACTION || behind->kind == TOKEN_NUMBER;
    return letter && behind->kind != TOKEN_OPEN && (exponent != 0 || !before_argument);
}

// Free names.

// NO_NODE with a fault where a free name is probably a mistake, else 0.
static int suspect_name(struct parser *parser, const struct token *name)
{
    struct text meant = {0};
    char typed[WORD_SIZE];
    copy_token(parser, name, typed, sizeof typed);
    bool suspect = name_suspect(name->word, parser->scope, &meant);
    if (suspect)
        fault_set(parser->fault, FAULT_EXPRESSION,
                  _("%s is unknown; did you mean %s? A parameter of that name is listed: "
                    "f(%s=1) = …"),
                  typed, text_string(&meant), name->word);
    text_free(&meant);
    return suspect ? fault_token(parser, name) : 0;
}

// A fault about a LaTeX command that is no letter.
static int unknown_latex(struct parser *parser, const struct token *name)
{
    char typed[WORD_SIZE];
    copy_token(parser, name, typed, sizeof typed);
    fault_set(parser->fault, FAULT_EXPRESSION,
              _("“%s” is not understood: write the formula as in x/(1 + exp(-x))"), typed);
    return fault_token(parser, name);
}

// A fault about an unknown name of a module: math.nothing.
static int unknown_member(struct parser *parser, const struct token *name)
{
    char typed[WORD_SIZE];
    copy_token(parser, name, typed, sizeof typed);
    fault_set(parser->fault, FAULT_EXPRESSION, _("%s is unknown: write its value"), typed);
    return fault_token(parser, name);
}

// Sets a fault, and returns true, where a word cannot be a name: the "for" of "x for x > 0", minus,
// None; and the x_ of x_+, which is a way to write max(x, 0).
static bool explain_phrase(struct parser *parser, const struct token *name)
{
    const char *instead = name_phrase(name->word);
    const struct token after = next_token(parser);
    bool sign = after.kind == TOKEN_OP && (after.op == OP_ADD || after.op == OP_SUB);
    if (ascii_same(name->word, "x_") && sign && !after.spaced)
        instead = "max(x, 0)";
    if (instead == NULL)
        return false;
    fault_set(parser->fault, FAULT_EXPRESSION, _("“%s” is no name here: write %s"), name->word,
              _(instead));
    return true;
}

// A name that is neither function nor constant nor known parameter: a new parameter, or a fault
// where it is probably a mistake.
static int parse_free_name(struct parser *parser)
{
    const struct token *name = &parser->token;
    if (strcmp(parser->variable, "x") != 0 && ascii_same(name->word, "x")) {
        fault_set(parser->fault, FAULT_EXPRESSION,
                  _("the variable of this formula is %s: write it for %s"), parser->variable,
                  name->word);
        return fault_token(parser, name);
    }
    if (*name->module == '\0' && !name->latex && explain_phrase(parser, name))
        return fault_token(parser, name);
    // "min_" is how a parameter is written whose name is taken.
    bool meant = name->word[strlen(name->word) - 1] == '_';
    if (!meant && activation_explained(name->word, parser->fault))
        return fault_token(parser, name);
    if (name->latex && !name_is_greek(name->word))
        return unknown_latex(parser, name);
    if (name_is_code(name->word))
        return code_word(parser, name);
    if (*name->module != '\0')
        return unknown_member(parser, name);
    if (name_too_long(parser) || suspect_name(parser, name) == NO_NODE || !add_parameter(parser, 1))
        return NO_NODE;
    advance(parser);
    return make_parameter(parser->builder, parser->expression->parameter_count - 1);
}

// The node of a name that is a known parameter, the variable or a constant; NO_NODE for others,
// without a fault.
static int value_of_name(struct parser *parser)
{
    double value;
    int parameter = find_parameter(parser, parser->token.word);
    if (parameter >= 0)
        return make_parameter(parser->builder, parameter);
    if (is_variable(parser, &parser->token))
        return NODE_X;
    if (name_constant(&parser->token, &value))
        return make_constant(parser->builder, value);
    return NO_NODE;
}

// Takes PI(), which is how spreadsheets write a constant. False, with nothing taken, for all else.
static bool take_constant_call(struct parser *parser, double *value)
{
    struct token open = next_token(parser), close = token_after(parser, &open);
    if (open.kind != TOKEN_OPEN || close.kind != TOKEN_CLOSE ||
        !name_constant(&parser->token, value) || find_parameter(parser, parser->token.word) >= 0)
        return false;
    parser->token = token_after(parser, &close);
    return true;
}

// Whether a name is a letter that is usual for functions: f²(x) is a call of an unknown function
// like f(x), while k²(x + 1) is a product.
static bool is_function_letter(const char *word)
{
    return word[0] != '\0' && word[1] == '\0' && strchr("fghFGH", word[0]) != NULL;
}

// name = call | constant "(" ")" | "x" | constant | parameter | function power | bare
int parse_name(struct parser *parser)
{
    struct token name = parser->token, after = next_token(parser);
    bool prime = after.kind == TOKEN_PRIME && !closes_quote(parser, &after);
    double value;
    if (take_constant_call(parser, &value))
        return make_constant(parser->builder, value);
    if (after.kind == TOKEN_OPEN || prime)
        return parse_call(parser);
    int node = value_of_name(parser);
    if (node != NO_NODE) {
        advance(parser);
        return node;
    }
    double exponent;
    const struct callee callee = callee_of(parser, &name);
    const struct token behind = read_exponent(parser, &name, &exponent);
    if (callee.kind == CALLEE_NONE && exponent != 0 && behind.kind == TOKEN_OPEN &&
        !behind.spaced && is_function_letter(name.word)) {
        parser->token.length = behind.at - name.at;
        return parse_call(parser); // which sets the fault that there is no function f
    }
    if (callee.kind == CALLEE_NONE || is_letter_here(&name, exponent, &behind))
        return parse_free_name(parser);
    if (exponent != 0)
        return parse_function_power(parser, &callee, exponent, &behind);
    advance(parser);
    return parse_bare(parser, &name, &callee);
}
