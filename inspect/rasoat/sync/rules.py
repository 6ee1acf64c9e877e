"""What this room tells the earlier ones: who took a visit along."""

from rasoat.sync.trips import took
from rasoat.visits.belonging import register_taking

register_taking(took)
