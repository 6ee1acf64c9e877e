"""What tablets send becomes part of the responses: once, and complete."""

from datetime import timedelta

from rasoat.dangers.models import Danger
from rasoat.db import new_id
from rasoat.inspections.models import Site
from rasoat.tablets.receiving.models import Record
from rasoat.visits.models import Response, ResponseConflict, ResponseRevision
from tests.tablets.member import Member
from tests.tablets.received import close, leave, only_sqlite, rows, sound, story, the
from tests.visits.conftest import _on_the_day
from tests.visits.samples import GOOD_SIGN, HIDDEN_SIGN, SIGNS, VISIT_DAY, ChiLang

__all__ = ["_on_the_day"]


def test_answers_make_a_response_with_its_revision_and_its_entry(case: ChiLang, lead: Member) -> None:
    site = case.site("water_point", "Phố Sặt")
    record = lead.response("warning_signs", HIDDEN_SIGN, site_id=site.id)
    answer = lead.put(record)
    told = answer.get_json()
    assert answer.status_code == 201
    assert (told["outcome"], told["repeated"], told["revision"]) == ("applied", False, 1)
    assert (told["answers"], told["conflicts"], told["reason"]) == (HIDDEN_SIGN, [], None)
    response, revision, submission = the(case, Response), the(case, ResponseRevision), the(case, Record)
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
    assert len(rows(case, Record)) == len(rows(case, ResponseRevision)) == 2


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
    assert len(rows(case, Record)) == 2


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
    assert len(rows(case, Record)) == 1


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
