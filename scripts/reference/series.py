"""Taylor coefficients of f at one x, and the rules by which they are added, multiplied and put into
functions: derivatives come from arithmetic, not from formulas that somebody derived."""
from mpmath import mp, mpf

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


def sin(u):
    i = mp.mpc(0, 1)
    e = exp(Series(a * i for a in u.c))
    return Series(mp.im(a) for a in e.c)


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


# The same functions for digits down to 1e-9999: what decays keeps its digits, and is 0 below 1e-20000.


def decay(u):
    return exp(u) if u.c[0] > -50000 else lift(0)


def expm1(u):
    slope = decay(u)
    return composed(mp.expm1(u.c[0]) if u.c[0] > -50000 else mpf(-1), lambda y: times(u.slope(), slope))


def log1p(u):
    quotient = Series(u.slope() + [mpf(0)]) / (1 + u)
    return composed(mp.log1p(u.c[0]), lambda y: quotient.c)


def logistic(u):
    if u.c[0] >= 0:
        return 1 / (1 + decay(-u))
    e = decay(u)
    return e / (1 + e)


def softplus_of(u):
    return log1p(decay(u)) if u.c[0] < 0 else u + log1p(decay(-u))


def flat_tanh(u):
    if abs(u.c[0]) < 1:
        return tanh(u)
    if u.c[0] < 0:
        return -flat_tanh(-u)
    q = decay(u * -2)
    return (1 - q) / (1 + q)


def flat_erfc(u):
    """1 - erf(u), with its digits where that is small."""
    if abs(u.c[0]) > 300:
        return lift(0 if u.c[0] > 0 else 2)
    density = decay(-(u * u)) * (2 / mp.sqrt(mp.pi))
    return composed(mp.erfc(u.c[0]), lambda y: times(u.slope(), -density))


def flat_erf(u):
    if abs(u.c[0]) > 300:
        return lift(mp.sign(u.c[0]))
    density = decay(-(u * u)) * (2 / mp.sqrt(mp.pi))
    return composed(mp.erf(u.c[0]), lambda y: times(u.slope(), density))


def normal_share(x):
    """The probability that a standard normal number is below x."""
    return flat_erfc(-x / mp.sqrt(2)) / 2


def atan(u):
    return composed(mp.atan(u.c[0]), lambda y: (Series(u.slope() + [mpf(0)]) / (1 + u * u)).c)
