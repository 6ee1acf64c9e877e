"""The papers of before as papers of the installation: one kind for each type. Nobody begins one; it comes with being brought in."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlmodel import Session

from rasoat.documents.paper import Block, EvidenceRef, Paragraph, Signing
from rasoat.earlier import queries
from rasoat.earlier.models import RECOMMENDATION, TYPES, EarlierNotice
from rasoat.papers.models import PaperCase
from rasoat.papers.registry import PaperKind
from rasoat.problems import Reason
from rasoat.recommendations.models import ENDED

_TITLES: Final = {"TB": "THÔNG BÁO", "BC": "BÁO CÁO", "CV": ""}
_NOT_WRITTEN: Final = "Văn bản này được đưa vào từ bản giấy, không soạn ở đây."


def _notice(session: Session, inspection_id: UUID) -> EarlierNotice:
    found = queries.of_inspection(session, inspection_id)
    if found is None:
        raise LookupError(f"no paper of before came with the inspection {inspection_id}")
    return found


def _compose(session: Session, inspection_id: UUID) -> list[Block]:
    """Its parts in their order. Those that nobody settled are for the agency that follows up."""
    notice = queries.of_inspection(session, inspection_id)
    if notice is None:
        return []
    return [_block(part) for part in queries.parts_of(session, notice.id)]


def _block(part: queries.Part) -> Paragraph:
    row = part.row
    owed = [task.obligation_id for task in part.tasks if task.obligation_id]
    return Paragraph(
        id=f"part.{row.ordinal}",
        text=f"{row.number} {row.text}".strip(),
        visibility="public" if row.kind == RECOMMENDATION or row.settled_by else "child",
        evidence=tuple(EvidenceRef(kind="obligation", id=str(one), label=f"Phần {row.ordinal}") for one in owed),
    )


def _shape(session: Session, case: PaperCase) -> Mapping[str, Any]:
    notice = queries.of_inspection(session, case.about_id)
    if notice is None:
        return {}
    return {
        "issuer": (notice.issuer_written or "…",),
        "issuer_parent": None,
        "symbol": case.symbol,
        "number": case.number,
        "issued_on": case.issued_on,
        "recipients": tuple(notice.recipients.splitlines()),
        "signing": Signing(position=notice.signer_office or "…", name=notice.signer),
    }


def _against(_session: Session, _inspection_id: UUID) -> list[Reason]:
    return [Reason("", _NOT_WRITTEN)]


def _checks(_session: Session, _case: PaperCase, _shown: Sequence[Block], _day: date | None) -> Iterator[Reason]:
    return iter(())


def _letterhead(_session: Session, _case: PaperCase) -> Mapping[str, Any]:
    return {}


def _issuer(session: Session, case: PaperCase) -> str:
    return _notice(session, case.about_id).issuer_written


def _owed(session: Session, inspection_id: UUID) -> list[UUID]:
    notice = queries.of_inspection(session, inspection_id)
    return [row.id for row in queries.obligations_of(session, notice) if not ENDED.of(row)] if notice else []


KINDS = tuple(
    PaperKind(
        name=f"earlier_{type_.lower()}",
        symbol=type_ if title else "",
        title=title,
        label=f"{TYPES[type_]} trước khi dùng hệ thống",
        about="inspection",
        series=type_,
        workflow="paper_earlier",
        subject=lambda session, inspection_id: _notice(session, inspection_id).subject,
        compose=_compose,
        letterhead=_letterhead,
        against=_against,
        checks=_checks,
        shape=_shape,
        obligations=_owed,
        replaced=False,
        issued_by=_issuer,
        founding=True,
        written_here=False,
    )
    for type_, title in _TITLES.items()
)
