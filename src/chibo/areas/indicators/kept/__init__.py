"""Figures of every month kept beside the records: read at once, always equal to a recount."""
