"""The form of an act, and that of one proposal."""

from typing import Any

from wtforms import HiddenField, SelectField, SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from rasoat.pages.case import parse_uuid
from rasoat.pages.forms import DateField, Form, StringField, long_enough, required
from rasoat.reorganisation.operations import ActData

LINE = long_enough(500)


class ActForm(Form):
    """An act, the agencies that it ends, and a task that it moves."""

    name = StringField(
        "Văn bản",
        [required("Nhập loại, số và ký hiệu của văn bản."), LINE],
        description="Loại, số, ký hiệu: Nghị quyết số 1672/NQ-UBTVQH15.",
    )
    dated = DateField("Ngày văn bản", [required("Nhập ngày văn bản.")])
    effective_on = DateField(
        "Ngày cơ quan mới hoạt động",
        [required("Nhập ngày đầu tiên của cơ quan mới.")],
        description="Ngày sau ngày cuối cùng của cơ quan kết thúc: 1/7/2025.",
    )
    basis = StringField("Điều, khoản", [LINE], description="Điều 1. Bỏ trống nếu không cần nêu.")
    ended = SelectMultipleField(
        "Cơ quan kết thúc còn việc mở",
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validate_choice=False,
        description="Ngày kết thúc và cơ quan kế thừa ghi ở trang Cơ quan, hoặc nhập từ bảng.",
    )
    task_from = SelectField(
        "Nhận nhiệm vụ của cơ quan",
        validate_choice=False,
        description="Chỉ chọn khi văn bản chuyển nhiệm vụ theo dõi về cơ quan của bạn mà cơ quan cũ vẫn hoạt động.",
    )

    def data_given(self, receiver: Any) -> ActData:
        """What was entered; `receiver` takes over the task."""
        ended = [parse_uuid(one) for one in self.ended.data or []]
        task = parse_uuid(self.task_from.data)
        return ActData(
            name=self.name.data or "",
            dated=self.dated.data,  # type: ignore[arg-type]
            effective_on=self.effective_on.data,  # type: ignore[arg-type]
            basis=self.basis.data or "",
            ended=[one for one in ended if one],
            tasks={task: receiver} if task else {},
        )


CLOSING = "close"
"""The answer that an account is closed instead of moved."""


class AccountForm(Form):
    """Which agency is to have an account."""

    to = SelectField("Chuyển sang", [required("Chọn cơ quan nhận, hoặc khóa tài khoản.")])


class PassingForm(Form):
    """Who is to have one thing. The receivers and shares are read by the view: there are as many as are offered."""

    receivers = HiddenField()
    shares = HiddenField()
