"""2026: a monitoring visit to a commune that repeats what is still open, and a check of a facility that ends in a demand.

Everything about them is invented.
"""

from datetime import date

from sqlmodel import Session, select

from rasoat.example import communes, owing, rounds, setting, whole_check
from rasoat.example.communes import Facility, Monitoring, ReportedFact
from rasoat.example.issuing import numbers_given_before
from rasoat.example.papering import draft, print_what_was_read
from rasoat.example.reporting import through
from rasoat.example.teller import Teller
from rasoat.papers.kinds import demand, minutes, result, schedule, teams
from rasoat.recommendations.models import Obligation
from rasoat.reported.desk import operations as reported
from rasoat.reported.desk.questions import Typed

NOTICES, LETTERS, DECISIONS = ("TB", 21), ("CV", 640), ("QĐ", 182)
"""The series, and the last number that was given in 2026 before the system was used for one."""


def monitored(teller: Teller) -> None:
    """A commune reports, is visited, and gets a notice whose first recommendation repeats one of 2024; the next commune
    has reported and waits for the team.
    """
    fact = communes.facts().monitoring
    teller.on(f"{fact.drafted:%d/%m/%Y}")
    whole_check.plan(teller, fact.plan, "plan.2026", workflow="inspection", signed_on=fact.signed_on)
    teller.fire("chuyenvien", "bắt đầu thực hiện kế hoạch", "plan", "plan.2026", "begin")
    owing.sign_is_late(teller)
    _announced(teller, fact)
    _report(teller, fact.reported)
    first, late = communes.facts().owed.half_year
    owing.came(teller, first)
    whole_check.visit(teller, "xa_nhan_ly", fact.visit, fact.answers)
    whole_check.review(teller, "xa_nhan_ly", fact.review, fact.recommendations)
    owing.half_year(teller)
    owing.came(teller, late)
    teller.on(f"{fact.result:%d/%m/%Y}")
    name = draft(teller, result.NAME, "inspection.xa_nhan_ly", "thông báo kết quả giám sát")
    through(teller, name, "thông báo kết quả giám sát", fact.result)
    _name_obligations(teller, "xa_nhan_ly")
    rounds.tell(teller, communes.facts().last_sign)


def _announced(teller: Teller, fact: Monitoring) -> None:
    whole_check.team(teller, "xa_nhan_ly", fact.sites, "xã Nhân Lý")
    whole_check.team(teller, "xa_quan_son", fact.next_sites, "xã Quan Sơn")
    teller.on(f"{fact.told:%d/%m/%Y}")
    numbers_given_before(teller, *NOTICES)
    name = draft(teller, schedule.NAME, "plan.2026", "thông báo lịch giám sát")
    through(teller, name, "thông báo lịch giám sát", fact.told)


def _report(teller: Teller, fact: ReportedFact) -> None:
    teller.on(f"{fact.day:%d/%m/%Y}")
    typed = Typed(fact.figures, reference=fact.reference, dated=fact.day)
    inspection, seen = teller.ids[f"inspection.{fact.unit}"], reported.Seen(0, None)
    teller.do(
        fact.who,
        f"gửi số liệu trước khi đoàn đến, báo cáo số {fact.reference}",
        lambda s, a: reported.send(s, a, inspection, seen, typed),
    )


def _name_obligations(teller: Teller, unit: str) -> None:
    names = {value: key for key, value in teller.ids.items()}
    with teller.database.read() as session:
        query = select(Obligation).where(Obligation.inspection_id == teller.ids[f"inspection.{unit}"])
        for row in session.exec(query):
            teller.ids[f"obligation.{names[row.source_id].removeprefix('recommendation.')}"] = row.id


def facility_checked(teller: Teller) -> None:
    """A facility is checked by Nghị định 217/2025/NĐ-CP: decision, minutes, and the letter that demands."""
    fact = communes.facts().facility
    teller.on(f"{fact.since:%d/%m/%Y}")
    teller.do("quantri", "ghi cơ sở trợ giúp xã hội và tài khoản của cơ sở", lambda s, a: _add(s, teller, fact))
    teller.on(f"{fact.drafted:%d/%m/%Y}")
    whole_check.plan(teller, fact.plan, "plan.facility", workflow="inspection_nd217", signed_on=fact.signed_on)
    whole_check.team(teller, "facility", fact.sites, "cơ sở")
    teller.on(f"{fact.decided:%d/%m/%Y}")
    for series in (DECISIONS, LETTERS):
        numbers_given_before(teller, *series)
    _paper(teller, teams.OF_INSPECTION, "quyết định kiểm tra", fact.decided)
    whole_check.visit(teller, "facility", fact.visit, fact.answers, fact.minutes)
    whole_check.review(teller, "facility", fact.review, fact.recommendations)
    _paper(teller, minutes.NAME, "biên bản kiểm tra", fact.review, "truongdoan")
    teller.on(f"{fact.demanded:%d/%m/%Y}")
    _paper(teller, demand.KIND.name, "văn bản yêu cầu chấn chỉnh, khắc phục", fact.demanded)
    _name_obligations(teller, "facility")


def _add(session: Session, teller: Teller, fact: Facility) -> None:
    setting.add_agencies(session, [fact.agency], teller.ids, {}, fact.since)
    setting.add_people(session, [fact.person], teller.ids)


def _paper(teller: Teller, kind: str, title: str, day: date, signer: str = "lanhdao") -> None:
    name = draft(teller, kind, "inspection.facility", title)
    if kind == minutes.NAME:
        print_what_was_read(teller, name)
    through(teller, name, title, day, signer=signer)


def last_answers(teller: Teller) -> None:
    """The last signs stand, the inspection of 2024 ends, the facility has answered, the next commune has reported."""
    fact = communes.facts()
    rounds.tell(teller, fact.monitoring.after)
    teller.on("05/10/2026")
    teller.fire("chuyenvien", "kết thúc cuộc kiểm tra Chi Lăng năm 2024", "inspection", "inspection.chi_lang", "close")
    owing.year(teller)
    rounds.tell(teller, fact.facility.after)
    owing.one_is_missing(teller)
    _report(teller, fact.monitoring.reported_next)
