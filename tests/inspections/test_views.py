"""The inspections' pages as people use them, without scripts."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from rasoat.inspections import quarters, queries
from rasoat.inspections.models import Inspection
from rasoat.plans.data import TargetData
from tests.inspections.samples import drop, planned, prepared, put, put_date, scheduled, step
from tests.plans.samples import joint_plan
from tests.web.browse import Client, inputs, words
from tests.world import World

Browser = Callable[[str], Client]


def stored(world: World, inspection: Inspection) -> Inspection:
    return world.see(lambda s: s.get_one(Inspection, inspection.id))


def test_the_list_filters_and_searches_without_accents(world: World, client_for: Browser) -> None:
    late = TargetData(world.agencies["other_district"], None, date(2024, 8, 6), "Trụ sở")
    data = joint_plan(world, targets=[replace(joint_plan(world).targets[0], place="Thị trấn Đồng Mỏ"), late])
    inspection = planned(world, data)
    client = client_for("officer")
    both = words(client.get("/inspections/"))
    assert "huyện Chi Lăng" in both
    assert "huyện Hữu Lũng" in both
    for query in ("q=dong+mo", "q=chi+lang", "month=2024-07", "month=2024-07&status=planned"):
        page = words(client.get(f"/inspections/?{query}"))
        assert "huyện Chi Lăng" in page, query
        assert "huyện Hữu Lũng" not in page, query
    assert "2 cuộc kiểm tra" in words(client.get(f"/inspections/?plan={inspection.plan_id}"))
    assert "Không có cuộc kiểm tra nào khớp" in words(client.get("/inspections/?mine=1"))
    put(world, inspection.id, "officer")
    page = words(client.get("/inspections/?mine=1"))
    assert "1 cuộc kiểm tra" in page
    assert "2 cuộc kiểm tra" in words(client.get("/inspections/?month=nonsense"))
    page = words(client.get("/inspections/?sort=-day"))
    assert page.index("huyện Hữu Lũng") < page.index("huyện Chi Lăng")


def test_an_authority_sees_only_its_own_once_announced(world: World, client_for: Browser) -> None:
    inspection = prepared(world)
    address = f"/inspections/{inspection.id}"
    client = client_for("district_officer")
    assert "Chưa có cuộc kiểm tra nào" in words(client.get("/inspections/"))
    assert client.get(address).status_code == 404
    step(world, inspection.id, "schedule", "officer")
    assert "huyện Chi Lăng" in words(client.get("/inspections/"))
    page = client.get(address)
    assert page.status_code == 200
    assert "Thêm vào đoàn" not in words(page)
    assert "/plans/" not in page.text
    assert client_for("other_officer").get(address).status_code == 404
    assert "Quý III/2024 chưa có cuộc kiểm tra nào" in words(client_for("other_officer").get("/inspections/calendar"))


def test_the_overview_tells_what_is_missing(world: World, client_for: Browser) -> None:
    inspection = planned(world)
    page = words(client_for("officer").get(f"/inspections/{inspection.id}"))
    assert "Còn thiếu người của: Sở Giáo dục và Đào tạo Sở Văn hóa, Thể thao và Du lịch" in page
    assert "Đoàn chưa có trưởng đoàn" in page
    assert "Đã có trong kế hoạch , đang ở bước này" in page
    assert "Đã xếp lịch , chưa đến" in page


def test_the_team_is_composed_on_the_page(world: World, client_for: Browser) -> None:
    inspection = planned(world)
    client = client_for("officer")
    address = f"/inspections/{inspection.id}"
    assert "Mã Thị Huyện" not in words(client.get(address))
    answer = client.post(f"{address}/team", {"user_id": str(world.as_("lead").user_id), "assignment": "lead"})
    assert answer.status_code == 303
    assert "Lương Văn Đoàn" in words(client.get(address))
    refused = client.post(
        f"{address}/team", {"user_id": str(world.as_("district_officer").user_id), "assignment": "member"}
    )
    assert refused.status_code == 422
    assert "Mã Thị Huyện thuộc Ủy ban nhân dân huyện Chi Lăng, đơn vị được kiểm tra" in words(refused)
    nobody = client.post(f"{address}/team", {"user_id": "", "assignment": "member"})
    assert nobody.status_code == 422
    assert "Chọn một người trong danh sách" in words(nobody)
    answer = client.post(f"{address}/team/{world.as_('lead').user_id}/drop")
    assert answer.status_code == 303
    assert world.see(lambda s: queries.team(s, inspection.id)) == []


def test_a_scheduled_team_stays_whole(world: World, client_for: Browser) -> None:
    inspection = scheduled(world)
    address = f"/inspections/{inspection.id}/team/{world.as_('lead').user_id}/drop"
    page = client_for("officer").post(address)
    assert page.status_code == 422
    assert "Đoàn chưa có trưởng đoàn" in words(page)
    assert len(world.see(lambda s: queries.team(s, inspection.id))) == 3


def test_the_schedule_is_set_with_a_word_about_days_off(world: World, client_for: Browser) -> None:
    inspection = planned(world)
    client = client_for("officer")
    address = f"/inspections/{inspection.id}/schedule"
    version = inputs(client.get(address))["version"]
    fields = {"scheduled_on": "21/7/2024", "scheduled_time": "08:00", "place": "Hội trường", "version": version}
    answer = client.post(address, fields)
    assert answer.status_code == 303
    page = words(client.get(answer.location))
    assert "Lưu ý: 21/07/2024 là ngày nghỉ (cuối tuần)." in page
    assert "Chủ nhật, 21/07/2024" in page
    wrong = client.post(address, {**fields, "scheduled_time": "8 giờ", "version": ""})
    assert wrong.status_code == 422
    assert "không phải là giờ" in words(wrong)


def test_a_stale_schedule_shows_both_versions(world: World, client_for: Browser) -> None:
    inspection = planned(world)
    client = client_for("officer2")
    address = f"/inspections/{inspection.id}/schedule"
    version = inputs(client.get(address))["version"]
    put_date(world, inspection.id, date(2024, 7, 18))
    page = client.post(address, {"scheduled_on": "19/7/2024", "version": version})
    assert page.status_code == 409
    assert "19/07/2024 18/07/2024" in words(page)
    assert stored(world, inspection).scheduled_on == date(2024, 7, 18)


def test_sites_are_added_changed_and_removed(world: World, client_for: Browser) -> None:
    inspection = prepared(world)
    client = client_for("lead")
    site = {"kind": "water_point", "name": "Phố Sặt", "place": "Đồng Mỏ", "latitude": "21,66", "longitude": "106.58"}
    assert client.post(f"/inspections/{inspection.id}/sites/new", site).status_code == 303
    (kept,) = world.see(lambda s: queries.sites(s, inspection.id))
    assert (kept.latitude, kept.longitude) == (21.66, 106.58)
    page = client.post(f"/inspections/sites/{kept.id}", {**site, "latitude": "abc", "name": ""})
    assert page.status_code == 422
    assert "Nhập số độ, ví dụ 21,652300." in words(page)
    answer = client.post(f"/inspections/sites/{kept.id}", {**site, "name": "Đập Bãi Hào", "version": "1"})
    assert answer.status_code == 303
    assert "Đập Bãi Hào" in words(client.get(answer.location))
    assert client_for("district_officer").get(f"/inspections/sites/{kept.id}").status_code == 404
    assert client_for("edu_leader").get(f"/inspections/sites/{kept.id}").status_code == 403
    assert client.post(f"/inspections/sites/{kept.id}/drop").status_code == 303
    assert world.see(lambda s: queries.sites(s, inspection.id)) == []


def test_checklists_are_chosen_on_a_page(world: World, client_for: Browser) -> None:
    inspection = prepared(world)
    client = client_for("officer")
    address = f"/inspections/{inspection.id}/checklists"
    page = client.get(address)
    assert page.text.count("checked") == 3
    assert client.post(address, {"checklists": ["fund_use"]}).status_code == 303
    assert [c.checklist for c in world.see(lambda s: queries.checklists(s, inspection.id))] == ["fund_use"]
    assert client.post(address, {"checklists": ["no_such"]}).status_code == 422


def test_the_calendar_lists_a_quarter_by_month(world: World, client_for: Browser) -> None:
    late = TargetData(world.agencies["other_district"], None, date(2024, 8, 6))
    inspection = scheduled(world, joint_plan(world, targets=[*joint_plan(world).targets, late]))
    client = client_for("officer")
    page = words(client.get("/inspections/calendar"))
    assert page.index("Tháng 7/2024") < page.index("Thứ Tư, 17/07/2024, 08:00") < page.index("Tháng 8/2024")
    step(world, inspection.id, "postpone", "officer", reason="Mưa lũ")
    page = words(client.get("/inspections/calendar"))
    assert "Tháng 7/2024" not in page
    assert page.index("Tháng 8/2024") < page.index("Chưa có ngày")
    drop(world, inspection.id, "lead")
    for month in ("2023-12", "2025-01", "0001-01", "9999-10", "9999-12", "2199-12", "1900-01", "x", "2024-13"):
        assert client.get(f"/inspections/calendar?month={month}").status_code == 200
    before = words(client.get("/inspections/calendar?month=2024-05"))
    assert "Quý II/2024 chưa có cuộc kiểm tra nào" in before
    assert "Gần nhất có cuộc kiểm tra: Quý III/2024 ." in before
    assert "Gần nhất có cuộc kiểm tra: Quý III/2024 ." in words(client.get("/inspections/calendar?month=2024-10"))


def test_a_full_month_of_the_calendar_leads_to_the_list(world: World, client_for: Browser, monkeypatch) -> None:
    monkeypatch.setattr(quarters, "MOST", 1)
    late = TargetData(world.agencies["other_district"], None, date(2024, 7, 30))
    scheduled(world, joint_plan(world, targets=[*joint_plan(world).targets, late]))
    page = client_for("officer").get("/inspections/calendar")
    assert "30/07/2024" not in words(page)
    assert 'href="/inspections/?month=2024-07&amp;sort=day">Còn nữa' in page.text
