"""Who may sign a paper: people of the agency that issues it (NĐ 30/2020, Điều 13), or the lead of the team whose paper it is."""

from datetime import date

from sqlmodel import Session

from rasoat.accounts import signing
from rasoat.accounts.models import User
from rasoat.inspections import queries as inspections
from rasoat.papers.models import PaperCase
from rasoat.papers.registry import kind_of


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
    """Whoever leads the team of the inspection that the paper is about."""
    team = inspections.team(session, case.about_id)
    found = (session.get(User, one.user_id) for one in team if one.assignment == "lead")
    return [one for one in found if one is not None and one.active]
