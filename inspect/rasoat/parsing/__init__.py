"""Papers that other offices wrote, or that this one wrote before the program was used, taken apart into records.

It knows no table and no agency of an installation: it says what stands in a text, and where. Whatever it cannot place is told,
so that a person decides about it and no sentence is lost.
"""
