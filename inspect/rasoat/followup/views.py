"""Pages of the follow-up: the department's board, the final table, “Đôn đốc”."""

from typing import Any
from uuid import UUID

from flask import request
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from rasoat import clock
from rasoat.followup import ladder_views, operations, queries
from rasoat.followup.closing_views import room
from rasoat.inspections import queries as inspections
from rasoat.inspections.models import Inspection
from rasoat.inspections.presenters import month_bounds
from rasoat.pages import OFFICE, SIGNED_IN, actor, done, paginate, redirect_to, render, session, write
from rasoat.pages.case import parse_uuid, state_of
from rasoat.pages.lists import ordered, searching, sort_link
from rasoat.pages.paging import By, here
from rasoat.papers import queries as papers
from rasoat.papers.kinds import late_proposals, province_report
from rasoat.papers.models import PaperCase
from rasoat.plans import queries as plans
from rasoat.plans.presenters import month_title
from rasoat.recommendations import queries as recommendations
from rasoat.recommendations import stances, totals
from rasoat.recommendations.answering.models import STANCES
from rasoat.recommendations.conditions import STAGES, is_overdue
from rasoat.recommendations.models import ADDRESSEES_TURN, ENDED, PRIORITIES, SETTLED, Obligation
from rasoat.units import queries as units
from rasoat.units.models import Agency

__all__ = ["ladder_views", "room"]

room.blueprint.add_app_template_global(lambda one: queries.reminders_of(session(), one), "reminders_of")
# There is no order by unit: no index can give it, since the unit's name stands in another table.
SORTS = {"queue": col(Obligation.queue), "due": col(Obligation.due_on), "changed": col(Obligation.last_event_at)}
UNITS_SHOWN = 12


def _may_remind_of(obligation: Obligation) -> bool:
    turn = ADDRESSEES_TURN.of(obligation) and obligation.due_on is not None
    return turn and operations.may_remind(obligation, actor())


def _ended_addressee_of(obligation: Obligation) -> Agency | None:
    """The addressee if it has ended, so that nobody is there to be reminded."""
    addressee = units.agency(session(), obligation.addressee_id)
    return addressee if addressee.has_ended(clock.today()) else None


room.blueprint.add_app_template_global(_may_remind_of, "may_remind_of")
room.blueprint.add_app_template_global(_ended_addressee_of, "ended_addressee_of")


@room.get("/", allow=OFFICE)
def board() -> str:
    """Show what is open, overdue, soon due and waiting, by unit."""
    today, filters, seen = clock.today(), _filters(), recommendations.listed(session(), actor())
    page = paginate(*in_order())
    by_unit = totals.behindhand(session(), seen, today, UNITS_SHOWN)
    agencies = units.names(session(), by_unit)
    return render(
        "followup/board.html",
        page=page,
        lines=queries.lines(session(), page.items),
        states={row.id: state_of(row) for row in page.items},
        totals=totals.counts(session(), seen, today),
        met=totals.count_stage(session(), seen, "done", today),
        by_unit=[(agencies[one], counts) for one, counts in by_unit.items()],
        selects=selects(),
        sort=lambda name: sort_link(name, _usual()),
        here=here,
        filters=filters,
    )


def in_order() -> tuple[SelectOfScalar[Obligation], list[By]]:
    """The obligations of the board, and their order, as the request asks for them."""
    seen = recommendations.listed(session(), actor())
    return queries.board(session(), seen, _filters()), ordered(SORTS, _usual(), col(Obligation.id))


def _usual() -> str:
    if searching():
        return "-changed"
    return "queue" if queries.in_queue(_stage()) else "due"


def _stage() -> str:
    # People come here for what is not finished, so they must ask for “every” to see the rest.
    return request.args.get("stage", "open")


def _filters() -> queries.Filters:
    month = month_bounds(request.args.get("due", ""))
    return queries.Filters(
        stage=_stage(),
        priority=request.args.get("priority", ""),
        addressee_id=parse_uuid(request.args.get("addressee")),
        inspection_id=parse_uuid(request.args.get("inspection")),
        due_from=month[0] if month else None,
        due_before=month[1] if month else None,
        words=request.args.get("q", ""),
    )


def selects() -> list[dict[str, Any]]:
    """The filters above the board."""
    seen = recommendations.listed(session(), actor())
    by_name = totals.addressees(session(), actor(), seen)
    offered: list[tuple[str, str, str, list[tuple[str, str]]]] = [
        ("stage", "Tình trạng", "Tất cả", list(STAGES.items())),
        ("priority", "Mức ưu tiên", "Mọi mức", list(PRIORITIES.items())),
        ("addressee", "Đơn vị", "Mọi đơn vị", [(str(unit), name) for unit, name in by_name]),
        (
            "due",
            "Hạn",
            "Mọi tháng",
            [(f"{day:%Y-%m}", month_title(day)) for day in queries.due_months(session(), seen)],
        ),
    ]
    defaults = {"stage": "open"}
    return [
        {
            "name": name,
            "label": label,
            "value": request.args.get(name, defaults.get(name, "")),
            "usual": defaults.get(name, ""),
            "options": [("", every), *options],
        }
        for name, label, every, options in offered
    ]


@room.get("/report", allow=OFFICE)
def report() -> str:
    """Show what the own agency would report to the body above it now, and the reports that it wrote."""
    db, agency_id = session(), actor().agency_id
    late, kept = province_report.overdue(db, agency_id), stances.kept_disagreements(db, agency_id)
    asked = late_proposals.late(db, agency_id, clock.today())
    return render(
        "followup/report.html",
        late=late,
        asked=asked,
        asked_in=late_proposals.standing_in(db, [row.id for row in asked]),
        kept=kept,
        stances=STANCES,
        agencies=units.names(
            db, {row.addressee_id for row in (*late, *(row for _, row in kept))} | {row.from_id for row in asked}
        ),
        agency_id=agency_id,
        stood={row.id: province_report.standing_in(db, row.id) for row in late},
    )


@room.blueprint.app_template_global("reports_naming")
def reports_naming(obligation_id: UUID) -> list[PaperCase]:
    """For the page of an obligation: the reports to the body above that name it, of those that this person may read."""
    rows = province_report.standing_in(session(), obligation_id)
    return [row for row in rows if papers.visible(session(), row.id, actor())]


@room.get("/table/<uuid:inspection_id>", allow=SIGNED_IN)
def table(inspection_id: UUID) -> str:
    """The follow-up table of one inspection."""
    inspection = inspections.require_visible(session(), inspection_id, actor())
    return _table([inspection], inspection.title, inspection.unit_name, inspection_id=inspection_id)


@room.get("/table/plan/<uuid:plan_id>", allow=OFFICE)
def plan_table(plan_id: UUID) -> str:
    """The follow-up table of all inspections of one plan."""
    plan = plans.require_visible(session(), plan_id, actor())
    subtitle = f"Kế hoạch số {plan.reference}" if plan.reference else ""
    return _table(inspections_under(plan_id), plan.title, subtitle, plan_id=plan_id)


def inspections_under(plan_id: UUID) -> list[Inspection]:
    """The inspections of a plan that this person may see."""
    query = select(Inspection).where(Inspection.plan_id == plan_id, inspections.visible_to(actor()))
    return list(session().exec(query.order_by(col(Inspection.id))))


def _table(rows: list[Inspection], title: str, subtitle: str, **of: UUID) -> str:
    lines = queries.table(session(), actor(), [row.id for row in rows])
    obligations = [line.obligation for line in lines]
    return render(
        "followup/table.html",
        title=title,
        subtitle=subtitle,
        lines=lines,
        states={row.id: state_of(row) for row in obligations},
        met=len([row for row in obligations if row.verdict == "met" and SETTLED.of(row)]),
        ended=len([row for row in obligations if ENDED.of(row)]),
        late=len([row for row in obligations if is_overdue(row, clock.today())]),
        several=len(rows) > 1,
        today=clock.today(),
        **of,
    )


@room.post("/<uuid:obligation_id>/remind", allow=OFFICE)
def remind(obligation_id: UUID) -> Any:
    """Remind an addressee now."""
    who = actor()
    write(lambda db: operations.remind_now(db, who, obligation_id))
    done("Đã đôn đốc; lời nhắc hiện ở trang của đơn vị và được gửi thư nếu máy chủ thư đã cài đặt.")
    return redirect_to("obligations.show", obligation_id=obligation_id)
