"""The forms of papers of before: bringing files, the head, one part, many parts at once."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlmodel import Session
from wtforms import FormField, HiddenField, MultipleFileField, SelectField

from rasoat import clock
from rasoat.earlier.matching import Agencies
from rasoat.earlier.models import PART_KINDS, RECOMMENDATION, STATES, TYPES, EarlierNotice
from rasoat.earlier.operations import Asked, Change, Head
from rasoat.earlier.queries import Part
from rasoat.pages import picked_agencies
from rasoat.pages.case import parse_uuid
from rasoat.pages.forms import DateField, Form, RowForm, StringField, TextAreaField, WholeField, long_enough
from rasoat.pages.picking import PickedList
from rasoat.units import queries as units
from rasoat.units.models import Agency

LINE, TEXT = long_enough(500), long_enough(20_000)
LONGEST = 2_000_000
NOBODY = {"": "Chưa chọn"}
DUE_FOR = {"": "Phần chưa có hạn", "every": "Mọi phần đã đánh dấu, kể cả phần đã có hạn"}


class FilesForm(Form):
    """Files of papers, or the text of one."""

    files = MultipleFileField(
        "Tệp văn bản",
        description="PDF, DOCX, ảnh quét, hoặc một tệp ZIP có nhiều văn bản; chọn được nhiều tệp. Bản quét không có chữ thì giữ tệp và nhập nội dung bằng tay.",
    )
    text = TextAreaField(
        "Hoặc dán nội dung một văn bản",
        [long_enough(LONGEST)],
        description="Dán cả văn bản, từ tên cơ quan đến nơi nhận.",
    )


class HeadForm(Form):
    """What the paper says of itself."""

    type = SelectField("Loại văn bản", choices=TYPES)
    number = WholeField("Số")
    symbol = StringField("Ký hiệu", [LINE], description="Phần sau dấu gạch chéo: TB-SLĐTBXH")
    issued_on = DateField("Ngày ban hành")
    issuer_id = SelectField("Cơ quan ban hành", description="Tên của cơ quan vào ngày ban hành.")
    unit_id = SelectField("Đơn vị được kiểm tra", description="Cơ quan có vào ngày ban hành, kể cả nay đã kết thúc.")
    subject = TextAreaField("Trích yếu", [long_enough(2000)])
    signer = StringField("Người ký", [LINE])
    signer_office = StringField(
        "Chức vụ của người ký", [LINE], description="Như ghi trên văn bản: KT. GIÁM ĐỐC / PHÓ GIÁM ĐỐC"
    )
    recipients = TextAreaField("Nơi nhận", [long_enough(5000)], description="Mỗi nơi một dòng.")

    def offer(self, session: Session, issuers: set[UUID]) -> None:
        """What can be chosen: agencies of the paper's day."""
        day = self.issued_on.data or clock.today()
        whole = units.serving(session, day)
        own = units.names(session, issuers).values()
        self.issuer_id.choices = _offered(self.issuer_id.data, own, session)
        self.unit_id.choices = _offered(self.unit_id.data, whole, session)

    def head(self) -> Head:
        """What was typed. The form must have been validated."""
        words = {
            name: " ".join((self[name].data or "").split()) for name in ("symbol", "subject", "signer", "signer_office")
        }
        return Head(
            type=self.type.data,
            issuer_id=parse_uuid(self.issuer_id.data),
            unit_id=parse_uuid(self.unit_id.data),
            number=self.number.data,
            issued_on=self.issued_on.data,
            recipients="\n".join(line.strip() for line in (self.recipients.data or "").splitlines() if line.strip()),
            **words,
        )


def _offered(chosen: str | None, agencies: Any, session: Session) -> dict[str, str]:
    known = {str(one.id): one.marked_name for one in agencies}
    kept = parse_uuid(chosen)
    others = units.names(session, [kept] if kept and str(kept) not in known else []).values()
    return {**NOBODY, **{str(one.id): one.marked_name for one in others}, **known}


def head_values(notice: EarlierNotice) -> dict[str, Any]:
    """A paper's head as the form's initial values."""
    values = {name: getattr(notice, name) for name in Head.__slots__}
    ids = {name: str(values[name] or "") for name in ("issuer_id", "unit_id")}
    return {**values, **ids, "version": notice.version}


class AskedRow(RowForm):
    """What one addressee is asked, and how far that had come."""

    addressee_id = HiddenField("Đơn vị thực hiện")
    receiver_id = SelectField("Cơ quan làm tiếp", choices={"": "Chính đơn vị này"}, validate_choice=False)
    measure = TextAreaField("Kết quả phải đạt", [long_enough(2000)])
    due_on = DateField("Hạn")
    due_reason = StringField("Lý do của hạn", [LINE], description="Khi văn bản không ghi hạn này")
    state = SelectField("Đã đến đâu", choices=STATES)
    answered_on = DateField("Ngày báo cáo, xác minh")
    answer = TextAreaField("Nội dung báo cáo, xác minh", [TEXT])


class PartForm(Form):
    """One part of the text."""

    kind = SelectField("Loại", choices=PART_KINDS)
    text = TextAreaField("Nội dung", [TEXT], description="Để một dòng trống ở chỗ muốn tách thành hai phần.")
    asked = PickedList(FormField(AskedRow), "Đơn vị thực hiện", key="addressee_id")

    def offer(self, session: Session, notice: EarlierNotice, known: Agencies) -> None:
        """What can be picked: the agencies of the paper's day; who goes on for each that has ended."""
        found = [row for row in units.serving(session, notice.issued_on or clock.today()) if row.id != notice.issuer_id]
        picked_agencies.offer(session, self.asked, picked_agencies.choices(session, found))
        for row in self.asked:
            row.form.receiver_id.choices = _receivers(known, parse_uuid(row.form.addressee_id.data))

    def to_asked(self, known: Agencies, before: Sequence[UUID]) -> list[Asked]:
        """What was typed; whom a new one's work passed to is proposed where that is one agency."""
        return [
            Asked(
                addressee_id=(addressee := parse_uuid(row.addressee_id.data) or UUID(int=0)),
                receiver_id=parse_uuid(row.receiver_id.data)
                or (None if addressee in before else _proposed(known, addressee)),
                measure=(row.measure.data or "").strip(),
                due_on=row.due_on.data,
                due_reason=(row.due_reason.data or "").strip(),
                state=row.state.data or "",
                answer=(row.answer.data or "").strip(),
                answered_on=row.answered_on.data,
            )
            for row in self.asked
        ]


def _proposed(known: Agencies, addressee: UUID) -> UUID | None:
    return known.receiver(addressee) if addressee in known.heirs.agencies else None


def _receivers(known: Agencies, addressee: UUID | None) -> dict[str, str]:
    agency: Agency | None = known.heirs.agencies.get(addressee) if addressee else None
    if agency is None or not agency.has_ended(clock.today()):
        return {"": "Chính đơn vị này"}
    after = known.heirs.of(agency.id)
    return {"": "Chưa chuyển: chờ sắp xếp cơ quan", **{str(one.id): one.listed_name for one in after}}


def part_values(part: Part) -> dict[str, Any]:
    """A part as the form's initial values."""
    asked = [
        {
            **{name: getattr(task, name) for name in Asked.__slots__},
            "addressee_id": str(task.addressee_id),
            "receiver_id": str(task.receiver_id or ""),
        }
        for task in part.tasks
    ]
    return {"kind": part.row.kind, "text": part.row.text, "version": part.row.version, "asked": asked}


class ManyForm(Form):
    """What is done to the ticked parts."""

    kind = SelectField("Đổi loại thành", choices={"": "Giữ nguyên loại", **PART_KINDS}, default="")
    addressee_id = SelectField("Thêm đơn vị thực hiện", default="")
    due_on = DateField("Đặt hạn")
    due_for = SelectField("Đặt hạn cho", choices=DUE_FOR, default="")
    due_reason = StringField("Lý do của hạn", [LINE], description="Văn bản không ghi, hoặc ghi cách khác")
    measure = StringField("Kết quả phải đạt", [LINE])

    def offer(self, session: Session, notice: EarlierNotice) -> None:
        """The agencies of the paper's day."""
        day = notice.issued_on or clock.today()
        self.offer_these(row for row in units.serving(session, day) if row.id != notice.issuer_id)

    def offer_these(self, found: Iterable[Agency]) -> None:
        """These agencies, in their order."""
        self.addressee_id.choices = {"": "Không thêm", **{str(one.id): one.marked_name for one in found}}

    @property
    def asks_for_something(self) -> bool:
        """Whether anything was chosen or typed that changes a part."""
        typed = (self.kind.data, self.addressee_id.data, self.measure.data, *(self.due_on.raw_data or ()))
        return any(typed)

    def change(self, *, settle: bool) -> Change:
        """What was chosen."""
        return Change(
            kind=self.kind.data or "",
            addressee_id=parse_uuid(self.addressee_id.data),
            measure=(self.measure.data or "").strip(),
            due_on=self.due_on.data,
            due_reason=(self.due_reason.data or "").strip(),
            every_due=self.due_for.data == "every",
            settle=settle,
        )


class NewPartForm(Form):
    """A part that is typed."""

    kind = SelectField("Loại", choices=PART_KINDS, default=RECOMMENDATION)
    text = TextAreaField("Nội dung", [TEXT])
