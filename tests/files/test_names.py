"""Names of files: what they are cleaned of when they come, and when older ones go."""

import re
import unicodedata
from collections.abc import Callable
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from rasoat.accounts.actor import Actor
from rasoat.files import access
from rasoat.files.names import LONGEST, clean
from rasoat.files.operations import StoredFile, attach, keep
from rasoat.files.store import BlobStore
from rasoat.settings import Settings
from tests.files.hostile import PDF
from tests.web.browse import Client
from tests.web.conftest import app, client_for, settings  # noqa: F401 - fixtures of the pages
from tests.world import World

BAD = {
    "báo cáo\nquý 2.pdf": "báo cáo quý 2.pdf",
    "a\r\nX-Evil: 1.pdf": "a X-Evil: 1.pdf",
    "a\u2028b\x00c\x85d.pdf": "a b c d.pdf",
    "thong\u202efdp.exe": "thongfdp.exe",
    "\u200bcông\u200f văn\ufeff.pdf": "công văn.pdf",
    "Báo cáo 98/TB-SLĐTBXH.pdf": "Báo cáo 98-TB-SLĐTBXH.pdf",
    "..\\..\\etc/passwd": "-..-etc-passwd",
    "nửa \ud83d chữ.pdf": "nửa chữ.pdf",
    "Báo cáo.pdf": "Báo cáo.pdf",
    "..": "tệp",
    "": "tệp",
}


@pytest.mark.parametrize("name", BAD)
def test_a_name_is_one_line_that_reads_as_it_looks(name: str) -> None:
    assert clean(name) == BAD[name]


@given(st.text(st.characters(exclude_categories=[]), max_size=400))
def test_any_name_becomes_one_that_is_safe_and_stays(name: str) -> None:
    found = clean(name)
    assert found
    assert clean(found) == found
    assert not re.search(r"[/\\]", found)
    assert not {unicodedata.category(char) for char in found} & {"Cc", "Cf", "Cs", "Cn", "Zl", "Zp"}
    assert len(found.encode()) <= LONGEST


def test_a_long_name_keeps_its_ending() -> None:
    assert clean("ư" * 500 + ".docx") == "ư" * 117 + ".docx"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_file_that_was_stored_under_such_a_name_opens(
    world: World,
    client_for: Callable[[str], Client],  # noqa: F811
    settings: Settings,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(access._checks, "anybody", lambda *_: True)
    who: Actor = world.as_("officer")
    file: StoredFile = keep(BlobStore(settings.files_dir), "a.pdf", PDF, "application/pdf")
    row = world.do(lambda session: attach(session, file, "anybody", who.user_id, who))
    changed, browser = text("UPDATE attachment SET name = :name"), client_for("officer")
    # What a database can hold at all.
    for stored in {name.replace("\x00", "").encode(errors="ignore").decode() for name in BAD if name}:
        world.do(lambda session, stored=stored: session.connection().execute(changed, {"name": stored}))
        answer = browser.get(f"/files/{row.id}")
        assert (answer.status_code, answer.data) == (200, PDF)
        header = answer.headers["Content-Disposition"]
        shown = re.search(r"filename\*=UTF-8''(\S+)", header) or re.search(r'filename="?([^"]+)"?', header)
        assert shown, stored
        assert unquote(shown.group(1)) == clean(stored)
