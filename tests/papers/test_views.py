"""The notices' pages as people use them, without scripts."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from rasoat import clock
from rasoat.documents import layout, pdf
from rasoat.documents.paper import Heading, Paper
from rasoat.papers import blocks, operations, queries
from rasoat.papers.models import PaperCase
from rasoat.problems import Problem
from tests.papers.samples import CHILD_WORDS, Told, outside, prepared, print_at_once, result, result_to_number, schedule
from tests.visits.samples import scheduled
from tests.web.browse import Client, words
from tests.world import World

Browser = Callable[[str], Client]


@pytest.fixture
def printer(monkeypatch: pytest.MonkeyPatch) -> None:
    print_at_once(monkeypatch)


def address(told: Told, *more: str) -> str:
    return "/".join([f"/papers/{told.paper_id}", *more])


def test_empty_lists_tell_what_to_do(world: World, client_for: Browser) -> None:
    assert "soạn từ trang kế hoạch" in words(client_for("officer").get("/papers/"))
    assert "Chưa nhận văn bản nào" in words(client_for("district_officer").get("/papers/"))


def test_the_schedule_is_drafted_from_the_plan(world: World, client_for: Browser) -> None:
    plan_id = scheduled(world).inspection.plan_id
    page = client_for("officer").get(f"/plans/{plan_id}")
    assert "Soạn thông báo lịch" in words(page)
    browser = client_for("officer")
    answer = browser.post("/papers/draft", {"kind": "schedule", "about_id": str(plan_id)})
    assert answer.status_code == 303
    composer = browser.get(answer.location)
    assert "Ủy ban nhân dân huyện Chi Lăng" in words(composer)
    assert "Soạn thông báo lịch" not in words(browser.get(f"/plans/{plan_id}"))
    assert "Soạn thông báo lịch" not in words(client_for("leader").get(f"/plans/{plan_id}"))


def test_the_result_is_drafted_from_the_inspection(world: World, client_for: Browser) -> None:
    case = scheduled(world)
    tab = f"/papers/of/{case.inspection_id}"
    assert "tổng hợp kết quả trước" in words(client_for("officer").get(tab))
    browser = client_for("officer")
    refused = browser.post("/papers/draft", {"kind": "result", "about_id": str(case.inspection_id)})
    assert refused.status_code == 422
    assert (
        client_for("clerk").post("/papers/draft", {"kind": "result", "about_id": str(case.inspection_id)}).status_code
        == 403
    )


def test_the_tab_offers_the_draft_and_then_shows_it(world: World, client_for: Browser) -> None:
    case = prepared(world)
    browser = client_for("officer")
    tab = f"/papers/of/{case.inspection_id}"
    assert 'name="kind" value="result"' in browser.get(tab).text
    answer = browser.post("/papers/draft", {"kind": "result", "about_id": str(case.inspection_id)})
    assert answer.status_code == 303
    assert "(tại UBND huyện Chi Lăng)" in words(browser.get(tab))
    assert 'name="kind" value="result"' not in browser.get(tab).text


def test_each_block_shows_what_it_rests_on(world: World, client_for: Browser) -> None:
    told = result(world)
    page = client_for("officer").get(address(told, "edit"))
    assert f"/visits/{told.case.visit.id}" in page.text
    assert "Dựa trên 2 hồ sơ" in words(page)
    assert CHILD_WORDS in words(page)
    assert "Không in. Liên quan trẻ em" in words(page)


def test_a_block_is_changed_reset_hidden_moved_and_one_is_added(world: World, client_for: Browser) -> None:
    told, browser = result(world), client_for("officer")

    def arrange(act: str, block: str = "") -> None:
        data = {"act": act, "block": block, "version": str(told.notice.version)}
        assert browser.post(address(told, "arrange"), data).status_code == 303

    def shown() -> list[str]:
        return [b.id for b in told.paper.blocks]

    form = {"words": "Kết luận mới.", "visibility": "public", "version": str(told.notice.version)}
    assert browser.post(address(told, "blocks", "result.closing"), form).status_code == 303
    assert "Kết luận mới." in words(browser.get(address(told, "edit")))
    assert "Đã sửa" in words(browser.get(address(told, "edit")))
    arrange("reset", "result.closing")
    assert "Kết luận mới." not in words(browser.get(address(told, "edit")))
    arrange("hide", "result.closing")
    assert "result.closing" not in shown()
    arrange("show", "result.closing")
    before = shown()
    arrange("up", "result.closing")
    assert shown().index("result.closing") == before.index("result.closing") - 1
    arrange("reset_order")
    assert shown() == before
    new = {"kind": "bullets", "words": "Ý một\nÝ hai", "version": str(told.notice.version)}
    assert browser.post(address(told, "blocks") + "?after=result.lead", new).status_code == 303
    assert blocks.text_of(told.paper.blocks[1]) == "Ý một\nÝ hai"
    arrange("reset_all")
    assert told.notice.edits == {}


def test_bad_words_are_refused_and_kept(world: World, client_for: Browser) -> None:
    told, browser = result(world), client_for("officer")
    form = {"words": " ", "visibility": "public", "version": str(told.notice.version)}
    assert browser.post(address(told, "blocks", "result.closing"), form).status_code == 422
    table = next(b.id for b in _generated(told) if b.type == "table")
    form["words"] = "Một | Hai\nchỉ có một ô"
    answer = browser.post(address(told, "blocks", table), form)
    assert answer.status_code == 422
    assert "chỉ có một ô" in answer.text
    assert "ngăn các ô bằng dấu" in words(answer)
    assert browser.get(address(told, "blocks", "no.such")).status_code == 409
    assert browser.post(address(told, "arrange"), {"act": "dance", "version": "1"}).status_code == 400


def _generated(told: Told) -> list[Any]:
    from rasoat.papers import compose

    return told.world.see(lambda s: compose.generate(s, s.get_one(PaperCase, told.paper_id)))


def test_a_stale_edit_shows_both_and_overwrites_nothing(world: World, client_for: Browser) -> None:
    told, browser = result(world), client_for("officer")
    old = str(told.notice.version)
    told.edit(
        lambda s, v: operations.change_block(
            s,
            world.as_("officer2"),
            told.paper_id,
            v,
            "result.closing",
            "Của đồng nghiệp.",
            footnotes=[],
            visibility="public",
        )
    )
    mine = {"words": "Của tôi.", "visibility": "public", "version": old}
    answer = browser.post(address(told, "blocks", "result.closing"), mine)
    assert answer.status_code == 409
    assert "Của tôi." in words(answer)
    assert "Của đồng nghiệp." in words(answer)
    assert "Lý Văn Nháp" in words(answer)
    assert blocks.text_of(told.paper.blocks[-1]) == "Của đồng nghiệp."
    version = re.search(r'name="version"[^>]*value="(\d+)"', answer.text)
    assert version is not None
    mine["version"] = version[1]
    assert browser.post(address(told, "blocks", "result.closing"), mine).status_code == 303
    assert blocks.text_of(told.paper.blocks[-1]) == "Của tôi."
    stale = browser.post(address(told, "arrange"), {"act": "hide", "block": "result.closing", "version": old})
    assert "Xem lại bản mới" in words(browser.get(stale.location))
    assert blocks.text_of(told.paper.blocks[-1]) == "Của tôi."


def test_the_head_is_edited_and_stale_heads_show_both(world: World, client_for: Browser) -> None:
    told, browser = result(world), client_for("officer")
    form = {
        "subject": "Kết quả kiểm tra",
        "symbol": "TB-SLĐTBXH",
        "place": "Lạng Sơn",
        "recipients": "UBND tỉnh (b/c)\nUBND huyện Chi Lăng",
        "archive": "VT, PXH",
        "position": "PHÓ GIÁM ĐỐC",
        "capacity": "KT. GIÁM ĐỐC",
        "signer": "Nông Văn Mẫu",
        "version": str(told.notice.version),
    }
    assert browser.post(address(told, "head"), form).status_code == 303
    assert told.paper.recipients == ("UBND tỉnh (b/c)", "UBND huyện Chi Lăng")
    form["archive"] = "VT"
    answer = browser.post(address(told, "head"), form)
    assert answer.status_code == 409
    assert "Hai bản khác nhau" in words(answer)
    assert told.paper.archive == "VT, PXH"
    assert browser.post(address(told, "head"), {**form, "signer": ""}).status_code == 422


def test_the_clerk_numbers_and_the_paper_is_out(world: World, client_for: Browser, printer: None) -> None:
    outside(world)
    told, browser = result_to_number(world), client_for("clerk")
    page = browser.get(address(told, "number"))
    assert "Số tiếp theo của dãy TB trong sổ: 97" in words(page)
    wrong = browser.post(address(told, "number"), {"issued_on": "31/8/2024", "version": str(told.notice.version)})
    assert wrong.status_code == 422
    assert "không thể sau hôm nay" in words(wrong)
    done = browser.post(address(told, "number"), {"issued_on": "5/8/2024", "version": str(told.notice.version)})
    assert done.status_code == 303
    assert "Đã ban hành thông báo 97/TB-SLĐTBXH" in words(browser.get(done.location))
    file = client_for("district_officer").get(address(told, "paper.pdf"))
    assert file.mimetype == "application/pdf"
    assert file.data.startswith(b"%PDF")
    assert told.frozen.snapshot_sha256 in words(browser.get(address(told)))


def test_a_broken_engine_leaves_a_button_to_try_again(
    world: World, client_for: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    told, browser = result_to_number(world), client_for("clerk")
    with monkeypatch.context() as patch:
        patch.setattr(pdf.shutil, "which", lambda _program: None)
        data = {"issued_on": "5/8/2024", "version": str(told.notice.version)}
        page = browser.get(browser.post(address(told, "number"), data).location)
    assert "Tạo lại tệp" in words(page)
    assert "Đang tạo tệp" in words(page)
    assert "Tạo lại tệp" not in words(client_for("officer").get(address(told)))
    print_at_once(monkeypatch)
    again = browser.post(address(told, "render"))
    assert "Đã ban hành thông báo 01/TB-SLĐTBXH" in words(browser.get(again.location))


def test_the_inspected_authority_reads_what_was_issued(world: World, client_for: Browser, printer: None) -> None:
    told = result(world)
    stranger, unit = client_for("other_officer"), client_for("district_officer")
    assert unit.get(address(told)).status_code == 404
    told.to_number()
    client_for("clerk").post(address(told, "number"), {"issued_on": "5/8/2024", "version": str(told.notice.version)})
    page = unit.get(address(told))
    assert "46 điểm chưa có biển" in words(page)
    assert CHILD_WORDS not in words(page)
    assert "Nhật ký" not in words(page)
    assert "01/TB-SLĐTBXH" in words(unit.get("/papers/?q=ket+qua+kiem+tra"))
    assert stranger.get(address(told)).status_code == 404
    assert stranger.get(address(told, "paper.pdf")).status_code == 404
    assert unit.get(address(told, "edit")).status_code == 403


def test_the_list_filters(world: World, client_for: Browser) -> None:
    schedule(world)
    browser = client_for("officer")
    for query, found in (
        ("kind=schedule", True),
        ("kind=result", False),
        ("status=drafted", True),
        ("status=issued&kind=schedule", False),
        ("year=2024", True),
        ("year=2023", False),
        ("q=lich+kiem+tra", True),
        ("q=khong+co", False),
    ):
        assert (
            "/papers/" in "".join(re.findall(r'row-link" href="([^"]+)"', browser.get(f"/papers/?{query}").text))
        ) is found


def test_a_draft_of_new_year_s_morning_is_of_the_new_year(world: World, client_for: Browser) -> None:
    case = prepared(world)
    with clock.at(datetime(2024, 12, 31, 18, tzinfo=UTC)):
        world.do(lambda s: operations.draft_paper(s, world.as_("officer"), "result", case.inspection_id))
    for year, found in ((2025, True), (2024, False)):
        assert ("row-link" in client_for("officer").get(f"/papers/?kind=result&year={year}").text) is found
    assert world.see(lambda s: queries.years(s, queries.visible_to(world.as_("officer")))) == [2025, 2024]


def test_the_register_is_read_and_begun(world: World, client_for: Browser, printer: None) -> None:
    clerk = client_for("clerk")
    assert "Ghi số đã cấp ngoài hệ thống" in words(clerk.get("/papers/register"))
    form = {"series": "TB", "year": "2024", "last": "96", "dated": "11/7/2024", "reason": "Sổ giấy"}
    assert clerk.post("/papers/register/outside", form).status_code == 303
    again = clerk.post("/papers/register/outside", form)
    assert again.status_code == 422
    assert "Số 96 năm 2024 đã được cấp" in words(again)
    told = result_to_number(world)
    clerk.post(address(told, "number"), {"issued_on": "5/8/2024", "version": str(told.notice.version)})
    page = client_for("officer").get("/papers/register?year=2024&q=ket+qua")
    assert "97/TB-SLĐTBXH" in words(page)
    assert "Sổ giấy" not in words(page)
    in_order, found = (words(client_for("officer").get(f"/papers/register?year=2024{more}")) for more in ("", "&q=tb"))
    assert in_order.index("96") < in_order.index("97/TB") and found.index("97/TB") < found.index("96")
    assert page.text.count('<th scope="col"') == 10
    assert client_for("officer").get("/papers/register/outside").status_code == 403
    assert client_for("edu_leader").get("/papers/register").status_code == 200
    assert "97/TB" not in words(client_for("edu_leader").get("/papers/register"))


def test_headings_and_notes_are_in_the_preview(world: World, client_for: Browser) -> None:
    told = result(world)
    page = client_for("officer").get(address(told))
    assert "III. KIẾN NGHỊ CỦA ĐOÀN KIỂM TRA" in words(page)
    assert "DỰ THẢO" in words(page)
    assert any(isinstance(b, Heading) for b in told.paper.blocks)
    assert world.see(lambda s: len(queries.papers_about(s, "inspection", told.case.inspection_id))) == 1


def test_a_draft_out_of_form_is_refused_before_it_has_a_number(
    world: World, client_for: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The officer, the leader and the clerk are each told which words; nothing moves, no number is used."""
    told = result(world)
    print_at_once(monkeypatch)
    wrong = layout.Deviation("ô bảng", "cỡ chữ 13-14", "9.20", 2, "t", "Tệp bao_cao")
    with monkeypatch.context() as patch:
        patch.setattr(layout, "measure", lambda *_: [wrong])
        own, general = address(told, "number"), f"/cases/notice/{told.paper_id}"
        steps = (("officer", "check", general), ("leader", "approve", general), ("clerk", "number", general))
        for who, trigger, at in (*steps, ("clerk", "number", "")):
            path = f"{at}/{trigger}" if at else own
            before = told.notice
            data = {"issued_on": "5/8/2024", "version": str(before.version)}
            refused = client_for(who).post(path, data)
            assert refused.status_code == 422, trigger
            assert "“Tệp bao_cao” (ô bảng, trang 2): cần cỡ chữ 13-14; in ra 9.20." in words(refused)
            assert told.notice.status == before.status
            if trigger != "number":
                told.fire(trigger, who)
    assert told.notice.number is None
    client_for("clerk").post(address(told, "number"), {"issued_on": "5/8/2024", "version": str(told.notice.version)})
    assert told.notice.status == "issued"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_text_that_no_engine_prints_gets_no_number(
    world: World, client_for: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once it had its number there would be no way back: nothing but the issue, which needs the file."""
    told = result(world)

    def gives_up(_paper: Paper, engine: pdf.PdfEngine, *_more: object, **_how: object) -> bytes:
        raise Problem("pdf.failed", engine=engine.name, why="quá thời gian 60 giây")

    own, general = address(told, "number"), f"/cases/notice/{told.paper_id}"
    steps = (("officer", f"{general}/check"), ("leader", f"{general}/approve"), ("clerk", f"{general}/number"))
    with monkeypatch.context() as patch:
        patch.setattr(pdf, "paper_to_pdf", gives_up)
        for who, path in (*steps, ("clerk", own)):
            data = {"issued_on": "5/8/2024", "version": str(told.notice.version)}
            refused = client_for(who).post(path, data)
            assert refused.status_code == 422, path
            assert "Không in được văn bản này ra PDF: quá thời gian 60 giây" in words(refused)
            if path != own and not path.endswith("number"):
                told.fire(path.rpartition("/")[2], who)
    assert told.notice.number is None


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_server_without_an_engine_gives_the_number(
    world: World, client_for: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = result_to_number(world)

    def missing(*_args: object) -> list[pdf.PdfEngine]:
        raise Problem("pdf.engine_missing", engine="pdfkit")

    monkeypatch.setattr(pdf, "usable", missing)
    data = {"issued_on": "5/8/2024", "version": str(told.notice.version)}
    assert client_for("clerk").post(address(told, "number"), data).status_code == 303
    assert told.notice.status == "numbered"
