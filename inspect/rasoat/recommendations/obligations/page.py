"""The page of one obligation: its whole history, and the forms that this person may send from it."""

from collections.abc import Callable
from typing import Any, TypeVar

from werkzeug.wrappers import Response

from rasoat.db import new_id
from rasoat.inspections.models import Inspection
from rasoat.pages import actor, case_panel, done, redirect_to, render, session
from rasoat.pages.forms import Form
from rasoat.pages.saving import save_form
from rasoat.recommendations import last_said, part_forms, queries, stances
from rasoat.recommendations.answering.models import STANCE_OUTCOMES
from rasoat.recommendations.answering.queries import decided_extension
from rasoat.recommendations.forms import ExtensionForm, ProgressForm, StanceForm, VerifyForm
from rasoat.recommendations.inside import presenters as inside
from rasoat.recommendations.models import FORCES, PASSED_ON, Obligation
from rasoat.recommendations.obligations import (
    history,
    observation_presenters,
    part_presenters,
    pictures,
    presenters,
    release,
)
from rasoat.recommendations.priorities import presenters as priorities
from rasoat.units import queries as units
from rasoat.workflows import CaseRef, may

F = TypeVar("F", bound=Form)


def show_page(obligation: Obligation, **forms: Form) -> str:
    """One obligation's page, with the forms that were refused."""
    db, who, ref = session(), actor(), CaseRef("obligation", obligation.id)
    can = {option.transition.trigger: option for option in may(db, ref, who)}
    relatives = [*queries.children_of(db, obligation.id)]
    before = queries.earlier(db, obligation)
    relatives += before[-1:] if obligation.parent_id else []
    found = pictures.origins(db, obligation, who)
    return render(
        "obligations/show.html",
        obligation=obligation,
        forces=FORCES,
        inspection=db.get_one(Inspection, obligation.inspection_id) if obligation.inspection_id else None,
        agencies=units.names(
            db, {obligation.addressee_id, obligation.lead_agency_id, *(r.addressee_id for r in (*relatives, *before))}
        ),
        relatives=[(row, queries.visible(db, row.id, who)) for row in relatives],
        findings=found,
        compared=pictures.compared(db, obligation.id, found, who),
        explained=presenters.explained(db, obligation),
        story=history.story(db, obligation.id, who),
        earlier=[(row, told) for row in before if (told := history.story(db, row.id, who))],
        sights=observation_presenters.sights(db, obligation.id, who),
        panel=case_panel(ref, without=frozenset({"ask_extension"})),
        **_own_forms(obligation, forms, can),
        decided_extension=decided_extension(db, obligation),
        stance_outcomes=STANCE_OUTCOMES,
        awaits_letter=stances.awaits_letter(db, obligation),
        release=release.panel(obligation, forms),
        repeated=_repeated(obligation),
        priority_form=priorities.form_for(obligation, forms),
        inside=inside.panel(obligation, forms),
        verify_form=forms.get("verify_form") or (_verify_form(obligation) if _may(can, "verify") else None),
        parts={part.ordinal: part for part in obligation.parts},
        standing=part_presenters.standing(db, obligation, who),
        cannot_verify=can["verify"].reasons if "verify" in can else [],
    )


def _repeated(obligation: Obligation) -> list[tuple[str, Obligation, bool]]:
    """What it asks again, and what asks it again, each with whether the person may open it."""
    db, found = session(), []
    if obligation.repeats_id and obligation.issued_on:
        found.append(("Nhắc lại nội dung đã nêu:", db.get_one(Obligation, obligation.repeats_id)))
    # What was met or withdrawn before the notice does not go on there.
    goes_on = PASSED_ON.of(obligation)
    words = "Được nhắc lại và theo dõi tiếp ở" if goes_on else "Thông báo sau nêu lại nội dung này ở"
    found += [(words, again) for again in queries.repetitions_of(db, obligation.id)]
    return [(words, row, queries.visible(db, row.id, actor())) for words, row in found]


def _own_forms(obligation: Obligation, forms: dict[str, Form], can: dict[str, Any]) -> dict[str, Form | None]:
    """What the addressee's people may send: the answer, what supplements it, how far they have come."""
    made: dict[str, tuple[str, Callable[[], Form]]] = {
        "answer_form": ("answer", lambda: release.answer_form(obligation)),
        "supplement_form": ("supplement", lambda: release.supplement_form(obligation)),
        "progress_form": ("report_progress", lambda: _progress_form(obligation)),
        "extension_form": ("ask_extension", lambda: ExtensionForm(formdata=None)),
        "stance_form": ("take_stance", lambda: stance_form(obligation, StanceForm(formdata=None))),
    }
    return {
        name: forms.get(name) or (_new(make(), obligation) if _may(can, trigger) else None)
        for name, (trigger, make) in made.items()
    }


def stance_form(obligation: Obligation, form: StanceForm) -> StanceForm:
    form.stance.choices = list(stances.offered(obligation.force).items())
    return form


def _may(can: dict[str, Any], trigger: str) -> bool:
    return trigger in can and can[trigger].allowed


def _verify_form(obligation: Obligation) -> VerifyForm:
    form = _new(VerifyForm(formdata=None), obligation).of(obligation)
    part_forms.offer(form.parts, part_forms.judged(obligation))
    return form


def _progress_form(obligation: Obligation) -> ProgressForm:
    form = ProgressForm(formdata=None)
    part_forms.offer(form.parts, part_forms.reported(obligation), last_said.to_begin_with(session(), obligation))
    return form


def _new(form: F, obligation: Obligation) -> F:
    form.version.data, form["command_id"].data = str(obligation.version), str(new_id())
    return form


def send(
    obligation: Obligation, form: Form, name: str, save: Callable[..., Any], message: str, files: str = "files"
) -> Any:
    """Save a form that may carry files, in the field of this name."""
    page, saved = ways(obligation, name, form, message)
    return save_form(form, save, page, saved, refusals=("case.refused", "form.invalid"), files=files)


def ways(
    obligation: Obligation, name: str, form: Form, message: str
) -> tuple[Callable[..., str], Callable[[Any], Response]]:
    """The obligation's page with a form that was refused, and what follows when it was saved."""

    def page(**_: Any) -> str:
        return show_page(session().get_one(Obligation, obligation.id), **{name: form})

    def saved(_done: Any) -> Response:
        done(message)
        return redirect_to("obligations.show", obligation_id=obligation.id)

    return page, saved
