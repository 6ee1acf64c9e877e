"""The form by which a paper is recorded as the report that is owed."""

from wtforms import HiddenField, SelectField

from rasoat.pages.forms import Form, StringField, chosen, long_enough


class RecordForm(Form):
    """Which paper the report is."""

    command_id = HiddenField()
    paper = SelectField("Văn bản là báo cáo", [chosen("Chọn văn bản.")])
    signer = StringField(
        "Người ký văn bản đến",
        [long_enough(500)],
        description="Họ tên như trên văn bản; báo cáo ban hành ở đây thì để trống.",
    )
