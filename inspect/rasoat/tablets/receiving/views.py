"""The page that brings in a tablet's export file."""

from typing import Any

from flask import request
from flask_wtf.file import FileField

from rasoat.pages import SIGNED_IN, Room, actor, app_settings, render, session
from rasoat.pages.forms import Form
from rasoat.pages.request import database
from rasoat.problems import Problem
from rasoat.tablets.receiving import importing
from rasoat.tablets.receiving.models import OUTCOMES
from rasoat.tablets.receiving.uploads import uploads

room = Room("tablets_receiving", __name__, url_prefix="/visits")


class ImportForm(Form):
    """The field for the file that a tablet wrote."""

    file = FileField("Tệp xuất từ máy tính bảng", description="Tệp có đuôi .rasoat.")


@room.form("/import", allow=SIGNED_IN)
def import_file() -> Any:
    """Bring in a tablet's export file and show what became of each record and photograph. Importing it again changes
    nothing.
    """
    form, report, problem = ImportForm(), None, None
    if form.validate_on_submit():
        sent = request.files.get("file")
        if sent is None or not sent.filename:
            form.file.errors = ["Chọn tệp."]
        else:
            try:
                at = uploads(database(), app_settings())
                limit = app_settings().upload_limit_mb
                report = importing.import_file(database(), at, actor(), sent.stream, photo_limit_mb=limit)
            except Problem as refused:
                problem = refused
            session().rollback()
    page = render("tablets/receiving/import.html", form=form, report=report, problem=problem, outcomes=OUTCOMES)
    return page, problem.entry.http if problem else 422 if form.errors else 200
