"""A province's own files of sentences: one that was written before a sentence was added goes on."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import BaseModel

from rasoat import content
from rasoat.papers import wording
from rasoat.papers.kinds.province_report import ProvinceReportWording
from rasoat.papers.wording import ResultWording


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    """Lay a shipped file over itself from before one of its lines."""
    monkeypatch.setenv("RASOAT_CONTENT_DIR", str(tmp_path))

    def write(name: str, text: str) -> None:
        path = tmp_path / wording.FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    return write


def without(name: str, *keys: str) -> str:
    """The shipped file without these keys and what stands in them."""
    kept, left_out = [], False
    for line in (content.root() / wording.FOLDER / name).read_text(encoding="utf-8").splitlines():
        if not line.startswith(" "):
            left_out = line.partition(":")[0] in keys
        kept += [] if left_out else [line]
    return "\n".join(kept)


@pytest.mark.parametrize(
    ("name", "model", "keys"),
    [
        ("result.yaml", ResultWording, ("priority",)),
        ("province_report.yaml", ProvinceReportWording, ("counted", "proposals", "request_proposals")),
    ],
)
def test_a_file_of_before_says_what_the_shipped_one_says(
    own: Callable[[str, str], None], name: str, model: type[BaseModel], keys: tuple[str, ...]
) -> None:
    shipped = wording.load(name, model)
    own(name, without(name, *keys).replace("Kết quả", "Tình hình", 1))
    found = wording.load(name, model)
    assert [getattr(found, key) for key in keys] == [getattr(shipped, key) for key in keys]
    own(name, without(name, "subject"))
    with pytest.raises(content.ContentError, match="subject: Field required"):
        wording.load(name, model)
