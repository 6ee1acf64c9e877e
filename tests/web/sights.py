"""How each thing of who_sees_what.yaml is looked at: by the program's own rule, at its addresses, in its lists."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session

from rasoat.accounts.actor import Actor
from rasoat.files.access import open_for
from rasoat.findings import queries as findings
from rasoat.incoming import queries as incoming
from rasoat.notifying.models import ToldLine
from rasoat.problems import Problem
from rasoat.recommendations.inside import queries as inside
from rasoat.recommendations.models import Obligation
from rasoat.reported import queries as reported
from rasoat.tablets import queries as tablets
from rasoat.visits import queries as visits
from rasoat.workflows.registry import kinds
from tests.plans.samples import TITLE
from tests.web.scene import MARKS, Scene

Rule = Callable[[Session, Scene, Actor], bool]


@dataclass(frozen=True)
class Sight:
    """`rule` is asked for every person in every state. `pages` show the thing exactly to those who see it; `lists` may
    leave it out, but never show it to others. An address: what it is, and what must be read there ("" for anything).
    `{case}` in it is the thing's id, `{inspection}` and `{visit}` those of the inspection and its visit."""

    pages: tuple[tuple[str, str], ...]
    lists: tuple[tuple[str, str], ...] = ()
    rule: Rule | None = None
    owner_kind: str = ""
    """Set for a file: the kind of its owner."""
    argument: str = ""
    """The name that its id has in the addresses of routes."""


def _case(kind: str) -> Rule:
    return lambda session, scene, actor: kinds[kind].visible(session, scene.ids[kind], actor)


def _no_problem(read: Callable[[Session, Scene, Actor], object]) -> Rule:
    def rule(session: Session, scene: Scene, actor: Actor) -> bool:
        try:
            return bool(read(session, scene, actor))
        except Problem as problem:
            assert problem.key == "not_found", problem
            return False

    return rule


def _file(thing: str, owner_kind: str) -> Sight:
    rule = _no_problem(lambda session, scene, actor: open_for(session, scene.ids[thing], actor))
    pages = (
        ("/files/{case}", ""),
        ("/files/{case}/small", ""),
        ("/api/v1/files/{case}", ""),
        ("/api/v1/files/{case}/small", ""),
    )
    return Sight(pages=pages, rule=rule, owner_kind=owner_kind)


def _finding(thing: str) -> Sight:
    def read(session: Session, scene: Scene, actor: Actor) -> bool:
        rows = findings.readable(session, scene.inspection_id, actor)
        return scene.ids[thing] in {row.id for row in rows}

    address = f"/search/?q={MARKS[thing].replace(' ', '+')}&kind=finding"
    return Sight((("/findings/of/{inspection}", MARKS[thing]), (address, "#finding-{case}")), (), _no_problem(read))


def _answers(session: Session, scene: Scene, actor: Actor) -> bool:
    return visits.reads_answers(session, scene.inspection_id, actor)


def _silent(session: Session, scene: Scene, actor: Actor) -> bool:
    found: UUID = scene.ids["inspection that was never announced"]
    return kinds["inspection"].visible(session, found, actor)


def _own_notice(session: Session, scene: Scene, actor: Actor) -> bool:
    line = session.get_one(ToldLine, scene.ids["notice to a person"])
    return line.account_id == actor.user_id


def _inside(session: Session, scene: Scene, actor: Actor) -> bool:
    return inside.reads(session, session.get_one(Obligation, scene.ids["obligation"]), actor)


_OBLIGATION, _PROPOSAL, _DANGER = MARKS["obligation"], MARKS["proposal"], MARKS["danger"]
_SILENT = MARKS["inspection that was never announced"]
SIGHTS: dict[str, Sight] = {
    "account change": Sight(
        (("/account-changes/{case}", "Cấp mã kích hoạt mới"),),
        (("/account-changes/", "Cấp mã kích hoạt mới"),),
        _case("account_change"),
        argument="change_id",
    ),
    "import": Sight(
        (("/imports/{case}", "bang.xlsx"),), (("/imports/", "bang.xlsx"),), _case("import_run"), argument="run_id"
    ),
    "round of codes": Sight(
        (("/codes/{case}", "duoc.cap.ma"),), (("/codes/", "{case}"),), _case("code_round"), argument="round_id"
    ),
    "reorganisation": Sight(
        (("/ended-agencies/acts/{case}", "Nghị quyết thử"),),
        (("/ended-agencies/acts", "Nghị quyết thử"),),
        _case("reorganisation"),
        argument="act_id",
    ),
    "plan": Sight(
        (("/plans/{case}", TITLE),),
        (("/plans/", TITLE), ("/search/?q=trẻ+em", "plan:{case}")),
        _case("plan"),
        argument="plan_id",
    ),
    "inspection that was never announced": Sight(
        (("/inspections/{case}", _SILENT),),
        (
            ("/inspections/", "{case}"),
            ("/search/?q=chưa+báo", "{case}"),
            ("/search/recent?of=inspection:{case}", "{case}"),
        ),
        _silent,
    ),
    "inspection": Sight(
        (("/inspections/{case}", "UBND huyện Chi Lăng"),),
        (("/inspections/", "{case}"), ("/search/?q=chi+lăng", "{case}")),
        _case("inspection"),
        argument="inspection_id",
    ),
    "visit": Sight(
        (("/visits/{case}", "Buổi làm việc"), ("/visits/of/{inspection}", "17/07/2024")),
        rule=_case("visit"),
        argument="visit_id",
    ),
    "filled checklist": Sight(
        (("/visits/responses/{case}", "Câu trả lời"), ("/visits/of/{inspection}/assigned", "Phân công trong đoàn")),
        rule=_answers,
    ),
    "photograph of an answer": _file("photograph of an answer", "response"),
    "late record": Sight((("/visits/{visit}/late", "Bến đò Mẫu"),), rule=_answers),
    "photograph of a late record": _file("photograph of a late record", "submission"),
    "two values to decide between": Sight((("/visits/{case}/conflicts", "Hỏi cán bộ xã"),), rule=_answers),
    "bundle for a tablet": Sight((("/api/v1/visits/{case}/bundle", ""),)),
    "drafted finding": _finding("drafted finding"),
    "public finding": _finding("public finding"),
    "internal finding": _finding("internal finding"),
    "finding about a child": _finding("finding about a child"),
    "obligation": Sight(
        (("/obligations/{case}", _OBLIGATION),),
        (
            ("/recommendations/of/{inspection}", _OBLIGATION),
            ("/obligations/inbox", _OBLIGATION),
            ("/followup/?stage=", _OBLIGATION),
            ("/followup/table/{inspection}", _OBLIGATION),
            ("/search/?q=cắm+biển", _OBLIGATION),
        ),
        _case("obligation"),
        argument="obligation_id",
    ),
    "what an addressee notes for itself": Sight(
        (("/obligations/{case}", MARKS["what an addressee notes for itself"]),), rule=_inside
    ),
    "to whom an addressee gave it": Sight(
        (("/obligations/{case}", MARKS["to whom an addressee gave it"]),),
        (("/obligations/inbox", MARKS["to whom an addressee gave it"]),),
        _inside,
    ),
    "choice of what is asked again": Sight((("/recommendations/repeats/{case}", "nhắc lại nội dung nào"),)),
    "file of an answer": _file("file of an answer", "answer"),
    "file of a report of progress": _file("file of a report of progress", "progress_report"),
    "file of what an addressee says": _file("file of what an addressee says", "stance"),
    "file of a request for more time": _file("file of a request for more time", "extension"),
    "file of an answer in preparation": _file("file of an answer in preparation", "prepared_answer"),
    "file of a verification": _file("file of a verification", "verification"),
    "internal finding behind an obligation": Sight((("/obligations/{case}", MARKS["internal finding"]),)),
    "photograph of an observation": _file("photograph of an observation", "observation"),
    "proposal": Sight(
        (("/proposals/{case}", _PROPOSAL),),
        (("/proposals/", _PROPOSAL), ("/proposals/of/{inspection}", _PROPOSAL), ("/search/?q=phần+mềm", _PROPOSAL)),
        _case("proposal"),
        argument="proposal_id",
    ),
    "danger": Sight(
        (("/dangers/{case}", _DANGER),),
        (("/dangers/?all=1", _DANGER), ("/dangers/urgent", _DANGER), ("/visits/{visit}", _DANGER)),
        _case("danger"),
        argument="danger_id",
    ),
    "photograph of a danger": _file("photograph of a danger", "danger"),
    "paper": Sight(
        (("/papers/{case}", ""), ("/papers/{case}/paper.docx", "")),
        (("/papers/", "{case}"), ("/papers/of/{inspection}", "{case}"), ("/search/?q=kết+quả", "{case}")),
        _case("paper"),
        argument="paper_id",
    ),
    "file of a paper": _file("file of a paper", "paper"),
    "signed copy": _file("signed copy", "signed_copy"),
    "incoming paper": Sight(
        (("/incoming/{case}", MARKS["incoming paper"]),),
        (
            ("/incoming/?year=2024", MARKS["incoming paper"]),
            ("/inspections/{inspection}", MARKS["incoming paper"]),
            ("/search/?q=125/BC", MARKS["incoming paper"]),
        ),
        _no_problem(
            lambda session, scene, actor: incoming.require_visible(session, scene.ids["incoming paper"], actor)
        ),
        argument="incoming_id",
    ),
    "scan of an incoming paper": _file("scan of an incoming paper", "incoming"),
    "meeting": Sight(
        (("/meetings/{case}", MARKS["meeting"]),),
        (("/meetings/", MARKS["meeting"]), ("/search/?q=tổng+kết", MARKS["meeting"])),
        _case("meeting"),
        argument="meeting_id",
    ),
    "paper of before": Sight(
        (("/earlier/{case}", MARKS["paper of before"]),),
        (("/earlier/?status=all", MARKS["paper of before"]),),
        _case("earlier"),
        argument="notice_id",
    ),
    "file of a paper of before": _file("file of a paper of before", "earlier_notice"),
    "minutes of a meeting": Sight((("/meetings/{case}", MARKS["minutes of a meeting"]),)),
    "reported figures": Sight(
        (("/reported/of/{inspection}", MARKS["reported figures"]),),
        rule=_no_problem(lambda session, scene, actor: reported.require_readable(session, scene.inspection_id, actor)),
    ),
    "file of a report": _file("file of a report", "reported"),
    "draft of a report": _file("draft of a report", "reported"),
    "agency": Sight(
        (("/admin/agencies/{case}", "Hữu Lũng"),), (("/search/?q=hữu", "agency:{case}"),), argument="agency_id"
    ),
    "account": Sight(
        (("/admin/users/{case}", "Linh Văn Khác"),), (("/search/?q=linh+văn", "account:{case}"),), argument="user_id"
    ),
    "notice to a person": Sight((("/alerts/", "{case}"),), (), _own_notice, argument="line_id"),
    "tablet": Sight(
        (("/tablets/{case}/label", ""),),
        (("/tablets/", "Máy của khách"),),
        _no_problem(lambda session, scene, actor: tablets.require_visible(session, scene.ids["tablet"], actor)),
        argument="tablet_id",
    ),
}
