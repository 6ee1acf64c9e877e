"""Functions that need no race of their own, and why."""

_READS = "it reads, or refuses"
INSIDE: dict[str, str] = {
    "dangers.operations.may_raise": _READS,
    "definitions.operations.body_of": _READS,
    "definitions.operations.newest": _READS,
    "definitions.operations.stored": _READS,
    "findings.operations.require_editor": _READS,
    "outbox.operations.due": _READS,
    "papers.operations.issued_file": _READS,
    "plans.operations.require_editable": _READS,
    "proposals.operations.may_send": _READS,
    "proposals.operations.require_open": _READS,
    "recommendations.operations.may_draft": _READS,
    "tablets.operations.require_trusted": _READS,
    "visits.operations.definition_at": _READS,
    "visits.operations.require_filler": _READS,
    "visits.operations.require_plannable": _READS,
    "visits.membership.locked_visit": "it locks a visit for the operations that have their races",
    "db.locking.insert_once": "what it adds is raced by attach, enqueue, take_number",
    "recommendations.parts.change_parts": "edit_recommendation is what does it",
    "notifying.mail.send": "it notes when a line was mailed, and each time is as good",
    "outbox.operations.run_due": "claim decides which worker does an item",
    "publishing.publish": "definitions.operations.publish is what it does",
    "tablets.receiving.importing.import_file": "receive and came_by_file are what it does",
    "work.run_once": "queue_reminders and run_due are what it does",
}
