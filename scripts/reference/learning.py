"""Networks of the race while they learn, section `race` of gradients.csv, with numpy and several networks at once;
docs/gradients.md, "The race"."""
import math
from functools import lru_cache

from reference.racing import layer_sizes, race_sizes
from reference.simulation import STANDARD_ERRORS, mean_and_spread, np
from reference.values import DATA, table_rows

NETWORKS, SEED = 10, 2026
POINTS, FRESH = 512, 1024
MOMENTUM = 0.9
RANGE = 3.735  # standard deviations that 20 normal numbers span, on average
SELU_ALPHA, SELU_LAMBDA = 1.6732632, 1.0507010  # single precision, as everything here


def logistic(z):
    return 1 / (1 + np.exp(-np.maximum(z, -80)))


def softplus_of(z):
    return np.maximum(z, 0) + np.log1p(np.exp(-abs(z)))


def sigmoid(z):
    y = logistic(z)
    return y, y * (1 - y)


def tanh(z):
    y = np.tanh(z)
    return y, 1 - y * y


def leaky(a):
    return lambda z: (np.maximum(z, a * z), np.maximum(np.sign(z), a))


def elu(z):
    e = np.exp(np.minimum(z, 0))
    return np.maximum(z, 0) + e - 1, e


def selu(z):
    e = SELU_ALPHA * np.exp(np.minimum(z, 0))
    right = np.maximum(np.sign(z), 0)
    return SELU_LAMBDA * (np.maximum(z, 0) + e - SELU_ALPHA), SELU_LAMBDA * (right + (1 - right) * e)


def normal_share(z):
    """The probability that a standard normal number is below z, to 1e-7 (Abramowitz and Stegun, 7.1.26)."""
    x = abs(z) / math.sqrt(2)
    t = 1 / (1 + 0.3275911 * x)
    powers = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t
    beyond = powers * np.exp(-x * x) / 2
    return np.where(z < 0, beyond, 1 - beyond)


def gelu(z):
    share = normal_share(z)
    return z * share, share + z * np.exp(-z * z / 2) / math.sqrt(2 * math.pi)


def silu(z):
    y = logistic(z)
    return z * y, y + z * y * (1 - y)


def softplus(z):
    return softplus_of(z), logistic(z)


def mish(z):
    t = np.tanh(softplus_of(z))
    return z * t, t + z * (1 - t * t) * logistic(z)


FUNCTIONS = {function.__name__: function for function in (sigmoid, tanh, elu, selu, gelu, silu, softplus, mish)}
FUNCTIONS |= {"relu": leaky(0), "leaky_relu": leaky(0.01)}


def circles(generator, count):
    """Half of the points within radius 0.5 (label 1), half between 0.7 and 1 (0), times 2.2177."""
    labels = np.arange(NETWORKS * count).reshape(NETWORKS, count) % 2
    radius = 2.2177 * np.where(labels, generator.uniform(0, 0.5, labels.shape), generator.uniform(0.7, 1, labels.shape))
    return polar(radius, generator.uniform(0, 2 * math.pi, labels.shape)), labels


def spirals(generator, count):
    """Two arms, the one opposite to the other: 256 points on each to learn from, fresh ones anywhere."""
    labels = np.arange(NETWORKS * count).reshape(NETWORKS, count) % 2
    u = (np.arange(count) // 2 + 0.5) / 256 if count == POINTS else generator.uniform(0, 1, labels.shape)
    return polar(math.sqrt(6) * u, 3.5 * math.pi * u + math.pi * (1 - labels)), labels


def polar(radius, angle):
    return np.stack([radius * np.sin(angle), radius * np.cos(angle)], axis=-1).astype(np.float32)


def turned(a):
    return a.transpose(0, 2, 1)


class Networks:
    """Several of one kind. The last layer, of one unit, has sigma_w = 1 and no activation; biases begin at 0."""

    def __init__(self, generator, activation, sigma_w, depth, width):
        sizes = layer_sizes(depth, width)
        scales = [sigma_w] * depth + [1]
        self.f = FUNCTIONS[activation]
        self.weights = [(scale / math.sqrt(a) * generator.standard_normal((NETWORKS, b, a))).astype(np.float32)
                        for scale, a, b in zip(scales, sizes, sizes[1:])]
        self.biases = [np.zeros((NETWORKS, 1, b), np.float32) for b in sizes[1:]]
        self.speeds = [np.zeros_like(p) for p in self.weights + self.biases]

    def forward(self, x):
        """h of all layers, x the first, f' of the hidden ones, and the logits."""
        h, slopes = [x], []
        for weights, biases in zip(self.weights[:-1], self.biases):
            value, slope = self.f(h[-1] @ turned(weights) + biases)
            h.append(value)
            slopes.append(slope)
        return h, slopes, (h[-1] @ turned(self.weights[-1]) + self.biases[-1])[..., 0]

    def gradients(self, x, labels):
        """Of the mean cross-entropy: by the weights, then by the biases."""
        h, slopes, logits = self.forward(x)
        deltas = [((logistic(logits) - labels) / labels.shape[1]).astype(np.float32)[..., None]]
        for weights, slope in zip(self.weights[:0:-1], slopes[::-1]):
            deltas.insert(0, (deltas[0] @ weights) * slope)
        return ([turned(delta) @ below for delta, below in zip(deltas, h)] +
                [delta.sum(axis=1, keepdims=True) for delta in deltas])

    def learn(self, x, labels, rate):
        """v <- 0.9 v + g, w <- w - rate v."""
        for parameter, speed, gradient in zip(self.weights + self.biases, self.speeds, self.gradients(x, labels)):
            speed *= MOMENTUM
            speed += gradient
            parameter -= rate * speed

    def losses(self, x, labels):
        """Mean cross-entropy, by network."""
        logits = self.forward(x)[2]
        return np.mean(softplus_of(logits) - labels * logits, axis=1)

    def hits(self, x, labels):
        """Share of points on the right side, by network."""
        return np.mean((self.forward(x)[2] > 0) == (labels > 0), axis=1)


@lru_cache(maxsize=8)
def race(task, rate, steps, activation, sigma_w, depth, width, batch):
    """Losses at the points learnt from and hits at fresh ones, by network, after some steps."""
    generator = np.random.default_rng(SEED)
    draw = spirals if task == "spirals" else circles
    (x, labels), fresh = draw(generator, POINTS), draw(generator, FRESH)
    networks = Networks(generator, activation, sigma_w, depth, width)
    for _ in range(steps):
        chosen = generator.integers(0, POINTS, (NETWORKS, batch))
        networks.learn(np.take_along_axis(x, chosen[..., None], 1), np.take_along_axis(labels, chosen, 1), rate)
    return networks.losses(x, labels), networks.hits(*fresh)


def kind(row):
    """The quantity of a row, and what those of one race at one step have in common."""
    quantity, steps = row["quantity"].split("@")
    return quantity, (row["activation"], row["init"], row["depth"], steps)


@lru_cache(maxsize=None)
def printed_losses():
    rows = [row for row in table_rows(DATA / "gradients.csv") if row["quantity"].startswith("loss_")]
    return {kind(row): float(row["value"]) for row in rows}


def median_agrees(row, losses):
    """By logarithms. A median's standard error is sqrt(pi/2) times a mean's."""
    logs, place = [math.log(loss) for loss in losses], kind(row)[1]
    printed = math.log(printed_losses()["loss_max", place] / printed_losses()["loss_min", place]) / RANGE
    spread = max(mean_and_spread(logs)[1], printed) * math.sqrt(math.pi / 2)
    return abs(np.median(logs) - math.log(float(row["value"]))) <= spread * joint_error(row)


def joint_error(row):
    """Four standard errors of a difference of two means, for numbers that scatter by 1."""
    return STANDARD_ERRORS * math.hypot(1 / math.sqrt(int(row["n"])), 1 / math.sqrt(NETWORKS))


def count_agrees(row, count):
    """Two binomial counts of one probability, which both together tell."""
    printed = int(row["value"])
    share = (count + printed) / (NETWORKS + int(row["n"]))
    return abs(count / NETWORKS - printed / int(row["n"])) <= math.sqrt(share * (1 - share)) * joint_error(row)


def steps_of(row):
    return int(row["quantity"].split("@")[1])


def learned(row, sigma_w, _):
    """The median loss of networks here, or how many of them have learned; and whether the printed one may be that."""
    task, rate = row["init"].split("_")[0], float(row["note"].split("=")[1])
    losses, hits = race(task, rate, steps_of(row), row["activation"], sigma_w, *race_sizes(row))
    if row["quantity"].startswith("loss_median"):
        return float(np.median(losses)), median_agrees(row, losses)
    count = int(np.sum(hits >= 0.98))
    return count * int(row["n"]) / NETWORKS, count_agrees(row, count)
