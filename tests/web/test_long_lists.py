"""No row of a form repeats a list that grows with the province: its page would grow with rows times agencies."""

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from wtforms import FieldList, Form, FormField, SelectField

import rasoat
from rasoat.pages.forms import Form as OurForm

SHORT = {
    ("PlanForm", "contents", "checklist"): "the published checklists",
    ("PlanForm", "targets", "office_id"): "the offices of the row's own unit",
    ("PlanForm", "reports", "owed_by"): "the four groups of agencies that may owe a report",
    ("PlanForm", "reports", "repeats"): "how often a report is owed",
    ("ArrangeForm", "people", "assignment"): "the four assignments in a team",
    ("MeasuresForm", "parts", "kind"): "the five kinds of measures",
    ("MeasuresForm", "parts", "counted_by"): "the numbers for which the published checklists ask",
    ("VerifyForm", "parts", "verdict"): "the three verdicts",
    ("PartForm", "asked", "receiver_id"): "who goes on for the row's own agency",
    ("PartForm", "asked", "state"): "how far it had come, six ways",
    ("PaperAnswersForm", "answers", "claim"): "the three verdicts",
}
"""Fields of rows that are chosen from a list, and what is in it."""


def _forms(above: type[Any] = OurForm) -> Iterator[type[Any]]:
    for one in above.__subclasses__():
        yield one
        yield from _forms(one)


def _chosen_in_rows(form: type[Any]) -> Iterator[tuple[str, str, str]]:
    for name in dir(form):
        made = getattr(form, name)
        if not (hasattr(made, "field_class") and issubclass(made.field_class, FieldList)):
            continue
        row = made.args[0]
        if issubclass(row.field_class, SelectField):
            yield form.__name__, name, ""
        elif issubclass(row.field_class, FormField):
            fields: type[Form] = row.args[0]
            for column in dir(fields):
                found = getattr(fields, column)
                if hasattr(found, "field_class") and issubclass(found.field_class, SelectField):
                    yield form.__name__, name, column


def test_rows_choose_from_short_lists_only() -> None:
    for module in pkgutil.walk_packages(rasoat.__path__, "rasoat."):
        if module.name.endswith(("forms", "views")):
            import_module(module.name)
    ours = [form for form in _forms() if form.__module__.startswith("rasoat.")]
    assert {each for form in ours for each in _chosen_in_rows(form)} == SHORT.keys()
