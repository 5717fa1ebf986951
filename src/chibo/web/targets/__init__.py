"""Pages of targets of a unit and year."""
