"""Which pages each role is shown, and which of them are pictures of the guides in docs/vi."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from tests.browser.person import DESK, TABLET, Person

UNIT = "Ủy ban nhân dân huyện Chi Lăng"
NEXT_UNIT = "Ủy ban nhân dân huyện Hữu Lũng"
PLAN = re.compile("Kiểm tra, giám sát tình hình")
NEXT_PLAN = "Kiểm tra việc bảo vệ, chăm sóc trẻ em năm 2025"
OTHER_PLAN = "Giám sát việc sử dụng Quỹ Bảo trợ trẻ em năm 2025"
FUND = re.compile(r"^Kiến nghị 14\b|^Tham mưu văn bản kêu gọi")
Steps = Callable[[Person], object]


@dataclass(frozen=True)
class Stop:
    """A page: how to come there from the first one, and under what name its picture is kept, if it is."""

    steps: Steps
    picture: str = ""
    size: str = "desk"


SIZES = {"desk": DESK, "tablet": TABLET}


def _inspection(tab: str = "", unit: str = UNIT) -> Steps:
    def walk(person: Person) -> None:
        person.go("Cuộc kiểm tra").go_in_page(unit)
        if tab:
            person.go_in_page(tab)

    return walk


def _stay(_person: Person) -> None:
    """The first page itself."""


OFFICER = [
    Stop(_stay, "home-officer"),
    Stop(lambda p: p.go("Kế hoạch"), "plans"),
    Stop(lambda p: p.go("Kế hoạch").go_in_page("Lập kế hoạch"), "plan-form"),
    Stop(lambda p: p.go("Kế hoạch").go_in_page(PLAN), "plan"),
    Stop(lambda p: p.go("Cuộc kiểm tra"), "inspections"),
    Stop(lambda p: p.go("Cuộc kiểm tra").go_in_page("Xem theo lịch"), "calendar"),
    Stop(_inspection(unit=NEXT_UNIT), "inspection"),
    Stop(_inspection("Buổi làm việc")),
    Stop(_inspection("Phát hiện")),
    Stop(_inspection("Kiến nghị"), "recommendations"),
    Stop(_inspection("Đề xuất của đơn vị")),
    Stop(_inspection("Văn bản")),
    Stop(lambda p: p.go("Theo dõi thực hiện"), "board"),
    Stop(lambda p: p.go("Theo dõi thực hiện").go_in_page(FUND), "obligation"),
    Stop(lambda p: (_inspection("Kiến nghị")(p), p.go_in_page("Bảng theo dõi")), "follow-up-table"),
    Stop(lambda p: p.go("Đề xuất của đơn vị"), "proposals"),
    Stop(lambda p: p.go("Văn bản")),
    Stop(lambda p: p.open("/problems")),
    Stop(lambda p: p.open("/account/password")),
]
LEADER = [
    Stop(_stay, "home-leader", "tablet"),
    Stop(lambda p: p.go_in_page(OTHER_PLAN), "plan-approve"),
    Stop(lambda p: p.go("Theo dõi thực hiện")),
]
COSIGNER = [
    Stop(_stay, "home-cosigner", "tablet"),
    Stop(lambda p: p.go_in_page(NEXT_PLAN), "plan-sign", "tablet"),
]
TEAM_LEAD = [
    Stop(_stay, "home-team", "tablet"),
    Stop(lambda p: p.go_in_page(NEXT_UNIT), "visit", "tablet"),
    Stop(lambda p: p.go_in_page(NEXT_UNIT).go_in_page(re.compile("^Ghi.*đuối nước tại đơn vị")), "checklist", "tablet"),
    Stop(
        lambda p: p.go_in_page(NEXT_UNIT).go_in_page(re.compile("^Ghi.*đuối nước tại hồ")), "checklist-site", "tablet"
    ),
]
CLERK = [
    Stop(_stay),
    Stop(lambda p: p.go("Văn bản").go_in_page(re.compile("^Sổ đăng ký")), "register"),
]
AUTHORITY = [
    Stop(_stay, "home-unit", "tablet"),
    Stop(lambda p: p.go("Nội dung phải thực hiện"), "inbox", "tablet"),
    Stop(lambda p: p.go("Nội dung phải thực hiện").go_in_page(FUND), "answer"),
    Stop(lambda p: p.go("Văn bản đã nhận")),
    Stop(lambda p: p.go("Đề xuất của đơn vị")),
    Stop(_inspection("Đề xuất của đơn vị", UNIT)),
    Stop(_inspection("Phát hiện", UNIT)),
]
AUTHORITY_OFFICER = [
    Stop(_stay),
    Stop(lambda p: p.go("Nội dung phải thực hiện")),
    Stop(_inspection("Đề xuất của đơn vị", UNIT), "unit-proposals"),
    Stop(lambda p: p.go("Văn bản đã nhận").go_in_page(re.compile("^Kết quả")), "notice-received", "tablet"),
]
ADMINISTRATOR = [
    Stop(_stay),
    Stop(lambda p: p.go("Tài khoản"), "users"),
    Stop(lambda p: p.go("Tài khoản").go_in_page(re.compile("Hoàng Thị Mẫu")), "user"),
    Stop(lambda p: p.go("Cơ quan"), "agencies"),
    Stop(lambda p: p.go("Cơ quan").go_in_page("Cơ quan đã kết thúc")),
    Stop(lambda p: p.go("Đơn vị hành chính")),
    Stop(lambda p: p.go("Đơn vị hành chính").go_in_page("Đưa vào cả tỉnh")),
    Stop(lambda p: p.go("Quy trình")),
    Stop(lambda p: p.go("Quy trình").go_in_page(re.compile("Thực hiện nội dung phải theo dõi")), "workflow"),
    Stop(lambda p: p.go("Bảng kiểm")),
    Stop(lambda p: p.go("Bảng kiểm").go_in_page(re.compile("Ngôi nhà an toàn"))),
]
TOURS = {
    "chuyenvien": OFFICER,
    "lanhdao": LEADER,
    "lanhdao.vhttdl": COSIGNER,
    "truongdoan": TEAM_LEAD,
    "vanthu": CLERK,
    "chilang.phong": AUTHORITY,
    "chilang": AUTHORITY_OFFICER,
    "quantri": ADMINISTRATOR,
}
OF_THE_NOTICE = {
    "sign-in",
    "findings",
    "composer",
    "notice-approve",
    "notice-number",
    "notice-issued",
    "new-obligations",
}
"""Pictures taken on the way of one notice from the review to the unit."""
OF_THE_TABLET = {
    "tablet-taken", "tablet-visit", "tablet-fill", "phone-fill-one", "phone-failed", "tablet-danger", "tablet-queue",
    "tablet-device",
}  # fmt: skip
"""Pictures of the tablet's own page, from a day in the field."""
FROM_THE_TABLETS = {"home-danger", "tablets-board", "tablets-conflicts", "tablets-late", "tablets-photo", "tablets"}
"""Pictures of what the desk sees of the tablets."""
OF_THE_FIRST_DAY = {"begin-letterhead", "agencies-proposed", "remaining"}
"""Pictures of an installation that begins empty."""
OF_THE_YEARS = {"obligation-unit", "verify", "passed-on", "stance", "ladder", "act"}
"""Pictures of what became of recommendations over the years."""
PICTURES = (
    {stop.picture for tour in TOURS.values() for stop in tour if stop.picture}
    | OF_THE_NOTICE
    | OF_THE_TABLET
    | FROM_THE_TABLETS
    | OF_THE_FIRST_DAY
    | OF_THE_YEARS
)
