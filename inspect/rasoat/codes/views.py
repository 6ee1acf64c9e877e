"""The pages of codes for many: whom, by which way, what became of them."""

import io
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import request, send_file
from sqlmodel import col, select
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from rasoat import clock
from rasoat.accounts import activation
from rasoat.accounts import queries as accounts
from rasoat.accounts.actor import ROLE_TITLES
from rasoat.accounts.models import User
from rasoat.accounts.one_time import new_code
from rasoat.chosen_settings import applied
from rasoat.codes import mail, operations, presenters, queries, slips
from rasoat.codes.models import WAYS, CodeRound
from rasoat.db import new_id
from rasoat.pages import (
    ADMIN,
    Room,
    actor,
    app_settings,
    case_panel,
    done,
    paginate,
    redirect_to,
    render,
    search,
    session,
    write,
)
from rasoat.pages.case import parse_uuid, state_of
from rasoat.pages.paging import By
from rasoat.problems import Problem
from rasoat.units import queries as units
from rasoat.workflows import CaseRef

room = Room("codes", __name__, url_prefix="/codes")


@room.get("/", allow=ADMIN)
def index() -> str:
    """The rounds in which codes were given, the newest first."""
    page = paginate(select(CodeRound).where(queries.visible_to(actor())), [By(col(CodeRound.id), True)])
    return render(
        "codes/index.html",
        page=page,
        ways=WAYS,
        people=accounts.names(session(), {row.made_by for row in page.items}),
        states={row.id: state_of(row) for row in page.items},
    )


@room.get("/new", allow=ADMIN)
def ask() -> str:
    """Choose who gets a code: of an import (?run=), or of all without a password, filtered by agency, role and words."""
    return _page(_asked(request.args), None)


@room.post("/new", allow=ADMIN)
def give() -> Any:
    """Give codes to those who are ticked: print them, and only when the PDF is there store their digests; or queue mails."""
    try:
        round_id, ids = _sent()
        found = queries.chosen(session(), ids=ids)
        if found.left_out:
            user, why = found.left_out[0]
            raise Problem("codes.moved_on", name=user.username, why=why)
        if request.form.get("way") == "mail":
            return _mailed(round_id, found)
        return _printed(round_id, found.people)
    except Problem as problem:
        if not problem.key.startswith("codes."):
            raise
        return _page(_asked(request.args), problem), problem.entry.http


@room.get("/<uuid:round_id>", allow=ADMIN)
def show(round_id: UUID) -> str:
    """What became of the codes of one round, and withdrawing those that nobody used."""
    made = queries.require_visible(session(), round_id, actor())
    return render(
        "codes/show.html",
        made=made,
        way=WAYS[made.way],
        rows=presenters.rows(session(), made),
        who=accounts.names(session(), {made.made_by})[made.made_by],
        panel=case_panel(CaseRef("code_round", made.id)),
    )


def _sent() -> tuple[UUID, list[UUID]]:
    round_id = parse_uuid(request.form.get("round"))
    ids = [parse_uuid(value) for value in request.form.getlist("account")]
    if round_id is None or None in ids:
        raise Problem("request.bad")
    if not ids:
        raise Problem("codes.nobody")
    if len(ids) > queries.MOST:
        raise Problem("codes.many", most=queries.MOST)
    return round_id, [one for one in ids if one]


def _printed(round_id: UUID, people: Sequence[User]) -> Response:
    codes = {user.id: new_code() for user in people}
    agencies = units.names(session(), {user.agency_id for user in people})
    made = [slips.slip(user, agencies[user.agency_id].name, codes[user.id]) for user in people]
    layout = "one" if request.form.get("way") == "one" else "eight"
    until = clock.real_now() + activation.LASTS
    pdf = slips.printed(made, layout, mail.address(app_settings()), until, app_settings())
    me = actor()
    write(lambda db: operations.give(db, me, round_id, codes))
    name = f"Phieu kich hoat {clock.local(clock.real_now()):%Y-%m-%d %Hh%M}.pdf"
    return send_file(io.BytesIO(pdf), mimetype="application/pdf", as_attachment=True, download_name=name)


def _mailed(round_id: UUID, found: queries.Chosen) -> Response:
    if not applied(app_settings()).smtp_host:
        raise Problem("mail.no_server")
    ids, me = [user.id for user in found.people if user.email], actor()
    if not ids:
        raise Problem("codes.no_mail")
    write(lambda db: operations.ask_mails(db, me, round_id, ids))
    done(f"Sẽ gửi {len(ids)} thư. Mã của mỗi người được tạo khi thư của người đó được gửi.")
    if without := [user.full_name for user in found.without_mail]:
        done(f"Không gửi cho {len(without)} người chưa có địa chỉ thư: {', '.join(without)}.", "warning")
    return redirect_to("codes.show", round_id=round_id)


def _asked(values: MultiDict[str, str]) -> tuple[queries.Chosen, UUID | None]:
    run_id, agency_id = parse_uuid(values.get("run")), parse_uuid(values.get("agency"))
    conditions = [queries.of_import(run_id) if run_id else queries.without_password(), search(User)]
    if agency_id:
        conditions.append(col(User.agency_id) == agency_id)
    if values.get("role") in ROLE_TITLES:
        conditions.append(col(User.role) == values["role"])
    return queries.chosen(session(), *conditions), run_id


def _page(asked: tuple[queries.Chosen, UUID | None], problem: Problem | None) -> str:
    found, run_id = asked
    everybody = [*found.people, *(user for user, _why in found.left_out)]
    ticked = set(request.form.getlist("account")) if request.method == "POST" else None
    return render(
        "codes/ask.html",
        problem=problem,
        found=found,
        too_many=len(everybody) > queries.MOST,
        most=queries.MOST,
        run_id=run_id,
        ticked=ticked,
        # A form that was refused as sent twice gets another id: what is sent from it is another round.
        round_id=new_id(),
        live=queries.with_live_code(found.people),
        agencies=units.names(session(), {user.agency_id for user in everybody}),
        chosen_way=request.form.get("way", "eight"),
        can_mail=bool(applied(app_settings()).smtp_host),
        days=activation.LASTS.days,
        selects=presenters.selects(session()),
    )
