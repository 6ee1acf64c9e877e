"""What obligations store for lists is compared with what it follows from: a change past the program is found."""

from datetime import date

import pytest
from click.testing import CliRunner
from sqlalchemy import delete, update
from sqlmodel import col, select

from rasoat.cli import cli
from rasoat.db import Database
from rasoat.recommendations.answering import operations as answering
from rasoat.recommendations.answering.models import Extension
from rasoat.recommendations.models import Obligation, ObligationPart
from rasoat.workflows import CaseRef, derived, fire
from tests.recommendations.samples import followed_up, obligations
from tests.world import World

ONE_OF_TWO = "ghi kết luận “Đã thực hiện”, các phần cho “Thực hiện một phần”."


def verified(world: World) -> Obligation:
    """An obligation that was verified as met, beside another whose addressee asks for more time."""
    rows = [one for one in obligations(world, followed_up(world).id) if one.addressee_id == world.agencies["district"]]
    officer, district, row = world.as_("officer"), world.as_("district_officer"), rows[0]
    world.do(lambda s: answering.answer(s, district, row.id, claim="met", text="Đã cắm biển."))
    world.do(lambda s: answering.verify(s, officer, row.id, verdict="met", evidence="Xem ảnh."))
    asked = {"until": date(2099, 1, 5), "reason": "Chờ kinh phí."}
    world.do(lambda s: fire(s, CaseRef("obligation", rows[1].id), "ask_extension", district, payload=asked))
    return row


def found(world: World) -> list[tuple[CaseRef, str]]:
    return world.see(lambda s: list(derived.untrue(s)))


PARTS, OWN = col(ObligationPart.obligation_id), col(Obligation.id)
TAMPERED = {
    "the verdict": (
        update(Obligation).values(verdict="partly_met"),
        OWN,
        "“Thực hiện một phần”, các phần cho “Đã thực hiện”",
    ),
    "a part": (update(ObligationPart).values(verdict=""), PARTS, "“Đã thực hiện”, các phần cho “chưa xác minh”."),
    "all parts": (delete(ObligationPart), PARTS, "không có phần nào."),
    "the agency": (
        update(Obligation).values(lead_agency_id=col(Obligation.addressee_id)),
        OWN,
        "cơ quan chủ trì khác với cuộc kiểm tra",
    ),
    "a flag": (update(Obligation).values(extension_asked=True), OWN, "đang chờ, nhưng không có."),
}


@pytest.mark.parametrize(("change", "of", "why"), TAMPERED.values(), ids=TAMPERED)
def test_what_was_changed_past_the_program_is_found(world: World, change, of, why: str) -> None:
    row = verified(world)
    assert found(world) == []
    world.do(lambda s: s.connection().execute(change.where(of == row.id)))
    [(ref, said)] = found(world)
    assert (ref.id, why in said) == (row.id, True)


def test_an_extension_that_the_row_does_not_tell_of_is_found(world: World) -> None:
    verified(world)
    world.do(lambda s: s.connection().execute(update(Obligation).values(extension_asked=False)))
    [(ref, said)] = found(world)
    [waiting] = world.see(lambda s: s.exec(select(Extension.obligation_id)).all())
    assert (ref.id, said) == (waiting, "có đề nghị gia hạn đang chờ, nhưng không ghi.")


def test_one_part_of_several_is_enough(world: World) -> None:
    row = verified(world)
    world.do(lambda s: s.add(ObligationPart(obligation_id=row.id, ordinal=2, measure="Sổ theo dõi", verdict="not_met")))
    assert found(world) == [(CaseRef("obligation", row.id), ONE_OF_TWO)]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_audit_verify_names_the_case(world: World, database: Database, tmp_path, monkeypatch) -> None:
    row = verified(world)
    monkeypatch.setenv("RASOAT_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("RASOAT_DATABASE_URL", database.url)
    assert CliRunner().invoke(cli, ["audit", "verify"]).exit_code == 0
    world.do(
        lambda s: s.connection().execute(update(Obligation).where(col(Obligation.id) == row.id).values(verdict=""))
    )
    told = CliRunner().invoke(cli, ["audit", "verify"])
    assert told.exit_code == 1
    assert "Nội dung phải theo dõi “" in told.output
    assert "ghi kết luận “chưa xác minh”, các phần cho “Đã thực hiện”." in told.output
    assert "chỗ không còn như chương trình đã ghi" in told.output
