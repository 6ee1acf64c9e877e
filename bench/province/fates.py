"""What became of the ten obligations of the pattern: all done, or one in each of the states that a board shows."""

from collections.abc import Callable
from datetime import date

from rasoat import clock
from rasoat.example.teller import Teller
from rasoat.followup.operations import climb, remind_now
from rasoat.recommendations.answering import operations as answering

DONE = "Đã cắm biển, phát quang, lập danh sách và phân công người theo dõi; ảnh chụp gửi kèm."
PARTLY = "Mới làm được một nửa do chờ kinh phí; phần còn lại làm trong quý sau."


def mixed(teller: Teller) -> None:
    """One obligation in each state: unread and overdue, waiting, answered, sent back, verified, reopened, extended, passed on."""
    _remind(teller, "28/08/2024")
    teller.on("05/09/2024")
    _answer(teller, 3, "met", DONE, picture=True)
    _answer(teller, 4, "partly_met", PARTLY)
    _answer(teller, 7, "met", DONE)
    teller.fire(
        "unit.officer", "", "obligation", "obligation5", "ask_extension", until=date(2024, 12, 6), reason=PARTLY
    )
    teller.fire(
        "unit.officer", "", "obligation", "obligation6", "ask_extension", until=date(2024, 12, 20), reason=PARTLY
    )
    teller.fire(
        "unit.officer", "", "obligation", "obligation9", "ask_extension", until=date(2024, 12, 13), reason=PARTLY
    )
    teller.on("10/09/2024")
    _verify(teller, 3, "met")
    _verify(teller, 4, "partly_met")
    teller.fire("officer", "", "obligation", "obligation7", "send_back", reason="Gửi thêm ảnh chụp tại chỗ.")
    teller.fire("officer", "", "obligation", "obligation6", "grant_extension", until=date(2024, 12, 20))
    teller.fire("officer", "", "obligation", "obligation9", "refuse_extension", reason="Việc này không cần kinh phí.")
    teller.on("12/09/2024")
    teller.fire(
        "officer", "", "obligation", "obligation4", "reopen", reason="Làm nốt phần còn lại.", due_on=date(2024, 12, 13)
    )
    teller.fire(
        "officer", "", "obligation", "obligation10", "transfer", to_agency=teller.ids["heir"], act="Nghị quyết sắp xếp"
    )
    _remind(teller, "16/09/2024")
    teller.on("20/09/2024")
    _answer(teller, 8, "met", DONE, picture=True)
    _answer(teller, 4, "not_met", PARTLY)
    _verify(teller, 4, "not_met")
    teller.do("officer", "", lambda s, a: remind_now(s, a, teller.ids["obligation1"]))
    _remind(teller, "07/10/2024")


def settled(teller: Teller) -> None:
    """Everything is met, some only the second time, one is withdrawn; the inspection is closed."""
    _remind(teller, "28/08/2024")
    teller.on("05/09/2024")
    for number in (1, 2, 3, 4, 5):
        _answer(teller, number, "met", DONE, picture=number == 2)
    _answer(teller, 6, "partly_met", PARTLY)
    teller.fire(
        "unit.officer", "", "obligation", "obligation8", "ask_extension", until=date(2024, 12, 20), reason=PARTLY
    )
    teller.on("12/09/2024")
    for number in (1, 2, 3, 4, 5):
        _verify(teller, number, "met")
    _verify(teller, 6, "partly_met")
    teller.fire("officer", "", "obligation", "obligation8", "grant_extension", until=date(2024, 12, 20))
    teller.fire("officer", "", "obligation", "obligation6", "reopen", reason="Làm nốt.", due_on=date(2024, 12, 13))
    teller.fire("leader", "", "obligation", "obligation9", "withdraw", reason="Đã có kế hoạch chung của tỉnh.")
    _remind(teller, "16/09/2024")
    teller.on("20/11/2024")
    for number in (6, 7, 8, 10):
        _answer(teller, number, "met", DONE)
    teller.on("27/11/2024")
    for number in (6, 7, 8, 10):
        _verify(teller, number, "met")
    teller.fire("ministry_leader", "", "proposal", "proposal2", "reply", reply="Bộ ghi nhận, đưa vào kế hoạch năm sau.")
    teller.fire("unit.officer", "", "proposal", "proposal2", "close")
    teller.fire("officer", "", "inspection", "inspection", "close")


def _answer(teller: Teller, number: int, claim: str, text: str, *, picture: bool = False) -> None:
    files = [teller.picture("anh-tai-cho.jpg", "VI DU")] if picture else []
    obligation = teller.ids[f"obligation{number}"]
    teller.do("unit.officer", "", lambda s, a: answering.answer(
        s, a, obligation, claim=claim, text=text, files=files))  # fmt: skip


def _verify(teller: Teller, number: int, verdict: str) -> None:
    obligation = teller.ids[f"obligation{number}"]
    teller.do("officer", "", lambda s, a: answering.verify(
        s, a, obligation, verdict=verdict, evidence="Đã đối chiếu danh sách và ảnh chụp tại chỗ."))  # fmt: skip


def _remind(teller: Teller, day: str) -> None:
    """What the worker does on that day."""
    teller.on(day, "06:00")
    with clock.at(teller.moment):
        teller.database.write(lambda session: climb(session, clock.today()))


Fate = Callable[[Teller], None]
