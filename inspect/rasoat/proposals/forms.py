"""The form of a proposal."""

from rasoat.pages.forms import DateField, Form, TextAreaField, long_enough, required


class ProposalForm(Form):
    """What the unit asks for."""

    text = TextAreaField(
        "Nội dung đề xuất, kiến nghị",
        [required("Nhập nội dung đề xuất."), long_enough(20_000)],
        description="Mỗi đề xuất một nội dung, để từng nội dung được trả lời riêng. Không ghi tên, địa chỉ của trẻ em.",
    )


class ReceivedForm(ProposalForm):
    """A proposal noted by the team or an officer for the unit, on the day it was made."""

    received_on = DateField("Ngày nhận", [required("Nhập ngày nhận.")])
