"""Backup and restore: the database and the files together, in one archive that says what it holds.

The rows are kept as JSON lines, table by table, so that an archive made on SQLite can be brought back on PostgreSQL
and the other way round. What is damaged stops neither a backup nor, later, its restore: it is named both times.
"""

from rasoat.backup.making import Made, make_backup
from rasoat.backup.mending import Mended, bring_back_files
from rasoat.backup.restoring import Restored, restore_backup

__all__ = ["Made", "Mended", "Restored", "bring_back_files", "make_backup", "restore_backup"]
