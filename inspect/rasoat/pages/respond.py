"""Answers: a rendered page, a redirect after an action, a message that it is done."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response


def render(template: str, **context: Any) -> str:
    """A page from templates/pages."""
    return render_template(template, **context)


def redirect_to(endpoint: str, **values: Any) -> Response:
    """Redirect after an action to the page that shows its result (303: a reload repeats nothing)."""
    return redirect(url_for(endpoint, **values), code=303)


def done(message: str, tone: str = "success") -> None:
    """Show a message on the next page. Tones: success, info, warning, danger."""
    flash(message, tone)
