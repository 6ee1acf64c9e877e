"""The outgoing register as a page that can be printed: the ten columns of NĐ 30/2020/NĐ-CP, Phụ lục IV."""

from typing import Any

from flask import request
from sqlmodel import col, select

from rasoat import clock, text
from rasoat.accounts.actor import Role
from rasoat.documents import register as ledger
from rasoat.documents.models import RegisterEntry
from rasoat.pages import actor, done, paginate, redirect_to, render, session, write
from rasoat.pages.forms import put_reasons
from rasoat.pages.request import asked_year
from rasoat.papers import letterhead
from rasoat.papers.editing_views import room
from rasoat.papers.forms import ReserveForm
from rasoat.problems import Problem
from rasoat.units import queries as units

READERS = frozenset({Role.OFFICER, Role.LEADER, Role.CLERK})
PER_PAGE = 50


@room.get("/register", allow=READERS)
def register() -> str:
    """The register of the person's own agency, one year at a time."""
    issuer = units.agency(session(), actor().agency_id)
    known = ledger.series_of(session(), issuer.id)
    years = sorted({year for year, _, _ in known} | {clock.today().year}, reverse=True)
    year = asked_year() or clock.today().year
    query = select(RegisterEntry).where(RegisterEntry.issuer_id == issuer.id, RegisterEntry.year == year)
    for word in text.fold(request.args.get("q", "")).split():
        query = query.where(col(RegisterEntry.search_text).contains(word, autoescape=True))
    page = paginate(query.order_by(col(RegisterEntry.dated), col(RegisterEntry.number)), PER_PAGE)
    return render(
        "papers/register.html",
        page=page,
        issuer=issuer,
        year=year,
        outside=ledger.OUTSIDE,
        selects=[{"name": "year", "label": "Năm", "value": str(year), "options": [(str(y), str(y)) for y in years]}],
        may_reserve=actor().role == Role.CLERK,
    )


@room.form("/register/outside", allow=frozenset({Role.CLERK}))
def reserve() -> Any:
    """Record that numbers up to one were given on paper."""
    form = ReserveForm(data={"year": clock.today().year, "dated": clock.today()})
    if form.validate_on_submit():
        who, year, last = actor(), form.year.data, form.last.data
        reason, day = form.reason.data or "", form.dated.data
        try:
            write(
                lambda db: ledger.reserve_up_to(
                    db, who, who.agency_id, year, letterhead.SERIES, last, reason=reason, dated=day
                )
            )
        except Problem as problem:
            if problem.key not in ("form.invalid", "paper.number_taken"):
                raise
            put_reasons(form, problem)
        else:
            done(f"Đã ghi sổ: các số đến {last} đã cấp ngoài hệ thống.")
            return redirect_to(".register", year=year)
    status = 422 if form.errors or form.form_errors else 200
    return render("papers/reserve.html", form=form), status
