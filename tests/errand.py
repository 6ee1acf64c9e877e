"""A small kind of case for tests and benchmarks of the engine, in a table that no migration knows."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import MetaData
from sqlmodel import Field, Session

from rasoat import content
from rasoat.accounts.actor import Actor
from rasoat.db import Database, Searchable, Text
from rasoat.outbox import operations as outbox
from rasoat.problems import Reason
from rasoat.procedures.definition import Workflow
from rasoat.workflows import (
    CaseKind,
    CaseRef,
    CaseRow,
    Firing,
    effect,
    guard,
    pins,
    register_kind,
    registry,
    relation,
    start,
)


class Errand(CaseRow, Searchable, table=True):
    """A small case that an agency does for the tests."""

    # Not the application's metadata: "the database is what the models say" must stay true without this table.
    metadata: ClassVar[MetaData] = MetaData()

    agency_id: UUID
    title: str = Field(sa_type=Text)

    def searchable(self) -> list[str]:
        return [self.title]


SOURCE = """
id: errand
kind: errand
version: 1
title: Việc thử
initial: asked
states:
  asked: {title: Được giao, tone: waiting}
  doing: {title: Đang làm, tone: working}
  done: {title: Đã xong, tone: ok, final: true}
transitions:
  - trigger: begin
    title: Bắt đầu
    from: asked
    to: doing
    by: [agency.officer]
    guards: [errand_has_title, errand_title_is_calm]
  - trigger: tell
    title: Báo cáo
    from: [asked, doing]
    to: "="
    by: [agency.officer, agency.leader]
    needs:
      - {field: words, label: Nội dung, type: long_text}
      - {field: share, label: Đã làm được, type: number, required: false}
  - trigger: finish
    title: Hoàn thành
    from: doing
    to: done
    by: [agency.leader]
    effects: [errand_is_told, errand_may_fail]
  - trigger: reopen
    title: Làm lại
    from: done
    to: doing
    by: [agency.leader]
  - trigger: turn
    title: Chuyển qua
    from: asked
    to: doing
    by: [agency.leader]
    guards: &five [errand_has_title, errand_title_is_calm, errand_has_agency, errand_is_known, errand_is_open]
  - trigger: turn
    title: Chuyển lại
    from: doing
    to: asked
    by: [agency.leader]
    guards: *five
"""


def workflow(source: str = SOURCE) -> Workflow:
    """The definition of errands, or a changed one."""
    return content.parse(source, Workflow, "errand.yaml")


@contextmanager
def known() -> Iterator[None]:
    """Errands, their rules and nothing more, inside the block; the registry is as before afterwards."""
    books: list[dict[Any, Any]] = [
        registry.kinds,
        registry.relations,
        registry.relation_titles,
        registry.guards,
        registry.effects,
    ]
    before = [dict(book) for book in books]
    for book in books:
        book.clear()
    _register()
    try:
        yield
    finally:
        for book, was in zip(books, before, strict=True):
            book.clear()
            book.update(was)


def prepare(database: Database, source: str = SOURCE) -> None:
    """Make the table and publish the definition."""
    with database.engine.begin() as connection:
        Errand.metadata.create_all(connection)
    database.write(lambda session: pins.publish(session, workflow(source)))


def ask(session: Session, actor: Actor, title: str = "Đếm biển báo", workflow_id: str = "errand") -> CaseRef:
    """Begin one errand of the actor's agency."""
    row = Errand(agency_id=actor.agency_id, title=title)
    start(session, row, "errand", workflow_id, actor)
    return CaseRef("errand", row.id)


def _register() -> None:
    register_kind(CaseKind("errand", Errand, "Việc thử", lambda _s, _id: "Việc thử", lambda _s, _id, _a: True))

    @relation("errand", "agency.officer", "Chuyên viên của cơ quan")
    def _officer(_session: Session, case_row: Any, actor: Actor) -> bool:
        return actor.role == "officer" and case_row["agency_id"] == actor.agency_id

    @relation("errand", "agency.leader", "Lãnh đạo cơ quan")
    def _leader(_session: Session, case_row: Any, actor: Actor) -> bool:
        return actor.role == "leader" and case_row["agency_id"] == actor.agency_id

    guard("errand_has_title")(lambda f: [] if f.case_row["title"].strip() else [Reason("title", "Cần tên việc.")])
    guard("errand_title_is_calm")(
        lambda f: [] if "!" not in f.case_row["title"] and f.case_row["title"] else [Reason("title", "Bỏ dấu than.")]
    )
    guard("errand_has_agency")(lambda f: [] if f.case_row["agency_id"] else [Reason("agency_id", "Cần cơ quan.")])
    guard("errand_is_known")(lambda f: [] if f.case_row["id"] == f.ref.id else [Reason("", "Sai hồ sơ.")])
    guard("errand_is_open")(lambda f: [] if f.case_row["status"] != "done" else [Reason("", "Đã xong.")])

    @effect("errand_is_told")
    def _told(firing: Firing) -> None:
        outbox.enqueue(firing.session, "mail", f"errand-{firing.entry_id}", {"errand": str(firing.ref.id)})

    @effect("errand_may_fail")
    def _may_fail(firing: Firing) -> None:
        if "hỏng" in firing.case_row["title"]:
            raise RuntimeError("the effect failed")
