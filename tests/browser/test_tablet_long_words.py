"""One word without a break makes no screen of the tablet wider than its window: every screen, at both sizes."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route, expect
from sqlmodel import select

from rasoat.db import Database
from rasoat.inspections import queries as inspections
from rasoat.inspections.models import Inspection
from rasoat.settings import Settings
from tests.browser.person import TABLET
from tests.browser.server import Site
from tests.browser.spoiled import WORD, spoiled_document
from tests.browser.tablet_day import picture
from tests.browser.tablet_member import TabletMember
from tests.browser.tours import NEXT_UNIT, UNIT
from tests.browser.wide import PHONE, wider_than_its_window

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.field, pytest.mark.long]
MAIN = Path(__file__).parents[2] / "inspect/browser/tablet/main.js"
ROUTES = {
    route: re.compile(re.sub(r":\w+", "[^/?]+", route) + r"(\?.*)?")
    for route in re.findall(r'\["(/[^"]*)"', MAIN.read_text())
}
ALL_LAID_OUT = "* { content-visibility: visible !important; }"
"""What is far from the screen is not laid out otherwise, and could not be measured."""
REFUSAL = {
    "number": 2004,
    "key": "form.invalid",
    "what": f"Không nhận được {WORD}.",
    "todo": f"Sửa {WORD}.",
    "reasons": [],
}
FORMS = {
    "danger": "Lưu và gửi trước tiên",
    "site": "Thêm điểm",
    "seen/:obligation": "Lưu",
    "verdict/:obligation": "Lưu kết luận",
}
"""The forms outside of checklists, and the button that saves each."""
TYPE = """word => {
  for (const button of document.querySelectorAll("main button[aria-label^='Ghi chú'], main button[aria-label^='Thêm dòng']")) button.click();
  for (const field of document.querySelectorAll("main textarea, main input[type=text], main input:not([type])")) {
    if (field.closest("[hidden]")) continue;
    field.value = word;
    field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText", data: word }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
}"""
ANSWER = """() => {
  const questions = [...document.querySelectorAll(".q")].map((one) => one.dataset.item);
  for (const id of questions) (document.getElementById(`q-${id}-no`) ?? document.querySelector(`#item-${id} input[type=radio]`))?.click();
}"""


class Screens(TabletMember):
    """Looks at each screen at both widths; notes which are too wide, and which of the page's routes were seen."""

    def prepare(self) -> None:
        """Put the word into everything that the server sends."""
        assert self._context is not None
        self.seen: set[str] = set()
        self.filled: set[str] = set()
        self.refusing = False
        for what in ("trips", "me", "visits/*/bundle"):
            self._context.route(f"**/api/v1/{what}", self._spoil)
        self._context.route("**/api/v1/submissions/*", self._refuse)
        self._context.add_init_script(
            f"addEventListener('DOMContentLoaded', () => {{ const all = new CSSStyleSheet(); all.replaceSync('{ALL_LAID_OUT}');"
            " document.adoptedStyleSheets = [all]; });"
        )

    def _spoil(self, route: Route) -> None:
        answer = route.fetch()
        body = answer.body()
        if answer.ok and body:
            body = json.dumps(spoiled_document(json.loads(body)), ensure_ascii=False).encode()
        headers = {name: value for name, value in answer.headers.items() if not name.startswith("content-")}
        route.fulfill(status=answer.status, headers=headers, content_type="application/json", body=body)

    def _refuse(self, route: Route) -> None:
        if self.refusing:
            route.fulfill(status=422, headers={"Rasoat-Api": "1"}, json=REFUSAL)
        else:
            route.continue_()

    def measure(self, name: str) -> "Screens":
        """This screen, as it stands, at both sizes."""
        path = self.page.evaluate("() => location.hash.slice(1) || '/'")
        self.seen |= {route for route, pattern in ROUTES.items() if pattern.fullmatch(path)}
        for window in (PHONE, TABLET):
            self.page.set_viewport_size(window)  # type: ignore[arg-type]  # a plain dict of the same shape
            if told := wider_than_its_window(self.page):
                self.faults.append(f"{name}, {window['width']} px: {told}")
        return self

    def links(self, route: str) -> list[str]:
        """The addresses on this screen that lead to a kind of screen."""
        found = self.page.locator("main a[href^='#']").evaluate_all("all => all.map((one) => one.hash.slice(1))")
        return [path for path in dict.fromkeys(found) if ROUTES[route].fullmatch(path)]

    def move(self, path: str) -> "Screens":
        """Open a screen and wait until it stands there instead of the one before."""
        mark = "h1 => h1.forEach((one) => { one.className = 'before'; })"
        if self.page.evaluate("() => location.hash") != f"#{path}":
            self.page.locator("h1").evaluate_all(mark)
        self.go(path)
        self.page.locator("h1:not(.before)").wait_for()
        return self


@pytest.fixture
def screens(told_site: Site, browser: Browser, tmp_path: Path) -> Iterator[Screens]:
    member = Screens(browser.browser_type, tmp_path / "profile", told_site.address, tmp_path)
    member.open()
    member.prepare()
    member.page.goto(f"{told_site.address}/tablet/")
    yield member
    member.close()


def fill_one(screens: Screens, path: str, name: str) -> None:
    """One checklist at one place: answered so that it fails, with the word in every field; both ways of reading."""
    page = screens.move(path).page
    page.locator(".form-bar").wait_for()
    page.evaluate(ANSWER)
    page.evaluate(TYPE, WORD)
    for edit in page.get_by_role("button", name="Sửa lời").all():
        if edit.is_visible():
            edit.tap()
    screens.measure(name)
    screens.tap("Từng câu một")
    screens.measure(f"{name}-one")
    screens.tap("Cả danh sách")


def look_at_visit(screens: Screens, visit: str, name: str, folder: Path) -> None:
    """A visit, and all screens to which it leads."""
    screens.move(visit)
    screens.page.evaluate("() => document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    screens.measure(name)
    fills = screens.links("/visit/:id/fill/:checklist/:scope/:site")
    for form, save in FORMS.items():
        for path in screens.links(f"/visit/:id/{form}")[:1]:
            look_at_form(screens.move(path), save, f"{name}-{form.partition('/')[0]}", [picture(folder, 1)])
            screens.move(visit)
    for path in screens.links("/visit/:id/site/:record"):
        screens.move(path).measure(f"{name}-site-change")
    for path in fills:
        checklist = "/".join(path.split("/")[4:6])
        if checklist not in screens.filled:
            screens.filled.add(checklist)
            fill_one(screens, path, f"{name}-{checklist}")


def look_at_form(screens: Screens, save: str, name: str, pictures: list[Path]) -> None:
    """A form outside of checklists: refused, filled in, saved."""
    page = screens.page
    screens.tap(save)
    screens.measure(f"{name}-refused")
    page.evaluate(TYPE, WORD[:190])
    if page.locator("input[type=file]").count():
        page.locator("input[type=file]").last.set_input_files(pictures)
        expect(page.get_by_text("1/20 ảnh")).to_be_visible()
    for seen in page.get_by_role("radio", name="Chưa thực hiện").all():
        seen.tap()
    for counted in page.locator("[name^=reached-]").all():
        counted.fill("1")
    # What was refused is not said any more of what was typed since.
    expect(page.locator(".field-error:visible")).to_have_count(0)
    screens.measure(name)
    screens.tap(save)
    expect(
        page.get_by_text("Đã lưu, đứng đầu hàng gửi.").or_(page.get_by_text("Còn thiếu gì", exact=True))
    ).to_be_visible()
    screens.measure(f"{name}-saved")


def look_at_places(screens: Screens, code: str) -> None:
    """Where a code is typed, a place that was taken along, another one, and what is no code."""
    screens.move("/place").measure("place")
    for name, typed in {"known": code, "unknown": "ABCDEFGHJ", "wrong": "1"}.items():
        screens.move(f"/place/{typed}").measure(f"place-{name}")


def place_code(site: Site) -> str:
    """The code of a place of the unit that is visited."""
    database = Database(Settings(data_dir=site.data_dir, database_url="").url)
    try:
        with database.read() as session:
            inspection = session.exec(select(Inspection).where(Inspection.unit_name == UNIT)).one()
            return next(one.place_code for one in inspections.sites(session, inspection.id) if one.place_code)
    finally:
        database.close()


def test_no_screen_of_the_tablet_is_wider_than_its_window(screens: Screens, told_site: Site, tmp_path: Path) -> None:
    screens.at("Rà Soát trên máy tính bảng").measure("locked-never")
    screens.sign_in("truongdoan")
    for unit in (NEXT_UNIT, UNIT):
        screens.take_visit(unit)
    screens.measure("trips")
    visits = screens.links("/visit/:id")
    assert len(visits) == 2
    screens.offline()
    for number, visit in enumerate(visits):
        look_at_visit(screens, visit, f"visit-{number}", tmp_path)
    look_at_places(screens, place_code(told_site))
    screens.refusing = True
    screens.offline(False)
    screens.move("/queue")
    expect(screens.page.get_by_text("Sở chưa nhận, cần xem").first).to_be_visible()
    screens.measure("queue")
    screens.move("/device")
    screens.at("Máy này").page.evaluate(TYPE, WORD[:60])
    screens.measure("device")
    screens.tap("Đăng xuất")
    screens.page.locator("dialog").wait_for()
    screens.measure("sign-out")
    screens.page.locator("dialog").get_by_role("button", name="Đăng xuất").tap()
    screens.tap_logo().at("Đã đăng xuất")
    screens.measure("locked")
    assert not screens.faults, "\n".join(screens.faults)
    assert screens.seen == set(ROUTES)
