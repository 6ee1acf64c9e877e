"""How an agency numbers its papers: one series or one for each kind, with numbers given here or by another system."""

from functools import partial
from typing import Any, cast
from uuid import UUID

from flask import url_for
from sqlmodel import Session
from werkzeug.wrappers import Response
from wtforms import RadioField, SelectField

from rasoat import clock
from rasoat.documents import numbering
from rasoat.documents.numbering import Arrangement, Chosen, Kind
from rasoat.pages import ADMIN, actor, done, redirect_to, render, save_form, session
from rasoat.pages.forms import Form, chosen
from rasoat.papers.registry import known_series
from rasoat.units.models import Agency
from rasoat.web.administration.room import room

TOGETHER, APART = "together", "apart"


class NumberingForm(Form):
    """Whether there is one series, and where the numbers of each come from."""

    how = RadioField(
        "Cách đánh số",
        [chosen()],
        choices={APART: "Mỗi loại văn bản một dãy số", TOGETHER: "Một dãy số chung cho mọi loại văn bản"},
        description="Do người đứng đầu cơ quan quyết định (Nghị định 30/2020/NĐ-CP, Điều 15).",
    )
    kind = SelectField("Dãy số chung", [chosen()], choices=numbering.KINDS)


def _form_for(shown: Arrangement) -> NumberingForm:
    """The form with a list for each series that there is now."""
    fields = {
        _field(name): SelectField(f"Dãy {title}", [chosen()], choices=numbering.KINDS) for name, title in _known()
    }
    made = type("AgencyNumberingForm", (NumberingForm,), fields)
    kinds = {_field(name): shown.series.get(name, shown.kind) for name, _ in _known()}
    return cast(NumberingForm, made(data={"how": TOGETHER if shown.together else APART, "kind": shown.kind, **kinds}))


def _known() -> list[tuple[str, str]]:
    return list(known_series().items())


def _field(series: str) -> str:
    """The name of a series' field: what a series is called may have signs that no field's name has."""
    return f"series_{[name for name, _ in _known()].index(series)}"


@room.form("/agencies/<uuid:agency_id>/numbering", allow=ADMIN)
def choose_numbering(agency_id: UUID) -> Any:
    """Choose how an agency numbers its papers."""
    who, agency = actor(), session().get_one(Agency, agency_id)
    now = numbering.of_year(session(), agency_id, clock.today().year)
    later = numbering.planned(session(), agency_id)
    form = _form_for(later or now)

    def save(db: Session) -> Chosen:
        together = form.how.data == TOGETHER
        series = {} if together else {name: cast(Kind, form[_field(name)].data) for name, _ in _known()}
        chosen_kinds = set(series.values())
        # A kind of papers that a later release brings is numbered as all are today.
        alike = chosen_kinds.pop() if len(chosen_kinds) == 1 else numbering.OUTSIDE
        kind = cast(Kind, form.kind.data) if together else alike
        return numbering.choose(db, who, agency_id, together=together, kind=kind, series=series)

    page = partial(
        render,
        "administration/numbering.html",
        form=form,
        agency=agency,
        series=[form[_field(name)] for name, _ in _known()],
        now=_told(now),
        later=_told(later) if later else [],
        year=clock.today().year,
        back_url=url_for(".edit_agency", agency_id=agency_id),
    )
    return save_form(form, save, page, partial(_saved, agency_id))


def _told(arrangement: Arrangement) -> list[tuple[str, str]]:
    """Each series, and where its numbers come from."""
    if arrangement.together:
        return [("Mọi loại văn bản", numbering.KINDS[arrangement.kind])]
    return [(title, numbering.KINDS[arrangement.kind_of(name)]) for name, title in _known()]


def _saved(agency_id: UUID, result: Chosen) -> Response:
    if result.later:
        following = clock.today().year + 1
        titles = ", ".join(numbering.title_of(name) for name in result.later)
        done(f"Năm nay dãy {titles} đã có số, nên lựa chọn này có hiệu lực từ 01/01/{following}.", "warning")
    elif result.at_once:
        done("Đã lưu cách cấp số.")
    else:
        done("Cách cấp số không đổi.")
    return redirect_to(".choose_numbering", agency_id=agency_id)
