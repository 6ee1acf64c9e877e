"""What an addressee keeps to itself about an obligation: who of its people does it, by when, and notes. Nobody outside the
agency reads any of it: no page, no file that is taken out, no answer of the API.
"""
