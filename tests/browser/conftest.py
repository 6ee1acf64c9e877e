"""One browser for all of these tests, and sites with the example told to its end or only begun."""

import fcntl
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from rasoat.commands.setup import ready
from rasoat.example import setting, story
from rasoat.example.teller import Teller
from rasoat.settings import Settings
from tests.browser.person import Person
from tests.browser.server import Site, serve
from tests.postgres import Server

CHROMIUM = "/usr/bin/chromium"
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
    # Of this package, not of the session: while it runs, no other test of the process may start a loop of its own.
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield running
        running.close()


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of the example, told to its end: once for all workers, since it takes ten seconds."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "popen-gw" in base.name else base) / "example-told"
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            partial = folder.with_suffix(".partial")
            shutil.rmtree(partial, ignore_errors=True)
            settings = Settings(data_dir=partial, database_url="")
            database = ready(settings)
            story.tell(database, settings, papers=partial / "papers", say=lambda _line: None)
            database.close()
            partial.rename(folder)
    return folder


@pytest.fixture(scope="module")
def told_site(told: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with the whole story; each module has a copy of its own."""
    copy = tmp_path_factory.mktemp("told") / "data"
    shutil.copytree(told, copy)
    with serve(copy) as site:
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
