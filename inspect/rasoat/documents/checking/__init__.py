"""Recognises the components of any official PDF by their letters and places, and measures each against Nghị định 30/2020/NĐ-CP."""
