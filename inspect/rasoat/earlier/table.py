"""A table of recommendations that are open: each row one thing that a paper of before asks of whom, and how far that had come.

The rows of one paper become that paper, which then waits for a review like one that was read from a file.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any, Final
from uuid import UUID

from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.accounts.actor import Actor, Role
from rasoat.db.locking import lock_name
from rasoat.earlier import operations, queries
from rasoat.earlier.checks import issuers_for
from rasoat.earlier.drafts import Draft, number_of
from rasoat.earlier.matching import Agencies
from rasoat.earlier.models import RECOMMENDATION, REVIEWING, STATES, TYPES, EarlierNotice
from rasoat.earlier.operations import Asked
from rasoat.files.opening import Table
from rasoat.importing import cells
from rasoat.importing.reading import Fault, read
from rasoat.importing.registry import Column, Line
from rasoat.problems import Problem, Reason
from rasoat.text import fold
from rasoat.units import queries as units
from rasoat.units.models import Agency

LONGEST: Final = 20_000
_words = partial(cells.text, longest=LONGEST)
COLUMNS = (
    Column("type", "Loại văn bản", "Thông báo, báo cáo hoặc công văn; để trống là thông báo.", "Thông báo", cells.one_of(lambda: TYPES, "loại văn bản")),
    Column("number", "Số, ký hiệu", "Như trên văn bản.", "112/TB-SLĐTBXH", cells.text, required=True, also=("Số ký hiệu", "Số văn bản")),
    Column("issued_on", "Ngày ban hành", "Ngày của văn bản.", "12/10/2023", cells.day, required=True, also=("Ngày văn bản",)),
    Column("issuer", "Cơ quan ban hành", "Tên vào ngày ấy; để trống là cơ quan của người nhập.", "", cells.text),
    Column("unit", "Đơn vị được kiểm tra", "Tên vào ngày ấy; để trống là đơn vị thực hiện.", "UBND huyện Chi Lăng", cells.text),
    Column("subject", "Trích yếu", "Một dòng của mỗi văn bản ghi là đủ.", "Kết quả kiểm tra công tác trẻ em", _words),
    Column("signer", "Người ký", "Họ và tên; một dòng của mỗi văn bản ghi là đủ.", "Nguyễn Văn A", cells.text),
    Column("addressees", "Đơn vị thực hiện", "Tên vào ngày văn bản; nhiều đơn vị thì cách nhau bằng dấu chấm phẩy.", "UBND huyện Chi Lăng", cells.several, required=True, also=("Cơ quan thực hiện",)),
    Column("text", "Nội dung kiến nghị", "Chép đúng như văn bản.", "Cắm biển cảnh báo tại 18 điểm còn thiếu.", _words, required=True, also=("Kiến nghị", "Nội dung")),
    Column("measure", "Kết quả phải đạt", "Thế nào là xong.", "18 biển được cắm", _words),
    Column("due_on", "Hạn", "Ngày phải xong.", "31/3/2024", cells.day, also=("Hạn thực hiện", "Thời hạn")),
    Column("due_reason", "Lý do của hạn", "Khi văn bản không ghi hạn này.", "", cells.text),
    Column("state", "Đã đến đâu", f"Một trong: {'; '.join(STATES.values())}.", "Chưa có báo cáo", cells.one_of(lambda: STATES, "mức"), also=("Trạng thái", "Tình trạng")),
    Column("answered_on", "Ngày báo cáo, xác minh", "Ngày của báo cáo cuối, hoặc của lần xác minh.", "", cells.day),
    Column("answer", "Nội dung báo cáo, xác minh", "Báo cáo cuối của đơn vị, hoặc kết quả xác minh.", "", _words, also=("Báo cáo cuối",)),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kind:
    """What reading a table and its template ask for."""

    title: str = "Kiến nghị trước đây"
    columns: Sequence[Column] = COLUMNS


@dataclass(slots=True)
class Row:
    """One row: whom it asks, and how far that had come. `is_known`: the paper says so already."""

    line: Line
    addressees: list[Agency]
    is_known: bool = False


@dataclass(slots=True)
class Paper:
    """The rows of one paper, and that paper where it waits for a review already."""

    number: int
    symbol: str
    issued_on: date
    type: str
    issuer: Agency
    unit: Agency | None
    present: EarlierNotice | None
    rows: list[Row] = field(default_factory=list)

    @property
    def reference(self) -> str:
        """Number and symbol."""
        return f"{self.number:02d}/{self.symbol}"

    @property
    def new(self) -> list[Row]:
        """The rows that the paper does not have yet."""
        return [row for row in self.rows if not row.is_known]

    def said(self, name: str) -> str:
        """What the first row that says it says of the paper."""
        return next((row.line.values[name] for row in self.rows if row.line.values[name]), "")


@dataclass(slots=True)
class Plan:
    """What the table would do. With any fault nothing of it is done."""

    papers: list[Paper]
    faults: list[Fault]
    notices: list[str]

    @property
    def new(self) -> int:
        """How many rows would be added."""
        return sum(len(paper.new) for paper in self.papers)


class Wrong(ValueError):
    """Why a row cannot be taken: a Vietnamese sentence."""


def plan(session: Session, actor: Actor, table: Table) -> Plan:
    """What the table would do now. Raises the Problems of `importing.reading.read`."""
    given = read(Kind(), table)
    found = Plan([], given.faults, given.notices)
    sorting = _Sorting(session, actor)
    for line in given.lines:
        try:
            sorting.take(line)
        except Wrong as wrong:
            found.faults.append(Fault(line.number, "", str(wrong)))
    found.papers = list(sorting.papers.values())
    found.faults.sort(key=lambda one: one.row)
    return found


class _Sorting:
    """Puts rows to their papers."""

    def __init__(self, session: Session, actor: Actor) -> None:
        self.session, self.actor = session, actor
        self.known = Agencies(session)
        self.own = units.agency(session, actor.agency_id)
        self.issuers = issuers_for(session, actor.agency_id)
        self.papers: dict[tuple[UUID, str, int, int], Paper] = {}
        self._said: dict[UUID, set[tuple[str, UUID]]] = {}

    def take(self, line: Line) -> None:
        values = line.values
        day: date = values["issued_on"]
        if day > clock.today():
            raise Wrong("Ngày ban hành không thể sau hôm nay.")
        number, symbol = number_of(values["number"], "")
        if number is None or not symbol:
            raise Wrong(f"“{values['number']}” không phải số, ký hiệu; ghi như 112/TB-SLĐTBXH.")
        if values["state"] and values["answered_on"] is None:
            raise Wrong("Nhập ngày của báo cáo hoặc lần xác minh.")
        if values["answered_on"] and values["answered_on"] > clock.today():
            raise Wrong("Ngày báo cáo, xác minh không thể sau hôm nay.")
        issuer = self._issuer(values["issuer"], day)
        addressees, unknown = self.known.all_named(_names(values["addressees"]), day)
        if unknown:
            raise Wrong(f"Không có cơ quan “{unknown[0]}” vào ngày {clock.date_text(day)}; ghi đúng tên của ngày ấy.")
        key = (issuer.id, values["type"] or "TB", number, day.year)
        paper = self.papers.get(key) or self._paper(key, symbol, day, issuer)
        if (paper.symbol, paper.issued_on) != (symbol, day):
            told = f"Số {number} năm {day.year} ở dòng khác có ký hiệu {paper.symbol}, ngày {clock.date_text(paper.issued_on)}."
            raise Wrong(f"{told} Sửa cho khớp.")
        if values["unit"]:
            paper.unit = self._named(values["unit"], day)
        row = Row(line, addressees)
        row.is_known = all((fold(values["text"]), one.id) in self._asked(paper) for one in addressees)
        paper.rows.append(row)
        self.papers[key] = paper

    def _issuer(self, name: str, day: date) -> Agency:
        if not name:
            return self.own
        issuer = self._named(name, day)
        if issuer.id not in self.issuers:
            raise Wrong("Chỉ đưa vào văn bản của cơ quan bạn, hoặc của cơ quan mà cơ quan bạn kế thừa.")
        return issuer

    def _named(self, name: str, day: date) -> Agency:
        found = self.known.named(name, day)
        if found is None:
            raise Wrong(f"Không có cơ quan “{name}” vào ngày {clock.date_text(day)}; ghi đúng tên của ngày ấy.")
        return found

    def _paper(self, key: tuple[UUID, str, int, int], symbol: str, day: date, issuer: Agency) -> Paper:
        _, type_, number, year = key
        query = select(EarlierNotice).where(
            EarlierNotice.issuer_id == issuer.id, EarlierNotice.number == number, EarlierNotice.type == type_
        )
        rows = self.session.exec(query.order_by(col(EarlierNotice.id).desc())).all()
        same = [row for row in rows if row.issued_on and row.issued_on.year == year]
        waiting = next((row for row in same if REVIEWING.of(row)), None)
        if waiting is None and any(row.inspection_id for row in same):
            raise Wrong(
                f"Văn bản số {number}/{symbol} đã được đưa vào theo dõi; sửa ở trang của nội dung phải theo dõi."
            )
        return Paper(number, symbol, day, type_, issuer, None, waiting)

    def _asked(self, paper: Paper) -> set[tuple[str, UUID]]:
        if paper.present is None:
            return set()
        if paper.present.id not in self._said:
            parts = queries.recommendations_of(self.session, paper.present.id)
            said = {(fold(part.row.text), task.addressee_id) for part in parts for task in part.tasks}
            self._said[paper.present.id] = said
        return self._said[paper.present.id]


def _names(value: str) -> list[str]:
    return [one.strip() for one in value.split(";") if one.strip()]


def carry_out(session: Session, actor: Actor, table: Table) -> list[EarlierNotice]:
    """Do what the table asks for, all of it or nothing; the same table twice adds nothing. Returns the papers that got rows.

    Raises Problem `forbidden` for anybody but an officer, `import.faults` with a reason for each row.
    """
    if actor.role != Role.OFFICER:
        raise Problem("forbidden")
    lock_name(session, f"papers of before of {actor.agency_id}")
    found = plan(session, actor, table)
    if found.faults:
        told = [
            Reason("", f"Dòng {one.row}{', cột ' + one.column if one.column else ''}: {one.told}")
            for one in found.faults
        ]
        raise Problem("import.faults", count=len(told), reasons=told)
    known = Agencies(session)
    return [_put(session, actor, paper, table.name, known) for paper in found.papers if paper.new]


def _put(session: Session, actor: Actor, paper: Paper, file_name: str, known: Agencies) -> EarlierNotice:
    notice = paper.present
    if notice is None:
        draft = Draft(
            type=paper.type, number=paper.number, symbol=paper.symbol, issued_on=paper.issued_on,
            subject=paper.said("subject"), signer=paper.said("signer"), issuer=paper.issuer.name,
        )  # fmt: skip
        notice = operations.receive(session, actor, draft, known=known)
    notice = operations.held(session, actor, notice.id)
    unit = paper.unit or paper.new[0].addressees[0]
    notice.issuer_id, notice.unit_id = paper.issuer.id, notice.unit_id or unit.id
    for row in paper.new:
        part = operations.add_part(session, actor, notice.id, kind=RECOMMENDATION, text=row.line.values["text"])
        operations.put_tasks(
            session, actor, part, [_asked(row.line.values, one, known, file_name) for one in row.addressees]
        )
    session.flush()
    return notice


def _asked(values: dict[str, Any], addressee: Agency, known: Agencies, file_name: str) -> Asked:
    reason = values["due_reason"] or (f"theo bảng {file_name}" if values["due_on"] else "")
    return Asked(
        addressee_id=addressee.id,
        receiver_id=known.receiver(addressee.id),
        measure=values["measure"],
        due_on=values["due_on"],
        due_reason=reason,
        state=values["state"],
        answer=values["answer"],
        answered_on=values["answered_on"],
    )
