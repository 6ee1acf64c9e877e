"""A result notice that replaces another one: what it says of each recommendation that the other one sent."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.documents.paper import Block, Bullets, EvidenceRef, Heading, Paragraph
from rasoat.papers import blocks, chain, citing, compose, wording
from rasoat.papers.kinds import result_blocks
from rasoat.papers.models import ObligationFate, PaperCase
from rasoat.papers.wording import say
from rasoat.problems import Reason
from rasoat.recommendations.models import ENDED, ORDINARY, UNSENT, Obligation
from rasoat.recommendations.retelling import current
from rasoat.units import queries as units

TITLE = "rec.title"


@dataclass(frozen=True, slots=True)
class Line:
    """What the new notice asks of one addressee. `number` is empty for what is new."""

    key: UUID
    obligation_id: UUID | None
    addressee_id: UUID
    number: str
    text: str
    due_on: date | None
    measure: str
    priority: str = ORDINARY


def sent(session: Session, inspection_id: UUID) -> list[UUID]:
    """The obligations of an inspection that its notice sent, and no letter before it, and that have not ended."""
    its = Obligation.inspection_id == inspection_id, col(Obligation.danger_id).is_(None)
    query = select(Obligation.id).where(*its, ~UNSENT.condition, ~ENDED.condition)
    return list(session.exec(query.order_by(col(Obligation.source_number), col(Obligation.id))))


def lines(session: Session, paper_id: UUID) -> list[Line]:
    """What the notice asks, without what it withdraws and what has ended meanwhile."""
    return [line for row in chain.fates(session, paper_id) for line in _lines(session, row)]


def _lines(session: Session, row: ObligationFate) -> Iterator[Line]:
    measure = "; ".join(one.strip() for one in row.measures.splitlines() if one.strip())
    if row.obligation_id is None and row.addressee_id is not None:
        yield Line(row.id, None, row.addressee_id, "", row.text, row.due_on, measure)
    elif row.obligation_id is not None and row.fate != "withdrawn":
        for one in current(session, row.obligation_id):
            told = (row.text, row.due_on, measure)
            if row.fate != "changed":
                told = (one.source_text, one.due_on, one.measure)
            yield Line(one.id, one.id, one.addressee_id, str(one.source_number), *told, one.priority)


def retell(session: Session, case: PaperCase, composed: list[Block]) -> list[Block]:
    """The blocks with the recommendations as a replacing notice tells them, and those that it withdraws."""
    return put_after(session, case, composed, TITLE)


def put_after(session: Session, case: PaperCase, composed: list[Block], anchor: str) -> list[Block]:
    """The same of a paper in which another block announces what is asked."""
    if case.replaces_id is None:
        return composed
    kept = [block for block in composed if block.id == anchor or not block.id.startswith("rec.")]
    at = next(place for place, block in enumerate(kept, start=1) if block.id == anchor)
    return [*kept[:at], *_asked(session, case), *_withdrawn(session, case), *kept[at:]]


def _asked(session: Session, case: PaperCase) -> Iterator[Block]:
    words = wording.result()
    groups: dict[UUID, list[Line]] = {}
    for line in lines(session, case.id):
        groups.setdefault(line.addressee_id, []).append(line)
    agencies = units.names(session, groups)
    for addressee_id, asked in groups.items():
        title = say(words.to_addressee, addressee=agencies[addressee_id].name)
        yield Heading(id=f"rec.to.{addressee_id}", level=2, text=title, visibility="public")
        for line in asked:
            asks = line.text.rstrip(" .;") + result_blocks.priority(words, line.priority)
            text = say(words.recommendation, text=asks, due=_due(line) or "(chưa có hạn)")
            measure = say(words.measure, measure=citing.measured(line.measure)) if line.measure else ""
            yield Paragraph(
                id=f"rec.{line.key}", text=f"{text}{measure}.", visibility="public", evidence=_evidence(line)
            )


def _evidence(line: Line) -> tuple[EvidenceRef, ...]:
    if line.obligation_id is None:
        return ()
    return (EvidenceRef(kind="obligation", id=str(line.obligation_id), label=f"Kiến nghị số {line.number}"),)


def _due(line: Line) -> str:
    return citing.day(line.due_on) if line.due_on else ""


def _withdrawn(session: Session, case: PaperCase) -> Iterator[Block]:
    before, words = chain.replaced(session, case), chain.words()
    owed = [
        (row, one)
        for row in chain.fates(session, case.id)
        if row.fate == "withdrawn" and row.obligation_id
        for one in current(session, row.obligation_id)
    ]
    if before is None or not owed:
        return
    agencies = units.names(session, {one.addressee_id for _, one in owed})
    items = [
        say(
            words.withdrawn,
            number=one.source_number,
            addressee=agencies[one.addressee_id].name,
            paper=citing.briefly(before),
            text=citing.inside(one.source_text.rstrip(" .;")),
            reason=citing.inside(row.reason.rstrip(" .;")),
        )
        for row, one in owed
    ]
    yield Heading(id="replacing.withdrawn.title", level=2, text=words.withdrawn_title, visibility="public")
    yield Bullets(id="replacing.withdrawn", items=tuple(items), visibility="public")


def checks(session: Session, case: PaperCase, shown: Sequence[Block], day: date | None) -> Iterator[Reason]:
    """What is wrong: an obligation nobody decided on, a due date that is over, a line that the paper does not print."""
    for row in chain.fates(session, case.id):
        if not row.fate and row.obligation_id:
            for one in current(session, row.obligation_id):
                told = f"Kiến nghị số {one.source_number}, {units.agency(session, one.addressee_id).listed_name}"
                yield Reason("fates", f"{told}: chưa chọn giữ nguyên, thay đổi hay rút.")
        if row.fate in ("changed", "new") and row.due_on and row.due_on <= (day or clock.today()):
            yield Reason("fates", f"Hạn {clock.date_text(row.due_on)} không sau ngày ban hành; sửa lại hạn.")
    printed = {block.id: blocks.text_of(block) for block in compose.printed(list(shown))}
    for line in lines(session, case.id):
        said, name = printed.get(f"rec.{line.key}"), f"Kiến nghị số {line.number}" if line.number else "Kiến nghị mới"
        if said is None:
            yield Reason("blocks", f"{name} đang bị ẩn; hiện lại, hoặc chọn rút.")
        elif line.due_on and _due(line) not in said:
            yield Reason("blocks", f"{name}: đoạn đã sửa không còn ghi hạn {_due(line)}; ghi lại đúng hạn.")
    if any(row.fate == "withdrawn" for row in chain.fates(session, case.id)) and "replacing.withdrawn" not in printed:
        yield Reason("blocks", "Đoạn nêu các kiến nghị được rút đang bị ẩn; hiện lại.")
