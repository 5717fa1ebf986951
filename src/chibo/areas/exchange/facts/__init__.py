"""Facts without names, in columns, for those who analyse: see docs/analysis.md."""
