"""The words of the papers, from templates/documents/papers/: a department can change a sentence without changing code."""

from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, TypeVar, cast

from pydantic import BaseModel, ConfigDict, Field, RootModel, StringConstraints

from rasoat import content
from rasoat.checklists.items import Conditions, Id
from rasoat.settings import content_dir

FOLDER = "templates/documents/papers"
Words = Annotated[str, StringConstraints(min_length=1)]


class Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Whole(RootModel[dict[str, Any]]):
    """A file as it is."""


def added_later(file: str, key: str) -> Any:
    """A field that a province's own file of before does not have: it says then what the shipped file says."""

    def shipped() -> Any:
        return _read(content.root() / FOLDER / file, _Whole).root[key]

    return Field(default_factory=shipped, validate_default=True)


class OutlineWording(Strict):
    """The report that each unit is asked for: by how many working days before its visit, and the outline for it. Items of
    checklists whose label has one of the words of `left_out` are the team's own, and not asked of a unit.
    """

    working_days: Annotated[int, Field(ge=0, le=60)]
    title: Words
    by_day: Words
    by_days: Words
    of_unit: Words
    appendix_title: Words
    general_title: Words
    general: tuple[Words, ...]
    results_title: Words
    unasked: tuple[Words, ...]
    left_out: tuple[Words, ...] = ()
    shortcomings_title: Words
    shortcomings: tuple[Words, ...]
    proposals_title: Words
    proposals: tuple[Words, ...]


class ScheduleWording(Strict):
    """Sentences of the schedule notice. Without an `outline` (as in a file of before) no report is asked for by one, and the
    figures are named among what must be prepared.
    """

    subject: Words
    lead: Words
    when_title: Words
    table_headers: tuple[Words, Words, Words, Words, Words]
    contents_title: Words
    prepare_title: Words
    prepare: tuple[Words, ...]
    figures: Words
    team_title: Words
    team_of: Words
    team_headers: tuple[Words, Words, Words, Words]
    closing: Words
    outline: OutlineWording | None = None


class ResultWording(Strict):
    """Sentences of the result notice."""

    subject: Words
    lead: Words
    jointly: Words
    alone: Words
    results_title: Words
    no_figures: Words
    other_content: Words
    assessment_title: Words
    strengths_title: Words
    shortcomings_title: Words
    recommendations_title: Words
    to_addressee: Words
    recommendation: Words
    priority: Words = added_later("result.yaml", "priority")
    measure: Words
    proposals_title: Words
    proposals_lead: Words
    proposal_replied: Words
    proposal_forwarded: Words
    proposal_received: Words
    closing: Words


class Sum(Strict):
    """A note that says of what a figure consists. Parts that are zero are left out, and the note when all are."""

    lead: Words
    parts: tuple[Words, ...]


class Passage(Strict):
    """One paragraph about the unit; {braces} name items and figures. It is left out while one of them has no value; so is a note,
    with its mark.
    """

    id: Id
    text: Words
    notes: tuple[Words | Sum, ...] = ()
    show_if: Conditions = {}


class SiteWords(Strict):
    """What is said of each site that was visited: by item and by answer."""

    lead: Words
    says: dict[Id, dict[str, Words]]


class HomeWords(Strict):
    """What is said of the homes that were visited: only counts."""

    visited: Words
    outcome: Words


class TableWords(Strict):
    """A table item that is shown whole, with the item's own visibility."""

    item: Id
    caption: Words


class ChecklistWording(Strict):
    """The sentences about one checklist in a result notice."""

    checklist: Id
    unit: tuple[Passage, ...] = ()
    sites: SiteWords | None = None
    homes: HomeWords | None = None
    tables: tuple[TableWords, ...] = ()


Model = TypeVar("Model", bound=BaseModel)


def schedule() -> ScheduleWording:
    """The schedule notice's sentences. Raises content.ContentError with file and line for a wrong file, as the other
    functions here do.
    """
    return load("schedule.yaml", ScheduleWording)


def result() -> ResultWording:
    """The result notice's sentences."""
    return load("result.yaml", ResultWording)


def of_checklist(name: str) -> ChecklistWording | None:
    """The wording of a checklist; None when nobody wrote one, so that its public figures are listed instead."""
    overlay = content_dir()
    found = content.files(f"{FOLDER}/checklists", f"{name}.yaml", overlay)
    return _read(found[0], ChecklistWording) if found else None


def load(name: str, model: type[Model]) -> Model:
    return _read(content.files(FOLDER, name, content_dir())[0], model)


def _read(path: Path, model: type[Model]) -> Model:
    return cast(Model, _parsed(path, path.stat().st_mtime_ns, model))


@lru_cache(maxsize=64)
def _parsed(path: Path, _changed: int, model: type[BaseModel]) -> BaseModel:
    """Each file is parsed once until it changes, because a page composes the notice several times."""
    return content.load(path, model)


def say(sentence: str, **values: object) -> str:
    """Fill the {braces} of a sentence. Raises content.ContentError for a name that has no value."""
    try:
        return sentence.format(**values)
    except (KeyError, IndexError, ValueError) as error:
        known = ", ".join(f"{{{name}}}" for name in values)
        raise content.ContentError(
            f"{FOLDER}: “{sentence}”: {error} cannot be filled; expected one of {known}"
        ) from None
