"""The administrator's forms."""

from typing import Any

from wtforms import BooleanField, HiddenField, SelectField, ValidationError

from rasoat.accounts.actor import ROLE_TITLES
from rasoat.accounts.positions import POSITIONS
from rasoat.outbox.mail import is_address
from rasoat.pages.case import parse_uuid
from rasoat.pages.forms import DateField, Form, Optional, StringField, long_enough, required
from rasoat.pages.picking import PickedList
from rasoat.units import kinds
from rasoat.units.models import UNIT_LEVELS


def address(_form: Any, item: Any) -> None:
    """Validator: a mail server must be able to accept this address."""
    if item.data and not is_address(item.data.strip()):
        raise ValidationError("Địa chỉ thư điện tử có dạng ten@coquan.gov.vn, không dấu, không khoảng trắng.")


def chosen_or_none(value: str | None) -> str:
    """Filter of a list to choose from in which nothing may be chosen: the row has None there, the form an empty text."""
    return value or ""


class UserForm(Form):
    """One account."""

    full_name = StringField("Họ và tên", [required("Nhập họ và tên."), long_enough(200)])
    title = StringField("Chức vụ", [long_enough(200)], description="Như ghi trên văn bản: Phó Giám đốc")
    agency_id = SelectField("Cơ quan", [required("Chọn cơ quan.")])
    role = SelectField(
        "Vai trò",
        [required("Chọn vai trò.")],
        choices={"": "Chọn vai trò", **{role.value: title for role, title in ROLE_TITLES.items()}},
    )
    position = SelectField(
        "Vị trí khi ký văn bản",
        filters=[chosen_or_none],
        choices={"": "Theo vai trò và chức vụ", **POSITIONS},
        description="Quyết định dòng KT., Q. trên văn bản (Nghị định 30/2020/NĐ-CP, Điều 13)",
    )
    email = StringField(
        "Thư điện tử", [Optional(), address, long_enough(200)], description="Để nhận nhắc việc; có thể bỏ trống"
    )
    telephone = StringField("Điện thoại", [long_enough(50)])
    drafts_to = SelectField(
        "Khi chuyển cơ quan: ai soạn tiếp các bản thảo", [Optional()], choices={}, filters=[chosen_or_none]
    )


class CloseForm(Form):
    """Who takes over what a person has in hand before the account is closed."""

    drafts_to = SelectField("Ai soạn tiếp các bản thảo", [required("Chọn ai soạn tiếp các bản thảo.")])


class NewUserForm(UserForm):
    """A new account: it adds the name to sign in with. The person chooses the password."""

    another = BooleanField("Vẫn mở: đây là một người khác, trùng tên")

    username = StringField(
        "Tên đăng nhập", [required("Nhập tên đăng nhập."), long_enough(100)], description="Không có dấu cách"
    )


class DatedForm(Form):
    """What a unit and an agency have in common: when they exist, and who came after them."""

    valid_from = DateField("Hoạt động từ ngày", [required("Nhập ngày bắt đầu hoạt động.")])
    valid_to = DateField(
        "Đến hết ngày", [Optional()], description="Bỏ trống khi còn hoạt động; văn bản cũ vẫn giữ tên cũ"
    )
    ended_by = StringField(
        "Văn bản làm căn cứ kết thúc", [long_enough(300)], description="Ví dụ: Nghị quyết 1672/NQ-UBTVQH15"
    )
    successors = PickedList(HiddenField("Kế thừa"), "Đơn vị kế thừa")


class AgencyForm(DatedForm):
    """One agency."""

    name = StringField("Tên đầy đủ", [required("Nhập tên cơ quan."), long_enough(300)])
    short_name = StringField(
        "Tên gọn", [required("Nhập tên gọn."), long_enough(100)], description="Dùng trong danh sách"
    )
    kind = SelectField("Loại", [required("Chọn loại cơ quan.")], choices=lambda: {"": "Chọn loại", **kinds.titles()})
    parent_id = SelectField(
        "Trực thuộc", filters=[chosen_or_none], description="Quyết định dòng cơ quan cấp trên trên văn bản sẽ soạn"
    )
    symbol = StringField(
        "Ký hiệu trên văn bản", [required("Nhập ký hiệu."), long_enough(50)], description="Ví dụ: SLĐTBXH"
    )
    header = StringField(
        "Dòng cơ quan cấp trên ghi trên văn bản",
        [long_enough(200)],
        description="Bỏ trống thì ghi theo cơ quan trực thuộc: UBND TỈNH LẠNG SƠN",
    )
    place = StringField("Địa danh trên văn bản", [long_enough(100)], description="Ví dụ: Lạng Sơn")
    unit_id = SelectField(
        "Đơn vị hành chính", filters=[chosen_or_none], description="Địa bàn mà cơ quan phụ trách; có thể bỏ trống"
    )
    email = StringField("Thư điện tử", [Optional(), address, long_enough(200)])
    leader_releases = BooleanField(
        "Lãnh đạo duyệt báo cáo trước khi gửi",
        description="Báo cáo kết quả thực hiện do chuyên viên của cơ quan này soạn chờ lãnh đạo duyệt rồi mới gửi",
    )

    def values(self) -> dict[str, Any]:
        """The agency's columns."""
        own = ("name", "short_name", "kind", "symbol", "header", "place", "email", "valid_from", "leader_releases")
        return {
            **{name: self[name].data for name in own},
            "ended_by": self.ended_by.data or "",
            "parent_id": parse_uuid(self.parent_id.data),
            "unit_id": parse_uuid(self.unit_id.data),
            "valid_to": kinds.last_day(self.kind.data, self.valid_to.data),
        }


class NewAgencyForm(AgencyForm):
    """A new agency."""

    another = BooleanField("Vẫn thêm: đây là một cơ quan khác, trùng tên")


class UnitForm(DatedForm):
    """One administrative unit."""

    code = StringField(
        "Mã", [required("Nhập mã đơn vị hành chính."), long_enough(10)], description="Theo danh mục của Nhà nước: 06463"
    )
    name = StringField("Tên", [required("Nhập tên đơn vị."), long_enough(200)], description="Có cả cấp: Xã Chi Lăng")
    level = SelectField("Cấp", [required("Chọn cấp.")], choices={"": "Chọn cấp", **UNIT_LEVELS})
    parent_id = SelectField("Thuộc", filters=[chosen_or_none])

    def values(self) -> dict[str, Any]:
        """The unit's columns."""
        own = ("code", "name", "level", "valid_from", "valid_to")
        return {
            **{name: self[name].data for name in own},
            "ended_by": self.ended_by.data or "",
            "parent_id": parse_uuid(self.parent_id.data),
        }
