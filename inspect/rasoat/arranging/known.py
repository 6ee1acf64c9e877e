"""What is known of the days and people of an arrangement: days off, who is away, who goes elsewhere."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlmodel import Session

from rasoat import clock
from rasoat.accounts.actor import Actor
from rasoat.accounts.queries import full_names
from rasoat.arranging.proposing import Clash, Left, Visit
from rasoat.arranging.queries import Place
from rasoat.inspections import elsewhere
from rasoat.plans.models import Plan
from rasoat.workflows import working_days
from rasoat.workflows.working_days import Calendar


@dataclass(frozen=True, slots=True)
class Known:
    """Read once for all units of a plan."""

    calendar: Calendar
    names: Mapping[UUID, str]
    """Of the people of the teams."""
    away: Mapping[UUID, frozenset[date]]
    goes: Mapping[UUID, Mapping[date, Sequence[str]]]
    """Where a person goes outside the plan, by day."""

    def working(self, first: date, last: date) -> list[date]:
        """The working days from the first to the last one."""
        days = (first + timedelta(days=number) for number in range((last - first).days + 1))
        return [day for day in days if not self.calendar.day_off(day)]

    def taken(self) -> dict[UUID, set[date]]:
        """The days on which a person cannot go with a team of the plan."""
        return {one: {*self.away.get(one, ()), *self.goes.get(one, {})} for one in {*self.away, *self.goes}}

    def clash(self, clash: Clash, places: Mapping[UUID, Place]) -> str:
        """A clash in words, with the name of the person and all units."""
        units = [places[one].agency.short_name for one in clash.units]
        when = clock.date_text(clash.day)
        if clash.person is None:
            return f"Ngày {when} cùng một đoàn đi {len(units)} đơn vị, nhiều hơn mức đã chọn: {', '.join(units)}."
        others = [*dict.fromkeys([*units, *clash.elsewhere])]
        return f"{self.names[clash.person]} ngày {when} phải đi cả {' và '.join(others)}; đổi ngày hoặc đổi người."

    def left(self, visit: Visit, left: Left) -> str:
        """Why a unit got no day, in words."""
        if left.why != "full":
            return WHY[left.why].format(team=visit.team)
        told = [
            f"{left.full} ngày đoàn đã kín lịch" if left.full else "",
            f"{left.outside} ngày đơn vị không hoạt động" if left.outside else "",
            *(f"{days} ngày {self.names[one]} vắng hoặc đi nơi khác" for one, days in left.busy.items()),
        ]
        return f"Đoàn {visit.team} hết ngày: {', '.join(filter(None, told))}. Kéo dài thời gian hoặc thêm đoàn."

    def notes(self, visits: Iterable[Visit], teams: Mapping[int, Collection[UUID]]) -> Iterator[tuple[UUID, str]]:
        """What is to be thought of at the days that were chosen: (unit, a sentence). It forbids nothing."""
        for one in visits:
            if one.day is None:
                continue
            if why := self.calendar.day_off(one.day):
                yield one.unit, f"{clock.date_text(one.day)} là ngày nghỉ ({why})."
            for person in teams.get(one.team or 0, ()):
                if one.day in self.away.get(person, ()):
                    yield one.unit, f"{self.names[person]} vắng mặt ngày {clock.date_text(one.day)}."


WHY = {
    "no_team": "Chưa giao cho đoàn nào; ghi số đoàn ở dòng này.",
    "no_people": "Đoàn {team} chưa có ai; thêm người vào đoàn hoặc ghi số đoàn khác.",
    "no_days": "Khoảng thời gian đã chọn không có ngày làm việc nào.",
}


def read(session: Session, actor: Actor, plan: Plan, people: Collection[UUID], days: Iterable[date]) -> Known:
    """What is known for these people on all days from the earliest to the latest of `days`."""
    asked = sorted(days) or [clock.today()]
    span = (asked[0], asked[-1])
    away: dict[UUID, set[date]] = {}
    for row in elsewhere.absences(session, people, span):
        first, last = max(row.first_day, span[0]), min(row.last_day, span[1])
        gone = {first + timedelta(days=number) for number in range((last - first).days + 1)}
        away.setdefault(row.account_id, set()).update(gone)
    goes: dict[UUID, dict[date, list[str]]] = {}
    others = elsewhere.plans(session, actor, people, span, but=plan.id)
    for one in [*elsewhere.inspections(session, actor, people, span, but_plan=plan.id), *others]:
        goes.setdefault(one.user_id, {}).setdefault(one.day, []).append(one.where)
    return Known(
        working_days.in_force(session),
        full_names(session, people),
        {one: frozenset(found) for one, found in away.items()},
        goes,
    )
