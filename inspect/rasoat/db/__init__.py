"""The database: `Database.write` is the only way to write, `Database.read` the only way to read. Also the column
types.
"""

from rasoat.db.base import Row, Searchable, new_id, table_of
from rasoat.db.database import Database
from rasoat.db.types import Json, Text, UtcDateTime

__all__ = ["Database", "Json", "Row", "Searchable", "Text", "UtcDateTime", "new_id", "table_of"]
