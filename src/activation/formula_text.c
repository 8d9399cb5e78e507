#include "activation/formula_text.h"

#include <string.h>

#define UNIT_STEP "if(x < 0, 0, 1)"

static const struct {
    const char *id;
    const char *text[2]; // f, f'
} formulas[] = {
    {"step", {UNIT_STEP, "0"}},
    {"sigmoid", {"1/(1+exp(-x))", "sigmoid(x)*(1-sigmoid(x))"}},
    {"tanh", {"(exp(x)-exp(-x))/(exp(x)+exp(-x))", "1-tanh(x)^2"}},
    {"relu", {"max(0, x)", UNIT_STEP}},
    {"leaky_relu", {"if(x < 0, alpha*x, x)", "if(x < 0, alpha, 1)"}},
    {"elu", {"if(x < 0, alpha*(exp(x)-1), x)", "if(x < 0, alpha*exp(x), 1)"}},
    {"selu",
     {"if(x < 0, lambda*alpha*(exp(x)-1), lambda*x)", "if(x < 0, lambda*alpha*exp(x), lambda)"}},
    {"gelu", {"x/2*(1+erf(x/sqrt(2)))", "1/2*(1+erf(x/sqrt(2)))+x/sqrt(2*pi)*exp(-x^2/2)"}},
    {"silu", {"x*sigmoid(beta*x)", "sigmoid(beta*x)*(1+beta*x*sigmoid(-beta*x))"}},
    {"celu", {"if(x < 0, alpha*(exp(x/alpha)-1), x)", "if(x < 0, exp(x/alpha), 1)"}},
    {"isrlu", {"if(x < 0, x/sqrt(1+alpha*x^2), x)", "if(x < 0, 1/(1+alpha*x^2)^(3/2), 1)"}},
    {"softplus", {"log(1+exp(beta*x))/beta", "1/(1+exp(-beta*x))"}},
    {"squareplus", {"(x+sqrt(x^2+b))/2", "1/2*(1+x/sqrt(x^2+b))"}},
    {"bent_identity", {"x+(sqrt(x^2+1)-1)/2", "1+x/(2*sqrt(x^2+1))"}},
    {"exponential", {"exp(x)", "exp(x)"}},
    {"smelu",
     {"if(x < -beta, 0, if(x < beta, (x+beta)^2/(4*beta), x))",
      "if(x < -beta, 0, if(x < beta, (x+beta)/(2*beta), 1))"}},
    {"squared_relu", {"max(0, x)^2", "2*max(0, x)"}},
    {"star_relu", {"s*max(0, x)^2+b", "2*s*max(0, x)"}},
    {"pelu", {"if(x < 0, a*(exp(x/b)-1), a/b*x)", "if(x < 0, a/b*exp(x/b), a/b)"}},
    {"nlrelu", {"log(1+beta*max(0, x))", "if(x < 0, 0, beta/(1+beta*x))"}},
    {"gelu_tanh",
     {"x/2*(1+tanh(sqrt(2/pi)*(x+c*x^3)))",
      "1/2*(1+tanh(sqrt(2/pi)*(x+c*x^3)))"
      "+x/2*sqrt(2/pi)*(1+3*c*x^2)*(1-tanh(sqrt(2/pi)*(x+c*x^3))^2)"}},
    {"quick_gelu", {"x*sigmoid(beta*x)", "sigmoid(beta*x)*(1+beta*x*sigmoid(-beta*x))"}},
    {"e_swish", {"beta*x*sigmoid(x)", "beta*sigmoid(x)*(1+x*sigmoid(-x))"}},
    {"hard_swish",
     {"if(x < -3, 0, if(x < 3, x*(x+3)/6, x))", "if(x < -3, 0, if(x < 3, (2*x+3)/6, 1))"}},
    {"mish",
     {"x*tanh(log(1+exp(x)))", "tanh(log(1+exp(x)))+x*sigmoid(x)*(1-tanh(log(1+exp(x)))^2)"}},
    {"serf",
     {"x*erf(log(1+exp(x)))", "erf(log(1+exp(x)))+2*x/sqrt(pi)*sigmoid(x)*exp(-log(1+exp(x))^2)"}},
    {"tanh_exp", {"x*tanh(exp(x))", "tanh(exp(x))+x*exp(x)*(1-tanh(exp(x))^2)"}},
    {"lisht", {"x*tanh(x)", "tanh(x)+x*(1-tanh(x)^2)"}},
    {"phish", {"x*tanh(gelu(x))", "tanh(gelu(x))+x*gelu'(x)*(1-tanh(gelu(x))^2)"}},
    {"d_silu", {"sigmoid(x)*(1+x*sigmoid(-x))", "sigmoid(x)*sigmoid(-x)*(2-x*tanh(x/2))"}},
    {"elish",
     {"if(x < 0, (exp(x)-1)*sigmoid(x), x*sigmoid(x))",
      "if(x < 0, exp(x)*sigmoid(x)+(exp(x)-1)*sigmoid(x)*sigmoid(-x),"
      " sigmoid(x)*(1+x*sigmoid(-x)))"}},
    {"hard_elish",
     {"if(x < -1, 0, if(x < 0, (x+1)/2*(exp(x)-1), if(x < 1, x*(x+1)/2, x)))",
      "if(x < -1, 0, if(x < 0, ((x+2)*exp(x)-1)/2, if(x < 1, x+1/2, 1)))"}},
    {"sign", {"if(x < 0, -1, if(x == 0, 0, 1))", "0"}},
    {"identity", {"x", "1"}},
    {"relu6", {"min(max(0, x), 6)", "if(x < 0, 0, if(x < 6, 1, 0))"}},
    {"prelu", {"if(x < 0, alpha*x, x)", "if(x < 0, alpha, 1)"}},
    {"rrelu", {"if(x < 0, (lower+upper)/2*x, x)", "if(x < 0, (lower+upper)/2, 1)"}},
    {"threshold", {"if(x > theta, x, value)", "if(x > theta, 1, 0)"}},
    {"hard_tanh",
     {"if(x < min_, min_, if(x < max_, x, max_))", "if(x < min_, 0, if(x < max_, 1, 0))"}},
    {"hard_sigmoid", {"if(x < -3, 0, if(x < 3, (x+3)/6, 1))", "if(x < -3, 0, if(x < 3, 1/6, 0))"}},
    {"hard_sigmoid_keras2",
     {"if(x < -2.5, 0, if(x < 2.5, (2*x+5)/10, 1))", "if(x < -2.5, 0, if(x < 2.5, 1/5, 0))"}},
    {"sparse_sigmoid",
     {"if(x < -1, 0, if(x < 1, (x+1)/2, 1))", "if(x < -1, 0, if(x < 1, 1/2, 0))"}},
    {"hard_shrink", {"if(abs(x) > lambda, x, 0)", "if(abs(x) > lambda, 1, 0)"}},
    {"soft_shrink",
     {"if(x < -lambda, x+lambda, if(x < lambda, 0, x-lambda))",
      "if(x < -lambda, 1, if(x < lambda, 0, 1))"}},
    {"abs", {"abs(x)", "if(x < 0, -1, 1)"}},
    {"srelu",
     {"if(x < tl, tl+al*(x-tl), if(x < tr, x, tr+ar*(x-tr)))",
      "if(x < tl, al, if(x < tr, 1, ar))"}},
    {"log_sigmoid", {"-log(1+exp(-x))", "1/(1+exp(x))"}},
    {"scaled_tanh", {"a*tanh(b*x)", "a*b*(1-tanh(b*x)^2)"}},
    {"tanh_shrink", {"x-tanh(x)", "tanh(x)^2"}},
    {"arctan", {"atan(x)", "1/(1+x^2)"}},
    {"softsign", {"x/(1+abs(x))", "1/(1+abs(x))^2"}},
    {"isru", {"x/sqrt(1+alpha*x^2)", "1/(1+alpha*x^2)^(3/2)"}},
    {"penalized_tanh",
     {"if(x < 0, alpha*tanh(x), tanh(x))", "if(x < 0, alpha*(1-tanh(x)^2), 1-tanh(x)^2)"}},
    {"sinusoid", {"sin(x)", "cos(x)"}},
    {"sinc", {"if(x == 0, 1, sin(x)/x)", "if(x == 0, 0, (x*cos(x)-sin(x))/x^2)"}},
    {"snake", {"x+sin(a*x)^2/a", "1+sin(2*a*x)"}},
    {"gaussian", {"exp(-x^2)", "-2*x*exp(-x^2)"}},
    {"xielu",
     {"if(x < 0, alpha_n*(exp(x)-1-x)+beta*x, alpha_p*x^2+beta*x)",
      "if(x < 0, alpha_n*(exp(x)-1)+beta, 2*alpha_p*x+beta)"}},
    {"berlu",
     {"if(x < -epsilon, alpha*x,"
      " if(x < epsilon, ((x+epsilon)^2-alpha*(epsilon-x)^2)/(4*epsilon), x))",
      "if(x < -epsilon, alpha, if(x < epsilon, (x+epsilon+alpha*(epsilon-x))/(2*epsilon), 1))"}},
    {"golu", {"x*exp(-exp(-x))", "exp(-exp(-x))*(1+x*exp(-x))"}},
    {"smish",
     {"x*tanh(log(1+sigmoid(x)))",
      "tanh(log(1+sigmoid(x)))"
      "+x*sigmoid(x)*sigmoid(-x)/(1+sigmoid(x))*(1-tanh(log(1+sigmoid(x)))^2)"}},
    {"logish",
     {"x*log(1+sigmoid(x))", "log(1+sigmoid(x))+x*sigmoid(x)*sigmoid(-x)/(1+sigmoid(x))"}},
    {"hard_sigmoid_onnx",
     {"max(0, min(1, alpha*x+beta))", "if(x < -beta/alpha, 0, if(x < (1-beta)/alpha, alpha, 0))"}},
    {"shrink",
     {"if(x < -lambda, x+b, if(x > lambda, x-b, 0))", "if(x < -lambda, 1, if(x < lambda, 0, 1))"}},
    {"keras_relu",
     {"if(x >= max_, max_, if(x < θ, α*(x-θ), x))", "if(x >= max_, 0, if(x < θ, α, 1))"}},
    {"derf", {"erf(alpha*x+s)", "2*alpha/sqrt(pi)*exp(-(alpha*x+s)^2)"}},
    {"dyt", {"tanh(alpha*x)", "alpha*(1-tanh(alpha*x)^2)"}},
    {"gcu", {"x*cos(x)", "cos(x)-x*sin(x)"}},
};

const char *formula_text(const char *id, enum order order)
{
    if (order > ORDER_DF)
        return NULL;
    for (size_t i = 0; i < sizeof formulas / sizeof formulas[0]; i++)
        if (strcmp(formulas[i].id, id) == 0)
            return formulas[i].text[order];
    return NULL;
}

int formula_parameter(const struct activation *activation, const char *name)
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
