"""A calendar in the form that calendar programs fetch (RFC 5545): whole-day entries, each with a link."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

WIDEST = 75
"""Bytes of a line; what is longer goes on in the next one, behind a space (3.1)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One day in the calendar. `uid` stays the same when the day moves, so that the program moves the entry too."""

    uid: str
    day: date
    title: str
    link: str


def written(name: str, entries: Iterable[Entry], made_at: datetime) -> str:
    """The whole calendar."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Ra Soat//Han thuc hien//VI", "CALSCALE:GREGORIAN"]
    lines += ["METHOD:PUBLISH", f"X-WR-CALNAME:{_text(name)}", "REFRESH-INTERVAL;VALUE=DURATION:PT6H"]
    for entry in entries:
        lines += _event(entry, made_at)
    lines.append("END:VCALENDAR")
    return "".join(f"{line}\r\n" for whole in lines for line in _folded(whole))


def _event(entry: Entry, made_at: datetime) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{_text(entry.uid)}",
        f"DTSTAMP:{made_at.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{entry.day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_text(entry.title)}",
        f"DESCRIPTION:{_text(entry.link)}",
        f"URL:{entry.link}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _text(value: str) -> str:
    """A text as a value (3.3.11)."""
    for mark in ("\\", ";", ","):
        value = value.replace(mark, f"\\{mark}")
    return value.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def _folded(line: str) -> Iterator[str]:
    """The line in pieces of at most WIDEST bytes, none of which cuts a letter in two."""
    piece, room = "", WIDEST
    for letter in line:
        size = len(letter.encode())
        if size > room:
            yield piece
            piece, room = " ", WIDEST - 1
        piece += letter
        room -= size
    yield piece
