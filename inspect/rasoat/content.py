"""The content folders (workflows/, checklists/, templates/, units/): where they are, and how one of their files is read.

A wheel has them in `rasoat/_content`; a checkout has them at its top. An installation may have a folder whose files
replace theirs, file by file (`RASOAT_CONTENT_DIR`). Errors name the file, the line and what was expected.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from rasoat import text
from rasoat.problems import PlainError

Model = TypeVar("Model", bound=BaseModel)
Location = tuple[Hashable, ...]

_Loader: type[yaml.SafeLoader | yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml's, five times faster, where PyYAML was built with it."""
_TEXT = "tag:yaml.org,2002:str"


FOLDERS = ("workflows", "checklists", "templates", "units")


class ContentError(PlainError):
    """A content file that cannot be used. The message says the file, the line, what is wrong and what is expected."""


def root() -> Path:
    """The folder in which workflows/, checklists/, templates/ and units/ are."""
    packaged = Path(__file__).parent / "_content"
    return packaged if packaged.is_dir() else Path(__file__).parents[2]


def files(folder: str, pattern: str, overlay: Path | None = None) -> list[Path]:
    """The files of one content folder, sorted by name; a file of the overlay replaces the one with the same relative
    name.
    """
    found: dict[str, Path] = {}
    for base in [root(), overlay]:
        if base is None:
            continue
        for path in (base / folder).glob(pattern):
            found[str(path.relative_to(base / folder))] = path
    return [found[name] for name in sorted(found)]


ANY_NAME = (
    "workflows/*.yaml",
    "checklists/*.yaml",
    "templates/documents/papers/checklists/*.yaml",
    "templates/pages/**/*",
)
"""Where an overlay may add files of its own; elsewhere a file only replaces one of the same name."""


def expect_read(overlay: Path) -> None:
    """Raise ContentError for the first file of `overlay` that nothing reads: a sentence that was changed there would
    silently not be used. Hidden files and files beside the content folders are the province's own affair.
    """
    used = {path for pattern in ANY_NAME for path in overlay.glob(pattern)}
    for path in sorted(file for folder in FOLDERS for file in (overlay / folder).rglob("*") if file.is_file()):
        name = path.relative_to(overlay)
        if path not in used and not path.name.startswith(".") and not (root() / name).is_file():
            raise ContentError(
                f"{name}: nothing reads this file; expected: the name of a file of the program, or one of {', '.join(ANY_NAME)}"
            )


def search_path(folder: str, overlay: Path | None = None) -> list[Path]:
    """Folders to look in for a template, the overlay first."""
    bases = [overlay, root()] if overlay else [root()]
    return [base / folder for base in bases]


@dataclass(frozen=True, slots=True)
class Read(Generic[Model]):
    """What was read from one file: its value, the file's name, and on which line each part of it stands."""

    value: Model
    name: str
    lines: Mapping[Location, int]

    def line(self, at: Location) -> int:
        """The line of a part, or of the nearest thing around it that stands in the file."""
        return next((self.lines[at[:n]] for n in range(len(at), -1, -1) if at[:n] in self.lines), 1)


def load(path: Path, model: type[Model]) -> Model:
    """Read one YAML file into `model`. Raises ContentError with file and line."""
    return read(path, model).value


def read(path: Path, model: type[Model]) -> Read[Model]:
    """The same as `load`, with the lines."""
    return _read(path.read_text(encoding="utf-8"), model, path.name)


def parse(source: str, model: type[Model], name: str) -> Model:
    """Read YAML text into `model`; `name` is what errors call it. Raises ContentError."""
    return _read(source, model, name).value


def _read(source: str, model: type[Model], name: str) -> Read[Model]:
    try:
        node = yaml.compose(text.nfc(source), Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise ContentError(f"{name}:{mark.line + 1 if mark else 1}: not YAML: {error}") from error
    if node is None:
        raise ContentError(f"{name}:1: the file is empty")
    lines: dict[Location, int] = {}
    data = _plain(node, (), lines, name)
    try:
        return Read(model.model_validate(data), name, lines)
    except ValidationError as error:
        raise ContentError(_explain(error, lines, name)) from error


def _plain(node: yaml.Node, at: Location, lines: dict[Location, int], name: str) -> Any:
    """The value of the node. It notes each location's line, and refuses a repeated key, which YAML would silently
    drop.
    """
    lines[at] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        result: dict[Any, Any] = {}
        for key_node, value_node in node.value:
            key = _scalar(key_node, name)
            if key in result:
                raise ContentError(f"{name}:{key_node.start_mark.line + 1}: “{key}” stands twice in the same mapping")
            result[key] = _plain(value_node, (*at, key), lines, name)
        return result
    if isinstance(node, yaml.SequenceNode):
        return [_plain(child, (*at, index), lines, name) for index, child in enumerate(node.value)]
    return _scalar(node, name)


def _scalar(node: yaml.Node, name: str) -> Any:
    # Most are text.
    if node.tag == _TEXT and isinstance(node, yaml.ScalarNode):
        return node.value
    loader = yaml.SafeLoader("")
    try:
        return loader.construct_object(node, deep=True)
    except (ValueError, yaml.YAMLError) as error:
        # For a date that does not exist (2024-02-30) this raises ValueError.
        raise ContentError(f"{name}:{node.start_mark.line + 1}: not a value: {error}") from error
    finally:
        loader.dispose()


def _explain(error: ValidationError, lines: dict[Location, int], name: str) -> str:
    problems = []
    for item in error.errors(include_url=False):
        loc = item["loc"]
        at = next((loc[:n] for n in range(len(loc), -1, -1) if loc[:n] in lines), ())
        where = ".".join(str(part) for part in loc) or "the file"
        problems.append(f"{name}:{lines.get(at, 1)}: {where}: {item['msg']}")
    return "\n".join(problems)
