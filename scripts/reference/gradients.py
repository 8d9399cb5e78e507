"""The rows of gradients.csv again: each section by the module that has its definition, and compared as the row's
column `tol` says."""
import math

from mpmath import mp, mpf

from reference import fixture, learning, predictions, racing, simulation
from reference.networks import parameter
from reference.simulation import STANDARD_ERRORS

DIGITS = 30
WORK_MOST = 1e7  # a network with more weights takes longer than 2 s,
STEPS_MOST = 1000  # and so do more steps of the race


def is_theory(row):
    return row["section"] == "theory" or (row["section"] == "mc" and "theory" in row["quantity"])


def reason_to_leave(row):
    """Why a row is not computed again, or None."""
    if row["tol"] == "info":
        return "they are for information and have no tolerance"
    if row["quantity"].startswith(("loss_min", "loss_max", "test_acc_mean")):
        return "extremes and mean shares of the race have no standard error that ten networks would tell"
    if simulation.np is None and is_random(row):
        return "random networks need the Python package numpy"
    if row["tol"] == "statistical" and learning.steps_of(row) > STEPS_MOST:
        return "races so long take more than 2 s"
    if row["section"] == "mc" and is_random(row) and int(row["depth"]) * int(row["width"])**2 > WORK_MOST:
        return "networks so large take more than 2 s"
    return None


def is_random(row):
    """Whether many networks make the value, in numpy."""
    return row["tol"] == "statistical" or (row["section"] == "mc" and not is_theory(row))


def sigmas(row):
    """sigma_w and sigma_b; printed square roots stand for exact ones, whose square is rounded once."""
    return [math.sqrt(float(parameter(row[column] or "0")**2)) for column in ("sigma_w", "sigma_b")]


def exact_value(row):
    if row["section"] == "fixture":
        return fixture.fixture_value(row, *sigmas(row))
    if row["section"] == "race":
        return racing.race_value(row)
    if row["section"] == "bound":
        return predictions.bound_value(row)
    if is_theory(row):
        return predictions.theory_value(row, *sigmas(row))
    return predictions.meanfield_value(row, *sigmas(row))


def close(row, value):
    """Within the tolerance: an absolute one for sums of logarithms over layers and for zeros, else a relative one."""
    if row["tol"] == "exact":
        return row["value"] == str(value)
    printed = mpf(row["value"])  # one is 4.5e-531
    if printed == value:
        return True
    absolute = printed == 0 or (is_theory(row) and row["quantity"].startswith(("log10_", "slope_")))
    return abs(value - printed) <= mpf(row["tol"]) * (1 if absolute else abs(printed))


def simulated_value(row):
    """What networks drawn here give, and whether the printed value agrees."""
    if row["tol"] == "statistical":
        return learning.learned(row, *sigmas(row))
    return simulated_mean(row)


def simulated_mean(row):
    """The mean of networks drawn here, and whether the printed one is within four standard errors of the difference.
    Of the two estimates of the spread, the table's and that of the few networks here, the larger counts."""
    module = racing if row["section"] == "race" else simulation
    mean, spread, count = module.simulated(row, *sigmas(row))
    error = float(row["stderr"])
    spread = max(spread, error * math.sqrt(int(row["n"])))
    return mean, abs(mean - float(row["value"])) <= STANDARD_ERRORS * math.hypot(error, spread / math.sqrt(count))


def gradient_row(row):
    """The value in a row again: as it is printed where it agrees; nothing where it is not computed."""
    if reason_to_leave(row):
        return {}
    with mp.workdps(DIGITS):
        if row["tol"] in ("4 se", "statistical"):
            value, agrees = simulated_value(row)
        else:
            value = exact_value(row)
            agrees = close(row, value)
        return {"value": row["value"] if agrees else mp.nstr(value, 16) if isinstance(value, float) else str(value)}
