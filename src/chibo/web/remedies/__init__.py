"""Pages of shortcomings and their remedies."""
