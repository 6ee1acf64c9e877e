"""An answers document: one JSON object per response revision, and what may stand in it.

The tablet applies the same rules in JavaScript. They are:

1. A key is an item's id, or a reserved one: `_explanations` (check id -> why its figures do not agree), `_notes` (item
   id -> a remark), `_wordings` (id of an item or check with an `on_fail` -> {"shortcoming"?, "recommendation"?}: the
   team's own words instead of the drafted ones), `_extras`, `_extra_photos` and `_marked` (see `extras`). Any other key is an
   error, at any depth. Reserved keys start with `_`, which no id can. Their texts follow rule 3, at most 4,000 code points.
2. null, "", [] and {} are no answer, as is a text of blanks only; such keys are left out.
3. Text: NFC, LF line ends, without blanks (space, tab, line feed, U+00A0) at its ends; at most `max` code points (4,000
   if not given) after that; no control characters except tab and line feed, no lone surrogates.
4. number and money (whole đồng): a JSON integer written without fraction or exponent, `min` (0 if not given) to `max`.
   decimal: a JSON number with at most three digits behind the point, up to 10^9; an integer where it is whole.
5. date: YYYY-MM-DD, 1900 to 2199, that exists. time: HH:MM, 00:00 to 23:59. yes_no_na: "yes", "no" or "na". choice: one of
   its values. select_multiple: a list of its values, each once, in the definition's order.
6. photo: a list of {"sha256": 64 hex digits} or {"attachment": UUID}, lower case, repeated ones once; at most `max` (20).
   signature: one such object. location: {"lat", "lon", "accuracy"?}, degrees and metres, kept as given.
7. table: a list of rows, a row an object by column id. Rows without an answer are left out; required columns must be there
   in the others. At most `max` rows (200).
8. From top to bottom, an item is shown when each item in its show_if is itself shown and has one of the listed answers
   (of several chosen ones, one is enough).
9. A hidden item is never missing and never wrong. Its answer is kept in the document if it is well formed (a changed mind
   brings it back) and left out if not; evaluation does not see it.
10. `partial` (saving while working) does not ask for required items; a full document does. Types are checked in both.
"""

from collections.abc import Iterator, Set
from dataclasses import dataclass, replace
from typing import Any

from rasoat.checklists.definition import Definition, Scope, Section
from rasoat.checklists.extras import BESIDE, read_beside
from rasoat.checklists.show_if import holds
from rasoat.checklists.values import Wrong, is_blank, normal, plain_text
from rasoat.problems import Reason

EXPLANATIONS = "_explanations"
NOTES = "_notes"
WORDINGS = "_wordings"
RESERVED = (EXPLANATIONS, NOTES, WORDINGS, *BESIDE)
WORDED = ("shortcoming", "recommendation")
"""What the team may say in its own words of a failed item."""


@dataclass(frozen=True, slots=True)
class Result:
    """What the validation of a document gave. `answers` is its normal form without the wrong parts; save it only when
    `ok`. `seen` are those of the answers whose item is shown.
    """

    answers: dict[str, Any]
    seen: dict[str, Any]
    errors: list[Reason]
    missing: list[str]
    hidden: frozenset[str]

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.errors


def validate(definition: Definition, scope: Scope, raw: Any, *, partial: bool) -> Result:
    """Check one document against a definition. Never raises for its content; each error names its item.

    `missing` lists the required items that are shown and not answered, also when `partial`.
    """
    section = definition.section(scope)
    if not isinstance(raw, dict):
        empty = validate(definition, scope, {}, partial=True)
        return replace(empty, errors=[Reason("", "Cần một tập câu trả lời theo mục.")])
    errors = [
        Reason(str(key), "Bảng kiểm không có mục này.")
        for key in raw
        if key not in section.item and key not in RESERVED
    ]
    answers, seen, hidden = _items(section, raw, errors)
    missing = [name for name in section.required if name not in answers and name not in hidden]
    if not partial:
        told = {reason.field.partition(".")[0] for reason in errors}
        errors += [Reason(name, "Mục bắt buộc này chưa được trả lời.") for name in missing if name not in told]
    _remarks(raw, EXPLANATIONS, section.check.keys(), answers, errors)
    _remarks(raw, NOTES, section.item.keys(), answers, errors)
    _wordings(raw, section, answers, errors)
    read_beside(raw, answers, errors)
    return Result(answers, seen, errors, missing, hidden)


Answers = dict[str, Any]


def _items(section: Section, raw: Answers, errors: list[Reason]) -> tuple[Answers, Answers, frozenset[str]]:
    answers: Answers = {}
    seen: Answers = {}
    hidden: set[str] = set()
    for item in section.items:
        name, given = item.id, raw.get(item.id)
        shown = holds(item.show_if, seen)
        if not shown:
            hidden.add(name)
        if given is None:
            continue
        try:
            # Most answers are one of a few words; those need no further check.
            value = given if isinstance(given, str) and given in item.allowed else normal(item, given)
        except Wrong as wrong:
            if shown:
                errors += [Reason(f"{name}.{place}" if place else name, what) for place, what in wrong.faults]
            continue
        if value is not None:
            answers[name] = value
            if shown:
                seen[name] = value
    return answers, seen, frozenset(hidden)


def _remarks(raw: dict[str, Any], key: str, known: Set[str], answers: dict[str, Any], errors: list[Reason]) -> None:
    kept = _texts(raw.get(key), key, known, errors)
    if kept:
        answers[key] = kept


def _wordings(raw: dict[str, Any], section: Section, answers: dict[str, Any], errors: list[Reason]) -> None:
    kept: dict[str, dict[str, str]] = {}
    for name, words in _inner(raw.get(WORDINGS), WORDINGS, section.worded, errors):
        texts = _texts(words, f"{WORDINGS}.{name}", set(WORDED), errors)
        if texts:
            kept[name] = texts
    if kept:
        answers[WORDINGS] = kept


def _texts(value: Any, key: str, known: Set[str], errors: list[Reason]) -> dict[str, str]:
    kept: dict[str, str] = {}
    for name, text in _inner(value, key, known, errors):
        try:
            remark = None if text is None else plain_text(text)
        except Wrong as wrong:
            errors += [Reason(f"{key}.{name}", what) for _, what in wrong.faults]
            continue
        if remark:
            kept[name] = remark
    return kept


def _inner(value: Any, key: str, known: Set[str], errors: list[Reason]) -> Iterator[tuple[str, Any]]:
    """The known entries of a reserved key's value; an error is added for each unknown one."""
    if is_blank(value):
        return
    if not isinstance(value, dict):
        errors.append(Reason(key, "Cần nội dung theo từng mục."))
        return
    for name, inner in value.items():
        if name in known:
            yield name, inner
        else:
            errors.append(Reason(f"{key}.{name}", "Bảng kiểm không có mục này."))


def with_files(section: Section, raw: dict[str, Any], item_id: str, references: list[dict[str, str]]) -> dict[str, Any]:
    """`raw` with newly stored files, which are added to a photo item or replace a signature.

    A reference is {"attachment": UUID} or {"sha256": digest}.
    """
    if not references:
        return raw
    if section.item[item_id].type == "signature":
        return {**raw, item_id: references[-1]}
    return {**raw, item_id: [*(raw.get(item_id) or []), *references]}
