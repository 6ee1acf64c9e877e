"""Taking back what somebody may sign is a case with its journal, and its owner hears of it."""

from sqlmodel import select

from rasoat import clock
from rasoat.account_changes.models import AccountChange
from rasoat.accounts.models import SigningAuthority
from rasoat.notifying.models import ToldLine
from rasoat.workflows import CaseRef
from rasoat.workflows.journal import entries
from tests.web.browse import words


def test_it_stands_in_a_journal_and_the_owner_is_told(world, client_for):
    lead, admin, day = world.as_("lead"), client_for("admin"), clock.today()
    row = SigningAuthority(
        account_id=lead.user_id, agency_id=lead.agency_id, capacity="TL", head_title="Giám đốc",
        act="Quy chế làm việc", act_day=day, kinds=["schedule"], valid_from=day,
    )  # fmt: skip
    authority = world.do(lambda s: (s.add(row), s.flush(), row.id)[-1])
    assert client_for("clerk").post(f"/admin/signing/{authority}/end").status_code == 403
    for _ in range(2):  # The second changes nothing.
        assert admin.post(f"/admin/signing/{authority}/end").status_code == 303
    assert world.see(lambda s: s.get_one(SigningAuthority, authority)).ended_at is not None
    [change] = world.see(lambda s: s.exec(select(AccountChange)).all())
    found = world.see(lambda s: [entry for entry, _ in entries(s, CaseRef("account_change", change.id))])
    assert [(entry.trigger, entry.actor_id) for entry in found] == [
        ("create", world.as_("admin").user_id),
        ("end_signing", world.as_("admin").user_id),
    ]
    [line] = world.see(lambda s: s.exec(select(ToldLine).where(ToldLine.event == "signing_ended")).all())
    assert line.account_id == lead.user_id
    shown = words(client_for("lead").get(f"/account-changes/{change.id}"))
    assert "Thu hồi giao ký" in shown
    assert "Quy chế làm việc" in shown
    assert "Ai xác nhận được" not in shown
