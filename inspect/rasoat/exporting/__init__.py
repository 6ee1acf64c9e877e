"""The one door for taking out: each list is one registration, taken as a workbook or as CSV."""
