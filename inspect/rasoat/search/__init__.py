"""Finding rows by words: the conditions with which lists ask the index, and making the index anew."""

from rasoat.search.matching import Through, matching

__all__ = ["Through", "matching"]
