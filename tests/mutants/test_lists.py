"""What the mutants are made from agrees with the project: `make mutants` is run by hand, and must not find it outdated."""

import shutil
from pathlib import Path

import pytest

from tests.mutants import lists
from tests.mutants.worktree import replaced


def test_the_lists_agree_with_the_project() -> None:
    assert lists.faults() == []


def test_a_module_that_moved_a_rule_that_changed_and_a_new_file_of_rules_are_told(tmp_path: Path) -> None:
    shutil.copytree(lists.ROOT / "inspect/rasoat", tmp_path / "inspect/rasoat", ignore=shutil.ignore_patterns("static"))
    (tmp_path / "tests").symlink_to(lists.ROOT / "tests")
    assert lists.faults(tmp_path) == []
    one = lists.named()[0]
    changed = tmp_path / one.file
    changed.write_text(changed.read_text(encoding="utf-8").replace(one.old, "pass"), encoding="utf-8")
    (tmp_path / "inspect/rasoat/visits/merging.py").rename(tmp_path / "inspect/rasoat/visits/joining.py")
    (tmp_path / "inspect/rasoat/units/rules.py").touch()
    told = "\n".join(lists.faults(tmp_path))
    assert f"“{one.rule}”: its text stands 0 times" in told
    assert "there is no inspect/rasoat/visits/merging.py" in told
    assert "inspect/rasoat/units/rules.py holds rules" in told


def test_a_survivor_is_accepted_with_a_reason() -> None:
    assert all(len(one.why.split()) > 3 for one in lists.accepted())


def test_a_replaced_text_is_put_back_whatever_happens(tmp_path: Path) -> None:
    file = tmp_path / "rule.py"
    file.write_text("due < day\n", encoding="utf-8")
    with pytest.raises(ZeroDivisionError), replaced(file, "due <= day\n"):
        assert file.read_text(encoding="utf-8") == "due <= day\n"
        raise ZeroDivisionError
    assert file.read_text(encoding="utf-8") == "due < day\n"
