// What people call functions: the names of PyTorch, Keras, TensorFlow, JAX, Flax, ONNX, Hugging
// Face transformers, timm and MLX, each of which is a function here or is explained.

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "activation/activation.h"
#include "activation/own.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

// The names of one framework that are functions of the catalogue: "NAME=ID", or NAME alone where
// the id is the same but for the way it is written.
static const char *const framework_names[] = {
    // torch.nn
    "ELU Hardshrink=hard_shrink Hardsigmoid=hard_sigmoid Hardtanh=hard_tanh Hardswish=hard_swish "
    "LeakyReLU=leaky_relu LogSigmoid=log_sigmoid PReLU ReLU ReLU6 RReLU SELU CELU GELU Sigmoid "
    "SiLU Mish Softplus Softshrink=soft_shrink Softsign Tanh Tanhshrink=tanh_shrink Threshold "
    "Identity torch.nn.Identity=identity torch.nn.SiLU()=silu nn.Hardswish=hard_swish",
    // torch.nn.functional, torch
    "threshold threshold_ relu relu_ hardtanh=hard_tanh hardtanh_=hard_tanh hardswish=hard_swish "
    "relu6 elu elu_ selu celu leaky_relu leaky_relu_ prelu rrelu rrelu_ gelu "
    "logsigmoid=log_sigmoid hardshrink=hard_shrink tanhshrink=tanh_shrink softsign softplus "
    "softshrink=soft_shrink tanh sigmoid hardsigmoid=hard_sigmoid silu mish F.gelu=gelu "
    "torch.heaviside=step torch.special.expit=sigmoid torch.sign=sign torch.sgn=sign "
    "torch.abs=abs torch.absolute=abs torch.atan=arctan torch.arctan=arctan torch.sin=sinusoid "
    "torch.exp=exponential",
    // keras.activations, keras.layers, tf.nn, tfa.activations
    "celu elu exponential gelu hard_shrink hard_sigmoid hard_silu=hard_swish hard_swish hard_tanh "
    "leaky_relu linear=identity log_sigmoid mish relu relu6 selu sigmoid silu soft_shrink "
    "softplus softsign sparse_plus=smelu sparse_sigmoid squareplus swish=silu tanh tanh_shrink "
    "threshold ThresholdedReLU=threshold thresholdedrelu=threshold LeakyReLU=leaky_relu "
    "tf.nn.relu6=relu6 tf.nn.swish=silu tf.keras.activations.hard_silu=hard_swish lisht "
    "rrelu snake hardshrink=hard_shrink softshrink=soft_shrink tanhshrink=tanh_shrink",
    // jax.nn, flax.linen
    "relu relu6 sigmoid softplus sparse_plus=smelu sparse_sigmoid soft_sign=softsign silu "
    "swish=silu log_sigmoid leaky_relu hard_sigmoid hard_silu=hard_swish hard_swish hard_tanh "
    "tanh elu celu selu gelu squareplus mish identity jax.nn.hard_silu=hard_swish nn.PReLU=prelu",
    // ONNX
    "Abs Atan=arctan Celu Elu Exp=exponential Gelu HardSigmoid=hard_sigmoid HardSwish=hard_swish "
    "Identity LeakyRelu=leaky_relu Mish PRelu=prelu Relu Selu Shrink Sigmoid Sign Sin=sinusoid "
    "Softplus Softsign Swish=silu Tanh ThresholdedRelu=threshold ScaledTanh=scaled_tanh "
    "onnx.HardSigmoid=hard_sigmoid_onnx onnx.hard_sigmoid()=hard_sigmoid_onnx onnx.Shrink=shrink "
    "onnx.Gelu=gelu",
    // ACT2FN of Hugging Face transformers, and its classes
    "gelu gelu_fast=gelu_tanh gelu_new=gelu_tanh gelu_python=gelu gelu_pytorch_tanh=gelu_tanh "
    "gelu_python_tanh=gelu_tanh gelu_accurate=gelu_tanh leaky_relu linear=identity mish "
    "quick_gelu relu relu2=squared_relu relu6 sigmoid silu swish=silu tanh prelu xielu "
    "NewGELUActivation=gelu_tanh GELUActivation=gelu FastGELUActivation=gelu_tanh "
    "QuickGELUActivation=quick_gelu AccurateGELUActivation=gelu_tanh SiLUActivation=silu "
    "MishActivation=mish LinearActivation=identity ReLUSquaredActivation=squared_relu "
    "XIELUActivation=xielu GELUTanh=gelu_tanh PytorchGELUTanh=gelu_tanh BloomGelu=gelu_tanh",
    // timm, MLX
    "silu swish=silu mish relu relu6 leaky_relu elu prelu celu selu gelu gelu_tanh quick_gelu "
    "sigmoid tanh hard_sigmoid hard_swish hardsigmoid=hard_sigmoid hardswish=hard_swish identity "
    "gelu_approx=gelu_tanh gelu_fast_approx=quick_gelu log_sigmoid relu_squared=squared_relu",
    // MATLAB, PaddlePaddle
    "logsig=sigmoid tansig=tanh hardlim=step purelin=identity poslin=relu satlins=hard_tanh "
    "radbas=gaussian stanh=scaled_tanh hardsigmoid=hard_sigmoid",
    // papers
    "GoLU xIELU Derf DyT Smish Logish GCU BerLU TeLU=tanh_exp TanhExp=tanh_exp Swish=silu "
    "SwishActivation=silu Serf LiSHT Phish StarReLU=star_relu SquaredReLU=squared_relu "
    "dynamic_tanh=dyt dynamic_erf=derf growing_cosine_unit=gcu gompertz_linear_unit=golu "
    "clipped_relu=keras_relu relu_n1_to_1=hard_tanh heaviside=step expit=sigmoid",
};

static void check_name(const char *word, size_t n)
{
    char name[64];
    assert_true(n < sizeof name);
    memcpy(name, word, n);
    name[n] = '\0';
    char *equals = strchr(name, '=');
    const char *id = equals != NULL ? equals + 1 : name;
    if (equals != NULL)
        *equals = '\0';
    int index = activation_find(name), wanted = activation_find(id);
    assert_true(wanted >= 0);
    if (equals != NULL)
        assert_string_equal(activation_at(wanted)->id, id);
    if (index != wanted)
        fail_msg("%s is %s, not %s", name, index < 0 ? "unknown" : activation_at(index)->id, id);
}

static void names_of_frameworks_are_functions(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(framework_names); i++)
        for (const char *word = framework_names[i]; *word != '\0';) {
            size_t n = strcspn(word, " ");
            check_name(word, n);
            word += n + strspn(word + n, " ");
        }
}

// An id in the ways people write it.
static void write_otherwise(char *out, const char *id, char separator, bool upper)
{
    for (; *id != '\0'; id++) {
        char c = *id;
        if (c == '_' && separator == '\0')
            continue;
        if (c == '_')
            c = separator;
        else if (upper && c >= 'a' && c <= 'z')
            c = (char)(c - 'a' + 'A');
        *out++ = c;
    }
    *out = '\0';
}

static void every_id_is_found_however_it_is_written(void **state)
{
    (void)state;
    static const char separators[] = {'_', '-', ' ', '\0'};
    char typed[64];
    for (int i = 0; i < activation_count(); i++)
        for (size_t k = 0; k < COUNT(separators); k++)
            for (int upper = 0; upper < 2; upper++) {
                write_otherwise(typed, activation_at(i)->id, separators[k], upper);
                assert_int_equal(activation_find(typed), i);
            }
}

// Names that are no function of the catalogue, and what is said about them.
static const struct {
    const char *name, *said;
} explained[] = {
    {"softmax", "of two classes with logits (x, 0) it is sigmoid(x)"},
    {"Softmax2d", "it is sigmoid(x)"},
    {"torch.nn.Softmax()", "it is sigmoid(x)"},
    {"softmin", "it is sigmoid(-x)"},
    {"LogSoftmax", "it is log_sigmoid(x)"},
    {"logsoftmax", "it is log_sigmoid(x)"},
    {"log_softmax", "it is log_sigmoid(x)"},
    {"sparsemax", "it is sparse_sigmoid(x)"},
    {"entmax15", "sqrt(2-x^2/4)"},
    {"HardMax", "it is step(x)"},
    {"FReLU", "a convolution"},
    {"DynamicReLU", "from all inputs"},
    {"logsumexp", "it is softplus(x)"},
    {"gumbel_softmax", "with random numbers"},
    {"AdaptiveLogSoftmaxWithLoss", "a layer"},
    {"MultiheadAttention", "a layer"},
    {"Maxout", "the maximum over several affine maps"},
    {"GLU", "a sigmoid(b)"},
    {"GEGLU", "a gelu(b)"},
    {"SwiGLU", "a silu(b)"},
    {"ReGLU", "a relu(b)"},
    {"crelu", "relu(x) and relu(-x)"},
    {"LayerNorm", "of many values"},
    {"dropout", "random"},
    {"erf", "'erf(x)'"},
    {"Erf", "'erf(x)'"},
    {"cos", "'cos(x)'"},
    {"tf.math.erfc", "'erfc(x)'"},
    {"sinh", "'sinh(x)'"},
    {"log1p", "'log1p(x)'"},
    {"sqrt", "'sqrt(x)'"},
    {"sech", "'1/cosh(x)'"},
    {"logit", "'log(x/(1-x))'"},
    {"relu1", "'clip(x, 0, 1)'"},
    {"hard_mish", "'x/2*clip(x+2, 0, 2)'"},
    {"HardMish", "'x/2*clip(x+2, 0, 2)'"},
    {"gelu_10", "'clip(gelu(x), -10, 10)'"},
    {"ClippedGELUActivation", "'clip(gelu(x), -10, 10)'"},
    {"laplace", "erf"},
    {"Clip", "'clip(x, -1, 1)'"},
    {"min", "'min(x, 1)'"},
    {"ParametricSoftplus", "log(1+exp(b*x))"},
    {"satlin", "'clip(x, 0, 1)'"},
    {"hardlims", "'2*step(x)-1'"},
    {"tribas", "'max(1-abs(x), 0)'"},
    {"ShiftedSoftplus", "'softplus(x)-log(2)'"},
    {"VLReLU", "'leaky_relu(x, 1/3)'"},
    {"phi", "'exp(-x^2/2)/sqrt(2*pi)'"},
    {"Phi", "'Phi(x)'"},
    // Other functions in the module that is named, and names with a minus.
    {"keras.layers.LeakyReLU", "write leaky_relu(x, 0.3)"},
    {"tf.keras.layers.LeakyReLU()", "write leaky_relu(x, 0.3)"},
    {"tf.nn.leaky_relu", "write leaky_relu(x, 0.2)"},
    {"keras.activations.leaky_relu", "write leaky_relu(x, 0.2)"},
    {"mx.nd.LeakyReLU", "write leaky_relu(x, 0.25)"},
    {"keras.layers.PReLU", "write prelu(x, 0)"},
    {"flax.linen.PReLU", "write prelu(x, 0.01)"},
    {"jax.nn.gelu", "write gelu_tanh(x)"},
    {"nn.gelu", "gelu_tanh(x) for JAX and Flax"},
    {"np.sinc", "write sin(pi*x)/(pi*x)"},
    {"keras.activations.hard_sigmoid", "hard_sigmoid_keras2(x) before"},
    {"tf.keras.activations.hard_sigmoid", "hard_sigmoid_keras2(x) before"},
    {"tf.keras.backend.hard_sigmoid", "hard_sigmoid_keras2(x) before"},
    {"keras.activations.HardSigmoid", "hard_sigmoid_keras2(x) before"},
    {"mx.nd.hard_sigmoid", "write hard_sigmoid_keras2(x)"},
    {"-relu", "'-relu(x)'"},
    {"- relu", "'-relu(x)'"},
    {"-torch.nn.ReLU()", "'-torch.nn.ReLU(x)'"},
    {"-leaky_relu", "'-leaky_relu(x)'"},
};

static void other_names_are_explained(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(explained); i++) {
        struct fault fault = {0};
        assert_int_equal(activation_find(explained[i].name), -1);
        if (!activation_explained(explained[i].name, &fault))
            fail_msg("%s is not explained", explained[i].name);
        assert_int_equal(fault.id, FAULT_UNKNOWN_FUNCTION);
        if (strstr(fault.text, explained[i].name) == NULL ||
            strstr(fault.text, explained[i].said) == NULL ||
            strstr(fault.text, "did you mean") != NULL)
            fail_msg("%s", fault.text);
    }
}

static void what_nobody_knows_is_not_explained(void **state)
{
    (void)state;
    static const char *const words[] = {"",
                                        "x",
                                        "e",
                                        "pi",
                                        "and",
                                        "qwerty",
                                        "relu",
                                        "1",
                                        "σ",
                                        "a b",
                                        "x.abs().sqrt()",
                                        "2*x.cos()",
                                        "relu-",
                                        "--relu",
                                        "-x",
                                        "-",
                                        "torch.nn.GELU",
                                        "nn.PReLU",
                                        ".relu",
                                        "-erf-"};
    for (size_t i = 0; i < COUNT(words); i++)
        assert_false(activation_explained(words[i], NULL));
}

// A formula that ends in a method is not the function of that name.
static void a_method_of_a_formula_is_no_name(void **state)
{
    (void)state;
    static const char *const formulas[] = {"x*x.tanh()", "x-1.relu", "x(0).sigmoid()",
                                           "x/2.gelu()"};
    for (size_t i = 0; i < COUNT(formulas); i++)
        if (activation_find(formulas[i]) >= 0)
            fail_msg("%s", formulas[i]);
    assert_true(activation_find("x.tanh()") == activation_find("tanh"));
}

// The first output of each map of two inputs, computed from its definition.

static double softmax_of(double a, double b)
{
    double top = fmax(a, b);
    return exp(a - top) / (exp(a - top) + exp(b - top));
}

// The projection onto the simplex (Martins, Astudillo 2016): the threshold is that of the largest
// support whose smallest member stays above it.
static double sparsemax_of(double a, double b)
{
    double high = fmax(a, b), low = fmin(a, b);
    bool both = 1 + 2 * low > high + low;
    double threshold = both ? (high + low - 1) / 2 : high - 1;
    return fmax(a - threshold, 0);
}

// The threshold of (a/2 - t)² + (b/2 - t)² = 1, both only where positive, by bisection (Peters,
// Niculae, Martins 2019, Sparse sequence-to-sequence models).
static double entmax15_of(double a, double b)
{
    double low = fmax(a, b) / 2 - 1, high = fmax(a, b) / 2;
    for (int i = 0; i < 200; i++) {
        double t = (low + high) / 2, p = fmax(a / 2 - t, 0), q = fmax(b / 2 - t, 0);
        if (p * p + q * q > 1)
            low = t;
        else
            high = t;
    }
    double p = fmax(a / 2 - low, 0);
    return p * p;
}

static double two_class(const char *name, double x)
{
    if (strcmp(name, "softmin") == 0)
        return softmax_of(-x, -0.);
    if (strcmp(name, "log_softmax") == 0)
        return log(softmax_of(x, 0));
    if (strcmp(name, "log_softmin") == 0)
        return log(softmax_of(-x, 0));
    if (strcmp(name, "sparsemax") == 0)
        return sparsemax_of(x, 0);
    if (strcmp(name, "entmax15") == 0)
        return entmax15_of(x, 0);
    if (strcmp(name, "hardmax") == 0)
        return x >= 0;
    if (strcmp(name, "logsumexp") == 0)
        return log(exp(x) + exp(0));
    if (strcmp(name, "logmeanexp") == 0)
        return log((exp(x) + exp(0)) / 2);
    return softmax_of(x, 0);
}

static void what_is_said_of_two_classes_holds(void **state)
{
    (void)state;
    static const char *const names[] = {"softmax",     "softmax2d", "softmin", "log_softmax",
                                        "log_softmin", "sparsemax", "hardmax", "logsumexp",
                                        "logmeanexp",  "entmax15"};
    static const char before[] = "with logits (x, 0) it is ";
    for (size_t i = 0; i < COUNT(names); i++) {
        struct fault fault = {0}, wrong = {0};
        struct own own = {0};
        assert_true(activation_explained(names[i], &fault));
        const char *formula = strstr(fault.text, before);
        assert_non_null(formula);
        if (!own_formula(&own, formula + strlen(before), &wrong))
            fail_msg("%s: %s", fault.text, wrong.text);
        for (double x = -6; x <= 6; x += 0.125) {
            double y = activation_value(&own.activation, NULL, ORDER_F, x);
            double exact = two_class(names[i], x);
            if (!(fabs(y - exact) <= 1e-13 * fmax(1, fabs(exact))))
                fail_msg("%s at %g: %.17g, not %.17g", fault.text, x, y, exact);
        }
        own_clear(&own);
    }
}

// What is offered as a formula can be typed, and is what the name says.
static void formulas_that_are_offered_are_those_functions(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        double x, y;
    } rows[] = {
        {"erf", 0.5, 0.52049987781304654},
        {"cos", 1, 0.54030230586813972},
        {"sec", 1, 1.8508157176809256},
        {"csc", 1, 1.1883951057781212},
        {"cot", 1, 0.64209261593433071},
        {"sech", 1, 0.64805427366388540},
        {"csch", 1, 0.85091812823932155},
        {"coth", 1, 1.3130352854993313},
        {"arcsin", 0.5, 0.52359877559829887},
        {"arccos", 0.5, 1.0471975511965979},
        {"arcsinh", 1, 0.88137358701954303},
        {"arccosh", 2, 1.3169578969248167},
        {"arctanh", 0.5, 0.54930614433405485},
        {"ln", 2, 0.69314718055994531},
        {"log10", 1000, 3},
        {"exp2", 3, 8},
        {"log_cosh", 1, 0.43378083048302556},
        {"ndtr", 1, 0.84134474606854293},
        {"logit", 0.75, 1.0986122886681098},
        {"relu1", 3, 1},
        {"relu3", 2, 8},
        {"elu_plus_one", -1, 0.36787944117144233},
        {"bipolar_sigmoid", 1, 0.46211715726000976},
        {"cloglog", 0, 0.63212055882855768},
        {"gompertz", 0, 0.36787944117144233},
        {"sqnl", 1, 0.75},
        {"sqnl", -1, -0.75},
        {"sqnl", 3, 1},
        {"hard_mish", 1, 1},
        {"hard_mish", -1, -0.5},
        {"gelu_10", 12, 10},
        {"laplace", 0.707107, 0.5},
        {"rsqrt", 4, 0.5},
        {"square", -3, 9},
        {"cube", -3, -27},
        {"reciprocal", 4, 0.25},
        {"neg", 4, -4},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct fault fault = {0}, wrong = {0};
        struct own own = {0};
        char formula[128];
        assert_true(activation_explained(rows[i].name, &fault));
        const char *quote = strchr(fault.text, '\'');
        assert_non_null(quote);
        snprintf(formula, sizeof formula, "%s", quote + 1);
        formula[strcspn(formula, "'")] = '\0';
        if (!own_formula(&own, formula, &wrong))
            fail_msg("%s: %s", fault.text, wrong.text);
        double y = activation_value(&own.activation, NULL, ORDER_F, rows[i].x);
        if (!(fabs(y - rows[i].y) <= 1e-14 * fmax(1, fabs(rows[i].y))))
            fail_msg("%s at %g: %.17g, not %.17g", formula, rows[i].x, y, rows[i].y);
        own_clear(&own);
    }
}

// What is offered instead of a framework's function is that function. The values are those of the
// frameworks' documents: slopes at -2, and closed forms by mpmath.
static void what_is_written_instead_has_the_value_of_the_framework(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        double x, y;
    } rows[] = {
        {"keras.layers.LeakyReLU", -2, -0.6},
        {"tensorflow.keras.layers.LeakyReLU", -2, -0.6},
        {"layers.LeakyReLU", -2, -0.6},
        {"tf.nn.leaky_relu", -2, -0.4},
        {"mx.nd.LeakyReLU", -2, -0.5},
        {"tf.keras.layers.PReLU", -2, 0},
        {"linen.PReLU", -2, -0.02},
        {"jax.nn.gelu", -2, -0.045402305912224981},
        {"flax.linen.gelu", -2, -0.045402305912224981},
        {"nnx.gelu", -2, -0.045402305912224981},
        {"jnp.sinc", 0.5, 0.63661977236758134},
        {"torch.sinc", 0.5, 0.63661977236758134},
        {"mx.nd.hard_sigmoid", -2, 0.1},
    };
    static const char before[] = "write ";
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct fault fault = {0}, wrong = {0};
        struct own own = {0};
        assert_true(activation_explained(rows[i].name, &fault));
        assert_int_equal(strncmp(fault.text, before, strlen(before)), 0);
        *strstr(fault.text, ": ") = '\0'; // behind it the reason
        if (!own_formula(&own, fault.text + strlen(before), &wrong))
            fail_msg("%s: %s", fault.text, wrong.text);
        double y = activation_value(&own.activation, NULL, ORDER_F, rows[i].x);
        if (!(fabs(y - rows[i].y) <= 1e-14))
            fail_msg("%s at %g: %.17g, not %.17g", fault.text, rows[i].x, y, rows[i].y);
        own_clear(&own);
    }
    int onnx = activation_find("onnx.HardSigmoid");
    assert_true(onnx >= 0);
    double defaults[ACTIVATION_PARAMETERS_MAX];
    activation_defaults(activation_at(onnx), defaults);
    assert_true(fabs(activation_value(activation_at(onnx), defaults, ORDER_F, -2) - 0.1) < 1e-14);
}

// '-' joins letters and digits only; a blank at an end says nothing.
static void hyphens_stand_inside_of_names(void **state)
{
    (void)state;
    static const char *const none[] = {"-relu",       "relu-",       "- relu",
                                       "-relu-",      "leaky--relu", "leaky - relu",
                                       "leaky-_relu", "-",           "torch.nn.-ReLU"};
    for (size_t i = 0; i < COUNT(none); i++)
        if (activation_find(none[i]) >= 0)
            fail_msg("“%s” is %s", none[i], activation_at(activation_find(none[i]))->id);
    assert_int_equal(activation_find("leaky-relu"), activation_find("leaky_relu"));
    assert_int_equal(activation_find("relu-6"), activation_find("relu6"));
    assert_int_equal(activation_find(" relu "), activation_find("relu"));
    assert_true(activation_is_negated("- relu") && activation_is_negated("-tanh"));
    assert_false(activation_is_negated("relu") || activation_is_negated("-x") ||
                 activation_is_negated("") || activation_is_negated("--relu"));
}

// No name of the table is taken for a mistyped one, and mistyped ones lead where they should.
static void mistyped_names_lead_to_what_was_meant(void **state)
{
    (void)state;
    static const struct {
        const char *typed, *nearest;
    } rows[] = {
        {"golou", "golu"},           {"smsih", "smish"},           {"logsih", "logish"},
        {"logistc", "sigmoid"},      {"leaky-rleu", "leaky_relu"}, {"Hard-Sigmod", "hard_sigmoid"},
        {"quickgleu", "quick_gelu"}, {"tanhshrnk", "tanh_shrink"}, {"zzzzzz", NULL},
        {"relu-", "relu"},           {"-tanhh", "tanh"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        const char *nearest = activation_nearest(rows[i].typed);
        if (rows[i].nearest == NULL)
            assert_null(nearest);
        else
            assert_string_equal(nearest != NULL ? nearest : "(none)", rows[i].nearest);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_of_frameworks_are_functions),
        cmocka_unit_test(every_id_is_found_however_it_is_written),
        cmocka_unit_test(other_names_are_explained),
        cmocka_unit_test(what_nobody_knows_is_not_explained),
        cmocka_unit_test(a_method_of_a_formula_is_no_name),
        cmocka_unit_test(what_is_said_of_two_classes_holds),
        cmocka_unit_test(formulas_that_are_offered_are_those_functions),
        cmocka_unit_test(what_is_written_instead_has_the_value_of_the_framework),
        cmocka_unit_test(hyphens_stand_inside_of_names),
        cmocka_unit_test(mistyped_names_lead_to_what_was_meant),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
