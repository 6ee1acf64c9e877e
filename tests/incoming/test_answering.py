"""An answer that came on paper: whose it is, who may verify it, one paper for several obligations."""

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

import pytest

from rasoat import clock
from rasoat.accounts import operations as accounts
from rasoat.files.access import attached
from rasoat.incoming import answering
from rasoat.incoming.about import Link
from rasoat.incoming.answering import PaperAnswer
from rasoat.incoming.models import IncomingPaper
from rasoat.recommendations import rounds
from rasoat.recommendations.answering.queries import answers_of
from rasoat.recommendations.models import Obligation
from rasoat.workflows import CaseRef, fire
from tests.incoming.samples import ARRIVED, entered
from tests.papers.samples import AUGUST_5
from tests.recommendations.samples import attempt, followed_up, obligations
from tests.web.browse import Client, inputs, words
from tests.world import World

DAY = date(2024, 9, 20)
SIGNER = "Chu Văn Chi"
REPORT = replace(ARRIVED, arrived_on=DAY, dated=date(2024, 9, 18), subject="Kết quả thực hiện kiến nghị")


@pytest.fixture(autouse=True)
def _on_the_day(_on_august_5: None) -> object:
    with clock.at(datetime(2024, 9, 20, 9, tzinfo=AUGUST_5.tzinfo)):
        yield


@pytest.fixture
def owed(world: World) -> list[Obligation]:
    return obligations(world, followed_up(world).id)


def record(world: World, paper: IncomingPaper, rows: list[Obligation], signer: str = SIGNER) -> object:
    answers = [PaperAnswer(row.id, "met", f"Đã làm xong việc {number}.") for number, row in enumerate(rows, start=1)]
    return world.do(lambda s: answering.record_answers(s, world.as_("officer"), paper.id, signer, answers))


def now(world: World, obligation_id: UUID) -> Obligation:
    return world.see(lambda s: s.get_one(Obligation, obligation_id))


def test_one_report_answers_several_obligations_and_its_typist_verifies_them(
    world: World, owed: list[Obligation]
) -> None:
    paper = entered(world, REPORT)
    record(world, paper, owed[:3])
    for row in owed[:3]:
        [answer] = world.see(lambda s, row=row: answers_of(s, row.id))
        assert (answer.signer, answer.incoming_id, answer.agency_id) == (SIGNER, paper.id, row.addressee_id)
        assert (answer.answered_on, answer.paper) == (date(2024, 9, 18), "Báo cáo số 125/BC-UBND ngày 18/09/2024")
        assert len(world.see(lambda s, answer=answer: attached(s, rounds.ANSWER, answer.id))) == 1
        seen = {"verdict": "met", "evidence": "Đã xem tại chỗ."}
        ref = CaseRef("obligation", row.id)
        world.do(lambda s, ref=ref, seen=seen: fire(s, ref, "verify", world.as_("officer"), payload=seen))
        assert now(world, row.id).verdict == "met"
    assert now(world, owed[3].id).status == "issued"


def test_whoever_signed_it_does_not_verify_it(world: World, owed: list[Obligation]) -> None:
    officer = world.as_("officer")
    name = world.see(lambda s: accounts.queries.full_names(s, [officer.user_id]))[officer.user_id]
    record(world, entered(world, REPORT), owed[:1], signer=f"  {name.upper()} ")
    ref, seen = CaseRef("obligation", owed[0].id), {"verdict": "met", "evidence": "Đã xem."}
    assert "cùng họ tên với người ký" in attempt(
        lambda: world.do(lambda s: fire(s, ref, "verify", officer, payload=seen))
    )
    world.do(lambda s: fire(s, ref, "verify", world.as_("lead"), payload=seen))


def test_people_of_the_signers_agency_do_not_verify_it(world: World, owed: list[Obligation]) -> None:

    record(world, entered(world, REPORT), owed[:1])
    ref, seen = CaseRef("obligation", owed[0].id), {"verdict": "met", "evidence": "Đã xem."}
    told = attempt(lambda: world.do(lambda s: fire(s, ref, "verify", world.as_("district_officer"), payload=seen)))
    assert "case.not_allowed" in told


def test_a_paper_from_before_the_notice_answers_nothing(world: World, owed: list[Obligation]) -> None:
    paper = entered(world, replace(REPORT, dated=date(2024, 8, 14)))
    assert world.see(lambda s: answering.candidates(s, world.as_("officer"), paper)) == []
    assert "trước ngày gửi nội dung này" in attempt(lambda: record(world, paper, owed[:1]))


def test_all_or_none_are_recorded(world: World, owed: list[Obligation]) -> None:
    paper = entered(world, REPORT)
    record(world, paper, owed[1:2])
    told = attempt(lambda: record(world, paper, owed[:2]))
    assert "khi hồ sơ đang “Đã báo cáo, chờ xác minh”" in told
    assert now(world, owed[0].id).status == "issued"


@pytest.mark.parametrize("who", ["clerk", "leader", "district_officer", "ministry_leader"])
def test_only_an_officer_of_the_receiver_records_it(world: World, owed: list[Obligation], who: str) -> None:
    paper, answers = entered(world, REPORT), [PaperAnswer(owed[0].id, "met", "Đã làm.")]
    told = attempt(lambda: world.do(lambda s: answering.record_answers(s, world.as_(who), paper.id, SIGNER, answers)))
    assert told.split()[0] in ("forbidden", "not_found")


def test_what_a_paper_may_answer_follows_from_its_author_and_its_case(world: World, owed: list[Obligation]) -> None:
    officer = world.as_("officer")
    district = entered(world, REPORT)
    of_case = entered(world, replace(REPORT, reference="7/BC-X", author="Công ty Mẫu"), Link("obligation", owed[8].id))
    nobody = entered(world, replace(REPORT, reference="8/BC-X", author="Công ty Mẫu"))

    def found(paper: IncomingPaper) -> list[int]:
        return sorted(row.source_number for row in world.see(lambda s: answering.candidates(s, officer, paper)))

    assert found(district) == [1, 2, 3, 4, 5, 6, 7]
    assert found(of_case) == [8, 9, 10, 11, 12, 13, 14]
    assert found(nobody) == []


def test_the_page_records_what_was_picked(world: World, client_for: object, owed: list[Obligation]) -> None:
    paper = entered(world, REPORT, Link("obligation", owed[0].id))
    officer: Client = client_for("officer")  # type: ignore[operator]
    page = f"/incoming/{paper.id}/answers"
    assert page in officer.get(f"/incoming/{paper.id}").text
    shown = officer.get(page)
    assert "Một văn bản trả lời được nhiều nội dung" in words(shown)
    assert inputs(shown)["answers-0-obligation_id"] == str(owed[0].id)
    rows = {
        "answers-0-obligation_id": str(owed[0].id), "answers-0-claim": "met", "answers-0-text": "Đã cân đối kinh phí.",
        "answers-1-obligation_id": str(owed[1].id), "answers-1-claim": "partly_met", "answers-1-text": "",
    }  # fmt: skip
    refused = officer.post(page, {"signer": SIGNER, **rows})
    assert refused.status_code == 422
    assert "Nhập kết quả thực hiện." in words(refused)
    assert "Đã cân đối kinh phí." in refused.text
    assert officer.post(page, {"signer": SIGNER, **rows, "answers-1-text": "Đã kiểm tra 5 xã."}).status_code == 303
    assert "Đã cân đối" not in words(officer.get(f"/incoming/{paper.id}"))
    told = words(officer.get(f"/obligations/{owed[1].id}"))
    assert "Báo cáo số 125/BC-UBND ngày 18/09/2024, Chu Văn Chi ký" in told
    assert "Văn bản đến" in told
    assert client_for("clerk").get(page).status_code == 403  # type: ignore[operator]
