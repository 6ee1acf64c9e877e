"""The plans' pages as people use them, without scripts."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from rasoat.plans import operations, queries
from rasoat.plans.data import TargetData
from rasoat.plans.models import Plan
from tests.plans.samples import SYMBOL, TITLE, VISIT_ON, approved, draft, joint_plan, step
from tests.web.browse import Client, inputs, words
from tests.world import World

Browser = Callable[[str], Client]


def filled(world: World, **changes: str) -> dict[str, str]:
    """The form as an officer sends it."""
    return {
        "title": TITLE,
        "year": "2024",
        "symbol": SYMBOL,
        "inspection_workflow": "inspection",
        "bases-0": "Luật Trẻ em",
        "contents-0-title": "Phòng, chống đuối nước",
        "contents-0-checklist": "warning_signs",
        "cosigners-0": str(world.agencies["edu"]),
        "targets-0-agency_id": str(world.agencies["district"]),
        "targets-0-planned_on": "17/7/2024",
        "targets-0-place": "Hội trường",
        **changes,
    }


def test_an_empty_list_tells_what_to_do(world: World, client_for: Browser) -> None:
    page = client_for("officer").get("/plans/")
    assert page.status_code == 200
    assert "Lập kế hoạch đầu tiên" in words(page)
    assert "Lập kế hoạch" not in words(client_for("edu_member").get("/plans/")).split("Chưa có kế hoạch nào")[0]


def test_an_officer_drafts_a_plan(world: World, client_for: Browser) -> None:
    client = client_for("officer")
    assert client.get("/plans/new").status_code == 200
    answer = client.post("/plans/new", filled(world))
    assert answer.status_code == 303, words(answer)
    page = words(client.get(answer.location))
    for part in (TITLE, "Luật Trẻ em", "Phòng, chống đuối nước", "Sở Giáo dục và Đào tạo", "Tháng 7/2024"):
        assert part in page
    assert "Thứ Tư, 17/07/2024" in page
    assert "Biển cảnh báo" in page


def test_rows_are_added_and_taken_out_without_losing_what_was_typed(world: World, client_for: Browser) -> None:
    client = client_for("officer")
    page = client.post("/plans/new", filled(world, add="contents"))
    assert page.status_code == 200
    assert 'name="contents-1-title"' in page.text
    assert "Phòng, chống đuối nước" in words(page)
    more = filled(world, **{"contents-1-title": "Quỹ Bảo trợ trẻ em", "drop": "contents-0"})
    page = client.post("/plans/new", more)
    assert 'name="contents-0-title"' not in page.text
    assert "Phòng, chống đuối nước" not in words(page)
    assert "Quỹ Bảo trợ trẻ em" in words(page)
    assert world.see(lambda s: queries.years(s, world.as_("officer"))) == []


def test_faults_are_shown_and_nothing_typed_is_lost(world: World, client_for: Browser) -> None:
    client = client_for("officer")
    wrong = filled(world, **{"title": "", "targets-0-planned_on": "31/2/2024", "cosigners-0": "x"})
    page = client.post("/plans/new", wrong)
    assert page.status_code == 422
    assert "Nhập tên kế hoạch." in words(page)
    assert "“31/2/2024” không phải là ngày có thật" in words(page)
    assert inputs(page)["symbol"] == SYMBOL
    page = client.post("/plans/new", filled(world, **{"cosigners-0": str(world.agencies["district"])}))
    assert page.status_code == 422
    assert "thuộc diện được kiểm tra nên không cùng ký" in words(page)


def test_blank_rows_are_not_kept(world: World, client_for: Browser) -> None:
    answer = client_for("officer").post("/plans/new", filled(world, **{"bases-1": " ", "contents-1-title": ""}))
    assert answer.status_code == 303
    plan_id = UUID(answer.location.rsplit("/", 1)[1])
    assert len(world.see(lambda s: queries.bases(s, plan_id))) == 1
    assert len(world.see(lambda s: queries.contents(s, plan_id))) == 1


def test_a_row_with_nothing_but_a_text_that_cannot_be_read_is_not_dropped(world: World, client_for: Browser) -> None:
    page = client_for("officer").post("/plans/new", filled(world, **{"targets-1-planned_on": "31/2/2024"}))
    assert page.status_code == 422
    assert "“31/2/2024” không phải là ngày có thật" in words(page)
    assert inputs(page)["targets-1-planned_on"] == "31/2/2024"


def test_a_stale_save_shows_both_versions_and_overwrites_nothing(world: World, client_for: Browser) -> None:
    plan = draft(world)
    client = client_for("officer2")
    address = f"/plans/{plan.id}/edit"
    seen = inputs(client.get(address))["version"]
    first = joint_plan(world, title="Bản của người thứ nhất")
    world.do(lambda s: operations.edit_plan(s, world.as_("officer"), plan.id, None, first))
    page = client.post(address, filled(world, title="Bản của người thứ hai", version=seen))
    assert page.status_code == 409
    assert "Bản của người thứ nhất" in words(page)
    assert "Bản của người thứ hai" in words(page)
    assert world.as_("officer").name in words(page)
    assert world.see(lambda s: s.get_one(Plan, plan.id)).title == "Bản của người thứ nhất"
    answer = client.post(address, filled(world, title="Bản của người thứ hai", version=inputs(page)["version"]))
    assert answer.status_code == 303
    assert world.see(lambda s: s.get_one(Plan, plan.id)).title == "Bản của người thứ hai"


def test_the_list_filters_sorts_and_searches_without_accents(world: World, client_for: Browser) -> None:
    approved(world)
    draft(world, joint_plan(world, title="An toàn đuối nước ở Đồng Mỏ", year=2025, targets=[]))
    client = client_for("officer")
    assert "Đồng Mỏ" in words(client.get("/plans/?q=dong+mo"))
    assert TITLE not in words(client.get("/plans/?q=dong+mo"))
    assert "Không có kế hoạch nào khớp" in words(client.get("/plans/?q=khong+co"))
    assert TITLE in words(client.get("/plans/?q=99/khln"))
    assert TITLE not in words(client.get("/plans/?year=2025"))
    assert TITLE not in words(client.get("/plans/?status=drafted"))
    assert "2 kế hoạch" in words(client.get(f"/plans/?agency={world.agencies['dept']}&year=&status="))
    page = words(client.get("/plans/?sort=title"))
    assert page.index("An toàn đuối nước") < page.index(TITLE)
    page = words(client.get("/plans/?sort=-title"))
    assert page.index("An toàn đuối nước") > page.index(TITLE)


def test_other_agencies_plans_are_not_found(world: World, client_for: Browser) -> None:
    plan = draft(world, joint_plan(world, cosigner_ids=[]))
    assert client_for("edu_leader").get(f"/plans/{plan.id}").status_code == 404
    assert client_for("district_leader").get(f"/plans/{plan.id}").status_code == 403
    assert client_for("leader").get(f"/plans/{plan.id}/edit").status_code == 403


def test_a_plan_sent_for_signing_has_no_edit_page(world: World, client_for: Browser) -> None:
    plan = draft(world)
    step(world, plan.id, "submit", "officer")
    client = client_for("officer")
    assert client.get(f"/plans/{plan.id}/edit").status_code == 409
    page = words(client.get(f"/plans/{plan.id}"))
    assert "Chờ ký" in page
    assert "Đang lấy chữ ký liên ngành" in page


def test_an_approved_plan_leads_to_its_inspections(world: World, client_for: Browser) -> None:
    late = TargetData(world.agencies["other_district"], None, date(2024, 8, 6))
    plan = approved(world, joint_plan(world, targets=[*joint_plan(world).targets, late]))
    page = client_for("officer").get(f"/plans/{plan.id}")
    assert f"99/{SYMBOL}" in words(page)
    assert page.text.count('href="/inspections/') >= 2
    text = words(page)
    assert text.index("Tháng 7/2024") < text.index(f"{VISIT_ON:%d/%m/%Y}") < text.index("Tháng 8/2024")
