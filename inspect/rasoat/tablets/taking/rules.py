"""What the rooms before this one learn from it: who took a visit along."""

from rasoat.tablets.taking.queries import took
from rasoat.visits.membership import register_taking

register_taking(took)
