"""An installation completes its checklists in the page, and publishes them as versions of its own."""
