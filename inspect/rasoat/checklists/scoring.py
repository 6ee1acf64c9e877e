"""Counting criteria and applying the pass rule, without claiming more than is known."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rasoat.checklists.definition import Definition, PassRule, Section
from rasoat.checklists.show_if import hidden, is_one_of


@dataclass(frozen=True, slots=True)
class Counts:
    """How the criteria stand. `of` is how many the source has; `criteria` how many of them the definition has.

    criteria = passed + failed + unanswered + not_asked (hidden, or “Không áp dụng” that does not pass).
    """

    criteria: int
    of: int
    passed: int
    failed: int
    unanswered: int
    not_asked: int
    mandatory: int
    mandatory_passed: int
    mandatory_failed: int


def count(section: Section, seen: Mapping[str, Any]) -> Counts:
    """Count the section's criteria; `seen` are the answers of the items that are shown."""
    rule, criteria = section.passing, section.criteria
    judged = {item.id: item.judge(seen.get(item.id)) for item in criteria}
    passed = [item for item in criteria if judged[item.id] is True]
    failed = [item for item in criteria if judged[item.id] is False]
    waiting = _waiting(section, seen)
    unanswered = sum(item.id in waiting for item in criteria)
    return Counts(
        criteria=len(criteria),
        of=(rule.of if rule else None) or len(criteria),
        passed=len(passed),
        failed=len(failed),
        unanswered=unanswered,
        not_asked=len(criteria) - len(passed) - len(failed) - unanswered,
        mandatory=sum(item.mandatory for item in criteria),
        mandatory_passed=sum(item.mandatory for item in passed),
        mandatory_failed=sum(item.mandatory for item in failed),
    )


def _waiting(section: Section, seen: Mapping[str, Any]) -> set[str]:
    return {item.id for item in section.items if item.id not in seen} - hidden(section, seen)


def decide(definition: Definition, section: Section, seen: Mapping[str, Any]) -> bool | None:
    """Whether the section passes. None without a pass rule, and as long as open answers can still decide it.

    An incomplete definition can show that a section fails, never that it passes.
    """
    rule = section.passing
    if rule is None:
        return None
    counts = count(section, seen)
    if _fails(rule, counts, seen):
        return False
    return True if definition.complete and _settled(section, rule, counts, seen) else None


def _fails(rule: PassRule, counts: Counts, seen: Mapping[str, Any]) -> bool:
    if rule.all_mandatory and counts.mandatory_failed:
        return True
    if any(is_one_of(seen.get(name), values) for name, values in rule.forbid.items()):
        return True
    # The criteria of the source that are not in the definition may all be met: only those that failed are counted as
    # not met.
    return rule.at_least is not None and counts.of - counts.failed - counts.not_asked < rule.at_least


def _settled(section: Section, rule: PassRule, counts: Counts, seen: Mapping[str, Any]) -> bool:
    waiting = _waiting(section, seen)
    if any(name in waiting for name in rule.forbid):
        return False
    if rule.all_mandatory and any(item.mandatory and item.id in waiting for item in section.criteria):
        return False
    return rule.at_least is None or counts.passed >= rule.at_least


def words(section: Section, passed: bool | None) -> str:
    """The verdict in Vietnamese; empty when the section has no pass rule."""
    if section.passing is None:
        return ""
    return {True: "Đạt", False: "Không đạt", None: "Chưa đủ căn cứ để kết luận"}[passed]
