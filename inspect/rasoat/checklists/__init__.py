"""Engine 2: what is checked, as data.

`items` and `definition` are the language of checklists/*.yaml, `crosscheck` what must agree across items, `answers` what a
filled-in document may hold, `evaluate` what follows from it, `form` the desk form, `catalog` the files.
"""
