"""What still has to be filled. A slot is one checklist at one place where it is used."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from sqlmodel import Session

from rasoat.checklists.answers import validate
from rasoat.checklists.definition import Definition, Scope
from rasoat.checklists.evaluate import evaluate
from rasoat.inspections import queries as inspections
from rasoat.inspections.models import Site
from rasoat.problems import Reason
from rasoat.visits import queries
from rasoat.visits.models import Response


@dataclass(frozen=True, slots=True)
class Slot:
    """One checklist at one place; `site` is None for the unit. `response` is the newest one of all visits."""

    definition: Definition
    scope: Scope
    site: Site | None
    required: bool
    response: Response | None

    @property
    def site_id(self) -> UUID | None:
        """The site's id; None for the unit."""
        return self.site.id if self.site else None

    @property
    def state(self) -> Literal["missing", "partial", "done"]:
        """How much of it is filled."""
        if self.response is None:
            return "missing"
        return "done" if self.response.complete else "partial"

    @property
    def key(self) -> str:
        """The name of the slot on pages and in reasons."""
        return f"{self.definition.id}-{self.site_id or 'unit'}"

    @property
    def where(self) -> str:
        """The place, in words."""
        return f"tại {self.site.name}" if self.site else "tại đơn vị được kiểm tra"

    def lacks(self) -> str:
        """What is still missing, and what to do about it; empty when nothing is."""
        if self.response is None:
            return "chưa ghi"
        if self.response.complete:
            return ""
        missing = validate(self.definition, self.scope, self.response.answers, partial=True).missing
        open_ = evaluate(self.definition, self.scope, self.response.answers).unexplained
        parts = [f"còn {len(missing)} mục bắt buộc chưa trả lời"] if missing else []
        parts += [f"{contradiction.message.rstrip('.')}; sửa số liệu hoặc giải thích" for contradiction in open_]
        return "; ".join(parts)

    def shortfall(self) -> str:
        """What is still missing, as a sentence that names checklist and place; empty when nothing is."""
        lacks = self.lacks()
        return f"Bảng kiểm “{self.definition.title}” {self.where}: {lacks}." if lacks else ""


def slots(session: Session, inspection_id: UUID) -> list[Slot]:
    """Every slot: those of the unit first, then those of each site whose kind the checklist is for."""
    sites = inspections.sites(session, inspection_id)
    latest = queries.latest(session, inspection_id)
    found = []
    uses = inspections.checklists(session, inspection_id)
    definitions = queries.definitions_of(session, uses)
    for used in uses:
        definition = definitions[queries.version_of(used)]
        for scope, site in _places(definition, sites):
            response = latest.get((definition.id, scope, site.id if site else None))
            found.append(Slot(definition, scope, site, used.required, response))
    return found


def _places(definition: Definition, sites: list[Site]) -> list[tuple[Scope, Site | None]]:
    places: list[tuple[Scope, Site | None]] = [("unit", None)] if definition.has("unit") else []
    if definition.has("site"):
        places += [("site", site) for site in sites if site.kind in definition.site_kinds]
    return places


def missing(session: Session, inspection_id: UUID) -> list[Reason]:
    """What the required checklists still lack, each with its slot.

    A checklist that is only for sites must be filled for at least one site; one that also asks about the unit may have
    no site.
    """
    found = slots(session, inspection_id)
    reasons = [Reason(slot.key, slot.shortfall()) for slot in found if slot.required and slot.state != "done"]
    placed = {slot.definition.id for slot in found}
    for used in inspections.checklists(session, inspection_id):
        if used.required and used.checklist not in placed:
            title = queries.checklist_of(session, used).title
            reasons.append(Reason("sites", f"Bảng kiểm “{title}”: thêm ít nhất một điểm kiểm tra rồi ghi tại điểm đó."))
    return reasons
