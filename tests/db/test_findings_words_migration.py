"""Migration 0072: findings of before have the words and the order that the program stores today."""

from uuid import UUID

from sqlalchemy import inspect
from sqlmodel import Session, select

from rasoat.db import schema, search_index
from rasoat.findings.models import Finding
from tests.db.test_search_words_migration import world
from tests.visits.samples import visiting
from tests.world import World

__all__ = ["world"]
TEXTS = [
    "Chưa cắm biển cảnh báo ở 98/TB-SLĐTBXH, xã Đồng Mỏ (cũ).",
    "ĐẬP’s nước м² … ½ №5; İstanbul, ﬁn",
    "Ưu điểm:\n  nhiều   dòng\tvà chữ " + "x" * 300,
    "…",
    "Dài " * 400,
]


def test_findings_of_before_have_their_words(world: World) -> None:
    case = visiting(world)

    def write(session: Session) -> None:
        for number, text in enumerate(TEXTS, 80):
            session.add(Finding(inspection_id=case.inspection_id, kind="strength", ordinal=number, text=text))

    def stored(session: Session) -> dict[UUID, tuple[str, str]]:
        return {row.id: (row.search_text, row.order_text) for row in session.exec(select(Finding))}

    world.do(write)
    wanted = world.see(stored)
    assert len(wanted) == len(TEXTS)
    schema.downgrade(world.database, "0071")
    columns = {column["name"] for column in inspect(world.database.engine).get_columns("finding")}
    assert not columns & {"search_text", "order_text"}
    schema.upgrade(world.database)
    assert world.see(stored) == wanted
    assert schema.differences(world.database) == []
    with world.database.read() as session:
        assert "finding" in search_index.tables(session.connection())
