"""The page that arranges a plan: teams, and days for all its units. Nothing is stored before it is taken over."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from flask import request, url_for
from sqlmodel import Session

from rasoat import clock
from rasoat.accounts.actor import Role
from rasoat.arranging import known, operations, presenters, proposing, queries, repeat_views
from rasoat.arranging.copy_views import room
from rasoat.arranging.forms import ArrangeForm, values_of
from rasoat.arranging.known import Known
from rasoat.arranging.operations import Wanted
from rasoat.arranging.proposing import Clash, Visit
from rasoat.arranging.queries import Place
from rasoat.pages import actor, done, redirect_to, render, session, write
from rasoat.pages.case import parse_uuid
from rasoat.pages.forms import put_reasons
from rasoat.plans import queries as plans
from rasoat.plans.models import DRAFTING, Plan
from rasoat.plans.operations import may_arrange
from rasoat.problems import Problem

__all__ = ["repeat_views", "room"]
ARRANGING = frozenset({Role.OFFICER})


@room.form("/<uuid:plan_id>/arrange", allow=ARRANGING)
def arrange(plan_id: UUID) -> Any:
    """Propose teams and days, show what clashes, take over what is on the page."""
    plan = plans.require_visible(session(), plan_id, actor())
    if not may_arrange(plan, actor()):
        raise Problem("forbidden")
    page = _Page(plan)
    form = page.form
    if not form.is_submitted() or form.rows_changed():
        return page.shown()
    if not form.validate():
        return page.shown(), 422
    form.give_groups(page.places)
    do = request.form.get("do", "check")
    if do == "take":
        return page.take()
    if do == "propose":
        page.propose()
    return page.board() if request.headers.get("HX-Request") else page.shown()


@dataclass
class _Page:
    """One request for the page."""

    plan: Plan
    told: list[str] = field(default_factory=list)
    """What could not be taken over, unit by unit."""
    fresh: bool = False
    """Whether the form shows what is stored, whatever was sent."""

    @cached_property
    def places(self) -> dict[UUID, Place]:
        return {one.agency.id: one for one in queries.places(session(), self.plan)}

    @cached_property
    def form(self) -> ArrangeForm:
        places = list(self.places.values())
        values = values_of(places, plans.teams(session(), self.plan.id), _span(self.plan, places))
        values["version"] = self.plan.version
        form = ArrangeForm(formdata=None, data=values) if self.fresh else ArrangeForm(data=values)
        form.offer(session(), self.plan)
        return form

    def _known(self, visits: list[Visit]) -> Known:
        people = {person for team in self.form.teams().values() for person in team}
        span = [day for day in (self.form.first.data, self.form.last.data) if day]
        return known.read(session(), actor(), self.plan, people, [*span, *(one.day for one in visits if one.day)])

    def propose(self) -> None:
        """Put a team and a day into every row that may have one; at a row without a day stands why."""
        form, teams = self.form, self.form.teams()
        visits = form.visits(self.places)
        free = [one for one in visits if self.places[one.unit].teamed and not self.places[one.unit].is_apart]
        shared = proposing.share([one for one in visits if one in free or one.team], list(teams))
        form.take_in(self.places, shared, proposing.Proposal({one.unit: one.day for one in visits if one.day}, {}))
        visits = form.visits(self.places)
        facts = self._known(visits)
        days = facts.working(*form.span)
        found = proposing.propose(visits, teams, facts.taken(), form.limits(days))
        form.take_in(self.places, {}, found)
        by_unit = {one.unit: one for one in visits}
        for key, row in self._rows().items():
            if key in found.left and self.places[key].dated:
                row.planned_on.errors = [facts.left(by_unit[key], found.left[key])]

    def take(self) -> Any:
        """Write the plan's part, then each inspection by itself; what could not be done is told unit by unit."""
        form, who, plan_id = self.form, actor(), self.plan.id
        teams, wanted = form.teams(), form.wanted(self.places)
        version, a_day = form.seen_version, form.per_day
        try:
            write(lambda db: operations.arrange(db, who, plan_id, version, teams, wanted, a_day))
        except Problem as problem:
            if problem.key not in ("form.invalid", "row.stale"):
                raise
            put_reasons(form, problem)
            # What was read before the write is read again, at once and not row by row.
            del self.places
            form.version.data = str(self.plan.version)
            return self.shown(), 422
        changed = [one for one in wanted if self._changes(one)]
        failed = [words for one in changed if (words := self._bring(one))]
        if failed:
            return _Page(self.plan, failed, fresh=True).shown()
        done("Đã lấy đoàn và ngày của mọi đơn vị.")
        return redirect_to("plans.show", plan_id=plan_id, _anchor="targets")

    def _changes(self, wanted: Wanted) -> bool:
        place = self.places[wanted.unit_id]
        return place.inspection_id is not None and operations.is_changed(place, wanted, self.form.teams())

    def _bring(self, wanted: Wanted) -> str:
        """Why one inspection could not get its day or team; empty when it did."""
        who, place, teams = actor(), self.places[wanted.unit_id], self.form.teams()

        def bring(db: Session) -> Any:
            return operations.bring(db, who, place, wanted, teams)

        try:
            write(bring)
        except Problem as problem:
            reasons = [reason.message for reason in problem.reasons] or [problem.what, problem.todo]
            return f"{place.agency.listed_name}: {' '.join(reasons)}"
        return ""

    def _rows(self) -> dict[UUID, Any]:
        return {one: row for row in self.form.units if (one := parse_uuid(row.unit_id.data)) in self.places}

    def board(self) -> str:
        """What changes with every choice: what clashes, what to think of, the calendar."""
        return render("arranging/_board.html", plan=self.plan, **self._facts())

    def shown(self) -> str:
        """The whole page."""
        return render(
            "arranging/arrange.html",
            plan=self.plan,
            form=self.form,
            told=self.told,
            groups=presenters.groups(self.form, self.places, self._rows()),
            drafting=DRAFTING.of(self.plan),
            back_url=url_for("plans.show", plan_id=self.plan.id),
            **self._facts(),
        )

    def _facts(self) -> dict[str, Any]:
        form, teams = self.form, self.form.teams()
        visits = form.visits(self.places)
        facts = self._known(visits)
        clashes: list[Clash] = proposing.clashes(visits, teams, facts.goes, form.per_day)
        rows = self._rows()
        fields = {key: row.planned_on.id for key, row in rows.items() if self.places[key].dated}
        span = _span(self.plan, list(self.places.values()))
        days = (form.first.data or span[0], form.last.data or span[1])
        clashing = {(unit, clash.day) for clash in clashes for unit in clash.units}
        return {
            "clashes": [facts.clash(one, self.places) for one in clashes],
            "notes": [f"{self.places[key].agency.listed_name}: {words}" for key, words in facts.notes(visits, teams)],
            "weeks": presenters.weeks(visits, self.places, fields, clashing, days, facts.calendar),
            "undated": sum(1 for one in visits if one.day is None),
            "unteamed": sum(1 for one in visits if one.team is None and not self.places[one.unit].present),
            "total": len(visits),
        }


def _span(plan: Plan, places: list[Place]) -> tuple[date, date]:
    """The days that the form proposes: those of the units, or from tomorrow to the end of the plan's year."""
    days = sorted(one.day for one in places if one.day)
    tomorrow = clock.today() + timedelta(days=1)
    if days and days[0] != days[-1]:
        return days[0], days[-1]
    first = max(tomorrow, days[0].replace(day=1) if days else date(plan.year, 1, 1))
    return first, max(date(plan.year, 12, 31), first)
