"""What the features of tablets share: members who take a visit along, and what the unit still owed from before."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pytest
from pytest_bdd import parsers, step
from sqlmodel import Session

from rasoat.db import new_id
from rasoat.findings.models import Finding
from rasoat.inspections.models import Inspection
from rasoat.recommendations.models import Obligation, Recommendation
from rasoat.recommendations.parts import put_parts
from rasoat.recommendations.sources import as_told
from rasoat.tablets import operations as tablets
from rasoat.tablets.taking import operations as taking_operations
from rasoat.tablets.taking.bundle import bundle_of
from rasoat.tablets.taking.schemas import Bundle
from rasoat.workflows import start
from rasoat.workflows.meanings import place
from tests.visits import samples
from tests.visits.scene import WHO, Scene


@dataclass
class Field:
    """The scenario with the bundle that was last taken along, and by whom."""

    scene: Scene
    bundle: Bundle | None = None
    who: str = ""
    obligation: Obligation | None = None
    kept: dict[str, Any] = field(default_factory=dict)

    @property
    def visit_id(self) -> UUID:
        return self.scene.case.visit.id

    def see(self, look: Callable[[Session], Any]) -> Any:
        return self.scene.world.see(look)

    def ask(self, who: str) -> Bundle:
        """What this member would take along now."""
        made: Bundle = self.see(lambda s: bundle_of(s, self.scene.who(who), self.visit_id))
        return made

    def take(self, who: str, label: str) -> None:
        actor, device = self.scene.who(who), new_id()

        def taking(session: Session) -> None:
            made = bundle_of(session, actor, self.visit_id)
            tablets.register(session, actor, device, label=label, user_agent="", build="", days=30)
            taking_operations.take(session, actor, device, self.visit_id, made.etag, 2_000_000)
            self.bundle, self.who = made, who

        self.scene.do(taking)


@pytest.fixture
def afield(scene: Scene) -> Field:
    return Field(scene)


@step(parsers.parse('có điểm "{name}" trong lịch'))
def _site(scene: Scene, name: str) -> None:
    scene.case.site("water_point", name)


@step(parsers.re(rf'(?P<who>{WHO}|cán bộ huyện .+) mang buổi làm việc theo máy "(?P<label>.*)"'))
def _take(afield: Field, who: str, label: str) -> None:
    afield.take(who, label)


@step(parsers.parse('năm trước huyện còn nợ kiến nghị "{text}"'))
def _owed(afield: Field, text: str) -> None:
    case, world = afield.scene.case, afield.scene.world

    def add(session: Session) -> Obligation:
        this = session.get_one(Inspection, case.inspection_id)
        past = Inspection(
            lead_agency_id=this.lead_agency_id, unit_id=this.unit_id, title="Kiểm tra năm 2023",
            unit_name=this.unit_name, scheduled_on=samples.NEXT_DAY.replace(year=2023),
        )  # fmt: skip
        start(session, past, "inspection", "inspection", world.as_("officer"))
        place(session, past, "following_up")
        session.add(Finding(inspection_id=past.id, kind="shortcoming", ordinal=1, text="12 biển cảnh báo đã mờ"))
        asked = Recommendation(inspection_id=past.id, ordinal=1, text=text)
        session.add(asked)
        session.flush()
        obligation = Obligation(**as_told(asked), inspection_id=past.id, lead_agency_id=past.lead_agency_id,
                          addressee_id=this.unit_id)  # fmt: skip
        put_parts(obligation, "12 biển")
        start(session, obligation, "obligation", "obligation", world.as_("officer"))
        place(session, obligation, "issued")
        return obligation

    afield.obligation = world.do(add)
