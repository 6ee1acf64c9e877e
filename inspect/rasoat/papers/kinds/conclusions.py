"""The notice of a meeting's conclusions (thông báo kết luận cuộc họp, TB-BCĐ): what was concluded, and the tasks of each agency.

The body issues it under its own sign, in a series apart (NĐ 30/2020, Điều 15); its standing agency keeps it. Issuing it
sends the tasks.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session

from rasoat.accounts.models import User
from rasoat.documents.paper import Block
from rasoat.meetings import checks as meeting_checks
from rasoat.meetings import queries as meetings
from rasoat.meetings.assigning import assign, recall
from rasoat.meetings.models import CONCLUDED, RECALLED, TOLD, Meeting
from rasoat.papers import blocks, chain, checks, compose, queries
from rasoat.papers.kinds import conclusions_blocks as told
from rasoat.papers.models import DRAFTING, PaperCase
from rasoat.papers.registry import PaperKind
from rasoat.problems import Reason
from rasoat.units import queries as units
from rasoat.units.naming import issuer_lines, line_above
from rasoat.workflows import Firing, guard

NAME = "conclusions"


def _meeting(session: Session, meeting_id: UUID) -> Meeting:
    return session.get_one(Meeting, meeting_id)


def _subject(session: Session, meeting_id: UUID) -> str:
    return told.subject(_meeting(session, meeting_id))


def _compose(session: Session, meeting_id: UUID) -> list[Block]:
    return told.compose(session, _meeting(session, meeting_id))


def _letterhead(session: Session, case: PaperCase) -> Mapping[str, Any]:
    """Whoever chairs signs with the office in the body, the other office below; another one signs KT. for the chair."""
    agency, meeting = units.agency(session, case.lead_agency_id), _meeting(session, case.about_id)
    chair = units.agency(session, meeting.chair_agency_id) if meeting.chair_agency_id else None
    members = [row.agency_id for row in meetings.members(session, meeting.id)]
    asked = {one for row in meetings.tasks(session, meeting.id) for one in row.addressees} - set(members)
    others = units.names(session, asked).values()
    head = [f"{chair.short_name} (b/c)"] if chair and chair.id != agency.id else []
    return {
        "symbol": f"TB-{meeting.body_sign}",
        "recipients": (
            *head,
            f"Các thành viên {meeting.body_sign}",
            *(one.short_name for one in sorted(others, key=lambda one: (one.order_text, str(one.id)))),
        ),
        **_signing(session, case, meeting),
    }


def _signing(session: Session, case: PaperCase, meeting: Meeting) -> dict[str, str]:
    signer_id = case.approved_by or case.signer_id
    user = session.get(User, signer_id) if signer_id else None
    position = meeting.chair_position.upper()
    if user is None or user.full_name == meeting.chair_name or user.agency_id == meeting.chair_agency_id:
        name = user.full_name if user else meeting.chair_name
        return {"capacity": "", "position": position, "office": meeting.chair_office.upper(), "signer": name}
    agency = units.agency(session, user.agency_id)
    office = f"{user.title} {agency.name}".strip().upper()
    return {"capacity": f"KT. {position}", "position": f"PHÓ {position}", "office": office, "signer": user.full_name}


def _shape(session: Session, case: PaperCase) -> Mapping[str, Any]:
    """The body issues it; above it stands what stands above its standing agency, or else the agency whose people chair."""
    agency, meeting = units.agency(session, case.lead_agency_id), _meeting(session, case.about_id)
    chair = units.agency(session, meeting.chair_agency_id) if meeting.chair_agency_id else None
    parent = line_above(session, agency) or (" ".join(issuer_lines(session, chair)) if chair else "")
    return {"issuer_parent": parent or None, "issuer": told.lines(meeting.body_name)}


def _series(session: Session, case: PaperCase) -> str:
    return f"{_meeting(session, case.about_id).body_sign}:TB"


def _body(session: Session, case: PaperCase) -> str:
    return _meeting(session, case.about_id).body_name


def _chairing(session: Session, meeting_id: UUID) -> list[UUID]:
    chair = _meeting(session, meeting_id).chair_agency_id
    return [chair] if chair else []


def _against(session: Session, meeting_id: UUID) -> list[Reason]:
    meeting = _meeting(session, meeting_id)
    if TOLD.of(meeting):
        recalled = "Thông báo kết luận đã bị thu hồi; muốn giao lại thì lập cuộc họp mới với kết luận đúng."
        return [Reason("", recalled if RECALLED.of(meeting) else "Kết luận cuộc họp này đã được thông báo.")]
    if not CONCLUDED.of(meeting):
        return [Reason("", "Cuộc họp chưa chốt kết luận; bấm “Chốt kết luận” trước khi soạn thông báo.")]
    if queries.papers_about(session, "meeting", meeting_id, NAME):
        return [Reason("", "Đã có thông báo kết luận đang soạn; mở thông báo đó để làm tiếp.")]
    return []


def _checks(session: Session, case: PaperCase, shown: Sequence[Block], day: date | None) -> Iterator[Reason]:
    meeting = _meeting(session, case.about_id)
    if not (CONCLUDED.of(meeting) or TOLD.of(meeting)):
        yield Reason("meeting", "Cuộc họp đã được mở lại để sửa; chốt kết luận rồi trình thông báo.")
    yield from meeting_checks.unready(session, meeting)
    printed = {block.id: blocks.text_of(block) for block in compose.printed(list(shown))}
    for key, tasks in meetings.by_addressee(meetings.tasks(session, meeting.id)).items():
        said = printed.get(told.block_id(key))
        for task in tasks:
            due = told.due_text(task)
            if said is None:
                yield Reason("blocks", f"Nhiệm vụ {task.ordinal} đang bị ẩn; hiện lại hoặc xóa nhiệm vụ ở cuộc họp.")
            elif due and due not in said:
                yield Reason(
                    "blocks", f"Nhiệm vụ {task.ordinal}: đoạn đã sửa không còn ghi hạn {due}; ghi lại đúng hạn."
                )
    yield from checks.day_too_early(day, meeting.held_on, "ngày họp")


def _assign(firing: Firing) -> None:
    case = firing.session.get_one(PaperCase, firing.ref.id)
    day = firing.case_row["issued_on"]
    assign(firing.session, firing.actor, case.about_id, day, chain.in_short(case))


def _recall(firing: Firing) -> None:
    case = firing.session.get_one(PaperCase, firing.ref.id)
    recall(firing.session, firing.actor, case.about_id, firing.effective_on, chain.in_short(case))


@guard("notice_of_meeting_is_a_draft")
def _notice_of_meeting_is_a_draft(firing: Firing) -> list[Reason]:
    """A meeting is taken up again only while nobody signs or has its notice."""
    rows = queries.papers_about(firing.session, "meeting", firing.ref.id, NAME)
    if all(DRAFTING.of(row) for row in rows):
        return []
    told_so = "Thông báo kết luận đang trình ký hoặc đã ban hành; rút trình, trả lại để sửa trước."
    return [Reason("", told_so)]


KIND = PaperKind(
    name=NAME,
    symbol="TB",
    title="THÔNG BÁO",
    label="Thông báo kết luận cuộc họp",
    about="meeting",
    series="BCĐ:TB",
    workflow="paper",
    subject=_subject,
    compose=_compose,
    letterhead=_letterhead,
    against=_against,
    checks=_checks,
    effects=(_assign,),
    recalling=(_recall,),
    shape=_shape,
    obligations=meetings.owed,
    replaced=False,
    series_of=_series,
    also_signed_by=_chairing,
    issued_by=_body,
    founding=True,
)
