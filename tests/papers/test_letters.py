"""The letters: the urgent one after a reminder, the reply to a request for more time, the forwarding of a proposal."""

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import col, select

from rasoat.papers import operations, queries
from rasoat.papers.kinds import reminded
from rasoat.proposals.models import Proposal
from rasoat.recommendations.models import Obligation
from rasoat.workflows import CaseRef, fire
from tests.papers.decreed import issue, on
from tests.papers.samples import Told, attempt, messages, print_at_once, result, words_of
from tests.papers.test_kinds import LATE
from tests.papers.test_views import Browser
from tests.web.browse import words
from tests.world import World

# The rules are the same on both databases; the feature is told on both.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

LATER = date(2024, 11, 29)


def letter(told: Told, kind: str, about_id: object, day: date) -> Told:
    """Draft a letter on that day."""
    world, officer = told.world, told.world.as_("officer")
    with on(day):
        drafted = world.do(lambda s: operations.draft_paper(s, officer, kind, about_id))
    return Told(world, told.case, drafted.id)


def test_an_urgent_letter_follows_a_reminder_that_did_not_help(
    owed: tuple[Told, Obligation], client_for: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told, obligation = owed
    print_at_once(monkeypatch)
    with on(LATE):
        assert "sau khi đã đôn đốc bằng công văn" in messages(
            attempt(lambda: letter(told, "urgent", obligation.id, LATE))
        )
    first = letter(told, "reminder", obligation.id, LATE)
    with on(LATE):
        assert "đang soạn" in messages(attempt(lambda: letter(told, "urgent", obligation.id, LATE)))
    issue(first, LATE, tmp_path)
    with on(LATER):
        assert "Soạn công văn đôn đốc khẩn" in words(client_for("officer").get(f"/obligations/{obligation.id}"))
    second = letter(told, "urgent", obligation.id, LATER)
    with on(LATER):
        paper = second.paper
        assert "đang soạn" in messages(attempt(lambda: letter(told, "reminder", obligation.id, LATER)))
    assert paper.urgency == "KHẨN"
    assert paper.subject == "đôn đốc khẩn việc thực hiện kiến nghị tại Thông báo số 01/TB-SLĐTBXH"
    assert "đã đôn đốc việc này tại Công văn số 01/SLĐTBXH-PXH ngày 08/11/2024" in words_of(paper)
    assert "chưa nhận được báo cáo" in words_of(paper)
    with on(LATER):
        second.to_number()
        assert "công văn đôn đốc trước" in messages(
            attempt(lambda: second.fire("number", "clerk", issued_on=date(2024, 11, 7)))
        )
        second.fire("number", "clerk", issued_on=LATER)
    assert "tại Công văn số 01/SLĐTBXH-PXH ngày 08/11/2024" in " ".join(str(second.frozen.snapshot).split())


def _decide(told: Told, obligation: Obligation, trigger: str, day: date, **payload: object) -> None:
    world, ref = told.world, CaseRef("obligation", obligation.id)
    until = {"until": date(2024, 10, 20), "reason": "Chờ bàn giao biển."}
    with on(date(2024, 9, 20)):
        world.do(lambda s: fire(s, ref, "ask_extension", world.as_("district_officer"), payload=until))
    with on(day):
        world.do(lambda s: fire(s, ref, trigger, world.as_("officer"), payload=payload))


def test_only_the_newest_letters_between_two_agencies_are_read(
    owed: tuple[Told, Obligation], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An obligation's page may not read more letters each year."""
    told, obligation = owed
    print_at_once(monkeypatch)
    given = letter(told, "reminder", obligation.id, LATE)
    issue(given, LATE, tmp_path)
    found = told.world.see(lambda s: reminded.last_letter(s, obligation))
    assert found is not None and found.id == given.paper_id
    monkeypatch.setattr(reminded, "LOOKED_AT", 0)
    assert told.world.see(lambda s: reminded.last_letter(s, obligation)) is None


def test_the_reply_says_until_when_more_time_is_granted(
    owed: tuple[Told, Obligation], client_for: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told, obligation = owed
    day = date(2024, 9, 24)
    with on(day):
        assert "Chưa có đề nghị gia hạn" in messages(
            attempt(lambda: letter(told, "extension_reply", obligation.id, day))
        )
    _decide(told, obligation, "grant_extension", day, until=date(2024, 10, 15))
    with on(day):
        assert "Soạn công văn trả lời đề nghị gia hạn" in words(
            client_for("officer").get(f"/obligations/{obligation.id}")
        )
    reply = letter(told, "extension_reply", obligation.id, day)
    paper = reply.paper
    assert (paper.is_letter, paper.addressed_to) == (True, ("Ủy ban nhân dân huyện Chi Lăng",))
    said = words_of(paper)
    for part in ("Ngày 20/9/2024", "gia hạn đến ngày 20/10/2024", "hạn trước: 01/10/2024", "chậm nhất ngày 15/10/2024"):
        assert part in said
    assert paper.subject == "trả lời đề nghị gia hạn thực hiện kiến nghị tại Thông báo số 01/TB-SLĐTBXH"
    assert "việc thực hiện kiến nghị tại khoản 1 mục III Thông báo số 01/TB-SLĐTBXH" in said
    assert "kiến nghị số" not in said, "that number stands in no paper that the addressee has"
    with on(day):
        assert "đang soạn" in messages(attempt(lambda: letter(told, "extension_reply", obligation.id, day)))
    print_at_once(monkeypatch)
    issue(reply, day, tmp_path)
    with on(day):
        assert "đã được trả lời" in messages(attempt(lambda: letter(told, "extension_reply", obligation.id, day)))
    unit = told.world.as_("district_officer")
    assert told.world.see(lambda s: queries.visible(s, reply.paper_id, unit))


def test_the_reply_says_why_no_more_time_is_granted(owed: tuple[Told, Obligation]) -> None:
    told, obligation = owed
    day = date(2024, 9, 24)
    _decide(told, obligation, "refuse_extension", day, reason="Biển đã được bàn giao.")
    said = words_of(letter(told, "extension_reply", obligation.id, day).paper)
    assert "Không đồng ý gia hạn; lý do: biển đã được bàn giao. Thời hạn thực hiện vẫn là ngày 01/10/2024." in said


def test_a_forwarded_proposal_goes_up_with_a_letter_that_the_result_notice_cites(
    world: World, client_for: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    print_at_once(monkeypatch)
    told = result(world)
    row = world.see(lambda s: s.exec(select(Proposal).order_by(col(Proposal.ordinal).desc())).first())
    assert row is not None
    page = f"/proposals/{row.id}"
    day = date(2024, 8, 2)
    with on(day):
        assert "chưa được chuyển" in messages(attempt(lambda: letter(told, "forwarding", row.id, day)))
        payload = {"to_agency": world.agencies["ministry"], "response": "Đề nghị Bộ nâng cấp phần mềm."}
        world.do(lambda s: fire(s, CaseRef("proposal", row.id), "forward", world.as_("leader"), payload=payload))
        assert "Soạn công văn chuyển đề xuất" in words(client_for("officer").get(page))
    sent = letter(told, "forwarding", row.id, day)
    paper = sent.paper
    assert paper.addressed_to == ("Bộ Lao động - Thương binh và Xã hội",)
    assert paper.subject == "đề nghị xem xét, giải quyết đề xuất của UBND huyện Chi Lăng"
    assert "Nâng cấp phần mềm dữ liệu trẻ em." in words_of(paper) and "Đề nghị Bộ nâng cấp phần mềm." in words_of(paper)
    assert not world.see(lambda s: queries.visible(s, sent.paper_id, world.as_("ministry_leader")))
    issue(sent, day, tmp_path)
    for who, sees in (("ministry_leader", True), ("district_officer", True), ("other_officer", False)):
        assert world.see(lambda s, w=who: queries.visible(s, sent.paper_id, world.as_(w))) is sees, who
        found = words(client_for(who).get("/papers/"))
        assert ("giải quyết đề xuất của UBND huyện Chi Lăng" in found) is sees, who
    assert "tại Công văn số 01/SLĐTBXH-PXH ngày 02/8/2024" in words_of(told.paper)
    with on(day):
        assert "Số 01/SLĐTBXH-PXH" in words(client_for("officer").get(page))
        assert "đã được chuyển bằng công văn" in messages(attempt(lambda: letter(told, "forwarding", row.id, day)))
