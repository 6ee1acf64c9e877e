"""What the filled checklists propose: each proposal has its evidence and a level that says who may read it."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any, cast
from uuid import UUID

from sqlmodel import Session

from rasoat.checklists import visibility
from rasoat.checklists.definition import Check, Definition, Scope, Section
from rasoat.checklists.evaluate import Draft, evaluate, in_own_words
from rasoat.checklists.extras import VISIBILITY, Extra, extras_of
from rasoat.checklists.items import Item
from rasoat.checklists.sentences import Context
from rasoat.db.reading import rows_by_id
from rasoat.inspections.models import Site
from rasoat.visits import queries as visits
from rasoat.visits.models import Response
from rasoat.visits.presenters import context_of

Key = tuple[str, str, UUID | None, str, str]
"""What makes two proposals the same: checklist, scope, site, item, kind. Another visit to the same site adds none."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """One finding that the engine proposes."""

    response: Response
    draft: Draft
    visibility: str
    extra: Extra | None = None

    @property
    def key(self) -> Key:
        """See Key."""
        return key_of(self.response, self.draft.item, self.draft.kind)

    def as_json(self) -> dict[str, Any]:
        """What is stored with the finding: item, kind, sentence, recommendation, addressee, due_days, checklist,
        visibility; of an extra item also its label and answer.
        """
        of_extra = {"label": self.extra.label, "answer": self.extra.answer} if self.extra else {}
        told = {"checklist": self.response.checklist, "visibility": self.visibility}
        return {**asdict(self.draft), **told, **of_extra}


def key_of(response: Response, item: str, kind: str) -> Key:
    """The key of a finding that comes from an item of a response."""
    return response.checklist, response.scope, response.site_id, item, kind


def proposals(session: Session, inspection_id: UUID) -> Iterator[Proposal]:
    """What the newest complete response of each place proposes, in the order the places were filled; then the extra items of
    every response: what an earlier visit noted beside its checklist, a later one does not ask again.
    """
    responses = visits.responses_of(session, inspection_id)
    newest = [response for response in visits.newest(responses).values() if response.complete]
    definitions = visits.definitions_of(session, newest)
    sites = rows_by_id(session, Site, (response.site_id for response in newest))
    whole = context_of(session, inspection_id, None)
    for response in newest:
        site = sites.get(response.site_id) if response.site_id else None
        context = replace(whole, site=site.name) if site else whole
        yield from _of_response(response, definitions[visits.version_of(response)], site, context)
    for response in responses:
        for extra in extras_of(response.answers):
            yield Proposal(response, _of_extra(extra), VISIBILITY, extra)


def _of_extra(extra: Extra) -> Draft:
    # What was only noted stands among the shortcomings: there a person reads it and decides.
    return Draft(extra.item, "strength" if extra.answer == "met" else "shortcoming", extra.sentence)


def _of_response(response: Response, definition: Definition, site: Site | None, context: Context) -> Iterator[Proposal]:
    scope = cast(Scope, response.scope)
    section = definition.section(scope)
    sources: dict[str, Item | Check] = {**section.item, **{check.id: check for check in section.checks}}
    drafts = evaluate(definition, scope, response.answers, context=context).drafts
    for draft, drafted in zip(in_own_words(drafts, response.answers), drafts, strict=True):
        # A home belongs to a family: nothing that is said of it, not even its name, may be in a public paper.
        level = "child" if site and site.kind == "home" else level_of(section, sources[draft.item])
        if draft != drafted:
            # The program cannot know what the team's own sentences say.
            level = visibility.most_guarded([level, "internal"])
        yield Proposal(response, draft, level)


def level_of(section: Section, source: Item | Check) -> str:
    """The most guarded level of everything that the proposal may say, its recommendation included: whoever reads the
    finding reads both.
    """
    names = [source.id] if isinstance(source, Item) else [str(term) for term in (*source.left, *source.right)]
    sentences = [source.on_pass or ""] + (
        [source.on_fail.shortcoming, source.on_fail.recommendation] if source.on_fail else []
    )
    levels = visibility.of_names(section, names), visibility.of_sentences(section, sentences)
    return visibility.most_guarded(levels)
