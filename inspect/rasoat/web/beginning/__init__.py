"""The first day of an installation: from an empty database to an administrator who is signed in, and what is left to do."""
