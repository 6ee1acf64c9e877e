"""Pages of what a unit reports before the team comes: what was sent, the unit's form, the officer's form."""

from typing import Any
from uuid import UUID

from flask import request, url_for
from sqlmodel import Session
from werkzeug.wrappers import Response

from rasoat.accounts.actor import Role
from rasoat.files.operations import StoredFile
from rasoat.inspections import queries as inspections
from rasoat.inspections.models import Inspection
from rasoat.pages import AUTHORITY, SIGNED_IN, Room, actor, done, redirect_to, render, save_form, session
from rasoat.problems import Problem
from rasoat.reported import queries
from rasoat.reported.desk import operations, presenters
from rasoat.reported.desk.forms import FiguresForm, GiveForm, RecordForm, stored, with_questions
from rasoat.reported.desk.questions import asked_in
from rasoat.reported.desk.when import asking, require_open
from rasoat.reported.models import ReportedFigures

room = Room("reported", __name__, url_prefix="/reported")
room.blueprint.add_app_template_global(presenters.panel, "reported_panel")
TEAMS = frozenset({Role.OFFICER, Role.LEADER, Role.MEMBER})


@room.get("/of/<uuid:inspection_id>", allow=SIGNED_IN)
def of_inspection(inspection_id: UUID) -> str:
    """Show what the unit reported: the figures of the last report, and all reports that were sent."""
    inspection = queries.require_readable(session(), inspection_id, actor())
    return render("reported/of_inspection.html", inspection=inspection, **presenters.reported(inspection))


@room.form("/of/<uuid:inspection_id>/give", allow=AUTHORITY)
def give(inspection_id: UUID) -> Any:
    """The unit types its figures, keeps them or sends them."""
    inspection, who = inspections.require_visible(session(), inspection_id, actor()), actor()
    if not operations.may_give(inspection, who):
        raise Problem("forbidden")
    require_open(session(), inspection)
    asked, draft = asked_in(session(), inspection_id), queries.draft_of(session(), inspection_id)
    last = queries.last_sent(session(), inspection_id)
    form = with_questions(GiveForm, asked)(data=_shown(stored(asked, draft or last), last, draft))
    carry_out = operations.send if "send" in request.form else operations.save_draft

    def save(db: Session, files: list[StoredFile]) -> ReportedFigures:
        return carry_out(db, who, inspection_id, form.seen, form.typed(), files)

    return save_form(
        form,
        save,
        lambda **shown: _page(form, inspection, draft, asking=asking(session(), inspection), **shown),
        _saved,
        row=draft,
        differences=lambda: presenters.differences(form, stored(asked, draft)),
        files="files",
    )


@room.form("/of/<uuid:inspection_id>/record", allow=TEAMS)
def record(inspection_id: UUID) -> Any:
    """An officer types the figures from the unit's paper."""
    inspection, who = inspections.require_visible(session(), inspection_id, actor()), actor()
    if not operations.may_record(session(), inspection, who):
        raise Problem("forbidden")
    require_open(session(), inspection)
    last = queries.last_sent(session(), inspection_id)
    form = with_questions(RecordForm, asked_in(session(), inspection_id))(data={"sent": last.ordinal if last else 0})
    form["incoming"].choices = presenters.papers_of(inspection)

    def save(db: Session) -> ReportedFigures:
        paper = UUID(form["incoming"].data)
        return operations.record(db, who, inspection_id, paper, form.seen.sent, form.typed())

    return save_form(form, save, lambda **shown: _page(form, inspection, None, **shown), _saved)


def _shown(data: dict[str, Any], last: ReportedFigures | None, draft: ReportedFigures | None) -> dict[str, Any]:
    return {**data, "sent": last.ordinal if last else 0, "version": draft.version if draft else None}


def _page(form: FiguresForm, inspection: Inspection, draft: ReportedFigures | None, **shown: Any) -> str:
    return render(
        "reported/form.html",
        form=form,
        inspection=inspection,
        files=presenters.files_of(draft),
        back_url=url_for("inspections.show", inspection_id=inspection.id),
        enter_url=url_for("incoming.enter", kind="inspection", case=inspection.id),
        **shown,
    )


def _saved(row: ReportedFigures) -> Response:
    if row.sent_at is None:
        done("Đã lưu nháp; cơ quan kiểm tra chưa thấy số liệu này.")
        return redirect_to(".give", inspection_id=row.inspection_id)
    done("Đã gửi số liệu báo cáo." if actor().is_authority else "Đã ghi số liệu báo cáo của đơn vị.")
    return redirect_to(".of_inspection", inspection_id=row.inspection_id)
