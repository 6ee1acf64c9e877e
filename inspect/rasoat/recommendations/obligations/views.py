"""The pages of one obligation (its whole history, its answer, its verdict), and the inbox of an addressee."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from uuid import UUID

from flask import request
from sqlmodel import Session
from werkzeug.wrappers import Response

from rasoat import clock
from rasoat.db import new_id
from rasoat.db.reading import rows_by_id
from rasoat.inspections.models import Inspection
from rasoat.numbers import plain
from rasoat.pages import SIGNED_IN, Room, actor, case_panel, done, redirect_to, render, session, write
from rasoat.pages.case import parse_uuid, state_of
from rasoat.pages.forms import Form
from rasoat.pages.paging import page_of
from rasoat.pages.saving import save_form
from rasoat.problems import Problem
from rasoat.recommendations import due, operations, part_forms, prepared, queries, receiving, releasing, rounds, stances
from rasoat.recommendations.forms import (
    AnswerForm,
    DraftForm,
    ExtensionForm,
    PrepareForm,
    ProgressForm,
    ReturnForm,
    StanceForm,
    SupplementForm,
    VerifyForm,
)
from rasoat.recommendations.inside import presenters as inside
from rasoat.recommendations.models import ADDRESSEES_TURN, FORCES, NEW, STANCE_OUTCOMES, Obligation, PreparedAnswer
from rasoat.recommendations.obligations import (
    history,
    observation_presenters,
    part_presenters,
    pictures,
    presenters,
    release,
)
from rasoat.recommendations.sources import source_of
from rasoat.units import queries as units
from rasoat.workflows import CaseRef, Fired, may

F = TypeVar("F", bound=Form)
room = Room("obligations", __name__, url_prefix="/obligations")
INBOX_PAGE = 60
room.blueprint.add_app_template_global(presenters.due_of, "due_of")
room.blueprint.add_app_template_global(presenters.verdict_of, "verdict_of")
room.blueprint.add_app_template_global(source_of, "source_of")


@room.get("/inbox", allow=SIGNED_IN)
def inbox() -> str:
    """List what the person's agency has to do, the most urgent first."""
    today = clock.today()
    page = page_of(queries.inbox(session(), actor()), INBOX_PAGE)
    found = rows_by_id(session(), Obligation, page.items)
    rows = [found[one] for one in page.items]
    turn = [row for row in rows if ADDRESSEES_TURN.of(row)]
    late = [row for row in turn if queries.is_overdue(row, today)]
    soon = [row for row in turn if queries.is_soon(row, today)]
    return render(
        "obligations/inbox.html",
        groups=[
            ("overdue", "Quá hạn", late),
            ("soon", f"Đến hạn trong {due.SOON_DAYS} ngày tới", soon),
            ("later", "Còn thời gian", [row for row in turn if row not in late and row not in soon]),
            (
                "waiting",
                "Đã báo cáo, chờ Sở xác minh",
                [row for row in rows if row not in turn and not row.suspended_on],
            ),
            ("suspended", "Tạm dừng vì văn bản bị thu hồi", [row for row in rows if row.suspended_on]),
        ],
        page=page,
        inspections=rows_by_id(session(), Inspection, (row.inspection_id for row in rows)),
        states={row.id: state_of(row) for row in rows},
        prepared=prepared.among(session(), [row.id for row in turn], actor()),
        received=_to_confirm(turn),
        given=inside.given(rows),
        new_command=new_id,
    )


def _to_confirm(rows: Sequence[Obligation]) -> dict[UUID | None, list[Obligation]]:
    """What can be confirmed at once: by inspection (None: tasks of meetings) the new obligations, where there are several."""
    found: dict[UUID | None, list[Obligation]] = {}
    for row in rows:
        if NEW.of(row):
            found.setdefault(row.inspection_id, []).append(row)
    return {of: some for of, some in found.items() if len(some) > 1}


@room.post("/inbox/acknowledge", allow=SIGNED_IN)
def acknowledge_all() -> Response:
    """Confirm the receipt of several obligations as the page showed them."""
    who, seen = actor(), _seen(request.form.getlist("seen"))
    received = write(lambda db: receiving.acknowledge_all(db, who, seen))
    if received.confirmed:
        done(f"Đã xác nhận nhận {received.confirmed} nội dung.")
    if received.before:
        done(f"{received.before} nội dung đã được xác nhận từ trước.", "info")
    for name, why in received.refused:
        done(f"{name} chưa xác nhận được: {why}", "warning")
    return redirect_to(".inbox")


def _seen(typed: Sequence[str]) -> dict[UUID, int]:
    found = {}
    for one in typed:
        key, _, number = one.partition(":")
        obligation_id, version = parse_uuid(key), plain(number)
        if obligation_id is None or version is None:
            raise Problem("request.bad")
        found[obligation_id] = version
    return found


@room.get("/<uuid:obligation_id>", allow=SIGNED_IN)
def show(obligation_id: UUID) -> str:
    """Show one obligation: what is asked of whom by when, and everything that has happened."""
    return show_page(queries.require_visible(session(), obligation_id, actor()))


def show_page(obligation: Obligation, **forms: Form) -> str:
    """One obligation's page, with the forms that were refused."""
    db, who, ref = session(), actor(), CaseRef("obligation", obligation.id)
    can = {option.transition.trigger: option for option in may(db, ref, who)}
    relatives = [*queries.children_of(db, obligation.id)]
    before = queries.earlier(db, obligation)
    relatives += before[-1:]
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
        story=history.story(db, obligation.id),
        earlier=[(row, told) for row in before if (told := history.story(db, row.id))],
        sights=observation_presenters.sights(db, obligation.id, who),
        panel=case_panel(ref, without=frozenset({"ask_extension"})),
        **_own_forms(obligation, forms, can),
        decided_extension=queries.decided_extension(db, obligation),
        stance_outcomes=STANCE_OUTCOMES,
        awaits_letter=stances.awaits_letter(db, obligation),
        release=release.panel(obligation, forms),
        inside=inside.panel(obligation, forms),
        verify_form=forms.get("verify_form") or (_verify_form(obligation) if _may(can, "verify") else None),
        parts={part.ordinal: part for part in obligation.parts},
        standing=part_presenters.standing(db, obligation),
        cannot_verify=can["verify"].reasons if "verify" in can else [],
    )


def _own_forms(obligation: Obligation, forms: dict[str, Form], can: dict[str, Any]) -> dict[str, Form | None]:
    """What the addressee's people may send: the answer, what supplements it, how far they have come."""
    made: dict[str, tuple[str, Callable[[], Form]]] = {
        "answer_form": ("answer", lambda: release.answer_form(obligation)),
        "supplement_form": ("supplement", lambda: release.supplement_form(obligation)),
        "progress_form": ("report_progress", lambda: ProgressForm(formdata=None)),
        "extension_form": ("ask_extension", lambda: ExtensionForm(formdata=None)),
        "stance_form": ("take_stance", lambda: _stance_form(obligation, StanceForm(formdata=None))),
    }
    return {
        name: forms.get(name) or (_new(make(), obligation) if _may(can, trigger) else None)
        for name, (trigger, make) in made.items()
    }


def _stance_form(obligation: Obligation, form: StanceForm) -> StanceForm:
    form.stance.choices = list(stances.offered(obligation.force).items())
    return form


def _may(can: dict[str, Any], trigger: str) -> bool:
    return trigger in can and can[trigger].allowed


def _verify_form(obligation: Obligation) -> VerifyForm:
    form = _new(VerifyForm(formdata=None), obligation).of(obligation)
    part_forms.offer(form.parts, part_forms.judged(obligation))
    return form


def _new(form: F, obligation: Obligation) -> F:
    form.version.data, form["command_id"].data = str(obligation.version), str(new_id())
    return form


@room.post("/<uuid:obligation_id>/answer", allow=SIGNED_IN)
def answer(obligation_id: UUID) -> Any:
    """Report what was done."""
    obligation, form, who = queries.require_visible(session(), obligation_id, actor()), AnswerForm(), actor()
    release.offer_files(form)

    def save(db: Session, files: list[Any]) -> Fired:
        return operations.answer(
            db,
            who,
            obligation_id,
            claim=form.claim.data,
            text=form.text.data,
            files=[
                *releasing.kept_files(db, who, obligation_id, parse_uuid(form.seen.data), form.kept_ids),
                *files,
            ],
            parts=part_forms.to_reports(form.parts),
            expected_version=form.seen_version,
            command_id=parse_uuid(form.command_id.data),
        )

    return _send(obligation, form, "answer_form", save, "Đã gửi báo cáo. Sở sẽ xác minh và trả lời tại trang này.")


@room.post("/<uuid:obligation_id>/draft", allow=SIGNED_IN)
def draft(obligation_id: UUID) -> Any:
    """Keep what was written of an answer, for the people of the agency alone."""
    obligation, form, who = queries.require_visible(session(), obligation_id, actor()), DraftForm(), actor()
    release.offer_files(form)

    def save(db: Session, files: list[Any]) -> PreparedAnswer:
        return releasing.save_draft(
            db,
            who,
            obligation_id,
            claim=form.claim.data or "",
            text=form.text.data or "",
            files=files,
            parts=part_forms.to_reports(form.parts),
            kept=form.kept_ids,
            seen=parse_uuid(form.seen.data),
        )

    return _send(obligation, form, "answer_form", save, "Đã lưu nháp. Chỉ người của cơ quan bạn đọc được, chưa gửi đi.")


@room.post("/<uuid:obligation_id>/supplement", allow=SIGNED_IN)
def supplement(obligation_id: UUID) -> Any:
    """Send an answer in the place of the one that nobody began to verify."""
    obligation, form, who = queries.require_visible(session(), obligation_id, actor()), SupplementForm(), actor()
    release.offer_sent(form, obligation)

    def save(db: Session, files: list[Any]) -> Fired:
        return rounds.supplement(
            db,
            who,
            obligation_id,
            claim=form.claim.data,
            text=form.text.data or "",
            files=files,
            parts=part_forms.to_reports(form.parts),
            kept=form.kept_ids,
            expected_version=form.seen_version,
            command_id=parse_uuid(form.command_id.data),
        )

    return _send(obligation, form, "supplement_form", save, "Đã gửi bản bổ sung. Bản trước vẫn được giữ trong lịch sử.")


@room.post("/<uuid:obligation_id>/progress", allow=SIGNED_IN)
def progress(obligation_id: UUID) -> Any:
    """Tell how far the work has come, before it is answered."""
    obligation, form, who = queries.require_visible(session(), obligation_id, actor()), ProgressForm(), actor()

    def save(db: Session, files: list[Any]) -> Fired:
        text, command_id = form.text.data or "", parse_uuid(form.command_id.data)
        return rounds.report_progress(db, who, obligation_id, text=text, files=files, command_id=command_id)

    told = "Đã báo tiến độ. Hạn thực hiện không đổi."
    return _send(obligation, form, "progress_form", save, told, "progress_files")


@room.post("/<uuid:obligation_id>/stance", allow=SIGNED_IN)
def stance(obligation_id: UUID) -> Any:
    """Say whether the agency agrees with what is asked, or why not."""
    obligation, who = queries.require_visible(session(), obligation_id, actor()), actor()
    form = _stance_form(obligation, StanceForm())

    def save(db: Session, files: list[Any]) -> Fired:
        reason, command_id = form.reason.data or "", parse_uuid(form.command_id.data)
        return stances.state(
            db, who, obligation_id, stance=form.stance.data, reason=reason, files=files, command_id=command_id
        )

    return _send(obligation, form, "stance_form", save, "Đã ghi ý kiến của đơn vị.", "stance_files")


@room.post("/<uuid:obligation_id>/extension", allow=SIGNED_IN)
def extension(obligation_id: UUID) -> Any:
    """Ask for more time, with what shows why it is needed."""
    obligation, form, who = queries.require_visible(session(), obligation_id, actor()), ExtensionForm(), actor()

    def save(db: Session, files: list[Any]) -> Fired:
        until, command_id = form.until.data, parse_uuid(form.command_id.data)
        return operations.ask_extension(
            db, who, obligation_id, until=until, reason=form.reason.data or "", files=files, command_id=command_id
        )

    told = "Đã gửi đề nghị gia hạn. Chưa có trả lời thì hạn vẫn như cũ."
    return _send(obligation, form, "extension_form", save, told, "extension_files")


@room.post("/<uuid:obligation_id>/prepare", allow=SIGNED_IN)
def prepare(obligation_id: UUID) -> Any:
    """Put an answer before the leaders of the agency."""
    obligation, who = queries.require_visible(session(), obligation_id, actor()), actor()
    form = PrepareForm()
    release.offer_files(form)

    def save(db: Session, files: list[Any]) -> PreparedAnswer:
        return releasing.prepare(
            db,
            who,
            obligation_id,
            claim=form.claim.data,
            text=form.text.data or "",
            files=files,
            parts=part_forms.to_reports(form.parts),
            kept=form.kept_ids,
            seen=parse_uuid(form.seen.data),
        )

    return _send(obligation, form, "prepare_form", save, "Đã trình. Lãnh đạo được báo và sẽ duyệt gửi hoặc trả lại.")


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

    page, saved = _ways(obligation, "return_form", form, "Đã trả lại. Người soạn được báo.")
    return save_form(form, save, page, saved)


@room.post("/<uuid:obligation_id>/verify", allow=SIGNED_IN)
def verify(obligation_id: UUID) -> Any:
    """Give the verdict on an answer."""
    obligation, who = queries.require_visible(session(), obligation_id, actor()), actor()
    form = VerifyForm().of(obligation)

    def save(db: Session, files: list[Any]) -> Fired:
        return operations.verify(
            db,
            who,
            obligation_id,
            verdict=form.verdict.data or "" if "verdict" in form else "",
            evidence=form.evidence.data or "",
            files=files,
            parts=form.to_verdicts(),
            expected_version=form.seen_version,
            command_id=parse_uuid(form.command_id.data),
        )

    return _send(obligation, form, "verify_form", save, "Đã ghi kết luận xác minh.")


def _send(
    obligation: Obligation, form: Form, name: str, save: Callable[..., Any], message: str, files: str = "files"
) -> Any:
    page, saved = _ways(obligation, name, form, message)
    return save_form(form, save, page, saved, refusals=("case.refused", "form.invalid"), files=files)


def _ways(
    obligation: Obligation, name: str, form: Form, message: str
) -> tuple[Callable[..., str], Callable[[Any], Response]]:
    """The obligation's page with a form that was refused, and what follows when it was saved."""

    def page(**_: Any) -> str:
        return show_page(session().get_one(Obligation, obligation.id), **{name: form})

    def saved(_done: Any) -> Response:
        done(message)
        return redirect_to(".show", obligation_id=obligation.id)

    return page, saved
