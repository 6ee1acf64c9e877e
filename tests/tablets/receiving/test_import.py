"""Bringing in a tablet's file: once, complete, as who made it; what is whole of a broken one."""

import hashlib
import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import select

from rasoat.dangers.models import Danger
from rasoat.files.models import Attachment
from rasoat.files.store import BlobStore
from rasoat.inspections.queries import checklists
from rasoat.problems import Problem
from rasoat.tablets import operations as tablets
from rasoat.tablets.models import Tablet
from rasoat.tablets.receiving import importing
from rasoat.tablets.receiving.importing import Report
from rasoat.tablets.receiving.models import Photo, Record
from rasoat.tablets.receiving.uploads import Uploads
from rasoat.visits import queries as visits
from rasoat.visits.models import Response
from rasoat.workflows import CaseRef, chains, journal
from rasoat.workflows.meanings import place
from tests.tablets.carried import Carried, picture
from tests.visits.conftest import _on_the_day
from tests.visits.samples import HIDDEN_SIGN, HOMES, SIGNS, ChiLang
from tests.web.browse import Client, words
from tests.world import World

__all__ = ["_on_the_day"]
Browser = Callable[[str], Client]
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def uploads(world: World, tmp_path: Path) -> Uploads:
    return Uploads(world.database, BlobStore(tmp_path / "files"), tmp_path / "uploads")


def version_of(case: ChiLang, name: str) -> int:
    used = case.world.see(lambda s: checklists(s, case.inspection_id))
    return next(row.checklist_version for row in used if row.checklist == name)


def carried(case: ChiLang, who: str = "edu_member") -> Carried:
    """Two checklists, one with two photographs, and a danger with one."""
    made = Carried(case.world, who, case.visit.id)
    site = case.site("water_point", "Phố Sặt")
    made.response("safe_home", version_of(case, "safe_home"), dict(HOMES))
    made.response("warning_signs", version_of(case, "warning_signs"), dict(HIDDEN_SIGN), site.id,
                  pictures={"photo": [picture(1), picture(2)]})  # fmt: skip
    made.add("danger", {"what": "Giếng không nắp", "place": "Thôn Mẫu"}, pictures={"": [picture(3)]})
    return made


def bring_in(case: ChiLang, uploads: Uploads, data: bytes, who: str = "officer") -> Report:
    actor = case.world.as_(who)
    return importing.import_file(case.world.database, uploads, actor, io.BytesIO(data), photo_limit_mb=20)


def fates(report: Report) -> tuple[list[str], list[str]]:
    return [line.fate for line in report.records], [line.fate for line in report.photos]


def stored(case: ChiLang) -> tuple[int, int, int]:
    """Responses, dangers, attachments in the database."""
    return case.world.see(lambda s: tuple(len(s.exec(select(table)).all()) for table in (Response, Danger, Attachment)))


class TestWhole:
    def test_everything_arrives_once_however_often_it_is_brought_in(self, case: ChiLang, uploads: Uploads) -> None:
        data = carried(case).file()
        report = bring_in(case, uploads, data)
        assert fates(report) == (["new"] * 3, ["new"] * 3)
        assert report.whole
        assert stored(case) == (2, 1, 3)
        again = bring_in(case, uploads, data, "lead")
        assert fates(again) == (["here"] * 3, ["here"] * 3)
        assert stored(case) == (2, 1, 3)

    def test_as_the_work_of_who_made_it_and_with_who_brought_it(
        self, world: World, case: ChiLang, uploads: Uploads
    ) -> None:
        bring_in(case, uploads, carried(case).file())
        maker, importer = world.as_("edu_member").user_id, world.as_("officer").user_id
        for response in world.see(lambda s: visits.responses_of(s, case.inspection_id)):
            assert response.saved_by == maker
        for row in world.see(lambda s: list(s.exec(select(Record)))):
            assert (row.account_id, row.imported_by) == (maker, importer)
        story = world.see(lambda s: journal.entries(s, CaseRef("visit", case.visit.id)))
        (entry,) = [entry for entry, _ in story if entry.trigger == importing.BROUGHT_IN]
        assert (entry.actor_id, entry.facts) == (importer, {"account": str(maker), "records": 3})
        assert world.see(lambda s: list(chains.verify(s))) == []

    def test_photographs_hang_where_they_belong(self, world: World, case: ChiLang, uploads: Uploads) -> None:
        bring_in(case, uploads, carried(case).file())
        files = world.see(lambda s: list(s.exec(select(Attachment).order_by(Attachment.id))))
        assert sorted(file.owner_kind for file in files) == ["danger", "response", "response"]

    def test_what_the_tablet_had_half_sent_goes_on_from_there(
        self, world: World, case: ChiLang, uploads: Uploads
    ) -> None:
        made = carried(case)
        bring_in(case, uploads, made.file()[: made.file().index(made.pictures[0][2])])
        photo, _, data = made.pictures[0]
        uploads.add(world.as_("edu_member"), photo_id := photo_of(photo), 0, data[:100])
        assert uploads.offset(photo_id) == 100
        report = bring_in(case, uploads, made.file())
        assert fates(report) == (["here"] * 3, ["new"] * 3)

    def test_a_wrong_beginning_is_begun_again(self, world: World, case: ChiLang, uploads: Uploads) -> None:
        made = carried(case)
        bring_in(case, uploads, made.file()[: made.file().index(made.pictures[0][2])])
        photo, _, data = made.pictures[0]
        uploads.add(world.as_("edu_member"), photo_of(photo), 0, b"x" * (len(data) - 10))
        assert fates(bring_in(case, uploads, made.file()))[1] == ["new"] * 3

    def test_nobody_waits_any_more_for_what_came_in_the_file(
        self, world: World, case: ChiLang, uploads: Uploads
    ) -> None:
        made = carried(case)
        maker, said = world.as_("edu_member"), {"build": "", "skew": 0}
        shell = {"label": "Máy 1", "user_agent": "", "build": "", "days": 7}
        world.do(lambda s: tablets.register(s, maker, made.tablet_id, **shell))
        world.do(lambda s: tablets.pulse(s, made.tablet_id, records=4, photos=3, **said))
        for _ in range(2):
            bring_in(case, uploads, made.file())
            tablet = world.see(lambda s: s.get_one(Tablet, made.tablet_id))
            assert (tablet.waiting_records, tablet.waiting_photos) == (1, 0), "one was made after the file"
        world.do(lambda s: tablets.pulse(s, made.tablet_id, records=0, photos=0, **said))
        made.add("danger", {"what": "Ao không rào"})
        bring_in(case, uploads, made.file())
        assert world.see(lambda s: s.get_one(Tablet, made.tablet_id)).waiting_records == 0

    def test_a_file_changes_no_tablet_of_another_member(self, world: World, case: ChiLang, uploads: Uploads) -> None:
        made, shell = carried(case), {"label": "Máy 2", "user_agent": "", "build": "", "days": 7}
        world.do(lambda s: tablets.register(s, world.as_("lead"), made.tablet_id, **shell))
        world.do(lambda s: tablets.pulse(s, made.tablet_id, records=4, photos=3, build="", skew=0))
        bring_in(case, uploads, made.file())
        tablet = world.see(lambda s: s.get_one(Tablet, made.tablet_id))
        assert (tablet.waiting_records, tablet.waiting_photos) == (4, 3)

    @pytest.mark.parametrize(
        "bad", ["\\u0000", "\\ud800", '", "more": NaN, "x": "'], ids=["nul", "half-character", "nan"]
    )
    def test_what_a_tablet_could_not_have_sent_is_refused_by_itself(
        self, case: ChiLang, uploads: Uploads, bad: str
    ) -> None:
        made = carried(case)
        broken = made.records[1]
        broken["body"] = broken["body"].replace('"photo.jpg"', f'"photo{bad}.jpg"', 1)
        broken["sha256"] = hashlib.sha256(broken["body"].encode()).hexdigest()
        report = bring_in(case, uploads, made.file())
        assert fates(report)[0] == ["new", "refused", "new"]
        assert [line.problem.key for line in report.records if line.problem] == ["request.not_json"]

    def test_read_in_pieces_never_whole(self, case: ChiLang, uploads: Uploads) -> None:
        made = Carried(case.world, "lead", case.visit.id)
        noise = [picture(number, side=900) + os.urandom(1_200_000) for number in range(4)]
        made.add("danger", {"what": "Bốn ảnh lớn"}, pictures={"": noise})
        data = made.file()
        file, actor = Watched(data), case.world.as_("officer")
        report = importing.import_file(case.world.database, uploads, actor, file, photo_limit_mb=20)
        assert fates(report) == (["new"], ["new"] * 4)
        assert file.largest <= 1_000_000 < len(data) / 4


class Watched(io.BytesIO):
    """A file that remembers how much was asked of it at once."""

    largest = 0

    def read(self, size: int | None = -1, /) -> bytes:
        data = super().read(size)
        self.largest = max(self.largest, len(data))
        return data


def photo_of(announced: dict[str, Any]) -> UUID:
    return UUID(announced["id"])


class TestWho:
    def test_the_lead_the_lead_agencys_officers_and_the_maker_and_nobody_else(
        self, case: ChiLang, uploads: Uploads
    ) -> None:
        refused = carried(case).file()
        for who in ("culture_member", "leader", "edu_leader", "district_officer", "other_officer"):
            report = bring_in(case, uploads, refused, who)
            assert [line.problem.key for line in report.records if line.problem] == ["import.not_yours"] * 3, who
            assert fates(report) == (["refused"] * 3, ["refused"] * 3)
            assert stored(case) == (0, 0, 0)
        for who in ("lead", "officer", "officer2", "edu_member"):
            made = Carried(case.world, "edu_member", case.visit.id)
            made.add("danger", {"what": f"Do {who} nhập"})
            assert bring_in(case, uploads, made.file(), who).count("new") == 1, who

    def test_a_file_that_claims_to_be_of_a_stranger_brings_nothing(self, case: ChiLang, uploads: Uploads) -> None:
        report = bring_in(case, uploads, carried(case, "other_officer").file())
        assert [line.problem.key for line in report.records if line.problem] == ["not_found"] * 3
        assert stored(case) == (0, 0, 0)


class TestBroken:
    def test_what_is_no_export_file(self, case: ChiLang, uploads: Uploads) -> None:
        for data in (b"", b"%PDF-1.4", b"RASOAT-EXPORT 2 10\n{}", b"RASOAT-EXPORT 1 x\n{}"):
            with pytest.raises(Problem) as caught:
                bring_in(case, uploads, data)
            assert caught.value.key == "import.not_export"
        with pytest.raises(Problem) as caught:
            bring_in(case, uploads, b"RASOAT-EXPORT 1 64000001\n")
        assert caught.value.key == "import.too_large"
        with pytest.raises(Problem) as caught:
            bring_in(case, uploads, b"RASOAT-EXPORT 1 2\n{}")
        assert caught.value.key == "import.nobody"

    def test_a_file_cut_short_gives_what_is_whole_and_then_the_rest(self, case: ChiLang, uploads: Uploads) -> None:
        data, earlier = carried(case).file(), 0
        for share in (0.15, 0.4, 0.5, 0.6, 0.75, 0.9, 0.97, 0.999):
            report = bring_in(case, uploads, data[: int(len(data) * share)])
            assert not report.whole, share
            assert report.count("refused") == 0, share
            assert sum(stored(case)) >= earlier
            earlier = sum(stored(case))
        assert stored(case) == (2, 1, 2), "all but the photograph that lacks its last bytes"
        assert bring_in(case, uploads, data).whole
        assert stored(case) == (2, 1, 3)

    @pytest.mark.parametrize("altered", [rb"\"scope\": \"unix\"", rb'\"scope\": \"un"xyz'])
    def test_an_altered_record_is_named_and_the_others_are_taken(
        self, case: ChiLang, uploads: Uploads, altered: bytes
    ) -> None:
        """A letter that still makes sense, and one that breaks the whole header."""
        made = carried(case)
        data, original = made.file(), rb"\"scope\": \"unit\""
        assert original in data
        assert len(altered) == len(original)
        report = bring_in(case, uploads, data.replace(original, altered, 1))
        assert not report.whole
        assert report.count("new") == 2
        assert [str(line.id) for line in report.records if line.fate == "broken"] == [made.records[0]["id"]]
        assert report.count("new", photos=True) == 3

    def test_an_altered_photograph_is_not_taken_for_the_real_one(
        self, world: World, case: ChiLang, uploads: Uploads
    ) -> None:
        made = carried(case)
        data = bytearray(made.file())
        at = bytes(data).index(made.pictures[1][2]) + 50
        data[at] ^= 0xFF
        report = bring_in(case, uploads, bytes(data))
        assert fates(report)[1] == ["new", "broken", "new"]
        states = {str(row.id): row.state for row in world.see(lambda s: list(s.exec(select(Photo))))}
        assert states[made.pictures[1][0]["id"]] == "expected", "the tablet may still send it"
        assert fates(bring_in(case, uploads, made.file()))[1] == ["here", "new", "here"]

    def test_wrong_answers_are_refused_with_reasons_and_leave_nothing(self, case: ChiLang, uploads: Uploads) -> None:
        made = Carried(case.world, "lead", case.visit.id)
        made.response("warning_signs", version_of(case, "warning_signs"), {**SIGNS, "points": "nhiều"})
        made.response("safe_home", 99, dict(HOMES))
        report = bring_in(case, uploads, made.file())
        problems = [line.problem for line in report.records if line.problem]
        assert [problem.key for problem in problems] == ["answers.invalid", "definition.never"]
        assert problems[0].reasons[0].field == "points"
        assert stored(case) == (0, 0, 0)

    def test_late_records_wait_for_the_lead(self, world: World, case: ChiLang, uploads: Uploads) -> None:
        made = carried(case)
        world.do(lambda s: place(s, s.get_one(type(case.visit), case.visit.id), "closed"))
        report = bring_in(case, uploads, made.file())
        assert [line.outcome for line in report.records] == ["quarantined", "quarantined", "applied"]


class TestPage:
    def post(self, browser: Client, data: bytes) -> Any:
        sent = {"file": (io.BytesIO(data), "may-1.rasoat")}
        return browser.post("/visits/import", sent, content_type="multipart/form-data")

    def test_tells_what_became_of_each(self, case: ChiLang, client_for: Browser) -> None:
        officer, made = client_for("officer"), carried(case)
        answer = self.post(officer, made.file())
        assert answer.status_code == 200
        shown = words(answer)
        assert "Đã nhập tệp của Triệu Thị Giáo" in shown
        assert "3 mới, 0 đã có từ trước, 0 không nhận, 0 không đọc được" in shown
        again = words(self.post(officer, made.file()[:-30]))
        assert "Tệp bị cắt ngắn hoặc bị sửa" not in again, "what is missing is here already"
        assert "0 mới, 3 đã có từ trước" in again

    def test_says_what_is_missing_of_a_broken_one(self, case: ChiLang, client_for: Browser) -> None:
        answer = self.post(client_for("lead"), carried(case).file()[:-30])
        assert "Tệp bị cắt ngắn hoặc bị sửa" in words(answer)
        assert "Nội dung ảnh trong tệp thiếu hoặc đã bị sửa." in words(answer)

    def test_refuses_what_is_no_export(self, case: ChiLang, client_for: Browser) -> None:
        lead = client_for("lead")
        answer = self.post(lead, b"%PDF-1.4")
        assert answer.status_code == 415
        assert "không phải là tệp xuất" in words(answer)
        empty = lead.post("/visits/import", {}, content_type="multipart/form-data")
        assert "Chọn tệp." in words(empty)
