"""The decision to inspect and to form the team (quyết định; NĐ 30/2020, Phụ lục III, mẫu 1.2; NĐ 217/2025, Điều 11).

One about a plan is for all its units that have a team; one about an inspection is for that unit alone.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, or_, select

from rasoat import clock
from rasoat.accounts.signing import decides
from rasoat.documents.paper import Block
from rasoat.inspections import queries as inspections
from rasoat.inspections.models import NOT_HELD, Inspection
from rasoat.papers import blocks, checks, citing, decree, letterhead, queries
from rasoat.papers.kinds import decision_blocks, teams
from rasoat.papers.models import OUT, PaperCase
from rasoat.papers.registry import PaperKind, RowKey
from rasoat.plans import queries as plans
from rasoat.plans.models import IN_FORCE, Plan
from rasoat.problems import Reason
from rasoat.units import queries as units
from rasoat.visits import queries as visits
from rasoat.visits.models import FILLING, HELD, Visit
from rasoat.visits.on_site import ON_SITE

Found = Callable[[Session, UUID, UUID | None], list[Inspection]]
"""The inspections that a decision is for: what it is about, and the decision that it replaces, if it replaces one."""
_NUMBER, _BEFORE_DATE = re.compile(r" số (\d\S*)"), re.compile(r" (?:số|ngày|năm) \d")
_MISSING = {
    decision_blocks.SCOPE: "phạm vi, nội dung, đối tượng, thời hạn kiểm tra",
    decision_blocks.TEAM: "thành phần đoàn kiểm tra",
}


def _of_plan(session: Session, plan_id: UUID, replaces: UUID | None = None) -> list[Inspection]:
    """The inspections of a plan that have a team, no decision yet, and have not begun; of a decision that replaces another
    one, those that the other one was for, also when that one was recalled.
    """
    known = [row for row in inspections.inspections_of(session, plan_id) if not NOT_HELD.of(row)]
    decided, led, begun = teams.decisions(session, known), teams.leads(session, known), _begun_in(session, known)
    before = teams.told_in(session, replaces) if replaces else None

    def waits(inspection: Inspection) -> bool:
        one = decided.get(inspection.id)
        if before is None:
            return one is None and inspection.id not in begun
        return inspection.id in before and (one is None or one.id == replaces)

    return [row for row in known if row.id in led and waits(row)]


def _begun_in(session: Session, told: Sequence[Inspection]) -> set[UUID]:
    """The inspections in which the team has been on the spot."""
    on_the_spot = or_(HELD.condition, FILLING.condition)
    query = select(Visit.inspection_id).where(col(Visit.inspection_id).in_([one.id for one in told]), on_the_spot)
    return set(session.exec(query))


def _begun(session: Session, inspection: Inspection) -> list[date]:
    """The days on which the team has been on the spot."""
    held = visits.visits_of(session, inspection.id)
    return [one.happens_on for one in held if HELD.of(one) or FILLING.of(one)]


def _of_inspection(session: Session, inspection_id: UUID, _replaces: UUID | None = None) -> list[Inspection]:
    return [session.get_one(Inspection, inspection_id)]


def _letterhead(session: Session, told: Sequence[Inspection], agency_id: UUID) -> Mapping[str, Any]:
    """What it rests on: the law, the decree, what the plan rests on, and the plan."""
    agency, plan_id = units.agency(session, agency_id), told[0].plan_id if told else None
    law = decision_blocks.manner(session, told).bases if told else ()
    plan = session.get(Plan, plan_id) if plan_id else None
    named = [row.text for row in plans.bases(session, plan_id)] if plan_id else []
    own = [one for one in law if not any(_same(one, other) for other in named)]
    cited = [citing.plan_in_full(plan, citing.signers(session, plan))] if plan and plan.reference else []
    proposed = decision_blocks.words().proposed_by
    ids = [one for row in told for one in (row.unit_id, row.office_id) if one]
    members = [member.agency_id for row in told for member in teams.members(session, row.id)]
    known = units.names(session, [*members, *ids])
    names = [known[one].short_name for one in (*members, *ids) if one != agency_id]
    return {
        "bases": tuple(citing.basis(one) for one in (*own, *named, *cited, proposed)),
        "recipients": tuple(dict.fromkeys(["Như Điều 5", *letterhead.above(session, agency), *names])),
    }


def _same(one: str, other: str) -> bool:
    """Whether two bases cite the same act: a plan often names the law by itself, without its number."""
    return _act(one) == _act(other)


def _act(basis: str) -> str:
    """By what an act is known: a law by its name, another act by its number."""
    bare = basis.removeprefix("Căn cứ ")
    number = _NUMBER.search(bare)
    return number[1] if number and not bare.startswith("Luật ") else _BEFORE_DATE.split(bare)[0]


def _shape(session: Session, case: PaperCase) -> Mapping[str, Any]:
    return {"decides": decides(session, units.agency(session, case.lead_agency_id))}


def _against_plan(session: Session, plan_id: UUID) -> list[Reason]:
    if not IN_FORCE.of(session.get_one(Plan, plan_id)):
        return [
            Reason(
                "", "Kế hoạch chưa được phê duyệt hoặc đã kết thúc; quyết định chỉ ban hành khi kế hoạch có hiệu lực."
            )
        ]
    if any(not OUT.of(row) for row in teams.of_plan(session, plan_id)):
        return [Reason("", "Kế hoạch đang có quyết định đang soạn; mở quyết định đó để làm tiếp.")]
    told = _of_plan(session, plan_id)
    if not told:
        return [
            Reason(
                "", "Chưa có cuộc kiểm tra nào đã cử trưởng đoàn mà chưa bắt đầu và chưa có quyết định; cử đoàn trước."
            )
        ]
    return list(_today(session, told))


def _against_inspection(session: Session, inspection_id: UUID) -> list[Reason]:
    inspection = session.get_one(Inspection, inspection_id)
    own = queries.papers_about(session, "inspection", inspection_id, teams.OF_INSPECTION)
    if any(not OUT.of(row) for row in own):
        return [Reason("", "Cuộc kiểm tra đã có quyết định đang soạn; mở quyết định đó để làm tiếp.")]
    found = [*_decided(session, inspection), *_standing(session, inspection), *_today(session, [inspection])]
    begun = _begun(session, inspection)
    return found if found or not begun else [Reason("", _too_late(min(begun)))]


def _too_late(begun: date) -> str:
    return f"Đoàn đã bắt đầu kiểm tra ngày {citing.day(begun)}; quyết định phải có trước khi kiểm tra."


def _decided(session: Session, inspection: Inspection, replaces: UUID | None = None) -> Iterator[Reason]:
    decided = teams.decision_of(session, inspection)
    if decided is not None and decided.id != replaces:
        yield Reason("", f"Cuộc kiểm tra đã có Quyết định số {decided.reference}.")


def _standing(session: Session, inspection: Inspection) -> Iterator[Reason]:
    if NOT_HELD.of(inspection):
        yield Reason("inspection", f"{inspection.unit_name}: cuộc kiểm tra đang tạm hoãn hoặc đã hủy.")
    elif teams.lead_of(session, inspection.id) is None:
        yield Reason("inspection", f"{inspection.unit_name}: chưa có trưởng đoàn; cử đoàn trước khi soạn quyết định.")


def _today(session: Session, told: Sequence[Inspection]) -> Iterator[Reason]:
    if decree.applies(inspections.definition_of(session, told[0])):
        yield from decree.too_early(clock.today())


def _checks(
    session: Session, told: Sequence[Inspection], shown: Sequence[Block], day: date | None, replaces: UUID | None
) -> Iterator[Reason]:
    if not told:
        yield Reason("inspections", "Không còn cuộc kiểm tra nào cần quyết định này.")
        return
    for inspection in told:
        yield from _standing(session, inspection)
        yield from _decided(session, inspection, replaces)
    said = {block.id: blocks.text_of(block) for block in shown if block.visibility == "public"}
    yield from (
        Reason("blocks", f"Quyết định phải có điều về {what}; hiện lại điều đó.")
        for block_id, what in _MISSING.items()
        if block_id not in said
    )
    yield from _terms(session, told, said.get(decision_blocks.SCOPE, ""), day)
    plan = session.get(Plan, told[0].plan_id) if told[0].plan_id else None
    yield from checks.day_too_early(day, plan.signed_on if plan else None, "ngày ký kế hoạch")
    begun = [day_ for one in told for day_ in _begun(session, one)]
    if day and begun and day > min(begun) and replaces is None:
        yield Reason("issued_on", _too_late(min(begun)))


def _above(session: Session, told: Sequence[Inspection]) -> RowKey | None:
    """The plan: a decision about it and one about a unit of it may not both form that unit's team."""
    plan_id = next((one.plan_id for one in told), None)
    return (Plan, plan_id) if plan_id else None


def _terms(session: Session, told: Sequence[Inspection], scope: str, day: date | None) -> Iterator[Reason]:
    procedure = inspections.definition_of(session, told[0])
    rule = procedure.deadlines.get(ON_SITE)
    if rule is not None and scope:
        yield from decree.wrong_term(scope, rule)
    if decree.applies(procedure):
        yield from decree.too_early(day or clock.today())


def _kind(
    name: str, about: str, label: str, found: Found, against: Callable[[Session, UUID], list[Reason]]
) -> PaperKind:
    def told(session: Session, case: PaperCase) -> list[Inspection]:
        return found(session, case.about_id, case.replaces_id)

    return PaperKind(
        name=name,
        symbol="QĐ",
        title="QUYẾT ĐỊNH",
        label=label,
        about=about,
        series="QĐ",
        workflow="paper",
        subject=lambda session, about_id: decision_blocks.subject(session, found(session, about_id, None)),
        compose=lambda session, about_id: _blocks(session, found(session, about_id, None)),
        letterhead=lambda session, case: _letterhead(session, told(session, case), case.lead_agency_id),
        against=against,
        checks=lambda session, case, shown, day: _checks(session, told(session, case), shown, day, case.replaces_id),
        retell=lambda session, case, _composed: _blocks(session, told(session, case)),
        shape=_shape,
        asked_for=True,
        numbered_under=lambda session, case: _above(session, told(session, case)),
        help="Quyết định được soạn sẵn từ nội dung, lịch và đoàn kiểm tra; căn cứ và thời hạn theo quy trình.",
    )


def _blocks(session: Session, told: list[Inspection]) -> list[Block]:
    return decision_blocks.compose(session, told) if told else []


PLAN = _kind(teams.OF_PLAN, "plan", "Quyết định kiểm tra theo kế hoạch", _of_plan, _against_plan)
INSPECTION = _kind(
    teams.OF_INSPECTION, "inspection", "Quyết định kiểm tra một đơn vị", _of_inspection, _against_inspection
)
