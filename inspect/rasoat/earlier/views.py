"""Pages of papers of before: the queue, bringing files, reviewing one paper."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from flask import request, url_for
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar
from werkzeug.wrappers import Response

from rasoat.accounts import queries as accounts
from rasoat.accounts.actor import Role
from rasoat.earlier import checks, intake, operations, presenters, queries, scans
from rasoat.earlier.across_views import may_go_on, ticked, told
from rasoat.earlier.forms import FilesForm, HeadForm, ManyForm, NewPartForm, PartForm, head_values, part_values
from rasoat.earlier.matching import Agencies
from rasoat.earlier.models import REVIEWING, STANDING, EarlierNotice, EarlierPart, EarlierTask
from rasoat.earlier.table_views import OFFICERS, room
from rasoat.files.opening import first_page
from rasoat.files.operations import MEGABYTE, keep
from rasoat.pages import (
    actor,
    app_settings,
    blob_store,
    case_panel,
    database,
    done,
    paginate,
    redirect_to,
    render,
    save_form,
    search,
    session,
    write,
)
from rasoat.pages.case import parse_uuid, state_of
from rasoat.pages.forms import put_reasons
from rasoat.pages.paging import By
from rasoat.pages.request import sent_version
from rasoat.problems import Problem
from rasoat.recommendations.models import Obligation
from rasoat.units import queries as units
from rasoat.workflows import CaseRef, fire, pins

READERS = frozenset({Role.OFFICER, Role.LEADER, Role.CLERK, Role.MEMBER})
PARTS_PER_PAGE = 100


@room.get("/", allow=READERS)
def index() -> str:
    """List the papers of before, those that wait for a review first."""
    page = paginate(*in_order())
    ids = [row.id for row in page.items]
    return render(
        "earlier/index.html",
        page=page,
        counts=queries.counts(session(), ids),
        states={row.id: state_of(row) for row in page.items},
        people=accounts.full_names(session(), {row.taken_by for row in page.items if row.taken_by}),
        issuers=units.names(session(), {row.issuer_id for row in page.items if row.issuer_id}),
        selects=selects(),
        may_bring=actor().role in OFFICERS,
    )


def in_order() -> tuple[SelectOfScalar[EarlierNotice], list[By]]:
    """The papers of the list, and their order, as the request asks for them."""
    query = select(EarlierNotice).where(queries.visible_to(actor()), search(EarlierNotice))
    status = request.args.get("status", "")
    if not status:
        query = query.where(REVIEWING.condition)
    elif status != "all":
        query = query.where(EarlierNotice.status == status)
    if request.args.get("who") == "mine":
        query = query.where(col(EarlierNotice.taken_by) == actor().user_id)
    elif request.args.get("who") == "nobody":
        query = query.where(col(EarlierNotice.taken_by).is_(None))
    return query, [By(col(EarlierNotice.id), False)]


def asked_in_order() -> tuple[SelectOfScalar[Obligation], list[By]]:
    """What the papers asked that were brought in, in the order in which they came: for taking them out."""
    led = select(EarlierTask.obligation_id).join(EarlierPart, col(EarlierPart.id) == col(EarlierTask.part_id))
    led = led.join(EarlierNotice, col(EarlierNotice.id) == col(EarlierPart.notice_id))
    its = col(Obligation.id).in_(led.where(STANDING.condition, queries.visible_to(actor())))
    return select(Obligation).where(its), [By(col(Obligation.id), False)]


def selects() -> list[dict[str, Any]]:
    """The filters above the list."""
    known = pins.newest(session(), "earlier").definition.states
    over = [(name, state.title) for name, state in known.items() if REVIEWING.name not in state.means]
    states = [("", "Chờ rà soát"), *over, ("all", "Mọi trạng thái")]
    who = [("", "Mọi người rà soát"), ("mine", "Tôi rà soát"), ("nobody", "Chưa ai nhận")]
    return [
        {"name": "status", "label": "Trạng thái", "value": request.args.get("status", ""), "options": states},
        {"name": "who", "label": "Người rà soát", "value": request.args.get("who", ""), "options": who},
    ]


@room.form("/new", allow=OFFICERS)
def new() -> Any:
    """Bring files, or the text of one paper."""
    form = FilesForm()
    if not form.validate_on_submit():
        return render("earlier/new.html", form=form), 422 if form.errors else 200
    sent = [one for one in request.files.getlist("files") if one.filename]
    text = (form.text.data or "").strip()
    if not sent and not text:
        form.files.errors = ["Chọn tệp, hoặc dán nội dung của văn bản."]
        return render("earlier/new.html", form=form), 422
    limit, who = app_settings().upload_limit_mb, actor()
    # Reading takes seconds: no transaction of this request stays open meanwhile.
    session().rollback()
    read = ((one.filename or "", one.stream.read(limit * MEGABYTE + 1)) for one in sent)
    found = intake.take_files(database(), blob_store(), who, read, limit)
    if text:
        pasted = intake.take_text(database(), who, text)
        found = intake.Intake([*found.notices, *pasted.notices], [*found.said, *pasted.said])
    return _received(form, found)


def _received(form: FilesForm, found: intake.Intake) -> Any:
    if len(found.notices) == 1 and not found.said:
        done("Đã đọc văn bản. Xem lại từng phần rồi đưa vào theo dõi.")
        return redirect_to(".show", notice_id=found.notices[0])
    rows = {one.id: one for one in _rows(found.notices)}
    page = render("earlier/received.html", form=form, notices=list(rows.values()), said=found.said)
    return page, 200 if found.notices else 422


def _rows(ids: list[UUID]) -> list[EarlierNotice]:
    query = select(EarlierNotice).where(col(EarlierNotice.id).in_(ids), queries.visible_to(actor()))
    return list(session().exec(query.order_by(col(EarlierNotice.id))))


@room.get("/<uuid:notice_id>", allow=READERS)
def show(notice_id: UUID) -> str:
    """Show one paper: its head, the original beside the parts that were found in it, what is missing."""
    notice = queries.require_visible(session(), notice_id, actor())
    return _show(notice, ManyForm(formdata=None))


def _show(notice: EarlierNotice, many: ManyForm) -> str:
    query = select(EarlierPart).where(EarlierPart.notice_id == notice.id)
    page = paginate(query, [By(col(EarlierPart.ordinal), False)], PARTS_PER_PAGE)
    many.offer(session(), notice)
    may_edit = operations.may_edit(actor(), notice)
    return render(
        "earlier/show.html",
        notice=notice,
        page=page,
        lines=presenters.lines(session(), {notice.id: notice}, queries.with_tasks(session(), page.items)),
        facts=presenters.facts(session(), notice),
        files=presenters.files(session(), notice),
        waits_for_scan=presenters.waits_for_scan(session(), notice, actor()),
        panel=case_panel(CaseRef("earlier", notice.id)),
        missing=checks.missing(session(), notice) if may_edit else [],
        many=many,
        may_edit=may_edit,
        taken_by=accounts.full_names(session(), [notice.taken_by]).get(notice.taken_by, "") if notice.taken_by else "",
        is_mine=notice.taken_by == actor().user_id,
        following=queries.next_of(session(), actor(), notice) if actor().role in OFFICERS else None,
    )


@room.post("/<uuid:notice_id>/take", allow=OFFICERS)
def take(notice_id: UUID) -> Response:
    """Say who reviews the paper."""
    who = actor()
    write(lambda db: operations.take(db, who, notice_id))
    done("Bạn rà soát văn bản này; người khác thấy tên bạn trong danh sách.")
    return redirect_to(".show", notice_id=notice_id)


@room.post("/<uuid:notice_id>/scan", allow=OFFICERS)
def settle_scan(notice_id: UUID) -> Response:
    """Confirm that the scan shows no child."""
    who = actor()
    queries.require_visible(session(), notice_id, who)
    scan = scans.scan_of(session(), notice_id)
    if scan is None:
        raise Problem("not_found")
    name, sha256, store = scan.name, scan.sha256, blob_store()
    # Making the picture takes a moment, so no read transaction of this request may stay open meanwhile.
    session().rollback()
    picture = keep(store, scans.FIRST_PAGE, first_page(name, store.get(sha256)), "image/png")
    write(lambda db: scans.settle(db, who, notice_id, picture))
    done("Đã xác nhận bản quét không làm lộ trẻ em nào; bản quét là bản đã ký của văn bản khi văn bản được đưa vào.")
    return redirect_to(".show", notice_id=notice_id)


@room.form("/<uuid:notice_id>/head", allow=OFFICERS)
def head(notice_id: UUID) -> Any:
    """Correct what the paper says of itself."""
    notice, who = _open(notice_id), actor()
    form = HeadForm(data=head_values(notice))
    form.offer(session(), checks.issuers_for(session(), notice.lead_agency_id))
    return save_form(
        form,
        lambda db: operations.edit_head(db, who, notice_id, form.seen_version, form.head()),
        partial(_head_page, form, notice),
        lambda _row: _back(notice_id, "Đã lưu."),
        row=notice,
        differences=lambda: presenters.head_differences(session(), form.head(), notice),
    )


def _head_page(form: HeadForm, notice: EarlierNotice, **context: Any) -> str:
    back = url_for(".show", notice_id=notice.id)
    written = presenters.written(notice)
    return render("earlier/head.html", form=form, notice=notice, back_url=back, written=written, **context)


@room.form("/<uuid:notice_id>/parts/new", allow=OFFICERS)
def new_part(notice_id: UUID) -> Any:
    """Type a part: of a scan nothing was read."""
    notice, who, form = _open(notice_id), actor(), NewPartForm()

    def page(**context: Any) -> str:
        back = url_for(".show", notice_id=notice_id)
        return render("earlier/new_part.html", form=form, notice=notice, back_url=back, **context)

    return save_form(
        form,
        lambda db: operations.add_part(db, who, notice_id, kind=form.kind.data, text=form.text.data or ""),
        page,
        lambda row: redirect_to(".part", part_id=row.id),
    )


@room.form("/parts/<uuid:part_id>", allow=OFFICERS)
def part(part_id: UUID) -> Any:
    """Correct one part, split it, and say whom it asks for what."""
    row, notice, who = *_part(part_id), actor()
    found = queries.parts_of(session(), notice.id, [row])[0]
    form, known = PartForm(data=part_values(found)), Agencies(session())
    form.offer(session(), notice, known)
    before = [task.addressee_id for task in found.tasks]

    def save(db: Session) -> EarlierPart | None:
        if "split" in request.form:
            pieces = _pieces(form.text.data or "")
            return operations.split_part(db, who, part_id, form.seen_version, pieces)
        return operations.edit_part(
            db, who, part_id, form.seen_version,
            kind=form.kind.data, text=form.text.data or "", asked=form.to_asked(known, before),
        )  # fmt: skip

    def page(**context: Any) -> str:
        form.offer(session(), notice, known)
        back = _at(notice.id, row)
        return render("earlier/part.html", form=form, part=row, notice=notice, back_url=back, **context)

    return save_form(form, save, page, lambda _row: _to_part(notice.id, row, "Đã lưu."), row=row)


def _pieces(text: str) -> list[str]:
    return ["\n".join(some) for some in presenters.paragraphs(text)]


@room.post("/parts/<uuid:part_id>/join", allow=OFFICERS)
def join_part(part_id: UUID) -> Response:
    """Put a part behind the one before it."""
    row, notice = _part(part_id)
    who, version = actor(), sent_version()
    before = write(lambda db: operations.join_part(db, who, part_id, version))
    return _to_part(notice.id, before, f"Đã gộp vào phần {row.ordinal - 1}.")


@room.form("/<uuid:notice_id>/many", allow=OFFICERS)
def many(notice_id: UUID) -> Any:
    """Do the same to the ticked parts."""
    notice, who, form = _open(notice_id), actor(), ManyForm()
    form.offer(session(), notice)
    parts = ticked()
    if not form.is_submitted():
        return redirect_to(".show", notice_id=notice_id)
    if not may_go_on(form, parts):
        return _show(notice, form), 422
    wanted = form.change(settle="settle" in request.form)
    try:
        count = write(lambda db: operations.change_many(db, who, notice_id, parts, wanted))
    except Problem as problem:
        if problem.key != "form.invalid":
            raise
        put_reasons(form, problem)
        return _show(notice, form), 422
    return _back(notice_id, told(count))


@room.form("/bring", allow=OFFICERS)
def bring_many() -> Any:
    """Bring in the ticked papers, each by itself; what one still lacks is told and the others go on."""
    who = actor()
    ids = [one for one in map(parse_uuid, request.form.getlist("notice")) if one]
    if not ids:
        done("Đánh dấu các văn bản muốn đưa vào trước.", "warning")
        return redirect_to(".index")
    results = [(row, _refusals(partial(_bring, row.id, who))) for row in _rows(ids)]
    return render("earlier/brought.html", results=results)


def _bring(notice_id: UUID, who: Any, db: Session) -> None:
    queries.require_visible(db, notice_id, who)
    fire(db, CaseRef("earlier", notice_id), "bring_in", who)


def _refusals(act: Callable[[Session], None]) -> list[str]:
    try:
        write(act)
    except Problem as problem:
        return [one.message for one in problem.reasons] or [f"{problem.what} {problem.todo}"]
    return []


def _open(notice_id: UUID) -> EarlierNotice:
    """The paper for whoever corrects it. Raises what the operations raise, before anything is typed."""
    notice = queries.require_visible(session(), notice_id, actor())
    operations.require_open(session(), notice, actor())
    return notice


def _part(part_id: UUID) -> tuple[EarlierPart, EarlierNotice]:
    row = session().get(EarlierPart, part_id)
    if row is None:
        raise Problem("not_found")
    return row, _open(row.notice_id)


def _at(notice_id: UUID, row: EarlierPart) -> str:
    return url_for(".show", notice_id=notice_id, _anchor=f"p{row.ordinal}")


def _to_part(notice_id: UUID, row: EarlierPart, told: str) -> Response:
    done(told)
    return redirect_to(".show", notice_id=notice_id, _anchor=f"p{row.ordinal}")


def _back(notice_id: UUID, told: str) -> Response:
    done(told)
    return redirect_to(".show", notice_id=notice_id)
