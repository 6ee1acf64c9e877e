"""What a danger on the spot needs at once: recommendations that a letter sends before the result notice."""
