"""Approving, signing, numbering, issuing: the password is given again, and not by an account that was just set anew."""

from collections import defaultdict
from datetime import timedelta

import pytest

from rasoat import clock
from rasoat.accounts import activation
from rasoat.accounts.models import User
from rasoat.accounts.sessions import FRESH
from rasoat.db import new_id
from rasoat.plans.models import Plan
from rasoat.tablets import operations, queries
from rasoat.workflows import CaseRef, may, pins
from rasoat.workflows.registry import is_signature, signatures
from tests.plans import samples
from tests.web.browse import inputs, words
from tests.world import PASSWORD

SHIPPED = {
    "plan": {"co_sign", "approve", "outside_signed", "bring_into_force"},
    "paper": {"recall", "approve", "record_signature", "number", "issue", "void_number"},
    "account_change": {"confirm"},
}
"""What counts as a signature in the shipped procedures. A new step that should, has an effect marked so."""


def test_what_counts_as_a_signature(world):
    found = defaultdict(set)
    for workflow in world.see(pins.stored):
        found[workflow.kind] |= {step.trigger for step in workflow.transitions if is_signature(step)}
    found = {kind: steps for kind, steps in found.items() if steps}
    assert found == SHIPPED
    assert signatures


@pytest.fixture
def waiting(world):
    """A plan that waits for the leader's approval, and what sends it on."""
    plan = samples.draft(world)
    samples.step(world, plan.id, "submit", "officer")
    for who in ("edu_leader", "culture_leader"):
        samples.step(world, plan.id, "co_sign", who)
    return world.see(lambda db: db.get_one(Plan, plan.id))


def approval(world, plan):
    return f"/cases/plan/{plan.id}/approve", {"version": str(plan.version), "typed": "12"}


def test_a_moment_after_signing_in_it_is_not_asked(world, client_for, waiting):
    path, fields = approval(world, waiting)
    assert client_for("leader").post(path, fields).status_code == 303


class TestLater:
    def asked(self, world, client_for, waiting):
        client = client_for("leader")
        path, fields = approval(world, waiting)
        with clock.at(clock.real_now() + FRESH + timedelta(seconds=1)):
            page = client.post(path, fields)
        assert page.status_code == 403
        assert "Nhập lại mật khẩu" in words(page)
        return client, path, page

    def again(self, client, path, page, password):
        with clock.at(clock.real_now() + FRESH + timedelta(seconds=1)):
            fields = {**inputs(page), "confirm_password": password}
            token = fields.pop("csrf_token")
            return client.post(path, fields, token=token)

    def test_it_is_asked_and_nothing_is_done_without(self, world, client_for, waiting):
        _, _, page = self.asked(world, client_for, waiting)
        assert inputs(page)["typed"] == "12", "what was typed goes on with the password"
        assert world.see(lambda db: db.get_one(Plan, waiting.id)).status == waiting.status

    def test_the_right_one_goes_on_with_what_was_typed(self, world, client_for, waiting):
        client, path, page = self.asked(world, client_for, waiting)
        assert self.again(client, path, page, PASSWORD).status_code == 303
        plan = world.see(lambda db: db.get_one(Plan, waiting.id))
        assert plan.status == "signed"

    def test_a_wrong_one_is_asked_again_and_nothing_is_lost(self, world, client_for, waiting):
        client, path, page = self.asked(world, client_for, waiting)
        wrong = self.again(client, path, page, "khong-phai-mat-khau")
        assert wrong.status_code == 403
        assert "Mật khẩu không đúng." in words(wrong)
        assert "khong-phai-mat-khau" not in wrong.text
        assert self.again(client, path, wrong, PASSWORD).status_code == 303

    @pytest.mark.parametrize("headers", [{"Origin": ""}, {"Origin": "https://rasoat.example"}])
    def test_it_can_be_given_behind_a_proxy_that_changes_the_host(self, world, client_for, waiting, headers):
        """The form's token says that this site sent it, whatever the Origin is."""
        client = client_for("leader")
        path, fields = approval(world, waiting)
        with clock.at(clock.real_now() + FRESH + timedelta(seconds=1)):
            page = client.post(path, fields, headers=headers)
        assert inputs(page)["typed"] == "12"
        assert self.again(client, path, page, PASSWORD).status_code == 303

    def test_none_is_wrong(self, world, client_for, waiting):
        client, path, page = self.asked(world, client_for, waiting)
        assert self.again(client, path, page, "").status_code == 403


def test_other_steps_never_ask(world, client_for):
    plan = samples.draft(world)
    client = client_for("officer")
    with clock.at(clock.real_now() + FRESH * 3):
        answer = client.post(f"/cases/plan/{plan.id}/submit", {"version": str(plan.version)})
    assert answer.status_code == 303


def test_an_account_set_anew_sees_why_it_signs_nothing(world, client_for, waiting):
    leader = world.as_("leader")
    world.do(lambda db: activation.bar_signing(db.get_one(User, leader.user_id)))
    option = next(
        o
        for o in world.see(lambda db: may(db, CaseRef("plan", waiting.id), leader))
        if o.transition.trigger == "approve"
    )
    assert "vừa được đặt lại" in option.reasons[0].message
    path, fields = approval(world, waiting)
    refused = client_for("leader").post(path, fields)
    assert refused.status_code == 422
    assert "vừa được đặt lại" in words(refused)


def test_a_tablet_s_token_never_signs(world, app):
    made = world.do(
        lambda db: operations.register(db, world.as_("leader"), new_id(), label="", user_agent="", build="", days=1)
    )
    holder = world.see(lambda db: queries.holder(db, made.tablet.id, made.tablet.token_hash))
    assert not holder.actor.password_fresh
