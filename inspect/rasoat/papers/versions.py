"""What a draft was each time it was submitted, and why and where it came back."""

from uuid import UUID

from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.accounts.actor import Actor
from rasoat.accounts.models import User
from rasoat.db.reading import rows_by_id
from rasoat.documents.paper import Block
from rasoat.notifying.operations import tell
from rasoat.papers import blocks, compose, queries
from rasoat.papers.marking import Told
from rasoat.papers.models import DRAFTING, PaperCase, PaperVersion
from rasoat.workflows import Firing

HEAD = "head"
RETURNED = "paper_returned"
"""Event: a draft went back to whoever writes it. Its id is that of the version that was submitted."""


def as_told(session: Session, case: PaperCase) -> list[Told]:
    """The paper as it is now, block by block, with what stands around its content."""
    composed = compose.compose(session, case)
    head = composed.head
    around = [
        case.subject,
        "; ".join(head.bases),
        "; ".join(head.addressed_to),
        "; ".join(head.recipients),
        ", ".join(one for one in (head.capacity, head.position, head.signer) if one),
    ]
    first = Told(HEAD, "Trích yếu, căn cứ, nơi nhận, người ký", "\n".join(one for one in around if one))
    return [first, *(_told(block) for block in compose.printed(composed.blocks))]


def _told(block: Block) -> Told:
    return Told(block.id, blocks.TYPES[block.type], "\n".join([blocks.text_of(block), *block.footnotes]))


def keep_version(firing: Firing) -> None:
    """Keep what is submitted, and forget why it had come back."""
    session = firing.session
    case = session.get_one(PaperCase, firing.ref.id)
    content = [[one.id, one.title, one.text] for one in as_told(session, case)]
    number = len(versions_of(session, case.id)) + 1
    session.add(
        PaperVersion(
            paper_id=case.id,
            ordinal=number,
            submitted_by=firing.actor.user_id,
            submitted_at=clock.now(),
            content=content,
        )
    )
    case.returned_block, case.return_reason = "", ""
    session.flush()


def note_return(firing: Firing) -> None:
    """Note why a draft goes back, and at which block: whoever goes on with it reads it there."""
    case = firing.session.get_one(PaperCase, firing.ref.id)
    session, back = firing.session, versions_of(firing.session, case.id)
    case.return_reason, case.returned_block = firing.payload["reason"], firing.payload.get("block", "")
    session.flush()
    if back:
        # Whoever drafted it and whoever submitted it go on with it.
        wanted = {case.drafted_by, back[-1].submitted_by} - {None, *firing.actor.people}
        told = [one for one in rows_by_id(session, User, wanted).values() if one.active]
        tell(session, RETURNED, back[-1].id, people=told)


def versions_of(session: Session, paper_id: UUID) -> list[PaperVersion]:
    """What was submitted, the first time first."""
    query = select(PaperVersion).where(PaperVersion.paper_id == paper_id)
    return list(session.exec(query.order_by(col(PaperVersion.ordinal))))


def told_in(version: PaperVersion) -> list[Told]:
    """The blocks of a version that was kept."""
    return [Told(*one) for one in version.content]


def two(session: Session, case: PaperCase) -> tuple[list[Told], list[Told], PaperVersion] | None:
    """The version that was submitted last and the draft as it is now; of what is submitted, the two last ones. None when
    there is nothing to compare with. The third is the older version.
    """
    known = versions_of(session, case.id)
    if DRAFTING.of(case):
        return (told_in(known[-1]), as_told(session, case), known[-1]) if known else None
    return (told_in(known[-2]), told_in(known[-1]), known[-2]) if len(known) > 1 else None


def compared(session: Session, case: PaperCase, actor: Actor) -> bool:
    """Whether the paper's page leads on to what was submitted: it was, and this person could read the draft."""
    known = select(PaperVersion.id).where(PaperVersion.paper_id == case.id)
    return session.exec(known).first() is not None and queries.reads_draft(session, case.id, actor)
