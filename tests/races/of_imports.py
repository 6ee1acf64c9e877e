"""Races of imports."""

import hashlib
from typing import Any

from rasoat.files.opening import table_in
from rasoat.files.operations import StoredFile
from rasoat.importing.operations import bring_in
from rasoat.importing.registry import kinds
from tests.importing.sheets import UNITS, workbook
from tests.races.race import Race, race
from tests.world import World


@race("importing.operations.bring_in")
def _brought_in(world: World) -> Race:
    """Eight bring the same table in: one of them does, the others find everything as the table says."""
    data = workbook(("Đơn vị", UNITS))
    table = table_in("bang.xlsx", data)
    stored = StoredFile(hashlib.sha256(data).hexdigest(), len(data), table.kind, "bang.xlsx")
    admin, kind = world.as_("admin"), kinds()["units"]

    def one_did(results: list[Any]) -> None:
        assert len([run for run in results if run is not None]) == 1

    return Race(lambda s, _: bring_in(s, admin, kind, table, stored), then=one_did)
