"""An answer that came on paper: whose it is, who may verify it, one paper for several obligations."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

import pytest
from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.accounts import operations as accounts
from rasoat.files.access import attached
from rasoat.incoming import answering
from rasoat.incoming.about import Link
from rasoat.incoming.answering import PaperAnswer
from rasoat.incoming.models import IncomingPaper
from rasoat.problems import Problem
from rasoat.recommendations import rounds
from rasoat.recommendations.answering.models import Answer, AnswerPart
from rasoat.recommendations.answering.queries import answers_of
from rasoat.recommendations.data import PartReport
from rasoat.recommendations.measures import Measure
from rasoat.recommendations.models import Obligation
from rasoat.recommendations.parts import change_parts
from rasoat.workflows import CaseRef, fire
from tests.bench.reading import noted
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


def measured(world: World, obligation: Obligation) -> None:
    """What is asked has a count, a paper, a state and words."""

    def give(session: Session) -> None:
        row = session.get_one(Obligation, obligation.id)
        count = Measure("cảnh báo đã cắm", "count", "biển", 21, 67)
        change_parts(
            session, row, count, Measure("Kế hoạch", "paper"), Measure("biển Phố Sặt", "state"), "Có phân công."
        )

    world.do(give)


def parts_of(world: World, obligation: Obligation) -> list[tuple[int, float | None, str]]:
    query = select(AnswerPart).join(Answer, col(Answer.id) == col(AnswerPart.answer_id))
    rows = world.see(lambda s: s.exec(query.where(Answer.obligation_id == obligation.id)).all())
    return sorted((row.ordinal, row.reached, row.paper_number) for row in rows)


def test_it_says_how_far_each_part_has_come(world: World, owed: list[Obligation]) -> None:
    measured(world, owed[0])
    paper, officer = entered(world, REPORT), world.as_("officer")
    told = (PartReport(1, 31), PartReport(2, paper_number="12/KH-UBND", paper_dated=date(2024, 9, 1)))
    given = [PaperAnswer(owed[0].id, "partly_met", "Đã cắm thêm biển.", told)]
    world.do(lambda s: answering.record_answers(s, officer, paper.id, SIGNER, given))
    assert parts_of(world, owed[0]) == [(1, 31, ""), (2, None, "12/KH-UBND")]


def test_a_wrong_figure_is_told_at_its_part_and_nothing_is_recorded(world: World, owed: list[Obligation]) -> None:
    measured(world, owed[1])
    paper, officer = entered(world, REPORT), world.as_("officer")
    given = [
        PaperAnswer(owed[0].id, "met", "Đã làm."),
        PaperAnswer(owed[1].id, "met", "Đã cắm.", (PartReport(1, -3),)),
    ]
    with pytest.raises(Problem) as refused:
        world.do(lambda s: answering.record_answers(s, officer, paper.id, SIGNER, given))
    assert [(one.field, one.message) for one in refused.value.reasons] == [
        ("answers-1-parts-0-reached", "Số không được nhỏ hơn 0.")
    ]
    assert {now(world, row.id).status for row in owed[:2]} == {"issued"}


def test_the_page_asks_for_the_figures_of_what_was_picked(
    world: World, client_for: Callable[[str], Client], owed: list[Obligation]
) -> None:
    for row in owed[:2]:
        measured(world, row)
    paper = entered(world, REPORT, Link("obligation", owed[0].id))
    officer, page = client_for("officer"), f"/incoming/{paper.id}/answers"
    shown = inputs(officer.get(page))
    assert {name for name in shown if "-parts-" in name} == {
        f"answers-0-parts-{name}" for name in ("0-ordinal", "0-reached", "1-ordinal", "1-paper_number", "1-paper_dated")
    }
    # The page's script adds a row without the fields of its parts.
    picked = {"answers-1-obligation_id": str(owed[1].id), "answers-1-claim": "met", "answers-1-text": "Đã cắm đủ."}
    given = {**shown, "signer": SIGNER, "answers-0-claim": "partly_met", "answers-0-text": "Đã cắm.", **picked}
    given |= {"answers-0-parts-0-reached": "31"}
    asked = officer.post(page, given)
    assert asked.status_code == 422 and "ghi số văn bản nêu" in words(asked)
    assert inputs(asked)["answers-0-parts-0-reached"] == "31"
    typed = {name: value for name, value in given.items() if name.endswith(("-claim", "-text"))}
    wrong = officer.post(page, {**inputs(asked), **typed, "answers-1-parts-0-reached": "1,5"})
    assert wrong.status_code == 422 and "Số lượng là số nguyên" in words(wrong)
    assert now(world, owed[0].id).status == "issued"
    again = {**inputs(wrong), **typed, "answers-1-parts-0-reached": "67"}
    assert officer.post(page, again).status_code == 303
    assert parts_of(world, owed[0])[0] == (1, 31, "") and parts_of(world, owed[1])[0] == (1, 67, "")
    assert "31/67 biển" in words(officer.get(f"/obligations/{owed[0].id}"))


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_what_it_answered_is_found_by_the_ids(world: World, owed: list[Obligation]) -> None:
    """Whatever the number of obligations: two lists of ids with “or” between them would let all be read."""
    paper = entered(world)
    with world.database.read() as session, noted(world.database.engine) as statements:
        answering.answered_by(session, world.as_("officer"), paper.id)
        statement, values = next((one, given) for one, given in statements.items() if "FROM obligation" in one)
        session.connection().exec_driver_sql("SET LOCAL enable_seqscan = off")
        lines = [row[0] for row in session.connection().exec_driver_sql(f"EXPLAIN {statement}", values).all()]
    at = next(place for place, line in enumerate(lines) if " on obligation" in line)
    assert "Index Cond: (id = " in lines[at + 1], lines
