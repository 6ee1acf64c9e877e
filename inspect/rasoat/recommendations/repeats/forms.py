"""The form that says which open obligation a drafted one asks again."""

from uuid import UUID

from wtforms import RadioField

from rasoat.pages.case import parse_uuid
from rasoat.pages.forms import Form, Optional

NONE = "none"


class RepeatForm(Form):
    """One of the open obligations of the addressee, or none."""

    earlier_id = RadioField(
        "Nhắc lại nội dung nào", [Optional()], choices={NONE: "Không nhắc lại"}, validate_choice=False
    )

    @property
    def chosen_id(self) -> UUID | None:
        """The chosen one; None: it repeats none."""
        typed = self.earlier_id.data or NONE
        # What is no id is the id of nothing, which the operation refuses at its field.
        return None if typed == NONE else parse_uuid(typed) or UUID(int=0)
