"""Forms of the tablets' pages."""

from wtforms import StringField, TextAreaField

from rasoat.pages.forms import Form, long_enough, required
from rasoat.tablets.operations import MAX_LABEL


class CutOffForm(Form):
    """Why a tablet is cut off."""

    reason = TextAreaField(
        "Lý do",
        [required("Nêu lý do ngắt máy."), long_enough(500)],
        description="Ví dụ: bỏ quên trên xe chiều 17/7, chưa tìm thấy",
    )


class ReconnectForm(Form):
    """A form without fields: sending it is the consent."""


class LabelForm(Form):
    """What a tablet is called."""

    label = StringField(
        "Tên gọi của máy",
        [required("Nhập tên gọi của máy."), long_enough(MAX_LABEL)],
        description="Nên trùng với nhãn dán trên máy, ví dụ: Máy tính bảng 2",
    )
