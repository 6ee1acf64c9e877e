"""The minutes: who was there, what was found, who signs, and nothing printed that nobody has read for children."""

from datetime import timedelta
from pathlib import Path

import pytest

from rasoat.documents.paper import Paragraph
from rasoat.papers import compose, operations, signers, signing_outside
from rasoat.papers.blocks import text_of
from rasoat.papers.kinds import minutes_blocks
from rasoat.papers.models import PaperCase
from tests.papers.decreed import DECIDED_ON, VISIT_ON, held, issue, on, planned
from tests.papers.samples import Told, attempt, messages, print_at_once, words_of
from tests.papers.test_views import Browser
from tests.web.browse import words
from tests.world import World

# The rules are the same on both databases; the feature is told on both.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

AFTER = VISIT_ON + timedelta(days=1)


def make_public(told: Told) -> Told:
    """An officer has read every block that is not printed yet, and makes it public."""
    world, officer = told.world, told.world.as_("officer")
    with on(AFTER):
        for block in world.see(lambda s: compose.compose(s, s.get_one(PaperCase, told.paper_id)).generated):
            if block.visibility == "public" or not isinstance(block, Paragraph):
                continue
            told.edit(
                lambda s, v, b=block: operations.change_block(
                    s, officer, told.paper_id, v, b.id, b.text, footnotes=[], visibility="public"
                )
            )
    return told


def test_they_say_who_was_there_what_was_found_and_what_the_unit_says(world: World) -> None:
    case = held(world)
    with on(AFTER):
        told = case.paper("minutes")
        assert "12 điểm" not in words_of(told.paper), "nobody has read it for children yet"
        why = messages(attempt(lambda: told.fire("check", "officer")))
        assert "Kết quả kiểm tra” chưa được in" in why and "Ý kiến của đơn vị được kiểm tra” chưa được in" in why
        paper = make_public(told).paper
    assert (paper.minutes, paper.symbol, paper.issuer_parent) == (True, "BB-ĐKT", "Sở Lao động - Thương binh và Xã hội")
    assert paper.issuer == ("Đoàn kiểm tra",)
    said = {one.id: text_of(one) for one in paper.blocks}
    assert "Thực hiện Kế hoạch số 07/KH-SLĐTBXH" in said["minutes.lead"]
    assert "hồi 8 giờ 30 ngày 17/3/2026, tại Trụ sở UBND xã Chi Lăng" in said["minutes.lead"]
    assert "Lương Văn Đoàn, Trưởng phòng, Sở LĐTBXH - Trưởng đoàn" in said["minutes.present.team"]
    assert "Nguyễn Văn Xã, Phó Chủ tịch UBND xã" in said["minutes.present.present"]
    assert said["minutes.agreed"] == "Xã có 12 điểm có nguy cơ, 9 điểm có biển."
    assert said["minutes.opinions"] == "Đề nghị hỗ trợ biển cảnh báo."
    assert "kết thúc 16 giờ 30 ngày 17/3/2026" in said["minutes.ended"] and "đọc lại" in said["minutes.ended"]
    assert (paper.signing.position, paper.signing.name) == ("TRƯỞNG ĐOÀN", "Lương Văn Đoàn")
    assert [(one.capacity, one.position, one.name) for one in paper.other_signers] == [
        ("ĐẠI DIỆN", "ĐƠN VỊ ĐƯỢC KIỂM TRA", "Nguyễn Văn Xã"),
        ("TỔ CHỨC, CÁ NHÂN", "CÓ LIÊN QUAN", "Trần Thị Thôn"),
    ]


def test_where_the_unit_does_not_sign_a_witness_does(world: World) -> None:
    case = held(world, refused=True)
    with on(AFTER):
        told = case.paper("minutes")
        assert "Lý do đơn vị không ký” chưa được in" in messages(attempt(lambda: told.fire("check", "officer")))
        paper = make_public(told).paper
    said = words_of(paper)
    assert "không ký biên bản; lý do: chưa nhất trí số liệu." in said
    assert "Lê Văn Chứng, cán bộ mặt trận xã chứng kiến" in said
    assert "không có ý kiến khác" in said
    assert "công nhận đúng và ký tên" not in said
    first = paper.other_signers[0]
    assert (first.capacity, first.position) == ("ĐẠI DIỆN / CHÍNH QUYỀN CẤP XÃ", "HOẶC NGƯỜI CHỨNG KIẾN")
    assert first.name == "Lê Văn Chứng"


def test_what_stands_above_a_signature_fits_into_its_half_of_the_sheet(database_url: str) -> None:
    """An engine that breaks such a line leaves its last word alone. Capitals of 14 pt are some 3.5 mm wide, half a sheet is 80 mm."""
    words_ = minutes_blocks.words()
    lines = [
        line for said in (words_.signs_unit, words_.signs_witness, words_.signs_other) for line in said.split(" / ")
    ]
    assert [line for line in lines if len(line) > 22] == []


def test_the_lead_signs_them_and_nobody_else(
    world: World, client_for: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    print_at_once(monkeypatch)
    case = held(world)
    with on(AFTER):
        told = make_public(case.paper("minutes"))
        told.fire("check", "officer")
        assert "do chính trưởng đoàn ký" in messages(attempt(lambda: told.fire("approve", "leader")))
        assert attempt(lambda: told.fire("approve", "edu_member")).key == "case.not_allowed"
        assert "Duyệt ký" in words(client_for("lead").get(f"/papers/{told.paper_id}"))
        told.fire("approve", "lead")
        told.fire("number", "clerk", issued_on=AFTER)
        assert told.notice.reference == "01/BB-ĐKT"


def test_there_are_none_without_a_session_and_one_for_each(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = planned(world)
    with on(DECIDED_ON):
        assert "Chưa có biên bản ghi tại chỗ" in messages(attempt(lambda: case.paper("minutes")))
    with on(VISIT_ON):
        case.visit_step("open")
        case.fill("minutes", {"agreed": "Đang ghi."})
        assert "chưa kết thúc" in messages(attempt(lambda: case.paper("minutes")))


def test_a_second_one_follows_only_a_later_session(world: World) -> None:
    case = held(world)
    with on(AFTER):
        case.paper("minutes")
        assert "Đã có biên bản đang soạn" in messages(attempt(lambda: case.paper("minutes")))


def test_they_name_the_decision_by_which_the_team_works(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    print_at_once(monkeypatch)
    case = planned(world)
    with on(DECIDED_ON):
        told = case.paper("unit_decision")
    issue(told, DECIDED_ON, tmp_path)
    with on(VISIT_ON):
        case.visit_step("open")
        case.fill(
            "warning_signs", {"points": 12, "signs": 9, "signs_province": 9, "signs_commune": 0, "signs_other": 0}
        )
        case.fill("minutes", {"agreed": "Đủ biển."})
        case.visit_step("close")
        paper = case.paper("minutes").paper
    assert paper.issuer == ("Đoàn kiểm tra", "theo Quyết định", "số 01/QĐ-SLĐTBXH")
    assert "Quyết định số 01/QĐ-SLĐTBXH ngày 10/3/2026" in words_of(paper)
    assert "về kiểm tra chuyên ngành" in words_of(paper)


def test_outside_too_only_the_lead_signs_them(world: World) -> None:
    case = held(world)
    with on(AFTER):
        told = make_public(case.paper("minutes"))
        told.fire("check", "officer")
        people = world.see(lambda s: signers.people(s, s.get_one(PaperCase, told.paper_id), AFTER))
        assert [one.full_name for one in people] == ["Lương Văn Đoàn"]

        def send(who: str) -> None:
            officer, signer = world.as_("officer"), world.as_(who).user_id
            world.do(lambda s: signing_outside.send_to_sign(s, officer, told.paper_id, signer, None))

        assert "do chính trưởng đoàn ký" in messages(attempt(lambda: send("leader")))
        send("lead")
        assert told.notice.status == "outside"
