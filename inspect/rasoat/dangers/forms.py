"""The form for reporting a danger at the desk, after a telephone call or by a person without a tablet."""

from flask_wtf.file import MultipleFileField
from wtforms import HiddenField, SelectField

from rasoat.dangers.operations import LONGEST_PLACE, LONGEST_WHAT
from rasoat.pages.forms import DegreesField, Form, Optional, StringField, TextAreaField, long_enough, required


class DangerForm(Form):
    """What threatens whom, and where. Through `danger_id` a form that is sent twice makes only one danger."""

    danger_id = HiddenField()
    what = TextAreaField(
        "Nguy hiểm gì, với ai",
        [required("Nói rõ nguy hiểm gì, với ai."), long_enough(LONGEST_WHAT)],
        description="Ví dụ: giếng không nắp giữa sân chơi. Chỉ ghi tên trẻ khi thật cần để tìm được em.",
    )
    place = StringField(
        "Ở đâu", [required("Ghi nơi có nguy hiểm."), long_enough(LONGEST_PLACE)], description="Thôn, xã, gần gì."
    )
    site_id = SelectField("Điểm kiểm tra", [Optional()], description="Nếu thấy tại một điểm của cuộc kiểm tra.")
    latitude = DegreesField("Vĩ độ (nếu biết)", [Optional()])
    longitude = DegreesField("Kinh độ (nếu biết)", [Optional()])
    photos = MultipleFileField("Ảnh", description="JPEG, PNG, WebP hoặc HEIC.")
