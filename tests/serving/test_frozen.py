"""A web process does not search what it has loaded for garbage again and again."""

import gc
from types import SimpleNamespace

import pytest

from rasoat.commands import web
from rasoat.settings import Settings


def test_a_new_web_process_leaves_what_is_loaded_out_of_later_collections(monkeypatch: pytest.MonkeyPatch) -> None:
    application = SimpleNamespace(config={"MAX_CONTENT_LENGTH": 1})
    monkeypatch.setattr(web, "end_with", lambda parent: None)
    monkeypatch.setattr(web, "create_app", lambda: application)
    # Tests keep what they have loaded out of it as well.
    gc.unfreeze()
    web._application(0, Settings())
    assert gc.get_freeze_count() > 10_000
