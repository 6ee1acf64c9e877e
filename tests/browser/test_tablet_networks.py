"""The tablet's real page through the networks it will meet, with a battery that gives out in the middle.

Whatever the page called saved is there after a cold start; in the end the server has every answer and every photograph
exactly once.
"""

import hashlib
import io
import random
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest
from PIL import Image
from playwright.sync_api import Browser, expect
from sqlmodel import select

from rasoat.db import Database
from rasoat.files.models import Attachment
from rasoat.files.store import BlobStore
from rasoat.settings import Settings
from rasoat.tablets.receiving.models import Photo, Record
from rasoat.visits.models import Response, ResponseRevision
from tests.app.test_tls import commands
from tests.browser.fault_proxy import Network, between
from tests.browser.field_tablet import FieldTablet, trust_flags
from tests.tablets import stage
from tests.tablets.served import Served

YES = ("fence", "sign", "buoy", "rope", "lamp", "guard", "map", "warned")
LONG = "Lối xuống nước trơn, trẻ em qua lại hằng ngày; xã đã cắm biển nhưng chưa rào hết đoạn bờ phía đông."


@dataclass
class Field:
    """A member's tablet, the network before the server, and what the server holds."""

    tablet: FieldTablet
    network: Network
    device: stage.Device
    settings: Settings
    pictures: list[Path]

    def form(self, place: int) -> None:
        """Open the checklist at one of the visit's places."""
        site = self.device.sites[place]
        self.tablet.go(f"/visit/{self.device.visit_id}/fill/{stage.CHECKLIST}/site/{site}")
        expect(self.tablet.page.locator("[data-item=fence]")).to_be_visible()

    def until(self, fate: str, times: int = 1) -> None:
        """Press “send now” until the weather has spoilt that many requests; nothing is called sent meanwhile."""
        self.tablet.go("/queue")
        now = self.tablet.page.get_by_role("button", name="Gửi ngay")
        for _ in range(80):
            if self.network.spoilt[fate] >= times:
                return
            if now.is_enabled():
                now.tap()
            self.tablet.page.wait_for_timeout(100)
        raise AssertionError(f"{fate}: {self.network.spoilt}\n{self.tablet.page.locator('main').inner_text()}")


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, Path]:
    """A server's certificate with its authority behind it, made by the guide's own commands; and the key."""
    script = commands().split("curl ")[0]
    subprocess.run(["bash", "-eu", "-c", script], cwd=tmp_path, check=True, capture_output=True)
    chain = tmp_path / "chain.pem"
    chain.write_text((tmp_path / "server.pem").read_text() + (tmp_path / "ca.pem").read_text())
    return chain, tmp_path / "server.key"


@pytest.fixture
def field(request: pytest.FixtureRequest, tmp_path: Path, browser: Browser) -> Iterator[Field]:
    """Signed in, the visit taken along. With the parameter "https", over HTTPS with an authority of its own."""
    secure = request.getfixturevalue("certificate") if getattr(request, "param", "") == "https" else None
    settings = Settings(data_dir=tmp_path / "data", content_dir=stage.overlay(tmp_path / "content"))
    (device,) = stage.prepare(settings, teams=1, tablets=1, sites=3)
    environment = {
        "RASOAT_DATA_DIR": str(settings.data_dir),
        "RASOAT_CONTENT_DIR": str(settings.content_dir),
        "RASOAT_WORKERS": "1",
        "RASOAT_TRUSTED_PROXIES": "1",
    }
    server = Served(tmp_path / "server.log", environment).start()
    with ExitStack() as stack:
        stack.callback(server.kill)
        network = stack.enter_context(between(f"http://127.0.0.1:{server.port}", secure))
        flags = trust_flags(secure[0]) if secure else ()
        tablet = FieldTablet(browser.browser_type, tmp_path / "profile", network.address, flags)
        stack.callback(tablet.close)
        tablet.open()
        tablet.sign_in(device.username)
        tablet.take_along()
        yield Field(tablet, network, device, settings, pictures(tmp_path, 5))


def pictures(folder: Path, count: int) -> list[Path]:
    """Photographs of a few hundred kB, no two alike."""
    made = []
    chance = random.Random(7)
    for number in range(count):
        small = Image.frombytes("RGB", (160, 120), chance.randbytes(160 * 120 * 3))
        data = io.BytesIO()
        small.resize((1600, 1200), Image.Resampling.BILINEAR).save(data, "JPEG", quality=85)
        made.append(folder / f"anh-{number}.jpg")
        made[-1].write_bytes(data.getvalue())
    return made


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.field
@pytest.mark.parametrize("field", ["https"], indirect=True)
def test_a_battery_gives_out_while_typing_and_while_sending(field: Field) -> None:
    tablet = field.tablet
    # No network at all, and a cold start.
    field.network.turn("away")
    tablet.kill()
    tablet.open()
    field.form(0)
    for item in YES:
        tablet.choose(item, "yes")
    tablet.photograph("photos", field.pictures[:2])
    tablet.saved()
    promised = type_until_death(tablet, LONG)
    tablet.open()
    field.form(0)
    kept = tablet.page.locator("#q-remarks").input_value()
    assert kept.startswith(promised)
    assert LONG.startswith(kept)
    for item in YES:
        expect(tablet.page.locator(f"#q-{item}-yes")).to_be_checked()
    expect(tablet.page.locator("#q-photos-count")).to_contain_text("2/")
    tablet.page.locator("#q-remarks").fill(LONG)
    tablet.saved()
    field.form(1)
    tablet.choose("fence", "no")
    tablet.photograph("photos", field.pictures[2:3])
    tablet.saved()
    # The server commits, its answer hangs, and the battery gives out.
    field.network.turn("holds")
    tablet.go("/queue")
    assert field.network.held.wait(30)
    tablet.kill()
    field.network.turn("drops")
    tablet.open()
    tablet.send_everything()
    assert field.network.spoilt["hold"] >= 1
    check(field, {0: {**dict.fromkeys(YES, "yes"), "remarks": LONG}, 1: {"fence": "no"}}, {0: 2, 1: 1})


def type_until_death(tablet: FieldTablet, words: str) -> str:
    """Type until two thirds of it are there, then die in mid-word; returns what the page had called saved."""
    tablet.page.evaluate(
        """() => {
            const area = document.querySelector("#q-remarks");
            const bar = document.querySelector("#topbar");
            window.promised = "";
            new MutationObserver(() => {
                if (bar.textContent.includes("Đã lưu")) window.promised = area.value;
            }).observe(bar, {childList: true, subtree: true, characterData: true});
        }"""
    )
    area = tablet.page.locator("#q-remarks")
    area.press_sequentially(words[: len(words) // 2], delay=10)
    tablet.saved()
    area.press_sequentially(words[len(words) // 2 : len(words) * 2 // 3], delay=10)
    promised: str = tablet.page.evaluate("window.promised")
    tablet.kill()
    assert len(promised) >= len(words) // 2
    return promised


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.field
def test_errors_a_captive_portal_and_cut_photographs(field: Field) -> None:
    tablet, network = field.tablet, field.network
    network.turn("errors")
    field.form(0)
    for item in YES:
        tablet.choose(item, "no")
    tablet.photograph("photos", field.pictures[:3])
    tablet.saved()
    field.until("error", 2)
    network.turn("portal")
    field.until("portal", 2)
    # A portal's page is not the server's word: nothing counts as sent, and the tablet's page still opens.
    tablet.page.reload()
    expect(tablet.page.locator("main")).to_contain_text("chờ gửi")
    network.turn("cuts")
    field.until("cut", 2)
    network.turn("drops")
    tablet.send_everything()
    assert network.spoilt["lost before"] + network.spoilt["lost after"] >= 1
    check(field, {0: dict.fromkeys(YES, "no")}, {0: 3})


def check(field: Field, answers: dict[int, dict[str, str]], photos: dict[int, int]) -> None:
    """Exactly this on the server: each answer, each photograph, none twice, and no revision too many."""
    database = Database(field.settings.url)
    store = BlobStore(field.settings.files_dir)
    with database.read() as session:
        responses = {row.site_id: row for row in session.exec(select(Response))}
        assert responses.keys() == {field.device.sites[place] for place in answers}
        named: list[UUID] = []
        for place, expected in answers.items():
            found = dict(responses[field.device.sites[place]].answers)
            references = found.pop("photos")
            assert found == expected
            assert len(references) == photos[place]
            named += [UUID(reference["attachment"]) for reference in references]
        stored = {row.id: row for row in session.exec(select(Photo))}
        attached = {row.id: row for row in session.exec(select(Attachment))}
        assert set(named) == stored.keys() == attached.keys()
        assert {row.state for row in stored.values()} == {"stored"}
        for key, row in attached.items():
            assert hashlib.sha256(store.get(row.sha256)).hexdigest() == stored[key].sha256
        assert store.names() == {row.sha256 for row in stored.values()}
        records = session.exec(select(Record)).all()
        assert {row.outcome for row in records} == {"applied"}
        revisions = session.exec(select(ResponseRevision)).all()
        assert len(revisions) == len(records)
    database.close()
