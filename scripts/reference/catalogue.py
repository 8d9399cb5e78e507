"""The catalogue's functions, each written once from its definition. A function returns the terms
whose sum is f, as the closed form has them; a term that is a pair is a product."""
from mpmath import mp, mpf

from reference.series import (Series, atan, cos, decay, erf, exp, expm1, flat_erf, flat_tanh, lift, log,
                              log1p, logistic, normal_share, sigmoid, sin, size, softplus_of, sqrt, tanh)


def golu(x):
    if x.c[0] < -30:  # e^-e^30 is below 10^-4641096331200
        return [lift(0)]
    if x.c[0] > 1e6:
        return [x]
    return [(x, exp(-exp(-x)))]


def gate_limit(x, limit):
    """Beyond 10^6 a gate of e^-x is its limit to more than 400000 digits."""
    return [x * limit] if x.c[0] > 0 else [lift(0)]


def smish(x):
    if abs(x.c[0]) > 1e6:
        return gate_limit(x, mpf(3) / 5)
    return [(x, tanh(log(1 + sigmoid(x))))]


def logish(x):
    if abs(x.c[0]) > 1e6:
        return gate_limit(x, mp.log(2))
    return [(x, log(1 + sigmoid(x)))]


def gcu(x):
    return [(x, cos(x))]


def xielu(x, alpha_p, alpha_n, beta):
    if x.c[0] >= 0:
        return [x * x * alpha_p, x * beta]
    return [(exp(x) - 1 - x if x.c[0] > -1e6 else -1 - x) * alpha_n, x * beta]


def berlu(x, alpha, eps):
    if x.c[0] >= eps:
        return [x]
    if x.c[0] < -eps:
        return [x * alpha]
    right, left = x + eps, eps - x
    return [right * right / (4 * eps), -(left * left) * alpha / (4 * eps)]


def derf(x, alpha, s):
    u = x * alpha + s
    return [erf(u) if abs(u.c[0]) < 60 else lift(mp.sign(u.c[0]))]


def dyt(x, alpha):
    u = x * alpha
    return [tanh(u) if abs(u.c[0]) < 900 else lift(mp.sign(u.c[0]))]


def hard_sigmoid_onnx(x, alpha, beta):
    y = x * alpha + beta
    return [lift(1) if y.c[0] >= 1 else lift(0) if y.c[0] < 0 else y]


def shrink(x, lambda_, bias):
    soft = bias == lambda_  # no jumps, and at a kink the slope on the right
    if x.c[0] < -lambda_:
        return [x + bias]
    if x.c[0] > lambda_ or (soft and x.c[0] == lambda_):
        return [x - bias]
    return [lift(0)]


def keras_relu(x, negative_slope, max_value, threshold):
    if x.c[0] >= max_value:
        return [lift(max_value)]
    return [x if x.c[0] >= threshold else (x - threshold) * negative_slope]


# The functions of activations.csv. A piecewise one says which piece holds at x.


def step(x):
    return [lift(1 if x.c[0] >= 0 else 0)]


def sign(x):
    return [lift(mp.sign(x.c[0]))]


def identity(x):
    return [x]


def relu(x):
    return [x if x.c[0] >= 0 else lift(0)]


def clipped(x, low, high):
    return lift(high) if x.c[0] >= high else lift(low) if x.c[0] < low else x


def relu6(x):
    return [clipped(x, 0, 6)]


def leaky_relu(x, alpha):
    return [x if x.c[0] >= 0 else x * alpha]


def rrelu(x, lower, upper):
    return leaky_relu(x, (lower + upper) / 2)


def threshold(x, theta, value):
    return [x if x.c[0] > theta else lift(value)]


def hard_tanh(x, low, high):
    return [clipped(x, low, high)]


def hard_sigmoid(x):
    return [(clipped(x, -3, 3) + 3) / 6]


def hard_sigmoid_keras2(x):
    return [(clipped(x, mpf(-5) / 2, mpf(5) / 2) * 2 + 5) / 10]


def sparse_sigmoid(x):
    return [(clipped(x, -1, 1) + 1) / 2]


def hard_shrink(x, lambda_):
    return [x if abs(x.c[0]) > lambda_ else lift(0)]


def soft_shrink(x, lambda_):
    return shrink(x, lambda_, lambda_)


def absolute(x):
    return [size(x)]


def srelu(x, tl, al, tr, ar):
    if x.c[0] >= tr:
        return [(x - tr) * ar + tr]
    return [(x - tl) * al + tl if x.c[0] < tl else x]


def sigmoid_itself(x):
    return [logistic(x)]


def log_sigmoid(x):
    return [-softplus_of(-x)]


def tanh_itself(x):
    return [flat_tanh(x)]


def scaled_tanh(x, a, b):
    return [flat_tanh(x * b) * a]


def tanh_shrink(x):
    return [x - flat_tanh(x)]


def arctan(x):
    return [atan(x)]


def softsign(x):
    return [x / (1 + size(x))]


def isru(x, alpha):
    return [x / sqrt(1 + x * x * alpha)]


def penalized_tanh(x, alpha):
    return [flat_tanh(x) * (1 if x.c[0] >= 0 else alpha)]


def elu(x, alpha):
    return [x if x.c[0] >= 0 else expm1(x) * alpha]


def celu(x, alpha):
    return [x if x.c[0] >= 0 else expm1(x / alpha) * alpha]


def selu(x, alpha, lambda_):
    return [x * lambda_ if x.c[0] >= 0 else expm1(x) * alpha * lambda_]


def isrlu(x, alpha):
    return [x] if x.c[0] >= 0 else isru(x, alpha)


def softplus(x, beta):
    return [softplus_of(x * beta) / beta]


def squareplus(x, b):
    root = sqrt(x * x + b)
    return [(x + root) / 2 if x.c[0] >= 0 else b / (2 * (root - x))]


def bent_identity(x):
    root = sqrt(x * x + 1)
    return [x * x / (2 * (root + 1)), x]


def exponential(x):
    return [decay(x) if x.c[0] < 50000 else Series([mp.inf] * 4)]


def smelu(x, beta):
    if x.c[0] >= beta:
        return [x]
    return [lift(0) if x.c[0] < -beta else (x + beta) * (x + beta) / (4 * beta)]


def squared_relu(x):
    return [x * x if x.c[0] >= 0 else lift(0)]


def star_relu(x, s, b):
    return [x * x * s if x.c[0] >= 0 else lift(0), lift(b)]


def pelu(x, a, b):
    return [x * (a / b) if x.c[0] >= 0 else expm1(x / b) * a]


def nlrelu(x, beta):
    return [log1p(x * beta) if x.c[0] >= 0 else lift(0)]


def gelu(x):
    return [(x, normal_share(x))]


def gelu_tanh(x, c):
    return [(x, logistic((x + x * x * x * c) * 2 * mp.sqrt(2 / mp.pi)))]


def silu(x, beta):
    return [(x, logistic(x * beta))]


def e_swish(x, beta):
    return [(x * beta, logistic(x))]


def hard_swish(x):
    if x.c[0] >= 3:
        return [x]
    return [lift(0)] if x.c[0] < -3 else [(x, (x + 3) / 6)]


def mish(x):
    return [(x, flat_tanh(softplus_of(x)))]


def serf(x):
    return [(x, flat_erf(softplus_of(x)))]


def tanh_exp(x):
    return [(x, flat_tanh(decay(x)))] if x.c[0] < 12 else [x]  # 1 - tanh(e^12) is below 1e-141000


def lisht(x):
    return [(x, flat_tanh(x))]


def phish(x):
    return [(x, flat_tanh(x * normal_share(x)))]


def d_silu(x):
    return [(logistic(x), 1 + x * logistic(-x))]


def elish(x):
    return [(x if x.c[0] >= 0 else expm1(x), logistic(x))]


def hard_elish(x):
    return [(x if x.c[0] >= 0 else expm1(x), (clipped(x, -1, 1) + 1) / 2)]


def sinusoid(x):
    return [sin(x)]


def sinc(x):
    return [sin(x) / x if x.c[0] != 0 else Series([mpf(1), mpf(0), mpf(-1) / 6, mpf(0)])]


def snake(x, a):
    return [x, sin(x * a) * sin(x * a) / a]


def gaussian(x):
    return [decay(-(x * x))]


# Function, parameters' names, sets of values (the defaults first), and where branches begin.
FUNCTIONS = [
    (golu, [], [[]], lambda p: []),
    (smish, [], [[]], lambda p: []),
    (logish, [], [[]], lambda p: []),
    (gcu, [], [[]], lambda p: []),
    (xielu, ["alpha_p", "alpha_n", "beta"], [[0.8, 0.8, 0.5], [1.3, 0.7, 0.25]], lambda p: [0]),
    (berlu, ["alpha", "epsilon"], [[0.01, 0.01], [0.3, 1.7]], lambda p: [-p[1], p[1]]),
    (derf, ["alpha", "s"], [[0.5, 0], [1.3, -0.7]], lambda p: [-p[1] / p[0]]),
    (dyt, ["alpha"], [[0.5], [1.7]], lambda p: []),
    (hard_sigmoid_onnx, ["alpha", "beta"], [[0.2, 0.5], [0.7, 0.3]],
     lambda p: [-p[1] / p[0], (1 - p[1]) / p[0]]),
    (shrink, ["lambda", "bias"], [[0.5, 0], [0.7, 0.7], [1.5, 0.4]], lambda p: [-p[0], p[0]]),
    (keras_relu, ["negative_slope", "max_value", "threshold"], [[0, 6, 0], [0.1, 2.5, 0.75]],
     lambda p: [p[1], p[2]]),
]

# The functions of activations.csv by name; the table has their parameters, in the order of the arguments.
FURTHER = {function.__name__: function for function in [
    step, sign, identity, relu, relu6, leaky_relu, rrelu, threshold, hard_tanh, hard_sigmoid,
    hard_sigmoid_keras2, sparse_sigmoid, hard_shrink, soft_shrink, srelu, log_sigmoid, scaled_tanh,
    tanh_shrink, arctan, softsign, isru, penalized_tanh, elu, celu, selu, isrlu, softplus, squareplus,
    bent_identity, exponential, smelu, squared_relu, star_relu, pelu, nlrelu, gelu, gelu_tanh, silu,
    e_swish, hard_swish, mish, serf, tanh_exp, lisht, phish, d_silu, elish, hard_elish, sinusoid, sinc,
    snake, gaussian]}
FURTHER |= {"abs": absolute, "sigmoid": sigmoid_itself, "tanh": tanh_itself, "prelu": leaky_relu,
            "quick_gelu": silu}
DEFINITIONS = FURTHER | {function.__name__: function for function, *_ in FUNCTIONS}
