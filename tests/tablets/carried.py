"""A tablet's export file, written as the tablet writes it (inspect/browser/tablet/export.js)."""

import hashlib
import io
import json
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from PIL import Image

from rasoat.db import new_id
from tests.world import World

Json = dict[str, Any]
MADE_AT = "2024-07-17T02:00:00.000Z"


def picture(number: int, side: int = 40) -> bytes:
    """A small JPEG that no other number gives."""
    data = io.BytesIO()
    Image.new("RGB", (side, side), (number % 256, number // 256 % 256, 90)).save(data, "JPEG", comment=str(number))
    return data.getvalue()


@dataclass
class Carried:
    """What a tablet has not sent: records with their photographs."""

    world: World
    who: str
    visit_id: UUID
    tablet_id: UUID = field(default_factory=new_id)
    records: list[Json] = field(default_factory=list)
    pictures: list[tuple[Json, UUID, bytes]] = field(default_factory=list)

    def response(self, checklist: str, version: int, answers: Json, site_id: UUID | None = None, **more: Any) -> UUID:
        """A filled checklist."""
        content = {
            "checklist": checklist, "checklist_version": version, "scope": "site" if site_id else "unit",
            "site_id": str(site_id) if site_id else None, "based_on": 0, "answers": answers,
        }  # fmt: skip
        return self.add("response", content, **more)

    def add(self, kind: str, content: Json, pictures: dict[str, list[bytes]] | None = None) -> UUID:
        """A record; `pictures` by item are announced with it and named in a response's answers."""
        record_id, announced = new_id(), []
        for item, every in (pictures or {}).items():
            for data in every:
                photo = {"id": str(new_id()), "item": item, "sha256": hashlib.sha256(data).hexdigest(),
                         "size": len(data), "name": f"{item}.jpg", "taken_at": MADE_AT, "position": None}  # fmt: skip
                announced.append(photo)
                self.pictures.append((photo, record_id, data))
                if kind == "response":
                    content["answers"].setdefault(item, []).append({"attachment": photo["id"]})
        body = {"kind": kind, "visit_id": str(self.visit_id), "made_at": MADE_AT, "content": content,
                "photos": announced}  # fmt: skip
        text = json.dumps(body, ensure_ascii=False)
        self.records.append({"id": str(record_id), "sha256": hashlib.sha256(text.encode()).hexdigest(), "body": text})
        return record_id

    def file(self) -> bytes:
        """The whole file."""
        actor, offset, photos = self.world.as_(self.who), 0, []
        for photo, record_id, data in self.pictures:
            photos.append({"id": photo["id"], "submission_id": str(record_id), "sha256": photo["sha256"],
                           "size": len(data), "offset": offset})  # fmt: skip
            offset += len(data)
        header = {
            "tablet": {"id": str(self.tablet_id), "label": "Máy 1"},
            "account": {"id": str(actor.user_id), "username": actor.username, "name": actor.name},
            "made_at": MADE_AT,
            "records": self.records,
            "photos": photos,
        }
        head = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
        return b"RASOAT-EXPORT 1 %d\n" % len(head) + head + b"".join(data for _, _, data in self.pictures)
