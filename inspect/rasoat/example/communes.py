"""From July 2025 on: the communes finish the work of the district, and papers of the province end what it owes. All invented."""

from datetime import date
from pathlib import Path
from typing import Any

from sqlmodel import col, select

from rasoat import content
from rasoat.example import rounds
from rasoat.example.facts import AgencyFact, AnswerFact, Facts, PersonFact, PlanFact, RecommendationFact, SiteFact
from rasoat.example.rounds import RoundFact
from rasoat.example.teller import Teller
from rasoat.followup import closing
from rasoat.incoming import about
from rasoat.incoming import operations as incoming
from rasoat.recommendations.models import Obligation

PROVINCE = "Ủy ban nhân dân tỉnh Lạng Sơn"


class ClosingFact(Facts):
    """A paper of the province that ends what it owes."""

    key: str
    arrived: date
    reference: str
    dated: date
    kind: str
    subject: str


class ReportedFact(Facts):
    """What a unit reports before the team comes."""

    day: date
    who: str
    unit: str
    reference: str
    figures: dict[str, dict[str, int]]


class Monitoring(Facts):
    """The monitoring of communes in 2026: one visit that was held, and one that is ahead."""

    plan: PlanFact
    drafted: date
    signed_on: date
    sites: list[SiteFact]
    next_sites: list[SiteFact]
    told: date
    reported: ReportedFact
    visit: date
    answers: list[AnswerFact]
    review: date
    recommendations: list[RecommendationFact]
    result: date
    after: list[RoundFact]
    reported_next: ReportedFact


class Facility(Facts):
    """The check of a facility in 2026, by Nghị định 217/2025/NĐ-CP."""

    agency: AgencyFact
    person: PersonFact
    since: date
    plan: PlanFact
    drafted: date
    signed_on: date
    decided: date
    sites: list[SiteFact]
    visit: date
    answers: list[AnswerFact]
    minutes: dict[str, Any]
    minuted: date
    review: date
    recommendations: list[RecommendationFact]
    demanded: date
    after: list[RoundFact]


class OwedReport(Facts):
    """A report of a unit, as it came to the department's register: `due` and `agency` say which one it is."""

    due: date
    agency: str
    arrived: date
    dated: date
    reference: str
    signer: str


class Stopped(Facts):
    """A step of the ladder that a person stopped."""

    day: date
    step: str
    reason: str


class Owed(Facts):
    """What became of the reports that the plan of 2026 asks for: the department's own are reports to the province, issued on these days."""

    half_year: list[OwedReport]
    year: list[OwedReport]
    issued: list[date]
    sign_stopped: Stopped
    missing: str
    stopped: Stopped


class Later(Facts):
    """What happened after the district had ended."""

    rounds: list[RoundFact]
    fund: ClosingFact
    signs: list[RoundFact]
    budget: ClosingFact
    last_sign: list[RoundFact]
    monitoring: Monitoring
    facility: Facility
    owed: Owed


def facts() -> Later:
    """What the file beside this module tells."""
    return content.load(Path(__file__).parent / "later.yaml", Later)


def take_over(teller: Teller) -> None:
    """The story gives names to what was passed on: the recommendation's, a point, whose it is now."""
    names = {value: key for key, value in teller.ids.items()}
    with teller.database.read() as session:
        query = select(Obligation).where(
            Obligation.inspection_id == teller.ids["inspection.chi_lang"], col(Obligation.parent_id).is_not(None)
        )
        for row in session.exec(query):
            if row.parent_id in names:
                teller.ids[f"{names[row.parent_id]}.{names[row.addressee_id]}"] = row.id


def go_on(teller: Teller) -> None:
    """Most communes have their signs by the date that the district was given; two need longer."""
    fact = facts()
    rounds.tell(teller, fact.rounds)
    _close(teller, fact.fund)
    rounds.tell(teller, fact.signs)
    _close(teller, fact.budget)


def _close(teller: Teller, fact: ClosingFact) -> None:
    """What a body above owes ends by its own paper, once that is in the register."""
    teller.on(f"{fact.arrived:%d/%m/%Y}")
    obligation = teller.ids[f"obligation.{fact.key}"]
    arrived = incoming.Arrived(
        arrived_on=fact.arrived,
        author=PROVINCE,
        reference=fact.reference,
        dated=fact.dated,
        kind_title=fact.kind,
        subject=fact.subject,
    )
    scan = teller.picture("van-ban-cua-tinh.jpg", "VI DU")
    paper = teller.do(
        "vanthu",
        f"vào sổ văn bản đến: {fact.kind} số {fact.reference}",
        lambda s, a: incoming.enter(s, a, arrived, [scan], about.Link("obligation", obligation)),
    )
    teller.do(
        "chuyenvien",
        f"kết thúc nội dung của UBND tỉnh theo {fact.kind.lower()} số {fact.reference}",
        lambda s, a: closing.close(s, a, obligation, paper.id, None),
    )
