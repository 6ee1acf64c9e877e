"""What this room registers: papers of before as cases, the kinds of papers that they become, and their conditions."""

from uuid import UUID

from sqlmodel import Session

from rasoat.earlier import bringing, checks, queries, taking_out
from rasoat.earlier.models import EarlierNotice
from rasoat.earlier.paper_kinds import KINDS
from rasoat.earlier.scans import OWNER
from rasoat.files.access import register_owner
from rasoat.papers.registry import register_paper
from rasoat.problems import Reason
from rasoat.text import shortened
from rasoat.workflows import CaseKind, Firing, effect, guard, register_kind
from rasoat.workflows.relations import register_lead_agency

LABEL = 90

for _kind in KINDS:
    register_paper(_kind)


def _label(session: Session, notice_id: UUID) -> str:
    notice = session.get_one(EarlierNotice, notice_id)
    return " ".join(one for one in (notice.reference, shortened(notice.subject, LABEL)) if one) or "Văn bản chưa có số"


register_kind(CaseKind("earlier", EarlierNotice, "Văn bản trước khi dùng hệ thống", _label, queries.visible))
register_lead_agency("earlier")
register_owner(OWNER, queries.visible)


def _row(firing: Firing) -> EarlierNotice:
    return firing.session.get_one(EarlierNotice, firing.ref.id)


@guard("earlier_is_complete")
def _earlier_is_complete(firing: Firing) -> list[Reason]:
    return checks.missing(firing.session, _row(firing))


@guard("earlier_comes_once")
def _earlier_comes_once(firing: Firing) -> list[Reason]:
    return checks.against_number(firing.session, _row(firing))


@guard("earlier_is_settled")
def _earlier_is_settled(firing: Firing) -> list[Reason]:
    return checks.unsettled(firing.session, _row(firing))


@guard("nothing_builds_on_earlier")
def _nothing_builds_on_earlier(firing: Firing) -> list[Reason]:
    return taking_out.against(firing.session, _row(firing))


effect("bring_in_earlier")(bringing.bring_in)
effect("take_out_earlier")(taking_out.take_out)

NOT_TAKEN_OUT = "Rút văn bản ở trang “Văn bản trước khi dùng hệ thống”; phần này đi theo."


@guard("its_earlier_notice_is_withdrawn")
def _its_earlier_notice_is_withdrawn(firing: Firing) -> list[Reason]:
    inspection_id = firing.ref.id if firing.ref.kind == "inspection" else _inspection_of(firing)
    return [] if taking_out.is_withdrawn(firing.session, inspection_id) else [Reason("", NOT_TAKEN_OUT)]


@guard("it_comes_from_before")
def _it_comes_from_before(firing: Firing) -> list[Reason]:
    """Only while its paper is brought in: later answers and verdicts go the usual way."""
    if bringing.is_being_brought_in(firing.session, firing.ref.id, firing.case_row["inspection_id"]):
        return []
    return [Reason("", "Bước này chỉ thuộc việc đưa văn bản trước khi dùng hệ thống vào.")]


def _inspection_of(firing: Firing) -> UUID | None:
    row = firing.case_row
    found: UUID | None = row["about_id"] if firing.ref.kind == "paper" else row["inspection_id"]
    return found
