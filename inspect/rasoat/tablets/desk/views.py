"""Pages at the desk about tablets: the board of a visit. Deciding and importing have files of their own."""

import hashlib
from typing import Any
from uuid import UUID

from flask import request, url_for
from wtforms import RadioField

from rasoat.inspections import queries as inspections
from rasoat.inspections.models import DUTIES, Inspection
from rasoat.pages import SIGNED_IN, actor, done, redirect_to, render, session, write
from rasoat.pages.forms import Form, TextAreaField, chosen, long_enough, required
from rasoat.problems import Problem
from rasoat.tablets.desk import board, deciding
from rasoat.tablets.desk.giving_up import give_up, may_give_up
from rasoat.tablets.desk.room import room
from rasoat.tablets.receiving.models import OUTCOMES
from rasoat.visits import queries as visits
from rasoat.visits.models import Visit

__all__ = ["deciding", "room"]

SHOWN_PHOTOS = 12
"""Photographs on their way that are named one by one."""
TONES = {"applied": "ok", "merged": "ok", "conflict": "warning", "quarantined": "warning", "admitted": "ok"}


@room.blueprint.app_template_global("tablets_of_visit")
def _of_visit(visit: Visit) -> dict[str, bool]:
    """For the page of a visit: whether this person reads its board, and whether the person may take it along."""
    return {
        "board": visits.reads_answers(session(), visit.inspection_id, actor()),
        "take": visit.status != "cancelled" and inspections.is_team_member(session(), visit.inspection_id, actor()),
    }


@room.get("/<uuid:visit_id>/tablets", allow=SIGNED_IN)
def tablets(visit_id: UUID) -> Any:
    """Who took the visit along, what arrived, what is missing; 204 when the page that asks again shows it already."""
    visit = visits.require_visible(session(), visit_id, actor())
    inspection = visits.require_readable(session(), visit.inspection_id, actor())
    found = board.board_of(session(), visit)
    part = render(
        "tablets/desk/_board_parts.html",
        board=found,
        visit=visit,
        duties=DUTIES,
        outcomes=OUTCOMES,
        tones=TONES,
        shown_photos=SHOWN_PHOTOS,
        give_up_urls=_give_up_urls(inspection, visit_id, found),
        conflicts_url=url_for(".conflicts", visit_id=visit_id),
        late_url=url_for(".quarantine", visit_id=visit_id),
    )
    mark = hashlib.sha256(part.encode()).hexdigest()[:16]
    if request.args.get("seen") == mark:
        return "", 204
    return render(
        "tablets/desk/board.html",
        inspection=inspection,
        visit=visit,
        part=part,
        mark=mark,
        said=_said(found),
        imports=may_give_up(session(), inspection, actor()),
    )


def _give_up_urls(inspection: Inspection, visit_id: UUID, found: board.Board) -> dict[UUID, str]:
    if not may_give_up(session(), inspection, actor()):
        return {}
    return {one.photo.id: url_for(".give_up_photo", visit_id=visit_id, photo_id=one.photo.id) for one in found.awaited}


def _said(found: board.Board) -> str:
    parts = [f"{sum(found.counts.values())} bản ghi đã về", f"{len(found.awaited)} ảnh chưa về"]
    if found.conflicts:
        parts.append(f"{found.conflicts} mục chờ trưởng đoàn chọn")
    if found.late:
        parts.append(f"{found.late} bản ghi đến muộn")
    return ", ".join(parts) + "."


class GiveUpForm(Form):
    """Why a photograph cannot be sent any more, and whether that holds for the person's others too."""

    reason = TextAreaField(
        "Vì sao không còn gửi được", [required("Nêu vì sao ảnh không còn gửi được."), long_enough(2000)],
        description="Ví dụ: máy rơi xuống nước, không mở lại được.",
    )  # fmt: skip
    extent = RadioField("Áp dụng cho", [chosen()], choices=[], default="one")


@room.form("/<uuid:visit_id>/tablets/photos/<uuid:photo_id>/give-up", allow=SIGNED_IN)
def give_up_photo(visit_id: UUID, photo_id: UUID) -> Any:
    """Wait no longer for a photograph, or for all of that person, and say why; should one come after all, it is taken."""
    visit = visits.require_visible(session(), visit_id, actor())
    inspection = visits.require_readable(session(), visit.inspection_id, actor())
    if not may_give_up(session(), inspection, actor()):
        raise Problem("forbidden")
    found = board.awaited_of(session(), visit)
    one = next((each for each in found if each.photo.id == photo_id), None)
    if one is None:
        raise Problem("photo.not_waited")
    others = [each.photo.id for each in found if each.photo.account_id == one.photo.account_id]
    form = GiveUpForm()
    form.extent.choices = [("one", "Chỉ ảnh này")]
    if len(others) > 1:
        form.extent.choices.append(("all", f"Cả {len(others)} ảnh đang chờ của {one.who}"))
    if form.validate_on_submit():
        who, reason = actor(), form.reason.data
        wanted = others if form.extent.data == "all" else [photo_id]
        write(lambda db: [give_up(db, who, each, reason) for each in wanted])
        done(f"Đã ghi: {len(wanted)} ảnh không còn gửi được.")
        return redirect_to(".tablets", visit_id=visit_id)
    page = render("tablets/desk/give_up.html", form=form, inspection=inspection, visit=visit, one=one)
    return page, (422 if form.is_submitted() else 200)
