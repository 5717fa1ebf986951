"""A base, increments and the log between them, sealed piece by piece (docs/adr/0022)."""
