"""What goes out with a tablet and what comes back from it: the take-along, the records, the photographs."""
