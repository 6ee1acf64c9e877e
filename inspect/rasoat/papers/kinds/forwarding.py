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
from rasoat.proposals import queries as proposals
from rasoat.proposals.models import ONWARD, Proposal
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
    request_onward: Words
    request_until: Words
    several_subject: Words
    several_lead: Words
    item: Words
    item_without_opinion: Words


def _words() -> ForwardingWording:
    return wording.load("forwarding.yaml", ForwardingWording)


def _subject(session: Session, proposal_id: UUID) -> str:
    [head, *others] = _letter(session, proposal_id)
    words = _words()
    if others:
        return say(words.several_subject, count=f"{len(others) + 1:02d}")
    return say(words.subject, unit=units.agency(session, head.from_id).short_name)


def _letter(session: Session, proposal_id: UUID) -> list[Proposal]:
    """What the letter forwards."""
    return proposals.in_letter(session, session.get_one(Proposal, proposal_id))


def _compose(session: Session, proposal_id: UUID) -> list[Block]:
    rows = _letter(session, proposal_id)
    receiver_id = rows[0].forwarded_to_id
    if receiver_id is None:
        return []
    values = _shared_values(session, rows[0], receiver_id)
    leading = [row for row in rows if row.follows_id is None]
    if len(leading) == len(rows) == 1:
        return [*_about_one(session, rows[0], values), *_asked(rows[0], values)]
    lines = [
        letters.paragraph(f"forwarding.{row.id}", _line(session, number, row, rows, values), _evidence(row))
        for number, row in enumerate(leading, 1)
    ]
    values["count"] = f"{len(leading):02d}"
    lead = say(_words().several_lead, **values)
    return [letters.paragraph("forwarding.lead", lead, *map(_evidence, rows)), *lines, *_asked(rows[0], values)]


def _shared_values(session: Session, head: Proposal, receiver_id: UUID) -> dict[str, str]:
    return {
        "issuer": units.agency(session, head.lead_agency_id).name,
        "receiver": units.agency(session, receiver_id).name,
        "unit": units.agency(session, head.from_id).name,
        "onward": ONWARD.get(head.onward, ""),
        "due": citing.day(head.due_on) if head.due_on else "",
    }


def _about_one(session: Session, row: Proposal, values: dict[str, str]) -> Iterator[Block]:
    words, inspection = _words(), session.get_one(Inspection, row.inspection_id)
    more = {
        "matter": teams.bare(teams.matter(session, inspection)),
        "received": citing.day(row.received_on),
        "text": citing.outside(row.text.rstrip(" .;")),
        "response": citing.outside(row.response.rstrip(" .;")),
    }
    said = [("lead", words.lead), ("proposal", words.proposal)]
    said += [("opinion", words.opinion)] if row.response else []
    for name, sentence in said:
        yield letters.paragraph(f"forwarding.{name}", say(sentence, **values, **more), _evidence(row))


def _line(session: Session, number: int, row: Proposal, rows: Sequence[Proposal], values: dict[str, str]) -> str:
    """One of several proposals, with every unit that asks for the same."""
    alike = [row, *(one for one in rows if one.follows_id == row.id)]
    names = dict.fromkeys(units.agency(session, one.from_id).name for one in alike)
    told = {
        "units": citing.listed(list(names)),
        "text": citing.inside(row.text.rstrip(" .;")),
        "response": citing.outside(row.response.rstrip(" .;")),
        "number": str(number),
    }
    return say(_words().item if row.response else _words().item_without_opinion, **values, **told)


def _asked(head: Proposal, values: dict[str, str]) -> Iterator[Block]:
    words = _words()
    sentence = words.request_onward if head.onward else words.request
    until = [words.request_until] if head.due_on else []
    said = " ".join(say(one, **values) for one in (sentence, *until))
    yield letters.paragraph("forwarding.request", said, _evidence(head))


def _evidence(row: Proposal) -> EvidenceRef:
    return EvidenceRef(kind="proposal", id=str(row.id), label=f"Đề xuất số {row.ordinal}")


def _letterhead(session: Session, case: PaperCase) -> Mapping[str, Any]:
    rows = _letter(session, case.about_id)
    to = rows[0].forwarded_to_id
    receiver = (units.agency(session, to).name,) if to else ()
    copies = dict.fromkeys(units.agency(session, row.from_id).short_name for row in rows)
    return letters.head(session, case, _words().unit, receiver, tuple(copies))


def _against(session: Session, proposal_id: UUID) -> list[Reason]:
    row = session.get_one(Proposal, proposal_id)
    if proposals.head_of(session, row).id != row.id:
        return [Reason("", "Đề xuất này đi cùng công văn của đề xuất khác; soạn từ đề xuất đó.")]
    known = queries.papers_about(session, "proposal", proposal_id, NAME)
    if any(not OUT.of(row) for row in known):
        return [Reason("", "Đã có công văn chuyển đề xuất đang soạn; mở công văn đó để làm tiếp.")]
    if any(not OVER.of(row) for row in known):
        return [Reason("", "Đề xuất đã được chuyển bằng công văn.")]
    return list(_forwarded(row))


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
