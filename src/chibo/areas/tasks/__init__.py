"""Assigned work, deadlines, progress."""
