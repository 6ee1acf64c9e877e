"""Tablets: which device works for whom, with what token, and cutting a lost one off."""
