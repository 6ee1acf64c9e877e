"""What the papers' pages show beside their rows: cards of blocks, evidence with addresses, filters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from flask import current_app, g, url_for
from sqlmodel import Session

from rasoat import clock
from rasoat.accounts import queries as accounts
from rasoat.accounts.actor import SYSTEM_ID
from rasoat.db.reading import rows_by_id
from rasoat.documents import numbering, register
from rasoat.documents.models import RegisterEntry
from rasoat.documents.paper import Block, EvidenceRef
from rasoat.findings.models import VISIBILITIES, Finding
from rasoat.pages import actor, session
from rasoat.pages.case import PAGES, case_url, state_of
from rasoat.papers import blocks, offers, queries
from rasoat.papers.blocks import Edits
from rasoat.papers.forms import NumberForm
from rasoat.papers.models import PaperCase
from rasoat.papers.registry import about_named, kind_named, kind_of, kinds
from rasoat.visits.models import Response
from rasoat.workflows import CaseRef, pins
from rasoat.workflows.registry import kind_recorded_as
from rasoat.workflows.registry import kinds as case_kinds

Standing = Literal["generated", "changed", "added", "orphaned"]
Source = tuple[str, str]
"""The kind and the id of a piece of evidence."""


@dataclass(frozen=True, slots=True)
class Card:
    """One block in the composer. `generated` is the proposed text if it differs; `outdated` says that it changed after
    the edit.
    """

    block: Block
    title: str
    standing: Standing
    hidden: bool
    outdated: bool
    generated: str
    unprinted: str
    evidence: list[tuple[str, str]]

    @property
    def text(self) -> str:
        """The block's words as people edit them."""
        return blocks.text_of(self.block)


def cards(db: Session, generated: Sequence[Block], edits: Edits) -> list[Card]:
    """Every block in its order, including the hidden ones; at the end come the edits whose block is gone."""
    proposed = {block.id: block for block in generated}
    hidden, old = set(edits.get("hidden", [])), blocks.outdated(generated, edits)
    changed, shown, gone = edits.get("changed", {}), blocks.arrange(generated, edits), blocks.orphaned(generated, edits)
    urls = evidence_urls(db, [one for block in (*shown, *gone) for one in block.evidence])
    found = []
    for block in shown:
        own = proposed.get(block.id)
        standing: Standing = "added" if own is None else "changed" if block.id in changed else "generated"
        found.append(_card(urls, block, own, standing, block.id in hidden, block.id in old))
    return found + [_card(urls, block, None, "orphaned", True, False) for block in gone]


def touched_by(db: Session, touched: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """By block: who changed it last, and when, in words."""
    names = accounts.full_names(db, {UUID(one["by"]) for one in touched.values()})
    return {
        block_id: f"{names.get(UUID(one['by']), '')} sửa lúc {clock.time_text(datetime.fromisoformat(one['at']))}"
        for block_id, one in touched.items()
    }


def _card(
    urls: Mapping[Source, str],
    block: Block,
    own: Block | None,
    standing: Standing,
    hidden: bool,
    outdated: bool,
) -> Card:
    return Card(
        block=block,
        title=f"{blocks.TYPES[block.type]} {block.level}" if block.type == "heading" else blocks.TYPES[block.type],
        standing=standing,
        hidden=hidden,
        outdated=outdated,
        generated=blocks.text_of(own) if own is not None and standing == "changed" else "",
        unprinted="" if block.visibility == "public" else VISIBILITIES[block.visibility],
        evidence=[(one.label, urls[one.kind, one.id]) for one in block.evidence],
    )


def evidence_urls(db: Session, evidence: Sequence[EvidenceRef]) -> dict[Source, str]:
    """Of each piece of evidence, by its kind and id, the page that shows it; empty when there is none."""
    responses = rows_by_id(db, Response, (UUID(one.id) for one in evidence if one.kind == "response"))
    findings = rows_by_id(db, Finding, (UUID(one.id) for one in evidence if one.kind == "finding"))
    return {(one.kind, one.id): _evidence_url(one, responses, findings) for one in evidence}


def _evidence_url(one: EvidenceRef, responses: Mapping[UUID, Response], findings: Mapping[UUID, Finding]) -> str:
    kind = kind_recorded_as(one.kind)
    if kind in PAGES:
        return case_url(CaseRef(kind, UUID(one.id))) if PAGES[kind][0] in current_app.view_functions else ""
    if one.kind == "response":
        response = responses.get(UUID(one.id))
        return case_url(CaseRef("visit", response.visit_id)) if response else ""
    finding = findings.get(UUID(one.id)) if one.kind == "finding" else None
    if finding is None or "findings.of_inspection" not in current_app.view_functions:
        return ""
    return url_for("findings.of_inspection", inspection_id=finding.inspection_id, _anchor=f"finding-{finding.id}")


@dataclass(frozen=True, slots=True)
class Thing:
    """The thing that a paper is about, as its page shows it. `url` is empty for a person who may not see the thing."""

    title: str
    url: str


def thing_of(case: PaperCase) -> Thing | None:
    """The thing that a paper is about, if it is a case with a page of its own; None when the reader may not see it."""
    ref, kind = CaseRef(case.about_kind, case.about_id), case_kinds.get(case.about_kind)
    if kind is None or not about_named(case.about_kind).visible(session(), ref.id, actor()):
        return None
    return Thing(f"{kind.title}: {kind.label(session(), ref.id)}", case_url(ref))


@dataclass(frozen=True, slots=True)
class Series:
    """The series that a paper would be numbered in on a day of `year`. `next` is the next number of an own series, `last` the newest
    line of either.
    """

    year: int
    title: str
    own: bool
    next: int
    last: RegisterEntry | None


def series_of(case: PaperCase, year: int | None = None) -> Series:
    """The series of a paper that is dated today, or in that year, for the page that gives it its number."""
    db, year = session(), year or clock.today().year
    arrangement = numbering.of_year(db, case.lead_agency_id, year)
    name = numbering.in_year(db, case.lead_agency_id, year, arrangement, kind_of(case).series_of(db, case))
    last = register.last_line(db, case.lead_agency_id, year, name)
    following = register.last_number(db, case.lead_agency_id, year, name) + 1
    return Series(year, numbering.title_of(name), arrangement.keeps(name), following, last)


def earlier_series_of(case: PaperCase) -> Series | None:
    """The series of an earlier year whose numbers are typed, in which the paper may still be dated since it was signed then; None
    if there is none. An own series of an earlier year is over.
    """
    signed = case.signed_on or case.approved_on
    years = range(clock.today().year - 1, signed.year - 1, -1) if signed else ()
    return next((found for found in (series_of(case, year) for year in years) if not found.own), None)


@dataclass(frozen=True, slots=True)
class Twin:
    """The paper that bears a number already. `url` is empty when it is not a paper of this database."""

    title: str
    url: str


def twin_of(case: PaperCase, form: NumberForm) -> Twin | None:
    """The paper that bears the number that was typed and refused."""
    if "number" not in form or not form.number.errors or not form.number.data or not form.issued_on.data:
        return None
    db, day = session(), form.issued_on.data
    arrangement = numbering.of_year(db, case.lead_agency_id, day.year)
    name = numbering.in_year(db, case.lead_agency_id, day.year, arrangement, kind_of(case).series_of(db, case))
    entry = register.find(db, case.lead_agency_id, day.year, name, form.number.data)
    if entry is None:
        return None
    paper = queries.paper_of(db, entry)
    seen = paper is not None and queries.visible(db, paper.id, actor())
    url = case_url(CaseRef("paper", paper.id)) if paper and seen else ""
    return Twin(f"{entry.kind_title} {entry.number:02d}/{entry.symbol}", url)


def people_of(case: PaperCase) -> dict[str, str]:
    """The names of those who drafted and approved a paper; the program has a name too."""
    names = accounts.full_names(session(), [one for one in (case.drafted_by, case.approved_by) if one])
    approved = names.get(case.approved_by, "") if case.approved_by else ""
    return {"drafted": names.get(case.drafted_by or SYSTEM_ID, ""), "approved": approved}


def _papers_about(name: str, thing_id: UUID) -> list[PaperCase]:
    """All papers about a thing, read once for its page, which asks for one kind after the other."""
    known: dict[tuple[str, UUID], list[PaperCase]] = g.setdefault("papers_about", {})
    if (name, thing_id) not in known:
        known[name, thing_id] = queries.papers_about(session(), name, thing_id)
    return known[name, thing_id]


def about(name: str, thing_id: UUID) -> dict[str, Any]:
    """For the page of a thing: the papers of one kind about it, and those that name it beside another one; whether this
    person may draft one, or why not.
    """
    kind = kind_named(name)
    found = [*_papers_about(kind.about, thing_id), *kind.naming(session(), thing_id)]
    rows = [row for row in found if row.kind == name]
    thing = session().get_one(about_named(kind.about).model, thing_id)
    issuer = about_named(kind.about).issuer(thing)
    drafts = queries.may_draft(actor(), issuer) and offers.offers(session(), kind, thing)
    return {
        "kind": kind,
        "rows": [(row, state_of(row)) for row in rows if queries.visible(session(), row.id, actor())],
        "may_draft": drafts,
        "reasons": [reason.message for reason in kind.against(session(), thing_id)] if drafts else [],
    }


def asked_for(name: str, thing_id: UUID) -> list[dict[str, Any]]:
    """The same for every kind of paper that the procedure of a thing asks for, and for those begun under an earlier
    version of it.
    """
    thing = session().get_one(about_named(name).model, thing_id)
    rows = {row.kind for row in _papers_about(name, thing_id)}
    asked = offers.about(session(), name, thing)
    begun = [one for one in kinds() if one.asked_for and one.about == name and one.name in rows and one not in asked]
    return [about(one.name, thing_id) for one in (*asked, *begun)]


def selects(args: Mapping[str, str], years: list[int]) -> list[dict[str, Any]]:
    """The filters above the list of papers."""
    states = pins.newest(session(), "paper").definition.states
    offered: list[tuple[str, str, str, list[tuple[str, str]]]] = [
        ("kind", "Loại", "Mọi loại", [(kind.name, kind.label) for kind in kinds()]),
        ("status", "Trạng thái", "Mọi trạng thái", [(name, state.title) for name, state in states.items()]),
        ("year", "Năm", "Mọi năm", [(str(year), str(year)) for year in years]),
    ]
    return [
        {"name": name, "label": label, "value": args.get(name, ""), "options": [("", every), *options]}
        for name, label, every, options in offered
    ]
