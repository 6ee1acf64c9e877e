"""What the desk sees of tablets and decides: the board, conflicts, late records, photographs that will not come."""
