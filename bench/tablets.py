"""Tablets for the benchmark: each answers the places of its own share of a visit, then goes round again."""

import random
from collections import Counter
from datetime import UTC, datetime
from uuid import UUID

from tests.tablets.forms import answers, packed, record
from tests.tablets.stage import Device

from rasoat.db import new_id


class Tablets:
    """The requests of some tablets, prebuilt. Revisions follow each other, as when a member saves and sends again."""

    def __init__(self, devices: list[Device]) -> None:
        self.devices = devices
        self._revisions: Counter[UUID] = Counter()
        self._shares = [self._share(device) for device in devices]
        self._next = [0] * len(devices)
        self._chance = random.Random(40)

    def _share(self, device: Device) -> list[UUID]:
        """Tablets of one visit take different places of it."""
        mates = [other for other in self.devices if other.visit_id == device.visit_id]
        return list(device.sites[mates.index(device) :: len(mates)])

    def single(self, lane: int, count: int) -> list[bytes]:
        """`count` records, each in a request of its own."""
        return [self._put(lane) for _ in range(count)]

    def batches(self, lane: int, count: int, size: int) -> list[bytes]:
        """`count` requests of `size` records each."""
        return [
            self._post(lane, [{"id": str(new_id()), **self._record(lane)} for _ in range(size)]) for _ in range(count)
        ]

    def _record(self, lane: int) -> dict[str, object]:
        share = self._shares[lane]
        site = share[self._next[lane] % len(share)]
        self._next[lane] += 1
        body = record(self.devices[lane].visit_id, site, answers(self._chance), based_on=self._revisions[site])
        self._revisions[site] += 1
        return body

    def _put(self, lane: int) -> bytes:
        return self._request(lane, f"PUT /api/v1/submissions/{new_id()}", packed(self._record(lane)))

    def _post(self, lane: int, records: list[dict[str, object]]) -> bytes:
        return self._request(lane, "POST /api/v1/submissions", packed({"submissions": records}))

    def _request(self, lane: int, line: str, body: bytes) -> bytes:
        head = (
            f"{line} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {self.devices[lane].token}\r\n"
            f"Content-Type: application/json\r\nRasoat-Clock: {datetime.now(UTC).isoformat()}\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body
