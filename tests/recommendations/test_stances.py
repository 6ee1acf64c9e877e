"""What an addressee says of what is asked: its page, what the leader decides, what the report to the province names."""

from datetime import date
from uuid import UUID

import pytest

from rasoat.recommendations import stances
from rasoat.recommendations.models import Obligation
from rasoat.workflows import CaseRef, fire
from tests.recommendations.samples import followed_up, obligations
from tests.recommendations.test_pages import Browser, play_on
from tests.recommendations.test_rounds import send
from tests.web.browse import words
from tests.web.conftest import app, client_for, settings  # noqa: F401 - fixtures of the pages
from tests.world import World


@pytest.fixture
def owed(world: World) -> Obligation:
    inspection = followed_up(world)
    play_on(world, date(2024, 9, 20))
    return obligations(world, inspection.id)[2]


def test_a_reason_is_asked_for_beside_its_field(client_for: Browser, owed: Obligation) -> None:  # noqa: F811
    officer, page = client_for("district_officer"), f"/obligations/{owed.id}"
    refused = send(officer, page, "stance", stance="disagrees")
    assert refused.status_code == 422  # type: ignore[attr-defined]
    assert 'id="stance_reason-error"' in refused.text  # type: ignore[attr-defined]
    assert send(officer, page, "stance", stance="disagrees", stance_reason="Chỉ còn 40 điểm.").status_code == 303  # type: ignore[attr-defined]
    shown = words(client_for("leader").get(page))
    assert "Ý kiến: không nhất trí" in shown
    assert "Chỉ còn 40 điểm." in shown
    assert "/decide_stance" in client_for("leader").get(page).text
    assert "/decide_stance" not in client_for("district_leader").get(page).text
    deciding = words(client_for("leader").get(f"/cases/obligation/{owed.id}/decide_stance"))
    assert owed.source_text in deciding and "Lý do đơn vị nêu Chỉ còn 40 điểm." in deciding


def test_who_decides_on_more_time_reads_what_was_asked_and_begins_with_its_day(
    world: World,
    client_for: Browser,  # noqa: F811
    owed: Obligation,
) -> None:
    asked = {"until": date(2031, 3, 31), "reason": "Chờ dự toán năm 2025."}
    ref = CaseRef("obligation", owed.id)
    world.do(lambda s: fire(s, ref, "ask_extension", world.as_("district_officer"), payload=asked))
    granting = client_for("leader").get(f"/cases/obligation/{owed.id}/grant_extension")
    assert "Đơn vị xin đến ngày 31/03/2031 Lý do đơn vị nêu Chờ dự toán năm 2025." in words(granting)
    assert 'value="31/03/2031"' in granting.text
    refusing = words(client_for("leader").get(f"/cases/obligation/{owed.id}/refuse_extension"))
    assert "Chờ dự toán năm 2025." in refusing


def test_a_demand_is_explained_and_not_disagreed_with(
    world: World,
    client_for: Browser,  # noqa: F811
    owed: Obligation,
) -> None:
    world.do(lambda s: setattr(s.get_one(Obligation, owed.id), "force", "demanded"))
    shown = words(client_for("district_officer").get(f"/obligations/{owed.id}"))
    assert "Giải trình" in shown and "Khiếu nại" in shown
    assert "Không nhất trí" not in shown


def disagree(world: World, obligation_id: UUID, decision: str) -> None:
    ref = CaseRef("obligation", obligation_id)
    said = {"stance": "disagrees", "reason": "Ngân sách đã phân bổ."}
    world.do(lambda s: fire(s, ref, "take_stance", world.as_("district_officer"), payload=said))
    decided = {"decision": decision, "note": "Luật giao huyện."}
    world.do(lambda s: fire(s, ref, "decide_stance", world.as_("leader"), payload=decided))


def test_only_open_recommendations_that_were_kept_are_reported(world: World, owed: Obligation) -> None:
    others = obligations(world, owed.inspection_id)  # type: ignore[arg-type]
    disagree(world, others[0].id, "kept")
    disagree(world, others[1].id, "to_change")
    disagree(world, others[3].id, "kept")
    lead = world.agencies["dept"]

    def found() -> list[UUID]:
        return [row.id for _stance, row in world.see(lambda s: stances.kept_disagreements(s, lead))]

    assert found() == [others[0].id, others[3].id]
    ref = CaseRef("obligation", others[3].id)
    world.do(lambda s: fire(s, ref, "withdraw", world.as_("leader"), payload={"reason": "Trùng."}))
    assert found() == [others[0].id]
    assert world.see(lambda s: stances.kept_disagreements(s, world.agencies["ministry"])) == []


def test_a_decision_reads_as_waiting_for_its_letter(world: World, client_for: Browser, owed: Obligation) -> None:  # noqa: F811
    disagree(world, owed.id, "to_withdraw")
    for who in ("officer", "district_officer"):
        assert "Đã quyết rút, chờ công văn" in words(client_for(who).get(f"/obligations/{owed.id}"))
    assert "Đã quyết thay đổi hoặc rút, chờ công văn" in words(client_for("officer").get("/"))
