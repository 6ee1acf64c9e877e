"""Due dates in a person's own calendar: a feed behind a secret address, which its owner makes and revokes."""
