"""The outgoing register as a page that can be printed: the ten columns of NĐ 30/2020/NĐ-CP, Phụ lục IV."""

from typing import Any

from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from rasoat import clock
from rasoat.accounts.actor import Role
from rasoat.documents import numbering
from rasoat.documents import register as ledger
from rasoat.documents.models import RegisterEntry
from rasoat.findings.forms import offered
from rasoat.pages import actor, done, paginate, redirect_to, render, search, session
from rasoat.pages.lists import searching
from rasoat.pages.paging import By
from rasoat.pages.request import asked_year
from rasoat.pages.saving import save_form
from rasoat.papers.editing_views import room
from rasoat.papers.forms import ReserveForm
from rasoat.papers.registry import known_series
from rasoat.units import queries as units

READERS = frozenset({Role.OFFICER, Role.LEADER, Role.CLERK})
PER_PAGE = 50
OUTSIDE = ledger.OUTSIDE
"""What the lines of numbers that were given on paper are called."""
ORDER = (col(RegisterEntry.dated), col(RegisterEntry.number), col(RegisterEntry.id))


@room.get("/register", allow=READERS)
def register() -> str:
    """Show the register of the person's own agency, one year at a time."""
    page = paginate(*in_order(), PER_PAGE)
    return render(
        "papers/register.html",
        page=page,
        issuer=units.agency(session(), actor().agency_id),
        year=_year(),
        outside=OUTSIDE,
        selects=selects(),
        may_reserve=actor().role == Role.CLERK and bool(own_series()),
    )


def _year() -> int:
    return asked_year() or clock.today().year


def in_order() -> tuple[SelectOfScalar[RegisterEntry], list[By]]:
    """The lines of the register, and their order, as the request asks for them."""
    own = RegisterEntry.issuer_id == actor().agency_id, RegisterEntry.year == _year()
    query = select(RegisterEntry).where(*own, search(RegisterEntry))
    return query, [By(column, searching()) for column in ORDER]


def selects() -> list[dict[str, Any]]:
    """The years of the register."""
    known = ledger.series_of(session(), actor().agency_id)
    years = sorted({year for year, _, _ in known} | {clock.today().year}, reverse=True)
    return [{"name": "year", "label": "Năm", "value": str(_year()), "options": [(str(y), str(y)) for y in years]}]


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
    """The series of the person's agency whose numbers are given here this year, each with the kinds that it numbers."""
    arrangement = numbering.of_year(session(), actor().agency_id, clock.today().year)
    if arrangement.together:
        return {numbering.ALL: "Mọi loại văn bản"} if arrangement.keeps(numbering.ALL) else {}
    return {name: title for name, title in known_series().items() if arrangement.keeps(name)}
