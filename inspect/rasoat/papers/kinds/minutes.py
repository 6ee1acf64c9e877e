"""The minutes of an inspection (biên bản; NĐ 30/2020, Phụ lục III, mẫu 1.9; NĐ 217/2025, Điều 15, khoản 3, điểm a).

They are drawn up from the checklist that the team filled and had signed at the session. Its free texts are the inspecting
side's until somebody has read them for what could identify a child.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session

from rasoat.documents.paper import BETWEEN_LINES, Block, Signing
from rasoat.inspections.models import Inspection
from rasoat.papers import checks, queries
from rasoat.papers.kinds import minutes_blocks, teams
from rasoat.papers.kinds.minutes_blocks import NAME, Taken, taken
from rasoat.papers.models import OUT, PaperCase
from rasoat.papers.registry import PaperKind
from rasoat.problems import Reason
from rasoat.units import queries as units
from rasoat.visits import queries as visits
from rasoat.visits.models import FILLING, HELD

SERIES = "ĐKT:BB"

__all__ = ["KIND", "NAME"]


def _subject(session: Session, inspection_id: UUID) -> str:
    return minutes_blocks.subject(session, session.get_one(Inspection, inspection_id))


def _compose(session: Session, inspection_id: UUID) -> list[Block]:
    inspection = session.get_one(Inspection, inspection_id)
    found = taken(session, inspection_id)
    return minutes_blocks.compose(session, inspection, found) if found else []


def _letterhead(session: Session, case: PaperCase) -> Mapping[str, Any]:
    """The team's lead signs first; the others stand in `_shape`. They go to the unit and to whoever decided."""
    inspection = session.get_one(Inspection, case.about_id)
    lead = teams.lead_of(session, inspection.id)
    ids = [one for one in (inspection.unit_id, inspection.office_id) if one]
    known = units.names(session, [*ids, case.lead_agency_id])
    names = [f"Lãnh đạo {known[case.lead_agency_id].short_name} (b/c)", *(known[one].short_name for one in ids)]
    return {
        "symbol": "BB-ĐKT",
        "recipients": (*names, "Thành viên đoàn kiểm tra"),
        "archive": "Hồ sơ đoàn kiểm tra",
        "capacity": "",
        "position": teams.LEAD,
        "signer": lead.name if lead else "",
    }


def _shape(session: Session, case: PaperCase) -> Mapping[str, Any]:
    """It has no place and day in its head; whoever was there signs beside the team's lead."""
    inspection, found = session.get_one(Inspection, case.about_id), taken(session, case.about_id)
    return {**teams.issuer(session, inspection), "minutes": True, "other_signers": _signers(found) if found else ()}


def _signers(found: Taken) -> tuple[Signing, ...]:
    """The unit, or who witnessed that it did not sign; then those concerned (Điều 15, khoản 3, điểm a)."""
    words = minutes_blocks.words()
    first = (words.signs_unit, found.text("unit_signer"))
    if found.refused:
        first = (words.signs_witness, found.text("witness"))
    others = [(words.signs_other, person) for person, _office in found.people("others")]
    return tuple(_signing(said, name.partition(",")[0]) for said, name in (first, *others))


def _signing(said: str, name: str) -> Signing:
    """The words say where a line ends: as an engine breaks them, one word may stand alone."""
    *above, position = said.split(BETWEEN_LINES)
    return Signing(capacity=BETWEEN_LINES.join(above), position=position, name=name)


def _against(session: Session, inspection_id: UUID) -> list[Reason]:
    found = taken(session, inspection_id)
    if found is None:
        told = "Chưa có biên bản ghi tại chỗ; đoàn điền bảng kiểm “Biên bản làm việc” trong buổi làm việc trước."
        return [Reason("inspection", told)]
    known = queries.papers_about(session, "inspection", inspection_id, NAME)
    if any(not OUT.of(row) for row in known):
        return [Reason("", "Đã có biên bản đang soạn; mở biên bản đó để làm tiếp.")]
    if any(row.issued_on and row.issued_on >= found.visit.happens_on for row in known):
        return [Reason("", "Buổi làm việc gần nhất đã có biên bản.")]
    return list(_held(found))


def _held(found: Taken) -> Iterator[Reason]:
    if not HELD.of(found.visit):
        yield Reason("inspection", "Buổi làm việc chưa kết thúc; trưởng đoàn kết thúc buổi làm việc trước.")


def _checks(session: Session, case: PaperCase, shown: Sequence[Block], day: date | None) -> Iterator[Reason]:
    found = taken(session, case.about_id)
    if found is None:
        yield Reason("blocks", "Bảng kiểm “Biên bản làm việc” không còn nội dung nào.")
        return
    yield from _held(found)
    if any(FILLING.of(one) for one in visits.visits_of(session, case.about_id)):
        yield Reason("inspection", "Còn buổi làm việc chưa kết thúc.")
    open_ = {block.id for block in shown if block.visibility == "public"}
    for block_id, title in minutes_blocks.needed(found).items():
        if block_id not in open_:
            told = (
                f"Đoạn “{title}” chưa được in: đọc lại, bỏ điều có thể nhận ra trẻ em, gia đình, rồi chọn “Công khai”."
            )
            yield Reason("blocks", told)
    yield from checks.day_too_early(day, found.visit.happens_on, "ngày làm việc tại đơn vị")


KIND = PaperKind(
    name=NAME,
    symbol="BB",
    title="BIÊN BẢN",
    label="Biên bản kiểm tra",
    about="inspection",
    series=SERIES,
    workflow="paper",
    subject=_subject,
    compose=_compose,
    letterhead=_letterhead,
    against=_against,
    checks=_checks,
    shape=_shape,
    asked_for=True,
    series_of=teams.own_series(SERIES, lambda session, case: session.get_one(Inspection, case.about_id)),
    teams=lambda _session, inspection_id, _replaces: [inspection_id],
    help="Biên bản được soạn sẵn từ bảng kiểm “Biên bản làm việc” đã ghi và ký tại chỗ; trưởng đoàn duyệt.",
)
