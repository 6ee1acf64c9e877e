"""What one checklist adds to the result notice: figures with notes, the sites that were visited, homes only as counts."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from sqlmodel import Session

from rasoat.checklists import visibility
from rasoat.checklists.crosscheck import BRACES
from rasoat.checklists.definition import Definition, Scope, Section
from rasoat.checklists.figures import work_out
from rasoat.checklists.sentences import Context, filler, show
from rasoat.checklists.show_if import holds, is_one_of
from rasoat.checklists.show_if import visible as shown_answers
from rasoat.db.reading import rows_by_id
from rasoat.documents.flow import closed
from rasoat.documents.paper import Block, Bullets, EvidenceRef, Paragraph, Table
from rasoat.inspections.models import Site
from rasoat.papers import citing, wording
from rasoat.papers.wording import ChecklistWording, Passage, Sum, say
from rasoat.text import fold
from rasoat.visits import queries as visits
from rasoat.visits.models import Response

LEAST_CELL = 2
"""A count of one could be somebody: outcomes of homes are told only when no cell is smaller than this."""


@dataclass(frozen=True, slots=True)
class Filled:
    """One response, ready to be put into sentences."""

    response: Response
    definition: Definition
    section: Section
    seen: dict[str, Any]
    site: Site | None

    def evidence(self) -> EvidenceRef:
        """The response as evidence. A home is not named, not even in the composer."""
        where = "" if self.site is None else f" tại {'một hộ gia đình' if self.site.kind == 'home' else self.site.name}"
        return EvidenceRef(kind="response", id=str(self.response.id), label=f"{self.definition.title}{where}")


def filled(session: Session, inspection_id: Any) -> list[Filled]:
    """The newest response of each place, in the order the places were filled."""
    newest = list(visits.latest(session, inspection_id).values())
    definitions = visits.definitions_of(session, newest)
    sites = rows_by_id(session, Site, (response.site_id for response in newest))
    found = []
    for response in newest:
        definition = definitions[visits.version_of(response)]
        section = definition.section(cast(Scope, response.scope))
        site = sites.get(response.site_id) if response.site_id else None
        found.append(Filled(response, definition, section, shown_answers(section, response.answers), site))
    return found


def compose(name: str, responses: list[Filled], unit: str) -> Iterator[Block]:
    """The blocks of one checklist. `responses` are those to this checklist, `unit` is the inspected unit's short name."""
    words = wording.of_checklist(name)
    for one in responses:
        if one.response.scope == "unit":
            yield from _unit(words, one, unit) if words else _plain(one)
    places = [r for r in responses if r.site is not None and r.site.kind != "home"]
    homes = [r for r in responses if r.site is not None and r.site.kind == "home"]
    if places:
        yield _places(words, name, places)
    if homes:
        yield from _homes(words, name, homes)


def _unit(words: ChecklistWording, one: Filled, unit: str) -> Iterator[Block]:
    figures = work_out(one.section, one.seen)
    fill = filler(one.section, one.seen, figures, Context(unit=unit))
    values = {name: value for name, value in (one.seen | figures).items() if value is not None}
    known = {*values, "unit"}
    for passage in words.unit:
        if holds(passage.show_if, one.seen) and set(BRACES.findall(passage.text)) <= known:
            yield _passage(passage, one, fill, known, {name for name, value in values.items() if value == 0})
    for table in words.tables:
        if one.seen.get(table.item):
            yield _table(table, one)


def _passage(passage: Passage, one: Filled, fill: Callable[[str], str], known: set[str], zero: set[str]) -> Block:
    text, notes = _noted(passage, known, zero)
    sentences = [text, *notes, *(f"{{{name}}}" for name in passage.show_if)]
    return Paragraph(
        id=f"result.{one.definition.id}.{passage.id}",
        text=fill(text),
        footnotes=tuple(fill(note) for note in notes),
        visibility=visibility.of_sentences(one.section, sentences),
        evidence=(one.evidence(),),
    )


def _noted(passage: Passage, known: set[str], zero: set[str]) -> tuple[str, list[str]]:
    """The text and the notes that can be told. The mark of a note that is left out goes with it, the others are counted on."""
    text, told = passage.text, list[str]()
    for number, note in enumerate(passage.notes, start=1):
        said = note if isinstance(note, str) else _sum(note, known, zero)
        if said and set(BRACES.findall(said)) <= known:
            told.append(said)
        else:
            said = ""
        text = text.replace(f"[^{number}]", f"[^{len(told)}]" if said else "")
    return text, told


def _sum(note: Sum, known: set[str], zero: set[str]) -> str:
    """The note without its parts that are zero; empty while a figure is not known: the rest would not be the whole."""
    parts = {part: set(BRACES.findall(part)) for part in note.parts}
    if not set.union(set(), *parts.values()) <= known:
        return ""
    told = [part for part, names in parts.items() if not names & zero]
    return f"{note.lead} {'; '.join(told)}." if told else ""


def _plain(one: Filled) -> Iterator[Block]:
    """A checklist without wording: its public figures, under the titles that the checklist gives them."""
    items = [i for i in one.section.items if i.visibility == "public" and i.is_number and i.id in one.seen]
    lines = tuple(f"{item.label}: {show(item, one.seen[item.id])} {item.unit}".rstrip() for item in items)
    if lines:
        yield Bullets(
            id=f"result.{one.definition.id}.figures", items=lines, visibility="public", evidence=(one.evidence(),)
        )


def _table(table: wording.TableWords, one: Filled) -> Block:
    """A table answer. It has the visibility of its item: a table that could identify a child is proposed and not
    printed.
    """
    item = one.section.item[table.item]
    rows = [tuple(show(c, row[c.id]) if c.id in row else "" for c in item.columns) for row in one.seen[item.id]]
    return Table(
        id=f"result.{one.definition.id}.table.{item.id}",
        caption=table.caption,
        headers=tuple(column.label for column in item.columns),
        rows=tuple(rows),
        align=tuple("right" if column.is_number else "left" for column in item.columns),
        visibility=item.visibility,
        evidence=(one.evidence(),),
    )


def _places(words: ChecklistWording | None, name: str, places: list[Filled]) -> Block:
    says = words.sites.says if words and words.sites else {}
    lead = words.sites.lead if words and words.sites else "Đoàn đã kiểm tra trực tiếp {count} điểm:"
    items = closed(tuple(_place(one, says) for one in places))
    return Paragraph(
        id=f"result.{name}.visited.sites",
        text="\n".join([say(lead, count=_count(len(places))), *(f"- {item}" for item in items)]),
        visibility="public",
        evidence=tuple(one.evidence() for one in places),
    )


def _place(one: Filled, says: Mapping[str, Mapping[str, str]]) -> str:
    """One site in one line, with only the answers that the checklist marks as public."""
    site = cast(Site, one.site)
    public = {i.id for i in one.section.items if i.visibility == "public"}
    clauses = [
        words
        for item, answers in says.items()
        if item in public
        for value, words in answers.items()
        if is_one_of(one.seen.get(item), (value,))
    ]
    known = fold(site.place) in fold(site.name)
    where = site.name if known else f"{site.name}, {site.place}"
    return citing.outside(f"{where}: {', '.join(clauses)}" if clauses else where)


def _homes(words: ChecklistWording | None, name: str, homes: list[Filled]) -> Iterator[Block]:
    if words is None or words.homes is None:
        return
    passed = sum(one.response.passed is True for one in homes)
    failed = sum(one.response.passed is False for one in homes)
    text = say(words.homes.visited, count=_count(len(homes)))
    told = passed + failed == len(homes) and all(not n or n >= LEAST_CELL for n in (passed, failed))
    if told:
        text = f"{text} {say(words.homes.outcome, passed=_count(passed), failed=_count(failed))}"
    yield Paragraph(
        id=f"result.{name}.visited.homes",
        text=text,
        visibility="public",
        evidence=tuple(one.evidence() for one in homes),
    )


def _count(number: int) -> str:
    """A count as papers write it: below ten it has a leading zero, so that nobody can add a digit before it."""
    return f"{number:02d}"
