"""What a workflow definition may say. The files are in /workflows; docs/workflows.md is the reference.

A transition declares everything about itself in one place: who may do it (`by`), what the person must give (`needs`),
what must be true (`guards`), what follows (`effects`), and by which law (`basis`).
"""

from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    field_validator,
    model_serializer,
    model_validator,
)

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Title = Annotated[str, Field(min_length=2, max_length=200)]
Unit = Literal["days", "working_days"]
UNITS: dict[Unit, str] = {"days": "ngày", "working_days": "ngày làm việc"}
Tone = Literal["neutral", "working", "waiting", "ok", "bad", "stopped"]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class State(_Part):
    """A state of a case, and what it means to the program, which knows no state by its name.

    `final`: the case ends here, unless somebody takes it up again. `open`: something is still expected of somebody;
    when it is left out, it is the opposite of `final`. `turn`: who must act next. `means`: the other meanings that
    rooms ask for.
    """

    title: Title
    tone: Tone = "neutral"
    final: bool = False
    open: bool | None = None
    turn: Name | Literal[""] = ""
    means: list[Name] = Field(default_factory=list)

    def columns(self) -> dict[str, Any]:
        """The columns that a case in this state has in its row, besides the state's name (see CaseRow)."""
        is_open = not self.final if self.open is None else self.open
        return {"open": is_open, "turn": self.turn, "means": "".join(f" {name} " for name in self.means) or " "}


class Need(_Part):
    """What the person must give with an action. `text` is stored apart from the journal, so that it can be erased."""

    field: Name
    label: Title
    type: Literal["text", "long_text", "date", "number", "choice", "agency"] = "text"
    required: bool = True
    choices: dict[str, str] = Field(default_factory=dict)
    help: str = ""

    @model_validator(mode="after")
    def _choices_fit(self) -> Self:
        if (self.type == "choice") != bool(self.choices):
            raise ValueError(f"need “{self.field}”: choices belong to type choice, and only there")
        return self


class Transition(_Part):
    """One declared change of state."""

    trigger: Name
    title: Title
    from_: list[Name] = Field(alias="from", min_length=1)
    to: Annotated[str, Field(pattern=r"^(=|[a-z][a-z0-9_]*)$")] = Field(description="“=” stays in the same state.")
    by: list[str] = Field(min_length=1)
    needs: list[Need] = Field(default_factory=list)
    guards: list[Name] = Field(default_factory=list)
    effects: list[Name] = Field(default_factory=list)
    basis: str = ""
    confirm: str = Field(default="", description="Question asked before what cannot be undone.")
    tone: Literal["primary", "secondary", "danger"] = "primary"
    button: bool = Field(default=True, description="False: done by another page or by the system, no button here.")

    @field_validator("from_", mode="before")
    @classmethod
    def _one_or_many(cls, value: object) -> object:
        return [value] if isinstance(value, str) else value


class DeadlineRule(_Part):
    """A time limit, in `days` or in `working_days`. `basis` says which rule sets it, or that no rule does."""

    title: Title
    days: int | None = Field(default=None, ge=0, le=1100)
    working_days: int | None = Field(default=None, ge=0, le=750)
    extension: int = Field(default=0, ge=0, le=750, description="May be extended once, by so many of the same unit.")
    basis: str = Field(min_length=1)
    remind_before: list[int] = Field(
        default_factory=list, description="Of versions that were stored before the ladder."
    )

    @model_validator(mode="after")
    def _one_unit(self) -> Self:
        if (self.days is None) == (self.working_days is None):
            raise ValueError("a deadline has “days” or “working_days”, one of them")
        return self

    @property
    def term(self) -> tuple[int, Unit]:
        """How long it is, and in which unit."""
        if self.days is not None:
            return self.days, "days"
        return self.working_days or 0, "working_days"

    @property
    def unit_words(self) -> str:
        """The unit in words."""
        return UNITS[self.term[1]]

    @property
    def words(self) -> str:
        """The term in words."""
        more = f", gia hạn một lần không quá {self.extension} {self.unit_words}" if self.extension else ""
        return f"{self.term[0]} {self.unit_words}{more}"


class Workflow(_Part):
    """One version of a procedure for one kind of case."""

    id: Name
    kind: Name
    version: int = Field(ge=1)
    draft: bool = False
    title: Title
    basis: list[str] = Field(default_factory=list)
    initial: Name
    states: dict[Name, State] = Field(min_length=2)
    transitions: list[Transition] = Field(min_length=1)
    deadlines: dict[Name, DeadlineRule] = Field(default_factory=dict)
    papers: list[Name] = Field(default_factory=list, description="Kinds of papers that this procedure asks for.")
    without: list[Name] = Field(
        default_factory=list,
        description="Meanings that no state of this procedure has: it never does what they are for.",
    )

    @model_serializer(mode="wrap")
    def _without_unused(self, dump: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """A version that was stored before there were `papers` and `without` keeps its text, and with it its digest."""
        data: dict[str, Any] = dump(self)
        return {name: value for name, value in data.items() if value or name not in ("papers", "without")}

    @model_validator(mode="after")
    def _refers_to_what_exists(self) -> Self:
        if self.initial not in self.states:
            raise ValueError(f"initial “{self.initial}” is not among the states: {', '.join(self.states)}")
        seen: set[tuple[str, str]] = set()
        for transition in self.transitions:
            for state in [*transition.from_, transition.to]:
                if state not in self.states and state != "=":
                    raise ValueError(f"transition “{transition.trigger}”: unknown state “{state}”")
            for source in transition.from_:
                if (transition.trigger, source) in seen:
                    raise ValueError(f"“{transition.trigger}” from “{source}” is declared twice; expected once")
                seen.add((transition.trigger, source))
        return self

    @property
    def says_what_states_mean(self) -> bool:
        """Whether the version mentions the meanings of states. Versions that were stored before states had meanings do
        not.
        """
        return any("means" in state.model_fields_set for state in self.states.values())

    def leaving(self, state: str) -> list[Transition]:
        """The transitions that leave a state, in the order of the file."""
        return [t for t in self.transitions if state in t.from_]

    def find(self, trigger: str, state: str) -> Transition | None:
        """The declared transition, or None."""
        return next((t for t in self.transitions if t.trigger == trigger and state in t.from_), None)

    def named(self, trigger: str) -> Transition | None:
        """Any transition of that name. Its title is needed when it is refused."""
        return next((t for t in self.transitions if t.trigger == trigger), None)


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a workflow file, for editors."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **Workflow.model_json_schema(by_alias=True)}
