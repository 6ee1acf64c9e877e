"""The forms of a proposal: what is asked, who sees to it, what it is joined to, to whom several are forwarded."""

from uuid import UUID

from wtforms import FormField, HiddenField, RadioField, SelectField
from wtforms.validators import Optional

from rasoat.pages.case import parse_uuid
from rasoat.pages.forms import DateField, Form, RowForm, TextAreaField, chosen, long_enough, required
from rasoat.pages.picking import PickedList
from rasoat.proposals.forwarding import Forwarded, Receiver
from rasoat.proposals.models import ONWARD

TEXT = long_enough(20_000)


class ProposalForm(Form):
    """What the unit asks for."""

    text = TextAreaField(
        "Nội dung đề xuất, kiến nghị",
        [required("Nhập nội dung đề xuất."), TEXT],
        description="Mỗi đề xuất một nội dung, để từng nội dung được trả lời riêng. Không ghi tên, địa chỉ của trẻ em.",
    )


class ReceivedForm(ProposalForm):
    """A proposal noted by the team or an officer for the unit, on the day it was made."""

    received_on = DateField("Ngày nhận", [required("Nhập ngày nhận.")])


class AppointForm(Form):
    """Who sees to a proposal, and until when."""

    owner = SelectField("Người theo dõi", description="Được báo khi đến hạn, khi có trả lời.")
    due_on = DateField(
        "Hạn",
        [required("Nhập hạn.")],
        description="Của việc kế tiếp: xem xét, việc Sở đã hứa, hoặc trả lời của cấp trên.",
    )


class AppointManyForm(Form):
    """Who sees to many proposals, and perhaps until when."""

    owner = SelectField("Người theo dõi", [chosen("Chọn người theo dõi.")])
    due_on = DateField("Hạn", [Optional()], description="Để trống thì giữ hạn của từng đề xuất.")


class JoinForm(Form):
    """The proposal that a proposal follows."""

    leader = RadioField("Gộp vào đề xuất", [chosen("Chọn đề xuất cùng nội dung.")])


class ForwardRow(RowForm):
    """One of several proposals."""

    proposal_id = HiddenField("Đề xuất")
    response = TextAreaField("Nội dung kiến nghị", [required("Nhập nội dung kiến nghị."), TEXT])


class ForwardForm(Form):
    """Several proposals and to whom they are forwarded."""

    receiver = SelectField("Cơ quan nhận công văn", [required("Chọn cơ quan nhận.")])
    onward = SelectField(
        "Đề nghị cơ quan đó kiến nghị tiếp với",
        [Optional()],
        choices={"": "Không, cơ quan nhận tự giải quyết", **ONWARD},
        description="Sở không gửi thẳng Chính phủ, Hội đồng nhân dân, Mặt trận: UBND tỉnh hoặc Bộ kiến nghị tiếp.",
    )
    until = DateField("Mong trả lời trước ngày", [required("Nhập ngày mong trả lời.")])
    proposals = PickedList(FormField(ForwardRow), "Đề xuất được chuyển", key="proposal_id")

    def to(self) -> Receiver:
        """To whom they go."""
        return Receiver(parse_uuid(self.receiver.data), self.onward.data or "", self.until.data)

    def given(self) -> list[Forwarded]:
        """What was typed."""
        return [
            Forwarded(parse_uuid(row.proposal_id.data) or UUID(int=0), row.response.data or "")
            for row in self.proposals
        ]
