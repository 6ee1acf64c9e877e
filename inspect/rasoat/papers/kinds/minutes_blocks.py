"""What the minutes say: who was there, what was looked at and found, what the unit says to it, how it ended."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlmodel import Session

from rasoat.checklists.definition import Section
from rasoat.documents.flow import closed
from rasoat.documents.paper import Block, Bullets, EvidenceRef, Heading, Paragraph
from rasoat.inspections.models import Inspection
from rasoat.papers import citing, wording
from rasoat.papers.kinds import teams
from rasoat.papers.wording import Words, say
from rasoat.units import queries as units
from rasoat.visits import queries as visits
from rasoat.visits.models import Visit

NAME = "minutes"
"""The kind of paper, and the checklist it is drawn up from."""


class MinutesWording(wording.Strict):
    """Sentences of the minutes."""

    subject: Words
    lead: Words
    began: Words
    present_title: Words
    team_title: Words
    unit_title: Words
    others_title: Words
    content_title: Words
    contents: Words
    results_title: Words
    not_agreed_title: Words
    opinions_title: Words
    of_unit: Words
    no_opinion: Words
    of_others: Words
    ended: Words
    read_aloud: Words
    signed: Words
    refused: Words
    witnessed: Words
    signs_unit: Words
    signs_witness: Words
    signs_other: Words


def words() -> MinutesWording:
    """The sentences of the minutes."""
    return wording.load("minutes.yaml", MinutesWording)


@dataclass(frozen=True, slots=True)
class Taken:
    """The minutes as they were taken at the last session that has some."""

    visit: Visit
    section: Section
    answers: dict[str, Any]
    evidence: tuple[EvidenceRef, ...]

    def text(self, item: str) -> str:
        """A text of the minutes; empty when nothing was written."""
        return str(self.answers.get(item) or "").strip()

    def people(self, item: str) -> list[tuple[str, str]]:
        """Name and office of each person in a table."""
        return [(row.get("name", ""), row.get("position", "")) for row in self.answers.get(item) or []]

    @property
    def refused(self) -> bool:
        """Whether the unit did not sign."""
        return self.answers.get("unit_signs") == "refuses"


def taken(session: Session, inspection_id: UUID) -> Taken | None:
    """What was written down last; None before anything was."""
    found = visits.unit_answers(session, inspection_id).get(NAME)
    if found is None:
        return None
    response = found.response
    seen = EvidenceRef(kind="response", id=str(response.id), label=found.definition.title)
    visit = session.get_one(Visit, response.visit_id)
    return Taken(visit, found.definition.section("unit"), found.answers, (seen,))


def subject(session: Session, inspection: Inspection) -> str:
    """The subject line that is proposed."""
    unit = units.agency(session, inspection.unit_id).short_name
    return say(words().subject, matter=teams.bare(teams.matter(session, inspection)), unit=unit)


def needed(found: Taken) -> dict[str, str]:
    """The blocks without which there are no minutes, each with its name for people."""
    blocks = {"minutes.agreed": "Kết quả kiểm tra"}
    if found.text("opinions"):
        blocks["minutes.opinions"] = "Ý kiến của đơn vị được kiểm tra"
    if found.refused:
        blocks["minutes.refused"] = "Lý do đơn vị không ký"
    return blocks


def compose(session: Session, inspection: Inspection, found: Taken) -> list[Block]:
    """The blocks in their order."""
    said = words()
    return [
        _told(found, "lead", _lead(session, said, inspection, found)),
        *_present(session, said, inspection, found),
        *_content(session, said, inspection, found),
        *_opinions(said, found),
        *_ending(said, found),
    ]


def _told(found: Taken, name: str, text: str) -> Block:
    return Paragraph(id=f"minutes.{name}", text=text, visibility="public", evidence=found.evidence)


def _typed(found: Taken, name: str, item: str) -> Block:
    """A free text of the checklist: it has the visibility of its item."""
    level = found.section.item[item].visibility
    return Paragraph(id=f"minutes.{name}", text=found.text(item), visibility=level, evidence=found.evidence)


def _title(name: str, level: int, text: str) -> Block:
    return Heading.model_validate({"id": f"minutes.{name}.title", "level": level, "text": text, "visibility": "public"})


def _lead(session: Session, said: MinutesWording, inspection: Inspection, found: Taken) -> str:
    began = say(said.began, at=found.text("started")) if found.text("started") else ""
    return say(
        said.lead,
        founded=teams.founded(session, inspection),
        began=began,
        day=citing.day(found.visit.happens_on),
        place=found.text("place") or found.visit.place or inspection.place or "trụ sở đơn vị được kiểm tra",
        unit=units.agency(session, inspection.unit_id).name,
        matter=teams.bare(teams.matter(session, inspection)),
    )


def _present(session: Session, said: MinutesWording, inspection: Inspection, found: Taken) -> Iterator[Block]:
    yield _title("present", 1, said.present_title)
    team = [one.told for one in teams.members(session, inspection.id)]
    listed = [("team", said.team_title, team)]
    for item, title in (("present", said.unit_title), ("others", said.others_title)):
        listed.append((item, title, [", ".join(filter(None, person)) for person in found.people(item)]))
    for name, title, lines in listed:
        if lines:
            items = tuple(closed(tuple(lines)))
            yield _title(f"present.{name}", 2, title)
            yield Bullets(id=f"minutes.present.{name}", items=items, visibility="public", evidence=found.evidence)


def _content(session: Session, said: MinutesWording, inspection: Inspection, found: Taken) -> Iterator[Block]:
    yield _title("content", 1, said.content_title)
    contents = teams.contents(session, inspection)
    if contents:
        yield _title("contents", 2, said.contents)
        yield Bullets(id="minutes.contents", items=tuple(closed(tuple(contents))), visibility="public")
    yield _title("agreed", 2, said.results_title)
    yield _typed(found, "agreed", "agreed")
    if found.text("not_agreed"):
        yield _title("not_agreed", 2, said.not_agreed_title)
        yield _typed(found, "not_agreed", "not_agreed")


def _opinions(said: MinutesWording, found: Taken) -> Iterator[Block]:
    yield _title("opinions", 1, said.opinions_title)
    yield _title("opinions.unit", 2, said.of_unit)
    yield _typed(found, "opinions", "opinions") if found.text("opinions") else _told(found, "opinions", said.no_opinion)
    if found.text("opinions_of_others"):
        yield _title("opinions.others", 2, said.of_others)
        yield _typed(found, "opinions_of_others", "opinions_of_others")


def _ending(said: MinutesWording, found: Taken) -> Iterator[Block]:
    if found.refused:
        level = found.section.item["refusal"].visibility
        text = say(said.refused, why=citing.inside(found.text("refusal").rstrip(" .;")))
        yield Paragraph(id="minutes.refused", text=text, visibility=level, evidence=found.evidence)
        yield _told(found, "witnessed", say(said.witnessed, witness=found.text("witness")))
    at = f"{found.text('ended')} " if found.text("ended") else ""
    aloud = said.read_aloud if found.answers.get("read_aloud") == "yes" else ""
    signed = "" if found.refused else said.signed
    yield _told(
        found, "ended", say(said.ended, at=at, day=citing.day(found.visit.happens_on), read_aloud=aloud, signed=signed)
    )
