"""What the notice of a meeting's conclusions says, block by block."""

from uuid import UUID

from sqlmodel import Session

from rasoat.documents.flow import closed
from rasoat.documents.paper import Block, Bullets, EvidenceRef, Heading, Paragraph
from rasoat.meetings import queries as meetings
from rasoat.meetings.models import Meeting, MeetingTask
from rasoat.papers import citing, wording
from rasoat.papers.wording import Words, say
from rasoat.units import queries as units

FIRST_LINES = ("Ban Chỉ đạo", "Hội đồng", "Tổ công tác", "Đoàn công tác", "Ủy ban")
"""How the name of a body begins that stands on two lines in the head of its papers."""


class ConclusionsWording(wording.Strict):
    """Sentences of the notice."""

    subject: Words
    lead: Words
    at: Words
    attending: Words
    guests: Words
    conclude: Words
    tasks: Words
    all_members: Words
    task: Words
    task_due: Words
    closing: Words


def _words() -> ConclusionsWording:
    return wording.load("conclusions.yaml", ConclusionsWording)


def lines(name: str) -> tuple[str, ...]:
    """The name of a body on its papers, line by line."""
    first = next((one for one in FIRST_LINES if name.startswith(f"{one} ")), "")
    return (first, name.removeprefix(first).strip()) if first else (name,)


def subject(meeting: Meeting) -> str:
    """The subject line."""
    return say(_words().subject, body=meeting.body_name, matter=citing.inside(meeting.matter))


def compose(session: Session, meeting: Meeting) -> list[Block]:
    """The blocks that the data proposes."""
    words = _words()
    seen = (EvidenceRef(kind="meeting", id=str(meeting.id), label="Cuộc họp"),)
    standing = units.agency(session, meeting.lead_agency_id).name
    closing = {"chair_name": meeting.chair_name, "chair_position": meeting.chair_position, "body": meeting.body_name}
    paragraphs = [line.strip() for line in meeting.conclusions.splitlines() if line.strip()]
    return [
        *_opening(session, meeting, seen),
        _said("conclude", say(words.conclude, standing=standing, chair=_chair(meeting)), seen),
        *(_said(f"conclusion.{number}", one, seen) for number, one in enumerate(paragraphs, 1)),
        _said("tasks", say(words.tasks, body=meeting.body_name), seen),
        *_tasks(session, meeting),
        _said("closing", say(words.closing, **closing), ()),
    ]


def _opening(session: Session, meeting: Meeting, seen: tuple[EvidenceRef, ...]) -> list[Block]:
    words = _words()
    values = {
        "day": citing.day(meeting.held_on),
        "place": say(words.at, place=meeting.place) if meeting.place else "",
        "chair": _chair(meeting),
        "body": meeting.body_name,
        "matter": citing.inside(meeting.matter),
    }
    told: list[Block] = [_said("lead", say(words.lead, **values), seen)]
    came = [row.agency_id for row in meetings.members(session, meeting.id) if row.people]
    if came:
        names = units.names(session, came)
        told.append(
            _said("attending", say(words.attending, agencies=citing.listed([names[o].name for o in came])), seen)
        )
    guests = [line.strip(" .;,") for line in meeting.guests.splitlines() if line.strip(" .;,")]
    if guests:
        told.append(_said("guests", say(words.guests, guests=citing.listed(guests)), seen))
    return told


def _tasks(session: Session, meeting: Meeting) -> list[Block]:
    found = meetings.by_addressee(meetings.tasks(session, meeting.id))
    names = units.names(session, [one for one in found if one])
    blocks: list[Block] = []
    for key, tasks in found.items():
        title = names[key].name if key else say(_words().all_members, body=meeting.body_name)
        seen = tuple(EvidenceRef(kind="task", id=str(one.id), label=f"Nhiệm vụ {one.ordinal}") for one in tasks)
        blocks.append(Heading(id=f"{block_id(key)}.title", level=2, text=title, visibility="public", evidence=seen))
        items = tuple(closed(tuple(_task(one) for one in tasks)))
        blocks.append(Bullets(id=block_id(key), items=items, visibility="public", evidence=seen))
    return blocks


def block_id(addressee_id: UUID | None) -> str:
    """The block with the tasks of one agency, or of all members."""
    return f"tasks.{addressee_id or 'all'}"


def due_text(task: MeetingTask) -> str:
    """The day as the notice says it; empty when none is stated."""
    return citing.day(task.due_on) if task.due_on else ""


def _task(task: MeetingTask) -> str:
    text = " ".join(task.text.split()).rstrip(" .;")
    return say(_words().task_due, text=text, due=due_text(task)) if task.due_on else say(_words().task, text=text)


def _chair(meeting: Meeting) -> str:
    offices = [one for one in (meeting.chair_office, meeting.chair_position) if one]
    return f"{meeting.chair_name}, {' - '.join(offices)}"


def _said(name: str, text: str, seen: tuple[EvidenceRef, ...]) -> Paragraph:
    return Paragraph(id=f"meeting.{name}", text=text, visibility="public", evidence=seen)
