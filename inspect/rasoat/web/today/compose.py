"""Which sections and figures each role sees on the first page."""

from datetime import date

from sqlmodel import Session, col, func, select

from rasoat.accounts.actor import Actor, Role
from rasoat.accounts.models import User
from rasoat.recommendations import queries as recommendations
from rasoat.recommendations import totals
from rasoat.recommendations.answering.models import AWAITS_LETTER, RETURNED, WAITING
from rasoat.recommendations.conditions import open_condition
from rasoat.recommendations.due import SOON_DAYS
from rasoat.web.today import assigned, incoming, obligations, plans, preparing, stead, system, visits
from rasoat.web.today.parts import Link, Section, Tile, section

Found = list[Section]
LATE_PROPOSALS = "Đề xuất của đơn vị quá hạn"
LEADERS_LIST = "Quá hạn lâu, thang đôn đốc đưa lên lãnh đạo"
WITHOUT_LEADER = "Chờ lãnh đạo, cơ quan không có lãnh đạo"
RESTING = "Văn bản bị thu hồi, còn nội dung tạm dừng"
GIVEN = "Giao cho bạn"
OWN_PART = "Phần của bạn trong đoàn"
ANSWERS_TO_RELEASE, RETURNED_ANSWERS = "Báo cáo chờ bạn duyệt gửi", "Báo cáo bị trả lại"


def sections(db: Session, actor: Actor, today: date) -> Found:
    """What waits for this person, the most urgent kind first; kinds without anything are left out."""
    compose = {
        Role.OFFICER: _officer,
        Role.LEADER: _leader,
        Role.CLERK: _clerk,
        Role.MEMBER: _member,
        Role.AUTHORITY_OFFICER: _authority,
        Role.AUTHORITY_LEADER: _authority,
        Role.ADMINISTRATOR: _administrator,
    }[actor.role]
    found = [section("Bạn đang làm thay", stead.standing_in(db, actor)), *compose(db, actor, today)]
    return [one for one in found if one.count]


def travels(db: Session, actor: Actor, today: date) -> bool:
    """Whether a visit of one of the person's teams is open or near, so that it may be taken along on a tablet."""
    return actor.role != Role.ADMINISTRATOR and visits.team_visits(db, actor, today).count > 0


def tiles(db: Session, actor: Actor, today: date) -> list[Tile]:
    """The figures at the top: those of obligations for people who answer for them, those of the installation for
    administrators.
    """
    if actor.role == Role.ADMINISTRATOR:
        return [
            Tile("tài khoản đang dùng", _open_accounts(db), "", ("administration.users", {"active": "yes"})),
            Tile("lỗi quy trình", len(system.faults(db)), "bad", ("administration.workflows", {})),
            Tile("việc gửi ra ngoài bị hỏng", len(system.stuck(db)), "bad", ("administration.outbox", {})),
        ]
    if actor.role in (Role.CLERK, Role.MEMBER):
        return []
    seen = recommendations.listed(db, actor, open_condition())
    left, overdue, soon = totals.count_open(db, seen, ("overdue", "soon"), today)
    board = "obligations.inbox" if actor.is_authority else "followup.board"
    return [
        Tile("nội dung chưa xong", left, "", (board, {"stage": "open"})),
        Tile("quá hạn", overdue, "overdue" if overdue else "ok", (board, {"stage": "overdue"})),
        Tile(
            "sắp đến hạn",
            soon,
            "soon" if soon else "",
            (board, {"stage": "soon"}),
            f"trong {SOON_DAYS} ngày",
        ),
        Tile("đã thực hiện trong tháng", obligations.met_since(db, actor, today.replace(day=1)), "ok"),
    ]


def _officer(db: Session, actor: Actor, today: date) -> Found:
    board = "followup.board"
    return [
        section("Đoàn không còn trưởng đoàn", visits.without_lead(db, actor), ("inspections.index", {})),
        section("Bản thảo không còn người soạn", plans.of_nobody(db, actor, today)),
        section(WITHOUT_LEADER, plans.without_leader(db, actor, today)),
        section(RETURNED_ANSWERS, obligations.in_preparation(db, actor, RETURNED)),
        section(GIVEN, obligations.given_to(db, actor)),
        section("Bị trả lại để sửa", plans.returned(db, actor)),
        section(RESTING, plans.recalled(db, actor)),
        section(
            "Quá hạn, cần đôn đốc",
            obligations.of_department(db, actor, "overdue", today),
            (board, {"stage": "overdue"}),
        ),
        section(
            "Đã báo cáo, chờ xác minh",
            obligations.of_department(db, actor, "waiting", today),
            (board, {"stage": "waiting"}),
        ),
        section(
            "Xin gia hạn", obligations.of_department(db, actor, "extension", today), (board, {"stage": "extension"})
        ),
        section("Đã quyết gia hạn, chờ công văn", obligations.extensions_without_letter(db, actor)),
        section("Đã quyết thay đổi hoặc rút, chờ công văn", obligations.stances(db, actor, *AWAITS_LETTER)),
        section(
            "Đề xuất của đơn vị chờ xử lý",
            obligations.proposals(db, obligations.undecided(actor)),
            ("proposals.index", {}),
        ),
        section(LATE_PROPOSALS, obligations.late_proposals(db, actor, today), ("proposals.index", {"stage": "late"})),
        section(OWN_PART, assigned.parts(db, actor, today)),
        section("Buổi làm việc", visits.visits(db, actor, today), ("inspections.index", {})),
        section("Gợi ý ưu điểm, tồn tại chờ quyết định", visits.to_decide(db, actor)),
        section("Cần soạn thông báo kết quả", visits.to_report(db, actor), ("inspections.index", {})),
        section("Cuộc kiểm tra cần xếp lịch", visits.to_schedule(db, actor), ("inspections.index", {})),
        section("Bạn đang soạn", plans.drafts(db, actor)),
    ]


def _leader(db: Session, actor: Actor, today: date) -> Found:
    board: Link = ("followup.board", {"stage": "extension"})
    return [
        section("Chờ bạn phê duyệt", plans.to_approve(db, actor)),
        section(RESTING, plans.recalled(db, actor)),
        section(ANSWERS_TO_RELEASE, obligations.in_preparation(db, actor, WAITING)),
        section("Đơn vị không nhất trí, chờ bạn quyết định", obligations.stances(db, actor, "waiting")),
        section("Kế hoạch liên ngành chờ cơ quan bạn ký", plans.to_sign(db, actor), ("plans.index", {})),
        section(
            "Đề xuất gửi đến cơ quan bạn, chờ trả lời",
            obligations.proposals(db, obligations.forwarded(actor)),
            ("proposals.index", {}),
        ),
        section(LEADERS_LIST, obligations.on_leaders_list(db, actor, today), ("followup.board", {"stage": "overdue"})),
        section(
            "Quá hạn theo đơn vị",
            obligations.overdue_by_unit(db, actor, today),
            ("followup.board", {"stage": "overdue"}),
        ),
        section("Xin gia hạn", obligations.of_department(db, actor, "extension", today), board),
        section(
            "Đề xuất của đơn vị chờ xử lý",
            obligations.proposals(db, obligations.undecided(actor)),
            ("proposals.index", {}),
        ),
    ]


def _clerk(db: Session, actor: Actor, _today: date) -> Found:
    return [
        section("Đã cấp số, chưa ban hành", plans.to_issue(db, actor), ("papers.index", {})),
        section("Chờ cấp số", plans.to_number(db, actor), ("papers.index", {})),
        section("Báo cáo đơn vị gửi, chờ vào sổ", incoming.sent_reports(db, actor), ("incoming.register", {})),
    ]


def _member(db: Session, actor: Actor, today: date) -> Found:
    return [
        section(OWN_PART, assigned.parts(db, actor, today)),
        section("Buổi làm việc của bạn", visits.team_visits(db, actor, today), ("inspections.index", {})),
        section("Chuẩn bị cho buổi làm việc", preparing.to_prepare(db, actor, today)),
        section("Gợi ý ưu điểm, tồn tại chờ quyết định", visits.to_decide(db, actor)),
    ]


def _authority(db: Session, actor: Actor, today: date) -> Found:
    inbox: Link = ("obligations.inbox", {})
    leads = actor.role == Role.AUTHORITY_LEADER
    return [
        section(WITHOUT_LEADER, [] if leads else obligations.without_leader(db, actor, today)),
        section(
            ANSWERS_TO_RELEASE if leads else RETURNED_ANSWERS,
            obligations.in_preparation(db, actor, WAITING if leads else RETURNED),
        ),
        section(GIVEN, obligations.given_to(db, actor), inbox),
        section("Quá hạn", obligations.of_addressee(db, actor, "overdue", today), inbox),
        section("Nội dung mới, chưa xác nhận đã nhận", obligations.of_addressee(db, actor, "new", today), inbox),
        section("Sắp đến hạn", obligations.of_addressee(db, actor, "soon", today), inbox),
        section("Kết quả xin gia hạn", obligations.extension_results(db, actor, today)),
        section(OWN_PART, assigned.parts(db, actor, today)),
        section("Đoàn kiểm tra sẽ đến", visits.announced(db, actor, today), ("inspections.index", {})),
        section(
            "Đề xuất chờ văn bản của cơ quan bạn",
            obligations.proposals(db, obligations.letters_to_send(actor)),
            ("proposals.index", {}),
        ),
        section("Đề xuất đã có trả lời", obligations.replied(db, actor), ("proposals.index", {})),
        section("Đang thực hiện", obligations.of_addressee(db, actor, "later", today), inbox),
    ]


def _administrator(db: Session, actor: Actor, today: date) -> Found:
    left = system.left_open(db, actor, today)
    return [
        section("Việc gửi ra ngoài bị hỏng", system.stuck(db), ("administration.outbox", {})),
        section("Lỗi trong quy trình", system.faults(db), ("administration.workflows", {})),
        section("Việc nằm với không ai", system.with_nobody(db, today)),
        section("Việc còn mở ở cơ quan đã kết thúc", left, ("reorganisation.ended", {})),
        section("Còn phải làm", system.unfinished(db, today), ("beginning.left", {})),
    ]


def _open_accounts(db: Session) -> int:
    return db.exec(select(func.count()).select_from(User).where(col(User.active))).one()
