"""The pages of imports: templates, preview, carrying out, what each import did."""

import io
import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import current_app, request, send_file
from flask_wtf.file import FileField
from itsdangerous import BadSignature, URLSafeSerializer
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar
from werkzeug.wrappers import Response

from rasoat.accounts import queries as accounts
from rasoat.files.names import clean
from rasoat.files.opening import XLSX, table_in
from rasoat.files.operations import MEGABYTE, StoredFile, keep
from rasoat.importing import operations, presenters, queries, template
from rasoat.importing.models import IN_FORCE, ImportedRow, ImportRun
from rasoat.importing.planning import Plan, plan
from rasoat.importing.registry import ImportKind, kinds
from rasoat.importing.shelf import Shelf
from rasoat.numbers import grouped
from rasoat.pages import (
    ADMIN,
    Room,
    actor,
    app_settings,
    blob_store,
    case_panel,
    done,
    paginate,
    redirect_to,
    render,
    session,
    write,
)
from rasoat.pages.case import state_of
from rasoat.pages.forms import Form
from rasoat.pages.paging import By
from rasoat.problems import Problem
from rasoat.workflows import CaseRef

_SHA256 = re.compile("[0-9a-f]{64}")
room = Room("importing", __name__, url_prefix="/imports")


class TableForm(Form):
    """The table to bring in."""

    file = FileField("Bảng", description="XLSX hoặc CSV, theo bảng mẫu.")


@dataclass(frozen=True, slots=True)
class Looked:
    """A table that was looked at: its file, what it would do, and the token by which it can be confirmed."""

    stored: StoredFile
    found: Plan
    token: str


@room.get("/", allow=ADMIN)
def index() -> str:
    """What can be brought in, and the imports of before, the newest first."""
    page = paginate(*in_order())
    return render(
        "importing/index.html",
        kinds=kinds(),
        page=page,
        people=accounts.names(session(), {row.brought_by for row in page.items if row.brought_by}),
        states={row.id: state_of(row) for row in page.items},
    )


def in_order() -> tuple[SelectOfScalar[ImportRun], list[By]]:
    """The imports, and their order."""
    return select(ImportRun).where(queries.visible_to(actor())), [By(col(ImportRun.id), True)]


@room.form("/of/<name>", allow=ADMIN)
def bring(name: str) -> Any:
    """Take a table and show what it would do. Nothing is written before that is confirmed."""
    kind = _kind(name)
    form, looked, problem = TableForm(), None, None
    if form.validate_on_submit():
        try:
            looked = _looked(kind)
        except Problem as refused:
            problem = refused
    return _page(kind, form, looked, problem)


@room.post("/of/<name>/confirmed", allow=ADMIN)
def confirm(name: str) -> Any:
    """Carry out what was looked at."""
    kind, me = _kind(name), actor()
    try:
        file_name, sha256, digest, who = _signer().loads(request.form.get("token", ""))
    except BadSignature:
        raise Problem("request.bad") from None
    if who != [me.user_id.hex, kind.name]:
        raise Problem("request.bad")
    shelf = Shelf(app_settings())
    try:
        data = shelf.get(sha256)
    except Problem as gone:
        return _page(kind, TableForm(formdata=None), None, gone)
    table = table_in(file_name, data)
    stored = keep(blob_store(), file_name, data, table.kind)
    told = shelf.progress(sha256)
    try:
        run = write(lambda db: operations.bring_in(db, me, kind, table, stored, digest, told))
    except Problem as problem:
        if not problem.key.startswith("import."):
            raise
        return _page(kind, TableForm(formdata=None), _look(kind, stored, data), problem)
    finally:
        shelf.finished(sha256)
    return _brought(kind, run, sha256)


def _brought(kind: ImportKind, run: ImportRun | None, sha256: str) -> Response:
    if run is None:
        done("Mọi thứ đã đúng như bảng; không có gì thay đổi.", "info")
        # Whoever sends the same confirmation again comes to what the first one did.
        earlier = queries.last_of(session(), actor(), kind.name, sha256)
        return redirect_to("importing.show", run_id=earlier.id) if earlier else redirect_to("importing.index")
    done(f"Đã nhập: {presenters.in_numbers(run.added, run.changed, run.unchanged)}.")
    return redirect_to("importing.show", run_id=run.id)


@room.get("/of/<name>/progress", allow=ADMIN)
def progress(name: str) -> Response:
    """How far the table of ?table= is, as a line of plain text."""
    _kind(name)
    sha256 = request.args.get("table", "")
    if not _SHA256.fullmatch(sha256):
        raise Problem("not_found")
    count = Shelf(app_settings()).done_of(sha256)
    words = f"Đã ghi {grouped(count)} dòng." if count else "Đang kiểm tra lại bảng."
    return Response(words, mimetype="text/plain")


@room.get("/of/<name>/template", allow=ADMIN)
def download_template(name: str) -> Response:
    """The workbook to fill in."""
    return _workbook(f"Mẫu nhập {_kind(name).title.lower()}.xlsx", template.template(_kind(name)))


@room.get("/<uuid:run_id>", allow=ADMIN)
def show(run_id: UUID) -> str:
    """What one import did, its file, and undoing it."""
    run = queries.require_visible(session(), run_id, actor())
    kind = kinds()[run.kind]
    page = paginate(select(ImportedRow).where(ImportedRow.run_id == run_id), [By(col(ImportedRow.ordinal), False)])
    return render(
        "importing/show.html",
        run=run,
        stands=IN_FORCE.of(run),
        kind=kind,
        page=page,
        told=presenters.changes_of(kind, page.items),
        who=accounts.names(session(), {run.brought_by}).get(run.brought_by) if run.brought_by else None,
        panel=case_panel(CaseRef("import_run", run.id)),
    )


@room.get("/<uuid:run_id>/file", allow=ADMIN)
def download_file(run_id: UUID) -> Response:
    """The table as it was sent."""
    run = queries.require_visible(session(), run_id, actor())
    return _workbook(run.file_name, blob_store().get(run.sha256), "application/octet-stream")


def _kind(name: str) -> ImportKind:
    if (found := kinds().get(name)) is None:
        raise Problem("not_found")
    return found


def _looked(kind: ImportKind) -> Looked:
    sent, limit = request.files.get("file"), app_settings().upload_limit_mb
    if sent is None or not sent.filename:
        raise Problem("file.empty", name="")
    name, data = clean(sent.filename), sent.stream.read(limit * MEGABYTE + 1)
    if not data:
        raise Problem("file.empty", name=name)
    if len(data) > limit * MEGABYTE:
        raise Problem("file.too_large", limit=limit)
    stored = StoredFile(Shelf(app_settings()).put(data), len(data), "", name)
    return _look(kind, stored, data)


def _look(kind: ImportKind, stored: StoredFile, data: bytes) -> Looked:
    found = plan(session(), kind, table_in(stored.name, data))
    token = _signer().dumps([stored.name, stored.sha256, found.digest, [actor().user_id.hex, kind.name]])
    return Looked(stored, found, token)


def _page(kind: ImportKind, form: TableForm, looked: Looked | None, problem: Problem | None) -> Any:
    wrong = problem is not None or bool(looked and looked.found.faults) or bool(form.errors)
    page = render(
        "importing/bring.html",
        kind=kind,
        form=form,
        looked=looked,
        told=presenters.told(looked.found) if looked else None,
        problem=problem,
    )
    return page, (problem.entry.http if problem else 422) if wrong else 200


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt="a table that was looked at")


def _workbook(name: str, data: bytes, kind: str = XLSX) -> Response:
    return send_file(io.BytesIO(data), mimetype=kind, as_attachment=True, download_name=name)
