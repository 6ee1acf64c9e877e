"""The tablet's form alone in a browser: served from a folder made once, over a draft in memory."""

import io
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, FilePayload, Locator, Page, Route, expect, sync_playwright

from rasoat.checklists import catalog
from rasoat.checklists.definition import Definition
from tests.chromium import CHROMIUM

# A busy machine draws late.
expect.set_options(timeout=15_000)

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
ADDRESS = "https://form.test/"
POLICY = "default-src 'self'; img-src 'self' blob: data:"
KINDS = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".html": "text/html; charset=utf-8"}
AXE = ROOT / "node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
REAL = {name: definition for (name, _), definition in catalog.load_all().items()}
SIGNS, FUND = REAL["warning_signs"], REAL["fund_use"]


def bundle(folder: Path) -> None:
    """Write the page with its script and style into a folder."""
    subprocess.run(["node", str(HERE / "form_harness.mjs"), str(folder)], check=True, timeout=60)


class Desk:
    """One page with the form on it. What the page complains of is kept in `wrong`."""

    def __init__(self, page: Page, folder: Path) -> None:
        self.page = page
        self.folder = folder
        self.wrong: list[str] = []
        page.set_default_timeout(5000)
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("console", lambda told: self.wrong.append(told.text) if told.type in ("error", "warning") else None)
        page.route("**/*", self._serve)

    def _serve(self, route: Route) -> None:
        name = route.request.url.removeprefix(ADDRESS).partition("?")[0] or "index.html"
        path = self.folder / name
        if not path.exists():
            route.fulfill(status=204)
            return
        headers = {"Content-Security-Policy": POLICY}
        route.fulfill(body=path.read_bytes(), content_type=KINDS[path.suffix], headers=headers)

    def open(self, definition: Definition, scope: str = "site", **options: Any) -> "Desk":
        """A fresh page with the form of one section: answers=…, mode="one", context=…, problem=…, conflicts=…"""
        self.page.goto(ADDRESS)
        self.page.wait_for_function("window.ready")
        self.page.evaluate("([d, s, o]) => start(d, s, o)", [definition.model_dump(mode="json"), scope, options])
        self.page.evaluate("form.drawn")
        return self

    def item(self, name: str) -> Locator:
        """The card of one question."""
        return self.page.locator(f"#item-{name}")

    @property
    def answers(self) -> dict[str, Any]:
        """The answers of the draft."""
        found: dict[str, Any] = self.page.evaluate("draft.answers")
        return found

    def told(self, script: str) -> Any:
        """What the page says to a script."""
        return self.page.evaluate(script)

    def frame(self) -> None:
        """Wait until what was changed is drawn."""
        self.page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")

    def violations(self) -> list[str]:
        """What axe-core finds on the page as it stands."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate(
            "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']}).then(found => found.violations)",
            RULES,
        )
        return [f"{one['id']}: {one['help']} {[node['html'][:120] for node in one['nodes']][:3]}" for one in found]


def photo(width: int = 40, height: int = 30, *, gps: bool = False, kind: str = "JPEG") -> bytes:
    """The bytes of a picture, taken at 21.65, 106.5 if so wanted."""
    exif = Image.Exif()
    if gps:
        exif[0x8825] = {1: "N", 2: (21.0, 39.0, 0.0), 3: "E", 4: (106.0, 30.0, 0.0)}
    kept = io.BytesIO()
    Image.effect_noise((width, height), 60).convert("RGB").save(kept, kind, exif=exif)
    return kept.getvalue()


def upload(name: str, body: bytes, kind: str = "image/jpeg") -> FilePayload:
    """A file as the browser's chooser gives it."""
    return FilePayload(name=name, mimeType=kind, buffer=body)


@pytest.fixture(scope="module")
def tablet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[BrowserContext, Path]]:
    folder = tmp_path_factory.mktemp("form")
    bundle(folder)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        context = chromium.new_context(
            viewport={"width": 800, "height": 1280},
            has_touch=True,
            geolocation={"latitude": 21.68, "longitude": 106.62, "accuracy": 12},
            permissions=["geolocation"],
        )
        yield context, folder
        chromium.close()


@pytest.fixture
def desk(tablet: tuple[BrowserContext, Path]) -> Iterator[Desk]:
    context, folder = tablet
    found = Desk(context.new_page(), folder)
    yield found
    found.page.close()
    assert not found.wrong
