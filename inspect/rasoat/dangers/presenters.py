"""What the pages show of dangers, in words."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import url_for
from sqlmodel import Session, col, func, select

from rasoat.accounts import queries as accounts
from rasoat.accounts.actor import Actor
from rasoat.accounts.models import User
from rasoat.dangers import queries
from rasoat.dangers.models import UNTAKEN, Danger
from rasoat.dangers.operations import EVENT
from rasoat.files.access import attached
from rasoat.files.models import Attachment
from rasoat.inspections.models import Inspection, Site
from rasoat.notifying import queries as notifying
from rasoat.notifying.queries import Delivery
from rasoat.pages.case import state_of
from rasoat.procedures.definition import State

SHOWN = 8
"""Lines at the head of the first page; the rest is behind “Xem tất cả”."""


@dataclass(frozen=True, slots=True)
class Line:
    """One danger as the lists show it."""

    danger: Danger
    state: State
    inspection: Inspection
    site: Site | None
    who: User
    photos: int

    @property
    def where(self) -> str:
        """The place in words: what was written, the site, the unit."""
        site = self.site.name if self.site else ""
        return " · ".join(part for part in (self.danger.place, site, self.inspection.unit_name) if part)


def deliveries(session: Session, danger: Danger, actor: Actor) -> list[Delivery]:
    """Whether the mails of a danger have been delivered, for the agency that must know."""
    return notifying.deliveries(session, EVENT, danger.id) if actor.agency_id == danger.lead_agency_id else []


def lines(session: Session, dangers: Sequence[Danger]) -> list[Line]:
    """Dangers with everything that the lists show, in the order given."""
    inspections = _by_id(session, Inspection, {row.inspection_id for row in dangers})
    sites = _by_id(session, Site, {row.site_id for row in dangers if row.site_id})
    people = accounts.names(session, {row.reported_by for row in dangers})
    photographs = _photographs(session, {row.id for row in dangers})
    return [
        Line(
            danger=row,
            state=state_of(row),
            inspection=inspections[row.inspection_id],
            site=sites.get(row.site_id) if row.site_id else None,
            who=people[row.reported_by],
            photos=photographs.get(row.id, 0),
        )
        for row in dangers
    ]


def _photographs(session: Session, ids: set[UUID]) -> dict[UUID, int]:
    query = (
        select(Attachment.owner_id, func.count())
        .where(Attachment.owner_kind == "danger", col(Attachment.owner_id).in_(ids))
        .group_by(col(Attachment.owner_id))
    )
    return dict(session.exec(query).all()) if ids else {}


def _by_id(session: Session, model: Any, ids: set[UUID]) -> dict[UUID, Any]:
    return {row.id: row for row in session.exec(select(model).where(col(model.id).in_(ids)))} if ids else {}


@dataclass(frozen=True, slots=True)
class Told:
    """Dangers as lines, with the numbers of all that are told of: those nobody has taken over are `untaken`."""

    lines: list[Line]
    total: int
    untaken: int

    @property
    def mark(self) -> str:
        """A digest of what is shown. By it a page that asks every few seconds learns that nothing has changed."""
        rows = [f"{line.danger.id}:{line.danger.version}:{line.photos}" for line in self.lines]
        told = ";".join([*rows, f"{self.total}:{self.untaken}"])
        return hashlib.sha256(told.encode()).hexdigest()[:16]

    @property
    def said(self) -> str:
        """The state of things in one sentence, for people who use a screen reader."""
        if not self.total:
            return "Không có nguy hiểm khẩn cấp nào."
        rest = f", {self.untaken} chưa ai nhận xử lý" if self.untaken else ", tất cả đã có người xử lý"
        return f"{self.total} nguy hiểm khẩn cấp{rest}."


def told(session: Session, dangers: Sequence[Danger]) -> Told:
    """These dangers."""
    return Told(lines(session, dangers), len(dangers), sum(UNTAKEN.of(row) for row in dangers))


def urgent(session: Session, actor: Actor) -> Told:
    """The open dangers that concern this person; the first ones as lines."""
    return Told(lines(session, queries.urgent(session, actor, SHOWN)), *queries.count_urgent(session, actor))


def coordinates(danger: Danger) -> str:
    """21,650000, 106,560000 (sai số 12 m); empty without a position."""
    if danger.latitude is None or danger.longitude is None:
        return ""
    exact = f" (sai số {danger.accuracy:.0f} m)" if danger.accuracy is not None else ""
    return f"{danger.latitude:.6f}, {danger.longitude:.6f}{exact}"


def map_url(danger: Danger) -> str:
    """A public map that shows the place; empty without a position."""
    if danger.latitude is None or danger.longitude is None:
        return ""
    at = f"{danger.latitude:.6f}", f"{danger.longitude:.6f}"
    return f"https://www.openstreetmap.org/?mlat={at[0]}&mlon={at[1]}#map=17/{at[0]}/{at[1]}"


def photos(session: Session, owner_kind: str, owner_id: UUID) -> list[dict[str, Any]]:
    """Photographs with their addresses, in the order in which they came."""
    return [
        {
            "name": row.name,
            "url": url_for("files.show", attachment_id=row.id),
            "small": url_for("files.small", attachment_id=row.id),
        }
        for row in attached(session, owner_kind, owner_id)
    ]
