"""Compares rows of tests/data with what their definitions give."""
import random
import sys
from collections import Counter

from reference import formulas, gradients, networks, neurons, values
from reference.values import DATA

DEFAULTS = values.defaults_in(DATA / "activations.csv")

# Table, what separates its columns, how a row is made again, and how much longer that takes than most
# rows do: of slow ones a sample has fewer.
TABLES = [
    ("activations.csv", ",", values.activation_row, 1),
    ("critical_points.csv", ",", lambda row: values.critical_row(row, DEFAULTS), 8),
    ("reference_values.csv", ",", values.value_row, 1),
    ("reference_points.csv", ",", values.point_row, 1),
    ("holes.csv", ";", formulas.hole_row, 1),
    ("limits.csv", ";", formulas.limit_row, 1),
    ("beyond.csv", ";", formulas.beyond_row, 1),
    ("mean_field.csv", ",", networks.mean_field_row, 4),
    ("moments.csv", ";", formulas.moment_row, 4),
    ("gradients.csv", ",", gradients.gradient_row, 1),
]
# Of a table with rows that are not computed again, the reason, or None.
REASONS = {"gradients.csv": gradients.reason_to_leave}


def told(row):
    """Which row it is, in words."""
    keys = ("formula", "function", "params", "what", "section", "activation", "init", "sigma_w", "sigma_b", "depth",
            "width", "batch", "layer", "quantity", "x", "note")
    return ", ".join(f"{key} {row[key]}" for key in keys if row.get(key))


def faults_of(table, row, again):
    return [f"{table}: the row with {told(row)}: column {column} holds {row[column]}, but its definition gives {new}"
            for column, new in again.items() if not values.same(row[column], new)]


def rows_to_compare(table, delimiter):
    """The table's rows that can be computed again; of the others it says how many and why."""
    reason_of = REASONS.get(table, lambda row: None)
    rows = [(row, reason_of(row)) for row in values.table_rows(DATA / table, delimiter)]
    for reason, count in Counter(reason for _, reason in rows if reason).items():
        print(f"{table}: {count} rows are not computed: {reason}")
    return [row for row, reason in rows if reason is None]


def check(sample, seed):
    """Compares so many rows of every table, all of them where `sample` is None; returns whether all agree."""
    generator = random.Random(seed)
    faults = [f"scripts/reference/neurons.py: {name} is not as the catalogue defines it" for name in neurons.faults()]
    compared = 0
    for table, delimiter, row_again, cost in TABLES:
        rows = rows_to_compare(table, delimiter)
        if sample is not None:
            rows = generator.sample(rows, min(len(rows), -(-sample // cost)))
        for row in rows:
            faults += faults_of(table, row, row_again(row))
        compared += len(rows)
    for fault in faults:
        print(fault, file=sys.stderr)
    print(f"{compared} rows of {len(TABLES)} tables compared (seed {seed}), {len(faults)} numbers differ")
    return not faults
