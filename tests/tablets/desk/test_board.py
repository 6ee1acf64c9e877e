"""The board of a visit's tablets: who has what, what arrived, what is missing; and that it asks for itself."""

import io
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from rasoat import clock
from rasoat.db import new_id
from rasoat.files.store import BlobStore
from rasoat.tablets import operations as tablets
from rasoat.tablets.desk import board
from rasoat.tablets.desk.board import Board, BoardMember
from rasoat.tablets.receiving import importing
from rasoat.tablets.receiving.uploads import Uploads
from rasoat.tablets.taking import operations
from rasoat.tablets.taking.bundle import bundle_of, prepared_digest
from rasoat.workflows.meanings import place
from tests.inspections.samples import drop, put
from tests.tablets.carried import Carried, picture
from tests.tablets.receiving.test_import import version_of
from tests.visits.conftest import _on_the_day
from tests.visits.samples import HIDDEN_SIGN, HOMES, ChiLang
from tests.web.browse import Client, words
from tests.world import World

__all__ = ["_on_the_day"]
Browser = Callable[[str], Client]
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def take_along(case: ChiLang, who: str, label: str = "Máy 1") -> UUID:
    """A tablet of this member takes the visit along."""
    actor, device, visit_id = case.world.as_(who), new_id(), case.visit.id

    def take(session: Any) -> None:
        tablets.register(session, actor, device, label=label, user_agent="", build="", days=30)
        operations.take(session, actor, device, visit_id, bundle_of(session, actor, visit_id).etag, 2_000_000)

    case.world.do(take)
    return device


def board_of(case: ChiLang) -> Board:
    return case.world.see(lambda s: board.board_of(s, case.visit))


def member_of(case: ChiLang, who: str) -> BoardMember:
    return next(one for one in board_of(case).members if one.user.username == who)


def send(case: ChiLang, made: Carried, folder: Path, *, photos: bool = True) -> None:
    """Let what a tablet holds arrive, with its photographs or only announced."""
    data = made.file() if photos else made.file()[: -sum(len(one) for _, _, one in made.pictures) or None]
    uploads = Uploads(case.world.database, BlobStore(folder / "files"), folder / "uploads")
    actor = case.world.as_(made.who)
    importing.import_file(case.world.database, uploads, actor, io.BytesIO(data), photo_limit_mb=20)


class TestTaken:
    def test_who_took_it_along_and_who_did_not(self, case: ChiLang) -> None:
        device = take_along(case, "edu_member")
        case.world.do(lambda s: tablets.pulse(s, device, records=4, photos=9, build="", skew=0))
        (taken,) = member_of(case, "edu_member").taken
        assert (taken.tablet.label, taken.taking.size, taken.old) == ("Máy 1", 2_000_000, False)
        assert board_of(case).waiting == (4, 9)
        assert member_of(case, "lead").taken == []

    def test_a_bundle_turns_old_by_preparation_and_not_by_work(self, case: ChiLang) -> None:
        take_along(case, "edu_member")
        case.fill("safe_home", HOMES)
        assert not member_of(case, "edu_member").taken[0].old
        case.site("home", "Hộ mẫu số 1")
        assert member_of(case, "edu_member").taken[0].old

    def test_a_place_that_a_tablet_added_leaves_the_others_as_ready_as_before(
        self, case: ChiLang, tmp_path: Path
    ) -> None:
        take_along(case, "edu_member")
        before = case.world.see(lambda s: bundle_of(s, case.world.as_("edu_member"), case.visit.id).etag)
        made = Carried(case.world, "lead", case.visit.id)
        made.add("site", {"id": str(new_id()), "kind": "water_point", "name": "Bến đò", "place": "Chi Lăng"})
        send(case, made, tmp_path)
        assert not member_of(case, "edu_member").taken[0].old
        after = case.world.see(lambda s: bundle_of(s, case.world.as_("edu_member"), case.visit.id).etag)
        assert after != before, "the tablets are offered the new place all the same"

    def test_who_left_the_team_is_still_shown(self, world: World, case: ChiLang) -> None:
        put(world, case.inspection_id, "clerk")
        take_along(case, "clerk")
        drop(world, case.inspection_id, "clerk")
        one = member_of(case, "clerk")
        assert (one.assignment, one.taken[0].old) == ("", True)


class TestArrived:
    def test_records_by_kind_and_person_and_photographs_on_their_way(self, case: ChiLang, tmp_path: Path) -> None:
        site = case.site("water_point", "Phố Sặt")
        made = Carried(case.world, "edu_member", case.visit.id)
        made.response("warning_signs", version_of(case, "warning_signs"), dict(HIDDEN_SIGN), site.id,
                      pictures={"photo": [picture(1), picture(2)]})  # fmt: skip
        made.add("danger", {"what": "Giếng không nắp", "site_id": str(site.id)})
        send(case, made, tmp_path, photos=False)
        found = board_of(case)
        assert found.counts == {"response": 1, "danger": 1}
        assert {(one.kind, one.where) for one in found.newest} == {
            ("Bảng kiểm", "Biển cảnh báo tại điểm có nguy cơ đuối nước, Phố Sặt"),
            ("Nguy hiểm khẩn cấp", "Phố Sặt"),
        }
        assert member_of(case, "edu_member").received == 2
        assert member_of(case, "edu_member").last_at == clock.now()
        assert len(found.awaited) == 2
        assert found.awaited[0].label.startswith("Biển cảnh báo tại điểm có nguy cơ đuối nước: ")
        send(case, made, tmp_path)
        assert board_of(case).awaited == []

    def test_what_is_not_filled(self, case: ChiLang) -> None:
        before = {slot.definition.id for slot in board_of(case).lacking}
        case.fill("safe_home", HOMES)
        assert before - {slot.definition.id for slot in board_of(case).lacking} == {"safe_home"}

    def test_late_records_and_open_conflicts_are_counted(self, case: ChiLang, tmp_path: Path) -> None:
        for who, households in (("lead", 72_032), ("edu_member", 72_000)):
            made = Carried(case.world, who, case.visit.id)
            made.response("safe_home", version_of(case, "safe_home"), {**HOMES, "households": households})
            send(case, made, tmp_path)
        assert board_of(case).conflicts == 1
        case.world.do(lambda s: place(s, s.get_one(type(case.visit), case.visit.id), "closed"))
        late = Carried(case.world, "lead", case.visit.id)
        late.response("safe_home", version_of(case, "safe_home"), dict(HOMES))
        send(case, late, tmp_path)
        assert board_of(case).late == 1


class TestPage:
    def test_asks_again_and_hears_only_what_is_new(self, case: ChiLang, client_for: Browser, tmp_path: Path) -> None:
        officer, page = client_for("officer"), f"/visits/{case.visit.id}/tablets"

        def asks(text: str) -> str:
            found = re.search(r'hx-get="([^"]+)"', text)
            assert found
            return found.group(1).replace("&amp;", "&")

        first = officer.get(page)
        assert "Chưa mang theo" in words(first)
        assert officer.get(asks(first.text)).status_code == 204
        with clock.at(datetime(2024, 7, 17, 4, tzinfo=UTC)):
            take_along(case, "lead", "Máy của trưởng đoàn")
        told = officer.get(asks(first.text))
        assert told.status_code == 200
        assert "Máy của trưởng đoàn Sẵn sàng" in words(told)
        assert "Mang theo lúc 11:00 ngày 17/07/2024, 2 MB" in words(told)
        assert officer.get(asks(told.text)).status_code == 204
        made = Carried(case.world, "lead", case.visit.id)
        made.add("danger", {"what": "Giếng không nắp"}, pictures={"": [picture(5)]})
        send(case, made, tmp_path, photos=False)
        shown = words(officer.get(asks(told.text)))
        assert "1 bản ghi đã về, 1 ảnh chưa về." in shown

    def test_asking_again_makes_no_bundle_until_something_changes(
        self, case: ChiLang, client_for: Browser, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        made: list[UUID] = []

        def counted(session: Any, actor: Any, visit_id: UUID) -> str:
            made.append(actor.user_id)
            return prepared_digest(session, actor, visit_id)

        monkeypatch.setattr(board, "prepared_digest", counted)
        officer, page = client_for("officer"), f"/visits/{case.visit.id}/tablets"
        take_along(case, "lead")
        take_along(case, "edu_member", "Máy 2")
        for _ in range(3):
            assert "Bản cũ" not in words(officer.get(page))
        assert len(made) == 2
        case.site("home", "Hộ mẫu số 1")
        assert "Bản cũ" in words(officer.get(page))
        assert len(made) == 4
        take_along(case, "lead")
        take_along(case, "edu_member", "Máy 2")
        assert "Sẵn sàng" in words(officer.get(page))

    def test_only_for_the_inspecting_side(self, case: ChiLang, client_for: Browser) -> None:
        page = f"/visits/{case.visit.id}/tablets"
        for who in ("officer", "leader", "lead", "edu_member", "edu_leader", "province_leader"):
            assert client_for(who).get(page).status_code == 200, who
        for who in ("district_officer", "other_officer", "admin"):
            assert client_for(who).get(page).status_code == 404, who

    def test_the_visits_page_and_the_first_page_lead_there(self, case: ChiLang, client_for: Browser) -> None:
        lead = client_for("lead")
        page = lead.get(f"/visits/{case.visit.id}")
        assert f'href="/visits/{case.visit.id}/tablets"' in page.text
        assert 'href="/tablet/"' in page.text
        assert 'href="/tablet/"' in lead.get("/").text
        leader = client_for("leader")
        assert 'href="/tablet/"' not in leader.get("/").text
        assert 'href="/tablet/"' not in client_for("district_officer").get(f"/visits/{case.visit.id}").text


class TestGivingUp:
    def test_one_or_all_of_a_person_with_a_reason_and_taken_in_after_all(
        self, case: ChiLang, client_for: Browser, tmp_path: Path
    ) -> None:
        made = Carried(case.world, "edu_member", case.visit.id)
        made.add("danger", {"what": "Giếng không nắp"}, pictures={"": [picture(n) for n in (1, 2, 3)]})
        send(case, made, tmp_path, photos=False)
        lead, board_page = client_for("lead"), f"/visits/{case.visit.id}/tablets"
        first, second, _ = (str(one.photo.id) for one in board_of(case).awaited)
        page = f"{board_page}/photos/{first}/give-up"
        assert page in lead.get(board_page).text
        assert "Cả 3 ảnh đang chờ của Triệu Thị Giáo" in words(lead.get(page))
        assert lead.post(page, {"reason": " ", "extent": "one"}).status_code == 422
        assert len(board_of(case).awaited) == 3
        assert lead.post(page, {"reason": "Máy rơi xuống sông", "extent": "one"}).status_code == 303
        assert len(board_of(case).awaited) == 2
        assert lead.get(page).status_code == 409
        rest = page.replace(first, second)
        assert lead.post(rest, {"reason": "Máy rơi xuống sông", "extent": "all"}).status_code == 303
        found = board_of(case)
        assert (len(found.awaited), len(found.given_up)) == (0, 3)
        assert "Máy rơi xuống sông" in words(lead.get(board_page))
        send(case, made, tmp_path)
        assert board_of(case).given_up == []

    def test_only_the_lead_and_the_lead_agencys_officers(
        self, case: ChiLang, client_for: Browser, tmp_path: Path
    ) -> None:
        made = Carried(case.world, "edu_member", case.visit.id)
        made.add("danger", {"what": "Giếng không nắp"}, pictures={"": [picture(1)]})
        send(case, made, tmp_path, photos=False)
        page = f"/visits/{case.visit.id}/tablets/photos/{board_of(case).awaited[0].photo.id}/give-up"
        for who, status in (("officer", 200), ("edu_member", 403), ("leader", 403), ("district_officer", 404)):
            assert client_for(who).get(page).status_code == status, who
