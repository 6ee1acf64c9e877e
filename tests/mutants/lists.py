"""The lists that the mutants are made from: which tests guard a module, rules broken by name, survivors accepted."""

from pathlib import Path
from typing import NamedTuple

import yaml

ROOT = Path(__file__).parent.parent.parent
HERE = Path(__file__).parent
ALWAYS = ("rules.py", "effects.py", "relations.py", "checks.py")
"""Names of the files in which a room keeps its rules: none of them may be left out."""


class Named(NamedTuple):
    """A rule that is broken on purpose: `old` becomes `new` in a file, and `tests` must fail."""

    rule: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]


class Accepted(NamedTuple):
    """A mutant that no test notices, and why none needs to notice it. `old` and `new` are the line before and after."""

    file: str
    old: str
    new: str
    why: str


def guarded_by() -> dict[str, tuple[str, ...]]:
    """By module, the tests that guard it."""
    return {module: tuple(tests) for module, tests in _read("guarded_by.yaml").items()}


def named() -> list[Named]:
    """The rules broken by name."""
    return [Named(**{**row, "tests": tuple(row["tests"])}) for row in _read("named.yaml")]


def accepted() -> list[Accepted]:
    """The survivors that are accepted."""
    return [Accepted(**row) for row in _read("accepted.yaml") or []]


def _read(name: str):
    return yaml.safe_load((HERE / name).read_text(encoding="utf-8"))


def faults(root: Path = ROOT) -> list[str]:
    """Everything in the lists that no longer agrees with the project."""
    return [*_modules(root), *_named(root), *_accepted(root)]


def _modules(root: Path) -> list[str]:
    known = guarded_by()
    found = [
        f"guarded_by.yaml: there is no {module}; name the file it became" for module in known if _gone(root, module)
    ]
    found += [
        f"guarded_by.yaml: {module}: there is no {test}"
        for module, tests in known.items()
        for test in tests
        if _gone(root, test)
    ]
    rooms = (path for name in ALWAYS for path in (root / "inspect/rasoat").rglob(name))
    left_out = {str(path.relative_to(root)) for path in rooms} - known.keys()
    return found + [f"guarded_by.yaml: {module} holds rules; say which tests guard it" for module in sorted(left_out)]


def _named(root: Path) -> list[str]:
    found = []
    for one in named():
        count = 0 if _gone(root, one.file) else (root / one.file).read_text(encoding="utf-8").count(one.old)
        if count != 1:
            found.append(
                f"named.yaml: “{one.rule}”: its text stands {count} times in {one.file}, not once: {one.old!r}"
            )
        found += [f"named.yaml: “{one.rule}”: there is no {test}" for test in one.tests if _gone(root, test)]
    return found


def _accepted(root: Path) -> list[str]:
    return [
        f"accepted.yaml: this line no longer stands in {one.file}: {one.old!r}"
        for one in accepted()
        if _gone(root, one.file)
        or one.old not in map(str.strip, (root / one.file).read_text(encoding="utf-8").splitlines())
    ]


def _gone(root: Path, path: str) -> bool:
    return not (root / path.partition("::")[0]).exists()
