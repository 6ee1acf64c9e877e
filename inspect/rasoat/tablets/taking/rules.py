"""What the rooms before this one learn from it: who took a visit along."""

from rasoat.tablets.taking.operations import took
from rasoat.visits.membership import register_taking

register_taking(took)
