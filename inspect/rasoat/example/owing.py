"""The reports that the plan of 2026 asks for: those of the communes come in time, late or not at all, the department's own go to the
province. Invented.
"""

from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.example import communes
from rasoat.example.communes import OwedReport, Stopped
from rasoat.example.issuing import numbers_given_before
from rasoat.example.papering import draft
from rasoat.example.reporting import through
from rasoat.example.teller import Teller
from rasoat.followup import stopping
from rasoat.incoming import about
from rasoat.incoming import operations as incoming
from rasoat.owed.desk import queries, recording
from rasoat.owed.queries import of_plan
from rasoat.papers.kinds import province_report
from rasoat.plans.models import Plan
from rasoat.recommendations.models import Obligation
from rasoat.units import queries as units
from rasoat.units.models import Agency

PLAN, REPORTS = "plan.2026", ("BC", 57)
"""The plan; the series of reports, and its last number that was given in 2026 before the system was used for one."""


def _owed(session: Session, teller: Teller, agency: str, due: date) -> Obligation:
    of_it = of_plan(teller.ids[PLAN]), Obligation.addressee_id == teller.ids[agency], Obligation.due_on == due
    return session.exec(select(Obligation).where(*of_it)).one()


def sign_is_late(teller: Teller) -> None:
    """A commune owes its last sign since March; an officer stops the letter and says why."""
    _stop(teller, teller.ids["obligation.signs.xa_quan_son"], communes.facts().owed.sign_stopped)


def came(teller: Teller, fact: OwedReport) -> None:
    """The clerk registers a unit's report, an officer records that it is what was owed."""
    teller.on(f"{fact.arrived:%d/%m/%Y}")
    with teller.database.read() as session:
        owed = _owed(session, teller, fact.agency, fact.due).id
        author = session.get_one(Agency, teller.ids[fact.agency]).name
    subject = "công tác trẻ em trên địa bàn xã"
    arrived = incoming.Arrived(fact.arrived, author, fact.reference, fact.dated, "Báo cáo", subject)
    scan = teller.picture("bao-cao.jpg", "VI DU")
    paper = teller.do(
        "vanthu",
        f"vào sổ văn bản đến: Báo cáo số {fact.reference} của {author}",
        lambda s, a: incoming.enter(s, a, arrived, [scan], about.Link("plan", teller.ids[PLAN])),
    )
    teller.do(
        "chuyenvien",
        f"ghi Báo cáo số {fact.reference} là báo cáo hạn {clock.date_text(fact.due)} của kế hoạch",
        lambda s, a: recording.record(s, a, owed, paper.id, fact.signer, None),
    )


def half_year(teller: Teller) -> None:
    """What is late has climbed to the report to the province, which is the department's own report of the half year."""
    day = communes.facts().owed.issued[0]
    teller.on(f"{day:%d/%m/%Y}")
    teller.work()
    numbers_given_before(teller, *REPORTS)
    _report_upward(teller, day, date(2026, 5, 25))


def year(teller: Teller) -> None:
    """One commune has reported before the day; the department reports to the province what is late."""
    for fact in communes.facts().owed.year:
        came(teller, fact)
    day = communes.facts().owed.issued[1]
    teller.on(f"{day:%d/%m/%Y}")
    teller.work()
    teller.say(f"{teller.moment:%d/%m/%Y}  Hệ thống: soạn công văn đôn đốc việc quá hạn của UBND xã Nhân Lý, chờ ký")
    _report_upward(teller, day, date(2026, 11, 20))


def one_is_missing(teller: Teller) -> None:
    """The other commune owes its report of the year; before the letter is drafted an officer stops that step and says why."""
    fact = communes.facts().owed
    teller.on(f"{fact.stopped.day:%d/%m/%Y}")
    teller.work()
    with teller.database.read() as session:
        teller.ids["owed.missing"] = _owed(session, teller, fact.missing, date(2026, 11, 15)).id
    _stop(teller, teller.ids["owed.missing"], fact.stopped)


def table(teller: Teller) -> None:
    """Print what became of each report."""
    with teller.database.read() as session:
        plan = session.get_one(Plan, teller.ids[PLAN])
        rows = session.exec(
            select(Obligation).where(of_plan(plan.id)).order_by(col(Obligation.due_on), col(Obligation.id))
        ).all()
        agencies = units.names(session, {row.addressee_id for row in rows})
        became = queries.standings(session, rows, teller.moment.date())
        teller.say("")
        teller.say(f"Chế độ báo cáo của Kế hoạch số {plan.reference}:")
        for row in rows:
            told = f"{agencies[row.addressee_id].short_name:<24} {row.due_on:%d/%m/%Y}  {queries.STANDINGS[became[row.id]]:<32}"
            teller.say(f"    {told} {row.source_text[:60]}")


def _stop(teller: Teller, obligation_id: UUID, fact: Stopped) -> None:
    teller.on(f"{fact.day:%d/%m/%Y}")
    teller.do(
        "chuyenvien",
        f"dừng bậc soạn công văn đôn đốc: {fact.reason}",
        lambda s, a: stopping.stop_step(s, a, obligation_id, fact.step, fact.reason),
    )


def _report_upward(teller: Teller, day: date, due: date) -> None:
    name = draft(teller, province_report.NAME, "health", "báo cáo UBND tỉnh")
    through(teller, name, "báo cáo UBND tỉnh", day)
    with teller.database.read() as session:
        owed = _owed(session, teller, "health", due).id
    paper = teller.ids[name]
    teller.do(
        "chuyenvien",
        f"ghi báo cáo vừa ban hành là báo cáo hạn {clock.date_text(due)} của kế hoạch",
        lambda s, a: recording.record(s, a, owed, paper, "", None),
    )
