"""The side navigation, by role."""

from typing import Any

from flask import current_app, request, url_for

from rasoat import clock
from rasoat.accounts.actor import Actor, Role
from rasoat.pages.request import session
from rasoat.web.today import badges

URGENT = "dangers.index"
_OFFICE = [
    ("Công việc hôm nay", "home.show", "house"),
    ("Nguy hiểm khẩn cấp", URGENT, "exclamation-triangle"),
    ("Kế hoạch", "plans.index", "journal-text"),
    ("Cuộc kiểm tra", "inspections.index", "clipboard-check"),
    ("Cuộc họp", "meetings.index", "people"),
    ("Theo dõi thực hiện", "followup.board", "list-check"),
    ("Văn bản", "papers.index", "file-earmark-text"),
    ("Đề xuất của đơn vị", "proposals.index", "chat-left-text"),
    ("Máy tính bảng", "tablets.index", "tablet"),
]
_AUTHORITY = [
    ("Việc cần làm", "home.show", "house"),
    ("Nội dung phải thực hiện", "obligations.inbox", "list-check"),
    ("Cuộc kiểm tra", "inspections.index", "clipboard-check"),
    ("Văn bản đã nhận", "papers.index", "file-earmark-text"),
    ("Đề xuất của đơn vị", "proposals.index", "chat-left-text"),
]
_ADMINISTRATION = [
    ("Trang chính", "home.show", "house"),
    ("Tài khoản", "administration.users", "people"),
    ("Xác nhận thay đổi", "account_changes.index", "shield-check"),
    ("Máy tính bảng", "tablets.index", "tablet"),
    ("Cơ quan", "administration.agencies", "building"),
    ("Đơn vị hành chính", "administration.administrative_units", "geo-alt"),
    ("Nhập từ bảng", "importing.index", "box-arrow-in-down"),
    ("Các lần tải về", "exporting.index", "download"),
    ("Việc gửi ra ngoài", "administration.outbox", "send"),
    ("Ngày nghỉ, làm bù", "administration.calendar", "calendar-event"),
    ("Quy trình", "administration.workflows", "diagram-3"),
    ("Bảng kiểm", "administration.checklists", "patch-check"),
]


def entries(person: Actor) -> list[dict[str, Any]]:
    """The entries of the side navigation. The present one is marked, and each has the number of things that wait
    there.
    """
    waiting = badges(session(), person, clock.today())
    chosen = _ADMINISTRATION if person.role == Role.ADMINISTRATOR else _AUTHORITY if person.is_authority else _OFFICE
    if person.role == Role.CLERK:
        chosen = [*chosen, ("Thay đổi tài khoản", "account_changes.index", "people")]
    return [
        {
            "title": title,
            "url": url_for(endpoint),
            "icon": icon,
            "active": _is_here(endpoint),
            "count": waiting.get(endpoint, 0),
            "urgent": endpoint == URGENT,
        }
        for title, endpoint, icon in chosen
        if endpoint in current_app.view_functions
    ]


def _is_here(endpoint: str) -> bool:
    room = endpoint.partition(".")[0]
    # The administrator's pages are one room with several entries, so the address decides which one is marked.
    return request.blueprint == room and (room != "administration" or request.path.startswith(url_for(endpoint)))
