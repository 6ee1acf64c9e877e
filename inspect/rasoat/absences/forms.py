"""The form of an absence."""

from wtforms import SelectField

from rasoat.pages.forms import DateField, Form, required


class AbsenceForm(Form):
    """From when to when somebody is away, and who stands in."""

    first_day = DateField("Vắng từ ngày", [required("Nhập ngày bắt đầu vắng.")])
    last_day = DateField("Đến hết ngày", [required("Nhập ngày cuối.")])
    stand_in_id = SelectField(
        "Người làm thay",
        [required("Chọn người làm thay.")],
        description="Người của cùng cơ quan; làm thay theo vai trò của chính mình, không được thêm quyền nào",
    )
    drafts_to = SelectField("Bản thảo đang soạn", [required("Chọn ai soạn tiếp các bản thảo.")])
