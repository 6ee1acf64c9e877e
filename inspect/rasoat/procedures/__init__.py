"""What the files in /workflows may say, and whether what they say is sound. Nothing here loads a table, so that checking
files takes a moment.
"""
