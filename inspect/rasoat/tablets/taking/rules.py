"""This room registers with the rooms below it who took a visit along."""

from rasoat.tablets.taking.queries import took
from rasoat.visits.membership import register_taking

register_taking(took)
