"""A visit under way and two members with tablets. A test that plays on its day imports `_on_the_day`."""

import pytest
from flask import Flask

from tests.sync.member import Member
from tests.visits.samples import ChiLang, visiting
from tests.web.conftest import app, client_for, settings
from tests.world import World

__all__ = ["app", "client_for", "settings"]


@pytest.fixture
def case(world: World) -> ChiLang:
    return visiting(world)


@pytest.fixture
def lead(app: Flask, case: ChiLang) -> Member:
    return Member(app, case)


@pytest.fixture
def other(app: Flask, case: ChiLang) -> Member:
    return Member(app, case, "edu_member")
