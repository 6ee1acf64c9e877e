"""Writes the list of the names that the rooms register for definitions, or, called with --show, only prints it."""

import sys

from rasoat import rooms
from rasoat.procedures.names import SHIPPED
from rasoat.workflows.registry import registered

if __name__ == "__main__":
    rooms.load()
    written = registered().model_dump_json(indent=1, exclude_defaults=True) + "\n"
    if "--show" in sys.argv:
        sys.stdout.write(written)
    else:
        SHIPPED.write_text(written, encoding="utf-8")
