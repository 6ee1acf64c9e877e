"""A meeting of the province's steering committee at the end of the second story: what was concluded, and who has to do what.
Everything about it is invented.
"""

from datetime import date

from rasoat.example.papering import draft
from rasoat.example.reporting import through
from rasoat.example.teller import Teller
from rasoat.meetings import operations as meetings
from rasoat.meetings.data import MeetingData, TaskData
from rasoat.papers.kinds import conclusions

HELD_ON, ISSUED_ON, DUE = date(2026, 4, 20), date(2026, 4, 22), date(2026, 6, 15)
CONCLUSIONS = (
    "Trong quý I năm 2026, các sở, ngành thành viên và các xã đã triển khai kế hoạch phòng, chống đuối nước, tai nạn, thương tích "
    "trẻ em; các điểm nguy hiểm được rà soát, biển cảnh báo được cắm thêm.\n"
    "Việc tuyên truyền chưa thường xuyên; một số hồ chứa nước chưa xác định rõ đơn vị chịu trách nhiệm cắm biển."
)
TASKS = (
    ("Tham mưu Ủy ban nhân dân tỉnh văn bản xác định đơn vị cắm biển tại hồ chứa nước.", ("dept",), DUE),
    ("Hướng dẫn các xã rà soát điểm có nguy cơ đuối nước trước mùa mưa.", ("dept",), None),
    ("Chỉ đạo các trường dạy kỹ năng an toàn trong môi trường nước cho học sinh.", ("edu",), DUE),
    ("Bố trí kinh phí thực hiện kế hoạch trong dự toán được giao.", (), None),
)
"""Each with the agencies that owe it (all members when none is named) and its day, if one was stated."""


def concluded(teller: Teller) -> None:
    """The committee meets, its deputy head signs the notice, and each agency has its tasks."""
    teller.on("20/04/2026")
    data = MeetingData(
        matter="đánh giá công tác trẻ em quý I và triển khai nhiệm vụ quý II năm 2026",
        body_name="Ban Chỉ đạo thực hiện công tác trẻ em tỉnh Ví Dụ",
        body_sign="BCĐ",
        chair_name="Phan Văn Giả Định",
        chair_position="Trưởng Ban",
        chair_office="Phó Chủ tịch UBND tỉnh",
        chair_agency_id=teller.ids["province"],
        secretary="Hoàng Thị Mẫu",
        held_on=HELD_ON,
        place="Hội trường Sở Y tế",
        conclusions=CONCLUSIONS,
        members=[(teller.ids["dept"], "Nông Văn Thử, Giám đốc"), (teller.ids["edu"], "Triệu Thị Mẫu, Chuyên viên")],
    )
    teller.ids["meeting"] = teller.do(
        "chuyenvien", "ghi cuộc họp Ban Chỉ đạo", lambda s, a: meetings.draft_meeting(s, a, data)
    ).id
    teller.fire("chuyenvien", "ghi đã họp", "meeting", "meeting", "hold")
    for text, agencies, due_on in TASKS:
        task = TaskData(text, not agencies, [teller.ids[one] for one in agencies], due_on)
        _give(teller, task)
    teller.fire("chuyenvien", "chốt kết luận", "meeting", "meeting", "conclude")
    name = draft(teller, conclusions.NAME, "meeting", "thông báo kết luận cuộc họp")
    through(teller, name, "thông báo kết luận cuộc họp", ISSUED_ON)


def _give(teller: Teller, task: TaskData) -> None:
    teller.do(
        "chuyenvien",
        f"ghi nhiệm vụ: {task.text[:50]}…",
        lambda s, a: meetings.add_task(s, a, teller.ids["meeting"], task),
    )
