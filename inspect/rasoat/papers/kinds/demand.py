"""The demand to put right what was found (văn bản yêu cầu chấn chỉnh, khắc phục; NĐ 217/2025/NĐ-CP, Điều 7, khoản 2, điểm e).

It is a công văn of the head who decided, and stands in the place of the result notice: issuing it sends the same
recommendations, as demands. An inspection has one of the two, so that nothing is sent twice.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlmodel import Session

from rasoat.documents.paper import Block, EvidenceRef, Heading, Paragraph
from rasoat.findings import queries as findings
from rasoat.inspections.models import Inspection
from rasoat.papers import citing, letterhead, wording
from rasoat.papers.kinds import result, result_blocks, result_replacing, teams
from rasoat.papers.models import PaperCase
from rasoat.papers.wording import Words, say
from rasoat.recommendations.effects import demand_obligations
from rasoat.units import queries as units
from rasoat.visits import queries as visits
from rasoat.visits.models import HELD
from rasoat.workflows import Firing


class DemandWording(wording.Strict):
    """Sentences of the demand. `unit` is the short name of the drafting unit, which is part of the letter's symbol."""

    unit: Words
    subject: Words
    lead: Words
    shortcomings_title: Words
    demanded_title: Words
    closing: Words


def _words() -> DemandWording:
    return wording.load("demand.yaml", DemandWording)


def _subject(session: Session, inspection_id: UUID) -> str:
    inspection = session.get_one(Inspection, inspection_id)
    return say(_words().subject, matter=teams.bare(teams.matter(session, inspection)))


def _compose(session: Session, inspection_id: UUID) -> list[Block]:
    words, inspection = _words(), session.get_one(Inspection, inspection_id)
    known = units.names(session, [inspection.unit_id, inspection.lead_agency_id])
    held = [citing.day(v.happens_on) for v in visits.visits_of(session, inspection.id) if HELD.of(v)]
    values = {
        "founded": teams.founded(session, inspection),
        "days": f"ngày {citing.listed(list(dict.fromkeys(held)))}" if held else "",
        "issuer": known[inspection.lead_agency_id].name,
        "unit": known[inspection.unit_id].name,
        "matter": teams.bare(teams.matter(session, inspection)),
    }
    seen = (EvidenceRef(kind="inspection", id=str(inspection.id), label=inspection.title),)
    found = findings.findings_of(session, inspection.id, "shortcoming", accepted_only=True)
    return [
        Paragraph(id="demand.lead", text=say(words.lead, **values), visibility="public", evidence=seen),
        Heading(id="demand.shortcomings", level=1, text=words.shortcomings_title, visibility="public"),
        *map(result_blocks.of_finding, found),
        Heading(id="rec.title", level=1, text=words.demanded_title, visibility="public"),
        *result_blocks.recommendations(session, inspection),
        Paragraph(id="demand.closing", text=say(words.closing, **values), visibility="public"),
    ]


def _letterhead(session: Session, case: PaperCase) -> Mapping[str, Any]:
    """It goes to everybody of whom something is demanded, the unit before all others."""
    agency, inspection = units.agency(session, case.lead_agency_id), session.get_one(Inspection, case.about_id)
    if case.replaces_id is None:
        addressees = result_blocks.addressees(session, inspection)
    else:
        addressees = [line.addressee_id for line in result_replacing.lines(session, case.id)]
    ids = list(dict.fromkeys([inspection.unit_id, *addressees]))
    known, unit = units.names(session, ids), _words().unit
    return {
        "symbol": f"{agency.symbol}-{unit}",
        "addressed_to": tuple(known[one].name for one in ids),
        "recipients": (
            "Như trên",
            *letterhead.above(session, agency),
            f"Lãnh đạo {agency.short_name}",
            "Thành viên đoàn kiểm tra",
        ),
        "archive": f"VT, {unit}",
    }


def _demand(firing: Firing) -> None:
    demand_obligations(firing, firing.case_row["about_id"])


KIND = replace(
    result.KIND,
    name=result.DEMAND,
    symbol="",
    title="",
    label="Văn bản yêu cầu chấn chỉnh, khắc phục",
    series="CV",
    subject=_subject,
    compose=_compose,
    letterhead=_letterhead,
    effects=(_demand, *result.KIND.effects),
    asked_for=True,
    help="Văn bản được soạn sẵn từ tồn tại và kiến nghị của đoàn; ban hành thì kiến nghị thành yêu cầu đối với đơn vị.",
)
