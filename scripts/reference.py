#!/usr/bin/env python3
"""Makes the reference rows in tests/data from definitions, in Python (python3-mpmath; networks drawn at random
need python3-numpy, too), without any of actscope's C code, and compares rows that are there with their definitions.

    scripts/reference.py TABLE > tests/data/TABLE.csv     prints a table (a few seconds to minutes)
    scripts/reference.py check [--sample N] [--seed S]    compares rows: all, or about N of every table

TABLE is activations, critical_points, reference_values, reference_points, holes, limits, beyond,
mean_field, moments or gradients. The first two, mean_field and gradients keep the places and parameters that the
table has now, and compute what belongs to them; gradients keeps numbers within the row's tolerance, too.

Each function is written once, from its definition (reference/catalogue.py), and computed with Taylor
coefficients (reference/series.py): the derivatives come from the rules of arithmetic, not from formulas
that somebody derived. The columns are those of tests/data/README.md."""
import argparse
import random
import sys

sys.dont_write_bytecode = True
try:
    import mpmath  # noqa: F401
except ImportError:
    sys.exit("reference.py needs the Python package mpmath (Debian, Fedora: python3-mpmath; Arch: python-mpmath)")

from reference import check, formulas, gradients, networks, values  # noqa: E402

PRINTERS = {
    "activations": lambda: values.print_again(check.DATA / "activations.csv", values.activation_row),
    "critical_points": lambda: values.print_again(check.DATA / "critical_points.csv",
                                                  lambda row: values.critical_row(row, check.DEFAULTS)),
    "reference_values": values.print_values, "reference_points": values.print_points,
    "holes": formulas.print_holes, "limits": formulas.print_limits, "beyond": formulas.print_beyond,
    "mean_field": lambda: values.print_again(check.DATA / "mean_field.csv", networks.mean_field_row),
    "moments": formulas.print_moments,
    "gradients": lambda: values.print_again(check.DATA / "gradients.csv", gradients.gradient_row),
}


def main():
    parser = argparse.ArgumentParser(description="Reference rows of tests/data, from definitions.")
    parser.add_argument("what", choices=[*PRINTERS, "check"], help="a table to print, or check")
    parser.add_argument("--sample", type=int, metavar="N", help="check about N rows of every table")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6),
                        help="which rows check takes; another at every run")
    options = parser.parse_args()
    if options.what == "check":
        sys.exit(0 if check.check(options.sample, options.seed) else 1)
    PRINTERS[options.what]()


if __name__ == "__main__":
    main()
