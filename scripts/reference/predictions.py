"""Networks of infinite width, in doubles: sections `meanfield`, `theory` and `bound` of gradients.csv, as
docs/gradients.md defines them under "What is predicted". networks.py has q* and chi_1 of a few with 30 digits."""
import math
from functools import lru_cache

from mpmath import mp

from reference.neurons import NEURONS

KINKS = {"relu": [0.0], "selu": [0.0]}
REACH, NODES = 12.5, 16
SCALES = (0.25, 0.5, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32)
TINY, HUGE = 1e-300, 1e300  # beside 0 and far out
DEPTHS = 400
# The least normal number of single precision, its least number, and the root of that.
LEAST_LOG = {"float32 subnormal": -126 * math.log10(2), "float32 zero": -149 * math.log10(2),
             "float32 square is zero": -74.5 * math.log10(2)}


@lru_cache(maxsize=None)
def legendre_rule(count):
    """Nodes and weights of Gauss and Legendre on [-1, 1]: Newton's iteration to the roots of the polynomial."""
    rule = []
    for i in range(count):
        x = math.cos(math.pi * (i + 0.75) / (count + 0.5))
        for _ in range(8):
            before, p = 1.0, x
            for n in range(2, count + 1):
                before, p = p, ((2 * n - 1) * x * p - (n - 1) * before) / n
            slope = count * (x * p - before) / (x * x - 1)
            x -= p / slope
        rule.append((x, 2 / ((1 - x * x) * slope * slope)))
    return rule


def density(z):
    return math.exp(-z * z / 2) / math.sqrt(2 * math.pi)


def normal_rule(ends):
    """Nodes z and weights that sum over the standard normal density, in panels between the ends."""
    for low, high in zip(ends, ends[1:]):
        half, middle = (high - low) / 2, (high + low) / 2
        for x, weight in legendre_rule(NODES):
            z = middle + half * x
            yield z, weight * half * density(z)


def panel_ends(activation, q):
    """Ends where the density changes, where f(sqrt(q) z) does, and at kinks."""
    inner = [s / math.sqrt(q) for s in SCALES] + [float(n) for n in range(13)] + [REACH]
    kinks = [k / math.sqrt(q) for k in KINKS.get(activation, [])]
    ends = {sign * end for end in inner for sign in (-1, 1)} | set(kinks)
    return sorted(end for end in ends if abs(end) <= REACH)


def expectations(activation, q):
    """A = E[f^2], its derivative by q, and E[f'^2] for N(0, q). The derivative is E[f f' z]/sqrt(q), z ~ N(0, 1)."""
    f, root, squares, derivative, slopes = NEURONS[activation], math.sqrt(q), [], [], []
    for z, weight in normal_rule(panel_ends(activation, q)):
        y, slope = f(root * z)
        squares.append(weight * y * y)
        derivative.append(weight * y * slope * z)
        slopes.append(weight * slope * slope)
    return math.fsum(squares), math.fsum(derivative) / root, math.fsum(slopes)


def bisected(g, low, high):
    """Where an increasing g changes its sign, to the last digits."""
    for _ in range(200):
        middle = (low + high) / 2
        if not low < middle < high:
            break
        low, high = (middle, high) if g(middle) < 0 else (low, middle)
    return (low + high) / 2


def mean_slope_square(activation, x):
    """Half of f'(-x)^2 + f'(x)^2: for x to 0 and to infinity the limits of E[f'^2]."""
    return sum(NEURONS[activation](side * x)[1]**2 for side in (-1, 1)) / 2


def growth(activation, w2, b2, q):
    """V(q) - q, V(q) = w2 E[f^2] + b2."""
    return w2 * expectations(activation, q)[0] + b2 - q


@lru_cache(maxsize=None)
def fixed_point(activation, w2, b2):
    """Regime and q*: the first root of V(q) - q on the way from q^1 = w2 + b2 up or down."""
    q = w2 + b2
    there = growth(activation, w2, b2, q)
    if abs(there) < 1e-13 * q and abs(growth(activation, w2, b2, 2 * q)) < 1e-13 * q:
        return "any", q
    step = 1.1 if there > 0 else 1 / 1.1
    while 1e-11 < q < 1e14:
        if growth(activation, w2, b2, q * step) * there <= 0:
            return "finite", bisected(lambda x: -growth(activation, w2, b2, x), *sorted((q, q * step)))
        q *= step
    return ("zero", 0.0) if q < 1 else ("inf", math.inf)


def chi_at(activation, w2, q):
    """w2 E[f'^2] at q, which may be 0 or infinite."""
    if q == 0 or math.isinf(q):
        return w2 * mean_slope_square(activation, TINY if q == 0 else HUGE)
    return w2 * expectations(activation, q)[2]


def depth_scale(factor):
    """Layers in which something that is multiplied by the factor in each becomes 1/e; negative where it grows."""
    return math.inf if abs(factor - 1) < 1e-13 else -1 / math.log(factor)


def hermite_squares(activation, q, count):
    """a_n^2 of f(sqrt(q) z) = sum of a_n h_n(z), h_n the orthonormal Hermite polynomials. Near 0 they
    have sqrt(n)/pi zeros per unit; panels of a half resolve those of degree 5000."""
    ends = panel_ends(activation, q)
    ends = sorted(ends + [(a + b) / 2 for a, b in zip(ends, ends[1:])])
    f, root = NEURONS[activation], math.sqrt(q)
    nodes = [(z, weight * f(root * z)[0]) for z, weight in normal_rule(ends)]
    before, h, squares = [0.0] * len(nodes), [1.0] * len(nodes), []
    for n in range(count):
        squares.append(math.fsum(value * weight for value, (_, weight) in zip(h, nodes))**2)
        up, down = 1 / math.sqrt(n + 1), math.sqrt(n / (n + 1))
        before, h = h, [z * a * up - b * down for (z, _), a, b in zip(nodes, h, before)]
    return squares


def power_series(coefficients, c):
    """Value and derivative at c."""
    value = slope = 0.0
    for a in reversed(coefficients):
        value, slope = value * c + a, slope * c + value
    return value, slope


def correlation_fixed_point(activation, w2, b2, q, count=300):
    """c*, and chi there, where chi_1 > 1: two inputs of correlation c have C(c) = (w2 E[f f] + b2)/q in the next
    layer, and E[f f] is the sum of a_n^2 c^n (Mehler). C is convex, and Newton's iteration from c = 0 rises to the
    first C(c) = c."""
    coefficients = [w2 * a / q for a in hermite_squares(activation, q, count)]
    coefficients[0] += b2 / q
    c = 0.0
    for _ in range(100):
        value, slope = power_series(coefficients, c)
        step = (value - c) / (1 - slope)
        c += step
        if abs(step) < 1e-15:
            break
    if c**count > 1e-8:
        return correlation_fixed_point(activation, w2, b2, q, 100 + math.ceil(math.log(1e-8) / math.log(c)))
    return c, power_series(coefficients, c)[1]


def saturated_share(activation, q):
    """The share of z ~ N(0, q) with |f'(z)| < 0.05 sup|f'|, for f' that is even and falls from 0 on."""
    def slope(z):
        return NEURONS[activation](z)[1]
    edge = bisected(lambda z: 0.05 * slope(0.0) - slope(z), 0.0, 100.0)
    return mp.erfc(edge / math.sqrt(2 * q))


@lru_cache(maxsize=64)
def mean_field(activation, w2, b2):
    """Quantity -> value of section `meanfield` at one (sigma_w, sigma_b)."""
    regime, q = fixed_point(activation, w2, b2)
    chi = chi_at(activation, w2, q)
    found = {"regime": regime, "q_star": q, "chi_1": chi, "xi_grad": depth_scale(chi),
             "slope_log10_per_layer": math.log10(chi) / 2}
    if regime != "finite":
        return found
    found["dV_dq"] = w2 * expectations(activation, q)[1]
    found["xi_q"] = depth_scale(found["dV_dq"])
    c, chi_c = (1.0, chi) if chi <= 1 else correlation_fixed_point(activation, w2, b2, q)
    found |= {"c_star": c, "chi_c_star": chi_c, "xi_c": depth_scale(chi_c)}
    if activation in ("sigmoid", "tanh"):
        found["saturated_fraction"] = saturated_share(activation, q)
    return found


def crossing(g, low, high):
    """The first root of g between low and high, to which it rises from below; None where there is none."""
    while low < high:
        if g(low * 1.2) > 0:
            return bisected(g, low, low * 1.2)
        low *= 1.2
    return None


@lru_cache(maxsize=64)
def critical(activation, b2):
    """sigma_w, q and V' where chi_1 = 1: the root of q - E[f^2]/E[f'^2] - b2, or the limit q -> 0 of it, where
    sigma_w^2 is 1/E[f'^2] at 0. A ReLU's is that for every q."""
    if b2 == 0 and NEURONS[activation](0.0)[0] == 0:
        return {"critical_sigma_w": mean_slope_square(activation, TINY)**-0.5}

    def excess(q):
        a, _, slopes = expectations(activation, q)
        return q - a / slopes - b2
    q = crossing(excess, 1e-3, 1e4)
    _, derivative, slopes = expectations(activation, q)
    return {"critical_sigma_w": slopes**-0.5, "critical_q": q, "critical_dV_dq": derivative / slopes}


@lru_cache(maxsize=None)
def half_stable(activation):
    """The critical q where V' = 1, too: beyond it V' < 1, and the mean square comes back to q."""
    def excess(q):
        _, derivative, slopes = expectations(activation, q)
        return slopes - derivative
    q = crossing(excess, 1.0, 100.0)
    a, _, slopes = expectations(activation, q)
    return {"halfstable_q": q, "halfstable_sigma_w2": 1 / slopes, "halfstable_sigma_b2": q - a / slopes}


def meanfield_value(row, sigma_w, sigma_b):
    quantity = row["quantity"]
    if quantity.startswith("critical"):
        return critical(row["activation"], sigma_b**2)[quantity]
    if quantity.startswith("halfstable"):
        return half_stable(row["activation"])[quantity]
    return mean_field(row["activation"], sigma_w**2, sigma_b**2)[quantity]


@lru_cache(maxsize=32)
def layers(activation, w2, b2, depth):
    """(q, E[f^2], log10 chi) of the layers 1 to depth: q^1 = w2 + b2, q^l = V(q^(l-1))."""
    found, q = [], w2 + b2
    for _ in range(depth):
        a, _, slopes = expectations(activation, q)
        found.append((q, a, math.log10(w2 * slopes)))
        q = w2 * a + b2
    return found


def log_ratios(activation, w2, b2, depth):
    """log10 of RMS delta^1/RMS delta^L, the sum of log10 chi over the layers below L, halved; and of RMS dW, which
    has E[h^2] of the layer below in it, too: 1 for x."""
    below_top = layers(activation, w2, b2, DEPTHS)[:depth - 1]
    delta = math.fsum(log_chi for _, _, log_chi in below_top) / 2
    return delta, delta - math.log10(below_top[-1][1]) / 2


def slope_by_layer(activation, w2, b2, depth):
    """What log10 RMS delta gains per layer downward, by least squares over the layers 11 to depth - 10."""
    chosen = range(11, depth - 9)
    heights = {layer: -log_ratios(activation, w2, b2, layer)[0] for layer in chosen}
    middle = sum(chosen) / len(chosen)
    return -sum((layer - middle) * heights[layer] for layer in chosen) / sum((layer - middle)**2 for layer in chosen)


def first_depth_below(activation, w2, b2, least_log):
    """The first depth where log10 RMS delta^1 is below, for RMS G = 1."""
    for depth in range(2, DEPTHS + 1):
        top = layers(activation, w2, b2, DEPTHS)[depth - 1][2] - math.log10(w2)
        if log_ratios(activation, w2, b2, depth)[0] + top / 2 < least_log:
            return depth
    return "none"


def theory_value(row, sigma_w, sigma_b):
    place = (row["activation"], sigma_w**2, sigma_b**2)
    quantity = row["quantity"]
    if quantity == "first_depth_rms_below":
        return first_depth_below(*place, LEAST_LOG[row["note"]])
    depth = int(row["depth"])
    if quantity == "q_L":
        return layers(*place, DEPTHS)[depth - 1][0]
    if quantity == "slope_theory_layers_11_40":
        return slope_by_layer(*place, depth)
    return log_ratios(*place, depth)[1 if quantity == "log10_wgrad_ratio" else 0]


def bound_value(row):
    """sup|f'|, of functions that are steepest beside 0, and its power of the depth."""
    steepest = max(NEURONS[row["activation"]](side * TINY)[1] for side in (-1, 1))
    return steepest if row["quantity"] == "sup_abs_slope" else int(row["depth"]) * math.log10(steepest)
