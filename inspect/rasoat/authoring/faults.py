"""The catalogue's complaints about a definition, told in Vietnamese at the fields of the page."""

from pydantic import ValidationError

from rasoat.problems import Reason

_SAYS: dict[tuple[str, ...], tuple[str, str]] = {
    ("passing", "of"): (
        "criterion",
        "Bảng kiểm đã đủ số tiêu chí của văn bản; thêm nữa là thừa. Bỏ bớt một tiêu chí trước.",
    ),
    ("passing", "mandatory_of"): ("mandatory", "Đã đủ số tiêu chí bắt buộc của văn bản; thêm nữa là thừa."),
    ("on_fail", "shortcoming"): (
        "shortcoming",
        "Trong ngoặc nhọn chỉ ghi được {site}, {unit} hoặc mã của một mục trong phần này.",
    ),
    ("on_fail", "recommendation"): (
        "recommendation",
        "Trong ngoặc nhọn chỉ ghi được {site}, {unit} hoặc mã của một mục trong phần này.",
    ),
    ("on_fail", "due_days"): ("due_days", "Nhập số ngày làm việc từ 1 đến 365."),
    ("mandatory",): ("mandatory", "Chỉ tiêu chí được tính mới có thể là bắt buộc."),
    ("source_status",): ("source", "Ghi nguồn: văn bản, trang, điểm."),
    ("label",): ("label", "Nhập câu hỏi."),
    ("show_if",): ("after", "Mục này phụ thuộc một mục khác; nó phải đứng sau mục ấy."),
    ("allow_na",): ("allow_na", "Một mục khác dựa vào câu trả lời này; không bỏ được."),
}
"""The end of a fault's place: the field, and what to do."""


def told(error: ValidationError) -> list[Reason]:
    """One reason for each fault. What belongs to no field is told at the form's head."""
    return [_reason(tuple(str(part) for part in fault["loc"] if not isinstance(part, int))) for fault in error.errors()]


def _reason(place: tuple[str, ...]) -> Reason:
    for ending, (field, message) in _SAYS.items():
        if _ends(place, ending):
            return Reason(field, message)
    return Reason("", f"Bảng kiểm không dùng được như vậy (chỗ sai: {'.'.join(place) or 'cả bảng'}).")


def _ends(place: tuple[str, ...], ending: tuple[str, ...]) -> bool:
    # The place of a condition goes one step deeper, to the question that it names.
    return place[-len(ending) :] == ending or place[-len(ending) - 1 : -1] == ending
