"""The two forms of the first day."""

from wtforms import PasswordField, SelectField
from wtforms.validators import EqualTo

from rasoat.accounts.operations import MIN_PASSWORD
from rasoat.pages.forms import DateField, Form, Optional, StringField, long_enough, required
from rasoat.units import kinds, provinces
from rasoat.web.administration.forms import address
from rasoat.web.beginning.operations import FirstAdministrator, LeadAgency


def _leading() -> dict[str, str]:
    """The kinds that may lead an inspection."""
    known = kinds.all_kinds()
    return {"": "Chọn loại", **{name: known[name].title for name in known if "lead" in known[name].may}}


class LeadForm(Form):
    """The agency that will lead inspections here."""

    province = SelectField(
        "Tỉnh, thành phố",
        [required("Chọn tỉnh, thành phố.")],
        choices=lambda: {"": "Chọn tỉnh, thành phố", **provinces.offered()},
    )
    kind = SelectField("Loại cơ quan", [required("Chọn loại cơ quan.")], choices=_leading)
    name = StringField(
        "Tên cơ quan chủ trì", [required("Nhập tên cơ quan."), long_enough(300)], description="Đầy đủ: Sở Y tế"
    )
    short_name = StringField(
        "Tên gọn", [long_enough(100)], description="Dùng trong danh sách; để trống thì lấy tên đầy đủ"
    )
    symbol = StringField(
        "Ký hiệu trên văn bản", [required("Nhập ký hiệu."), long_enough(50)], description="Như trong 98/TB-SYT: SYT"
    )
    place = StringField(
        "Địa danh", [required("Nhập địa danh."), long_enough(100)], description="Như trong “Lạng Sơn, ngày…”"
    )
    header = StringField(
        "Dòng cơ quan cấp trên",
        [long_enough(200)],
        description="Để trống thì ghi theo Ủy ban nhân dân tỉnh: UBND TỈNH LẠNG SƠN",
    )
    valid_from = DateField(
        "Hoạt động từ ngày",
        [required("Nhập ngày cơ quan bắt đầu hoạt động.")],
        description="Kế hoạch của những năm trước ngày này không chọn được cơ quan",
    )

    def lead(self) -> LeadAgency:
        """What was typed. The form must have been validated."""
        assert self.valid_from.data is not None
        return LeadAgency(
            province=self.province.data,
            kind=self.kind.data,
            name=self.name.data,
            short_name=self.short_name.data or self.name.data,
            symbol=self.symbol.data,
            place=self.place.data,
            header=self.header.data or "",
            valid_from=self.valid_from.data,
        )


class AdministratorForm(LeadForm):
    """The same, which the page carries along, with the first administrator."""

    full_name = StringField("Họ và tên người quản trị", [required("Nhập họ và tên."), long_enough(200)])
    username = StringField(
        "Tên đăng nhập", [required("Nhập tên đăng nhập."), long_enough(100)], description="Không có dấu cách"
    )
    email = StringField("Thư điện tử", [Optional(), address, long_enough(200)], description="Có thể bỏ trống")
    password = PasswordField(
        "Mật khẩu",
        [required("Nhập mật khẩu."), long_enough(500)],
        description=f"Ít nhất {MIN_PASSWORD} ký tự, không trùng tên đăng nhập",
    )
    again_password = PasswordField(
        "Nhập lại mật khẩu",
        [required("Nhập lại mật khẩu."), EqualTo("password", "Hai lần nhập mật khẩu không giống nhau.")],
    )

    def person(self) -> FirstAdministrator:
        """Who was named."""
        return FirstAdministrator(
            self.full_name.data, self.username.data, self.password.data, (self.email.data or "").strip()
        )
