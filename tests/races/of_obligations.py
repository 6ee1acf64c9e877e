"""Races of those who answer, verify and follow up what is owed."""

from datetime import date, timedelta
from functools import partial
from typing import Any

from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.db import new_id
from rasoat.files.models import Attachment
from rasoat.files.operations import StoredFile
from rasoat.followup import operations as followup
from rasoat.followup import stopping
from rasoat.followup.models import LadderStep
from rasoat.inspections.models import Inspection
from rasoat.notifying.models import ToldLine
from rasoat.official import operations as official
from rasoat.official.operations import Signed
from rasoat.papers.models import PaperCase
from rasoat.recommendations import observing, on_the_spot, receiving, releasing, rounds, stances
from rasoat.recommendations.answering import operations as answering
from rasoat.recommendations.answering.models import (
    Answer,
    Observation,
    PreparedAnswer,
    ProgressPart,
    ProgressReport,
    Stance,
    Verification,
)
from rasoat.recommendations.calendar import operations as calendar
from rasoat.recommendations.data import PartReport, PartVerdict
from rasoat.recommendations.inside import operations as inside
from rasoat.recommendations.inside.models import InsideNote
from rasoat.recommendations.measures import Measure
from rasoat.recommendations.models import Obligation
from rasoat.recommendations.parts import change_parts
from rasoat.recommendations.priorities import operations as priorities
from rasoat.recommendations.priorities.models import PriorityChange
from rasoat.units import operations as units
from rasoat.visits import operations as visits
from rasoat.workflows import CaseRef, fire
from tests.papers.samples import AUGUST_5
from tests.races.race import AT_ONCE, Race, race
from tests.recommendations.samples import followed_up, obligations
from tests.world import World

TODAY = date(2024, 8, 20)
LATE = date(2025, 8, 20)
DUE = date(2024, 9, 2)
SIGNS = Measure("cảnh báo được cắm", "count", "biển", 21, 67)


def _step(name: str, step: Any, *, answered: bool) -> None:
    @race(f"recommendations.answering.operations.{name}")
    def _stepped(world: World) -> Race:
        """A step with a file: it is done once, and the files of those that came too late are attached to nothing."""
        row, district = obligations(world, followed_up(world).id)[0], world.as_("district_officer")
        if answered:
            world.do(lambda s: answering.answer(s, district, row.id, claim="met", text="Đã làm."))

        def write(session: Any, number: int) -> Any:
            return step(session, world, row.id, number, [StoredFile("d" * 64, 3, "image/png", f"ảnh {number}.png")])

        def one_file(_results: list[Any]) -> None:
            evidence = col(Attachment.owner_kind).in_(("answer", "verification"))
            assert len(world.see(lambda s: s.exec(select(Attachment).where(evidence)).all())) == 1

        return Race(write, wins=1, refused=("case.wrong_state",), then=one_file)


_step("answer", lambda s, world, row_id, n, files: answering.answer(
    s, world.as_("district_officer"), row_id, claim="met", text=f"Đã làm {n}.", files=files
), answered=False)  # fmt: skip
_step("verify", lambda s, world, row_id, n, files: answering.verify(
    s, world.as_("officer"), row_id, verdict="met", evidence=f"Đã xem {n}.", files=files
), answered=True)  # fmt: skip


def _in_preparation(world: World) -> tuple[Any, Any]:
    """An answer that waits for the leader, and the obligation."""
    row, officer = obligations(world, followed_up(world).id)[0], world.as_("district_officer")
    return row, world.do(lambda s: releasing.prepare(s, officer, row.id, claim="met", text="Đã làm."))


@race("official.operations.send", at=AUGUST_5 + timedelta(days=20))
def _reported_officially(world: World) -> Race:
    """Eight people send one signed report about two drafts: each draft becomes one answer."""
    rows, officer = obligations(world, followed_up(world).id)[:2], world.as_("district_officer")
    words = {"claim": "met", "text": "Đã làm."}
    drafts = [world.do(lambda s, row=row: releasing.save_draft(s, officer, row.id, **words)).id for row in rows]
    signed = Signed("12/BC-UBND", clock.today(), "Người Ký Mẫu")

    def one_each(_results: list[Any]) -> None:
        answers = world.see(lambda s: s.exec(select(Answer)).all())
        assert {row.obligation_id for row in answers} == {row.id for row in rows}
        assert len(answers) == len(rows)

    def send(session: Session, number: int) -> Any:
        scan = StoredFile("d" * 64, 3, "application/pdf", f"báo cáo {number}.pdf")
        return official.send(session, officer, signed, drafts, [scan], command_id=new_id())

    return Race(send, wins=1, refused=("form.invalid",), then=one_each)


@race("recommendations.releasing.prepare")
def _prepared(world: World) -> Race:
    """Eight officers word one answer anew: one of them is put before the leader, the others are told."""
    row, before = _in_preparation(world)
    officer = world.as_("district_officer")
    return Race(
        lambda s, n: releasing.prepare(s, officer, row.id, claim="met", text=f"Đã làm {n}.", seen=before.id),
        wins=1,
        refused=("case.edited",),
    )


@race("recommendations.releasing.release", "recommendations.releasing.send_back")
def _decided(world: World) -> Race:
    """Leaders release and send back one answer at once: one decision holds, and at most one answer is given."""
    row, before = _in_preparation(world)
    leader = world.as_("district_leader")

    def write(session: Any, number: int) -> Any:
        if number % 2:
            return releasing.release(session, leader, row.id, before.id)
        return releasing.send_back(session, leader, row.id, before.id, "Chưa rõ.")

    def one(_results: list[Any]) -> None:
        answers = world.see(lambda s: s.exec(select(Answer)).all())
        outcome = world.see(lambda s: s.get_one(PreparedAnswer, before.id).outcome)
        assert (len(answers), outcome) in ((1, "released"), (0, "returned"))

    return Race(write, wins=1, refused=("answer.not_waiting", "case.wrong_state"), then=one)


@race("recommendations.releasing.save_draft")
def _draft_saved(world: World) -> Race:
    """Eight people save a draft from the same page: one is kept, the others are told."""
    row, officer = obligations(world, followed_up(world).id)[0], world.as_("district_officer")
    return Race(
        lambda s, n: releasing.save_draft(s, officer, row.id, claim="", text=f"Nháp {n}."),
        wins=1,
        refused=("case.edited",),
    )


@race("recommendations.rounds.report_progress")
def _on_the_way(world: World) -> Race:
    """People tell at once how far they have come, each sending twice: each report is kept once, with its own figure."""
    row, district = obligations(world, followed_up(world).id)[0], world.as_("district_officer")
    world.do(lambda s: change_parts(s, s.get_one(Obligation, row.id), SIGNS))
    commands = [new_id() for _ in range(AT_ONCE // 2)]

    def write(session: Any, number: int) -> Any:
        command, signs = commands[number // 2], number // 2 + 21
        parts = [PartReport(1, signs)]
        return rounds.report_progress(session, district, row.id, text=f"{signs}", parts=parts, command_id=command)

    def each_once(_results: list[Any]) -> None:
        reports = {one.id: one.text for one in world.see(lambda s: s.exec(select(ProgressReport)).all())}
        parts = world.see(lambda s: s.exec(select(ProgressPart)).all())
        assert sorted(reports.values()) == ["21", "22", "23", "24"]
        assert sorted((reports[one.progress_id], one.told) for one in parts) == [
            (text, f"{text}/67 biển") for text in sorted(reports.values())
        ]

    return Race(write, then=each_once)


@race("recommendations.rounds.supplement")
def _in_rounds(world: World) -> Race:
    """The addressee takes back or supplements what an officer begins to verify, and somebody gives the verdict: whatever
    comes first, the verdict is on an answer that stands.
    """
    row, district = obligations(world, followed_up(world).id)[0], world.as_("district_officer")
    officer, ref = world.as_("officer"), CaseRef("obligation", row.id)
    world.do(lambda s: answering.answer(s, district, row.id, claim="partly_met", text="Đã làm một phần."))
    version = world.see(lambda s: s.get_one(Obligation, row.id).version)

    def write(session: Any, number: int) -> Any:
        kind = number % 4
        if kind == 0:
            return rounds.supplement(session, district, row.id, claim="met", text=f"Đã làm {number}.")
        if kind == 1:
            return fire(session, ref, "take_back", district, payload={"reason": f"Nhầm {number}."})
        if kind == 2:
            return fire(session, ref, "begin_verification", officer)
        return answering.verify(session, officer, row.id, verdict="met", evidence="Đã xem.", expected_version=version)

    def one_stands(_results: list[Any]) -> None:
        answers = world.see(lambda s: s.exec(select(Answer).order_by(col(Answer.ordinal))).all())
        verdicts = world.see(lambda s: s.exec(select(Verification)).all())
        status = world.see(lambda s: s.get_one(Obligation, row.id).status)
        standing = [answer.id for answer in answers if not answer.ended]
        assert len(standing) == (0 if status == "acknowledged" else 1)
        assert all(verdict.answer_id in standing for verdict in verdicts)

    return Race(write, wins=None, refused=("case.wrong_state", "case.stale"), then=one_stands)


@race("recommendations.stances.state")
def _stated(world: World) -> Race:
    """Eight people disagree with one thing: one of them is put before the leader."""
    row, district = obligations(world, followed_up(world).id)[0], world.as_("district_officer")

    def one(_results: list[Any]) -> None:
        assert len(world.see(lambda s: s.exec(select(Stance)).all())) == 1

    return Race(
        lambda s, n: stances.state(s, district, row.id, stance="disagrees", reason=f"Lý do {n}."),
        wins=1,
        refused=("case.refused",),
        then=one,
    )


@race("recommendations.priorities.operations.change")
def _reprioritised(world: World) -> Race:
    """Eight people call one thing urgent: it becomes so once, and the others are told that it is."""
    row, officer = obligations(world, followed_up(world).id)[0], world.as_("officer")

    def one(_results: list[Any]) -> None:
        assert len(world.see(lambda s: s.exec(select(PriorityChange)).all())) == 1

    return Race(
        lambda s, n: priorities.change(s, officer, row.id, priority="urgent", reason=f"Lý do {n}."),
        wins=1,
        refused=("case.refused",),
        then=one,
    )


@race("recommendations.answering.operations.ask_extension")
def _more_time_asked(world: World) -> Race:
    row, district = obligations(world, followed_up(world).id)[0], world.as_("district_officer")
    until = date(2025, 12, 1)
    return Race(
        lambda s, n: answering.ask_extension(s, district, row.id, until=until, reason=f"Lý do {n}."),
        wins=1,
        refused=("case.refused",),
    )


@race("recommendations.observing.observe")
def _observed(world: World) -> Race:
    inspection = followed_up(world)
    row, observation_id = obligations(world, inspection.id)[0], new_id()
    visit = world.do(
        lambda s: visits.add_visit(s, world.as_("lead"), s.get_one(Inspection, inspection.id), TODAY, "Xã Mai Sao")
    )
    return Race(
        lambda s, _: observing.observe(
            s, world.as_("lead"), observation_id=observation_id, obligation_id=row.id, visit_id=visit.id, seen="done"
        )
    )


@race("recommendations.on_the_spot.conclude")
def _concluded(world: World) -> Race:
    """Eight tablets conclude on one obligation at once: one verdict, and seven tell what they saw."""
    inspection = followed_up(world)
    row = obligations(world, inspection.id)[0]
    visit = world.do(
        lambda s: visits.add_visit(s, world.as_("lead"), s.get_one(Inspection, inspection.id), TODAY, "Xã Mai Sao")
    )

    def conclude(session: Session, number: int) -> str:
        verdict = on_the_spot.SpotVerdict(
            id=new_id(),
            obligation_id=row.id,
            visit_id=visit.id,
            version=row.version,
            parts=[PartVerdict(1, "partly_met", f"Lý do {number}.")],
            evidence="Xem tại chỗ.",
            pictures=0,
            made_at=clock.now(),
        )
        problem = on_the_spot.conclude(session, world.as_("lead"), verdict)
        return problem.key if problem else ""

    def one(results: list[Any]) -> None:
        assert sorted(results) == ["", *["case.stale"] * 7], results
        assert len(world.see(lambda s: s.exec(select(Verification)).all())) == 1
        assert len(world.see(lambda s: s.exec(select(Observation)).all())) == 7

    return Race(conclude, then=one)


@race("followup.operations.remind_now")
def _reminded(world: World) -> Race:
    row = obligations(world, followed_up(world).id)[0]
    return Race(lambda s, _: followup.remind_now(s, world.as_("officer"), row.id), wins=1, refused=("reminder.today",))


@race("followup.operations.climb", "followup.climbing.begin", "followup.climbing.take_steps")
def _climbed(world: World) -> Race:
    """Eight workers on one morning: each step is done once, and one letter is drafted for each addressee."""
    followed_up(world)

    def once(results: list[Any]) -> None:
        made = world.see(lambda s: s.exec(select(LadderStep)).all())
        letters = world.see(lambda s: s.exec(select(PaperCase).where(PaperCase.kind == "reminder")).all())
        assert len({(one.case_id, one.step, one.ordinal) for one in made}) == len(made) > 0, made
        assert len(made) == sum(results), (results, len(made))
        named = {one.letter_id for one in made if one.step == "letter"}
        assert named == {one.id for one in letters}, (named, letters)
        assert len(letters) == 2, letters

    def write(session: Session, _number: int) -> int:
        with clock.at(clock.beginning(LATE)):
            return followup.climb(session, LATE)

    return Race(write, then=once)


@race("followup.stopping.stop_step")
def _stopped(world: World) -> Race:
    row = obligations(world, followed_up(world).id)[0]
    stop = partial(stopping.stop_step, obligation_id=row.id, step="overdue", reason="Đã hẹn làm việc.")
    return Race(lambda s, _: stop(s, world.as_("officer")), wins=1, refused=("form.invalid",))


@race("followup.operations.tell_of_ended")
def _told_of_ended(world: World) -> Race:
    """Eight workers tell of an agency that has ended: each officer hears it once."""
    followed_up(world)
    ended = {"valid_to": date(2024, 8, 31)}
    world.do(lambda s: units.edit_agency(s, world.agencies["district"], None, ended))

    def once(results: list[Any]) -> None:
        lines = world.see(lambda s: s.exec(select(ToldLine).where(ToldLine.event == "addressee_ended")).all())
        assert len(lines) == sum(results) == len({line.account_id for line in lines}) == 2

    return Race(lambda s, _: followup.tell_of_ended(s, LATE), then=once)


@race("recommendations.receiving.acknowledge_all", at=AUGUST_5)
def _confirmed_at_once(world: World) -> Race:
    """Eight of the agency press the button at once: each obligation is confirmed once, and nobody is refused."""
    inspection = followed_up(world)
    rows = obligations(world, inspection.id, Obligation.addressee_id == world.agencies["district"])
    seen = {row.id: row.version for row in rows}

    def once(results: list[Any]) -> None:
        assert sorted(one.confirmed for one in results) == [0] * (len(results) - 1) + [len(rows)]
        assert not any(one.refused for one in results)

    return Race(lambda s, _: receiving.acknowledge_all(s, world.as_("district_officer"), seen), then=once)


@race("recommendations.inside.operations.assign", at=AUGUST_5)
def _assigned(world: World) -> Race:
    """Of eight who saw that nobody had it, one gives it to somebody, and the others see that."""
    row = obligations(world, followed_up(world).id, Obligation.addressee_id == world.agencies["district"])[0]
    leader, person = world.as_("district_leader"), world.as_("district_officer").user_id
    return Race(
        lambda s, n: inside.assign(s, leader, row.id, person, DUE if n % 2 else None), wins=1, refused=("case.edited",)
    )


@race("recommendations.inside.operations.add_note", at=AUGUST_5)
def _noted(world: World) -> Race:
    row = obligations(world, followed_up(world).id, Obligation.addressee_id == world.agencies["district"])[0]

    def all_there(_results: list[Any]) -> None:
        assert len(world.see(lambda s: s.exec(select(InsideNote)).all())) == len(_results)

    return Race(lambda s, n: inside.add_note(s, world.as_("district_officer"), row.id, f"Ghi chú {n}."), then=all_there)


@race("recommendations.calendar.operations.make")
def _calendar_made(world: World) -> Race:
    """Eight times the button: the last address works, the others do not."""
    me = world.as_("district_officer").user_id

    def one_works(results: list[Any]) -> None:
        owners = [world.see(lambda s, one=one: calendar.owner_of(s, one)) for one in results]
        assert sorted(map(bool, owners)) == [False] * (len(results) - 1) + [True]

    return Race(lambda s, _: calendar.make(s, me), then=one_works)


@race("recommendations.calendar.operations.revoke")
def _calendar_revoked(world: World) -> Race:
    me = world.as_("district_officer").user_id
    world.do(lambda s: calendar.make(s, me))

    def once(results: list[Any]) -> None:
        assert sorted(results) == [False] * (len(results) - 1) + [True]

    return Race(lambda s, _: calendar.revoke(s, me), then=once)
