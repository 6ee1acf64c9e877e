"""What tablets send becomes part of the responses: once, complete, or says why not."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete
from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.checklists import catalog
from rasoat.dangers.models import Danger
from rasoat.db import new_id
from rasoat.definitions import operations as definitions
from rasoat.inspections import queries as inspections
from rasoat.inspections.models import InspectionChecklist, Site, TeamMember
from rasoat.sync.models import Submission, Taking
from rasoat.tablets.models import Tablet
from rasoat.visits.models import Response, ResponseConflict, ResponseRevision, Visit
from rasoat.workflows import CaseRef, journal
from tests.sync.member import Json, Member
from tests.visits.conftest import _on_the_day, app, client_for, settings
from tests.visits.samples import GOOD_SIGN, HIDDEN_SIGN, SIGNS, VISIT_DAY, ChiLang, visiting
from tests.world import World

__all__ = ["_on_the_day", "app", "client_for", "settings"]


only_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""For what no database does differently."""


@pytest.fixture
def case(world: World) -> ChiLang:
    return visiting(world)


@pytest.fixture
def lead(app: Flask, case: ChiLang) -> Member:
    return Member(app, case)


@pytest.fixture
def other(app: Flask, case: ChiLang) -> Member:
    return Member(app, case, "edu_member")


def rows(case: ChiLang, model: Any) -> list[Any]:
    return case.world.see(lambda s: list(s.exec(select(model).order_by(col(model.id)))))


def the(case: ChiLang, model: Any) -> Any:
    (found,) = rows(case, model)
    return found


def story(case: ChiLang) -> list[Any]:
    visit_id = case.visit.id
    return [entry for entry, _ in case.world.see(lambda s: journal.entries(s, CaseRef("visit", visit_id)))]


def sound(case: ChiLang) -> None:
    """Every journal's chain holds."""
    assert case.world.see(lambda s: list(journal.verify(s))) == []


def test_answers_make_a_response_with_its_revision_and_its_entry(case: ChiLang, lead: Member) -> None:
    site = case.site("water_point", "Phố Sặt")
    record = lead.response("warning_signs", HIDDEN_SIGN, site_id=site.id)
    answer = lead.put(record)
    told = answer.get_json()
    assert answer.status_code == 201
    assert (told["outcome"], told["repeated"], told["revision"]) == ("applied", False, 1)
    assert (told["answers"], told["conflicts"], told["reason"]) == (HIDDEN_SIGN, [], None)
    response, revision, submission = the(case, Response), the(case, ResponseRevision), the(case, Submission)
    assert (response.answers, response.revision, response.complete, response.passed) == (HIDDEN_SIGN, 1, True, False)
    assert (revision.answers, revision.number, revision.saved_by) == (HIDDEN_SIGN, 1, case.world.as_("lead").user_id)
    assert (submission.body, submission.tablet_id, submission.revision) == (record, lead.tablet_id, 1)
    entry = story(case)[-1]
    assert (entry.trigger, entry.from_state, entry.to_state) == ("receive", "open", "open")
    assert entry.facts["answers"] == revision.digest
    assert entry.facts["submission"] == str(submission.id)
    sound(case)


def test_the_same_again_is_answered_as_before(case: ChiLang, lead: Member) -> None:
    submission_id, record = new_id(), lead.response("warning_signs", SIGNS)
    first = lead.sent(record, submission_id)
    lead.sent(lead.response("warning_signs", {**SIGNS, "points": 70}, based_on=1))
    again = lead.put(record, submission_id)
    assert again.status_code == 200
    assert again.get_json() == {**first, "repeated": True}
    assert len(rows(case, Submission)) == len(rows(case, ResponseRevision)) == 2


def test_the_same_id_with_other_content_is_refused(case: ChiLang, lead: Member, other: Member) -> None:
    submission_id, record = new_id(), lead.response("warning_signs", SIGNS)
    lead.sent(record, submission_id)
    for member, sent in ((lead, lead.response("warning_signs", {**SIGNS, "points": 1})), (other, record)):
        refused = member.refused(sent, submission_id)
        assert (refused["key"], refused["http"]) == ("submission.differs", 409)
    assert the(case, Response).answers == SIGNS


def test_a_record_accepted_before_is_never_refused_later(case: ChiLang, other: Member) -> None:
    """Whatever would stand against it now: its visit closed, its sender no longer in the team."""
    submission_id, record = new_id(), other.response("warning_signs", SIGNS)
    first = other.sent(record, submission_id)
    close(case)
    leave(case, other)
    assert other.sent(record, submission_id) == {**first, "repeated": True}


@only_sqlite
def test_two_tablets_agree_where_they_can(case: ChiLang, lead: Member, other: Member) -> None:
    begun = lead.sent(lead.response("warning_signs", SIGNS))
    lead.sent(lead.response("warning_signs", {**SIGNS, "points": 70}, based_on=1))
    told = other.sent(other.response("warning_signs", {**SIGNS, "_notes": {"signs": "Đã đếm lại"}}, based_on=1))
    assert (begun["revision"], told["outcome"], told["revision"]) == (1, "merged", 3)
    assert told["answers"] == {**SIGNS, "points": 70, "_notes": {"signs": "Đã đếm lại"}}
    assert rows(case, ResponseConflict) == []


def test_where_they_differ_both_values_are_kept(case: ChiLang, lead: Member, other: Member) -> None:
    lead.sent(lead.response("warning_signs", SIGNS))
    lead.sent(lead.response("warning_signs", {**SIGNS, "points": 70}, based_on=1))
    told = other.sent(
        other.response("warning_signs", {**SIGNS, "points": 66}, based_on=1, made_at="2024-07-17T01:30:00Z")
    )
    assert (told["outcome"], told["conflicts"], told["answers"]["points"]) == ("conflict", ["points"], 70)
    row = the(case, ResponseConflict)
    assert (row.kept, row.offered, row.item, row.decision) == (70, 66, "points", "")
    assert (row.kept_by, row.offered_by) == (case.world.as_("lead").user_id, case.world.as_("edu_member").user_id)
    assert row.offered_at == VISIT_DAY - timedelta(minutes=30)


@only_sqlite
def test_an_unknown_revision_counts_as_none(case: ChiLang, lead: Member, other: Member) -> None:
    lead.sent(lead.response("warning_signs", SIGNS))
    told = other.sent(other.response("warning_signs", {**SIGNS, "signs": 20}, based_on=99))
    assert (told["outcome"], told["conflicts"]) == ("conflict", ["signs"])


def test_the_same_dispute_is_not_raised_twice_and_ends_when_one_gives_in(
    case: ChiLang, lead: Member, other: Member
) -> None:
    lead.sent(lead.response("warning_signs", SIGNS))
    for _ in range(2):
        other.sent(other.response("warning_signs", {**SIGNS, "points": 66}))
    assert the(case, ResponseConflict).decision == ""
    lead.sent(lead.response("warning_signs", {**SIGNS, "points": 66}, based_on=1))
    row = the(case, ResponseConflict)
    assert (row.decision, row.decided_by) == ("offered", case.world.as_("lead").user_id)


@only_sqlite
def test_the_desk_and_tablets_agree_about_revisions(case: ChiLang, lead: Member) -> None:
    case.fill("warning_signs", SIGNS)
    told = lead.sent(lead.response("warning_signs", {**SIGNS, "points": 70}, based_on=1))
    assert (told["outcome"], told["revision"]) == ("applied", 2)
    saved = case.fill("warning_signs", {**SIGNS, "points": 71}, based_on=2)
    assert saved.revision == 3
    assert [row.number for row in rows(case, ResponseRevision)] == [1, 2, 3]


@only_sqlite
def test_nothing_new_makes_no_revision(case: ChiLang, lead: Member) -> None:
    lead.sent(lead.response("warning_signs", SIGNS))
    assert lead.sent(lead.response("warning_signs", SIGNS, based_on=1))["revision"] == 1
    assert len(rows(case, ResponseRevision)) == 1
    assert len(rows(case, Submission)) == 2


def test_several_at_once_each_by_itself(case: ChiLang, lead: Member) -> None:
    site = new_id()
    place = {
        "id": str(site),
        "kind": "water_point",
        "name": "Phố Sặt",
        "place": "",
        "latitude": None,
        "longitude": None,
    }
    good = lead.response("warning_signs", HIDDEN_SIGN, site_id=site)
    results = lead.batch(
        lead.record("site", place),
        good,
        lead.response("warning_signs", {"on_list": "maybe"}, site_id=site),
        {"kind": "response"},
        {"kind": "nonsense", "id": "x"},
        lead.response("warning_signs", GOOD_SIGN, site_id=site, based_on=1),
        lead.response("safe_home", {}, version=99),
    )
    assert [result["status"] for result in results] == [201, 201, 422, 422, 422, 201, 422]
    assert results[6]["problem"]["key"] == "definition.never"
    assert the(case, Response).answers == GOOD_SIGN
    assert the(case, Site).id == site
    sound(case)


@only_sqlite
def test_one_record_twice_in_a_batch_is_taken_once(case: ChiLang, lead: Member) -> None:
    twice = {"id": str(new_id()), **lead.response("warning_signs", SIGNS)}
    first, second = lead.batch(twice, twice)
    assert (first["status"], second["status"]) == (201, 200)
    assert second["outcome"] == {**first["outcome"], "repeated": True}
    assert len(rows(case, Submission)) == 1


@only_sqlite
def test_a_site_is_added_once(case: ChiLang, lead: Member) -> None:
    content = {"id": str(new_id()), "kind": "water_point", "name": "Đập Bãi Hào", "place": "Chi Lăng",
               "latitude": 21.65, "longitude": 106.57}  # fmt: skip
    for _ in range(2):
        assert lead.sent(lead.record("site", content))["outcome"] == "applied"
    assert str(the(case, Site).id) == content["id"]
    refused = lead.refused(lead.record("site", {**content, "id": str(new_id()), "name": " "}))
    assert (refused["key"], refused["reasons"][0]["field"]) == ("form.invalid", "name")


def test_a_danger_comes_before_its_place_and_after_the_visit_was_closed(case: ChiLang, lead: Member) -> None:
    site_id = new_id()
    content = {"site_id": str(site_id), "checklist": "", "item": "", "what": "Giếng không nắp", "place": "Sau nhà văn hóa",
               "latitude": None, "longitude": None, "accuracy": None}  # fmt: skip
    danger_id = new_id()
    assert lead.sent(lead.record("danger", content), danger_id)["outcome"] == "applied"
    assert the(case, Danger).site_id is None
    lead.sent(lead.record("site", {"id": str(site_id), "kind": "water_point", "name": "Phố Sặt"}))
    danger = the(case, Danger)
    assert (danger.id, danger.site_id, danger.seen_at) == (danger_id, site_id, VISIT_DAY)
    close(case)
    assert lead.sent(lead.record("danger", content))["outcome"] == "applied"
    sound(case)


def close(case: ChiLang) -> None:
    """As the lead would after everything was filled; what the guards ask for is not what is tried here."""

    def shut(session: Session) -> None:
        session.get_one(Visit, case.visit.id).status = "closed"

    case.world.do(shut)


def leave(case: ChiLang, member: Member) -> None:
    """Off the team, as when somebody else of the same agency takes the place."""
    user_id = case.world.as_(member.who).user_id
    gone = delete(TeamMember).where(
        col(TeamMember.inspection_id) == case.inspection_id, col(TeamMember.user_id) == user_id
    )
    case.world.do(lambda s: s.connection().execute(gone))


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
    submission = the(case, Submission)
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
    assert rows(case, Submission) == []


@only_sqlite
def test_who_was_taken_off_the_team_without_a_taking_finds_nothing(case: ChiLang, other: Member) -> None:
    leave(case, other)
    assert other.refused(other.response("warning_signs", SIGNS))["key"] == "not_found"


def test_wrong_answers_are_refused_whole_with_every_reason(case: ChiLang, lead: Member) -> None:
    refused = lead.refused(lead.response("warning_signs", {**SIGNS, "points": "67", "gone": 1}))
    assert (refused["key"], refused["http"]) == ("answers.invalid", 422)
    assert {reason["field"] for reason in refused["reasons"]} == {"points", "gone"}
    assert rows(case, Submission) == rows(case, Response) == []
    assert all(entry.trigger != "receive" for entry in story(case))


BROKEN: dict[str, tuple[Callable[[Json], Any], str]] = {
    "no answers": (lambda r: r["content"].pop("answers"), "request.invalid"),
    "answers in a list": (lambda r: r["content"].update(answers=[1]), "request.invalid"),
    "a revision below none": (lambda r: r["content"].update(based_on=-1), "request.invalid"),
    "no time zone": (lambda r: r.update(made_at="2024-07-17T09:00:00"), "request.invalid"),
    "no time at all": (lambda r: r.update(made_at="hôm qua"), "request.invalid"),
    "another kind": (lambda r: r.update(kind="virus"), "request.invalid"),
    "an unknown name": (lambda r: r.update(admin=True), "request.invalid"),
    "a version that never was": (lambda r: r["content"].update(checklist_version=7), "definition.never"),
    "a checklist that never was": (lambda r: r["content"].update(checklist="gone"), "definition.never"),
    "a huge number": (lambda r: r["content"]["answers"].update(points=10**30), "answers.invalid"),
    "a text of blanks and controls": (lambda r: r["content"]["answers"].update(_notes={"points": "a\x07"}), "answers.invalid"),
}  # fmt: skip


def test_a_broken_record_is_told_what_is_wrong(case: ChiLang, lead: Member) -> None:
    for what, (breaks, key) in BROKEN.items():
        record = lead.response("warning_signs", dict(SIGNS))
        breaks(record)
        refused = lead.refused(record)
        assert (refused["key"], refused["http"]) == (key, 422), what
    assert rows(case, Submission) == []


@only_sqlite
def test_too_much_text_is_refused_before_it_is_read(case: ChiLang, lead: Member) -> None:
    record = lead.response("warning_signs", {**SIGNS, "_notes": {"points": "a" * 2_000_000}})
    assert lead.refused(record)["http"] == 413
    assert rows(case, Submission) == []


def test_a_clock_a_year_off_is_put_right(case: ChiLang, lead: Member) -> None:
    record = lead.response("warning_signs", SIGNS, made_at="2023-07-18T01:00:00Z")
    lead.put(record, headers={"Rasoat-Clock": "2023-07-18T02:00:00Z"})
    submission = the(case, Submission)
    assert submission.made_at == VISIT_DAY - timedelta(hours=1)
    assert submission.clock_skew_s == timedelta(days=365).total_seconds()


@only_sqlite
def test_nothing_is_made_in_the_future(case: ChiLang, lead: Member) -> None:
    lead.put(lead.response("warning_signs", SIGNS, made_at="2031-01-01T00:00:00Z"))
    assert the(case, Submission).made_at == VISIT_DAY
    assert the(case, Response).saved_at == VISIT_DAY


def test_a_tablet_cut_off_in_the_middle_is_told_so_and_nothing_is_stored(case: ChiLang, lead: Member) -> None:
    lead.sent(lead.response("warning_signs", SIGNS))

    def cut(session: Session) -> None:
        tablet = session.get_one(Tablet, lead.tablet_id)
        tablet.cut_off_at = clock.now()

    case.world.do(cut)
    refused = lead.refused(lead.response("warning_signs", {**SIGNS, "points": 70}, based_on=1))
    assert (refused["key"], refused["http"]) == ("tablet.cut_off", 403)
    assert len(rows(case, Submission)) == 1


@only_sqlite
def test_a_response_stays_on_the_version_it_began_with(case: ChiLang, lead: Member) -> None:
    """The checklist was published anew and is pinned anew; the tablet still holds the old one."""
    old = catalog.load_all()["warning_signs", 1]
    new = old.model_copy(update={"version": 2})

    def publish(session: Session) -> None:
        definitions.publish(session, "checklist", "warning_signs", 2, catalog.canonical_body(new))
        for row in inspections.checklists(session, case.inspection_id):
            if row.checklist == "warning_signs":
                session.get_one(InspectionChecklist, row.id).checklist_version = 2

    case.world.do(publish)
    assert lead.sent(lead.response("warning_signs", SIGNS))["outcome"] == "applied"
    assert the(case, Response).checklist_version == 1
    assert case.fill("warning_signs", {**SIGNS, "points": 70}, based_on=1).checklist_version == 1
    assert (
        lead.sent(lead.response("warning_signs", {**SIGNS, "points": 71}, based_on=2, version=2))["outcome"]
        == "applied"
    )
    assert the(case, Response).checklist_version == 1


@only_sqlite
def test_a_lead_who_has_the_visit_open_may_still_act_on_it(case: ChiLang, lead: Member) -> None:
    version = case.visit.version
    lead.sent(lead.response("warning_signs", SIGNS))
    assert case.visit.version == version
    assert story(case)[-1].row_version == version
