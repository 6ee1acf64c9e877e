"""The ladder: which steps come when, each once, whatever happens to the program and its clock."""

from collections import Counter
from datetime import date, datetime
from uuid import UUID

import pytest
from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.followup import climbing, operations, queries, stopping
from rasoat.followup import ladder as stored
from rasoat.followup.models import STOPPED, LadderStep, Reminder
from rasoat.notifying.models import ToldLine
from rasoat.papers import compose
from rasoat.papers.kinds import reminder
from rasoat.papers.models import PaperCase
from rasoat.problems import Problem
from rasoat.procedures import source
from rasoat.procedures.ladder import PRIORITIES
from rasoat.recommendations import retelling
from rasoat.recommendations.answering import operations as answering
from rasoat.recommendations.models import Obligation
from rasoat.recommendations.retelling import ByPaper
from rasoat.workflows import CaseRef, fire
from rasoat.workflows.chains import verify
from tests.papers.samples import words_of
from tests.recommendations.samples import followed_up, obligations
from tests.recommendations.test_pages import play_on
from tests.web.browse import words
from tests.web.conftest import app, client_for, settings  # noqa: F401 - fixtures of the pages
from tests.world import World

# Each rule is the same on both databases; several workers at once are raced on both (tests/races).
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
DUE = date(2024, 11, 6)
[SHIPPED] = [one.value for one in source.read_ladders()]


@pytest.fixture
def followed(world: World) -> World:
    followed_up(world)
    return world


def steps(world: World, *where) -> list[LadderStep]:
    return world.see(lambda s: list(s.exec(select(LadderStep).where(*where).order_by(col(LadderStep.id)))))


def run(world: World, day: date) -> int:
    with clock.use_date(day):
        return operations.remind(world.database, day)


def first(world: World) -> Obligation:
    return world.see(lambda s: s.exec(select(Obligation).order_by(col(Obligation.id))).first())


def test_one_letter_names_everything_that_an_addressee_has_overdue(followed: World) -> None:
    late = date(2024, 11, 20)
    assert run(followed, late) == 2 * 14, "the weekly reminder and the letter"
    letters = followed.see(lambda s: list(s.exec(select(PaperCase).where(PaperCase.kind == reminder.NAME))))
    assert len(letters) == 2
    with clock.use_date(late):
        said = [words_of(followed.see(lambda s, one=one: compose.as_paper(s, one))) for one in letters]
    for letter, text in zip(letters, said, strict=True):
        mine = steps(followed, LadderStep.letter_id == letter.id)
        assert {one.step for one in mine} == {"letter"} and len(mine) == 7
        rows = followed.see(lambda s, m=mine: [s.get_one(Obligation, one.case_id) for one in m])
        assert len({row.addressee_id for row in rows}) == 1
        assert all(row.source_text.rstrip(".") in text for row in rows)
        assert letter.subject == "đôn đốc thực hiện 7 nội dung đã quá hạn"
        assert letter.drafted_by is None and letter.status == "drafted"
    told = followed.see(lambda s: list(s.exec(select(ToldLine).where(ToldLine.event == "ladder_step_inside"))))
    officers = {followed.as_(name).user_id for name in ("officer", "officer2")}
    assert Counter(one.account_id for one in told) == dict.fromkeys(officers, 2), "once for each letter"
    assert run(followed, late) == 0
    assert followed.see(lambda s: list(verify(s))) == []


def test_the_page_of_everything_that_a_letter_names_leads_to_it(followed: World, client_for) -> None:  # noqa: F811
    late = date(2024, 11, 20)
    run(followed, late)
    letter = followed.see(lambda s: s.exec(select(PaperCase).where(PaperCase.kind == reminder.NAME)).first())
    named = [
        one.case_id for one in steps(followed, LadderStep.letter_id == letter.id) if one.case_id != letter.about_id
    ]
    with clock.use_date(late):
        page = client_for("officer").get(f"/obligations/{named[0]}").text
        unit = client_for("district_officer").get(f"/obligations/{named[0]}").text
    panel = page[page.index('id="papers-reminder"') :].partition("</section>")[0]
    assert f'href="/papers/{letter.id}"' in panel and letter.heading in panel
    assert 'id="papers-reminder"' not in unit, "a draft is nobody else's"


def test_a_letter_that_a_person_has_begun_is_not_drafted_again(followed: World) -> None:
    row = first(followed)
    with clock.use_date(date(2024, 11, 15)):
        begun = followed.do(lambda s: _draft(s, followed, row.id))
    run(followed, date(2024, 11, 20))
    mine = steps(followed, LadderStep.case_id == row.id, LadderStep.step == "letter")
    assert [(one.letter_id, one.told) for one in mine] == [(begun, False)]
    letters = followed.see(lambda s: list(s.exec(select(PaperCase).where(PaperCase.kind == reminder.NAME))))
    assert len(letters) == 2


def _draft(session: Session, world: World, obligation_id: UUID) -> UUID:
    from rasoat.papers.operations import draft_paper

    return draft_paper(session, world.as_("officer"), reminder.NAME, obligation_id).id


def test_after_weeks_without_the_worker_only_the_last_reminder_is_told(followed: World) -> None:
    run(followed, date(2024, 12, 31))
    mine = steps(followed, LadderStep.case_id == first(followed).id)
    assert Counter(one.step for one in mine) == {"overdue": 1, "letter": 1, "leaders": 1, "province": 1}
    assert [one.told for one in mine if one.step == "overdue"] == [True]
    assert all(one.day <= date(2024, 12, 31) for one in mine)


def test_a_clock_set_back_does_nothing_twice(followed: World) -> None:
    run(followed, date(2024, 11, 28))
    made = len(steps(followed))
    for day in (date(2024, 10, 23), date(2024, 11, 7), date(2024, 11, 27), date(2024, 11, 28)):
        assert run(followed, day) == 0
    assert len(steps(followed)) == made


def test_a_crash_in_the_middle_leaves_whole_portions(followed: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(operations, "SOME", 3)
    write, left = followed.database.write, iter([False, False, True])

    def crashing(operation):
        def crashes(session):
            done = operation(session)
            if next(left, False):
                raise SystemExit("the machine stops")
            return done

        return write(crashes)

    monkeypatch.setattr(followed.database, "write", crashing)
    with pytest.raises(SystemExit):
        run(followed, date(2024, 11, 7))
    assert len(steps(followed)) == 3
    monkeypatch.setattr(followed.database, "write", write)
    assert run(followed, date(2024, 11, 7)) == 11
    assert len({one.case_id for one in steps(followed)}) == len(steps(followed)) == 14


def test_what_was_reminded_before_there_was_a_ladder_is_not_reminded_again_that_day(followed: World) -> None:
    row, day = first(followed), date(2024, 11, 14)

    def before(session: Session) -> None:
        session.add(Reminder(obligation_id=row.id, kind="overdue", for_day=date(2024, 11, 7), due_on=DUE))

    with clock.use_date(day):
        followed.do(before)
    assert run(followed, day) == 13
    assert steps(followed, LadderStep.case_id == row.id) == []
    assert run(followed, date(2024, 11, 21)) > 0
    assert [
        one.day for one in steps(followed, LadderStep.case_id == row.id, LadderStep.told, LadderStep.step == "overdue")
    ] == [date(2024, 11, 21)]


def test_more_time_arms_the_ladder_anew(followed: World) -> None:
    row = next(
        one
        for one in obligations(followed, first(followed).inspection_id)
        if one.addressee_id == followed.agencies["district"]
    )
    run(followed, date(2024, 11, 28))
    ref, unit, officer = CaseRef("obligation", row.id), followed.as_("district_officer"), followed.as_("officer")
    with clock.use_date(date(2024, 11, 29)):
        asked = {"until": date(2025, 1, 10), "reason": "Chờ kinh phí."}
        followed.do(lambda s: fire(s, ref, "ask_extension", unit, payload=asked))
        followed.do(lambda s: fire(s, ref, "grant_extension", officer, payload={"until": date(2025, 1, 10)}))
        letter = ByPaper("Công văn số 5/SLĐTBXH", clock.today())
        followed.do(lambda s: retelling.extend(s, officer, letter, row.id))
        assert not followed.see(
            lambda s: s.exec(
                select(Obligation.id).where(Obligation.id == row.id, queries.on_leaders_list(clock.today()))
            ).first()
        )
    run(followed, date(2024, 12, 2))
    anew = LadderStep.case_id == row.id, LadderStep.due_on == date(2025, 1, 10)
    assert steps(followed, *anew) == []
    run(followed, date(2025, 1, 13))
    assert [(one.step, one.day) for one in steps(followed, *anew)] == [("overdue", date(2025, 1, 13))]


def test_granted_time_rests_until_its_letter_and_no_longer_than_the_day_that_was_granted(followed: World) -> None:
    row = next(
        one
        for one in obligations(followed, first(followed).inspection_id)
        if one.addressee_id == followed.agencies["district"]
    )
    ref, unit, officer = CaseRef("obligation", row.id), followed.as_("district_officer"), followed.as_("officer")
    until = date(2024, 11, 27)
    with clock.use_date(date(2024, 11, 5)):
        asked = {"until": until, "reason": "Chờ kinh phí."}
        followed.do(lambda s: fire(s, ref, "ask_extension", unit, payload=asked))
        followed.do(lambda s: fire(s, ref, "grant_extension", officer, payload={"until": until}))
        coming = followed.see(lambda s: stopping.coming_steps(s, s.get_one(Obligation, row.id)))
        assert coming == []
    run(followed, date(2024, 11, 20))
    assert steps(followed, LadderStep.case_id == row.id) == []
    [letter] = {one.letter_id for one in steps(followed) if one.letter_id and _of(followed, one) == row.addressee_id}
    with clock.use_date(date(2024, 11, 20)):
        case = followed.see(lambda s: s.get_one(PaperCase, letter))
        said = words_of(followed.see(lambda s: compose.as_paper(s, case)))
    assert case.subject == "đôn đốc thực hiện 6 nội dung đã quá hạn" and row.source_text.rstrip(".") not in said
    run(followed, date(2024, 11, 28))
    assert {one.step for one in steps(followed, LadderStep.case_id == row.id)} == {"overdue", "letter", "leaders"}


def _of(world: World, step: LadderStep) -> UUID:
    return world.see(lambda s: s.get_one(Obligation, step.case_id).addressee_id)


def test_an_answer_stops_the_steps_and_a_return_lets_them_come(followed: World) -> None:
    row = next(
        one
        for one in obligations(followed, first(followed).inspection_id)
        if one.addressee_id == followed.agencies["district"]
    )
    with clock.use_date(date(2024, 11, 5)):
        followed.do(lambda s: answering.answer(s, followed.as_("district_officer"), row.id, claim="met", text="Xong."))
    run(followed, date(2024, 11, 21))
    assert steps(followed, LadderStep.case_id == row.id) == []
    with clock.use_date(date(2024, 11, 22)):
        back = {"reason": "Thiếu ảnh."}
        followed.do(
            lambda s: fire(s, CaseRef("obligation", row.id), "send_back", followed.as_("officer"), payload=back)
        )
    run(followed, date(2024, 11, 22))
    assert {one.step for one in steps(followed, LadderStep.case_id == row.id)} == {"overdue", "letter"}


def test_a_person_stops_a_step_and_says_why(followed: World) -> None:
    row, officer = first(followed), followed.as_("officer")
    with clock.use_date(date(2024, 11, 1)):
        followed.do(lambda s: stopping.stop_step(s, officer, row.id, "letter", "Đã hẹn làm việc với đơn vị."))
        with pytest.raises(Problem, match="Có mục chưa đúng"):
            followed.do(lambda s: stopping.stop_step(s, officer, row.id, "letter", "Lần nữa."))
        with pytest.raises(Problem, match="Có mục chưa đúng"):
            followed.do(lambda s: stopping.stop_step(s, officer, row.id, "leaders", "  "))
        with pytest.raises(Problem, match="Tài khoản của bạn"):
            followed.do(
                lambda s: stopping.stop_step(s, followed.as_("district_officer"), row.id, "leaders", "Xin dừng.")
            )
    run(followed, date(2024, 11, 28))
    mine = steps(followed, LadderStep.case_id == row.id, LadderStep.step == "letter")
    assert [(one.outcome, one.by, one.letter_id) for one in mine] == [(STOPPED, officer.user_id, None)]
    assert steps(followed, LadderStep.case_id == row.id, LadderStep.step == "leaders")


def test_a_weekly_reminder_that_is_stopped_does_not_come_again(followed: World) -> None:
    row = first(followed)
    run(followed, date(2024, 11, 7))
    with clock.use_date(date(2024, 11, 8)):
        followed.do(lambda s: stopping.stop_step(s, followed.as_("leader"), row.id, "overdue", "Đang họp bàn."))
    run(followed, date(2024, 11, 14))
    run(followed, date(2024, 11, 19))
    mine = steps(followed, LadderStep.case_id == row.id, LadderStep.step == "overdue", LadderStep.outcome != STOPPED)
    assert [one.day for one in mine] == [date(2024, 11, 7)]


@pytest.mark.parametrize(
    ("moment", "awake"),
    [
        ("2024-11-07T06:59", False),
        ("2024-11-07T07:00", True),
        ("2024-11-07T17:59", True),
        ("2024-11-07T18:00", False),
        ("2024-11-09T09:00", False),
        ("2024-09-02T09:00", False),
    ],
)
def test_quiet_hours_and_days_off_are_kept(world: World, moment: str, awake: bool) -> None:
    with clock.at(datetime.fromisoformat(moment).replace(tzinfo=clock.VIETNAM)):
        assert world.see(operations.is_time) is awake


def test_who_climbs_an_earlier_ladder_stays_on_it(followed: World) -> None:
    run(followed, date(2024, 9, 2))
    second = SHIPPED.model_copy(update={"version": SHIPPED.version + 1, "ladders": [_only_weekly()]})
    followed.do(lambda s: stored.publish(s, second))
    run(followed, date(2024, 11, 20))
    assert {one.step for one in steps(followed)} == {"overdue", "letter"}
    assert {row.ladder_version for row in obligations(followed, first(followed).inspection_id)} == {SHIPPED.version}


def _only_weekly():
    every = SHIPPED.ladders[0]
    weekly = [one for one in every.steps if one.step == "overdue"]
    return every.model_copy(update={"steps": weekly, "priorities": list(PRIORITIES)})


def test_the_run_finds_what_is_due_by_its_indexes(world: World) -> None:
    from sqlalchemy import text as sql
    from sqlalchemy.dialects import sqlite

    for condition, index in (
        (climbing.unclimbed(), "ix_obligation_unclimbed"),
        (climbing.due_steps(DUE), "ix_obligation_climbing"),
    ):
        query = select(Obligation.__table__.c.id).where(condition).order_by(Obligation.__table__.c.id).limit(100)
        told = str(query.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True}))
        plan = world.see(lambda s, told=told: s.connection().execute(sql(f"EXPLAIN QUERY PLAN {told}")).all())
        assert index in str(plan), plan


def test_pages_tell_what_was_climbed_and_what_comes(followed: World, client_for) -> None:  # noqa: F811
    row = next(
        one
        for one in obligations(followed, first(followed).inspection_id)
        if one.addressee_id == followed.agencies["district"]
    )
    day = date(2024, 11, 28)
    run(followed, day)
    play_on(followed, day)
    with clock.use_date(day):
        officer, page = client_for("officer"), f"/obligations/{row.id}"
        shown = words(officer.get(page))
        assert "Quá hạn, ngày 28/11/2024" in shown and "Soạn công văn đôn đốc, ngày 20/11/2024: công văn" in shown
        assert "danh sách của lãnh đạo" in shown and "Sắp tới:" in shown
        unit = words(client_for("district_officer").get(page))
        assert "Quá hạn, ngày 28/11/2024" in unit
        assert "danh sách của lãnh đạo" not in unit and "Dừng một bậc" not in unit
        stop = f"/followup/obligations/{row.id}/ladder"
        assert officer.post(stop, {"step": "province", "reason": ""}).status_code == 422
        answer = officer.post(stop, {"step": "province", "reason": "Lãnh đạo đã gọi điện."})
        assert answer.status_code == 303
        assert "Lý do: Lãnh đạo đã gọi điện." in words(officer.get(page))
        assert client_for("clerk").get(stop).status_code == 403
        assert client_for("edu_officer").get(stop).status_code in (403, 404)
        assert "thang đôn đốc đưa lên lãnh đạo" in words(client_for("leader").get("/"))
