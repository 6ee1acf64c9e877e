"""Who may sign a paper: people of the agency that issues it (NĐ 30/2020, Điều 13), or the lead of the team whose paper it is."""

from datetime import date
from uuid import UUID

from sqlmodel import Session

from rasoat.accounts import signing
from rasoat.accounts.models import User
from rasoat.inspections import queries as inspections
from rasoat.papers.models import PaperCase
from rasoat.papers.registry import kind_named, kind_of


def against(session: Session, case: PaperCase, user: User, day: date) -> list[str]:
    """Why a person may not sign the paper on that day, here or outside; empty when he may."""
    if kind_of(case).of_the_team:
        leads = any(one.id == user.id for one in _leads(session, case))
        return [] if leads else ["Văn bản này do chính trưởng đoàn ký."]
    return signing.reasons_to_refuse(session, user, case.lead_agency_id, case.kind, day)


def people(session: Session, case: PaperCase, day: date) -> list[User]:
    """Everybody who may sign the paper on that day."""
    if kind_of(case).of_the_team:
        return _leads(session, case)
    return signing.signers(session, case.lead_agency_id, case.kind, day)


def _leads(session: Session, case: PaperCase) -> list[User]:
    """Whoever leads the team of each inspection that the paper tells of."""
    teams = [inspections.team(session, one) for one in teams_of(session, case.kind, case.about_id, case.replaces_id)]
    leads = [{one.user_id for one in team if one.assignment == "lead"} for team in teams]
    found = (session.get(User, one) for one in (set.intersection(*leads) if leads else ()))
    return [one for one in found if one is not None and one.active]


def teams_of(session: Session, kind: str, about_id: UUID, replaces_id: UUID | None) -> list[UUID]:
    """The inspections whose team's lead signs a paper of that kind about one thing; none when it is no paper of a team."""
    teams = kind_named(kind).teams
    return teams(session, about_id, replaces_id) if teams else []
