"""What is mailed about a change of an account: who asked, and where to read it; never a code."""

from collections.abc import Callable
from uuid import UUID

from sqlmodel import Session

from rasoat.account_changes.models import KINDS, WAITING, AccountChange
from rasoat.accounts.models import User
from rasoat.notifying.registry import Words

Say = Callable[[Session, UUID, str], Words | None]


def words(subject: str, todo: str, *, only_waiting: bool) -> Say:
    """The mail of one event; with `only_waiting` none once the change was decided."""

    def say(session: Session, change_id: UUID, public_url: str) -> Words | None:
        row = session.get_one(AccountChange, change_id)
        if only_waiting and not WAITING.of(row):
            return None
        owner, asker = session.get_one(User, row.account_id), session.get_one(User, row.asked_by)
        body = [
            f"Tài khoản: {owner.username} ({owner.full_name}).",
            f"Thay đổi: {KINDS[row.kind]}.",
            f"Người yêu cầu: {asker.full_name}.",
            "",
            todo,
            f"{public_url}/account-changes/{row.id}",
        ]
        return Words(subject=f"{subject}: {owner.username}", body="\n".join(body))

    return say


ASKED = words(
    "Cần bạn xác nhận thay đổi tài khoản",
    "Hỏi chính chủ tài khoản qua điện thoại hoặc gặp trực tiếp, rồi xác nhận hoặc không đồng ý tại:",
    only_waiting=True,
)
TO_OWNER = words(
    "Có yêu cầu thay đổi tài khoản của bạn",
    "Nếu bạn không đề nghị việc này, bấm “Không đồng ý” và báo lãnh đạo cơ quan:",
    only_waiting=True,
)
SIGNING_ENDED = words(
    "Việc giao ký cho bạn đã được thu hồi",
    "Từ nay bạn không ký được văn bản theo căn cứ ấy. Nếu không đúng, báo lãnh đạo cơ quan:",
    only_waiting=False,
)
RESET = words(
    "Xác thực hai bước của bạn đã được đặt lại",
    "Từ nay tài khoản chỉ cần mật khẩu cho tới khi bạn bật lại. Nếu bạn không đề nghị việc này, đổi mật khẩu và báo ngay lãnh đạo cơ quan:",
    only_waiting=False,
)


def own(what: str) -> Say:
    """The mail after somebody changed the second factor with the owner's own account."""

    def say(_session: Session, _event_id: UUID, public_url: str) -> Words:
        body = [
            f"Xác thực hai bước của tài khoản bạn {what}.",
            "Nếu không phải bạn làm, đổi mật khẩu ngay và báo quản trị:",
            f"{public_url}/account/password",
        ]
        return Words(subject=f"Xác thực hai bước của bạn {what}", body="\n".join(body))

    return say


DONE = words(
    "Tài khoản của bạn đã được thay đổi",
    "Trong 24 giờ tài khoản này chưa ký, duyệt, cấp số được. Nếu bạn không đề nghị việc này, báo ngay lãnh đạo cơ quan:",
    only_waiting=False,
)
