"""Tablets: which device works for whom and with which token, and how a lost device is cut off."""
