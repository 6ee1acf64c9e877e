"""Every page that shows a list offers it to be taken out, or without.yaml says why not."""

import re
from pathlib import Path

import pytest
import yaml
from jinja2 import Environment, meta

from rasoat import content
from rasoat.exporting.registry import listings

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
PAGES = content.root() / "templates" / "pages"
WITHOUT = yaml.safe_load(Path(__file__).with_name("without.yaml").read_text(encoding="utf-8"))
LIST = re.compile(r"<table|class=\"work-list|ui\.pagination\(|ui\.work_list\(|class=\"findings")
"""What a list looks like in a template."""
OFFER = re.compile(r"ui\.download\((?:\"(\w+)\"|([^,)]+))(?: if \w+ else \"(\w+)\")?")
_OTHERS = Environment(autoescape=True)


def texts():
    return {str(path.relative_to(PAGES)): path.read_text(encoding="utf-8") for path in sorted(PAGES.rglob("*.html"))}


def shows(name, known):
    """Whether a template, or what it takes from others of its kind, has a list."""
    source = known[name]
    taken = meta.find_referenced_templates(_OTHERS.parse(source))
    parts = [one for one in taken if one in known and one.startswith(name.partition("/")[0] + "/")]
    return bool(LIST.search(source)) or any(LIST.search(known[one]) for one in parts)


def lists():
    known = texts()
    pages = [name for name, source in known.items() if "{% extends" in source]
    return {name: known[name] for name in pages if shows(name, known)}


def test_every_list_can_be_taken_out_or_there_is_a_reason(app):
    found = lists()
    offered = {name for name, source in found.items() if "ui.download(" in source}
    assert sorted(set(found) - offered - set(WITHOUT)) == [], "offer it (ui.download) or say in without.yaml why not"
    assert sorted(set(WITHOUT) - set(found)) == [], "without.yaml names what is no list any more"
    assert sorted(offered & set(WITHOUT)) == [], "it is offered after all"
    assert all(len(reason) > 20 for reason in WITHOUT.values())


def test_every_registered_list_is_offered_by_some_page(app):
    sources = "".join(texts().values())
    offered = set(re.findall(r"ui\.download\(\"(\w+)\"", sources)) | {"followup_table"}
    by_kind = {"units", "agencies", "accounts"}
    assert sorted(set(listings()) - offered - by_kind) == []
    assert sorted(offered - set(listings())) == [], "a page offers what nobody registered"


def test_every_list_has_a_page_of_its_own(app):
    """Who may take a list out is asked of its page."""
    for listing in listings().values():
        assert getattr(app.view_functions[listing.page], "rasoat_allow", None), listing.name
        assert len(set(listing.columns())) == len(listing.columns()), listing.name
        assert len(listing.title) <= 60, listing.name
