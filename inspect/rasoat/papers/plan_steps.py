"""What the steps of a plan do to its paper: the paper is submitted, signed and sent back together with the plan.

The plan's room comes before this one and knows no papers; its procedure names these guards and effects.
"""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from rasoat.accounts.actor import Actor, Role
from rasoat.papers import checks, queries
from rasoat.papers.kinds import joint_plan
from rasoat.papers.models import DRAFTING, OUT, PaperCase
from rasoat.papers.operations import begin_paper
from rasoat.plans.queries import cosigner_of
from rasoat.problems import Problem, Reason
from rasoat.workflows import CaseRef, Firing, effect, fire, guard, relation


def paper_of(session: Session, plan_id: Any) -> PaperCase | None:
    """The paper of a plan, if one was begun."""
    found = queries.papers_about(session, "plan", plan_id, joint_plan.NAME)
    return next(iter(found), None)


@relation("paper", "paper.cosigner", "lãnh đạo cơ quan cùng ký kế hoạch")
def _cosigns(session: Session, case_row: Mapping[str, Any], actor: Actor) -> bool:
    if case_row["about_kind"] != "plan" or actor.role != Role.LEADER:
        return False
    return cosigner_of(session, {"id": case_row["about_id"]}, actor.agency_id) is not None


@guard("plan_paper_is_complete")
def _is_complete(firing: Firing) -> list[Reason]:
    """What is missing in a paper that was begun; one that was not is proposed whole when the plan is submitted."""
    case = paper_of(firing.session, firing.ref.id)
    return checks.incomplete(firing.session, case) if case is not None else []


@effect("bring_plan_paper")
def _bring(firing: Firing) -> None:
    """Submit the paper with its plan; who did not draft one gets the proposed one."""
    session, plan_id = firing.session, firing.ref.id
    case = paper_of(session, plan_id)
    if case is None:
        case = begin_paper(session, firing.actor, joint_plan.KIND, firing.case_row["lead_agency_id"], plan_id)
    _step(firing, case, "check")


@effect("return_plan_paper")
def _return(firing: Firing) -> None:
    """The paper goes back together with its plan."""
    case = paper_of(firing.session, firing.ref.id)
    if case is not None and not DRAFTING.of(case):
        _step(firing, case, "return_paper")


@effect("send_plan_to_sign")
def _send_to_sign(firing: Firing) -> None:
    """The plan waits for the signatures outside together with its paper, and names who signs for each agency."""
    _plan_step(firing, "sign_outside", _signers=firing.payload.get("_signers", {}))


@effect("record_plan_signatures", signature=True)
def _record_signatures(firing: Firing) -> None:
    """The signed file holds the signatures of all agencies: the plan has them too."""
    given = {"_signed_on": firing.payload.get("_signed_on", {}), "_how": firing.payload["how"]}
    _plan_step(firing, "outside_signed", **given)


@effect("sign_plan_paper", signature=True)
def _sign(firing: Firing) -> None:
    case = paper_of(firing.session, firing.ref.id)
    if case is None:
        raise Problem("paper.not_possible", reasons=[Reason("", "Kế hoạch chưa có văn bản để ký.")])
    _step(firing, case, "approve")


@guard("plan_paper_is_unnumbered")
def _is_unnumbered(firing: Firing) -> list[Reason]:
    """A plan whose paper has its number comes into force; it does not go back any more."""
    case = paper_of(firing.session, firing.ref.id)
    if case is None or case.frozen_id is None or OUT.of(case):
        return []
    return [Reason("", f"Văn bản kế hoạch đã có số {case.reference}; không trả lại được nữa.")]


def _step(firing: Firing, case: PaperCase, trigger: str) -> None:
    fire(firing.session, CaseRef("paper", case.id), trigger, firing.actor)


def _plan_step(firing: Firing, trigger: str, **payload: Any) -> None:
    ref = CaseRef("plan", firing.case_row["about_id"])
    fire(firing.session, ref, trigger, firing.actor, payload=payload)
