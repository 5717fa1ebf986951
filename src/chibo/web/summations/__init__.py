"""Pages of summations over years."""
