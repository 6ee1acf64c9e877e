"""Mails about papers. They name a paper by number, date and link: no free text leaves the system."""

from uuid import UUID

from sqlmodel import Session

from rasoat import clock
from rasoat.notifying.registry import Words
from rasoat.papers import chain
from rasoat.papers.models import DRAFTING, HOW, OUTSIDE, PaperCase, PaperVersion
from rasoat.papers.registry import kind_of
from rasoat.units.models import Agency

_RESTS = "Các nội dung phải thực hiện nêu trong văn bản này tạm dừng cho đến khi có văn bản thay thế hoặc được rút."
_ENDS = (
    "Các nội dung phải thực hiện nêu trong văn bản này tạm dừng; cơ quan ban hành rút từng nội dung, còn cần thì yêu cầu "
    "lại ở văn bản mới."
)


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


def recalled(session: Session, paper_id: UUID, public_url: str) -> Words | None:
    """The mail about a recall."""
    case = session.get_one(PaperCase, paper_id)
    if case.recalled_on is None:
        return None
    issuer, named = session.get_one(Agency, case.lead_agency_id), chain.in_short(case)
    body = [
        f"{issuer.name} đã thu hồi {named}, từ ngày {clock.date_text(case.recalled_on)}.",
        *_rests(session, case),
        "",
        "Xem lý do và xác nhận đã biết tại:",
        f"{public_url}/papers/{case.id}",
    ]
    return Words(subject=f"Thu hồi {named}", body="\n".join(body))


def _rests(session: Session, case: PaperCase) -> list[str]:
    if not kind_of(case).obligations(session, case.about_id):
        return []
    return [_RESTS if chain.has_replacing(session, case) else _ENDS]


def returned(session: Session, version_id: UUID, public_url: str) -> Words | None:
    """The words about a draft that went back; None when it was submitted again meanwhile."""
    version = session.get_one(PaperVersion, version_id)
    case = session.get_one(PaperCase, version.paper_id)
    if not DRAFTING.of(case):
        return None
    named = kind_of(case).label.lower()
    day = clock.date_text(clock.local(version.submitted_at).date())
    body = [
        f"Dự thảo {named} trình ngày {day} bị trả lại để sửa.",
        "",
        "Xem lý do, sửa rồi trình lại tại:",
        f"{public_url}/papers/{case.id}",
    ]
    return Words(subject=f"Dự thảo bị trả lại: {named} trình ngày {day}", body="\n".join(body))
