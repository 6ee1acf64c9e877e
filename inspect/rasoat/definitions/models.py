"""Published definitions. Running cases and responses stay on them, whatever happens to the YAML files."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from rasoat import clock
from rasoat.db import Text, UtcDateTime


class Definition(SQLModel, table=True):
    """One version of a workflow or a checklist, as it was when it was published."""

    kind: str = Field(primary_key=True, description="workflow, checklist, ladder or ranking")
    name: str = Field(primary_key=True)
    number: int = Field(primary_key=True, description="The version.")
    draft: bool = Field(default=False)
    digest: str
    body: str = Field(sa_type=Text)
    published_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
