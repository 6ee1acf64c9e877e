"""What the pages show of obligations, in words and tones."""

from datetime import date
from typing import Any
from uuid import UUID

from flask import url_for
from sqlmodel import Session

from rasoat import clock
from rasoat.accounts import queries as accounts
from rasoat.accounts.actor import Actor
from rasoat.files.access import attached, opens_original
from rasoat.files.models import Attachment
from rasoat.recommendations import due
from rasoat.recommendations.conditions import is_open, is_overdue, is_soon
from rasoat.recommendations.models import (
    ADDRESSEES_TURN,
    ENDED,
    VERDICTS,
    Obligation,
)

TONES = {
    "met": "ok",
    "partly_met": "warning",
    "not_met": "bad",
    "granted": "ok",
    "refused": "bad",
    "asked": "waiting",
    "decided": "waiting",
}


def due_of(obligation: Obligation, today: date | None = None) -> dict[str, str]:
    """{text, tone} of a due date: how late or how near it is while the addressee must act, and otherwise only the
    date.
    """
    day = today or clock.today()
    if obligation.due_on is None:
        none_stated = (obligation.due_basis or {}).get("how") == "none_stated"
        return {"text": "Không nêu hạn" if none_stated else "Chưa có hạn", "tone": "neutral"}
    said = f"{clock.date_text(obligation.due_on)}"
    left = (obligation.due_on - day).days
    if is_overdue(obligation, day):
        return {"text": f"Quá hạn {-left} ngày ({said})", "tone": "overdue"}
    if is_open(obligation) and ADDRESSEES_TURN.of(obligation):
        near = "hôm nay" if left == 0 else f"còn {left} ngày"
        return {"text": f"Hạn {said}, {near}", "tone": "soon" if is_soon(obligation, day) else "neutral"}
    return {"text": f"Hạn {said}", "tone": "ok" if obligation.verdict == "met" else "neutral"}


def verdict_of(obligation: Obligation) -> dict[str, str] | None:
    """{title, tone} of the verdict; None before there is one, and for obligations that ended without one."""
    if obligation.verdict not in VERDICTS or ENDED.of(obligation):
        return None
    return {"title": VERDICTS[obligation.verdict], "tone": TONES[obligation.verdict]}


def explained(session: Session, obligation: Obligation) -> str:
    """How the due date was set, with the name of the person who set it."""
    by = (obligation.due_basis or {}).get("by")
    people = accounts.names(session, [UUID(by)]) if by else {}
    return due.explain(obligation.due_basis, next((user.full_name for user in people.values()), ""))


def mark_of(verdict: str) -> dict[str, str]:
    """{title, tone} of a claim or a verdict."""
    return {"title": VERDICTS[verdict], "tone": TONES[verdict]}


def files(session: Session, owner_kind: str, owner_id: UUID, reader: Actor | None = None) -> list[dict[str, Any]]:
    """The attachments in the form that the macro `file_list` takes; with the address of a picture as it came where the
    reader may have it.
    """
    return [_file(session, row, reader) for row in attached(session, owner_kind, owner_id)]


def _file(session: Session, row: Attachment, reader: Actor | None) -> dict[str, Any]:
    url = url_for("files.show", attachment_id=row.id)
    if not _is_image(row.name):
        return {"name": row.name, "url": url, "kind": "pdf" if row.name.lower().endswith(".pdf") else ""}
    whole = reader is not None and opens_original(session, row, reader)
    return {
        "name": row.name,
        "url": url,
        "kind": "image",
        "small": url_for("files.small", attachment_id=row.id),
        "original": url_for("files.original", attachment_id=row.id) if whole else "",
    }


def _is_image(name: str) -> bool:
    return name.lower().endswith((".jpg", ".jpeg", ".png", ".webp"))
