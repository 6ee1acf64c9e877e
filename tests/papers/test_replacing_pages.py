"""The pages of a paper that replaces another one."""

from collections.abc import Callable

from rasoat import clock
from tests.papers.replaced import AUGUST_12, decide, fate_of, issue, issued, obligations, replacement
from tests.web.browse import Client, words
from tests.world import World

Browser = Callable[[str], Client]


def test_an_officer_begins_at_the_old_paper_and_decides_on_each(world: World, client_for: Browser) -> None:
    old = issued(world)
    first, second = obligations(world)
    with clock.at(AUGUST_12):
        officer = client_for("officer")
        assert "Soạn văn bản thay thế" in words(officer.get(f"/papers/{old.paper_id}"))
        answer = officer.post(f"/papers/{old.paper_id}/replacement")
        page = words(officer.get(answer.location))
        assert "Thay thế văn bản số 97/TB-SLĐTBXH ngày 05/08/2024" in page
        assert page.count("Chưa chọn") == 2
        new_id = answer.location.split("/")[2]
        # Sent again, the draft that is there is opened.
        assert officer.post(f"/papers/{old.paper_id}/replacement").location == f"/papers/{new_id}"
        fates = f"/papers/{new_id}/fates"
        links = [part.split('"')[0] for part in officer.get(fates).text.split(f'href="{fates}/')[1:]]
        one, other = [link for link in links if link != "new"][:2]
        refused = officer.post(f"{fates}/{one}", {"fate": "withdrawn", "reason": ""})
        assert refused.status_code == 422
        assert "Nhập lý do rút" in words(refused)
        kept = {"fate": "changed", "text": "Cắm 40 biển.", "due_on": "15/11/2024", "measures": "40 biển"}
        assert officer.post(f"{fates}/{one}", kept).status_code == 303
        assert officer.post(f"{fates}/{other}", {"fate": "withdrawn", "reason": "Trùng."}).status_code == 303
        asked = {"addressee_id": str(world.agencies["office"]), "text": "Lập sổ.", "due_on": "15/11/2024"}
        assert officer.post(f"{fates}/new", {**asked, "text": ""}).status_code == 422
        assert officer.post(f"{fates}/new", asked).status_code == 303
        shown = words(officer.get(fates))
        assert "Đổi thành: Cắm 40 biển." in shown
        assert "Lý do rút: Trùng." in shown
        assert "Thêm mới" in shown
    assert first.id != second.id


def test_both_papers_and_the_obligation_show_the_chain(world: World, client_for: Browser) -> None:
    old = issued(world)
    first, second = obligations(world)
    with clock.at(AUGUST_12):
        new = replacement(old)
        assert "văn bản thay thế" not in words(client_for("district_officer").get(f"/papers/{old.paper_id}"))
        assert "Đang có văn bản thay thế , chưa ban hành" in words(client_for("leader").get(f"/papers/{old.paper_id}"))
        for row in (first, second):
            decide(new, row, "kept")
        issue(new, AUGUST_12.date())
        unit = client_for("district_officer")
        told = words(unit.get(f"/papers/{old.paper_id}"))
        assert "Đã được thay thế bằng văn bản số 98/TB-SLĐTBXH ngày 12/08/2024" in told
        assert "Thay thế văn bản số 97/TB-SLĐTBXH" in words(unit.get(f"/papers/{new.paper_id}"))
        story = words(unit.get(f"/obligations/{first.id}"))
        assert "Số 98/TB-SLĐTBXH ngày 12/08/2024 Đã ban hành" in story
        assert "Số 97/TB-SLĐTBXH ngày 05/08/2024 Đã bị thay thế" in story


def test_an_older_page_changes_nothing(world: World, client_for: Browser) -> None:
    old = issued(world)
    first, second = obligations(world)
    with clock.at(AUGUST_12):
        new = replacement(old)
        version, row = new.notice.version, fate_of(new, first.id)
        decide(new, second, "kept")
        sent = {"fate": "kept", "version": str(version)}
        answer = client_for("officer").post(f"/papers/{new.paper_id}/fates/{row.id}", sent)
        assert answer.status_code == 409
        assert fate_of(new, first.id).fate == ""


def test_nobody_else_comes_to_these_pages(world: World, client_for: Browser) -> None:
    old = issued(world)
    with clock.at(AUGUST_12):
        new = replacement(old)
        assert client_for("leader").get(f"/papers/{new.paper_id}/fates").status_code == 403
        assert client_for("district_officer").get(f"/papers/{new.paper_id}/fates").status_code in (403, 404)
        assert client_for("officer").get(f"/papers/{old.paper_id}/fates").status_code == 409
