"""Sheets of codes for places: printed here, read by the tablet."""
