"""Reminders as mails, taken by a real mail server on this machine."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import Session, col, select

from rasoat import clock
from rasoat.accounts.actor import SYSTEM_ID
from rasoat.accounts.models import User
from rasoat.followup import operations, stopping
from rasoat.followup.models import LadderStep
from rasoat.notifying import mail
from rasoat.notifying.models import ToldLine
from rasoat.notifying.operations import BY_DAY
from rasoat.outbox.models import OutboxItem
from rasoat.outbox.operations import run_due
from rasoat.recommendations.answering import operations as answering
from rasoat.recommendations.models import Obligation
from rasoat.settings import Settings
from rasoat.workflows import CaseRef
from rasoat.workflows.chains import verify
from rasoat.workflows.journal import entries
from rasoat.workflows.models import JournalEntry
from tests.postbox import UNKNOWN, Postbox, postbox
from tests.recommendations.samples import TO_DISTRICT, followed_up, obligations
from tests.world import World

__all__ = ["postbox"]

LATE = date(2024, 11, 9)
OF_DISTRICT = ("district", "district_leader", "district_officer")
MAILS = 7 * len(OF_DISTRICT) + 7 * len(("office", "office_officer"))


@pytest.fixture
def late(world: World) -> Iterator[Obligation]:
    """The third obligation, three days after its due date, its addressee being reminded by the system."""
    inspection = followed_up(world)
    with clock.use_date(LATE):
        world.do(lambda s: operations.climb(s, LATE))
        yield obligations(world, inspection.id)[2]


def settings(postbox: Postbox | None, **more: Any) -> Settings:
    server = {"smtp_host": "127.0.0.1", "smtp_port": postbox.port} if postbox else {}
    return Settings(**server, mail_from="so@vidu.example", public_url="https://rasoat.vidu.example/", **more)


def work(world: World, chosen: Settings) -> int:
    return run_due(world.database, mail.handlers(chosen))


def lines_of(world: World, obligation: Obligation) -> list[ToldLine]:
    query = select(ToldLine).join(LadderStep, col(LadderStep.id) == col(ToldLine.event_id))
    return world.see(lambda s: list(s.exec(query.where(LadderStep.case_id == obligation.id))))


def mailed(world: World, obligation: Obligation) -> bool:
    [climbed] = world.see(lambda s: stopping.climbed(s, obligation.id, outside=True))
    return climbed.mailed_at is not None


def test_many_reminders_are_queued_some_at_a_time(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever writes meanwhile waits for a few of them, and what was done stays done."""
    followed_up(world)
    monkeypatch.setattr(operations, "SOME", 2)
    kept: list[int] = []
    write = world.database.write
    monkeypatch.setattr(world.database, "write", lambda operation: kept.append(write(operation)) or kept[-1])
    with clock.use_date(LATE):
        taken = operations.remind(world.database, LATE)
        begun, *portions = kept
        assert (begun, taken) == (14, sum(portions))
        assert max(portions) == 2
        assert len(world.see(lambda s: s.exec(select(LadderStep)).all())) == taken
        assert operations.remind(world.database, LATE) == 0, "each is sent once"


def test_the_mail_says_what_is_late_and_where_to_answer(world: World, late: Obligation, postbox: Postbox) -> None:
    assert work(world, settings(postbox)) == MAILS
    mails = [one for one in postbox.taken if str(late.id) in one[1].get_content()]
    assert sorted(to for to, _ in mails) == [[f"{who}@vidu.example"] for who in OF_DISTRICT]
    message = mails[0][1]
    assert message["Subject"] == "Quá hạn: kiến nghị số 3, hạn 6/11/2024"
    assert message["From"] == "so@vidu.example"
    body = message.get_content()
    assert "Kính gửi Ủy ban nhân dân huyện Chi Lăng," in body
    assert "Hạn thực hiện là ngày 6/11/2024, đã quá hạn 3 ngày." in body
    assert f"https://rasoat.vidu.example/obligations/{late.id}\n" in body
    assert mailed(world, late)


def test_no_free_text_leaves_the_system(world: World, late: Obligation, postbox: Postbox) -> None:
    work(world, settings(postbox))
    words = {word for text in TO_DISTRICT for word in (text, text[:40])}
    for _to, message in postbox.taken:
        assert not any(word in message.get_content() for word in words)


def test_a_mail_is_sent_once(world: World, late: Obligation, postbox: Postbox) -> None:
    work(world, settings(postbox))
    assert work(world, settings(postbox)) == 0
    # A worker that died before it could say “done” runs the item again.
    for line in lines_of(world, late):
        mail.send(world.database, settings(postbox), {"line_id": str(line.id)})
    assert len(postbox.taken) == MAILS


def test_without_a_mail_server_the_reminder_stays_in_the_inbox(world: World, late: Obligation) -> None:
    assert work(world, settings(None)) == MAILS
    assert not mailed(world, late)
    waiting = world.see(lambda s: s.exec(select(OutboxItem).where(col(OutboxItem.done_at).is_(None))).all())
    assert waiting == []


def test_who_has_answered_meanwhile_gets_no_mail(world: World, late: Obligation, postbox: Postbox) -> None:
    who = world.as_("district_officer")
    world.do(lambda s: answering.answer(s, who, late.id, claim="met", text="Đã cắm biển."))
    work(world, settings(postbox))
    assert len(postbox.taken) == MAILS - len(OF_DISTRICT)


def test_an_officer_who_asks_is_named(world: World, postbox: Postbox) -> None:
    inspection = followed_up(world)
    row = obligations(world, inspection.id)[0]
    with clock.use_date(date(2024, 10, 1)):
        world.do(lambda s: operations.remind_now(s, world.as_("officer"), row.id))
        work(world, settings(postbox))
    (_to, message), *others = postbox.taken
    assert len(others) == len(OF_DISTRICT) - 1
    assert message["Subject"].startswith("Đôn đốc: ")
    assert "Người đôn đốc: Hoàng Thị Thử, Chuyên viên." in message.get_content()
    assert "quá hạn" not in message.get_content()


def test_a_server_that_refuses_is_asked_again_later(world: World, late: Obligation, postbox: Postbox) -> None:
    postbox.refuse = True
    assert work(world, settings(postbox)) == 0
    refused = world.see(lambda s: s.exec(select(OutboxItem).where(OutboxItem.kind == BY_DAY)).all())
    assert len(refused) == MAILS
    for item in refused:
        assert "451" in item.error
        assert item.done_at is None
    postbox.refuse = False
    later = clock.real_now() + timedelta(hours=1)
    with clock.at(later):
        assert work(world, settings(postbox)) == MAILS
    assert len(postbox.taken) == MAILS


def test_one_bad_address_stops_nobody_else(world: World, late: Obligation, postbox: Postbox) -> None:
    def misspell(session: Session) -> None:
        session.get_one(User, world.as_("district_officer").user_id).email = UNKNOWN

    world.do(misspell)
    work(world, settings(postbox))
    told = {to for (to,), message in postbox.taken if str(late.id) in message.get_content()}
    assert told == {"district@vidu.example", "district_leader@vidu.example"}
    stuck = world.see(lambda s: s.exec(select(OutboxItem).where(col(OutboxItem.done_at).is_(None))).all())
    assert stuck, "the one that could not be sent is kept"
    assert all(item.error and item.attempts == 1 for item in stuck)


def test_who_shares_an_address_is_told_there_once(world: World, postbox: Postbox) -> None:
    def share(session: Session) -> None:
        session.get_one(User, world.as_("district_officer").user_id).email = "district@vidu.example"

    inspection = followed_up(world)
    world.do(share)
    with clock.use_date(date(2024, 10, 1)):
        world.do(lambda s: operations.remind_now(s, world.as_("officer"), obligations(world, inspection.id)[0].id))
        work(world, settings(postbox))
    assert sorted(to for (to,), _ in postbox.taken) == ["district@vidu.example", "district_leader@vidu.example"]


def test_the_journal_says_who_reminded(world: World, late: Obligation) -> None:
    def story(session: Session) -> list[JournalEntry]:
        return [entry for entry, _ in entries(session, CaseRef("obligation", late.id)) if entry.trigger == "remind"]

    [by_itself] = world.see(story)
    assert (by_itself.actor_id, by_itself.agency_id) == (SYSTEM_ID, world.agencies["dept"])
    assert by_itself.facts == {"kind": "overdue", "for_day": "2024-11-07", "due_on": "2024-11-06"}
    world.do(lambda s: operations.remind_now(s, world.as_("officer"), late.id))
    assert world.see(story)[-1].actor_id == world.as_("officer").user_id
    assert world.see(lambda s: list(verify(s))) == []
