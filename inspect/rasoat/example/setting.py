"""The agencies and people of the example."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlmodel import Session

from rasoat.accounts import operations as accounts
from rasoat.db import installation
from rasoat.documents import numbering
from rasoat.example import facts
from rasoat.example.facts import AgencyFact, PersonFact
from rasoat.example.teller import Teller
from rasoat.papers.registry import known_series
from rasoat.units import operations as units
from rasoat.units.models import AdministrativeUnit
from rasoat.web.demo_accounts import DEMO_PASSWORD

SINCE = date(2010, 1, 1)
UNITS_SINCE = date(2020, 1, 1)
"""First day of the units of Lạng Sơn as they were in 2024 (units/provinces/20.yaml): by it they are known again."""
FIRST_DAY = date(2024, 5, 13)


def set_stage(teller: Teller) -> None:
    """Mark the database as the example, and make its agencies and accounts."""
    make_province(teller, facts.province(), FIRST_DAY)


def make_province(teller: Teller, found: facts.Province, first_day: date) -> None:
    """Make the agencies and accounts of one province; the department numbers here from that day."""

    def make(session: Session) -> dict[str, UUID]:
        installation.mark_example(session, first_day)
        made_units: dict[str, AdministrativeUnit] = {}
        for unit in found.units:
            parent = made_units.get(unit.parent)
            made_units[unit.code] = units.add_unit(session, unit.code, unit.name, unit.level, UNITS_SINCE, parent)
        ids: dict[str, UUID] = {}
        add_agencies(session, found.agencies, ids, {code: row.id for code, row in made_units.items()}, SINCE)
        add_people(session, found.people, ids)
        return ids

    teller.ids.update(teller.database.write(make))
    teller.say(f"Tỉnh ví dụ: {len(found.agencies)} cơ quan, {len(found.people)} tài khoản.")
    teller.ids["lead"], teller.first_year = teller.ids["dept"], first_day.year
    teller.on(f"{first_day:%d/%m/%Y}")
    choose_numbering(teller, teller.ids["dept"])


def add_agencies(
    session: Session, found: Sequence[AgencyFact], ids: dict[str, UUID], unit_ids: Mapping[str, UUID], since: date
) -> None:
    """Make agencies that exist from a day on; `ids` are known by the story's names, and get the new ones."""
    for fact in found:
        values = fact.model_dump(exclude={"key", "parent", "unit"})
        unit_id = unit_ids[fact.unit] if fact.unit else None
        parent_id = ids[fact.parent] if fact.parent else None
        ids[fact.key] = units.add_agency(session, parent_id=parent_id, valid_from=since, unit_id=unit_id, **values).id


def add_people(session: Session, people: Sequence[PersonFact], ids: dict[str, UUID]) -> None:
    """Make the demo accounts of people, and note each by its name."""
    for person in people:
        user = accounts.add_user(
            session,
            username=person.username,
            password=DEMO_PASSWORD,
            full_name=person.name,
            agency_id=ids[person.agency],
            role=person.role,
            title=person.title,
            email=f"{person.username}@vidu.example",
        )
        ids[person.username] = user.id


def choose_numbering(teller: Teller, agency_id: UUID) -> None:
    """The department's numbers are given here: the story tells of a register without gaps."""
    own = dict.fromkeys(known_series(), numbering.OWN)
    teller.do(
        "quantri",
        "chọn cách cấp số của Sở: cấp tại đây, mỗi loại văn bản một dãy",
        lambda s, a: numbering.choose(s, a, agency_id, together=False, kind=numbering.OWN, series=own),
    )
