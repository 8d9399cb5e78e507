"""The activation functions of networks in doubles: f and f' at once, as networks of many units need them. The
formulas of f' are held to the Taylor coefficients of reference/catalogue.py (`faults`)."""
import math

from mpmath import mp, mpf

from reference import series
from reference.catalogue import DEFINITIONS
from reference.series import Series

SELU_ALPHA, SELU_LAMBDA = 1.6732632423543772848170429916717, 1.0507009873554804934193349852946
GELU_CUBE = 0.044715


def logistic(x):
    if x >= 0:
        return 1 / (1 + math.exp(-x))
    e = math.exp(x)
    return e / (1 + e)


def softplus_of(x):
    return max(x, 0.0) + math.log1p(math.exp(-abs(x)))


def normal_share(x):
    """The probability that a standard normal number is below x."""
    return math.erfc(-x / math.sqrt(2)) / 2


def normal_density(x):
    return math.exp(-x * x / 2) / math.sqrt(2 * math.pi)


def identity(x):
    return x, 1.0


def relu(x):
    return (x, 1.0) if x > 0 else (0.0, 0.0)


def leaky(a):
    return lambda x: (x, 1.0) if x > 0 else (a * x, a)


def clipped(low, high, scale, shift):
    """scale x + shift between low and high, constant outside."""
    return lambda x: (min(max(x, low), high) * scale + shift, scale if low < x < high else 0.0)


def sigmoid(x):
    y = logistic(x)
    return y, y * logistic(-x)


def log_sigmoid(x):
    return -softplus_of(-x), logistic(-x)


def softplus(x):
    return softplus_of(x), logistic(x)


def tanh(x):
    e = math.exp(-2 * abs(x))
    return math.tanh(x), 4 * e / (1 + e)**2


def softsign(x):
    return x / (1 + abs(x)), 1 / (1 + abs(x))**2


def arctan(x):
    return math.atan(x), 1 / (1 + x * x)


def erf(x):
    return math.erf(x), 2 / math.sqrt(math.pi) * math.exp(-x * x)


def sinusoid(x):
    return math.sin(x), math.cos(x)


def elu(x):
    return (x, 1.0) if x > 0 else (math.expm1(x), math.exp(x))


def selu(x):
    if x > 0:
        return SELU_LAMBDA * x, SELU_LAMBDA
    return SELU_LAMBDA * SELU_ALPHA * math.expm1(x), SELU_LAMBDA * SELU_ALPHA * math.exp(x)


def gelu(x):
    share = normal_share(x)
    return x * share, share + x * normal_density(x)


def gelu_tanh(x):
    scale = 2 * math.sqrt(2 / math.pi)
    y = logistic(scale * (x + GELU_CUBE * x**3))
    return x * y, y + x * y * (1 - y) * scale * (1 + 3 * GELU_CUBE * x * x)


def silu(x):
    y = logistic(x)
    return x * y, y + x * y * logistic(-x)


def mish(x):
    t = math.tanh(softplus_of(x))
    return x * t, t + x * (1 - t * t) * logistic(x)


def hard_swish(x):
    if x <= -3:
        return 0.0, 0.0
    return (x, 1.0) if x >= 3 else (x * (x + 3) / 6, (2 * x + 3) / 6)


NEURONS = {function.__name__: function for function in [
    identity, relu, sigmoid, log_sigmoid, softplus, tanh, softsign, arctan, erf, sinusoid, elu, selu, gelu,
    gelu_tanh, silu, mish, hard_swish]}
NEURONS |= {"leaky_relu": leaky(0.01), "leaky_relu_0.2": leaky(0.2), "hard_tanh": clipped(-1, 1, 1.0, 0.0),
            "hard_sigmoid": clipped(-3, 3, 1 / 6, 0.5), "relu6": clipped(0, 6, 1.0, 0.0)}

# The same in the catalogue, where the name or parameters differ.
PARAMETERS = {"leaky_relu": [0.01], "leaky_relu_0.2": [0.2], "hard_tanh": [-1, 1], "softplus": [1], "elu": [1],
              "selu": [SELU_ALPHA, SELU_LAMBDA], "gelu_tanh": [GELU_CUBE], "silu": [1]}
OTHERS = {"erf": lambda x: [series.erf(x)], "leaky_relu_0.2": DEFINITIONS["leaky_relu"]}
PLACES = [-7.3, -2.6, -0.9, -0.3, 0.2, 0.7, 1.9, 2.8, 6.4]


def in_catalogue(name, x):
    """f and f' from the definition, as terms whose products are multiplied out by series."""
    function, whole = OTHERS.get(name) or DEFINITIONS[name], series.lift(0)
    variable = Series([mpf(x), mpf(1), mpf(0), mpf(0)])
    for term in function(variable, *[mpf(p) for p in PARAMETERS.get(name, [])]):
        whole += term[0] * term[1] if isinstance(term, tuple) else term
    return float(whole.c[0]), float(whole.c[1])


def faults():
    """Names of functions that are not what the catalogue defines, to 13 digits."""
    with mp.workdps(30):
        return sorted({name for name, function in NEURONS.items() for x in PLACES
                       for here, there in zip(function(x), in_catalogue(name, x))
                       if abs(here - there) > 1e-13 * abs(there)})
