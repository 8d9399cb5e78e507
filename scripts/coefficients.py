#!/usr/bin/env python3
"""Prints the coefficients of src/activation/arrays/vector_math.h: rational minimax approximations by the
second algorithm of Remez, in 60 digits (python3-mpmath).

Method: W. J. Cody, "A survey of practical rational and polynomial approximation of functions", SIAM
Review 12 (1970). The error E with alternating sign at m + n + 2 points is found by a linear system,
repeated as E enters as a product with the denominator; the points then move to the extrema.
Denominators begin with 1. Errors are relative to `weight`."""
from mpmath import mp, mpf

mp.dps = 60


def solve(points, f, weight, m, n):
    """P/Q - f = (-1)^i E weight at the points, for P, Q and E by Newton's method."""
    error, q = mpf(0), [mpf(1)]
    for _ in range(30):
        rows, right = [], []
        for i, x in enumerate(points):
            signed = -weight[i] if i % 2 else weight[i]
            y, slope = f[i] + signed * error, signed * value(q, x)
            rows.append([x**j for j in range(m + 1)] + [-y * x**j for j in range(1, n + 1)] + [-slope])
            right.append(y - slope * error)
        c = list(mp.lu_solve(mp.matrix(rows), mp.matrix(right)))
        before, error, q = error, c[-1], [mpf(1)] + c[m + 1:-1]
        if abs(error - before) <= abs(error) * mpf(10)**-10:
            return c[:m + 1], q
    raise ArithmeticError("no convergence")


def value(c, x):
    y = mpf(0)
    for a in reversed(c):
        y = y * x + a
    return y


def remez(f, weight, m, n, grid):
    """`grid`: x at Chebyshev-like places, from low to high; its ends are the interval's."""
    fs, ws = [f(x) for x in grid], [weight(x) for x in grid]
    count, last = m + n + 2, len(grid) - 1
    at = [round(last * float((1 - mp.cos(mp.pi * i / (count - 1))) / 2)) for i in range(count)]
    for _ in range(40):
        p, q = solve([grid[i] for i in at], [fs[i] for i in at], [ws[i] for i in at], m, n)
        e = [(value(p, x) / value(q, x) - fs[i]) / ws[i] for i, x in enumerate(grid)]
        extrema = []  # the greatest |e| of every run of one sign
        for i in range(len(grid)):
            if extrema and (e[i] > 0) == (e[extrema[-1]] > 0):
                if abs(e[i]) > abs(e[extrema[-1]]):
                    extrema[-1] = i
            else:
                extrema.append(i)
        while len(extrema) > count:
            extrema.pop(0 if abs(e[extrema[0]]) < abs(e[extrema[-1]]) else -1)
        if len(extrema) < count:
            raise ArithmeticError(f"only {len(extrema)} of {count} extrema")
        at = extrema
        greatest = max(abs(e[i]) for i in at)
        if greatest - min(abs(e[i]) for i in at) < greatest / 1000:
            break
    return p, q, greatest


def show(name, c):
    print(f"static const double {name}[] = {{")
    print("    " + ", ".join(float(a).hex() for a in c) + ",\n};", flush=True)


def spread(low, high, n, warp=lambda t: t, unwarp=lambda t: t):
    a, b = unwarp(mpf(low)), unwarp(mpf(high))
    return [warp((a + b) / 2 - (b - a) / 2 * mp.cos(mp.pi * i / n)) for i in range(n + 1)]


def minimax(what, f, weight, m, n, grid):
    p, q, error = remez(f, weight, m, n, grid)
    print(f"// {what}; degrees {m}/{n}, error 2^{float(mp.log(error, 2)):.1f}")
    return p, q


def expm1_rest(r):
    return (mp.expm1(r) - r) / r**2 if abs(r) > mpf(10)**-20 else mpf(1) / 2 + r / 6


def log1p_over(z):
    return mp.log1p(z) / z if z > mpf(10)**-40 else mpf(1)


def atanh_rest(v):
    s = mp.sqrt(v)
    return (2 * mp.atanh(s) / s - 2) / v if v > mpf(10)**-30 else mpf(2) / 3 + mpf(2) / 5 * v


def mills(a):
    """Φ(-a)/φ(a), the ratio of Mills."""
    return mp.erfc(a / mp.sqrt(2)) * mp.exp(a * a / 2) * mp.sqrt(mp.pi / 2)


def main():
    half = mp.log(2) / 2 * (1 + mpf(2)**-20)  # and a little: k is rounded
    p, _ = minimax("(e^r - 1 - r)/r² on |r| <= ln(2)/2, to (e^r - 1)/r²", expm1_rest,
                   lambda r: 1 / max(abs(r), mpf(1) / 1000), 10, 0, spread(-half, half, 400))
    show("expm1_rest", p)

    v = ((mp.sqrt(2) - 1) / (mp.sqrt(2) + 1))**2 * (1 + mpf(2)**-20)
    p, _ = minimax("(2 artanh(s) - 2s)/s³ in s², |s| <= (√2 - 1)/(√2 + 1)", atanh_rest,
                   lambda v: 1 / max(v, mpf(1) / 10000), 6, 0, spread(0, v, 1000))
    show("atanh_rest", p)

    p, q = minimax("ln(1 + z)/z = A/(A + z B) on [0, 1]", log1p_over, log1p_over, 6, 6,
                   spread(0, 1, 1200))
    show("log1p_a", p)
    show("log1p_b", [q[i + 1] - p[i + 1] for i in range(6)])

    p, q = minimax("Φ(-a)/φ(a) = A/(a A + B) on [0, 39]", lambda a: 1 / mills(a) - a,
                   lambda a: 1 / mills(a), 9, 10,
                   spread(0, 39, 2000, lambda t: 2 * (1 + t) / (1 - t), lambda a: (a - 2) / (a + 2)))
    show("mills_a", q)
    show("mills_b", p)


if __name__ == "__main__":
    main()
