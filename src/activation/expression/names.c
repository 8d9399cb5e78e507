// The tables of names and what they mean; name_suspect guesses at mistakes.
#include "activation/expression/names.h"

#include <stdio.h>
#include <string.h>

#include "base/language.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

// Constants.

static const struct {
    const char *name;
    double value;
} constants[] = {
    {"pi", 0x1.921fb54442d18p+1},
    {"π", 0x1.921fb54442d18p+1},
    {"e", 0x1.5bf0a8b145769p+1},
    {"inf", (double)INFINITY},
    {"∞", (double)INFINITY},
    {"infinity", (double)INFINITY},
    {"infty", (double)INFINITY},
    {"nan", (double)NAN},
    {"true", 1},
    {"false", 0},
};

// Constants of programming languages, in this very case: of C's <math.h>, Python and JavaScript.
static const struct {
    const char *module, *name;
    double value;
} program_constants[] = {
    {"", "M_PI", 0x1.921fb54442d18p+1},          {"", "M_PI_2", 0x1.921fb54442d18p+0},
    {"", "M_PI_4", 0x1.921fb54442d18p-1},        {"", "M_1_PI", 0x1.45f306dc9c883p-2},
    {"", "M_2_PI", 0x1.45f306dc9c883p-1},        {"", "M_2_SQRTPI", 0x1.20dd750429b6dp+0},
    {"", "M_E", 0x1.5bf0a8b145769p+1},           {"", "M_LN2", 0x1.62e42fefa39efp-1},
    {"", "M_LN10", 0x1.26bb1bbb55516p+1},        {"", "M_LOG2E", 0x1.71547652b82fep+0},
    {"", "M_LOG10E", 0x1.bcb7b1526e50ep-2},      {"", "M_SQRT2", 0x1.6a09e667f3bcdp+0},
    {"", "M_SQRT1_2", 0x1.6a09e667f3bcdp-1},     {"math", "tau", 0x1.921fb54442d18p+2},
    {"Math", "SQRT2", 0x1.6a09e667f3bcdp+0},     {"Math", "LN2", 0x1.62e42fefa39efp-1},
    {"np", "euler_gamma", 0x1.2788cfc6fb619p-1},
};

bool name_constant(const struct token *token, double *value)
{
    bool capital_e = strcmp(token->word, "E") == 0 && *token->module == '\0';
    for (size_t i = 0; !capital_e && i < COUNT(constants); i++) {
        if (!ascii_same(token->word, constants[i].name))
            continue;
        *value = constants[i].value;
        return true;
    }
    for (size_t i = 0; i < COUNT(program_constants); i++) {
        if (strcmp(token->word, program_constants[i].name) != 0 ||
            strcmp(token->module, program_constants[i].module) != 0)
            continue;
        *value = program_constants[i].value;
        return true;
    }
    return false;
}

// Functions.

static const struct {
    const char *name;
    int arity;
} specials[] = {
    [SPECIAL_IF] = {"if", 3},         [SPECIAL_POW] = {"pow", 2},   [SPECIAL_CLIP] = {"clip", 3},
    [SPECIAL_SQUARE] = {"square", 1}, [SPECIAL_EXP2] = {"exp2", 1}, [SPECIAL_PHI] = {"Phi", 1},
    [SPECIAL_SEC] = {"sec", 1},       [SPECIAL_CSC] = {"csc", 1},   [SPECIAL_COT] = {"cot", 1},
    [SPECIAL_SECH] = {"sech", 1},     [SPECIAL_CSCH] = {"csch", 1}, [SPECIAL_COTH] = {"coth", 1},
};
enum { SPECIALS = COUNT(specials), OPS = OP_COUNT - OP_MIN };

// Other names of functions, from mathematics, NumPy, C and spreadsheets.
static const struct {
    const char *name, *same;
} synonyms[] = {
    {"ln", "log"},       {"σ", "sigmoid"},     {"sigma", "sigmoid"}, {"arcsin", "asin"},
    {"arccos", "acos"},  {"arcsinh", "asinh"}, {"arccosh", "acosh"}, {"arctanh", "atanh"},
    {"arsinh", "asinh"}, {"arcosh", "acosh"},  {"artanh", "atanh"},  {"tg", "tan"},
    {"arctg", "atan"},   {"fabs", "abs"},      {"fmax", "max"},      {"fmin", "min"},
    {"maximum", "max"},  {"minimum", "min"},   {"power", "pow"},     {"where", "if"},
    {"ifelse", "if"},    {"iif", "if"},        {"clamp", "clip"},    {"ceiling", "ceil"},
    {"log_2", "log2"},   {"log₂", "log2"},     {"log_10", "log10"},  {"log₁₀", "log10"},
    {"log_e", "log"},    {"cosec", "csc"},     {"cotan", "cot"},     {"cbrtf", "cbrt"},
    {"ndtr", "Phi"},     {"normcdf", "Phi"},   {"cdf", "Phi"},       {"wurzel", "sqrt"},
    {"wenn", "if"},      {"sinus", "sin"},     {"cosinus", "cos"},   {"tangens", "tan"},
};

// The function's name that a word is another name of, or the word itself.
static const char *synonym(const char *word)
{
    if (strcmp(word, "Φ") == 0 || strcmp(word, "Phi") == 0) // in this case only: φ is the density
        return "Phi";
    for (size_t i = 0; i < COUNT(synonyms); i++)
        if (ascii_same(word, synonyms[i].name))
            return synonyms[i].same;
    return word;
}

// An operation or a special function, by its own name.
static struct callee builtin(const char *word)
{
    for (int op = OP_MIN; op < OP_COUNT; op++)
        if (ascii_same(word, op_rows[op].spelling))
            return (struct callee){.kind = CALLEE_OP, .op = (enum op)op};
    for (int i = 0; i < SPECIALS; i++)
        if (i == SPECIAL_PHI ? strcmp(word, "Phi") == 0 : ascii_same(word, specials[i].name))
            return (struct callee){.kind = CALLEE_SPECIAL, .special = (enum special)i};
    return (struct callee){.kind = CALLEE_NONE};
}

// The same or a function of the catalogue, by any of its names.
static struct callee known(const char *word)
{
    struct callee callee = builtin(synonym(word));
    if (callee.kind != CALLEE_NONE)
        return callee;
    int index = activation_find(synonym(word));
    if (index < 0)
        return callee;
    callee = builtin(activation_at(index)->id); // aliases of abs and sign
    return callee.kind != CALLEE_NONE ? callee
                                      : (struct callee){.kind = CALLEE_CATALOGUE, .index = index};
}

// A function of C with the suffix f, expf for exp.
static struct callee without_suffix(const char *word)
{
    char stem[WORD_SIZE];
    size_t n = strlen(word);
    if (n < 4 || n >= sizeof stem || word[n - 1] != 'f')
        return (struct callee){.kind = CALLEE_NONE};
    text_copy(stem, n, word);
    struct callee callee = known(stem);
    return callee.kind != CALLEE_CATALOGUE || strcmp(stem, "tanh") == 0
               ? callee
               : (struct callee){.kind = CALLEE_NONE};
}

// The definition of that name in a scope, but not `self`; NULL where there is none.
static const struct expression *find_own(const char *word, const struct expression_scope *scope,
                                         const char *self, bool any_case)
{
    for (int i = 0; scope != NULL && i < scope->n; i++) {
        const struct expression *own = scope->items[i];
        if (own != NULL && strcmp(own->name, self) != 0 &&
            (any_case ? ascii_same(own->name, word) : strcmp(own->name, word) == 0))
            return own;
    }
    return NULL;
}

struct callee name_callee(const char *word, const struct expression_scope *scope, const char *self)
{
    const struct expression *own = find_own(word, scope, self, false);
    struct callee callee = known(word);
    if (own == NULL && callee.kind == CALLEE_NONE)
        own = find_own(word, scope, self, true);
    if (own != NULL)
        return (struct callee){.kind = CALLEE_OWN, .own = own};
    return callee.kind != CALLEE_NONE ? callee : without_suffix(word);
}

const char *special_name(enum special special)
{
    return specials[special].name;
}

int special_arity(enum special special)
{
    return specials[special].arity;
}

const char *expression_function_name(int i)
{
    const char *operation = op_function_name(i);
    if (operation != NULL)
        return operation;
    i -= OPS;
    if (i < SPECIALS)
        return specials[i].name;
    i -= SPECIALS;
    return i < activation_count() ? activation_at(i)->id : NULL;
}

bool name_is_reserved(const char *word)
{
    const char *taken;
    for (int i = 0; (taken = expression_function_name(i)); i++)
        if (strcmp(word, taken) == 0)
            return true;
    return strcmp(word, "ln") == 0 || strcmp(word, "else") == 0;
}

// For word_nearest: the i-th function that a formula can use, those of its scope (`user`) first;
// NULL behind the last.
static const char *function_name(const void *user, int i)
{
    const struct expression_scope *scope = user;
    for (int k = 0; scope != NULL && k < scope->n; k++)
        if (scope->items[k] != NULL && i-- == 0)
            return scope->items[k]->name;
    return expression_function_name(i);
}

const char *name_nearest(const char *word, const struct expression_scope *scope)
{
    char small[WORD_SIZE];
    text_copy(small, sizeof small, word);
    for (char *c = small; *c != '\0'; c++)
        *c = ascii_small(*c);
    const char *nearest = word_nearest(word, function_name, scope);
    if (nearest == NULL)
        nearest = word_nearest(small, function_name, scope);
    return nearest != NULL ? nearest : activation_nearest(word);
}

// What to write instead of functions that formulas do not have; `names` are separated by blanks.
static const struct {
    const char *names, *instead;
} advices[] = {
    {"lg", N_("log10(x), log2(x) or log(x)")},
    {"ld lb", "log2(x)"},
    {"sqr", N_("x^2 or sqrt(x)")},
    {"rsqrt invsqrt", "1/sqrt(x)"},
    {"reciprocal inv", "1/x"},
    {"round rint around", "floor(x + 0.5)"},
    {"trunc fix int", "sign(x)*floor(abs(x))"},
    {"frac fract", "x - floor(x)"},
    {"mod fmod remainder", "x - b*floor(x/b)"},
    {"atan2 arctan2", "atan(y/x)"},
    {"sh", "sinh(x)"},
    {"ch", "cosh(x)"},
    {"th tgh", "tanh(x)"},
    {"logaddexp", "log(exp(a) + exp(b))"},
    {"logaddexp2", "log2(2^a + 2^b)"},
    {"exp10", "10^x"},
    {"hypotenuse", "hypot(a, b)"},
    {"float double bool astype", N_("(x > 0): a comparison is 1 or 0 already")},
    {"nthroot root", "x^(1/n)"},
    {"φ phi pdf normpdf", N_("exp(-x^2/2)/sqrt(2*pi), or the function that is meant by its name")},
    {"rect box", "if(abs(x) < 1/2, 1, 0)"},
    {"ramp", "relu(x)"},
    {"select switch case piecewise", "if(condition, a, b)"},
};

// Whether a word is one of `words`, which are separated by blanks, in any case of ASCII letters.
static bool among(const char *words, const char *word)
{
    while (*words != '\0') {
        size_t n = strcspn(words, " "), i = 0;
        while (i < n && ascii_small(words[i]) == ascii_small(word[i]))
            i++;
        if (i == n && word[n] == '\0')
            return true;
        words += n + (words[n] == ' ');
    }
    return false;
}

const char *name_advice(const char *word)
{
    for (size_t i = 0; i < COUNT(advices); i++)
        if (among(advices[i].names, word))
            return advices[i].instead;
    return NULL;
}

// Free names.

// The names of letters in LaTeX.
static const char greek[] =
    "alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi "
    "rho varrho sigma varsigma tau upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi "
    "Sigma Upsilon Phi Psi Omega ell";

// Names that are usual for a variable.
static const char variables[] = "t u v w y z s r n θ ϑ ξ ζ η φ ϕ ψ χ ω "
                                "theta vartheta xi zeta eta phi varphi psi chi omega input inputs "
                                "arg time var variable";

bool name_is_greek(const char *word)
{
    char stem[WORD_SIZE];
    text_copy(stem, sizeof stem, word);
    stem[strcspn(stem, "_")] = '\0';
    return among(greek, stem);
}

// The bytes of a name in front of its digits, subscripts and "_".
static size_t stem_length(const char *word)
{
    size_t n = strcspn(word, "_0123456789");
    const char *subscript = strstr(word, "\xE2\x82"); // ₀ to ₉
    return subscript != NULL && (size_t)(subscript - word) < n ? (size_t)(subscript - word) : n;
}

enum name_role name_role(const char *word)
{
    char stem[WORD_SIZE];
    size_t n = stem_length(word);
    if (among(variables, word))
        return ROLE_VARIABLE;
    text_copy(stem, n < sizeof stem ? n + 1 : sizeof stem, word);
    // One letter is a parameter, a or a_1; A1 is a cell of a spreadsheet.
    bool letter = n > 0 && utf8_next(stem, 0) == n && !ascii_is_digit(word[n]);
    return letter || name_is_greek(stem) ? ROLE_PARAMETER : ROLE_UNKNOWN;
}

static bool is_function(const char *word, const struct expression_scope *scope)
{
    return name_callee(word, scope, "").kind != CALLEE_NONE;
}

// Whether a name is x with a number: x2, x_3, x₁. digit[] becomes its last digit as a string. Not
// x0, which is a usual name for a point on the axis.
static bool is_numbered_x(const char *word, char digit[2])
{
    size_t n = stem_length(word);
    if (n != 1 || (*word != 'x' && *word != 'X') || word[1] == '\0')
        return false;
    const char *last = word + strlen(word) - 1;
    unsigned char c = (unsigned char)*last;
    digit[0] = (char)(c >= 0x80 ? c - 0x80 + '0' : c);
    digit[1] = '\0';
    return digit[0] >= '1' && digit[0] <= '9';
}

// A name that is `stem` followed by x: a product, a*x, or a call, sin(x). Like all functions
// suspect_…, it appends what may be meant, and returns false where the name is no such mistake.
static bool suspect_product(const char *stem, const struct expression_scope *scope,
                            struct text *meant)
{
    struct token token = {.kind = TOKEN_NAME};
    double value;
    text_copy(token.word, sizeof token.word, stem);
    if (name_constant(&token, &value) || utf8_next(stem, 0) == strlen(stem))
        text_format(meant, "%s*x", stem);
    else if (is_function(stem, scope))
        text_format(meant, "%s(x)", stem);
    return meant->n > 0;
}

// A function with digits behind it, sin2, or a constant, pi2.
static bool suspect_digits(const char *word, const struct expression_scope *scope,
                           struct text *meant)
{
    char stem[WORD_SIZE];
    size_t n = stem_length(word);
    text_copy(stem, n < sizeof stem ? n + 1 : sizeof stem, word);
    bool digits = word[n] != '\0' && word[n] != '_';
    struct token token = {.kind = TOKEN_NAME};
    double value;
    text_copy(token.word, sizeof token.word, stem);
    if (digits && ascii_is_digit(word[n]) && name_constant(&token, &value))
        text_format(meant, _("%s^%s or %s*%s"), stem, word + n, stem, word + n);
    else if (n >= 2 && digits && is_function(stem, scope))
        text_format(meant, "%s(x)", stem);
    return meant->n > 0;
}

// A word that is glued together from what a formula is made of: x2, ax, sinx, xe.
static bool suspect_glued(const char *word, const struct expression_scope *scope,
                          struct text *meant)
{
    char digit[2], stem[WORD_SIZE];
    size_t n = strlen(word);
    if (strcmp(word, "E") == 0 || ascii_same(word, "euler"))
        text_add(meant, "e");
    else if (is_numbered_x(word, digit))
        text_format(meant, _("x^%s or %s*x"), digit, digit);
    else if (n > 1 && word[n - 1] == 'x') {
        text_copy(stem, n < sizeof stem ? n : sizeof stem, word);
        return suspect_product(stem, scope, meant);
    } else if (n > 1 && *word == 'x' && utf8_next(word, 1) == n && begins_name(word + 1) &&
               word[1] != '_')
        text_format(meant, "x*%s", word + 1);
    else
        return suspect_digits(word, scope, meant);
    return meant->n > 0;
}

// Words with fewer bytes are near to some function's name by chance.
enum { NEAR_LENGTH = 5 };

bool name_suspect(const char *word, const struct expression_scope *scope, struct text *meant)
{
    if (suspect_glued(word, scope, meant))
        return true;
    const char *near = strlen(word) >= NEAR_LENGTH ? name_nearest(word, scope) : NULL;
    if (near == NULL || name_is_greek(word) || word_distance(word, near, 2) > 1)
        return false;
    text_format(meant, "%s(x)", near);
    return true;
}

// Words that are no names, separated by blanks, and what to write instead (name_phrase).
static const struct {
    const char *words, *instead;
} phrases[] = {
    {"for when where whenever otherwise unless", N_("if(condition, a, b)")},
    {"minus negative", "-x"},
    {"plus", "+"},
    {"times", "*"},
    {"over per", "a/b"},
    {"mod modulo rem", "x - b*floor(x/b)"},
    {"div", "floor(a/b)"},
    {"of in is the by", N_("the formula alone")},
    {"squared", "x^2"},
    {"cubed", "x^3"},
    {"half", "1/2"},
    {"one", "1"},
    {"two", "2"},
    {"zero", "0"},
    {"root", "sqrt(x)"},
    {"sum", "a + b"},
    {"None null nil undefined", N_("a number, or nan")},
    {"_", "max(x, 0)"},
};

const char *name_phrase(const char *word)
{
    for (size_t i = 0; i < COUNT(phrases); i++)
        if (among(phrases[i].words, word))
            return phrases[i].instead;
    if (strncmp(word, "log_", 4) == 0 || strncmp(word, "ln_", 3) == 0)
        return N_("log(x)/log(b) for base b");
    return NULL;
}

bool name_is_code(const char *word)
{
    return among(
        "return def function func fn let var const float double int void auto import print "
        "begin end",
        word);
}

bool expression_is_word(const char *word)
{
    struct token token = token_at(word, 0);
    double value;
    if (token.kind != TOKEN_NAME || word[token.length] != '\0' || token.at > 0)
        return false;
    struct text meant = {0};
    bool letter = utf8_next(word, 0) == strlen(word) && name_role(word) == ROLE_VARIABLE;
    bool glued = suspect_glued(word, NULL, &meant);
    text_free(&meant);
    return letter || glued || ascii_same(word, "x") || name_constant(&token, &value);
}
