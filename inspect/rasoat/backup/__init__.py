"""Backup and restore: the database and the files in one archive that describes its content.

The rows are stored as JSON lines, table by table, so that an archive made on SQLite can be restored on PostgreSQL and
the other way round. Damaged parts prevent neither a backup nor its later restore; both name them.
"""

from rasoat.backup.making import Made, make_backup
from rasoat.backup.mending import Mended, bring_back_files
from rasoat.backup.restoring import Restored, restore_backup

__all__ = ["Made", "Mended", "Restored", "bring_back_files", "make_backup", "restore_backup"]
