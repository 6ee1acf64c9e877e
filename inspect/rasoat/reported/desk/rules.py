"""What reports of units register: who opens their files, and the event that tells of one."""

from rasoat.files.access import register_owner
from rasoat.notifying.registry import Event, register_event
from rasoat.reported import queries
from rasoat.reported.desk import mail, operations

register_owner(operations.OWNER, queries.visible)
register_event(Event(operations.EVENT, "Đơn vị gửi số liệu báo cáo", mail.words))
