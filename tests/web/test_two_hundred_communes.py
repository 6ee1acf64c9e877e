"""A synthetic province of 200 communes and 400 accounts is set up through the pages as far as an approved plan; only codes are given behind them."""

import io
import re
from collections import Counter

import pytest
import yaml
from sqlmodel import col, func, select

from rasoat import clock
from rasoat.accounts import activation
from rasoat.accounts.models import User
from rasoat.inspections.models import Inspection, TeamMember
from rasoat.papers.models import PaperCase
from rasoat.plans.models import Plan
from rasoat.units.models import Agency
from tests import morning
from tests.web.browse import Client, inputs, words
from tests.web.conftest import settings
from tests.web.first_day import LEAD, PASSWORD, administrator, empty, path, see

__all__ = ["empty", "settings"]
COMMUNES = 200
ACCOUNTS = 400
PAGES = 45
TEAMS = 4
PLANNING_PAGES = 15


class Counted(Client):
    """A browser whose pages are counted; what an answer leads to belongs to it."""

    loaded = 0

    def get(self, path, **options):
        Counted.loaded += 1
        return super().get(path, **options)

    def post(self, path, data=None, **options):
        Counted.loaded += 1
        answer = super().post(path, data, **options)
        return self.flask.get(answer.location, buffered=True) if answer.status_code == 303 else answer


@pytest.fixture
def synthetic(tmp_path, monkeypatch):
    """A province that no file of the program has."""
    communes = {
        f"99{number:03}": f"{'Phường' if number % 10 == 0 else 'Xã'} Mẫu {number}" for number in range(COMMUNES)
    }
    before = {
        "code": "99",
        "name": "Tỉnh Mẫu",
        "districts": [{"code": "999", "name": "Huyện Mẫu", "communes": communes}],
    }
    after = {code: {"name": name, "whole": [code]} for code, name in communes.items()}
    told = {
        "code": "99",
        "name": "Tỉnh Mẫu",
        "checked": False,
        "act": "Nghị quyết mẫu",
        "before": [before],
        "after": after,
    }
    folder = tmp_path / "content/units/provinces"
    folder.mkdir(parents=True)
    (folder / "99.yaml").write_text(yaml.safe_dump(told, allow_unicode=True, sort_keys=False), encoding="utf-8")
    monkeypatch.setenv("RASOAT_CONTENT_DIR", str(tmp_path / "content"))


def bring(admin, kind, data):
    """A table, looked at and brought in."""
    seen = admin.post(
        f"/imports/of/{kind}", {"file": (io.BytesIO(data), "bang.xlsx")}, content_type="multipart/form-data"
    )
    assert 'name="token"' in seen.text, words(seen)
    done = admin.post(f"/imports/of/{kind}/confirmed", {"token": inputs(seen)["token"]})
    assert done.status_code == 200, words(done)


def activated(app, database, username):
    code = database.write(
        lambda db: activation.issue_code(db, db.exec(select(User.id).where(User.username == username)).one())
    )
    client = Counted(app)
    fields = {"username": username, "code": code, "password": PASSWORD, "again_password": PASSWORD}
    assert client.post("/activate", inputs(client.get("/activate")) | fields).status_code == 200
    return client


def arrange(officer, database, plan_id):
    """Teams of all agencies, and a day for every commune: looked at, proposed, taken over."""
    page = f"/plans/{plan_id}/arrange"
    shown = officer.get(page)
    people = see(database, _ids_of_people)
    year = clock.today().year
    sent = {**inputs(shown), "first": f"1/1/{year + 1}", "last": f"31/12/{year + 1}", "do": "propose"}
    for number, user_id in enumerate(people):
        what = "lead" if number < TEAMS else "member"
        sent |= {f"people-{number}-user_id": user_id, f"people-{number}-teams": str(number % TEAMS + 1)}
        sent |= {f"people-{number}-assignment": what}
    proposed = officer.post(page, sent)
    assert f"{COMMUNES}/{COMMUNES} đơn vị có ngày" in words(proposed)
    roles = {name: value for name, value in sent.items() if name.endswith("-assignment")}
    taken = officer.post(page, {**inputs(proposed), **roles, "do": "take"})
    assert taken.request.path == f"/plans/{plan_id}", words(taken)[:2000]


def fire(client, plan, trigger, **more):
    page = client.get(f"/plans/{plan}")
    version = re.search(r'name="version"[^>]*value="(\d+)"', page.text)
    done = client.post(f"/cases/plan/{plan}/{trigger}", {"version": version[1] if version else "", **more})
    assert done.status_code == 200, words(done)
    return done


@pytest.mark.long
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_two_hundred_communes_are_set_up_through_the_pages(synthetic, database, empty):
    Counted.loaded = 0
    admin = Counted(empty)
    second = admin.post(path(empty), {**inputs(admin.get(path(empty))), **LEAD, "province": "99", "place": "Mẫu"})
    admin.post(path(empty), {**inputs(second), **administrator("quantri")})
    page = admin.get("/admin/agencies/proposed")
    for kind in ("district", "district_office", "commune", "commune_office"):
        page = admin.post(f"/admin/agencies/proposed?kind={kind}", inputs(page))
    bring(admin, "agencies", morning.peers("UBND tỉnh Mẫu"))
    authorities = see(
        database, lambda db: list(db.exec(select(Agency.name).where(Agency.kind == "commune").order_by(Agency.name)))
    )
    assert len(authorities) == COMMUNES
    taken = see(database, lambda db: db.exec(select(func.count()).select_from(User)).one())
    bring(admin, "accounts", morning.accounts(authorities[:190], ACCOUNTS - taken - 380))
    assert see(database, lambda db: db.exec(select(func.count()).select_from(User)).one()) == ACCOUNTS

    officer, clerk, *signers = [activated(empty, database, one) for one in ("chuyenvien", "vanthu", *morning.LEADERS)]
    database.write(morning.next_day)
    communes, peers = see(database, lambda db: (_ids(db, "commune"), _ids(db, "department", *morning.PEERS)))
    plan = {
        "title": "Kiểm tra mọi xã", "year": str(clock.today().year), "symbol": "SYT", "inspection_workflow": "inspection",
        "bases-0": "Luật Trẻ em", "contents-0-title": "Đuối nước", "contents-0-checklist": "warning_signs",
        "day": f"1/{min(clock.today().month + 1, 12)}/{clock.today().year}",
        **{f"cosigners-{number}": one for number, one in enumerate(peers)},
        **{f"targets-{number}-agency_id": one for number, one in enumerate(communes)},
    }  # fmt: skip
    before_plan = Counted.loaded
    saved = officer.post("/plans/new", {**inputs(officer.get("/plans/new")), **plan})
    assert saved.status_code == 200, words(saved)
    plan_id = see(database, lambda db: db.exec(select(Plan.id)).one())
    arrange(officer, database, plan_id)
    assert Counted.loaded - before_plan < PLANNING_PAGES
    print(f"pages for plan, teams and dates: {Counted.loaded - before_plan}")
    fire(officer, plan_id, "submit")
    for peer in signers[1:]:
        fire(peer, plan_id, "co_sign")
    fire(signers[0], plan_id, "approve")
    paper_id = see(database, lambda db: db.exec(select(PaperCase.id)).one())
    page = f"/papers/{paper_id}/number"
    done = clerk.post(page, {**inputs(clerk.get(page)), "number": "1"})
    assert done.status_code == 200, words(done)
    made = see(database, lambda db: list(db.exec(select(Inspection.scheduled_on))))
    assert len(made) == COMMUNES
    members = see(database, lambda db: list(db.exec(select(TeamMember.inspection_id, TeamMember.assignment))))
    assert sum(what == "lead" for _, what in members) == COMMUNES
    # A team goes to one unit a day, so on no day are there more inspections than teams.
    assert max(Counter(made).values()) <= TEAMS
    assert Counted.loaded < PAGES
    print(f"pages loaded: {Counted.loaded}")


def _ids_of_people(db):
    """Some people of the departments, in a fixed order: a few for each team."""
    query = select(User.id).join(Agency, col(Agency.id) == col(User.agency_id)).where(Agency.kind == "department")
    query = query.where(col(User.active), User.role != "administrator").order_by(col(User.username))
    return [str(one) for one in db.exec(query.limit(3 * TEAMS))]


def _ids(db, kind, *names):
    wanted = [Agency.kind == kind, *([col(Agency.name).in_(names)] if names else [])]
    return [str(one) for one in db.exec(select(Agency.id).where(*wanted).order_by(col(Agency.id)))]
