"""Pages of a table of open recommendations: the template, what it would do, doing it."""

import io
from dataclasses import dataclass
from typing import Any

from flask import current_app, request, send_file
from flask_wtf.file import FileField
from itsdangerous import BadSignature, URLSafeSerializer
from werkzeug.wrappers import Response

from rasoat.accounts.actor import Role
from rasoat.earlier import table
from rasoat.files.names import clean
from rasoat.files.opening import XLSX, table_in
from rasoat.files.operations import MEGABYTE
from rasoat.importing import template
from rasoat.importing.shelf import Shelf
from rasoat.pages import Room, actor, app_settings, done, redirect_to, render, session, write
from rasoat.pages.forms import Form
from rasoat.problems import Problem

room = Room("earlier", __name__, url_prefix="/earlier")
OFFICERS = frozenset({Role.OFFICER})
MOST_SHOWN = 200
"""Faults that the page lists; the rest is counted."""


class TableForm(Form):
    """The table of recommendations."""

    file = FileField("Bảng kiến nghị", description="XLSX hoặc CSV, theo bảng mẫu.")


@dataclass(frozen=True, slots=True)
class Looked:
    """A table that was looked at: its name, what it would do, and the token by which it can be confirmed."""

    name: str
    found: table.Plan
    token: str


@room.form("/table", allow=OFFICERS)
def bring_table() -> Any:
    """Take a table and show what it would do. Nothing is written before that is confirmed."""
    form, looked, problem = TableForm(), None, None
    if form.validate_on_submit():
        try:
            looked = _looked()
        except Problem as refused:
            problem = refused
    return _page(form, looked, problem)


@room.post("/table/confirmed", allow=OFFICERS)
def confirm_table() -> Any:
    """Carry out what was looked at; what changed since is refused or left as it is, row by row."""
    who = actor()
    try:
        name, sha256, by = _signer().loads(request.form.get("token", ""))
    except BadSignature:
        raise Problem("request.bad") from None
    if by != who.user_id.hex:
        raise Problem("request.bad")
    try:
        opened = table_in(name, Shelf(app_settings()).get(sha256))
        notices = write(lambda db: table.carry_out(db, who, opened))
    except Problem as problem:
        if not problem.key.startswith("import."):
            raise
        return _page(TableForm(formdata=None), None, problem)
    done(
        f"Đã nhập vào {len(notices)} văn bản; rà soát rồi đưa vào theo dõi."
        if notices
        else "Mọi dòng đã có; không nhập thêm gì."
    )
    return redirect_to(".index")


@room.get("/table/template", allow=OFFICERS)
def table_template() -> Response:
    """The workbook to fill in."""
    data = io.BytesIO(template.template(table.Kind()))
    return send_file(data, mimetype=XLSX, as_attachment=True, download_name="Mẫu nhập kiến nghị.xlsx")


def _looked() -> Looked:
    sent, limit = request.files.get("file"), app_settings().upload_limit_mb
    if sent is None or not sent.filename:
        raise Problem("file.empty", name="")
    name, data = clean(sent.filename), sent.stream.read(limit * MEGABYTE + 1)
    if not data:
        raise Problem("file.empty", name=name)
    if len(data) > limit * MEGABYTE:
        raise Problem("file.too_large", limit=limit)
    sha256 = Shelf(app_settings()).put(data)
    found = table.plan(session(), actor(), table_in(name, data))
    return Looked(name, found, _signer().dumps([name, sha256, actor().user_id.hex]))


def _page(form: TableForm, looked: Looked | None, problem: Problem | None) -> Any:
    wrong = problem is not None or bool(looked and looked.found.faults) or bool(form.errors)
    page = render(
        "earlier/table.html", form=form, looked=looked, problem=problem, columns=table.COLUMNS, most_shown=MOST_SHOWN
    )
    return page, (problem.entry.http if problem else 422) if wrong else 200


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt="a table of recommendations that was looked at")
