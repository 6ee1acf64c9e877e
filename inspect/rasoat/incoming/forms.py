"""The form of a paper that came in."""

from collections.abc import Sequence
from uuid import UUID

from wtforms import FormField, HiddenField, MultipleFileField, SelectField

from rasoat.incoming.answering import PaperAnswer
from rasoat.incoming.operations import Arrived
from rasoat.incoming.replying import PaperReply
from rasoat.pages.case import parse_uuid
from rasoat.pages.forms import (
    DateField,
    Form,
    RowForm,
    StringField,
    TextAreaField,
    WholeField,
    chosen,
    long_enough,
    required,
)
from rasoat.pages.picking import PickedList
from rasoat.problems import Reason
from rasoat.recommendations import part_forms
from rasoat.recommendations.models import VERDICTS, Obligation, ObligationPart

TYPES = (
    "Công văn", "Báo cáo", "Tờ trình", "Kế hoạch", "Thông báo", "Quyết định", "Biên bản", "Giấy mời", "Công điện", "Nghị quyết",
    "Chỉ thị", "Quy chế", "Quy định", "Thông cáo", "Hướng dẫn", "Chương trình", "Phương án", "Đề án", "Dự án", "Hợp đồng",
    "Bản ghi nhớ", "Bản thỏa thuận", "Giấy ủy quyền", "Giấy giới thiệu", "Giấy nghỉ phép", "Phiếu gửi", "Phiếu chuyển", "Phiếu báo",
    "Thư công", "Văn bản khác",
)  # fmt: skip
"""The types of administrative papers (NĐ 30/2020, Điều 7), those that come most often first."""
LINE = long_enough(500)


class ArrivedForm(Form):
    """What the register says of one paper."""

    arrived_on = DateField("Ngày đến", [required("Nhập ngày đến.")])
    author = StringField(
        "Tác giả",
        [required("Nhập tác giả: cơ quan hoặc người gửi."), LINE],
        description="Cơ quan, người ban hành văn bản",
    )
    reference = StringField(
        "Số, ký hiệu", [LINE], description="Như ghi trên văn bản: 12/BC-UBND; không có thì bỏ trống"
    )
    dated = DateField("Ngày văn bản", [required("Nhập ngày của văn bản.")])
    kind_title = SelectField("Tên loại", [chosen()], choices={one: one for one in TYPES})
    subject = TextAreaField("Trích yếu", [required("Nhập trích yếu."), long_enough(2000)])
    receiver = StringField("Đơn vị hoặc người nhận", [LINE], description="Phòng, người được giao giải quyết")
    note = StringField("Ghi chú", [LINE])
    scan = MultipleFileField("Tệp quét", description="PDF hoặc ảnh; chọn được nhiều tệp.")

    def arrived(self) -> Arrived:
        """What was typed."""
        arrived_on, dated = self.arrived_on.data, self.dated.data
        assert arrived_on is not None and dated is not None, "the fields are required"
        return Arrived(
            arrived_on=arrived_on,
            author=" ".join((self.author.data or "").split()),
            reference=" ".join((self.reference.data or "").split()),
            dated=dated,
            kind_title=self.kind_title.data,
            subject=" ".join((self.subject.data or "").split()),
            receiver=" ".join((self.receiver.data or "").split()),
            note=" ".join((self.note.data or "").split()),
        )


class NumberForm(Form):
    """Which paper of the register belongs to a case."""

    number = WholeField("Số đến", [required("Nhập số đến.")])
    year = WholeField("Năm", [required("Nhập năm của sổ.")])


class PaperAnswerRow(RowForm):
    """What the paper says of one obligation."""

    obligation_id = HiddenField("Nội dung")
    claim = SelectField("Mức độ", [chosen("Chọn mức độ thực hiện.")], choices={"": "Chọn mức độ", **VERDICTS})
    text = TextAreaField("Kết quả", [required("Nhập kết quả thực hiện."), long_enough(20_000)])
    parts = part_forms.report_rows()


class PaperAnswersForm(Form):
    """What a paper that came in answers."""

    signer = StringField(
        "Người ký văn bản",
        [required("Nhập họ tên người ký văn bản."), LINE],
        description="Họ tên như trên văn bản. Người ký là người báo cáo; bạn chỉ ghi lại nên vẫn xác minh được.",
    )
    answers = PickedList(FormField(PaperAnswerRow), "Nội dung được trả lời", key="obligation_id")

    def given(self) -> list[PaperAnswer]:
        """What was typed."""
        return [
            PaperAnswer(
                parse_uuid(row.obligation_id.data) or UUID(int=0),
                row.claim.data or "",
                row.text.data or "",
                tuple(part_forms.to_reports(row.form.parts)),
            )
            for row in self.answers
        ]

    def know(self, obligations: Sequence[Obligation]) -> None:
        """What can be answered; before the form is shown or sent."""
        self._known = {str(one.id): one for one in obligations}

    def parts_of(self, row: FormField) -> dict[int, ObligationPart]:
        """The parts of what a row is about, by their ordinals."""
        obligation = self._known.get(str(row.obligation_id.data))
        return {part.ordinal: part for part in obligation.parts} if obligation else {}

    def offer_parts(self) -> list[Reason]:
        """Give each row fields for the parts that are measured. Of rows that came without them, as the page's script makes them, it
        says that they are there now.
        """
        found = []
        for number, row in enumerate(self.answers):
            obligation = self._known.get(str(row.obligation_id.data))
            parts = part_forms.told_on_paper(obligation) if obligation else []
            if parts and not row.form.parts.entries:
                part_forms.offer(row.form.parts, parts)
                told = "Nội dung này có phần đo được: ghi số văn bản nêu (để trống nếu văn bản không nêu), rồi ghi báo cáo."
                found.append(Reason(f"answers-{number}-obligation_id", told))
        return found


class PaperReplyRow(RowForm):
    """What the paper says to one proposal."""

    proposal_id = HiddenField("Đề xuất")
    reply = TextAreaField("Nội dung trả lời", [required("Nhập nội dung trả lời."), long_enough(20_000)])


class PaperRepliesForm(Form):
    """The proposals to which a paper that came in replies."""

    replies = PickedList(FormField(PaperReplyRow), "Đề xuất được trả lời", key="proposal_id")

    def given(self) -> list[PaperReply]:
        """What was typed."""
        return [
            PaperReply(parse_uuid(row.proposal_id.data) or UUID(int=0), row.reply.data or "") for row in self.replies
        ]


class NewArrivedForm(ArrivedForm):
    """A new entry; the first one of a year says with which number the register goes on."""

    first = WholeField(
        "Số đến đầu tiên ghi tại đây",
        [required("Nhập số đến.")],
        description="Năm nay chưa vào sổ văn bản nào thì để 1; đã vào sổ giấy thì nhập số tiếp theo của sổ giấy.",
    )
