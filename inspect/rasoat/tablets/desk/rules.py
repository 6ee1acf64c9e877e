"""A visit cannot be closed while it waits for photographs that records announced."""

from rasoat.problems import Reason
from rasoat.tablets.desk.queries import awaited
from rasoat.workflows import Firing, guard


@guard("photos_have_arrived")
def _photos_have_arrived(firing: Firing) -> list[Reason]:
    count = len(awaited(firing.session, firing.ref.id))
    if not count:
        return []
    todo = "Gửi nốt từ máy tính bảng; ảnh không còn gửi được thì xác nhận ở trang “Máy tính bảng” của buổi này."
    return [Reason("photos", f"Còn {count} ảnh đã báo nhưng chưa về. {todo}")]
