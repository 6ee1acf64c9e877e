"""What goes out with a tablet: everything for the visit, only for the team, only what each member may see."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import select

from rasoat.db import new_id
from rasoat.definitions import operations as definitions
from rasoat.files.operations import attach, keep
from rasoat.files.store import BlobStore
from rasoat.findings.models import Finding
from rasoat.inspections import queries as inspections
from rasoat.inspections.models import Inspection
from rasoat.papers.models import PaperCase
from rasoat.problems import Problem
from rasoat.recommendations.models import Obligation, Recommendation
from rasoat.recommendations.parts import give_verdict, put_parts
from rasoat.recommendations.sources import as_told
from rasoat.tablets import operations as tablets
from rasoat.tablets.taking import operations, queries
from rasoat.tablets.taking.bundle import bundle_of, prepared_part
from rasoat.tablets.taking.models import Taking
from rasoat.tablets.taking.schemas import Bundle
from rasoat.visits import membership as belonging
from rasoat.visits import operations as visits
from rasoat.visits.assigned import operations as assigning
from rasoat.visits.models import Visit
from rasoat.workflows import start
from rasoat.workflows.meanings import place
from tests.files import located
from tests.inspections.samples import drop, put
from tests.visits import samples
from tests.visits.conftest import _on_the_day
from tests.visits.samples import HIDDEN_SIGN, HOMES, SIGNS, ChiLang, scheduled, visiting
from tests.web.browse import Client
from tests.world import World

__all__ = ["_on_the_day"]
Browser = Callable[[str], Client]
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def bundle(case: ChiLang, who: str = "lead") -> Bundle:
    return case.world.see(lambda s: bundle_of(s, case.world.as_(who), case.visit.id))


def of_last_year(world: World, case: ChiLang) -> Inspection:
    """An earlier inspection of the same unit, its result told, with one open finding about a home."""

    def add(session: Any) -> Inspection:
        this = session.get_one(Inspection, case.inspection_id)
        row = Inspection(
            lead_agency_id=this.lead_agency_id, unit_id=this.unit_id, office_id=this.office_id,
            title="Kiểm tra năm 2023", unit_name=this.unit_name, scheduled_on=samples.NEXT_DAY.replace(year=2023),
        )  # fmt: skip
        start(session, row, "inspection", "inspection", world.as_("officer"))
        place(session, row, "following_up")
        of_both = {"inspection_id": row.id, "kind": "shortcoming"}
        session.add(Finding(ordinal=1, text="12 biển cảnh báo đã mờ", visibility="public", **of_both))
        session.add(Finding(ordinal=2, text="Hộ có trẻ bị tai nạn", visibility="child", **of_both))
        session.add(Finding(inspection_id=row.id, kind="shortcoming", ordinal=3, text="Gợi ý", status="drafted"))
        session.flush()
        return row

    return world.do(add)


def owed(world: World, inspection: Inspection, to: str, status: str = "issued", verdict: str = "") -> UUID:
    def add(session: Any) -> UUID:
        number = len(session.exec(select(Recommendation)).all()) + 1
        asked = Recommendation(inspection_id=inspection.id, ordinal=number, text="Thay 12 biển cảnh báo")
        session.add(asked)
        session.flush()
        row = Obligation(
            **as_told(asked), inspection_id=inspection.id, lead_agency_id=inspection.lead_agency_id,
            addressee_id=world.agencies[to], due_on=samples.NEXT_DAY,
        )  # fmt: skip
        put_parts(row, "12 biển")
        start(session, row, "obligation", "obligation", world.as_("officer"))
        place(session, row, status)
        give_verdict(row, verdict)
        return row.id

    return world.do(add)


class TestContent:
    def test_the_visit_with_team_checklists_sites_and_numbers_to_call(self, world: World) -> None:
        case = scheduled(world)
        site = case.site("water_point", "Phố Sặt")
        made = bundle(case, "edu_member")
        assert (made.visit.unit, made.visit.me_duty, made.visit.lead) == (
            "Ủy ban nhân dân huyện Chi Lăng", "member", "Lương Văn Đoàn",
        )  # fmt: skip
        assert [one.duty for one in made.visit.team] == ["lead", "secretary", "member"]
        assert "KHLN" in made.visit.plan
        used = world.see(lambda s: inspections.checklists(s, case.inspection_id))
        assert [(one.checklist, one.required) for one in made.checklists] == [
            (row.checklist, row.required) for row in used
        ]
        assert {row.checklist for row in used} >= set(samples.CHECKLISTS)
        assert {(one["id"], one["version"]) for one in made.definitions} == {
            (one.checklist, one.version) for one in made.checklists
        }
        assert [one.id for one in made.sites] == [site.id]
        assert [phone.number for phone in made.phones] == ["111", "113", "114", "115"]
        assert made.context.unit == "UBND huyện Chi Lăng"
        assert made.site_kinds["home"].startswith("Hộ gia đình")

    def test_responses_of_this_visit_as_they_stand(self, world: World) -> None:
        case = visiting(world)
        site = case.site("water_point", "Phố Sặt")
        case.fill("warning_signs", HIDDEN_SIGN, site)
        (response,) = bundle(case).responses
        assert (response.scope, response.site_id, response.revision) == ("site", site.id, 1)
        assert response.answers["not_hidden"] == "no"
        assert response.saved_by == "Lương Văn Đoàn"

    def test_an_older_version_that_a_response_stands_on_goes_along(self, world: World) -> None:
        case = visiting(world)
        kept = case.fill("safe_home", HOMES)

        def later(session: Any) -> None:
            used = next(u for u in inspections.checklists(session, case.inspection_id) if u.checklist == "safe_home")
            body = definitions.body_of(session, "checklist", "safe_home", used.checklist_version)
            used.checklist_version += 1
            newer = body.replace(f'"version":{used.checklist_version - 1}', f'"version":{used.checklist_version}')
            definitions.publish(session, "checklist", "safe_home", used.checklist_version, newer)

        world.do(later)
        versions = [one["version"] for one in bundle(case).definitions if one["id"] == "safe_home"]
        assert versions == [kept.checklist_version, kept.checklist_version + 1]


class TestPast:
    def test_findings_of_earlier_inspections_of_the_same_unit(self, world: World) -> None:
        case = visiting(world)
        of_last_year(world, case)
        texts = [one.text for one in bundle(case).findings]
        assert texts == ["12 biển cảnh báo đã mờ", "Hộ có trẻ bị tai nạn"]
        # The agency of this member had no part in last year's inspection and does not see it at the desk either.
        assert bundle(case, "edu_member").findings == []

    def test_open_obligations_of_the_unit_and_those_below_it(self, world: World) -> None:
        case = visiting(world)
        before = of_last_year(world, case)
        open_ = {owed(world, before, "district"), owed(world, before, "office", "answered", "partly_met")}
        owed(world, before, "district", "verified", "met")
        owed(world, before, "district", "drafted")
        found = bundle(case).obligations
        assert {one.id for one in found} == open_
        assert {one.addressee for one in found} == {"UBND huyện Chi Lăng", "Phòng LĐTBXH Chi Lăng"}
        assert found[0].recommendation == "Thay 12 biển cảnh báo"
        assert bundle(case, "edu_member").obligations == []

    def test_figures_the_unit_gave_before(self, world: World) -> None:
        earlier = visiting(world)
        earlier.fill("warning_signs", SIGNS)
        case = visiting_again(world, earlier)
        figures = {one.title: one for one in bundle(case).figures}
        assert "67 điểm" in {one.value for one in figures.values()}
        assert all("kiểm tra ngày 17/07/2024" in one.source for one in figures.values())


def visiting_again(world: World, earlier: ChiLang) -> ChiLang:
    """A second inspection of the same unit with the same lead."""

    def add(session: Any) -> UUID:
        this = session.get_one(Inspection, earlier.inspection_id)
        row = Inspection(
            plan_id=this.plan_id, lead_agency_id=this.lead_agency_id, unit_id=this.unit_id, title="Kiểm tra lại",
            unit_name=this.unit_name, scheduled_on=samples.NEXT_DAY,
        )  # fmt: skip
        start(session, row, "inspection", "inspection", world.as_("officer"))
        return row.id

    case = ChiLang(world, world.do(add))
    put(world, case.inspection_id, "lead", "lead")
    world.do(
        lambda s: visits.add_visit(
            s, world.as_("officer"), s.get_one(Inspection, case.inspection_id), samples.NEXT_DAY, "Trụ sở"
        )
    )
    return case


class TestWho:
    @pytest.mark.parametrize("who", ["officer", "leader", "edu_leader", "district_officer", "other_officer", "admin"])
    def test_nobody_but_the_team(self, world: World, who: str) -> None:
        case = scheduled(world)
        with pytest.raises(Problem) as caught:
            bundle(case, who)
        assert caught.value.key == "not_found"
        assert world.see(lambda s: queries.trips_of(s, world.as_(who), None)) == []

    def test_trips_of_a_member_without_what_was_called_off(self, world: World) -> None:
        case = scheduled(world)
        (trip,) = world.see(lambda s: queries.trips_of(s, world.as_("culture_member"), None))
        assert (trip.visit_id, trip.duty, trip.taken) == (case.visit.id, "secretary", False)
        case.visit_step("cancel")
        assert world.see(lambda s: queries.trips_of(s, world.as_("culture_member"), None)) == []


class TestEtag:
    def test_the_same_content_has_the_same_tag(self, world: World) -> None:
        case = scheduled(world)
        assert bundle(case).etag == bundle(case).etag

    def test_work_changes_one_half_preparation_the_other(self, world: World) -> None:
        case = visiting(world)
        first = bundle(case).etag
        case.fill("safe_home", HOMES)
        worked = bundle(case).etag
        assert worked != first
        assert prepared_part(worked) == prepared_part(first)
        case.site("home", "Hộ mẫu số 1")
        assert prepared_part(bundle(case).etag) != prepared_part(first)

    def test_what_the_visits_state_means_goes_along_and_its_name_does_not_matter(self, world: World) -> None:
        case = scheduled(world)

        def stand(means: str) -> Bundle:
            def put_state(session: Any) -> None:
                session.get_one(Visit, case.visit.id).means = f" {means} "

            world.do(put_state)
            (trip,) = world.see(lambda s: queries.trips_of(s, world.as_("lead"), None))
            made = bundle(case)
            assert (trip.means, made.visit.means) == ([means], [means])
            return made

        before, after = stand("not_begun"), stand("filling")
        assert before.etag != after.etag
        assert prepared_part(before.etag) == prepared_part(after.etag)


class TestApi:
    def test_taken_along_by_a_tablet_and_told_once_more_without_being_sent(
        self, world: World, client_for: Browser
    ) -> None:
        case = scheduled(world)
        lead, device = world.as_("lead"), new_id()
        made = world.do(lambda s: tablets.register(s, lead, device, label="Máy 1", user_agent="", build="", days=30))
        client, headers = client_for(""), {"Authorization": f"Bearer {made.token}"}
        address = f"/api/v1/visits/{case.visit.id}"
        (trip,) = client.get("/api/v1/trips", headers=headers).json["trips"]
        assert trip["visit_id"] == str(case.visit.id)
        answer = client.get(f"{address}/bundle", headers=headers)
        assert answer.headers["ETag"] == f'"{answer.json["etag"]}"'
        again = client.get(f"{address}/bundle", headers={**headers, "If-None-Match": answer.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")
        ready = {"bundle": answer.headers["ETag"], "size": 123_456}
        assert client.flask.put(f"{address}/taking", json=ready, headers=headers).status_code == 204
        assert client.flask.put(f"{address}/taking", json={**ready, "size": 7}, headers=headers).status_code == 204
        (taking,) = world.see(lambda s: list(s.exec(select(Taking))))
        assert (taking.tablet_id, taking.bundle, taking.size) == (device, answer.json["etag"], 7)
        assert client.get("/api/v1/trips", headers=headers).json["trips"][0]["taken"] is True
        wrong = client.flask.put(f"{address}/taking", json={"bundle": "x", "size": -1}, headers=headers)
        assert {reason["field"] for reason in wrong.json["reasons"]} == {"bundle", "size"}

    def test_a_session_is_no_tablet_and_a_stranger_has_no_visit(self, world: World, client_for: Browser) -> None:
        case = scheduled(world)
        address = f"/api/v1/visits/{case.visit.id}"
        lead = client_for("lead")
        ready = {"bundle": lead.get(f"{address}/bundle").json["etag"], "size": 1}
        refused = lead.flask.put(f"{address}/taking", json=ready, headers={"X-Rasoat": "1"})
        assert (refused.status_code, refused.json["key"]) == (409, "taking.no_tablet")
        assert client_for("officer").get(f"{address}/bundle").status_code == 404

    def test_issued_papers_go_along_and_open_through_their_owner(self, world: World, client_for: Browser) -> None:
        case = scheduled(world)
        blob = b"%PDF-1.4 thong bao lich"
        settings = client_for("").app.extensions["rasoat_settings"]
        file = keep(BlobStore(settings.files_dir), "lich.pdf", blob, "application/pdf")

        def issue(session: Any) -> None:
            plan_id = session.get_one(Inspection, case.inspection_id).plan_id
            row = PaperCase(kind="schedule", lead_agency_id=world.agencies["dept"], about_kind="plan",
                         about_id=plan_id, number=97,
                         symbol="TB-SLĐTBXH", subject="Lịch kiểm tra", drafted_by=world.as_("officer").user_id,
                         issued_on=samples.NEXT_DAY)  # fmt: skip
            start(session, row, "paper", "paper", world.as_("officer"))
            attach(session, file, "paper", row.id, world.as_("officer"))
            session.flush()

        world.do(issue)
        assert bundle(case).papers == [], "a draft leaves the house on no tablet"
        world.do(lambda s: place(s, s.exec(select(PaperCase).where(PaperCase.kind == "schedule")).one(), "issued"))
        (paper,) = bundle(case, "edu_member").papers
        assert (paper.title, paper.number, paper.size, paper.kind) == (
            "Lịch kiểm tra", "97/TB-SLĐTBXH", len(blob), "application/pdf",
        )  # fmt: skip
        member = client_for("edu_member")
        assert member.get(paper.url).data == blob
        assert client_for("other_officer").get(paper.url).status_code == 404
        assert client_for("").get(paper.url).status_code == 401
        picture = keep(BlobStore(settings.files_dir), "anh.jpg", located.photo(), "image/jpeg")
        owner = world.see(lambda s: s.exec(select(PaperCase.id).where(PaperCase.kind == "schedule")).one())
        made = world.do(lambda s: attach(s, picture, "paper", owner, world.as_("officer")).id)
        a_copy_is_not_the_original(member, f"/api/v1/files/{made}", picture.sha256)


def a_copy_is_not_the_original(member: Client, url: str, sha256: str) -> None:
    """Whoever kept the original from before is not told that nothing changed."""
    answer = member.get(url)
    assert (answer.status_code, answer.mimetype) == (200, "image/jpeg")
    assert located.told(located.photo()) and not located.told(answer.data)
    kept = member.get(url, headers={"If-None-Match": f'"{sha256}"'})
    assert (kept.status_code, kept.data) == (200, answer.data)
    again = member.get(url, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_who_took_it_along_still_belongs_after_leaving_the_team(world: World) -> None:
    case = scheduled(world)
    put(world, case.inspection_id, "clerk")
    clerk, device = world.as_("clerk"), new_id()
    world.do(lambda s: tablets.register(s, clerk, device, label="Máy 2", user_agent="", build="", days=30))
    world.do(lambda s: operations.take(s, clerk, device, case.visit.id, bundle_of(s, clerk, case.visit.id).etag, 1))
    drop(world, case.inspection_id, "clerk")
    assert world.see(lambda s: belonging.belongs(s, s.get_one(Visit, case.visit.id), clerk))
    assert not world.see(lambda s: belonging.belongs(s, s.get_one(Visit, case.visit.id), world.as_("leader")))
    with pytest.raises(Problem):
        bundle(case, "clerk")


def test_what_a_member_was_given_goes_along_and_makes_no_bundle_old(world: World) -> None:
    case = visiting(world)
    street = case.site("water_point", "Phố Sặt")
    before = bundle(case, "edu_member")
    assert before.assigned == []
    keys, edu = [f"warning_signs-{street.id}", "fund_use-unit"], world.as_("edu_member").user_id
    world.do(lambda s: assigning.give(s, world.as_("lead"), case.inspection_id, keys, [edu]))
    after = bundle(case, "edu_member")
    assert [(one.checklist, one.site_id) for one in after.assigned] == [
        ("warning_signs", street.id),
        ("fund_use", None),
    ]
    assert prepared_part(after.etag) == prepared_part(before.etag)
    assert after.etag != before.etag
    assert bundle(case, "lead").assigned == []
