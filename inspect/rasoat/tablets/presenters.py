"""How a tablet is shown on pages: its state, what it has not sent, and how far its clock is off."""

from dataclasses import dataclass

from rasoat.accounts.models import User
from rasoat.tablets.models import Tablet
from rasoat.tablets.queries import is_valid


@dataclass(frozen=True, slots=True)
class State:
    """A state in its own words, with the tone of its badge."""

    title: str
    tone: str


CUT_OFF = State("Đã ngắt", "stopped")
SIGNED_OUT = State("Cần đăng nhập lại", "waiting")
IN_USE = State("Đang dùng", "ok")


def state_of(tablet: Tablet, owner: User) -> State:
    """Whether the tablet's token is valid at this moment, as a state."""
    if tablet.cut_off_at is not None:
        return CUT_OFF
    holds = tablet.token_hash and is_valid(tablet.token_until)
    if not holds or not owner.active or owner.session_epoch != tablet.session_epoch:
        return SIGNED_OUT
    return IN_USE


def waiting_words(tablet: Tablet) -> str:
    """What the tablet had not sent at its last contact; empty for nothing."""
    parts = [
        f"{tablet.waiting_records} bản ghi" if tablet.waiting_records else "",
        f"{tablet.waiting_photos} ảnh" if tablet.waiting_photos else "",
    ]
    return ", ".join(part for part in parts if part)


def clock_words(tablet: Tablet) -> str:
    """How far the tablet's clock is off; empty when it is right. The times in its records are corrected when they
    arrive.
    """
    seconds = abs(tablet.clock_skew_s)
    if not seconds:
        return ""
    days, hours, minutes = seconds // 86_400, seconds // 3_600, seconds // 60
    far = f"{days} ngày" if days else f"{hours} giờ" if hours else f"{minutes} phút"
    return f"Đồng hồ của máy chạy {'chậm' if tablet.clock_skew_s > 0 else 'nhanh'} {far}"
