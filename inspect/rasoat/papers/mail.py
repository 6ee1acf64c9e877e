"""The mail that tells a leader that his signature outside of the system was recorded: number, day, link, no words of the paper."""

from uuid import UUID

from sqlmodel import Session

from rasoat import clock
from rasoat.notifying.registry import Words
from rasoat.papers.models import HOW, OUTSIDE, PaperCase
from rasoat.papers.registry import kind_of


def signed_outside(session: Session, paper_id: UUID, public_url: str) -> Words | None:
    """The words; None when the paper went back meanwhile, so that nothing is recorded any more."""
    case = session.get_one(PaperCase, paper_id)
    if case.signed_how not in OUTSIDE or case.signed_on is None:
        return None
    named, day = kind_of(case).label.lower(), clock.date_text(case.signed_on)
    body = [
        f"Văn thư đã ghi nhận ông/bà ký một {named} ngày {day} ({HOW[case.signed_how]}) và lưu bản đã ký.",
        "",
        "Nếu ông/bà không ký văn bản này, trả lại văn bản ngay tại:",
        f"{public_url}/papers/{case.id}",
    ]
    return Words(subject=f"Đã ghi nhận chữ ký ngày {day}: {named}", body="\n".join(body))
