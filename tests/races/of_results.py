"""Races while the result of an inspection is drawn up: findings and recommendations."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from rasoat.findings import operations as findings
from rasoat.findings import queries as findings_queries
from rasoat.findings.models import Finding
from rasoat.recommendations import operations as recommendations
from rasoat.recommendations import spreading, suggesting
from rasoat.recommendations.at_once import operations as at_once
from rasoat.recommendations.data import ObligationData
from rasoat.recommendations.measures import Measure
from rasoat.recommendations.models import Obligation, Recommendation
from rasoat.recommendations.repeats import operations as repeats
from tests.papers.at_once import DUE as SOON
from tests.papers.at_once import WHY, told_of
from tests.papers.samples import DUE, prepared
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
