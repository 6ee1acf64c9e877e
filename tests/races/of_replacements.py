"""Races of papers that replace others."""

from datetime import date
from typing import Any

from rasoat.papers import chain, recalling, replacing
from tests.papers.replaced import issued, recall, replacement
from tests.papers.samples import AUGUST_5
from tests.races.race import Race, race
from tests.world import World

DUE = date(2024, 11, 15)


@race("papers.replacing.draft_replacement", at=AUGUST_5)
def _begun(world: World) -> Race:
    """Eight officers begin at once: one paper replaces it."""
    old = issued(world)
    officer = world.as_("officer")
    return Race(
        lambda s, _: replacing.draft_replacement(s, officer, old.paper_id), wins=1, refused=("paper.not_replaceable",)
    )


def _edit(name: str, edit: Any) -> None:
    @race(f"papers.replacing.{name}", at=AUGUST_5)
    def _edited(world: World) -> Race:
        new = replacement(issued(world))
        officer, version = world.as_("officer"), new.notice.version
        return Race(lambda s, n: edit(s, officer, new, version, n), wins=1, refused=("row.stale",))


_edit("decide", lambda s, officer, new, version, n: replacing.decide(
    s, officer, new.paper_id, version, chain.fates(s, new.paper_id)[0].id, fate="withdrawn", reason=f"Lý do {n}."
))  # fmt: skip
_edit("keep_rest", lambda s, officer, new, version, _: replacing.keep_rest(s, officer, new.paper_id, version))
_edit("add_new", lambda s, officer, new, version, n: replacing.add_new(
    s, officer, new.paper_id, version, addressee_id=new.world.agencies["office"], text=f"Việc {n}.", due_on=DUE, measures=""
))  # fmt: skip


@race("papers.replacing.remove_new", at=AUGUST_5)
def _removed(world: World) -> Race:
    new = replacement(issued(world))
    officer, office = world.as_("officer"), world.agencies["office"]
    row = world.do(lambda s: replacing.add_new(
        s, officer, new.paper_id, None, addressee_id=office, text="Việc.", due_on=DUE, measures=""
    ))  # fmt: skip
    return Race(
        lambda s, _: replacing.remove_new(s, officer, new.paper_id, None, row.id), wins=1, refused=("not_found",)
    )


@race("papers.recalling.confirm_recall", at=AUGUST_5)
def _known(world: World) -> Race:
    """Eight of one agency say at once that they know: it is noted once."""
    old, unit = issued(world), world.as_("district_officer")
    recall(old)

    def noted(_: list[Any]) -> None:
        rows = world.see(lambda s: recalling.receipts(s, old.paper_id))
        assert [row.confirmed_by for row in rows if row.agency_id == unit.agency_id] == [unit.user_id]

    return Race(lambda s, _: recalling.confirm_recall(s, unit, old.paper_id), then=noted)


@race("papers.replacing.draft_correction", at=AUGUST_5)
def _corrected(world: World) -> Race:
    old, officer = issued(world), world.as_("officer")
    return Race(
        lambda s, _: replacing.draft_correction(s, officer, old.paper_id), wins=1, refused=("paper.not_possible",)
    )
