"""The pages of the tablets: who sees which, and what may be done."""

import pytest

from rasoat.tablets.models import Tablet
from tests.tablets.conftest import Device
from tests.visits.samples import scheduled
from tests.web.browse import inputs, words

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def listed(client_for, username: str, query: str = "") -> str:
    answer = client_for(username).get(f"/tablets/{query}")
    assert answer.status_code == 200
    return words(answer)


def test_everybody_sees_the_own_ones_and_who_looks_after_them_theirs(world, client_for, device_of):
    device_of("lead", "Máy A")
    device_of("edu_member", "Máy B")
    seen = {who: listed(client_for, who) for who in ("admin", "officer", "leader", "edu_leader", "lead", "clerk")}
    assert {who: ("Máy A" in page, "Máy B" in page) for who, page in seen.items()} == {
        "admin": (True, True),
        "officer": (True, False),
        "leader": (True, False),
        "edu_leader": (False, True),
        "lead": (True, False),
        "clerk": (False, False),
    }
    assert "Chưa có máy tính bảng nào" in seen["clerk"]


@on_sqlite
def test_the_leading_agency_looks_after_the_tablets_of_its_teams(world, client_for, device_of):
    """A joint inspection: the member comes from another department, the tablet was lost on this one's trip."""
    device = device_of("edu_member", "Máy B")
    assert client_for("officer").get(f"/tablets/{device.id}/cut-off").status_code == 404
    scheduled(world)
    assert "Máy B" in listed(client_for, "officer")
    assert client_for("officer").post(f"/tablets/{device.id}/cut-off", {"reason": "mất"}).status_code == 303
    assert device.me().status_code == 403
    assert "Máy B" not in listed(client_for, "culture_leader"), "in the plan, but not leading"
    assert "Máy B" not in listed(client_for, "lead"), "in the same team, but looking after nobody"


@on_sqlite
def test_the_list_is_searched_and_filtered(world, client_for, device_of):
    held, _ = device_of("lead", "Máy A"), device_of("clerk", "Máy C")
    held.pulse(1, 0, headers={"Rasoat-Clock": "2001-01-01T00:00:00Z"})
    assert client_for("officer").post(f"/tablets/{held.id}/cut-off", {"reason": "mất"}).status_code == 303

    def shows(query: str) -> tuple[bool, bool]:
        page = listed(client_for, "officer", query)
        return "Máy A" in page, "Máy C" in page

    assert shows("") == shows("?sort=owner") == shows("?state=khac") == (True, True)
    assert shows("?q=luong+van+doan") == shows("?state=cut_off") == shows("?state=waiting") == (True, False)
    assert shows("?state=used") == (False, True)
    assert shows("?q=khong+co+ai") == (False, False)
    page = listed(client_for, "officer")
    assert "Còn 1 bản ghi chưa gửi" in page
    assert "Không còn gì chưa gửi" in page
    assert "Đồng hồ của máy chạy chậm" in page


@on_sqlite
def test_letting_in_again_says_who_cut_it_off_and_why(client_for, device_of):
    device: Device = device_of("lead")
    client_for("officer").post(f"/tablets/{device.id}/cut-off", {"reason": "Bỏ quên trên xe"})
    page = words(client_for("leader").get(f"/tablets/{device.id}/reconnect"))
    assert "người ngắt: Hoàng Thị Thử. Lý do: Bỏ quên trên xe" in page
    assert "phải đăng nhập lại trên máy" in page


@on_sqlite
def test_cutting_off_twice_keeps_the_first_reason(world, client_for, device_of):
    device: Device = device_of("lead")
    for reason in ("Bỏ quên trên xe", "lý do khác"):
        assert client_for("officer").post(f"/tablets/{device.id}/cut-off", {"reason": reason}).status_code == 303
    assert world.see(lambda db: db.get(Tablet, device.id)).cut_off_reason == "Bỏ quên trên xe"


@on_sqlite
def test_a_tablet_gets_a_name_and_an_older_page_overwrites_nothing(client_for, device_of):
    device: Device = device_of("lead")
    url, browser = f"/tablets/{device.id}/label", client_for("lead")
    old = inputs(browser.get(url))
    assert client_for("officer").post(url, {"label": "Máy 2", "version": old["version"]}).status_code == 303
    stale = browser.post(url, {"label": "Máy 3", "version": old["version"]})
    assert stale.status_code == 409
    assert "Máy 3 Máy 2" in words(stale)
    again = inputs(stale)
    assert browser.post(url, {"label": again["label"], "version": again["version"]}).status_code == 303
    assert "Máy 3" in listed(client_for, "lead")
    assert browser.post(url, {"label": "  "}).status_code == 422


@on_sqlite
@pytest.mark.parametrize("username", ["district_officer", "district_leader"])
def test_inspected_units_have_none(client_for, username):
    assert client_for(username).get("/tablets/").status_code == 403


@on_sqlite
@pytest.mark.parametrize("username", ["officer", "lead", "admin"])
def test_the_way_there_is_in_the_navigation(client_for, username):
    assert 'href="/tablets/"' in client_for(username).get("/").text
