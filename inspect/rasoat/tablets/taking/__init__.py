"""What a tablet takes along: the visits to choose from, and the bundle of one visit with its papers."""
