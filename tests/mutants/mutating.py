"""The mutants of one module, made by cosmic-ray: each is the module's text with one small change."""

import ast
import difflib
import random
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

from cosmic_ray.commands import init
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator
from cosmic_ray.work_db import use_db
from cosmic_ray.work_item import MutationSpec

MEANT = re.compile(
    r"core/(Replace(ComparisonOperator_(Eq_NotEq|NotEq_Eq|Is_IsNot|IsNot_Is|Lt_(LtE|Gt)|LtE_(Lt|Gt)|Gt_(GtE|Lt)|GtE_(Gt|Lt))"
    r"|BinaryOperator_(Add_Sub|Sub_Add|Mul_FloorDiv|FloorDiv_Mul|Mod_FloorDiv)"
    r"|UnaryOperator_(Delete_Not|USub_UAdd)|TrueWithFalse|FalseWithTrue|AndWithOr|OrWithAnd|BreakWithContinue|ContinueWithBreak)"
    r"|AddNot|NumberReplacer|RemoveDecorator|ZeroIterationForLoop|ExceptionReplacer)"
)
"""The operators whose mutants could be somebody's mistake. The others (`a + b` becomes `a ** b`, `A | None` in a type)
fail at the first call, and would only make the share of the noticed ones look better."""

NO_RULE = ("@dataclass", "@lru_cache", "@cache", "@property", "@overload", "@contextmanager")
"""Lines that begin so say how values are kept, not what is allowed: nobody is wronged when a cache holds one more."""


@dataclass(frozen=True)
class Mutant:
    """One small change: the module's whole text with it, the line before and after, the lines of its statement."""

    text: str
    old: str
    new: str
    lines: range


def mutants_of(module: Path) -> list[Mutant]:
    """All mutants of a module, in the order of its lines."""
    source = module.read_text(encoding="utf-8")
    lines = source.splitlines()
    found = []
    for one in _mutations(module):
        meant = MEANT.fullmatch(one.operator_name)
        if not meant or lines[one.start_pos[0] - 1].lstrip().startswith(NO_RULE):
            continue
        text = mutate_code(source, get_operator(one.operator_name)(), one.occurrence)
        if not _compiles(text):
            continue
        found.append(Mutant(text, *_differing(source, text), _statement(source, one.start_pos[0])))
    return sorted(found, key=lambda mutant: mutant.lines.start)


def replacement(file: Path, old: str, new: str) -> Mutant:
    """The mutant of a rule that is broken by name: one text, which stands once in the file, in place of another."""
    source = file.read_text(encoding="utf-8")
    first = source[: source.index(old)].count("\n") + 1
    own = (_statement(source, line) for line in range(first, first + old.count("\n") + 1))
    lines = sorted({line for lines in own for line in lines})
    return Mutant(source.replace(old, new), old, new, range(lines[0], lines[-1] + 1))


def sample_of(mutants: list[Mutant], size: int, seed: str) -> list[Mutant]:
    """At most `size` of the mutants, the same ones for the same seed, in their order; 0: all."""
    if not size or len(mutants) <= size:
        return mutants
    return [mutants[place] for place in sorted(random.Random(seed).sample(range(len(mutants)), size))]


def _mutations(module: Path) -> list[MutationSpec]:
    with tempfile.TemporaryDirectory() as folder, use_db(str(Path(folder) / "mutants.sqlite")) as made:
        init([module], made, {})
        return [mutation for item in made.work_items for mutation in item.mutations]


def _compiles(text: str) -> bool:
    try:
        compile(text, "", "exec")
    except SyntaxError:
        return False
    return True


def _differing(source: str, text: str) -> tuple[str, str]:
    """The first line that differs, before and after, as accepted.yaml names it."""
    told = [line for line in difflib.ndiff(source.splitlines(), text.splitlines()) if line[2:].strip()]
    return tuple(next((line[2:].strip() for line in told if line[0] == sign), "") for sign in "-+")


def _statement(source: str, line: int) -> range:
    """The lines of the smallest statement around a line; of one with a body, those before its body."""
    best = range(1, len(source.splitlines()) + 1)
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.stmt):
            continue
        body = getattr(node, "body", None)
        own = range(node.lineno, max(node.lineno + 1, body[0].lineno) if body else node.end_lineno + 1)
        if line in own and len(own) <= len(best):
            best = own
    return best
