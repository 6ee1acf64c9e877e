"""Archives of every released shape of the database come back today, whole, on both databases, and their cases go on."""

import hashlib
import json
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

import pytest
from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.accounts.queries import actor_named
from rasoat.app import create_app
from rasoat.backup import restore_backup
from rasoat.commands.setup import ready
from rasoat.db import Database, schema
from rasoat.documents.models import FrozenPaper
from rasoat.documents.paper import Paper
from rasoat.files.store import BlobStore
from rasoat.notifying.models import ToldLine
from rasoat.problems import Problem
from rasoat.recommendations.answering import operations as answering
from rasoat.recommendations.answering.models import Answer, Verification
from rasoat.recommendations.models import Obligation, ObligationPart
from rasoat.settings import Settings
from rasoat.web.demo_accounts import DEMO_PASSWORD
from rasoat.workflows import chains, check
from rasoat.workflows.pins import runtime
from rasoat.workflows.registry import kinds
from tests.archives.installed import REVISIONS, of_its_time, rows_of, unpacked
from tests.archives.meaning import counts, lost, rows_now
from tests.postgres import Server
from tests.web.browse import Client

T = TypeVar("T")
LATER = date(2024, 11, 11)
"""A day after the last one of the example's story."""


def each(*always: str) -> list[Any]:
    """All archives; those not named are of `make long`: they tell the same story, and the oldest takes each migration."""
    return [pytest.param(one, marks=[] if one in always else [pytest.mark.long]) for one in REVISIONS]


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Settings]:
    """Where nothing is installed yet."""
    if request.param == "sqlite":
        yield Settings(data_dir=tmp_path / "installed", secure_cookies=False)
        return
    server: Server = request.getfixturevalue("postgres")
    yield Settings(data_dir=tmp_path / "installed", database_url=server.create("archived"), secure_cookies=False)
    server.drop("archived")


def see(settings: Settings, look: Callable[[Session], T]) -> T:
    database = Database(settings.url)
    try:
        with database.read() as session:
            return look(session)
    finally:
        database.close()


@pytest.mark.parametrize("revision", each("0001"))
def test_an_archive_comes_back_and_says_what_it_said(revision: str, empty: Settings, tmp_path: Path) -> None:
    archive = unpacked(revision, tmp_path)
    then = rows_of(archive)
    restored = restore_backup(empty, archive)
    assert (restored.rows, restored.lacking, restored.broken) == (sum(counts(then).values()), [], [])
    expect_all_of(empty, then)


@pytest.mark.parametrize("revision", each("0002"))
def test_an_installation_of_that_time_starts_and_its_cases_go_on(
    revision: str, empty: Settings, tmp_path: Path
) -> None:
    archive = unpacked(revision, tmp_path)
    of_its_time(empty, archive)
    database = ready(empty)
    expect_all_of(empty, rows_of(archive))
    assert see(empty, check.check_database) == []
    assert see(empty, states_that_are_not_told) == []
    in_part = select(Obligation.id, Obligation.workflow_version, Obligation.open).where(
        Obligation.verdict == "partly_met"
    )
    # The first of the story; later ones were found to be partly met in 2026.
    first = in_part.order_by(col(Obligation.id)).limit(1)
    owed, version, goes_on = see(empty, lambda s: s.exec(first).one())
    assert version == next(row["workflow_version"] for row in rows_of(archive)["obligation"] if row["id"] == str(owed))
    if goes_on:
        answered_and_verified(database, owed)
    app = create_app(empty)
    client = Client(app)
    assert client.sign_in("chuyenvien", DEMO_PASSWORD).status_code == 303
    page = client.get(f"/obligations/{owed}")
    assert page.status_code == 200
    # Since its story goes on to 2026, the example has passed this one on: nobody answers it any more, and it is still read.
    assert ("Đủ 46 biển" if goes_on else "Đã chuyển giao") in page.text
    app.extensions["rasoat_database"].close()
    database.close()


def expect_all_of(settings: Settings, then: dict[str, list[Any]]) -> None:
    """Assert that every row, word, state, number, paper and file of an archive is there today."""
    database = Database(settings.url)
    assert (schema.current(database), schema.differences(database)) == (schema.head(), [])
    now = rows_now(database)
    database.close()
    assert lost(then, now) == []
    here, before = counts(now), counts(then)
    # A start publishes what is new in the content, with its digests; what migrations add is in tables that were not there.
    published = here["definition"] - before["definition"]
    more = {"definition": published, "row_seal": published}
    assert {t: here[t] for t in before if t in here} == {t: n + more.get(t, 0) for t, n in before.items() if t in here}
    assert see(settings, lambda s: list(chains.verify(s))) == []
    assert see(settings, verdicts) == {row["id"]: row["verdict"] for row in then["obligation"]}
    if "obligation_part" not in then:
        said = sorted((row["id"], row["measure"], row["verdict"]) for row in then["obligation"])
        assert see(settings, parts) == said
    mailed = {row["id"]: row.get("sent_at") for row in then["reminder"]}
    told = see(settings, lambda s: {str(line.event_id): line.mailed_at for line in s.exec(select(ToldLine))})
    assert all(told[one].isoformat() == at for one, at in mailed.items() if at)
    store = BlobStore(settings.files_dir)
    papers = see(settings, lambda s: list(s.exec(select(FrozenPaper.snapshot, FrozenPaper.file_sha256))))
    # The first archives have the two of the story that was told then; the table had another name.
    assert len(papers) == len(then.get("frozen_paper", ("97", "98")))
    for snapshot, sha256 in papers:
        Paper.model_validate(snapshot)
        assert store.get(sha256).startswith(b"%PDF")


def verdicts(session: Session) -> dict[str, str]:
    return {str(row.id): row.verdict for row in session.exec(select(Obligation))}


def parts(session: Session) -> list[tuple[str, str, str]]:
    columns = select(ObligationPart.obligation_id, ObligationPart.measure, ObligationPart.verdict)
    return sorted((str(of), measure, verdict) for of, measure, verdict in session.exec(columns))


def states_that_are_not_told(session: Session) -> list[object]:
    """Cases whose row does not say what their state means in the version they stay on."""
    return [
        row.id
        for kind in kinds.values()
        for row in session.exec(select(kind.model))
        if (state := runtime(session, row.workflow, row.workflow_version).definition.states[row.status]).columns()
        != {name: getattr(row, name) for name in state.columns()}
    ]


def answered_and_verified(database: Database, obligation_id: UUID) -> None:
    """The addressee answers what was asked again, and the department finds it met."""
    with clock.use_date(LATER):
        database.write(
            lambda s: answering.answer(s, actor_named(s, "chilang"), obligation_id, claim="met", text="Đủ 46 biển.")
        )
        database.write(
            lambda s: answering.verify(
                s, actor_named(s, "chuyenvien"), obligation_id, verdict="met", evidence="Đã đếm tại chỗ đủ 46 biển."
            )
        )
    with database.read() as session:
        row = session.get_one(Obligation, obligation_id)
        assert (row.status, row.verdict) == ("verified", "met")
        for model, count in ((Answer, 2), (Verification, 2)):
            found = session.exec(select(model).where(model.obligation_id == obligation_id)).all()
            assert len(found) == count, model
        assert list(chains.verify(session)) == []


def test_what_a_row_said_is_missed_when_it_is_gone(tmp_path: Path) -> None:
    row, *others = rows_of(unpacked("0001", tmp_path))["answer"]
    then = {"answer": [row, *others]}
    assert lost(then, {"reply": [*others, {**row, "more": 1}]}) == []
    for instead in ([], [{**row, "text": "khác"}], [{**row, "claim": ""}]):
        assert lost(then, {"answer": [*instead, *others]}) == [f"answer: {row}"]


REFUSED = {
    "of a newer program": ("manifest.json", b'"revision": "0001"', b'"revision": "9999"', "backup.other_version"),
    "without a table": ("manifest.json", b'"plan": {', b'"plans": {', "backup.damaged"),
    "with a column it had not": ("tables/plan.jsonl", b'"title"', b'"heading"', "backup.damaged"),
    "naming a row it lacks": (
        "tables/answer.jsonl",
        b'"obligation_id": "0',
        b'"obligation_id": "f',
        "backup.damaged",
    ),
    "with a journal that was changed": ("tables/journal.jsonl", b'"approve"', b'"improve"', "journal.broken"),
}


@pytest.mark.parametrize("empty", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("member", "old", "new", "key"), REFUSED.values(), ids=REFUSED)
def test_an_older_one_that_does_not_hold_leaves_nothing_behind(
    empty: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, member: str, old: bytes, new: bytes, key: str
) -> None:
    (tmp_path / "scratch").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "scratch"))
    archive = changed(unpacked("0001", tmp_path), member, old, new)
    with pytest.raises(Problem) as refused:
        restore_backup(empty, archive)
    assert refused.value.key == key
    assert not empty.data_dir.exists()
    assert list((tmp_path / "scratch").iterdir()) == []


def changed(archive: Path, member: str, old: bytes, new: bytes) -> Path:
    """The same archive with some bytes of one member replaced, and a manifest that tells of it truly."""
    with tarfile.open(archive) as tar:
        parts = {found.name: tar.extractfile(found).read() for found in tar.getmembers()}
    assert old in parts[member]
    parts[member] = parts[member].replace(old, new)
    manifest = json.loads(parts["manifest.json"])
    for name, table in manifest["tables"].items():
        if f"tables/{name}.jsonl" in parts:
            table["sha256"] = hashlib.sha256(parts[f"tables/{name}.jsonl"]).hexdigest()
    parts["manifest.json"] = json.dumps(manifest).encode()
    made = archive.with_name("changed.tar")
    with tarfile.open(made, "w") as tar:
        for name, data in parts.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            tar.addfile(entry, BytesIO(data))
    return made
