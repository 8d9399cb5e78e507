"""Correctly rounded values and roots of the catalogue's functions: reference_values.csv,
reference_points.csv, activations.csv and critical_points.csv."""
import csv
import math
import random
import sys
from fractions import Fraction
from pathlib import Path

from mpmath import mp, mpf

from reference.catalogue import DEFINITIONS, FUNCTIONS
from reference.series import ORDERS, Series, lift

DATA = Path(__file__).resolve().parents[2] / "tests" / "data"
DIGITS = 700
mp.dps = DIGITS  # for what lists of formulas hold, too
STEPS = [60, 150, 400, 1000, 2500, 12000, 25000]  # digits that are tried until two answers agree


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
    if mp.isinf(value):
        return float(value)
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


VALUE_COLUMNS = "function,params,x,f,df,d2f,f_dec,df_dec,d2f_dec,kf,kd,kdd,flags".split(",")


def value_columns(function, x, p):
    """The columns f to kdd."""
    summands, whole = parts(function, x, p)
    values = [whole.derivative(order) for order in range(3)]
    return [rounded(y).hex() for y in values] + [decimal(y) for y in values] + [factor(s) for s in summands]


def print_values():
    mp.dps = DIGITS
    print(",".join(VALUE_COLUMNS))
    for function, names, sets, breaks in FUNCTIONS:
        for p in sets:
            for x in places(function, p, breaks(p)):
                flag = "kink" if x in [float(b) for b in breaks(p)] else ""
                print(",".join([function.__name__, parameter_list(names, p), x.hex()] +
                               value_columns(function, x, p) + [flag]))


def parameters_of(row):
    return [float.fromhex(pair.split("=")[1]) for pair in row["params"].split(";") if pair]


def value_row(row):
    """The row of reference_values.csv again, from its function, parameters and x."""
    mp.dps = DIGITS
    columns = value_columns(DEFINITIONS[row["function"]], float.fromhex(row["x"]), parameters_of(row))
    return dict(zip(VALUE_COLUMNS[3:], columns))


def agree(old, new):
    """Whether two lists of numbers are the same to 40 digits, or to 1e-10050 where they are tiny."""
    return all(a == b or abs(a - b) <= abs(b) * mpf(10)**-40 or max(abs(a), abs(b)) < mpf(10)**-10050
               for a, b in zip(old, new))


def on_edge(value):
    """Whether a value is halfway between two doubles, to 35 digits: then a far digit says how it rounds."""
    y = rounded(value)
    if y == 0 or math.isinf(y):
        return False
    halves = [(mpf(y) + mpf(math.nextafter(y, way))) / 2 for way in (-math.inf, math.inf)]
    return any(abs(value - half) < abs(half) * mpf(10)**-35 for half in halves)


def settled(function, x, p):
    """f, f' and f'' with as many digits as it takes: from the first on, enough to hold 1 beside x^3."""
    old = None
    least = 3 * abs(math.log10(abs(x))) if x else 0
    for mp.dps in [digits for digits in STEPS if digits > least + 40]:
        whole = parts(function, x, p)[1]
        new = [whole.derivative(order) for order in range(3)]
        last = mp.dps == STEPS[-1]
        if old and agree(old, new) and (last or not any(on_edge(y) for y in new)):
            return new
        old = new
    raise ArithmeticError(f"{function.__name__} does not settle at {x}")


def bounded_decimal(value):
    """With 25 digits; 0 below 1e-9999, inf above 1e9999."""
    if mp.isinf(value) or abs(value) > mpf(10)**9999:
        return "inf" if value > 0 else "-inf"
    return decimal(value if abs(value) >= mpf(10)**-9999 else 0)


def activation_row(row):
    """The row of activations.csv again; its factors k and flags are not computed."""
    values = settled(DEFINITIONS[row["function"]], float.fromhex(row["x"]), parameters_of(row))
    columns = [rounded(y).hex() for y in values] + [bounded_decimal(y) for y in values]
    return dict(zip(VALUE_COLUMNS[3:9], columns))


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
    mp.dps = DIGITS
    print("function,what,x,x_hi,x_lo,f,df,d2f")
    for function, names, sets, breaks in FUNCTIONS:
        for order, x, y in sorted(roots(function, sets[0]), key=lambda row: (row[0], row[1])):
            high = rounded(x)
            y[order] = mpf(0)
            print(",".join([function.__name__, "root of f" + "'" * order, mp.nstr(x, 40), high.hex(),
                            rounded(x - mpf(high)).hex()] + [mp.nstr(a, 25) for a in y[:3]]))


# The tables whose places are kept as they are: only what belongs to a place is computed.


def table_rows(path, delimiter=","):
    with open(path, encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table, delimiter=delimiter))


def same(old, new):
    """Whether two printed numbers are the same; the sign of a zero does not count."""
    zeros = ("0", "0.0", "0x0.0p+0")
    return old == new or (old.lstrip("-") in zeros and new.lstrip("-") in zeros)


def print_again(path, row_again):
    """The table with each row computed again from its function, its parameters and its place; zeros keep
    their signs."""
    rows = table_rows(path)
    table = csv.writer(sys.stdout, lineterminator="\n")
    table.writerow(rows[0])
    for row in rows:
        again = {column: new for column, new in row_again(row).items() if not same(row[column], new)}
        table.writerow((row | again).values())


def root_near(function, p, order, x):
    """The root of a derivative that lies within 1e-6 of x, to 50 digits."""
    low, high = x - mpf(10)**-6, x + mpf(10)**-6
    root = bisected(function, p, order, low, high, value(function, p, order, low))
    if root is None or abs(root - x) > mpf(10)**-7:
        raise ArithmeticError(f"{function.__name__} has no root of order {order} near {x}")
    return mpf(mp.nstr(root, 50))


def root_columns(function, p, order, x):
    root = root_near(function, p, order, x)
    high = rounded(root)
    y = [mp.nstr(value(function, p, o, root), 25) for o in range(3)]
    if order < 3:
        y[order] = "0"
    y = ["0" if abs(mpf(a)) < mpf(10)**-40 else a for a in y]
    return dict(zip(["x", "x_hi", "x_lo", "f", "df", "d2f"],
                    [mp.nstr(root, 40), high.hex(), rounded(root - mpf(high)).hex()] + y))


def steepest(function, p):
    """sup|f'|: the largest |f'| at the roots of f'', far out, and on both sides of where pieces may meet."""
    ends = [mpf(s) * a for a in (0, 0.5, 1, 2.5, 3, 6, 10**30) for s in (1, -1)]
    xs = [x + side * mpf(10)**-45 for x in ends for side in (-1, 0, 1)]
    xs += [root_near(function, p, 2, x) for order, x, _ in roots(function, p) if order == 2]
    return max(abs(value(function, p, 1, x)) for x in xs)


def point_row(row):
    """The row of reference_points.csv again."""
    mp.dps = 60
    p = next(sets[0] for function, _, sets, _ in FUNCTIONS if function.__name__ == row["function"])
    return root_columns(DEFINITIONS[row["function"]], p, row["what"].count("'"), mpf(row["x"]))


def critical_row(row, defaults):
    """The row of critical_points.csv again. Words for a place stay as they are."""
    mp.dps = 60
    function, p = DEFINITIONS[row["function"]], defaults[row["function"]]
    if row["what"] != "sup|f'|":
        return root_columns(function, p, row["what"].count("'"), mpf(row["x"]))
    sup = steepest(function, p)
    again = {"df": "+inf" if sup > mpf(10)**20 else mp.nstr(sup, 40)}
    if len(row["x"].lstrip("-")) > 30 and row["x"].lstrip("-").replace(".", "").isdigit():
        again["x"] = mp.nstr(root_near(function, p, 2, mpf(row["x"])), 40)
    return again


def defaults_in(path):
    """The parameters of a function's first row in activations.csv, which are its defaults."""
    found = {}
    for row in table_rows(path):
        found.setdefault(row["function"], parameters_of(row))
    return found
