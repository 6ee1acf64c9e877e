"""A version that was published never changes, word for word: an installation that has stored it would not start any more."""

from pathlib import Path

import pytest
from sqlmodel import Session, select

from rasoat.db import Database
from rasoat.definitions.models import Definition
from tests.archives.installed import REVISIONS, opened, unpacked


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_no_version_of_the_content_is_another_than_in_any_archive(database: Database, tmp_path: Path) -> None:
    """Whoever changes a file of the content raises its version."""
    with database.read() as session:
        today = bodies(session)
    changed = set()
    for revision in REVISIONS:
        with opened(unpacked(revision, tmp_path)) as (reader, manifest):
            rows = reader.rows("definition") if "definition" in manifest.tables else ()
            stored = {(row["kind"], row["name"], row["number"]): row["body"] for row in rows if not row["draft"]}
        changed |= {(revision, key) for key, body in stored.items() if key in today and today[key] != body}
    assert changed == set()


def bodies(session: Session) -> dict[tuple[str, str, int], str]:
    """What each version of today says."""
    return {(row.kind, row.name, row.number): row.body for row in session.exec(select(Definition))}
