"""The administrator's forms."""

from typing import Any

from wtforms import BooleanField, SelectField, ValidationError

from rasoat.accounts.actor import ROLE_TITLES
from rasoat.outbox.mail import is_address
from rasoat.pages.forms import DateField, Form, Optional, StringField, long_enough, required
from rasoat.units.models import AGENCY_KINDS


def _address(_form: Any, item: Any) -> None:
    """Validator: a mail server must be able to accept this address."""
    if item.data and not is_address(item.data.strip()):
        raise ValidationError("Địa chỉ thư điện tử có dạng ten@coquan.gov.vn, không dấu, không khoảng trắng.")


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
    email = StringField(
        "Thư điện tử", [Optional(), _address, long_enough(200)], description="Để nhận nhắc việc; có thể bỏ trống"
    )


class NewUserForm(UserForm):
    """A new account: it adds the name to sign in with. The person chooses the password."""

    another = BooleanField("Vẫn mở: đây là một người khác, trùng tên")

    username = StringField(
        "Tên đăng nhập", [required("Nhập tên đăng nhập."), long_enough(100)], description="Không có dấu cách"
    )


class AgencyForm(Form):
    """One agency's own data."""

    name = StringField("Tên đầy đủ", [required("Nhập tên cơ quan."), long_enough(300)])
    short_name = StringField(
        "Tên gọn", [required("Nhập tên gọn."), long_enough(100)], description="Dùng trong danh sách"
    )
    kind = SelectField("Loại", [required("Chọn loại cơ quan.")], choices=AGENCY_KINDS)
    symbol = StringField(
        "Ký hiệu trên văn bản", [required("Nhập ký hiệu."), long_enough(50)], description="Ví dụ: SLĐTBXH"
    )
    header = StringField(
        "Cơ quan chủ quản ghi trên văn bản",
        [long_enough(200)],
        description="Dòng phía trên tên cơ quan: UBND TỈNH LẠNG SƠN",
    )
    place = StringField("Địa danh trên văn bản", [long_enough(100)], description="Ví dụ: Lạng Sơn")
    email = StringField("Thư điện tử", [Optional(), _address, long_enough(200)])
    valid_from = DateField("Hoạt động từ ngày", [required("Nhập ngày bắt đầu hoạt động.")])
    valid_to = DateField(
        "Đến hết ngày", [Optional()], description="Bỏ trống khi còn hoạt động; văn bản cũ vẫn giữ tên cũ"
    )

    def values(self) -> dict[str, Any]:
        """The agency's columns."""
        own = ("name", "short_name", "kind", "symbol", "header", "place", "email", "valid_from", "valid_to")
        return {name: self[name].data for name in own}


class NewAgencyForm(AgencyForm):
    """A new agency: it adds the place in the tree, which cannot be changed later."""

    parent_id = SelectField("Trực thuộc", description="Vị trí này không đổi về sau: văn bản cũ dựa vào nó")
    another = BooleanField("Vẫn thêm: đây là một cơ quan khác, trùng tên")
