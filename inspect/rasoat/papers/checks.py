"""What is still wrong with a paper: every fault at once, each with the part of the page where it is shown."""

from collections.abc import Iterator
from datetime import date

from sqlmodel import Session

from rasoat import clock
from rasoat.documents import numbering, register
from rasoat.papers import chain, citing, compose, letterhead
from rasoat.papers.models import PaperCase
from rasoat.papers.registry import kind_of
from rasoat.problems import Reason
from rasoat.units import queries as units
from rasoat.units.kinds import kind_of as agency_kind
from rasoat.units.naming import line_above


def incomplete(session: Session, case: PaperCase, day: date | None = None) -> list[Reason]:
    """Every reason why the paper cannot be submitted or numbered: letterhead, content, and what its kind asks for.

    `day` is the paper's date, if it is already known.
    """
    composed, kind = compose.compose(session, case), kind_of(case)
    return [
        *_issuer(session, case),
        *_head(case, composed.head),
        *_content(composed),
        *chain.incomplete(session, case, composed.blocks),
        *kind.checks(session, case, composed.blocks, day),
    ]


def _issuer(session: Session, case: PaperCase) -> Iterator[Reason]:
    """What the issuer's kind asks of a letterhead (NĐ 30/2020, Phụ lục I, phần II.2)."""
    agency = units.agency(session, case.lead_agency_id)
    if agency_kind(agency.kind).above == "parent" and not line_above(session, agency):
        told = f"Thiếu dòng cơ quan cấp trên ở trên tên {agency.short_name}; nhờ quản trị ghi ở trang Cơ quan."
        yield Reason("issuer_parent", told)


def _head(case: PaperCase, head: letterhead.Letterhead) -> Iterator[Reason]:
    needed = [
        ("subject", case.subject, "Nhập trích yếu của văn bản."),
        ("symbol", head.symbol, "Nhập ký hiệu của văn bản."),
        ("place", head.place, "Nhập địa danh; có thể đặt sẵn ở trang cơ quan."),
        ("addressed_to", head.addressed_to or not kind_of(case).is_letter, "Nhập nơi kính gửi của công văn."),
        ("recipients", head.recipients, "Nhập ít nhất một nơi nhận."),
        ("signer", head.signer, "Chưa có người ký; nhập họ tên người ký."),
        ("position", head.position, "Chưa có chức vụ của người ký."),
    ]
    for field, value, message in needed:
        if not value:
            yield Reason(field, message)


def _content(composed: compose.Composition) -> Iterator[Reason]:
    if not compose.printed(composed.blocks):
        yield Reason("blocks", "Văn bản chưa có nội dung nào được in; thêm hoặc hiện lại ít nhất một đoạn.")


def day_too_early(day: date | None, earliest: date | None, what: str) -> Iterator[Reason]:
    """For kinds of papers: the paper's date may not be before the day of what it reports."""
    if day and earliest and day < earliest:
        yield Reason("issued_on", f"Ngày ban hành không thể trước {what} ({citing.day(earliest)}).")


def impossible_day(session: Session, case: PaperCase, day: date) -> list[Reason]:
    """Why a paper cannot bear that day (NĐ 30/2020, Điều 15: numbers and days follow each other)."""
    messages = []
    today, signed = clock.today(), case.signed_on or case.approved_on
    if day > today:
        messages.append("Ngày ban hành không thể sau hôm nay.")
    if signed and day < signed:
        over = f" Sổ năm {day.year} đã hết, lấy số của năm {signed.year}." if day.year < signed.year else ""
        messages.append(f"Văn bản được ký ngày {citing.day(signed)}; ngày ban hành không thể trước đó.{over}")
    name, own = _series(session, case, day)
    if (closed := register.closed_on(session, case.lead_agency_id, day, own=own)) is not None:
        messages.append(closed)
    if own:
        if day.year < today.year:
            messages.append(f"Sổ năm {day.year} đã hết; số cấp từ 01/01/{today.year} thuộc sổ năm {today.year}.")
        last = register.last_day(session, case.lead_agency_id, day.year, name)
        if last and day < last:
            messages.append(
                f"Số trước đó trong sổ đăng ký đề ngày {citing.day(last)}; ngày ban hành không thể sớm hơn."
            )
    return [Reason("issued_on", message) for message in messages]


def impossible_number(session: Session, case: PaperCase, day: date, number: int | None) -> list[Reason]:
    """Why a paper of that day cannot bear the number that was typed, or needs one."""
    name, own = _series(session, case, day)
    if own:
        return [Reason("number", "Số của loại văn bản này do phần mềm cấp; bỏ trống ô số.")] if number else []
    if number is None:
        return [Reason("number", "Nhập số mà hệ thống văn bản của cơ quan đã cấp.")]
    if not 1 <= number <= register.HIGHEST:
        return [register.impossible()]
    twin = register.find(session, case.lead_agency_id, day.year, name, number)
    return [register.bears(twin)] if twin else []


def _series(session: Session, case: PaperCase, day: date) -> tuple[str, bool]:
    """The series that a paper of that day is numbered in, and whether its numbers are given here."""
    arrangement = numbering.of_year(session, case.lead_agency_id, day.year)
    series = kind_of(case).series_of(session, case)
    name = numbering.in_year(session, case.lead_agency_id, day.year, arrangement, series)
    return name, arrangement.keeps(name)
