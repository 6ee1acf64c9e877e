"""The users' guide and its pictures belong together."""

import re
from pathlib import Path

from PIL import Image

from tests.browser.tours import PICTURES

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs/vi"
LARGEST_BYTES = 150_000
ROLES = ("chuyen-vien", "truong-doan", "lanh-dao", "van-thu", "don-vi", "co-quan-phoi-hop", "quan-tri")


def _links(page: Path) -> set[str]:
    return set(re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8")))


def test_every_picture_is_taken_kept_and_shown() -> None:
    shown = {Path(link).stem for page in GUIDE.glob("*.md") for link in _links(page) if link.endswith(".png")}
    kept = {path.stem for path in (GUIDE / "images").glob("*.png")}
    assert shown == PICTURES
    assert kept == PICTURES


def test_pictures_are_small_and_of_known_sizes() -> None:
    for path in (GUIDE / "images").glob("*.png"):
        assert path.stat().st_size <= LARGEST_BYTES, path.name
        with Image.open(path) as picture:
            assert picture.size in ((800, 1280), (1366, 900), (360, 740)), path.name


def test_every_link_of_the_guide_leads_somewhere() -> None:
    for page in [*GUIDE.glob("*.md"), ROOT / "README.md"]:
        for link in _links(page):
            assert link.startswith("http") or (page.parent / link).exists(), f"{page.name}: {link}"


def test_every_role_has_its_page() -> None:
    assert {f"{role}.md" for role in ROLES} <= _links(GUIDE / "README.md")
