"""Runs the story: the right person does each step, on its day, through the same operations as the pages."""

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from PIL import Image, ImageDraw
from sqlmodel import Session

from rasoat import clock
from rasoat.accounts.actor import Actor
from rasoat.accounts.queries import actor_named
from rasoat.db import Database, installation
from rasoat.files.operations import StoredFile, keep
from rasoat.files.store import BlobStore
from rasoat.problems import Problem
from rasoat.settings import Settings
from rasoat.work import run_once
from rasoat.workflows import CaseRef, fire

T = TypeVar("T")
Say = Callable[[str], Any]


@dataclass
class Teller:
    """The database in which the story runs, and the names that the story gave to what it made."""

    database: Database
    settings: Settings
    papers: Path
    say: Say
    ids: dict[str, UUID] = field(default_factory=dict)
    first_year: int = 2024
    moment: datetime = datetime(2024, 5, 13, 8, 0, tzinfo=clock.VIETNAM)

    @property
    def store(self) -> BlobStore:
        """Where the files are stored."""
        return BlobStore(self.settings.files_dir)

    def on(self, day: str, hour: str = "08:00") -> None:
        """Go to a day (dd/mm/yyyy) and hour of the story."""
        self.moment = datetime.strptime(f"{day} {hour}", "%d/%m/%Y %H:%M").replace(tzinfo=clock.VIETNAM)

    def do(self, who: str, what: str, operation: Callable[[Session, Actor], T]) -> T:
        """Do one step: `who` runs `operation`, which is printed as `what`."""
        with clock.at(self.moment):
            actor = self.actor(who)
            result = self.database.write(lambda session: operation(session, actor))
        self.tell(actor, what)
        return result

    def fire(self, who: str, what: str, kind: str, name: str, trigger: str, **payload: Any) -> None:
        """Do one step that is an action of a workflow, on the case called `name`."""
        ref = CaseRef(kind, self.ids[name])
        self.do(who, what, lambda session, actor: fire(session, ref, trigger, actor, payload=payload))

    def work(self) -> None:
        """The example's date becomes this day, and the worker does what is due on it."""
        self.database.write(lambda session: installation.move_date(session, self.moment.date()))
        with clock.at(self.moment):
            run_once(self.database, self.settings)

    def refused(self, who: str, what: str, operation: Callable[[Session, Actor], Any], key: str) -> None:
        """Do one step that the rules must refuse with Problem `key`; it is an error of the story if they do not."""
        with clock.at(self.moment):
            actor = self.actor(who)
            try:
                self.database.write(lambda session: operation(session, actor))
            except Problem as problem:
                if problem.key != key:
                    raise
                why = "; ".join(reason.message for reason in problem.reasons) or problem.what
                self.tell(actor, f"{what}: bị từ chối ({why})")
                return
        raise RuntimeError(f"the rules should have refused: {what}")

    def actor(self, username: str) -> Actor:
        """The person with that account."""
        with self.database.read() as session:
            return actor_named(session, username)

    def tell(self, actor: Actor, what: str) -> None:
        """Print one step."""
        self.say(f"{self.moment:%d/%m/%Y}  {actor.name} ({actor.role_title}): {what}")

    def picture(self, name: str, words: str) -> StoredFile:
        """A drawn picture in the place of a photograph: it shows no real place or person."""
        image = Image.new("RGB", (800, 600), (120, 160, 170))
        drawing = ImageDraw.Draw(image)
        drawing.rectangle((0, 380, 800, 600), fill=(60, 110, 140))
        drawing.rectangle((330, 160, 470, 260), fill=(240, 200, 60), outline=(160, 40, 30), width=8)
        drawing.rectangle((394, 260, 406, 400), fill=(90, 70, 60))
        drawing.text((345, 200), words, fill=(120, 20, 20))
        data = io.BytesIO()
        image.save(data, "JPEG", quality=80)
        return keep(self.store, name, data.getvalue(), "image/jpeg")
