"""How long a table of many units takes, and how much memory: `python -m bench.importing [ROWS]`. On an SQLite file of its own."""

import hashlib
import io
import resource
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

import openpyxl
from sqlmodel import Session

from rasoat import publishing, rooms
from rasoat.accounts.queries import system_actor
from rasoat.db import Database, schema
from rasoat.files.opening import table_in
from rasoat.files.operations import StoredFile
from rasoat.importing import operations
from rasoat.importing.planning import plan
from rasoat.importing.registry import kinds
from rasoat.units.models import Agency
from rasoat.units.operations import add_agency


def table(rows: int) -> bytes:
    """A workbook of one province with that many communes."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Đơn vị")
    sheet.append(["Mã", "Tên", "Cấp", "Mã đơn vị cấp trên", "Từ ngày", "Đến ngày", "Văn bản kết thúc"])
    sheet.append(["91", "Tỉnh Mẫu", "Tỉnh", None, "1/7/2025", None, None])
    for number in range(rows):
        sheet.append([f"{number:05d}", f"Xã Mẫu {number}", "Xã", "91", "1/7/2025", None, None])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def main() -> None:
    """Look at the table, bring it in, and look again."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    rooms.load()
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'bench.sqlite3'}")
        schema.upgrade(database)
        publishing.publish(database)
        agency = database.write(_agency)
        data = table(rows)
        told("begun")
        opened = table_in("bang.xlsx", data)
        told("opened")
        kind = kinds()["units"]
        with database.read() as session:
            plan(session, kind, opened)
        told("looked at")
        stored = StoredFile(hashlib.sha256(data).hexdigest(), len(data), opened.kind, "bang.xlsx")
        database.write(lambda session: operations.bring_in(session, system_actor(agency), kind, opened, stored))
        told("brought in")
        with database.read() as session:
            again = plan(session, kind, opened)
        told(f"looked at again: {again.unchanged} unchanged")
        database.close()


def _agency(session: Session) -> Agency:
    return add_agency(
        session, parent_id=None, valid_from=date(2020, 1, 1), kind="ministry", name="Bộ", short_name="Bộ", symbol="B"
    )


_BEGUN = time.perf_counter()


def told(step: str) -> None:
    """Print a step with the seconds since the beginning and the most memory so far."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{time.perf_counter() - _BEGUN:7.1f} s  {most:5d} MB  {step}")


if __name__ == "__main__":
    main()
