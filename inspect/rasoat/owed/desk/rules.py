"""What the pages of owed reports register: the conditions and effects by which a paper ends what is owed."""

from rasoat.owed.desk import recording

__all__ = ["recording"]
