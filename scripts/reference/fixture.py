"""Networks whose numbers all come from one portable generator: section `fixture` of gradients.csv. What is
measured in them is defined in docs/gradients.md, "The networks" and "What is measured"."""
import math
from functools import lru_cache
from itertools import islice
from operator import mul

from reference.neurons import NEURONS

MASK = 2**64 - 1


def splitmix64(seed):
    """Sebastiano Vigna's generator of 64-bit numbers."""
    state = seed
    while True:
        state = (state + 0x9E3779B97F4A7C15) & MASK
        z = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        yield z ^ (z >> 31)


def units(seed):
    """Uniform numbers of mean 0 and variance 1: (2 (n >> 11) 2^-53 - 1) sqrt 3."""
    return ((2 * (n >> 11) * 2.0**-53 - 1) * math.sqrt(3) for n in splitmix64(seed))


def matrix(numbers, rows, columns):
    return [list(islice(numbers, columns)) for _ in range(rows)]


@lru_cache(maxsize=2)
def draws(depth, width, batch, seed):
    """The numbers of a network in the order in which they are drawn: of each layer the weights, row by row,
    and the biases; then x and the gradient G at the top, a sample a row."""
    numbers = units(seed)
    layers = [(matrix(numbers, width, width), list(islice(numbers, width))) for _ in range(depth)]
    return layers, matrix(numbers, batch, width), matrix(numbers, batch, width)


def product(a, b_transposed):
    return [[sum(map(mul, row, column)) for column in b_transposed] for row in a]


def transposed(a):
    return [list(column) for column in zip(*a)]


def rms(a):
    entries = [x for row in a for x in row]
    return math.sqrt(math.fsum(x * x for x in entries) / len(entries))


def mean(a):
    entries = [x for row in a for x in row]
    return math.fsum(entries) / len(entries)


def forward(f, layers, x):
    """The layers' (z, f(z), f'(z)): z = h W^T + b, from the bottom up."""
    found, h = [], x
    for weights, biases in layers:
        z = [[a + b for a, b in zip(row, biases)] for row in product(h, weights)]
        pairs = [[f(a) for a in row] for row in z]
        h = [[value for value, _ in row] for row in pairs]
        found.append((z, h, [[slope for _, slope in row] for row in pairs]))
    return found


def below(delta, weights):
    """The gradient by a layer's input, from the one by its z: delta W."""
    return product(delta, transposed(weights))


def backward(layers, states, gradient):
    """The layers' delta = dloss/dz from the bottom up, and the gradient by x."""
    deltas = []
    for (weights, _), (_, _, slopes) in zip(reversed(layers), reversed(states)):
        deltas.append([[a * b for a, b in zip(*rows)] for rows in zip(gradient, slopes)])
        gradient = below(deltas[-1], weights)
    return deltas[::-1], gradient


def weight_gradient(delta, h):
    """dW = delta^T h / batch."""
    return [[entry / len(delta) for entry in row] for row in product(transposed(delta), transposed(h))]


@lru_cache(maxsize=16)
def measured(activation, sigma_w, sigma_b, depth, width, batch, seed):
    """(layer, quantity) -> number, of the layers 1, depth/2 and depth and of the whole network."""
    base, x, gradient = draws(depth, width, batch, seed)
    scale = sigma_w / math.sqrt(width)
    layers = [([[a * scale for a in row] for row in weights], [b * sigma_b for b in biases])
              for weights, biases in base]
    states = forward(NEURONS[activation], layers, x)
    deltas, dx = backward(layers, states, gradient)
    ratio = math.log10(rms(deltas[0]) / rms(deltas[-1]))
    found = {("0", "dx_rms"): rms(dx), ("", "log10_delta_ratio"): ratio}
    for layer in (1, depth // 2, depth):
        z, h, _ = states[layer - 1]
        input_ = states[layer - 2][1] if layer > 1 else x
        found |= {(str(layer), quantity): number for quantity, number in {
            "z_rms": rms(z), "h_mean": mean(h), "h_rms": rms(h), "delta_rms": rms(deltas[layer - 1]),
            "wgrad_rms": rms(weight_gradient(deltas[layer - 1], input_))}.items()}
    return found


def generator_draw(quantity):
    """splitmix64_seed12345_draw2 is the second number of seed 12345."""
    _, seed, draw = quantity.split("_")
    return next(islice(splitmix64(int(seed[4:])), int(draw[4:]) - 1, None))


def fixture_value(row, sigma_w, sigma_b):
    if row["quantity"].startswith("splitmix64"):
        return generator_draw(row["quantity"])
    sizes = [int(row[column]) for column in ("depth", "width", "batch")]
    found = measured(row["activation"], sigma_w, sigma_b, *sizes, seed=int(row["init"].removeprefix("seed")))
    return found[row["layer"], row["quantity"]]
