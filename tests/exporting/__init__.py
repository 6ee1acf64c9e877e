"""Lists that are taken out."""
