"""The catalogue of problems, in which people can look up what a number means."""

from rasoat.pages import SIGNED_IN, Room, render
from rasoat.problems import CATALOGUE

room = Room("problem_catalogue", __name__)

GROUPS = {
    10: "Trang và biểu mẫu",
    11: "Tài khoản",
    12: "Tệp",
    13: "Cơ sở dữ liệu và sao lưu",
    14: "Khởi động máy chủ",
    20: "Quy trình",
    21: "Bảng kiểm",
    22: "Văn bản",
    30: "Kế hoạch",
    31: "Cuộc kiểm tra",
    32: "Buổi làm việc",
    33: "Ưu điểm và tồn tại",
    34: "Kiến nghị",
    35: "Đề xuất của đơn vị",
    36: "Thông báo",
    37: "Theo dõi",
    40: "Máy tính bảng",
}
"""What the first two digits of a number stand for."""


@room.get("/problems", allow=SIGNED_IN)
def index() -> str:
    """List every number with what happened and what to do."""
    entries = sorted(CATALOGUE.values(), key=lambda entry: entry.number)
    groups = [
        (title, [entry for entry in entries if entry.number // 100 == hundred]) for hundred, title in GROUPS.items()
    ]
    return render("administration/problems.html", groups=[group for group in groups if group[1]])
