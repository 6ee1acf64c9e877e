"""One browser for all of these tests, and sites with the example told to November 2024 or only begun."""

import fcntl
import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from rasoat.commands.setup import ready
from rasoat.db import installation
from rasoat.example import reporting, setting, story
from rasoat.example.teller import Teller
from rasoat.plans import operations as plans
from rasoat.plans.data import ContentData, PlanData, TargetData
from rasoat.settings import Settings
from rasoat.visits import queries as visits
from tests.browser import quan_son
from tests.browser.person import WAIT_MS, Person
from tests.browser.server import Site, serve
from tests.browser.tours import NEXT_PLAN, OTHER_PLAN
from tests.chromium import CHROMIUM
from tests.postgres import Server

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    # The fixture belongs to this package and not to the session: while it runs, no other test of the process may start
    # an event loop.
    expect.set_options(timeout=WAIT_MS)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield running
        running.close()


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example in two data folders, `reviewed` (before its result notice) and `told` (November 2024).

    Made once for all workers, since the telling takes ten seconds.
    """
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "popen-gw" in base.name else base) / "example"
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            partial = folder.with_suffix(".partial")
            shutil.rmtree(partial, ignore_errors=True)
            _tell(partial)
            partial.rename(folder)
    return folder


def _tell(folder: Path) -> None:
    settings = Settings(data_dir=folder / "told", database_url="")
    database = ready(settings)
    teller = Teller(database, settings, folder / "papers", lambda _line: None)
    for step in story.FIRST:
        if step is reporting.result_notice:
            database.write(lambda s: installation.move_date(s, teller.moment.date()))
            database.close()
            shutil.copytree(folder / "told", folder / "reviewed")
        step(teller)
    database.close()
    shutil.copytree(folder / "told", folder / "ended")
    (folder / "ended.json").write_text(json.dumps({key: str(value) for key, value in teller.ids.items()}))
    _go_on(teller)
    database.close()


@pytest.fixture(scope="session")
def ended_example(example: Path) -> Path:
    """The data folder of the example with its end of November 2026, told when somebody asks for it; beside it the names."""
    folder = example / "ended"
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.with_suffix(".done").exists():
            _tell_the_rest(folder)
            folder.with_suffix(".done").touch()
    return folder


def _tell_the_rest(folder: Path) -> None:
    settings = Settings(data_dir=folder, database_url="")
    database = ready(settings)
    teller = Teller(database, settings, folder.parent / "papers", lambda _line: None)
    kept = folder.with_suffix(".json")
    teller.ids = {key: UUID(value) for key, value in json.loads(kept.read_text()).items()}
    for step in story.STEPS[len(story.FIRST) :]:
        step(teller)
    kept.write_text(json.dumps({key: str(value) for key, value in teller.ids.items()}))
    database.close()


def _go_on(teller: Teller) -> None:
    """Continue after the story: of two plans one waits for a signature and one for approval; the team has arrived at
    the next unit.
    """
    for title, agencies in ((NEXT_PLAN, ["edu", "culture"]), (OTHER_PLAN, ["edu"])):
        teller.on("11/11/2024")
        data = PlanData(
            title=title,
            year=2025,
            bases=["Luật Trẻ em năm 2016"],
            contents=[ContentData("Phòng, chống đuối nước trẻ em", "warning_signs")],
            cosigner_ids=[teller.ids[key] for key in agencies],
            targets=[TargetData(teller.ids["bac_son"], None, date(2025, 3, 12), "Trụ sở UBND huyện Bắc Sơn")],
        )
        teller.ids[title] = teller.do("chuyenvien", "", lambda s, a, data=data: plans.draft_plan(s, a, data)).id
        teller.fire("chuyenvien", "", "plan", title, "submit")
        teller.on("12/11/2024")
        teller.fire("lanhdao.gddt", "", "plan", title, "co_sign")
    teller.on("13/11/2024", "08:15")
    with teller.database.read() as session:
        teller.ids["next visit"] = visits.visits_of(session, teller.ids["inspection.huu_lung"])[0].id
    teller.fire("truongdoan", "", "visit", "next visit", "open")
    teller.database.write(lambda s: installation.move_date(s, teller.moment.date()))


@pytest.fixture
def told_site(example: Path, tmp_path: Path) -> Iterator[Site]:
    """A site with the whole story and what follows."""
    shutil.copytree(example / "told", tmp_path / "data")
    with serve(tmp_path / "data") as site:
        yield site


@pytest.fixture
def ended_site(ended_example: Path, tmp_path: Path) -> Iterator[Site]:
    """A site with the example told to its end in November 2026."""
    shutil.copytree(ended_example, tmp_path / "data")
    with serve(tmp_path / "data") as site:
        yield site


@pytest.fixture
def ended_names(ended_example: Path) -> dict[str, str]:
    """The ids of what the story has made, by the names that it gave them."""
    return json.loads(ended_example.with_suffix(".json").read_text())


@pytest.fixture(scope="session")
def quan_son_example(ended_example: Path) -> Path:
    """Data folders that go on from the end of the example at xã Quan Sơn (quan_son.py), told when somebody asks for them."""
    folder = ended_example.with_name("quan_son")
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            partial = folder.with_suffix(".partial")
            shutil.rmtree(partial, ignore_errors=True)
            quan_son.tell(ended_example, partial)
            partial.rename(folder)
    return folder


@pytest.fixture
def quan_son_names(quan_son_example: Path) -> dict[str, str]:
    """The ids of what was made there, by the names of the example and of quan_son.py."""
    return json.loads((quan_son_example / "names.json").read_text())


@pytest.fixture
def noticed_site(quan_son_example: Path, tmp_path: Path) -> Iterator[Site]:
    """A site where the commune got its notice yesterday, and nobody there has looked at it."""
    shutil.copytree(quan_son_example / "noticed", tmp_path / "data")
    with serve(tmp_path / "data") as site:
        yield site


@pytest.fixture
def late_site(quan_son_example: Path, tmp_path: Path) -> Iterator[Site]:
    """A site where six weeks after some of it is answered, some overdue, some disagreed with."""
    shutil.copytree(quan_son_example / "late", tmp_path / "data")
    with serve(tmp_path / "data") as site:
        yield site


@pytest.fixture
def reviewed_site(example: Path, tmp_path: Path) -> Iterator[Site]:
    """A site where the team has visited and made findings, and nothing was sent to the unit."""
    shutil.copytree(example / "reviewed", tmp_path / "data")
    with serve(tmp_path / "data") as site:
        yield site


@pytest.fixture
def begun_site(tmp_path: Path) -> Iterator[Site]:
    """A site with agencies and accounts, where nothing was planned yet."""
    with _begun(tmp_path, "") as site:
        yield site


@pytest.fixture
def begun_site_on_postgres(tmp_path: Path, postgres: Server) -> Iterator[Site]:
    """The same on PostgreSQL."""
    with _begun(tmp_path, postgres.create("browser")) as site:
        yield site
    postgres.drop("browser")


@contextmanager
def _begun(folder: Path, url: str) -> Iterator[Site]:
    settings = Settings(data_dir=folder / "data", database_url=url)
    database = ready(settings)
    setting.set_stage(Teller(database, settings, folder / "papers", lambda _line: None))
    database.close()
    with serve(settings.data_dir, url) as site:
        yield site


@pytest.fixture
def people(browser: Browser) -> Iterator[Callable[..., Person]]:
    """Opens windows: people(site, "chuyenvien", size=TABLET), signed in; all are closed at the end."""
    opened: list[Person] = []

    def enter(site: Site, username: str, **options: dict[str, int]) -> Person:
        opened.append(Person(browser, site, username, **options))
        return opened[-1].sign_in()

    yield enter
    for person in opened:
        person.close()
