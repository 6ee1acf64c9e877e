"""The questions of a checklist: their types, what they accept, and what follows when one fails."""

from datetime import date
from functools import cached_property
from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StrictInt,
    StringConstraints,
    model_validator,
)

from rasoat.checklists.faults import Faults
from rasoat.numbers import LARGEST_MEASURED

ItemType = Literal[
    "yes_no_na", "choice", "select_multiple", "number", "money", "decimal", "date", "time", "text", "photo", "location",
    "signature", "table",
]  # fmt: skip
ColumnType = Literal["yes_no_na", "choice", "number", "money", "decimal", "date", "time", "text"]
LISTED: tuple[ItemType, ...] = ("yes_no_na", "choice", "select_multiple")
"""The types with a closed list of answers."""
NUMBERS: tuple[ItemType, ...] = ("number", "money", "decimal")
"""The types with whose answers figures are computed."""
UNSAID: tuple[ItemType, ...] = ("photo", "location", "signature", "table")
"""The types whose answers have no place in a sentence."""
Visibility = Literal["public", "internal", "child"]
SourceStatus = Literal["verified", "secondary", "practice", "typed"]

# The types to which each key applies. A key that a type would silently ignore is a mistake of the author's.
_TYPES_OF_KEY: dict[str, tuple[str, ...]] = {
    "min": NUMBERS,
    "max": (*NUMBERS, "text", "photo", "table"),
    "unit": NUMBERS,
    "choices": ("choice", "select_multiple"),
    "columns": ("table",),
    "allow_na": ("yes_no_na",),
    "expect": LISTED,
    "expect_every": ("select_multiple",),
    "long": ("text",),
}


def _quoted(value: Any) -> Any:
    """Bare yes and no are booleans in YAML 1.1, which is the commonest mistake of authors; the message says this
    instead of “not a string”.
    """
    if isinstance(value, bool):
        raise ValueError('write "yes" or "no" in quotes; YAML reads the bare word as true or false')
    return value


def _not_empty(values: tuple[Any, ...]) -> tuple[Any, ...]:
    if not values:
        raise ValueError("the list is empty; expected at least one")
    return values


Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$", max_length=60)]
Sentence = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Value = Annotated[str, BeforeValidator(_quoted)]
Member = TypeVar("Member")
# pydantic's min_length is not used: when one member is wrong it also reports too few members, which misleads the
# author.
Some = Annotated[tuple[Member, ...], AfterValidator(_not_empty), Field(json_schema_extra={"minItems": 1})]
Conditions = dict[Id, Some[Value]]


class Strict(BaseModel):
    """Base of all parts of a definition: unknown keys are refused, nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Choice(Strict):
    """One answer of a `choice`: what is stored and what people read."""

    value: Id
    label: Sentence


class OnFail(Strict):
    """What a failure drafts. The sentences may use {item}, {figure}, {unit} and, in a site section, {site}."""

    shortcoming: Sentence
    recommendation: Sentence
    addressee: Literal["unit", "office"] = Field(
        default="unit", description="unit: the inspected authority; office: its specialised office."
    )
    due_days: Annotated[StrictInt, Field(ge=1, le=365)] = Field(
        description="Default term in working days. No statute sets one: it is the department's own."
    )


class Question(Strict):
    """What an item and a column of a table have in common."""

    id: Id
    type: ItemType
    label: Sentence
    required: StrictBool = False
    unit: str = Field(default="", description="Unit shown after a number, such as điểm, hộ.")
    min: StrictInt | None = Field(default=None, description="Least number; 0 when not given.")
    max: Annotated[StrictInt, Field(ge=1, le=10**15)] | None = Field(
        default=None, description="Greatest number; of a text its characters, of photos and tables their count."
    )
    choices: tuple[Choice, ...] = ()
    allow_na: StrictBool = Field(default=True, description="Whether “Không áp dụng” is an answer.")
    long: StrictBool = Field(default=False, description="A text of several lines.")

    def values(self) -> tuple[str, ...]:
        """The answers this question accepts, for the types that have a closed list."""
        if self.type == "yes_no_na":
            return ("yes", "no", "na") if self.allow_na else ("yes", "no")
        return tuple(choice.value for choice in self.choices)

    @cached_property
    def allowed(self) -> frozenset[str]:
        """The answers this question accepts, for the types of which one is chosen: a set for looking one up."""
        return frozenset(self.values() if self.type != "select_multiple" else ())

    @property
    def is_number(self) -> bool:
        """Whether the answer is a number with which figures can be computed."""
        return self.type in NUMBERS

    @model_validator(mode="after")
    def _keys_fit_type(self) -> Self:
        faults = Faults()
        for key, types in _TYPES_OF_KEY.items():
            if key in self.model_fields_set and self.type not in types:
                faults.add((key,), f"only {', '.join(types)} has “{key}”; “{self.id}” is {self.type}")
        if self.type in ("choice", "select_multiple") and len(self.choices) < 2:
            faults.add(("choices",), f"“{self.id}” is a {self.type} and needs at least two choices")
        faults.add_repeated(("choices",), [choice.value for choice in self.choices], "choice")
        if self.is_number and self.max is not None and (self.min or 0) > self.max:
            faults.add(("max",), f"“{self.id}” has max {self.max} below min {self.min or 0}")
        if self.type == "decimal" and max(abs(self.min or 0), self.max or 0) > LARGEST_MEASURED:
            faults.add(("max",), f"“{self.id}” is a decimal; its bounds lie within {LARGEST_MEASURED}")
        faults.throw("question")
        return self


class Column(Question):
    """One column of a table."""

    type: ColumnType


class Item(Question):
    """One question, its source, and what its answers mean."""

    help: str = ""
    heading: str = Field(default="", description="A heading above this item; begins a group.")
    visibility: Visibility = "internal"
    show_if: Conditions = Field(
        default={}, description="Earlier item -> answers; all must hold for this item to be asked."
    )
    source: str = Field(default="", description="Where the item comes from: decision, article, page.")
    source_status: SourceStatus = "practice"
    typed_by: str = Field(
        default="", description="Of `typed`: who typed the item from its source in this installation."
    )
    typed_on: date | None = Field(default=None, description="Of `typed`: the day.")
    columns: tuple[Column, ...] = ()
    expect: tuple[Value, ...] = Field(
        default=(), description="The answers that pass; of several chosen ones each must be among them."
    )
    expect_every: StrictBool = Field(
        default=False, description="Of a select_multiple: it passes when all of `expect` are chosen, others too or not."
    )
    mandatory: StrictBool = Field(default=False, description="The pass rule cannot be met without it.")
    counted: StrictBool = Field(
        default=True, description="Whether an item with `expect` is one of the pass rule's criteria."
    )
    on_fail: OnFail | None = None
    on_pass: Sentence | None = Field(default=None, description="The strength's sentence.")

    @cached_property
    def column(self) -> dict[str, Column]:
        """The columns by id."""
        return {column.id: column for column in self.columns}

    def judge(self, answer: Any) -> bool | None:
        """Whether an answer passes. None when it is not answered, when no answer is expected, or for “Không áp dụng”
        where that does not pass.
        """
        if not self.expect or answer is None or (answer == "na" and "na" not in self.expect):
            return None
        if isinstance(answer, list):
            return set(self.expect) <= set(answer) if self.expect_every else set(answer) <= set(self.expect)
        return answer in self.expect

    @model_validator(mode="after")
    def _meaning_fits(self) -> Self:
        faults = Faults()
        if self.type == "table" and not self.columns:
            faults.add(("columns",), f"“{self.id}” is a table and needs columns")
        faults.add_repeated(("columns",), [column.id for column in self.columns], "column")
        for value in self.expect:
            if value not in self.values():
                faults.add(
                    ("expect",), f"“{value}” is no answer of “{self.id}”; expected one of {', '.join(self.values())}"
                )
        for key in ("mandatory", "on_fail", "on_pass", "expect_every"):
            if getattr(self, key) and not self.expect:
                faults.add((key,), f"“{self.id}” has {key} but no “expect”: say which answers pass")
        if self.source_status != "practice" and not self.source:
            faults.add(("source_status",), f"“{self.id}” is {self.source_status} but names no source")
        if (self.source_status == "typed") != bool(self.typed_by and self.typed_on):
            faults.add(
                ("source_status",), f"“{self.id}”: “typed” goes with “typed_by” and “typed_on”: have all or none"
            )
        faults.throw("item")
        return self
