"""The forms of a meeting and of its tasks."""

from typing import Any
from uuid import UUID

from sqlmodel import Session
from wtforms import BooleanField, FormField, HiddenField, SelectField

from rasoat import clock
from rasoat.meetings.data import MeetingData, TaskData
from rasoat.pages import picked_agencies
from rasoat.pages.case import parse_uuid
from rasoat.pages.forms import DateField, Form, RowForm, StringField, TextAreaField, long_enough, required
from rasoat.pages.picking import PickedList
from rasoat.units import queries as units

LINE, TEXT = long_enough(500), long_enough(100_000)
NOT_HERE = {"": "Không có trong danh sách"}


class MemberRow(RowForm):
    """A member agency, and who came from it."""

    agency_id = HiddenField("Cơ quan")
    people = StringField("Người dự họp", [LINE], description="Bỏ trống nếu vắng.")


class MeetingForm(Form):
    """A whole meeting without its tasks."""

    body_name = StringField(
        "Ban, hội đồng, tổ họp",
        [required("Nhập tên ban, hội đồng, tổ họp."), LINE],
        description="Tên đầy đủ: Ban Chỉ đạo thực hiện công tác trẻ em tỉnh.",
    )
    body_sign = StringField(
        "Ký hiệu",
        [required("Nhập ký hiệu của ban, hội đồng, tổ."), long_enough(20)],
        description="Như trong số, ký hiệu văn bản: BCĐ. Mỗi ký hiệu một dãy số riêng; hai ban thì dùng hai ký hiệu.",
    )
    matter = TextAreaField(
        "Nội dung cuộc họp",
        [required("Nhập nội dung cuộc họp."), long_enough(1000)],
        description="Viết tiếp sau chữ “cuộc họp”: tổng kết hoạt động năm 2025, triển khai nhiệm vụ năm 2026.",
    )
    held_on = DateField("Ngày họp", [required("Nhập ngày họp.")])
    place = StringField("Địa điểm", [LINE])
    chair_name = StringField("Người chủ trì", [required("Nhập họ tên người chủ trì."), LINE])
    chair_position = StringField(
        "Chức danh trong ban",
        [required("Nhập chức danh của người chủ trì trong ban, hội đồng, tổ."), LINE],
        description="Trưởng Ban, Chủ tịch Hội đồng, Tổ trưởng.",
    )
    chair_office = StringField("Chức vụ khác", [LINE], description="Phó Chủ tịch UBND tỉnh; in dưới thẩm quyền ký.")
    chair_agency_id = SelectField("Cơ quan của người chủ trì", validate_choice=False)
    secretary = StringField("Thư ký", [LINE])
    guests = TextAreaField("Đại biểu khác", [long_enough(5000)], description="Mỗi dòng một người hoặc cơ quan.")
    minutes = TextAreaField(
        "Nội dung biên bản",
        [TEXT],
        description="Ý kiến tại cuộc họp. Không in vào thông báo, cơ quan khác không đọc được.",
    )
    conclusions = TextAreaField(
        "Kết luận của người chủ trì", [TEXT], description="Đánh giá, kết luận chung; mỗi dòng in thành một đoạn."
    )
    members = PickedList(FormField(MemberRow), "Cơ quan thành viên", key="agency_id")

    def offer(self, session: Session) -> None:
        """What can be picked: agencies that exist on the day of the meeting."""
        found = units.serving(session, self.held_on.data or clock.today())
        picked_agencies.offer(session, self.members, picked_agencies.choices(session, found))
        chosen = parse_uuid(self.chair_agency_id.data)
        lost = units.names(session, [chosen] if chosen else [])
        known = {str(one.id): one.listed_name for one in (*found, *lost.values())}
        self.chair_agency_id.choices = {**NOT_HERE, **known}

    def to_data(self) -> MeetingData:
        """What was typed. The form must have been validated."""
        day = self.held_on.data
        assert day is not None, "the field is required"
        names = ("matter", "body_name", "body_sign", "chair_name", "chair_position", "chair_office", "secretary", "place",
                 "guests", "minutes", "conclusions")  # fmt: skip
        return MeetingData(
            **{name: self[name].data or "" for name in names},
            held_on=day,
            chair_agency_id=parse_uuid(self.chair_agency_id.data),
            members=[(_id(row.agency_id.data), row.people.data or "") for row in self.members],
        )


def values_of(data: MeetingData) -> dict[str, Any]:
    """A meeting as the form's initial values."""
    names = [name for name in MeetingData.__dataclass_fields__ if name not in ("members", "chair_agency_id")]
    return {
        **{name: getattr(data, name) for name in names},
        "chair_agency_id": str(data.chair_agency_id or ""),
        "members": [{"agency_id": str(agency_id), "people": people} for agency_id, people in data.members],
    }


class TaskForm(Form):
    """One task: what, who, by when."""

    text = TextAreaField("Nhiệm vụ", [required("Nhập nội dung nhiệm vụ."), TEXT])
    due_on = DateField("Hạn thực hiện", description="Để trống nếu kết luận không nêu hạn.")
    to_all = BooleanField("Giao mọi cơ quan thành viên, mỗi cơ quan một nhiệm vụ")
    addressees = PickedList(HiddenField("Cơ quan"), "Cơ quan thực hiện")

    def offer(self, session: Session) -> None:
        """What can be picked: every agency that exists today."""
        found = units.serving(session, clock.today())
        picked_agencies.offer(session, self.addressees, picked_agencies.choices(session, found))

    def to_data(self) -> TaskData:
        """What was typed. The form must have been validated."""
        return TaskData(
            self.text.data or "",
            bool(self.to_all.data),
            [_id(entry.data) for entry in self.addressees],
            self.due_on.data,
        )


def task_values(data: TaskData) -> dict[str, Any]:
    """A task as the form's initial values."""
    chosen = [str(one) for one in data.addressee_ids]
    return {"text": data.text, "due_on": data.due_on, "to_all": data.to_all, "addressees": chosen}


def _id(value: str | None) -> UUID:
    # The operation refuses an unknown id with the row's number; the nil UUID is the id of no agency.
    return parse_uuid(value) or UUID(int=0)
