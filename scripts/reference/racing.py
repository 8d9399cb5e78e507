"""Networks of the race before their first step, section `race` of gradients.csv; docs/gradients.md, "The race"."""
import math
import random
from functools import lru_cache

from reference.fixture import backward, forward, rms, weight_gradient
from reference.neurons import NEURONS, logistic
from reference.simulation import mean_and_spread

SEEDS = 30
INPUTS, OUTPUTS = 2, 1


def layer_sizes(depth, width):
    return [INPUTS] + [width] * depth + [OUTPUTS]


def operations(depth, width, batch):
    """Floating-point operations of a step: two for each of three products a layer, but no gradient by x."""
    sizes = layer_sizes(depth, width)
    weights = sum(a * b for a, b in zip(sizes, sizes[1:]))
    return 2 * batch * (3 * weights - sizes[0] * sizes[1])


def circles_point(generator):
    """Label 1 within radius 0.5, 0 between 0.7 and 1; the radius uniform, and coordinates scaled to RMS 1."""
    label = generator.randrange(2)
    radius = 2.2177 * (generator.uniform(0, 0.5) if label else generator.uniform(0.7, 1))
    angle = generator.uniform(0, 2 * math.pi)
    return [radius * math.cos(angle), radius * math.sin(angle)], label


def spirals_point(generator):
    """Two arms of 256 points, the one opposite to the other."""
    label, u = generator.randrange(2), (generator.randrange(256) + 0.5) / 256
    angle = 3.5 * math.pi * u + (0 if label else math.pi)
    return [math.sqrt(6) * u * math.sin(angle), math.sqrt(6) * u * math.cos(angle)], label


def random_layer(generator, inputs, units, sigma_w):
    """Normal weights and biases of 0."""
    return [[generator.gauss(0, sigma_w / math.sqrt(inputs)) for _ in range(inputs)] for _ in range(units)], [0] * units


def first_over_last(generator, point, activation, sigma_w, depth, width, batch):
    """log10 of RMS dW^1/RMS dW^L of the hidden layers, for the mean cross-entropy of one mini-batch."""
    sizes = layer_sizes(depth, width)
    layers = [random_layer(generator, a, b, sigma_w) for a, b in zip(sizes[:-2], sizes[1:-1])]
    output = random_layer(generator, width, OUTPUTS, 1)[0][0]
    x, labels = zip(*(point(generator) for _ in range(batch)))
    states = forward(NEURONS[activation], layers, x)
    errors = [logistic(sum(a * w for a, w in zip(h, output))) - label for h, label in zip(states[-1][1], labels)]
    deltas, _ = backward(layers, states, [[error * w for w in output] for error in errors])
    if depth == 1:
        return 0.0
    lowest, top = weight_gradient(deltas[0], x), weight_gradient(deltas[-1], states[-2][1])
    return math.log10(rms(lowest) / rms(top))


@lru_cache(maxsize=None)
def initial_ratio(task, *place):
    """Mean, standard deviation and count over networks."""
    generator, point = random.Random(repr(place)), spirals_point if task == "spirals" else circles_point
    numbers = [first_over_last(generator, point, *place) for _ in range(SEEDS)]
    return *mean_and_spread(numbers), len(numbers)


def race_sizes(row):
    return [int(row[column]) for column in ("depth", "width", "batch")]


def race_value(row):
    """Of what is exact."""
    return operations(*race_sizes(row))


def simulated(row, sigma_w, _):
    return initial_ratio(row["init"].split("_")[0], row["activation"], sigma_w, *race_sizes(row))
