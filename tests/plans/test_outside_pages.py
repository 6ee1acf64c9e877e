"""A plan that is signed outside, by its pages: whom each agency lets sign, when each signed, the file that all signed."""

import io
from collections.abc import Callable

import pytest

from rasoat.papers import plan_steps
from rasoat.papers.models import PaperCase
from rasoat.papers.signing_outside import field_of
from tests.plans.samples import draft, step
from tests.web.browse import Client, inputs, words
from tests.world import World

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def test_each_agency_has_its_signer_and_its_day(world: World, client_for: Callable[[str], Client]) -> None:
    plan = draft(world)
    step(world, plan.id, "submit", "officer")
    case = world.see(lambda s: plan_steps.paper_of(s, plan.id))
    assert case is not None
    officer, clerk, here = client_for("officer"), client_for("clerk"), f"/papers/{case.id}"
    keys = {"edu": "edu_leader", "culture": "culture_leader"}
    signers = {field_of("signer", world.agencies[one]): str(world.as_(who).user_id) for one, who in keys.items()}
    page = officer.get(f"{here}/to-sign")
    assert "Người ký của Sở VHTTDL" in words(page)
    given = {**inputs(page), "signer_id": str(world.as_("leader").user_id), **signers}
    first = next(iter(signers))
    refused = officer.post(f"{here}/to-sign", {**given, first: str(world.as_("officer").user_id)})
    assert refused.status_code == 422
    sent = officer.post(f"{here}/to-sign", given)
    assert sent.status_code == 303, words(sent)
    copy = officer.get(f"{here}/to-sign.pdf").data
    days = {field_of("signed_on", world.agencies[one]): "20/5/2024" for one in keys}
    file = {"scan": (io.BytesIO(copy), "ban-da-ky.pdf")}
    form = clerk.get(f"{here}/signed-outside")
    assert "Sở VHTTDL ký ngày" in words(form) and "Bế Thị Văn" in words(form)
    taken = clerk.post(
        f"{here}/signed-outside",
        {**inputs(form), "how": "hand", "signed_on": "20/5/2024", **days, **file},
        content_type="multipart/form-data",
    )
    assert taken.status_code == 303, words(taken)
    assert "lời văn trùng với bản trình ký" in words(clerk.get(here))
    assert words(officer.get(f"/plans/{plan.id}")).count("ký tay ngày 20/05/2024") == 2
    assert world.see(lambda s: s.get_one(PaperCase, case.id)).signed_how == "hand"
