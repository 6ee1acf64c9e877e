"""What goes out with a tablet: the visits to choose from, and the bundle of one with its papers."""
