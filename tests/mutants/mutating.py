"""The mutants of one module, made by cosmic-ray and tried one after the other."""

import random
import re
import shlex
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from cosmic_ray.commands import init
from cosmic_ray.mutating import mutate_and_test
from cosmic_ray.work_db import use_db
from cosmic_ray.work_item import MutationSpec, TestOutcome, WorkResult

from tests.mutants import lists
from tests.mutants.lists import Accepted

MEANT = re.compile(
    r"core/(Replace(ComparisonOperator_(Eq_NotEq|NotEq_Eq|Is_IsNot|IsNot_Is|Lt_(LtE|Gt)|LtE_(Lt|Gt)|Gt_(GtE|Lt)|GtE_(Gt|Lt))"
    r"|BinaryOperator_(Add_Sub|Sub_Add|Mul_FloorDiv|FloorDiv_Mul|Mod_FloorDiv)"
    r"|UnaryOperator_(Delete_Not|USub_UAdd)|TrueWithFalse|FalseWithTrue|AndWithOr|OrWithAnd|BreakWithContinue|ContinueWithBreak)"
    r"|AddNot|NumberReplacer|RemoveDecorator|ZeroIterationForLoop|ExceptionReplacer)"
)
"""The operators whose mutants could be somebody's mistake. The others (`a + b` becomes `a ** b`, `A | None` in a type)
fail at the first call, and would only make the share of the noticed ones look better."""

NO_RULE = ("@dataclass", "@lru_cache", "@cache")
"""Lines that begin so say how values are kept, not what is allowed: nobody is wronged when a cache holds one more."""


@dataclass
class Tally:
    """The results for the mutants of one module."""

    module: str
    made: int = 0
    tried: int = 0
    noticed: int = 0
    accepted: int = 0
    survivors: list[Accepted] = field(default_factory=list)

    @property
    def line(self) -> str:
        """The figures in columns."""
        return f"{self.made:4} {self.tried:4} {self.noticed:4} {self.accepted:4} {len(self.survivors):4}"


def judge(module: str, command: list[str], limit: float, sample: int, seed: int) -> Tally:
    """Try the mutants of a module, or `sample` of them, in the working directory; `limit` in seconds for each."""
    mutations = _mutations(Path(module))
    chosen = mutations
    if sample and len(mutations) > sample:
        chosen = random.Random(f"{seed} {module}").sample(mutations, sample)
    tally, known = Tally(module, made=len(mutations)), {one[:3] for one in lists.accepted()}
    for mutation in sorted(chosen, key=lambda one: one.start_pos):
        tally.tried += 1
        result = mutate_and_test([mutation], shlex.join(command), limit)
        if result.test_outcome != TestOutcome.SURVIVED:
            tally.noticed += 1
            continue
        survivor = _survivor(module, result)
        if survivor[:3] in known:
            tally.accepted += 1
        else:
            tally.survivors.append(survivor)
    return tally


def _mutations(module: Path) -> list[MutationSpec]:
    with tempfile.TemporaryDirectory() as folder, use_db(str(Path(folder) / "mutants.sqlite")) as made:
        init([module], made, {})
        found = [mutation for item in made.work_items for mutation in item.mutations]
    lines = module.read_text(encoding="utf-8").splitlines()
    return [
        one
        for one in found
        if MEANT.fullmatch(one.operator_name) and not lines[one.start_pos[0] - 1].lstrip().startswith(NO_RULE)
    ]


def _survivor(module: str, result: WorkResult) -> Accepted:
    """The lines that differ, as accepted.yaml names them; the first of several."""
    lines = (result.diff or "").splitlines()
    old = [
        line[1:].strip() for line in lines if line.startswith("-") and not line.startswith("---") and line[1:].strip()
    ]
    new = [
        line[1:].strip() for line in lines if line.startswith("+") and not line.startswith("+++") and line[1:].strip()
    ]
    return Accepted(module, (old or [""])[0], (new or [""])[0], "")
