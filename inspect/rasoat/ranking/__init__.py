"""Whom to visit next: the units of a province by the reasons for visiting them, and a plan made from them."""
