"""Formulas: near their holes, on both sides of places where something happens, where doubles overflow on the
way, and expectations of their squares over a normal density."""
import math

from mpmath import mp, mpf

from reference.series import (Series, acos, acosh, asin, cbrt, cos, erf, exp, greater, log, sigmoid, sin, size,
                              sqrt, tanh)
from reference.values import DIGITS, rounded

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
    mp.dps = DIGITS
    print("formula;x;f;df;d2f")
    for text, function, hole, *side in HOLES:
        parts = [a for a in (1, -1, 0.43, -0.71) if not side or (a > 0) == (side[0] == "right")]
        xs = [float(hole) + part * 10.0**-power for power in range(1, 13) for part in parts]
        if float(hole) != hole:
            xs += [math.nextafter(float(hole), x) for x in (-math.inf, float(hole), math.inf)]
        for x in xs:
            print(";".join([text, x.hex()] + hole_columns(function, x)))


def hole_columns(function, x):
    mp.dps = DIGITS
    y = function(Series([mpf(x), mpf(1), mpf(0), mpf(0)]))
    return [rounded(y.derivative(n)).hex() for n in range(3)]


def hole_row(row):
    """The row of holes.csv again; where a formula has several holes, its definition is the same."""
    function = next(function for text, function, *_ in HOLES if text == row["formula"])
    return dict(zip(["f", "df", "d2f"], hole_columns(function, float.fromhex(row["x"]))))


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


LIMIT_COLUMNS = "formula;x;kind;left_f;left_df;left_d2f;right_f;right_df;right_d2f;value;strict".split(";")
FAR_DIGITS = 1500


def limit_columns(text, place):
    """All columns but the formula; `place` is a number, or says which multiple of pi."""
    mp.dps = FAR_DIGITS
    multiples = {"pi": mp.pi * 1, "pi/2": mp.pi / 2}
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
    return [float(nearest).hex(), kind] + [plain(y) for y in left + right + [value, strict]]


def plain(y):
    return mp.nstr(y, 20).replace("+", "")


def print_limits():
    print(";".join(LIMIT_COLUMNS))
    for text, xs in LIMITS:
        for place in xs:
            print(";".join([text] + limit_columns(text, place)))


def limit_row(row):
    """The row of limits.csv again."""
    nearest = {math.pi.hex(): "pi", (math.pi / 2).hex(): "pi/2"}
    place = nearest.get(row["x"], float.fromhex(row["x"]))
    return dict(zip(LIMIT_COLUMNS[1:], limit_columns(row["formula"], place)))


def beyond_columns(text, x):
    mp.dps = FAR_DIGITS
    at = mpf(x)
    return [plain(y) for y in slopes_at(text, at, abs(at) * mpf(10)**-400)]


def print_beyond():
    print("formula;x;f;df;d2f")
    for text, xs in BEYOND:
        for x in xs:
            print(";".join([text, float(x).hex()] + beyond_columns(text, x)))


def beyond_row(row):
    """The row of beyond.csv again."""
    return dict(zip(["f", "df", "d2f"], beyond_columns(row["formula"], float.fromhex(row["x"]))))


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


# Formulas with singular places and fast tails, f and f' as mpmath has them, and where their
# expectations over N(0, 1) are split; None where the integral diverges.
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


def moment_columns(f, slope, places):
    mp.dps = 50
    return [mp.nstr(moment(y, places), 17).replace("+", "") for y in (f, slope)]


def print_moments():
    print("formula;a;bp")
    for text, f, slope, places in MOMENTS:
        print(";".join([text] + moment_columns(f, slope, places)))


def moment_row(row):
    """The row of moments.csv again."""
    f, slope, places = next(rest for text, *rest in MOMENTS if text == row["formula"])
    return dict(zip(["a", "bp"], moment_columns(f, slope, places)))
