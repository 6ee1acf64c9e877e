"""Steps of the story in which all findings are reviewed on one page, as the page's forms send them."""

from collections.abc import Callable
from typing import Any

import pytest
from pytest_bdd import parsers, step
from tests.visits.scene import Scene
from tests.web.browse import Client, words

from rasoat.findings import queries
from rasoat.findings.models import Finding

Browsers = Callable[[str], Client]
BY_SCRIPT = {"HX-Request": "true"}


def seen(scene: Scene) -> list[Finding]:
    """The findings as a page shows them now."""
    return scene.world.see(lambda s: queries.findings_of(s, scene.case.inspection_id))


def _ticks(opened: list[Finding], parts: str) -> list[str]:
    found = [[row for row in opened if part in row.text] for part in parts.split("; ")]
    return [f"{row.id}:{row.version}" for [row] in found]


def _send(scene: Scene, client_for: Browsers, **sent: Any) -> str:
    url = f"/findings/of/{scene.case.inspection_id}/review"
    return words(client_for("lead").post(url, sent, headers=BY_SCRIPT))


@pytest.fixture
def opened() -> list[Finding]:
    """What the page showed when it was opened."""
    return []


@step("trưởng đoàn đã mở trang xem lại")
def _open(scene: Scene, opened: list[Finding]) -> None:
    opened.extend(seen(scene))


@step(parsers.parse('trưởng đoàn đánh dấu "{parts}" rồi nhận'), target_fixture="said")
def _accept(scene: Scene, client_for: Browsers, parts: str) -> str:
    return _send(scene, client_for, do="accept", picked=_ticks(seen(scene), parts))


@step(parsers.parse('trưởng đoàn đánh dấu trên trang đã mở "{parts}" rồi bỏ với lý do "{why}"'), target_fixture="said")
def _reject(scene: Scene, client_for: Browsers, opened: list[Finding], parts: str, why: str) -> str:
    return _send(scene, client_for, do="reject", reason=why, picked=_ticks(opened, parts))


@step(parsers.parse('trưởng đoàn đánh dấu "{parts}" rồi gộp thành "{text}"'), target_fixture="said")
def _merge(scene: Scene, client_for: Browsers, parts: str, text: str) -> str:
    ticks = _ticks(seen(scene), parts)
    stays, version = ticks[0].split(":")
    sent = {"do": "merge", "version": version, "picked": ticks[1:], "text": text}
    return words(client_for("lead").post(f"/findings/{stays}/review", sent, headers=BY_SCRIPT))


@step(parsers.parse('trang cho biết "{part}"'))
def _says(said: str, part: str) -> None:
    assert part in said


@step(parsers.parse("trang cho biết đã xem {number:d} mục"))
def _so_far(scene: Scene, said: str, number: int) -> None:
    assert f"Đã xem {number}/{len(seen(scene))}" in said
