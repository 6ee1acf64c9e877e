"""The kinds of imports: each file registers one. What they bring in belongs to rooms below, which know nothing of it."""
