"""Papers that were issued before the program was used: read, reviewed by a person, and brought in with what they ask, so that it is
followed up like everything else.
"""
