"""The page where a clerk adds the scan of the signed paper."""

from datetime import date
from pathlib import PurePath
from typing import Any, cast
from uuid import UUID

from rasoat.accounts.actor import Role
from rasoat.files.opening import first_page
from rasoat.files.operations import keep
from rasoat.pages import actor, blob_store, done, redirect_to, render, session
from rasoat.pages.forms import uploads
from rasoat.pages.saving import save_form
from rasoat.papers import letterhead, queries, signed_copies
from rasoat.papers.editing_views import room
from rasoat.papers.forms import SignedCopyForm
from rasoat.papers.signed_copies import Scan
from rasoat.problems import Problem, Reason

REFUSALS = ("form.invalid", "file.empty", "file.too_large", "file.kind", "file.unreadable", "file.pixels")


@room.form("/<uuid:paper_id>/signed-copy", allow=frozenset({Role.CLERK}))
def add_signed_copy(paper_id: UUID) -> Any:
    """Store the scan, with the picture of its first page."""
    case, who = queries.require_visible(session(), paper_id, actor()), actor()
    if not signed_copies.may_add(case, who):
        raise Problem("forbidden")
    proposed = {"signed_on": case.issued_on, "signer": letterhead.head_of(session(), case).signer}
    form = SignedCopyForm(data=proposed)
    scans: list[Scan] = []

    def read() -> None:
        # Making the picture takes a moment, so no read transaction of this request may stay open meanwhile.
        session().rollback()
        scans.append(read_scan())

    return save_form(
        form,
        lambda db: signed_copies.add_signed_copy(
            db, who, paper_id, scans[-1], signed_on=cast(date, form.signed_on.data), signer=form.signer.data or ""
        ),
        lambda **_shown: render("papers/signed_copy.html", paper=case, form=form),
        lambda _copy: _kept(paper_id),
        refusals=REFUSALS,
        before=read,
    )


def read_scan() -> Scan:
    """The PDF that was sent, and its first page as a picture, both stored. Raises Problem `form.invalid` and those of files."""
    file, store = uploads("scan")[0], blob_store()
    if file.kind != "application/pdf":
        raise Problem("form.invalid", reasons=[Reason("scan", "Chọn tệp PDF; máy quét lưu được dạng này.")])
    page = first_page(file.name, store.get(file.sha256))
    return Scan(file, keep(store, f"{PurePath(file.name).stem}-1.png", page, "image/png"))


def _kept(paper_id: UUID) -> Any:
    done("Đã lưu bản đã ký.")
    return redirect_to(".show", paper_id=paper_id)
