"""How papers and agencies are named inside a paper: in full on the first mention (NĐ 30/2020, Phụ lục I)."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session

from rasoat.papers.models import PaperCase
from rasoat.papers.registry import kind_of
from rasoat.plans import queries as plans
from rasoat.plans.models import Plan
from rasoat.units import queries as units
from rasoat.units.models import Agency

# Names keep their capital wherever they stand (NĐ 30/2020, Phụ lục II): "Phòng Y tế" is one, "Phòng, chống" is none.
_NAMES = ("Ủy ban ", "Hội đồng nhân dân ", "Chính phủ", "Quốc hội", "Tỉnh đoàn", "Mặt trận ")
_BEFORE_NAMES = frozenset({"Bộ", "Sở", "Phòng", "Luật", "Quỹ", "Hội", "Trường", "Cục"})


def day(value: date) -> str:
    """A date as it is written in a sentence: 05/01/2024, 17/7/2024 (leading zeros as in NĐ 30/2020, Phụ lục I, II.4b)."""
    month = f"{value.month:02d}" if value.month <= 2 else str(value.month)
    return f"{value.day:02d}/{month}/{value.year}"


def listed(names: Sequence[str]) -> str:
    """Join names to "A, B và C"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} và {names[-1]}" if names else ""


def inside(title: str) -> str:
    """A title inside a sentence: its first letter becomes small, unless it begins with an abbreviation or a name in
    capitals, or with the name of an agency or a law.
    """
    first, _, rest = title.partition(" ")
    if title.startswith(_NAMES) or (first in _BEFORE_NAMES and rest[:1].isupper()):
        return title
    return title[:1].lower() + title[1:] if title[1:2].islower() or title[1:2] == " " else title


def measured(measure: str) -> str:
    """What must be reached, inside a sentence: each of its parts begins with a small letter."""
    parts = measure.rstrip(" .;").split("; ")
    return "; ".join(inside(part) for part in parts)


def outside(title: str) -> str:
    """A title at the beginning of a line."""
    return title[:1].upper() + title[1:]


def signers(session: Session, plan: Plan) -> list[Agency]:
    """The agencies that sign a plan: the one that leads it, then the others in their order."""
    ids = [plan.lead_agency_id, *(row.agency_id for row in plans.cosigners(session, plan.id))]
    known = units.names(session, ids)
    return [known[one] for one in ids]


def plan_in_full(plan: Plan, signed_by: Sequence[Agency]) -> str:
    """A plan with its kind, number and symbol, date, the agencies that signed it (`signers`), and its subject."""
    kind = "Kế hoạch liên ngành" if len(signed_by) > 1 else "Kế hoạch"
    number = f" số {plan.reference}" if plan.reference else ""
    on = f" ngày {day(plan.signed_on)}" if plan.signed_on else ""
    return f"{kind}{number}{on} của {listed([agency.name for agency in signed_by])} về {subject_of(plan)}"


def briefly(case: PaperCase) -> str:
    """An issued paper by its number and symbol alone."""
    return f"{kind_of(case).type_name} số {case.reference}"


def paper_in_full(session: Session, case: PaperCase) -> str:
    """An issued paper with its number and symbol, date, issuer and subject."""
    on = f" ngày {day(case.issued_on)}" if case.issued_on else ""
    issuer = kind_of(case).issued_by(session, case)
    return f"{briefly(case)}{on} của {issuer} về {inside(case.subject.removeprefix('Về việc '))}"


def subject_of(plan: Plan) -> str:
    """The subject of a plan, as it is written after "về"."""
    for opening in ("Kế hoạch liên ngành ", "Kế hoạch "):
        if plan.title.startswith(opening):
            return inside(plan.title.removeprefix(opening).removeprefix("về "))
    return inside(plan.title)


def basis(text: str) -> str:
    """A legal basis as it is written at the top of a paper."""
    return text if text.startswith(("Căn cứ", "Thực hiện", "Theo")) else f"Căn cứ {text}"
