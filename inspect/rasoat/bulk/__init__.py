"""Doing one thing to many rows of a list: each row by the operation that does it to one, in a transaction of its own."""
