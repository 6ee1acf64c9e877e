"""Texts of the pattern, taken apart once where a copy says something else: names, ids, days, numbers."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from uuid import UUID

_UUID = r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}"
# The pattern happens in 2024. Days of other years are those of laws, which are the same in every copy.
_DAY = r"2024-\d\d-\d\d|\d{1,2}/\d{1,2}/2024|\d{1,2} tháng \d{1,2} năm 2024"
_YEAR = r"(?<=năm )2024"
_NUMBER = r"\b98[01]\d\d\b"
Woven = tuple[str, ...]
"""Pieces of a text; those at odd places are said differently by each copy."""


class Loom:
    """Takes texts apart, and knows what a copy must say in the place of the pieces."""

    def __init__(self, names: Iterable[str]) -> None:
        """`names` of people and places are replaced wherever they stand, also in capitals."""
        every = {form for name in names for form in (name, name[:1].upper() + name[1:], name.upper())}
        listed = "|".join(re.escape(name) for name in sorted(every, key=len, reverse=True))
        self._piece = re.compile(f"({_UUID}|{_DAY}|{_YEAR}|{_NUMBER}|{listed})")
        self._pieces: set[str] = set()

    def taken_apart(self, text: str) -> Woven | None:
        """The pieces of a text; None when every copy says the same."""
        found = tuple(self._piece.split(text))
        self._pieces.update(found[1::2])
        return found if len(found) > 1 else None

    def said(
        self, names: Mapping[str, str], ids: Mapping[UUID, UUID], numbers: Mapping[int, int], days: timedelta
    ) -> dict[str, str]:
        """What one copy says for each piece."""
        forms = {
            **names,
            **{name[:1].upper() + name[1:]: value[:1].upper() + value[1:] for name, value in names.items()},
        }
        forms |= {name.upper(): value.upper() for name, value in names.items()}
        return {piece: forms[piece] if piece in forms else _said(piece, ids, numbers, days) for piece in self._pieces}


def woven(parts: Woven, said: Mapping[str, str]) -> str:
    """The text of one copy."""
    return "".join([said[part] if place % 2 else part for place, part in enumerate(parts)])


def _said(piece: str, ids: Mapping[UUID, UUID], numbers: Mapping[int, int], days: timedelta) -> str:
    if len(piece) == 36 and piece[8] == "-":
        own = UUID(piece)
        return str(ids.get(own, own))
    if piece.isdigit():
        # A year: that of the plan and of everything said of it.
        return str(numbers.get(int(piece), int(piece)))
    if "-" in piece:
        return (date.fromisoformat(piece) + days).isoformat()
    day, month, year = (int(part) for part in re.findall(r"\d+", piece))
    there = date(year, month, day) + days
    return f"{there:%d/%m/%Y}" if "/" in piece else f"{there.day:02d} tháng {there.month:02d} năm {there.year}"
