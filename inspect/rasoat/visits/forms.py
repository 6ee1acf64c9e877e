"""Forms of visits. The checklists' own forms are built from their definitions."""

from wtforms import HiddenField

from rasoat.pages.forms import DateField, Form, StringField, long_enough, required


class VisitForm(Form):
    """Day and place of a visit."""

    happens_on = DateField("Ngày làm việc", [required("Cần nhập ngày làm việc.")])
    place = StringField(
        "Nơi làm việc", [long_enough(300)], description="Để trống: cùng nơi với buổi đầu tiên trong lịch."
    )


class FillForm(Form):
    """The fields of a checklist's form beside its questions. `version` is the number of the revision that the person
    saw.
    """

    next = HiddenField()
