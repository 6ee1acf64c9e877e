"""Urgent dangers a team comes upon: an uncovered well, a child at risk. Told at once, ended by somebody."""
