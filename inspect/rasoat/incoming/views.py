"""Pages of the register of papers that came in."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from flask import redirect, request, url_for
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar
from werkzeug.wrappers import Response

from rasoat import clock
from rasoat.accounts import queries as accounts
from rasoat.accounts.actor import Role
from rasoat.files.operations import StoredFile
from rasoat.incoming import about, answering, linking, operations, queries, replying
from rasoat.incoming.forms import ArrivedForm, NewArrivedForm, NumberForm, PaperAnswersForm
from rasoat.incoming.models import IncomingPaper
from rasoat.incoming.reply_views import picked_first, save_recorded, to_record
from rasoat.incoming.sent_views import room
from rasoat.pages import actor, done, paginate, redirect_to, render, save_form, search, session, write
from rasoat.pages.case import case_url, parse_uuid
from rasoat.pages.lists import searching
from rasoat.pages.paging import By
from rasoat.pages.picking import Choice
from rasoat.pages.request import asked_year, sent_version
from rasoat.recommendations.models import Obligation
from rasoat.recommendations.obligations.presenters import files
from rasoat.text import shortened
from rasoat.units import queries as units
from rasoat.workflows import CaseRef, Fired

READERS = frozenset({Role.OFFICER, Role.LEADER, Role.CLERK, Role.MEMBER})
CLERKS = frozenset({Role.CLERK})
PER_PAGE = 50
ORDER = (col(IncomingPaper.number), col(IncomingPaper.id))


@room.blueprint.app_template_global("incoming_about")
def incoming_about(kind: str, case_id: UUID) -> dict[str, Any]:
    """For the page of a case: the papers about it that came in, and whether this person may enter one."""
    link = about.Link(kind, case_id)
    return {
        "rows": queries.of_case(session(), link, actor()),
        "may_enter": actor().role == Role.CLERK,
        "url": url_for("incoming.enter", kind=kind, case=case_id),
        "put_in_url": url_for("incoming.put_in", kind=kind, case_id=case_id),
    }


@room.get("/", allow=READERS)
def register() -> str:
    """Show the register of the person's own agency, one year at a time."""
    page = paginate(*in_order(), PER_PAGE)
    return render(
        "incoming/register.html",
        page=page,
        agency=units.agency(session(), actor().agency_id),
        year=_year(),
        selects=selects(),
        may_enter=actor().role == Role.CLERK,
    )


def _year() -> int:
    return asked_year() or clock.today().year


def whose() -> str:
    """Whose register is asked for, and of which year."""
    return f"{units.agency(session(), actor().agency_id).name}, năm {_year()}"


def in_order() -> tuple[SelectOfScalar[IncomingPaper], list[By]]:
    """The lines of the register, and their order, as the request asks for them."""
    own = IncomingPaper.agency_id == actor().agency_id, IncomingPaper.year == _year()
    query = select(IncomingPaper).where(*own, search(IncomingPaper))
    return query, [By(column, searching()) for column in ORDER]


def selects() -> list[dict[str, Any]]:
    """The years of the register."""
    years = sorted({*queries.years(session(), actor().agency_id), clock.today().year}, reverse=True)
    return [{"name": "year", "label": "Năm", "value": str(_year()), "options": [(str(y), str(y)) for y in years]}]


@room.get("/<uuid:incoming_id>", allow=READERS)
def show(incoming_id: UUID) -> str:
    """Show one paper with its scan and the case that it belongs to."""
    row = queries.require_visible(session(), incoming_id, actor())
    link = about.Link(row.about_kind, row.about_id) if row.about_id else None
    seen = link is not None and about.visible(session(), link, actor())
    return render(
        "incoming/show.html",
        row=row,
        files=files(session(), operations.OWNER, row.id),
        agency=units.agency(session(), row.agency_id),
        case=_told(link) if link and seen else None,
        recorded_by=accounts.full_names(session(), [row.recorded_by]).get(row.recorded_by, ""),
        answered=answering.answered_by(session(), actor(), row.id),
        replied=replying.replied_by(session(), actor(), row.id),
        may_answer=answering.may_record(actor(), row),
        may_edit=_may_edit(row),
        stays=linking.against_taking_out(session(), row) if link and seen and _may_edit(row) else [],
    )


def _may_edit(row: IncomingPaper) -> bool:
    return actor().role == Role.CLERK and actor().agency_id == row.agency_id


@room.form("/<uuid:incoming_id>/answers", allow=frozenset({Role.OFFICER}))
def answers(incoming_id: UUID) -> Any:
    """Record the paper as the answer of the agency that sent it."""
    who, row = actor(), to_record(incoming_id)
    offered = answering.candidates(session(), who, row)
    form = PaperAnswersForm(data=picked_first(row, offered, "answers", "obligation"))
    names = units.names(session(), {one.addressee_id for one in offered})
    form.answers.offer([_choice(one, names[one.addressee_id].listed_name) for one in offered])
    form.know(offered)

    def save(db: Session) -> list[Fired]:
        return answering.record_answers(db, who, incoming_id, form.signer.data or "", form.given())

    told = "Đã ghi báo cáo của đơn vị cho {count} nội dung."
    return save_recorded(form, save, told, row, offered, "incoming/answers.html", form.offer_parts)


def _choice(one: Obligation, addressee: str) -> Choice:
    due = f", hạn {clock.date_text(one.due_on)}" if one.due_on else ""
    return Choice(str(one.id), shortened(one.source_text, 160), f"{addressee}{due}")


def _told(link: about.Link) -> dict[str, str]:
    return {"title": about.title_of(session(), link), "url": case_url(CaseRef(link.kind, link.id))}


@room.form("/new", allow=CLERKS)
def enter() -> Any:
    """Enter a paper, about the case that the address names (?kind=, ?case=)."""
    who, link = actor(), _asked()
    about.require_visible(session(), link, who)
    form = NewArrivedForm(data={"arrived_on": clock.today(), "first": 1})
    first = operations.is_first(session(), who.agency_id, clock.today().year)
    if not first:
        del form.first

    def save(db: Session, scans: list[StoredFile]) -> IncomingPaper:
        number = form.first.data if first else 1
        return operations.enter(db, who, form.arrived(), scans, link, number)

    return _saved(form, save, lambda row: f"Đã vào sổ văn bản đến: số đến {row.number:02d}.", case=link)


@room.form("/into/<kind>/<uuid:case_id>", allow=CLERKS)
def put_in(kind: str, case_id: UUID) -> Any:
    """Put a paper that is registered already into the records of a case."""
    who, link = actor(), about.Link(kind, case_id)
    about.require_visible(session(), link, who)
    form = NumberForm(data={"year": clock.today().year})
    case = _told(link)

    def put(db: Session) -> IncomingPaper:
        return linking.put_in(db, who, link, form.year.data or 0, form.number.data or 0)

    def finished(row: IncomingPaper) -> Response:
        done(f"Đã đưa văn bản đến số {row.number:02d} vào hồ sơ.")
        return redirect(case["url"], 303)

    return save_form(form, put, lambda **_shown: render("incoming/put_in.html", form=form, case=case), finished)


@room.post("/<uuid:incoming_id>/take-out", allow=CLERKS)
def take_out(incoming_id: UUID) -> Response:
    """Take the paper out of its case; the register keeps it."""
    who, version = actor(), sent_version()
    row = write(lambda db: linking.take_out(db, who, incoming_id, version))
    done(f"Đã bỏ văn bản đến số {row.number:02d} khỏi hồ sơ; văn bản vẫn ở trong sổ.")
    return redirect_to(".show", incoming_id=row.id)


def _asked() -> about.Link | None:
    case_id = parse_uuid(request.args.get("case"))
    return about.Link(request.args.get("kind", ""), case_id) if case_id else None


@room.form("/<uuid:incoming_id>/edit", allow=CLERKS)
def edit(incoming_id: UUID) -> Any:
    """Put right what was copied wrongly."""
    who = actor()
    row = queries.require_visible(session(), incoming_id, who)
    form = ArrivedForm(obj=row)

    def save(db: Session, scans: list[StoredFile]) -> IncomingPaper:
        return operations.correct(db, who, incoming_id, form.seen_version, form.arrived(), scans)

    return _saved(form, save, lambda row: f"Đã sửa số đến {row.number:02d}.", row=row)


def _saved(
    form: ArrivedForm,
    save: Callable[[Session, list[StoredFile]], IncomingPaper],
    told: Callable[[IncomingPaper], str],
    *,
    row: IncomingPaper | None = None,
    case: about.Link | None = None,
) -> Any:
    def finished(saved: IncomingPaper) -> Response:
        done(told(saved))
        return redirect_to(".show", incoming_id=saved.id)

    return save_form(
        form,
        save,
        lambda **shown: render(
            "incoming/form.html",
            form=form,
            row=row,
            case=_told(case) if case else None,
            twin=_twin(form),
            back_url=_back(row),
            **shown,
        ),
        finished,
        row=row,
        refusals=("form.invalid", "incoming.known"),
        files="scan",
    )


def _back(row: IncomingPaper | None) -> str:
    return url_for(".show", incoming_id=row.id) if row else url_for(".register")


def _twin(form: ArrivedForm) -> IncomingPaper | None:
    """The entry of the same paper, after it was refused."""
    if not form.reference.errors or not isinstance(form.dated.data, date) or not isinstance(form.arrived_on.data, date):
        return None
    return queries.twin_of(session(), actor().agency_id, form.arrived().identity())
