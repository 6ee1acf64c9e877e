"""Imports that were carried out, and what each of them added and changed."""

from typing import Any
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from rasoat.db import Json, Row, Text
from rasoat.files.names import FileName
from rasoat.workflows.meanings import Meaning
from rasoat.workflows.models import CaseRow, by_definition


class ImportRun(CaseRow, table=True):
    """One table that was brought in."""

    __tablename__ = "import_run"
    __table_args__ = (by_definition("import_run"),)

    kind: str = Field(description="The name of a registered kind: units, agencies, accounts.")
    brought_by: UUID | None = Field(
        default=None, foreign_key="account.id", description="None: a command on the server did it."
    )
    file_name: str = Field(sa_type=FileName)
    sha256: str = Field(foreign_key="blob.sha256", description="The table as it was sent; it is kept.")
    added: int = Field(description="Rows that were new.")
    changed: int
    unchanged: int


class ImportedRow(Row, table=True):
    """One thing that an import added or changed; what it left alone has none."""

    __tablename__ = "imported_row"
    __table_args__ = (UniqueConstraint("run_id", "ordinal"),)

    run_id: UUID = Field(foreign_key="import_run.id")
    ordinal: int = Field(description="In the order in which they were written: what stands below comes later.")
    line: int = Field(description="The number of its row in the table.")
    target_id: UUID = Field(index=True, description="The id of the thing; of which table says the run's kind.")
    name: str = Field(sa_type=Text, description="What people call it.")
    before: dict[str, Any] = Field(
        default_factory=dict, sa_type=Json, description="The changed columns as they were; empty: the thing was new."
    )
    after: dict[str, Any] = Field(default_factory=dict, sa_type=Json, description="What the table gave it.")


IN_FORCE = Meaning("import_run", ImportRun, "in_force", "what was brought in stands, and can be undone")
