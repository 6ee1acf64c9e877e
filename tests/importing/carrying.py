"""Looking at a table and bringing it in, as the operations do it."""

import hashlib

from rasoat.files.opening import table_in
from rasoat.files.operations import StoredFile
from rasoat.importing import operations
from rasoat.importing.planning import plan
from rasoat.importing.registry import kinds


def planned(world, kind, data, name="bang.xlsx"):
    return world.see(lambda db: plan(db, kinds()[kind], table_in(name, data)))


def brought(world, kind, data, name="bang.xlsx"):
    table = table_in(name, data)
    stored = StoredFile(hashlib.sha256(data).hexdigest(), len(data), table.kind, name)
    return world.do(lambda db: operations.bring_in(db, world.as_("admin"), kinds()[kind], table, stored))
