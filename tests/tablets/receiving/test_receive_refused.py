"""What tablets send and is not taken as it is: too late, wrong, from whom it may not come, with a wrong clock."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlmodel import Session

from rasoat import clock
from rasoat.checklists import catalog
from rasoat.db import new_id
from rasoat.definitions import operations as definitions
from rasoat.inspections import queries as inspections
from rasoat.inspections.models import InspectionChecklist
from rasoat.tablets.models import Tablet
from rasoat.tablets.receiving.models import Record
from rasoat.tablets.taking.models import Taking
from rasoat.visits.models import Response
from tests.shipped import CHECKLISTS, version
from tests.tablets.member import Json, Member
from tests.tablets.received import close, leave, only_sqlite, rows, sound, story, the
from tests.visits.conftest import _on_the_day
from tests.visits.samples import HIDDEN_SIGN, SIGNS, VISIT_DAY, ChiLang

NEWER = version("warning_signs") + 1

__all__ = ["_on_the_day"]


def took(case: ChiLang, member: Member) -> None:
    actor = case.world.as_(member.who)
    visit_id = case.visit.id
    case.world.do(
        lambda s: s.add(Taking(tablet_id=member.tablet_id, visit_id=visit_id, account_id=actor.user_id,
                               taken_at=clock.now(), bundle="x", size=1))
    )  # fmt: skip


LATE: dict[str, Callable[[ChiLang, Member], None]] = {
    "visit.not_open": lambda case, member: close(case),
    "visit.not_in_team": lambda case, member: (took(case, member), leave(case, member))[1],
}


@pytest.mark.parametrize("why", LATE)
def test_what_comes_too_late_is_kept_apart(case: ChiLang, other: Member, why: str) -> None:
    LATE[why](case, other)
    record = other.response("warning_signs", SIGNS)
    told = other.sent(record)
    assert (told["outcome"], told["reason"]["key"], told["revision"]) == ("quarantined", why, None)
    assert rows(case, Response) == []
    submission = the(case, Record)
    assert (submission.outcome, submission.reason, submission.body) == ("quarantined", why, record)
    assert story(case)[-1].trigger == "set_apart"
    sound(case)


@only_sqlite
def test_a_place_that_is_not_known_is_too_late_and_not_wrong(case: ChiLang, lead: Member) -> None:
    told = lead.sent(lead.response("warning_signs", HIDDEN_SIGN, site_id=new_id()))
    assert (told["outcome"], told["reason"]["key"]) == ("quarantined", "answers.not_used")
    home = case.site("home", "Hộ mẫu số 1")
    assert lead.sent(lead.response("warning_signs", HIDDEN_SIGN, site_id=home.id))["outcome"] == "quarantined"


def test_who_never_belonged_finds_nothing(app: Flask, case: ChiLang) -> None:
    stranger = Member(app, case, "other_officer")
    record = stranger.response("warning_signs", SIGNS)
    assert stranger.refused(record)["key"] == "not_found"
    assert stranger.refused({**record, "visit_id": str(new_id())})["key"] == "not_found"
    assert rows(case, Record) == []


@only_sqlite
def test_who_was_taken_off_the_team_without_a_taking_finds_nothing(case: ChiLang, other: Member) -> None:
    leave(case, other)
    assert other.refused(other.response("warning_signs", SIGNS))["key"] == "not_found"


def test_wrong_answers_are_refused_whole_with_every_reason(case: ChiLang, lead: Member) -> None:
    refused = lead.refused(lead.response("warning_signs", {**SIGNS, "points": "nhiều", "gone": 1}))
    assert (refused["key"], refused["http"]) == ("answers.invalid", 422)
    assert {reason["field"] for reason in refused["reasons"]} == {"points", "gone"}
    assert rows(case, Record) == rows(case, Response) == []
    assert all(entry.trigger != "receive" for entry in story(case))


BROKEN: dict[str, tuple[Callable[[Json], Any], str]] = {
    "no answers": (lambda r: r["content"].pop("answers"), "request.invalid"),
    "answers in a list": (lambda r: r["content"].update(answers=[1]), "request.invalid"),
    "a revision below none": (lambda r: r["content"].update(based_on=-1), "request.invalid"),
    "no time zone": (lambda r: r.update(made_at="2024-07-17T09:00:00"), "request.invalid"),
    "no time at all": (lambda r: r.update(made_at="hôm qua"), "request.invalid"),
    "another kind": (lambda r: r.update(kind="virus"), "request.invalid"),
    "an unknown name": (lambda r: r.update(admin=True), "request.invalid"),
    "a version that never was": (lambda r: r["content"].update(checklist_version=777), "definition.never"),
    "a checklist that never was": (lambda r: r["content"].update(checklist="gone"), "definition.never"),
    "a huge number": (lambda r: r["content"]["answers"].update(points=10**30), "answers.invalid"),
    "a note that is no text": (lambda r: r["content"]["answers"].update(_notes={"points": 5}), "answers.invalid"),
}  # fmt: skip


def test_a_broken_record_is_told_what_is_wrong(case: ChiLang, lead: Member) -> None:
    for what, (breaks, key) in BROKEN.items():
        record = lead.response("warning_signs", dict(SIGNS))
        breaks(record)
        refused = lead.refused(record)
        assert (refused["key"], refused["http"]) == (key, 422), what
    assert rows(case, Record) == []


@only_sqlite
def test_too_much_text_is_refused_before_it_is_read(case: ChiLang, lead: Member) -> None:
    record = lead.response("warning_signs", {**SIGNS, "_notes": {"points": "a" * 2_000_000}})
    assert lead.refused(record)["http"] == 413
    assert rows(case, Record) == []


def test_a_clock_a_year_off_is_put_right(case: ChiLang, lead: Member) -> None:
    record = lead.response("warning_signs", SIGNS, made_at="2023-07-18T01:00:00Z")
    lead.put(record, headers={"Rasoat-Clock": "2023-07-18T02:00:00Z"})
    submission = the(case, Record)
    assert submission.made_at == VISIT_DAY - timedelta(hours=1)
    assert submission.clock_skew_s == timedelta(days=365).total_seconds()


@only_sqlite
def test_nothing_is_made_in_the_future(case: ChiLang, lead: Member) -> None:
    lead.put(lead.response("warning_signs", SIGNS, made_at="2031-01-01T00:00:00Z"))
    assert the(case, Record).made_at == VISIT_DAY
    assert the(case, Response).saved_at == VISIT_DAY


def test_a_tablet_cut_off_in_the_middle_is_told_so_and_nothing_is_stored(case: ChiLang, lead: Member) -> None:
    lead.sent(lead.response("warning_signs", SIGNS))

    def cut(session: Session) -> None:
        tablet = session.get_one(Tablet, lead.tablet_id)
        tablet.cut_off_at = clock.now()

    case.world.do(cut)
    refused = lead.refused(lead.response("warning_signs", {**SIGNS, "points": 70}, based_on=1))
    assert (refused["key"], refused["http"]) == ("tablet.cut_off", 403)
    assert len(rows(case, Record)) == 1


@only_sqlite
def test_a_response_stays_on_the_version_it_began_with(case: ChiLang, lead: Member) -> None:
    """The checklist was published anew and is pinned anew; the tablet still holds the old one."""
    old = CHECKLISTS["warning_signs"]
    new = old.model_copy(update={"version": NEWER})

    def publish(session: Session) -> None:
        definitions.publish(session, "checklist", "warning_signs", NEWER, catalog.canonical_body(new))
        for row in inspections.checklists(session, case.inspection_id):
            if row.checklist == "warning_signs":
                session.get_one(InspectionChecklist, row.id).checklist_version = NEWER

    case.world.do(publish)
    assert lead.sent(lead.response("warning_signs", SIGNS))["outcome"] == "applied"
    assert the(case, Response).checklist_version == NEWER - 1
    assert case.fill("warning_signs", {**SIGNS, "points": 70}, based_on=1).checklist_version == NEWER - 1
    assert (
        lead.sent(lead.response("warning_signs", {**SIGNS, "points": 71}, based_on=2, version=NEWER))["outcome"]
        == "applied"
    )
    assert the(case, Response).checklist_version == NEWER - 1


@only_sqlite
def test_a_lead_who_has_the_visit_open_may_still_act_on_it(case: ChiLang, lead: Member) -> None:
    version = case.visit.version
    lead.sent(lead.response("warning_signs", SIGNS))
    assert case.visit.version == version
    assert story(case)[-1].row_version == version
