"""One official report of an agency answers several obligations: drafted here from what was typed, signed and numbered outside."""
