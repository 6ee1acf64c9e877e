"""The reply to a request for more time: granted until a day, or refused for a reason. It says in a letter what was decided."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session

from rasoat import clock
from rasoat.documents.paper import Block, EvidenceRef
from rasoat.papers import chain, checks, citing, queries, wording
from rasoat.papers.kinds import founded, letters, reminder
from rasoat.papers.models import OUT, OVER, PaperCase
from rasoat.papers.registry import PaperKind
from rasoat.papers.wording import Words, say
from rasoat.problems import Reason
from rasoat.recommendations import retelling
from rasoat.recommendations.answering.models import Extension
from rasoat.recommendations.answering.queries import extensions_of
from rasoat.recommendations.models import Obligation
from rasoat.recommendations.sources import source_of
from rasoat.units import queries as units
from rasoat.workflows import Firing

NAME = "extension_reply"
DECIDED = ("decided", "granted", "refused")


class ReplyWording(wording.Strict):
    """Sentences of the reply. `unit` is the short name of the drafting unit, which is part of the letter's symbol."""

    unit: Words
    subject: Words
    source: Words
    lead: Words
    granted: Words
    refused: Words
    keeps: Words
    closing: Words


def _words() -> ReplyWording:
    return wording.load("extension_reply.yaml", ReplyWording)


def _decided(session: Session, obligation_id: UUID) -> Extension | None:
    """The request that was decided on last."""
    known = extensions_of(session, obligation_id)
    return next((row for row in reversed(known) if row.outcome in DECIDED), None)


def _day(row: Extension) -> date | None:
    return clock.local(row.decided_at).date() if row.decided_at else None


def _subject(session: Session, obligation_id: UUID) -> str:
    obligation = session.get_one(Obligation, obligation_id)
    source, where = source_of(obligation), reminder.cited(session, obligation)
    return say(_words().subject, what=source.title.lower(), source=where, number=source.number)


def _compose(session: Session, obligation_id: UUID) -> list[Block]:
    words, obligation = _words(), session.get_one(Obligation, obligation_id)
    decided = _decided(session, obligation_id)
    if decided is None:
        return []
    founding = founded.paper(session, obligation)
    source = source_of(obligation)
    due = obligation.due_on if decided.outcome == "refused" else decided.granted_until or obligation.due_on
    values = {
        "issuer": units.agency(session, obligation.lead_agency_id).name,
        "addressee": units.agency(session, obligation.addressee_id).name,
        "what": say(words.source, what=source.title.lower(), number=source.number),
        "paper": f" tại {founded.in_full(session, obligation, founding)}" if founding else "",
        "text": citing.inside(obligation.source_text.rstrip(" .;")),
        "asked_on": citing.day(clock.local(decided.asked_at).date()),
        "asked_until": citing.day(decided.asked_until),
        "before": citing.day(decided.previous_due_on) if decided.previous_due_on else "…",
        "due": citing.day(due) if due else "…",
        "note": citing.inside(decided.decision_note.rstrip(" .;")),
    }
    seen = EvidenceRef(kind="obligation", id=str(obligation.id), label="Nội dung phải theo dõi")
    answer = words.refused if decided.outcome == "refused" else words.granted
    return [
        letters.paragraph("extension.lead", say(words.lead, **values), seen),
        letters.paragraph("extension.answer", say(answer, **values), seen),
        letters.paragraph("extension.keeps", say(words.keeps, **values)),
        letters.paragraph("extension.closing", say(words.closing, **values)),
    ]


def _letterhead(session: Session, case: PaperCase) -> Mapping[str, Any]:
    addressee = units.agency(session, session.get_one(Obligation, case.about_id).addressee_id)
    return letters.head(session, case, _words().unit, (addressee.name,))


def _against(session: Session, obligation_id: UUID) -> list[Reason]:
    decided = _decided(session, obligation_id)
    if decided is None:
        return [Reason("", "Chưa có đề nghị gia hạn nào được đồng ý hoặc từ chối.")]
    known = queries.papers_about(session, "obligation", obligation_id, NAME)
    if any(not OUT.of(row) for row in known):
        return [Reason("", "Đã có công văn trả lời đang soạn; mở công văn đó để làm tiếp.")]
    # A paper that was begun after the decision answers it: there is one reply to each decision.
    if any(not OVER.of(row) and decided.decided_at and row.created_at >= decided.decided_at for row in known):
        return [Reason("", "Đề nghị gia hạn gần nhất đã được trả lời bằng công văn.")]
    return []


def _checks(session: Session, case: PaperCase, _shown: Sequence[Block], day: date | None) -> Iterator[Reason]:
    decided = _decided(session, case.about_id)
    if decided is None:
        yield Reason("", "Đề nghị gia hạn chưa được quyết định.")
    else:
        yield from checks.day_too_early(day, _day(decided), "ngày quyết định về đề nghị gia hạn")
        until = decided.granted_until if decided.outcome == "decided" else None
        if until and until <= (day or clock.today()):
            yield Reason("", f"Hạn gia hạn {clock.date_text(until)} không sau ngày ban hành; quyết định lại hạn.")


def _carry_out(firing: Firing) -> None:
    """More time is granted from the day of the letter on."""
    case = firing.session.get_one(PaperCase, firing.ref.id)
    by = retelling.ByPaper(chain.in_short(case), firing.case_row["issued_on"])
    retelling.extend(firing.session, firing.actor, by, case.about_id)


KIND = PaperKind(
    name=NAME,
    symbol="",
    title="",
    label="Công văn trả lời đề nghị gia hạn",
    about="obligation",
    series="CV",
    workflow="paper",
    subject=_subject,
    compose=_compose,
    letterhead=_letterhead,
    against=_against,
    checks=_checks,
    effects=(_carry_out,),
    help="Công văn được soạn sẵn từ đề nghị của đơn vị và quyết định đồng ý hoặc không đồng ý gia hạn.",
)
