"""How soon what is owed is needed, changed after it was sent."""
