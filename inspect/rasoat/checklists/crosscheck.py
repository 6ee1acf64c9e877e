"""What must agree between the parts of a definition. Every fault is reported at its line.

A condition may only name an earlier item. Circles are therefore impossible, and the server and a tablet can decide what
is shown in one pass from top to bottom.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from rasoat.checklists.faults import Faults, Place
from rasoat.checklists.items import NUMBERS, UNSAID

if TYPE_CHECKING:
    from rasoat.checklists.definition import Check, Definition, PassRule, Section, Term
    from rasoat.checklists.items import Conditions, Item, OnFail

OWN = 1000
"""An installation numbers its own versions from 1001; what comes with the program stays below."""
BRACES = re.compile(r"\{([^{}]*)\}")


def section(part: Section) -> None:
    """Raise ValidationError with all contradictions within one section."""
    faults = Faults()
    faults.add_repeated(("items",), [item.id for item in part.items], "item")
    _ids_of_figures_and_checks(part, faults)
    known: dict[str, Item] = {}
    later = {item.id for item in part.items}
    for index, item in enumerate(part.items):
        _conditions(item.show_if, known, later, ("items", index, "show_if"), faults)
        known[item.id] = item
    _figures(part, faults)
    _sentences(part, faults)
    if part.passing:
        _pass_rule(part, part.passing, faults)
    faults.throw("section")


def definition(whole: Definition) -> None:
    """Raise ValidationError with all contradictions between a definition's head and its sections."""
    faults = Faults()
    faults.add_repeated(("sections",), [part.scope for part in whole.sections], "scope")
    if whole.has("site") != bool(whole.site_kinds):
        faults.add(("site_kinds",), "“site_kinds” and a section with scope site go together: have both or neither")
    if (whole.version > OWN) != (whole.own is not None):
        faults.add(
            ("version",), f"versions above {OWN} are an installation's own and say so in “own”; others stay below"
        )
    if whole.complete == bool(whole.incomplete_note):
        faults.add(
            ("incomplete_note",),
            "an incomplete definition says in “incomplete_note” what is missing; a complete one has none",
        )
    for index, part in enumerate(whole.sections):
        if whole.complete and part.passing:
            _counts_are_whole(part, part.passing, ("sections", index, "passing"), faults)
    faults.throw("definition")


def _ids_of_figures_and_checks(part: Section, faults: Faults) -> None:
    taken = {item.id for item in part.items}
    for key, ids in (("figures", [f.id for f in part.figures]), ("checks", [c.id for c in part.checks])):
        for index, name in enumerate(ids):
            if name in taken:
                faults.add((key, index, "id"), f"“{name}” stands twice; items, figures and checks share one set of ids")
            taken.add(name)


def _conditions(conditions: Conditions, known: dict[str, Item], every: set[str], at: Place, faults: Faults) -> None:
    for name, values in conditions.items():
        item = known.get(name)
        if item is None and name in every:
            faults.add(
                (*at, name), f"“{name}” does not stand above; a question may only depend on an earlier one (no circles)"
            )
        elif item is None:
            faults.add((*at, name), f"there is no item “{name}”")
        else:
            for value in values:
                if value not in item.values():
                    allowed = (
                        ", ".join(item.values())
                        or "none: only yes_no_na, choice and select_multiple can be a condition"
                    )
                    faults.add((*at, name), f"“{value}” is no answer of “{name}”; expected one of {allowed}")


def _figures(part: Section, faults: Faults) -> None:
    known: set[str] = set()
    every = {figure.id for figure in part.figures}
    for index, figure in enumerate(part.figures):
        _terms(part, figure.plus, known, every, ("figures", index, "plus"), faults)
        _terms(part, figure.minus, known, every, ("figures", index, "minus"), faults)
        known.add(figure.id)
    for index, check in enumerate(part.checks):
        at: Place = ("checks", index)
        _conditions(check.show_if, part.item, set(), (*at, "show_if"), faults)
        _terms(part, check.left, known, every, (*at, "left"), faults)
        _terms(part, check.right, known, every, (*at, "at_most" if check.at_most else "equals"), faults)
        if check.on_pass and not check.on_fail:
            faults.add((*at, "on_pass"), f"“{check.id}” without on_fail only compares figures; it cannot be a strength")


def _terms(part: Section, terms: Iterable[Term], known: set[str], every: set[str], at: Place, faults: Faults) -> None:
    for index, term in enumerate(terms):
        if isinstance(term, str) and term not in known:
            fault = _fault_of_term(part, term, every)
            if fault:
                faults.add((*at, index), fault)


def _fault_of_term(part: Section, term: str, every: set[str]) -> str | None:
    if term in every:
        return f"the figure “{term}” does not stand above; a figure may only use earlier ones"
    name, _, column = term.partition(".")
    item = part.item.get(name)
    if item is None:
        return f"there is no item or figure “{name}”"
    if column:
        found = item.column.get(column)
        if found is None:
            return f"the table “{name}” has no column “{column}”" if item.columns else f"“{name}” is no table"
        return None if found.is_number else f"“{term}” is {found.type}; only {', '.join(NUMBERS)} can be counted with"
    return None if item.is_number else f"“{name}” is {item.type}; only {', '.join(NUMBERS)} can be counted with"


def _sentences(part: Section, faults: Faults) -> None:
    names = {item.id for item in part.items if item.type not in UNSAID}
    names |= {figure.id for figure in part.figures} | {"unit"} | ({"site"} if part.scope == "site" else set())
    members: list[tuple[Place, Item | Check]] = [(("items", n), item) for n, item in enumerate(part.items)]
    members += [(("checks", n), check) for n, check in enumerate(part.checks)]
    for place, member in members:
        for at, sentence in _of(member.on_fail, member.on_pass):
            for name in BRACES.findall(sentence):
                if name not in names:
                    faults.add((*place, *at), f"{{{name}}} is nothing that can be filled in here")
            if re.search("[{}]", BRACES.sub("", sentence)):
                faults.add((*place, *at), "a brace is left open")


def _of(on_fail: OnFail | None, on_pass: str | None) -> list[tuple[Place, str]]:
    found: list[tuple[Place, str]] = [(("on_pass",), on_pass)] if on_pass else []
    if on_fail:
        found.append((("on_fail", "shortcoming"), on_fail.shortcoming))
        found.append((("on_fail", "recommendation"), on_fail.recommendation))
    return found


def _pass_rule(part: Section, rule: PassRule, faults: Faults) -> None:
    _conditions(rule.forbid, part.item, set(), ("passing", "forbid"), faults)
    mandatory = sum(item.mandatory for item in part.criteria)
    if not (rule.all_mandatory or rule.at_least or rule.forbid):
        faults.add(("passing",), "a pass rule needs all_mandatory, at_least or forbid")
    if rule.of and len(part.criteria) > rule.of:
        faults.add(
            ("passing", "of"), f"there are {len(part.criteria)} criteria, more than the {rule.of} the rule speaks of"
        )
    if rule.mandatory_of and mandatory > rule.mandatory_of:
        faults.add(
            ("passing", "mandatory_of"),
            f"{mandatory} items are mandatory, more than the {rule.mandatory_of} of the rule",
        )
    if rule.at_least and rule.at_least > (rule.of or len(part.criteria)):
        faults.add(
            ("passing", "at_least"),
            f"{rule.at_least} can never be reached with {rule.of or len(part.criteria)} criteria",
        )
    for index, item in enumerate(part.items):
        if item.mandatory and item not in part.criteria:
            faults.add(("items", index, "mandatory"), f"“{item.id}” is mandatory but not one of the criteria")


def _counts_are_whole(part: Section, rule: PassRule, at: Place, faults: Faults) -> None:
    mandatory = sum(item.mandatory for item in part.criteria)
    if rule.of and len(part.criteria) != rule.of:
        faults.add(
            (*at, "of"), f"{len(part.criteria)} of {rule.of} criteria are here; add the others or set complete: false"
        )
    if rule.mandatory_of and mandatory != rule.mandatory_of:
        faults.add(
            (*at, "mandatory_of"),
            f"{mandatory} of {rule.mandatory_of} mandatory criteria are marked; mark the others or set complete: false",
        )
