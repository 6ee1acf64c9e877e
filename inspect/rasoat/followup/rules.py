"""What the follow-up registers: of what addressees and those who follow up are told, and the entries in the journal."""

from rasoat.followup import closing, mail, telling
from rasoat.followup.climbing import CLIMB, REMIND
from rasoat.followup.models import ENDED, EVENT, STEP, STEP_INSIDE, LadderStep, Reminder
from rasoat.followup.stopping import STOP
from rasoat.notifying.registry import Event, register_event
from rasoat.recommendations.told import reading
from rasoat.workflows.registry import register_note

__all__ = ["closing"]

register_event(Event(EVENT, "Nhắc việc", mail.words, reads=reading(Reminder)))
register_event(Event(STEP, "Thang đôn đốc: nhắc đơn vị", telling.words, reads=reading(LadderStep)))
register_event(Event(STEP_INSIDE, "Thang đôn đốc: báo người theo dõi", telling.words_inside, reads=reading(LadderStep)))
register_event(Event(ENDED, "Cơ quan đã kết thúc còn việc phải làm", mail.of_ended))
register_note(REMIND, "Nhắc đơn vị thực hiện")
register_note(STOP, "Dừng một bậc của thang đôn đốc")
register_note(CLIMB, "Lên bậc của thang đôn đốc")
