"""Activation codes for many people at once: printed as slips to cut apart, or mailed."""
