"""The letter by which the agency to which proposals were forwarded is asked again for its reply. It names what the first letter
forwarded and what is not replied to yet.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session

from rasoat.documents.paper import Block, EvidenceRef
from rasoat.papers import checks, citing, queries, wording
from rasoat.papers.kinds import letters, result_proposals
from rasoat.papers.models import OUT, PaperCase
from rasoat.papers.registry import PaperKind
from rasoat.papers.wording import Words, say
from rasoat.problems import Reason
from rasoat.proposals import queries as proposals
from rasoat.proposals.models import RECEIVERS_TURN, Proposal
from rasoat.units import queries as units

NAME = "asking_again"


class AskingWording(wording.Strict):
    """Sentences of the letter. `unit` is the short name of the drafting unit, which is part of the letter's symbol."""

    unit: Words
    subject: Words
    lead: Words
    lead_without_letter: Words
    item: Words
    request: Words


def _words() -> AskingWording:
    return wording.load("asking_again.yaml", AskingWording)


def waiting(session: Session, proposal_id: UUID) -> list[Proposal]:
    """What the letter asks for: of everything that was forwarded together, what waits for the receiver."""
    head = session.get_one(Proposal, proposal_id)
    return [row for row in proposals.in_letter(session, head) if RECEIVERS_TURN.of(row)]


def _leading(rows: Sequence[Proposal]) -> list[Proposal]:
    return [row for row in rows if row.follows_id is None]


def _subject(session: Session, proposal_id: UUID) -> str:
    return say(_words().subject, count=_count(session, proposal_id))


def _count(session: Session, proposal_id: UUID) -> str:
    return f"{len(_leading(waiting(session, proposal_id))):02d}"


def _compose(session: Session, proposal_id: UUID) -> list[Block]:
    head, rows = session.get_one(Proposal, proposal_id), waiting(session, proposal_id)
    if head.forwarded_to_id is None or head.forwarded_on is None:
        return []
    words, letter = _words(), result_proposals.forwarding_letter(session, head)
    values = {
        "issuer": units.agency(session, head.lead_agency_id).name,
        "receiver": units.agency(session, head.forwarded_to_id).name,
        "count": f"{len(_leading(rows)):02d}",
        "sent": citing.day(letter.issued_on if letter and letter.issued_on else head.forwarded_on),
        "letter": citing.briefly(letter) if letter else "",
    }
    lead = say(words.lead if letter else words.lead_without_letter, **values)
    return [
        letters.paragraph("asking_again.lead", lead, *map(_evidence, rows)),
        *(
            letters.paragraph(f"asking_again.{row.id}", _line(session, number, row, rows), _evidence(row))
            for number, row in enumerate(_leading(rows), 1)
        ),
        letters.paragraph("asking_again.request", say(words.request, **values), _evidence(head)),
    ]


def _line(session: Session, number: int, row: Proposal, rows: Sequence[Proposal]) -> str:
    alike = [row, *(one for one in rows if one.follows_id == row.id)]
    names = dict.fromkeys(units.agency(session, one.from_id).name for one in alike)
    text = citing.inside(row.text.rstrip(" .;"))
    return say(_words().item, number=str(number), units=citing.listed(list(names)), text=text)


def _evidence(row: Proposal) -> EvidenceRef:
    return EvidenceRef(kind="proposal", id=str(row.id), label=f"Đề xuất số {row.ordinal}")


def _letterhead(session: Session, case: PaperCase) -> Mapping[str, Any]:
    to = session.get_one(Proposal, case.about_id).forwarded_to_id
    receiver = (units.agency(session, to).name,) if to else ()
    return letters.head(session, case, _words().unit, receiver)


def on_its_way(session: Session, proposal_id: UUID) -> PaperCase | None:
    """The letter that was begun and is not issued; None when there is none."""
    known = queries.papers_about(session, "proposal", proposal_id, NAME)
    return next((row for row in known if row.open and not OUT.of(row)), None)


def _against(session: Session, proposal_id: UUID) -> list[Reason]:
    row = session.get_one(Proposal, proposal_id)
    if proposals.head_of(session, row).id != row.id:
        return [Reason("", "Đề xuất này đi cùng công văn của đề xuất khác; soạn từ đề xuất đó.")]
    if on_its_way(session, proposal_id):
        return [Reason("", "Đã có công văn hỏi lại đang soạn; mở công văn đó để làm tiếp.")]
    return list(_unreplied(session, proposal_id))


def _unreplied(session: Session, proposal_id: UUID) -> Iterator[Reason]:
    if not waiting(session, proposal_id):
        yield Reason("", "Không có đề xuất nào đang chờ cơ quan được chuyển đến trả lời.")


def _checks(session: Session, case: PaperCase, _shown: Sequence[Block], day: date | None) -> Iterator[Reason]:
    yield from _unreplied(session, case.about_id)
    sent = session.get_one(Proposal, case.about_id).forwarded_on
    yield from checks.day_too_early(day, sent, "ngày chuyển đề xuất")


KIND = PaperKind(
    name=NAME,
    symbol="",
    title="",
    label="Công văn hỏi lại về đề xuất đã chuyển",
    about="proposal",
    series="CV",
    workflow="paper",
    subject=_subject,
    compose=_compose,
    letterhead=_letterhead,
    against=_against,
    checks=_checks,
    help="Công văn được soạn sẵn, nêu công văn đã chuyển và các đề xuất chưa có trả lời.",
)
