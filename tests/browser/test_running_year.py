"""A department brings in its running year: notices on paper and the table of what is open, a reorganisation between them and today,
and the first reminder letters the same evening. How many pages that takes, and how long, is told.
"""

import re
import shutil
import time
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from datetime import time as clock_time
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Browser, Locator
from sqlmodel import Session, col, func, select

from rasoat import clock
from rasoat.accounts import operations as accounts
from rasoat.commands.setup import ready
from rasoat.db import Database
from rasoat.earlier.models import EarlierNotice
from rasoat.followup.models import LadderStep
from rasoat.notifying.models import Digest
from rasoat.notifying.operations import BY_DAY, MAIL
from rasoat.outbox.models import OutboxItem
from rasoat.papers.models import PaperCase, SignedCopy
from rasoat.recommendations.models import PASSED_ON, Obligation
from rasoat.settings import Settings
from rasoat.units import operations as units
from rasoat.units import proposing
from rasoat.units.models import Agency, AgencySuccession
from rasoat.units.proposing import Wanted
from rasoat.web.beginning import operations as beginning
from rasoat.web.beginning.operations import FirstAdministrator, LeadAgency
from rasoat.web.beginning.token import token
from rasoat.web.demo_accounts import DEMO_PASSWORD
from rasoat.work import run_once
from rasoat.workflows import working_days
from tests.browser import running_year
from tests.browser.person import DESK, TABLET, Person
from tests.browser.running_year import HEALTH, LABOUR, MERGED, TOWNS_SINCE, UNKNOWN, Notice
from tests.browser.server import Site, serve
from tests.browser.test_first_day import Counted

pytestmark = pytest.mark.browser
SCAN = "Bản quét không làm lộ trẻ em nào"
STATUS = {
    "": ("issued", ""),
    "Đã báo cáo thực hiện một phần, chờ xác minh": ("answered", ""),
    "Đã xác minh: thực hiện một phần": ("verified", "partly_met"),
    "Đã xác minh: chưa thực hiện": ("verified", "not_met"),
}


@dataclass
class Year:
    """What is brought in, and what the walk has needed so far."""

    site: Site
    database: Database
    made: list[Notice]
    communes: bool
    faults: list[str] = field(default_factory=list)

    def look(self, person: Person) -> None:
        """Both sizes, and what axe finds; of a few papers there is no time for it."""
        if not self.communes:
            return
        self.faults.extend(f"{person.page.url} {fault}" for fault in person.faults())
        person.fits(TABLET).fits(DESK)


@pytest.mark.slow
def test_four_notices_are_followed_up_the_same_evening(browser: Browser, tmp_path: Path, sqlite_template: Path) -> None:
    (tmp_path / "data").mkdir()
    shutil.copyfile(sqlite_template, tmp_path / "data" / "rasoat.sqlite3")
    database = ready(Settings(data_dir=tmp_path / "data", database_url=""))
    database.write(_set_up_at_once)
    database.close()
    _walked(browser, tmp_path, running_year.notices(4, 12, communes=False), communes=False, most=24)


@pytest.mark.long
def test_forty_notices_are_followed_up_the_same_evening(browser: Browser, tmp_path: Path) -> None:
    _walked(browser, tmp_path, running_year.notices(40, 300, communes=True), communes=True, most=85)


def _walked(browser: Browser, folder: Path, made: list[Notice], *, communes: bool, most: int) -> None:
    with serve(folder / "data") as site:
        database = ready(Settings(data_dir=site.data_dir, database_url=""))
        year = Year(site, database, made, communes)
        try:
            if communes:
                _set_up(browser, year, folder)
            officer = Person(browser, site, "chuyenvien").sign_in()
            counted, began = Counted(officer), time.monotonic()
            _bring(officer, year, folder)
            _review(officer, year)
            _bring_in(officer, year)
            _pass_on(officer)
            minutes = (time.monotonic() - began) / 60
            print(
                f"{len(made)} papers: {counted.pages} pages loaded, {minutes:.1f} minutes of the program and the browser"
            )
            assert counted.pages <= most
            _work(year)
            _agrees(year)
            _letters_are_drafted(officer, year)
            officer.close()
        finally:
            database.close()
    assert not year.faults, "\n".join(year.faults)


def _set_up(browser: Browser, year: Year, folder: Path) -> None:
    """What the administrator does with the assistant; the accounts have their passwords already."""
    admin = Person(browser, year.site, "quantri")
    admin.open(f"/begin/{token((year.site.data_dir / 'secret_key').read_text())}")
    admin.fill(province="20", name=HEALTH, symbol="SYT", place="Lạng Sơn", valid_from=clock.date_text(MERGED))
    admin.do("Xem phần đầu văn bản, sang bước 2")
    admin.fill(full_name="Quản Trị Thử", username="quantri", password=DEMO_PASSWORD, again_password=DEMO_PASSWORD)
    admin.do("Lập và đăng nhập").go_in_page("Cơ quan được kiểm tra")
    for count in (11, 11, 65, 65):
        admin.sees(f": {count} cơ quan").do("Lập các cơ quan này").sees(f"Đã lập {count} cơ quan.")
    admin.open("/admin/agencies/proposed?kind=commune&ended=yes").do("Lập các cơ quan này")
    file = folder / "Cơ quan.xlsx"
    file.write_bytes(running_year.ended_department())
    admin.open("/admin/agencies").go_in_page("Nhập từ bảng").fill(file=file).do("Xem trước").do("Nhập")
    admin.close()
    year.database.write(_people)


def _set_up_at_once(session: Session) -> None:
    """The same without offices and communes of before, as the assistant's pages would write it."""
    lead = LeadAgency("20", "department", HEALTH, HEALTH, "SYT", "Lạng Sơn", "", MERGED)
    beginning.begin(session, lead, FirstAdministrator("Quản Trị Thử", "quantri", DEMO_PASSWORD))
    for kind in ("district", "commune"):
        found = proposing.proposals(session, kind, clock.today())
        proposing.record(session, kind, [Wanted(one.unit.id, **one.names) for one in found])
    health = session.exec(select(Agency).where(Agency.name == HEALTH)).one()
    values = {"kind": "department", "name": LABOUR, "short_name": "Sở LĐTBXH", "symbol": "SLĐTBXH", "place": "Lạng Sơn"}
    days = {"valid_from": date(2020, 1, 1), "valid_to": date(2025, 2, 28), "ended_by": "Nghị quyết"}
    labour = units.add_agency(session, parent_id=health.parent_id, **values, **days)
    session.add(AgencySuccession(predecessor_id=labour.id, successor_id=health.id))
    session.flush()
    _people(session)


def _people(session: Session) -> None:
    """The officer, the leader, and somebody at each commune of today."""
    health = session.exec(select(Agency).where(Agency.name == HEALTH)).one()
    towns = session.exec(select(Agency).where(Agency.kind == "commune", col(Agency.valid_to).is_(None))).all()
    people = [("chuyenvien", "Chuyên Viên Thử", health, "officer"), ("lanhdao", "Lãnh Đạo Thử", health, "leader")]
    people += [(f"xa{at}", f"Cán Bộ Thử {at}", town, "authority_officer") for at, town in enumerate(towns)]
    for username, name, agency, role in people:
        values = {"role": role, "title": "Chuyên viên", "email": f"{username}@vidu.example", "agency_id": agency.id}
        # Only the officer signs in; each password costs a tenth of a second.
        password = DEMO_PASSWORD if username == "chuyenvien" else ""
        accounts.add_user(session, username=username, password=password, full_name=name, **values)


def _bring(officer: Person, year: Year, folder: Path) -> None:
    papers, rows = folder / "thong-bao.zip", folder / "kien-nghi.xlsx"
    papers.write_bytes(running_year.zipped(year.made))
    officer.open("/earlier/").go_in_page(re.compile("Đưa văn bản vào")).fill(files=papers).do("Đọc văn bản")
    officer.sees(f"Đã nhận {len(year.made)} văn bản")
    annexed = sum(len(one.annex) for one in year.made)
    if annexed:
        rows.write_bytes(running_year.table(year.made))
        officer.open("/earlier/table").fill(file=rows).do("Xem trước").sees(f"{annexed} kiến nghị mới").do("Nhập")


def _review(officer: Person, year: Year) -> None:
    """Each paper is read once beside its original; what repeats is done for all of them."""
    officer.open("/earlier/").press(officer.main.locator("a.row-link").first)
    year.look(officer)
    for place in range(len(year.made)):
        if place:
            officer.go_in_page(re.compile("Văn bản chờ rà soát tiếp theo"))
        if officer.main.get_by_role("button", name=SCAN).count():
            officer.do(SCAN).sees("Đã xác nhận bản quét")
    officer.open("/earlier/waiting")
    year.look(officer)
    while officer.main.locator("[data-tick]").count():
        _tick_page(officer).do("Không nhận ra trẻ em nào trong các phần này")
    officer.go_in_page(re.compile("^Chưa có đơn vị"))
    _name_the_unknown(officer, year)
    officer.go_in_page(re.compile("^Chưa có hạn"))
    while officer.main.locator("[data-tick]").count():
        _tick_page(officer).fill(
            due_on=clock.date_text(_agreed()), due_reason="Văn bản không ghi; thống nhất với đơn vị"
        )
        officer.do("Sửa các phần đã đánh dấu")
    officer.go_in_page(re.compile("^Chưa xếp loại")).sees("Không còn phần nào như vậy")


def _agreed() -> date:
    return clock.today() + timedelta(days=90)


def _tick_page(officer: Person) -> Person:
    officer.main.locator("[data-tick-page]").check()
    return officer


def _name_the_unknown(officer: Person, year: Year) -> None:
    """Of those whom no list knows the person says who they were, the papers of one agency together."""
    meant: dict[str, list[str]] = {}
    for notice in year.made:
        for one in (each for each in notice.asked if each.written == UNKNOWN):
            whole = one.addressee.replace("UBND", "Ủy ban nhân dân").replace(
                "LĐTBXH", "Lao động - Thương binh và Xã hội"
            )
            # A commune of before and one of today may have the same name.
            ended = " (đã kết thúc 30/06/2025)" if notice.day < TOWNS_SINCE else ""
            meant.setdefault(f"{whole}{ended}", []).append(one.text)
    for label, texts in meant.items():
        for text in texts:
            officer.main.locator("li.earlier-line", has_text=text).locator("[data-tick]").check()
        officer.fill(addressee_id=label).do("Sửa các phần đã đánh dấu")
    officer.sees("Không còn phần nào như vậy")


def _bring_in(officer: Person, year: Year) -> None:
    officer.go_in_page("Về danh sách văn bản")
    year.look(officer)
    while officer.main.locator("[data-tick]").count():
        before = officer.main.locator("[data-tick]").count()
        _tick_page(officer).do(re.compile("Đưa các văn bản đã đánh dấu"))
        officer.sees(f"Đã đưa {before} văn bản vào theo dõi")
        officer.go_in_page("Về danh sách chờ rà soát")


def _pass_on(officer: Person) -> None:
    """What several agencies go on with is proposed by the act of July 2025, and confirmed together."""
    officer.open("/ended-agencies/acts/new")
    officer.fill(name="Nghị quyết số 1672/NQ-UBTVQH15", dated="16/6/2025", effective_on="1/7/2025").do(
        "Ghi và xem đề xuất"
    )
    everything = officer.main.get_by_role("button", name="Xác nhận tất cả đã xem (theo bộ lọc)")
    _confirmed(officer, everything)


def _confirmed(officer: Person, button: Locator) -> None:
    with officer.page.expect_navigation():
        button.click()
        officer.page.locator(".confirm-dialog .btn-primary").click()
    officer.look()


def _work(year: Year) -> None:
    """The worker's round at the end of the next hours in which people are written to."""
    with year.database.read() as session:
        calendar = working_days.in_force(session)
    now = clock.local(clock.real_now())
    day = now.date() if now.hour < 17 else now.date() + timedelta(days=1)
    while calendar.day_off(day):
        day += timedelta(days=1)
    settings = Settings(data_dir=year.site.data_dir, database_url="")
    with clock.at(datetime.combine(day, clock_time(17, 30), clock.VIETNAM)):
        run_once(year.database, settings)
        # Another round of the same evening finds nothing more to do.
        run_once(year.database, settings)


def _agrees(year: Year) -> None:
    """Nothing is lost and nothing was made up: number, day, addressee, text, due date and state are those of the papers."""
    with year.database.read() as session:
        agencies = {row.id: row for row in session.exec(select(Agency))}
        rows = list(session.exec(select(Obligation)))
        papers = {(row.number, row.symbol): row for row in session.exec(select(EarlierNotice))}
        roots = {
            (row.inspection_id, row.source_text, agencies[row.addressee_id].short_name): row
            for row in rows
            if row.parent_id is None
        }
        assert len(papers) == len(year.made)
        scans = sum(one.form == "pdf" for one in year.made)
        assert session.exec(select(func.count()).select_from(SignedCopy)).one() == scans
        wanted = [(notice, one) for notice in year.made for one in notice.everything]
        assert len(roots) == sum(row.parent_id is None for row in rows) == len(wanted)
        children: dict[UUID, list[Obligation]] = {}
        for row in rows:
            if row.parent_id:
                children.setdefault(row.parent_id, []).append(row)
        for notice, one in wanted:
            paper = papers[notice.number, notice.symbol]
            assert (paper.issued_on, paper.type, paper.signer) == (notice.day, notice.type, notice.signer)
            assert paper.issuer_id and agencies[paper.issuer_id].name == notice.issuer
            row = roots[paper.inspection_id, one.text, one.addressee]
            assert (row.issued_on, row.due_on) == (notice.day, one.due or _agreed()), one
            _goes_on(row, one, children, agencies)


def _goes_on(
    row: Obligation, one: running_year.Told, children: dict[UUID, list[Obligation]], agencies: dict[UUID, Agency]
) -> None:
    today = clock.today()
    if not agencies[row.addressee_id].has_ended(today):
        assert (row.status, row.verdict) == STATUS[one.state], one
        return
    assert PASSED_ON.of(row) and children[row.id], one
    for child in children[row.id]:
        assert not agencies[child.addressee_id].has_ended(today)
        assert (child.due_on, child.source_text) == (row.due_on, row.source_text)


def _letters_are_drafted(officer: Person, year: Year) -> None:
    with year.database.read() as session:
        steps = list(session.exec(select(LadderStep)))
        asked = {row.id: row for row in session.exec(select(Obligation))}
        letters = session.exec(select(PaperCase).where(PaperCase.kind == "reminder")).all()
        waits = {asked[step.case_id].addressee_id for step in steps if step.step == "letter"}
        # Whoever is asked hears of it once and gets one letter; leaders and the province hear of nothing that was missed.
        assert {step.step for step in steps} <= {"overdue", "letter", "before_10", "before_3"} and not any(
            step.leaders or step.province for step in steps
        )
        assert len({(step.case_id, step.step) for step in steps}) == len(steps)
        assert waits and sorted(asked[one.about_id].addressee_id for one in letters if one.about_id) == sorted(waits)
        digests = session.exec(select(Digest.account_id, func.count()).group_by(col(Digest.account_id))).all()
        assert digests and {count for _, count in digests} == {1}
        mails = session.exec(select(OutboxItem.kind)).all()
        assert mails.count("digest") == len(digests) and not {MAIL, BY_DAY} & set(mails)
    officer.open("/papers/").sees("đôn đốc")
    year.look(officer)
    officer.go("Theo dõi thực hiện").sees("Quá hạn")
