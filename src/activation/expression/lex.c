// Tokens. Signs and LaTeX commands stand in tables. Where several of them fit, the longest is
// taken: "<=" before "<".
#include "activation/expression/lex.h"

#include <stdlib.h>
#include <string.h>

#include "activation/expression/paste.h"
#include "base/language.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

// A sign or a LaTeX command, and the token that it stands for.
struct spelling {
    const char *text;
    enum token_kind kind;
    enum op op;
    const char *says;
};

#define SIGN(text, kind)       text, TOKEN_##kind, OP_X, NULL
#define OPERATOR(text, op)     text, TOKEN_OP, OP_##op, NULL
#define STRANGER(text, advice) text, TOKEN_STRANGE, OP_X, advice

// clang-format off
static const struct spelling signs[] = {
    {SIGN("(", OPEN)},           {SIGN(")", CLOSE)},          {SIGN(",", COMMA)},
    {SIGN("{", BRACE_OPEN)},     {SIGN("}", BRACE_CLOSE)},    {SIGN("[", BRACKET_OPEN)},
    {SIGN("]", BRACKET_CLOSE)},  {SIGN("⌊", FLOOR_OPEN)},     {SIGN("⌋", FLOOR_CLOSE)},
    {SIGN("⌈", CEIL_OPEN)},      {SIGN("⌉", CEIL_CLOSE)},     {SIGN("|", BAR)},
    {SIGN("=", ASSIGN)},         {SIGN(":=", ASSIGN)},        {SIGN("'", PRIME)},
    {SIGN("√", ROOT)},           {SIGN("∛", CUBE_ROOT)},      {SIGN("?", QUESTION)},
    {SIGN(":", COLON)},          {SIGN("->", ARROW)},         {SIGN("\"", QUOTE)},
    {SIGN("`", QUOTE)},          {SIGN("$", QUOTE)},          {SIGN(";", SEMICOLON)},
    {SIGN(".", STOP)},
    {OPERATOR("+", ADD)},        {OPERATOR("-", SUB)},        {OPERATOR("*", MUL)},
    {OPERATOR("/", DIV)},        {OPERATOR("^", POW)},        {OPERATOR("**", POW)},
    {OPERATOR(".*", MUL)},       {OPERATOR("./", DIV)},       {OPERATOR(".^", POW)},
    {OPERATOR("<", LT)},         {OPERATOR("<=", LE)},        {OPERATOR(">", GT)},
    {OPERATOR(">=", GE)},        {OPERATOR("==", EQ)},        {OPERATOR("!=", NE)},
    {OPERATOR("&&", AND)},       {OPERATOR(" || ", OR)},
    {STRANGER("!", N_("not is written “not”; there is no factorial"))},
    {STRANGER("=>", N_("to compare write >=, to define f(x) = …"))},
    {STRANGER("=<", N_("write <="))},
    {STRANGER("<>", N_("write !="))},
    {STRANGER("%", N_("write x/100, or x - b*floor(x/b) for a remainder"))},
    {STRANGER("//", N_("write floor(a/b)"))},
    {STRANGER("&", N_("write “and”"))},
    {STRANGER("~", N_("not is written “not”"))},
    {STRANGER("@", N_("write the formula alone, or f(x) = …"))},
    {STRANGER("±", N_("write + or -"))},
    {STRANGER("∜", N_("write x^(1/4)"))},
    {STRANGER("∂", N_("f′ and f″ come by themselves: write f alone"))},
    {STRANGER("∫", N_("there are no integrals"))},
    {STRANGER("∑", N_("there are no sums"))},
};

// LaTeX commands, without their backslash: a word of letters, or one other character.
static const struct spelling latex[] = {
    {SIGN("{", OPEN)},           {SIGN("}", CLOSE)},          {SIGN("lbrace", OPEN)},
    {SIGN("rbrace", CLOSE)},     {SIGN("(", QUOTE)},          {SIGN(")", QUOTE)},
    {SIGN("[", QUOTE)},          {SIGN("]", QUOTE)},          {SIGN("|", BAR)},
    {SIGN("lvert", BAR)},        {SIGN("rvert", BAR)},        {SIGN("vert", BAR)},
    {SIGN("mid", BAR)},          {SIGN("lfloor", FLOOR_OPEN)},{SIGN("rfloor", FLOOR_CLOSE)},
    {SIGN("lceil", CEIL_OPEN)},  {SIGN("rceil", CEIL_CLOSE)}, {SIGN("frac", FRACTION)},
    {SIGN("dfrac", FRACTION)},   {SIGN("tfrac", FRACTION)},   {SIGN("cfrac", FRACTION)},
    {SIGN("sqrt", ROOT)},        {SIGN("to", ARROW)},         {SIGN("mapsto", ARROW)},
    {SIGN("prime", PRIME)},
    {OPERATOR("cdot", MUL)},     {OPERATOR("times", MUL)},    {OPERATOR("ast", MUL)},
    {OPERATOR("div", DIV)},      {OPERATOR("lt", LT)},        {OPERATOR("le", LE)},
    {OPERATOR("leq", LE)},       {OPERATOR("leqslant", LE)},  {OPERATOR("gt", GT)},
    {OPERATOR("ge", GE)},        {OPERATOR("geq", GE)},       {OPERATOR("geqslant", GE)},
    {OPERATOR("ne", NE)},        {OPERATOR("neq", NE)},       {OPERATOR("land", AND)},
    {OPERATOR("wedge", AND)},    {OPERATOR("lor", OR)},       {OPERATOR("vee", OR)},
    {OPERATOR("lnot", NOT)},     {OPERATOR("neg", NOT)},
    {STRANGER("begin", N_("write cases as if(x < 0, a, b)"))},
    {STRANGER("end", N_("write cases as if(x < 0, a, b)"))},
    {STRANGER("\\", N_("write one formula, cases as if(x < 0, a, b)"))},
    {STRANGER("over", N_("write \\frac{a}{b} or a/b"))},
    {STRANGER("pm", N_("write + or -"))},
    {STRANGER("sum", N_("there are no sums"))},
    {STRANGER("int", N_("there are no integrals"))},
};
// clang-format on

// LaTeX commands that only change the look, and count as blanks.
static const char *const latex_blanks[] = {
    " ",           ",",       ";",     ":",      "!",     "quad",         "qquad",
    "left",        "right",   "big",   "Big",    "bigg",  "Bigg",         "bigl",
    "bigr",        "Bigl",    "Bigr",  "middle", "left",  "limits",       "nolimits",
    "thinspace",   "biggl",   "biggr", "Biggl",  "Biggr", "displaystyle", "textstyle",
    "scriptstyle", "nonumber"};

// LaTeX commands in front of a word that is a name: \mathrm{ReLU}.
static const char *const latex_frames[] = {
    "operatorname", "operatorname*", "mathrm", "text", "textrm", "textit", "mathit",    "mathbf",
    "mathsf",       "mathtt",        "rm",     "mbox", "textsf", "texttt", "boldsymbol"};

// Operators that are words.
static const struct {
    const char *text;
    enum op op;
} words[] = {{"and", OP_AND}, {"or", OP_OR}, {"not", OP_NOT}};

// What stands in front of a function in programs: np.exp, torch.nn.functional.silu, std::exp.
static const char *const modules[] = {
    "np",         "numpy",  "math",        "cmath",  "torch", "F",       "nn",
    "functional", "tf",     "jax",         "jnp",    "lax",   "scipy",   "sp",
    "special",    "keras",  "activations", "Math",   "std",   "K",       "ops",
    "backend",    "sympy",  "sym",         "cp",     "cupy",  "mx",      "mpmath",
    "mp",         "paddle", "tensorflow",  "stats",  "norm",  "numexpr", "ne",
    "nnx",        "flax",   "linen",       "layers", "nd",    "linalg",  "distributions",
    "onnx",       "mxnet",  "theano"};

static const struct {
    const char *text;
    double value;
} fractions[] = {{"½", 1. / 2}, {"⅓", 1. / 3}, {"⅔", 2. / 3}, {"¼", 1. / 4},
                 {"¾", 3. / 4}, {"⅕", 1. / 5}, {"⅖", 2. / 5}, {"⅗", 3. / 5},
                 {"⅘", 4. / 5}, {"⅙", 1. / 6}, {"⅚", 5. / 6}, {"⅛", 1. / 8},
                 {"⅜", 3. / 8}, {"⅝", 5. / 8}, {"⅞", 7. / 8}, {"⅒", 0.1}};

static bool starts_with(const char *text, const char *start)
{
    return strncmp(text, start, strlen(start)) == 0;
}

bool begins_name(const char *text)
{
    static const struct {
        unsigned low, high;
    } ranges[] = {{'A', 'Z'},    {'_', '_'},     {'a', 'z'},       {0xC0, 0xD6},    {0xD8, 0xF6},
                  {0xF8, 0x24F}, {0x370, 0x3FF}, {0x1E00, 0x1FFF}, {0x221E, 0x221E}};
    unsigned c = utf8_code_point(text);
    for (size_t i = 0; i < COUNT(ranges); i++)
        if (c >= ranges[i].low && c <= ranges[i].high)
            return true;
    return false;
}

bool continues_name(const char *text)
{
    unsigned c = utf8_code_point(text);
    return begins_name(text) || ascii_is_digit(*text) || (c >= 0x2080 && c <= 0x2089);
}

// The bytes of a LaTeX command behind its backslash: letters, or one other character.
static size_t latex_length(const char *text)
{
    size_t n = 0;
    while (ascii_is_letter(text[n]))
        n++;
    return n > 0 ? n : utf8_next(text, 0);
}

// Whether the first `length` bytes of `text` are one of n words.
static bool is_one_of(const char *text, size_t length, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strlen(list[i]) == length && strncmp(text, list[i], length) == 0)
            return true;
    return false;
}

// The bytes of a blank, or of LaTeX that only changes the look, at the beginning of `text`; 0 where
// there is none. \left. and \right. are invisible brackets. The blank of " || " belongs to the
// sign.
static size_t blank_length(const char *text)
{
    if (*text == ' ')
        return starts_with(text, " || ") ? 0 : 1;
    if (*text != '\\' || text[1] == '\0')
        return 0;
    size_t n = latex_length(text + 1);
    if (!is_one_of(text + 1, n, latex_blanks, COUNT(latex_blanks)))
        return 0;
    bool bracket = starts_with(text, "\\left.") || starts_with(text, "\\right.");
    return 1 + n + bracket;
}

static size_t skip_blanks(const char *text, size_t at)
{
    size_t n;
    while ((n = blank_length(text + at)) > 0)
        at += n;
    return at;
}

// Whether a suffix of C, the f of 0.5f, stands at `end` behind the number that begins at `digits`.
// The number must have a point or an exponent, and the suffix must end the word and be no call.
static bool has_suffix(const char *digits, const char *end)
{
    bool real = false;
    for (const char *p = digits; p < end; p++)
        real = real || *p == '.' || *p == 'e' || *p == 'E';
    return real && *end != '\0' && strchr("fFlL", *end) != NULL && !continues_name(end + 1) &&
           end[1] != '(';
}

// A number as C's strtod reads it. So "0x" without a hex digit is 0, followed by the name x, and
// "2e" without a digit is 2, followed by the name e.
static struct token number_token(const char *text, struct token token)
{
    const char *digits = text + token.at;
    char *end;
    token.kind = TOKEN_NUMBER;
    token.value = strtod(digits, &end);
    token.length = (size_t)(end - digits) + has_suffix(digits, end);
    return token;
}

// A fraction that is one character, ½. False where the token is none.
static bool fraction_token(const char *text, struct token *token)
{
    for (size_t i = 0; i < COUNT(fractions); i++) {
        if (!starts_with(text + token->at, fractions[i].text))
            continue;
        token->kind = TOKEN_NUMBER;
        token->value = fractions[i].value;
        token->length = strlen(fractions[i].text);
        return true;
    }
    return false;
}

// Sets the word of a token to n bytes, cut where they are too many.
static void set_word(struct token *token, const char *word, size_t n)
{
    token->cut = n >= WORD_SIZE;
    text_copy(token->word, n < WORD_SIZE ? n + 1 : WORD_SIZE, word);
}

// The byte behind the name that begins at byte `at`; `at` where none does.
static size_t name_end(const char *text, size_t at)
{
    while (continues_name(text + at))
        at = utf8_next(text, at);
    return at;
}

static bool is_module(const char *text, size_t length)
{
    return is_one_of(text, length, modules, COUNT(modules));
}

// The bytes of "." or "::" between a module and a name; 0 where there is none.
static size_t separator_length(const char *text)
{
    size_t n = *text == '.' ? 1 : starts_with(text, "::") ? 2 : 0;
    return n > 0 && begins_name(text + n) ? n : 0;
}

// Appends the index of a LaTeX name, x_{max} or x_1, at byte `at` to the token's word. Returns the
// byte behind the index, or `at` where there is none.
static size_t add_index(const char *text, size_t at, struct token *token)
{
    size_t n = strlen(token->word), end = at;
    if (text[at] == '_')
        end++;
    else if (n == 0 || token->word[n - 1] != '_')
        return at;
    bool braces = text[end] == '{';
    size_t begin = end + braces;
    end = braces ? name_end(text, begin) : at + 1 + (continues_name(text + at + 1) ? 1 : 0);
    if ((braces && text[end] != '}') || end == begin || (!braces && text[at] != '_'))
        return at;
    struct text word = text_in((char[2 *WORD_SIZE]){0}, (size_t)2 * WORD_SIZE);
    text_format(&word, "%s%s%.*s", token->word, text[at] == '_' ? "_" : "", (int)(end - begin),
                text + begin);
    set_word(token, text_string(&word), word.n);
    text_free(&word);
    return end + braces;
}

// A name, with the modules in front of it and a LaTeX index; or an operator that is a word.
static struct token name_token(const char *text, struct token token)
{
    size_t begin = token.at, end = name_end(text, begin), n;
    while (is_module(text + begin, end - begin) && (n = separator_length(text + end)) > 0) {
        if (*token.module == '\0')
            text_copy(token.module, end - begin + 1, text + begin);
        begin = end + n;
        end = name_end(text, begin);
    }
    token.kind = TOKEN_NAME;
    set_word(&token, text + begin, end - begin);
    token.length = (text[end] == '{' ? add_index(text, end, &token) : end) - token.at;
    for (size_t i = 0; i < COUNT(words); i++) {
        if (ascii_same(token.word, words[i].text)) {
            token.kind = TOKEN_OP;
            token.op = words[i].op;
        }
    }
    return token;
}

// The longest spelling of n in `list` that `text` starts with, or NULL. With `whole` not 0 it must
// have exactly so many bytes, as a LaTeX command has.
static const struct spelling *find_spelling(const char *text, const struct spelling *list, size_t n,
                                            size_t whole)
{
    const struct spelling *found = NULL;
    for (size_t i = 0; i < n; i++) {
        size_t length = strlen(list[i].text);
        bool fits = starts_with(text, list[i].text) && (whole == 0 || length == whole);
        if (fits && (found == NULL || length > strlen(found->text)))
            found = &list[i];
    }
    return found;
}

static void use_spelling(struct token *token, const struct spelling *spelling)
{
    token->kind = spelling->kind;
    token->op = spelling->op;
    token->says = spelling->says;
}

// The name in "\operatorname{ReLU}", for which `token` has the command and byte `at` is behind it;
// TOKEN_STRANGE where no name follows.
static struct token framed_token(const char *text, size_t at, struct token token)
{
    size_t begin = at + strspn(text + at, " *");
    bool braces = text[begin] == '{';
    begin += braces ? 1 + strspn(text + begin + 1, " ") : 0;
    struct token word = name_token(text, (struct token){.at = begin});
    size_t end = begin + word.length;
    end += strspn(text + end, " ");
    token.kind = TOKEN_STRANGE;
    token.length = at - token.at;
    if (!begins_name(text + begin) || (braces && text[end] != '}'))
        return token;
    size_t length = (braces ? end + 1 : begin + word.length) - token.at;
    word.at = token.at;
    word.length = length;
    word.spaced = token.spaced;
    return word;
}

// A token that begins with a backslash. An unknown command of letters is a name, \alpha.
static struct token latex_token(const char *text, struct token token)
{
    const char *command = text + token.at + 1;
    size_t n = latex_length(command);
    const struct spelling *spelling = find_spelling(command, latex, COUNT(latex), n);
    token.length = 1 + n;
    token.kind = TOKEN_STRANGE;
    if (spelling != NULL) {
        use_spelling(&token, spelling);
    } else if (is_one_of(command, n, latex_frames, COUNT(latex_frames))) {
        token = framed_token(text, token.at + token.length, token);
    } else if (n > 0 && ascii_is_letter(*command)) {
        token.kind = TOKEN_NAME;
        token.latex = true;
        set_word(&token, command, n);
        token.length = add_index(text, token.at + token.length, &token) - token.at;
    }
    return token;
}

// A sign of the table, or one character as TOKEN_STRANGE.
static struct token sign_token(const char *text, struct token token)
{
    const struct spelling *spelling = find_spelling(text + token.at, signs, COUNT(signs), 0);
    token.kind = TOKEN_STRANGE;
    token.length = utf8_next(text, token.at) - token.at;
    if (spelling != NULL) {
        use_spelling(&token, spelling);
        token.length = strlen(spelling->text);
    }
    return token;
}

struct token token_at(const char *text, size_t at)
{
    struct token token = {.kind = TOKEN_END, .at = skip_blanks(text, at)};
    const char *start = text + token.at;
    token.spaced = token.at > at;
    if (*start == '\0')
        return token;
    if (ascii_is_digit(*start) || (*start == '.' && ascii_is_digit(start[1])))
        return number_token(text, token);
    if (begins_name(start))
        return name_token(text, token);
    if (*start == '\\')
        return latex_token(text, token);
    if (*start == SUPERSCRIPT_OPEN || *start == SUPERSCRIPT_CLOSE) {
        token.kind = *start == SUPERSCRIPT_OPEN ? TOKEN_SUPERSCRIPT_OPEN : TOKEN_SUPERSCRIPT_CLOSE;
        token.length = 1;
        return token;
    }
    return fraction_token(text, &token) ? token : sign_token(text, token);
}
