// Looking things up in the catalogue, and evaluating what was found.
#include "activation/activation.h"
#include "base/language.h"

#include "activation/expression.h"
#include "activation/points.h"

#include "base/text.h"

#include <assert.h>
#include <math.h>
#include <string.h>

// Ids as people type them: letters' case does not matter, '-' is '_'.
static char fold(char c)
{
    return c == '-' ? '_' : ascii_small(c);
}

static bool same_word(const char *typed, const char *word, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (fold(typed[i]) != word[i])
            return false;
    return !typed[n];
}

// The next of the words that are separated by spaces, or NULL; `*n` becomes its length.
static const char *next_word(const char **words, size_t *n)
{
    const char *word = *words + strspn(*words, " ");
    *n = strcspn(word, " ");
    *words = word + *n;
    return *n ? word : NULL;
}

static bool among(const char *words, const char *typed)
{
    const char *word;
    size_t n;
    while ((word = next_word(&words, &n)))
        if (same_word(typed, word, n))
            return true;
    return false;
}

int activation_find(const char *id)
{
    for (int i = 0; i < activation_count(); i++)
        if (same_word(id, activation_at(i)->id, strlen(activation_at(i)->id)))
            return i;
    for (int i = 0; i < activation_count(); i++)
        if (among(activation_at(i)->aliases, id))
            return i;
    return -1;
}

static const char *id_at(const void *user, int i)
{
    (void)user;
    return i < activation_count() ? activation_at(i)->id : NULL;
}

// The aliases of all functions, one after the other. word_nearest compares terminated words, so
// each gets a place of its own.
struct alias_list {
    struct alias {
        char word[32];
        int activation;
    } aliases[256];
    int n;
};

static void alias_list_fill(struct alias_list *list)
{
    list->n = 0;
    for (int i = 0; i < activation_count(); i++) {
        const char *words = activation_at(i)->aliases, *word;
        size_t n;
        while ((word = next_word(&words, &n))) {
            assert(list->n < 256 && n < sizeof list->aliases->word);
            struct alias *alias = &list->aliases[list->n++];
            memcpy(alias->word, word, n);
            alias->word[n] = '\0';
            alias->activation = i;
        }
    }
}

static const char *alias_at(const void *user, int i)
{
    const struct alias_list *list = user;
    return i < list->n ? list->aliases[i].word : NULL;
}

// An id wins over an alias, however near: it is what will be printed.
const char *activation_nearest(const char *id)
{
    char typed[64];
    text_copy(typed, sizeof typed, id);
    for (char *c = typed; *c; c++)
        *c = fold(*c);
    const char *nearest = word_nearest(typed, id_at, NULL);
    if (nearest)
        return nearest;
    struct alias_list list;
    alias_list_fill(&list);
    const char *alias = word_nearest(typed, alias_at, &list);
    for (int i = 0; alias && i < list.n; i++)
        if (alias == list.aliases[i].word)
            return activation_at(list.aliases[i].activation)->id;
    return NULL;
}

int activation_parameter_find(const struct activation *activation, const char *name)
{
    for (int i = 0; i < activation->parameter_count; i++) {
        const struct activation_parameter *parameter = &activation->parameters[i];
        if (same_word(name, parameter->name, strlen(parameter->name)) ||
            strcmp(name, parameter->symbol) == 0)
            return i;
    }
    return -1;
}

static const struct {
    const char *ids, *why;
} not_scalar[] = {
    {"softmax softmin log_softmax sparsemax",
     "it maps a vector to a vector; of two classes with logits (x, 0) it is sigmoid"},
    {"maxout", "it is the maximum over several affine maps, not a function of one x"},
    {"glu geglu swiglu reglu",
     "it multiplies two inputs; sigmoid, gelu, silu and relu are its gates"},
    {"crelu", "it has two outputs: relu(x) and relu(−x)"},
    {"logit", "it is the inverse of sigmoid and lives on (0, 1) only"},
};

bool activation_explained(const char *id, struct fault *fault)
{
    for (size_t i = 0; i < sizeof not_scalar / sizeof not_scalar[0]; i++) {
        if (!among(not_scalar[i].ids, id))
            continue;
        fault_set(fault, FAULT_UNKNOWN_FUNCTION, _("%s is no function of one number: %s"), id,
                  not_scalar[i].why);
        return true;
    }
    return false;
}

bool activation_unknown(const char *id, struct fault *fault)
{
    if (activation_explained(id, fault))
        return false;
    const char *near = activation_nearest(id);
    if (near != NULL)
        return fault_set_near(fault, FAULT_UNKNOWN_FUNCTION,
                              _("unknown function \"%s\"; did you mean \"%s\"?"), id, near);
    return fault_set(fault, FAULT_UNKNOWN_FUNCTION,
                     _("unknown function \"%s\"; `actscope list` names them all"), id);
}

bool activation_parameter_valid(const struct activation_parameter *parameter, double value)
{
    return isfinite(value) && (value > 0 || !parameter->positive);
}

double activation_sweep(const struct activation *activation, int parameter, double t)
{
    const struct activation_parameter *p = &activation->parameters[parameter];
    double low = p->positive && p->low <= 0 ? p->high * 1e-3 : p->low;
    return low + (p->high - low) * t;
}

void activation_defaults(const struct activation *activation,
                         double parameters[ACTIVATION_PARAMETERS_MAX])
{
    for (int i = 0; i < ACTIVATION_PARAMETERS_MAX; i++)
        parameters[i] = activation->parameters[i].initial;
}

void activation_eval(const struct activation *activation, const double *parameters, const double *x,
                     size_t n, double *f, double *df, double *d2f)
{
    if (activation->expression != NULL)
        expression_eval(activation->expression, parameters, x, n, f, df, d2f);
    else
        activation->kernel(parameters, x, n, f, df, d2f);
}

int activation_breaks(const struct activation *activation, const double *parameters,
                      struct activation_break out[ACTIVATION_BREAKS_MAX])
{
    if (activation->expression != NULL)
        return expression_breaks(activation->expression, parameters, out, ACTIVATION_BREAKS_MAX);
    return activation->breaks(parameters, out);
}

int activation_points(const struct activation *activation, const double *parameters,
                      struct activation_point out[ACTIVATION_POINTS_MAX])
{
    if (activation->expression != NULL)
        return expression_points(activation->expression, parameters, out, ACTIVATION_POINTS_MAX);
    return complete_points(activation, parameters, out, activation->points(parameters, out));
}

double activation_value(const struct activation *activation, const double *parameters,
                        enum order order, double x)
{
    double y;
    double *out[ORDER_COUNT] = {NULL};
    out[order] = &y;
    activation_eval(activation, parameters, &x, 1, out[ORDER_F], out[ORDER_DF], out[ORDER_D2F]);
    return y;
}

const char *order_name(enum order order)
{
    static const char *const names[ORDER_COUNT] = {"f", "f′", "f″"};
    return names[order];
}

const char *activation_name(const struct activation *activation)
{
    bool own = activation->expression != NULL;
    return own ? activation->name : language_text(activation->name);
}

enum { PIECE_SIZE = 160 };

// The length of the first piece of a formula: up to ", " outside parentheses, or the end.
static size_t formula_piece(const char *formula)
{
    int depth = 0;
    size_t n = 0;
    for (; formula[n] != '\0'; n++) {
        depth += (formula[n] == '(') - (formula[n] == ')');
        if (depth == 0 && strncmp(formula + n, ", ", 2) == 0)
            break;
    }
    return n;
}

// The half of a piece before `between`, copied into `left`; returns the half behind it, or NULL
// where the piece has no such words.
static const char *split_piece(const char *piece, const char *between, char left[PIECE_SIZE])
{
    const char *found = strstr(piece, between);
    if (found == NULL || (size_t)(found - piece) >= PIECE_SIZE)
        return NULL;
    text_copy(left, (size_t)(found - piece) + 1, piece);
    return found + strlen(between);
}

static void add_piece(struct text *out, const char *piece)
{
    char left[PIECE_SIZE];
    const char *right;
    if ((right = split_piece(piece, "else ", left)) != NULL)
        text_format(out, _("else %s"), right);
    else if ((right = split_piece(piece, " for ", left)) != NULL)
        text_format(out, _("%s for %s"), left, right);
    else if ((right = split_piece(piece, " at ", left)) != NULL)
        text_format(out, _("%s at %s"), left, right);
    else if ((right = split_piece(piece, "; equal to ", left)) != NULL)
        text_format(out, _("%s; equal to %s"), left, right);
    else
        text_add(out, piece);
}

void activation_formula(const struct activation *activation, enum order order, struct text *out)
{
    const char *formula = activation->formula[order];
    if (activation->expression != NULL) {
        text_add(out, formula);
        return;
    }
    while (*formula != '\0') {
        char piece[PIECE_SIZE];
        size_t n = formula_piece(formula);
        text_copy(piece, n < sizeof piece ? n + 1 : sizeof piece, formula);
        add_piece(out, piece);
        formula += n;
        size_t comma = strspn(formula, ", ");
        text_add_bytes(out, formula, comma);
        formula += comma;
    }
}
