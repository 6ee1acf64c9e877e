"""What comes after a paper was issued, at the commune of the second story: its letter comes in, a slip is corrected, a date is
changed, the demand is recalled and another one takes its place. Everything about it is invented.
"""

from datetime import date
from functools import partial

from sqlmodel import Session, col, select

from rasoat.accounts.actor import Actor
from rasoat.example.papering import draft
from rasoat.example.reporting import through
from rasoat.example.teller import Teller
from rasoat.incoming import about
from rasoat.incoming import operations as incoming
from rasoat.papers import chain, recalling, replacing
from rasoat.papers import operations as papers
from rasoat.papers.kinds import amendment, correction, demand
from rasoat.recommendations.models import Obligation

DEMAND, NEXT = f"paper.{demand.KIND.name}", "paper.replacing"
TEXT = (
    "Cắm biển cảnh báo tại các điểm có nguy cơ đuối nước do xã quản lý chưa có biển; phối hợp với đơn vị quản lý công trình cắm "
    "biển tại hồ chứa nước; kiểm tra biển hằng quý"
)
MEASURE = "03 điểm còn lại có biển"
LATER, LAST = date(2026, 6, 30), date(2026, 7, 15)


def after_the_demand(teller: Teller) -> None:
    """Everything that follows the demand, in its order."""
    for step in (_letter_comes_in, _corrected, _amended, _recalled, _replaced):
        step(teller)


def _letter_comes_in(teller: Teller) -> None:
    """The commune's letter is entered in the register with its scan, and linked to the inspection."""
    teller.on("31/03/2026")
    arrived = incoming.Arrived(
        arrived_on=date(2026, 3, 31),
        author="Ủy ban nhân dân xã Bình Minh",
        reference="48/UBND-VHXH",
        dated=date(2026, 3, 30),
        kind_title="Công văn",
        subject="về trách nhiệm cắm biển cảnh báo tại hồ chứa nước",
        receiver="Giám đốc",
    )
    scan = teller.picture("cong-van-48.jpg", "CONG VAN 48")
    link = about.Link("inspection", teller.ids["inspection.commune"])
    teller.do(
        "vanthu",
        f"vào sổ văn bản đến: {arrived.kind_title} số {arrived.reference}",
        lambda s, a: incoming.enter(s, a, arrived, [scan], link),
    )


def _corrected(teller: Teller) -> None:
    teller.on("01/04/2026")
    drafted = teller.do(
        "chuyenvien", "soạn công văn đính chính", lambda s, a: replacing.draft_correction(s, a, teller.ids[DEMAND])
    )
    name = f"paper.{correction.NAME}"
    teller.ids[name] = drafted.id
    said = "Tại phần kiến nghị, đã ghi “kiểm tra biển hằng quý”, nay sửa thành “kiểm tra biển cảnh báo hằng quý”."
    _rewrite(teller, name, correction.ITEMS, said)
    through(teller, name, "công văn đính chính", date(2026, 4, 1))


def _amended(teller: Teller) -> None:
    """The commune gets more time, with a letter that says so."""
    teller.on("03/04/2026")
    with teller.database.read() as session:
        obligation = session.exec(select(Obligation).order_by(col(Obligation.id))).one()
        teller.ids["obligation.commune"], text, measure = obligation.id, obligation.source_text, obligation.measure
    name = draft(teller, amendment.NAME, "obligation.commune", "công văn thay đổi hạn")
    _change(teller, name, text, LATER, measure)
    through(teller, name, "công văn thay đổi hạn", date(2026, 4, 3))


def _recalled(teller: Teller) -> None:
    """The director recalls the demand: what it asked rests, and the commune confirms that it knows."""
    teller.on("13/04/2026")
    reason = "Cần xác định lại trách nhiệm cắm biển tại hồ chứa nước."
    teller.fire("lanhdao", "thu hồi văn bản yêu cầu chấn chỉnh, khắc phục", "paper", DEMAND, "recall", reason=reason)
    teller.do("xa", "xác nhận đã biết việc thu hồi", lambda s, a: recalling.confirm_recall(s, a, teller.ids[DEMAND]))


def _replaced(teller: Teller) -> None:
    """A demand that takes the recalled one's place: what is asked goes on, with other words and another day."""
    teller.on("15/04/2026")
    drafted = teller.do(
        "chuyenvien", "soạn văn bản thay thế", lambda s, a: replacing.draft_replacement(s, a, teller.ids[DEMAND])
    )
    teller.ids[NEXT] = drafted.id
    _change(teller, NEXT, TEXT, LAST, MEASURE)
    through(teller, NEXT, "văn bản thay thế", date(2026, 4, 16))


def _change(teller: Teller, name: str, text: str, due_on: date, measures: str) -> None:
    def decide(session: Session, actor: Actor) -> None:
        for row in chain.fates(session, teller.ids[name]):
            said = partial(replacing.decide, session, actor, teller.ids[name], None, row.id)
            said(fate="changed", text=text, due_on=due_on, measures=measures)

    teller.do("chuyenvien", f"thay đổi nội dung phải theo dõi, hạn mới {due_on:%d/%m/%Y}", decide)


def _rewrite(teller: Teller, name: str, block: str, text: str) -> None:
    teller.do(
        "chuyenvien",
        f"sửa đoạn: {text[:60]}…",
        lambda s, a: papers.change_block(s, a, teller.ids[name], None, block, text, footnotes=[], visibility="public"),
    )
