"""The letter by which a proposal of an inspected unit goes to the agency that can decide on it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session

from rasoat.documents.paper import Block, EvidenceRef
from rasoat.inspections.models import Inspection
from rasoat.papers import checks, citing, queries, wording
from rasoat.papers.kinds import letters, result_proposals, teams
from rasoat.papers.models import OUT, OVER, PaperCase
from rasoat.papers.registry import PaperKind
from rasoat.papers.wording import Words, say
from rasoat.problems import Reason
from rasoat.proposals.models import Proposal
from rasoat.units import queries as units

NAME = result_proposals.FORWARDING


class ForwardingWording(wording.Strict):
    """Sentences of the letter. `unit` is the short name of the drafting unit, which is part of the letter's symbol."""

    unit: Words
    subject: Words
    lead: Words
    proposal: Words
    opinion: Words
    request: Words


def _words() -> ForwardingWording:
    return wording.load("forwarding.yaml", ForwardingWording)


def _subject(session: Session, proposal_id: UUID) -> str:
    row = session.get_one(Proposal, proposal_id)
    return say(_words().subject, unit=units.agency(session, row.from_id).short_name)


def _compose(session: Session, proposal_id: UUID) -> list[Block]:
    words, row = _words(), session.get_one(Proposal, proposal_id)
    if row.forwarded_to_id is None:
        return []
    inspection = session.get_one(Inspection, row.inspection_id)
    values = {
        "issuer": units.agency(session, row.lead_agency_id).name,
        "receiver": units.agency(session, row.forwarded_to_id).name,
        "unit": units.agency(session, row.from_id).name,
        "matter": teams.bare(teams.matter(session, inspection)),
        "received": citing.day(row.received_on),
        "text": citing.outside(row.text.rstrip(" .;")),
        "response": citing.outside(row.response.rstrip(" .;")),
    }
    seen = EvidenceRef(kind="proposal", id=str(row.id), label=f"Đề xuất số {row.ordinal}")
    said = [("lead", words.lead), ("proposal", words.proposal)]
    said += [("opinion", words.opinion)] if row.response else []
    said.append(("request", words.request))
    return [letters.paragraph(f"forwarding.{name}", say(sentence, **values), seen) for name, sentence in said]


def _letterhead(session: Session, case: PaperCase) -> Mapping[str, Any]:
    row = session.get_one(Proposal, case.about_id)
    receiver = (units.agency(session, row.forwarded_to_id).name,) if row.forwarded_to_id else ()
    return letters.head(session, case, _words().unit, receiver, (units.agency(session, row.from_id).short_name,))


def _against(session: Session, proposal_id: UUID) -> list[Reason]:
    known = queries.papers_about(session, "proposal", proposal_id, NAME)
    if any(not OUT.of(row) for row in known):
        return [Reason("", "Đã có công văn chuyển đề xuất đang soạn; mở công văn đó để làm tiếp.")]
    if any(not OVER.of(row) for row in known):
        return [Reason("", "Đề xuất đã được chuyển bằng công văn.")]
    return list(_forwarded(session.get_one(Proposal, proposal_id)))


def _forwarded(row: Proposal) -> Iterator[Reason]:
    if row.forwarded_to_id is None:
        yield Reason("", "Đề xuất chưa được chuyển; chọn cơ quan ở bước “Chuyển cơ quan có thẩm quyền” trước.")


def _checks(session: Session, case: PaperCase, _shown: Sequence[Block], day: date | None) -> Iterator[Reason]:
    row = session.get_one(Proposal, case.about_id)
    yield from _forwarded(row)
    yield from checks.day_too_early(day, row.received_on, "ngày nhận đề xuất")


KIND = PaperKind(
    name=NAME,
    symbol="",
    title="",
    label="Công văn chuyển đề xuất",
    about="proposal",
    series="CV",
    workflow="paper",
    subject=_subject,
    compose=_compose,
    letterhead=_letterhead,
    against=_against,
    checks=_checks,
    help="Công văn được soạn sẵn từ đề xuất, hướng giải quyết và cơ quan được chuyển đến.",
)
