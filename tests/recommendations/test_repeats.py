"""What a new notice asks again: chosen from what is open, counted once, with one story."""

import re
from datetime import date
from uuid import UUID

import pytest
from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.inspections.models import Inspection
from rasoat.problems import Problem
from rasoat.recommendations import operations as drafting
from rasoat.recommendations import queries
from rasoat.recommendations.answering import operations as answering
from rasoat.recommendations.conditions import open_condition
from rasoat.recommendations.data import ObligationData
from rasoat.recommendations.models import Obligation
from rasoat.recommendations.repeats import operations
from rasoat.recommendations.repeats.queries import candidates
from rasoat.workflows import CaseRef, fire
from tests.recommendations.samples import followed_up, obligations, put_status
from tests.recommendations.test_pages import Browser, play_on
from tests.web.browse import words
from tests.web.conftest import app, client_for, settings  # noqa: F401 - fixtures of the pages
from tests.world import World

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
TODAY = date(2025, 3, 3)


@pytest.fixture
def again(world: World) -> tuple[list[Obligation], Obligation]:
    """What the notice of 2024 asked, and what a visit of 2025 drafts to the same district."""
    before = followed_up(world)
    play_on(world, TODAY)
    return obligations(world, before.id), drafted_anew(world, before)


def drafted_anew(world: World, before: Inspection) -> Obligation:
    def make(session: Session) -> UUID:
        values = before.model_dump(exclude={"id", "title", "search_text", "order_text", "journal_seq", "journal_hash"})
        row = Inspection(**values, title="Đợt kiểm tra năm 2025")
        session.add(row)
        session.flush()
        return row.id

    inspection_id = world.do(make)
    with clock.use_date(TODAY):
        put_status(world, inspection_id, "reviewing")
        asked = [ObligationData(world.agencies["district"], date(2025, 6, 2))]
        world.do(
            lambda s: drafting.add_recommendation(
                s, world.as_("officer"), inspection_id, text="Cắm biển như đã kiến nghị năm 2024.", finding_ids=[],
                obligations=asked,
            )
        )  # fmt: skip
    [row] = obligations(world, inspection_id)
    return row


def link(world: World, drafted: Obligation, earlier_id: UUID | None) -> None:
    with clock.use_date(TODAY):
        world.do(lambda s: operations.link(s, world.as_("officer"), drafted.id, None, earlier_id))


def issue(world: World, drafted: Obligation) -> None:
    with clock.use_date(TODAY):
        world.do(lambda s: fire(s, CaseRef("obligation", drafted.id), "issue", world.as_("officer")))


def now(world: World, row_id: UUID) -> Obligation:
    return world.see(lambda s: s.get_one(Obligation, row_id))


def open_of(world: World) -> set[UUID]:
    query = select(Obligation.id).where(open_condition(), col(Obligation.addressee_id) == world.agencies["district"])
    return set(world.see(lambda s: s.exec(query).all()))


def test_the_pair_counts_once_and_both_pages_lead_to_each_other(
    world: World,
    client_for: Browser,  # noqa: F811
    again: tuple[list[Obligation], Obligation],
) -> None:
    before, drafted = again
    count = len(open_of(world))
    link(world, drafted, before[2].id)
    assert before[2].id in open_of(world), "a draft ends nothing"
    issue(world, drafted)
    assert now(world, before[2].id).status == "repeated"
    assert open_of(world) == {row.id for row in before if row.addressee_id == drafted.addressee_id} - {before[2].id} | {
        drafted.id
    }
    assert len(open_of(world)) == count
    for who in ("officer", "district_officer"):
        assert f'href="/obligations/{drafted.id}"' in client_for(who).get(f"/obligations/{before[2].id}").text
        newer = client_for(who).get(f"/obligations/{drafted.id}")
        assert f'href="/obligations/{before[2].id}"' in newer.text
        assert "Nhắc lại nội dung đã nêu" in words(newer)


def test_only_what_the_addressee_still_owes_may_be_asked_again(
    world: World, again: tuple[list[Obligation], Obligation]
) -> None:
    before, drafted = again
    other = next(row for row in before if row.addressee_id != drafted.addressee_id)
    with pytest.raises(Problem) as refused:
        link(world, drafted, other.id)
    assert "Chọn một nội dung còn mở của chính đơn vị này." in [one.message for one in refused.value.reasons]
    withdrawn = CaseRef("obligation", before[0].id)
    world.do(lambda s: fire(s, withdrawn, "withdraw", world.as_("leader"), payload={"reason": "Trùng."}))
    offered = {one.obligation.id for one in world.see(lambda s: candidates(s, drafted, world.as_("officer")))}
    assert offered == open_of(world)
    assert before[0].id not in offered


def test_what_was_withdrawn_before_the_issue_stays_withdrawn(
    world: World, again: tuple[list[Obligation], Obligation]
) -> None:
    before, drafted = again
    link(world, drafted, before[0].id)
    ref = CaseRef("obligation", before[0].id)
    world.do(lambda s: fire(s, ref, "withdraw", world.as_("leader"), payload={"reason": "Trùng."}))
    issue(world, drafted)
    assert now(world, before[0].id).status == "withdrawn"
    assert drafted.id in open_of(world)


def test_two_notices_that_repeat_the_same_make_one_line(
    world: World, again: tuple[list[Obligation], Obligation]
) -> None:
    before, first = again
    second = drafted_anew(world, world.see(lambda s: s.get_one(Inspection, before[0].inspection_id)))
    link(world, first, before[1].id)
    link(world, second, before[1].id)
    issue(world, first)
    issue(world, second)
    assert now(world, second.id).repeats_id == first.id
    assert {now(world, one).status for one in (before[1].id, first.id)} == {"repeated"}
    story = world.see(lambda s: queries.earlier(s, s.get_one(Obligation, second.id)))
    assert [row.id for row in story] == [before[1].id, first.id]


def verified_as_met(world: World, row_id: UUID) -> None:
    district = world.as_("district_officer")
    world.do(lambda s: answering.answer(s, district, row_id, claim="met", text="Đã cắm."))
    world.do(lambda s: answering.verify(s, world.as_("officer"), row_id, verdict="met", evidence="Đã xem."))


def beside(world: World, drafted: Obligation) -> Obligation:
    """Another recommendation of the same draft to the same addressee."""
    with clock.use_date(TODAY):
        asked = [ObligationData(drafted.addressee_id, date(2025, 7, 1))]
        world.do(
            lambda s: drafting.add_recommendation(
                s, world.as_("officer"), drafted.inspection_id, text="Mở lớp dạy bơi.", finding_ids=[], obligations=asked
            )
        )  # fmt: skip
    return next(row for row in obligations(world, drafted.inspection_id) if row.id != drafted.id)


def test_what_one_recommendation_of_a_notice_repeats_is_not_offered_to_another(
    world: World, again: tuple[list[Obligation], Obligation]
) -> None:
    before, drafted = again
    other = beside(world, drafted)
    link(world, drafted, before[1].id)
    offered = {one.obligation.id for one in world.see(lambda s: candidates(s, other, world.as_("officer")))}
    assert before[1].id not in offered and before[2].id in offered
    with pytest.raises(Problem) as refused:
        link(world, other, before[1].id)
    assert "Kiến nghị khác của đợt này" in refused.value.reasons[0].message
    link(world, drafted, before[1].id)
    link(world, drafted, None)
    link(world, other, before[1].id)


def test_of_two_in_one_notice_that_repeat_the_same_neither_ends_the_other(
    world: World,
    client_for: Browser,  # noqa: F811
    again: tuple[list[Obligation], Obligation],
) -> None:
    """Drafts of before this was asked may still be so."""
    before, drafted = again
    other = beside(world, drafted)
    link(world, drafted, before[1].id)

    def as_it_was(session: Session) -> None:
        session.get_one(Obligation, other.id).repeats_id = before[1].id

    world.do(as_it_was)
    issue(world, drafted)
    issue(world, other)
    assert now(world, before[1].id).status == "repeated"
    assert {drafted.id, other.id} <= open_of(world)
    page = client_for("officer").get(f"/obligations/{before[1].id}").text
    assert all(f'href="/obligations/{one.id}"' in page for one in (drafted, other))


@pytest.mark.parametrize("end", ["withdraw", "met"])
def test_the_page_of_what_had_ended_before_does_not_say_that_it_goes_on(
    world: World,
    client_for: Browser,  # noqa: F811
    again: tuple[list[Obligation], Obligation],
    end: str,
) -> None:
    before, drafted = again
    link(world, drafted, before[0].id)
    if end == "met":
        verified_as_met(world, before[0].id)
    else:
        ref = CaseRef("obligation", before[0].id)
        world.do(lambda s: fire(s, ref, "withdraw", world.as_("leader"), payload={"reason": "Trùng."}))
    issue(world, drafted)
    page = words(client_for("officer").get(f"/obligations/{before[0].id}"))
    assert "theo dõi tiếp" not in page
    assert "Thông báo sau nêu lại nội dung này" in page


def test_what_was_named_and_ended_since_is_still_shown_and_kept(
    world: World,
    client_for: Browser,  # noqa: F811
    again: tuple[list[Obligation], Obligation],
) -> None:
    before, drafted = again
    link(world, drafted, before[0].id)
    ref = CaseRef("obligation", before[0].id)
    world.do(lambda s: fire(s, ref, "withdraw", world.as_("leader"), payload={"reason": "Trùng."}))
    officer, page = client_for("officer"), f"/recommendations/repeats/{drafted.id}"
    shown = officer.get(page)
    assert "(nay: Đã rút)" in words(shown)
    assert [tag for tag in re.findall("<input[^>]*>", shown.text) if str(before[0].id) in tag and " checked" in tag]
    assert officer.post(page, {"earlier_id": str(before[0].id)}).status_code == 303
    assert now(world, drafted.id).repeats_id == before[0].id
    assert officer.post(page, {"earlier_id": "none"}).status_code == 303
    assert officer.post(page, {"earlier_id": str(before[0].id)}).status_code == 422, "it is not chosen anew"


def test_nobody_ends_one_without_a_notice_that_repeats_it(
    world: World, again: tuple[list[Obligation], Obligation]
) -> None:
    before, drafted = again
    with pytest.raises(Problem):
        world.do(
            lambda s: fire(
                s, CaseRef("obligation", before[1].id), "repeat", world.as_("officer"), payload={"_by": drafted.id}
            )
        )
    assert now(world, before[1].id).status == "issued"


def test_what_another_draft_asks_again_is_not_told_to_be_done(
    world: World,
    client_for: Browser,  # noqa: F811
    again: tuple[list[Obligation], Obligation],
) -> None:
    _, drafted = again
    officer = world.as_("officer")
    asked = [ObligationData(world.agencies["district"], date(2025, 6, 2))]
    for one in world.see(lambda s: [row.obligation for row in candidates(s, drafted, officer)]):
        inspection_id = drafted.inspection_id
        assert inspection_id is not None
        with clock.use_date(TODAY):
            source = world.do(
                lambda s, i=inspection_id: drafting.add_recommendation(
                    s, officer, i, text="Làm tiếp.", finding_ids=[], obligations=asked
                )
            )
        row = next(row for row in obligations(world, inspection_id) if row.source_id == source.id)
        link(world, row, one.id)
    page = words(client_for("officer").get(f"/recommendations/repeats/{drafted.id}"))
    assert "đã có kiến nghị khác nhắc lại" in page and "không còn nội dung nào chưa xong" not in page


def test_it_is_chosen_in_the_page_and_may_be_taken_back(
    world: World,
    client_for: Browser,  # noqa: F811
    again: tuple[list[Obligation], Obligation],
) -> None:
    before, drafted = again
    officer, page = client_for("officer"), f"/recommendations/repeats/{drafted.id}"
    assert before[2].source_text[:60] in words(officer.get(page))
    assert officer.post(page, {"earlier_id": "nonsense"}).status_code == 422
    assert officer.post(page, {"earlier_id": str(before[2].id)}).status_code == 303
    assert now(world, drafted.id).repeats_id == before[2].id
    listed = words(officer.get(f"/recommendations/of/{drafted.inspection_id}"))
    assert "Nhắc lại nội dung đã nêu trước đây" in listed
    assert officer.post(page, {"earlier_id": "none"}).status_code == 303
    assert now(world, drafted.id).repeats_id is None
