"""Races of those who write, sign, number and hand out papers."""

from typing import Any

from sqlmodel import select

from rasoat.documents import numbering, register
from rasoat.files.models import Attachment
from rasoat.files.operations import StoredFile
from rasoat.papers import comparing, deliveries, rendering, signed_copies, signing_outside
from rasoat.papers import operations as papers
from rasoat.papers.models import PaperCase
from rasoat.workflows import CaseRef, fire
from tests.papers.samples import AUGUST_5, ISSUED_ON, Told, out, prepared, result, result_numbered, result_to_number
from tests.races.race import Race, race
from tests.visits.samples import VISIT_DAY
from tests.world import World


@race("papers.operations.draft_paper")
def _drafted(world: World) -> Race:
    case = prepared(world)
    return Race(
        lambda s, _: papers.draft_paper(s, world.as_("officer"), "result", case.inspection_id),
        wins=1,
        refused=("paper.not_possible",),
    )


def _edit(name: str, edit: Any) -> None:
    @race(f"papers.operations.{name}")
    def _edited(world: World) -> Race:
        told = result(world)
        version = told.notice.version
        return Race(lambda s, n: edit(s, told, version, n), wins=1, refused=("row.stale",))


def _first_block(session: Any, told: Told) -> str:
    from rasoat.papers import compose

    return next(block.id for block in compose.generate(session, session.get_one(PaperCase, told.paper_id)))


_edit("change_block", lambda s, told, version, n: papers.change_block(
    s, told.world.as_("officer"), told.paper_id, version, _first_block(s, told), f"Viết lại {n}.", footnotes=[],
    visibility="public",
))  # fmt: skip
_edit("add_block", lambda s, told, version, n: papers.add_block(
    s, told.world.as_("officer"), told.paper_id, version, "", "paragraph", f"Thêm {n}."
))  # fmt: skip
_edit("arrange_block", lambda s, told, version, n: papers.arrange_block(
    s, told.world.as_("officer"), told.paper_id, version, _first_block(s, told), "hide" if n % 2 else "down"
))  # fmt: skip
_edit("reset_order", lambda s, told, version, _: papers.reset_order(
    s, told.world.as_("officer"), told.paper_id, version
))  # fmt: skip
_edit("reset_all", lambda s, told, version, _: papers.reset_all(s, told.world.as_("officer"), told.paper_id, version))
_edit("save_letterhead", lambda s, told, version, n: papers.save_letterhead(
    s, told.world.as_("officer"), told.paper_id, version, f"Trích yếu {n}", papers_letterhead(s, told)
))  # fmt: skip


def papers_letterhead(session: Any, told: Told) -> Any:
    """The letterhead as it is proposed."""
    from rasoat.papers import letterhead

    return letterhead.propose(session, session.get_one(PaperCase, told.paper_id))


@race("documents.register.take_number", "documents.register.freeze", at=AUGUST_5)
def _numbered(world: World) -> Race:
    """The same paper, eight times: it has one number."""
    told = result_to_number(world)

    def write(session: Any, _number: int) -> Any:
        ref = CaseRef("paper", told.paper_id)
        return fire(session, ref, "number", world.as_("clerk"), payload={"issued_on": ISSUED_ON})

    return Race(write, wins=1, refused=("case.wrong_state",))


@race("documents.register.reserve_up_to")
def _reserved(world: World) -> Race:
    """Eight lines of the register, each up to a higher number: whoever comes after a higher one is refused."""
    clerk = world.as_("clerk")
    return Race(
        lambda s, n: register.reserve_up_to(
            s, clerk, clerk.agency_id, VISIT_DAY.year, "TB", 10 + n, dated=VISIT_DAY.date()
        ),
        wins=None,
        refused=("paper.number_taken",),
    )


@race("documents.register.record_file", at=AUGUST_5)
def _rendered(world: World) -> Race:
    """Two workers made the file of one paper: the second finds it made."""
    told = result_numbered(world)
    return Race(
        lambda s, n: register.record_file(s, told.frozen.id, str(n) * 64, "weasyprint"),
        wins=1,
        refused=("paper.frozen",),
    )


@race("papers.signed_copies.add_signed_copy", at=AUGUST_5)
def _signed(world: World) -> Race:
    told = result_numbered(world)
    scan = signed_copies.Scan(
        StoredFile("b" * 64, 9, "application/pdf", "bản ký.pdf"), StoredFile("c" * 64, 9, "image/png", "trang 1.png")
    )
    return Race(
        lambda s, _: signed_copies.add_signed_copy(
            s, world.as_("clerk"), told.paper_id, scan, signed_on=ISSUED_ON, signer="Nông Văn Mẫu"
        ),
        wins=1,
        refused=("form.invalid",),
    )


@race("papers.signing_outside.send_to_sign", at=AUGUST_5)
def _sent_to_sign(world: World) -> Race:
    """One paper is given to be signed once, by whoever was first."""
    told = result(world)
    told.fire("check", "officer")
    version, leader = told.notice.version, world.as_("leader").user_id
    return Race(
        lambda s, _: signing_outside.send_to_sign(s, world.as_("officer"), told.paper_id, leader, version),
        wins=1,
        refused=("case.wrong_state", "row.stale", "case.stale"),
    )


@race("papers.signing_outside.record_signature", "papers.signed_copies.keep_copy", at=AUGUST_5)
def _signed_outside(world: World) -> Race:
    """Eight clerks record one signature: it is recorded once, with one file."""
    told = result(world).sent_to_sign()
    version = told.notice.version

    def write(session: Any, number: int) -> Any:
        scan = signed_copies.Scan(
            StoredFile(f"{number}" * 64, 9, "application/pdf", "ký.pdf"),
            StoredFile(f"{number}a" * 32, 9, "image/png", "1.png"),
        )
        file = signing_outside.SignedFile(scan, comparing.Comparison(comparing.SAME))
        return signing_outside.record_signature(
            session, world.as_("clerk"), told.paper_id, version, file, signed_on=ISSUED_ON, how="hand"
        )

    def one(_results: list[Any]) -> None:
        assert len(world.see(lambda s: signed_copies.copies_of(s, told.notice))) == 1

    return Race(write, wins=1, refused=("case.wrong_state", "row.stale", "case.stale"), then=one)


@race("papers.deliveries.record", at=AUGUST_5)
def _delivered(world: World) -> Race:
    """Eight clerks record the same delivery: it stands once."""
    told = out(world)

    def write(session: Any, _number: int) -> Any:
        line = deliveries.recipients_of(session, session.get_one(PaperCase, told.paper_id))[0]
        return deliveries.record(session, world.as_("clerk"), told.paper_id, [line], "post", ISSUED_ON)

    def once(_results: list[Any]) -> None:
        assert len(world.see(lambda s: deliveries.deliveries_of(s, told.paper_id))) == 1

    return Race(write, then=once)


@race("papers.deliveries.note_opening", at=AUGUST_5)
def _opened(world: World) -> Race:
    told = out(world)

    def once(_results: list[Any]) -> None:
        assert len(world.see(lambda s: deliveries.openings_of(s, told.paper_id))) == 1

    return Race(lambda s, _: deliveries.note_opening(s, world.as_("district_officer"), told.paper_id), then=once)


@race("papers.rendering.render_and_issue", at=AUGUST_5)
def _finished(world: World) -> Race:
    """Eight workers have printed one paper: it is issued once, with one file."""
    told = result_numbered(world)

    def write(session: Any, number: int) -> None:
        file = StoredFile(str(number) * 64, 9, "application/pdf", "văn bản.pdf")
        rendering._finish(session, told.paper_id, world.as_("clerk"), file, "weasyprint")

    def one_file(_results: list[Any]) -> None:
        files = world.see(lambda s: s.exec(select(Attachment).where(Attachment.owner_id == told.paper_id)).all())
        assert [file.sha256 for file in files] == [told.frozen.file_sha256]

    return Race(write, then=one_file)


@race("documents.register.record_number", at=AUGUST_5)
def _typed(world: World) -> Race:
    """Eight papers, one number of the other system: it is that of one of them."""
    issuer = world.agencies["dept"]
    line = register.Line("TB-SLĐTBXH", ISSUED_ON, "Thông báo", "Lịch họp", "Nông Văn Mẫu", "Các phòng", "VT")
    return Race(
        lambda s, _: register.record_number(s, issuer, ISSUED_ON.year, "TB", 1450, line),
        wins=1,
        refused=("paper.number_taken",),
    )


@race("documents.numbering.choose", "documents.numbering.held", "documents.register.enter", at=AUGUST_5)
def _chosen(world: World) -> Race:
    """Numbers are given and chosen otherwise at once: whoever is first decides the year, and no series is of both kinds."""
    issuer, admin = world.agencies["dept"], world.as_("admin")
    line = register.Line("TB-SLĐTBXH", ISSUED_ON, "Thông báo", "Lịch họp", "Nông Văn Mẫu", "Các phòng", "VT")

    def write(session: Any, number: int) -> Any:
        if number % 2:
            return numbering.choose(
                session, admin, issuer, together=False, kind=numbering.OUTSIDE, series={"TB": numbering.OUTSIDE}
            )
        return register.enter(session, issuer, "TB", line, 100 + number)

    return Race(write)
