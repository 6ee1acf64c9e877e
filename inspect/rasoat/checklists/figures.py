"""Arithmetic on a section's numbers, without rounding; a sum with an unknown part is unknown."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from rasoat.checklists.definition import Check, Section, Term
from rasoat.numbers import exactly

Exact = int | Decimal
Figures = dict[str, Exact | None]


def work_out(section: Section, seen: Mapping[str, Any]) -> Figures:
    """Every figure of the section; None where a number it needs was not given or not asked for."""
    figures: Figures = {}
    for figure in section.figures:
        plus, minus = _sum(figure.plus, seen, figures), _sum(figure.minus, seen, figures)
        figures[figure.id] = None if plus is None or minus is None else plus - minus
    return figures


def breached(check: Check, seen: Mapping[str, Any], figures: Figures) -> bool | None:
    """Whether the figures violate the check; None while one of them is unknown."""
    left, right = _sum(check.left, seen, figures), _sum(check.right, seen, figures)
    if left is None or right is None:
        return None
    return left != right if check.equals else left * 100 > right * check.percent


def _sum(terms: Iterable[Term], seen: Mapping[str, Any], figures: Figures) -> Exact | None:
    values = [_value(term, seen, figures) for term in terms]
    known = [value for value in values if value is not None]
    total: Exact = sum(known)
    return total if len(known) == len(values) else None


def _value(term: Term, seen: Mapping[str, Any], figures: Figures) -> Exact | None:
    if isinstance(term, int):
        return term
    if term in figures:
        return figures[term]
    name, _, column = term.partition(".")
    answer = seen.get(name)
    if column:
        return None if answer is None else sum(exactly(row.get(column, 0)) for row in answer)
    return None if answer is None else exactly(answer)
