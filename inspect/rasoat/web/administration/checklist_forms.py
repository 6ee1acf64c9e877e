"""The forms with which an administrator completes a checklist."""

from typing import Any

from wtforms import BooleanField, SelectField
from wtforms.validators import ValidationError

from rasoat.authoring.typed import KINDS, Failure, Typed
from rasoat.checklists.items import Item
from rasoat.pages.forms import Form, Optional, StringField, TextAreaField, WholeField, long_enough
from rasoat.pages.forms import required as must

LONG = 1000


class DueDaysField(WholeField):
    """A term in working days."""

    least, most = 1, 365


def _needed(form: Any, item: Any) -> None:
    """Validator: a criterion says what follows when it is not met."""
    if form.is_criterion and not item.process_errors and not item.data:
        raise ValidationError("Tiêu chí cần có mục này: ghi việc xảy ra khi chưa đạt.")


class ItemForm(Form):
    """One question of a checklist."""

    kind = SelectField("Kiểu trả lời", choices=KINDS)
    heading = StringField(
        "Nhóm", [long_enough(200)], description="Ghi ở mục đầu của nhóm; các mục sau cùng nhóm để trống"
    )
    label = TextAreaField("Nội dung mục", [must("Nhập nội dung mục."), long_enough(LONG)], render_kw={"rows": 2})
    help = TextAreaField("Hướng dẫn", [long_enough(LONG)], render_kw={"rows": 2})
    after = SelectField("Đứng sau", validate_choice=True)
    required = BooleanField("Phải trả lời trước khi kết thúc buổi làm việc")
    allow_na = BooleanField("Cho trả lời “Không áp dụng”; với tiêu chí thì được tính là đạt")
    criterion = BooleanField("Là tiêu chí: trả lời “Có” mới đạt")
    mandatory = BooleanField("Tiêu chí bắt buộc: không đạt thì cả nơi kiểm tra không đạt")
    shortcoming = TextAreaField(
        "Tồn tại được gợi ý",
        [_needed, long_enough(LONG)],
        description="{site} là nơi kiểm tra, {unit} là đơn vị",
        render_kw={"rows": 2},
    )
    recommendation = TextAreaField("Kiến nghị được gợi ý", [_needed, long_enough(LONG)], render_kw={"rows": 2})
    addressee = SelectField(
        "Kiến nghị với", choices={"unit": "Đơn vị được kiểm tra", "office": "Cơ quan chuyên môn của đơn vị"}
    )
    due_days = DueDaysField("Thời hạn (ngày làm việc)", [_needed])
    source = StringField(
        "Nguồn",
        [must("Ghi nguồn: văn bản, trang, điểm."), long_enough(300)],
        description="Ví dụ: QĐ 548/QĐ-LĐTBXH, trang 3, điểm 2.4",
    )

    @property
    def is_criterion(self) -> bool:
        """Whether the question is a criterion; only one with “Có/Không” can be."""
        return bool(self.criterion.data) and self.kind.data == "yes_no_na"

    def typed(self) -> Typed:
        """What was typed."""
        words = ("label", "kind", "source", "heading", "help", "after")
        said: dict[str, Any] = {name: self[name].data or "" for name in words}
        said |= {name: bool(self[name].data) for name in ("mandatory", "required", "allow_na")}
        failure = self._failure() if self.is_criterion else None
        return Typed(**said, criterion=self.is_criterion, failure=failure)

    def _failure(self) -> Failure:
        return Failure(
            self.shortcoming.data or "", self.recommendation.data or "", self.addressee.data, self.due_days.data or 0
        )


def shown(item: Item) -> dict[str, Any]:
    """What stands in the form of a question."""
    data = {
        "kind": item.type,
        "criterion": bool(item.expect),
        **{
            name: getattr(item, name)
            for name in ("heading", "label", "help", "required", "allow_na", "mandatory", "source")
        },
    }
    if item.on_fail:
        data |= item.on_fail.model_dump()
    return data


class PublishForm(Form):
    """What is said of the sources in the version that is published."""

    source_notes = TextAreaField(
        "Ghi chú về nguồn của bản này",
        [Optional(), long_enough(4000)],
        description="Ghi đúng với bản này: đối chiếu văn bản nào, còn thiếu gì",
        render_kw={"rows": 4},
    )
