"""Verdicts on the spot: as good as those of the desk when nothing happened meanwhile, otherwise what the team saw."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlmodel import select

from rasoat import clock
from rasoat.audit.rows import check_rows
from rasoat.db import new_id
from rasoat.files.models import Attachment
from rasoat.inspections.models import Inspection
from rasoat.problems import Problem
from rasoat.recommendations import observing, on_the_spot
from rasoat.recommendations.answering import operations as answering
from rasoat.recommendations.answering.models import Extension, Observation, Verification, VerificationPart
from rasoat.recommendations.answering.queries import answers_of
from rasoat.recommendations.conditions import is_open
from rasoat.recommendations.measures import Measure
from rasoat.recommendations.models import Obligation
from rasoat.recommendations.parts import change_parts
from rasoat.recommendations.retelling import ByPaper, Terms, retell
from rasoat.tablets.desk import operations as desk
from rasoat.tablets.taking.bundle import bundle_of
from rasoat.tablets.taking.schemas import ObligationPart
from rasoat.visits import operations as visits
from rasoat.visits.models import Visit
from rasoat.workflows import CaseRef, chains, derived, fire, pins
from rasoat.workflows.meanings import place
from tests.recommendations.samples import followed_up, obligations, put_status
from tests.tablets.member import Json, Member, announced, picture
from tests.visits.samples import ChiLang
from tests.web.browse import words
from tests.web.conftest import app, client_for, settings  # noqa: F401 - fixtures of the pages
from tests.world import World

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
AGAIN_ON = date(2024, 11, 20)
MADE_AT = "2024-11-20T02:00:00Z"
SIGNS = Measure("cảnh báo được cắm", "count", "biển", 21, 67)


class Again:
    """A later visit to Chi Lăng, which still owes 46 signs and classes, and the tablets of two members."""

    def __init__(self, world: World, app: Flask) -> None:  # noqa: F811
        self.world = world
        inspection_id = followed_up(world).id
        self.obligation_id = obligations(world, inspection_id)[2].id
        world.do(lambda s: change_parts(s, s.get_one(Obligation, self.obligation_id), SIGNS, "Có lớp bơi"))
        put_status(world, inspection_id, "scheduled")
        lead = world.as_("lead")
        world.do(lambda s: visits.add_visit(s, lead, s.get_one(Inspection, inspection_id), AGAIN_ON, "Xã Mai Sao"))
        self.case = ChiLang(world, inspection_id)
        self.case.visit_step("open")
        self.lead, self.other = Member(app, self.case), Member(app, self.case, "edu_member")

    @property
    def obligation(self) -> Obligation:
        return self.world.see(lambda s: s.get_one(Obligation, self.obligation_id))

    def owed(self, who: str = "lead") -> ObligationPart:
        """What a tablet takes along of it."""
        made = self.world.see(lambda s: bundle_of(s, self.world.as_(who), self.case.visit.id))
        return next(one for one in made.obligations if one.id == self.obligation_id)

    def fire(self, trigger: str, who: str, **given: object) -> None:
        ref = CaseRef("obligation", self.obligation_id)
        self.world.do(lambda s: fire(s, ref, trigger, self.world.as_(who), payload=given))

    def rows(self, model: type[Any]) -> list[Any]:
        return self.world.see(lambda s: list(s.exec(select(model))))

    def sound(self) -> None:
        """Nothing was undone halfway: journals, digests of rows and derived columns hold."""
        assert self.world.see(lambda s: list(chains.verify(s))) == []
        assert self.world.see(lambda s: list(check_rows(s, lambda _what, _done: None))) == []
        assert self.world.see(lambda s: list(derived.untrue(s))) == []


@pytest.fixture
def again(world: World, app: Flask) -> Iterator[Again]:  # noqa: F811
    with clock.use_date(AGAIN_ON):
        yield Again(world, app)


def _verdict(again: Again, version: int, signs: int | None = 67, second: str = "met", **more: Any) -> Json:
    first = {"ordinal": 1, "verdict": "met", "reached": signs}
    why = "" if second == "met" else "Chưa có lớp nào"
    content = {
        "obligation_id": str(again.obligation_id), "version": version, "evidence": "Đếm tại chỗ cùng xã.",
        "parts": [first, {"ordinal": 2, "verdict": second, "reason": why}], **more,
    }  # fmt: skip
    return {**again.lead.record("verdict", content), "made_at": MADE_AT}


def test_it_is_a_verification_with_its_parts_its_visit_and_its_photographs_and_counts_once(
    again: Again, client_for: Any  # noqa: F811
) -> None:  # fmt: skip
    owed, record_id, data = again.owed(), new_id(), picture()
    assert (owed.verifiable, owed.not_verifiable) == (True, [])
    assert [(one.measure, one.kind, one.target) for one in owed.parts] == [
        (SIGNS.words, "count", 67),
        ("Có lớp bơi", "text", None),
    ]
    photo = announced(data)
    record = {**_verdict(again, owed.version, second="not_met"), "photos": [photo]}
    told = again.lead.sent(record, record_id)
    assert (told["outcome"], told["reason"]) == ("applied", None)
    assert again.lead.whole(photo, data)["state"] == "stored"
    repeated = again.lead.sent(record, record_id)
    assert (repeated["outcome"], repeated["repeated"]) == ("applied", True)
    [row] = again.rows(Verification)
    assert (row.id, row.visit_id, row.verdict) == (record_id, again.case.visit.id, "partly_met")
    assert (row.answer_id, row.verified_on, row.verified_by) == (None, AGAIN_ON, again.world.as_("lead").user_id)
    assert [(one.verdict, one.told, one.reason) for one in again.rows(VerificationPart)] == [
        ("met", "67/67 biển", ""), ("not_met", "", "Chưa có lớp nào"),
    ]  # fmt: skip
    [file] = [one for one in again.rows(Attachment) if str(one.id) == photo["id"]]
    assert (file.owner_kind, file.owner_id) == ("verification", record_id)
    assert (again.obligation.status, again.obligation.verdict) == ("verified", "partly_met")
    assert again.rows(Observation) == []
    page = client_for("officer").get(f"/obligations/{again.obligation_id}")
    shown = words(page)
    assert "Xác minh tại chỗ Thực hiện một phần" in shown and "Đếm tại chỗ cùng xã." in shown
    assert "20/11/2024: 67/67 biển đếm tại chỗ" in shown
    assert f"/files/{photo['id']}" in page.text
    again.sound()


@pytest.mark.parametrize("state", ["acknowledged", "answered", "verifying", "verified", "reopened"])
def test_from_any_open_state(again: Again, state: str) -> None:
    again.fire("acknowledge", "district_officer")
    if state != "acknowledged":
        again.fire("answer", "district_officer", claim="partly_met", text="Đang cắm biển.")
    if state == "verifying":
        again.fire("begin_verification", "officer")
    if state in ("verified", "reopened"):
        again.fire("verify", "officer", verdict="not_met")
    if state == "reopened":
        again.fire("reopen", "officer", reason="Còn biển.", due_on=date(2024, 12, 20))
    assert again.obligation.status == state
    assert again.lead.sent(_verdict(again, again.owed().version))["outcome"] == "applied"
    assert not is_open(again.obligation)


def test_what_waited_ends_with_it(again: Again) -> None:
    district = again.world.as_("district_officer")
    given = {"until": date(2025, 3, 1), "reason": "Chờ kinh phí."}
    again.world.do(lambda s: answering.ask_extension(s, district, again.obligation_id, **given))
    again.lead.sent(_verdict(again, again.owed().version))
    assert [one.outcome for one in again.rows(Extension)] == ["dropped"]
    assert not again.obligation.extension_asked


def _observed(again: Again, told: Json, why: str) -> Observation:
    """It became what the team saw, the tablet is told why, and whoever verifies reads all of it."""
    assert told["outcome"] == "observed"
    said = " ".join([told["reason"]["what"], *(one["message"] for one in told["reason"]["reasons"])])
    assert why in said
    [row] = again.rows(Observation)
    assert why in row.note and "67/67 biển" in row.note and "Đếm tại chỗ cùng xã." in row.note
    return row


def test_two_tablets_at_once_give_one_verdict_and_one_observation(again: Again) -> None:
    version = again.owed().version
    assert again.lead.sent(_verdict(again, version))["outcome"] == "applied"
    data = picture("red")
    photo, record_id = announced(data), new_id()
    record = {**_verdict(again, version, second="not_met"), "photos": [photo]}
    told = again.other.sent(record, record_id)
    row = _observed(again, told, "Lương Văn Đoàn")
    assert (row.id, row.seen, row.observed_by) == (record_id, "partly", again.world.as_("edu_member").user_id)
    assert again.other.whole(photo, data)["state"] == "stored"
    [file] = [one for one in again.rows(Attachment) if str(one.id) == photo["id"]]
    assert (file.owner_kind, file.owner_id) == ("observation", row.id)
    again_told = again.other.sent(record, record_id)
    assert (again_told["outcome"], again_told["reason"]) == ("observed", told["reason"])
    assert len(again.rows(Verification)) == len(again.rows(Observation)) == 1
    again.sound()


@pytest.mark.parametrize(
    ("moved", "why"),
    [("answer", "Báo cáo kết quả"), ("ask_extension", "Xin gia hạn"), ("letter", Problem("case.edited").what)],
)
def test_what_moved_on_meanwhile_is_only_seen(again: Again, moved: str, why: str) -> None:
    version = again.owed().version
    if moved == "answer":
        again.fire("answer", "district_officer", claim="partly_met", text="Đang cắm biển.")
    elif moved == "ask_extension":
        again.fire("ask_extension", "district_officer", until=date(2025, 3, 1), reason="Chờ kinh phí.")
    else:
        by, terms = (
            ByPaper("Công văn 12/SYT", AGAIN_ON),
            Terms("Cắm biển.", date(2025, 3, 1), (SIGNS.words, "Có lớp bơi")),
        )
        again.world.do(lambda s: retell(s, again.world.as_("officer"), by, again.obligation_id, terms))
    present = again.obligation
    _observed(again, again.lead.sent(_verdict(again, version)), why)
    assert (again.obligation.status, again.obligation.version) == (present.status, present.version)
    assert again.rows(Verification) == []


def test_what_the_addressee_merely_said_meanwhile_does_not_stand_against_it(again: Again) -> None:
    version = again.owed().version
    again.fire("acknowledge", "district_officer")
    again.fire("report_progress", "district_officer", text="Đang cắm biển.")
    again.fire("take_stance", "district_officer", stance="agrees")
    again.fire("change_priority", "officer", priority="urgent", reason="Sắp nghỉ hè.")
    record = _verdict(again, version)
    assert again.lead.sent(record)["outcome"] == "applied"
    assert again.obligation.status == "verified"
    assert again.other.sent(_verdict(again, again.obligation.version - 1))["outcome"] == "observed", "a verdict counts"
    again.sound()


def test_a_version_that_is_not_there_yet_was_not_seen(again: Again) -> None:
    version = again.owed().version + 5
    assert again.lead.sent(_verdict(again, version))["outcome"] == "observed"
    assert again.rows(Verification) == []


def test_the_id_of_what_somebody_else_concluded_is_refused(again: Again) -> None:
    """With the id its photographs would come to the other one's row."""
    version, desk_id = again.owed().version, new_id()
    again.fire("answer", "district_officer", claim="met", text="Đã cắm.")
    again.fire("verify", "officer", verdict="not_met")
    [given] = again.rows(Verification)
    data = picture()
    record = {**_verdict(again, version), "photos": [announced(data)]}
    assert again.lead.refused(record, given.id)["key"] == "record.other"
    visit, edu = again.case.visit.id, again.world.as_("edu_member")
    again.world.do(
        lambda s: observing.observe(
            s, edu, observation_id=desk_id, obligation_id=again.obligation_id, visit_id=visit, seen="done"
        )
    )
    assert again.lead.refused(record, desk_id)["key"] == "record.other"
    assert again.rows(Attachment) == []


def test_whoever_may_not_verify_has_only_seen_it(again: Again) -> None:
    def of_another_team(session: Any) -> None:
        this = session.get_one(Inspection, again.case.inspection_id)
        row = Inspection(lead_agency_id=this.lead_agency_id, unit_id=this.unit_id, title="Khác", unit_name="Chi Lăng")
        session.add(row)
        session.flush()
        session.get_one(Obligation, again.obligation_id).inspection_id = row.id

    again.world.do(of_another_team)
    record = _verdict(again, again.obligation.version)
    _observed(again, again.other.sent(record), "Kết luận tại chỗ")
    assert again.obligation.status == "issued"


def test_four_eyes_hold_on_the_spot_too(again: Again) -> None:
    """Somebody of the addressee who has come to the team since does not judge what he answered himself."""
    district = again.world.as_("district_officer")
    again.world.do(lambda s: answering.answer(s, district, again.obligation_id, claim="met", text="Đã cắm."))
    lead_id = again.world.as_("lead").user_id

    def as_if_he_had_answered(session: Any) -> None:
        answers_of(session, again.obligation_id)[0].answered_by = lead_id

    again.world.do(as_if_he_had_answered)
    owed = again.owed()
    assert (owed.verifiable, owed.not_verifiable) == (
        False,
        ["Bạn là người đã báo cáo kết quả; nhờ người khác xác minh."],
    )
    _observed(again, again.lead.sent(_verdict(again, owed.version)), "Bạn là người đã báo cáo kết quả")


@pytest.mark.parametrize(("signs", "why"), [(60, "Mới được 60/67 biển"), (None, "cần số đã đếm được")])
def test_met_of_a_count_needs_the_count(again: Again, signs: int | None, why: str) -> None:
    told = again.lead.sent(_verdict(again, again.owed().version, signs))
    assert told["outcome"] == "observed" and why in str(told["reason"])
    assert again.rows(Verification) == []
    again.sound()


def test_photographs_that_follow_are_evidence_and_nothing_is_none(again: Again) -> None:
    version = again.owed().version
    assert again.lead.sent(_verdict(again, version, evidence=""))["outcome"] == "observed"
    record = {**_verdict(again, version, evidence=""), "photos": [announced(picture())]}
    assert again.lead.sent(record)["outcome"] == "applied"


def test_one_that_began_before_there_were_verdicts_on_the_spot_is_moved_for_it(again: Again) -> None:
    newest = again.world.see(lambda s: pins.newest(s, "obligation")).definition
    told = [one for one in newest.transitions if one.trigger != on_the_spot.TRIGGER]
    before = newest.model_copy(update={"version": 1, "transitions": told})
    again.world.do(lambda s: pins.publish(s, before))

    def begun_before(session: Any) -> None:
        session.get_one(Obligation, again.obligation_id).workflow_version = before.version

    again.world.do(begun_before)
    owed = again.owed()
    assert owed.verifiable
    assert again.lead.sent(_verdict(again, owed.version, 60))["outcome"] == "observed"
    assert (again.obligation.workflow_version, again.obligation.version) == (1, owed.version), "a refusal moves nothing"
    assert again.lead.sent(_verdict(again, owed.version))["outcome"] == "applied"
    assert again.obligation.workflow_version == newest.version
    assert again.world.see(lambda s: list(check_rows(s, lambda _what, _done: None))) == []


def test_of_another_unit_or_malformed_it_is_refused(again: Again) -> None:
    version = again.owed().version
    assert again.lead.refused(_verdict(again, version, obligation_id=str(new_id())))["key"] == "not_found"
    assert again.lead.refused(_verdict(again, version, parts=[]))["key"] == "request.invalid"
    wrong = [{"ordinal": 1, "verdict": "perhaps"}]
    assert again.lead.refused(_verdict(again, version, parts=wrong))["key"] == "request.invalid"
    assert again.rows(Verification) == again.rows(Observation) == []


def test_from_the_desk_it_cannot_be_fired(again: Again) -> None:
    with pytest.raises(Problem) as caught:
        again.fire("verify_on_site", "officer", verdict="not_met")
    assert any("từ buổi làm việc" in reason.message for reason in caught.value.reasons)


def test_after_the_visit_it_waits_for_the_lead(again: Again, client_for: Any) -> None:  # noqa: F811
    version, visit_id = again.owed().version, again.case.visit.id
    again.world.do(lambda s: place(s, s.get_one(Visit, visit_id), "closed"))
    record_id = new_id()
    assert again.lead.sent(_verdict(again, version), record_id)["outcome"] == "quarantined"
    assert again.rows(Verification) == []
    late = words(client_for("lead").get(f"/visits/{visit_id}/late"))
    assert "Kết luận tại chỗ: " in late and "Đã thực hiện; 67/67 biển" in late and "Đếm tại chỗ cùng xã." in late
    again.world.do(lambda s: place(s, s.get_one(Visit, visit_id), "open"))
    again.world.do(lambda s: desk.admit(s, again.world.as_("lead"), record_id))
    assert [row.id for row in again.rows(Verification)] == [record_id]
