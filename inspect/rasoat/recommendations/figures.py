"""Figures by part: what an answer or a report of progress says of each part of an obligation, and what a verification finds
of each.

Both keep the measure's words as they were that day: a paper may change what is asked, and what was said of it stays true.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.files.operations import StoredFile
from rasoat.problems import Problem, Reason
from rasoat.recommendations.answering.models import (
    Answer,
    AnswerPart,
    PartSaid,
    ProgressPart,
    ProgressReport,
    Verification,
    VerificationPart,
)
from rasoat.recommendations.data import PartReport, PartVerdict
from rasoat.recommendations.measures import WITH_FIGURES, Measure, wrong_figure
from rasoat.recommendations.models import VERDICTS, Obligation, ObligationPart
from rasoat.recommendations.parts import verdict_of

LONGEST_REASON = 2000
P = TypeVar("P", AnswerPart, ProgressPart, VerificationPart)


def record_reports(
    session: Session, obligation: Obligation, owner: Answer | ProgressReport, given: Sequence[PartReport]
) -> None:
    """Store what an answer or a report of progress says of the parts, after `check_reports`.

    Raises Problem `case.edited` when there is no such part.
    """
    parts = _parts(obligation, given)
    for one in given:
        part = parts[one.ordinal]
        said = PartSaid(**asdict(one), measure=part.measure, told=told(part.as_measure, one)).model_dump()
        if isinstance(owner, Answer):
            session.add(AnswerPart(answer_id=owner.id, **said))
        else:
            session.add(ProgressPart(progress_id=owner.id, **said))
    session.flush()


def pictured(files: Iterable[StoredFile]) -> bool:
    """Whether there is a photograph among files."""
    return any(file.kind.startswith("image/") for file in files)


def check_reports(obligation: Obligation, given: Sequence[PartReport], *, pictures: bool) -> None:
    """Raise Problem `form.invalid` with what is wrong with figures, papers and photographs that somebody typed;
    `pictures`: whether a picture comes along. `case.edited` when there is no such part.
    """
    parts = _parts(obligation, given)
    reasons = []
    for place, one in enumerate(given):
        wrong = _wrong_report(parts[one.ordinal].as_measure, one, pictures)
        reasons += [Reason(f"parts-{place}-{name}", said) for name, said in wrong]
    if reasons:
        raise Problem("form.invalid", reasons=reasons)


def _wrong_report(measure: Measure, one: PartReport, pictures: bool) -> list[tuple[str, str]]:
    found = []
    wrong = wrong_figure(measure.kind, one.reached)
    if wrong:
        found.append(("reached", wrong))
    if one.paper_number and one.paper_dated is None:
        found.append(("paper_dated", "Nhập ngày ban hành của văn bản."))
    if one.paper_dated and not one.paper_number:
        found.append(("paper_number", "Nhập số, ký hiệu của văn bản."))
    if one.paper_dated and one.paper_dated > clock.today():
        found.append(("paper_dated", "Ngày ban hành không thể ở sau hôm nay."))
    if one.photo and not pictures:
        found.append(("photo", "Đã đánh dấu có ảnh nhưng chưa đính kèm ảnh nào (JPEG, PNG, WebP, HEIC)."))
    return found


def told(measure: Measure, one: PartReport) -> str:
    """What was reported of a part, in words: 31/46 biển; văn bản số 12/KH-UBND ngày 05/09/2024; có ảnh."""
    if measure.kind in WITH_FIGURES:
        return measure.reached(one.reached)
    if one.paper_number and one.paper_dated:
        return f"văn bản số {one.paper_number} ngày {clock.date_text(one.paper_dated)}"
    return "có ảnh" if one.photo else ""


def check_verdicts(given: Sequence[PartVerdict]) -> str:
    """The verdict that follows from those of the parts. Raises Problem `form.invalid` when a part has none, or one that is
    less than met has no reason.
    """
    reasons = []
    for place, one in enumerate(given):
        if one.verdict not in VERDICTS:
            reasons.append(Reason(f"parts-{place}-verdict", "Chọn kết luận cho phần này."))
        elif one.verdict != "met" and not one.reason.strip() and len(given) > 1:
            reasons.append(Reason(f"parts-{place}-reason", "Ghi lý do: còn thiếu gì, vì sao chưa đạt."))
        elif len(one.reason) > LONGEST_REASON:
            reasons.append(Reason(f"parts-{place}-reason", f"Quá dài: tối đa {LONGEST_REASON} ký tự."))
    if reasons:
        raise Problem("form.invalid", reasons=reasons)
    return verdict_of([one.verdict for one in given])


def record_verdicts(
    session: Session, obligation: Obligation, verification: Verification, given: Sequence[PartVerdict]
) -> list[str]:
    """Store what a verification finds of each part, and return the verdicts in the order of the parts.

    Without `given` every part has the verdict of the whole. Raises Problem `case.edited` when the parts are others than
    those that were judged, `form.invalid` for a figure that cannot be.
    """
    if not given:
        given = [PartVerdict(part.ordinal, verification.verdict) for part in obligation.parts]
    parts = _parts(obligation, given)
    if len(given) != len(parts):
        raise Problem("case.edited")
    found = {one.ordinal: one for one in given}
    wrong = [
        Reason(f"parts-{place}-reached", said)
        for place, one in enumerate(given)
        if (said := wrong_figure(parts[one.ordinal].kind, one.reached))
    ]
    if wrong:
        raise Problem("form.invalid", reasons=wrong)
    for part in obligation.parts:
        one = found[part.ordinal]
        session.add(_verdict_row(verification.id, part, one))
    session.flush()
    return [found[part.ordinal].verdict for part in obligation.parts]


def _verdict_row(verification_id: UUID, part: ObligationPart, one: PartVerdict) -> VerificationPart:
    return VerificationPart(
        verification_id=verification_id,
        ordinal=part.ordinal,
        measure=part.measure,
        verdict=one.verdict,
        reason=one.reason.strip(),
        reached=one.reached,
        told=part.as_measure.reached(one.reached),
    )


def _parts(obligation: Obligation, given: Sequence[PartReport | PartVerdict]) -> dict[int, ObligationPart]:
    parts = {part.ordinal: part for part in obligation.parts}
    numbers = [one.ordinal for one in given]
    if len(set(numbers)) != len(numbers) or not parts.keys() >= set(numbers):
        raise Problem("case.edited")
    return parts


def of_answers(session: Session, answer_ids: Iterable[UUID]) -> dict[UUID, list[AnswerPart]]:
    """By answer, what it says of the parts, in their order."""
    return _rows_of(session, AnswerPart, "answer_id", answer_ids)


def of_progress(session: Session, progress_ids: Iterable[UUID]) -> dict[UUID, list[ProgressPart]]:
    """By report of progress, what it says of the parts, in their order."""
    return _rows_of(session, ProgressPart, "progress_id", progress_ids)


def of_verifications(session: Session, verification_ids: Iterable[UUID]) -> dict[UUID, list[VerificationPart]]:
    """By verification, what it finds of the parts, in their order."""
    return _rows_of(session, VerificationPart, "verification_id", verification_ids)


def _rows_of(session: Session, table: type[P], owner: str, owner_ids: Iterable[UUID]) -> dict[UUID, list[P]]:
    ids, found = list(owner_ids), dict[UUID, list[P]]()
    if not ids:
        return found
    query = select(table).where(col(getattr(table, owner)).in_(ids))
    for row in session.exec(query.order_by(col(table.ordinal), col(table.id))):
        found.setdefault(getattr(row, owner), []).append(row)
    return found


def as_report(row: PartSaid) -> PartReport:
    """What was stored, as it was typed."""
    return PartReport(row.ordinal, row.reached, row.paper_number, row.paper_dated, row.photo)


def as_stored(given: Sequence[PartReport]) -> list[dict[str, Any]]:
    """What an answer in preparation keeps of the parts until it is released."""
    rows = [asdict(one) for one in given]
    return [{**row, "paper_dated": row["paper_dated"].isoformat() if row["paper_dated"] else None} for row in rows]


def from_stored(rows: Sequence[dict[str, Any]] | None) -> list[PartReport]:
    """The opposite of `as_stored`."""
    return [
        PartReport(**{**row, "paper_dated": date.fromisoformat(row["paper_dated"]) if row["paper_dated"] else None})
        for row in rows or []
    ]


def lines_said(rows: Iterable[PartSaid]) -> list[str]:
    """What an answer or a report of progress says of the parts, for the history: Từ 21 lên 67 biển: 31/67 biển."""
    return [f"{row.measure}: {row.told}" for row in rows if row.told]


def lines_of_reports(obligation: Obligation, given: Sequence[PartReport]) -> list[str]:
    """The same of an answer in preparation; of parts that a paper took away meanwhile nothing is said."""
    parts = {part.ordinal: part for part in obligation.parts}
    said = [(parts[one.ordinal], one) for one in given if one.ordinal in parts]
    return [f"{part.measure}: {words}" for part, one in said if (words := told(part.as_measure, one))]


def lines_of_verification(rows: Iterable[VerificationPart]) -> list[str]:
    """The same of a verification of several parts, or of one that was counted."""
    listed = list(rows)
    if len(listed) == 1:
        return [f"{row.measure}: {row.told}" for row in listed if row.told]
    return [_line(row) for row in listed]


def _line(row: VerificationPart) -> str:
    said = [VERDICTS[row.verdict].lower(), row.told, row.reason]
    return f"{row.measure or f'Phần {row.ordinal}'}: {'; '.join(one for one in said if one)}"
