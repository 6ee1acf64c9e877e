"""After the notice: obligations are answered with evidence, verified, reopened, overdue and reminded; proposals are
forwarded and replied to.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from rasoat.db import installation
from rasoat.example import facts
from rasoat.example.teller import Teller
from rasoat.followup.models import LadderStep
from rasoat.recommendations.answering import operations as answering
from rasoat.recommendations.answering.models import Verification, VerificationPart
from rasoat.recommendations.data import PartReport, PartVerdict
from rasoat.recommendations.models import PASSED_ON, VERDICTS, Obligation, Recommendation
from rasoat.units import queries as units
from rasoat.workflows import CaseRef, fire
from rasoat.workflows.pins import runtime

LAST_DAY = date(2026, 11, 27)
CHECKED = {
    "inspection.chi_lang": "huyện Chi Lăng, 2024",
    "inspection.xa_nhan_ly": "xã Nhân Lý, 2026",
    "inspection.facility": "Cơ sở trợ giúp xã hội Ví Dụ, 2026",
}
"""The inspections with recommendations, as the table names them."""


def acknowledge(teller: Teller) -> None:
    """Both addressees confirm that they received their obligations."""
    teller.on("07/08/2024")
    with teller.database.read() as session:
        query = select(Obligation).where(Obligation.inspection_id == teller.ids["inspection.chi_lang"])
        for row in session.exec(query):
            key = next(k for k, v in teller.ids.items() if v == row.source_id).removeprefix("recommendation.")
            teller.ids[f"obligation.{key}"] = row.id
    for fact in facts.chi_lang().recommendations:
        who = "chilang.lanhdao" if fact.to == "chi_lang" else "chilang.phong"
        teller.fire(who, f"xác nhận đã nhận: {fact.text[:50]}…", "obligation", f"obligation.{fact.key}", "acknowledge")


def review_is_met(teller: Teller) -> None:
    """The office has reviewed the points and answers with evidence; the department verifies the answer as met."""
    teller.on("12/09/2024")
    text = "Đã rà soát lại 67 điểm có nguy cơ; danh sách và sơ đồ gửi kèm; đã phát quang cây che biển tại Phố Sặt."
    _answer(teller, "chilang.phong", "review", "met", text, "pho-sat-da-phat-quang.jpg")
    obligation = teller.ids["obligation.review"]
    teller.refused(
        "chilang.lanhdao",
        "tự xác minh kết quả của huyện mình",
        lambda s, a: fire(
            s, CaseRef("obligation", obligation), "verify", a, payload={"verdict": "met", "evidence": "Đã xem"}
        ),
        "case.not_allowed",
    )
    teller.on("18/09/2024")
    teller.refused(
        "chuyenvien",
        "kết luận “đã thực hiện” khi không nêu bằng chứng",
        lambda s, a: answering.verify(s, a, obligation, verdict="met"),
        "case.refused",
    )
    _verify(teller, "chuyenvien", "review", "met", "Đã đối chiếu danh sách 67 điểm và ảnh chụp biển tại Phố Sặt.")


def signs_need_more_time(teller: Teller) -> None:
    """The addressee asks for an extension, which is granted."""
    teller.on("24/09/2024")
    until = date(2024, 10, 15)
    reason = "Chờ bàn giao biển do tỉnh hỗ trợ."
    teller.fire(
        "chilang", "xin gia hạn cắm biển", "obligation", "obligation.signs", "ask_extension", until=until, reason=reason
    )
    teller.fire(
        "chuyenvien", "đồng ý gia hạn đến 15/10", "obligation", "obligation.signs", "grant_extension", until=until
    )


def signs_are_answered(teller: Teller) -> None:
    """The addressee reports 30 of 46 signs."""
    teller.on("14/10/2024")
    text = "Đã cắm thêm 30 biển tại các điểm có nguy cơ cao; còn 16 điểm chờ kinh phí; mở thêm 01 lớp dạy bơi."
    parts = [PartReport(1, photo=True), PartReport(2, 30)]
    _answer(teller, "chilang", "signs", "partly_met", text, "bien-moi.jpg", parts)


def signs_are_partly_met(teller: Teller) -> None:
    """The department sees the signs on the spot: the obligation is partly met and reopened with a new due date."""
    teller.on("21/10/2024")
    found = [
        PartVerdict(1, "met"),
        PartVerdict(2, "partly_met", "Còn 16 điểm chưa có biển.", 30),
        PartVerdict(3, "met"),
    ]
    evidence = "Đã kiểm tra lại tại chỗ: 30 biển mới, còn 16 điểm chưa có biển."
    _verify(teller, "truongdoan", "signs", "partly_met", evidence, found)
    teller.fire(
        "chuyenvien",
        "yêu cầu làm tiếp với hạn mới 16/12/2024",
        "obligation",
        "obligation.signs",
        "reopen",
        reason="Cắm biển tại 16 điểm còn lại.",
        due_on=date(2024, 12, 16),
    )


def fund_is_overdue(teller: Teller) -> None:
    """Nobody answers about the fund: on the day after the due date the system reminds by itself, once."""
    teller.on("16/10/2024", "09:00")
    teller.work()
    teller.work()
    with teller.database.read() as session:
        query = select(LadderStep).where(
            LadderStep.case_id == teller.ids["obligation.fund"], LadderStep.step == "overdue"
        )
        sent = len(session.exec(query).all())
    if sent != 1:
        raise RuntimeError(f"one reminder was expected, {sent} were made")
    teller.say(
        f"{teller.moment:%d/%m/%Y}  Hệ thống: nhắc Phòng LĐTBXH-DT Chi Lăng một việc đã quá hạn (Quỹ Bảo trợ trẻ em)"
    )


def proposals_replied(teller: Teller) -> None:
    """The ministry replies to the proposal that was forwarded, and the unit closes it."""
    teller.on("28/10/2024")
    fact = next(f for f in facts.chi_lang().proposals if f.reply)
    name = f"proposal.{fact.key}"
    teller.fire("bo", "trả lời đề xuất về phần mềm", "proposal", name, "reply", reply=fact.reply)
    teller.fire("chilang", "nhận trả lời, kết thúc theo dõi", "proposal", name, "close")


def table(teller: Teller) -> None:
    """Print each obligation with its addressee, due date and state."""
    teller.on(f"{LAST_DAY:%d/%m/%Y}")
    teller.database.write(lambda s: installation.move_date(s, LAST_DAY))
    for inspection, unit in CHECKED.items():
        teller.say("")
        teller.say(f"Theo dõi thực hiện kiến nghị đến ngày {LAST_DAY:%d/%m/%Y}: {unit}")
        teller.say(f"{'':>2}  {'Đơn vị':<24} {'Hạn':<11} {'Tình trạng':<32} {'Đã đạt':<12} Kiến nghị")
        with teller.database.read() as session:
            for line in _lines(session, teller.ids[inspection]):
                teller.say(line)


def _lines(session: Session, inspection_id: UUID) -> list[str]:
    """One for each addressee as it is now; what was passed on stands with those who go on with it."""
    query = (
        select(Obligation, Recommendation)
        .where(
            Obligation.source_id == Recommendation.id, Obligation.inspection_id == inspection_id, ~PASSED_ON.condition
        )
        .order_by(col(Recommendation.ordinal), col(Obligation.id))
    )
    rows = list(session.exec(query))
    agencies = units.names(session, {obligation.addressee_id for obligation, _ in rows})
    return [
        f"{row.ordinal:>2}  {agencies[obligation.addressee_id].short_name:<24} {obligation.due_on:%d/%m/%Y}  "
        f"{_standing(session, obligation):<32} {_counted(session, obligation):<12} {'(nhắc lại) ' if obligation.repeats_id else ''}{row.text[:60]}"
        for obligation, row in rows
    ]


def _counted(session: Session, obligation: Obligation) -> str:
    """The last figure that was found on verifying, against what is asked: 30/46 biển."""
    of_this = select(Verification.id).where(Verification.obligation_id == obligation.id)
    query = select(VerificationPart.told).where(
        col(VerificationPart.verification_id).in_(of_this), VerificationPart.told != ""
    )
    return session.exec(query.order_by(col(VerificationPart.id).desc())).first() or ""


def _standing(session: Session, obligation: Obligation) -> str:
    definition = runtime(session, obligation.workflow, obligation.workflow_version).definition
    state = definition.states[obligation.status].title
    if obligation.status == "closed":
        return "Kết thúc theo văn bản"
    if obligation.verdict == "met":
        return VERDICTS["met"]
    late = obligation.due_on is not None and obligation.due_on < LAST_DAY
    return f"{state} (QUÁ HẠN)" if late else state


def _answer(
    teller: Teller, who: str, key: str, claim: str, text: str, picture: str, parts: Sequence[PartReport] = ()
) -> None:
    files = [teller.picture(picture, "VI DU")]
    obligation = teller.ids[f"obligation.{key}"]
    teller.do(
        who,
        f"báo cáo: {text}",
        lambda s, a: answering.answer(s, a, obligation, claim=claim, text=text, files=files, parts=parts),
    )


def _verify(teller: Teller, who: str, key: str, verdict: str, evidence: str, parts: Sequence[PartVerdict] = ()) -> None:
    given: dict[str, Any] = {"verdict": verdict, "evidence": evidence, "parts": parts}
    obligation = teller.ids[f"obligation.{key}"]
    title = VERDICTS[verdict].lower()
    teller.do(who, f"xác minh “{title}”: {evidence}", lambda s, a: answering.verify(s, a, obligation, **given))
