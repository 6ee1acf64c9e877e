"""The report as a paper of the agency that owes what it tells of (NĐ 30/2020, Phụ lục III, mẫu 1.4): by what was asked, what was
done, the figures against the measures, what is left.
"""

from collections.abc import Iterator, Sequence

from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.accounts.actor import Role
from rasoat.accounts.models import User
from rasoat.accounts.positions import ACTING_HEAD, HEAD
from rasoat.accounts.positions import of as position_of
from rasoat.accounts.signing import line
from rasoat.documents.paper import BETWEEN_LINES, Block, Bullets, Heading, Paper, Paragraph, Signing
from rasoat.official.drafted import Drafted
from rasoat.official.wording import ReportWording, words
from rasoat.papers import citing
from rasoat.papers.compose import BLANK_TEXT
from rasoat.papers.kinds import founded
from rasoat.papers.wording import say
from rasoat.recommendations import figures
from rasoat.recommendations.answering.models import Extension
from rasoat.recommendations.models import Obligation
from rasoat.recommendations.sources import source_of
from rasoat.units import queries as units
from rasoat.units.models import Agency
from rasoat.units.naming import issuer_lines, line_above

SYMBOL, TITLE = "BC", "BÁO CÁO"


def paper_of(session: Session, agency: Agency, items: Sequence[Drafted]) -> Paper:
    """The report about these answers, number and day blank."""
    told = words()
    leads = units.names(session, {one.obligation.lead_agency_id for one in items})
    receivers = tuple(sorted(one.name for one in leads.values()))
    values = {"issuer": agency.name, "receivers": citing.listed(receivers)}
    return Paper(
        kind=SYMBOL,
        kind_title=TITLE,
        issuer_parent=line_above(session, agency) or None,
        issuer=issuer_lines(session, agency),
        symbol=f"{SYMBOL}-{agency.symbol}" if agency.symbol else BLANK_TEXT,
        place=agency.place or BLANK_TEXT,
        subject=_subject(told, items),
        addressed_to=receivers,
        blocks=(_paragraph("lead", say(told.lead, **values)), *_blocks(session, told, items)),
        recipients=told.recipients,
        archive=told.archive,
        signing=_signing(session, agency),
    )


def _subject(told: ReportWording, items: Sequence[Drafted]) -> str:
    if len(items) > 1:
        return say(told.subject, count=str(len(items)))
    return say(told.subject_of_one, what=source_of(items[0].obligation).name.lower())


def _blocks(session: Session, told: ReportWording, items: Sequence[Drafted]) -> Iterator[Block]:
    yield _heading("results", 1, told.results_title)
    for number, one in enumerate(items, 1):
        yield from _about(session, told, number, one)
    left = [one.obligation for one in items if one.answer.claim != "met"]
    yield _heading("left", 1, told.left_title)
    if left:
        yield _bullets("left.items", [say(told.left, text=_text(row), due=_due(told, row)) for row in left])
    else:
        yield _paragraph("left.none", told.nothing_left)
    if asked := _extensions(session, told, [one.obligation for one in items]):
        yield _heading("proposals", 1, told.proposals_title)
        yield _bullets("proposals.items", asked)


def _about(session: Session, told: ReportWording, number: int, one: Drafted) -> Iterator[Block]:
    row, answer = one.obligation, one.answer
    founding = founded.paper(session, row)
    sentence = told.asked if founding else told.asked_without_paper
    paper = founded.in_full(session, row, founding) if founding else ""
    asked = say(sentence, text=_text(row), paper=paper, due=_due(told, row))
    yield Heading(id=f"report.{number}", level=2, text=asked, titled=False, visibility="public")
    if row.measure:
        yield _paragraph(f"{number}.measure", say(told.measure, measure=citing.measured(row.measure)))
    yield _paragraph(f"{number}.claim", told.claims[answer.claim])
    yield _paragraph(f"{number}.text", answer.text)
    if lines := figures.lines_of_reports(row, figures.from_stored(answer.parts)):
        yield _bullets(f"{number}.figures", lines)


def _extensions(session: Session, told: ReportWording, rows: Sequence[Obligation]) -> list[str]:
    by_id = {row.id: row for row in rows}
    query = select(Extension).where(col(Extension.obligation_id).in_(by_id), Extension.outcome == "asked")
    return [
        say(
            told.extension,
            until=citing.day(one.asked_until),
            text=_text(by_id[one.obligation_id]),
            reason=one.reason.rstrip(" .;"),
        )
        for one in session.exec(query.order_by(col(Extension.asked_at)))
    ]


def _text(row: Obligation) -> str:
    return row.source_text.rstrip(" .;")


def _due(told: ReportWording, row: Obligation) -> str:
    return say(told.due, day=citing.day(row.due_on)) if row.due_on else ""


def _signing(session: Session, agency: Agency) -> Signing:
    """The head of the agency, or else its first leader; blank where none has an account."""
    leading = col(User.role).in_([Role.LEADER, Role.AUTHORITY_LEADER])
    query = select(User).where(User.agency_id == agency.id, col(User.active), leading)
    leaders = list(session.exec(query.order_by(col(User.order_text), col(User.id))))
    user = next((one for one in leaders if position_of(one) in (HEAD, ACTING_HEAD)), next(iter(leaders), None))
    if user is None:
        return Signing(position=BLANK_TEXT)
    found = line(session, agency, user, "official_report", clock.today())
    return Signing(
        capacity=BETWEEN_LINES.join(found.capacity), position=found.position or BLANK_TEXT, name=user.full_name
    )


def _heading(name: str, level: int, text: str) -> Heading:
    return Heading.model_validate({"id": f"report.{name}", "level": level, "text": text, "visibility": "public"})


def _paragraph(name: str, text: str) -> Paragraph:
    return Paragraph(id=f"report.{name}", text=text, visibility="public")


def _bullets(name: str, items: Sequence[str]) -> Bullets:
    return Bullets(id=f"report.{name}", items=tuple(items), visibility="public")
