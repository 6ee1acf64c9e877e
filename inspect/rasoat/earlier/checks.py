"""What a paper of before still lacks before it can be brought in, and what stands against it."""

from collections.abc import Iterator
from uuid import UUID

from sqlmodel import Session

from rasoat import clock
from rasoat.documents import earlier
from rasoat.earlier import queries
from rasoat.earlier.models import RECOMMENDATION, STATES, UNPLACED, EarlierNotice
from rasoat.earlier.queries import Part
from rasoat.papers.registry import kind_named
from rasoat.problems import Reason
from rasoat.units.heirs import Heirs
from rasoat.units.models import Agency

_SHOWN = 5
"""Of many recommendations that lack the same so many are named."""


def missing(session: Session, notice: EarlierNotice) -> list[Reason]:
    """What is not said yet: of the head, and of the parts."""
    return [*_head(session, notice), *_parts(queries.parts_of(session, notice.id))]


def _head(session: Session, notice: EarlierNotice) -> Iterator[Reason]:
    for name, told in (
        ("number", "Nhập số của văn bản."),
        ("symbol", "Nhập ký hiệu của văn bản."),
        ("issued_on", "Nhập ngày ban hành."),
        ("subject", "Nhập trích yếu."),
        ("signer", "Nhập người ký."),
        ("issuer_id", "Chọn cơ quan ban hành."),
        ("unit_id", "Chọn đơn vị được kiểm tra."),
    ):
        if not getattr(notice, name):
            yield Reason(name, told)
    day = notice.issued_on
    if day is None:
        return
    if day > clock.today():
        yield Reason("issued_on", "Ngày ban hành không thể sau hôm nay.")
    for name in ("issuer_id", "unit_id"):
        agency = session.get(Agency, getattr(notice, name)) if getattr(notice, name) else None
        if agency is not None and not agency.serves_on(day):
            told = f"{agency.listed_name} không hoạt động vào ngày {clock.date_text(day)}; chọn cơ quan của ngày ấy."
            yield Reason(name, told)
    if notice.issuer_id and notice.issuer_id not in issuers_for(session, notice.lead_agency_id):
        told = "Chỉ đưa vào văn bản của cơ quan bạn, hoặc của cơ quan mà cơ quan bạn kế thừa."
        yield Reason("issuer_id", told)
    if notice.unit_id and notice.unit_id == notice.issuer_id:
        yield Reason("unit_id", "Đơn vị được kiểm tra không thể là cơ quan ban hành.")


def issuers_for(session: Session, agency_id: UUID) -> set[UUID]:
    """The agencies whose papers an agency may bring in: its own, and those of the ended ones before it."""
    return {agency_id, *Heirs(session, clock.today()).ended_before(agency_id)}


def _parts(parts: list[Part]) -> Iterator[Reason]:
    asked = [one for one in parts if one.row.kind == RECOMMENDATION]
    if not asked:
        yield Reason("parts", "Văn bản chưa có kiến nghị nào; chọn loại “Kiến nghị” cho phần nêu việc phải làm.")
    unplaced = [one for one in parts if one.row.kind == UNPLACED]
    if unplaced:
        yield Reason("parts", f"Còn {len(unplaced)} phần chưa xếp loại: {_places(unplaced)}.")
    nobody = [one for one in asked if not one.tasks]
    if nobody:
        yield Reason("parts", f"Chưa có đơn vị thực hiện: {_places(nobody)}.")
    undated = [one for one in asked if any(task.due_on is None and task.state != "met" for task in one.tasks)]
    if undated:
        yield Reason("parts", f"Chưa có hạn: {_places(undated)}. Văn bản không ghi thì nhập hạn kèm lý do.")
    unsaid = [
        one for one in asked for task in one.tasks if task.state and not (task.answered_on and task.state in STATES)
    ]
    if unsaid:
        yield Reason("parts", f"Chưa có ngày báo cáo, xác minh: {_places(unsaid)}.")


def _places(parts: list[Part]) -> str:
    named = ", ".join(f"phần {one.row.ordinal}" for one in parts[:_SHOWN])
    left = len(parts) - _SHOWN
    return f"{named} và {left} phần khác" if left > 0 else named


def unsettled(session: Session, notice: EarlierNotice) -> list[Reason]:
    """That a person still has to confirm of recommendations that no child can be recognised in them."""
    waiting = [one for one in queries.recommendations_of(session, notice.id) if one.row.settled_by is None]
    if not waiting:
        return []
    told = f"Chưa xác nhận không nhận ra trẻ em nào trong {len(waiting)} kiến nghị: {_places(waiting)}."
    return [Reason("parts", told)]


def against_number(session: Session, notice: EarlierNotice) -> list[Reason]:
    """What else has the paper's number: another paper of before, one that was written here, or a line of the register."""
    same = queries.same_paper(session, notice)
    if same is not None:
        return [Reason("number", f"Đã có văn bản {same.reference} cùng cơ quan, cùng năm{_differing(notice, same)}.")]
    if queries.written_here(session, notice) is not None:
        return [Reason("number", f"Văn bản {notice.reference} đã được soạn và ban hành trên hệ thống này.")]
    if not (notice.issuer_id and notice.number and notice.issued_on):
        return []
    series = kind_named(kind_name(notice)).series
    return earlier.against(session, notice.issuer_id, series, notice.number, notice.issued_on)


def kind_name(notice: EarlierNotice) -> str:
    """The name of the kind of paper that it becomes."""
    return f"earlier_{notice.type.lower()}"


def _differing(notice: EarlierNotice, same: EarlierNotice) -> str:
    """What two papers with one number say otherwise."""
    said = [
        ("ký hiệu", notice.symbol, same.symbol),
        ("ngày", _day(notice), _day(same)),
        ("trích yếu", notice.subject, same.subject),
    ]
    differ = [f"{what} ở đây là “{here}”, ở đó là “{there}”" for what, here, there in said if here != there]
    return f"; {'; '.join(differ)}" if differ else ", nội dung như nhau; bỏ một bản"


def _day(notice: EarlierNotice) -> str:
    return clock.date_text(notice.issued_on) if notice.issued_on else ""
