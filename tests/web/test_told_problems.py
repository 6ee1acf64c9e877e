"""What docstrings say of problems is true: each key they name is in the catalogue, and each of the catalogue is raised."""

import re
from pathlib import Path

import rasoat
from rasoat.problems import CATALOGUE

ROOT = Path(rasoat.__file__).parent
SOURCES = {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in ROOT.rglob("*.py")}
WHOLE = "\n".join(SOURCES.values())
NAMED = re.compile(r"[`\"]([a-z_]+)\.([a-z_]+)[`\"]")
RAISED = re.compile(r'Raises?\b.*?(?=\n\n|"""|`\*`)', re.DOTALL)


def keys_named(source: str) -> set[str]:
    """The keys of problems that the docstrings of a source file say are raised."""
    told = " ".join(RAISED.findall(source))
    # `documents.read` is a function of a room, not a problem.
    return {f"{group}.{name}" for group, name in NAMED.findall(told) if f"def {name}(" not in WHOLE}


def test_every_problem_that_a_docstring_names_exists() -> None:
    unknown = {(name, key) for name, source in SOURCES.items() for key in keys_named(source) - CATALOGUE.keys()}
    assert unknown == set()


def test_every_problem_of_the_catalogue_is_raised() -> None:
    raising = "\n".join(source for name, source in SOURCES.items() if name != "problems.py")
    assert {key for key in CATALOGUE if f'"{key}"' not in raising} == set()
