"""Settings that an administrator chooses in the pages. They stand in a file of the data folder, readable by this
installation's programs only, and in no database and no backup. Where the environment gives the first setting of a group, the
whole group is the environment's.
"""

import json
import os
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from pydantic import SecretStr, ValidationError

from rasoat.problems import Problem
from rasoat.settings import Settings

MAIL = ("smtp_host", "smtp_port", "smtp_user", "smtp_password", "smtp_starttls", "mail_from")
BACKUP = ("backup_dir",)
FILE = "settings.json"


def applied(settings: Settings) -> Settings:
    """The settings with what was chosen in the pages, as the file says now.

    Raises Problem `settings.unreadable` when the file is not what this module wrote.
    """
    file = settings.data_dir / FILE
    chosen = {name: value for name, value in _read(file).items() if name in may_be_chosen(settings)}
    if not chosen:
        return settings
    try:
        # What the environment gave is among the fields that are set.
        return Settings(**(settings.model_dump(exclude_unset=True) | chosen))
    except ValidationError as error:
        raise Problem("settings.unreadable", path=file) from error


def may_be_chosen(settings: Settings) -> tuple[str, ...]:
    """The settings that the pages may choose: those of a group whose first is not given by the environment."""
    return tuple(name for group in (MAIL, BACKUP) if group[0] not in settings.model_fields_set for name in group)


def choose(settings: Settings, values: dict[str, Any]) -> None:
    """Store these settings beside those that were chosen before. None takes one back.

    The file is replaced as a whole: whoever reads it meanwhile finds the settings of before. Raises OSError when the
    disk takes nothing.
    """
    file = settings.data_dir / FILE
    kept = {name: value for name, value in (_read(file) | values).items() if value is not None}
    # Only its owner can read a file that is made so.
    with NamedTemporaryFile("w", encoding="utf-8", dir=file.parent, prefix=f".{FILE}.", delete=False) as new:
        json.dump(kept, new, ensure_ascii=False, indent=1, default=_plain)
        new.flush()
        os.fsync(new.fileno())
    Path(new.name).replace(file)


def _plain(value: Any) -> str:
    return value.get_secret_value() if isinstance(value, SecretStr) else str(value)


def _read(file: Path) -> dict[str, Any]:
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except ValueError as error:
        raise Problem("settings.unreadable", path=file) from error
    if not isinstance(found, dict):
        raise Problem("settings.unreadable", path=file)
    return found
