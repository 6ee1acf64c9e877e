"""Who may open an attachment is asked of its owner; where there is no owner to ask, nobody may."""

from uuid import UUID

import pytest
from sqlmodel import Session

from rasoat.db import new_id
from rasoat.files import access
from rasoat.files.models import Attachment, Blob
from rasoat.problems import Problem
from tests.world import World

SHA = "a" * 64


def attach(session: Session, world: World, kind: str, owner_id: UUID, name: str = "bien.jpg") -> UUID:
    if session.get(Blob, SHA) is None:
        session.add(Blob(sha256=SHA, size=3, kind="image/jpeg"))
        session.flush()
    by = world.as_("officer").user_id
    row = Attachment(sha256=SHA, owner_kind=kind, owner_id=owner_id, name=name, uploaded_by=by)
    session.add(row)
    session.flush()
    return row.id


def test_what_nobody_attached_or_whose_owner_nobody_knows_opens_for_nobody(world: World) -> None:
    orphan = world.do(lambda s: attach(s, world, "no_such_owner", new_id()))
    for attachment_id in (new_id(), orphan):
        with pytest.raises(Problem) as refused:
            world.see(lambda s, i=attachment_id: access.open_for(s, i, world.as_("officer")))
        assert refused.value.key == "not_found"


def test_an_owner_has_its_own_attachments_in_the_order_in_which_they_came(world: World) -> None:
    owner = new_id()
    for kind, owner_id, name in [
        ("answer", owner, "z.jpg"),
        ("answer", owner, "a.jpg"),
        ("verification", owner, "b.jpg"),
        ("answer", new_id(), "c.jpg"),
    ]:
        world.do(lambda s, k=kind, i=owner_id, n=name: attach(s, world, k, i, n))
    assert [one.name for one in world.see(lambda s: access.attached(s, "answer", owner))] == ["z.jpg", "a.jpg"]
