"""Forms of findings."""

from collections.abc import Mapping

from wtforms import RadioField, SelectField
from wtforms.fields import SelectChoice

from rasoat.findings.models import KINDS, VISIBILITIES
from rasoat.findings.operations import LONGEST
from rasoat.pages.forms import Form, TextAreaField, chosen, long_enough, required


def offered(options: Mapping[str, str]) -> list[SelectChoice]:
    """Values with their titles, as a field offers them."""
    return [SelectChoice(value=value, label=label) for value, label in options.items()]


class FindingForm(Form):
    """The words of a finding and who may read it."""

    text = TextAreaField("Nội dung", [required("Cần nhập nội dung."), long_enough(LONGEST)])
    visibility = SelectField(
        "Ai được đọc",
        choices=offered(VISIBILITIES),
        description="Mục công khai không nêu tên hộ gia đình, trẻ em, thôn chỉ có một trường hợp.",
    )


class NewFindingForm(FindingForm):
    """A finding written by hand."""

    kind = RadioField("Loại", [chosen("Chọn ưu điểm, hoặc tồn tại, hạn chế.")], choices=offered(KINDS))


class RejectForm(Form):
    """Why a finding is left out."""

    reason = TextAreaField("Lý do không nhận", [required("Cần nhập lý do không nhận."), long_enough(LONGEST)])


class ExplainForm(Form):
    """Why a shortcoming has no recommendation."""

    reason = TextAreaField(
        "Vì sao không có kiến nghị",
        [long_enough(LONGEST)],
        description="Ví dụ: đã khắc phục ngay tại buổi kiểm tra. Để trống: bỏ lời giải thích, mục này lại cần kiến nghị.",
    )


class MergeForm(Form):
    """Which finding stays, and its words."""

    into = RadioField("Mục được giữ lại", [chosen("Chọn mục được giữ lại.")])
    text = TextAreaField("Nội dung sau khi gộp", [required("Cần nhập nội dung."), long_enough(LONGEST)])


class MergedForm(Form):
    """The words of the finding that stays, when the others flow into it."""

    text = MergeForm.text
