"""Checks that what obligations store for lists is what their parts and extensions say."""

from collections.abc import Iterator
from itertools import groupby

from sqlmodel import Session, col, select

from rasoat.recommendations.answering.models import Extension, Verification, VerificationPart
from rasoat.recommendations.models import VERDICTS, Obligation, ObligationPart
from rasoat.recommendations.parts import verdict_of
from rasoat.recommendations.sources import differing
from rasoat.workflows import CaseRef
from rasoat.workflows.derived import Untrue, register_derived

SOME = 500
"""Obligations that are read at once, so that a province's do not fill the memory."""


@register_derived
def verdicts(session: Session) -> Iterator[Untrue]:
    """Obligations whose verdict is not the one that their parts give, and those without a part."""
    query = select(Obligation).order_by(col(Obligation.id)).execution_options(yield_per=SOME)
    for row in session.exec(query):
        found = verdict_of([part.verdict for part in row.parts])
        if not row.parts:
            yield CaseRef("obligation", row.id), "không có phần nào."
        elif row.verdict != found:
            yield CaseRef("obligation", row.id), f"ghi kết luận “{_said(row.verdict)}”, các phần cho “{_said(found)}”."


@register_derived
def verdicts_of_verifications(session: Session) -> Iterator[Untrue]:
    """Verifications whose verdict is not the one that those of their parts give; the oldest ones name no parts."""
    query = select(Verification.id, Verification.obligation_id, Verification.verdict, VerificationPart.verdict)
    query = query.join(VerificationPart, col(VerificationPart.verification_id) == col(Verification.id))
    rows = session.exec(query.order_by(col(Verification.id)).execution_options(yield_per=SOME))
    for (_, obligation_id, verdict), parts in groupby(rows, key=lambda row: row[:3]):
        found = verdict_of([part for *_, part in parts])
        if verdict != found:
            told = f"một lần xác minh ghi “{_said(verdict)}”, các phần cho “{_said(found)}”."
            yield CaseRef("obligation", obligation_id), told


@register_derived
def measures(session: Session) -> Iterator[Untrue]:
    """Obligations with a part whose words are not what its kind and figures say."""
    query = select(ObligationPart).where(ObligationPart.kind != "text").order_by(col(ObligationPart.id))
    for part in session.exec(query.execution_options(yield_per=SOME)):
        if part.measure != part.as_measure.words:
            told = f"phần {part.ordinal} ghi “{part.measure}”, số đo nói “{part.as_measure.words}”."
            yield CaseRef("obligation", part.obligation_id), told


@register_derived
def extensions(session: Session) -> Iterator[Untrue]:
    """Obligations that say that an extension waits although none does, or the other way round."""
    waiting = select(Extension.obligation_id).where(Extension.outcome == "asked")
    query = select(Obligation.id, Obligation.extension_asked).where(
        col(Obligation.extension_asked) != col(Obligation.id).in_(waiting)
    )
    for obligation_id, asked in session.exec(query.order_by(col(Obligation.id))):
        said = (
            "ghi có đề nghị gia hạn đang chờ, nhưng không có"
            if asked
            else "có đề nghị gia hạn đang chờ, nhưng không ghi"
        )
        yield CaseRef("obligation", obligation_id), f"{said}."


@register_derived
def sources(session: Session) -> Iterator[Untrue]:
    """Obligations whose copy of their source's number and text is not what the source says."""
    for row in differing(session):
        yield CaseRef("obligation", row.id), "số hoặc lời của nội dung không khớp với nguồn của nó."


def _said(verdict: str) -> str:
    return VERDICTS.get(verdict, verdict) or "chưa xác minh"
