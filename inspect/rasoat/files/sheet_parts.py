"""Which sheets of a workbook are shown, and which of their columns are hidden: openpyxl does not tell it while it only
reads. Used in the confined program alone.
"""

import posixpath
import zipfile
from dataclasses import dataclass
from xml.etree import ElementTree

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_MOST_COLUMN = 16_384


@dataclass(frozen=True, slots=True)
class Part:
    """One sheet: its name, where it is in the archive, whether Excel shows it."""

    name: str
    path: str
    shown: bool


def sheets(archive: zipfile.ZipFile) -> list[Part]:
    """The sheets with cells, in their order."""
    targets = {}
    with archive.open("xl/_rels/workbook.xml.rels") as file:
        for _, element in ElementTree.iterparse(file, events=("start",)):  # noqa: S314 - a confined program, with limits
            if element.get("Type", "").endswith("/worksheet"):
                targets[element.get("Id", "")] = element.get("Target", "")
    found = []
    with archive.open("xl/workbook.xml") as file:
        for _, element in ElementTree.iterparse(file, events=("start",)):  # noqa: S314 - a confined program, with limits
            target = targets.get(element.get(_RELATION, ""))
            if element.tag.endswith("}sheet") and target:
                path = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
                found.append(Part(element.get("name", ""), path, element.get("state", "visible") == "visible"))
    return found


def hidden_columns(archive: zipfile.ZipFile, path: str) -> set[int]:
    """The hidden columns of a sheet, counted from 0."""
    found: set[int] = set()
    with archive.open(path) as file:
        for _, element in ElementTree.iterparse(file, events=("start",)):  # noqa: S314 - a confined program, with limits
            if element.tag.endswith("}sheetData"):
                break
            if element.tag.endswith("}col") and element.get("hidden") in ("1", "true"):
                first, last = int(element.get("min", 1)), int(element.get("max", 1))
                found.update(range(first - 1, min(last, _MOST_COLUMN)))
    return found
