"""Who may sign a paper: people of the agency that issues it (NĐ 30/2020, Điều 13), or the lead of the team whose paper it is, or
the leaders of whoever chairs the body that issues it.
"""

from datetime import date
from uuid import UUID

from sqlmodel import Session

from rasoat import text
from rasoat.accounts import queries as accounts
from rasoat.accounts import signing
from rasoat.accounts.actor import Role
from rasoat.accounts.models import User
from rasoat.inspections import queries as inspections
from rasoat.papers.models import PaperCase
from rasoat.papers.registry import kind_named, kind_of


def against(session: Session, case: PaperCase, user: User, day: date) -> list[str]:
    """Why a person may not sign the paper on that day, here or outside; empty when he may."""
    printed = case.head.get("signer", "")
    if printed and text.clean(user.full_name).casefold() not in text.clean(printed).casefold():
        # People may write a name with its degree, and no other name than that of who signs.
        told = f"Văn bản ghi người ký là “{printed}”, không phải {user.full_name}; trả lại để sửa phần đầu, hoặc để đúng người đó ký."
        return [told]
    if kind_of(case).of_the_team:
        leads = any(one.id == user.id for one in _leads(session, case))
        return [] if leads else ["Văn bản này do chính trưởng đoàn ký."]
    if user.role == Role.LEADER and user.agency_id in kind_of(case).also_signed_by(session, case.about_id):
        return []
    return signing.reasons_to_refuse(session, user, case.lead_agency_id, case.kind, day)


def people(session: Session, case: PaperCase, day: date) -> list[User]:
    """Everybody who may sign the paper on that day."""
    if kind_of(case).of_the_team:
        return _leads(session, case)
    others = [one for one in kind_of(case).also_signed_by(session, case.about_id) if one != case.lead_agency_id]
    leaders = [user for one in others for user in accounts.people(session, agency_id=one, roles=[Role.LEADER])]
    return [*leaders, *signing.signers(session, case.lead_agency_id, case.kind, day)]


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
