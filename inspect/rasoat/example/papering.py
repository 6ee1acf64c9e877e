"""The other papers of the inspection of Chi Lăng: the decision, the minutes, the team's report, and the letters. Their numbers,
days and words are invented.
"""

from datetime import date
from uuid import UUID

from sqlmodel import Session

from rasoat.documents.paper import Block, Paragraph
from rasoat.example.issuing import numbers_given_before
from rasoat.example.reporting import through
from rasoat.example.teller import Teller
from rasoat.followup import stopping
from rasoat.inspections import operations as inspections
from rasoat.papers import compose, replacing
from rasoat.papers import operations as papers
from rasoat.papers.kinds import extension_reply, forwarding, minutes, province_report, reminder, report, teams, urgent
from rasoat.papers.models import PaperCase

DECISIONS, LETTERS, REPORTS = ("QĐ", 214), ("CV", 1039), ("BC", 36)
"""The series, and the last number that was given in it before the system was used."""


def decision(teller: Teller) -> None:
    """The director decides that the team inspects Chi Lăng, the one unit of the plan that has a team."""
    teller.on("10/07/2024", "14:00")
    for series, last in (DECISIONS, LETTERS):
        numbers_given_before(teller, series, last)
    draft(teller, teams.OF_PLAN, "plan", "quyết định thành lập đoàn")
    through(teller, f"paper.{teams.OF_PLAN}", "quyết định thành lập đoàn", date(2024, 7, 11))


def minutes_drawn_up(teller: Teller) -> None:
    """The minutes of the session are drawn up; what was typed on the spot is read again before it is printed."""
    teller.on("18/07/2024")
    name = draft(teller, minutes.NAME, "inspection.chi_lang", "biên bản")
    print_what_was_read(teller, name)
    through(teller, name, "biên bản", date(2024, 7, 18), signer="truongdoan")


def team_reports(teller: Teller) -> None:
    """The team reports to the director."""
    teller.on("23/07/2024")
    name = draft(teller, report.KIND.name, "inspection.chi_lang", "báo cáo của đoàn")
    through(teller, name, "báo cáo của đoàn", date(2024, 7, 23), signer="truongdoan")


def proposal_forwarded(teller: Teller) -> None:
    """The proposal about the software goes to the ministry with a letter."""
    teller.on("25/07/2024")
    name = draft(teller, forwarding.NAME, "proposal.software", "công văn chuyển đề xuất")
    through(teller, name, "công văn chuyển đề xuất", date(2024, 7, 25))


def more_time_answered(teller: Teller) -> None:
    """The district hears in a letter until when it has more time."""
    teller.on("25/09/2024")
    name = draft(teller, extension_reply.NAME, "obligation.signs", "công văn trả lời gia hạn")
    through(teller, name, "công văn trả lời gia hạn", date(2024, 9, 25))


def fund_is_reminded(teller: Teller) -> None:
    """Nobody answered about the fund: a letter reminds."""
    teller.on("17/10/2024")
    name = draft(teller, reminder.NAME, "obligation.fund", "công văn đôn đốc")
    through(teller, name, "công văn đôn đốc", date(2024, 10, 17))
    teller.do(
        "chuyenvien",
        "dừng bậc soạn công văn đôn đốc: đã gửi công văn",
        lambda s, a: stopping.stop_step(s, a, teller.ids["obligation.fund"], "letter", "Đã gửi công văn số 1042."),
    )


def schedule_replaced(teller: Teller) -> None:
    """A later unit of the plan gets another day: a notice takes the place of the first one and says so."""
    teller.on("29/10/2024")
    later, place = date(2024, 11, 22), "Trụ sở UBND huyện Bắc Sơn"
    teller.do(
        "chuyenvien",
        "đổi ngày kiểm tra Bắc Sơn sang 22/11/2024",
        lambda s, a: inspections.set_schedule(
            s, a, teller.ids["inspection.bac_son"], None, scheduled_on=later, scheduled_time="08:00", place=place
        ),
    )
    teller.ids["notice.schedule.next"] = teller.do(
        "chuyenvien",
        "soạn thông báo thay thế thông báo lịch",
        lambda s, a: replacing.draft_replacement(s, a, teller.ids["notice.schedule"]),
    ).id
    through(teller, "notice.schedule.next", "thông báo thay thế", date(2024, 10, 30))


def fund_is_urgent(teller: Teller) -> None:
    """Nobody answered that either: the next letter bears a mark of urgency."""
    teller.on("01/11/2024")
    name = draft(teller, urgent.NAME, "obligation.fund", "công văn đôn đốc khẩn")
    through(teller, name, "công văn đôn đốc khẩn", date(2024, 11, 1))


def province_is_told(teller: Teller) -> None:
    """What the district disagreed with, and the department kept, is told to the province."""
    teller.on("13/02/2025")
    numbers_given_before(teller, *REPORTS)
    name = draft(teller, province_report.NAME, "dept", "báo cáo UBND tỉnh")
    through(teller, name, "báo cáo UBND tỉnh", date(2025, 2, 14))


def draft(teller: Teller, kind: str, about: str, title: str) -> str:
    """An officer begins a paper; returns the name that the story gives it."""
    drafted = teller.do("chuyenvien", f"soạn {title}", lambda s, a: papers.draft_paper(s, a, kind, teller.ids[about]))
    teller.ids[f"paper.{kind}"] = drafted.id
    return f"paper.{kind}"


def print_what_was_read(teller: Teller, name: str) -> None:
    """An officer reads what was typed on the spot for what could identify a child, and lets it be printed."""
    for block in _unprinted(teller, teller.ids[name]):
        _print(teller, teller.ids[name], block)


def _print(teller: Teller, paper_id: UUID, block: Paragraph) -> None:
    teller.do(
        "chuyenvien",
        f"đọc lại và cho in đoạn: {block.text[:50]}…",
        lambda s, a: papers.change_block(s, a, paper_id, None, block.id, block.text, footnotes=[], visibility="public"),
    )


def _unprinted(teller: Teller, paper_id: UUID) -> list[Paragraph]:
    with teller.database.read() as session:
        return [one for one in _blocks(session, paper_id) if isinstance(one, Paragraph) and one.visibility != "public"]


def _blocks(session: Session, paper_id: UUID) -> list[Block]:
    return compose.compose(session, session.get_one(PaperCase, paper_id)).generated
