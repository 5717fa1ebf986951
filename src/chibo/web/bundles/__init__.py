"""Pages of a month's papers in one file."""
