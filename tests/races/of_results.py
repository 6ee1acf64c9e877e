"""Races while the result of an inspection is drawn up: findings, recommendations, proposals."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from rasoat.findings import operations as findings
from rasoat.findings import queries as findings_queries
from rasoat.findings.models import Finding
from rasoat.followup import proposal_steps, proposal_stopping
from rasoat.followup.models import LadderStep
from rasoat.proposals import forwarding, joining
from rasoat.proposals import operations as proposals
from rasoat.proposals.models import Proposal
from rasoat.recommendations import operations as recommendations
from rasoat.recommendations import spreading, suggesting
from rasoat.recommendations.at_once import operations as at_once
from rasoat.recommendations.data import ObligationData
from rasoat.recommendations.measures import Measure
from rasoat.recommendations.models import Obligation, Recommendation
from rasoat.recommendations.repeats import operations as repeats
from tests.papers.at_once import DUE as SOON
from tests.papers.at_once import WHY, told_of
from tests.papers.samples import DUE, VISIT_DAY, prepared
from tests.races.race import Race, race
from tests.recommendations.samples import add, reviewing_two
from tests.visits.samples import ChiLang, reviewing
from tests.world import World


def _finding(world: World, case: ChiLang, *statuses: str) -> Finding:
    rows = world.see(lambda s: findings_queries.findings_of(s, case.inspection_id))
    return next(row for row in rows if row.status in statuses and row.kind == "shortcoming")


@race("findings.operations.add_finding", "findings.operations.next_ordinal")
def _new_findings(world: World) -> Race:
    case = prepared(world)
    return Race(
        lambda s, n: findings.add_finding(s, world.as_("lead"), case.inspection_id, kind="strength", text=f"Câu {n}.")
    )


def _decided(name: str, status: str, wins: int, refused: str) -> None:
    """An edit of one finding that its eight authors all saw in the same version."""

    @race(f"findings.operations.{name}")
    def _edit(world: World) -> Race:
        case = reviewing(world) if status == "drafted" else prepared(world)
        row, lead = _finding(world, case, status), world.as_("lead")
        if name == "restore_finding":
            row = world.do(lambda s: findings.reject_finding(s, lead, row.id, "Thừa."))
        version = row.version
        acts: dict[str, Callable[[Any, int], Any]] = {
            "edit_finding": lambda s, n: findings.edit_finding(s, lead, row.id, version, text=f"Câu viết lại {n}."),
            "accept_finding": lambda s, _: findings.accept_finding(s, lead, row.id, version),
            "reject_finding": lambda s, n: findings.reject_finding(s, lead, row.id, f"Lý do {n}", version),
            "restore_finding": lambda s, _: findings.restore_finding(s, lead, row.id, version),
            "explain_no_recommendation": lambda s, n: findings.explain_no_recommendation(
                s, lead, row.id, f"Lý do {n}", version
            ),
        }
        return Race(acts[name], wins=wins, refused=(refused,))


_decided("edit_finding", "accepted", 1, "row.stale")
_decided("accept_finding", "drafted", 1, "row.stale")
_decided("reject_finding", "accepted", 1, "row.stale")
_decided("restore_finding", "accepted", 1, "row.stale")
_decided("explain_no_recommendation", "accepted", 1, "row.stale")


@race("findings.operations.merge_findings")
def _merged(world: World) -> Race:
    """Eight merge the same three, each into another of them."""
    case, lead = prepared(world), world.as_("lead")
    rows = [
        world.do(
            lambda s, n=n: findings.add_finding(s, lead, case.inspection_id, kind="shortcoming", text=f"Tồn tại {n}.")
        )
        for n in range(3)
    ]
    ids = [row.id for row in rows]

    def write(session: Any, number: int) -> Finding:
        return findings.merge_findings(session, lead, ids[number % 3], ids)

    def one_left(_results: list[Any]) -> None:
        now = world.see(lambda s: s.exec(select(Finding).where(col(Finding.id).in_(ids))).all())
        kept = [row for row in now if row.status == "accepted"]
        assert len(kept) == 1
        assert {row.merged_into_id for row in now if row.status == "merged"} == {kept[0].id}

    return Race(write, wins=1, refused=("finding.merge", "finding.settled"), then=one_left)


@race("findings.operations.move_finding")
def _moved(world: World) -> Race:
    case, lead = prepared(world), world.as_("lead")
    rows = [
        world.do(lambda s, n=n: findings.add_finding(s, lead, case.inspection_id, kind="strength", text=f"Câu {n}."))
        for n in range(8)
    ]
    return Race(lambda s, n: findings.move_finding(s, lead, rows[n].id, up=n % 2 == 1))


@race("findings.operations.draft_from_checklists")
def _drafted(world: World) -> Race:
    case, lead = reviewing(world), world.as_("lead")
    before = len(world.see(lambda s: findings_queries.findings_of(s, case.inspection_id)))

    def no_more(_results: list[Any]) -> None:
        assert len(world.see(lambda s: findings_queries.findings_of(s, case.inspection_id))) == before

    def write(session: Any, _number: int) -> None:
        findings.draft_from_checklists(session, lead, case.inspection_id)

    return Race(write, then=no_more)


def _obligations(world: World, *keys: str) -> list[ObligationData]:
    return [ObligationData(world.agencies[key], DUE) for key in keys]


def _recommendation(world: World, case: ChiLang, place: int = 0) -> Recommendation:
    query = select(Recommendation).where(Recommendation.inspection_id == case.inspection_id)
    return world.see(lambda s: s.exec(query.order_by(col(Recommendation.ordinal))).all()[place])


@race("recommendations.operations.add_recommendation")
def _recommended(world: World) -> Race:
    case = prepared(world)
    return Race(
        lambda s, n: recommendations.add_recommendation(
            s, world.as_("officer"), case.inspection_id, text=f"Kiến nghị {n}.", finding_ids=[],
            obligations=_obligations(world, "district"),
        )
    )  # fmt: skip


@race("recommendations.operations.edit_recommendation")
def _edited(world: World) -> Race:
    """Each adds the same new addressee: only one obligation of it may begin."""
    case = prepared(world)
    row = _recommendation(world, case)

    def once(_results: list[Any]) -> None:
        query = select(Obligation).where(
            Obligation.source_id == row.id, Obligation.addressee_id == world.agencies["office"]
        )
        assert len(world.see(lambda s: s.exec(query).all())) == 1

    return Race(
        lambda s, n: recommendations.edit_recommendation(
            s, world.as_("officer"), row.id, row.version, text=f"Viết lại {n}.", finding_ids=[],
            obligations=_obligations(world, "district", "office"),
        ),
        wins=1, refused=("row.stale",), then=once,
    )  # fmt: skip


@race("recommendations.operations.set_measures")
def _measured(world: World) -> Race:
    """Each splits the same obligation: the parts are those of one of them."""
    case = prepared(world)
    row = _recommendation(world, case)
    [obligation] = world.see(
        lambda s: s.exec(select(Obligation).where(Obligation.source_id == row.id).order_by(col(Obligation.id))).all()
    )

    def one_set(_results: list[Any]) -> None:
        parts = world.see(lambda s: [part.measure for part in s.get_one(Obligation, obligation.id).parts])
        assert len(parts) == 2 and len({said[:2] for said in parts}) == 1

    return Race(
        lambda s, n: recommendations.set_measures(
            s, world.as_("officer"), obligation.id, row.version,
            [Measure("cảnh báo", "count", "biển", None, 10 + n), Measure("bơi", "count", "lớp", None, 10 + n)],
        ),
        wins=1, refused=("row.stale",), then=one_set,
    )  # fmt: skip


@race("recommendations.repeats.operations.link")
def _linked(world: World) -> Race:
    """Eight say of one draft that it repeats nothing: one of them has seen it as it is."""
    case = prepared(world)
    row = _recommendation(world, case)
    [obligation] = world.see(
        lambda s: s.exec(select(Obligation).where(Obligation.source_id == row.id).order_by(col(Obligation.id))).all()
    )
    return Race(
        lambda s, n: repeats.link(s, world.as_("officer"), obligation.id, row.version, None),
        wins=1,
        refused=("row.stale",),
    )


@race("recommendations.at_once.operations.write_for")
def _answered_at_once(world: World) -> Race:
    case = prepared(world)
    danger_id, asked = told_of(case), [ObligationData(world.agencies["district"], SOON)]
    return Race(
        lambda s, n: at_once.write_for(
            s, world.as_("officer"), danger_id, text=f"Làm {n}.", finding_ids=[], obligations=asked, urgency=WHY
        )
    )


@race("recommendations.at_once.operations.link")
def _linked_to_dangers(world: World) -> Race:
    """Six say of one draft that it answers one danger, two that it answers another: it answers one."""
    case = prepared(world)
    row, dangers = _recommendation(world, case), [told_of(case), told_of(case)]

    def one_danger(results: list[Any]) -> None:
        assert {found.danger_id for found in results} == {
            world.see(lambda s: s.get_one(Recommendation, row.id).danger_id)
        }

    return Race(
        lambda s, n: at_once.link(s, world.as_("officer"), dangers[n % 4 == 3], row.id),
        wins=None,
        refused=("recommendation.frozen",),
        then=one_danger,
    )


@race("recommendations.at_once.operations.unlink")
def _left_to_the_notice(world: World) -> Race:
    case = prepared(world)
    row, danger_id = _recommendation(world, case), told_of(case)
    world.do(lambda s: at_once.link(s, world.as_("officer"), danger_id, row.id))
    return Race(lambda s, _: at_once.unlink(s, world.as_("officer"), row.id))


@race("recommendations.operations.remove_recommendation")
def _removed(world: World) -> Race:
    """Eight remove the first of two, and two of them the second."""
    case = prepared(world)
    rows = [_recommendation(world, case), _recommendation(world, case, 1)]
    return Race(
        lambda s, n: recommendations.remove_recommendation(s, world.as_("officer"), rows[n % 4 == 3].id),
        wins=2,
        refused=("not_found", "recommendation.frozen"),
    )


@race("recommendations.operations.move_recommendation")
def _reordered(world: World) -> Race:
    case = prepared(world)
    rows = [_recommendation(world, case), _recommendation(world, case, 1)]

    def write(session: Any, number: int) -> None:
        recommendations.move_recommendation(session, world.as_("officer"), rows[number % 2].id, 1 - 2 * (number % 2))

    return Race(write)


@race("recommendations.suggesting.take_over")
def _taken_over(world: World) -> Race:
    """The checklist's proposal for one shortcoming becomes one recommendation."""
    case = prepared(world)
    for row in _kept(world, case.inspection_id):
        world.do(lambda s, i=row.id: recommendations.remove_recommendation(s, world.as_("officer"), i))
    finding_id = world.see(lambda s: suggesting.suggest(s, case.inspection_id))[0].finding_id
    return Race(
        lambda s, _: suggesting.take_over(s, world.as_("officer"), case.inspection_id, finding_id),
        wins=1,
        refused=("not_found",),
    )


@race("recommendations.suggesting.write_for")
def _written_for(world: World) -> Race:
    """Eight write the recommendation for one shortcoming: it gets one."""
    case = prepared(world)
    for row in _kept(world, case.inspection_id):
        world.do(lambda s, i=row.id: recommendations.remove_recommendation(s, world.as_("officer"), i))
    finding_id = world.see(lambda s: suggesting.suggest(s, case.inspection_id))[0].finding_id
    [asked] = _obligations(world, "district")
    return Race(
        lambda s, n: suggesting.write_for(
            s, world.as_("officer"), case.inspection_id, finding_id, f"Làm {n}.", asked
        ),
        wins=1,
        refused=("form.invalid",),
    )  # fmt: skip


@race("recommendations.spreading.add_same")
def _given_to_another(world: World) -> Race:
    """Eight give another inspection the same words: it gets them once."""
    one, other = reviewing_two(world)
    row = add(world, one.id, "Đẩy mạnh truyền thông.", "district")
    return Race(
        lambda s, _: spreading.add_same(s, world.as_("officer"), row.id, other.id, "Đẩy mạnh truyền thông."),
        wins=1,
        refused=("form.invalid",),
    )


def _kept(world: World, inspection_id: UUID) -> list[Recommendation]:
    query = select(Recommendation).where(
        Recommendation.inspection_id == inspection_id, col(Recommendation.removed_at).is_(None)
    )
    return list(world.see(lambda s: s.exec(query).all()))


@race("proposals.operations.receive")
def _proposed(world: World) -> Race:
    case = prepared(world)
    return Race(
        lambda s, n: proposals.receive(
            s, world.as_("district_officer"), case.inspection_id, f"Đề xuất {n}.", VISIT_DAY.date()
        )
    )


def _two_proposals(world: World, more: str = "") -> list[Proposal]:
    case, unit = prepared(world), world.as_("district_officer")
    texts = ("Nâng cấp phần mềm.", "Phần mềm hay lỗi, đề nghị nâng cấp.")
    return [
        world.do(lambda s, t=text: proposals.receive(s, unit, case.inspection_id, t, VISIT_DAY.date()))
        for text in (*texts, *([more] if more else []))
    ]


@race("proposals.operations.appoint")
def _appointed(world: World) -> Race:
    """Eight people name eight days from the version that they saw: the first one does."""
    [row, _] = _two_proposals(world)
    officer = world.as_("officer")

    def write(session: Any, number: int) -> Proposal:
        day = VISIT_DAY.date() + timedelta(days=number + 1)
        return proposals.appoint(session, officer, row.id, row.version, officer.user_id, day)

    return Race(write, wins=1, refused=("row.stale",))


@race("followup.proposal_stopping.stop_step")
def _step_stopped(world: World) -> Race:
    """Eight people stop one step: the first one does."""
    [row, _] = _two_proposals(world)
    stop = partial(proposal_stopping.stop_step, proposal_id=row.id, step="decide_leaders", reason="Đã hẹn họp.")
    return Race(lambda s, _: stop(s, world.as_("officer")), wins=1, refused=("form.invalid",))


@race("proposals.joining.join")
def _joined(world: World) -> Race:
    """Each of two is joined to the other at once: one of them leads, and it follows none."""
    [one, other] = _two_proposals(world)
    officer = world.as_("officer")

    def write(session: Any, number: int) -> Any:
        row, leader = (one, other) if number % 2 else (other, one)
        return joining.join(session, officer, row.id, None, leader.id)

    def one_leads(_results: list[Any]) -> None:
        rows = [world.see(lambda s, i=row.id: s.get_one(Proposal, i)) for row in (one, other)]
        assert sorted(row.follows_id is None for row in rows) == [False, True]

    return Race(write, wins=1, refused=("case.refused",), then=one_leads)


@race("proposals.joining.separate")
def _separated(world: World) -> Race:
    """It is separated eight times: the first time it is."""
    [one, other] = _two_proposals(world)
    officer = world.as_("officer")
    world.do(lambda s: joining.join(s, officer, one.id, None, other.id))
    return Race(lambda s, _: joining.separate(s, officer, one.id, None), wins=1, refused=("case.refused",))


@race("proposals.forwarding.forward_together")
def _forwarded_together(world: World) -> Race:
    """Eight officers forward both, in one order and the other, while a third one follows: all of them go once."""
    [one, other, third] = _two_proposals(world, "Phần mềm bị mất dữ liệu.")
    officer = world.as_("officer")
    world.do(lambda s: joining.join(s, officer, third.id, None, one.id))
    to = forwarding.Receiver(world.agencies["ministry"])

    def write(session: Any, number: int) -> Any:
        some = [forwarding.Forwarded(row.id, f"Đề nghị xem xét, lần {number}.") for row in (one, other)]
        return forwarding.forward_together(session, officer, to, some if number % 2 else some[::-1])

    def together(_results: list[Any]) -> None:
        rows = [world.see(lambda s, i=row.id: s.get_one(Proposal, i)) for row in (one, other, third)]
        assert len({row.sent_with_id or row.id for row in rows}) == 1
        assert len({row.response for row in rows}) == 1 and {row.status for row in rows} == {"forwarded"}

    return Race(write, wins=1, refused=("form.invalid",), then=together)


@race("followup.proposal_steps.chase", "followup.proposal_steps.begin", "followup.proposal_steps.take_steps")
def _chased(world: World) -> Race:
    """Eight workers at once: each step is done once."""
    rows = _two_proposals(world)
    late = VISIT_DAY.date() + timedelta(days=60)

    def once(_results: list[Any]) -> None:
        steps = world.see(lambda s: list(s.exec(select(LadderStep).where(LadderStep.case_kind == "proposal"))))
        assert len(steps) == len({(one.case_id, one.step, one.ordinal) for one in steps})
        assert {one.case_id for one in steps} >= {row.id for row in rows}

    return Race(alone=lambda database, _: proposal_steps.chase(database, late), then=once)


@race("proposals.operations.edit_proposal")
def _reworded(world: World) -> Race:
    case = prepared(world)
    query = select(Proposal).where(Proposal.inspection_id == case.inspection_id)
    row = world.see(lambda s: s.exec(query).first())
    assert row is not None
    return Race(
        lambda s, n: proposals.edit_proposal(s, world.as_("district_officer"), row.id, row.version, f"Viết lại {n}."),
        wins=1,
        refused=("row.stale",),
    )
