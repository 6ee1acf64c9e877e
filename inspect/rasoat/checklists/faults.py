"""Faults found across the parts of a definition, each at its own place, so that the message can name file and line."""

from collections.abc import Sequence

from pydantic import ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError

Place = tuple[str | int, ...]


class Faults:
    """Collects faults; pydantic puts the outer places in front of those given here."""

    def __init__(self) -> None:
        self._found: list[InitErrorDetails] = []

    def add(self, place: Place, message: str) -> None:
        """Note one fault at `place`, relative to the model being validated."""
        error = PydanticCustomError("checklist", "{message}", {"message": message})
        self._found.append(InitErrorDetails(type=error, loc=place, input=None))

    def add_repeated(self, place: Place, names: Sequence[str], what: str) -> None:
        """Note every name that is repeated, at the place where it is repeated."""
        for index, name in enumerate(names):
            if name in names[:index]:
                self.add((*place, index), f"the {what} “{name}” stands twice; each needs an id of its own")

    def throw(self, title: str) -> None:
        """Raise ValidationError when there is any fault."""
        if self._found:
            raise ValidationError.from_exception_data(title, self._found)
