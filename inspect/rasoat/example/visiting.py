"""The visit of 17/7/2024: checklists are filled, proposals received, findings and recommendations agreed."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session

from rasoat.accounts.actor import Actor
from rasoat.checklists.catalog import from_body
from rasoat.checklists.definition import Definition, Scope
from rasoat.definitions import operations as definitions
from rasoat.example import facts
from rasoat.example.teller import Teller
from rasoat.findings import operations as findings
from rasoat.findings import queries as found
from rasoat.proposals import operations as proposals
from rasoat.recommendations import operations as recommendations
from rasoat.recommendations.data import ObligationData
from rasoat.visits import operations as visits
from rasoat.visits import queries as visit_queries

ALREADY_SAID = "Đã nêu trong phần kết quả kiểm tra."


def visit(teller: Teller) -> None:
    """The team opens the visit, fills every checklist, writes down the unit's proposals and closes the visit."""
    teller.on("17/07/2024")
    with teller.database.read() as session:
        teller.ids["visit"] = visit_queries.visits_of(session, teller.ids["inspection.chi_lang"])[0].id
    teller.fire("truongdoan", "bắt đầu buổi làm việc tại Chi Lăng", "visit", "visit", "open")
    teller.on("17/07/2024", "10:00")
    for fact in facts.chi_lang().answers:
        where = next((s.name for s in facts.chi_lang().sites if s.key == fact.site), "huyện Chi Lăng")
        _fill(teller, "thanhvien", fact.checklist, fact.site, where, dict(fact.values))
    for key in ("home_1", "home_2"):
        _fill(teller, "thanhvien3", "safe_home", key, "một hộ gia đình", _safe_home(teller))
    teller.on("17/07/2024", "16:30")
    _fill(teller, "chuyenvien", "minutes", "", "huyện Chi Lăng", dict(facts.chi_lang().minutes))
    for proposal in facts.chi_lang().proposals:
        _propose(teller, proposal)
    teller.fire("truongdoan", "kết thúc buổi làm việc", "visit", "visit", "close")


def _propose(teller: Teller, fact: facts.ProposalFact) -> None:
    inspection_id = teller.ids["inspection.chi_lang"]
    row = teller.do(
        "chilang",
        f"đề xuất: {fact.text[:60]}…",
        lambda s, a: proposals.receive(s, a, inspection_id, fact.text, teller.moment.date()),
    )
    teller.ids[f"proposal.{fact.key}"] = row.id


def _fill(teller: Teller, who: str, checklist: str, site: str, where: str, raw: dict[str, Any]) -> None:
    scope: Scope = "site" if site else "unit"
    site_id = teller.ids[f"site.{site}"] if site else None
    files = {"photo": [teller.picture(f"{site}.jpg", "NGUY HIEM")]} if checklist == "warning_signs" and site else None
    plain = {key: value.isoformat() if isinstance(value, date) else value for key, value in raw.items()}
    teller.do(
        who,
        f"điền bảng kiểm {checklist} tại {where}",
        lambda s, a: visits.save_response(
            s,
            a,
            teller.ids["visit"],
            checklist=checklist,
            scope=scope,
            site_id=site_id,
            raw=plain,
            based_on=None,
            files=files,
        ),
    )


def _safe_home(teller: Teller) -> dict[str, Any]:
    """A home that meets every criterion in the file, as both visited homes did."""
    with teller.database.read() as session:
        definition = _definition(session, "safe_home")
    answers: dict[str, Any] = {"recognised_home": "yes", "injured_at_home": "no"}
    for item in definition.section("site").items:
        if item.expect and item.id not in answers:
            answers[item.id] = item.expect[0]
    return answers


def _definition(session: Session, name: str) -> Definition:
    newest = definitions.newest(session, "checklist", name)
    return from_body(definitions.body_of(session, "checklist", name, newest))


def review(teller: Teller) -> None:
    """Suggestions are accepted, merged or rejected with a reason; people add strengths and shortcomings of their own."""
    teller.on("19/07/2024")
    inspection_id = teller.ids["inspection.chi_lang"]
    teller.fire("truongdoan", "chuyển sang tổng hợp kết quả", "inspection", "inspection.chi_lang", "begin_review")
    teller.do(
        "truongdoan",
        "xem các gợi ý từ bảng kiểm, nhận, gộp hoặc loại",
        lambda s, a: _decide(s, a, teller, inspection_id),
    )
    for text in facts.chi_lang().strengths:
        _add_strength(teller, inspection_id, text)


def _add_strength(teller: Teller, inspection_id: UUID, text: str) -> None:
    teller.do(
        "chuyenvien",
        f"ghi ưu điểm: {text[:60]}…",
        lambda s, a: findings.add_finding(s, a, inspection_id, kind="strength", text=text),
    )


def _decide(session: Session, actor: Actor, teller: Teller, inspection_id: UUID) -> None:
    fact = facts.chi_lang()
    drafts = {(f.kind, f.item): f for f in found.findings_of(session, inspection_id) if f.status == "drafted"}
    for (kind, item), row in list(drafts.items()):
        if kind == "strength":
            findings.reject_finding(session, actor, row.id, ALREADY_SAID)
            drafts.pop((kind, item))
    for shortcoming in fact.shortcomings:
        rows = [drafts.pop(("shortcoming", item)) for item in shortcoming.drafted]
        if not rows:
            row = findings.add_finding(session, actor, inspection_id, kind="shortcoming", text=shortcoming.text)
        elif len(rows) == 1:
            findings.edit_finding(session, actor, rows[0].id, None, text=shortcoming.text)
            row = findings.accept_finding(session, actor, rows[0].id)
        else:
            others = [other.id for other in rows[1:]]
            row = findings.merge_findings(session, actor, rows[0].id, others, text=shortcoming.text)
        teller.ids[f"shortcoming.{shortcoming.key}"] = row.id
    for rejected in fact.rejected:
        findings.reject_finding(session, actor, drafts.pop(("shortcoming", rejected.item)).id, rejected.reason)
    if drafts:
        raise RuntimeError(f"suggestions the story does not know: {sorted(drafts)}")


def recommend(teller: Teller) -> None:
    """The fourteen recommendations, each to one addressee, with measure and due date."""
    teller.on("22/07/2024")
    for fact in facts.chi_lang().recommendations:
        _recommend(teller, fact)


def _recommend(teller: Teller, fact: facts.RecommendationFact) -> None:
    measures = tuple(one.measure for one in fact.measures)
    obligation = ObligationData(addressee_id=teller.ids[fact.to], due_on=fact.due_on, measures=measures)
    linked = [teller.ids[f"shortcoming.{key}"] for key in fact.shortcomings]
    inspection_id = teller.ids["inspection.chi_lang"]
    row = teller.do(
        "chuyenvien",
        f"kiến nghị: {fact.text[:60]}…",
        lambda s, a: recommendations.add_recommendation(
            s, a, inspection_id, text=fact.text, finding_ids=linked, obligations=[obligation]
        ),
    )
    teller.ids[f"recommendation.{fact.key}"] = row.id
