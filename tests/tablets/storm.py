"""A storm: many tablets send a day's work at once to a server that is killed and started again while they do.

Each tablet keeps to the contract and to nothing else: a record is sent again, under the same id and with the same
bytes, until the server has acknowledged it; a photograph goes on where the server says it stopped. When the server dies is
decided by how far the work has come, with a seed, so that a storm can be had again; nobody sleeps.
"""

import hashlib
import io
import random
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from PIL import Image

from rasoat.db import new_id
from tests.tablets.forms import Json, answers, record
from tests.tablets.sender import Sender
from tests.tablets.served import Served
from tests.tablets.stage import Device

SHARED = 5
"""Of a tablet's places, how many each other tablet of its team fills in too."""
PIECE = 8192
"""Small pieces, so that most photographs take two or three and may be cut off in between."""


@dataclass(frozen=True)
class Size:
    """The numbers of tablets, records and so on of a storm."""

    tablets: int = 20
    team: int = 5
    responses: int = 50
    photos: int = 3
    kills: int = 10

    @property
    def acknowledgements(self) -> int:
        """How many good answers the whole storm ends with: one for each record and each photograph."""
        return self.tablets * self.responses * (1 + self.photos)


@dataclass
class Sent:
    """One record, what the tablet knows of it, and the bytes of its photographs."""

    id: UUID
    device: Device
    body: Json
    photos: dict[str, bytes]
    outcome: Json = field(default_factory=dict)


class Storm:
    """Runs the tablets and kills the server; `sent` is what the tablets hold as acknowledged in the end."""

    def __init__(self, server: Served, devices: list[Device], size: Size, seed: int) -> None:
        self._server = server
        self._size = size
        self._chance = random.Random(seed)
        self._up = threading.Event()
        self._progress = threading.Condition()
        self._acknowledged = 0
        self._failed = False
        self.sent = [list(self._work(device, devices)) for device in devices]
        self.kills = 0
        self.repeats = 0

    def _work(self, device: Device, devices: list[Device]) -> Iterator[Sent]:
        """A day's records: places of one's own, and some that the others of the team fill in too."""
        mates = [mate for mate in devices if mate.visit_id == device.visit_id]
        own = self._size.responses - SHARED
        first = SHARED + mates.index(device) * own
        for site in (*device.sites[first : first + own], *device.sites[:SHARED]):
            photos = {str(new_id()): picture(self._chance) for _ in range(self._size.photos)}
            given = answers(self._chance, list(photos))
            announced = [announcement(key, data) for key, data in photos.items()]
            yield Sent(new_id(), device, record(device.visit_id, site, given, photos=announced), photos)

    def run(self) -> None:
        """Send until every record and every photograph is acknowledged. Raises what went wrong on any tablet."""
        moments = sorted(self._chance.sample(range(self._size.acknowledgements * 97 // 100), self._size.kills))
        self._up.set()
        weather = threading.Thread(target=self._weather, args=(moments,))
        weather.start()
        try:
            with ThreadPoolExecutor(len(self.sent)) as pool:
                tablets = [pool.submit(self._tablet, work, random.Random(n)) for n, work in enumerate(self.sent)]
                for tablet in tablets:
                    tablet.add_done_callback(lambda done: self._notice_failure() if done.exception() else None)
        finally:
            weather.join()
        for tablet in tablets:
            tablet.result()

    def _weather(self, moments: list[int]) -> None:
        for moment in moments:
            with self._progress:
                self._progress.wait_for(lambda m=moment: self._acknowledged >= m or self._failed)
            if self._failed:
                return
            self._up.clear()
            self._server.kill()
            self.kills += 1
            try:
                self._server.start()
            except RuntimeError:
                self._notice_failure()
                raise
            finally:
                self._up.set()

    def _notice_failure(self) -> None:
        with self._progress:
            self._failed = True
            self._progress.notify_all()

    def _acknowledge(self) -> None:
        with self._progress:
            self._acknowledged += 1
            self._progress.notify_all()

    def _tablet(self, work: list[Sent], chance: random.Random) -> None:
        with Sender(self._server.port, work[0].device.token, self._up, lambda: self._failed) as sender:
            for start in range(0, len(work), 10):
                part = work[start : start + 10]
                for one in part:
                    self._send(sender, one)
                    # A tablet that was closed before it could store the answer asks again.
                    if chance.random() < 0.05:
                        self._send_again(sender, one)
                for one in part:
                    for key, data in one.photos.items():
                        _send_photo(sender, key, data)
                        self._acknowledge()

    def _send(self, sender: Sender, one: Sent) -> None:
        status, one.outcome = sender.json("PUT", f"/submissions/{one.id}", one.body)
        assert status in (200, 201), f"{status}: {one.outcome}"
        self._acknowledge()

    def _send_again(self, sender: Sender, one: Sent) -> None:
        status, again = sender.json("PUT", f"/submissions/{one.id}", one.body)
        assert status == 200, f"{status}: {again}"
        assert again["repeated"], again
        known = {"repeated", "photos"}
        assert {k: v for k, v in again.items() if k not in known} == {
            k: v for k, v in one.outcome.items() if k not in known
        }
        self.repeats += 1


def _send_photo(sender: Sender, key: str, data: bytes) -> None:
    """Send, piece after piece, what the server says it does not have yet."""
    state: Json = {"state": "expected", "offset": 0}
    while state["state"] != "stored":
        offset = state["offset"]
        answer = sender.piece(f"/photos/{key}", offset, data[offset : offset + PIECE])
        # Without an answer the tablet does not know whether the piece arrived, so it asks the server.
        state = answer if answer is not None else sender.json("GET", f"/photos/{key}")[1]
        assert state["state"] in ("expected", "stored"), state


def announcement(key: str, data: bytes) -> Json:
    """How a record names a photograph that comes later."""
    return {
        "id": key, "item": "photos", "sha256": hashlib.sha256(data).hexdigest(), "size": len(data),
        "name": f"{key[-6:]}.jpg", "taken_at": "2024-07-17T02:00:00Z", "position": None,
    }  # fmt: skip


def picture(chance: random.Random) -> bytes:
    """A small photograph like no other: noise, 6 to 20 KB of it."""
    width, height = chance.randint(110, 180), chance.randint(90, 150)
    packed = io.BytesIO()
    image: Any = Image.frombytes("RGB", (width, height), chance.randbytes(width * height * 3))
    image.save(packed, "JPEG", quality=75)
    return packed.getvalue()
