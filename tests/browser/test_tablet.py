"""The tablet's page on the example, from signing in to signing out, most of it without a network."""

import io
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect
from sqlmodel import select

from rasoat.dangers.models import Danger
from rasoat.db import Database
from rasoat.inspections.models import Site as InspectedSite
from rasoat.recommendations.models import Observation
from rasoat.settings import Settings
from rasoat.sync.models import Photo, Submission
from rasoat.visits.models import Response
from tests.browser.server import Site
from tests.browser.tablet_member import TabletMember

pytestmark = [pytest.mark.browser, pytest.mark.slow]
UNIT, LAKE = "Ủy ban nhân dân huyện Hữu Lũng", "hồ chứa nước (điểm giả định)"
CHECKLIST = "Biển cảnh báo tại điểm có nguy cơ đuối nước"
WELL, POND = "Giếng không nắp đậy cạnh sân chơi.", "Ao sau nhà văn hóa"


def picture(folder: Path, number: int) -> Path:
    """A photograph, no two alike."""
    small = Image.frombytes("RGB", (80, 60), random.Random(number).randbytes(80 * 60 * 3))
    data = io.BytesIO()
    small.resize((2000, 1500), Image.Resampling.BILINEAR).save(data, "JPEG", quality=85)
    path = folder / f"anh-{number}.jpg"
    path.write_bytes(data.getvalue())
    return path


@pytest.fixture
def member(told_site: Site, browser: Browser, tmp_path: Path) -> Iterator[TabletMember]:
    """The team's lead in front of a tablet that was never used; all that was wrong on the way is told at the end."""
    images = tmp_path / "images"
    images.mkdir()
    person = TabletMember(browser.browser_type, tmp_path / "profile", told_site.address, images)
    person.open()
    yield person
    person.close()
    assert not person.faults, "\n".join(person.faults)


def take_along(member: TabletMember) -> None:
    member.at("Rà Soát trên máy tính bảng").look("welcome").sign_in("truongdoan")
    member.look("trips")
    card = member.page.get_by_role("region", name=UNIT)
    card.get_by_role("button", name="Mang theo").tap()
    expect(card.get_by_text("Sẵn sàng làm việc không cần mạng.")).to_be_visible()
    member.look("taken")


def fill_in(member: TabletMember, folder: Path) -> None:
    """The checklist of the lake, with two photographs; a pond that was on no list; what a child may fall into."""
    member.tap("Mở", "link").at(UNIT).look("visit")
    member.page.locator(f"section:has-text('{LAKE}') a:has-text('{CHECKLIST}')").first.tap()
    member.at(CHECKLIST)
    answers = {"on_list": "yes", "owner": "commune", "sign_present": "yes", "not_hidden": "no", "legible": "yes"}
    for item, value in {**answers, "sturdy": "yes"}.items():
        member.choose(item, value)
    member.photograph("photo", [picture(folder, 1), picture(folder, 2)])
    member.saved()
    member.look("fill")
    member.tap("Xong, về buổi làm việc", "link").at(UNIT).tap("Thêm điểm", "link").at("Thêm điểm kiểm tra")
    member.tap("Thêm điểm")
    expect(member.page.get_by_text("Nhập tên điểm.")).to_be_visible()
    member.look("site")
    member.page.get_by_label("Tên điểm").fill(POND)
    member.tap("Thêm điểm").at(UNIT)
    expect(member.page.get_by_role("heading", name=POND)).to_be_visible()


def report_danger(member: TabletMember, folder: Path) -> None:
    member.tap("Báo nguy hiểm khẩn cấp", "link").at("Báo nguy hiểm khẩn cấp")
    numbers = member.page.locator("a[href^='tel:']").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    assert numbers == ["tel:111", "tel:113", "tel:114", "tel:115"]
    member.page.get_by_label("Nguy hiểm gì").fill(WELL)
    member.page.locator("input[type=file]").last.set_input_files(picture(folder, 3))
    expect(member.page.get_by_text("1/20 ảnh")).to_be_visible()
    member.look("danger").tap("Lưu và gửi trước tiên")
    expect(member.page.get_by_text("Đã lưu, đứng đầu hàng gửi.")).to_be_visible()
    member.look("danger-saved").tap("Xem hàng gửi", "link").at("Hàng gửi")
    expect(member.main.locator(".row-title").first).to_have_text(f"Nguy hiểm khẩn cấp: {WELL}")
    member.look("queue")


def test_a_day_in_the_field(member: TabletMember, told_site: Site, tmp_path: Path) -> None:
    """Taken along, a cold start without a network, filled in, a danger; back in the network everything arrives once."""
    take_along(member)
    member.close()
    member.start_offline()
    member.at("Chuyến đi của tôi")
    fill_in(member, tmp_path)
    report_danger(member, tmp_path)
    with member.page.expect_download() as download:
        member.tap("Xuất ra tệp")
    assert Path(download.value.path()).read_bytes().startswith(b"RASOAT-EXPORT 1 ")
    member.page.reload()
    member.at("Hàng gửi")
    expect(member.page.locator("#topbar")).to_contain_text("Còn 6 chưa gửi")
    member.offline(False)
    member.send_everything()
    member.look("sent")
    settings = Settings(data_dir=told_site.data_dir, database_url="")
    database = Database(settings.url)
    with database.read() as session:
        sent = list(session.exec(select(Submission)))
        assert sorted(one.kind for one in sent) == ["danger", "response", "site"]
        assert {one.outcome for one in sent} == {"applied"}
        assert [one.state for one in session.exec(select(Photo))] == ["stored"] * 3
        assert [one.what for one in session.exec(select(Danger))] == [WELL]
        assert session.exec(select(InspectedSite).where(InspectedSite.name == POND)).one().kind == "water_point"
        response = next(one for one in sent if one.kind == "response").response_id
        assert session.get_one(Response, response).answers["not_hidden"] == "no"
    database.close()


def test_what_is_still_owed_is_seen_on_the_spot(member: TabletMember, told_site: Site) -> None:
    """The other visit is closed: its open obligations can still be looked at; the record waits for the lead."""
    member.sign_in("truongdoan")
    card = member.page.get_by_role("region", name="Ủy ban nhân dân huyện Chi Lăng")
    card.get_by_role("button", name="Mang theo").tap()
    expect(card.get_by_text("Sẵn sàng làm việc không cần mạng.")).to_be_visible()
    card.get_by_role("link", name="Mở", exact=True).tap()
    member.at("Ủy ban nhân dân huyện Chi Lăng").look("visit-closed")
    member.offline()
    member.tap("Ghi điều đã thấy", "link").at("Ghi điều đã thấy").tap("Lưu")
    expect(member.page.get_by_text("Chọn một mục.")).to_be_visible()
    member.page.get_by_role("radio", name="Thực hiện một phần").tap()
    member.page.get_by_label("Ghi chú").fill("Đã cắm 30 biển, còn 16 điểm.")
    member.look("seen")
    # What was typed outlives the page, which Android closes when the camera opens.
    member.page.reload()
    expect(member.page.get_by_label("Ghi chú")).to_have_value("Đã cắm 30 biển, còn 16 điểm.")
    member.tap("Lưu").at("Ủy ban nhân dân huyện Chi Lăng")
    expect(member.page.get_by_text("Đã thấy: thực hiện một phần")).to_be_visible()
    member.offline(False)
    member.send_everything()
    expect(member.page.get_by_text("Đến muộn, chờ trưởng đoàn (1)")).to_be_visible()
    database = Database(Settings(data_dir=told_site.data_dir, database_url="").url)
    with database.read() as session:
        kept = session.exec(select(Submission)).one()
        assert (kept.kind, kept.outcome) == ("observation", "quarantined")
        assert not session.exec(select(Observation)).all()
    database.close()


def test_signing_out_locks_what_was_not_sent(member: TabletMember, tmp_path: Path) -> None:
    """The consequence is said before; another member's eyes find nothing; the same member finds all of it again."""
    member.sign_in("truongdoan")
    card = member.page.get_by_role("region", name=UNIT)
    card.get_by_role("button", name="Mang theo").tap()
    expect(card.get_by_text("Sẵn sàng làm việc không cần mạng.")).to_be_visible()
    card.get_by_role("link", name="Mở", exact=True).tap()
    member.at(UNIT)
    member.offline()
    member.tap("Báo nguy hiểm khẩn cấp", "link").page.get_by_label("Nguy hiểm gì").fill(WELL)
    member.tap("Lưu và gửi trước tiên")
    expect(member.page.get_by_text("Đã lưu, đứng đầu hàng gửi.")).to_be_visible()
    member.tap("Máy này", "link").at("Máy này").look("device").tap("Đăng xuất")
    expect(member.page.get_by_text("Còn 1 mục chưa gửi.")).to_be_visible()
    member.look("sign-out").page.locator("dialog").get_by_role("button", name="Đăng xuất").tap()
    member.tap_logo().at("Đã đăng xuất")
    expect(member.page.get_by_text("Còn việc chưa gửi; chỉ mở ra khi người này đăng nhập lại.")).to_be_visible()
    assert WELL not in everything_stored(member.page)
    member.look("locked").offline(False)
    member.sign_in("truongdoan")
    member.tap("Hàng gửi", "link").at("Hàng gửi")
    expect(member.page.get_by_text(WELL)).to_be_visible()
    member.send_everything()


def everything_stored(page: Page) -> str:
    """All text in the tablet's storage."""
    return str(
        page.evaluate(
            """async () => {
              const db = await new Promise((done) => {
                const asked = indexedDB.open("rasoat");
                asked.onsuccess = () => done(asked.result);
              });
              const all = (name) => new Promise((done) => {
                const asked = db.transaction(name).objectStore(name).getAll();
                asked.onsuccess = () => done(asked.result);
              });
              const rows = await Promise.all([...db.objectStoreNames].map(all));
              db.close();
              return JSON.stringify([rows, {...sessionStorage}, {...localStorage}]);
            }"""
        )
    )
