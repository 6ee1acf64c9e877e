"""Rà Soát: an inspection and monitoring workflow engine, from the joint plan to verified recommendations."""

__version__ = "0.1.0"
