"""How far the measures of an obligation have come, figure by figure: what people typed, and what visits counted."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from flask import url_for
from sqlmodel import Session

from rasoat.accounts import queries as accounts
from rasoat.accounts.actor import Actor
from rasoat.recommendations import counting, figures, last_said
from rasoat.recommendations.answering.models import TAKEN_BACK
from rasoat.recommendations.answering.queries import answers_of, progress_of, verifications_of
from rasoat.recommendations.counting import Count
from rasoat.recommendations.measures import WITH_FIGURES
from rasoat.recommendations.models import Obligation, ObligationPart
from rasoat.units import queries as units


@dataclass(frozen=True, slots=True)
class Point:
    """One figure: how it came about, when, from whom, and where it stands. `seen`: it was counted on the spot."""

    on: date
    told: str
    title: str
    seen: bool
    who: str
    url: str = ""
    note: str = ""


_ENDED = {"": "", TAKEN_BACK: "đã rút lại"}


def of_parts(session: Session, obligation: Obligation, actor: Actor) -> dict[int, list[Point]]:
    """By part, its figures in the order of their days; parts without a figure to reach have none."""
    measured = [part for part in obligation.parts if part.kind in WITH_FIGURES]
    if not measured:
        return {}
    counts = counting.counts(session, obligation, actor)
    typed = list(_typed(session, obligation))
    for earlier in last_said.passed_whole(session, obligation):
        typed += _before(session, earlier)
    people = accounts.full_names(session, _people(typed, counts))
    places = units.names(session, {one.unit_id for listed in counts.values() for one in listed})
    found = {}
    for part in measured:
        points = [_of_typed(row, people) for row in typed if row.ordinal == part.ordinal]
        for count in counts.get(part.counted_by, []):
            points.append(_of_count(part, count, people, places[count.unit_id].listed_name))
        found[part.ordinal] = sorted(points, key=lambda point: point.on)
    return found


@dataclass(frozen=True, slots=True)
class _Typed:
    ordinal: int
    on: date
    told: str
    title: str
    by: UUID
    note: str
    seen: bool = False


def _typed(session: Session, obligation: Obligation) -> Iterator[_Typed]:
    """What answers, reports of progress and verifications say of parts. What was taken back or replaced stays, and says so."""
    answers = answers_of(session, obligation.id)
    parts = figures.of_answers(session, [row.id for row in answers])
    for answer in answers:
        note = _ENDED.get(answer.ended, "đã thay bằng bản bổ sung")
        for one in parts.get(answer.id, []):
            if one.reached is not None:
                yield _Typed(one.ordinal, answer.answered_on, one.told, "Đơn vị báo cáo", answer.answered_by, note)
    yield from _on_the_way(session, obligation)
    verifications = verifications_of(session, obligation.id)
    found = figures.of_verifications(session, [row.id for row in verifications])
    for row in verifications:
        for part in found.get(row.id, []):
            if part.reached is not None:
                title = "Xác minh tại chỗ" if row.visit_id else "Người xác minh"
                yield _Typed(part.ordinal, row.verified_on, part.told, title, row.verified_by, "", bool(row.visit_id))


def _before(session: Session, earlier: Obligation) -> Iterator[_Typed]:
    """The same of an earlier owner."""
    for row in _typed(session, earlier):
        yield replace(row, note="; ".join(filter(None, (row.note, "khi cơ quan trước thực hiện"))))


def _on_the_way(session: Session, obligation: Obligation) -> Iterator[_Typed]:
    """What reports of progress say of parts."""
    reports = progress_of(session, obligation.id)
    parts = figures.of_progress(session, [row.id for row in reports])
    for row in reports:
        for one in parts.get(row.id, []):
            if one.reached is not None:
                yield _Typed(one.ordinal, row.reported_on, one.told, "Đơn vị báo tiến độ", row.reported_by, "")


def _people(typed: list[_Typed], counts: dict[str, list[Count]]) -> set[UUID]:
    return {row.by for row in typed} | {one.saved_by for listed in counts.values() for one in listed}


def _of_typed(row: _Typed, people: dict[UUID, str]) -> Point:
    return Point(row.on, row.told, row.title, seen=row.seen, who=people.get(row.by, ""), note=row.note)


def _of_count(part: ObligationPart, count: Count, people: dict[UUID, str], unit: str) -> Point:
    return Point(
        count.on,
        part.as_measure.counted(count.number),
        "Bảng kiểm tại chỗ",
        seen=True,
        who=f"{people.get(count.saved_by, '')}, tại {unit}",
        url=url_for("visits.response", response_id=count.response_id),
        note="" if count.complete else "bảng kiểm chưa ghi xong",
    )
