"""Due dates: what they are by default, and how each one was set.

No statute sets a time limit for remedying: the notice states it. The default comes from the checklist item, in working
days, or from the newest workflow of obligations. The row stores, beside the date, how it was computed and who changed
it.
"""

from datetime import date
from typing import Any

from sqlmodel import Session

from rasoat import clock
from rasoat.accounts.actor import Actor
from rasoat.procedures.definition import UNITS, Unit
from rasoat.workflows import DeadlineUse, deadlines, pins, register_deadline
from rasoat.workflows.working_days import in_force, title_of

REMEDY = register_deadline(
    "obligation",
    "remedy",
    DeadlineUse("the due date proposed for an obligation", required=True, of="obligation"),
)
SOON_DAYS = 14
"""Calendar days before the due date from which an obligation is shown as due soon, the first of them included."""
UNITS_OF_ITEM: Unit = "working_days"
ITEM_RULE = "số ngày gợi ý của mục trong bảng kiểm"


def default(session: Session, working_days: int | None = None) -> tuple[date, dict[str, Any]]:
    """(due date, how it was computed), counted from today: by `working_days`, or by what the obligations' `remedy`
    says now.
    """
    if working_days is not None:
        rule, term = ITEM_RULE, (working_days, UNITS_OF_ITEM)
    else:
        remedy = pins.newest(session, "obligation").definition.deadlines[REMEDY]
        rule, term = remedy.basis, remedy.term
    found = deadlines.after(clock.today(), term[0], in_force(session), term[1])
    return found.due_on, {"how": "computed", "rule": rule, **found.as_json()}


def set_by(actor: Actor, due_on: date, how: str = "set", **more: Any) -> dict[str, Any]:
    """How a date that a person chose is recorded: `set`, `extended`, `extended_by` (a letter), `reopened`, `retold` (by a paper),
    `brought_in` (with a paper of before) or `transferred`."""
    told = {"how": how, "due_on": due_on.isoformat(), "by": str(actor.user_id), "on": clock.today().isoformat()}
    return told | more


def explain(basis: dict[str, Any] | None, who: str = "") -> str:
    """Explain in a Vietnamese sentence how a due date was set; `who` is the name of the person in `basis["by"]`."""
    if not basis:
        return ""
    if basis["how"] == "computed":
        return _computed(basis)
    sentence = _SENTENCES[basis["how"]].format(
        who=who or "người phụ trách", on=_day(basis["on"]), act=basis.get("act", "")
    )
    previous = basis.get("previous")
    return f"{sentence} Hạn trước đó: {_day(previous)}." if previous else sentence


_SENTENCES = {
    "set": "Do {who} ấn định ngày {on}.",
    "extended": "Do {who} đồng ý gia hạn ngày {on}.",
    "extended_by": "Gia hạn theo {act}; {who} ban hành ngày {on}.",
    "reopened": "Do {who} ấn định lại ngày {on} khi yêu cầu làm tiếp.",
    "retold": "Theo {act}.",
    "brought_in": "{act} ({who} đưa vào hệ thống ngày {on}).",
    "none_stated": "{act} không nêu hạn.",
    "transferred": "Giữ theo nội dung phải theo dõi đã chuyển giao ngày {on} theo {act}.",
    "transferred_anew": "Do {who} ấn định ngày {on} khi chuyển giao theo {act}.",
}


_WEEKENDS = ", không tính thứ bảy, chủ nhật"


def words(basis: dict[str, Any]) -> str:
    """The length of a computed term, in words: 20 ngày làm việc, 30 ngày."""
    return next(f"{basis[unit]} {title}" for unit, title in UNITS.items() if unit in basis)


def _computed(basis: dict[str, Any]) -> str:
    off = ", ".join(f"{_day(day)} ({why})" for day, why in basis["days_off"])
    skipped = f" Không tính ngày nghỉ: {off}." if off else ""
    return (
        f"{words(basis)} kể từ sau ngày {_day(basis['counted_from'])}{_WEEKENDS if 'working_days' in basis else ''}."
        f"{skipped} Căn cứ: {basis['rule'][0].lower()}{basis['rule'][1:]}. Lịch ngày nghỉ: {title_of(basis['calendar'])}."
    )


def _day(value: str) -> str:
    day = date.fromisoformat(value)
    return f"{day.day}/{day.month}/{day.year}"
