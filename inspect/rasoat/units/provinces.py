"""The files of units that come with the program (units/provinces/*.yaml): a province before and since 1/7/2025."""

from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

from rasoat import content
from rasoat.settings import content_dir

ProvinceCode = Annotated[str, StringConstraints(pattern=r"^\d\d$")]
DistrictCode = Annotated[str, StringConstraints(pattern=r"^\d{3}$")]
CommuneCode = Annotated[str, StringConstraints(pattern=r"^\d{5}$")]
Code = Annotated[str, StringConstraints(pattern=r"^\d{2,5}$")]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str


class District(_Part):
    """A district until 30/6/2025 with its communes, code to name."""

    code: DistrictCode
    communes: dict[CommuneCode, str]


class Before(_Part):
    """A province until 30/6/2025; several of them became one."""

    code: ProvinceCode
    districts: tuple[District, ...]


class Earlier(_Part):
    """A commune that ended before 30/6/2025, with the codes of those into which it went."""

    code: CommuneCode
    district: DistrictCode
    until: date
    whole: tuple[CommuneCode, ...] = ()
    partly: tuple[CommuneCode, ...] = ()


class Commune(_Part):
    """A commune since 1/7/2025, with the codes of those that went into it; an island district may be among them."""

    whole: tuple[Code, ...] = ()
    partly: tuple[Code, ...] = ()


class Province(_Part):
    """One file. `checked`: somebody compared it with the act; the others are as they were extracted."""

    code: ProvinceCode
    checked: bool
    act: str
    since: date | None = None
    since_act: str = ""
    before: tuple[Before, ...]
    earlier: tuple[Earlier, ...] = ()
    begun: dict[CommuneCode, date] = {}
    after: dict[CommuneCode, Commune]


def offered() -> dict[str, str]:
    """Codes and names of the provinces there are files of. Only the beginning of each file is read."""
    return {path.stem: _name(path) for path in _files()}


def read(code: str) -> Province:
    """The province's file. Raises content.ContentError when there is none or it is wrong."""
    found = next((path for path in _files() if path.stem == code), None)
    if found is None:
        raise content.ContentError(f"units/provinces/{code}.yaml: there is no such file")
    return content.load(found, Province)


def _files() -> list[Path]:
    return content.files("units", "provinces/*.yaml", content_dir())


def _name(path: Path) -> str:
    with path.open(encoding="utf-8") as lines:
        return next(line.removeprefix("name:").strip() for line in lines if line.startswith("name:"))
