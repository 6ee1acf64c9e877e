"""The pages of an act: recording it, going through its proposals, changing one, confirming many."""

from typing import Any
from uuid import UUID

from flask import request
from sqlalchemy import ColumnElement, false
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar
from werkzeug.wrappers import Response

from rasoat import clock
from rasoat.accounts import queries as accounts
from rasoat.numbers import NotANumber, grouped, whole
from rasoat.pages import (
    OFFICE,
    Room,
    actor,
    case_panel,
    database,
    done,
    paginate,
    redirect_to,
    render,
    save_form,
    session,
    write,
)
from rasoat.pages.case import parse_uuid, state_of
from rasoat.pages.paging import By
from rasoat.problems import Problem, Reason
from rasoat.reorganisation import account_queries, operations, presenters, queries, running
from rasoat.reorganisation.forms import ActForm, PassingForm
from rasoat.reorganisation.models import (
    ACCOUNT,
    GOING_THROUGH,
    PROPOSED,
    RULES,
    STATES,
    UNDECIDED,
    Passing,
    PassingRun,
    Reorganisation,
    ReorganisationChange,
)
from rasoat.units import queries as units
from rasoat.units.models import Agency
from rasoat.workflows import CaseRef

room = Room("reorganisation", __name__, "/ended-agencies")
SECONDS = 8.0
"""How long one request goes on with confirming; what is left then the worker goes on with."""


@room.get("/acts", allow=OFFICE)
def acts() -> str:
    """The acts that people of the own agency go through, the newest first."""
    page = paginate(*acts_in_order())
    return render(
        "reorganisation/acts.html",
        page=page,
        states={row.id: state_of(row) for row in page.items},
        agencies=units.names(session(), {row.lead_agency_id for row in page.items}),
        may_record=queries.may_go_through(actor()),
    )


def acts_in_order() -> tuple[SelectOfScalar[Reorganisation], list[By]]:
    """The acts, and their order."""
    return select(Reorganisation).where(queries.visible_to(actor())), [By(col(Reorganisation.id), True)]


@room.form("/acts/new", allow=queries.GOING_THROUGH)
def new_act() -> Any:
    """Record an act; the program proposes who is to have what."""
    who = actor()
    form = ActForm()
    ended = queries.ended_with_led(session(), who, clock.today())
    form.ended.choices = [(str(one.id), one.marked_name) for one in ended]
    leading = [one for one in units.serving(session(), clock.today()) if one.id != who.agency_id]
    form.task_from.choices = [("", "Không"), *((str(one.id), one.listed_name) for one in leading)]
    if not form.is_submitted():
        form.ended.data = [str(one.id) for one in ended]
    return save_form(
        form,
        lambda db: operations.record(db, who, form.data_given(who.agency_id)),
        lambda **more: render("reorganisation/new_act.html", form=form, **more),
        lambda act: redirect_to("reorganisation.show_act", act_id=act.id),
    )


@room.get("/acts/<uuid:act_id>", allow=OFFICE)
def show_act(act_id: UUID) -> Any:
    """The proposals of one act, filtered, some at a time. With ?seen= (see PassingRun.mark) only how far it is gone through,
    or 204 when nothing of that is new.
    """
    return _act_page(act_id, None) if "seen" not in request.args else _what_is_new(act_id)


def _what_is_new(act_id: UUID) -> Any:
    progress = _progress(queries.require_visible(session(), act_id, actor()))
    run = progress["run"]
    if run is not None and run.ended_at is None and run.mark == request.args["seen"]:
        return "", 204
    return render("reorganisation/_progress.html", **progress, watched=run is not None)


def _progress(act: Reorganisation) -> dict[str, Any]:
    return {
        "act": act,
        "counts": queries.states(session(), act.id),
        "state_titles": STATES,
        "drafted_by": accounts.names(session(), {act.drafted_by})[act.drafted_by],
        "may_confirm": _may_confirm(act),
        "run": queries.last_run(session(), act.id),
        "accounts_left": account_queries.count_left(session(), col(Passing.reorganisation_id) == act.id),
    }


def _act_page(act_id: UUID, problem: Problem | None) -> str:
    act = queries.require_visible(session(), act_id, actor())
    page = paginate(*in_order())
    return render(
        "reorganisation/act.html",
        **_progress(act),
        problem=problem,
        page=page,
        newest=_newest(act_id),
        lines=presenters.lines(session(), page.items),
        rules=RULES,
        agency=units.agency(session(), act.lead_agency_id),
        selects=selects(),
        panel=case_panel(CaseRef("reorganisation", act_id)),
    )


def _newest(act_id: UUID) -> UUID | None:
    """The newest proposal that the filter shows: what is proposed after the page was read is not confirmed by it."""
    query = select(Passing.id).where(*_conditions(act_id)).order_by(col(Passing.id).desc())
    return session().exec(query.limit(1)).first()


def _may_confirm(act: Reorganisation) -> bool:
    return queries.may_go_through(actor()) and act.lead_agency_id == actor().agency_id and GOING_THROUGH.of(act)


def _asked() -> UUID:
    """The act in the address, or the one whose list is taken out (?act=)."""
    found = parse_uuid(str((request.view_args or {}).get("act_id", ""))) or parse_uuid(request.args.get("act"))
    if found is None:
        raise Problem("not_found")
    return found


def in_order() -> tuple[SelectOfScalar[Passing], list[By]]:
    """The proposals of the act in the address, and their order, as the request asks for them."""
    return select(Passing).where(*_conditions(_asked())), [By(col(Passing.ordinal)), By(col(Passing.id))]


def _conditions(act_id: UUID) -> list[ColumnElement[bool]]:
    visible = select(Reorganisation.id).where(queries.visible_to(actor()))
    found = [col(Passing.reorganisation_id) == act_id, col(Passing.reorganisation_id).in_(visible)]
    found.append(col(Passing.kind) != ACCOUNT)
    if (state := request.args.get("state", PROPOSED)) in STATES:
        found.append(col(Passing.state) == state)
    if request.args.get("kind") in presenters.KINDS:
        found.append(col(Passing.kind) == request.args["kind"])
    if request.args.get("rule") in RULES:
        found.append(col(Passing.rule) == request.args["rule"])
    if agency_id := parse_uuid(request.args.get("from")):
        found.append(col(Passing.from_id) == agency_id)
    return found


def selects() -> list[dict[str, Any]]:
    """The filters above the proposals."""
    changed = select(ReorganisationChange.agency_id).where(ReorganisationChange.reorganisation_id == _asked())
    query = select(Agency).where(col(Agency.id).in_(changed)).order_by(col(Agency.order_text), col(Agency.id))
    ended = [(str(one.id), one.listed_name) for one in session().exec(query)]
    offered = [
        ("state", "Tình trạng", "", [("all", "Tất cả"), *STATES.items()], PROPOSED),
        ("kind", "Loại việc", "Mọi loại", list(presenters.KINDS.items()), ""),
        ("from", "Của cơ quan", "Mọi cơ quan", ended, ""),
        ("rule", "Vì sao", "Mọi lý do", list(RULES.items()), ""),
    ]
    return [
        {
            "name": name,
            "label": label,
            "value": request.args.get(name, usual),
            "options": [*([("", every)] if every else []), *options],
        }
        for name, label, every, options, usual in offered
    ]


@room.post("/acts/<uuid:act_id>/confirm", allow=queries.GOING_THROUGH)
def confirm(act_id: UUID) -> Any:
    """Pass on what was ticked, or everything that the filter shows. Each portion is a transaction of its own: what was passed
    on before a fault stays so.
    """
    queries.require_visible(session(), act_id, actor())
    if request.form.get("all"):
        return _confirm_all(act_id)
    ids = [one for one in map(parse_uuid, request.form.getlist("passing")) if one]
    if not ids:
        done("Chưa có việc nào được chọn.", "warning")
        return _back(act_id)
    passed, problem = _confirm_in_portions(act_id, ids)
    if passed:
        done(f"Đã xong {grouped(passed)} việc.")
    if problem is not None:
        return _act_page(act_id, problem), problem.entry.http
    return _back(act_id)


def _confirm_all(act_id: UUID) -> Any:
    """This request does what it can in a few seconds; the worker goes on with what is left."""
    who, newest = actor(), parse_uuid(request.form["all"])
    seen = col(Passing.id) <= newest if newest else false()
    conditions = [*_conditions(act_id), seen]
    try:
        run_id = write(lambda db: running.begin(db, who, act_id, *conditions).id)
    except Problem as problem:
        if problem.key != "form.invalid":
            raise
        return _act_page(act_id, problem), problem.entry.http
    left = running.go_on(database(), run_id, SECONDS)
    run = write(lambda db: db.get_one(PassingRun, run_id))
    refused = f" {grouped(run.refused)} việc chưa chuyển được, xem “{STATES[UNDECIDED]}”." if run.refused else ""
    more = f" {grouped(run.wanted - run.passed - run.refused)} việc còn lại đang được chuyển tiếp." if left else ""
    done(f"Đã xong {grouped(run.passed)} việc.{refused}{more}", "warning" if refused else "success")
    return _back(act_id)


@room.post("/acts/<uuid:act_id>/stop", allow=queries.GOING_THROUGH)
def stop(act_id: UUID) -> Any:
    """Stop what the worker goes on confirming; what was passed on stays passed on."""
    who = actor()
    stopped = write(lambda db: running.stop(db, who, act_id))
    done("Đã dừng; việc chưa chuyển vẫn chờ xác nhận." if stopped else "Không còn loạt việc nào đang chuyển.")
    return redirect_to("reorganisation.show_act", act_id=act_id)


def _confirm_in_portions(act_id: UUID, ids: list[UUID]) -> tuple[int, Problem | None]:
    who, passed = actor(), 0
    for first in range(0, len(ids), operations.AT_ONCE):
        some = ids[first : first + operations.AT_ONCE]
        try:
            write(lambda db, some=some: operations.confirm(db, who, act_id, some))  # type: ignore[misc]
        except Problem as problem:
            return passed, problem
        passed += len(some)
    return passed, None


def _back(act_id: UUID) -> Response:
    kept = {name: request.args[name] for name in ("state", "kind", "from", "rule") if name in request.args}
    return redirect_to("reorganisation.show_act", act_id=act_id, **kept)


@room.form("/acts/<uuid:act_id>/passings/<uuid:passing_id>", allow=queries.GOING_THROUGH)
def change(act_id: UUID, passing_id: UUID) -> Any:
    """Choose who is to have one thing, and divide its count."""
    act = queries.require_visible(session(), act_id, actor())
    one = session().get(Passing, passing_id)
    if one is None or one.reorganisation_id != act.id or one.kind == ACCOUNT:
        raise Problem("not_found")
    form, who = PassingForm(), actor()
    if not form.is_submitted():
        form.version.data = str(one.version)
    line = presenters.lines(session(), [one])[0]
    first, others = queries.offered(session(), one, clock.today())

    def page(**more: Any) -> str:
        given = _given() if form.is_submitted() else {str(agency.id): share for agency, share in line.to}
        shown = {key: "" if value is None else str(value) for key, value in given.items()}
        return render(
            "reorganisation/passing.html",
            form=form, act=act, line=line, first=first,
            others=others, given=shown, rules=RULES, may=_may_confirm(act), **more,
        )  # fmt: skip

    def save(db: Session) -> Passing:
        receivers = [(UUID(key), _share(value)) for key, value in _given().items()]
        return operations.change(db, who, passing_id, form.seen_version, receivers)

    return save_form(form, save, page, lambda _one: _changed(act_id), row=one, differences=list)


def _changed(act_id: UUID) -> Response:
    done("Đã ghi cơ quan nhận.")
    return redirect_to("reorganisation.show_act", act_id=act_id)


def _given() -> dict[str, Any]:
    """What was sent: of each ticked agency its share as it was typed."""
    found = [parse_uuid(one) for one in request.form.getlist("to")]
    return {str(one): request.form.get(f"share-{one}", "") for one in found if one}


def _share(typed: str) -> int | None:
    try:
        return whole(typed)
    except NotANumber as error:
        raise Problem("form.invalid", reasons=[Reason("shares", str(error))]) from None
