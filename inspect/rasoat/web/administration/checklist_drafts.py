"""Completing a checklist: its draft, the form as a tablet shows it, and publishing it as a version of one's own."""

from functools import partial
from typing import Any

from flask import Response as FlaskResponse
from flask import make_response, request, url_for
from sqlmodel import Session
from werkzeug.wrappers import Response

from rasoat.accounts import queries as accounts
from rasoat.authoring import operations, queries
from rasoat.authoring.exporting import yaml_text
from rasoat.authoring.models import ChecklistDraft
from rasoat.authoring.typed import KINDS, counts, is_editable
from rasoat.checklists.definition import Definition, Scope, Section
from rasoat.checklists.items import Item
from rasoat.pages import ADMIN, actor, done, redirect_to, render, save_form, session, write
from rasoat.pages.forms import Form
from rasoat.pages.request import sent_version
from rasoat.problems import Problem
from rasoat.web.administration.checklist_forms import ItemForm, PublishForm, shown
from rasoat.web.administration.room import room

FRAMED = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"


@room.post("/checklists/<name>/<int(max=2147483647):version>/draft", allow=ADMIN)
def begin_draft(name: str, version: int) -> Response:
    """Begin a draft from one version, or go on with the one there is."""
    who = actor()
    write(lambda db: operations.begin(db, who, name, version))
    return redirect_to(".checklist_draft", name=name)


@room.form("/checklists/<name>/draft", allow=ADMIN)
def checklist_draft(name: str) -> Any:
    """Show the draft beside the form that it makes; publish it."""
    draft, who = queries.require_draft(session(), name), actor()
    definition = queries.definition_of(draft)
    form = PublishForm(data={"version": draft.version, "source_notes": definition.source_notes})

    def publish(db: Session) -> int:
        return operations.publish(db, who, name, form.seen_version, form.source_notes.data or "")

    def published(number: int) -> Response:
        done(f"Đã công bố bản riêng của “{definition.title}”. Kế hoạch và cuộc kiểm tra lập từ nay dùng bản này.")
        return redirect_to(".checklist", name=name, version=number)

    return save_form(form, publish, partial(_page, form, draft, definition), published, row=draft)


def _page(form: Form, draft: ChecklistDraft, definition: Definition, **more: Any) -> str:
    return render(
        "administration/checklist_draft.html",
        form=form,
        draft=draft,
        definition=definition,
        editor=accounts.full_names(session(), [draft.edited_by]).get(draft.edited_by, ""),
        tallies=[one for section in definition.sections for one in counts(section)],
        editable=is_editable,
        own=operations.is_own,
        scope=request.args.get("scope") or definition.sections[0].scope,
        back_url=url_for(".checklist_draft", name=definition.id),
        **more,
    )


@room.form("/checklists/<name>/draft/<scope>/new", allow=ADMIN)
def new_item(name: str, scope: Scope) -> Any:
    """Add a question to the draft."""
    section = _section(name, scope)
    data = {"after": request.args.get("after") or section.items[-1].id, "criterion": section.passing is not None}
    return _item_page(name, scope, None, ItemForm(data={"kind": "yes_no_na", **data}))


@room.form("/checklists/<name>/draft/<scope>/<item_id>", allow=ADMIN)
def edit_item(name: str, scope: Scope, item_id: str) -> Any:
    """Change a question of the draft."""
    section = _section(name, scope)
    item = section.item.get(item_id)
    if item is None or not is_editable(item):
        raise Problem("not_found")
    place = section.items.index(item)
    form = ItemForm(data={**shown(item), "after": section.items[place - 1].id if place else ""})
    form.kind.choices = {item.type: KINDS[item.type]}
    return _item_page(name, scope, item, form)


def _item_page(name: str, scope: Scope, item: Item | None, form: ItemForm) -> Any:
    draft, who = queries.require_draft(session(), name), actor()
    if not form.is_submitted():
        form.version.data = str(draft.version)
    definition = queries.definition_of(draft)
    others = [one for one in definition.section(scope).items if item is None or one.id != item.id]
    form.after.choices = {"": "Đầu phần này", **{one.id: one.label for one in others}}

    def save(db: Session) -> str:
        item_id = item.id if item else ""
        return operations.save_item(db, who, name, form.seen_version, scope, form.typed(), item_id)

    def saved(item_id: str) -> Response:
        done(f"Đã lưu mục “{form.label.data}” vào bản nháp.")
        return redirect_to(".checklist_draft", name=name, scope=scope, item=item_id)

    def page(**more: Any) -> str:
        back = url_for(".checklist_draft", name=name, scope=scope)
        return render(
            "administration/checklist_item.html",
            form=form, definition=definition, scope=scope, item=item, back_url=back, **more,
        )  # fmt: skip

    return save_form(form, save, page, saved, row=draft, differences=list)


@room.post("/checklists/<name>/draft/<scope>/<item_id>/remove", allow=ADMIN)
def remove_item(name: str, scope: Scope, item_id: str) -> Response:
    """Take a question that was added here out of the draft."""
    who, seen = actor(), sent_version()
    write(lambda db: operations.remove_item(db, who, name, seen, scope, item_id))
    done("Đã bỏ mục khỏi bản nháp.")
    return redirect_to(".checklist_draft", name=name, scope=scope)


@room.post("/checklists/<name>/draft/discard", allow=ADMIN)
def discard_draft(name: str) -> Response:
    """Remove the draft."""
    seen = sent_version()
    write(lambda db: operations.discard(db, name, seen))
    done("Đã xóa bản nháp; bản đang dùng giữ nguyên.")
    return redirect_to(".checklists")


@room.get("/checklists/<name>/draft/<scope>/preview", allow=ADMIN)
def preview(name: str, scope: Scope) -> FlaskResponse:
    """The form of one section as a tablet draws it; nothing that is filled in is kept. It stands in a frame of the draft's page."""
    _section(name, scope)
    definition = queries.definition_of(queries.require_draft(session(), name))
    html = render("administration/checklist_preview.html", definition=definition.model_dump(mode="json"), scope=scope)
    response = make_response(html)
    response.headers["Content-Security-Policy"] = FRAMED
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    return response


@room.get("/checklists/<name>/<int(max=2147483647):version>/export", allow=ADMIN)
def export_checklist(name: str, version: int) -> FlaskResponse:
    """One version as the file that would say the same."""
    definition = queries.require_published(session(), name, version)
    response = make_response(yaml_text(definition))
    response.mimetype = "application/yaml"
    response.headers["Content-Disposition"] = f'attachment; filename="{definition.id}-{definition.version}.yaml"'
    return response


def _section(name: str, scope: Scope) -> Section:
    definition = queries.definition_of(queries.require_draft(session(), name))
    if not definition.has(scope):
        raise Problem("not_found")
    return definition.section(scope)
