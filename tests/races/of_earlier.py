"""Races of officers who review one paper of before."""

from typing import Any

from rasoat.earlier import operations, queries, scans
from rasoat.earlier.drafts import Draft, draft_of
from rasoat.earlier.models import EarlierPart
from rasoat.earlier.operations import Change
from rasoat.files.access import attached
from rasoat.files.operations import StoredFile
from rasoat.parsing.files import read
from tests.earlier.samples import TEXT, TODAY, head_of, received
from tests.races.race import AT_ONCE, Race, race
from tests.world import World

PAGE = StoredFile("b" * 64, 9, "image/png", scans.FIRST_PAGE)
SCAN = StoredFile("a" * 64, 9, "application/pdf", "112-TB.pdf")


@race("earlier.operations.receive", at=TODAY)
def _received(world: World) -> Race:
    draft = draft_of(read(TEXT.encode()))
    return Race(lambda s, n: operations.receive(s, world.as_("officer"), draft))


@race("earlier.operations.take", at=TODAY)
def _taken(world: World) -> Race:
    notice = received(world)
    return Race(lambda s, n: operations.take(s, world.as_("officer" if n % 2 else "officer2"), notice.id))


@race("earlier.operations.edit_head", at=TODAY)
def _head(world: World) -> Race:
    notice = received(world)
    return Race(
        lambda s, n: operations.edit_head(
            s, world.as_("officer"), notice.id, notice.version, head_of(notice, subject=f"Trích yếu {n}")
        ),
        wins=1,
        refused=("row.stale",),
    )


def _part(world: World, notice_id: Any) -> EarlierPart:
    return world.see(lambda db: queries.recommendations_of(db, notice_id))[1].row


@race("earlier.operations.edit_part", at=TODAY)
def _part_edited(world: World) -> Race:
    notice, officer = received(world), world.as_("officer")
    row = _part(world, notice.id)
    return Race(
        lambda s, n: operations.edit_part(s, officer, row.id, row.version, kind=row.kind, text=f"Việc {n}", asked=[]),
        wins=1,
        refused=("row.stale",),
    )


@race("earlier.operations.add_part", at=TODAY)
def _part_added(world: World) -> Race:
    """Eight parts at once: their numbers follow each other."""
    notice, officer = received(world), world.as_("officer")
    before = len(world.see(lambda db: queries.parts_of(db, notice.id)))

    def gapless(_results: list[Any]) -> None:
        rows = world.see(lambda db: queries.parts_of(db, notice.id))
        assert [one.row.ordinal for one in rows] == list(range(1, before + AT_ONCE + 1))

    return Race(
        lambda s, n: operations.add_part(s, officer, notice.id, kind="recommendation", text=f"Việc {n}"), then=gapless
    )


@race("earlier.operations.join_part", at=TODAY)
def _joined(world: World) -> Race:
    notice, officer = received(world), world.as_("officer")
    row = _part(world, notice.id)
    return Race(
        lambda s, n: operations.join_part(s, officer, row.id, row.version), wins=1, refused=("row.stale", "not_found")
    )


@race("earlier.operations.split_part", at=TODAY)
def _split(world: World) -> Race:
    notice, officer = received(world), world.as_("officer")
    row = _part(world, notice.id)
    words = row.text.split()
    pieces = [" ".join(words[:4]), " ".join(words[4:])]
    return Race(
        lambda s, n: operations.split_part(s, officer, row.id, row.version, pieces), wins=1, refused=("row.stale",)
    )


@race("earlier.operations.change_many", at=TODAY)
def _many(world: World) -> Race:
    notice, officer = received(world), world.as_("officer")
    ids = [one.row.id for one in world.see(lambda db: queries.recommendations_of(db, notice.id))]
    change = Change(addressee_id=world.agencies["other_district"], settle=True)
    return Race(lambda s, n: operations.change_many(s, officer, notice.id, ids, change))


@race("earlier.scans.settle", at=TODAY)
def _settled(world: World) -> Race:
    """Eight confirm one scan: it has one picture of its first page."""
    officer = world.as_("officer")
    notice = world.do(lambda db: operations.receive(db, officer, Draft(), SCAN))

    def once(_results: list[Any]) -> None:
        rows = world.see(lambda db: attached(db, scans.OWNER, notice.id))
        assert [row.name for row in rows] == ["112-TB.pdf", scans.FIRST_PAGE]

    return Race(lambda s, n: scans.settle(s, officer, notice.id, PAGE), then=once)
