"""The form that arranges a plan: who is in which team, between which days, where each team goes and when."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session
from wtforms import BooleanField, FieldList, FormField, HiddenField, SelectField

from rasoat.accounts import queries as accounts
from rasoat.arranging.operations import MOST_TEAMS, Wanted
from rasoat.arranging.proposing import Limits, Proposal, Visit
from rasoat.arranging.queries import Place, Team
from rasoat.inspections.models import ASSIGNMENTS
from rasoat.inspections.team import offered
from rasoat.numbers import plain
from rasoat.pages.case import parse_uuid
from rasoat.pages.forms import DateField, Form, RowForm, StringField, WholeField, required
from rasoat.pages.picking import Choice, PickedList
from rasoat.plans import queries as plans
from rasoat.plans.models import Plan

PER_DAY = {"1": "1 đơn vị mỗi ngày", "2": "2 đơn vị mỗi ngày (sáng, chiều)"}
PER_WEEK = {str(number): f"{number} ngày mỗi tuần" for number in range(5, 0, -1)}


class TeamField(WholeField):
    """The number of a team."""

    least, most = 1, MOST_TEAMS


class PersonRow(RowForm):
    """One person, in one team or several."""

    user_id = HiddenField("Người")
    teams = StringField("Đoàn số", default="1")
    assignment = SelectField(
        "Nhiệm vụ", choices=ASSIGNMENTS, default="member", validate_choice=False, render_kw={"data-kept": ""}
    )


class UnitRow(RowForm):
    """One unit: which team goes there, and when."""

    unit_id = HiddenField("Đơn vị")
    version = HiddenField()
    team = TeamField("Đoàn số")
    planned_on = DateField("Ngày đi")
    keep = BooleanField("Giữ ngày này")


class GroupRow(RowForm):
    """Units that are near one another, given to one team at once."""

    group = HiddenField("Nhóm")
    team = TeamField("Giao cả nhóm cho đoàn số")


class ArrangeForm(Form):
    """Teams, days and units of a plan."""

    people = PickedList(FormField(PersonRow), "Người đi", key="user_id")
    first = DateField("Từ ngày", [required("Nhập ngày đầu của đợt kiểm tra.")])
    last = DateField("Đến ngày", [required("Nhập ngày cuối của đợt kiểm tra.")])
    a_day = SelectField("Mỗi đoàn đi nhiều nhất", choices=PER_DAY, validate_choice=False)
    a_week = SelectField("Trong một tuần", choices=PER_WEEK, validate_choice=False)
    groups = FieldList(FormField(GroupRow), "Nhóm đơn vị")
    units = FieldList(FormField(UnitRow), "Đơn vị")

    def offer(self, session: Session, plan: Plan) -> None:
        """Who can be picked: people of the leading agency first, of those that co-sign, of the others."""
        first = [plan.lead_agency_id, *(row.agency_id for row in plans.cosigners(session, plan.id))]
        choices = [
            Choice(str(user.id), user.full_name, ", ".join(filter(None, [user.title, agency.short_name])))
            for agency, people in offered(session, first)
            for user in people
        ]
        known = {one.id for one in choices}
        gone = [parse_uuid(one) for one in self.people.ids() - known]
        others = accounts.names(session, [one for one in gone if one]).values()
        self.people.offer(choices, others=[Choice(str(one.id), one.full_name) for one in others])

    def validate(self, extra_validators: Any = None) -> bool:
        """Check each field, then that the span is one and that each person has a team."""
        valid = super().validate(extra_validators)
        first, last = self.first.data, self.last.data
        if first and last and not 0 <= (last - first).days <= LONGEST:
            self.last.errors = [f"Ngày cuối phải từ ngày đầu trở đi, trong vòng {LONGEST} ngày."]
            valid = False
        for row in self.people:
            if not numbers_in(row.teams.data):
                row.teams.errors = [f"Ghi số đoàn từ 1 đến {MOST_TEAMS}, ví dụ 1 hoặc 1, 2."]
                valid = False
        return valid

    def teams(self) -> dict[int, dict[UUID, str]]:
        """The teams by number, as they were typed."""
        found: dict[int, dict[UUID, str]] = {}
        for row in self.people:
            user_id = parse_uuid(row.user_id.data)
            if user_id:
                for number in numbers_in(row.teams.data):
                    found.setdefault(number, {})[user_id] = row.assignment.data or "member"
        return dict(sorted(found.items()))

    def give_groups(self, places: Mapping[UUID, Place]) -> None:
        """Give the units of each group to the team that was typed for it. The group's field is empty afterwards."""
        given = {row.group.data: row.team.data for row in self.groups if row.team.data}
        for row in self.units:
            place = places.get(_id(row))
            if place and place.teamed and place.group in given:
                put(row.team, given[place.group])
        for row in self.groups:
            put(row.team, None)

    def wanted(self, places: Mapping[UUID, Place]) -> list[Wanted]:
        """What was chosen for each unit, in the order of the rows; what may not be changed is as it is."""
        found = []
        for row in self.units:
            place = places.get(_id(row))
            day = row.planned_on.data if place is None or place.dated else place.day
            team = row.team.data if place is None or place.teamed else place.team
            found.append(Wanted(_id(row), day, team, plain(row.version.data or "")))
        return found

    def visits(self, places: Mapping[UUID, Place]) -> list[Visit]:
        """The same for the proposal, without rows of no unit."""
        kept = {_id(row) for row in self.units if row.keep.data}
        return [
            places[one.unit_id].visit(one.team, one.day, one.unit_id in kept)
            for one in self.wanted(places)
            if one.unit_id in places
        ]

    def take_in(self, places: Mapping[UUID, Place], teams: Mapping[UUID, int], proposal: Proposal) -> None:
        """Put what is proposed into the rows, of which each may be changed."""
        for row in self.units:
            place = places.get(_id(row))
            if place is None:
                continue
            if place.agency.id in teams:
                put(row.team, teams[place.agency.id])
            if place.dated:
                put(row.planned_on, proposal.days.get(place.agency.id))

    @property
    def span(self) -> tuple[date, date]:
        """The first and the last day that were typed. The form must have been validated."""
        first: Any = self.first.data
        last: Any = self.last.data
        return first, last

    def limits(self, days: Sequence[date]) -> Limits:
        """The working days that may be used, and how much a team does."""
        return Limits(days, self.per_day, plain(self.a_week.data or "") or 5)

    @property
    def per_day(self) -> int:
        """So many visits a team makes on one day at most."""
        return 2 if self.a_day.data == "2" else 1


LONGEST = 731
"""So many days an arrangement spans at most: a plan is carried out in its year and the next."""


def values_of(places: Sequence[Place], teams: Mapping[int, Team], span: tuple[date, date]) -> dict[str, Any]:
    """An arrangement as the form's initial values."""
    people: dict[UUID, dict[str, Any]] = {}
    for number, team in teams.items():
        for user_id, assignment in team.items():
            row = people.setdefault(user_id, {"user_id": str(user_id), "teams": [], "assignment": assignment})
            row["teams"].append(str(number))
    return {
        "people": [{**row, "teams": ", ".join(row["teams"])} for row in people.values()],
        "first": span[0],
        "last": span[1],
        "groups": [{"group": name} for name in dict.fromkeys(one.group for one in places)],
        "units": [
            {
                "unit_id": str(one.agency.id),
                "version": str(one.version) if one.version is not None else "",
                "team": one.team,
                "planned_on": one.day,
            }
            for one in places
        ],
    }


def numbers_in(typed: str | None) -> list[int]:
    """The numbers of teams in a text as “1, 3”; none of them when something else is in it."""
    parts = [plain(part) for part in re.split(r"[\s,;]+", (typed or "").strip())]
    found = [one for one in parts if one is not None and 1 <= one <= MOST_TEAMS]
    return list(dict.fromkeys(found)) if len(found) == len(parts) else []


def put(field: Any, value: Any) -> None:
    """Let a field hold a value, whatever was typed in it."""
    field.data, field.raw_data = value, None


def _id(row: Any) -> UUID:
    return parse_uuid(row.unit_id.data) or UUID(int=0)
