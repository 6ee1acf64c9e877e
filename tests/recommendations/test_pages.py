"""The pages of recommendations as browsers without scripts use them."""

import io
import re
from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest
from PIL import Image
from sqlmodel import select

from rasoat import clock
from rasoat.db import installation
from rasoat.files.models import Attachment
from rasoat.recommendations import queries
from rasoat.recommendations.answering.queries import answers_of
from tests.recommendations.samples import (
    ISSUED_ON,
    REVIEWED_ON,
    SHORTCOMINGS,
    TO_DISTRICT,
    add,
    followed_up,
    issue_all,
    obligations,
    reviewing,
    shortcoming,
)
from tests.recommendations.test_drafting import DRAFT
from tests.web.browse import Client, inputs, words
from tests.web.conftest import app, client_for, settings  # noqa: F401 - fixtures of the pages
from tests.world import World

Browser = Callable[[str], Client]


def play_on(world: World, day: date) -> None:
    """Let the pages take `day` for today."""
    world.do(lambda session: installation.mark_example(session, day))


def picture() -> tuple[io.BytesIO, str]:
    data = io.BytesIO()
    Image.new("RGB", (8, 8), "green").save(data, "JPEG")
    data.seek(0)
    return data, "biển cảnh báo.jpg"


@pytest.fixture
def followed(world: World) -> UUID:
    inspection = followed_up(world)
    play_on(world, date(2024, 9, 20))
    return inspection.id


def test_drafting_from_suggestion_to_list(world: World, client_for: Browser) -> None:  # noqa: F811
    inspection = reviewing(world)
    play_on(world, REVIEWED_ON)
    finding = shortcoming(world, inspection.id, SHORTCOMINGS[0], draft=DRAFT)
    shortcoming(world, inspection.id, SHORTCOMINGS[1])
    officer, page = client_for("officer"), f"/recommendations/of/{inspection.id}"
    shown = words(officer.get(page))
    assert "Phát quang cây che biển." in shown
    assert "hạn 11/09/2024 (20 ngày làm việc)" in shown
    assert SHORTCOMINGS[1] in shown
    assert officer.post(f"{page}/take/{finding.id}").status_code == 303
    shown = words(officer.get(page))
    assert "Đối với Phòng Lao động - Thương binh và Xã hội huyện Chi Lăng" in shown
    assert "Bảng kiểm gợi ý" not in shown
    [row] = world.see(lambda s: queries.recommendations_of(s, inspection.id))
    assert officer.post(f"/recommendations/drafts/{row.recommendation.id}/remove").status_code == 303
    assert "Bảng kiểm gợi ý" in words(officer.get(page))


def test_the_form_keeps_what_was_typed_and_says_what_is_wrong(world: World, client_for: Browser) -> None:  # noqa: F811
    inspection = reviewing(world)
    play_on(world, REVIEWED_ON)
    officer, page = client_for("officer"), f"/recommendations/of/{inspection.id}/new"
    assert "60" not in words(officer.get(page))
    district = str(world.agencies["district"])
    given = {"text": "Cắm thêm biển.", "obligations-0-addressee_id": district, "obligations-0-due_on": "30/2/2024"}
    answer = officer.post(page, given)
    assert answer.status_code == 422
    assert "không phải là ngày có thật" in words(answer)
    assert "Cắm thêm biển." in answer.text
    answer = officer.post(page, {**given, "obligations-0-due_on": "1/8/2024"})
    assert "Hạn thực hiện phải sau ngày hôm nay." in words(answer)
    office = {"obligations-pick": str(world.agencies["office"]), "add": "obligations"}
    answer = officer.post(page, {**given, "obligations-0-due_on": "", **office})
    assert inputs(answer)["obligations-1-addressee_id"] == office["obligations-pick"]
    assert (
        officer.post(page, {**given, "obligations-0-due_on": "30/9/2024", "obligations-1-measures": ""}).status_code
        == 303
    )
    [obligation] = obligations(world, inspection.id)
    assert obligation.due_on == date(2024, 9, 30)


def test_a_stale_edit_shows_both(world: World, client_for: Browser) -> None:  # noqa: F811
    inspection = reviewing(world)
    play_on(world, REVIEWED_ON)
    row = add(world, inspection.id, "Bản đầu.", "district")
    officer, page = client_for("officer"), f"/recommendations/drafts/{row.id}/edit"
    before = inputs(officer.get(page))
    given = {"obligations-0-addressee_id": str(world.agencies["district"]), "obligations-0-due_on": ""}
    assert before["version"] == "1"
    assert officer.post(page, {**given, "version": "1", "text": "Bản hai."}).status_code == 303
    answer = officer.post(page, {**given, "version": "1", "text": "Bản ba."})
    assert answer.status_code == 409
    shown = words(answer)
    assert "Bản hai." in shown
    assert "Bản ba." in answer.text


def test_a_refusal_stands_at_the_row_that_the_page_shows(world: World, client_for: Browser) -> None:  # noqa: F811
    """A blank row between two others goes; what is wrong with the one after it is said there and at the head."""
    inspection = reviewing(world)
    play_on(world, REVIEWED_ON)
    officer, page = client_for("officer"), f"/recommendations/of/{inspection.id}/new"
    district = str(world.agencies["district"])
    given = {
        "text": "Cắm thêm biển.",
        "obligations-0-addressee_id": district,
        "obligations-1-addressee_id": "",
        "obligations-2-addressee_id": district,
        "obligations-2-due_on": "1/8/2024",
    }
    answer = officer.post(page, given)
    assert answer.status_code == 422
    shown = words(answer)
    assert "Đơn vị thực hiện, dòng 2: Đơn vị thực hiện: Đơn vị này đã được chọn ở trên." in shown
    assert "Đơn vị thực hiện, dòng 2: Hạn thực hiện: Hạn thực hiện phải sau ngày hôm nay." in shown
    # The row has the number of its place now.
    assert 'href="#obligations-1-due_on"' in answer.text
    assert 'aria-describedby="obligations-1-due_on-error"' in answer.text
    assert 'id="obligations-0-due_on-error"' not in answer.text
    assert obligations(world, inspection.id) == []


def test_the_list_of_agencies_stands_once_however_many_are_asked(world: World, client_for: Browser) -> None:  # noqa: F811
    inspection = reviewing(world)
    play_on(world, REVIEWED_ON)
    officer, page = client_for("officer"), f"/recommendations/of/{inspection.id}/new"
    picked = [str(world.agencies[name]) for name in ("district", "office", "edu")]
    answer = officer.post(page, {"obligations-pick": picked, "text": "Cắm thêm biển.", "add": "obligations"})
    assert answer.text.count("Sở Văn hóa, Thể thao và Du lịch") == 1
    assert [inputs(answer)[f"obligations-{row}-addressee_id"] for row in range(3)] == picked


def test_a_stale_edit_tells_of_the_rows_too(world: World, client_for: Browser) -> None:  # noqa: F811
    inspection = reviewing(world)
    play_on(world, REVIEWED_ON)
    row = add(world, inspection.id, "Bản đầu.", "district")
    officer, page = client_for("officer"), f"/recommendations/drafts/{row.id}/edit"
    before = {
        **inputs(officer.get(page)),
        "text": "Bản đầu.",
        "obligations-0-addressee_id": str(world.agencies["district"]),
    }
    assert officer.post(page, {**before, "obligations-0-measures": "46 biển\n1 quy chế"}).status_code == 303
    answer = officer.post(page, {**before, "obligations-0-due_on": "30/9/2024"})
    assert answer.status_code == 409
    shown = words(answer)
    assert "; hạn 30/09/2024" in shown
    assert "; 46 biển; 1 quy chế" in shown
    fields = inputs(answer)
    assert officer.post(page, {**before, **fields, "obligations-0-due_on": "30/9/2024"}).status_code == 303
    [obligation] = obligations(world, inspection.id)
    assert obligation.due_on == date(2024, 9, 30)


def test_the_inbox_puts_the_urgent_first_and_answers_with_a_file(
    world: World,
    client_for: Browser,  # noqa: F811
    followed: UUID,
) -> None:
    third = obligations(world, followed)[2]
    district = client_for("district_officer")
    shown = words(district.get("/obligations/inbox"))
    assert shown.index("Còn thời gian") < shown.index(TO_DISTRICT[0][:40])
    play_on(world, date(2024, 11, 7))
    assert "Quá hạn 1 ngày (06/11/2024)" in words(district.get("/obligations/inbox"))
    page = f"/obligations/{third.id}"
    assert "Hình thức Kiến nghị" in words(district.get(page))
    form = inputs(district.get(page))
    sent = {"version": form["version"], "command_id": form["command_id"], "claim": "met", "text": "Đã cắm 46 biển."}
    options = {"content_type": "multipart/form-data"}
    for _ in range(2):  # The second is the same button pressed again.
        assert district.post(f"{page}/answer", {**sent, "files": picture()}, **options).status_code == 303
    shown = words(district.get(page))
    assert "Đã cắm 46 biển." in shown
    assert len(world.see(lambda s: answers_of(s, third.id))) == 1
    assert "biển cảnh báo.jpg" in shown
    attachment = world.see(lambda s: s.exec(select(Attachment)).one())
    assert client_for("officer").get(f"/files/{attachment.id}").status_code == 200
    assert client_for("office_officer").get(f"/files/{attachment.id}").status_code == 404


def test_a_wrong_file_is_refused_on_its_field(world: World, client_for: Browser, followed: UUID) -> None:  # noqa: F811
    page = f"/obligations/{obligations(world, followed)[2].id}"
    sent = {"version": "2", "claim": "met", "text": "Đã cắm biển.", "files": (io.BytesIO(b"<script>"), "a.html")}
    answer = client_for("district_officer").post(f"{page}/answer", sent, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert "Không nhận loại tệp của “a.html”" in words(answer)
    assert "Đã cắm biển." in answer.text


def test_verifying_needs_evidence_and_shows_the_verdict(world: World, client_for: Browser, followed: UUID) -> None:  # noqa: F811
    page = f"/obligations/{obligations(world, followed)[2].id}"
    client_for("district_officer").post(f"{page}/answer", {"claim": "met", "text": "Đã cắm biển."})
    officer = client_for("officer")
    form = inputs(officer.get(page))
    given = {"version": form["version"], "command_id": form["command_id"], "verdict": "met"}
    answer = officer.post(f"{page}/verify", given)
    assert answer.status_code == 422
    assert "cần bằng chứng" in words(answer)
    assert officer.post(f"{page}/verify", {**given, "evidence": "Xem ảnh."}).status_code == 303
    shown = words(officer.get(page))
    assert "Đã xác minh" in shown
    assert "Hoàng Thị Thử, Sở LĐTBXH" in shown


def test_an_authority_finds_only_its_own(world: World, client_for: Browser, followed: UUID) -> None:  # noqa: F811
    rows = obligations(world, followed)
    other = client_for("other_officer")
    assert other.get(f"/obligations/{rows[0].id}").status_code == 404
    assert other.post(f"/obligations/{rows[0].id}/answer", {"claim": "met", "text": "x"}).status_code == 404
    office = client_for("office_officer")
    assert office.get(f"/obligations/{rows[0].id}").status_code == 404
    shown = words(office.get(f"/recommendations/of/{followed}"))
    assert "Tham mưu các văn bản kêu gọi" in shown
    assert TO_DISTRICT[0] not in shown
    assert "Bảng theo dõi" in shown


def test_the_page_tells_how_the_due_date_came_about(world: World, client_for: Browser, followed: UUID) -> None:  # noqa: F811
    shown = words(client_for("leader").get(f"/obligations/{obligations(world, followed)[0].id}"))
    assert "60 ngày làm việc kể từ sau ngày 12/8/2024" in shown
    assert "2/9/2024 (Quốc khánh)" in shown
    assert f"Gửi đơn vị ngày {ISSUED_ON:%d/%m/%Y}" in shown


@pytest.mark.parametrize("level", ["internal", "child"])
def test_an_addressee_reads_the_public_shortcomings_behind_a_recommendation_only(
    world: World,
    client_for: Browser,  # noqa: F811
    level: str,
) -> None:
    inspection = reviewing(world)
    told = [
        shortcoming(world, inspection.id, "Câu công khai.", visibility="public"),
        shortcoming(world, inspection.id, "Câu chỉ dành cho bên kiểm tra.", visibility=level),
    ]
    with clock.use_date(REVIEWED_ON):
        add(world, inspection.id, TO_DISTRICT[0], "district", findings=tuple(row.id for row in told))
    issue_all(world, inspection.id)
    pages = [f"/obligations/{obligations(world, inspection.id)[0].id}", f"/findings/of/{inspection.id}"]
    for page in pages:
        of_unit, of_office = words(client_for("district_officer").get(page)), words(client_for("officer").get(page))
        assert "Câu công khai." in of_unit, page
        assert "Câu chỉ dành cho bên kiểm tra." not in of_unit, page
        assert "Câu chỉ dành cho bên kiểm tra." in of_office, page


def test_a_long_inbox_has_pages_that_hold_everything_once(
    world: World,
    client_for: Browser,  # noqa: F811
    followed: UUID,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    district = client_for("district_officer")
    whole = re.findall(r'class="row-link" href="([^"]+)"', district.get("/obligations/inbox").text)
    monkeypatch.setattr("rasoat.recommendations.obligations.views.INBOX_PAGE", 3)
    found: list[str] = []
    address = "/obligations/inbox"
    while address:
        page = district.get(address).text
        rows = re.findall(r'class="row-link" href="([^"]+)"', page)
        assert 0 < len(rows) <= 3
        found += rows
        following = re.search(r'href="([^"]+)">Sau<', page)
        address = following[1] if following else ""
    assert found == whole
    assert len(whole) > 3
