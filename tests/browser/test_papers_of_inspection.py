"""The papers of an inspection: what its page offers, and three of them, on a phone, a tablet and at the desk."""

from collections.abc import Callable

import pytest
from sqlmodel import col, select

from rasoat.db import Database
from rasoat.inspections.models import Inspection
from rasoat.papers.models import PaperCase
from tests.browser.person import Person
from tests.browser.server import Site
from tests.browser.test_replacing import sound

pytestmark = [pytest.mark.browser, pytest.mark.slow]
People = Callable[..., Person]


def test_an_inspection_offers_its_papers(told_site: Site, people: People) -> None:
    database = Database(f"sqlite:///{told_site.data_dir / 'rasoat.sqlite3'}")
    with database.read() as session:
        known = {row.unit_name: row.id for row in session.exec(select(Inspection))}
        shown = col(PaperCase.kind).in_(["decision", "minutes", "urgent"])
        papers = {row.kind: row.id for row in session.exec(select(PaperCase).where(shown).order_by(col(PaperCase.id)))}
    database.close()
    chi_lang = next(key for name, key in known.items() if "Chi Lăng" in name)
    huu_lung = next(key for name, key in known.items() if "Hữu Lũng" in name)
    officer = people(told_site, "chuyenvien").open(f"/papers/of/{chi_lang}")
    sound(officer, "told")
    officer.open(f"/papers/of/{huu_lung}")
    sound(officer, "offered")
    for kind, name in papers.items():
        officer.open(f"/papers/{name}")
        sound(officer, kind)
