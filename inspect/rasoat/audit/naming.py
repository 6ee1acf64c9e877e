"""The names by which people know cases and rows."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Table
from sqlalchemy.exc import NoResultFound
from sqlmodel import Session

from rasoat.audit.faults import UNREADABLE
from rasoat.problems import Problem
from rasoat.workflows import CaseRef
from rasoat.workflows.registry import kinds

TITLES = {
    "absence": "Thời gian vắng mặt, người làm thay",
    "account": "Tài khoản",
    "account_change": "Thay đổi tài khoản chờ người thứ hai",
    "administrative_unit": "Đơn vị hành chính",
    "agency": "Cơ quan",
    "agency_succession": "Cơ quan kế thừa",
    "answer": "Báo cáo kết quả thực hiện",
    "answer_part": "Báo cáo về một phần",
    "assigned_slot": "Phần việc giao cho thành viên đoàn",
    "attachment": "Tệp đính kèm",
    "blob": "Tệp",
    "bulk_run": "Lần làm với nhiều dòng",
    "bulk_row": "Dòng của lần làm với nhiều dòng",
    "code_given": "Người được cấp mã kích hoạt",
    "code_round": "Lần cấp mã kích hoạt",
    "reorganisation": "Văn bản sắp xếp tổ chức",
    "reorganisation_change": "Cơ quan theo văn bản sắp xếp",
    "cosign_reminder": "Lần nhắc ký kế hoạch",
    "danger": "Nguy hiểm khẩn cấp",
    "checklist_draft": "Bản nháp bảng kiểm",
    "decided_day": "Ngày hoán đổi",
    "definition": "Quy trình hoặc bảng kiểm đã công bố",
    "digest": "Thư tổng hợp mỗi ngày",
    "export_run": "Lần tải danh sách về",
    "extension": "Đề nghị gia hạn",
    "finding": "Ưu điểm, tồn tại",
    "frozen_paper": "Văn bản đã chốt",
    "import_run": "Lần nhập từ bảng",
    "imported_row": "Mục đã nhập từ bảng",
    "incoming_counter": "Số cuối của sổ văn bản đến",
    "incoming_paper": "Dòng sổ đăng ký văn bản đến",
    "inside_assignment": "Việc giao trong đơn vị thực hiện",
    "inside_note": "Ghi chú nội bộ của đơn vị thực hiện",
    "inspection": "Cuộc kiểm tra",
    "inspection_checklist": "Bảng kiểm của cuộc kiểm tra",
    "installation": "Hệ thống này",
    "installation_step": "Việc cài đặt đã làm",
    "kept_filter": "Bộ lọc lần trước của danh sách",
    "ladder_step": "Bậc của thang đôn đốc",
    "earlier_notice": "Văn bản trước khi dùng hệ thống",
    "earlier_part": "Phần của văn bản trước khi dùng hệ thống",
    "earlier_task": "Việc của một đơn vị trong văn bản trước khi dùng hệ thống",
    "meeting": "Cuộc họp",
    "meeting_member": "Cơ quan thành viên dự họp",
    "meeting_task": "Nhiệm vụ của cuộc họp",
    "notice_choice": "Cách báo đã chọn",
    "numbering": "Cách cấp số văn bản",
    "obligation": "Nội dung phải theo dõi",
    "obligation_fate": "Nội dung phải theo dõi trong văn bản thay thế",
    "obligation_part": "Phần phải đạt",
    "observation": "Điều thấy tại chỗ",
    "paper": "Văn bản",
    "paper_delivery": "Lần gửi văn bản",
    "paper_opening": "Lần mở văn bản",
    "paper_to_sign": "Bản trình ký",
    "paper_version": "Bản thảo đã trình",
    "photo": "Ảnh từ máy tính bảng",
    "passing": "Việc chuyển theo văn bản sắp xếp",
    "passing_run": "Lần xác nhận nhiều việc chuyển",
    "plan": "Kế hoạch",
    "plan_basis": "Căn cứ của kế hoạch",
    "plan_content": "Nội dung của kế hoạch",
    "plan_cosigner": "Cơ quan cùng ký",
    "report_line": "Nội dung đã nêu trong báo cáo",
    "sent_report": "Báo cáo đơn vị đã gửi",
    "sent_report_answer": "Nội dung mà báo cáo đã gửi trả lời",
    "plan_repeat": "Kế hoạch lặp lại",
    "plan_report": "Báo cáo mà kế hoạch yêu cầu",
    "plan_report_period": "Kỳ báo cáo của kế hoạch",
    "plan_target": "Đơn vị trong kế hoạch",
    "plan_team_member": "Người trong đoàn của kế hoạch",
    "prepared_answer": "Báo cáo chờ lãnh đạo duyệt",
    "priority_change": "Lần đổi mức ưu tiên",
    "progress_part": "Báo tiến độ của một phần",
    "progress_report": "Báo tiến độ",
    "proposal": "Đề xuất, kiến nghị của đơn vị",
    "recall_receipt": "Xác nhận đã biết văn bản bị thu hồi",
    "recommendation": "Kiến nghị của đoàn",
    "recommendation_finding": "Kiến nghị đi với tồn tại",
    "recovery_code": "Mã dự phòng",
    "register_counter": "Số cuối của sổ đăng ký",
    "register_entry": "Dòng sổ đăng ký văn bản đi",
    "reminder": "Lần đôn đốc",
    "reported_figures": "Số liệu đơn vị báo cáo",
    "response": "Bảng kiểm đã điền",
    "response_conflict": "Mục hai người điền khác nhau",
    "response_revision": "Bản lưu của bảng kiểm",
    "second_factor": "Xác thực hai bước",
    "signed_copy": "Bản đã ký",
    "site": "Điểm kiểm tra",
    "stance": "Ý kiến của đơn vị",
    "submission": "Bản ghi từ máy tính bảng",
    "signing_authority": "Thẩm quyền ký",
    "tablet": "Máy tính bảng",
    "taking": "Lần mang theo máy",
    "task_addressee": "Cơ quan được giao nhiệm vụ",
    "team_member": "Thành viên đoàn",
    "told_line": "Lần báo tin",
    "verification": "Xác minh",
    "verification_part": "Xác minh một phần",
    "visit": "Buổi làm việc",
    "unit_succession": "Đơn vị hành chính kế thừa",
}
_SAYING = ("full_name", "name", "title", "subject", "username", "label", "text", "item", "checklist", "sha256")
"""Columns that say what a row is, the first that it has."""


def case_name(session: Session, ref: CaseRef) -> str:
    """A case under the name that people know, with its id; only the id when its row is missing."""
    kind = kinds.get(ref.kind)
    if kind is None:
        return str(ref)
    try:
        return f"{kind.title} “{kind.label(session, ref.id)}” ({ref})"
    except (NoResultFound, LookupError, AttributeError, Problem):
        return f"{kind.title} ({ref})"


def title_of(table: str) -> str:
    """What the rows of a table are called."""
    return TITLES.get(table, table)


def row_name(session: Session, table: Table, row_id: str, row: Mapping[str, Any] | None, case_row: str) -> str:
    """A row under its title, with what it says of itself and the case it belongs to. `case_row` is what its digest
    kept of the case.
    """
    case = _case_of(session, case_row)
    if case_row == f"{table.name}/{row_id}" and case:
        return case
    said = _said(row) if row is not None else ""
    parts = [title_of(table.name), f" “{said}”" if said else "", f" của {case}" if case else "", f" ({row_id})"]
    return "".join(parts)


def _case_of(session: Session, case_row: str) -> str:
    table, _, case_id = case_row.partition("/")
    kind = next((kind.name for kind in kinds.values() if kind.table.name == table), None)
    try:
        return case_name(session, CaseRef(kind, UUID(case_id))) if kind else ""
    except UNREADABLE:
        return case_row


def _said(row: Mapping[str, Any]) -> str:
    if row.get("number") is not None and row.get("symbol"):
        return f"{row['number']:02d}/{row['symbol']}"
    if row.get("series") is not None:
        return f"{row['series']} năm {row['year']}"
    found = next((str(row[name]) for name in _SAYING if row.get(name)), "")
    return found if len(found) <= 60 else f"{found[:60]}…"
