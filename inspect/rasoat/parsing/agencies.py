"""Names of agencies in running text: where one begins, where it ends, and the single ones of a list.

A name begins with the word for its kind (`Sở`, `UBND`, `Trường`) and ends where a task begins: at a verb, a colon, a bracket, or
a comma behind which neither a name nor another agency stands.
"""

import re
from typing import Final

from rasoat.parsing.letters import SMALL
from rasoat.parsing.vocabulary import KINDS, NO_AGENCIES, ORGANISATIONS, SHARED, VERBS, WITHIN_NAMES

_DONE_TO_IT = ("kiểm", "giám", "thanh", "phân", "giao")
"""Behind “được”: what was done to those whom a name means, as in “các cơ sở được kiểm tra”."""
_MOST_SYLLABLES = 4
_LONGEST_NAME = 40
_END: Final = re.compile(r"[:;(.“\"]|\s[-–—]\s(?=[a-zđ])")
_WORD = re.compile(r"[^\s,;:()]+")
_KIND = re.compile(
    r"(?:" + "|".join(re.escape(kind) for kind in sorted(KINDS, key=len, reverse=True)) + r")(?!\w| hội\b)",
    re.IGNORECASE,
)
_ANOTHER = re.compile(
    r"\s*(?:,|;|và|cùng|/|\+)\s*(?:các\s+)?(?=(?:"
    + "|".join(re.escape(kind) for kind in sorted(KINDS, key=len, reverse=True))
    + r")(?!\w| hội\b))",
    re.IGNORECASE,
)

_UNIT = re.compile(rf"(?:xã|phường|thị trấn|huyện|thị xã|thành phố|quận|đặc khu)\s+[^\W\d_{SMALL}]")
_COUNCIL = re.compile(
    rf"(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân)\s+(?=(?:xã|phường|thị trấn|huyện|thị xã|thành phố|quận|đặc khu)\s+[^\W\d_{SMALL}])"
)


def begins(text: str) -> bool:
    """Whether a text begins with the name of an agency."""
    start = text.casefold()
    return _KIND.match(start) is not None and not start.startswith(NO_AGENCIES)


def name_at(text: str) -> str:
    """The name of an agency, or of several, with which a text begins; empty where it begins with none."""
    if not begins(text):
        return ""
    stop = _END.search(text)
    limit = stop.start() if stop else len(text)
    limit = min(limit, _first_verb(text, limit), _lonely_comma(text, limit))
    name = text[:limit].strip(" ,–-—")
    return without_owner(name)


def is_specific(name: str) -> bool:
    """Whether a name is that of one agency, and not only the word for its kind."""
    return any(word[:1].isupper() for word in name.split()[1:])


def without_owner(name: str) -> str:
    """A name without the words for whose office it is."""
    name = re.sub(r"\s+(?:trực\s+)?thuộc\s+(?:Sở|UBND\b.*|huyện|tỉnh|xã|phường)$", "", name)
    return re.sub(r"\s+(?:và|cùng|của|với|tại|ở|do)$", "", name)


def _first_verb(text: str, limit: int) -> int:
    """Where the first task begins: at words of a verb in small letters, behind the word for the kind."""
    kind = _KIND.match(text)
    words = list(_WORD.finditer(text, kind.end() if kind else 0, limit))[:_LONGEST_NAME]
    for at, word in enumerate(words):
        if not word.group()[0].islower() or _is_rank(words, at):
            continue
        for length in range(1, _MOST_SYLLABLES + 1):
            if " ".join(one.group() for one in words[at : at + length]) in VERBS and not _within_name(words, at):
                return word.start()
    return words[-1].end() if len(words) == _LONGEST_NAME else limit


def _is_rank(words: list[re.Match[str]], at: int) -> bool:
    """Whether the word is the one for a rank, not for giving: “các cấp”, “cấp xã”."""
    after = words[at + 1].group() if at + 1 < len(words) else ""
    before = words[at - 1].group() if at else ""
    return words[at].group() == "cấp" and (
        before in ("các", "cùng", "ba", "hai") or after in ("xã", "huyện", "tỉnh", "trên", "dưới", "cơ")
    )


def _within_name(words: list[re.Match[str]], at: int) -> bool:
    """Whether a small word belongs to a name: the second syllable of “Giáo dục”, of “Đào tạo”, of “Quản lý”."""
    before = words[at - 1].group() if at else ""
    after = words[at + 1].group() if at + 1 < len(words) else ""
    if (words[at].group() == "được" and after in _DONE_TO_IT) or (
        before == "được" and words[at].group() in _DONE_TO_IT
    ):
        return True
    three = " ".join(one.group() for one in words[at : at + 3])
    return f"{before} {words[at].group()}".casefold() in WITHIN_NAMES or (
        before in ("các", "và") and three in ORGANISATIONS
    )


def _lonely_comma(text: str, limit: int) -> int:
    """The first comma behind which the list of names does not go on."""
    for comma in re.finditer(r",\s*", text[:limit]):
        rest = text[comma.end() : limit]
        if (
            rest[:1].isupper()
            or begins(rest)
            or rest.casefold().startswith(
                ("các ", "thị trấn", "xã ", "phường ", "bản", "ấp", "khu phố", "khóm", "đặc khu")
            )
        ):
            continue
        return comma.start()
    return limit


def single(name: str) -> tuple[str, ...]:
    """The agencies of a list, each by itself: “Sở Y tế, Sở Giáo dục và Đào tạo” are two.

    Names of places that share one word for their kind get it each: “UBND các xã A, B” are UBND xã A and UBND xã B.
    """
    parts = [part.strip(" ,;") for part in _split(name)]
    found = [one for part in parts if part for one in _places(part)]
    if not found:
        return ()
    # “UBND xã A, xã B và thị trấn C” are three committees, “Phòng Y tế các huyện A, B và thị xã C” three offices.
    council, several = _COUNCIL.match(found[0]), _SEVERAL.fullmatch(parts[0])
    head = council[0] if council else f"{several['head']} ".lstrip() if several and len(found) > 1 else ""
    return tuple(f"{head}{one}" if head and _UNIT.match(one) else one for one in found)


def _split(name: str) -> list[str]:
    parts, start = [], 0
    for found in _ANOTHER.finditer(name):
        if found.start() > start and not _within_list(name[start : found.start()], name[found.end() :]):
            parts.append(name[start : found.start()])
            start = (
                found.end()
                if "các" not in found.group().casefold()
                else found.start() + len(found.group()) - len("các ")
            )
    return [*parts, name[start:]]


def _within_list(before: str, after: str) -> bool:
    """Whether what follows is no agency of its own: “UBND huyện, thành phố”, “UBND các xã, thị trấn”."""
    if before.strip().casefold() in SHARED:
        return True
    bare = re.fullmatch(
        r"(?:xã|phường|thị trấn|huyện|thị xã|thành phố|quận|đặc khu|tỉnh)(?:\s+(?:trên địa bàn|thuộc).*)?",
        after.strip().casefold(),
    )
    return bare is not None


_SEVERAL = re.compile(
    r"(?P<head>.*?)\s*các\s+(?P<kind>xã|phường|thị trấn|huyện|thôn)\s*:?\s+(?P<names>\w.*)", re.IGNORECASE
)


def _places(name: str) -> tuple[str, ...]:
    found = _SEVERAL.fullmatch(name)
    if not found or not found["names"][:1].isupper():
        return (name,)
    names = [one.strip() for one in re.split(r",|\s+và\s+", found["names"]) if one.strip()]
    if len(names) < 2 or any(not one[:1].isupper() and not begins(one) for one in names):
        return (name,)
    head = f"{found['head']} ".lstrip()
    kind = found["kind"].lower()
    return tuple(f"{head}{one}" if begins(one) else f"{head}{kind} {one}" for one in names)
