"""What the file of the ranking may say; a province's own replaces the shipped one."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from rasoat import content
from rasoat.commands.workflows import workflows
from rasoat.procedures import source
from rasoat.procedures.ranking import Weights

SHIPPED = (content.root() / "workflows" / "ranking.yaml").read_text(encoding="utf-8")


def line_of(beginning: str) -> int:
    return next(at for at, line in enumerate(SHIPPED.splitlines(), 1) if line.startswith(beginning))


@pytest.mark.parametrize(
    ("right", "wrong", "at", "said"),
    [
        ("overdue: {each: 10,", "overdue: {each: -1,", "overdue:", "greater than or equal to 0"),
        ("overdue: {each: 10,", "overdue: {each: 10.123,", "overdue:", "no more than 2 decimal places"),
        ("overdue: {each: 10,", "overdue: {each: '10,5',", "overdue:", "valid decimal"),
        ("overdue: {each: 10,", "overdue: {each: yes,", "overdue:", "expected a number from 0 to 1000"),
        ("overdue: {each: 10,", "overdue: {each: .nan,", "overdue:", "finite number"),
        ("overdue: {each: 10,", "overdue: {each: 51,", "overdue:", "may not be more than “most”"),
        ("danger: {each: 25, most: 75}", "danger: {each: 25, most: 1001}", "danger:", "less than or equal to 1000"),
        ("never: 35", "never: 29", "since:", "may not be less than “most”"),
        ("after: 12,", "after: 1.5,", "since:", "valid integer"),
        ("after: 12,", "after: 601,", "since:", "less than or equal to 600"),
        ("unmet: {most: 20}", "unmet: {most: 20, each: 1}", "unmet:", "Extra inputs"),
        ("version: 1", "version: 0", "version:", "greater than or equal to 1"),
    ],
)
def test_what_is_wrong_is_named_with_file_and_line(right: str, wrong: str, at: str, said: str) -> None:
    assert right in SHIPPED
    with pytest.raises(content.ContentError, match=rf"ranking\.yaml:{line_of(at)}: .*{said}"):
        content.parse(SHIPPED.replace(right, wrong), Weights, "ranking.yaml")


def test_the_check_of_procedures_reads_the_file_of_a_province(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "workflows" / "ranking.yaml"
    own.parent.mkdir()
    own.write_text(SHIPPED.replace("version: 1", "version: 2").replace("each: 10,", "each: 7.5,"), encoding="utf-8")
    [read] = source.read_rankings(tmp_path)
    assert (read.value.version, str(read.value.overdue.each)) == (2, "7.5")
    monkeypatch.setenv("RASOAT_CONTENT_DIR", str(tmp_path))
    assert CliRunner().invoke(workflows, ["check"]).exit_code == 0
    own.write_text(SHIPPED.replace("each: 10,", "each: 99,"), encoding="utf-8")
    with pytest.raises(content.ContentError, match=r"ranking\.yaml:\d+: overdue: .*“each” is 99"):
        CliRunner().invoke(workflows, ["check"], catch_exceptions=False)


def test_one_version_stands_in_one_file(tmp_path: Path) -> None:
    more = tmp_path / "workflows" / "ranking_moi.yaml"
    more.parent.mkdir()
    more.write_text(SHIPPED, encoding="utf-8")
    with pytest.raises(content.ContentError, match="“ranking” version 1 is in two files"):
        source.read_rankings(tmp_path)
