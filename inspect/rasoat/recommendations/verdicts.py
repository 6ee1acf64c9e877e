"""Conditions on the verdict of each part."""

from rasoat.problems import Reason
from rasoat.recommendations.data import PartVerdict
from rasoat.recommendations.measures import WITH_FIGURES
from rasoat.recommendations.models import Obligation, ObligationPart
from rasoat.workflows import Firing, guard


@guard("met_of_a_count_needs_the_count", needs_payload=True)
def _met_of_a_count_needs_the_count(firing: Firing) -> list[Reason]:
    given: list[PartVerdict] = firing.payload.get("_parts") or []
    found = {one.ordinal: (place, one) for place, one in enumerate(given)}
    reasons = []
    for part in firing.session.get_one(Obligation, firing.ref.id).parts:
        if part.kind not in WITH_FIGURES:
            continue
        if part.ordinal in found:
            place, one = found[part.ordinal]
            said = _against(part, one) if one.verdict == "met" else ""
            reasons += [Reason(f"parts-{place}-reached", said)] if said else []
        elif firing.payload.get("verdict") == "met":
            reasons.append(Reason("verdict", f"Ghi số đã đếm được của phần “{part.measure}”."))
    return reasons


def _against(part: ObligationPart, one: PartVerdict) -> str:
    if one.reached is None:
        return "Kết luận “Đã thực hiện” cần số đã đếm được."
    if part.as_measure.is_reached(one.reached):
        return ""
    return f"Mới được {part.as_measure.reached(one.reached)}: chưa đủ để kết luận “Đã thực hiện”."
