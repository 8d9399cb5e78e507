#!/usr/bin/env python3
"""Asks whether the tests would notice: makes small mistakes in the sources, one at a time, and looks
which tests fail.

    scripts/mutate.py                    all mutations of tests/mutations.txt
    scripts/mutate.py --only race        those with "race" in their file's name, text or tests
    scripts/mutate.py --list             names them, with the tests that should see each
    scripts/mutate.py -j 4               four at a time
    scripts/mutate.py --check            makes none: whether each could be made, and its tests are there

A mutation that makes one of its tests fail, or not build, is killed; else it survives. Its tests run in
their order, up to the first that fails. All happens in copies of the working tree under build/mutate,
which are kept, so that the next run builds only what has changed. Needs python3 and what the tests need.

The exit status is 1 if a mutation survives that the table does not expect to, or if the table is wrong:
a text that is not found exactly once, a mutation that does not compile, or a test that fails without any.
"""

import argparse
import concurrent.futures
import os
import queue
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "tests" / "mutations.txt"
SCRATCH = ROOT / "build" / "mutate"
LIMIT = 60  # seconds that a test may take; a mutation that makes it hang is noticed, too


class TableError(Exception):
    """The table says something that cannot be."""


class Mutation:
    """One row of the table: a text of a file, what replaces it, and who should see that."""

    def __init__(self, file, tests, line):
        self.file, self.tests, self.line = file, tests, line
        self.old, self.new, self.reason = [], [], []

    def name(self):
        old, new = (" ".join(" ".join(text).split()) for text in (self.old, self.new))
        return f"{self.file}: {old}  ->  {new or '(nothing)'}"

    def apply(self, source):
        old = "\n".join(self.old)
        found = source.count(old)
        if found != 1:
            raise TableError(f"found {found} times, not once")
        return source.replace(old, "\n".join(self.new))


def read_table(path):
    """The table's format is explained at its beginning."""
    mutations, file, tests, last = [], None, [], ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        kind, rest = line[:1], line[2:]
        if kind in ("", "#"):
            last = ""
        elif kind == "=":
            file, _, names = rest.partition(": ")
            tests = names.split()
        elif kind == "-" and file:
            if last != "-":
                mutations.append(Mutation(file, tests, number))
            mutations[-1].old.append(rest)
        elif kind == "+" and last in "-+":
            mutations[-1].new.append(rest)
        elif kind == "?" and mutations:
            mutations[-1].tests = rest.split()
        elif kind == "!" and mutations:
            mutations[-1].reason.append(rest)
        else:
            sys.exit(f"{path}:{number}: cannot read this line: {line}")
        last = kind
    return mutations


def cmake_words(text, lists):
    """The words of a CMake command, with ${LIST} replaced by what a set or list command gave it."""
    words = []
    for word in text.split():
        named = re.fullmatch(r"\$\{(\w+)\}", word)
        words += lists.get(named.group(1), [word]) if named else [word.strip('"')]
    return words


def each_value(words):
    """What a foreach's variable becomes."""
    if words[:1] != ["RANGE"]:
        return words
    first, last = (int(word) for word in words[1:3])
    return [str(number) for number in range(first, last + 1)]


def tests_of(path):
    """The names of the tests that a CMakeLists.txt adds, read as far as tests are named in this project."""
    text = re.sub(r"(?m)#.*$", "", path.read_text(encoding="utf-8"))
    lists, loops, names = {}, [], set()
    for command, inside in re.findall(r"(?m)^\s*(\w+)\(([^()]*)", text):
        words = cmake_words(inside, lists)
        if command == "set":
            lists[words[0]] = words[1:]
        elif command == "list" and words[0] == "APPEND":
            lists.setdefault(words[1], []).extend(words[2:])
        elif command == "foreach":
            loops.append((f"${{{words[0]}}}", each_value(words[1:])))
        elif command == "endforeach":
            loops.pop()
        elif command == "actscope_test" or words[:1] == ["NAME"]:
            found = [words[0] if command == "actscope_test" else words[1]]
            for variable, values in loops:
                found = [name.replace(variable, value) for name in found for value in values]
            names |= set(found)
    return {name for name in names if "${" not in name}


def check_table(mutations):
    """What is wrong with the table, as far as can be said without a build."""
    tests = set().union(*(tests_of(path) for path in (ROOT / "tests").rglob("CMakeLists.txt")))
    for mutation in mutations:
        path = ROOT / mutation.file
        where = f"tests/mutations.txt:{mutation.line}: {mutation.name()}"
        try:
            mutation.apply(path.read_text(encoding="utf-8"))
        except (TableError, OSError) as error:
            yield f"{where}: {error}"
        unknown = [test for test in mutation.tests if test not in tests]
        if unknown or not mutation.tests:
            yield f"{where}: no such test: {' '.join(unknown) or '(none named)'}"


def run(*command, **options):
    return subprocess.run(command, capture_output=True, text=True, errors="replace", check=False, **options)


class Tree:
    """A copy of the working tree with a build folder of its own."""

    def __init__(self, number):
        self.source = SCRATCH / f"source-{number}"
        self.build = SCRATCH / f"build-{number}"
        self.targets = set()

    def copy_sources(self):
        """Copies what differs; files that stay keep their times, so that little is built again."""
        listed = run("git", "-C", str(ROOT), "ls-files", "-co", "--exclude-standard", "-z").stdout
        names = {name for name in listed.split("\0") if name and (ROOT / name).is_file()}
        for name in names:
            here, there = ROOT / name, self.source / name
            if not there.is_file() or there.read_bytes() != here.read_bytes():
                there.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(here, there)
        for there in self.source.rglob("*"):
            if there.is_file() and str(there.relative_to(self.source)) not in names:
                there.unlink()

    def configure(self):
        options = ["-DCMAKE_C_FLAGS_RELEASE=-O1"]  # builds fast, and is fast enough
        if shutil.which("ccache"):
            options.append("-DCMAKE_C_COMPILER_LAUNCHER=ccache")
        done = run("cmake", "--preset", "release", "-G", "Ninja", "-B", str(self.build), *options,
                   cwd=self.source)
        if done.returncode != 0:
            sys.exit(done.stdout + done.stderr)
        listed = run("ninja", "-C", str(self.build), "-t", "targets", "all").stdout
        self.targets = {line.split(":")[0] for line in listed.splitlines()}

    def builds(self, tests, jobs):
        """Builds what the tests run: a program of their name, or for a script all that scripts use."""
        programs = set()
        for test in tests:
            known = test in self.targets
            programs |= {test} if known else {"actscope", "picture_compare", "monkey"}
        done = run("ninja", "-C", str(self.build), f"-j{jobs}", *sorted(programs))
        return done.returncode == 0, done.stdout + done.stderr

    def failing(self, tests, jobs=1):
        """Which of the tests do not pass; all of them where one is not there."""
        names = "|".join(re.escape(test) for test in tests)
        done = run("ctest", "--test-dir", str(self.build), "-R", f"^({names})$", "-j", str(jobs),
                   "--no-tests=error", "--timeout", str(LIMIT))
        ran = re.findall(r"^ *\d+/\d+ Test +#\d+: (\S+) .*?(Passed|Failed|Timeout|Exception|Not Run|Skipped)",
                         done.stdout, re.M)
        if len(ran) < len(tests):
            return list(tests)
        return [test for test, word in ran if word != "Passed"]


def look(tree, mutation, jobs):
    """Returns (word, detail): killed, survived, or why the row is wrong."""
    path = tree.source / mutation.file
    source = path.read_text(encoding="utf-8") if path.is_file() else ""
    try:
        path.write_text(mutation.apply(source), encoding="utf-8")
    except TableError as error:
        return "does not apply", str(error)
    except OSError as error:
        return "does not apply", str(error)
    try:
        built, words = tree.builds(mutation.tests, jobs)
        if not built:
            wrong = [line for line in words.splitlines() if "error:" in line]
            return "does not compile", wrong[0] if wrong else words[-200:]
        for test in mutation.tests:
            if tree.failing([test]):
                return "killed", f"by {test}"
        return "survived", "seen by none of " + ", ".join(mutation.tests)
    finally:
        path.write_text(source, encoding="utf-8")


def check_unmutated(tree, mutations, jobs):
    """A test that fails anyway would kill everything."""
    tests = sorted({test for mutation in mutations for test in mutation.tests})
    built, words = tree.builds(tests, jobs)
    if not built:
        sys.exit(words[-4000:])
    failing = tree.failing(tests, jobs)
    if failing:
        sys.exit("without any mutation these tests fail, or are not there: " + ", ".join(failing))


def judge(mutation, word):
    """Whether this is what the table says."""
    return word == ("survived" if mutation.reason else "killed")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", metavar="PATTERN", help="a regular expression")
    parser.add_argument("--list", action="store_true", help="name the mutations and end")
    parser.add_argument("--check", action="store_true", help="read the table and end, with 1 if it has aged")
    parser.add_argument("-j", type=int, default=1, metavar="N", help="mutations at a time, each in a tree of its own")
    wish = parser.parse_args()
    mutations = [m for m in read_table(TABLE)
                 if re.search(wish.only, f"{m.name()} {' '.join(m.tests)}")]
    if wish.check:
        wrong = list(check_table(mutations))
        print("\n".join(wrong) or f"{len(mutations)} mutations can be made")
        return 1 if wrong else 0
    if wish.list:
        for mutation in mutations:
            print(f"{mutation.name()}\n    {', '.join(mutation.tests)}")
            if mutation.reason:
                print(f"    survives: {' '.join(mutation.reason)}")
        print(f"{len(mutations)} mutations")
        return 0
    if not mutations:
        sys.exit(f"no mutation matches {wish.only}")

    trees = queue.Queue()
    each = max(1, (os.cpu_count() or 1) // wish.j)
    for number in range(wish.j):
        tree = Tree(number)
        tree.copy_sources()
        tree.configure()
        trees.put(tree)
    print(f"{len(mutations)} mutations; first their tests without any", flush=True)
    first = trees.get()
    check_unmutated(first, mutations, os.cpu_count() or 1)
    trees.put(first)

    def one(mutation):
        tree = trees.get()
        began = time.monotonic()
        try:
            word, detail = look(tree, mutation, each)
        finally:
            trees.put(tree)
        mark = "" if judge(mutation, word) else "  <---"
        print(f"{word:9} {mutation.name()}\n          {detail}, {time.monotonic() - began:.0f} s{mark}", flush=True)
        return mutation, word

    with concurrent.futures.ThreadPoolExecutor(wish.j) as pool:
        results = list(pool.map(one, mutations))

    counts = {}
    for _, word in results:
        counts[word] = counts.get(word, 0) + 1
    print("\n" + ", ".join(f"{n} {word}" for word, n in sorted(counts.items())) +
          f": {100 * counts.get('killed', 0) / len(results):.1f} % killed")
    for mutation, word in results:
        if mutation.reason and word == "survived":
            print(f"survives as the table says: {mutation.name()}\n    {' '.join(mutation.reason)}")
    wrong = [(mutation, word) for mutation, word in results if not judge(mutation, word)]
    for mutation, word in wrong:
        print(f"tests/mutations.txt:{mutation.line}: {word}: {mutation.name()}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
