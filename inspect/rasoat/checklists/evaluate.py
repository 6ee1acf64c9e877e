"""What follows from a response: whether it passes, which items fail, which figures disagree, and which sentences are
drafted.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from rasoat.checklists.answers import EXPLANATIONS, WORDINGS, Result
from rasoat.checklists.definition import Check, Definition, Scope, Section
from rasoat.checklists.figures import Figures, breached, work_out
from rasoat.checklists.items import Item
from rasoat.checklists.scoring import Counts, count, decide, words
from rasoat.checklists.sentences import Context, filler
from rasoat.checklists.show_if import hidden, holds, visible
from rasoat.numbers import as_number, with_comma

__all__ = ["Context", "Contradiction", "Counts", "Draft", "Evaluation", "evaluate", "in_own_words", "settled"]


@dataclass(frozen=True, slots=True)
class Draft:
    """A proposed finding, which the team edits, merges or rejects. `item` is the item or check from which it follows.

    A strength has neither recommendation nor addressee; `due_days` are working days.
    """

    item: str
    kind: Literal["shortcoming", "strength"]
    sentence: str
    recommendation: str = ""
    addressee: Literal["unit", "office", ""] = ""
    due_days: int | None = None


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Figures that do not agree, and the explanation given for it, if any."""

    check: str
    message: str
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The result of one section. `passed` is None when it has no pass rule or cannot be decided yet.

    `failed` names items, and checks with an `on_fail`. `incomplete`: the definition lacks criteria of its source, so the
    section cannot pass; `incomplete_note` says which.
    """

    passed: bool | None
    verdict: str
    counts: Counts
    failed: list[str]
    contradictions: list[Contradiction]
    drafts: list[Draft]
    figures: dict[str, int | float | None]
    hidden: frozenset[str]
    incomplete: bool
    incomplete_note: str

    def in_digits(self, figure: str) -> str:
        """A figure as people read it: 1.234,5; empty while it is unknown."""
        number = self.figures[figure]
        return "" if number is None else with_comma(number)

    @property
    def unexplained(self) -> list[Contradiction]:
        """The contradictions that nobody has explained."""
        return [c for c in self.contradictions if not c.explanation]


def evaluate(
    definition: Definition, scope: Scope, answers: Mapping[str, Any], *, context: Context | None = None
) -> Evaluation:
    """Evaluate a document in normal form (from `answers.validate`). Hidden items are ignored.

    `context` names the site and the unit for the drafted sentences. Raises KeyError when the definition has no such
    scope.
    """
    section = definition.section(scope)
    seen = visible(section, answers)
    figures = work_out(section, seen)
    outcomes = {**_items(section, seen), **_checks(section, seen, figures)}
    contradictions = list(_contradictions(section, seen, figures, answers.get(EXPLANATIONS, {})))
    passed = decide(definition, section, seen)
    incomplete = not definition.complete and section.passing is not None
    return Evaluation(
        passed=passed,
        verdict=words(section, passed),
        counts=count(section, seen),
        failed=[name for name, (_, good) in outcomes.items() if not good],
        contradictions=contradictions,
        drafts=[
            draft
            for draft in _drafts(outcomes, filler(section, seen, figures, context or Context()))
            # A document with contradictory figures cannot pass.
            if not (contradictions and draft.kind == "strength" and draft.item not in section.item)
        ],
        figures={name: None if number is None else as_number(number) for name, number in figures.items()},
        hidden=hidden(section, answers),
        incomplete=incomplete,
        incomplete_note=definition.incomplete_note if incomplete else "",
    )


def in_own_words(drafts: Iterable[Draft], answers: Mapping[str, Any]) -> list[Draft]:
    """The drafts, with the team's own sentences in the place of the generated ones where it wrote some."""
    wordings = answers.get(WORDINGS, {})
    return [_worded(draft, wordings.get(draft.item, {})) for draft in drafts]


def _worded(draft: Draft, words: Mapping[str, str]) -> Draft:
    if draft.kind != "shortcoming" or not words:
        return draft
    return replace(
        draft,
        sentence=words.get("shortcoming", draft.sentence),
        recommendation=words.get("recommendation", draft.recommendation),
    )


def settled(definition: Definition, scope: Scope, result: Result) -> tuple[bool | None, bool]:
    """Only `passed`, and whether every contradiction is explained: each saving needs just these two."""
    section, seen = definition.section(scope), result.seen
    given = result.answers.get(EXPLANATIONS, {})
    contradictions = _contradictions(section, seen, work_out(section, seen), given) if section.checks else ()
    return decide(definition, section, seen), all(found.explanation for found in contradictions)


Outcomes = dict[str, tuple[Item | Check, bool]]


def _items(section: Section, seen: Mapping[str, Any]) -> Outcomes:
    judged = [(item, item.judge(seen.get(item.id))) for item in section.items]
    return {item.id: (item, good) for item, good in judged if good is not None}


def _checks(section: Section, seen: Mapping[str, Any], figures: Figures) -> Outcomes:
    outcomes: Outcomes = {}
    for check in section.checks:
        broken = breached(check, seen, figures) if check.on_fail and holds(check.show_if, seen) else None
        if broken is not None:
            outcomes[check.id] = (check, not broken)
    return outcomes


def _contradictions(
    section: Section, seen: Mapping[str, Any], figures: Figures, explanations: Mapping[str, str]
) -> Iterator[Contradiction]:
    for check in section.checks:
        if not check.on_fail and holds(check.show_if, seen) and breached(check, seen, figures):
            yield Contradiction(check.id, check.message, explanations.get(check.id, ""))


def _drafts(outcomes: Outcomes, say: Callable[[str], str]) -> Iterator[Draft]:
    for name, (source, good) in outcomes.items():
        if good and source.on_pass:
            yield Draft(name, "strength", say(source.on_pass))
        elif not good and source.on_fail:
            fail = source.on_fail
            shortcoming, recommendation = say(fail.shortcoming), say(fail.recommendation)
            yield Draft(name, "shortcoming", shortcoming, recommendation, fail.addressee, fail.due_days)
