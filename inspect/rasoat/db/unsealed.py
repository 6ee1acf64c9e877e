"""Marks tables and columns that have no digest of their own. `rasoat audit verify` prints these reasons, so each is a
sentence for the administrator.
"""

from typing import Any

OWN_CHECK = "được đối chiếu bằng cách riêng: chuỗi nhật ký, mã băm của nội dung"
DERIVED = "suy ra từ cột khác, dùng để tìm và sắp xếp"
EDITS = "số lần sửa, chỉ để nhận ra biểu mẫu đã cũ"
PASSING = "trạng thái nhất thời của máy và hàng đợi, không phải nội dung hồ sơ"


def unsealed(why: str) -> dict[str, Any]:
    """For `sa_column_kwargs` of a column, or as the last of a table's `__table_args__`."""
    return {"info": {"unsealed": why}}


def sealed_as(former: str) -> dict[str, Any]:
    """For `sa_column_kwargs` of a column that was renamed: the digests of before have its former name."""
    return {"info": {"sealed_as": former}}
