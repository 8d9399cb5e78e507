"""Networks drawn at random, section `mc` of gradients.csv, with numpy; docs/gradients.md, "The networks" and "What is
measured". The numbers drawn are the same at every run, but have nothing in common with the table's: its means and
these are to agree within four standard errors."""
import math
import os
from functools import lru_cache

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
try:
    import numpy as np
except ImportError:
    np = None

from reference.neurons import SELU_ALPHA, SELU_LAMBDA  # noqa: E402

SEED = 2026
STANDARD_ERRORS = 4  # by which means may differ
WORK = 4e7  # weights that are drawn for a row, at most; orthogonal ones take twice as long
UNIFORM = ("xavier_uniform", "he_uniform", "pytorch", "glorot_bengio_standard", "glorot_bengio_normalized")


def sigmoid(z):
    y = 1 / (1 + np.exp(-z))
    return y, y * (1 - y)


def tanh(z):
    y = np.tanh(z)
    return y, 1 - y * y


def relu(z):
    return np.maximum(z, 0), (z > 0) * 1.0


def selu(z):
    e = np.exp(np.minimum(z, 0))
    return (SELU_LAMBDA * np.where(z > 0, z, SELU_ALPHA * (e - 1)),
            SELU_LAMBDA * np.where(z > 0, 1, SELU_ALPHA * e))


FUNCTIONS = {function.__name__: function for function in (sigmoid, tanh, relu, selu)}


def random_numbers(generator, init, shape):
    """Mean 0 and variance 1, by the initialisation's law."""
    if init in UNIFORM:
        return generator.uniform(-math.sqrt(3), math.sqrt(3), shape)
    return generator.standard_normal(shape)


def random_weights(generator, init, width):
    """A weight has variance 1/width. An orthogonal matrix is Q of Q R, its columns times the signs in R's diagonal."""
    if not init.startswith("orthogonal"):
        return random_numbers(generator, init, (width, width)) / math.sqrt(width)
    q, r = np.linalg.qr(generator.standard_normal((width, width)))
    return q * np.sign(np.diag(r))


def rms(a):
    return math.sqrt(np.mean(a * a))


def weight_gradient_rms(delta, h):
    """RMS of delta^T h/batch."""
    return rms(delta.T @ h) / len(delta)


def run(generator, activation, init, sigma_w, sigma_b, depth, width, batch):
    """One network: (log10 RMS delta of the layers, log10 RMS of the lowest dW and of the top one, log10 q^L)."""
    f = FUNCTIONS[activation]
    weights = [sigma_w * random_weights(generator, init, width) for _ in range(depth)]
    biases = [sigma_b * random_numbers(generator, init, width) for _ in range(depth)] if sigma_b else [0] * depth
    h, slopes = [generator.standard_normal((batch, width))], []
    for w, b in zip(weights, biases):
        z = h[-1] @ w.T + b
        value, slope = f(z)
        h.append(value)
        slopes.append(slope)
    deltas = [generator.standard_normal((batch, width)) * slopes[-1]]
    for layer in range(depth - 1, 0, -1):
        deltas.insert(0, (deltas[0] @ weights[layer]) * slopes[layer - 1])
    gradients = [math.log10(weight_gradient_rms(deltas[i], h[i])) for i in (0, depth - 1)]
    return [math.log10(rms(delta)) for delta in deltas], *gradients, 2 * math.log10(rms(z))


@lru_cache(maxsize=8)
def runs(activation, init, sigma_w, sigma_b, depth, width, batch):
    generator = np.random.default_rng(SEED)
    return [run(generator, activation, init, sigma_w, sigma_b, depth, width, batch)
            for _ in range(count_of(init, depth, width))]


def count_of(init, depth, width):
    return min(100, int(WORK / (depth * width * width * (2 if init.startswith("orthogonal") else 1))))


def fitted_slope(deltas):
    """What log10 RMS delta gains per layer downward, by least squares over the layers 11 to depth - 10."""
    chosen = range(11, len(deltas) - 9)
    return -np.polyfit(chosen, [deltas[layer - 1] for layer in chosen], 1)[0]


def number_of(quantity, layer, deltas, lowest, top, q):
    """A row's quantity in one network."""
    if quantity == "log10_delta_l_over_delta_L":
        return deltas[layer - 1] - deltas[-1]
    if quantity == "slope_fit_layers_11_40":
        return fitted_slope(deltas)
    if quantity.endswith("ln_delta_ratio_squared"):
        return 2 * math.log(10) * (deltas[0] - deltas[-1])
    return {"log10_delta_ratio": deltas[0] - deltas[-1], "log10_wgrad_ratio": lowest - top,
            "log10_wgrad_rms": lowest, "log10_q_L": q}[quantity]


def mean_and_spread(numbers):
    mean = math.fsum(numbers) / len(numbers)
    return mean, math.sqrt(math.fsum((x - mean)**2 for x in numbers) / (len(numbers) - 1))


def simulated(row, sigma_w, sigma_b):
    """Mean, standard deviation and count of a row's quantity; of a variance with that of its estimate."""
    place = (row["activation"], row["init"], sigma_w, sigma_b, *(int(row[c]) for c in ("depth", "width", "batch")))
    layer = int(row["layer"] or 0)
    numbers = [number_of(row["quantity"], layer, *network) for network in runs(*place)]
    mean, spread = mean_and_spread(numbers)
    if row["quantity"].startswith("var_"):
        return spread**2, spread**2 * math.sqrt(2), len(numbers)
    return mean, spread, len(numbers)
