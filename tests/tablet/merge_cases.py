"""Makes merge_cases.json: what server and tablet must both answer when two versions are brought together.

Run `python -m tests.tablet.merge_cases` after a change of the rules, read the difference, and keep it. Each case has
`name`, `base`, `theirs`, `yours`, `section` (a checklist's section as the bundle carries it, or null) and what is
expected: `answers` and `conflicts` (item, theirs, yours; null is no answer).
"""

import json
from pathlib import Path
from typing import Any

from rasoat.checklists.definition import Section
from rasoat.visits.merging import merge

FILE = Path(__file__).with_name("merge_cases.json")
Answers = dict[str, Any]

SECTION: dict[str, Any] = {
    "scope": "site",
    "title": "Tại chỗ",
    "items": [
        {"id": "photos", "type": "photo", "label": "Ảnh", "max": 3},
        {"id": "rows", "type": "table", "label": "Các hộ", "max": 3, "columns": [
            {"id": "name", "type": "text", "label": "Hộ"}, {"id": "people", "type": "number", "label": "Số người"}]},
        {"id": "many", "type": "photo", "label": "Nhiều ảnh"},
        {"id": "long", "type": "table", "label": "Bảng dài", "columns": [
            {"id": "name", "type": "text", "label": "Tên"}]},
    ],
}  # fmt: skip


def photo(number: int) -> dict[str, str]:
    """A photograph by its attachment's id."""
    return {"attachment": f"00000000-0000-7000-8000-{number:012d}"}


def row(number: int) -> Answers:
    """A household."""
    return {"name": f"Hộ mẫu số {number}", "people": number}


def _doc(key: str, value: Any) -> Answers:
    return {} if value is None else {key: value}


def _three(name: str, key: str, a: Any, b: Any, c: Any) -> list[tuple[Any, ...]]:
    """Every way in which one answer can change from `a` to `b` on one side and `c` on the other, or go."""
    ways = {
        "nobody touched it": (a, a, a),
        "only theirs changed": (a, b, a),
        "only yours changed": (a, a, c),
        "both the same change": (a, b, b),
        "both, differently": (a, b, c),
        "theirs took it away": (a, None, a),
        "yours took it away": (a, a, None),
        "both took it away": (a, None, None),
        "theirs took it away, yours changed it": (a, None, c),
        "theirs changed it, yours took it away": (a, b, None),
        "both new, differently": (None, b, c),
        "both new, the same": (None, b, b),
        "only yours new": (None, None, c),
    }
    return [(f"{name}: {way}", *(_doc(key, value) for value in values), None) for way, values in ways.items()]


def _inputs() -> list[tuple[Any, ...]]:
    place = {"lat": 21.65, "lon": 106.5, "accuracy": 12}
    p, r = [photo(n) for n in range(30)], [row(n) for n in range(220)]
    return [
        *_three("number", "points", 67, 66, 65),
        *_three("number with a fraction", "depth", 12.5, 12.75, 13),
        *_three("chosen answers", "kit", ["rope"], ["buoy", "rope"], ["rope", "pole"]),
        *_three("text", "why", "Bị cây che khuất", "Bị đổ", "Mờ chữ"),
        ("position, both", {"at": place}, {"at": {**place, "lat": 21.7}}, {"at": {**place, "accuracy": 5}}, None),
        ("position, order of its parts", {}, {"at": {"lat": 21, "lon": 106}}, {"at": {"lon": 106, "lat": 21.0}}, None),
        ("signature, both", {}, {"signed": p[1]}, {"signed": p[2]}, None),
        ("two items, one side each", {"a": 1, "b": 1}, {"a": 2, "b": 1}, {"a": 1, "b": 2}, None),
        ("one item agrees, one does not", {"a": 1}, {"a": 2, "b": "x"}, {"a": 3, "b": "x"}, None),
        ("photographs: both added", {"f": p[:1]}, {"f": [p[0], p[1]]}, {"f": [p[0], p[2]]}, None),
        ("photographs: both added the same and more", {}, {"f": [p[1], p[2]]}, {"f": [p[2], p[3]]}, None),
        ("photographs: both new", {}, {"f": [p[1]]}, {"f": [p[2]]}, None),
        ("photographs: theirs added, yours removed", {"f": p[:2]}, {"f": p[:3]}, {"f": [p[1]]}, None),
        ("photographs: theirs removed, yours added", {"f": p[:2]}, {"f": [p[1]]}, {"f": p[:3]}, None),
        ("photographs: theirs removed all, yours added", {"f": [p[0]]}, {}, {"f": p[:2]}, None),
        ("photographs: theirs added, yours removed all", {"f": [p[0]]}, {"f": p[:2]}, {}, None),
        ("photographs: each removed another", {"f": p[:2]}, {"f": [p[0]]}, {"f": [p[1]]}, None),
        ("photographs by their digest", {}, {"f": [{"sha256": "a" * 64}]}, {"f": [{"sha256": "b" * 64}]}, None),
        ("photographs: as many as may be", {"photos": p[:1]}, {"photos": p[:2]}, {"photos": [p[0], p[2]]}, SECTION),
        ("photographs: too many", {}, {"photos": p[:2]}, {"photos": p[2:4]}, SECTION),
        ("photographs: too many, no limit known", {}, {"photos": p[:2]}, {"photos": p[2:4]}, None),
        ("photographs: more than twenty", {}, {"many": p[:11]}, {"many": p[11:21]}, SECTION),
        ("rows: both appended", {"t": r[:1]}, {"t": r[:2]}, {"t": [r[0], r[2]]}, None),
        ("rows: both began", {}, {"t": [r[1]]}, {"t": [r[2], r[3]]}, None),
        ("rows: both appended the same row and one more", {"t": r[:1]}, {"t": r[:2]}, {"t": r[:3]}, None),
        ("rows: theirs changed one, yours appended", {"t": r[:1]}, {"t": [{**r[0], "people": 9}]}, {"t": r[:2]}, None),
        ("rows: theirs appended, yours changed one", {"t": r[:1]}, {"t": r[:2]}, {"t": [{**r[0], "people": 9}]}, None),
        ("rows: theirs took one away, yours appended", {"t": r[:2]}, {"t": r[:1]}, {"t": r[:3]}, None),
        ("rows: theirs took all away, yours appended", {"t": r[:1]}, {}, {"t": r[:2]}, None),
        ("rows: too many", {"rows": r[:1]}, {"rows": r[:3]}, {"rows": [r[0], r[3]]}, SECTION),
        ("rows: as many as may be", {"rows": r[:1]}, {"rows": r[:2]}, {"rows": [r[0], r[3]]}, SECTION),
        ("rows: more than two hundred", {}, {"long": r[:120]}, {"long": r[120:]}, SECTION),
        ("rows against photographs", {}, {"x": [r[1]]}, {"x": [p[1]]}, None),
        ("a number became a list on both sides", {"x": 5}, {"x": [r[1]]}, {"x": [r[2]]}, None),
        *_reserved(),
    ]


def _reserved() -> list[tuple[Any, ...]]:
    def notes(**values: str) -> Answers:
        return {"_notes": values}

    def extra(**values: Any) -> Answers:
        return {"_extras": values}

    def pictured(*numbers: int) -> Answers:
        return {"_extra_photos": {"a": [photo(n) for n in numbers]}}

    said, more = {"label": "Hố ga mất nắp", "answer": "not_met"}, {"label": "Hố ga mất nắp", "answer": "note"}
    one, two = {"shortcoming": "Biển mờ."}, {"shortcoming": "Biển bị che.", "recommendation": "Chặt cây."}
    return [
        ("notes: of different items", {}, notes(a="x"), notes(b="y"), None),
        ("notes: of one item", notes(a="x"), notes(a="y"), notes(a="z"), None),
        ("notes: of one item, taken away", notes(a="x", b="y"), notes(b="y"), notes(a="z", b="y"), None),
        ("notes: all taken away", notes(a="x"), {}, notes(a="x"), None),
        ("notes: each took one away", notes(a="x", b="y"), notes(a="x"), notes(b="y"), None),
        ("explanations: both", {}, {"_explanations": {"c": "vì"}}, {"_explanations": {"c": "do", "d": "nên"}}, None),
        ("wordings: of different items", {}, {"_wordings": {"a": one}}, {"_wordings": {"b": two}}, None),
        ("wordings: of one item", {}, {"_wordings": {"a": one}}, {"_wordings": {"a": two}}, None),
        ("wordings: the same", {}, {"_wordings": {"a": two}}, {"_wordings": {"a": dict(reversed(two.items()))}}, None),
        ("extra items: each added one", {}, extra(a=said), extra(b=more), None),
        ("extra items: one, changed by both", extra(a=said), extra(a=more), extra(a={**said, "note": "x"}), None),
        ("extra items: one, taken away and changed", extra(a=said), {}, extra(a=more), None),
        ("extra items: words here, photograph there", extra(a=said), extra(a=more), extra(a=said) | pictured(1), None),
        ("photographs of an extra item: both added", pictured(1), pictured(1, 2), pictured(1, 3), None),
        ("photographs of an extra item: one each removed", pictured(1, 2), pictured(1), pictured(2), None),
        ("photographs of an extra item: too many", {}, pictured(*range(11)), pictured(*range(11, 21)), None),
        ("all at once", {"n": 1, "_notes": {"n": "x"}}, {"n": 2, "f": [photo(1)], "_notes": {"n": "y"}},
         {"n": 3, "f": [photo(2)], "_notes": {"n": "z", "f": "w"}}, None),
        ("nothing", {}, {}, {}, None),
    ]  # fmt: skip


def made() -> list[Answers]:
    """The cases with what is expected."""
    found = []
    for name, base, theirs, yours, section in _inputs():
        merged = merge(base, theirs, yours, Section.model_validate(section) if section else None)
        conflicts = [{"item": c.item, "theirs": c.theirs, "yours": c.yours} for c in merged.conflicts]
        case = {"name": name, "base": base, "theirs": theirs, "yours": yours, "section": section}
        found.append({**case, "answers": merged.answers, "conflicts": conflicts})
    return found


def text() -> str:
    """The file: a case a line."""
    lines = [json.dumps(case, ensure_ascii=False, sort_keys=True) for case in made()]
    return "[\n" + ",\n".join(lines) + "\n]\n"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
