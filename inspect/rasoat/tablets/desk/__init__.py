"""What the desk sees and decides about tablets: the board, conflicts, late records, photographs that never arrive."""
