"""Which paper takes the place of which, and what a replacing paper says of it and of the obligations before it."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from sqlmodel import Session, col, select

from rasoat.documents.paper import Block, EvidenceRef, Paragraph
from rasoat.papers import citing, wording
from rasoat.papers.models import DRAFTING, FATES, GIVEN, OUT, OVER, ObligationFate, PaperCase
from rasoat.papers.registry import kind_of
from rasoat.papers.wording import Words, say
from rasoat.problems import Reason
from rasoat.recommendations.conditions import is_open
from rasoat.recommendations.models import Obligation
from rasoat.recommendations.retelling import all_as_seen, current
from rasoat.recommendations.sources import source_of
from rasoat.workflows import pins

REPLACES = "replacing.replaces"
"""The block that names the paper that is replaced."""
GIVE_WAY = "give_way"
"""The step by which an issued paper lets another take its place. Not every procedure has it."""


class ReplacingWording(wording.Strict):
    """Sentences of a paper that replaces another one."""

    replaces: Words
    withdrawn_title: Words
    withdrawn: Words


def words() -> ReplacingWording:
    """The sentences of a replacing paper. Raises content.ContentError for a wrong file."""
    return wording.load("replacing.yaml", ReplacingWording)


def replaced(session: Session, case: PaperCase) -> PaperCase | None:
    """The paper whose place this one takes."""
    return session.get(PaperCase, case.replaces_id) if case.replaces_id else None


def successor(session: Session, case: PaperCase) -> PaperCase | None:
    """The paper that takes this one's place, or that is drafted in order to."""
    return session.exec(select(PaperCase).where(PaperCase.replaces_id == case.id)).first()


def corrected(session: Session, case: PaperCase) -> PaperCase:
    """The paper whose form a letter corrects. Raises NoResultFound for any other paper."""
    return session.get_one(PaperCase, case.corrects_id)


def corrections(session: Session, case: PaperCase) -> list[PaperCase]:
    """The letters that correct a paper, drafted ones too, in the order in which they were begun."""
    query = select(PaperCase).where(PaperCase.corrects_id == case.id)
    return list(session.exec(query.order_by(col(PaperCase.id))))


def fates(session: Session, paper_id: UUID) -> list[ObligationFate]:
    """What a replacing paper says of each obligation, in the order in which they were first listed."""
    query = select(ObligationFate).where(ObligationFate.paper_id == paper_id)
    return list(session.exec(query.order_by(col(ObligationFate.id))))


def against(session: Session, case: PaperCase) -> list[Reason]:
    """Why no paper that replaces this one can be begun now."""
    if not OUT.of(case):
        return [Reason("", "Chỉ thay thế được văn bản đã ban hành.")]
    next_one = successor(session, case)
    if next_one is not None and next_one.is_out:
        return [Reason("", f"Văn bản này đã được thay thế bằng {citing.briefly(next_one)}.")]
    if next_one is not None:
        return [Reason("", "Đang có văn bản thay thế được soạn; mở văn bản đó để làm tiếp.")]
    if not kind_of(case).replaced:
        told = "Kết luận cuộc họp không thay bằng thông báo khác: sửa từng nhiệm vụ bằng công văn ở trang của nhiệm vụ, hoặc thu hồi."
        return [Reason("", told)]
    if kind_of(case).amends:
        told = "Thay đổi đã có hiệu lực; cần đổi nữa thì soạn công văn khác ở trang của nội dung phải theo dõi."
        return [Reason("", told)]
    if pins.newest(session, case.workflow).definition.find(GIVE_WAY, case.status) is None:
        told = "Quy trình của văn bản này không có bước thay thế: lãnh đạo đánh dấu bị thay thế, rồi soạn văn bản mới như lần đầu."
        return [Reason("", told)]
    return []


def has_replacing(session: Session, case: PaperCase) -> bool:
    """Whether a paper of this kind can ever be replaced by another one, whatever state it is in."""
    kind, definition = kind_of(case), pins.newest(session, case.workflow).definition
    return kind.replaced and not kind.amends and any(one.trigger == GIVE_WAY for one in definition.transitions)


def against_correcting(session: Session, case: PaperCase) -> list[Reason]:
    """Why no letter that corrects this paper can be begun now."""
    if not (OUT.of(case) and GIVEN.of(case)):
        return [Reason("", "Chỉ đính chính văn bản đã ban hành và còn hiệu lực.")]
    if any(not one.is_out for one in corrections(session, case)):
        return [Reason("", "Đang có công văn đính chính được soạn; mở công văn đó để làm tiếp.")]
    return []


def in_short(case: PaperCase) -> str:
    """A paper by number and day: Thông báo số 97/TB-SLĐTBXH ngày 05/8/2024."""
    return f"{citing.briefly(case)} ngày {citing.day(case.issued_on)}" if case.issued_on else citing.briefly(case)


def saying(session: Session, case: PaperCase, blocks: list[Block]) -> list[Block]:
    """The blocks of a replacing paper: after its first paragraph it says which paper it replaces, a decision after its
    last điều.
    """
    before = replaced(session, case)
    if before is None:
        return blocks
    said = Paragraph(
        id=REPLACES,
        text=say(words().replaces, this=kind_of(case).type_name, paper=citing.paper_in_full(session, before)),
        visibility="public",
        evidence=(EvidenceRef(kind="paper", id=str(before.id), label=in_short(before)),),
    )
    places = [place for place, block in enumerate(blocks, start=1) if block.type == "article"][-1:]
    places += [place for place, block in enumerate(blocks, start=1) if block.type == "paragraph"]
    at = next(iter(places), 0)
    return [*blocks[:at], said, *blocks[at:]]


def outdated(session: Session, case: PaperCase) -> list[tuple[ObligationFate, Obligation]]:
    """The obligations of which something was answered, found or changed after somebody decided what becomes of them."""
    rows = {row.obligation_id: row for row in fates(session, case.id) if row.obligation_id and row.based_on}
    query = select(Obligation).where(col(Obligation.id).in_(list(rows))).order_by(col(Obligation.id))
    known = list(session.exec(query)) if rows else []
    seen = all_as_seen(session, known) if known else {}
    return [(rows[one.id], one) for one in known if seen[one.id] != rows[one.id].based_on]


def overtaken(session: Session, case: PaperCase) -> list[Obligation]:
    """The obligations that the paper changes although nothing is owed of them any more: they were found to be met, or closed,
    after somebody decided. Changed words would then stand in a paper, and nobody would have to do them.
    """
    changed = [row.obligation_id for row in fates(session, case.id) if row.fate == "changed" and row.obligation_id]
    return [one for row in changed for one in current(session, row) if not is_open(one)]


def incomplete(session: Session, case: PaperCase, shown: Sequence[Block]) -> Iterator[Reason]:
    """What is wrong with a replacing paper, whatever its kind."""
    before = replaced(session, case)
    if before is None:
        return
    if OVER.of(before):
        yield Reason("replaces", f"{citing.briefly(before)} đã bị thay thế bằng văn bản khác.")
    settled = {one.id: one for one in overtaken(session, case)}
    for one in settled.values():
        told = f"{source_of(one).title} {one.source_number} đã được xác minh là đã thực hiện sau khi chọn “{FATES['changed']}”"
        back = "" if DRAFTING.of(case) else "trả lại bản thảo, "
        yield Reason("fates", f"{told}; {back}chọn lại “{FATES['kept']}” hoặc “{FATES['withdrawn']}”.")
    if DRAFTING.of(case):
        # Later, whoever signs sees it on the page and decides himself.
        for row, obligation in outdated(session, case):
            if obligation.id in settled:
                continue
            told = f"{source_of(obligation).title} {obligation.source_number} có báo cáo, xác minh hoặc thay đổi mới sau khi chọn"
            yield Reason("fates", f"{told} “{FATES[row.fate]}”; xem lại nội dung đó rồi chọn lại.")
    block = next((one for one in shown if one.id == REPLACES), None)
    if not isinstance(block, Paragraph) or before.reference not in block.text:
        yield Reason("blocks", f"Đoạn nêu văn bản bị thay thế phải ghi số {before.reference}; lấy lại đoạn soạn sẵn.")
