"""Taking out a paper that was brought in by mistake, as long as nothing builds on it."""

from collections.abc import Iterator
from uuid import UUID

from sqlmodel import Session, col, select

from rasoat.documents import earlier
from rasoat.earlier import queries
from rasoat.earlier.models import STANDING, EarlierNotice
from rasoat.inspections.models import Inspection
from rasoat.papers.queries import papers_about
from rasoat.problems import Reason
from rasoat.recommendations.models import UNSENT, Obligation
from rasoat.recommendations.sources import source_of
from rasoat.workflows import CaseRef, Firing, fire, journal
from rasoat.workflows.registry import note_titles

BY_ITSELF = frozenset({"create", "issue", "earlier_answer", "earlier_verdict"})
"""The acts of an obligation that bringing in made itself."""


def against(session: Session, notice: EarlierNotice) -> list[Reason]:
    """What builds on the paper, so that it stays."""
    return list(_built(session, notice))


def _built(session: Session, notice: EarlierNotice) -> Iterator[Reason]:
    for row in queries.obligations_of(session, notice):
        story = journal.entries(session, CaseRef("obligation", row.id))
        acts = {entry.trigger for entry, _ in story} - BY_ITSELF - note_titles.keys()
        letters = papers_about(session, "obligation", row.id)
        if acts or letters:
            what = f"Kiến nghị {source_of(row).number}"
            why = "đơn vị hoặc cơ quan đã làm tiếp" if acts else "đã có công văn nêu nội dung này"
            yield Reason("", f"{what}: {why}; rút riêng nội dung ấy ở trang của nó nếu cần.")
    if notice.inspection_id is None:
        return
    others = [one for one in papers_about(session, "inspection", notice.inspection_id) if one.id != notice.paper_id]
    if others:
        yield Reason("", "Đã có văn bản khác về cuộc kiểm tra này.")
    inspection = session.get_one(Inspection, notice.inspection_id)
    if not inspection.open:
        yield Reason("", "Cuộc kiểm tra này đã kết thúc.")
    asked_again = select(Obligation.id).where(
        col(Obligation.repeats_id).in_([row.id for row in queries.obligations_of(session, notice)]), ~UNSENT.condition
    )
    if session.exec(asked_again).first() is not None:
        yield Reason("", "Một thông báo sau đã nhắc lại kiến nghị của văn bản này.")


def take_out(firing: Firing) -> None:
    """End what was made of the paper: obligations, inspection, paper; its line of the register says that the number was given."""
    session, actor = firing.session, firing.actor
    notice = session.get_one(EarlierNotice, firing.ref.id)
    reason = {"reason": firing.payload["reason"]}
    for row in queries.obligations_of(session, notice):
        fire(session, CaseRef("obligation", row.id), "take_out", actor, payload=reason)
    for kind, case_id in (("inspection", notice.inspection_id), ("paper", notice.paper_id)):
        if case_id is not None:
            fire(session, CaseRef(kind, case_id), "take_out", actor)
    if notice.entry_id is not None:
        earlier.leave(session, notice.entry_id)
    for part in queries.parts_of(session, notice.id):
        for task in part.tasks:
            task.obligation_id = None
    notice.inspection_id = notice.paper_id = notice.entry_id = None
    session.flush()


def is_withdrawn(session: Session, inspection_id: UUID | None) -> bool:
    """Whether the paper of before that an inspection came with is being taken out."""
    notice = queries.of_inspection(session, inspection_id) if inspection_id else None
    return notice is not None and not STANDING.of(notice)
