"""Pages of the minutes of a closed meeting."""
