"""Drafts that go back with a reason and a place, and what changed since they were submitted."""

from collections.abc import Callable

import pytest
from pytest_bdd import parsers, scenarios, step

from rasoat.papers import marking, operations, presenters, versions
from rasoat.papers.marking import Piece, Told
from rasoat.papers.models import PaperCase
from tests.papers import replaced, samples
from tests.papers.samples import outside, result
from tests.web.browse import Client, words
from tests.world import World

pytestmark = pytest.mark.usefixtures("database")  # steps ask too late for its two kinds

scenarios("papers_tra_lai_so_sanh.feature")

Browser = Callable[[str], Client]
CLOSING = "result.closing"


@pytest.fixture
def told(world: World) -> samples.Told:
    outside(world)
    found = result(world)
    found.fire("check", "officer")
    return found


def changed(told: samples.Told) -> list[marking.Change]:
    """The blocks that differ between the two last versions."""
    found = told.world.see(lambda s: versions.two(s, s.get_one(PaperCase, told.paper_id)))
    assert found is not None
    return [one for one in marking.compare(found[0], found[1]) if one.standing != "same"]


def reword(told: samples.Told, text: str) -> None:
    officer = told.world.as_("officer")
    told.edit(
        lambda s, v: operations.change_block(
            s, officer, told.paper_id, v, CLOSING, text, footnotes=[], visibility="public"
        )
    )


@step("chuyên viên đã soạn thông báo kết quả và trình lần 1 ngày 5/8/2024")
def _submitted(told: samples.Told) -> None:
    assert len(told.world.see(lambda s: versions.versions_of(s, told.paper_id))) == 1


@step(parsers.parse('lãnh đạo trả lại đoạn kết với lý do "{reason}"'))
def _return(told: samples.Told, reason: str) -> None:
    told.fire("return_paper", "leader", reason=reason, block=CLOSING)


@step(parsers.parse('chuyên viên thấy lý do "{reason}" tại đoạn kết'))
def _seen(told: samples.Told, reason: str, client_for: Browser) -> None:
    page = client_for("officer").get(f"/papers/{told.paper_id}/edit").text
    block = page.split(f'id="block-{CLOSING}"')[1].split("</article>")[0]
    assert f"Phải sửa: {reason}" in block
    assert f'href="#block-{CLOSING}"' in page


@step(parsers.parse('chuyên viên viết lại đoạn kết "{text}"'))
def _reword(told: samples.Told, text: str) -> None:
    reword(told, text)


@step(parsers.parse('so với bản trình lần 1 đoạn kết có thêm "{text}"'))
def _inserted(told: samples.Told, text: str, client_for: Browser) -> None:
    (one,) = changed(told)
    assert one.id == CLOSING
    assert any(piece.kind == "ins" and text in piece.text for piece in one.pieces)
    page = client_for("officer").get(f"/papers/{told.paper_id}/changes").text
    assert "<ins>" in page
    assert "[thêm]" in page


@step("chuyên viên trình lại")
def _again(told: samples.Told) -> None:
    told.fire("check", "officer")


@step(parsers.parse("lãnh đạo thấy {count:d} đoạn đã sửa"))
def _count(told: samples.Told, count: int, client_for: Browser) -> None:
    assert len(changed(told)) == count
    leader = client_for("leader")
    assert "Chỗ đã sửa giữa các lần trình" in words(leader.get(f"/papers/{told.paper_id}"))
    assert "bản trình sau đó" in words(leader.get(f"/papers/{told.paper_id}/changes"))


@step("lý do trả lại không còn hiện")
def _forgotten(told: samples.Told) -> None:
    assert (told.notice.return_reason, told.notice.returned_block) == ("", "")


@step("đoạn kết ghi người sửa là chuyên viên")
def _touched(told: samples.Told) -> None:
    said = told.world.see(lambda s: presenters.touched_by(s, told.notice.touched))
    assert said[CLOSING].startswith("Hoàng Thị Thử sửa lúc")


@step("thông báo được ban hành")
def _issue(told: samples.Told) -> None:
    told.fire("approve", "leader")
    told.fire("number", "clerk", issued_on=samples.ISSUED_ON)
    replaced.let_out(told, samples.ISSUED_ON)


@step("huyện Chi Lăng không xem được chỗ đã sửa")
def _hidden(told: samples.Told, client_for: Browser) -> None:
    unit = client_for("district_officer")
    assert unit.get(f"/papers/{told.paper_id}").status_code == 200
    assert unit.get(f"/papers/{told.paper_id}/changes").status_code == 404
    assert "Chỗ đã sửa" not in words(unit.get(f"/papers/{told.paper_id}"))


def test_the_page_that_sends_it_back(told: samples.Told, client_for: Browser) -> None:
    leader, path = client_for("leader"), f"/papers/{told.paper_id}/return"
    assert f'href="{path}"' in leader.get(f"/papers/{told.paper_id}").text
    refused = leader.post(path, {"reason": "", "block": CLOSING})
    assert refused.status_code == 422
    assert "Nhập lý do trả lại" in words(refused)
    assert leader.post(path, {"reason": "Sai.", "block": "nowhere"}).status_code == 422
    assert leader.post(path, {"reason": "Ghi rõ hạn.", "block": CLOSING}).status_code == 303
    assert (told.notice.return_reason, told.notice.returned_block) == ("Ghi rõ hạn.", CLOSING)
    assert "Ghi rõ hạn." in words(client_for("officer").get(f"/papers/{told.paper_id}/edit"))


def test_before_it_was_submitted_there_is_nothing_to_compare(world: World, client_for: Browser) -> None:
    drafted = result(world)
    assert "Chưa có hai bản" in words(client_for("officer").get(f"/papers/{drafted.paper_id}/changes"))


def test_an_added_and_a_removed_block_are_told_in_their_place() -> None:
    old = [Told("a", "Đoạn văn", "Một."), Told("b", "Đoạn văn", "Hai."), Told("c", "Đoạn văn", "Ba.")]
    new = [Told("a", "Đoạn văn", "Một."), Told("d", "Đoạn văn", "Bốn."), Told("c", "Đoạn văn", "Ba.")]
    found = marking.compare(old, new)
    assert [(one.id, one.standing) for one in found] == [
        ("a", "same"), ("b", "removed"), ("d", "added"), ("c", "same"),
    ]  # fmt: skip


def test_words_are_marked_one_by_one() -> None:
    found = marking.words("Cắm 46 biển tại các điểm.", "Cắm 40 biển tại mọi điểm.")
    assert [piece for piece in found if piece.kind != "same"] == [
        Piece("del", "46"), Piece("ins", "40"), Piece("del", "các"), Piece("ins", "mọi"),
    ]  # fmt: skip
    assert "".join(piece.text for piece in found if piece.kind != "del") == "Cắm 40 biển tại mọi điểm."


def test_texts_of_many_pages_are_told_as_wholly_new() -> None:
    old, new = "một hai " * 3000, "ba bốn " * 3000
    assert [piece.kind for piece in marking.words(old, new)] == ["del", "ins"]
