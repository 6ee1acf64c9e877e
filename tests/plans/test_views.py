"""The plans' pages as people use them, without scripts."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

from sqlmodel import Session

from rasoat import clock
from rasoat.plans import operations, queries
from rasoat.plans.data import TargetData
from rasoat.plans.models import Plan
from rasoat.settings import Settings
from rasoat.units import operations as units
from tests.plans.samples import SYMBOL, TITLE, VISIT_ON, approved, draft, joint_plan, step
from tests.web.browse import Client, inputs, words
from tests.world import SINCE, World

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
    page = client.post("/plans/new", {**more, "contents-2-title": "Nước sạch"})
    assert "Phòng, chống đuối nước" not in words(page)
    assert "Quỹ Bảo trợ trẻ em" in words(page)
    # The rows that are left have the numbers of their places: the next button takes out its own row.
    assert re.findall(r'name="drop" value="(contents-\d)"', page.text) == ["contents-0", "contents-1"]
    left = {name: value for name, value in filled(world).items() if not name.startswith("contents")}
    both = {"contents-0-title": "Quỹ Bảo trợ trẻ em", "contents-1-title": "Nước sạch", "drop": "contents-1"}
    page = client.post("/plans/new", {**left, **both})
    assert "Quỹ Bảo trợ trẻ em" in words(page)
    assert "Nước sạch" not in words(page)
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


def test_what_is_ticked_becomes_a_row_with_the_common_day(world: World, client_for: Browser) -> None:
    """Whichever button is pressed, no tick is lost; the list offers what has no row, and stands on the page once."""
    client = client_for("officer")
    other = str(world.agencies["other_district"])
    page = client.post("/plans/new", filled(world, **{"targets-pick": other, "add": "contents"}))
    assert inputs(page)["targets-1-agency_id"] == other
    assert page.text.count("Ủy ban nhân dân huyện Chi Lăng") == 1
    assert f'value="{other}"' not in page.text.split('class="picker-list"')[2].split("</ul>")[0]
    answer = client.post("/plans/new", filled(world, **{"targets-pick": other, "day": "2/8/2024"}))
    plan_id = UUID(answer.location.rsplit("/", 1)[1])
    days = {row.agency_id: row.planned_on for row in world.see(lambda s: queries.targets(s, plan_id))}
    assert days == {world.agencies["district"]: VISIT_ON, UUID(other): date(2024, 8, 2)}


def test_a_unit_without_any_day_is_named(world: World, client_for: Browser) -> None:
    client = client_for("officer")
    page = client.post("/plans/new", filled(world, **{"targets-pick": str(world.agencies["other_district"])}))
    assert page.status_code == 422
    assert 'href="#targets-1-planned_on"' in page.text
    page = client.post("/plans/new", filled(world, **{"targets-0-planned_on": "", "day": "31/2/2024"}))
    assert page.status_code == 422
    assert words(page).count("“31/2/2024” không phải là ngày có thật") == 2, "at the head and at the field, at no row"
    assert "Nhập ngày dự kiến ở đây" not in words(page)


def test_all_of_a_kind_are_those_that_exist_on_the_day(world: World, client_for: Browser) -> None:
    """Units that end or begin meanwhile say so, and “all” takes those of the common day."""

    def merged(session: Session) -> tuple[UUID, UUID]:
        here, made = world.agencies["province"], []
        for name, first, last in (("cũ", SINCE, date(2024, 6, 30)), ("mới", date(2024, 7, 1), None)):
            names = {"name": f"Ủy ban nhân dân xã {name}", "short_name": f"UBND xã {name}", "symbol": "UBND"}
            made.append(
                units.add_agency(session, parent_id=here, valid_from=first, valid_to=last, kind="commune", **names)
            )
        return made[0].id, made[1].id

    old, new = world.do(merged)
    client = client_for("officer")
    page = client.get("/plans/new")
    assert "Ủy ban nhân dân xã cũ đến 30/06/2024" in words(page)
    assert "Ủy ban nhân dân xã mới từ 01/07/2024" in words(page)

    def taken(**fields: str) -> set[str]:
        found = inputs(client.post("/plans/new", {"year": "2024", "all": "targets:commune", **fields}))
        return {value for name, value in found.items() if name.startswith("targets-") and name.endswith("-agency_id")}

    assert taken() == {str(old)}, "it is May 2024"
    assert taken(day="1/7/2024") == {str(new)}
    assert "Ủy ban nhân dân xã cũ" not in words(client.post("/plans/new", {"year": "2025", "add": "bases"}))
    both = {"targets-0-agency_id": str(new), "day": "1/7/2024"}
    assert taken(**both) == {str(new)}


def test_the_offices_of_a_row_are_its_units_own(world: World, client_for: Browser) -> None:
    other = {"targets-1-agency_id": str(world.agencies["other_district"]), "targets-1-planned_on": "18/7/2024"}
    page = client_for("officer").post("/plans/new", filled(world, title="", **other))
    assert page.status_code == 422
    assert 'name="targets-0-office_id"' in page.text
    assert 'name="targets-1-office_id"' not in page.text
    assert page.text.count(f'<option value="{world.agencies["office"]}"') == 1


def test_a_field_that_was_not_sent_is_not_taken_from_the_stored_row_at_its_place(
    world: World, client_for: Browser
) -> None:
    """The first unit's row was taken out: the office of the stored first row must not come into the second one's."""
    plan = draft(world)
    other = {"targets-0-agency_id": str(world.agencies["other_district"]), "targets-0-place": ""}
    answer = client_for("officer").post(f"/plans/{plan.id}/edit", filled(world, **other))
    assert answer.status_code == 303, words(answer)
    (target,) = world.see(lambda s: queries.targets(s, plan.id))
    assert (target.agency_id, target.office_id) == (world.agencies["other_district"], None)


def test_a_refused_form_of_200_units_keeps_every_row_in_a_page_of_bounded_size(
    world: World, client_for: Browser
) -> None:
    def found(session: Session) -> list[UUID]:
        here = world.agencies["province"]
        return [
            units.add_agency(session, parent_id=here, valid_from=SINCE, kind="commune", name=f"Ủy ban nhân dân xã {n}",
                             short_name=f"UBND xã {n}", symbol="UBND").id for n in range(200)
        ]  # fmt: skip

    rows = {f"targets-{n}-agency_id": str(one) for n, one in enumerate(world.do(found))}
    rows |= {f"targets-{n}-planned_on": "17/7/2024" for n in range(200)}
    rows |= {f"targets-{n}-place": f"Trụ sở {n}" for n in range(200)}
    client = client_for("officer")
    page = client.post("/plans/new", {**filled(world), **rows, "title": ""})
    assert page.status_code == 422
    assert rows.items() <= inputs(page).items()
    answer = client.post("/plans/new", {**filled(world), **rows})
    assert answer.status_code == 303
    assert len(client.get(f"{answer.location}/edit").data) < 200_000
    page = client.post("/plans/new", {**filled(world), **rows, **{name: "" for name in rows if name.endswith("_on")}})
    assert "Và 188 mục khác" in words(page)
    assert words(page).count("Nhập ngày dự kiến ở đây") == 12 + 200, "at the head the first ones only"


def test_a_session_that_ended_keeps_every_row_and_shows_no_ids(
    world: World, client_for: Browser, settings: Settings
) -> None:
    client = client_for("officer")
    token, rows = client.token(), filled(world, **{"targets-pick": str(world.agencies["other_district"])})
    with clock.at(clock.now() + timedelta(hours=settings.session_hours + 1)):
        page = client.post("/plans/new", rows, token=token)
    assert page.status_code == 401
    assert rows.items() <= inputs(page).items()
    shown = re.findall(r"<textarea[^>]*>([^<]*)", page.text)
    assert TITLE in shown
    assert rows["targets-0-agency_id"] not in shown, "what was picked is sent again, but tells nobody anything"


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


def test_an_agency_whose_kind_leads_no_inspections_begins_no_plan(world: World, client_for: Browser) -> None:
    def becomes(kind: str) -> None:
        world.do(lambda s: units.edit_agency(s, world.agencies["edu"], None, {"kind": kind}))

    fields = filled(world, **{"cosigners-0": str(world.agencies["culture"])})
    becomes("organisation")
    client = client_for("edu_officer")
    assert 'href="/plans/new"' not in client.get("/plans/").text
    refused = client.post("/plans/new", fields)
    assert refused.status_code == 422
    assert "“Đoàn thể, hội cấp tỉnh”, loại này không chủ trì kiểm tra" in words(refused)
    becomes("department")
    assert 'href="/plans/new"' in client.get("/plans/").text
    assert client.post("/plans/new", fields).status_code == 303


def test_the_one_who_submitted_asks_the_slow_again_and_nobody_else(world: World, client_for: Browser) -> None:
    plan = draft(world)
    step(world, plan.id, "submit", "officer")
    step(world, plan.id, "co_sign", "edu_leader")
    address = f"/plans/{plan.id}"
    officer = client_for("officer")
    answer = officer.post(f"{address}/remind", inputs(officer.get(address)))
    assert answer.status_code == 303
    page = words(officer.get(address))
    assert "Đã nhắc ký: Sở VHTTDL. Thư" in page
    assert "Nhắc ký</button>" not in officer.get(address).text, "asked once a day"
    assert officer.post(f"{address}/remind", inputs(officer.get(address))).status_code == 409
    for who in ("culture_leader", "edu_leader"):
        assert "Nhắc ký</button>" not in client_for(who).get(address).text
