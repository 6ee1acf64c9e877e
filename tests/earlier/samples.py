"""A notice on paper of 2023, as somebody typed it from the files; people and words are invented."""

from datetime import UTC, date, datetime
from uuid import UUID

from rasoat.earlier import operations, queries
from rasoat.earlier.drafts import draft_of
from rasoat.earlier.models import RECOMMENDATION, UNPLACED, EarlierNotice
from rasoat.earlier.operations import Change, Head
from rasoat.parsing.files import read
from rasoat.workflows import CaseRef, fire
from tests.world import World

TODAY = datetime(2024, 7, 17, 2, tzinfo=UTC)
DAY, DUE = date(2023, 10, 12), date(2024, 3, 31)
TEXT = """UBND TỈNH LẠNG SƠN
SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 112/TB-SLĐTBXH
Lạng Sơn, ngày 12 tháng 10 năm 2023

THÔNG BÁO
Kết quả kiểm tra công tác phòng, chống đuối nước trẻ em tại huyện Chi Lăng

Ngày 26/9/2023, đoàn kiểm tra làm việc tại huyện Chi Lăng và thông báo kết quả như sau:

I. ƯU ĐIỂM
1. Huyện đã ban hành kế hoạch phòng, chống đuối nước trẻ em năm 2023.

II. TỒN TẠI, HẠN CHẾ
1. Còn 18 điểm có nguy cơ đuối nước chưa cắm biển cảnh báo.
2. Chưa mở lớp dạy bơi nào tại các xã vùng sâu.

III. KIẾN NGHỊ
1. Đối với Ủy ban nhân dân huyện Chi Lăng:
a) Cắm biển cảnh báo tại 18 điểm còn thiếu, hoàn thành trước ngày 31/3/2024.
b) Mở ít nhất 02 lớp dạy bơi cho trẻ em trong dịp hè năm 2024.
2. Đối với Phòng Lao động - Thương binh và Xã hội huyện Chi Lăng:
a) Tổng hợp danh sách điểm nguy hiểm của các xã, gửi Sở trước ngày 15/11/2023.

Nơi nhận:
- UBND tỉnh (báo cáo);
- UBND huyện Chi Lăng;
- Lưu: VT, BTXH.
KT. GIÁM ĐỐC
PHÓ GIÁM ĐỐC
Nông Văn Mẫu
"""


def received(world: World, text: str = TEXT, who: str = "officer") -> EarlierNotice:
    """The notice, read and waiting for its review."""
    draft = draft_of(read(text.encode()))
    return world.do(lambda db: operations.receive(db, world.as_(who), draft))


def head_of(notice: EarlierNotice, **changes: object) -> Head:
    """What the notice says of itself, with changes."""
    values = {name: getattr(notice, name) for name in Head.__slots__}
    return Head(**{**values, **changes})  # type: ignore[arg-type]


def reviewed(world: World, notice: EarlierNotice) -> EarlierNotice:
    """Nothing is missing any more: the head is whole, each recommendation dated and settled, each part placed."""
    officer = world.as_("officer")
    head = head_of(notice, issuer_id=world.agencies["dept"], unit_id=world.agencies["district"])
    world.do(lambda db: operations.edit_head(db, officer, notice.id, None, head))
    parts = world.see(lambda db: queries.parts_of(db, notice.id))
    unplaced = [one.row.id for one in parts if one.row.kind == UNPLACED]
    asked = [one for one in parts if one.row.kind == RECOMMENDATION]
    undated = [one.row.id for one in asked if any(task.due_on is None for task in one.tasks)]

    def many(ids: list[UUID], change: Change) -> None:
        world.do(lambda db: operations.change_many(db, officer, notice.id, ids, change))

    many(unplaced, Change(kind="text"))
    many(undated, Change(due_on=date(2024, 8, 31), due_reason="Văn bản không ghi; hết hè 2024"))
    many([one.row.id for one in asked], Change(settle=True))
    return world.see(lambda db: db.get_one(EarlierNotice, notice.id))


def brought(world: World, text: str = TEXT) -> EarlierNotice:
    """The notice, brought in."""
    notice = reviewed(world, received(world, text))
    world.do(lambda db: fire(db, CaseRef("earlier", notice.id), "bring_in", world.as_("officer")))
    return world.see(lambda db: db.get_one(EarlierNotice, notice.id))
