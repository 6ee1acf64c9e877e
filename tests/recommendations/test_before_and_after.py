"""The way from a finding to what became of it, back to what it rests on, and the photographs of before and after."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from rasoat import clock
from rasoat.db import new_id
from rasoat.files.operations import StoredFile
from rasoat.findings.models import Finding
from rasoat.official import operations as official
from rasoat.official.operations import Signed
from rasoat.recommendations import releasing
from rasoat.recommendations.models import Obligation
from tests.findings.test_drafting import HIDDEN_SIGN, PHOTO
from tests.recommendations.samples import add, issue_all, obligations, put_status
from tests.recommendations.test_pages import picture, play_on
from tests.visits.samples import visiting
from tests.web.browse import Client, inputs, words
from tests.web.conftest import app, client_for, settings  # noqa: F401 - fixtures of the pages
from tests.world import World

Browser = Callable[[str], Client]
DAY = date(2024, 9, 20)
CLAIMED = {"claim": "met", "text": "Đã phát quang."}


def asked(world: World) -> tuple[UUID, UUID, Obligation]:
    """A finding that rests on a photograph, the team's answer behind it, and what the district is asked to do."""
    case = visiting(world)
    response = case.fill("warning_signs", HIDDEN_SIGN, case.site("water_point", "Phố Sặt"), files={"photo": [PHOTO]})
    finding = Finding(
        inspection_id=case.inspection_id,
        kind="shortcoming",
        ordinal=99,
        text="Biển bị che khuất.",
        response_id=response.id,
        item="not_hidden",
    )
    finding_id = finding.id
    world.do(lambda s: s.add(finding))
    put_status(world, case.inspection_id, "reviewing")
    add(world, case.inspection_id, "Phát quang cây che biển.", "district", findings=(finding_id,))
    issue_all(world, case.inspection_id)
    [row] = obligations(world, case.inspection_id)
    play_on(world, DAY)
    return finding_id, response.id, row


def test_from_the_finding_to_its_end_and_back_with_both_photographs(world: World, client_for: Browser) -> None:  # noqa: F811
    finding_id, response_id, row = asked(world)
    officer, district, page = client_for("officer"), client_for("district_officer"), f"/obligations/{row.id}"
    assert "Ảnh trước và sau" not in officer.get(page).text, "nothing is to be compared yet"
    sent = {**inputs(district.get(page)), **CLAIMED, "files": picture()}
    assert district.post(f"{page}/answer", sent).status_code == 303

    seen = officer.get(page)
    back = f"/findings/of/{row.inspection_id}"
    assert f"{back}#finding-{finding_id}" in seen.text
    assert f"/visits/responses/{response_id}#item-not_hidden" in seen.text
    compared = seen.text.partition('id="compared"')[2].partition("</section>")[0]
    before, after = compared.split("<h3>")[1:]
    assert PHOTO.name in before and "biển cảnh báo.jpg" in after
    assert page in officer.get(back).text, "forward, to what became of it"

    theirs = district.get(page)
    assert "Biển bị che khuất." in words(theirs)
    assert str(response_id) not in theirs.text and PHOTO.name not in theirs.text, "what the team answered stays inside"
    assert "biển cảnh báo.jpg" in theirs.text and 'id="compared"' not in theirs.text, "there is nothing beside its own"


def test_the_scan_of_the_report_by_which_it_was_answered_is_no_photograph_of_after(
    world: World,
    client_for: Browser,  # noqa: F811
) -> None:
    _, _, row = asked(world)
    photo = StoredFile("a" * 64, 9, "image/jpeg", "da-phat-quang.jpg")
    scan = StoredFile("b" * 64, 9, "image/jpeg", "bao-cao-da-ky.jpg")
    signed, actor, command = Signed("12/BC-UBND", DAY, "Chu Văn Chi"), world.as_("district_officer"), new_id()
    with clock.use_date(DAY):
        draft = world.do(
            lambda s: releasing.save_draft(s, actor, row.id, claim="met", text="Đã phát quang.", files=[photo])
        )
        world.do(lambda s: official.send(s, actor, signed, [draft.id], [scan], command_id=command))
    seen = client_for("officer").get(f"/obligations/{row.id}").text
    compared = seen.partition('id="compared"')[2].partition("</section>")[0]
    assert photo.name in compared and scan.name not in compared and scan.name in seen
