"""The definitions in force: procedures and checklists as they are stored, with their faults."""

from collections import Counter
from itertools import groupby
from typing import Any

from markupsafe import Markup
from sqlmodel import Session

from rasoat import clock
from rasoat.authoring import queries as authoring
from rasoat.checklists import catalog
from rasoat.checklists.definition import Definition
from rasoat.definitions import operations as definitions
from rasoat.definitions.models import Definition as Stored
from rasoat.findings import extras
from rasoat.pages import ADMIN, render, session
from rasoat.problems import Problem
from rasoat.web.administration.room import room
from rasoat.workflows import check, move, pins
from rasoat.workflows.draw import svg
from rasoat.workflows.registry import kinds, relation_titles

SOURCES = {
    "verified": "Đã đối chiếu văn bản",
    "typed": "Nhập tại đây theo văn bản",
    "secondary": "Theo nguồn thứ cấp",
    "practice": "Theo thực tế công việc",
}
SOURCE_TONES = {"verified": "ok", "typed": "ok", "secondary": "warning", "practice": "neutral"}
ITEM_TYPES = {
    "yes_no_na": "Có/Không",
    "choice": "Lựa chọn",
    "select_multiple": "Chọn nhiều",
    "number": "Số",
    "money": "Số tiền",
    "decimal": "Số có phần lẻ",
    "date": "Ngày",
    "time": "Giờ",
    "text": "Chữ",
    "photo": "Ảnh",
    "location": "Vị trí",
    "signature": "Chữ ký",
    "table": "Bảng",
}


@room.get("/workflows", allow=ADMIN)
def workflows() -> str:
    """The procedures: versions, running cases, faults."""
    stored = pins.stored(session())
    running = move.running(session(), stored)
    names = [
        {
            "newest": versions[-1],
            "versions": [(workflow, running[workflow.id, workflow.version]) for workflow in reversed(versions)],
            "faults": [str(fault) for workflow in versions for fault in check.faults(workflow)],
            "kind": kinds[versions[-1].kind].title if versions[-1].kind in kinds else versions[-1].kind,
        }
        for _, versions in ((name, list(group)) for name, group in groupby(stored, key=lambda w: w.id))
    ]
    return render("administration/workflows.html", workflows=names)


@room.get("/workflows/<name>/<int(max=2147483647):version>", allow=ADMIN)
def workflow(name: str, version: int) -> str:
    """Show one version of a procedure: its picture, and for every step who may do it, what it needs, its conditions
    and its basis.
    """
    found = pins.runtime(session(), name, version).definition if _is_stored("workflow", name, version) else None
    if found is None:
        raise Problem("not_found")
    return render(
        "administration/workflow.html",
        definition=found,
        diagram=Markup(svg(found)),  # noqa: S704 - the drawing escapes its own titles
        faults=[fault.message for fault in check.faults(found, stored=True)],
        running=move.running(session(), [found])[name, version],
        relations=relation_titles,
    )


def faults(db: Session) -> list[str]:
    """Everything wrong with the stored procedures."""
    return [str(fault) for stored in pins.stored(db) for fault in check.faults(stored, stored=True)]


@room.get("/checklists", allow=ADMIN)
def checklists() -> str:
    """List the checklists, the newest version first; an incomplete set is marked."""
    stored = [_parsed(row) for row in definitions.stored(session(), "checklist")]
    stored.sort(key=lambda definition: (definition.id, -definition.version))
    titles = {definition.id: definition.title for definition in reversed(stored)}
    noted = extras.counted(session(), clock.today().year)
    return render(
        "administration/checklists.html",
        checklists=[(definition, _tally(definition)) for definition in stored],
        noted=[(titles[name], count) for name, count in sorted(noted.items()) if name in titles],
    )


@room.get("/checklists/<name>/<int(max=2147483647):version>", allow=ADMIN)
def checklist(name: str, version: int) -> str:
    """Show one version of a checklist: every item with its source."""
    if not _is_stored("checklist", name, version):
        raise Problem("not_found")
    found = catalog.from_body(definitions.body_of(session(), "checklist", name, version))
    return render(
        "administration/checklist.html",
        checklist=found,
        newer=authoring.newer_shipped(session(), found),
        is_newest=definitions.newest(session(), "checklist", name) == version,
        draft=authoring.draft_of(session(), name),
        sources=SOURCES,
        source_tones=SOURCE_TONES,
        item_types=ITEM_TYPES,
    )


def _parsed(row: Stored) -> Definition:
    return catalog.from_body(row.body)


def _tally(definition: Definition) -> dict[str, Any]:
    items = [item for section in definition.sections for item in section.items]
    statuses = Counter[str](item.source_status for item in items)
    return {
        "items": len(items),
        "sources": [(SOURCES[s], SOURCE_TONES[s], statuses[s]) for s in SOURCES if statuses[s]],
    }


def _is_stored(kind: str, name: str, version: int) -> bool:
    return session().get(Stored, (kind, name, version)) is not None
