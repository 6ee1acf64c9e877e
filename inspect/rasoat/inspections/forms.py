"""Forms of an inspection: its schedule, a member of the team, a site, the checklists."""

from collections.abc import Iterable
from typing import Any

from sqlmodel import Session
from wtforms import RadioField, SelectField, SelectMultipleField, StringField
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, ListWidget

from rasoat.accounts.actor import Actor
from rasoat.accounts.models import User
from rasoat.inspections.models import ASSIGNMENTS, SITE_KINDS, Inspection
from rasoat.inspections.team import candidates, offered
from rasoat.pages.forms import DateField, DegreesField, Form, chosen, long_enough, required
from rasoat.plans.queries import published_checklists
from rasoat.units.models import Agency


class ScheduleForm(Form):
    """When and where. The day may stay open until the inspection is scheduled."""

    scheduled_on = DateField("Ngày kiểm tra", [Optional()])
    scheduled_time = StringField("Giờ bắt đầu", [long_enough(20)])
    place = StringField("Địa điểm làm việc", [long_enough(500)])


class MemberForm(Form):
    """Who is in the team, and with what assignment."""

    user_id = SelectField("Người tham gia", [chosen("Chọn một người.")], validate_choice=False)
    assignment = SelectField("Nhiệm vụ", [chosen()], choices=ASSIGNMENTS, default="member", validate_choice=False)

    def offer(self, session: Session, inspection: Inspection) -> None:
        """Fill the list of people, by agency."""
        self.user_id.choices = _by_agency(candidates(session, inspection))


def _by_agency(found: Iterable[tuple[Agency, list[User]]]) -> dict[str, Any]:
    groups = {
        agency.name: {str(user.id): ", ".join(filter(None, [user.full_name, user.title])) for user in people}
        for agency, people in found
    }
    return {"": "Chọn người", **groups}


EACH = "each"


class ManyDaysForm(Form):
    """The days of many inspections at once."""

    scheduled_on = DateField("Ngày kiểm tra", [required("Nhập ngày kiểm tra.")])
    spread = RadioField(
        "Cách xếp",
        [chosen()],
        choices={
            "same": "Tất cả cùng ngày này",
            EACH: "Mỗi ngày làm việc một cuộc, kể từ ngày này, theo thứ tự đã chọn",
        },
        default="same",
    )
    scheduled_time = StringField(
        "Giờ bắt đầu",
        [long_enough(20)],
        description="Để trống thì giữ giờ của từng cuộc.",
        render_kw={"type": "time"},
    )


class ManyTeamsForm(Form):
    """Who joins the teams of many inspections, and with what assignment."""

    user_id = SelectField("Người tham gia", [chosen("Chọn một người.")], validate_choice=False)
    assignment = SelectField("Nhiệm vụ", [chosen()], choices=ASSIGNMENTS, default="member", validate_choice=False)

    def offer(self, session: Session, actor: Actor) -> None:
        """Fill the list of people, by agency. Whom one unit's own rules leave out is refused for its inspection."""
        self.user_id.choices = _by_agency(offered(session, [actor.agency_id]))


class SiteForm(Form):
    """One place to visit."""

    kind = SelectField("Loại điểm", [chosen()], choices=SITE_KINDS, validate_choice=False)
    name = StringField("Tên điểm", [required("Nhập tên điểm."), long_enough(300)])
    place = StringField("Thôn, xã", [long_enough(500)])
    latitude = DegreesField("Vĩ độ", [Optional()], description="Độ thập phân, ví dụ 21,6612")
    longitude = DegreesField("Kinh độ", [Optional()], description="Độ thập phân, ví dụ 106,5804")

    def values(self) -> dict[str, Any]:
        """What the operations take."""
        return {
            "kind": self.kind.data or "",
            "name": self.name.data or "",
            "place": self.place.data or "",
            "latitude": self.latitude.data,
            "longitude": self.longitude.data,
        }


class ChecklistsForm(Form):
    """Which checklists the team fills."""

    checklists = SelectMultipleField(
        "Bảng kiểm", widget=ListWidget(prefix_label=False), option_widget=CheckboxInput(), validate_choice=False
    )

    def offer(self, session: Session) -> None:
        """Fill the list with the published checklists."""
        self.checklists.choices = {name: found.title for name, found in published_checklists(session).items()}
