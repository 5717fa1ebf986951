"""Pages of the statistical sheets."""
