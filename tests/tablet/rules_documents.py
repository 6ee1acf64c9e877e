"""Answers documents for a section: right ones, ones with something wrong somewhere, and ones made to break a reader."""

from collections.abc import Callable
from random import Random
from typing import Any

from rasoat.checklists.definition import Section
from rasoat.checklists.items import Item, Question

SHA, UUID = "0123456789abcdef" * 4, "01890a5d-ac96-774b-bcce-b302099a8057"
TEXTS = [
    "rõ",
    " hai đầu \u00a0",
    "e\u0302\u0301 vỡ",
    "dòng\r\nmột\rhai",
    "a\u0323\u0302" * 3,
    "\u1100\u1161\u11a8",
    "😀😀😀😀",
    "😀" * 5,
    "\ud83d",
    "\ude00\ud83d",
    "\x00",
    "\x7f",
    "\x85",
    "\u2028",
    "\ufeff",
    "\u3000",
    " \t\n\u00a0",
    "x" * 4000,
    "y" * 4001,
    "😀" * 4000,
    "😀" * 4001,
    "z" * 9000,
    "ế" * 3 + "  ",
]
NUMBERS = [0, 1, 2, 3, 9, 10, 999, 12345, 12346, 10**15, 10**15 + 1, 2**53, 2**53 + 1, 10**21, 10**30, -1, -1500, -1501]
FLOATS = [0.0, -0.0, 1.0, 2.0, 1.5, 1e15, 1e16, 1e21, 1e300, 5e-324, -7.25, 12345.0, 9007199254740993.0]
DAYS = [
    "2024-07-17",
    "2024-02-29",
    "2023-02-29",
    "1900-02-29",
    "2000-02-29",
    "2199-12-31",
    "1899-12-31",
    "2200-01-01",
    "2024-13-01",
    "2024-00-10",
    "2024-04-31",
    "2024-1-1",
    "2024-07-17\n",
    "٢٠٢٤-07-17",
    "20240717",
    "17/7/2024",
]
TIMES = ["07:30", "7h30", "23:59", "7h", "24:00", "7:5", "7 gi\u01a1\u0300 30", "", " ", "730", 7, 7.5, ["07:30"]]
EXTRA_IDS = [UUID, UUID[:-1] + "8"]
KEYS = [
    "0",
    "10",
    "2",
    "-1",
    "__proto__",
    "toString",
    "no_item",
    "",
    "a.b",
    "lat",
    "Ế",
    "\ud800",
    "_wordings_",
    "constructor",
]
WORDS = ["yes", "no", "na", "Yes", "", "a", "b", "constructor", "toString"]


def document(random: Random, section: Section) -> Any:
    """A document, more often right than wrong."""
    if random.random() < 0.01:
        return junk(random, 2)
    care = random.choice([1.0, 1.0, 0.97, 0.9, 0.6])
    shown = random.choice([0.5, 0.8, 1.0])
    items = [item for item in section.items if random.random() < shown]
    raw = {item.id: _answer(random, item, care) for item in items}
    reserved = {
        "_notes": _remarks(random, list(section.item), care, _words),
        "_explanations": _remarks(random, [check.id for check in section.checks], care, _words),
        "_wordings": _remarks(random, [*section.item, *(check.id for check in section.checks)], care, _wording),
        "_extras": _remarks(random, EXTRA_IDS, care, _extra),
        "_extra_photos": _remarks(random, EXTRA_IDS, care, _extra_photos),
        "_marked": _remarks(random, EXTRA_IDS, care, lambda random, care: _reference(random, random.random() < care)),
    }
    raw |= {key: value for key, value in reserved.items() if random.random() < 0.3}
    if random.random() > care:
        raw |= {random.choice(KEYS): junk(random, 1) for _ in range(random.randint(1, 4))}
    names = list(raw)
    if random.random() < 0.3:
        random.shuffle(names)
    return {name: raw[name] for name in names}


def junk(random: Random, depth: int) -> Any:
    """Any JSON value."""
    kind = random.randint(0, 9 if depth else 6)
    if kind < 7:
        return random.choice([None, True, False, "", [], {}, *TEXTS[:15], *NUMBERS, *FLOATS, *DAYS[:3], *WORDS])
    if kind == 7:
        return [junk(random, depth - 1) for _ in range(random.randint(0, 3))]
    return {random.choice(KEYS): junk(random, depth - 1) for _ in range(random.randint(0, 3))}


def _words(random: Random, care: float) -> Any:
    if random.random() > care:
        return junk(random, 1)
    return random.choice(TEXTS[:3] + TEXTS[-1:] if random.random() < care else TEXTS)


def _wording(random: Random, care: float) -> Any:
    if random.random() > care:
        return junk(random, 2)
    kinds = ["shortcoming", "recommendation", *(["addressee", "__proto__"] if random.random() > care else [])]
    return {kind: _words(random, care) for kind in random.sample(kinds, k=random.randint(0, len(kinds)))}


def _extra(random: Random, care: float) -> Any:
    if random.random() > care:
        return junk(random, 2)
    parts = ["label", "answer", "note", *(["photos", "__proto__"] if random.random() > care else [])]
    chosen = random.sample(parts, k=random.randint(0, len(parts)))
    answers = ["met", "not_met", "note", *(WORDS if random.random() > care else [])]
    return {part: random.choice(answers) if part == "answer" else _words(random, care) for part in chosen}


def _extra_photos(random: Random, care: float) -> Any:
    if random.random() > care:
        return junk(random, 2)
    good = random.random() < care
    return [_reference(random, good) for _ in range(random.randint(0, 3 if good else 22))]


def _remarks(random: Random, names: list[str], care: float, value: Any) -> Any:
    if random.random() > care:
        return junk(random, 2)
    if random.random() > care:
        names = [*names, *random.sample(KEYS, k=2)]
    return {name: value(random, care) for name in names if random.random() < 0.4}


def _answer(random: Random, question: Question, care: float) -> Any:
    if random.random() > care:
        return junk(random, 2)
    good = random.random() < care
    if question.type == "table":
        assert isinstance(question, Item)
        return _table(random, question, care)
    return _ANSWERS[question.type](random, question, good)


def _listed(random: Random, question: Question, good: bool) -> Any:
    return random.choice([*question.values()] if good else [*question.values(), *WORDS])


def _several(random: Random, question: Question, good: bool) -> Any:
    known = list(question.values())
    chosen = random.sample(known, random.randint(0, len(known)))
    wrong = [chosen + chosen[:1], [*chosen, random.choice(WORDS)], known[0], {}, [None]]
    return chosen if good else random.choice(wrong)


def _photos(random: Random, question: Question, good: bool) -> Any:
    most = (question.max or 20) + (0 if good else 2)
    return [_reference(random, good) for _ in range(random.randint(0, most))]


def _number(random: Random, question: Question, good: bool) -> Any:
    if not good:
        return random.choice([*NUMBERS, *FLOATS, "12", True])
    least, most = question.min or 0, question.max or 10**15
    return random.choice([least, most, random.randint(least, most), min(most, max(least, 3))])


def _decimal(random: Random, question: Question, good: bool) -> Any:
    if not good:
        return random.choice(
            [*NUMBERS, *FLOATS, "12,5", "12.5", "1.250", "x", True, 0.0005, 1.23456, 999999999.999, 1e-7]
        )
    least, most = question.min or 0, min(question.max or 10**9, 10**9)
    return random.choice([least, most, random.randint(least * 1000, most * 1000) / 1000, f"{least},0"])


def _location(random: Random, good: bool) -> Any:
    position: dict[str, Any] = {"lat": random.uniform(-90, 90), "lon": random.choice([106, 106.5743, -180.0])}
    if random.random() < 0.5:
        position["accuracy"] = random.choice([0, 5, 12.5])
    if not good:
        position[random.choice(["lat", "lon", "accuracy", "name"])] = random.choice([91, -0.0, None, "1", True, 100001])
    return position


def _reference(random: Random, good: bool) -> Any:
    right = [
        {"attachment": UUID},
        {"sha256": SHA},
        {"sha256": SHA[::-1]},
        {"attachment": UUID[:-1] + random.choice("0123")},
    ]
    wrong = [
        {},
        {"sha256": UUID},
        {"attachment": UUID.upper()},
        {"sha256": SHA, "attachment": UUID},
        {"name": SHA},
        UUID,
    ]
    return random.choice(right if good else [*right, *wrong])


def _table(random: Random, table: Item, care: float) -> Any:
    rows: list[Any] = []
    most = (table.max or 12) + (1 if random.random() > care else 0)
    for _ in range(random.randint(0, most)):
        columns = [column for column in table.columns if column.required or random.random() < 0.8]
        row: Any = {column.id: _answer(random, column, care) for column in columns}
        if random.random() > care:
            row = random.choice([{}, {**row, "__proto__": 1, "7": "x"}, {"0": None}, [], dict.fromkeys(row)])
        rows.append(row)
    return rows


_ANSWERS: dict[str, Callable[[Random, Question, bool], Any]] = {
    "yes_no_na": _listed,
    "choice": _listed,
    "select_multiple": _several,
    "number": _number,
    "money": _number,
    "decimal": _decimal,
    "date": lambda random, _question, good: random.choice(DAYS[:2] if good else DAYS),
    "time": lambda random, _question, good: random.choice(TIMES[:3] if good else TIMES),
    "text": lambda random, _question, good: random.choice(["rõ", "ế", "ok "] if good else TEXTS),
    "location": lambda random, _question, good: _location(random, good),
    "signature": lambda random, _question, good: _reference(random, good),
    "photo": _photos,
}
