"""Fixed points of the mean square in infinitely wide networks (docs/gradients.md): mean_field.csv."""
from mpmath import mp, mpf

from reference.catalogue import DEFINITIONS
from reference.series import Series

DIGITS = 30
REACH, PARTS = 13, 24  # the normal density is summed over ±13 in steps of 1/24


def parameter(text):
    """A printed number; those that stand for a square root or for 5/3 are exactly that."""
    exact = [mp.sqrt(2), 1 / mp.sqrt(3), 1 / mp.sqrt(768), mp.sqrt(mpf(5) / 100), mpf(5) / 3]
    near = [number for number in exact if abs(number - mpf(text)) < mpf(10)**-14]
    return near[0] if near else mpf(text)


def f_and_slope(function, x):
    y = function(Series([x, mpf(1), mpf(0), mpf(0)]))[0]
    return y.c[0], y.c[1]


def expectations(function, q):
    """E[f^2], its derivative by q, and E[f'^2] for N(0, q). The trapezoidal rule converges exponentially for
    functions that are analytic in a strip, as sigmoid and tanh are."""
    root, sums = mp.sqrt(q), [mpf(0)] * 3
    for k in range(-REACH * PARTS, REACH * PARTS + 1):
        z = mpf(k) / PARTS
        f, slope = f_and_slope(function, root * z)
        weight = mp.npdf(z) / PARTS
        for i, term in enumerate((f * f, f * slope * z / root, slope * slope)):
            sums[i] += weight * term
    return sums


def bounded_fixed_point(function, w2, b2):
    """q* and chi_1 of an increasing function with |f| < 1: V is concave, and Newton's iteration falls from
    q = w2 + b2, which is above every V(q), to the fixed point."""
    slope_at_0 = f_and_slope(function, mpf(0))
    if b2 == 0 and slope_at_0[0] == 0 and w2 * slope_at_0[1]**2 <= 1:
        return mpf(0), w2 * slope_at_0[1]**2
    q = w2 + b2
    for _ in range(100):
        a, slope, _ = expectations(function, q)
        step = (w2 * a + b2 - q) / (1 - w2 * slope)
        q += step
        if abs(step) < q * mpf(10)**-20:
            return q, w2 * expectations(function, q)[2]
    raise ArithmeticError("Newton's iteration does not settle")


def relu_fixed_point(w2, b2):
    """V(q) = w2 q/2 + b2, as half of a normal density is right of 0. Where it is q, every q is fixed."""
    chi = w2 / 2
    if abs(chi - 1) < mpf(10)**-14:
        return (w2 if b2 == 0 else mp.inf), mpf(1)
    return (b2 / (1 - chi) if chi < 1 else mp.inf), chi


def mean_field_row(row):
    """The value in a row of mean_field.csv again: as it is printed, where 14 digits agree."""
    mp.dps = DIGITS
    w2, b2 = parameter(row["sigma_w"])**2, parameter(row["sigma_b"])**2
    function = DEFINITIONS[row["activation"]]
    fixed = relu_fixed_point(w2, b2) if row["activation"] == "relu" else bounded_fixed_point(function, w2, b2)
    value = fixed[0 if row["quantity"] == "q_star" else 1]
    printed = mpf(row["value"])
    if value == printed or abs(value - printed) <= abs(value) * mpf(10)**-14:
        return {"value": row["value"]}
    return {"value": mp.nstr(value, 16, strip_zeros=False).replace("+", "")}
