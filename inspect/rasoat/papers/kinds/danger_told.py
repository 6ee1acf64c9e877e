"""What letters about dangers on the spot asked before the result notice, for the papers that come after them."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from sqlmodel import Session, col, select

from rasoat.dangers import queries as dangers
from rasoat.documents.paper import Block, Bullets, EvidenceRef, Heading
from rasoat.inspections.models import Inspection
from rasoat.papers import chain, citing, queries, wording
from rasoat.papers.models import NUMBERED, OUT, RECALLED, PaperCase
from rasoat.papers.wording import Words, say
from rasoat.problems import Reason
from rasoat.recommendations import queries as recommendations
from rasoat.recommendations.models import ENDED, PASSED_ON, Obligation
from rasoat.units import queries as units

NAME = "danger_letter"
TITLE = "noted.title"


class DangerLetterWording(wording.Strict):
    """Sentences of the letter, and of the notice that comes after it (`noted`). `unit` is the short name of the drafting unit,
    which is part of the letter's symbol; `asks` is by force.
    """

    unit: Words
    asks: dict[str, str]
    subject: Words
    lead: Words
    asked: Words
    closing: Words
    noted_title: Words
    noted: Words


def words() -> DangerLetterWording:
    """The sentences about letters of this kind. Raises content.ContentError for a wrong file."""
    return wording.load("danger_letter.yaml", DangerLetterWording)


def letter_of(session: Session, danger_id: UUID) -> PaperCase | None:
    """The newest issued letter about a danger, also one that was recalled; None before there is any."""
    query = select(PaperCase).where(queries.about("danger", danger_id), PaperCase.kind == NAME, OUT.condition)
    return session.exec(query.order_by(col(PaperCase.issued_on).desc(), col(PaperCase.id).desc())).first()


def asked_before(session: Session, inspection_id: UUID) -> list[tuple[Obligation, PaperCase]]:
    """What letters asked during an inspection and did not withdraw, each with its letter, in the order of the recommendations."""
    rows = [row for one in recommendations.recommendations_of(session, inspection_id) for row in one.obligations]
    found: dict[UUID, PaperCase | None] = {}
    for row in rows:
        if row.danger_id is not None and row.danger_id not in found:
            found[row.danger_id] = letter_of(session, row.danger_id)
    owed = [row for row in rows if row.parent_id is None and (not ENDED.of(row) or PASSED_ON.of(row))]
    return [(row, letter) for row in owed if row.danger_id and (letter := found[row.danger_id]) is not None]


def noted(session: Session, inspection: Inspection) -> Iterator[Block]:
    """What a result notice says of that: it is named with its letter, and not asked again."""
    told, known = words(), asked_before(session, inspection.id)
    agencies = units.names(session, [row.addressee_id for row, _ in known])
    if known:
        yield Heading(id=TITLE, level=2, text=told.noted_title, visibility="public")
    for row, letter in known:
        text = say(
            told.noted,
            addressee=agencies[row.addressee_id].name,
            text=citing.inside(row.source_text.rstrip(" .;")),
            asks=told.asks[row.force],
            letter=chain.in_short(letter),
        )
        seen = EvidenceRef(kind="paper", id=str(letter.id), label=f"Công văn {letter.reference}")
        yield Bullets(id=_block(row), items=(text,), visibility="public", evidence=(seen,))


def _block(row: Obligation) -> str:
    return f"noted.{row.id}"


def against_notice(session: Session, inspection_id: UUID, printed: Iterable[str]) -> Iterator[Reason]:
    """Why a result notice cannot go its way: a letter is about to be issued, rests, or is not named in the notice, of which the ids of
    the printed blocks are given.
    """
    if _is_numbered(session, inspection_id):
        told = "Công văn yêu cầu xử lý ngay vừa được cấp số, đang tạo tệp để ban hành; chờ ban hành xong rồi làm tiếp."
        yield Reason("", told)
    shown = set(printed)
    for row, letter in asked_before(session, inspection_id):
        if RECALLED.of(letter):
            told = f"{citing.briefly(letter)} đã bị thu hồi; ban hành công văn thay thế hoặc rút từng nội dung trước."
            yield Reason("recommendations", f"Kiến nghị {row.source_number}: {told}")
        elif _block(row) not in shown:
            told = f"đã gửi bằng {citing.briefly(letter)}; đoạn nêu công văn đó đang bị ẩn, hiện lại."
            yield Reason("blocks", f"Kiến nghị số {row.source_number} {told}")


def _is_numbered(session: Session, inspection_id: UUID) -> bool:
    ids = [one.id for one in dangers.of_inspection(session, inspection_id)]
    query = select(PaperCase.id).where(queries.about("danger", *ids), PaperCase.kind == NAME, NUMBERED.condition)
    return bool(ids) and session.exec(query).first() is not None
