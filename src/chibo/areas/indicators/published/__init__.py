"""Figures without names between servers: a province publishes, a central one gathers. ADR 0017."""
