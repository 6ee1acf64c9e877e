"""Search across everything: one field in the head of every page, and what a person opened last."""
