"""The forms with which an addressee assigns an obligation inside and notes something for itself."""

from wtforms import HiddenField, SelectField

from rasoat.pages.forms import DateField, Form, TextAreaField, long_enough, required


class AssignForm(Form):
    """Who does it, by when. `seen` is the assignment that the page showed."""

    seen = HiddenField()
    person_id = SelectField("Giao cho", validate_choice=False)
    due_on = DateField("Hạn nội bộ", description="Không bắt buộc; không sau hạn phải báo cáo.")


class NoteForm(Form):
    """A note for the own agency."""

    # The answer's form stands on the same page and has a text too.
    text = TextAreaField("Ghi chú nội bộ", [required("Nhập nội dung ghi chú."), long_enough(5000)], name="note")
