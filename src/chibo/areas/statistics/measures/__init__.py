"""Counting what the sheets show from the records, a few statements whatever stands below."""
