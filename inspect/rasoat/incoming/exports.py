"""The register of papers that came in, taken out."""

from rasoat.exporting.registry import Listing, of_query, register_export
from rasoat.incoming import register_lines, views

register_export(
    Listing(
        "incoming", register_lines.TITLE, "incoming.register", tuple(one.title for one in register_lines.COLUMNS),
        lambda: of_query(*views.in_order()), register_lines.lines, views.selects, views.whose,
        widths=(12, 8, 36, 20, 12, 60, 24), printed=register_lines.COLUMNS,
    ),
)  # fmt: skip
