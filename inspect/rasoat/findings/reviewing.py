"""The page on which all findings of an inspection are reviewed. Every act is a transaction of its own. With the page's script
(browser/review.js) an answer holds only the rows that it changed; without it the page comes back to the same place.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from flask import make_response, request
from sqlmodel import Session
from werkzeug.wrappers import Response

from rasoat.findings import operations, picks
from rasoat.findings.forms import FindingForm, MergedForm, RejectForm
from rasoat.findings.models import KINDS, VISIBILITIES, Finding
from rasoat.findings.review_rows import Opened, Review, last_reason, review_of
from rasoat.inspections.models import DECIDING, Inspection
from rasoat.pages import SIGNED_IN, Room, actor, done, redirect_to, render, session, write
from rasoat.pages.case import parse_uuid
from rasoat.pages.forms import Form, put_reasons
from rasoat.pages.request import sent_version
from rasoat.problems import Problem

room = Room("findings", __name__, url_prefix="/findings")
_FORMS: dict[str, type[Form]] = {"edit": FindingForm, "reject": RejectForm, "merge": MergedForm}
_DONE = {
    "accept": "Đã nhận vào kết quả.",
    "reject": "Đã bỏ khỏi kết quả.",
    "restore": "Đã khôi phục.",
    "edit": "Đã lưu nội dung.",
    "merge": "Đã gộp.",
}
_DONE_TO = {"accept": "Đã nhận {} mục.", "reject": "Đã bỏ {} mục khỏi kết quả."}
_ON_FORM = ("form.invalid", "finding.merge")


@room.form("/of/<uuid:inspection_id>/review", allow=SIGNED_IN)
def review(inspection_id: UUID) -> Any:
    """Show all findings of an inspection to decide on, or do one thing to all that were ticked."""
    inspection = operations.require_editor(session(), actor(), inspection_id, DECIDING)
    if request.method == "POST":
        return _decide_on_ticked(inspection)
    found, on = review_of(session(), actor(), inspection_id), parse_uuid(request.args.get("on"))
    return _shown(inspection, [], opened=_opened(found, request.args.get("do", ""), on))


@room.form("/<uuid:finding_id>/review", allow=SIGNED_IN)
def review_row(finding_id: UUID) -> Any:
    """Open one row of that page to type something (GET), or decide on it (POST)."""
    finding, inspection = mine(finding_id)
    if request.method == "POST":
        return _decide(inspection, finding, request.form.get("do", ""))
    do = request.args.get("do", "")
    if not _asks_for_rows():
        place = {"on": finding_id, "do": do, "_anchor": f"finding-{finding_id}"}
        return redirect_to(".review", inspection_id=inspection.id, **place)
    found = review_of(session(), actor(), inspection.id)
    return _shown(inspection, [finding_id], opened=_opened(found, do, finding_id))


def mine(finding_id: UUID) -> tuple[Finding, Inspection]:
    """A finding that this person may change now, with its inspection."""
    finding = session().get(Finding, finding_id)
    if finding is None:
        raise Problem("not_found")
    return finding, operations.require_editor(session(), actor(), finding.inspection_id, DECIDING)


def _decide(inspection: Inspection, finding: Finding, do: str) -> Any:
    finding_id, form, was_in = finding.id, _form(do, finding.id), finding.merged_into_id
    ticked = picks.read(request.form.getlist("picked"), finding_id)
    opened = {finding_id: Opened(do, form, request.form.getlist("picked"))} if form else {}
    if form is not None and not form.validate():
        return _shown(inspection, [finding_id], status=422, opened=opened)
    try:
        write(_act(finding_id, do, form, ticked))
    except Problem as problem:
        return _refused(inspection, finding, problem, opened)
    changed = [finding_id, *ticked, *([was_in] if was_in else [])]
    return _shown(inspection, changed, said=_DONE[do])


def _act(finding_id: UUID, do: str, form: Any, ticked: Mapping[UUID, int]) -> Callable[[Session], Finding]:
    who, version = actor(), sent_version()
    acts: dict[str, Callable[[Session], Finding]] = {
        "accept": lambda db: operations.accept_finding(db, who, finding_id, version),
        "restore": lambda db: operations.restore_finding(db, who, finding_id, version),
        "reject": lambda db: operations.reject_finding(db, who, finding_id, form.reason.data or "", version),
        "edit": lambda db: operations.edit_finding(
            db, who, finding_id, version, text=form.text.data or "", visibility=form.visibility.data
        ),
        "merge": lambda db: operations.merge_findings(
            db, who, finding_id, list(ticked), text=form.text.data, version=version, seen=ticked
        ),
    }
    if do not in acts:
        raise Problem("request.bad")
    return acts[do]


def _refused(inspection: Inspection, finding: Finding, problem: Problem, opened: dict[UUID, Opened]) -> Any:
    """The row as it is now, with what was typed and why it was not done."""
    found = opened.get(finding.id)
    if found is None or problem.key not in (*_ON_FORM, "row.stale"):
        return _shown(inspection, [finding.id], status=problem.entry.http, refused={finding.id: problem})
    if problem.key in _ON_FORM:
        put_reasons(found.form, problem)
        return _shown(inspection, [finding.id], status=422, opened=opened)
    # The row now shows what somebody else saved, so that saving from it is a decision and not an accident.
    found.form.version.data = str(finding.version)
    now = review_of(session(), actor(), inspection.id).rows
    fresh = [now[one].picked for one in picks.read(found.picked, finding.id) if one in now]
    kept = {finding.id: Opened(found.mode, found.form, fresh, stored=finding.text)}
    return _shown(inspection, [finding.id], status=problem.entry.http, opened=kept, refused={finding.id: problem})


def _decide_on_ticked(inspection: Inspection) -> Any:
    do, reason = request.form.get("do", ""), request.form.get("reason", "").strip()
    found = review_of(session(), actor(), inspection.id)
    known = found.rows
    ticked = {one: version for one, version in picks.read(request.form.getlist("picked")).items() if one in known}
    if do == "merge":
        return _begin_merge(inspection, found, list(ticked))
    if do not in _DONE_TO:
        raise Problem("request.bad")
    if not ticked or (do == "reject" and not reason):
        lacks = "Nhập lý do không nhận." if ticked else "Đánh dấu ít nhất một mục."
        return _shown(inspection, [], said=lacks, status=422, ticked=[known[one].picked for one in ticked])
    who, refused = actor(), dict[UUID, Problem]()
    for one, version in ticked.items():

        def act(db: Session, finding_id: UUID = one, seen: int = version) -> Finding:
            if do == "accept":
                return operations.accept_finding(db, who, finding_id, seen)
            return operations.reject_finding(db, who, finding_id, reason, seen)

        try:
            write(act)
        except Problem as problem:
            refused[one] = problem
    said = _DONE_TO[do].format(len(ticked) - len(refused))
    if refused:
        said += f" {len(refused)} mục chưa làm được: lý do ghi ở từng mục."
    return _shown(inspection, list(ticked), said=said, status=409 if refused else 200, refused=refused)


def _begin_merge(inspection: Inspection, found: Review, ticked: Sequence[UUID]) -> Any:
    """Open the row that stays, with the words of all that were ticked. Sentences about a home are not carried over."""
    if len(ticked) < 2:
        return _shown(inspection, [], said="Đánh dấu ít nhất hai mục cùng loại rồi gộp.", status=422)
    rows = [found.rows[one] for one in ticked]
    sayable = [row for row in rows if row.finding.visibility != "child"] or rows[:1]
    wanted = parse_uuid(request.form.get("into"))
    stays = next((row for row in sayable if row.finding.id == wanted), sayable[0]).finding
    words = {"text": "\n".join(row.finding.text for row in sayable)}
    form = _own(MergedForm(formdata=None, data=words), stays)
    picked = [row.picked for row in rows if row.finding.id != stays.id]
    said = f"Sửa câu sau khi gộp {len(rows)} mục rồi lưu."
    return _shown(inspection, [stays.id], said=said, opened={stays.id: Opened("merge", form, picked)})


def _opened(found: Review, do: str, finding_id: UUID | None) -> dict[UUID, Opened]:
    row = found.rows.get(finding_id) if finding_id else None
    if row is None or do not in ("edit", "reject"):
        return {}
    if do == "reject":
        form: Form = RejectForm(data={"reason": last_reason(found.rows.values(), actor())})
    else:
        form = FindingForm(obj=row.finding)
    return {row.finding.id: Opened(do, _own(form, row.finding))}


def _form(do: str, finding_id: UUID) -> Any:
    """The form of what was sent, with ids that no other open row has."""
    return _with_ids(_FORMS[do](), finding_id) if do in _FORMS else None


def _own(form: Form, finding: Finding) -> Form:
    form.version.data = str(finding.version)
    return _with_ids(form, finding.id)


def _with_ids(form: Form, finding_id: UUID) -> Form:
    for field in form:
        field.id = field.label.field_id = f"{field.name}-{finding_id}"
    return form


def _asks_for_rows() -> bool:
    return request.headers.get("HX-Request") == "true"


def _shown(
    inspection: Inspection,
    ids: Sequence[UUID],
    *,
    said: str = "",
    status: int = 200,
    opened: Mapping[UUID, Opened] | None = None,
    refused: Mapping[UUID, Problem] | None = None,
    ticked: Iterable[str] = (),
) -> Response:
    """The rows with these ids, for the script; else the whole page, or the way back to it when something was done."""
    found = review_of(session(), actor(), inspection.id, opened, refused)
    shown = {"inspection": inspection, "review": found, "kinds": KINDS, "visibilities": VISIBILITIES, "said": said}
    if _asks_for_rows():
        # What was merged into a row tells that row's words.
        rows = [row for one, row in found.rows.items() if one in ids or row.finding.merged_into_id in ids]
        answer = make_response(render("findings/review_rows.html", rows=rows, **shown), status)
        answer.headers["Rasoat-Part"] = "findings"
        return answer
    if request.method == "POST" and status == 200 and not opened:
        done(said)
        return redirect_to(".review", inspection_id=inspection.id, _anchor=f"finding-{ids[0]}")
    reason = request.form.get("reason") or last_reason(found.rows.values(), actor())
    return make_response(render("findings/review.html", **shown, ticked=set(ticked), reason=reason), status)
