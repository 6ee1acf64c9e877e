"""Definitions nobody would write, within what the format allows: every type, every check, conditions in chains."""

from random import Random
from typing import Any

from rasoat.checklists.definition import Definition

NAMES = [
    "constructor",
    "has",
    "lat",
    "points",
    "signs",
    "remark",
    "meta",
    "yes",
    "value",
    "length",
    "site",
    "unit_office",
]
TYPES = [
    "yes_no_na",
    "yes_no_na",
    "choice",
    "number",
    "money",
    "date",
    "text",
    "photo",
    "location",
    "signature",
    "table",
    "select_multiple",
    "decimal",
    "time",
]
COLUMN_TYPES = ["yes_no_na", "choice", "number", "money", "decimal", "date", "time", "text"]
CHOICES = ["a", "b", "yes", "constructor"]
LISTED = ("yes_no_na", "choice", "select_multiple")
COUNTED = ("number", "money", "decimal")

Part = dict[str, Any]


def definition(random: Random, number: int) -> Definition:
    """One definition with a section for each scope."""
    complete = random.random() < 0.6
    return Definition.model_validate(
        {
            "id": f"generated_{number}",
            "version": 1,
            "title": "Bảng kiểm",
            "site_kinds": ["water_point"],
            "complete": complete,
            "incomplete_note": "" if complete else "Còn thiếu tiêu chí.",
            "sections": [_section(random, scope, complete) for scope in ("site", "unit")],
        }
    )


def _section(random: Random, scope: str, complete: bool) -> Part:
    items: list[Part] = []
    for name in random.sample(NAMES, k=random.randint(3, len(NAMES))):
        items.append(_item(random, name, items))
    figures = _figures(random, _terms(items))
    terms = [*_terms(items), *(figure["id"] for figure in figures)]
    checks = [_check(random, number, items, terms) for number in range(random.randint(0, 4))] if terms else []
    names = [item["id"] for item in items if item["type"] not in ("photo", "signature", "table", "location")]
    names += [*(figure["id"] for figure in figures), "unit", *(["site"] if scope == "site" else [])]
    part: Part = {"scope": scope, "title": "Phần", "items": items, "figures": figures, "checks": checks}
    if random.random() < 0.7:
        part["passing"] = _passing(random, items, complete)
    for member in [*items, *checks]:
        _meaning(random, member, names)
    return part


def _question(random: Random, name: str, kind: str) -> Part:
    question: Part = {"id": name, "type": kind, "label": f"Mục {name}", "required": random.random() < 0.4}
    if kind in ("choice", "select_multiple"):
        question["choices"] = [{"value": value, "label": f"Là {value}"} for value in CHOICES[: random.randint(2, 4)]]
    if kind == "yes_no_na":
        question["allow_na"] = random.random() < 0.5
    if kind in COUNTED and random.random() < 0.5:
        question |= {
            "min": random.choice([-1500, -3, 0, 2]),
            "max": random.choice([2, 9, 12345, *([] if kind == "decimal" else [10**15])]),
        }
    if kind in ("text", "photo", "table") and random.random() < 0.6:
        question["max"] = random.randint(1, 4)
    return question


def _item(random: Random, name: str, earlier: list[Part]) -> Part:
    item = _question(random, name, random.choice(TYPES))
    item["show_if"] = _conditions(random, earlier, 0.4)
    if item["type"] == "table":
        columns = random.sample([*NAMES, "key"], k=random.randint(1, 5))
        item["columns"] = [_question(random, column, random.choice(COLUMN_TYPES)) for column in columns]
    if item["type"] in LISTED and random.random() < 0.8:
        values = _values(item)
        item["expect"] = random.sample(values, k=random.randint(1, len(values)))
        item["counted"] = random.random() < 0.9
        if item["type"] == "select_multiple":
            item["expect_every"] = random.random() < 0.5
    return item


def _values(item: Part) -> list[str]:
    if "choices" in item:
        return [choice["value"] for choice in item["choices"]]
    return ["yes", "no", "na"] if item["allow_na"] else ["yes", "no"]


def _conditions(random: Random, earlier: list[Part], chance: float) -> dict[str, list[str]]:
    listed = [item for item in earlier if item["type"] in LISTED]
    if not listed or random.random() > chance:
        return {}
    chosen = random.sample(listed, k=random.randint(1, min(2, len(listed))))
    return {item["id"]: random.sample(_values(item), k=random.randint(1, 2)) for item in chosen}


def _terms(items: list[Part]) -> list[str]:
    terms = [item["id"] for item in items if item["type"] in COUNTED]
    for item in items:
        terms += [f"{item['id']}.{c['id']}" for c in item.get("columns", []) if c["type"] in COUNTED]
    return terms


def _some(random: Random, terms: list[str]) -> list[str | int]:
    known: list[str | int] = [*terms, random.randint(-5, 5)]
    return random.choices(known, k=random.randint(1, 3))


def _figures(random: Random, terms: list[str]) -> list[Part]:
    figures: list[Part] = []
    for number in range(random.randint(0, 3) if terms else 0):
        known = [*terms, *(figure["id"] for figure in figures)]
        minus = _some(random, known) if random.random() < 0.6 else []
        figures.append({"id": f"figure_{number}", "label": "Số", "plus": _some(random, known), "minus": minus})
    return figures


def _check(random: Random, number: int, items: list[Part], terms: list[str]) -> Part:
    check: Part = {"id": f"check_{number}", "message": "Số liệu không khớp.", "left": _some(random, terms)}
    check["show_if"] = _conditions(random, items, 0.3)
    if random.random() < 0.3:
        return {**check, "equals": _some(random, terms)}
    return {**check, "at_most": _some(random, terms), "percent": random.choice([100, 100, 10, 1, 33])}


def _meaning(random: Random, member: Part, names: list[str]) -> None:
    if "left" not in member and not member.get("expect"):
        return
    if random.random() < 0.7:
        said = [" ".join(f"{{{name}}}" for name in random.choices(names, k=2)) for _ in range(3)]
        addressee, days = random.choice(["unit", "office"]), random.randint(1, 365)
        member["on_fail"] = {"shortcoming": f"Chưa đạt {said[0]}.", "recommendation": f"Làm {said[1]}."}
        member["on_fail"] |= {"addressee": addressee, "due_days": days}
        if random.random() < 0.6:
            member["on_pass"] = f"Tốt {said[2]}."


def _passing(random: Random, items: list[Part], complete: bool) -> Part:
    forbid = _conditions(random, items, 0.5)
    criteria = [i for i in items if i.get("expect") and i.get("counted", True) and i["id"] not in forbid]
    for item in criteria:
        item["mandatory"] = random.random() < 0.4
    passing: Part = {"title": "Đạt", "all_mandatory": random.random() < 0.6, "forbid": forbid}
    if criteria and random.random() < 0.6:
        of = len(criteria) + (0 if complete else random.randint(0, 3))
        passing |= {"at_least": random.randint(1, of), "of": of}
    if not (passing["all_mandatory"] or forbid or "at_least" in passing):
        passing["all_mandatory"] = True
    return passing
