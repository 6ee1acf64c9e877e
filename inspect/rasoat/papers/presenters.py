"""What the notices' pages show beside their rows: cards of blocks, evidence with addresses, filters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from flask import current_app, url_for
from sqlmodel import Session

from rasoat.accounts.actor import Actor
from rasoat.documents.paper import Block, EvidenceRef, Paper
from rasoat.findings.models import VISIBILITIES, Finding
from rasoat.pages import actor, session
from rasoat.pages.case import PAGES, case_url, state_of
from rasoat.papers import blocks, compose, queries
from rasoat.papers.blocks import Edits
from rasoat.papers.models import KINDS, PaperCase
from rasoat.plans.models import Plan
from rasoat.visits.models import Response
from rasoat.workflows import CaseRef, pins

Standing = Literal["generated", "changed", "added", "orphaned"]
TYPES = {"heading": "Đề mục", "paragraph": "Đoạn văn", "bullets": "Các ý", "table": "Bảng"}


@dataclass(frozen=True, slots=True)
class Card:
    """One block in the composer. `generated` is the proposed text where it differs; `outdated`: it changed since."""

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
        """The block's words as they are edited."""
        return blocks.text_of(self.block)


def cards(db: Session, generated: Sequence[Block], edits: Edits) -> list[Card]:
    """Every block in its order, the hidden ones too; at the end the edits whose block is gone."""
    proposed = {block.id: block for block in generated}
    hidden, old = set(edits.get("hidden", [])), blocks.outdated(generated, edits)
    changed = edits.get("changed", {})
    found = []
    for block in blocks.arrange(generated, edits):
        own = proposed.get(block.id)
        standing: Standing = "added" if own is None else "changed" if block.id in changed else "generated"
        found.append(_card(db, block, own, standing, block.id in hidden, block.id in old))
    orphans = [_card(db, block, None, "orphaned", True, False) for block in blocks.orphaned(generated, edits)]
    return found + orphans


def _card(
    db: Session,
    block: Block,
    own: Block | None,
    standing: Standing,
    hidden: bool,
    outdated: bool,
) -> Card:
    return Card(
        block=block,
        title=f"{TYPES[block.type]} {block.level}" if block.type == "heading" else TYPES[block.type],
        standing=standing,
        hidden=hidden,
        outdated=outdated,
        generated=blocks.text_of(own) if own is not None and standing == "changed" else "",
        unprinted="" if block.visibility == "public" else VISIBILITIES[block.visibility],
        evidence=[(one.label, evidence_url(db, one)) for one in block.evidence],
    )


def evidence_url(db: Session, one: EvidenceRef) -> str:
    """Where a piece of evidence can be looked at; empty when there is no page for it."""
    if one.kind in PAGES:
        return case_url(CaseRef(one.kind, UUID(one.id))) if PAGES[one.kind][0] in current_app.view_functions else ""
    if one.kind == "response":
        response = db.get(Response, UUID(one.id))
        return case_url(CaseRef("visit", response.visit_id)) if response else ""
    finding = db.get(Finding, UUID(one.id)) if one.kind == "finding" else None
    if finding is None or "findings.of_inspection" not in current_app.view_functions:
        return ""
    return url_for("findings.of_inspection", inspection_id=finding.inspection_id, _anchor=f"finding-{finding.id}")


def draft(db: Session, notice: PaperCase) -> Paper:
    """The paper as it stands now, for the preview."""
    return compose.draft_paper(db, notice)


def plan_url(notice: PaperCase, who: Actor) -> str:
    """The plan's page, for those who may see plans."""
    if notice.plan_id is None or who.is_authority:
        return ""
    return url_for("plans.show", plan_id=notice.plan_id)


def of_plan(plan: Plan) -> dict[str, Any]:
    """For the plan's page: its schedule notices, whether this person may draft one, and the reasons against."""
    rows = [row for row in queries.of_plan(session(), plan.id) if queries.visible(session(), row.id, actor())]
    drafts = queries.may_draft(actor(), plan.lead_agency_id)
    return {
        "rows": [(row, state_of(row)) for row in rows],
        "may_draft": drafts,
        "reasons": [r.message for r in queries.against_schedule(session(), plan)] if drafts else [],
    }


def selects(args: Mapping[str, str], years: list[int]) -> list[dict[str, Any]]:
    """The filters above the list."""
    states = pins.newest(session(), "notice").definition.states
    offered: list[tuple[str, str, str, list[tuple[str, str]]]] = [
        ("kind", "Loại", "Mọi loại", list(KINDS.items())),
        ("status", "Trạng thái", "Mọi trạng thái", [(name, state.title) for name, state in states.items()]),
        ("year", "Năm", "Mọi năm", [(str(year), str(year)) for year in years]),
    ]
    return [
        {"name": name, "label": label, "value": args.get(name, ""), "options": [("", every), *options]}
        for name, label, every, options in offered
    ]
