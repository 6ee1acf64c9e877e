"""The letter that asks at once for what a danger on the spot needs, before the result notice. Issuing it sends the obligations
of the recommendations that answer the danger; the notice names them as asked already. It bears the mark KHẨN (NĐ
30/2020, Phụ lục I, III.3).

What the team told of the danger may name a child or a home. It stands in the draft for whoever writes the letter, is not
printed, and the letter is not submitted before somebody has worded it anew for the public, as findings are.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session

from rasoat import clock
from rasoat.dangers.models import Danger
from rasoat.documents.paper import Block, EvidenceRef, Paragraph
from rasoat.inspections.models import Inspection
from rasoat.papers import blocks, checks, citing, compose, offers, queries
from rasoat.papers.kinds import letters, result, result_blocks, result_replacing, teams
from rasoat.papers.kinds.danger_told import NAME, words
from rasoat.papers.models import OVER, SIGNING, PaperCase
from rasoat.papers.registry import PaperKind, RowKey, kind_named
from rasoat.papers.wording import say
from rasoat.problems import Reason
from rasoat.recommendations import coverage
from rasoat.recommendations.at_once import operations as at_once
from rasoat.recommendations.at_once import queries as asked
from rasoat.recommendations.at_once.signing import register_signing
from rasoat.recommendations.models import DRAFTING, URGENT
from rasoat.units import queries as units
from rasoat.workflows import Firing

WHAT, ASKED = "danger.what", "danger.asked"
"""The blocks that say what the danger is, and that what is asked follows."""


def _force(session: Session, inspection: Inspection) -> str:
    """An inspection whose procedure knows the demand demands; others recommend."""
    return "demanded" if offers.offers(session, kind_named(result.DEMAND), inspection) else "recommended"


def _known(session: Session, danger: Danger) -> dict[str, str]:
    inspection = session.get_one(Inspection, danger.inspection_id)
    held = units.names(session, [inspection.unit_id, danger.lead_agency_id])
    asks = words().asks[_force(session, inspection)]
    return {
        "issuer": held[danger.lead_agency_id].name,
        "unit": held[inspection.unit_id].name,
        "asks": asks,
        "Asks": citing.outside(asks),
    }


def _subject(session: Session, danger_id: UUID) -> str:
    return say(words().subject, **_known(session, session.get_one(Danger, danger_id)))


def _compose(session: Session, danger_id: UUID) -> list[Block]:
    told, danger = words(), session.get_one(Danger, danger_id)
    inspection, known = session.get_one(Inspection, danger.inspection_id), _known(session, danger)
    lead = say(told.lead, founded=teams.founded(session, inspection), day=citing.day(_seen_on(danger)), **known)
    seen = EvidenceRef(kind="danger", id=str(danger.id), label="Nguy hiểm đoàn đã báo")
    return [
        letters.paragraph("danger.lead", lead, seen),
        Paragraph(id=WHAT, text=danger.what, visibility="child", evidence=(seen,)),
        letters.paragraph(ASKED, say(told.asked, **known)),
        *result_blocks.lines(session, asked.of_danger(session, danger), DRAFTING.of),
        letters.paragraph("danger.closing", say(told.closing, **known)),
    ]


def _seen_on(danger: Danger) -> date:
    return clock.local(danger.seen_at).date()


def _retell(session: Session, case: PaperCase, composed: list[Block]) -> list[Block]:
    return result_replacing.put_after(session, case, composed, ASKED)


def _letterhead(session: Session, case: PaperCase) -> Mapping[str, Any]:
    """It goes to everybody of whom something is asked, and to the inspected unit."""
    inspection = session.get_one(Inspection, session.get_one(Danger, case.about_id).inspection_id)
    if case.replaces_id is None:
        addressees = [row.addressee_id for _, row in asked.drafted(session, case.about_id)]
    else:
        addressees = [line.addressee_id for line in result_replacing.lines(session, case.id)]
    known = units.names(session, [*addressees, inspection.unit_id])
    copies = [known[one].short_name for one in (inspection.unit_id,) if one not in addressees]
    to = [known[one].name for one in dict.fromkeys(addressees)]
    return letters.head(session, case, words().unit, to, copies)


def _against(session: Session, danger_id: UUID) -> list[Reason]:
    letter = next((row for row in _letters(session, danger_id) if not OVER.of(row)), None)
    if letter is not None and letter.is_out:
        told = (
            f"Đã gửi {citing.briefly(letter)} về nguy hiểm này; cần sửa thì soạn công văn thay thế ở trang công văn đó, "
            "việc khác thì kiến nghị ở thông báo kết quả."
        )
        return [Reason("", told)]
    if letter is not None:
        return [Reason("", "Đã có công văn về nguy hiểm này đang soạn; mở công văn đó để làm tiếp.")]
    if not session.get_one(Danger, danger_id).open:
        return [Reason("", "Nguy hiểm đã hết; việc còn phải làm thì kiến nghị ở thông báo kết quả.")]
    return list(_nothing(session, danger_id))


def _letters(session: Session, danger_id: UUID) -> list[PaperCase]:
    return queries.papers_about(session, "danger", danger_id, NAME)


def _nothing(session: Session, danger_id: UUID) -> Iterator[Reason]:
    danger = session.get_one(Danger, danger_id)
    if asked.drafted(session, danger_id):
        return
    if asked.of_danger(session, danger):
        yield Reason(
            "recommendations", "Kiến nghị cho nguy hiểm này đã gửi đơn vị; không còn gì để gửi bằng công văn này."
        )
    else:
        told = "Chưa có kiến nghị nào cho nguy hiểm này; viết kiến nghị với đơn vị thực hiện và hạn trước."
        yield Reason("recommendations", told)


def _checks(session: Session, case: PaperCase, shown: Sequence[Block], day: date | None) -> Iterator[Reason]:
    danger = session.get_one(Danger, case.about_id)
    if case.replaces_id is None:
        yield from _asked_once(session, danger)
        yield from coverage.unready(session, danger.inspection_id, day or clock.today(), danger.id)
        rows = [(source.ordinal, row) for source, row in asked.drafted(session, danger.id)]
        yield from result_blocks.left_out(rows, shown)
    else:
        yield from result_replacing.checks(session, case, shown, day)
    if result.is_numbered(session, danger.inspection_id):
        yield Reason("", "Thông báo kết quả vừa được cấp số, đang tạo tệp để ban hành; chờ ban hành xong rồi làm tiếp.")
    yield from _worded(danger, shown)
    yield from checks.day_too_early(day, _seen_on(danger), "ngày phát hiện nguy hiểm")


def _asked_once(session: Session, danger: Danger) -> Iterator[Reason]:
    """What is asked must be urgent, and must wait to be sent."""
    yield from _nothing(session, danger.id)
    for source, row in asked.drafted(session, danger.id):
        if row.priority != URGENT:
            yield Reason("recommendations", f"Kiến nghị {source.ordinal}: đặt mức ưu tiên “Khẩn” và nêu lý do.")


def _worded(danger: Danger, shown: Sequence[Block]) -> Iterator[Reason]:
    """What the danger is must be printed, in other words than those that the team told it in."""
    said = next((blocks.text_of(block) for block in compose.printed(list(shown)) if block.id == WHAT), None)
    if said is None:
        told = (
            "Đoạn nêu nguy cơ chưa công khai nên không được in: sửa lời cho không ai nhận ra trẻ em, gia đình nào, "
            "rồi chọn “Công khai”."
        )
        yield Reason("blocks", told)
    elif said.split() == danger.what.split():
        told = "Đoạn nêu nguy cơ còn nguyên lời đoàn báo từ hiện trường: viết lại cho không ai nhận ra trẻ em, gia đình nào."
        yield Reason("blocks", told)


def _ask(firing: Firing) -> None:
    """Send what the letter asks. One that takes another's place says of each obligation what becomes of it instead."""
    session, row = firing.session, firing.case_row
    if row["replaces_id"] is None:
        danger = session.get_one(Danger, row["about_id"])
        force = _force(session, session.get_one(Inspection, danger.inspection_id))
        at_once.ask_by_letter(session, firing.actor, danger.id, force, row["issued_on"])


def _shape(_session: Session, _case: PaperCase) -> Mapping[str, Any]:
    return {"urgency": "KHẨN"}


def _above(session: Session, case: PaperCase) -> RowKey:
    return Inspection, session.get_one(Danger, case.about_id).inspection_id


def _is_being_signed(session: Session, danger_id: UUID) -> bool:
    return any(SIGNING.of(row) for row in _letters(session, danger_id))


def _is_out(session: Session, danger_id: UUID) -> bool:
    return any(row.is_out for row in _letters(session, danger_id))


register_signing(_is_being_signed, _is_out)


KIND = PaperKind(
    name=NAME,
    symbol="",
    title="",
    label="Công văn yêu cầu xử lý ngay nguy cơ",
    about="danger",
    series="CV",
    workflow="paper",
    subject=_subject,
    compose=_compose,
    letterhead=_letterhead,
    against=_against,
    checks=_checks,
    effects=(_ask,),
    shape=_shape,
    retell=_retell,
    obligations=asked.asked_by_letter,
    numbered_under=_above,
    needless=True,
    help="Công văn gửi trước thông báo kết quả: ban hành thì đơn vị phải thực hiện ngay, theo dõi từ ngày đó.",
    founding=True,
)
