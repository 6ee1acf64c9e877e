"""The pages for a paper that is signed outside of the system: who signs, the copy to sign, the signed file."""

import io
from datetime import date
from typing import Any, cast
from uuid import UUID

from flask import request, send_file
from sqlmodel import Session
from wtforms import Field

from rasoat import clock
from rasoat.accounts import signing
from rasoat.accounts.actor import Role
from rasoat.accounts.models import User
from rasoat.db import new_id
from rasoat.documents import pdf
from rasoat.documents.paper import Paper
from rasoat.pages import SIGNED_IN, actor, app_settings, blob_store, database, done, redirect_to, render, session
from rasoat.pages.case import parse_uuid
from rasoat.pages.forms import Form
from rasoat.pages.saving import save_form
from rasoat.papers import comparing, letterhead, operations, queries, signers, signing_outside
from rasoat.papers.editing_views import room
from rasoat.papers.forms import SignedOutsideForm, ToSignForm, form_beside
from rasoat.papers.models import PaperCase
from rasoat.papers.registry import kind_of
from rasoat.papers.signed_views import REFUSALS, read_scan
from rasoat.papers.signing_outside import SignedFile
from rasoat.problems import UNFIT, Problem
from rasoat.units.models import Agency
from rasoat.workflows import Fired

SENDERS = frozenset({Role.OFFICER, Role.CLERK, Role.LEADER})
CLERKS = frozenset({Role.CLERK})
STEP_REFUSALS = (*REFUSALS, "case.refused", "case.not_allowed", "case.wrong_state", *UNFIT)


@room.form("/<uuid:paper_id>/to-sign", allow=SENDERS)
def send_to_sign(paper_id: UUID) -> Any:
    """Say who signs the paper outside, and freeze its text."""
    case, who = queries.require_visible(session(), paper_id, actor()), actor()
    choices = [_choice(user) for user in _signers(session(), case)]
    others = _others(session(), case)
    proposed = {signing_outside.field_of("signer", one.id): next(iter(offered), ("", ""))[0] for one, offered in others}
    form = form_beside(ToSignForm, "signer", [(agency, offered) for agency, offered in others])(
        data={"version": case.version, "command_id": str(new_id()), "signer_id": _proposed(case), **proposed}
    )
    form.signer_id.choices = choices

    def send(db: Session) -> Fired:
        version, command_id = form.seen_version, parse_uuid(form.command_id.data)
        beside = {one.id: UUID(field.data) for one, field in _beside(form, "signer", others) if field.data}
        return signing_outside.send_to_sign(db, who, paper_id, UUID(form.signer_id.data), version, command_id, beside)

    return save_form(
        form,
        send,
        lambda **_shown: render("papers/to_sign.html", paper=case, form=form, others=_beside(form, "signer", others)),
        lambda _fired: _told(paper_id, "Đã cố định lời văn. Tải bản trình ký, in ra hoặc ký số."),
        refusals=STEP_REFUSALS,
        before=lambda: _printed_first(paper_id),
    )


Others = list[tuple[Agency, list[tuple[str, str]]]]


def _others(db: Session, case: PaperCase) -> Others:
    """The agencies that sign beside the issuer, each with those who may sign for it today."""
    found, today = kind_of(case).beside(db, case), clock.today()
    return [
        (one.agency, [_choice(user) for user in signing.signers(db, one.agency.id, case.kind, today)]) for one in found
    ]


def _choice(user: User) -> tuple[str, str]:
    return str(user.id), f"{user.full_name}, {user.title}"


def _beside(form: Form, name: str, others: Others) -> list[tuple[Agency, Field]]:
    return [(one, form[signing_outside.field_of(name, one.id)]) for one, _ in others]


def _printed_first(paper_id: UUID) -> None:
    """Print and measure it, so that nothing out of form is signed."""
    session().rollback()
    operations.try_out(database(), app_settings(), paper_id)


def _signers(db: Session, case: PaperCase) -> list[Any]:
    return signers.people(db, case, clock.today())


def _proposed(case: PaperCase) -> str:
    """Whom the letterhead names."""
    name = letterhead.head_of(session(), case).signer
    return next((str(user.id) for user in _signers(session(), case) if user.full_name == name), "")


@room.get("/<uuid:paper_id>/to-sign.pdf", allow=SIGNED_IN)
def to_sign(paper_id: UUID) -> Any:
    """The copy to sign: the frozen text, number and day blank."""
    case = queries.require_visible(session(), paper_id, actor())
    row = signing_outside.to_sign(session(), case) if signing_outside.is_waiting(case) else None
    if row is None:
        raise Problem("not_found")
    paper, settings = signing_outside.frozen_text(row), app_settings()
    # Printing takes a moment, so no read transaction of this request may stay open meanwhile.
    session().rollback()
    engine = pdf.suited(pdf.usable(settings.pdf_engine, settings.pdf_timeout_s), paper)[0]
    data = pdf.paper_to_pdf(paper, engine, settings.content_dir, stamped=False)
    response = send_file(
        io.BytesIO(data),
        mimetype="application/pdf",
        as_attachment="download" in request.args,
        download_name=f"trinh-ky-{kind_of(case).series.replace(':', '-')}.pdf",
    )
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@room.form("/<uuid:paper_id>/signed-outside", allow=CLERKS)
def record_signature(paper_id: UUID) -> Any:
    """Record the signature, with the signed file; the file is compared with the frozen text."""
    case, who = queries.require_visible(session(), paper_id, actor()), actor()
    row = signing_outside.to_sign(session(), case)
    if row is None or not signing_outside.is_waiting(case):
        raise Problem("case.wrong_state", action="Ghi nhận đã ký", state="không chờ ký bên ngoài")
    paper = signing_outside.frozen_text(row)
    others = _others(session(), case)
    form = _record_form(case, others)
    files: list[SignedFile] = []
    return save_form(
        form,
        lambda db: signing_outside.record_signature(
            db,
            who,
            paper_id,
            form.seen_version,
            files[-1],
            signed_on=cast(date, form.signed_on.data),
            how=form.how.data,
            command_id=parse_uuid(form.command_id.data),
            beside={one.id: field.data for one, field in _beside(form, "signed_on", others)},
        ),
        lambda **_shown: render(
            "papers/signed_outside.html",
            paper=case,
            signing=paper.signing,
            form=form,
            others=list(zip(paper.other_signers, _beside(form, "signed_on", others), strict=True)) if others else [],
        ),
        lambda _fired: _told(paper_id, "Đã ghi nhận chữ ký và lưu bản đã ký. Văn bản chờ cấp số."),
        refusals=STEP_REFUSALS,
        before=lambda: files.append(_read(paper)),
    )


def _read(paper: Paper) -> SignedFile:
    # Reading the file takes a moment, so no read transaction of this request may stay open meanwhile.
    session().rollback()
    scan = read_scan()
    found = comparing.compare(paper, blob_store().get(scan.file.sha256))
    comparing.refuse(found)
    return SignedFile(scan, found)


def _record_form(case: PaperCase, others: Others) -> Form:
    days = {signing_outside.field_of("signed_on", one.id): clock.today() for one, _ in others}
    proposed = {"version": case.version, "command_id": str(new_id()), "signed_on": clock.today(), "how": "hand", **days}
    return form_beside(SignedOutsideForm, "signed_on", [(one, None) for one, _ in others])(data=proposed)


def _told(paper_id: UUID, what: str) -> Any:
    done(what)
    return redirect_to(".show", paper_id=paper_id)
