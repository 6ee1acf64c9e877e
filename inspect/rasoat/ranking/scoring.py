"""The score of one unit: what is known of it, and for what it gets how many points. Nothing here asks the database."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from rasoat.numbers import with_comma
from rasoat.procedures.ranking import Counted, Since, Weights

TENTH, NONE = Decimal("0.1"), Decimal("0")


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a unit. `met` of `due`: of what the last inspection asked and what came due, how much was met.
    `months`: full months since the last inspection; None: none is known.
    """

    dangers: int = 0
    overdue: int = 0
    repeated: int = 0
    met: int = 0
    due: int = 0
    months: int | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason to visit a unit, in words, and its points."""

    name: str
    words: str
    points: Decimal

    @property
    def told(self) -> str:
        """The words with the points: 3 nội dung quá hạn (30 điểm)."""
        return f"{self.words} ({points_text(self.points)} điểm)"


def reasons(weights: Weights, facts: Facts) -> list[Reason]:
    """The reasons that give points, the most points first, equal ones in the order in which the file has them."""
    found = [
        Reason("danger", f"{facts.dangers} nguy hiểm khẩn cấp chưa hết", _counted(weights.danger, facts.dangers)),
        Reason("overdue", f"{facts.overdue} nội dung quá hạn", _counted(weights.overdue, facts.overdue)),
        Reason("repeated", f"{facts.repeated} nội dung phải nhắc lại", _counted(weights.repeated, facts.repeated)),
        Reason(
            "unmet",
            f"lần kiểm tra gần nhất mới thực hiện {facts.met}/{facts.due} nội dung đến hạn",
            _unmet(weights.unmet.most, facts),
        ),
        Reason("since", since_words(facts.months), _since(weights.since, facts.months)),
    ]
    return sorted((one for one in found if one.points), key=lambda one: -one.points)


def total(found: list[Reason]) -> Decimal:
    """The points of all reasons together, as they are shown."""
    return sum((one.points for one in found), NONE)


def months_between(first: date, last: date) -> int:
    """Full months from one day to another: from 31/1 to 28/2 none, to 1/3 one."""
    return (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)


def since_words(months: int | None) -> str:
    """How long ago the last inspection was."""
    if months is None:
        return "chưa kiểm tra lần nào"
    return f"{months} tháng chưa kiểm tra" if months else "kiểm tra chưa đầy một tháng"


def points_text(points: Decimal) -> str:
    """Points the Vietnamese way: 17,5."""
    return with_comma(points)


def _counted(weight: Counted, number: int) -> Decimal:
    return _shown(min(weight.each * number, weight.most))


def _unmet(most: Decimal, facts: Facts) -> Decimal:
    return _shown(most * (facts.due - facts.met) / facts.due) if facts.due else NONE


def _since(weight: Since, months: int | None) -> Decimal:
    if months is None:
        return _shown(weight.never)
    return _counted(weight, max(months - weight.after, 0))


def _shown(points: Decimal) -> Decimal:
    """Rounded to tenths: what is added up is what people read."""
    return points.quantize(TENTH, ROUND_HALF_UP)
