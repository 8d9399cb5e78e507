#!/usr/bin/env python3
"""Writes the arrays that the tests of src/base/npy.c and src/app/content.c read, and what numpy
reads in them: tests/data/numpy/kinds/*.npy, *.npz and expected.csv (file, rows, columns, values as C
hexadecimals). Needs numpy; run from the repository's root: python3 scripts/arrays.py"""
import io
import pathlib
import zipfile

import numpy as np

FOLDER = pathlib.Path("tests/data/numpy/kinds")

VALUES = {
    "b1": [True, False, True, True, False, False],
    "i1": [-128, -1, 0, 1, 127, 5],
    "i2": [-32768, -2, 0, 1, 32767, 258],
    "i4": [-(2**31), -3, 0, 1, 2**31 - 1, 16909060],
    "i8": [-(2**63), -(2**53), 0, 2**53, 2**62 + 2**30, 72057594037927936],
    "u1": [0, 1, 127, 128, 255, 5],
    "u2": [0, 1, 32768, 65535, 258, 7],
    "u4": [0, 1, 2**31, 2**32 - 1, 16909060, 7],
    "u8": [0, 1, 2**63, 2**64 - 2048, 2**53 + 2, 7],
    "f2": [0.0, -0.0, 6e-8, 65504.0, np.nan, -np.inf, 0.333, -1.5, 6.1e-5],
    "f4": [0.1, -0.0, 1e-45, 3.4028235e38, np.nan, np.inf],
    "f8": [0.1, -0.0, 5e-324, 1.7976931348623157e308, np.nan, -np.inf],
}


def expected_row(name, array):
    numbers = array.astype(np.float64)
    rows, columns = numbers.shape if numbers.ndim == 2 else (0, 0)
    values = " ".join("nan" if np.isnan(v) else float(v).hex() for v in numbers.ravel())
    return f"{name},{rows},{columns},{values}\n"


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    expected = "file,rows,columns,values\n"
    for code, values in VALUES.items():
        for order in "<>" if code[1] != "1" else "|":
            array = np.array(values, dtype=order + code).reshape(-1, 3)
            layouts = {"c": array, "f": np.asfortranarray(array), "one": array.ravel()}
            for layout, held in layouts.items():
                name = f"{'le' if order == '<' else 'be' if order == '>' else 'no'}_{code}_{layout}.npy"
                np.save(FOLDER / name, held)
                expected += expected_row(name, held)
    cube = np.arange(24, dtype="<f4").reshape(2, 3, 4)
    for name, held in {"cube_c.npy": cube, "cube_f.npy": np.asfortranarray(cube)}.items():
        np.save(FOLDER / name, held)
        expected += expected_row(name, held)
    np.save(FOLDER / "scalar_i2.npy", np.int16(-7))
    expected += expected_row("scalar_i2.npy", np.int16(-7))
    (FOLDER / "expected.csv").write_text(expected)

    for name, held in {
        "complex.npy": np.zeros(2, "c8"), "date.npy": np.zeros(2, "M8[s]"),
        "span.npy": np.zeros(2, "m8[s]"), "text.npy": np.array(["a", "b"]),
        "bytes.npy": np.array([b"a"]), "raw.npy": np.zeros(2, "V2"),
        "long.npy": np.zeros(2, "g"), "beyond_i8.npy": np.array([1, 2**53 + 1]),
        "beyond_u8.npy": np.array([2**64 - 1], "u8"),
    }.items():
        np.save(FOLDER / name, held)

    z1, z2 = np.array([[0.5, -1.5], [2, 3]], "f4"), np.array([7, 8, 9], "i8")
    np.savez(FOLDER / "stored.npz", fc1=z1, fc2=z2)
    np.savez_compressed(FOLDER / "deflated.npz", fc1=z1, fc2=z2)
    np.savez(FOLDER / "one.npz", z1)
    np.savez(FOLDER / "with_step.npz", step=np.array(400), z=z1, names=np.array(["a"]))
    np.savez(FOLDER / "no_numbers.npz", names=np.array(["a"]), c=np.zeros(2, "c8"))
    for name, method in {"bzip2.npz": zipfile.ZIP_BZIP2, "lzma.npz": zipfile.ZIP_LZMA}.items():
        held = io.BytesIO()
        np.save(held, z1)
        with zipfile.ZipFile(FOLDER / name, "w", method) as archive:
            archive.writestr("fc1.npy", held.getvalue())


if __name__ == "__main__":
    main()
