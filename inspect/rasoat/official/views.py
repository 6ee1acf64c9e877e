"""The pages of an agency's official report: choosing what it answers, the files to sign, and sending what was signed."""

import io
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import request, send_file
from sqlmodel import Session
from werkzeug.wrappers import Response

from rasoat import clock
from rasoat.db import new_id
from rasoat.documents import pdf
from rasoat.documents.paper import Paper
from rasoat.files.operations import StoredFile
from rasoat.official import composing, drafted, operations
from rasoat.official.drafted import ALLOWED, Drafted
from rasoat.official.forms import SignedForm
from rasoat.pages import Room, actor, app_settings, done, redirect_to, render, session
from rasoat.pages.case import parse_uuid
from rasoat.pages.saving import save_form
from rasoat.problems import Problem
from rasoat.recommendations.models import VERDICTS
from rasoat.recommendations.sources import source_of
from rasoat.units import queries as units
from rasoat.workflows import Fired

room = Room("official", __name__, url_prefix="/official-report")
MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NAME = "bao-cao-trinh-ky"


@room.get("/", allow=ALLOWED)
def show() -> str:
    """List the drafted answers of the agency, to choose those that one report answers."""
    items = drafted.ready(session(), actor())
    return render("official/index.html", items=items, asked=_asked(), verdicts=VERDICTS)


@room.get("/report.pdf", allow=ALLOWED)
def to_sign() -> Any:
    """The report to sign, number and day blank."""
    paper, settings = _paper(), app_settings()
    if paper is None:
        return _none_chosen()
    # Printing takes a moment, so no read transaction of this request may stay open meanwhile.
    session().rollback()
    engine = pdf.suited(pdf.usable(settings.pdf_engine, settings.pdf_timeout_s), paper)[0]
    data = pdf.paper_to_pdf(paper, engine, settings.content_dir, stamped=False)
    response = send_file(io.BytesIO(data), mimetype="application/pdf", download_name=f"{NAME}.pdf")
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@room.get("/report.docx", allow=ALLOWED)
def word_file() -> Any:
    """The same as a Word file, for whoever goes on with it there."""
    # Loading what makes it takes longer than most requests.
    from rasoat.documents.docx.writing import paper_to_docx

    paper = _paper()
    if paper is None:
        return _none_chosen()
    data = io.BytesIO(paper_to_docx(paper, stamped=False))
    return send_file(data, mimetype=MIME, as_attachment=True, download_name=f"{NAME}.docx")


@room.form("/send", allow=ALLOWED)
def send() -> Any:
    """Send what the signed report says: each chosen draft becomes the answer, with the report as its basis."""
    who = actor()
    items = drafted.ready(session(), who)
    form = SignedForm(data={"command_id": str(new_id()), "of": [str(one) for one in _asked()], "dated": clock.today()})
    form.of.choices = _choices(items)

    def save(db: Session, scans: list[StoredFile]) -> list[Fired]:
        if not scans:
            raise Problem("official.no_scan")
        command_id = parse_uuid(form.command_id.data) or new_id()
        return operations.send(db, who, form.signed, form.drafts, scans, command_id=command_id)

    def finished(fired: list[Fired]) -> Response:
        done(f"Đã gửi báo cáo về {len(fired)} nội dung, kèm bản đã ký.")
        return redirect_to("obligations.inbox")

    return save_form(
        form,
        save,
        lambda **_shown: render("official/send.html", form=form, items=items),
        finished,
        refusals=("form.invalid", "official.no_scan"),
        files="scan",
    )


def _asked() -> list[UUID]:
    return [one for one in map(parse_uuid, request.args.getlist("of")) if one]


def _choices(items: Sequence[Drafted]) -> list[tuple[str, str]]:
    return [(str(one.answer.id), f"{source_of(one.obligation).name}: {one.obligation.source_text}") for one in items]


def _paper() -> Paper | None:
    """The report about what was chosen; None when nothing was, or nothing of it is a draft any more."""
    who = actor()
    items = drafted.chosen(session(), who, _asked())
    return composing.paper_of(session(), units.agency(session(), who.agency_id), items) if items else None


def _none_chosen() -> Response:
    done("Đánh dấu ít nhất một nội dung còn bản nháp để soạn báo cáo.", "warning")
    return redirect_to(".show")
