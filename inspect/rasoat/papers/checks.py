"""What is still wrong with a notice: every fault at once, tied to the part of the page it is on."""

from collections.abc import Iterator
from datetime import date

from sqlmodel import Session

from rasoat import clock
from rasoat.documents import register
from rasoat.documents.paper import Block
from rasoat.inspections.models import Inspection
from rasoat.papers import blocks, citing, compose, compose_result, compose_schedule, letterhead, queries
from rasoat.papers.models import PaperCase
from rasoat.plans.models import Plan
from rasoat.problems import Reason
from rasoat.recommendations import queries as recommendations
from rasoat.recommendations.models import ENDED
from rasoat.visits import queries as visits
from rasoat.visits.models import HELD


def incomplete(session: Session, notice: PaperCase) -> list[Reason]:
    """Every reason why the notice cannot go on: head, content, and the stage of what it tells about."""
    composed = compose.compose(session, notice)
    return [
        *_head(notice, composed.head),
        *_content(composed),
        *(_result(session, notice, composed.blocks) if notice.inspection_id else _schedule(session, notice)),
    ]


def _head(notice: PaperCase, head: letterhead.Head) -> Iterator[Reason]:
    needed = [
        ("subject", notice.subject, "Nhập trích yếu của thông báo."),
        ("symbol", head.symbol, "Nhập ký hiệu của thông báo."),
        ("place", head.place, "Nhập địa danh; có thể đặt sẵn ở trang cơ quan."),
        ("recipients", head.recipients, "Nhập ít nhất một nơi nhận."),
        ("signer", head.signer, "Chưa có người ký; nhập họ tên người ký."),
        ("position", head.position, "Chưa có chức vụ của người ký."),
    ]
    for field, value, message in needed:
        if not value:
            yield Reason(field, message)


def _content(composed: compose.Composition) -> Iterator[Reason]:
    if not compose.printed(composed.blocks):
        yield Reason("blocks", "Thông báo chưa có nội dung nào được in; thêm hoặc hiện lại ít nhất một đoạn.")


def _schedule(session: Session, notice: PaperCase) -> Iterator[Reason]:
    if notice.plan_id is None:
        return
    told = compose_schedule.planned(session, session.get_one(Plan, notice.plan_id))
    if not told:
        yield Reason("inspections", "Kế hoạch không còn cuộc kiểm tra nào để thông báo lịch.")
    for inspection in told:
        if inspection.scheduled_on is None:
            yield Reason("inspections", f"{inspection.unit_name}: chưa có ngày kiểm tra; xếp ngày trước.")


def _result(session: Session, notice: PaperCase, shown: list[Block]) -> Iterator[Reason]:
    if notice.inspection_id is None:
        return
    yield from queries.stage_reasons(session, session.get_one(Inspection, notice.inspection_id))
    printed = {block.id: blocks.text_of(block) for block in compose.printed(shown)}
    for one in recommendations.recommendations_of(session, notice.inspection_id):
        for obligation in one.obligations:
            if ENDED.of(obligation) or obligation.parent_id is not None:
                continue
            said, due = printed.get(f"rec.{obligation.id}"), compose_result.due_text(obligation)
            # What is sent as an obligation must stand in the paper that founds it, with the same day.
            if said is None:
                yield Reason(
                    "blocks", f"Kiến nghị số {one.recommendation.ordinal} đang bị ẩn; hiện lại hoặc xóa kiến nghị."
                )
            elif due and due not in said:
                message = (
                    f"Kiến nghị số {one.recommendation.ordinal}: đoạn đã sửa không còn ghi hạn {due}; ghi lại đúng hạn."
                )
                yield Reason("blocks", message)


def impossible_day(session: Session, notice: PaperCase, day: date) -> list[Reason]:
    """Why a paper cannot bear that day (NĐ 30/2020, Điều 15: numbers and days follow each other)."""
    messages = []
    if day > clock.today():
        messages.append("Ngày ban hành không thể sau hôm nay.")
    earliest, what = _earliest(session, notice)
    if earliest and day < earliest:
        messages.append(f"Ngày ban hành không thể trước {what} ({citing.day(earliest)}).")
    last = register.last_day(session, notice.lead_agency_id, day.year, letterhead.SERIES)
    if last and day < last:
        messages.append(f"Số trước đó trong sổ đăng ký đề ngày {citing.day(last)}; ngày ban hành không thể sớm hơn.")
    return [Reason("issued_on", message) for message in messages]


def _earliest(session: Session, notice: PaperCase) -> tuple[date | None, str]:
    if notice.inspection_id is not None:
        held = [v.happens_on for v in visits.visits_of(session, notice.inspection_id) if HELD.of(v)]
        return max(held, default=None), "ngày làm việc tại đơn vị"
    plan = session.get(Plan, notice.plan_id) if notice.plan_id else None
    return (plan.signed_on if plan else None), "ngày ký kế hoạch"
