"""What was taken out: by whom, with which filters, how much."""

from uuid import UUID

from sqlmodel import Field

from rasoat.db import Row, Text


class ExportRun(Row, table=True):
    """One list that somebody took out. The file itself is not kept: its digest tells whether a file is this one.

    The journal of cases has no place for it, since a list is no case. An entry is never changed or removed, and its
    digest in the seals shows if somebody did (`rasoat audit verify`).
    """

    __tablename__ = "export_run"

    listing: str = Field(description="The name of a registered list.")
    title: str = Field(sa_type=Text, description="What people called the list then.")
    form: str = Field(description="xlsx or csv.")
    taken_by: UUID = Field(foreign_key="account.id", index=True)
    agency_id: UUID = Field(foreign_key="agency.id", description="The person's agency then.")
    asked: str = Field(default="", sa_type=Text, description="The filters in words; empty: the whole list.")
    row_count: int
    size: int = Field(description="Bytes.")
    digest: str = Field(description="SHA-256 of the file.")
