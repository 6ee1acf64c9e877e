"""The edit form, in every room that has one: a refusal shows what is stored now beside what was typed, and loses nothing."""

from typing import Any

import pytest

from rasoat.accounts.models import User
from rasoat.plans.models import Plan
from rasoat.workflows.editing import begin_edit
from tests.plans.samples import draft
from tests.web.browse import inputs, words
from tests.world import World


def test_after_a_refused_write_the_page_reads_what_is_stored_now(world: World, client_for: Any) -> None:
    """The form was opened, somebody else saved, and then it was sent: both texts are there, the new version too."""
    plan, client = draft(world), client_for("officer")
    fields = inputs(client.get(f"/plans/{plan.id}/edit"))

    def save_first(session: Any) -> None:
        row = session.get_one(Plan, plan.id)
        begin_edit(session, row, None, world.as_("officer2"))
        row.title = "Tên mà người khác vừa lưu"

    world.do(save_first)
    answer = client.post(f"/plans/{plan.id}/edit", {**fields, "title": "Tên tôi gõ"})
    assert answer.status_code == 409
    assert "Lý Văn Nháp đã sửa nội dung này" in words(answer)
    assert "Tên mà người khác vừa lưu" in words(answer)
    assert answer.text.count("Tên tôi gõ") == 2, "beside the other version, and in the form"
    assert client.post(f"/plans/{plan.id}/edit", {**inputs(answer), "title": "Tên tôi gõ"}).status_code == 303
    assert world.see(lambda s: s.get_one(Plan, plan.id).title) == "Tên tôi gõ"


@pytest.mark.parametrize("stale", ["0", "²", "abc", ""])
def test_a_version_that_is_none_or_old_never_overwrites_unseen(world: World, client_for: Any, stale: str) -> None:
    client, user_id = client_for("admin"), world.as_("officer").user_id
    fields = inputs(client.get(f"/admin/users/{user_id}"))
    answer = client.post(f"/admin/users/{user_id}", {**fields, "version": stale, "full_name": "Tên Khác"})
    stored = world.see(lambda s: s.get_one(User, user_id).full_name)
    assert answer.status_code in (303, 400, 409)
    # Without a version the form says that it does not know of any edit: only then it may save.
    assert (stored == "Tên Khác") == (answer.status_code == 303) == (stale == "")
