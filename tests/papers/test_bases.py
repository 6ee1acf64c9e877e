"""What the shipped files print as bases (căn cứ) is written as NĐ 30/2020, Phụ lục I asks: a law without its number."""

import re
from pathlib import Path

from rasoat import content, example

LAW_WITH_NUMBER = re.compile(r"(Luật|Pháp lệnh|Bộ luật) [^,;:\n]*?\bsố \d+/\d{4}/")


def test_the_pattern_knows_what_is_wrong() -> None:
    assert LAW_WITH_NUMBER.search("- Luật Trẻ em số 102/2016/QH13 ngày 05 tháng 4 năm 2016")
    assert not LAW_WITH_NUMBER.search("- Luật Trẻ em ngày 05 tháng 4 năm 2016")
    assert not LAW_WITH_NUMBER.search("- Nghị định số 56/2017/NĐ-CP quy định chi tiết một số điều của Luật Trẻ em")


def test_no_law_is_cited_with_its_number() -> None:
    (found,) = content.search_path("templates/documents/papers")
    files = sorted([*found.rglob("*.yaml"), *Path(example.__file__).parent.glob("*.yaml")])
    assert len(files) > 10
    assert [file.name for file in files if LAW_WITH_NUMBER.search(file.read_text(encoding="utf-8"))] == []
