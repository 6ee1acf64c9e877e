"""Which kinds of papers there are, and what papers may be about. Everything else in this room treats all kinds alike.

A kind is one file in papers/kinds/, one file of wording in templates/documents/papers/ and one line in papers/kinds/every.py.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import Session

from rasoat.accounts.actor import Actor
from rasoat.accounts.models import User
from rasoat.db import Row
from rasoat.documents import numbering
from rasoat.documents.paper import Block
from rasoat.papers.models import PaperCase
from rasoat.problems import Problem, Reason
from rasoat.units import queries as units
from rasoat.units.models import Agency
from rasoat.workflows import Firing, register_offer


def _of_the_kind(_session: Session, case: PaperCase) -> str:
    return kind_of(case).series


def _its_agency(session: Session, case: PaperCase) -> str:
    return units.agency(session, case.lead_agency_id).name


def _as_composed(_session: Session, _case: PaperCase, composed: list[Block]) -> list[Block]:
    return composed


def _none(_session: Session, _about_id: UUID) -> list[UUID]:
    return []


def _no_papers(_session: Session, _about_id: UUID) -> list[PaperCase]:
    return []


Checks = Callable[[Session, PaperCase, Sequence[Block], date | None], Iterable[Reason]]
RowKey = tuple[type[Row], UUID]


@dataclass(frozen=True, slots=True)
class About:
    """One kind of thing that papers are about, and who may see the papers about it.

    `issuer` names the agency that writes them. `visible` says who may see the thing itself. `shared_with` is the
    condition on the things whose drafts an actor of another agency may read too; `concerning` is that on those whose
    issued papers the actor may read. `procedure` names the procedure of inspections that the thing is on, if it is on one.
    `recipients` gives the other agencies that received papers about one thing.
    """

    name: str
    model: type[Row]
    issuer: Callable[[Any], UUID]
    visible: Callable[[Session, UUID, Actor], bool]
    shared_with: Callable[[Actor], ColumnElement[bool]]
    concerning: Callable[[Actor], ColumnElement[bool]]
    recipients: Callable[[Session, Any], list[UUID]]
    procedure: Callable[[Any], str] = lambda _thing: ""


def _nothing_more(_session: Session, _case: PaperCase) -> Mapping[str, Any]:
    return {}


def _nothing_above(_session: Session, _case: PaperCase) -> RowKey | None:
    return None


@dataclass(frozen=True, slots=True)
class Beside:
    """An agency that signs a paper beside its issuer. `signer` is who signs outside for it, once that was said."""

    agency: Agency
    signer: User | None


def _no_name(_session: Session, _about_id: UUID) -> str:
    return ""


def _nobody_beside(_session: Session, _case: PaperCase) -> list[Beside]:
    return []


@dataclass(frozen=True, slots=True)
class PaperKind:
    """One kind of paper.

    `symbol` is the type's abbreviation within number and symbol, `title` its name as printed (TB, THÔNG BÁO); both are
    empty for a công văn, whose type is not named (NĐ 30/2020, Phụ lục I, II.3 và II.5). `label` is what pages call it.
    `series` is its series of numbers when each kind has its own (documents/numbering.py), `workflow` the procedure it goes through.

    `subject` and `compose` propose the subject line and the blocks from what the paper is about; `letterhead` gives the
    fields of `letterhead.Letterhead` that are this kind's own. `against` says why none can be begun now. `checks` says
    what is wrong with one, given the blocks that are shown and the paper's date, if it is known. `effects` are carried
    out when the paper is issued, in the transaction of that step.

    `shape` gives the fields of `documents.paper.Paper` by which a paper of this kind has another form than a notice or a
    letter. `asked_for`: it is begun only where the procedure of the inspection names it among its `papers`. `teams`: of
    a paper that the lead of a team signs, and nobody else, the inspections whose team that is, by what it is about and the paper that it replaces. `internal`: those who are inspected do not get it. `help` says on the page
    of the thing what the paper is drafted from.
    `obligations` are those that stand on papers of this kind about one thing and have not ended: a paper that replaces
    one says of each what becomes of it. `retell` gives the blocks that follow from the paper itself and not only from
    what it is about. `amends`: it says what becomes of the one obligation that it is about. `numbered_under`: the row that
    is locked while a number is given, where another paper's number may stand against it. `beside`: the agencies that sign it beside the issuer.
    `replaced`: another paper of the kind may take its place. `series_of` is for kinds whose series depends on the body that
    issues them. `also_signed_by` gives agencies beside the issuer whose leaders may sign; `issued_by` names who issues it,
    as other papers cite it. `begun_under`: a name that is locked while one is begun, where one about another thing may stand
    against it. `recalling` is carried out when a paper of the kind is recalled, in the transaction of that step. `naming` gives
    the papers that were begun about another thing and name this one too. `needless`: its draft may turn out not to be needed, and is
    dropped then. `founding`: its issue told addressees of their obligations, and letters cite it. `written_here` is false of what came
    as a scan and was never written with the program: nobody begins one, and it has no file of its own.
    """

    name: str
    symbol: str
    title: str
    label: str
    about: str
    series: str
    workflow: str
    subject: Callable[[Session, UUID], str]
    compose: Callable[[Session, UUID], list[Block]]
    letterhead: Callable[[Session, PaperCase], Mapping[str, Any]]
    against: Callable[[Session, UUID], list[Reason]]
    checks: Checks
    effects: tuple[Callable[[Firing], None], ...] = ()
    shape: Callable[[Session, PaperCase], Mapping[str, Any]] = _nothing_more
    asked_for: bool = False
    teams: Callable[[Session, UUID, UUID | None], list[UUID]] | None = None
    internal: bool = False
    help: str = ""
    retell: Callable[[Session, PaperCase, list[Block]], list[Block]] = _as_composed
    obligations: Callable[[Session, UUID], list[UUID]] = _none
    amends: bool = False
    numbered_under: Callable[[Session, PaperCase], RowKey | None] = _nothing_above
    beside: Callable[[Session, PaperCase], list[Beside]] = _nobody_beside
    recalling: tuple[Callable[[Firing], None], ...] = ()
    replaced: bool = True
    series_of: Callable[[Session, PaperCase], str] = _of_the_kind
    also_signed_by: Callable[[Session, UUID], list[UUID]] = _none
    issued_by: Callable[[Session, PaperCase], str] = _its_agency
    begun_under: Callable[[Session, UUID], str] = _no_name
    naming: Callable[[Session, UUID], list[PaperCase]] = _no_papers
    needless: bool = False
    founding: bool = False
    written_here: bool = True

    @property
    def is_letter(self) -> bool:
        """Whether it is a công văn."""
        return not self.title

    @property
    def of_the_team(self) -> bool:
        """Whether it is a paper of the team, signed by its lead."""
        return self.teams is not None

    @property
    def numbered_by_body(self) -> bool:
        """Whether each body that issues papers of this kind has a series of its own."""
        return self.series_of is not _of_the_kind

    @property
    def asks(self) -> bool:
        """Whether papers of this kind put obligations on others."""
        return self.obligations is not _none

    @property
    def type_name(self) -> str:
        """The name of its type within a sentence, at the beginning: Thông báo, Công văn."""
        return self.title.capitalize() or "Công văn"


_kinds: dict[str, PaperKind] = {}
_abouts: dict[str, About] = {}


def register_about(about: About) -> None:
    """Register a kind of thing that papers may be about."""
    _abouts[about.name] = about


def register_paper(kind: PaperKind) -> None:
    """Register a kind of paper. Raises ValueError when nobody registered the kind of thing that it is about."""
    if kind.about not in _abouts:
        raise ValueError(f"papers of the kind {kind.name} are about {kind.about}, which is not registered")
    _kinds[kind.name] = kind
    if kind.asked_for:
        register_offer("inspection", kind.name)


def kinds() -> list[PaperKind]:
    """Every kind, in the order of registration."""
    return list(_kinds.values())


def known_series() -> dict[str, str]:
    """The series of numbers that the kinds use, each with the types of papers that it numbers."""
    found: dict[str, list[str]] = {}
    for kind in kinds():
        found.setdefault(kind.series, []).append(kind.type_name)
    types = {series: ", ".join(dict.fromkeys(names)) for series, names in found.items()}
    return {series: f"{numbering.title_of(series)} ({told})" for series, told in types.items()}


def series_of_bodies() -> set[str]:
    """Of the known series those that stand for the series of several bodies: nothing is numbered in them themselves."""
    return {kind.series for kind in kinds() if kind.numbered_by_body}


def kind_named(name: str) -> PaperKind:
    """The kind of that name. Raises Problem `not_found`."""
    if name not in _kinds:
        raise Problem("not_found")
    return _kinds[name]


def kind_of(case: PaperCase) -> PaperKind:
    """The kind of a paper."""
    return _kinds[case.kind]


def abouts() -> list[About]:
    """Every kind of thing that papers are about."""
    return list(_abouts.values())


def about_named(name: str) -> About:
    """The registration of one kind of thing that papers are about."""
    return _abouts[name]
