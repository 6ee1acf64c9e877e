"""The form on the page of an obligation, and the badge that lists show."""

from rasoat.db import new_id
from rasoat.pages import actor, session
from rasoat.pages.forms import Form
from rasoat.recommendations.models import ORDINARY, PRIORITIES, URGENT, Obligation
from rasoat.recommendations.priorities import queries
from rasoat.recommendations.priorities.forms import PriorityForm


def badge_of(obligation: Obligation) -> dict[str, str] | None:
    """{title, tone} of what is not ordinary; None of what is."""
    if obligation.priority == ORDINARY:
        return None
    return {"title": PRIORITIES[obligation.priority], "tone": "bad" if obligation.priority == URGENT else "warning"}


def form_for(obligation: Obligation, forms: dict[str, Form]) -> Form | None:
    """The form, refused or new, for whom may send it."""
    if "priority_form" in forms or not queries.may_change(session(), obligation, actor()):
        return forms.get("priority_form")
    form = PriorityForm(formdata=None)
    form.priority.choices = {name: title for name, title in PRIORITIES.items() if name != obligation.priority}
    form.version.data, form.command_id.data = str(obligation.version), str(new_id())
    return form
