"""Figures, and the roll-ups that make them quick."""
