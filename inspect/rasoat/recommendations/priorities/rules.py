"""What is told of another priority: the level and the link; the reason stands in the page alone."""

from rasoat.notifying.models import DIGEST
from rasoat.notifying.registry import Event, register_event
from rasoat.recommendations import told
from rasoat.recommendations.models import PRIORITIES
from rasoat.recommendations.priorities import operations
from rasoat.recommendations.priorities.models import PriorityChange

_words = told.words_about(
    PriorityChange,
    "Đổi mức ưu tiên",
    "Xem lý do và nội dung tại",
    lambda session, row, obligation: (
        f"{told.lead_of(session, obligation)} chuyển {told.named(obligation)} từ mức {PRIORITIES[row.previous].lower()} "
        f"sang mức {PRIORITIES[row.priority].lower()}"
    ),
)
register_event(
    Event(
        operations.CHANGED,
        "Đổi mức ưu tiên",
        _words,
        usual=DIGEST,
        reads=told.reading(PriorityChange),
        roles=told.OF_ADDRESSEE,
        urgent=told.pressing(PriorityChange),
    )
)
