"""What papers register with the workflow engine: their kinds, relations, guards and effects."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session, and_, col

from rasoat import clock
from rasoat.absences.drafts import Drafts, register_drafts
from rasoat.accounts.actor import Actor, Role
from rasoat.accounts.models import User
from rasoat.accounts.signing import given_to
from rasoat.db.locking import lock
from rasoat.documents import register
from rasoat.documents.models import RegisterEntry
from rasoat.documents.paper import Paper
from rasoat.files.access import register_owner
from rasoat.inspections import queries as inspections
from rasoat.inspections.relations import register_case_relations
from rasoat.notifying.models import DIGEST
from rasoat.notifying.registry import Event, register_event
from rasoat.outbox.operations import enqueue
from rasoat.papers import (
    about,
    between,
    chain,
    checks,
    mail,
    plan_steps,
    queries,
    recalling,
    replacing,
    signed_copies,
    signers,
    signing_outside,
    versions,
    voiding,
)
from rasoat.papers.compose import as_paper
from rasoat.papers.kinds import every
from rasoat.papers.models import DRAFTING, HERE, OUT, PaperCase
from rasoat.papers.registry import kind_named, kind_of, register_paper
from rasoat.papers.rendering import by_whom
from rasoat.papers.signing_outside import told_signer
from rasoat.problems import Problem, Reason
from rasoat.workflows import CaseKind, Firing, effect, guard, register_kind, relation
from rasoat.workflows.registry import register_standing

__all__ = ["about", "plan_steps", "signing_outside"]

for _kind in every.KINDS:
    register_paper(_kind)


def label(session: Session, paper_id: UUID) -> str:
    """The name of one paper for people."""
    case = session.get_one(PaperCase, paper_id)
    kind = kind_of(case)
    return f"{kind.type_name} {case.reference}" if case.reference else f"{kind.label} (dự thảo)"


register_kind(CaseKind("paper", PaperCase, "Văn bản", label, queries.visible, recorded_as="notice"))
register_case_relations("paper", queries.inspection_of)
register_drafts(Drafts("paper", PaperCase, and_(col(PaperCase.open), DRAFTING.condition)))
register_event(Event(signing_outside.SIGNED, "Đã ghi nhận chữ ký của bạn", mail.signed_outside, personal=True))
register_owner("paper", queries.visible)
register_owner(signed_copies.OWNER, signed_copies.visible)


def _row(firing: Firing) -> PaperCase:
    return firing.session.get_one(PaperCase, firing.ref.id)


@guard("paper_is_complete")
def _paper_is_complete(firing: Firing) -> list[Reason]:
    session, day, waits = firing.session, firing.payload.get("issued_on"), []
    if day is not None:
        # It gets its number. Another paper that excludes this one may get its own at this moment: both wait for one row,
        # so that the second is checked when the first one's number is known.
        above = kind_of(_row(firing)).numbered_under(session, _row(firing))
        if above is not None:
            lock(session, *above)
        waits = between.against_number(session, _row(firing))
    return [*checks.incomplete(session, _row(firing), day), *waits]


def _leads_the_team(session: Session, case_row: Mapping[str, Any], actor: Actor) -> bool:
    its = signers.teams_of(session, case_row["kind"], case_row["about_id"], case_row["replaces_id"])
    return bool(its) and all(inspections.is_team_lead(session, one, actor) for one in its)


@relation("paper", "paper.signer", "người được giao ký thừa lệnh, thừa ủy quyền")
def _may_sign(session: Session, case_row: Mapping[str, Any], actor: Actor) -> bool:
    """Whoever was ever given something to sign in the agency; `signer_may_sign` says why it does not go now. A paper of
    the team is signed by its lead.
    """
    if actor.acting_for is not None:
        return False
    if kind_named(case_row["kind"]).of_the_team:
        return _leads_the_team(session, case_row, actor)
    if actor.role == Role.LEADER and actor.agency_id in kind_named(case_row["kind"]).also_signed_by(
        session, case_row["about_id"]
    ):
        return True
    if actor.agency_id != case_row["lead_agency_id"]:
        return False
    return any(row.agency_id == actor.agency_id for row in given_to(session, actor.user_id))


@relation("paper", "paper.replacing_drafter", "chuyên viên soạn văn bản thay thế")
def _drafts_a_replacement(_session: Session, case_row: Mapping[str, Any], actor: Actor) -> bool:
    return case_row["replaces_id"] is not None and queries.may_draft(actor, case_row["lead_agency_id"])


@relation("paper", "paper.needless_drafter", "chuyên viên soạn văn bản có thể không còn cần")
def _drafts_what_may_be_needless(_session: Session, case_row: Mapping[str, Any], actor: Actor) -> bool:
    begun_anew = kind_named(case_row["kind"]).needless and case_row["replaces_id"] is None
    return begun_anew and queries.may_draft(actor, case_row["lead_agency_id"])


@guard("signer_may_sign")
def _signer_may_sign(firing: Firing) -> list[Reason]:
    session, case = firing.session, _row(firing)
    if kind_of(case).of_the_team and firing.actor.acting_for is not None:
        return [Reason("", "Văn bản này do chính trưởng đoàn ký; người làm thay không ký thay được.")]
    user = session.get_one(User, firing.actor.user_id)
    return [Reason("", one) for one in signers.against(session, case, user, clock.today())]


@guard("issue_date_is_possible", needs_payload=True)
def _issue_date_is_possible(firing: Firing) -> list[Reason]:
    day = firing.payload.get("issued_on")
    return checks.impossible_day(firing.session, _row(firing), day) if day else []


CHANGED = "Số liệu hoặc tên gọi trong văn bản đã đổi sau khi duyệt, ký; trả lại để duyệt, ký lại bản mới."


@guard("paper_is_as_approved")
def _paper_is_as_approved(firing: Firing) -> list[Reason]:
    """Only the paper that the leader approved gets the number: its content may not have changed since."""
    case = _row(firing)
    if as_paper(firing.session, case).digest() == case.approved_sha256:
        return []
    return [Reason("", CHANGED)]


@guard("paper_is_rendered")
def _paper_is_rendered(firing: Firing) -> list[Reason]:
    frozen = queries.frozen_of(firing.session, _row(firing))
    if frozen is not None and frozen.file_sha256:
        return []
    return [Reason("", "Chưa có tệp của văn bản; bấm “Tạo lại tệp”.")]


@effect("record_approval", signature=True)
def _record_approval(firing: Firing) -> None:
    case = _row(firing)
    case.approved_by, case.signed_how = firing.actor.user_id, HERE
    case.approved_on = firing.effective_on
    case.approved_sha256 = as_paper(firing.session, case).digest()


@effect("clear_approval")
def _clear_approval(firing: Firing) -> None:
    case = _row(firing)
    case.approved_by, case.approved_on, case.approved_sha256 = None, None, ""
    case.signer_id, case.signed_how, case.signed_on = None, "", None


def _typed_number(firing: Firing) -> int | None:
    """The number that the clerk typed. Papers that began when every number was given here have no such field in their
    procedure: the page gives theirs apart.
    """
    found: int | None = firing.payload.get("number", firing.payload.get("_number"))
    return found


def _number_is_possible(firing: Firing) -> list[Reason]:
    """A series whose numbers come from outside needs one; an own series takes none."""
    day = firing.payload.get("issued_on")
    return checks.impossible_number(firing.session, _row(firing), day, _typed_number(firing)) if day else []


@effect("take_number", signature=True, condition=_number_is_possible)
def _take_number(firing: Firing) -> None:
    """Give the paper its number, and write the register line and the snapshot, in the transaction of the step (NĐ
    30/2020, Điều 15).
    """
    session, case = firing.session, _row(firing)
    if case.frozen_id is not None:
        raise Problem("paper.numbered_already", number=case.number)
    paper, day = as_paper(session, case), firing.payload["issued_on"]
    if case.approved_sha256 and paper.digest() != case.approved_sha256:
        # The guards composed it before this step moved the case: a kind that takes the paper itself for an earlier one
        # would let another text be numbered than the one that was approved.
        raise Problem("case.refused", action="Cấp số", reasons=[Reason("", CHANGED)])
    entry = _registered(firing, case, paper, day)
    numbered = Paper.model_validate({**paper.model_dump(), "number": entry.number, "issued_on": day})
    case.frozen_id = register.freeze(session, entry, numbered).id
    case.number, case.symbol, case.issued_on = entry.number, paper.symbol, day
    payload = {"paper_id": str(case.id), **by_whom(firing.actor)}
    enqueue(session, voiding.RENDER, voiding.key_of(case), payload)


def _registered(firing: Firing, case: PaperCase, paper: Paper, day: date) -> RegisterEntry:
    """The line of the register with the paper's number."""
    kind = kind_of(case)
    line = register.Line(
        symbol=paper.symbol,
        dated=day,
        kind_title=kind.label,
        subject=paper.subject,
        signer=told_signer(paper.signing.name, case),
        recipients="; ".join(paper.recipients),
        archived_by=paper.archive,
    )
    series = kind.series_of(firing.session, case)
    return register.enter(firing.session, case.lead_agency_id, series, line, _typed_number(firing))


@effect("carry_out_the_paper", signature=True)
def _carry_out_the_paper(firing: Firing) -> None:
    """Carry out what the issue of a paper of this kind entails."""
    for carry_out in kind_of(_row(firing)).effects:
        carry_out(firing)
    replacing.carry_out(firing)


@guard("paper_cannot_be_printed")
def _paper_cannot_be_printed(firing: Firing) -> list[Reason]:
    return voiding.against(firing.session, _row(firing))


effect("void_the_number", signature=True)(voiding.void)
effect("drop_replacement")(replacing.drop)
effect("keep_version")(versions.keep_version)
effect("note_return")(versions.note_return)


def _recall_undoes_it(firing: Firing) -> list[Reason]:
    return recalling.against(firing.session, _row(firing))


@effect("recall_the_paper", signature=True, condition=_recall_undoes_it)
def _recall_the_paper(firing: Firing) -> None:
    recalling.recall(firing)


register_event(Event(recalling.EVENT, "Văn bản đã nhận bị thu hồi", mail.recalled))
register_event(Event(versions.RETURNED, "Dự thảo bị trả lại", mail.returned, usual=DIGEST))


register_standing("obligation", between.no_numbered_paper_changes_it)


@guard("an_issued_paper_replaces_it")
def _an_issued_paper_replaces_it(firing: Firing) -> list[Reason]:
    found = chain.successor(firing.session, _row(firing))
    if found is not None and OUT.of(found):
        return []
    return [Reason("", "Chưa có văn bản thay thế được ban hành.")]


# Papers that began on the workflow `notice`, before there were kinds, stay on it (docs/decisions/0011). The names that
# it uses are registered here: one guard and one effect do everything that the paper's kind asks for, and the others do
# nothing.
guard("notice_is_complete")(_paper_is_complete)
guard("notice_covers_shortcomings")(lambda _firing: [])
guard("recommendations_are_ready")(lambda _firing: [])
effect("issue_obligations")(_carry_out_the_paper)
effect("report_the_inspection")(lambda _firing: None)
