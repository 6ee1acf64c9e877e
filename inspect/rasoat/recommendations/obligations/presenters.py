"""What the pages show of obligations, in words and tones."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from flask import url_for
from sqlmodel import Session

from rasoat import clock
from rasoat.accounts import queries as accounts
from rasoat.files.access import attached
from rasoat.recommendations import due, figures, prepared, queries
from rasoat.recommendations.models import (
    ADDRESSEES_TURN,
    ENDED,
    EXTENSIONS,
    VERDICTS,
    Answer,
    Obligation,
    PreparedAnswer,
)
from rasoat.units import queries as units

TONES = {"met": "ok", "partly_met": "warning", "not_met": "bad", "granted": "ok", "refused": "bad", "asked": "waiting"}


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
    if queries.is_overdue(obligation, day):
        return {"text": f"Quá hạn {-left} ngày ({said})", "tone": "overdue"}
    if queries.is_open(obligation) and ADDRESSEES_TURN.of(obligation):
        near = "hôm nay" if left == 0 else f"còn {left} ngày"
        return {"text": f"Hạn {said}, {near}", "tone": "soon" if queries.is_soon(obligation, day) else "neutral"}
    return {"text": f"Hạn {said}", "tone": "ok" if obligation.verdict == "met" else "neutral"}


def verdict_of(obligation: Obligation) -> dict[str, str] | None:
    """{title, tone} of the verdict; None before there is one, and for obligations that ended without one."""
    if obligation.verdict not in VERDICTS or ENDED.of(obligation):
        return None
    return {"title": VERDICTS[obligation.verdict], "tone": TONES[obligation.verdict]}


@dataclass(frozen=True, slots=True)
class Event:
    """An answer, a verdict or a request for more time, as the history shows it."""

    title: str
    mark: dict[str, str]
    who: str
    day: date
    text: str
    files: list[dict[str, Any]]
    parts: list[str] = field(default_factory=list)
    """What is said of each part."""


def explained(session: Session, obligation: Obligation) -> str:
    """How the due date was set, with the name of the person who set it."""
    by = (obligation.due_basis or {}).get("by")
    people = accounts.names(session, [UUID(by)]) if by else {}
    return due.explain(obligation.due_basis, next((user.full_name for user in people.values()), ""))


def story(session: Session, obligation_id: UUID) -> list[Event]:
    """Answers, verdicts and extensions of one obligation, oldest first."""
    answers = queries.answers_of(session, obligation_id)
    verdicts = queries.verifications_of(session, obligation_id)
    extensions = queries.extensions_of(session, obligation_id)
    released = prepared.of_answers(session, obligation_id)
    reports = figures.of_answers(session, [row.id for row in answers])
    found_of = figures.of_verifications(session, [row.id for row in verdicts])
    authors = [row.prepared_by for row in released.values()]
    say = _Namer(session, [row.answered_by for row in answers] + [row.verified_by for row in verdicts] + authors)
    asked = _Namer(session, [row.asked_by for row in extensions])
    found = [
        (
            row.created_at,
            Event("Báo cáo", mark_of(row.claim), _by(say, row, released.get(row.id)), row.answered_on, row.text,
                  files(session, "answer", row.id), figures.lines_of_answer(reports.get(row.id, []))),
        )
        for row in answers
    ]  # fmt: skip
    found += [
        (
            row.created_at,
            Event("Xác minh", mark_of(row.verdict), say(row.verified_by, row.agency_id), row.verified_on, row.evidence,
                  files(session, "verification", row.id), figures.lines_of_verification(found_of.get(row.id, []))),
        )
        for row in verdicts
    ]  # fmt: skip
    for row in extensions:
        outcome = {"title": EXTENSIONS[row.outcome], "tone": TONES.get(row.outcome, "neutral")}
        note = f"\nTrả lời: {row.decision_note}" if row.decision_note else ""
        text = f"Xin đến ngày {clock.date_text(row.asked_until)}: {row.reason}{note}"
        day = clock.local(row.asked_at).date()
        found.append((row.created_at, Event("Xin gia hạn", outcome, asked(row.asked_by, None), day, text, [])))
    return [event for _at, event in sorted(found, key=lambda pair: pair[0])]


def _by(say: "_Namer", row: Answer, released: PreparedAnswer | None) -> str:
    who = say(row.answered_by, row.agency_id)
    return f"{say.name(released.prepared_by)} soạn, {who} duyệt" if released else who


class _Namer:
    """Looks up persons with their agencies, each only once."""

    def __init__(self, session: Session, ids: Iterable[UUID]) -> None:
        self._people = accounts.names(session, ids)
        self._agencies = units.names(session, {user.agency_id for user in self._people.values()})
        self._session = session

    def name(self, user_id: UUID) -> str:
        """The name alone, of somebody whose agency is told beside it."""
        return self._people[user_id].full_name

    def __call__(self, user_id: UUID, agency_id: UUID | None) -> str:
        user = self._people[user_id]
        agency = units.agency(self._session, agency_id) if agency_id else self._agencies[user.agency_id]
        return f"{user.full_name}, {agency.listed_name}"


def mark_of(verdict: str) -> dict[str, str]:
    """{title, tone} of a claim or a verdict."""
    return {"title": VERDICTS[verdict], "tone": TONES[verdict]}


def files(session: Session, owner_kind: str, owner_id: UUID) -> list[dict[str, Any]]:
    """The attachments in the form that the macro `file_list` takes."""
    return [
        {
            "name": row.name,
            "url": url_for("files.show", attachment_id=row.id),
            "kind": "pdf" if row.name.lower().endswith(".pdf") else "image" if _is_image(row.name) else "",
        }
        for row in attached(session, owner_kind, owner_id)
    ]


def _is_image(name: str) -> bool:
    return name.lower().endswith((".jpg", ".jpeg", ".png", ".webp"))
