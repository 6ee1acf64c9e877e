"""What a member fills in: forty answers, different each time, and the record that carries them."""

import json
import random
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

import yaml

from tests.tablets.stage import CHECKLIST, FORTY

VERSION: int = yaml.safe_load(FORTY.read_text(encoding="utf-8"))["version"]

Json = dict[str, Any]


@lru_cache
def _items() -> list[Json]:
    document: Json = yaml.safe_load(FORTY.read_text(encoding="utf-8"))
    items: list[Json] = document["sections"][0]["items"]
    return items


def answers(chance: random.Random, photos: Sequence[str] = ()) -> Json:
    """A whole document; one answer in twelve is a failure."""
    given = {item["id"]: _answer(chance, item) for item in _items()}
    # As the definition's own check wants it.
    given["under_six"] = chance.randint(0, given["children"])
    given["photos"] = [{"attachment": photo} for photo in photos]
    return {key: value for key, value in given.items() if value != []}


def _answer(chance: random.Random, item: Json) -> Any:
    kind = item["type"]
    if kind == "yes_no_na":
        return chance.choices(["yes", "no", "na"], [10, 1, 1])[0]
    if kind == "choice":
        return chance.choice([choice["value"] for choice in item["choices"]])
    if kind in ("number", "money"):
        return chance.randint(0, 400) * (1 if kind == "number" else 50_000)
    return {
        "date": f"2024-0{chance.randint(1, 9)}-1{chance.randint(0, 9)}",
        "location": {"lat": round(chance.uniform(21, 22), 6), "lon": round(chance.uniform(106, 107), 6), "accuracy": 8},
        "text": f"Đã xem cùng cán bộ xã, lần ghi thứ {chance.randint(1, 10**9)}.",
        "table": [{"what": "Cắm biển cảnh báo", "amount": chance.randint(1, 90) * 100_000}, {"what": "Rào bờ ao"}],
        "photo": [],
    }[kind]


def record(visit_id: UUID, site_id: UUID, given: Json, *, based_on: int = 0, photos: Sequence[Json] = ()) -> Json:
    """The body of a submission: one checklist at one place."""
    content = {
        "checklist": CHECKLIST, "checklist_version": VERSION, "scope": "site", "site_id": str(site_id),
        "based_on": based_on, "answers": given,
    }  # fmt: skip
    made_at = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return {
        "kind": "response", "visit_id": str(visit_id), "made_at": made_at, "content": content, "photos": list(photos)
    }  # fmt: skip


def packed(value: Any) -> bytes:
    """JSON as a tablet sends it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
