"""Whether a definition is sound: finds unreachable states, dead ends, names that nobody registered and empty titles."""

from collections import Counter
from dataclasses import dataclass

from rasoat.content import Location
from rasoat.procedures.definition import Workflow
from rasoat.procedures.names import KindNames, Names

Said = tuple[Location, str]
"""Where in the definition, and what is wrong there."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a definition. `at` is where in it: the keys and indexes on the way there."""

    workflow: str
    version: int
    message: str
    at: Location = ()

    def __str__(self) -> str:
        return f"{self.workflow} v{self.version}: {self.message}"


def faults(workflow: Workflow, names: Names, *, stored: bool = False) -> list[Fault]:
    """Everything that is wrong with one definition; empty when it is sound.

    A `stored` version is from an earlier release. It need not have the deadlines that this release reads, or the
    meanings that it asks of states.
    """
    kind = names.of(workflow.kind)
    known = kind or KindNames()
    said = [*_graph(workflow), *_titles(workflow)]
    said += [] if stored else [*_meanings(workflow, known), *_deadlines(workflow, known)]
    if kind is None:
        said.append((("kind",), f"unknown kind “{workflow.kind}”; known: {', '.join(sorted(names.kinds))}"))
    said += _papers(workflow, known)
    for index in range(len(workflow.transitions)):
        said += _names(workflow, index, names, known)
    return [Fault(workflow.id, workflow.version, message, at) for at, message in said]


def _titles(workflow: Workflow) -> list[Said]:
    messages: list[Said] = [
        (("states", name, "title"), f"state “{name}” has a blank title")
        for name, state in workflow.states.items()
        if not state.title.strip()
    ]
    for index, transition in enumerate(workflow.transitions):
        at = f"transition “{transition.trigger}”"
        if not transition.title.strip():
            messages.append((("transitions", index, "title"), f"{at} has a blank title"))
        asked = Counter(need.field for need in transition.needs)
        of = ("transitions", index, "needs")
        messages += [(of, f"{at} asks for “{field}” more than once") for field, times in asked.items() if times > 1]
    for name in workflow.states:
        titles = Counter(t.title for t in workflow.leaving(name))
        messages += [
            (("states", name), f"state “{name}”: {times} actions are called “{title}”")
            for title, times in titles.items()
            if times > 1
        ]
    return messages


def _meanings(workflow: Workflow, known: KindNames) -> list[Said]:
    """Every meaning of a state must be one that a room asks for, and every meaning that a room asks for must have a
    state, or stand among those that the procedure is `without`.
    """
    messages: list[Said] = []
    for name, state in workflow.states.items():
        at = ("states", name, "means")
        messages += [
            (at, f"state “{name}” means “{m}”, which nothing asks for") for m in state.means if m not in known.meanings
        ]
        if state.turn and state.turn not in known.turns:
            at = ("states", name, "turn")
            messages.append((at, f"state “{name}”: nothing asks whether it is the turn of “{state.turn}”"))
    meant = {meaning for state in workflow.states.values() for meaning in state.means}
    without = set(workflow.without)
    messages += [(("without",), f"“{m}”: nothing asks for it") for m in sorted(without - known.meanings.keys())]
    messages += [(("without",), f"“{m}”: a state means it") for m in sorted(without & meant)]
    lacking = sorted(known.meanings.keys() - meant - without)
    return messages + [(("states",), f"no state means “{name}”: {known.meanings[name]}") for name in lacking]


def _deadlines(workflow: Workflow, known: KindNames) -> list[Said]:
    """Every deadline, and every part of one, must be read by some room; otherwise changing it would change nothing."""
    messages: list[Said] = []
    for name, rule in workflow.deadlines.items():
        at = ("deadlines", name)
        use = known.deadlines.get(name)
        if use is None or use.of not in ("", workflow.id):
            read = ", ".join(sorted(known.deadlines)) or "none"
            messages.append((at, f"deadline “{name}”: nothing reads it; a {workflow.kind} has {read}"))
            continue
        if rule.remind_before:
            told = (
                f"deadline “{name}”: nothing reads “remind_before”; workflows/ladder.yaml says when people are reminded"
            )
            messages.append(((*at, "remind_before"), told))
        if rule.extension and not use.extends:
            messages.append(((*at, "extension"), f"deadline “{name}”: nothing reads “extension”"))
    return messages + [
        (("deadlines",), f"deadline “{name}” is missing: {use.why}")
        for name, use in known.deadlines.items()
        if use.required and use.of in ("", workflow.id) and name not in workflow.deadlines
    ]


def _papers(workflow: Workflow, known: KindNames) -> list[Said]:
    offered = ", ".join(known.papers) or "none"
    return [
        (("papers", place), f"unknown kind of paper “{name}”; a {workflow.kind} may offer {offered}")
        for place, name in enumerate(workflow.papers)
        if name not in known.papers
    ]


def _graph(workflow: Workflow) -> list[Said]:
    reached = {workflow.initial}
    while True:
        more = {t.to for t in workflow.transitions if t.to != "=" and reached & set(t.from_)} - reached
        if not more:
            break
        reached |= more
    messages: list[Said] = [
        (("states", s), f"state “{s}” can never be reached") for s in workflow.states if s not in reached
    ]
    leaving = {s for t in workflow.transitions if t.to != "=" for s in t.from_}
    messages += [
        (("states", name), f"state “{name}” is a dead end; mark it final or declare a way out")
        for name, state in workflow.states.items()
        if not state.final and name not in leaving
    ]
    return messages


def _names(workflow: Workflow, index: int, names: Names, known: KindNames) -> list[Said]:
    transition = workflow.transitions[index]
    parts = (
        ("by", "relation", transition.by, known.relations, f" for {workflow.kind}"),
        ("guards", "guard", transition.guards, names.guards, ""),
        ("effects", "effect", transition.effects, names.effects, ""),
    )
    return [
        (("transitions", index, key, place), f"transition “{transition.trigger}”: unknown {what} “{name}”{of}")
        for key, what, used, registered, of in parts
        for place, name in enumerate(used)
        if name not in registered
    ]
