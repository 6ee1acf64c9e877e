"""Papers of before the program was used."""
