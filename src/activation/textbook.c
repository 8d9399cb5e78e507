#include "activation/textbook.h"

#include <string.h>

static const struct {
    const char *id;
    const char *formula[2]; // f, f'
} textbook[] = {
    {"sigmoid", {"1/(1+exp(-x))", "1/(1+exp(-x))*(1-1/(1+exp(-x)))"}},
    {"tanh", {"(exp(x)-exp(-x))/(exp(x)+exp(-x))", "4/(exp(x)+exp(-x))^2"}},
    {"elu", {"if(x < 0, alpha*(exp(x)-1), x)", NULL}},
    {"selu", {"if(x < 0, lambda*alpha*(exp(x)-1), lambda*x)", NULL}},
    {"celu", {"if(x < 0, alpha*(exp(x/alpha)-1), x)", NULL}},
    {"gelu", {"x/2*(1+erf(x/sqrt(2)))", "1/2*(1+erf(x/sqrt(2))) + x*exp(-x^2/2)/sqrt(2*pi)"}},
    {"gelu_tanh", {"x/2*(1+tanh(sqrt(2/pi)*(x+0.044715*x^3)))", NULL}},
    {"silu",
     {"x/(1+exp(-beta*x))", "1/(1+exp(-beta*x)) + beta*x/(1+exp(-beta*x))*(1-1/(1+exp(-beta*x)))"}},
    {"softplus", {"log(1+exp(beta*x))/beta", "exp(beta*x)/(1+exp(beta*x))"}},
    {"mish", {"x*tanh(log(1+exp(x)))", NULL}},
    {"log_sigmoid", {"log(1/(1+exp(-x)))", "1-1/(1+exp(-x))"}},
    {"squareplus", {"(x+sqrt(x^2+b))/2", "(1+x/sqrt(x^2+b))/2"}},
    {"bent_identity", {"(sqrt(x^2+1)-1)/2+x", NULL}},
    {"tanh_shrink", {"x-tanh(x)", "1-(1-tanh(x)^2)"}},
    {"tanh_exp", {"x*tanh(exp(x))", NULL}},
};

const char *textbook_formula(const char *id, enum order order)
{
    if (order > ORDER_DF)
        return NULL;
    for (size_t i = 0; i < sizeof textbook / sizeof textbook[0]; i++)
        if (strcmp(textbook[i].id, id) == 0)
            return textbook[i].formula[order];
    return NULL;
}
