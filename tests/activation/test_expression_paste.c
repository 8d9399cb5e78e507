// What people paste and type as a formula: from pages, papers, LaTeX, NumPy, PyTorch, C and
// spreadsheets. Each is the function that it looks like, computed here in plain C, or is refused
// with a word about what to write, at the right character. Never another function.
#include "activation/expression/expression.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

// The functions that are meant.

static double same(double x)
{
    return x;
}

static double minus(double x)
{
    return -x;
}

static double twice(double x)
{
    return 2 * x;
}

static double half(double x)
{
    return x / 2;
}

static double less_one(double x)
{
    return x - 1;
}

static double plus_one(double x)
{
    return x + 1;
}

static double square(double x)
{
    return x * x;
}

static double minus_square(double x)
{
    return -x * x;
}

static double cube(double x)
{
    return x * x * x;
}

static double root_squared(double x)
{
    return x < 0 ? (double)NAN : x;
}

static double inverse(double x)
{
    return 1 / x;
}

static double pi_times(double x)
{
    return acos(-1) * x;
}

static double e_times(double x)
{
    return exp(1) * x;
}

static double rectified(double x)
{
    return x > 0 ? x : 0;
}

static double leaky(double x)
{
    return x > 0 ? x : 0.1 * x;
}

static double leaky_fifth(double x)
{
    return x > 0 ? x : 0.2 * x;
}

static double clipped(double x)
{
    return x < -1 ? -1 : x > 1 ? 1 : x;
}

static double lower(double x)
{
    return x < 0 ? x : 0;
}

static double three_steps(double x)
{
    return x > 2 ? 1 : x > 0 ? 2 : 3;
}

static double between(double x)
{
    return x > 0 && x < 1;
}

static double outside(double x)
{
    return x < 0 || x > 1;
}

static double logistic(double x)
{
    return 1 / (1 + exp(-x));
}

static double swish(double x)
{
    return x / (1 + exp(-x));
}

static double decay(double x)
{
    return exp(-x);
}

static double bell(double x)
{
    return exp(-x * x);
}

static double normal(double x)
{
    return exp(-x * x / 2);
}

static double distribution(double x)
{
    return erfc(-x / sqrt(2)) / 2;
}

static double gelu(double x)
{
    return x * erfc(-x / sqrt(2)) / 2;
}

static double mish(double x)
{
    return x * tanh(log1p(exp(x)));
}

static double sine_squared(double x)
{
    return sin(x) * sin(x);
}

static double sine_plus_one(double x)
{
    return sin(x) + 1;
}

static double secant(double x)
{
    return 1 / cosh(x);
}

static double cotangent(double x)
{
    return 1 / tanh(x);
}

static double root(double x)
{
    return sqrt(x);
}

static double root_of_sum(double x)
{
    return sqrt(x * x + 1);
}

static double half_up(double x)
{
    return floor(x + 0.5);
}

static const struct {
    const char *text;
    double (*function)(double x);
} values[] = {
    // Constants and x in any case.
    {"Pi*x", pi_times},
    {"PI*x", pi_times},
    {"pI x", pi_times},
    {"π·x", pi_times},
    {"\\pi x", pi_times},
    {"np.pi * x", pi_times},
    {"Math.PI*x", pi_times},
    {"e*x", e_times},
    {"math.e*x", e_times},
    {"Math.E*x", e_times},
    {"2e/2*x", e_times},
    {"X^2", square},
    {"X*x", square},
    {"-x^2", minus_square},
    {"−x²", minus_square},
    {"𝑥²", square},
    {"x + 0*tau", same},
    // Functions in any case, and by other names.
    {"SQRT(x)", root},
    {"Sqrt(x)", root},
    {"MIN(x, 0)", lower},
    {"MAX(0,x)", rectified},
    {"ReLU(x)", rectified},
    {"RELU(X)", rectified},
    {"SiLU(x)", swish},
    {"GELU(x)", gelu},
    {"Mish(x)", mish},
    {"Tanh(x)", tanh},
    {"Sin(x)", sin},
    {"EXP(-x)", decay},
    {"=EXP(-x)", decay},
    {"IF(x>0,x,0)", rectified},
    {"ABS(x)", fabs},
    {"sgn(x)*x", fabs},
    {"LN(EXP(X))", same},
    {"sin(arcsin(x/20))*20", same},
    {"arctan(x)", atan},
    {"arsinh(x)", asinh},
    {"sech(x)", secant},
    {"coth(x)", cotangent},
    {"cot(atan(1/x))", same},
    {"Phi(x)", distribution},
    {"normcdf(x)", distribution},
    {"square(x)", square},
    {"exp2(log2(x*x))", square},
    {"floor(x + ½)", half_up},
    // Functions without brackets, where nothing else can be meant.
    {"sin x", sin},
    {"sin x + 1", sine_plus_one},
    {"tanh x", tanh},
    {"erf x", erf},
    {"σ x", logistic},
    {"2σ x - σ x", logistic},
    {"sin²(x)", sine_squared},
    {"sin^2(x)", sine_squared},
    {"sin² x", sine_squared},
    {"(tanh²(x))^0.5*sign(x)", tanh},
    // Letters that are parameters with the value 1.
    {"σ*x", same},
    {"a x^b", same},
    {"beta*x", same},
    {"gain*x + shift - 1", same},
    {"theta*x", same},
    {"τ*x", same},
    {"x - x0 + 1", same},
    {"xⁿ", same},
    {"lambda*x", same},
    {"x_shift*x", same},
    // Another name for the variable.
    {"t^2", square},
    {"u²", square},
    {"z*z", square},
    {"y", same},
    {"T", same},
    {"-s", minus},
    {"sin(θ)", sin},
    {"a*t^2", square},
    {"gain*t", same},
    {"exp(-n)", decay},
    {"lambda x: x**2", square},
    {"lambda t: t**2", square},
    {"lambda x, a=2: a*x", twice},
    {"lambda X: X**2", square},
    {"x -> x^2", square},
    {"t ↦ t²", square},
    {"t \\mapsto t^2", square},
    {"return x**2", square},
    // Superscripts.
    {"1/(1 + e⁻ˣ)", logistic},
    {"1/(1 + e^-x)", logistic},
    {"1/(1+e^{-x})", logistic},
    {"x⁻¹", inverse},
    {"x²⁺¹", cube},
    {"e⁻⁽ˣ⁺⁰⁾", decay},
    {"2ˣ/2ˣ*x", same},
    {"e^(−x²)", bell},
    {"e^(-x^2/2)", normal},
    {"e**(-x**2)", bell},
    // Signs of pages and papers.
    {"x–1", less_one},
    {"x—1", less_one},
    {"x−1", less_one},
    {"x ‐ 1", less_one},
    {"－x", minus},
    {"2×x", twice},
    {"2·x", twice},
    {"2⋅x", twice},
    {"2∗x", twice},
    {"2•x", twice},
    {"2 x", twice},
    {"x÷2", half},
    {"x∕2", half},
    {"½x", half},
    {"½ x", half},
    {"¼x + ¼x", half},
    {"√x", root},
    {"√(x²+1)", root_of_sum},
    {"x Φ(x)", gelu},
    {"x·Φ(x)", gelu},
    {"Φ(x) x", gelu},
    {"|x|", fabs},
    {"∣x∣", fabs},
    {"⌊x⌋", floor},
    {"⌈x⌉", ceil},
    {"（x＋1）", plus_one},
    {"２ｘ", twice},
    {"ｍａｘ（０，ｘ）", rectified},
    {"x\u00A0+\u20091", plus_one},
    {"x\u200B + 1\uFEFF", plus_one},
    {"\uFEFFx\u2009*\u202F2", twice},
    {"x\n+\t1\r", plus_one},
    {"sin\u2061(x)", sin},
    {"2\u2062x", twice},
    {"𝜎(𝑥)", logistic},
    {"𝐭𝐚𝐧𝐡(𝐱)", tanh},
    {"𝟐𝒙", twice},
    {"x ≥ 0 ? x : 0", rectified},
    {"(x ≦ 0)*x", lower},
    // LaTeX.
    {"\\frac{1}{2}x", half},
    {"\\frac{x}{2}", half},
    {"\\dfrac{1}{1+e^{-x}}", logistic},
    {"\\frac{1}{1 + \\exp\\left(-x\\right)}", logistic},
    {"\\exp\\left(-\\frac{x^2}{2}\\right)", normal},
    {"x \\cdot \\tanh\\left(\\ln(1 + e^x)\\right)", mish},
    {"\\sqrt{x^2 + 1}", root_of_sum},
    {"\\sqrt[3]{x}", cbrt},
    {"\\sqrt x", root},
    {"\\tanh x", tanh},
    {"\\sin^2 x", sine_squared},
    {"\\sin^{2}(x)", sine_squared},
    {"\\max\\{0, x\\}", rectified},
    {"\\max(0, x)", rectified},
    {"\\sigma(x)", logistic},
    {"\\alpha x^{\\beta}", same},
    {"\\operatorname{ReLU}(x)", rectified},
    {"\\mathrm{ReLU}(x)", rectified},
    {"\\text{GELU}(x)", gelu},
    {"\\mathrm{e}^{-x}", decay},
    {"2^{\\log_2(x*x)}", square},
    {"10^{\\log_{10}(x^{2})}", square},
    {"log_2(2^x)", same},
    {"log₂(2^x)", same},
    {"\\left|x\\right|", fabs},
    {"\\lvert x \\rvert", fabs},
    {"\\lfloor x \\rfloor", floor},
    {"x\\,\\Phi(x)", gelu},
    {"$x^2$", square},
    {"\\(x^{2}\\)", square},
    {"x_{0}x", same},
    // Python, NumPy, PyTorch, TensorFlow, JAX.
    {"np.exp(-x)", decay},
    {"numpy.exp(-x)", decay},
    {"1 / (1 + np.exp(-x))", logistic},
    {"1.0/(1.0 + math.exp(-x))", logistic},
    {"torch.sigmoid(x)", logistic},
    {"torch.nn.functional.silu(x)", swish},
    {"F.relu(x)", rectified},
    {"math.sqrt(x)", root},
    {"x**2", square},
    {"np.where(x > 0, x, 0.1*x)", leaky},
    {"x if x > 0 else 0.1*x", leaky},
    {"x if (x > 0) else 0.1*x", leaky},
    {"1 if x > 2 else 2 if x > 0 else 3", three_steps},
    {"numpy.maximum(0, x)", rectified},
    {"np.minimum(x, 0)", lower},
    {"tf.nn.relu(x)", rectified},
    {"tf.nn.leaky_relu(x, 0.2)", leaky_fifth},
    {"jax.nn.silu(x)", swish},
    {"torch.clamp(x, min=0)", rectified},
    {"torch.clamp(x, -1, 1)", clipped},
    {"torch.clamp(x, max=1, min=-1)", clipped},
    {"np.clip(x, -1, 1)", clipped},
    {"np.clip(x, 0, None)", rectified},
    {"np.clip(x, a_min=0, a_max=None)", rectified},
    {"-np.clip(-x, None, 0)", rectified},
    // Two bars behind an operand are “or”.
    {"(x<0)||(x>1)", outside},
    {"x < 0 || x>1||(x==3)", outside},
    {"|x||x|", square},
    {"||x|*x|", square},
    {"x^+2", square},
    {"e^- x", decay},
    {"k²(x)", same},
    {"np.square(x)", square},
    {"scipy.special.expit(x)", logistic},
    {"torch.special.ndtr(x)", distribution},
    {"x * (x > 0)", rectified},
    // C.
    {"fmax(0, x)", rectified},
    {"fmaxf(0.f, x)", rectified},
    {"expf(-x)", decay},
    {"tanhf(x)", tanh},
    {"fabsf(x)", fabs},
    {"1.f/(1.f + expf(-x))", logistic},
    {"0.5f*x", half},
    {"5e-1f*x", half},
    {"std::exp(-x)", decay},
    {"x > 0 ? x : 0", rectified},
    {"(x>0) ? x : 0.1f*x", leaky},
    {"x > 2 ? 1 : x > 0 ? 2 : 3", three_steps},
    {"x > 0 && x < 1", between},
    {"x < 0 || x > 1", outside},
    {"x < 0 ∨ x > 1", outside},
    {"x > 0 ∧ x < 1", between},
    // Cut out of a text.
    {"x^2;", square},
    {"x^2.", square},
    {"x^2,", square},
    {"2*x.", twice},
    {"\"x^2\"", square},
    {"“x^2”", square},
    {"'x^2'", square},
    {"`x^2`", square},
    {"'x'", same},
    {"max(0,5)+x-5", same},
    // MATLAB, spreadsheets and constants of programs.
    {"x.^2", square},
    {"x.*x", square},
    {"1./x", inverse},
    {"x./2", half},
    {"1./(1+exp(-x))", logistic},
    {"PI()*x", pi_times},
    {"=PI()*x", pi_times},
    {"M_PI*x", pi_times},
    {"M_E*x", e_times},
    {"math.tau*x/2", pi_times},
    {"Math.PI*x", pi_times},
    {"M_SQRT2*M_SQRT1_2*x", same},
    {"True*x", same},
    {"x + False*x", same},
    {"√(x²)", fabs},
    {"√(x)^2 + 0*log(x)", root_squared},
    {"e^2*x/e^2", same},
    {"2^3 x/8", same},
    {"x^2x", cube},
    {"σ(x)(1+e^(-x))x", same},
    {"exp(1) x/e", same},
};

static const double xs[] = {0.7, 3, -2, 0.25, -0.375, 17};

// Within some ulp of the larger of what is added up.
static bool is_near(double y, double wanted)
{
    return y == wanted || (isnan(y) && isnan(wanted)) ||
           fabs(y - wanted) <= 1e-14 * (1 + fabs(wanted));
}

static void check_values(const char *text, const struct expression *expression,
                         double function(double x))
{
    double parameters[ACTIVATION_PARAMETERS_MAX];
    expression_defaults(expression, parameters);
    for (size_t i = 0; i < COUNT(xs); i++) {
        double y = expression_value(expression, parameters, ORDER_F, xs[i]);
        if (!is_near(y, function(xs[i])))
            fail_msg("%s at %g: %.17g instead of %.17g", text, xs[i], y, function(xs[i]));
    }
}

// What is printed reads back as the same formula, with its parameters listed.
static void check_round_trip(const char *text, const struct expression *expression)
{
    struct text definition = {0};
    int n;
    const struct activation_parameter *parameters = expression_parameters(expression, &n);
    text_add(&definition, "back");
    for (int i = 0; i < n; i++)
        text_format(&definition, "%s%s=1", i > 0 ? ", " : "(", parameters[i].name);
    text_add(&definition, n > 0 ? ") = " : " = ");
    assert_true(expression_print(expression, ORDER_F, &definition));
    struct expression *back = expression_parse_definition(text_string(&definition), NULL);
    if (back == NULL || !expression_equal(back, expression))
        fail_msg("%s: not read back from %s", text, text_string(&definition));
    expression_destroy(back);
    text_free(&definition);
}

static void test_values(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(values); i++) {
        struct fault fault = {0};
        struct expression *expression = expression_parse(values[i].text, &fault);
        if (expression == NULL)
            fail_msg("%s: column %d: %s", values[i].text, fault.column, fault.text);
        check_values(values[i].text, expression, values[i].function);
        check_round_trip(values[i].text, expression);
        expression_destroy(expression);
    }
}

// Questions.

static const struct {
    const char *text;
    enum fault_id id;
    int column;
    const char *says;
} faults[] = {
    // Names that are probably mistakes.
    {"E*x", FAULT_EXPRESSION, 1, "did you mean e?"},
    {"A1*2", FAULT_EXPRESSION, 1, "the variable is x"},
    {"=1/(1+EXP(-A1))", FAULT_EXPRESSION, 12, "the variable is x"},
    {"math.nothing*x", FAULT_EXPRESSION, 1, "its value"},
    {"x*np.newaxis", FAULT_EXPRESSION, 3, "its value"},
    // Two readings.
    {"e^2x", FAULT_EXPRESSION, 4, "e^(2*x)"},
    {"e^-2x", FAULT_EXPRESSION, 5, "two ways"},
    {"x + 10^2x", FAULT_EXPRESSION, 9, "two ways"},
    {"2^-3a*x", FAULT_EXPRESSION, 5, "two ways"},
    {"√x²", FAULT_EXPRESSION, 3, "√(x²)"},
    {"\\sqrt x^2", FAULT_EXPRESSION, 8, "two ways"},
    {"1 + ∛x^2", FAULT_EXPRESSION, 7, "two ways"},
    // Numbers of other languages.
    {"0b11*x", FAULT_NUMBER, 1, "1e3"},
    {"0o7*x", FAULT_NUMBER, 1, "1e3"},
    {"x + 1d3", FAULT_NUMBER, 5, "1e3"},
    {"1.0D+00*x", FAULT_NUMBER, 1, "1e3"},
    {"1.5d-3*x", FAULT_NUMBER, 1, "1e3"},
    // Desmos, MATLAB, R.
    {"\\left\\{x<0:0.1x,x\\right\\}", FAULT_EXPRESSION, 11, "if(x < 0, a, b)"},
    {"{x<0: 0.1x, x}", FAULT_EXPRESSION, 5, "if(x < 0, a, b)"},
    {"@(x) x^2", FAULT_EXPRESSION, 1, "f(x) = "},
    {"function(x) x^2", FAULT_EXPRESSION, 1, "program"},
    {"phi(x)", FAULT_UNKNOWN_FUNCTION, 1, "exp(-x^2/2)/sqrt(2*pi)"},
    {"2E*x", FAULT_EXPRESSION, 2, "did you mean e?"},
    {"x + E^x", FAULT_EXPRESSION, 5, "did you mean e?"},
    {"Euler*x", FAULT_EXPRESSION, 1, "did you mean e?"},
    {"x2", FAULT_EXPRESSION, 1, "x^2 or 2*x"},
    {"1 + x_3", FAULT_EXPRESSION, 5, "x^3 or 3*x"},
    {"π + x₂", FAULT_EXPRESSION, 5, "x^2 or 2*x"},
    {"e⁻ˣ²", FAULT_EXPRESSION, 3, "x^2 or 2*x"},
    {"eᵃˣ", FAULT_EXPRESSION, 2, "a*x"},
    {"𝜋𝑥", FAULT_EXPRESSION, 1, "π*x"},
    {"xx", FAULT_EXPRESSION, 1, "x*x"},
    {"ax + b", FAULT_EXPRESSION, 1, "a*x"},
    {"ex", FAULT_EXPRESSION, 1, "e*x"},
    {"pix", FAULT_EXPRESSION, 1, "pi*x"},
    {"x + xe", FAULT_EXPRESSION, 5, "x*e"},
    {"1 + sinx", FAULT_EXPRESSION, 5, "sin(x)"},
    {"expx", FAULT_EXPRESSION, 1, "exp(x)"},
    {"relux", FAULT_EXPRESSION, 1, "relu(x)"},
    {"x*sin2", FAULT_EXPRESSION, 3, "sin(x)"},
    {"x*sigmod", FAULT_EXPRESSION, 3, "sigmoid(x)"},
    {"x*softpluss", FAULT_EXPRESSION, 3, "softplus(x)"},
    {"xtanh(x)", FAULT_UNKNOWN_FUNCTION, 1, "x*tanh(…)"},
    {"xΦ(x)", FAULT_UNKNOWN_FUNCTION, 1, "x*Φ(…)"},
    // Functions without brackets.
    {"sin 2x", FAULT_EXPRESSION, 1, "sin(…)"},
    {"1 + sin x/2", FAULT_EXPRESSION, 5, "sin(…)"},
    {"sin x cos x", FAULT_EXPRESSION, 1, "sin(…)"},
    {"sin x^2", FAULT_EXPRESSION, 1, "sin(…)"},
    {"\\log_2 x * 2", FAULT_EXPRESSION, 1, "(…)"},
    {"exp -x", FAULT_EXPRESSION, 1, "exp(…)"},
    {"σ 2", FAULT_EXPRESSION, 1, "σ(…)"},
    {"2*swish", FAULT_EXPRESSION, 3, "swish(…)"},
    {"SQRT*x", FAULT_EXPRESSION, 1, "SQRT(…)"},
    {"sin⁻¹(x)", FAULT_EXPRESSION, 1, "two ways"},
    {"tan^-1(x)", FAULT_EXPRESSION, 1, "two ways"},
    // Numbers.
    {"1_000*x", FAULT_NUMBER, 1, "1000"},
    {"x + 1_0", FAULT_NUMBER, 5, "1000"},
    {"1e-x", FAULT_NUMBER, 1, "exponent"},
    {"1,5*x", FAULT_EXPRESSION, 2, "1.5"},
    {"(1,5)*x", FAULT_EXPRESSION, 3, "1.5"},
    {"exp(1,5*x)", FAULT_EXPRESSION, 6, "1.5"},
    {"min(x, 0,5)", FAULT_EXPRESSION, 9, "1.5"},
    {"selu(x, 1,5)", FAULT_EXPRESSION, 10, "1.5"},
    {"leaky_relu(x, 0,2)", FAULT_EXPRESSION, 16, "1.5"},
    {"2½x", FAULT_EXPRESSION, 2, "½"},
    {"10 000*x", FAULT_EXPRESSION, 4, "000"},
    // The variable.
    {"w*z", FAULT_EXPRESSION, 3, "the variable is x"},
    {"2*foo", FAULT_EXPRESSION, 3, "the variable is x"},
    {"t + u", FAULT_EXPRESSION, 5, "the variable is x"},
    {"lambda t: t*x", FAULT_EXPRESSION, 13, "the variable of this formula is t"},
    // Functions that are missing, or other ones elsewhere.
    {"softmax(x)", FAULT_UNKNOWN_FUNCTION, 1, "no function of one number"},
    {"SoftMax(x)", FAULT_UNKNOWN_FUNCTION, 1, "no function of one number"},
    {"2*softmax", FAULT_UNKNOWN_FUNCTION, 3, "no function of one number"},
    {"F.softmax(x)", FAULT_UNKNOWN_FUNCTION, 1, "no function of one number"},
    {"glu(x)", FAULT_UNKNOWN_FUNCTION, 1, "two inputs"},
    {"lg(x)", FAULT_UNKNOWN_FUNCTION, 1, "log10(x)"},
    {"1 + np.round(x)", FAULT_UNKNOWN_FUNCTION, 5, "floor(x + 0.5)"},
    {"mod(x, 2)", FAULT_UNKNOWN_FUNCTION, 1, "floor(x/b)"},
    {"φ(x)", FAULT_UNKNOWN_FUNCTION, 1, "exp(-x^2/2)"},
    {"f(x)", FAULT_UNKNOWN_FUNCTION, 1, "no function f"},
    {"f²(x)", FAULT_UNKNOWN_FUNCTION, 1, "no function f"},
    // Words of a sentence, and signs that are no operators.
    {"x^2 for x>0", FAULT_EXPRESSION, 5, "if(condition, a, b)"},
    {"x^2 when x > 0", FAULT_EXPRESSION, 5, "if(condition, a, b)"},
    {"x otherwise", FAULT_EXPRESSION, 3, "if(condition, a, b)"},
    {"minus x", FAULT_EXPRESSION, 1, "write -x"},
    {"one over x", FAULT_EXPRESSION, 1, "write 1"},
    {"x in R", FAULT_EXPRESSION, 3, "alone"},
    {"x mod y", FAULT_EXPRESSION, 3, "floor(x/b)"},
    {"half x", FAULT_EXPRESSION, 1, "1/2"},
    {"root x", FAULT_EXPRESSION, 1, "sqrt(x)"},
    {"x if x>0 else None", FAULT_EXPRESSION, 15, "nan"},
    {"x*null", FAULT_EXPRESSION, 3, "nan"},
    {"log_3 x", FAULT_EXPRESSION, 1, "log(x)/log(b)"},
    {"(x)_+ + 1", FAULT_EXPRESSION, 4, "max(x, 0)"},
    {"x_+ + 1", FAULT_EXPRESSION, 1, "max(x, 0)"},
    {"x^+ + 1", FAULT_EXPRESSION, 3, "max(x, 0)"},
    {"2*(x^-)", FAULT_EXPRESSION, 6, "max(x, 0)"},
    // Digits behind a constant; no variable at all; digits that are lost.
    {"pi2*x", FAULT_EXPRESSION, 1, "pi^2 or pi*2"},
    {"π2*x", FAULT_EXPRESSION, 1, "π^2 or π*2"},
    {"e2*x", FAULT_EXPRESSION, 1, "e^2 or e*2"},
    {"1/(1 + exp(-a))", FAULT_EXPRESSION, 13, "the variable is x"},
    {"max(0, h)", FAULT_EXPRESSION, 8, "the variable is x"},
    {"x + 1e-400", FAULT_NUMBER, 5, "range of doubles"},
    {"0x1p-2000*x", FAULT_NUMBER, 1, "range of doubles"},
    {"tf.nn.leaky_relu(x)", FAULT_EXPRESSION, 1, "leaky_relu(x, 0.2)"},
    {"jax.nn.gelu(x)", FAULT_EXPRESSION, 1, "gelu_tanh(x)"},
    {"np.sinc(x)", FAULT_EXPRESSION, 1, "sin(pi*x)/(pi*x)"},
    {"nn.ReLU()(x)", FAULT_EXPRESSION, 1, "ReLU(x)"},
    {"keras.layers.LeakyReLU()(x)", FAULT_EXPRESSION, 1, "0.3"},
    {"onnx.HardSigmoid(x)", FAULT_EXPRESSION, 1, "hard_sigmoid_onnx(x)"},
    {"nn.LeakyReLU(0.2)(x)", FAULT_EXPRESSION, 1, "LeakyReLU(x, …)"},
    {"1 + Hardtanh(-2, 2)(x)", FAULT_EXPRESSION, 5, "Hardtanh(x, …)"},
    {"F.leaky_relu(x, slope=0.1)", FAULT_UNKNOWN_PARAMETER, 17, "alpha"},
    {"torch.clamp(max=1)", FAULT_EXPRESSION, 1, "argument"},
    {"max(x, dim=0)", FAULT_EXPRESSION, 8, "no names"},
    // Signs.
    {"x.exp()", FAULT_EXPRESSION, 2, "exp(x)"},
    {"x!", FAULT_EXPRESSION, 2, "factorial"},
    {"!(x>0)", FAULT_EXPRESSION, 1, "not"},
    {"x%2", FAULT_EXPRESSION, 2, "remainder"},
    {"x//2", FAULT_EXPRESSION, 2, "floor(a/b)"},
    {"(x>0) & (x<1)", FAULT_EXPRESSION, 7, "and"},
    {"x <> 1", FAULT_EXPRESSION, 3, "!="},
    {"x => x^2", FAULT_EXPRESSION, 3, ">="},
    {"±x", FAULT_EXPRESSION, 1, "+ or -"},
    {"[x]", FAULT_EXPRESSION, 1, "floor(x)"},
    {"Exp[-x]", FAULT_EXPRESSION, 1, "Exp(…)"},
    {"∑ x", FAULT_EXPRESSION, 1, "sums"},
    {"2 + а*x", FAULT_EXPRESSION, 5, "U+0430"},
    {"x ∈ R", FAULT_EXPRESSION, 3, "U+2208"},
    {"（x＋?）", FAULT_EXPRESSION, 4, "?"},
    {"x²^3", FAULT_EXPRESSION, 3, "^"},
    {"x⁺", FAULT_EXPRESSION, 3, "found the end"},
    {"MAX(0;x)", FAULT_EXPRESSION, 6, "“,”"},
    {"x\x01", FAULT_EXPRESSION, 2, "found"},
    // LaTeX and programs.
    {"\\begin{cases} x & x > 0 \\\\ 0 \\end{cases}", FAULT_EXPRESSION, 1, "if(x < 0, a, b)"},
    {"1 + \\foo x", FAULT_EXPRESSION, 5, "\\foo"},
    {"\\frac12 x", FAULT_EXPRESSION, 6, "“{”"},
    {"\\sqrt[5]{x}", FAULT_EXPRESSION, 7, "x^(1/n)"},
    {"x if x > 0", FAULT_EXPRESSION, 11, "“else”"},
    {"x > 0 ? 1", FAULT_EXPRESSION, 10, "“:”"},
    {"1 else 2", FAULT_EXPRESSION, 3, "if(condition, a, b)"},
    {"def f(x): return x", FAULT_EXPRESSION, 1, "program"},
    {"float y = expf(-x);", FAULT_EXPRESSION, 1, "program"},
};

static void check_fault(const char *text, struct expression *expression, const struct fault *fault,
                        enum fault_id id, int column, const char *says)
{
    if (expression != NULL)
        fail_msg("%s was accepted", text);
    if (fault->id != id || fault->column != column || strstr(fault->text, says) == NULL)
        fail_msg("%s: fault %d at column %d: %s", text, (int)fault->id, fault->column, fault->text);
}

static void test_faults(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(faults); i++) {
        struct fault fault = {0};
        struct expression *expression = expression_parse(faults[i].text, &fault);
        check_fault(faults[i].text, expression, &fault, faults[i].id, faults[i].column,
                    faults[i].says);
        assert_null(expression_parse(faults[i].text, NULL));
    }
}

// Definitions.

static const struct {
    const char *text, *printed;
} definitions[] = {
    {"f(t) = t^2", "f = x^2"},
    {"f(u) = u + 1", "f = x + 1"},
    {"f(t) := t^2", "f = x^2"},
    {"f(u, a=2) = a*u^2", "f(a=2) = a*x^2"},
    {"f(X) = X^2", "f = x^2"},
    {"f(x) = X^2", "f = x^2"},
    {"f(a) = a^2", "f = x^2"},
    {"f(t, b) = b*t", "f(b=1) = b*x"},
    {"y = x^2", "y = x^2"},
    {"y = t^2", "y = x^2"},
    {"y = y^2", "y = x^2"},
    {"f(t=2) = t*x", "f(t=2) = t*x"},
    {"f(b) = b*x", "f(b=1) = b*x"},
    {"f = lambda x: x**2", "f = x^2"},
    {"f = t -> t^2", "f = x^2"},
    {"f(x2=3) = x2*x", "f(x2=3) = x2*x"},
    {"f(E=1) = E*x", "f(E=1) = E*x"},
    {"f(X=2) = X*x", "f(X=2) = X*x"},
    {"f(sinx=2) = sinx*x", "f(sinx=2) = sinx*x"},
    {"f(t=1) = t", "f(t=1) = t"},
    {"$f(x) = x^2$", "f = x^2"},
    {"f\u2061(x) = \\frac{1}{2}x;", "f = 0.5*x"},
    {"f = =EXP(x)", "f = exp(x)"},
    {"f = 'x'", "f = x"},
};

static void test_definitions(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(definitions); i++) {
        struct fault fault = {0};
        struct text text = {0};
        struct expression *expression = expression_parse_definition(definitions[i].text, &fault);
        if (expression == NULL)
            fail_msg("%s: column %d: %s", definitions[i].text, fault.column, fault.text);
        assert_true(expression_is_definition(definitions[i].text));
        assert_true(expression_print_definition(expression, &text));
        assert_string_equal(text_string(&text), definitions[i].printed);
        struct expression *back = expression_parse_definition(text_string(&text), NULL);
        assert_non_null(back);
        assert_true(expression_equal(expression, back));
        expression_destroy(back);
        expression_destroy(expression);
        text_free(&text);
    }
}

static void test_bad_definitions(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum fault_id id;
        int column;
        const char *says;
    } rows[] = {
        {"f(x) = t^2", FAULT_EXPRESSION, 8, "the variable is x"},
        {"f(t) = t*x + E", FAULT_EXPRESSION, 14, "did you mean e?"},
        {"f(t) = softmax(t)", FAULT_UNKNOWN_FUNCTION, 8, "no function of one number"},
        {"f(x) = 1,5*x", FAULT_EXPRESSION, 9, "1.5"},
        {"σ(x) = x; 2", FAULT_EXPRESSION, 11, "found “2”"},
        {"relu(x) = max(0, x)", FAULT_EXPRESSION, 1, "another name"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct fault fault = {0};
        struct expression *expression = expression_parse_definition(rows[i].text, &fault);
        check_fault(rows[i].text, expression, &fault, rows[i].id, rows[i].column, rows[i].says);
    }
}

static void test_is_definition(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool definition;
    } rows[] = {
        {"f = x", true},
        {"f(a=1) = x", true},
        {"f(x) := x", true},
        {"f == x", false},
        {"x >= 1", false},
        {"x", false},
        {"=EXP(x)", false},
        {"leaky_relu(x, alpha=0.2)", false},
        {"lambda x, a=2: a*x", false},
        {"x => x", false},
        {"x -> x", false},
        {"", false},
        {"clip(x, min=0)*2", false},
        {"2 = x", false},
        {"f(g(x)) = x", true},
        {"f(x", false},
        {"\xff = x", true},
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        if (expression_is_definition(rows[i].text) != rows[i].definition)
            fail_msg("%s", rows[i].text);
}

static void test_words(void **state)
{
    (void)state;
    static const char *const words[] = {"x", "X", "e", "E", "pi", "PI",   "Pi", "inf", "nan",
                                        "t", "u", "z", "T", "x2", "sinx", "ax", "xx"};
    static const char *const ids[] = {"sigmoi", "rleu", "b", "a", "foo", "softmaxx", "lrelu", ""};
    for (size_t i = 0; i < COUNT(words); i++)
        if (!expression_is_word(words[i]))
            fail_msg("%s is a formula", words[i]);
    for (size_t i = 0; i < COUNT(ids); i++)
        if (expression_is_word(ids[i]))
            fail_msg("%s is no formula", ids[i]);
}

// Own functions are found as they are written, or else in any case.
static void test_own_case(void **state)
{
    (void)state;
    struct expression *small = expression_parse_definition("mine = 2*x", NULL);
    struct expression *large = expression_parse_definition("Mine = 3*x", NULL);
    const struct expression *items[] = {small, large};
    static const struct {
        const char *text;
        int n;
        double value;
    } rows[] = {{"f = mine(x)", 2, 2}, {"f = Mine(x)", 2, 3}, {"f = MINE(x)", 1, 2}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct expression_scope scope = {.items = items, .n = rows[i].n};
        const double none[ACTIVATION_PARAMETERS_MAX] = {0};
        struct expression *f = expression_parse_definition_in(rows[i].text, &scope, NULL);
        assert_non_null(f);
        assert_true(expression_value(f, none, ORDER_F, 1) == rows[i].value);
        expression_destroy(f);
    }
    expression_destroy(small);
    expression_destroy(large);
}

// e^x is exp(x): its derivatives do not overflow, either.
static void test_powers_of_e(void **state)
{
    (void)state;
    static const char *const texts[] = {"1/(1 + e⁻ˣ)", "1/(1+e^{-x})", "1/(1 + math.e**(-x))"};
    for (size_t i = 0; i < COUNT(texts); i++) {
        struct expression *f = expression_parse(texts[i], NULL);
        const double none[ACTIVATION_PARAMETERS_MAX] = {0};
        assert_non_null(f);
        assert_true(expression_value(f, none, ORDER_DF, -800) == 0);
        assert_true(fabs(expression_value(f, none, ORDER_DF, -40) / exp(-40) - 1) < 1e-14);
        expression_destroy(f);
    }
}

// Functions that frameworks have under a name of the catalogue, in any spelling and module.
static void test_elsewhere(void **state)
{
    (void)state;
    static const struct {
        const char *text, *says; // NULL: the same function
    } rows[] = {
        {"keras.layers.LeakyReLU(x)", "leaky_relu(x, 0.3)"},
        {"tf.keras.layers.LeakyReLU(x)", "leaky_relu(x, 0.3)"},
        {"keras.activations.leaky_relu(x)", "leaky_relu(x, 0.2)"},
        {"tf.nn.leaky_relu(x)", "leaky_relu(x, 0.2)"},
        {"mx.nd.LeakyReLU(x)", "leaky_relu(x, 0.25)"},
        {"keras.layers.PReLU(x)", "prelu(x, 0)"},
        {"flax.linen.PReLU(x)", "prelu(x, 0.01)"},
        {"keras.activations.hard_sigmoid(x)", "hard_sigmoid_keras2(x)"},
        {"tf.keras.activations.hard_sigmoid(x)", "hard_sigmoid_keras2(x)"},
        {"tf.keras.backend.hard_sigmoid(x)", "hard_sigmoid_keras2(x)"},
        {"mx.nd.hard_sigmoid(x)", "hard_sigmoid_keras2(x)"},
        {"nn.gelu(x)", "gelu_tanh(x)"},
        {"flax.linen.gelu(x)", "gelu_tanh(x)"},
        {"np.sinc(x)", "sin(pi*x)/(pi*x)"},
        {"nn.GELU(x)", NULL},
        {"nn.LeakyReLU(x)", NULL},
        {"nn.PReLU(x)", NULL},
        {"F.gelu(x)", NULL},
        {"tf.nn.gelu(x)", NULL},
        {"jax.nn.hard_sigmoid(x)", NULL},
        {"keras.layers.LeakyReLU(x, 0.1)", NULL},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct fault fault = {0};
        struct expression *expression = expression_parse(rows[i].text, &fault);
        if (rows[i].says != NULL)
            check_fault(rows[i].text, expression, &fault, FAULT_EXPRESSION, 1, rows[i].says);
        else if (expression == NULL)
            fail_msg("%s: %s", rows[i].text, fault.text);
        else
            expression_destroy(expression);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values),        cmocka_unit_test(test_faults),
        cmocka_unit_test(test_definitions),   cmocka_unit_test(test_bad_definitions),
        cmocka_unit_test(test_is_definition), cmocka_unit_test(test_words),
        cmocka_unit_test(test_elsewhere),     cmocka_unit_test(test_own_case),
        cmocka_unit_test(test_powers_of_e),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
