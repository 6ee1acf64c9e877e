"""The papers' forms. Lists are text areas with one line for each entry: they are quick to type and work without
scripts.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField, RadioField, SelectField

from rasoat.findings.forms import offered
from rasoat.findings.models import VISIBILITIES
from rasoat.pages.forms import (
    DateField,
    Form,
    Optional,
    StringField,
    TextAreaField,
    WholeField,
    YearField,
    chosen,
    long_enough,
    required,
)
from rasoat.papers.letterhead import Letterhead
from rasoat.papers.models import FATES, HAND, TOKEN, WAYS
from rasoat.papers.signing_outside import field_of
from rasoat.units.models import Agency

TEXT = long_enough(20_000)
LINE = long_enough(500)
BLOCK_KINDS = {
    "paragraph": "Đoạn văn",
    "bullets": "Các ý, mỗi dòng một ý",
    "heading2": "Đề mục (1., 2., …)",
    "heading1": "Phần (I., II., …)",
    "heading3": "Điểm (a), b), …)",
    "article": "Điều của quyết định",
}


class BlockForm(Form):
    """One block's words, notes and who may read it."""

    words = TextAreaField("Nội dung", [required("Nhập nội dung; không cần đoạn này thì chọn “Ẩn”."), TEXT])
    footnotes = TextAreaField(
        "Ghi chú",
        [TEXT],
        description="Mỗi dòng một ghi chú, in ở chân trang có dấu của nó. Đánh dấu chỗ đặt bằng [^1], [^2], … trong nội dung.",
    )
    visibility = RadioField(
        "Ai được đọc",
        [chosen()],
        choices=offered(VISIBILITIES),
        description="Chỉ nội dung công khai được in. Không nêu thông tin nhận biết trẻ em, gia đình trong nội dung công khai.",
    )


class NewBlockForm(Form):
    """A block that a person adds."""

    kind = SelectField("Loại", [chosen()], choices=offered(BLOCK_KINDS))
    words = TextAreaField("Nội dung", [required("Nhập nội dung."), TEXT])


class LetterheadForm(Form):
    """Subject, recipients and signature: everything around the content."""

    subject = TextAreaField("Trích yếu", [required("Nhập trích yếu."), long_enough(1000)])
    symbol = StringField(
        "Ký hiệu", [required("Nhập ký hiệu."), LINE], description="Phần đứng sau số, ví dụ TB-SLĐTBXH."
    )
    place = StringField("Địa danh", [required("Nhập địa danh."), LINE])
    bases = TextAreaField(
        "Căn cứ", [TEXT], description="Mỗi dòng một căn cứ. Để trống nếu văn bản không có phần căn cứ."
    )
    addressed_to = TextAreaField(
        "Kính gửi", [required("Nhập nơi kính gửi."), TEXT], description="Mỗi dòng một cơ quan."
    )
    recipients = TextAreaField(
        "Nơi nhận", [required("Nhập ít nhất một nơi nhận."), TEXT], description="Mỗi dòng một nơi nhận."
    )
    archive = StringField("Lưu", [required("Nhập nơi lưu."), LINE], description="Ví dụ: VT, PXH.")
    capacity = StringField(
        "Thẩm quyền ký",
        [LINE],
        description="KT. GIÁM ĐỐC khi cấp phó ký thay; để trống khi người đứng đầu ký. Nhiều dòng thì viết “ / ” ở giữa.",
    )
    position = StringField("Chức vụ người ký", [required("Nhập chức vụ người ký."), LINE])
    office = StringField(
        "Chức vụ khác của người ký",
        [LINE],
        description="In dưới chức vụ: TRƯỞNG BAN, rồi PHÓ CHỦ TỊCH UBND TỈNH. Có thể để trống.",
    )
    signer = StringField("Họ tên người ký", [required("Nhập họ tên người ký."), LINE])

    def to_letterhead(self) -> Letterhead:
        """The letterhead that was typed. The form must have been validated."""
        return Letterhead(
            symbol=(self.symbol.data or "").strip(),
            place=(self.place.data or "").strip(),
            bases=_lines(self.bases.data),
            # A paper that is not a letter has a form without this field.
            addressed_to=_lines(self.addressed_to.data) if "addressed_to" in self else (),
            recipients=_lines(self.recipients.data),
            archive=(self.archive.data or "").strip(),
            capacity=(self.capacity.data or "").strip(),
            position=(self.position.data or "").strip(),
            signer=(self.signer.data or "").strip(),
            office=(self.office.data or "").strip(),
        )


def values_of(subject: str, head: Letterhead) -> dict[str, Any]:
    """A letterhead as the form's initial values."""
    lists = {name: "\n".join(getattr(head, name)) for name in ("bases", "addressed_to", "recipients")}
    return {**head.model_dump(), **lists, "subject": subject}


class NumberForm(Form):
    """The date of the paper, and its number when another system gave it."""

    command_id = HiddenField()
    number = WholeField(
        "Số đã cấp",
        [required("Nhập số mà hệ thống văn bản của cơ quan đã cấp.")],
        description="Chỉ phần số: văn bản 97/TB-SLĐTBXH thì nhập 97.",
    )
    issued_on = DateField("Ngày ban hành", [required("Nhập ngày ban hành.")])


class EitherNumberForm(NumberForm):
    """The same where the year of the date decides whether another system gave the number."""

    number = WholeField("Số đã cấp", [Optional()], description="Chỉ phần số; số do phần mềm cấp thì bỏ trống.")


class ReturnPaperForm(Form):
    """Why a draft goes back, and where it must be changed."""

    command_id = HiddenField()
    reason = TextAreaField("Lý do trả lại", [required("Nhập lý do trả lại."), TEXT])
    block = SelectField("Đoạn phải sửa", description="Người soạn thấy lý do ngay tại đoạn này.")


DUE_HELP = "Sau ngày hôm nay. Nội dung thay đổi phải có hạn; hạn cũ còn dùng thì giữ."
MEASURES_HELP = "Mỗi kết quả một dòng, ví dụ: 46 biển được cắm."


class FateForm(Form):
    """What becomes of one obligation of the paper that is replaced."""

    fate = RadioField(
        "Nội dung này trong văn bản mới",
        [chosen("Chọn giữ nguyên, thay đổi hay rút.")],
        choices=offered({name: title for name, title in FATES.items() if name != "new"}),
    )
    text = TextAreaField("Nội dung phải thực hiện", [TEXT], description="Dùng khi chọn “Thay đổi”.")
    due_on = DateField("Hạn thực hiện", description=DUE_HELP)
    measures = TextAreaField("Kết quả phải đạt", [long_enough(2000)], description=MEASURES_HELP)
    reason = TextAreaField(
        "Lý do rút", [long_enough(2000)], description="Dùng khi chọn “Rút”; in trong văn bản, đơn vị đọc được."
    )


class NewObligationForm(Form):
    """What is asked besides by the new paper."""

    addressee_id = SelectField("Đơn vị thực hiện", [chosen("Chọn đơn vị thực hiện.")])
    text = TextAreaField("Nội dung phải thực hiện", [required("Nhập nội dung phải thực hiện."), TEXT])
    due_on = DateField("Hạn thực hiện", [required("Nhập hạn thực hiện.")])
    measures = TextAreaField("Kết quả phải đạt", [long_enough(2000)], description=MEASURES_HELP)

    def offer(self, agencies: Iterable[Agency]) -> None:
        """Offer these agencies in their order."""
        choices = {str(row.id): row.listed_name for row in agencies}
        self.addressee_id.choices = {"": "Chọn cơ quan", **choices}


class SignedCopyForm(Form):
    """The scan of the signed paper."""

    scan = FileField(
        "Tệp PDF", [FileRequired("Chọn tệp PDF của bản đã ký.")], description="Bản quét có chữ ký, con dấu."
    )
    signed_on = DateField("Ngày ký", [required("Nhập ngày ký.")])
    signer = StringField("Người ký", [required("Nhập họ tên người ký."), LINE])


class ToSignForm(Form):
    """Who signs outside of the system."""

    command_id = HiddenField()
    signer_id = SelectField("Người ký", [chosen()], description="Chức vụ, họ tên người này được in vào bản trình ký.")


class SignedOutsideForm(Form):
    """The signature that was given outside of the system, with its file."""

    command_id = HiddenField()
    how = RadioField("Cách ký", [chosen()], choices={HAND: "Ký tay, đóng dấu", TOKEN: "Ký số (tệp PDF đã ký)"})
    signed_on = DateField("Ngày ký", [required("Nhập ngày ký.")])
    scan = FileField(
        "Bản đã ký (PDF)", [FileRequired("Chọn tệp PDF của bản đã ký.")], description="Bản quét, hoặc tệp đã ký số."
    )


def form_beside(
    base: type[Form], name: str, agencies: Sequence[tuple[Agency, list[tuple[str, str]] | None]]
) -> type[Form]:
    """A form that asks the same of each agency that signs beside the issuer: who signs for it, of those that are offered,
    or the day on which its signer signed.
    """
    fields: dict[str, Any] = {}
    for agency, choices in agencies:
        if choices is None:
            field = DateField(f"{agency.listed_name} ký ngày", [required("Nhập ngày ký.")])
        else:
            told = "" if choices else "Cơ quan này chưa có tài khoản lãnh đạo; nhờ người quản trị lập tài khoản trước."
            field = SelectField(
                f"Người ký của {agency.listed_name}", [chosen()], choices=offered(dict(choices)), description=told
            )
        fields[field_of(name, agency.id)] = field
    return type(base.__name__, (base,), fields)


class DeliveryForm(Form):
    """That the paper went to its recipients. Who got it is read from the request: one checkbox for each line."""

    way = SelectField("Cách gửi", [chosen()], choices=offered(WAYS))
    sent_on = DateField("Ngày gửi", [required("Nhập ngày gửi.")])
    note = StringField("Ghi chú", [LINE], description="Số bưu gửi, người nhận; có thể để trống.")


class ReserveForm(Form):
    """Numbers that were given on paper before the system was used."""

    series = SelectField("Dãy số", [chosen()])
    year = YearField("Năm", [required("Nhập năm.")])
    last = WholeField("Số cuối cùng đã cấp", [required("Nhập số cuối cùng đã cấp.")])
    dated = DateField("Ngày của số cuối cùng", [required("Nhập ngày của số cuối cùng đã cấp.")])
    reason = TextAreaField("Lý do", [required("Nhập lý do, ghi vào sổ đăng ký."), long_enough(1000)])


def _lines(value: str | None) -> tuple[str, ...]:
    return tuple(line.strip() for line in (value or "").splitlines() if line.strip())
