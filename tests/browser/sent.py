"""What two members sent from their tablets, put there over the API: for pages of the desk that show it."""

import hashlib
import json
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

from sqlmodel import select

from rasoat import clock
from rasoat.accounts import queries as accounts
from rasoat.accounts.models import User
from rasoat.db import Database, new_id
from rasoat.settings import Settings
from rasoat.tablets import operations as tablets
from tests.browser.server import Site
from tests.browser.tablet_day import picture

CHECKLIST = "warning_signs"
WELL = "Giếng sau lớp mẫu giáo không có nắp đậy, miệng giếng thấp hơn đầu gối."
GOOD = dict.fromkeys(("on_list", "sign_present", "not_hidden", "legible", "sturdy"), "yes")
Json = dict[str, Any]


@dataclass
class Sender:
    """One member's tablet, known to the site by its token."""

    site: Site
    username: str
    label: str

    def __post_init__(self) -> None:
        self.id = new_id()
        self.token = ""
        self.bundles: dict[str, Json] = {}
        database = Database(Settings(data_dir=self.site.data_dir, database_url="").url)
        self.token = database.write(self._register)
        database.close()

    def _register(self, session: Any) -> str:
        account = session.exec(select(User).where(User.username == self.username)).one()
        actor = accounts.actor_of(session, account.id)
        assert actor
        made = tablets.register(session, actor, self.id, label=self.label, user_agent="", build="", days=30)
        return made.token

    def ask(self, method: str, path: str, body: Json | bytes | None = None, **headers: str) -> Json:
        """One request that is granted."""
        data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        kind = "application/octet-stream" if isinstance(body, bytes) else "application/json"
        told = {"Authorization": f"Bearer {self.token}", "Content-Type": kind, **headers}
        address = f"{self.site.address}/api/v1{path}"
        with urlopen(Request(address, data, told, method=method), timeout=30) as answer:  # noqa: S310 - our own address
            return json.loads(answer.read() or b"{}")  # type: ignore[no-any-return]  # an object in every answer

    def take_along(self, unit: str) -> str:
        """Take the visit at this unit along; its id."""
        visit = next(trip["visit_id"] for trip in self.ask("GET", "/trips")["trips"] if trip["unit"] == unit)
        self.bundles[visit] = self.ask("GET", f"/visits/{visit}/bundle")
        self.ask("PUT", f"/visits/{visit}/taking", {"bundle": self.bundles[visit]["etag"], "size": 218_400})
        return str(visit)

    def send(self, visit: str, kind: str, content: Json, photos: list[Json] = [], ago: int = 5) -> Json:  # noqa: B006
        """Send a record that was made `ago` minutes before, and return what became of it."""
        made = (clock.real_now() - timedelta(minutes=ago)).isoformat()
        body = {"kind": kind, "visit_id": visit, "made_at": made, "content": content, "photos": photos}
        return self.ask("PUT", f"/submissions/{new_id()}", body)

    def fill_in(self, visit: str, answers: Json, photos: list[Json] = [], ago: int = 5) -> Json:  # noqa: B006
        """The checklist of the visit's first place by water."""
        bundle = self.bundles[visit]
        place = next(one["id"] for one in bundle["sites"] if one["kind"] == "water_point")
        version = next(one["version"] for one in bundle["checklists"] if one["checklist"] == CHECKLIST)
        mine = (one for one in bundle["responses"] if one["site_id"] == place and one["checklist"] == CHECKLIST)
        based_on = next((one["revision"] for one in mine), 0)
        content = {"checklist": CHECKLIST, "checklist_version": version, "scope": "site", "site_id": place}
        return self.send(visit, "response", {**content, "based_on": based_on, "answers": answers}, photos, ago)

    def tell_waiting(self, photos: int) -> None:
        """Report what the tablet has not sent, as it does at each contact."""
        told = {"waiting_records": 0, "waiting_photos": photos, "build": ""}
        self.ask("POST", f"/tablets/{self.id}/pulse", told)

    def upload(self, photo: Json, data: bytes) -> None:
        """All of an announced photograph."""
        self.ask("PATCH", f"/photos/{photo['id']}", data, **{"Upload-Offset": "0"})


def announced(path: Path, item: str) -> tuple[Json, bytes]:
    """The announcement of a photograph in a record, and the photograph."""
    data = path.read_bytes()
    taken = (clock.real_now() - timedelta(minutes=6)).isoformat()
    return {"id": str(new_id()), "item": item, "sha256": hashlib.sha256(data).hexdigest(), "size": len(data),
            "name": path.name, "taken_at": taken, "position": None}, data  # fmt: skip


@dataclass(frozen=True)
class Sent:
    """The visit that is going on, and the one that was closed before its last record came."""

    going_on: str
    closed: str


def send_from_tablets(site: Site, folder: Path, going_on: str, closed: str) -> Sent:
    """Two members fill in the same checklist and differ; one photograph and a danger come, one photograph does not yet;
    a record comes for a visit that was closed long ago.
    """
    lead, member = Sender(site, "truongdoan", "Máy tính bảng 1"), Sender(site, "thanhvien", "Máy tính bảng 2")
    here, there = lead.take_along(going_on), lead.take_along(closed)
    member.take_along(going_on)
    sign, well = announced(picture(folder, 1), "photo"), announced(picture(folder, 2), "")
    coming = announced(picture(folder, 3), "photo")
    lead.fill_in(here, {**GOOD, "owner": "commune", "photo": [{"attachment": sign[0]["id"]}]}, [sign[0]], ago=25)
    lead.upload(*sign)
    theirs = {**GOOD, "owner": "works", "not_hidden": "no", "photo": [{"attachment": coming[0]["id"]}]}
    assert member.fill_in(here, theirs, [coming[0]])["outcome"] == "conflict"
    danger = {"what": WELL, "place": "Thôn Giả Định, cạnh điểm trường", "latitude": 21.5, "longitude": 106.3}
    member.send(here, "danger", danger, [well[0]], ago=3)
    member.upload(*well)
    lead.tell_waiting(0)
    member.tell_waiting(1)
    late = {**GOOD, "owner": "commune", "legible": "no"}
    assert lead.fill_in(there, late, ago=45)["outcome"] == "quarantined"
    return Sent(here, there)
