"""Saving checklists: every revision kept, nothing overwritten, only the team, only where it belongs."""

import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlmodel import Session
from tests.visits.samples import FUND, GOOD_SIGN, HIDDEN_SIGN, HOME, SIGNS, VISIT_DAY, ChiLang, refusal, visiting
from tests.world import World

from rasoat import clock
from rasoat.accounts import operations as accounts
from rasoat.accounts.actor import Actor
from rasoat.accounts.queries import actor_of
from rasoat.checklists.definition import Scope
from rasoat.files import access
from rasoat.files.operations import StoredFile
from rasoat.inspections import queries as inspections
from rasoat.problems import Problem
from rasoat.visits import operations, queries
from rasoat.visits.models import Response, ResponseRevision

PHOTO = StoredFile(sha256="a" * 64, size=3, kind="image/jpeg", name="pho-sat.jpg")


@pytest.fixture
def case(world: World) -> ChiLang:
    return visiting(world)


def revisions(case: ChiLang, response: Response) -> list[ResponseRevision]:
    return case.world.see(lambda s: queries.revisions_of(s, response.id))


def test_every_revision_is_kept(case: ChiLang) -> None:
    first = case.fill("warning_signs", {"points": 67})
    assert (first.revision, first.complete, first.passed) == (1, False, None)
    second = case.fill("warning_signs", SIGNS, based_on=1, who="edu_member")
    assert (second.id, second.revision, second.complete) == (first.id, 2, True)
    one, two = revisions(case, second)
    assert one.answers == {"points": 67}
    assert two.answers == SIGNS
    assert (one.saved_by, two.saved_by) == (case.world.as_("lead").user_id, case.world.as_("edu_member").user_id)
    assert one.digest != two.digest


def test_the_same_answers_make_no_new_revision(case: ChiLang) -> None:
    case.fill("warning_signs", SIGNS)
    assert case.fill("warning_signs", dict(SIGNS), based_on=1).revision == 1
    assert case.fill("warning_signs", dict(SIGNS), based_on=None).revision == 1


def test_an_older_page_overwrites_nothing_and_shows_both(case: ChiLang) -> None:
    case.fill("warning_signs", {"points": 67, "signs": 21})
    with clock.at(VISIT_DAY + timedelta(minutes=5)):
        case.fill("warning_signs", {"points": 67, "signs": 20}, based_on=1, who="edu_member")
    problem = refusal(case, "warning_signs", {"points": 66, "signs": 21}, based_on=1)
    assert problem.key == "answers.stale"
    assert problem.values["theirs"] == {"points": 67, "signs": 20}
    assert problem.values["yours"] == {"points": 66, "signs": 21}
    assert "Triệu Thị Giáo" in problem.what
    assert "09:05 ngày 17/07/2024" in problem.what
    (response,) = case.world.see(lambda s: queries.responses_of(s, case.inspection_id))
    assert (response.revision, response.answers["signs"]) == (2, 20)


def test_two_first_savings_at_once_make_one_response(case: ChiLang) -> None:
    outcomes: list[str] = []
    begin = threading.Barrier(2)

    def save(points: int) -> None:
        with clock.at(VISIT_DAY):
            begin.wait()
            try:
                case.fill("warning_signs", {"points": points})
                outcomes.append("saved")
            except Problem as problem:
                outcomes.append(problem.key)

    threads = [threading.Thread(target=save, args=(points,)) for points in (66, 67)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["answers.stale", "saved"]
    assert len(case.world.see(lambda s: queries.responses_of(s, case.inspection_id))) == 1


def test_wrong_answers_are_named_and_nothing_is_saved(case: ChiLang) -> None:
    problem = refusal(case, "warning_signs", {"points": "sáu mươi bảy", "signs": -1, "lạ": 1})
    assert problem.key == "answers.invalid"
    assert {reason.field for reason in problem.reasons} == {"points", "signs", "lạ"}
    assert case.world.see(lambda s: queries.responses_of(s, case.inspection_id)) == []


@pytest.mark.parametrize(
    ("who", "key"),
    [
        ("officer", "visit.not_in_team"),
        ("leader", "visit.not_in_team"),
        ("district_officer", "visit.not_in_team"),
        ("other_officer", "not_found"),
    ],
)
def test_only_the_team_fills(case: ChiLang, who: str, key: str) -> None:
    assert refusal(case, "warning_signs", SIGNS, who=who).key == key


@pytest.mark.parametrize(
    ("who", "reads"), [("lead", True), ("officer", True), ("district_officer", False), ("other_officer", False)]
)
def test_the_inspected_authority_does_not_open_the_answers(case: ChiLang, who: str, reads: bool) -> None:
    def opened() -> object:
        return case.world.see(lambda s: queries.require_readable(s, case.inspection_id, case.world.as_(who)).id)

    if reads:
        assert opened() == case.inspection_id
        return
    with pytest.raises(Problem) as refused:
        opened()
    assert refused.value.key == "not_found"


def test_only_while_the_visit_is_open(case: ChiLang) -> None:
    case.fill_unit()
    case.visit_step("close")
    problem = refusal(case, "fund_use", FUND, based_on=1)
    assert problem.key == "visit.not_open"
    assert "Đã xong" in problem.what


def test_only_where_the_checklist_belongs(case: ChiLang) -> None:
    home, lake = case.site("home", "Hộ mẫu số 1"), case.site("water_point", "Phố Sặt")
    assert refusal(case, "warning_signs", GOOD_SIGN, home).key == "answers.not_used"
    assert refusal(case, "fund_use", {}, lake).key == "answers.not_used"
    assert refusal(case, "khong_co", {}).key == "answers.not_used"
    lead, visit_id = case.world.as_("lead"), case.visit.id

    def save(scope: Scope, site_id: object) -> None:
        case.world.do(
            lambda s: operations.save_response(
                s, lead, visit_id, checklist="warning_signs", scope=scope, site_id=site_id, raw={}, based_on=None
            )
        )

    for scope, site_id in (("unit", lake.id), ("site", None), ("site", uuid4())):
        with pytest.raises(Problem) as raised:
            save(scope, site_id)
        assert raised.value.key == "answers.not_used"


def test_photographs_belong_to_their_response(case: ChiLang) -> None:
    lake, home = case.site("water_point", "Phố Sặt"), case.site("home", "Hộ mẫu số 1")
    kept = case.fill("warning_signs", HIDDEN_SIGN, lake, files={"photo": [PHOTO]})
    (reference,) = kept.answers["photo"]
    (file,) = case.world.see(lambda s: access.attached(s, "response", kept.id))
    assert reference == {"attachment": str(file.id)}
    again = case.fill(
        "warning_signs", {**HIDDEN_SIGN, "photo": [reference]}, lake, based_on=1, files={"photo": [PHOTO]}
    )
    assert len(again.answers["photo"]) == 2
    problem = refusal(case, "safe_home", {**HOME, "photo": [reference]}, home)
    assert (problem.key, problem.reasons[0].field) == ("answers.invalid", "photo")
    assert refusal(case, "safe_home", {**HOME, "photo": [{"sha256": "a" * 64}]}, home).key == "answers.invalid"
    assert refusal(case, "safe_home", HOME, home, files={"yard": [PHOTO]}).reasons[0].field == "yard"


def test_the_inspected_authority_opens_no_photograph(case: ChiLang) -> None:
    lake = case.site("water_point", "Phố Sặt")
    kept = case.fill("warning_signs", HIDDEN_SIGN, lake, files={"photo": [PHOTO]})
    (file,) = case.world.see(lambda s: access.attached(s, "response", kept.id))
    for who in ("lead", "edu_member", "officer", "leader", "province_leader"):
        assert case.world.see(lambda s, w=who: access.open_for(s, file.id, case.world.as_(w)))
    for who in ("district_officer", "district_leader", "office_officer", "other_officer"):
        with pytest.raises(Problem) as raised:
            case.world.see(lambda s, w=who: access.open_for(s, file.id, case.world.as_(w)))
        assert raised.value.key == "not_found"
    assert file.visibility == "internal"


def test_a_photograph_of_a_home_is_kept_as_a_childs(case: ChiLang) -> None:
    kept = case.fill("safe_home", HOME, case.site("home", "Hộ mẫu số 1"), files={"photo": [PHOTO]})
    (file,) = case.world.see(lambda s: access.attached(s, "response", kept.id))
    assert file.visibility == "child"


@pytest.mark.parametrize("role", ["officer", "leader", "clerk", "member", "authority_officer", "authority_leader"])
@pytest.mark.parametrize("agency", ["district", "office"])
def test_nobody_of_the_inspected_unit_reads_filled_checklists_whatever_the_account_is_called(
    world: World, agency: str, role: str
) -> None:
    case = visiting(world)

    def add(session: Session) -> Actor:
        user = accounts.add_user(
            session, username="nguoi.moi", password_hash="", full_name="Người Mới", agency_id=world.agencies[agency],
            role=role, title="Chuyên viên", email="",
        )  # fmt: skip
        found = actor_of(session, user.id)
        assert found is not None
        return found

    person = world.do(add)
    assert world.see(lambda s: inspections.visible(s, case.inspection_id, person))
    assert not world.see(lambda s: queries.reads_answers(s, case.inspection_id, person))
    assert world.see(lambda s: queries.reads_answers(s, case.inspection_id, world.as_("officer")))
