"""The pages' script and style: built at installation, complete, small, and nothing else is loaded or run."""

import hashlib
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DIST = ROOT / "inspect/rasoat/web/static/dist"
PAGES = sorted((ROOT / "templates/pages").rglob("*.html"))
BROWSER = ROOT / "inspect/browser"
LOGICAL = {"checklist-preview.js", "main.js", "main.css", "icons.svg", "brand.svg"}
TABLET = {"tablet.js", "tablet.css", "tablet-icons.svg", "sw.js"}
PICTURES = {"icon-192.png", "icon-512.png", "icon-maskable-512.png"}


def manifest() -> dict[str, str]:
    names: dict[str, str] = json.loads((DIST / "manifest.json").read_text(encoding="utf-8"))
    return names


def test_the_installation_built_every_file_the_manifest_names():
    assert set(manifest()) == LOGICAL | TABLET | PICTURES
    for logical, name in manifest().items():
        content = (DIST / name).read_bytes()
        assert content, f"{name} is empty"
        stem, suffix = logical.rsplit(".", 1)
        assert name == f"{stem}-{hashlib.sha256(content).hexdigest()[:10]}.{suffix}"


def test_no_built_file_is_left_over():
    named = {*manifest().values(), "manifest.json", "sources.json", "tablet.json"}
    assert {path.name for path in DIST.iterdir()} == named


def test_script_and_style_stay_small():
    assert (DIST / manifest()["main.js"]).stat().st_size < 200_000
    assert (DIST / manifest()["main.css"]).stat().st_size < 400_000


def test_the_lock_file_names_no_place_to_download_from():
    lock = (ROOT / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in lock
    assert "registry" not in lock
    assert ".tgz" not in lock
    packages = json.loads(lock)["packages"]
    assert all("integrity" in entry for path, entry in packages.items() if path)


def test_packages_are_pinned_to_one_version():
    package = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    assert package["devDependencies"]
    for name, version in package["devDependencies"].items():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version), f"{name} is not pinned: {version}"


FORBIDDEN = {
    "an address of another site": re.compile(r"""(?:src|href|action)\s*=\s*["']?(?:https?:)?//""", re.I),
    "an inline style": re.compile(r"\sstyle\s*=|<style\b", re.I),
    "an inline event handler": re.compile(r"""[\s"'](?:hx-)?on(?::[\w:-]+|[a-z]+)\s*=\s*["']""", re.I),
    "a script with content": re.compile(r"<script\b[^>]*>\s*[^<\s]", re.I),
    "a javascript address": re.compile(r"javascript:", re.I),
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_pages_hold_nothing_the_security_policy_refuses(what):
    found = {
        str(page.relative_to(ROOT)): held.group()
        for page in PAGES
        if (held := FORBIDDEN[what].search(page.read_text(encoding="utf-8")))
    }
    assert PAGES
    assert not found, f"pages that hold {what}"


@pytest.mark.parametrize(
    ("what", "sample"),
    [
        ("an address of another site", '<script src="https://cdn.example/x.js"></script>'),
        ("an address of another site", '<img src="//cdn.example/x.png">'),
        ("an inline style", '<p style="color: red">'),
        ("an inline style", "<style>p {}</style>"),
        ("an inline event handler", '<a onclick="go()">'),
        ("an inline event handler", '<a hx-on:click="go()">'),
        ("a script with content", '<script type="module">go()</script>'),
        ("a javascript address", '<a href="javascript:go()">'),
    ],
)
def test_the_search_finds_what_it_looks_for(what, sample):
    assert FORBIDDEN[what].search(sample)


def test_every_icon_a_page_names_is_on_the_sheet():
    sheet = (DIST / manifest()["icons.svg"]).read_text(encoding="utf-8")
    drawn = set(re.findall(r'<symbol id="([^"]+)"', sheet))
    assert drawn == set(json.loads((BROWSER / "icons.json").read_text(encoding="utf-8")))
    used = {
        (page.name, name)
        for page in PAGES
        for name in re.findall(r"""\bicon["']?\s*[(:=]\s*["']([\w-]+)["']""", page.read_text(encoding="utf-8"))
    }
    assert used, "no page uses an icon: the search is broken"
    assert not {(page, name) for page, name in used if name not in drawn}
