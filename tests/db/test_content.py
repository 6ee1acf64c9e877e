"""A wrong content file is named with its line and what was expected; an installation's own file wins."""

import re
from pathlib import Path

import pytest
from pydantic import BaseModel, ConfigDict, Field

from rasoat import content, publishing
from rasoat.db import Database


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


@pytest.mark.parametrize(
    "name",
    [
        "templates/documents/notices/result.yaml",
        "templates/documents/papers/results.yaml",
        "templates/document/papers/result.yaml",
        "workflows/plan.yml",
        "checklists/sub/ours.yaml",
    ],
)
def test_an_installations_file_that_nothing_reads_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(parents=True)
    (tmp_path / name).write_text("x: 1")
    with pytest.raises(content.ContentError, match=f"^{re.escape(name)}: nothing reads this file"):
        content.expect_read(tmp_path)


@pytest.mark.parametrize(
    "name",
    [
        "workflows/ours.yaml",
        "checklists/ours.yaml",
        "templates/documents/papers/result.yaml",
        "templates/documents/papers/checklists/ours.yaml",
        "templates/documents/paper.html.j2",
        "templates/pages/ours/part.html",
        "workflows/.plan.yaml.swp",
        "README.md",
    ],
)
def test_an_installations_file_that_is_read_or_lies_beside_is_left_alone(tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text("x: 1")
    content.expect_read(tmp_path)


def test_a_start_refuses_an_installations_file_that_nothing_reads(tmp_path: Path, database: Database) -> None:
    (tmp_path / "workflows").mkdir()
    (tmp_path / "workflows" / "plan.yml").write_text("x: 1")
    with pytest.raises(content.ContentError, match=r"plan\.yml"):
        publishing.publish(database, tmp_path)
