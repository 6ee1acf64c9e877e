"""What an installation stores about itself."""

from datetime import date

from sqlmodel import Field, SQLModel


class Installation(SQLModel, table=True):
    """The one row that tells an example database from a real one; only an example has a date of its own."""

    id: int = Field(default=1, primary_key=True)
    example: bool = Field(default=False)
    example_date: date | None = Field(default=None)
