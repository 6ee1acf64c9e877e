"""A member with a tablet, as the server meets one: a token, records, photographs in pieces."""

import hashlib
import io
import json
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from flask import Flask
from PIL import Image
from werkzeug.test import TestResponse

from rasoat.db import new_id
from rasoat.tablets import operations as tablets
from tests import shipped
from tests.visits.samples import ChiLang

Json = dict[str, Any]
MADE_AT = "2024-07-17T02:00:00Z"


def picture(color: str = "green", size: tuple[int, int] = (24, 16)) -> bytes:
    """A photograph of nobody."""
    data = io.BytesIO()
    Image.new("RGB", size, color).save(data, "JPEG")
    return data.getvalue()


def announced(data: bytes, item: str = "photos", photo_id: UUID | None = None) -> Json:
    """What a record says of a photograph that follows."""
    return {
        "id": str(photo_id or new_id()), "item": item, "sha256": hashlib.sha256(data).hexdigest(), "size": len(data),
        "name": "Ảnh 1.jpg", "taken_at": MADE_AT, "position": {"lat": 21.65, "lon": 106.57},
    }  # fmt: skip


@dataclass
class Member:
    """One person's tablet. `app` is the application, `case` the inspection whose newest visit it works on."""

    app: Flask
    case: ChiLang
    who: str = "lead"
    tablet_id: UUID = field(default_factory=new_id)
    token: str = ""

    def __post_init__(self) -> None:
        self.flask = self.app.test_client()
        actor = self.case.world.as_(self.who)
        made = self.case.world.do(
            lambda s: tablets.register(s, actor, self.tablet_id, label="Máy 1", user_agent="", build="", days=30)
        )
        self.token = made.token

    def ask(self, method: str, path: str, **options: Any) -> TestResponse:
        """One request with the token."""
        headers = {"Authorization": f"Bearer {self.token}", **options.pop("headers", {})}
        answer = self.flask.open(f"/api/v1{path}", method=method, headers=headers, **options)
        assert answer.headers["Rasoat-Api"] == "1"
        return answer

    def response(
        self,
        checklist: str,
        answers: Json,
        *,
        site_id: UUID | None = None,
        based_on: int = 0,
        version: int | None = None,
        photos: list[Json] | None = None,
        **more: Any,
    ) -> Json:
        """A record of a filled checklist."""
        content = {
            "checklist": checklist, "checklist_version": version or shipped.version(checklist), "scope": "site" if site_id else "unit",
            "site_id": str(site_id) if site_id else None, "based_on": based_on, "answers": answers,
        }  # fmt: skip
        return self.record("response", content, photos=photos or [], **more)

    def record(self, kind: str, content: Json, *, photos: list[Json] | None = None, made_at: str = MADE_AT) -> Json:
        """A record of any kind for the newest visit."""
        visit = str(self.case.visit.id)
        return {"kind": kind, "visit_id": visit, "made_at": made_at, "content": content, "photos": photos or []}

    def put(self, record: Json, submission_id: UUID | None = None, **options: Any) -> TestResponse:
        """Send a record."""
        return self.ask("PUT", f"/submissions/{submission_id or new_id()}", json=record, **options)

    def sent(self, record: Json, submission_id: UUID | None = None) -> Json:
        """Send a record that is taken; what is told of it."""
        answer = self.put(record, submission_id)
        assert answer.status_code in (200, 201), answer.text
        told: Json = answer.get_json()
        return told

    def refused(self, record: Json, submission_id: UUID | None = None) -> Json:
        """Send a record that is refused; the problem, its status under `http`."""
        answer = self.put(record, submission_id)
        assert answer.status_code >= 400, answer.text
        return {**answer.get_json(), "http": answer.status_code}

    def batch(self, *records: Json) -> list[Json]:
        """Send several at once; each under its own id when it has one."""
        body = {"submissions": [{"id": str(new_id()), **record} for record in records]}
        answer = self.ask("POST", "/submissions", json=body)
        assert answer.status_code == 200, answer.text
        results: list[Json] = json.loads(answer.data)["results"]
        return results

    def piece(self, photo: Json, offset: int, data: bytes) -> TestResponse:
        """Send a piece of a photograph."""
        headers = {"Upload-Offset": str(offset), "Content-Type": "application/octet-stream"}
        return self.ask("PATCH", f"/photos/{photo['id']}", data=data, headers=headers)

    def whole(self, photo: Json, data: bytes, size: int = 200) -> Json:
        """Send all of a photograph; what is told at the end."""
        told: Json = {}
        for offset in range(0, len(data), size):
            answer = self.piece(photo, offset, data[offset : offset + size])
            assert answer.status_code == 200, answer.text
            told = answer.get_json()
        return told
