"""What the pages show of a unit's report."""

from collections.abc import Mapping
from typing import Any

from flask import url_for

from rasoat import clock
from rasoat.accounts import queries as accounts
from rasoat.incoming import queries as incoming
from rasoat.incoming.about import Link
from rasoat.incoming.models import IncomingPaper
from rasoat.inspections.models import Inspection
from rasoat.pages import actor, session
from rasoat.recommendations.obligations.presenters import files
from rasoat.reported import queries
from rasoat.reported.desk import operations, when
from rasoat.reported.desk.forms import FiguresForm
from rasoat.reported.desk.questions import Asked, asked_in
from rasoat.reported.models import ReportedFigures
from rasoat.visits.presenters import in_words


def panel(inspection: Inspection) -> dict[str, Any] | None:
    """For the inspection's page: who asked, by what day, whether it came; None for whoever may not read it."""
    who = actor()
    if not queries.reads(session(), inspection.id, who):
        return None
    asking, last = when.asking(session(), inspection), queries.last_sent(session(), inspection.id)
    is_open = when.is_open(session(), inspection)
    gives = is_open and operations.may_give(inspection, who)
    records = is_open and operations.may_record(session(), inspection, who)
    if not (asking or last or gives or records) or not asked_in(session(), inspection.id):
        return None
    return {
        "asking": asking,
        "last": last,
        "late": bool(asking and asking.is_late(last) and (is_open or last)),
        "draft": queries.draft_of(session(), inspection.id) if gives else None,
        "give_url": url_for("reported.give", inspection_id=inspection.id) if gives else "",
        "record_url": url_for("reported.record", inspection_id=inspection.id) if records else "",
        "url": url_for("reported.of_inspection", inspection_id=inspection.id),
    }


def reported(inspection: Inspection) -> dict[str, Any]:
    """Everything of the page of what a unit reported."""
    rows = queries.reports_of(session(), inspection.id)
    people = accounts.full_names(session(), {row.recorded_by for row in rows})
    asking = when.asking(session(), inspection)
    return {
        "panel": panel(inspection),
        "tables": _tables(asked_in(session(), inspection.id), rows[0]) if rows else [],
        "reports": [
            {
                "row": row,
                "who": people.get(row.recorded_by, ""),
                "late": bool(asking and asking.is_late(row)),
                "files": files(session(), operations.OWNER, row.id),
                "incoming": _incoming_url(row),
            }
            for row in rows
        ],
    }


def _incoming_url(row: ReportedFigures) -> str:
    seen = row.incoming_id is not None and incoming.visible(session(), row.incoming_id, actor())
    return url_for("incoming.show", incoming_id=row.incoming_id) if seen else ""


def _tables(asked: list[Asked], row: ReportedFigures) -> list[dict[str, Any]]:
    """Each checklist with label, figure and note of each number that was reported, and the labels of the others."""
    found = []
    for one in asked:
        given, notes = row.figures.get(one.checklist, {}), row.notes.get(one.checklist, {})
        told = [item for item in one.items if item.id in given or item.id in notes]
        lines = [(item.label, in_words(item, given.get(item.id)), notes.get(item.id, "")) for item in told]
        untold = [item.label for item in one.items if item not in told]
        found.append({"title": one.title, "lines": lines, "untold": untold})
    return found


def papers_of(inspection: Inspection) -> list[tuple[str, str]]:
    """The registered papers of the inspection, to choose from."""
    rows = incoming.of_case(session(), Link("inspection", inspection.id), actor())
    return [(str(row.id), _named(row)) for row in rows]


def _named(row: IncomingPaper) -> str:
    reference = f" {row.reference}" if row.reference else ""
    return f"{row.kind_title}{reference} ngày {clock.date_text(row.dated)}, {row.author} (số đến {row.number:02d})"


def files_of(row: ReportedFigures | None) -> list[dict[str, Any]]:
    """The files that were attached to a draft already."""
    return files(session(), operations.OWNER, row.id) if row else []


def differences(form: FiguresForm, saved: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Label, what the person typed, what is stored, of each field that two people of the unit filled differently."""
    found = []
    for name, theirs in saved.items():
        if name in form and (form[name].data or None) != (theirs or None):
            shown = [_text(one) for one in (form[name].data, theirs)]
            found.append((form[name].label.text, shown[0], shown[1]))
    return found


def _text(value: Any) -> str:
    return clock.date_text(value) if hasattr(value, "isoformat") else str(value if value is not None else "")
