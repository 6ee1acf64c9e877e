"""A number whose paper no engine prints: the number is void, its line stays in the register and says why, and the text is a draft again.

A number of a series is never given twice, and an own series has no gap (NĐ 30/2020, Điều 15): so the line is neither removed nor given to
another paper. What was frozen under it stays with the line.
"""

from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.db.locking import lock
from rasoat.documents.models import RegisterEntry
from rasoat.outbox.models import OutboxItem
from rasoat.papers import queries
from rasoat.papers.models import PaperCase
from rasoat.problems import CATALOGUE, Reason
from rasoat.workflows import Firing

RENDER = "render_paper"
MACHINES = ("pdf.engine_missing", "pdf.font_missing")
"""What is no fault of any paper: all are printed once the server is put right."""


def key_of(case: PaperCase) -> str:
    """The key of the work that makes the file of a numbered paper. One that was numbered again is another work."""
    return f"{RENDER}:{case.frozen_id}"


def against(session: Session, case: PaperCase) -> list[Reason]:
    """Why the number stays: nobody tried to print the paper yet, it has its file, or the server prints no paper at all."""
    keys = (key_of(case), f"{RENDER}:{case.id}")
    item = session.exec(
        select(OutboxItem).where(col(OutboxItem.key).in_(keys), col(OutboxItem.done_at).is_(None))
    ).first()
    if item is None or not item.error:
        return [Reason("", "Hệ thống đang tạo tệp; chỉ hủy số khi đã thử mà không in được văn bản.")]
    if item.error.startswith(tuple(f"[{CATALOGUE[one].number}]" for one in MACHINES)):
        told = "Máy chủ chưa in được văn bản nào, không phải lỗi của văn bản này: báo người quản trị; in được thì văn bản ban hành với số đã cấp."
        return [Reason("", told)]
    return []


def void(firing: Firing) -> None:
    """Write in the register that the number is void, and why; take it from the paper."""
    session = firing.session
    case = session.get_one(PaperCase, firing.ref.id)
    frozen = queries.frozen_of(session, case)
    if frozen is not None:
        entry = lock(session, RegisterEntry, frozen.register_entry_id)
        entry.note = f"Hủy số ngày {clock.date_text(clock.today())}: {' '.join(firing.payload['reason'].split())}"
    case.number, case.symbol, case.issued_on, case.frozen_id = None, "", None, None
    session.flush()
