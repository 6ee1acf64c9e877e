"""Naming what is asked again, and ending the earlier obligation when the new one is sent."""

from uuid import UUID

from sqlmodel import Session, col, select

from rasoat.accounts.actor import Actor
from rasoat.db.locking import lock
from rasoat.problems import Reason
from rasoat.recommendations import drafts
from rasoat.recommendations.conditions import is_open
from rasoat.recommendations.effects import close_extension, overtake
from rasoat.recommendations.models import PASSED_ON, Obligation
from rasoat.recommendations.repeats.queries import candidates, taken
from rasoat.workflows import CaseRef, Firing, effect, fire, guard, move

LINK, REPEAT = "link_earlier", "repeat"


def link(
    session: Session, actor: Actor, obligation_id: UUID, version: int | None, earlier_id: UUID | None
) -> Obligation:
    """Say which open obligation a drafted one asks again (None: none). `version` is that of the recommendation. Raises those of
    `recommendations.drafts.begin_on` and of `fire`.
    """
    obligation, _source = drafts.begin_on(session, actor, obligation_id, version)
    ref = CaseRef("obligation", obligation_id)
    move.renew_for(session, ref, LINK, actor)
    fire(session, ref, LINK, actor, payload={"_earlier": earlier_id})
    session.refresh(obligation)
    return obligation


@guard("earlier_is_open_with_the_same", needs_payload=True)
def _earlier_is_open_with_the_same(firing: Firing) -> list[Reason]:
    earlier_id = firing.payload.get("_earlier")
    drafted = firing.session.get_one(Obligation, firing.ref.id)
    # What was named before stays named, also when it was done or passed on meanwhile: the issue follows it.
    if earlier_id is None or earlier_id == drafted.repeats_id:
        return []
    if earlier_id in taken(firing.session, drafted):
        return [Reason("earlier_id", "Kiến nghị khác của đợt này đã nhắc lại nội dung ấy: chọn nội dung khác.")]
    if earlier_id in {one.obligation.id for one in candidates(firing.session, drafted, firing.actor)}:
        return []
    return [Reason("earlier_id", "Chọn một nội dung còn mở của chính đơn vị này.")]


@effect("link_earlier")
def _link_earlier(firing: Firing) -> None:
    firing.session.get_one(Obligation, firing.ref.id).repeats_id = firing.payload.get("_earlier")
    firing.session.flush()


@effect("end_what_it_repeats")
def _end_what_it_repeats(firing: Firing) -> None:
    """What is owed goes on in the new one. The earlier one may have been passed on, or asked again by another notice, since it was
    named: then it is what came in its place. What was met or withdrawn meanwhile stays so, and two of one notice that repeat
    the same both go on.
    """
    session, row = firing.session, firing.session.get_one(Obligation, firing.ref.id)
    if row.repeats_id is None:
        return
    earlier = _now(session, row.repeats_id, row)
    row.repeats_id = earlier.id
    session.flush()
    if is_open(earlier):
        ref = CaseRef("obligation", earlier.id)
        # Cases that began before anything could be asked again have no other way into it.
        move.renew_for(session, ref, REPEAT, firing.actor)
        fire(session, ref, REPEAT, firing.actor, payload={"_by": row.id}, effective_on=firing.effective_on)


def _now(session: Session, earlier_id: UUID, row: Obligation) -> Obligation:
    # It may be verified, withdrawn or passed on at this moment.
    earlier = lock(session, Obligation, earlier_id)
    if not PASSED_ON.of(earlier):
        return earlier
    after = (col(Obligation.parent_id) == earlier.id) | (col(Obligation.repeats_id) == earlier.id)
    query = select(Obligation).where(after, Obligation.addressee_id == row.addressee_id, Obligation.id != row.id)
    sent = (one for one in session.exec(query.order_by(col(Obligation.id))) if one.issued_on is not None)
    later = next((one for one in sent if not _of_one_notice(one, row)), None)
    return _now(session, later.id, row) if later else earlier


def _of_one_notice(one: Obligation, row: Obligation) -> bool:
    """Whether both ask something again and were issued together: neither came in the place of the other."""
    return one.repeats_id is not None and (one.inspection_id, one.issued_on) == (row.inspection_id, row.issued_on)


@guard("a_sent_one_repeats_it", needs_payload=True)
def _a_sent_one_repeats_it(firing: Firing) -> list[Reason]:
    by = firing.session.get(Obligation, firing.payload["_by"]) if firing.payload.get("_by") else None
    if by is not None and by.repeats_id == firing.ref.id:
        return []
    return [Reason("", "Chỉ kết thúc khi thông báo nhắc lại nội dung này được ban hành.")]


@effect("close_what_waits")
def _close_what_waits(firing: Firing) -> None:
    """More time that was asked for, and an answer in preparation, were about the date of before."""
    overtake(firing.session, firing.ref.id)
    close_extension(firing, "dropped")
