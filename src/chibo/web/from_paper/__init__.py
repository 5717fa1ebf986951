"""Typing back what was filled in by hand on a printed sheet."""
