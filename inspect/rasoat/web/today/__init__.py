"""What a person must do today, by role. It is composed from the queries of the rooms; the most urgent comes first."""

from rasoat.web.today import by_unit
from rasoat.web.today.badges import badges
from rasoat.web.today.compose import sections, tiles, travels
from rasoat.web.today.parts import Item, Section, Tile

__all__ = ["Item", "Section", "Tile", "badges", "by_unit", "sections", "tiles", "travels"]
