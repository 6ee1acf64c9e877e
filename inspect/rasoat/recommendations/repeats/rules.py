"""What this room registers stands beside its operations."""

from rasoat.recommendations.repeats import operations

__all__ = ["operations"]
