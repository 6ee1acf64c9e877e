"""Which work of a numbered paper says whether its number may be made void."""

from types import SimpleNamespace

import pytest

from rasoat import clock
from rasoat.db import new_id
from rasoat.outbox.models import OutboxItem
from rasoat.papers import voiding
from tests.world import World

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def test_what_an_earlier_number_failed_of_says_nothing_of_the_present_one(world: World) -> None:
    case, failed = SimpleNamespace(id=new_id(), frozen_id=new_id()), "[2204] Bộ tạo PDF không hoàn thành."

    def ask(session, *works):  # type: ignore[no-untyped-def]
        for key, error in works:
            session.add(OutboxItem(kind=voiding.RENDER, key=key, payload={}, not_before=clock.now(), error=error))
        session.flush()
        return [reason.message for reason in voiding.against(session, case)]

    old, new = f"{voiding.RENDER}:{case.id}", voiding.key_of(case)
    assert world.do(lambda s: ask(s, (old, failed))) == []
    [told] = world.do(lambda s: ask(s, (new, "")))
    assert "chỉ hủy số khi đã thử" in told
