"""What is left to do before people can work: read from what is there, so that nothing has to be ticked that can be seen."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, and_, col, exists, func, or_, select

from rasoat import clock
from rasoat.accounts.actor import Role
from rasoat.accounts.models import User
from rasoat.chosen_settings import applied, may_be_chosen
from rasoat.db import installation
from rasoat.documents import numbering
from rasoat.documents.models import RegisterCounter
from rasoat.settings import Settings
from rasoat.units import checking
from rasoat.units.kinds import that_may
from rasoat.units.models import AdministrativeUnit, Agency
from rasoat.workflows.models import DecidedDay

MAIL, BACKUP = "mail", "backup"
NO_MAIL, RESTORE, NO_NUMBERS, NO_DAYS = "no_mail", "restore", "no_numbers", "no_days"
BY_HAND = {
    NO_MAIL: "Không gửi thư",
    RESTORE: "Đã thử khôi phục",
    NO_NUMBERS: "Năm nay chưa cấp số nào",
    NO_DAYS: "Đã xem, không có ngày nào",
}
"""Steps that a person notes, with the words of the button."""
Link = tuple[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do: what, how far it is, where one does it. `step`: what a person may note instead (BY_HAND)."""

    title: str
    done: bool
    told: str
    to: Link | None = None
    step: str = ""
    tests_mail: bool = False


def tasks(session: Session, settings: Settings, today: date) -> list[Task]:
    """Everything, in the order in which one does it."""
    done = installation.steps(session)
    found = [task for check in _CHECKS for task in check(session, today)]
    return [*found, *_of_the_year(session, done, today), *_running(settings, done)]


def left(session: Session, settings: Settings, today: date) -> list[Task]:
    """What is not done."""
    return [task for task in tasks(session, settings, today) if not task.done]


def note(session: Session, step: str) -> None:
    """Note a step of BY_HAND."""
    installation.note_step(session, step)


def _units(session: Session, _today: date) -> Iterator[Task]:
    count = session.exec(select(func.count()).select_from(AdministrativeUnit)).one()
    told = f"{count} đơn vị" if count else "chưa có đơn vị nào"
    yield Task("Đơn vị hành chính của tỉnh", count > 0, told, ("administration.provinces_to_bring", {}))


def _agencies(session: Session, today: date) -> Iterator[Task]:
    count = session.exec(_inspected(today)).one()
    told = f"{count} cơ quan đang hoạt động" if count else "chưa có cơ quan nào"
    yield Task("Cơ quan được kiểm tra", count > 0, told, ("administration.proposed_agencies", {}))
    faults = len(checking.faults(session, today))
    told = f"{faults} chỗ chưa khớp" if faults else "không có chỗ nào chưa khớp"
    yield Task("Danh sách cơ quan khớp nhau", not faults, told, ("reorganisation.ended", {}))


def _inspected(today: date) -> Any:
    """The number of agencies that may be inspected and exist on that day."""
    serving = and_(col(Agency.valid_from) <= today, or_(col(Agency.valid_to).is_(None), col(Agency.valid_to) >= today))
    return select(func.count()).select_from(Agency).where(col(Agency.kind).in_(that_may("be_inspected")), serving)


def _accounts(session: Session, today: date) -> Iterator[Task]:
    has_account = exists().where(col(User.agency_id) == Agency.id, col(User.active))
    every = session.exec(_inspected(today)).one()
    count = session.exec(_inspected(today).where(~has_account)).one()
    told = (
        f"{count} cơ quan chưa có tài khoản nào" if count else "cơ quan nào cũng có" if every else "lập cơ quan trước"
    )
    yield Task("Tài khoản cho cơ quan được kiểm tra", every > 0 and not count, told, ("administration.users", {}))
    for role, title, what in (
        (Role.OFFICER, "Chuyên viên của cơ quan chủ trì", "lập kế hoạch"),
        (Role.LEADER, "Lãnh đạo ký được", "phê duyệt, ký"),
        (Role.CLERK, "Văn thư", "cấp số, ban hành"),
    ):
        yield _role(session, role, title, what)


def _role(session: Session, role: Role, title: str, what: str) -> Task:
    people = select(func.count()).select_from(User).where(User.role == role, col(User.active))
    count = session.exec(people).one()
    ready = session.exec(people.where(User.password_hash != "")).one()
    told = f"chưa có ai {what}" if not count else f"{ready} người" if ready else f"{count} người, chưa ai kích hoạt"
    return Task(title, ready > 0, told, ("administration.users", {"role": role.value}))


_CHECKS: tuple[Callable[[Session, date], Iterator[Task]], ...] = (_units, _agencies, _accounts)


def _of_the_year(session: Session, done: dict[str, datetime], today: date) -> Iterator[Task]:
    """What is asked anew each year: a note of the year before does not count."""
    noted = {step for step, at in done.items() if clock.local(at).year == today.year}
    yield _numbers(session, noted, today)
    first, last = date(today.year, 1, 1), date(today.year, 12, 31)
    days = select(func.count()).select_from(DecidedDay).where(col(DecidedDay.day).between(first, last))
    count = session.exec(days).one()
    told = f"{count} ngày theo quyết định" if count else "ghi các ngày được hoán đổi theo quyết định"
    settled = count > 0 or NO_DAYS in noted
    yield Task(f"Ngày nghỉ, làm bù năm {today.year}", settled, told, ("administration.calendar", {}), NO_DAYS)


def _numbers(session: Session, noted: set[str], today: date) -> Task:
    """Whoever gives numbers here records those of this year's book; numbers from elsewhere need nothing."""
    title = f"Số văn bản đã cấp từ đầu năm {today.year}"
    if not numbering.giving_here(session, today.year):
        return Task(title, True, "văn thư nhập số đã lấy ở hệ thống văn bản; cấp số tại đây thì chọn ở trang Cơ quan")
    own = RegisterCounter.year == today.year, RegisterCounter.kind == numbering.OWN
    count = session.exec(select(func.count()).select_from(RegisterCounter).where(*own)).one()
    told = f"{count} dãy số đã có số trong hệ thống" if count else "văn thư ghi số cuối cùng ở trang Sổ văn bản đi"
    return Task(title, count > 0 or NO_NUMBERS in noted, told, step=NO_NUMBERS)


def _running(settings: Settings, done: dict[str, datetime]) -> Iterator[Task]:
    """What concerns the machine: mails, backups, a restore that somebody tried."""
    now, free = applied(settings), may_be_chosen(settings)
    # A restored installation has the note, and no longer the server.
    settled = (MAIL if now.smtp_host else NO_MAIL) in done
    if now.smtp_host:
        told = f"qua {now.smtp_host}, {_when('thư thử', done, MAIL) or 'chưa gửi thư thử'}"
    else:
        told = "không gửi thư" if settled else "chưa có máy chủ thư"
    to: Link | None = ("machine.mail_server", {}) if "smtp_host" in free else None
    yield Task("Gửi thư", settled, told, to, "" if now.smtp_host else NO_MAIL, tests_mail=bool(now.smtp_host))
    told = _when("lần gần nhất", done, BACKUP) or "chạy rasoat backup trên máy chủ, hằng ngày"
    told += f"; ghi vào {now.backup_dir}" if now.backup_dir else "; chưa chọn thư mục, ghi cạnh dữ liệu"
    to = ("machine.backup_folder", {}) if "backup_dir" in free else None
    yield Task("Bản sao lưu đầu tiên", BACKUP in done, told, to)
    told = _when("đã thử", done, RESTORE) or "khôi phục bản sao lưu vào một thư mục khác, xem có đủ không"
    yield Task("Thử khôi phục lần đầu", RESTORE in done, told, step=RESTORE)


def _when(what: str, done: dict[str, datetime], step: str) -> str:
    return f"{what} {clock.time_text(done[step])}" if step in done else ""
