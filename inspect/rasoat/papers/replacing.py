"""Replacing an issued paper by another one of its kind: beginning it, and saying what becomes of each obligation.

What it says is carried out when the new paper is issued, in the transaction of that step.
"""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.accounts.actor import Actor
from rasoat.db import row_seals
from rasoat.db.locking import lock
from rasoat.inspections.models import Inspection
from rasoat.papers import blocks, chain, queries
from rasoat.papers.kinds import amendment, correction
from rasoat.papers.models import FATES, ObligationFate, PaperCase
from rasoat.papers.operations import take_draft
from rasoat.papers.registry import kind_of
from rasoat.problems import Problem, Reason
from rasoat.recommendations import retelling, suspending
from rasoat.recommendations.conditions import is_open
from rasoat.recommendations.models import Obligation
from rasoat.units.models import Agency
from rasoat.workflows import CaseRef, Firing, fire, move, start


def draft_replacement(session: Session, actor: Actor, paper_id: UUID) -> PaperCase:
    """Begin a paper that replaces an issued one. It starts from the subject, the letterhead and the edits of the old one.

    Raises Problem `not_found`, `forbidden` for anybody but an officer of the issuer, `paper.not_replaceable` when the
    paper is not in force, was replaced already, or is being replaced.
    """
    old = _begun_from(session, actor, paper_id, chain.against, "paper.not_replaceable")
    case = PaperCase(
        kind=old.kind,
        lead_agency_id=old.lead_agency_id,
        about_kind=old.about_kind,
        about_id=old.about_id,
        subject=old.subject,
        edits=old.edits,
        # Who signs follows from who approves the new one.
        head={
            name: value for name, value in old.head.items() if name not in ("capacity", "position", "signer", "office")
        },
        drafted_by=actor.account_id,
        edited_by=actor.account_id,
        replaces_id=old.id,
        corrects_id=old.corrects_id,
    )
    start(session, case, "paper", kind_of(old).workflow, actor)
    for obligation_id in kind_of(old).obligations(session, old.about_id):
        session.add(ObligationFate(paper_id=case.id, obligation_id=obligation_id))
        session.flush()
    return case


def draft_correction(session: Session, actor: Actor, paper_id: UUID) -> PaperCase:
    """Begin a letter that corrects the form of an issued paper. It is about the same thing, so that the same people read it.

    Raises Problem `not_found`, `forbidden` for anybody but an officer of the issuer, `paper.not_possible`.
    """
    old = _begun_from(session, actor, paper_id, chain.against_correcting, "paper.not_possible")
    case = PaperCase(
        kind=correction.NAME,
        lead_agency_id=old.lead_agency_id,
        about_kind=old.about_kind,
        about_id=old.about_id,
        subject=correction.subject(old),
        drafted_by=actor.account_id,
        edited_by=actor.account_id,
        corrects_id=old.id,
    )
    start(session, case, "paper", correction.KIND.workflow, actor)
    return case


def _begun_from(
    session: Session, actor: Actor, paper_id: UUID, against: Callable[[Session, PaperCase], list[Reason]], refusal: str
) -> PaperCase:
    """The issued paper, locked: of two officers who begin at once the second finds the first one's draft."""
    queries.require_visible(session, paper_id, actor)
    old = lock(session, PaperCase, paper_id)
    if not queries.may_draft(actor, old.lead_agency_id):
        raise Problem("forbidden")
    if reasons := against(session, old):
        raise Problem(refusal, reasons=reasons)
    return old


def decide(
    session: Session,
    actor: Actor,
    paper_id: UUID,
    version: int | None,
    fate_id: UUID,
    *,
    fate: str,
    text: str = "",
    due_on: date | None = None,
    measures: str = "",
    reason: str = "",
) -> ObligationFate:
    """Say what becomes of one obligation: kept, changed or withdrawn. Of what is new, change what is asked.

    Raises Problem `form.invalid` with the fields, and what `operations.take_draft` raises.
    """
    case = take_draft(session, actor, paper_id, version)
    row = _fate(session, case, fate_id)
    if kind_of(case).amends and fate == "kept":
        _require([Reason("fate", "Công văn này chỉ thay đổi hoặc rút nội dung.")])
    _require(_against(session, row, fate, text, due_on, measures, reason))
    row.fate = fate
    asks = fate in ("changed", "new")
    row.text, row.due_on, row.measures = (text.strip(), due_on, measures.strip()) if asks else ("", None, "")
    row.reason = reason.strip() if fate == "withdrawn" else ""
    _note_seen(session, row)
    # The line is told anew: what somebody wrote over the former one would hide it.
    for told in (f"rec.{row.obligation_id or row.id}", amendment.NOW):
        case.edits = blocks.reset(case.edits, told)
    session.flush()
    return row


def keep_rest(session: Session, actor: Actor, paper_id: UUID, version: int | None) -> int:
    """Keep every obligation that nobody decided on; returns how many. Raises what `operations.take_draft` raises."""
    case = take_draft(session, actor, paper_id, version)
    rows = [row for row in chain.fates(session, case.id) if not row.fate]
    for row in rows:
        row.fate = "kept"
        _note_seen(session, row)
    session.flush()
    return len(rows)


def _note_seen(session: Session, row: ObligationFate) -> None:
    """Keep what the obligation was when somebody decided: an answer that comes later makes them look again."""
    if row.obligation_id is not None:
        present = session.get_one(Obligation, row.obligation_id)
        due = present.due_on.isoformat() if present.due_on else ""
        row.based_on, row.before = retelling.as_seen(session, present), [present.source_text, due, present.measure]


def add_new(
    session: Session,
    actor: Actor,
    paper_id: UUID,
    version: int | None,
    *,
    addressee_id: UUID | None,
    text: str,
    due_on: date | None,
    measures: str,
) -> ObligationFate:
    """Ask something more of one addressee. Raises Problem `form.invalid`, and what `operations.take_draft` raises."""
    case = take_draft(session, actor, paper_id, version)
    if case.replaces_id is None or case.about_kind != "inspection":
        raise Problem("not_found")
    reasons = [*_addressee(session, case, addressee_id), *_asked(text, due_on)]
    _require(reasons)
    row = ObligationFate(
        paper_id=case.id,
        fate="new",
        addressee_id=addressee_id,
        text=text.strip(),
        due_on=due_on,
        measures=measures.strip(),
    )
    session.add(row)
    session.flush()
    return row


def remove_new(session: Session, actor: Actor, paper_id: UUID, version: int | None, fate_id: UUID) -> None:
    """Take back what was to be asked besides. Raises Problem `not_found`, and what `operations.take_draft` raises."""
    case = take_draft(session, actor, paper_id, version)
    row = _fate(session, case, fate_id)
    if row.fate != "new":
        raise Problem("not_found")
    row_seals.remove(session, ObligationFate, col(ObligationFate.id) == row.id)


def drop(firing: Firing) -> None:
    """When a draft that was to replace a paper is dropped: what it said of the obligations goes, and the paper that is in
    force can be replaced by another one.
    """
    session, case = firing.session, firing.session.get_one(PaperCase, firing.ref.id)
    if case.replaces_id is not None:
        lock(session, PaperCase, case.replaces_id)
    row_seals.remove(session, ObligationFate, col(ObligationFate.paper_id) == case.id)
    case.replaces_id = case.corrects_id = None
    session.flush()


def carry_out(firing: Firing) -> None:
    """When a paper is issued: do what it says of each obligation, and end the paper that it replaces."""
    session = firing.session
    replaces_id: UUID | None = firing.case_row["replaces_id"]
    if replaces_id is not None:
        lock(session, PaperCase, replaces_id)
    for row in chain.fates(session, firing.ref.id):
        _carry(firing, session.get_one(PaperCase, firing.ref.id), row)
    if replaces_id is None:
        return
    old = CaseRef("paper", replaces_id)
    move.renew_for(session, old, chain.GIVE_WAY, firing.actor)
    fire(session, old, chain.GIVE_WAY, firing.actor, effective_on=firing.case_row["issued_on"])


def _carry(firing: Firing, case: PaperCase, row: ObligationFate) -> None:
    session, actor = firing.session, firing.actor
    by = retelling.ByPaper(chain.in_short(case), firing.case_row["issued_on"])
    if row.fate == "new" and row.addressee_id is not None:
        row.obligation_id = retelling.add(session, actor, by, case.about_id, row.addressee_id, _terms(row)).id
        session.flush()
    elif row.obligation_id is not None:
        for one in [found.id for found in retelling.current(session, row.obligation_id)]:
            if row.fate == "withdrawn":
                retelling.withdraw(session, actor, by, one, row.reason)
                continue
            suspending.resume(session, actor, one, by.paper)
            if row.fate == "changed":
                retelling.retell(session, actor, by, one, _terms(row))


def _terms(row: ObligationFate) -> retelling.Terms:
    return retelling.Terms(row.text, row.due_on, tuple(row.measures.splitlines()) or ("",))


def _fate(session: Session, case: PaperCase, fate_id: UUID) -> ObligationFate:
    query = select(ObligationFate).where(ObligationFate.paper_id == case.id, ObligationFate.id == fate_id)
    row = session.exec(query).first()
    if row is None:
        raise Problem("not_found")
    return row


def _require(reasons: list[Reason]) -> None:
    if reasons:
        raise Problem("form.invalid", reasons=reasons)


def _against(
    session: Session, row: ObligationFate, fate: str, text: str, due_on: date | None, measures: str, reason: str
) -> list[Reason]:
    if fate not in FATES or (fate == "new") != (row.obligation_id is None):
        return [Reason("fate", "Chọn giữ nguyên, thay đổi hay rút.")]
    if fate == "withdrawn" and not reason.strip():
        return [Reason("reason", "Nhập lý do rút; đơn vị đọc được lý do này.")]
    if fate not in ("changed", "new"):
        return []
    return [*_asked(text, due_on), *(_unchanged(session, row.obligation_id, text, due_on, measures))]


def _asked(text: str, due_on: date | None) -> list[Reason]:
    reasons = [] if text.strip() else [Reason("text", "Nhập nội dung phải thực hiện.")]
    if due_on is None:
        reasons.append(Reason("due_on", "Nhập hạn thực hiện."))
    elif due_on <= clock.today():
        reasons.append(Reason("due_on", "Hạn thực hiện phải sau ngày hôm nay."))
    return reasons


def _unchanged(
    session: Session, obligation_id: UUID | None, text: str, due_on: date | None, measures: str
) -> list[Reason]:
    if obligation_id is None:
        return []
    present = session.get_one(Obligation, obligation_id)
    if not is_open(present):
        return [Reason("fate", "Nội dung này đã được xác minh là đã thực hiện; chỉ giữ nguyên hoặc rút.")]
    wanted = [one.strip() for one in measures.splitlines() if one.strip()]
    if (text.strip(), due_on, wanted) == (present.source_text, present.due_on, present.measures):
        return [Reason("fate", "Chưa có gì khác văn bản cũ; sửa nội dung, hạn hoặc kết quả, hay chọn “Giữ nguyên”.")]
    return []


def _addressee(session: Session, case: PaperCase, addressee_id: UUID | None) -> list[Reason]:
    agency = session.get(Agency, addressee_id) if addressee_id else None
    inspection = session.get_one(Inspection, case.about_id)
    if agency is None or not agency.serves_on(clock.today()):
        return [Reason("addressee_id", "Chọn một cơ quan đang hoạt động.")]
    if agency.id == inspection.lead_agency_id:
        return [Reason("addressee_id", "Cơ quan kiểm tra không kiến nghị với chính mình.")]
    return []
