"""The first page: what this person must do today."""

from typing import Any

from flask import current_app, url_for

from rasoat import clock
from rasoat.accounts.actor import Role
from rasoat.dangers import presenters as dangers
from rasoat.pages import SIGNED_IN, Room, actor, render, session
from rasoat.pages.case import PAGES
from rasoat.web import today
from rasoat.web.filters import due_text, due_tone
from rasoat.web.today.parts import SHOWN, Item, Link, Section, Tile
from rasoat.workflows import CaseRef

room = Room("home", __name__)

_FIRST_STEPS = {
    Role.OFFICER: ("plans.index", "Xem các kế hoạch"),
    Role.LEADER: ("followup.board", "Xem việc thực hiện"),
    Role.CLERK: ("papers.index", "Xem các văn bản"),
    Role.MEMBER: ("inspections.index", "Xem các cuộc kiểm tra"),
    Role.AUTHORITY_OFFICER: ("obligations.inbox", "Xem nội dung phải thực hiện"),
    Role.AUTHORITY_LEADER: ("obligations.inbox", "Xem nội dung phải thực hiện"),
    Role.ADMINISTRATOR: ("administration.users", "Xem các tài khoản"),
}


@room.get("/", allow=SIGNED_IN)
def show() -> str:
    """Show what waits for the person's role."""
    me, day = actor(), clock.today()
    endpoint, title = _FIRST_STEPS[me.role]
    return render(
        "home.html",
        greeting=f"Chào {me.name}",
        subtitle=f"Hôm nay, ngày {day.day}/{day.month}/{day.year}",
        urgent=dangers.urgent(session(), me),
        trips_url=url_for("tablet.shell") if today.travels(session(), me, day) else "",
        tiles=[_tile(tile) for tile in today.tiles(session(), me, day)],
        **_by_unit(SHOWN),
        sections=[_section(section) for section in today.sections(session(), me, day)],
        first_step={"title": title, "url": address((endpoint, {}))},
    )


@room.get("/by-unit", allow=frozenset({Role.OFFICER}))
def by_unit() -> str:
    """Show an officer every unit at which something waits."""
    return render("by_unit.html", **_by_unit(None))


def _by_unit(most: int | None) -> dict[str, Any]:
    """The first lines of an officer's work by unit, and how many units there are; nobody else has any."""
    lines = today.by_unit.lines(session(), actor(), clock.today()) if actor().role == Role.OFFICER else []
    shown = [
        {
            "unit": line.unit.listed_name,
            "url": address(("followup.board", {"addressee": str(line.unit.id)})),
            "links": [{"title": title, "url": address(to)} for title, to in line.links],
            "urgent": line.urgent,
            "due": due_text(line.due_on) if line.due_on else "",
            "tone": due_tone(line.due_on),
        }
        for line in lines[:most]
    ]
    return {"units": shown, "units_count": len(lines)}


def address(to: CaseRef | Link | None) -> str:
    """Where a case or a link leads; empty for none."""
    if to is None:
        return ""
    if isinstance(to, CaseRef):
        endpoint, name = PAGES[to.kind]
        return address((endpoint, {name: to.id}))
    endpoint, values = to
    return url_for(endpoint, **values) if endpoint in current_app.view_functions else ""


def _tile(tile: Tile) -> dict[str, Any]:
    return {
        "title": tile.title,
        "value": tile.value,
        "tone": tile.tone if tile.value or tile.tone == "ok" else "ok",
        "url": address(tile.more),
        "note": tile.note,
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "title": section.title,
        "count": section.count,
        "more_url": address(section.more),
        "items": [_item(item) for item in section.items],
    }


def _item(item: Item) -> dict[str, Any]:
    return {
        "title": item.title,
        "url": address(item.to),
        "meta": item.meta,
        "due": due_text(item.due_on) if item.due_on else "",
        "tone": due_tone(item.due_on),
        "badge": {"title": item.badge[0], "tone": item.badge[1]} if item.badge else None,
    }
