"""Pages of absences."""

from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar
from werkzeug.wrappers import Response

from rasoat import clock
from rasoat.absences import drafts, operations, queries
from rasoat.absences.forms import AbsenceForm
from rasoat.accounts import queries as accounts
from rasoat.accounts.models import Absence, User
from rasoat.pages import SIGNED_IN, Room, actor, done, paginate, redirect_to, render, session, write
from rasoat.pages.case import parse_uuid
from rasoat.pages.paging import By
from rasoat.pages.saving import save_form
from rasoat.problems import Problem

room = Room("absences", __name__, "/absences")


@room.get("/", allow=SIGNED_IN)
def index() -> str:
    """List the absences that this person may see, the last ones first."""
    me = actor()
    page = paginate(*in_order())
    people = accounts.names(session(), {one for row in page.items for one in (row.account_id, row.stand_in_id)})
    return render(
        "absences/index.html",
        page=page,
        people=people,
        states={row.id: state_of(row) for row in page.items},
        endable={row.id for row in page.items if _lasts(row) and queries.may_set(me, people[row.account_id])},
        colleagues=accounts.people(session(), agency_id=me.agency_id) if me.role in queries.LEADERS else [],
        me=me,
    )


def in_order() -> tuple[SelectOfScalar[Absence], list[By]]:
    """The absences that this person may see, and their order."""
    query = select(Absence).where(queries.visible_to(actor()))
    return query, [By(col(Absence.last_day), True), By(col(Absence.id), True)]


@room.form("/new", allow=SIGNED_IN)
def new() -> Any:
    """Set an absence of one's own."""
    return _form(actor().user_id)


@room.form("/new/<uuid:account_id>", allow=SIGNED_IN)
def new_of(account_id: UUID) -> Any:
    """Set the absence of somebody else, as a leader of the agency or an administrator."""
    return _form(account_id)


@room.post("/<uuid:absence_id>/end", allow=SIGNED_IN)
def end(absence_id: UUID) -> Response:
    """End an absence by hand."""
    me = actor()
    write(lambda db: operations.end_absence(db, me, absence_id))
    done("Đã kết thúc. Từ lúc này không còn ai làm thay.")
    return redirect_to("absences.index")


def _form(account_id: UUID) -> Any:
    me, away = actor(), session().get(User, account_id)
    if away is None or not away.active or not queries.may_set(me, away):
        raise Problem("not_found")
    form = AbsenceForm()
    candidates = queries.candidates(session(), away)
    drafting = _ask_of_drafts(form, away)
    form.stand_in_id.choices = {"": "Chọn một người", **{str(one.id): _named(one) for one in candidates}}
    name = away.full_name

    def saved(row: Absence) -> Response:
        done(f"Đã ghi: {name} vắng từ {clock.date_text(row.first_day)} đến hết {clock.date_text(row.last_day)}.")
        _tell_what_stays(row)
        return redirect_to("absences.index")

    def save(db: Session) -> Absence:
        first_day, last_day = form.first_day.data, form.last_day.data
        assert first_day is not None and last_day is not None, "the fields are required"
        row = operations.set_absence(db, me, account_id, UUID(form.stand_in_id.data), first_day, last_day)
        if drafting and (to := parse_uuid(form.drafts_to.data)):
            drafts.pass_on(db, me, account_id, to, row.agency_id)
            db.refresh(row)
        return row

    return save_form(
        form,
        save,
        lambda **shown: render(
            "absences/new.html", form=form, away=away, nobody=not candidates, drafting=drafting, me=me, **shown
        ),
        saved,
    )


STAYS = "Người làm thay soạn trong những ngày ấy"


def _ask_of_drafts(form: AbsenceForm, away: User) -> int:
    """Offer who goes on with the drafts, and return how many there are; nothing is asked where there are none."""
    count = drafts.held(session(), away.id)
    if count:
        form.drafts_to.choices = drafts.choices(session(), away, STAYS)
    else:
        del form.drafts_to
    return count


def _tell_what_stays(row: Absence) -> None:
    """Say what lies with nobody in those days, since the stand-in does it with his own role alone."""
    db = session()
    away, stand_in = db.get_one(User, row.account_id), db.get_one(User, row.stand_in_id)
    left = drafts.held(db, away.id)
    if left and stand_in.role not in drafts.DRAFTERS:
        told = f"{stand_in.full_name} không phải chuyên viên nên không soạn được: {left} bản thảo nằm với không ai trong những ngày ấy."
        done(f"{told} Chuyên viên của cơ quan thấy ở đầu trang công việc.", "warning")
    if away.role in queries.LEADERS and not queries.leads_meanwhile(db, away, row.first_day, row.last_day):
        done("Trong những ngày ấy cơ quan không còn lãnh đạo nào: việc chờ duyệt, chờ ký nằm với không ai.", "warning")


def _named(user: User) -> str:
    return ", ".join(filter(None, [user.full_name, user.title]))


def _lasts(row: Absence) -> bool:
    return row.ended_at is None and row.last_day >= clock.today()


def state_of(row: Absence) -> tuple[str, str]:
    """Whether the absence is to come, lasts, or is over, and the tone of its badge."""
    if row.ended_at is not None:
        return f"Đã kết thúc sớm, {clock.time_text(row.ended_at)}", "stopped"
    if row.last_day < clock.today():
        return "Đã qua", "neutral"
    return ("Đang vắng", "working") if row.first_day <= clock.today() else ("Sắp tới", "neutral")
