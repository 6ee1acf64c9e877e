"""What the register of incoming papers registers: who may open the scans."""

from rasoat.files.access import register_owner
from rasoat.incoming import operations, queries

register_owner(operations.OWNER, queries.visible)
