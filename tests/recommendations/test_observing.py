"""What a team sees on the spot of earlier obligations, and who reads it afterwards."""

from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from PIL import Image
from sqlmodel import select

from rasoat import clock
from rasoat.db import new_id
from rasoat.files.models import Attachment
from rasoat.files.operations import take_in
from rasoat.files.store import BlobStore
from rasoat.inspections.models import Inspection
from rasoat.problems import Problem
from rasoat.recommendations import observing
from rasoat.recommendations.answering.models import Observation
from rasoat.recommendations.models import Obligation
from rasoat.visits import operations as visits
from rasoat.visits.models import Visit
from tests.recommendations.samples import add, followed_up, obligations, put_status
from tests.web.browse import Client, words
from tests.web.conftest import app, client_for, settings  # noqa: F401 - fixtures of the pages
from tests.world import World

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
Browser = Callable[[str], Client]
AGAIN_ON = date(2024, 11, 20)


class Again:
    """A further visit to Chi Lăng, months after its obligations were issued."""

    def __init__(self, world: World, inspection: Inspection) -> None:
        self.world, self.inspection = world, inspection
        self.obligation: Obligation = obligations(world, inspection.id)[2]
        self.visit: Visit = world.do(
            lambda s: visits.add_visit(
                s, world.as_("lead"), s.get_one(Inspection, inspection.id), AGAIN_ON, "Xã Mai Sao"
            )
        )

    def observe(self, who: str = "lead", *, observation_id: UUID | None = None, **values: Any) -> Observation:
        given = {
            "obligation_id": self.obligation.id, "visit_id": self.visit.id, "seen": "partly", "note": "Đã thay 30 biển",
            **values,
        }  # fmt: skip
        actor = self.world.as_(who)
        return self.world.do(lambda s: observing.observe(s, actor, observation_id=observation_id or new_id(), **given))

    def refused(self, who: str = "lead", **values: Any) -> Problem:
        with pytest.raises(Problem) as caught:
            self.observe(who, **values)
        return caught.value


@pytest.fixture
def again(world: World) -> Iterator[Again]:
    inspection = followed_up(world)
    with clock.use_date(AGAIN_ON):
        yield Again(world, inspection)


def test_recorded_once_however_often_it_is_sent(world: World, again: Again) -> None:
    observation_id = new_id()
    first = again.observe(observation_id=observation_id)
    assert again.observe(observation_id=observation_id, seen="done").seen == first.seen == "partly"
    assert len(world.see(lambda s: list(s.exec(select(Observation))))) == 1
    assert again.refused("edu_member", observation_id=observation_id).key == "record.other"
    assert world.see(lambda s: s.get_one(Obligation, again.obligation.id)).verdict == "", "seen is not yet verified"


def test_only_by_the_team_and_only_of_this_unit(world: World, again: Again) -> None:
    for who in ("officer", "edu_leader", "district_officer"):
        assert again.refused(who).key == "not_found", who
    assert again.refused(obligation_id=new_id()).key == "not_found"
    put_status(world, again.inspection.id, "reviewing")
    drafted = add(world, again.inspection.id, "Chưa gửi đơn vị", "district")
    (unsent,) = obligations(world, again.inspection.id, Obligation.source_id == drafted.id)
    assert again.refused(obligation_id=unsent.id).key == "not_found"


def test_an_obligation_of_another_unit_is_none_of_theirs(world: World, again: Again) -> None:
    def elsewhere(session: Any) -> None:
        session.get_one(Inspection, again.inspection.id).unit_id = world.agencies["other_district"]
        session.get_one(Inspection, again.inspection.id).office_id = None
        # The obligation's own inspection was the same one: of another unit now, and so is what it left.
        obligation = session.get_one(Obligation, again.obligation.id)
        obligation.inspection_id = _other_inspection(session, again.inspection.id, world)

    world.do(elsewhere)
    assert again.refused().key == "not_found"


@pytest.mark.parametrize(("addressee", "concerned"), [("edu", True), ("culture", False)])
def test_an_obligation_of_the_units_office_is_theirs_wherever_it_came_from(
    world: World, again: Again, addressee: str, concerned: bool
) -> None:
    def elsewhere(session: Any) -> None:
        inspection = session.get_one(Inspection, again.inspection.id)
        inspection.unit_id, inspection.office_id = world.agencies["other_district"], world.agencies["edu"]
        obligation = session.get_one(Obligation, again.obligation.id)
        obligation.inspection_id = _other_inspection(session, again.inspection.id, world)
        obligation.addressee_id = world.agencies[addressee]

    world.do(elsewhere)
    if concerned:
        assert again.observe().obligation_id == again.obligation.id
    else:
        assert again.refused().key == "not_found"


def _other_inspection(session: Any, inspection_id: UUID, world: World) -> UUID:
    this = session.get_one(Inspection, inspection_id)
    row = Inspection(
        lead_agency_id=this.lead_agency_id, unit_id=world.agencies["district"], title="Khác", unit_name="Chi Lăng"
    )
    session.add(row)
    session.flush()
    return row.id


@pytest.mark.parametrize(("values", "field"), [({"seen": "perhaps"}, "seen"), ({"note": "x" * 4001}, "note")])
def test_wrong_words(again: Again, values: dict[str, str], field: str) -> None:
    assert [reason.field for reason in again.refused(**values).reasons] == [field]


def test_a_note_of_four_thousand_letters_is_taken(again: Again) -> None:
    assert len(again.observe(note="x" * 4000).note) == 4000


def test_read_with_photographs_by_the_inspecting_side_only(
    world: World, again: Again, client_for: Browser  # noqa: F811
) -> None:  # fmt: skip
    store = BlobStore(client_for("").app.extensions["rasoat_settings"].files_dir)
    picture = BytesIO()
    Image.new("RGB", (8, 6), "green").save(picture, "JPEG")
    row = again.observe(files=[take_in(store, "bien.jpg", BytesIO(picture.getvalue()), 1)])
    (photo,) = world.see(lambda s: list(s.exec(select(Attachment).where(Attachment.owner_id == row.id))))
    page, file = f"/obligations/{again.obligation.id}", f"/files/{photo.id}"
    for who in ("officer", "leader", "edu_member"):
        browser = client_for(who)
        shown = words(browser.get(page))
        assert "Đoàn thấy tại chỗ" in shown, who
        assert "Thấy thực hiện một phần" in shown
        assert "Đã thay 30 biển" in shown
        assert browser.get(file).status_code == 200
        assert browser.get(f"{file}/original").data == picture.getvalue()
    district = client_for("district_officer")
    assert "Đoàn thấy tại chỗ" not in words(district.get(page))
    for shown in (file, f"{file}/small", f"{file}/original"):
        assert district.get(shown).status_code == 404
