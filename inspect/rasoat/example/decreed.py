"""An inspection under Nghị định 217/2025/NĐ-CP, told as far as its papers: the decision, the team's working plan, minutes that
the unit does not sign, the demand to put right what was found, what became of it, and a
meeting. Everything about it is invented.
"""

from datetime import date
from pathlib import Path

from rasoat.db import Database
from rasoat.example import changing, facts, meeting, papering, registers, setting, whole_check
from rasoat.example.reporting import through
from rasoat.example.teller import Say, Teller
from rasoat.papers.kinds import demand, minutes, report, teams, working_plan
from rasoat.settings import Settings

FIRST_DAY, SIGNED_ON = date(2026, 3, 2), date(2026, 3, 4)
INSPECTION = "inspection.commune"


def tell(database: Database, settings: Settings, *, papers: Path, say: Say) -> Teller:
    """Run the story in an empty database and write the papers into a folder."""
    teller = Teller(database, settings, papers, say)
    setting.make_province(teller, facts.commune().province, FIRST_DAY)
    told = _plan, _team, _before, _visit, _review, _after, changing.after_the_demand, meeting.concluded
    for step in (*told, registers.outgoing, registers.incoming):
        step(teller)
    return teller


def _plan(teller: Teller) -> None:
    whole_check.plan(teller, facts.commune().plan, "plan", workflow="inspection_nd217", signed_on=SIGNED_ON)


def _team(teller: Teller) -> None:
    teller.on("05/03/2026")
    whole_check.team(teller, "commune", [facts.commune().site], "xã Bình Minh")


def _before(teller: Teller) -> None:
    """The decision, then the plan by which the team works."""
    teller.on("09/03/2026")
    name = papering.draft(teller, teams.OF_INSPECTION, INSPECTION, "quyết định kiểm tra")
    through(teller, name, "quyết định kiểm tra", date(2026, 3, 9))
    teller.on("10/03/2026")
    name = papering.draft(teller, working_plan.NAME, INSPECTION, "kế hoạch tiến hành kiểm tra")
    through(teller, name, "kế hoạch tiến hành kiểm tra", date(2026, 3, 10))


def _visit(teller: Teller) -> None:
    whole_check.visit(teller, "commune", date(2026, 3, 17), facts.commune().answers, facts.commune().minutes)


def _review(teller: Teller) -> None:
    """One recommendation covers all that is lacking."""
    whole_check.review(teller, "commune", date(2026, 3, 19), [facts.commune().recommendation])


def _after(teller: Teller) -> None:
    """The minutes, the team's report, and the demand, by which the commune owes what was recommended."""
    teller.on("20/03/2026")
    name = papering.draft(teller, minutes.NAME, INSPECTION, "biên bản kiểm tra")
    papering.print_what_was_read(teller, name)
    through(teller, name, "biên bản kiểm tra", date(2026, 3, 20), signer="truongdoan")
    teller.on("23/03/2026")
    name = papering.draft(teller, report.KIND.name, INSPECTION, "báo cáo của đoàn")
    through(teller, name, "báo cáo của đoàn", date(2026, 3, 23), signer="truongdoan")
    teller.on("26/03/2026")
    name = papering.draft(teller, demand.KIND.name, INSPECTION, "văn bản yêu cầu chấn chỉnh, khắc phục")
    through(teller, name, "văn bản yêu cầu chấn chỉnh, khắc phục", date(2026, 3, 26))
