"""Extra items ("Thêm mục"): what a team noted beside its checklist because the checklist does not ask it.

They stand in the answers document under two reserved keys, both by an id that the tablet made: `_extras` has the words and
the answer, `_extra_photos` the photographs. Two people who add items at once therefore never touch the same entry, and
who adds a photograph does not dispute with who completes the words. The rules, which the tablet applies too:

1. An id is a UUID in lower case. `label` has at most 300 code points, `note` 4,000; `answer` is one of ANSWERS. Each may
   be missing; another part is an error. An entry in which nothing is left is no entry.
2. The photographs of an item follow the rule of any photo item without a `max`. Photographs whose words somebody took away
   stay: a photograph too many is seen by people.
3. No extra item is required and none decides whether a section passes: nobody's checklist asked it.

A third key goes the same way: `_marked`, of a picture on which somebody drew an arrow or made a face unrecognisable (its
id) the picture as it was taken, one reference. The answers name the marked picture, so that one is shown everywhere; the
other is kept with the response.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from rasoat.checklists.items import Question
from rasoat.checklists.values import LONGEST, Wrong, is_blank, normal, plain_text
from rasoat.problems import Reason

EXTRAS = "_extras"
EXTRA_PHOTOS = "_extra_photos"
EXTRA_KEYS = (EXTRAS, EXTRA_PHOTOS)
MARKED = "_marked"
BESIDE = (*EXTRA_KEYS, MARKED)
"""The keys that only tablets write."""
ANSWERS = {"met": "Đạt", "not_met": "Không đạt", "note": "Ghi chú"}
VISIBILITY = "child"
"""Nobody said beforehand what an extra item asks: it may tell of a child, so it is guarded as if it did."""
_LONGEST = {"label": 300, "note": LONGEST}
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_PHOTOS = Question(id="extra_photos", type="photo", label="Ảnh")
_PHOTO = Question(id="marked", type="signature", label="Ảnh gốc")


@dataclass(frozen=True, slots=True)
class Extra:
    """One extra item. `answer` is a key of ANSWERS; `photos` are references as in any photo item."""

    id: str
    label: str
    answer: str
    note: str
    photos: tuple[dict[str, str], ...]

    @property
    def item(self) -> str:
        """The name of its field in the answers document, which a finding that was drafted from it carries."""
        return f"{EXTRAS}.{self.id}"

    @property
    def answer_title(self) -> str:
        """The answer in words."""
        return ANSWERS[self.answer]

    @property
    def sentence(self) -> str:
        """What was noted, in one sentence."""
        said = ": ".join(part for part in (self.label, self.note) if part)
        return said or "Mục thêm chưa ghi nội dung; xem ảnh kèm theo."


def extras_of(answers: Mapping[str, Any]) -> list[Extra]:
    """The extra items of a document in normal form, in the order of their ids, which is that of their making."""
    words, photos = answers.get(EXTRAS, {}), answers.get(EXTRA_PHOTOS, {})
    return [_extra(key, words.get(key, {}), photos.get(key, ())) for key in sorted({*words, *photos})]


def _extra(key: str, said: Mapping[str, str], photos: Any) -> Extra:
    return Extra(key, said.get("label", ""), said.get("answer", "note"), said.get("note", ""), tuple(photos))


def both(kept: Mapping[str, str], offered: Mapping[str, str]) -> dict[str, str]:
    """The words of one extra item as two people left them, joined: label and answer of the first, the remarks of both."""
    other = offered.get("label", "") if offered.get("label") != kept.get("label") else ""
    note = "\n".join(filter(None, (kept.get("note"), other, offered.get("note"))))
    return {**offered, **kept, **({"note": note} if note else {})}


def is_extra(field: str) -> bool:
    """Whether a field of an answers document belongs to an extra item."""
    return field.partition(".")[0] in EXTRA_KEYS


def read_beside(raw: Mapping[str, Any], answers: dict[str, Any], errors: list[Reason]) -> None:
    """Put what a raw document has under BESIDE into `answers` in normal form; what is wrong is left out and told."""
    for key, read in ((EXTRAS, _words), (EXTRA_PHOTOS, _pictures(_PHOTOS)), (MARKED, _pictures(_PHOTO))):
        given, kept = raw.get(key), {}
        if is_blank(given):
            continue
        if not isinstance(given, dict):
            errors.append(Reason(key, "Cần nội dung theo từng mục."))
            continue
        for name, value in given.items():
            field = f"{key}.{name}"
            if not _ID.fullmatch(name):
                errors.append(Reason(field, "Mã này không đúng; ghi lại thành mục mới."))
            elif (found := read(value, field, errors)) is not None:
                kept[name] = found
        if kept:
            answers[key] = kept


def _words(value: Any, field: str, errors: list[Reason]) -> dict[str, str] | None:
    if is_blank(value):
        return None
    if not isinstance(value, dict):
        errors.append(Reason(field, "Cần nội dung theo từng mục."))
        return None
    kept = {}
    for part, given in value.items():
        try:
            text = _part(part, given)
        except Wrong as wrong:
            errors += [Reason(f"{field}.{part}", what) for _, what in wrong.faults]
            continue
        if text:
            kept[part] = text
    return kept or None


def _part(part: str, given: Any) -> str | None:
    if part == "answer":
        if is_blank(given):
            return None
        if not isinstance(given, str) or given not in ANSWERS:
            raise Wrong(("", f"Chọn một trong: {', '.join(ANSWERS.values())}."))
        return given
    if part not in _LONGEST:
        raise Wrong(("", "Mục thêm không có phần này."))
    return None if is_blank(given) else plain_text(given, _LONGEST[part])


def _pictures(question: Question) -> Callable[[Any, str, list[Reason]], Any]:
    def read(value: Any, field: str, errors: list[Reason]) -> Any:
        try:
            return normal(question, value)
        except Wrong as wrong:
            errors += [Reason(field, what) for _, what in wrong.faults]
            return None

    return read
