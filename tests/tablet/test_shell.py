"""The tablet's shell: the same for everybody, asks nothing of the database, small, and kept whole by its service worker."""

import base64
import gzip
import hashlib
import json
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image

from rasoat.app import create_app
from rasoat.settings import Settings

ROOT = Path(__file__).parents[2]
DIST = ROOT / "inspect/rasoat/web/static/dist"
SOURCES = ROOT / "inspect/browser/tablet"
SCRIPT_LIMIT, STYLE_LIMIT = 73_000, 15_000
"""Bytes, compressed: what a weak network has to carry."""
PAGES = ["/tablet/", "/tablet/sw.js", "/tablet/manifest.webmanifest"]


def built(name: str) -> bytes:
    manifest = json.loads((DIST / "manifest.json").read_text(encoding="utf-8"))
    return (DIST / manifest[name]).read_bytes()


def shell() -> dict[str, list[str]]:
    told: dict[str, list[str]] = json.loads((DIST / "tablet.json").read_text(encoding="utf-8"))
    return told


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """Over a folder in which no database was ever made."""
    made = create_app(Settings(data_dir=tmp_path_factory.mktemp("empty"), database_url="", secure_cookies=False))
    yield made
    made.extensions["rasoat_database"].close()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.mark.parametrize("path", PAGES)
def test_the_shell_opens_for_everybody_without_the_database(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-cache"
    assert "'unsafe" not in answer.headers["Content-Security-Policy"]
    client.set_cookie("rasoat", "somebody")
    assert client.get(path).data == answer.data


def test_the_page_names_the_build_it_belongs_to(client):
    page = client.get("/tablet/")
    for path in PAGES:
        assert client.get(path).headers["Rasoat-Shell"] == shell()["build"], path
    assert f'<meta name="rasoat-build" content="{shell()["build"]}">' in page.text
    assert not re.search(r"<script[^>]*>[^<]|<style|\sstyle=|\son\w+=", page.text)


def test_the_api_tells_the_same_build(app):
    assert app.extensions["rasoat_build"] == shell()["build"]


def test_all_that_the_shell_asks_for_is_kept(client):
    page, manifest = client.get("/tablet/").text, client.get("/tablet/manifest.webmanifest").json
    asked = set(re.findall(r'"(/static/[^"#]+)"', page)) | {icon["src"] for icon in manifest["icons"]}
    assert len(asked) == 7
    assert asked == set(shell()["files"])


def test_the_service_worker_keeps_exactly_the_files_of_the_shell_unchanged(client):
    worker = client.get("/tablet/sw.js")
    assert worker.mimetype == "text/javascript"
    kept = dict(re.findall(r'url:"([^"]+)",integrity:"sha256-([^"]+)"', worker.text))
    assert sorted(kept) == sorted(shell()["files"])
    assert f'"{shell()["build"]}"' in worker.text
    for url, digest in kept.items():
        content = (DIST / url.removeprefix("/static/")).read_bytes()
        assert base64.b64encode(hashlib.sha256(content).digest()).decode() == digest, url
        with client.get(url) as answer:
            assert answer.data == content


def test_it_is_installable(client):
    answer = client.get("/tablet/manifest.webmanifest")
    assert answer.mimetype == "application/manifest+json"
    about = answer.json
    wanted = {"name": "Rà Soát", "lang": "vi", "display": "standalone", "start_url": "/tablet/", "scope": "/tablet/"}
    assert {key: about[key] for key in wanted} == wanted
    assert {(icon["sizes"], icon["purpose"]) for icon in about["icons"]} == {
        ("192x192", "any"),
        ("512x512", "any"),
        ("512x512", "maskable"),
    }
    for icon in about["icons"]:
        with client.get(icon["src"]) as sent:
            picture = Image.open(BytesIO(sent.data))
        assert f"{picture.width}x{picture.height}" == icon["sizes"]
        # What the system crops must be filled to the edge; the others may end in round corners.
        corner = picture.convert("RGBA").getpixel((0, 0))
        assert isinstance(corner, tuple)
        assert (corner[3] == 255) == (icon["purpose"] == "maskable")


def test_script_and_style_stay_small():
    script = sum(len(gzip.compress(built(name))) for name in ("tablet.js", "sw.js"))
    assert script < SCRIPT_LIMIT, f"{script} bytes of script, compressed"
    style = len(gzip.compress(built("tablet.css")))
    assert style < STYLE_LIMIT, f"{style} bytes of style, compressed"


def test_a_change_of_any_source_is_a_reason_to_build_again():
    known = set(json.loads((DIST / "sources.json").read_text(encoding="utf-8")))
    wanted = {path for path in SOURCES.rglob("*") if path.suffix in (".js", ".css", ".json", ".png")}
    assert {str(path.relative_to(ROOT)) for path in wanted} <= known
    assert {"templates/pages/tablet/shell.html", "inspect/rasoat/web/tablet.py"} <= known


def test_every_icon_of_the_screens_is_on_their_sheet_and_none_is_idle():
    drawn = set(re.findall(r'<symbol id="([^"]+)"', built("tablet-icons.svg").decode()))
    words = {word for path in SOURCES.rglob("*.js") for word in re.findall(r'"([a-z0-9-]+)"', path.read_text("utf-8"))}
    asked = {
        name
        for path in SOURCES.rglob("*.js")
        for name in re.findall(r'(?:\bicon\(|sign: |\bempty\()"([a-z0-9-]+)"', path.read_text("utf-8"))
    }
    assert asked
    assert asked <= drawn
    assert drawn <= words
