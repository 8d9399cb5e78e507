#!/usr/bin/env python3
"""Writes the reference rows of the catalogue's functions that are listed below: correctly rounded
f, f' and f'' at many x, and the roots of f, f', f'' and f'''; formulas near their holes; what
formulas tend to on both sides of places where something happens; and expectations of their squares
over a normal density (python3-mpmath).

    scripts/reference.py values > tests/data/reference_values.csv
    scripts/reference.py points > tests/data/reference_points.csv
    scripts/reference.py holes > tests/data/holes.csv
    scripts/reference.py limits > tests/data/limits.csv
    scripts/reference.py beyond > tests/data/beyond.csv
    scripts/reference.py moments > tests/data/moments.csv

Each function is written once, from its definition, and computed with Taylor coefficients
(`Series`) in 700 digits: the derivatives come from the rules of arithmetic, not from formulas that
somebody derived. The columns are those of tests/data/README.md."""
import math
import random
import sys
from fractions import Fraction

from mpmath import mp, mpf

mp.dps = 700
ORDERS = 4  # f, f', f'', f'''


class Series:
    """f(x), f'(x), f''(x)/2!, f'''(x)/3!. Sums, products, quotients and the functions below."""

    def __init__(self, c):
        self.c = list(c)

    def __add__(self, other):
        return Series(a + b for a, b in zip(self.c, lift(other).c))

    def __neg__(self):
        return Series(-a for a in self.c)

    def __sub__(self, other):
        return self + -lift(other)

    def __mul__(self, other):
        b = lift(other).c
        return Series(sum(self.c[i] * b[n - i] for i in range(n + 1)) for n in range(ORDERS))

    def __truediv__(self, other):
        b, q = lift(other).c, []
        for n in range(ORDERS):
            q.append((self.c[n] - sum(q[i] * b[n - i] for i in range(n))) / b[0])
        return Series(q)

    __radd__, __rmul__ = __add__, __mul__

    def __rsub__(self, other):
        return lift(other) - self

    def __rtruediv__(self, other):
        return lift(other) / self

    def slope(self):
        return [(n + 1) * self.c[n + 1] for n in range(ORDERS - 1)]

    def derivative(self, order):
        return self.c[order] * mp.factorial(order)


def lift(value):
    return value if isinstance(value, Series) else Series([mpf(value)] + [mpf(0)] * (ORDERS - 1))


def composed(first, slope_of):
    """The series that begins with `first`; slope_of(what is known of it) gives its derivative's."""
    c = [first]
    for n in range(ORDERS - 1):
        known = Series(c + [mpf(0)] * (ORDERS - len(c)))
        c.append(slope_of(known)[n] / (n + 1))
    return Series(c)


def times(slope, factor):
    return (Series(slope + [mpf(0)]) * factor).c


def exp(u):
    return composed(mp.exp(u.c[0]), lambda y: times(u.slope(), y))


def log(u):
    quotient = Series(u.slope() + [mpf(0)]) / u
    return composed(mp.log(u.c[0]), lambda y: quotient.c)


def tanh(u):
    return composed(mp.tanh(u.c[0]), lambda y: times(u.slope(), 1 - y * y))


def erf(u):
    density = exp(-(u * u)) * (2 / mp.sqrt(mp.pi))
    return composed(mp.erf(u.c[0]), lambda y: times(u.slope(), density))


def cos(u):
    i = mp.mpc(0, 1)
    e = exp(Series(a * i for a in u.c))
    return Series(mp.re(a) for a in e.c)


def sigmoid(x):
    return 1 / (1 + exp(-x)) if x.c[0] >= 0 else exp(x) / (1 + exp(x))


# The functions: each returns the terms whose sum is f, as the closed form has them.


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


def parts(function, x, p):
    """The summands of f, f' and f'' at x, and the whole series. A product counts by its rule:
    (u v)' = u' v + u v', (u v)'' = u'' v + 2 u' v' + u v''."""
    variable = Series([mpf(x), mpf(1)] + [mpf(0)] * (ORDERS - 2))
    summands, whole = [[], [], []], lift(0)
    for term in function(variable, *[mpf(a) for a in p]):
        if not isinstance(term, tuple):
            whole += term
            for order in range(3):
                summands[order].append(term.derivative(order))
            continue
        u, v = term
        whole += u * v
        for order in range(3):
            for i in range(order + 1):
                summands[order].append(
                    mp.binomial(order, i) * u.derivative(i) * v.derivative(order - i))
    return summands, whole


def rounded(value):
    """The double nearest to an mpf, ties to even, subnormals rounded once."""
    sign, mantissa, exponent, bits = value._mpf_
    if mantissa == 0 or exponent + bits < -1080:
        return 0.0
    if exponent + bits > 1025:
        return float("-inf" if sign else "inf")
    try:
        y = float(Fraction(mantissa) * Fraction(2)**exponent)
    except OverflowError:
        y = float("inf")
    return -y if sign else y


def decimal(value):
    return "0" if value == 0 else mp.nstr(value, 25, strip_zeros=False, min_fixed=0, max_fixed=0)


def factor(summands):
    total = abs(sum(summands))
    size = sum(abs(a) for a in summands)
    return "1" if size == 0 else "inf" if total == 0 else mp.nstr(size / total, 4)


def near(x):
    """A double and its neighbours."""
    return [x, math.nextafter(x, -math.inf), math.nextafter(x, math.inf)]


def places(function, p, breaks):
    generator = random.Random(repr([function.__name__, p]))
    xs = [0.0, -0.0, 5e-324, -5e-324, 1e-310, -1e-310, 2.2250738585072014e-308, 1.7976931348623157e308]
    xs += [-1.7976931348623157e308, 1e308, -1e308, 1e300, -1e300, 1e154, -1e154]
    xs += [s * 10.0**-k for k in (300, 200, 100, 30, 20, 16, 12, 8, 6, 4, 3, 2, 1) for s in (1, -1)]
    xs += [k / 10 for k in range(-100, 101)]
    xs += [generator.uniform(-10, 10) for _ in range(80)]
    xs += [generator.uniform(-40, 40) for _ in range(20)] + [generator.uniform(-760, 760) for _ in range(20)]
    xs += [s * k for k in (20, 30, 37, 40, 100, 350, 600, 700, 709, 745, 746, 800, 1e3, 1e6) for s in (1, -1)]
    xs += [s * 2.0**generator.uniform(3, 1023) for _ in range(12) for s in (1, -1)]
    for x in breaks:
        xs += near(float(x))
    for _, x, _ in roots(function, p):
        xs += near(rounded(x))
    return sorted({float(x).hex(): float(x) for x in xs}.values())


def parameter_list(names, p):
    return ";".join(f"{n}={float(a).hex()}" for n, a in zip(names, p))


def print_values():
    print("function,params,x,f,df,d2f,f_dec,df_dec,d2f_dec,kf,kd,kdd,flags")
    for function, names, sets, breaks in FUNCTIONS:
        for p in sets:
            for x in places(function, p, breaks(p)):
                summands, whole = parts(function, x, p)
                values = [whole.derivative(order) for order in range(3)]
                flag = "kink" if x in [float(b) for b in breaks(p)] else ""
                print(",".join([function.__name__, parameter_list(names, p), x.hex()] +
                               [rounded(y).hex() for y in values] + [decimal(y) for y in values] +
                               [factor(s) for s in summands] + [flag]))


def value(function, p, order, x):
    return parts(function, x, p)[1].derivative(order)


def roots(function, p):
    """(order, x, f, f', f'', f''' there) of the roots within ±10, but x = 0, each found by
    bisection in 60 digits."""
    before, mp.dps = mp.dps, 60
    found = []
    for order in range(ORDERS):
        grid = sorted([mpf(k) / 64 + mpf(1) / 1000 for k in range(-640, 641)] + [mpf(-1e-9), mpf(1e-9)])
        ys = [value(function, p, order, x) for x in grid]
        for low, high, a, b in zip(grid, grid[1:], ys, ys[1:]):
            if a * b < 0 and not low < 0 < high:
                x = bisected(function, p, order, low, high, a)
                if x is not None:
                    found.append((order, x, [value(function, p, o, x) for o in range(ORDERS)]))
    mp.dps = before
    return found


def bisected(function, p, order, low, high, a):
    for _ in range(190):
        middle = (low + high) / 2
        y = value(function, p, order, middle)
        if y * a > 0:
            low = middle
        else:
            high = middle
    jump = abs(value(function, p, order, low) - value(function, p, order, high))
    return None if jump > mpf(10)**-20 else low


def print_points():
    print("function,what,x,x_hi,x_lo,f,df,d2f")
    for function, names, sets, breaks in FUNCTIONS:
        for order, x, y in sorted(roots(function, sets[0]), key=lambda row: (row[0], row[1])):
            high = rounded(x)
            y[order] = mpf(0)
            print(",".join([function.__name__, "root of f" + "'" * order, mp.nstr(x, 40), high.hex(),
                            rounded(x - mpf(high)).hex()] + [mp.nstr(a, 25) for a in y[:3]]))


def sin(u):
    return cos(mp.pi / 2 - u)


def sqrt(u):
    return exp(log(u) / 2)


def size(u):
    return u if u.c[0] >= 0 else -u


def greater(u, v):
    return u if (u - v).c[0] >= 0 else lift(v)


def cbrt(u):
    return exp(log(size(u)) / 3) * mp.sign(u.c[0])


def arc(u, value, slope):
    """A function with that value, whose derivative is slope/sqrt(|1 - u^2|)."""
    density = slope / sqrt(size(1 - u * u))
    return composed(value, lambda y: times(u.slope(), density))


def asin(u):
    return arc(u, mp.asin(u.c[0]), 1)


def acos(u):
    return arc(u, mp.acos(u.c[0]), -1)


def acosh(u):
    return arc(u, mp.acosh(u.c[0]), 1)


# Formulas in the language of actscope, what they are, where their hole is (or the jump or the end
# at which they come to 0/0), and which sides it has.
HOLES = [
    ("(exp(x)-1)/x", lambda x: (exp(x) - 1) / x, 0),
    ("expm1(2*x)/x", lambda x: (exp(2 * x) - 1) / x, 0),
    ("1/x-1/tanh(x)", lambda x: 1 / x - 1 / tanh(x), 0),
    ("1/sin(x)-1/x", lambda x: 1 / sin(x) - 1 / x, 0),
    ("(1-cos(x))/x^2", lambda x: (1 - cos(x)) / (x * x), 0),
    ("(x-sin(x))/x^3", lambda x: (x - sin(x)) / (x * x * x), 0),
    ("log(1+x)/x", lambda x: log(1 + x) / x, 0),
    ("x/(exp(x)-1)", lambda x: x / (exp(x) - 1), 0),
    ("(sqrt(1+x)-1)/x", lambda x: (sqrt(1 + x) - 1) / x, 0),
    ("(x+2)/(x^2+3*x+2)", lambda x: 1 / (x + 1), -2),
    ("log(x)/(x-1)", lambda x: log(x) / (x - 1), 1),
    ("sin(3*x)/sin(x)", lambda x: sin(3 * x) / sin(x), 0),
    ("sin(3*x)/sin(x)", lambda x: sin(3 * x) / sin(x), mp.pi),
    ("sigmoid(x)/x-1/(2*x)", lambda x: (sigmoid(x) - mpf(1) / 2) / x, 0),
    ("erf(x)/x", lambda x: erf(x) / x, 0),
    # at places that no double is
    ("(x^2-2)/(x^4-4)", lambda x: 1 / (x * x + 2), mp.sqrt(2)),
    ("(x^2-2)/(x^4-4)", lambda x: 1 / (x * x + 2), -mp.sqrt(2)),
    ("(x^2-2)^2/(x^4-4)^2", lambda x: 1 / ((x * x + 2) * (x * x + 2)), mp.sqrt(2)),
    ("(sin(x)-cos(x))/cos(2*x)", lambda x: -1 / (sin(x) + cos(x)), mp.pi / 4),
    ("(sin(x)-cos(x))/cos(2*x)", lambda x: -1 / (sin(x) + cos(x)), -27 * mp.pi / 4),
    ("(exp(x)-3)/(exp(2*x)-9)", lambda x: 1 / (exp(x) + 3), mp.log(3)),
    ("(cos(x)-0.5)/(4*cos(x)^2-1)", lambda x: mpf(1) / 4 / (cos(x) + mpf(1) / 2), mp.pi / 3),
    # where the sides differ, or there is only one
    ("abs(sin(x))/x", lambda x: size(sin(x)) / x, 0),
    ("sqrt(1-cos(x))/x", lambda x: sqrt(1 - cos(x)) / x, 0),
    ("acos(x)/sqrt(1-x)", lambda x: acos(x) / sqrt(1 - x), 1, "left"),
    ("(1-exp(-abs(x)))/x", lambda x: (1 - exp(-size(x))) / x, 0),
    ("max(exp(x)-1,0)/x", lambda x: greater(exp(x) - 1, 0) / x, 0),
    ("sqrt(exp(x)-1-x)/x", lambda x: sqrt(exp(x) - 1 - x) / x, 0),
    ("acosh(1+x^2)/x", lambda x: acosh(1 + x * x) / x, 0),
    ("(1-cos(sqrt(x)))/x", lambda x: (1 - cos(sqrt(x))) / x, 0, "right"),
    ("abs(x-sin(x))/x^3", lambda x: size(x - sin(x)) / (x * x * x), 0),
    ("sqrt((x^2-2)^2)/(x^4-4)", lambda x: size(x * x - 2) / (x * x - 2) / (x * x + 2), mp.sqrt(2)),
    # roots and arcs that end
    ("asin(x^2-1)", lambda x: asin(x * x - 1), 0),
    ("sqrt(1-cos(x))", lambda x: sqrt(1 - cos(x)), 0),
    ("sqrt(1-cos(x))^3", lambda x: sqrt(1 - cos(x)) * (1 - cos(x)), 0),
    ("cbrt(x-sin(x))", lambda x: cbrt(x - sin(x)), 0),
    ("acos(1-x^4)/x", lambda x: acos(1 - x * x * x * x) / x, 0),
    ("sqrt(x-sin(x))", lambda x: sqrt(x - sin(x)), 0, "right"),
    ("sqrt(x-sin(x))/x^2", lambda x: sqrt(x - sin(x)) / (x * x), 0, "right"),
]


def print_holes():
    print("formula;x;f;df;d2f")
    for text, function, hole, *side in HOLES:
        parts = [a for a in (1, -1, 0.43, -0.71) if not side or (a > 0) == (side[0] == "right")]
        xs = [float(hole) + part * 10.0**-power for power in range(1, 13) for part in parts]
        if float(hole) != hole:
            xs += [math.nextafter(float(hole), x) for x in (-math.inf, float(hole), math.inf)]
        for x in xs:
            y = function(Series([mpf(x), mpf(1), mpf(0), mpf(0)]))
            print(";".join([text, x.hex()] + [rounded(y.derivative(n)).hex() for n in range(3)]))


class Real:
    """A real number with the rules of IEEE 754 where there is none: 1/0, 0/0, log(-1). A `strict` one
    has no value at 1/0 and log(0) either."""

    strict = False
    nothings = 0  # powers 0^0 and inf^0 so far

    def __init__(self, value):
        value = value.y if isinstance(value, Real) else value
        self.y = mp.nan if isinstance(value, mp.mpc) else mpf(value)

    def __add__(self, other):
        return Real(self.y + Real(other).y)

    def __neg__(self):
        return Real(-self.y)

    def __sub__(self, other):
        return Real(self.y - Real(other).y)

    def __mul__(self, other):
        return Real(self.y * Real(other).y)

    def __truediv__(self, other):
        b = Real(other).y
        return Real(self.y / b if b != 0 else mp.nan if Real.strict else self.y * mp.inf)

    def __pow__(self, other):
        b = Real(other).y
        if Real.strict and mp.isnan(self.y + b):
            return Real(mp.nan)
        if abs(self.y) == 1 and mp.isinf(b):
            return Real(mp.nan)
        if self.y == 1:
            return Real(1)
        if b == 0 and (self.y == 0 or mp.isinf(self.y)):
            Real.nothings += 1
            return Real(1)
        if self.y == 0:
            return Real(0 if b > 0 else 1 if b == 0 else mp.nan if Real.strict else mp.inf)
        return Real(self.y**b)

    __radd__, __rmul__ = __add__, __mul__

    def __rsub__(self, other):
        return Real(other) - self

    def __rtruediv__(self, other):
        return Real(other) / self

    def __rpow__(self, other):
        return Real(other)**self

    def __abs__(self):
        return Real(abs(self.y))

    def __eq__(self, other):
        return self.y == Real(other).y

    def __lt__(self, other):
        return self.y < Real(other).y

    def __le__(self, other):
        return self.y <= Real(other).y

    def __gt__(self, other):
        return self.y > Real(other).y

    def __ge__(self, other):
        return self.y >= Real(other).y


def of_reals(function):
    def wrapped(*numbers):
        numbers = [Real(a).y for a in numbers]
        if any(mp.isnan(a) for a in numbers):
            return Real(mp.nan)
        try:
            y = Real(function(*numbers))
            return Real(mp.nan) if Real.strict and mp.isinf(y.y) else y
        except (ZeroDivisionError, ValueError):
            return Real(mp.nan)
    return wrapped


def chosen(choose):
    """min or max, strict where all operands count."""
    def wrapped(*numbers):
        lacking = Real.strict and any(mp.isnan(Real(a).y) for a in numbers)
        return Real(mp.nan) if lacking else choose(*numbers)
    return wrapped


def swish_slope(x):
    s = 1 / (1 + mp.exp(-x))
    return s + x * s * (1 - s)


# What formulas of the language are made of, for Python to evaluate them. Python reads their signs as
# the language does, once "^" is "**".
NAMES = {name: of_reals(getattr(mp, name)) for name in
         "exp expm1 log log1p sqrt sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh erf "
         "hypot floor ceil sign".split()}
NAMES.update({name: of_reals(function) for name, function in {
    "cbrt": lambda x: mp.sign(x) * mp.cbrt(abs(x)),
    "erfc": lambda x: mp.erfc(x) if abs(x) < 10000 else 1 - mp.erf(x),
    "relu": lambda x: max(x, 0),
    "step": lambda x: 1 if x >= 0 else 0,
    "leaky_relu": lambda x: x if x >= 0 else mpf(0.01) * x,
    "elu": lambda x: x if x >= 0 else mp.expm1(x),
    "softsign": lambda x: x / (1 + abs(x)),
    "softplus": lambda x: mp.log(1 + mp.exp(x)),
    "sigmoid": lambda x: 1 / (1 + mp.exp(-x)),
    "gelu": lambda x: x * (mp.erfc(-x / mp.sqrt(2)) if abs(x) < 10000 else
                           1 + mp.erf(x / mp.sqrt(2))) / 2,
    "swish": lambda x: x / (1 + mp.exp(-x)),
    "swish_slope": swish_slope,
    "mish": lambda x: x * mp.tanh(mp.log(1 + mp.exp(x))),
    "hard_sigmoid": lambda x: min(max(x / 6 + mpf(1) / 2, 0), 1),
}.items()})
NAMES.update({"min": chosen(min), "max": chosen(max), "abs": abs, "choose": lambda c, a, b: Real(a if c else b),
              "clip": lambda x, low, high: NAMES["max"](low, NAMES["min"](high, x))})


def formula_at(text, x):
    for old, new in [("^", "**"), ("if(", "choose("), ("swish'", "swish_slope")]:
        text = text.replace(old, new)
    return Real(eval(text, dict(NAMES, x=Real(x)))).y


# Formulas, and doubles at which doubles overflow, underflow or lose all digits on the way.
BEYOND = [
    ("erfc(x)*exp(x^2)", [27, 30]),
    ("sinh(x)/exp(x)", [800, -800, 720]), ("exp(x)/(1+exp(x))", [800, -800, 1e20, 709.9]),
    ("exp(x)/(1+exp(x))^2", [800, 400, -740]), ("(exp(1/x)-1)/(exp(1/x)+1)", [0.001, -0.001, 1e-300]),
    ("exp(x)/exp(2*x)", [400, 720, -720]), ("(exp(x)-exp(-x))/(exp(x)+exp(-x))", [800, -800, 360]),
    ("x*log(abs(x))", [1e200, 1e-200, 1e300, -1e-300]), ("x^2*log(x)", [1e150, 1e200, 1e-150, 1e-200]),
    ("log(x)/x", [1e150, 1e200, 1e300, 1e-150, 1e-200, 1e-300]), ("log(exp(x)+1)", [800, -800]),
    ("log(exp(x))", [800, -800]), ("x*exp(x)/(1+exp(x))", [800]), ("sqrt(1+x^2)", [1e200, -1e300]),
    ("x/sqrt(1+x^2)", [1e200, 1e154]), ("x^2/(1+x^2)", [1e200, 1e-200]), ("1/x^2*x", [1e200, 1e-200]),
    ("x^3*(1/x)^2", [1e150, 1e-150]), ("cosh(x)*exp(-x)", [800, 1e5]), ("exp(x)*exp(-x)", [800, -1e8]),
    ("exp(-x)*sinh(x)*x", [1000]), ("exp(x^2)/(1+exp(x^2))", [40]), ("x*exp(-x)*exp(x)", [750]),
    ("log(cosh(x))", [800, -800]), ("log(1+exp(x)+exp(2*x))", [500]),
    ("sqrt(exp(x))/exp(x/2)", [1500]), ("exp(x)^0.5*exp(-x/2)", [1450]), ("(1+exp(x))^(1/x)", [1000]),
    ("hypot(x,x)/x", [1e200, 1e-200]), ("sqrt(x^2)", [1e200, 1e-200]), ("abs(x)^3/x^2", [1e150, -1e-150]),
    ("log(x^2)", [1e200, 1e-200]), ("atan(x^2)*x", [1e200]), ("1e200*x*1e-200", [1e200, 1e-200]),
    ("x^2*exp(-x)*exp(x)", [1e3]), ("erfc(x)/exp(-x^2)", [30, 50]), ("exp(800)^0*x", [2]),
    ("log1p(exp(x))", [800, 1e5]), ("asinh(exp(x))", [900]), ("acosh(cosh(x))", [900]),
    ("expm1(x)/exp(x)", [900]), ("exp(x)/x^100", [1000]), ("x^200/exp(x)", [1000]),
    ("2^x/3^x", [700, 1100]), ("2^x*0.5^x", [2000]),
    ("sigmoid(x)*exp(-x)", [-800, 900]), ("softplus(x)*exp(-x)", [-800]), ("tanh(exp(x))", [800]),
    ("relu(exp(x))/exp(x)", [800]), ("swish(exp(x))/exp(x)", [800]),
    ("max(exp(x),1)/exp(x)", [800]), ("if(exp(x)>1,exp(x)/exp(x-1),0)", [800]),
    ("min(exp(x),exp(2*x))/exp(x)", [800]), ("abs(exp(x))/exp(x)", [800]), ("0*exp(x)+x", [1e4]),
    ("sin(x)*exp(x)/cosh(x)", [800]),
    ("log(sigmoid(x))", [-800, -750]), ("log(softplus(x))", [-800]), ("1/sigmoid(x)*exp(x)", [-800]),
    ("sigmoid(x)/softplus(x)", [-800]), ("mish(x)/x*exp(-x)", [-800]), ("swish(x)*exp(-x)", [-800]),
    ("log(1+exp(x))*exp(-x)", [-800]), ("log(exp(x)+1)/exp(x)", [-750, 800]), ("log(-swish(x))", [-800]),
    ("softplus(x)/swish(x)", [-900]), ("log(erfc(x))", [30]), ("log(exp(-x^2)/x)", [40]), ("cbrt(x^4)", [1e100, 1e-100]), ("x/(1+abs(x)^3)*x^2", [1e150]),
]

# Formulas, and the places at which they are looked at: doubles and multiples of π.
LIMITS = [
    # holes
    ("sin(5*x)/sin(2*x)", [0, "pi", "pi/2"]), ("(tan(x)-sin(x))/x^3", [0]),
    ("(1-cos(2*x))/x^2", [0]), ("log(1+3*x)/x", [0]), ("(x^2-4)/(x-2)", [2]),
    ("(x^3-1)/(x^2-1)", [1, -1]), ("(2^x-1)/x", [0]), ("(3^x-2^x)/x", [0]),
    ("x/(sqrt(4+x)-2)", [0]), ("(cosh(x)-1)/x^2", [0]), ("sinh(x)/sin(x)", [0]),
    ("tan(x)/x", [0, "pi/2"]), ("asin(x)/x", [0, 1]), ("atan(2*x)/x", [0]),
    ("(exp(x)-exp(-x))/x", [0]), ("(exp(x)-1-x)/x^2", [0]), ("(cos(x)-exp(-x^2/2))/x^4", [0]),
    ("x^2/(1-cos(x))", [0]), ("1/x^2-1/sin(x)^2", [0]), ("1/x-1/log1p(x)", [0]),
    ("1/(exp(x)-1)-1/x", [0]), ("((1+x)^2-1-2*x)/x^2", [0]), ("(sqrt(1+x)-sqrt(1-x))/x", [0]),
    ("(log(1+x)-log(1-x))/x", [0]), ("(exp(x)-exp(sin(x)))/x^3", [0]),
    ("(x*cos(x)-sin(x))/x^3", [0]), ("(atan(x)-x)/x^3", [0]), ("(1+x)^(1/x)", [0]),
    ("(x-0.1)/(x-0.1)", [0.1]), ("x*(1/x)", [0]), ("x^3/x^2", [0]), ("exp(-1/x^2)", [0]),
    ("(1-x)/(1-x^3)", [1]), ("tanh(x)/x", [0]), ("(tanh(x)-x)/x^3", [0]), ("gelu(x)/x", [0]),
    ("mish(x)/x", [0]), ("softsign(x)/x", [0]), ("(softplus(x)-softplus(-x))/x", [0]),
    ("clip(x,-1,1)/x", [0, 1, -1]), ("abs(x)*x/x", [0]), ("sin(x)^2/x", [0]),
    ("sin(x)/x^2*x", [0]), ("exp(-1/x^2)/x^3", [0]), ("erfc(1/abs(x))/x", [0]),
    ("(1+2*x)^(1/sin(x))", [0]), ("x*tanh(1/x)/abs(x)", [0]),
    # poles
    ("1/x^3", [0]), ("1/(x-1)^2", [1]), ("x/(x^2-1)", [1, -1]), ("1/sin(x)", [0, "pi"]),
    ("1/(1-cos(x))", [0]), ("1/x+1/abs(x)", [0]), ("relu(1/x)", [0]), ("1/cbrt(x)", [0]),
    ("1/sqrt(x)", [0]), ("1/sqrt(abs(x))", [0]), ("x^-0.5", [0]), ("1/(x*(x-1)*(x-2))", [0, 1, 2]),
    ("if(x<0,1/x,x)", [0]), ("exp(1/x)", [0]), ("exp(-1/x)", [0]), ("swish'(x)/x", [0]),
    ("exp(x)/x^2", [0]), ("(x+1)/(x^2-2*x+1)", [1]), ("x^2+1/x", [0]), ("max(x,1/x)", [0, 1, -1]),
    ("gelu(1/x)", [0]), ("x^2*exp(1/x)", [0]), ("cosh(1/x)", [0]), ("sinh(1/x)", [0]),
    ("1/sqrt(-x)", [0]), ("1/(cos(x)-1)", [0]), ("1/(x^3-x^2)", [0, 1]), ("1/(1-exp(x))", [0]),
    ("1/(x^2-x)", [0, 1]), ("log(-x)", [0]), ("1/(sin(x)-x)", [0]), ("1/(1-x^2)", [1, -1]),
    ("1/(sqrt(1-x)-1)", [0]), ("atanh(-x)", [1, -1]), ("x/(1-cosh(x))", [0]),
    ("-1/abs(x)^0.5", [0]), ("log(1-cos(x))", [0]), ("exp(1/(1-cos(x)))", [0]),
    # jumps
    ("x/abs(x)", [0]), ("atan(1/x)", [0]), ("tanh(1/x)", [0]), ("erf(1/x)", [0]),
    ("erfc(1/x)", [0]), ("1/(1+exp(1/x))", [0]), ("sigmoid(1/x)", [0]), ("floor(x)*x", [0, 1, -1]),
    ("ceil(x)-x", [0, 1]), ("x-floor(x)", [1]), ("floor(x^2)", [1, -1, 0]), ("hypot(x,0)/x", [0]),
    ("step(x)+x", [0]), ("sign(x)+x^2", [0]), ("if(x<1,x,x+1)", [1]), ("sin(x)/abs(x)", [0]),
    ("x*atan(1/x)", [0]), ("x/(1+exp(1/x))", [0]), ("floor(sin(x))", [0]), ("x*relu(1/x)", [0]),
    ("leaky_relu(1/x)*x", [0]), ("elu(1/x)*x^2+floor(x)", [0]),
    # kinks
    ("abs(x)^1.5", [0]), ("sqrt(x^2)", [0]), ("sqrt(relu(x))", [0, -1]), ("relu(x)^1.5", [0, -1]),
    ("cbrt(x)", [0]), ("cbrt(x^2)", [0]), ("sqrt(abs(x))", [0]), ("cbrt(x)^2", [0]),
    ("cbrt(x)*x", [0]), ("sign(x)*x^2", [0]), ("sign(x)*x", [0]), ("min(x,x^2)", [0, 1]),
    ("hypot(x,x)", [0]), ("acos(1-x^2)", [0]), ("relu(x)^2", [0]), ("softsign(x)", [0]),
    ("elu(x)", [0]), ("leaky_relu(x)", [0]), ("abs(sin(x))", [0]), ("abs(x)*x", [0]),
    ("x*relu(x)", [0]), ("sqrt(1-cos(x))", [0]), ("sqrt(x^4)", [0]), ("step(x)*x", [0]),
    ("if(x<1,x^2,2*x-1)", [1]), ("if(x<=0,exp(x)-1,sin(x))", [0]), ("softplus(x)-relu(x)", [0]),
    ("hard_sigmoid(x)", [3, -3]), ("sqrt(hard_sigmoid(x))", [-3, -4]), ("abs(x)^3", [0]),
    ("abs(x-1)+abs(x+1)", [1, -1]), ("max(x^2,2*x)", [0, 2]), ("floor(x)*(x-1)", [1]),
    ("exp(-abs(x))", [0]), ("sqrt(abs(x))*x", [0]), ("relu(sin(x))*relu(x)", [0]),
    # ends
    ("sqrt(x)", [0]), ("x^(1/3)", [0]), ("x^1.5", [0]), ("x^2.5", [0]), ("acos(x)", [1, -1]),
    ("asin(x)", [1, -1]), ("acosh(x)", [1]), ("sqrt(1-x^2)", [1, -1]), ("sqrt(x^2-1)", [1, -1]),
    ("sqrt(x)*sqrt(x)", [0]), ("sqrt(sin(x))", [0]), ("sqrt(x-1)*(x-1)", [1]), ("sqrt(x)/x", [0]),
    ("exp(-1/sqrt(x))", [0]), ("sqrt(x)^3", [0]), ("sqrt(-x)", [0]), ("-sqrt(-x)", [0]),
    ("atan(sqrt(-x))", [0]), ("acosh(-x)", [-1]), ("sqrt(x^2-x)", [0, 1]), ("exp(sqrt(-x))", [0]),
    ("sqrt(1-x)", [1]), ("acos(-x)", [1, -1]), ("acos(x+1)", [0]), ("asinh(sqrt(-2*x))", [0]),
    ("sin(sqrt(-x))/2", [0]), ("(-x)^0.5", [0]), ("(1-x)^1.5", [1]), ("atan(1/sqrt(-x))", [0]),
    # logarithms
    ("log(x)", [0]), ("x*log(x)", [0]), ("log(x)/x", [0]), ("x^x", [0]), ("x^2*log(x)", [0]),
    ("x^3*log(x)", [0]), ("x*log(abs(x))", [0]), ("log(x^2)", [0]), ("sqrt(x)*log(x)", [0]),
    ("log(sin(x))", [0]), ("1/log(x)", [0, 1]), ("x/log(x)", [0]), ("log(x)^2", [0]),
    ("x*log(x)^2", [0]), ("abs(x)^x", [0]), ("sin(x)^x", [0]), ("x^sin(x)", [0]), ("x^-x", [0]),
    ("(x^x-1)/x", [0]), ("(x^x-1)/log(x)", [0]), ("exp(2*log(x))", [0]), ("sigmoid(log(x))", [0]),
    ("tanh(log(x))", [0]), ("log(x)+1/x", [0]), ("log(x)-log(2*x)", [0]), ("x^(1/log(x))", [0]),
    ("sqrt(-log(x))", [0]), ("log(1-x)", [1]), ("log1p(x)", [-1]), ("atanh(x)", [1, -1]),
    ("(1-x)*atanh(x)", [1]), ("log(x)*sin(x)", [0]), ("cosh(log(x))", [0]), ("1/(x*log(x))", [0]),
    ("log(tan(x))", [0, "pi/2"]), ("asin(x*log(x))", [0]), ("log(exp(x)-1)", [0]),
    ("exp(-log(x)^2)", [0]), ("x^log(x)", [0]), ("log(abs(x-1))*(x-1)^2", [1]),
    ("1/(log(x)-1)", [0]), ("x/(1+log(x))", [0]), ("log(x)+sin(1/x)", [0]), ("x*log(1+1/x)", [0]), ("log(1+1/x^2)", [0]),
    ("(sin(x)/x)^(1/x^2)", [0]), ("cos(x)^(1/x^2)", [0]), ("(1/x)^x", [0]), ("(1/x)^(1/log(x))", [0]),
    ("(exp(x)+x)^(1/x)", [0]), ("x^(1/(1-x))", [1]), ("(1+1/x)^x", [0]), ("abs(x)^(1/log(abs(x)))", [0]),
    ("(1+x^2)^(1/abs(x))", [0]), ("x^(2/log(x))+1", [0]), ("-x*log(x)-(1-x)*log(1-x)", [0, 1]),
    # spikes, and single points that belong to f
    ("if(x==0,1,(exp(2*x)-1)/x)", [0]), ("if(x==0,2,(exp(2*x)-1)/x)", [0]),
    ("if(x==0,5,x^2)", [0]), ("if(x!=1,(x^2-1)/(x-1),2)", [1]), ("if(x!=0,exp(-1/x^2),0)", [0]),
    ("abs(sign(x))", [0]), ("if(exp(-1/x^2)>0,1,2)", [0]), ("if(x>0,exp(-1/x),0)", [0]),
    ("floor(x)+floor(-x)", [0, 1]),
    # regular, though it does not look so
    ("exp(-1e10*(x-0.1)^2)", [0.1]), ("1/(1+1e10*(x-0.3)^2)", [0.3]), ("(x^2+1)/(x^2+1)", [0]),
    ("if(x<0,x,x+0)", [0]), ("max(x,x)", [0]), ("cbrt(x)^3", [0]), ("cbrt(x^3)", [0]),
    ("abs(x)^2", [0]), ("x*sign(x)^2", [0]), ("sin(x)^2+cos(x)^2", [0]), ("0*x+exp(-x^2)", [0]),
]


def slopes_at(text, x, step):
    """f, f' and f'' by central differences."""
    low, middle, high = [formula_at(text, x + k * step) for k in (-1, 0, 1)]
    return middle, (high - low) / (2 * step), (high - 2 * middle + low) / (step * step)


def strict_formula_at(text, x):
    Real.strict = True
    y = formula_at(text, x)
    Real.strict = False
    return y


def limit_of(values):
    """What values at h, h^2 and h^4 tend to: nan where they do not settle."""
    a, b, c = values
    if abs(c) < mpf(10)**-100:
        return mpf(0)
    if mp.isnan(a + b + c) or abs(c - b) <= abs(c) * mpf(10)**-20:
        return c
    if abs(c) <= abs(b) * 3 / 4 and abs(b) <= abs(a) * 3 / 4:
        return mpf(0)
    grows = abs(c) >= abs(b) * 5 / 4 and abs(b) >= abs(a) * 5 / 4
    return mp.sign(c) * mp.inf if grows and mp.sign(a) == mp.sign(b) == mp.sign(c) else mp.nan


def limits_beside(text, x, side):
    steps = [mpf(10)**-power for power in (40, 80, 160)]
    rows = [slopes_at(text, x + side * h, h * mpf(10)**-60) for h in steps]
    return [limit_of([row[order] for row in rows]) for order in range(3)]


def kind_of(left, right, value):
    if mp.isnan(left[0]) and mp.isnan(right[0]):
        return "none"
    if mp.isinf(left[0]) or mp.isinf(right[0]):
        return "pole"
    if mp.isnan(left[0]) or mp.isnan(right[0]):
        return "end"
    if left[0] != right[0]:
        return "jump"
    if mp.isnan(value):
        return "hole"
    if value != left[0]:
        return "spike"
    smooth = all(mp.isfinite(a) and a == b for a, b in zip(left, right))
    return "regular" if smooth else "kink"


def shortened(value):
    """To 20 digits; what is left of a 0 by rounding is 0."""
    return mpf(0) if abs(value) < mpf(10)**-25 else mpf(mp.nstr(value, 20))


def print_limits():
    mp.dps = 1500
    multiples = {"pi": mp.pi * 1, "pi/2": mp.pi / 2}
    print("formula;x;kind;left_f;left_df;left_d2f;right_f;right_df;right_d2f;value;strict")
    for text, xs in LIMITS:
        for place in xs:
            x = multiples[place] if place in multiples else mpf(place)
            nearest = mpf(rounded(x))
            left, right = [[shortened(y) for y in limits_beside(text, x, side)] for side in (-1, 1)]
            Real.nothings = 0
            value = shortened(formula_at(text, nearest))
            if Real.nothings and value not in (left[0], right[0]):
                value = mp.nan  # 0^0 is 1 where that is its limit
            strict = shortened(strict_formula_at(text, nearest)) if x == nearest else mp.nan
            kind = kind_of(left, right, strict)
            kind = kind if x == nearest else "missed " + kind
            print(";".join([text, float(nearest).hex(), kind] +
                           [mp.nstr(y, 20).replace("+", "") for y in left + right + [value, strict]]))


# Formulas with singular places and fast tails, f and f' as mpmath has them, and where their
# expectations over N(0, 1) are split; None where the integral diverges.
def print_beyond():
    mp.dps = 1500
    print("formula;x;f;df;d2f")
    for text, xs in BEYOND:
        for x in xs:
            at = mpf(x)
            values = slopes_at(text, at, abs(at) * mpf(10)**-400)
            print(";".join([text, float(x).hex()] + [mp.nstr(y, 20).replace("+", "") for y in values]))


def moment(function, places):
    """E[function(z)^2] for z ~ N(0, 1). Each piece is z = end + length t^10 from both of its ends, as
    the function may be singular there."""
    if function is None:
        return mp.inf
    ends = sorted({mpf(x) for x in [-60, -30, -12, -6, -3, -1, 0, 1, 3, 6, 12, 30, 60] + places})
    total = mpf(0)
    for low, high in zip(ends, ends[1:]):
        for end, length in ((low, (high - low) / 2), (high, (low - high) / 2)):
            def piece(t, end=end, length=length):
                z = end + length * t**10
                return function(z)**2 * mp.npdf(z) * 10 * abs(length) * t**9 if z != end else mpf(0)
            total += mp.quad(piece, [0, 1])
    return total


def power_slope(p):
    return lambda x: p * abs(x)**(p - 1) * mp.sign(x)


MOMENTS = [
    ("1/x", None, None, []), ("1/x^2", None, None, []), ("1/(x-0.3)", None, None, []),
    ("tan(x)", None, None, []), ("1/sin(x)", None, None, []), ("1/(x^2-2)", None, None, []),
    ("exp(1/x)", None, None, []), ("1/log(abs(x))", None, None, []),
    ("abs(x)^-0.5", None, None, []), ("1/sqrt(abs(x))", None, None, []),
    ("abs(x)^-0.6", None, None, []), ("1/(exp(x)-1)", None, None, []),
    ("exp(x^2/3)", None, None, []), ("exp(x^2/4)", None, None, []), ("exp(x^2)", None, None, []),
    ("sinh(x^2/4)", None, None, []), ("exp(x^3)", None, None, []), ("exp(exp(x))", None, None, []),
    ("cosh(x^2/3)-1", None, None, []), ("x*exp(x^2/4)", None, None, []),
    ("abs(x)^-0.4", lambda x: abs(x)**mpf(-0.4), None, []),
    ("abs(x)^-0.25", lambda x: abs(x)**mpf(-0.25), None, []),
    ("log(abs(x))", lambda x: mp.log(abs(x)), None, []),
    ("log(x^2)", lambda x: 2 * mp.log(abs(x)), None, []),
    ("log(abs(x-1))", lambda x: mp.log(abs(x - 1)), None, []),
    ("log(abs(x))^2", lambda x: mp.log(abs(x))**2, None, []),
    ("sqrt(abs(x))", lambda x: mp.sqrt(abs(x)), None, []),
    ("abs(x)^0.4", lambda x: abs(x)**mpf(0.4), None, []),
    ("cbrt(x)", lambda x: mp.cbrt(abs(x)), None, []),
    ("cbrt(x-1)", lambda x: mp.cbrt(abs(x - 1)), None, []),
    ("sqrt(abs(x-0.3))", lambda x: mp.sqrt(abs(x - mpf(0.3))), None, [0.3]),
    ("sqrt(relu(x))", lambda x: mp.sqrt(max(x, 0)), None, []),
    ("abs(x)^0.75", lambda x: abs(x)**mpf(0.75), power_slope(mpf(0.75)), []),
    ("abs(x)^1.5", lambda x: abs(x)**mpf(1.5), power_slope(mpf(1.5)), []),
    ("x*log(abs(x))", lambda x: x * mp.log(abs(x)) if x else mpf(0),
     lambda x: 1 + mp.log(abs(x)) if x else mpf(0), []),
    ("cbrt(x)*x", lambda x: abs(x)**(mpf(4) / 3), lambda x: mp.cbrt(abs(x)) * 4 / 3, []),
    ("exp(x^2/5)", lambda x: mp.exp(x * x / 5), lambda x: x * mp.exp(x * x / 5) * 2 / 5, []),
    ("exp(x^2/8)", lambda x: mp.exp(x * x / 8), lambda x: x * mp.exp(x * x / 8) / 4, []),
    ("exp(x^2/4.4)", lambda x: mp.exp(x * x / mpf(4.4)),
     lambda x: 2 * x / mpf(4.4) * mp.exp(x * x / mpf(4.4)), []),
    ("exp(abs(x)^1.5)", lambda x: mp.exp(abs(x)**1.5),
     lambda x: 1.5 * mp.sqrt(abs(x)) * mp.exp(abs(x)**1.5), []),
    ("exp(3*x)", lambda x: mp.exp(3 * x), lambda x: 3 * mp.exp(3 * x), []),
    ("cosh(x)", mp.cosh, mp.sinh, []), ("x^3", lambda x: x**3, lambda x: 3 * x * x, []),
    ("1/(1+x^2)", lambda x: 1 / (1 + x * x), lambda x: -2 * x / (1 + x * x)**2, []),
    ("sin(x)/x", lambda x: mp.sinc(x), lambda x: (x * mp.cos(x) - mp.sin(x)) / x**2 if x else 0, []),
    ("exp(-1/x^2)", lambda x: mp.exp(-1 / x**2) if x else mpf(0),
     lambda x: 2 / x**3 * mp.exp(-1 / x**2) if x else mpf(0), []),
    ("tanh(1/x)", lambda x: mp.tanh(1 / x) if x else mpf(1),
     lambda x: -mp.sech(1 / x)**2 / x**2 if x else mpf(0), []),
    ("floor(x)", mp.floor, lambda x: mpf(0), list(range(-10, 11))),
]


def print_moments():
    mp.dps = 50
    print("formula;a;bp")
    for text, f, slope, places in MOMENTS:
        print(";".join([text] + [mp.nstr(moment(y, places), 17).replace("+", "") for y in (f, slope)]))


if __name__ == "__main__":
    what = {"values": print_values, "points": print_points, "holes": print_holes,
            "limits": print_limits, "beyond": print_beyond, "moments": print_moments}
    if len(sys.argv) != 2 or sys.argv[1] not in what:
        sys.exit("usage: reference.py values|points|holes|limits|beyond|moments")
    what[sys.argv[1]]()
