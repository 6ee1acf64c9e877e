"""The outgoing register as a page that can be printed: the ten columns of NĐ 30/2020/NĐ-CP, Phụ lục IV."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import request
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from rasoat import clock
from rasoat.accounts.actor import Role
from rasoat.accounts.scope import below
from rasoat.documents import numbering
from rasoat.documents import register as ledger
from rasoat.documents.models import RegisterCounter, RegisterEntry
from rasoat.findings.forms import offered
from rasoat.pages import actor, done, paginate, redirect_to, render, search, session
from rasoat.pages.case import parse_uuid
from rasoat.pages.lists import searching
from rasoat.pages.paging import By
from rasoat.pages.request import asked_year
from rasoat.pages.saving import save_form
from rasoat.papers import deliveries
from rasoat.papers.editing_views import room
from rasoat.papers.forms import ReserveForm
from rasoat.papers.registry import known_series, series_of_bodies
from rasoat.units import queries as units
from rasoat.units.models import Agency

READERS = frozenset({Role.OFFICER, Role.LEADER, Role.CLERK})
PER_PAGE = 50
OUTSIDE = ledger.OUTSIDE
"""What the lines of numbers that were given on paper are called."""
ORDER = (col(RegisterEntry.dated), col(RegisterEntry.number), col(RegisterEntry.id))


@room.get("/register", allow=READERS)
def register() -> str:
    """Show the register of an agency, one year at a time."""
    page = paginate(*in_order(), PER_PAGE)
    return render(
        "papers/register.html",
        page=page,
        sent=sent_of(page.items),
        issuer=units.agency(session(), _issuer_id()),
        year=_year(),
        outside=OUTSIDE,
        selects=selects(),
        may_reserve=actor().role == Role.CLERK and _issuer_id() == actor().agency_id and bool(own_series()),
    )


def sent_of(lines: Sequence[RegisterEntry]) -> dict[UUID, deliveries.Sent]:
    """What was sent under lines of the register, by the line's id."""
    return deliveries.sent_under(session(), [line.id for line in lines])


def _year() -> int:
    return asked_year() or clock.today().year


def whose() -> str:
    """Whose register is asked for, and of which year."""
    return f"{units.agency(session(), _issuer_id()).name}, năm {_year()}"


def _issuer_id() -> UUID:
    """The agency whose register is asked for: the person's own, or one below it."""
    asked = parse_uuid(request.args.get("issuer"))
    return asked if asked in _issuers() else actor().agency_id


def _issuers() -> dict[UUID, Agency]:
    """The agencies with a register that the person may read, the own one first."""
    own = actor().agency_id
    with_register = select(RegisterCounter.issuer_id).where(col(RegisterCounter.issuer_id).in_(below(actor())))
    found = set(session().exec(with_register.distinct())) | {own}
    known = units.names(session(), found)
    return dict(sorted(known.items(), key=lambda one: (one[0] != own, one[1].order_text)))


def in_order() -> tuple[SelectOfScalar[RegisterEntry], list[By]]:
    """The lines of the register, and their order, as the request asks for them."""
    query = select(RegisterEntry).where(
        RegisterEntry.issuer_id == _issuer_id(), RegisterEntry.year == _year(), search(RegisterEntry)
    )
    if series := request.args.get("series", ""):
        query = query.where(ledger.in_series(series))
    return query, [By(column, searching()) for column in ORDER]


def selects() -> list[dict[str, Any]]:
    """The years of the register, its series, and the agencies whose registers the person may read."""
    years = sorted(ledger.years_of(session(), _issuer_id()) | {clock.today().year}, reverse=True)
    known = ledger.series_of(session(), _issuer_id(), _year())
    names = [(series, numbering.title_of(series)) for series in known]
    issuers = [(str(one), agency.listed_name) for one, agency in _issuers().items()]
    choices: list[tuple[str, str, str, list[tuple[str, str]]]] = [
        ("issuer", "Cơ quan", str(_issuer_id()), issuers),
        ("year", "Năm", str(_year()), [(str(y), str(y)) for y in years]),
        ("series", "Dãy số", request.args.get("series", ""), [("", "Mọi dãy"), *names]),
    ]
    # One agency, or one series, is nothing to choose from.
    least = {"issuer": 2, "year": 1, "series": 3}
    return [
        {"name": name, "label": label, "value": value, "options": options}
        for name, label, value, options in choices
        if len(options) >= least[name]
    ]


@room.form("/register/outside", allow=frozenset({Role.CLERK}))
def reserve() -> Any:
    """Record that the numbers up to a given one were used on paper."""
    form = ReserveForm(data={"year": clock.today().year, "dated": clock.today()})
    own = own_series()
    form.series.choices = offered(own)
    who = actor()
    return save_form(
        form,
        lambda db: ledger.reserve_up_to(
            db,
            who,
            who.agency_id,
            form.year.data,
            form.series.data,
            form.last.data,
            reason=form.reason.data or "",
            dated=form.dated.data,
        ),
        lambda **_shown: render("papers/reserve.html", form=form, own=own),
        lambda entry: _reserved(form.last.data, entry.year),
        refusals=("form.invalid", "paper.number_taken"),
    )


def _reserved(last: int, year: int) -> Any:
    done(f"Đã ghi sổ: các số đến {last} đã cấp ngoài hệ thống.")
    return redirect_to(".register", year=year)


def own_series() -> dict[str, str]:
    """The series of the person's agency whose numbers are given here this year, each with the kinds that it numbers. One that
    stands for those of several bodies is among them only if they had it in common this year.
    """
    year = clock.today().year
    arrangement = numbering.of_year(session(), actor().agency_id, year)
    if arrangement.together:
        return {numbering.ALL: "Mọi loại văn bản"} if arrangement.keeps(numbering.ALL) else {}
    apart = series_of_bodies() - set(ledger.begun(session(), actor().agency_id, year))
    return {name: title for name, title in known_series().items() if arrangement.keeps(name) and name not in apart}
