"""A letterhead as it will print, before anything is recorded."""

from markupsafe import Markup

from rasoat import clock
from rasoat.documents.paper import Paper, Paragraph, Signing
from rasoat.documents.render import to_fragment
from rasoat.pages import app_settings
from rasoat.units import naming, provinces
from rasoat.units.kinds import kind_of
from rasoat.units.models import AdministrativeUnit, Agency
from rasoat.web.beginning.operations import LeadAgency


def sample(lead: LeadAgency) -> Markup:
    """A notice of this agency with nothing in it, as an article for a page."""
    unit = AdministrativeUnit(
        code=lead.province, name=provinces.offered()[lead.province], level="province", valid_from=lead.valid_from
    )
    names = naming.proposed(kind_of("province"), unit)
    above = Agency(kind="province", valid_from=lead.valid_from, **names)
    own = Agency(
        kind=lead.kind,
        name=lead.name,
        short_name=lead.short_name,
        symbol=lead.symbol,
        place=lead.place,
        header=lead.header,
        valid_from=lead.valid_from,
    )
    return shown(own, above if "province" in kind_of(lead.kind).under else None)


def shown(agency: Agency, parent: Agency | None) -> Markup:
    """The same of an agency and the one above it."""
    paper = Paper(
        kind="TB",
        kind_title="Thông báo",
        issuer_parent=naming.line_of(agency, parent) or None,
        issuer=naming.lines_of(agency, parent),
        symbol=f"TB-{agency.symbol}",
        place=agency.place or "…",
        issued_on=clock.today(),
        subject="Kết quả kiểm tra việc thực hiện công tác bảo vệ, chăm sóc trẻ em",
        blocks=(Paragraph(id="sample", text="Nội dung văn bản."),),
        recipients=("Đơn vị được kiểm tra",),
        signing=Signing(position="GIÁM ĐỐC" if not kind_of(agency.kind).collective else "CHỦ TỊCH"),
    )
    # What people typed was escaped by the paper's template, which marks nothing as safe.
    return Markup(to_fragment(paper, overlay=app_settings().content_dir))  # noqa: S704
