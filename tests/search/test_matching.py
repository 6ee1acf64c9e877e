"""What a search finds is what a plain definition says: every word asked is a word of the text, or begins one."""

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, col, select

from rasoat import text
from rasoat.accounts.models import User
from rasoat.db import Database, table_of
from rasoat.db.base import folded
from rasoat.db.bulk import Insert, new_row, write_rows
from rasoat.search import Through, matching
from rasoat.units.models import AdministrativeUnit, Agency
from tests.world import AGENCIES, PEOPLE, World

PLACES = [
    "xã",
    "hồ",
    "ao",
    "Đồng Mỏ",
    "Sóc",
    "98/TB-SLĐTBXH",
    "Hữu Lũng",
    "2024",
    "(cũ)",
    "áo",
    "soc_1",
    "Ｘã",
    "đập’s",
    "м²",
]
NAMES = st.lists(
    st.lists(st.sampled_from(PLACES), min_size=1, max_size=4).map(" ".join) | st.text(max_size=20), max_size=8
)
ASKED = st.one_of(
    st.lists(st.sampled_from([*PLACES, "x", "h", "a", "9", "tb-s", "oc", "sldt", "d", "m", "z"]), max_size=3).map(
        " ".join
    ),
    st.text(max_size=6),
)


class Undone(Exception):
    """Takes back what a test wrote."""


@contextmanager
def taken_back() -> Iterator[None]:
    with pytest.raises(Undone):
        yield


def plain(value: str) -> list[str]:
    """The words of a text, by other means than the program's."""
    bare = unicodedata.normalize("NFD", value.replace("\u200b", "").casefold().replace("đ", "d"))
    return re.findall(r"[^\W_]+", "".join(char for char in bare if not unicodedata.combining(char)))


def is_found(value: str, asked: str) -> bool:
    return all(any(word.startswith(one) for word in plain(value)) for one in plain(asked))


def add_units(session: Session, names: list[str]) -> None:
    """Written past the unit of work, as bulk writers do."""
    rows = [
        new_row(AdministrativeUnit, code=f"§{number}", name=name, level="commune", valid_from=date(2020, 1, 1),
                **folded([name]))
        for number, name in enumerate(names)
    ]  # fmt: skip
    write_rows(session, Insert(AdministrativeUnit, rows))


@settings(derandomize=True, max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=NAMES, questions=st.lists(ASKED, min_size=1, max_size=5))
@pytest.mark.usefixtures("way")
def test_what_is_found_is_what_a_plain_definition_says(
    database: Database, names: list[str], questions: list[str]
) -> None:
    names = [name for name in names if "\0" not in name]

    def ask(session: Session) -> None:
        session.connection().execute(table_of(AdministrativeUnit).delete())
        add_units(session, names)
        for asked in questions:
            query = select(AdministrativeUnit.code).where(matching(session, AdministrativeUnit, asked))
            wanted = {f"§{number}" for number, name in enumerate(names) if is_found(text_of(name), text_of(asked))}
            assert set(session.exec(query)) == wanted, (asked, names)
        raise Undone

    with taken_back():
        database.write(ask)


def text_of(value: str) -> str:
    """Characters that nobody sees are taken out of everything: their own tests say which."""
    return text.clean(value)


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize(
    "asked",
    ["hoang", "so giao duc", "chuyen vien van hoa", "thu", "u", "sgddt ngo", "zz", "", "thi so giao duc dao tao v t"],
)
def test_words_may_be_in_another_row_that_the_row_names(world: World, asked: str) -> None:
    through = Through(Agency, col(User.agency_id))

    def ask(session: Session) -> set[str]:
        query = select(User.username).join(Agency, col(Agency.id) == col(User.agency_id))
        return set(session.exec(query.where(matching(session, User, asked, through))))

    said = {
        username: f"{username} {name} {title} {' '.join(AGENCIES[agency][2:5])}"
        for username, (name, agency, _, title) in PEOPLE.items()
    }
    assert {one for one in world.see(ask) if one in said} == {
        one for one, words in said.items() if is_found(words, asked)
    }
