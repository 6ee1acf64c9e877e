"""Two forms about the machine: how mails leave it, and where backups go."""

from pathlib import Path
from typing import Any

from pydantic import SecretStr
from wtforms import BooleanField, PasswordField, ValidationError

from rasoat.pages.forms import Form, Optional, StringField, WholeField, long_enough, required
from rasoat.settings import Settings
from rasoat.web.administration.forms import address


class PortField(WholeField):
    """A port of TCP."""

    least, most = 1, 65_535


class MailServerForm(Form):
    """The mail server, with the address that a test mail goes to."""

    smtp_host = StringField(
        "Máy chủ thư",
        [required("Nhập tên máy chủ thư."), long_enough(200)],
        description="Tên hoặc địa chỉ IP, như thu.langson.gov.vn",
    )
    smtp_port = PortField("Cổng", [required("Nhập số cổng.")], description="Thường là 25; với STARTTLS thường là 587")
    smtp_starttls = BooleanField("Mã hóa đường truyền (STARTTLS)")
    smtp_user = StringField("Tài khoản thư", [long_enough(200)], description="Để trống nếu máy chủ không hỏi")
    smtp_password = PasswordField(
        "Mật khẩu của tài khoản thư", [long_enough(500)], description="Để trống thì giữ mật khẩu đã lưu"
    )
    mail_from = StringField(
        "Địa chỉ gửi",
        [required("Nhập địa chỉ gửi."), address, long_enough(200)],
        description="Người nhận thấy địa chỉ này",
    )
    test_to = StringField("Gửi thư thử tới", [required("Nhập địa chỉ nhận thư thử."), address, long_enough(200)])

    def values(self, before: Settings) -> dict[str, Any]:
        """What was typed, as settings. A password that was not typed is the one of `before`, for the same server and
        user only: otherwise whoever changes the server would be sent it.
        """
        same = (self.smtp_host.data, self.smtp_user.data) == (before.smtp_host, before.smtp_user)
        typed = self.smtp_password.data or (before.smtp_password.get_secret_value() if same else "")
        return {
            "smtp_host": self.smtp_host.data,
            "smtp_port": self.smtp_port.data,
            "smtp_starttls": self.smtp_starttls.data,
            "smtp_user": self.smtp_user.data,
            "smtp_password": SecretStr(typed if self.smtp_user.data else ""),
            "mail_from": (self.mail_from.data or "").strip(),
        }


class BackupFolderForm(Form):
    """Where `rasoat backup` writes."""

    backup_dir = StringField(
        "Thư mục sao lưu trên máy chủ",
        [Optional(), long_enough(500)],
        description="Đường dẫn đầy đủ, như /srv/sao-luu; nên ở ổ đĩa khác. Để trống thì ghi vào thư mục dữ liệu",
    )

    def validate_backup_dir(self, item: Any) -> None:
        """The folder is there, and the server may write into it."""
        folder = Path(item.data)
        if not folder.is_absolute():
            raise ValidationError("Đường dẫn phải bắt đầu bằng dấu /.")
        try:
            if not folder.is_dir():
                raise ValidationError("Máy chủ không có thư mục này; nhờ người quản lý máy chủ tạo.")
            probe = folder / ".rasoat-thu-ghi"
            probe.touch()
            probe.unlink()
        except OSError as error:
            raise ValidationError(
                "Chương trình không ghi được vào thư mục này; nhờ người quản lý máy chủ cấp quyền."
            ) from error
