"""The report of the agency that follows up to the body above it (báo cáo UBND tỉnh; NĐ 30/2020, Phụ lục III, mẫu 1.4): what has been
overdue for so long that it climbed to this report, what an addressee disagrees with and its leader kept, and proposals of units with
which the agency itself is late.

It is about the agency that writes it, and drafted whenever somebody wants one. What climbed is said by the room that keeps the
ladder, which comes later (`register_lines`).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.documents import register
from rasoat.documents.paper import Block, EvidenceRef, Heading, Paragraph, Table
from rasoat.papers import citing, queries, wording
from rasoat.papers.kinds import late_proposals
from rasoat.papers.kinds.late_proposals import LateProposals
from rasoat.papers.kinds.reminder import cited
from rasoat.papers.models import OUT, PaperCase, ReportLine
from rasoat.papers.registry import PaperKind
from rasoat.papers.wording import Words, say
from rasoat.problems import Reason
from rasoat.recommendations import stances
from rasoat.recommendations.answering.models import STANCES, Stance
from rasoat.recommendations.models import Obligation
from rasoat.units import queries as units
from rasoat.workflows import Firing

NAME = "province_report"
OVERDUE, DISAGREED = "overdue", "disagreed"
_lines: list[Callable[[date, datetime | None], ColumnElement[bool]]] = []


def register_lines(condition: Callable[[date, datetime | None], ColumnElement[bool]]) -> None:
    """Register which obligations are lines of the report on a day, of what was recorded until a moment (None: until now);
    whoever fulfils one of the registered conditions is.
    """
    _lines.append(condition)


FILE = "province_report.yaml"


class Counted(wording.Strict):
    """How many of each there are, as the first sentence says it. {count}: how many; what there is none of is left out."""

    late: Words
    kept: Words
    proposals: Words


class ProvinceReportWording(wording.Strict):
    """Sentences of the report."""

    subject: Words
    lead: Words
    counted: Counted = wording.added_later(FILE, "counted")
    overdue_title: Words
    overdue_lead: Words
    overdue_headers: tuple[Words, Words, Words, Words, Words]
    none_overdue: Words
    disagreed_title: Words
    disagreed_lead: Words
    disagreed_headers: tuple[Words, Words, Words, Words, Words]
    proposals: LateProposals = wording.added_later(FILE, "proposals")
    request_title: Words
    request: Words
    request_proposals: Words = wording.added_later(FILE, "request_proposals")


def _words() -> ProvinceReportWording:
    return wording.load(FILE, ProvinceReportWording)


def overdue(
    session: Session, agency_id: UUID, day: date | None = None, until: datetime | None = None
) -> list[Obligation]:
    """What climbed to the report of the agency, counted to a day (None: today), by addressee, the earliest due first. With
    `until` only what had been recorded by then.
    """
    day = day or clock.today()
    found: dict[UUID, Obligation] = {}
    for condition in _lines:
        query = select(Obligation).where(Obligation.lead_agency_id == agency_id, condition(day, until))
        found.update((row.id, row) for row in session.exec(query.order_by(col(Obligation.id))))
    return sorted(found.values(), key=lambda row: (str(row.addressee_id), row.due_on or day, row.source_number, row.id))


def _subject(_session: Session, _agency_id: UUID) -> str:
    return _words().subject


def _compose(session: Session, agency_id: UUID) -> list[Block]:
    return _told(session, agency_id, clock.today(), None)


def _told(session: Session, agency_id: UUID, day: date, until: datetime | None) -> list[Block]:
    words, agency = _words(), units.agency(session, agency_id)
    late, kept = overdue(session, agency_id, day, until), stances.kept_disagreements(session, agency_id, until)
    asked = late_proposals.late(session, agency_id, day, until)
    names = {
        key: one.name
        for key, one in units.names(session, {row.addressee_id for row in (*late, *(pair[1] for pair in kept))}).items()
    }
    above = units.agency(session, agency.parent_id) if agency.parent_id else agency
    told = {
        "issuer": agency.name,
        "receiver": above.name,
        "day": citing.day(day),
        "count": str(len(late)),
        "kept": str(len(kept)),
        "counted": _counted(words.counted, late=late, kept=kept, proposals=asked),
    }
    found: list[Block] = [_text("lead", say(words.lead, **told)), _heading("overdue.title", words.overdue_title)]
    found += _late(session, words, told, late, names, day)
    if kept:
        found += [
            _heading("disagreed.title", words.disagreed_title),
            _text("disagreed.lead", say(words.disagreed_lead, **told)),
        ]
        found.append(_kept(words, kept, names))
    found += late_proposals.blocks(session, words.proposals, asked, day)
    # What the addressees owe is theirs to do; what was proposed to the agency is its own.
    wanted = [_text("request", say(words.request, **told))] if late or kept else []
    wanted += [_text("request.proposals", say(words.request_proposals, **told))] if asked else []
    return [*found, _heading("request.title", words.request_title), *wanted] if wanted else found


def _counted(words: Counted, **rows: Sequence[object]) -> str:
    said = [say(getattr(words, name), count=str(len(some))) for name, some in rows.items() if some]
    # A draft whose lines were all done since says that, too.
    return ", ".join(said) or say(words.late, count="0")


def _late(
    session: Session,
    words: ProvinceReportWording,
    told: Mapping[str, str],
    rows: Sequence[Obligation],
    names: Mapping[UUID, str],
    day: date,
) -> Iterator[Block]:
    if not rows:
        yield _text("overdue.lead", say(words.none_overdue, **told))
        return
    yield _text("overdue.lead", say(words.overdue_lead, **told))
    lines = tuple(
        (
            str(number),
            names[row.addressee_id],
            f"{citing.outside(row.source_text.rstrip(' .;'))} ({cited(session, row)})",
            citing.day(row.due_on) if row.due_on else "",
            str((day - row.due_on).days) if row.due_on else "",
        )
        for number, row in enumerate(rows, 1)
    )
    align = ("center", "left", "left", "center", "center")
    yield Table(id="report.overdue", headers=words.overdue_headers, rows=lines, align=align, **_open(*map(_seen, rows)))


def _kept(words: ProvinceReportWording, rows: Sequence[tuple[Stance, Obligation]], names: Mapping[UUID, str]) -> Table:
    lines = tuple(
        (
            str(number),
            names[row.addressee_id],
            citing.outside(row.source_text.rstrip(" .;")),
            ": ".join(filter(None, [STANCES[stance.stance], stance.reason.rstrip(" .;")])),
            stance.decision_note.rstrip(" .;"),
        )
        for number, (stance, row) in enumerate(rows, 1)
    )
    align = ("center", "left", "left", "left", "left")
    evidence = [_seen(row) for _, row in rows]
    return Table(id="report.disagreed", headers=words.disagreed_headers, rows=lines, align=align, **_open(*evidence))


def _seen(row: Obligation) -> EvidenceRef:
    return EvidenceRef(kind="obligation", id=str(row.id), label="Nội dung phải theo dõi")


def _retell(session: Session, case: PaperCase, _composed: list[Block]) -> list[Block]:
    """Of the agency that issues it: a draft may have passed on to another one than it was begun in. Counted to the day and
    the moment at which it was begun: what the leader approved must still be the same when the clerk numbers it on another day,
    also when the worker, which had stood still, has made up a step of that day since.
    """
    return _told(session, case.lead_agency_id, _begun_on(case), case.created_at)


def _begun_on(case: PaperCase) -> date:
    return clock.local(case.created_at).date()


def _letterhead(session: Session, case: PaperCase) -> Mapping[str, Any]:
    agency = units.agency(session, case.lead_agency_id)
    above = (units.agency(session, agency.parent_id).name,) if agency.parent_id else ()
    return {
        "symbol": f"BC-{agency.symbol}",
        "addressed_to": above,
        "recipients": ("Như trên", f"Lãnh đạo {agency.short_name}"),
    }


def begun_under(_session: Session, agency_id: UUID) -> str:
    """What is locked while one is begun: an agency has one on its way."""
    return f"report to the province {agency_id}"


def _against(session: Session, agency_id: UUID) -> list[Reason]:
    if units.agency(session, agency_id).parent_id is None:
        return [Reason("", "Cơ quan này không có cơ quan cấp trên để báo cáo.")]
    mine = PaperCase.kind == NAME, PaperCase.lead_agency_id == agency_id, col(PaperCase.open), ~OUT.condition
    if session.exec(select(PaperCase.id).where(*mine)).first():
        return [Reason("", "Đã có báo cáo đang soạn; mở báo cáo đó để làm tiếp.")]
    return list(_nothing(session, agency_id, clock.today(), None))


def _nothing(session: Session, agency_id: UUID, day: date, until: datetime | None) -> Iterator[Reason]:
    if overdue(session, agency_id, day, until) or stances.kept_disagreements(session, agency_id, until):
        return
    if not late_proposals.late(session, agency_id, day, until):
        told = "Chưa có nội dung, đề xuất nào quá hạn đến bậc báo cáo UBND tỉnh, cũng không có ý kiến không nhất trí được giữ nguyên."
        yield Reason("", told)


def _checks(session: Session, case: PaperCase, _shown: Sequence[Block], _day: date | None) -> Iterator[Reason]:
    yield from _nothing(session, case.lead_agency_id, _begun_on(case), case.created_at)


def _record(firing: Firing) -> None:
    """What the issued paper names stands in it from now on: what was hidden or written over by people is not there."""
    session, case = firing.session, firing.session.get_one(PaperCase, firing.ref.id)
    frozen = queries.frozen_of(session, case)
    if frozen is None:
        return
    whys = {"report.overdue": OVERDUE, "report.disagreed": DISAGREED}
    shown = register.snapshot_of(frozen).blocks
    named = [UUID(one.id) for block in shown if block.id == late_proposals.TABLE for one in block.evidence]
    late_proposals.record(firing, case, named)
    lines = {
        (UUID(one.id), whys[block.id])
        for block in shown
        if block.id in whys
        for one in block.evidence
        if one.kind == "obligation"
    }
    session.add_all(
        ReportLine(paper_id=case.id, obligation_id=one, why=why)
        for one, why in sorted(lines, key=lambda pair: (str(pair[0]), pair[1]))
    )
    session.flush()


def standing_in(session: Session, obligation_id: UUID) -> list[PaperCase]:
    """The issued reports in which the obligation stands, the newest first."""
    query = (
        select(PaperCase)
        .join(ReportLine, col(ReportLine.paper_id) == col(PaperCase.id))
        .where(ReportLine.obligation_id == obligation_id, OUT.condition)
        .distinct()
    )
    return list(session.exec(query.order_by(col(PaperCase.issued_on).desc(), col(PaperCase.id).desc())))


def _heading(name: str, text: str) -> Heading:
    return Heading(id=f"report.{name}", level=1, text=text, **_open())


def _text(name: str, text: str) -> Paragraph:
    return Paragraph(id=f"report.{name}", text=text, **_open())


def _open(*evidence: EvidenceRef) -> dict[str, Any]:
    return {"visibility": "public", "evidence": evidence}


KIND = PaperKind(
    name=NAME,
    symbol="BC",
    title="BÁO CÁO",
    label="Báo cáo UBND tỉnh",
    about="agency",
    series="BC",
    workflow="paper",
    subject=_subject,
    compose=_compose,
    letterhead=_letterhead,
    against=_against,
    checks=_checks,
    effects=(_record,),
    retell=_retell,
    internal=True,
    begun_under=begun_under,
    replaced=False,
    help="Báo cáo được soạn sẵn từ những việc, đề xuất quá hạn đã lên bậc báo cáo UBND tỉnh và ý kiến không nhất trí đã giữ nguyên.",
)
