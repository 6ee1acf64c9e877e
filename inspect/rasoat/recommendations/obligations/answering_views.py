"""What the addressee's people send from the page of an obligation: answers, how far they have come, what they think of it."""

from typing import Any
from uuid import UUID

from flask import request
from sqlmodel import Session

from rasoat.pages import SIGNED_IN, Room, actor, done, redirect_to, session, write
from rasoat.pages.case import parse_uuid
from rasoat.pages.saving import save_form
from rasoat.problems import Problem
from rasoat.recommendations import part_forms, queries, releasing, rounds, stances
from rasoat.recommendations.answering import operations as answering
from rasoat.recommendations.answering.models import PreparedAnswer
from rasoat.recommendations.forms import (
    AnswerForm,
    DraftForm,
    ExtensionForm,
    PrepareForm,
    ProgressForm,
    ReturnForm,
    StanceForm,
    SupplementForm,
)
from rasoat.recommendations.obligations import release
from rasoat.recommendations.obligations.page import send, stance_form, ways
from rasoat.workflows import Fired

room = Room("obligations", __name__, url_prefix="/obligations")


def _said(form: AnswerForm) -> dict[str, Any]:
    """How far it is done, in words and of each part."""
    return {
        "claim": form.claim.data or "",
        "text": form.text.data or "",
        "parts": part_forms.to_reports(form.parts),
    }


def _kept(form: AnswerForm) -> dict[str, Any]:
    """The files of the draft that stay with it, and the draft that the page showed."""
    return {"kept": form.kept_ids, "seen": parse_uuid(form.seen.data)}


def _once(form: AnswerForm) -> dict[str, Any]:
    """The version that the page showed, and the command that is done once however often it is sent."""
    return {"expected_version": form.seen_version, "command_id": parse_uuid(form.command_id.data)}


@room.post("/<uuid:obligation_id>/answer", allow=SIGNED_IN)
def answer(obligation_id: UUID) -> Any:
    """Report what was done."""
    obligation, form, who = queries.require_visible(session(), obligation_id, actor()), AnswerForm(), actor()
    release.offer_files(form)

    def save(db: Session, files: list[Any]) -> Fired:
        return answering.answer(
            db,
            who,
            obligation_id,
            files=[
                *releasing.kept_files(db, who, obligation_id, parse_uuid(form.seen.data), form.kept_ids),
                *files,
            ],
            **_said(form),
            **_once(form),
        )

    return send(obligation, form, "answer_form", save, "Đã gửi báo cáo. Sở sẽ xác minh và trả lời tại trang này.")


@room.post("/<uuid:obligation_id>/draft", allow=SIGNED_IN)
def draft(obligation_id: UUID) -> Any:
    """Keep what was written of an answer, for the people of the agency alone."""
    obligation, form, who = queries.require_visible(session(), obligation_id, actor()), DraftForm(), actor()
    release.offer_files(form)

    def save(db: Session, files: list[Any]) -> PreparedAnswer:
        return releasing.save_draft(db, who, obligation_id, files=files, **_said(form), **_kept(form))

    return send(obligation, form, "answer_form", save, "Đã lưu nháp. Chỉ người của cơ quan bạn đọc được, chưa gửi đi.")


@room.post("/<uuid:obligation_id>/supplement", allow=SIGNED_IN)
def supplement(obligation_id: UUID) -> Any:
    """Send an answer in the place of the one that nobody began to verify."""
    obligation, form, who = queries.require_visible(session(), obligation_id, actor()), SupplementForm(), actor()
    release.offer_sent(form, obligation)

    def save(db: Session, files: list[Any]) -> Fired:
        return rounds.supplement(db, who, obligation_id, files=files, kept=form.kept_ids, **_said(form), **_once(form))

    return send(obligation, form, "supplement_form", save, "Đã gửi bản bổ sung. Bản trước vẫn được giữ trong lịch sử.")


@room.post("/<uuid:obligation_id>/progress", allow=SIGNED_IN)
def progress(obligation_id: UUID) -> Any:
    """Tell how far the work has come, before it is answered."""
    obligation, form, who = queries.require_visible(session(), obligation_id, actor()), ProgressForm(), actor()

    def save(db: Session, files: list[Any]) -> Fired:
        text, command_id = form.text.data or "", parse_uuid(form.command_id.data)
        parts = part_forms.to_reports(form.parts)
        return rounds.report_progress(
            db, who, obligation_id, text=text, files=files, parts=parts, command_id=command_id
        )

    told = "Đã báo tiến độ. Hạn thực hiện không đổi."
    return send(obligation, form, "progress_form", save, told, "progress_files")


@room.post("/<uuid:obligation_id>/stance", allow=SIGNED_IN)
def stance(obligation_id: UUID) -> Any:
    """Say whether the agency agrees with what is asked, or why not."""
    obligation, who = queries.require_visible(session(), obligation_id, actor()), actor()
    form = stance_form(obligation, StanceForm())

    def save(db: Session, files: list[Any]) -> Fired:
        reason, command_id = form.reason.data or "", parse_uuid(form.command_id.data)
        return stances.state(
            db, who, obligation_id, stance=form.stance.data, reason=reason, files=files, command_id=command_id
        )

    return send(obligation, form, "stance_form", save, "Đã ghi ý kiến của đơn vị.", "stance_files")


@room.post("/<uuid:obligation_id>/extension", allow=SIGNED_IN)
def extension(obligation_id: UUID) -> Any:
    """Ask for more time, with what shows why it is needed."""
    obligation, form, who = queries.require_visible(session(), obligation_id, actor()), ExtensionForm(), actor()

    def save(db: Session, files: list[Any]) -> Fired:
        until, command_id = form.until.data, parse_uuid(form.command_id.data)
        return answering.ask_extension(
            db, who, obligation_id, until=until, reason=form.reason.data or "", files=files, command_id=command_id
        )

    told = "Đã gửi đề nghị gia hạn. Chưa có trả lời thì hạn vẫn như cũ."
    return send(obligation, form, "extension_form", save, told, "extension_files")


@room.post("/<uuid:obligation_id>/prepare", allow=SIGNED_IN)
def prepare(obligation_id: UUID) -> Any:
    """Put an answer before the leaders of the agency."""
    obligation, who = queries.require_visible(session(), obligation_id, actor()), actor()
    form = PrepareForm()
    release.offer_files(form)

    def save(db: Session, files: list[Any]) -> PreparedAnswer:
        return releasing.prepare(db, who, obligation_id, files=files, **_said(form), **_kept(form))

    return send(obligation, form, "prepare_form", save, "Đã trình. Lãnh đạo được báo và sẽ duyệt gửi hoặc trả lại.")


@room.post("/<uuid:obligation_id>/release", allow=SIGNED_IN)
def release_answer(obligation_id: UUID) -> Any:
    """Send the answer that an officer prepared, as the page showed it."""
    who, prepared_id = actor(), parse_uuid(request.form.get("prepared_id"))
    command_id = parse_uuid(request.form.get("command_id"))
    if prepared_id is None:
        raise Problem("not_found")
    write(lambda db: releasing.release(db, who, obligation_id, prepared_id, command_id=command_id))
    done("Đã duyệt và gửi báo cáo. Sở sẽ xác minh và trả lời tại trang này.")
    return redirect_to(".show", obligation_id=obligation_id)


@room.post("/<uuid:obligation_id>/return", allow=SIGNED_IN)
def return_answer(obligation_id: UUID) -> Any:
    """Send the prepared answer back to whoever prepared it, with the reason."""
    obligation, form, who = queries.require_visible(session(), obligation_id, actor()), ReturnForm(), actor()
    prepared_id = parse_uuid(form.prepared_id.data)
    if prepared_id is None:
        raise Problem("not_found")

    def save(db: Session) -> PreparedAnswer:
        return releasing.send_back(db, who, obligation_id, prepared_id, form.reason.data or "")

    page, saved = ways(obligation, "return_form", form, "Đã trả lại. Người soạn được báo.")
    return save_form(form, save, page, saved)
