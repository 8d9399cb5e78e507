// The names of functions: finds them by id or alias in any spelling, finds the nearest to a
// mistyped one, and explains why other names that people try are not in the catalogue.
#include "activation/activation.h"
#include "activation/expression/node.h"
#include "base/language.h"
#include "base/text.h"

#include <stdio.h>
#include <string.h>

enum { KEY_SIZE = 48, PATH_SIZE = 128 };

// A name in small letters without '_', '-' and spaces, so that different spellings can be compared:
// "Leaky ReLU", "leaky_relu" and "LeakyReLU" have the same key.
struct key {
    char text[KEY_SIZE];
    size_t n;
};

static bool is_separator(char c)
{
    return c == '_' || c == '-' || c == ' ';
}

static char small(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

// Whether a key may contain c.
static bool key_letter(char c)
{
    return ascii_is_letter(c) || ascii_is_digit(c);
}

// Appends a character of a name. False if no name has it, or the key is full.
static bool key_add(struct key *key, char c)
{
    if (is_separator(c))
        return true;
    if (!key_letter(c) || key->n + 1 == sizeof key->text)
        return false;
    key->text[key->n++] = small(c);
    key->text[key->n] = '\0';
    return true;
}

// Whether a '-' stands between letters or digits, as in leaky-relu: "-relu" and "relu-" are
// formulas or mistakes.
static bool is_hyphen(const char *word, size_t n, size_t at)
{
    return at > 0 && at + 1 < n && key_letter(word[at - 1]) && key_letter(word[at + 1]);
}

// Makes the key of a word of n bytes. False if the word is empty, has other characters or a '-'
// that joins nothing, or is longer than any name.
static bool key_of(struct key *key, const char *word, size_t n)
{
    *key = (struct key){0};
    for (size_t i = 0; i < n; i++)
        if ((word[i] == '-' && !is_hyphen(word, n, i)) || !key_add(key, word[i]))
            return false;
    return key->n > 0;
}

static bool key_ends_with(const struct key *key, const char *end)
{
    size_t n = strlen(end);
    return key->n > n && strcmp(key->text + key->n - n, end) == 0;
}

// Where the last name of a path begins: "GELU" of "torch.nn.GELU". The whole text if it is no path:
// a formula like "x*x.tanh()" is not tanh.
static const char *last_name(const char *typed, size_t n)
{
    const char *begin = typed;
    for (size_t i = 0; i < n && ascii_is_letter(typed[0]); i++) {
        char c = typed[i];
        if (c == '.' && i > 0)
            begin = typed + i + 1;
        else if (!ascii_is_letter(c) && !ascii_is_digit(c) && c != '_')
            break;
    }
    return begin;
}

// The length in bytes of a typed text without "()" at its end.
static size_t typed_length(const char *typed)
{
    size_t n = strlen(typed);
    return n > 2 && strcmp(typed + n - 2, "()") == 0 ? n - 2 : n;
}

// Makes the key of a typed text, without path, "()" and "Activation": "torch.nn.GELU()" and
// "GELUActivation" give "gelu".
static bool key_of_typed(struct key *key, const char *typed)
{
    size_t n = typed_length(typed);
    const char *begin = last_name(typed, n);
    if (!key_of(key, begin, n - (size_t)(begin - typed)))
        return false;
    if (key_ends_with(key, "activation"))
        key->text[key->n -= strlen("activation")] = '\0';
    return true;
}

// Makes the key of the first of *words, which are separated by spaces, and moves *words behind it.
// False at their end.
static bool next_key(const char **words, struct key *key)
{
    const char *word = *words + strspn(*words, " ");
    size_t n = strcspn(word, " ");
    *words = word + n;
    return n > 0 && key_of(key, word, n);
}

// Whether a word of n bytes has this key; faster than making its key, as most differ at once.
static bool has_key(const char *word, size_t n, const struct key *key)
{
    size_t at = 0;
    for (size_t i = 0; i < n; i++)
        if (!is_separator(word[i]) && small(word[i]) != key->text[at++])
            return false;
    return at == key->n;
}

// Whether one of the words, which are separated by spaces, has the key `typed`.
static bool among(const char *words, const struct key *typed)
{
    for (size_t n; *words != '\0'; words += n) {
        words += strspn(words, " ");
        n = strcspn(words, " ");
        if (has_key(words, n, typed))
            return true;
    }
    return false;
}

static bool find_words(const char *words, const void *key)
{
    return among(words, key);
}

// A function of a framework that the catalogue names after both: onnx_hard_sigmoid is the
// hard_sigmoid of the module onnx.
struct member {
    const char *module;
    size_t module_n;
    const struct key *key;
};

// Whether one of the words is MODULE_NAME for a member's module and name.
static bool find_member(const char *words, const void *user)
{
    const struct member *member = user;
    for (size_t n; *words != '\0'; words += n) {
        words += strspn(words, " ");
        n = strcspn(words, " ");
        size_t at = member->module_n + 1;
        if (n > at && words[at - 1] == '_' && strncmp(words, member->module, at - 1) == 0 &&
            has_key(words + at, n - at, member->key))
            return true;
    }
    return false;
}

// The index of the first function of whose id `has` is true, else of whose aliases it is; or -1.
static int find(bool (*has)(const char *words, const void *user), const void *user)
{
    for (int i = 0; i < activation_count(); i++)
        if (has(activation_at(i)->id, user))
            return i;
    for (int i = 0; i < activation_count(); i++)
        if (has(activation_at(i)->aliases, user))
            return i;
    return -1;
}

// The parts of "tf.nn.leaky_relu()": the module "tf.nn", "" in most names, and the name
// "leaky_relu".
struct path {
    char module[PATH_SIZE], name[KEY_SIZE];
};

static void path_of(struct path *path, const char *typed)
{
    size_t n = typed_length(typed), begin = (size_t)(last_name(typed, n) - typed);
    bool fits = begin > 0 && begin <= sizeof path->module && n - begin < sizeof path->name;
    *path = (struct path){0};
    if (!fits)
        return;
    text_copy(path->module, begin, typed);
    text_copy(path->name, n - begin + 1, typed + begin);
}

// Functions of frameworks whose name here belongs to another function, or to one with other default
// parameters, and what to write instead. A class (LeakyReLU) may differ from the function in small
// letters (leaky_relu). Defaults as documented for TensorFlow 2, Keras 3, JAX, Flax, MXNet 1.9,
// NumPy and ONNX.
enum spelling_kind { EITHER, CLASS, SMALL };

static const struct {
    const char *modules;
    enum spelling_kind kind;
    const char *id, *instead;
} elsewhere[] = {
    {"tf tensorflow keras layers", CLASS, "leaky_relu", "leaky_relu(x, 0.3)"},
    {"tf tensorflow keras K activations ops backend", SMALL, "leaky_relu", "leaky_relu(x, 0.2)"},
    {"mx mxnet nd", EITHER, "leaky_relu", "leaky_relu(x, 0.25)"},
    {"tf tensorflow keras layers", EITHER, "prelu", "prelu(x, 0)"},
    {"flax linen nnx", EITHER, "prelu", "prelu(x, 0.01)"},
    {"jax flax linen nnx", EITHER, "gelu", "gelu_tanh(x)"},
    {"nn", SMALL, "gelu", N_("gelu_tanh(x) for JAX and Flax, gelu(x) for others")},
    {"np numpy jnp cp cupy torch special scipy jax", EITHER, "sinc", "sin(pi*x)/(pi*x)"},
    {"tf tensorflow keras K activations backend", EITHER, "hard_sigmoid",
     N_("hard_sigmoid(x) for Keras 3, hard_sigmoid_keras2(x) before")},
    {"mx mxnet nd theano", EITHER, "hard_sigmoid", "hard_sigmoid_keras2(x)"},
    {"onnx", EITHER, "hard_sigmoid", "hard_sigmoid_onnx(x)"},
};

// Whether a name is written as a class (CLASS) or as a function (SMALL).
static bool is_of_kind(const char *word, enum spelling_kind kind)
{
    return kind == EITHER || (*word >= 'A' && *word <= 'Z') == (kind == CLASS);
}

const char *activation_elsewhere(const char *module, const char *word)
{
    struct key root;
    size_t n = strcspn(module, ".:");
    int index = n > 0 && key_of(&root, module, n) ? activation_find(word) : -1;
    if (index < 0)
        return NULL;
    for (size_t i = 0; i < sizeof elsewhere / sizeof *elsewhere; i++)
        if (among(elsewhere[i].modules, &root) && is_of_kind(word, elsewhere[i].kind) &&
            strcmp(elsewhere[i].id, activation_at(index)->id) == 0)
            return elsewhere[i].instead;
    return NULL;
}

int activation_find(const char *id)
{
    struct key typed;
    struct path path;
    if (!key_of_typed(&typed, id))
        return -1;
    path_of(&path, id);
    const struct member member = {path.module, strcspn(path.module, "."), &typed};
    int index = *path.module != '\0' ? find(find_member, &member) : -1;
    if (index >= 0)
        return index;
    return activation_elsewhere(path.module, path.name) == NULL ? find(find_words, &typed) : -1;
}

// --- the nearest name ---

enum { NAMES_MAX = 512 };

// All ids and aliases as separate strings, as word_nearest wants them; ids[i] is the id that
// keys[i] belongs to.
struct names {
    struct key keys[NAMES_MAX];
    const char *ids[NAMES_MAX];
    int n;
};

static void names_add(struct names *names, const char *words, const char *id)
{
    struct key key;
    while (names->n < NAMES_MAX && next_key(&words, &key)) {
        names->keys[names->n] = key;
        names->ids[names->n++] = id;
    }
}

static const char *name_at(const void *user, int i)
{
    const struct names *names = user;
    return i < names->n ? names->keys[i].text : NULL;
}

// "relu" of "relu-" and "-relu", which are no names, but near to one.
static void without_hyphens(char word[PATH_SIZE], const char *id)
{
    text_copy(word, PATH_SIZE, id + strspn(id, "-"));
    for (size_t n = strlen(word); n > 0 && word[n - 1] == '-'; n--)
        word[n - 1] = '\0';
}

// The ids come before the aliases: of names that are equally near, word_nearest takes the first.
const char *activation_nearest(const char *id)
{
    struct key typed;
    struct names names = {.n = 0};
    char word[PATH_SIZE];
    without_hyphens(word, id);
    if (!key_of_typed(&typed, word))
        return NULL;
    for (int i = 0; i < activation_count(); i++)
        names_add(&names, activation_at(i)->id, activation_at(i)->id);
    for (int i = 0; i < activation_count(); i++)
        names_add(&names, activation_at(i)->aliases, activation_at(i)->id);
    const char *nearest = word_nearest(typed.text, name_at, &names);
    for (int i = 0; nearest != NULL && i < names.n; i++)
        if (nearest == names.keys[i].text)
            return names.ids[i];
    return NULL;
}

// --- names of other functions ---

// Functions that map a vector to a vector; `of_two` is their first output for the two inputs x and
// 0, as a formula.
static const struct {
    const char *names, *of_two;
} of_vectors[] = {
    {"softmax softmax2d", "sigmoid(x)"},
    {"softmin", "sigmoid(-x)"},
    {"log_softmax", "log_sigmoid(x)"},
    {"log_softmin", "log_sigmoid(-x)"},
    {"sparsemax", "sparse_sigmoid(x)"},
    {"entmax15", "if(x < -2, 0, if(x < 2, 1/2+x/4*sqrt(2-x^2/4), 1))"},
    {"hardmax", "step(x)"},
    {"logsumexp", "softplus(x)"},
    {"logmeanexp", "softplus(x)-log(2)"},
};

// Names of layers and functions that have no curve over one x, and the reason.
static const struct {
    const char *names, *why;
} no_curves[] = {
    {"gumbel_softmax", N_("it maps a vector to a vector, with random numbers")},
    {"adaptive_log_softmax adaptive_log_softmax_with_loss",
     N_("it is a layer that maps a vector to a vector")},
    {"multihead_attention attention", N_("it is a layer of weights, not a function of one x")},
    {"maxout", N_("it is the maximum over several affine maps, not a function of one x")},
    {"max_feature_map mfm", N_("it is the greater of two inputs, max(a, b)")},
    {"glu gated_linear_unit", N_("it multiplies two inputs, a sigmoid(b)")},
    {"geglu gelu_and_mul", N_("it multiplies two inputs, a gelu(b)")},
    {"swiglu silu_and_mul", N_("it multiplies two inputs, a silu(b)")},
    {"reglu", N_("it multiplies two inputs, a relu(b)")},
    {"bilinear", N_("it multiplies two inputs, a b")},
    {"frelu funnel_relu", N_("it is the greater of x and a convolution of x's neighbours")},
    {"dynamic_relu dy_relu", N_("its slopes are computed from all inputs")},
    {"crelu concatenated_relu", N_("it has two outputs, relu(x) and relu(-x)")},
    {"apl pau spline kan", N_("its whole shape is learned: there is no one curve")},
    {"layer_norm batch_norm rms_norm group_norm instance_norm normalize standardize",
     N_("it divides by what it measures of many values; dyt and derf are functions in its place")},
    {"dropout alpha_dropout", N_("it is random: it drops inputs")},
};

// Functions of one x that the catalogue does not have, as formulas that draw them.
static const struct {
    const char *names, *formula;
} formulas[] = {
    {"min minimum", "min(x, 1)"},
    {"max maximum", "max(x, 0)"},
    {"clip clamp clip_by_value", "clip(x, -1, 1)"},
    {"pow power", "x^2"},
    {"hypot", "hypot(x, 1)"},
    {"if where select", "if(x < 0, 0, x)"},
    {"square quadratic", "x^2"},
    {"cube cubic", "x^3"},
    {"reciprocal inverse", "1/x"},
    {"rsqrt", "1/sqrt(x)"},
    {"negative neg", "-x"},
    {"cosine", "cos(x)"},
    {"sec", "1/cos(x)"},
    {"csc cosec", "1/sin(x)"},
    {"cot", "1/tan(x)"},
    {"sech", "1/cosh(x)"},
    {"csch cosech", "1/sinh(x)"},
    {"coth", "1/tanh(x)"},
    {"arcsin", "asin(x)"},
    {"arccos", "acos(x)"},
    {"arcsinh arsinh", "asinh(x)"},
    {"arccosh arcosh", "acosh(x)"},
    {"arctanh artanh", "atanh(x)"},
    {"ln", "log(x)"},
    {"log_cosh", "log(cosh(x))"},
    {"exp2", "2^x"},
    {"ndtr normal_cdf", "erfc(-x/sqrt(2))/2"},
    {"phi pdf norm_pdf normal_pdf", "exp(-x^2/2)/sqrt(2*pi)"},
    {"logit inverse_sigmoid", "log(x/(1-x))"},
    {"relu1 relu_0_to_1 satlin", "clip(x, 0, 1)"},
    {"hardlims", "2*step(x)-1"},
    {"tribas triangular", "max(1-abs(x), 0)"},
    {"shifted_softplus ssp", "softplus(x)-log(2)"},
    {"vlrelu very_leaky_relu", "leaky_relu(x, 1/3)"},
    {"mila", "x*tanh(softplus(x+b))"},
    {"aria2", "x*(1+exp(-b*x))^(-a)"},
    {"relu3 relu_cubed", "max(x, 0)^3"},
    {"elu_plus_one", "elu(x)+1"},
    {"bipolar_sigmoid", "tanh(x/2)"},
    {"cloglog", "1-exp(-exp(x))"},
    {"loglog gompertz", "exp(-exp(-x))"},
    {"sqnl square_nonlinearity", "if(abs(x) < 2, x-x*abs(x)/4, sign(x))"},
    {"soft_exponential", "(exp(a*x)-1)/a+a"},
    {"snake_beta", "x+sin(a*x)^2/b"},
    {"acon acon_c meta_acon meta_acon_c", "(p-q)*x*sigmoid(b*(p-q)*x)+q*x"},
    {"hard_mish", "x/2*clip(x+2, 0, 2)"},
    {"gelu_10 clipped_gelu", "clip(gelu(x), -10, 10)"},
    {"laplace", "(1+erf((x-0.707107)/(0.282095*sqrt(2))))/2"},
    {"affine", "a*x+b"},
    {"parametric_softplus", "a*log(1+exp(b*x))"},
};

static bool explain_vector(const char *id, const struct key *key, struct fault *fault)
{
    for (size_t i = 0; i < sizeof of_vectors / sizeof *of_vectors; i++)
        if (among(of_vectors[i].names, key)) {
            fault_set(fault, FAULT_UNKNOWN_FUNCTION,
                      _("%s is no function of one number: it maps a vector to a vector; of two "
                        "classes with logits (x, 0) it is %s"),
                      id, of_vectors[i].of_two);
            return true;
        }
    return false;
}

static bool explain_other(const char *id, const struct key *key, struct fault *fault)
{
    for (size_t i = 0; i < sizeof no_curves / sizeof *no_curves; i++)
        if (among(no_curves[i].names, key)) {
            fault_set(fault, FAULT_UNKNOWN_FUNCTION, _("%s is no function of one number: %s"), id,
                      language_text(no_curves[i].why));
            return true;
        }
    return false;
}

// Explains a name as a formula: one of the table above, or a function NAME of the expression
// language as NAME(x). Those with more than one argument are in the table.
static bool explain_formula(const char *id, const struct key *key, struct fault *fault)
{
    char call[KEY_SIZE + 4];
    // As a key, Phi (the normal distribution) would be the same as phi (its density).
    const char *formula = strcmp(id, "Phi") == 0 ? "Phi(x)" : NULL, *name;
    for (size_t i = 0; formula == NULL && i < sizeof formulas / sizeof *formulas; i++)
        if (among(formulas[i].names, key))
            formula = formulas[i].formula;
    for (int i = 0; formula == NULL && (name = op_function_name(i)) != NULL; i++)
        if (among(name, key)) {
            text_copy(call, sizeof call, key->text);
            formula = strcat(call, "(x)");
        }
    if (formula == NULL)
        return false;
    fault_set(fault, FAULT_UNKNOWN_FUNCTION,
              _("%s is not in the catalogue; as a formula it is '%s'"), id, formula);
    return true;
}

// Explains a function that is another one in its framework: np.sinc.
static bool explain_elsewhere(const char *id, struct fault *fault)
{
    struct path path;
    path_of(&path, id);
    const char *instead = activation_elsewhere(path.module, path.name);
    if (instead == NULL)
        return false;
    fault_set(fault, FAULT_UNKNOWN_FUNCTION, _("write %s: %s is another function there"),
              language_text(instead), id);
    return true;
}

bool activation_is_negated(const char *id)
{
    return *id == '-' && activation_find(id + 1) >= 0;
}

static bool explain_negated(const char *id, struct fault *fault)
{
    char formula[PATH_SIZE];
    if (!activation_is_negated(id))
        return false;
    const char *name = id + 1 + strspn(id + 1, " ");
    snprintf(formula, sizeof formula, "-%.*s(x)", (int)typed_length(name), name);
    fault_set(fault, FAULT_UNKNOWN_FUNCTION,
              _("%s is not in the catalogue; as a formula it is '%s'"), id, formula);
    return true;
}

bool activation_explained(const char *id, struct fault *fault)
{
    struct key key;
    if (activation_find(id) >= 0)
        return false;
    if (explain_negated(id, fault) || explain_elsewhere(id, fault))
        return true;
    return key_of_typed(&key, id) &&
           (explain_vector(id, &key, fault) || explain_other(id, &key, fault) ||
            explain_formula(id, &key, fault));
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

int activation_parameter_find(const struct activation *activation, const char *name)
{
    struct key typed;
    bool plain = key_of(&typed, name, strlen(name));
    for (int i = 0; i < activation->parameter_count; i++) {
        const struct activation_parameter *parameter = &activation->parameters[i];
        if ((plain && among(parameter->name, &typed)) || strcmp(name, parameter->symbol) == 0)
            return i;
    }
    return -1;
}

int activation_typed_parameter(const struct activation *activation, const char *name)
{
    char plain[64];
    size_t n = strlen(name);
    if (n == 0 || n >= sizeof plain)
        return -1;
    memcpy(plain, name, n + 1);
    if (plain[n - 1] == '_')
        plain[n - 1] = '\0';
    return activation_parameter_find(activation, plain);
}
