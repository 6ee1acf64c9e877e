"""The pages about the machine: the mail server and the folder of backups, which may be chosen here where the environment
does not give them.
"""

from functools import partial
from typing import Any

from sqlmodel import Session
from werkzeug.wrappers import Response

from rasoat.accounts.models import User
from rasoat.chosen_settings import BACKUP, MAIL, applied, choose, may_be_chosen
from rasoat.db import installation
from rasoat.db.locking import lock_name
from rasoat.outbox.mail import is_address
from rasoat.pages import ADMIN, Room, actor, app_settings, done, redirect_to, render, save_form, session, write
from rasoat.problems import Problem
from rasoat.settings import Settings
from rasoat.web.beginning import mailing, remaining
from rasoat.web.beginning.machine_forms import BackupFolderForm, MailServerForm

room = Room("machine", __name__, url_prefix="/admin")
_MAIL_FAILED = ("mail.refused",)


@room.form("/mail-server", allow=ADMIN)
def mail_server() -> Any:
    """Choose the mail server: it is stored once it has taken a test mail."""
    now = _free(MAIL)
    own = session().get_one(User, actor().user_id).email
    shown = {name: getattr(now, name) for name in MAIL} | {"test_to": own}
    # The sender of an installation that was never asked is no address.
    form = MailServerForm(data=shown if is_address(now.mail_from) else shown | {"mail_from": own})

    def tried() -> None:
        mailing.try_out(Settings(**(now.model_dump() | form.values(now))), form.test_to.data or "")

    def stored(db: Session) -> str:
        installation.note_step(db, remaining.MAIL)
        _choose(db, form.values(now))
        return form.test_to.data or ""

    page = partial(_page, "beginning/mail_server.html", form, now)
    return save_form(form, stored, page, _mail_chosen, refusals=_MAIL_FAILED, before=tried)


@room.post("/mail-server/none", allow=ADMIN)
def no_mail_server() -> Response:
    """Send no mails any more."""
    _free(MAIL)
    write(_without_mail)
    done("Không gửi thư nữa; nhắc việc vẫn hiện trên trang của từng người.")
    return redirect_to("beginning.left")


def _without_mail(db: Session) -> None:
    installation.note_step(db, remaining.NO_MAIL)
    _choose(db, dict.fromkeys(MAIL))


def _mail_chosen(to: str) -> Response:
    done(f"Máy chủ thư đã nhận thư thử gửi tới {to}, và được dùng từ bây giờ.")
    return redirect_to("beginning.left")


@room.form("/backup-folder", allow=ADMIN)
def backup_folder() -> Any:
    """Choose the folder that `rasoat backup` writes into."""
    now = _free(BACKUP)
    form = BackupFolderForm(data={"backup_dir": str(now.backup_dir or "")})

    def stored(db: Session) -> None:
        _choose(db, {"backup_dir": form.backup_dir.data or None})

    return save_form(form, stored, partial(_page, "beginning/backup_folder.html", form, now), _folder_chosen)


def _folder_chosen(_nothing: None) -> Response:
    done("Đã đặt thư mục sao lưu.")
    return redirect_to("beginning.left")


def _page(template: str, form: Any, now: Settings, **_shown: Any) -> str:
    return render(template, form=form, now=now, default=app_settings().data_dir / "backups")


def _choose(db: Session, values: dict[str, Any]) -> None:
    lock_name(db, "chosen settings")
    choose(app_settings(), values)


def _free(group: tuple[str, ...]) -> Settings:
    """The settings as they are. Raises Problem `settings.given` where the environment gives those of this group."""
    if group[0] not in may_be_chosen(app_settings()):
        raise Problem("settings.given", variable=f"RASOAT_{group[0].upper()}")
    return applied(app_settings())
