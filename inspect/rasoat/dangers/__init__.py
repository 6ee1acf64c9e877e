"""Urgent dangers that a team finds, such as an uncovered well or a child at risk. They are reported at once, and
somebody must say when one is over.
"""
