"""Forms of the desk: the reason why a photograph is given up, and the reason why a late record is not used."""

from wtforms import RadioField

from rasoat.pages.forms import Form, TextAreaField, chosen, long_enough, required


class GiveUpForm(Form):
    """Why a photograph cannot be sent any more, and whether the person's other photographs are given up too."""

    reason = TextAreaField(
        "Vì sao không còn gửi được", [required("Nêu vì sao ảnh không còn gửi được."), long_enough(2000)],
        description="Ví dụ: máy rơi xuống nước, không mở lại được.",
    )  # fmt: skip
    extent = RadioField("Áp dụng cho", [chosen()], choices=[], default="one")


class ReasonForm(Form):
    """Why a record is not used."""

    reason = TextAreaField("Lý do", [required("Nêu lý do."), long_enough(2000)])
