"""What is open with an agency that has ended: nothing that names an agency may be forgotten."""

from datetime import date, timedelta

import pytest
from sqlmodel import SQLModel

from rasoat import clock
from rasoat.documents import register
from rasoat.documents.models import Numbering
from rasoat.problems import Problem
from rasoat.reorganisation import queries
from rasoat.reorganisation.holdings import HOLDINGS
from rasoat.units import operations as units
from tests.papers.samples import ISSUED_ON, result_to_number
from tests.recommendations.samples import followed_up
from tests.world import SINCE, World

OF_THE_PAST = {
    "account_change.agency_id": "the agency when it was asked for; open ones end with the account's move",
    "absence.agency_id": "ends when the person leaves the agency",
    "agency.parent_id": "units/checking.py names agencies below one that has ended",
    "agency_succession.predecessor_id": "says what came after it",
    "agency_succession.successor_id": "units/checking.py",
    "answer.agency_id": "who answered then",
    "cosign_reminder.agency_id": "who was asked then",
    "danger.lead_agency_id": "that of its inspection",
    "earlier_notice.issuer_id": "who issued it then",
    "earlier_notice.unit_id": "what was inspected then; the inspection that it becomes is passed on",
    "earlier_task.addressee_id": "whom the paper asked then; the obligation that it becomes is passed on",
    "earlier_task.receiver_id": "proposed anew when the paper is brought in; the obligation is passed on",
    "export_run.agency_id": "whose person took it out then",
    "inside_assignment.agency_id": "whose people do it; the obligation is passed on",
    "inside_note.agency_id": "whose note it is, which nobody else reads",
    "progress_report.agency_id": "who reported then",
    "stance.agency_id": "whose opinion it was then",
    "incoming_counter.agency_id": "its register",
    "incoming_paper.agency_id": "who received it then",
    "meeting.chair_agency_id": "where whoever chaired worked then",
    "meeting_member.agency_id": "who took part then",
    "task_addressee.agency_id": "who was told then; what is owed is the obligation",
    "numbering.issuer_id": "its register",
    "obligation_fate.addressee_id": "as its paper says; the paper is passed on",
    "paper_opening.agency_id": "who opened it then",
    "passing.from_id": "whose it was",
    "reorganisation_change.agency_id": "what the act said",
    "reorganisation_change.receiver_id": "what the act said",
    "recall_receipt.agency_id": "who had received it then",
    "prepared_answer.agency_id": "that of its obligation",
    "proposal.lead_agency_id": "that of its inspection",
    "register_counter.issuer_id": "its register",
    "register_entry.issuer_id": "its register",
    "sent_report.agency_id": "who reported then",
    "sent_report.to_id": "entered by the clerk of whoever goes on for it",
    "signing_authority.agency_id": "does not hold once the account is elsewhere",
    "team_member.agency_id": "where the person belonged when named",
    "told_line.agency_id": "the mailbox that was told",
    "verification.agency_id": "who verified then",
    "visit.lead_agency_id": "that of its inspection",
}  # fmt: skip
"""Columns that name an agency and hold nothing open by themselves, and why."""


def test_each_column_that_names_an_agency_is_held_or_has_a_reason() -> None:
    held = {f"{one.model.__tablename__}.{one.agency.key}" for one in HOLDINGS}
    columns = {
        f"{table.name}.{column.name}"
        for table in SQLModel.metadata.tables.values()
        for column in table.c
        if any(key.column.table.name == "agency" for key in column.foreign_keys)
    }
    assert columns - held - OF_THE_PAST.keys() == set()
    assert (held | OF_THE_PAST.keys()) <= columns


def end(world: World, key: str, last: date) -> None:
    world.do(lambda db: units.edit_agency(db, world.agencies[key], None, {"valid_to": last, "ended_by": "Luật 72"}))


def test_everything_of_the_district_and_of_the_department_is_counted(world: World) -> None:
    followed_up(world)
    for key in ("office", "district", "dept"):
        end(world, key, date(2025, 6, 30))
    found = world.see(
        lambda db: {one.agency.symbol: dict(one.left) for one in queries.open_with_ended(db, None, date(2025, 7, 1))}
    )
    assert found["SLĐTBXH"]["led_inspection"] == 1
    assert found["UBND"]["obligation"] == found["LĐTBXH"]["obligation"] == 7
    assert found["UBND"]["unit"] == found["LĐTBXH"]["office"] == 1
    told = world.see(lambda db: [one.told for one in queries.open_with_ended(db, None, date(2025, 7, 1))])
    assert any("7 nội dung phải thực hiện" in one for one in told)


def test_the_draft_of_an_ended_agency_gets_no_number(world: World) -> None:
    with clock.use_date(ISSUED_ON):
        told = result_to_number(world)
    last = ISSUED_ON
    end(world, "dept", last)
    late = last + timedelta(days=1)
    with clock.use_date(late), pytest.raises(Problem) as caught:
        told.fire("number", "clerk", issued_on=late)
    assert "sổ đăng ký văn bản đi đã đóng" in " ".join(one.message for one in caught.value.reasons)
    # No number is taken for an earlier day either.
    with clock.use_date(late), pytest.raises(Problem):
        told.fire("number", "clerk", issued_on=last)


def test_the_register_is_closed_after_the_last_day_and_open_before(world: World) -> None:
    dept, line = world.agencies["dept"], register.Line("TB", date(2025, 7, 1), "Thông báo", "Thử", "", "", "VT")
    end(world, "dept", date(2025, 6, 30))
    with pytest.raises(Problem) as caught:
        world.do(lambda db: register.enter(db, dept, "TB", line))
    assert "đã đóng" in caught.value.reasons[0].message
    before = register.Line("TB", date(2025, 6, 30), "Thông báo", "Thử", "", "", "VT")
    with clock.use_date(date(2025, 6, 30)):
        assert world.do(lambda db: register.enter(db, dept, "TB", before).number) == 1


def test_a_number_given_outside_before_the_end_may_still_be_entered(world: World) -> None:
    dept = world.agencies["dept"]
    world.do(lambda db: setattr(db.get_one(Numbering, (dept, SINCE.year)), "kind", "outside"))
    end(world, "dept", date(2025, 6, 30))
    before = register.Line("TB", date(2025, 6, 30), "Thông báo", "Thử", "", "", "VT")
    with clock.use_date(date(2025, 7, 3)):
        assert world.do(lambda db: register.enter(db, dept, "TB", before, 812).number) == 812
