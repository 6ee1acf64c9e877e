"""Who of the team fills which checklist at which place."""
