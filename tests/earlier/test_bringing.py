"""A paper of before becomes an inspection, a paper in the register, and obligations that are followed up."""

from datetime import date
from uuid import UUID

import pytest
from sqlmodel import Session, col, select

from rasoat.documents import register
from rasoat.documents.models import RegisterEntry
from rasoat.earlier import operations, queries
from rasoat.earlier.models import RECOMMENDATION, EarlierNotice
from rasoat.earlier.operations import Asked, Change
from rasoat.followup import climbing
from rasoat.followup.models import STEP, STEP_INSIDE, LadderStep
from rasoat.inspections.models import Inspection
from rasoat.notifying.models import DIGEST, ToldLine
from rasoat.notifying.operations import BY_DAY, MAIL
from rasoat.outbox.models import OutboxItem
from rasoat.papers.kinds import founded
from rasoat.papers.models import PaperCase
from rasoat.problems import Problem
from rasoat.recommendations.models import Obligation
from rasoat.workflows import CaseRef, fire
from tests.earlier.samples import DAY, DUE, TEXT, brought, head_of, received, reviewed
from tests.world import World

TB = "TB"


@pytest.fixture
def numbered(world: World) -> World:
    """The clerk recorded that the numbers of 2023 up to 150 were given on paper."""
    dated = date(2023, 12, 29)
    clerk, dept = world.as_("clerk"), world.agencies["dept"]
    world.do(lambda db: register.reserve_up_to(db, clerk, dept, 2023, TB, 150, dated=dated))
    return world


def obligations(world: World, notice: EarlierNotice) -> list[Obligation]:
    return world.see(lambda db: queries.obligations_of(db, notice))


def test_what_was_read_waits_for_a_person(world: World) -> None:
    notice = received(world)
    assert (notice.number, notice.symbol, notice.issued_on, notice.type) == (112, "TB-SLĐTBXH", DAY, TB)
    assert notice.unit_id == world.agencies["district"] and notice.issuer_id == world.agencies["dept"]
    parts = world.see(lambda db: queries.parts_of(db, notice.id))
    asked = [(one.row.number, [task.addressee_id for task in one.tasks]) for one in parts if one.tasks]
    assert asked == [
        ("a)", [world.agencies["district"]]), ("b)", [world.agencies["district"]]), ("a)", [world.agencies["office"]]),
    ]  # fmt: skip
    assert {task.due_on for one in parts for task in one.tasks} == {DUE, None, date(2023, 11, 15)}


def test_no_line_of_the_text_is_lost(world: World) -> None:
    notice = received(world)
    parts = world.see(lambda db: queries.parts_of(db, notice.id))
    kept = "".join("".join((one.row.number + one.row.text).split()) for one in parts)
    body = TEXT[TEXT.index("Ngày 26/9/2023") : TEXT.index("Nơi nhận")]
    assert all("".join(line.split()) in kept for line in body.splitlines() if line.strip())


def test_it_is_brought_in_with_its_days(numbered: World) -> None:
    notice = brought(numbered)
    inspection = numbered.see(lambda db: db.get_one(Inspection, notice.inspection_id))
    assert (inspection.status, inspection.workflow) == ("following_up", "inspection_earlier")
    rows = obligations(numbered, notice)
    assert [(row.status, row.issued_on, row.brought_on) for row in rows] == [("issued", DAY, date(2024, 7, 17))] * 3
    assert [row.due_on for row in rows] == [DUE, date(2024, 8, 31), date(2023, 11, 15)]


def test_its_number_stands_in_the_register(numbered: World) -> None:
    notice = brought(numbered)
    entry = numbered.see(lambda db: db.get_one(RegisterEntry, notice.entry_id))
    assert (entry.number, entry.year, entry.earlier, entry.note) == (112, 2023, True, "Trước khi dùng hệ thống")
    # The series goes on behind the numbers that were recorded.
    assert numbered.see(lambda db: register.last_number(db, numbered.agencies["dept"], 2023, TB)) == 150


def test_an_own_series_takes_no_number_that_it_has_not_reached(world: World) -> None:
    notice = reviewed(world, received(world))
    with pytest.raises(Problem) as refused:
        bring(world, notice.id)
    assert [one.field for one in refused.value.reasons] == ["number"]


def test_the_line_of_the_last_recorded_number_becomes_that_of_the_paper(numbered: World) -> None:
    notice = brought(numbered, TEXT.replace("112/TB", "150/TB"))
    entry = numbered.see(lambda db: db.get_one(RegisterEntry, notice.entry_id))
    assert entry.subject.startswith("Kết quả kiểm tra") and "từ số 1 đến số 150" in entry.note


def bring(world: World, notice_id: UUID, who: str = "officer") -> None:
    world.do(lambda db: fire(db, CaseRef("earlier", notice_id), "bring_in", world.as_(who)))


def test_letters_cite_the_paper(numbered: World) -> None:
    notice = brought(numbered)

    def cited(db: Session) -> str:
        row = queries.obligations_of(db, notice)[0]
        paper = founded.paper(db, row)
        assert paper is not None
        return founded.in_full(db, row, paper)

    told = numbered.see(cited)
    assert told.startswith("Thông báo số 112/TB-SLĐTBXH ngày 12/10/2023 của ")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_is_missing_is_said_at_once(numbered: World) -> None:
    notice = received(numbered, TEXT.replace("Số: 112/TB-SLĐTBXH\n", ""))
    with pytest.raises(Problem) as refused:
        bring(numbered, notice.id)
    told = " ".join(one.message for one in refused.value.reasons)
    assert "Nhập số của văn bản" in told and "Chưa có hạn: phần 10." in told
    assert "Chưa xác nhận không nhận ra trẻ em nào trong 3 kiến nghị" in told


def test_the_same_paper_comes_once(numbered: World) -> None:
    brought(numbered)
    again = reviewed(numbered, received(numbered, TEXT.replace("tại huyện Chi Lăng\n", "huyện Chi Lăng năm 2023\n")))
    with pytest.raises(Problem) as refused:
        bring(numbered, again.id)
    assert "Đã có văn bản 112/TB-SLĐTBXH cùng cơ quan, cùng năm; trích yếu ở đây là" in refused.value.reasons[0].message


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("state", "status", "verdict"),
    [
        ("", "issued", ""),
        ("answered_met", "answered", ""),
        ("partly_met", "verified", "partly_met"),
        ("met", "verified", "met"),
    ],
)
def test_how_far_it_had_come_is_brought_in(numbered: World, state: str, status: str, verdict: str) -> None:
    notice = reviewed(numbered, received(numbered))
    officer = numbered.as_("officer")
    part = numbered.see(lambda db: queries.recommendations_of(db, notice.id))[0]
    day = date(2024, 2, 20)
    asked = [Asked(numbered.agencies["district"], None, "18 biển được cắm", DUE, "", state, "Đã cắm.", day)]
    numbered.do(
        lambda db: operations.edit_part(
            db, officer, part.row.id, None, kind=RECOMMENDATION, text=part.row.text, asked=asked
        )
    )
    bring(numbered, notice.id)
    row = obligations(numbered, numbered.see(lambda db: db.get_one(EarlierNotice, notice.id)))[0]
    assert (row.status, row.verdict, row.measure) == (status, verdict, "18 biển được cắm")


def test_the_ladder_makes_up_no_missed_steps(numbered: World) -> None:
    """Two are overdue: each is told once, and one letter to each addressee is drafted; leaders hear of them in fifteen days."""
    notice = brought(numbered)
    today = date(2024, 7, 17)
    numbered.do(lambda db: climbing.begin(db, 100))
    numbered.do(lambda db: climbing.take_steps(db, today))
    steps = numbered.see(lambda db: db.exec(select(LadderStep).order_by(col(LadderStep.id))).all())
    assert sorted(row.step for row in steps) == ["letter", "letter", "overdue", "overdue"]
    letters = numbered.see(lambda db: db.exec(select(PaperCase).where(PaperCase.kind == "reminder")).all())
    assert len(letters) == 2
    rows = obligations(numbered, notice)
    # What was missed is one mail of the day for each person, and not one for each thing.
    told = numbered.see(lambda db: db.exec(select(ToldLine).where(col(ToldLine.event).in_([STEP, STEP_INSIDE]))).all())
    assert told and {line.how for line in told if line.account_id} == {DIGEST}
    assert not [one for one in numbered.see(lambda db: db.exec(select(OutboxItem)).all()) if one.kind in (MAIL, BY_DAY)]
    # It is told again five working days after the last time that was counted; the leaders' step is counted from today.
    assert all(row.climbs_on and row.climbs_on > today for row in rows)


def test_a_mistake_is_taken_out_and_brought_in_again(numbered: World) -> None:
    notice = brought(numbered)
    officer = numbered.as_("officer")
    ref = CaseRef("earlier", notice.id)
    was = obligations(numbered, notice)
    numbered.do(lambda db: fire(db, ref, "withdraw", officer, payload={"reason": "Nhập nhầm đơn vị"}))
    assert {numbered.see(lambda db, one=row: db.get_one(Obligation, one.id)).status for row in was} == {"withdrawn"}  # type: ignore[misc]
    entry = numbered.see(lambda db: db.get_one(RegisterEntry, notice.entry_id))
    assert (entry.kind_title, entry.earlier) == (register.OUTSIDE, False)
    numbered.do(lambda db: fire(db, ref, "take_up", officer))
    bring(numbered, notice.id)
    again = numbered.see(lambda db: db.get_one(EarlierNotice, notice.id))
    assert again.entry_id == entry.id and again.inspection_id != was[0].inspection_id
    assert [row.status for row in obligations(numbered, again)] == ["issued"] * 3


def test_what_something_builds_on_stays(numbered: World) -> None:
    notice = brought(numbered)
    first = obligations(numbered, notice)[0]
    numbered.do(lambda db: fire(db, CaseRef("obligation", first.id), "acknowledge", numbered.as_("district_officer")))
    with pytest.raises(Problem) as refused:
        numbered.do(
            lambda db: fire(
                db, CaseRef("earlier", notice.id), "withdraw", numbered.as_("officer"), payload={"reason": "Nhầm"}
            )
        )
    assert "Kiến nghị 1: đơn vị hoặc cơ quan đã làm tiếp" in refused.value.reasons[0].message


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("who", ["leader", "clerk", "edu_officer", "district_officer"])
def test_only_officers_of_the_agency_bring_in(numbered: World, who: str) -> None:
    notice = reviewed(numbered, received(numbered))
    with pytest.raises(Problem):
        bring(numbered, notice.id, who)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_later_steps_of_before_are_refused(numbered: World) -> None:
    row = obligations(numbered, brought(numbered))[0]
    payload = {"verdict": "met", "evidence": "Đã xem."}
    with pytest.raises(Problem) as refused:
        numbered.do(
            lambda db: fire(
                db, CaseRef("obligation", row.id), "earlier_verdict", numbered.as_("officer"), payload=payload
            )
        )
    assert "chỉ thuộc việc đưa văn bản" in refused.value.reasons[0].message


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_day_that_the_paper_does_not_say_has_its_reason(world: World) -> None:
    notice = received(world)
    part = world.see(lambda db: queries.recommendations_of(db, notice.id))[1]
    with pytest.raises(Problem) as refused:
        world.do(
            lambda db: operations.change_many(
                db, world.as_("officer"), notice.id, [part.row.id], Change(due_on=date(2024, 9, 30))
            )
        )
    assert refused.value.reasons[0].field == "due_reason"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_paper_of_tomorrow_is_refused(world: World) -> None:
    notice = received(world)
    head = head_of(notice, issued_on=date(2024, 7, 18))
    with pytest.raises(Problem):
        world.do(lambda db: operations.edit_head(db, world.as_("officer"), notice.id, None, head))
