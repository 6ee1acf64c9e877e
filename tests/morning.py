"""A province of any size as it is set up in a morning: the tables that an administrator brings in, all people invented."""

import io
from collections.abc import Sequence
from datetime import timedelta

import openpyxl
from sqlmodel import Session, select

from rasoat import clock
from rasoat.accounts.models import User

PEERS = {"Sở Giáo dục và Đào tạo": "SGDĐT", "Công an tỉnh": "CAT", "Sở Nông nghiệp và Môi trường": "SNNMT"}
"""The agencies that sign the joint plan beside the lead agency, with their symbols."""
DEPARTMENT = "Sở Y tế"
_FAMILY = ("Nguyễn", "Trần", "Lê", "Hoàng", "Vi", "Nông", "Lương", "Triệu")
_MIDDLE = ("Văn", "Thị", "Minh", "Ngọc", "Đức")
_GIVEN = ("Mẫu", "Thử", "Nháp", "Tạm", "Giả", "Ví Dụ")
LEADERS = ("giamdoc", *(f"lanhdao{number}" for number in range(len(PEERS))))
"""Those who sign the plan: the lead agency's leader first."""


def workbook(*rows: Sequence[object]) -> bytes:
    """A table with its heading first."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Bảng")
    for row in rows:
        sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def peers(above: str) -> bytes:
    """The co-signing agencies, below the province's own."""
    heads = ("Tên cơ quan", "Tên gọn", "Ký hiệu", "Loại cơ quan", "Cơ quan cấp trên", "Từ ngày")
    return workbook(heads, *((name, name, symbol, "department", above, "1/3/2025") for name, symbol in PEERS.items()))


def accounts(authorities: Sequence[str], others: int) -> bytes:
    """Two accounts for each authority, those of the departments, and members of the lead agency until there are `others`."""
    heads = ("Họ và tên", "Tên đăng nhập", "Cơ quan", "Vai trò", "Chức vụ", "Điện thoại")
    names = _names()
    rows = [(next(names), one, of, role, title, "0900000000") for one, of, role, title in _departments()]
    rows += [
        (next(names), f"can.bo{n}", DEPARTMENT, "Thành viên đoàn", "Chuyên viên", "") for n in range(others - len(rows))
    ]
    for number, authority in enumerate(authorities):
        rows.append((next(names), f"xa{number}.lanhdao", authority, "Lãnh đạo đơn vị được kiểm tra", "Chủ tịch", ""))
        rows.append((next(names), f"xa{number}.canbo", authority, "Cán bộ đơn vị được kiểm tra", "Công chức", ""))
    return workbook(heads, *rows)


def _departments() -> list[tuple[str, str, str, str]]:
    return [
        ("chuyenvien", DEPARTMENT, "Chuyên viên", "Chuyên viên"),
        ("vanthu", DEPARTMENT, "Văn thư", "Văn thư"),
        (LEADERS[0], DEPARTMENT, "Lãnh đạo", "Giám đốc"),
        *((one, of, "Lãnh đạo", "Phó Giám đốc") for one, of in zip(LEADERS[1:], PEERS, strict=True)),
    ]


def _names():
    count = 0
    while True:
        family, rest = _FAMILY[count % len(_FAMILY)], count // len(_FAMILY)
        yield f"{family} {_MIDDLE[rest % len(_MIDDLE)]} {_GIVEN[rest // len(_MIDDLE) % len(_GIVEN)]}"
        count += 1


def next_day(session: Session) -> None:
    """A day passes for those who were given their code today: whoever signs waits for it."""
    for user in session.exec(select(User).where(User.signs_from > clock.real_now())):
        user.signs_from -= timedelta(days=1, minutes=1)
