"""Pictures of a workflow: Mermaid for documents, SVG for pages. They are drawn from the definition and therefore
cannot differ from it.

The SVG has no style attribute and no style element, because the pages' security policy forbids them. It has
presentation attributes, and class names for those who want to restyle it.
"""

from html import escape

from rasoat.procedures.definition import Workflow
from rasoat.workflows.diagram import CARD_WIDTH, GAP, LANE, LINE, Card, Diagram, Lane, Words, lay_out

INK, SOFT, FRAME, PAPER = "#1f2933", "#52606d", "#cbd2d9", "#ffffff"
TONES = {
    # Each tone has (line, fill of the present state).
    "neutral": ("#52606d", "#e4e7eb"),
    "working": ("#1c5d99", "#d9eaf8"),
    "waiting": ("#8a5a00", "#fdf0d0"),
    "ok": ("#20693f", "#d9f2e3"),
    "bad": ("#a32a20", "#fbe0dd"),
    "stopped": ("#3e4c59", "#d5dae0"),
}


def mermaid(workflow: Workflow, present: str | None = None) -> str:
    """The workflow as a Mermaid state diagram in which `present` is marked."""
    lines = ["stateDiagram-v2"]
    lines += [f'    state "{_mermaid(state.title)}" as {name}' for name, state in workflow.states.items()]
    lines.append(f"    [*] --> {workflow.initial}")
    for transition in workflow.transitions:
        for source in transition.from_:
            to = source if transition.to == "=" else transition.to
            lines.append(f"    {source} --> {to}: {_mermaid(transition.title)}")
    lines += [f"    {name} --> [*]" for name, state in workflow.states.items() if state.final]
    if present is not None:
        lines += ["    classDef present stroke-width:4px,font-weight:bold", f"    class {present} present"]
    return "\n".join(lines) + "\n"


def svg(workflow: Workflow, present: str | None = None) -> str:
    """The workflow as an SVG in which `present` is marked by its fill, a thicker border and “●”."""
    diagram = lay_out(workflow)
    now = f" Hiện tại: {workflow.states[present].title}." if present else ""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="workflow-diagram img-fluid" role="img" '
        f'width="{diagram.width:g}" height="{diagram.height:g}" viewBox="0 0 {diagram.width:g} {diagram.height:g}" '
        f'font-family="system-ui, sans-serif" fill="{INK}">',
        f"<title>{escape(workflow.title + now)}</title>",
        f"<desc>{escape(_told(workflow))}</desc>",
        f'<g transform="translate({diagram.left:g} 0)">',
    ]
    parts += [_lane(lane) for lane in diagram.lanes]
    parts.append(_entrance(diagram, workflow.initial))
    parts += [_card(workflow, card, name == present) for name, card in diagram.cards.items()]
    return "".join([*parts, "</g></svg>"])


def _mermaid(text: str) -> str:
    # These characters have a meaning in Mermaid.
    for sign in '#;":':
        text = text.replace(sign, f"\0{ord(sign)}\1")
    return text.replace("\0", "#").replace("\1", ";")


def _told(workflow: Workflow) -> str:
    told = []
    for name, state in workflow.states.items():
        ways = [
            f"{t.title} → {workflow.states[t.to].title if t.to != '=' else 'giữ nguyên'}"
            for t in workflow.leaving(name)
        ]
        told.append(f"{state.title}: {'; '.join(ways) or 'kết thúc'}.")
    return " ".join(told)


def _entrance(diagram: Diagram, initial: str) -> str:
    x, y = CARD_WIDTH / 2, diagram.cards[initial].box.y
    return (
        f'<circle class="entrance" cx="{x:g}" cy="{y - GAP + 8:g}" r="4"/>'
        f'<path d="M{x:g} {y - GAP + 8:g}V{y:g}" stroke="{INK}"/>' + _arrow(x, y, "down")
    )


def _card(workflow: Workflow, card: Card, present: bool) -> str:
    state = workflow.states[card.state]
    line, fill = TONES[state.tone]
    box, head = card.box, card.head
    parts = [
        f'<g class="state{" present" if present else ""}" data-state="{card.state}">',
        f'<rect class="card" x="{box.x:g}" y="{box.y:g}" width="{box.width:g}" height="{box.height:g}" rx="7" '
        f'fill="{PAPER}" stroke="{FRAME}"/>',
        f'<rect class="head" x="{head.x:g}" y="{head.y:g}" width="{head.width:g}" height="{head.height:g}" rx="7" '
        f'fill="{fill if present else PAPER}" stroke="{line}" stroke-width="{3 if present else 1.25}"/>',
    ]
    if state.final:
        parts.append(
            f'<rect class="final" x="{head.x + 3.5:g}" y="{head.y + 3.5:g}" width="{head.width - 7:g}" '
            f'height="{head.height - 7:g}" rx="4.5" fill="none" stroke="{line}" stroke-width="0.8"/>'
        )
    mark = "● " if present else ""
    parts.append(_words(card.title, "title", f'fill="{line}" font-weight="{700 if present else 600}"', mark))
    for transition, words in card.ways:
        parts.append(_words(words, "way", f'data-trigger="{transition.trigger}"'))
    parts += [_words(words, "note", f'fill="{SOFT}"') for words in card.notes]
    return "".join([*parts, "</g>"])


def _words(words: Words, name: str, more: str, mark: str = "") -> str:
    lines = "".join(
        f'<tspan x="{words.x:g}" y="{words.y + number * (LINE - (2 if name == "note" else 0)):g}">{mark if number == 0 else ""}{escape(line)}</tspan>'
        for number, line in enumerate(words.lines)
    )
    return f'<text class="{name}" text-anchor="{words.anchor}" font-size="{words.size:g}" {more}>{lines}</text>'


def _lane(lane: Lane) -> str:
    edge, sign = (CARD_WIDTH, 1) if lane.forward else (0, -1)
    x = edge + sign * LANE * (lane.number + 1)
    bend = 5 * sign
    path = []
    for start in lane.starts:
        down = 5 if lane.end > start else -5
        path.append(
            f"M{edge:g} {start:g}H{x - bend:g}Q{x:g} {start:g} {x:g} {start + down:g}V{lane.end - down:g}"
            f"Q{x:g} {lane.end:g} {x - bend:g} {lane.end:g}H{edge:g}"
        )
    dots = "".join(f'<circle cx="{edge:g}" cy="{start:g}" r="2" fill="{SOFT}"/>' for start in lane.starts)
    return (
        f'<g class="lane" data-to="{lane.target}"><path d="{"".join(path)}" fill="none" stroke="{SOFT}"/>'
        f"{dots}{_arrow(edge, lane.end, 'left' if lane.forward else 'right')}</g>"
    )


def _arrow(x: float, y: float, towards: str) -> str:
    """A small triangle whose point is at (x, y)."""
    ends = {"left": "l6 -4v8z", "right": "l-6 -4v8z", "down": "l-4 -6h8z"}
    return f'<path d="M{x:g} {y:g}{ends[towards]}" fill="{SOFT}"/>'
