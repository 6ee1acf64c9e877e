"""The facts of the example, read from the two YAML files beside this module."""

from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from rasoat import content
from rasoat.recommendations.measures import Measure
from rasoat.recommendations.models import ORDINARY


class Facts(BaseModel):
    """What a file beside this module tells; a key that nobody knows is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class UnitFact(Facts):
    """An administrative unit of the example."""

    code: str
    name: str
    level: str
    parent: str = ""


class AgencyFact(Facts):
    """An agency of the example; the keys are the names that the story uses."""

    key: str
    kind: str
    name: str
    short_name: str
    symbol: str
    place: str
    parent: str = ""
    header: str = ""
    email: str = ""
    unit: str = ""


class PersonFact(Facts):
    """An invented person with a demo account."""

    username: str
    name: str
    agency: str
    role: str
    title: str


class Province(Facts):
    """All units, agencies and people."""

    units: list[UnitFact]
    agencies: list[AgencyFact]
    people: list[PersonFact]


class ContentFact(Facts):
    """A matter of the plan."""

    title: str
    checklist: str = ""


class TargetFact(Facts):
    """A unit of the plan."""

    agency: str
    office: str = ""
    planned_on: date
    place: str


class ReportAsked(Facts):
    """A report that a plan asks for once."""

    title: str
    owed_by: str
    due_on: date
    receiver: str = ""


class PlanFact(Facts):
    """A plan."""

    number: int
    title: str
    purpose: str
    bases: list[str]
    contents: list[ContentFact]
    targets: list[TargetFact]
    reports: list[ReportAsked] = []


class SiteFact(Facts):
    """A place visited."""

    key: str
    kind: str
    name: str
    place: str
    latitude: float | None = None
    longitude: float | None = None


class AnswerFact(Facts):
    """A checklist as it was filled; without a site, for the unit."""

    checklist: str
    site: str = ""
    values: dict[str, Any]


class ProposalFact(Facts):
    """What the unit proposed, and how it was decided."""

    key: str
    text: str
    response: str
    forward_to: str = ""
    reply: str = ""


class SectionFact(Facts):
    """What an officer writes in the notice about a matter that has no checklist, paragraph by paragraph."""

    content: str
    text: list[str]
    notes: list[str]


class ShortcomingFact(Facts):
    """A shortcoming; `drafted` names the checklist items it was drafted from."""

    key: str
    text: str
    drafted: list[str] = []


class RejectedFact(Facts):
    """A suggestion that the team rejected, and why."""

    item: str
    reason: str


class MeasureFact(Facts):
    """What one part of a recommendation is measured by; in words alone when nothing is said of its kind."""

    thing: str = ""
    kind: str = "text"
    unit: str = ""
    start: int | None = None
    target: int | None = None

    @property
    def measure(self) -> Measure:
        """The same, as recommendations take it."""
        return Measure(**self.model_dump())


class RecommendationFact(Facts):
    """A recommendation to one addressee; `repeats` names the obligation that it asks again."""

    key: str
    to: str
    shortcomings: list[str]
    due_on: date
    text: str
    measures: list[MeasureFact]
    priority: str = ORDINARY
    because: str = ""
    repeats: str = ""


class ChiLang(Facts):
    """The inspection of Chi Lăng."""

    plan: PlanFact
    sites: list[SiteFact]
    answers: list[AnswerFact]
    minutes: dict[str, Any]
    proposals: list[ProposalFact]
    sections: list[SectionFact]
    strengths: list[str]
    shortcomings: list[ShortcomingFact]
    rejected: list[RejectedFact]
    recommendations: list[RecommendationFact]


def province() -> Province:
    """Units, agencies, people."""
    return content.load(Path(__file__).parent / "province.yaml", Province)


def chi_lang() -> ChiLang:
    """The plan and what was found, recommended and proposed."""
    return content.load(Path(__file__).parent / "chi_lang.yaml", ChiLang)


class Commune(Facts):
    """An inspection under Nghị định 217/2025/NĐ-CP in a province of two tiers."""

    province: Province
    plan: PlanFact
    site: SiteFact
    answers: list[AnswerFact]
    minutes: dict[str, Any]
    recommendation: RecommendationFact


def commune() -> Commune:
    """The province of 2026, and what was planned, found and demanded at one commune."""
    return content.load(Path(__file__).parent / "commune.yaml", Commune)
