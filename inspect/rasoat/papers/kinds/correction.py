"""The letter that corrects the form of an issued paper (công văn đính chính). The paper stays in force and shows its letter."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session

from rasoat.documents.paper import Block, Bullets, EvidenceRef
from rasoat.papers import blocks, chain, checks, citing, letterhead, wording
from rasoat.papers.kinds import letters
from rasoat.papers.models import GIVEN, OUT, PaperCase
from rasoat.papers.registry import PaperKind, about_named
from rasoat.papers.wording import Words, say
from rasoat.problems import Reason
from rasoat.units import queries as units

NAME = "correction"
ITEMS = "correction.items"
"""The block that says what was wrong and what is right."""
BLANK = "…"


class CorrectionWording(wording.Strict):
    """Sentences of the letter. `unit` is the short name of the drafting unit, which is part of the letter's symbol."""

    unit: Words
    subject: Words
    lead: Words
    item: Words
    keeps: Words
    closing: Words


def _words() -> CorrectionWording:
    return wording.load("correction.yaml", CorrectionWording)


def subject(corrected: PaperCase) -> str:
    """The subject line of a letter that corrects this paper."""
    return say(_words().subject, paper=chain.in_short(corrected))


def _no_subject(_session: Session, _about_id: UUID) -> str:
    return ""


def _nothing(_session: Session, _about_id: UUID) -> list[Block]:
    return []


def _retell(session: Session, case: PaperCase, _composed: list[Block]) -> list[Block]:
    words, corrected = _words(), chain.corrected(session, case)
    issuer = units.agency(session, case.lead_agency_id).name
    seen = EvidenceRef(kind="paper", id=str(corrected.id), label=chain.in_short(corrected))
    named = chain.in_short(corrected)
    lead = say(words.lead, issuer=issuer, paper=citing.paper_in_full(session, corrected))
    return [
        letters.paragraph("correction.lead", lead, seen),
        Bullets(id=ITEMS, items=(words.item,), visibility="public"),
        letters.paragraph("correction.keeps", say(words.keeps, paper=named)),
        letters.paragraph("correction.closing", say(words.closing, issuer=issuer)),
    ]


def _letterhead(session: Session, case: PaperCase) -> Mapping[str, Any]:
    """It goes to everybody who received the paper. Those to whom it was addressed, or else the agencies that received it,
    are named in full above the text, and not once more among the copies.
    """
    corrected = chain.corrected(session, case)
    before = letterhead.head_of(session, corrected)
    others = _named([one for one in before.recipients if one != "Như trên"])
    if before.addressed_to:
        return letters.head(session, case, _words().unit, before.addressed_to, others)
    about = about_named(corrected.about_kind)
    ids = about.recipients(session, session.get_one(about.model, corrected.about_id))
    known = {one.short_name: one.name for one in units.names(session, ids).values()}
    addressed = tuple(known[one] for one in others if one in known)
    copies = tuple(one for one in others if one not in known)
    return letters.head(session, case, _words().unit, addressed or others, copies if addressed else ())


def _named(lines: Sequence[str]) -> tuple[str, ...]:
    """The agencies among the recipients of a notice, without what is said behind their names."""
    return tuple(line for line in lines if not line.startswith("Lãnh đạo") and "(b/c)" not in line)


def _against(_session: Session, _about_id: UUID) -> list[Reason]:
    return [Reason("", "Công văn đính chính được soạn từ trang của văn bản cần đính chính.")]


def _checks(session: Session, case: PaperCase, shown: Sequence[Block], day: date | None) -> Iterator[Reason]:
    corrected = chain.corrected(session, case)
    if not (GIVEN.of(corrected) and OUT.of(corrected)):
        yield Reason("", f"{chain.in_short(corrected)} không còn hiệu lực nên không đính chính nữa.")
    said = next((blocks.text_of(one) for one in shown if one.id == ITEMS), "")
    if not said or BLANK in said:
        yield Reason("blocks", "Ghi rõ chỗ đã ghi sai và nội dung sửa lại; còn chỗ để trống (…).")
    yield from checks.day_too_early(day, corrected.issued_on, "ngày của văn bản được đính chính")


KIND = PaperKind(
    name=NAME,
    symbol="",
    title="",
    label="Công văn đính chính",
    about="inspection",
    series="CV",
    workflow="paper",
    subject=_no_subject,
    compose=_nothing,
    letterhead=_letterhead,
    against=_against,
    checks=_checks,
    retell=_retell,
)
