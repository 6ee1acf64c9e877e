"""What the official report registers: of its coming the clerk is told."""

from rasoat.official import arriving

__all__ = ["arriving"]
