"""Who is away, and who of the same agency stands in meanwhile."""
