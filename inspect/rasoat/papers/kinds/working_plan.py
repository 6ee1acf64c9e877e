"""The plan by which the team carries out an inspection (kế hoạch tiến hành kiểm tra; NĐ 217/2025/NĐ-CP, Điều 14): the team's
lead writes it, and whoever decided the inspection approves it. Both sign.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session

from rasoat.documents.flow import closed
from rasoat.documents.paper import BETWEEN_LINES, Block, Bullets, EvidenceRef, Heading, Paragraph, Signing, Table
from rasoat.inspections import queries as inspections
from rasoat.inspections.models import ASSIGNMENTS, NOT_HELD, Inspection
from rasoat.papers import checks, citing, letterhead, queries, wording
from rasoat.papers.kinds import teams
from rasoat.papers.models import OUT, OVER, PaperCase
from rasoat.papers.registry import PaperKind
from rasoat.papers.wording import Words, say
from rasoat.problems import Reason
from rasoat.units import queries as units
from rasoat.visits import queries as visits
from rasoat.visits.models import CALLED_OFF
from rasoat.visits.on_site import ON_SITE

NAME = "working_plan"
SERIES = "ĐKT:KH"


class WorkingPlanWording(wording.Strict):
    """Sentences of the team's working plan: a part for each thing that Điều 14, khoản 2 asks for. `approved` stands above the office of
    whoever approves it.
    """

    subject: Words
    lead: Words
    aims_title: Words
    aims: tuple[Words, ...]
    requirements_title: Words
    requirements: tuple[Words, ...]
    content_title: Words
    subject_title: Words
    contents_title: Words
    time_title: Words
    time: Words
    term: Words
    method_title: Words
    methods: tuple[Words, ...]
    assignment_title: Words
    headers: tuple[Words, Words, Words, Words]
    tasks: dict[str, Words]
    resources_title: Words
    resources: tuple[Words, ...]
    approved: Words = "PHÊ DUYỆT"


def _words() -> WorkingPlanWording:
    return wording.load("working_plan.yaml", WorkingPlanWording)


def _subject(session: Session, inspection_id: UUID) -> str:
    inspection = session.get_one(Inspection, inspection_id)
    unit = units.agency(session, inspection.unit_id).short_name
    return say(_words().subject, matter=teams.bare(teams.matter(session, inspection)), unit=unit)


def _compose(session: Session, inspection_id: UUID) -> list[Block]:
    words, inspection = _words(), session.get_one(Inspection, inspection_id)
    seen = (EvidenceRef(kind="inspection", id=str(inspection.id), label=inspection.title),)
    ids = [one for one in (inspection.unit_id, inspection.office_id) if one]
    known = units.names(session, ids)
    contents = teams.contents(session, inspection)
    return [
        _text("lead", say(words.lead, founded=teams.founded(session, inspection)), seen),
        _title("aims", 1, words.aims_title),
        _list("aims", words.aims),
        _title("requirements", 1, words.requirements_title),
        _list("requirements", words.requirements),
        _title("content", 1, words.content_title),
        _title("subject", 2, words.subject_title),
        _list("subject", [known[one].name for one in ids]),
        *([_title("contents", 2, words.contents_title), _list("contents", contents)] if contents else []),
        _title("time", 2, words.time_title),
        _text("time", _time(session, words, inspection), seen),
        _title("method", 2, words.method_title),
        _list("method", words.methods),
        _title("assignment", 1, words.assignment_title),
        _assignments(session, words, inspection),
        _title("resources", 1, words.resources_title),
        _list("resources", words.resources),
    ]


def _title(name: str, level: int, text: str) -> Block:
    return Heading.model_validate({"id": f"plan.{name}.title", "level": level, "text": text, "visibility": "public"})


def _text(name: str, text: str, evidence: tuple[EvidenceRef, ...]) -> Block:
    return Paragraph(id=f"plan.{name}", text=text, visibility="public", evidence=evidence)


def _list(name: str, lines: Sequence[str]) -> Block:
    return Bullets(id=f"plan.{name}", items=tuple(closed(tuple(lines))), visibility="public")


def _time(session: Session, words: WorkingPlanWording, inspection: Inspection) -> str:
    planned = [one for one in visits.visits_of(session, inspection.id) if not CALLED_OFF.of(one)]
    days = [citing.day(one.happens_on) for one in planned]
    if not days and inspection.scheduled_on:
        days = [citing.day(inspection.scheduled_on)]
    on = f"ngày {citing.listed(list(dict.fromkeys(days)))}" if days else "theo lịch được thông báo"
    rule = inspections.definition_of(session, inspection).deadlines.get(ON_SITE)
    term = say(words.term, term=f"{rule.term[0]} {rule.unit_words}") if rule else ""
    return say(words.time, on=on, place=inspection.place or "trụ sở đơn vị được kiểm tra", term=term)


def _assignments(session: Session, words: WorkingPlanWording, inspection: Inspection) -> Block:
    rows = tuple(
        (str(number), f"{one.name}, {one.office}", ASSIGNMENTS[one.assignment], words.tasks[one.assignment])
        for number, one in enumerate(teams.members(session, inspection.id), 1)
    )
    return Table(
        id="plan.assignment",
        headers=words.headers,
        rows=rows,
        align=("center", "left", "left", "left"),
        visibility="public",
    )


def _letterhead(session: Session, case: PaperCase) -> Mapping[str, Any]:
    return {
        "symbol": "KH-ĐKT",
        "recipients": ("Người ra quyết định kiểm tra (b/c)", "Thành viên đoàn kiểm tra"),
        "archive": "Hồ sơ đoàn kiểm tra",
    }


def _shape(session: Session, case: PaperCase) -> Mapping[str, Any]:
    """It is the team's paper; the lead signs beside whoever approves it, with the word for it (Điều 14, khoản 1)."""
    lead = teams.lead_of(session, case.about_id)
    signs = (Signing(position=teams.LEAD, name=lead.name),) if lead else ()
    signing = letterhead.head_of(session, case).signing
    above = BETWEEN_LINES.join([_words().approved, *signing.capacity_lines])
    approves = Signing(capacity=above, position=signing.position, office=signing.office, name=signing.name)
    issuer = teams.issuer(session, session.get_one(Inspection, case.about_id))
    return {**issuer, "signing": approves, "other_signers": signs}


def _against(session: Session, inspection_id: UUID) -> list[Reason]:
    known = queries.papers_about(session, "inspection", inspection_id, NAME)
    if any(not OUT.of(row) for row in known):
        return [Reason("", "Đã có kế hoạch tiến hành kiểm tra đang soạn; mở kế hoạch đó để làm tiếp.")]
    if any(not OVER.of(row) for row in known):
        return [Reason("", "Cuộc kiểm tra đã có kế hoạch tiến hành.")]
    return list(_standing(session, session.get_one(Inspection, inspection_id)))


def _standing(session: Session, inspection: Inspection) -> Iterator[Reason]:
    if NOT_HELD.of(inspection):
        yield Reason("inspection", "Cuộc kiểm tra đang tạm hoãn hoặc đã hủy.")
    elif teams.lead_of(session, inspection.id) is None:
        yield Reason("inspection", "Chưa có trưởng đoàn; cử đoàn trước khi soạn kế hoạch tiến hành kiểm tra.")


def _checks(session: Session, case: PaperCase, _shown: Sequence[Block], day: date | None) -> Iterator[Reason]:
    inspection = session.get_one(Inspection, case.about_id)
    yield from _standing(session, inspection)
    decided = teams.decision_of(session, inspection)
    yield from checks.day_too_early(day, decided.issued_on if decided else None, "ngày của quyết định kiểm tra")


KIND = PaperKind(
    name=NAME,
    symbol="KH",
    title="KẾ HOẠCH",
    label="Kế hoạch tiến hành kiểm tra",
    about="inspection",
    series=SERIES,
    workflow="paper",
    subject=_subject,
    compose=_compose,
    letterhead=_letterhead,
    against=_against,
    checks=_checks,
    shape=_shape,
    asked_for=True,
    internal=True,
    series_of=teams.own_series(SERIES, lambda session, case: session.get_one(Inspection, case.about_id)),
    help="Kế hoạch được soạn sẵn từ quyết định, lịch, bảng kiểm và phân công trong đoàn; người ra quyết định phê duyệt.",
)
