"""What comes back from a tablet: records, their photographs, and the export file of a tablet that never got through."""
