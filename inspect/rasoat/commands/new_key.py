"""A new secret key for an installation, and the secrets of second factors encrypted with it.

The new key lies complete beside the old one (`secret_key.new`) before anything is encrypted with it, and takes the old
one's place when everything is. Whatever ends the command in between, it is called again and finishes.
"""

import os
import secrets
from pathlib import Path

import click

from rasoat.accounts.queries import full_names
from rasoat.accounts.rotation import encrypt_anew
from rasoat.accounts.secret_box import SecretBox
from rasoat.app import secret_key
from rasoat.commands.setup import ready
from rasoat.settings import Settings


def rotate(chosen: Settings) -> None:
    """Give the installation a new key. The service must not run (`only_one_on`, which sees it on SQLite): it
    knows only the key it began with.
    """
    database = ready(chosen)
    old, path = secret_key(chosen), chosen.data_dir / "secret_key.new"
    new = _new_key(path)
    if new == old:
        path.unlink()
        click.echo("Khóa mới đã được dùng; đã xóa tệp secret_key.new.")
        return
    boxes = SecretBox(old), SecretBox(new)
    count, lost = database.write(lambda session: encrypt_anew(session, boxes[:1], boxes[1]))
    if lost:
        with database.read() as session:
            named = ", ".join(full_names(session, lost).values())
        click.echo(
            f"Không khóa nào mở được mã của: {named}. Những người này đăng nhập bằng mã dự phòng rồi đổi điện thoại."
        )
    click.echo(f"Đã mã hóa lại {count} tài khoản có xác thực hai bước bằng khóa mới.")
    if chosen.secret_key.get_secret_value():
        click.echo(
            f"Chép nội dung tệp {path} vào RASOAT_SECRET_KEY, khởi động dịch vụ, rồi chạy lại lệnh này để xóa tệp. "
            "Giữ khóa cũ tới lúc đó."
        )
        return
    path.replace(chosen.data_dir / "secret_key")
    click.echo("Khóa mới đã thay khóa cũ. Khởi động dịch vụ; mọi người đăng nhập lại.")


def _new_key(path: Path) -> str:
    """The new key that waits at a path since an earlier call, or one that is made now and is on the disk."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        making = path.with_name(".secret_key.making")
        making.unlink(missing_ok=True)
        with os.fdopen(os.open(making, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_hex(32))
            file.flush()
            os.fsync(file.fileno())
        making.replace(path)
    return path.read_text()
