"""Every kind of paper, in the order in which pages list them: that of an inspection."""

from rasoat.papers.kinds import (
    amendment,
    conclusions,
    correction,
    decision,
    demand,
    extension_reply,
    forwarding,
    joint_plan,
    minutes,
    reminder,
    report,
    result,
    schedule,
    urgent,
    working_plan,
)

KINDS = (
    joint_plan.KIND,
    decision.PLAN,
    decision.INSPECTION,
    schedule.KIND,
    working_plan.KIND,
    minutes.KIND,
    report.KIND,
    report.PLAN,
    result.KIND,
    demand.KIND,
    conclusions.KIND,
    forwarding.KIND,
    extension_reply.KIND,
    reminder.KIND,
    urgent.KIND,
    amendment.KIND,
    correction.KIND,
)
