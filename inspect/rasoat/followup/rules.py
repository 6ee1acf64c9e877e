"""What the follow-up registers: of what addressees and those who follow up are told, and the entries in the journal."""

from rasoat.accounts.actor import Role
from rasoat.followup import closing, mail, proposal_steps, proposal_telling, telling
from rasoat.followup.climbing import CLIMB, REMIND
from rasoat.followup.models import ENDED, EVENT, STEP, STEP_INSIDE, LadderStep, Reminder
from rasoat.followup.queries import in_report, proposals_in_report
from rasoat.followup.stopping import STOP
from rasoat.notifying.models import DIGEST
from rasoat.notifying.registry import Event, register_event
from rasoat.papers.kinds import late_proposals, province_report
from rasoat.proposals.telling import PROPOSER_ROLES
from rasoat.recommendations.told import pressing, reading
from rasoat.workflows.registry import register_note

DEPARTMENT = frozenset({Role.OFFICER, Role.LEADER})
__all__ = ["closing"]

register_event(Event(EVENT, "Nhắc việc", mail.words, reads=reading(Reminder), urgent=pressing(Reminder)))
for name, title, words in (
    (STEP, "Thang đôn đốc: nhắc đơn vị", telling.words),
    (STEP_INSIDE, "Thang đôn đốc: báo người theo dõi", telling.words_inside),
):
    register_event(Event(name, title, words, reads=reading(LadderStep), urgent=telling.urgent_steps))
# After a reorganisation, or where papers of before are brought in, it is told of dozens of agencies on one day.
register_event(Event(ENDED, "Cơ quan đã kết thúc còn việc phải làm", mail.of_ended, usual=DIGEST))
for name, title, roles in (
    (proposal_telling.STEP, "Đề xuất đến hạn, quá hạn", DEPARTMENT),
    (proposal_telling.STEP_OF_UNIT, "Cần gửi văn bản về đề xuất", PROPOSER_ROLES),
):
    register_event(Event(name, title, proposal_telling.words, reads=proposal_telling.reads, roles=roles))
register_note(proposal_steps.TOLD, "Báo người có việc: đến hạn, quá hạn")
register_note(proposal_steps.LETTER, "Soạn công văn hỏi lại")
register_note(proposal_steps.CLIMBED, "Lên bậc của thang đôn đốc", inside=True)
register_note(late_proposals.STANDS, "Nêu trong báo cáo UBND tỉnh", inside=True)
register_note(REMIND, "Nhắc đơn vị thực hiện")
register_note(STOP, "Dừng một bậc của thang đôn đốc", inside=True)
province_report.register_lines(in_report)
late_proposals.register_lines(proposals_in_report)
register_note(CLIMB, "Lên bậc của thang đôn đốc")
