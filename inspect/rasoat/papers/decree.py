"""What Nghị định 217/2025/NĐ-CP asks of the papers of an inspection that is made under it."""

import re
from collections.abc import Iterator
from datetime import date

from rasoat import numbers
from rasoat.problems import Reason
from rasoat.procedures.definition import DeadlineRule, Workflow

NUMBER = "217/2025/NĐ-CP"
IN_FORCE_FROM = date(2025, 8, 5)
_TERM = re.compile(r"thời hạn kiểm tra\D{0,20}?([0-9]{1,3}) (ngày làm việc|ngày)", re.IGNORECASE)
_WORKDAYS = 5


def applies(procedure: Workflow) -> bool:
    """Whether a procedure rests on the decree: its basis says so."""
    return any(NUMBER in basis for basis in procedure.basis)


def too_early(day: date) -> Iterator[Reason]:
    """A decision under the decree cannot be of a day before the decree was in force (Điều 18, 19)."""
    if day < IN_FORCE_FROM:
        told = f"Nghị định {NUMBER} có hiệu lực từ 05/8/2025; quyết định trước ngày đó không theo nghị định này."
        yield Reason("issued_on", told)


def wrong_term(words: str, rule: DeadlineRule) -> Iterator[Reason]:
    """What is wrong with the term that a decision sets, held against the procedure's limit (Điều 13, khoản 2)."""
    found = _TERM.search(words)
    if found is None:
        yield Reason("blocks", "Quyết định chưa ghi thời hạn kiểm tra; ghi theo mẫu: “Thời hạn kiểm tra: 10 ngày”.")
        return
    count, most = numbers.plain(found[1]) or 0, rule.term[0]
    days = _calendar(count) if found[2] != rule.unit_words and rule.term[1] == "days" else count
    if days > most:
        more = f"; chỉ gia hạn một lần, không quá {rule.extension} {rule.unit_words}" if rule.extension else ""
        same = f" ({count} ngày làm việc là ít nhất {days} ngày)" if days != count else ""
        told = f"Thời hạn kiểm tra không quá {most} {rule.unit_words}{same}{more}. Căn cứ: {rule.basis}."
        yield Reason("blocks", told)


def _calendar(working_days: int) -> int:
    """The least number of days within which so many working days lie."""
    return working_days + 2 * ((working_days - 1) // _WORKDAYS)
