"""The form by which an obligation gets another priority."""

from wtforms import HiddenField, RadioField

from rasoat.pages.forms import Form, TextAreaField, chosen, long_enough, required
from rasoat.recommendations.models import PRIORITIES


class PriorityForm(Form):
    """Another priority, and why."""

    command_id = HiddenField()
    priority = RadioField("Mức ưu tiên", [chosen("Chọn mức ưu tiên.")], choices=PRIORITIES)
    reason = TextAreaField(
        "Lý do đổi mức",
        [required("Nhập lý do: đơn vị đọc được lý do này."), long_enough(2000)],
        description="Đơn vị được báo và đọc được lý do. Không ghi tên, địa chỉ của trẻ em.",
        name="priority_reason",
    )
