"""Bringing tables in: one door for every kind of thing, with a preview, all or nothing, and undone as a whole."""
