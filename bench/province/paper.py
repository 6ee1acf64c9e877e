"""Papers of the pattern: from the draft to the issued paper, with one small PDF in the place of printed ones."""

import io
import time
from datetime import date
from functools import cache

from PIL import Image, ImageDraw
from sqlmodel import Session

from rasoat.accounts.actor import Actor
from rasoat.documents import register
from rasoat.example.teller import Teller
from rasoat.files.operations import attach, keep
from rasoat.papers import operations as papers
from rasoat.papers.models import PaperCase
from rasoat.workflows import CaseRef, fire


def draft(teller: Teller, kind: str, about: str) -> None:
    """Draft a paper about something."""
    drafted = teller.do("officer", "", lambda s, a: papers.draft_paper(s, a, kind, teller.ids[about]))
    teller.ids[kind] = drafted.id


def approve(teller: Teller, kind: str) -> None:
    """Submit the paper and approve it."""
    teller.fire("officer", "", "paper", kind, "check")
    teller.fire("leader", "", "paper", kind, "approve")


def issue(teller: Teller, kind: str, day: date, **number: int) -> None:
    """Give the paper its number, which is typed where the series is one from outside, and issue it."""
    teller.on(f"{day:%d/%m/%Y}", "14:00")
    teller.fire("clerk", "", "paper", kind, "number", issued_on=day, **number)
    file = keep(teller.store, "van-ban.pdf", small_pdf(), "application/pdf")

    def finish(session: Session, actor: Actor) -> None:
        # As papers.rendering does it; printing each paper anew would measure the printing.
        case = session.get_one(PaperCase, teller.ids[kind])
        if case.frozen_id is None:
            raise RuntimeError("a paper without a number cannot be issued")
        attach(session, file, "paper", case.id, actor, visibility="public")
        register.record_file(session, case.frozen_id, file.sha256, "bench")
        fire(session, CaseRef("paper", case.id), "issue", actor, effective_on=day)

    teller.do("clerk", "", finish)


@cache
def small_pdf() -> bytes:
    """A valid PDF of one page, always the same bytes."""
    image = Image.new("L", (595, 842), 255)
    ImageDraw.Draw(image).text((200, 400), "VAN BAN VI DU", fill=0)
    data = io.BytesIO()
    image.save(data, "PDF", creationDate=time.gmtime(0), modDate=time.gmtime(0))
    return data.getvalue()
