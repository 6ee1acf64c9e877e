"""One page for every action of every workflow: asks for what the transition needs, then fires it."""

from typing import Any
from uuid import UUID

from flask import redirect
from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import Optional

from rasoat import clock
from rasoat.pages import SIGNED_IN, Room, actor, done, render, session, write
from rasoat.pages.case import Before, before, case_url, parse_uuid, prepare
from rasoat.pages.forms import DateField, Form, WholeField, chosen, long_enough, put_reasons, required
from rasoat.problems import UNFIT, Problem
from rasoat.procedures.definition import Need, Transition
from rasoat.units import queries as units
from rasoat.units.kinds import that_may
from rasoat.workflows import CaseRef, Fired, fire, may
from rasoat.workflows.needs import MAX_TEXT
from rasoat.workflows.pins import runtime
from rasoat.workflows.registry import kind_recorded_as, kinds

Kinds = set[str] | None
room = Room("cases", __name__, url_prefix="/cases")


@room.form("/<kind>/<uuid:case_id>/<trigger>", allow=SIGNED_IN)
def act(kind: str, case_id: UUID, trigger: str) -> Any:
    """Ask for what an action needs (GET), or do it (POST). A case that the person may not see is not found."""
    ref = CaseRef(kind_recorded_as(kind), case_id)
    _require_visible(ref)
    transition = _transition(ref, trigger)
    told = before(ref, trigger)
    form = _form_for(transition, _receivers(ref.kind))(data=told.begins)
    if form.validate_on_submit():
        try:
            prepare(ref, trigger)
            _fire(ref, trigger, form)
        except Problem as problem:
            if problem.key not in ("case.refused", *UNFIT):
                raise
            put_reasons(form, problem)
        else:
            done(f"Đã thực hiện: {transition.title}.")
            return _back(ref)
    if not form.is_submitted():
        form.version.data = session().get_one(kinds[ref.kind].model, case_id).version
    return _page(ref, transition, form, told), (422 if form.errors else 200)


def _fire(ref: CaseRef, trigger: str, form: Form) -> Fired:
    payload = {item.short_name: item.data for item in form if item.short_name not in _OWN}
    command_id = parse_uuid(form.command_id.data)
    return write(
        lambda db: fire(
            db, ref, trigger, actor(), expected_version=form.seen_version, command_id=command_id, payload=payload
        )
    )


_OWN = {"version", "command_id", "csrf_token"}


def _require_visible(ref: CaseRef) -> None:
    known = kinds.get(ref.kind)
    if known is None or not known.visible(session(), ref.id, actor()):
        raise Problem("not_found")


def _transition(ref: CaseRef, trigger: str) -> Transition:
    row = session().get_one(kinds[ref.kind].model, ref.id)
    definition = runtime(session(), row.workflow, row.workflow_version).definition
    found = definition.find(trigger, row.status) or definition.named(trigger)
    if found is None or not found.button:
        raise Problem("case.unknown_action", action=trigger)
    return found


def _receivers(kind: str) -> Kinds:
    """The kinds of agency that an action of this kind of case may name: a proposal only goes to who receives such."""
    return that_may("receive_proposals") if kind == "proposal" else None


def _form_for(transition: Transition, receivers: Kinds) -> type[Form]:
    fields: dict[str, Any] = {need.field: _field(need, receivers) for need in transition.needs}
    return type("ActionForm", (Form,), {"command_id": HiddenField(), **fields})


def _field(need: Need, receivers: Kinds) -> Any:
    rules = [required(f"Cần nhập: {need.label}.")] if need.required else [Optional()]
    if need.type == "date":
        return DateField(need.label, rules, description=need.help)
    if need.type == "number":
        return WholeField(need.label, rules, description=need.help)
    if need.type == "choice":
        rules = [chosen()] if need.required else [Optional()]
        return RadioField(need.label, rules, choices=need.choices, description=need.help)
    if need.type == "agency":
        choices = {str(a.id): a.name for a in units.serving(session(), clock.today(), receivers)}
        return SelectField(need.label, rules, choices={"": "Chọn cơ quan", **choices}, description=need.help)
    rules = [*rules, long_enough(MAX_TEXT)]
    kind = TextAreaField if need.type == "long_text" else StringField
    return kind(need.label, rules, description=need.help)


def _page(ref: CaseRef, transition: Transition, form: Form, told: Before) -> str:
    option = next((o for o in may(session(), ref, actor()) if o.transition.trigger == transition.trigger), None)
    return render(
        "cases/act.html",
        transition=transition,
        form=form,
        told=told.told,
        label=kinds[ref.kind].label(session(), ref.id),
        kind_title=kinds[ref.kind].title,
        reasons=[r.message for r in option.reasons] if option else [],
        back_url=case_url(ref),
    )


def _back(ref: CaseRef) -> Any:
    return redirect(case_url(ref), code=303)
