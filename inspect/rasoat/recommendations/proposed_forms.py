"""The forms in which recommendations are written for many at once."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from wtforms import FieldList, FormField, HiddenField

from rasoat import text
from rasoat.findings.models import Finding
from rasoat.pages.case import parse_uuid
from rasoat.pages.forms import DateField, Form, RowForm, StringField, TextAreaField, long_enough, required
from rasoat.pages.picking import Choice, PickedList
from rasoat.problems import Problem
from rasoat.recommendations.data import ObligationData, Suggestion
from rasoat.recommendations.forms import LONGEST, typed_measures

_FIELDS = {"text": "text", "obligations-0-addressee_id": "addressee", "obligations-0-due_on": "due_on"}
"""Where the reasons of add_recommendation stand in a row."""


class ProposedRow(RowForm):
    """What is proposed for one shortcoming. A row without words asks for nothing."""

    finding_id = HiddenField()
    text = TextAreaField("Nội dung kiến nghị", [long_enough(LONGEST)])
    addressee = StringField("Đơn vị thực hiện")
    due_on = DateField("Hạn thực hiện")
    measures = TextAreaField("Kết quả phải đạt", [long_enough(2000)])

    def refuse(self, problem: Problem) -> None:
        """Show why this one was not added, at its fields."""
        for reason in problem.reasons:
            field = self[_FIELDS.get(reason.field, "text")]
            field.errors = [*field.errors, reason.message]
        if not problem.reasons:
            self.text.errors = [*self.text.errors, f"{problem.what} {problem.todo}"]

    def to_obligation(self, known: Mapping[str, UUID], found: Suggestion | None) -> ObligationData:
        """What the addressee has to do. `known`: agencies by `name_of`, folded. Whoever is not among them is the agency of no
        id, which the operation refuses.
        """
        addressee = known.get(text.fold(self.addressee.data or ""), UUID(int=0))
        measures = typed_measures(self.measures.data, found.measure if found else None)
        return ObligationData(addressee, self.due_on.data, measures, found.working_days if found else None)


class ProposedForm(Form):
    """A recommendation for each shortcoming that has none."""

    proposed = FieldList(FormField(ProposedRow), "Kiến nghị")


def name_of(one: Choice) -> str:
    """What is typed for an agency: its name, with what it belongs to."""
    return f"{one.name} ({one.note})" if one.note else one.name


def by_name(choices: Iterable[Choice]) -> dict[str, UUID]:
    """The agencies by what is typed for them; one whose name is another's too is left out."""
    found: dict[str, list[UUID]] = {}
    for one in choices:
        found.setdefault(text.fold(name_of(one)), []).append(UUID(one.id))
    return {name: ids[0] for name, ids in found.items() if len(ids) == 1}


def values_of(
    shortcomings: Iterable[Finding], suggested: Mapping[UUID, Suggestion], unit: str, names: Mapping[UUID, str]
) -> list[dict[str, Any]]:
    """The rows' initial values: what the checklists suggest, or nothing but the unit. `names` are those of agencies by id."""
    return [_row(finding, suggested.get(finding.id), unit, names) for finding in shortcomings]


def _row(finding: Finding, found: Suggestion | None, unit: str, names: Mapping[UUID, str]) -> dict[str, Any]:
    if found is None:
        return {"finding_id": str(finding.id), "addressee": unit}
    return {
        "finding_id": str(finding.id),
        "text": found.text,
        "addressee": names.get(found.addressee_id, unit),
        "due_on": found.due_on,
        "measures": found.measure.words if found.measure else "",
    }


class SameForm(Form):
    """The words, and the other inspections that get them."""

    text = TextAreaField("Nội dung kiến nghị", [required("Nhập nội dung kiến nghị."), long_enough(LONGEST)])
    others = PickedList(HiddenField("Cuộc kiểm tra"), "Dùng cho các cuộc kiểm tra")

    @property
    def chosen(self) -> Sequence[tuple[Any, UUID]]:
        """The rows with the inspections that were picked."""
        ids = [(row, parse_uuid(row.data)) for row in self.others.entries]
        return [(row, one) for row, one in ids if one is not None]
