"""What the follow-up registers: the reminders of which addressees are told, and their entries in the journal."""

from rasoat.followup import closing, mail
from rasoat.followup.models import ENDED, EVENT, Reminder
from rasoat.followup.operations import REMIND
from rasoat.notifying.registry import Event, register_event
from rasoat.recommendations.told import reading
from rasoat.workflows.registry import register_note

__all__ = ["closing"]

register_event(Event(EVENT, "Nhắc việc", mail.words, reads=reading(Reminder)))
register_event(Event(ENDED, "Cơ quan đã kết thúc còn việc phải làm", mail.of_ended))
register_note(REMIND, "Nhắc đơn vị thực hiện")
