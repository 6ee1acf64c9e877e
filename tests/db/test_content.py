"""A wrong content file is named with its line and what was expected; an installation's own file wins."""

from pathlib import Path

import pytest
from pydantic import BaseModel, ConfigDict, Field

from rasoat import content


class Sample(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str
    count: int = Field(default=0, ge=0)
    parts: list[dict[str, int]] = Field(default_factory=list)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("name: x\ncount: many\n", "sample.yaml:2: count: Input should be a valid integer"),
        ("name: x\n\n\ncount: -1\n", "sample.yaml:4: count: Input should be greater than or equal to 0"),
        ("name: x\ncolour: red\n", "sample.yaml:2: colour: Extra inputs are not permitted"),
        ("count: 1\n", "sample.yaml:1: name: Field required"),
        ("name: x\nparts:\n  - a: 1\n  - a: two\n", "sample.yaml:4: parts.1.a: Input should be a valid integer"),
        ("name: x\nname: y\n", "sample.yaml:2: “name” stands twice in the same mapping"),
        ("name: x\nparts: [\n", "not YAML"),
        ("name: 2024-02-30\n", "sample.yaml:1: not a value: day is out of range"),
        ("", "sample.yaml:1: the file is empty"),
        ("- a\n", "sample.yaml:1: the file: Input should be a valid dictionary"),
        ("name: yes\n", "sample.yaml:1: name: Input should be a valid string"),
        ("name: !!python/object/apply:os.getcwd []\n", "sample.yaml:1: "),
    ],
)
def test_a_wrong_file_is_named_with_its_line(source: str, said: str) -> None:
    with pytest.raises(content.ContentError) as caught:
        content.parse(source, Sample, "sample.yaml")
    assert said in str(caught.value)


def test_every_fault_is_told() -> None:
    with pytest.raises(content.ContentError) as caught:
        content.parse("count: x\nmore: 1\n", Sample, "s.yaml")
    assert len(str(caught.value).splitlines()) == 3


def test_text_comes_in_one_normal_form() -> None:
    assert content.parse("name: Đo\u0302\u0300ng", Sample, "s.yaml").name == "Đồng"


def test_an_installations_file_wins_by_name(tmp_path: Path) -> None:
    own = tmp_path / "workflows"
    own.mkdir()
    (own / "plan.yaml").write_text("x")
    (own / "ours.yaml").write_text("x")
    found = {path.name: path for path in content.files("workflows", "*.yaml", tmp_path)}
    assert found["plan.yaml"] == own / "plan.yaml"
    assert found["ours.yaml"] == own / "ours.yaml"
    assert found["visit.yaml"].is_relative_to(content.root())
    assert content.search_path("templates", tmp_path) == [tmp_path / "templates", content.root() / "templates"]
