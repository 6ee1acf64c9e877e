"""Who may be away, who stands in, what a stand-in may take along, who is told, and whom four eyes count as one."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from sqlmodel import col, select

from rasoat import clock
from rasoat.absences import operations
from rasoat.accounts import operations as accounts
from rasoat.accounts.models import Absence, User
from rasoat.accounts.queries import actor_of
from rasoat.accounts.stand_ins import count_as_one, stand_ins_of
from rasoat.db import installation
from rasoat.db.bulk import write_rows
from rasoat.followup.models import EVENT
from rasoat.inspections import operations as inspections
from rasoat.notifying.models import ToldLine
from rasoat.notifying.operations import tell
from rasoat.problems import Problem
from rasoat.tablets.taking import bundle, queries
from rasoat.visits import operations as visits
from rasoat.visits.locking import journal_changes, lock_visits
from rasoat.visits.models import ResponseRevision
from rasoat.workflows import CaseRef
from rasoat.workflows.journal import entries
from tests.visits import samples
from tests.web.browse import words

NOW = datetime(2024, 7, 17, 2, tzinfo=UTC)
TODAY = date(2024, 7, 17)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _on_the_day():
    with clock.at(NOW):
        yield


def away(world, who="lead", stand_in="officer2", first=TODAY, last=TODAY + 2 * DAY, by=None):
    ids = world.as_(who).user_id, world.as_(stand_in).user_id
    return world.do(lambda s: operations.set_absence(s, world.as_(by or who), *ids, first, last))


def refusal(world, **values):
    with pytest.raises(Problem) as raised:
        away(world, **values)
    return raised.value


def present(world, who):
    return world.see(lambda s: actor_of(s, world.as_(who).user_id))


@pytest.mark.parametrize(
    ("values", "field", "told"),
    [
        ({"first": TODAY - DAY}, "first_day", "đã qua"),
        ({"last": TODAY - DAY}, "last_day", "từ ngày bắt đầu"),
        ({"last": TODAY + 366 * DAY}, "last_day", "hơn một năm"),
        ({"stand_in": "lead"}, "stand_in_id", "chính mình"),
        ({"stand_in": "edu_officer"}, "stand_in_id", "cùng cơ quan"),
        ({"stand_in": "admin"}, "stand_in_id", "chỉ quản trị"),
    ],
)
def test_what_does_not_go_is_told_beside_its_field(world, values, field, told):
    [reason] = refusal(world, **values).reasons
    assert reason.field == field and told in reason.message


def test_absences_that_overlap_are_refused(world):
    away(world)
    [reason] = refusal(world, stand_in="officer", first=TODAY + DAY, last=TODAY + 5 * DAY).reasons
    assert "đã được ghi vắng từ 17/07/2024" in reason.message
    away(world, first=TODAY + 3 * DAY, last=TODAY + 3 * DAY)


def test_who_stands_in_for_somebody_does_not_go_away_himself(world):
    away(world)
    [reason] = refusal(world, who="officer2", stand_in="officer").reasons
    assert "đang nhận làm thay Lương Văn Đoàn" in reason.message
    assert "cũng vắng" in _after_the_other_went(world)


def _after_the_other_went(world):
    away(world, who="officer", stand_in="clerk", first=TODAY + 5 * DAY, last=TODAY + 5 * DAY)
    return (
        refusal(world, who="clerk", stand_in="officer", first=TODAY + 4 * DAY, last=TODAY + 6 * DAY).reasons[0].message
    )


@pytest.mark.parametrize(("by", "may"), [("leader", True), ("admin", True), ("officer", False), ("edu_leader", False)])
def test_who_may_set_it_for_another(world, by, may):
    if may:
        assert away(world, by=by).set_by == world.as_(by).user_id
    else:
        assert refusal(world, by=by).key == "forbidden"


def test_nobody_stands_in_for_a_closed_or_moved_account_and_no_closed_one_stands_in(world):
    away(world)
    lead, officer2 = world.as_("lead").user_id, world.as_("officer2").user_id
    assert present(world, "officer2").stands_in_for == (lead,)
    world.do(lambda s: accounts.edit_user(s, lead, None, {"agency_id": world.agencies["edu"]}))
    assert present(world, "officer2").stands_in_for == ()
    world.do(lambda s: accounts.edit_user(s, lead, None, {"agency_id": world.agencies["dept"], "active": False}))
    assert present(world, "officer2").stands_in_for == ()
    world.do(lambda s: accounts.edit_user(s, lead, None, {"active": True}))
    assert [one.id for one in world.see(lambda s: stand_ins_of(s, [lead], TODAY))] == [officer2]
    world.do(lambda s: accounts.edit_user(s, officer2, None, {"agency_id": world.agencies["edu"]}))
    assert world.see(lambda s: stand_ins_of(s, [lead], TODAY)) == []
    assert present(world, "officer2").stands_in_for == ()


def test_a_stand_in_takes_the_visit_along_with_the_duty_of_who_is_away(world):
    case = samples.scheduled(world)
    assert world.see(lambda s: queries.trips_of(s, present(world, "officer2"), None)) == []
    away(world)
    stand_in = present(world, "officer2")
    [trip] = world.see(lambda s: queries.trips_of(s, stand_in, None))
    assert (trip.visit_id, trip.duty) == (case.visit.id, "lead")
    assert "lead" in world.see(lambda s: bundle.bundle_of(s, stand_in, case.visit.id)).model_dump_json()


def test_who_is_in_the_team_and_stands_in_for_another_of_it_has_one_trip(world):
    case = samples.scheduled(world)
    officer = world.as_("officer")
    world.do(lambda s: inspections.name_member(s, officer, case.inspection_id, world.as_("officer2").user_id, "member"))
    away(world)
    [trip] = world.see(lambda s: queries.trips_of(s, present(world, "officer2"), None))
    assert trip.duty == "member"


def test_what_a_stand_in_records_of_a_visit_names_both(world):
    case = samples.visiting(world)
    away(world)
    stand_in = present(world, "officer2")
    world.do(lambda s: _note_on_visit(s, case, stand_in))
    entry = world.see(lambda s: entries(s, CaseRef("visit", case.visit.id))[-1][0])
    assert (entry.actor_id, entry.acting_for) == (stand_in.user_id, world.as_("lead").user_id)


def _note_on_visit(session, case, actor):
    [visit] = lock_visits(session, [case.visit.id]).values()
    visit.note("receive", actor, {})
    write_rows(session, *journal_changes(session, [visit]))


def test_reminders_go_to_the_stand_in_too_and_news_of_the_own_account_do_not(world):
    row = away(world)
    lead, officer2 = world.as_("lead").user_id, world.as_("officer2").user_id
    world.do(lambda s: tell(s, EVENT, row.id, people=[s.get_one(User, lead)]))
    world.do(lambda s: tell(s, "account_changed", row.id, people=[s.get_one(User, lead)]))
    lines = world.see(lambda s: s.exec(select(ToldLine).where(ToldLine.event_id == row.id)).all())
    assert {line.account_id for line in lines if line.event == EVENT} == {lead, officer2}
    assert {line.account_id for line in lines if line.event == "account_changed"} == {lead}


def test_four_eyes_count_both_as_one_on_those_days_and_on_no_others(world):
    row = away(world)
    lead, officer2 = world.as_("lead").user_id, world.as_("officer2").user_id

    def one(*days):
        return world.see(lambda s: (count_as_one(s, lead, officer2, days), count_as_one(s, officer2, lead, days)))

    assert one(TODAY) == one(TODAY - 9 * DAY, TODAY + 2 * DAY) == (True, True)
    assert one(TODAY - DAY) == one(TODAY + 3 * DAY) == (False, False)
    world.do(lambda s: operations.end_absence(s, world.as_("lead"), row.id))
    assert one(TODAY) == (True, True), "they acted as one on the day on which it was ended"
    assert one(TODAY + DAY) == (False, False)


def test_an_absence_is_seen_in_the_agency_and_ended_by_who_may_set_it(world):
    row = away(world)
    for who, key in (("edu_leader", "not_found"), ("officer", "forbidden")):
        with pytest.raises(Problem) as raised:
            world.do(lambda s, who=who: operations.end_absence(s, world.as_(who), row.id))
        assert raised.value.key == key
    with pytest.raises(Problem):
        world.do(lambda s: operations.end_absence(s, world.as_("lead"), uuid4()))
    ended = world.do(lambda s: operations.end_absence(s, world.as_("leader"), row.id))
    assert ended.ended_by == world.as_("leader").user_id
    assert world.see(lambda s: s.exec(select(Absence)).one()).ended_at is not None


def test_a_form_that_a_stand_in_saves_names_both(world, client_for):
    case = samples.visiting(world)
    away(world)
    raw = samples.SIGNS
    stand_in = present(world, "officer2")
    saved = world.do(
        lambda s: visits.save_response(
            s, stand_in, case.visit.id, checklist="warning_signs", scope="unit", site_id=None, raw=raw, based_on=None
        )
    )
    lead = world.as_("lead").user_id
    [revision] = world.see(lambda s: s.exec(select(ResponseRevision)).all())
    assert (revision.saved_by, revision.acting_for) == (stand_in.user_id, lead)
    world.do(lambda s: installation.mark_example(s, TODAY))
    assert "Lý Văn Nháp (làm thay Lương Văn Đoàn)" in words(client_for("lead").get(f"/visits/responses/{saved.id}"))
    case.fill("warning_signs", {**raw, "points": 68}, based_on=1)
    last = world.see(lambda s: s.exec(select(ResponseRevision).order_by(col(ResponseRevision.number).desc())).first())
    assert (last.number, last.saved_by, last.acting_for) == (2, lead, None)
