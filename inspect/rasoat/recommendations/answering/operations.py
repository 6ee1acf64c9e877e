"""The steps of an obligation that include files: the answer, asking for more time, the verdict."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session

from rasoat.accounts.actor import Actor
from rasoat.files.operations import StoredFile
from rasoat.recommendations import figures, queries
from rasoat.recommendations.answering.models import CLAIM_IN_4
from rasoat.recommendations.data import PartReport, PartVerdict, SignedReport
from rasoat.workflows import CaseRef, Fired, fire


def answer(
    session: Session,
    actor: Actor,
    obligation_id: UUID,
    *,
    claim: str,
    text: str,
    files: Sequence[StoredFile] = (),
    parts: Sequence[PartReport] = (),
    expected_version: int | None = None,
    command_id: UUID | None = None,
    signed: SignedReport | None = None,
) -> Fired:
    """Report what the addressee did: `claim` is one of VERDICTS, `files` are its evidence, `parts` what it says of each
    part that it mentions, `signed` its own paper that says so, if there is one.
    """
    # The obligation's own version of the workflow takes the name that it knows.
    given = {"claim": claim, CLAIM_IN_4: claim, "text": text, "_parts": list(parts), "_signed": signed}
    return _fire(session, actor, obligation_id, "answer", given, files, expected_version, command_id)


def ask_extension(
    session: Session,
    actor: Actor,
    obligation_id: UUID,
    *,
    until: date | None,
    reason: str,
    files: Sequence[StoredFile] = (),
    command_id: UUID | None = None,
) -> Fired:
    """Ask for more time. Raises Problem `not_found` and those of `fire`."""
    queries.require_visible(session, obligation_id, actor)
    given = {"until": until, "reason": reason}
    return _fire(session, actor, obligation_id, "ask_extension", given, files, None, command_id)


def verify(
    session: Session,
    actor: Actor,
    obligation_id: UUID,
    *,
    verdict: str = "",
    evidence: str = "",
    files: Sequence[StoredFile] = (),
    parts: Sequence[PartVerdict] = (),
    expected_version: int | None = None,
    command_id: UUID | None = None,
) -> Fired:
    """Give a verdict on the answer: one for each part, from which that of the whole follows; without `parts`, one for
    all. “Met” needs evidence in words or files, of a count the count too.

    Raises those of `fire`, and Problem `form.invalid` or `case.edited` (see figures.py).
    """
    whole = figures.check_verdicts(parts) if parts else verdict
    given = {"verdict": whole, "evidence": evidence, "_parts": list(parts)}
    return _fire(session, actor, obligation_id, "verify", given, files, expected_version, command_id)


def _fire(
    session: Session,
    actor: Actor,
    obligation_id: UUID,
    trigger: str,
    given: dict[str, Any],
    files: Sequence[StoredFile],
    expected_version: int | None,
    command_id: UUID | None,
) -> Fired:
    return fire(
        session,
        CaseRef("obligation", obligation_id),
        trigger,
        actor,
        expected_version=expected_version,
        command_id=command_id,
        payload={**given, "_files": list(files)},
    )
