"""Pages of who follows which unit."""
