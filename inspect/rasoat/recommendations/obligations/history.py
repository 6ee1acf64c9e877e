"""The story of one obligation: answers, verdicts, progress, stances and requests for more time, oldest first."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session

from rasoat import clock
from rasoat.accounts import queries as accounts
from rasoat.accounts.actor import Actor
from rasoat.recommendations import figures, prepared, stances
from rasoat.recommendations.answering.models import (
    AWAITS_LETTER,
    EXTENSIONS,
    STANCE_OUTCOMES,
    STANCES,
    TAKEN_BACK,
    Answer,
    Extension,
    PreparedAnswer,
    ProgressReport,
    Stance,
    Verification,
)
from rasoat.recommendations.answering.queries import answers_of, extensions_of, progress_of, verifications_of
from rasoat.recommendations.models import PRIORITIES, Obligation
from rasoat.recommendations.obligations.presenters import TONES, files, mark_of
from rasoat.recommendations.priorities import queries as priorities
from rasoat.recommendations.priorities.models import PriorityChange
from rasoat.recommendations.rounds import ANSWER, PROGRESS
from rasoat.units import queries as units


@dataclass(frozen=True, slots=True)
class Event:
    """An answer, a verdict, a report of progress or a request for more time, as the history shows it. `then` says
    what came of it: an answer was taken back, a disagreement was decided on.
    """

    title: str
    mark: dict[str, str]
    who: str
    day: date
    text: str
    files: list[dict[str, Any]]
    parts: list[str] = field(default_factory=list)
    """What is said of each part."""
    then: str = ""


At = tuple[datetime, Event]
"""An event and when it came, by which the story is in order."""


def story(session: Session, obligation_id: UUID, reader: Actor | None = None) -> list[Event]:
    """What happened with one obligation, oldest first, with the pictures as they came where the reader may have them."""
    answers = answers_of(session, obligation_id)
    verdicts = verifications_of(session, obligation_id)
    extensions = extensions_of(session, obligation_id)
    released = prepared.of_answers(session, obligation_id)
    progress = progress_of(session, obligation_id)
    said = stances.stances_of(session, obligation_id)
    people = [one for row in answers for one in (row.answered_by, row.ended_by)]
    people += [row.prepared_by for row in released.values()] + [row.verified_by for row in verdicts]
    people += [row.reported_by for row in progress] + [row.asked_by for row in extensions]
    people += [one for row in said for one in (row.stated_by, row.decided_by)]
    raised = priorities.changes_of(session, obligation_id)
    people += [row.changed_by for row in raised]
    say = _Namer(session, [one for one in people if one], reader)
    found: list[At] = [(row.created_at, _answer(session, row, say, released.get(row.id))) for row in answers]
    found += [(row.created_at, _progress(session, row, say)) for row in progress]
    found += [(row.created_at, _verdict(session, row, say)) for row in verdicts]
    found += [(row.created_at, _said(session, row, say)) for row in said]
    found += [(row.created_at, _asked(session, row, say)) for row in extensions]
    found += [(row.changed_at, _reprioritised(row, say)) for row in raised]
    return [event for _at, event in sorted(found, key=lambda pair: pair[0])]


def _answer(session: Session, row: Answer, say: "_Namer", released: PreparedAnswer | None) -> Event:
    sent = files(session, ANSWER, row.id, say.reader)
    mark, who = mark_of(row.claim), _by(say, row, released)
    parts = figures.lines_said(figures.of_answers(session, [row.id]).get(row.id, []))
    return Event("Báo cáo", mark, who, row.answered_on, row.text, sent, parts, _ended(say, row))


def _progress(session: Session, row: ProgressReport, say: "_Namer") -> Event:
    mark, who = {"title": "Đang thực hiện", "tone": "working"}, say(row.reported_by, row.agency_id)
    sent = files(session, PROGRESS, row.id, say.reader)
    parts = figures.lines_said(figures.of_progress(session, [row.id]).get(row.id, []))
    return Event("Báo tiến độ", mark, who, row.reported_on, row.text, sent, parts)


def _verdict(session: Session, row: Verification, say: "_Namer") -> Event:
    seen = files(session, "verification", row.id, say.reader)
    who = say(row.verified_by, row.agency_id)
    parts = figures.lines_of_verification(figures.of_verifications(session, [row.id]).get(row.id, []))
    title = "Xác minh tại chỗ" if row.visit_id else "Xác minh"
    return Event(title, mark_of(row.verdict), who, row.verified_on, row.evidence, seen, parts)


def _asker(session: Session, row: Extension) -> UUID:
    """The agency that asked for more time: the addressee, or one before it where the request was passed on, once or more
    often. People move to other agencies, so that theirs of today says nothing.
    """
    obligation = session.get_one(Obligation, row.obligation_id)
    seen = {obligation.id}
    while row.asked_at < obligation.created_at and obligation.parent_id and obligation.parent_id not in seen:
        obligation = session.get_one(Obligation, obligation.parent_id)
        seen.add(obligation.id)
    return obligation.addressee_id


def _asked(session: Session, row: Extension, say: "_Namer") -> Event:
    outcome = {"title": EXTENSIONS[row.outcome], "tone": TONES.get(row.outcome, "neutral")}
    note = f"\nTrả lời: {row.decision_note}" if row.decision_note else ""
    text = f"Xin đến ngày {clock.date_text(row.asked_until)}: {row.reason}{note}"
    day = clock.local(row.asked_at).date()
    return Event(
        "Xin gia hạn",
        outcome,
        say(row.asked_by, _asker(session, row)),
        day,
        text,
        files(session, "extension", row.id, say.reader),
    )


def _said(session: Session, row: Stance, say: "_Namer") -> Event:
    """What the addressee said of what is asked, and what was decided about it."""
    decided = ""
    if row.decided_by and row.decided_at:
        by = f" theo {row.carried_by}" if row.carried_by else ""
        decided = f"{STANCE_OUTCOMES[row.outcome]}{by} ({say.name(row.decided_by)}, {clock.time_text(row.decided_at)}): {row.decision_note}"
    tone = {"waiting": "waiting", "said": "neutral"}.get(
        row.outcome, "working" if row.outcome in AWAITS_LETTER else "ok"
    )
    mark = {"title": STANCE_OUTCOMES[row.outcome], "tone": tone}
    day = clock.local(row.stated_at).date()
    title = f"Ý kiến: {STANCES[row.stance].lower()}"
    return Event(
        title,
        mark,
        say(row.stated_by, row.agency_id),
        day,
        row.reason,
        files(session, stances.OWNER, row.id, say.reader),
        [],
        decided,
    )


def _reprioritised(row: PriorityChange, say: "_Namer") -> Event:
    mark = {"title": f"{PRIORITIES[row.previous]} → {PRIORITIES[row.priority]}", "tone": "neutral"}
    day = clock.local(row.changed_at).date()
    return Event("Đổi mức ưu tiên", mark, say(row.changed_by, None), day, row.reason, [])


def _ended(say: "_Namer", row: Answer) -> str:
    """That it was taken back or supplemented, by whom and when; empty while it stands."""
    if not row.ended or row.ended_at is None or row.ended_by is None:
        return ""
    how = "Đã rút lại" if row.ended == TAKEN_BACK else "Đã thay bằng bản bổ sung"
    why = f": {row.ended_because}" if row.ended_because else ""
    return f"{how} {clock.time_text(row.ended_at)}, {say.name(row.ended_by)}{why}"


def _by(say: "_Namer", row: Answer, released: PreparedAnswer | None) -> str:
    if row.signer:
        did = "ghi" if row.incoming_id else "gửi"
        return f"{say.agency(row.agency_id)}, {row.paper}, {row.signer} ký; {say.name(row.answered_by)} {did}"
    who = say(row.answered_by, row.agency_id)
    return f"{say.name(released.prepared_by)} soạn, {who} duyệt" if released else who


class _Namer:
    """Looks up persons with their agencies, each only once, for one reader."""

    def __init__(self, session: Session, ids: Iterable[UUID], reader: Actor | None) -> None:
        self.reader = reader
        self._people = accounts.names(session, ids)
        self._agencies = units.names(session, {user.agency_id for user in self._people.values()})
        self._session = session

    def name(self, user_id: UUID) -> str:
        """The name alone, of somebody whose agency is told beside it."""
        return self._people[user_id].full_name

    def agency(self, agency_id: UUID) -> str:
        """The name of an agency."""
        return units.agency(self._session, agency_id).listed_name

    def __call__(self, user_id: UUID, agency_id: UUID | None) -> str:
        user = self._people[user_id]
        agency = units.agency(self._session, agency_id) if agency_id else self._agencies[user.agency_id]
        return f"{user.full_name}, {agency.listed_name}"
