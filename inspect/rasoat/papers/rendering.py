"""From a numbered paper to an issued one: render the frozen snapshot without any lock, store the file, issue the
paper.

This is the second of two transactions; the first took the number. Whatever fails here, the paper stays `numbered` and
this can be repeated from the clerk's page or by `rasoat work`, with the same number, one file and one issue.
"""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session

from rasoat import clock
from rasoat.accounts.actor import Actor, Role
from rasoat.accounts.models import User
from rasoat.accounts.queries import as_actor
from rasoat.db import Database
from rasoat.db.locking import lock
from rasoat.documents import pdf, register, trial
from rasoat.documents.paper import Paper
from rasoat.files.operations import StoredFile, attach, keep
from rasoat.files.store import BlobStore
from rasoat.outbox.operations import Handler
from rasoat.papers import compose, queries
from rasoat.papers.models import NUMBERED, OUT, PaperCase
from rasoat.papers.voiding import MACHINES, RENDER
from rasoat.problems import Problem
from rasoat.settings import Settings
from rasoat.units.models import Agency
from rasoat.workflows import CaseRef, fire


def render_and_issue(
    database: Database, store: BlobStore, settings: Settings, paper_id: UUID, actor: Actor
) -> PaperCase:
    """Make the file of a numbered paper and issue the paper. A paper that is already issued is left as it is.

    Raises Problem `not_found`, `case.wrong_state` before there is a number, `pdf.engine_missing`, `pdf.failed`,
    `pdf.font_missing`, `paper.out_of_form`, `file.lost`, and what `fire` raises: only a clerk of the issuer may do it.
    """
    with database.read() as session:
        case = queries.require_visible(session, paper_id, actor)
        paper, frozen_id = _waiting(session, case), case.frozen_id
        name = queries.file_name(case)
    if paper is not None:
        data, engine = _printed(paper, settings)
        file = keep(store, name, data, "application/pdf")
        database.write(lambda session: _finish(session, paper_id, actor, file, engine, frozen_id))
    with database.read() as session:
        done = session.get_one(PaperCase, paper_id)
        session.expunge(done)
        return done


def try_out(database: Database, settings: Settings, paper_id: UUID, day: date | None = None) -> None:
    """Print the draft as it is and measure it, so that a paper with a wrong layout is refused before it uses up a
    number.

    Nothing is stored. `day` is the paper's date, if it is known. This takes seconds: call it outside any transaction.
    Where the server cannot print any paper nothing is said: its number may be given and its file made later. Raises Problem
    `paper.out_of_form`, and `paper.unprintable` when no engine gets through this text: with a number it would never be issued.
    """
    with database.read() as session:
        draft = compose.as_paper(session, session.get_one(PaperCase, paper_id))
    # The number and date are filled in as a clerk would: three digits and a full date take more room than the blanks of
    # a draft.
    paper = draft.model_copy(update={"number": 888, "issued_on": day or clock.today()})
    try:
        _printed(paper, settings)
    except Problem as problem:
        if problem.key == "pdf.failed":
            raise Problem("paper.unprintable", why=problem.values["why"]) from problem
        if problem.key not in MACHINES:
            raise


def _printed(paper: Paper, settings: Settings) -> tuple[bytes, str]:
    engines = pdf.usable(settings.pdf_engine, settings.pdf_timeout_s)
    return trial.print_in_form(paper, engines, settings.content_dir)


def handlers(settings: Settings) -> dict[str, Handler]:
    """What the worker does for papers: it finishes those whose clerk left before the file was made."""

    def render(database: Database, payload: dict[str, Any]) -> None:
        with database.read() as session:
            actor = numbered_by(session, payload)
            case = session.get_one(PaperCase, UUID(payload["paper_id"]))
            if not (NUMBERED.of(case) or OUT.of(case)):
                # Its number was made void meanwhile: it is a draft, and is numbered anew.
                return
        store = BlobStore(settings.files_dir)
        render_and_issue(database, store, settings, UUID(payload["paper_id"]), actor)

    return {RENDER: render}


def by_whom(actor: Actor) -> dict[str, str]:
    """Who takes a number, as the worker is told: in which role and for which agency."""
    return {"actor_id": str(actor.user_id), "role": actor.role.value, "agency_id": str(actor.agency_id)}


def numbered_by(session: Session, payload: dict[str, Any]) -> Actor:
    """Who took the number, as `by_whom` told the worker. Issuing finishes this person's act: it is not undone when the account
    was closed since, or has another role or agency: the number is used, and its paper would stay without a file.
    """
    case = session.get_one(PaperCase, UUID(payload["paper_id"]))
    user = session.get_one(User, UUID(payload["actor_id"]))
    # What was queued by an earlier release names the person alone, who was a clerk of the agency that issues.
    agency = session.get_one(Agency, UUID(payload.get("agency_id", str(case.lead_agency_id))))
    return replace(as_actor(user, agency), role=Role(payload.get("role", Role.CLERK)))


def _waiting(session: Session, case: PaperCase) -> Paper | None:
    """The snapshot to be rendered; None when the paper is already issued."""
    if OUT.of(case):
        return None
    frozen = queries.frozen_of(session, case)
    if not NUMBERED.of(case) or frozen is None:
        raise Problem("case.wrong_state", action="Tạo tệp", state="chưa cấp số")
    return register.snapshot_of(frozen)


def _finish(
    session: Session, paper_id: UUID, actor: Actor, file: StoredFile, engine: str, printed_id: UUID | None = None
) -> None:
    """Record the file of the frozen text `printed_id` (None: of the present one) and issue the paper. A second caller finds
    it issued and changes nothing; so does whoever printed a text of which the number was made void meanwhile.
    """
    case = lock(session, PaperCase, paper_id)
    if not NUMBERED.of(case) or case.frozen_id is None or printed_id not in (None, case.frozen_id):
        return
    attach(session, file, "paper", paper_id, actor, visibility="public")
    register.record_file(session, case.frozen_id, file.sha256, engine)
    fire(session, CaseRef("paper", paper_id), "issue", actor, effective_on=case.issued_on)
