"""The pages of what addressees owe: the inbox of an addressee, one obligation with its whole story."""
