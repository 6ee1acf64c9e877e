"""Xã Quan Sơn after the end of the example, on which the whole days of a commune, an officer and a leader are spent.

The next unit of the plan of 2026 is visited and gets its notice. All of it is invented.
"""

import json
import shutil
from datetime import date
from pathlib import Path
from uuid import UUID

from sqlmodel import Session, select

from rasoat.accounts.actor import Actor
from rasoat.commands.setup import ready
from rasoat.db import installation
from rasoat.example import setting, whole_check
from rasoat.example.facts import MeasureFact, PersonFact, RecommendationFact
from rasoat.example.papering import draft
from rasoat.example.reporting import through
from rasoat.example.rounds import PartFact, RoundFact
from rasoat.example.rounds import tell as tell_rounds
from rasoat.example.teller import Teller
from rasoat.incoming import about
from rasoat.incoming import operations as incoming
from rasoat.papers.kinds import reminder, result
from rasoat.papers.models import PaperCase
from rasoat.proposals import operations as proposals
from rasoat.proposals.models import Proposal
from rasoat.recommendations import receiving
from rasoat.recommendations.models import Obligation
from rasoat.settings import Settings
from rasoat.units.models import Agency
from rasoat.visits import operations as visits
from rasoat.visits import queries as visit_queries

UNIT = "Ủy ban nhân dân xã Quan Sơn"
LEADER = PersonFact(
    username="quanson.lanhdao",
    name="Hoàng Văn Ví Dụ",
    agency="xa_quan_son",
    role="authority_leader",
    title="Phó Chủ tịch",
)
RECOMMENDED = (
    RecommendationFact(
        key="dam",
        to="xa_quan_son",
        shortcomings=["sign_present", "every_point_has_sign"],
        due_on=date(2027, 1, 29),
        priority="urgent",
        because="Trẻ em đi học qua đập mỗi ngày.",
        text="Cắm biển cảnh báo tại 03 điểm có nguy cơ đuối nước còn lại, trước hết là đập.",
        measures=[
            MeasureFact(kind="state", thing="Biển cảnh báo ở đập"),
            MeasureFact(kind="count", unit="biển", thing="cảnh báo cắm thêm", target=3),
        ],
    ),
    RecommendationFact(
        key="quan_son_homes",
        to="xa_quan_son",
        shortcomings=["every_home_recognised"],
        due_on=date(2027, 1, 8),
        text="Tư vấn, hướng dẫn các hộ có trẻ em chưa đạt tiêu chí Ngôi nhà an toàn.",
        measures=[MeasureFact(kind="count", unit="hộ", thing="được tư vấn", target=147)],
    ),
    RecommendationFact(
        key="quan_son_plan",
        to="xa_quan_son",
        shortcomings=["every_point_has_sign"],
        due_on=date(2027, 1, 11),
        text="Ban hành kế hoạch phòng, chống đuối nước trẻ em năm 2027.",
        measures=[MeasureFact(kind="paper", thing="Kế hoạch năm 2027")],
    ),
    RecommendationFact(
        key="quan_son_swim",
        to="xa_quan_son",
        shortcomings=["every_point_has_sign"],
        due_on=date(2027, 2, 26),
        text="Phối hợp với nhà trường mở lớp dạy bơi an toàn cho học sinh trong dịp hè.",
        measures=[MeasureFact(thing="Có lớp dạy bơi")],
    ),
)


def tell(ended: Path, folder: Path) -> None:
    """Go on from the end of the example, and leave two data folders: `noticed`, where the commune has its notice, and
    `late`, six weeks after. Beside them names.json.
    """
    shutil.copytree(ended, folder / "data")
    settings = Settings(data_dir=folder / "data", database_url="")
    database = ready(settings)
    teller = Teller(database, settings, folder / "papers", lambda _line: None)
    teller.ids = {key: UUID(value) for key, value in json.loads(ended.with_suffix(".json").read_text()).items()}
    for milestone, steps in (("noticed", (_visit, _notice)), ("late", (_answered, _written, _weeks_later))):
        for step in steps:
            step(teller)
        database.write(lambda s: installation.move_date(s, teller.moment.date()))
        database.close()
        shutil.copytree(folder / "data", folder / milestone)
    (folder / "names.json").write_text(json.dumps({key: str(value) for key, value in teller.ids.items()}))


def _visit(teller: Teller) -> None:
    """The team finds a dam without a sign, and photographs it; fewer signs and homes than there should be."""
    teller.on("03/12/2026")
    teller.database.write(lambda s: setting.add_people(s, [LEADER], teller.ids))
    with teller.database.read() as session:
        teller.ids["visit"] = visit_queries.visits_of(session, teller.ids["inspection.xa_quan_son"])[0].id
    teller.fire("truongdoan", "", "visit", "visit", "open")
    photo = {"photo": [teller.picture("dap-chua-co-bien.jpg", "VI DU")]}
    site = teller.ids["site.dap_quan_son"]
    filled = (
        ("warning_signs", site, {"on_list": "yes", "owner": "commune", "sign_present": "no"}, photo),
        ("warning_signs", None, {"points": 15, "signs": 12, "signs_province": 8, "signs_commune": 4, "signs_other": 0, "checked_this_year": "yes"}, {}),
        ("safe_home", None, {"households": 1890, "with_children": 802, "committed": 790, "recognised": 655, "survey_done": "yes"}, {}),
    )  # fmt: skip
    for checklist, site_id, values, files in filled:
        given = {"scope": "site" if site_id else "unit", "site_id": site_id, "raw": values, "files": files}
        teller.do(
            "truongdoan",
            "",
            lambda s, a, checklist=checklist, given=given: visits.save_response(
                s, a, teller.ids["visit"], checklist=checklist, based_on=None, **given
            ),
        )
    teller.on("03/12/2026", "16:00")
    teller.fire("truongdoan", "", "visit", "visit", "close")


def _notice(teller: Teller) -> None:
    """The notice says what is to be done. The commune's leader wishes to see answers before they are sent."""
    whole_check.review(teller, "xa_quan_son", date(2026, 12, 7), RECOMMENDED)
    through(teller, draft(teller, result.NAME, "inspection.xa_quan_son", ""), "", date(2026, 12, 10))
    with teller.database.read() as session:
        sources = {value: key for key, value in teller.ids.items() if key.startswith("recommendation.")}
        query = select(Obligation).where(Obligation.inspection_id == teller.ids["inspection.xa_quan_son"])
        for row in session.exec(query):
            teller.ids[f"obligation.{sources[row.source_id].removeprefix('recommendation.')}"] = row.id
    teller.database.write(lambda s: setattr(s.get_one(Agency, teller.ids["xa_quan_son"]), "leader_releases", True))
    teller.on("11/12/2026")
    teller.work()


def _answered(teller: Teller) -> None:
    """The commune has the dam's signs, does not agree with one thing, needs longer for another, and is silent on a third."""
    teller.on("14/12/2026")
    asked = {teller.ids[f"obligation.{one.key}"]: 0 for one in RECOMMENDED}
    with teller.database.read() as session:
        asked = {one: session.get_one(Obligation, one).version for one in asked}
    teller.do(LEADER.username, "", lambda s, a: receiving.acknowledge_all(s, a, asked))
    said = RoundFact(
        day=date(2026, 12, 16),
        who=LEADER.username,
        do="stance",
        key="quan_son_plan",
        say="disagrees",
        text="Xã thực hiện kế hoạch chung của tỉnh, không ban hành kế hoạch riêng.",
    )
    answer = RoundFact(
        day=date(2027, 1, 18),
        who=LEADER.username,
        do="answer",
        key="dam",
        say="met",
        text="Đã cắm 3 biển, trong đó có biển ở đập.",
        picture="dap-da-co-bien.jpg",
        parts=(PartFact(photo=True), PartFact(reached=3)),
    )
    tell_rounds(teller, [said, answer])
    wish = {"until": date(2027, 6, 30), "reason": "Lớp dạy bơi chỉ mở được vào dịp hè."}
    teller.fire(LEADER.username, "", "obligation", "obligation.quan_son_swim", "ask_extension", **wish)


def _written(teller: Teller) -> None:
    """Another commune answers on paper, which the clerk registers; both communes propose the same."""
    teller.on("20/01/2027")
    paper = incoming.Arrived(
        arrived_on=date(2027, 1, 20),
        author="Ủy ban nhân dân xã Nhân Lý",
        reference="12/BC-UBND",
        dated=date(2027, 1, 19),
        kind_title="Báo cáo",
        subject="kết quả tư vấn các hộ có trẻ em",
    )
    scan = teller.picture("bao-cao-12.jpg", "BAO CAO 12")
    link = about.Link("obligation", teller.ids["obligation.homes_2026"])
    teller.ids["incoming"] = teller.do("vanthu", "", lambda s, a: incoming.enter(s, a, paper, [scan], link)).id
    for who, unit in ((LEADER.username, "xa_quan_son"), ("chilang.phong", "xa_nhan_ly")):
        teller.ids[f"proposal.{unit}"] = teller.do(who, "", lambda s, a, unit=unit: _propose(s, a, teller, unit)).id


def _propose(session: Session, actor: Actor, teller: Teller, unit: str) -> Proposal:
    words = "Hỗ trợ áo phao, phao cứu sinh cho các điểm trường gần suối, đập."
    return proposals.receive(session, actor, teller.ids[f"inspection.{unit}"], words, teller.moment.date())


def _weeks_later(teller: Teller) -> None:
    """Two things are overdue, and the letter that the ladder drafted to the other commune waits for its signature."""
    teller.on("21/01/2027")
    with teller.database.read() as session:
        query = select(PaperCase.id).where(PaperCase.kind == reminder.NAME, PaperCase.status == "drafted")
        teller.ids["paper.to_sign"] = session.exec(query).one()
    teller.fire("chuyenvien", "", "paper", "paper.to_sign", "check")
    teller.work()
