"""The pages of dangers: told by a form, first on the first pages, fresh by themselves."""

import re
from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image
from sqlmodel import select

from rasoat.dangers import presenters
from rasoat.dangers.models import Danger
from rasoat.files.models import Attachment
from rasoat.workflows import CaseRef, fire
from tests.dangers.test_raising import WELL, tell
from tests.visits.samples import visiting
from tests.web.browse import Client, inputs, words
from tests.world import World

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
Browser = Callable[[str], Client]


def picture(kind: str = "JPEG") -> BytesIO:
    data = BytesIO()
    Image.new("RGB", (8, 6), "red").save(data, kind)
    data.seek(0)
    return data


def given(**values: object) -> dict[str, object]:
    return {"what": WELL["what"], "place": "Thôn Mẫu", "latitude": "21,65", "longitude": "106.56", **values}


def test_told_at_the_desk_with_photograph_once(world: World, client_for: Browser) -> None:
    case, officer = visiting(world), client_for("officer")
    page = f"/dangers/at/{case.visit.id}/new"
    assert "Báo nguy hiểm khẩn cấp" in words(officer.get(page))
    sent = given(danger_id=inputs(officer.get(page))["danger_id"])
    for _ in range(2):
        answer = officer.post(page, {**sent, "photos": (picture(), "gieng.jpg")}, content_type="multipart/form-data")
        assert answer.status_code == 303
    (row,) = world.see(lambda s: list(s.exec(select(Danger))))
    assert (row.latitude, row.longitude, row.place) == (21.65, 106.56, "Thôn Mẫu")
    (photo,) = world.see(lambda s: list(s.exec(select(Attachment).where(Attachment.owner_id == row.id))))
    shown = officer.get(f"/dangers/{row.id}")
    assert f"/files/{photo.id}" in shown.text
    assert "21.650000, 106.560000" in words(shown)
    assert 'href="tel:111"' in shown.text
    assert officer.get(f"/files/{photo.id}").status_code == 200
    assert client_for("district_officer").get(f"/files/{photo.id}").status_code == 404
    assert client_for("district_officer").get(f"/dangers/{row.id}").status_code == 404


def test_a_form_that_is_wrong_keeps_its_words(world: World, client_for: Browser) -> None:
    case, leader = visiting(world), client_for("leader")
    page = f"/dangers/at/{case.visit.id}/new"
    answer = leader.post(page, given(what="", latitude="bắc"))
    assert answer.status_code == 422
    assert "Nói rõ nguy hiểm gì, với ai." in words(answer)
    assert "Nhập số độ" in words(answer)
    assert inputs(answer)["latitude"] == "bắc"
    assert "Vị trí cần cả vĩ độ và kinh độ." in words(leader.post(page, given(longitude="")))
    papers = {**given(), "photos": (BytesIO(b"%PDF-1.4\n%%EOF"), "to.pdf")}
    assert "không phải là ảnh" in words(leader.post(page, papers, content_type="multipart/form-data"))
    assert world.see(lambda s: list(s.exec(select(Danger)))) == []
    assert client_for("edu_leader").get(page).status_code == 403
    assert client_for("other_officer").get(page).status_code == 404


@pytest.mark.parametrize("who", ["officer", "leader", "lead", "edu_member"])
def test_first_on_the_first_page_and_counted_beside_the_navigation(world: World, client_for: Browser, who: str) -> None:
    case, browser = visiting(world), client_for(who)
    assert WELL["what"] not in words(browser.get("/"))
    row = tell(case, "edu_member")
    page = browser.get("/")
    first = page.text.index("<section")
    assert page.text[first:].startswith('<section class="panel panel-flush danger-panel"')
    assert WELL["what"] in page.text[first : page.text.index("</section>")]
    assert re.search(r'Nguy hiểm khẩn cấp</span><span class="count count-urgent">1<', page.text)
    world.do(
        lambda s: fire(
            s,
            CaseRef("danger", row.id),
            "end",
            world.as_("lead"),
            payload={"ended_on": "2024-07-17", "outcome": "Đã đậy nắp"},
        )
    )
    after = browser.get("/")
    assert WELL["what"] not in words(after)
    assert "count-urgent" not in after.text


@pytest.mark.parametrize("who", ["clerk", "district_officer", "other_officer", "province_leader"])
def test_not_on_the_first_page_of_others(world: World, client_for: Browser, who: str) -> None:
    tell(visiting(world), "edu_member")
    assert WELL["what"] not in words(client_for(who).get("/"))


@pytest.mark.parametrize("page", ["/", "/dangers/"])
def test_a_page_asks_again_and_hears_only_what_is_new(world: World, client_for: Browser, page: str) -> None:
    case, leader = visiting(world), client_for("leader")

    def asks(text: str) -> str:
        found = re.search(r'hx-get="([^"]+)"', text)
        assert found
        return found.group(1).replace("&amp;", "&")

    address = asks(leader.get(page).text)
    quiet = leader.get(address)
    assert (quiet.status_code, quiet.data) == (204, b"")
    tell(case, "edu_member")
    told = leader.get(address)
    assert told.status_code == 200
    assert WELL["what"] in words(told)
    assert "1 nguy hiểm khẩn cấp, 1 chưa ai nhận xử lý." in words(told)
    assert leader.get(asks(told.text)).status_code == 204


def test_the_first_page_shows_the_first_ones_and_counts_all(
    world: World, client_for: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presenters, "SHOWN", 1)
    case, leader = visiting(world), client_for("leader")
    tell(case, what="Nguy hiểm thứ nhất")
    tell(case, what="Nguy hiểm thứ hai")
    page = leader.get("/")
    assert page.text.count('class="row-link" id="danger-') == 1
    assert "Xem tất cả 2 nguy hiểm" in words(page)
    assert "2 nguy hiểm khẩn cấp, 2 chưa ai nhận xử lý." in words(page)
    assert 'count-urgent">2<' in page.text
    seen = re.search(r'hx-get="(/dangers/urgent[^"]+)"', page.text)
    assert seen
    tell(case, what="Nguy hiểm thứ ba")
    assert leader.get(seen.group(1)).status_code == 200, "one more that is not shown is told of"


def test_a_later_page_asks_again_for_itself(world: World, client_for: Browser) -> None:
    tell(visiting(world))
    page = client_for("leader").get("/dangers/?all=1&after=abc").text
    asked = re.search(r'hx-get="([^"]+)"', page)
    assert asked
    assert {"all=1", "after=abc"} <= set(asked.group(1).partition("?")[2].replace("&amp;", "&").split("&"))


def test_the_list_holds_what_is_over_only_when_asked(world: World, client_for: Browser) -> None:
    case, officer = visiting(world), client_for("officer")
    row = tell(case)
    ended = {"ended_on": "17/7/2024", "outcome": "Đã đậy nắp", "version": "1"}
    assert officer.post(f"/cases/danger/{row.id}/end", ended).status_code == 303
    assert WELL["what"] not in words(officer.get("/dangers/"))
    assert WELL["what"] in words(officer.get("/dangers/?all=1"))
    assert "Đã đậy nắp" in words(officer.get(f"/dangers/{row.id}"))


def test_on_the_page_of_its_visit(world: World, client_for: Browser) -> None:
    case = visiting(world)
    page = f"/visits/{case.visit.id}"
    lead = client_for("lead")
    assert "Chưa báo nguy hiểm nào trong buổi này." in words(lead.get(page))
    tell(case)
    assert WELL["what"] in words(lead.get(page))
    assert WELL["what"] not in words(client_for("district_officer").get(page))
