"""The form of a signed report."""

from uuid import UUID

from wtforms import HiddenField, MultipleFileField, SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from rasoat.official.operations import Signed
from rasoat.pages.case import parse_uuid
from rasoat.pages.forms import DateField, Form, StringField, long_enough, required

LINE = long_enough(200)


class SignedForm(Form):
    """Number, day, signer and scan of the report, and what it answers."""

    command_id = HiddenField()
    of = SelectMultipleField(
        "Nội dung báo cáo trả lời",
        validate_choice=False,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        description="Chỉ đánh dấu những nội dung có trong bản đã ký.",
    )
    reference = StringField("Số, ký hiệu", [required("Nhập số, ký hiệu của báo cáo."), LINE], description="12/BC-UBND")
    dated = DateField("Ngày báo cáo", [required("Nhập ngày của báo cáo.")])
    signer = StringField("Người ký", [required("Nhập họ tên người ký báo cáo."), LINE])
    scan = MultipleFileField(
        "Bản quét báo cáo đã ký", description="PDF hoặc ảnh; gửi kèm mọi nội dung, hai bên cùng đọc."
    )

    @property
    def drafts(self) -> list[UUID]:
        """The drafts that were chosen."""
        return [one for one in map(parse_uuid, self.of.data or []) if one]

    @property
    def signed(self) -> Signed:
        """What was typed."""
        dated = self.dated.data
        assert dated is not None, "the field is required"
        return Signed(" ".join((self.reference.data or "").split()), dated, " ".join((self.signer.data or "").split()))
