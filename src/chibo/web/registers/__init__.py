"""Pages of the registers of papers out and in."""
