"""The form that puts ticked units into a plan."""

from datetime import date
from uuid import UUID

from wtforms import SelectField, SelectMultipleField

from rasoat.pages.case import parse_uuid
from rasoat.pages.forms import DateField, Form, StringField, long_enough, required

NEW = "new"


class FillForm(Form):
    """The ticked units, the plan they go into, and their day."""

    unit = SelectMultipleField("Đơn vị đã đánh dấu", validate_choice=False)
    plan = SelectField("Kế hoạch", validate_choice=False)
    title = StringField(
        "Tên kế hoạch mới", [long_enough(1000)], description="Chỉ dùng khi lập kế hoạch mới; sửa được sau."
    )
    day = DateField(
        "Ngày dự kiến chung",
        [required("Nhập ngày dự kiến chung.")],
        description="Của mọi đơn vị đưa vào; đổi ngày từng đơn vị ở trang kế hoạch.",
    )

    @property
    def unit_ids(self) -> list[UUID]:
        """The units that were ticked."""
        return [one for one in map(parse_uuid, self.unit.data or []) if one]

    @property
    def plan_id(self) -> UUID | None:
        """The drafted plan; None for a new one. What is no id is the id of nothing, which the operation refuses."""
        chosen = self.plan.data or NEW
        return None if chosen == NEW else parse_uuid(chosen) or UUID(int=0)

    @property
    def planned_on(self) -> date:
        """The common day."""
        assert self.day.data is not None, "the field is required"
        return self.day.data
