"""The first half of the path as people click it: plan, schedule, visit, findings, recommendations."""

import io
import re
from dataclasses import dataclass, field
from typing import Any

from PIL import Image
from playwright.sync_api import Locator

from tests.browser.person import TABLET, Person

TITLE = "Kiểm tra việc bảo vệ, chăm sóc trẻ em năm 2024"
UNIT = "Ủy ban nhân dân huyện Chi Lăng"
MORE = "Bố trí kinh phí cắm biển tại 46 điểm còn lại."
OWN = "Kêu gọi ủng hộ Quỹ Bảo trợ trẻ em."
OFFICE = "Phòng Lao động, Thương binh, Xã hội - Dân tộc huyện Chi Lăng"
POINT = "đập nước thử"
HERE = "tại đơn vị được kiểm tra"
ON_TABLETS = ("truongdoan", "thanhvien", "chilang")


@dataclass
class Cast:
    """The people of the path, each at a screen that is opened when it is their turn."""

    enter: Any
    site: Any
    there: dict[str, Person] = field(default_factory=dict)

    def __getitem__(self, username: str) -> Person:
        if username not in self.there:
            size = {"size": TABLET} if username in ON_TABLETS else {}
            self.there[username] = self.enter(self.site, username, **size)
        return self.there[username].open("/")


def draft_plan(cast: Cast) -> None:
    """The officer drafts, the co-signing leaders sign, the leader approves: not before both have signed. The clerk numbers it."""
    officer = cast["chuyenvien"].go("Kế hoạch").go_in_page("Lập kế hoạch đầu tiên")
    officer.fill(title=TITLE, purpose="Đánh giá việc thực hiện chính sách về trẻ em.")
    officer.write("bases-0", "Luật Trẻ em năm 2016")
    titles = {"warning_signs": "Phòng, chống đuối nước", "safe_home": "Ngôi nhà an toàn", "fund_use": "Quỹ Bảo trợ"}
    for number, (checklist, title) in enumerate(titles.items()):
        if number:
            officer.do("Thêm nội dung")
        officer.write(f"contents-{number}-title", title).write(f"contents-{number}-checklist", checklist)
    officer.pick("cosigners", "Sở Giáo dục và Đào tạo").pick("cosigners", "Sở Văn hóa, Thể thao và Du lịch")
    officer.pick("targets", UNIT).write("targets-0-planned_on", "2024-07-17")
    officer.write("targets-0-office_id", OFFICE).write("targets-0-place", "Trụ sở UBND huyện Chi Lăng")
    officer.do("Lưu kế hoạch").sees("Đã lưu kế hoạch.").do("Gửi các cơ quan cùng ký").sees("Chờ ký")

    cast["lanhdao.gddt"].go_in_page(TITLE).do("Ký liên ngành").sees("Đã ký")
    leader = cast["lanhdao"].go("Kế hoạch").go_in_page(TITLE)
    leader.reads("Phê duyệt", "Sở Văn hóa, Thể thao và Du lịch")
    cast["lanhdao.vhttdl"].go_in_page(TITLE).do("Ký liên ngành").sees("Đã ký")
    cast["lanhdao"].go_in_page(TITLE).do("Phê duyệt").sees("Đã ký đủ, chờ cấp số")
    clerk = cast["vanthu"].go_in_page(re.compile("bảo vệ, chăm sóc trẻ em năm 2024")).go_in_page("Cấp số…")
    clerk.do("Cấp số và ban hành").sees("Đã ban hành kế hoạch 01/")
    cast["chuyenvien"].go("Kế hoạch").go_in_page(TITLE).do("Bắt đầu thực hiện").sees("Đang thực hiện")


def schedule(cast: Cast) -> None:
    """Team, place and day; refused while a co-signing agency has nobody in the team."""
    officer = cast["chuyenvien"].go("Kế hoạch").go_in_page(TITLE).go_in_page("Mở cuộc kiểm tra tại UBND huyện Chi Lăng")
    team = (("Lương Văn Nháp", "lead"), ("Hoàng Thị Mẫu", "secretary"), ("Triệu Thị Mẫu", "member"))
    for name, assignment in team:
        _name_member(officer, name, assignment)
    officer.reads("Xếp lịch", "Sở Văn hóa, Thể thao và Du lịch")
    _name_member(officer, "Hà Văn Thử", "member")
    officer.go_in_page("Sửa lịch").fill(scheduled_on="2024-07-17", scheduled_time="08:00").do("Lưu")
    officer.go_in_page("Thêm điểm").fill(kind="water_point", name=POINT, place="Xã Chi Lăng").do("Lưu")
    officer.do("Xếp lịch").sees("Đã thực hiện: Xếp lịch.")


def _name_member(officer: Person, name: str, assignment: str) -> None:
    form = officer.main.locator("form", has=officer.page.get_by_label("Người tham gia"))
    person = form.get_by_label("Người tham gia")
    value = person.locator("option", has_text=name).get_attribute("value")
    person.select_option(value=value)
    form.get_by_label("Nhiệm vụ").select_option(value=assignment)
    officer.do("Thêm vào đoàn").sees(name)


def visit(cast: Cast) -> None:
    """The lead opens the visit, a member fills the checklists by touch, the unit proposes, the lead closes."""
    lead = cast["truongdoan"].move_date("2024-07-17").go_in_page(UNIT)
    lead.do("Bắt đầu buổi làm việc").sees("Đang làm việc")
    lead.reads("Kết thúc buổi làm việc", "Thu, chi Quỹ Bảo trợ trẻ em")
    member = cast["thanhvien"].go_in_page(UNIT)
    _signs(member)
    _homes(member)
    _fund(member)
    unit = cast["chilang"].go_in_page(UNIT).go_in_page("Đề xuất của đơn vị").go_in_page("Gửi đề xuất")
    unit.fill(text="Hỗ trợ kinh phí cắm thêm biển cảnh báo.").do("Gửi").sees("Đã gửi đề xuất.")
    lead = cast["truongdoan"].go_in_page(UNIT).do("Kết thúc buổi làm việc").sees("Đã xong")
    lead.go_in_page("Tổng quan").do("Chuyển sang tổng hợp kết quả").sees("Đang tổng hợp kết quả")


def _signs(member: Person) -> None:
    member.go_in_page(f"Ghi Biển cảnh báo tại điểm có nguy cơ đuối nước tại {POINT}")
    answers = {"on_list": "yes", "owner": "commune", "sign_present": "yes", "not_hidden": "no"}
    member.answer(**answers, legible="yes", sturdy="yes").write("q-photo-files", _photo())
    member.do("Lưu").sees("Đã ghi xong").sees("Giữ bien-bao.jpg")
    member.go_in_page("Về buổi làm việc").go_in_page(f"Ghi Biển cảnh báo tại điểm có nguy cơ đuối nước {HERE}")
    member.answer(points="67", signs="21", signs_province="10", signs_commune="2", signs_other="0")
    member.do("Lưu").sees("Cộng số biển theo nguồn kinh phí không bằng tổng số biển đã cắm.").sees("Chưa ghi xong")
    member.write("explain-signs_by_source", "09 biển do tỉnh cấp bằng hiện vật.").do("Lưu").sees("Đã ghi xong")
    member.go_in_page("Về buổi làm việc")


def _homes(member: Person) -> None:
    member.go_in_page(f"Ghi Ngôi nhà an toàn {HERE}")
    member.answer(households="72032", with_children="10099", committed="9969", recognised="8314", survey_done="yes")
    member.do("Lưu").sees("Đã ghi xong").go_in_page("Về buổi làm việc")


def _fund(member: Person) -> None:
    member.go_in_page(f"Ghi Thu, chi Quỹ Bảo trợ trẻ em {HERE}")
    member.answer(fund_level="district", period_from="2024-01-01", period_to="2024-06-30")
    member.write("q-spending-0-c-purpose", "Hỗ trợ gia đình chăm sóc thay thế").write(
        "q-spending-0-c-amount", "12000000"
    )
    member.answer(spending_total="12000000", right_purpose="yes", meets_needs="no")
    member.do("Lưu").sees("Đã ghi xong").go_in_page("Về buổi làm việc")


def review(cast: Cast) -> None:
    """Of the suggestions the strengths are accepted, two are merged, one is reworded, one is rejected with a reason."""
    officer = cast["chuyenvien"].go_in_page(UNIT).go_in_page("Phát hiện")
    for words in ("bị che khuất, khó nhìn thấy", "chưa có biển cảnh báo trong tổng số"):
        _finding(officer, words).get_by_role("checkbox").check()
    officer.do("Gộp các mục đã chọn")
    officer.main.get_by_role("radio").first.check()
    officer.fill(text="Biển tại đập nước thử bị che khuất; còn 46 điểm chưa có biển.").do("Lưu").sees("Đã gộp.")
    officer.press(_finding(officer, "Kinh phí vận động").get_by_role("link", name="Sửa"))
    officer.fill(text="Kinh phí vận động Quỹ còn thấp.").do("Lưu")
    officer.press(_finding(officer, "Kinh phí vận động Quỹ còn thấp.").get_by_role("button", name="Nhận"))
    officer.press(_finding(officer, "chưa được công nhận").get_by_role("link", name="Không nhận"))
    officer.fill(reason="Tỷ lệ đạt 82%, đoàn không coi là tồn tại.").do("Lưu")
    while officer.main.get_by_role("button", name="Nhận", exact=True).count():
        officer.do("Nhận").sees("Đã nhận vào kết quả.")
    officer.sees_not("Gợi ý cần quyết định").sees("đã rà soát, tổ chức cho 9.969 hộ")


def _finding(person: Person, words: str) -> Locator:
    return person.main.locator("li.finding").filter(has_text=words).first


def recommend(cast: Cast) -> None:
    """What the checklists propose is taken over; two recommendations are written by hand."""
    officer = cast["chuyenvien"].go("Cuộc kiểm tra").go_in_page(UNIT).go_in_page("Kiến nghị")
    while officer.main.get_by_role("button", name="Nhận", exact=True).count():
        officer.do("Nhận").sees("Đã nhận kiến nghị")
    for text, unit, day in ((MORE, UNIT, "2024-12-16"), (OWN, OFFICE, "2024-09-16")):
        officer.go_in_page("Viết kiến nghị").fill(text=text)
        officer.main.locator("#finding_ids").get_by_role("checkbox").last.check()
        if unit != UNIT:
            officer.main.locator("#obligations").get_by_role("button", name="Bỏ").click()
            officer.pick("obligations", unit)
        row = officer.main.locator("#obligations .picked-rows > li", has_text=unit)
        row.get_by_label("Hạn thực hiện").fill(day)
        row.get_by_label("Kết quả phải đạt").fill("Văn bản, số liệu")
        officer.do("Lưu kiến nghị").sees(text)


def answer_proposal(cast: Cast) -> None:
    """The department takes the unit's proposal up."""
    officer = cast["chuyenvien"].go_in_page("Hỗ trợ kinh phí cắm thêm biển cảnh báo.")
    officer.go_in_page("Tiếp thu để giải quyết…").fill(response="Sở cân đối kinh phí năm 2025.")
    officer.do("Tiếp thu để giải quyết").sees("Sở tiếp thu")


def _photo() -> dict[str, Any]:
    data = io.BytesIO()
    Image.new("RGB", (640, 480), (90, 130, 150)).save(data, "JPEG")
    return {"name": "bien-bao.jpg", "mimeType": "image/jpeg", "buffer": data.getvalue()}
